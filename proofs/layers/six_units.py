"""Four values and two hidden layers take six ReLUs in the first: an argument on paper."""

from collections.abc import Sequence
from typing import Any

from proofs.layers.first_layer import w
from proofs.layers.setting import claim
from symbolic.arguments import argued
from symbolic.arithmetic import every, largest, relu, total
from symbolic.claims import wrong
from symbolic.methods import use
from symbolic.terms import Term, as_term, conjunction, integers, reals, sequences

VALUES, UNITS, FREE = 4, 5, 3
"""Values, ReLUs of the first layer, and those of them whose weights add up to 0."""
a, c, v = sequences("a c v")
(width,) = integers("M")
far, s, t = reals("T s t")
u = reals("u1 u2 u3")


def applied(j: int, x: Any) -> Any:
    """What unit j of the first layer is given."""
    return total(lambda i: w(j, i) * x(i), as_term(VALUES))


def network(x: Any) -> Any:
    """Two hidden layers, of five and of M ReLUs, without biases."""

    def inner(k: Any) -> Any:
        parts = [a(k, j) * relu(applied(j, x)) for j in range(UNITS)]
        return sum(parts[1:], parts[0])

    return total(lambda k: c(k) * relu(inner(k)), width)


def point(r: Sequence[Any]) -> Any:
    """T in every entry, and multiples of the three directions."""

    def entry(i: Any) -> Any:
        whole: Any = far
        for k, x in enumerate(r):
            if isinstance(x, int):
                whole = whole + v(k, i) if x > 0 else whole - v(k, i) if x < 0 else whole
            else:
                whole = whole + x * v(k, i)
        return whole

    return entry


def right(r: Sequence[Any]) -> Term:
    """The network is right there."""
    return as_term(network(point(r)) == largest(point(r), as_term(VALUES)))


def base(k: Any) -> Any:
    """What neuron k of the second layer is given at s/g in each direction."""
    shared = u[0] * a(k, 2) + u[1] * a(k, 3) + u[2] * a(k, 4)
    return a(k, 0) * far * total(lambda i: w(0, i), as_term(VALUES)) + s * shared


axes = [[int(i == k) for i in range(FREE)] for k in range(FREE)]
silent = [[0] * FREE, *([-x for x in axis] for axis in axes), [-1] * FREE]
alone = [r for axis in axes for r in (axis, [2 * x - 1 for x in axis])]
sides = [(s + t, s), (s - t, s), (s, s + t), (s, s - t), (s + t, s + t), (s - t, s - t)]
ends = [[x * u[0], y * u[1], s * u[2]] for x, y in sides]
points: list[Sequence[Any]] = [*silent, *alone, *ends]


def entry_of(rows: Any, number: int) -> Any:
    """Row `number` as a function of the index."""
    return lambda i: rows(number, i)


def signs() -> list[Term]:
    """One unit has weights of a positive sum, one of a negative sum, and three of sum 0."""
    sums = [total(entry_of(w, j), as_term(VALUES)) for j in range(UNITS)]
    return [sums[0] > 0, sums[1] < 0, *(x == 0 for x in sums[2:])]


def dual() -> list[Term]:
    """Each direction is seen by one of the three units, and not by the first unit."""
    seen = [(0, k, 0) for k in range(FREE)]
    seen += [(2 + j, k, int(j == k)) for j in range(FREE) for k in range(FREE)]
    return [applied(j, entry_of(v, k)) == x for j, k, x in seen]


highest = [largest(entry_of(v, k), as_term(VALUES)) for k in range(FREE)]
given = [
    width >= 0,
    far > 0,
    t > 0,
    s >= t,
    *signs(),
    *dual(),
    *(x * top == 1 for x, top in zip(u, highest, strict=True)),
    *(applied(1, point(r)) <= 0 for r in points),
    every(
        lambda k: (
            (base(k) == 0) | (abs(base(k)) >= abs(t * u[0] * a(k, 2)) + abs(t * u[1] * a(k, 3)))
        ),
        width,
    ),
]
UNIT = [[1, 0, 0, 0], [-1, 0, 0, 0], [-1, 1, 0, 0], [-1, 0, 1, 0], [-1, 0, 0, 1]]
plain = {"T": 5, "s": 1, "t": 1, "u1": 1, "u2": 1, "u3": 1, "w": UNIT, "v": [[0, *r] for r in axes]}
example = {"M": 0, "c": [0], "a": [[0] * UNITS], **plain}

