"""Proving on all cores: claims that use one another stay together, the groups run side by side.

A theorem never leaves the process that proved it; what comes back is its record for the ledger.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Callable, Sequence

from proofs.ledger import Ledger, merged, record
from proofs.run import prove_claims
from symbolic.claims import Claim
from symbolic.pages import Page

FEW = 20
"""Up to so many claims are proved in this process: starting others would take longer."""

_claims: dict[str, Claim] = {}
_book: Sequence[Page] = ()


def prove_and_record(
    claims: Sequence[Claim], book: Sequence[Page], done: Callable[[str], None]
) -> Ledger:
    """The ledger of these claims, which include all that they use; `done` is told each id."""
    workers = min(os.cpu_count() or 1, 8)
    if len(claims) <= FEW or workers == 1 or "fork" not in multiprocessing.get_all_start_methods():
        outcomes = []
        for outcome in prove_claims(claims):
            outcomes.append(outcome)
            done(outcome.claim.id)
        return record(outcomes, book)
    global _book
    _claims.update((c.id, c) for c in claims)
    _book = book
    parts = []
    with multiprocessing.get_context("fork").Pool(workers, _start) as pool:
        for part, ids in pool.imap_unordered(_prove, groups(claims)):
            parts.append(part)
            for id in ids:
                done(id)
    return merged(parts, [c.id for c in claims])


def groups(claims: Sequence[Claim]) -> list[list[str]]:
    """Ids of claims that use one another, directly or not, each in page order; largest group first."""
    group: dict[str, list[str]] = {}
    for claim in claims:
        together = [claim.id]
        for used in dict.fromkeys(claim.uses):
            if group[used] is not together:
                together = group[used] + together
                for member in together:
                    group[member] = together
        group[claim.id] = together
    place = {claim.id: n for n, claim in enumerate(claims)}
    distinct = {id(members): members for members in group.values()}.values()
    return sorted((sorted(m, key=place.__getitem__) for m in distinct), key=len, reverse=True)


def _start() -> None:
    """Ctrl-C is the parent's to handle; the cores are shared already."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    import torch

    torch.set_num_threads(1)


def _prove(ids: list[str]) -> tuple[Ledger, list[str]]:
    return record(prove_claims([_claims[id] for id in ids]), _book), ids
