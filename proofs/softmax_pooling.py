"""Exercise 7: softmax pooling."""

from fractions import Fraction

from proofs.run import main
from proofs.softmax_sums import (
    bound,
    e,
    lambertw,
    placed,
    placed_weight,
    safe,
    shifted,
    spike,
    top,
    two_values,
    weight,
    weighted,
    weights,
)
from symbolic.arithmetic import every, exp, largest, log, relu, total, where
from symbolic.claims import wrong
from symbolic.cost import count
from symbolic.methods import compute, derive, each, solve, use
from symbolic.pages import Page
from symbolic.pooling import average, logsumexp, softmax
from symbolic.ranges import witness
from symbolic.terms import Term, as_real, as_term, derivative, integers, reals, sequences

page = Page(
    "7",
    "Softmax pooling",
    "What does softmax pooling compute, and what does it cost?",
    "A mean of the entries in which large ones weigh more: it rises from the average at β = 0 to "
    "the maximum as β → ∞, and misses that by at most W((n − 1)/e)/β.  It takes n exponentials, "
    "its output can fall when an entry is raised, it depends on the scale of the input, and no "
    "ReLU network computes it.",
)
claim = page.claim
(x,) = sequences("x")
j, n = integers("j n")
p, q, t = reals("p q t")
beta, delta, epsilon, lam = reals("beta delta epsilon lambda")

share = exp(beta * t) / (exp(beta * t) + (n - 1))
pooled = softmax(x, n, beta)
claim(
    "softmax-between",
    "Softmax pooling is between average and max pooling.",
    (average(x, n) <= pooled) & (pooled <= top),
    given=[n >= 1, beta >= 0],
    proof=each(
        solve(
            uses=[
                use("softmax-weights-positive"),
                use("exp-keeps-order", delta=beta),
                use("weighted-chebyshev", w=lambda i: 1, y=weight),
            ]
        ),
        solve(
            uses=[
                use("softmax-weights-positive"),
                use("sum-is-monotone", x=weighted, y=lambda i: top * weight(i)),
            ],
            steps=[
                every(lambda i: (top - x(i)) * weight(i) >= 0, n),
                total(weighted, n) <= total(lambda i: top * weight(i), n),
            ],
        ),
    ),
    false=[
        wrong((average(x, n) <= pooled) & (pooled <= top), [n >= 1], n=2, x=[0, 1], beta=-1),
        wrong((average(x, n) <= pooled) & (pooled < top), n=2, x=[0, 0], beta=1),
    ],
    because="The weights rise with the entries, so by Chebyshev's sum inequality the weighted mean "
    "is at least the plain one; and no mean exceeds the largest entry.",
)

claim(
    "softmax-at-zero",
    "With β = 0 softmax pooling is average pooling.",
    softmax(x, n, as_real(0)) == average(x, n),
    given=[n >= 1],
    proof=solve(uses=[use("sums-at-zero")]),
    false=[softmax(x, n, as_real(0)) == largest(x, n)],
    because="Every weight is 1.",
)

claim(
    "softmax-rises",
    "Softmax pooling rises with β.",
    pooled <= softmax(x, n, beta + delta),
    given=[n >= 1, delta >= 0],
    proof=solve(
        uses=[
            use("weights-multiply"),
            use("softmax-weights-positive"),
            use("softmax-weights-positive", beta=beta + delta),
            use("exp-keeps-order"),
            use("weighted-chebyshev", w=weight, y=lambda i: exp(delta * x(i))),
        ]
    ),
    false=[wrong(pooled < softmax(x, n, beta + delta), n=2, x=[0, 0], beta=0, delta=1)],
    because="Raising β multiplies the weights by exp(δx), which rises with the entries.",
)

variance = total(lambda i: (x(i) - pooled) ** 2 * weight(i), n) / weights
claim(
    "softmax-derivative",
    "Its derivative by β is the variance of the entries, weighted alike.",
    derivative(pooled, beta) == variance,
    given=[n >= 1],
    proof=derive(),
    false=[wrong(derivative(pooled, beta) == variance / 2, n=2, x=[0, 1], beta=0)],
    because="The quotient rule gives the weighted mean of the squares less the square of the "
    "weighted mean.",
)

