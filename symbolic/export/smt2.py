"""A claim's questions as an SMT-LIB 2 file: what both solvers were asked, word for word.

Every `(check-sat)` in it must answer `unsat`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from symbolic.arguments import ARGUED
from symbolic.claims import Claim, Theorem, Theorems, prove
from symbolic.evaluate import NotExact, evaluate
from symbolic.methods import Compute, Each
from symbolic.questions import Question, recording
from symbolic.ranges import NotUnfolded, write_out
from symbolic.smtlib import script
from symbolic.solvers import ask
from symbolic.terms import RANGES, REAL_FUNCTIONS, Term, as_term, conjuncts, rebuild, subterms


class NoQuestion(Exception):
    """A claim that no solver was asked about; the message says how it was proved instead."""


@dataclass(frozen=True)
class Asked:
    """A theorem, the questions it was proved by, and the evidence that is not among these."""

    theorem: Theorem
    questions: tuple[Question, ...]
    elsewhere: tuple[str, ...]


def asked(claim: Claim, earlier: Theorems) -> Asked:
    """Prove a claim and keep the questions; a computed statement becomes a question of its own.

    Raises `NotProved`, and `NoQuestion` where there is none.
    """
    with recording() as questions:
        theorem = prove(claim, earlier)
    whys: list[str] = []
    computed = list(_computed(claim, whys))
    found = (*questions, *computed)
    stated = {question.what for question in computed}
    other = [e for e in theorem.evidence if e.grade != "two solvers" and e.what not in stated]
    if not found:
        by = " and ".join(dict.fromkeys(e.by for e in other))
        why = "".join(f" ({why})" for why in whys[:1])
        raise NoQuestion(f"{claim.id} was proved by {by}, not by solvers{why}")
    return Asked(theorem, found, tuple(f"{e.what} [{e.by}]" for e in other))


def _computed(claim: Claim, whys: list[str]) -> Iterator[Question]:
    """The negations of the claim's computed parts as questions, or why they cannot be."""
    for name, goal in _parts(claim.proof, claim.statement):
        known = sorted({t.op for t in subterms(goal)} & REAL_FUNCTIONS)
        if known:
            whys.append(f"to SMT-LIB, {known[0]} is any function")
            continue
        try:
            negation = _written_out(~goal)
            text = script([negation])
        except (NotUnfolded, ValueError) as failure:
            whys.append(str(failure).partition(": ")[0])
            continue
        answers = ask([negation])
        if answers.unsat:
            yield Question(f"{name}{goal!r} evaluated", text)
        else:
            whys.append(f"{answers}")


def _written_out(statement: Term) -> Term:
    """A statement without unknowns with its ranges written out, whose lengths are computed."""
    before = None
    while statement is not before:
        before, statement = statement, write_out(_lengths(statement))
    return statement


def _lengths(term: Term) -> Term:
    args = tuple(map(_lengths, term.args))
    if term.op in RANGES and not args[0].open:
        with suppress(NotExact):
            args = (as_term(int(evaluate(args[0], {}))), *args[1:])
    return rebuild(term, args)


def _parts(method: Any, goal: Term, name: str = "") -> Iterator[tuple[str, Term]]:
    """The parts of a goal that are computed, and what stands before their evidence."""
    if isinstance(method, Compute):
        yield name, goal
    if isinstance(method, Each):
        pairs = zip(method.methods, conjuncts(goal), strict=True)
        for number, (inner, part) in enumerate(pairs, 1):
            yield from _parts(inner, part, f"{name}part {number}: ")


def text(asked: Asked) -> str:
    """The file: a header, then the questions, each from a fresh start."""
    claim = asked.theorem.claim
    count = len(asked.questions)
    lines = [
        f"; {claim.id}: {claim.says}",
        f"; statement: {claim.statement!r}",
        *(f"; hypothesis: {hypothesis!r}" for hypothesis in claim.given),
        f"; {count} question{'' if count == 1 else 's'}: the statement is proved if each check-sat"
        " answers unsat.",
        *(f"; uses {used}, a theorem of its own" for used in claim.uses),
        *(["; some of what it uses is argued on paper"] if asked.theorem.grade == ARGUED else []),
        *(
            f"; rests on the axiom {axiom.id}: {axiom.statement!r}"
            for axiom in asked.theorem.axioms
        ),
        *(f"; not a question for solvers: {what}" for what in asked.elsewhere),
    ]
    for number, question in enumerate(asked.questions, 1):
        lines += [
            "",
            *(["(reset)"] if number > 1 else []),
            f"; {number} of {count}: {question.what}",
            "(set-info :smt-lib-version 2.6)",
            "(set-info :status unsat)",
            question.script.rstrip("\n"),
            "(check-sat)",
        ]
    return (
        "\n".join(line.replace("\n", " ") if line.startswith(";") else line for line in lines)
        + "\n"
    )
