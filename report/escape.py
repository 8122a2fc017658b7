"""Plain text as LaTeX.

`Tex` marks what is LaTeX already; everything else is escaped on its way into the template.
"""

from __future__ import annotations

import unicodedata
from typing import Final

_SPECIAL: Final = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#",
    "%": r"\%", "_": r"\_", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
    "<": r"\ensuremath{<}", ">": r"\ensuremath{>}", "|": r"\ensuremath{|}", '"': "''",
}  # fmt: skip
_TEXT: Final = {
    "“": "``", "”": "''", "‘": "`", "’": "'", "–": "--", "—": "---", "′": "'", "…": r"\dots{}",
    "\u00a0": "~",
}  # fmt: skip
MATH: Final = {
    "−": "-", "·": r"\cdot ", "×": r"\times ", "≤": r"\leq ", "≥": r"\geq ", "≠": r"\neq ",
    "≈": r"\approx ", "→": r"\to ", "←": r"\leftarrow ", "↦": r"\mapsto ", "⟹": r"\implies ",
    "⟺": r"\iff ", "∞": r"\infty ", "∈": r"\in ", "∀": r"\forall ", "∃": r"\exists ",
    "∧": r"\land ", "∨": r"\lor ",
    "¬": r"\neg ", "∩": r"\cap ", "∪": r"\cup ", "∘": r"\circ ", "∂": r"\partial ",
    "√": r"\surd ", "±": r"\pm ", "⌈": r"\lceil ", "⌉": r"\rceil ", "⌊": r"\lfloor ",
    "⌋": r"\rfloor ", "Σ": r"\Sigma ", "α": r"\alpha ", "β": r"\beta ", "γ": r"\gamma ",
    "δ": r"\delta ", "ε": r"\varepsilon ", "λ": r"\lambda ", "μ": r"\mu ", "π": r"\pi ",
    "σ": r"\sigma ", "τ": r"\tau ", "φ": r"\varphi ", "ω": r"\omega ", "Δ": r"\Delta ",
    "½": r"\tfrac{1}{2}", "¼": r"\tfrac{1}{4}", "¾": r"\tfrac{3}{4}", "ℝ": r"\mathbf{R}",
    "∎": r"\square ", "∥": r"\Vert ", "‖": r"\Vert ", "…": r"\dots ", "∑": r"\Sigma ",
    "≡": r"\equiv ",
}  # fmt: skip
SUBSCRIPTS: Final = dict(zip("₀₁₂₃₄₅₆₇₈₉₊₋ᵢⱼₙₖₘₜₚₕ", "0123456789+-ijnkmtph", strict=True))
SUPERSCRIPTS: Final = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿⁱᵏᵐ", "0123456789+-nikm", strict=True))


class Tex(str):
    """A piece of LaTeX, which is not escaped again."""

    __slots__ = ()


def character(sign: str) -> str:
    """One character of text."""
    if sign in _SPECIAL:
        return _SPECIAL[sign]
    if sign in _TEXT:
        return _TEXT[sign]
    if sign in MATH:
        return rf"\ensuremath{{{MATH[sign].strip()}}}"
    if sign in SUBSCRIPTS:
        return rf"\textsubscript{{{SUBSCRIPTS[sign]}}}"
    if sign in SUPERSCRIPTS:
        return rf"\textsuperscript{{{SUPERSCRIPTS[sign]}}}"
    if sign.isascii() and (sign.isprintable() or sign in "\n\t"):
        return sign
    if sign.isalpha() and "LATIN" in unicodedata.name(sign, "") and ord(sign) < 0x180:
        return sign
    return rf"\texttt{{U+{ord(sign):04X}}}"


def escape(text: object) -> Tex:
    """Any text, so that LaTeX prints it as it is; `Tex` is left alone."""
    if isinstance(text, Tex):
        return text
    return Tex("".join(map(character, str(text))))


def code(text: str) -> Tex:
    """Text in typewriter letters, which may be broken after any character but a letter."""
    broken = (
        character(c) + ("" if c.isalnum() or c in " \n" else r"\allowbreak{}")
        for c in text.replace("'", "’")
    )
    return Tex(rf"\texttt{{{''.join(broken)}}}")
