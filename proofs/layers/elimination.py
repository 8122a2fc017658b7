"""Linear forms: one unknown after the other is removed from all of them.

The forms are the rows of the weights w, one row left out.  Step s goes through the forms and keeps one:
from each form that it comes to it takes away so much of the one kept that unknown s is gone, or, where
the one kept does not have unknown s, the two change places.
"""

from typing import Any

from proofs.layers.first_layer import w
from proofs.layers.setting import claim
from symbolic.arithmetic import either, every, total, where
from symbolic.claims import wrong
from symbolic.methods import induct, solve, use
from symbolic.terms import integers, recursive, sequences

n, m, k, i, j, q, s = integers("n m k i j q s")
(d,) = sequences("d")


def form(k: Any, j: Any, i: Any) -> Any:
    """Coefficient i of form j: of row j, or of the row after it from row k on, which is left out."""
    return where(j < k, w(j, i), w(j + 1, i))


def not_zero(x: Any) -> Any:
    """The value, or 1 where it is 0: to divide by."""
    return where(x == 0, 1, x)


@recursive
def row(kept: Any, k: Any, s: Any, i: Any, tau: Any) -> Any:
    """Coefficient i at step s of form τ − s, or of the form kept when step s comes to it."""
    before, past = s - 1, tau - 1

    def later() -> Any:
        has = row(1, k, s, s, past) != 0
        keeps = where(has, row(1, k, s, i, past), row(0, k, s, i, past))
        pivot = row(1, k, before, before, past)
        part = row(0, k, before, before, past) / not_zero(pivot) * row(1, k, before, i, past)
        reduced = where(pivot == 0, row(1, k, before, i, past), row(0, k, before, i, past) - part)
        other = where(s == 0, form(k, tau, i), reduced)
        return where(kept == 1, where(tau <= 2 * s, 0, keeps), other)

    return either(tau == 0, lambda: where(kept == 1, 0, form(k, tau, i)), later)


def form_at(s: Any, j: Any, i: Any) -> Any:
    """Coefficient i of form j at step s."""
    return row(0, k, s, i, j + s)


def kept_at(s: Any, j: Any, i: Any) -> Any:
    """Coefficient i of the form kept when step s comes to form j."""
    return row(1, k, s, i, j + s)


def value(of: Any, s: Any, j: Any) -> Any:
    """What such a form is at d."""
    return total(lambda i: of(s, j, i) * d(i), n)


pivot = kept_at(s, j, s)
ratio = form_at(s, j, s) / not_zero(pivot)

claim(
    "forms-reduced",
    "Step s makes of a form what is left when unknown s is gone, or else the form kept.",
    form_at(s + 1, j, i)
    == where(pivot == 0, kept_at(s, j, i), form_at(s, j, i) - ratio * kept_at(s, j, i)),
    given=[s >= 0, j >= 0],
    proof=solve(unfold=[form_at(s + 1, j, i)]),
    false=[form_at(s + 1, j, i) == form_at(s, j, i)],
    because="By definition.",
)

claim(
    "form-kept",
    "The form kept stays if it has unknown s, else the next one is kept.",
    kept_at(s, j + 1, i) == where(pivot == 0, form_at(s, j, i), kept_at(s, j, i)),
    given=[s >= 0, j >= s],
    proof=solve(unfold=[kept_at(s, j + 1, i)]),
    false=[kept_at(s, j + 1, i) == form_at(s, j, i)],
    because="By definition.",
)

claim(
    "values-reduced",
    "The same of the values of the forms at any point d.",
    value(form_at, s + 1, j)
    == where(pivot == 0, value(kept_at, s, j), value(form_at, s, j) - ratio * value(kept_at, s, j)),
    given=[n >= 0, s >= 0, j >= 0],
    proof=induct(n, start=0, uses=[use("forms-reduced", i=n)]),
    false=[value(form_at, s + 1, j) == value(form_at, s, j)],
    because="Sums are linear.",
)

