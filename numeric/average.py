"""Average pooling: one convolution with a kernel of ones, over a fixed divisor.

The kernel holds ones and the division comes after, so that the layer's exact network has the weight
1/divisor, which a float often cannot hold, and so that sums of integers are exact.
"""

from __future__ import annotations

from functools import reduce

import torch
from torch import Tensor, nn
from torch.nn import functional

from numeric.geometry import output_size, overhang
from symbolic.pooling import Axis


class Average(nn.Module):
    """Average pooling: (N, C, *sizes) → (N, C, *output sizes), floating-point or int64.

    Integers divide towards zero, as in torch; their sums wrap as torch's do.
    """

    kernel: Tensor  # ones, of the window's shape

    def __init__(
        self, axes: tuple[Axis, ...], count_include_pad: bool, divisor_override: int | None
    ) -> None:
        super().__init__()
        self.axes = axes
        self.count_include_pad, self.divisor_override = count_include_pad, divisor_override
        self.register_buffer("kernel", torch.ones([a.kernel for a in axes]), persistent=False)

    def forward(self, x: Tensor) -> Tensor:
        """Pool x."""
        sizes = x.shape[2:]
        total = self._sum(x)
        divisor = self.divisor(sizes, x)
        if not x.is_floating_point():
            return total.div(divisor, rounding_mode="trunc")
        return total.div_(divisor)

    def _sum(self, x: Tensor) -> Tensor:
        channels = x.shape[1]
        if any(a.ceil_mode for a in self.axes):
            # The convolution pads both ends alike; the last window may need more at its end.
            over = [overhang(a, n) for a, n in zip(self.axes, x.shape[2:], strict=True)]
            beyond = [max(0, more - a.padding) for more, a in zip(over, self.axes, strict=True)]
            x = functional.pad(x, [n for more in reversed(beyond) for n in (0, more)])
        convolve = (functional.conv1d, functional.conv2d, functional.conv3d)[len(self.axes) - 1]
        weight = self.kernel.to(x).expand(channels, 1, *self.kernel.shape).contiguous()
        stride, padding = [a.stride for a in self.axes], [a.padding for a in self.axes]
        return convolve(x, weight, None, stride, padding, 1, channels)

    @property
    def fixed_divisor(self) -> int | None:
        """What every window's sum is divided by; None where it depends on the position."""
        if self.divisor_override is not None:
            return self.divisor_override
        padded = any(a.padding for a in self.axes)
        if any(a.ceil_mode for a in self.axes) or (padded and not self.count_include_pad):
            return None
        return self.kernel.numel()

    def divisor(self, sizes: torch.Size, like: Tensor) -> Tensor | int:
        """What the sums are divided by, on an image of these sizes.

        An integer, or one for each output position as a tensor of the output sizes, with the dtype
        and device of `like`.
        """
        if (fixed := self.fixed_divisor) is not None:
            return fixed
        counts = [self._counts(a, n, like) for a, n in zip(self.axes, sizes, strict=True)]
        return reduce(lambda rows, columns: rows.unsqueeze(-1) * columns, counts)

    def _counts(self, axis: Axis, size: int, like: Tensor) -> Tensor:
        """`symbolic.pooling.window_count` at every position of an axis."""
        positions = torch.arange(output_size(axis, size), device=like.device)
        start = axis.start(positions)
        end = (start + axis.kernel).clamp(max=size + axis.padding)
        if not self.count_include_pad:
            start, end = start.clamp(min=0), end.clamp(max=size)
        counts: Tensor = end - start
        return counts.to(like.dtype)
