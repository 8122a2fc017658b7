"""On inputs that are not negative the second of two hidden layers still needs two ReLUs."""

from collections.abc import Iterator
from typing import Any

from proofs.layers.far_neurons import (
    affine,
    crease,
    far_enough,
    k,
    m,
    neuron,
    outer,
    rise,
    slopes,
)
from proofs.layers.far_units import within
from proofs.layers.lower_bounds import reach, reached, there
from proofs.layers.mixtures import size_of
from proofs.layers.opposite_neurons import points
from proofs.layers.planes import a, c_, d, e, far, g, n, p, point, q, t, top, width
from proofs.layers.setting import claim
from proofs.layers.three_channels import layer_of, placed, reached_links
from proofs.layers.two_channels import reached_by, threshold
from symbolic.arithmetic import every, largest, relu, total
from symbolic.claims import wrong
from symbolic.methods import Hints, Step, chain, solve, use
from symbolic.ranges import witness
from symbolic.terms import conjunction


def right(p: Any, q: Any, shift: Any) -> Any:
    """On the plane, with T added, the network gives the maximum."""
    return k * relu(neuron(c_, d, 1, shift, p, q)) + e == shift + top(p, q)


by, left = rise(c_, 1), threshold(c_, d, 1)


def passes(p: Any, q: Any) -> Any:
    """The neuron passes, and what is left of it gives max(0, p, q)."""
    return k * outer(c_, d, 1, p, q) + e == top(p, q)


def decided(p: Any, q: Any) -> Any:
    """T decides the neuron."""
    return far_enough(by, outer(c_, d, 1, p, q))


claim(
    "neuron-passes",
    "One neuron that far out gives T + m, for T and for T + 1, passes.",
    k * a + e == m,
    given=[
        far >= 0,
        far_enough(g, a),
        k * relu(a + far * g) + e == far + m,
        k * relu(a + (far + 1) * g) + e == far + 1 + m,
    ],
    proof=solve(
        uses=[use("neuron-far"), use("neuron-far", T=far + 1)], steps=[k * relu(g) == 1, g > 0]
    ),
    false=[k * a == m],
    because="The difference between T + 1 and T is 1, so its slope is positive.",
)


def passing_links() -> Iterator[Step]:
    """What the neuron gets for T and T + 1; then by neuron-passes."""
    needs = (width >= 0, *within, reached, reached_by(far + 1))
    here, shifted = outer(c_, d, 1, p, q), []
    for shift in (far, far + 1):
        gets = neuron(c_, d, 1, shift, p, q) == here + shift * by
        yield Step(gets, needs, Hints(uses=(use("neuron-outside-plus", T=shift),)))
        shifted.append(k * relu(here + shift * by) + e == shift + top(p, q))
        yield Step(shifted[-1], (right(p, q, shift), gets))
    used = use("neuron-passes", a=here, g=by, m=top(p, q))
    yield Step(passes(p, q), (far >= 0, decided(p, q), *shifted), Hints(uses=(used,)))


claim(
    "one-channel-passes",
    "So the only ReLU of a second layer passes far out, where the network is right.",
    passes(p, q),
    given=[
        width >= 0,
        *within,
        reached,
        reached_by(far + 1),
        far >= 0,
        decided(p, q),
        right(p, q, far),
        right(p, q, far + 1),
    ],
    proof=chain(passing_links()),
    false=[passes(q, p)],
    because="By neuron-outside-plus and neuron-passes.",
)

large = (t >= 0, far >= 0, reached, reached_by(far + 1), left <= far)
small = t <= abs(k) * size_of(c_)


def near(p: Any, q: Any) -> Any:
    """The layer that bends and an affine map give max(0, p, q)."""
    scaled = k * (crease(c_, p, q) + affine(slopes(c_, d, 1), p, q))
    return abs(scaled + 0 * (crease(c_, p, q) + affine((0, 0, 0), p, q)) + e - top(p, q)) <= 0


def plane_links() -> Iterator[Step]:
    """At each point the neuron passes; then by mixture-near-max."""
    for x, y in points:
        used = use("neuron-decided-plus", p=x, q=y)
        yield Step(decided(x, y), (width >= 0, t >= 0, left <= far), Hints(uses=(used,)))
        needs = (width >= 0, *large[:4], decided(x, y), right(x, y, far), right(x, y, far + 1))
        used = use("one-channel-passes", p=x, q=y)
        yield Step(passes(x, y), needs, Hints(uses=(used,)))
        yield Step(near(x, y), (passes(x, y),))
    first = dict(zip(("X1", "Y1", "Z1"), slopes(c_, d, 1), strict=True))
    second = {"X2": 0, "Y2": 0, "Z2": 0}
    used = use("mixture-near-max", a=c_, alpha=k, gamma=0, delta=0, **first, **second)
    needs = (width >= 0, t >= 0, *(near(x, y) for x, y in points))
    yield Step(small, needs, Hints(uses=(used,)))