claim(
    "value-kept",
    "The same of the value of the form kept.",
    value(kept_at, s, j + 1) == where(pivot == 0, value(form_at, s, j), value(kept_at, s, j)),
    given=[n >= 0, s >= 0, j >= s],
    proof=induct(n, start=0, uses=[use("form-kept", i=n)]),
    false=[value(kept_at, s, j + 1) == value(form_at, s, j)],
    because="Entry by entry.",
)

both_zero = (value(form_at, s, j) == 0) & (value(kept_at, s, j) == 0)
claim(
    "zero-carries-back",
    "Where the form after step s is 0 and the one kept then, so are the form before and the one "
    "kept.",
    both_zero,
    given=[n >= 0, s >= 0, j >= s, value(form_at, s + 1, j) == 0, value(kept_at, s, j + 1) == 0],
    proof=solve(uses=[use("values-reduced"), use("value-kept")]),
    false=[wrong(both_zero, [n >= 0, s >= 0, j >= s, value(form_at, s + 1, j) == 0])],
    because="Each is a combination of the two.",
)

all_next = every(lambda j: value(form_at, s + 1, j) == 0, m)
claim(
    "kept-vanishes-back",
    "Where all forms after step s are 0 and the one kept last, so is each that was kept before.",
    value(kept_at, s, m - q) == 0,
    given=[n >= 0, q >= 0, s >= 0, s <= m - q, all_next, value(kept_at, s, m) == 0],
    proof=induct(q, start=0, uses=[use("zero-carries-back", j=m - q - 1)], at=[m - q - 1]),
    false=[wrong(value(kept_at, s, m - q) == 0, [n >= 0, q >= 0, s >= 0, s <= m - q, all_next])],
    because="From the last form to the first, by zero-carries-back.",
)

claim(
    "form-vanishes-back",
    "And so is each form before step s.",
    value(form_at, s, j) == 0,
    given=[n >= 0, s >= 0, s <= j, j < m, all_next, value(kept_at, s, m) == 0],
    proof=solve(uses=[use("zero-carries-back"), use("kept-vanishes-back", q=m - j - 1)], at=[j]),
    false=[wrong(value(form_at, s, j) == 0, [n >= 0, s >= 0, s <= j, j < m, all_next])],
    because="By kept-vanishes-back and zero-carries-back.",
)

claim(
    "nothing-kept-yet",
    "Before form s nothing is kept in step s.",
    kept_at(s, j, i) == 0,
    given=[j >= 0, j <= s],
    proof=solve(unfold=[kept_at(s, j, i)]),
    false=[wrong(kept_at(s, j, i) == 0, [s >= 0, j >= 0])],
    because="By definition.",
)

claim(
    "form-used-up",
    "After step s the forms up to form s are 0.",
    form_at(s + 1, j, i) == 0,
    given=[j >= 0, j <= s],
    proof=solve(uses=[use("forms-reduced"), use("nothing-kept-yet"), use("nothing-kept-yet", i=s)]),
    false=[wrong(form_at(s + 1, j, i) == 0, [s >= 0, j >= 0])],
    because="They are what was kept before.",
)

claim(
    "value-used-up",
    "So they are 0 at every point.",
    value(form_at, s + 1, j) == 0,
    given=[n >= 0, j >= 0, j <= s],
    proof=induct(n, start=0, uses=[use("form-used-up", i=n)]),
    false=[wrong(value(form_at, s + 1, j) == 0, [n >= 0, s >= 0, j >= 0])],
    because="By form-used-up.",
)

claim(
    "unknown-removed",
    "After step s no form has unknown s.",
    form_at(s + 1, j, s) == 0,
    given=[s >= 0, j >= 0],
    proof=solve(
        uses=[use("forms-reduced", i=s)],
        steps=[(pivot != 0).implies(ratio * pivot == form_at(s, j, s))],
    ),
    false=[form_at(s, j, s) == 0],
    because="By forms-reduced.",
)
