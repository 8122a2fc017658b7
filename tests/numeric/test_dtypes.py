"""Dtypes, rounding, and values that are not finite."""

from __future__ import annotations

import itertools
from fractions import Fraction
from functools import partial

import pytest
import torch
from pooling_cases import (
    average_cases,
    extreme_cases,
    integers,
    layer_class,
    normal,
    our_pool,
    outcome,
    torch_pool,
)
from torch import Tensor

import numeric

FLOATING = [torch.float16, torch.bfloat16, torch.float32, torch.float64]
INTEGER = [torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64]
OTHER = [torch.bool, torch.uint16, torch.complex64, torch.float8_e4m3fn]


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("kind", ["max", "avg"])
@pytest.mark.parametrize("dtype", FLOATING + INTEGER + OTHER, ids=str)
def test_the_same_dtypes_as_torch(dtype: torch.dtype, kind: str, dims: int) -> None:
    x = torch.ones((2, 3) + (5,) * dims).to(dtype)
    ours, theirs = (partial(p(kind, dims), x, 3, 2, 1) for p in (our_pool, torch_pool))
    expected = outcome(theirs)
    assert outcome(ours) == expected
    if isinstance(expected, torch.Size):
        assert ours().dtype == theirs().dtype
        assert torch.equal(ours(), theirs())


@pytest.mark.parametrize("dtype", FLOATING, ids=str)
def test_integral_values_are_exact(dtype: torch.dtype) -> None:
    for seed, case in enumerate(extreme_cases(60, seed=11)):
        x = integers(case.shape, seed, -100, 100).to(dtype)
        assert torch.equal(case.ours(x), case.theirs(x)), case
    for seed, case in enumerate(average_cases(60, seed=12)):
        if case.dims == 3 and dtype in (torch.float16, torch.bfloat16):
            continue  # not for torch
        x = integers(case.shape, seed, -4, 4).to(dtype)
        assert torch.equal(case.ours(x), case.theirs(x)), case


@pytest.mark.parametrize("dtype", INTEGER, ids=str)
def test_integers_to_their_extremes(dtype: torch.dtype) -> None:
    info = torch.iinfo(dtype)
    low, high = info.min, info.max
    values = torch.tensor([low, low + 1, -1 if low else 1, 0, 1, high - 1, high], dtype=dtype)
    pairs = torch.cartesian_prod(values, values, values)
    x = pairs.T.reshape(1, 1, 3, -1)
    assert torch.equal(numeric.max_pool2d(x, (3, 1)), x.amax(2, True))
    assert torch.equal(numeric.min_pool2d(x, (3, 1)), x.amin(2, True))
    generator = torch.Generator().manual_seed(0)
    for case in extreme_cases(40, seed=13, kinds=("max",)):
        if case.dims == 1:
            continue  # not for torch
        x = torch.randint(low, high, case.shape, generator=generator, dtype=dtype)
        assert torch.equal(case.ours(x), case.theirs(x)), case
        # Two's complement has no −low, but ~x reverses the order without exception.
        assert torch.equal(our_pool("min", case.dims)(x, *case.window), ~case.ours(~x)), case


def test_int64_averages_wrap_and_truncate_as_torch() -> None:
    generator = torch.Generator().manual_seed(0)
    for case in average_cases(80, seed=14):
        for high in (10, 2**63 - 1):
            x = torch.randint(-high, high, case.shape, generator=generator)
            assert torch.equal(case.ours(x), case.theirs(x)), case


UNIT = {torch.float32: 2.0**-24, torch.float64: 2.0**-53}


def rounding_bound(window: tuple[list[int], ...], shape: tuple[int, ...], x: Tensor) -> float:
    """The bound that `numeric.layers` states, with the image's range and size for the window's."""
    spread, size = (x.max() - x.min()).item(), x.abs().max().item()
    u = UNIT[x.dtype]
    first_order = sum((2 * k - 3) * u * spread + u * size for k in window[0] if k > 1)
    return first_order * (1 + 1e-4)  # terms of second order: u times as much


@pytest.mark.parametrize("dtype", UNIT, ids=str)
def test_rounding_of_extremes(dtype: torch.dtype) -> None:
    off = 0
    for seed, case in enumerate(extreme_cases(150, seed=15)):
        scale = 10.0 ** (seed % 9 - 4)
        x = (normal(case.shape, seed, dtype) * scale + seed % 3) * 10.0 ** (seed % 5)
        error = (case.ours(x) - case.theirs(x)).abs().max().item()
        assert error <= rounding_bound(case.window, case.shape, x), case
        off += error > 0
    assert off > 50, "the bound is tested on inputs that round"


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16], ids=str)
def test_half_precision_is_computed_in_float32_and_rounded_once(dtype: torch.dtype) -> None:
    for seed, case in enumerate(extreme_cases(100, seed=16)):
        x = normal(case.shape, seed, dtype)
        assert torch.equal(case.ours(x), case.ours(x.float()).to(dtype)), case
        bound = rounding_bound(case.window, case.shape, x.float())
        # Exact but where the float32 result lies so near a midpoint that its error decides.
        error = (case.ours(x) - case.theirs(x)).float().abs().max().item()
        ulp = torch.finfo(dtype).eps * x.float().abs().max().item()
        assert error == 0 or (bound > 0 and error <= ulp), case


