"""Builds the paper: figures, LaTeX, and the PDF where latexmk is installed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import jinja2

from report import costs, depths, latexmk, paper
from report.escape import Tex, escape
from report.figures import Drawn, draw_all
from report.mathematics import identifier
from report.trust import kernel_size
from symbolic.arguments import ARGUED

TEMPLATES = Path(__file__).parent / "templates"


class BuildError(Exception):
    """The paper could not be built; the message is one line."""


def build(
    ledger: Mapping[str, Any],
    output: Path,
    compile: bool = True,
    progress: Callable[[str], None] = lambda line: None,
) -> Path:
    """Write the paper of a ledger: `output` (.pdf), beside it the .tex and a folder `figures`.

    Returns the path of the PDF; of the .tex where `compile` is false or latexmk is missing, which
    `progress` is told.  What was there before is replaced only once all of it is made.  Raises
    `BuildError` where LaTeX fails, with its first error; the log is then left beside `output`.
    """
    output = output.with_suffix(".pdf")
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".paper-", dir=output.parent) as folder:
        source = Path(folder) / output.with_suffix(".tex").name
        progress("drawing the figures")
        figures = draw_all(source.parent / "figures")
        progress("counting the costs")
        counted = {"page": costs.PAGE, "tables": costs.tables(), **costs.closed_forms()}
        progress("counting the layers")
        grades = {t["id"]: t["grade"] for t in ledger["theorems"]}
        deep = {"page": depths.PAGE, "tables": depths.tables(grades), "terms": depths.TERMS}
        whole = render(ledger, figures, counted, deep)
        source.write_text(whole, encoding="utf-8")
        made = [source]
        if compile and latexmk.available():
            progress("running LaTeX")
            made.append(_compiled(source, output, progress))
        elif compile:
            progress(latexmk.MISSING)
        _move(made, source.parent / "figures", output.parent)
    return output if len(made) > 1 else output.with_suffix(".tex")


def render(
    ledger: Mapping[str, Any],
    figures: Mapping[str, list[Drawn]],
    counted: Mapping[str, Any],
    deep: Mapping[str, Any] = MappingProxyType({"page": None}),
) -> str:
    """The LaTeX of the whole paper; figures by the page they belong to.

    counted: for costs.tex.  deep: for depths.tex.
    """
    sections = paper.sections(ledger)
    versions = dict(ledger["versions"])
    own = versions.pop("poolproof", "")
    context = {
        "made_by": f"poolproof {own}".strip(),
        "programs": ", ".join(f"{name} {number}" for name, number in versions.items()),
        "sections": sections,
        "grades": paper.grades(ledger),
        "axioms": paper.axioms(ledger),
        "failures": paper.failures(ledger),
        "evidence": paper.evidence_rows(sections, ledger),
        "uncertified": paper.uncertified(sections, ledger),
        "argued": paper.uncertified(sections, ledger, on_paper=True),
        "kernel": kernel_size(),
        "figures": defaultdict(list, figures),
        "costs": counted,
        "depths": deep,
        "count": {
            "theorems": sum(t["grade"] != ARGUED for t in ledger["theorems"]),
            "certified": sum(t["certificate"] is not None for t in ledger["theorems"]),
            "variants": sum(len(t["false"]) for t in ledger["theorems"]),
            "seconds": paper.seconds(ledger["seconds"]),
        },
    }
    return environment().get_template("paper.tex").render(context)


def environment() -> jinja2.Environment:
    """Templates with <<value>> and <% statement %>; all that is not `Tex` is escaped."""
    made = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=escape,
        undefined=jinja2.StrictUndefined,
        autoescape=False,
    )
    made.filters["tex"] = Tex
    made.filters["identifier"] = identifier
    return made


def _compiled(source: Path, output: Path, progress: Callable[[str], None]) -> Path:
    try:
        log = latexmk.compile_pdf(source)
    except latexmk.LatexError as failure:
        kept = output.with_suffix(".log")
        if source.with_suffix(".log").exists():
            shutil.copyfile(source.with_suffix(".log"), kept)
        raise BuildError(f"{failure} (the log: {kept})") from None
    for complaint in latexmk.complaints(log):
        progress(f"LaTeX: {complaint}")
    return source.with_suffix(".pdf")


def _move(made: list[Path], figures: Path, folder: Path) -> None:
    (folder / "figures").mkdir(exist_ok=True)
    for figure in sorted(figures.iterdir()):
        os.replace(figure, folder / "figures" / figure.name)
    for file in made:
        os.replace(file, folder / file.name)
