"""Max and min pooling by a construction: padding, convolutions and ReLU, no skip connection.

`sequence` gives a construction as an `nn.Sequential` of torch's own modules, `Constructed` is the
same for any number of channels and any dtype, as a layer runs it.  Each channel by itself: the
convolutions are grouped, and their dense kernels have widths[i] × widths[i + 1] weights a channel,
the first one n × widths[0], which is much for large windows.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import prod

import torch
from torch import Tensor, nn
from torch.nn import functional

from numeric.padding import ReplicationPadding
from numeric.steps import Construction, Step, Steps, construct
from symbolic.pooling import Axis

_CONVOLUTION = (nn.Conv1d, nn.Conv2d, nn.Conv3d)


class Division(nn.Module):
    """x / divisor, rounded once: last, so that integral values stay exact until there."""

    def __init__(self, divisor: int) -> None:
        super().__init__()
        if not 0 < divisor <= 2**24:
            raise ValueError(f"a divisor is a float32 above zero, not {divisor}")
        self.divisor = divisor

    def forward(self, x: Tensor) -> Tensor:
        """Divide x."""
        # On CUDA, torch multiplies by the rounded reciprocal of a plain number.
        return x / x.new_full((), self.divisor)

    def extra_repr(self) -> str:
        """The divisor."""
        return str(self.divisor)


class ExactConvolution(nn.Module):
    """A convolution of each group of `inputs` channels alike, in the dtype of its input.

    numerators: outputs × inputs × window; the weights are numerators / 2^shift.  They are integers,
    so that `layer.to(dtype)` does not round them.
    """

    numerators: Tensor

    def __init__(self, step: Step) -> None:
        super().__init__()
        exact, self.shift = exact_weight(step).double(), 0
        while (exact != exact.round()).any():
            exact, self.shift = 2 * exact, self.shift + 1
        self.register_buffer("numerators", exact.long(), persistent=False)
        self.stride, self.dilation = step.stride, step.dilation

    def forward(self, x: Tensor) -> Tensor:
        """Convolve x, of shape (N, groups · inputs, *sizes)."""
        groups = x.shape[1] // self.numerators.shape[1]
        weight = self.numerators.to(x)
        if self.shift:
            weight = weight * 0.5**self.shift
        kernel = weight.repeat(groups, *[1] * (weight.dim() - 1))
        convolve = (functional.conv1d, functional.conv2d, functional.conv3d)[x.dim() - 3]
        return convolve(x, kernel, None, self.stride, 0, self.dilation, groups)

    def extra_repr(self) -> str:
        """Channels in, channels out, window."""
        outputs, inputs, *window = self.numerators.shape
        return f"{inputs}, {outputs}, {tuple(window)}, {self.stride}, {self.dilation}"


class Constructed(nn.Module):
    """Max (sign 1) or min (sign −1) pooling by a construction: (N, C, *sizes) → (N, C, *sizes).

    selects: whether all that it computes are entries and differences of two, as in all but the
    shallow networks: then integers are exact wherever differences do not overflow.
    growth: what the sums before the division are at most, as multiples of 2^−(sum of the shifts),
    for entries between −1 and 1.
    rounding: e where the output is off by at most e·u·m to first order in u, with u the unit
    roundoff and m the largest absolute value in a window; by the weights alone.
    """

    def __init__(self, axes: tuple[Axis, ...], sign: int, construction: Construction) -> None:
        super().__init__()
        self.axes, self.sign, self.construction = axes, sign, construction
        self.padding = ReplicationPadding(axes)
        self._pads = any(a.padding or a.ceil_mode for a in axes)
        found = construct(construction, axes, sign)
        convolutions = [ExactConvolution(step) for step in found.steps]
        self.sequence = nn.Sequential(*_modules(convolutions, found.divisor, inplace=True))
        self.selects = construction != "shallow"
        self.growth, self.rounding = _growth(convolutions, found.divisor)

    def forward(self, x: Tensor) -> Tensor:
        """Pool x."""
        y: Tensor = self.sequence(self.padding(x) if self._pads else x)
        return y

    def refuse_rounding(self, dtype: torch.dtype) -> None:
        """Raises TypeError for integers that would be rounded where float64 computes."""
        if (torch.iinfo(dtype).max + 1) * self.growth > 2**53:
            raise TypeError(
                f"the shallow network adds multiples of entries up, which {dtype} may have no room "
                'for: use construction="tree", which is exact, or pool x.double()'
            )


def sequence(
    axes: tuple[Axis, ...], sign: int, channels: int, construction: Construction
) -> nn.Sequential:
    """A construction for (N, channels, *sizes), as padding, convolutions, ReLUs and a `Division`.

    The division only where weights need it.  The first convolution of "tree" and "shallow" has the
    whole window as kernel, the others have one entry.  Raises ValueError for a weight that float32
    does not hold exactly.
    """
    padding = [ReplicationPadding(axes)] if any(a.padding or a.ceil_mode for a in axes) else []
    return nn.Sequential(*padding, *as_modules(construct(construction, axes, sign), channels))


def as_modules(found: Steps, channels: int) -> list[nn.Module]:
    """Steps for each of so many channels, as torch's own modules and a `Division`."""
    convolutions: list[nn.Module] = []
    for step in found.steps:
        weight = exact_weight(step)
        kernel = weight.repeat(channels, *[1] * (weight.dim() - 1))
        convolutions.append(with_weight(kernel, step.stride, step.dilation, channels))
    return _modules(convolutions, found.divisor, inplace=False)


def exact_weight(step: Step) -> Tensor:
    """The weights of one channel, outputs × inputs × window; float32.

    Raises ValueError where they are not exact.
    """
    entries = prod(step.window)
    indices = [
        (output, channel, tap) for output, row in enumerate(step.rows) for channel, tap in row
    ]
    weights = [w for row in step.rows for w in row.values()]
    weight = torch.zeros(len(step.rows), step.channels, entries)
    if weights:
        held = torch.tensor([float(w) for w in weights])
        for w, h in zip(weights, held.tolist(), strict=True):
            if h in (float("inf"), float("-inf")) or w != h:
                raise ValueError(f"float32 does not hold the weight {w} exactly")
        weight[tuple(torch.tensor(indices).T)] = held
    return weight.view(len(step.rows), step.channels, *step.window)


def with_weight(
    weight: Tensor, stride: tuple[int, ...], dilation: tuple[int, ...], groups: int
) -> nn.Module:
    """torch's convolution with this weight, no bias and no gradient of its own."""
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


def _modules(convolutions: Sequence[nn.Module], divisor: int, inplace: bool) -> list[nn.Module]:
    first, *others = convolutions
    modules = [first]
    for convolution in others:
        modules += [nn.ReLU(inplace), convolution]
    return modules if divisor == 1 else [*modules, Division(divisor)]


def _growth(convolutions: list[ExactConvolution], divisor: int) -> tuple[float, float]:
    largest, shift = torch.ones(1, dtype=torch.float64), 0
    growth, rounded = 1.0, float(divisor != 1)
    for convolution in convolutions:
        weight = convolution.numerators.abs().double().flatten(2).sum(2)
        largest, shift = weight @ largest, shift + convolution.shift
        growth = max(growth, largest.max().item())
        rounded += (convolution.numerators != 0).flatten(1).sum(1).max().item()
    return growth, rounded * largest.item() / 2**shift / divisor
