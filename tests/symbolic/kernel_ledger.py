"""Ledgers written by trees: entries, steps, and a small ledger that uses every rule and every law."""

from __future__ import annotations

import copy
from collections.abc import Sequence
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
    plus,
    real,
    times,
    total,
    where,
    whole,
)

from symbolic.kernel import Book

Entry = dict[str, Any]
Values = dict[tuple[str, bool], tuple[int, Tree]]
"""For unknowns, by name and whether they are integers: the number of arguments, and the value."""


def split(tree: Tree, signs: int, proof: Sequence[Any]) -> Any:
    return ("split", tree, signs, proof)


def settle(place: int, *by: int) -> Any:
    return ("settle", place, *by)


def positive(place: int) -> Any:
    return ("whole", place)


def cut(name: str | None, values: Values, *proofs: Sequence[Any]) -> Any:
    return ("cut", name, values, proofs)


def absurd(*products: Any, against: int | Sequence[Any] = ()) -> Any:
    """Each product is the place of a fact, or a multiplier (a number or a tree) and places.

    The facts against it are those which exclude the sign that the sum has.
    """
    rows = [(1, p) if isinstance(p, int) else p for p in products]
    sums = [(m if isinstance(m, tuple) else num(m), *places) for m, *places in rows]
    return ("absurd", sums, *([against] if isinstance(against, int) else against))


def theorem(
    name: str,
    given: Sequence[Atom],
    goals: Sequence[Atom],
    *proofs: Sequence[Any],
    size: Tree | None = None,
) -> Entry:
    table, places = [], {}

    def place(tree: Tree) -> int:
        return nodes(tree, table, places)

    def steps(proof: Sequence[Any]) -> list[Any]:
        return [one(*step) for step in proof]

    def one(rule: str, *step: Any) -> list[Any]:
        match rule:
            case "split":
                return [rule, place(step[0]), step[1], steps(step[2])]
            case "cut":
                values = ([*name, arity, place(tree)] for name, (arity, tree) in step[1].items())
                return [rule, step[0], list(values), [steps(proof) for proof in step[2]]]
            case "absurd":
                return [rule, [[place(m), *places] for m, *places in step[0]], *step[1:]]
        return [rule, *step]

    entry = {"kind": "theorem", "name": name, "terms": table}
    entry["given"] = [[place(tree), signs] for tree, signs in given]
    entry["goals"] = [[place(tree), signs] for tree, signs in goals]
    entry["size"] = None if size is None else place(size)
    entry["proofs"] = [steps(proof) for proof in proofs]
    return entry


def axiom(name: str, given: Sequence[Atom], goals: Sequence[Atom]) -> Entry:
    entry = theorem(name, given, goals)
    return {key: entry[key] for key in ("name", "terms", "given", "goals")} | {"kind": "axiom"}


def definition(
    name: str, base: Tree, step: Tree, *, start: Tree = NONE, arity: int = 1, integer: bool = False
) -> Entry:
    """In the step, the unknown of this name, of all parameters but the last, is the value before."""
    table, places = [], {}
    entry = {"kind": "definition", "name": name, "integer": integer, "arity": arity}
    for key, tree in (("start", start), ("base", base), ("step", step)):
        entry[key] = nodes(tree, table, places)
    return entry | {"terms": table}


def edited(entry: Entry, *path: Any, value: Any) -> Entry:
    """The entry with one thing replaced."""
    entry = copy.deepcopy(entry)
    inner: Any = entry
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    return entry


def all_named(entry: Entry, book: Book, *, anew: bool = False) -> Entry:
    """The entry with all facts there are named by each contradiction, and each settling, without any.

    With `anew`, contradictions that name some name all instead.
    """

    def steps(proof: Sequence[Any], count: int) -> list[Any]:
        made = list[Any]()
        for rule, *step in proof:
            if rule in ("absurd", "settle") and (len(step) == 1 or (anew and rule == "absurd")):
                step[1:] = range(count)
            if rule in ("split", "cut"):
                inside = step.pop()
                several = rule == "cut"
                proofs = [steps(one, count + 1) for one in (inside if several else [inside])]
                step.append(proofs if several else proofs[0])
            made.append([rule, *step])
            count += gives(step[0]) if rule == "cut" else 1
        return made

    def gives(name: str | None) -> int:
        if name is None:
            return len(entry["goals"])
        return len(book.theorems[name].sequent[1]) if name in book.theorems else 0

    return entry | {"proofs": [steps(proof, len(entry["given"]) + 1) for proof in entry["proofs"]]}


