"""The networks that the torch layers run, read back for the proofs about them.

torch is imported where a layer is run: a page about these networks can be read without it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from symbolic.network import ReluNetwork
from symbolic.pooling import Axis, replicate
from symbolic.terms import Function, computed

Networks = Callable[[int, int], ReluNetwork]
"""For a window's height and width, a network of its entries."""
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


def _sequence(
    height: int, width: int, construction: str | None = None, changed: int | None = None
) -> ReluNetwork:
    """The network of a layer's `sequential()`; changed: the module of which a weight is, by 1/1024."""
    from numeric import MaxPool2d
    from numeric.lift import lift

    layer = MaxPool2d((height, width), construction=construction)  # type: ignore[arg-type]
    modules = layer.sequential(1)
    if changed is not None:
        modules[changed].weight.data.view(-1)[0] += 2.0**-10  # type: ignore[operator]
    return lift(modules, layer.axes)


@cache
def sequential(height: int, width: int) -> ReluNetwork:
    """The network of its `sequential()`: nothing but convolutions and ReLU."""
    return _sequence(height, width)


def tampered(height: int, width: int) -> ReluNetwork:
    """The sequential network with one weight of its first convolution changed by 1/1024."""
    return _sequence(height, width, changed=0)


@cache
def shallow(height: int, width: int) -> ReluNetwork:
    """The network of the shallow construction, run as a sequence of convolutions and ReLU."""
    return _sequence(height, width, "shallow")


def tampered_shallow(height: int, width: int) -> ReluNetwork:
    """The same with one weight of its second convolution changed by 1/1024."""
    return _sequence(height, width, "shallow", changed=2)


def read_back(networks: Networks, name: str, x: Function) -> Function:
    """The output of the network read back for a window, at the entries of x."""

    def value(height: int, width: int) -> Any:
        return networks(height, width)(entries(x, height, width))[0]

    return computed(name, "Real", value, reads=[x])


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
