"""One point of a Coq proof: what has a name there, what is known, and the script so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from symbolic.export.order import within
from symbolic.export.printing import arguments_whole, integral, show, whole, wrapped
from symbolic.export.sequents import Flat, has_name, names_of_indices
from symbolic.export.vocabulary import Vocabulary
from symbolic.kernel import ANY, FACTORS, Atom, Factor, Term, number, signs_of

Fact = tuple[str, Term, int]
"""A hypothesis, and which signs it says that a term has."""


class Context:
    """The kernel's `Case` in Coq.

    Facts are hypotheses, H0, H1, … if they are assumed.  Factors are named v1, v2, … with equations
    D1, D2, …, and with I1, I2, … where they are known to be integers.
    style: for terms written with these names.
    equations: statements of equations that are hypotheses, and the names that they have.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.lines: list[str] = []
        self.style = Flat(vocabulary)
        self.facts: list[Fact] = []
        self.equations: dict[str, str] = {}
        self._about: dict[Any, list[tuple[str, int, bool]]] = {}
        self._learnt: list[Any] = []
        self._integers: set[int] = set()
        self._count = 0
        self._depth = 1

    def number(self) -> int:
        """A number that no name has yet."""
        self._count += 1
        return self._count

    def say(self, *lines: str) -> None:
        """More of the script."""
        self.lines += ["  " * self._depth + line for line in lines]

    @contextmanager
    def braces(self) -> Iterator[None]:
        """A proof within the proof: what gets a name or becomes known there is forgotten after it."""
        names, integers, equations = (
            dict(self.style.names),
            set(self._integers),
            dict(self.equations),
        )
        facts, learnt = len(self.facts), len(self._learnt)
        self.say("{")
        self._depth += 1
        yield
        self._depth -= 1
        self.say("}")
        self.style.names, self._integers, self.equations = names, integers, equations
        del self.facts[facts:]
        while len(self._learnt) > learnt:
            self._about[self._learnt.pop()].pop()

    # Names.
    def show(self, term: Term, env: Sequence[str] = ()) -> str:
        """A term as text; its factors get names where they have none."""
        self.name(term)
        return show(term, self.style, env)

    def name(self, term: Term) -> None:
        """Give names to the factors of a term; where one has a name, what it is made of has too."""
        numbers = {n for monomial in term.parts for n in monomial}
        if all(n in self.style.names or not has_name(FACTORS[n]) for n in numbers):
            return
        for factor in within([term]):
            if has_name(factor) and factor.number not in self.style.names:
                body = self.style.body(factor)
                self.style.names[factor.number] = n = self.number()
                self.say(f"case (named {wrapped(body)}); intros v{n} D{n}.")

    def introduced(self, factors: Sequence[Factor]) -> list[str]:
        """Names for factors that come with their equations; the names to introduce."""
        found = []
        for factor in factors:
            self.style.names[factor.number] = n = self.number()
            found += [f"v{n}", f"D{n}"]
        return found

    def whole(self, term: Term, env: Sequence[str] = (), proofs: Sequence[str] = ()) -> str:
        """A proof term that a term is an integer."""
        self.name(term)
        for factor in within([term]):
            if factor.integer and has_name(factor) and factor.number not in self._integers:
                self._state_integer(factor)
        return whole(term, self.style, env, proofs)

    def _state_integer(self, factor: Factor) -> None:
        n = self.style.names[factor.number]
        self._integers.add(factor.number)
        indices, env = names_of_indices(factor)
        proofs = [f"J{i[1:]}" for i in env]
        proof = integral(factor, self.vocabulary, arguments_whole(factor, self.style, env, proofs))
        needs = "".join(f"forall {i}, is_int {i} -> " for i in indices)
        taken = "".join(f"fun {i} J{i[1:]} => " for i in indices)
        text = " ".join((f"v{n}", *indices))
        self.say(
            f"assert (I{n} : {needs}is_int ({text})) by (rewrite D{n}; exact ({taken}{proof}))."
        )

    # Facts.
    def assume(self, atom: Atom) -> str:
        """One more fact, whose hypothesis is new."""
        hypothesis = f"H{len(self.facts)}"
        self.facts.append((hypothesis, *atom))
        return self.learn(hypothesis, atom)

    def learn(self, hypothesis: str, atom: Atom) -> str:
        """A hypothesis that says this of a term, though it may be none of the kernel's facts."""
        term, signs = atom
        for key, own in ((term.key, True), ((number(0) - term).key, False)):
            self._about.setdefault(key, []).append((hypothesis, signs, own))
            self._learnt.append(key)
        return hypothesis

    def same(self, atom: Atom) -> str:
        """A hypothesis that says just this; empty if there is none."""
        term, signs = atom
        found = self._about.get(term.key, ())
        return next((name for name, known, own in found if own and known == signs), "")

    def sign(self, term: Term, signs: int, env: Sequence[str] = ()) -> str:
        """A tactic for the goal that a term has one of these signs."""
        if signs == ANY:
            return "exact I"
        if hypothesis := self.same((term, signs)):
            return f"exact {hypothesis}"
        if not signs_of(term, {}) & ~signs:
            return "num"
        kept = " ".join(dict.fromkeys(name for name, _, _ in self._about.get(term.key, ())))
        return f"clear - {kept}; signs {wrapped(self.show(term, env))}" if kept else "num"
