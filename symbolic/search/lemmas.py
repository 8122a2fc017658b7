"""What proofs use of inverses and of sums beyond the laws; proved like all else."""

from __future__ import annotations

from symbolic.arithmetic import total
from symbolic.claims import Claim
from symbolic.methods import induct
from symbolic.terms import as_term, integers, reals

(b,) = reals("b")
(n,) = integers("n")

LEMMAS = (
    Claim("square", "", b * b >= 0),
    Claim("inverse-positive", "", 1 / b > 0, given=(b > 0,)),
    Claim("inverse-negative", "", 1 / b < 0, given=(b < 0,)),
    Claim(
        "sum-of-ones",
        "",
        total(lambda i: as_term(1), n) == n,
        given=(n >= 0,),
        proof=induct(n, start=0),
    ),
)
