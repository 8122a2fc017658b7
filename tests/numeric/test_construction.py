"""Layers by a named construction: what they compute, and that it is the network of that name."""

from __future__ import annotations

import copy
import itertools
import math
import pickle
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

import pytest
import torch
from pooling_cases import (
    Case,
    extreme_cases,
    integers,
    layer_class,
    normal,
    outcome,
    strides,
    torch_pool,
)
from torch import Tensor, nn

import numeric
from numeric.constructed import as_modules
from numeric.lift import lift, padding_sources
from numeric.steps import Block, Step, convolutions
from symbolic import constructions
from symbolic.constructions import Keep, Larger, Schedule
from symbolic.network import Affine, Relu, ReluNetwork, affine

NAMES = ("tree", "doubling", "separable", "shallow")
PAIRS = NAMES[:3]

WINDOWS = [
    *[(1, k) for k in range(1, 10)],
    *[(2, k) for k in (2, 3, 4, (2, 3), 5, (1, 3), (3, 1))],
    *[(3, k) for k in (2, (2, 1, 3))],
]


def layer_of(case: Case, name: str | None) -> Any:
    kernel, stride, padding, dilation, ceil_mode = case.window
    return layer_class(case.kind, case.dims)(
        kernel, stride, padding, dilation, ceil_mode=ceil_mode, construction=name
    )


def entries_of(layer: Any) -> int:
    return math.prod(a.kernel for a in layer.axes)


# What is computed.


def check_values(layer: Any, theirs: Callable[[Tensor], Tensor], shape: tuple[int, ...]) -> None:
    """Within the bounds that `numeric.layers` states, and equal on integers."""
    channels = shape[-len(layer.axes) - 1]
    for dtype, u in ((torch.float32, 2.0**-24), (torch.float64, 2.0**-53)):
        x = normal(shape, len(shape), dtype)
        forms = [layer, layer.sequential(channels).to(dtype)]
        size, spread = x.abs().max().item(), (x.max() - x.min()).item()
        bound = layer.network.rounding * u * size
        if layer.construction in PAIRS:
            depth = lift(layer).hidden_layers
            bound = min(bound, 14 * depth * u * (spread + size))
        for form in forms:
            error = (form(x) - theirs(x)).abs().max().item()
            assert error <= bound * (1 + 1e-4), "but for terms of second order in u"
        most = int(min(1000, 2**24 / layer.network.growth))
        assert most >= 9
        x = integers(shape, 1, -most, most).to(dtype)
        for form in forms:
            assert torch.equal(form(x), theirs(x))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_windows(window: tuple[int, Any], name: str) -> None:
    dims, kernel = window
    for kind in ("max", "min"):
        layer = layer_class(kind, dims)(kernel, construction=name)
        theirs = torch_pool(kind, dims)
        check_values(layer, lambda x: theirs(x, kernel), (2, 3, *(7, 11, 10)[-dims:]))  # noqa: B023


@pytest.mark.parametrize("name", NAMES)
def test_strides_padding_dilation_and_ceil_mode(name: str) -> None:
    for case in extreme_cases(60, seed=31):
        layer = layer_of(case, name)
        if name == "shallow" and entries_of(layer) > 12:
            continue  # bounds of larger ones allow no integers in float32
        shape = (1, *case.shape)[-case.dims - 2 :]
        check_values(layer, case.theirs, shape)


@pytest.mark.parametrize("name", NAMES)
def test_large_windows_are_exact_in_double(name: str) -> None:
    for window in ((5, 4), (6, 6)):
        layer = numeric.MaxPool2d(window, 2, construction=name)
        x = integers((1, 2, 13, 12), 3, -99, 99).double()
        assert torch.equal(layer(x), torch_pool("max", 2)(x, window, 2))


