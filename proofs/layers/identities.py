"""Maxima of three to six values from maxima of pairs, with one more hidden layer."""

from collections.abc import Sequence
from functools import reduce
from typing import Any

from proofs.layers.setting import claim
from symbolic.arithmetic import maximum
from symbolic.identities import FIVE, FOUR, SIX, THREE, Identity, Pair
from symbolic.methods import ordered
from symbolic.terms import Term, reals


def values(count: int) -> tuple[Term, ...]:
    """x0, x1, and so on."""
    return reals(" ".join(f"x{i}" for i in range(count)))


def fold(entries: Sequence[Any]) -> Any:
    """The maximum, one entry after the other."""
    return reduce(maximum, entries)


def pair_maximum(at: Pair) -> Term:
    """m with the two indices."""
    return reals(f"m{at[0]}{at[1]}")[0]


def pairs_are_maxima(identity: Identity) -> list[Term]:
    """That every m_ij is max(x_i, x_j), and m_ii is x_i."""
    x = values(identity.entries)
    return [
        pair_maximum((i, j)) == (x[i] if i == j else maximum(x[i], x[j])) for i, j in identity.pairs
    ]


def holds(identity: Identity, of: Any = None) -> Term:
    """That the identity gives its multiple of the maximum, or of something else."""
    x = values(identity.entries)
    multiple = fold(x) if of is None else of
    multiple = multiple if identity.divisor == 1 else identity.divisor * multiple
    statement: Term = identity(lambda i, j: pair_maximum((i, j))) == multiple
    return statement


def state(id: str, says: str, identity: Identity, because: str) -> None:
    """The identity, and as a false variant that it is the maximum of all values but the last."""
    x = values(identity.entries)
    claim(
        id,
        says,
        holds(identity),
        given=pairs_are_maxima(identity),
        proof=ordered(x),
        false=[holds(identity, fold(x[:-1]))],
        because=because,
    )


state(
    "max3-from-pairs",
    "From the maxima of two pairs one more layer gives the maximum of three values.",
    THREE,
    "The two pairs cover the three values.",
)
state(
    "max4-from-pairs",
    "From the maxima of two pairs one more layer gives the maximum of four values.",
    FOUR,
    "The two pairs cover the four values.",
)
state(
    "max5-two-layers",
    "From the maxima of six pairs, those of two triangles that share one value, one more layer gives "
    "the maximum of five values: two hidden layers in all, of 10 and 8 ReLUs.",
    FIVE,
    "In each order of the values the sums of pairs are sums of values, and all but the largest value "
    "cancels.",
)
state(
    "max6-two-layers",
    "From the maxima of pairs one more layer gives the maximum of six values: two hidden layers in "
    "all.",
    SIX,
    "In each order of the values the sums of pairs are sums of values, and all but the largest value "
    "cancels.",
)
