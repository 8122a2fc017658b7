"""What is refused, and in whose words.

Parameters and inputs that torch refuses are refused by torch itself; what torch accepts and no ReLU
network can do is refused here, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from symbolic.pooling import Axis

Operator = Callable[..., Any]
"""One of torch's pooling functions."""


def refuse_indices(return_indices: bool) -> None:
    """Raises ValueError if indices are asked for."""
    if return_indices:
        raise ValueError(
            "return_indices=True is refused (theorem indices-are-discontinuous): the index of the "
            "maximum jumps where two entries are equal, and every ReLU network is continuous"
        )


def ask_torch(operator: Operator, x: Tensor, parameters: dict[str, Any]) -> None:
    """Raises what torch's operator raises; computes nothing where it accepts."""
    if not isinstance(x, Tensor):
        operator(x, *parameters.values())
        return
    try:
        with torch.no_grad():
            operator(torch.empty(x.shape, dtype=x.dtype, device="meta"), *parameters.values())
    except Exception:
        # The meta device words some errors in its own way: let the input's device speak.
        operator(x.detach(), *parameters.values())
        raise


def result_dtype(dims: int, operator: Operator, x: Tensor) -> torch.dtype:
    """The dtype of what torch's operator returns for this dtype and device, autocast included.

    Raises NotImplementedError, torch's own, for a dtype that it does not take.
    """
    if x.dtype in (torch.float32, torch.float64) or x.is_meta or torch.compiler.is_compiling():
        return x.dtype
    one: Tensor = operator(torch.zeros((1,) * (dims + 2), dtype=x.dtype, device=x.device), 1)
    return one.dtype


def is_ordinary_input(dims: int, x: object, axes: tuple[Axis, ...]) -> bool:
    """Whether torch certainly accepts the shape of x, for windows that it accepts."""
    if not isinstance(x, Tensor):
        return False
    shape = x.shape
    return (
        dims + 1 <= len(shape) <= dims + 2
        and shape[-dims - 1] > 0
        and all(n >= a.extent for n, a in zip(shape[-dims:], axes, strict=True))
    )


def are_ordinary_options(parameters: dict[str, Any]) -> bool:
    """Whether torch certainly accepts the options of average pooling among the parameters."""
    divisor = parameters.get("divisor_override")
    return type(parameters.get("count_include_pad", True)) is bool and (
        divisor is None or (type(divisor) is int and divisor != 0)
    )
