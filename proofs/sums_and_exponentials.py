"""Preliminaries: sums, weighted sums and the exponential function."""

from collections.abc import Callable
from typing import Any

from proofs.run import main
from symbolic.arithmetic import every, exp, total, where
from symbolic.claims import wrong
from symbolic.methods import induct, solve, use
from symbolic.pages import Page
from symbolic.ranges import witness
from symbolic.terms import Term, as_real, integers, reals, sequences

page = Page(
    "0",
    "Preliminaries: sums and the exponential",
    "What is used of sums and of the exponential function?",
    "Sums are compared entry by entry.  Of the exponential function two facts are taken for "
    "granted, exp(a + b) = exp(a)·exp(b) and exp(t) ≥ 1 + t; the rest follows.",
)
claim = page.claim
w, x, y = sequences("w x y")
j, m, n = integers("j m n")
a, b, c, d, s, t, u, v, delta = reals("a b c d s t u v delta")

claim(
    "sum-is-monotone",
    "Entries that are nowhere larger have a sum that is not larger.",
    total(x, n) <= total(y, n),
    given=[n >= 1, every(lambda i: x(i) <= y(i), n)],
    proof=induct(n),
    false=[total(x, n) < total(y, n)],
    because="The sums of the first n entries are in order, and so are the last entries.",
)

claim(
    "entries-of-equal-sums",
    "If such sums are equal, so are the entries.",
    every(lambda i: x(i) == y(i), n),
    given=[n >= 1, every(lambda i: x(i) <= y(i), n), total(x, n) == total(y, n)],
    proof=induct(n, uses=[use("sum-is-monotone")]),
    false=[wrong(every(lambda i: x(i) == y(i), n), [n >= 1, total(x, n) == total(y, n)])],
    because="A last entry that is smaller would have to be made up for by the others.",
)

claim(
    "entry-below-sum",
    "Of entries that are not negative each is at most the sum.",
    every(lambda i: x(i) <= total(x, n), n),
    given=[n >= 1, every(lambda i: x(i) >= 0, n)],
    proof=induct(n, also=[total(x, n) >= 0]),
    false=[wrong(every(lambda i: x(i) <= total(x, n), n), [n >= 1])],
    because="The other entries add nothing negative.",
)


def unit(k: Any) -> Callable[[Any], Term]:
    """1 at entry k and 0 elsewhere."""
    return lambda i: where(i == k, 1, 0)


claim(
    "one-entry-summed",
    "A sum that leaves out all entries but entry j is that entry, if there is one.",
    (total(unit(j), n) == where((j >= 0) & (j < n), 1, 0))
    & (total(lambda i: unit(j)(i) * x(i), n) == where((j >= 0) & (j < n), x(j), 0)),
    given=[n >= 1],
    proof=induct(n),
    false=[
        (total(unit(j), n) == 1)
        & (total(lambda i: unit(j)(i) * x(i), n) == where((j >= 0) & (j < n), x(j), 0)),
        (total(unit(j), n) == where((j >= 0) & (j < n), 1, 0))
        & (total(lambda i: unit(j)(i) * x(i), n) == x(j)),
    ],
    because="The last entry counts exactly where its index is j.",
)

claim(
    "sum-with-one-exception",
    "If all entries but entry m are at most b, the sum is at most that entry and n − 1 times b.",
    total(x, n) <= where(m < n, x(m) + (n - 1) * b, n * b),
    given=[n >= 1, m >= 0, every(lambda i: x(i) <= b, n, lambda i: i != m)],
    proof=induct(n),
    false=[total(x, n) <= n * b],
    because="The last entry adds at most b, or is the exception.",
)

claim(
    "square-not-negative",
    "No square is negative.",
    t**2 >= 0,
    false=[t**2 > 0],
    because="A product of two numbers of one sign.",
)

claim(
    "square-of-sum",
    "The square of a sum of n entries is at most n times the sum of their squares.",
    total(x, n) ** 2 <= n * total(lambda i: x(i) ** 2, n),
    given=[n >= 1],
    proof=induct(n, uses=[use("square-not-negative", t=total(x, n) - n * x(n))]),
    false=[total(x, n) ** 2 <= total(lambda i: x(i) ** 2, n)],
    because="With S the sum and Q the sum of squares of the first n entries and t the last, "
    "n(Q + n·t² − 2·S·t) ≥ S² + n²·t² − 2n·S·t = (S − n·t)² ≥ 0.",
)

claim(
    "weighted-products-positive",
    "If y is at most b wherever x is at most a, and at least b wherever x is at least a, then the "
    "products (a − x)(b − y), with weights that are not negative, have a sum that is not negative.",
    total(lambda i: w(i) * (a - x(i)) * (b - y(i)), n) >= 0,
    given=[
        n >= 1,
        every(lambda i: w(i) >= 0, n),
        every(lambda i: (x(i) <= a).implies(y(i) <= b) & (x(i) >= a).implies(y(i) >= b), n),
    ],
    proof=solve(
        uses=[use("sum-is-monotone", x=lambda i: 0, y=lambda i: w(i) * (a - x(i)) * (b - y(i)))],
        steps=[every(lambda i: w(i) * ((a - x(i)) * (b - y(i))) >= 0, n)],
    ),
    false=[total(lambda i: w(i) * (a - x(i)) * (b - y(i)), n) > 0],
    because="Both differences have the same sign.",
)

