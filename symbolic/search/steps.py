"""Proofs while they are being found: steps that speak of facts, not yet of their places.

A step makes facts and needs others; what turns out not to be needed is left out, and then every
fact gets its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import mul
from typing import Any

from symbolic.kernel import Term, flipped, number, total
from symbolic.search.entries import Proof

Values = Mapping[tuple[str, bool], tuple[int, Term]]


@dataclass(eq=False)
class Fact:
    """An atom that is known, turned as the kernel turns it.

    `product` is None for a fact that a step made, else the multiplier and the facts multiplied.
    """

    term: Term
    signs: int
    product: tuple[Term, tuple[Fact, ...]] | None = None

    @property
    def parts(self) -> tuple[Term, tuple[Fact, ...]]:
        return (number(1), (self,)) if self.product is None else self.product


def fact(term: Term, signs: int) -> Fact:
    """The fact that an atom becomes."""
    return Fact(number(0) - term, flipped(signs)) if signs in (1, 3) else Fact(term, signs)


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

    def branch(assumed: Fact, inner: Found) -> Proof:
        return written(inner, [*_in_order(places), assumed])

    for step in found.steps:
        match step.rule:
            case "absurd":
                entries = [(m, *(places[f] for f in used)) for m, used in step.what[0]]
                proof.append(("absurd", entries, *_against(step.what[0], places)))
            case "split":
                ((assumed, inner),) = step.branches
                proof.append(("split", *step.what, branch(assumed, inner)))
            case "cut":
                proof.append(("cut", *step.what, [branch(a, b) for a, b in step.branches]))
            case "settle":
                by = sorted(places[f] for f in step.needs - {step.what[0]}) or [
                    places[step.what[0]]
                ]
                proof.append(("settle", places[step.what[0]], *by))
            case rule:
                proof.append((rule, places[step.what[0]]))
        for made in step.makes:
            places[made] = count
            count += 1
    return proof


def _against(
    entries: Sequence[tuple[Term, Sequence[Fact]]], places: Mapping[Fact, int]
) -> list[int]:
    """The places of the facts about a sum of products, unless it is a number other than 0."""
    products = [reduce(mul, [m, *(f.term for f in used)]) for m, used in entries]
    left = total((1, product) for product in products)
    if left.parts and not any(left.parts):
        return []
    keys = (left.key, (number(0) - left).key)
    return [place for known, place in places.items() if known.term.key in keys]


def _in_order(places: Mapping[Fact, int]) -> list[Fact]:
    return sorted(places, key=places.__getitem__)
