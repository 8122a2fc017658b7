"""Max against average, and softmax pooling: the pages prove, and what is false on them does not."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
import torch

from proofs import max_against_average, softmax_pooling, softmax_sums, sums_and_exponentials
from proofs.max_against_average import (
    average,
    fold_back,
    i,
    largest,
    m,
    moved,
    n,
    slope,
    slope_back,
    total,
    unit,
    x,
    y,
)
from proofs.softmax_pooling import beta, bound, pooled, top, weight, weights
from symbolic.axioms import AXIOMS
from symbolic.claims import Claim, NotProved, Theorem, Theorems, prove
from symbolic.counterexamples import holds_at
from symbolic.evaluate import Exact, NotExact, evaluate
from symbolic.methods import compute, derive, solve
from symbolic.terms import Function, Term, conjunction, free_variables, functions, subterms

PAGES = [
    sums_and_exponentials.page,
    max_against_average.page,
    softmax_sums.page,
    softmax_pooling.page,
]
CLAIMS = {claim.id: claim for page in PAGES for claim in page}
STATED = {
    "5": """average-below-max max-below-n-average gap-bounded-by-range both-monotone
        both-translation-equivariant both-positively-homogeneous only-average-additive
        only-max-commutes-with-increasing gradients gradients-sum-to-one gradient-at-ties
        lipschitz lipschitz-attained noise noise-of-uniform noise-of-normal one-outlier""",
    "7": """softmax-between softmax-at-zero softmax-rises softmax-derivative softmax-tends-to-max
        softmax-gap softmax-gap-attained softmax-gap-below-log softmax-gap-values logsumexp-gap
        logsumexp-gap-attained logsumexp-gap-closes softmax-gradient softmax-gradient-sums-to-one
        softmax-not-monotone softmax-cost softmax-scale-dependent softmax-no-relu-network
        softmax-curvature softmax-overflow softmax-shifted softmax-shifted-bounded""",
}
DERIVED = {
    "noise-of-uniform",
    "noise-of-normal",
    "softmax-derivative",
    "softmax-gap-values",
    "softmax-gradient",
    "softmax-curvature",
    "float32-exp-limit",
    "softmax-overflow",
}


@pytest.fixture(scope="module")
def theorems() -> Theorems:
    proved = Theorems()
    for claim in CLAIMS.values():
        prove(claim, proved)
    return proved


def test_every_claim_is_proved_with_its_grade(theorems: Theorems) -> None:
    grades = {id: theorems[id].grade for id in CLAIMS}
    assert grades == {id: "derived" if id in DERIVED else "two solvers" for id in CLAIMS}


@pytest.mark.parametrize("page", STATED)
def test_the_page_states_all_it_should(page: str) -> None:
    own = {claim.id for claim in CLAIMS.values() if claim.page == page}
    assert set(STATED[page].split()) <= own


def test_every_false_variant_fails_at_its_point(theorems: Theorems) -> None:
    for id in CLAIMS:
        for refutation in theorems[id].refutations:
            assert holds_at(conjunction(*refutation.given, ~refutation.statement), refutation.point)


BROKEN: list[tuple[str, dict[str, Any]]] = [
    ("average-below-max", {"statement": average(x, n) < largest(x, n)}),
    ("max-below-n-average", {"given": (n >= 1,)}),
    ("both-monotone", {"statement": largest(x, n) < largest(y, n)}),
    (
        "gradients",
        {"statement": largest(moved, n) == largest(x, n) + total(lambda i: 1 / n * unit(m)(i), n)},
    ),
    (
        "gradient-at-ties",
        {"statement": (fold_back(n) == largest(x, n)) & (slope(i, n) == slope_back(i, n))},
    ),
    (
        "lipschitz",
        {"statement": abs(largest(x, n) - largest(y, n)) <= abs(average(x, n) - average(y, n))},
    ),
    (
        "noise-of-normal",
        {
            "statement": CLAIMS["noise-of-normal"].statement.args[0] == 0,
            "example": {"sigma": 1},
            "proof": derive(),
        },
    ),
    (
        "softmax-between",
        {
            "statement": (average(x, n) <= pooled) & (pooled < top),
            "example": {"n": 2, "beta": 1, "x": [0, 0]},
        },
    ),
    ("softmax-between", {"given": (n >= 1,), "example": {"n": 2, "beta": -1, "x": [0, 1]}}),
    (
        "softmax-gap",
        {
            "statement": top - pooled <= bound / (2 * beta),
            "example": {"n": 2, "beta": 1, "x": [Fraction(5, 4), 0]},
        },
    ),
    (
        "softmax-gradient-sums-to-one",
        {
            "statement": total(lambda j: weight(j) / weights * (1 + softmax_pooling.x(j)), n) == 1,
            "example": {"n": 1, "beta": 1, "x": [1]},
        },
    ),
    (
        "softmax-gap-values",
        {"statement": ~CLAIMS["softmax-gap-values"].statement, "proof": compute()},
    ),
]


@pytest.mark.parametrize("number", range(len(BROKEN)))
def test_a_broken_copy_is_refused(number: int, theorems: Theorems) -> None:
    id, change = BROKEN[number]
    broken = replace(CLAIMS[id], **({"proof": solve()} | change))
    with pytest.raises(NotProved) as refused:
        prove(broken, theorems)
    assert refused.value.counterexample is not None
    assert theorems[id].claim is CLAIMS[id]


def axioms(theorem: Theorem) -> set[str]:
    return {axiom.id for axiom in theorem.axioms}


def test_axioms_are_listed_where_they_are_used(theorems: Theorems) -> None:
    exponential = {"exp-of-sum", "exp-at-least-tangent"}
    assert axioms(theorems["exp-of-difference"]) == {"exp-of-sum"}
    assert axioms(theorems["exp-increasing"]) == exponential
    assert axioms(theorems["softmax-between"]) == exponential
    assert axioms(theorems["softmax-gap"]) == exponential | {"lambert-w"}
    assert axioms(theorems["softmax-tends-to-max"]) == exponential | {"lambert-w"}
    assert axioms(theorems["logsumexp-gap"]) == exponential | {"exp-of-log"}
    assert not any(axioms(theorems[c.id]) for c in max_against_average.page)


def test_what_the_solvers_decide_about_exp_rests_on_axioms(theorems: Theorems) -> None:
    """exp is an unknown function to them: little holds for all functions."""
    for id, claim in CLAIMS.items():
        speaks = any(t.op in ("exp", "log", "lambertw") for t in subterms(claim.statement))
        if speaks and not axioms(theorems[id]):
            assert theorems[id].grade == "derived" or id in {
                "sums-of-two-values",
                "entry-replaced",
                "softmax-of-one-entry",
            }


def test_without_its_axioms_a_proof_fails() -> None:
    with pytest.raises(NotProved):
        prove(replace(CLAIMS["exp-positive"], proof=solve()))


def test_no_claim_takes_the_name_of_an_axiom() -> None:
    with pytest.raises(ValueError, match="axiom"):
        prove(replace(CLAIMS["exp-positive"], id="exp-of-sum"))


class Floats(Exact):
    """Floating-point numbers, comparisons with some slack."""

    def number(self, value: Fraction) -> float:
        return float(value)

    def divide(self, a: float, b: float) -> float:
        return a / b

    def real(self, value: int) -> float:
        return float(value)

    def relu(self, t: float) -> float:
        return max(t, 0.0)

    def compare(self, op: str, a: float, b: float) -> bool:
        slack = 1e-9 * max(1.0, abs(a), abs(b))
        near = abs(a - b) <= slack
        match op:
            case "eq" | "ne":
                return near == (op == "eq")
            case "le" | "ge":
                return near or (a < b) == (op == "le")
        return near or (a < b) == (op == "lt")

    def function(self, name: str, value: float) -> float:
        return lambert_w(value) if name == "lambertw" else float(getattr(math, name)(value))


def lambert_w(value: float) -> float:
    low, high = 0.0, max(1.0, value)
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if middle * math.exp(middle) < value else (low, middle)
    return low


def environments(term: Term, count: int) -> Iterator[dict[str, Any]]:
    """Random values for all variables and entries of a term."""
    chance = random.Random(5)
    for _ in range(count):
        values: dict[str, Any] = {}
        for v in free_variables(term):
            values[v.data] = chance.randint(0, 5) if v.sort == "Int" else chance.gauss(0, 1.5)
        for f in functions(term):
            values |= {} if f.definition else {f.name: entries(f, chance)}
        yield values


def entries(function: Function, chance: random.Random) -> Any:
    table: dict[Any, float] = {}
    return lambda *index: table.setdefault(index, chance.gauss(0, 1.5))


@pytest.mark.parametrize("axiom", AXIOMS.values(), ids=AXIOMS)
def test_axioms_hold_in_floats(axiom: Any) -> None:
    tried = 0
    for values in environments(axiom.statement, 500):
        if all(evaluate(g, values, Floats()) for g in axiom.given):
            tried += 1
            assert evaluate(axiom.statement, values, Floats()), values
    assert tried > 100


def test_theorems_hold_in_floats() -> None:
    """The statements as they are written, at random inputs, with no solver in sight."""
    tried = {id: tries(claim) for id, claim in CLAIMS.items()}
    assert sum(count > 0 for count in tried.values()) > 60
    for id in ("softmax-between", "softmax-gap", "logsumexp-gap", "lipschitz", "gradient-at-ties"):
        assert tried[id] > 10


def tries(claim: Claim) -> int:
    tried = 0
    for values in environments(conjunction(*claim.given, claim.statement), 100):
        try:
            if all(evaluate(g, values, Floats()) for g in claim.given):
                assert evaluate(claim.statement, values, Floats()), (claim.id, values)
                tried += 1
        except (NotExact, ZeroDivisionError, OverflowError, ValueError):
            continue
    return tried


def test_torch_gives_the_gradient_at_ties_to_the_first() -> None:
    values = torch.tensor([[[1.0, 3.0, 3.0, 2.0]]], requires_grad=True)
    torch.nn.functional.max_pool1d(values, 4).sum().backward()
    assert values.grad is not None
    assert values.grad.flatten().tolist() == [0.0, 1.0, 0.0, 0.0]

    def by_folding(turned: bool) -> list[float]:
        x = torch.tensor([1.0, 3.0, 3.0, 2.0], requires_grad=True)
        a = x[0]
        for b in x[1:]:
            a = b + torch.relu(a - b) if turned else a + torch.relu(b - a)
        a.backward()  # type: ignore[no-untyped-call]
        assert x.grad is not None
        return x.grad.tolist()

    assert by_folding(turned=False) == [0.0, 1.0, 0.0, 0.0]
    assert by_folding(turned=True) == [0.0, 0.0, 1.0, 0.0]


def test_float32_overflows_where_the_theorem_says() -> None:
    weight = torch.exp(torch.tensor([88.72, 88.73], dtype=torch.float32))
    assert torch.isfinite(weight).tolist() == [True, False]
    assert Fraction(torch.finfo(torch.float32).max) == 2**128 - 2**104
