"""How deep and how wide max pooling is: the tree of pairs against the shallow networks, by window."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from report.escape import Tex
from report.mathematics import reference
from report.tables import Table, grouped
from symbolic.arguments import ARGUED
from symbolic.constructions import tree
from symbolic.frontier import BOUNDS, Bound
from symbolic.groupings import hidden_layers
from symbolic.identities import SIX
from symbolic.network import ReluNetwork
from symbolic.shallow import narrowest

PAGE: Final = "3.3"
SIDES: Final = range(2, 13)
"""Windows k × k."""
WIDEST: Final = 5
"""Windows whose widths are printed; of larger ones only the sum."""
TERMS: Final = len(SIX.summands)
"""Of the identity for six values."""


def published(values: int) -> int:
    """⌈log₃(n − 2)⌉ + 1, the bound of Bakaev, Brunck, Hertrich, Stade and Yehudayoff (2025)."""
    layers, reach = 1, 1
    while reach < values - 2:
        layers, reach = layers + 1, 3 * reach
    return layers


def tables(grades: Mapping[str, str]) -> list[Table]:
    """What is proved to be needed, by theorems of these grades, and what suffices."""
    proved = [bound for bound in BOUNDS if bound.known(grades)]
    return [*([_needed(proved, grades)] if proved else []), _reached()]


def _needed(bounds: Sequence[Bound], grades: Mapping[str, str]) -> Table:
    """Lower bounds, and the theorems that say so."""
    rows = []
    for bound in bounds:
        width = str(bound.width) if bound.beyond is None else ("n", "n + 1")[bound.beyond]
        what = f"ReLUs in layer {bound.layer}" if bound.layer else "hidden layers"
        if bound.layer and bound.hidden_layers:
            what += f" of {bound.hidden_layers}"
        relation = "=" if bound.least == bound.most else r"\geq"
        paper = ", on paper" if ARGUED in {grades[id] for id in bound.theorems} else ""
        rows.append(
            (
                Tex(f"$n {relation} {bound.least}$"),
                Tex(r"entries $\geq 0$" if bound.nonnegative else "any"),
                Tex(f"${width if bound.layer else bound.hidden_layers}$ {what}"),
                Tex(", ".join(map(reference, bound.theorems)) + paper),
            )
        )
    return Table(
        "needed",
        Tex(
            r"What a network of ReLUs without skip connections has at least, if it is the maximum "
            r"of $n$ values, and the theorems that say so; of the hidden layers, skip connections "
            r"or not. Any weights and biases, and other layers of any width."
        ),
        Tex("@{}llll@{}"),
        (Tex("Values"), Tex("Inputs"), Tex("At least"), Tex("Theorem")),
        tuple(rows),
    )


def _reached() -> Table:
    """For each window: hidden layers, ReLUs and weights."""
    rows = []
    for k in SIDES:
        n = k * k
        pairs, shallow = tree(n), narrowest(n).network()
        if (pairs.hidden_layers, shallow.hidden_layers) != ((n - 1).bit_length(), hidden_layers(n)):
            raise ValueError("the depths are not what the head of the table says")
        counts = (pairs.hidden_layers, published(n), shallow.hidden_layers)
        rows.append(
            (
                Tex(rf"${k} \times {k}$"),
                *map(grouped, counts),
                _relus(pairs, k),
                _relus(shallow, k),
                *(grouped(network.weights) for network in (pairs, shallow)),
            )
        )
    head = (
        Tex("Window"), Tex("Tree"), Tex("Bound"), Tex("Here"),
        Tex("ReLUs: tree"), Tex("here"), Tex("Weights: tree"), Tex("here"),
    )  # fmt: skip
    return Table(
        "depths",
        Tex(
            r"Hidden layers that max pooling of $n = k^2$ values takes: by the tree of pairs, "
            r"$\lceil \log_2 n \rceil$; by the published bound, $\lceil \log_3(n - 2) \rceil + 1$; "
            r"by the shallow networks here, $\lceil \log_3(n/2) \rceil + 1$. Then the ReLUs for "
            r"each output and the weights other than 0, both of one window alone, of the tree and "
            r"of the network of the fewest layers here."
        ),
        Tex("@{}lrrrrrrr@{}"),
        head,
        tuple(rows),
    )


def _relus(network: ReluNetwork, side: int) -> Tex:
    """The widths of the layers, or only their sum."""
    if side > WIDEST:
        return grouped(network.relus)
    return Tex(f"${' + '.join(map(str, network.widths))}$")
