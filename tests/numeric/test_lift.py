"""What is lifted is what runs: the layers' exact networks, and that tampering shows in them."""

from __future__ import annotations

import itertools
from fractions import Fraction
from typing import Any

import pytest
import torch
from pooling_cases import extreme_cases
from torch import nn

import numeric
from numeric.extreme import AxisExtreme, Extreme
from numeric.geometry import output_size
from numeric.lift import lift, padding_sources
from symbolic.network import Affine, ReluNetwork
from symbolic.pooling import Axis, image, max_at, min_at, replicate

LAYERS = [
    numeric.MaxPool1d(1),
    numeric.MaxPool1d(2),
    numeric.MaxPool1d(7, 3),
    numeric.MaxPool2d(2),
    numeric.MaxPool2d(3, 2, 1),
    numeric.MaxPool2d((1, 4), 3, (0, 2), 2, ceil_mode=True),
    numeric.MinPool1d(5, 2, 1, 3),
    numeric.MinPool2d((3, 2), 1),
    numeric.MaxPool3d((2, 1, 2), (1, 2, 3)),
    numeric.MinPool3d(2, 1, 1),
]


def windows(axes: tuple[Axis, ...]) -> list[tuple[int, ...]]:
    """The entries of the window at the origin, in row-major order, without padding."""
    return list(itertools.product(*([t * a.dilation for t in range(a.kernel)] for a in axes)))


def random_window(count: int, seed: int) -> list[Fraction]:
    generator = torch.Generator().manual_seed(seed)
    return [Fraction(n, 8) for n in torch.randint(-99, 99, (count,), generator=generator).tolist()]


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_both_forms_compute_the_extreme_of_the_window(layer: Any) -> None:
    forms = [lift(layer), lift(layer.network), lift(layer.sequential(1), layer.axes)]
    pick = max if layer.sign == 1 else min
    for seed in range(20):
        entries = random_window(forms[0].inputs, seed)
        for form in forms:
            assert form(entries) == [pick(entries)]


def scramble(form: nn.Module, seed: int) -> None:
    """Give a form arbitrary small dyadic weights where it has any."""
    generator = torch.Generator().manual_seed(seed)
    weights = [step.difference for step in getattr(form, "steps", [])]
    weights += [m.weight.data for m in form.modules() if hasattr(m, "weight")]
    for weight in weights:
        shape = weight[weight != 0].shape
        weight[weight != 0] = torch.randint(1, 9, shape, generator=generator).to(weight) / 4


def run_unpadded(form: nn.Module, x: torch.Tensor) -> torch.Tensor:
    parts = form.steps if isinstance(form, Extreme) else form
    for part in parts:
        x = x if isinstance(part, numeric.ReplicationPadding) else part(x)
    return x


@pytest.mark.parametrize("scrambled", [False, True])
@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_the_lifted_network_is_what_the_module_runs(layer: Any, scrambled: bool) -> None:
    """Both on the same image, whatever the weights: the window somewhere in it, noise elsewhere."""
    axes = layer.axes
    at = [2 * a.stride for a in axes]
    sizes = [start + a.extent + 3 * a.stride for start, a in zip(at, axes, strict=True)]
    for seed, form in itertools.product(range(5), (Extreme(axes, 1), layer.sequential(1).double())):
        if scrambled:
            scramble(form, seed)
        network = lift(form, axes)
        generator = torch.Generator().manual_seed(seed)
        x = torch.randint(-99, 99, (1, 1, *sizes), generator=generator).double() / 8
        window = [
            Fraction(x[(0, 0, *(s + i for s, i in zip(at, entry, strict=True)))].item())
            for entry in windows(axes)
        ]
        y = run_unpadded(form, x)
        assert network(window) == [Fraction(y[(0, 0, *([2] * len(axes)))].item())], seed


def test_network_and_padding_together_are_pooling_everywhere() -> None:
    """Every output of the layer, from the two things that are lifted and nothing else."""
    for seed, case in enumerate(extreme_cases(60, seed=21)):
        layer = case.layer()
        axes = layer.axes
        network = lift(layer)
        sizes = case.shape[-case.dims :]
        x = torch.randint(-9, 9, sizes, generator=torch.Generator().manual_seed(seed))
        sources = padding_sources(layer.network.padding, sizes)
        y = layer(x[None, None].double())[0, 0]
        for position in itertools.product(*map(range, y.shape)):
            starts = [p * a.stride for p, a in zip(position, axes, strict=True)]
            entries = [
                x[tuple(s[b + i] for s, b, i in zip(sources, starts, entry, strict=True))].item()
                for entry in windows(axes)
            ]
            assert network(entries) == [y[position].item()], (case, position)
            definition = max_at if layer.sign == 1 else min_at
            nested, _ = image(x.tolist())
            assert definition(nested, axes, sizes, position) == y[position].item()


