"""One hidden layer, however wide, is not enough for the maximum of three values."""

from fractions import Fraction
from typing import Any

from proofs.layers.planes import (
    b,
    bias,
    c_,
    d,
    e,
    far,
    h,
    i,
    j,
    n,
    p,
    point,
    q,
    s,
    sigma,
    six,
    size,
    t,
    top,
    u,
    v,
    w,
    width,
)  # fmt: skip
from proofs.layers.setting import claim
from symbolic.arithmetic import every, largest, relu, total, where
from symbolic.claims import wrong
from symbolic.methods import induct, solve, use
from symbolic.pooling import Image, inside
from symbolic.ranges import witness
from symbolic.terms import conjunction


def first_layer(entries: Image) -> Any:
    """A weighted sum of N ReLUs of affine functions of n entries."""
    return total(lambda j: c_(j) * relu(total(lambda i: w(j, i) * entries(i), n) + bias(j)), width)


def weight_sum(j: Any) -> Any:
    """The sum of the weights of unit j."""
    return total(lambda i: w(j, i), n)


def at_shift(j: Any) -> Any:
    """What unit j makes of T in every entry."""
    return far * weight_sum(j) + bias(j)


in_plane = {"u": lambda j: w(j, 0), "v": lambda j: w(j, 1)}


def flat(p: Any, q: Any) -> Any:
    """A layer at the point (T + p, T + q, T, …, T)."""
    return total(lambda j: c_(j) * relu(p * w(j, 0) + q * w(j, 1) + at_shift(j)), width)


claim(
    "layer-at-two",
    "On the entries (T + p, T + q, T, …, T) a layer is one of p and q, with other biases.",
    first_layer(point(p, q, far)) == flat(p, q),
    given=[width >= 0, n >= 2],
    proof=induct(width, start=0, uses=[use("sum-at-two", w=lambda i: w(width, i))]),
    false=[first_layer(point(q, p, far)) == flat(p, q)],
    because="By sum-at-two, unit by unit.",
)


def network(entries: Image) -> Any:
    """A network of one hidden layer, with a skip connection and an output bias."""
    return first_layer(entries) + total(lambda i: s(i) * entries(i), n) + e


def right_at(p: Any, q: Any, shift: Any) -> Any:
    """The network is right at (T + p, T + q, T, …, T)."""
    x = point(p, q, shift)
    return network(x) == largest(x, n)


remainder = e + far * total(s, n) - far


def right_in_plane(p: Any, q: Any) -> Any:
    """The same, said of the layer of p and q."""
    return abs(flat(p, q) + p * s(0) + q * s(1) + remainder - top(p, q)) <= 0


claim(
    "network-at-two",
    "So such a network, with a skip connection, computes the maximum only where that layer and an "
    "affine map give max(0, p, q).",
    right_at(p, q, far).implies(right_in_plane(p, q)),
    given=[width >= 0, n >= 3],
    proof=solve(uses=[use("layer-at-two"), use("sum-at-two", w=s), use("max-at-two")]),
    false=[right_at(p, q, far).implies(right_in_plane(q, p))],
    because="By layer-at-two, sum-at-two and max-at-two.",
)


def settled(k: Any) -> Any:
    """Unit k makes the same of T in every entry as of 0, or so much that it does not bend."""
    return (at_shift(k) == bias(k)) | (abs(at_shift(k)) >= abs(t * w(k, 0)) + abs(t * w(k, 1)))


claim(
    "all-settled",
    "With T = 0 all units are so.",
    every(settled, width),
    given=[far == 0],
    false=[wrong(every(settled, width), [])],
    because="T adds nothing.",
)

claim(
    "one-layer-misses-max",
    "Where it is right at all six points, t is at most the sum of all |c b|, if T is 0 or large.",
    t <= size,
    given=[
        width >= 0,
        n >= 3,
        t >= 0,
        every(settled, width),
        *(right_at(p, q, far) for p, q in six(t)),
    ],
    proof=solve(
        uses=[
            *(use("network-at-two", p=p, q=q) for p, q in six(t)),
            use("layer-near-max", **in_plane, beta=at_shift, g=s(0), h=s(1), delta=0, e=remainder),
        ]
    ),
    false=[t < size],
    because="On these points it is a layer of p and q and an affine map, and the maximum is "
    "T + max(0, p, q): layer-near-max, with δ = 0.",
)

six_points = six(t)
five_right = [right_at(p, q, far) for p, q in six_points[:5]]
last = point(*six_points[5], far)
fold = {"N": 2, "n": 3, "t": 1, "w": [[1, -1, 0], [-1, 1, 0]], "b": [0, 0], "e": 0}
larger = {**fold, "c": [Fraction(1, 2)] * 2, "s": [Fraction(1, 2)] * 2 + [0]}
"""(R(x − y) + R(y − x) + x + y)/2, the larger of the first two entries."""
claim(
    "max3-needs-two-layers",
    "No network of one hidden layer computes the maximum of n ≥ 3 values, however wide it is, "
    "whatever its weights and biases, and even with a skip connection: it is wrong at one of the six "
    "points ±t(1, 0, 0, …), ±t(0, 1, 0, …), ±t(1, 1, 0, …), for every t above the sum of all |c b|.  "
    "(Stated so: if it is right at the first five, it is wrong at the sixth.)",
    network(last) != largest(last, n),
    given=[width >= 0, n >= 3, t > size, far == 0, *five_right],
    proof=solve(uses=[use("one-layer-misses-max"), use("size-not-negative"), use("all-settled")]),
    false=[wrong(network(last) != largest(last, n), [width >= 0, n >= 2, far == 0], N=1, n=2)],
    example={**larger, "T": 0},
    because="The odd part f(x) − f(−x) of such a network is linear, within the sum of all |c b|.  That "
    "of the maximum is t at the first point, at the second, and at the third, which is their sum.",
)


