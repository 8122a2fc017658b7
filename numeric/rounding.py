"""Floating-point numbers that know how wrong they may be, and truth values that say so.

A `Bounded` is a float64 tensor (one entry per sample) with a bound on its distance from the exact
value, kept up operation by operation: sums and products contribute exactly what rounding took from
them, found by error-free transformations (Dekker, Knuth), and exp, log and sqrt a few units in the
last place.  So arithmetic on short binary fractions has bound 0, and is decided exactly, ties
included.  A comparison of two of them is a `Truth`: whether it can hold and whether it can fail
within the bounds.  What is not finite is bounded by nothing, and decides nothing.

Imports torch only.  The derivatives of the values are torch's; bounds carry none.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor

UNIT = 2.0**-53
"""Half a unit in the last place of 1: the relative error of one rounding."""
LIBRARY = 8 * UNIT
"""Relative error allowed to torch's exp and log, which aim at 2·UNIT."""
TINY = 2.0**-1070
"""Absolute error of an operation whose result underflows."""
SMALL = 2.0**-900
"""Below this the transformations may underflow, and the plain bound is taken."""
SPLIT = 2.0**27 + 1


@dataclass(frozen=True)
class Truth:
    """Truth of a statement per sample: whether it can hold, and whether it can fail."""

    can_hold: Tensor
    can_fail: Tensor

    def __and__(self, other: Truth | bool) -> Truth:
        if isinstance(other, bool):
            return self if other else Truth(self.can_hold & False, self.can_fail | True)
        return Truth(self.can_hold & other.can_hold, self.can_fail | other.can_fail)

    def __invert__(self) -> Truth:
        return Truth(self.can_fail, self.can_hold)

    def __or__(self, other: Truth | bool) -> Truth:
        return ~(~self & (not other if isinstance(other, bool) else ~other))

    __rand__ = __and__
    __ror__ = __or__


