"""Depth against width: the networks there are for a window, by hidden layers and ReLUs.

A network of one window alone takes its ReLUs for every output.  Constructions that pool one axis after
another share work between windows that overlap: what they compute along an axis is there for every
window that needs it.  `Shared` counts what such a stack of convolutions computes, as
`numeric.sequential` runs it: the last axis first, and the stride of an axis where doubling takes its
last step along it (or where the tree of that axis begins).  So a layer is computed at as many positions
for each output as the strides of the axes that still have their full length multiply to.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import prod
from typing import Final

from symbolic.constructions import Carry, doubling, doubling_lengths, tree
from symbolic.groupings import MANY, Grouping, hidden_layers
from symbolic.network import Layer, Relu, ReluNetwork, affine
from symbolic.shallow import Plan, narrowest

MOST: Final = 144
"""Entries of the largest window: for more, the search for a shallow network takes minutes."""
BY_AXIS: Final = "shallow by axis"
"""The name of the shallow network of an axis, for one axis after another."""


@dataclass(frozen=True)
class Bound:
    """What theorems say of every network of the maximum of `least` to `most` values.

    hidden_layers: it has at least so many; or, where `layer` is not 0: a network of so many hidden
    layers (of any number if that is 0) has at least `width` ReLUs in the one with that number, or
    `beyond` more than values.  nonnegative: said of all networks that are right for entries >= 0, so
    of those that are right everywhere too.
    """

    theorems: tuple[str, ...]
    nonnegative: bool
    least: int
    most: int | None
    hidden_layers: int
    layer: int = 0
    width: int = 0
    beyond: int | None = None

    def of(self, entries: int) -> Bound:
        """The same of one number of values, with the width that it has there."""
        return self if self.beyond is None else replace(self, width=entries + self.beyond)

    @property
    def theorem(self) -> str:
        """The first of the theorems, which says most of it."""
        return self.theorems[0]

    def known(self, theorems: Container[str]) -> bool:
        """Whether all that it rests on is among these theorems."""
        return all(theorem in theorems for theorem in self.theorems)

    def concerns(self, entries: int, nonnegative: bool) -> bool:
        """Whether it says something of these networks."""
        above = self.most is not None and entries > self.most
        return self.least <= entries and not above and (self.nonnegative or not nonnegative)


BOUNDS: Final = (
    Bound(("max-not-affine",), False, 2, None, 1),
    Bound(("max3-needs-two-layers",), False, 3, None, 2),
    Bound(("max3-needs-two-layers-nonnegative",), True, 3, None, 2),
    Bound(("first-layer-narrow", "first-layer-balanced"), False, 2, None, 0, 1, beyond=1),
    Bound(("first-layer-narrow-nonnegative",), True, 2, None, 0, 1, beyond=0),
    Bound(("four-values-six-units",), False, 4, 4, 2, 1, 6),
    Bound(("max3-needs-three-channels",), False, 3, None, 2, 2, 3),
    Bound(("max3-nonnegative-needs-two-channels",), True, 3, None, 2, 2, 2),
)
"""All that is known; a theorem counts only where it is stated."""


@dataclass(frozen=True)
class Entry:
    """A network of a window.

    widths: ReLUs in each hidden layer: of the window, or per position where windows share work.
    relus, multiplications: for each output of a large image; products with 1 and −1 are none.
    parameters: weights that are not 0.  dominated: another one has fewer hidden layers or ReLUs and
    not more of the other.
    """

    constructions: tuple[str, ...]
    shared: bool
    widths: tuple[int, ...]
    relus: int
    multiplications: int
    parameters: int
    dominated: bool = False

    @property
    def hidden_layers(self) -> int:
        return len(self.widths)

    def reached(self, entries: int, nonnegative: bool, known: Container[str]) -> list[Bound]:
        """The bounds, of theorems that are known, below which no network is and where this one is."""
        found = _bounds(entries, nonnegative, known, self.hidden_layers)
        return [bound for bound in found if self._reaches(bound)]

    def _reaches(self, bound: Bound) -> bool:
        if bound.layer == 0:
            return self.hidden_layers == bound.hidden_layers
        return not self.shared and self.widths[bound.layer - 1] == bound.width


def _bounds(
    entries: int, nonnegative: bool, known: Container[str], hidden_layers: int | None = None
) -> Iterator[Bound]:
    """Those of the strongest theorem of their kind; of equal ones the first.

    hidden_layers: of the networks whose widths are asked for; of widths nothing unless given.
    """
    strongest: dict[int, Bound] = {}
    for bound in (b.of(entries) for b in BOUNDS):
        speaks = bound.layer == 0 or (hidden_layers and bound.hidden_layers in (0, hidden_layers))
        if speaks and bound.known(known) and bound.concerns(entries, nonnegative):
            best = strongest.setdefault(bound.layer, bound)
            kind = "width" if bound.layer else "hidden_layers"
            if getattr(bound, kind) > getattr(best, kind):
                strongest[bound.layer] = bound
    yield from strongest.values()


def layers_needed(entries: int, nonnegative: bool, known: Container[str]) -> Bound | None:
    """The largest number of hidden layers that is proved to be needed."""
    bounds = (bound for bound in _bounds(entries, nonnegative, known) if bound.layer == 0)
    return max(bounds, key=lambda bound: bound.hidden_layers, default=None)


@dataclass(frozen=True)
class Block:
    """A network along one axis, at every position; windows are `length` entries long after it."""

    axis: int
    network: ReluNetwork
    length: int


@dataclass(frozen=True)
class Shared:
    """Blocks one after the other, each applied at all positions of an image."""

    window: tuple[int, ...]
    stride: tuple[int, ...]
    blocks: tuple[Block, ...]

    def positions(self, sizes: Sequence[int]) -> list[int]:
        """At how many positions each block is computed on an (already padded) image."""
        grid, found = list(sizes), []
        for block in self.blocks:
            n = block.axis
            strided = block.length == self.window[n]
            grid[n] = (sizes[n] - block.length) // (self.stride[n] if strided else 1) + 1
            found.append(prod(grid))
        return found

    def positions_per_output(self) -> list[int]:
        """The same for each output, in the limit of a large image."""
        left, found = list(self.stride), []
        for block in self.blocks:
            if block.length == self.window[block.axis]:
                left[block.axis] = 1
            found.append(prod(left))
        return found

    def relus(self, sizes: Sequence[int]) -> int:
        """ReLUs that an image takes."""
        return self._relus(self.positions(sizes))

    def _relus(self, positions: Sequence[int]) -> int:
        pairs = zip(self.blocks, positions, strict=True)
        return sum(block.network.relus * count for block, count in pairs)

    def entry(self, construction: str) -> Entry:
        """What it costs for each output."""
        multiplications = parameters = 0
        carried = [Fraction(1)]
        positions = self.positions_per_output()
        for block, count in zip(self.blocks, positions, strict=True):
            first, *middle, last = block.network.compact().affine_layers
            weights = [w * c for row in first.rows for _, w in row for c in carried]
            weights += [w for layer in middle for row in layer.rows for _, w in row]
            multiplications += count * _products(weights)
            parameters += len(weights)
            carried = [w for _, w in last.rows[0]]
        multiplications += _products(carried)
        return Entry(
            (construction,),
            True,
            tuple(width for block in self.blocks for width in block.network.widths),
            self._relus(positions),
            multiplications,
            parameters + len(carried),
        )


def _products(weights: Sequence[Fraction]) -> int:
    return sum(abs(w) != 1 for w in weights)


def shared_doubling(
    window: Sequence[int], stride: Sequence[int], nonnegative: bool = False
) -> Shared:
    """Windows that double in length along the last axis, then along the one before, and so on."""
    larger = tree(2, _carry(nonnegative))
    blocks = [
        Block(n, larger, length)
        for n in reversed(range(len(window)))
        for length in doubling_lengths(window[n])[1:]
    ]
    return Shared(tuple(window), tuple(stride), tuple(blocks))


def shared_by_axis(stride: Sequence[int], networks: Sequence[ReluNetwork]) -> Shared:
    """A network along the last axis, then one along the axis before, and so on."""
    window = tuple(network.inputs for network in networks)
    axes = [n for n in reversed(range(len(window))) if window[n] > 1]
    blocks = tuple(Block(n, networks[n], window[n]) for n in axes)
    return Shared(window, tuple(stride), blocks)


def by_axis(networks: Sequence[ReluNetwork]) -> ReluNetwork:
    """One window, entries in row-major order: a network along each axis, the last first."""
    window = [network.inputs for network in networks]
    whole = _copies(networks[-1], prod(window[:-1]))
    for n in reversed(range(len(networks) - 1)):
        whole = whole.then(_copies(networks[n], prod(window[:n])))
    return whole


def _copies(network: ReluNetwork, count: int) -> ReluNetwork:
    """The same network on consecutive parts of the input."""
    layers: list[Layer] = []
    for layer in network.layers:
        if isinstance(layer, Relu):
            layers.append(Relu(layer.active * count))
        else:
            shifts = [copy * layer.inputs for copy in range(count)]
            rows = [{s + i: w for i, w in row} for s in shifts for row in layer.rows]
            layers.append(affine(count * layer.inputs, rows))
    return ReluNetwork(tuple(layers))


def fewest_relus(entries: int, levels: int, nonnegative: bool = False) -> Plan:
    """The narrowest shallow plan; where many entries have layers to spare, pairs come first."""
    if entries <= MANY or levels == hidden_layers(entries):
        return narrowest(entries, levels, nonnegative)
    pairs, odd = divmod(entries, 2)
    above = fewest_relus(pairs + odd, levels - 1, nonnegative).grouping
    return Plan(Grouping(entries, ((2,) * pairs + (1,) * odd, *above.runs)), nonnegative)


def depths(entries: int) -> range:
    """Numbers of hidden layers from the fewest that is known to that of pairs."""
    return range(hidden_layers(entries), (entries - 1).bit_length() + 1)


def frontier(
    window: Sequence[int],
    stride: Sequence[int] | None = None,
    nonnegative: bool = False,
    done: Callable[[str], None] = lambda name: None,
) -> list[Entry]:
    """All candidates for a window, the fewest hidden layers first, then the fewest ReLUs.

    stride: as long as the window unless given.  `done` is told the name of each candidate, of which
    there are `candidates(window)`.  Raises ValueError for more than `MOST` entries.
    """
    if prod(window) > MOST:
        raise ValueError(f"a window of {prod(window)} entries; at most {MOST} are compared")
    found: dict[tuple[object, ...], Entry] = {}
    for name, make in _candidates(window, window if stride is None else stride, nonnegative):
        entry = make()
        key = entry.shared, entry.widths, entry.relus, entry.multiplications, entry.parameters
        known = found.get(key)
        names = (*known.constructions, *entry.constructions) if known else entry.constructions
        found[key] = replace(entry, constructions=tuple(dict.fromkeys(names)))
        done(name)
    entries = sorted(found.values(), key=_order)
    entries = [replace(e, dominated=any(_beats(o, e) for o in entries)) for e in entries]
    best: dict[tuple[object, ...], Entry] = {}
    for entry in entries:  # those by axis are many: of one depth only the first
        if entry.constructions != (BY_AXIS,) or not entry.dominated:
            best.setdefault((entry.constructions, entry.shared, entry.hidden_layers), entry)
    return list(best.values())


def _order(entry: Entry) -> tuple[int, int, int]:
    return entry.hidden_layers, entry.relus, entry.parameters


def _beats(one: Entry, other: Entry) -> bool:
    first, second = (one.hidden_layers, one.relus), (other.hidden_layers, other.relus)
    return first != second and all(a <= b for a, b in zip(first, second, strict=True))


def candidates(window: Sequence[int]) -> int:
    """How many networks `frontier` compares."""
    return sum(1 for _ in _candidates(window, window, False))


def _candidates(
    window: Sequence[int], stride: Sequence[int], nonnegative: bool
) -> Iterator[tuple[str, Callable[[], Entry]]]:
    entries, carry = prod(window), _carry(nonnegative)
    if entries == 1:
        return

    def alone(name: str, make: Callable[[], ReluNetwork]) -> tuple[str, Callable[[], Entry]]:
        return name, lambda: _entry(name, make())

    def plan(count: int, levels: int) -> ReluNetwork:
        return tree(1) if count == 1 else fewest_relus(count, levels, nonnegative).network()

    yield alone("tree", lambda: tree(entries, carry))
    trees = [tree(k, carry) for k in window]
    yield alone("doubling", lambda: by_axis([doubling(k, carry) for k in window]))
    yield "doubling", lambda: shared_doubling(window, stride, nonnegative).entry("doubling")
    several = sum(k > 1 for k in window) > 1
    if several:
        yield alone("separable", lambda: by_axis(trees))
        yield "separable", lambda: shared_by_axis(stride, trees).entry("separable")
    for levels in depths(entries):
        yield alone("shallow", lambda levels=levels: plan(entries, levels))  # type: ignore[misc]
    if several:
        each = [depths(k) if k > 1 else range(1) for k in window]
        for combined in product(*each):
            parts = [plan(k, levels) for k, levels in zip(window, combined, strict=True)]
            yield alone(BY_AXIS, lambda parts=parts: by_axis(parts))  # type: ignore[misc]
            shared = shared_by_axis(stride, parts)
            yield BY_AXIS, lambda shared=shared: shared.entry(BY_AXIS)  # type: ignore[misc]


def _entry(name: str, network: ReluNetwork) -> Entry:
    return Entry(
        (name,), False, network.widths, network.relus, network.multiplications, network.weights
    )


def _carry(nonnegative: bool) -> Carry:
    return "nonnegative" if nonnegative else "relu"