@pytest.mark.parametrize("name", NAMES)
def test_gradients_where_the_maximum_is_unique(name: str) -> None:
    for seed, case in enumerate(extreme_cases(60, seed=32)):
        layer = layer_of(case, name)
        if name == "shallow" and entries_of(layer) > 16:
            continue
        ours, theirs = (normal(case.shape, seed, torch.float64).requires_grad_() for _ in "ab")
        y, expected = layer(ours), case.theirs(theirs)
        assert strides(y) == strides(expected), case
        weights = integers(y.shape, seed, 1, 9).double()
        y.backward(weights)
        expected.backward(weights)
        # The shallow networks divide last: a third is rounded, and multiplied up again.
        tolerance = 1e-12 if layer.network.rounding > 1 else 0
        assert (ours.grad - theirs.grad).abs().max() <= tolerance * 9 * 7**case.dims, case


@pytest.mark.parametrize("name", PAIRS)
def test_gradients_of_pairs_are_exact(name: str) -> None:
    x = normal((2, 3, 9, 9), 4).requires_grad_()
    ours, theirs = (
        torch.autograd.grad(pool(x).sum(), x)[0]
        for pool in (numeric.MaxPool2d(3, 2, construction=name), numeric.MaxPool2d(3, 2))
    )
    assert torch.equal(ours, theirs)


def test_a_gradient_may_vanish_at_zero() -> None:
    """Documented: R(a) − R(−a) has none at a = 0."""
    for name in NAMES:
        x = torch.tensor([[0.0, -1.0]], requires_grad=True)
        numeric.MaxPool1d(2, construction=name)(x).sum().backward()
        assert x.grad is not None
        assert x.grad.sum() in (0, 1)


# Dtypes and special values.


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "dtype", [torch.int8, torch.uint8, torch.int16, torch.int32, torch.int64], ids=str
)
def test_integers_to_their_extremes(dtype: torch.dtype, name: str) -> None:
    info = torch.iinfo(dtype)
    low, high = info.min, info.max
    values = torch.tensor([low, low + 1, -1 if low else 1, 0, 1, high - 1, high], dtype=dtype)
    x = torch.cartesian_prod(values, values, values).T.reshape(1, 1, 3, -1)
    layers = [layer_class(k, 2)((3, 1), construction=name) for k in ("max", "min")]
    if (name, dtype) == ("shallow", torch.int64):
        for layer in layers:
            with pytest.raises(TypeError, match=r'use construction="tree", which is') as error:
                layer(x)
            assert "\n" not in str(error.value)
        return
    assert torch.equal(layers[0](x), x.amax(2, True))
    assert torch.equal(layers[1](x), x.amin(2, True))
    generator = torch.Generator().manual_seed(0)
    for case in extreme_cases(25, seed=33, kinds=("max",)):
        if case.dims == 1:
            continue  # not for torch
        layer = layer_of(case, name)
        if name == "shallow" and entries_of(layer) > 16:
            continue
        x = torch.randint(low, high, case.shape, generator=generator, dtype=dtype)
        assert torch.equal(layer(x), case.theirs(x)), case


def test_shallow_networks_compute_integers_in_double() -> None:
    layer = numeric.MaxPool2d(4, construction="shallow")
    seen = []
    layer.network.register_forward_pre_hook(lambda _, inputs: seen.append(inputs[0].dtype))
    for dtype in (torch.int8, torch.uint8, torch.int16, torch.int32):
        x = torch.full((1, 1, 4, 4), torch.iinfo(dtype).max, dtype=dtype)
        assert torch.equal(layer(x), x[..., :1, :1])
    assert seen == [torch.float64] * 4


def test_integers_without_room_are_refused() -> None:
    layer = numeric.MaxPool2d(7, construction="shallow")
    assert layer.network.growth > 2**22
    x = torch.randint(-9, 9, (1, 1, 7, 7))
    with pytest.raises(TypeError, match=r"torch\.int32 may have no room"):
        layer(x.int())
    assert torch.equal(layer(x.double()), x.amax((2, 3), True).double())
    assert torch.equal(layer(x.short()), x.amax((2, 3), True).short())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64], ids=str)
def test_floating_dtypes(dtype: torch.dtype, name: str) -> None:
    layer = numeric.MaxPool2d((2, 3), 2, construction=name)
    x = integers((2, 3, 8, 9), 1, -99, 99).to(dtype)
    for _ in range(2):
        y = layer(x)
        assert y.dtype == dtype
        assert torch.equal(y, torch_pool("max", 2)(x, (2, 3), 2))
        layer.to(torch.bfloat16)  # rounds no weight


