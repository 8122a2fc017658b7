"""With two hidden layers and no skip connection the second one needs three ReLUs."""

from collections.abc import Iterator
from typing import Any

from proofs.layers.far_neurons import bound, k, k_, rise
from proofs.layers.far_units import SIDES, Entries, signed
from proofs.layers.lower_bounds import reach, reached, there
from proofs.layers.opposite_neurons import extent
from proofs.layers.planes import a, b, bias, c, c_, d, e, far, g, n, p, point, q, t, w, width
from proofs.layers.setting import claim
from proofs.layers.two_channels import (
    identity,
    large,
    neurons,
    places,
    reached_by,
    right,
    threshold,
    thresholds,
)
from symbolic.arithmetic import largest, relu, total, where
from symbolic.claims import wrong
from symbolic.methods import Hints, Step, chain, instantiate, solve, use
from symbolic.pooling import Image
from symbolic.terms import Term, conjunction, functions

claim(
    "quotient-not-negative",
    "A threshold is not negative.",
    where(g == 0, 0, d / abs(g)) >= 0,
    given=[d >= 0],
    proof=solve(steps=[(g != 0).implies(1 / abs(g) > 0), (g != 0).implies(d * (1 / abs(g)) >= 0)]),
    false=[where(g == 0, 0, d / abs(g)) > 0],
    because="Its parts are not.",
)


def positive(side: int, word: str) -> None:
    """That a threshold is not negative, on one side."""
    quotient = use("quotient-not-negative", g=rise(c_, side), d=bound(c_) + abs(d))
    claim(
        f"threshold-not-negative-{word}",
        f"So it is with that of a neuron where T is {'added' if side > 0 else 'taken away'}.",
        threshold(c_, d, side) >= 0,
        given=[width >= 0],
        proof=solve(uses=[quotient, use("bound-not-negative")]),
        false=[threshold(c_, d, side) > 0],
        because="By quotient-not-negative and bound-not-negative.",
    )


for side, word in SIDES.items():
    positive(side, word)

outmost = total(reach, width)
for x in thresholds:
    outmost = outmost + x


five = (a, b, c, d, e)
claim(
    "part-of-sum",
    "A sum of five values that are not negative is at least each of them.",
    conjunction(*(x <= far for x in five), far >= 0),
    given=[far >= a + b + c + d + e, *(x >= 0 for x in five)],
    false=[far > a],
    because="The others add nothing negative.",
)


def sums_links() -> Iterator[Step]:
    """That the sum of all reaches and some thresholds is not less than its parts."""
    ends = [(weights, of, side) for weights, of in neurons for side in SIDES]
    for (weights, of, side), x in zip(ends, thresholds, strict=True):
        used = use(f"threshold-not-negative-{SIDES[side]}", c=weights, d=of)
        yield Step(x >= 0, (width >= 0,), Hints(uses=(used,)))
    reaches = total(reach, width)
    used = use("reach-in-sum", T=reaches)
    yield Step(reaches >= 0, (width >= 0,), Hints(uses=(used,)))
    needs = (far >= outmost, reaches >= 0, *(x >= 0 for x in thresholds))
    parts = dict(zip("abcde", (reaches, *thresholds), strict=True))
    bounded = conjunction(*(part <= far for part in parts.values()), far >= 0)
    yield Step(bounded, needs, Hints(uses=(use("part-of-sum", **parts),)))
    for what in (far >= 0, far >= reaches):
        yield Step(what, (bounded,), Hints(opaque=tuple(parts.values())))
    yield from reached_links()
    yield Step(conjunction(*large), (t >= 0, bounded, reached, reached_by(far + 1)))


def reached_links() -> Iterator[Step]:
    """That no unit reaches beyond T and T + 1."""
    needs = (width >= 0, far >= total(reach, width))
    yield Step(reached, needs, Hints(uses=(use("reach-in-sum"),)))
    yield Step(reached_by(far + 1), needs, Hints(uses=(use("reach-in-sum", T=far + 1),)))


