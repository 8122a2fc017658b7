"""Fewer linear forms than unknowns have a common zero that is not 0: solved from the last step on."""

from typing import Any

from proofs.layers.elimination import form_at, i, j, k, kept_at, m, n, not_zero, row
from proofs.layers.setting import claim
from symbolic.arithmetic import either, every, some, total, where
from symbolic.claims import wrong
from symbolic.methods import induct, solve, strong, use
from symbolic.pooling import inside
from symbolic.ranges import witness
from symbolic.terms import integers, recursive, sequences

b, left = integers("b r")
(f,) = sequences("f")


@recursive
def zero(n: Any, m: Any, k: Any, i: Any, r: Any) -> Any:
    """Entry i of a common zero of the m forms of n unknowns before step m − r."""
    s = m - r

    def later() -> Any:
        rest = zero(n, m, k, i, r - 1)  # first: where r < 0 this never ends, and must not take long

        def kept(i: Any) -> Any:
            return row(1, k, s, i, m + s)

        solved = -total(lambda i: kept(i) * zero(n, m, k, i, r - 1), n) / not_zero(kept(s))
        entry = where(i == s, solved, rest)
        return where(i < s, 0, where(kept(s) == 0, where(i == s, 1, 0), entry))

    return either(r == 0, lambda: where(i == m, 1, 0), later)


def entry(i: Any, left: Any) -> Any:
    """Entry i of the zero when so many steps are left."""
    return zero(n, m, k, i, left)


def at_zero(of: Any, s: Any, j: Any, left: Any) -> Any:
    """What a form is there."""
    return total(lambda i: of(s, j, i) * entry(i, left), n)


now = m - left
pivot = kept_at(now, m, now)
solved = -at_zero(kept_at, now, m, left - 1) / not_zero(pivot)

claim(
    "zero-entry",
    "If the form kept last in step s does not have unknown s, the zero is 1 there and 0 elsewhere; "
    "else the equation is solved for it, and the rest is the zero of the step after.",
    entry(i, left)
    == where(
        i < now,
        0,
        where(
            pivot == 0,
            where(i == now, 1, 0),
            where(i == now, solved, entry(i, left - 1)),
        ),
    ),
    given=[left >= 1, left <= m],
    proof=solve(unfold=[entry(i, left)]),
    false=[entry(i, left) == entry(i, left - 1)],
    because="By definition.",
)

claim(
    "zero-at-first",
    "After the last step the zero is 1 at unknown m and 0 elsewhere.",
    entry(i, left) == where(i == m, 1, 0),
    given=[left == 0],
    proof=solve(unfold=[entry(i, left)]),
    false=[entry(i, left) == 0],
    because="By definition.",
)

claim(
    "zero-below",
    "The unknowns that are gone are 0.",
    entry(i, left) == 0,
    given=[left >= 0, left <= m, i < now],
    proof=solve(uses=[use("zero-entry"), use("zero-at-first")]),
    false=[wrong(entry(i, left) == 0, [left >= 0, left <= m, i <= now])],
    because="By definition.",
)


def sum_to(b: Any, left: Any) -> Any:
    """A weighted sum of the entries before b."""
    return total(lambda i: f(i) * entry(i, left), b)


claim(
    "sum-with-zero",
    "A sum over the zero is that over the zero of the step after, and one entry more.",
    sum_to(b, left)
    == where(
        pivot == 0,
        where(now < b, f(now), 0),
        where(now < b, f(now) * entry(now, left), 0) + sum_to(b, left - 1),
    ),
    given=[b >= 0, left >= 1, left <= m],
    proof=induct(
        b,
        start=0,
        uses=[
            use("zero-entry", i=b),
            use("zero-entry", i=now),
            use("zero-below", i=b, r=left - 1),
        ],
        at=[now],
    ),
    false=[sum_to(b, left) == sum_to(b, left - 1)],
    because="The two differ at unknown s, where the second is 0; or the first is 0 elsewhere.",
)

