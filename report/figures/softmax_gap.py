"""How far softmax pooling stays below the maximum, against β, with its bound."""

from __future__ import annotations

import math

import numpy as np
import sympy
import torch
from matplotlib.figure import Figure

from numeric.functional import softmax_pool1d
from report.escape import Tex
from report.figures.style import BLUE, GREY, ORANGE, WIDTH

PAGE = "7"
WINDOWS = (4, 9)
BETAS = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""At which the largest gap is searched."""
STARTS, STEPS = 16, 30


def draw() -> tuple[Figure, Tex]:
    """Bounds as lines, the largest gaps found by gradient ascent as dots."""
    figure = Figure(figsize=(WIDTH, 2.6))
    axes = figure.add_subplot()
    beta = np.geomspace(BETAS[0] * 0.8, BETAS[-1] * 1.25, 200)
    worst, constants = 0.0, []
    for n, color in zip(WINDOWS, (BLUE, ORANGE), strict=True):
        bound = float(sympy.LambertW((n - 1) / sympy.E))
        constants.append(f"{bound:.4f}")
        found = [largest_gap(n, b) for b in BETAS]
        worst = max(worst, *(abs(g * b / bound - 1) for g, b in zip(found, BETAS, strict=True)))
        axes.plot(beta, bound / beta, color=color, label=rf"$W((n-1)/e)/\beta$, $n={n}$")
        axes.plot(BETAS, found, "o", color=color, markersize=4.5, label=f"found, $n={n}$")
        axes.plot(beta, math.log(n) / beta, color=color, linestyle="dotted", linewidth=1.0,
                  label=rf"$\log(n)/\beta$, $n={n}$")  # fmt: skip
    axes.set(xscale="log", yscale="log", xlabel=r"$\beta$", ylabel=r"largest $\max - S_\beta$")
    axes.set_xticks(BETAS, [f"{b:g}" for b in BETAS])
    axes.set_yticks([0.03, 0.1, 0.3, 1], ["0.03", "0.1", "0.3", "1"])
    axes.minorticks_off()
    axes.grid(color=GREY, alpha=0.2, linewidth=0.5)
    axes.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    caption = Tex(
        rf"The largest gap between the maximum and softmax pooling of $n$ entries: the exact value "
        rf"$W((n-1)/\mathrm{{e}})/\beta$ (lines; {_each(constants)}), and the largest gap that "
        rf"gradient ascent through the torch layer finds from {STARTS} random inputs (dots; less "
        rf"than ${_power(worst)}$ off, relatively). The usual bound $\log(n)/\beta$ (dotted) is "
        rf"never attained."
    )
    return figure, caption


def _each(constants: list[str]) -> str:
    return " and ".join(
        rf"${c}/\beta$ for $n={n}$" for n, c in zip(WINDOWS, constants, strict=True)
    )


def _power(value: float) -> str:
    """The power of ten above a small number."""
    return f"10^{{{math.ceil(math.log10(value))}}}" if value else "0"


def largest_gap(n: int, beta: float) -> float:
    """The largest max − S_β over windows of n entries that gradient ascent finds."""
    generator = torch.Generator().manual_seed(n)
    start = torch.randn(STARTS, 1, n, dtype=torch.float64, generator=generator) / beta
    x = start.requires_grad_()
    ascent = torch.optim.LBFGS([x], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> torch.Tensor:
        ascent.zero_grad()
        missing = -beta * _gap(x, n, beta).sum()
        missing.backward()  # type: ignore[no-untyped-call]
        return missing

    ascent.step(loss)  # type: ignore[no-untyped-call]
    return float(_gap(x, n, beta).detach().max())


def _gap(x: torch.Tensor, n: int, beta: float) -> torch.Tensor:
    return x.amax(-1) - softmax_pool1d(x, n, beta=beta).squeeze(-1)
