"""The paper: what is written, what is refused, and what LaTeX says of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from ledgers import AWKWARD, awkward, pretended, proved

from report import build as building
from report import latexmk
from report.build import BuildError, build, render
from report.escape import Tex, escape
from report.figures import Drawn
from report.grades import EXPLAINED, UnknownGradeError, explain
from report.trust import kernel_size
from symbolic.methods import GRADES

needs_latex = pytest.mark.skipif(
    not latexmk.available(), reason="latexmk and pdflatex are not installed"
)
COUNTED = {"page": "none"}


@pytest.fixture
def no_figures(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the figures a build is fast."""

    def none(folder: Path) -> dict[str, list[Drawn]]:
        folder.mkdir(parents=True)
        (folder / "one.pdf").write_bytes(b"")
        return {}

    monkeypatch.setattr(building, "draw_all", none)


def test_every_grade_is_explained() -> None:
    assert tuple(EXPLAINED) == GRADES
    with pytest.raises(UnknownGradeError):
        explain("rumour")


def test_the_text_of_the_ledger_is_escaped() -> None:
    whole = render(awkward(), {}, COUNTED)
    assert AWKWARD not in whole
    assert "<<" not in whole
    assert whole.count(r"\end{document}") == 1
    assert escape(r"\end{document}") in whole


def test_every_theorem_and_variant_is_in_the_paper() -> None:
    whole = render(proved(), {}, COUNTED)
    for theorem in proved()["theorems"]:
        assert rf"{{{theorem['id']}}}" in whole
        assert theorem["latex"] in whole
        for false in theorem["false"]:
            assert false["latex"] in whole


def test_figures_stand_in_their_section() -> None:
    whole = render(proved(), {"3.1": [Drawn("picture", Tex("Of $x$."))]}, COUNTED)
    assert r"\includegraphics{figures/picture.pdf}" in whole


def test_numbers_are_those_of_the_ledger() -> None:
    whole = render(proved(), {}, COUNTED)
    variants = sum(len(t["false"]) for t in proved()["theorems"])
    assert f"answers with {len(proved()['theorems'])} theorems" in " ".join(whole.split())
    assert f"{variants} in all" in " ".join(whole.split())


def test_a_ledger_with_failures_says_so() -> None:
    whole = render(awkward(), {}, COUNTED)
    assert "Not proved" in whole
    assert "not-" in whole
    assert "Not proved" not in render(proved(), {}, COUNTED)


def test_theorems_without_a_certificate_are_listed_with_the_reason() -> None:
    ledger = dict(proved())
    first, *others = ledger["theorems"]
    lowered = {"grade": "two solvers", "certificate": None, "uncertified": "too_hard"}
    ledger["theorems"] = [{**first, **lowered}, *others]
    assert all(t["grade"] == "kernel" for t in others)
    whole = " ".join(render(ledger, {}, COUNTED).split())
    listed = whole[whole.index(r"Theorems without a certificate") :]
    assert "hard" in listed[: listed.index(r"\section")]
    assert "claim:" + first["id"] in listed
    assert f"certificates of {len(others)} of the {len(others) + 1} theorems" in whole
    assert "Theorems without a certificate" not in render(proved(), {}, COUNTED)


def test_the_paper_says_how_large_the_kernel_is() -> None:
    whole = " ".join(render(proved(), {}, COUNTED).split())
    assert f"{kernel_size().lines} lines, {kernel_size().code} of them code" in whole
    assert "Kernel: a certificate of " in whole


@pytest.mark.usefixtures("no_figures")
def test_without_compiling_the_source_and_the_figures_are_left(tmp_path: Path) -> None:
    made = build(proved(), tmp_path / "new" / "paper.pdf", compile=False)
    assert made == tmp_path / "new" / "paper.tex"
    assert (made.parent / "figures" / "one.pdf").exists()
    assert sorted(p.name for p in made.parent.iterdir()) == ["figures", "paper.tex"]


@pytest.mark.usefixtures("no_figures")
def test_where_latexmk_is_missing_it_says_how_to_get_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(latexmk, "available", lambda: False)
    said: list[str] = []
    made = build(proved(), tmp_path / "paper.pdf", progress=said.append)
    assert made.suffix == ".tex"
    assert any("apt install latexmk" in line for line in said)


@needs_latex
@pytest.mark.usefixtures("no_figures")
def test_a_failure_of_latex_is_one_line_and_leaves_the_old_paper(tmp_path: Path) -> None:
    output = tmp_path / "paper.pdf"
    output.write_bytes(b"old")
    ledger: dict[str, Any] = {**proved(), "theorems": [dict(proved()["theorems"][0])]}
    ledger["theorems"][0]["display"] = [r"\undefinedhere"]
    with pytest.raises(BuildError) as caught:
        build(ledger, output)
    message = str(caught.value)
    assert "Undefined control sequence" in message
    assert r"\undefinedhere" in message
    assert "\n" not in message
    assert str(tmp_path / "paper.log") in message
    assert (tmp_path / "paper.log").exists()
    assert output.read_bytes() == b"old"
    assert not (tmp_path / "figures").exists()


@needs_latex
@pytest.mark.usefixtures("no_figures")
def test_awkward_text_compiles(tmp_path: Path) -> None:
    said: list[str] = []
    made = build(awkward(), tmp_path / "paper.pdf", progress=said.append)
    assert made.suffix == ".pdf"
    assert [line for line in said if line.startswith("LaTeX:")] == []


@needs_latex
def test_the_whole_paper_compiles_without_complaint(tmp_path: Path) -> None:
    """Every claim of every page, as if proved, with all figures and tables."""
    said: list[str] = []
    made = build(pretended(), tmp_path / "paper.pdf", progress=said.append)
    assert made.read_bytes().startswith(b"%PDF")
    assert [line for line in said if line.startswith("LaTeX:")] == []
    named = re.findall(r"\\includegraphics\{(.*?)\}", made.with_suffix(".tex").read_text())
    assert named
    assert all((tmp_path / name).exists() for name in named)


LOG = r"""
Overfull \hbox (0.0pt too wide) in paragraph at lines 1--2
Overfull \hbox (3.2pt too wide) in paragraph at lines 1--2
Underfull \hbox (badness 10000) in paragraph at lines 1--2
LaTeX Warning: Reference `x' on page 1 undefined on input line 3.
LaTeX Warning: There were undefined references.
LaTeX Warning: Label `y' multiply defined.
Missing character: There is no ☃ in font cmr10!
"""


def test_complaints_are_found() -> None:
    assert len(latexmk.complaints(LOG)) == 5
    assert latexmk.complaints("Output written on paper.pdf (3 pages).") == []


def test_the_first_error_is_found() -> None:
    log = "(./paper.tex\n! Undefined control sequence.\nl.12 \\foo\n          bar\n! Other."
    assert latexmk.first_error(log) == r"Undefined control sequence \foo, l.12 \foo"
    assert latexmk.first_error("") == "no error in its log"
