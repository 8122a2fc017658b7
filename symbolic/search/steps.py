"""Proofs while they are being found: steps that speak of facts, not yet of their places.

A step makes facts and needs others; what turns out not to be needed is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from symbolic.kernel import NEGATIVE, POSITIVE, ZERO, Term, number, times

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
