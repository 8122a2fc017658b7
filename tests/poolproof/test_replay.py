"""`poolproof replay`: good ledgers pass, edited ones do not, and no package is needed for it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from poolproof.cli import main
from proofs import pages
from proofs.ledger import record, stated, text
from proofs.replay import compare
from proofs.run import prove_claims, with_uses
from symbolic.claims import wrong
from symbolic.pages import Page
from symbolic.search.entries import Table, sequent
from symbolic.statements import Reader
from symbolic.terms import as_term, computed, reals

IDS = ["running-max", "relu-max", "exp-keeps-order", "relu-min"]
CLAIMS = with_uses([claim for page in pages() for claim in page], IDS)
Ledger = dict[str, Any]


@pytest.fixture(scope="module")
def proved() -> str:
    return text(record(prove_claims(CLAIMS), pages()))


def entry(ledger: Ledger, name: str) -> Ledger:
    (found,) = [e for e in ledger["kernel"] if e["name"] == name]
    return found


def theorem(ledger: Ledger, id: str) -> Ledger:
    (found,) = [t for t in ledger["theorems"] if t["id"] == id]
    return found


def test_a_good_ledger_is_confirmed(
    proved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ledger.json"
    path.write_text(proved, encoding="utf-8")
    assert main(["replay", str(path)]) == 0
    shown = capsys.readouterr().out
    assert "theorems hold; axioms: ['exp-at-least-tangent', 'exp-of-sum']" in shown
    assert f"{len(CLAIMS)} of {len(CLAIMS)} theorems have the grade kernel" in shown
    assert "0 differences" in shown


def other_statement(ledger: Ledger) -> None:
    """The right proof of another theorem under this name."""
    ledger["kernel"].remove(entry(ledger, "relu-max"))
    entry(ledger, "relu-min")["name"] = "relu-max"
    theorem(ledger, "relu-min")["grade"] = "two solvers"


def hypothesis_added(ledger: Ledger) -> None:
    """Under a hypothesis more, and a proof that is shifted by it."""
    from symbolic.kernel import ZERO, number
    from symbolic.search.entries import theorem as made

    new = made("relu-max", [(number(1), ZERO)], [(number(0), ZERO)], [[([(number(1), 0)],)]])
    ledger["kernel"][ledger["kernel"].index(entry(ledger, "relu-max"))] = new


def sign_changed(ledger: Ledger) -> None:
    entry(ledger, "relu-max")["goals"][0][1] ^= 7


def step_dropped(ledger: Ledger) -> None:
    entry(ledger, "running-max")["proofs"][0].pop(0)


def multiplier_changed(ledger: Ledger) -> None:
    """A constant is added to every sum in the table."""
    for node in entry(ledger, "relu-max")["terms"]:
        if node[0] == "+":
            node.append([1])


def grade_forged(ledger: Ledger) -> None:
    ledger["kernel"].remove(entry(ledger, "relu-max"))


def grade_lowered(ledger: Ledger) -> None:
    theorem(ledger, "relu-max")["grade"] = "two solvers"


def row_dropped(ledger: Ledger) -> None:
    ledger["theorems"].remove(theorem(ledger, "relu-max"))


def helper_dropped(ledger: Ledger) -> None:
    ledger["kernel"].remove(entry(ledger, "exp-positive"))


def definition_dropped(ledger: Ledger) -> None:
    ledger["kernel"].remove(entry(ledger, "running (max_from_relu)"))


def definition_changed(ledger: Ledger) -> None:
    found = entry(ledger, "running (max_from_relu)")
    found["name"] = "other (max_from_relu)"
    ledger["kernel"].append(found)


def definition_added(ledger: Ledger) -> None:
    """Of a function that is 0."""
    zero = {"kind": "definition", "name": "zero (none)", "integer": True, "arity": 1}
    ledger["kernel"].append({**zero, "terms": [["+"]], "body": 0})


def claim_unknown(ledger: Ledger) -> None:
    theorem(ledger, "relu-max")["id"] = "relu-maximal"
    entry(ledger, "relu-max")["name"] = "relu-maximal"


def axiom_added(ledger: Ledger) -> None:
    a, b = reals("a b")
    axiom = sequent("axiom", "all-is-one", [], Reader().atoms(a == b), Table())
    ledger["kernel"].insert(0, axiom)


def axiom_changed(ledger: Ledger) -> None:
    a, b = reals("a b")
    axiom = sequent("axiom", "exp-of-log", [], Reader().atoms(a == b), Table())
    ledger["kernel"].append(axiom)


def axiom_hidden(ledger: Ledger) -> None:
    theorem(ledger, "exp-positive")["axioms"] = []


def axiom_reprinted(ledger: Ledger) -> None:
    ledger["axioms"][0]["lines"] = ["0 = 1"]


def row_added(ledger: Ledger) -> None:
    """A second row of this name, in front of the right one."""
    false = {**theorem(ledger, "relu-max"), "statement": "relu(a - b) + a == max(a, b)"}
    ledger["theorems"].insert(0, false)


def statement_reprinted(ledger: Ledger) -> None:
    theorem(ledger, "relu-max")["statement"] = "relu(a - b) + a == max(a, b)"


def hypothesis_unprinted(ledger: Ledger) -> None:
    theorem(ledger, "running-max")["given"] = []


def steps_miscounted(ledger: Ledger) -> None:
    theorem(ledger, "relu-max")["certificate"]["steps"] += 1


def nonsense(ledger: Ledger) -> None:
    ledger["kernel"].insert(0, 5)


EDITS: dict[Callable[[Ledger], None], str] = {
    other_statement: "relu-max: the kernel accepted another statement than the page's",
    hypothesis_added: "relu-max: the kernel accepted another statement than the page's",
    sign_changed: "refused: 'relu-max",
    step_dropped: "refused: 'running-max",
    multiplier_changed: "refused: 'relu-max",
    grade_forged: "relu-max: its grade is kernel, but the kernel accepted no theorem of this name",
    grade_lowered: "relu-max: the kernel accepted it, but its grade is another",
    row_dropped: "relu-max: the kernel accepted it, but its grade is another",
    helper_dropped: "refused: ",
    definition_dropped: "refused: ",
    definition_changed: "refused: ",
    definition_added: "definition zero (none): no statement of a page has this one",
    claim_unknown: "relu-maximal: no page states it",
    axiom_added: "axiom all-is-one: the project has none of this name",
    axiom_changed: "axiom exp-of-log: the ledger assumes something else than the project",
    axiom_reprinted: ": the ledger prints something else",
    row_added: "relu-max: the ledger prints a statement that is not the page's",
    axiom_hidden: "exp-positive: the ledger names other axioms",
    statement_reprinted: "relu-max: the ledger prints a statement that is not the page's",
    hypothesis_unprinted: "running-max: the ledger prints a given that is not the page's",
    steps_miscounted: "relu-max: its certificate has",
    nonsense: "refused: 'an entry without a name'",
}


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_an_edited_ledger_is_not_confirmed(
    proved: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: Callable[[Ledger], None]
) -> None:
    ledger = json.loads(proved)
    edit(ledger)
    path = tmp_path / "ledger.json"
    path.write_text(text(ledger), encoding="utf-8")
    assert main(["replay", str(path)]) == 1
    assert EDITS[edit] in capsys.readouterr().out


@pytest.mark.parametrize("content", [None, "", "{", "[]", '{"format": 99}', '{"format": 3}'])
def test_no_ledger(tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str | None) -> None:
    path = tmp_path / "ledger.json"
    if content is not None:
        path.write_text(content)
    assert main(["replay", str(path)]) == 2
    error = capsys.readouterr().err
    assert str(path) in error
    assert error.count("\n") == 1


WITHOUT = """
import sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"z3", "cvc5", "sympy", "torch", "numpy", "matplotlib", "jinja2"}:
            raise ModuleNotFoundError(name, name=name)
