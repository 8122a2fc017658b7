"""Comparisons for each output of max pooling, against the window, by algorithm."""

from __future__ import annotations

from matplotlib.figure import Figure

from report.escape import Tex
from report.figures.style import BLUE, GREEN, GREY, ORANGE, RED, WIDTH
from symbolic.algorithms import ALGORITHMS
from symbolic.closed_forms import closed_form
from symbolic.pooling import Axis

PAGE = "4"
SIDE = 512
"""Entries along each axis of the image."""
WINDOWS = range(2, 33)
LOOKS = ((BLUE, "o"), (ORANGE, "s"), (GREEN, "^"), (RED, "D"))


def draw() -> tuple[Figure, Tex]:
    """One line an algorithm; both axes logarithmic."""
    figure = Figure(figsize=(WIDTH, 2.7))
    axes = figure.add_subplot()
    counts = {}
    for algorithm, (color, marker) in zip(ALGORITHMS, LOOKS, strict=True):
        form = closed_form("max", algorithm, [Axis(2, 1), Axis(2, 1)])
        counts[algorithm] = [_comparisons(form.at(_sizes(k)).comparisons, k) for k in WINDOWS]
        axes.plot(
            WINDOWS, counts[algorithm], color=color, marker=marker, markersize=2.6, linewidth=1.0,
            label=algorithm,
        )  # fmt: skip
    axes.set(
        xscale="log", yscale="log", xlabel=r"window $k \times k$", ylabel="comparisons per output"
    )
    axes.set_xticks(
        [2, 3, 4, 6, 8, 12, 16, 24, 32], list(map(str, (2, 3, 4, 6, 8, 12, 16, 24, 32)))
    )
    axes.set_yticks([3, 10, 30, 100, 300, 1000], list(map(str, (3, 10, 30, 100, 300, 1000))))
    axes.minorticks_off()
    axes.grid(color=GREY, alpha=0.2, linewidth=0.5)
    axes.legend(loc="upper left")
    caption = Tex(
        rf"Comparisons for each output of max pooling with stride 1 on an image of ${SIDE} \times "
        rf"{SIDE}$ entries, from the closed forms. Direct pooling takes $k^2 - 1$; running pooling "
        rf"stays below {_ceiling(counts['running'])} up to ${WINDOWS[-1]} \times {WINDOWS[-1]}$, "
        rf"and from ${_crossover(counts)} \times {_crossover(counts)}$ on no other takes fewer."
    )
    return figure, caption


def _sizes(k: int) -> dict[str, int]:
    return {"c": 1, "h": SIDE, "w": SIDE, "k_h": k, "k_w": k}


def _comparisons(total: int, k: int) -> float:
    return float(total / (SIDE - k + 1) ** 2)


def _ceiling(values: list[float]) -> int:
    return int(max(values)) + 1


def _crossover(counts: dict[str, list[float]]) -> int:
    """The first window from which on no other algorithm takes fewer than running."""
    first = WINDOWS[-1]
    for number in reversed(range(len(WINDOWS))):
        if counts["running"][number] > min(c[number] for c in counts.values()):
            break
        first = WINDOWS[number]
    return first
