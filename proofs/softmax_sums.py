"""The sums of softmax pooling: what is used of them in `softmax_pooling`."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

from proofs.run import main
from symbolic.arithmetic import every, exp, largest, total, where
from symbolic.claims import wrong
from symbolic.methods import each, induct, solve, use
from symbolic.pages import Page
from symbolic.pooling import softmax
from symbolic.ranges import witness
from symbolic.terms import Term, as_real, integers, real_function, reals, sequences

page = Page(
    "7.0",
    "The sums of softmax pooling",
    "What is used of the weights exp(βx(i)) and of the entries weighted by them?",
    "They are positive, they sum to between one and n times the largest weight, and of an input "
    "that is the same at all entries but one they can be written out.",
)
claim = page.claim
(x,) = sequences("x")
j, m, n = integers("j m n")
a, b, c, p, q, s, t = reals("a b c p q s t")
beta, delta = reals("beta delta")
Entries = Callable[[Any], Any]


def weight(i: Any) -> Any:
    """exp(βx(i))."""
    return exp(beta * x(i))


def weighted(i: Any) -> Any:
    """x(i)·exp(βx(i))."""
    return x(i) * exp(beta * x(i))


weights = total(weight, n)
top = largest(lambda k: x(k), n)
claim(
    "softmax-weights-positive",
    "The weights are positive, and so is their sum.",
    every(lambda i: weight(i) > 0, n) & (weights > 0),
    given=[n >= 1],
    proof=each(
        solve(uses=[use("exp-positive", t=beta * x(witness("i")))]),
        induct(n, uses=[use("exp-positive", t=beta * x(n)), use("exp-positive", t=beta * x(0))]),
    ),
    false=[wrong(every(lambda i: weight(i) > 0, n) & (weights > 1), n=1, x=[0], beta=0)],
    because="The exponential function is positive.",
)

claim(
    "weights-below",
    "No weight exceeds that of the maximum.",
    every(lambda i: weight(i) <= exp(beta * top), n),
    given=[n >= 1, beta >= 0],
    proof=solve(uses=[use("exp-increasing", a=beta * x(witness("i")), b=beta * top)]),
    false=[wrong(every(lambda i: weight(i) < exp(beta * top), n), n=2, x=[0, 0], beta=0)],
    because="The exponential function is increasing.",
)

claim(
    "weights-bounded",
    "The weights sum to at least the weight of the maximum and at most n times that.",
    (exp(beta * top) <= weights) & (weights <= n * exp(beta * top)),
    given=[n >= 1, beta >= 0],
    proof=each(
        solve(uses=[use("softmax-weights-positive"), use("entry-below-sum", x=weight)]),
        solve(
            uses=[
                use("weights-below"),
                use("sum-is-monotone", x=weight, y=lambda i: exp(beta * top)),
            ]
        ),
    ),
    false=[
        wrong((exp(beta * top) <= weights) & (weights <= exp(beta * top)), n=2, x=[0, 0], beta=0)
    ],
    because="The maximum is one of the entries, and no weight is larger.",
)


def weight_at_zero(i: Any) -> Any:
    """exp(0·x(i))."""
    return exp(as_real(0) * x(i))


claim(
    "sums-at-zero",
    "With β = 0 every weight is 1.",
    (total(weight_at_zero, n) == n) & (total(lambda i: x(i) * weight_at_zero(i), n) == total(x, n)),
    given=[n >= 1],
    proof=induct(n, uses=[use("exp-at-zero")]),
    false=[
        (total(weight_at_zero, n) == 1)
        & (total(lambda i: x(i) * weight_at_zero(i), n) == total(x, n))
    ],
    because="exp(0) = 1.",
)


def raised(i: Any) -> Any:
    """exp((β + δ)x(i))."""
    return exp((beta + delta) * x(i))


claim(
    "weights-multiply",
    "The weights of β + δ are those of β times those of δ.",
    (total(lambda i: weight(i) * exp(delta * x(i)), n) == total(raised, n))
    & (
        total(lambda i: weight(i) * x(i) * exp(delta * x(i)), n)
        == total(lambda i: x(i) * raised(i), n)
    ),
    given=[n >= 1],
    proof=induct(
        n,
        uses=[
            use("exp-of-sum", a=beta * x(n), b=delta * x(n)),
            use("exp-of-sum", a=beta * x(0), b=delta * x(0)),
        ],
    ),
    false=[
        wrong(
            total(lambda i: weight(i) + exp(delta * x(i)), n) == total(raised, n),
            n=1, x=[0], beta=0, delta=0,
        )
    ],
    because="The exponents add up, entry by entry.",
)  # fmt: skip


def two_values(first: Any, others: Any) -> Entries:
    """The input (first, others, …, others)."""
    return lambda i: where(i == 0, first, others)


def spike(t: Any) -> Entries:
    """The input (t, 0, …, 0)."""
    return two_values(t, as_real(0))


claim(
    "sums-of-two-values",
    "The two sums of softmax pooling at (t, s, …, s).",
    (
        total(lambda i: exp(beta * two_values(t, s)(i)), n)
        == exp(beta * t) + (n - 1) * exp(beta * s)
    )
    & (
        total(lambda i: two_values(t, s)(i) * exp(beta * two_values(t, s)(i)), n)
        == t * exp(beta * t) + (n - 1) * s * exp(beta * s)
    ),
    given=[n >= 1],
    proof=induct(n),
    false=[
        wrong(
            total(lambda i: exp(beta * two_values(t, s)(i)), n)
            == exp(beta * t) + n * exp(beta * s),
            n=1, beta=0, t=0, s=0,
        )
    ],
    because="There is one t, and n − 1 times s.",
)  # fmt: skip


def placed(i: Any) -> Any:
    """The entries with t at place j."""
    return where(i == j, t, x(i))


def placed_weight(i: Any) -> Any:
    """The weights of the entries with t at place j."""
    return exp(beta * placed(i))


other_weights = total(weight, n, lambda i: i != j)
other_weighted = total(weighted, n, lambda i: i != j)
claim(
    "entry-replaced",
    "The two sums with t at place j: what t adds, if there is such a place, and the others.",
    (total(placed_weight, n) == where(j < n, exp(beta * t), 0) + other_weights)
    & (
        total(lambda i: placed(i) * placed_weight(i), n)
        == where(j < n, t * exp(beta * t), 0) + other_weighted
    ),
    given=[n >= 1, j >= 0],
    proof=induct(n),
    false=[
        wrong(
            total(placed_weight, n) == exp(beta * t) + other_weights,
            n=1, j=1, t=0, beta=0, x=[0, 0],
        )
    ],
    because="The last entry is either the one at place j or one of the others.",
)  # fmt: skip

claim(
    "softmax-of-one-entry",
    "As a function of one entry t, the two sums are exp(βt) and t·exp(βt) plus constants.",
    (total(placed_weight, n) == exp(beta * t) + other_weights)
    & (
        total(lambda i: placed(i) * placed_weight(i), n) == t * exp(beta * t) + other_weighted
    ),
    given=[n >= 1, (j >= 0) & (j < n)],
    proof=solve(uses=[use("entry-replaced")]),
    false=[
        wrong(
            total(placed_weight, n) == exp(beta * t) + total(weight, n),
            n=1, j=0, t=0, beta=0, x=[0],
        )
    ],
    because="Place j is one of the n.",
)  # fmt: skip


def shifted(i: Any) -> Any:
    """exp(β(x(i) − t))."""
    return exp(beta * (x(i) - t))


claim(
    "sums-shifted",
    "Weights with t taken from every entry are the old ones over exp(βt).",
    (total(shifted, n) * exp(beta * t) == weights)
    & (total(lambda i: x(i) * shifted(i), n) * exp(beta * t) == total(weighted, n)),
    given=[n >= 1],
    proof=induct(
        n,
        uses=[
            use("exp-of-sum", a=beta * (x(n) - t), b=beta * t),
            use("exp-of-sum", a=beta * (x(0) - t), b=beta * t),
        ],
    ),
    false=[
        wrong(
            (total(shifted, n) == weights)
            & (total(lambda i: x(i) * shifted(i), n) == total(weighted, n)),
            n=1, x=[1], beta=1, t=1,
        )
    ],
    because="The exponents add up, entry by entry.",
)  # fmt: skip


def safe(i: Any) -> Any:
    """exp(β(x(i) − max x))."""
    return exp(beta * (x(i) - top))


claim(
    "shifted-weights-at-most-one",
    "With the maximum taken from the entries every weight is positive and at most 1.",
    every(lambda i: (safe(i) > 0) & (safe(i) <= 1), n),
    given=[n >= 1, beta >= 0],
    proof=solve(
        uses=[
            use("exp-positive", t=beta * (x(witness("i")) - top)),
            use("exp-increasing", a=beta * (x(witness("i")) - top), b=0),
            use("exp-at-zero"),
        ]
    ),
    false=[
        wrong(
            every(lambda i: (safe(i) > 0) & (safe(i) < 1), n),
            n=1, x=[0], beta=1,
        )
    ],
    because="No exponent is positive.",
)  # fmt: skip


def lambertw(t: Any) -> Term:
    """W(t), with W(t)·exp(W(t)) = t and W(t) ≥ 0, for t ≥ 0."""
    return real_function("lambertw", t)


e = exp(as_real(1))
bound = lambertw((n - 1) / e)
claim(
    "gap-constant",
    "W((n − 1)/e) is the solution c ≥ 0 of c·exp(c + 1) = n − 1.",
    (bound >= 0) & (bound * exp(bound + 1) == n - 1),
    given=[n >= 1],
    proof=solve(
        uses=[
            use("lambert-w", t=(n - 1) / e),
            use("exp-positive", t=1),
            use("exp-of-sum", a=bound, b=1),
        ],
        steps=[(n - 1) / e >= 0],
    ),
    false=[wrong((bound >= 0) & (bound * exp(bound) == n - 1), n=2)],
    because="Multiply W·exp(W) = (n − 1)/e by e.",
)

claim(
    "tangent-times-weight",
    "(q − p − c)·exp(p) is at most exp(q − (c + 1)), whatever p.",
    (q - p - c) * exp(p) <= exp(q - (c + 1)),
    proof=solve(
        uses=[
            use("exp-at-least-tangent", t=q - (c + 1) - p),
            use("exp-of-difference", b=q - (c + 1), a=p),
            use("exp-positive", t=p),
        ]
    ),
    false=[wrong((q - p - c) * exp(p) <= exp(q - (c + 2)), q=1, p=0, c=0)],
    because="exp(s) ≥ 1 + s at s = q − (c + 1) − p, times exp(p).",
)

claim(
    "tangent-times-weights",
    "The same for every entry, with p = βx(i).",
    every(lambda i: (q - beta * x(i) - c) * weight(i) <= exp(q - (c + 1)), n),
    proof=solve(uses=[use("tangent-times-weight", p=beta * x(witness("i")))]),
    false=[
        wrong(
            every(lambda i: (q - beta * x(i) - c) * weight(i) < exp(q - (c + 1)), n),
            n=1, x=[0], beta=0, q=1, c=0,
        )
    ],
    because="Entry by entry.",
)  # fmt: skip


def excess(i: Any) -> Any:
    """How far entry i lags behind entry m, less c, times its weight."""
    return (beta * x(m) - beta * x(i) - bound) * weight(i)


claim(
    "softmax-gap-at",
    "If entry m is the largest, softmax pooling misses it by at most W((n − 1)/e)/β.",
    x(m) - softmax(x, n, beta) <= bound / beta,
    given=[n >= 1, (m >= 0) & (m < n), beta > 0, every(lambda i: x(i) <= x(m), n)],
    proof=solve(
        uses=[
            use("gap-constant"),
            use("softmax-weights-positive"),
            use("sum-with-one-exception", x=excess, b=exp(beta * x(m) - (bound + 1))),
            use("tangent-times-weights", q=beta * x(m), c=bound),
            use("exp-of-difference", a=bound + 1, b=beta * x(m)),
        ],
        steps=[
            every(lambda i: excess(i) <= exp(beta * x(m) - (bound + 1)), n, lambda i: i != m),
            bound * exp(beta * x(m)) == (n - 1) * exp(beta * x(m) - (bound + 1)),
            total(excess, n) <= 0,
            beta * x(m) * weights - beta * total(weighted, n) <= bound * weights,
        ],
    ),
    false=[
        wrong(
            x(m) - softmax(x, n, beta) <= bound / (2 * beta),
            n=2, x=[Fraction(5, 4), 0], beta=1, m=0,
        ),
    ],
    because="With c = W((n − 1)/e), the n − 1 other entries add at most exp(βx(m) − (c + 1)) each "
    "to Σ (βx(m) − βx(i) − c)·exp(βx(i)), and entry m adds −c·exp(βx(m)): together 0.",
)  # fmt: skip

claim(
    "gap-at-peak",
    "The arithmetic of `softmax-gap-attained`, with a for exp(c + 1) and b for n − 1.",
    (c + 1) / beta - (c + 1) / beta * (a / (a + b)) == c / beta,
    given=[c >= 0, a > 0, beta > 0, b == c * a],
    proof=solve(steps=[(c + 1) * (a / (a + b)) == 1]),
    false=[
        wrong(
            (c + 1) / beta - (c + 1) / beta * (a / (a + b)) == c / beta,
            [c >= 0, a > 0, beta > 0, b >= 0],
        )
    ],
    because="a/(a + c·a) = 1/(1 + c).",
)

cubed = a * a * a
before = b * (3 * t) * cubed / (1 + b * cubed)
after = (t * a + b * (3 * t) * cubed) / (a + b * cubed)
claim(
    "raised-entry",
    "The arithmetic of `softmax-not-monotone`, with a for e and b for n − 1.",
    after < before,
    given=[a >= 2, b >= 1, t > 0],
    proof=solve(
        steps=[
            a * a >= 4,
            a * a * (2 * a - 3) >= 4,
            b * (a * a * (2 * a - 3)) >= 4,
            1 + 3 * b * (a * a) < 2 * b * cubed,
            b * cubed > 0,
            (a + 3 * b * cubed) * (1 + b * cubed) < 3 * b * cubed * (a + b * cubed),
            (a + 3 * b * cubed) / (a + b * cubed) < 3 * b * cubed / (1 + b * cubed),
            t * ((a + 3 * b * cubed) / (a + b * cubed)) < t * (3 * b * cubed / (1 + b * cubed)),
        ]
    ),
    false=[wrong(after < before, [a >= 1, b >= 1, t > 0])],
    because="Multiplied out, 1 + 3b·a² < 2b·a³.",
)

claim(
    "share-grows",
    "b/(b + c) rises with b.",
    b / (b + c) < a / (a + c),
    given=[b > 0, a > b, c > 0],
    proof=solve(steps=[b * (a + c) < a * (b + c)]),
    false=[wrong(b / (b + c) < a / (a + c), [b > 0, a > b, c >= 0])],
    because="b(a + c) < a(b + c).",
)

if __name__ == "__main__":
    main(page)
