"""Closed forms evaluated at large sizes: a sum over a range is added up without going through it.

The body of such a sum is made of the index i by +, −, multiples, quotients ⌊(ai + b)/m⌋, maxima and
minima.  The range is cut where a maximum or minimum changes sides; what is left on each piece is a
sum of quotients, which is found much as Euclid finds a greatest common divisor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from symbolic.evaluate import evaluate
from symbolic.terms import TRUE, Term, as_term, rebuild


class NotSummed(ValueError):
    """A sum whose body is not of the kind that is added up here."""


def floor_sum(n: int, a: int, b: int, m: int) -> int:
    """⌊b/m⌋ + ⌊(a + b)/m⌋ + … + ⌊((n − 1)a + b)/m⌋ for n >= 0 and m >= 1.

    Whole multiples of m in a and b are summed by themselves.  What remains counts, for every height
    y >= 1, the indices i < n with ai + b >= my: ⌊(an + b − my)/a⌋ of them.  Over the heights, from
    the highest down, that is a sum of the same kind with smaller numbers.
    """
    total = 0
    while n > 0:
        total += n * (n - 1) // 2 * (a // m) + n * (b // m)
        a, b = a % m, b % m
        heights, left = divmod(a * n + b, m)
        n, a, b, m = heights, m, left, a
    return total


@dataclass(frozen=True)
class _Quotient:
    """weight * ⌊(slope * i + offset) / divisor⌋."""

    weight: int
    slope: int
    offset: int
    divisor: int = 1

    def at(self, i: int) -> int:
        return self.weight * ((self.slope * i + self.offset) // self.divisor)


@dataclass(frozen=True)
class _Piece:
    """For low <= i < high, a sum of quotients."""

    low: int
    high: int
    parts: tuple[_Quotient, ...]

    def at(self, i: int) -> int:
        return sum(q.at(i) for q in self.parts)

    def scaled(self, factor: int) -> _Piece:
        scaled = (replace(q, weight=q.weight * factor) for q in self.parts)
        return replace(self, parts=tuple(scaled))

    def plus(self, other: _Piece) -> _Piece:
        return replace(self, parts=self.parts + other.parts)

    def divided(self, divisor: int) -> _Piece:
        """⌊self / divisor⌋, of a piece that is linear in the index."""
        if any(q.divisor != 1 for q in self.parts):
            raise NotSummed("a quotient of a quotient")
        slope = sum(q.weight * q.slope for q in self.parts)
        offset = sum(q.weight * q.offset for q in self.parts)
        return replace(self, parts=(_Quotient(1, slope, offset, divisor),))

    def larger(self, other: _Piece) -> list[_Piece]:
        """max(self, other), cut where it changes from one to the other."""
        difference = self.plus(other.scaled(-1))
        slopes = {(q.weight * q.slope > 0) for q in difference.parts if q.weight * q.slope}
        if len(slopes) > 1:
            raise NotSummed("a maximum that may change sides more than once")
        before, after = (self, other) if slopes == {False} else (other, self)
        rises = after.plus(before.scaled(-1))
        low, high = self.low, self.high
        while low < high:  # the first index at which `after` is not the smaller
            middle = (low + high) // 2
            low, high = (low, middle) if rises.at(middle) >= 0 else (middle + 1, high)
        return [replace(before, high=low), replace(after, low=low)]

    def total(self) -> int:
        n = self.high - self.low
        return sum(
            q.weight * floor_sum(n, q.slope, q.slope * self.low + q.offset, q.divisor)
            for q in self.parts
        )


def value(term: Term, variables: Mapping[str, int]) -> int:
    """The value of an integer term; raises `NotSummed` for a sum that is out of reach."""

    def closed(node: Term) -> Term:
        if node.op == "sum":
            return as_term(_sum(node, variables))
        return rebuild(node, tuple(map(closed, node.args)))

    return int(evaluate(closed(term), variables))


def _sum(node: Term, variables: Mapping[str, int]) -> int:
    length, guard, body = node.args
    if guard is not TRUE:
        raise NotSummed(f"the condition in {node!r}")
    pieces = _Splitter(node.data, value(length, variables), variables).pieces(body)
    return sum(piece.total() for piece in pieces)


@dataclass(frozen=True)
class _Splitter:
    """Terms in the index 0 <= i < length, as pieces that follow one another."""

    index: str
    length: int
    variables: Mapping[str, int]

    def pieces(self, term: Term) -> list[_Piece]:
        args = term.args
        if self._fixed(term):
            return [self._whole(_Quotient(value(term, self.variables), 0, 1))]
        match term.op:
            case "bound":
                return [self._whole(_Quotient(1, 1, 0))]
            case "neg":
                return [p.scaled(-1) for p in self.pieces(args[0])]
            case "add":
                return self._both(args, lambda a, b: [a.plus(b)])
            case "sub":
                return self._both(args, lambda a, b: [a.plus(b.scaled(-1))])
            case "mul" if self._fixed(args[0]) or self._fixed(args[1]):
                factor, other = args if self._fixed(args[0]) else reversed(args)
                return [p.scaled(value(factor, self.variables)) for p in self.pieces(other)]
            case "floordiv" if self._fixed(args[1]):
                divisor = value(args[1], self.variables)
                return [p.divided(divisor) for p in self.pieces(args[0])]
            case "maximum":
                return self._both(args, _Piece.larger)
            case "minimum":
                negated = self._both(args, lambda a, b: a.scaled(-1).larger(b.scaled(-1)))
                return [p.scaled(-1) for p in negated]
        raise NotSummed(f"{term!r} summed over {self.index}")

    def _fixed(self, term: Term) -> bool:
        return self.index not in term.open

    def _whole(self, quotient: _Quotient) -> _Piece:
        return _Piece(0, self.length, (quotient,))

    def _both(
        self, terms: tuple[Term, ...], combine: Callable[[_Piece, _Piece], list[_Piece]]
    ) -> list[_Piece]:
        """Two terms combined where their pieces overlap."""
        combined = []
        for a in self.pieces(terms[0]):
            for b in self.pieces(terms[1]):
                low, high = max(a.low, b.low), min(a.high, b.high)
                if low < high:
                    combined += combine(
                        replace(a, low=low, high=high), replace(b, low=low, high=high)
                    )
        return [p for p in combined if p.low < p.high]
