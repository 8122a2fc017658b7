"""Two layers of the same units, scaled and added, are one layer: layer-near-max holds of them."""

from functools import partial
from typing import Any

from proofs.layers.far_neurons import Affine, affine, crease
from proofs.layers.far_units import Entries
from proofs.layers.planes import b, bias, c_, e, error, g, h, p, q, sigma, six, t, top, u, v, width
from proofs.layers.setting import claim
from symbolic.arithmetic import relu, total, where
from symbolic.claims import wrong
from symbolic.methods import induct, solve, use
from symbolic.terms import reals, sequences

alpha, gamma = reals("alpha gamma")
(a_,) = sequences("a")
first, second = partial(crease, a_), partial(crease, c_)
minus_first: Affine = reals("X1 Y1 Z1")  # type: ignore[assignment]
minus_second: Affine = reals("X2 Y2 Z2")  # type: ignore[assignment]
together = [alpha * x + gamma * y for x, y in zip(minus_first, minus_second, strict=True)]


def mixed(j: Any) -> Any:
    """The weight of unit j in both layers together."""
    return where(sigma(j) == 0, alpha * a_(j) + gamma * c_(j), 0)


def size_of(weights: Entries) -> Any:
    """The sum of all |c b|."""
    return total(lambda j: abs(weights(j) * bias(j)), width)


def mixture(p: Any, q: Any) -> Any:
    """Both layers together, as one."""
    return total(lambda j: mixed(j) * relu(p * u(j) + q * v(j) + bias(j)), width)


claim(
    "creases-mix",
    "Two layers of the same units, scaled and added, are one layer of them.",
    mixture(p, q) == alpha * first(p, q) + gamma * second(p, q),
    given=[width >= 0],
    proof=induct(width, start=0),
    false=[mixture(p, q) == alpha * first(p, q)],
    because="Sums are linear.",
)

claim(
    "mixed-unit-size",
    "Its |c b| is, unit by unit, at most what those of the two are together.",
    abs((alpha * g + gamma * h) * b) <= abs(alpha) * abs(g * b) + abs(gamma) * abs(h * b),
    proof=solve(
        uses=[
            use("absolute-product", a=alpha * g + gamma * h),
            use("absolute-product", a=alpha, b=g),
            use("absolute-product", a=gamma, b=h),
            use("absolute-product", a=g),
            use("absolute-product", a=h),
        ],
        steps=[abs(alpha * g + gamma * h) * abs(b) <= (abs(alpha * g) + abs(gamma * h)) * abs(b)],
    ),
    false=[abs((alpha * g + gamma * h) * b) <= abs(alpha) * abs(g * b)],
    because="The absolute value of a sum is at most the sum of the absolute values.",
)

claim(
    "mixed-size",
    "So it is with the sums over all units.",
    total(lambda j: abs(mixed(j) * bias(j)), width)
    <= abs(alpha) * size_of(a_) + abs(gamma) * size_of(c_),
    given=[width >= 0],
    proof=induct(
        width,
        start=0,
        uses=[use("mixed-unit-size", g=a_(width), h=c_(width), b=bias(width))],
    ),
    false=[total(lambda j: abs(mixed(j) * bias(j)), width) <= abs(alpha) * size_of(a_)],
    because="Add up mixed-unit-size.",
)


def combined(alpha: Any, gamma: Any, p: Any, q: Any) -> Any:
    """Two layers, each plus an affine map, scaled and added."""
    one, two = first(p, q) + affine(minus_first, p, q), second(p, q) + affine(minus_second, p, q)
    return alpha * one + gamma * two + e


def as_one(p: Any, q: Any) -> Any:
    """The same, as one layer plus an affine map."""
    by_p, by_q, constant = together
    return mixture(p, q) + p * by_p + q * by_q + (constant + e)


claim(
    "mixture-is-a-layer",
    "So two layers, each plus an affine map, scaled and added, are one layer and one affine map.",
    as_one(p, q) == combined(alpha, gamma, p, q),
    given=[width >= 0],
    proof=solve(uses=[use("creases-mix")], opaque=[first(p, q), second(p, q), mixture(p, q)]),
    false=[as_one(p, q) == combined(alpha, gamma, q, p)],
    because="By creases-mix.",
)


def near(p: Any, q: Any) -> Any:
    """They are within δ of max(0, p, q)."""
    return abs(combined(alpha, gamma, p, q) - top(p, q)) <= error


claim(
    "mixture-near",
    "What is within δ of max(0, p, q) as two layers is so as one.",
    abs(as_one(p, q) - top(p, q)) <= error,
    given=[width >= 0, near(p, q)],
    proof=solve(
        uses=[use("mixture-is-a-layer")],
        opaque=[as_one(p, q), combined(alpha, gamma, p, q), top(p, q)],
    ),
    false=[abs(as_one(q, p) - top(p, q)) <= error],
    because="By mixture-is-a-layer.",
)

one_layer: dict[str, Any] = {
    "N": 2,
    "t": 1,
    "alpha": -1,
    "gamma": -1,
    "e": 0,
    "delta": 0,
    "sigma": [0, 0],
}
one_layer |= {"X1": 1, "Y1": -1, "Z1": 1, "X2": -1, "Y2": 1, "Z2": -1}
one_layer |= {"a": [0, 0], "b": [0, -1], "c": [-1, 1], "u": [1, 1], "v": [1, 1]}
"""R(p + q) − R(p + q − 1): right at the six points for t = 1."""
claim(
    "mixture-near-max",
    "Two layers of the same units and affine maps that together are within δ of max(0, p, q) at the "
    "six points: t is at most 6 δ more than the two sums of all |c b|, scaled.",
    t <= abs(alpha) * size_of(a_) + abs(gamma) * size_of(c_) + 6 * error,
    given=[width >= 0, t >= 0, *(near(p, q) for p, q in six(t))],
    proof=solve(
        uses=[
            use(
                "layer-near-max",
                c=mixed,
                beta=bias,
                g=together[0],
                h=together[1],
                e=together[2] + e,
            ),
            use("mixed-size"),
            *(use("mixture-near", p=p, q=q) for p, q in six(t)),
        ]
    ),
    false=[wrong(t <= abs(alpha) * size_of(a_) + 6 * error, **one_layer)],
    example={"N": 0, "t": 0, "alpha": 0, "gamma": 0, "e": 0, "delta": 0},
    because="By layer-near-max, of the one layer that they are.",
)
