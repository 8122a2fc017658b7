"""The laws of ranges keep values, also for lengths of zero and less."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from symbolic.arithmetic import every, largest, smallest, some, total
from symbolic.evaluate import evaluate
from symbolic.indices import anonymous, normal
from symbolic.ranges import Abstraction, NotUnfolded, linear_sums, offsets, unfold_to, write_out
from symbolic.solvers import ask
from symbolic.terms import Term, as_real, as_term, choose, integers, reals, sequences, substitute

x, y = sequences("x y")
a, b = reals("a b")
k, n = integers("k n")


def body(pick: random.Random, indices: list[Term], depth: int) -> Term:
    if depth == 0:
        i = pick.choice(indices)
        return pick.choice([x(i), y(i), a, b, as_real(i), as_real(3), as_real(k), x(i + k)])
    u, v = body(pick, indices, depth - 1), body(pick, indices, depth - 1)
    i = pick.choice(indices)
    return pick.choice(
        [
            u + v, u - v, u * v, -u, u / 2, u / a, choose(i < k, u, v), choose(i == k, u, 0),
            choose(k < 2, u, v), total(lambda j: u * x(j), pick.choice([k, n, i])),
        ]
    )  # fmt: skip


def statement(pick: random.Random, ranges: tuple[Any, ...]) -> Term:
    length = n + pick.choice([-2, -1, 0, 1, 3]) + pick.choice([0, k])
    guard = pick.choice([None, None, lambda i: i < k, lambda i: i % 2 == 0])
    fold = pick.choice(ranges)
    if fold in (every, some):
        return fold(lambda i: body(pick, [i, k], 1) <= a, length, guard)
    if fold is total:
        return fold(lambda i: body(pick, [i, k], 2), length, guard)
    return fold(lambda i: body(pick, [i, k], 1), length)


def environment(pick: random.Random, low: int = -2) -> dict[str, Any]:
    return {
        "a": pick.choice([Fraction(1), Fraction(-3, 2)]),
        "b": Fraction(pick.randint(-2, 2)),
        "k": pick.randint(-2, 3),
        "n": pick.randint(low, 4),
        "x": lambda i: Fraction((i * 7 + 3) % 5 - 2),
        "y": lambda i: Fraction((i * 3 + 1) % 7, 3),
    }


def value(term: Term, at: dict[str, Any]) -> Any:
    try:
        return evaluate(term, at)
    except ValueError:
        return "undefined"


ALL = (total, every, some, largest, smallest)


@pytest.mark.parametrize("seed", range(8))
def test_sums_taken_apart_keep_their_value(seed: int) -> None:
    pick = random.Random(seed)
    for _ in range(150):
        term, at = statement(pick, ALL), environment(pick)
        for law in (linear_sums, normal, anonymous):
            assert value(law(term), at) == value(term, at), f"{law.__name__} of {term!r} at {at}"


@pytest.mark.parametrize("seed", range(8))
def test_ranges_written_out_keep_their_value(seed: int) -> None:
    pick = random.Random(100 + seed)
    for _ in range(100):
        term, at = statement(pick, ALL), environment(pick)
        closed = substitute(term, {k: at["k"], n: at["n"]})
        try:
            written = write_out(closed)
        except NotUnfolded:
            assert value(term, at) == "undefined"
            continue
        assert value(written, at) == value(term, at), f"{term!r} at {at}"


@pytest.mark.parametrize("seed", range(8))
def test_ranges_unfolded_keep_their_value(seed: int) -> None:
    pick = random.Random(200 + seed)
    unfolded = 0
    for _ in range(100):
        start = pick.choice([-1, 0, 1, 2])
        term, at = statement(pick, ALL), environment(pick, low=start)
        lowest = offsets(term & (a <= a) if term.sort == "Bool" else term, n)
        longer = substitute(term, {n: n + 1})
        try:
            apart = unfold_to(longer, n, lowest, start)
        except NotUnfolded:
            continue
        unfolded += apart is not longer
        assert value(apart, at) == value(longer, at), f"{longer!r} at {at}"
    assert unfolded > 20


@pytest.mark.parametrize("fold", [largest, smallest])
def test_a_maximum_is_that_of_its_entries(fold: Any) -> None:
    """The facts about a range do not exclude its true value, and exclude another one."""
    top = fold(lambda i: x(i) + i, n)
    for length in (1, 2, 3):
        entries = [x(i) == Fraction((i * 7 + 3) % 5 - 2) for i in range(length)]
        right = fold(lambda i: Fraction((i * 7 + 3) % 5 - 2) + i, length)
        for claimed, excluded in ((right, False), (right + 1, True), (right - 1, True)):
            abstraction = Abstraction([as_term(i) for i in range(length)])
            asked = [abstraction.statement(s) for s in (n == length, *entries, top == claimed)]
            abstraction.close()
            assert ask([*abstraction.facts, *asked]).unsat is excluded


def test_an_empty_maximum_is_not_unfolded() -> None:
    with pytest.raises(NotUnfolded):
        write_out(largest(x, as_term(0)))
    assert write_out(total(x, as_term(-3))) is as_real(0)
