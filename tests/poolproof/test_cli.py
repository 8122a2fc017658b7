"""The command line as a newcomer types it, with wrong input too."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

import proofs
from poolproof.cli import main
from symbolic.pages import Page
from symbolic.terms import reals

ROOT = Path(__file__).parents[2]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_prove_one(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "relu-max"]) == 0
    assert "relu-max" in capsys.readouterr().out
    assert not list(here.iterdir()), "a part of the claims does not replace the ledger"


def test_prove_writes_ledger_where_told(here: Path) -> None:
    assert main(["prove", "relu-max", "--ledger", "out/l.json"]) == 0
    ledger = json.loads((here / "out" / "l.json").read_text())
    assert ledger["proved"] is True
    assert [t["id"] for t in ledger["theorems"]] == ["relu-max"]


def test_prove_json(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "relu-abs", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["theorems"][0]["grade"] == "kernel"


def test_proving_includes_what_is_used(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["prove", "average-composes", "--json"]) == 0
    ids = [t["id"] for t in json.loads(capsys.readouterr().out)["theorems"]]
    assert ids == ["sum-splits", "sum-by-blocks", "average-composes"]


def test_unknown_id(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("prove", "show"):
        assert main([command, "relu-mx"]) == 2
        error = capsys.readouterr().err
        assert "relu-mx" in error
        assert "relu-max" in error
        assert error.count("\n") == 1


def test_show(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "min-is-negated-max"]) == 0
    shown = capsys.readouterr().out
    for part in ("statement", "hypotheses", "proof", "evidence", "false variants", "fails at"):
        assert part in shown
    assert re.search(r"certificate: \d+ steps, checked by the kernel", shown)


def test_what_has_no_certificate_says_why(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", "noise-of-uniform"]) == 0
    assert "no certificate: the integral" in capsys.readouterr().out
    assert main(["prove", "noise-of-uniform", "relu-max"]) == 0
    shown = capsys.readouterr().out
    listed = shown[shown.index("No certificate") :]
    assert re.search(r"^  noise-of-uniform \(derived\): the integral", listed, re.MULTILINE)
    assert "relu-max" not in listed


def test_list(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(row["grade"] is None for row in rows), "nothing is proved here yet"
    assert {"average-is-convolution", "softmax-gap"} <= {row["id"] for row in rows}


def test_list_takes_grades_from_the_ledger(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["prove", "relu-max", "--ledger", "build/ledger.json"])
    capsys.readouterr()
    main(["list", "--json"])
    grades = {row["id"]: row["grade"] for row in json.loads(capsys.readouterr().out)}
    assert grades["relu-max"] == "kernel"
    assert grades["relu-min"] is None


def test_report_without_ledger(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report"]) == 2
    error = capsys.readouterr().err
    assert "poolproof prove" in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 99}'])
def test_report_with_corrupt_ledger(
    here: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    (here / "build").mkdir()
    (here / "build" / "ledger.json").write_text(text)
    assert main(["report"]) == 2
    assert capsys.readouterr().err.count("\n") == 1
    assert [p.name for p in here.iterdir()] == ["build"]


def test_ledger_that_cannot_be_written(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "file").write_text("")
    assert main(["prove", "relu-max", "--ledger", "file/l.json"]) == 2
    assert "cannot write" in capsys.readouterr().err


def test_broken_claim_is_not_proved(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from symbolic.arithmetic import maximum, relu

    a, b = reals("a b")
    page = Page("0", "A broken page", "?", "!")
    page.claim("broken", "Wrong.", relu(a - b) + a == maximum(a, b), false=[a == b])
    monkeypatch.setattr(proofs, "pages", lambda: [page])
    assert main(["prove", "--report"]) == 1
    shown = capsys.readouterr().out
    assert "NOT PROVED" in shown
    assert "counterexample: a = " in shown
    ledger = json.loads((here / "build" / "ledger.json").read_text())
    assert ledger["proved"] is False
    assert ledger["failed"][0]["counterexample"] is not None
    assert not (here / "build" / "poolproof.pdf").exists()


def test_interrupt_leaves_nothing(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import proofs.run

    def interrupted(*arguments: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(proofs.run, "prove", interrupted)
    assert main(["prove", "relu-max", "--ledger", "ledger.json"]) == 130
    assert not list(here.iterdir())


def test_modules_and_pages_run(here: Path) -> None:
    for command in (["-m", "proofs", "relu-max"], [str(ROOT / "proofs" / "min_pooling.py")]):
        done = subprocess.run([sys.executable, *command], capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        assert "proved" in done.stdout


def test_no_arguments(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as exit_:
        main([])
    assert exit_.value.code == 2
