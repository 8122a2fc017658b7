"""Pooling functions that take the place of those of `torch.nn.functional`.

Same arguments in the same order, same results, shapes, dtypes, memory formats, gradients and
errors; made of convolutions and ReLU.  `numeric.layers` says where results differ, and how much.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from torch import Tensor, nn

from numeric.average import Average
from numeric.call import WINDOW, Call
from numeric.extreme import Extreme
from numeric.geometry import Parameter
from numeric.refusals import refuse_indices
from numeric.softmax import Softmax
from symbolic.pooling import Axis


@lru_cache(maxsize=256)
def _extreme(axes: tuple[Axis, ...], sign: int) -> nn.Module:
    return Extreme(axes, sign)


@lru_cache(maxsize=256)
def _average(
    axes: tuple[Axis, ...], count_include_pad: bool, divisor_override: int | None
) -> nn.Module:
    return Average(axes, count_include_pad, divisor_override)


@lru_cache(maxsize=256)
def _softmax(axes: tuple[Axis, ...], beta: float) -> nn.Module:
    return Softmax(axes, beta)


def _pool_extreme(dims: int, sign: int, x: Tensor, *window: Any) -> Tensor:
    call = Call(dims, "max", dict(zip(WINDOW, window, strict=True)))
    return call.pool(x, _extreme(call.accept(x), sign))


def _pool_average(
    dims: int, x: Tensor, parameters: dict[str, Any], divisor_override: int | None
) -> Tensor:
    call = Call(dims, "average", parameters)
    axes = call.accept(x)
    return call.pool(x, _average(axes, parameters["count_include_pad"], divisor_override))


def _pool_softmax(dims: int, beta: float, x: Tensor, *window: Any) -> Tensor:
    call = Call(dims, "max", dict(zip(WINDOW, window, strict=True)))
    return call.pool(x, _softmax(call.accept(x), beta))


def max_pool1d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    """Max pooling of (N, C, L) or (C, L)."""
    refuse_indices(return_indices)
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_extreme(1, 1, input, *window)


def max_pool2d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    """Max pooling of (N, C, H, W) or (C, H, W)."""
    refuse_indices(return_indices)
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_extreme(2, 1, input, *window)


def max_pool3d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    """Max pooling of (N, C, D, H, W) or (C, D, H, W)."""
    refuse_indices(return_indices)
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_extreme(3, 1, input, *window)


def min_pool1d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    """Min pooling of (N, C, L) or (C, L)."""
    refuse_indices(return_indices)
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_extreme(1, -1, input, *window)


def min_pool2d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    """Min pooling of (N, C, H, W) or (C, H, W)."""
    refuse_indices(return_indices)
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_extreme(2, -1, input, *window)


def min_pool3d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> Tensor:
    """Min pooling of (N, C, D, H, W) or (C, D, H, W)."""
    refuse_indices(return_indices)
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_extreme(3, -1, input, *window)


def avg_pool1d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
) -> Tensor:
    """Average pooling of (N, C, L) or (C, L)."""
    parameters = {
        "kernel_size": kernel_size,
        "stride": stride,
        "padding": padding,
        "ceil_mode": ceil_mode,
        "count_include_pad": count_include_pad,
    }
    return _pool_average(1, input, parameters, None)


def avg_pool2d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    """Average pooling of (N, C, H, W) or (C, H, W)."""
    parameters = {
        "kernel_size": kernel_size,
        "stride": stride,
        "padding": padding,
        "ceil_mode": ceil_mode,
        "count_include_pad": count_include_pad,
        "divisor_override": divisor_override,
    }
    return _pool_average(2, input, parameters, divisor_override)


def avg_pool3d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> Tensor:
    """Average pooling of (N, C, D, H, W) or (C, D, H, W)."""
    parameters = {
        "kernel_size": kernel_size,
        "stride": stride,
        "padding": padding,
        "ceil_mode": ceil_mode,
        "count_include_pad": count_include_pad,
        "divisor_override": divisor_override,
    }
    return _pool_average(3, input, parameters, divisor_override)


def softmax_pool1d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    beta: float = 1.0,
) -> Tensor:
    """Softmax pooling of (N, C, L) or (C, L)."""
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_softmax(1, beta, input, *window)


def softmax_pool2d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    beta: float = 1.0,
) -> Tensor:
    """Softmax pooling of (N, C, H, W) or (C, H, W)."""
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_softmax(2, beta, input, *window)


def softmax_pool3d(
    input: Tensor,
    kernel_size: Parameter,
    stride: Parameter | None = None,
    padding: Parameter = 0,
    dilation: Parameter = 1,
    ceil_mode: bool = False,
    beta: float = 1.0,
) -> Tensor:
    """Softmax pooling of (N, C, D, H, W) or (C, D, H, W)."""
    window = (kernel_size, stride, padding, dilation, ceil_mode)
    return _pool_softmax(3, beta, input, *window)