def test_converting_a_layer_rounds_no_weight() -> None:
    layer = numeric.MaxPool2d(4, construction="shallow")
    before = lift(layer)
    assert lift(layer.to(torch.bfloat16).double()) == before


SPECIAL = (-torch.inf, -1.0, 0.0, 2.0, torch.inf, torch.nan)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("window", [(1, 2), (1, 3), (3, 1), (2, 2)], ids=str)
def test_infinities_and_nan(window: tuple[int, int], name: str) -> None:
    """NaN gives NaN; with an infinity, what torch gives or NaN; never anything else."""
    entries = math.prod(window)
    images = torch.tensor(list(itertools.product(SPECIAL, repeat=entries))).view(-1, 1, *window)
    for kind in ("max", "min"):
        ours = layer_class(kind, 2)(window, construction=name)(images).flatten()
        theirs = torch_pool(kind, 2)(images, window).flatten()
        finite = images.isfinite().flatten(1).all(1)
        assert torch.equal(ours[finite], theirs[finite])
        assert ours[images.isnan().flatten(1).any(1)].isnan().all()
        decided = ~ours.isnan()
        assert torch.equal(ours[decided], theirs[decided])


@pytest.mark.parametrize("name", NAMES)
def test_a_window_is_not_touched_by_its_neighbours(name: str) -> None:
    x = integers((1, 2, 12, 12), 3)
    spoiled = x.clone()
    spoiled[:, 0, 5, 6] = torch.nan
    spoiled[:, 1, 2, 3] = torch.inf
    for window in ((3, 2, 1), (3, 1, 1), (2, 2, 0)):
        touched = numeric.MaxPool2d(*window)((spoiled != x).float()) > 0
        layer = numeric.MaxPool2d(*window, construction=name)
        assert torch.equal(layer(spoiled)[~touched], layer(x)[~touched])
        assert (layer(spoiled)[touched] != layer(x)[touched]).any()


# Which network it is.


def along_axes(sizes: Sequence[int], schedule: Callable[[int], Schedule]) -> Schedule:
    """A schedule along each axis, the last one first; entries in row-major order."""
    layers: list[list[Keep | Larger]] = []
    for n in reversed(range(len(sizes))):
        length = sizes[n]
        for steps in schedule(length):
            layers.append([])
            for line in range(math.prod(sizes[:n])):
                by = line * length
                layers[-1] += [
                    Keep(s.index + by)
                    if isinstance(s, Keep)
                    else Larger(s.first + by, s.second + by)
                    for s in steps
                ]
            length = len(steps)
    return layers


def without_unread(schedule: Schedule) -> Schedule:
    """Without the values that no later one reads, which are those of other windows."""
    kept: list[list[Keep | Larger]] = []
    wanted = [0]
    for steps in reversed(schedule):
        reads = [
            (s.index,) if isinstance(s, Keep) else (s.first, s.second)
            for s in (steps[i] for i in wanted)
        ]
        wanted = sorted({i for read in reads for i in read})
        if steps is schedule[0]:
            wanted = list(range(max(wanted) + 1))  # all entries are there
        new = [[wanted.index(i) for i in read] for read in reads]
        kept.insert(0, [Keep(*read) if len(read) == 1 else Larger(*read) for read in new])
    return kept


def negated(network: ReluNetwork) -> ReluNetwork:
    """x ↦ −network(−x)."""
    inputs, outputs = network.inputs, network.outputs
    before = affine(inputs, [{i: -1} for i in range(inputs)])
    after = affine(outputs, [{i: -1} for i in range(outputs)])
    return ReluNetwork((before, *network.layers, after)).compact()


def expected_network(name: str, sizes: Sequence[int], sign: int) -> ReluNetwork:
    n = math.prod(sizes)
    if name == "shallow":
        network = constructions.shallow(n)
        return network if sign == 1 else negated(network)
    if name == "tree":
        return constructions.tree(n) if sign == 1 else constructions.minimum(n)
    if name == "separable":
        schedule = along_axes(sizes, constructions.tree_schedule)
    else:
        schedule = without_unread(along_axes(sizes, constructions.doubling_schedule))
    return constructions.network(n, schedule, "relu", sign)


