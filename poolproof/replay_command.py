"""`poolproof replay`: have the kernel check a ledger again, and compare it with the pages.

The kernel runs in a process of its own, which sees the standard library and nothing else.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from symbolic import kernel

T = TypeVar("T")


def add_parser(commands: Any, ledger: Path) -> None:
    """Describe the command to the command line."""
    replay = commands.add_parser("replay", help="check the certificates of a ledger again")
    replay.add_argument("ledger", nargs="?", type=Path, default=ledger, metavar="LEDGER")
    replay.set_defaults(run=run_replay)


def run_replay(chosen: argparse.Namespace) -> int:
    """Check and compare; 0 only if the kernel accepts all, and nothing that is compared differs."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")  # torch's would wait for the kernel's core
    gc.disable()  # there is much to read, and it is all kept
    try:
        return replayed(chosen.ledger)
    finally:
        gc.enable()


def replayed(path: Path) -> int:
    """Check and compare a ledger, and print what was found; the exit status."""
    from poolproof.cli import Mistake
    from proofs import pages
    from proofs.ledger import LedgerError, read
    from proofs.replay import compare

    try:
        ledger = read(path)
    except LedgerError as error:
        raise Mistake(str(error)) from None
    with ThreadPoolExecutor() as pool:  # the one mostly waits, for its process
        kernel_alone = pool.submit(timed, lambda: checked(path))
        comparison = pool.submit(timed, lambda: compare(ledger, pages()))
        (accepted, said), seconds = kernel_alone.result()
        print(f"the kernel, alone in a fresh process: {said} ({seconds:.1f} s)")
        if not accepted:
            return 1
        found, seconds = comparison.result()
    for line in found.different:
        print(f"NOT CONFIRMED {line}")
    for line in found.left:
        print(line)
    total = len(ledger["theorems"]) - found.argued
    argued = f"{found.argued} more are argued on paper, " if found.argued else ""
    print(
        f"{found.same} of {total} theorems have the grade kernel and state what the pages state, "
        f"{argued}{len(found.left)} not compared, {len(found.different)} differences ({seconds:.1f} s)"
    )
    return 1 if found.different else 0


def timed(work: Callable[[], T]) -> tuple[T, float]:
    """A result, and how many seconds it took."""
    started = time.perf_counter()
    return work(), time.perf_counter() - started


def checked(ledger: Path) -> tuple[bool, str]:
    """Whether the kernel accepts a ledger, and what it says."""
    command = [sys.executable, "-I", "-S", kernel.__file__, str(ledger)]
    done = subprocess.run(command, capture_output=True, text=True)
    said = (done.stdout if done.returncode == 0 else done.stderr).strip().rpartition("\n")[2]
    return done.returncode == 0, said
