"""Layers on a plane: the points T + (p, q, 0, 0, …), where the maximum is T + max(0, p, q)."""

from typing import Any

from proofs.layers.setting import claim
from symbolic.arithmetic import every, largest, maximum, relu, total, where
from symbolic.claims import wrong
from symbolic.methods import induct, solve, use
from symbolic.pooling import Image, inside
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, reals, sequences

a, b, c, d, e, error, g, h, p, q, far, t, y, z = reals("a b c d e delta g h p q T t y z")
beta, bias, c_, f, g_, s, sigma, u, v, w = sequences("beta b c f g s sigma u v w")
n, width, j = integers("n N j")
zero, one = as_term(0), as_term(1)


def point(p: Any, q: Any, shift: Any = zero) -> Image:
    """T + p at entry 0, T + q at entry 1, T elsewhere."""
    return lambda i: shift + where(i == 0, p, where(i == 1, q, 0))


def six(t: Any) -> list[tuple[Any, Any]]:
    """±(t, 0), ±(0, t) and ±(t, t)."""
    return [(t, zero), (-t, zero), (zero, t), (zero, -t), (t, t), (-t, -t)]


def top(p: Any, q: Any) -> Any:
    """max(0, p, q)."""
    return maximum(0, maximum(p, q))


claim(
    "sum-at-two",
    "A weighted sum of the entries (T + p, T + q, T, …, T) is T times the sum of the weights, and p "
    "and q times the first two.",
    total(lambda i: w(i) * point(p, q, far)(i), n) == far * total(w, n) + p * w(0) + q * w(1),
    given=[n >= 2],
    proof=induct(n, start=2),
    false=[
        total(lambda i: w(i) * point(p, q, far)(i), n) == far * total(w, n) + p * w(1) + q * w(0)
    ],
    because="Every entry after the second adds T times its weight.",
)

claim(
    "max-at-two",
    "The maximum of n ≥ 3 such entries is T + max(0, p, q).",
    largest(point(p, q, far), n) == far + top(p, q),
    given=[n >= 3],
    proof=solve(at=[zero, one, as_term(2)]),
    false=[wrong(largest(point(p, q, far), n) == far + top(p, q), [n >= 2])],
    because="The third entry is T.",
)

claim(
    "absolute-product",
    "The absolute value of a product is the product of the absolute values.",
    abs(a * b) == abs(a) * abs(b),
    false=[abs(a * b) == abs(a) * b],
    because="By the signs of the two.",
)

claim(
    "product-within",
    "A value within b, c times, is within c b.",
    abs(c * d) <= abs(c * b),
    given=[abs(d) <= abs(b)],
    proof=solve(
        uses=[use("absolute-product", a=c), use("absolute-product", a=c, b=d)],
        steps=[abs(c) * abs(d) <= abs(c) * abs(b)],
    ),
    false=[abs(c * d) <= abs(b)],
    because="Multiply by |c|.",
)


def bend(z: Any, y: Any, b: Any) -> Any:
    """What the odd part of a ReLU with bias b, R(z + b) − R(−z + b), lacks to be additive."""
    return (
        (relu(z + y + b) - relu(-z - y + b))
        - (relu(z + b) - relu(-z + b))
        - (relu(y + b) - relu(-y + b))
    )


claim(
    "relu-bends-little",
    "The odd part R(z + b) − R(−z + b) of a ReLU is additive within |b|; and exactly where b is so "
    "large that all these ReLUs pass, or none.",
    (abs(bend(z, y, b)) <= abs(b)) & (abs(b) >= abs(z) + abs(y)).implies(bend(z, y, b) == 0),
    false=[bend(z, y, b) == 0, (abs(b) >= abs(z)).implies(bend(z, y, b) == 0)],
    because="The odd part is z and the value nearest to z among those within |b| (minus it, if b is "
    "negative).  z is additive, and the other lacks at most |b|.",
)

claim(
    "unit-bends-little",
    "So with a bias that is b, or so large, it is additive within |b|.",
    abs(bend(z, y, h)) <= abs(b),
    given=[(h == b) | (abs(h) >= abs(z) + abs(y))],
    proof=solve(uses=[use("relu-bends-little", b=h)]),
    false=[2 * abs(bend(z, y, h)) <= abs(b)],
    because="In the second case it is exactly additive.",
)

size = total(lambda j: abs(c_(j) * bias(j)), width)
claim(
    "sum-of-equal",
    "Equal values have equal weighted sums.",
    total(lambda j: c_(j) * f(j), width) == total(lambda j: c_(j) * g_(j), width),
    given=[width >= 0, every(lambda k: f(k) == g_(k), width)],
    proof=induct(width, start=0, at=[width]),
    false=[total(lambda j: c_(j) * f(j), width) == total(g_, width)],
    because="Entry by entry.",
)

claim(
    "weighted-sum-within",
    "If every f(j) is within b(j), the sum of all c f is within the sum of all |c| b.",
    abs(total(lambda j: c_(j) * f(j), width)) <= total(lambda j: abs(c_(j)) * bias(j), width),
    given=[width >= 0, every(lambda i: abs(f(i)) <= bias(i), width)],
    proof=induct(
        width, start=0, at=[width], uses=[use("absolute-product", a=c_(width), b=f(width))]
    ),
    false=[abs(total(lambda j: c_(j) * f(j), width)) <= total(bias, width)],
    because="Entry by entry.",
)

