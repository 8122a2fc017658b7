"""Exercise 5: max pooling against average pooling."""

from collections.abc import Callable
from typing import Any

from proofs.run import main
from symbolic.arithmetic import either, every, exp, largest, relu, smallest, sqrt, total, where
from symbolic.claims import wrong
from symbolic.methods import derive, each, induct, solve, use
from symbolic.pages import Page
from symbolic.pooling import average
from symbolic.terms import (
    INFINITY,
    PI,
    Term,
    as_term,
    derivative,
    integers,
    integral,
    reals,
    recursive,
    sequences,
)

page = Page(
    "5",
    "Max pooling against average pooling",
    "How do max pooling and average pooling differ?",
    "The average is at most the maximum; for entries that are not negative the maximum is at most "
    "n times the average.  Both are monotone and commute with shifts and positive factors, but "
    "only the average is additive and only the maximum commutes with every increasing map.  The "
    "average spreads the gradient evenly and averages noise away; the maximum passes the gradient "
    "to one entry and follows a single outlier in full.",
)
claim = page.claim
covariance, d, f, x, y = sequences("C d f x y")
i, j, m, n = integers("i j m n")
a, b, h, r, s, t, lam, sigma = reals("a b h r s t lambda sigma")
Entries = Callable[[Any], Any]


def unit(k: Any) -> Entries:
    """1 at entry k and 0 elsewhere."""
    return lambda i: where(i == k, 1, 0)


def ones(i: Any) -> Term:
    """1 at every entry."""
    return as_term(1)


def zeros(i: Any) -> Term:
    """0 at every entry."""
    return as_term(0)


def highest(i: Any) -> Any:
    """The maximum at every entry."""
    return largest(x, n)


claim(
    "average-below-max",
    "The average is at most the maximum, and equal to it exactly where all entries are equal.",
    (average(x, n) <= largest(x, n))
    & (average(x, n) == largest(x, n)).iff(every(lambda i: x(i) == x(0), n)),
    given=[n >= 1],
    proof=each(
        solve(uses=[use("sum-is-monotone", y=highest)]),
        solve(
            uses=[
                use("entries-of-equal-sums", y=highest),
                use("sum-is-monotone", y=highest),
                use("sum-is-monotone", x=lambda i: x(0), y=x),
            ],
            steps=[
                n * average(x, n) == total(x, n),
                total(highest, n) == n * largest(x, n),
                (average(x, n) == largest(x, n)).implies(total(x, n) == total(highest, n)),
                (average(x, n) == largest(x, n)).implies(every(lambda i: x(i) == largest(x, n), n)),
                every(lambda i: x(i) == x(0), n).implies(largest(x, n) == x(0)),
                every(lambda i: x(i) == x(0), n).implies(total(x, n) >= n * x(0)),
            ],
        ),
    ),
    false=[
        (average(x, n) < largest(x, n))
        & (average(x, n) == largest(x, n)).iff(every(lambda i: x(i) == x(0), n)),
        (average(x, n) <= largest(x, n))
        & (average(x, n) == largest(x, n)).iff(every(lambda i: x(i) == 0, n)),
    ],
    because="Every entry is at most the maximum; if the sums agree, every entry is the maximum.",
)

claim(
    "max-below-n-average",
    "For entries that are not negative the maximum is at most n times the average.",
    largest(x, n) <= n * average(x, n),
    given=[n >= 1, every(lambda i: x(i) >= 0, n)],
    proof=induct(n, also=[average(x, n) >= 0]),
    false=[
        wrong(largest(x, n) <= n * average(x, n), [n >= 1]),
        largest(x, n) <= (n - 1) * average(x, n),
    ],
    because="The other entries add nothing negative to the sum.",
)

claim(
    "sum-above-range",
    "The sum is at least the maximum and n − 1 times the minimum.",
    total(x, n) >= largest(x, n) + (n - 1) * smallest(x, n),
    given=[n >= 1],
    proof=induct(n),
    false=[total(x, n) >= largest(x, n) + n * smallest(x, n)],
    because="One entry is the maximum, and the n − 1 others are at least the minimum.",
)

