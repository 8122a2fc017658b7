"""From what a user calls a pooling layer with to what its network takes, and back.

Refusals, unbatched input, dtypes, memory formats and autocast are settled here, for all layers.
"""

from __future__ import annotations

from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.nn import functional

from numeric.constructed import Constructed
from numeric.extreme import Extreme
from numeric.geometry import are_ordinary, windows
from numeric.integers import pool_int64
from numeric.refusals import (
    Operator,
    are_ordinary_options,
    ask_torch,
    is_ordinary_input,
    result_dtype,
)
from numeric.softmax import Softmax
from symbolic.pooling import Axis

_OPERATORS: dict[str, tuple[Operator, ...]] = {
    "max": (functional.max_pool1d, functional.max_pool2d, functional.max_pool3d),
    "average": (functional.avg_pool1d, functional.avg_pool2d, functional.avg_pool3d),
}
"""torch's functions for one, two and three axes: what they refuse is refused; they never pool."""

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


class Call:
    """One of torch's pooling functions with its parameters, whose place is to be taken.

    dims: the number of axes.  parameters: by name, in the order of torch's function.
    axes: the windows; None where the parameters have the wrong lengths for `dims` axes.
    ordinary: whether torch certainly accepts the parameters.
    """

    def __init__(
        self, dims: int, functions: Literal["max", "average"], parameters: dict[str, Any]
    ) -> None:
        self.dims, self.functions, self.parameters = dims, functions, parameters
        try:
            window = {name: value for name, value in parameters.items() if name in WINDOW}
            self.axes: tuple[Axis, ...] | None = windows(dims, **window)
        except ValueError:
            self.axes = None
        self.ordinary = (
            self.axes is not None and are_ordinary(self.axes) and are_ordinary_options(parameters)
        )

    @property
    def operator(self) -> Operator:
        """torch's function."""
        return _OPERATORS[self.functions][self.dims - 1]

    def accept(self, x: Tensor) -> tuple[Axis, ...]:
        """The windows, or what torch raises on this input with these parameters."""
        axes = self.axes
        if axes is None or not (self.ordinary and is_ordinary_input(self.dims, x, axes)):
            ask_torch(self.operator, x, self.parameters)
        if axes is None:
            raise ValueError(f"torch accepts parameters unknown here: {self.parameters}")
        return axes

    def pool(self, x: Tensor, network: nn.Module) -> Tensor:
        """Pool x, of shape (N, C, *sizes) or (C, *sizes), once it is accepted, by the network."""
        dtype = result_dtype(self.dims, self.operator, x)
        _refuse_tf32(x)
        single = x.dim() == self.dims + 1
        batch = x.unsqueeze(0) if single else x
        if not x.is_meta and torch.is_autocast_enabled(x.device.type):
            # It would run the convolutions, and so the differences, in a narrower type.
            with torch.autocast(x.device.type, enabled=False):
                y = _run(network, batch).to(dtype)
        else:
            y = _run(network, batch).to(dtype)
        y = y.contiguous(memory_format=self._memory_format(batch, single))
        return y.squeeze(0) if single else y

    def _memory_format(self, batch: Tensor, single: bool) -> torch.memory_format:
        # In 2-d, torch sees three axes of a single image, and so no format to keep; 3-d average
        # pooling keeps none.
        if self.dims == 1 or (self.dims == 2 and single):
            return torch.contiguous_format
        if self.dims == 3 and self.functions == "average":
            return torch.contiguous_format
        return _memory_format(batch)


def _run(network: nn.Module, x: Tensor) -> Tensor:
    if isinstance(network, Constructed) and not network.selects and not x.is_floating_point():
        network.refuse_rounding(x.dtype)
        x = x.double()
    if x.dtype == torch.int64 and isinstance(network, (Extreme, Constructed)):
        return pool_int64(network, x)
    if isinstance(network, Softmax) and not x.is_floating_point():
        raise TypeError(f"softmax pooling needs floating-point entries, not {x.dtype}")
    y: Tensor = network(x.to(COMPUTED_IN.get(x.dtype, x.dtype)))
    return y


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
    if x.is_contiguous():
        return torch.contiguous_format
    last = torch.channels_last if x.dim() == 4 else torch.channels_last_3d
    if x.is_contiguous(memory_format=last):
        return last
    smallest = 0
    for n in (1, *range(x.dim() - 1, 1, -1), 0):
        stride, size = x.stride(n), x.shape[n]
        if size == 0 or stride < smallest or (n == 0 and smallest == x.stride(1)):
            return torch.contiguous_format
        smallest = stride * max(size, 1)
    return last if x.stride(1) else torch.contiguous_format
