"""Linear arithmetic over monomials: a model of facts, or multipliers that make them absurd.

Every monomial is an unknown of its own.  Z3 decides; the multipliers are computed exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import z3

from symbolic.kernel import POSITIVE, ZERO, Term
from symbolic.search.steps import Fact

Monomial = tuple[int, ...]
Model = dict[Monomial, Fraction]
SIGNED = (ZERO, POSITIVE, ZERO | POSITIVE)


class Linear:
    """Facts asserted and retracted in the order of a search."""

    def __init__(self) -> None:
        self._solver = z3.SolverFor("QF_LRA")
        self._solver.set("core.minimize", True)
        self._unknowns: dict[Monomial, Any] = {}
        self._labels: dict[str, Fact] = {}
        self._assumptions: dict[Any, Any] = {}
        self._depth: list[int] = []
        self._seen: list[Monomial] = []

    def push(self) -> None:
        self._solver.push()
        self._depth.append(len(self._seen))

    def pop(self) -> None:
        self._solver.pop()
        del self._seen[self._depth.pop() :]

    def add(self, fact: Fact) -> None:
        """Assert a fact that gives a sign; others are passed over."""
        if fact.signs in SIGNED:
            label = f"f{len(self._labels)}"
            self._labels[label] = fact
            self._seen += (m for m in fact.term.parts if m)
            self._solver.assert_and_track(self._relation(fact.term, fact.signs), z3.Bool(label))

    def model(self) -> Model | list[Fact]:
        """Values of the monomials that satisfy all facts, or a few facts that exclude each other."""
        if self._solver.check() == z3.unsat:
            return [self._labels[str(b)] for b in self._solver.unsat_core()]
        found = self._solver.model()
        values: Model = {(): Fraction(1)}
        for monomial in self._seen:
            if monomial not in values:
                value = found.eval(self._unknowns[monomial], model_completion=True)
                values[monomial] = Fraction(value.numerator_as_long(), value.denominator_as_long())
        return values

    def excludes(self, term: Term, signs: int) -> bool:
        """Whether the facts exclude that an atom (which gives a sign) holds."""
        key = (term.key, signs)
        if key not in self._assumptions:
            label = z3.Bool(f"a{len(self._assumptions)}")
            self._assumptions[key] = label, z3.Implies(label, self._relation(term, signs))
        label, implication = self._assumptions[key]
        self._solver.push()
        self._solver.add(implication)
        excluded = bool(self._solver.check(label) == z3.unsat)
        self._solver.pop()
        return excluded

    def _relation(self, term: Term, signs: int) -> Any:
        parts = []
        for monomial, c in term.parts.items():
            weight = z3.RealVal(str(c))
            parts.append(weight * self._unknown(monomial) if monomial else weight)
        total = z3.Sum(parts) if parts else z3.RealVal(0)
        return {ZERO: total == 0, POSITIVE: total > 0, ZERO | POSITIVE: total >= 0}[signs]

    def _unknown(self, monomial: Monomial) -> Any:
        if monomial not in self._unknowns:
            self._unknowns[monomial] = z3.Real(f"m{len(self._unknowns)}")
        return self._unknowns[monomial]


def multipliers(facts: Sequence[Fact]) -> list[Fraction] | None:
    """Numbers, one for each fact, that make the sum of their products absurd; None if there are none.

    Not negative where the fact is no equation.  The sum is then a number that is negative, or that
    is 0 though a fact in it says "positive".
    """
    found = _only_solution(facts)
    return found if found is not None else _by_z3(facts)


def _only_solution(facts: Sequence[Fact]) -> list[Fraction] | None:
    """If the combinations without a monomial are multiples of one another: the right one of them."""
    monomials = list(dict.fromkeys(m for f in facts for m in f.term.parts if m))
    rows = [[Fraction(f.term.parts.get(m, 0)) for f in facts] for m in monomials]
    pivots: list[int] = []
    done = 0
    for column in range(len(facts)):
        pivot = next((r for r in range(done, len(rows)) if rows[r][column]), None)
        if pivot is None:
            continue
        rows[done], rows[pivot] = rows[pivot], rows[done]
        by = rows[done][column]
        rows[done] = [v / by for v in rows[done]]
        for r, other in enumerate(rows):
            if r != done and other[column]:
                by = other[column]
                rows[r] = [a - by * b for a, b in zip(other, rows[done], strict=True)]
        pivots.append(column)
        done += 1
    unbound = [c for c in range(len(facts)) if c not in pivots]
    if len(unbound) != 1:
        return None
    solution = [Fraction(0)] * len(facts)
    solution[unbound[0]] = Fraction(1)
    for row, column in zip(rows, pivots, strict=False):
        solution[column] = -row[unbound[0]]
    for sign in (1, -1):
        turned = [sign * v for v in solution]
        if _absurd(facts, turned):
            return turned
    return None


def _absurd(facts: Sequence[Fact], weights: Sequence[Fraction]) -> bool:
    if any(w < 0 for f, w in zip(facts, weights, strict=True) if f.signs != ZERO):
        return False
    constant = sum(w * f.term.parts.get((), 0) for f, w in zip(facts, weights, strict=True))
    strict = any(w > 0 and f.signs == POSITIVE for f, w in zip(facts, weights, strict=True))
    only_equations = all(f.signs == ZERO for f, w in zip(facts, weights, strict=True) if w)
    return constant < 0 or (constant == 0 and strict) or (constant != 0 and only_equations)


def _by_z3(facts: Sequence[Fact]) -> list[Fraction] | None:
    solver = z3.SolverFor("QF_LRA")
    weights = [z3.Real(f"w{n}") for n in range(len(facts))]
    for f, w in zip(facts, weights, strict=True):
        if f.signs != ZERO:
            solver.add(w >= 0)

    def total(monomial: Monomial) -> Any:
        parts = [
            z3.RealVal(str(f.term.parts[monomial])) * w
            for f, w in zip(facts, weights, strict=True)
            if monomial in f.term.parts
        ]
        return z3.Sum(parts) if parts else z3.RealVal(0)

    for monomial in dict.fromkeys(m for f in facts for m in f.term.parts if m):
        solver.add(total(monomial) == 0)
    strict = [w for f, w in zip(facts, weights, strict=True) if f.signs == POSITIVE]
    positive = z3.And(total(()) == 0, z3.Sum(strict) >= 1) if strict else z3.BoolVal(False)
    solver.add(z3.Or(total(()) == -1, positive))
    if solver.check() != z3.sat:
        return None
    model = solver.model()
    values = [model.eval(w, model_completion=True) for w in weights]
    return [Fraction(v.numerator_as_long(), v.denominator_as_long()) for v in values]