claim(
    "gap-bounded-by-range",
    "The maximum exceeds the average by at most 1 − 1/n of the range of the entries, and by "
    "exactly that where one entry is 1 and the others are 0.",
    (largest(x, n) - average(x, n) <= (1 - 1 / n) * (largest(x, n) - smallest(x, n)))
    & (
        largest(unit(0), n) - average(unit(0), n)
        == (1 - 1 / n) * (largest(unit(0), n) - smallest(unit(0), n))
    ),
    given=[n >= 1],
    proof=each(
        solve(uses=[use("sum-above-range")]),
        solve(at=[as_term(1)], uses=[use("one-entry-summed", j=0)]),
    ),
    false=[
        largest(x, n) - average(x, n) <= (1 - 2 / n) * (largest(x, n) - smallest(x, n)),
        largest(x, n) - average(x, n) == (1 - 1 / n) * (largest(x, n) - smallest(x, n)),
    ],
    because="Divide the lower bound of the sum by n.",
)

claim(
    "both-monotone",
    "Raising entries never lowers the average or the maximum.",
    (average(x, n) <= average(y, n)) & (largest(x, n) <= largest(y, n)),
    given=[n >= 1, every(lambda i: x(i) <= y(i), n)],
    proof=each(solve(uses=[use("sum-is-monotone")]), solve()),
    false=[(average(x, n) < average(y, n)) & (largest(x, n) <= largest(y, n))],
    because="The entry that is largest in x is at least as large in y.",
)

claim(
    "both-translation-equivariant",
    "A constant added to all entries is added to the average and to the maximum.",
    (average(lambda i: x(i) + t, n) == average(x, n) + t)
    & (largest(lambda i: x(i) + t, n) == largest(x, n) + t),
    given=[n >= 1],
    false=[
        (average(lambda i: x(i) + t, n) == average(x, n) + n * t)
        & (largest(lambda i: x(i) + t, n) == largest(x, n) + t)
    ],
    because="The sum grows by n·t, and the order of the entries stays.",
)

claim(
    "both-positively-homogeneous",
    "A factor that is not negative comes out of the average and of the maximum.",
    (average(lambda i: lam * x(i), n) == lam * average(x, n))
    & (largest(lambda i: lam * x(i), n) == lam * largest(x, n)),
    given=[n >= 1, lam >= 0],
    false=[
        wrong(
            (average(lambda i: lam * x(i), n) == lam * average(x, n))
            & (largest(lambda i: lam * x(i), n) == lam * largest(x, n)),
            [n >= 1],
        )
    ],
    because="It keeps the order of the entries, which a negative factor turns around.",
)

claim(
    "only-average-additive",
    "The average of a sum is the sum of the averages; the maximum of a sum falls short of the sum "
    "of the maxima, for windows of every size from 2, at (1, 0, …, 0) and (−1, 0, …, 0).",
    (average(lambda i: x(i) + y(i), n) == average(x, n) + average(y, n))
    & (
        largest(lambda i: unit(0)(i) + -unit(0)(i), n)
        < largest(unit(0), n) + largest(lambda i: -unit(0)(i), n)
    ),
    given=[n >= 2],
    proof=each(solve(), solve(at=[as_term(1)])),
    false=[
        largest(lambda i: x(i) + y(i), n) == largest(x, n) + largest(y, n),
        wrong(
            largest(lambda i: unit(0)(i) + -unit(0)(i), n)
            < largest(unit(0), n) + largest(lambda i: -unit(0)(i), n),
            [n >= 1],
        ),
    ],
    because="A sum may be taken in any order; the two maxima may be taken at different entries.",
)


def tilted(i: Any) -> Any:
    """1 at entry 0 and −1 elsewhere."""
    return 2 * unit(0)(i) - 1


