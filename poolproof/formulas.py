"""Integer terms as one line of text, in the notation of the field: products with ·, ⌊ ⌋, Σ."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from symbolic.indices import normal
from symbolic.terms import TRUE, Term

SUM, PRODUCT, ATOM = range(3)
"""How strongly a text binds, from the weakest."""
Text = tuple[str, int]

_SIGNS: Final = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "eq": "="}
_FUNCTIONS: Final[dict[str, Callable[[str], str]]] = {
    "pow2": lambda inner: f"2^({inner})",
    "doublings": lambda inner: f"⌈log₂ {inner}⌉",
}


def formula(term: Term) -> str:
    """A term of integers: + − · ⌊/⌋ mod, max, min, choices and sums over a range."""
    return _text(term)[0]


def _text(term: Term) -> Text:
    args = term.args
    match term.op:
        case "number":
            return (str(term.data), ATOM) if term.data >= 0 else (f"−{-term.data}", SUM)
        case "variable" | "bound":
            return str(term.data), ATOM
        case "add":
            return f"{formula(args[0])} + {formula(args[1])}", SUM
        case "sub":
            return f"{formula(args[0])} − {_within(args[1], PRODUCT)}", SUM
        case "mul":
            return "·".join(_within(factor, PRODUCT) for factor in args), PRODUCT
        case "neg" if args[0].op == "floordiv":
            value, divisor = args[0].args
            return f"⌈{_within(normal(-value), PRODUCT)}/{_within(divisor, ATOM)}⌉", ATOM
        case "neg":
            return _negative(args[0])
        case "floordiv":
            return f"⌊{_within(args[0], PRODUCT)}/{_within(args[1], ATOM)}⌋", ATOM
        case "mod":
            return f"({_within(args[0], PRODUCT)} mod {_within(args[1], ATOM)})", ATOM
        case "maximum" | "minimum":
            return f"{term.op[:3]}({formula(args[0])}, {formula(args[1])})", ATOM
        case "apply" if term.data.name in _FUNCTIONS:
            return _FUNCTIONS[term.data.name](formula(args[0])), ATOM
        case "ite":
            return f"({formula(args[1])} if {_condition(args[0])} else {formula(args[2])})", ATOM
        case "sum" if args[1] is TRUE:
            return f"Σ[{term.data} < {formula(args[0])}] ({formula(args[2])})", SUM
    raise ValueError(f"no notation for {term!r}")


def _within(term: Term, strength: int) -> str:
    text, binds = _text(term)
    return text if binds >= strength else f"({text})"


def _negative(term: Term) -> Text:
    turned = normal(-term)
    return _text(turned) if turned.op != "neg" else (f"−{_within(term, PRODUCT)}", SUM)


def _condition(term: Term) -> str:
    if term.op not in _SIGNS:
        raise ValueError(f"no notation for {term!r}")
    return f"{formula(term.args[0])} {_SIGNS[term.op]} {formula(term.args[1])}"
