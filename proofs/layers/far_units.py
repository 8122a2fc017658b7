"""A first hidden layer far out: T added to every entry, or taken away, for a large T."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

from proofs.layers.lower_bounds import drift, reach, reached
from proofs.layers.planes import (
    b,
    bias,
    c_,
    d,
    f,
    far,
    h,
    j,
    p,
    q,
    sigma,
    t,
    u,
    v,
    width,
    z,
)  # fmt: skip
from proofs.layers.setting import claim
from symbolic.arithmetic import every, relu, total, where
from symbolic.methods import solve, use
from symbolic.pooling import inside
from symbolic.ranges import witness
from symbolic.terms import sequences

Entries = Callable[[Any], Any]
SIDES: Final = {1: "plus", -1: "minus"}
"""T is added, or taken away."""
(r,) = sequences("r")
i, k = witness("i"), witness("k")
within = (-t <= p, p <= t, -t <= q, q <= t)

claim(
    "unit-far-out",
    "Far out the sign of h decides whether a ReLU of z + b ± T h passes; if h = 0 it is that of z + b.",
    (relu(z + (far * h + b)) == where(h > 0, z + b + far * h, where(h == 0, relu(z + b), 0)))
    & (relu(z + (-far * h + b)) == where(h < 0, z + b - far * h, where(h == 0, relu(z + b), 0))),
    given=[d >= 0, abs(z) <= d, where(h == 0, 0, (abs(b) + d) / abs(h)) <= far],
    proof=solve(
        steps=[
            (h != 0).implies(abs(b) + d == (abs(b) + d) / abs(h) * abs(h)),
            (h != 0).implies(abs(b) + d <= far * abs(h)),
            (h > 0).implies(abs(b) + d <= far * h),
            (h < 0).implies(abs(b) + d <= -far * h),
        ]
    ),
    false=[relu(z + (far * h + b)) == where(h > 0, z + b + far * h, 0)],
    because="T |h| ≥ |b| + |z|.",
)


def place(j: Any) -> Any:
    """What p and q add to unit j."""
    return p * u(j) + q * v(j)


def signed(side: int, shift: Any = far) -> Any:
    """T or −T."""
    return shift if side > 0 else -shift


def passing(side: int, j: Any) -> Any:
    """Unit j passes far out on this side."""
    return sigma(j) > 0 if side > 0 else sigma(j) < 0


def unit(side: int, j: Any) -> Any:
    """Unit j far out."""
    return relu(place(j) + (signed(side) * sigma(j) + bias(j)))


def piece(side: int, z: Entries, j: Any, shift: Any = 0) -> Any:
    """What unit j is far out: an affine function if it passes, itself if T cancels, else 0."""
    inner = where(sigma(j) == 0, relu(z(j) + bias(j)), 0)
    return where(passing(side, j), z(j) + bias(j) + shift, inner)


def pieces(side: int, j: Any) -> Any:
    """The same, with what T adds."""
    return piece(side, place, j, signed(side) * sigma(j))


claim(
    "place-within-drift",
    "p and q, within t, add to a unit at most its drift |t u| + |t v|.",
    abs(place(j)) <= drift(j),
    given=within,
    proof=solve(
        uses=[use("product-within", c=u(j), d=p, b=t), use("product-within", c=v(j), d=q, b=t)],
        steps=[abs(p) <= abs(t), abs(q) <= abs(t)],
    ),
    false=[abs(place(j)) <= t],
    because="By product-within, twice.",
)

placed = every(lambda k: abs(place(k)) <= drift(k), width)
claim(
    "places-within-drift",
    "So it is with all units.",
    placed,
    given=within,
    proof=solve(uses=[use("place-within-drift", j=k)]),
    false=[every(lambda k: abs(place(k)) < drift(k), width)],
    because="By place-within-drift, unit by unit.",
)

claim(
    "piece-within",
    "What is left of a unit far out, without T, is within |z| + |b|.",
    (abs(where(h > 0, z + b, where(h == 0, relu(z + b), 0))) <= d + abs(b))
    & (abs(where(h < 0, z + b, where(h == 0, relu(z + b), 0))) <= d + abs(b)),
    given=[abs(z) <= d],
    false=[abs(where(h > 0, z + b, where(h == 0, relu(z + b), 0))) <= d],
    because="It is z + b, or 0.",
)


def state(side: int, word: str) -> None:
    """The claims about one side."""

    def equal(k: Any) -> Any:
        return unit(side, k) == pieces(side, k)

    def small(k: Any, size: Any) -> Any:
        return abs(piece(side, f, k)) <= size

    def within_sum(size: Entries) -> Any:
        whole = total(lambda j: c_(j) * piece(side, f, j), width)
        return abs(whole) <= total(lambda j: abs(c_(j)) * size(j), width)

    near = every(lambda k: abs(f(k)) <= r(k), width)
    far_out = "T added to every entry" if side > 0 else "T taken from every entry"
    claim(
        f"unit-far-{word}",
        f"With {far_out} a unit is one of these pieces.",
        equal(j),
        given=[inside(j, width), reached, *within],
        proof=solve(
            uses=[
                use("place-within-drift"),
                use("at-most-everywhere", f=reach),
                use("unit-far-out", z=place(j), b=bias(j), h=sigma(j), d=drift(j)),
            ]
        ),
        false=[unit(side, j) == pieces(-side, j)],
        because="By unit-far-out.",
    )
    claim(
        f"units-far-{word}",
        "So it is with all units.",
        every(equal, width),
        given=[width >= 0, reached, *within],
        proof=solve(uses=[use(f"unit-far-{word}", j=k)]),
        false=[every(lambda k: unit(side, k) == pieces(-side, k), width)],
        because=f"By unit-far-{word}, unit by unit.",
    )
    claim(
        f"pieces-within-{word}",
        "Every piece is within the bounds of its parts.",
        every(lambda i: small(i, r(i) + abs(bias(i))), width),
        given=[width >= 0, near],
        proof=solve(uses=[use("piece-within", z=f(i), b=bias(i), h=sigma(i), d=r(i))], at=[i]),
        false=[every(lambda i: small(i, r(i)), width)],
        because="By piece-within, unit by unit.",
    )
    claim(
        f"pieces-add-within-{word}",
        "So is their weighted sum.",
        within_sum(lambda j: r(j) + abs(bias(j))),
        given=[width >= 0, near],
        proof=solve(
            uses=[
                use(f"pieces-within-{word}"),
                use(
                    "weighted-sum-within",
                    f=partial(piece, side, f),
                    b=lambda j: r(j) + abs(bias(j)),
                ),
            ]
        ),
        false=[within_sum(r)],
        because="By weighted-sum-within.",
    )


for side, word in SIDES.items():
    state(side, word)
