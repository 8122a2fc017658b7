"""The ledger: what was proved, by what, and how; plain data, in one JSON file.

Numbers that are exact are strings, as "3/4"; seconds are floats.  A formula comes as `text`, as one
piece of `latex`, and as the `lines` of a display.  `kernel` is what the kernel accepted, for
`python -I -S symbolic/kernel.py` to check again.
"""

from __future__ import annotations

import json
import os
import platform
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from proofs.certificates import Certificate
from proofs.explain import changes, definitions, formula, proof, unknowns
from proofs.kernel_entries import Entry, joined, needed, of_theorem, steps
from proofs.run import Outcome
from symbolic import solvers
from symbolic.axioms import Axiom
from symbolic.claims import Claim, Theorem
from symbolic.counterexamples import Point
from symbolic.pages import Page
from symbolic.terms import Term, conjuncts

FORMAT: Final = 4
_NEEDED: Final[dict[str, type | tuple[type, ...]]] = {
    "versions": dict, "proved": bool, "seconds": (int, float), "theorems": list, "failed": list,
    "axioms": list, "pages": list, "kernel": list,
}  # fmt: skip
_OF_A_THEOREM: Final = frozenset(
    {"id", "page", "says", "statement", "latex", "display", "width", "unknowns", "given", "proof"}
    | {"definitions", "explained", "because", "uses", "grade", "axioms", "evidence", "false"}
    | {"example", "seconds", "certificate", "uncertified"}
)

Ledger = dict[str, Any]


class LedgerError(Exception):
    """A ledger that cannot be read; the message is one line and says what to do."""


def record(outcomes: Iterable[Outcome], pages: Iterable[Page]) -> Ledger:
    """The ledger of these outcomes; `proved` if there are some and all of them are theorems."""
    outcomes = list(outcomes)
    accepted = [e for o in outcomes if o.certificate is not None for e in o.certificate.entries]
    kernel = needed(accepted, [o.claim.id for o in outcomes if o.certified])
    theorems = [_theorem(o, o.theorem, kernel) for o in outcomes if o.theorem is not None]
    return {
        "format": FORMAT,
        "versions": versions(),
        "proved": bool(outcomes) and len(theorems) == len(outcomes),
        "seconds": round(sum(o.seconds for o in outcomes), 3),
        "theorems": theorems,
        "failed": [_failure(o) for o in outcomes if o.theorem is None],
        "axioms": [assumed(a) for a in dict.fromkeys(a for o in outcomes for a in o.axioms)],
        "pages": [
            {"number": p.number, "title": p.title, "question": p.question, "answer": p.answer}
            for p in pages
        ],
        "kernel": kernel,
    }


def merged(parts: Iterable[Ledger], order: Iterable[str]) -> Ledger:
    """The ledgers of parts of a run as that of the whole, theorems in the order given."""
    place = {id: n for n, id in enumerate(order)}

    def first(part: Ledger) -> int:
        return min((place[e["id"]] for e in (*part["theorems"], *part["failed"])), default=0)

    def all_of(key: str) -> list[dict[str, Any]]:
        return sorted((e for p in parts for e in p[key]), key=lambda e: place[e["id"]])

    parts = sorted(parts, key=first)
    whole = dict(parts[0])
    whole["theorems"], whole["failed"] = all_of("theorems"), all_of("failed")
    whole["proved"] = all(p["proved"] for p in parts)
    whole["seconds"] = round(sum(p["seconds"] for p in parts), 3)
    whole["axioms"] = list({a["id"]: a for p in parts for a in p["axioms"]}.values())
    whole["kernel"] = joined(p["kernel"] for p in parts)
    return whole


