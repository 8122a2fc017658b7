"""From exact networks of windows to convolutions: one for each affine layer, exactly.

A `Block` puts a `ReluNetwork` without skip, of one output, on each window of an image.  Its first
affine layer is a convolution with the window as kernel, the others are convolutions of one entry.
Where blocks follow one another the last layer of one is merged into the first of the next, as
`ReluNetwork.then` does.  A `Step` is one of the convolutions; between two steps there is a ReLU.

Weights become multiples of powers of 1/2, which floats hold exactly: since R(s·t) = s·R(t) for
s > 0, what enters a ReLU is multiplied by an odd number where a weight needs it, what leaves it is
divided by that, and the last output is divided by what is left over.

Imports no torch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import lcm, prod
from typing import Literal, get_args

from symbolic.constructions import Larger, doubling_schedule, shallow, tree
from symbolic.network import Affine, Relu, ReluNetwork, affine
from symbolic.pooling import Axis
from symbolic.shallow import odd_part

Construction = Literal["tree", "doubling", "separable", "shallow"]
"""Pairs over the whole window; windows that double in length, axis by axis; pairs along one axis
after another, the last first; and the fewest hidden layers known, ⌈log₃(n/2)⌉ + 1."""


def refuse_unknown(construction: object) -> None:
    """Raises ValueError for a name that is no construction's."""
    names = get_args(Construction)
    if construction is not None and construction not in names:
        known = ", ".join(map(repr, names))
        raise ValueError(f"construction must be None or one of {known}, not {construction!r}")


@dataclass(frozen=True)
class Block:
    """A network on each window; the window's entries in row-major order are its inputs."""

    network: ReluNetwork
    window: tuple[int, ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]


Weights = Mapping[tuple[int, int], Fraction]
"""One output of a convolution: weights by channel and entry of the window, none of them zero."""


@dataclass(frozen=True)
class Step:
    """A convolution from `channels` channels to one for each row."""

    channels: int
    rows: tuple[Weights, ...]
    window: tuple[int, ...]
    stride: tuple[int, ...]
    dilation: tuple[int, ...]


@dataclass(frozen=True)
class Steps:
    """Convolutions with a ReLU between, from one channel to one, and a division of the last."""

    steps: tuple[Step, ...]
    divisor: int


@lru_cache(maxsize=64)
def construct(construction: Construction, axes: tuple[Axis, ...], sign: int) -> Steps:
    """Max (sign 1) or min (sign −1) pooling of a padded image by a construction."""
    if construction == "doubling":  # of the larger or smaller themselves, so no sign is left
        return convolutions(_doubling(axes, sign), _unit_strides(axes))
    if construction == "separable":
        return convolutions(_separable(axes), _unit_strides(axes), sign)
    n = prod(a.kernel for a in axes)
    network = tree(n) if construction == "tree" else shallow(n)
    window, stride, dilation = (
        tuple(getattr(a, name) for a in axes) for name in ("kernel", "stride", "dilation")
    )
    return convolutions([Block(network, window, stride, dilation)], (1,) * len(axes), sign)


def _doubling(axes: tuple[Axis, ...], sign: int) -> list[Block]:
    larger = ReluNetwork(
        (
            affine(2, [{0: -sign, 1: sign}, {0: 1}, {0: -1}]),
            Relu((True,) * 3),
            affine(3, [{0: sign, 1: 1, 2: -1}]),
        )
    )
    blocks = []
    for n in reversed(range(len(axes))):
        pairs = [layer[0] for layer in doubling_schedule(axes[n].kernel)]
        distances = [p.second - p.first for p in pairs if isinstance(p, Larger)]
        for distance in distances[:-1]:
            blocks.append(_along(n, axes, larger, 2, 1, distance))
        for distance in distances[-1:]:
            blocks.append(_along(n, axes, larger, 2, axes[n].stride, distance))
    return blocks


def _separable(axes: tuple[Axis, ...]) -> list[Block]:
    return [
        _along(n, axes, tree(axes[n].kernel), axes[n].kernel, axes[n].stride, 1)
        for n in reversed(range(len(axes)))
        if axes[n].kernel > 1
    ]


def _along(
    n: int, axes: tuple[Axis, ...], network: ReluNetwork, taps: int, stride: int, distance: int
) -> Block:
    """A network of neighbours on axis n, `distance` entries of a window apart."""
    window, strides, dilations = ([1] * len(axes) for _ in range(3))
    window[n], strides[n], dilations[n] = taps, stride, distance * axes[n].dilation
    return Block(network, tuple(window), tuple(strides), tuple(dilations))


def _unit_strides(axes: tuple[Axis, ...]) -> tuple[int, ...]:
    """The strides of the axes whose windows have one entry, along which there is no block."""
    return tuple(a.stride if a.kernel == 1 else 1 for a in axes)


def convolutions(blocks: Sequence[Block], stride: tuple[int, ...], sign: int = 1) -> Steps:
    """The blocks, one after the other; sign −1: x ↦ −blocks(−x).

    stride: of the last convolution besides.  Raises ValueError for a network that has a skip, a
    bias or more than one output, or that has no ReLU and is not the last.
    """
    one = (1,) * len(stride)
    steps = [Step(1, ({(0, 0): Fraction(sign)},), one, one, one)]
    for block in blocks:
        before = steps.pop()
        if before.window != one or before.stride != one:
            raise ValueError("a network without ReLU must be the last")
        first, *others = _affine_layers(block.network)
        (carried,) = before.rows
        rows = [
            {(c, tap): w * v for tap, w in row for (c, _), v in carried.items()}
            for row in first.rows
        ]
        geometry = block.window, block.stride, block.dilation
        steps.append(Step(before.channels, tuple(rows), *geometry))
        for layer in others:
            rows = [{(i, 0): w for i, w in row} for row in layer.rows]
            steps.append(Step(layer.inputs, tuple(rows), one, one, one))
    last = steps.pop()
    rows = [{at: sign * w for at, w in row.items()} for row in last.rows]
    strides = tuple(s * t for s, t in zip(last.stride, stride, strict=True))
    return _without_odd_denominators([*steps, replace(last, rows=tuple(rows), stride=strides)])


def _affine_layers(network: ReluNetwork) -> list[Affine]:
    network = network.compact()
    alternate = all(
        isinstance(layer, Relu if n % 2 else Affine) for n, layer in enumerate(network.layers)
    )
    if not alternate or len(network.layers) % 2 == 0 or network.outputs != 1:
        raise ValueError("the network must have one output, and a ReLU between affine layers only")
    if network.has_skip or any(bias for layer in network.affine_layers for bias in layer.bias):
        raise ValueError("the network must have neither a skip nor a bias")
    return network.affine_layers


def _without_odd_denominators(steps: Sequence[Step]) -> Steps:
    scales = [1]  # by what each channel is multiplied already
    scaled = []
    for step in steps:
        rows = [{at: w / scales[at[0]] for at, w in row.items()} for row in step.rows]
        scales = [odd_part(lcm(*(w.denominator for w in row.values()))) for row in rows]
        rows = [{at: s * w for at, w in row.items()} for s, row in zip(scales, rows, strict=True)]
        scaled.append(replace(step, rows=tuple(rows)))
    return Steps(tuple(scaled), scales[0])
