"""A neuron of the second layer far out: an affine function, a layer that bends, a multiple of T."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from proofs.layers.far_units import (
    SIDES,
    Entries,
    passing,
    piece,
    pieces,
    place,
    placed,
    signed,
    unit,
    within,
)
from proofs.layers.lower_bounds import drift, reached
from proofs.layers.planes import a, b, bias, c_, d, e, far, g, h, p, q, sigma, u, v, width
from proofs.layers.setting import claim
from symbolic.arithmetic import relu, total, where
from symbolic.methods import Hints, Step, chain, induct, solve, use
from symbolic.terms import reals

k, k_, m, slope = reals("k l m s")


def crease(weights: Entries, p: Any, q: Any) -> Any:
    """The units in which T cancels: those that bend, however far out."""
    return total(
        lambda j: where(sigma(j) == 0, weights(j), 0) * relu(p * u(j) + q * v(j) + bias(j)),
        width,
    )


def passed(weights: Entries, side: int, of: Entries) -> Any:
    """A sum over the units that pass far out."""
    return total(lambda j: where(passing(side, j), weights(j), 0) * of(j), width)


Affine = tuple[Any, Any, Any]


def affine(coefficients: Affine, p: Any, q: Any) -> Any:
    """An affine function of p and q."""
    by_p, by_q, constant = coefficients
    return p * by_p + q * by_q + constant


def slopes(weights: Entries, d: Any, side: int) -> Affine:
    """The affine function that the units that pass add up to, with the bias d."""
    by_p, by_q, constant = (passed(weights, side, of) for of in (u, v, bias))
    return by_p, by_q, constant + d


def outer(weights: Entries, d: Any, side: int, p: Any, q: Any) -> Any:
    """What a neuron of the second layer gets far out, without T."""
    return crease(weights, p, q) + affine(slopes(weights, d, side), p, q)


def rise(weights: Entries, side: int) -> Any:
    """What T adds to a neuron of the second layer, by T."""
    passes = passed(weights, side, sigma)
    return passes if side > 0 else -passes


def neuron(weights: Entries, d: Any, side: int, shift: Any, p: Any, q: Any) -> Any:
    """What a neuron of the second layer gets: a weighted sum of the units and the bias d."""
    return (
        total(
            lambda j: (
                weights(j) * relu(p * u(j) + q * v(j) + (signed(side, shift) * sigma(j) + bias(j)))
            ),
            width,
        )
        + d
    )


def bound(weights: Entries) -> Any:
    """What a weighted sum of the units is within, far out and without T."""
    return total(lambda j: abs(weights(j)) * (drift(j) + abs(bias(j))), width)


def outer_within(side: int, word: str) -> Iterator[Step]:
    """That the pieces add up, and what they are within."""
    yield Step(placed, within, Hints(uses=(use("places-within-drift"),)))
    whole = total(lambda j: c_(j) * piece(side, place, j), width)
    at = outer(c_, d, side, p, q)
    within_bound = abs(whole) <= bound(c_)
    used = use(f"pieces-add-within-{word}", f=place, r=drift)
    yield Step(within_bound, (width >= 0, placed), Hints(uses=(used,)))
    yield Step(whole + d == at, (width >= 0,), Hints(uses=(use(f"pieces-add-up-{word}"),)))
    needs = (within_bound, whole + d == at)
    yield Step(abs(at) <= bound(c_) + abs(d), needs, Hints(opaque=(whole, at)))


def state(side: int, word: str) -> None:
    """The claims about one side."""
    far_out = "T added to every entry" if side > 0 else "T taken from every entry"
    whole, there = total(lambda j: c_(j) * piece(side, place, j), width), outer(c_, d, side, p, q)
    with_shift = total(lambda j: c_(j) * pieces(side, j), width)
    claim(
        f"pieces-add-up-{word}",
        "Without T, they add up to an affine function, by the units that pass, and the units in "
        "which T cancels.",
        whole + d == there,
        given=[width >= 0],
        proof=induct(width, start=0),
        false=[whole == there],
        because="Sums are linear.",
    )
    claim(
        f"far-pieces-add-up-{word}",
        "T adds a multiple of itself.",
        with_shift + d == there + far * rise(c_, side),
        given=[width >= 0],
        proof=induct(width, start=0),
        false=[with_shift + d == there],
        because="Sums are linear.",
    )
    claim(
        f"neuron-outside-{word}",
        f"So with {far_out} a neuron of the second layer gets an affine function, a layer of units "
        "in which T cancels, and a multiple of T.",
        neuron(c_, d, side, far, p, q) == there + far * rise(c_, side),
        given=[width >= 0, reached, *within],
        proof=solve(
            uses=[
                use(f"units-far-{word}"),
                use(f"far-pieces-add-up-{word}"),
                use("sum-of-equal", f=partial(unit, side), g=partial(pieces, side)),
            ]
        ),
        false=[neuron(c_, d, side, far, p, q) == there],
        because="By sum-of-equal: the units are those pieces.",
    )
    claim(
        f"outer-within-{word}",
        "Without T this is within a bound that does not depend on T.",
        abs(there) <= bound(c_) + abs(d),
        given=[width >= 0, *within],
        proof=chain(outer_within(side, word)),
        false=[abs(there) <= bound(c_)],
        because=f"By pieces-add-within-{word}.",
    )


for side, word in SIDES.items():
    state(side, word)


def limit(g: Any, a: Any) -> Any:
    """What is left of R(A + T g) far out, without T."""
    return where(g > 0, a, where(g == 0, relu(a), 0))


def far_enough(g: Any, a: Any) -> Any:
    """T is so large that T g decides, if g ≠ 0."""
    return (g == 0) | (abs(a) <= far * abs(g))


claim(
    "far-from-zero",
    "From T ≥ d/|g| on, T |g| is at least d.",
    far_enough(g, a),
    given=[d >= 0, abs(a) <= d, where(g == 0, 0, d / abs(g)) <= far],
    proof=solve(
        steps=[
            (g != 0).implies(d / abs(g) * abs(g) == d),
            (g != 0).implies(abs(g) > 0),
            (g != 0).implies(d <= far * abs(g)),
        ]
    ),
    false=[abs(a) <= far * abs(g)],
    because="Multiply by |g|.",
)

claim(
    "neuron-far",
    "Far out R(A + T g) is T R(g) more than A, R(A) or 0, by the sign of g.",
    relu(a + far * g) == limit(g, a) + far * relu(g),
    given=[far >= 0, far_enough(g, a)],
    proof=solve(uses=[use("absolute-product", a=far, b=g)]),
    false=[relu(a + far * g) == limit(g, a)],
    because="|A| ≤ T |g|.",
)


def at_shift(shift: Any, m: Any) -> Any:
    """Two neurons give s T + m."""
    return k * relu(a + shift * g) + k_ * relu(b + shift * h) + e == slope * shift + m


left = k * limit(g, a) + k_ * limit(h, b) + e


def far_links() -> Iterator[Step]:
    """What both neurons are for T and for T + 1; then the difference."""
    sums = []
    for shift in (far, far + 1):
        needs, parts = (far >= 0, far_enough(g, a), far_enough(h, b)), []
        for x, by in ((a, g), (b, h)):
            parts.append(relu(x + shift * by) == limit(by, x) + shift * relu(by))
            yield Step(parts[-1], needs, Hints(uses=(use("neuron-far", a=x, g=by, T=shift),)))
        sums.append(left + shift * (k * relu(g) + k_ * relu(h)) == slope * shift + m)
        hidden = (*(relu(x + shift * by) for x, by in ((a, g), (b, h))), limit(g, a), limit(h, b))
        yield Step(sums[-1], (at_shift(shift, m), *parts), Hints(opaque=hidden))
    yield Step((k * relu(g) + k_ * relu(h) == slope) & (left == m), tuple(sums))


claim(
    "neurons-far",
    "If two neurons give s T + m far out, for T and for T + 1, their slopes give s, and what is left "
    "of them gives m.",
    (k * relu(g) + k_ * relu(h) == slope) & (left == m),
    given=[far >= 0, far_enough(g, a), far_enough(h, b), at_shift(far, m), at_shift(far + 1, m)],
    proof=chain(far_links()),
    false=[k * limit(g, a) + e == m],
    because="The difference between T + 1 and T is s.",
)

claim(
    "neurons-renamed",
    "Equal values give two neurons the same sum.",
    k * relu(g) + k_ * relu(h) + e == m,
    given=[a == g, b == h, k * relu(a) + k_ * relu(b) + e == m],
    false=[k * relu(h) + k_ * relu(g) + e == m],
    because="Replace the one by the other.",
)
