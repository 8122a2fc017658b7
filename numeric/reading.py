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
        line = weight.to(x)
        match x.dim() - 2:
            case 1:
                return _convolve_flat(x.unsqueeze(2), line, 1, gap, stride).squeeze(2)
            case 2:
                return _convolve_flat(x, line, axis, gap, stride)
        return _convolve_solid(x, line, axis, gap, stride)

    def take(self, x: Tensor, axis: int, start: int, step: int, tail: int) -> Tensor:
        stop = x.shape[2 + axis] - tail
        return x[(slice(None),) * (2 + axis) + (slice(start, stop, step),)]

    def relu(self, x: Tensor, spent: bool) -> Tensor:
        return x.relu_() if spent else x.relu()

    def add(self, x: Tensor, y: Tensor, sign: int) -> Tensor:
        # y is a ReLU's output, which autograd still needs; without autograd it can be overwritten.
        return x.add(y, alpha=sign) if y.requires_grad or sign != 1 else y.add_(x)


TORCH: Reading[Tensor] = _Torch()


def _convolve_flat(x: Tensor, line: Tensor, axis: int, gap: int, stride: int) -> Tensor:
    """Convolve (N, C, H, W) along H (axis 0) or W (axis 1)."""
    if axis:
        kernel = _kernel(line, x.shape[1])
        return functional.conv2d(x, kernel, None, (1, stride), 0, (1, gap), x.shape[1])
    if not torch.compiler.is_compiling() and _columns_are_better(x):
        # Every column is convolved alike.  Where a row's entries lie side by side in memory, as
        # channels do in channels_last, the columns can be the channels: no data is rearranged.
        columns = x.flatten(0, 1).transpose(1, 2).unsqueeze(2)
        kernel = _kernel(line, x.shape[3])
        y = functional.conv2d(columns, kernel, None, (1, stride), 0, (1, gap), x.shape[3])
        return torch.unflatten(y.squeeze(2).transpose(1, 2), 0, x.shape[:2])
    kernel = _kernel(line, x.shape[1]).transpose(2, 3)
    return functional.conv2d(x, kernel, None, (stride, 1), 0, (gap, 1), x.shape[1])


def _columns_are_better(x: Tensor) -> bool:
    return x.dtype == torch.float32 and x.stride(3) == 1 and x.shape[3] >= 8


def _kernel(line: Tensor, channels: int) -> Tensor:
    # Contiguous, since torch is slow to prepare any other.
    return line.expand(channels, 1, 1, line.shape[0]).contiguous()


def _convolve_solid(x: Tensor, line: Tensor, axis: int, gap: int, stride: int) -> Tensor:
    """Convolve (N, C, D, H, W) along one axis.

    The axes across fold into batch, channels or one another, whichever is a view of the memory:
    a depthwise 2-d convolution is up to 20 times faster than the same in 3-d.
    """
    if axis == 0:
        y = _convolve_flat(x.flatten(3), line, 0, gap, stride)
        return torch.unflatten(y, 3, x.shape[3:])
    if x.stride(1) == 1:  # channels last
        images = x.transpose(1, 2).flatten(0, 1)
        y = _convolve_flat(images, line, axis - 1, gap, stride)
        return torch.unflatten(y, 0, (x.shape[0], x.shape[2])).transpose(1, 2)
    if axis == 1:
        y = _convolve_flat(x.flatten(1, 2), line, 0, gap, stride)
        return torch.unflatten(y, 1, x.shape[1:3])
    y = _convolve_flat(x.flatten(2, 3), line, 1, gap, stride)
    return torch.unflatten(y, 2, x.shape[2:4])
