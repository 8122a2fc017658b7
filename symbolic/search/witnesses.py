"""The indices that hints speak of: where the ranges of a question take their values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symbolic import kernel
from symbolic.ranges import Abstraction, write_out
from symbolic.statements import Reader
from symbolic.terms import Term

Names = dict[object, kernel.Term]


class _Recording(Abstraction):
    """Notes which range each index belongs to."""

    def __init__(self, at: Iterable[Term], taken: Iterable[str]) -> None:
        super().__init__(at, taken)
        self.ranges: dict[str, Term] = {}

    def _introduce(self, node: Term, key: Term, generation: int) -> None:
        super()._introduce(node, key, generation)
        for extreme in self._extremes:
            if extreme.node is node:
                self.ranges.setdefault(extreme.witness.data, node)


def witnesses(statements: Sequence[Term], at: Sequence[Term], reader: Reader) -> Names:
    """For the name of each index: the term that it stands for, by the kernel's name of it."""
    out = [write_out(s) for s in statements]
    recording = _Recording(at, {name for s in (*out, *at) for name in s.names})
    for statement in out:
        recording.statement(statement)
    recording.close()
    return {
        ("unknown", name, True, 0): reader.index(node) for name, node in recording.ranges.items()
    }


def resolved(term: kernel.Term, names: Names) -> kernel.Term:
    """A term with the indices in it, and those in these, replaced by what they stand for."""
    for _ in range(10):
        if kernel.names(term).isdisjoint(names):
            return term
        term = kernel.Substitution(names)(term)
    raise ValueError("indices that speak of one another")
