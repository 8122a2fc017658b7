"""Terms as trees, and what they are worth: written from the kernel's description, not from its code.

A tree is a node of a ledger with trees in place of the numbers of terms, for example
("sum", 0, n, ("bound", 0)).  A model gives unknowns and constants random values; every value is an
exact fraction, an index an integer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cache
from math import ceil, floor
from random import Random
from typing import Any
from zlib import crc32

from symbolic import kernel

Tree = tuple[Any, ...]
Atom = tuple[Tree, int]
NEGATIVE, NOT_POSITIVE, ZERO, POSITIVE, NONZERO, NOT_NEGATIVE = 1, 3, 2, 4, 5, 6


class TooLarge(Exception):
    """A sum of more terms than a test should add up."""


def num(value: int | str) -> Tree:
    return ("+", (value,))


def plus(*trees: Tree) -> Tree:
    return ("+", *((1, tree) for tree in trees))


def minus(first: Tree, second: Tree) -> Tree:
    return ("+", (1, first), (-1, second))


def times(*trees: Tree) -> Tree:
    return ("+", (1, *trees))


def real(name: str, *args: Tree) -> Tree:
    return ("unknown", (name, False), *args)


def whole(name: str, *args: Tree) -> Tree:
    return ("unknown", (name, True), *args)


def const(name: str, *args: Tree, integer: bool = False) -> Tree:
    return ("constant", (name, integer), *args)


def where(signs: int, condition: Tree, then: Tree, otherwise: Tree) -> Tree:
    return ("choice", signs, condition, then, otherwise)


def total(count: Tree, body: Tree) -> Tree:
    return ("sum", 0, count, body)


def argmax(count: Tree, guard: Tree, body: Tree) -> Tree:
    return ("argmax", 0, count, guard, body)


def index(place: int) -> Tree:
    return ("bound", place)


ONE, NONE = num(1), ("+",)


def nodes(tree: Tree, table: list[Any], places: dict[Tree, int]) -> int:
    """The place of a tree in a ledger's table of terms, which grows as needed."""
    if tree not in places:
        if tree[0] == "+":
            node: list[Any] = ["+"]
            for c, *inside in tree[1:]:
                exact = str(c) if isinstance(c, Fraction) else c
                node.append([exact, *(nodes(f, table, places) for f in inside)])
        else:
            kind, name, *args = tree
            name = list(name) if isinstance(name, tuple) else name
            node = [kind, name, *(nodes(arg, table, places) for arg in args)]
        table.append(node)
        places[tree] = len(table) - 1
    return places[tree]


def term(tree: Tree) -> kernel.Term:
    """The tree as the kernel reads it."""
    table: list[Any] = []
    nodes(tree, table, {})
    terms: list[kernel.Term] = []
    for node in table:
        terms.append(kernel.read(node, terms))
    return terms[-1]


def tree_of(what: kernel.Term) -> Tree:
    """What the kernel made of a term, as a tree."""
    return ("+", *((c, *map(_factor, monomial)) for monomial, c in what.parts.items()))


def _factor(number: int) -> Tree:
    factor = kernel.FACTORS[number]
    return (factor.kind, factor.name, *map(tree_of, factor.args))


def parameter(name: str, place: int) -> Tree:
    """What the definition of a function calls an argument of it."""
    return whole(f"{name} {place}")


def recursion(last: Tree, first: Tree, later: Tree) -> Tree:
    """The body of a definition that is the first where the last argument is 0, and then the second."""
    return where(ZERO, last, first, later)


def _always(value: Fraction) -> Callable[[], Fraction]:
    return lambda: value


def sign(value: Fraction) -> int:
    return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO


