"""Depth against width: what the entries say is what the networks have, and what torch computes."""

from __future__ import annotations

import random
from math import prod
from typing import Any

import pytest
import torch
from torch import nn

from numeric.constructed import sequence
from numeric.steps import construct
from symbolic import constructions as c
from symbolic import frontier as f
from symbolic.pooling import Axis
from symbolic.shallow import narrowest

WINDOWS = [(2,), (3,), (7,), (2, 2), (3, 3), (5, 5), (2, 3), (1, 4), (3, 1), (2, 3, 2)]


def by_name(entries: list[f.Entry], name: str, shared: bool) -> f.Entry:
    return next(e for e in entries if name in e.constructions and e.shared is shared)


@pytest.mark.parametrize("nonnegative", [False, True])
@pytest.mark.parametrize("window", WINDOWS)
def test_entries_by_axis_are_networks_of_the_maximum(
    window: tuple[int, ...], nonnegative: bool
) -> None:
    carry = "nonnegative" if nonnegative else "relu"
    pick = random.Random(0)
    for make in (
        lambda k: c.tree(k, carry),
        lambda k: c.doubling(k, carry),
        lambda k: narrowest(k, None, nonnegative).network() if k > 1 else c.tree(1),
    ):
        network = f.by_axis([make(k) for k in window])
        for _ in range(20):
            x = [pick.randint(0 if nonnegative else -5, 5) for _ in range(prod(window))]
            assert network(x) == [max(x)]


def test_by_axis_is_separable() -> None:
    for height, width in ((1, 1), (1, 4), (3, 1), (2, 3), (3, 3)):
        assert f.by_axis([c.tree(height), c.tree(width)]) == c.separable(height, width)


@pytest.mark.parametrize("entries", [37, 49, 64])
def test_pairs_first_loses_nothing(entries: int) -> None:
    for levels in f.depths(entries):
        assert f.fewest_relus(entries, levels).relus <= narrowest(entries, levels).relus


def test_pairs_first_is_the_maximum() -> None:
    pick = random.Random(1)
    for entries in (37, 49):
        for levels in f.depths(entries)[1:]:
            network = f.fewest_relus(entries, levels).network()
            assert network.hidden_layers == levels
            for _ in range(3):
                x = [pick.randint(-9, 9) for _ in range(entries)]
                assert network(x) == [max(x)]


def layer(window: Any, stride: Any) -> tuple[Axis, ...]:
    return tuple(Axis(k, s) for k, s in zip(window, stride, strict=True))


def shared(construction: str, window: Any, stride: Any) -> f.Shared:
    if construction == "doubling":
        return f.shared_doubling(window, stride)
    return f.shared_by_axis(stride, [c.tree(k) for k in window])


def relus_in_torch(construction: Any, axes: tuple[Axis, ...], sizes: tuple[int, ...]) -> list[int]:
    """The entries that go through each ReLU of the module that runs, one image of one channel."""
    module, counted = sequence(axes, 1, 1, construction), []
    for part in module:
        if isinstance(part, nn.ReLU):
            part.register_forward_hook(lambda m, given, result: counted.append(result.numel()))
    module(torch.zeros(1, 1, *sizes))
    return counted


@pytest.mark.parametrize("construction", ["doubling", "separable"])
@pytest.mark.parametrize(
    ("window", "stride"),
    [
        ((2,), (1,)), ((5,), (3,)), ((8,), (2,)), ((1,), (2,)), ((2, 2), (2, 2)), ((3, 3), (1, 1)),
        ((3, 3), (2, 2)), ((5, 4), (2, 3)), ((1, 3), (2, 2)), ((4, 1), (1, 3)), ((2, 3, 2), (1, 2, 2)),
    ],
)  # fmt: skip
def test_shared_relus_are_those_that_torch_computes(
    construction: str, window: tuple[int, ...], stride: tuple[int, ...]
) -> None:
    axes, work = layer(window, stride), shared(construction, window, stride)
    for size in (9, 14, 29):
        sizes = tuple(range(size, size + len(window)))
        assert sum(relus_in_torch(construction, axes, sizes)) == work.relus(sizes)
    far = (10**9 + 7,) * len(window)
    outputs = prod(axis.output_size(size) for axis, size in zip(axes, far, strict=True))
    assert round(work.relus(far) / outputs, 6) == work.entry("").relus
    steps = construct(construction, axes, 1).steps
    weights = [w for step in steps for row in step.rows for w in row.values()]
    assert len(weights) == work.entry("").parameters
    assert work.entry("").multiplications == sum(abs(w) != 1 for w in weights) == 0
    assert work.entry("").widths == tuple(len(step.rows) for step in steps[:-1])


def test_a_large_image_in_torch() -> None:
    axes = layer((3, 3), (2, 2))
    counted = sum(relus_in_torch("doubling", axes, (401, 401)))
    expected = 3 * (4 + 2 + 2 + 1)  # last axis: s_h s_w, then s_h; first axis: s_h, then 1
    assert f.shared_doubling((3, 3), (2, 2)).entry("").relus == expected
    assert expected < counted / 200**2 < 1.01 * expected


