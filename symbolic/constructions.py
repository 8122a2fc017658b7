"""The networks: max, min and average pooling of one window, built from affine layers and ReLU.

A construction is a schedule, layer by layer, of which values to keep and of which two to take the
larger; `network` turns a schedule into a `ReluNetwork`.  Every pair is a + R(b − a), so that of equal
entries the first gets the gradient.  How the values that pass a ReLU layer are carried is a choice:

* "relu": R(t) − R(−t), so nothing but affine and ReLU layers;
* "nonnegative": R(t), exact where all entries are >= 0, as after a ReLU;
* "skip": unchanged, as through a skip connection.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from symbolic.network import Layer, Relu, ReluNetwork, affine
from symbolic.shallow import narrowest

Carry = Literal["relu", "nonnegative", "skip"]


@dataclass(frozen=True)
class Keep:
    """The value with this index, unchanged."""

    index: int


@dataclass(frozen=True)
class Larger:
    """The larger of two values of the layer before."""

    first: int
    second: int


Schedule = Sequence[Sequence[Keep | Larger]]
"""For each hidden layer, what each of its values is, in terms of the values before."""


def network(inputs: int, schedule: Schedule, carry: Carry = "relu", sign: int = 1) -> ReluNetwork:
    """The network that follows a schedule; with sign −1, of minima instead of maxima.

    Raises ValueError for a schedule that reads a value that is not there.
    """
    layers: list[Layer] = [affine(inputs, [{i: sign} for i in range(inputs)])]
    values = inputs
    for steps in schedule:
        rows: list[dict[int, int]] = []
        active: list[bool] = []
        sums: list[dict[int, int]] = []
        for step in steps:
            first = step.index if isinstance(step, Keep) else step.first
            total = {}
            if isinstance(step, Larger):
                total[len(rows)] = 1
                rows.append({step.second: 1, first: -1})
                active.append(True)
            total[len(rows)] = 1
            rows.append({first: 1})
            active.append(carry != "skip")
            if carry == "relu":
                total[len(rows)] = -1
                rows.append({first: -1})
                active.append(True)
            sums.append(total)
        layers += [affine(values, rows), Relu(tuple(active)), affine(len(rows), sums)]
        values = len(steps)
    layers.append(affine(values, [{i: sign} for i in range(values)]))
    return ReluNetwork(tuple(layers)).compact()


def tree_schedule(n: int) -> Schedule:
    """Neighbouring pairs, an odd one kept, until one value is left: ⌈log₂ n⌉ layers."""
    _at_least_one(n)
    layers = []
    while n > 1:
        pairs: list[Keep | Larger] = [Larger(i, i + 1) for i in range(0, n - 1, 2)]
        layers.append(pairs + [Keep(n - 1)] * (n % 2))
        n = len(layers[-1])
    return layers


def doubling_schedule(k: int) -> Schedule:
    """M_j(i) = max(M_m(i), M_m(i + j − m)) with m = ⌈j/2⌉, for every window that is needed."""
    return [
        [Larger(i, i + longer - shorter) for i in range(k - longer + 1)]
        for shorter, longer in pairwise(doubling_lengths(k))
    ]


def doubling_lengths(k: int) -> list[int]:
    """How long the windows are before the first and after each step of doubling: 1 up to k."""
    _at_least_one(k)
    lengths = [k]
    while lengths[-1] > 1:
        lengths.append((lengths[-1] + 1) // 2)
    return lengths[::-1]


def folding_schedule(n: int) -> Schedule:
    """m ← max(m, x) over the entries, one after the other: n − 1 layers."""
    _at_least_one(n)
    return [[Larger(0, 1), *(Keep(i) for i in range(2, count))] for count in range(n, 1, -1)]


def separable_schedule(height: int, width: int) -> Schedule:
    """The tree along each row, then along the column of row maxima (entries in row-major order)."""
    layers: list[list[Keep | Larger]] = []
    length = width
    for steps in tree_schedule(width):
        layers.append([_shifted(s, row * length) for row in range(height) for s in steps])
        length = len(steps)
    return [*layers, *tree_schedule(height)]


def _shifted(step: Keep | Larger, by: int) -> Keep | Larger:
    if isinstance(step, Keep):
        return Keep(step.index + by)
    return Larger(step.first + by, step.second + by)


def _at_least_one(n: int) -> None:
    if n < 1:
        raise ValueError(f"a window needs at least one entry, not {n}")


def pair(carry: Carry = "relu") -> ReluNetwork:
    """max(a, b)."""
    return tree(2, carry)


def tree(n: int, carry: Carry = "relu") -> ReluNetwork:
    """The maximum of n values by pairs."""
    return network(n, tree_schedule(n), carry)


def doubling(k: int, carry: Carry = "relu") -> ReluNetwork:
    """The maximum of k neighbours by windows that double in length."""
    return network(k, doubling_schedule(k), carry)


def folding(n: int, carry: Carry = "skip") -> ReluNetwork:
    """The maximum of n values, one after the other."""
    return network(n, folding_schedule(n), carry)


def separable(height: int, width: int, carry: Carry = "relu") -> ReluNetwork:
    """The maximum of a height × width window, rows first."""
    return network(height * width, separable_schedule(height, width), carry)


def shallow(
    n: int, carry: Literal["relu", "nonnegative"] = "relu", hidden_layers: int | None = None
) -> ReluNetwork:
    """The maximum of n values in ⌈log₃(n/2)⌉ + 1 hidden layers, or in more and fewer ReLUs.

    Raises ValueError for fewer hidden layers than that, or for more than pairs take.
    """
    _at_least_one(n)
    if n == 1:
        return tree(1)
    return narrowest(n, hidden_layers, carry == "nonnegative").network()


def minimum(n: int, carry: Carry = "relu") -> ReluNetwork:
    """The minimum of n values: the tree with the signs of its first and last weights turned."""
    if carry == "nonnegative":
        raise ValueError("the negated entries of a minimum are not non-negative: use carry='relu'")
    return network(n, tree_schedule(n), carry, sign=-1)


def average(n: int, divisor: int | Fraction | None = None) -> ReluNetwork:
    """The sum of n values over n, or over another divisor: one affine layer, no ReLU."""
    _at_least_one(n)
    if divisor == 0:
        raise ValueError("the divisor must not be zero")
    weight = 1 / Fraction(n if divisor is None else divisor)
    return ReluNetwork((affine(n, [dict.fromkeys(range(n), weight)]),))