def drift(j: Any) -> Any:
    """The most that p and q, within t, add to unit j."""
    return abs(t * u(j)) + abs(t * v(j))


def reach(j: Any) -> Any:
    """How far out unit j, if σ(j) ≠ 0, passes or not whatever p and q add, within t."""
    return where(sigma(j) == 0, 0, (abs(bias(j)) + drift(j)) / abs(sigma(j)))


claim(
    "reach-is-far",
    "From T ≥ (|b| + d)/|h| on, T h + b is at least d in size.",
    (far * h + b == b) | (abs(far * h + b) >= d),
    given=[d >= 0, where(h == 0, 0, (abs(b) + d) / abs(h)) <= far],
    proof=solve(
        uses=[use("absolute-product", a=far, b=h)],
        steps=[
            (h != 0).implies(abs(b) + d == (abs(b) + d) / abs(h) * abs(h)),
            (h != 0).implies(abs(b) + d <= far * abs(h)),
            (h != 0).implies(far >= 0),
        ],
    ),
    false=[abs(far * h + b) >= d],
    because="T |h| ≥ |b| + d.",
)

claim(
    "reach-not-negative",
    "Such a quotient is not negative.",
    where(h == 0, 0, (abs(b) + d) / abs(h)) >= 0,
    given=[d >= 0],
    proof=solve(
        steps=[
            (h != 0).implies(1 / abs(h) > 0),
            (h != 0).implies((abs(b) + d) * (1 / abs(h)) >= 0),
        ]
    ),
    false=[where(h == 0, 0, (abs(b) + d) / abs(h)) > 0],
    because="Its parts are not.",
)


claim(
    "reaches-not-negative",
    "So it is with all units.",
    every(lambda i: reach(i) >= 0, width),
    proof=solve(uses=[use("reach-not-negative", b=bias(i), d=drift(i), h=sigma(i))]),
    false=[every(lambda i: reach(i) > 0, width)],
    because="By reach-not-negative, unit by unit.",
)

reached = every(lambda i: reach(i) <= far, width)
claim(
    "reach-in-sum",
    "The sum of the reaches of all units is as far out as each of them.",
    reached & (total(reach, width) >= 0),
    given=[width >= 0, far >= total(reach, width)],
    proof=solve(uses=[use("member-of-sum", f=reach), use("reaches-not-negative")], at=[i]),
    false=[wrong(reached, [width >= 0, far >= 0])],
    because="By member-of-sum.",
)


def out_there(k: Any) -> Any:
    """Far out unit k is what it is at 0, or at least the drift in size."""
    shifted = far * sigma(k) + bias(k)
    return (shifted == bias(k)) | (abs(shifted) >= drift(k))


claim(
    "far-at-each",
    "So far out every unit is what it is at 0, or does not bend.",
    out_there(j),
    given=[inside(j, width), reached],
    proof=solve(
        uses=[
            use("at-most-everywhere", f=reach),
            use("reach-is-far", b=bias(j), d=drift(j), h=sigma(j)),
        ]
    ),
    false=[far * sigma(j) + bias(j) == bias(j)],
    because="By reach-is-far.",
)

claim(
    "far-out",
    "All units of a layer are so.",
    every(out_there, width),
    given=[width >= 0, reached],
    proof=solve(uses=[use("far-at-each", j=witness("k"))]),
    false=[every(lambda k: far * sigma(k) + bias(k) == bias(k), width)],
    because="By far-at-each, unit by unit.",
)

there = {**in_plane, "sigma": weight_sum}


def reach_of(j: Any) -> Any:
    """The reach of unit j of a first layer."""
    size = abs(bias(j)) + (abs(t * w(j, 0)) + abs(t * w(j, 1)))
    return where(weight_sum(j) == 0, 0, size / abs(weight_sum(j)))


def not_negative(at: tuple[Any, Any]) -> Any:
    """All entries of a shifted point are ≥ 0."""
    return every(lambda i: point(*at, far)(i) >= 0, n)


claim(
    "max3-needs-two-layers-nonnegative",
    "Nor does one that need be right on inputs ≥ 0 only, as after a ReLU: it is wrong at one of the "
    "same six points plus T in every entry, which are ≥ 0, for every T so large that each unit "
    "whose weights do not add up to 0 passes at all of them or at none.",
    conjunction(*map(not_negative, six_points)) & (network(last) != largest(last, n)),
    given=[width >= 0, n >= 3, t > size, far >= t + total(reach_of, width), *five_right],
    proof=solve(
        uses=[
            use("one-layer-misses-max"),
            use("far-out", **there),
            use("reach-in-sum", **there),
            use("reach-in-sum", **{**there, "T": total(reach_of, width)}),
            use("size-not-negative"),
        ]
    ),
    false=[
        wrong(
            network(last) != largest(last, n),
            [width >= 0, n >= 2, far >= t + total(reach_of, width)],
            N=1,
            n=2,
        )
    ],
    example={**larger, "T": 1},
    because="Such a unit is affine there.  What any other unit makes of the points does not depend "
    "on T, and so the proof is as before.",
)
