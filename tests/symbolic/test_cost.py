"""Costs: what closed forms say is what running the programs takes."""

from __future__ import annotations

import random
from functools import cache, partial
from itertools import product
from typing import Any

import pytest
from counted_numbers import Form, counted_run, draw_layer, random_image

from symbolic import pooling
from symbolic.algorithms import ALGORITHMS, KINDS, Layer, layer, program, refusal
from symbolic.arithmetic import largest, maximum, minimum, relu, total, where
from symbolic.closed_forms import (
    AXES,
    ClosedForm,
    closed_form,
    positions_inside,
    powers_summed,
    taps_inside,
    taps_unpadded,
)
from symbolic.cost import Cost, Simplifier, count
from symbolic.evaluate import evaluate
from symbolic.indices import collected, factored
from symbolic.pooling import Axis, positions
from symbolic.programs import Loop, Program, Stage, cost, run
from symbolic.summation import NotSummed, floor_sum, value
from symbolic.terms import as_term, integers, reals, sequences

plain, strided = (
    Form(stride=False, padding=False, dilation=False),
    Form(padding=False, dilation=False),
)
padded = Form(dilation=False)
single = Form(kernel=False, padding=False, dilation=False)
FORMS = {
    "1-d general": (Form(),),
    "1-d stride 1": (plain,),
    "1-d strided": (strided,),
    "1-d padded": (padded,),
    "1-d padded, ceil": (Form(dilation=False, ceil_mode=True),),
    "1-d dilated, ceil": (Form(stride=False, padding=False, ceil_mode=True),),
    "1-d one entry": (single,),
    "2-d padded": (padded, padded),
    "2-d mixed": (plain, Form(dilation=False, ceil_mode=True)),
    "2-d dilated": (single, Form()),
    "3-d": (plain, padded, strided),
}
PAIRS = [(kind, name) for kind in KINDS for name in ALGORITHMS if refusal(kind, name) is None]
CASES = {
    f"{kind}-{algorithm}-{label}": (kind, algorithm, forms)
    for kind, algorithm in PAIRS
    for label, forms in FORMS.items()
    if kind != "average" or not any(form.dilation for form in forms)
}
DRAWS = 14
"""Layers for each form, kind and algorithm."""


def test_there_are_enough_configurations() -> None:
    assert len(CASES) * DRAWS >= 2_000


@cache
def form_of(kind: str, algorithm: str, axes: tuple[Axis, ...]) -> ClosedForm:
    return closed_form(kind, algorithm, axes)


def sizes_of(layer_: Layer) -> dict[str, int]:
    values = {"c": layer_.channels}
    for name, size, axis in zip(AXES[len(layer_.axes)], layer_.sizes, layer_.axes, strict=True):
        values |= {name: size, f"k_{name}": axis.kernel, f"s_{name}": axis.stride}
        values |= {f"p_{name}": axis.padding, f"d_{name}": axis.dilation}
    return values


def representative(form: Form) -> Axis:
    """One axis of the form: any will do for the closed form."""
    return Axis(
        2 if form.kernel else 1,
        2 if form.stride else 1,
        int(form.padding),
        2 if form.dilation else 1,
        form.ceil_mode,
    )


def reference(kind: str, layer_: Layer, image: dict[tuple[int, ...], int]) -> dict[Any, Any]:
    """The definition, evaluated on plain numbers."""
    pool = getattr(pooling, f"{kind}_at")
    more = (1,) if kind == "softmax" else ()
    outputs = {}
    for channel in range(layer_.channels):
        for at in positions(layer_.axes, layer_.sizes):
            entries = partial(_entry, image, channel)
            outputs[(channel, *at)] = pool(entries, layer_.axes, layer_.sizes, at, *more)
    return outputs


def _entry(image: dict[tuple[int, ...], int], channel: int, *index: int) -> int:
    return image[(channel, *index)]


@pytest.mark.parametrize(("kind", "algorithm", "forms"), CASES.values(), ids=CASES.keys())
def test_closed_form_is_what_running_takes(
    kind: str, algorithm: str, forms: tuple[Form, ...]
) -> None:
    random_ = random.Random(f"{kind} {algorithm} {forms}")
    closed = form_of(kind, algorithm, tuple(map(representative, forms)))
    for _ in range(DRAWS):
        layer_ = draw_layer(forms, random_)
        image = random_image(layer_, random_)
        output, counts = counted_run(program(kind, algorithm, layer_), image)
        stated = vars(closed.at(sizes_of(layer_)))
        compared = set(stated) if algorithm == "direct" else set(stated) - {"reads", "writes"}
        assert {name: counts[name] for name in compared} == {n: stated[n] for n in compared}, layer_
        assert output == pytest.approx(reference(kind, layer_, image), rel=1e-12, abs=1e-12)


def test_stem_of_a_resnet() -> None:
    sizes = {
        "c": 64,
        "h": 112,
        "w": 112,
        "k_h": 3,
        "k_w": 3,
        "s_h": 2,
        "s_w": 2,
        "p_h": 1,
        "p_w": 1,
    }
    axes = (Axis(3, 2, 1), Axis(3, 2, 1))
    comparisons = {a: form_of("max", a, axes).at(sizes).comparisons for a in ALGORITHMS}
    assert comparisons == {
        "direct": 1_584_192, "separable": 1_193_472, "doubling": 1_806_336, "running": 1_989_120,
    }  # fmt: skip


def test_closed_forms_have_no_sum_where_there_is_no_padding() -> None:
    form = closed_form("max", "direct", [Axis(3, 2), Axis(3, 2)])
    assert repr(form.cost.comparisons) == "c * o_h * o_w * (k_h * k_w - 1)"
    assert [repr(name) for name, _ in form.definitions] == ["o_h", "o_w"]