def canonical(network: ReluNetwork, scaled: bool = False) -> list[list[Any]]:
    """The rows of each affine layer, in an order that does not depend on the order of the neurons.

    scaled: what enters a ReLU multiplied so that its first weight is 1 or −1, and divided after.
    """
    order, scale = list(range(network.inputs)), [Fraction(1)] * network.inputs
    layers = []
    affine_layers = [layer for layer in network.layers if isinstance(layer, Affine)]
    for number, layer in enumerate(affine_layers):
        assert not any(layer.bias)
        rows = [tuple(sorted((order[i], w / scale[i]) for i, w in row)) for row in layer.rows]
        scale = [Fraction(1)] * len(rows)
        if scaled and number < len(affine_layers) - 1:
            scale = [1 / abs(row[0][1]) for row in rows]
            rows = [tuple((i, w * s) for i, w in row) for row, s in zip(rows, scale, strict=True)]
        layers.append(sorted(rows))
        assert len(set(rows)) == len(rows), "equal neurons have no order"
        order = [layers[-1].index(row) for row in rows]
    return layers


def is_dyadic(network: ReluNetwork) -> bool:
    """Whether all weights but those of the last layer have powers of two as denominators."""
    *hidden, _ = [layer for layer in network.layers if isinstance(layer, Affine)]
    weights = (w for layer in hidden for row in layer.rows for _, w in row)
    return all(w.denominator & (w.denominator - 1) == 0 for w in weights)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_it_is_the_network_of_that_name(window: tuple[int, Any], name: str) -> None:
    dims, kernel = window
    for kind in ("max", "min"):
        layer = layer_class(kind, dims)(kernel, 1, construction=name)
        sizes = [a.kernel for a in layer.axes]
        network = expected_network(name, sizes, layer.sign)
        found = lift(layer)
        assert lift(layer.network) == found
        assert lift(layer.sequential(1), layer.axes) == found
        assert found.hidden_layers == network.hidden_layers
        assert found.widths == network.widths
        assert found.relus == network.relus
        assert not found.has_skip
        assert canonical(found, scaled=True) == canonical(network, scaled=True)
        if is_dyadic(network):
            assert canonical(found) == canonical(network)
        pick = max if layer.sign == 1 else min
        generator = torch.Generator().manual_seed(0)
        for _ in range(5):
            entries = torch.randint(-99, 99, (network.inputs,), generator=generator).tolist()
            assert found(entries) == network(entries) == [pick(entries)]


def test_the_named_functions_are_what_is_expected() -> None:
    for h, w in ((2, 2), (3, 3), (2, 3), (4, 4)):
        assert expected_network("separable", (h, w), 1) == constructions.separable(h, w)
    for k in range(1, 10):
        shared = constructions.doubling(k)  # some of which only other windows need
        one = expected_network("doubling", (k,), 1)
        assert one.hidden_layers == shared.hidden_layers
        assert one == shared or one.relus < shared.relus
    assert canonical(constructions.tree(5)) != canonical(constructions.folding(5, "relu"))
    for n in (9, 16, 25):
        depth = numeric.MaxPool1d(n, construction="shallow")
        expected = next(d for d in range(9) if n <= 2 * 3**d) + 1
        assert lift(depth).hidden_layers == expected


def test_network_and_padding_together_are_pooling_everywhere() -> None:
    for name in NAMES:
        for seed, case in enumerate(extreme_cases(12, seed=34)):
            layer = layer_of(case, name)
            if entries_of(layer) > 12:
                continue
            sizes = case.shape[-case.dims :]
            network = lift(layer)
            sources = padding_sources(layer.network.padding, sizes)
            x = integers((1, 1, *sizes), seed)[0, 0]
            y = layer(x[None, None].double())[0, 0]
            taps = list(itertools.product(*(range(a.kernel) for a in layer.axes)))
            for position in itertools.product(*map(range, y.shape)):
                entries = [
                    x[
                        tuple(
                            source[p * a.stride + t * a.dilation]
                            for source, p, t, a in zip(
                                sources, position, tap, layer.axes, strict=True
                            )
                        )
                    ].item()
                    for tap in taps
                ]
                assert network([Fraction(e) for e in entries]) == [y[position].item()]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("window", [(2, (3, 2)), (1, 6)], ids=str)
