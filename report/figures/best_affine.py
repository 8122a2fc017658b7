"""Max against its best affine fit, on two entries in [0, 1]."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from report.escape import Tex
from report.figures.style import BLUE, GREY, INK, WIDTH
from symbolic.arithmetic import maximum
from symbolic.pooling import average

PAGE = "2"
STEPS = 96
"""Intervals along each axis; even, so that the grid holds the corners and the diagonal."""


def draw() -> tuple[Figure, Tex]:
    """Level lines of both; the error, which is as large below as above."""
    ticks = [Fraction(i, STEPS) for i in range(STEPS + 1)]
    largest = [[maximum(a, b) for a in ticks] for b in ticks]
    means = [[average(lambda i, a=a, b=b: (a, b)[i], 2) for a in ticks] for b in ticks]
    gaps = [
        x - m
        for row, mean in zip(largest, means, strict=True)
        for x, m in zip(row, mean, strict=True)
    ]
    constant = (min(gaps) + max(gaps)) / 2
    errors = [gap - constant for gap in gaps]
    if [errors.count(max(errors)), errors.count(min(errors))] != [2, STEPS + 1]:
        raise ValueError("the error is not where the caption says")
    grid = np.linspace(0, 1, STEPS + 1)
    exact = np.array(largest, dtype=float)
    fit = np.array(means, dtype=float) + float(constant)

    figure = Figure(figsize=(WIDTH, 2.75))
    left, right = figure.subplots(1, 2)
    levels = np.linspace(0.125, 1, 8)
    left.contour(grid, grid, exact, levels=levels, colors=BLUE, linewidths=1.3)
    left.contour(grid, grid, fit, levels=levels, colors=GREY, linewidths=1.0, linestyles="dashed")
    left.plot([], [], color=BLUE, label=r"$\max(a, b)$")
    label = rf"$\frac{{a+b}}{{2}} + {_tex(constant).replace('tfrac', 'frac')}$"
    left.plot([], [], color=GREY, linestyle="dashed", linewidth=1.0, label=label)
    left.legend(loc="lower center", bbox_to_anchor=(0.5, 0.99), ncols=2, borderpad=0.1)
    most = float(max(errors))
    shown = right.pcolormesh(
        grid, grid, exact - fit, cmap="RdBu_r", vmin=-most, vmax=most, shading="gouraud",
        rasterized=True,
    )  # fmt: skip
    right.contour(grid, grid, exact - fit, levels=[0.0], colors=INK, linewidths=0.8)
    bar = figure.colorbar(shown, ax=right, ticks=[-most, 0, most])
    bar.ax.set_yticklabels([f"$-${_text(max(errors))}", "0", _text(max(errors))])
    bar.outline.set_visible(False)
    right.set_title("maximum less fit")
    for axes in (left, right):
        axes.set(xlabel="$a$", ylabel="$b$", aspect="equal", xlim=(0, 1), ylim=(0, 1))
        axes.xaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
        axes.yaxis.set_major_locator(FixedLocator([0, 0.5, 1]))
    caption = Tex(
        "The maximum of two entries in $[0, 1]$ and the affine map nearest to it, the average plus "
        rf"${_tex(constant)}$. The error, right, is "
        rf"${_tex(max(errors))}$ at two corners and ${_tex(min(errors))}$ on the whole diagonal: "
        "no affine map does better."
    )
    return figure, caption


def _text(value: Fraction) -> str:
    return f"{value.numerator}/{value.denominator}"


def _tex(value: Fraction) -> str:
    sign = "-" if value < 0 else ""
    return rf"{sign}\tfrac{{{abs(value.numerator)}}}{{{value.denominator}}}"
