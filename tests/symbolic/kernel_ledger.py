"""Ledgers written by trees: entries, steps, and a small ledger that uses every rule and every law."""

from __future__ import annotations

import copy
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from kernel_models import (
    NEGATIVE,
    NONE,
    NONZERO,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    ONE,
    POSITIVE,
    ZERO,
    Atom,
    Model,
    Tree,
    argmax,
    const,
    index,
    minus,
    nodes,
    num,
    parameter,
    plus,
    real,
    recursion,
    times,
    total,
    where,
    whole,
)

from symbolic.kernel import Book

Entry = dict[str, Any]
Values = dict[tuple[str, bool, int], Tree]
"""Of unknowns, by name, whether they are integers, and the number of arguments."""

N = ("n", True, 0)
M = ("m", True, 0)
F = ("F", False, 1)


def use(name: str | None, values: Values, *proofs: Sequence[Any]) -> Any:
    """A theorem, or without a name the one that is being proved, and proofs of what it needs."""
    return ("use", name, values, proofs)


def split(tree: Tree, signs: int, proof: Sequence[Any]) -> Any:
    """Go on with these signs of a term; the proof excludes the others."""
    return use(f"case {signs}", {("a", False, 0): tree}, proof)


def positive(tree: Tree, proof: Sequence[Any]) -> Any:
    """A positive integer is at least 1; the proof says that it is positive."""
    return use("integer", {N: tree}, proof)


def absurd(*products: Any, by: int | Sequence[Any] = ()) -> Any:
    """Each product is the place of a fact, or a multiplier (a number or a tree) and places."""
    rows = [(1, p) if isinstance(p, int) else p for p in products]
    sums = [(m if isinstance(m, tuple) else num(m), *places) for m, *places in rows]
    return ("absurd", sums, [by] if isinstance(by, int) else by)


def theorem(
    name: str,
    given: Sequence[Atom],
    goals: Sequence[Atom],
    *proofs: Sequence[Any],
    size: Tree = NONE,
) -> Entry:
    table, places = [], {}

    def place(tree: Tree) -> int:
        return nodes(tree, table, places)

    def steps(proof: Sequence[Any]) -> list[Any]:
        return [one(*step) for step in proof]

    def one(rule: str, *step: Any) -> list[Any]:
        if rule == "absurd":
            return [[[place(m), *at] for m, *at in step[0]], *step[1]]
        values = [[*name, place(tree)] for name, tree in step[1].items()]
        return [step[0], values, [steps(proof) for proof in step[2]]]

    entry = {"kind": "theorem", "name": name, "terms": table}
    entry["given"] = [[place(tree), signs] for tree, signs in given]
    entry["goals"] = [[place(tree), signs] for tree, signs in goals]
    entry["size"] = place(size)
    entry["proofs"] = [steps(proof) for proof in proofs]
    return entry


def axiom(name: str, given: Sequence[Atom], goals: Sequence[Atom]) -> Entry:
    entry = theorem(name, given, goals)
    return {key: entry[key] for key in ("name", "terms", "given", "goals")} | {"kind": "axiom"}


def definition(name: str, body: Tree, *, arity: int = 1, integer: bool = False) -> Entry:
    """In the body, the unknown of this name, of all parameters but the last, is the value before."""
    table: list[Any] = []
    entry = {"kind": "definition", "name": name, "integer": integer, "arity": arity}
    return entry | {"body": nodes(body, table, {}), "terms": table}


def edited(entry: Entry, *path: Any, value: Any) -> Entry:
    """The entry with one thing replaced."""
    entry = copy.deepcopy(entry)
    inner: Any = entry
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return entry


def all_named(entry: Entry, book: Book, named: Callable[[list[int], int], list[int]]) -> Entry:
    """The theorem with other facts named by contradictions, from those named and how many there are."""

    def steps(proof: list[Any], count: int) -> list[Any]:
        made = list[Any]()
        for name, values, proofs in proof[:-1]:
            made.append([name, values, [steps(one, count + 1) for one in proofs]])
            if name is None:
                count += len(entry["goals"])
            elif name in book.theorems:
                count += len(book.theorems[name][0][1])
        return [*made, [proof[-1][0], *named(proof[-1][1:], count)]]

    return entry | {"proofs": [steps(proof, len(entry["given"]) + 1) for proof in entry["proofs"]]}


