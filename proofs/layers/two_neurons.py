"""Two ReLUs in the second of two hidden layers are too few for the maximum of three values."""


from proofs.layers.lower_bounds import (
    a,
    b,
    c_,
    d,
    e,
    far,
    g,
    h,
    p,
    q,
    six,
    t,
    top,
    width,
    y,
    z,
)
from proofs.layers.second_layer import (
    B1,
    B2,
    U1,
    U2,
    V1,
    V2,
    X1,
    X2,
    Y1,
    Y2,
    Z1,
    Z2,
    a_,
    affine,
    first,
    second,
    size_of,
)
from proofs.layers.setting import claim
from symbolic.arithmetic import relu, where
from symbolic.methods import Hints, Step, chain, solve, use
from symbolic.terms import reals

k, l, m, s, x = reals("k l m s x")

def limit(g, a):
    return where(g > 0, a, where(g == 0, relu(a), 0))

def far_enough(g, a):
    return (g == 0) | (abs(a) <= far*abs(g))

claim(
    "neuron-far",
    "Far out.",
    relu(a + far * g) == limit(g, a) + far * relu(g),
    given=[far >= 0, far_enough(g, a)],
    proof=solve(uses=[use("absolute-product", a=far, b=g)]),
    false=[relu(a + far * g) == limit(g, a)],
    because="Sums are linear.",
)
def side(shift, m):
    return k*relu(a+shift*g)+l*relu(b+shift*h)+e == s*shift+m
claim(
    "neurons-far",
    "Far out.",
    (k*relu(g)+l*relu(h)==s) & (k*limit(g, a) + l*limit(h, b) + e == m),
    given=[far >= 0, far_enough(g, a), far_enough(h, b), side(far, m), side(far+1, m)],
    proof=solve(uses=[use("neuron-far"), use("neuron-far", T=far+1), use("neuron-far", a=b, g=h), use("neuron-far", a=b, g=h, T=far+1)],
      steps=[abs(a) <= (far+1)*abs(a)] ),
    false=[k*limit(g, a) + e == m],
    because="Sums are linear.",
)
claim(
    "opposite-neurons",
    "Two.",
    (m - (k*(a+z)+l*(b+d)+e) >= 0) & (m - (k*(a+z)+l*(b+d)+e) <= k*(x-z)+l*(y-d)),
    given=[k >= 0, l <= 0, k*(a+x) + l*relu(b+y) + e == m,  k*relu(a+z) + l*(b+d)+e == m],
    false=[m - (k*(a+z)+l*(b+d)+e) <= 0],
    because="Sums are linear.",
)
plus1, plus2, minus1, minus2 = (U1, V1, B1), (U2, V2, B2), (X1, Y1, Z1), (X2, Y2, Z2)

def on_plus(p, q):
    return k*(first(p, q) + affine(plus1, p, q)) + l*relu(second(p, q) + affine(plus2, p, q)) + e == top(p, q)

def on_minus(p, q):
    return k*relu(first(p, q) + affine(minus1, p, q)) + l*(second(p, q) + affine(minus2, p, q)) + e == top(p, q)

extent = abs(k)*size_of(a_) + abs(l)*size_of(c_)
at, across, gap = reals("p' q' E")
constants = k*(B1-Z1)+l*(B2-Z2) <= gap

def combined(p, q):
    return k*(first(p, q)+affine(minus1, p, q))+l*(second(p, q)+affine(minus2, p, q))+e
def close(p, q):
    return abs(combined(p, q)-top(p, q)) <= 2*gap

def room(p, q):
    return k*(affine(plus1, p, q)-affine(minus1, p, q))+l*(affine(plus2, p, q)-affine(minus2, p, q))

def between(p, q):
    error = top(p, q) - combined(p, q)
    return (error >= 0) & (error <= room(p, q))

def sums(p, q):
    return first(p, q), second(p, q)

def link_at(p, q):
    return Step(between(p, q), (k >= 0, l <= 0, on_plus(p, q), on_minus(p, q)), Hints(uses=(
      use("opposite-neurons", a=first(p, q), b=second(p, q), x=affine(plus1, p, q), y=affine(plus2, p, q), z=affine(minus1, p, q), d=affine(minus2, p, q), m=top(p, q)),), opaque=sums(p, q)))
claim(
    "opposite-close",
    "Two.",
    close(p, q),
    given=[k >= 0, l <= 0, at==-p, across==-q, on_plus(p, q), on_minus(p, q), on_plus(at, across), on_minus(at, across), constants],
    proof=chain([link_at(p, q), link_at(at, across), Step(room(p, q) + room(at, across) <= 2*gap, (at==-p, across==-q, constants)),
      Step(room(at, across) >= 0, (between(at, across),), Hints(opaque=(room(at, across), combined(at, across), top(at, across)))),
      Step(close(p, q), (between(p, q), room(at, across) >= 0, room(p, q) + room(at, across) <= 2*gap), Hints(opaque=(room(p, q), room(at, across), combined(p, q), top(p, q))))]),
    false=[close(q, p)],
    because="Sums are linear.",
)
closes = [close(p, q) for p, q in six(t)]
signs = [width>=0, t >= 0, k >= 0, l <= 0, constants]
links = []
points = six(t)
for number, (p_, q_) in enumerate(points):
    r_, s_ = points[number ^ 1]
    links.append(Step(close(p_, q_), (k>=0, l<=0, constants, *(on(*x) for x in ((p_, q_), (r_, s_)) for on in (on_plus, on_minus))), Hints(uses=(use("opposite-close", p=p_, q=q_, **{"p'": r_, "q'": s_}),))))
goal = t <= extent + 12*gap
claim(
    "opposite-sides",
    "Two.",
    goal,
    given=[*signs, *(on_plus(p, q) for p, q in six(t)), *(on_minus(p, q) for p, q in six(t))],
    proof=chain([*links, Step(goal, (width>=0, t>=0, *closes), Hints(uses=(use("mixed-near-max", alpha=k, gamma=l, delta=2*gap),)))]),
    false=[t <= extent],
    because="Sums are linear.",
)
