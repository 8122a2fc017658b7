"""Terms read by SymPy: derivatives, integrals, limits, sums of symbolic length.

`equal` decides whether two expressions are the same for all values, by SymPy's simplification;
`truth_at` evaluates a statement with exp and the like at a point, to certified digits.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache, reduce
from typing import Any

from symbolic.deferred import sympy
from symbolic.ranges import write_out
from symbolic.terms import (
    COMPARISONS,
    RANGES,
    TRUE,
    Sort,
    Term,
    conjuncts,
    free_variables,
    fresh,
    substitute,
    subterms,
    variable,
)

DIGITS = 30
"""Digits to which `truth_at` knows a difference before it calls it non-zero."""


class Undecided(Exception):
    """SymPy could not tell; the message says what it was asked."""


def program() -> str:
    """SymPy and its version."""
    return f"sympy {sympy.__version__}"


def assumptions(given: Iterable[Term]) -> dict[Term, dict[str, bool]]:
    """What SymPy may assume of a variable, from hypotheses such as n >= 1 or sigma > 0."""
    known: dict[Term, dict[str, bool]] = {}
    for hypothesis in given:
        for part in conjuncts(hypothesis):
            if part.op not in ("ge", "gt") or part.args[0].op != "variable":
                continue
            variable, bound = part.args
            if bound.op != "number" or bound.data < 0:
                continue
            strictly = part.op == "gt" or bound.data > 0
            known.setdefault(variable, {})["positive" if strictly else "nonnegative"] = True
    return known


def reading(term: Term, given: Iterable[Term] = ()) -> Any:
    """The term as a SymPy expression; its variables real or integer, and as assumed by `given`."""
    return _Reader(assumptions(given)).read(term)


class _Reader:
    def __init__(self, known: Mapping[Term, Mapping[str, bool]]) -> None:
        self._known = known

    def _symbol(self, node: Term) -> Any:
        kind = "integer" if node.sort == "Int" else "real"
        return sympy.Symbol(node.data, **{kind: True, **self._known.get(node, {})})

    def read(self, node: Term) -> Any:
        op = node.op
        if op == "number":
            return _exact(node.data)
        if op == "variable":
            return self._symbol(node)
        if op == "bound":
            return _bound(node.data, node.sort)
        if op == "apply":
            return sympy.IndexedBase(node.data.name, real=True)[tuple(map(self.read, node.args))]
        if op in ("infinity", "pi", "e"):
            return {"infinity": sympy.oo, "pi": sympy.pi, "e": sympy.E}[op]
        if op == "sum":
            return self._sum(node)
        if op == "integral":
            low, high, body = map(self.read, node.args)
            index = _bound(node.data, "Real")
            return sympy.Integral(body, (index, low, high))
        args = [self.read(a) for a in node.args]
        if op in _binary():
            return reduce(_binary()[op], args)
        if op in _unary():
            return _unary()[op](*args)
        if op == "ite":
            return sympy.Piecewise((args[1], args[0]), (args[2], True))
        if op == "limit":
            return sympy.Limit(args[0], args[1], sympy.oo)
        raise Undecided(f"no SymPy reading of {node!r}")

    def _sum(self, node: Term) -> Any:
        count, guard, body = node.args
        index = _bound(node.data, "Int")
        inner = self.read(body)
        if guard.op != "true":
            inner = sympy.Piecewise((inner, self.read(guard)), (0, True))
        return sympy.Sum(inner, (index, 0, self.read(count) - 1))


def _bound(name: str, sort: str) -> Any:
    """A bound variable, which is never the free one of the same name."""
    return sympy.Symbol(f"{name}.", **{"integer" if sort == "Int" else "real": True})


@cache
def _binary() -> Mapping[str, Any]:
    return {
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
        "implies": sympy.Implies,
        "iff": sympy.Equivalent,
        "derivative": sympy.Derivative,
    }


@cache
def _unary() -> Mapping[str, Any]:
    return {
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


def _exact(value: Any) -> Any:
    exact = Fraction(value)
    return sympy.Rational(exact.numerator, exact.denominator)


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

    return expression.replace(lambda e: isinstance(e, sympy.Sum) and len(e.limits) == 1, split)


def equal(left: Any, right: Any) -> bool:
    """Whether SymPy proves two expressions equal; False also when it merely cannot."""
    difference = (sympy.sympify(left) - sympy.sympify(right)).doit()
    for attempt in (
        lambda e: e,
        lambda e: sympy.factor(sympy.together(linear_sums(e))),
        sympy.simplify,
        lambda e: sympy.simplify(linear_sums(e)),
        lambda e: sympy.simplify(linear_sums(e.rewrite(sympy.exp))),
    ):
        if attempt(difference) == 0:
            return True
    return False


_KINKS = frozenset(
    {"floordiv", "mod", "maximum", "minimum", "relu", "abs", "ite", *RANGES} - {"sum"}
)
"""Operations whose value can jump or bend: not differentiated where they move."""


def needs(node: Term, known: tuple[Term, ...] = ()) -> Iterator[tuple[tuple[Term, ...], Term]]:
    """What must hold for a term to mean what SymPy takes it for: (hypotheses, condition) pairs.

    No divisor is zero, logarithms are of positive numbers, sums are of no negative length.  Bound
    variables are given as unknowns.  Raises `Undecided` for what SymPy would read differently.
    """
    op, args = node.op, node.args
    if op == "infinity":
        raise Undecided("infinity is the bound of an integral only")
    if op == "ite":
        condition, then, otherwise = args
        yield from needs(condition, known)
        yield from needs(then, (*known, condition))
        yield from needs(otherwise, (*known, ~condition))
        return
    if op in RANGES or op == "integral":
        yield from _needs_inside(node, known)
        return
    if op in ("derivative", "limit"):
        body, moving = args
        if moving.op == "variable" and moving.sort != "Real" and op == "derivative":
            raise Undecided(f"{moving!r} is an integer, nothing to differentiate by")
        for part in subterms(body) if op == "derivative" else ():
            bends = part.args[:1] if part.op == "ite" else part.args
            if part.op in _KINKS and any(moving in set(subterms(a)) for a in bends):
                raise Undecided(f"{part!r} may have no derivative by {moving!r}")
        for hypotheses, condition in needs(body, known):
            if op == "derivative" or moving not in set(subterms(condition)):
                yield hypotheses, condition
        return
    for part in args:
        yield from needs(part, known)
    if op == "div":
        yield known, args[1] != 0
    elif op == "log":
        yield known, args[0] > 0
    elif op in ("sqrt", "lambertw"):
        yield known, args[0] >= 0
    elif op in ("floordiv", "mod"):
        yield known, args[1] > 0
    elif op == "pow":
        exponent = args[1]
        if exponent.op != "number" or exponent.data != int(exponent.data) or exponent.data < 0:
            yield known, exponent >= 0 if exponent.sort == "Int" else args[0] > 0


def _needs_inside(node: Term, known: tuple[Term, ...]) -> Iterator[tuple[tuple[Term, ...], Term]]:
    outside = 1 if node.op in RANGES else 2
    taken = {v.data for t in (node, *known) for v in free_variables(t)}
    sort: Sort = "Int" if node.op in RANGES else "Real"
    index = variable(fresh(node.data, taken), sort)
    opened = [
        substitute(a, {Term("bound", (), sort, node.data): index}) for a in node.args[outside:]
    ]
    for bound in node.args[:outside]:
        if bound.op not in ("infinity", "neg") or (
            bound.op == "neg" and bound.args[0].op != "infinity"
        ):
            yield from needs(bound, known)
    if node.op == "integral":
        low, high = node.args[:2]
        between = [
            statement
            for statement in (index > low, index < high)
            if not any(t.op == "infinity" for t in subterms(statement))
        ]
        if len(between) == 2:
            between = [(between[0] & between[1]) | ((index > high) & (index < low))]
        yield from needs(opened[0], (*known, *between))
        return
    (count,), (guard, body) = node.args[:1], opened
    yield known, count >= 0
    here = (*known, index >= 0, index < count)
    yield from needs(guard, here)
    yield from needs(body, (*here, guard))


def certain(condition: Term, given: Iterable[Term]) -> bool:
    """Whether a condition of `needs` is plain to see: by signs, or by SymPy's assumptions."""
    given = [part for g in given for part in conjuncts(g)]
    value = condition.args[0]
    if condition.args[1].op == "number" and not condition.args[1].data:
        if _positive(value, given):
            return True
        sign = reading(value, given)
        known = {"ne": sign.is_nonzero, "gt": sign.is_positive, "ge": sign.is_nonnegative}
        return known[condition.op] is True
    return False