claim(
    "all-reached",
    "The sum of all reaches and thresholds is far enough out for all units and neurons.",
    conjunction(*large),
    given=[width >= 0, t >= 0, far >= outmost],
    proof=chain(sums_links()),
    false=[reached_by(far - 1)],
    because="None of its parts is negative.",
)


def placed(statement: Term) -> Term:
    """A statement about a plane, said of the plane of n entries."""
    names = {f.name for f in functions(statement)}
    values = {name: value for name, value in there.items() if name in names}
    return instantiate([], statement, use("", **values))


def layer_of(weights: Entries, entries: Image) -> Any:
    """A weighted sum of the units of the first layer."""
    return total(
        lambda j: weights(j) * relu(total(lambda i: w(j, i) * entries(i), n) + bias(j)), width
    )


def computes(side: int, p: Any, q: Any, shift: Any) -> Any:
    """The network is right at (T + p, T + q, T, …, T), or with −T."""
    x = point(p, q, signed(side, shift))
    one, two = (relu(layer_of(weights, x) + of) for weights, of in neurons)
    return k * one + k_ * two + e == largest(x, n)


def at_points(side: int, word: str) -> None:
    """What the network is at these points."""
    here = placed(right(side, p, q, far))
    shifts = [use("layer-at-two", c=weights, T=signed(side)) for weights, _ in neurons]
    claim(
        f"two-channels-at-{word}",
        "On the plane the network is one of p and q, where T is "
        f"{'added' if side > 0 else 'taken away'}.",
        computes(side, p, q, far).implies(here),
        given=[width >= 0, n >= 3],
        proof=solve(uses=[use("max-at-two", T=signed(side)), *shifts]),
        false=[computes(side, q, p, far).implies(here)],
        because="By layer-at-two and max-at-two.",
    )


for side, word in SIDES.items():
    at_points(side, word)


def final_links() -> Iterator[Step]:
    """From n entries to the plane; then by two-channels-near-origin."""
    found = []
    for side, x, y, shift in places:
        found.append(placed(right(side, x, y, shift)))
        used = use(f"two-channels-at-{SIDES[side]}", p=x, q=y, T=shift)
        needs = (width >= 0, n >= 3, computes(side, x, y, shift))
        yield Step(found[-1], needs, Hints(uses=(used,)))
    ready = placed(conjunction(*large))
    needs = (width >= 0, t >= 0, placed(far >= outmost))
    yield Step(ready, needs, Hints(uses=(use("all-reached", **there),)))
    used = use("two-channels-near-origin", **there)
    yield Step(t <= 13 * extent, (width >= 0, ready, *found), Hints(uses=(used,)))


example = {**identity, "n": 3, "w": [[0, 0, 1], [0, 0, -1]]}
claim(
    "max3-needs-three-channels",
    "Without a skip connection, a network of two hidden layers with two ReLUs in the second one "
    "computes the maximum of no n ≥ 3 values, however wide the first one is, whatever the weights "
    "and biases.  Let T be large, given t.  If the network is right at the 24 points x + T, "
    "x + T + 1, x − T and x − T − 1, where x is one of ±t(1, 0, 0, …), ±t(0, 1, 0, …), "
    "±t(1, 1, 0, …), then t is at most a number that its weights and biases give.",
    t <= 13 * extent,
    given=[width >= 0, n >= 3, t >= 0, placed(far >= outmost), *(computes(*at) for at in places)],
    proof=chain(final_links()),
    false=[wrong(t < 13 * extent, **example)],
    example=example,
    because="Far out in either direction each of the two is affine in T, or does not feel T.  As the "
    "output must follow T, one of them passes on the one side and the other, with the other sign, "
    "on the other side; else the network would be of one hidden layer.  Then what both lack to be "
    "affine is not negative and adds up to an affine function, so it is bounded, and again the "
    "network is of one hidden layer, within a bound: max3-needs-two-layers.",
)
