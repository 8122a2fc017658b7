"""The first hidden layer needs more ReLUs than there are values, whatever comes after it."""

from collections.abc import Callable
from typing import Any

from proofs.layers.setting import claim
from symbolic.arithmetic import every, largest, relu, some, total, where
from symbolic.claims import wrong
from symbolic.methods import each, induct, solve, use
from symbolic.pooling import Image, inside
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, reals, sequences

far, a, b, g, h = reals("T a b g h")
bias, direction, w, v = sequences("b d w v")
n, width, j, k = integers("n N j k")
zero = as_term(0)


def along(j: Any, by: Image = direction) -> Any:
    """What a direction adds to unit j."""
    return total(lambda i: w(j, i) * by(i), n)


def weight_sum(j: Any) -> Any:
    """The sum of the weights of unit j."""
    return total(lambda i: w(j, i), n)


def moved(by: Any, far: Any) -> Image:
    """T in every entry, and a multiple of the direction."""
    return lambda i: far + by * direction(i)


def unit(j: Any, entries: Image) -> Any:
    """A ReLU of an affine function of n entries."""
    return relu(total(lambda i: w(j, i) * entries(i), n) + bias(j))


def same(j: Any, far: Any) -> Any:
    """Unit j does not tell the direction, nor its negative, from 0."""
    at = unit(j, moved(0, far))
    return (unit(j, moved(1, far)) == at) & (unit(j, moved(-1, far)) == at)


def top(by: Any, far: Any) -> Any:
    """The maximum, moved."""
    return largest(moved(by, far), n)


def seen(far: Any) -> Any:
    """The maximum does tell one of them from 0."""
    return ~((top(1, far) == top(0, far)) & (top(-1, far) == top(0, far)))


nonzero = some(lambda i: direction(i) != 0, n)
claim(
    "sum-moved",
    "A weighted sum of T + g d(i) is T times the sum of the weights and g times that of the d(i).",
    total(lambda i: v(i) * (far + g * direction(i)), n)
    == far * total(v, n) + g * total(lambda i: v(i) * direction(i), n),
    given=[n >= 0],
    proof=induct(n, start=0),
    false=[total(lambda i: v(i) * (far + g * direction(i)), n) == far * total(v, n)],
    because="Sums are linear.",
)

claim(
    "unit-stays",
    "A unit does not change in a direction orthogonal to its weights.",
    same(j, far),
    given=[n >= 0, along(j) == 0],
    proof=solve(uses=[use("sum-moved", v=lambda i: w(j, i), g=by) for by in (1, -1, 0)]),
    false=[wrong(same(j, far), [n >= 0])],
    because="By sum-moved.",
)

silencing = where(h == 0, 0, -(abs(b) + abs(a)) / h)
claim(
    "quotient-silences",
    "h T + g a + b is at most 0 for T = −(|a| + |b|)/h and g within 1.",
    silencing * h + g * a + b <= 0,
    given=[h != 0, abs(g) <= 1],
    proof=solve(
        uses=[use("product-within", c=a, d=g, b=1)],
        steps=[-(abs(b) + abs(a)) / h * h == -(abs(b) + abs(a))],
    ),
    false=[silencing * h + g * a + b < 0],
    because="h T is −|a| − |b|.",
)

quiet = where(weight_sum(k) == 0, 0, -(abs(bias(k)) + abs(along(k))) / weight_sum(k))
claim(
    "unit-silenced",
    "So a unit whose weights do not add up to 0 is silent with that T in every entry, and on the way "
    "in any direction and against it.",
    unit(k, moved(g, quiet)) == 0,
    given=[n >= 0, weight_sum(k) != 0, abs(g) <= 1],
    proof=solve(
        uses=[
            use("sum-moved", v=lambda i: w(k, i), T=quiet),
            use("quotient-silences", h=weight_sum(k), a=along(k), b=bias(k)),
        ]
    ),
    false=[wrong(unit(k, moved(g, quiet)) == 0, [n >= 0, abs(g) <= 1])],
    because="By sum-moved and quotient-silences.",
)

claim(
    "maximum-moves",
    "In a direction that is not 0, or against it, the maximum of equal values changes.",
    ~((top(1, far) == far) & (top(-1, far) == far)),
    given=[n >= 1, nonzero],
    proof=solve(at=[witness("i")]),
    false=[top(1, far) != far],
    because="Some entry rises in the one or in the other.",
)

