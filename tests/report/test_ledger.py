"""The ledger: what is recorded, and files that cannot be read."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from ledgers import proved

from proofs.ledger import FORMAT, LedgerError, read, record, write
from proofs.run import Outcome, prove_claims
from symbolic.pages import Page
from symbolic.terms import reals


def test_a_ledger_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = tmp_path / "new" / "ledger.json"
    write(proved(), path)
    assert read(path) == json.loads(json.dumps(proved()))
    assert [p.name for p in path.parent.iterdir()] == ["ledger.json"]


def test_a_failed_write_leaves_the_old_ledger(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    write(proved(), path)
    with pytest.raises(TypeError):
        write({"theorems": object()}, path)
    assert read(path)["proved"]
    assert list(tmp_path.iterdir()) == [path]


def test_what_is_recorded() -> None:
    ledger = proved()
    assert ledger["format"] == FORMAT
    assert ledger["proved"]
    assert ledger["failed"] == []
    theorem = next(t for t in ledger["theorems"] if t["id"] == "relu-max-nonnegative")
    assert theorem["page"] == "3.1"
    assert theorem["statement"] == "relu(a - b) + relu(b) == max(a, b)"
    assert theorem["latex"].startswith(r"\operatorname{R}(a - b)")
    assert theorem["given"][0]["text"] == "b >= 0"
    assert theorem["unknowns"] == [
        {"name": "b", "kind": "real", "latex": "b"},
        {"name": "a", "kind": "real", "latex": "a"},
    ]
    assert theorem["false"][0]["point"]["variables"].keys() == {"a", "b"}
    assert all(isinstance(v, str) for v in theorem["false"][0]["point"]["variables"].values())


def test_a_recursive_function_comes_with_its_definition() -> None:
    theorem = next(t for t in proved()["theorems"] if t["id"] == "running-max")
    assert [d["text"] for d in theorem["definitions"]] == [
        "running(n) == (x(0) if n == 1 else relu(running(n - 1) - x(n - 1)) + x(n - 1))"
    ]
    assert {u["name"]: u["kind"] for u in theorem["unknowns"]} == {"n": "integer", "x": "input"}


def failing() -> list[Outcome]:
    page = Page("0", "Title", "Question?", "Answer.")
    a, b = reals("a b")
    page.claim("not-so", "It is not.", a + b == a - b, false=[a == b])
    return list(prove_claims(list(page)))


def test_a_failure_is_recorded_with_its_counterexample() -> None:
    ledger = record(failing(), [])
    assert not ledger["proved"]
    assert ledger["theorems"] == []
    assert ledger["failed"][0]["id"] == "not-so"
    assert ledger["failed"][0]["counterexample"]["variables"].keys() == {"a", "b"}


def test_nothing_proved_is_not_proved() -> None:
    assert not record([], [])["proved"]


def damaged(**changes: Any) -> str:
    return json.dumps({**proved(), **changes})


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not a ledger"),
        ("{", "not a ledger"),
        ("[1, 2]", "not a ledger"),
        ('{"theorems": []}', "not a ledger"),
        ('{"format": 0}', f"has format 0, not {FORMAT}"),
        (lambda: damaged(format="1"), f"has format '1', not {FORMAT}"),
        (lambda: damaged(theorems={}), "'theorems' is missing or wrong"),
        (lambda: damaged(proved="yes"), "'proved' is missing or wrong"),
        (lambda: damaged(theorems=[{"id": "x"}]), "a theorem lacks"),
        (lambda: damaged(theorems=["x"]), "a theorem lacks"),
    ],
)
def test_bad_files_are_refused_in_one_line(tmp_path: Path, content: Any, message: str) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(content if isinstance(content, str) else content())
    with pytest.raises(LedgerError) as caught:
        read(path)
    assert message in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)
    assert "poolproof prove" in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(LedgerError, match="not a ledger"):
        read(path)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="there is no ledger"):
        read(tmp_path / "none.json")
    with pytest.raises(LedgerError, match="cannot be read"):
        read(tmp_path)