claim(
    "one-more-weight",
    "The step of the next theorem: sums a, b, c, d of the weighted entries x, of the entries y, of "
    "the weights and of the products, and one more pair (u, v) of weight s.",
    (a + s * u) * (b + s * v) <= (c + s) * (d + s * u * v),
    given=[s >= 0, a * b <= c * d, c * u * v - u * b - a * v + d >= 0],
    proof=solve(steps=[s * (c * u * v - u * b - a * v + d) >= 0]),
    false=[wrong((a + s * u) * (b + s * v) <= (c + s) * (d + s * u * v), [s >= 0, a * b <= c * d])],
    because="The right side exceeds the left one by c·d − a·b + s·(c·u·v − u·b − a·v + d).",
)

sum_x, sum_y = total(lambda i: w(i) * x(i), n), total(lambda i: w(i) * y(i), n)
sum_w, sum_xy = total(w, n), total(lambda i: w(i) * x(i) * y(i), n)
weights = every(lambda i: w(i) >= 0, n)
in_order = every(lambda i: every(lambda j: (x(i) <= x(j)).implies(y(i) <= y(j)), n), n)
claim(
    "weighted-chebyshev",
    "Chebyshev's sum inequality: where y does not fall as x rises, the weighted mean of the "
    "products is at least the product of the weighted means.",
    sum_x * sum_y <= sum_w * sum_xy,
    given=[n >= 1, weights, in_order],
    proof=induct(
        n,
        uses=[
            use("weighted-products-positive", a=x(n), b=y(n)),
            use("one-more-weight", s=w(n), u=x(n), v=y(n), a=sum_x, b=sum_y, c=sum_w, d=sum_xy),
        ],
        steps=[
            weights,
            every(
                lambda i: (
                    (x(i) <= x(n)).implies(y(i) <= y(n)) & (x(i) >= x(n)).implies(y(i) >= y(n))
                ),
                n,
            ),
            sum_x * sum_y <= sum_w * sum_xy,
            sum_w * x(n) * y(n) - x(n) * sum_y - sum_x * y(n) + sum_xy >= 0,
        ],
    ),
    false=[wrong(sum_x * sum_y <= sum_w * sum_xy, [n >= 1, weights])],
    because="One more entry adds its weight times the sum of the products (x(n) − x(i))·"
    "(y(n) − y(i)), weighted, which is not negative.",
)

claim(
    "exp-positive",
    "The exponential function is positive.",
    exp(t) > 0,
    proof=solve(
        uses=[
            use("exp-of-sum", a=t / 2, b=t / 2),
            use("exp-of-sum", a=t, b=-t),
            use("exp-at-least-tangent", t=0),
        ]
    ),
    false=[wrong(exp(t) > 1, t=0)],
    because="exp(t) is the square of exp(t/2), and not 0, as exp(t)·exp(−t) = exp(0) ≥ 1.",
)

claim(
    "exp-at-zero",
    "exp(0) = 1.",
    exp(as_real(0)) == 1,
    proof=solve(uses=[use("exp-of-sum", a=0, b=0), use("exp-at-least-tangent", t=0)]),
    false=[exp(as_real(0)) == 0],
    because="exp(0) is its own square and at least 1.",
)

claim(
    "exp-of-difference",
    "exp(b − a)·exp(a) = exp(b).",
    exp(b - a) * exp(a) == exp(b),
    proof=solve(uses=[use("exp-of-sum", a=b - a, b=a)]),
    false=[wrong(exp(b - a) * exp(a) == exp(a), a=0, b=1)],
    because="The exponents add up.",
)

claim(
    "exp-increasing",
    "The exponential function is strictly increasing.",
    (exp(a) <= exp(b)).iff(a <= b),
    proof=solve(
        uses=[
            use("exp-of-difference"),
            use("exp-of-difference", a=b, b=a),
            use("exp-at-least-tangent", t=b - a),
            use("exp-at-least-tangent", t=a - b),
            use("exp-positive", t=a),
            use("exp-positive", t=b),
        ]
    ),
    false=[wrong((exp(a) <= exp(b)).iff(a < b), a=0, b=0)],
    because="exp(b) = exp(b − a)·exp(a) ≥ (1 + b − a)·exp(a).",
)


def never_smaller(i: Any, j: Any) -> Any:
    """exp(δx) does not fall from entry i to an entry j that is at least as large."""
    return (x(i) <= x(j)).implies(exp(delta * x(i)) <= exp(delta * x(j)))


def larger(i: Any, j: Any) -> Any:
    """exp(δx) rises from entry i to an entry j that is at least as large."""
    return (x(i) <= x(j)).implies(exp(delta * x(i)) < exp(delta * x(j)))


claim(
    "exp-keeps-order",
    "With δ ≥ 0, exp(δx) does not fall as x rises.",
    every(lambda i: every(lambda j: never_smaller(i, j), n), n),
    given=[n >= 1, delta >= 0],
    proof=solve(uses=[use("exp-increasing", a=delta * x(witness("i")), b=delta * x(witness("j")))]),
    false=[wrong(every(lambda i: every(lambda j: larger(i, j), n), n), n=1, x=[0], delta=0)],
    because="x(i) ≤ x(j) gives δ·x(i) ≤ δ·x(j).",
)

if __name__ == "__main__":
    main(page)
