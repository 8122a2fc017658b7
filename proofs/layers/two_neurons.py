"""Two neurons of the second layer, by which of them pass far out: in every case they are too few."""

from collections.abc import Iterator, Sequence
from typing import Any

from proofs.layers.far_neurons import Affine, affine, k, k_, limit, m, slope
from proofs.layers.mixtures import (
    a_,
    combined,
    first,
    minus_first,
    minus_second,
    second,
    size_of,
)
from proofs.layers.opposite_neurons import (
    at_all,
    extent,
    gap,
    jump,
    on_minus,
    on_plus,
    plus_first,
    plus_second,
    points,
    small,
)
from proofs.layers.planes import a, b, c_, e, g, h, six, t, top, width
from proofs.layers.setting import claim
from symbolic.arithmetic import relu, where
from symbolic.claims import wrong
from symbolic.methods import Hints, Step, chain, solve, use
from symbolic.terms import reals

g_, h_ = reals("g' h'")


def limits(by: Sequence[Any], affines: Sequence[Affine], p: Any, q: Any) -> Any:
    """What is left of the two neurons gives max(0, p, q)."""
    one, two = first(p, q) + affine(affines[0], p, q), second(p, q) + affine(affines[1], p, q)
    return k * limit(by[0], one) + k_ * limit(by[1], two) + e == top(p, q)


minus, plus = (minus_first, minus_second), (plus_first, plus_second)
passing = where(g > 0, k, 0), where(h > 0, k_, 0)


def passing_near(p: Any, q: Any) -> Any:
    """The neurons that pass give max(0, p, q)."""
    return abs(combined(*passing, p, q) - top(p, q)) <= 0


claim(
    "limits-pass",
    "If neither slope is 0, a neuron passes or is silent.",
    passing[0] * a + passing[1] * b + e == m,
    given=[g != 0, h != 0, k * limit(g, a) + k_ * limit(h, b) + e == m],
    false=[k * a + k_ * b + e == m],
    because="Of the three cases that of a ReLU is left out.",
)


def at_point(p: Any, q: Any, affines: Sequence[Affine]) -> dict[str, Any]:
    """What the two neurons get at a point, without T."""
    one, two = affines
    return {
        "a": first(p, q) + affine(one, p, q),
        "b": second(p, q) + affine(two, p, q),
        "m": top(p, q),
    }


x, y = reals("p q")
claim(
    "limits-near",
    "So then the neurons that pass give max(0, p, q).",
    passing_near(x, y),
    given=[g != 0, h != 0, limits((g, h), minus, x, y)],
    proof=solve(uses=[use("limits-pass", **at_point(x, y, minus))]),
    false=[passing_near(y, x)],
    because="By limits-pass.",
)

claim(
    "passing-size",
    "The weight of a neuron that passes or is silent is at most its weight.",
    abs(passing[0]) * b <= abs(k) * b,
    given=[b >= 0],
    false=[abs(passing[0]) * b == abs(k) * b],
    because="It is that, or 0.",
)

one_layer: dict[str, Any] = {"N": 2, "t": 1, "g": 1, "h": 1, "k": -1, "l": -1, "e": 1}
one_layer |= {"X1": -1, "Y1": 0, "Z1": 1, "X2": 1, "Y2": -1, "Z2": -1, "sigma": [0, 0]}
one_layer |= {"a": [0, 1], "b": [-1, 0], "c": [1, 0], "u": [1, -1], "v": [1, 1]}
"""R(p + q) − 1 and the like: right at the six points, with 1 for the sum of all |c b|."""
claim(
    "slopes-not-zero",
    "If neither slope is 0, the two neurons are right at all six points only for t at most the two "
    "sums of all |c b|, scaled.",
    t <= extent,
    given=[
        width >= 0,
        t >= 0,
        g != 0,
        h != 0,
        *(limits((g, h), minus, x, y) for x, y in six(t)),
    ],
    proof=solve(
        uses=[
            *(use("limits-near", p=x, q=y) for x, y in six(t)),
            use("mixture-near-max", alpha=passing[0], gamma=passing[1], delta=0),
            use("passing-size", b=size_of(a_)),
            use("passing-size", g=h, k=k_, b=size_of(c_)),
            use("size-not-negative"),
            use("size-not-negative", c=a_),
        ]
    ),
    false=[wrong(t <= abs(k) * size_of(a_), **one_layer)],
    example={"N": 0, "t": 0, "g": 1, "h": 1, "k": 0, "l": 0, "e": 0},
    because="They are then one layer and an affine map: mixture-near-max, with δ = 0.",
)

sloped = k * relu(g) + k_ * relu(h) == slope
claim(
    "first-passes",
    "If the second slope is 0 and the slopes give s ≠ 0, the first neuron passes.",
    k * a + k_ * relu(b) + e == m,
    given=[h == 0, sloped, slope != 0, k * limit(g, a) + k_ * limit(h, b) + e == m],
    false=[k * a + k_ * b + e == m],
    because="A silent one would give the slope 0.",
)

