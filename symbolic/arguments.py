"""Arguments on paper: proofs of which a machine has checked nothing but what they rest on.

`argued`: a claim whose proof is a text, in titled steps, that rests on theorems proved before.  The
claim is a statement like any other, with false variants that are refuted; it is refused if the search
finds a counterexample.  That it finds none proves nothing, so the grade is the weakest of all, and
whatever uses such a theorem has it too.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from symbolic.counterexamples import refute
from symbolic.questions import Evidence, ProofFailed
from symbolic.terms import Term

if TYPE_CHECKING:
    from symbolic.claims import Claim
    from symbolic.methods import Proved, Use

ARGUED: Final = "argued"
"""The grade of what is argued on paper, and of all that rests on it."""


@dataclass(frozen=True)
class Argument:
    """One step of an argument: what it shows, and why."""

    title: str
    text: str


@dataclass(frozen=True)
class Argued:
    """An argument on paper, and the theorems that it rests on: all of a claim's proof, or no part."""

    argument: tuple[Argument, ...]
    uses: tuple[Use, ...]
    tried: tuple[Mapping[str, Any], ...] = ()

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        started = time.perf_counter()
        if not self.argument:
            raise ProofFailed("an argument without steps")
        for number, step in enumerate(self.argument, 1):
            if not step.title.strip() or not step.text.strip().endswith("."):
                raise ProofFailed(f"step {number} of the argument has no title or no sentence")
        for wanted in self.uses:
            proved.instance(wanted)
        if any(refute(given, goal, fixed) is not None for fixed in self.tried or ({},)):
            raise ProofFailed("it is argued, but there is a counterexample")
        count = len(self.argument)
        what = f"an argument of {count} step{'s' * (count > 1)}, which no machine has checked"
        return [Evidence(what, ARGUED, "its authors, on paper", time.perf_counter() - started)]

    def describe(self) -> str:
        steps = " ".join(f"({n}) {s.title}: {s.text}" for n, s in enumerate(self.argument, 1))
        ids = ", ".join(dict.fromkeys(u.id for u in self.uses))
        return f"Argued on paper{f', from {ids}' if ids else ''}. {steps}"


def argued(
    *steps: tuple[str, str], uses: Sequence[Use] = (), tried: Sequence[Mapping[str, Any]] = ()
) -> Argued:
    """An argument on paper: the title and the text of each step.

    uses: the theorems that it rests on, which must be proved before; their grades count, too.
    tried: values of some variables, among which a counterexample is looked for; all, unless given.
    """
    return Argued(tuple(Argument(*step) for step in steps), tuple(uses), tuple(tried))


def argued_ids(claims: Iterable[Claim]) -> dict[str, tuple[str, ...]]:
    """Which of some claims, in page order, are argued on paper or use what is.

    Each with those whose own proof is an argument: the ones that it rests on, and perhaps itself.
    """
    found: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        own = (claim.id,) if isinstance(claim.proof, Argued) else ()
        behind = (id for used in claim.uses for id in found.get(used, ()))
        all_ = tuple(dict.fromkeys([*behind, *own]))
        if all_:
            found[claim.id] = all_
    return found
