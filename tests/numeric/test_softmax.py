"""Softmax pooling against its definition, and where the plain formula overflows."""

from __future__ import annotations

import itertools
import math

import pytest
import torch
from pooling_cases import extreme_cases, normal, our_pool, outcome, torch_pool

import numeric
from symbolic.pooling import image, softmax_at


@pytest.mark.parametrize("beta", [-2.0, 0.0, 0.5, 3.0])
def test_it_is_the_definition(beta: float) -> None:
    for seed, case in enumerate(extreme_cases(25, seed=31)):
        x = normal(case.shape, seed, torch.float64)
        y = our_pool("softmax", case.dims)(x, *case.window, beta)
        assert y.shape == case.ours(x).shape
        layer = getattr(numeric, f"SoftmaxPool{case.dims}d")(*case.window, beta=beta)
        assert torch.equal(layer(x), y)
        plane, pooled = (t.flatten(0, -case.dims - 1)[0] for t in (x, y))
        entries, sizes = image(plane.tolist())
        for position in itertools.islice(itertools.product(*map(range, pooled.shape)), 20):
            expected = softmax_at(entries, layer.axes, sizes, position, beta)
            assert math.isclose(pooled[position].item(), expected, abs_tol=1e-12), case


def test_between_average_and_maximum() -> None:
    x = normal((2, 3, 9, 9), 1, torch.float64)
    pools = [numeric.softmax_pool2d(x, 3, 2, beta=beta) for beta in (0.0, 1.0, 5.0, 1e6)]
    assert torch.allclose(pools[0], torch_pool("avg", 2)(x, 3, 2))
    assert torch.allclose(pools[-1], torch_pool("max", 2)(x, 3, 2))
    for less, more in itertools.pairwise(pools):
        assert (less <= more + 1e-12).all()
    least = numeric.softmax_pool2d(x, 3, 2, beta=-1e6)
    assert torch.allclose(least, -torch_pool("max", 2)(-x, 3, 2))


@pytest.mark.parametrize("beta", [-1e3, -1.0, 0.0, 1.0, 1e3, 1e30])
def test_nothing_overflows(beta: float) -> None:
    """The plain formula overflows float32 from β·x ≈ 88.73 on."""
    assert torch.tensor(88.73).exp().isinf()
    top = torch.finfo(torch.float32).max
    x = torch.tensor([[0.0, 100.0, 1e4, -1e4, top, -top, top, 1.0]], requires_grad=True)
    y = numeric.softmax_pool1d(x, 2, 1, beta=beta)
    assert y.isfinite().all()
    y[0, :3].sum().backward()
    assert x.grad is not None
    assert x.grad.isfinite().all()


def test_gradient_is_that_of_the_theorem() -> None:
    """∂S/∂x_i = p_i (1 + β (x_i − S)): the sum over a window is 1, and one can be negative."""
    beta = 2.0
    x = normal((1, 9), 2, torch.float64).requires_grad_()
    s = numeric.softmax_pool1d(x, 9, beta=beta)
    s.sum().backward()
    p = (beta * x.detach()).softmax(-1)
    expected = p * (1 + beta * (x.detach() - s.detach()))
    assert x.grad is not None
    assert torch.allclose(x.grad, expected)
    assert math.isclose(x.grad.sum().item(), 1)
    assert (x.grad < 0).any()
    assert torch.autograd.gradcheck(lambda x: numeric.softmax_pool1d(x, 3, 2, 1, beta=beta), x)


def test_half_precision_infinities_and_nan() -> None:
    for dtype in (torch.float16, torch.bfloat16):
        x = normal((1, 2, 8, 8), 3, dtype)
        y = numeric.softmax_pool2d(x, 2)
        assert torch.equal(y, numeric.softmax_pool2d(x.float(), 2).to(dtype))
    for special in (torch.inf, -torch.inf, torch.nan):
        x = torch.tensor([[special, 1.0, 2.0, 3.0]])
        y = numeric.softmax_pool1d(x, 2)
        assert y[0, 0].isnan()
        assert y[0, 1].isfinite()


def test_refusals() -> None:
    x = torch.zeros(1, 1, 4, 4)
    for window in ((0,), (2, 0), (2, 2, 2), (9,), (2.0,), (2, 2, 0, 0)):
        expected = outcome(lambda: torch_pool("max", 2)(x, *window))  # noqa: B023
        assert outcome(lambda: numeric.softmax_pool2d(x, *window)) == expected  # noqa: B023
    with pytest.raises(TypeError, match="floating-point"):
        numeric.softmax_pool2d(x.long(), 2)
    with pytest.raises(ValueError, match="beta"):
        numeric.softmax_pool2d(x, 2, beta=math.inf)
    with pytest.raises(ValueError, match="no entry inside"):
        numeric.softmax_pool1d(torch.zeros(1, 1, 2), 2, 1, 1, 3)
    assert numeric.softmax_pool2d(torch.zeros(0, 3, 4, 4), 2).shape == (0, 3, 2, 2)
