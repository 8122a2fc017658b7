"""Two hidden layers: the second one needs three ReLUs, or two on inputs that are not negative."""

from functools import partial

from proofs.layers.lower_bounds import (
    b,
    bias,
    c_,
    d,
    drift,
    e,
    error,
    f,
    far,
    g,
    h,
    inside,
    j,
    p,
    q,
    reach,
    reached,
    sigma,
    six,
    t,
    top,
    u,
    v,
    width,
    z,
)
from proofs.layers.setting import claim
from symbolic.arithmetic import every, relu, total, where
from symbolic.methods import induct, solve, use
from symbolic.ranges import witness
from symbolic.terms import reals, sequences

claim(
    "unit-far-out",
    "Far out a unit passes, or is silent, by the sign of its weights' sum; if that is 0 it is what it is at 0.",
    (relu(z + (far * h + b)) == where(h > 0, z + b + far * h, where(h == 0, relu(z + b), 0)))
    & (relu(z + (-far * h + b)) == where(h < 0, z + b - far * h, where(h == 0, relu(z + b), 0))),
    given=[d>=0, abs(z) <= d, where(h == 0, 0, (abs(b) + d) / abs(h)) <= far],
    proof=solve(uses=[use("absolute-product", a=far, b=h)],
        steps=[
            (h != 0).implies(abs(b) + d == (abs(b) + d) / abs(h) * abs(h)),
            (h != 0).implies(abs(b) + d <= far * abs(h)),
            (h > 0).implies(abs(b) + d <= far * h),
            (h < 0).implies(abs(b) + d <= -far * h),
        ],
    ),
    false=[relu(z + (far * h + b)) == where(h > 0, z + b + far * h, 0)],
    because="T |h| ≥ |b| + |z|.",
)

def place(j):
    return p * u(j) + q * v(j)

def signed(side):
    return far if side > 0 else -far

def passing(side, j):
    return sigma(j) > 0 if side > 0 else sigma(j) < 0

def pieces(side: int, j):
    return where(passing(side, j), place(j) + bias(j) + signed(side) * sigma(j), where(sigma(j) == 0, relu(place(j)+bias(j)), 0))

def unit(side, j):
    return relu(place(j) + (signed(side) * sigma(j) + bias(j)))

claim(
    "place-within-drift",
    "p, q.",
    abs(place(j)) <= drift(j),
    given=[abs(p) <= t, abs(q) <= t],
    proof=solve(uses=[use("product-within", c=u(j), d=p, b=t),use("product-within", c=v(j), d=q, b=t)], steps=[abs(p)<=abs(t), abs(q)<=abs(t)]),
    false=[abs(place(j)) <= t],
    because="product-within",
)

for side, word in ((1, "plus"), (-1, "minus")):
    claim(
        f"unit-far-{word}",
        "Unit j far out",
        unit(side, j) == pieces(side, j),
        given=[inside(j, width), reached, abs(p) <= t, abs(q) <= t],
        proof=solve(uses=[use("place-within-drift"), use("at-most-everywhere", f=reach), use("unit-far-out", z=place(j), b=bias(j), h=sigma(j), d=drift(j))]),
        false=[unit(side, j) == pieces(-side, j)],
        because="unit-far-out.",
    )
    claim(
        f"layer-far-{word}",
        "Layer far out",
        every(lambda k: unit(side, k) == pieces(side, k), width),
        given=[width >= 0, reached, abs(p) <= t, abs(q) <= t],
        proof=solve(uses=[use(f"unit-far-{word}", j=witness("k"))]),
        false=[every(lambda k: unit(side, k) == pieces(-side, k), width)],
        because="unit-far-out.",
    )

f_, = sequences("f'")
claim(
    "sum-of-equal",
    "Equal.",
    total(lambda j: c_(j)*f(j), width) == total(lambda j: c_(j)*f_(j), width),
    given=[width >= 0, every(lambda k: f(k) == f_(k), width)],
    proof=induct(width, start=0, at=[width]),
    false=[total(lambda j: c_(j)*f(j), width) == total(f_, width)],
    because="Entry by entry.",
)

def crease(p, q):
    return total(lambda j: where(sigma(j)==0, c_(j), 0) * relu(p*u(j)+q*v(j)+bias(j)), width)

def slope(side, of):
    return total(lambda j: where(passing(side, j), c_(j), 0) * of(j), width)

def outer(side, p, q):
    return crease(p, q) + p*slope(side, u) + q*slope(side, v) + slope(side, bias)

def at_far(side, p, q):
    return total(lambda j: c_(j)*unit(side, j), width)

for side, word in ((1, "plus"), (-1, "minus")):
    claim(
        f"pieces-add-up-{word}",
        "Layer far out",
        total(lambda j: c_(j)*pieces(side, j), width) == outer(side, p, q) + signed(side)*slope(side, sigma),
        given=[width >= 0],
        proof=induct(width, start=0),
        false=[total(lambda j: c_(j)*pieces(side, j), width) == outer(side, p, q)],
        because="Sums are linear.",
    )
    claim(
        f"layer-outside-{word}",
        "Layer far out",
        at_far(side, p, q) == outer(side, p, q) + signed(side)*slope(side, sigma),
        given=[width >= 0, reached, abs(p) <= t, abs(q) <= t],
        proof=solve(uses=[use(f"layer-far-{word}"), use(f"pieces-add-up-{word}"), use("sum-of-equal", f=partial(unit, side), **{"f'": partial(pieces, side)})]),
        false=[at_far(side, p, q) == outer(side, p, q) ],
        because="Sums are linear.",
    )