@dataclass(frozen=True)
class Model:
    """Values for all names, drawn anew for each seed; some may be fixed, by their labels."""

    seed: int
    fixed: Mapping[Any, Callable[..., Fraction]] = field(default_factory=dict)

    def value(self, tree: Tree, around: Sequence[Fraction] = ()) -> Fraction:
        """What a tree is worth where the indices around it, the nearest first, are these."""
        kind, *rest = tree
        if kind == "+":
            return sum((self._product(part, around) for part in rest), Fraction())
        name, *args = rest
        match kind:
            case "bound":
                return around[name]
            case "choice":
                return self.value(
                    args[1 if sign(self.value(args[0], around)) & name else 2], around
                )
            case "sum":
                indices = self._indices(args[0], around)
                return sum((self.value(args[1], (i, *around)) for i in indices), Fraction())
            case "argmax":
                indices = self._indices(args[0], around)
                good = [i for i in indices if self.value(args[1], (i, *around)) > 0]
                return max(
                    good, key=lambda i: self.value(args[2], (i, *around)), default=Fraction(-7)
                )
        return self.apply(kind, name, tuple(self.value(arg, around) for arg in args))

    def apply(self, kind: str, name: tuple[str, bool], args: tuple[Fraction, ...]) -> Fraction:
        """A function at a point."""
        label = (kind, *name, len(args))
        if label in self.fixed:
            return self.fixed[label](*args)
        if (kind, name) == ("constant", ("inverse", False)) and args[0]:
            return 1 / args[0]
        if (kind, name) == ("constant", ("quotient", True)) and args[1] > 0:
            return Fraction(floor(args[0] / args[1]))
        drawn = crc32(repr((self.seed, kind, name, *map(str, args))).encode())
        if name[1] and all(arg.denominator == 1 for arg in args):
            return Fraction(drawn % 7 - 2)
        return Fraction(drawn % 13 - 6, 1 + (drawn >> 8) % 3)

    def holds(self, atoms: Iterable[tuple[Any, int]]) -> bool:
        """Whether all atoms, of terms or of trees, have one of their signs."""
        trees = ((t if isinstance(t, tuple) else tree_of(t), signs) for t, signs in atoms)
        return all(sign(self.value(tree)) & signs for tree, signs in trees)

    def obeys(self, sequent: tuple[Any, Any]) -> bool:
        return not self.holds(sequent[0]) or self.holds(sequent[1])

    def defined(self, name: str, body: Tree, arity: int = 1, *, integer: bool = False) -> Model:
        """With one more function, by recursion on its last argument; below zero it is anything.

        Its parameters are unknown integers called `name 0`, …; an unknown function of its name, of
        all but the last, is its value at one less.
        """
        anything = Model(self.seed, self.fixed)

        @cache
        def call(*args: Fraction) -> Fraction:
            last = args[-1]
            if any(arg.denominator != 1 for arg in args) or not 0 <= last <= 30:
                return anything.apply("constant", (name, integer), args)
            here = {("unknown", *parameter(name, p)[1], 0): _always(v) for p, v in enumerate(args)}
            here["unknown", name, integer, arity - 1] = lambda *at: call(*at, last - 1)
            return replace(itself, fixed={**itself.fixed, **here}).value(body)

        label = ("constant", name, integer, arity)
        itself = replace(self, fixed={**self.fixed, label: call})
        return itself

    def _product(self, part: Sequence[Any], around: Sequence[Fraction]) -> Fraction:
        product = Fraction(part[0])
        for factor in part[1:]:
            product *= self.value(factor, around)
        return product

    def _indices(self, count: Tree, around: Sequence[Fraction]) -> list[Fraction]:
        stop = ceil(self.value(count, around))
        if stop > 12:
            raise TooLarge
        return [Fraction(i) for i in range(stop)]


def free(tree: Tree, depth: int = 0) -> set[int]:
    """The indices of binders around a tree that it speaks of."""
    if tree[0] == "bound":
        return {tree[1] - depth} if tree[1] >= depth else set()
    if tree[0] == "+":
        return set[int]().union(*(free(f, depth) for _, *inside in tree[1:] for f in inside))
    binds = tree[0] in ("sum", "argmax")
    args = enumerate(tree[2:])
    return set[int]().union(*(free(arg, depth + (binds and place > 0)) for place, arg in args))


def names(tree: Tree) -> set[Any]:
    """The labels of the unknowns and constants in a tree."""
    if tree[0] == "+":
        return set[Any]().union(*(names(f) for _, *inside in tree[1:] for f in inside))
    own = {(tree[0], *tree[1], len(tree) - 2)} if tree[0] in ("unknown", "constant") else set()
    return own.union(*map(names, tree[2:]))


def drawn(random: Random, depth: int, binders: int = 0) -> Tree:
    """A random tree."""
    kinds = ["number", "variable", "index"]
    if depth:
        kinds = ["+", "+", "+", "function", "choice", "choice", "sum", "sum", "argmax"]
    match random.choice(kinds):
        case "variable":
            return random.choice([real("a"), real("b"), whole("m"), whole("n")])
        case "index" if binders:
            return index(random.randrange(binders))
        case "+":
            parts = (
                (random.choice([-2, -1, 1, 1, 1, "1/2", 3]), *_several(random, depth, binders))
                for _ in range(random.randrange(1, 4))
            )
            return ("+", *parts)
        case "function":
            return _function(random, depth, binders)
        case "choice":
            parts = [drawn(random, depth - 1, binders) for _ in range(3)]
            return where(random.randrange(8), *parts)
        case "sum":
            return total(_count(random, binders), drawn(random, depth - 1, binders + 1))
        case "argmax":
            parts = [drawn(random, depth - 1, binders + 1) for _ in range(2)]
            return argmax(_count(random, binders), *parts)
    return num(random.choice([-1, 0, 1, 2, "-1/3"]))


def _several(random: Random, depth: int, binders: int) -> list[Tree]:
    return [drawn(random, depth - 1, binders) for _ in range(random.randrange(3))]


def _function(random: Random, depth: int, binders: int) -> Tree:
    args = [drawn(random, depth - 1, binders) for _ in range(2)]
    names = [("unknown", ("F", False)), ("unknown", ("H", True)), ("constant", ("inverse", False))]
    pairs = [("unknown", ("K", False)), ("constant", ("quotient", True))]
    if random.random() < 0.6:
        return (*random.choice(names), args[0])
    return (*random.choice(pairs), *args)


def _count(random: Random, binders: int) -> Tree:
    counts = [whole("n"), whole("m"), num(2), num("5/2"), real("a"), plus(whole("n"), ONE)]
    return random.choice([*counts, *map(index, range(binders))])
