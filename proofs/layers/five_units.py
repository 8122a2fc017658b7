"""Four values and a first layer of five ReLUs: what can be left of it, and that a second one fails."""

from typing import Any

from proofs.layers.planes import six
from proofs.layers.setting import claim
from symbolic.arithmetic import every, maximum, relu, total
from symbolic.claims import wrong
from symbolic.methods import induct, solve, use
from symbolic.terms import Term, as_term, conjunction, integers, reals, sequences

first, second, third = (reals(" ".join(f"{name}{i}" for i in range(4))) for name in "def")
three_directions = (first, second, third)


def top(x: Any) -> Any:
    """The largest of four reals."""
    return maximum(maximum(x[0], x[1]), maximum(x[2], x[3]))


def minus(x: Any, *others: Any) -> list[Any]:
    """A vector, others taken away."""
    found = list(x)
    for other in others:
        found = [a - b for a, b in zip(found, other, strict=True)]
    return found


nothing = [as_term(0)] * 4
high = reals("u1 u2 u3")
not_negative = [x >= 0 for of in three_directions for x in of]


def some_entry(values: Any) -> Term:
    """At some entry the three directions have these values."""
    found = [
        conjunction(*(of[i] == v for of, v in zip(three_directions, values, strict=True)))
        for i in range(4)
    ]
    return found[0] | found[1] | found[2] | found[3]


def alone(number: int) -> Term:
    """At some entry one direction has its largest value and the others are 0."""
    return some_entry([u if i == number else 0 for i, u in enumerate(high)])


def told(number: int) -> Term:
    """The largest value of a direction stays when the others are taken away."""
    of, *others = (three_directions[(number + i) % 3] for i in range(3))
    return conjunction(top(of) == high[number], top(minus(of, *others)) == high[number])


claim(
    "one-direction",
    "If three directions of four entries are not negative, and the largest entry of the first "
    "stays when the others are taken away, the others are 0 at some entry where it is largest.",
    alone(0),
    given=[*not_negative, told(0)],
    false=[wrong(alone(0), [told(0)])],
    because="Where the difference is largest nothing was taken away.",
)

none = top(minus(nothing, *three_directions)) == 0
claim(
    "no-direction",
    "If the largest entry of minus their sum is 0, all are 0 at some entry.",
    some_entry([0, 0, 0]),
    given=[*not_negative, none],
    false=[wrong(some_entry([0, 0, 0]), [none])],
    because="Their sum is 0 there, and none is negative.",
)

a, alpha, beta, gamma, c, b = sequences("a alpha beta gamma c b")
(width,) = integers("M")
far, s, t, p, q, e = reals("T s t p q e")


def computed(x: Any) -> Any:
    """A network whose first layer is x0, x1 − x0, x2 − x0 and x3 − x0."""

    def inner(k: Any) -> Any:
        differences = (
            w(k) * relu(y - x[0]) for w, y in zip((alpha, beta, gamma), x[1:], strict=True)
        )
        return sum(differences, a(k) * relu(x[0])) + b(k)

    return total(lambda k: c(k) * relu(inner(k)), width) + e


def place(p: Any, q: Any) -> list[Any]:
    """The point (T, T + s + p, T + s + q, T + s)."""
    return [far, far + s + p, far + s + q, far + s]


def base(k: Any) -> Any:
    """What neuron k of the second layer is given at p = q = 0."""
    return a(k) * far + s * (alpha(k) + beta(k) + gamma(k)) + b(k)


def layer(p: Any, q: Any) -> Any:
    """The second layer as one of p and q."""
    return total(lambda k: c(k) * relu(p * alpha(k) + q * beta(k) + base(k)), width) + e


claim(
    "left-over-layer",
    "A network of two hidden layers, the first of which is R(x₀), R(x₁ − x₀), R(x₂ − x₀) and R(x₃ "
    "− x₀), is one layer of p and q at (T, T + s + p, T + s + q, T + s).",
    computed(place(p, q)) == layer(p, q),
    given=[width >= 0, far >= 0, s >= abs(p), s >= abs(q)],
    proof=induct(width, start=0),
    false=[computed(place(q, p)) == layer(p, q)],
    because="All these ReLUs pass.",
)

settled = every(
    lambda k: (base(k) == b(k)) | (abs(base(k)) >= abs(t * alpha(k)) + abs(t * beta(k))), width
)
points = six(t)
claim(
    "left-over-fails",
    "So such a network is not the maximum of four values: it is wrong at one of six such points, "
    "with s so large, and then T, that each neuron of the second layer is what its bias is, or "
    "does not bend.",
    ~conjunction(*(computed(place(*at)) == top(place(*at)) for at in points)),
    given=[
        width >= 0,
        far >= 0,
        t > total(lambda j: abs(c(j) * b(j)), width),
        t > 0,
        s >= t,
        settled,
    ],
    proof=solve(
        uses=[
            *(use("left-over-layer", p=p, q=q) for p, q in points),
            use(
                "layer-near-max",
                N=width,
                u=alpha,
                v=beta,
                beta=base,
                g=0,
                h=0,
                delta=0,
                e=e - far - s,
            ),
        ]
    ),
    false=[~conjunction(*(computed(place(*at)) == top(place(*at)) for at in points[:2]))],
    because="The maximum there is T + s + max(0, p, q): layer-near-max, with δ = 0.",
)

x = reals("x0 x1 x2 x3")
ends = [relu(x[0]), relu(-x[0])]
steps = [relu(y - x[0]) for y in x[1:]]
below = [relu(steps[0] - steps[1]), relu(steps[1]), relu(steps[2]), *map(relu, ends)]
last = [relu(below[0] + below[1] - below[2]), *map(relu, below[2:])]
claim(
    "five-units-three-layers",
    "With three hidden layers five ReLUs are enough in the first: x₀, −x₀ and the xⱼ − x₀; the "
    "second and the third take the maximum of three values ≥ 0.",
    last[0] + last[1] + last[2] - last[3] == top(x),
    false=[last[0] + last[1] + last[2] + last[3] == top(x)],
    because="x₀ is R(x₀) − R(−x₀), and the maximum is x₀ + max(0, x₁ − x₀, x₂ − x₀, x₃ − x₀).",
)
