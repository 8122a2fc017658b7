"""The laws of sums, tried against evaluation: what they rewrite keeps its value."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from symbolic.arithmetic import largest, total, where
from symbolic.claims import Claim, NotProved, prove
from symbolic.evaluate import evaluate
from symbolic.indices import normal
from symbolic.methods import solve
from symbolic.ranges import linear_sums
from symbolic.terms import Term, as_term, integers, sequences

n, m, a, b = integers("n m a b")
(x,) = sequences("x")


def random_body(random_: random.Random, i: Any, depth: int) -> Any:
    """A term in the index i, in a and b, in entries, in inner sums."""
    if depth == 0:
        return random_.choice([i, a, b, constant(random_), x(i), x(a + i)])
    left, right = (random_body(random_, i, depth - 1) for _ in range(2))
    return random_.choice(
        [
            lambda: left + right,
            lambda: left - right,
            lambda: left * right,
            lambda: -left,
            lambda: where(i >= a, left, 0),
            lambda: where(a >= b, left, right),
            lambda: total(lambda j: random_body(random_, j, 0) + left, m),
            lambda: total(lambda j: left, m, lambda j: i + j < b),
            lambda: left / 3,
        ]
    )()


def constant(random_: random.Random) -> Term:
    return as_term(random_.choice([-2, 0, 1, 3]))


def test_linear_sums_keeps_the_value() -> None:
    random_ = random.Random(5)
    changed = 0
    for _ in range(200):
        guarded = random_.random() < 0.4
        guard = (lambda i: i * a < b + 2) if guarded else None
        term: Term = total(lambda i: random_body(random_, i, 3), n, guard)
        rewritten = normal(linear_sums(term))
        changed += rewritten is not term
        for _ in range(3):
            at: dict[str, Any] = {name: random_.randint(-2, 4) for name in "nmab"}
            at["x"] = lambda i: Fraction(3 * i * i - i, 2)
            assert evaluate(term, at) == evaluate(rewritten, at), term
    assert changed > 150


def test_long_ranges_are_evaluated_afresh_at_each_index() -> None:
    nested = largest(lambda i: largest(lambda j: x(i + j) + i * j, n), n)
    values = [Fraction(random.Random(i).randint(0, 100)) for i in range(60)]
    wanted = max(values[i + j] + i * j for i in range(20) for j in range(20))
    assert evaluate(nested, {"n": 20, "x": lambda i: values[i]}) == wanted


@pytest.mark.parametrize("given", [[], [n >= 1]])
def test_a_false_rewrite_is_not_believed(given: list[Term]) -> None:
    claim = Claim("c", "", n * n == n, tuple(given), solve(rewrite=[n * n == n]), example={"n": 1})
    with pytest.raises(NotProved):
        prove(claim)
