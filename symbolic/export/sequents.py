"""What axioms, laws and theorems say in Coq.

A lemma comes in two forms.  The plain one is for the reader.  In the flat one, which proofs use,
every factor has a name and an equation: "for all v1, if v1 = if_nonneg a a 0, then …".  A term that
occurs many times is then written once, and nothing needs to be rewritten inside another term.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from symbolic.export.order import within
from symbolic.export.printing import Inline, Style, applied, fact, form, function, integral, show
from symbolic.export.printing import arguments_whole as arguments_whole
from symbolic.export.vocabulary import Name, Vocabulary, function_type
from symbolic.kernel import Atom, Factor, Sequent, Term

LARGEST: Final = 2_000
"""Statements of more characters than this are written with `let`."""


def has_name(factor: Factor) -> bool:
    """Whether a proof names a factor: variables and indices are written as they are."""
    return bool(factor.args)


def places(factor: Factor) -> list[int]:
    """The bound indices that a factor speaks of."""
    return sorted(factor.free)


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
            return env[factor.name]
        if not has_name(factor):
            return applied(factor, self.vocabulary, ())
        indices = (env[place] for place in places(factor))
        return " ".join((f"v{self.names[factor.number]}", *map(_argument, indices)))

    def whole(self, factor: Factor, env: Sequence[str], proofs: Sequence[str]) -> str:
        if factor.kind == "bound":
            return proofs[factor.name]
        if not has_name(factor):
            return integral(factor, self.vocabulary, ())
        known = (part for place in places(factor) for part in ("_", proofs[place]))
        return " ".join((f"I{self.names[factor.number]}", *known))

    def body(self, factor: Factor) -> str:
        """What a factor is, with names for its parts."""
        indices, env = names_of_indices(factor)
        args = [
            function([f"i{len(env)}"] * factor.binds(place), show(arg, self, self.under(factor, place, env)))
            for place, arg in enumerate(factor.args)
        ]
        return function(indices, applied(factor, self.vocabulary, args))

    @staticmethod
    def under(factor: Factor, place: int, env: Sequence[str]) -> list[str]:
        """The environment of an argument."""
        return [f"i{len(env)}"] * factor.binds(place) + list(env)


def _argument(text: str) -> str:
    return text if text.isidentifier() else f"({text})"


@dataclass(frozen=True)
class Signature:
    """What must be given to use a lemma in its flat form, and what it then says."""

    name: str
    unknowns: tuple[Name, ...]
    factors: tuple[Factor, ...]
    given: tuple[Atom, ...]
    goals: tuple[Atom, ...]

    @cached_property
    def terms(self) -> list[Term]:
        return [term for term, _ in (*self.given, *self.goals)]


def signature(name: str, sequent: Sequent, vocabulary: Vocabulary, also: Iterable[Term] = ()) -> Signature:
    """The signature of a sequent; `also` has terms that it must have names for."""
    given, goals = (tuple(map(fact, part)) for part in sequent)
    terms = [*(t for t, _ in (*given, *goals)), *also]
    factors = tuple(f for f in within(terms) if has_name(f))
    return Signature(name, tuple(vocabulary.dependencies(terms)), factors, given, goals)


def unknowns(names: Iterable[Name], vocabulary: Vocabulary) -> tuple[list[str], list[str]]:
    """(binders, hypotheses that those marked so are integers)."""
    binders, hypotheses = [], []
    for name in names:
        text = vocabulary.unknown(name)
        binders.append(f"({text} : {function_type(name[2])})")
        if name[1]:
            hypotheses.append(is_integer(text, name[2]))
    return binders, hypotheses


def is_integer(text: str, arity: int) -> str:
    """That a function takes integers to integers."""
    args = [f"a{n}" for n in range(arity)]
    needs = "".join(f"forall {a}, is_int {a} -> " for a in args)
    return f"{needs}is_int {_called(text, args)}"


def _called(text: str, args: Sequence[str]) -> str:
    return f"({' '.join((text, *args))})" if args else text


def atoms(signature: Signature, style: Style) -> tuple[list[str], str]:
    """(hypotheses, conclusion) as text."""
    given = [form(signs, show(term, style)) for term, signs in signature.given]
    goals = [form(signs, show(term, style)) for term, signs in signature.goals]
    return given, " /\\ ".join(goals) or "True"


def quantified(signature: Signature, vocabulary: Vocabulary) -> tuple[str, list[str]]:
    """("forall …," or nothing, hypotheses on integers)."""
    binders, hypotheses = unknowns(signature.unknowns, vocabulary)
    return (f"forall {' '.join(binders)}," if binders else ""), hypotheses


def plain(signature: Signature, vocabulary: Vocabulary) -> str | None:
    """The statement for the reader, without names for its parts; None if it is too long."""
    forall, whole = quantified(signature, vocabulary)
    if _size(signature.terms) > LARGEST:
        return None
    given, goal = atoms(signature, Inline(vocabulary))
    return _lines(forall, [*whole, *given], goal)


def _size(terms: Iterable[Term]) -> int:
    """About how many characters some terms have when written in full."""
    known: dict[int, int] = {}

    def of(term: Term) -> int:
        return sum(4 + sum(known[n] for n in monomial) for monomial in term.parts)

    terms = list(terms)
    for factor in within(terms):
        known[factor.number] = 8 + sum(map(of, factor.args))
    return sum(map(of, terms))


def _lines(forall: str, premises: Sequence[str], goal: str) -> str:
    parts = [forall] if forall else []
    parts += [f"{p} ->" if not p.startswith("forall") else f"({p}) ->" for p in premises]
    return "\n  ".join([*parts, goal])


def flat_premises(signature: Signature, style: Flat) -> list[str]:
    """The names of the factors and their equations, as parts of a statement; they are numbered."""
    found = []
    for factor in signature.factors:
        style.names[factor.number] = len(style.names) + 1
        v = f"v{style.names[factor.number]}"
        found.append(f"forall {v} : {function_type(len(factor.free))}, {v} = {style.body(factor)} ->")
    return found


def flat(signature: Signature, vocabulary: Vocabulary) -> str:
    """The statement with a name for every factor."""
    forall, whole = quantified(signature, vocabulary)
    style = Flat(vocabulary)
    named = flat_premises(signature, style)
    given, goal = atoms(signature, style)
    premises = [f"({w}) ->" if w.startswith("forall") else f"{w} ->" for w in whole]
    parts = [forall] * bool(forall) + premises + named + [f"{g} ->" for g in given] + [goal]
    return "\n  ".join(parts)


def with_lets(signature: Signature, vocabulary: Vocabulary) -> str:
    """The statement for the reader where it is long: its parts are given names."""
    forall, whole = quantified(signature, vocabulary)
    style = Flat(vocabulary)
    flat_premises(signature, style)
    lets = [f"let v{style.names[f.number]} := {style.body(f)} in" for f in signature.factors]
    given, goal = atoms(signature, style)
    premises = [f"({w}) ->" if w.startswith("forall") else f"{w} ->" for w in whole]
    parts = [forall] * bool(forall) + premises + lets + [f"{g} ->" for g in given] + [goal]
    return "\n  ".join(parts)
