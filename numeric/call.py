"""From what a user calls a pooling layer with to what its network takes, and back.

Refusals, unbatched input, dtypes, memory formats and autocast are settled here, for all layers.
"""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from numeric.extreme import Extreme
from numeric.geometry import windows
from numeric.integers import pool_int64
from numeric.refusals import Operator, ask_torch, is_ordinary_call, result_dtype
from numeric.softmax import Softmax
from symbolic.pooling import Axis

MAXIMUM = (functional.max_pool1d, functional.max_pool2d, functional.max_pool3d)
"""torch's functions, by the number of axes less one: what they refuse is refused."""

AVERAGE = (functional.avg_pool1d, functional.avg_pool2d, functional.avg_pool3d)

COMPUTED_IN = {
    torch.float16: torch.float32,
    torch.bfloat16: torch.float32,
    torch.int8: torch.float32,
    torch.uint8: torch.float32,
    torch.int16: torch.float32,
    torch.int32: torch.float64,
}
"""The dtype that a layer computes in, where it is not the input's own.

Differences of the integers fit the significand, so integers are exact.
"""

WINDOW = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
"""The parameters that say where the windows are; the others are of average pooling."""


def accept(
    dims: int,
    operator: Operator,
    x: Tensor,
    parameters: dict[str, Any],
    axes: tuple[Axis, ...] | None = None,
) -> tuple[Axis, ...]:
    """The windows that the parameters stand for, or what torch raises on them and on x.

    operator: torch's function that takes the parameters, in their order.  axes: the windows, where
    they are known.
    """
    if not isinstance(x, Tensor):
        operator(x, *parameters.values())
    if axes is None:
        window = {name: value for name, value in parameters.items() if name in WINDOW}
        try:
            axes = windows(dims, **window)
        except ValueError:
            ask_torch(operator, x, parameters)
            raise
    if not is_ordinary_call(dims, x, axes, parameters):
        ask_torch(operator, x, parameters)
    return axes


def pool(dims: int, operators: tuple[Operator, ...], x: Tensor, network: nn.Module) -> Tensor:
    """Pool x, of shape (N, C, *sizes) or (C, *sizes), which `accept` accepted.

    operators: torch's functions for one to three axes; this one says which dtypes it takes.
    """
    dtype = result_dtype(dims, operators[dims - 1], x)
    _refuse_tf32(x)
    batch = x if x.dim() == dims + 2 else x.unsqueeze(0)
    with _without_autocast(x.device.type):
        y = _run(network, batch)
    # As torch's functions do: 3-d average pooling keeps no memory format, and neither does 2-d
    # pooling of one image.
    plain = (dims == 3 and operators is AVERAGE) or (dims == 2 and batch is not x)
    layout = torch.contiguous_format if plain else _memory_format(batch)
    y = y.to(dtype).contiguous(memory_format=layout)
    return y if batch is x else y.squeeze(0)


def _run(network: nn.Module, x: Tensor) -> Tensor:
    if x.dtype == torch.int64 and isinstance(network, Extreme):
        return pool_int64(network, x)
    if isinstance(network, Softmax) and not x.is_floating_point():
        raise TypeError(f"softmax pooling needs floating-point entries, not {x.dtype}")
    y: Tensor = network(x.to(COMPUTED_IN.get(x.dtype, x.dtype)))
    return y


def _without_autocast(device_type: str) -> AbstractContextManager[object]:
    # Autocast would run the convolutions, and so the differences, in a narrower type.
    if torch.amp.is_autocast_available(device_type) and torch.is_autocast_enabled(device_type):
        return torch.autocast(device_type, enabled=False)
    return nullcontext()


def _refuse_tf32(x: Tensor) -> None:
    # TF32 convolutions round their input to 11 bits: the differences would be wrong, not rounded.
    if x.is_cuda and torch.backends.cudnn.allow_tf32 and x.dtype != torch.float64:
        raise RuntimeError(
            "pooling by convolution needs full float32 products: "
            "set torch.backends.cudnn.allow_tf32 = False"
        )


def _memory_format(x: Tensor) -> torch.memory_format:
    """The memory format in which torch's pooling functions return their result.

    Channels last if the strides, from the channels over the axes from last to first to the batch,
    do not decrease, as torch judges it.
    """
    if x.dim() == 3:
        return torch.contiguous_format
    smallest = 0
    for n in (1, *range(x.dim() - 1, 1, -1), 0):
        stride, size = x.stride(n), x.shape[n]
        if size == 0 or stride < smallest or (n == 0 and smallest == x.stride(1)):
            return torch.contiguous_format
        smallest = stride * max(size, 1)
    if x.stride(1) == 0:
        return torch.contiguous_format
    return torch.channels_last if x.dim() == 4 else torch.channels_last_3d
