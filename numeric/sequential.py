"""The layers as plain sequences: padding, convolutions and ReLUs, no skip connection.

What a tool reads that knows no other layer.  Where the fast form carries an entry a past a ReLU by
a skip, here a = R(a) − R(−a) takes two channels more: of two windows a and b the layer keeps
R(b − a), R(a) and R(−a), and the next convolution adds them up.  Unless another construction is
named, windows double along one axis after another, as in
`symbolic.constructions.doubling_schedule`.
"""

from __future__ import annotations

from torch import nn

from numeric.average import Average
from numeric.constructed import sequence, with_weight
from numeric.padding import ZeroPadding
from numeric.steps import Construction
from symbolic.pooling import Axis


def extreme(
    axes: tuple[Axis, ...], sign: int, channels: int, construction: Construction | None = None
) -> nn.Sequential:
    """Max (sign 1) or min (sign −1) pooling of (N, channels, *sizes).

    Raises ValueError as `ReplicationPadding` does, when called.
    """
    return sequence(axes, sign, channels, construction or "doubling")


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
    return nn.Sequential(*padding, with_weight(weight, stride, (1,) * len(axes), channels))
