"""The networks that the torch layers run, read back for the proofs about them.

torch is imported where a layer is run: a page about these networks can be read without it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from symbolic.network import ReluNetwork
from symbolic.pooling import Axis, replicate

SPACINGS = range(1, 4)
"""Strides and dilations for which the padding module is run."""
SIZES = range(1, 10)
"""Input sizes for which it is run."""


@cache
def fast(height: int, width: int) -> ReluNetwork:
    """The network that `MaxPool2d` itself runs on one window: skips and depthwise convolutions."""
    from numeric import MaxPool2d
    from numeric.lift import lift

    return lift(MaxPool2d((height, width)))


@cache
def sequential(height: int, width: int) -> ReluNetwork:
    """The network of its `sequential()`: nothing but convolutions and ReLU."""
    from numeric import MaxPool2d
    from numeric.lift import lift

    layer = MaxPool2d((height, width))
    return lift(layer.sequential(1), layer.axes)


def tampered(height: int, width: int) -> ReluNetwork:
    """The sequential network with one weight of its first convolution changed by 1/1024."""
    from numeric import MaxPool2d
    from numeric.lift import lift

    layer = MaxPool2d((height, width))
    modules = layer.sequential(1)
    modules[0].weight.data.view(-1)[0] += 2.0**-10  # type: ignore[operator]
    return lift(modules, layer.axes)


@cache
def shallow(height: int, width: int) -> ReluNetwork:
    """The network of the shallow construction, run as a sequence of convolutions and ReLU."""
    from numeric import MaxPool2d
    from numeric.lift import lift

    layer = MaxPool2d((height, width), construction="shallow")
    return lift(layer.sequential(1), layer.axes)


def tampered_shallow(height: int, width: int) -> ReluNetwork:
    """The same with one weight of its second convolution changed by 1/1024."""
    from numeric import MaxPool2d
    from numeric.lift import lift

    layer = MaxPool2d((height, width), construction="shallow")
    modules = layer.sequential(1)
    modules[2].weight.data.view(-1)[0] += 2.0**-10  # type: ignore[operator]
    return lift(modules, layer.axes)


def entries(x: Any, height: int, width: int) -> list[Any]:
    """The entries of a window in row-major order."""
    return [x(i, j) for i in range(height) for j in range(width)]


@cache
def wrong_paddings(kernel: int, dilation: int) -> int:
    """Layers on one axis whose padding module does not replicate, among all that are run.

    All strides in `SPACINGS`, paddings up to torch's limit, both rounding modes and sizes in
    `SIZES` whose windows all have an entry.
    """
    wrong = 0
    for stride in SPACINGS:
        for padding in range((dilation * (kernel - 1) + 1) // 2 + 1):
            for ceil_mode in (False, True):
                axis = Axis(kernel, stride, padding, dilation, ceil_mode)
                wrong += sum(not _replicates(axis, size) for size in SIZES)
    return wrong


def _replicates(axis: Axis, size: int) -> bool:
    """Whether padding gives every output window its replicated entries, and no more windows."""
    from numeric.geometry import overhang
    from numeric.lift import padding_sources
    from numeric.padding import ReplicationPadding

    outputs = axis.output_size(size)
    if outputs < 1 or size < axis.dilation:
        return True  # torch refuses the layer, or a window may have no entry
    (sources,) = padding_sources(ReplicationPadding((axis,)), [size])
    expected = [
        replicate(i, size, axis.dilation) for i in range(-axis.padding, size + overhang(axis, size))
    ]
    windows = (len(sources) - axis.extent) // axis.stride + 1
    return sources == expected and windows == outputs