def test_tampering_shows(window: tuple[int, Any], name: str) -> None:
    dims, kernel = window
    layer = layer_class("max", dims)(kernel, construction=name)
    before = lift(layer)
    sequence = layer.sequential(1)
    for part in sequence:
        if isinstance(part, (nn.Conv1d, nn.Conv2d)):
            flat = part.weight.data.view(-1)
            for i in range(0, flat.numel(), 1 + flat.numel() // 40):
                kept = flat[i].item()
                flat[i] += 2.0**-20
                assert lift(sequence, layer.axes) != before
                flat[i] = kept
        if isinstance(part, numeric.Division):
            part.divisor += 1
            assert lift(sequence, layer.axes) != before
            part.divisor -= 1
    assert lift(sequence, layer.axes) == before
    for part in layer.network.sequence:
        if hasattr(part, "numerators"):
            part.numerators.view(-1)[-1] += 1
            assert lift(layer) != before
            part.numerators.view(-1)[-1] -= 1
            part.shift += 1
            assert lift(layer) != before
            part.shift -= 1
    assert lift(layer) == before


@pytest.mark.parametrize("name", NAMES)
def test_what_the_sequence_is_made_of(name: str) -> None:
    layer = numeric.MaxPool2d((2, 3), 2, 1, construction=name)
    padding, *modules = layer.sequential(4)
    assert isinstance(padding, numeric.ReplicationPadding)
    divisions = [m for m in modules if isinstance(m, numeric.Division)]
    assert modules[len(modules) - len(divisions) :] == divisions
    assert len(divisions) == (name == "shallow")
    convolutions = [m for m in modules if isinstance(m, nn.Conv2d)]
    assert {type(m) for m in modules[1::2]} - {numeric.Division} == {nn.ReLU}
    for convolution in convolutions:
        assert convolution.groups == 4
        assert convolution.bias is None
        assert not convolution.weight.requires_grad
    sizes = [m.kernel_size for m in convolutions]
    if name in ("tree", "shallow"):
        assert sizes == [(2, 3)] + [(1, 1)] * (len(sizes) - 1)
        assert [m.stride for m in convolutions] == [(2, 2)] + [(1, 1)] * (len(sizes) - 1)
    if name == "separable":
        assert sizes == [(1, 3), (1, 1), (2, 1), (1, 1)]


def test_the_division_is_exact_and_no_float() -> None:
    layer = numeric.MaxPool1d(6, construction="shallow")
    last = lift(layer).layers[-1]
    assert isinstance(last, Affine)
    (division,) = [m for m in layer.sequential(1) if isinstance(m, numeric.Division)]
    assert division.divisor % 3 == 0
    assert any(w.denominator % 3 == 0 for _, w in last.rows[0])
    assert lift(layer.sequential(2), layer.axes, channel=1) == lift(layer)
    for x in range(-50, 50):
        assert layer(torch.full((1, 6), float(x))).item() == x


def test_default_is_as_before() -> None:
    for window in ((3, 2, 1), ((1, 4), 3, (0, 2), 2), ((1, 1), 2)):
        for kind in (numeric.MaxPool2d, numeric.MinPool2d):
            plain, doubling = kind(*window), kind(*window, construction="doubling")
            one, other = plain.sequential(2), doubling.sequential(2)
            assert str(one) == str(other)
            for key, weight in one.state_dict().items():
                assert torch.equal(weight, other.state_dict()[key])
            assert lift(plain).widths == lift(plain.network).widths
            assert lift(plain).has_skip or entries_of(plain) == 1
            assert not lift(doubling).has_skip
            assert "construction" not in str(plain)
            assert "construction='doubling'" in str(doubling)


# From a network to convolutions.


def test_any_network_without_skip() -> None:
    generator = torch.Generator().manual_seed(0)

    def random_affine(inputs: int, outputs: int) -> Affine:
        numerators = torch.randint(-5, 6, (outputs, inputs), generator=generator).tolist()
        denominators = torch.randint(1, 7, (outputs, inputs), generator=generator).tolist()
        weights = [
            list(map(Fraction, *pair)) for pair in zip(numerators, denominators, strict=True)
        ]
        return affine(inputs, [dict(enumerate(row)) for row in weights])

    axes = numeric.MaxPool2d((2, 3), 2).axes
    for widths in ((6, 1), (6, 4, 1), (6, 5, 3, 1), (6, 2, 7, 3, 1)):
        layers: list[Affine | Relu] = []
        for inputs, outputs in itertools.pairwise(widths):
            layers += [random_affine(inputs, outputs), Relu((True,) * outputs)]
        network = ReluNetwork(tuple(layers[:-1]))
        for sign in (1, -1):
            found = convolutions([Block(network, (2, 3), (2, 2), (1, 1))], (1, 1), sign)
            lifted = lift(nn.Sequential(*as_modules(found, 1)), axes)
            for _ in range(10):
                entries = torch.randint(-9, 9, (6,), generator=generator).tolist()
                (y,) = network([sign * e for e in entries])
                assert lifted(entries) == [sign * y]


def block(*layers: Affine | Relu) -> list[Block]:
    return [Block(ReluNetwork(layers), (2,), (1,), (1,))]


def test_networks_that_are_refused() -> None:
    difference = affine(2, [{0: 1, 1: -1}])
    half_skip = Relu((True, False))
    two = affine(2, [{0: 1}, {1: 1}])
    with pytest.raises(ValueError, match="neither a skip nor a bias"):
        convolutions(block(two, half_skip, difference), (1,))
    with pytest.raises(ValueError, match="neither a skip nor a bias"):
        convolutions(block(Affine(2, difference.rows, (Fraction(1),))), (1,))
    for layers in ((two,), (difference, Relu((True,))), (two, half_skip, half_skip, difference)):
        with pytest.raises(ValueError, match="one output"):
            convolutions(block(*layers), (1,))
    with pytest.raises(ValueError, match="must be the last"):
        convolutions(block(difference) * 2, (1,))
    for weight in (2**24 + 1, Fraction(1, 2**150), 10**39):
        found = convolutions(block(affine(2, [{0: weight}])), (1,))
        with pytest.raises(ValueError, match="float32 does not hold the weight"):
            as_modules(found, 1)
    for divisor in (0, -3, 2**24 + 1):
        with pytest.raises(ValueError, match="a divisor"):
            numeric.Division(divisor)


def test_odd_denominators_move_to_the_end() -> None:
    thirds = [{0: Fraction(1, 3), 1: Fraction(-1, 6)}, {0: Fraction(1, 5)}]
    network = block(affine(2, thirds), Relu((True, True)), affine(2, [{0: 1, 1: Fraction(1, 2)}]))
    found = convolutions(network, (1,))
    assert found.divisor == 15
    first, last = found.steps
    assert isinstance(first, Step)
    assert first.rows == ({(0, 0): 1, (0, 1): Fraction(-1, 2)}, {(0, 0): 1})
    assert last.rows == ({(0, 0): 5, (1, 0): Fraction(3, 2)},)


# As a module.


def test_wrong_names_are_refused() -> None:
    for bad in ("Tree", "", "fold", 3):
        with pytest.raises(ValueError, match=r"construction must be None or one of") as error:
            numeric.MaxPool2d(2, construction=bad)  # type: ignore[arg-type]
        text = str(error.value)
        assert "\n" not in text
        assert all(repr(name) in text for name in (*NAMES, bad))
    layer = numeric.MinPool1d(3)
    with pytest.raises(ValueError, match="construction must be None"):
        layer.construction = "other"  # type: ignore[assignment]
    assert layer.construction is None
    with pytest.raises(TypeError):
        numeric.MaxPool2d(2, 2, 0, 1, False, False, "tree")  # type: ignore[misc]


def test_the_construction_may_be_assigned() -> None:
    layer = numeric.MaxPool2d(3)
    for name in (*NAMES, None):
        layer.construction = name  # type: ignore[assignment]
        other = numeric.MaxPool2d(3, construction=name)  # type: ignore[arg-type]
        assert lift(layer) == lift(other)
    layer.construction = "tree"
    layer.kernel_size = 2
    assert lift(layer) == lift(numeric.MaxPool2d(2, construction="tree"))


@pytest.mark.parametrize("name", NAMES)
def test_errors_are_those_of_torch(name: str) -> None:
    x = torch.zeros(2, 3, 6, 6)
    for window in ((0,), (7,), (2.0,), (2, 0), (2, 2, 2), ((2, 2, 2),), (2, 2, 0, 0), ("a",)):
        expected = outcome(lambda: torch_pool("max", 2)(x, *window))  # noqa: B023
        found = outcome(lambda: numeric.MaxPool2d(*window, construction=name)(x))  # type: ignore[arg-type] # noqa: B023
        assert found == expected
    layer = numeric.MaxPool2d(2, construction=name)  # type: ignore[arg-type]
    for shape in ((), (3,), (2, 2), (3, 6, 6), (0, 3, 6, 6), (2, 0, 6, 6), (1, 1, 1, 1, 1)):
        y = torch.zeros(shape)
        assert outcome(lambda: layer(y)) == outcome(lambda: torch_pool("max", 2)(y, 2))  # noqa: B023
    for dtype in (torch.bool, torch.complex64):
        y = torch.zeros(1, 1, 4, 4, dtype=dtype)
        assert outcome(lambda: layer(y)) == outcome(lambda: torch_pool("max", 2)(y, 2))  # noqa: B023
    with pytest.raises(ValueError, match="indices-are-discontinuous"):
        numeric.MaxPool2d(2, return_indices=True, construction=name)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="has no entry inside an axis of"):
        numeric.MaxPool1d(2, 2, 1, 3, ceil_mode=True, construction=name)(torch.zeros(1, 1, 2))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("dims", [1, 2, 3])
