"""The kernel: what a statement is, what a proof is, and whether a proof is right.

A sceptic reads this file from top to bottom and runs `python -I -S kernel.py LEDGER`: it imports
nothing of ours and no package.  A term is a polynomial with rational coefficients.  A statement
says which signs some terms have wherever others have given signs, for all values of the unknowns.
A proof splits cases until in each a sum of products of known facts is absurd.  All functions are
total, on the reals; those marked integer take integers to integers.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import InitVar, dataclass
from fractions import Fraction
from functools import cached_property, reduce
from operator import mul
from typing import Any, ClassVar

NEGATIVE, ZERO, POSITIVE, ANY = 1, 2, 4, 7  # signs a term may have, as bits: 6 is "not negative"
NAMED = ("unknown", "constant")
NAMES = {
    ("bound", 0): range(100),
    ("choice", 3): range(8),
    ("sum", 2): [None],
    ("argmax", 3): [None],
}
RULES = ("split", "settle", "whole", "cut", "absurd")
MALFORMED = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError, RecursionError)
Signs = Mapping[Any, int]  # of terms, by their keys
NOTHING: Signs = {}


class Refused(Exception):
    """What was handed in is no term, no proof or no ledger; the message says why."""


def require(condition: bool, why: str) -> None:
    if not condition:
        raise Refused(why)


class Factor:
    """What polynomials are made of; one object for each kind, name and arguments.

    bound: the index of the binder `name` further out than the nearest.  unknown: a variable, or an
    unknown function at arguments.  constant: a known function at arguments.  choice: its second
    argument where the sign of the first is in `name`, else the third.  sum: of body(i) over integers
    0 <= i < count.  argmax: such an i with guard(i) > 0 at which body(i) is largest, if there is one.
    """

    all: ClassVar[list[Factor]] = []
    known: ClassVar[dict[Any, Factor]] = {}

    def __init__(self, kind: str, name: Any, args: Sequence[Term]) -> None:
        self.kind, self.name, self.args, self.number = kind, name, args, len(Factor.all)
        self.term = Term([((self.number,), 1)])
        self.label = (kind, *name) if kind in NAMED else None
        self.names = frozenset({self.label} - {None}).union(*map(names, args))
        inner = {i - self.binds(place) for place, arg in enumerate(args) for i in free(arg)}
        self.free = {i for i in inner if i >= 0} | ({name} if kind == "bound" else set())
        whole = all(map(integer, args[kind in ("choice", "sum") :]))
        self.integer = kind == "argmax" or (whole and (kind not in NAMED or name[1]))

    def binds(self, place: int) -> int:
        """1 if the argument in this place may speak of the index of the factor itself, else 0."""
        return int(self.kind in ("sum", "argmax") and place > 0)


class Term:
    """A polynomial: coefficients other than 0, by monomial (the sorted numbers of its factors)."""

    def __init__(self, pairs: Iterable[tuple[tuple[int, ...], int | Fraction]]) -> None:
        parts: dict[tuple[int, ...], int | Fraction] = {}
        for monomial, c in pairs:
            parts[monomial] = parts.get(monomial, 0) + c
        self.parts = {monomial: c for monomial, c in parts.items() if c}

    @cached_property
    def key(self) -> frozenset[Any]:
        return frozenset(self.parts.items())

    def __sub__(self, other: Term) -> Term:
        return total([(1, self), (-1, other)])

    def __mul__(self, other: Term) -> Term:
        mine, theirs = self.parts.items(), other.parts.items()
        return Term([(tuple(sorted(m + n)), c * d) for m, c in mine for n, d in theirs])


def total(weighted: Iterable[tuple[int | Fraction, Term]]) -> Term:
    """The sum of weight * term."""
    return Term([(m, weight * c) for weight, term in weighted for m, c in term.parts.items()])


def number(value: int | Fraction) -> Term:
    return Term([((), value)])


def factors(term: Term) -> list[Factor]:
    return [Factor.all[n] for n in {n for monomial in term.parts for n in monomial}]


def names(term: Term) -> frozenset[Any]:
    return frozenset[Any]().union(*(factor.names for factor in factors(term)))


def free(term: Term) -> set[int]:
    return {i for factor in factors(term) for i in factor.free}


def integer(term: Term) -> bool:
    whole = all(c.denominator == 1 for c in term.parts.values())
    return whole and all(factor.integer for factor in factors(term))


def flipped(signs: int) -> int:
    """The signs of −t, from those of t."""
    return (signs & NEGATIVE) << 2 | signs & ZERO | (signs & POSITIVE) >> 2


def signs_of(term: Term, known: Signs) -> int:
    """The signs that a term may have, where those of some terms are known, by their keys."""
    value, signs = term.parts.get((), 0), known.get(term.key, ANY)
    own = ANY if any(term.parts) else (NEGATIVE, ZERO, POSITIVE)[(value >= 0) + (value > 0)]
    return signs & own


def make(kind: str, name: Any, args: Sequence[Term], known: Signs = NOTHING) -> Term:
    """A factor as a term; of a sum, factors without its index are taken out; known choices are made."""
    if kind == "choice":
        possible = signs_of(args[0], known)
        if not possible & ~name or args[1].key == args[2].key:
            return args[1]
        if not possible & name:
            return args[2]
    if kind == "sum":
        parts = []
        for monomial, c in args[1].parts.items():
            inside = tuple(n for n in monomial if 0 in Factor.all[n].free)
            outside = Term([(tuple(n for n in monomial if n not in inside), c)])
            over = (args[0], Term([(inside, 1)]))
            parts.append((1, opened(outside, [number(0)]) * _single(kind, name, over)))
        return total(parts)
    return _single(kind, name, args)


def _single(kind: str, name: Any, args: Sequence[Term]) -> Term:
    key = (kind, name, *(arg.key for arg in args))
    if key not in Factor.known:
        Factor.all.append(Factor(kind, name, args))
        Factor.known[key] = Factor.all[-1]
    return Factor.known[key].term


Values = Mapping[Any, tuple[int, Term]]  # by an unknown's label or an index: arity and value


def instance(term: Term, values: Values, known: Signs = NOTHING) -> Term:
    """The term with some unknowns, and indices from outside, replaced; known choices are made.

    In the value of an unknown its arguments are bound indices.
    """
    done: dict[Any, Term] = {}

    def replaced(factor: Factor, depth: int) -> Term:
        if not known and factor.names.isdisjoint(values):
            if not any(i - depth in values for i in factor.free):
                return factor.term
        args = [go(arg, depth + factor.binds(place)) for place, arg in enumerate(factor.args)]
        name = factor.name - depth if factor.kind == "bound" else factor.label
        if name not in values:
            return make(factor.kind, factor.name, args, known)
        arity, value = values[name]
        require(arity == len(args), f"{factor.name} has {len(args)} arguments")
        return opened(value, args) if args else lifted(value, depth)

    def go(part: Term, depth: int) -> Term:
        same = True
        for n in {n for monomial in part.parts for n in monomial}:
            if (n, depth) not in done:
                done[n, depth] = replaced(Factor.all[n], depth)
            same = same and done[n, depth] is Factor.all[n].term
        if same:
            return part
        parts = part.parts.items()
        return total((c, reduce(mul, [done[n, depth] for n in m] or [number(1)])) for m, c in parts)

    return go(term, 0) if values or known else term


def bound(place: int) -> Term:
    return make("bound", place, ())


def opened(body: Term, args: Sequence[Term]) -> Term:
    """The body with its outermost bound indices 0, 1, … replaced by the arguments."""
    others = {i: (0, bound(i - len(args))) for i in free(body) if i >= len(args)}
    return instance(body, {**others, **{i: (0, arg) for i, arg in enumerate(args)}})


def lifted(term: Term, by: int) -> Term:
    """The same term below so many more binders."""
    return instance(term, {i: (0, bound(i + by)) for i in free(term)}) if by else term


Atom = tuple[Term, int]  # a term, and which signs it may have
Sequent = tuple[list[Atom], list[Atom]]  # where all of the first hold, so do all of the second
_SEAL = object()


@dataclass(frozen=True, slots=True)
class Theorem:
    """A sequent that holds, and the names of the axioms it rests on; only a `Book` makes one."""

    sequent: Sequent
    axioms: frozenset[str]
    seal: InitVar[object]

    def __post_init__(self, seal: object) -> None:
        require(seal is _SEAL, "a theorem is made by checking its proof")


def spoken(sequent: Sequent) -> set[Any]:
    """The names in a sequent."""
    return {name for part in sequent for term, _ in part for name in names(term)}


def unknown(name: str, *args: Term, integer: bool = False) -> Term:
    return make("unknown", (name, integer), args)


def laws() -> dict[str, Sequent]:
    """What sum, argmax, division, integer quotients and equality are; F and G are any functions."""
    a, b, c, t = map(unknown, "abct")
    m, n = (unknown(name, integer=True) for name in "mn")
    i = bound(0)
    sums = [make("sum", None, (count, unknown("F", i))) for count in (n, n - number(-1))]
    top = make("argmax", None, (t, unknown("G", i), unknown("F", i)))
    f_n, g_n, f_top, g_top = (unknown(name, at) for at in (n, top) for name in "FG")
    over = make("constant", ("inverse", False), (b,))
    rest = n - m * make("constant", ("quotient", True), (n, m))
    in_range = [(n, ZERO | POSITIVE), (t - n, POSITIVE), (g_n, POSITIVE)]
    at_top = [(top, ZERO | POSITIVE), (t - top, POSITIVE), (g_top, POSITIVE), (f_top - f_n, 6)]
    return {
        "sum of none": ([(n, NEGATIVE | ZERO)], [(sums[0], ZERO)]),
        "sum of one more": ([(n, ZERO | POSITIVE)], [(sums[1] - sums[0] - f_n, ZERO)]),
        "argmax": (in_range, at_top),
        "inverse": ([(b, NEGATIVE | POSITIVE)], [(b * over - number(1), ZERO)]),
        "quotient": ([(m, POSITIVE)], [(rest, ZERO | POSITIVE), (m - rest, POSITIVE)]),
        "equals": ([(a - c, ZERO)], [(unknown("F", a) - unknown("F", c), ZERO)]),
    }


class Case:
    """One point of a proof: what is known there, and the axioms that the proof used on the way."""

    def __init__(self, book: Book, terms: list[Term], sequent: Sequent, size: Term | None) -> None:
        self.book, self.terms, self.sequent, self.size = book, terms, sequent, size
        self.facts: list[Atom] = []
        self.axioms: set[str] = set()

    def add(self, atoms: Iterable[Atom]) -> None:
        """More facts, turned so that they say what −t is if they say that t is not positive."""
        for term, signs in atoms:
            require(not free(term), "an index of no binder")
            turn = signs in (NEGATIVE, NEGATIVE | ZERO)
            self.facts.append((number(0) - term, flipped(signs)) if turn else (term, signs))

    def known(self, places: Iterable[int]) -> Signs:
        """What some facts say of the signs of terms."""
        known: dict[Any, int] = {}
        for term, signs in [at(self.facts, place) for place in places]:
            for key, some in ((term.key, signs), ((number(0) - term).key, flipped(signs))):
                known[key] = known.get(key, ANY) & some
        return known

    def without(self, term: Term, signs: int, proof: list[Any]) -> None:
        """Check a proof that it is absurd if the signs of a term are not among these."""
        count, ends = len(self.facts), [rule == "absurd" for rule, *_ in proof]
        require(sum(ends) == 1 and ends[-1], "a proof ends in a contradiction")
        self.add([(term, signs ^ ANY)])
        for rule, *step in proof:
            require(rule in RULES, f"no rule {rule!r}")
            getattr(self, rule)(*step)
        del self.facts[count:]

    def split(self, place: int, signs: int, proof: list[Any]) -> None:
        """Go on with these signs of a term; the proof excludes the others."""
        atom = at(self.terms, place), at(range(8), signs)
        self.without(*atom, proof)
        self.add([atom])

    def settle(self, place: int, *by: int) -> None:
        """A fact with the choices made that the facts named decide."""
        term, signs = at(self.facts, place)
        self.add([(instance(term, {}, self.known(by)), signs)])

    def whole(self, place: int) -> None:
        """A positive integer is at least 1."""
        term, signs = at(self.facts, place)
        require(integer(term) and signs == POSITIVE, "no positive integer")
        self.add([(term - number(1), ZERO | POSITIVE)])

    def cut(self, name: str | None, values: list[Any], proofs: list[Any]) -> None:
        """A theorem with its unknowns replaced: what it needs is proved, what it gives is added.

        Without a name it is the theorem being proved, where its size is a smaller natural number.
        """
        replaced = {}
        for text, whole, arity, place in values:
            value = at(self.terms, place)
            require(all(i < arity for i in free(value)), "an index of no binder")
            require(not whole or integer(value), f"{text} stands for an integer")
            replaced["unknown", text, whole] = at(range(100), arity), value
        sequent = self.sequent if name is None else self.book.theorems[name].sequent
        self.axioms |= frozenset() if name is None else self.book.theorems[name].axioms
        fixed = {u for n in spoken(sequent) for u in self.book.reads.get(n, ())}
        require(fixed.isdisjoint(replaced), "what a definition speaks of is fixed")
        given, goals = ([(instance(t, replaced), s) for t, s in part] for part in sequent)
        if name is None:
            if self.size is None:
                raise Refused("a proof that uses itself needs a size")
            smaller = instance(self.size, replaced)
            given += [(smaller, ZERO | POSITIVE), (self.size - smaller, POSITIVE)]
        for atom, proof in zip(given, proofs, strict=True):
            self.without(*atom, proof)
        self.add(goals)

    def absurd(self, entries: list[Any], *by: int) -> None:
        """A sum of products, of a multiplier and facts each, has a sign that it cannot have.

        Where it is no number, further facts exclude that sign.
        """
        products, seen = [], {ZERO}
        for multiplier, *places in entries:
            term = at(self.terms, multiplier)
            atoms = [(term, signs_of(term, NOTHING)), *(at(self.facts, p) for p in places)]
            kinds = {signs for _, signs in atoms}
            require(ZERO in kinds or kinds <= {POSITIVE, ZERO | POSITIVE}, "a product of any sign")
            seen.add(ZERO if ZERO in kinds else max(kinds))
            products.append((1, reduce(mul, [t for t, _ in atoms])))
        signs = POSITIVE if POSITIVE in seen else max(seen)
        require(not signs & signs_of(total(products), self.known(by)), "no contradiction")


class Book:
    """What has been proved, by name, the laws first; `add` is the only way to another theorem."""

    def __init__(self) -> None:
        self.theorems: dict[str, Theorem] = {}
        self.reads: dict[Any, frozenset[Any]] = {}  # of names: the unknowns in their definitions
        for name, sequent in laws().items():
            self._keep(name, sequent, ())

    def add(self, entry: dict[str, Any]) -> None:
        """An axiom, a definition or a theorem with its proofs, as a ledger has them."""
        require(type(entry) is dict and type(entry.get("name")) is str, "an entry without a name")
        try:
            terms: list[Term] = []
            for node in entry["terms"]:
                terms.append(read(node, terms))
            kinds = {"axiom": self._axiom, "definition": self._definition, "theorem": self._theorem}
            kinds[entry["kind"]](entry, terms)
        except (Refused, *MALFORMED) as error:
            why = error if isinstance(error, Refused) else f"no ledger: {type(error).__name__}"
            raise Refused(f"{entry['name']}: {why}") from error

    def _keep(self, name: str, sequent: Sequent, axioms: Iterable[str]) -> None:
        require(name not in self.theorems, "there is one of this name")
        require(not any(free(t) for part in sequent for t, _ in part), "an index of no binder")
        for label in spoken(sequent):
            self.reads.setdefault(label, frozenset())
        self.theorems[name] = Theorem(sequent, frozenset(axioms), _SEAL)

    def _axiom(self, entry: dict[str, Any], terms: list[Term]) -> None:
        self._keep(entry["name"], read_sequent(entry, terms), [entry["name"]])

    def _definition(self, entry: dict[str, Any], terms: list[Term]) -> None:
        """f(p, …, n) is base(p, …, n) at n = start and step(p, …, n) at n > start, for all integers.

        In the step, an unknown function of its name, of p, …, stands for f(p, …, n − 1).
        """
        me = (entry["name"], entry["integer"])
        start, base, step = (at(terms, entry[part]) for part in ("start", "base", "step"))
        require(not any(start.parts), "a start that is no number")
        require(("constant", *me) not in self.reads, "there is a constant of this name")
        whole = integer(base) and integer(step)
        require(me[1] is False or me[1] is whole, "not always an integer")
        others = names(base) | names(step) - {("unknown", *me)}
        read = [{n} if n[0] == "unknown" else self.reads[n] for n in others]
        self.reads["constant", *me] = frozenset[Any]().union(*read)
        *p, n = [unknown(f"p{p}", integer=True) for p in range(at(range(100), entry["arity"]))]
        f, at_p = make("constant", me, (*p, n)), map(bound, range(len(p)))
        require(("unknown", *me) not in names(f), "a parameter of this name")
        before = len(p), make("constant", me, (*at_p, n - number(1)))
        later = instance(opened(step, [*p, n]), {("unknown", *me): before})
        for when, signs, value in (("at first", ZERO, opened(base, [*p, n])), ("later", 4, later)):
            self._keep(f"{me[0]} {when}", ([(n - start, signs)], [(f - value, ZERO)]), ())

    def _theorem(self, entry: dict[str, Any], terms: list[Term]) -> None:
        """Each goal has a proof, which may use the theorem where its size is smaller."""
        sequent = read_sequent(entry, terms)
        size = None if entry["size"] is None else at(terms, entry["size"])
        good = size is None or (integer(size) and not any(map(self.reads.get, names(size))))
        require(good, "a size that is no integer, or that speaks of a definition's unknowns")
        case = Case(self, terms, sequent, size)
        case.add(sequent[0])
        for goal, proof in zip(sequent[1], entry["proofs"], strict=True):
            case.without(*goal, proof)
        self._keep(entry["name"], sequent, case.axioms)


def at(known: Sequence[Any], place: int) -> Any:
    require(type(place) is int and 0 <= place < len(known), f"there is no number {place!r}")
    return known[place]


def read(node: list[Any], terms: list[Term]) -> Term:
    """["+", [coefficient, factors…], …] or [kind, name, arguments…], by place among earlier terms."""
    if node[0] == "+":
        parts = []
        for c, *places in node[1:]:
            require(type(c) in (int, str), f"{c!r} is no exact number")
            value = c if type(c) is int else Fraction(*map(int, c.split("/")))
            parts.append((value, reduce(mul, [at(terms, p) for p in places] or [number(1)])))
        return total(parts)
    kind, name, *places = node
    args = [at(terms, place) for place in places]
    if kind in NAMED:
        require([type(part) for part in name] == [str, bool], f"no name of a {kind}: {name!r}")
        return make(kind, tuple(name), args)
    good = NAMES[kind, len(args)]
    require(type(name) in (int, type(None)) and name in good, f"no name of a {kind}: {name!r}")
    return make(kind, name, args)


def read_sequent(entry: dict[str, Any], terms: list[Term]) -> Sequent:
    parts = (entry["given"], entry["goals"])
    given, goals = ([(at(terms, t), at(range(8), s)) for t, s in part] for part in parts)
    return given, goals


def main(path: str) -> None:
    """Check every entry of a ledger; say how many theorems hold, and on which axioms they rest."""
    book = Book()
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)["kernel"]
    for entry in entries:
        book.add(entry)
    used = {axiom for theorem in book.theorems.values() for axiom in theorem.axioms}
    print(f"{sum(e['kind'] == 'theorem' for e in entries)} theorems hold; axioms: {sorted(used)}")


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except (Refused, OSError, *MALFORMED) as error:
        sys.exit(f"refused: {str(error)!r}")
