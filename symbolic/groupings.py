"""Groups of groups of entries: which maxima a shallow network computes, layer by layer.

The groups of level 1 are the single entries; each group of a higher level is a run of one to three
groups of the level below.  After hidden layer l the network has maxima over unions of two groups of
level l, or over one, as far as later layers need them; the last layer has two groups, so it is the
maximum of all.  A union of two groups is made of at most six of the level below, and the maximum of
those comes from maxima of pairs of them in one layer (`symbolic.identities`): 2·3^(l − 1) entries
at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise

from symbolic.identities import IDENTITIES, Identity, Pair

MANY = 36
"""From here on fewer candidates are compared, as each takes long."""
LARGEST_RUN = 3
"""More groups in a union than six would need an identity for more."""


@dataclass(frozen=True)
class Union:
    """How the maximum over a union of groups comes from those below: by an identity, or kept.

    parts: the groups of the level below, in the order in which the identity reads them.
    """

    parts: tuple[int, ...]
    identity: Identity | None

    @property
    def reads(self) -> tuple[Pair, ...]:
        """The unions of the level below that it reads."""
        if self.identity is None:
            return (pair(self.parts[0], self.parts[-1]),)
        return tuple(pair(self.parts[i], self.parts[j]) for i, j in self.identity.pairs)


def pair(first: int, second: int) -> Pair:
    """Two groups, or one twice, in order."""
    return (first, second) if first <= second else (second, first)


@dataclass(frozen=True)
class Grouping:
    """runs: for each level from 2 on, how many groups of the level below are in each group."""

    entries: int
    runs: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        below = self.entries
        for runs in self.runs:
            if sum(runs) != below or not all(1 <= run <= LARGEST_RUN for run in runs):
                raise ValueError(f"{runs} are no groups of one to {LARGEST_RUN} out of {below}")
            below = len(runs)
        if below != 2:
            raise ValueError(f"the last level has {below} groups, not two")

    @property
    def levels(self) -> int:
        """As many as hidden layers."""
        return len(self.runs) + 1

    @cached_property
    def _starts(self) -> tuple[tuple[int, ...], ...]:
        return tuple((0, *accumulate(runs)) for runs in self.runs)

    def parts(self, level: int, group: int) -> range:
        """The groups of the level below that a group is made of; of level 1, the entry itself."""
        if level == 1:
            return range(group, group + 1)
        starts = self._starts[level - 2]
        return range(starts[group], starts[group + 1])

    def union(self, level: int, groups: Pair) -> Union:
        """How the maximum over the union of two groups (or one, twice) is made."""
        first, second = (self.parts(level, g) for g in groups)
        if len(first) < len(second):
            first, second = second, first  # pairs inside one group serve several unions
        parts = tuple(first) if groups[0] == groups[1] else (*first, *second)
        kept = len(parts) <= (1 if level == 1 else 2)
        return Union(parts, None if kept else IDENTITIES[len(parts)])

    def groups(self, level: int) -> int:
        """How many groups a level has."""
        return len(self.runs[level - 2]) if level > 1 else self.entries

    @cached_property
    def needed(self) -> tuple[tuple[Pair, ...], ...]:
        """For each level from 1 on, the unions that the network computes."""
        found = [{(0, 1)}]
        for level in range(self.levels, 1, -1):
            found.append({p for groups in found[-1] for p in self.union(level, groups).reads})
        return tuple(tuple(sorted(level)) for level in reversed(found))

    @property
    def size(self) -> int:
        """About how many ReLUs the network has: one for each term of an identity, two to carry."""
        found = len(self.needed[0]) + self.entries
        for level, unions in enumerate(self.needed[1:], 2):
            for groups in unions:
                identity = self.union(level, groups).identity
                found += 2 + (0 if identity is None else len(identity.summands))
        return found


def hidden_layers(entries: int) -> int:
    """The fewest levels that reach so many entries: ⌈log₃(n/2)⌉ + 1; 0 for one entry."""
    levels, reach = 0, 1
    while reach < entries:
        levels, reach = levels + 1, 2 * 3**levels
    return levels


def groupings(entries: int, levels: int) -> Iterator[Grouping]:
    """Candidates with so many levels: few groups or pairs, equal or not, in several orders."""
    for runs in _runs(entries, levels):
        yield Grouping(entries, runs)


def _runs(below: int, levels: int) -> Iterator[tuple[tuple[int, ...], ...]]:
    if levels == 1:
        if below == 2:
            yield ()
        return
    reach = 2 * LARGEST_RUN ** (levels - 2)
    fewest = max(2, -(-below // LARGEST_RUN))
    pairs = -(-below // 2)
    counts = range(fewest, pairs + 1) if below <= MANY else (fewest, fewest + 1, fewest + 2, pairs)
    for count in sorted(set(counts)):
        if count <= min(below, reach):
            shapes = {shape: None for order in ORDERS for shape in order(below, count)}
            for above in _runs(count, levels - 1):
                yield from ((shape, *above) for shape in shapes)


def _descending(below: int, count: int) -> Iterator[tuple[int, ...]]:
    """Sizes that differ by one at most, the larger ones first."""
    size, more = divmod(below, count)
    yield (size + 1,) * more + (size,) * (count - more)


def _small_hubs(below: int, count: int) -> Iterator[tuple[int, ...]]:
    """Of six groups, the smaller ones where the identity compares them with all others."""
    if count == 6:
        (sizes,) = _descending(below, count)
        yield tuple(size for _, size in sorted(zip((5, 2, 4, 1, 3, 0), sizes, strict=True)))


def _spread(below: int, count: int) -> Iterator[tuple[int, ...]]:
    """Sizes that differ by one at most, the larger ones spread evenly."""
    ends = [below * i // count for i in range(count + 1)]
    yield tuple(high - low for low, high in pairwise(ends))[::-1]


def _unequal(below: int, count: int) -> Iterator[tuple[int, ...]]:
    """Threes and ones, with a two between if need be."""
    threes, rest = divmod(below - count, LARGEST_RUN - 1)
    yield (3,) * threes + (2,) * rest + (1,) * (count - threes - rest)


ORDERS = (_spread, _descending, _small_hubs, _unequal)
