"""Which facts and clauses matter: asked of Z3, which reads them all at once.

Its answer is only advice.  A search among the few that it names is short; if it names too few, the
search is without advice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import z3

from symbolic.kernel import FACTORS, NEGATIVE, POSITIVE, ZERO, Factor, Term
from symbolic.search.clauses import Clause
from symbolic.search.steps import Fact

EFFORT, TIMEOUT_MS = 5_000_000, 2_000
"""The work of one answer, as Z3 counts it: about a second of it, however busy the machine is; and
milliseconds, which still end its search for a smaller core."""


def relevant(
    facts: Sequence[Fact], clauses: Sequence[Clause]
) -> tuple[list[Fact], list[Clause]] | None:
    """Facts and clauses that exclude each other, as few as Z3 finds; None if it finds none."""
    for exact in (False, True):
        found = _core(facts, clauses, exact)
        if found is not None:
            return found
    return None


def _core(
    facts: Sequence[Fact], clauses: Sequence[Clause], exact: bool
) -> tuple[list[Fact], list[Clause]] | None:
    reading = _Reading(exact)
    solver = z3.Solver() if exact else z3.SolverFor("QF_NRA")
    solver.set("rlimit", EFFORT)
    solver.set("timeout", TIMEOUT_MS)
    solver.set("core.minimize", True)
    labels: dict[str, Fact | Clause] = {}
    both: list[Fact | Clause] = [*facts, *clauses]
    for known in both:
        label = f"k{len(labels)}"
        labels[label] = known
        statement = (
            reading.atom(known.term, known.signs)
            if isinstance(known, Fact)
            else z3.Implies(
                z3.And([reading.atom(*a) for a in known.given]),
                z3.And([reading.atom(*a) for a in known.goals]),
            )
        )
        solver.assert_and_track(statement, z3.Bool(label))
    if solver.check() != z3.unsat:
        return None
    named = {str(b) for b in solver.unsat_core()}  # in an order that varies from run to run
    core = [known for label, known in labels.items() if label in named]
    return [k for k in core if isinstance(k, Fact)], [k for k in core if isinstance(k, Clause)]


class _Reading:
    """Kernel terms as Z3's: exactly, or over the reals with applications as unknowns."""

    def __init__(self, exact: bool) -> None:
        self._exact = exact
        self._known: dict[int, Any] = {}

    def atom(self, term: Term, signs: int) -> Any:
        value = self.term(term)
        return z3.Or(
            [
                relation
                for sign, relation in (
                    (NEGATIVE, value < 0),
                    (ZERO, value == 0),
                    (POSITIVE, value > 0),
                )
                if signs & sign
            ]
        )

    def term(self, term: Term) -> Any:
        parts = []
        for monomial, c in term.parts.items():
            product = z3.RealVal(str(c))
            for n in monomial:
                product = product * self._factor(FACTORS[n])
            parts.append(product)
        return z3.Sum(parts) if parts else z3.RealVal(0)

    def _factor(self, factor: Factor) -> Any:
        if factor.number not in self._known:
            self._known[factor.number] = self._new(factor)
        return self._known[factor.number]

    def _new(self, factor: Factor) -> Any:
        if factor.kind == "choice":
            condition, *branches = factor.args
            return z3.If(self.atom(condition, factor.name), *map(self.term, branches))
        name = f"{factor.kind} {factor.number}"
        if self._exact and factor.kind in ("unknown", "constant") and factor.args:
            sorts = [z3.RealSort()] * (len(factor.args) + 1)
            function = z3.Function(f"{factor.kind} {factor.name} {len(factor.args)}", *sorts)
            return function(*map(self.term, factor.args))
        return z3.Real(name)


def factors_of(clauses: Iterable[Clause]) -> list[Term]:
    """The terms that clauses speak of."""
    return [term for c in clauses for term, _ in (*c.given, *c.goals)]