claim(
    "softmax-variance",
    "That variance is not negative.",
    variance >= 0,
    given=[n >= 1],
    proof=solve(
        uses=[
            use("softmax-weights-positive"),
            use("sum-is-monotone", x=lambda i: 0, y=lambda i: (x(i) - pooled) ** 2 * weight(i)),
            use("square-not-negative", t=x(witness("i", 3)) - pooled),
        ],
        steps=[every(lambda i: (x(i) - pooled) ** 2 * weight(i) >= 0, n)],
    ),
    false=[wrong(variance > 0, n=1, x=[0], beta=0)],
    because="No square is negative, and the weights are positive.",
)

claim(
    "softmax-gap",
    "Softmax pooling misses the maximum by at most W((n − 1)/e)/β.",
    top - pooled <= bound / beta,
    given=[n >= 1, beta > 0],
    proof=solve(uses=[use("softmax-gap-at", m=witness("k"))]),
    false=[wrong(top - pooled <= bound / (2 * beta), n=2, x=[Fraction(5, 4), 0], beta=1)],
    because="The maximum is one of the entries.",
)

claim(
    "softmax-of-spike",
    "At (t, 0, …, 0) softmax pooling is t times exp(βt)/(exp(βt) + n − 1).",
    softmax(spike(t), n, beta) == t * share,
    given=[n >= 1],
    proof=solve(
        uses=[
            use("sums-of-two-values", s=0),
            use("exp-at-zero"),
            use("exp-positive", t=beta * t),
        ],
        steps=[exp(beta * as_real(0)) == 1],
    ),
    false=[wrong(softmax(spike(t), n, beta) == t, n=2, beta=1, t=1)],
    because="The entries 0 add n − 1 to the weights and nothing to the weighted entries.",
)

peak = (bound + 1) / beta
claim(
    "softmax-gap-attained",
    "With c = W((n − 1)/e) the bound c/β is exact, for every n and β: it is attained at "
    "((c + 1)/β, 0, …, 0).",
    largest(spike(peak), n) - softmax(spike(peak), n, beta) == bound / beta,
    given=[n >= 1, beta > 0],
    proof=solve(
        uses=[
            use("gap-constant"),
            use("softmax-of-spike", t=peak),
            use("exp-positive", t=bound + 1),
            use("gap-at-peak", c=bound, a=exp(beta * peak), b=n - 1),
        ],
        steps=[
            peak > 0,
            largest(spike(peak), n) == peak,
            beta * peak == bound + 1,
            exp(beta * peak) == exp(bound + 1),
        ],
    ),
    false=[
        wrong(largest(spike(t), n) - softmax(spike(t), n, beta) == bound / beta, n=2, beta=1, t=1)
    ],
    because="There the first weight is exp(c + 1) and the others sum to n − 1 = c·exp(c + 1), so "
    "the output is 1/β.",
)

log_n = log(as_real(n))
claim(
    "softmax-gap-below-log",
    "W((n − 1)/e) is at most log(n), the usual bound.",
    bound <= log(n),
    given=[n >= 1],
    proof=solve(
        uses=[
            use("gap-constant"),
            use("exp-of-log", t=n),
            use("exp-at-least-tangent", t=-log_n),
            use("exp-of-difference", a=log_n, b=0),
            use("exp-at-zero"),
            use("exp-increasing", a=bound, b=log_n),
            use("exp-increasing", a=bound, b=bound + 1),
            use("exp-increasing", a=0, b=log_n),
        ],
        steps=[
            exp(-log_n) * n == 1,
            log_n * n >= n - 1,
            log_n >= 0,
            (bound > log_n).implies(bound * exp(bound + 1) >= bound * n),
        ],
    ),
    false=[wrong(3 * bound <= log(n), n=2)],
    because="n·log(n) ≥ n − 1, so a larger c would give c·exp(c + 1) > n·log(n) ≥ n − 1.",
)

claim(
    "softmax-gap-values",
    "W((n − 1)/e) is 0.6035 for n = 4 and 1.0401 for n = 9, to four digits.",
    (abs(lambertw(3 / e) - Fraction("0.6035")) < Fraction("0.00005"))
    & (abs(lambertw(8 / e) - Fraction("1.0401")) < Fraction("0.00005")),
    proof=compute(),
    false=[
        (abs(lambertw(4 / e) - Fraction("0.6035")) < Fraction("0.00005"))
        & (abs(lambertw(9 / e) - Fraction("1.0401")) < Fraction("0.00005"))
    ],
    because="SymPy evaluates both to 30 digits.",
)

