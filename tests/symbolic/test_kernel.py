"""The kernel's parts, against values computed without it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
from kernel_ledger import LEDGER, absurd, axiom, cut, definition, model, split, theorem
from kernel_models import (
    NONE,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    ONE,
    POSITIVE,
    ZERO,
    Model,
    TooLarge,
    Tree,
    argmax,
    const,
    drawn,
    free,
    index,
    minus,
    names,
    num,
    plus,
    real,
    sign,
    term,
    times,
    total,
    tree_of,
    where,
    whole,
)

from symbolic import kernel

a, b, m, n, i = real("a"), real("b"), whole("m"), whole("n"), index(0)
AROUND = (Fraction(1), Fraction(0), Fraction(3), Fraction(2))


def samples(binders: int, count: int = 300) -> Iterator[tuple[Random, Tree, Model]]:
    """Random trees below so many binders, each with a model in which it is not too large."""
    for seed in range(count):
        random = Random(1000 * binders + seed)
        tree, values = drawn(random, random.randrange(1, 4), binders), Model(seed)
        try:
            values.value(tree, AROUND)
        except TooLarge:
            continue
        yield random, tree, values


def agree(values: Model, first: Tree, second: Tree, around: Any = AROUND) -> bool:
    try:
        return values.value(first, around) == values.value(second, around)
    except TooLarge:
        return True


def book(*entries: dict[str, Any]) -> kernel.Book:
    made = kernel.Book()
    for entry in entries:
        made.add(entry)
    return made


def accepted(made: kernel.Book, entry: dict[str, Any]) -> bool:
    try:
        made.add(entry)
    except kernel.Refused:
        return False
    return True


# Theorems


def test_the_ledger_holds() -> None:
    made = book(*LEDGER)
    assert {entry["name"] for entry in LEDGER if entry["kind"] != "definition"} < set(made.theorems)
    rests = {name for name, theorem in made.theorems.items() if theorem.axioms}
    assert rests == {
        "exp of a sum", "exp of zero", "exp of zero is one half and one half",
    }  # fmt: skip
    assert all(made.theorems[name].axioms == {"exp of a sum"} for name in rests)


def test_every_theorem_holds_for_random_values() -> None:
    for name, proved in book(*LEDGER).theorems.items():
        seeds = range(200)
        held = [seed for seed in seeds if model(seed).holds(proved.sequent[0])]
        assert held, name
        assert all(model(seed).holds(proved.sequent[1]) for seed in held), name


LAWS: dict[str, Any] = {
    "sum of none": ([(n, NOT_POSITIVE)], [(total(n, real("F", i)), ZERO)]),
    "sum of one more": (
        [(n, NOT_NEGATIVE)],
        [(minus(minus(total(plus(n, ONE), real("F", i)), total(n, real("F", i))), real("F", n)), ZERO)],
    ),
    "inverse": ([(b, 5)], [(minus(times(b, const("inverse", b)), ONE), ZERO)]),
    "equals": ([(minus(a, real("c")), ZERO)], [(minus(real("F", a), real("F", real("c"))), ZERO)]),
}  # fmt: skip


@pytest.mark.parametrize("name", LAWS)
def test_laws_as_written(name: str) -> None:
    for made, written in zip(kernel.laws()[name], LAWS[name], strict=True):
        assert [(t.key, s) for t, s in made] == [(term(t).key, s) for t, s in written]


@pytest.mark.parametrize("name", kernel.laws())
def test_laws_hold_for_random_values(name: str) -> None:
    held = 0
    for seed in range(400):
        held += Model(seed).holds(kernel.laws()[name][0])
        assert Model(seed).obeys(kernel.laws()[name])
    assert held > 10


@pytest.mark.parametrize("seed", range(40))
def test_definitions_hold_for_random_values(seed: int) -> None:
    random = Random(seed)
    arity, integer, start = random.randrange(1, 4), seed % 2 == 0, random.randrange(-2, 2)
    last = index(arity - 1)

    def part(recursive: bool) -> Tree:
        tree = drawn(random, 2, arity)
        if not integer:
            more = real("f", *([tree] * (arity - 1)))
            return plus(tree, more) if recursive else tree
        tree = where(POSITIVE, tree, plus(whole("H", last), n), index(random.randrange(arity)))
        more = whole("f", *([last] * (arity - 1)))
        below = whole("f", *([plus(i, index(arity))] * (arity - 1)))
        return plus(tree, more, total(num(2), below)) if recursive else tree

    base, step = part(False), part(True)
    made = book(definition("f", base, step, start=num(start), arity=arity, integer=integer))
    for name in ("f at first", "f later"):
        for other in range(30):
            values = Model(other).defined("f", integer, num(start), base, step)
            try:
                assert values.obeys(made.theorems[name].sequent)
            except TooLarge:
                continue
    ((found, signs),) = made.theorems["f later"].sequent[0]
    assert signs == POSITIVE
    assert found.key == term(minus(whole(f"p{arity - 1}"), num(start))).key


@pytest.mark.parametrize("integer", [False, True])
@pytest.mark.parametrize("name", ["n", "m", "a", "p1", "p0"])
def test_a_definition_by_the_name_of_an_unknown(name: str, integer: bool) -> None:
    """In its step it is the value before, in its base an unknown; a parameter it must not be."""
    unknowns = [n, m, whole("p0"), whole("p1"), *([] if integer else [a, real("p0"), real("p1")])]
    for seed in range(8):
        random, own = Random(seed), ("unknown", (name, integer))
        base = plus(*random.choices([*unknowns, i, own], k=3))
        step = plus(own, where(random.randrange(8), *random.choices([*unknowns, i, own], k=3)))
        made = kernel.Book()
        good = accepted(made, definition(name, base, step, integer=integer))
        assert good == ((name, integer) != ("p0", True))
        proved = [made.theorems[f"{name} {when}"] for when in ("at first", "later") if good]
        for other, holds in product(range(20), proved):
            values = Model(other).defined(name, integer, NONE, base, step)
            assert values.obeys(holds.sequent)


def law(name: str, made: kernel.Book) -> Any:
    """What is on the right of the only goal, f(p0, …) being on the left."""
    ((goal, signs),) = made.theorems[name].sequent[1]
    assert signs == ZERO
    return goal


def test_the_value_before_stands_where_it_is_written() -> None:
    """Below binders, at parameters and at indices, and in its own argument."""
    p, last = whole("p0"), whole("p1")
    before = minus(last, ONE)
    inside = times(real("f", i), real("f", index(1)), index(2), real("f", real("f", plus(i, a))))
    step = plus(total(m, inside), argmax(real("f", i), real("f", index(1)), i), index(1))
    made = book(definition("f", real("f", i), step, start=num(3), arity=2))

    def f(first: Tree, second: Tree) -> Tree:
        return const("f", first, second)

    deep = f(f(plus(i, a), before), before)
    sums = total(m, times(f(i, before), f(p, before), last, deep))
    later = plus(sums, argmax(f(p, before), f(p, before), i), last)
    assert law("f later", made).key == term(minus(f(p, last), later)).key
    assert law("f at first", made).key == term(minus(f(p, last), real("f", p))).key
    assert made.theorems["f later"].sequent[0][0][0].key == term(minus(last, num(3))).key
    assert made.reads["constant", "f", False] == {
        ("unknown", "a", False), ("unknown", "m", True), ("unknown", "f", False),
    }  # fmt: skip


def test_other_unknowns_of_the_name_of_a_definition() -> None:
    """In the base, and if one is an integer and the other is not, they are unknowns like others."""
    made = book(definition("f", ONE, plus(real("f"), whole("f"), whole("p0"))))
    both = {("unknown", "f", True), ("unknown", "p0", True)}
    assert made.reads["constant", "f", False] == both
    made = book(definition("f", ONE, plus(real("f"), whole("f"), i)))
    here = const("f", minus(whole("p0"), ONE))
    later = minus(const("f", whole("p0")), plus(here, whole("f"), whole("p0")))
    assert law("f later", made).key == term(later).key
    assert made.reads["constant", "f", False] == {("unknown", "f", True)}
    made = book(definition("p0", NONE, plus(real("p0"), i)))
    here = const("p0", minus(whole("p0"), ONE))
    later = minus(const("p0", whole("p0")), plus(here, whole("p0")))
    assert law("p0 later", made).key == term(later).key
    made = book(definition("p1", NONE, plus(whole("p1"), i), integer=True))
    here = const("p1", minus(whole("p0"), ONE), integer=True)
    later = minus(const("p1", whole("p0"), integer=True), plus(here, whole("p0")))
    assert law("p1 later", made).key == term(later).key


def test_as_many_arguments_as_there_may_be() -> None:
    size = times(index(0), index(98))
    step = real("f", *(index(place) for place in range(98)))
    same = {("a", False): (0, ONE), ("c", False): (0, ONE), ("K", False): (99, size)}
    book(
        definition("f", size, step, arity=99),
        theorem(
            "K", [], [(NONE, ZERO)], [cut("equals", same, [absurd(against=1)]), absurd(against=0)]
        ),
    )
    assert kernel.free(term(index(99))) == {99}


def test_what_a_definition_reads_stays_fixed() -> None:
    made = book(
        definition("f", a, real("f")),
        definition("g", const("f", i), plus(real("g"), b)),
    )
    assert made.reads["constant", "f", False] == {("unknown", "a", False)}
    both = {("unknown", "a", False), ("unknown", "b", False)}
    assert made.reads["constant", "g", False] == both
    same = minus(const("g", n), const("g", n))
    made.add(theorem("same", [(const("g", n), 7)], [(same, ZERO)], [absurd(against=1)]))
    changes: list[tuple[bool, Any]] = [
        (True, {("n", True): (0, m), ("c", False): (0, ONE)}),
        (False, {("n", True): (0, m), ("a", False): (0, ONE)}),
        (False, {("n", True): (0, m), ("b", False): (0, b)}),
    ]
    for number, (good, change) in enumerate(changes):
        steps = [cut("same", change, [absurd(against=1)]), absurd(against=1)]
        other = theorem(f"other {number}", [(const("g", m), 7)], [(NONE, ZERO)], steps)
        assert good == accepted(made, other)


def test_axioms_are_carried() -> None:
    by_a = [cut("A", {("a", False): (0, NONE)}), absurd(1)]
    by_b = [cut("B", {("b", False): (0, ONE)}, [absurd(1)]), absurd((-1, 1))]
    by_all = [cut("D", {}), cut("E", {}), cut("C", {}), absurd(against=0)]
    in_a_branch = [split(a, 7, [cut("D", {}), absurd((-1, 2))]), absurd(against=0)]
    made = book(
        axiom("A", [], [(a, POSITIVE)]),
        axiom("B", [(b, POSITIVE)], [(b, ZERO)]),
        theorem("C", [], [(NONE, ZERO)], [absurd(against=0)]),
        theorem("D", [], [(ONE, ZERO), (NONE, ZERO)], by_a, [absurd(against=0)]),
        theorem("E", [], [(NONE, ZERO), (ONE, ZERO)], [absurd(against=0)], by_b),
        theorem("F", [], [(NONE, ZERO)], by_all),
        theorem("G", [], [(NONE, ZERO)], in_a_branch),
    )
    found = {name: "".join(sorted(made.theorems[name].axioms)) for name in "ABCDEFG"}
    assert found == {"A": "A", "B": "B", "C": "", "D": "A", "E": "B", "F": "AB", "G": "A"}


# Terms


@pytest.mark.parametrize("binders", [0, 1, 3])
def test_terms_mean_what_is_written(binders: int) -> None:
    for _, tree, values in samples(binders):
        made = term(tree)
        assert agree(values, tree, tree_of(made))
        assert kernel.free(made) == free(tree_of(made)) <= free(tree)
        assert kernel.names(made) == names(tree_of(made)) <= names(tree)


def test_what_is_an_integer_is_one() -> None:
    found = 0
    for _, tree, values in samples(2, 500):
        made = term(tree)
        if kernel.integer(made):
            found += 1
            assert values.value(tree_of(made), AROUND).denominator == 1
    assert found > 100


INTEGERS = [
    num(3), n, i, plus(n, m), times(n, n, num(-2)), whole("H", n), argmax(a, b, a),
    total(a, n), total(n, i), where(POSITIVE, a, n, ONE), const("quotient", n, m, integer=True),
    ("+", (2, n), ("4/2", m)), times(num("1/2"), num(2)),
]  # fmt: skip
NO_INTEGERS = [
    num("1/2"), a, plus(n, a), ("+", ("1/2", n)), whole("H", a), whole("H", n, a), real("F", n),
    total(n, a), where(POSITIVE, n, a, n), where(POSITIVE, n, n, a), total(n, whole("H", plus(i, a))),
    const("inverse", n), const("quotient", n, a, integer=True), times(n, a),
]  # fmt: skip


@pytest.mark.parametrize("tree", INTEGERS)
def test_integers(tree: Tree) -> None:
    assert kernel.integer(term(tree))


@pytest.mark.parametrize("tree", NO_INTEGERS)
def test_no_integers(tree: Tree) -> None:
    assert not kernel.integer(term(tree))


EQUAL = [
    (times(plus(a, b), plus(a, b)), ("+", (1, a, a), (2, a, b), (1, b, b))),
    (times(plus(a, b), minus(a, b)), minus(times(a, a), times(b, b))),
    (minus(a, a), NONE),
    (("+", ("1/2", a), ("2/4", a)), a),
    (("+", (0, a), ("0/7", b)), NONE),
    (times(num("2/3"), num("3/2")), ONE),
    (plus(a, times(b, num(-1))), minus(a, b)),
    (num("-6/4"), num("-3/2")),
    (total(n, times(a, real("F", i), b)), times(a, b, total(n, real("F", i)))),
    (total(n, ("+", (3, i), ("1/2", a))), ("+", (3, total(n, i)), ("1/2", a, total(n, ONE)))),
    (total(n, NONE), NONE),
    (total(n, total(m, plus(i, index(1)))),
     plus(total(n, total(m, i)), times(total(n, i), total(m, ONE)))),
    (total(n, total(i, ONE)), total(n, total(i, num(1)))),
    (where(POSITIVE, a, b, b), b),
    (where(POSITIVE, num(2), a, b), a),
    (where(NOT_POSITIVE, num("1/2"), a, b), b),
    (where(ZERO, NONE, a, b), a),
    (where(0, a, n, b), b),
    (where(7, a, n, b), n),
    (total(n, where(POSITIVE, ONE, i, a)), total(n, i)),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), EQUAL)
def test_equal_terms_are_one(first: Tree, second: Tree) -> None:
    assert term(first).key == term(second).key
    assert hash(term(first).key) == hash(term(second).key)


UNEQUAL = [
    (whole("a"), real("a")), (const("a"), real("a")), (real("F", a, b), real("F", b, a)),
    (where(POSITIVE, a, b, n), where(NOT_NEGATIVE, a, b, n)), (index(0), index(1)),
    (argmax(n, a, b), argmax(n, b, a)), (total(n, i), total(m, i)), (real("F"), real("F", ONE)),
    (where(6, a, ONE, b), ONE), (where(3, a, ONE, b), b), (num("1/2"), num("1/3")), (NONE, ONE),
    (argmax(n, ONE, i), total(n, i)), (times(a, a), a), (total(n, i), times(i, total(n, ONE))),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second"), UNEQUAL)
def test_unequal_terms_are_two(first: Tree, second: Tree) -> None:
    assert term(first).key != term(second).key


def test_arithmetic() -> None:
    for random, tree, values in samples(0, 100):
        other = drawn(random, 1)
        first, second = term(tree), term(other)
        sum_of = kernel.total([(Fraction(2, 3), first), (-2, second)])
        written = {"-": first - second, "*": first * second, "+": sum_of}
        trees = {
            "-": minus(tree, other),
            "*": times(tree, other),
            "+": ("+", ("2/3", tree), (-2, other)),
        }
        for kind, made in written.items():
            assert made.key == term(trees[kind]).key
            assert agree(values, tree_of(made), trees[kind])


def test_each_factor_has_its_own_number() -> None:
    for _, tree, _values in samples(1, 50):
        term(tree)
    assert [factor.number for factor in kernel.Factor.all] == list(range(len(kernel.Factor.all)))
    assert len(kernel.Factor.known) == len(kernel.Factor.all)


# Signs


def signs_in(*values: int) -> int:
    return sum({sign(Fraction(value)) for value in values})


SETS = [[v for v, kept in zip((-1, 0, 1), bits, strict=True) if kept]
        for bits in product((False, True), repeat=3)]  # fmt: skip


@pytest.mark.parametrize("values", SETS)
def test_signs_of_the_opposite(values: list[int]) -> None:
    assert kernel.flipped(signs_in(*values)) == signs_in(*(-v for v in values))


@pytest.mark.parametrize("value", [-2, "-1/3", 0, "1/3", 2])
@pytest.mark.parametrize("known", range(8))
def test_signs_of_numbers_and_of_known_terms(value: int | str, known: int) -> None:
    here = term(num(value))
    assert kernel.signs_of(here, {}) == sign(Fraction(value))
    assert kernel.signs_of(here, {here.key: known}) == sign(Fraction(value)) & known
    some = term(plus(a, num(value)))
    assert kernel.signs_of(some, {}) == 7
    assert kernel.signs_of(some, {some.key: known, here.key: 0}) == known


@pytest.mark.parametrize("possible", range(1, 8))
@pytest.mark.parametrize("name", range(8))
def test_choices_are_made_when_there_is_none(possible: int, name: int) -> None:
    x, y, z = map(term, (a, b, n))
    made = kernel.make("choice", name, [x, y, z], {x.key: possible})
    chosen = {y.key if possible & bit & name else z.key for bit in (1, 2, 4) if possible & bit}
    assert {made.key} == chosen if len(chosen) == 1 else made.key not in chosen
    assert kernel.make("choice", name, [x, y, y], {}).key == y.key


# Replacing


def test_opened() -> None:
    for random, tree, values in samples(4):
        count = random.randrange(1, 4)
        args = [drawn(random, 1, 2) for _ in range(count)]
        opened = tree_of(kernel.opened(term(tree), [term(arg) for arg in args]))
        around = AROUND[:2]
        try:
            inside = (*(values.value(arg, around) for arg in args), *around)
        except TooLarge:
            continue
        if max(free(tree), default=0) < len(inside):
            outside = values.value(opened, around)
            assert outside == values.value(tree, inside)


@pytest.mark.parametrize("by", [0, 1, 2, 3])
def test_lifted(by: int) -> None:
    for _, tree, values in samples(3, 150):
        lifted = tree_of(kernel.lifted(term(tree), by))
        between = tuple(Fraction(9 + j) for j in range(by))
        assert values.value(lifted, (*between, *AROUND)) == values.value(tree, AROUND)


def test_instances() -> None:
    changed = 0
    for random, tree, values in samples(2, 400):
        arities = {
            ("a", False): 0,
            ("n", True): 0,
            ("F", False): 1,
            ("K", False): 2,
            ("H", True): 1,
        }
        chosen = random.sample(sorted(arities), random.randrange(1, 5))
        bodies = {name: drawn(random, 1, arities[name] or 3) for name in chosen}
        replaced: Any = {("unknown", *name): (arities[name], term(bodies[name])) for name in chosen}
        fixed = {("unknown", name): _function(values, body) for name, body in bodies.items()}
        outside = {place: drawn(random, 1, 3) for place in range(4) if random.random() < 0.4}
        replaced |= {place: (0, term(body)) for place, body in outside.items()}
        made = tree_of(kernel.instance(term(tree), replaced))
        changed += made != tree_of(term(tree))
        try:
            around = [values.value(outside.get(p, index(p)), AROUND) for p in range(4)]
            expected = Model(values.seed, fixed).value(tree, around)
            assert values.value(made, AROUND) == expected
        except TooLarge:
            continue
    assert changed > 100


def _function(values: Model, body: Tree) -> Any:
    """A variable may speak of the indices outside."""
    return lambda *args: values.value(body, args or AROUND)


def test_nothing_is_captured() -> None:
    """A value below binders keeps its meaning, and so do the indices in its arguments."""
    tree = total(n, total(m, real("F", index(0), index(1))))
    body = total(num(2), argmax(index(0), index(2), times(index(1), index(3))))
    made = kernel.instance(term(tree), {("unknown", "F", False): (2, term(body))})
    inside = total(num(2), argmax(index(0), index(2), times(index(1), index(3))))
    assert made.key == term(total(n, total(m, inside))).key
    other = kernel.instance(term(tree), {("unknown", "F", False): (2, term(minus(index(1), i)))})
    assert other.key == term(total(n, total(m, minus(index(1), index(0))))).key


def test_an_unknown_may_stand_in_its_own_value() -> None:
    tree = real("F", real("F", plus(n, a)))
    values = {
        ("unknown", "F", False): (1, term(real("F", plus(i, ONE)))),
        ("unknown", "n", True): (0, term(m)),
        ("unknown", "a", False): (0, term(times(a, n))),
    }
    expected = real("F", plus(real("F", plus(m, times(a, n), ONE)), ONE))
    assert kernel.instance(term(tree), values).key == term(expected).key


def test_a_replaced_function_has_its_number_of_arguments() -> None:
    with pytest.raises(kernel.Refused):
        kernel.instance(term(real("F", a, b)), {("unknown", "F", False): (1, term(i))})


def test_known_choices_are_made() -> None:
    changed = 0
    for random, tree, values in samples(0, 600):
        known = {}
        for part in _conditions(tree):
            here = term(part)
            if not kernel.free(here) and random.random() < 0.7:
                known[here.key] = sign(values.value(tree_of(here))) | random.choice([0, 0, 1, 2, 4])
        made = tree_of(kernel.instance(term(tree), {}, known))
        changed += made != tree_of(term(tree))
        assert values.value(made) == values.value(tree)
    assert changed > 50


def _conditions(tree: Tree) -> Iterator[Tree]:
    if tree[0] == "choice":
        yield tree[2]
    args = [f for _, *inside in tree[1:] for f in inside] if tree[0] == "+" else tree[2:]
    for arg in args:
        yield from _conditions(arg)


def test_known_choices_are_made_at_every_depth() -> None:
    inside = where(
        POSITIVE, a, real("F", i), where(ZERO, b, i, real("G", where(NOT_NEGATIVE, n, a, b)))
    )
    tree = total(where(POSITIVE, a, m, n), argmax(n, inside, where(ZERO, i, a, b)))
    known = {term(a).key: NOT_POSITIVE, term(b).key: POSITIVE, term(n).key: ZERO}
    made = kernel.instance(term(tree), {}, known)
    assert made.key == term(total(n, argmax(n, real("G", a), where(ZERO, i, a, b)))).key


def test_indices_from_outside_are_replaced() -> None:
    """Those of binders inside stay; the values are lifted below them."""
    body = total(
        plus(m, i, index(1)),
        argmax(index(1), plus(i, index(2)), total(i, times(i, index(1), index(3), index(5)))),
    )
    values = {0: (0, term(plus(index(2), a))), 1: (0, term(ONE)), 5: (0, term(b))}
    expected = total(
        plus(m, index(2), a, ONE),
        argmax(
            plus(index(3), a),
            plus(i, index(4), a),
            total(i, times(i, index(1), plus(index(5), a), index(5))),
        ),
    )
    assert kernel.instance(term(body), values).key == term(expected).key


def test_what_is_not_replaced_is_kept() -> None:
    tree = term(plus(real("F", a), real("G", a, total(n, times(i, i)))))
    for values in ({}, {("unknown", "b", False): (0, term(a))}, {0: (0, term(a)), 1: (0, term(a))}):
        assert kernel.instance(tree, values).key == tree.key
    made = kernel.instance(tree, {("unknown", "F", False): (1, term(b))})
    assert made.key == term(plus(b, real("G", a, total(n, times(i, i))))).key
