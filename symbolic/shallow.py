"""The shallow networks: the maximum of n values in ⌈log₃(n/2)⌉ + 1 hidden layers.

A `Plan` says for every hidden layer which maxima over unions of groups it makes (`Grouping`), of
what its ReLUs are taken, and what it carries besides: R(t) − R(−t) = t, or R(t) where no entry is
negative.  `Plan.network` is the network.  Its weights are integers and halves; the last layer
divides by a power of 3 where an identity for six values needs it, so that nothing is rounded before.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from heapq import nsmallest
from math import lcm

from symbolic.groupings import Grouping, Union, groupings, hidden_layers, pair
from symbolic.identities import Pair
from symbolic.network import Layer, Relu, ReluNetwork, affine

LIKELY = 3
"""Groupings whose ReLUs are counted exactly, those of the smallest size."""
Sum = tuple[tuple[Pair, Fraction], ...]
"""A weighted sum of maxima over unions of groups of one level, by union."""


Share = tuple[tuple[Sum, Fraction], ...]
"""A sum as multiples of sums that are carried."""


def weighted(parts: Iterable[tuple[Pair, Fraction | int]]) -> Sum:
    """Equal unions added up, zeros left out."""
    total: dict[Pair, Fraction] = {}
    for union, weight in parts:
        total[union] = total.get(union, Fraction(0)) + weight
    return tuple(sorted((union, w) for union, w in total.items() if w))


def single(union: Pair) -> Sum:
    """The maximum over one union."""
    return ((union, Fraction(1)),)


@dataclass(frozen=True)
class Made:
    """What a maximum is after a hidden layer: weighted ReLUs of sums, and a sum that is carried."""

    relus: tuple[tuple[Sum, Fraction], ...]
    rest: Sum


@dataclass(frozen=True)
class Hidden:
    """One hidden layer.

    made: each of its maxima.  carried: the sums that get past it as R(t) − R(−t), or as R(t) where
    nothing is negative; shares: every rest, as multiples of these.
    """

    made: Mapping[Pair, Made]
    carried: tuple[Sum, ...]
    shares: Mapping[Sum, Share]

    @cached_property
    def differences(self) -> tuple[Sum, ...]:
        """The sums of which it takes ReLUs to compare, not to carry."""
        return tuple(dict.fromkeys(s for made in self.made.values() for s, _ in made.relus))


@dataclass(frozen=True)
class Plan:
    """The network for a grouping; nonnegative: for entries >= 0 only, and narrower."""

    grouping: Grouping
    nonnegative: bool = False

    @cached_property
    def layers(self) -> tuple[Hidden, ...]:
        """First to last."""
        return tuple(self._layer(level) for level in range(1, self.grouping.levels + 1))

    def _layer(self, level: int) -> Hidden:
        compared: dict[Pair, tuple[Pair, Pair]] = {}
        made: dict[Pair, Made] = {}
        for groups in self.grouping.needed[level - 1]:
            union = self.grouping.union(level, groups)
            if len(union.reads) <= 2:
                compared[groups] = union.reads[0], union.reads[-1]
            else:
                made[groups] = _applied(union)
        rests = {m.rest for m in made.values()}
        alone = [rest[0][0] for rest in rests if rest == single(rest[0][0])]
        hidden = _larger(compared, alone, self.nonnegative)
        others = [m.rest for m in made.values() if m.rest not in hidden.shares]
        shares = {rest: ((rest, Fraction(1)),) for rest in others}
        return Hidden(
            {**hidden.made, **made},
            tuple(dict.fromkeys([*hidden.carried, *others])),
            {**hidden.shares, **shares},
        )

    @cached_property
    def widths(self) -> tuple[int, ...]:
        """ReLUs in each hidden layer."""
        return tuple(len(self.inputs(layer)) for layer in self.layers)

    @property
    def relus(self) -> int:
        return sum(self.widths)

    def inputs(self, layer: Hidden) -> tuple[Sum, ...]:
        """What the ReLUs of a layer are given, in order, each once."""
        taken = dict.fromkeys(layer.differences)
        for rest in layer.carried:
            taken[rest] = None
            if not self.nonnegative:
                taken[negated(rest)] = None
        return tuple(taken)

    def factor(self, layer: Hidden) -> int:
        """By what the maxima of a layer are multiplied so that no weight is divided by 3."""
        weights = (w for made in layer.made.values() for w in _weights(made))
        return odd_part(lcm(*(w.denominator for w in weights)))

    def network(self) -> ReluNetwork:
        """The network, of `grouping.entries` inputs."""
        entries = self.grouping.entries
        forms: dict[Pair, dict[int, Fraction]] = {(i, i): {i: Fraction(1)} for i in range(entries)}
        layers: list[Layer] = []
        count, scale = entries, Fraction(1)
        for hidden in self.layers:
            inputs = self.inputs(hidden)
            number = {sum_: n for n, sum_ in enumerate(inputs)}
            layers.append(affine(count, [_over(sum_, forms) for sum_ in inputs]))
            layers.append(Relu((True,) * len(inputs)))
            factor = self.factor(hidden)
            scale, count = scale * factor, len(inputs)
            forms = {
                union: {n: factor * w for n, w in self._outputs(hidden, made, number).items()}
                for union, made in hidden.made.items()
            }
        layers.append(affine(count, [{n: w / scale for n, w in forms[0, 1].items()}]))
        return ReluNetwork(tuple(layers))

    def _outputs(
        self, hidden: Hidden, made: Made, number: Mapping[Sum, int]
    ) -> dict[int, Fraction]:
        """A maximum as weighted ReLUs, by their number."""
        total: dict[int, Fraction] = {}
        parts = list(made.relus)
        for carried, share in hidden.shares[made.rest]:
            parts.append((carried, share))
            if not self.nonnegative:
                parts.append((negated(carried), -share))
        for sum_, weight in parts:
            total[number[sum_]] = total.get(number[sum_], Fraction(0)) + weight
        return total


@cache
def narrowest(entries: int, levels: int | None = None, nonnegative: bool = False) -> Plan:
    """The plan with the fewest ReLUs among the candidates; of equal ones the first.

    levels: hidden layers; the fewest that reach so many entries unless said.  Raises ValueError for
    fewer than two entries, or fewer levels than they take.
    """
    if entries < 2:
        raise ValueError(f"the maximum of {entries} entries takes no hidden layer")
    wanted = hidden_layers(entries) if levels is None else levels
    likely = nsmallest(LIKELY, groupings(entries, wanted), key=lambda grouping: grouping.size)
    plans = (Plan(grouping, nonnegative) for grouping in likely)
    best = min(plans, key=lambda plan: plan.relus, default=None)
    if best is None:
        fewest, most = hidden_layers(entries), (entries - 1).bit_length()
        raise ValueError(
            f"there are networks of {fewest} to {most} hidden layers for {entries} entries, "
            f"none of {wanted}"
        )
    return best


def _larger(
    compared: Mapping[Pair, tuple[Pair, Pair]], alone: Iterable[Pair], nonnegative: bool
) -> Hidden:
    """The larger of two values each, R(y − x) + x, with x among few values that are carried.

    Of values that are compared with one another only one is carried as it is, the others by their
    differences, of which one of the two ReLUs is there already.  A value compared with itself, or
    that is needed alone, is only carried.
    """
    carried = _cover([*compared.values(), *((value, value) for value in sorted(alone))])
    made: dict[Pair, Made] = {}
    neighbours: dict[Pair, dict[Pair, Sum]] = {value: {} for value in carried}
    for groups, (x, y) in compared.items():
        if x not in neighbours:
            x, y = y, x
        made[groups] = Made((), single(x))
        if x != y:
            difference = weighted([(y, 1), (x, -1)])
            made[groups] = Made(((difference, Fraction(1)),), single(x))
            if y in neighbours:
                neighbours[x][y], neighbours[y][x] = difference, negated(difference)
    taken = {sum_ for m in made.values() for sum_, _ in m.relus}
    shares: dict[Sum, Share] = {}
    for value in sorted(carried, key=lambda v: -len(neighbours[v])):
        if single(value) not in shares:
            shares[single(value)] = ((single(value), Fraction(1)),)
            if not nonnegative:
                _reach(value, neighbours, taken, shares)
    sums = dict.fromkeys(sum_ for share in shares.values() for sum_, _ in share)
    return Hidden(made, tuple(sums), shares)


def _reach(
    start: Pair,
    neighbours: Mapping[Pair, Mapping[Pair, Sum]],
    taken: Collection[Sum],
    shares: dict[Sum, Share],
) -> None:
    """Values that are compared with `start`, or with one reached before, by their differences."""
    reached = [start]
    for value in reached:
        for other, difference in neighbours[value].items():
            if single(other) not in shares:
                step = (difference, 1) if difference in taken else (negated(difference), -1)
                shares[single(other)] = (*shares[single(value)], (step[0], Fraction(step[1])))
                reached.append(other)


def _cover(compared: Iterable[tuple[Pair, Pair]]) -> list[Pair]:
    """Values of which every comparison has one: all but some of which no two are compared."""
    others: dict[Pair, set[Pair]] = {}
    for x, y in compared:
        others.setdefault(x, set()).add(y)
        others.setdefault(y, set()).add(x)
    left_out: set[Pair] = set()
    for value in sorted(others, key=lambda v: (len(others[v]), v)):
        if value not in others[value] and left_out.isdisjoint(others[value]):
            left_out.add(value)
    return [value for value in others if value not in left_out]


def _applied(union: Union) -> Made:
    """The identity of a union on its parts."""
    if union.identity is None:
        raise ValueError("a union that is kept has no identity")

    def below(at: Pair) -> Pair:
        return pair(union.parts[at[0]], union.parts[at[1]])

    relus: dict[Sum, Fraction] = {}
    for s in union.identity.summands:
        compared = weighted([*((below(p), 1) for p in s.u), *((below(p), -1) for p in s.v)])
        relus[compared] = relus.get(compared, Fraction(0)) + Fraction(
            s.weight, union.identity.divisor
        )
    rest = weighted((below(p), c) for p, c in union.identity.carried.items())
    return Made(tuple(relus.items()), rest)


def negated(sum_: Sum) -> Sum:
    """The sum with the opposite weights."""
    return tuple((union, -weight) for union, weight in sum_)


def _weights(made: Made) -> list[Fraction]:
    return [*(w for _, w in made.relus), *(w for _, w in made.rest)]


def odd_part(n: int) -> int:
    """The largest odd divisor of n >= 1."""
    return n // (n & -n)


def _over(sum_: Sum, forms: Mapping[Pair, Mapping[int, Fraction]]) -> dict[int, Fraction]:
    """A sum of maxima, each a linear combination of the values before."""
    total: dict[int, Fraction] = {}
    for union, weight in sum_:
        for n, w in forms[union].items():
            total[n] = total.get(n, Fraction(0)) + weight * w
    return total
