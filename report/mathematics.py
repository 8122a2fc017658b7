"""The ledger's formulas, fragments of proofs and counterexamples as LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from report.escape import Tex, escape
from report.prose import prose
from symbolic.notation import name

INLINE: Final = 24.0
"""Formulas wider than this, in em, are displayed."""
SHORT_VARIANT: Final = 5
"""Lines of a false variant that are printed before it is cut to those that differ."""


def displayed(lines: Iterable[str]) -> Tex:
    """Lines of a formula, one below the other; what is too wide for the page is scaled down."""
    rows = [rf"&\fitted{{{_unary(line)}}}" for line in lines]
    return Tex("\\begin{align*}\n" + " \\\\\n".join(rows) + "\n\\end{align*}")


def _unary(line: str) -> str:
    """A minus sign at the start is a sign, not an operator."""
    return "{-}" + line[1:] if line.startswith("-") else line


def set_formula(formula: Mapping[str, Any]) -> Tex:
    """In the line if it is short, else displayed."""
    if formula["width"] <= INLINE:
        return Tex(f"${formula['latex']}$")
    return displayed(formula["lines"])


def fragments(found: Sequence[Mapping[str, Any]]) -> Tex:
    """A proof: words, formulas and references one after the other."""
    text = ""
    for fragment in found:
        if "say" in fragment:
            said = prose(fragment["say"])
            text += said if said[:1] in (".", ",", ";") or not text else f" {said}"
        elif "claim" in fragment:
            text += f" {reference(fragment['claim'])}"
        elif "steps" in fragment:
            text += f" {_steps(fragment['steps'])}"
        else:
            text += f" {set_formula(fragment)}"
    return Tex(text)


def _steps(steps: Sequence[Mapping[str, Any]]) -> Tex:
    """Statements proved one from another."""
    if all(step["width"] <= INLINE for step in steps) and len(steps) <= 2:
        return Tex(f"First {', then '.join(f'${s['latex']}$' for s in steps)}.")
    return Tex("In turn," + displayed(line for step in steps for line in step["lines"]))


def reference(id: str) -> Tex:
    """A link to a theorem or an axiom."""
    return Tex(rf"\claimref{{{id}}}")


def listed(formulas: Iterable[Mapping[str, Any]]) -> Tex:
    """Hypotheses: a list in the line, which may be broken between them."""
    parts = [part for formula in formulas for part in formula.get("parts", [formula])]
    return Tex(", ".join(f"${part['latex']}$" for part in parts))


def quantified(unknowns: Sequence[Mapping[str, str]]) -> Tex:
    """For all integers n and all inputs x, …"""
    groups = []
    for kind, plural in (
        ("integer", "integers"), ("real", "real"), ("truth value", "truth values"),
        ("input", "inputs"),
    ):  # fmt: skip
        names = [f"${u['latex']}$" for u in unknowns if u["kind"] == kind]
        if names:
            word = plural if len(names) > 1 or kind == "real" else kind
            lead = "every" if len(names) == 1 else "all"
            groups.append(f"{lead} {word} {_joined(names)}")
    return Tex(f"For {_joined(groups)}" if groups else "")


def _joined(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def number(text: str) -> Tex:
    """An exact number of the ledger, such as -3/4."""
    found = re.fullmatch(r"(-?)(\d+)/(\d+)", text)
    if found:
        return Tex(rf"{found[1]}\tfrac{{{found[2]}}}{{{found[3]}}}")
    return Tex(text) if re.fullmatch(r"-?\d+(\.\d+)?", text) else Tex(rf"\text{{{escape(text)}}}")


def at_point(point: Mapping[str, Any]) -> Tex:
    """The values of a counterexample, each a formula of its own, so that lines may break."""
    values = [f"${name(n)} = {number(v)}$" for n, v in point["variables"].items()]
    for input_, table in point["entries"].items():
        values += _entries(name(input_), table)
    return Tex(", ".join(values))


def _entries(shown: str, table: Mapping[str, str]) -> list[str]:
    """An input: as a vector where its entries run from 0 without a gap, else one by one."""
    if table and list(table) == [str(i) for i in range(len(table))]:
        inner = r",\, ".join(number(v) for v in table.values())
        return [f"${shown} = ({inner})$"] if len(table) > 1 else [f"${shown}_{{0}} = {inner}$"]
    return [f"${shown}_{{{index}}} = {number(v)}$" for index, v in table.items()]


def variant(false: Mapping[str, Any], statement: Sequence[str]) -> Tex:
    """A false variant; of a long one only the lines that differ from the statement's."""
    lines = list(false["display"])
    if len(lines) == 1:
        return Tex(f"${false['latex']}$") if _short(false) else displayed(lines)
    if len(lines) > SHORT_VARIANT:
        differing = [line for line in lines if line not in statement]
        if 0 < len(differing) < len(lines):
            lines = [*differing, r"\quad\vdots"]
    return displayed(lines)


def _short(false: Mapping[str, Any]) -> bool:
    return float(false["width"]) <= INLINE
