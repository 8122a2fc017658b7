"""The reference definitions are torch's pooling, for entries of every kind."""

from __future__ import annotations

import random
from fractions import Fraction
from math import exp, isclose, prod
from typing import Any

import pytest
import sympy
import torch
import torch.nn.functional as torch_f
import z3

from symbolic.pooling import Axis, average_at, image, max_at, min_at, positions, softmax_at

MAX = {1: torch_f.max_pool1d, 2: torch_f.max_pool2d, 3: torch_f.max_pool3d}
AVERAGE = {1: torch_f.avg_pool1d, 2: torch_f.avg_pool2d, 3: torch_f.avg_pool3d}
CONFIGURATIONS = 250


def layer(pick: random.Random, dims: int, dilations: int) -> tuple[list[Axis], list[int]]:
    """Axes and sizes that torch accepts."""
    ceil, axes, sizes = pick.random() < 0.5, [], []
    for _ in range(dims):
        k, d = pick.randint(1, 3), pick.randint(1, dilations)
        axes.append(Axis(k, pick.randint(1, 4), pick.randint(0, k // 2), d, ceil))
        sizes.append((k - 1) * d + 1 + pick.randint(0, 4))
    return axes, sizes


def settings(axes: list[Axis]) -> dict[str, Any]:
    names = {"kernel_size": "kernel", "stride": "stride", "padding": "padding"}
    found = {key: tuple(getattr(a, name) for a in axes) for key, name in names.items()}
    return found | {"ceil_mode": axes[0].ceil_mode}


def entries(pick: random.Random, sizes: list[int]) -> torch.Tensor:
    values = [pick.randint(-40, 40) for _ in range(prod(sizes))]
    return torch.tensor(values, dtype=torch.float64).reshape(sizes)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_maximum_is_torchs(dims: int, seed: int) -> None:
    pick = random.Random(seed)
    for _ in range(CONFIGURATIONS // dims):
        axes, sizes = layer(pick, dims, 2)
        x = entries(pick, sizes)
        theirs = MAX[dims](
            x[None, None], dilation=tuple(a.dilation for a in axes), **settings(axes)
        )
        read = image(x.tolist())[0]
        ours = [max_at(read, axes, sizes, at) for at in positions(axes, sizes)]
        assert ours == theirs.flatten().tolist(), (axes, sizes)
        least = [-min_at(read, axes, sizes, at) for at in positions(axes, sizes)]
        theirs = MAX[dims](
            -x[None, None], dilation=tuple(a.dilation for a in axes), **settings(axes)
        )
        assert least == theirs.flatten().tolist(), (axes, sizes)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_average_is_torchs(dims: int, seed: int) -> None:
    pick = random.Random(50 + seed)
    for _ in range(CONFIGURATIONS // dims):
        axes, sizes = layer(pick, dims, 1)
        x = entries(pick, sizes)
        options: dict[str, Any] = {"count_include_pad": pick.random() < 0.5}
        if dims > 1 and pick.random() < 0.3:
            options["divisor_override"] = pick.randint(1, 5)
        theirs = AVERAGE[dims](x[None, None], **settings(axes), **options).flatten().tolist()
        read = image(x.tolist())[0]
        ours = [average_at(read, axes, sizes, at, **options) for at in positions(axes, sizes)]
        assert len(ours) == len(theirs)
        assert all(isclose(u, v, abs_tol=1e-12) for u, v in zip(ours, theirs, strict=True))


def test_softmax_is_its_formula() -> None:
    values = [0.5, -1.0, 2.0, 0.25]
    weights = [exp(1.5 * v) for v in values]
    right = sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
    assert isclose(softmax_at(image(values)[0], [Axis(4)], [4], [0], 1.5), right)


def test_entries_of_every_kind() -> None:
    numbers = [Fraction(1, 3), Fraction(-2), Fraction(5, 2)]
    kinds: list[tuple[list[Any], Any]] = [
        (numbers, lambda v: v),
        ([float(v) for v in numbers], Fraction),
        (
            list(torch.tensor([float(v) for v in numbers], dtype=torch.float64)),
            lambda v: Fraction(v.item()),
        ),
        ([sympy.Rational(v) for v in numbers], lambda v: Fraction(int(v.p), int(v.q))),
        ([z3.RealVal(str(v)) for v in numbers], lambda v: Fraction(str(z3.simplify(v)))),
    ]
    axis = [Axis(2, 1)]
    for values, exact in kinds:
        read = image(values)[0]
        for at in (0, 1):
            both = numbers[at : at + 2]
            for pool, right in ((max_at, max(both)), (min_at, min(both))):
                assert abs(exact(pool(read, axis, [3], [at])) - right) < Fraction(1, 10**12)
            mean = exact(average_at(read, axis, [3], [at]))
            assert abs(mean - sum(both) / 2) < Fraction(1, 10**12)
