"""From the ledger to what the template prints: sections, theorems, tables; all of it LaTeX."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from report.escape import Tex, code, escape
from report.grades import EXPLAINED, explain
from report.mathematics import (
    at_point,
    displayed,
    fragments,
    identifier,
    listed,
    quantified,
    reference,
    shortened,
    variant,
)
from report.prose import prose
from symbolic.arguments import ARGUED

LONGEST_EVIDENCE = 72
"""Characters of a description that the appendix prints; the ledger has all of it."""


@dataclass(frozen=True)
class Variant:
    """A false variant: the statement, hypotheses if they differ, and where it fails."""

    statement: Tex
    given: Tex
    point: Tex


@dataclass(frozen=True)
class Theorem:
    """One theorem as it is printed.

    on_paper: it is argued on paper, or uses what is.  argument: its own proof is an argument.
    """

    id: str
    number: str
    says: Tex
    premise: Tex
    statement: Tex
    definitions: Tex
    because: Tex
    proof: Tex
    evidence: Tex
    variants: tuple[Variant, ...]
    axioms: tuple[Tex, ...]
    grade: str
    on_paper: bool
    argument: bool
    checks: int
    seconds: str


@dataclass(frozen=True)
class Section:
    """One page of the proofs: its question, its answer, its theorems."""

    number: str
    title: Tex
    question: Tex
    answer: Tex
    theorems: tuple[Theorem, ...]


def sections(ledger: Mapping[str, Any]) -> list[Section]:
    """The pages that have theorems, in order."""
    links = {t["id"]: reference(t["id"]) for t in ledger["theorems"]}
    found = []
    for page in ledger["pages"]:
        own = [t for t in ledger["theorems"] if t["page"] == page["number"]]
        theorems = tuple(_theorem(t, f"{page['number']}.{n}", links) for n, t in enumerate(own, 1))
        title, question, answer = (prose(page[key]) for key in ("title", "question", "answer"))
        if theorems:
            found.append(Section(page["number"], title, question, answer, theorems))
    return found


def _theorem(theorem: Mapping[str, Any], number: str, links: Mapping[str, Tex]) -> Theorem:
    return Theorem(
        id=theorem["id"],
        number=number,
        says=prose(theorem["says"], links),
        premise=_premise(theorem),
        statement=_statement(theorem),
        definitions=_definitions(theorem["definitions"]),
        because=prose(theorem["because"], links),
        proof=fragments(theorem["explained"], links),
        evidence=_evidence_line(theorem),
        variants=tuple(_variant(v, theorem) for v in theorem["false"]),
        axioms=tuple(reference(a) for a in theorem["axioms"]),
        grade=theorem["grade"],
        on_paper=theorem["grade"] == ARGUED,
        argument=any("argument" in fragment for fragment in theorem["explained"]),
        checks=len(theorem["evidence"]),
        seconds=seconds(theorem["seconds"]),
    )


def _premise(theorem: Mapping[str, Any]) -> Tex:
    """For all integers n with n ≥ 1:"""
    start, given = quantified(theorem["unknowns"]), listed(theorem["given"])
    if not start:
        return Tex("")
    end = "" if given.endswith("}") else ","  # a displayed hypothesis has no comma after it
    return Tex(f"{start} with {given}{end}" if given else f"{start},")


def _statement(theorem: Mapping[str, Any]) -> Tex:
    """The display, with a note where it is cut."""
    lines = theorem["display"]
    shown = shortened(lines)
    if shown == lines:
        return displayed(lines)
    note = (
        rf"\noindent{{\footnotesize\color{{quiet}} {len(shown) - 1} of {len(lines)} lines; "
        rf"\texttt{{poolproof show {identifier(theorem['id'])}}} prints all.\par}}"
    )
    return Tex(f"{displayed(shown)}\n{note}")


def _definitions(definitions: Sequence[Mapping[str, Any]]) -> Tex:
    if not definitions:
        return Tex("")
    lines = [line for d in definitions for line in d["lines"]]
    computed = [d for d in definitions if not d["lines"]]
    equations = displayed(lines) if lines else ""
    both = " and where " if lines and computed else " "
    programs = " and ".join(_computed(d) for d in computed) + "." if computed else ""
    return Tex(f"where{equations}{both}{programs}")


def _computed(definition: Mapping[str, Any]) -> str:
    """A value that a program computes, with what the program says of itself."""
    says = prose(definition["says"].rstrip("."))
    long = definition.get("long")
    what = "is too long to print" if long else "is computed by a program"
    return f"${definition['latex']}$ {what}{f' ({says})' if says else ''}"


def _variant(false: Mapping[str, Any], theorem: Mapping[str, Any]) -> Variant:
    same = [g["latex"] for g in false["given"]] == [g["latex"] for g in theorem["given"]]
    if same:
        given = Tex("")
    elif false["given"]:
        given = Tex(f"given only {listed(false['given'])}")
    else:
        given = Tex("without the hypotheses")
    return Variant(variant(false, theorem["display"]), given, at_point(false["point"]))


def _evidence_line(theorem: Mapping[str, Any]) -> Tex:
    """Certificate, programs, number of checks and time, in a line."""
    by = Counter((e["grade"], e["by"]) for e in theorem["evidence"])
    grades = {grade for grade, _ in by}
    accepted = theorem["certificate"]
    parts = [f"a certificate of {accepted['steps']} steps"] if accepted is not None else []
    for (grade, program), count in by.items():
        if grade == ARGUED:
            parts += [e["what"] for e in theorem["evidence"] if e["grade"] == ARGUED]
            continue
        what = {"two solvers": "question", "derived": "derivation"}.get(grade, "check")
        mark = f" ({grade})" if len(grades) > 1 else ""
        parts.append(f"{count} {what}{'s' * (count > 1)} by {program}{mark}")
    if theorem["grade"] == ARGUED and ARGUED not in grades:
        parts.append(f"but {theorem['uncertified']}")
    return escape(f"{'; '.join(parts)}; {seconds(theorem['seconds'])}")


def seconds(value: float) -> str:
    """A time with two or three digits."""
    if value < 0.1:
        return f"{1000 * value:.0f} ms"
    return f"{value:.2f} s" if value < 10 else f"{value:.0f} s"


def grades(ledger: Mapping[str, Any]) -> list[tuple[str, int, Tex]]:
    """The grades that occur, strongest first, with the number of theorems and their meaning."""
    counts = Counter(t["grade"] for t in ledger["theorems"])
    used = {e["grade"] for t in ledger["theorems"] for e in t["evidence"]} | set(counts)
    explained = {grade: explain(grade) for grade in used}
    return [(g, counts[g], prose(explained[g])) for g in EXPLAINED if g in explained]


def evidence_rows(printed: Iterable[Section], ledger: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """(number, id, what, by, time) of what was checked where it was more than one thing."""
    numbers = {t.id: t.number for section in printed for t in section.theorems}
    rows = []
    for theorem in (t for t in ledger["theorems"] if t["id"] in numbers):
        if len(theorem["evidence"]) == 1:
            continue
        for by in dict.fromkeys(e["by"] for e in theorem["evidence"]):
            own = [e for e in theorem["evidence"] if e["by"] == by]
            what = "; ".join(_cut(e["what"]) for e in own)
            time = seconds(sum(e["seconds"] for e in own))
            rows.append((numbers[theorem["id"]], theorem["id"], code(what), escape(by), time))
    return rows


def uncertified(
    printed: Iterable[Section], ledger: Mapping[str, Any], on_paper: bool = False
) -> list[tuple[str, str, Tex]]:
    """(number, id, reason) of the theorems whose certificate the kernel did not accept.

    on_paper: of those that are argued on paper, or else of the others.
    """
    numbers = {t.id: t.number for section in printed for t in section.theorems}
    return [
        (numbers[t["id"]], t["id"], code(_cut(t["uncertified"])))
        for t in ledger["theorems"]
        if t["id"] in numbers
        and t["uncertified"] is not None
        and (t["grade"] == ARGUED) is on_paper
    ]


def _cut(text: str) -> str:
    """Without the formula of a step, which the proof has, and not longer than a line."""
    text = re.sub(r"(\bstep \d+): .*", r"\1", text, flags=re.DOTALL)
    return text if len(text) <= LONGEST_EVIDENCE else text[: LONGEST_EVIDENCE - 2] + " …"


def axioms(ledger: Mapping[str, Any]) -> list[tuple[str, Tex, Tex, Tex]]:
    """(id, hypotheses, statement, source) of what the proofs take for known."""
    return [
        (a["id"], listed(a["given"]), displayed(a["lines"]), prose(a["source"]))
        for a in ledger.get("axioms", [])
    ]


def failures(ledger: Mapping[str, Any]) -> list[tuple[str, Tex, Tex]]:
    """(id, reason, counterexample) of what was not proved."""
    return [
        (
            f["id"],
            code(f["reason"]),
            Tex("") if f["counterexample"] is None else at_point(f["counterexample"]),
        )
        for f in ledger["failed"]
    ]
