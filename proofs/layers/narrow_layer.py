"""The first hidden layer of any network without skip connections has more ReLUs than values."""

from typing import Any

from proofs.layers.common_zero import zero
from proofs.layers.elimination import form, form_at, i, j, k, n, value
from proofs.layers.first_layer import along, blind, far, nonnegative, outward, w, weight_sum
from proofs.layers.setting import claim
from symbolic.arithmetic import every, some, where
from symbolic.claims import wrong
from symbolic.methods import each, induct, instantiate, solve, use
from symbolic.pooling import inside
from symbolic.ranges import witness
from symbolic.terms import as_term, integers

(width,) = integers("N")


claim(
    "form-at-first",
    "Before the first step a form is a row of the weights.",
    form_at(0, j, i) == form(k, j, i),
    given=[j >= 0],
    proof=solve(unfold=[form_at(0, j, i)]),
    false=[form_at(0, j, i) == w(j, i)],
    because="By definition.",
)

claim(
    "value-at-first",
    "So is its value, without row k.",
    value(form_at, as_term(0), j) == where(j < k, along(j), along(j + 1)),
    given=[n >= 0, j >= 0],
    proof=induct(n, start=0, uses=[use("form-at-first", i=n)]),
    false=[value(form_at, as_term(0), j) == along(j)],
    because="By form-at-first, entry by entry.",
)


def others(i: Any) -> Any:
    """A common zero of all N rows but row k."""
    return zero(n, width - 1, k, i, width - 1)


def all_rows(i: Any) -> Any:
    """A common zero of all N rows."""
    return zero(n, width, width, i, width)


few = [inside(k, width), width <= n]
claim(
    "row-of-others",
    "At the zero of all rows but row k each of them is 0.",
    (j == k) | (along(j, others) == 0),
    given=[inside(j, width), *few],
    proof=solve(
        uses=[
            use("zero-solves", m=width - 1, r=width - 1),
            use("value-at-first", d=others),
            use("value-at-first", d=others, j=j - 1),
        ],
        at=[j, j - 1],
    ),
    false=[along(j, others) == 0],
    because="By zero-solves, before the first step.",
)

claim(
    "common-zero-of-others",
    "Let there be at most as many linear forms as unknowns.  Then all but one of them have a "
    "common zero that is not 0: elimination computes one.",
    every(lambda h: (h == k) | (along(h, others) == 0), width) & some(lambda i: others(i) != 0, n),
    given=few,
    proof=each(
        solve(uses=[use("row-of-others", j=witness("h"))]),
        solve(uses=[use("zero-not-zero", m=width - 1, r=width - 1)], at=[witness("i")]),
    ),
    false=[every(lambda h: along(h, others) == 0, width)],
    because="By zero-solves and zero-not-zero.",
)

claim(
    "row-of-all",
    "At the zero of all rows each of them is 0.",
    along(j, all_rows) == 0,
    given=[inside(j, width), width < n],
    proof=solve(
        uses=[
            use("zero-solves", m=width, k=width, r=width),
            use("value-at-first", d=all_rows, k=width),
        ],
        at=[j],
    ),
    false=[wrong(along(j + 1, all_rows) == 0, N=1, n=2, j=0, w=[[1, 0], [0, 1]])],
    because="By zero-solves, before the first step.",
)

claim(
    "common-zero",
    "Fewer linear forms than unknowns have a common zero that is not 0: elimination computes one.",
    every(lambda h: along(h, all_rows) == 0, width) & some(lambda i: all_rows(i) != 0, n),
    given=[width >= 0, width < n],
    proof=each(
        solve(uses=[use("row-of-all", j=witness("h"))]),
        solve(uses=[use("zero-not-zero", m=width, k=width, r=width)], at=[witness("i")]),
    ),
    false=[
        wrong(
            some(lambda i: all_rows(i) != 0, n),
            [width >= 0, width <= n],
            N=1,
            n=1,
            w=[[1]],
        )
    ],
    because="By zero-solves and zero-not-zero.",
)

claim(
    "first-layer-narrow",
    "The first layer of N ≤ n ReLUs of n values, with any weights and biases, does not tell three "
    "inputs apart whose maxima are not all the same, if the weights of one of them do not add up "
    "to 0; and if the weights of each add up to 0, see first-layer-balanced.  So for n ≥ 2 values "
    "the first layer of a network without skip connections, of any depth, has at least n + 1 ReLUs.",
    instantiate([], blind, use("", d=others)),
    given=[*few, weight_sum(k) != 0],
    proof=solve(uses=[use("first-layer-blind", d=others), use("common-zero-of-others")]),
    false=[
        wrong(instantiate([], blind, use("", d=others)), few, N=1, n=2, k=0, w=[[1, -1]], b=[0])
    ],
    because="By first-layer-blind, in the direction of common-zero-of-others.",
)

claim(
    "first-layer-narrow-nonnegative",
    "Inputs ≥ 0: one of N < n ReLUs does not tell three inputs apart that are ≥ 0 and whose maxima "
    "are not all the same.  So for n values ≥ 0 the first layer has at least n ReLUs.",
    instantiate([], nonnegative, use("", d=all_rows)),
    given=[width >= 0, width < n, instantiate([], far == outward, use("", d=all_rows))],
    example={"N": 0, "n": 1, "T": 1},
    proof=solve(uses=[use("first-layer-nonnegative", d=all_rows), use("common-zero")]),
    false=[
        wrong(
            instantiate([], nonnegative, use("", d=all_rows)),
            [width >= 0, width < n],
            N=0,
            n=1,
            T=0,
        )
    ],
    because="By first-layer-nonnegative, in the direction of common-zero.",
)