def _sum(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """a + b as rounded, and the size of what was lost (Knuth's two-sum)."""
    total = a + b
    with torch.no_grad():
        part = total - a
        return total, ((a - (total - part)) + (b - part)).abs()


def _halves(a: Tensor) -> tuple[Tensor, Tensor]:
    scaled = SPLIT * a
    high = scaled - (scaled - a)
    return high, a - high


def _product(a: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """a·b as rounded, and what was lost, signed (Dekker's two-product)."""
    product = a * b
    with torch.no_grad():
        (high_a, low_a), (high_b, low_b) = _halves(a), _halves(b)
        lost = ((high_a * high_b - product) + high_a * low_b + low_a * high_b) + low_a * low_b
        plain = (4 * UNIT * product.abs() + TINY) * ((a != 0) & (b != 0))
        return product, torch.where(product.abs() < SMALL, plain, lost)


@dataclass(frozen=True, eq=False)
class Bounded:
    """value: a float64 tensor.  error: how far from it the exact value may be, at most."""

    value: Tensor
    error: Tensor

    def like(self, other: Bounded | int) -> Bounded:
        """The other number; a small integer as one that is exact."""
        if isinstance(other, Bounded):
            return other
        value = torch.full_like(self.value, float(other), requires_grad=False)
        return Bounded(value, torch.zeros_like(value))

    def __add__(self, other: Bounded | int) -> Bounded:
        other = self.like(other)
        total, lost = _sum(self.value, other.value)
        return Bounded(total, self.error + other.error + lost)

    def __sub__(self, other: Bounded | int) -> Bounded:
        return self + -other

    def __rsub__(self, other: int) -> Bounded:
        return -self + other

    def __neg__(self) -> Bounded:
        return Bounded(-self.value, self.error)

    def __mul__(self, other: Bounded | int) -> Bounded:
        other = self.like(other)
        product, lost = _product(self.value, other.value)
        with torch.no_grad():
            spread = self.value.abs() * other.error + other.value.abs() * self.error
            return Bounded(product, spread + self.error * other.error + lost.abs())

    __radd__ = __add__
    __rmul__ = __mul__

    def __truediv__(self, other: Bounded) -> Bounded:
        quotient = self.value / other.value
        with torch.no_grad():
            back, lost = _product(quotient, other.value)
            remainder = ((self.value - back) - lost).abs()
            spread = self.error + quotient.abs() * other.error
            divisor = other.value.abs() - other.error
            error = torch.where(divisor > 0, (remainder + spread) / divisor, math.inf)
            return Bounded(quotient, torch.where(remainder > 0, error * (1 + LIBRARY), error))

    def __pow__(self, exponent: int) -> Bounded:
        if exponent < 0:
            raise ValueError(f"a power with a whole exponent >= 0 is needed, not {exponent}")
        result = Bounded(torch.ones_like(self.value), torch.zeros_like(self.error))
        for _ in range(exponent):
            result = result * self
        return result

    def __abs__(self) -> Bounded:
        return Bounded(self.value.abs(), self.error)

    def exp(self) -> Bounded:
        """e to this; exactly 1 at an exact 0."""
        value = self.value.exp()
        with torch.no_grad():
            error = value * (torch.expm1(self.error) * (1 + LIBRARY) + LIBRARY) + TINY
            return Bounded(value, torch.where((self.value == 0) & (self.error == 0), 0.0, error))

    def log(self) -> Bounded:
        """The natural logarithm; exactly 0 at an exact 1, unbounded where this may be <= 0."""
        value = self.value.log()
        with torch.no_grad():
            least = self.value - self.error
            error = self.error / least + LIBRARY * value.abs() + TINY
            error = torch.where(least > 0, error, math.inf)
            return Bounded(value, torch.where((self.value == 1) & (self.error == 0), 0.0, error))

    def sqrt(self) -> Bounded:
        """The square root; unbounded where this may be negative."""
        value = self.value.sqrt()
        with torch.no_grad():
            error = self.error / value + LIBRARY * value
            exact_zero = (self.value == 0) & (self.error == 0)
            error = torch.where(self.value - self.error >= 0, error, math.inf)
            return Bounded(value, torch.where(exact_zero, 0.0, error))

    def lambertw(self) -> Bounded:
        """W(t) >= 0 with W(t)·exp(W(t)) = t, for t >= 0; without a derivative."""
        with torch.no_grad():
            t = self.value
            w = torch.log1p(t)
            for _ in range(40):
                w = w - (w - t * torch.exp(-w)) / (1 + w)
            miss = (w * w.exp() - t).abs() + 8 * UNIT * t.abs()
            error = self.error + 2 * miss / (w.exp() * (1 + w)) + 8 * UNIT * w
            error = torch.where(t >= self.error, error, math.inf)
            return Bounded(w, torch.where((t == 0) & (self.error == 0), 0.0, error))


def compare(op: str, a: Bounded, b: Bounded) -> Truth:
    """The comparison `op` (eq, ne, le, lt, ge, gt) of the exact values, within the bounds."""
    if op in ("ge", "gt"):
        return compare({"ge": "le", "gt": "lt"}[op], b, a)
    if op == "ne":
        return ~compare("eq", a, b)
    with torch.no_grad():
        difference = a.value - b.value
        slack = (a.error + b.error) * (1 + 2.0**-30)  # for the roundings of the bounds themselves
        if op == "eq":
            exact = (difference == 0) & (slack == 0)
            return Truth(~(difference.abs() > slack), ~exact)
        if op == "le":
            return Truth(~(difference > slack), ~(difference <= -slack))
        return Truth(~(difference >= slack) | (difference < 0), ~(difference < -slack))


def choose(condition: Truth, then: Bounded, otherwise: Bounded) -> Bounded:
    """`then` where the condition holds, else `otherwise`; where undecided, a bound for both."""
    value = torch.where(condition.can_hold, then.value, otherwise.value)
    with torch.no_grad():
        both = condition.can_hold & condition.can_fail
        error = torch.where(condition.can_hold, then.error, otherwise.error)
        apart = (then.value - otherwise.value).abs() * (1 + LIBRARY)
        cover = torch.maximum(then.error, otherwise.error + apart)
        return Bounded(value, torch.where(both, cover, error))


def larger(a: Bounded, b: Bounded) -> Bounded:
    """The maximum; the first of equal ones, where its derivative is asked for."""
    value = torch.where(a.value >= b.value, a.value, b.value)
    with torch.no_grad():
        a_for_sure = a.value - a.error > b.value + b.error
        b_for_sure = b.value - b.error > a.value + a.error
        error = torch.maximum(a.error, b.error)
        error = torch.where(a_for_sure, a.error, torch.where(b_for_sure, b.error, error))
        return Bounded(value, error)
