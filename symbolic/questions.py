"""From hypotheses and a goal to a question that both solvers can answer.

A question is asked in up to two ways, each at least as hard to satisfy as the statement's negation:
first over the reals with every entry a plain unknown (fast, and often enough), then as it is, with
integers and with equal indices giving equal entries.  `unsat` from both solvers on either proves it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from symbolic.indices import normal
from symbolic.ranges import Abstraction, write_out
from symbolic.solvers import Answers, ask, versions
from symbolic.terms import Function, Term, as_real, rebuild, subterms, variable


@dataclass(frozen=True)
class Evidence:
    """One thing that was checked on the way: what, how it is known, by which program, how long."""

    what: str
    grade: str
    by: str
    seconds: float


class ProofFailed(Exception):
    """A claim was not proved; the message says which step and what the solvers answered."""


def prove_from(
    what: str,
    hypotheses: Iterable[Term],
    goal: Term,
    at: Sequence[Term] = (),
    unfold: Sequence[Term] = (),
) -> Evidence:
    """Ask both solvers whether the hypotheses and the goal's negation exclude each other.

    at: indices to look at in maxima and the like.  unfold: calls of recursive functions whose
    definition is to be used.  Raises `ProofFailed` unless both solvers say `unsat` to one question.
    """
    started = time.perf_counter()
    definitions = [_definition(call) for call in unfold]
    abstraction = Abstraction(at)
    statements = [write_out(h) for h in (*hypotheses, *definitions, ~goal)]
    replaced = [abstraction.statement(s) for s in statements]
    abstraction.close()
    answers: list[Answers] = []
    for question in _ways(abstraction.facts + replaced):
        answers.append(ask(question))
        if answers[-1].unsat:
            by = " and ".join(f"{name} {version}" for name, version in versions().items())
            return Evidence(what, "two solvers", by, time.perf_counter() - started)
    raise ProofFailed(f"{what}: {answers[-1]}")


def _definition(call: Term) -> Term:
    """The equation by which a recursive function is defined, at one call."""
    function = call.data
    if call.op != "apply" or not isinstance(function, Function) or function.definition is None:
        raise ValueError(f"{call!r} is not a call of a recursive function")
    return call == function.definition(*call.args)


def _ways(assertions: list[Term]) -> Iterator[list[Term]]:
    relaxed = _relaxed(assertions)
    if relaxed is not None:
        yield relaxed
    yield assertions


_INTEGER_ONLY = frozenset({"floordiv", "mod"})


def _relaxed(assertions: list[Term]) -> list[Term] | None:
    """The assertions with entries as unknowns and integers as reals: weaker, so `unsat` carries over.

    None where integers matter visibly (division with remainder, or nothing would change).
    """
    nodes = [n for a in assertions for n in subterms(a)]
    if any(n.op in _INTEGER_ONLY for n in nodes):
        return None
    if not any(n.op == "apply" or n.sort == "Int" for n in nodes):
        return None
    done: dict[Term, Term] = {}

    def go(term: Term) -> Term:
        if term not in done:
            done[term] = step(term)
        return done[term]

    def step(term: Term) -> Term:
        if term.op == "apply":
            plain = normal(term)
            return variable(f"entry {plain!r}", "Bool" if term.sort == "Bool" else "Real")
        if term.op == "variable" and term.sort == "Int":
            return variable(term.data, "Real")
        if term.op == "number" and term.sort == "Int":
            return as_real(term)
        return rebuild(term, tuple(go(a) for a in term.args))

    return [go(a) for a in assertions]

