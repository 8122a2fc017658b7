"""The kernel: what a statement is, what a proof is, and whether a proof is right.

A sceptic reads this file from top to bottom and runs `python -I -S kernel.py LEDGER`: it imports
nothing of ours and no package.  A term is a polynomial with rational coefficients.  A statement
says which signs some terms have wherever others have given signs, for all values of the unknowns.
A proof of a fact assumes its contrary, brings in theorems, and ends with a sum of products of facts
that has a sign it cannot have.  All functions are total, on the reals; those marked integer take
integers to integers.
"""

from __future__ import annotations

import gc
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import Any

NEGATIVE, ZERO, POSITIVE, NONNEGATIVE, ANY = 1, 2, 4, 6, 7  # the signs a term may have, as bits
ARITY = {"bound": 0, "choice": 3, "sum": 2, "argmax": 3}  # of the kinds whose name is a number


class Refused(Exception):
    """What was handed in is no term, no proof or no ledger; the message says why."""


def require(condition: bool, why: str) -> None:
    if not condition:
        raise Refused(why)


class Factor:
    """What polynomials are made of; one object for each kind, name and arguments.

    bound: the index of the binder `name` further out than the nearest.  unknown: a variable, or an
    unknown function at arguments.  constant: a known function at arguments.  choice: its second
    argument where the sign of the first is in `name`, else the third.  sum (count, body): of body(i)
    over integers 0 <= i < count.  argmax (count, guard, body): such an i with guard(i) > 0 at which
    body(i) is largest, if there is one, else some integer.
    """

    def __init__(self, kind: str, name: Any, args: Sequence[Term]) -> None:
        self.kind, self.name, self.args, self.number = kind, name, args, len(FACTORS)
        self.term = Term([((self.number,), 1)])
        self.label = None if kind in ARITY else (kind, *name, len(args))
        self.names = names(*args) | {args[0].key if kind == "choice" else self.label}
        self.binds = [int(kind in ("sum", "argmax") and place > 0) for place in range(len(args))]
        inner = [free(arg) >> by for by, arg in zip(self.binds, args, strict=True)]
        self.free: int = reduce(int.__or__, inner, 1 << name if kind == "bound" else 0)
        whole = all(map(integer, args[kind in ("choice", "sum") :]))  # not the condition or count
        self.integer = kind == "argmax" or (whole and (kind in ARITY or name[1]))


class Term:
    """A polynomial: coefficients other than 0, by monomial (the sorted numbers of its factors)."""

    def __init__(self, pairs: Iterable[tuple[tuple[int, ...], int | Fraction]]) -> None:
        parts: dict[tuple[int, ...], int | Fraction] = {}
        for monomial, c in pairs:
            parts[monomial] = parts.get(monomial, 0) + c
        self.parts = parts if all(parts.values()) else {m: c for m, c in parts.items() if c}
        self.items, self.key = self.parts.items(), frozenset(self.parts.items())

    def __sub__(self, other: Term) -> Term:
        return total([(1, self), (-1, other)])

    def __mul__(self, other: Term) -> Term:
        if self.parts == {(): 1}:
            return other
        return Term([(tuple(sorted(m + n)), c * d) for m, c in self.items for n, d in other.items])


FACTORS: list[Factor] = []  # by their numbers
SINGLE: dict[Any, Term] = {}  # the factors as terms, by kind, name and the keys of the arguments


def total(weighted: Sequence[tuple[int | Fraction, Term]]) -> Term:
    """The sum of weight * term."""
    alone = len(weighted) == 1 and weighted[0][0] == 1
    return weighted[0][1] if alone else Term([(m, w * c) for w, t in weighted for m, c in t.items])


def product(terms: Sequence[Term]) -> Term:
    return reduce(Term.__mul__, terms) if terms else number(1)


def number(value: int | Fraction) -> Term:
    return Term([((), value)])


def names(*terms: Term) -> frozenset[Any]:
    """The labels of the factors in terms (None is that of some), and what choices ask the sign of."""
    inside = {n for term in terms for m in term.parts for n in m}
    return frozenset[Any]().union(*(FACTORS[n].names for n in inside))


def free(term: Term) -> int:
    """The indices of binders outside the term, as bits."""
    return reduce(int.__or__, [FACTORS[n].free for m in term.parts for n in m], 0)


def integer(term: Term) -> bool:
    return all(c.denominator == 1 and all(FACTORS[n].integer for n in m) for m, c in term.items)


