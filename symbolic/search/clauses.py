"""What a proof may bring in: instances of laws, axioms and theorems, as clauses.

A clause says that where all of `given` hold, all of `goals` do.  It costs nothing until the search
finds it violated by a model.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from symbolic import kernel
from symbolic.kernel import FACTORS, Atom, Factor, Term, make
from symbolic.search.steps import ONE, Values, replacing


@dataclass(frozen=True, eq=False)
class Clause:
    """An instance of a theorem (None: of the one that is being proved)."""

    name: str | None
    values: Values
    given: tuple[Atom, ...]
    goals: tuple[Atom, ...]

    @property
    def key(self) -> object:
        return (self.name, *(term.key for term, _ in (*self.given, *self.goals)))


def instantiated(name: str | None, sequent: kernel.Sequent, values: Values) -> Clause:
    """The theorem of this name and statement at these values."""
    new = kernel.Substitution(replacing(values))
    given, goals = (tuple((new(term), signs) for term, signs in part) for part in sequent)
    return Clause(name, dict(values), given, goals)


def factors(term: Term) -> list[Factor]:
    """The factors in a polynomial, each once; not those inside others."""
    return [FACTORS[n] for n in {n for monomial in term.parts for n in monomial}]


def within(terms: Iterable[Term]) -> Iterator[Factor]:
    """All factors in terms, inner ones too, that speak of no index from outside; each once."""
    seen: set[int] = set()
    pending = [n for term in terms for monomial in term.parts for n in monomial]
    while pending:
        n = pending.pop()
        if n in seen:
            continue
        seen.add(n)
        factor = FACTORS[n]
        pending += [k for arg in factor.args for monomial in arg.parts for k in monomial]
        if not factor.free:
            yield factor


def of_argmax(laws: Laws, factor: Factor, index: Term) -> Clause:
    """At an index in range where the guard holds the body is at most what it is at the argmax."""
    count, guard, body = factor.args
    values: Values = {
        ("t", False): (0, count), ("n", True): (0, index),
        ("G", False): (1, guard), ("F", False): (1, body),
    }  # fmt: skip
    return laws.at("argmax", values)


class Laws:
    """Instances of what the kernel's book has, each made once."""

    def __init__(self, book: kernel.Book) -> None:
        self.book = book
        self._known: dict[object, Clause] = {}

    def at(self, name: str, values: Values) -> Clause:
        """A theorem, a law or an axiom at these values."""
        key = (name, *((k, v.key) for k, (_, v) in values.items()))
        if key not in self._known:
            self._known[key] = instantiated(name, self.book.theorems[name][0], values)
        return self._known[key]

    def about(self, factor: Factor) -> Iterator[Clause]:
        """What holds of an inverse, a quotient or a sum."""
        match factor.kind, factor.name:
            case "constant", ("inverse", False):
                for name in ("inverse", "inverse-positive", "inverse-negative"):
                    if name in self.book.theorems:
                        yield self.at(name, {("b", False): (0, factor.args[0])})
            case "constant", ("quotient", True):
                n, m = factor.args
                if kernel.integer(n) and kernel.integer(m):
                    yield self.at("quotient", {("n", True): (0, n), ("m", True): (0, m)})
            case "sum", _:
                yield from self._of_sum(factor)

    def recursive(self, factor: Factor) -> Clause:
        """The law of a defined function at these arguments."""
        name = factor.name[0]
        values: Values = {(f"{name} {n}", True): (0, p) for n, p in enumerate(factor.args)}
        return self.at(name, values)

    def _of_sum(self, factor: Factor) -> Iterator[Clause]:
        count, body = factor.args
        if not kernel.integer(count):
            return
        if body.key == ONE.key and "sum-of-ones" in self.book.theorems:
            yield self.at("sum-of-ones", {("n", True): (0, count)})
        yield from self.unfolded(count, body, 0)

    def unfolded(self, count: Term, body: Term, steps: int) -> Iterator[Clause]:
        """The sum by its last entry, so many times; and that it is 0 if nothing is left."""
        for step in range(steps + 1):
            values: Values = {("n", True): (0, count), ("F", False): (1, body)}
            yield self.at("sum of none", values)
            count = count - ONE
            if step < steps:
                yield self.at("sum of one more", {**values, ("n", True): (0, count)})

    def equals(self, first: Factor, second: Factor) -> Clause | None:
        """Two applications that differ in an argument have one value where these are equal."""
        places = [
            p
            for p, (a, b) in enumerate(zip(first.args, second.args, strict=True))
            if a.key != b.key
        ]
        if not places or first.binds[places[0]]:
            return None
        place, args = places[0], list(first.args)
        args[place] = make("bound", 0)
        context = make(first.kind, first.name, tuple(args))
        values: Values = {
            ("a", False): (0, first.args[place]), ("c", False): (0, second.args[place]),
            ("F", False): (1, context),
        }  # fmt: skip
        return self.at("equals", values)