k, l, alpha, gamma = reals("k l alpha gamma")
(a_,) = sequences("a")

def mixed(j):
    return where(sigma(j)==0, alpha*a_(j)+gamma*c_(j), 0)

def crease_of(weights, p, q):
    return total(lambda j: where(sigma(j)==0, weights(j), 0) * relu(p*u(j)+q*v(j)+bias(j)), width)

def size_of(weights):
    return total(lambda j: abs(weights(j) * bias(j)), width)

claim(
    "mixed-creases",
    "Two layers of the same units.",
    total(lambda j: mixed(j) * relu(p*u(j)+q*v(j)+bias(j)), width) == alpha*crease_of(a_, p, q) + gamma*crease_of(c_, p, q),
    given=[width >= 0],
    proof=induct(width, start=0),
    false=[total(lambda j: mixed(j) * relu(p*u(j)+q*v(j)+bias(j)), width) == alpha*crease_of(a_, p, q)],
    because="Sums are linear.",
)
claim(
    "mixed-size-of-one",
    "Two layers of the same units.",
    abs((alpha*g + gamma*h) * b) <= abs(alpha)*abs(g * b)+abs(gamma)*abs(h*b),
    proof=solve(uses=[use("absolute-product", a=alpha*g+gamma*h), use("absolute-product", a=alpha, b=g), use("absolute-product", a=gamma, b=h), use("absolute-product", a=g), use("absolute-product", a=h)],
       steps=[abs(alpha*g+gamma*h)*abs(b) <= (abs(alpha*g)+abs(gamma*h))*abs(b)]),
    false=[abs((alpha*g + gamma*h) * b) <= abs(alpha)*abs(g * b)],
    because="Sums are linear.",
)
claim(
    "mixed-size",
    "Two layers of the same units.",
    total(lambda j: abs(mixed(j) * bias(j)), width) <= abs(alpha)*size_of(a_) + abs(gamma)*size_of(c_),
    given=[width >= 0],
    proof=induct(width, start=0, uses=[use("mixed-size-of-one", g=a_(width), h=c_(width), b=bias(width))]),
    false=[total(lambda j: abs(mixed(j) * bias(j)), width) <= abs(alpha)*size_of(a_)],
    because="Sums are linear.",
)
U1, U2, V1, V2, B1, B2, X1, X2, Y1, Y2, Z1, Z2 = reals("U1 U2 V1 V2 B1 B2 X1 X2 Y1 Y2 Z1 Z2")
first = partial(crease_of, a_)
second = partial(crease_of, c_)

def affine(coefficients, p, q):
    x, y, z = coefficients
    return p*x+q*y+z
minus1, minus2 = (X1, Y1, Z1), (X2, Y2, Z2)

def combined(p, q):
    return alpha*(first(p, q) + affine(minus1, p, q)) + gamma*(second(p, q) + affine(minus2, p, q)) + e
def single(p, q):
    return total(lambda j: mixed(j) * relu(p*u(j)+q*v(j)+bias(j)), width) + p*(alpha*X1+gamma*X2)+q*(alpha*Y1+gamma*Y2)+(alpha*Z1+gamma*Z2+e)

claim(
    "mixed-form",
    "Two layers of the same units.",
    single(p, q) == combined(p, q),
    given=[width >= 0],
    proof=solve(uses=[use("mixed-creases")], opaque=[first(p, q), second(p, q), total(lambda j: mixed(j) * relu(p*u(j)+q*v(j)+bias(j)), width)]),
    false=[single(p, q) == combined(q, p)],
    because="Sums are linear.",
)
def near(p, q):
    return abs(combined(p, q) - top(p, q)) <= error
def single_near(p, q):
    return abs(single(p, q) - top(p, q)) <= error
claim(
    "mixed-near",
    "Two layers of the same units.",
    single_near(p, q),
    given=[width >= 0, near(p, q)],
    proof=solve(uses=[use("mixed-form")], opaque=[single(p, q), combined(p, q), top(p, q)]),
    false=[single_near(q, p)],
    because="Sums are linear.",
)
claim(
    "mixed-near-max",
    "Two layers of the same units.",
    t <= abs(alpha)*size_of(a_) + abs(gamma)*size_of(c_) + 6*error,
    given=[width >= 0, t>=0, *(near(p,q) for p, q in six(t))],
    proof=solve(uses=[use("layer-near-max", c=mixed, beta=bias, g=alpha*X1+gamma*X2, h=alpha*Y1+gamma*Y2, e=alpha*Z1+gamma*Z2+e), use("mixed-size"), *(use("mixed-near", p=p, q=q) for p, q in six(t))]),
    false=[t <= abs(alpha)*size_of(a_) + 6*error],
    because="Sums are linear.",
)
