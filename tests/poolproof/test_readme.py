"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path
from textwrap import dedent

import pytest

from poolproof.cli import main
from proofs import pages
from report.trust import Size, kernel_size, size
from symbolic.axioms import AXIOMS

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"## In Python\n\n```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(code, "README", "exec"), {})
    assert "(14, 8, 5, 3)" in capsys.readouterr().out


def test_shown_theorem_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    (shown,) = re.findall(r"```\n(relu-max \(kernel\).*?)```", TEXT, re.DOTALL)
    assert main(["show", "relu-max"]) == 0
    actual = capsys.readouterr().out
    timeless = re.compile(r"z3 [\d.]+|cvc5 [\d.]+|[\d.]+ s\]|\d+ steps|fails at .*")
    assert timeless.sub("", actual).split() == timeless.sub("", shown).split()


def test_shown_cost_command_works(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = re.findall(r"^poolproof (cost .*)$", TEXT, re.MULTILINE)
    assert main(shlex.split(line)) == 0
    assert "1,584,192" in capsys.readouterr().out


def test_what_is_trusted_is_as_large_as_it_says() -> None:
    (trusted,) = re.findall(r"## Why you can believe this\n(.*?)\n## ", TEXT, re.DOTALL)
    lines, code = map(int, re.findall(r"(\d+) lines, (\d+) of them code", trusted)[0])
    assert Size(lines, code) == kernel_size()
    assert f"out of the {len(AXIOMS)} in" in trusted
    without_torch = """
        import sys
        sys.modules["torch"] = None
        from proofs import pages
        from proofs.kernel_entries import reading
        from symbolic.statements import NotStated
        for claim in (claim for page in pages() for claim in page):
            try:
                reading(claim.given, claim.statement, {})
            except NotStated:
                pass
            except ImportError:
                print(claim.id)
    """
    command = [sys.executable, "-c", dedent(without_torch)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    (named,) = re.findall(r"in (`[^.]*) these\s+are the torch layers", trusted)
    assert sorted(done.stdout.split()) == sorted(re.findall(r"`([\w-]+)`", named))


def test_size_of_a_program() -> None:
    program = (
        '"""Doc\n\nstring."""\n\n# comment\nx = """a\nb"""  # more\n"""Of x."""\n\nf(\n    1,\n)\n'
    )
    assert size(program) == Size(12, 5)


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (ROOT / target).exists(), target
    linked = set(re.findall(r"\(proofs/(\w+)\.py\)", TEXT))
    questions = {page.number for page in pages()} - {"0", "7.0"}
    assert len(linked) == len(questions)