claim(
    "same-weights-same-sum",
    "Units with the same number have the same weighted sums.",
    total(lambda i: w(j, i) * v(i), n) == total(lambda i: w(k, i) * v(i), n),
    given=[n >= 0, j == k],
    proof=induct(n, start=0),
    false=[
        wrong(total(lambda i: w(j, i) * v(i), n) == total(lambda i: w(k, i) * v(i), n), [n >= 0])
    ],
    because="Entry by entry.",
)

claim(
    "same-unit",
    "So they are the same.",
    unit(j, v) == unit(k, v),
    given=[n >= 0, j == k],
    proof=solve(uses=[use("same-weights-same-sum")]),
    false=[wrong(unit(j, v) == unit(k, v), [n >= 0])],
    because="By same-weights-same-sum.",
)

orthogonal = every(lambda i: (i == k) | (along(i) == 0), width)
claim(
    "other-unit-orthogonal",
    "What is orthogonal to the weights of all units but k is so to those of each.",
    (j == k) | (along(j) == 0),
    given=[inside(j, width), orthogonal],
    proof=solve(at=[j]),
    false=[along(j) == 0],
    because="That is what all means.",
)

claim(
    "unit-blind",
    "Where unit k is silent no unit tells such a direction from 0.",
    same(j, quiet),
    given=[n >= 0, inside(j, width), weight_sum(k) != 0, orthogonal],
    proof=solve(
        uses=[
            use("other-unit-orthogonal"),
            use("unit-stays", T=quiet),
            *(use("same-unit", v=moved(by, quiet)) for by in (1, -1, 0)),
            *(use("unit-silenced", g=by) for by in (1, -1, 0)),
        ]
    ),
    false=[wrong(same(j, quiet), [n >= 0, inside(j, width), orthogonal])],
    because="Unit k is silent, and the others do not change.",
)

blind = every(lambda j: same(j, quiet), width) & seen(quiet)
claim(
    "first-layer-blind",
    "Let the weights of one of N ReLUs not add up to 0, and let a direction d ≠ 0 of n entries be "
    "orthogonal to the weights of all others: there is one if N ≤ n.  Then there are three inputs, "
    "T, T + d and T − d, at which each ReLU gives the same, but the maximum does not.  So whatever "
    "comes after these ReLUs, it is not the maximum of the n values.",
    blind,
    given=[n >= 1, inside(k, width), weight_sum(k) != 0, orthogonal, nonzero],
    proof=each(
        solve(uses=[use("unit-blind", j=witness("j"))]),
        solve(uses=[use("maximum-moves", T=quiet)], at=[zero]),
    ),
    false=[
        wrong(
            every(lambda j: same(j, quiet), width),
            [n >= 1, inside(k, width), orthogonal, nonzero],
        )
    ],
    because="Far out, with T on the right side of 0, the one is silent; the others do not change.",
)


def constant(value: int) -> Callable[[Any], Any]:
    """The same in every entry."""
    return lambda i: as_term(value)


claim(
    "first-layer-balanced",
    "If the weights of each ReLU add up to 0, none tells 1 in every entry from 0 in every entry.",
    every(lambda j: unit(j, constant(1)) == unit(j, constant(0)), width)
    & (largest(constant(1), n) != largest(constant(0), n)),
    given=[n >= 1, every(lambda k: weight_sum(k) == 0, width)],
    proof=each(solve(at=[witness("j")]), solve()),
    false=[wrong(every(lambda j: unit(j, constant(1)) == unit(j, constant(0)), width), [n >= 1])],
    because="Each gives R(b) at both.",
)

outward = total(lambda i: abs(direction(i)), n)
nonnegative = (
    every(lambda i: same(i, far), width)
    & seen(far)
    & every(lambda i: (far + direction(i) >= 0) & (far - direction(i) >= 0), n)
)
claim(
    "first-layer-nonnegative",
    "Inputs ≥ 0: if a direction d ≠ 0 is orthogonal to the weights of all N ReLUs (there is one if "
    "N < n), each gives the same at T, T + d and T − d, but the maximum does not; with T the sum of "
    "all |d| these are ≥ 0.",
    nonnegative,
    given=[n >= 1, every(lambda k: along(k) == 0, width), nonzero, far == outward],
    proof=each(
        solve(uses=[use("unit-stays", j=witness("i"))], at=[witness("i")]),
        solve(uses=[use("maximum-moves")], at=[zero]),
        solve(uses=[use("member-of-sum", f=lambda i: abs(direction(i)), N=n)]),
    ),
    false=[wrong(far + direction(0) > 0, [n >= 1, far == outward])],
    because="By unit-stays and maximum-moves; no |d| is more than the sum.",
)
