"""Pooling layers that take the place of those of `torch.nn`.

Every parameter that torch's layers take, in the same order; shapes (N, C, *sizes) or (C, *sizes);
no parameters and an empty `state_dict`, so checkpoints load unchanged.  Each layer runs a network
of convolutions and ReLU (softmax apart), which `numeric.lift` reads back exactly.  Errors are
torch's own, but for two that torch does not have: ValueError for `return_indices=True`, and for a
window with no entry inside the image, which only an axis shorter than the dilation has.

Dtypes.  Those that torch takes.  float16, bfloat16 and integers of up to 32 bits are computed in a
wider floating-point type, int64 in int64.

Rounding.  Integers are exact, and so are integral values below 2^24 (float32) or 2^53 (float64).
Otherwise max and min pooling compute x_0 + R(x_1 − x_0 + R(x_2 − x_1 + …)), which rounds where
torch only selects: with u the unit roundoff of the type computed in, r the range of a window's
entries and m the largest of their absolute values, each axis of k ≥ 2 entries is off by at most
(2k − 3)·u·r + u·m, to first order in u.  A window whose range overflows gives inf.

Infinities and NaN.  A window with a NaN gives NaN.  With an infinity, max and min pooling give what
torch gives or else NaN, average pooling what torch gives, softmax pooling NaN.  A zero has the sign
plus where torch keeps the sign of the first.

Constructions.  Max and min pooling run a form with skip connections; with construction="tree",
"doubling", "separable" or "shallow" (see `numeric.steps`) a sequence of convolutions and ReLUs
without any, which `sequential` gives as torch's own modules.  What is different then:
* "tree", "doubling", "separable" are off by at most 14·L·u·(r + m), with L hidden layers.  "shallow"
  adds multiples of entries up that cancel, and divides last; it is off by at most e·u·m, with
  e = `layer.network.rounding`, which grows fast: hundreds for four entries, thousands for nine.  Both
  bounds are of convolutions that sum their terms, in any order; cuDNN may choose others.
* Integral values are exact while the sums stay below 2^24 or 2^53: entries times
  `layer.network.growth` for "shallow".  It computes integers in float64, and refuses int64.
* The gradient is that of the maximum where no ReLU is given 0: not at ties, and not where a
  maximum of some entries of the window is 0, which may then get none.
* With an infinity the result is mostly NaN, and a zero has either sign.
* The kernels are dense: a window of n entries takes n times the first width weights, each window
  holds as many values as there are ReLUs, and the shallow network of 7 × 7 is large already.

On CUDA, TF32 convolutions must be off: they would round the entries before they are compared.
"""

from __future__ import annotations

from typing import Any, ClassVar, Literal

from torch import Tensor, nn

from numeric import sequential
from numeric.average import Average
from numeric.call import Call
from numeric.constructed import Constructed
from numeric.extreme import Extreme
from numeric.geometry import Parameter
from numeric.refusals import refuse_indices
from numeric.softmax import Softmax
from numeric.steps import Construction, refuse_unknown
from symbolic.pooling import Axis


class PoolingLayer(nn.Module):
    """What all layers share.  The parameters are attributes, as in torch, and may be assigned."""

    _names: tuple[str, ...] = ()

    dims: ClassVar[int]
    functions: Literal["max", "average"]
    kernel_size: Parameter
    stride: Parameter
    padding: Parameter
    ceil_mode: bool

    def __init__(self, **parameters: Any) -> None:
        super().__init__()
        if parameters["stride"] is None:
            parameters["stride"] = parameters["kernel_size"]
        for name, value in parameters.items():
            super().__setattr__(name, value)
        self._names = tuple(parameters)
        self._prepare()

    def __setattr__(self, name: str, value: Any) -> None:
        super().__setattr__(name, value)
        if name in self._names:
            self._prepare()

    def _prepare(self) -> None:
        self._call = Call(self.dims, self.functions, self._parameters_of_torch())
        # Wrong parameters are an error when the layer is called, as in torch.
        self._network = self._build(self.axes) if self._call.ordinary else None

    def _build(self, axes: tuple[Axis, ...]) -> nn.Module:
        raise NotImplementedError

    def _parameters_of_torch(self) -> dict[str, Any]:
        """The parameters that torch's function takes, in its order."""
        return {name: getattr(self, name) for name in self._names}

    @property
    def axes(self) -> tuple[Axis, ...]:
        """The window along each axis; ValueError where a parameter has the wrong length."""
        if self._call.axes is None:
            raise ValueError(f"not the parameters of {self.dims} axes: {self}")
        return self._call.axes

    @property
    def network(self) -> nn.Module:
        """The network that the layer runs; ValueError if it has none for its parameters."""
        return self._build(self.axes) if self._network is None else self._network

    def forward(self, input: Tensor) -> Tensor:
        """Pool a batch (N, C, *sizes) or one image (C, *sizes)."""
        self._call.accept(input)
        return self._call.pool(input, self.network)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.extra_repr()})"

    def extra_repr(self) -> str:
        """The parameters."""
        return ", ".join(f"{name}={getattr(self, name)}" for name in self._names)


