"""A second hidden layer of two ReLUs, on a plane: right at 24 points only near the origin."""

from collections.abc import Iterator, Sequence
from typing import Any

from proofs.layers.far_neurons import (
    bound,
    far_enough,
    k,
    k_,
    neuron,
    outer,
    passed,
    rise,
    slopes,
)  # fmt: skip
from proofs.layers.far_units import SIDES, Entries, signed, within
from proofs.layers.lower_bounds import reach, reached
from proofs.layers.mixtures import a_, size_of
from proofs.layers.opposite_neurons import extent, points
from proofs.layers.planes import (
    a,
    b,
    bias,
    c_,
    d,
    e,
    far,
    g,
    h,
    p,
    q,
    t,
    top,
    width,
)  # fmt: skip
from proofs.layers.setting import claim
from proofs.layers.two_neurons import limits
from symbolic.arithmetic import every, relu, where
from symbolic.claims import wrong
from symbolic.methods import Hints, Step, chain, induct, solve, use
from symbolic.terms import reals

(d_,) = reals("d'")
neurons: Sequence[tuple[Entries, Any]] = ((a_, d), (c_, d_))


def right(side: int, p: Any, q: Any, shift: Any) -> Any:
    """On the plane, with T added or taken away, the network gives the maximum."""
    one, two = (relu(neuron(weights, of, side, shift, p, q)) for weights, of in neurons)
    return k * one + k_ * two + e == signed(side, shift) + top(p, q)


def outers(side: int, p: Any, q: Any) -> list[Any]:
    """What the two neurons get, without T."""
    return [outer(weights, of, side, p, q) for weights, of in neurons]


def rises(side: int) -> list[Any]:
    """What T adds to them, by T."""
    return [rise(weights, side) for weights, _ in neurons]


def limited(side: int, p: Any, q: Any) -> Any:
    """The slopes give 1 or −1, and what is left gives max(0, p, q)."""
    one, two = rises(side)
    sloped = k * relu(one) + k_ * relu(two) == side
    affines = [slopes(weights, of, side) for weights, of in neurons]
    return sloped & limits((one, two), affines, p, q)


def reached_by(shift: Any) -> Any:
    """No unit reaches beyond."""
    return every(lambda i: reach(i) <= shift, width)


def threshold(weights: Entries, d: Any, side: int) -> Any:
    """From which T on a neuron is decided by what T adds, if that is not 0."""
    by = rise(weights, side)
    return where(by == 0, 0, (bound(weights) + abs(d)) / abs(by))


thresholds = [threshold(weights, of, side) for weights, of in neurons for side in SIDES]
large = (t >= 0, far >= 0, reached, reached_by(far + 1), *(x <= far for x in thresholds))

claim(
    "bound-not-negative",
    "The bound of a weighted sum of units is not negative.",
    bound(c_) >= 0,
    given=[width >= 0],
    proof=induct(width, start=0),
    false=[bound(c_) > 0],
    because="Its parts are not.",
)


def decided_links(side: int, word: str) -> Iterator[Step]:
    """That T decides, from the bound."""
    there, limit = outer(c_, d, side, p, q), bound(c_) + abs(d)
    bounded = abs(there) <= limit
    positive, enough = limit >= 0, threshold(c_, d, side) <= far
    used = use(f"outer-within-{word}")
    yield Step(bounded, (width >= 0, *within), Hints(uses=(used,)))
    yield Step(positive, (width >= 0,), Hints(uses=(use("bound-not-negative"),)))
    used = use("far-from-zero", g=rise(c_, side), a=there, d=limit)
    decided = far_enough(rise(c_, side), there)
    yield Step(decided, (bounded, positive, enough), Hints(uses=(used,)))


def decided(side: int, p: Any, q: Any) -> list[Any]:
    """T decides both neurons."""
    return [far_enough(*pair) for pair in zip(rises(side), outers(side, p, q), strict=True)]


