"""False statements and the ways by which they might be proved: every one must be refused."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pytest

from symbolic.arithmetic import either, exp, largest, log, relu, smallest, some, sqrt, total
from symbolic.calculus import Undecided
from symbolic.claims import Claim, NotProved, Theorem, Theorems, prove
from symbolic.methods import (
    Hints,
    Step,
    chain,
    compute,
    derive,
    induct,
    solve,
    strong,
    use,
)
from symbolic.questions import Evidence
from symbolic.ranges import witness
from symbolic.terms import (
    FALSE,
    INFINITY,
    Function,
    Term,
    as_real,
    as_term,
    choose,
    computed,
    derivative,
    integers,
    limit_at_infinity,
    operation,
    reals,
    recursive,
    recursive_integer,
    sequences,
    variable,
)

REFUSED = (NotProved, ValueError, TypeError, Undecided, ZeroDivisionError)
x, y = sequences("x y")
k, m, n = integers("k m n")
a, b, s, t = reals("a b s t")


def proved(*claims: Claim) -> Theorems:
    theorems = Theorems()
    for claim in claims:
        prove(claim, theorems)
    return theorems


def opaque_name() -> Claim:
    return Claim("c", "", t == variable("opaque 0"), proof=solve(opaque=[t]))


def kept_name(name: str, statement: Callable[[Term], Term]) -> Claim:
    return Claim("c", "", statement(variable(name)))


def real_induction() -> Claim:
    return Claim("c", "", (t == 1) | (t >= 2), given=(t >= 1,), proof=induct(t))


def real_strong_induction() -> Claim:
    proof = strong(t, [{t: t - 1}])
    return Claim("c", "", (t == 1) | (t >= 2), given=(t >= 1,), proof=proof)


def rewriting_by_an_inequality() -> Claim:
    low = operation("minimum", a, b)
    return Claim("c", "", low == a, proof=solve(rewrite=[low <= a]))


def index_that_is_no_integer() -> Claim:
    top = largest(lambda i: as_real(i), n)
    half = Fraction(1, 2)
    return Claim("c", "", FALSE, given=(n == 1, top == 0), proof=solve(at=[as_term(half)]))


def index_of_another_question() -> Claim:
    top_x, top_y = largest(x, n), largest(y, n)
    both = some(lambda j: (x(j) == a) & (y(j) == b), n)
    hints = {"steps": [x(witness("i")) == top_x], "opaque": [top_x], "at": [witness("i")]}
    given = (n >= 1, a == top_x, b == top_y)
    return Claim("c", "", both, given=given, proof=solve(**hints))


def index_in_a_chain() -> Claim:
    top_x, top_y = largest(x, n), largest(y, n)
    first, second = x(witness("i")) == top_x, y(witness("i")) == top_y
    goal = some(lambda j: (x(j) == largest(x, n)) & (y(j) == top_y), n)
    steps = [Step(first, (), Hints()), Step(second, (), Hints())]
    steps.append(Step(goal, (first, second), Hints(at=(witness("i"),))))
    return Claim("c", "", goal, given=(n >= 1,), proof=chain(steps))


def unknown_in_place_of_an_index() -> Claim:
    i = Term("bound", (), "Int", "i")
    same = largest(x, n) == smallest(x, n)
    return Claim("c", "", same, given=(n >= 1,), proof=solve(opaque=[x(i)]))


def negative_divisor(quotient: int) -> Claim:
    return Claim("c", "", as_term(7) // k == quotient, given=(k == -2,), example={"k": -2})


def negative_divisor_by_sympy() -> Claim:
    return Claim("c", "", as_term(7) // as_term(-2) == -4, proof=derive())


def fractional_integer_function() -> Claim:
    half = recursive_integer(lambda count: count / 2)
    return Claim("c", "", FALSE, given=(n == 1,), proof=solve(unfold=[half(n)]))


def functions_that_call_each_other() -> Claim:
    f = Function("f", "Real", lambda count: g(count) + 1)
    g = Function("g", "Real", lambda count: f(count))
    return Claim("c", "", t == t + 1, proof=solve(unfold=[f(n), g(n)]))


def endless_recursion() -> Claim:
    f = Function("f", "Real", lambda count: f(count) + 1)
    return Claim("c", "", t == t + 1, proof=solve(unfold=[f(n)]))


def another_function_of_the_name() -> Claim:
    f, g = (Function("f", "Real", lambda count, v=v: as_real(v)) for v in (0, 1))
    return Claim("c", "", f(n) == 1, proof=solve(unfold=[g(n)]))


def unfolded_computation() -> Claim:
    f = computed("f", "Real", lambda count: 1 if isinstance(count, Term) else 0)
    return Claim("c", "", f(n) == 1, proof=solve(unfold=[f(n)]))


def rounded_definition() -> Claim:
    f = Function("f", "Real", lambda count: count / 3)
    return Claim("c", "", f(variable("n", "Int")) * 3 != 1, given=(n == 1,), proof=solve())


def cancelled_division() -> Claim:
    return Claim("c", "", a / b * b == a, proof=derive())


def logarithm_of_anything() -> Claim:
    return Claim("c", "", exp(log(t)) == t, proof=derive())


def root_of_anything() -> Claim:
    return Claim("c", "", sqrt(t) * sqrt(t) == t, proof=derive())


def sum_of_negative_length() -> Claim:
    return Claim("c", "", total(lambda i: as_term(1), n) == n, proof=derive())


def reciprocal_of_infinity() -> Claim:
    return Claim("c", "", 1 / INFINITY == 0, proof=derive())


def derivative_of_cases() -> Claim:
    bent = derivative(choose(t == 0, 0, t), t)
    return Claim("c", "", bent == choose(t == 0, 0, 1), proof=derive())


def derivative_at_a_kink() -> Claim:
    return Claim("c", "", derivative(abs(t), t) == 1, given=(t >= 0,), proof=derive())


def assumption_about_another_variable() -> Claim:
    real_n = variable("n", "Real")
    return Claim("c", "", sqrt(real_n * real_n) == real_n, given=(n >= 1,), proof=derive())


def rewriting_inside_a_derivative() -> Claim:
    left, right = derivative(t + t, t), derivative(as_real(0), t)
    hints = solve(rewrite=[t + t == 0], opaque=[left, right])
    return Claim("c", "", left == right, given=(t == 0,), proof=hints)


def open_statement() -> Claim:
    return Claim("c", "", x(Term("bound", (), "Int", "i")) == 0)


def number_as_statement() -> Claim:
    return Claim("c", "", as_term(5), proof=compute())


def negative_power() -> Claim:
    tenth = as_term(10) ** -1
    return Claim("c", "", tenth * 3 != as_term(Fraction(3, 10)), proof=compute())


FALSEHOODS: dict[str, Callable[[], Claim]] = {
    "value": lambda: kept_name("value 1", lambda v: x(0) == v),
    "sum": lambda: kept_name("sum.1", lambda v: total(x, n) == v),
    "maximum": lambda: kept_name("max.1", lambda v: largest(x, n) == v),
    "as a real": lambda: kept_name("n as a real", lambda v: n == v),
    "bar": lambda: kept_name("a|b", lambda v: v == 0),
    "built in": lambda: Claim("c", "", Function("div", "Int")(7, 2) == 3),
    "exp": lambda: Claim("c", "", Function("exp as a function")(t) == exp(t)),
    "quotient -3": lambda: negative_divisor(-3),
    "quotient -4": lambda: negative_divisor(-4),
} | {
    f.__name__: f
    for f in (
        opaque_name, real_induction, real_strong_induction, rewriting_by_an_inequality,
        index_that_is_no_integer, index_of_another_question, index_in_a_chain,
        unknown_in_place_of_an_index, negative_divisor_by_sympy, fractional_integer_function,
        functions_that_call_each_other, endless_recursion, another_function_of_the_name,
        unfolded_computation, rounded_definition, cancelled_division, logarithm_of_anything,
        root_of_anything, sum_of_negative_length, reciprocal_of_infinity, derivative_of_cases,
        derivative_at_a_kink, assumption_about_another_variable, rewriting_inside_a_derivative,
        open_statement, number_as_statement, negative_power,
    )
}  # fmt: skip


@pytest.mark.parametrize("name", FALSEHOODS)
def test_a_falsehood_is_not_proved(name: str) -> None:
    with pytest.raises(REFUSED):
        prove(FALSEHOODS[name]())


TRUTH = Claim("truth", "", (k >= 1) | (k <= 0))
OF_INPUTS = Claim("of-inputs", "", (Function("c", "Int")(0) >= 1) | (Function("c", "Int")(0) <= 0))
SLOPE = Claim("slope", "", derivative(s * t, t) == s, proof=derive())
LIMIT = Claim("limit", "", limit_at_infinity(t / (t + s), t) == 1, proof=derive())
BY_LIMIT = derive(uses=[use("limit", s=t)])
FLAT = Claim("flat", "", relu(t) == 0, given=(t <= 0,))


@pytest.mark.parametrize(
    ("earlier", "statement", "given", "method"),
    [
        (TRUTH, FALSE, (), lambda: solve(uses=[use("truth", k=Fraction(1, 2))])),
        (OF_INPUTS, FALSE, (), lambda: solve(uses=[use("of-inputs", c=lambda i: Fraction(1, 2))])),
        (SLOPE, derivative(t * t, t) == t, (), lambda: derive(uses=[use("slope", s=t)])),
        (
            SLOPE,
            derivative(t * t, t) == t,
            (),
            lambda: solve(uses=[use("slope", s=t)], opaque=[derivative(t * t, t)]),
        ),
        (
            LIMIT,
            limit_at_infinity(t / (t + t), t) == 1,
            (),
            lambda: derive(uses=[use("limit", s=t)]),
        ),
        (FLAT, limit_at_infinity(relu(t), t) == 0, (t <= 0,), lambda: derive(uses=[use("flat")])),
    ],
    ids=["variable", "input", "derivative", "opaque derivative", "limit", "moving hypothesis"],
)
def test_an_instance_that_is_none(
    earlier: Claim, statement: Term, given: tuple[Term, ...], method: Any
) -> None:
    theorems = proved(earlier)
    with pytest.raises(REFUSED):
        prove(Claim("c", "", statement, given=given, proof=method()), theorems)


@dataclass(frozen=True)
class Cheat:
    def run(self, *_: Any) -> list[Evidence]:
        return [Evidence("nothing", "two solvers", "nobody", 0.0)]

    def describe(self) -> str:
        return ""


@dataclass(frozen=True)
class CheatingHints(Hints):
    def prove(self, *_: Any) -> list[Evidence]:
        return [Evidence("nothing", "two solvers", "nobody", 0.0)]


@pytest.mark.parametrize("method", [Cheat(), chain([Step(FALSE, (), CheatingHints())])])
def test_only_known_methods_prove(method: Any) -> None:
    with pytest.raises(TypeError):
        prove(Claim("c", "", FALSE, proof=method))


@pytest.mark.parametrize("kind", [Claim, Theorem, Function, Term])
def test_what_theorems_rest_on_has_no_subclass(kind: type) -> None:
    with pytest.raises(TypeError):
        type("Other", (kind,), {})


def test_theorems_that_were_not_proved_are_refused() -> None:
    class Fake(Theorems):
        def instance(self, wanted: Any) -> Term:
            return FALSE

    with pytest.raises(TypeError):
        prove(Claim("c", "", FALSE, proof=solve(uses=[use("fake")])), Fake())
    forged = object.__new__(Theorem)
    object.__setattr__(forged, "claim", Claim("c", "", FALSE))
    with pytest.raises(TypeError):
        Theorems().add(forged)
    with pytest.raises(TypeError):
        Theorem(object(), claim=Claim("c", "", FALSE))


def test_a_theorem_stays_as_it_was_proved() -> None:
    hypotheses: Any = [t >= 1]
    theorem = prove(Claim("c", "", t * t >= t, given=hypotheses))
    hypotheses.clear()
    assert theorem.claim.given == (t >= 1,) or theorem.claim.given[0] is (t >= 1)
    for act in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            act(theorem)
    with pytest.raises(AttributeError):
        theorem.claim = Claim("c", "", FALSE)
    with pytest.raises(AttributeError):
        x.sort = "Int"
    with pytest.raises(AttributeError):
        t.op = "false"  # type: ignore[misc]


def test_a_claim_does_not_prove_itself() -> None:
    with pytest.raises(NotProved, match="not proved"):
        prove(Claim("c", "", FALSE, proof=solve(uses=[use("c")])))


def test_recursion_that_ends_is_unfolded() -> None:
    @recursive
    def running(count: Any) -> Any:
        return either(count == 1, lambda: x(0), lambda: running(count - 1) + x(count - 1))

    claim = Claim(
        "c",
        "",
        running(n) == total(x, n),
        given=(n >= 1,),
        proof=induct(n, unfold=[running(n + 1)]),
    )
    assert prove(claim).grade == "two solvers"
    assert isinstance(m, Term)