claim(
    "softmax-tends-to-max",
    "As β grows softmax pooling tends to max pooling, for all inputs alike: from "
    "β = W((n − 1)/e)/ε on it misses the maximum by at most ε.",
    (pooled <= top) & (top - pooled <= epsilon),
    given=[n >= 1, epsilon > 0, beta > 0, beta * epsilon >= bound],
    proof=solve(uses=[use("softmax-between"), use("softmax-gap")]),
    false=[
        wrong(
            (pooled <= top) & (top - pooled <= epsilon),
            [n >= 1, epsilon > 0, beta > 0],
            n=2, x=[0, 1], beta=1, epsilon=Fraction(1, 10),
        )
    ],
    because="The gap is at most W((n − 1)/e)/β.",
)  # fmt: skip

claim(
    "logsumexp-gap",
    "The logarithm of the sum of the weights, over β, exceeds the maximum by at most log(n)/β.",
    (top <= logsumexp(x, n, beta)) & (logsumexp(x, n, beta) - top <= log(n) / beta),
    given=[n >= 1, beta > 0],
    proof=solve(
        uses=[
            use("weights-bounded"),
            use("exp-of-log", t=weights),
            use("exp-of-log", t=n),
            use("exp-of-sum", a=log_n, b=beta * top),
            use("exp-increasing", a=beta * top, b=log(weights)),
            use("exp-increasing", a=log(weights), b=log_n + beta * top),
            use("exp-positive", t=beta * top),
        ],
        steps=[weights > 0, beta * top <= log(weights), log(weights) <= log_n + beta * top],
    ),
    false=[
        wrong(
            (top <= logsumexp(x, n, beta))
            & (logsumexp(x, n, beta) - top <= log(n) / (2 * beta)),
            n=2, x=[0, 0], beta=1,
        )
    ],
    because="The sum of the weights is between the largest weight and n times that.",
)  # fmt: skip

constant_sum = n * exp(beta * t)
claim(
    "logsumexp-gap-attained",
    "Where all entries are equal it exceeds the maximum by exactly log(n)/β.",
    logsumexp(lambda i: t, n, beta) - largest(lambda i: t, n) == log(n) / beta,
    given=[n >= 1, beta > 0],
    proof=solve(
        uses=[
            use("exp-positive", t=beta * t),
            use("exp-of-log", t=constant_sum),
            use("exp-of-log", t=n),
            use("exp-of-sum", a=log_n, b=beta * t),
            use("exp-increasing", a=log(constant_sum), b=log_n + beta * t),
            use("exp-increasing", b=log(constant_sum), a=log_n + beta * t),
        ],
        steps=[
            constant_sum > 0,
            log(total(lambda i: exp(beta * t), n)) == log(constant_sum),
            log(constant_sum) == log_n + beta * t,
        ],
    ),
    false=[
        wrong(
            logsumexp(spike(t), n, beta) - largest(spike(t), n) == log(n) / beta,
            n=2, t=1, beta=1,
        )
    ],
    because="log(n·exp(βt)) = log(n) + βt.",
)  # fmt: skip

spike_sum = exp(beta * t) + (n - 1)
claim(
    "logsumexp-gap-closes",
    "Nothing more than 0 ≤ holds below: at (t, 0, …, 0) it exceeds the maximum t by at most "
    "(n − 1)/(β(1 + βt)), which tends to 0 as t grows.",
    logsumexp(spike(t), n, beta) - t <= (n - 1) / (beta * (1 + beta * t)),
    given=[n >= 1, beta > 0, t >= 0],
    proof=solve(
        uses=[
            use("sums-of-two-values", s=0),
            use("exp-at-zero"),
            use("exp-positive", t=beta * t),
            use("exp-of-log", t=spike_sum),
            use("exp-of-difference", a=beta * t, b=log(spike_sum)),
            use("exp-at-least-tangent", t=beta * t),
            use("exp-at-least-tangent", t=log(spike_sum) - beta * t),
            use("exp-increasing", a=0, b=log(spike_sum) - beta * t),
        ],
        steps=[
            exp(beta * as_real(0)) == 1,
            log(total(lambda i: exp(beta * spike(t)(i)), n)) == log(spike_sum),
            (exp(log(spike_sum) - beta * t) - 1) * exp(beta * t) == n - 1,
            (log(spike_sum) - beta * t) * exp(beta * t) <= n - 1,
            log(spike_sum) - beta * t >= 0,
            (log(spike_sum) - beta * t) * (1 + beta * t) <= n - 1,
            log(spike_sum) - beta * t <= (n - 1) / (1 + beta * t),
        ],
    ),
    false=[
        wrong(
            logsumexp(spike(t), n, beta) - t <= (n - 1) / (beta * (2 + beta * t)),
            n=2, t=0, beta=1,
        )
    ],
    because="It exceeds t by log(1 + (n − 1)·exp(−βt))/β, and log(1 + s) ≤ s.",
)  # fmt: skip

