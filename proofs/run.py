"""Proving pages: order, progress, and the record of what was proved."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symbolic.claims import Claim, NotProved, Theorem, Theorems, prove
from symbolic.pages import Page


@dataclass(frozen=True)
class Outcome:
    """A claim and what became of it: a theorem, or the reason why not."""

    claim: Claim
    theorem: Theorem | None
    failure: NotProved | None


class UnknownClaim(ValueError):
    """No page states a claim of this id; the message offers the nearest ones."""


def with_uses(claims: Sequence[Claim], wanted: Sequence[str]) -> list[Claim]:
    """The claims wanted (all if none is named) and those their proofs use, in page order."""
    known = {c.id: c for c in claims}
    chosen: set[str] = set()
    pending = list(wanted) or list(known)
    while pending:
        id = pending.pop()
        if id not in known:
            raise UnknownClaim(unknown(id, known))
        if id not in chosen:
            chosen.add(id)
            pending += known[id].uses
    return [c for c in claims if c.id in chosen]


def unknown(id: str, known: object) -> str:
    """The message for an id that no page states."""
    from difflib import get_close_matches

    near = get_close_matches(id, list(known), n=3)  # type: ignore[call-overload]
    hint = f"; did you mean {' or '.join(near)}?" if near else "; `poolproof list` names them all"
    return f"no claim is called {id!r}{hint}"


def prove_claims(claims: Sequence[Claim]) -> Iterator[Outcome]:
    """Prove the claims one after the other; a failure does not stop the others."""
    proved = Theorems()
    for claim in claims:
        try:
            yield Outcome(claim, prove(claim, proved), None)
        except NotProved as failure:
            yield Outcome(claim, None, failure)


def main(page: Page) -> None:
    """Prove one page (with what it uses from others) and exit: what `python proofs/….py` does."""
    from poolproof.cli import run_prove

    sys.exit(run_prove([c.id for c in page]))