class _ExtremeLayer(PoolingLayer):
    functions: Literal["max", "average"] = "max"
    sign: ClassVar[int]
    construction: Construction | None

    def __init__(
        self,
        kernel_size: Parameter,
        stride: Parameter | None = None,
        padding: Parameter = 0,
        dilation: Parameter = 1,
        return_indices: bool = False,
        ceil_mode: bool = False,
        *,
        construction: Construction | None = None,
    ) -> None:
        refuse_indices(return_indices)
        refuse_unknown(construction)
        super().__init__(
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            dilation=dilation,
            ceil_mode=ceil_mode,
            construction=construction,
        )
        self.return_indices = return_indices

    def __setattr__(self, name: str, value: Any) -> None:
        if name == "construction":
            refuse_unknown(value)
        super().__setattr__(name, value)

    def _parameters_of_torch(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._names if name != "construction"}

    def _build(self, axes: tuple[Axis, ...]) -> nn.Module:
        if self.construction is None:
            return Extreme(axes, self.sign)
        return Constructed(axes, self.sign, self.construction)

    def forward(self, input: Tensor) -> Tensor:
        refuse_indices(self.return_indices)
        return super().forward(input)

    def sequential(self, channels: int) -> nn.Sequential:
        """The layer as an `nn.Sequential` of padding, convolutions and ReLUs, for C = channels.

        By the layer's construction, "doubling" if it has none.
        """
        return sequential.extreme(self.axes, self.sign, channels, self.construction)

    def extra_repr(self) -> str:
        """The parameters."""
        shown = [name for name in self._names if name != "construction" or self.construction]
        return ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)


class MaxPool1d(_ExtremeLayer):
    """The maximum of each window of (N, C, L) or (C, L), as `torch.nn.MaxPool1d`."""

    dims, sign = 1, 1


class MaxPool2d(_ExtremeLayer):
    """The maximum of each window of (N, C, H, W) or (C, H, W), as `torch.nn.MaxPool2d`."""

    dims, sign = 2, 1


class MaxPool3d(_ExtremeLayer):
    """The maximum of each window of (N, C, D, H, W) or (C, D, H, W), as `torch.nn.MaxPool3d`."""

    dims, sign = 3, 1


class MinPool1d(_ExtremeLayer):
    """The minimum of each window of (N, C, L) or (C, L)."""

    dims, sign = 1, -1


class MinPool2d(_ExtremeLayer):
    """The minimum of each window of (N, C, H, W) or (C, H, W)."""

    dims, sign = 2, -1


class MinPool3d(_ExtremeLayer):
    """The minimum of each window of (N, C, D, H, W) or (C, D, H, W)."""

    dims, sign = 3, -1


class _AverageLayer(PoolingLayer):
    functions: Literal["max", "average"] = "average"
    count_include_pad: bool
    divisor_override: int | None = None

    def _build(self, axes: tuple[Axis, ...]) -> nn.Module:
        return Average(axes, self.count_include_pad, self.divisor_override)

    def sequential(self, channels: int) -> nn.Sequential:
        """The layer as an `nn.Sequential` of zero padding and one convolution, for C = channels.

        Raises ValueError where no convolution is the layer.
        """
        return sequential.average(
            Average(self.axes, self.count_include_pad, self.divisor_override), channels
        )


class AvgPool1d(_AverageLayer):
    """The average of each window of (N, C, L) or (C, L), as `torch.nn.AvgPool1d`."""

    dims = 1

    def __init__(
        self,
        kernel_size: Parameter,
        stride: Parameter | None = None,
        padding: Parameter = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ) -> None:
        super().__init__(
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            ceil_mode=ceil_mode,
            count_include_pad=count_include_pad,
        )


class AvgPool2d(_AverageLayer):
    """The average of each window of (N, C, H, W) or (C, H, W), as `torch.nn.AvgPool2d`."""

    dims = 2

    def __init__(
        self,
        kernel_size: Parameter,
        stride: Parameter | None = None,
        padding: Parameter = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> None:
        super().__init__(
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            ceil_mode=ceil_mode,
            count_include_pad=count_include_pad,
            divisor_override=divisor_override,
        )


class AvgPool3d(AvgPool2d):
    """The average of each window of (N, C, D, H, W) or (C, D, H, W), as `torch.nn.AvgPool3d`."""

    dims = 3


class _SoftmaxLayer(PoolingLayer):
    functions: Literal["max", "average"] = "max"
    beta: float

    def __init__(
        self,
        kernel_size: Parameter,
        stride: Parameter | None = None,
        padding: Parameter = 0,
        dilation: Parameter = 1,
        ceil_mode: bool = False,
        beta: float = 1.0,
    ) -> None:
        super().__init__(
            kernel_size=kernel_size,
            stride=stride,
            padding=padding,
            dilation=dilation,
            ceil_mode=ceil_mode,
            beta=beta,
        )

    def _parameters_of_torch(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self._names if name != "beta"}

    def _build(self, axes: tuple[Axis, ...]) -> nn.Module:
        return Softmax(axes, self.beta)


class SoftmaxPool1d(_SoftmaxLayer):
    """Softmax pooling, see `numeric.softmax`, of (N, C, L) or (C, L); beta: any finite number."""

    dims = 1


class SoftmaxPool2d(_SoftmaxLayer):
    """Softmax pooling, see `numeric.softmax`, of (N, C, H, W) or (C, H, W); beta as there."""

    dims = 2


class SoftmaxPool3d(_SoftmaxLayer):
    """Softmax pooling, see `numeric.softmax`, of (N, C, D, H, W) or (C, D, H, W); beta as there."""

    dims = 3
