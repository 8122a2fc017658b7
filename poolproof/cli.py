"""The command line: `poolproof prove | replay | list | show | report | cost | layers | export`.

Exit status: 0 if all that was asked for was done (for prove: proved), 1 if something was not
proved, confirmed or built, 2 for a mistake in what was typed, 130 after Ctrl-C.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from poolproof import cost_command, export_command, layers_command, replay_command, tables

BUILD = Path("build")
LEDGER = BUILD / "ledger.json"
PAPER = BUILD / "poolproof.pdf"


class Mistake(Exception):
    """What was asked for cannot be done; the message is one line and names the way out."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; the exit status."""
    parser = _parser()
    chosen = parser.parse_args(arguments)
    try:
        return int(chosen.run(chosen))
    except KeyboardInterrupt:
        print("poolproof: interrupted; nothing more was written", file=sys.stderr)
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Mistake as mistake:
        print(f"poolproof: {mistake}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="poolproof", description="Pooling layers: proved, run in torch, printed as a paper."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    prove = commands.add_parser("prove", help="prove all claims, or the ones named")
    prove.add_argument("ids", nargs="*", metavar="ID", help="claims to prove (default: all)")
    prove.add_argument("--json", action="store_true", help="print the ledger instead of a table")
    prove.add_argument("--report", action="store_true", help="then write the paper as well")
    prove.add_argument(
        "--ledger", type=Path, metavar="FILE",
        help=f"where the ledger goes (default: {LEDGER} when all claims are proved)",
    )  # fmt: skip
    prove.set_defaults(run=lambda a: run_prove(a.ids, a.json, a.report, a.ledger))

    replay_command.add_parser(commands, LEDGER)

    list_ = commands.add_parser("list", help="name all claims, with their grades if proved")
    list_.add_argument("--json", action="store_true", help="print JSON instead of a table")
    list_.set_defaults(run=lambda a: run_list(a.json))

    show = commands.add_parser("show", help="one claim: statement, proof, counterexamples")
    show.add_argument("id", metavar="ID")
    show.add_argument("--json", action="store_true", help="print JSON instead of text")
    show.set_defaults(run=lambda a: run_show(a.id, a.json))

    report = commands.add_parser("report", help="write the paper from the ledger")
    report.add_argument("-o", "--output", type=Path, default=PAPER, metavar="FILE")
    report.add_argument("--ledger", type=Path, default=LEDGER, metavar="FILE")
    report.set_defaults(run=lambda a: run_report(a.output, a.ledger))

    cost_command.add_parser(commands)
    layers_command.add_parser(commands)
    export_command.add_parser(commands)
    return parser


def run_prove(
    ids: Sequence[str], as_json: bool = False, report: bool = False, ledger: Path | None = None
) -> int:
    """Prove the claims named (all if none) and show the table; 0 only if all were proved."""
    from proofs import pages
    from proofs.ledger import text, write
    from proofs.run import UnknownClaim, with_uses
    from proofs.workers import prove_and_record

    book = pages()
    claims = [claim for page in book for claim in page]
    try:
        wanted = with_uses(claims, ids)
    except UnknownClaim as unknown:
        raise Mistake(str(unknown)) from None
    with tables.progress(len(wanted), "proving") as done:
        recorded = prove_and_record(wanted, book, done)
    if as_json:
        print(text(recorded), end="")
    else:
        tables.outcomes(recorded)
    where = ledger or (LEDGER if not ids else None)
    if where is not None:
        _writing(where, lambda: write(recorded, where))
    if not recorded["proved"]:
        return 1
    return _build(recorded, PAPER) if report else 0


def run_list(as_json: bool) -> int:
    """Name all claims; the grade is that of the ledger, where it proves the same statement."""
    from proofs import pages
    from proofs.ledger import LedgerError, read, stated

    try:
        known = {t["id"]: t for t in read(LEDGER)["theorems"]}
    except LedgerError:
        known = {}
    rows = []
    for page in pages():
        for claim in page:
            now = stated(claim)
            proved = known.get(claim.id)
            same = proved is not None and all(
                proved.get(k) == now[k] for k in ("statement", "given")
            )
            grade = proved["grade"] if proved is not None and same else None
            rows.append({"id": claim.id, "page": page.number, "says": claim.says, "grade": grade})
    if as_json:
        print(json.dumps(rows, ensure_ascii=False, indent=1))
    else:
        tables.listing(rows)
    return 0


def run_show(id: str, as_json: bool) -> int:
    """Prove one claim, with what it uses, and show all there is to know of it."""
    from proofs import pages
    from proofs.ledger import record
    from proofs.run import UnknownClaim, prove_claims, with_uses

    book = pages()
    try:
        wanted = with_uses([claim for page in book for claim in page], [id])
    except UnknownClaim as unknown:
        raise Mistake(str(unknown)) from None
    recorded = record(prove_claims(wanted), book)
    found = [t for t in recorded["theorems"] if t["id"] == id]
    if not found:
        failed = next(f for f in recorded["failed"] if f["id"] == id)
        print(json.dumps(failed, ensure_ascii=False, indent=1) if as_json else tables.why(failed))
        return 1
    if as_json:
        print(json.dumps(found[0], ensure_ascii=False, indent=1))
    else:
        tables.theorem(found[0])
    return 0


def run_report(output: Path, ledger: Path) -> int:
    """Write the paper from a ledger."""
    from proofs.ledger import LedgerError, read

    try:
        recorded = read(ledger)
    except LedgerError as error:
        raise Mistake(str(error)) from None
    if not recorded["proved"]:
        raise Mistake(
            f"{ledger} records claims that are not proved: mend them, then `poolproof prove`"
        )
    return _build(recorded, output)


def _build(recorded: dict[str, Any], output: Path) -> int:
    from report.build import BuildError, build

    def say(line: str) -> None:
        print(line, file=sys.stderr)

    try:
        written = _writing(output, lambda: build(recorded, output, progress=say))
    except BuildError as error:
        print(f"poolproof: {error}", file=sys.stderr)
        return 1
    print(f"the paper: {written}")
    return 0


def _writing(path: Path, action: Any) -> Any:
    """Do what writes a file; a file system that refuses is a mistake with a name."""
    try:
        return action()
    except OSError as error:
        raise Mistake(f"cannot write {path}: {error.strerror or error}") from None
