"""Terms evaluated: exactly, or in any arithmetic that is handed in.

Integers stay Python integers (they are sizes and indices), so ranges are loops and a choice or a
guard on integers is settled before its branches are read.  Numbers are whatever the environment
holds: `Fraction`s, floats, whole torch batches.  Imports `terms` only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from functools import reduce
from typing import Any

from symbolic.terms import RANGES, TRUE, Function, Term, as_real, as_term, body_at

Environment = Mapping[str, Any]
"""Values by name: numbers for variables, functions of integers for inputs."""


class NotExact(Exception):
    """The term has no exact rational value (exp, a derivative, …)."""


class Exact:
    """Rational arithmetic.  Subclasses give the same operations on other numbers."""

    def number(self, value: Fraction) -> Any:
        return value

    def maximum(self, a: Any, b: Any) -> Any:
        return max(a, b)

    def minimum(self, a: Any, b: Any) -> Any:
        return min(a, b)

    def relu(self, t: Any) -> Any:
        return max(t, Fraction(0))

    def divide(self, a: Any, b: Any) -> Any:
        return Fraction(a) / b

    def where(self, condition: Any, then: Any, otherwise: Any) -> Any:
        return then if condition else otherwise

    def negate(self, statement: Any) -> Any:
        return not statement

    def compare(self, op: str, a: Any, b: Any) -> Any:
        return COMPARE[op](a, b)

    def real(self, value: int) -> Any:
        return Fraction(value)

    def function(self, name: str, value: Any) -> Any:
        if value == 0 and name in ("exp", "sqrt", "lambertw"):
            return Fraction(1 if name == "exp" else 0)
        raise NotExact(f"{name}({value}) is not rational")

    def calculus(self, term: Term, environment: Environment) -> Any:
        raise NotExact(f"no exact evaluation of {term.op}")


COMPARE: Mapping[str, Callable[[Any, Any], Any]] = {
    "eq": lambda a, b: a == b,
    "ne": lambda a, b: a != b,
    "le": lambda a, b: a <= b,
    "lt": lambda a, b: a < b,
    "ge": lambda a, b: a >= b,
    "gt": lambda a, b: a > b,
}
EXACT = Exact()


def evaluate(term: Term, environment: Environment, arithmetic: Exact = EXACT) -> Any:
    """The value of a term: a number, or a truth value for a statement.

    Raises KeyError for a name without a value, ValueError for a maximum over nothing,
    ZeroDivisionError, and `NotExact` where rational arithmetic has no value.
    """
    known: dict[Term, Any] = {}  # holds the terms too: a freed one's id could be given to another

    def go(node: Term) -> Any:
        if node not in known:
            known[node] = step(node)
        return known[node]

    def step(node: Term) -> Any:
        op, args = node.op, node.args
        match op:
            case "number":
                return node.data if node.sort == "Int" else arithmetic.number(node.data)
            case "variable" | "bound":
                return environment[place(node)]
            case "apply":
                return _apply(node, [go(a) for a in args], environment, arithmetic)
            case "ite":
                condition = go(args[0])
                if isinstance(condition, bool):
                    return go(args[1] if condition else args[2])
                return arithmetic.where(condition, go(args[1]), go(args[2]))
            case "and" | "or" | "implies":
                return _connect(op, go(args[0]), lambda: go(args[1]), arithmetic)
            case "not":
                return arithmetic.negate(go(args[0]))
            case "iff":
                left, right = go(args[0]), go(args[1])
                both = _connect("and", left, lambda: right, arithmetic)
                neither = _connect(
                    "and", arithmetic.negate(left), lambda: arithmetic.negate(right), arithmetic
                )
                return _connect("or", both, lambda: neither, arithmetic)
            case "true" | "false":
                return op == "true"
            case "real":
                return arithmetic.real(go(args[0]))
            case _ if op in RANGES:
                return _range(node, go, environment, arithmetic)
            case "derivative" | "integral" | "limit" | "infinity" | "pi" | "e":
                return arithmetic.calculus(node, environment)
        values = [go(a) for a in args]
        if op in COMPARE:
            return COMPARE[op](*values) if _whole(values) else arithmetic.compare(op, *values)
        return _operate(op, values, node, arithmetic)

    return go(term)


def place(name: Term) -> str:
    """Where an environment has the value of a variable, or of the index of an integral."""
    return f"{name.data}." if name.op == "bound" else str(name.data)


def _whole(values: list[Any]) -> bool:
    """Whether all are integers; a choice between two by a statement about reals need not be."""
    return all(isinstance(value, int) for value in values)


def _operate(op: str, values: list[Any], node: Term, arithmetic: Exact) -> Any:
    a, b = values[0], values[-1]
    match op:
        case "add":
            return a + b
        case "sub":
            return a - b
        case "mul":
            return a * b
        case "neg":
            return -a
        case "abs":
            return abs(a)
        case "floordiv" | "mod":
            if b <= 0:
                raise ZeroDivisionError(f"{node!r}: the divisor must be positive")
            return a // b if op == "floordiv" else a % b
        case "pow":
            if not isinstance(b, int) and getattr(b, "denominator", 1) != 1:
                raise NotExact("a power with a fractional exponent")
            if isinstance(a, int) and b < 0:
                raise ZeroDivisionError(f"{node!r} is not an integer")
            return a ** int(b)
        case "div":
            return arithmetic.divide(a, b)
        case "maximum" | "minimum":
            if _whole(values):
                return max(a, b) if op == "maximum" else min(a, b)
            return arithmetic.maximum(a, b) if op == "maximum" else arithmetic.minimum(a, b)
        case "relu":
            return max(a, 0) if _whole(values) else arithmetic.relu(a)
        case _:
            return arithmetic.function(op, a)


def _connect(op: str, left: Any, right: Callable[[], Any], arithmetic: Exact) -> Any:
    if isinstance(left, bool):
        if op == "and":
            return right() if left else False
        if op == "or":
            return True if left else right()
        return right() if left else True
    other = right()
    if op == "and":
        return left & other
    return (left if op == "or" else arithmetic.negate(left)) | other


def _apply(node: Term, values: list[Any], environment: Environment, arithmetic: Exact) -> Any:
    function: Function = node.data
    if function.name in environment:
        return environment[function.name](*values)
    if function.definition is not None:
        result = as_term(function.definition(*values))
        return evaluate(as_real(result) if node.sort == "Real" else result, environment, arithmetic)
    raise KeyError(f"no value for {node!r}")


def _range(
    node: Term, go: Callable[[Term], Any], environment: Environment, arithmetic: Exact
) -> Any:
    values = []
    for index in range(go(node.args[0])):
        guard, body = body_at(node, index)
        if guard is TRUE or go(guard):
            values.append(go(body))
    match node.op:
        case "sum":
            zero = 0 if node.sort == "Int" else arithmetic.number(Fraction(0))
            return reduce(lambda a, b: a + b, values) if values else zero
        case "all" | "any":
            op, unit = ("and", True) if node.op == "all" else ("or", False)
            result: Any = unit
            for value in values:
                result = _connect(op, result, lambda value=value: value, arithmetic)  # type: ignore[misc]
            return result
    if not values:
        raise ValueError(f"{node!r}: the maximum or minimum of no entries is not defined")
    if _whole(values):
        return (max if node.op == "max" else min)(values)
    return reduce(arithmetic.maximum if node.op == "max" else arithmetic.minimum, values)
