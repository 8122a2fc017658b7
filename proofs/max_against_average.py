"""Exercise 5: max pooling against average pooling."""

from collections.abc import Callable
from typing import Any

from proofs.run import main
from symbolic.arithmetic import either, every, exp, largest, relu, smallest, sqrt, total, where
from symbolic.claims import wrong
from symbolic.methods import derive, each, induct, solve, use
from symbolic.pages import Page
from symbolic.pooling import average
from symbolic.terms import INFINITY, PI, Function, Term, derivative, integers, integral, reals, recursive, sequences

page = Page(
    "5",
    "Max pooling against average pooling",
    "How do max pooling and average pooling differ?",
    "…",
)
claim = page.claim
x, y, d = sequences("x y d")
C = Function("C")
n, m, j, i = integers("n m j i")
r, t, h, sigma = reals("r t h sigma")


def unit(k: Term) -> Callable[[Any], Any]:
    """1 at place k, 0 elsewhere."""
    return lambda i: where(i == k, 1, 0)


def apart(i: Any) -> Any:
    return abs(x(i) - y(i))

claim(
    "sum-is-monotone",
    "Entries that are nowhere larger have a sum that is not larger.",
    total(x, n) <= total(y, n),
    given=[n >= 1, every(lambda i: x(i) <= y(i), n)],
    proof=induct(n),
    false=[total(x, n) < total(y, n)],
    because="Entry by entry.",
)
claim(
    "entries-of-equal-sums",
    "If, moreover, the sums are equal, so are the entries.",
    every(lambda i: x(i) == y(i), n),
    given=[n >= 1, every(lambda i: x(i) <= y(i), n), total(x, n) == total(y, n)],
    proof=induct(n, uses=[use("sum-is-monotone")]),
    false=[every(lambda i: x(i) == y(0), n)],
    because="Entry by entry.",
)
claim(
    "one-entry-summed",
    "",
    (total(unit(j), n) == where((j >= 0) & (j < n), 1, 0))
    & (total(lambda i: unit(j)(i) * x(i), n) == where((j >= 0) & (j < n), x(j), 0)),
    given=[n >= 1],
    proof=induct(n),
    false=[total(unit(j), n) == 1, total(lambda i: unit(j)(i) * x(i), n) == x(j)],
    because="",
)
claim(
    "average-below-max",
    "The average is at most the maximum, and equal to it only where all entries are equal.",
    (average(x, n) <= largest(x, n))
    & (average(x, n) == largest(x, n)).iff(every(lambda i: x(i) == x(0), n)),
    given=[n >= 1],
    proof=each(solve(uses=[use("sum-is-monotone", y=lambda i: largest(x, n))]),
    solve(uses=[use("entries-of-equal-sums", y=lambda i: largest(x, n)), use("sum-is-monotone", y=lambda i: largest(x, n)),use("sum-is-monotone", x=lambda i: x(0), y=lambda i: x(i))])),
    false=[average(x, n) < largest(x, n)],
    because="",
)
claim(
    "max-below-n-average",
    "",
    largest(x, n) <= n * average(x, n),
    given=[n >= 1, every(lambda i: x(i) >= 0, n)],
    proof=induct(n, also=[average(x,n)>=0]),
    false=[largest(x, n) <= average(x, n)],
    because="",
)
claim(
    "sum-above-range",
    "",
    total(x,n) >= largest(x, n)+(n-1)* smallest(x, n),
    given=[n >= 1],
    proof=induct(n),
    false=[total(x,n) > largest(x, n)+(n-1)* smallest(x, n)],
    because="",
)
claim(
    "gap-bounded-by-range",
    "",
    largest(x, n) - average(x, n) <= (1 - 1 / n) * (largest(x, n) - smallest(x, n)),
    given=[n >= 1],
    proof=solve(uses=[use("sum-above-range")]),
    false=[largest(x, n) - average(x, n) <= (1 - 2 / n) * (largest(x, n) - smallest(x, n))],
    because="",
)
claim(
    "both-monotone",
    "",
    (average(x, n) <= average(y, n)) & (largest(x, n) <= largest(y, n)),
    given=[n >= 1, every(lambda i: x(i) <= y(i), n)],
    proof=each(solve(uses=[use("sum-is-monotone")]), solve()),
    false=[(average(x, n) <= average(y, n)) & (largest(x, n) <= average(y, n))],
    because="",
)
claim(
    "both-translation-equivariant",
    "",
    (average(lambda i: x(i) + t, n) == average(x, n) + t)
    & (largest(lambda i: x(i) + t, n) == largest(x, n) + t),
    given=[n >= 1],
    false=[(average(lambda i: x(i) + t, n) == average(x, n) + n * t)],
    because="",
)
claim(
    "both-positively-homogeneous",
    "",
    (average(lambda i: t * x(i), n) == t * average(x, n))
    & (largest(lambda i: t * x(i), n) == t * largest(x, n)),
    given=[n >= 1, t >= 0],
    false=[wrong(largest(lambda i: t * x(i), n) == t * largest(x, n), [n >= 1])],
    because="",
)
claim(
    "only-average-additive",
    "",
    (average(lambda i: x(i) + y(i), n) == average(x, n) + average(y, n))
    & (largest(lambda i: unit(i)(0) -unit(i)(0), n) < largest(unit(0), n) + largest(lambda i: -unit(0)(i), n)),
    given=[n >= 2],
    proof=each(solve(), solve(at=[j*0+1])),
    false=[largest(lambda i: x(i) + y(i), n) == largest(x, n) + largest(y, n)],
    because="",
)
f=Function("f")
claim(
    "only-max-commutes",
    "",
    (largest(lambda i: f(x(i)), n) == f(largest(x, n)))
    & (average(lambda i: relu(2*unit(0)(i)-1), n) > relu(average(lambda i: 2*unit(0)(i)-1,n))),
    given=[n >= 2, every(lambda i: every(lambda j: (x(i) <= x(j)).implies(f(x(i)) <= f(x(j))), n), n)],
    proof=each(solve(), solve(uses=[use("one-entry-summed", j=0), use("sum-is-monotone", x=unit(0), y=lambda i: relu(2*unit(0)(i)-1))])),
    false=[average(lambda i: relu(x(i)), n) == relu(average(x, n))],
    because="",
)
claim(
    "gradients",
    "",
    (average(lambda i: x(i) + d(i), n) == average(x, n) + total(lambda i: 1/n*d(i), n))
    & (largest(lambda i: x(i) + d(i), n) == largest(x, n) + total(lambda i: unit(m)(i) * d(i), n)),
    given=[n >= 1, m>=0, m<n, every(lambda i: abs(d(i)) <= r, n), every(lambda i: x(i) + 2 * r <= x(m), n, lambda i: i != m)],
    proof=each(solve(), solve(at=[m], uses=[use("one-entry-summed", j=m, x=lambda i: d(i))])),
    false=[average(lambda i: x(i) + d(i), n) == average(x, n) + d(m)],
    because="",
)
claim(
    "gradients-sum-to-one",
    "",
    (total(lambda i: 1/n, n) == 1) & (total(unit(m), n) == 1),
    given=[n >= 1, m>=0, m<n],
    proof=solve(uses=[use("one-entry-summed", j=m)]),
    false=[total(unit(m), n) == n],
    because="",
)


