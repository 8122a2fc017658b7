"""The operations that definitions are written in, for any number-like entries.

Addition and its kin are Python's operators.  The rest is here: max, min, relu, choice, exp, and
the operators over a range.  They work on Python numbers, `Fraction`s, torch scalars, SymPy
expressions, Z3 expressions and `Term`s; over a range they compute when its length is an integer and
state when it is a term.  So one definition serves every reading.

NaN wins a maximum, and of two equal entries the first is taken, as torch does.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from symbolic import terms
from symbolic.terms import Term


def _package(*values: object) -> str:
    """The package whose arithmetic the values need; empty for plain numbers."""
    for value in values:
        package = type(value).__module__.partition(".")[0]
        if isinstance(value, Term):
            return "terms"
        if package in ("sympy", "z3"):
            return package
    return ""


def maximum(a: Any, b: Any) -> Any:
    """The larger of two entries; the first when equal; NaN if either is."""
    match _package(a, b):
        case "terms":
            return terms.operation("maximum", a, b)
        case "sympy":
            import sympy

            return sympy.Max(a, b)
        case "z3":
            import z3

            return z3.If(a >= b, a, b)
    return a if a >= b or a != a else b


def minimum(a: Any, b: Any) -> Any:
    """The smaller of two entries; the first when equal; NaN if either is."""
    match _package(a, b):
        case "terms":
            return terms.operation("minimum", a, b)
        case "sympy":
            import sympy

            return sympy.Min(a, b)
        case "z3":
            import z3

            return z3.If(a <= b, a, b)
    return a if a <= b or a != a else b


def relu(t: Any) -> Any:
    """R(t) = max(0, t)."""
    return terms.operation("relu", t) if isinstance(t, Term) else maximum(t, 0)


def where(condition: Any, then: Any, otherwise: Any) -> Any:
    """`then` where the condition holds, else `otherwise`."""
    match _package(condition, then, otherwise):
        case _ if isinstance(condition, bool):
            return then if condition else otherwise
        case "terms":
            return terms.choose(condition, then, otherwise)
        case "sympy":
            import sympy

            return sympy.Piecewise((then, condition), (otherwise, True))
        case "z3":
            import z3

            return z3.If(condition, then, otherwise)
    return then if condition else otherwise


def either(condition: Any, then: Callable[[], Any], otherwise: Callable[[], Any]) -> Any:
    """Like `where`, for recursive definitions: a settled choice computes one branch only."""
    if isinstance(condition, Term):
        return terms.choose(condition, then(), otherwise())
    return then() if condition else otherwise()


def _real(name: str, value: Any) -> Any:
    match _package(value):
        case "terms":
            return terms.real_function(name, value)
        case "sympy":
            import sympy

            return getattr(sympy, name)(value)
    own = getattr(value, name, None)  # torch scalars carry their own
    return own() if own is not None else getattr(math, name)(value)


def exp(t: Any) -> Any:
    """e to the power t."""
    return _real("exp", t)


def log(t: Any) -> Any:
    """The natural logarithm."""
    return _real("log", t)


def sqrt(t: Any) -> Any:
    """The square root."""
    return _real("sqrt", t)


Indexed = Callable[[Any], Any]


def _chosen(body: Indexed, count: int, guard: Indexed | None) -> Iterator[Any]:
    return (body(i) for i in range(count) if guard is None or guard(i))


def total(body: Indexed, count: Any, guard: Indexed | None = None) -> Any:
    """body(0) + … + body(count − 1), those with guard(i) only; 0 if there are none."""
    if isinstance(count, Term):
        return terms.over("sum", body, count, guard)
    result: Any = None
    for value in _chosen(body, count, guard):
        result = value if result is None else result + value
    return 0 if result is None else result


def _fold(pick: Callable[[Any, Any], Any], body: Indexed, count: int, guard: Indexed | None) -> Any:
    chosen = _chosen(body, count, guard)
    try:
        result = next(chosen)
    except StopIteration:
        raise ValueError("the maximum or minimum of no entries is not defined") from None
    for value in chosen:
        result = pick(result, value)
    return result


def largest(body: Indexed, count: Any, guard: Indexed | None = None) -> Any:
    """The maximum of body(i) over 0 <= i < count with guard(i), from first to last."""
    if isinstance(count, Term):
        return terms.over("max", body, count, guard)
    return _fold(maximum, body, count, guard)


def smallest(body: Indexed, count: Any, guard: Indexed | None = None) -> Any:
    """The minimum of body(i) over 0 <= i < count with guard(i), from first to last."""
    if isinstance(count, Term):
        return terms.over("min", body, count, guard)
    return _fold(minimum, body, count, guard)


def every(body: Indexed, count: Any, guard: Indexed | None = None) -> Any:
    """body(i) holds for all 0 <= i < count with guard(i)."""
    if isinstance(count, Term):
        return terms.over("all", body, count, guard)
    result: Any = True
    for value in _chosen(body, count, guard):
        result = result & value
    return result


def some(body: Indexed, count: Any, guard: Indexed | None = None) -> Any:
    """body(i) holds for at least one 0 <= i < count with guard(i)."""
    if isinstance(count, Term):
        return terms.over("any", body, count, guard)
    result: Any = False
    for value in _chosen(body, count, guard):
        result = result | value
    return result
