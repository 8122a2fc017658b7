"""Statements read by torch: the arithmetic with which `symbolic.evaluate` runs them on a batch.

Integers are Python integers (sizes and indices); real variables and entries are `Bounded` tensors
that hold one value per sample; statements about them are `Truth`.  A statement fails at a sample
only if it cannot hold within the rounding bounds, so a failure is a counterexample.

A derivative is torch's own, by autograd; an integral is taken by Gauss-Legendre quadrature.  Both
have estimated bounds, as a limit has.  Imports `symbolic` and `numeric.rounding`.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cache

import numpy
import torch
from torch import Tensor

from numeric.rounding import UNIT, Bounded, Truth, choose, compare, larger
from symbolic.evaluate import Environment, Exact, evaluate, place
from symbolic.terms import Term

DERIVATIVE = 2.0**-40
"""Error allowed to a derivative by autograd, relative to the squared size of what it is made of."""
NODES = 48
"""Nodes of a quadrature; its error is estimated against one with half as many again."""
FAR = 2.0**40
"""Where a limit at infinity is read off."""

Shape = tuple[int, ...]


class InTorch(Exact):
    """Real arithmetic on batches of `samples` values each."""

    def __init__(self, samples: int) -> None:
        self.samples = samples

    def number(self, value: Fraction) -> Bounded:
        """An exact number, the same for all samples; its bound is what rounding to float64 took."""
        nearest = float(value)
        lost = abs(Fraction(nearest) - value)
        filled = torch.full((self.samples,), nearest, dtype=torch.float64)
        return Bounded(
            filled, torch.full_like(filled, math.nextafter(float(lost), math.inf) * (lost > 0))
        )

    def real(self, value: int | Bounded) -> Bounded:
        """The same as a real; an integer that a statement about reals chose is one already."""
        return self.number(Fraction(value)) if isinstance(value, int) else value

    def exact(self, values: Tensor) -> Bounded:
        """Samples taken to be exactly these float64 values."""
        return Bounded(values, torch.zeros_like(values))

    def maximum(self, a: Bounded | int, b: Bounded | int) -> Bounded:
        """The larger, sample by sample."""
        return larger(self.real(a), self.real(b))

    def minimum(self, a: Bounded | int, b: Bounded | int) -> Bounded:
        """The smaller, sample by sample."""
        return -larger(-self.real(a), -self.real(b))

    def relu(self, t: Bounded) -> Bounded:
        """R(t), with derivative 0 at 0 as in torch."""
        return larger(self.number(Fraction(0)), t)

    def divide(self, a: Bounded, b: Bounded) -> Bounded:
        """a/b; bounded by nothing where b may be 0."""
        return a / b

    def where(self, condition: Truth, then: Bounded | int, otherwise: Bounded | int) -> Bounded:
        """A choice, sample by sample."""
        return choose(condition, self.real(then), self.real(otherwise))

    def negate(self, statement: Truth | bool) -> Truth | bool:
        """Not."""
        return not statement if isinstance(statement, bool) else ~statement

    def compare(self, op: str, a: Bounded | int, b: Bounded | int) -> Truth:
        """A comparison, within the bounds."""
        return compare(op, self.real(a), self.real(b))

    def function(self, name: str, value: Bounded) -> Bounded:
        """exp, log, sqrt and lambertw."""
        result: Bounded = getattr(value, name)()
        return result

    def calculus(self, term: Term, environment: Environment) -> Bounded:
        """Derivatives, integrals, limits, pi and e."""
        match term.op:
            case "pi" | "e":
                value = self.number(Fraction(math.pi if term.op == "pi" else math.e))
                return Bounded(value.value, value.value * 2 * UNIT)
            case "derivative":
                return self._derivative(term, environment)
            case "integral":
                return self._integral(term, environment)
            case "limit":
                return self._limit(term, environment)
        raise ValueError(f"{term!r} has no value of its own")

    def _derivative(self, term: Term, environment: Environment) -> Bounded:
        """By autograd, per sample: no sample's value depends on another's variable."""
        body, by = term.args
        at = environment[place(by)]
        leaf = at.value if at.value.requires_grad else at.value.detach().requires_grad_()
        with torch.enable_grad():
            value = evaluate(body, {**environment, place(by): Bounded(leaf, at.error)}, self).value
            slope = torch.zeros_like(leaf)
            if value.requires_grad:
                slope = torch.autograd.grad(
                    value.sum(), leaf, create_graph=True, materialize_grads=True
                )[0]
        with torch.no_grad():
            size = 1 + value.abs() + slope.abs()
            return Bounded(slope, DERIVATIVE * size**2)

    def _integral(self, term: Term, environment: Environment) -> Bounded:
        """By two quadratures; their difference estimates the error of the finer one.

        Right for smooth integrands; over an infinite range for those that vary on a scale of order
        one and fall off exponentially.  Others may fool the estimate.
        """
        low, high, body = term.args
        index = place(Term("bound", (), "Real", term.data))
        ends = [_end(end, environment, self) for end in (low, high)]
        coarse, fine = (
            self._quadrature(body, index, ends, environment, nodes)
            for nodes in (NODES, NODES * 3 // 2)
        )
        with torch.no_grad():
            estimated = (fine.value - coarse.value).abs()
            return Bounded(fine.value, fine.error + estimated + 64 * UNIT * fine.value.abs())

    def _quadrature(
        self, body: Term, name: str, ends: list[Bounded | float], environment: Environment, n: int
    ) -> Bounded:
        points, weights = _nodes(n)
        shape = next((e.value.shape for e in ends if isinstance(e, Bounded)), (self.samples,))
        column = (n, *[1] * len(shape))
        at, stretch = _placed(ends, points.reshape(column), shape)
        values = evaluate(body, {**environment, name: self.exact(at)}, self)
        scaled = stretch * weights.reshape(column)
        error = (values.error * scaled.abs()).sum(0).detach()
        return Bounded((values.value * scaled).sum(0), error)

    def _limit(self, term: Term, environment: Environment) -> Bounded:
        """The value at `FAR`, bounded by how far it is from that at half the way.

        That can refute a limit that is wrong by more than the bound.  It cannot show that there is
        one, nor tell a limit from a value that moves more slowly than it could see (a logarithm).
        """
        body, by = term.args

        def at(far: float) -> Bounded:
            here = self.number(Fraction(far))
            value: Bounded = evaluate(body, {**environment, place(by): here}, self)
            return value

        far, halfway = at(FAR), at(FAR / 2)
        moved = (far.value - halfway.value).abs()
        return Bounded(far.value, far.error + halfway.error + 4 * moved)


def _end(end: Term, environment: Environment, arithmetic: InTorch) -> Bounded | float:
    """An end of an integral: a number per sample, or plus or minus infinity."""
    if end.op == "infinity":
        return math.inf
    if end.op == "neg" and end.args[0].op == "infinity":
        return -math.inf
    value: Bounded = evaluate(end, environment, arithmetic)
    return value


@cache
def _nodes(n: int) -> tuple[Tensor, Tensor]:
    """Gauss-Legendre nodes and weights on [−1, 1]."""
    points, weights = numpy.polynomial.legendre.leggauss(n)
    return torch.from_numpy(points), torch.from_numpy(weights)


def _placed(ends: list[Bounded | float], u: Tensor, shape: Shape) -> tuple[Tensor, Tensor]:
    """Where the nodes u in (−1, 1) fall between the ends, and the stretch of the range there.

    A range with an infinite end is that of p = tanh(t/4), which is finite.
    """
    infinite = not all(isinstance(end, Bounded) for end in ends)
    low, high = (_on_the_line(end, infinite, shape) for end in ends)
    half = (high - low) / 2
    p = low + half * (u + 1)
    return (4 * torch.atanh(p), 4 / (1 - p**2) * half) if infinite else (p, half.expand_as(p))


def _on_the_line(end: Bounded | float, infinite: bool, shape: Shape) -> Tensor:
    if isinstance(end, Bounded):
        return torch.tanh(end.value / 4) if infinite else end.value
    return torch.full(shape, math.copysign(1.0, end), dtype=torch.float64)
