"""Average, max and softmax pooling on one noisy image, and the gradients of their outputs."""

from __future__ import annotations

from collections.abc import Callable

import torch
from matplotlib.colors import SymLogNorm
from matplotlib.figure import Figure
from torch import Tensor

from numeric.functional import avg_pool2d, max_pool2d, softmax_pool2d
from report.escape import Tex
from report.figures.style import WIDTH

PAGE = "5"
SIZE, WINDOW = 32, 4
NOISE, BETA = 0.15, 8.0
LINEAR = 0.03
"""Gradients smaller than this are coloured in proportion, larger ones by their logarithm."""
POOLINGS: tuple[tuple[str, Callable[[Tensor], Tensor]], ...] = (
    ("average", lambda x: avg_pool2d(x, WINDOW)),
    (rf"softmax, $\beta = {BETA:g}$", lambda x: softmax_pool2d(x, WINDOW, beta=BETA)),
    ("max", lambda x: max_pool2d(x, WINDOW)),
)


def picture() -> Tensor:
    """A ring on a dark ground, with Gaussian noise; always the same."""
    axis = torch.linspace(-1, 1, SIZE, dtype=torch.float64)
    radius = (axis[:, None] ** 2 + axis[None, :] ** 2).sqrt()
    clean = torch.exp(-(((radius - 0.6) / 0.16) ** 2))
    noise = torch.randn(SIZE, SIZE, dtype=torch.float64, generator=torch.Generator().manual_seed(7))
    return (clean + NOISE * noise)[None, None]


def draw() -> tuple[Figure, Tex]:
    """The image and what pooling makes of it above; below, d (sum of the outputs) / d entry."""
    image = picture()
    figure = Figure(figsize=(WIDTH, 3.15))
    grid = figure.subplots(2, len(POOLINGS) + 1)
    low, high = float(image.min()), float(image.max())
    gray = {"cmap": "gray", "vmin": low, "vmax": high, "interpolation": "nearest"}
    grid[0, 0].imshow(image[0, 0].numpy(), **gray)
    grid[0, 0].set_title(rf"image, {SIZE} $\times$ {SIZE}")
    grid[1, 0].set_axis_off()
    smallest, shown = 0.0, None
    for column, (title, pool) in enumerate(POOLINGS, 1):
        x = image.clone().requires_grad_()
        pooled = pool(x)
        (gradient,) = torch.autograd.grad(pooled.sum(), x)
        smallest = min(smallest, float(gradient.min()))
        grid[0, column].imshow(pooled.detach()[0, 0].numpy(), **gray)
        grid[0, column].set_title(title)
        shown = grid[1, column].imshow(
            gradient[0, 0].numpy(), cmap="RdBu_r", interpolation="nearest",
            norm=SymLogNorm(LINEAR, vmin=-1, vmax=1),
        )  # fmt: skip
    for axes in grid.flat:
        axes.set(xticks=[], yticks=[])
        axes.spines[:].set_visible(True)
    grid[1, 1].set_ylabel("gradient")
    if shown is not None:
        bar = figure.colorbar(shown, ax=grid[1, 0], location="right", fraction=0.5)
        ticks = [-1, -0.1, 0, 0.1, 1]
        bar.set_ticks(ticks, labels=[f"{t:g}".replace("-", "$-$") for t in ticks])
        bar.minorticks_off()
        bar.outline.set_visible(False)
    if smallest >= 0:
        raise ValueError("no gradient is negative, though the caption says so")
    caption = Tex(
        rf"A noisy image pooled over ${WINDOW} \times {WINDOW}$ windows by the torch layers "
        rf"(above) and the gradient of the sum of the outputs at every entry (below). The average "
        rf"spreads it evenly, $1/{WINDOW**2}$ each; max gives all of it to the largest entry of "
        rf"each window; softmax lies between, and below zero where raising an entry lowers the "
        rf"output: its smallest gradient here is ${smallest:.3f}$."
    )
    return figure, caption
