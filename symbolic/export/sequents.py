"""What axioms, laws and theorems say in Coq.

In the flat form of a lemma, which proofs use, every factor has a name and an equation: "for all v1,
if v1 = if_nonneg a a 0, then …".  A term that occurs many times is then written once, and nothing
needs to be rewritten inside another term.  What is short comes in a plain form too, for the reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from symbolic.export.order import within
from symbolic.export.printing import (
    Inline,
    Style,
    applied,
    form,
    function,
    integral,
    show,
    wrapped,
)
from symbolic.export.vocabulary import Name, Vocabulary, function_type
from symbolic.kernel import Atom, Factor, Sequent, Term

LARGEST: Final = 2_000
"""Statements of more characters than about this come in the flat form alone."""


def has_name(factor: Factor) -> bool:
    """Whether proofs name a factor: variables and indices are written as they are."""
    return bool(factor.args)


def places(factor: Factor) -> list[int]:
    """The bound indices that a factor speaks of."""
    return [i for i in range(factor.free.bit_length()) if factor.free >> i & 1]


def names_of_indices(factor: Factor) -> tuple[list[str], list[str]]:
    """(the names of the indices that a factor speaks of, the environment that has them)."""
    used = places(factor)
    width = used[-1] + 1 if used else 0
    env = [f"i{width - 1 - place}" for place in range(width)]
    return [env[place] for place in used], env


class Flat:
    """Factors by their names, those below a binder as functions of the indices they speak of."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.names: dict[int, int] = {}

    def factor(self, factor: Factor, env: Sequence[str]) -> str:
        if factor.kind == "bound":
            return env[int(factor.name)]
        if not has_name(factor):
            return applied(factor, self.vocabulary, ())
        indices = (wrapped(env[place]) for place in places(factor))
        return " ".join((f"v{self.names[factor.number]}", *indices))

    def whole(self, factor: Factor, env: Sequence[str], proofs: Sequence[str]) -> str:
        if factor.kind == "bound":
            return proofs[int(factor.name)]
        if not has_name(factor):
            return integral(factor, self.vocabulary, ())
        known = (part for place in places(factor) for part in ("_", proofs[place]))
        return " ".join((f"I{self.names[factor.number]}", *known))

    def body(self, factor: Factor) -> str:
        """What a factor is, with names for its parts."""
        indices, env = names_of_indices(factor)
        args = []
        for place, arg in enumerate(factor.args):
            index = [f"i{len(env)}"] * factor.binds[place]
            args.append(function(index, show(arg, self, [*index, *env])))
        return function(indices, applied(factor, self.vocabulary, args))


@dataclass(frozen=True)
class Signature:
    """What must be given to use a lemma in its flat form, and what it then says."""

    lemma: str
    unknowns: tuple[Name, ...]
    factors: tuple[Factor, ...]
    given: list[Atom]
    goals: list[Atom]


def signature(
    name: str, sequent: Sequent, vocabulary: Vocabulary, also: Iterable[Term] = ()
) -> Signature:
    """The signature of a sequent; `also` has terms for whose factors it must have names."""
    given, goals = sequent
    terms = [t for t, _ in (*given, *goals)]
    lemma = vocabulary.theorem(name) + ("_flat" if is_short(terms) else "")
    terms += also
    factors = tuple(f for f in within(terms) if has_name(f))
    return Signature(lemma, tuple(vocabulary.dependencies(terms)), factors, given, goals)


def is_short(terms: Iterable[Term]) -> bool:
    """Whether a statement on these terms can be read without names for their parts."""
    known: dict[int, int] = {}

    def size(term: Term) -> int:
        return sum(4 + sum(known[n] for n in monomial) for monomial in term.parts)

    terms = list(terms)
    for factor in within(terms):
        known[factor.number] = 8 + sum(map(size, factor.args))
    return sum(map(size, terms)) <= LARGEST


class Statement:
    """A signature as text: its names in the order in which they are introduced, and its forms."""

    def __init__(self, signature: Signature, vocabulary: Vocabulary) -> None:
        self.signature, self.vocabulary, self.style = signature, vocabulary, Flat(vocabulary)
        self.variables = [vocabulary.symbol(n) for n in signature.unknowns]
        self.integers = [f"Int_{vocabulary.symbol(n)}" for n in signature.unknowns if n[2]]
        for number, factor in enumerate(signature.factors, 1):
            self.style.names[factor.number] = number
        self.factors = [f"v{n}" for n in self.style.names.values()]
        self._bodies = [self.style.body(f) for f in signature.factors]

    def flat(self, more: Sequence[str] = ()) -> list[str]:
        """The lines of the statement with a name for every factor, and more hypotheses after these."""
        equations = [
            f"forall {v} : {function_type(f.free.bit_count())}, {v} = {body} ->"
            for v, f, body in zip(self.factors, self.signature.factors, self._bodies, strict=True)
        ]
        return [*self._unknowns(), *equations, *(f"{m} ->" for m in more), *self._atoms(self.style)]

    def plain(self) -> list[str]:
        """The lines of the statement for the reader."""
        return [*self._unknowns(), *self._atoms(Inline(self.vocabulary))]

    def _unknowns(self) -> list[str]:
        """The unknowns, and that those marked so are integers."""
        names = self.signature.unknowns
        if not names:
            return []
        forall = f"forall {binders(names, self.vocabulary)},"
        whole = (is_integer(self.vocabulary.symbol(n), n[3]) for n in names if n[2])
        return [forall, *(f"{premise(w)} ->" for w in whole)]

    def _atoms(self, style: Style) -> list[str]:
        given = (form(signs, show(term, style)) for term, signs in self.signature.given)
        goals = [form(signs, show(term, style)) for term, signs in self.signature.goals]
        conclusion = [goals[0], *(f"  /\\ {goal}" for goal in goals[1:])] if goals else ["True"]
        return [*(f"{g} ->" for g in given), *conclusion]


def binders(names: Iterable[Name], vocabulary: Vocabulary) -> str:
    """Unknowns as they are bound: "(a b : R) (x : R -> R)"."""
    groups = groupby(names, key=lambda name: name[3])
    texts = ((" ".join(map(vocabulary.symbol, group)), arity) for arity, group in groups)
    return " ".join(f"({text} : {function_type(arity)})" for text, arity in texts)


def is_integer(text: str, arity: int) -> str:
    """That a function takes integers to integers."""
    args = [f"a{n}" for n in range(arity)]
    needs = "".join(f"forall {a}, is_int {a} -> " for a in args)
    return f"{needs}is_int {wrapped(' '.join((text, *args)))}"


def premise(text: str) -> str:
    """A statement as a hypothesis."""
    return f"({text})" if text.startswith("forall") else text