a, b, c, t = real("a"), real("b"), real("c"), real("t")
k, m, n = whole("k"), whole("m"), whole("n")
i = index(0)
before = minus(n, ONE)


def running(at: Tree) -> Tree:
    """The sum of A(1), …, A(n), by recursion."""
    return const("running", at)


def power(base: Tree, at: Tree) -> Tree:
    """2ⁿ p, by recursion."""
    return const("power", base, at, integer=True)


def ramp(tree: Tree) -> Tree:
    return where(POSITIVE, tree, tree, NONE)


# In each proof the facts are numbered: first what is given, then that the goal fails.

ONES = theorem(
    "sum of ones",
    [(n, NOT_NEGATIVE)],
    [(minus(total(n, ONE), n), ZERO)],
    [
        split(
            n,
            POSITIVE,
            [
                use("sum of none", {N: n, F: ONE}, [absurd((-1, 2), 3)]),
                split(minus(total(n, ONE), n), NOT_POSITIVE, [absurd(4, (-1, 3), 0)]),
                absurd(3, (-1, 2), by=(1, 4)),
            ],
        ),
        positive(n, [absurd(2, (-1, 3))]),
        use(None, {N: before}, [absurd(3, (-1, 4))], [absurd(3, (-1, 4))], [absurd((-1, 4))]),
        use("sum of one more", {N: before, F: ONE}, [absurd(3, (-1, 5))]),
        absurd(4, 5, by=1),
    ],
    size=n,
)

RAMP_HERE: Values = {N: n, F: ramp(real("F", i))}
RAMP_BEFORE: Values = RAMP_HERE | {N: before}
RAMPS = theorem(
    "sum of ramps",
    [],
    [(total(n, ramp(real("F", i))), NOT_NEGATIVE)],
    [
        split(
            n,
            POSITIVE,
            [use("sum of none", RAMP_HERE, [absurd((-1, 1), 2)]), absurd((-1, 0), 2)],
        ),
        positive(n, [absurd(1, (-1, 2))]),
        use(None, {N: before}, [absurd(2, (-1, 3))], [absurd((-1, 3))]),
        use("sum of one more", RAMP_BEFORE, [absurd(2, (-1, 4))]),
        split(real("F", before), POSITIVE, [absurd((-1, 0), 3, 4, by=5)]),
        absurd((-1, 0), 3, 4, 5, by=5),
    ],
    size=n,
)

MORE = plus(real("G", i), times(a, ramp(real("F", i))))
GROW = theorem(
    "sums grow",
    [(a, NOT_NEGATIVE)],
    [(minus(total(n, MORE), total(n, real("G", i))), NOT_NEGATIVE)],
    [use("sum of ramps", {}), absurd((-1, 1), (1, 0, 2))],
)

INSIDE = total(n, where(POSITIVE, a, real("F", i), where(ZERO, b, i, ONE)))
BEST = argmax(n, where(ZERO, b, NONE, ONE), where(NEGATIVE, a, NONE, i))
SETTLED = theorem(
    "settled inside",
    [(a, POSITIVE), (b, NONZERO)],
    [(minus(INSIDE, total(n, real("F", i))), ZERO), (minus(BEST, argmax(n, ONE, i)), ZERO)],
    [absurd(by=(0, 1, 2))],
    [absurd(by=(1, 0, 2))],
)

ABOVE, BELOW = (where(signs, a, ONE, NONE) for signs in (POSITIVE, NEGATIVE))
AT_ZERO = where(ZERO, t, ONE, NONE)
SETTLED_BY = theorem(
    "settled by some facts",
    [
        (a, POSITIVE),
        (b, NEGATIVE),
        (t, NOT_POSITIVE),
        (t, NOT_NEGATIVE),
        (minus(c, plus(ABOVE, BELOW, AT_ZERO, where(NEGATIVE, b, ONE, NONE))), ZERO),
    ],
    [
        (minus(c, plus(ONE, AT_ZERO, where(NEGATIVE, b, ONE, NONE))), ZERO),
        (minus(c, plus(ABOVE, BELOW, AT_ZERO, ONE)), ZERO),
        (minus(c, plus(ABOVE, BELOW, ONE, where(NEGATIVE, b, ONE, NONE))), ZERO),
        (minus(c, plus(ABOVE, BELOW, AT_ZERO, where(NEGATIVE, b, ONE, NONE))), ZERO),
        (minus(c, num(3)), ZERO),
    ],
    *([absurd(4, by=(*by, 5))] for by in ((0,), (1,), (2, 3), (2,), (0, 1, 2, 3))),
)

