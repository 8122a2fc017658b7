"""Fewer linear forms than unknowns: a common zero that is not 0, by elimination."""

from typing import Any

from proofs.layers.first_layer import w
from proofs.layers.setting import claim
from symbolic.arithmetic import either, every, some, total, where
from symbolic.claims import wrong
from symbolic.arguments import argued
from symbolic.terms import integers, recursive

n, count, k, i = integers("n m k i")


def form(k: Any, j: Any, i: Any) -> Any:
    """Coefficient i of form j, where row k of the weights is left out."""
    return where(j < k, w(j, i), w(j + 1, i))


@recursive
def row(kept, k, s, i, tau):
    """Elimination: at step s, coefficient i of form τ − s; or of the form kept when it comes to that.

    Step s removes unknown s from the forms after the s-th, one after the other: a multiple of the form
    kept is taken away, or the two change places if the one kept does not have the unknown.
    """
    past = tau - 1

    def later() -> Any:
        stays = row(1, k, s, s, past) != 0
        keeps = where(
            tau <= 2 * s, 0, where(stays, row(1, k, s, i, past), row(0, k, s, i, past))
        )
        before = s - 1
        pivot = row(1, k, before, before, past)
        factor = row(0, k, before, before, past) / where(pivot == 0, 1, pivot)
        reduced = where(
            pivot != 0,
            row(0, k, before, i, past) - factor * row(1, k, before, i, past),
            row(1, k, before, i, past),
        )
        return where(kept == 1, keeps, where(s == 0, form(k, tau, i), reduced))

    return either(tau == 0, lambda: where(kept == 1, 0, form(k, tau, i)), later)


@recursive
def zero(n, m, k, i, left):
    """Entry i of the common zero of the forms at step m − left."""
    s = m - left

    def later() -> Any:
        pivot = row(1, k, s, s, m + s)
        solved = -total(lambda j: row(1, k, s, j, m + s) * zero(n, m, k, j, left - 1), n)
        return where(
            i < s,
            0,
            where(
                pivot == 0,
                where(i == s, 1, 0),
                where(i == s, solved / where(pivot == 0, 1, pivot), zero(n, m, k, i, left - 1)),
            ),
        )

    return either(left == 0, lambda: where(i == m, 1, 0), later)
