"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from poolproof.cli import main
from proofs import pages

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "README.md").read_text(encoding="utf-8")


def test_python_example_runs(capsys: pytest.CaptureFixture[str]) -> None:
    (code,) = re.findall(r"## In Python\n\n```python\n(.*?)```", TEXT, re.DOTALL)
    exec(compile(code, "README", "exec"), {})
    assert "(14, 8, 5, 3)" in capsys.readouterr().out


def test_shown_theorem_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    (shown,) = re.findall(r"```\n(relu-max \(two solvers\).*?)```", TEXT, re.DOTALL)
    assert main(["show", "relu-max"]) == 0
    actual = capsys.readouterr().out
    timeless = re.compile(r"z3 [\d.]+|cvc5 [\d.]+|[\d.]+ s\]|fails at .*")
    assert timeless.sub("", actual).split() == timeless.sub("", shown).split()


def test_shown_cost_command_works(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = re.findall(r"^poolproof (cost .*)$", TEXT, re.MULTILINE)
    assert main(shlex.split(line)) == 0
    assert "1,584,192" in capsys.readouterr().out


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", TEXT):
        assert (ROOT / target).exists(), target
    linked = set(re.findall(r"\(proofs/(\w+)\.py\)", TEXT))
    questions = {page.number for page in pages()} - {"0", "7.0"}
    assert len(linked) == len(questions)
