"""Pooling along lines: three ways, as stages of a program.

* separable: each window of a line by itself.
* doubling: windows of length 2, 4, 8, … and from two of them, which may overlap, the window itself.
  For the maximum and minimum, where overlap does no harm.
* running: the line in blocks as long as the window, in each of which the suffixes and prefixes are
  combined once; every window is a suffix and a prefix.  (M. van Herk, Pattern Recognition Letters
  13, 1992; J. Gil and M. Werman, IEEE Transactions on Pattern Analysis and Machine Intelligence
  15, 1993.)

Sizes are integers or integer terms.  A kernel that is a term is taken to be at least 2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import add
from typing import Any

from symbolic.arithmetic import either, largest, maximum, minimum, smallest, total
from symbolic.pooling import Axis, Image, inside, replicate
from symbolic.programs import Arrays, Loop, Stage
from symbolic.terms import Function


@dataclass(frozen=True)
class Fold:
    """How entries are combined: two of them, and those of a range.  padded: what padding counts."""

    combine: Callable[[Any, Any], Any]
    over: Callable[..., Any]
    sums: bool = False


MAXIMUM = Fold(maximum, largest)
MINIMUM = Fold(minimum, smallest)
SUM = Fold(add, total, sums=True)


@dataclass(frozen=True)
class Lines:
    """All lines along one axis: what is done to each, and the loops over the other axes."""

    before: tuple[Loop, ...]
    after: tuple[Loop, ...]
    axis: Axis
    size: Any
    along: Loop
    dense: Any
    fold: Fold
    source: str
    target: str

    def stage(
        self,
        array: str,
        loops: tuple[Loop, ...],
        body: Callable[..., Any],
        at: Callable[..., tuple[Any, ...]] = lambda *index: index,
    ) -> Stage:
        """On every line, array[at(*index)] = body(arrays of this line, *index)."""
        first, last = len(self.before), len(self.before) + len(loops)

        def lined(arrays: Arrays, *index: Any) -> Any:
            def line(name: str) -> Image:
                return lambda *i: arrays(name)(*index[:first], *i, *index[last:])

            return body(line, *index[first:last])

        def placed(*index: Any) -> tuple[Any, ...]:
            return (*index[:first], *at(*index[first:last]), *index[last:])

        return Stage(array, (*self.before, *loops, *self.after), lined, placed)

    def name(self, part: str) -> str:
        """Of an array in between."""
        return f"{self.target}.{part}"

    @property
    def is_padded(self) -> bool:
        """Whether windows may reach beyond the image."""
        return self.axis.ceil_mode or not _is(self.axis.padding, 0)

    def padded(self) -> Iterator[Stage]:
        """The line with its padding, as far as windows reach.

        Outside the image a sum reads 0, a maximum or minimum an entry that its window has anyway.
        """
        axis = self.axis

        def body(line: Arrays, i: Any) -> Any:
            i, read = i - axis.padding, line(self.source)
            if self.fold.sums:
                return either(inside(i, self.size), lambda: read(i), lambda: 0)
            return read(replicate(i, self.size, axis.dilation))

        if self.is_padded:
            reach = self.dense + (axis.kernel - 1) * axis.dilation
            yield self.stage(self.name("padded"), (Loop("t", reach),), body)

    def entry(self, line: Arrays, i: Any) -> Any:
        """The entry at position i of the padded line."""
        return line(self.name("padded") if self.is_padded else self.source)(i)

    def copied(self) -> Stage:
        """Windows of one entry, which lie inside the image."""
        return self.stage(
            self.target, (self.along,), lambda line, a: line(self.source)(self.axis.start(a))
        )


def _is(value: Any, number: int) -> bool:
    return isinstance(value, int) and value == number


def _times(value: Any, factor: Any) -> Any:
    """value * factor, not written out for the factor 1."""
    return value if _is(factor, 1) else value * factor


def _each_window(lines: Lines) -> Iterator[Stage]:
    axis = lines.axis

    def body(line: Arrays, a: Any) -> Any:
        return lines.fold.over(
            lambda t: line(lines.source)(axis.tap(a, t)),
            axis.kernel,
            lambda t: inside(axis.tap(a, t), lines.size),
        )

    yield lines.copied() if _is(axis.kernel, 1) else lines.stage(lines.target, (lines.along,), body)


def _power_of_two(j: Any) -> Any:
    return either(j <= 0, lambda: 1, lambda: 2 * power_of_two(j - 1))


def _doublings(k: Any) -> Any:
    return either(k <= 1, lambda: 0, lambda: 1 + doublings((k + 1) // 2))


power_of_two = Function("pow2", "Int", _power_of_two)
"""2^j for j >= 0."""
doublings = Function("doublings", "Int", _doublings)
"""⌈log₂ k⌉: how often 1 is doubled until it is at least k."""


def _doubling(lines: Lines) -> Iterator[Stage]:
    axis, combine = lines.axis, lines.fold.combine
    k, d = axis.kernel, axis.dilation
    if _is(k, 1):
        yield lines.copied()
        return
    yield from lines.padded()
    steps, level = doublings(k), lines.name("level")

    def positions(length: Any) -> Any:
        """Windows of this length that lie in what the windows of length k cover, with stride 1."""
        return lines.dense + _times(k - length, d)

    yield lines.stage(
        level,
        (Loop("t", positions(1)),),
        lambda line, t: lines.entry(line, t),
        at=lambda t: (0, t),
    )
    yield lines.stage(
        level,
        (Loop("j", steps - 1), Loop("t", lambda *i: positions(2 * power_of_two(i[-1])))),
        lambda line, j, t: combine(
            line(level)(j, t), line(level)(j, t + _times(power_of_two(j), d))
        ),
        at=lambda j, t: (j + 1, t),
    )

    def window(line: Arrays, a: Any) -> Any:
        start = a * axis.stride
        second = start + _times(k - power_of_two(steps - 1), d)
        return combine(line(level)(steps - 1, start), line(level)(steps - 1, second))

    yield lines.stage(lines.target, (lines.along,), window)


def _running(lines: Lines) -> Iterator[Stage]:
    d, n, dense = lines.axis.dilation, lines.dense, lines.name("dense")
    if _is(lines.axis.kernel, 1):
        yield lines.copied()
        return
    yield from lines.padded()
    if _is(d, 1):
        yield from _blocks(lines, 0, 1, n)
    else:  # entries d apart make d lines of their own, n % d of them with one window more
        yield from _blocks(lines, 0, n % d, n // d + 1)
        yield from _blocks(lines, n % d, d - n % d, n // d)
    stride = lines.axis.stride
    yield lines.stage(lines.target, (lines.along,), lambda line, a: line(dense)(a * stride))


def _blocks(lines: Lines, first: Any, phases: Any, windows: Any) -> Iterator[Stage]:
    """The windows of stride 1 on lines of entries d apart, `phases` of them from `first` on."""
    axis, combine = lines.axis, lines.fold.combine
    k, d = axis.kernel, axis.dilation
    suffix, prefix, dense = map(lines.name, ("suffix", "prefix", "dense"))
    whole, rest = windows // k, windows % k
    phase, every = Loop("f", phases), Loop("g", (windows + k - 1) // k)

    def entry(line: Arrays, f: Any, i: Any) -> Any:
        return lines.entry(line, first + f + i * d)

    yield lines.stage(
        suffix,
        (phase, every),
        lambda line, f, g: entry(line, f, g * k + k - 1),
        at=lambda f, g: (first + f, g, 0),
    )
    yield lines.stage(
        suffix,
        (phase, every, Loop("t", k - 1)),
        lambda line, f, g, t: combine(
            entry(line, f, g * k + k - 2 - t), line(suffix)(first + f, g, t)
        ),
        at=lambda f, g, t: (first + f, g, t + 1),
    )
    yield lines.stage(
        dense,
        (phase, every),
        lambda line, f, g: line(suffix)(first + f, g, k - 1),
        at=lambda f, g: (first + f + g * k * d,),
    )
    more = maximum(rest - 1, 0)  # windows of the last block that are not the block itself
    for start, blocks, begun, others, steps in (
        (0, whole, whole, k - 1, k - 2),
        (whole, 1, minimum(more, 1), more, maximum(rest - 2, 0)),
    ):
        yield lines.stage(
            prefix,
            (phase, Loop("g", begun)),
            lambda line, f, g, start=start: entry(line, f, (start + g + 1) * k),
            at=lambda f, g, start=start: (first + f, start + g, 0),
        )
        yield lines.stage(
            prefix,
            (phase, Loop("g", blocks), Loop("t", steps)),
            lambda line, f, g, t, start=start: combine(
                line(prefix)(first + f, start + g, t),
                entry(line, f, (start + g + 1) * k + t + 1),
            ),
            at=lambda f, g, t, start=start: (first + f, start + g, t + 1),
        )
        yield lines.stage(
            dense,
            (phase, Loop("g", blocks), Loop("t", others)),
            lambda line, f, g, t, start=start: combine(
                line(suffix)(first + f, start + g, k - 2 - t),
                line(prefix)(first + f, start + g, t),
            ),
            at=lambda f, g, t, start=start: (first + f + ((start + g) * k + t + 1) * d,),
        )


SWEEPS: dict[str, Callable[[Lines], Iterator[Stage]]] = {
    "separable": _each_window,
    "doubling": _doubling,
    "running": _running,
}