pooled_t = softmax(placed, n, beta)
share_t = exp(beta * t) / total(placed_weight, n)
claim(
    "softmax-gradient",
    "The derivative by an entry t is its share of the weights times 1 + β(t − S).",
    derivative(pooled_t, t) == share_t * (1 + beta * (t - pooled_t)),
    given=[n >= 1, (j >= 0) & (j < n)],
    proof=derive(uses=[use("softmax-of-one-entry")]),
    false=[
        wrong(derivative(pooled_t, t) == share_t, n=2, j=0, t=0, beta=1, x=[0, 1]),
        wrong(
            derivative(pooled_t, t) == share_t * (1 - beta * (t - pooled_t)),
            n=2, j=0, t=0, beta=1, x=[0, 1],
        ),
    ],
    because="The quotient rule, with everything but exp(βt) and t·exp(βt) constant.",
)  # fmt: skip

claim(
    "softmax-gradient-sums-to-one",
    "The derivatives by all entries sum to 1.",
    total(lambda j: weight(j) / weights * (1 + beta * (x(j) - pooled)), n) == 1,
    given=[n >= 1],
    proof=solve(uses=[use("softmax-weights-positive")]),
    false=[
        wrong(
            total(lambda j: 1 + beta * (x(j) - pooled), n) == 1,
            n=2, beta=0, x=[0, 0],
        )
    ],
    because="The shares sum to 1, and the weighted mean of x − S is 0.",
)  # fmt: skip

claim(
    "softmax-not-monotone",
    "Raising an entry can lower the output, for every n ≥ 2 and β > 0: with t = 1/β, raising the "
    "first entry of (0, 3t, …, 3t) to t does.",
    softmax(two_values(t, 3 * t), n, beta) < softmax(two_values(0, 3 * t), n, beta),
    given=[n >= 2, beta > 0, beta * t == 1],
    proof=solve(
        uses=[
            use("sums-of-two-values", s=3 * t),
            use("sums-of-two-values", t=0, s=3 * t),
            use("exp-at-zero"),
            use("exp-of-sum", a=1, b=1),
            use("exp-of-sum", a=2, b=1),
            use("exp-at-least-tangent", t=1),
            use("raised-entry", a=e, b=n - 1),
        ],
        steps=[
            exp(beta * t) == e,
            exp(beta * (3 * t)) == e * e * e,
            exp(beta * as_real(0)) == 1,
            e >= 2,
            t > 0,
        ],
    ),
    false=[
        wrong(
            softmax(two_values(t, 3 * t), n, beta) > softmax(two_values(0, 3 * t), n, beta),
            n=2, beta=1, t=1,
        )
    ],
    because="The first entry gains weight faster than it gains value.",
)  # fmt: skip

costs = count(softmax(x, n, beta))
claim(
    "softmax-cost",
    "Softmax pooling takes n exponentials, 2n multiplications, 2n − 2 additions and 1 division; "
    "max pooling takes n − 1 comparisons.",
    (costs.exponentials == n)
    & (costs.multiplications == 2 * n)
    & (costs.additions == 2 * n - 2)
    & (as_term(costs.divisions) == 1)
    & (count(largest(x, n)).comparisons == n - 1),
    given=[n >= 1],
    false=[
        (costs.exponentials == 2 * n)
        & (costs.multiplications == 2 * n)
        & (costs.additions == 2 * n - 2)
        & (as_term(costs.divisions) == 1)
        & (count(largest(x, n)).comparisons == n - 1)
    ],
    because="Counted from the definition: each exponential is used in both sums.",
)

scaled = exp(beta * (lam * t)) / (exp(beta * (lam * t)) + (n - 1))
claim(
    "softmax-scale-dependent",
    "Softmax pooling depends on the scale of the input, for every n ≥ 2 and β > 0: at "
    "(λt, 0, …, 0) it is more than λ times what it is at (t, 0, …, 0), where t > 0 and λ > 1.",
    softmax(spike(lam * t), n, beta) > lam * softmax(spike(t), n, beta),
    given=[n >= 2, beta > 0, lam > 1, t > 0],
    proof=solve(
        uses=[
            use("softmax-of-spike"),
            use("softmax-of-spike", t=lam * t),
            use("share-grows", a=exp(beta * (lam * t)), b=exp(beta * t), c=n - 1),
            use("exp-positive", t=beta * t),
            use("exp-increasing", a=beta * (lam * t), b=beta * t),
        ],
        steps=[
            beta * (lam * t) > beta * t,
            share < scaled,
            lam * t * share < lam * t * scaled,
        ],
    ),
    false=[
        wrong(
            softmax(spike(lam * t), n, beta) == lam * softmax(spike(t), n, beta),
            n=2, beta=1, t=1, **{"lambda": 2},
        )
    ],
    because="The first entry's share of the weights grows with it.",
)  # fmt: skip

