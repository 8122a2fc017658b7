"""At least n ReLUs of the first layer have weights that add up to 0 or more, and n to 0 or less."""

from typing import Any

from proofs.layers.first_layer import (
    along,
    bias,
    far,
    n,
    nonzero,
    same,
    seen,
    w,
    weight_sum,
    width,
)
from proofs.layers.setting import claim
from symbolic.arithmetic import every
from symbolic.claims import wrong
from symbolic.methods import each, solve, use
from symbolic.ranges import witness
from symbolic.terms import as_term, integers

zero = as_term(0)
(j,) = integers("j")


def silent(i: Any) -> Any:
    """The direction is orthogonal to the weights of a unit, or T silences it, on the way and back."""
    return (along(i) == 0) | (far * weight_sum(i) + abs(bias(i)) + abs(along(i)) <= 0)


claim(
    "unit-stays-or-silent",
    "A unit that a direction is orthogonal to, or that T silences, does not tell the direction "
    "from 0.",
    same(j, far),
    given=[n >= 0, silent(j)],
    proof=solve(
        uses=[
            use("unit-stays"),
            *(use("sum-moved", v=lambda i: w(j, i), g=by) for by in (1, -1, 0)),
        ]
    ),
    false=[wrong(same(j, far), [n >= 0])],
    because="By unit-stays, or by sum-moved.",
)

claim(
    "first-layer-half-blind",
    "Let a direction d ≠ 0 be orthogonal to the weights of all ReLUs whose weights add up to 0 or "
    "more: then for all large T no ReLU tells T, T + d and T − d apart, but the maximum does.  So "
    "at least n of them have weights that add up to 0 or more; and, with −T large, at least n have "
    "weights that add up to 0 or less (by common-zero).",
    every(lambda h: same(h, far), width) & seen(far),
    given=[n >= 1, every(silent, width), nonzero],
    proof=each(
        solve(uses=[use("unit-stays-or-silent", j=witness("h"))], at=[witness("h")]),
        solve(uses=[use("maximum-moves")], at=[zero]),
    ),
    false=[wrong(every(lambda h: same(h, far), width), [n >= 1, nonzero])],
    because="By unit-stays-or-silent and maximum-moves.",
)
