"""Terms as Coq text, and proof terms for what is an integer.

How factors are written is up to a `Style`: as they are, or by the names that a proof gave them.
An environment has the text of each bound index, the nearest binder's first.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from typing import Final, Protocol

from symbolic.export.order import arranged
from symbolic.export.vocabulary import Name, Vocabulary, named
from symbolic.kernel import ANY, Factor, Term

CHOICES: Final = {
    1: "if_neg", 2: "if_zero", 3: "if_nonpos", 4: "if_pos", 5: "if_nonzero", 6: "if_nonneg"
}  # fmt: skip
FORMS: Final = {
    0: "False", 1: "{} < 0", 2: "{} = 0", 3: "{} <= 0", 4: "0 < {}", 5: "{} <> 0", 6: "0 <= {}",
    7: "True",
}  # fmt: skip
"""What it says that a term has one of these signs."""


class Style(Protocol):
    """How a factor is written, and the proof that it is an integer."""

    def factor(self, factor: Factor, env: Sequence[str]) -> str: ...

    def whole(self, factor: Factor, env: Sequence[str], proofs: Sequence[str]) -> str: ...


def show(term: Term, style: Style, env: Sequence[str] = ()) -> str:
    """A polynomial as text."""
    text = ""
    for c, factors in arranged(term):
        product = _product(c if c > 0 else -c, [style.factor(f, env) for f in factors])
        if not text:
            text = product if c > 0 else f"- ({product})" if " * " in product else f"- {product}"
        else:
            text += f" {'+' if c > 0 else '-'} {product}"
    return text or "0"


def _product(size: int | Fraction, factors: list[str]) -> str:
    if size != 1 or not factors:
        factors = [numeral(size), *factors]
    return " * ".join(factors)


def numeral(size: int | Fraction) -> str:
    """A number that is not negative."""
    if size.denominator == 1:
        return str(size.numerator)
    return f"({size.numerator} / {size.denominator})"


def wrapped(text: str) -> str:
    """The text in brackets, unless it is a word or has its own."""
    return text if re.fullmatch(r"[\w']+", text) or _bracketed(text) else f"({text})"


def _bracketed(text: str) -> bool:
    if not text.startswith("("):
        return False
    depth = 0
    for place, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        if depth == 0:
            return place == len(text) - 1
    return False


def whole(term: Term, style: Style, env: Sequence[str] = (), proofs: Sequence[str] = ()) -> str:
    """A proof term that a polynomial, written as `show` writes it, is an integer.

    proofs: of the same for the bound indices.
    """
    proof = ""
    for c, factors in arranged(term):
        parts = [wrapped(style.whole(f, env, proofs)) for f in factors]
        if abs(c) != 1 or not factors:
            parts = [f"(int_number {abs(c)})", *parts]
        product = parts[0]
        for part in parts[1:]:
            product = f"(int_mult _ _ {product} {part})"
        if not proof:
            proof = product if c > 0 else f"(int_opp _ {product})"
        else:
            proof = f"({'int_plus' if c > 0 else 'int_minus'} _ _ {proof} {product})"
    return proof or "(int_number 0)"


def form(signs: int, text: str) -> str:
    """The statement that a term has one of these signs."""
    return FORMS[signs].format(text)


def choice(factor: Factor) -> str:
    """The function for a choice."""
    return CHOICES[factor.name & ANY]


def applied(factor: Factor, vocabulary: Vocabulary, args: Sequence[str]) -> str:
    """A factor with its arguments written as given."""
    if factor.kind in ("unknown", "constant"):
        head = vocabulary.head(factor)
    else:
        head = choice(factor) if factor.kind == "choice" else factor.kind
    return " ".join((head, *map(wrapped, args)))


def function(names: Sequence[str], body: str) -> str:
    """A function of real arguments."""
    return f"(fun {' '.join(names)} : R => {body})" if names else body


def integral(factor: Factor, vocabulary: Vocabulary, args: Sequence[str]) -> str:
    """A proof term that a factor is an integer, from those for its arguments.

    Of an argument below a binder, it is a function of the index and the proof for that.
    """
    match factor.kind:
        case "choice":
            return f"int_{choice(factor)} _ _ _ {args[1]} {args[2]}"
        case "sum":
            return f"int_sum _ _ {args[1]}"
        case "argmax":
            return "int_argmax _ _ _"
    name = named(factor)
    reads = [part for input in vocabulary.reads.get(name, ()) for part in _value(input, vocabulary)]
    pairs = [part for arg in args for part in ("_", arg)]
    return " ".join((f"Int_{vocabulary.symbol(name)}", *reads, *pairs))


def _value(name: Name, vocabulary: Vocabulary) -> list[str]:
    text = vocabulary.symbol(name)
    return [text, f"Int_{text}"] if name[2] else [text]


class Inline:
    """Factors as they are."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def factor(self, factor: Factor, env: Sequence[str]) -> str:
        if factor.kind == "bound":
            return env[int(factor.name)]
        args = []
        for place, arg in enumerate(factor.args):
            index = [f"i{len(env)}"] * factor.binds[place]
            args.append(function(index, show(arg, self, [*index, *env])))
        return applied(factor, self.vocabulary, args)

    def whole(self, factor: Factor, env: Sequence[str], proofs: Sequence[str]) -> str:
        if factor.kind == "bound":
            return proofs[int(factor.name)]
        return integral(factor, self.vocabulary, arguments_whole(factor, self, env, proofs))


def arguments_whole(
    factor: Factor, style: Style, env: Sequence[str], proofs: Sequence[str]
) -> list[str]:
    """Proof terms that the arguments of a factor are integers, as far as they are."""
    found = []
    for place, arg in enumerate(factor.args):
        needed = factor.kind in ("unknown", "constant") or place > 0
        if factor.kind == "argmax" or not needed:
            found.append("")
        elif factor.binds[place]:
            index, proof = f"i{len(env)}", f"J{len(env)}"
            body = whole(arg, style, [index, *env], [proof, *proofs])
            found.append(f"(fun {index} {proof} => {body})")
        else:
            found.append(wrapped(whole(arg, style, env, proofs)))
    return found