claim(
    "relu-affine-at-first",
    "Along any line ReLU is affine at first: from p along the slope q, up to t = |p/q|, and from "
    "p = 0 for all t ≥ 0.",
    relu(p + q * t) == relu(p) + where(p > 0, q, where(p < 0, 0, relu(q))) * t,
    given=[t >= 0, (p == 0) | (t * abs(q) <= abs(p))],
    false=[
        wrong(relu(p + q * t) == relu(p) + where(p > 0, q, where(p < 0, 0, relu(q))) * t, [t >= 0])
    ],
    because="Up to there p + q·t keeps the sign of p, or that of q if p is 0.",
)

half_share = exp(beta * (t / 2)) / (exp(beta * (t / 2)) + (n - 1))
claim(
    "softmax-no-relu-network",
    "Along (t, 0, …, 0) softmax pooling starts at 0 and half way is less than half way up: it is "
    "affine on no stretch from 0 to t > 0, for any n ≥ 2 and β > 0.  A ReLU network is on some, so "
    "none computes softmax pooling.",
    (softmax(lambda i: as_real(0), n, beta) == 0)
    & (2 * softmax(spike(t / 2), n, beta) < softmax(spike(t), n, beta)),
    given=[n >= 2, beta > 0, t > 0],
    proof=each(
        solve(uses=[use("exp-positive", t=beta * as_real(0))]),
        solve(
            uses=[
                use("softmax-of-spike"),
                use("softmax-of-spike", t=t / 2),
                use("share-grows", a=exp(beta * t), b=exp(beta * (t / 2)), c=n - 1),
                use("exp-positive", t=beta * (t / 2)),
                use("exp-increasing", a=beta * t, b=beta * (t / 2)),
            ],
            steps=[beta * t > beta * (t / 2), half_share < share, t * half_share < t * share],
        ),
    ),
    false=[
        wrong(
            (softmax(lambda i: as_real(0), n, beta) == 0)
            & (2 * softmax(spike(t / 2), n, beta) == softmax(spike(t), n, beta)),
            n=2, beta=1, t=1,
        ),
        wrong(
            (softmax(lambda i: as_real(0), n, beta) == 0)
            & (2 * softmax(spike(t / 2), n, beta) < softmax(spike(t), n, beta)),
            [n >= 1, beta > 0, t > 0],
            n=1, beta=1, t=1,
        ),
    ],
    because="Half way the first entry has half the value and a smaller share of the weights.  Of a "
    "network, each ReLU of the first layer is affine on a stretch, on the shortest of these each "
    "of the second layer on a shorter one, and so on.",
)  # fmt: skip


def curvature(share: Term, t: Term) -> Term:
    """βp(1 − p)(2 + βt(1 − 2p)), where p is the share of the weights that entry t has."""
    return beta * share * (1 - share) * (2 + beta * t * (1 - 2 * share))


share_at_zero = exp(beta * as_real(0)) / (exp(beta * as_real(0)) + (n - 1))
claim(
    "softmax-curvature",
    "Its second derivative there is βp(1 − p)(2 + βt(1 − 2p)) with p = exp(βt)/(exp(βt) + n − 1), "
    "which is 2β(n − 1)/n² at t = 0.",
    (derivative(derivative(softmax(spike(t), n, beta), t), t) == curvature(share, t))
    & (curvature(share_at_zero, as_real(0)) == 2 * beta * (n - 1) / (n * n)),
    given=[n >= 1],
    proof=each(
        derive(uses=[use("softmax-of-spike")]),
        solve(
            uses=[use("exp-at-zero")],
            steps=[exp(beta * as_real(0)) == 1, share_at_zero * n == 1],
        ),
    ),
    false=[
        wrong(
            derivative(derivative(softmax(spike(t), n, beta), t), t) == as_real(0),
            n=2, t=0, beta=1,
        ),
        wrong(curvature(share_at_zero, as_real(0)) == 2 * beta * n / (n * n), n=2, beta=1),
    ],
    because="It is t·p there, and the derivative of p is βp(1 − p).",
)  # fmt: skip