def times(first: int, second: int) -> int:
    """The signs of a product, from those of its factors."""
    turned = (second & NEGATIVE) << 2 | second & ZERO | (second & POSITIVE) >> 2
    return first & ZERO | (first & POSITIVE and second) | (first & NEGATIVE and turned)


def signs_of(term: Term, known: Mapping[Any, Any]) -> int:
    """The signs that a term may have, where those of some terms are known, by their keys."""
    own = ANY if any(term.parts) else 1 << 1 + sum((c > 0) - (c < 0) for c in term.parts.values())
    return own & int(known.get(term.key, ANY))


def make(kind: str, name: Any, args: Sequence[Term] = (), known: Mapping[Any, Any] = {}) -> Term:
    """The term for a factor: known choices are made, what has no index is taken out of a sum."""
    if kind == "choice":
        possible = signs_of(args[0], known)
        if not possible & ~name or args[1].key == args[2].key:
            return args[1]
        if not possible & name:
            return args[2]
    if kind == "sum":
        parts = []
        for monomial, c in args[1].items:
            inside = tuple(n for n in monomial if FACTORS[n].free & 1)
            outside = Term([(tuple(n for n in monomial if n not in inside), c)])
            over = (args[0], Term([(inside, 1)]))
            parts.append((1, opened(outside, [number(0)]) * _single(kind, name, over)))
        return total(parts)
    return _single(kind, name, args)


def _single(kind: str, name: Any, args: Sequence[Term]) -> Term:
    key = (kind, name, *(arg.key for arg in args))
    if key not in SINGLE:
        FACTORS.append(Factor(kind, name, args))
        SINGLE[key] = FACTORS[-1].term
    return SINGLE[key]


class Substitution:
    """Replaces some unknowns, and indices from outside, in terms; known choices are made.

    values: for the label of an unknown, or an index from outside, its value, whose indices 0, 1, …
    from outside stand for the arguments; for the key of a term, the signs it may have.  Values are
    not replaced in.  shift: is added to all other indices from outside.
    """

    def __init__(self, values: Mapping[Any, Any], shift: int = 0) -> None:
        self.values, self.shift, self.done = values, shift, dict[tuple[int, int], Term]()

    def __call__(self, term: Term, depth: int = 0) -> Term:
        new, keys = {}, self.values.keys()
        for n in {n for m in term.parts for n in m}:
            factor = FACTORS[n]
            if factor.free >> depth or not keys.isdisjoint(factor.names):
                if (n, depth) not in self.done:
                    self.done[n, depth] = self.replaced(factor, depth)
                new[n] = self.done[n, depth]
        pairs = ((c, [new.get(n, FACTORS[n].term) for n in m]) for m, c in term.items)
        return total([(c, product(those)) for c, those in pairs]) if new else term

    def replaced(self, factor: Factor, depth: int) -> Term:
        args: list[Term] = []  # a ReLU has its first argument twice: once is enough
        for by, a in zip(factor.binds, factor.args, strict=True):
            args += [args[0] if args and not by and a is factor.args[0] else self(a, depth + by)]
        which = factor.name - depth if factor.kind == "bound" else factor.label
        if which in self.values:
            return opened(self.values[which], args, depth)
        name = factor.name + self.shift if factor.kind == "bound" else factor.name
        return make(factor.kind, name, args, self.values)


def opened(body: Term, args: Sequence[Term], by: int = 0) -> Term:
    """The body, so many binders further in, with its indices 0, 1, … from outside replaced."""
    return Substitution(dict(enumerate(args)), by - len(args))(body) if args or by else body


Atom = tuple[Term, int]  # a term, and which signs it may have
Sequent = tuple[list[Atom], list[Atom]]  # where all of the first hold, so do all of the second
_SEAL = object()


class Theorem(tuple[Sequent, frozenset[str]]):
    """A sequent that holds, and the names of the axioms it rests on; only a `Book` makes one."""

    def __new__(cls, sequent: Sequent, axioms: frozenset[str], seal: object) -> Theorem:
        require(seal is _SEAL, "a theorem is made by checking its proof")
        return super().__new__(cls, (sequent, axioms))


def unknown(name: str, *args: Term, integer: bool = False) -> Term:
    return make("unknown", (name, integer), args)


