"""An order of factors and monomials that depends on what they are alone.

The kernel numbers factors as it meets them; a file that is to come out the same every time must not
depend on what else was read before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from hashlib import sha256
from typing import Any

from symbolic.kernel import FACTORS, Factor, Term

Rank = tuple[int, str, str]

_ranks: dict[int, Rank] = {}


def rank(factor: Factor) -> Rank:
    """The place of a factor: variables by name, then indices, then what is made of others."""
    if factor.number not in _ranks:
        for inner in _postorder([Term([((factor.number,), 1)])], lambda number: number):
            _rank(inner)
    return _ranks[factor.number]


def _rank(factor: Factor) -> None:
    if factor.number in _ranks:
        return
    made = ";".join(_canonical(arg) for arg in factor.args)
    text = f"{factor.kind} {factor.name} {len(factor.args)} {made}"
    group = 2 if factor.args else int(factor.kind == "bound")
    digest = sha256(text.encode()).hexdigest()
    _ranks[factor.number] = (group, f"{factor.kind} {factor.name}", digest)


def _canonical(term: Term) -> str:
    products = (
        "*".join(_ranks[n][2] for n in sorted(monomial, key=_ranks.__getitem__)) + f"*{c}"
        for monomial, c in term.parts.items()
    )
    return "+".join(sorted(products))


def arranged(term: Term) -> list[tuple[int | Fraction, list[Factor]]]:
    """The coefficients and factors of a polynomial as it is written: constant last, no − first."""
    parts = [
        (c, sorted((FACTORS[n] for n in monomial), key=rank)) for monomial, c in term.parts.items()
    ]
    parts.sort(key=lambda part: (not part[1], list(map(rank, part[1]))))
    first = next((place for place, (c, _) in enumerate(parts) if c > 0), 0)
    return [parts[first], *parts[:first], *parts[first + 1 :]] if parts else []


def within(terms: Iterable[Term]) -> list[Factor]:
    """All factors in some terms, each once, after those it is made of."""
    terms = list(terms)
    for factor in _postorder(terms, lambda number: number):
        _rank(factor)
    return _postorder(terms, _ranks.__getitem__)


def _postorder(terms: Iterable[Term], key: Callable[[int], Any]) -> list[Factor]:
    def parts(term: Term) -> list[tuple[Factor, bool]]:
        numbers = {n for monomial in term.parts for n in monomial}
        return [(FACTORS[n], False) for n in sorted(numbers, key=key)]

    found: dict[int, Factor] = {}
    stack = [part for term in terms for part in parts(term)][::-1]
    while stack:
        factor, ready = stack.pop()
        if ready:
            found.setdefault(factor.number, factor)
        elif factor.number not in found:
            stack.append((factor, True))
            stack += [part for arg in factor.args for part in parts(arg)][::-1]
    return list(found.values())
