"""Exact values of a piecewise linear computation, and the `ReluNetwork` that computes one of them.

Imports no torch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

from symbolic.network import Affine, Layer, Relu, ReluNetwork, Row, row


@dataclass(frozen=True, eq=False)
class Atom:
    """What values are sums of: an input, or the ReLU of a value.

    index: of the input.  level: the ReLU layer that computes it, from 1; 0 for an input.
    """

    index: int = -1
    of: Value | None = None
    level: int = 0


@dataclass(frozen=True)
class Value:
    """An affine combination of atoms with rational weights, none of them zero."""

    terms: dict[Atom, Fraction]
    bias: Fraction = Fraction(0)

    @property
    def level(self) -> int:
        """The last ReLU layer it depends on."""
        return max((atom.level for atom in self.terms), default=0)


def combination(weighted: Iterable[tuple[Value, Fraction]], bias: Fraction = Fraction(0)) -> Value:
    """The sum of factor · value, plus the bias."""
    terms: dict[Atom, Fraction] = {}
    for value, factor in weighted:
        for atom, weight in value.terms.items():
            terms[atom] = terms.get(atom, 0) + factor * weight
        bias += factor * value.bias
    return Value({atom: weight for atom, weight in terms.items() if weight}, bias)


def relu(value: Value) -> Value:
    """R(value), as a new atom."""
    return Value({Atom(of=value, level=value.level + 1): Fraction(1)})


def inputs(count: int) -> list[Value]:
    """The inputs of a network."""
    return [Value({Atom(i): Fraction(1)}) for i in range(count)]


Position = tuple[int, ...]
Compute = Callable[[int, Position], Value]


class Signal:
    """An unbounded image: the value of each channel at each position, computed once when read."""

    def __init__(self, compute: Compute) -> None:
        self._compute = compute
        self._known: dict[tuple[int, Position], Value] = {}

    def at(self, channel: int, position: Position) -> Value:
        """The value there."""
        key = (channel, position)
        if key not in self._known:
            self._known[key] = self._compute(channel, position)
        return self._known[key]


def network(count: int, output: Value) -> ReluNetwork:
    """The network from `count` inputs to one value: a ReLU layer for each level.

    An atom of an earlier level that a later one reads passes the layers between unchanged.
    """
    states = _states(output)
    known = {atom: atom.index for atom in states[0]}
    layers: list[Layer] = []
    width = count
    for level, atoms in enumerate(states[1:], start=1):
        entering = [_entering(atom, level) for atom in atoms]
        rows = tuple(_row(value, known) for value in entering)
        layers.append(Affine(width, rows, tuple(value.bias for value in entering)))
        layers.append(Relu(tuple(atom.level == level for atom in atoms)))
        known, width = {atom: i for i, atom in enumerate(atoms)}, len(atoms)
    layers.append(Affine(width, (_row(output, known),), (output.bias,)))
    return ReluNetwork(tuple(layers))


def _states(output: Value) -> list[list[Atom]]:
    """For each level from 0 on, the atoms known after it and read later, in a fixed order."""
    states = [list(output.terms)]
    for level in range(output.level, 0, -1):
        entering = (_entering(atom, level) for atom in states[0])
        states.insert(0, list(dict.fromkeys(atom for value in entering for atom in value.terms)))
    return states


def _entering(atom: Atom, level: int) -> Value:
    """What enters the ReLU layer of this level for the atom to come out of it."""
    if atom.of is None or atom.level < level:
        return Value({atom: Fraction(1)})
    return atom.of


def _row(value: Value, known: dict[Atom, int]) -> Row:
    return row({known[atom]: weight for atom, weight in value.terms.items()})
