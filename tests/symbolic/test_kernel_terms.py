"""Terms: reading, arithmetic, signs and replacing, against values computed without the kernel."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product
from random import Random
from typing import Any

import pytest
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
        tree, values = renamed(drawn(random, random.randrange(1, 4), binders)), Model(seed)
        try:
            values.value(tree, AROUND)
        except TooLarge:
            continue
        yield random, tree, values


def renamed(tree: Any) -> Any:
    """The tree with one name for two functions, of one argument and of two."""
    if isinstance(tree, tuple):
        return tuple(map(renamed, tree))
    return "F" if tree == "K" else tree


def indices(bits: int) -> set[int]:
    return {place for place in range(bits.bit_length()) if bits >> place & 1}


def agree(values: Model, first: Tree, second: Tree, around: Any = AROUND) -> bool:
    try:
        return values.value(first, around) == values.value(second, around)
    except TooLarge:
        return True


# Terms


@pytest.mark.parametrize("binders", [0, 1, 3])
def test_terms_mean_what_is_written(binders: int) -> None:
    for _, tree, values in samples(binders):
        made = term(tree)
        assert agree(values, tree, tree_of(made))
        assert indices(kernel.free(made)) == free(tree_of(made)) <= free(tree)
        labels = {name for name in kernel.names(made) if type(name) is tuple}
        assert labels == names(tree_of(made)) <= names(tree)
        asked = {term(part).key for part in conditions(tree_of(made))}
        assert kernel.names(made) - labels - {None} == asked


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


def test_names_that_are_numbers() -> None:
    """They go up to 99; a sum of another number is another."""
    assert kernel.free(term(index(99))) == 1 << 99
    for kind, args in (("choice", (a, b, n)), ("sum", (n, i)), ("argmax", (n, a, i))):
        keys = {term((kind, name, *args)).key for name in (8, 50, 99)}
        assert len(keys) == 3


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
    assert [factor.number for factor in kernel.FACTORS] == list(range(len(kernel.FACTORS)))
    assert list(kernel.SINGLE.values()) == [factor.term for factor in kernel.FACTORS]


# Signs


def signs_in(*values: int) -> int:
    return sum({sign(Fraction(value)) for value in values})


SETS = [[v for v, kept in zip((-1, 0, 1), bits, strict=True) if kept]
        for bits in product((False, True), repeat=3)]  # fmt: skip


@pytest.mark.parametrize("first", SETS)
@pytest.mark.parametrize("second", SETS)
def test_signs_of_products(first: list[int], second: list[int]) -> None:
    """All that a product may have, and where there are values, no others."""
    made = kernel.times(signs_in(*first), signs_in(*second))
    there = signs_in(*(x * y for x in first for y in second))
    assert made & there == there
    assert made == there or not (first and second)
    assert made in range(8)


@pytest.mark.parametrize("values", SETS)
def test_signs_of_the_opposite(values: list[int]) -> None:
    assert kernel.times(kernel.NEGATIVE, signs_in(*values)) == signs_in(*(-v for v in values))


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
@pytest.mark.parametrize("name", [*range(8), 8, 11, 15, 96, 99])
def test_choices_are_made_when_there_is_none(possible: int, name: int) -> None:
    x, y, z = map(term, (a, b, n))
    made = kernel.make("choice", name, [x, y, z], {x.key: possible})
    chosen = {y.key if possible & bit & name else z.key for bit in (1, 2, 4) if possible & bit}
    assert {made.key} == chosen if len(chosen) == 1 else made.key not in chosen
    assert kernel.make("choice", name, [x, y, y], {}).key == y.key


# Replacing


@pytest.mark.parametrize("by", [0, 1, 2, 3])
def test_opened(by: int) -> None:
    """Its outermost indices are the arguments, and the others are so many binders further out."""
    between = tuple(Fraction(9 + j) for j in range(by))
    for random, tree, values in samples(4, 150):
        args = [drawn(random, 1, 2 + by) for _ in range(random.randrange(4))]
        opened = tree_of(kernel.opened(term(tree), [term(arg) for arg in args], by))
        around = (*between, *AROUND)
        try:
            inside = (*(values.value(arg, around) for arg in args), *AROUND)
            assert values.value(opened, around) == values.value(tree, inside)
        except TooLarge:
            continue


@pytest.mark.parametrize("by", [0, 1, 2, 3])
def test_lifted(by: int) -> None:
    for _, tree, values in samples(3, 150):
        lifted = tree_of(kernel.Substitution({}, by)(term(tree)))
        between = tuple(Fraction(9 + j) for j in range(by))
        assert values.value(lifted, (*between, *AROUND)) == values.value(tree, AROUND)


ARITIES = [
    ("a", False, 0), ("n", True, 0), ("F", False, 1), ("F", False, 2), ("H", True, 1),
]  # fmt: skip


@pytest.mark.parametrize("shift", [0, 1, 2])
def test_instances(shift: int) -> None:
    """In the value of a function, its arguments come before the indices around all."""
    changed, between = 0, tuple(Fraction(9 + j) for j in range(shift))
    around = (*between, *AROUND)
    for random, tree, values in samples(2, 300):
        labels = random.sample(ARITIES, random.randrange(1, 5))
        bodies = {("unknown", *name): drawn(random, 1, name[2]) for name in labels}
        fixed = {label: _function(values, body) for label, body in bodies.items()}
        outside = {place: drawn(random, 1, 3) for place in range(4) if random.random() < 0.4}
        replaced = {key: term(body) for key, body in (bodies | outside).items()}
        made = tree_of(kernel.Substitution(replaced, shift)(term(tree)))
        changed += made != tree_of(term(tree))
        try:
            inside = [
                values.value(outside[p], around) if p in outside else AROUND[p] for p in range(4)
            ]
            assert values.value(made, around) == Model(values.seed, fixed).value(tree, inside)
        except TooLarge:
            continue
    assert changed > 100


def _function(values: Model, body: Tree) -> Any:
    return lambda *args: values.value(body, args)


def test_nothing_is_captured() -> None:
    """A value below binders keeps its meaning, and so do the indices in its arguments."""
    tree = total(n, total(m, real("F", index(0), index(1))))
    body = total(num(2), argmax(index(0), index(2), times(index(1), index(3))))
    made = kernel.Substitution({("unknown", "F", False, 2): term(body)})(term(tree))
    inside = total(num(2), argmax(index(0), index(2), times(index(1), index(3))))
    assert made.key == term(total(n, total(m, inside))).key
    other = kernel.Substitution({("unknown", "F", False, 2): term(minus(index(1), i))})(term(tree))
    assert other.key == term(total(n, total(m, minus(index(1), index(0))))).key


def test_an_argument_that_comes_again() -> None:
    """As a later argument it becomes the same; below a binder it says something else."""
    values = {("unknown", "a", False, 0): term(m), ("unknown", "b", False, 0): term(n), 0: term(b)}
    for tree, expected in (
        (real("F", a, b, a), real("F", m, n, m)),
        (real("F", i, i, a), real("F", b, b, m)),
        (total(i, i), total(b, i)),
        (total(a, plus(a, i)), total(m, plus(m, i))),
        (argmax(i, i, i), argmax(b, i, i)),
        (where(POSITIVE, i, i, a), where(POSITIVE, b, b, m)),
        (
            total(n, total(i, real("F", i, index(1), i))),
            total(n, total(i, real("F", i, index(1), i))),
        ),
        (total(n, argmax(index(1), i, index(1))), total(n, argmax(b, i, index(1)))),
    ):
        assert kernel.Substitution(values)(term(tree)).key == term(expected).key


def test_an_unknown_may_stand_in_its_own_value() -> None:
    tree = real("F", real("F", plus(n, a)))
    values = {
        ("unknown", "F", False, 1): term(real("F", plus(i, ONE))),
        ("unknown", "n", True, 0): term(m),
        ("unknown", "a", False, 0): term(times(a, n)),
    }
    expected = real("F", plus(real("F", plus(m, times(a, n), ONE)), ONE))
    assert kernel.Substitution(values)(term(tree)).key == term(expected).key


def test_a_value_of_another_label_has_no_effect() -> None:
    tree = term(
        plus(real("F", a, b), whole("F", n), real("F"), const("F", a), where(ZERO, a, b, n))
    )
    labels = [("F", False, 1), ("F", True, 2), ("F", True, 0), ("F", False, 3), ("f", False, 2)]
    for kind in ("unknown", "Unknown", "bound", "choice", None):
        for label in labels:
            assert kernel.Substitution({(kind, *label): term(ONE)})(tree).key == tree.key
    for other in (("constant", "G", False, 1), ("choice", ZERO), "F", 7, term(b).key):
        assert kernel.Substitution({other: term(ONE)})(tree).key == tree.key


def test_known_choices_are_made() -> None:
    changed = 0
    for random, tree, values in samples(0, 600):
        known = {}
        for part in conditions(tree):
            here = term(part)
            if not kernel.free(here) and random.random() < 0.7:
                known[here.key] = sign(values.value(tree_of(here))) | random.choice([0, 0, 1, 2, 4])
        made = tree_of(kernel.Substitution(known)(term(tree)))
        changed += made != tree_of(term(tree))
        assert values.value(made) == values.value(tree)
    assert changed > 50


def conditions(tree: Tree) -> Iterator[Tree]:
    if tree[0] == "choice":
        yield tree[2]
    args = [f for _, *inside in tree[1:] for f in inside] if tree[0] == "+" else tree[2:]
    for arg in args:
        yield from conditions(arg)


def test_known_choices_are_made_at_every_depth() -> None:
    inside = where(
        POSITIVE, a, real("F", i), where(ZERO, b, i, real("G", where(NOT_NEGATIVE, n, a, b)))
    )
    tree = total(where(POSITIVE, a, m, n), argmax(n, inside, where(ZERO, i, a, b)))
    known = {term(a).key: NOT_POSITIVE, term(b).key: POSITIVE, term(n).key: ZERO}
    made = kernel.Substitution(known)(term(tree))
    assert made.key == term(total(n, argmax(n, real("G", a), where(ZERO, i, a, b)))).key


def test_indices_from_outside_are_replaced() -> None:
    """Those of binders inside stay; the values are lifted below them."""
    body = total(
        plus(m, i, index(1)),
        argmax(index(1), plus(i, index(2)), total(i, times(i, index(1), index(3), index(5)))),
    )
    values = {0: term(plus(index(2), a)), 1: term(ONE), 5: term(b)}
    expected = total(
        plus(m, index(2), a, ONE),
        argmax(
            plus(index(3), a),
            plus(i, index(4), a),
            total(i, times(i, index(1), plus(index(5), a), index(5))),
        ),
    )
    assert kernel.Substitution(values)(term(body)).key == term(expected).key


def test_what_is_not_replaced_is_kept() -> None:
    tree = term(plus(real("F", a), real("G", a, total(n, times(i, i)))))
    values: Any
    for values in ({}, {("unknown", "b", False, 0): term(a)}, {0: term(a), 1: term(a)}):
        assert kernel.Substitution(values)(tree).key == tree.key
    made = kernel.Substitution({("unknown", "F", False, 1): term(b)})(tree)
    assert made.key == term(plus(b, real("G", a, total(n, times(i, i))))).key
