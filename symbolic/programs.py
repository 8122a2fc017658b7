"""Programs: nests of loops over arrays of entries, as data.

A program is written once.  `run` executes it on entries of any kind; `cost` sums what its bodies
cost over its loops, whose lengths may be terms.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from symbolic.cost import Cost, count
from symbolic.pooling import Image
from symbolic.terms import Function, Term, as_real, as_term

Arrays = Callable[[str], Image]
"""The arrays by name, as functions of their indices."""


@dataclass(frozen=True)
class Loop:
    """name = 0, 1, …, length − 1; the length may depend on the indices of the loops around it.

    A length is an integer or an integer term, never negative, or a function of those indices.
    """

    name: str
    length: Any

    def at(self, index: tuple[Any, ...]) -> Any:
        """The length at given indices of the loops around it."""
        return self.length(*index) if callable(self.length) else self.length


def _same(*index: Any) -> tuple[Any, ...]:
    return index


@dataclass(frozen=True)
class Stage:
    """array[at(*index)] = body(arrays, *index) for every index of the loops, in row-major order."""

    array: str
    loops: tuple[Loop, ...]
    body: Callable[..., Any]
    at: Callable[..., tuple[Any, ...]] = _same


@dataclass(frozen=True)
class Program:
    """Stages, first to last.  The input is the array "x"; the last stage's array is the output."""

    stages: tuple[Stage, ...]

    @property
    def output(self) -> str:
        """The name of the output array."""
        return self.stages[-1].array


def run(program: Program, x: Image) -> dict[tuple[int, ...], Any]:
    """Execute a program whose lengths are integers on the input x; the output by index.

    Raises ValueError for a negative length and for a cell that is written twice.
    """
    written: dict[str, dict[tuple[int, ...], Any]] = {}

    def arrays(name: str) -> Image:
        return x if name == "x" else lambda *index: written[name][index]

    for stage in program.stages:
        cells = written.setdefault(stage.array, {})
        for index in _indices(stage.loops, ()):
            place = stage.at(*index)
            if place in cells:
                raise ValueError(f"{stage.array}{list(place)} is written twice")
            cells[place] = stage.body(arrays, *index)
    return written[program.output]


def _indices(loops: tuple[Loop, ...], outer: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    if not loops:
        yield outer
        return
    length = loops[0].at(outer)
    if length < 0:
        raise ValueError(f"the loop over {loops[0].name} has the length {length}")
    for i in range(length):
        yield from _indices(loops[1:], (*outer, i))


def cost(program: Program) -> Cost:
    """What running the program costs, summed over its loops; terms, not simplified."""
    known: dict[str, Function] = {}

    def unknown(name: str) -> Image:
        return known.setdefault(name, Function(name))

    total = Cost()
    for stage in program.stages:
        index = tuple(Term("bound", (), "Int", loop.name) for loop in stage.loops)
        value = as_real(stage.body(unknown, *index))
        each = count(value) + Cost(writes=1)
        for depth in reversed(range(len(index))):
            loop = stage.loops[depth]
            each = each.over(loop.name, loop.at(index[:depth]))
        total = total + each
    return total


def lengths(program: Program) -> list[Term]:
    """The lengths of all loops, as terms."""
    found: dict[Term, None] = {}
    for stage in program.stages:
        index = tuple(Term("bound", (), "Int", loop.name) for loop in stage.loops)
        for depth, loop in enumerate(stage.loops):
            found[as_term(loop.at(index[:depth]))] = None
    return list(found)
