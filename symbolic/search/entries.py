"""Ledger entries for the kernel: terms by their place in a table, proofs as lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from symbolic.kernel import FACTORS, Atom, Term, number
from symbolic.statements import constant_name, defined
from symbolic.terms import Function

NOTHING = number(0)
Entry = dict[str, Any]
Proof = list[tuple[Any, ...]]
"""What the kernel has, but with terms in place of their places in the table: uses of theorems,

(name, {(unknown, is integer): (arity, term)}, proofs),

and last the contradiction, ([(multiplier, *places), …], *places).
"""


class Table:
    """The terms of one entry, each after those it is made of."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self._places: dict[Any, int] = {}

    def place(self, term: Term) -> int:
        """Where the table has a term; it is added if it is not there."""
        known = self._places.get(term.key)
        if known is not None:
            return known
        if list(term.parts.values()) == [1] and len(next(iter(term.parts))) == 1:
            factor = FACTORS[next(iter(term.parts))[0]]
            name = list(factor.name) if isinstance(factor.name, tuple) else factor.name
            node = [factor.kind, name, *map(self.place, factor.args)]
        else:
            node = ["+"]
            for monomial, c in term.parts.items():
                factors = (Term([((n,), 1)]) for n in monomial)
                node.append([rational(c), *map(self.place, factors)])
        self.nodes.append(node)
        self._places[term.key] = len(self.nodes) - 1
        return len(self.nodes) - 1

    def proof(self, proof: Proof) -> list[Any]:
        """A proof with its terms in the table."""
        *steps, (entries, *by) = proof
        end = [[[self.place(m), *places] for m, *places in entries], *by]
        return [*(self._use(*step) for step in steps), end]

    def _use(self, name: str | None, values: Any, proofs: Sequence[Proof]) -> list[Any]:
        replaced = [
            [text, whole, arity, self.place(value)]
            for (text, whole), (arity, value) in values.items()
        ]
        return [name, replaced, [self.proof(p) for p in proofs]]

    def atoms(self, atoms: Iterable[Atom]) -> list[list[int]]:
        """Atoms with their terms in the table."""
        return [[self.place(term), signs] for term, signs in atoms]


def rational(value: int | Fraction) -> int | str:
    """An exact number as JSON has it."""
    return value.numerator if value.denominator == 1 else f"{value.numerator}/{value.denominator}"


def theorem(
    name: str,
    given: Sequence[Atom],
    goals: Sequence[Atom],
    proofs: Sequence[Proof],
    size: Term = NOTHING,
) -> Entry:
    """A theorem with its proofs, one for each goal; in an induction, with what gets smaller."""
    table = Table()
    entry = sequent("theorem", name, given, goals, table)
    entry["size"] = table.place(size)
    entry["proofs"] = [table.proof(proof) for proof in proofs]
    return entry


def sequent(
    kind: str, name: str, given: Sequence[Atom], goals: Sequence[Atom], table: Table
) -> Entry:
    """A statement alone, as of an axiom."""
    hypotheses, conclusions = table.atoms(given), table.atoms(goals)
    return {
        "kind": kind, "name": name, "terms": table.nodes, "given": hypotheses, "goals": conclusions
    }  # fmt: skip


def definition(function: Function) -> Entry:
    """A recursive function."""
    arity, body = defined(function)
    table = Table()
    return {
        "kind": "definition", "name": constant_name(function), "integer": function.sort == "Int",
        "arity": arity, "body": table.place(body), "terms": table.nodes,
    }  # fmt: skip
