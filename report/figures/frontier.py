"""Hidden layers against ReLUs of one window: the shallow networks and the tree of pairs."""

from __future__ import annotations

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from report.escape import Tex
from report.figures.style import BLUE, GREEN, GREY, INK, ORANGE, PINK, RED, WIDTH
from symbolic.constructions import tree
from symbolic.frontier import depths, fewest_relus

PAGE = "3.3"
LOOKS = {2: BLUE, 3: ORANGE, 4: GREEN, 5: RED, 7: PINK}
"""Colours by the side of the window."""
TICKS = (10, 30, 100, 300, 1000, 3000)


def draw() -> tuple[Figure, Tex]:
    """A series a window; the tree as a square at its depth."""
    figure = Figure(figsize=(WIDTH, 2.8))
    axes = figure.add_subplot()
    for side, color in LOOKS.items():
        n = side * side
        layers = list(depths(n))
        relus = [fewest_relus(n, number).relus for number in layers]
        pairs = tree(n)
        axes.plot(layers, relus, "o-", color=color, markersize=4, linewidth=1.1)
        axes.plot(
            [pairs.hidden_layers], [pairs.relus], "s", color=color, markersize=8,
            markerfacecolor="none", markeredgewidth=1.0,
        )  # fmt: skip
        axes.annotate(
            rf"${side} \times {side}$", (layers[0], relus[0]), (-7, 0), color=color,
            textcoords="offset points", ha="right", va="center", fontsize=9,
        )  # fmt: skip
    axes.set(yscale="log", xlabel="hidden layers", ylabel="ReLUs per output")
    last = max(depths(max(LOOKS) ** 2))
    axes.set_xlim(1.4, last + 0.4)
    axes.set_ylim(7, 3200)
    axes.set_xticks(range(2, last + 1))
    axes.set_yticks(TICKS, [f"{t}" for t in TICKS])
    axes.minorticks_off()
    axes.grid(color=GREY, alpha=0.2, linewidth=0.5)
    axes.legend(
        handles=[
            Line2D([], [], marker="o", linewidth=1.1, label="shallow", color=INK, markersize=4),
            Line2D([], [], marker="s", linestyle="none", markerfacecolor="none",
                   markeredgewidth=1.0, label="tree of pairs", color=INK, markersize=8),
        ],
        loc="upper left",
    )  # fmt: skip
    side = max(LOOKS)
    fewest, most = fewest_relus(side**2, depths(side**2)[0]), tree(side**2)
    caption = Tex(
        rf"Hidden layers against ReLUs of the networks for one window alone: the narrowest shallow "
        rf"network that the constructions give for each number of layers (dots), and the tree of "
        rf"pairs (squares). Each layer less costs more than the one before: for "
        rf"${side} \times {side}$, {len(fewest.widths)} hidden layers take {fewest.relus} ReLUs "
        rf"where the tree takes {most.relus} in {most.hidden_layers}."
    )
    return figure, caption