def test_alone_a_network_takes_its_relus_at_any_stride() -> None:
    for stride in ((1, 1), (3, 2)):
        tree = by_name(f.frontier((3, 3), stride), "tree", False)
        assert (tree.relus, tree.widths) == (c.tree(9).relus, c.tree(9).widths)
        assert tree.parameters == c.tree(9).weights


def test_dominated_entries() -> None:
    entries = f.frontier((3, 3), (1, 1))
    assert [e.hidden_layers for e in entries] == sorted(e.hidden_layers for e in entries)
    kept = [(e.hidden_layers, e.relus) for e in entries if not e.dominated]
    assert kept == [(3, 30), (4, 12)]
    assert by_name(entries, "tree", False).dominated
    alone = f.frontier((2, 2))
    assert not any(e.dominated for e in alone), "equal ones do not beat each other"


def test_shallow_by_axis_as_few_layers_as_of_the_whole_window() -> None:
    entries = f.frontier((5, 5), (1, 1))
    best = entries[0]
    assert best.constructions == ("shallow by axis",)
    assert (best.shared, best.hidden_layers, best.relus) == (True, 4, 2 * narrowest(5).relus)


def test_progress_names_every_candidate() -> None:
    for window in WINDOWS:
        named: list[str] = []
        f.frontier(window, done=named.append)
        assert len(named) == f.candidates(window)


def test_one_entry_and_too_many() -> None:
    assert f.frontier((1, 1)) == []
    with pytest.raises(ValueError, match="169 entries"):
        f.frontier((13, 13))


def test_no_entry_is_below_a_bound() -> None:
    """Were a network narrower than a theorem allows, one of them would be wrong."""
    everything = {theorem for bound in f.BOUNDS for theorem in bound.theorems}
    for window in ((2,), (3,), (4,), (5,), (6,), (9,), (2, 2), (2, 3)):
        for nonnegative in (False, True):
            entries = f.frontier(window, nonnegative=nonnegative)
            for bound in f.BOUNDS:
                if not bound.concerns(prod(window), nonnegative):
                    continue
                width = bound.of(prod(window)).width
                for e in entries:
                    assert e.hidden_layers >= bound.hidden_layers or bound.layer
                    if bound.layer and not e.shared:
                        if bound.hidden_layers in (0, e.hidden_layers):
                            assert e.widths[bound.layer - 1] >= width
            best = entries[0].reached(prod(window), nonnegative, everything)
            assert all(b.concerns(prod(window), nonnegative) for b in best)


def test_what_is_optimal() -> None:
    known = {"max3-needs-two-layers", "max3-needs-three-channels"}
    first_layer = {"first-layer-narrow", "first-layer-balanced"}
    narrow = by_name(f.frontier((3,)), "shallow", False)
    assert narrow.widths == (4, 3)
    assert {b.theorem for b in narrow.reached(3, False, known)} == known
    assert narrow.reached(3, False, {"first-layer-narrow"}) == [], "one is not enough"
    known |= first_layer
    assert {t for b in narrow.reached(3, False, known) for t in b.theorems} == known
    assert narrow.reached(3, False, set()) == []
    assert narrow.reached(3, True, known) == [], "they say nothing of entries >= 0"
    nine = f.frontier((3, 3))
    assert all(e.reached(9, False, known) == [] for e in nine)
    needed = f.layers_needed(9, False, known)
    assert needed is not None
    assert needed.hidden_layers == 2
    assert f.layers_needed(9, True, known) is None


def test_first_layers_of_any_depth() -> None:
    """n + 1 ReLUs for n values, n for values >= 0, whatever comes after them."""
    known = {"first-layer-narrow", "first-layer-balanced", "first-layer-narrow-nonnegative"}
    for entries in (4, 9, 16):
        tree = by_name(f.frontier((entries,), nonnegative=True), "tree", False)
        (bound,) = tree.reached(entries, True, known)
        assert bound.width == tree.widths[0] == entries
        assert by_name(f.frontier((entries,)), "tree", False).reached(entries, False, known) == []


def test_the_width_of_six_for_four_values_speaks_of_two_layers_only() -> None:
    known = {"four-values-six-units", "first-layer-narrow", "first-layer-balanced"}
    tree = by_name(f.frontier((2, 2)), "tree", False)
    (bound,) = tree.reached(4, False, known)
    assert (bound.width, bound.theorems) == (6, ("four-values-six-units",))
    five = f.Entry(("five units",), False, (5, 5, 4), 14, 0, 30)
    (bound,) = five.reached(4, False, known)
    assert (bound.width, bound.theorem) == (5, "first-layer-narrow")
    assert tree.reached(4, False, known - {"four-values-six-units"}) == []