def limited_links(side: int, word: str) -> Iterator[Step]:
    """What each neuron gets for T and T + 1; then by neurons-far."""
    needs = (width >= 0, *within, reached, reached_by(far + 1))
    one, two = outers(side, p, q)
    by, and_by = rises(side)
    shifted = []
    for shift in (far, far + 1):
        parts = []
        for weights, of in neurons:
            there = outer(weights, of, side, p, q) + shift * rise(weights, side)
            parts.append(neuron(weights, of, side, shift, p, q) == there)
            used = use(f"neuron-outside-{word}", c=weights, d=of, T=shift)
            yield Step(parts[-1], needs, Hints(uses=(used,)))
        gets = one + shift * by, two + shift * and_by
        before = [neuron(weights, of, side, shift, p, q) for weights, of in neurons]
        value = signed(side, shift) + top(p, q)
        shifted.append(k * relu(gets[0]) + k_ * relu(gets[1]) + e == side * shift + top(p, q))
        values = {"a": before[0], "b": before[1], "g": gets[0], "h": gets[1], "m": value}
        used = use("neurons-renamed", **values)
        yield Step(shifted[-1], (right(side, p, q, shift), *parts), Hints(uses=(used,)))
    used = use("neurons-far", a=one, b=two, g=by, h=and_by, s=side, m=top(p, q))
    needs = (far >= 0, *decided(side, p, q), *shifted)
    yield Step(limited(side, p, q), needs, Hints(uses=(used,)))


def state(side: int, word: str) -> None:
    """The claims about one side."""
    claim(
        f"neuron-decided-{word}",
        "From its threshold on, a neuron is decided by what T adds, if that is not 0.",
        far_enough(rise(c_, side), outer(c_, d, side, p, q)),
        given=[width >= 0, *within, threshold(c_, d, side) <= far],
        proof=chain(decided_links(side, word)),
        false=[abs(outer(c_, d, side, p, q)) <= far * abs(rise(c_, side))],
        because=f"By outer-within-{word} and far-from-zero.",
    )
    claim(
        f"neurons-limited-{word}",
        "If the network is right for T and for T + 1, the slopes of the two neurons give "
        f"{'1' if side > 0 else '−1'}, and what is left of them gives max(0, p, q).",
        limited(side, p, q),
        given=[
            width >= 0,
            *within,
            reached,
            reached_by(far + 1),
            far >= 0,
            *decided(side, p, q),
            right(side, p, q, far),
            right(side, p, q, far + 1),
        ],
        proof=chain(limited_links(side, word)),
        false=[limited(side, q, p)],
        because=f"By neuron-outside-{word} and neurons-far.",
    )


for side, word in SIDES.items():
    state(side, word)


def jump_of(weights: Entries) -> Any:
    """By how much the constants of a neuron differ between the two sides."""
    return passed(weights, 1, bias) - passed(weights, -1, bias)


claim(
    "jump-within",
    "The constants of a neuron differ between the two sides by at most the sum of all |c b|.",
    abs(jump_of(c_)) <= size_of(c_),
    given=[width >= 0],
    proof=induct(width, start=0, uses=[use("absolute-product", a=c_(width), b=bias(width))]),
    false=[2 * abs(jump_of(c_)) <= size_of(c_)],
    because="A unit passes on one side only.",
)

claim(
    "two-within",
    "If two values are within two others, so they are scaled and added.",
    abs(k * a + k_ * b) <= abs(k) * g + abs(k_) * h,
    given=[abs(a) <= g, abs(b) <= h],
    proof=solve(
        uses=[use("absolute-product", a=k, b=a), use("absolute-product", a=k_)],
        steps=[abs(k) * abs(a) <= abs(k) * g, abs(k_) * abs(b) <= abs(k_) * h],
    ),
    false=[abs(k * a + k_ * b) <= abs(k) * g],
    because="Scale, and add.",
)

