"""A proof that was found, as the kernel reads it: facts get their places.

What a fact becomes once its choices are made is no step of its own where one step alone asks for it:
the kernel makes choices where it reads a contradiction.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import mul
from typing import Any

from symbolic.kernel import Term, number, total
from symbolic.search.entries import Proof
from symbolic.search.steps import ONE, UNEQUAL, Fact, Found, Step

Entries = Sequence[tuple[Term, Sequence[Fact]]]


def written(found: Found, facts: Sequence[Fact]) -> Proof:
    """The proof as the kernel reads it, after facts that have the first places."""
    uses = Counter(fact for step_uses in _uses(found, list(facts)) for fact in step_uses)
    inline = {fact for fact, count in uses.items() if count == 1}
    return _Place({}, 0, inline).add(facts).proof(found)


def _uses(found: Found, known: list[Fact]) -> Iterator[Iterable[Fact]]:
    """The facts that each step uses itself, where those known before it are given."""
    count = len(known)
    for step in found.steps:
        match step.rule:
            case "absurd":
                used = [fact for _, facts in step.what[0] for fact in facts]
                yield {*used, *_about(step.what[0], known)}
            case "settle":
                yield step.needs
            case "whole":
                yield step.what
        for assumed, inner in step.branches:
            known.append(assumed)
            yield from _uses(inner, known)
            known.pop()
        known += step.makes
    del known[count:]


def _about(entries: Entries, known: Iterable[Fact]) -> list[Fact]:
    """The facts about a sum of products, unless it is a number other than 0."""
    products = [reduce(mul, [m, *(f.term for f in used)]) for m, used in entries]
    left = total((1, product) for product in products)
    if left.parts and not any(left.parts):
        return []
    keys = (left.key, (number(0) - left).key)
    return [fact for fact in known if fact.term.key in keys]


class _Place:
    """A place in a proof.

    known: the facts, each with its number, or with the step that settles it if it has none.  inline:
    facts that get no number if a step settles them.
    """

    def __init__(self, known: Mapping[Fact, int | Step], count: int, inline: set[Fact]) -> None:
        self._known, self._count, self._inline = dict(known), count, inline

    def add(self, facts: Iterable[Fact]) -> _Place:
        """More facts, which get the next numbers."""
        for fact in facts:
            self._known[fact] = self._count
            self._count += 1
        return self

    def proof(self, found: Found) -> Proof:
        """A proof from here on."""
        proof: Proof = []
        for step in found.steps:
            if step.rule == "absurd":
                return [*proof, self._contradiction(step.what[0])]
            if step.rule == "settle" and step.makes[0] in self._inline:
                self._known[step.makes[0]] = step
                continue
            proof.append(self._use(step))
            self.add(step.makes)
        raise ValueError("a proof without an end")

    def _use(self, step: Step) -> tuple[Any, ...]:
        """A step as the use of a theorem."""
        match step.rule:
            case "split":
                term, signs = step.what
                return f"case {signs}", {("a", False): (0, term)}, self._branches(step)
            case "settle":
                (made,) = step.makes
                return f"case {made.signs}", {("a", False): (0, made.term)}, [[self._made(step)]]
            case "whole":
                end = [self._entry(ONE, step.what)], *self._by(step.what), self._count
                return "integer", {("n", True): (0, step.what[0].term)}, [[end]]
        return (*step.what, self._branches(step))

    def _branches(self, step: Step) -> list[Proof]:
        return [
            _Place(self._known, self._count, self._inline).add([assumed]).proof(inner)
            for assumed, inner in step.branches
        ]

    def _made(self, step: Step) -> tuple[Any, ...]:
        """That it is absurd if what a fact became, its choices made, is not so."""
        (at, _), by = self._origin(step.what[0]), self._settles(step)
        if step.makes[0].signs == UNEQUAL:
            return [(ONE, self._count)], *by, at
        return [self._entry(ONE, step.what)], *by, self._count

    def _contradiction(self, entries: Entries) -> tuple[Any, ...]:
        by = dict.fromkeys(tuple(self._by([fact])) for _, used in entries for fact in used)
        for fact in _about(entries, self._known):
            by[*self._by([fact]), self._origin(fact)[0]] = None
        written = [self._entry(multiplier, used) for multiplier, used in entries]
        return written, *(place for places in by for place in places)

    def _entry(self, multiplier: Term, used: Sequence[Fact]) -> tuple[Any, ...]:
        """A multiplier and the numbers of facts; those that are turned here are not in the kernel."""
        origins = [self._origin(fact) for fact in used]
        turns = sum(fact.turned for _, fact in origins)
        return number(0) - multiplier if turns % 2 else multiplier, *(at for at, _ in origins)

    def _origin(self, fact: Fact) -> tuple[int, Fact]:
        """The number of a fact, or of the one from which it comes, and that fact."""
        at = self._known[fact]
        return self._origin(at.what[0]) if isinstance(at, Step) else (at, fact)

    def _by(self, facts: Iterable[Fact]) -> list[int]:
        """The numbers of the facts that settle these, in turn."""
        steps = (self._known[fact] for fact in facts)
        return [at for step in steps if isinstance(step, Step) for at in self._settles(step)]

    def _settles(self, step: Step) -> list[int]:
        """The numbers of the facts by which a step settles one, in turn."""
        by = self._by(step.what)
        for fact in self._known:
            if fact in step.needs and fact is not step.what[0]:
                by += [*self._by([fact]), self._origin(fact)[0]]
        return by
