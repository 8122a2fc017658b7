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
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property, reduce
from operator import mul
from typing import Any, ClassVar

NEGATIVE, ZERO, POSITIVE, ANY = (
    1,
    2,
    4,
    7,
)  # the signs a term may have, as bits: 6 is "not negative"
ARGUMENTS = {"bound": 0, "unknown": None, "constant": None, "choice": 3, "sum": 2, "argmax": 3}
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
        named = kind in ("unknown", "constant")
        self.names = frozenset({(kind, *name)} if named else ()).union(*map(names, args))
        self.free = {name} if kind == "bound" else set()  # indices of binders around it
        for place, arg in enumerate(args):
            self.free |= {i - self.binds(place) for i in free(arg) if i >= self.binds(place)}
        whole = all(map(integer, args[kind in ("choice", "sum") :]))
        self.integer = kind == "argmax" or (whole and (not named or name[1]))

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
    return (
        signs if any(term.parts) else signs & (NEGATIVE, ZERO, POSITIVE)[(value >= 0) + (value > 0)]
    )


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
            outside = Term([(tuple(n for n in monomial if 0 not in Factor.all[n].free), c)])
            count = _single(kind, name, (args[0], Term([(inside, 1)])))
            parts.append((1, opened(outside, [number(0)]) * count))
        return total(parts)
    return _single(kind, name, args)


def _single(kind: str, name: Any, args: Sequence[Term]) -> Term:
    key = (kind, name, *(arg.key for arg in args))
    if key not in Factor.known:
        Factor.all.append(Factor(kind, name, args))
        Factor.known[key] = Factor.all[-1]
    return Term([((Factor.known[key].number,), 1)])


Visit = Callable[[Factor, int], "Term | bool"]


def walked(term: Term, visit: Visit, known: Signs = NOTHING) -> Term:
    """The term with factors replaced; choices whose sign is known are made.

    visit(factor, binders around it) is the term in its place, or whether to look inside it.
    """
    done: dict[Any, Term] = {}

    def replaced(factor: Factor, depth: int) -> Term:
        if (factor.number, depth) not in done:
            new = visit(factor, depth)
            if new is True:
                inside = enumerate(factor.args)
                args = [go(arg, depth + factor.binds(place)) for place, arg in inside]
                new = make(factor.kind, factor.name, args, known)
            kept = new if isinstance(new, Term) else Term([((factor.number,), 1)])
            done[factor.number, depth] = kept
        return done[factor.number, depth]

    def go(part: Term, depth: int) -> Term:
        products = []
        for monomial, c in part.parts.items():
            values = [replaced(Factor.all[n], depth) for n in monomial] or [number(1)]
            products.append((c, reduce(mul, values)))
        return total(products)

    return go(term, 0)


def opened(body: Term, args: Sequence[Term]) -> Term:
    """The body with its outermost bound indices 0, 1, … replaced by the arguments."""

    def visit(factor: Factor, depth: int) -> Term | bool:
        if factor.kind != "bound" or factor.name < depth:
            return any(i >= depth for i in factor.free)
        place = factor.name - depth
        return lifted(args[place], depth) if place < len(args) else bound(factor.name - len(args))

    return walked(body, visit) if free(body) else body


def bound(place: int) -> Term:
    return make("bound", place, ())


def lifted(term: Term, by: int) -> Term:
    """The same term below so many more binders."""
    if not by or not free(term):
        return term
    return opened(term, [bound(i + by) for i in range(max(free(term)) + 1)])


def instance(term: Term, values: dict[Any, tuple[int, Term]]) -> Term:
    """The term with unknowns replaced.

    `values` has for some of them, by name, the number of arguments and the value that the unknown
    takes, a term in which the arguments are bound indices.
    """

    def visit(factor: Factor, depth: int) -> Term | bool:
        if factor.kind != "unknown" or ("unknown", *factor.name) not in values:
            return not factor.names.isdisjoint(values)
        arity, value = values["unknown", *factor.name]
        require(arity == len(factor.args), f"{factor.name[0]} has {len(factor.args)} arguments")
        return opened(value, [instance(arg, values) for arg in factor.args]) if arity else value

    return walked(term, visit) if values else term