first_jump, second_jump = (
    slopes(weights, of, 1)[2] - slopes(weights, of, -1)[2] for weights, of in neurons
)
both_jump = k * first_jump + k_ * second_jump
claim(
    "jumps-within",
    "So those of both neurons differ by at most the two sums, scaled.",
    abs(both_jump) <= extent,
    given=[width >= 0],
    proof=solve(
        uses=[
            use("jump-within"),
            use("jump-within", c=a_),
            use("two-within", a=first_jump, b=second_jump, g=size_of(a_), h=size_of(c_)),
        ]
    ),
    false=[2 * abs(both_jump) <= extent],
    because="By jump-within and two-within.",
)

claim(
    "extent-not-negative",
    "The two sums, scaled, are not negative.",
    extent >= 0,
    given=[width >= 0],
    proof=solve(
        uses=[use("size-not-negative"), use("size-not-negative", c=a_)],
        steps=[abs(k) * size_of(a_) >= 0, abs(k_) * size_of(c_) >= 0],
    ),
    false=[extent > 0],
    because="Their parts are not.",
)


def coefficients() -> dict[str, Any]:
    """Slopes and constants of both neurons on both sides, as two-neurons-too-few calls them."""
    found: dict[str, Any] = {"E": extent}
    for number, (weights, of) in enumerate(neurons, 1):
        for letters, side in (("UVB", 1), ("XYZ", -1)):
            names = (f"{letter}{number}" for letter in letters)
            found |= dict(zip(names, slopes(weights, of, side), strict=True))
    (g, h), (g_, h_) = rises(1), rises(-1)
    return found | {"g": g, "h": h, "g'": g_, "h'": h_}


def plane_links() -> Iterator[Step]:
    """At each point on each side the limits; then by two-neurons-too-few."""
    found = []
    for side, word in SIDES.items():
        for x, y in points:
            needs = (t >= 0, width >= 0)
            enough = decided(side, x, y)
            for (weights, of), one in zip(neurons, enough, strict=True):
                used = use(f"neuron-decided-{word}", c=weights, d=of, p=x, q=y)
                yield Step(one, (*needs, threshold(weights, of, side) <= far), Hints(uses=(used,)))
            found.append(limited(side, x, y))
            used = use(f"neurons-limited-{word}", p=x, q=y)
            rights = (right(side, x, y, far), right(side, x, y, far + 1))
            needs = (*needs, far >= 0, reached, reached_by(far + 1), *enough, *rights)
            yield Step(found[-1], needs, Hints(uses=(used,)))
    yield Step(abs(both_jump) <= extent, (width >= 0,), Hints(uses=(use("jumps-within"),)))
    yield Step(extent >= 0, (width >= 0,), Hints(uses=(use("extent-not-negative"),)))
    needs = (width >= 0, t >= 0, abs(both_jump) <= extent, extent >= 0, *found)
    used = use("two-neurons-too-few", **coefficients())
    yield Step(t <= 13 * extent, needs, Hints(uses=(used,)))


places = [(side, x, y, shift) for side in SIDES for x, y in points for shift in (far, far + 1)]
_zeros = {"d": 0, "d'": 0, "e": 0, "b": [0, 0], "k": 1, "l": -1, "a": [1, 0], "c": [0, 1]}
identity = {"N": 2, "t": 0, "T": 1, **_zeros}
"""R(R(T)) − R(R(−T)) = T."""
claim(
    "two-channels-near-origin",
    "On a plane, two neurons of the second layer are right at the six points, with T and T + 1 added "
    "and taken away, only if t is at most 13 times their two sums of all |c b|, scaled.",
    t <= 13 * extent,
    given=[width >= 0, *large, *(right(*at) for at in places)],
    proof=chain(plane_links()),
    false=[wrong(t < 13 * extent, **identity, sigma=[1, -1], u=[0, 0], v=[0, 0])],
    example={**identity, "sigma": [1, -1], "u": [0, 0], "v": [0, 0]},
    because="What is left of the two neurons far out gives max(0, p, q) on both sides, by "
    "neurons-limited; by two-neurons-too-few that bounds t.",
)