@pytest.mark.parametrize("dtype", FLOATING, ids=str)
def test_rounding_of_averages(dtype: torch.dtype) -> None:
    """Both sum n entries in some order, in float32 or wider, and divide: each step rounds once."""
    for seed, case in enumerate(average_cases(100, seed=17)):
        if case.dims == 3 and dtype in (torch.float16, torch.bfloat16):
            continue
        x = normal(case.shape, seed, dtype)
        wide = torch.float64 if dtype == torch.float64 else torch.float32
        u = UNIT[wide]
        n = torch.Size(case.window[0]).numel()
        divisor = 1  # |divisor| >= 1
        largest = n * x.abs().max().item() / divisor
        bound = 2 * n * u * largest + (0 if dtype == wide else torch.finfo(dtype).eps * largest)
        error = (case.ours(x).double() - case.theirs(x).double()).abs().max().item()
        assert error <= bound, case


def test_half_averages_do_not_overflow_in_the_sum() -> None:
    x = torch.full((1, 1, 4, 4), 60000.0, dtype=torch.float16)
    assert torch.equal(numeric.avg_pool2d(x, 4), x[..., :1, :1])


SPECIAL = (-torch.inf, -1.0, 0.0, 2.0, torch.inf, torch.nan)


@pytest.mark.parametrize("window", [(1, 2), (2, 1), (1, 3), (3, 1), (2, 2)], ids=str)
def test_infinities_and_nan(window: tuple[int, int]) -> None:
    """NaN gives NaN; with an infinity, what torch gives or NaN; never anything else."""
    entries = window[0] * window[1]
    images = torch.tensor(list(itertools.product(SPECIAL, repeat=entries))).view(-1, 1, *window)
    for kind in ("max", "min", "avg"):
        ours, theirs = (
            p(images, window).flatten() for p in (our_pool(kind, 2), torch_pool(kind, 2))
        )
        finite = images.isfinite().flatten(1).all(1)
        assert torch.equal(ours[finite], theirs[finite])
        assert ours[images.isnan().flatten(1).any(1)].isnan().all()
        decided = ~ours.isnan()
        assert torch.equal(ours[decided], theirs[decided])
        if kind == "avg":
            assert torch.equal(decided, ~theirs.isnan())


def test_infinities_table() -> None:
    """What max and min pooling give for two entries, all of it."""
    nan, inf = torch.nan, torch.inf
    table = {
        ("max", inf, 1.0): inf,
        ("max", 1.0, inf): inf,
        ("max", 1.0, -inf): 1.0,
        ("max", -inf, 1.0): nan,
        ("max", inf, -inf): inf,
        ("max", -inf, inf): nan,
        ("max", inf, inf): nan,
        ("max", -inf, -inf): nan,
        ("min", -inf, 1.0): -inf,
        ("min", 1.0, -inf): -inf,
        ("min", 1.0, inf): 1.0,
        ("min", inf, 1.0): nan,
        ("min", -inf, -inf): nan,
        ("max", nan, 1.0): nan,
        ("max", 1.0, nan): nan,
        ("min", nan, -inf): nan,
    }
    for (kind, a, b), expected in table.items():
        y = our_pool(kind, 1)(torch.tensor([[a, b]]), 2)
        assert torch.equal(y.isnan(), torch.tensor([[expected != expected]]))
        assert expected != expected or y.item() == expected


def test_a_window_is_not_touched_by_its_neighbours() -> None:
    for kind in ("max", "min", "avg"):
        x = integers((1, 2, 12, 12), 3)
        spoiled = x.clone()
        spoiled[:, 0, 5, 6] = torch.nan
        spoiled[:, 1, 2, 3] = torch.inf
        for window in ((3, 2, 1), (3, 1, 1), (2, 2, 0)):
            touched = our_pool("max", 2)((spoiled != x).float(), *window) > 0
            ours, clean = our_pool(kind, 2)(spoiled, *window), our_pool(kind, 2)(x, *window)
            assert torch.equal(ours[~touched], clean[~touched])
            assert (ours[touched] != clean[touched]).any()


def test_signed_zero_is_positive() -> None:
    y = numeric.max_pool1d(torch.tensor([[-0.0, 0.0]]), 2)
    assert y.item() == 0
    assert not torch.signbit(y).any()


def test_range_that_overflows() -> None:
    """Documented: the difference of the entries overflows, and the maximum with it."""
    x = torch.tensor([[-3e38, 3e38]])
    assert numeric.max_pool1d(x, 2).item() == torch.inf
    assert numeric.max_pool1d(x.flip(1), 2).item() == torch.tensor(3e38).item()


@pytest.mark.parametrize("dtype", FLOATING, ids=str)
def test_autocast_changes_nothing_but_the_dtype_that_torch_changes(dtype: torch.dtype) -> None:
    for dims, kind in itertools.product((1, 2, 3), ("max", "avg")):
        x = normal((2, 3) + (7,) * dims, dims, dtype)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            try:
                expected = torch_pool(kind, dims)(x, 3, 2, 1)
            except NotImplementedError:
                continue
            y = our_pool(kind, dims)(x, 3, 2, 1)
        assert y.dtype == expected.dtype
        wide = torch.float64 if dtype == torch.float64 else torch.float32
        assert torch.equal(y, our_pool(kind, dims)(x.to(wide), 3, 2, 1).to(y.dtype))


def test_layers_convert_as_torch_layers_do() -> None:
    for kind in ("max", "avg"):
        layer = layer_class(kind, 2)(3, 2, 1)
        for dtype in FLOATING:
            layer.to(dtype)
            for other in FLOATING:
                x = integers((1, 2, 7, 7), 5).to(other)
                assert torch.equal(layer(x), torch_pool(kind, 2)(x, 3, 2, 1))
        layer.to("meta")


def test_weights_are_what_the_arithmetic_says() -> None:
    """1/9 is not a float; the division comes after the sum, and is exact for integral averages."""
    assert Fraction(1 / 9) != Fraction(1, 9)
    nines = torch.full((1, 1, 3, 3), 7.0)
    assert numeric.avg_pool2d(nines, 3).item() == 7.0
