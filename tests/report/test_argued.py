"""What is argued on paper: marked, printed whole and counted apart, wherever it is shown."""

from __future__ import annotations

from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from ledgers import proved

import proofs
from poolproof.cli import main
from proofs.ledger import record, text
from proofs.replay import compare
from proofs.run import prove_claims
from report.build import render
from symbolic.arguments import ARGUED, argued
from symbolic.methods import solve, use
from symbolic.pages import Page
from symbolic.terms import reals

a, b = reals("a b")
TITLE, SENTENCE = "Squares on paper", "A product of a number with itself is not negative."


def page() -> Page:
    """A theorem of the kernel, one that is argued, and one that uses it."""
    made = Page("3.1", "Squares", "?", "!")
    made.claim("is-plain", "Equal.", a <= a, false=[a < b], because="So it is.")
    made.claim(
        "on-paper", "Squares.", a * a >= 0, false=[a * a >= 1], because="So it is.",
        proof=argued((TITLE, SENTENCE), ("More", "See is-plain."), uses=[use("is-plain")]),
    )  # fmt: skip
    made.claim(
        "behind", "More.", b * b + 1 > 0, false=[b > 0], because="So it is.",
        proof=solve(uses=[use("on-paper", a=b)]),
    )  # fmt: skip
    return made


BOOK = [page()]


@cache
def ledger() -> dict[str, Any]:
    return record(prove_claims([claim for page in BOOK for claim in page]), BOOK)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(proofs, "pages", lambda: BOOK)
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / "ledger.json").write_text(text(ledger()))
    return tmp_path


def test_the_ledger_has_the_grade_and_the_whole_argument() -> None:
    found = {t["id"]: t for t in ledger()["theorems"]}
    assert {id: t["grade"] for id, t in found.items()} == {
        "is-plain": "kernel", "on-paper": ARGUED, "behind": ARGUED
    }  # fmt: skip
    assert found["on-paper"]["explained"][-1] == {
        "argument": [{"title": TITLE, "text": SENTENCE}, {"title": "More", "text": "See is-plain."}]
    }
    assert not {"on-paper", "behind"} & {entry["name"] for entry in ledger()["kernel"]}


def test_the_paper_prints_it_whole_and_counts_it_apart() -> None:
    whole = " ".join(render(ledger(), {}, {"page": "none"}).split())
    assert rf"{TITLE}.}} {SENTENCE}" in whole
    assert r"See \claimref{is-plain}{is-\allowbreak{}plain}." in whole
    assert "answers with 1 theorems" in whole
    assert "Not counted among these theorems are 2 that are argued on paper" in whole
    assert "certificates of 1 of the 1 theorems that are proved by machine" in whole
    assert "Argued: an argument of 2 steps, which no machine has checked" in whole
    assert "it uses on-paper, argued on paper" in whole
    printed = whole.partition(r"\begin{document}")[2]
    assert printed.count(r"\onpaper") == 2, "both are marked"
    assert printed.count(r"\proofend") == 2, "an argument ends without the sign of a proof"
    assert "Theorems without a certificate" not in whole


def test_a_paper_without_arguments_does_not_speak_of_them() -> None:
    whole = render(proved(), {}, {"page": "none"})
    printed = whole.partition(r"\begin{document}")[2]
    assert "on paper" not in printed
    assert "onpaper" not in printed


def test_the_command_line_counts_it_apart(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove"]) == 0
    shown = capsys.readouterr().out
    assert "1 proved, 1 of them checked by the kernel, 2 argued on paper, 0 not;" in shown
    assert "Argued on paper, not proved by machine, 2:" in shown
    assert "behind (argued): it uses on-paper, argued on paper" in shown
    assert "No certificate" not in shown
    assert main(["list"]) == 0
    rows = [line.split()[1:3] for line in capsys.readouterr().out.splitlines()]
    assert ["on-paper", "argued"] in rows
    assert ["behind", "argued"] in rows
    assert main(["show", "on-paper"]) == 0
    shown = capsys.readouterr().out
    assert "argued on paper, by no machine, from is-plain" in shown
    assert f"(1) {TITLE}: {SENTENCE}" in shown


def test_export_refuses_it_in_one_line(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for language, message in (("smt2", "nothing to export"), ("coq", "no certificate to export")):
        assert main(["export", "on-paper", "--to", language]) == 2
        error = capsys.readouterr().err
        assert error.startswith("poolproof export: on-paper is argued on paper: ")
        assert message in error
        assert error.count("\n") == 1
    assert main(["export", "behind", "--to", "coq"]) == 2
    assert "behind is argued on paper" in capsys.readouterr().err
    assert main(["export", "behind", "--to", "smt2"]) == 0
    assert "; some of what it uses is argued on paper" in capsys.readouterr().out


def test_replay_counts_it_apart(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["replay"]) == 0
    shown = capsys.readouterr().out
    assert "1 of 1 theorems have the grade kernel" in shown
    assert "2 more are argued on paper" in shown


@pytest.mark.parametrize("id", ["on-paper", "behind"])
@pytest.mark.parametrize("grade", ["kernel", "two solvers"])
def test_replay_finds_a_ledger_that_hides_it(id: str, grade: str) -> None:
    forged = deepcopy(ledger())
    (theorem,) = (t for t in forged["theorems"] if t["id"] == id)
    theorem["grade"] = grade
    assert (
        f"{id}: it is argued on paper, but its grade is another" in compare(forged, BOOK).different
    )
    assert compare(ledger(), BOOK).different == []
