"""Small random terms with all operations, ranges in ranges too, and random values for them."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from random import Random
from typing import Any

from symbolic.arithmetic import every, largest, maximum, minimum, relu, smallest, some, total
from symbolic.terms import Term, as_real, as_term, choose, integers, reals, sequences

a, b = reals("a b")
m, n = integers("m n")
(x,) = sequences("x")
NUMBERS = [Fraction(v) for v in ("0", "0", "1", "-1", "2", "1/2", "-7/3")]
INTEGERS = (0, 1, 1, 2, 3, -1, -2)
Indices = tuple[Term, ...]
"""Indices of the ranges around a term."""
Terms = Callable[..., Term]


def values(pick: Random) -> dict[str, Any]:
    """A point: few different numbers, so that many are equal."""
    table = {i: pick.choice(NUMBERS) for i in range(-9, 10)}
    return {
        "a": pick.choice(NUMBERS), "b": pick.choice(NUMBERS), "m": pick.choice(INTEGERS),
        "n": pick.choice(INTEGERS), "x": lambda i: table.get(int(i), Fraction(int(i) % 3)),
    }  # fmt: skip


def real_term(pick: Random, depth: int, around: Indices = ()) -> Term:
    if depth == 0:
        entry: Term = x(pick.choice([*around, *around, n, m - 1, as_term(0)]))
        return pick.choice([a, b, entry, entry, as_real(m), as_real(pick.choice(NUMBERS))])
    u, v = (real_term(pick, depth - 1, around) for _ in range(2))
    whole, condition = integer_term(pick, depth - 1, around), truth(pick, depth - 1, around)
    made: list[Terms] = [
        lambda: u + v, lambda: u - v, lambda: u * v, lambda: -u, lambda: abs(u), lambda: u**2,
        lambda: maximum(u, v), lambda: minimum(u, v), lambda: relu(u), lambda: as_real(whole),
        lambda: choose(condition, u, v), lambda: u / (v * v + 1), lambda: x(whole),
        *(partial(_over, pick, o, real_term, depth, around) for o in _OPERATORS),
    ]  # fmt: skip
    return pick.choice(made)()


def integer_term(pick: Random, depth: int, around: Indices = ()) -> Term:
    if depth == 0:
        return pick.choice([m, n, *around, *around, as_term(pick.choice(INTEGERS))])
    u, v, s, t = (integer_term(pick, depth - 1, around) for _ in range(4))
    condition = pick.choice([s < t, s == t, ~(s >= t) & (u != v), (u == s).iff(v <= t)])
    made: list[Terms] = [
        lambda: u + v, lambda: u - v, lambda: u * v, lambda: -u, lambda: abs(u),
        lambda: u // pick.choice([1, 2, 7]), lambda: u % pick.choice([1, 3]),
        lambda: u // (abs(v) + 1), lambda: u % (abs(v) + 2), lambda: maximum(u, v),
        lambda: minimum(u, v), lambda: relu(u), lambda: choose(condition, u, v),
        *(partial(_over, pick, o, integer_term, depth, around) for o in _OPERATORS),
    ]  # fmt: skip
    return pick.choice(made)()


def truth(pick: Random, depth: int, around: Indices = ()) -> Term:
    u, v = (real_term(pick, max(depth - 1, 0), around) for _ in range(2))
    s, t = (integer_term(pick, max(depth - 1, 0), around) for _ in range(2))
    plain = [u <= v, u < v, u >= v, u > v, u == v, u != v, s < t, s >= t, s != t, s == t]
    first, other = pick.choice(plain), pick.choice(plain)
    if depth == 0:
        return first
    made: list[Terms] = [
        lambda: first & other, lambda: first | ~other, lambda: first.implies(other),
        lambda: first.iff(other), lambda: ~(first & other), lambda: ~(first | other),
        lambda: first.implies(first.iff(other) & (u <= v)),
        *(partial(_over, pick, o, truth, depth, around) for o in (every, some)),
    ]  # fmt: skip
    return pick.choice(made)()


_OPERATORS: tuple[Terms, ...] = (total, largest, smallest)
_GUARDS: tuple[Terms, ...] = (lambda i, t: i != t, lambda i, t: i % 2 == t % 2, lambda i, t: i <= t)


def _over(pick: Random, operator: Terms, body: Terms, depth: int, around: Indices) -> Term:
    """An operator over a range; its length and its guard may speak of the indices around it."""
    seeds = [pick.random() for _ in range(2)]  # the body is asked for more than once
    count = pick.choice([n, n, m + 1, 3 - n, as_term(2), *(i + 1 for i in around)])
    kind = pick.choice(_GUARDS)

    def inside(i: Term) -> Term:
        return body(Random(seeds[0]), depth - 1, (*around, i))

    def guard(i: Term) -> Term:
        return kind(i, integer_term(Random(seeds[1]), 0, (*around, i)))

    return operator(inside, count, pick.choice([None, guard]))