def test_huge_layers_are_counted_at_once() -> None:
    big = 10**12
    form = closed_form("max", "direct", [Axis(3, 2, 1)])
    sizes = {"c": big, "w": big, "k_w": big - 1, "s_w": 7, "p_w": big // 3}
    outputs = Axis(big - 1, 7, big // 3).output_size(big)
    assert 0 < form.at(sizes).comparisons < big * outputs * (big - 2)


def test_count_of_terms() -> None:
    a, b = reals("a b")
    (x,) = sequences("x")
    (n,) = integers("n")
    assert count(relu(a - b) + b) == Cost(additions=2, relus=1)
    assert count(minimum(maximum(a, b), a / b)) == Cost(comparisons=2, divisions=1)
    assert count((a + b) * (a + b)) == Cost(additions=1, multiplications=1)  # the sum once
    assert count(-x(n + 1) * 2) == Cost(multiplications=1, reads=1)  # n + 1 is an index
    assert repr(count(largest(x, n)).comparisons) == "sum[i < n](1) - 1"
    assert count(where(n >= 1, a + b, b)).additions.op == "ite"
    with pytest.raises(ValueError, match="choice between entries"):
        count(where(a >= b, a, b))
    with pytest.raises(ValueError, match=r"cost of pow"):
        count(a**2)


def test_an_operation_under_another_guard_counts_again() -> None:
    (x,) = sequences("x")
    n, m = integers("n m")
    twice = total(lambda i: x(i) * x(i), n) + total(lambda i: x(i) * x(i), m)
    cost_of = count(twice)
    assert repr(cost_of.multiplications) == "sum[i < n](1) + sum[i < m](1)"
    once = total(lambda i: x(i) * x(i), n) / total(lambda i: x(i) * x(i), n)
    assert repr(count(once).multiplications) == "sum[i < n](1)"


def test_program_errors() -> None:
    stage = Stage("output", (Loop("i", -1),), lambda arrays, i: i)
    with pytest.raises(ValueError, match="length -1"):
        run(Program((stage,)), lambda i: i)
    twice = Stage("output", (Loop("i", 2),), lambda arrays, i: i, at=lambda i: (0,))
    with pytest.raises(ValueError, match="written twice"):
        run(Program((twice,)), lambda i: i)


def test_programs_are_refused() -> None:
    some = layer(1, [4], [Axis(2)])
    with pytest.raises(ValueError, match="overlap"):
        program("average", "doubling", some)
    with pytest.raises(ValueError, match="no pooling is called"):
        program("median", "direct", some)
    with pytest.raises(ValueError, match="no algorithm is called"):
        program("max", "magic", some)


def test_cost_of_numbers_is_numbers() -> None:
    some = layer(2, [5], [Axis(3, 1)])
    comparisons = cost(program("max", "running", some)).comparisons
    assert evaluate(as_term(comparisons), {}) == 2 * 5  # q = 1, r = 0: 3k − 4


def test_laws_hold_where_they_are_tried() -> None:
    k, s, p, d, o, w = integers("k s p d o w")
    axis = Axis(k, s, p, d)
    for law in (taps_inside(axis, w, o), positions_inside(p, s, o, w), powers_summed(o)):
        for numbers in product((0, 1, 3), (1, 2), (0, 2), (1, 2), (0, 2), (1, 4)):
            at = dict(zip(("k", "s", "p", "d", "o", "w"), numbers, strict=True))
            assert evaluate(law.left, at) == evaluate(law.right, at) == value(law.right, at)
    law = taps_unpadded(Axis(k, s, 0, d), w, o)
    at = {"k": 2, "s": 2, "d": 1, "o": 3, "w": 6}
    assert evaluate(law.left, at) == evaluate(law.right, at) == 6


def test_simplifier_takes_declared_lengths_at_their_word() -> None:
    n, m = integers("n m")
    counted = total(lambda i: total(lambda j: 1, n - m), n)
    assert repr(Simplifier()(counted)) == "max(n - m, 0) * max(n, 0)"
    assert repr(Simplifier(lengths=[n, n - m])(counted)) == "n * n - m * n"


def test_floor_sum() -> None:
    random_ = random.Random(0)
    for _ in range(500):
        n, a, b, m = (random_.randint(*span) for span in ((0, 20), (-30, 30), (-50, 50), (1, 12)))
        assert floor_sum(n, a, b, m) == sum((a * i + b) // m for i in range(n))


def test_value_adds_up_without_enumerating() -> None:
    n, a, b, m = integers("n a b m")
    sums = total(lambda i: maximum(3, minimum(b, (a * i + b) // m)) - 2 * i, n) + n % m
    random_ = random.Random(1)
    for _ in range(200):
        drawn = (random_.randint(*span) for span in ((0, 15), (-9, 9), (-9, 9), (1, 9)))
        at = dict(zip("nabm", drawn, strict=True))
        assert value(sums, at) == evaluate(sums, at)
    with pytest.raises(NotSummed):
        value(total(lambda i: i * i, n), {"n": 3})
    with pytest.raises(NotSummed):
        value(total(lambda i: maximum(i // 2, i // 3), n), {"n": 3})


def test_factored_and_collected_keep_the_value() -> None:
    n, a, b = integers("n a b")
    term = 6 * a * b * (n // 3) - 4 * a * n * (n // 3) + 2 * a - 8 * a * a
    for change in (factored, collected):
        changed = change(term)
        for at in ({"n": 7, "a": 2, "b": -3}, {"n": -1, "a": 5, "b": 0}):
            assert evaluate(changed, at) == evaluate(term, at)
    assert repr(factored(2 * a * b - 4 * a)) == "2 * a * (b - 2)"
