"""`poolproof export`: one theorem as a file for another prover."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path
from typing import Any

LEDGER = Path("build") / "ledger.json"


class BadExport(Exception):
    """What cannot be exported, or written; the message is one line."""


def add_parser(subparsers: Any) -> None:
    """The subcommand's arguments; its `run` is this module's."""
    parser = subparsers.add_parser(
        "export",
        help="one theorem for another prover: Coq or SMT-LIB",
        description="coq: the kernel's proof from the ledger, with all it needs, for coqc. "
        "smt2: the questions that both solvers answered, for any solver.",
    )
    parser.add_argument("id", metavar="ID")
    parser.add_argument("--to", required=True, choices=("smt2", "coq"), help="the language")
    parser.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="default: standard output"
    )
    parser.add_argument(
        "--ledger", type=Path, default=LEDGER, metavar="FILE",
        help=f"where the kernel's proofs are (default: {LEDGER})",
    )  # fmt: skip
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Write what was asked for; 2 with one line on standard error if there is no such thing."""
    from symbolic.claims import NotProved

    try:
        text = coq_text(args.id, args.ledger) if args.to == "coq" else smt2_text(args.id)
        if args.output is None:
            sys.stdout.write(text)
        else:
            write(text, args.output)
    except BadExport as bad:
        print(f"poolproof export: {bad}", file=sys.stderr)
        return 2
    except NotProved as failure:
        print(f"poolproof export: {failure}", file=sys.stderr)
        return 1
    return 0


def coq_text(id: str, ledger: Path) -> str:
    """The kernel's proof of a theorem, and all it needs, as one Coq file."""
    from proofs.ledger import LedgerError, read
    from proofs.run import unknown
    from symbolic.arguments import ARGUED
    from symbolic.export.coq import NotExported, closure, document

    try:
        recorded = read(ledger)
        entries = recorded["kernel"]
        if not any(e["name"] == id and e["kind"] == "theorem" for e in entries):
            graded = {t["id"]: t["grade"] for t in recorded["theorems"]}
            if id not in graded:
                raise BadExport(unknown(id, graded))
            if graded[id] == ARGUED:
                raise BadExport(f"{id} is argued on paper: there is no certificate to export")
            raise BadExport(
                f"{id} has no certificate in {ledger}: its grade is {graded[id]!r}; "
                "`--to smt2` may have its questions"
            )
        return document(closure(entries, id))
    except (LedgerError, NotExported) as failure:
        raise BadExport(str(failure)) from None


def smt2_text(id: str) -> str:
    """The questions by which a claim is proved, as one SMT-LIB file."""
    from proofs import pages
    from proofs.run import UnknownClaim, with_uses
    from symbolic.arguments import Argued
    from symbolic.claims import Theorems, prove
    from symbolic.export.smt2 import NoQuestion, asked, text

    try:
        *used, claim = with_uses([claim for page in pages() for claim in page], [id])
    except UnknownClaim as unknown:
        raise BadExport(str(unknown)) from None
    if isinstance(claim.proof, Argued):
        raise BadExport(f"{id} is argued on paper: no solver was asked, there is nothing to export")
    earlier = Theorems()
    for needed in used:
        prove(needed, earlier)
    try:
        return text(asked(claim, earlier))
    except NoQuestion as none:
        raise BadExport(str(none)) from None


def write(text: str, path: Path) -> None:
    """Write a file, whole or not at all."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=path.name, suffix=".new", dir=path.parent)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            os.chmod(temporary, 0o644)
            os.replace(temporary, path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as failure:
        raise BadExport(f"cannot write {path}: {failure.strerror or failure}") from None
