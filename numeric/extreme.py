"""Max and min pooling from convolutions and ReLU: the fast form.

One axis at a time, the last one first.  Along an axis the maximum of the entries x_0, …, x_{k−1} is
x_0 + e_0, where e_t = R(x_{t+1} − x_t + e_{t+1}) and e_{k−1} = 0: e_t is the lead of the maximum of
x_t, …, x_{k−1} over x_t.  All differences x_{t+1} − x_t of an axis come from one convolution.

Of equal entries the first in row-major order gets the gradient, as in torch, since R'(0) = 0.
Imports no solver.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import torch
from torch import Tensor, nn

from numeric.padding import ReplicationPadding
from numeric.reading import TORCH, Image, Reading
from symbolic.pooling import Axis


class AxisExtreme(nn.Module):
    """The maximum or minimum along one axis: (N, C, *sizes) → the same with that axis pooled.

    n: the axis, from 0.  sign: 1 for the maximum, −1 for the minimum, which is the maximum with
    the signs absorbed: x_0 − e_0 with the differences x_t − x_{t+1}.
    """

    difference: Tensor  # (−1, 1), sign absorbed

    def __init__(self, n: int, axis: Axis, sign: int) -> None:
        super().__init__()
        self.n, self.axis, self.sign = n, axis, sign
        self.register_buffer("difference", sign * torch.tensor([-1.0, 1.0]), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """Pool x."""
        return self.read(TORCH, x)

    def read(self, reading: Reading[Image], x: Image) -> Image:
        """The construction, in any reading."""
        n, taps, gap, stride = self.n, self.axis.kernel, self.axis.dilation, self.axis.stride
        first = reading.take(x, n, 0, stride, (taps - 1) * gap)
        if taps == 1:
            return first
        if taps == 2:  # one difference a window: only where windows start
            lead = reading.relu(reading.convolve(x, self.difference, n, gap, stride), spent=True)
            return reading.add(first, lead, self.sign)
        differences = reading.convolve(x, self.difference, n, gap, 1)
        last = reading.take(differences, n, (taps - 2) * gap, stride, 0)
        lead = reading.relu(last, spent=False)
        for t in reversed(range(taps - 2)):
            to_next = reading.take(differences, n, t * gap, stride, (taps - 2 - t) * gap)
            lead = reading.relu(reading.add(to_next, lead, 1), spent=True)
        return reading.add(first, lead, self.sign)

    def extra_repr(self) -> str:
        """The windows."""
        return f"{self.n}, {self.axis}, {self.sign}"


class Extreme(nn.Module):
    """Max (sign 1) or min (sign −1) pooling: (N, C, *sizes) → (N, C, *output sizes).

    Floating-point input, or integers whose differences do not overflow.  Exact on integer values;
    otherwise rounded as `numeric.layers` says.  Raises ValueError as `ReplicationPadding` does.
    """

    def __init__(self, axes: tuple[Axis, ...], sign: int) -> None:
        super().__init__()
        self.axes, self.sign = axes, sign
        self.padding = ReplicationPadding(axes)
        self._pads = any(a.padding or a.ceil_mode for a in axes)
        pooled = [n for n, a in enumerate(axes) if (a.kernel, a.stride) != (1, 1)]
        self.steps = nn.ModuleList(AxisExtreme(n, axes[n], sign) for n in reversed(pooled))

    def forward(self, x: Tensor) -> Tensor:
        """Pool x."""
        if self._pads:
            x = self.padding(x)
        for step in cast(Iterable[AxisExtreme], self.steps):
            x = step.read(TORCH, x)
        return x
