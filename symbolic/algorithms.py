"""Ways to pool a layer, as programs over arrays of entries.

"direct" is the reference definition at every output.  The others pool one axis after the other, the
last first, each along lines in its own way (see `sweeps`).  Sizes are integers or integer terms,
sizes at least the dilation, so that every window meets the image.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import mul
from typing import Any

from symbolic import pooling
from symbolic.arithmetic import exp
from symbolic.pooling import Axis
from symbolic.programs import Arrays, Loop, Program, Stage
from symbolic.sweeps import MAXIMUM, MINIMUM, SUM, SWEEPS, Fold, Lines

KINDS = ("max", "min", "average", "softmax")
ALGORITHMS = ("direct", "separable", "doubling", "running")


@dataclass(frozen=True)
class Layer:
    """channels × sizes pooled along each axis.

    outputs: windows along each axis.  dense: windows that stride 1 would give up to the last one.
    """

    channels: Any
    sizes: tuple[Any, ...]
    axes: tuple[Axis, ...]
    outputs: tuple[Any, ...]
    dense: tuple[Any, ...]

    @property
    def channel(self) -> Loop:
        """Over the channels."""
        return Loop("m", self.channels)

    @property
    def input_loops(self) -> tuple[Loop, ...]:
        """Over the entries of a channel."""
        names = ("i", "j", "t")
        return tuple(Loop(m, size) for m, size in zip(names, self.sizes, strict=False))

    @property
    def output_loops(self) -> tuple[Loop, ...]:
        """Over the outputs of a channel."""
        names = ("a", "b", "e")
        return tuple(Loop(m, o) for m, o in zip(names, self.outputs, strict=False))


def layer(channels: Any, sizes: Sequence[Any], axes: Sequence[Axis]) -> Layer:
    """The layer with as many windows along each axis as the reference definition has."""
    outputs = tuple(axis.output_size(size) for axis, size in zip(axes, sizes, strict=True))
    dense = tuple(dense_windows(axis, o) for axis, o in zip(axes, outputs, strict=True))
    return Layer(channels, tuple(sizes), tuple(axes), outputs, dense)


def dense_windows(axis: Axis, outputs: Any) -> Any:
    """How many windows stride 1 gives from the first of `outputs` windows to the last."""
    return (
        outputs
        if isinstance(axis.stride, int) and axis.stride == 1
        else (outputs - 1) * axis.stride + 1
    )


def refusal(kind: str, algorithm: str) -> str | None:
    """Why an algorithm cannot compute a kind of pooling; None if it can."""
    if algorithm == "doubling" and kind in ("average", "softmax"):
        return (
            f"doubling covers a window by two that overlap, which would count entries of "
            f"{kind} pooling twice; use running, which cuts windows without overlap"
        )
    return None


def program(kind: str, algorithm: str, layer: Layer, beta: Any = 1) -> Program:
    """The program of an algorithm for a kind of pooling; beta is the softmax's.

    Raises ValueError for an unknown name and for an algorithm that cannot compute this kind.
    """
    if kind not in KINDS:
        raise ValueError(f"no pooling is called {kind!r}; there are {', '.join(KINDS)}")
    if algorithm not in ALGORITHMS:
        raise ValueError(f"no algorithm is called {algorithm!r}; there are {', '.join(ALGORITHMS)}")
    reason = refusal(kind, algorithm)
    if reason is not None:
        raise ValueError(reason)
    if algorithm == "direct":
        return _direct(kind, layer, beta)
    if kind in ("max", "min"):
        fold = MAXIMUM if kind == "max" else MINIMUM
        return Program(tuple(_sweeps(algorithm, fold, layer, "x", "output")))
    if kind == "average":
        return Program((*_sweeps(algorithm, SUM, layer, "x", "total"), _averaged(layer)))
    return Program(tuple(_softmax(algorithm, layer, beta)))


def _direct(kind: str, layer: Layer, beta: Any) -> Program:
    pool = getattr(pooling, f"{kind}_at")
    more = (beta,) if kind == "softmax" else ()

    def body(arrays: Arrays, n: Any, *at: Any) -> Any:
        return pool(lambda *i: arrays("x")(n, *i), layer.axes, layer.sizes, at, *more)

    return Program((Stage("output", (layer.channel, *layer.output_loops), body),))


def _averaged(layer: Layer) -> Stage:
    def body(arrays: Arrays, n: Any, *at: Any) -> Any:
        counts = (
            pooling.window_count(axis, size, position, True)
            for axis, size, position in zip(layer.axes, layer.sizes, at, strict=True)
        )
        return arrays("total")(n, *at) / reduce(mul, counts)

    return Stage("output", (layer.channel, *layer.output_loops), body)


def _softmax(algorithm: str, layer: Layer, beta: Any) -> Iterator[Stage]:
    """The weights once for every entry; sums of weighted entries and of weights; their quotient."""
    inputs = (layer.channel, *layer.input_loops)
    yield Stage("weight", inputs, lambda arrays, *i: exp(beta * arrays("x")(*i)))
    yield Stage("weighted", inputs, lambda arrays, *i: arrays("x")(*i) * arrays("weight")(*i))
    yield from _sweeps(algorithm, SUM, layer, "weighted", "over")
    yield from _sweeps(algorithm, SUM, layer, "weight", "under")
    outputs = (layer.channel, *layer.output_loops)
    yield Stage("output", outputs, lambda arrays, *i: arrays("over")(*i) / arrays("under")(*i))


def _sweeps(algorithm: str, fold: Fold, layer: Layer, source: str, target: str) -> Iterator[Stage]:
    """Every axis, the last first; the axes before it are still of their input size."""
    for number in reversed(range(len(layer.axes))):
        name = target if number == 0 else f"{target}.{number}"
        lines = Lines(
            before=(layer.channel, *layer.input_loops[:number]),
            after=layer.output_loops[number + 1 :],
            axis=layer.axes[number],
            size=layer.sizes[number],
            along=layer.output_loops[number],
            dense=layer.dense[number],
            fold=fold,
            source=source,
            target=name,
        )
        yield from SWEEPS[algorithm](lines)
        source = name