claim(
    "only-max-commutes-with-increasing",
    "The maximum commutes with every map f that keeps the order of the entries; the average does "
    "not, for windows of every size from 2: not with ReLU, at (1, −1, …, −1).",
    (largest(lambda i: f(x(i)), n) == f(largest(x, n)))
    & (average(lambda i: relu(tilted(i)), n) > relu(average(tilted, n))),
    given=[
        n >= 2,
        every(lambda i: every(lambda j: (x(i) <= x(j)).implies(f(x(i)) <= f(x(j))), n), n),
    ],
    proof=each(
        solve(),
        solve(
            uses=[
                use("one-entry-summed", j=0),
                use("sum-is-monotone", x=unit(0), y=lambda i: relu(tilted(i))),
            ]
        ),
    ),
    false=[
        wrong(largest(lambda i: f(x(i)), n) == f(largest(x, n)), [n >= 2],
              n=2, x=[0, 1], f={(0,): 1, (1,): 0}),
        wrong(average(lambda i: f(x(i)), n) == f(average(x, n)),
              n=2, x=[0, 2], f={(0,): 0, (1,): 1, (2,): 4}),
    ],
    because="The largest entry is mapped to the largest value; the average of (1, −1, …, −1) is "
    "not positive, so ReLU makes it 0, but the average after ReLU is 1/n.",
)  # fmt: skip


def moved(i: Any) -> Any:
    """The entries after a change d."""
    return x(i) + d(i)


claim(
    "gradients",
    "Where entry m leads all others by 2r, every change d of at most r per entry changes the "
    "average by Σ d(i)/n and the maximum by Σ [i = m]·d(i): the gradient of the average is 1/n at "
    "every entry, that of the maximum 1 at the largest entry and 0 elsewhere.",
    (average(moved, n) == average(x, n) + total(lambda i: 1 / n * d(i), n))
    & (largest(moved, n) == largest(x, n) + total(lambda i: unit(m)(i) * d(i), n)),
    given=[
        n >= 1,
        (m >= 0) & (m < n),
        every(lambda i: abs(d(i)) <= r, n),
        every(lambda i: x(i) + 2 * r <= x(m), n, lambda i: i != m),
    ],
    proof=each(
        solve(),
        solve(
            at=[m],
            uses=[use("one-entry-summed", j=m, x=d)],
            steps=[
                r >= 0,
                largest(x, n) == x(m),
                largest(moved, n) == x(m) + d(m),
            ],
        ),
    ),
    false=[
        largest(moved, n) == largest(x, n) + total(lambda i: 1 / n * d(i), n),
        wrong(
            largest(moved, n) == largest(x, n) + total(lambda i: unit(m)(i) * d(i), n),
            [
                n >= 1,
                (m >= 0) & (m < n),
                every(lambda i: abs(d(i)) <= r, n),
                every(lambda i: x(i) + r <= x(m), n, lambda i: i != m),
            ],
        ),
    ],
    because="Entry m stays the largest, as it loses at most r and the others gain at most r.",
)

claim(
    "gradients-sum-to-one",
    "Both gradients sum to 1.",
    (total(lambda i: 1 / n, n) == 1) & (total(unit(m), n) == 1),
    given=[n >= 1, (m >= 0) & (m < n)],
    proof=solve(uses=[use("one-entry-summed", j=m)]),
    false=[(total(lambda i: 1 / n, n) == 1) & (total(unit(m), n) == n)],
    because="Equally, a constant added to all entries is added to the output.",
)


def relu_slope(t: Any) -> Any:
    """R′(t), with R′(0) = 0 as in torch."""
    return where(t > 0, 1, 0)


@recursive
def fold(count: Any) -> Any:
    """a ← x(0), then a ← a + R(b − a) for b = x(1), …, x(count − 1)."""
    last = count - 1
    return either(count == 1, lambda: x(0), lambda: fold(last) + relu(x(last) - fold(last)))


