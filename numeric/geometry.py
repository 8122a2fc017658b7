"""Windows from the parameters that torch's pooling layers take.

Imports no torch: parameters in, `symbolic.pooling.Axis` out.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from symbolic.pooling import Axis

Parameter = int | Sequence[int]
"""One number for every axis, or one for each."""

_Axes = tuple[Axis, ...]


def per_axis(value: Any, dims: int) -> tuple[int, ...]:
    """The `dims` numbers that a parameter stands for: a number, a list of one, or one for each axis.

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
    return tuple(Axis(*numbers, ceil_mode) for numbers in zip(*each, strict=True))


def is_ordinary(axes: _Axes, sizes: Sequence[int]) -> bool:
    """Whether torch certainly accepts the windows on an image of these sizes.

    False does not mean that torch refuses: it is then for torch to say.
    """
    return len(sizes) == len(axes) and all(map(_is_ordinary_axis, axes, sizes))


def _is_ordinary_axis(axis: Axis, size: int) -> bool:
    numbers = (axis.kernel, axis.stride, axis.padding, axis.dilation)
    return (
        all(type(n) is int for n in numbers)
        and type(axis.ceil_mode) is bool
        and axis.kernel >= 1
        and axis.stride >= 1
        and axis.dilation >= 1
        and 0 <= axis.padding <= axis.kernel // 2
        and size + 2 * axis.padding >= axis.extent
        and size >= 1
    )


def overhang(axis: Axis, size: int) -> int:
    """Positions to add at the right end of an axis so that every window fits.

    Without ceil_mode that is the padding, which may be a little more than the last window needs,
    but never a stride more, so it adds no window.
    """
    if not axis.ceil_mode:
        return int(axis.padding)
    last = axis.start(axis.output_size(size) - 1) + axis.extent
    return max(0, int(last) - size)
