"""From hypotheses and a goal to a question that both solvers can answer.

A question is asked in up to two ways, each at least as hard to satisfy as the statement's negation:
first over the reals with every entry a plain unknown (fast, and often enough), then as it is, with
integers and with equal indices giving equal entries.  `unsat` from both solvers on either proves it.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from symbolic.indices import normal
from symbolic.ranges import Abstraction, write_out
from symbolic.smtlib import script
from symbolic.solvers import Answers, ask, versions
from symbolic.terms import (
    RANGES,
    REAL_FUNCTIONS,
    TRUE,
    Function,
    Sort,
    Term,
    as_real,
    conjuncts,
    fresh,
    functions,
    of_sort,
    rebuild,
    subterms,
    variable,
)


@dataclass(frozen=True)
class Evidence:
    """One thing that was checked on the way: what, how it is known, by which program, how long."""

    what: str
    grade: str
    by: str
    seconds: float


class ProofFailed(Exception):
    """A claim was not proved; the message says which step and what the solvers answered."""


@dataclass(frozen=True)
class Question:
    """What was asked, and the SMT-LIB text that both solvers found unsatisfiable."""

    what: str
    script: str


_records: list[list[Question]] = []


@contextmanager
def recording() -> Iterator[list[Question]]:
    """Collect the questions that both solvers answer `unsat` from here on."""
    _records.append([])
    try:
        yield _records[-1]
    finally:
        _records.pop()


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
    known = list(hypotheses)
    for call in unfold:
        definition = _definition(call)
        for smaller in _shrinks(call, definition):
            _decide(f"{what}: the recursion ends, {smaller!r}", known, smaller, at)
        known.append(definition)
    _decide(what, known, goal, at)
    by = " and ".join(f"{name} {version}" for name, version in versions().items())
    return Evidence(what, "two solvers", by, time.perf_counter() - started)


def _decide(what: str, hypotheses: Sequence[Term], goal: Term, at: Sequence[Term]) -> None:
    known = [part for h in hypotheses for part in conjuncts(h)]
    statements = [write_out(s) for s in (*known, ~goal)]
    abstraction = Abstraction(at, {name for s in (*statements, *at) for name in s.names})
    replaced = [abstraction.statement(s) for s in statements]
    abstraction.close()
    answers: list[Answers] = []
    for question in _ways(abstraction.facts + replaced):
        answers.append(ask(question))
        if answers[-1].unsat:
            for record in _records:
                record.append(Question(what, script(question)))
            return
    raise ProofFailed(f"{what}: {answers[-1]}")


def _definition(call: Term) -> Term:
    """The equation by which a recursive function is defined, at one call."""
    function = call.data
    if call.op != "apply" or not isinstance(function, Function) or function.definition is None:
        raise ValueError(f"{call!r} is not a call of a recursive function")
    if function.computed:
        raise ValueError(f"{function} is only ever computed from integers, never unfolded")
    return call == of_sort(function.definition(*call.args), call.sort)


def _shrinks(call: Term, definition: Term) -> Iterator[Term]:
    """That each inner call of a definition, where it is reached, has a smaller last argument >= 0."""

    def walk(node: Term, reached: Term) -> Iterator[Term]:
        if node.op == "ite":
            condition, then, otherwise = node.args
            yield from walk(condition, reached)
            yield from walk(then, reached & condition)
            yield from walk(otherwise, reached & ~condition)
            return
        if node.op == "apply" and node.data is not call.data and _reaches(node.data, call.data):
            raise ValueError(f"{call.data} and {node.data} call each other, which is not checked")
        if node.op == "apply" and node.data is call.data:
            size = node.args[-1]
            yield reached.implies((size >= 0) & (size < call.args[-1]))
        if node.op in RANGES:
            inner_calls = [t for t in subterms(node) if t.op == "apply" and t.data is call.data]
            sizes = [t.args[-1] for t in inner_calls]
            if any(t.op == "bound" for size in sizes for t in subterms(size)):
                raise ValueError(f"{call.data}: the recursion inside a range is not checked")
        for inner in node.args:
            yield from walk(inner, reached)

    yield from walk(definition.args[1], TRUE)


def _reaches(function: Function, target: Function) -> bool:
    """Whether the definition of a function leads to a call of another one."""
    seen: set[Function] = set()
    pending = [function]
    while pending:
        f = pending.pop()
        if f is target:
            return True
        if f in seen or f.body is None:
            continue
        seen.add(f)
        pending += functions(f.body)
    return False


def _ways(assertions: list[Term]) -> Iterator[list[Term]]:
    relaxed = _relaxed(assertions)
    if relaxed is not None:
        yield relaxed
    yield assertions


_INTEGER_ONLY = frozenset({"floordiv", "mod"})


def _relaxed(assertions: list[Term]) -> list[Term] | None:
    """The assertions with integers as reals, and entries and values of exp and its kin as unknowns.

    This is weaker, so `unsat` carries over.
    Those that divide with remainder are left out, which weakens further.  None where the negated
    goal, which comes last, is one of these, or where nothing would change.
    """
    plain = [a for a in assertions if not any(n.op in _INTEGER_ONLY for n in subterms(a))]
    if not plain or plain[-1] is not assertions[-1]:
        return None
    nodes = [n for a in assertions for n in subterms(a)]
    if not any(n.op == "apply" or n.op in REAL_FUNCTIONS or n.sort == "Int" for n in nodes):
        return None
    taken = {n.data for n in nodes if n.op == "variable"}
    values: dict[Term, Term] = {}
    done: dict[Term, Term] = {}

    def go(term: Term) -> Term:
        if term not in done:
            done[term] = step(term)
        return done[term]

    def step(term: Term) -> Term:
        if term.op == "apply" or term.op in REAL_FUNCTIONS:
            key = normal(term)
            sort: Sort = "Bool" if term.sort == "Bool" else "Real"
            name = fresh(f"value {len(values) + 1}", taken)
            return values.setdefault(key, variable(name, sort))
        if term.op == "variable" and term.sort == "Int":
            return variable(fresh(f"{term.data} as a real", taken), "Real")
        if term.op == "number" and term.sort == "Int":
            return as_real(term)
        return rebuild(term, tuple(go(a) for a in term.args))

    return [go(a) for a in plain]
