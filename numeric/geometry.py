"""Windows from the parameters that torch's pooling layers take.

Imports no torch: parameters in, `symbolic.pooling.Axis` out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from symbolic.pooling import Axis

Parameter = int | Sequence[int]
"""One number for every axis, or one for each."""

_Axes = tuple[Axis, ...]


def per_axis(value: Any, dims: int) -> tuple[int, ...]:
    """The `dims` numbers that a parameter stands for: a number, a list of one, or one an axis.

    Raises ValueError for a list of any other length.
    """
    if not isinstance(value, (list, tuple)):
        return (value,) * dims
    if len(value) == 1:
        return (value[0],) * dims
    if len(value) == dims:
        return tuple(value)
    raise ValueError(f"expected one number or {dims}, not {len(value)}")


def windows(
    dims: int,
    kernel_size: Any,
    stride: Any = None,
    padding: Any = 0,
    dilation: Any = 1,
    ceil_mode: bool = False,
) -> _Axes:
    """The window of a pooling layer, axis by axis; a stride of None or () is the kernel size."""
    steps = kernel_size if stride is None or stride in ((), []) else stride
    each = (per_axis(p, dims) for p in (kernel_size, steps, padding, dilation))
    return tuple(Axis(k, s, p, d, ceil_mode) for k, s, p, d in zip(*each, strict=True))


def are_ordinary(axes: _Axes) -> bool:
    """Whether torch certainly accepts the windows, on images large enough.

    False does not mean that torch refuses: it is then for torch to say.
    """
    return all(map(_is_ordinary, axes))


def _is_ordinary(axis: Axis) -> bool:
    numbers = (axis.kernel, axis.stride, axis.padding, axis.dilation)
    return (
        all(type(n) is int for n in numbers)
        and type(axis.ceil_mode) is bool
        and axis.kernel >= 1
        and axis.stride >= 1
        and axis.dilation >= 1
        and 0 <= axis.padding <= axis.kernel // 2
    )


def output_size(axis: Axis, size: int) -> int:
    """`axis.output_size(size)`, also for a size that torch.compile leaves open.

    The definition chooses by an expression, which such a size cannot take; here it is a branch.
    """
    if not axis.ceil_mode:
        whole: int = axis.output_size(size)
        return whole
    rounded_down = replace(axis, ceil_mode=False)
    windows: int = rounded_down.output_size(size + axis.stride - 1)
    return windows - 1 if (windows - 1) * axis.stride >= size + axis.padding else windows


def refuse_windows_without_entry(axis: Axis, size: int) -> None:
    """Raises ValueError if a window has no entry inside an axis of `size` entries.

    Only on an axis shorter than the dilation: elsewhere every window has an entry inside.
    """
    if size >= axis.dilation:
        return
    for position in range(output_size(axis, size)):
        if axis.start(position) % axis.dilation >= size:
            raise ValueError(
                f"window {position} of {axis} has no entry inside an axis of {size}: the maximum "
                "of nothing is minus infinity, which no ReLU network computes"
            )


def overhang(axis: Axis, size: int) -> int:
    """Positions to add at the right end of an axis so that its last window fits."""
    end: int = axis.start(output_size(axis, size) - 1) + axis.extent
    return max(0, end - size)