Atom = tuple[Term, int]  # a term, and which signs it may have
Sequent = tuple[list[Atom], list[Atom]]  # where all of the first hold, so do all of the second


class Theorem:
    """A sequent that holds, and the names of the axioms it rests on; only a `Book` makes one."""

    __slots__ = ("axioms", "sequent")
    sequent: Sequent
    axioms: frozenset[str]

    def __init__(self, seal: object, sequent: Sequent, axioms: Iterable[str]) -> None:
        require(seal is _SEAL, "a theorem is made by checking its proof")
        object.__setattr__(self, "sequent", sequent)
        object.__setattr__(self, "axioms", frozenset(axioms))

    def __setattr__(self, name: str, value: object) -> None:
        raise Refused("a theorem cannot be changed")


_SEAL = object()


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
    """What is known at one point of a proof: facts in order, and the signs of terms by their keys."""

    def __init__(self, book: Book, terms: list[Term], sequent: Sequent, size: Term | None) -> None:
        self.book, self.terms, self.sequent, self.size = book, terms, sequent, size
        self.facts: list[Atom] = []
        self.signs: dict[Any, int] = {}
        self.undo: list[tuple[Term, Term, int]] = []
        self.axioms: set[str] = set()

    def add(self, term: Term, signs: int) -> None:
        """One more fact, turned so that it says what −t is if it says that t is not positive."""
        require(not free(term), "an index of no binder")
        turned = total([(-1, term)])
        before = self.signs.get(term.key, ANY)
        self.signs[term.key], self.signs[turned.key] = before & signs, flipped(before & signs)
        self.facts.append((turned, flipped(signs)) if signs in (1, 3) else (term, signs))
        self.undo.append((term, turned, before))

    def without(self, term: Term, signs: int, proof: list[Any]) -> None:
        """Check a proof that it is absurd if the signs of a term are not among these."""
        size = len(self.facts)
        self.add(term, signs ^ ANY)
        require(bool(proof), "a proof ends in a contradiction")
        for place, (rule, *step) in enumerate(proof, 1):
            require((rule == "absurd") == (place == len(proof)), "a proof ends in a contradiction")
            self.rules[rule](self, *step)
        while len(self.facts) > size:
            self.facts.pop()
            term, turned, before = self.undo.pop()
            self.signs[term.key], self.signs[turned.key] = before, flipped(before)

    def _split(self, place: int, signs: int, proof: list[Any]) -> None:
        """Go on with these signs of a term; the proof excludes the others."""
        term = at(self.terms, place)
        self.without(term, at(range(8), signs), proof)
        self.add(term, signs)

    def _settle(self, place: int, *by: int) -> None:
        """A fact with the choices made that the facts named decide, or all facts if none is named."""
        term, signs = at(self.facts, place)
        known = {} if by else self.signs
        for t, s in [at(self.facts, p) for p in by]:
            for key, some in ((t.key, s), ((number(0) - t).key, flipped(s))):
                known[key] = known.get(key, ANY) & some
        self.add(walked(term, lambda factor, depth: True, known), signs)

    def _whole(self, place: int) -> None:
        """A positive integer is at least 1."""
        term, signs = at(self.facts, place)
        require(integer(term) and signs == POSITIVE, "no positive integer")
        self.add(term - number(1), ZERO | POSITIVE)

    def _cut(self, name: str | None, values: list[Any], proofs: list[Any]) -> None:
        """A theorem with its unknowns replaced: what it needs is proved, what it gives is added.

        Without a name it is the theorem being proved, where its size is a smaller natural number.
        """
        replaced = {}
        for text, whole, arity, place in values:
            value = at(self.terms, place)
            require(all(i < arity for i in free(value)), "an index of no binder")
            require(not whole or integer(value), f"{text} stands for an integer")
            replaced["unknown", text, whole] = at(range(100), arity), value
        theorem = self.sequent if name is None else self.book.theorems[name].sequent
        self.axioms |= frozenset() if name is None else self.book.theorems[name].axioms
        spoken = {f for part in theorem for t, _ in part for f in factors(t)}
        fixed = {u for f in spoken for n in f.names for u in self.book.reads.get(n, ())}
        require(fixed.isdisjoint(replaced), "what a definition speaks of is fixed")
        given, goals = ([(instance(t, replaced), s) for t, s in part] for part in theorem)
        if name is None:
            if self.size is None:
                raise Refused("a proof that uses itself needs a size")
            smaller = instance(self.size, replaced)
            given += [(smaller, ZERO | POSITIVE), (self.size - smaller, POSITIVE)]
        for atom, proof in zip(given, proofs, strict=True):
            self.without(*atom, proof)
        for atom in goals:
            self.add(*atom)

    def _absurd(self, entries: list[Any]) -> None:
        """A sum of products, of a multiplier and facts each, has a sign that it cannot have.

        A multiplier is not negative, or is anything where one of the facts says that a term is zero.
        """
        products, signs, positive = [], ZERO, False
        for multiplier, *places in entries:
            product, facts = at(self.terms, multiplier), [at(self.facts, p) for p in places]
            kinds = {s for _, s in facts}
            require(kinds <= {ZERO, POSITIVE, ZERO | POSITIVE}, "a fact that gives no sign")
            if ZERO not in kinds:
                size = signs_of(product, NOTHING)
                require(not size & NEGATIVE, "a multiplier that may be negative")
                signs, positive = ZERO | POSITIVE, positive or kinds | {size} == {POSITIVE}
            for term, _ in facts:
                product = product * term
            products.append((1, product))
        signs = POSITIVE if positive else signs
        require(not signs & signs_of(total(products), self.signs), "no contradiction")

    rules: ClassVar[dict[str, Any]] = {
        "split": _split,
        "settle": _settle,
        "whole": _whole,
        "cut": _cut,
        "absurd": _absurd,
    }


