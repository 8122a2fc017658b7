"""What the kernel's terms are worth at a point: exact, and read from the kernel's description.

What the kernel says nothing of (an inverse of 0, an index where there is none, a recursion below 0,
an unknown that only shares its name with an input which definitions read) gets values drawn anew for
each seed, so what depends on one of them is seen to change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor
from typing import Any
from zlib import crc32

from symbolic import kernel
from symbolic.kernel import FACTORS, NEGATIVE, POSITIVE, ZERO, Atom, Factor
from symbolic.search.entries import definition
from symbolic.statements import Reader

Number = int | Fraction
Around = tuple[Number, ...]
"""Values of the indices around a term, the nearest first."""
Label = tuple[str, str, bool, int]
"""Kind, name, whether it is an integer, and the number of arguments of a function."""
FEW_STEPS = 40
"""Steps of a recursion, at most: a call of more has no business in a test."""


class NotWhole(Exception):
    """What the kernel takes for an integer is none."""


@dataclass(frozen=True)
class Recursion:
    """A defined function, by its value from 0 on.

    In the value, its parameters are unknown integers, called by its name and their places; an unknown
    function of its name stands for it at n − 1, n its last argument, and takes the others.
    """

    label: Label
    value: kernel.Term

    def meanings(self, args: tuple[Number, ...], before: Callable[..., Number]) -> dict[Label, Any]:
        """What the unknowns in the value are at these arguments."""
        _, name, whole, arity = self.label
        places: dict[Label, Any] = {
            ("unknown", f"{name} {place}", True, 0): arg for place, arg in enumerate(args)
        }
        return {**places, ("unknown", name, whole, arity - 1): before}

    @property
    def reads(self) -> set[Label]:
        """The constants that the value speaks of."""
        labels = (name for name in kernel.names(self.value) if isinstance(name, tuple))
        return {label for label in labels if label[0] == "constant"}


def recursions(reader: Reader) -> dict[str, Recursion]:
    """The recursive functions that a reader met, as the kernel gets and accepts them."""
    book = kernel.Book()
    found = {}
    for name, function in list(reader.definitions.items()):
        entry = definition(function)
        book.add(entry)
        terms: list[kernel.Term] = []
        for node in entry["terms"]:
            terms.append(kernel.read(node, terms))
        label = "constant", entry["name"], entry["integer"], entry["arity"]
        found[name] = Recursion(label, terms[entry["body"]])
    return found


def sign(value: Number) -> int:
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO


class AtPoint:
    """Values of terms where inputs, known functions and recursions are these.

    inside: in the value of a recursion, what its own unknowns are, of which alone it speaks.
    """

    def __init__(
        self,
        inputs: Mapping[str, Any],
        functions: Callable[[str, Number], Number],
        recursive: Mapping[str, Recursion],
        seed: int,
        inside: Mapping[Label, Any] | None = None,
    ) -> None:
        self._inputs, self._functions = inputs, functions
        self._recursive, self._seed = recursive, seed
        self._inside = inside
        read = (label for recursion in recursive.values() for label in recursion.reads)
        self._fixed = {label for label in read if label[1] in inputs}
        self._found: dict[tuple[int, Around], Number] = {}
        self._called: dict[tuple[Any, ...], Number] = {}

    def holds(self, atoms: Iterable[Atom]) -> bool:
        return all(sign(self.of(term)) & signs for term, signs in atoms)

    def of(self, term: kernel.Term, around: Around = ()) -> Number:
        total: Number = 0
        for monomial, c in term.parts.items():
            product: Number = c
            for n in monomial:
                product = product * self._factor(FACTORS[n], around)
            total = total + product
        return total

    def _factor(self, factor: Factor, around: Around) -> Number:
        key = factor.number, around if factor.free else ()
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
        return (self._unknown if factor.kind == "unknown" else self._applied)(factor.label, values)

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

    def _unknown(self, label: Any, args: tuple[Number, ...]) -> Number:
        if self._inside is not None:
            return _at(self._inside[label], args)
        if ("constant", *label[1:]) in self._fixed:
            return self._any(*label, *args)
        return _at(self._inputs[label[1]], args)

    def _applied(self, label: Any, args: tuple[Number, ...]) -> Number:
        name = label[1]
        if label in self._fixed:
            return _at(self._inputs[name], args)
        if name == "inverse":
            return Fraction(1) / args[0] if args[0] else self._any(name)
        if name == "quotient":
            return floor(Fraction(args[0]) / args[1]) if args[1] > 0 else self._any(name, *args)
        if name in self._recursive:
            return self._recursion(self._recursive[name], label, args)
        return self._functions(name, args[0])

    def _recursion(self, recursion: Recursion, label: Label, args: tuple[Number, ...]) -> Number:
        key = (label, *args)
        if key not in self._called:
            last = args[-1]
            if recursion.label != label or not all(map(_whole, args)) or last < 0:
                return self._any(*label, *args)
            if last > FEW_STEPS:
                raise RecursionError(f"{label[1]} of {args}")
            inside = recursion.meanings(
                args, lambda *p: self._recursion(recursion, label, (*p, last - 1))
            )
            there = AtPoint(self._inputs, self._functions, self._recursive, self._seed, inside)
            there._called = self._called
            self._called[key] = there.of(recursion.value)
        return self._called[key]

    def _any(self, *what: object) -> int:
        return crc32(repr((self._seed, *map(str, what))).encode()) % 11 - 3


def _at(known: Any, args: tuple[Number, ...]) -> Number:
    value: Number = known(*args) if callable(known) else known
    return value


def _whole(value: Number) -> bool:
    return value.denominator == 1