HERE = where(POSITIVE, a, b, t)
THERE = where(NEGATIVE, HERE, num(2), where(POSITIVE, a, num(3), HERE))
IN_TURN = theorem(
    "settled in turn",
    [(a, POSITIVE), (HERE, NEGATIVE), (where(POSITIVE, b, a, minus(c, THERE)), ZERO)],
    [(minus(c, num(2)), ZERO), (minus(times(c, c), num(4)), ZERO)],
    [absurd(2, by=(0, 1, 3))],
    [absurd((c, 2), (2, 2), by=(0, 1, 3))],
)

TOP = argmax(t, real("G", i), real("F", i))
TOP_USE = use("argmax", {}, *([absurd(place, (-1, 4))] for place in range(3)))
LARGEST = theorem(
    "the largest",
    [(n, NOT_NEGATIVE), (minus(t, n), POSITIVE), (real("G", n), POSITIVE)],
    [
        (TOP, NOT_NEGATIVE),
        (minus(t, TOP), POSITIVE),
        (real("G", TOP), POSITIVE),
        (minus(real("F", TOP), real("F", n)), NOT_NEGATIVE),
    ],
    *([TOP_USE, absurd((-1, 3), goal)] for goal in (4, 5, 6, 7)),
)

PRODUCTS = theorem(
    "products",
    [(a, POSITIVE), (b, NOT_NEGATIVE), (t, ZERO), (c, 7)],
    [(plus(times(a, b), times(a, b, t, c), times(a, a)), POSITIVE)],
    [absurd((-1, 4), (1, 0, 1), (c, 0, 1, 2), (1, 0, 0))],
)

NEGATIVES = theorem(
    "products of negatives",
    [(a, NEGATIVE), (b, NOT_POSITIVE), (t, POSITIVE)],
    [(times(a, b), NOT_NEGATIVE), (times(a, a, a), NEGATIVE), (times(a, b, t), NOT_NEGATIVE)],
    [absurd((1, 0, 1), (-1, 3))],
    [absurd((-1, 0, 0, 0), 3)],
    [absurd((2, 0, 1, 2), (-2, 3))],
)

INVERSE = theorem(
    "positive inverse",
    [(a, POSITIVE)],
    [(const("inverse", a), POSITIVE)],
    [
        use("inverse", {("b", False, 0): a}, [absurd(0, (-1, 2))]),
        absurd((-1, 0, 1), 2),
    ],
)

HALF = const("quotient", n, num(2), integer=True)
HALVES = theorem(
    "halves",
    [(minus(n, times(num(2), k)), ZERO)],
    [(minus(HALF, k), ZERO)],
    [
        use("quotient", {M: num(2)}, [absurd((-1, 2))]),
        split(
            minus(HALF, k),
            NOT_POSITIVE,
            [positive(minus(HALF, k), [absurd(4, (-1, 5))]), absurd((2, 5), 2, (-1, 0))],
        ),
        split(
            minus(k, HALF),
            NOT_POSITIVE,
            [positive(minus(k, HALF), [absurd(5, (-1, 6))]), absurd((2, 6), 3, 0)],
        ),
        absurd((-1, 5), by=(1, 4)),
    ],
)


def line(first: Tree) -> Tree:
    """A sum in which an argument of a function stands below a binder."""
    return total(m, real("K", first, i))


SAME = theorem(
    "same at the same",
    [(minus(times(a, a), b), ZERO)],
    [(minus(line(b), line(times(a, a))), ZERO)],
    [
        use(
            "equals",
            {("a", False, 0): times(a, a), ("c", False, 0): b, F: line(index(1))},
            [absurd(0, by=2)],
        ),
        absurd((-1, 2), by=1),
    ],
)

