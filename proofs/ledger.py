"""The ledger: what was proved, by what, and how; plain data, in one JSON file.

Numbers that are exact are strings, as "3/4"; seconds are floats.  A formula comes as `text`, as one
piece of `latex`, and as the `lines` of a display.
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

from proofs.explain import changes, definitions, formula, proof, unknowns
from proofs.run import Outcome
from symbolic import solvers
from symbolic.axioms import Axiom
from symbolic.claims import Claim, Theorem
from symbolic.counterexamples import Point
from symbolic.pages import Page
from symbolic.terms import Term, conjuncts

FORMAT: Final = 1
_NEEDED: Final[dict[str, type | tuple[type, ...]]] = {
    "versions": dict, "proved": bool, "seconds": (int, float), "theorems": list, "failed": list,
    "pages": list,
}  # fmt: skip
_OF_A_THEOREM: Final = frozenset(
    {"id", "page", "says", "statement", "latex", "display", "width", "unknowns", "given", "proof"}
    | {"definitions", "explained", "because", "uses", "grade", "axioms", "evidence", "false"}
    | {"example", "seconds"}
)

Ledger = dict[str, Any]


class LedgerError(Exception):
    """A ledger that cannot be read; the message is one line and says what to do."""


def record(outcomes: Iterable[Outcome], pages: Iterable[Page]) -> Ledger:
    """The ledger of these outcomes; `proved` if there are some and all of them are theorems."""
    outcomes = list(outcomes)
    theorems = [o.theorem for o in outcomes if o.theorem is not None]
    axioms = dict.fromkeys(a for t in theorems for a in t.axioms)
    return {
        "format": FORMAT,
        "versions": versions(),
        "proved": bool(outcomes) and len(theorems) == len(outcomes),
        "seconds": round(sum(t.seconds for t in theorems), 3),
        "theorems": [_theorem(t) for t in theorems],
        "failed": [_failure(o) for o in outcomes if o.theorem is None],
        "axioms": [assumed(a) for a in axioms],
        "pages": [
            {"number": p.number, "title": p.title, "question": p.question, "answer": p.answer}
            for p in pages
        ],
    }


def merged(parts: Iterable[Ledger], order: Iterable[str]) -> Ledger:
    """The ledgers of parts of a run as that of the whole, theorems in the order given."""
    parts = list(parts)
    place = {id: n for n, id in enumerate(order)}

    def all_of(key: str) -> list[dict[str, Any]]:
        return sorted((e for p in parts for e in p[key]), key=lambda e: place[e["id"]])

    whole = dict(parts[0])
    whole["theorems"], whole["failed"] = all_of("theorems"), all_of("failed")
    whole["proved"] = all(p["proved"] for p in parts)
    whole["seconds"] = round(sum(p["seconds"] for p in parts), 3)
    whole["axioms"] = list({a["id"]: a for p in parts for a in p["axioms"]}.values())
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


def _theorem(theorem: Theorem) -> dict[str, Any]:
    refuted = (
        refutation(r.statement, r.given, r.point, theorem.claim) for r in theorem.refutations
    )
    return {
        **stated(theorem.claim),
        "grade": theorem.grade,
        "axioms": [a.id for a in theorem.axioms],
        "evidence": [
            {"what": e.what, "grade": e.grade, "by": e.by, "seconds": round(e.seconds, 6)}
            for e in theorem.evidence
        ],
        "false": list(refuted),
        "example": None if theorem.example is None else str(theorem.example),
        "seconds": round(theorem.seconds, 6),
    }


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


def write(ledger: Ledger, path: Path) -> None:
    """Write the ledger, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.name, suffix=".new", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(ledger, file, ensure_ascii=False, indent=1)
            file.write("\n")
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
