"""The network of a 2 × 2 window, drawn from its layers."""

from __future__ import annotations

from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from report.escape import Tex
from report.figures.style import BLUE, GREY, INK, RED, WIDTH
from symbolic.constructions import tree
from symbolic.network import Affine, ReluNetwork

PAGE = "3.2"
ENTRIES = 4
HEIGHT = 2.8
GAP = 0.06
"""Between the middle of a node and the edges."""


@dataclass(frozen=True)
class Column:
    """Values side by side: what they are, their names, and the affine layer that they come from."""

    title: str
    names: tuple[str, ...]
    source: Affine | None
    relu: bool


def draw() -> tuple[Figure, Tex]:
    """Inputs left, output right; every weight an edge."""
    network = tree(ENTRIES)
    columns = _columns(network)
    figure = Figure(figsize=(WIDTH, HEIGHT))
    axes = figure.add_subplot()
    axes.set_axis_off()
    places = [_places(len(c.names)) for c in columns]
    for number, column in enumerate(columns):
        if column.source is not None:
            _edges(axes, column.source, number, places)
        for name, y in zip(column.names, places[number], strict=True):
            _node(axes, name, number, y, column.relu)
        axes.text(number, 0.56, column.title, ha="center", va="bottom", fontsize=8.5)
    axes.set_xlim(-0.3, len(columns) - 0.6)
    axes.set_ylim(-0.62, 0.64)
    weights = sorted({w for c in columns if c.source for row in c.source.rows for _, w in row})
    axes.legend(
        handles=[
            Line2D([], [], color=_color(w), linestyle=_dash(w), label=f"weight ${w}$")
            for w in reversed(weights)
        ],
        loc="lower center", ncols=len(weights), bbox_to_anchor=(0.5, -0.04),
    )  # fmt: skip
    widths = " and ".join(map(str, network.widths))
    caption = Tex(
        rf"The maximum of a $2 \times 2$ window as a network, drawn from its weights: "
        rf"{network.hidden_layers} hidden layers of {widths} ReLUs (circles), "
        rf"{network.weights} weights, {network.additions} additions"
        + (
            r", and no multiplication, as every weight is $1$ or $-1$."
            if network.multiplications == 0
            else f", {network.multiplications} multiplications."
        )
    )
    return figure, caption


def _columns(network: ReluNetwork) -> list[Column]:
    inputs = tuple(f"$x_{{{i}}}$" for i in range(network.inputs))
    columns = [Column("entries", inputs, None, False)]
    for position, layer in enumerate(network.layers):
        if isinstance(layer, Affine):
            last = position == len(network.layers) - 1
            names = (r"$\max$",) if last else ("R",) * layer.outputs
            title = "output" if last else f"hidden layer {len(columns)}: {layer.outputs} ReLUs"
            columns.append(Column(title, names, layer, relu=not last))
        elif not all(layer.active):
            raise ValueError("this drawing has no place for a skip connection")
    return columns


def _places(count: int) -> list[float]:
    return [0.5 - (i + 0.5) / count for i in range(count)]


def _edges(axes: Axes, layer: Affine, column: int, places: list[list[float]]) -> None:
    for row, end in zip(layer.rows, places[column], strict=True):
        for index, weight in row:
            axes.plot(
                [column - 1 + GAP, column - GAP], [places[column - 1][index], end],
                color=_color(weight), linestyle=_dash(weight), linewidth=1.1, zorder=1,
            )  # fmt: skip


def _color(weight: object) -> str:
    return BLUE if weight == 1 else RED if weight == -1 else GREY


def _dash(weight: object) -> str:
    return "solid" if weight == 1 else "dashed" if weight == -1 else "dotted"


def _node(axes: Axes, name: str, x: float, y: float, relu: bool) -> None:
    axes.text(
        x, y, name, ha="center", va="center", fontsize=8.5 if relu else 10, zorder=3,
        bbox={
            "boxstyle": "circle,pad=0.25" if relu else "square,pad=0.2",
            "facecolor": "white", "edgecolor": INK if relu else "none", "linewidth": 0.7,
        },
    )  # fmt: skip
