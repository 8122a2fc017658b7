"""How deep and how wide max pooling is: the tree of pairs against the shallow networks, by window."""

from __future__ import annotations

from typing import Final

from report.escape import Tex
from report.tables import Table, grouped
from symbolic.constructions import tree
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


def tables() -> list[Table]:
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
    return [
        Table(
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
    ]


def _relus(network: ReluNetwork, side: int) -> Tex:
    """The widths of the layers, or only their sum."""
    if side > WIDEST:
        return grouped(network.relus)
    return Tex(f"${' + '.join(map(str, network.widths))}$")