float32_max = 2**128 - 2**104
claim(
    "float32-exp-limit",
    "exp(88.72) is below the largest float32, 2¹²⁸ − 2¹⁰⁴, and exp(88.73) is above 2¹²⁸.",
    (exp(as_real(Fraction("88.72"))) < float32_max) & (exp(as_real(Fraction("88.73"))) > 2**128),
    proof=compute(),
    false=[
        (exp(as_real(Fraction("88.72"))) < float32_max) & (exp(as_real(Fraction("88.72"))) > 2**128)
    ],
    because="SymPy evaluates both to 30 digits.",
)

claim(
    "softmax-overflow",
    "A weight exp(βt) is too large for float32 from βt = 88.73 on and not too large up to 88.72.",
    (beta * t <= Fraction("88.72")).implies(exp(beta * t) < float32_max)
    & (beta * t >= Fraction("88.73")).implies(exp(beta * t) > 2**128),
    proof=solve(
        uses=[
            use("float32-exp-limit"),
            use("exp-increasing", a=beta * t, b=Fraction("88.72")),
            use("exp-increasing", b=beta * t, a=Fraction("88.73")),
        ]
    ),
    false=[
        wrong(
            (beta * t <= Fraction("88.73")).implies(exp(beta * t) < float32_max)
            & (beta * t >= Fraction("88.73")).implies(exp(beta * t) > 2**128),
            beta=1,
            t=Fraction("88.73"),
        )
    ],
    because="The exponential function is increasing.",
)

claim(
    "softmax-shifted",
    "Softmax pooling stays the same with any t taken from the entries in the exponents.",
    pooled == total(lambda i: x(i) * shifted(i), n) / total(shifted, n),
    given=[n >= 1],
    proof=solve(
        uses=[
            use("sums-shifted"),
            use("softmax-weights-positive"),
            use("exp-positive", t=beta * t),
        ],
        steps=[
            total(shifted, n) != 0,
            pooled * weights == total(weighted, n),
            pooled * total(shifted, n) * exp(beta * t)
            == total(lambda i: x(i) * shifted(i), n) * exp(beta * t),
            pooled * total(shifted, n) == total(lambda i: x(i) * shifted(i), n),
        ],
    ),
    false=[
        wrong(
            pooled == total(lambda i: (x(i) - t) * shifted(i), n) / total(shifted, n),
            n=1, x=[0], beta=1, t=1,
        )
    ],
    because="Both sums are divided by exp(βt).",
)  # fmt: skip

largest_size = largest(lambda i: abs(x(i)), n)
claim(
    "softmax-shifted-bounded",
    "Then the weights sum to between 1 and n, and the weighted entries to at most n times the "
    "largest of their sizes: no exponential overflows, and no sum does before n·max|x| does.",
    ((total(safe, n) >= 1) & (total(safe, n) <= n))
    & (abs(total(lambda i: x(i) * safe(i), n)) <= n * largest_size),
    given=[n >= 1, beta >= 0],
    proof=each(
        solve(
            uses=[
                use("weights-bounded"),
                use("sums-shifted", t=top),
                use("exp-positive", t=beta * top),
            ]
        ),
        solve(
            uses=[
                use("weights-bounded"),
                use("sums-shifted", t=top),
                use("exp-positive", t=beta * top),
            ]
        ),
        solve(
            uses=[
                use("shifted-weights-at-most-one"),
                use("sum-is-monotone", x=lambda i: x(i) * safe(i), y=lambda i: largest_size),
                use("sum-is-monotone", x=lambda i: -(x(i) * safe(i)), y=lambda i: largest_size),
            ],
            steps=[
                every(lambda i: abs(x(i) * safe(i)) <= largest_size, n),
            ],
        ),
    ),
    false=[
        wrong(
            ((total(safe, n) > 1) & (total(safe, n) <= n))
            & (abs(total(lambda i: x(i) * safe(i), n)) <= n * largest_size),
            n=1, x=[0], beta=1,
        ),
        wrong(
            ((total(safe, n) >= 1) & (total(safe, n) <= n))
            & (abs(total(lambda i: x(i) * safe(i), n)) <= largest_size),
            n=2, x=[1, 1], beta=1,
        ),
    ],
    because="The maximum itself has weight 1.",
)  # fmt: skip


if __name__ == "__main__":
    main(page)