def laws() -> dict[str, Sequent]:
    """What signs, integers, sums, argmax, inverse, quotient and equality are; F, G: any functions."""
    a, b, c, t = map(unknown, "abct")
    m, n, i = unknown("m", integer=True), unknown("n", integer=True), make("bound", 0)
    sums = [make("sum", 0, (count, unknown("F", i))) for count in (n, n - number(-1))]
    top = make("argmax", 0, (t, unknown("G", i), unknown("F", i)))
    f_n, g_n, f_top, g_top = (unknown(name, at) for at in (n, top) for name in "FG")
    over = make("constant", ("inverse", False), (b,))
    rest = n - m * make("constant", ("quotient", True), (n, m))
    best = [(top, NONNEGATIVE), (t - top, POSITIVE), (g_top, POSITIVE), (f_top - f_n, NONNEGATIVE)]
    return {
        **{f"case {signs}": ([(a, signs)], [(a, signs)]) for signs in range(8)},
        "integer": ([(n, POSITIVE)], [(n - number(1), NONNEGATIVE)]),
        "sum of none": ([(n, NEGATIVE | ZERO)], [(sums[0], ZERO)]),
        "sum of one more": ([(n, NONNEGATIVE)], [(sums[1] - sums[0] - f_n, ZERO)]),
        "argmax": ([(n, NONNEGATIVE), (t - n, POSITIVE), (g_n, POSITIVE)], best),
        "inverse": ([(b, NEGATIVE | POSITIVE)], [(b * over - number(1), ZERO)]),
        "quotient": ([(m, POSITIVE)], [(rest, NONNEGATIVE), (m - rest, POSITIVE)]),
        "equals": ([(a - c, ZERO)], [(unknown("F", a) - unknown("F", c), ZERO)]),
    }


class Case:
    """The proof of a theorem: what is known at the point reached, and the axioms used so far."""

    def __init__(self, book: Book, terms: list[Term], sequent: Sequent, size: Term) -> None:
        self.book, self.terms, self.sequent, self.size = book, terms, sequent, size
        self.facts, self.axioms = list(sequent[0]), set[str]()

    def prove(self, goal: Atom, proof: list[Any]) -> None:
        """Check a proof that a term has such signs: if not, theorems lead to a contradiction."""
        count, (*steps, end) = len(self.facts), proof
        self.facts.append((goal[0], goal[1] ^ ANY))
        for step in steps:
            self.use(*step)
        self.contradict(*end)
        del self.facts[count:]

    def use(self, name: str | None, values: list[Any], proofs: list[Any]) -> None:
        """A theorem with its unknowns replaced: what it needs is proved, what it gives is added.

        Without a name it is the theorem being proved, where its size is less, but not negative.
        """
        replaced = {}
        for text, whole, arity, place in values:
            value = at(self.terms, place)
            require(not free(value) >> arity, "an index of no binder")
            require(whole is False or integer(value), f"{text} stands for an integer")
            replaced["unknown", text, whole, arity] = value
        sequent, axioms = (self.sequent, set()) if name is None else self.book.theorems[name]
        self.axioms |= axioms
        new = Substitution(replaced)
        given, goals = ([(new(t), s) for t, s in part] for part in sequent)
        if name is None:
            given += [(new(self.size), NONNEGATIVE), (self.size - new(self.size), POSITIVE)]
        for atom, proof in zip(given, proofs, strict=True):
            self.prove(atom, proof)
        self.facts += goals

    def contradict(self, entries: list[Any], *by: int) -> None:
        """A sum of products, of a multiplier and facts each, has a sign that it cannot have.

        by: facts that decide choices, each in the sum and in those after it, and exclude signs of it.
        """
        products, signs, known = [], [ZERO], dict[Any, int]()
        for multiplier, *places in entries:
            term = at(self.terms, multiplier)
            atoms = [(term, signs_of(term, {})), *(at(self.facts, place) for place in places)]
            products.append((1, product([t for t, _ in atoms])))
            signs.append(reduce(times, [s for _, s in atoms]))
        require(not any(s & NEGATIVE for s in signs), "a product that may be negative")
        for term, own in [at(self.facts, place) for place in by]:
            made = Substitution(known)(term) if known else term
            for key, some in ((made.key, own), (total([(-1, made)]).key, times(NEGATIVE, own))):
                known[key] = known.get(key, ANY) & some
        possible = signs_of(Substitution(known)(total(products)), known)
        require(not possible & (POSITIVE if POSITIVE in signs else max(signs)), "no contradiction")


