"""Compiling, exporting, saving, converting: the layers are ordinary torch modules."""

from __future__ import annotations

import copy
import io
import pickle
from typing import Any

import pytest
import torch
from pooling_cases import integers, our_pool, torch_pool
from torch import nn

import numeric

LAYERS = [
    (numeric.MaxPool1d(3, 2, 1), 1),
    (numeric.MaxPool2d(3, 2, 1), 2),
    (numeric.MaxPool2d(3, 2, 1, 2, ceil_mode=True), 2),
    (numeric.MinPool3d(2, 1, 1), 3),
    (numeric.AvgPool2d(3, 2, 1, count_include_pad=False), 2),
    (numeric.AvgPool3d(2, ceil_mode=True), 3),
    (numeric.SoftmaxPool2d(3, 2, 1, beta=2.0), 2),
]


@pytest.mark.parametrize(("layer", "dims"), LAYERS, ids=str)
def test_compile(layer: nn.Module, dims: int) -> None:
    compiled = torch.compile(layer, backend="aot_eager", fullgraph=True, dynamic=False)
    ours, theirs = (integers((2, 3) + (9,) * dims, 1).requires_grad_() for _ in range(2))
    y, expected = compiled(ours), layer(theirs)
    assert torch.equal(y, expected)
    y.sum().backward()
    expected.sum().backward()
    assert torch.equal(ours.grad, theirs.grad)


def test_compile_with_sizes_left_open() -> None:
    layer = numeric.MaxPool2d(3, 2, 1, 2, ceil_mode=True)
    compiled = torch.compile(layer, backend="eager", fullgraph=True, dynamic=True)
    for size in (9, 12, 13):
        x = integers((2, 3, size, size + 1), size)
        assert torch.equal(compiled(x), layer(x))


@pytest.mark.parametrize("kind", ["max", "avg"])
def test_compiled_functions(kind: str) -> None:
    def half(x: torch.Tensor) -> torch.Tensor:
        return our_pool(kind, 2)(x, 2) + 1

    x = integers((1, 2, 8, 8), 1).half()
    assert torch.equal(torch.compile(half, backend="eager", fullgraph=True)(x), half(x))


@pytest.mark.slow  # most of a minute for the C++ compiler
def test_inductor() -> None:
    layer = numeric.MaxPool2d(3, 2, 1)
    x = integers((2, 4, 10, 10), 2)
    assert torch.equal(torch.compile(layer, fullgraph=True)(x), layer(x))


@pytest.mark.parametrize(("layer", "dims"), LAYERS, ids=str)
def test_export(layer: nn.Module, dims: int) -> None:
    x = integers((2, 3) + (9,) * dims, 3)
    program = torch.export.export(layer, (x,))
    assert torch.equal(program.module()(x), layer(x))
    pooling = [str(n.target) for n in program.graph.nodes if "pool" in str(n.target)]
    assert pooling == []


def test_export_with_sizes_left_open() -> None:
    x = integers((2, 3, 9, 9), 4)
    sizes = {n: torch.export.Dim(f"size{n}", min=5) for n in (2, 3)}
    for layer in (numeric.MaxPool2d(3, 2, 1), numeric.AvgPool2d(3, 2, 1)):
        shapes = {"input": {0: torch.export.Dim("batch"), **sizes}}
        program = torch.export.export(layer, (x,), dynamic_shapes=shapes)
        for shape in ((5, 3, 12, 13), (1, 3, 5, 6)):
            y = integers(shape, 5)
            assert torch.equal(program.module()(y), layer(y))


@pytest.mark.parametrize(("layer", "dims"), LAYERS, ids=str)
def test_no_state(layer: nn.Module, dims: int) -> None:
    assert layer.state_dict() == {}
    assert list(layer.parameters()) == []
    model, theirs = nn.Sequential(nn.Linear(2, 2), layer), nn.Sequential(nn.Linear(2, 2), nn.ReLU())
    model.load_state_dict(theirs.state_dict())
    x = integers((1, 2) + (9,) * dims, 6)
    saved = io.BytesIO()
    torch.save(layer, saved)
    saved.seek(0)
    again = [
        copy.deepcopy(layer),
        pickle.loads(pickle.dumps(layer)),
        torch.load(saved, weights_only=False),
    ]
    for other in again:
        assert torch.equal(other(x), layer(x))
        assert str(other) == str(layer)


def test_attributes_are_those_of_torch() -> None:
    for name, arguments in {
        "MaxPool2d": (3, 2, 1, 2, False, True),
        "MaxPool1d": (3,),
        "AvgPool2d": (3, 2, 1, True, False, 5),
        "AvgPool3d": ((3, 2, 1),),
    }.items():
        ours, theirs = getattr(numeric, name)(*arguments), getattr(nn, name)(*arguments)
        for attribute in theirs.__constants__:
            assert getattr(ours, attribute) == getattr(theirs, attribute), attribute


def test_never_runs_a_pooling_operator_of_torch() -> None:
    class Watch(torch.utils._python_dispatch.TorchDispatchMode):
        seen: set[str] = set()  # noqa: RUF012

        def __torch_dispatch__(self, function: Any, types: Any, args: Any = (), kwargs: Any = None):
            self.seen.add(str(function))
            return function(*args, **(kwargs or {}))

    with Watch() as watch:
        for layer, dims in LAYERS:
            x = integers((2, 3) + (9,) * dims, 7).requires_grad_()
            layer(x).sum().backward()
            if hasattr(layer, "sign"):
                layer.sequential(3)(x)
    assert not [name for name in watch.seen if "pool" in name]
    assert any("convolution" in name for name in watch.seen)


def test_threads_and_repetition_do_not_matter() -> None:
    x = torch.randn(4, 8, 20, 20)
    layer = numeric.MaxPool2d(3, 2, 1)
    first = layer(x)
    threads = torch.get_num_threads()
    try:
        for count in (1, 2):
            torch.set_num_threads(count)
            assert torch.equal(layer(x), first)
            with torch.inference_mode():
                assert torch.equal(layer(x), first)
    finally:
        torch.set_num_threads(threads)


def test_autograd_does_not_change_the_values() -> None:
    for kind in ("max", "min", "avg"):
        x = torch.randn(2, 3, 15, 17)
        with_gradient = our_pool(kind, 2)(x.clone().requires_grad_(), 3, 2, 1)
        assert torch.equal(our_pool(kind, 2)(x, 3, 2, 1), with_gradient)


@pytest.mark.parametrize("format", [torch.contiguous_format, torch.channels_last])
def test_memory_format_does_not_change_the_values(format: torch.memory_format) -> None:
    x = torch.randn(2, 16, 15, 17)
    laid_out = x.contiguous(memory_format=format)
    for kind in ("max", "min"):
        y = our_pool(kind, 2)(laid_out, 3, 2, 1)
        assert torch.equal(our_pool(kind, 2)(x, 3, 2, 1), y)
        assert y.is_contiguous(memory_format=format)
        assert y.stride() == torch_pool(kind, 2)(laid_out, 3, 2, 1).stride()
