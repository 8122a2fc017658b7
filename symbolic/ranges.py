"""What is known of the operators over a range: how they unfold, and what their values are.

* a range of known length is written out;
* a range one longer is the shorter one and its last entry;
* a sum is linear in its body;
* a maximum bounds every entry and is one of them (so for min, all, any).

These laws, the ring laws in `indices` and the induction schemes in `methods` are all that is
trusted between a statement and the question that the solvers answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from operator import mul

from symbolic.evaluate import NotExact, evaluate
from symbolic.indices import anonymous, from_polynomial, normal, polynomial
from symbolic.terms import (
    FALSE,
    RANGES,
    TRUE,
    Term,
    as_real,
    as_term,
    body_at,
    choose,
    fresh,
    functions,
    of_sort,
    operation,
    rebuild,
    subterms,
    variable,
)

COMBINE: dict[str, Callable[[Term, Term], Term]] = {
    "sum": lambda a, b: a + b,
    "max": lambda a, b: operation("maximum", a, b),
    "min": lambda a, b: operation("minimum", a, b),
    "all": lambda a, b: a & b,
    "any": lambda a, b: a | b,
}


class NotUnfolded(Exception):
    """A range whose length the laws cannot handle here; the message says which."""


def settle(condition: Term) -> Term:
    """TRUE or FALSE where a condition has no unknowns left, else the condition."""
    if condition.names or functions(condition):
        return condition
    if any(t.op == "bound" for t in subterms(condition)):
        return condition
    try:
        return TRUE if evaluate(condition, {}) else FALSE
    except NotExact:
        return condition


def _entry(node: Term, index: Term) -> Term | None:
    """What one index contributes; None if its guard excludes it.  A guarded max has no such form."""
    guard, body = body_at(node, normal(index))
    guard = settle(guard)
    if guard is TRUE:
        return body
    match node.op:
        case "sum":
            return None if guard is FALSE else choose(guard, body, 0)
        case "all":
            return None if guard is FALSE else guard.implies(body)
        case "any":
            return None if guard is FALSE else guard & body
    if guard is FALSE:
        return None
    raise NotUnfolded(f"{node!r}: the guard of a maximum or minimum must be decided to unfold it")


def _empty(node: Term) -> Term:
    match node.op:
        case "sum":
            return as_term(0) if node.sort == "Int" else as_real(0)
        case "all":
            return TRUE
        case "any":
            return FALSE
    raise NotUnfolded(f"{node!r}: the maximum or minimum of no entries is not defined")


def _fold(node: Term, start: Term | None, indices: Iterable[Term]) -> Term:
    result = start
    for index in indices:
        entry = _entry(node, index)
        if entry is not None:
            result = entry if result is None else COMBINE[node.op](result, entry)
    return _empty(node) if result is None else result


def write_out(term: Term) -> Term:
    """Ranges of known length become explicit; recursive calls on numbers are computed."""
    done: dict[Term, Term] = {}  # a part that occurs many times is written out once

    def go(part: Term) -> Term:
        if part not in done:
            done[part] = _written_out(part, go)
        return done[part]

    return go(term)


def _written_out(term: Term, go: Callable[[Term], Term]) -> Term:
    """A term whose parts are written out by `go`."""
    if term.op in RANGES:
        length = normal(go(term.args[0]))
        if length.op == "number":
            try:
                whole = _fold(term, None, (as_term(i) for i in range(length.data)))
            except NotUnfolded:
                if length.data == 0:
                    raise
                return term
            return go(whole)
    if not term.args:
        return term
    rebuilt = rebuild(term, tuple(map(go, term.args)))
    if rebuilt.op == "ite":
        condition = settle(rebuilt.args[0])
        if condition is TRUE or condition is FALSE:
            return rebuilt.args[1 if condition is TRUE else 2]
    if rebuilt.op == "apply":
        arguments = tuple(normal(a) for a in rebuilt.args)
        if rebuilt.data.definition is not None and arguments[-1].op == "number":
            value = rebuilt.data(*(a.data if a.op == "number" else a for a in arguments))
            return go(of_sort(value, rebuilt.sort))
        if all(a.op == "number" for a in arguments):
            return Term("apply", arguments, rebuilt.sort, rebuilt.data)
    return rebuilt


def _beyond(length: Term, n: Term) -> tuple[Term, int] | None:
    """(rest, c) where length = n + rest + c and rest has no n and no constant; else None."""
    difference = polynomial(normal(length - n))
    if any(atom is n for monomial in difference for atom in monomial):
        return None
    constant = difference.pop((), 0)
    return from_polynomial(difference), constant


def offsets(term: Term, n: Term) -> dict[Term, int]:
    """For ranges of length n + rest + c, by rest: the smallest constant c that occurs."""
    found: dict[Term, int] = {}
    for node in subterms(term):
        split = _beyond(node.args[0], n) if node.op in RANGES else None
        if split is not None:
            rest, constant = split
            found[rest] = min(found.get(rest, constant), constant)
    return found


def unfold_to(term: Term, n: Term, lowest: Mapping[Term, int], start: int) -> Term:
    """Every range of length n + rest + c as one of length n + rest + lowest and its last entries.

    `lowest` gives the constant for each rest (0 where it has none).  A range is only taken apart
    where the shorter one is not negative in length (for a maximum: not empty), given n >= start.
    """
    if not term.args:
        return term
    rebuilt = rebuild(term, tuple(unfold_to(a, n, lowest, start) for a in term.args))
    split = _beyond(rebuilt.args[0], n) if rebuilt.op in RANGES else None
    if split is None:
        return rebuilt
    rest, constant = split
    least = lowest.get(rest, min(0, constant))
    if constant <= least:
        return rebuilt
    length = normal(n + rest + least)
    shorter = Term(rebuilt.op, (length, *rebuilt.args[1:]), rebuilt.sort, rebuilt.data)
    last = (normal(n + rest + c) for c in range(least, constant))
    apart = unfold_to(_fold(rebuilt, shorter, last), n, lowest, start)
    smallest = 1 if rebuilt.op in ("max", "min") else 0
    if rest is as_term(0) and start + least >= smallest:
        return apart
    return choose(length >= smallest, apart, rebuilt)


def linear_sums(term: Term) -> Term:
    """Sums multiplied out and split over + and −, factors without the index taken out.

    Integers become reals as far inside as they can, so that equal sums look equal.
    """
    if not term.args:
        return term
    rebuilt = rebuild(term, tuple(linear_sums(a) for a in term.args))
    if rebuilt.op == "real":
        rebuilt = _real(rebuilt.args[0])
    return _linear(rebuilt) if rebuilt.op == "sum" else rebuilt


_REAL_INSIDE = frozenset({"add", "sub", "neg", "mul", "maximum", "minimum", "relu", "abs"})


def _real(term: Term) -> Term:
    """An integer term as a real one, the cast moved to its innermost parts."""
    if term.op in _REAL_INSIDE:
        return rebuild(term, tuple(map(_real, term.args)))
    if term.op == "ite":
        return choose(term.args[0], _real(term.args[1]), _real(term.args[2]))
    if term.op in ("sum", "max", "min"):
        real = Term(term.op, (*term.args[:2], _real(term.args[2])), "Real", term.data)
        return _linear(real) if term.op == "sum" else real
    return as_real(term)


def _linear(node: Term) -> Term:
    length, guard, body = node.args

    def over(part: Term, where: Term = guard) -> Term:
        return _linear(Term("sum", (length, where, part), part.sort, node.data))

    def free(part: Term) -> bool:
        return node.data not in part.open

    match body.op:
        case "add" | "sub":
            left, right = over(body.args[0]), over(body.args[1])
            return left + right if body.op == "add" else left - right
        case "neg":
            return -over(body.args[0])
        case "mul":
            factors = list(_factors(body))
            outside = [f for f in factors if free(f)]
            inside = [f for f in factors if not free(f)]
            if outside and inside:
                return reduce(mul, outside) * over(_product(inside))
            for number, factor in enumerate(inside):
                rest = inside[:number] + inside[number + 1 :]
                if factor.op in ("add", "sub"):
                    left, right = (over(_product([part, *rest])) for part in factor.args)
                    return left + right if factor.op == "add" else left - right
                if factor.op == "neg":
                    return -over(_product([*factor.args, *rest]))
                if factor.op == "div" and free(factor.args[1]):
                    return over(_product([factor.args[0], *rest])) / factor.args[1]
            if inside:
                return Term("sum", (length, guard, _product(inside)), node.sort, node.data)
            distributed = _distributed(factors)
            if distributed is not None:
                return over(distributed)
        case "div" if free(body.args[1]):
            return over(body.args[0]) / body.args[1]
        case "ite" if free(body.args[0]):
            return choose(body.args[0], over(body.args[1]), over(body.args[2]))
        case "ite" if _is_zero(body.args[2]):
            condition, part = body.args[:2]
            return over(part, condition if guard is TRUE else guard & condition)
    if free(body) and guard is TRUE:
        return operation("maximum", length, 0) * body
    if free(body) and body is not as_term(1):
        return body * over(as_term(1))
    return node


def _factors(product: Term) -> Iterator[Term]:
    if product.op == "mul":
        for part in product.args:
            yield from _factors(part)
    else:
        yield product


def _distributed(factors: list[Term]) -> Term | None:
    """A product with a sum, a sign or a quotient among its factors as the sum it distributes to."""
    for place, factor in enumerate(factors):
        others = factors[:place], factors[place + 1 :]

        def times(part: Term, others: tuple[list[Term], list[Term]] = others) -> Term:
            return reduce(mul, [*others[0], part, *others[1]])

        if factor.op in ("add", "sub", "neg"):
            return rebuild(factor, tuple(map(times, factor.args)))
        if factor.op == "div":
            return times(factor.args[0]) / factor.args[1]
    return None


def _product(factors: Iterable[Term]) -> Term:
    """The product, factors in a fixed order."""
    return reduce(mul, sorted(factors, key=repr))


def _is_zero(term: Term) -> bool:
    return term.op == "number" and term.data == 0


def witness(name: str, number: int = 1) -> Term:
    """The index at which the number-th range bound by `name` takes its value, for use in a hint."""
    return variable(f"{name}*{number}", "Int")


def has_witness(term: Term) -> bool:
    """Whether a term speaks of such an index, which is another one in every question."""
    return any("*" in name for name in term.names)


MOST_NESTED = 3
"""Ranges found inside the facts about ranges get facts of their own down to this depth."""


@dataclass(frozen=True)
class _Extreme:
    """A max, min, all or any; the unknown for its value; where it is taken; how deep it was found."""

    node: Term
    unknown: Term
    witness: Term
    generation: int


class Abstraction:
    """Statements without ranges: each range is a fresh unknown, with facts about its value.

    For a maximum M of body(i) over 0 <= i < n where guard(i): at every index t that is looked at,
    if t is in range then body(t) <= M, and M = body(w) for a witness w in range.  Likewise min, all
    and any.  Looked at are 0, the witnesses of the statement's own ranges and the hints `at`.
    Sums get no facts: only equal sums are equal.
    """

    def __init__(self, at: Iterable[Term] = (), taken: Iterable[str] = ()) -> None:
        """at: indices to look at.  taken: names that the unknowns may not have."""
        self.facts: list[Term] = []
        self._looked_at = [as_term(0), *map(normal, at)]
        self._unknown: dict[Term, Term] = {}
        self._extremes: list[_Extreme] = []
        self._stated: set[tuple[Term, Term]] = set()
        self._witnesses: dict[str, int] = {}
        self._taken = frozenset(taken)

    def statement(self, term: Term) -> Term:
        """The statement with each range replaced by its unknown."""
        return self._replace(normal(linear_sums(term)), 0)

    def close(self) -> None:
        """State the facts for every index looked at."""
        stated = -1
        while stated < len(self.facts):
            stated = len(self.facts)
            for extreme in list(self._extremes):
                for index in self._looked_at:
                    self._state(extreme, index)

    def _replace(self, term: Term, generation: int) -> Term:
        if term.op in RANGES:
            key = normal(anonymous(term))
            if key not in self._unknown:
                self._introduce(term, key, generation)
            if generation == 0:
                self._look_where(self._unknown[key])
            return self._unknown[key]
        return rebuild(term, tuple(self._replace(a, generation) for a in term.args))

    def _introduce(self, node: Term, key: Term, generation: int) -> None:
        name = f"{node.op}.{len(self._unknown) + 1}"
        unknown = variable(fresh(name, self._taken), node.sort)
        self._unknown[key] = unknown
        if node.op == "sum" or generation > MOST_NESTED:
            return
        self._witnesses[node.data] = self._witnesses.get(node.data, 0) + 1
        taken_at = witness(node.data, self._witnesses[node.data])
        extreme = _Extreme(node, unknown, taken_at, generation)
        self._extremes.append(extreme)
        self._state(extreme, extreme.witness)

    def _look_where(self, unknown: Term) -> None:
        """Look at the index where a range of the statement's own takes its value."""
        for extreme in self._extremes:
            if extreme.unknown is unknown and not any(
                t is extreme.witness for t in self._looked_at
            ):
                self._looked_at.append(extreme.witness)

    def _state(self, extreme: _Extreme, index: Term) -> None:
        if (extreme.unknown, index) in self._stated:
            return
        self._stated.add((extreme.unknown, index))
        value = extreme.unknown
        there, reached = self._at(extreme, extreme.witness)
        in_range, body = self._at(extreme, index)
        match extreme.node.op:
            case "max":
                fact = in_range.implies((body <= value) & (there & (value == reached)))
            case "min":
                fact = in_range.implies((body >= value) & (there & (value == reached)))
            case "all":
                fact = (value & in_range).implies(body) & (value | (there & ~reached))
            case _:
                fact = (body & in_range).implies(value) & (~value | (there & reached))
        self.facts.append(fact)

    def _at(self, extreme: _Extreme, index: Term) -> tuple[Term, Term]:
        """(index is in range, body at index), ranges in them replaced too."""
        node, inner = extreme.node, extreme.generation + 1
        guard, body = body_at(node, index)
        in_range = (index >= 0) & (index < self._replace(node.args[0], extreme.generation))
        if guard is not TRUE:
            in_range = in_range & self._replace(normal(guard), inner)
        return in_range, self._replace(normal(linear_sums(body)), inner)
