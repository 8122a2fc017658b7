"""What is refused, and that it is refused in torch's words where torch refuses it."""

from __future__ import annotations

import random
from typing import Any

import pytest
import torch
from pooling_cases import integers, layer_class, our_pool, outcome, torch_pool
from torch.nn import functional

import numeric

WINDOWS: list[tuple[Any, ...]] = [
    # kernel_size, stride, padding
    (0,),
    (-1,),
    (9,),
    (2.0,),
    (True,),
    ("a",),
    (None,),
    ((),),
    ((2, 2, 2, 2),),
    ((2, 0, 2),),
    (2, 0),
    (2, -1),
    (2, 1.5),
    (2, (1, 1, 1, 1)),
    (2, False),
    (2, 2, -1),
    (2, 2, 2),
    (3, 2, 2),
    (2, 2, 0.5),
    (2, 2, (1, 1, 1, 1)),
    (2, 2, "x"),
    (torch.tensor([2.0]),),
]
DILATED: list[tuple[Any, ...]] = [
    # kernel_size, stride, padding, dilation, ceil_mode
    (2, 2, 0, 0),
    (2, 2, 0, -2),
    (2, 2, 0, 1.0),
    (2, 2, 0, (1, 1, 1, 1)),
    (4, 2, 0, 3),
    (3, 2, 2, 2),
    (2, 2, 0, 1, 1),
    (2, 2, 0, 1, "x"),
    (2, 2, 0, 1, None),
]
AVERAGED: list[tuple[Any, ...]] = [
    # kernel_size, stride, padding, ceil_mode, count_include_pad
    (2, 2, 0, 1),
    (2, 2, 0, "x"),
    (2, 2, 0, False, 2),
    (2, 2, 0, False, "x"),
    (7, 1, 3),
]
DIVISORS: list[Any] = [0, 1.5, "x", True]

SHAPES: list[tuple[int, ...]] = [
    # as a function of the number of axes below: too few, too many, empty
    (),
    (3,),
    (2, 2),
    (1, 1, 1, 1, 1, 1),
]


def same(kind: str, dims: int, shape: tuple[int, ...], window: tuple[Any, ...]) -> None:
    x = torch.zeros(shape)
    expected = outcome(lambda: torch_pool(kind, dims)(x, *window))
    assert outcome(lambda: our_pool(kind, dims)(x, *window)) == expected
    window_of_layer = list(window)
    if kind == "max":
        window_of_layer[4:4] = [False] if len(window) > 4 else []
    assert outcome(lambda: layer_class(kind, dims)(*window_of_layer)(x)) == expected
    needs_gradient = torch.zeros(shape, requires_grad=True)
    assert outcome(lambda: our_pool(kind, dims)(needs_gradient, *window)) == expected


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("window", WINDOWS + DILATED, ids=repr)
def test_windows_of_max(dims: int, window: tuple[Any, ...]) -> None:
    same("max", dims, (2, 3) + (6,) * dims, window)


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("window", WINDOWS + AVERAGED, ids=repr)
def test_windows_of_average(dims: int, window: tuple[Any, ...]) -> None:
    same("avg", dims, (2, 3) + (6,) * dims, window)


@pytest.mark.parametrize("dims", [2, 3])
@pytest.mark.parametrize("divisor", DIVISORS, ids=repr)
def test_divisors(dims: int, divisor: Any) -> None:
    same("avg", dims, (2, 3) + (6,) * dims, (2, 2, 0, False, True, divisor))


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("kind", ["max", "avg"])
def test_shapes(kind: str, dims: int) -> None:
    empty = [(2, 0) + (6,) * dims, (2, 3) + (0,) * dims, (2, 3) + (6,) * (dims - 1) + (0,)]
    unbatched = [(0,) + (6,) * dims, (3,) + (6,) * dims, (3,) + (1,) * dims]
    for shape in [*SHAPES, *empty, *unbatched, (3,) * dims, (2,) * (dims + 3)]:
        same(kind, dims, shape, (2,))


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_windows_that_torch_accepts(dims: int) -> None:
    x = torch.arange(2.0 * 6**dims).view(1, 2, *(6,) * dims)
    accepted: list[tuple[Any, ...]] = [
        (2,),
        ((2,),),
        ([2] * dims, []),
        ([2] * dims, [1] * dims, (1,) * dims),
        (2, None),
        (torch.Size([2] * dims),),
    ]
    for window in accepted:
        for kind in ("max", "avg"):
            expected = outcome(lambda: torch_pool(kind, dims)(x, *window))  # noqa: B023
            assert outcome(lambda: our_pool(kind, dims)(x, *window)) == expected  # noqa: B023