@recursive
def slope(i: Any, count: Any) -> Any:
    """The derivative of the fold by x(i), by the chain rule: ∂a + R′(b − a)·(∂b − ∂a)."""
    last = count - 1
    return either(
        count == 1,
        lambda: unit(i)(0),
        lambda: (
            slope(i, last) + relu_slope(x(last) - fold(last)) * (unit(i)(last) - slope(i, last))
        ),
    )


@recursive
def fold_back(count: Any) -> Any:
    """The same with b + R(a − b)."""
    last = count - 1
    return either(count == 1, lambda: x(0), lambda: x(last) + relu(fold_back(last) - x(last)))


@recursive
def slope_back(i: Any, count: Any) -> Any:
    """Its derivative by x(i), by the chain rule: ∂b + R′(a − b)·(∂a − ∂b)."""
    last = count - 1
    return either(
        count == 1,
        lambda: unit(i)(0),
        lambda: (
            unit(i)(last)
            + relu_slope(fold_back(last) - x(last)) * (slope_back(i, last) - unit(i)(last))
        ),
    )


first = (i < n) & (x(i) == largest(x, n)) & every(lambda j: x(j) < x(i), i)
last = (i < n) & (x(i) == largest(x, n)) & every(lambda j: x(j) < x(i), n, lambda j: j > i)
claim(
    "gradient-at-ties",
    "Folding a + R(b − a) over the entries gives the maximum, and its chain rule, with R′(0) = 0, "
    "gives the gradient 1 to the first of the largest entries and 0 to all others.",
    (fold(n) == largest(x, n)) & (slope(i, n) == where(first, 1, 0)),
    given=[n >= 1, i >= 0],
    proof=induct(n, at=[i, n], unfold=[fold(n + 1), slope(i, n + 1)]),
    false=[
        (fold(n) == largest(x, n)) & (slope(i, n) == where(last, 1, 0)),
        (fold_back(n) == largest(x, n)) & (slope_back(i, n) == where(first, 1, 0)),
    ],
    because="A later entry takes the gradient over only where b − a > 0: where it is larger than "
    "all before.",
)

claim(
    "gradient-at-ties-turned-around",
    "Folding b + R(a − b) gives the same maximum but the gradient to the last of the largest "
    "entries.",
    (fold_back(n) == largest(x, n)) & (slope_back(i, n) == where(last, 1, 0)),
    given=[n >= 1, i >= 0],
    proof=induct(n, at=[i, n], unfold=[fold_back(n + 1), slope_back(i, n + 1)]),
    false=[(fold_back(n) == largest(x, n)) & (slope_back(i, n) == where(first, 1, 0))],
    because="Here an earlier entry keeps the gradient only where a − b > 0.",
)

claim(
    "square-between",
    "If t is at most a and −t at most b, and the squares of a and b are at most s, so is that of t.",
    t**2 <= s,
    given=[t <= a, -t <= b, a**2 <= s, b**2 <= s],
    false=[wrong(t**2 <= s, [t <= a, a**2 <= s])],
    because="If t is not negative its square is at most that of a, else at most that of b.",
)

