"""The network of two hidden layers for five values, drawn from its layers."""

from __future__ import annotations

from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch

from report.escape import Tex
from report.figures.style import BLUE, INK, RED, WIDTH
from symbolic.network import Affine
from symbolic.shallow import Plan, Sum, narrowest

PAGE = "3.3"
ENTRIES = 5
HEIGHT = 4.0
HALF = {0: 0.08, 1: 0.21, 2: 0.55, 3: 0.13}
"""From the middle of a node to its side, by column."""
BOX = 0.055
"""Height of a box."""
PLACES = (0.0, 1.05, 2.85, 4.1)


def draw() -> tuple[Figure, Tex]:
    """Values left, maximum right; every weight an edge, every ReLU with what it is given."""
    plan = narrowest(ENTRIES)
    network = plan.network()
    layers = [layer for layer in network.layers if isinstance(layer, Affine)]
    columns = [
        [f"$x_{i}$" for i in range(ENTRIES)],
        *(names(plan, number) for number in range(len(plan.layers))),
        [r"$\max$"],
    ]
    if [len(c) for c in columns[1:]] != [layer.outputs for layer in layers]:
        raise ValueError("a name for each ReLU, or the drawing is of another network")
    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.add_subplot()
    axes.set_axis_off()
    heights = [_heights(len(column)) for column in columns]
    weights: set[Fraction] = set()
    for number, layer in enumerate(layers, 1):
        ends = PLACES[number - 1] + HALF[number - 1], PLACES[number] - HALF[number]
        for row, y in zip(layer.rows, heights[number], strict=True):
            for index, weight in row:
                weights.add(weight)
                axes.plot(
                    ends, (heights[number - 1][index], y), color=_color(weight),
                    linestyle=_dash(weight), linewidth=0.8, zorder=1,
                )  # fmt: skip
    for number, column in enumerate(columns):
        for name, y in zip(column, heights[number], strict=True):
            relu = 0 < number < len(columns) - 1
            _node(axes, name, PLACES[number], y, HALF[number] if relu else None)
    titles = ("values", *(f"{width} ReLUs" for width in network.widths), "")
    for x, title in zip(PLACES, titles, strict=True):
        axes.text(x, 0.52, title, ha="center", va="bottom", fontsize=8.5)
    axes.set_xlim(-0.15, PLACES[-1] + 0.2)
    axes.set_ylim(-0.6, 0.56)
    axes.legend(
        handles=[
            Line2D([], [], color=_color(w), linestyle=_dash(w), label=f"weight ${_tex(w)}$")
            for w in sorted(weights, reverse=True)
        ],
        loc="lower center", ncols=len(weights), bbox_to_anchor=(0.5, -0.05),
    )  # fmt: skip
    caption = Tex(
        rf"The maximum of five values in two hidden layers of {network.widths[0]} and "
        rf"{network.widths[1]} ReLUs, drawn from its {network.weights} weights: each ReLU with what "
        rf"it is given, where $m_{{ij}} = \max(x_i, x_j)$. The pairs are the edges of two triangles "
        rf"that share a value."
    )
    return figure, caption


def names(plan: Plan, number: int) -> list[str]:
    """What each ReLU of a hidden layer is given, as a formula of m_ij or of the values."""
    return [_formula(sum_) for sum_ in plan.inputs(plan.layers[number])]


def _formula(sum_: Sum) -> str:
    ordered = sorted(sum_, key=lambda part: part[1] < 0)
    text = ""
    for (i, j), weight in ordered:
        if abs(weight) != 1:
            raise ValueError("a sum of terms without factors is drawn")
        sign = "-" if weight < 0 else "+" if text else ""
        text += f"{sign}x_{i}" if i == j else f"{sign}m_{{{i}{j}}}"
    return f"${text}$"


def _heights(count: int) -> list[float]:
    return [0.5 - (i + 0.5) / count for i in range(count)]


def _tex(weight: Fraction) -> str:
    sign = "-" if weight < 0 else ""
    a, b = abs(weight.numerator), weight.denominator
    return f"{sign}{a}" if b == 1 else rf"{sign}\frac{{{a}}}{{{b}}}"


def _color(weight: Fraction) -> str:
    return BLUE if weight > 0 else RED


def _dash(weight: Fraction) -> str:
    return "solid" if abs(weight) == 1 else "dotted"


def _node(axes: Axes, name: str, x: float, y: float, half: float | None) -> None:
    """A name; in a box of that half width where it is a ReLU."""
    axes.text(x, y, name, ha="center", va="center", fontsize=10 if half is None else 8, zorder=3)
    if half is not None:
        axes.add_patch(
            FancyBboxPatch(
                (x - half, y - BOX / 2), 2 * half, BOX, zorder=2, linewidth=0.7,
                boxstyle="round,pad=0,rounding_size=0.02", facecolor="white", edgecolor=INK,
            )
        )  # fmt: skip