@recursive
def first_fold(count: Any) -> Any:
    """m ← x(0), then m ← m + R(x(i) − m)."""
    last = count - 1
    return either(count == 1, lambda: x(0), lambda: first_fold(last) + relu(x(last) - first_fold(last)))

def relu_slope(t: Any) -> Any:
    """R'(t), with R'(0) = 0."""
    return where(t > 0, 1, 0)

@recursive
def first_fold_slope(i: Any, count: Any) -> Any:
    """∂/∂x(i), by the chain rule"""
    last = count - 1
    def inner() -> Any:
        slope = relu_slope(x(last) - first_fold(last))
        return first_fold_slope(i, last) + slope * (unit(i)(last) - first_fold_slope(i, last))
    return either(count == 1, lambda: unit(i)(0), inner)

@recursive
def last_fold(count: Any) -> Any:
    """m ← x(0), then m ← m + R(x(i) − m)."""
    last = count - 1
    return either(count == 1, lambda: x(0), lambda: x(last) + relu(last_fold(last)- x(last)))

@recursive
def last_fold_slope(i: Any, count: Any) -> Any:
    """∂/∂x(i), by the chain rule"""
    last = count - 1
    def inner() -> Any:
        slope = relu_slope( last_fold(last) -x(last))
        return unit(i)(last) + slope * (last_fold_slope(i, last) -unit(i)(last) )
    return either(count == 1, lambda: unit(i)(0), inner)


claim(
    "gradient-at-ties",
    "",
    first_fold_slope(i, n) == where((i < n) & (x(i) == largest(x, n)) & every(lambda j: x(j) < x(i), i), 1, 0),
    given=[n >= 1, i>=0],
    proof=induct(n, also=[first_fold(n)==largest(x, n)], at=[i, n], unfold=[first_fold(n+1), first_fold_slope(i, n+1)]),
    false=[last_fold_slope(i, n) == where((i < n) & (x(i) == largest(x, n)) & every(lambda j: x(j) < x(i), i), 1, 0),],
    because="",
)

