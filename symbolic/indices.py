"""Normal forms: of integer expressions as polynomials, and of terms up to bound names.

Two terms with one normal form are equal for all values, by the ring laws of the integers and by
renaming; so x(n - 1 + 1) and x(n) are the same entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import reduce
from math import gcd
from operator import mul

from symbolic.terms import RANGES, Term, as_term, rebuild, substitute

Monomial = tuple[Term, ...]
Polynomial = dict[Monomial, int]


def polynomial(term: Term) -> Polynomial:
    """An integer term as a polynomial in its non-arithmetic parts; zero terms dropped."""
    match term.op:
        case "number":
            return {(): term.data} if term.data else {}
        case "add" | "sub":
            sign = 1 if term.op == "add" else -1
            return _sum(polynomial(term.args[0]), polynomial(term.args[1]), sign)
        case "neg":
            return _sum({}, polynomial(term.args[0]), -1)
        case "mul":
            product: Polynomial = {}
            for a, m in polynomial(term.args[0]).items():
                for b, k in polynomial(term.args[1]).items():
                    product = _sum(product, {_monomial(a + b): m * k}, 1)
            return product
    return {(term,): 1}


def _monomial(atoms: Monomial) -> Monomial:
    return tuple(sorted(atoms, key=lambda t: (repr(t), id(t))))


def _sum(left: Polynomial, right: Polynomial, sign: int) -> Polynomial:
    result = dict(left)
    for monomial, coefficient in right.items():
        value = result.pop(monomial, 0) + sign * coefficient
        if value:
            result[monomial] = value
    return result


def from_polynomial(value: Mapping[Monomial, int]) -> Term:
    """The polynomial as a term, in a fixed order: what is added first, the constant last."""
    result: Term | None = None
    order = sorted(value.items(), key=lambda m: (not m[0], m[1] < 0, [repr(t) for t in m[0]]))
    for monomial, coefficient in order:
        size = abs(coefficient)
        part: Term | None = None
        for atom in monomial:
            part = atom if part is None else part * atom
        if part is None:
            part = as_term(size)
        elif size != 1:
            part = size * part
        if result is None:
            result = part if coefficient > 0 else -part
        else:
            result = result + part if coefficient > 0 else result - part
    return as_term(0) if result is None else result


def factored(term: Term) -> Term:
    """An integer term as a polynomial with what all its monomials share in front."""
    value = polynomial(normal(term))
    if len(value) < 2:
        return from_polynomial(value)
    first, *others = value
    common = set(first).intersection(*map(set, others))
    shared = tuple(a for a in dict.fromkeys(first) if a in common)
    number = gcd(*value.values())
    rest: Polynomial = {}
    for monomial, coefficient in value.items():
        left = list(monomial)
        for atom in shared:  # once each; by position, as == on terms states an equation
            left.pop(next(i for i, a in enumerate(left) if a is atom))
        rest[tuple(left)] = coefficient // number
    outside = from_polynomial({shared: number})
    return from_polynomial(rest) if outside is as_term(1) else outside * from_polynomial(rest)


def collected(term: Term) -> Term:
    """An integer term as a sum of its parts other than variables, each with its coefficient."""
    groups: dict[Monomial, Polynomial] = {}
    for monomial, coefficient in polynomial(normal(term)).items():
        parts = tuple(a for a in monomial if a.op != "variable")
        inner = tuple(a for a in monomial if a.op == "variable")
        groups.setdefault(parts, {})[inner] = coefficient
    result: Term | None = None
    for parts, value in sorted(groups.items(), key=lambda g: [repr(t) for t in g[0]]):
        negative = value[max(value, key=lambda m: (len(m), [repr(t) for t in m]))] < 0
        product = from_polynomial({m: -n if negative else n for m, n in value.items()})
        factors = parts if product is as_term(1) and parts else (product, *parts)
        product = reduce(mul, factors)
        if result is None:
            result = -product if negative else product
        else:
            result = result - product if negative else result + product
    return as_term(0) if result is None else result


def normal(term: Term) -> Term:
    """Integer parts as polynomials in normal form."""
    if not term.args:
        return term
    rebuilt = rebuild(term, tuple(map(normal, term.args)))
    if rebuilt.sort == "Int" and rebuilt.op in ("add", "sub", "neg", "mul"):
        return from_polynomial(polynomial(rebuilt))
    if rebuilt.op in ("floordiv", "mod"):
        return _quotient(rebuilt)
    if rebuilt.op in ("maximum", "minimum") and rebuilt.sort == "Int":
        a, b = rebuilt.args
        if a.op == b.op == "number":
            return as_term((max if rebuilt.op == "maximum" else min)(a.data, b.data))
    if rebuilt.op == "real" and rebuilt.args[0].op == "number":
        return as_term(Fraction(rebuilt.args[0].data))
    return rebuilt


def _quotient(term: Term) -> Term:
    """A quotient or remainder, computed where it is of numbers or by 1."""
    value, divisor = term.args
    if divisor.op != "number" or divisor.data <= 0:
        return term
    if divisor.data == 1:
        return value if term.op == "floordiv" else as_term(0)
    if value.op != "number":
        return term
    quotient, remainder = divmod(value.data, divisor.data)
    return as_term(quotient if term.op == "floordiv" else remainder)


def anonymous(term: Term, depth: int = 0) -> Term:
    """Bound names replaced by their depth, so that terms differing in them only are the same."""
    if term.op in RANGES:
        name = f"#{depth}"
        index = Term("bound", (), "Int", term.data)
        renamed = {index: Term("bound", (), "Int", name)}
        inner = tuple(anonymous(substitute(a, renamed), depth + 1) for a in term.args[1:])
        return Term(term.op, (anonymous(term.args[0], depth), *inner), term.sort, name)
    return rebuild(term, tuple(anonymous(a, depth) for a in term.args))
