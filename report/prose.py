"""Sentences with mathematics in them: "max(a, b) = R(a − b) + b" in running text becomes formulas.

A formula is a run of letters, numbers, calls and operators; a lone letter is one too, unless it is
an article.  What is no formula is text, and identifiers such as `ceil_mode` are code.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from report.escape import MATH, SUBSCRIPTS, SUPERSCRIPTS, Tex, code, escape

FUNCTIONS: Final = {
    "max": r"\max", "min": r"\min", "log": r"\log", "exp": r"\exp", "Var": r"\operatorname{Var}",
    "avg": r"\operatorname{avg}", "sup": r"\sup", "conv": r"\operatorname{conv}",
    "R": r"\operatorname{R}", "LSE": r"\operatorname{LSE}",
}  # fmt: skip
_RELATIONS: Final = "=≠≤≥<>≈→←↦⟹⟺∈≡"
_OPERATORS: Final = "+−·×/∘∧∨" + _RELATIONS
_SIGNS: Final = "−~¬+±√"
_SUB: Final = "".join(SUBSCRIPTS)
_SUPER: Final = "".join(SUPERSCRIPTS)
_SYMBOLS: Final = "αβγδελμπστφωΔΣ∞½¼¾∂…"
_PAIRS: Final = {"(": ")", "⌈": "⌉", "⌊": "⌋", "|": "|", "[": "]"}
_INPUTS: Final = "wxyz"
"""Letters of inputs: x(i) is printed as x_i."""
_NUMBER: Final = re.compile(r"\d{1,3}(?:,\d{3})+(?!\d)|\d+(?:\.\d+)?")
_NAME: Final = re.compile(rf"[A-Za-z](?:_(?:[a-z]{{1,3}}|\d+|[α-ω])(?!\w)|[{_SUB}]+)?(?![A-Za-z_])")
_FACTORS: Final = re.compile(r"[a-z]{2}(?![A-Za-z_])")
_SHORT_WORDS: Final = frozenset(
    {"am", "an", "as", "at", "be", "by", "do", "go", "he", "if", "in", "is", "it", "me", "my", "no"}
    | {"of", "on", "or", "so", "to", "up", "us", "we", "ii", "iv", "vi"}
)
_CALLED: Final = re.compile(rf"({'|'.join(FUNCTIONS)})(?:[{_SUB}]|_[A-Za-zβ])?(?=\(|[{_SUB}′])")
_CODE: Final = re.compile(r"[A-Za-z]+(?:_[A-Za-z]+)+(?:=\w+)?|`[^`]+`|--\w+")
_COMPOUND: Final = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
_WORD: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*|\d+[A-Za-z]*")


class _Scanner:
    """Reads one formula from a place in a text; `weight` counts what shows that it is one."""

    def __init__(self, text: str, at: int) -> None:
        self.text, self.start, self.at = text, at, at
        self.weight = 0

    def formula(self) -> str | None:
        """operand, then as many (operator operand) or further factors as there are."""
        whole = self._operand()
        while whole is not None:
            before, weight = self.at, self.weight
            more = self._more()
            if more is None:
                self.at, self.weight = before, weight
                return whole
            whole += more
        return None

    def _more(self) -> str | None:
        gap = self._space()
        sign = self.text[self.at : self.at + 1]
        if sign and (sign in _OPERATORS or sign == "^" or (sign == "-" and gap)):
            self.at += 1
            self._space()
            operand = self._exponent() if sign == "^" else None
            operand = self._operand() if operand is None else operand
            self.weight += 1
            return None if operand is None else f"{MATH.get(sign, sign)}{operand}"
        if gap and self._article():
            return None
        factor = self._operand()
        return None if factor is None else (r"\," if gap else "") + factor

    def _article(self) -> bool:
        """A new word, or a number: no factor after a space."""
        found = _WORD.match(self.text, self.at)
        sign = self.text[self.at : self.at + 1]
        plain = found is not None and (found[0] in ("a", "A", "I") or found[0][0].isdigit())
        return plain or sign in ("(", "[", "|", "~", "")

    def _space(self) -> str:
        found = re.compile(r"\s*").match(self.text, self.at)
        self.at += len(found[0]) if found else 0
        return found[0] if found else ""

    def _exponent(self) -> str | None:
        """{…} or (…), without its parentheses."""
        before = self.at
        closing = {"{": "}", "(": ")"}.get(self.text[self.at : self.at + 1])
        if closing is not None:
            self.at += 1
            inner = self.formula()
            if inner is not None and self.text[self.at : self.at + 1] == closing:
                self.at += 1
                return f"{{{inner}}}"
        self.at = before
        return None

    def _operand(self) -> str | None:
        sign = self.text[self.at : self.at + 1]
        if sign and sign in _SIGNS:
            self.at += 1
            operand = self._operand()
            self.weight += 1
            shown = {"~": r"{\sim}", "√": r"\surd "}.get(sign, MATH.get(sign, sign))
            return None if operand is None else shown + operand
        if sign in _PAIRS:
            return self._scripts(self._group())
        if sign and sign in _SYMBOLS:
            self.at += 1
            self.weight += sign != "…"
            return self._scripts(rf"{MATH[sign].strip()} " if sign != "½" else MATH[sign])
        called = _CALLED.match(self.text, self.at)
        if called and not self._inside_word():
            self.at += len(called[1])
            self.weight += 1
            head = self._scripts(FUNCTIONS[called[1]])
            space = self._space()
            rest = self._operand()
            return None if rest is None or head is None else f"{head}{' ' if space else ''}{rest}"
        return self._plain()

    def _plain(self) -> str | None:
        number = _NUMBER.match(self.text, self.at)
        if number:
            self.at = number.end()
            shown = number[0].replace(",", "{,}")
            return self._scripts(shown)
        found = _NAME.match(self.text, self.at)
        factors = _FACTORS.match(self.text, self.at)
        if not found and factors and self.at > self.start and factors[0] not in _SHORT_WORDS:
            self.at = factors.end()
            return r"\,".join(factors[0])
        if not found or self._inside_word() or self._abbreviation(found.end()):
            return None
        self.at = found.end()
        letter, index = found[0][0], found[0][1:].lstrip("_")
        self.weight += bool(index)
        index = "".join(SUBSCRIPTS.get(c, MATH.get(c, c)).strip() for c in index)
        shown = letter + (f"_{{{index}}}" if index else "")
        if self.text[self.at : self.at + 1] == "(":
            before = self.at, self.weight
            group = self._group()
            if group is not None:
                self.weight += 1
                if letter in _INPUTS and not index and "(" not in group[1:]:
                    return self._scripts(f"{shown}_{{{group[1:-1]}}}")
                return self._scripts(shown + group)
            self.at, self.weight = before
        return self._scripts(shown)

    def _inside_word(self) -> bool:
        before = self.text[self.at - 1 : self.at] if self.at else ""
        if before.isdigit() and self.at > self.start:  # 2n
            return False
        if before == "-" and self.at == self.start:  # 2-D
            return self.text[self.at - 2 : self.at - 1].isalnum()
        return (before.isascii() and before.isalnum()) or before in ("'", "’", "_")

    def _abbreviation(self, end: int) -> bool:
        """As in i.e. or e.g.; or a letter with a hyphen and a word, or an apostrophe."""
        dotted = re.compile(r"\.[a-z]|'[a-z]|\. [A-Z]").match(self.text, end)
        if dotted and dotted[0][:2] == ". " and not self.text[end - 1].isupper():
            dotted = None
        return bool(dotted) or self.text[self.at - 1 : self.at] == "."

    def _scripts(self, shown: str | None) -> str | None:
        while shown is not None and self.text[self.at : self.at + 1] == "′":
            self.at += 1
            shown += "'"
        for signs, table, mark in ((_SUB, SUBSCRIPTS, "_"), (_SUPER, SUPERSCRIPTS, "^")):
            found = re.compile(f"[{signs}]+").match(self.text, self.at)
            if found and shown is not None:
                self.at = found.end()
                self.weight += 1
                shown += f"{mark}{{{''.join(table[c] for c in found[0])}}}"
        return shown

    def _group(self) -> str | None:
        """(formula, …) and the like."""
        opening = self.text[self.at]
        closing = _PAIRS[opening]
        self.at += 1
        parts = [self.formula()]
        while parts[-1] is not None and self.text[self.at : self.at + 1] == ",":
            self.at += 1
            self._space()
            self.weight += 1
            parts.append(self.formula())
        if None in parts or self.text[self.at : self.at + 1] != closing:
            return None
        self.at += 1
        self.weight += opening in "⌈⌊"
        inner = r",\, ".join(p for p in parts if p is not None)
        return f"{MATH.get(opening, opening)}{inner}{MATH.get(closing, closing)}"


def _is_formula(text: str, start: int, scanner: _Scanner) -> bool:
    if scanner.weight:
        return True
    run = text[start : scanner.at]
    if run in ("a", "A", "I"):
        named = re.compile(r"(,| and| or) [b-z]\b|[.,;:)]| is\b").match(text, scanner.at)
        return run == "a" and bool(named)
    return bool(re.search("[A-Za-z]", run))


def prose(text: str, links: Mapping[str, Tex] | None = None) -> Tex:
    """A sentence as LaTeX, its formulas in mathematics.

    links: what to print for words with a hyphen, such as the names of theorems.
    """
    pieces: list[str] = []
    at = 0
    while at < len(text):
        compound = _COMPOUND.match(text, at)
        if links and compound and compound[0] in links:
            pieces.append(links[compound[0]])
            at = compound.end()
            continue
        found = _CODE.match(text, at)
        if found and not _NAME.fullmatch(found[0]):
            pieces.append(code(found[0].strip("`")))
            at = found.end()
            continue
        scanner = _Scanner(text, at)
        formula = scanner.formula()
        if formula is not None and _is_formula(text, at, scanner):
            pieces.append(f"${formula.strip()}$")
            at = scanner.at
            continue
        word = _WORD.match(text, at)
        end = word.end() if word else at + 1
        pieces.append(_opened_quotes(pieces, text[at:end]))
        at = end
    return Tex("".join(pieces))


def _opened_quotes(before: list[str], text: str) -> str:
    """Plain text; a straight quotation mark after a space or at the start is an opening one."""
    if text == '"' and (not before or before[-1].isspace() or before[-1] in "(["):
        return "``"
    return escape(text)