some_left = [left >= 1, left <= m, m < n]
claim(
    "zero-of-kept",
    "The form kept last in a step is 0 at the zero.",
    at_zero(kept_at, now, m, left) == 0,
    given=some_left,
    proof=solve(
        uses=[
            use("sum-with-zero", b=n, f=lambda i: kept_at(now, m, i)),
            use("zero-entry", i=now),
        ]
    ),
    false=[at_zero(kept_at, now, m, left - 1) == 0],
    because="The equation was solved for it.",
)


def solves(left: Any) -> Any:
    """All forms before that step are 0 at the zero."""
    return every(lambda h: at_zero(form_at, m - left, h, left) == 0, m)


next_zero = at_zero(form_at, now + 1, j, left) == 0
claim(
    "zero-of-next",
    "The forms after the step are 0 at the zero, if they are at that of the step after.",
    next_zero,
    given=[*some_left, inside(j, m), solves(left - 1)],
    proof=solve(
        uses=[
            use("sum-with-zero", b=n, f=lambda i: form_at(now + 1, j, i)),
            use("unknown-removed", s=now),
        ],
        at=[j],
    ),
    false=[at_zero(form_at, now, j, left - 1) == 0],
    because="They do not have the unknown that is solved for.",
)

claim(
    "zero-of-all-next",
    "All of them.",
    every(lambda j: at_zero(form_at, now + 1, j, left) == 0, m),
    given=[*some_left, solves(left - 1)],
    proof=solve(uses=[use("zero-of-next", j=witness("j"))]),
    false=[every(lambda j: at_zero(form_at, now, j, left - 1) == 0, m)],
    because="By zero-of-next, form by form.",
)

here_zero = at_zero(form_at, now, j, left) == 0
claim(
    "zero-of-each",
    "Then the forms before the step are 0 at the zero, too.",
    here_zero,
    given=[*some_left, inside(j, m), solves(left - 1)],
    proof=solve(
        uses=[
            use("zero-of-all-next"),
            use("zero-of-kept"),
            use("form-vanishes-back", s=now, d=lambda i: entry(i, left)),
            use("value-used-up", s=now - 1, d=lambda i: entry(i, left)),
        ]
    ),
    false=[at_zero(form_at, now, j, left - 1) == 0],
    because="By form-vanishes-back; the forms used up are 0.",
)

claim(
    "zero-solves-at-first",
    "After the last step all forms are 0.",
    solves(left),
    given=[left == 0, m < n],
    proof=solve(uses=[use("value-used-up", s=now - 1, j=witness("h"), d=lambda i: entry(i, left))]),
    false=[every(lambda h: at_zero(form_at, m - left - 1, h, left) == 0, m)],
    because="They are used up.",
)

claim(
    "zero-solves-next",
    "If all forms are 0 at the zero after a step, they are before it.",
    solves(left),
    given=[*some_left, solves(left - 1)],
    proof=solve(uses=[use("zero-of-each", j=witness("h", 2))]),
    false=[every(lambda h: at_zero(form_at, m - left, h, left - 1) == 0, m)],
    because="By zero-of-each, form by form.",
)

claim(
    "zero-solves",
    "So all forms are 0 at the zero, whatever step is next.",
    solves(left),
    given=[left >= 0, left <= m, m < n],
    proof=strong(
        left,
        [{left: left - 1}],
        start=0,
        uses=[use("zero-solves-at-first"), use("zero-solves-next")],
    ),
    false=[every(lambda h: at_zero(form_at, m - left, h, left - 1) == 0, m)],
    because="From the last step to the first.",
)

apart = some(lambda i: (i >= now) & (entry(i, left) != 0), n)
claim(
    "zero-not-zero",
    "Among the unknowns that are left one is not 0 in the zero.",
    apart,
    given=[left >= 0, left <= m, m < n],
    proof=induct(
        left,
        start=0,
        uses=[
            use("zero-at-first", i=m),
            use("zero-entry", i=m - left - 1, r=left + 1),
            use("zero-entry", i=witness("i"), r=left + 1),
        ],
        at=[m, m - left - 1, witness("i")],
    ),
    false=[some(lambda i: (i > now) & (entry(i, left) != 0), n)],
    because="It is 1 at the unknown that the form kept last does not have, and stays so.",
)
