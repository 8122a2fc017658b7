"""`python -m poolproof.audit`: every theorem of the kernel, proved once more by Coq.

Writes build/coq/*.v from the ledger and compiles them; exit status 0 if all of them compile, or if
there is no coqc, 1 if not, 2 if there is no ledger.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from pathlib import Path

from poolproof import tables
from poolproof.export_command import LEDGER, BadExport, write
from proofs.kernel_entries import Entry, cited
from symbolic.export.coq import LIBRARY, File, NotExported, files

FOLDER = LEDGER.parent / "coq"
AT_ONCE = 2
"""So many files are compiled side by side."""


@dataclass(frozen=True)
class Compiled:
    """What coqc said of a file; nothing if all was well."""

    file: File
    error: str


LARGE = 6_000
"""Characters of a certificate in the ledger from which on `--quick` leaves it out."""


def small(entries: Sequence[Entry]) -> list[Entry]:
    """The entries with short certificates that rest on no others."""
    left_out: set[str] = set()
    for entry in entries:
        if len(json.dumps(entry)) > LARGE or cited(entry) & left_out:
            left_out.add(entry["name"])
    return [entry for entry in entries if entry["name"] not in left_out]


def main(ledger: Path = LEDGER, folder: Path = FOLDER, quick: bool = False) -> int:
    """Compile all theorems of a ledger (quick: the small ones); say how many hold."""
    from proofs.ledger import LedgerError, read

    if shutil.which("coqc") is None:
        print("skipped: coqc is not installed (Debian: coq)")
        return 0
    try:
        entries = read(ledger)["kernel"]
        made = files(small(entries) if quick else entries)
        _write_all(made, folder)
    except (LedgerError, NotExported, BadExport) as failure:
        print(f"audit: {failure}", file=sys.stderr)
        return 2
    with tables.progress(len(made), "compiling") as done:
        results = compile_all(made, folder, done)
    theorems = sum(entry["kind"] == "theorem" for entry in entries)
    compiled = sum(len(r.file.theorems) for r in results if not r.error)
    for result in results:
        if result.error:
            print(result.error, file=sys.stderr)
    print(f"{compiled} of {theorems} theorems of the kernel compile in Coq ({folder})")
    return 0 if all(not r.error for r in results) and len(results) == len(made) else 1


def _write_all(made: Sequence[File], folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for stale in folder.iterdir():
            if stale.suffix in (".v", ".vo", ".vok", ".vos", ".glob", ".aux"):
                stale.unlink()
    except OSError as failure:
        raise BadExport(f"cannot write {folder}: {failure.strerror or failure}") from None
    for file in made:
        write(file.text, folder / f"{file.name}.v")


def compile_all(
    made: Sequence[File], folder: Path, done: Callable[[str], None] = lambda name: None
) -> list[Compiled]:
    """Compile the files, each after those it needs; files that need one that fails are left out."""
    results: list[Compiled] = []
    waiting, running = list(made), set[Future[Compiled]]()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        while True:
            compiled = {r.file.name for r in results if not r.error}
            ready = [f for f in waiting if compiled.issuperset(f.needs)]
            waiting = [f for f in waiting if f not in ready]
            running |= {pool.submit(_compile, file, folder) for file in ready}
            if not running:
                return results
            finished, running = wait(running, return_when=FIRST_COMPLETED)
            for future in finished:
                results.append(future.result())
                done(results[-1].file.name)


def _compile(file: File, folder: Path) -> Compiled:
    command = ["coqc", "-q", "-w", "none", "-R", ".", LIBRARY, f"{file.name}.v"]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    return Compiled(file, "" if ran.returncode == 0 else _why(file, ran.stderr))


def _why(file: File, message: str) -> str:
    """One line: the file, the theorem in it, and what coqc said."""
    place = re.search(r"line (\d+)", message)
    line = int(place[1]) if place else 0
    titles = [t for t in file.text.splitlines()[:line] if t.startswith("(** ")]
    theorem = titles[-1].removeprefix("(** ").removesuffix(" *)") if titles else "the prelude"
    said = message.partition("Error:")[2] or message
    words = " ".join(said.split())
    return f"{file.name}.v, line {line}, {theorem}: {words[-300:]}"


if __name__ == "__main__":
    try:
        sys.exit(main(quick="--quick" in sys.argv[1:]))
    except KeyboardInterrupt:
        print("audit: interrupted", file=sys.stderr)
        sys.exit(130)