def test_features_of_torch(dims: int, name: str) -> None:
    layer = layer_class("max", dims)(2, 1, 1, construction=name)
    assert layer.state_dict() == {}
    assert list(layer.parameters()) == []
    x = integers((2, 3) + (5,) * dims, 6)
    y = layer(x)
    for other in (copy.deepcopy(layer), pickle.loads(pickle.dumps(layer))):
        assert torch.equal(other(x), y)
        assert str(other) == str(layer)
        assert lift(other) == lift(layer)
    assert torch.equal(layer(x[0]), y[0])
    assert torch.equal(torch.vmap(layer)(x[None].repeat(3, *[1] * (dims + 2)))[2], y)
    with torch.inference_mode():
        assert torch.equal(layer(x), y)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        assert torch.equal(layer(x), y)
    program = torch.export.export(layer, (x,))
    assert torch.equal(program.module()(x), y)
    assert [str(n.target) for n in program.graph.nodes if "pool" in str(n.target)] == []
    compiled = torch.compile(layer, backend="aot_eager", fullgraph=True, dynamic=False)
    ours, theirs = (normal(x.shape, 1).requires_grad_() for _ in "ab")
    compiled(ours).sum().backward()
    layer(theirs).sum().backward()
    assert torch.allclose(ours.grad, theirs.grad, atol=1e-5)
    torch._dynamo.reset()  # which compiles so many layers in one process and no more


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("format", [torch.contiguous_format, torch.channels_last])
def test_memory_formats(format: torch.memory_format, name: str) -> None:
    x = integers((2, 16, 15, 17), 7).contiguous(memory_format=format)
    y = numeric.MaxPool2d(3, 2, 1, construction=name)(x)  # type: ignore[arg-type]
    expected = torch_pool("max", 2)(x, 3, 2, 1)
    assert torch.equal(y, expected)
    assert y.stride() == expected.stride()