class Book:
    """What has been proved, by name, the laws first; `add` is the only way to another theorem."""

    def __init__(self) -> None:
        self.theorems = {name: Theorem(_SEAL, sequent, ()) for name, sequent in laws().items()}
        self.reads: dict[
            Any, frozenset[Any]
        ] = {}  # of constants: the unknowns in their definitions
        for theorem in self.theorems.values():
            self._register(theorem.sequent)

    def add(self, entry: dict[str, Any]) -> None:
        """An axiom, a definition or a theorem with its proofs, as a ledger has them."""
        require(type(entry) is dict and type(entry.get("name")) is str, "an entry without a name")
        try:
            terms: list[Term] = []
            for node in entry["terms"]:
                terms.append(read(node, terms))
            self.kinds[entry["kind"]](self, entry, terms)
        except (Refused, RecursionError) as error:
            raise Refused(f"{entry['name']}: {error}") from None
        except (LookupError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
            raise Refused(f"{entry['name']}: no ledger: {type(error).__name__}") from error

    def _register(self, sequent: Sequent) -> None:
        for name in {
            n for part in sequent for t, _ in part for n in names(t) if n[0] == "constant"
        }:
            self.reads.setdefault(name, frozenset())

    def _keep(self, name: str, sequent: Sequent, axioms: Iterable[str]) -> None:
        require(name not in self.theorems, "there is one of this name")
        require(not any(free(t) for part in sequent for t, _ in part), "an index of no binder")
        self.theorems[name] = Theorem(_SEAL, sequent, axioms)

    def _axiom(self, entry: dict[str, Any], terms: list[Term]) -> None:
        sequent = read_sequent(entry, terms)
        self._register(sequent)
        self._keep(entry["name"], sequent, [entry["name"]])

    def _definition(self, entry: dict[str, Any], terms: list[Term]) -> None:
        """f(p, …, n) is base(p, …, n) at n = start, step(p, …, n) at n > start, for all integers."""
        me = ("constant", entry["name"], entry["integer"])
        start, base, step = (at(terms, entry[part]) for part in ("start", "base", "step"))
        others = names(base) | (names(step) - {me})
        require(not any(start.parts), "a start that is no number")
        require(me not in self.reads, "there is a constant of this name")
        whole = integer(base) and integer(step)
        require(me[2] is False or (me[2] is True and whole), "not always an integer")
        self.reads[me] = frozenset(n for n in others if n[0] == "unknown").union(
            *(self.reads[n] for n in others if n[0] == "constant")
        )
        *params, n = [unknown(f"p{p}", integer=True) for p in range(at(range(100), entry["arity"]))]

        def visit(factor: Factor, depth: int) -> bool:
            if (factor.kind, factor.name) == ("constant", me[1:]):
                smaller = bound(len(params) + depth) - number(1)
                last = [arg.key for arg in factor.args[len(params) :]]
                require(last == [smaller.key], "a recursion not at n - 1")
            return True

        walked(step, visit)
        f = make("constant", me[1:], (*params, n))
        for when, signs, value in (("at first", ZERO, base), ("later", POSITIVE, step)):
            goals = [(f - opened(value, [*params, n]), ZERO)]
            self._keep(f"{me[1]} {when}", ([(n - start, signs)], goals), ())

    def _theorem(self, entry: dict[str, Any], terms: list[Term]) -> None:
        """Each goal has a proof, which may use the theorem where its size is smaller."""
        sequent = read_sequent(entry, terms)
        size = None if entry["size"] is None else at(terms, entry["size"])
        good = size is None or (integer(size) and not any(map(self.reads.get, names(size))))
        require(good, "a size that is no integer, or that speaks of a definition's unknowns")
        axioms: set[str] = set()
        for goal, proof in zip(sequent[1], entry["proofs"], strict=True):
            case = Case(self, terms, sequent, size)
            for atom in sequent[0]:
                case.add(*atom)
            case.without(*goal, proof)
            axioms |= case.axioms
        self._keep(entry["name"], sequent, axioms)

    kinds: ClassVar = {"axiom": _axiom, "definition": _definition, "theorem": _theorem}


def at(known: Sequence[Any], place: int) -> Any:
    require(type(place) is int and 0 <= place < len(known), f"there is no number {place!r}")
    return known[place]


def read(node: list[Any], terms: list[Term]) -> Term:
    """["+", [coefficient, factors…], …] or [kind, name, arguments…], by place among earlier terms."""
    if node[0] != "+":
        kind, name, *places = node
        named = type(name) is list and [type(part) for part in name] == [str, bool]
        good = {"bound": range(100), "choice": range(8), "sum": (None,), "argmax": (None,)}
        plain = type(name) in (int, type(None)) and name in good.get(kind, ())
        require(plain or (kind not in good and named), f"no name of a {kind}: {name!r}")
        require(ARGUMENTS[kind] in (None, len(places)), f"{len(places)} arguments of a {kind}")
        return make(kind, tuple(name) if named else name, [at(terms, place) for place in places])
    parts = []
    for weight, *places in node[1:]:
        require(type(weight) in (int, str), f"{weight!r} is no exact number")
        value = weight if type(weight) is int else Fraction(*map(int, weight.split("/")))
        parts.append((value, reduce(mul, [at(terms, place) for place in places] or [number(1)])))
    return total(parts)


def read_sequent(entry: dict[str, Any], terms: list[Term]) -> Sequent:
    given, goals = (
        [(at(terms, t), at(range(8), s)) for t, s in entry[p]] for p in ("given", "goals")
    )
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
    except (Refused, RecursionError, OSError, ValueError, LookupError, TypeError) as error:
        sys.exit(f"refused: {str(error)!r}")