claim(
    "layer-within",
    "If every f(j) is within b(j), the sum of all c f is within the sum of all |c b|.",
    abs(total(lambda j: c_(j) * f(j), width)) <= size,
    given=[width >= 0, every(lambda i: abs(f(i)) <= abs(bias(i)), width)],
    proof=induct(
        width,
        start=0,
        at=[width],
        uses=[use("product-within", c=c_(width), d=f(width), b=bias(width))],
    ),
    false=[2 * abs(total(lambda j: c_(j) * f(j), width)) <= size],
    because="Add up product-within.",
)


def unit_bend(j: Any) -> Any:
    """What the odd part of unit j lacks to be additive at (t, 0) and (0, t)."""
    return bend(t * u(j), t * v(j), beta(j))


def layer(p: Any, q: Any) -> Any:
    """A weighted sum of N ReLUs of affine functions of p and q."""
    return total(lambda j: c_(j) * relu(p * u(j) + q * v(j) + beta(j)), width)


def fixed_or_large(k: Any) -> Any:
    """The bias β(k) is b(k), or so large that unit k does not bend."""
    return (beta(k) == bias(k)) | (abs(beta(k)) >= abs(t * u(k)) + abs(t * v(k)))


claim(
    "each-bends-little",
    "So it is with each unit of a layer.",
    abs(unit_bend(j)) <= abs(bias(j)),
    given=[inside(j, width), fixed_or_large(j)],
    proof=solve(uses=[use("unit-bends-little", z=t * u(j), y=t * v(j), b=bias(j), h=beta(j))]),
    false=[2 * abs(unit_bend(j)) <= abs(bias(j))],
    because="By unit-bends-little.",
)

i = witness("i")
claim(
    "units-bend-little",
    "So it is with all units of a layer.",
    every(lambda i: abs(unit_bend(i)) <= abs(bias(i)), width),
    given=[width >= 0, every(fixed_or_large, width)],
    proof=solve(uses=[use("each-bends-little", j=i)], at=[i]),
    false=[every(lambda i: 2 * abs(unit_bend(i)) <= abs(bias(i)), width)],
    because="By each-bends-little.",
)

claim(
    "layer-odd-part",
    "What the odd part of a layer lacks to be additive is the weighted sum of what its units lack.",
    total(lambda j: c_(j) * unit_bend(j), width)
    == (layer(t, t) - layer(-t, -t))
    - (layer(t, zero) - layer(-t, zero))
    - (layer(zero, t) - layer(zero, -t)),
    given=[width >= 0],
    proof=induct(width, start=0),
    false=[total(lambda j: c_(j) * unit_bend(j), width) == layer(t, t) - layer(-t, -t)],
    because="Sums are linear.",
)


def near(p: Any, q: Any) -> Any:
    """The layer, plus an affine map, is within δ of max(0, p, q)."""
    return abs(layer(p, q) + p * g + q * h + e - top(p, q)) <= error


one_layer: dict[str, Any] = {"N": 2, "t": 1, "g": 0, "h": 0, "e": 0, "delta": 0, "beta": [0, -1]}
one_layer |= {"b": [0, -1], "c": [1, -1], "u": [1, 1], "v": [1, 1]}
"""R(p + q) − R(p + q − 1): right at the six points for t = 1."""
claim(
    "layer-near-max",
    "A layer of any number of ReLUs and an affine map that are within δ of max(0, p, q) at the six "
    "points ±(t, 0), ±(0, t), ±(t, t): t is at most 6 δ more than the sum of all |c b|.",
    t <= size + 6 * error,
    given=[width >= 0, every(fixed_or_large, width), t >= 0, *(near(p, q) for p, q in six(t))],
    proof=solve(
        uses=[
            use("units-bend-little"),
            use("layer-within", f=unit_bend),
            use("layer-odd-part"),
        ]
    ),
    false=[t <= size + 2 * error, wrong(t <= 6 * error, **one_layer)],
    example={"N": 0, "t": 0, "g": 0, "h": 0, "e": 0, "delta": 0},
    because="The odd part of the layer and the affine map is additive within the sum of all |c b|; "
    "that of max(0, p, q) is t at (t, 0), at (0, t) and also at their sum.",
)

claim(
    "size-not-negative",
    "The sum of all |c b| is not negative.",
    size >= 0,
    given=[width >= 0],
    proof=induct(width, start=0),
    false=[size > 0],
    because="A sum of absolute values.",
)

claim(
    "member-of-sum",
    "A sum of values that are not negative is at least each of them.",
    every(lambda i: f(i) <= total(f, width), width) & (total(f, width) >= 0),
    given=[width >= 0, every(lambda i: f(i) >= 0, width)],
    proof=induct(width, start=0, at=[i, width]),
    false=[every(lambda i: f(i) < total(f, width), width)],
    because="The others add nothing negative.",
)

claim(
    "at-most-everywhere",
    "What is at most T everywhere is at most T at each index.",
    f(j) <= far,
    given=[inside(j, width), every(lambda i: f(i) <= far, width)],
    proof=solve(at=[j]),
    false=[f(j) < far],
    because="That is what everywhere means.",
)
