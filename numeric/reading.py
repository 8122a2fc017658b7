"""The few operations that the fast constructions are written in, and torch's reading of them.

A construction calls these operations on whatever a `Reading` gives it.  With `TORCH` it computes
tensors; with the reading in `lift` the very same code yields the exact network that it computes.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

import torch
from torch import Tensor
from torch.nn import functional

Image = TypeVar("Image")


class Reading(Protocol[Image]):
    """Operations on images: batch × channels × one to three axes."""

    def convolve(self, x: Image, weight: Tensor, axis: int, gap: int, stride: int) -> Image:
        """Convolve each channel with a line of weights along one axis, `gap` entries apart."""

    def take(self, x: Image, axis: int, start: int, step: int, tail: int) -> Image:
        """Every `step`-th entry along an axis, from `start` on, without the last `tail` ones."""

    def relu(self, x: Image, spent: bool) -> Image:
        """R(x); `spent` says that x is not read again."""

    def add(self, x: Image, y: Image, sign: int) -> Image:
        """x + sign · y; y is not read again."""


class _Torch:
    """Tensors of shape (N, C, *sizes), floating-point or integer, on any device."""

    def convolve(self, x: Tensor, weight: Tensor, axis: int, gap: int, stride: int) -> Tensor:
        # All other axes fold into batch, channels or one axis, whichever is a view of the memory:
        # a depthwise 2-d convolution is up to 20 times faster than the same in 3-d.
        before, after = x.shape[2 : 2 + axis], x.shape[3 + axis :]
        line = weight.to(x)
        if _channels_innermost(x):
            rows = x.movedim(1, 1 + axis).flatten(0, axis)
            y = _convolve_rows(rows, line, gap, stride)
            return torch.unflatten(y, 0, (x.shape[0], *before)).movedim(1 + axis, 1)
        if after:
            y = _convolve_rows(x.flatten(1, 1 + axis), line, gap, stride)
            return torch.unflatten(y, 1, (x.shape[1], *before))
        if not before:
            return _convolve_rows(x, line, gap, stride)
        rows = x.flatten(2, -2)
        kernel = line.expand(x.shape[1], 1, 1, line.shape[0]).contiguous()
        y = functional.conv2d(rows, kernel, None, (1, stride), 0, (1, gap), x.shape[1])
        return torch.unflatten(y, 2, before)

    def take(self, x: Tensor, axis: int, start: int, step: int, tail: int) -> Tensor:
        stop = x.shape[2 + axis] - tail
        return x[(slice(None),) * (2 + axis) + (slice(start, stop, step),)]

    def relu(self, x: Tensor, spent: bool) -> Tensor:
        return x.relu_() if spent else x.relu()

    def add(self, x: Tensor, y: Tensor, sign: int) -> Tensor:
        # y is a ReLU's output, which autograd still needs; without autograd it can be overwritten.
        return x.add(y, alpha=sign) if y.requires_grad or sign != 1 else y.add_(x)


TORCH: Reading[Tensor] = _Torch()


def _channels_innermost(x: Tensor) -> bool:
    """Whether the channels of an entry lie side by side in memory, as in torch.channels_last."""
    return x.stride(1) == 1 and x.shape[1] > 1


def _convolve_rows(x: Tensor, line: Tensor, gap: int, stride: int) -> Tensor:
    """Convolve along axis 2 of (N, C, L, *after)."""
    channels, after = x.shape[1], x.shape[3:]
    if not after:
        kernel = line.expand(channels, 1, 1, line.shape[0]).contiguous()
        y = functional.conv2d(x.unsqueeze(2), kernel, None, (1, stride), 0, (1, gap), channels)
        return y.squeeze(2)
    kernel = line[:, None].expand(channels, 1, line.shape[0], 1).contiguous()
    y = functional.conv2d(x.flatten(3), kernel, None, (stride, 1), 0, (gap, 1), channels)
    return torch.unflatten(y, 3, after)
