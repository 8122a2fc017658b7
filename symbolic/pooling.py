"""Pooling, defined once.

The window geometry and the four poolings, for entries of any kind (see `arithmetic`) and for sizes
that are integers or terms.  An image is a function x(i, j, …) of as many indices as there are axes;
positions outside it are never read.  These are the definitions that theorems speak about, that the
costs are counted from, and that the torch layers are tested against.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import product
from typing import Any

from symbolic.arithmetic import exp, largest, log, maximum, minimum, smallest, total, where


def _is(value: Any, number: int) -> bool:
    return isinstance(value, int) and value == number


def _times(value: Any, factor: Any) -> Any:
    """value * factor, not written out for the default factor 1, so that statements stay short."""
    return value if _is(factor, 1) else value * factor


Image = Callable[..., Any]
"""x(i, j, …): the entry at an index inside the image."""


@dataclass(frozen=True)
class Axis:
    """The window along one axis: integers or integer terms.

    kernel: entries of the window, k >= 1.  stride: step from one window to the next, s >= 1, the
    kernel unless given.  padding: positions added at each end, p >= 0.  dilation: distance of
    neighbouring entries, d >= 1.  ceil_mode: also a last window that overhangs the right end,
    unless it would start beyond the image and its left padding.
    """

    kernel: Any
    stride: Any = None
    padding: Any = 0
    dilation: Any = 1
    ceil_mode: bool = False

    def __post_init__(self) -> None:
        if self.stride is None:
            object.__setattr__(self, "stride", self.kernel)

    @property
    def extent(self) -> Any:
        """Positions from the window's first entry to its last, both included."""
        return _times(self.kernel - 1, self.dilation) + 1

    def output_size(self, size: Any) -> Any:
        """The number of windows on an axis of `size` entries."""
        room = size + 2 * self.padding - _times(self.kernel - 1, self.dilation) - 1
        if not self.ceil_mode:
            return room // self.stride + 1
        windows = (room + self.stride - 1) // self.stride + 1
        too_far = (windows - 1) * self.stride >= size + self.padding
        return where(too_far, windows - 1, windows)

    def start(self, position: Any) -> Any:
        """Index of the first entry of the window at an output position; negative in the padding."""
        first = _times(position, self.stride)
        return first if _is(self.padding, 0) else first - self.padding

    def tap(self, position: Any, t: Any) -> Any:
        """Index of entry t of the window at an output position."""
        return self.start(position) + _times(t, self.dilation)


def inside(i: Any, size: Any) -> Any:
    """0 <= i < size."""
    return (i >= 0) & (i < size)


def replicate(i: Any, size: Any, dilation: Any = 1) -> Any:
    """The index read at position i by phase-wise replication.

    Inside, i itself; outside, the nearest entry whose distance from i is a multiple of the
    dilation.  With dilation 1 this is edge replication.  Needs size >= dilation.
    """
    last = size - 1
    beyond = where(i >= size, last - (last - i) % dilation, i)
    return where(i < 0, i % dilation, beyond)


def _over_window(
    fold: Callable[..., Any],
    x: Image,
    axes: Sequence[Axis],
    sizes: Sequence[Any],
    at: Sequence[Any],
) -> Any:
    """fold x over the entries of one window that lie inside the image, in row-major order."""
    if not axes:
        return x()
    axis, size, position = axes[0], sizes[0], at[0]
    return fold(
        lambda t: _over_window(
            fold,
            lambda *rest: x(axis.tap(position, t), *rest),
            axes[1:],
            sizes[1:],
            at[1:],
        ),
        axis.kernel,
        lambda t: inside(axis.tap(position, t), size),
    )


def max_at(x: Image, axes: Sequence[Axis], sizes: Sequence[Any], at: Sequence[Any]) -> Any:
    """Max pooling at one output position."""
    return _over_window(largest, x, axes, sizes, at)


def min_at(x: Image, axes: Sequence[Axis], sizes: Sequence[Any], at: Sequence[Any]) -> Any:
    """Min pooling at one output position."""
    return _over_window(smallest, x, axes, sizes, at)


def window_count(axis: Axis, size: Any, position: Any, count_include_pad: bool) -> Any:
    """What average pooling divides by along one axis (dilation 1, as in torch).

    With the padding counted in, the window clipped at the end of the right padding; without, its
    entries inside the image.
    """
    start = axis.start(position)
    end = minimum(start + axis.kernel, size + axis.padding)
    if count_include_pad:
        return end - start
    return minimum(end, size) - maximum(start, 0)


def average_at(
    x: Image,
    axes: Sequence[Axis],
    sizes: Sequence[Any],
    at: Sequence[Any],
    count_include_pad: bool = True,
    divisor_override: Any = None,
) -> Any:
    """Average pooling at one output position: the sum inside the image over the divisor."""
    divisor = divisor_override
    if divisor is None:
        counts = (
            window_count(axis, size, position, count_include_pad)
            for axis, size, position in zip(axes, sizes, at, strict=True)
        )
        divisor = reduce(lambda a, b: a * b, counts)
    return _over_window(total, x, axes, sizes, at) / divisor


def softmax_at(
    x: Image, axes: Sequence[Axis], sizes: Sequence[Any], at: Sequence[Any], beta: Any
) -> Any:
    """Softmax pooling at one output position: entries weighted by exp(beta * entry)."""

    def weighted(*index: Any) -> Any:
        return x(*index) * exp(beta * x(*index))

    def weight(*index: Any) -> Any:
        return exp(beta * x(*index))

    return _over_window(total, weighted, axes, sizes, at) / _over_window(
        total, weight, axes, sizes, at
    )


def average(x: Image, n: Any) -> Any:
    """The mean of x(0), …, x(n − 1)."""
    return total(x, n) / n


def softmax(x: Image, n: Any, beta: Any) -> Any:
    """The mean of x(0), …, x(n − 1) weighted by exp(beta * x(i))."""
    return total(lambda i: x(i) * exp(beta * x(i)), n) / total(lambda i: exp(beta * x(i)), n)


def logsumexp(x: Image, n: Any, beta: Any) -> Any:
    """The logarithm of the sum of exp(beta * x(i)) over i = 0, …, n − 1, divided by beta."""
    return log(total(lambda i: exp(beta * x(i)), n)) / beta


def convolve_at(
    x: Image, weights: Image, axes: Sequence[Axis], sizes: Sequence[Any], at: Sequence[Any]
) -> Any:
    """One output of a convolution (cross-correlation, as in torch) with zero padding, no bias."""

    def term(indices: tuple[Any, ...], taps: tuple[Any, ...]) -> Any:
        depth = len(indices)
        if depth == len(axes):
            return weights(*taps) * x(*indices)
        axis, size = axes[depth], sizes[depth]

        def part(t: Any) -> Any:
            i = axis.tap(at[depth], t)
            return term((*indices, i), (*taps, t))

        def guard(t: Any) -> Any:
            return inside(axis.tap(at[depth], t), size)

        return total(part, axis.kernel, guard)

    return term((), ())


def positions(axes: Sequence[Axis], sizes: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The output positions of a layer, in row-major order (integer sizes only)."""
    return product(*(range(a.output_size(n)) for a, n in zip(axes, sizes, strict=True)))


def image(nested: Any) -> tuple[Image, tuple[int, ...]]:
    """A nested list as an image: its entries as a function, and its sizes."""
    sizes = []
    level = nested
    while isinstance(level, (list, tuple)):
        sizes.append(len(level))
        level = level[0]

    def entry(*index: int) -> Any:
        value = nested
        for i in index:
            value = value[i]
        return value

    return entry, tuple(sizes)
