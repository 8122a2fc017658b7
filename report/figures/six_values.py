"""The identity for six values: its pairs as a graph, its terms as a matrix."""

from __future__ import annotations

from fractions import Fraction
from math import cos, pi, sin

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from report.escape import Tex
from report.figures.style import BLUE, GREY, INK, ORANGE, RED, WIDTH
from symbolic.constructions import shallow
from symbolic.identities import SIX, Pair

PAGE = "3.3"
SIDE = 0.86
"""Of a cell."""


def draw() -> tuple[Figure, Tex]:
    """The graph of the pairs left; right a column a term, with its pairs and its weight."""
    figure = Figure(figsize=(WIDTH, 2.35))
    left, right = figure.subplots(1, 2, width_ratios=(1, 3.0))
    _graph(left)
    _matrix(right)
    widths = " and ".join(map(str, shallow(SIX.entries).widths))
    positive = [s for s in SIX.summands if s.weight > 0]
    caption = Tex(
        rf"The maximum of six values in two hidden layers of {widths} ReLUs. Left: the "
        rf"{len(SIX.pairs)} pairs whose maxima $m_{{ij}} = \max(x_i, x_j)$ the first layer makes. "
        rf"Right: the {len(SIX.summands)} terms, one a column: "
        rf"$w \max(u, v) = w(\operatorname{{R}}(u - v) + v)$, where $u$ is the sum of the pairs in "
        rf"blue and $v$ that of the pairs in orange (2: taken twice); below, $w$ as a bar, $|w|$ from "
        rf"1 to {max(abs(s.weight) for s in SIX.summands)}. The {len(positive)} terms with $w > 0$ "
        rf"stand left. The sum of all is ${SIX.divisor} \max(x_0, \dots, x_{SIX.entries - 1})$."
    )
    return figure, caption


def _graph(axes: Axes) -> None:
    angles = {0: 180, 1: 125, 2: 235, 3: 0, 4: 55, 5: 305}
    places = {i: (cos(a * pi / 180), sin(a * pi / 180)) for i, a in angles.items()}
    for i, j in SIX.pairs:
        (x, y), (z, w) = places[i], places[j]
        axes.plot((x, z), (y, w), color=GREY, linewidth=1.1, zorder=1)
    for i, (x, y) in places.items():
        axes.text(
            x, y, f"$x_{i}$", ha="center", va="center", fontsize=9, zorder=3,
            bbox={"boxstyle": "circle,pad=0.2", "facecolor": "white", "edgecolor": INK,
                  "linewidth": 0.7},
        )  # fmt: skip
    axes.set_axis_off()
    axes.set(aspect="equal", xlim=(-1.35, 1.35), ylim=(-1.25, 1.25))


def _matrix(axes: Axes) -> None:
    rows = {pair: number for number, pair in enumerate(SIX.pairs)}
    terms = sorted(SIX.summands, key=lambda s: -s.weight)
    most = max(abs(s.weight) for s in terms)
    base = len(rows) + 2.4
    for column, s in enumerate(terms):
        for pairs, color in ((s.u, BLUE), (s.v, ORANGE)):
            for pair in pairs:
                _cell(axes, column, rows[pair], color, pairs.count(pair))
        height = 1.6 * Fraction(s.weight, most)
        axes.add_patch(
            Rectangle((column - SIDE / 2, base), SIDE, -float(height),
                      color=BLUE if s.weight > 0 else RED, linewidth=0)
        )  # fmt: skip
    for number in range(len(rows) + 1):
        axes.axhline(number - 0.5, color=GREY, linewidth=0.3, alpha=0.5)
    axes.axhline(base, color=INK, linewidth=0.5)
    axes.set_yticks([*rows.values(), base], [*map(_name, rows), "$w$"])
    axes.set_xticks([])
    axes.tick_params(length=0, labelsize=7.5)
    axes.set(xlim=(-0.7, len(terms) - 0.3), ylim=(base + 1.9, -0.7))
    axes.spines[:].set_visible(False)


def _cell(axes: Axes, column: int, row: int, color: str, count: int) -> None:
    axes.add_patch(
        Rectangle((column - SIDE / 2, row - SIDE / 2), SIDE, SIDE, color=color, linewidth=0)
    )
    if count > 1:
        axes.text(column, row, str(count), ha="center", va="center", fontsize=6, color="white")


def _name(pair: Pair) -> str:
    i, j = pair
    return f"$m_{{{i}{j}}}$"
