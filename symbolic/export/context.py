"""One point of a Coq proof: what has a name there, what is known, and the script so far."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from symbolic.export.order import within
from symbolic.export.printing import arguments_whole, integral, show, whole, wrapped
from symbolic.export.sequents import Flat, has_name, names_of_indices
from symbolic.export.vocabulary import Vocabulary
from symbolic.kernel import ANY, NOTHING, Atom, Factor, Term, flipped, number, signs_of


class Context:
    """The kernel's `Case` in Coq.

    Facts are hypotheses H0, H1, …; factors are named v1, v2, … with equations D1, D2, …, and with
    I1, I2, … where they are known to be integers.  `Style` for terms written with these names.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.lines: list[str] = []
        self.style = Flat(vocabulary)
        self.facts: list[Atom] = []
        self._evidence: dict[Any, list[tuple[int, int]]] = {}
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
        names, integers, facts = dict(self.style.names), set(self._integers), len(self.facts)
        self.say("{")
        self._depth += 1
        yield
        self._depth -= 1
        self.say("}")
        self.style.names, self._integers = names, integers
        while len(self.facts) > facts:
            term, _ = self.facts.pop()
            for key in (term.key, (number(0) - term).key):
                self._evidence[key].pop()

    # Names.
    def show(self, term: Term, env: Sequence[str] = ()) -> str:
        """A term as text; its factors get names where they have none."""
        self.name(term)
        return show(term, self.style, env)

    def name(self, term: Term) -> None:
        """Give names to the factors of a term."""
        for factor in within([term]):
            if has_name(factor) and factor.number not in self.style.names:
                body = self.style.body(factor)
                self.style.names[factor.number] = n = self.number()
                self.say(f"destruct (named {wrapped(body)}) as [v{n} D{n}].")

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
    def add(self, atom: Atom) -> str:
        """One more fact, as `printing.fact` turns it; the hypothesis that it is from now on."""
        term, signs = atom
        place = len(self.facts)
        self.facts.append(atom)
        for key, found in ((term.key, signs), ((number(0) - term).key, flipped(signs))):
            self._evidence.setdefault(key, []).append((place, found))
        return f"H{place}"

    def known(self, places: Sequence[int]) -> dict[Any, int]:
        """The signs of terms by their keys: by the facts in these places, or by all if none is."""
        found: dict[Any, int] = {}
        for key, entries in self._evidence.items():
            for place, signs in entries:
                if not places or place in places:
                    found[key] = found.get(key, ANY) & signs
        return found

    def sign(self, term: Term, signs: int, env: Sequence[str] = ()) -> str:
        """A tactic for the goal that a term has one of these signs."""
        entries = self._evidence.get(term.key, [])
        if signs == ANY:
            return "exact I"
        for place, found in entries:
            if found == signs and self.facts[place][0].key == term.key and signs != 0:
                return f"exact H{place}"
        if not any(term.parts):
            value = signs_of(term, NOTHING)
            if not value & ~signs:
                return "num"
        kept = " ".join(f"H{place}" for place, _ in entries)
        return f"clear - {kept}; signs {wrapped(self.show(term, env))}" if kept else "num"
