"""What the kernel's terms are worth at a point: exact, and read from the kernel's description.

What the kernel says nothing of (an inverse of 0, an index where there is none, a recursion before
its start) gets values drawn anew for each seed, so what depends on one of them is seen to change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any
from zlib import crc32

from symbolic import kernel
from symbolic.kernel import NEGATIVE, POSITIVE, ZERO, Atom, Factor
from symbolic.search.entries import definition
from symbolic.statements import Reader

Number = int | Fraction
Around = tuple[Number, ...]
"""Values of the indices around a term, the nearest first."""
FEW_STEPS = 40
"""Steps of a recursion, at most: a call of more has no business in a test."""


class NotWhole(Exception):
    """What the kernel takes for an integer is none."""


@dataclass(frozen=True)
class Recursion:
    """A defined function; base and step are terms in which its arguments are bound indices.

    In the step, an unknown function of its name stands for it at n − 1, n its last argument.
    """

    start: kernel.Term
    base: kernel.Term
    step: kernel.Term


def recursions(reader: Reader) -> dict[str, Recursion]:
    """The recursive functions that a reader met, as the kernel gets and accepts them."""
    book = kernel.Book()
    found = {}
    for name, function in list(reader.definitions.items()):
        entry = definition(function, reader)
        book.add(entry)
        terms: list[kernel.Term] = []
        for node in entry["terms"]:
            terms.append(kernel.read(node, terms))
        found[name] = Recursion(*(terms[entry[part]] for part in ("start", "base", "step")))
    return found


def sign(value: Number) -> int:
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO


class AtPoint:
    """Values of terms where unknowns, known functions and recursions are these."""

    def __init__(
        self,
        unknowns: Mapping[str, Any],
        functions: Callable[[str, Number], Number],
        recursive: Mapping[str, Recursion],
        seed: int,
    ) -> None:
        self._unknowns, self._functions = unknowns, functions
        self._recursive, self._seed = recursive, seed
        self._before = {("unknown", name, whole) for name in recursive for whole in (True, False)}
        self._found: dict[tuple[int, Around], Number] = {}

    def holds(self, atoms: Iterable[Atom]) -> bool:
        return all(sign(self.of(term)) & signs for term, signs in atoms)

    def of(self, term: kernel.Term, around: Around = ()) -> Number:
        total: Number = 0
        for monomial, c in term.parts.items():
            product: Number = c
            for n in monomial:
                product = product * self._factor(Factor.all[n], around)
            total = total + product
        return total

    def _factor(self, factor: Factor, around: Around) -> Number:
        inside = factor.free or not self._before.isdisjoint(factor.names)
        key = factor.number, around if inside else ()
        if key not in self._found:
            value = self._value(factor, around)
            if factor.integer and value.denominator != 1 and all(_whole(i) for i in around):
                raise NotWhole(f"{factor.kind} {factor.name} is {value}")
            self._found[key] = int(value) if value.denominator == 1 else value
        return self._found[key]

    def _value(self, factor: Factor, around: Around) -> Number:
        args = factor.args
        match factor.kind:
            case "bound":
                place: int = factor.name
                return around[place]
            case "choice":
                holds = sign(self.of(args[0], around)) & factor.name
                return self.of(args[1 if holds else 2], around)
            case "sum":
                places = range(ceil(self.of(args[0], around)))
                return sum((self.of(args[1], (i, *around)) for i in places), 0)
            case "argmax":
                return self._largest(factor, around)
        values = tuple(self.of(a, around) for a in args)
        if factor.label in self._before:
            return self._recursion(factor.name[0], (*values, around[-1] - 1))
        return self._applied(factor, values)

    def _largest(self, factor: Factor, around: Around) -> Number:
        """An index where the body is largest: among several, which one depends on the seed."""
        count, guard, body = factor.args
        stop = ceil(self.of(count, around))
        good = [i for i in range(stop) if self.of(guard, (i, *around)) > 0]
        values = {i: self.of(body, (i, *around)) for i in good}
        if not values:
            return self._any(stop) % (abs(stop) + 3) - 1
        top = [i for i in good if values[i] == max(values.values())]
        return top[self._seed % len(top)]

    def _applied(self, factor: Factor, args: tuple[Number, ...]) -> Number:
        name = factor.name[0]
        if factor.kind == "unknown":
            known = self._unknowns[name]
            value: Number = known(*args) if callable(known) else known
            return value
        if name == "inverse":
            return Fraction(1) / args[0] if args[0] else self._any(name)
        if name == "quotient":
            return floor(Fraction(args[0]) / args[1]) if args[1] > 0 else self._any(name, *args)
        if name not in self._recursive:
            return self._functions(name, args[0])
        return self._recursion(name, args)

    def _recursion(self, name: str, args: tuple[Number, ...]) -> Number:
        recursion = self._recursive[name]
        steps = args[-1] - self.of(recursion.start)
        if not all(map(_whole, args)) or steps < 0:
            return self._any(name, *args)
        if steps > FEW_STEPS:
            raise RecursionError(f"{name} of {args}")
        return self.of(recursion.step if steps else recursion.base, args)

    def _any(self, *what: object) -> int:
        return crc32(repr((self._seed, *map(str, what))).encode()) % 11 - 3


def _whole(value: Number) -> bool:
    return value.denominator == 1
