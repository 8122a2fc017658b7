"""Every reading of a term has one value: evaluated, by SymPy, by Z3 and by cvc5."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import Any

import pytest

from symbolic.arithmetic import maximum, minimum, relu
from symbolic.calculus import reading
from symbolic.evaluate import evaluate
from symbolic.solvers import ask
from symbolic.terms import Term, as_real, choose, integers, reals, substitute

NUMBERS = [Fraction(v) for v in ("0", "1", "-1", "1/2", "-7/3", "10000000000000001/3")]
INTEGERS = [0, 1, -1, 2, -3, 7, 10**18]
a, b = reals("a b")
m, n = integers("m n")


def real_term(pick: random.Random, depth: int) -> Term:
    if depth == 0:
        return pick.choice([a, b, as_real(m), as_real(pick.choice(NUMBERS))])
    u, v = real_term(pick, depth - 1), real_term(pick, depth - 1)
    w = integer_term(pick, depth - 1)
    return pick.choice(
        [
            lambda: u + v, lambda: u - v, lambda: u * v, lambda: -u, lambda: abs(u), lambda: u**2,
            lambda: maximum(u, v), lambda: minimum(u, v), lambda: relu(u), lambda: as_real(w),
            lambda: choose(truth(pick, depth - 1), u, v), lambda: u / (v * v + 1),
        ]
    )()  # fmt: skip


def integer_term(pick: random.Random, depth: int) -> Term:
    if depth == 0:
        return pick.choice([m, n, m * 0 + pick.choice(INTEGERS)])
    u, v = integer_term(pick, depth - 1), integer_term(pick, depth - 1)
    return pick.choice(
        [
            lambda: u + v, lambda: u - v, lambda: u * v, lambda: -u, lambda: abs(u),
            lambda: u // pick.choice([1, 2, 7]), lambda: u % pick.choice([1, 3]),
            lambda: u // (abs(v) + 1), lambda: u % (abs(v) + 2), lambda: maximum(u, v),
            lambda: minimum(u, v), lambda: relu(u), lambda: choose(truth(pick, depth - 1), u, v),
        ]
    )()  # fmt: skip


def truth(pick: random.Random, depth: int) -> Term:
    u, v = real_term(pick, depth), real_term(pick, depth)
    s, t = integer_term(pick, depth), integer_term(pick, depth)
    first = pick.choice([u <= v, u < v, u >= v, u == v, s < t, s != t, s == t])
    other = pick.choice([u > v, s >= t, first])
    return pick.choice([first, first & other, first | ~other, first.implies(other)])


def point(pick: random.Random) -> dict[Term, Any]:
    return {
        a: pick.choice(NUMBERS), b: pick.choice(NUMBERS),
        m: pick.choice(INTEGERS), n: pick.choice(INTEGERS),
    }  # fmt: skip


@pytest.mark.parametrize("seed", range(150))
def test_evaluation_and_both_solvers_agree(seed: int) -> None:
    pick = random.Random(seed)
    term, at = (real_term if seed % 2 else integer_term)(pick, 3), point(pick)
    value = evaluate(term, {v.data: x for v, x in at.items()})
    held = [v == x for v, x in at.items()]
    right = ask([*held, term != value])
    assert right.unsat, f"{term!r} is not {value} at {at}: {right}"
    wrong = ask([*held, term == value])
    assert "unsat" not in (wrong.z3, wrong.cvc5), f"{term!r} cannot be {value} at {at}: {wrong}"


@pytest.mark.parametrize("seed", range(300))
def test_evaluation_and_sympy_agree(seed: int) -> None:
    pick = random.Random(seed)
    term, at = (real_term if seed % 2 else integer_term)(pick, 2), point(pick)
    value = evaluate(term, {v.data: x for v, x in at.items()})
    expression = reading(substitute(term, at))
    assert expression == reading(as_real(value)), f"{term!r} at {at}"


@pytest.mark.parametrize("seed", range(100))
def test_comparisons_are_told_apart(seed: int) -> None:
    pick = random.Random(seed)
    statement, at = truth(pick, 1), point(pick)
    holds = evaluate(statement, {v.data: x for v, x in at.items()})
    held = [v == x for v, x in at.items()]
    assert ask([*held, ~statement if holds else statement]).unsat
