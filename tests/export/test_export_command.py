"""`poolproof export` as it is typed, with wrong input too."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from samples import samples

from poolproof.cli import main


@pytest.fixture(scope="module")
def ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two claims, with the sample proof of one of them."""
    path = tmp_path_factory.mktemp("ledger") / "ledger.json"
    assert main(["prove", "relu-max", "relu-min", "--ledger", str(path)]) == 0
    recorded = json.loads(path.read_text(encoding="utf-8"))
    recorded["kernel"] = [e for e in samples() if e["name"] == "relu-max"]
    for theorem in recorded["theorems"]:
        theorem["grade"] = "kernel" if theorem["id"] == "relu-max" else "two solvers"
    path.write_text(json.dumps(recorded), encoding="utf-8")
    return path


def refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    capsys.readouterr()
    assert main(["export", *arguments]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.count("\n") == 1
    return captured.err


def test_coq_to_a_file(ledger: Path, tmp_path: Path) -> None:
    path = tmp_path / "relu.v"
    assert (
        main(["export", "relu-max", "--to", "coq", "-o", str(path), "--ledger", str(ledger)]) == 0
    )
    assert "Theorem relu_max :" in path.read_text(encoding="utf-8")
    assert [p.name for p in tmp_path.iterdir()] == ["relu.v"]


def test_smt2_to_standard_output(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["export", "relu-max", "--to", "smt2"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("; relu-max: ")
    assert out.endswith("(check-sat)\n")


def test_unknown_ids(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean relu-max" in refused(["relu-maxx", "--to", "smt2"], capsys)
    found = refused(["relu-maxx", "--to", "coq", "--ledger", str(ledger)], capsys)
    assert "no claim is called 'relu-maxx'" in found


def test_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    missing = str(tmp_path / "none.json")
    assert "no ledger" in refused(["relu-max", "--to", "coq", "--ledger", missing], capsys)


def test_no_certificate(ledger: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = refused(["relu-min", "--to", "coq", "--ledger", str(ledger)], capsys)
    assert "relu-min has no certificate" in found
    assert "'two solvers'" in found


def test_no_questions(capsys: pytest.CaptureFixture[str]) -> None:
    assert "sympy" in refused(["noise-of-uniform", "--to", "smt2"], capsys)


def test_a_damaged_certificate(
    ledger: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    recorded = json.loads(ledger.read_text(encoding="utf-8"))
    recorded["kernel"][0]["proofs"] = [[[[[77]]]]]
    damaged = tmp_path / "damaged.json"
    damaged.write_text(json.dumps(recorded), encoding="utf-8")
    found = refused(["relu-max", "--to", "coq", "--ledger", str(damaged)], capsys)
    assert "relu-max: no entry for Coq" in found


def test_where_nothing_can_be_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for path in (tmp_path / "missing" / "a.smt2", tmp_path):
        found = refused(["relu-max", "--to", "smt2", "-o", str(path)], capsys)
        assert "cannot write" in found
    assert list(tmp_path.iterdir()) == []


def test_the_language_must_be_one_of_two(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["export", "relu-max", "--to", "lean"])
    assert stopped.value.code == 2
