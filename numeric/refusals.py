"""What is refused, and in whose words.

Parameters and inputs that torch refuses are refused by torch itself; what torch accepts and no ReLU
network can do is refused here, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import Tensor

from numeric.geometry import is_ordinary
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


def accepted_windows(
    dims: int, operator: Operator, x: Tensor, parameters: dict[str, Any], axes: tuple[Axis, ...]
) -> None:
    """Raises what torch's operator raises on this input and these parameters, if it does.

    parameters: by name, in the operator's order.
    """
    if _is_ordinary(dims, x, axes) and _are_ordinary_options(parameters):
        return
    ask_torch(operator, x, parameters)


def ask_torch(operator: Operator, x: Tensor, parameters: dict[str, Any]) -> None:
    """Raises what torch's operator raises; computes nothing where it accepts."""
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


def _is_ordinary(dims: int, x: Tensor, axes: tuple[Axis, ...]) -> bool:
    if x.dim() not in (dims + 1, dims + 2):
        return False
    sizes: Sequence[int] = x.shape[-dims:]
    return x.shape[-dims - 1] > 0 and is_ordinary(axes, sizes)


def _are_ordinary_options(parameters: dict[str, Any]) -> bool:
    """The options of average pooling."""
    divisor = parameters.get("divisor_override")
    return type(parameters.get("count_include_pad", True)) is bool and (
        divisor is None or (type(divisor) is int and divisor != 0)
    )
