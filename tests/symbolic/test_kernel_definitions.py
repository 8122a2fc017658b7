"""Definitions: that their laws hold where functions are what they say, and what is no definition."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from kernel_ledger import (
    EXP,
    POWER,
    RUNNING,
    Entry,
    absurd,
    axiom,
    definition,
    edited,
    theorem,
    use,
)
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
    index,
    minus,
    num,
    parameter,
    plus,
    real,
    recursion,
    term,
    times,
    total,
    where,
    whole,
)
from kernel_refusals import DONE, FALSE, accepted, book_of, cases, false, listed, refuse, refused

from symbolic import kernel
from symbolic.kernel import Book

a, b, m, n, i = real("a"), real("b"), whole("m"), whole("n"), index(0)
P, Q = parameter("f", 0), parameter("f", 1)
TWO = num(2)


def f(*args: Tree) -> Tree:
    """What the definition cannot speak of: it is not known yet."""
    return const("f", *args)


def rec(*args: Tree) -> Tree:
    """In its place, in the body: the value at n - 1."""
    return real("f", *args)


def defined(body: Tree, **more: Any) -> Entry:
    return definition("f", body, **more)


def as_body(tree: Tree, arity: int, depth: int = 0) -> Tree:
    """The tree with constants for its unknowns, and parameters for the indices around it."""
    if tree[0] == "bound":
        return parameter("f", (tree[1] - depth) % arity) if tree[1] >= depth else tree
    if tree[0] == "+":
        parts = ((c, *(as_body(x, arity, depth) for x in inside)) for c, *inside in tree[1:])
        return ("+", *parts)
    kind = "constant" if tree[0] == "unknown" else tree[0]
    binds = int(kind in ("sum", "argmax"))
    args = (
        as_body(arg, arity, depth + (binds and place > 0)) for place, arg in enumerate(tree[2:])
    )
    return (kind, tree[1], *args)


# The law


@pytest.mark.parametrize("seed", range(60))
def test_definitions_hold_for_random_values(seed: int) -> None:
    random = Random(seed)
    arity, integer = random.randrange(1, 4), seed % 2 == 0

    def part() -> Tree:
        return as_body(drawn(random, 2, arity), arity)

    if integer:
        here, last = parameter("f", 0), parameter("f", arity - 1)
        more = whole("f", *([last] * (arity - 1)))
        below = whole("f", *([plus(i, here)] * (arity - 1)))
        tree = where(POSITIVE, part(), plus(const("H", last, integer=True), here), last)
        body = plus(where(random.randrange(8), part(), tree, more), total(TWO, below))
    else:
        body = where(random.randrange(8), part(), part(), rec(*(part() for _ in range(arity - 1))))
        body = plus(body, total(part(), times(rec(*[plus(i, part())] * (arity - 1)), part())))
    law = book_of(defined(body, arity=arity, integer=integer)).theorems["f"]
    assert not law[1]
    for other in range(30):
        values = Model(other).defined("f", body, arity, integer=integer)
        try:
            assert values.obeys(law[0])
        except TooLarge:
            continue
    ((found, signs),) = law[0][0]
    assert signs == NOT_NEGATIVE
    assert found.key == term(parameter("f", arity - 1)).key


def law(name: str, book: Book) -> Any:
    """What is 0 by its law."""
    ((goal, signs),) = book.theorems[name][0][1]
    assert signs == ZERO
    return goal


def test_the_value_before_stands_where_it_is_written() -> None:
    """Below binders, at parameters and at indices, and in its own argument."""
    here, there = minus(Q, ONE), const("a")
    inside = times(rec(i), rec(index(1)), P, rec(rec(plus(i, there))))
    body = plus(total(m_of_f(), total(TWO, inside)), argmax(rec(P), rec(i), rec(i)), Q)
    book = book_of(defined(body, arity=2))

    def at(first: Tree) -> Tree:
        return f(first, here)

    deep = at(at(plus(i, there)))
    inside = times(at(i), at(index(1)), P, deep)
    sums = plus(total(m_of_f(), total(TWO, inside)), argmax(at(P), at(i), at(i)), Q)
    assert law("f", book).key == term(minus(f(P, Q), sums)).key


def m_of_f() -> Tree:
    return const("m", integer=True)


def test_a_function_of_one_argument() -> None:
    book = book_of(defined(plus(rec(), P)))
    assert law("f", book).key == term(minus(f(P), plus(f(minus(P, ONE)), P))).key


def test_as_many_arguments_as_there_may_be() -> None:
    places = [parameter("f", place) for place in range(99)]
    body = times(places[0], places[98], rec(*places[:98]))
    book = book_of(defined(body, arity=99))
    rest = times(places[0], places[98], f(*places[:98], minus(places[98], ONE)))
    assert law("f", book).key == term(minus(f(*places), rest)).key


@pytest.mark.parametrize("name", ["", "f 0", "x y", "n", "inverse 0", "\ud800", "0", "−"])
def test_names_of_parameters(name: str) -> None:
    """A function may have any name; its parameters have that name and their places."""
    first, last = parameter(name, 0), parameter(name, 1)
    body = plus(recursion(last, first, real(name, plus(first, ONE))), const(name))
    book = book_of(definition(name, body, arity=2))
    assert (
        law(name, book).key
        == term(
            minus(
                const(name, first, last),
                plus(
                    recursion(last, first, const(name, plus(first, ONE), minus(last, ONE))),
                    const(name),
                ),
            )
        ).key
    )


def test_functions_of_one_name_and_other_numbers_of_arguments() -> None:
    """They are other functions, of which the definition says nothing; one more is refused."""
    body = plus(const("f"), f(P, P), const("f", P, integer=True), rec())
    book = book_of(defined(body))
    assert (
        law("f", book).key
        == term(
            minus(f(P), plus(const("f"), f(P, P), const("f", P, integer=True), f(minus(P, ONE))))
        ).key
    )
    for arity in range(1, 4):
        refused(book, defined(ONE, arity=arity))
        refused(book, defined(ONE, arity=arity, integer=True))


def test_what_is_not_defined_may_stand_in_a_definition_and_is_then_fixed() -> None:
    """No value stands for it, and it is not defined later."""
    g = const("g", P)
    book = book_of(defined(plus(g, rec())))
    for body in (ONE, f(parameter("g", 0)), g):
        refused(book, definition("g", body))
    ten = use("f", {("f 0", True, 0): ONE, ("g", False, 1): num(10)}, [absurd((-1, 1))])
    one = use("f", {("f 0", True, 0): ONE, ("g", False, 1): ONE}, [absurd((-1, 2))])
    refused(book, false(ten, one, absurd(1, (-1, 2))))
    assert accepted(book, definition("h", const("h", parameter("h", 0), ONE)))
    assert accepted(book, definition("g2", f(parameter("g2", 0)), arity=1))


def test_definitions_of_other_flags() -> None:
    """An integer and a real function of one name are two, but their laws have one name."""
    book = book_of(axiom("A", [], [(const("e", ONE, integer=True), POSITIVE), (const("e"), 4)]))
    assert accepted(book, definition("e", ONE))
    assert law("e", book).key == term(minus(const("e", parameter("e", 0)), ONE)).key
    refused(book, definition("e", ONE, integer=True))
    refused(book, definition("e", ONE, arity=2))


def test_the_law_says_nothing_below_zero_and_between() -> None:
    """Nor at what is no integer."""
    body = recursion(P, NONE, rec())
    zero: Any = [(f(num(-1)), ZERO), (f(num("1/2")), ZERO), (f(a), ZERO), (f(n), ZERO)]
    for goal, value in zip(zero, (num(-1), num("1/2"), a, n), strict=True):
        for need in ([absurd((-1, 1))], [absurd(1)], [absurd(1, by=0)], [absurd(by=(0, 1))]):
            refuse(
                defined(body),
                theorem(
                    "x", [], [goal], [use("f", {("f 0", True, 0): value}, need), absurd(1, by=0)]
                ),
            )
    at = [use("f", {("f 0", True, 0): NONE}, [absurd((-1, 1))]), absurd(1, by=0)]
    book_of(defined(body), theorem("x", [], [(f(NONE), ZERO)], at))


# What is no definition


@cases(
    same=defined(plus(f(P), ONE)),
    before=defined(f(minus(P, ONE))),
    two_before=defined(f(minus(P, TWO))),
    next=defined(f(plus(P, ONE))),
    half=defined(f(minus(P, num("1/2")))),
    at_zero=defined(f(NONE)),
    at_an_unknown=defined(f(minus(n, ONE))),
    at_a_constant=defined(f(const("n"))),
    of_fewer_arguments_in_another=defined(f(P, f(P)), arity=1),
    of_more_arguments=defined(f(ONE, minus(Q, ONE)), arity=2),
    beside_the_value_before=defined(plus(rec(), f(minus(P, ONE)))),
    inside_the_value_before=defined(rec(f(P, Q)), arity=2),
    around_the_value_before=defined(f(rec())),
    nested=defined(f(minus(f(P), ONE))),
    deep_inside=defined(const("F", total(P, times(f(minus(i, ONE)), f(P))))),
    in_a_condition=defined(where(POSITIVE, f(P), ONE, NONE)),
    in_a_condition_below_a_binder=defined(total(P, where(POSITIVE, f(i), ONE, NONE))),
    in_a_guard=defined(argmax(P, f(i), NONE)),
    in_a_count=defined(total(f(minus(P, ONE)), i)),
    parameter_smaller=defined(f(minus(P, ONE), Q), arity=2),
    integer_of_its_own=defined(const("f", P, integer=True), integer=True),
    last_argument_written=defined(rec(P)),
    last_argument_written_smaller=defined(rec(minus(P, ONE))),
    last_argument_written_of_two=defined(rec(P, minus(Q, ONE)), arity=2),
    all_arguments_missing=defined(rec(), arity=2),
    one_argument_missing=defined(rec(P), arity=3),
    one_argument_more=defined(rec(P, P), arity=2),
    arguments_missing_below_a_binder=defined(total(P, rec()), arity=2),
    arguments_missing_in_an_argument=defined(rec(rec()), arity=2),
    of_the_other_flag=defined(whole("f")),
    of_the_other_flag_for_an_integer=defined(rec(), integer=True),
    loose_index=defined(i),
    loose_index_below_a_binder=defined(total(P, index(1))),
    loose_index_in_the_value_before=defined(rec(i), arity=2),
    loose_index_in_the_value_before_below_a_binder=defined(total(P, rec(index(1))), arity=2),
    unknown=defined(a),
    unknown_integer=defined(n),
    unknown_of_the_law=defined(times(whole("m"), P)),
    unknown_function=defined(real("F", P)),
    unknown_below_a_binder=defined(total(P, times(a, i))),
    unknown_in_a_condition=defined(where(POSITIVE, a, ONE, NONE)),
    unknown_in_the_argument_of_the_value_before=defined(rec(a), arity=2),
    parameter_that_is_no_integer=defined(real("f 0")),
    parameter_that_is_a_function=defined(whole("f 0", P)),
    parameter_that_is_a_function_of_none_beside_it=defined(whole("f 0", P, P), arity=2),
    next_parameter=defined(Q),
    parameter_below_the_first=defined(parameter("f", -1)),
    parameter_of_another=defined(parameter("g", 0)),
    parameter_with_more_spaces=defined(whole("f  0")),
    parameter_without_place=defined(whole("f")),
    each_by_the_other=[
        defined(const("g", P)), definition("g", plus(f(parameter("g", 0)), ONE)),
    ],
    each_by_the_other_before=[
        defined(const("g", minus(P, ONE))), definition("g", f(minus(parameter("g", 0), ONE))),
    ],
    three_in_a_circle=[
        defined(const("h", P)),
        definition("g", f(parameter("g", 0))),
        definition("h", plus(const("g", parameter("h", 0)), ONE)),
    ],
    in_a_circle_below_a_binder=[
        defined(total(P, const("g", i))),
        definition("g", plus(ONE, f(plus(parameter("g", 0), ONE)))),
    ],
    in_a_circle_by_a_condition=[
        defined(where(POSITIVE, const("g", P), NONE, ONE)), definition("g", f(parameter("g", 0))),
    ],
    integer_that_is_half=defined(num("1/2"), integer=True),
    integer_that_becomes_half=defined(recursion(P, ONE, num("1/2")), integer=True),
    integer_that_starts_as_half=defined(recursion(P, num("1/2"), whole("f")), integer=True),
    integer_that_is_real=defined(const("a"), integer=True),
    integer_that_calls_itself_at_a_real=defined(whole("f", const("a")), integer=True, arity=2),
    integer_that_is_halved=defined(times(num("1/2"), whole("f")), integer=True),
    twice=[defined(ONE), defined(ONE)],
    twice_with_another_body=[defined(ONE), defined(NONE)],
    integer_and_real=[defined(ONE), defined(ONE, integer=True)],
    inverse=definition("inverse", ONE),
    quotient=definition("quotient", ONE, integer=True, arity=2),
    inverse_of_two_arguments=definition("inverse", ONE, arity=2),
    integer_quotient_of_one=definition("quotient", ONE, arity=1, integer=True),
    of_an_axiom=[EXP, definition("exp", ONE)],
    of_what_an_axiom_needs=[
        axiom("A", [(const("e", NONE), POSITIVE)], [(a, ZERO)]), definition("e", ONE),
    ],
    of_what_an_axiom_has_inside=[
        axiom("A", [], [(total(n, real("F", const("e", i))), ZERO)]), definition("e", ONE),
    ],
    of_what_an_axiom_asks=[
        axiom("A", [], [(where(POSITIVE, const("e", n), NONE, n), ZERO)]), definition("e", ONE),
    ],
    of_what_an_axiom_counts=[
        axiom("A", [], [(argmax(const("e", n), ONE, i), ZERO)]), definition("e", ONE),
    ],
    of_what_a_theorem_needs=[
        theorem("A", [(const("e", ONE), POSITIVE)], [(NONE, ZERO)], [absurd(by=1)]),
        definition("e", ONE),
    ],
    of_what_a_theorem_says=[
        theorem("A", [FALSE], [(const("e", ONE), POSITIVE)], [absurd(0)]),
        definition("e", ONE),
    ],
    of_what_another_definition_reads=[
        definition("g", const("e", parameter("g", 0))), definition("e", ONE),
    ],
    law_of_this_name=definition("equals", ONE),
    theorem_of_this_name=[theorem("f", [], [(NONE, ZERO)], [DONE]), defined(ONE)],
    axiom_of_this_name=[axiom("f", [], []), defined(ONE)],
)  # fmt: skip
def test_definitions(entries: Any) -> None:
    refuse(*listed(entries))


@cases(
    of_what_another_speaks_of_with_more_arguments=[
        axiom("A", [], [(const("e", a, b), POSITIVE), (const("e", a, b, a), POSITIVE)]),
        definition("e", NONE),
    ],
    of_what_only_a_proof_spoke_of=[
        theorem("A", [], [(NONE, ZERO)], [
            use("equals", {("a", False, 0): const("e", ONE), ("c", False, 0): const("e", ONE)},
                [absurd(by=1)]), DONE]),
        definition("e", NONE),
    ],
    of_a_refused_definition=defined(const("g", P)),
)  # fmt: skip
def test_what_is_new(entries: Any) -> None:
    book_of(*listed(entries))


def test_a_refused_definition_leaves_nothing_behind() -> None:
    book = Book()
    refused(book, defined(plus(a, const("g", P))))
    refused(book, defined(num("1/2"), integer=True))
    book.add(definition("g", ONE))
    book.add(defined(const("g", P)))
    refused(book, definition("h", f(a)))


@pytest.mark.parametrize("arity", [0, -1, True, 1.0, 1.5, "1", None, [1], 100, 10**9, float("nan")])
def test_numbers_of_arguments(arity: Any) -> None:
    refuse(edited(RUNNING, "arity", value=arity))
    refuse(edited(defined(ONE), "arity", value=arity))


@pytest.mark.parametrize("integer", [0, 1, None, "", "true", 1.0, 0.0, [], {}, float("nan")])
def test_integer_or_not(integer: Any) -> None:
    refuse(edited(POWER, "integer", value=integer))
    refuse(edited(RUNNING, "integer", value=integer))
    refuse(edited(defined(ONE), "integer", value=integer))
    name = f"named {integer!r}"
    refuse(edited(definition(name, ONE), "integer", value=integer))
    for flag in (False, True):
        assert kernel.integer(term(const(name, n, integer=flag))) is flag


@cases(
    theorem=[theorem("A", [], []), theorem("A", [], [])],
    axiom=[axiom("A", [], []), axiom("A", [], [])],
    theorem_after_axiom=[axiom("A", [], []), theorem("A", [], [])],
    axiom_after_theorem=[theorem("A", [], []), axiom("A", [], [(NONE, POSITIVE)])],
    theorem_after_definition=[defined(ONE), theorem("f", [], [])],
    axiom_after_definition=[defined(ONE), axiom("f", [], [(f(a), NOT_POSITIVE)])],
    law=axiom("sum of none", [], [(NONE, POSITIVE)]),
    another_law=theorem("equals", [], []),
    a_case=axiom("case 4", [], [(a, POSITIVE)]),
    integers=theorem("integer", [], []),
)
def test_names_are_given_once(entries: Any) -> None:
    refuse(*listed(entries))
