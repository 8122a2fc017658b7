"""Max and min pooling from convolutions and ReLU: the fast form.

One axis at a time, the last one first.  Along an axis the maximum of the entries x_0, …, x_{k−1} is
x_0 + e_0, where e_t = R(x_{t+1} − x_t + e_{t+1}) and e_{k−1} = 0: the lead of the maximum of
x_t, …, x_{k−1} over x_t.  All differences x_{t+1} − x_t of an axis come from one convolution.
A wide window is covered by two narrower ones instead where that moves less memory.

Of equal entries the first in row-major order gets the gradient, as in torch, since R'(0) = 0.
Imports no solver.
"""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from numeric.padding import ReplicationPadding
from numeric.reading import TORCH, Image, Reading
from symbolic.pooling import Axis


class Stage(NamedTuple):
    """The maximum of `taps` entries, `gap` apart, at every `stride`-th position."""

    taps: int
    gap: int
    stride: int


def stages(axis: Axis) -> list[Stage]:
    """How the window along an axis is made up of stages."""
    if axis.kernel == axis.stride == 1:
        return []
    single = [Stage(axis.kernel, axis.dilation, axis.stride)]
    doubling = [
        Stage(2, gap * axis.dilation, 1)
        for gap in doubling_gaps(axis.kernel)
    ]
    if doubling:
        doubling[-1] = doubling[-1]._replace(stride=axis.stride)
    return min(single, doubling or single, key=lambda plan: sum(map(_traffic, plan)))


def doubling_gaps(kernel: int) -> list[int]:
    """Distances at which two windows are joined, from one entry up to `kernel` of them.

    Two windows of m entries, a distance of at most m apart, cover one of m + distance.
    """
    gaps = []
    covered = 1
    while covered < kernel:
        gaps.append(min(covered, kernel - covered))
        covered += gaps[-1]
    return gaps


def _traffic(stage: Stage) -> float:
    """Entries read and written per entry of the image, as `AxisExtreme` executes a stage."""
    outputs = 1 / stage.stride
    if stage.taps <= 2:
        return 1 + 6 * outputs
    return 2 + (2 + 5 * (stage.taps - 2) + 3) * outputs


class AxisExtreme(nn.Module):
    """One stage along one axis: (N, C, *sizes) → (N, C, *sizes with fewer entries on that axis).

    sign: 1 for the maximum, −1 for the minimum, which is the maximum with the signs absorbed:
    x_0 − e_0 with the differences x_t − x_{t+1}.
    """

    difference: Tensor  # 1 × 1 × the kernel, −1 and 1 along the axis; sign absorbed

    def __init__(self, dims: int, axis: int, stage: Stage, sign: int) -> None:
        super().__init__()
        self.dims, self.axis, self.stage, self.sign = dims, axis, stage, sign
        weight = sign * torch.tensor([-1.0, 1.0]).view(self._along(2, 1))
        self.register_buffer("difference", weight[None, None], persistent=False)

    def _along(self, here: int, elsewhere: int) -> tuple[int, ...]:
        return tuple(here if n == self.axis else elsewhere for n in range(self.dims))

    def forward(self, x: Tensor) -> Tensor:
        return self.read(TORCH, x)

    def read(self, reading: Reading[Image], x: Image) -> Image:
        """The construction, in any reading."""
        (taps, gap, stride), axis = self.stage, self.axis
        first = reading.take(x, axis, 0, stride, (taps - 1) * gap)
        if taps == 1:
            return first
        # Two entries need their difference only where a window starts, more need it everywhere.
        step = stride if taps == 2 else 1
        differences = reading.convolve(
            x,
            self.difference,
            self._along(step, 1),
            (0,) * self.dims,
            self._along(gap, 1),
        )
        if taps == 2:
            return reading.add(first, reading.relu(differences, spent=True), self.sign)
        last = reading.take(differences, axis, (taps - 2) * gap, stride, 0)
        lead = reading.relu(last, spent=False)
        for t in reversed(range(taps - 2)):
            step_up = reading.take(differences, axis, t * gap, stride, (taps - 2 - t) * gap)
            lead = reading.relu(reading.add(step_up, lead, 1), spent=True)
        return reading.add(first, lead, self.sign)

    def extra_repr(self) -> str:
        return f"axis={self.axis}, {self.stage}, sign={self.sign}"


class Extreme(nn.Module):
    """Max (sign 1) or min (sign −1) pooling: (N, C, *sizes) → (N, C, *output sizes).

    Floating-point input, or integers whose differences do not overflow.  Exact on integer values;
    otherwise rounded as `numeric.layers` says.  Raises ValueError as `ReplicationPadding` does.
    """

    def __init__(self, axes: tuple[Axis, ...], sign: int) -> None:
        super().__init__()
        self.axes, self.sign = axes, sign
        self.padding = ReplicationPadding(axes)
        self.steps = nn.ModuleList(
            AxisExtreme(len(axes), n, stage, sign)
            for n in reversed(range(len(axes)))
            for stage in stages(axes[n])
        )

    def forward(self, x: Tensor) -> Tensor:
        x = self.padding(x)
        for step in self.steps:
            x = step(x)
        return x