places = [(x, y, shift) for x, y in points for shift in (far, far + 1)]
zeros = {"N": 1, "t": 0, "T": 1, "k": 1, "c": [1], "b": [0], "d": 0, "e": 0}
flat = {**zeros, "sigma": [1], "u": [0], "v": [0]}
claim(
    "one-channel-near-origin",
    "On a plane, one ReLU in the second layer is right at the six points, with T and T + 1 added, "
    "only if t is at most its sum of all |c b|, scaled.",
    small,
    given=[width >= 0, *large, *(right(*at) for at in places)],
    proof=chain(plane_links()),
    false=[wrong(t < abs(k) * size_of(c_), **flat)],
    example=flat,
    because="As it passes, the network is of one hidden layer there: mixture-near-max.",
)

outmost = t + total(reach, width) + left


def sums_links() -> Iterator[Step]:
    """That the sum is not less than its parts."""
    reaches = total(reach, width)
    yield Step(left >= 0, (width >= 0,), Hints(uses=(use("threshold-not-negative-plus"),)))
    used = use("reach-in-sum", T=reaches)
    yield Step(reaches >= 0, (width >= 0,), Hints(uses=(used,)))
    parts = {"a": t, "b": reaches, "c": left, "d": 0, "e": 0}
    bounded = conjunction(t <= far, reaches <= far, left <= far, far >= 0)
    needs = (t >= 0, far >= outmost, left >= 0, reaches >= 0)
    yield Step(bounded, needs, Hints(uses=(use("part-of-sum", **parts),)))
    for what in (far >= 0, far >= reaches):
        yield Step(what, (bounded,), Hints(opaque=(reaches, left)))
    yield from reached_links()
    needs = (t >= 0, bounded, reached, reached_by(far + 1))
    yield Step(conjunction(*large, far >= t), needs)


claim(
    "all-reached-nonnegative",
    "t, all reaches and the threshold together are far enough out, and at least t.",
    conjunction(*large, far >= t),
    given=[width >= 0, t >= 0, far >= outmost],
    proof=chain(sums_links()),
    false=[reached_by(far - 1)],
    because="None of its parts is negative.",
)


def computes(p: Any, q: Any, shift: Any) -> Any:
    """The network is right at (T + p, T + q, T, …, T)."""
    x = point(p, q, shift)
    return k * relu(layer_of(c_, x) + d) + e == largest(x, n)


claim(
    "one-channel-at",
    "On the plane the network is one of p and q.",
    computes(p, q, far).implies(placed(right(p, q, far))),
    given=[width >= 0, n >= 3],
    proof=solve(uses=[use("max-at-two"), use("layer-at-two")]),
    false=[computes(q, p, far).implies(placed(right(p, q, far)))],
    because="By layer-at-two and max-at-two.",
)

claim(
    "point-not-negative",
    "With T ≥ t the six points plus T are ≥ 0.",
    every(lambda i: point(p, q, far)(i) >= 0, n),
    given=[*within, far >= t],
    proof=solve(at=[witness("i")]),
    false=[every(lambda i: point(p, q, far)(i) > 0, n)],
    because="T + p ≥ T − t ≥ 0.",
)


def final_links() -> Iterator[Step]:
    """From n entries to the plane; then by one-channel-near-origin."""
    found = []
    for x, y, shift in places:
        found.append(placed(right(x, y, shift)))
        used = use("one-channel-at", p=x, q=y, T=shift)
        yield Step(found[-1], (width >= 0, n >= 3, computes(x, y, shift)), Hints(uses=(used,)))
    ready = placed(conjunction(*large, far >= t))
    needs = (width >= 0, t >= 0, placed(far >= outmost))
    yield Step(ready, needs, Hints(uses=(use("all-reached-nonnegative", **there),)))
    used = use("one-channel-near-origin", **there)
    yield Step(small, (width >= 0, ready, *found), Hints(uses=(used,)))
    yield Step(conjunction(small, far >= t), (small, ready))


example = {**zeros, "n": 3, "w": [[0, 0, 1]]}
claim(
    "max3-nonnegative-needs-two-channels",
    "On inputs ≥ 0 too, one ReLU in the second layer does not do, however wide the first one is.  Let "
    "T be large, given t; then T ≥ t, so by point-not-negative the twelve points x + T and x + T + 1, "
    "with x one of ±t(1, 0, 0, …), ±t(0, 1, 0, …), ±t(1, 1, 0, …), are ≥ 0.  If the network is right "
    "at all of them, t is at most a number that its weights and biases give.",
    conjunction(small, far >= t),
    given=[width >= 0, n >= 3, t >= 0, placed(far >= outmost), *(computes(*at) for at in places)],
    proof=chain(final_links()),
    false=[wrong(t < abs(k) * size_of(c_), **example)],
    example=example,
    because="Far out it passes, as the output must follow T; so there the network is of one hidden "
    "layer, which max3-needs-two-layers-nonnegative excludes in the same way.",
)
