"""Certificates: whether the kernel accepts a theorem, and what it says of it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from proofs.kernel_entries import Entry, keys, reading
from symbolic.axioms import AXIOMS
from symbolic.claims import Claim

if TYPE_CHECKING:
    from symbolic.search.proving import Certificates


@dataclass(frozen=True)
class Certificate:
    """What came of asking the kernel for a theorem.

    entries: what it accepted on the way, and had not before.  reason: why not the theorem itself;
    None if it did.  axioms: those that the theorem rests on.  seconds: to find and to check it.
    """

    entries: tuple[Entry, ...]
    reason: str | None
    axioms: tuple[str, ...]
    seconds: float


def certify(claim: Claim, certificates: Certificates, known: int) -> Certificate:
    """Look for a proof and have the kernel check it; the first `known` entries are had already.

    That the kernel accepted the statement of the claim, not some other, is checked here.
    """
    from symbolic.search.proving import NotCertified

    started = time.perf_counter()
    reason, axioms = None, frozenset[str]()
    try:
        certificates.add(claim)
        sequent, axioms = certificates.book.theorems[claim.id]
        if [keys(side) for side in sequent] != reading(claim.given, claim.statement, {}):
            reason = "the kernel accepted another statement"
    except RecursionError:
        reason = "the search went too deep"
    except NotCertified as failure:
        said = " ".join(str(failure).split()).removeprefix(f"{claim.id}: ")
        reason = said or "no proof was found"
    new = tuple(certificates.entries[known:])
    used = tuple(name for name in AXIOMS if name in axioms)
    return Certificate(new, reason, used, time.perf_counter() - started)
