"""No certificate for what is false: the search refuses every false variant of every claim.

A variant is asked for with the claim's own proof, and with all that the proof uses taken for granted,
under small limits.  Of a conjunction only the parts are asked for that fail at the stored point.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from claim_points import counterexample, given_of, values_at
from kernel_values import AtPoint, recursions

from proofs import pages
from symbolic.claims import Claim, Wrong
from symbolic.counterexamples import holds_at
from symbolic.methods import Chain, Derive, Each, Induct, Members, Method, Solve, Strong
from symbolic.search import refuter, relevance
from symbolic.search.entries import Table, definition, sequent
from symbolic.search.proving import Certificates, NotCertified, Statement
from symbolic.statements import NotStated, Reader
from symbolic.terms import CALCULUS, REAL_FUNCTIONS, Term, conjunction, conjuncts, subterms

CLAIMS = {claim.id: claim for page in pages() for claim in page}
VARIANTS = {
    f"{claim.id}-{number}": (claim, variant)
    for claim in CLAIMS.values()
    for number, variant in enumerate(claim.false)
}
SHARD = ("3.1", "6", "2")
"""Pages whose variants are always tried."""
STEPS, SECONDS, MILLISECONDS = 100, 1.0, 300
"""Limits of one search, and of the advice that it asks for."""
EASY = ("3.1", "6")
"""Pages of which all claims, too, have proofs within these limits."""
EXACT = [
    id
    for id, (claim, variant) in VARIANTS.items()
    if not {t.op for s in (*given_of(claim, variant), variant.statement) for t in subterms(s)}
    & (REAL_FUNCTIONS | CALCULUS)
]
"""Those that speak of rational numbers only."""


@pytest.mark.parametrize("id", EXACT)
def test_a_false_variant_is_false_as_the_kernel_reads_it(id: str) -> None:
    """At its stored point: so no proof of it is right, unless the kernel is wrong."""
    claim, variant = VARIANTS[id]
    given = given_of(claim, variant)
    reader = Reader(*given, variant.statement)
    try:
        hypotheses = [atom for g in given for atom in reader.atoms(g)]
        goals = reader.atoms(variant.statement)
    except NotStated:
        pytest.skip("the kernel is told nothing of it")
    stored = counterexample(claim, variant)
    point = values_at(stored, conjunction(*given, variant.statement))
    for seed in range(3):
        values = AtPoint(point, no_function, recursions(reader), seed)
        assert values.holds(hypotheses)
        assert not values.holds(goals)


def no_function(name: str, value: object) -> Fraction:
    raise AssertionError(name)


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    class Short(refuter.Refuter):
        def __init__(self, *args: Any, **named: Any) -> None:
            super().__init__(*args, **{**named, "most": STEPS})

    monkeypatch.setattr(refuter, "Refuter", Short)
    monkeypatch.setattr(refuter, "MOST_STEPS", STEPS)
    monkeypatch.setattr(refuter, "LONGEST", SECONDS)
    monkeypatch.setattr(relevance, "TIMEOUT_MS", MILLISECONDS)


@cache
def with_lemmas() -> Certificates:
    return Certificates()


def granted(claim: Claim) -> Certificates:
    """Certificates to which all theorems that a proof uses are axioms, as far as they are stated.

    They have the functions that the claim defines.
    """
    made = with_lemmas().copy()
    for used in (*(CLAIMS[id] for id in claim.uses), claim):
        reader, table = Reader(*used.given, used.statement), Table()
        try:
            given = [atom for g in used.given for atom in reader.atoms(g)]
            goals = reader.atoms(used.statement)
        except NotStated:
            continue
        for name, function in reader.definitions.items():
            if name not in made.book.theorems:
                made.admit(definition(function))
        if used is not claim:
            made.admit(sequent("axiom", used.id, given, goals, table))
            made.statements[used.id] = Statement(used.given, used.statement, (given, goals))
    return made


def attempts(claim: Claim, variant: Wrong) -> Iterator[Claim]:
    """The variant, or its parts that are false, with the claim's proof as far as it can be tried."""
    given = given_of(claim, variant)
    point = counterexample(claim, variant)
    proof, parts = claim.proof, list(conjuncts(variant.statement))
    methods = list(proof.methods) if isinstance(proof, Each) else [proof]
    if len(methods) == len(parts):
        pairs = list(zip(methods, parts, strict=True))
    elif isinstance(proof, Each):
        pairs = [(method, part) for part in parts for method in methods]
    elif isinstance(proof, Solve):
        pairs = [(proof, part) for part in parts]
    else:
        pairs = [(proof, variant.statement)]
    for method, part in pairs:
        if len(pairs) == 1 or not holds_at(part, point):
            proof = adapted(method, given, part)
            yield Claim(f"{claim.id}, false", "", part, given=given, proof=proof)


def adapted(method: Method, given: tuple[Term, ...], goal: Term) -> Method:
    """The method for another goal; what cannot be one for it gives way to the solvers' hints."""
    match method:
        case Chain(steps):
            known = {part for g in given for part in (g, *conjuncts(g))}
            known.update(step.statement for step in steps[:-1])
            links = (
                replace(step, needs=tuple(need for need in step.needs if need in known))
                for step in (*steps[:-1], replace(steps[-1], statement=goal))
            )
            return Chain(tuple(links))
        case Induct() | Strong() if all(g is not (method.n >= method.start) for g in given):
            return Solve(method.hints)
        case Derive() | Members():
            return Solve()
    return method


def refused(claim: Claim, variant: Wrong) -> None:
    tried = list(attempts(claim, variant))
    assert tried
    for attempt in tried:
        certificates = granted(claim)
        with pytest.raises(NotCertified):
            certificates.add(attempt)
        assert attempt.id not in certificates.book.theorems


def on(*numbers: str) -> list[str]:
    return [id for id, (claim, _) in VARIANTS.items() if claim.page in numbers]


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("id", on(*SHARD))
def test_a_false_variant_has_no_certificate(id: str) -> None:
    refused(*VARIANTS[id])


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("id", [id for id, c in CLAIMS.items() if c.page in EASY])
def test_the_claim_itself_has_one_in_as_few_steps(id: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(refuter, "LONGEST", 60.0)
    certificates = granted(CLAIMS[id])
    certificates.add(CLAIMS[id])
    assert id in certificates.book.theorems


@pytest.mark.slow
@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("id", VARIANTS)
def test_no_false_variant_has_a_certificate(id: str) -> None:
    refused(*VARIANTS[id])
