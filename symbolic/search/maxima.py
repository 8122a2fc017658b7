"""Proofs that two nested maxima are equal, each made of its entries in its own manner.

Whatever is at least the whole is at least each part, and whatever is at least the parts is at least
the whole.  So of two maxima of the same entries each is at least the other: one step up and one
down for every value on the way, none of which looks at more than the value and its parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from symbolic.arithmetic import maximum, relu
from symbolic.claims import Claim
from symbolic.kernel import POSITIVE, ZERO, Atom, Term, make, number
from symbolic.search.entries import Entry, Table, sequent
from symbolic.search.steps import ONE
from symbolic.terms import conjunction, reals

a, b, c = reals("a b c")

LARGER, PAIR, SKIPPING, NONNEGATIVE, KEPT, KEPT_NONNEGATIVE = (
    "larger", "pair", "pair with a skip", "nonnegative pair", "kept", "kept nonnegative",
)  # fmt: skip
RULES: Final = {
    LARGER: maximum(a, b),
    PAIR: relu(b - a) + relu(a) - relu(-a),
    SKIPPING: relu(b - a) + a,
    NONNEGATIVE: relu(b - a) + relu(a),
    KEPT: relu(a) - relu(-a),
    KEPT_NONNEGATIVE: relu(a),
}
"""How the larger of a and b, or a itself, is computed."""
NEED_SIGNS: Final = (NONNEGATIVE, KEPT_NONNEGATIVE)
"""The rules that are right only where a >= 0."""


def larger(first: Term, second: Term) -> Term:
    """max(a, b), as it is read."""
    return make("choice", ZERO | POSITIVE, (first - second, first, second))


def ramp(term: Term) -> Term:
    """R(t), as it is read."""
    return make("choice", ZERO | POSITIVE, (term, term, number(0)))


class OtherEntries(ValueError):
    """Two maxima are not of the same entries, or a value is not known to be >= 0."""


@dataclass(frozen=True, eq=False)
class Value:
    """The larger of two values, or one again, by a rule."""

    rule: str
    term: Term
    parts: tuple[Term, ...]


@dataclass(frozen=True, eq=False)
class Maximum:
    """A nested maximum, and all that it is made of: each value after its parts."""

    term: Term
    values: Sequence[Value]


def lemmas() -> Iterator[Claim]:
    """Of each rule: what is at least the parts is at least the value, and the other way round."""
    for rule, value in RULES.items():
        parts = [v for v in (a, b) if v.data in value.names]
        given, goal = [c >= part for part in parts], c >= value
        if rule in NEED_SIGNS:
            given.append(a >= 0)
            yield Claim(f"{rule}, not negative", "", value >= 0)
        yield Claim(f"{rule}, at most", "", goal, given=tuple(given))
        goal = conjunction(*(c >= part for part in parts))
        yield Claim(f"{rule}, at least", "", goal, given=(c >= value,))


def equation(name: str, given: Sequence[Atom], left: Maximum, right: Maximum) -> Entry:
    """The theorem that two nested maxima of the same entries are equal.

    Raises `OtherEntries` if they are not.
    """
    table = Table()
    entry = sequent("theorem", name, given, [(left.term - right.term, ZERO)], table)
    bounds = _Bounds(table, given)
    above = bounds.at_least(left, right)
    below = bounds.at_least(right, left)
    others = [len(given)] if above is None else [len(given), above]
    bounds.steps.append(bounds.against(below, *others))
    return entry | {"size": table.place(number(0)), "proofs": [bounds.steps]}


class _Bounds:
    """The steps of a proof; the facts that they make are counted."""

    def __init__(self, table: Table, given: Sequence[Atom]) -> None:
        self.steps: list[Any] = []
        self._table, self._one = table, table.place(ONE)
        self._count = len(given) + 1  # the hypotheses, and that the goal is false
        signs = enumerate(given)
        self._signs = {t.key: n for n, (t, s) in signs if s in (POSITIVE, ZERO | POSITIVE)}

    def at_least(self, top: Maximum, other: Maximum) -> int | None:
        """The place of the fact that one maximum is at least the other; None if they are one term."""
        places = self._down(top)
        needed = {other.term.key}
        for value in reversed(other.values):
            if value.term.key in needed:
                needed.update(part.key for part in value.parts)
        for value in other.values:
            if value.term.key in needed and value.term.key not in places:
                self._up(value, top.term, places)
        return _found(places, other.term, "the maxima are not of the same entries")

    def _down(self, top: Maximum) -> dict[Any, int | None]:
        """The places of the facts that a maximum is at least each of its values."""
        places: dict[Any, int | None] = {top.term.key: None}
        for value in reversed(top.values):
            if value.term.key in places and any(p.key not in places for p in value.parts):
                self._cut(f"{value.rule}, at least", value, top.term, [places[value.term.key]])
                for place, part in enumerate(value.parts, self._count):
                    places.setdefault(part.key, place)
                self._count += len(value.parts)
        return places

    def _up(self, value: Value, top: Term, places: dict[Any, int | None]) -> None:
        """The fact that the top is at least a value, as it is at least the parts."""
        why = "the maxima are not of the same entries"
        needs = [_found(places, part, why) for part in value.parts]
        if value.rule in NEED_SIGNS:
            needs.append(_found(self._signs, value.parts[0], "a value may be negative"))
        self._cut(f"{value.rule}, at most", value, top, needs)
        places[value.term.key] = self._count
        self._count += 1
        if value.rule in NEED_SIGNS and value.term.key not in self._signs:
            self._cut(f"{value.rule}, not negative", value, top, [])
            self._signs[value.term.key] = self._count
            self._count += 1

    def _cut(self, lemma: str, value: Value, top: Term, needs: Sequence[int | None]) -> None:
        stands = zip("cab", (top, *value.parts), strict=False)
        values = [[text, False, 0, self._table.place(term)] for text, term in stands]
        self.steps.append([lemma, values, [[self.against(n, self._count)] for n in needs]])

    def against(self, place: int | None, *others: int) -> list[Any]:
        """What other facts exclude: a fact, or 0 >= 0."""
        return [[] if place is None else [[self._one, place]], *others]


def _found(places: Mapping[Any, int | None], term: Term, why: str) -> int | None:
    if term.key not in places:
        raise OtherEntries(why)
    return places[term.key]