def versions() -> dict[str, str]:
    """The programs that the evidence comes from."""
    found = {"python": platform.python_version(), **solvers.versions()}
    for package in ("sympy", "torch", "poolproof"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            continue
    return found


def stated(claim: Claim) -> dict[str, Any]:
    """What a claim says and how it is to be proved, before it is."""
    statement = formula(claim.statement)
    return {
        "id": claim.id,
        "page": claim.page,
        "says": claim.says,
        "statement": statement["text"],
        "latex": statement["latex"],
        "display": statement["lines"],
        "width": statement["width"],
        "unknowns": unknowns(claim),
        "given": _hypotheses(claim.given),
        "definitions": definitions(claim),
        "proof": claim.proof.describe(),
        "explained": proof(claim.proof),
        "because": claim.because,
        "uses": list(claim.uses),
    }


def _theorem(outcome: Outcome, theorem: Theorem, kernel: Sequence[Entry]) -> dict[str, Any]:
    refuted = (
        refutation(r.statement, r.given, r.point, theorem.claim) for r in theorem.refutations
    )
    certificate = outcome.certificate
    return {
        **stated(theorem.claim),
        "grade": outcome.grade,
        "axioms": [a.id for a in outcome.axioms],
        "evidence": [
            {"what": e.what, "grade": e.grade, "by": e.by, "seconds": round(e.seconds, 6)}
            for e in theorem.evidence
        ],
        "certificate": _accepted(certificate, of_theorem(theorem.claim.id, kernel)),
        "uncertified": "not tried" if certificate is None else certificate.reason,
        "false": list(refuted),
        "example": None if theorem.example is None else str(theorem.example),
        "seconds": round(theorem.seconds, 6),
    }


def _accepted(certificate: Certificate | None, own: Sequence[Entry]) -> dict[str, Any] | None:
    """What the kernel accepted for one theorem, which stands whole under `kernel`."""
    if certificate is None or certificate.reason is not None:
        return None
    names = [e["name"] for e in own]
    return {"theorems": names, "steps": steps(own), "seconds": round(certificate.seconds, 6)}


def _hypotheses(given: Sequence[Term]) -> list[dict[str, Any]]:
    """Each with its parts: a conjunction of hypotheses reads better as a list."""
    return [{**formula(g), "parts": [formula(part) for part in _parts(g)]} for g in given]


def _parts(hypothesis: Term) -> Iterator[Term]:
    """The conjuncts, but lower and upper bound of one term together."""
    parts = list(conjuncts(hypothesis))
    while parts:
        part = parts.pop(0)
        if parts and part.op in ("ge", "gt") and parts[0].op in ("le", "lt"):
            part = part & parts.pop(0) if part.args[0] is parts[0].args[0] else part
        yield part


def refutation(variant: Term, given: Sequence[Term], point: Point, claim: Claim) -> dict[str, Any]:
    """A false variant of a claim, and the point where it fails."""
    statement = formula(variant)
    return {
        "statement": statement["text"],
        "latex": statement["latex"],
        "display": statement["lines"],
        "width": statement["width"],
        "changed": changes(claim.statement, variant),
        "given": _hypotheses(given),
        "point": _point(point),
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "text": str(point),
        "variables": {name: str(value) for name, value in point.variables.items()},
        "entries": {
            name: {",".join(map(str, index)): str(value) for index, value in sorted(table.items())}
            for name, table in point.entries.items()
        },
    }


def assumed(axiom: Axiom) -> dict[str, Any]:
    """An axiom, and where it is from."""
    given = _hypotheses(axiom.given)
    return {"id": axiom.id, **formula(axiom.statement), "given": given, "source": axiom.source}


def _failure(outcome: Outcome) -> dict[str, Any]:
    failure = outcome.failure
    point = failure.counterexample if failure is not None else None
    return {
        "id": outcome.claim.id,
        "reason": failure.reason if failure is not None else "not tried",
        "counterexample": None if point is None else _point(point),
    }


def text(ledger: Ledger) -> str:
    """The ledger as JSON, what the kernel accepted one entry a line."""
    rest = {key: value for key, value in ledger.items() if key != "kernel"}
    start = json.dumps(rest, ensure_ascii=False, indent=1).removesuffix("\n}")
    entries = ",\n".join(
        json.dumps(e, ensure_ascii=False, separators=(",", ":")) for e in ledger.get("kernel", ())
    )
    return f'{start},\n "kernel": [\n{entries}\n ]\n}}\n'


def write(ledger: Ledger, path: Path) -> None:
    """Write the ledger, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.name, suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text(ledger))
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read(path: Path) -> Ledger:
    """The ledger in a file; `LedgerError` if there is none that this program can read."""
    again = "run `poolproof prove` to write it"
    try:
        ledger = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LedgerError(f"there is no ledger at {path}: {again}") from None
    except OSError as failure:
        raise LedgerError(f"{path} cannot be read: {failure.strerror}") from None
    except ValueError as failure:
        raise LedgerError(f"{path} is not a ledger ({failure}): {again} anew") from None
    if not isinstance(ledger, dict) or "format" not in ledger:
        raise LedgerError(f"{path} is not a ledger: {again} anew")
    if ledger["format"] != FORMAT:
        found = ledger["format"]
        raise LedgerError(f"{path} has format {found!r}, not {FORMAT}: {again} anew")
    for key, kind in _NEEDED.items():
        if not isinstance(ledger.get(key), kind):
            raise LedgerError(f"{path} is damaged, {key!r} is missing or wrong: {again} anew")
    for theorem in ledger["theorems"]:
        missing = _OF_A_THEOREM - set(theorem) if isinstance(theorem, dict) else {"all"}
        if missing:
            name = sorted(missing)[0]
            raise LedgerError(f"{path} is damaged, a theorem lacks {name!r}: {again} anew")
    return ledger
