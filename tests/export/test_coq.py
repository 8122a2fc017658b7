"""Coq files: what they say, that coqc takes them, and that it takes nothing else."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from copy import deepcopy
from pathlib import Path

import pytest
from samples import Entry, checked, samples

from poolproof import audit
from symbolic.export.coq import NotExported, closure, document, files

ROOT = Path(__file__).parents[2]
needs_coq = pytest.mark.skipif(shutil.which("coqc") is None, reason="coqc is not installed")


def coqc(text: str, folder: Path, name: str = "all") -> subprocess.CompletedProcess[str]:
    (folder / f"{name}.v").write_text(text, encoding="utf-8")
    command = ["coqc", "-q", "-w", "none", f"{name}.v"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def named(name: str) -> Entry:
    return next(e for e in samples() if e["name"] == name)


@needs_coq
def test_samples_compile_and_rest_on_nothing_more(tmp_path: Path) -> None:
    theorems = [e["name"].replace("-", "_") for e in samples() if e["kind"] == "theorem"]
    asked = f"Definition everything := ({', '.join(theorems)}).\nPrint Assumptions everything.\n"
    done = coqc(document(checked()) + asked, tmp_path)
    assert done.returncode == 0, done.stderr
    assumed = set(re.findall(r"^(?:\w+\.)?(\w+)(?= :|$)", done.stdout, re.MULTILINE))
    assert assumed == {
        "sig_not_dec",
        "sig_forall_dec",
        "functional_extensionality_dep",
        "speed",
        "Int_speed",
        "speed_positive_flat",
    }


@needs_coq
@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("relu-max", lambda e: e["goals"][0].__setitem__(1, 4)),
        ("sum-of-ones", lambda e: e["given"][0].__setitem__(1, 7)),
        ("squares", lambda e: e["goals"][0].__setitem__(1, 4)),
        ("doubled-positive", lambda e: e["terms"].__setitem__(1, ["+"])),
        ("below-largest", lambda e: e["given"].__setitem__(1, [e["given"][1][0], 6])),
        ("chosen-sum", lambda e: e["given"][0].__setitem__(1, 6)),
    ],
)
def test_what_was_tampered_with_does_not_compile(name: str, change: object, tmp_path: Path) -> None:
    entries = samples()
    changed = deepcopy(named(name))
    change(changed)  # type: ignore[operator]
    assert changed != named(name)
    entries[[e["name"] for e in entries].index(name)] = changed
    done = coqc(document(closure(entries, name)), tmp_path)
    assert done.returncode != 0
    assert "Syntax error" not in done.stderr


@needs_coq
def test_a_theorem_and_what_it_needs_alone(tmp_path: Path) -> None:
    chosen = closure(samples(), "doubled-whole")
    assert [e["name"] for e in chosen] == ["doubled", "doubled-positive", "doubled-whole"]
    assert coqc(document(chosen), tmp_path).returncode == 0


@needs_coq
def test_several_files_compile_and_a_failure_is_named(tmp_path: Path) -> None:
    made = files(samples(), large=4_000)
    assert len(made) > 3
    assert [t for f in made for t in f.theorems] == [
        e["name"] for e in samples() if e["kind"] == "theorem"
    ]
    for file in made:
        (tmp_path / f"{file.name}.v").write_text(file.text, encoding="utf-8")
    results = audit.compile_all(made, tmp_path)
    assert sorted(r.file.name for r in results) == sorted(f.name for f in made)
    assert not any(r.error for r in results)
    broken = next(f for f in made if "relu-max" in f.theorems)
    path = tmp_path / f"{broken.name}.v"
    path.write_text(path.read_text().replace("if_nonneg_yes", "if_nonneg_no"), encoding="utf-8")
    failed = [r for r in audit.compile_all(made, tmp_path) if r.error]
    assert [r.file for r in failed] == [broken]
    assert "relu-max" in failed[0].error
    assert "\n" not in failed[0].error


def test_without_coq_the_audit_is_skipped(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    assert audit.main(tmp_path / "none.json", tmp_path) == 0
    assert capsys.readouterr().out == "skipped: coqc is not installed (Debian: coq)\n"


def test_the_statement_is_there_to_be_read() -> None:
    text = document(closure(samples(), "relu-max"))
    assert (
        "Theorem relu_max :\n"
        "  forall (a b : R),\n"
        "  b + if_nonneg (a - b) (a - b) 0 - if_nonneg (a - b) a b = 0.\n"
    ) in text
    assert "Admitted" not in text
    assert "Axiom" not in text


def test_what_coq_knows_of_exp_is_proved() -> None:
    text = document(samples())
    assert "Theorem exp_of_sum :" in text
    assert "Axiom speed_positive_flat :" in text


@pytest.mark.parametrize("seed", ["1", "2"])
def test_the_text_is_the_same_every_time(seed: str) -> None:
    """Whatever the order of sets, and whatever was read before."""
    script = (
        "from samples import *; from symbolic.export.coq import document; import sys\n"
        "[document([e]) for e in samples()[::-1] if e['name'] in ('squares', 'relu-max')]\n"
        "sys.stdout.write(document(samples()))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(Path(__file__).parent)}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, check=True
    )
    assert done.stdout.decode() == document(samples())


def test_names_that_are_no_names() -> None:
    """Keywords, names of the prelude, two kinds of one name, a comment's end."""
    entry = deepcopy(named("relu-max"))
    for node in entry["terms"]:
        if node[0] == "unknown":
            node[1][0] = {"a": "fun", "b": "sum"}[node[1][0]]
    entry["name"] = "(* forall *) λ"
    text = document([entry])
    assert "forall (fun_ sum_ : R)," in text
    assert "(** ( * forall * ) λ *)" in text


def test_what_is_no_entry_is_refused_in_one_line() -> None:
    entry = deepcopy(named("relu-max"))
    entry["proofs"][0][0][1] = 99
    with pytest.raises(NotExported, match="relu-max"):
        document([entry])
    with pytest.raises(NotExported, match="no theorem"):
        closure(samples(), "doubled")


def test_a_recursion_within_an_inverse_is_defined_and_not_declared() -> None:
    from proofs import pages
    from proofs.run import prove_claims, with_uses

    claims = with_uses([c for page in pages() for c in page], ["forms-reduced"])
    outcomes = list(prove_claims(claims))
    entries = [e for o in outcomes if o.certificate for e in o.certificate.entries]
    text = document(closure(entries, "forms-reduced"))
    assert "Fixpoint row_elimination_rec" in text
    assert "Parameter row" not in text
