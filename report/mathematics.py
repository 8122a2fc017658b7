"""The ledger's formulas, fragments of proofs and counterexamples as LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from report.escape import Tex, escape
from report.prose import prose
from symbolic.notation import name

INLINE: Final = 24.0
"""Formulas wider than this, in em, are displayed."""
SOLID: Final = 16.0
"""The same for those with parts that LaTeX does not break."""
WHOLE: Final = 32.0
"""False variants no wider than this, in em, are printed whole."""
LONGEST: Final = 16
"""Lines of a formula from which on only its beginning and end are printed."""
SHORT_VARIANT: Final = 5
"""Lines of a false variant that are printed before it is cut to those that differ."""

_END: Final = r"\end{align*}"


def displayed(lines: Iterable[str]) -> Tex:
    """Lines of a formula, one below the other; what is too wide for the page is scaled down."""
    rows = [rf"&\fitted{{{_unary(line)}}}" for line in lines]
    return Tex("\\begin{align*}\n" + " \\\\\n".join(rows) + f"\n{_END}")


def shortened(lines: Sequence[str]) -> list[str]:
    """A long display cut to its beginning and its end."""
    if len(lines) <= LONGEST:
        return list(lines)
    return [*lines[: LONGEST // 2], r"\quad\vdots", *lines[-LONGEST // 4 :]]


def _unary(line: str) -> str:
    """A minus sign at the start is a sign, not an operator."""
    return "{-}" + line[1:] if line.startswith("-") else line


def set_formula(formula: Mapping[str, Any]) -> Tex:
    """In the line if it is short, else displayed."""
    if is_short(formula):
        return Tex(f"${formula['latex']}$")
    return displayed(formula["lines"])


def is_short(formula: Mapping[str, Any]) -> bool:
    """Whether a formula can stand in a line: not wide, and it can be broken if it is not narrow."""
    most = SOLID if r"\left" in formula["latex"] else INLINE
    return bool(formula["width"] <= most)


def fragments(found: Iterable[Mapping[str, Any]], links: Mapping[str, Tex] | None = None) -> Tex:
    """A proof: words, formulas and references one after the other.

    links: what to print for the names of theorems in an argument.
    """
    text = ""
    for fragment in found:
        if "say" in fragment:
            text += _said(prose(fragment["say"]), text)
        elif "claim" in fragment:
            text += f" {reference(fragment['claim'])}"
        elif "steps" in fragment:
            text += f" {_steps(fragment['steps'])}"
        elif "argument" in fragment:
            text += _argument(fragment["argument"], links)
        else:
            text += f" {set_formula(fragment)}"
    return Tex(text)


def _argument(steps: Iterable[Mapping[str, str]], links: Mapping[str, Tex] | None) -> str:
    """Steps on paper, numbered, each with its title."""
    items = (rf"\item {{\bfseries {prose(s['title'])}.}} {prose(s['text'], links)}" for s in steps)
    return "\n\\begin{argument}\n" + "\n".join(items) + "\n\\end{argument}"


def _said(words: str, before: str) -> str:
    """Words after what is there: punctuation without a space, and none after a display."""
    if words[:1] not in (".", ",", ";"):
        return f" {words}" if before else words
    return words[1:] if before.endswith(_END) else words


def _steps(steps: Sequence[Mapping[str, Any]]) -> Tex:
    """Statements proved one from another: short ones in the line, wide ones displayed together."""
    text = "First" if len(steps) == 1 else "In turn,"
    for short, group in groupby(steps, key=is_short):
        if short:
            text += "; ".join(f" ${step['latex']}$" for step in group) + ";"
        else:
            text += displayed(line for step in group for line in step["lines"])
    return Tex(f"{text[:-1]}." if text.endswith(";") else text)


def reference(id: str) -> Tex:
    """A link to a theorem or an axiom."""
    return Tex(rf"\claimref{{{id}}}{{{identifier(id)}}}")


def identifier(id: str) -> Tex:
    """A theorem's id, which may be broken after its hyphens."""
    return Tex(escape(id).replace("-", r"-\allowbreak{}"))


def listed(formulas: Iterable[Mapping[str, Any]]) -> Tex:
    """Hypotheses: a list in the line, which may be broken between them; wide ones are displayed."""
    parts = [part for formula in formulas for part in formula.get("parts", [formula])]
    short = [f"${part['latex']}$" for part in parts if is_short(part)]
    wide = [line for part in parts if not is_short(part) for line in part["lines"]]
    return Tex(f"{', '.join(short)},{displayed(wide)}" if wide else ", ".join(short))


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
    """A false variant: whole if it is short, else what was replaced, else the lines that differ."""
    if false["width"] <= WHOLE:
        return Tex(f"${false['latex']}$")
    changed = [(c["to"], c["from"]) for c in false["changed"]]
    if changed and sum(new["width"] + old["width"] for new, old in changed) <= 2 * INLINE:
        replaced = (f"${new['latex']}$ in place of ${old['latex']}$" for new, old in changed)
        return Tex(" and ".join(replaced))
    lines = list(false["display"])
    if len(lines) > SHORT_VARIANT:
        differing = [line for line in lines if line not in statement] or lines
        if len(differing) < len(lines):
            lines = [*differing[:SHORT_VARIANT], r"\quad\vdots"]
    return displayed(shortened(lines))