gap = largest(x, n) - largest(y, n)
rise, fall = largest(lambda i: x(i) - y(i), n), largest(lambda i: y(i) - x(i), n)
mean_gap = average(x, n) - average(y, n)
farthest = largest(lambda i: abs(x(i) - y(i)), n)
squares = total(lambda i: (x(i) - y(i)) ** 2, n)
claim(
    "lipschitz",
    "Between two inputs neither output changes more than the entry that changes most; measured in "
    "the Euclidean norm, the average changes at most by 1/√n of the change of the input, and the "
    "maximum at most by that change (stated in squares).",
    (abs(mean_gap) <= farthest)
    & (abs(gap) <= farthest)
    & (mean_gap**2 <= squares / n)
    & (gap**2 <= squares),
    given=[n >= 1],
    proof=each(
        solve(
            uses=[
                use("sum-is-monotone", x=lambda i: x(i) - y(i), y=lambda i: farthest),
                use("sum-is-monotone", x=lambda i: y(i) - x(i), y=lambda i: farthest),
            ]
        ),
        solve(),
        solve(
            uses=[use("square-of-sum", x=lambda i: x(i) - y(i))],
            steps=[(n * mean_gap) ** 2 <= n * squares],
        ),
        solve(
            uses=[
                use("max-below-n-average", x=lambda i: (x(i) - y(i)) ** 2),
                use("square-between", t=gap, a=rise, b=fall, s=squares),
            ],
            steps=[
                n * average(lambda i: (x(i) - y(i)) ** 2, n) == squares,
                every(lambda i: (x(i) - y(i)) ** 2 <= squares, n),
                gap <= rise,
                -gap <= fall,
                rise**2 <= squares,
                fall**2 <= squares,
            ],
        ),
    ),
    false=[
        (abs(mean_gap) <= farthest) & (abs(gap) <= average(lambda i: abs(x(i) - y(i)), n)),
        (mean_gap**2 <= squares / n) & (gap**2 <= squares / n),
        (mean_gap**2 <= squares / (n * n)) & (gap**2 <= squares),
    ],
    because="max x is some x(i), which is at most y(i) + |x(i) − y(i)|; for the average in the "
    "Euclidean norm use that the square of a sum is at most n times the sum of squares.",
)

claim(
    "lipschitz-attained",
    "These constants are exact, for every n: from 0 to (1, …, 1) both outputs change by 1, which "
    "is the largest change of an entry and 1/√n of the Euclidean one, √n; from 0 to (1, 0, …, 0) "
    "the maximum changes by 1, which is the Euclidean change.",
    (average(ones, n) - average(zeros, n) == largest(lambda i: abs(ones(i) - zeros(i)), n))
    & (largest(ones, n) - largest(zeros, n) == largest(lambda i: abs(ones(i) - zeros(i)), n))
    & (
        (average(ones, n) - average(zeros, n)) ** 2
        == total(lambda i: (ones(i) - zeros(i)) ** 2, n) / n
    )
    & (
        (largest(unit(0), n) - largest(zeros, n)) ** 2
        == total(lambda i: (unit(0)(i) - zeros(i)) ** 2, n)
    ),
    given=[n >= 1],
    proof=each(solve(), solve(), solve(), induct(n)),
    false=[
        (average(unit(0), n) - average(zeros, n)) ** 2
        == total(lambda i: (unit(0)(i) - zeros(i)) ** 2, n) / n,
        (largest(ones, n) - largest(zeros, n)) ** 2
        == total(lambda i: (ones(i) - zeros(i)) ** 2, n),
    ],
    because="Both sides are evaluated.",
)


def outlying(i: Any) -> Any:
    """The entries with h added to entry j."""
    return x(i) + h * unit(j)(i)


claim(
    "one-outlier",
    "One entry changed by h moves the average by h/n and the maximum by at most |h|, and by all of "
    "h where the largest entry is raised.",
    (average(outlying, n) == average(x, n) + h / n)
    & (abs(largest(outlying, n) - largest(x, n)) <= abs(h))
    & ((h >= 0) & (x(j) == largest(x, n))).implies(largest(outlying, n) == largest(x, n) + h),
    given=[n >= 1, (j >= 0) & (j < n)],
    proof=solve(uses=[use("one-entry-summed")], at=[j]),
    false=[
        (average(outlying, n) == average(x, n) + h)
        & (abs(largest(outlying, n) - largest(x, n)) <= abs(h)),
        (average(outlying, n) == average(x, n) + h / n)
        & (abs(largest(outlying, n) - largest(x, n)) <= abs(h) / n),
    ],
    because="The sum changes by h; the maximum is between those with the entry at its old and at "
    "its new value.",
)