claim(
    "four-values-six-units",
    "A network of two hidden layers and no skip connection that computes the maximum of four "
    "values has at least six ReLUs in its first layer, whatever its weights and biases and however "
    "wide its second layer is.  The formula is the case that step 3 of the argument leaves: five "
    "ReLUs, no biases, w the weights of the first layer, a and c those of the second and of the "
    "output.  Such a network is wrong at one of 17 points.",
    ~conjunction(*map(right, points)),
    given=given,
    proof=argued(
        (
            "No biases",
            "Let f be such a network with at most five ReLUs in the first layer; with fewer, add "
            "some of weights 0.  For t > 0 also f(t x)/t is the maximum of x.  A bias b changes a "
            "ReLU by at most |b|, so all biases together change f(t x)/t by at most a constant "
            "divided by t.  With t to infinity, f with all biases set to 0 computes the maximum, "
            "too.",
        ),
        (
            "Signs",
            "At least four of the five units have weights that add up to 0 or more: if there were "
            "fewer, a direction that is not 0 would be orthogonal to them by common-zero, and by "
            "first-layer-half-blind the first layer would be blind for it.  In the same way at "
            "least four have weights that add up to 0 or less.  So at most one sum is positive and "
            "at most one is negative.  If none were positive, the first layer would give 0 at T > "
            "0 in every entry, where the maximum is T; if none were negative, so it would at T < "
            "0.  So one unit, p, has a positive sum, σ; one, q, has a negative sum; three, z₁, z₂ "
            "and z₃, have the sum 0.",
        ),
        (
            "Directions",
            "If a direction that is not 0 were orthogonal to p, z₁, z₂ and z₃, the first layer "
            "would be blind for it, by first-layer-half-blind.  So these four linear forms of four "
            "unknowns are independent, and there are v₁, v₂ and v₃ at which p is 0 and zⱼ is 1 at "
            "vⱼ and 0 at the other two.  For all large T the unit q is silent at the 17 points.  "
            "There the first layer gives σT, 0, R(r₁), R(r₂) and R(r₃) at T + r₁v₁ + r₂v₂ + r₃v₃.",
        ),
        (
            "The maximum",
            "The first layer gives the same at T and at T − vₖ, so the maximum is T at both, and "
            "no entry of vₖ is negative.  It gives the same at T − v₁ − v₂ − v₃, so by "
            "no-direction all three are 0 at some entry.  It gives the same at T + v₁ and at T + "
            "v₁ − v₂ − v₃, so by one-direction v₁ has its largest value, g₁, at an entry where the "
            "others are 0; and so it is with v₂ and v₃.  All gₖ are positive, as no vₖ is 0.  So "
            "these are four different entries, and there are no more: where one direction is not 0 "
            "it is gₖ and the others are 0.  For all r ≥ 0 the maximum at T + r₁v₁ + r₂v₂ + r₃v₃ "
            "is T + max(r₁g₁, r₂g₂, r₃g₃).",
        ),
        (
            "The second layer",
            "So with yₖ = rₖgₖ the second layer, which is given σT and yₖ/gₖ, computes T + max(y₁, "
            "y₂, y₃) for all y ≥ 0 that are small against T.  That is what a network computes "
            "whose first layer is R(x₀), R(x₁ − x₀), R(x₂ − x₀) and R(x₃ − x₀), at x₀ = T and xₖ = "
            "T + yₖ: neuron k of its second layer has the weights σ a(k, 0), a(k, 2)/g₁, a(k, "
            "3)/g₂ and a(k, 4)/g₃, and no bias.  Take t = 1; then s so large that each neuron of "
            "the second layer with a(k, 0) = 0 is given 0 at p = q = 0, or does not bend; then T "
            "so large that all others do not bend.  By left-over-fails the network is wrong at one "
            "of its six points.",
        ),
        (
            "Two hidden layers only",
            "The last step speaks of a second layer that is followed by the output.  With three "
            "hidden layers five ReLUs are enough in the first: see five-units-three-layers.",
        ),
        tried=[{**plain, "M": size} for size in range(3)],
        uses=[
            use(id)
            for id in (
                "common-zero",
                "first-layer-half-blind",
                "no-direction",
                "one-direction",
                "left-over-fails",
                "five-units-three-layers",
            )
        ],
    ),
    false=[
        wrong(
            ~conjunction(*map(right, silent)),
            **{**example, "M": 1, "c": [1], "a": [[1, 0, 0, 0, 0]]},
        )
    ],
    example=example,
    because="Far out in the direction of equal entries the first layer has only four units left, and "
    "these can only be one value and the differences of the others from it.",
)