@pytest.mark.parametrize("bad", [None, 3, [[1.0]], "x"])
def test_input_that_is_no_tensor(bad: Any) -> None:
    for kind in ("max", "avg"):
        expected = outcome(lambda: torch_pool(kind, 2)(bad, 2))  # noqa: B023
        assert outcome(lambda: our_pool(kind, 2)(bad, 2)) == expected  # noqa: B023


def test_unknown_arguments() -> None:
    with pytest.raises(TypeError, match="divisor_override"):
        numeric.avg_pool1d(torch.zeros(1, 1, 4), 2, divisor_override=3)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="dilation"):
        functional.avg_pool2d(torch.zeros(1, 1, 4, 4), 2, dilation=1)
    with pytest.raises(TypeError, match="dilation"):
        numeric.avg_pool2d(torch.zeros(1, 1, 4, 4), 2, dilation=1)  # type: ignore[call-arg]


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("kind", ["max", "min"])
def test_indices_are_refused(kind: str, dims: int) -> None:
    x = torch.zeros((1, 1) + (4,) * dims)
    with pytest.raises(ValueError, match="indices-are-discontinuous") as error:
        our_pool(kind, dims)(x, 2, return_indices=True)
    assert "\n" not in str(error.value)
    with pytest.raises(ValueError, match="every ReLU network is continuous"):
        layer_class(kind, dims)(2, return_indices=True)
    layer = layer_class(kind, dims)(2)
    layer.return_indices = True
    with pytest.raises(ValueError, match="indices-are-discontinuous"):
        layer(x)


def test_axis_shorter_than_the_dilation() -> None:
    """There a window may have no entry: torch gives −∞, we refuse; the others are as torch's."""
    rng = random.Random(0)
    refused = equal = 0
    while refused < 150 or equal < 150:
        dims = rng.choice((1, 2))
        kernel = [rng.randint(1, 4) for _ in range(dims)]
        padding = [rng.randint(0, k // 2) for k in kernel]
        dilation = [rng.randint(1, 6) for _ in range(dims)]
        stride = [rng.randint(1, 6) for _ in range(dims)]
        window = (kernel, stride, padding, dilation, rng.random() < 0.7)
        x = integers((1, 2, *(rng.randint(1, 5) for _ in range(dims))), equal)
        try:
            expected = torch_pool("max", dims)(x, *window)
        except RuntimeError:
            continue
        if torch.isinf(expected).any():
            for kind in ("max", "min"):
                with pytest.raises(ValueError, match="has no entry inside an axis of"):
                    our_pool(kind, dims)(x, *window)
            refused += 1
        elif any(n < d for n, d in zip(x.shape[2:], dilation, strict=True)):
            assert torch.equal(our_pool("max", dims)(x, *window), expected), (window, x.shape)
            equal += 1


def test_parameters_may_change_after_construction() -> None:
    x = torch.randn(1, 2, 9, 9)
    ours, theirs = numeric.MaxPool2d(3), torch.nn.MaxPool2d(3)
    for layer in (ours, theirs):
        layer.stride, layer.padding, layer.ceil_mode = 2, 1, True
    assert torch.allclose(ours(x), theirs(x), atol=1e-6)
    ours.padding = 2
    theirs.padding = 2
    assert outcome(lambda: ours(x)) == outcome(lambda: theirs(x))
