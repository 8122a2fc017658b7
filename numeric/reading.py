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

    def convolve(
        self,
        x: Image,
        weight: Tensor,
        stride: tuple[int, ...],
        padding: tuple[int, ...],
        dilation: tuple[int, ...],
    ) -> Image:
        """Convolve each channel on its own with `weight`, of shape 1 × 1 × the kernel."""

    def take(self, x: Image, axis: int, start: int, step: int, tail: int) -> Image:
        """Every `step`-th entry along an axis, from `start` on, without the last `tail` ones."""

    def relu(self, x: Image, spent: bool) -> Image:
        """R(x); `spent` says that x is not read again."""

    def add(self, x: Image, y: Image, sign: int) -> Image:
        """x + sign · y; y is not read again."""


class _Torch:
    """Tensors of shape N × C × sizes, floating-point or integer, on any device."""

    def convolve(
        self,
        x: Tensor,
        weight: Tensor,
        stride: tuple[int, ...],
        padding: tuple[int, ...],
        dilation: tuple[int, ...],
    ) -> Tensor:
        # Three axes where the kernel spans only one at an end: the other two fold into one, since
        # a depthwise 2-d convolution is up to 20 times faster than the 3-d one.
        if len(stride) == 3 and not any(padding):
            if weight.shape[2:4] == (1, 1) and stride[:2] == (1, 1):
                folded = (stride[1:], padding[1:], dilation[1:])
                y = self.convolve(x.flatten(2, 3), weight.flatten(2, 3), *folded)
                return y.unflatten(2, x.shape[2:4])
            if weight.shape[3:5] == (1, 1) and stride[1:] == (1, 1):
                folded = (stride[:2], padding[:2], dilation[:2])
                y = self.convolve(x.flatten(3, 4), weight.flatten(3, 4), *folded)
                return y.unflatten(3, x.shape[3:5])
        channels = x.shape[1]
        each = weight.to(x).expand(channels, *weight.shape[1:])
        match len(stride):
            case 1:
                return functional.conv1d(x, each, None, stride, padding, dilation, channels)
            case 2:
                return functional.conv2d(x, each, None, stride, padding, dilation, channels)
        return functional.conv3d(x, each, None, stride, padding, dilation, channels)

    def take(self, x: Tensor, axis: int, start: int, step: int, tail: int) -> Tensor:
        stop = x.shape[2 + axis] - tail
        return x[(slice(None),) * (2 + axis) + (slice(start, stop, step),)]

    def relu(self, x: Tensor, spent: bool) -> Tensor:
        return x.relu_() if spent else x.relu()

    def add(self, x: Tensor, y: Tensor, sign: int) -> Tensor:
        # y is a ReLU's output, which autograd still needs; without autograd it can be overwritten.
        return x.add(y, alpha=sign) if y.requires_grad or sign != 1 else y.add_(x)


TORCH: Reading[Tensor] = _Torch()
