"""Axioms: what is taken for known of exp, log and the Lambert W function, and where it is from.

To the solvers these are unknown functions.  A proof gets a property of one only by naming an axiom
with `use`, or a theorem proved from axioms; a theorem lists all the axioms it rests on.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from symbolic.arithmetic import exp, log
from symbolic.terms import Term, real_function, reals

a, b, t = reals("a b t")


@dataclass(frozen=True)
class Axiom:
    """A fact that is not proved here, for all values of its variables that satisfy `given`."""

    id: str
    statement: Term
    source: str
    given: tuple[Term, ...] = ()


_ALL: Final = (
    Axiom(
        "exp-of-sum",
        exp(a + b) == exp(a) * exp(b),
        "The addition theorem: W. Rudin, Principles of Mathematical Analysis, ch. 8.",
    ),
    Axiom(
        "exp-at-least-tangent",
        exp(t) >= 1 + t,
        "exp is convex, and 1 + t is its tangent at 0: NIST Digital Library of Mathematical "
        "Functions, 4.5(ii).",
    ),
    Axiom(
        "exp-of-log",
        exp(log(t)) == t,
        "The definition of the logarithm: W. Rudin, Principles of Mathematical Analysis, ch. 8.",
        given=(t > 0,),
    ),
    Axiom(
        "lambert-w",
        (real_function("lambertw", t) >= 0)
        & (real_function("lambertw", t) * exp(real_function("lambertw", t)) == t),
        "The definition of its principal branch, which is not negative for t ≥ 0: NIST Digital "
        "Library of Mathematical Functions, 4.13.1.",
        given=(t >= 0,),
    ),
)
AXIOMS: Final = MappingProxyType({axiom.id: axiom for axiom in _ALL})
"""By id."""
