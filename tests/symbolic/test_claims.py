"""What becomes of a claim that is false, too hard, vacuous or badly stated."""

from __future__ import annotations

from typing import Any

import pytest

from symbolic import questions
from symbolic.claims import Claim, NotProved, prove, wrong
from symbolic.counterexamples import refute
from symbolic.methods import induct, solve, weakest
from symbolic.solvers import Answers
from symbolic.terms import FALSE, integers, reals, sequences

(n,) = integers("n")
a, b = reals("a b")
(x,) = sequences("x")


def test_a_false_claim_has_a_counterexample() -> None:
    with pytest.raises(NotProved) as failed:
        prove(Claim("c", "", (a >= b) | (a <= 0)))
    point = failed.value.counterexample
    assert point is not None
    assert 0 < point.variables["a"] < point.variables["b"]


@pytest.mark.parametrize(
    "answers",
    [
        ("unsat", "unknown"),
        ("unknown", "unsat"),
        ("unsat", "sat"),
        ("sat", "unsat"),
        ("unknown",) * 2,
    ],
)
def test_anything_but_two_times_unsat_is_a_failure(answers: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(questions, "ask", lambda question: Answers(*answers))
    with pytest.raises(NotProved, match=answers[0]):
        prove(Claim("c", "", a <= a))


def test_hypotheses_that_exclude_each_other_prove_nothing() -> None:
    with pytest.raises(NotProved, match="no example"):
        prove(Claim("c", "", FALSE, given=(a > b, b > a)))


def test_a_false_variant_that_is_true_is_a_failure() -> None:
    with pytest.raises(NotProved, match="not refuted"):
        prove(Claim("c", "", a <= a, false=(wrong(a * a >= 0),)))
    theorem = prove(Claim("c", "", a <= a, false=(wrong(a < b),)))
    assert theorem.refutations[0].point.variables.keys() == {"a", "b"}


def test_a_refutation_keeps_the_hypotheses() -> None:
    assert refute([a > b], a >= b) is None
    assert refute([n >= 0], x(n) >= 0) is not None


def test_induction_needs_its_start() -> None:
    with pytest.raises(NotProved, match="needs the hypothesis"):
        prove(Claim("c", "", n * n >= n, proof=induct(n)))
    assert (
        prove(Claim("c", "", n * n >= n, given=(n >= 1,), proof=induct(n))).grade == "two solvers"
    )


def test_grades_are_ordered() -> None:
    assert weakest(["two solvers", "tested", "derived"]) == "tested"
    assert prove(Claim("c", "", a <= a, proof=solve())).grade == "two solvers"
