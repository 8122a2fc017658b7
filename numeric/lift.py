"""From a torch module back to the exact network that it computes, weight by weight.

What is read are the tensors that the module runs with, as exact fractions, and the strides and
dilations of its convolutions.  Convolutions commute with translation, so one window's network is
the network of every window of the padded image; `padding_sources` reads which entry of the image
each position of the padded one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product

import torch
from torch import Tensor, nn

from numeric.average import Average
from numeric.constructed import Constructed, Division, ExactConvolution
from numeric.exact import Position, Signal, Value, combination, inputs, network, relu
from numeric.extreme import AxisExtreme, Extreme
from numeric.layers import PoolingLayer
from numeric.padding import ReplicationPadding, ZeroPadding
from symbolic.network import ReluNetwork
from symbolic.pooling import Axis

_CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d)


def lift(module: nn.Module, axes: Sequence[Axis] | None = None, channel: int = 0) -> ReluNetwork:
    """The network from one window's entries, in row-major order, to the output there.

    module: a max, min or average pooling layer, the network of one, or its `sequential()`.  What is
    read is the construction that the layer has, and the fast form where it has none.
    axes: the windows; a layer and its network know their own.  channel: the channel that is read.

    Raises ValueError if the output depends on another channel, on an entry that is not of its
    window, or if the network of the neighbouring window is another; for an average whose divisor
    depends on the position; TypeError for a module that is none of the above.
    """
    if isinstance(module, PoolingLayer):
        module = module.network
    if axes is None:
        if not isinstance(module, (Extreme, Constructed, Average)):
            raise TypeError(f"the windows of a {type(module).__name__} must be given")
        axes = module.axes
    origin = (0,) * len(axes)
    found = _window_network(module, axes, channel, origin)
    for n in range(len(axes)):
        neighbour = tuple(int(m == n) for m in range(len(axes)))
        if _window_network(module, axes, channel, neighbour) != found:
            raise ValueError(f"windows that are neighbours on axis {n} have different networks")
    return found


def padding_sources(padding: ReplicationPadding, sizes: Sequence[int]) -> list[list[int]]:
    """For each axis, the index of the entry that the module puts at each padded position.

    Read by padding an image that holds its own indices.  sizes: of the image, axis by axis.
    """
    sources = []
    for n, size in enumerate(sizes):
        shape = [size if m == n else 1 for m in range(len(sizes))]
        image = torch.arange(size).view(1, 1, *shape).expand(1, 1, *sizes)
        line = padding(image).movedim(2 + n, -1).flatten(0, -2)
        if not torch.equal(line, line[:1].expand_as(line)):
            raise ValueError(f"the padding of axis {n} depends on the other axes")
        sources.append(line[0].tolist())
    return sources


def _window_network(
    module: nn.Module, axes: Sequence[Axis], channel: int, position: Position
) -> ReluNetwork:
    """The network of the window at an output position."""
    taps = list(product(*(range(a.kernel) for a in axes)))
    entries = inputs(len(taps))
    start = [p * a.stride for p, a in zip(position, axes, strict=True)]
    window = {
        tuple(s + t * a.dilation for s, t, a in zip(start, tap, axes, strict=True)): entry
        for tap, entry in zip(taps, entries, strict=True)
    }

    def read(of_channel: int, where: Position) -> Value:
        if of_channel != channel:
            raise ValueError(f"channels mix: channel {channel} depends on channel {of_channel}")
        if where not in window:
            raise ValueError(f"the output at {position} reads {where}, which is not of its window")
        return window[where]

    output = _apply(module, Signal(read), len(axes)).at(channel, position)
    return network(len(entries), output)


def _apply(module: nn.Module, x: Signal, dims: int) -> Signal:
    """What the module makes of an unbounded image."""
    match module:
        case ReplicationPadding() | ZeroPadding():
            return x  # the image is the padded one already
        case Extreme():
            for step in module.steps:
                x = _apply(step, x, dims)
            return x
        case Constructed():
            return _apply(module.sequence, x, dims)
        case AxisExtreme():
            return module.read(_Exactly(), x)
        case Average():
            return _average(module, x)
        case nn.Sequential():
            for part in module:
                x = _apply(part, x, dims)
            return x
        case nn.ReLU():
            return _Exactly().relu(x, spent=False)
        case nn.Conv1d() | nn.Conv2d() | nn.Conv3d():
            return _convolution(module, x)
        case ExactConvolution():
            return _exact_convolution(module, x)
        case Division():
            share = Fraction(1, module.divisor)
            return Signal(lambda channel, at: combination([(x.at(channel, at), share)]))
    raise TypeError(f"a {type(module).__name__} is no padding, convolution or ReLU")


def _fractions(weight: Tensor) -> dict[Position, Fraction]:
    """The non-zero weights by index; raises ValueError for one that is not finite."""
    if not weight.isfinite().all():
        raise ValueError("a weight is not finite")
    values = weight.detach().flatten().tolist()
    indices = product(*map(range, weight.shape))
    return {i: Fraction(w) for i, w in zip(indices, values, strict=True) if w}


class _Exactly:
    """The reading of the fast constructions that yields exact values; see `numeric.reading`."""

    def convolve(self, x: Signal, weight: Tensor, axis: int, gap: int, stride: int) -> Signal:
        weights = {tap: w for (tap,), w in _fractions(weight).items()}

        def compute(channel: int, at: Position) -> Value:
            here = at[axis] * stride
            return combination(
                [(x.at(channel, _moved(at, axis, here + t * gap)), w) for t, w in weights.items()]
            )

        return Signal(compute)

    def take(self, x: Signal, axis: int, start: int, step: int, tail: int) -> Signal:
        return Signal(lambda channel, at: x.at(channel, _moved(at, axis, start + at[axis] * step)))

    def relu(self, x: Signal, spent: bool) -> Signal:
        return Signal(lambda channel, at: relu(x.at(channel, at)))

    def add(self, x: Signal, y: Signal, sign: int) -> Signal:
        return Signal(
            lambda channel, at: combination(
                [(x.at(channel, at), Fraction(1)), (y.at(channel, at), Fraction(sign))]
            )
        )


def _moved(at: Position, axis: int, to: int) -> Position:
    return (*at[:axis], to, *at[axis + 1 :])


def _average(module: Average, x: Signal) -> Signal:
    if module.fixed_divisor is None:
        raise ValueError(
            "the divisor depends on the position, so there is no one network for all windows "
            "(theorem average-excluding-padding-is-no-convolution)"
        )
    share = Fraction(1, module.fixed_divisor)
    taps = [(0, tap, share * w) for tap, w in _fractions(module.kernel).items()]
    strides, dense = tuple(axis.stride for axis in module.axes), (1,) * len(module.axes)
    return Signal(lambda channel, at: combination(_taps(x, channel, taps, at, strides, dense)))


def _convolution(module: nn.Conv1d | nn.Conv2d | nn.Conv3d, x: Signal) -> Signal:
    if any(module.padding) or isinstance(module.padding, str):
        raise ValueError("a convolution that pads by itself is not the same for every window")
    inside, outside = module.in_channels // module.groups, module.out_channels // module.groups
    weights = _by_output(_fractions(module.weight))
    biases = {} if module.bias is None else _fractions(module.bias)

    def compute(channel: int, at: Position) -> Value:
        first = channel // outside * inside
        taps = _taps(x, first, weights.get(channel, []), at, module.stride, module.dilation)
        return combination(taps, biases.get((channel,), Fraction(0)))

    return Signal(compute)


def _exact_convolution(module: ExactConvolution, x: Signal) -> Signal:
    outside, inside = module.numerators.shape[:2]
    unit = Fraction(1, 2**module.shift)
    numerators = _fractions(module.numerators)
    weights = _by_output({index: unit * w for index, w in numerators.items()})

    def compute(channel: int, at: Position) -> Value:
        group, output = divmod(channel, outside)
        taps = weights.get(output, [])
        return combination(_taps(x, group * inside, taps, at, module.stride, module.dilation))

    return Signal(compute)


_Taps = list[tuple[int, Position, Fraction]]
"""For one output: channel within the group, entry of the kernel, weight."""


def _by_output(weights: dict[Position, Fraction]) -> dict[int, _Taps]:
    found: dict[int, _Taps] = {}
    for (output, of_group, *tap), w in weights.items():
        found.setdefault(output, []).append((of_group, tuple(tap), w))
    return found


def _taps(
    x: Signal, first: int, taps: _Taps, at: Position, stride: Position, dilation: Position
) -> list[tuple[Value, Fraction]]:
    """What one output of a convolution sums, whose group starts with the channel `first`."""
    terms = []
    for of_group, tap, w in taps:
        moved = zip(at, stride, tap, dilation, strict=True)
        terms.append((x.at(first + of_group, tuple(p * s + t * d for p, s, t, d in moved)), w))
    return terms
