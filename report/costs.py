"""What pooling costs: closed forms and tables, counted when the paper is built."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from report.escape import Tex
from report.mathematics import displayed
from report.tables import Table, grouped, with_least_bold
from symbolic.algorithms import ALGORITHMS
from symbolic.closed_forms import ClosedForm, closed_form
from symbolic.constructions import separable
from symbolic.cost import Cost
from symbolic.network import ReluNetwork
from symbolic.notation import display
from symbolic.pooling import Axis
from symbolic.terms import Term, as_term

PAGE: Final = "4"
SWEPT: Final = tuple(a for a in ALGORITHMS if a != "direct")
"""The algorithms that pool one axis after the other."""
BYTES: Final = 4
"""Of one entry, in single precision."""


@dataclass(frozen=True)
class Example:
    """A pooling layer of a well-known network, the same along both axes."""

    network: str
    channels: int
    size: int
    axis: Axis

    @property
    def sizes(self) -> dict[str, int]:
        """By the names of the closed forms."""
        a = self.axis
        named = {"k": a.kernel, "s": a.stride, "p": a.padding, "d": a.dilation}
        both = {f"{letter}_{axis}": v for letter, v in named.items() for axis in "hw"}
        return {"c": self.channels, "h": self.size, "w": self.size, **both}

    @property
    def outputs(self) -> int:
        """How many outputs the layer has."""
        return int(self.channels * self.axis.output_size(self.size) ** 2)

    def cost(self, kind: str, algorithm: str) -> Cost:
        """Its closed form at its sizes."""
        return _form(kind, algorithm, self.axis).at(self.sizes)


@lru_cache
def _general(kind: str, algorithm: str, stride: int, padding: int) -> ClosedForm:
    return closed_form(kind, algorithm, [Axis(2, stride, padding)] * 2)


def _form(kind: str, algorithm: str, axis: Axis) -> ClosedForm:
    """The closed form, derived once for all layers that differ only in numbers that are named."""
    if axis.kernel == 1 or axis.dilation != 1 or axis.ceil_mode:
        raise ValueError("the tables have neither windows of one entry nor dilation nor ceil_mode")
    return _general(kind, algorithm, min(axis.stride, 2), min(axis.padding, 1))


EXAMPLES: Final = (
    Example("VGG-16, first", 64, 224, Axis(2, 2)),
    Example("ResNet-18, stem", 64, 112, Axis(3, 2, 1)),
    Example("GoogLeNet, branch", 192, 28, Axis(3, 1, 1)),
    Example("YOLOv3-SPP", 512, 13, Axis(5, 1, 2)),
    Example("YOLOv3-SPP", 512, 13, Axis(9, 1, 4)),
    Example("YOLOv3-SPP", 512, 13, Axis(13, 1, 6)),
)
STEM: Final = EXAMPLES[1]


def closed_forms() -> dict[str, Tex]:
    """The comparisons of max pooling in closed form, for every algorithm, as displays."""
    axis = Axis(3, 2, 1)  # the numbers only say that padding and a stride are to be named
    forms = {algorithm: _form("max", algorithm, axis) for algorithm in ALGORITHMS}
    known: dict[Term, Term] = {}
    for form in forms.values():
        known.update(form.definitions)
    lines = [_equations(dict(forms[a].definitions), "R_w") for a in SWEPT]
    return {
        "swept": _listed(SWEPT),
        "direct": displayed(display(as_term(forms["direct"].cost.comparisons))),
        "by_lines": displayed(display(as_term(forms[SWEPT[0]].cost.comparisons))),
        "windows": displayed(_equations(known, "o_w", "T_w")),
        "lines": displayed(line for equations in lines for line in equations),
        "names": displayed(_equations(known, "n_w", "L_w")),
    }


def _listed(names: tuple[str, ...]) -> Tex:
    return Tex(f"{', '.join(names[:-1])} and {names[-1]}")


def _equations(known: Mapping[Term, Term], *names: str) -> list[str]:
    """name = definition, for the names given."""
    return [
        line
        for name in names
        for left, right in known.items()
        if left.data == name
        for line in display(left == right)
    ]


def tables() -> list[Table]:
    """Algorithms on layers of well-known networks; kinds of pooling on one of them."""
    return [_by_algorithm(), _by_kind()]


def _by_algorithm() -> Table:
    rows = []
    for e in EXAMPLES:
        counts = [e.cost("max", algorithm).comparisons for algorithm in ALGORITHMS]
        a = e.axis
        shape = Tex(rf"${e.channels} \times {e.size} \times {e.size}$")
        window = Tex(rf"${a.kernel} \times {a.kernel}$, {a.stride}, {a.padding}")
        rows.append((Tex(e.network), shape, window, *with_least_bold(counts)))
    return Table(
        "algorithms",
        Tex(
            "Comparisons of max pooling in layers of well-known networks, by algorithm, from the "
            "closed forms; the fewest in bold. Window, stride, padding as given."
        ),
        Tex("@{}lllrrrr@{}"),
        (Tex("Layer"), Tex("Input"), Tex("Window"), *(Tex(a.capitalize()) for a in ALGORITHMS)),
        tuple(rows),
    )


COUNTED: Final = (
    "comparisons",
    "additions",
    "multiplications",
    "divisions",
    "exponentials",
    "relus",
)


def _by_kind() -> Table:
    rows = []
    for kind in ("max", "average", "softmax"):
        cost = STEM.cost(kind, "direct")
        moved = BYTES * (STEM.channels * STEM.size**2 + cost.writes)
        rows.append(_kind(f"{kind}, direct", cost, moved))
    network = separable(STEM.axis.kernel, STEM.axis.kernel)
    rows.append(_kind("max, conv + ReLU", _network_cost(network, STEM.outputs), None))
    heads = ("Comparisons", "Additions", "Products", "Divisions", "Exp", "ReLUs")
    side = STEM.axis
    return Table(
        "kinds",
        Tex(
            rf"Operations of one layer, {STEM.network} (${STEM.channels} \times {STEM.size} \times "
            rf"{STEM.size}$, window ${side.kernel} \times {side.kernel}$, stride {side.stride}, "
            rf"padding {side.padding}), and operations for each byte moved if every entry is read "
            rf"and written once in single precision. The last line is the network of convolutions "
            rf"and ReLU run window by window, without sharing between windows."
        ),
        Tex("@{}lrrrrrrr@{}"),
        (Tex("Pooling"), *(Tex(h) for h in heads), Tex("per byte")),
        tuple(rows),
    )


def _kind(name: str, cost: Cost, moved: int | None) -> tuple[Tex, ...]:
    counts = [getattr(cost, field) for field in COUNTED]
    intensity = Tex("--") if moved is None else Tex(f"{cost.operations / moved:.2f}")
    return (Tex(name), *(grouped(c) if c else Tex("--") for c in counts), intensity)


def _network_cost(network: ReluNetwork, windows: int) -> Cost:
    """Every window by a network of its own."""
    each = Cost(
        additions=network.additions, multiplications=network.multiplications, relus=network.relus
    )
    return each.with_each(lambda _, value: windows * value)