def test_padding_is_the_replication_of_the_definition() -> None:
    for case in extreme_cases(150, seed=22):
        layer = case.layer()
        sizes = case.shape[-case.dims :]
        sources = padding_sources(numeric.ReplicationPadding(layer.axes), sizes)
        for axis, size, found in zip(layer.axes, sizes, sources, strict=True):
            assert found == [
                replicate(i - axis.padding, size, axis.dilation) for i in range(len(found))
            ]
            assert output_size(axis, size) == axis.output_size(size)
            last = axis.start(axis.output_size(size) - 1) + axis.extent
            assert len(found) - axis.padding == max(size, last)


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_sequential_has_nothing_but_padding_convolution_and_relu(layer: Any) -> None:
    modules = list(layer.sequential(3).modules())
    allowed = (nn.Sequential, nn.ReLU, nn.Conv1d, nn.Conv2d, nn.Conv3d, numeric.ReplicationPadding)
    assert {type(m) for m in modules} <= set(allowed)
    for module in modules:
        if isinstance(module, (nn.Conv1d, nn.Conv2d, nn.Conv3d)):
            assert module.bias is None
            assert not module.weight.requires_grad
            assert module.weight.unique().tolist() in ([-1, 0, 1], [0, 1], [-1, 1], [1])
    assert not lift(layer.sequential(1), layer.axes).has_skip


def test_depth_and_width() -> None:
    two = numeric.MaxPool2d(2)
    assert lift(two.sequential(1), two.axes).widths == (6, 3)
    assert lift(two).widths == (2, 1)
    three = numeric.MaxPool2d(3)
    assert lift(three.sequential(1), three.axes).hidden_layers == 4
    assert lift(three).widths == (3, 3, 1, 1)


@pytest.mark.parametrize("layer", [numeric.MaxPool2d(3, 2, 1), numeric.MinPool1d(2)], ids=str)
def test_tampering_with_the_fast_form_shows(layer: Any) -> None:
    before = lift(layer)
    for step in layer.network.steps:
        for tap in (0, 1):
            kept = step.difference[tap].item()
            step.difference[tap] = kept * (1 + 2**-20)
            assert lift(layer) != before
            step.difference[tap] = kept
        assert lift(layer) == before
        step.sign = -step.sign
        assert lift(layer) != before
        step.sign = -step.sign


def test_tampering_with_the_sequence_shows() -> None:
    layer = numeric.MaxPool2d((3, 2), 2, 1)
    sequence = layer.sequential(1)
    before = lift(sequence, layer.axes)
    for part in sequence:
        if not isinstance(part, nn.Conv2d):
            continue
        for i in range(part.weight.numel()):
            kept = part.weight.view(-1)[i].item()
            part.weight.view(-1)[i] += 2.0**-30 if kept == 0 else 2.0**-20
            try:
                assert lift(sequence, layer.axes) != before
            except ValueError as error:
                assert "not of its window" in str(error)  # noqa: PT017
            part.weight.view(-1)[i] = kept
    assert lift(sequence, layer.axes) == before
    first = next(part for part in sequence if isinstance(part, nn.Conv2d))
    first.bias = nn.Parameter(torch.full((first.out_channels,), 0.5))
    assert lift(sequence, layer.axes) != before


def test_other_geometry_than_claimed_is_refused() -> None:
    layer = numeric.MaxPool2d(3, 2)
    for axes in (
        numeric.MaxPool2d(2, 2).axes,
        numeric.MaxPool2d(3, 1).axes,
        numeric.MaxPool2d(3, (2, 1)).axes,
        numeric.MaxPool2d(3, 2, dilation=2).axes,
    ):
        with pytest.raises(ValueError, match=r"not of its window|different networks"):
            lift(layer.sequential(1), axes)
    # A larger window than the network reads is not an error, but it is another network.
    larger = lift(layer.sequential(1), numeric.MaxPool2d(4, 2).axes)
    assert larger.inputs == 16


def test_neighbours_with_different_networks_are_refused() -> None:
    layer = numeric.MaxPool1d(2, 1)
    with pytest.raises(ValueError, match=r"neighbours on axis 0|not of its window"):
        lift(layer.sequential(1), (Axis(4, 2),))


