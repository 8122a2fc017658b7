"""Maxima of up to six values, by maxima of pairs and of sums of them.

An identity writes a multiple of max(x_0, …, x_{n−1}) as a sum of multiples of R(u − v) + v, the
maximum of u and v, where u and v are sums of maxima of pairs m_ij = max(x_i, x_j).  So where the
m_ij are at hand, one more hidden layer of ReLUs gives the maximum of all.  They hold for any m_ij
that are these maxima, however computed: put maxima of groups for the x_i, and the m_ij are maxima
of two groups.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import reduce
from operator import add
from typing import Any, Final

from symbolic.arithmetic import relu

Pair = tuple[int, int]
"""m_ij by its indices i <= j; x_i itself is m_ii."""


@dataclass(frozen=True)
class Summand:
    """weight * (R(u − v) + v), with u and v as the pairs that are added up."""

    weight: int
    u: tuple[Pair, ...]
    v: tuple[Pair, ...]


@dataclass(frozen=True)
class Identity:
    """divisor * max(x_0, …, x_{entries − 1}) as the sum of these."""

    entries: int
    divisor: int
    summands: tuple[Summand, ...]

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs that it reads, in order."""
        return tuple(sorted({pair for s in self.summands for pair in (*s.u, *s.v)}))

    @property
    def carried(self) -> dict[Pair, Fraction]:
        """The linear part of the maximum itself: what must pass the layer beside its ReLUs.

        No coefficient is negative, so it is >= 0 where the entries are.
        """
        parts: dict[Pair, Fraction] = {}
        for s in self.summands:
            for pair in s.v:
                parts[pair] = parts.get(pair, Fraction(0)) + Fraction(s.weight, self.divisor)
        return {pair: c for pair, c in parts.items() if c}

    def __call__(self, m: Callable[[int, int], Any]) -> Any:
        """The sum, for values m(i, j) of any kind."""
        value: Any = None
        for s in self.summands:
            u, v = (reduce(add, (m(*pair) for pair in side)) for side in (s.u, s.v))
            part = relu(u - v) + v
            part = part if abs(s.weight) == 1 else abs(s.weight) * part
            if value is None:
                value = part if s.weight > 0 else -part
            else:
                value = value + part if s.weight > 0 else value - part
        return value


def _identity(entries: int, divisor: int, *lines: str) -> Identity:
    """From lines "weight u | v" in which u and v list pairs: "2 01 | 34"."""
    summands = []
    for line in lines:
        weight, *rest = line.split()
        bar = rest.index("|")
        u, v = (
            tuple((int(p[0]), int(p[1])) for p in part) for part in (rest[:bar], rest[bar + 1 :])
        )
        summands.append(Summand(int(weight), u, v))
    return Identity(entries, divisor, tuple(summands))


TWO: Final = _identity(2, 1, "1 11 | 00")
THREE: Final = _identity(3, 1, "1 02 | 01")
FOUR: Final = _identity(4, 1, "1 23 | 01")
FIVE: Final = _identity(
    5, 2,
    "2 01 | 34", "1 22 | 34", "1 22 | 01", "1 02 24 | 12 23", "-1 01 24 | 12 34",
    "-1 02 34 | 01 23",
)  # fmt: skip
"""The pairs are the edges of two triangles that share x_2; m_34 is carried."""
SIX: Final = _identity(
    6, 6,
    "4 12 | 45", "-2 05 12 | 34 35", "4 05 | 34", "2 05 12 | 35 45", "2 05 34 | 12 45",
    "-2 04 12 | 05 34", "2 04 12 | 34 45", "4 02 | 13", "2 02 12 | 23 45",
    "1 02 12 | 34 35", "-1 02 12 | 34 45", "-1 02 12 | 35 45", "2 01 12 | 23 45",
    "1 01 12 | 34 35", "-1 01 12 | 34 45", "-1 01 12 | 35 45", "-2 23 45 | 01 13",
    "2 12 45 | 01 13", "-2 01 02 | 23 45", "-1 01 02 | 34 35", "1 01 02 | 34 45",
    "1 01 02 | 35 45", "-4 05 12 | 03 45", "2 03 34 | 05 12", "-4 03 12 | 23 45",
    "-2 12 45 | 03 34", "2 23 45 | 03 13", "-2 03 13 | 12 45", "2 05 12 | 03 04",
    "-2 12 45 | 03 04", "2 01 03 | 23 45", "-2 01 03 | 12 45", "2 12 45 | 03 03",
)  # fmt: skip
"""The pairs are those of 0, 1, 2, those of 3, 4, 5 and all with 0 or 3; m_13 is carried."""

IDENTITIES: Final = {i.entries: i for i in (TWO, THREE, FOUR, FIVE, SIX)}
"""By the number of entries."""
