"""The functions and layers give what torch's give, and so do their gradients."""

from __future__ import annotations

import pytest
import torch
from pooling_cases import (
    average_cases,
    extreme_cases,
    integers,
    laid_out,
    our_pool,
    strides,
    torch_pool,
)

import numeric


def test_extremes_and_their_gradients_at_ties() -> None:
    for seed, case in enumerate(extreme_cases(900, seed=1)):
        ours, theirs = (
            laid_out(integers(case.shape, seed), case.dims, seed).requires_grad_() for _ in "ab"
        )
        y, expected = case.ours(ours), case.theirs(theirs)
        assert torch.equal(y, expected), case
        assert strides(y) == strides(expected), case
        # Different weights, so that a gradient that lands on another of the equal entries shows.
        weights = integers(y.shape, seed + 1, 1, 99)
        y.backward(weights)
        expected.backward(weights)
        assert torch.equal(ours.grad, theirs.grad), case


def test_extremes_without_autograd() -> None:
    for seed, case in enumerate(extreme_cases(900, seed=2)):
        x = laid_out(integers(case.shape, seed), case.dims, seed)
        before = x.clone()
        with torch.no_grad():
            y = case.ours(x)
        expected = case.theirs(x)
        assert torch.equal(y, expected), case
        assert strides(y) == strides(expected), case
        assert torch.equal(x, before), "the input was overwritten"


def test_averages_and_their_gradients() -> None:
    for seed, case in enumerate(average_cases(900, seed=3)):
        ours, theirs = (
            laid_out(integers(case.shape, seed), case.dims, seed).requires_grad_() for _ in "ab"
        )
        y, expected = case.ours(ours), case.theirs(theirs)
        assert torch.equal(y, expected), case
        assert strides(y) == strides(expected), case
        weights = integers(y.shape, seed + 1, 1, 9)
        y.backward(weights)
        expected.backward(weights)
        # A sum of at most as many quotients as windows overlap, each rounded once, in any order.
        bound = 2.0**-23 * 7**case.dims * 9 * 7**case.dims
        assert (ours.grad - theirs.grad).abs().max() <= bound, case
        assert torch.allclose(ours.grad, theirs.grad, rtol=1e-5, atol=1e-6), case


def test_layers_are_the_functions() -> None:
    cases = [*extreme_cases(150, seed=4), *average_cases(100, seed=5)]
    for seed, case in enumerate(cases):
        x = integers(case.shape, seed)
        assert torch.equal(case.layer()(x), case.ours(x)), case


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("kind", ["max", "min", "avg"])
def test_second_derivatives_vanish_where_torch_has_none(kind: str, dims: int) -> None:
    x = torch.randn((1, 1) + (4,) * dims, dtype=torch.float64, requires_grad=True)
    assert torch.autograd.gradcheck(lambda x: our_pool(kind, dims)(x, 2), x)
    assert torch.autograd.gradgradcheck(lambda x: our_pool(kind, dims)(x, 2), x)


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("kind", ["max", "min", "avg"])
def test_empty_batch(kind: str, dims: int) -> None:
    x = torch.zeros((0, 3) + (6,) * dims, requires_grad=True)
    y = our_pool(kind, dims)(x, 3, 2, 1)
    assert y.shape == torch_pool(kind, dims)(x, 3, 2, 1).shape
    y.sum().backward()
    assert x.grad is not None
    assert x.grad.shape == x.shape


@pytest.mark.parametrize("kind", ["max", "avg"])
def test_views_and_odd_strides(kind: str) -> None:
    base = integers((4, 12, 10, 6), 7)
    for x in (
        base[:, ::2, 1:, ::1],
        base.permute(0, 3, 2, 1),
        base.transpose(2, 3),
        base[:1].expand(3, -1, -1, -1),
        base.contiguous(memory_format=torch.channels_last)[:, :5, 1:],
        base[:, :1],
        base.contiguous(memory_format=torch.channels_last)[:, :1],
        base[..., :1, :1].expand(-1, -1, 6, 6),
    ):
        ours, theirs = our_pool(kind, 2)(x, 3, 2, 1), torch_pool(kind, 2)(x, 3, 2, 1)
        assert torch.equal(ours, theirs)
        assert strides(ours) == strides(theirs)


def test_transforms_of_functions() -> None:
    x = integers((2, 3, 9, 9), 8)
    layer = numeric.MaxPool2d(3, 2, 1)
    assert torch.equal(torch.vmap(layer)(x[None].repeat(4, 1, 1, 1, 1))[2], layer(x))
    _, change = torch.func.jvp(layer, (x,), (torch.ones_like(x),))
    assert torch.equal(change, torch.ones_like(change))  # max commutes with adding a constant
    gradient = torch.func.grad(lambda x: layer(x).sum())(x)
    assert gradient.sum() == layer(x).numel()


def test_no_loop_over_pixels(monkeypatch: pytest.MonkeyPatch) -> None:
    """The number of operations does not grow with the image."""
    counts = []
    for size in (20, 60):
        for layer in (numeric.MaxPool2d(3, 2, 1), numeric.AvgPool2d(3, 2, 1)):
            with torch.profiler.profile() as profile:
                layer(torch.zeros(1, 2, size, size))
            counts.append(len([e for e in profile.events() if e.name.startswith("aten::")]))
    assert counts[0] == counts[2]
    assert counts[1] == counts[3]
