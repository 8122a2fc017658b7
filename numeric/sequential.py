"""The layers as plain sequences: padding, convolutions and ReLUs, no skip connection.

What a tool reads that knows no other layer.  Where the fast form carries an entry a past a ReLU by
a skip, here a = R(a) − R(−a) takes two channels more: of two windows a and b the layer keeps
R(b − a), R(a) and R(−a), and the next convolution adds them up.  Windows double along one axis
after another, as in `symbolic.constructions.doubling_schedule`.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import nn

from numeric.average import Average
from numeric.padding import ReplicationPadding, ZeroPadding
from symbolic.constructions import Larger, doubling_schedule
from symbolic.pooling import Axis

_CONVOLUTION = (nn.Conv1d, nn.Conv2d, nn.Conv3d)


def extreme(axes: tuple[Axis, ...], sign: int, channels: int) -> nn.Sequential:
    """Max (sign 1) or min (sign −1) pooling of (N, channels, *sizes).

    Raises ValueError as `ReplicationPadding` does, when called.
    """
    modules: list[nn.Module] = []
    if any(a.padding or a.ceil_mode for a in axes):
        modules.append(ReplicationPadding(axes))
    carried = [1.0]  # the value is the sum of these multiples of the channels that carry it
    for n in reversed(range(len(axes))):
        distances = _distances(axes[n].kernel)
        for step, distance in enumerate(distances):
            last = step == len(distances) - 1
            first, second = torch.tensor(carried), torch.zeros(len(carried))
            pairs = torch.stack([first, second], -1)  # output: the first window
            larger = sign * torch.stack([-first, first], -1)  # R: how much the second is ahead
            weight = torch.stack([larger, pairs, -pairs])
            stride = axes[n].stride if last else 1
            dilation = distance * axes[n].dilation
            modules += [_convolution(weight, n, axes, channels, stride, dilation), nn.ReLU()]
            carried = [float(sign), 1.0, -1.0]
    # An axis of one entry takes no step: its stride comes here.
    remaining = [a.stride if a.kernel == 1 else 1 for a in axes]
    modules.append(_sum(carried, channels, remaining))
    return nn.Sequential(*modules)


def average(layer: Average, channels: int) -> nn.Sequential:
    """Average pooling of (N, channels, *sizes): the kernel 1/divisor, rounded where not exact.

    Raises ValueError where the divisor depends on the position.
    """
    divisor = layer.fixed_divisor
    if divisor is None:
        raise ValueError(
            "windows at the border have another divisor than those inside, so no convolution is "
            "this layer (theorem average-excluding-padding-is-no-convolution)"
        )
    axes = layer.axes
    weight = (layer.kernel / divisor).expand(channels, 1, *layer.kernel.shape)
    stride = tuple(a.stride for a in axes)
    padding = [ZeroPadding(axes)] if any(a.padding or a.ceil_mode for a in axes) else []
    return nn.Sequential(*padding, _with_weight(weight, stride, (1,) * len(axes), channels))


def _distances(kernel: int) -> list[int]:
    """How far apart the two windows are that each step joins."""
    steps = [layer[0] for layer in doubling_schedule(kernel)]
    return [s.second - s.first for s in steps if isinstance(s, Larger)]


def _convolution(
    weight: torch.Tensor, n: int, axes: tuple[Axis, ...], channels: int, stride: int, dilation: int
) -> nn.Module:
    """A convolution of two taps along axis n; weight: outputs × inputs × 2, for one channel."""
    outputs, inputs, taps = weight.shape
    shape = [taps if m == n else 1 for m in range(len(axes))]
    kernel = weight.view(outputs, inputs, *shape).repeat(channels, *[1] * (len(shape) + 1))
    strides = tuple(stride if m == n else 1 for m in range(len(axes)))
    dilations = tuple(dilation if m == n else 1 for m in range(len(axes)))
    return _with_weight(kernel, strides, dilations, channels)


def _sum(carried: list[float], channels: int, stride: Sequence[int]) -> nn.Module:
    ones = [1] * len(stride)
    kernel = torch.tensor(carried).view(1, -1, *ones).repeat(channels, 1, *ones)
    return _with_weight(kernel, tuple(stride), tuple(ones), channels)


def _with_weight(
    weight: torch.Tensor, stride: tuple[int, ...], dilation: tuple[int, ...], groups: int
) -> nn.Module:
    outputs, inputs, *kernel = weight.shape
    module = _CONVOLUTION[len(kernel) - 1](
        inputs * groups,
        outputs,
        tuple(kernel),  # type: ignore[arg-type]
        stride,  # type: ignore[arg-type]
        dilation=dilation,  # type: ignore[arg-type]
        groups=groups,
        bias=False,
    )
    module.weight = nn.Parameter(weight.contiguous(), requires_grad=False)
    return module