def _positive(term: Term, given: Iterable[Term]) -> bool:
    if term.op in ("exp", "pi", "e"):
        return True
    if term.op == "number":
        return bool(term.data > 0)
    if term.op in ("mul", "div", "add"):
        return all(_positive(a, given) for a in term.args)
    if term.op == "ite":
        return all(_positive(a, given) for a in term.args[1:])
    if term.op == "sum" and term.args[1] is TRUE:
        count = reading(term.args[0], given)
        return count.is_positive is True and _positive(term.args[2], given)
    return False


def differentiated(term: Term) -> frozenset[Term]:
    """The variables by which something in a term is differentiated, or which go to infinity."""
    return frozenset(
        v
        for t in subterms(term)
        if t.op in ("derivative", "limit")
        for v in t.args[1:]
        if v.op == "variable"
    )


def truth_at(statement: Term, values: Mapping[Term, Any]) -> bool:
    """Whether a statement holds at a point, every comparison settled exactly or to `DIGITS` digits.

    Raises `Undecided` when a difference is too close to zero to tell.
    """
    moving = {v: values[v] for v in differentiated(statement) if v in values}
    held = {v: value for v, value in values.items() if v not in moving}
    closed = write_out(substitute(statement, held))
    missing = [v.data for v in free_variables(closed) if v not in moving]
    if missing:
        raise Undecided(f"no value for {', '.join(missing)}")
    return _truth(closed, {_Reader({}).read(v): _exact(x) for v, x in moving.items()})


def _truth(node: Term, values: Mapping[Any, Any]) -> bool:
    def truth(part: Term) -> bool:
        return _truth(part, values)

    match node.op:
        case "true" | "false":
            return node.op == "true"
        case "and":
            return truth(node.args[0]) and truth(node.args[1])
        case "or":
            return truth(node.args[0]) or truth(node.args[1])
        case "implies":
            return not truth(node.args[0]) or truth(node.args[1])
        case "not":
            return not truth(node.args[0])
        case "iff":
            return truth(node.args[0]) == truth(node.args[1])
    if node.op not in COMPARISONS:
        raise Undecided(f"not a statement: {node!r}")
    sign = _sign(reading(node.args[0] - node.args[1]).doit().subs(values))
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
