"""Proofs that only cite: a theorem with more goals, or the base of an induction."""

from __future__ import annotations

from collections.abc import Sequence

from symbolic import kernel
from symbolic.kernel import ANY, POSITIVE, ZERO, Atom, Term, number
from symbolic.search.entries import Proof
from symbolic.search.linear import SIGNED
from symbolic.search.steps import ONE, UNEQUAL, Fact, Found, Step, fact
from symbolic.search.writing import written
from symbolic.statements import abstracted

MINUS = number(-1)


def cited(
    name: str, facts: Sequence[Fact], goals: Sequence[Atom], all_goals: Sequence[Atom]
) -> list[Proof]:
    """Proofs of some of a theorem's goals, under its own hypotheses."""
    proofs = []
    for goal in goals:
        assumed = fact(goal[0], goal[1] ^ ANY)
        branches = []
        for known in facts:
            false = fact(known.term, known.signs ^ ANY)
            branches.append((false, opposite(known, false)))
        makes = [fact(*g) for g in all_goals]
        cut = Step("cut", (name, {}), makes, branches=branches)
        new = makes[list(all_goals).index(goal)]
        found = Found([cut, *opposite(new, assumed).steps], set())
        proofs.append(written(found, [*facts, assumed]))
    return proofs


def opposite(known: Fact, false: Fact) -> Found:
    """A fact and its negation."""
    entries = [(ONE, (f,)) for f in (known, false) if f.signs in SIGNED][:1]
    return Found([Step("absurd", (entries,))], {known, false})


def at_first(
    name: str,
    facts: Sequence[Fact],
    given: Sequence[Atom],
    goals: Sequence[Atom],
    wanted: Atom,
    assumed: Fact,
    below: Fact,
    variable: tuple[str, bool],
    start: Term,
) -> Found:
    """A goal where the variable is not above its first value, by the theorem about that value.

    assumed: that the goal is false.  below: that the variable is not above.
    """
    n = kernel.unknown(variable[0], integer=True)
    size = n - start
    at_least = next(f for f in facts if f.term.key == size.key and f.signs == ZERO | POSITIVE)
    equal = Fact(size, ZERO)
    unequal = Fact(size, UNEQUAL)
    end = Step("absurd", ([(ONE, (at_least,))],))
    steps = [
        Step("split", (size, ZERO), [equal],
             branches=[(unequal, Found([end], {at_least, below, unequal}))])
    ]  # fmt: skip
    first = kernel.Substitution({("unknown", *variable, 0): start})

    def same(term: Term) -> Fact | None:
        """That a term is what it is at the first value; None if it does not speak of the variable."""
        value = first(term)
        if value.key == term.key:
            return None
        made = Fact(term - value, ZERO)
        false = Fact(size, UNEQUAL)
        context = abstracted(term, [variable[0]])
        what = {("a", False): (0, n), ("c", False): (0, start), ("F", False): (1, context)}
        steps.append(
            Step("cut", ("equals", what), [made], branches=[(false, opposite(equal, false))])
        )
        return made

    branches = []
    for known, (term, signs) in zip(facts, given, strict=True):
        if known is at_least:
            continue
        value = first(term)
        false = fact(value, signs ^ ANY)
        branches.append((false, _moved(known, term, same(term), false)))
    makes = [fact(first(term), signs) for term, signs in goals]
    difference = same(wanted[0])
    steps.append(Step("cut", (name, {}), makes, branches=branches))
    new = makes[list(goals).index(wanted)]
    steps += _moved(assumed, wanted[0], difference, new).steps
    return Found(steps, {*facts, assumed, below})


def _moved(known: Fact, term: Term, difference: Fact | None, other: Fact) -> Found:
    """A fact about a term, and one about its value that contradicts it."""
    if difference is None:
        return opposite(known, other)
    if known.signs in SIGNED:
        turned = known.term.key != term.key
        entries = [(ONE, (known,)), (ONE if turned else MINUS, (difference,))]
    else:
        entries = [(ONE, (other,)), (ONE, (difference,))]
    return Found([Step("absurd", (entries,))], {known, difference, other})