def test_channels_that_mix_are_refused() -> None:
    convolution = nn.Conv2d(2, 2, 2, 2, bias=False)
    with pytest.raises(ValueError, match="channels mix: channel 0 depends on channel 1"):
        lift(nn.Sequential(convolution), numeric.MaxPool2d(2).axes)
    layer = numeric.MaxPool2d(2)
    sequence = layer.sequential(2)
    assert lift(sequence, layer.axes, channel=0) == lift(sequence, layer.axes, channel=1)
    for part in sequence:
        if isinstance(part, nn.Conv2d):
            part.weight[-1] *= 2  # only the second channel
    assert lift(sequence, layer.axes, channel=0) != lift(sequence, layer.axes, channel=1)


@pytest.mark.parametrize(
    "module",
    [
        nn.MaxPool2d(2),
        nn.Sequential(nn.Conv2d(1, 1, 2), nn.Sigmoid()),
        nn.Sequential(nn.BatchNorm2d(1)),
    ],
    ids=lambda m: type(m).__name__,
)
def test_other_modules_are_refused(module: nn.Module) -> None:
    with pytest.raises(TypeError, match="is no padding, convolution or ReLU"):
        lift(module, numeric.MaxPool2d(2).axes)
    with pytest.raises(TypeError, match="the windows of a"):
        lift(module)


def test_convolution_that_pads_by_itself_and_weights_that_are_not_finite_are_refused() -> None:
    axes = numeric.MaxPool2d(2).axes
    with pytest.raises(ValueError, match="pads by itself"):
        lift(nn.Conv2d(1, 1, 2, 2, padding=1), axes)
    convolution = nn.Conv2d(1, 1, 2, 2)
    convolution.weight.data[0, 0, 0, 0] = torch.nan
    with pytest.raises(ValueError, match="not finite"):
        lift(convolution, axes)


@pytest.mark.parametrize("window", [(2,), (3, 2, 1), ((1, 3), 2, 0, False, True, 5)], ids=str)
def test_average_is_one_affine_layer_with_exact_weights(window: tuple[Any, ...]) -> None:
    layer = numeric.AvgPool2d(*window)
    network = lift(layer)
    n = torch.Size(axis.kernel for axis in layer.axes).numel()
    weight = Fraction(1, layer.divisor_override or n)
    assert network == ReluNetwork(
        (Affine(n, (tuple((i, weight) for i in range(n)),), (Fraction(0),)),)
    )
    layer.network.kernel.view(-1)[0] = 1.5
    assert lift(layer) != network


def test_sequential_average() -> None:
    power_of_two = numeric.AvgPool2d((2, 4), 2, (1, 2))
    sequence = power_of_two.sequential(3)
    assert lift(sequence, power_of_two.axes) == lift(power_of_two)
    assert [type(m) for m in sequence] == [numeric.ZeroPadding, nn.Conv2d]
    x = torch.randint(-9, 9, (2, 3, 9, 9)).float()
    assert torch.equal(sequence(x), power_of_two(x))
    # 1/9 is rounded to a float, and the lifted weight says so.
    nine = numeric.AvgPool2d(3)
    (layer,) = lift(nine.sequential(1), nine.axes).layers
    assert isinstance(layer, Affine)
    assert layer.rows[0][0][1] == Fraction(torch.tensor(1 / 9).item()) != Fraction(1, 9)


@pytest.mark.parametrize(
    "layer",
    [
        numeric.AvgPool2d(2, 2, 1, count_include_pad=False),
        numeric.AvgPool1d(3, 2, ceil_mode=True),
    ],
    ids=str,
)
def test_averages_that_are_no_convolution(layer: Any) -> None:
    for call in (lambda: layer.sequential(1), lambda: lift(layer)):
        with pytest.raises(ValueError, match="average-excluding-padding-is-no-convolution"):
            call()


def test_average_with_a_fixed_divisor_and_overhanging_windows() -> None:
    layer = numeric.AvgPool2d(3, 2, 1, ceil_mode=True, divisor_override=4)
    for size in range(3, 9):
        x = torch.randint(-9, 9, (1, 2, size, size)).float()
        assert torch.equal(layer.sequential(2)(x), layer(x))
    assert lift(layer.sequential(1), layer.axes) == lift(layer)


def test_lifting_reads_every_step() -> None:
    """A step that ran but was not lifted, or the other way round, would be seen here."""
    layer = numeric.MaxPool2d(3)
    network = layer.network
    assert [type(s) for s in network.steps] == [AxisExtreme, AxisExtreme]
    before = lift(layer)
    removed = network.steps[-1]
    network.steps = network.steps[:1]
    with pytest.raises(ValueError, match=r"neighbours|not of its window"):
        lift(layer)
    network.steps.append(removed)
    assert lift(layer) == before
