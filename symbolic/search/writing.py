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

from symbolic.kernel import Term, names, number, total
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
    left = total([(1, product) for product in products])
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
                by = self._in_turn(self._by(step.what))
                end = [self._entry(ONE, step.what)], *by, self._count
                return "integer", {("n", True): (0, step.what[0].term)}, [[end]]
        return (*step.what, self._branches(step))

    def _branches(self, step: Step) -> list[Proof]:
        return [
            _Place(self._known, self._count, self._inline).add([assumed]).proof(inner)
            for assumed, inner in step.branches
        ]

    def _made(self, step: Step) -> tuple[Any, ...]:
        """That it is absurd if what a fact became, its choices made, is not so."""
        by = self._reasons(step)
        if step.makes[0].signs == UNEQUAL:
            return [(ONE, self._count)], *self._in_turn(by), self._number(step.what[0])
        return [self._entry(ONE, step.what)], *self._in_turn(by), self._count

    def _contradiction(self, entries: Entries) -> tuple[Any, ...]:
        about = _about(entries, self._known)
        by = self._by([*about, *(fact for _, used in entries for fact in used)])
        written = [self._entry(multiplier, used) for multiplier, used in entries]
        return written, *self._in_turn(by), *map(self._number, about)

    def _entry(self, multiplier: Term, used: Sequence[Fact]) -> tuple[Any, ...]:
        """A multiplier and the numbers of facts; those that are turned here are not in the kernel."""
        turned = sum(self._origin(fact).turned for fact in used) % 2
        return number(0) - multiplier if turned else multiplier, *map(self._number, used)

    def _origin(self, fact: Fact) -> Fact:
        """The fact, or the one from which it comes if it has no number."""
        at = self._known[fact]
        return self._origin(at.what[0]) if isinstance(at, Step) else fact

    def _number(self, fact: Fact) -> Any:
        return self._known[self._origin(fact)]

    def _by(self, facts: Iterable[Fact]) -> set[Fact]:
        """The facts that settle these, where these have no numbers."""
        steps = (self._known[fact] for fact in facts)
        return {fact for step in steps if isinstance(step, Step) for fact in self._reasons(step)}

    def _reasons(self, step: Step) -> set[Fact]:
        """The facts by which a step settles one, and those that settle these."""
        return self._by(step.needs) | step.needs - {step.what[0]}

    def _in_turn(self, by: set[Fact]) -> list[int]:
        """The numbers of facts that settle something, each after those that settle it."""
        numbers, seen = list[int](), set[Fact]()

        def visit(fact: Fact) -> None:
            seen.add(fact)
            asked, own = names(fact.term), self._by([fact])
            for other in sorted(by - seen, key=self._number):
                keys = {other.term.key, (number(0) - other.term).key}
                if other not in seen and (other in own or not asked.isdisjoint(keys)):
                    visit(other)
            numbers.append(self._number(fact))

        for fact in sorted(by, key=self._number):
            if fact not in seen:
                visit(fact)
        return numbers
