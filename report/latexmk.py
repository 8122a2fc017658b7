"""Compiling with latexmk, and reading what LaTeX complained of."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

MISSING: Final = (
    "latexmk is not installed, so there is no PDF; on Debian and Ubuntu: "
    "apt install latexmk texlive-latex-recommended lmodern"
)
LIMIT: Final = 300
"""Seconds after which LaTeX is stopped."""


class LatexError(Exception):
    """LaTeX failed; the message is one line with the first error."""


def available() -> bool:
    """Whether there is a latexmk and a pdflatex to run."""
    return shutil.which("latexmk") is not None and shutil.which("pdflatex") is not None


def compile_pdf(source: Path) -> str:
    """Compile a .tex file in its own folder; the log's text.  Raises `LatexError`."""
    command = ["latexmk", "-pdf", "-interaction=nonstopmode", "-halt-on-error", source.name]
    environment = {**os.environ, "max_print_line": "10000"}
    log = source.with_suffix(".log")
    try:
        done = subprocess.run(
            command, cwd=source.parent, env=environment, capture_output=True, timeout=LIMIT
        )
    except subprocess.TimeoutExpired:
        raise LatexError(f"LaTeX was still running after {LIMIT} s") from None
    text = log.read_text(encoding="utf-8", errors="replace") if log.exists() else ""
    if done.returncode != 0 or not source.with_suffix(".pdf").exists():
        raise LatexError(f"LaTeX failed: {first_error(text)}")
    return text


def first_error(log: str) -> str:
    """The first error in a log, with the line of the source that it names."""
    found = re.search(r"^! (.*)$", log, re.MULTILINE)
    if not found:
        return "no error in its log"
    line = re.compile(r"^l\.\d+ .*$", re.MULTILINE).search(log, found.end())
    read = re.compile(r"(\\\w+) *$", re.MULTILINE).search(log, found.end())  # the last token read
    name = f" {read[1]}" if read and "Undefined control sequence" in found[1] else ""
    return f"{found[1].rstrip('.')}{name}{', ' + line[0].strip() if line else ''}"


def complaints(log: str) -> list[str]:
    """Overfull boxes, labels undefined or defined twice, missing letters; none if all is well."""
    patterns = (
        r"^Overfull \\[hv]box \((?!0\.0pt).*$",
        r"^(?:LaTeX|Package hyperref|pdfTeX) [Ww]arning.*(?:undefined|multiply|duplicate|exist).*$",
        r"^Missing character.*$",
        r"^LaTeX Font Warning: .*(?:not available|undefined).*$",
    )
    return [m[0] for pattern in patterns for m in re.finditer(pattern, log, re.MULTILINE)]