claim(
    "covariances-summed",
    "If entries have variance σ² and are uncorrelated, the first m rows of their covariances sum "
    "to m·σ².",
    total(lambda i: total(lambda j: covariance(i, j), n), m) == m * sigma**2,
    given=[
        n >= 1,
        m >= 0,
        m <= n,
        every(lambda i: every(lambda j: covariance(i, j) == where(j == i, sigma**2, 0), n), m),
    ],
    proof=induct(
        m,
        start=0,
        uses=[
            use("one-entry-summed", j=m),
            use(
                "sum-is-monotone",
                x=lambda j: covariance(m, j),
                y=lambda j: unit(m)(j) * sigma**2,
            ),
            use(
                "sum-is-monotone",
                y=lambda j: covariance(m, j),
                x=lambda j: unit(m)(j) * sigma**2,
            ),
        ],
    ),
    false=[total(lambda i: total(lambda j: covariance(i, j), n), m) == m * n * sigma**2],
    because="Row m holds σ² at entry m and 0 elsewhere.",
)

claim(
    "noise",
    "The average of n uncorrelated entries of variance σ² has variance σ²/n: it is the sum of "
    "their n² covariances over n².",
    total(lambda i: total(lambda j: covariance(i, j), n), n) / (n * n) == sigma**2 / n,
    given=[
        n >= 1,
        every(lambda i: every(lambda j: covariance(i, j) == where(j == i, sigma**2, 0), n), n),
    ],
    proof=solve(uses=[use("covariances-summed", m=n)]),
    false=[total(lambda i: total(lambda j: covariance(i, j), n), n) / (n * n) == sigma**2],
    because="Only the n variances on the diagonal are left.",
)

claim(
    "max-below-threshold",
    "The maximum is at most t exactly where all entries are; so for independent entries, each at "
    "most t with probability F(t), it is at most t with probability F(t)ⁿ.",
    (largest(x, n) <= t).iff(every(lambda i: x(i) <= t, n)),
    given=[n >= 1],
    false=[(average(x, n) <= t).iff(every(lambda i: x(i) <= t, n))],
    because="The maximum is one of the entries, and no entry exceeds it.",
)

claim(
    "noise-of-uniform",
    "Of n independent entries uniform on [0, 1] the average has mean 1/2, and the maximum, with "
    "distribution function tⁿ, has mean n/(n + 1).",
    (integral(lambda t: t, 0, 1) == 1 / 2)
    & (integral(lambda t: t * derivative(t**n, t), 0, 1) == n / (n + 1)),
    given=[n >= 1],
    proof=each(derive(), derive()),
    false=[
        (integral(lambda t: t, 0, 1) == 1 / 2)
        & (integral(lambda t: t * derivative(t**n, t), 0, 1) == (n - 1) / n)
    ],
    because="The density of the maximum is the derivative n·tⁿ⁻¹ of tⁿ.",
)


def density(s: Any) -> Any:
    """The density of N(0, σ²)."""
    return exp(-(s**2) / (2 * sigma**2)) / (sigma * sqrt(2 * PI))


def probability(t: Any) -> Any:
    """The probability that a value drawn from N(0, σ²) is at most t."""
    return integral(density, -INFINITY, t)


claim(
    "noise-of-normal",
    "The maximum of two independent values from N(0, σ²), with distribution function F², has mean "
    "σ/√π, though each has mean 0.",
    integral(lambda t: t * derivative(probability(t) ** 2, t), -INFINITY, INFINITY)
    == sigma / sqrt(PI),
    given=[sigma > 0],
    proof=derive(),
    false=[
        wrong(
            integral(lambda t: t * derivative(probability(t), t), -INFINITY, INFINITY)
            == sigma / sqrt(PI),
            sigma=1,
        )
    ],
    because="The density of the maximum is the derivative of F², where F is the integral of the "
    "density of one value.",
)

if __name__ == "__main__":
    main(page)
