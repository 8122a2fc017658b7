"""Terms read by SymPy: derivatives, integrals, limits, sums of symbolic length.

`equal` decides whether two expressions are the same for all values, by SymPy's simplification;
`truth_at` evaluates a statement with exp and the like at a point, to certified digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

import sympy

from symbolic.ranges import write_out
from symbolic.terms import (
    COMPARISONS,
    Function,
    Term,
    conjuncts,
    free_variables,
    substitute,
)

DIGITS = 30
"""Digits to which `truth_at` knows a difference before it calls it non-zero."""


class Undecided(Exception):
    """SymPy could not tell; the message says what it was asked."""


def assumptions(given: Iterable[Term]) -> dict[str, dict[str, bool]]:
    """What SymPy may assume of a variable, from hypotheses such as n >= 1 or sigma > 0."""
    known: dict[str, dict[str, bool]] = {}
    for hypothesis in given:
        for part in conjuncts(hypothesis):
            if part.op not in ("ge", "gt") or part.args[0].op != "variable":
                continue
            name, bound = part.args[0].data, part.args[1]
            if bound.op != "number" or bound.data < 0:
                continue
            strictly = part.op == "gt" or bound.data > 0
            known.setdefault(name, {})["positive" if strictly else "nonnegative"] = True
    return known


def reading(term: Term, given: Iterable[Term] = ()) -> Any:
    """The term as a SymPy expression; its variables real or integer, and as assumed by `given`."""
    return _Reader(assumptions(given)).read(term)


class _Reader:
    def __init__(self, known: Mapping[str, Mapping[str, bool]]) -> None:
        self._known = known

    def _symbol(self, node: Term, assume: bool = True) -> sympy.Symbol:
        kind = "integer" if node.sort == "Int" else "real"
        more = dict(self._known.get(node.data, {})) if assume else {}
        return sympy.Symbol(node.data, **{kind: True, **more})

    def read(self, node: Term) -> Any:
        op = node.op
        if op == "number":
            exact = Fraction(node.data)
            return sympy.Rational(exact.numerator, exact.denominator)
        if op == "variable":
            return self._symbol(node)
        if op == "bound":
            return self._symbol(node, assume=False)
        if op == "apply":
            return sympy.IndexedBase(node.data.name, real=True)[tuple(map(self.read, node.args))]
        if op in ("infinity", "pi", "e"):
            return {"infinity": sympy.oo, "pi": sympy.pi, "e": sympy.E}[op]
        if op == "sum":
            return self._sum(node)
        if op == "integral":
            low, high, body = map(self.read, node.args)
            index = sympy.Symbol(node.data, real=True)
            return sympy.Integral(body, (index, low, high))
        args = [self.read(a) for a in node.args]
        if op in _BINARY:
            return reduce(_BINARY[op], args)
        if op in _UNARY:
            return _UNARY[op](*args)
        if op == "ite":
            return sympy.Piecewise((args[1], args[0]), (args[2], True))
        if op == "limit":
            return sympy.Limit(args[0], args[1], sympy.oo)
        raise Undecided(f"no SymPy reading of {node!r}")

    def _sum(self, node: Term) -> Any:
        count, guard, body = node.args
        index = sympy.Symbol(node.data, integer=True)
        inner = self.read(body)
        if guard.op != "true":
            inner = sympy.Piecewise((inner, self.read(guard)), (0, True))
        return sympy.Sum(inner, (index, 0, self.read(count) - 1))


_BINARY: Mapping[str, Any] = {
    "add": lambda a, b: a + b,
    "sub": lambda a, b: a - b,
    "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b,
    "pow": lambda a, b: a**b,
    "floordiv": lambda a, b: sympy.floor(a / b),
    "mod": lambda a, b: sympy.Mod(a, b),
    "maximum": sympy.Max,
    "minimum": sympy.Min,
    "eq": sympy.Eq,
    "ne": sympy.Ne,
    "le": sympy.Le,
    "lt": sympy.Lt,
    "ge": sympy.Ge,
    "gt": sympy.Gt,
    "and": sympy.And,
    "or": sympy.Or,
    "derivative": sympy.Derivative,
}
_UNARY: Mapping[str, Any] = {
    "neg": lambda a: -a,
    "real": lambda a: a,
    "abs": sympy.Abs,
    "relu": lambda a: sympy.Max(a, 0),
    "exp": sympy.exp,
    "log": sympy.log,
    "sqrt": sympy.sqrt,
    "lambertw": sympy.LambertW,
    "not": sympy.Not,
}


def linear_sums(expression: Any) -> Any:
    """Sums split over +, with the factors that are free of the index in front."""

    def split(total: Any) -> Any:
        body, (index, low, high) = sympy.expand(total.function), total.limits[0]
        parts = []
        for part in sympy.Add.make_args(body):
            outside, inside = part.as_independent(index, as_Add=False)
            if inside == 1:
                parts.append(outside * (high - low + 1))
            else:
                parts.append(outside * sympy.Sum(inside, (index, low, high)))
        return sympy.Add(*parts)

    return expression.replace(
        lambda e: isinstance(e, sympy.Sum) and len(e.limits) == 1, split
    )


def equal(left: Any, right: Any) -> bool:
    """Whether SymPy proves two expressions equal; False also when it merely cannot."""
    difference = (sympy.sympify(left) - sympy.sympify(right)).doit()
    for attempt in (
        lambda e: e,
        sympy.simplify,
        lambda e: sympy.simplify(linear_sums(e)),
        lambda e: sympy.simplify(linear_sums(e.rewrite(sympy.exp))),
        lambda e: sympy.factor(sympy.together(linear_sums(e))),
    ):
        if attempt(difference) == 0:
            return True
    return False


def truth_at(
    statement: Term, values: Mapping[Term, Any], inputs: Mapping[Function, Any]
) -> bool:
    """Whether a statement holds at a point, every comparison settled exactly or to `DIGITS` digits.

    Raises `Undecided` when a difference is too close to zero to tell.
    """
    closed = write_out(substitute(statement, values, inputs))
    if free_variables(closed):
        names = ", ".join(v.data for v in free_variables(closed))
        raise Undecided(f"no value for {names}")
    return _truth(closed)


def _truth(node: Term) -> bool:
    match node.op:
        case "true" | "false":
            return node.op == "true"
        case "and":
            return _truth(node.args[0]) and _truth(node.args[1])
        case "or":
            return _truth(node.args[0]) or _truth(node.args[1])
        case "implies":
            return not _truth(node.args[0]) or _truth(node.args[1])
        case "not":
            return not _truth(node.args[0])
        case "iff":
            return _truth(node.args[0]) == _truth(node.args[1])
    if node.op not in COMPARISONS:
        raise Undecided(f"not a statement: {node!r}")
    sign = _sign(reading(node.args[0] - node.args[1]))
    return {
        "eq": sign == 0, "ne": sign != 0, "le": sign <= 0,
        "lt": sign < 0, "ge": sign >= 0, "gt": sign > 0,
    }[node.op]  # fmt: skip


def _sign(expression: Any) -> int:
    value = sympy.sympify(expression).doit()
    if value.is_rational or sympy.simplify(value) == 0:
        return int(sympy.sign(sympy.simplify(value)))
    try:
        digits = sympy.N(value, DIGITS, strict=True)
    except sympy.core.evalf.PrecisionExhausted:
        raise Undecided(f"cannot tell {value} from 0") from None
    if not digits.is_real:
        raise Undecided(f"{value} is not a real number")
    return 1 if digits > 0 else -1
