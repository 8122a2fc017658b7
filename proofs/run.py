"""Proving pages: order, progress, and what became of each claim."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from proofs.certificates import Certificate, certify
from symbolic.arguments import ARGUED, Argued
from symbolic.axioms import AXIOMS, Axiom
from symbolic.claims import Claim, NotProved, Theorem, Theorems, prove
from symbolic.pages import Page


@dataclass(frozen=True)
class Outcome:
    """A claim and what became of it: a theorem and its certificate, or the reason why not."""

    claim: Claim
    theorem: Theorem | None = None
    certificate: Certificate | None = None
    failure: NotProved | None = None

    @property
    def certified(self) -> bool:
        """Whether the kernel accepted the theorem."""
        return self.certificate is not None and self.certificate.reason is None

    @property
    def grade(self) -> str | None:
        """The grade of the theorem, if it is one; argued is argued, whatever there is besides."""
        if self.theorem is None:
            return None
        if self.certified and self.theorem.grade != ARGUED:
            return "kernel"
        return self.theorem.grade

    @property
    def seconds(self) -> float:
        """What the proof and the certificate took."""
        return sum(part.seconds for part in (self.theorem, self.certificate) if part is not None)

    @property
    def axioms(self) -> tuple[Axiom, ...]:
        """What the theorem rests on: what the kernel says, or else what the claim's proof names."""
        if self.theorem is None or self.certificate is None:
            return ()
        if self.certified:
            return tuple(AXIOMS[id] for id in self.certificate.axioms)
        return self.theorem.axioms


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
    """Prove the claims one after the other and certify them; a failure does not stop the others."""
    from symbolic.search.proving import Certificates  # which needs a solver, unlike this module

    proved, certificates, known = Theorems(), Certificates(), 0
    for claim in claims:
        try:
            theorem = prove(claim, proved)
        except NotProved as failure:
            yield Outcome(claim, failure=failure)
            continue
        if theorem.grade == ARGUED:
            yield Outcome(claim, theorem, Certificate((), _argued(claim, proved), (), 0.0))
            continue
        yield Outcome(claim, theorem, certify(claim, certificates, known))
        known = len(certificates.entries)


def _argued(claim: Claim, proved: Theorems) -> str:
    """Why the kernel is not asked for a theorem that is argued on paper."""
    if isinstance(claim.proof, Argued):
        return "its own proof is on paper"
    behind = [id for id in claim.uses if proved[id].grade == ARGUED]
    return f"it uses {' and '.join(behind)}, argued on paper"


def main(page: Page) -> None:
    """Prove one page (with what it uses from others) and exit: what `python proofs/….py` does."""
    from poolproof.cli import run_prove

    sys.exit(run_prove([c.id for c in page]))