sys.meta_path.insert(0, Missing())
from poolproof.cli import main
sys.exit(main(["replay", sys.argv[1]]))
"""


@pytest.mark.parametrize(
    "python",
    [
        ["-c", WITHOUT],
        ["-O", "-c", WITHOUT],
        ["-m", "poolproof", "replay"],
        ["-O", "-m", "poolproof", "replay"],
    ],
    ids=["nothing installed", "nothing installed, -O", "plain", "-O"],
)
def test_replayed_in_another_python(proved: str, tmp_path: Path, python: list[str]) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(proved, encoding="utf-8")
    for edit in (other_statement, sign_changed):
        ledger = json.loads(proved)
        edit(ledger)
        bad.write_text(text(ledger), encoding="utf-8")
        done = subprocess.run([sys.executable, *python, str(bad)], capture_output=True, text=True)
        assert (done.returncode, done.stderr) == (1, "")
        assert EDITS[edit] in done.stdout
    done = subprocess.run([sys.executable, *python, str(good)], capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert "0 not compared, 0 differences" in done.stdout


def test_what_needs_a_package_that_is_missing_is_left_out() -> None:
    """As for the claims about networks that run in torch, where it is missing."""
    page = Page("0", "Title", "Question?", "Answer.")
    missing = False

    def value(n: int) -> int:
        if missing:
            raise ModuleNotFoundError("no torch", name="torch")
        return n

    three = computed("three", "Int", value)(as_term(3))
    page.claim("runs", "It runs.", three == 3, false=[wrong(three == 4)])
    ledger = json.loads(text(record(prove_claims(list(page)), [page])))
    assert compare(ledger, [page]).same == 1
    missing = True
    found = compare(ledger, [page])
    assert found.left == ["runs: not compared: needs torch"]
    assert (found.same, found.different) == (0, [])


def test_what_is_stated_is_what_is_compared() -> None:
    assert set(stated(CLAIMS[0])) >= {"statement", "given", "latex", "display", "definitions"}
