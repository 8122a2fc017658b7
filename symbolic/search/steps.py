"""Proofs while they are being found: steps that speak of facts, not yet of their places.

A step makes facts and needs others; what turns out not to be needed is left out, and then every
fact gets its place.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import mul
from typing import Any

from symbolic.kernel import NEGATIVE, POSITIVE, ZERO, Term, number, times, total
from symbolic.search.entries import Proof

Values = Mapping[tuple[str, bool], tuple[int, Term]]
"""By the name of an unknown, and whether it is an integer: how many arguments it has, its value."""
ONE, UNEQUAL = number(1), NEGATIVE | POSITIVE


@dataclass(eq=False)
class Fact:
    """An atom that is known; one that says that t is not positive is turned, and speaks of −t.

    product: None for a fact that a step made, else the multiplier and the facts multiplied.  turned:
    whether it speaks of the opposite of what the kernel's fact speaks of.
    """

    term: Term
    signs: int
    product: tuple[Term, tuple[Fact, ...]] | None = None
    turned: bool = False

    @property
    def parts(self) -> tuple[Term, tuple[Fact, ...]]:
        return (number(1), (self,)) if self.product is None else self.product


def fact(term: Term, signs: int) -> Fact:
    """The fact that an atom becomes."""
    if signs in (NEGATIVE, NEGATIVE | ZERO):
        return Fact(number(0) - term, times(NEGATIVE, signs), turned=True)
    return Fact(term, signs)


def replacing(values: Values) -> dict[Any, Term]:
    """The values of unknowns as the kernel takes them."""
    return {("unknown", *name, arity): value for name, (arity, value) in values.items()}


@dataclass(eq=False)
class Found:
    """A proof of absurdity from facts: its steps, and the facts from outside that it needs."""

    steps: list[Step]
    needs: set[Fact]


@dataclass(eq=False)
class Step:
    """One step: the facts it makes and those it needs; for a branch of its own, that one's proof.

    what: what the kernel's step has besides, with facts in place of places.
    """

    rule: str
    what: tuple[Any, ...] = ()
    makes: Sequence[Fact] = ()
    needs: set[Fact] = field(default_factory=set)
    branches: Sequence[tuple[Fact, Found]] = ()


def behind(made: Sequence[Step], found: Found) -> Found:
    """The proof with the steps before it that it needs."""
    steps, needs = list(found.steps), set(found.needs)
    for step in reversed(made):
        if needs.isdisjoint(step.makes):
            continue
        needs -= set(step.makes)
        needs |= step.needs
        for assumed, branch in step.branches:
            needs |= branch.needs - {assumed}
        steps.insert(0, step)
    return Found(steps, needs)


def written(found: Found, facts: Sequence[Fact]) -> Proof:
    """The proof as the kernel reads it, after facts that have the first places."""
    places = {known: n for n, known in enumerate(facts)}
    count = len(facts)
    proof: Proof = []
    for step in found.steps:
        if step.rule == "absurd":
            return [*proof, _contradiction(step.what[0], places)]
        proof.append(_use(step, places, count))
        for made in step.makes:
            places[made] = count
            count += 1
    raise ValueError("a proof without an end")


def _use(step: Step, places: Mapping[Fact, int], count: int) -> tuple[Any, ...]:
    """A step as the use of a theorem; `count` is the place that a fact assumed in it gets."""
    branches = [
        written(inner, [*sorted(places, key=places.__getitem__), assumed])
        for assumed, inner in step.branches
    ]
    match step.rule:
        case "split":
            term, signs = step.what
            return f"case {signs}", {("a", False): (0, term)}, branches
        case "settle":
            (of,), (made,) = step.what, step.makes
            by = sorted(places[f] for f in step.needs - {of})
            if made.signs == UNEQUAL:
                proof = [([(ONE, count)], *by, places[of])]
            else:
                proof = [([(_multiplier(ONE, (of,)), places[of])], *by, count)]
            return f"case {made.signs}", {("a", False): (0, made.term)}, [proof]
        case "whole":
            (of,) = step.what
            end = [(_multiplier(ONE, (of,)), places[of])], count
            return "integer", {("n", True): (0, of.term)}, [[end]]
    return (*step.what, branches)


def _multiplier(multiplier: Term, facts: Iterable[Fact]) -> Term:
    """What the kernel's facts are multiplied by where these, not turned, have a multiplier."""
    turns = sum(f.turned for f in facts) % 2
    return number(0) - multiplier if turns else multiplier


def _contradiction(
    entries: Sequence[tuple[Term, Sequence[Fact]]], places: Mapping[Fact, int]
) -> tuple[Any, ...]:
    """A sum of products, and the facts about it unless it is a number other than 0."""
    products = [reduce(mul, [m, *(f.term for f in used)]) for m, used in entries]
    left = total((1, product) for product in products)
    against: list[int] = []
    if any(left.parts) or not left.parts:
        keys = (left.key, (number(0) - left).key)
        against = [place for known, place in places.items() if known.term.key in keys]
    return [(_multiplier(m, used), *(places[f] for f in used)) for m, used in entries], *against