a, b, t = real("a"), real("b"), real("t")
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
                cut("sum of none", {("n", True): (0, n), ("F", False): (1, ONE)}, [absurd(2, 3)]),
                split(minus(total(n, ONE), n), NOT_POSITIVE, [absurd(4, (-1, 3), 0)]),
                absurd(3, 2, against=(1, 4)),
            ],
        ),
        positive(2),
        cut(None, {("n", True): (0, before)}, [absurd(3, 4)], [absurd(3, 4)], [absurd(4)]),
        cut("sum of one more", {("n", True): (0, before), ("F", False): (1, ONE)}, [absurd(3, 5)]),
        absurd(4, 5, against=1),
    ],
    size=n,
)

RAMP_HERE: Values = {("n", True): (0, n), ("F", False): (1, ramp(real("F", i)))}
RAMP_BEFORE: Values = RAMP_HERE | {("n", True): (0, before)}
RAMPS = theorem(
    "sum of ramps",
    [],
    [(total(n, ramp(real("F", i))), NOT_NEGATIVE)],
    [
        split(n, POSITIVE, [cut("sum of none", RAMP_HERE, [absurd(1, 2)]), absurd(0, 2)]),
        positive(1),
        cut(None, {("n", True): (0, before)}, [absurd(2, 3)], [absurd(3)]),
        cut("sum of one more", RAMP_BEFORE, [absurd(2, 4)]),
        split(real("F", before), POSITIVE, [settle(4, 5), absurd(0, 3, 6)]),
        settle(4, 5),
        absurd(0, 3, 5, 6),
    ],
    size=n,
)

MORE = plus(real("G", i), times(a, ramp(real("F", i))))
GROW = theorem(
    "sums grow",
    [(a, NOT_NEGATIVE)],
    [(minus(total(n, MORE), total(n, real("G", i))), NOT_NEGATIVE)],
    [cut("sum of ramps", {}), absurd(1, (1, 0, 2))],
)

INSIDE = total(n, where(POSITIVE, a, real("F", i), where(ZERO, b, i, ONE)))
BEST = argmax(n, where(ZERO, b, NONE, ONE), where(NEGATIVE, a, NONE, i))
SETTLED = theorem(
    "settled inside",
    [(a, POSITIVE), (b, NONZERO)],
    [(minus(INSIDE, total(n, real("F", i))), ZERO), (minus(BEST, argmax(n, ONE, i)), ZERO)],
    [settle(2, 0, 1), absurd(against=3)],
    [settle(2, 1, 0), absurd(against=3)],
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
        (minus(real("c"), plus(ABOVE, BELOW, AT_ZERO, where(NEGATIVE, b, ONE, NONE))), ZERO),
    ],
    [
        (minus(real("c"), plus(ONE, AT_ZERO, where(NEGATIVE, b, ONE, NONE))), ZERO),
        (minus(real("c"), plus(ABOVE, BELOW, AT_ZERO, ONE)), ZERO),
        (minus(real("c"), plus(ABOVE, BELOW, ONE, where(NEGATIVE, b, ONE, NONE))), ZERO),
        (minus(real("c"), plus(ABOVE, BELOW, AT_ZERO, where(NEGATIVE, b, ONE, NONE))), ZERO),
        (minus(real("c"), num(3)), ZERO),
    ],
    *([settle(4, *by), absurd(6, against=5)] for by in ((0,), (1,), (2, 3), (2,), (0, 1, 2, 3))),
)

TOP = argmax(t, real("G", i), real("F", i))
TOP_CUT = cut("argmax", {}, [absurd(0, 4)], [absurd(1, 4)], [absurd(2, 4)])
LARGEST = theorem(
    "the largest",
    [(n, NOT_NEGATIVE), (minus(t, n), POSITIVE), (real("G", n), POSITIVE)],
    [
        (TOP, NOT_NEGATIVE),
        (minus(t, TOP), POSITIVE),
        (real("G", TOP), POSITIVE),
        (minus(real("F", TOP), real("F", n)), NOT_NEGATIVE),
    ],
    *([TOP_CUT, absurd(3, goal)] for goal in (4, 5, 6, 7)),
)

PRODUCTS = theorem(
    "products",
    [(a, POSITIVE), (b, NOT_NEGATIVE), (t, ZERO), (real("c"), 7)],
    [(plus(times(a, b), times(a, b, t, real("c")), times(a, a)), POSITIVE)],
    [absurd(4, (1, 0, 1), (real("c"), 0, 1, 2), (1, 0, 0))],
)