claim(
    "second-passes",
    "If the first slope is 0, the second neuron does.",
    k * relu(a) + k_ * b + e == m,
    given=[g == 0, sloped, slope != 0, k * limit(g, a) + k_ * limit(h, b) + e == m],
    false=[k * a + k_ * b + e == m],
    because="As in first-passes.",
)

claim(
    "slope-sign",
    "The weight of the neuron that passes has the sign of the slope.",
    k * slope >= 0,
    given=[h == 0, sloped],
    proof=solve(steps=[k * relu(g) == slope, relu(g) >= 0]),
    false=[k * slope > 0],
    because="A ReLU is not negative.",
)

rising, falling = k * relu(g) + k_ * relu(h) == 1, k * relu(g_) + k_ * relu(h_) == -1
claim(
    "slopes-differ",
    "Not the same neuron alone passes on both sides.",
    (h != 0) | (h_ != 0),
    given=[rising, falling],
    proof=solve(
        uses=[use("slope-sign", s=1), use("slope-sign", s=-1, g=g_, h=h_)],
        steps=[
            (h == 0).implies(k * relu(g) == 1),
            (h_ == 0).implies(k * relu(g_) == -1),
            relu(g) >= 0,
            relu(g_) >= 0,
        ],
    ),
    false=[h != 0],
    because="Its weight would be positive and negative.",
)

plus_limits = [limits((g, h), plus, x, y) for x, y in points]
minus_limits = [limits((g_, h_), minus, x, y) for x, y in points]
little = abs(jump) <= gap


def passing_links() -> Iterator[Step]:
    """The first neuron passes where T is added, the second where it is taken away."""
    up, down = (h == 0, rising), (g_ == 0, falling)
    turned = use("slope-sign", s=-1, k=k_, l=k, g=h_, h=g_)
    yield Step(k >= 0, up, Hints(uses=(use("slope-sign", s=1),)))
    yield Step(k_ <= 0, down, Hints(uses=(turned,)))
    yield Step(jump <= gap, (little,))
    for (x, y), above, below in zip(points, plus_limits, minus_limits, strict=True):
        used = use("first-passes", s=1, **at_point(x, y, plus))
        yield Step(on_plus(x, y), (*up, above), Hints(uses=(used,)))
        used = use("second-passes", s=-1, g=g_, h=h_, **at_point(x, y, minus))
        yield Step(on_minus(x, y), (*down, below), Hints(uses=(used,)))
    needs = (width >= 0, t >= 0, k >= 0, k_ <= 0, jump <= gap)
    used = use("opposite-neurons")
    yield Step(small, (*needs, *at_all(on_plus), *at_all(on_minus)), Hints(uses=(used,)))


common = [width >= 0, t >= 0, rising, falling, little, *plus_limits, *minus_limits]
claim(
    "first-then-second",
    "If the second slope is 0 where T is added, and the first where it is taken away, t is bounded.",
    small,
    given=[h == 0, g_ == 0, *common],
    proof=chain(passing_links()),
    false=[t < extent + 12 * gap],
    because="By opposite-neurons.",
)


def swapped() -> dict[str, Any]:
    """The two neurons in the other order."""
    names = {"a": c_, "c": a_, "k": k_, "l": k, "g": h, "h": g, "g'": h_, "h'": g_}
    for number, pair in ((1, (plus_second, minus_second)), (2, (plus_first, minus_first))):
        letters = (f"{letter}{number}" for letter in "UVBXYZ")
        names |= dict(zip(letters, (*pair[0], *pair[1]), strict=True))
    return names


claim(
    "second-then-first",
    "And so with the two neurons in the other order.",
    small,
    given=[g == 0, h_ == 0, *common],
    proof=solve(uses=[use("first-then-second", **swapped())]),
    false=[t < extent + 12 * gap],
    because="By first-then-second.",
)

claim(
    "two-neurons-too-few",
    "In every case: two neurons that far out, on both sides, give T + max(0, p, q) and "
    "−T + max(0, p, q) at the six points leave t bounded by their weights.",
    small,
    given=[gap >= 0, *common],
    proof=solve(
        uses=[
            use("slopes-differ"),
            use("slopes-differ", k=k_, l=k, g=h, h=g, **{"g'": h_, "h'": g_}),
            use("first-then-second"),
            use("second-then-first"),
            use(
                "slopes-not-zero",
                **{f"{x}1": y for x, y in zip("XYZ", plus_first, strict=True)},
                **{f"{x}2": y for x, y in zip("XYZ", plus_second, strict=True)},
            ),
            use("slopes-not-zero", g=g_, h=h_),
        ]
    ),
    false=[t < extent + 12 * gap],
    because="On each side either no slope is 0, or one is.  If one is on both sides, it is another "
    "one, by slopes-differ.",
)
