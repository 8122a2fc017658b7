"""Terms as LaTeX: golden strings, parentheses that can be read back, distinct terms distinct."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from symbolic.arithmetic import (
    either,
    every,
    exp,
    largest,
    log,
    maximum,
    minimum,
    relu,
    smallest,
    some,
    sqrt,
    total,
    where,
)
from symbolic.evaluate import evaluate
from symbolic.notation import display, latex, name
from symbolic.notation.boxes import lines
from symbolic.notation.writing import write
from symbolic.terms import (
    EULER,
    FALSE,
    INFINITY,
    PI,
    TRUE,
    Function,
    Term,
    as_term,
    derivative,
    integers,
    integral,
    limit_at_infinity,
    real_function,
    reals,
    recursive,
    sequences,
)

a, b, c, beta, sigma = reals("a b c beta sigma")
i, j, k, m, n, s, p, W = integers("i j k m n s p W")
x, y = sequences("x y")
half = as_term(Fraction(1, 2))


@recursive
def running(count: Any) -> Any:
    return either(count == 1, lambda: x(0), lambda: running(count - 1))


GOLDEN: list[tuple[Term, str]] = [
    (relu(a - b) + b == maximum(a, b), r"\operatorname{R}(a - b) + b = \max(a,\, b)"),
    (running(n) == largest(x, n), r"\operatorname{running}(n) = \max_{i<n} x_{i}"),
    (Function("running", definition=lambda count: count, latex="m")(n), "m(n)"),
    (a - (b - c), "a - (b - c)"),
    ((a - b) - c, "a - b - c"),
    (a + (-b), "a + (-b)"),
    (-a + b, "-a + b"),
    (-2 * a, "-2a"),
    (-(2 * a), "-(2a)"),
    ((-a) * b, r"(-a)\,b"),
    (-(a * b), r"-a\,b"),
    ((-a) ** 2, "(-a)^{2}"),
    (-(a**2), "-a^{2}"),
    ((a**2) ** 3, "(a^{2})^{3}"),
    (half**2, r"(\tfrac{1}{2})^{2}"),
    (a * Fraction(1, 2), r"a \cdot \tfrac{1}{2}"),
    (as_term(2) * 3, r"2 \cdot 3"),
    (2 * (a + b), "2(a + b)"),
    ((a + b) * (a - b), r"(a + b)\,(a - b)"),
    ((a / b) ** 2, r"\left(\frac{a}{b}\right)^{2}"),
    (as_term(Fraction(-2548, 10000)), "-0.2548"),
    (x(n - 1), "x_{n - 1}"),
    (x(i * s, j), r"x_{i\,s,j}"),
    (x(i % m), r"x[i \bmod m]"),
    (x(0) ** 2, "x_{0}^{2}"),
    (n // k, r"\left\lfloor \frac{n}{k} \right\rfloor"),
    (n % k + 1, r"(n \bmod k) + 1"),
    (abs(a - b), r"\lvert a - b \rvert"),
    (exp(beta * x(0)), r"\mathrm{e}^{\beta\,x_{0}}"),
    (exp(a / b), r"\mathrm{e}^{a/b}"),
    (log(n) / beta, r"\frac{\log(n)}{\beta}"),
    (sqrt(n), r"\sqrt{n}"),
    (real_function("lambertw", (n - 1) / EULER), r"W\left(\frac{n - 1}{\mathrm{e}}\right)"),
    (sigma / sqrt(PI), r"\frac{\sigma}{\sqrt{\pi}}"),
    (total(lambda i: x(i) + 1, n), r"\sum_{i<n} (x_{i} + 1)"),
    (total(x, n) + 1, r"\sum_{i<n} x_{i} + 1"),
    (total(x, n) * a, r"\left(\sum_{i<n} x_{i}\right)\,a"),
    (a * total(x, n), r"a\,\sum_{i<n} x_{i}"),
    (largest(lambda i: -x(i), n), r"\max_{i<n} (-x_{i})"),
    (-smallest(x, n), r"-\min_{i<n} x_{i}"),
    (total(x, n, lambda i: i != 0), r"\sum_{\substack{i<n \\ i \neq 0}} x_{i}"),
    (
        total(x, k, lambda t: (s + t >= 0) & (s + t < W)),
        r"\sum_{\substack{i<k \\ 0 \leq s + i < W}} x_{i}",
    ),
    (
        every(lambda i: x(i) <= y(i), n).implies(largest(x, n) <= largest(y, n)),
        r"(\forall i<n\colon\; x_{i} \leq y_{i}) \implies \max_{i<n} x_{i} \leq \max_{i<n} y_{i}",
    ),
    (~some(lambda i: x(i) > b, n), r"\neg \exists i<n\colon\; x_{i} > b"),
    ((a < b) & ((b < c) | (a < c)), r"a < b \land (b < c \lor a < c)"),
    ((a < b) | ((b < c) & (a < c)), r"a < b \lor (b < c \land a < c)"),
    ((i >= 0) & (i < n), r"0 \leq i < n"),
    ((a < b).iff(b > a), r"a < b \iff b > a"),
    (TRUE.iff(FALSE), r"\top \iff \bot"),
    (where(a > b, 1, 0) * c, r"[a > b]\,c"),
    (
        where(a > b, a, where(b > c, b, c)),
        r"\begin{cases} a & \text{if } a > b \\ b & \text{if } b > c \\ c & \text{otherwise}"
        r" \end{cases}",
    ),
    (derivative(a**2, a), r"\frac{\mathrm{d}}{\mathrm{d} a} a^{2}"),
    (derivative(a * b, a), r"\frac{\partial}{\partial a} a\,b"),
    (integral(lambda t: t + a, 0, INFINITY), r"\int_{0}^{\infty} (t + a)\,\mathrm{d}t"),
    (limit_at_infinity(1 / beta, beta), r"\lim_{\beta \to \infty} \frac{1}{\beta}"),
]


@pytest.mark.parametrize(("term", "expected"), GOLDEN, ids=[repr(t)[:60] for t, _ in GOLDEN])
def test_golden(term: Term, expected: str) -> None:
    assert latex(term) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("b", "b"),
        ("beta", r"\beta"),
        ("lambda_", r"\lambda"),
        ("k_h", "k_{h}"),
        ("x1", "x_{1}"),
        ("x_12", "x_{12}"),
        ("o_out", r"o_{\mathrm{out}}"),
        ("beta_0", r"\beta_{0}"),
        ("count", r"\mathit{count}"),
        ("f_{mix}", r"f_{\mathrm{mix}}"),
        ("i*1", "i^{*}"),
        ("i*2", "i^{*2}"),
        ("t''", "t''"),
    ],
)
def test_names(written: str, expected: str) -> None:
    assert name(written) == expected


def arithmetic_terms() -> list[Term]:
    """All of one operation on atoms, and all of two, one operand an atom."""
    atoms = [a, b, as_term(2) + 0 * a, as_term(Fraction(3)), as_term(Fraction(-2)), half]
    atoms = [t for t in atoms if t.op != "add"]

    def combine(left: list[Term], right: list[Term]) -> Iterator[Term]:
        for first, second in product(left, right):
            yield from (first + second, first - second, first * second, first / second)

    def alone(terms: list[Term]) -> Iterator[Term]:
        for term in terms:
            yield from (-term, term**2, relu(term), abs(term), maximum(term, b))

    one = [*combine(atoms, atoms), *alone(atoms)]
    return [*atoms, *one, *combine(one, atoms), *combine(atoms, one), *alone(one)]


def read_back(text: str, values: dict[str, Fraction]) -> Fraction:
    """What a reader would compute from LaTeX arithmetic."""
    text = re.sub(r"(\\tfrac\{\d+\}\{\d+\})(?=[a-z(])", r"\1\\,", text)
    for old, new in (
        (r"\left\lvert", "(abs("), (r"\right\rvert", "))"), (r"\lvert", "(abs("), (r"\rvert", "))"),
        (r"\left", ""), (r"\right", ""), (r",\, ", ","), (r"\,", "*"), (r"\cdot", "*"),
        (r"\operatorname{R}", "relu"), (r"\max", "max"), (r"\tfrac", "frac"), (r"\frac", "frac"),
        ("^", "**"), ("{", "("), ("}", ")"),
    ):  # fmt: skip
        text = text.replace(old, new)
    text = re.sub(r"(\d)(?=[a-z(])", r"\1*", text)
    text = re.sub(r"(\d+)", r"Fraction(\1)", text)
    functions = {
        "Fraction": Fraction,
        "relu": lambda t: max(t, Fraction(0)),
        "frac": lambda over: lambda under: over / under,
    }
    return Fraction(eval(text, functions, dict(values)))


def test_what_is_read_is_what_was_written() -> None:
    values = {"a": Fraction(7, 3), "b": Fraction(-5, 2)}
    for term in arithmetic_terms():
        try:
            expected = evaluate(term, values)
        except ZeroDivisionError:
            continue
        assert read_back(latex(term), values) == expected, f"{term!r}: {latex(term)}"


def test_different_terms_print_differently() -> None:
    seen: dict[str, Term] = {}
    for term in arithmetic_terms():
        assert seen.setdefault(latex(term), term) is term, f"{term!r}, {seen[latex(term)]!r}"


def test_different_statements_print_differently() -> None:
    atoms = [a < b, ~(b < c), every(lambda i: x(i) < a, n), (a < c) & (b < a)]

    def combine(left: list[Term], right: list[Term]) -> Iterator[Term]:
        for first, second in product(left, right):
            yield from (first & second, first | second, first.implies(second), first.iff(second))

    one = [*combine(atoms, atoms), *(~t for t in atoms)]
    seen: dict[str, Term] = {}
    for term in [*atoms, *one, *combine(one, atoms), *combine(atoms, one), *(~t for t in one)]:
        assert seen.setdefault(latex(term), term) is term, f"{term!r}, {seen[latex(term)]!r}"


def test_choices_and_operators_do_not_swallow_what_follows() -> None:
    choice, total_ = where(a > b, a, b), total(x, n)
    assert latex(choice + 1) != latex(where(a > b, a, b + 1))
    assert latex(total_ * a) != latex(total(lambda i: x(i) * a, n))
    assert latex(derivative(a, a) * b) != latex(derivative(a * b, a))
    assert latex(every(lambda i: x(i) < a, n) & (a < b)) != latex(
        every(lambda i: (x(i) < a) & (a < b), n)
    )
    assert latex((a == choice) & (a < b)).startswith(r"\left(a = \begin{cases}")


def test_display_keeps_a_short_statement_on_a_line() -> None:
    assert display(relu(a - b) + b == maximum(a, b)) == [
        r"\operatorname{R}(a - b) + b = \max(a,\, b)"
    ]


def test_display_breaks_at_the_weakest_operators_first() -> None:
    part = relu(a - b) + b == maximum(a, b)
    shown = display((part & part).implies(a < b), room=18)
    assert shown[0] == latex(part)
    assert shown[1] == r"\quad {} \land " + latex(part)
    assert shown[2] == r"\quad {} \implies a < b"


@pytest.mark.parametrize("room", [20.0, 28.0, 36.0])
def test_lines_fit_and_lose_nothing(room: float) -> None:
    long = total(lambda i: x(i) + a + b + c, n) + relu(a - relu(b - relu(c - maximum(a, b))))
    whole = (long + long <= minimum(long, maximum(long, a))) & ~(long == a)
    broken = lines(write(whole), room)
    assert len(broken) > 1
    assert max(line.indent + line.width for line in broken) <= room + 4

    def letters(text: str) -> str:
        return re.sub(r"\{\}|\\,|\\bigl|\\bigr|\\left|\\right|\\quad|\s", "", text)

    assert letters("".join(line.text for line in broken)) == letters(latex(whole))
