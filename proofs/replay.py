"""Whether what the kernel accepted is what the pages, the axioms and the definitions say today.

That the kernel accepts it is for a process of its own to find out, before any of this is asked.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from proofs.kernel_entries import Entry, axioms_behind, of_theorem, reading, states, steps
from proofs.ledger import Ledger, assumed, stated
from symbolic.arguments import ARGUED, argued_ids
from symbolic.axioms import AXIOMS
from symbolic.claims import Claim
from symbolic.pages import Page
from symbolic.statements import NotStated

STATED: Final = ("statement", "given", "latex", "display", "definitions", "unknowns")
"""What a ledger prints of a statement."""


@dataclass
class Comparison:
    """How many theorems are what the pages state; lines that say what differs, and what was left.

    argued: how many theorems of the ledger are argued on paper.
    """

    same: int = 0
    argued: int = 0
    different: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def compare(ledger: Ledger, pages: Sequence[Page]) -> Comparison:
    """Each theorem of grade kernel, each axiom and each definition with what the project says."""
    found = Comparison()
    entries = {entry["name"]: entry for entry in ledger["kernel"]}
    behind = axioms_behind(ledger["kernel"])
    claims = {claim.id: claim for page in pages for claim in page}
    certified = [t for t in ledger["theorems"] if t["grade"] == "kernel"]
    defined: dict[str, object] = {}
    for theorem in certified:
        id = str(theorem["id"])
        try:
            lines = list(_differences(theorem, claims.get(id), entries, behind, defined))
        except ImportError as missing:
            found.left.append(f"{id}: not compared: needs {missing.name}")
            continue
        found.same += not lines
        found.different += [f"{id}: {line}" for line in lines]
    graded = {t["id"] for t in certified}
    found.argued = sum(t["grade"] == ARGUED for t in ledger["theorems"])
    found.different += _on_paper(ledger, claims)
    for name, entry in entries.items():
        if entry["kind"] == "theorem" and name in claims and name not in graded:
            found.different.append(f"{name}: the kernel accepted it, but its grade is another")
        if entry["kind"] == "axiom":
            found.different += _assumed(name, entry, ledger["axioms"])
        if entry["kind"] == "definition" and defined.get(name) != states(entry):
            found.different.append(f"definition {name}: no statement of a page has this one")
    return found


def _differences(
    theorem: dict[str, Any],
    claim: Claim | None,
    entries: dict[str, Entry],
    behind: dict[str, set[str]],
    defined: dict[str, object],
) -> Iterator[str]:
    """Lines that say what is wrong with one theorem; the definitions it needs are kept."""
    id = theorem["id"]
    entry = entries.get(id)
    if entry is None or entry["kind"] != "theorem":
        yield "its grade is kernel, but the kernel accepted no theorem of this name"
        return
    if claim is None:
        yield "no page states it"
        return
    try:
        today = reading(claim.given, claim.statement, defined)
    except NotStated as reason:
        yield f"the page states what the kernel cannot read: {reason}"
        return
    if states(entry) != today:
        yield "the kernel accepted another statement than the page's"
    printed = json.loads(json.dumps(stated(claim)))
    for part in STATED:
        if theorem[part] != printed[part]:
            yield f"the ledger prints a {part} that is not the page's"
    if theorem["axioms"] != [axiom for axiom in AXIOMS if axiom in behind[id]]:
        yield f"the ledger names other axioms than those it rests on: {sorted(behind[id])}"
    count = steps(of_theorem(id, entries.values()))
    certificate = theorem["certificate"]
    if not isinstance(certificate, dict) or certificate.get("steps") != count:
        yield f"its certificate has {count} steps, which the ledger does not say"


def _on_paper(ledger: Ledger, claims: dict[str, Claim]) -> Iterator[str]:
    """Lines that say of which theorems a ledger hides that they are argued on paper."""
    behind = argued_ids(claims.values())
    for theorem in ledger["theorems"]:
        if theorem["id"] in behind and theorem["grade"] != ARGUED:
            yield f"{theorem['id']}: it is argued on paper, but its grade is another"


def _assumed(name: str, entry: Entry, printed: Sequence[Any]) -> Iterator[str]:
    """Lines that say what is wrong with an axiom, as it is used and as it is printed."""
    axiom = AXIOMS.get(name)
    if axiom is None:
        yield f"axiom {name}: the project has none of this name"
    elif states(entry) != reading(axiom.given, axiom.statement, {}):
        yield f"axiom {name}: the ledger assumes something else than the project"
    elif json.loads(json.dumps(assumed(axiom))) not in printed:
        yield f"axiom {name}: the ledger prints something else"
