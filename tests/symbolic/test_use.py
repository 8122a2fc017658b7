"""What a proof may and may not do with an earlier theorem."""

from __future__ import annotations

from typing import Any

import pytest

from symbolic.arithmetic import either, every, exp, largest, relu, total
from symbolic.calculus import reading
from symbolic.claims import Claim, NotProved, Theorems, prove
from symbolic.counterexamples import holds_at, refute
from symbolic.methods import derive, induct, solve, use
from symbolic.terms import (
    Function,
    as_real,
    derivative,
    integers,
    integral,
    reals,
    recursive,
    sequences,
)

x, y = sequences("x y")
k, n = integers("k n")
a, b, t = reals("a b t")


@recursive
def running(count: Any) -> Any:
    last = count - 1
    return either(count == 1, lambda: x(0), lambda: relu(running(last) - x(last)) + x(last))


RUNNING = Claim(
    "running-max",
    "",
    running(n) == largest(x, n),
    given=(n >= 1,),
    proof=induct(n, unfold=[running(n + 1)]),
)


@pytest.fixture
def proved() -> Theorems:
    theorems = Theorems()
    prove(RUNNING, theorems)
    return theorems


@pytest.mark.parametrize(
    ("statement", "wanted"),
    [
        (running(n) == largest(y, n), use("running-max", x=y)),
        (largest(x, n) == 0, use("running-max", running=lambda count: as_real(0))),
    ],
    ids=["another input", "another definition"],
)
def test_a_recursive_function_stays_as_it_was_defined(
    statement: Any, wanted: Any, proved: Theorems
) -> None:
    claim = Claim("wrong", "", statement, given=(n >= 1,), proof=solve(uses=[wanted]))
    with pytest.raises(NotProved, match="once and for all") as refused:
        prove(claim, proved)
    assert refused.value.counterexample is not None


def test_induction_does_not_change_the_variable_of_a_definition() -> None:
    @recursive
    def constant(count: Any) -> Any:
        return as_real(n)

    claim = Claim("wrong", "", constant(k) == 1, given=(n >= 1,), proof=induct(n))
    with pytest.raises(NotProved, match="once and for all"):
        prove(claim)


def test_an_input_may_use_the_index_of_the_range_that_it_is_put_in() -> None:
    theorems = Theorems()
    bounded = largest(lambda j: y(j), n) >= y(k)
    prove(Claim("bound", "", bounded, given=((k >= 0) & (k < n),), proof=solve(at=[k])), theorems)
    put = theorems.instance(use("bound", y=lambda i: total(lambda j: x(j) * x(i), n)))
    squares = largest(lambda j: total(lambda i: x(i) * x(j), n), n)
    wrong = largest(lambda j: total(lambda j: x(j) * x(j), n), n)
    entries = {"n": 2, "k": 0, "x": [1, -1]}
    assert refute([], put, entries) is None
    assert refute([], squares == 0, entries) is None
    assert refute([], wrong == 0, entries) is not None


def test_two_recursive_functions_of_one_name_are_refused() -> None:
    @recursive
    def running(count: Any) -> Any:
        return as_real(0)

    with pytest.raises(ValueError, match="two different inputs called running"):
        prove(Claim("both", "", running(n) == RUNNING.statement.args[0], given=(n >= 1,)))


def test_a_definition_may_not_read_a_different_input_of_the_same_name() -> None:
    other = Function("x", "Int")
    with pytest.raises(ValueError, match="two different inputs called x"):
        prove(Claim("both", "", running(n) == other(0), given=(n >= 1,)))


def test_the_grade_and_the_axioms_of_what_is_used_are_passed_on() -> None:
    theorems = Theorems()
    prove(Claim("half", "", derivative(t * t / 2, t) == t, proof=derive()), theorems)
    doubled = Claim(
        "half-again", "", derivative(t * t / 2, t) == t, proof=solve(uses=[use("half")])
    )
    with pytest.raises(NotProved):  # the solvers do not read derivatives
        prove(doubled, theorems)
    square = Claim("square", "", exp(2 * t) == exp(t) * exp(t), proof=solve(
        uses=[use("exp-of-sum", a=t, b=t)]
    ))  # fmt: skip
    prove(square, theorems)
    fourth = Claim("fourth", "", exp(2 * (2 * t)) == exp(2 * t) * exp(2 * t), proof=solve(
        uses=[use("square", t=2 * t)]
    ))  # fmt: skip
    assert [axiom.id for axiom in prove(fourth, theorems).axioms] == ["exp-of-sum"]


def test_an_unproved_theorem_cannot_be_used() -> None:
    claim = Claim("wrong", "", t == 0, proof=solve(uses=[use("nowhere")]))
    with pytest.raises(NotProved, match="not proved"):
        prove(claim)


def test_rewriting_needs_the_hypotheses_of_the_equation() -> None:
    theorems = Theorems()
    prove(Claim("flat", "", relu(a) == 0, given=(a <= 0,)), theorems)
    derived = derive(uses=[use("flat", a=b)])
    prove(Claim("given", "", relu(b) + t == t, given=(b <= 0,), proof=derived), theorems)
    with pytest.raises(NotProved, match="needed and not given"):
        prove(Claim("wrong", "", relu(b) + t == t, proof=derived), theorems)


def test_rewriting_leaves_a_variable_of_differentiation_free() -> None:
    """At t = 0 only, t² is 0; its second derivative is 2 all the same."""
    theorems = Theorems()
    prove(Claim("at-zero", "", t * t == 0, given=(t == 0,)), theorems)
    flat = derivative(derivative(t * t, t), t) == 0
    wrong = Claim("wrong", "", flat, given=(t == 0,), proof=derive(uses=[use("at-zero")]))
    with pytest.raises(NotProved, match="restricts a variable of differentiation"):
        prove(wrong, theorems)


def test_sympy_tells_a_bound_variable_from_a_free_one() -> None:
    (i,) = integers("i")
    assert not reading(total(lambda i: x(i), n) - total(lambda j: x(i), n)).equals(0)
    assert reading(integral(lambda t: t, 0, 1)).doit() == reading(as_real(1) / 2)
    assert reading(integral(lambda s: t * s, 0, 1)).doit().free_symbols == {reading(t)}


def test_a_derivative_is_evaluated_at_a_point() -> None:
    point = refute([], derivative(t * t, t) == 1, {"t": 2})
    assert point is not None
    assert holds_at(derivative(t * t, t) == 4, point)
    assert refute([], derivative(t * t, t) == 4, {"t": 2}) is None


def test_every_index_in_order() -> None:
    """A range is split where it is known, and only there, to be long enough."""
    claim = Claim(
        "last", "", every(lambda i: x(i) <= largest(x, n), n), given=(n >= 1,), proof=induct(n)
    )
    assert prove(claim).grade == "two solvers"
