"""Softmax pooling: S_β(x) = Σ x_i e^(β x_i) / Σ e^(β x_i) over each window.

Not piecewise linear, so no ReLU network computes it (theorem `softmax-no-relu-network`): here it is
computed as defined, with the exponents shifted by the largest, so that none overflows.
"""

from __future__ import annotations

import math

import torch
from torch import Tensor, nn
from torch.nn import functional

from numeric.geometry import overhang, refuse_windows_without_entry
from symbolic.pooling import Axis


class Softmax(nn.Module):
    """Softmax pooling: (N, C, *sizes) → (N, C, *output sizes), floating-point.

    Entries in the padding have no weight.  Memory grows with the number of entries of a window.
    Raises ValueError for a β that is not finite and for a window with no entry inside the image.
    """

    def __init__(self, axes: tuple[Axis, ...], beta: float) -> None:
        super().__init__()
        if not math.isfinite(beta):
            raise ValueError(f"beta must be a finite number, not {beta}")
        self.axes, self.beta = axes, beta

    def forward(self, x: Tensor) -> Tensor:
        """Pool x."""
        for axis, size in zip(self.axes, x.shape[2:], strict=True):
            refuse_windows_without_entry(axis, size)
        outside = ~self._windows(torch.ones_like(x[:1, :1], dtype=torch.bool))
        entries = self._windows(x)
        # The entry of largest weight is the largest or the smallest; halves, so that no difference
        # of finite entries overflows.
        halves = entries.detach() / 2
        if self.beta >= 0:
            top = halves.masked_fill(outside, -torch.inf).amax(-1, True)
        else:
            top = halves.masked_fill(outside, torch.inf).amin(-1, True)
        exponents = 2 * self.beta * (entries / 2 - top)
        weights = exponents.masked_fill(outside, -torch.inf).softmax(-1)
        return (weights * entries).sum(-1)

    def _windows(self, x: Tensor) -> Tensor:
        """(N, C, *output sizes, entries of a window), zero or False in the padding."""
        dims = len(self.axes)
        edges = [(a.padding, overhang(a, n)) for a, n in zip(self.axes, x.shape[2:], strict=True)]
        x = functional.pad(x, [n for edge in reversed(edges) for n in edge])
        for n, axis in enumerate(self.axes):
            x = x.unfold(2 + n, axis.extent, axis.stride)[..., :: axis.dilation]
        return x.flatten(2 + dims)
