"""What the writers of all operations share: their registry, parentheses, names, calls."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from symbolic.notation import boxes as level
from symbolic.notation.boxes import Box, chain, parenthesized, sign, wrapped
from symbolic.terms import Term

Writer = Callable[[Term], Box]

SCRIPT: Final = 0.72
"""Size of a subscript, relative to the line."""
GREEK: Final = frozenset(
    {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu"}
    | {"nu", "xi", "rho", "sigma", "tau", "phi", "chi", "psi", "omega"}
    | {"Gamma", "Delta", "Theta", "Sigma", "Phi", "Psi", "Omega"}
)

_VARIANTS: Final = {"epsilon": r"\varepsilon", "phi": r"\varphi"}

_writers: Final[dict[str, Writer]] = {}


def writes(*operations: str) -> Callable[[Writer], Writer]:
    """Registers a writer for operations of `Term`."""

    def register(writer: Writer) -> Writer:
        _writers.update(dict.fromkeys(operations, writer))
        return writer

    return register


def write(term: Term) -> Box:
    """The term as a box, by the writer of its operation."""
    if term.op not in _writers:
        raise ValueError(f"no notation for {term.op}")
    return _writers[term.op](term)


def at_least(term: Term, strength: int, reach: int = 2) -> Box:
    """The term, in parentheses if it binds weaker or swallows more of what follows than allowed."""
    box = write(term)
    return parenthesized(box) if box.level < strength or box.reach > reach else box


def plain(term: Term) -> Term:
    """Without the cast to a real, which does not show."""
    return term.args[0] if term.op == "real" else term


def inline(term: Term) -> str:
    """For an index or an exponent: a fraction as a/b."""
    if term.op != "div":
        return write(term).text
    over, under = at_least(term.args[0], level.MULTIPLY, 0), at_least(term.args[1], level.REACH, 0)
    return f"{over.text}/{under.text}"


def call(head: Box, arguments: Sequence[Term], opening: str = "(", closing: str = ")") -> Box:
    """head(argument, …), which may be broken at its commas."""
    parts = [write(a) for a in arguments]
    commas = [sign(r",\, ", 0.45)] * (len(parts) - 1)
    inner = chain(parts, commas, level.OR, fill=True) if commas else parts[0]
    if not inner.tall:
        return wrapped(sign(head.text + opening, head.width + 0.39), inner, sign(closing, 0.39))
    before = sign(rf"{head.text}\bigl{opening}", head.width + 0.46)
    whole = wrapped(before, inner, sign(rf"\bigr{closing}", 0.46))
    text = rf"{head.text}\left{opening}{inner.text}\right{closing}"
    return replace(whole, text=text, width=head.width + inner.width + 1.2)


def name(text: str) -> str:
    """A variable's name: a letter, a Greek letter by name, or a word; k_h and x1 have an index."""
    if text.endswith("'"):
        return name(text.rstrip("'")) + "'" * (len(text) - len(text.rstrip("'")))
    text = text.replace("{", "").replace("}", "")
    if "*" in text:  # an index that a proof speaks of: where a range takes its value
        base, _, which = text.partition("*")
        return f"{name(base)}^{{*{which if which != '1' else ''}}}"
    found = re.fullmatch(r"([A-Za-z]+?)_?([0-9]+)|([A-Za-z]+)_(\w+)", text)
    if found:
        base, index = (found[1] or found[3]), (found[2] or found[4])
        return f"{name(base)}_{{{_index(index)}}}"
    text = text.rstrip("_")  # lambda_ is a Python name for λ
    if text in GREEK:
        return _VARIANTS.get(text, rf"\{text}")
    return text if len(text) == 1 else rf"\mathit{{{_escaped(text)}}}"


def _index(text: str) -> str:
    if len(text) == 1 or text.isdigit() or text in GREEK:
        return rf"\{text}" if text in GREEK else text
    return rf"\mathrm{{{_escaped(text)}}}"


def _escaped(text: str) -> str:
    return text.replace("_", r"\_")


def named(text: str) -> Box:
    """A name as a box, its width that of the letters that show."""
    base, _, index = text.partition("_")
    letters = 1.2 if base in GREEK else len(base)
    return Box(name(text), 0.56 * letters + 0.45 * len(index))


def operator_name(text: str) -> Box:
    """The name of a function that is defined: a letter as it is, a word upright."""
    if len(text.partition("_")[0]) == 1:
        return named(text)
    return Box(rf"\operatorname{{{_escaped(text)}}}", 0.5 * len(text))
