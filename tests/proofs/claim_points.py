"""Points at which to look at a claim: exact values of its variables, and functions for its inputs.

Sizes satisfy the hypotheses, or are on an edge (the start of an induction and one less, a window of
one entry, of none), or are any, negative ones too.  Entries are those of `claim_inputs`: ties,
zeros, spikes, large numbers; in every second sample the hypotheses are imposed.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from typing import Any

from claim_inputs import MEANINGLESS, Inputs, limits_of, seed_of, sizes_of, speaks_of_reals

from numeric.rounding import Bounded
from symbolic.claims import Claim, Wrong
from symbolic.counterexamples import Point, refute
from symbolic.terms import TRUE, Function, Term, conjunction, free_variables, functions, subterms

Values = Mapping[str, Any]
NO_MEANING = (*MEANINGLESS, RecursionError)
"""What evaluation raises where a statement says nothing; a recursion before its start never ends."""
MAPS = (
    lambda t: Fraction(t),
    lambda t: 3 * Fraction(t) - 1,
    lambda t: max(Fraction(t), Fraction()),
    lambda t: Fraction(t) ** 3,
    lambda t: Fraction(),
    lambda t: -Fraction(t),
)
"""Functions of a real: rising ones of several kinds, a constant, a falling one."""


def said(claim: Claim) -> list[Term]:
    """Hypotheses, the statement, false variants and their hypotheses."""
    variants = [s for v in claim.false for s in (*(v.given or ()), v.statement)]
    return list(dict.fromkeys([*claim.given, claim.statement, *variants]))


def points(claim: Claim, samples: Sequence[int], count: int) -> Iterator[Values]:
    """Values for all that a claim and its false variants speak of; stored counterexamples last.

    samples: which of a batch of `claim_inputs` are taken.  count: how many sizes of a kind.
    """
    whole = conjunction(*said(claim)) | TRUE
    seed = seed_of(claim.given, whole, claim.example)
    names = [v.data for v in free_variables(whole) if v.sort == "Int"]
    first = {name: int(seed.variables[name]) for name in names}
    real = speaks_of_reals(whole)
    for sizes in _sizes(claim, whole, seed, first, count if real else 3 * count):
        batch = _batch(claim.given, whole, sizes, seed)
        for sample in samples if real else samples[:1]:
            yield _taken(batch, whole, sample)
    others = _taken(_batch((), whole, first, seed), whole, 0)
    for variant in claim.false:
        yield {**others, **values_at(counterexample(claim, variant), whole)}


def counterexample(claim: Claim, variant: Wrong) -> Point:
    """The point that a theorem stores with a false variant."""
    stored = refute(given_of(claim, variant), variant.statement, variant.at)
    assert stored is not None
    return stored


def values_at(point: Point, whole: Term) -> dict[str, Any]:
    """The values of a stored point; entries that it does not list are 0."""
    zeros = {f.name: lambda *index: Fraction() for f in _inputs(whole)}
    return {**zeros, **point.environment()}


def given_of(claim: Claim, variant: Wrong) -> tuple[Term, ...]:
    return claim.given if variant.given is None else variant.given


def _sizes(
    claim: Claim, whole: Term, seed: Point, first: Mapping[str, int], count: int
) -> Iterator[dict[str, int]]:
    chance = random.Random(claim.id)
    yield from sizes_of(claim.given, whole, seed, count, chance)
    for n, start in dict.fromkeys(_starts(claim.proof)):
        yield {**first, n: start}
        yield {**first, n: start - 1}
    if first:
        yield dict.fromkeys(first, 1)
        yield dict.fromkeys(first, 0)
        limits = limits_of(whole)
        for _ in range(count):
            drawn = {name: chance.choice((-3, -2, -1, 0, 1, 2, 3, 5)) for name in first}
            yield {
                name: min(max(size, limit[0]), limit[-1]) if (limit := limits.get(name)) else size
                for name, size in drawn.items()
            }


def _starts(method: Any) -> Iterator[tuple[str, int]]:
    """The variables of inductions, and where they start."""
    if hasattr(method, "start"):
        yield method.n.data, method.start
    for inner in getattr(method, "methods", ()):
        yield from _starts(inner)


def _batch(given: Sequence[Term], whole: Term, sizes: dict[str, int], seed: Point) -> Inputs:
    try:
        return Inputs(given, whole, sizes, seed)
    except NO_MEANING:  # of a hypothesis, at sizes that are excluded
        return Inputs((), whole, sizes, seed)


def _taken(batch: Inputs, whole: Term, sample: int) -> dict[str, Any]:
    """The exact values of one sample."""
    values: dict[str, Any] = {}
    for v in free_variables(whole):
        value = batch.environment[v.data]
        values[v.data] = value if v.sort == "Int" else _exactly(value, sample)
    real = {t.data.name for t in subterms(whole) if t.op == "apply" and t.args[0].sort == "Real"}
    for function in _inputs(whole):
        entries = _entries(batch.environment[function.name], sample)
        values[function.name] = MAPS[sample % len(MAPS)] if function.name in real else entries
    return values


def _entries(known: Any, sample: int) -> Any:
    return cache(lambda *index: _exactly(known(*map(int, index)), sample))


def _exactly(value: Bounded, sample: int) -> Fraction:
    return Fraction(value.value[sample].item())


def _inputs(whole: Term) -> list[Function]:
    """Those of the statements, and those that its defined functions read."""
    read = [r for f in functions(whole) for r in f.reads if isinstance(r, Function)]
    return [f for f in dict.fromkeys([*functions(whole), *read]) if f.definition is None]