claim(
    "square-of-sum",
    "",
    total(x, n) ** 2 <= n * total(lambda i: x(i) ** 2, n),
    given=[n >= 1],
    proof=induct(n, steps=[]),
    false=[total(x, n) ** 2 <= total(lambda i: x(i) ** 2, n)],
    because="",
)
gap=largest(x, n) - largest(y, n)
mean_gap=average(x, n) - average(y, n)
farthest=largest(lambda i: abs(x(i) - y(i)), n)
squares = total(lambda i: (x(i)-y(i))**2, n)
claim(
    "lipschitz",
    "",
    (abs(mean_gap) <= farthest) & (abs(gap) <= farthest)
    & (mean_gap**2 <= squares/n)
    & (gap ** 2 <= squares),
    given=[n >= 1],
    proof=each(
      solve(uses=[use("sum-is-monotone", x=lambda i: x(i)-y(i), y=lambda i: farthest), use("sum-is-monotone", x=lambda i: y(i)-x(i), y=lambda i: farthest)]), solve(), solve(uses=[use("square-of-sum", x=lambda i: x(i)-y(i))]), solve(uses=[use("max-below-n-average", x=lambda i: (x(i)-y(i))**2)], steps=[n*average(lambda i: (x(i)-y(i))**2, n)==squares, every(lambda i:(x(i)-y(i))**2<=squares, n)])),
    false=[abs(gap)<= average(lambda i: abs(x(i) - y(i)), n)],
    because="",
)
one, zero = (lambda i: 1), (lambda i: 0)
claim(
    "lipschitz-attained",
    "",
    (average(one, n) - average(zero, n) == largest(lambda i: abs(1-0),n))
    & (largest(one, n) - largest(zero, n) == largest(lambda i: 1-0,n))
    & ((average(one, n) - average(zero, n))**2 == total(lambda i: (1-0)**2,n)/n)
    & ((largest(unit(0), n) - largest(zero, n))**2 == total(lambda i: (unit(0)(i)-0)**2,n)),
    given=[n >= 1],
    proof=each(solve(), solve(), solve(), induct(n)),
    false=[abs(gap)<= average(lambda i: abs(x(i)-y(i)), n)],
    because="",
)
claim(
    "one-outlier",
    "",
    (average(lambda i: x(i) + h*unit(j)(i), n) == average(x, n) + h/n)
    & (abs(largest(lambda i: x(i) + h*unit(j)(i), n) - largest(x, n)) <= abs(h))
    & ((h >= 0) & (x(j) == largest(x, n))).implies(largest(lambda i: x(i) + h*unit(j)(i), n) == largest(x, n)+h),
    given=[n >= 1, j>=0,j<n],
    proof=solve(uses=[use("one-entry-summed")], at=[j]),
    false=[largest(lambda i: x(i) + h*unit(j)(i), n) == largest(x, n)+h, abs(largest(lambda i: x(i) + h*unit(j)(i), n) - largest(x, n)) <= abs(h)/n],
    because="",
)

claim(
    "covariances-summed",
    "",
    total(lambda i: total(lambda j: C(i, j), n), m) == m * sigma**2,
    given=[m >= 0, m<=n, n >= 1, every(lambda i: every(lambda j: C(i, j) == where(j==i, sigma**2,0), n), m)],
    proof=induct(m, start=0, uses=[use("one-entry-summed", j=m), use("sum-is-monotone", x=lambda j: C(m,j), y=lambda j: where(j==m,sigma**2,0)), use("sum-is-monotone", y=lambda j: C(m,j), x=lambda j: where(j==m,sigma**2,0))]),
    false=[total(lambda i: total(lambda j: C(i, j), n), m) == m * m*sigma**2],
    because="",
)
claim(
    "noise",
    "",
    total(lambda i: total(lambda j: C(i, j), n), n) / (n*n) == sigma**2/n,
    given=[n >= 1, every(lambda i: every(lambda j: C(i, j) == where(j==i, sigma**2,0), n), n)],
    proof=solve(uses=[use("covariances-summed",m=n)]),
    false=[(total(lambda i: total(lambda j: C(i, j), n), n) / (n*n) == sigma**2)],
    because="",
)
claim(
    "max-below",
    "",
    (largest(x,n)<=t).iff(every(lambda i: x(i)<=t, n)),
    given=[n >= 1],
    false=[(average(x,n)<=t).iff(every(lambda i: x(i)<=t, n))],
    because="",
)
claim(
    "noise-uniform",
    "",
    (integral(lambda t: t, 0, 1) == 1/2) & (integral(lambda t: t * derivative(t**n, t), 0, 1) == n / (n + 1)),
    given=[n >= 1],
    proof=each(derive(), derive()),
    false=[integral(lambda t: t * derivative(t**n, t), 0, 1) == 1/2+n*0],
    because="",
)
def density(t):
    return exp(-(t*t)/(2*sigma**2))/(sigma*sqrt(2*PI))
def below(t):
    return integral(lambda s: density(s), -INFINITY, t)
claim(
    "noise-normal",
    "",
    integral(lambda t: t * derivative(below(t)**2, t), -INFINITY, INFINITY) == sigma/sqrt(PI),
    given=[sigma>0],
    proof=derive(),
    false=[wrong(integral(lambda t: t * derivative(below(t)**2, t), -INFINITY, INFINITY) == sigma, sigma=1)],
    because="",
)
if __name__ == "__main__":
    main(page)