RUNNING_AT = parameter("running", 0)
RUNNING_BODY = recursion(RUNNING_AT, NONE, plus(real("running"), const("A", RUNNING_AT)))
RUNNING = definition("running", RUNNING_BODY)
NEXT = const("A", plus(i, ONE))
HERE_BY_LAW: Values = {("running 0", True, 0): n}
RUNNING_SUM = theorem(
    "running sum",
    [(n, NOT_NEGATIVE)],
    [(minus(running(n), total(n, NEXT)), ZERO)],
    [
        split(
            n,
            POSITIVE,
            [
                use("running", HERE_BY_LAW, [absurd(0, (-1, 3))]),
                use("sum of none", {N: n, F: NEXT}, [absurd((-1, 2), 4)]),
                absurd(3, (-1, 4), by=(0, 2, 1)),
            ],
        ),
        positive(n, [absurd(2, (-1, 3))]),
        use(None, {N: before}, [absurd(3, (-1, 4))], [absurd(3, (-1, 4))], [absurd((-1, 4))]),
        use("running", HERE_BY_LAW, [absurd(0, (-1, 5))]),
        use("sum of one more", {N: before, F: NEXT}, [absurd(3, (-1, 6))]),
        absurd(4, 5, (-1, 6), by=(2, 1)),
    ],
    size=n,
)

POWER_OF, POWER_AT = parameter("power", 0), parameter("power", 1)
POWER_BODY = recursion(POWER_AT, POWER_OF, times(num(2), whole("power", POWER_OF)))
POWER = definition("power", POWER_BODY, arity=2, integer=True)
POWERS = theorem(
    "powers are positive",
    [(m, POSITIVE), (n, NOT_NEGATIVE)],
    [(power(m, n), POSITIVE)],
    [
        use("power", {("power 0", True, 0): m, ("power 1", True, 0): n}, [absurd(1, (-1, 3))]),
        split(n, POSITIVE, [absurd(0, (-1, 2), 3, by=(1, 4))]),
        positive(n, [absurd(4, (-1, 5))]),
        use(
            None,
            {N: before},
            [absurd(0, (-1, 6))],
            [absurd(5, (-1, 6))],
            [absurd(5, (-1, 6))],
            [absurd((-1, 6))],
        ),
        absurd((-1, 2), 3, (2, 6), by=4),
    ],
    size=n,
)

EXP = axiom(
    "exp of a sum",
    [],
    [
        (minus(const("exp", plus(a, b)), times(const("exp", a), const("exp", b))), ZERO),
        (const("exp", a), POSITIVE),
    ],
)
OVER = minus(const("exp", NONE), ONE)
UNDER = minus(ONE, const("exp", NONE))
EXP_ZERO = theorem(
    "exp of zero",
    [],
    [(OVER, ZERO)],
    [
        use("exp of a sum", {("a", False, 0): NONE, ("b", False, 0): NONE}),
        split(OVER, NOT_POSITIVE, [absurd((1, 2, 3), 1)]),
        split(UNDER, POSITIVE, [absurd((-1, 4), by=(0, 3))]),
        absurd((1, 2, 4), (-1, 1)),
    ],
)
EXP_AGAIN = theorem(
    "exp of zero is one half and one half",
    [],
    [(minus(const("exp", NONE), plus(num("1/2"), num("1/2"))), NOT_NEGATIVE)],
    [use("exp of zero", {}), absurd((-1, 0), 1)],
)

LEDGER = [
    *(ONES, RAMPS, GROW, SETTLED, SETTLED_BY, IN_TURN, LARGEST, PRODUCTS, NEGATIVES, INVERSE),
    *(HALVES, SAME, RUNNING, RUNNING_SUM, POWER, POWERS, EXP, EXP_ZERO, EXP_AGAIN),
]


def model(seed: int) -> Model:
    """A model in which the ledger's constants are what it says."""
    return (
        Model(seed, {("constant", "exp", False, 1): lambda x: Fraction(1)})
        .defined("running", RUNNING_BODY)
        .defined("power", POWER_BODY, arity=2, integer=True)
    )
