"""Small certificates, written by hand: each rule, each kind of term, each kind of entry."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symbolic.kernel import (
    POSITIVE,
    ZERO,
    Atom,
    Book,
    Factor,
    Term,
    bound,
    make,
    number,
    total,
    unknown,
)

Entry = dict[str, Any]
NOT_NEGATIVE = ZERO | POSITIVE
ONE = number(1)
a, b, t = map(unknown, "abt")
n, i = unknown("n", integer=True), bound(0)


class Table:
    """The terms of an entry, by their places."""

    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.places: dict[Any, int] = {}

    def __call__(self, term: Term) -> int:
        if term.key not in self.places:
            node = self._node(term)
            self.places[term.key] = len(self.nodes)
            self.nodes.append(node)
        return self.places[term.key]

    def _node(self, term: Term) -> list[Any]:
        if len(term.parts) == 1:
            [(monomial, c)] = term.parts.items()
            if c == 1 and len(monomial) == 1:
                factor = Factor.all[monomial[0]]
                name = list(factor.name) if isinstance(factor.name, tuple) else factor.name
                return [factor.kind, name, *map(self, factor.args)]
        node: list[Any] = ["+"]
        for monomial, c in term.parts.items():
            weight = c.numerator if c.denominator == 1 else f"{c.numerator}/{c.denominator}"
            node.append([weight, *(self(Term([((k,), 1)])) for k in monomial)])
        return node

    def proof(self, steps: list[Any]) -> list[Any]:
        """Steps with their terms in the table."""
        done: list[Any] = []
        for rule, *step in steps:
            if rule == "split":
                done.append([rule, self(step[0]), step[1], self.proof(step[2])])
            elif rule == "cut":
                values = [[*name, arity, self(v)] for name, (arity, v) in step[1].items()]
                done.append([rule, step[0], values, [self.proof(p) for p in step[2]]])
            elif rule == "absurd":
                done.append([rule, [[self(m), *places] for m, *places in step[0]], *step[1:]])
            else:
                done.append([rule, *step])
        return done


def theorem(
    name: str, given: list[Atom], goals: list[Atom], proofs: list[Any], size: Term | None = None
) -> Entry:
    table = Table()
    entry = {
        "kind": "theorem", "name": name,
        "given": [[table(t), s] for t, s in given], "goals": [[table(t), s] for t, s in goals],
        "size": None if size is None else table(size), "proofs": [table.proof(p) for p in proofs],
    }  # fmt: skip
    return entry | {"terms": table.nodes}


def axiom(name: str, given: list[Atom], goals: list[Atom]) -> Entry:
    entry = theorem(name, given, goals, []) | {"kind": "axiom"}
    return {key: entry[key] for key in ("kind", "name", "terms", "given", "goals")}


def definition(name: str, whole: bool, arity: int, start: Term, base: Term, step: Term) -> Entry:
    table = Table()
    places = {"start": table(start), "base": table(base), "step": table(step)}
    kind: Entry = {"kind": "definition", "name": name, "integer": whole, "arity": arity}
    return kind | places | {"terms": table.nodes}


def entry_of(name: str, at: Term) -> Term:
    return unknown(name, at)


def sums(count: Term, body: Term) -> Term:
    return make("sum", None, (count, body))


def largest(p: Term, q: Term) -> Term:
    return make("choice", NOT_NEGATIVE, (p - q, p, q))


def exp(of: Term) -> Term:
    return make("constant", ("exp", False), (of,))


def absurd(*entries: tuple[Any, ...], against: tuple[int, ...] = ()) -> tuple[Any, ...]:
    return (
        "absurd",
        [(m if isinstance(m, Term) else number(m), *places) for m, *places in entries],
        *against,
    )


def relu_max() -> Entry:
    relu = make("choice", NOT_NEGATIVE, (a - b, a - b, number(0)))
    goal = total([(1, relu), (1, b), (-1, largest(a, b))])
    branch = [("settle", 0, 1), absurd(against=(2,))]
    proof = [("split", a - b, NOT_NEGATIVE, branch), *branch]
    return theorem("relu-max", [], [(goal, ZERO)], [proof])


def by_induction(name: str, goal: Atom, body: Term, base: list[Any], step: list[Any]) -> Entry:
    """A statement on the sum of body(i) over 0 <= i < n, for n >= 0, from that for n - 1.

    `base` goes on where n = 0 (fact 4) and the sum is 0 (3); `step` where the statement holds at
    n - 1 (4), and the sum is that up to n - 1 and a last entry (5).  Fact 1 is that the goal fails.
    """
    less, holds = n - ONE, [absurd((1, 3), (1, 4))]
    none = (
        "cut", "sum of none", {("n", True): (0, n), ("F", False): (1, body)},
        [[absurd((1, 2), (1, 3))]],
    )  # fmt: skip
    last = (
        "cut", "sum of one more", {("n", True): (0, less), ("F", False): (1, body)},
        [[absurd((1, 3), (1, 5))]],
    )  # fmt: skip
    itself = ("cut", None, {("n", True): (0, less)}, [holds, holds, [absurd((1, 4))]])
    at_zero = [none, ("split", n, ZERO, [absurd((1, 0), against=(2, 4))]), *base]
    proof = [("split", n, POSITIVE, at_zero), ("whole", 2), itself, last, *step]
    return theorem(name, [(n, NOT_NEGATIVE)], [goal], [proof], n)


def ones() -> Entry:
    goal = sums(n, ONE) - n
    return by_induction(
        "sum-of-ones",
        (goal, ZERO),
        ONE,
        [absurd((1, 3), (-1, 4), against=(1,))],
        [absurd((1, 4), (1, 5), against=(1,))],
    )


def squares() -> Entry:
    """A product of facts, and an unknown function below a binder."""
    x, last = entry_of("x", i), entry_of("x", n - ONE)
    end = absurd((1, 1), (1, 4), (1, 5), (1, 6, 6))
    step = [("split", last, NOT_NEGATIVE, [end]), end]
    return by_induction(
        "squares", (sums(n, x * x), NOT_NEGATIVE), x * x, [absurd((1, 1), (1, 3))], step
    )


def prefix_sums() -> list[Entry]:
    """A definition that reads an unknown function, and that it is a sum."""
    x = entry_of("x", bound(0) - ONE)
    f = make("unknown", ("prefix (page)", False), ())
    at_n = make("constant", ("prefix (page)", False), (n,))
    first = (
        "cut",
        "prefix (page) at first",
        {("p0", True): (0, n)},
        [[absurd((1, 4), against=(5,))]],
    )
    later = ("cut", "prefix (page) later", {("p0", True): (0, n)}, [[absurd((1, 2), (1, 6))]])
    return [
        definition("prefix (page)", False, 1, number(0), number(0), total([(1, f), (1, x)])),
        by_induction(
            "prefix-sums", (sums(n, entry_of("x", i)) - at_n, ZERO), entry_of("x", i),
            [first, absurd((1, 3), (-1, 5), against=(1,))],
            [later, absurd((1, 4), (1, 5), (-1, 6), against=(1,))],
        ),
    ]  # fmt: skip


def doubling() -> list[Entry]:
    """A definition of an integer function, and that it is at least 1."""
    f = make("unknown", ("doubled", True), ())
    value = make("constant", ("doubled", True), (n,))
    holds = [absurd((1, 3), (1, 4))]
    first = ("cut", "doubled at first", {("p0", True): (0, n)}, [[absurd((1, 3), against=(4,))]])
    later = ("cut", "doubled later", {("p0", True): (0, n)}, [[absurd((1, 2), (1, 5))]])
    itself = ("cut", None, {("n", True): (0, n - ONE)}, [holds, holds, [absurd((1, 4))]])
    at_zero = [("split", n, ZERO, [absurd((1, 0), against=(2, 3))]), first, absurd((1, 1), (1, 4))]
    proof = [
        ("split", n, POSITIVE, at_zero), ("whole", 2), itself, later,
        absurd((1, 1), (2, 4), (1, 5)),
    ]  # fmt: skip
    steps = theorem("doubled-positive", [(n, NOT_NEGATIVE)], [(value, POSITIVE)], [proof], n)
    goal = (value - ONE, NOT_NEGATIVE)
    cited = ("cut", "doubled-positive", {}, [[absurd((1, 0), (1, 2))]])
    return [
        definition("doubled", True, 1, number(0), ONE, total([(2, f)])),
        steps,
        theorem(
            "doubled-whole",
            [(n, NOT_NEGATIVE)],
            [goal],
            [[cited, ("whole", 2), absurd((1, 1), (1, 3))]],
        ),
    ]


def below_largest() -> Entry:
    """An entry is at most the largest of a range."""
    x = entry_of("x", i)
    m = unknown("m", integer=True)
    top = make("argmax", None, (m, ONE, x))
    law = (
        "cut", "argmax",
        {("n", True): (0, n), ("t", False): (0, m), ("G", False): (1, ONE), ("F", False): (1, x)},
        [[absurd((1, 0), (1, 3))], [absurd((1, 1), (1, 3))], [absurd((1, 3))]],
    )  # fmt: skip
    goal = entry_of("x", top) - entry_of("x", n)
    given = [(n, NOT_NEGATIVE), (m - n, POSITIVE)]
    return theorem("below-largest", given, [(goal, NOT_NEGATIVE)], [[law, absurd((1, 2), (1, 6))]])


def chosen_sum() -> Entry:
    """A choice below a binder, made by what is known outside; sums taken apart."""
    x = entry_of("x", i)
    body = total([(2, make("choice", POSITIVE, (a, x, number(0)))), (1, a * i)])
    goal = sums(n, body) - total([(2, sums(n, x)), (1, a * sums(n, i))])
    return theorem(
        "chosen-sum", [(a, POSITIVE)], [(goal, ZERO)], [[("settle", 1, 0), absurd(against=(2,))]]
    )


def two_goals() -> Entry:
    """A quotient and an inverse, a fraction and an unknown among the multipliers, two goals."""
    two, half = number(2), number(Fraction(1, 2))
    over = make("constant", ("inverse", False), (n,))
    floor = make("constant", ("quotient", True), (n, two))
    inverse = ("cut", "inverse", {("b", False): (0, n)}, [[absurd((1, 0), against=(2,))]])
    quotient = ("cut", "quotient", {("m", True): (0, two)}, [[absurd((1, 2))]])
    goals = [(t * n * over - t, ZERO), (n - two * floor, NOT_NEGATIVE)]
    proofs = [[inverse, absurd((t, 2), against=(1,))], [quotient, absurd((half, 1), (half, 2))]]
    return theorem("parts", [(n, POSITIVE)], goals, proofs)


def exponentials() -> list[Entry]:
    """Axioms that Coq's library has, one that it has not, and what follows."""
    c = make("constant", ("speed", True), ())
    both = total([(1, a), (1, b)])
    twice = total([(2, t)])
    cited = ("cut", "exp-of-sum", {("a", False): (0, t), ("b", False): (0, t)}, [])
    known = ("cut", "speed-positive", {}, [])
    return [
        axiom("exp-of-sum", [], [(exp(both) - exp(a) * exp(b), ZERO)]),
        axiom("exp-at-least-tangent", [], [(exp(t) - t - ONE, NOT_NEGATIVE)]),
        axiom("speed-positive", [], [(c, POSITIVE)]),
        theorem(
            "exp-twice",
            [],
            [(exp(twice) - exp(t) * exp(t), ZERO)],
            [[cited, absurd((1, 1), against=(0,))]],
        ),
        theorem(
            "speed-whole",
            [],
            [(c - ONE, NOT_NEGATIVE)],
            [[known, ("whole", 1), absurd((1, 0), (1, 2))]],
        ),
    ]


def samples() -> list[Entry]:
    """All of them, in an order in which they check."""
    return [
        relu_max(), ones(), squares(), *prefix_sums(), *doubling(), below_largest(), chosen_sum(),
        two_goals(), *exponentials(),
    ]  # fmt: skip


def checked() -> list[Entry]:
    """All of them, after the kernel has accepted them."""
    book = Book()
    found = samples()
    for entry in found:
        book.add(entry)
    return found
