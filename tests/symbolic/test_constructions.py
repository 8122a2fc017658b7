"""The networks compute what they are named for, with the widths and depths they are known for."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from symbolic import constructions as c
from symbolic.network import Affine


def values(seed: int, n: int, low: int = -9) -> list[Fraction]:
    pick = random.Random(seed)
    return [Fraction(pick.randint(low, 9), pick.choice([1, 3])) for _ in range(n)]


@pytest.mark.parametrize("carry", ["relu", "nonnegative", "skip"])
@pytest.mark.parametrize("make", [c.tree, c.doubling, c.folding])
def test_the_maximum_of_n(make: Any, carry: Any) -> None:
    for n in range(1, 12):
        for seed in range(8):
            x = values(seed, n, 0 if carry == "nonnegative" else -9)
            assert make(n, carry)(x) == [max(x)]


def test_separable_minimum_and_average() -> None:
    for n in range(1, 6):
        for m in range(1, 6):
            x = values(n, n * m)
            assert c.separable(n, m)(x) == [max(x)]
        assert c.minimum(n)(values(n, n)) == [min(values(n, n))]
        assert c.average(n)(values(n, n)) == [sum(values(n, n)) / n]
        assert c.average(n, 7)(values(n, n)) == [sum(values(n, n)) / 7]


def test_depth_and_widths() -> None:
    for n in range(1, 40):
        assert c.tree(n).hidden_layers == c.doubling(n).hidden_layers == (n - 1).bit_length()
        assert c.folding(n).hidden_layers == n - 1
        assert c.folding(n, "skip").relus == n - 1
        assert c.tree(n, "skip").relus == n - 1
        assert c.average(n).relus == 0
    assert c.pair().widths == (3,)
    assert c.tree(4).widths == (6, 3)
    assert c.tree(5, "skip").has_skip
    assert not c.tree(5).has_skip


@pytest.mark.parametrize(
    "make",
    [
        lambda: c.tree(0), lambda: c.doubling(-1), lambda: c.folding(0), lambda: c.average(0),
        lambda: c.average(3, 0), lambda: c.minimum(3, "nonnegative"), lambda: c.separable(0, 2),
        lambda: c.network(2, [[c.Larger(0, 2)]]), lambda: c.tree(3)([1, 2]),
        lambda: Affine(2, (((2, Fraction(1)),),), (Fraction(0),)),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(make: Any) -> None:
    with pytest.raises(ValueError, match=r"."):
        make()