INVERSE = theorem(
    "positive inverse",
    [(a, POSITIVE)],
    [(const("inverse", a), POSITIVE)],
    [
        cut("inverse", {("b", False): (0, a)}, [absurd(0, (-1, 2))]),
        absurd((1, 0, 1), 2),
    ],
)

HALF = const("quotient", n, num(2), integer=True)
HALVES = theorem(
    "halves",
    [(minus(n, times(num(2), k)), ZERO)],
    [(minus(HALF, k), ZERO)],
    [
        cut("quotient", {("m", True): (0, num(2))}, [absurd(2)]),
        split(minus(HALF, k), NOT_POSITIVE, [positive(4), absurd((2, 5), 2, (-1, 0))]),
        split(minus(k, HALF), NOT_POSITIVE, [positive(5), absurd((2, 6), 3, 0)]),
        absurd(5, against=(1, 4)),
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
        cut(
            "equals",
            {
                ("a", False): (0, times(a, a)),
                ("c", False): (0, b),
                ("F", False): (1, line(index(1))),
            },
            [absurd(0, against=2)],
        ),
        absurd((-1, 2), against=1),
    ],
)

RUNNING = definition("running", NONE, plus(real("running"), real("A", i)))
NEXT = real("A", plus(i, ONE))
RUNNING_SUM = theorem(
    "running sum",
    [(n, NOT_NEGATIVE)],
    [(minus(running(n), total(n, NEXT)), ZERO)],
    [
        split(
            n,
            NONZERO,
            [
                cut("running at first", {("p0", True): (0, n)}, [absurd(2, against=3)]),
                cut(
                    "sum of none",
                    {("n", True): (0, n), ("F", False): (1, NEXT)},
                    [absurd((-1, 2), 4)],
                ),
                absurd(3, (-1, 4), against=1),
            ],
        ),
        split(n, POSITIVE, [absurd(0, against=(2, 3))]),
        positive(3),
        cut(None, {("n", True): (0, before)}, [absurd(4, 5)], [absurd(4, 5)], [absurd(5)]),
        cut("running later", {("p0", True): (0, n)}, [absurd(3, 6)]),
        cut(
            "sum of one more",
            {("n", True): (0, before), ("F", False): (1, NEXT)},
            [absurd(4, 7)],
        ),
        absurd(5, 6, (-1, 7), against=1),
    ],
    size=n,
)

POWER = definition(
    "power",
    index(0),
    times(num(2), whole("power", i)),
    start=num(-1),
    arity=2,
    integer=True,
)
POWERS = theorem(
    "powers are positive",
    [(m, POSITIVE), (n, NOT_NEGATIVE)],
    [(power(m, before), POSITIVE)],
    [
        split(
            n,
            POSITIVE,
            [
                cut(
                    "power at first",
                    {("p0", True): (0, m), ("p1", True): (0, before)},
                    [absurd(1, against=(3, 4))],
                ),
                absurd(0, 2, 4),
            ],
        ),
        positive(3),
        cut(
            None,
            {("n", True): (0, before)},
            [absurd(0, 5)],
            [absurd(4, 5)],
            [absurd(4, 5)],
            [absurd(5)],
        ),
        cut("power later", {("p0", True): (0, m), ("p1", True): (0, before)}, [absurd(3, 6)]),
        absurd(2, (2, 5), 6),
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
        cut("exp of a sum", {("a", False): (0, NONE), ("b", False): (0, NONE)}),
        split(OVER, NOT_POSITIVE, [absurd((1, 2, 3), 1)]),
        split(UNDER, POSITIVE, [absurd(3, against=(0, 4))]),
        absurd((1, 2, 4), (-1, 1)),
    ],
)
EXP_AGAIN = theorem(
    "exp of zero is one half and one half",
    [],
    [(minus(const("exp", NONE), plus(num("1/2"), num("1/2"))), NOT_NEGATIVE)],
    [cut("exp of zero", {}), absurd(0, 1)],
)

LEDGER = [
    *(ONES, RAMPS, GROW, SETTLED, SETTLED_BY, LARGEST, PRODUCTS, INVERSE, HALVES, SAME),
    *(RUNNING, RUNNING_SUM, POWER, POWERS, EXP, EXP_ZERO, EXP_AGAIN),
]


def model(seed: int) -> Model:
    """A model in which the ledger's constants are what it says."""
    fixed = {("constant", ("exp", False)): lambda x: Fraction(1)}
    return (
        Model(seed, fixed)
        .defined("running", False, NONE, NONE, plus(real("running"), real("A", i)))
        .defined("power", True, num(-1), i, times(num(2), whole("power", i)))
    )
