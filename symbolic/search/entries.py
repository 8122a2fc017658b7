"""Ledger entries for the kernel: terms by their place in a table, proofs as lists."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Any

from symbolic.kernel import Atom, Factor, Term
from symbolic.statements import Reader, constant_name, defined
from symbolic.terms import Function

Entry = dict[str, Any]
Proof = list[tuple[Any, ...]]
"""Steps as the kernel has them, but with terms in place of their places in the table:

("split", term, signs, proof), ("settle", place, *places), ("whole", place),
("cut", name, {(unknown, is integer): (arity, term)}, proofs),
("absurd", [(multiplier, *places)], *places).
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
            factor = Factor.all[next(iter(term.parts))[0]]
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

    def proof(self, steps: Proof) -> list[Any]:
        """A proof with its terms in the table."""
        return [self._step(*step) for step in steps]

    def _step(self, rule: str, *step: Any) -> list[Any]:
        match rule:
            case "split":
                term, signs, otherwise = step
                return [rule, self.place(term), signs, self.proof(otherwise)]
            case "cut":
                name, values, proofs = step
                replaced = [
                    [text, whole, arity, self.place(value)]
                    for (text, whole), (arity, value) in values.items()
                ]
                return [rule, name, replaced, [self.proof(p) for p in proofs]]
            case "absurd":
                entries, *against = step
                return [rule, [[self.place(m), *places] for m, *places in entries], *against]
        return [rule, *step]

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
    size: Term | None = None,
) -> Entry:
    """A theorem with its proofs, one for each goal."""
    table = Table()
    entry = sequent("theorem", name, given, goals, table)
    entry["size"] = None if size is None else table.place(size)
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


def definition(function: Function, reader: Reader) -> Entry:
    """A recursive function."""
    arity, start, base, step = defined(function, reader)
    table = Table()
    entry: Entry = {"kind": "definition", "name": constant_name(function)}
    entry |= {"integer": function.sort == "Int", "arity": arity, "terms": table.nodes}
    for part, value in (("base", base), ("step", step), ("start", start)):
        entry[part] = table.place(value)
    return entry
