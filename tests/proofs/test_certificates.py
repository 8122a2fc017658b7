"""Certificates in the ledger: what is kept, merged, counted, and left out."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from proofs import certificates, max_against_average, pages, workers
from proofs.kernel_entries import (
    Conflict,
    axioms_behind,
    cited,
    joined,
    needed,
    proofs_within,
    states,
    steps,
)
from proofs.ledger import merged, read, record, text, write
from proofs.run import Outcome, prove_claims, with_uses
from symbolic import kernel
from symbolic.kernel import Book

CLAIMS = [claim for page in pages() for claim in page]


@cache
def outcomes(*ids: str) -> list[Outcome]:
    return list(prove_claims(with_uses(CLAIMS, ids)))


def ledger(*ids: str) -> dict[str, Any]:
    return json.loads(text(record(outcomes(*ids), [])))


def checked(entries: list[dict[str, Any]]) -> Book:
    book = Book()
    for entry in entries:
        book.add(entry)
    return book


def test_a_theorem_that_the_kernel_accepted_has_the_grade_kernel() -> None:
    (theorem,) = ledger("relu-max")["theorems"]
    assert theorem["grade"] == "kernel"
    assert theorem["uncertified"] is None
    assert theorem["certificate"]["theorems"] == ["relu-max"]
    assert theorem["certificate"]["steps"] > 1
    assert theorem["certificate"]["seconds"] > 0
    assert {e["grade"] for e in theorem["evidence"]} == {"two solvers"}


def test_what_the_kernel_cannot_read_keeps_its_grade_and_says_why() -> None:
    recorded = ledger("noise-of-uniform")
    (theorem,) = [t for t in recorded["theorems"] if t["id"] == "noise-of-uniform"]
    assert theorem["grade"] == "derived"
    assert theorem["certificate"] is None
    assert "integral" in theorem["uncertified"]
    assert "\n" not in theorem["uncertified"]
    assert "noise-of-uniform" not in {e["name"] for e in recorded["kernel"]}


def test_what_uses_something_uncertified_is_not_certified(monkeypatch: pytest.MonkeyPatch) -> None:
    from symbolic.search.proving import Certificates, NotCertified

    add = Certificates.add

    def refuse(self: Certificates, claim: Any) -> None:
        if claim.id == "sum-splits":
            raise NotCertified("two\nlines")
        add(self, claim)

    monkeypatch.setattr(Certificates, "add", refuse)
    found = {o.claim.id: o for o in prove_claims(with_uses(CLAIMS, ["average-composes"]))}
    assert found["sum-splits"].certificate.reason == "two lines"
    assert found["average-composes"].grade == "two solvers"
    assert "sum-splits" in found["sum-by-blocks"].certificate.reason


def test_axioms_are_those_the_kernel_says() -> None:
    recorded = ledger("exp-keeps-order")
    book = checked(recorded["kernel"])
    for theorem in recorded["theorems"]:
        assert set(theorem["axioms"]) == book.theorems[theorem["id"]][1]
        assert axioms_behind(recorded["kernel"])[theorem["id"]] == set(theorem["axioms"])
    assert {a["id"] for a in recorded["axioms"]} == {"exp-of-sum", "exp-at-least-tangent"}


def test_all_that_is_needed_is_kept_and_nothing_else() -> None:
    entries = [e for o in outcomes("running-max", "relu-max") for e in o.certificate.entries]
    kept = needed(entries, ["running-max"])
    names = [e["name"] for e in kept]
    assert names[0] == "running (max_from_relu)"
    assert names[-1] == "running-max"
    assert "relu-max" not in names
    checked(kept)
    for left_out in kept[:-1]:
        with pytest.raises(kernel.Refused):
            checked([e for e in kept if e is not left_out])


def test_entries_of_one_name_are_compared_by_what_they_state() -> None:
    first = outcomes("running-max")[-1].certificate.entries
    outcomes("exp-keeps-order")  # which leaves the kernel's terms in another order
    second = list(prove_claims(with_uses(CLAIMS, ["running-max"])))[-1].certificate.entries
    assert [states(e) for e in first] == [states(e) for e in second]
    assert joined([first, second]) == list(first)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("running (max_from_relu)", "body"),
        ("running (max_from_relu)", "integer"),
        ("running (max_from_relu)", "arity"),
        ("running-max", "given"),
        ("running-max", "goals"),
    ],
)
def test_entries_that_differ_are_not_merged(name: str, part: str) -> None:
    entries = outcomes("running-max")[-1].certificate.entries
    (entry,) = [e for e in entries if e["name"] == name]
    other = json.loads(json.dumps(entry))
    assert joined([[entry], [other]]) == [entry]
    if entry["kind"] == "definition":
        other[part] = {"body": other["body"] - 1, "integer": True, "arity": 2}[part]
    else:
        other[part][0][1] ^= kernel.ANY
    with pytest.raises(Conflict, match="state different things"):
        joined([[entry], [other]])


def test_the_steps_of_a_certificate_are_those_of_all_its_proofs() -> None:
    """Uses of theorems and contradictions, also those inside others."""
    leaf, named = [[[0, 1]]], [[], 2, 3]
    use = ["case 4", [["a", False, 0, 0]], [[leaf], [[None, [], []], named]]]
    entry = {"proofs": [[use, ["square", [], [[leaf]]], leaf], [named]]}
    assert steps([entry]) == 8
    assert cited(entry) == {"case 4", "square"}
    assert sorted(map(len, proofs_within(entry))) == [1, 1, 1, 2, 3]
    assert steps([{"kind": "axiom"}]) == 0


def test_the_parts_of_a_run_make_one_list_that_checks() -> None:
    ids = ["exp-keeps-order", "running-max", "relu-max"]
    parts = [record(outcomes(id), []) for id in ids]
    whole = merged(reversed(parts), [c.id for c in with_uses(CLAIMS, ids)])
    names = [e["name"] for e in whole["kernel"]]
    assert len(names) == len(set(names))
    assert {t["id"] for t in whole["theorems"]} <= set(checked(whole["kernel"]).theorems)
    assert names.index("exp-keeps-order") < names.index("relu-max")


def test_workers_certify(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "FEW", 1)
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)
    claims = with_uses(CLAIMS, ["exp-keeps-order", "running-max", "average-composes"])
    found = workers.prove_and_record(claims, pages(), lambda done: None)
    assert {t["grade"] for t in found["theorems"]} == {"kernel"}
    assert {c.id for c in claims} <= set(checked(found["kernel"]).theorems)


def test_a_ledger_has_one_entry_a_line_and_the_kernel_reads_it(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    write(record(outcomes("running-max"), []), path)
    lines = path.read_text(encoding="utf-8").splitlines()
    start = lines.index(' "kernel": [') + 1
    entries = [json.loads(line.rstrip(",")) for line in lines[start:-2]]
    assert entries == read(path)["kernel"]
    command = [sys.executable, "-I", "-S", kernel.__file__, str(path)]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "theorems hold; axioms: []" in done.stdout


def test_a_ledger_without_certificates_is_written_and_read(tmp_path: Path) -> None:
    path = tmp_path / "ledger.json"
    write(record([], [max_against_average.page]), path)
    assert read(path)["kernel"] == []


def test_too_deep_a_search_is_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    from symbolic.search.proving import Certificates

    def deep(self: Certificates, claim: Any) -> None:
        raise RecursionError

    made = Certificates()
    monkeypatch.setattr(Certificates, "add", deep)
    found = certificates.certify(CLAIMS[0], made, len(made.entries))
    assert found.reason == "the search went too deep"
    assert found.entries == ()


def test_another_statement_than_the_claims_is_no_certificate(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from symbolic.search.proving import Certificates

    add = Certificates.add
    (claim,) = with_uses(CLAIMS, ["relu-max"])
    (other,) = with_uses(CLAIMS, ["relu-min"])
    monkeypatch.setattr(
        Certificates, "add", lambda self, asked: add(self, replace(other, id=asked.id))
    )
    found = certificates.certify(claim, Certificates(), 0)
    assert found.reason == "the kernel accepted another statement"