class Book:
    """What has been proved, by name, the laws first; `add` is the only way to another theorem.

    All books know the same factors: no two threads may add at once.
    """

    def __init__(self) -> None:
        self.theorems = {name: Theorem(s, frozenset(), _SEAL) for name, s in laws().items()}

    def add(self, entry: dict[str, Any]) -> None:
        """An axiom, a definition or a theorem with its proofs, as a ledger has them."""
        require(type(entry) is dict and type(entry.get("name")) is str, "an entry without a name")
        try:
            terms: list[Term] = []
            for node in entry["terms"]:
                terms.append(read(node, terms))
            kinds = {"axiom": self._axiom, "definition": self._definition, "theorem": self._theorem}
            kinds[entry["kind"]](entry, terms)
        except Exception as error:
            why = error if isinstance(error, Refused) else f"no ledger: {type(error).__name__}"
            raise Refused(f"{entry['name']}: {why}") from error

    def _keep(self, name: str, sequent: Sequent, axioms: Iterable[str]) -> None:
        require(name not in self.theorems, "there is one of this name")
        require(not any(free(t) for part in sequent for t, _ in part), "an index of no binder")
        self.theorems[name] = Theorem(sequent, frozenset(axioms), _SEAL)

    def _axiom(self, entry: dict[str, Any], terms: list[Term]) -> None:
        self._keep(entry["name"], read_sequent(entry, terms), [entry["name"]])

    def _definition(self, entry: dict[str, Any], terms: list[Term]) -> None:
        """f(p, …, n) is the body for all integers p, … and n >= 0; its parameters are `f 0`, `f 1`, ….

        In the body, an unknown function of its name, of p, …, stands for f(p, …, n − 1).
        """
        me, body = (entry["name"], entry["integer"]), at(terms, entry["body"])
        places = range(at(range(100), entry["arity"]))
        *p, n = [unknown(f"{me[0]} {place}", integer=True) for place in places]
        f, inner = make("constant", me, (*p, n)), [make("bound", place) for place in places[:-1]]
        before = make("constant", me, (*inner, n - number(1)))
        value = Substitution({("unknown", *me, len(p)): before})(body)
        speaks = {name for name in names(value) if type(name) is tuple and name[0] == "unknown"}
        require(speaks <= names(f), "a definition speaks of its parameters alone")
        stated = (t for sequent, _ in self.theorems.values() for part in sequent for t, _ in part)
        require(("constant", *me, len(p) + 1) not in names(body, *stated), "a known constant")
        require(me[1] is False or me[1] is integer(body), "not always an integer")
        self._keep(me[0], ([(n, NONNEGATIVE)], [(f - value, ZERO)]), ())

    def _theorem(self, entry: dict[str, Any], terms: list[Term]) -> None:
        """Each goal has a proof, which may use the theorem where its size is smaller."""
        sequent, size = read_sequent(entry, terms), at(terms, entry["size"])
        require(integer(size) and not free(size), "a size that is no integer")
        case = Case(self, terms, sequent, size)
        for goal, proof in zip(sequent[1], entry["proofs"], strict=True):
            case.prove(goal, proof)
        self._keep(entry["name"], sequent, case.axioms)


def at(known: Sequence[Any], place: int) -> Any:
    require(type(place) is int and 0 <= place < len(known), "there is no such number")
    return known[place]


def read(node: list[Any], terms: list[Term]) -> Term:
    """["+", [coefficient, factors…], …] or [kind, name, arguments…], by place among earlier terms."""
    if node[0] == "+":
        parts = []
        for c, *places in node[1:]:
            require(type(c) in (int, str), f"{c!r} is no exact number")
            value = c if type(c) is int else Fraction(*map(int, c.split("/")))
            parts.append((value, product([at(terms, place) for place in places])))
        return total(parts)
    kind, name, *places = node
    args = [at(terms, place) for place in places]
    if kind in ARITY:
        require(len(args) == ARITY[kind], f"not the arguments of a {kind}")
        return make(kind, at(range(100), name), args)
    require([kind in ("unknown", "constant"), *map(type, name)] == [True, str, bool], "no name")
    return make(kind, tuple(name), args)


def read_sequent(entry: dict[str, Any], terms: list[Term]) -> Sequent:
    both = [[(at(terms, t), at(range(8), s)) for t, s in entry[k]] for k in ("given", "goals")]
    return both[0], both[1]


def main(path: str) -> None:
    """Check every entry of a ledger; say how many theorems hold, and on which axioms they rest."""
    book = Book()
    with open(path, encoding="utf-8") as file:
        entries = json.load(file)["kernel"]
    for entry in entries:
        book.add(entry)
    used = {axiom for _, axioms in book.theorems.values() for axiom in axioms}
    print(f"{sum(e['kind'] == 'theorem' for e in entries)} theorems hold; axioms: {sorted(used)}")


if __name__ == "__main__":
    gc.disable()  # nothing here is cyclic
    try:
        main(*sys.argv[1:])
    except Exception as error:
        sys.exit(f"refused: {str(error)!r}")
