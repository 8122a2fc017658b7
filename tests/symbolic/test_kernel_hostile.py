"""Certificates that must be refused: each is close to one that is right, and none may get through."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from kernel_ledger import (
    EXP,
    LEDGER,
    ONES,
    POWER,
    RUNNING,
    Entry,
    absurd,
    all_named,
    axiom,
    cut,
    definition,
    edited,
    positive,
    running,
    settle,
    split,
    theorem,
)
from kernel_models import (
    NONE,
    NONZERO,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    ONE,
    POSITIVE,
    ZERO,
    Tree,
    const,
    index,
    minus,
    num,
    plus,
    real,
    times,
    total,
    where,
    whole,
)

from symbolic import kernel
from symbolic.kernel import Book, Refused, Theorem

a, b, c, m, n, i = real("a"), real("b"), real("c"), whole("m"), whole("n"), index(0)
N = ("n", True)
FALSE = (ONE, ZERO)
LESS = minus(n, ONE)
TWO = num(2)
HALF = times(num("1/2"), a)
DONE = absurd(against=0)  # where 0 is to be 0, and nothing is given


def false(*steps: Any, given: Any = (), size: Tree | None = None, name: str = "bad") -> Entry:
    """A proof that, where all of `given` hold, 1 is 0; fact len(given) says that 1 is not 0."""
    return theorem(name, given, [FALSE], list(steps), size=size)


def refuse(*entries: Any) -> None:
    """All but the last are right; the last is not, and nothing of it is kept."""
    book = Book()
    for entry in entries[:-1]:
        book.add(entry)
    refused(book, entries[-1])


def refused(book: Book, entry: Any) -> None:
    before = dict(book.theorems)
    with pytest.raises(Refused) as refused:
        book.add(entry)
    assert len(str(refused.value)) < 20_000
    kept = {name for name in book.theorems if name not in before}
    assert kept <= {"f at first"}
    assert all(book.theorems[name] is before[name] for name in before)


def refuse_whatever_is_named(*entries: Any) -> None:
    """Nor is it right where contradictions name all the facts there are."""
    refuse(*entries)
    book = Book()
    for entry in entries[:-1]:
        book.add(entry)
    if entries[-1]["kind"] == "theorem":
        refused(book, all_named(entries[-1], book))
        refused(book, all_named(entries[-1], book, anew=True))


def cases(**entries: Any) -> Any:
    """A parameter for each: an entry, a list of them, or a function that makes one."""
    return pytest.mark.parametrize("entries", entries.values(), ids=entries.keys())


def listed(entries: Any) -> list[Any]:
    entries = entries() if callable(entries) else entries
    return entries if isinstance(entries, list) else [entries]


def test_what_is_right_is_not_refused() -> None:
    book = Book()
    for entry in (*LEDGER, false(absurd(0), given=[(num(-1), POSITIVE)])):
        if entry["kind"] == "theorem":
            everything = all_named(entry, book, anew=True)
            book.add(everything | {"name": f"{entry['name']}, with all facts named"})
        book.add(entry)


# Sums of products


@cases(
    nothing=false(absurd()),
    no_factor=false(absurd((0,))),
    true_sum=false(absurd((1,))),
    negative_multiplier=false(absurd((-1, 0)), given=[(a, POSITIVE)]),
    negative_multiplier_of_nothing=false(absurd((-1,), (1,))),
    negative_fraction=false(absurd(("-1/2", 0)), given=[(a, POSITIVE)]),
    negative_of_two=false(absurd((-1, 0, 1)), given=[(a, POSITIVE), (a, POSITIVE)]),
    unknown_multiplier=false(absurd((b, 0), (times(num(-1), b), 0)), given=[(a, POSITIVE)]),
    square_multiplier=false(absurd((times(b, b), 0)), given=[(a, POSITIVE)]),
    unknown_multiplier_of_nothing=false(absurd((a,), (times(num(-1), a),), (1,))),
    multiplier_with_an_index=false(absurd((i, 0), (times(num(-1), i), 0)), given=[(a, POSITIVE)]),
    known_multiplier=false(absurd((b, 1), (minus(NONE, b), 1)), given=[(b, POSITIVE), (a, POSITIVE)]),
    not_negative_is_not_positive=false(
        absurd(0, 1), given=[(a, NOT_NEGATIVE), (a, NOT_POSITIVE)]
    ),
    zero_is_not_positive=false(absurd(0, (-1, 0)), given=[(a, ZERO)]),
    zero_times_positive=false(absurd((0, 0)), given=[(a, POSITIVE)]),
    zero_times_positive_and_more=false(
        absurd((0, 0), 1), given=[(a, POSITIVE), (NONE, NOT_NEGATIVE)]
    ),
    product_is_not_positive=false(
        absurd((1, 0, 1), 2),
        given=[(a, POSITIVE), (b, NOT_NEGATIVE), (times(a, b), NOT_POSITIVE)],
    ),
    product_with_zero=false(
        absurd((1, 0, 1), (-1, 0, 1)), given=[(a, POSITIVE), (b, ZERO)]
    ),
    not_zero_has_no_sign=false(absurd(0, (-1, 0)), given=[(a, NONZERO)]),
    not_zero_times_zero=false(absurd((1, 0, 1)), given=[(a, NONZERO), (b, ZERO)]),
    not_zero_squared=false(absurd((1, 0, 0)), given=[(a, NONZERO)]),
    anything_has_no_sign=false(absurd(0, (1, 1)), given=[(a, 7), (minus(NONE, a), POSITIVE)]),
    sign_of_another=false(absurd(0), given=[(a, POSITIVE), (b, NOT_POSITIVE)]),
    sign_it_may_have=false(absurd(0), given=[(a, NOT_NEGATIVE)]),
    sign_of_a_multiple=false(
        absurd((2, 0)), given=[(a, NOT_NEGATIVE), (times(num(2), a), NOT_POSITIVE)]
    ),
)  # fmt: skip
def test_no_contradiction(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


OPPOSITE = minus(NONE, a)


@cases(
    nothing=false(absurd(against=0)),
    not_negative_is_not_absurd=false(absurd(0, against=0), given=[(a, NOT_NEGATIVE)]),
    positive_is_not_absurd=false(absurd(0, against=0), given=[(a, POSITIVE)]),
    zero_is_not_absurd=false(absurd(0, against=0), given=[(a, ZERO)]),
    not_zero_leaves_positive=false(
        absurd(0, against=(0, 1)), given=[(a, NOT_NEGATIVE), (a, NONZERO)]
    ),
    not_positive_leaves_zero=false(
        absurd(0, against=(0, 1)), given=[(a, NOT_NEGATIVE), (a, NOT_POSITIVE)]
    ),
    not_negative_leaves_zero=false(
        absurd(0, against=1), given=[(OPPOSITE, NOT_NEGATIVE), (a, NOT_NEGATIVE)]
    ),
    none_is_named=false(absurd(0), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    none_is_named_of_the_opposite=false(absurd(0), given=[(a, POSITIVE), (OPPOSITE, NOT_NEGATIVE)]),
    none_is_named_against_a_number=false(absurd(), given=[(NONE, NONZERO)]),
    another_is_named=false(
        absurd(0, against=(0, 2)), given=[(a, POSITIVE), (a, NOT_POSITIVE), (b, NOT_POSITIVE)]
    ),
    the_goal_is_named=false(absurd(0, against=2), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    of_another_term=false(absurd(0, against=1), given=[(a, POSITIVE), (b, NOT_POSITIVE)]),
    of_a_multiple=false(
        absurd(0, against=1), given=[(a, POSITIVE), (times(TWO, a), NOT_POSITIVE)]
    ),
    of_the_sum_and_more=false(
        absurd(0, against=1), given=[(a, POSITIVE), (plus(a, ONE), NOT_POSITIVE)]
    ),
    of_the_square=false(
        absurd(0, against=1), given=[(a, POSITIVE), (times(a, a), NOT_POSITIVE)]
    ),
    of_the_opposite_turned_wrongly=false(
        absurd(0, against=1), given=[(a, POSITIVE), (OPPOSITE, NOT_POSITIVE)]
    ),
    one_of_two=false(
        absurd(0, against=1), given=[(a, NOT_NEGATIVE), (a, NONZERO), (a, NOT_POSITIVE)]
    ),
    the_other_of_two=false(
        absurd(0, against=2), given=[(a, NOT_NEGATIVE), (a, NONZERO), (a, NOT_POSITIVE)]
    ),
    there_is_no_such_place=false(
        absurd(0, against=(1, 3)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]
    ),
    there_is_no_such_place_against_a_number=false(absurd((-1,), against=9)),
    negative_place=false(absurd(0, against=-2), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    flag=false(absurd(0, against=(True,)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    no_flag=false(absurd(1, against=(False,)), given=[(a, NOT_POSITIVE), (a, POSITIVE)]),
    fraction=false(absurd(0, against=(1.0,)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    text=false(absurd(0, against=("1",)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    nothing_for_a_place=false(absurd(0, against=(None,)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    in_a_list=false(absurd(0, against=([1],)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    of_a_branch_that_is_closed=false(
        split(a, POSITIVE, [absurd(0, against=2)]), absurd(0, against=2), given=[(a, POSITIVE)],
    ),
    of_a_longer_branch_that_is_closed=false(
        split(a, POSITIVE, [split(b, 7, [absurd(0, against=2)]), absurd(0, against=2)]),
        absurd(0, against=2), given=[(a, POSITIVE)],
    ),
    no_longer_there=false(
        split(a, POSITIVE, [split(b, 7, [absurd(0, against=2)]), absurd(0, against=(2, 3))]),
        absurd(0, against=(2, 3)), given=[(a, POSITIVE)],
    ),
    of_the_goal_before=theorem(
        "bad", [(a, POSITIVE)], [(a, POSITIVE), (b, NOT_POSITIVE)],
        [absurd(0, against=1)], [absurd(0, against=1)],
    ),
    of_a_longer_goal_before=theorem(
        "bad", [(a, POSITIVE)], [(a, POSITIVE), (b, NOT_POSITIVE)],
        [split(a, POSITIVE, [absurd(0, against=2)]), absurd(0, against=1)],
        [absurd(0, against=(1, 2))],
    ),
    of_what_is_needed_used_after_it=false(
        cut("inverse", {("b", False): (0, a)}, [absurd(0, against=2)]), absurd(0, against=2),
        given=[(a, POSITIVE)],
    ),
)  # fmt: skip
def test_facts_against_a_sum(entries: Any) -> None:
    refuse(*listed(entries))


@pytest.mark.parametrize("signs", range(8))
@pytest.mark.parametrize("others", range(8))
def test_every_sign_against_every_sign(signs: int, others: int) -> None:
    """A sum that has one of these signs, and one of those."""
    good = signs in (ZERO, POSITIVE, NOT_NEGATIVE, 1, 3) and not signs & others
    for opposite in (False, True):
        against = minus(NONE, a) if opposite else a
        entry = false(
            absurd(0, against=1), given=[(a, signs), (against, flipped(others, opposite))]
        )
        apart = false(
            absurd(0, against=(1, 2)),
            given=[(a, signs), (against, flipped(others | 1, opposite)), (a, others | 6)],
        )
        for one in (entry, apart):
            if good:
                Book().add(one)
            else:
                refuse(one)


@pytest.mark.parametrize("one", [0, ZERO, POSITIVE, NONZERO, NOT_NEGATIVE, 7])
@pytest.mark.parametrize("other", [0, ZERO, POSITIVE, NONZERO, NOT_NEGATIVE, 7])
@pytest.mark.parametrize("multiplier", [-1, 0, 1, "2/3", None])
def test_every_product_against_every_sign(
    one: int, other: int, multiplier: int | str | None
) -> None:
    """With a factor that is zero it is zero; else each must have a sign."""
    factor = real("c") if multiplier is None else num(multiplier)
    known = {one, other, {None: 7, -1: 1, 0: ZERO}.get(multiplier, POSITIVE)}
    product = times(factor, a, b)
    for against in range(8):
        if ZERO in known:
            good = not against & ZERO or multiplier == 0
        else:
            good = known <= {POSITIVE, NOT_NEGATIVE} and not against & max(known)
        good = good and (multiplier != 0 or not against & ZERO)
        entry = false(
            absurd((factor, 0, 1), against=2), given=[(a, one), (b, other), (product, against)]
        )
        if good:
            Book().add(entry)
        else:
            refuse(entry)


@pytest.mark.parametrize("first", [ZERO, POSITIVE, NOT_NEGATIVE])
@pytest.mark.parametrize("second", [ZERO, POSITIVE, NOT_NEGATIVE])
@pytest.mark.parametrize("third", [ZERO, POSITIVE, NOT_NEGATIVE])
def test_every_sum_against_every_sign(first: int, second: int, third: int) -> None:
    """It is positive if one of its terms is; else it is not negative, or zero if all are."""
    kinds = {first, second, third}
    signs = POSITIVE if POSITIVE in kinds else max(kinds)
    for against in range(8):
        given = [(a, first), (b, second), (c, third), (plus(a, b, c), against)]
        entry = false(absurd(0, 1, 2, against=3), given=given)
        if signs & against:
            refuse(entry)
        else:
            Book().add(entry)


def flipped(signs: int, turn: bool) -> int:
    return int(f"{signs:03b}"[::-1], 2) if turn else signs


# Integers


def at_least(value: Tree, tree: Tree, signs: int = POSITIVE) -> Entry:
    steps = [positive(0), absurd(1, 2)]
    return theorem("bad", [(tree, signs)], [(minus(tree, value), NOT_NEGATIVE)], steps)


@cases(
    real=at_least(ONE, a),
    half=at_least(ONE, times(num("1/2"), n)),
    sum_of_reals=at_least(ONE, total(n, real("F", i))),
    integer_function_of_a_real=at_least(ONE, whole("H", a)),
    quotient_of_reals=at_least(ONE, const("quotient", a, n, integer=True)),
    inverse=at_least(ONE, const("inverse", n)),
    choice=at_least(ONE, where(POSITIVE, n, a, n)),
    not_negative=at_least(ONE, n, NOT_NEGATIVE),
    zero=at_least(ONE, n, ZERO),
    not_zero=at_least(ONE, n, NONZERO),
    anything=at_least(ONE, n, 7),
    two=at_least(TWO, n),
    slightly_more=at_least(num("101/100"), n),
    only_one=theorem(
        "bad", [(n, POSITIVE)], [(LESS, NOT_POSITIVE)], [positive(0), absurd(1, (-1, 2))]
    ),
    not_one=theorem("bad", [(n, POSITIVE)], [(LESS, POSITIVE)], [positive(0), absurd(2, 1)]),
    negative=theorem(
        "bad", [(n, 1)], [(minus(n, ONE), NOT_NEGATIVE)], [positive(0), absurd(1, 2), absurd()]
    ),
)
def test_no_positive_integer(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


def test_positive_integers_are_at_least_one() -> None:
    Book().add(at_least(ONE, n))


# Citing


ITSELF = [cut(None, {}), absurd(1)]


@cases(
    unknown=false(cut("no such theorem", {}), absurd()),
    by_its_own_name=false(cut("bad", {}), absurd(1)),
    without_size=false(*ITSELF),
    without_size_but_with_proofs=false(cut(None, {}, [absurd(0)], [absurd(0)]), absurd(1)),
    no_proof_that_it_is_smaller=false(cut(None, {}), absurd(1), size=n),
    one_proof_that_it_is_smaller=false(
        cut(None, {N: (0, LESS)}, [absurd(2, 3)]),
        absurd(2),
        given=[],
        size=n,
    ),
    equal_size=false(
        cut(None, {}, [absurd(0, 2)], [absurd(0, 2)], [absurd(2)]),
        absurd(2), given=[(n, NOT_NEGATIVE)], size=n,
    ),
    equal_positive_size=false(
        cut(None, {}, [absurd(0, 2)], [absurd(0, 2)], [absurd(0, 2)]),
        absurd(2), given=[(n, POSITIVE)], size=n,
    ),
    greater_size=false(
        cut(None, {N: (0, plus(n, ONE))}, [absurd(0, 2)], [absurd(0, 2)], [absurd(2)]),
        absurd(2), given=[(n, NOT_NEGATIVE)], size=n,
    ),
    negative_size=false(
        cut(None, {N: (0, LESS)}, [absurd(1)], [absurd(1)]), absurd(1), size=n,
    ),
    size_below_zero=false(
        cut(None, {N: (0, LESS)}, [absurd(0, 2)], [absurd(2, 0)], [absurd(2)]),
        absurd(2), given=[(n, NOT_POSITIVE)], size=n,
    ),
    halving_a_real=false(
        cut(None, {("a", False): (0, HALF)}, [absurd(2, ("1/2", 0))], [absurd(2, ("1/2", 0))],
            [absurd(2, ("1/2", 0))]),
        absurd(2), given=[(a, POSITIVE)], size=a,
    ),
    halving_an_integer=false(
        cut(None, {N: (0, times(num("1/2"), n))}, [absurd(2, ("1/2", 0))],
            [absurd(2, ("1/2", 0))], [absurd(2, ("1/2", 0))]),
        absurd(2), given=[(n, POSITIVE)], size=n,
    ),
    halving_what_may_be_an_integer=false(
        cut(None, {("a", False): (0, HALF)}, [absurd(2, ("1/2", 0))], [absurd(2, ("1/2", 0))],
            [absurd(2, ("1/2", 0))]),
        absurd(2), given=[(a, POSITIVE)], size=whole("H", a),
    ),
    size_with_a_half=false(absurd(0), given=[(num(-1), POSITIVE)], size=times(num("1/2"), n)),
    size_with_an_index=false(
        cut(None, {N: (0, LESS)}, [absurd(2)], [absurd(2)]), absurd(2), size=plus(n, i),
    ),
    size_with_an_index_that_cancels=false(
        cut(None, {N: (0, LESS)}, [split(i, 6, [absurd(2, 3)])], [absurd(2)]),
        absurd(2), size=plus(n, i),
    ),
    what_is_needed_is_not_proved=false(
        cut("inverse", {("b", False): (0, NONE)}, [absurd(1)]), absurd(1),
    ),
    what_is_needed_is_left_out=false(cut("inverse", {("b", False): (0, NONE)}), absurd(1)),
    more_than_is_needed=false(
        cut("inverse", {("b", False): (0, ONE)}, [absurd((-1, 1), 0)], [absurd((-1, 1), 0)]),
        absurd(0), given=[(num(-1), POSITIVE)],
    ),
    what_was_assumed_in_a_branch=false(
        cut("inverse", {("b", False): (0, ONE)}, [absurd((-1, 1))]), absurd((-1, 2)),
    ),
)  # fmt: skip
def test_citing(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


def test_a_refused_theorem_cannot_be_cited() -> None:
    book = Book()
    circle = [
        false(cut("second", {}), absurd((-1, 1)), name="first"),
        false(cut("first", {}), absurd((-1, 1)), name="second"),
    ]
    for entry in (false(absurd(), name="first"), *circle, *circle):
        with pytest.raises(Refused):
            book.add(entry)


def constant_size() -> list[Entry]:
    """The size speaks of a function whose definition reads an unknown that is then replaced.

    c(0) is A.  From A + n > 0 one would get to A + 1 and n - 1, where c(0) + n - 1 seems smaller.
    """
    A = whole("A")
    size = plus(const("c", NONE, integer=True), n)
    first = cut("c at first", {("p0", True): (0, NONE)}, [absurd()])
    again = cut(
        None,
        {("A", True): (0, plus(A, ONE)), N: (0, LESS)},
        [absurd(0, 2)],
        [first, positive(0), absurd(2, 4, 3)],
        [absurd(2)],
    )
    made = definition("c", A, whole("c"), integer=True)
    return [made, false(again, absurd(2), given=[(plus(A, n), POSITIVE)], size=size)]


def through_another() -> list[Entry]:
    made = [definition("f", real("A"), real("f")), definition("g", const("f", NONE), real("g"))]
    change = {("p0", True): (0, NONE), ("A", False): (0, ONE)}
    return [*made, false(cut("g at first", change, [absurd()]), absurd(0))]


ODD = total(TWO, where(POSITIVE, i, ONE, NONE))
EVEN = total(TWO, where(NOT_POSITIVE, i, ONE, NONE))


def captured(value: Tree, arity: int = 1) -> list[Entry]:
    """A true statement with its function once below one binder and once below two.

    Were the value to speak of the nearest binder, the sums would be those of the last two lines,
    which are 0 and 1.
    """
    both = plus(real("F", index(1)), i)
    twice = total(TWO, total(ONE, where(POSITIVE, both, ONE, NONE)))
    once = total(TWO, where(POSITIVE, real("F", i), ONE, NONE))
    given = [
        (total(TWO, total(ONE, where(POSITIVE, plus(i, i), ONE, NONE))), ZERO),
        (minus(total(TWO, where(POSITIVE, i, ONE, NONE)), ONE), ZERO),
    ]
    change = cut("swap", {("F", False): (arity, value)})
    return [
        axiom("swap", [], [(minus(twice, once), ZERO)]),
        false(change, absurd(3, 1, (-1, 0)), given=given),
    ]


def what_a_definition_reads() -> list[Entry]:
    """A running sum of A would be one of A + 1."""
    at_one = ("p0", True), (0, ONE)
    steps = [
        cut("running later", dict([at_one]), [absurd(1)]),
        cut("running later", dict([at_one, (("A", False), (1, plus(A_OF, ONE)))]), [absurd(2)]),
        absurd(1, (-1, 2)),
    ]
    return [RUNNING, false(*steps)]


A_OF = real("A", i)


@cases(
    known_sign_of_an_index=theorem(
        "bad",
        [(minus(ODD, ONE), ZERO), (minus(EVEN, ONE), ZERO)],
        [FALSE],
        [split(i, POSITIVE, [settle(0), absurd((-1, 4))]), settle(1), absurd((-1, 4))],
    ),
    loose_index=false(cut("equals", {("a", False): (0, i)}, [absurd()]), absurd()),
    loose_index_in_a_value=false(
        cut("sum of none", {N: (0, NONE), ("F", False): (1, index(1))}, [absurd()]), absurd()
    ),
    loose_index_below_a_binder=false(
        cut("sum of none", {N: (0, NONE), ("F", False): (1, total(n, index(2)))}, [absurd()]),
        absurd(),
    ),
    loose_index_in_a_count=false(
        cut("sum of none", {N: (0, NONE), ("F", False): (1, total(index(1), ONE))}, [absurd()]),
        absurd(),
    ),
    loose_goal=theorem("bad", [], [(minus(i, i), ZERO), (i, 7)], [absurd()], [absurd()]),
    loose_given=theorem("bad", [(i, 7)], [(NONE, ZERO)], [absurd()]),
    loose_axiom=axiom("bad", [], [(i, NOT_NEGATIVE)]),
    loose_axiom_given=axiom("bad", [(total(n, index(1)), ZERO)], [(a, NOT_NEGATIVE)]),
    real_for_an_integer=false(cut("sum of none", {N: (0, a)}, [absurd(0)]), absurd()),
    half_for_an_integer=false(cut("sum of none", {N: (0, num("1/2"))}, [absurd(1)]), absurd()),
    function_of_a_real=false(cut("sum of none", {N: (0, whole("H", a))}, [absurd(0)]), absurd()),
    real_for_an_integer_function=[
        theorem("H", [], [(minus(whole("H", n), whole("H", n)), ZERO)], [DONE]),
        false(cut("H", {("H", True): (1, real("F", i))}), absurd()),
    ],
    captured=captured(index(1)),
    captured_without_argument=lambda: captured(i, 0),
    what_a_definition_reads=what_a_definition_reads,
    what_another_definition_reads=through_another,
    what_the_size_reads=constant_size,
    too_many_arguments_for_anything=false(
        cut("sum of none", {N: (0, NONE), ("K", False): (100, ONE)}, [absurd()]),
        absurd(0),
        given=[(ONE, ZERO)],
    ),
    too_many_arguments=false(cut("equals", {("F", False): (2, index(1))}, [absurd()]), absurd()),
    too_few_arguments=false(cut("equals", {("F", False): (0, ONE)}, [absurd()]), absurd()),
)
def test_replacing(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


def test_an_induction_over_what_a_definition_reads() -> None:
    """A step that changes what a function in the statement reads."""
    A, n_th = real("A", i), running(n)
    more = cut(None, {N: (0, LESS), ("A", False): (1, plus(A, ONE))}, [absurd(0, 3)])
    refuse(RUNNING, theorem("bad", [], [(n_th, ZERO)], [more, absurd()], size=n))


# Definitions


def defined(step: Tree, base: Tree = ONE, **more: Any) -> Entry:
    return definition("f", base, step, **more)


def f(*args: Tree) -> Tree:
    """What the definition cannot speak of: it is not known yet."""
    return const("f", *args)


def rec(*args: Tree) -> Tree:
    """In its place, in the step: the value at n - 1."""
    return real("f", *args)


@cases(
    same=defined(plus(f(i), ONE)),
    before=defined(f(minus(i, ONE))),
    two_before=defined(f(minus(i, TWO))),
    next=defined(f(plus(i, ONE))),
    half=defined(f(minus(i, num("1/2")))),
    at_zero=defined(f(NONE)),
    at_an_unknown=defined(f(LESS)),
    nowhere=defined(const("f")),
    of_fewer_arguments=defined(f(minus(index(1), ONE)), arity=2),
    of_more_arguments=defined(f(ONE, minus(i, ONE))),
    of_more_arguments_at_the_end=defined(f(minus(i, ONE), ONE)),
    of_more_arguments_all_smaller=defined(f(minus(i, ONE), minus(i, ONE))),
    beside_the_value_before=defined(plus(rec(), f(minus(i, ONE)))),
    inside_the_value_before=defined(rec(f(i, index(1))), arity=2),
    around_the_value_before=defined(f(rec())),
    nested=defined(f(minus(f(i), ONE))),
    deep_inside=defined(real("F", total(n, times(f(minus(i, ONE)), f(index(1)))))),
    binder_not_counted=defined(total(n, f(minus(i, ONE)))),
    binder_not_counted_in_a_guard=defined(
        ("argmax", None, n, f(minus(i, ONE)), f(minus(index(1), ONE)))
    ),
    count_below_its_binder=defined(total(f(minus(index(1), ONE)), i)),
    parameter_smaller=defined(f(minus(i, ONE), index(1)), arity=2),
    parameter_for_the_last=defined(f(index(1), minus(i, ONE)), arity=2),
    integer_of_its_own=defined(const("f", i, integer=True), integer=True),
    last_argument_written=defined(rec(i)),
    last_argument_written_smaller=defined(rec(minus(i, ONE))),
    last_argument_written_of_two=defined(rec(i, minus(index(1), ONE)), arity=2),
    all_arguments_missing=defined(rec(), arity=2),
    one_argument_missing=defined(rec(i), arity=3),
    arguments_missing_below_a_binder=defined(total(n, rec()), arity=2),
    arguments_missing_in_an_argument=defined(rec(rec()), arity=2),
    loose_index_in_the_value_before=defined(rec(index(2)), arity=2),
    loose_index_in_the_value_before_below_a_binder=defined(total(n, rec(index(3))), arity=2),
    in_its_base_by_name=defined(rec(), base=f(i)),
    in_its_base=defined(ONE, base=f(minus(i, ONE))),
    in_its_start=defined(ONE, start=f(NONE)),
    of_what_is_not_defined=defined(const("g", minus(i, ONE))),
    of_what_is_not_defined_in_the_base=defined(ONE, base=const("g", i)),
    each_by_the_other=[
        definition("g", ONE, ONE),
        defined(const("g", i), base=const("h", i)),
    ],
    integer_that_is_half=defined(ONE, base=num("1/2"), integer=True),
    integer_that_becomes_half=defined(num("1/2"), integer=True),
    integer_that_is_real=defined(a, base=a, integer=True),
    integer_that_calls_itself_at_a_real=defined(whole("f", a), integer=True, arity=2),
    integer_that_calls_a_real_of_its_name=defined(rec(), integer=True),
    integer_at_first_only=defined(a, integer=True),
    integer_later_only=defined(whole("f"), base=a, integer=True),
    name_of_a_parameter=definition("p0", NONE, i, integer=True),
    name_of_a_parameter_that_is_used=definition("p0", NONE, whole("p0"), integer=True),
    name_of_the_last_parameter=definition("p1", NONE, ONE, arity=2, integer=True),
    start_unknown=defined(ONE, start=n),
    start_real=defined(ONE, start=plus(ONE, a)),
    start_constant=[EXP, defined(ONE, start=const("exp", NONE))],
    start_with_an_index=defined(ONE, start=i),
    start_is_a_sum=defined(ONE, start=total(TWO, ONE)),
    base_with_a_loose_index=defined(ONE, base=index(1)),
    step_with_a_loose_index=defined(total(n, index(2))),
    twice=[defined(ONE), defined(ONE)],
    twice_with_another_base=[defined(ONE), defined(ONE, base=NONE)],
    integer_and_real=[defined(ONE), defined(ONE, integer=True)],
    inverse=definition("inverse", ONE, ONE),
    quotient=definition("quotient", ONE, ONE, integer=True, arity=2),
    of_an_axiom=[EXP, definition("exp", ONE, ONE)],
    of_what_an_axiom_needs=[
        axiom("A", [(const("e"), POSITIVE)], [(a, ZERO)]), definition("e", ONE, ONE),
    ],
    of_what_an_axiom_has_inside=[
        axiom("A", [], [(total(n, real("F", const("e"))), ZERO)]), definition("e", ONE, ONE),
    ],
    of_what_a_theorem_needs=[
        theorem("A", [(const("e"), POSITIVE)], [(NONE, ZERO)], [absurd(against=1)]),
        definition("e", ONE, ONE),
    ],
    of_what_another_definition_reads=[
        axiom("A", [(const("e"), POSITIVE)], [(a, ZERO)]),
        definition("g", const("e"), ONE), definition("e", const("g", NONE), ONE),
    ],
    law_of_this_name=[theorem("f at first", [], []), defined(ONE)],
    other_law_of_this_name=[theorem("f later", [], []), defined(ONE)],
)  # fmt: skip
def test_definitions(entries: Any) -> None:
    refuse(*listed(entries))


@pytest.mark.parametrize("arity", [0, -1, True, 1.0, 1.5, "1", None, [1], 100, 10**9, float("nan")])
def test_numbers_of_arguments(arity: Any) -> None:
    refuse(edited(RUNNING, "arity", value=arity))
    refuse(edited(defined(ONE), "arity", value=arity))


@pytest.mark.parametrize("integer", [0, 1, None, "", "true", 1.0, [], {}, float("nan")])
def test_integer_or_not(integer: Any) -> None:
    refuse(edited(POWER, "integer", value=integer))
    refuse(edited(RUNNING, "integer", value=integer))


@cases(
    theorem=[theorem("A", [], []), theorem("A", [], [])],
    axiom=[axiom("A", [], []), axiom("A", [], [])],
    theorem_after_axiom=[axiom("A", [], []), theorem("A", [], [])],
    axiom_after_theorem=[theorem("A", [], []), axiom("A", [], [(NONE, POSITIVE)])],
    theorem_after_definition=[defined(ONE), theorem("f later", [], [])],
    axiom_after_definition=[defined(ONE), axiom("f at first", [], [])],
    law=axiom("sum of none", [], [(NONE, POSITIVE)]),
    another_law=theorem("equals", [], []),
)
def test_names_are_given_once(entries: Any) -> None:
    refuse(*listed(entries))


# Forms

INFINITE, NO_NUMBER = float("inf"), float("nan")
NO_INDICES = [
    -1, 100, 10**6, 10**30, 10**5000, True, False, 0.0, 1.0, 0.5, 1e400, INFINITE, NO_NUMBER, None, "0",
    "", [], [0], {}, {"0": 0},
]  # fmt: skip
SMALL = theorem(
    "small",
    [(num(-1), POSITIVE), (where(ZERO, NONE, n, a), NONZERO)],
    [(ONE, ZERO)],
    [
        split(a, 7, [absurd(0)]),
        settle(1, 2),
        cut("equals", {("a", False): (0, a), ("c", False): (0, a)}, [absurd(0)]),
        absurd((1, 0), against=2),
    ],
)
CHOICE = next(p for p, node in enumerate(SMALL["terms"]) if node[0] == "choice")
PLACES = {
    "given": ("given", 0, 0), "given signs": ("given", 0, 1), "goal": ("goals", 0, 0),
    "goal signs": ("goals", 0, 1), "size": ("size",), "split": ("proofs", 0, 0, 1),
    "split signs": ("proofs", 0, 0, 2), "settle": ("proofs", 0, 1, 1),
    "value": ("proofs", 0, 2, 2, 0, 3), "arity": ("proofs", 0, 2, 2, 0, 2),
    "multiplier": ("proofs", 0, 3, 1, 0, 0), "fact": ("proofs", 0, 3, 1, 0, 1),
    "settled by": ("proofs", 0, 1, 2), "against": ("proofs", 0, 3, 2),
    "name of a choice": ("terms", CHOICE, 1), "argument": ("terms", CHOICE, 2),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("bad", NO_INDICES, ids=range(len(NO_INDICES)))
def test_indices(place: str, bad: Any) -> None:
    Book().add(SMALL)
    if (place, bad) != ("size", None):
        refuse(edited(SMALL, *PLACES[place], value=bad))


@pytest.mark.parametrize("place", [place for place in PLACES if "sign" in place or "name" in place])
def test_signs(place: str) -> None:
    for bad in (8, 9, 15, 16, -8):
        refuse(edited(SMALL, *PLACES[place], value=bad))


NO_NUMBERS = [
    INFINITE, -INFINITE, NO_NUMBER, 1e400, 1.0, 0.0, True, False, None, [], [1], {}, "", "/", "1/",
    "/1", "1/0", "0/0", "1/2/3", "nan", "inf", "-Infinity", "1e400", "1.5", "0x10", "one", "i",
    "9" * 5000, "1/" + "9" * 5000, 10**5000, -(10**5000),
]  # fmt: skip


@pytest.mark.parametrize("bad", NO_NUMBERS, ids=range(len(NO_NUMBERS)))
def test_numbers(bad: Any) -> None:
    weight = {
        "terms": [["+", [1]], ["+", [bad]]],
        "given": [],
        "goals": [],
        "size": None,
        "proofs": [],
    }
    refuse({"kind": "theorem", "name": "bad", **weight})
    factor = weight | {"terms": [["+", [1]], ["+", [1, 0], [bad, 0]]]}
    refuse({"kind": "axiom", "name": "bad", **factor})


NO_NODES = [
    None, True, 0, 1, 1.5, "", "n", "bound", [], {}, [None], [[]], [{}], [0], ["bound"], ["bound", -1],
    ["bound", 100], ["bound", True], ["bound", False], ["bound", 0.0], ["bound", 1.0],
    ["bound", None], ["bound", "0"], ["bound", [0]], ["bound", ["i", True]], ["bound", 0, 0],
    ["choice", 8, 0, 0, 0], ["choice", -1, 0, 0, 0], ["choice", True, 0, 0, 0],
    ["choice", 1.0, 0, 0, 0], ["choice", None, 0, 0, 0], ["choice", ["c", True], 0, 0, 0],
    ["choice", 1, 0, 0], ["choice", 1, 0, 0, 0, 0], ["choice", 1], ["choice"],
    ["sum", None, 0], ["sum", None, 0, 0, 0], ["sum", 0, 0, 0], ["sum", False, 0, 0],
    ["sum", "i", 0, 0], ["sum", ["i", True], 0, 0], ["sum", [], 0, 0], ["argmax", None, 0, 0],
    ["argmax", None, 0, 0, 0, 0], ["argmax", 0, 0, 0, 0], ["unknown"], ["unknown", "n"],
    ["unknown", "n", 0], ["unknown", None], ["unknown", 0], ["unknown", ["n"]],
    ["unknown", [1, True]], ["unknown", ["n", 1]], ["unknown", ["n", None]], ["unknown", [True, "n"]],
    ["unknown", ["n", True, 0]], ["unknown", {"n": True}], ["constant", "inverse", 0], ["constant"],
    ["constant", ["inverse", 0], 0], ["constant", ["inverse", False], 1],
    ["constant", ["inverse", False], -1], ["axiom", ["n", True]], ["variable", ["n", True]],
    ["theorem", None], [True, ["n", True]], [None, None], [["unknown"], ["n", True]],
    ["+", 1], ["+", None], ["+", []], ["+", {}], ["+", [1, 1]], ["+", [1, -1]], ["+", [1, True]],
    ["+", [1, 0.0]], ["+", [1, None]], ["+", [1, "0"]], ["+", [1, [0]]], ["+", [[1], 0]], {"+": []},
]  # fmt: skip


@pytest.mark.parametrize("node", NO_NODES, ids=range(len(NO_NODES)))
def test_nodes(node: Any) -> None:
    entry = theorem("bad", [], [(NONE, ZERO)], [DONE])
    Book().add(entry)
    refuse(entry | {"terms": [entry["terms"][0], node, *entry["terms"][1:]]})


@cases(
    empty=theorem("bad", [], [(NONE, ZERO)], []),
    no_end=theorem("bad", [], [(NONE, ZERO)], [split(a, 7, [DONE])]),
    no_end_in_a_branch=theorem("bad", [], [(NONE, ZERO)], [split(a, 7, []), DONE]),
    no_end_in_what_is_needed=theorem(
        "bad", [], [(NONE, ZERO)], [cut("equals", {("a", False): (0, real("c"))}, []), DONE]
    ),
    after_the_end=theorem("bad", [], [(NONE, ZERO)], [DONE, DONE]),
    more_after_the_end=theorem("bad", [], [(NONE, ZERO)], [DONE, split(a, 7, [DONE])]),
    after_the_end_of_a_branch=theorem(
        "bad", [], [(NONE, ZERO)], [split(a, 7, [DONE, settle(0)]), DONE]
    ),
    no_proof=theorem("bad", [], [(NONE, ZERO)]),
    a_goal_without_proof=theorem("bad", [], [(NONE, ZERO), FALSE], [DONE]),
    a_proof_without_goal=theorem("bad", [], [(NONE, ZERO)], [DONE], [DONE]),
    a_second_goal_that_fails=theorem("bad", [], [(NONE, ZERO), FALSE], [DONE], [DONE]),
    a_first_goal_that_fails=theorem("bad", [], [FALSE, (NONE, ZERO)], [DONE], [DONE]),
    split_into_nothing=false(split(a, POSITIVE, [absurd()]), absurd()),
    split_without_what_is_left=false(split(a, 0, [absurd()]), absurd(1)),
    split_that_is_kept_in_the_branch=false(split(a, 0, [absurd(1)]), absurd(1)),
    branch_used_after_it=false(
        split(NONE, 7, [split(ONE, 5, [absurd((-1, 2))]), absurd()]), absurd((-1, 2))
    ),
    sign_of_a_branch_used_after_it=theorem(
        "bad", [], [(a, POSITIVE)], [split(a, NOT_POSITIVE, [absurd(1, against=0)]), absurd()]
    ),
    settle_with_what_is_not_known=theorem(
        "bad", [(a, NOT_NEGATIVE), (where(POSITIVE, a, ONE, NONE), ZERO)], [FALSE],
        [settle(1), absurd((-1, 3))],
    ),
    settle_by_another_fact=false(
        settle(2, 1), absurd((-1, 4)),
        given=[(a, POSITIVE), (b, POSITIVE), (where(POSITIVE, a, NONE, ONE), ZERO)],
    ),
    settle_by_what_is_not_enough=false(
        settle(1, 0), absurd((-1, 3)),
        given=[(a, NOT_NEGATIVE), (where(POSITIVE, a, ONE, NONE), ZERO)],
    ),
    settle_by_a_fact_about_the_opposite=false(
        settle(1, 0), absurd((-1, 3)),
        given=[(minus(NONE, a), POSITIVE), (where(POSITIVE, a, ONE, NONE), ZERO)],
    ),
    settle_by_a_fact_about_another=false(
        settle(1, 0), absurd((-1, 3)),
        given=[(times(num(2), b), POSITIVE), (where(POSITIVE, b, ONE, NONE), ZERO)],
    ),
    settle_with_a_branch=false(
        split(NONE, 7, [split(a, POSITIVE, [absurd()]), absurd()]), settle(0), absurd((-1, 3)),
        given=[(where(POSITIVE, a, ONE, NONE), ZERO)],
    ),
)  # fmt: skip
def test_proofs(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


NO_STEPS = [
    None, True, 0, 1.5, "", "absurd", "settle", [], {}, {"absurd": []}, ["absurd"], ["absurd", [], []],
    ["absurd", None], ["absurd", 0], ["absurd", [0]], ["absurd", [[]]], ["absurd", [None]],
    ["absurd", "0"], ["absurd", {"0": 0}], ["absurd", [], -1], ["absurd", [], 1, 9],
    ["absurd", [], 0, -1], ["absurd", [], 0, True], ["absurd", [], False], ["absurd", [], 0.0],
    ["absurd", [], None], ["absurd", [], "0"], ["absurd", [], [0]], ["absurd", [], {}],
    ["absurd", [], 10**5000], ["absurd", [], NO_NUMBER],
    ["Absurd", []], ["add", 0, 4], ["add", []], ["known", []], ["without", 0, 7, []],
    ["_absurd", []], ["_split", 0, 7, []], ["__init__", []], ["sorry"], [None, []], [[], []],
    [True, []], [0, []], [10**5000], ["split", 0, 7], ["split", 0, 7, None], ["split", 0, 7, [], []],
    ["split", 0, 7, "absurd"], ["split", 0, 7, {"absurd": 1}], ["split"], ["settle"], ["settle", 0, -1],
    ["settle", 0, 9], ["settle", 0, 0, 9], ["settle", 0, True], ["settle", 0, 0.0], ["settle", 0, None],
    ["settle", 0, "0"], ["settle", 0, [0]],
    ["whole"], ["whole", 0, 0], ["whole", 0], ["cut"], ["cut", None], ["cut", None, []],
    ["cut", None, [], []], ["cut", "equals", [], []], ["cut", "equals", [], [[]]],
    ["cut", "equals", [], None], ["cut", "equals", None, []], ["cut", "equals", 0, []],
    ["cut", "equals", [[]], []], ["cut", "equals", [["a"]], []], ["cut", "equals", "abcd", []],
    ["cut", "equals", [[["a"], False, 0, 0]], [[["absurd", []]]]],
    ["cut", "equals", [[{}, False, 0, 0]], [[["absurd", []]]]],
    ["cut", "equals", [["a", [], 0, 0]], [[["absurd", []]]]],
    ["cut", "equals", [["a", False, 0]], [[["absurd", []]]]],
    ["cut", "equals", [["a", False, 0, 0, 0]], [[["absurd", []]]]],
    ["cut", ["equals"], [], []], ["cut", {}, [], []], ["cut", 0, [], []], ["cut", True, [], []],
    ["cut", 10**5000, [], []], ["cut", "equals", {"a": 1}, [[["absurd", []]]]],
]  # fmt: skip


@pytest.mark.parametrize("step", NO_STEPS, ids=range(len(NO_STEPS)))
def test_steps(step: Any) -> None:
    end = ["absurd", [], 0]
    entry = theorem("bad", [], [(NONE, ZERO)], [DONE])
    Book().add(entry | {"proofs": [[["split", 0, 7, [end]], end]]})
    refuse(entry | {"proofs": [[step, end]]})
    refuse(entry | {"proofs": [[["split", 0, 7, [step]], end]]})
    refuse(entry | {"proofs": [[["split", 0, 7, [step, end]], end]]})
    refuse(entry | {"proofs": [[end, step]]})
    refuse(entry | {"proofs": [end, step]})
    refuse(entry | {"proofs": step})


@pytest.mark.parametrize("entry", [ONES, EXP, POWER], ids=["theorem", "axiom", "definition"])
def test_what_is_missing(entry: Entry) -> None:
    fine = [
        ("theorem", "size", None),
        ("definition", "integer", True),
        (entry["kind"], "name", "x"),
    ]
    for key in entry:
        refuse({other: entry[other] for other in entry if other != key})
        for bad in (None, True, 1.5, 10**5000, "x", [None], {"x": 0}, NO_NUMBER):
            if (entry["kind"], key, bad) not in fine:
                refuse(edited(entry, key, value=bad))


NO_ENTRIES = [None, True, 0, 1.5, "", "theorem", [], [{}], {}, {"name": 1}, NO_NUMBER]


@pytest.mark.parametrize("entry", NO_ENTRIES)
def test_no_entry(entry: Any) -> None:
    refuse(entry)


def nested(levels: int = 100_000, inside: Any = 0) -> Any:
    for _ in range(levels):
        inside = [inside]
    return inside


def deep_term() -> Entry:
    """A step that goes through a term from end to end."""
    terms: list[Any] = [["unknown", ["a", False]]]
    terms += [["unknown", ["F", False], place] for place in range(20_000)]
    terms += [["+"]]
    proof = [["settle", 0, 1], ["absurd", [], 1]]
    ends = {"given": [[20_000, 7]], "goals": [[20_001, 2]]}
    return SIMPLE | {"terms": terms, "proofs": [proof], **ends}


def deep_proof() -> Entry:
    proof: list[Any] = [["absurd", [], 0]]
    for _ in range(100_000):
        proof = [["split", 0, 7, proof], ["absurd", [], 0]]
    return theorem("bad", [], [(NONE, ZERO)]) | {"proofs": [proof]}


SIMPLE = theorem("bad", [], [(NONE, ZERO)], [DONE])


@cases(
    entry=nested,
    entry_by_entry=lambda: {"name": nested()},
    name=lambda: SIMPLE | {"name": nested()},
    kind=lambda: SIMPLE | {"kind": nested()},
    size=lambda: SIMPLE | {"size": nested()},
    terms=lambda: SIMPLE | {"terms": nested()},
    node=lambda: SIMPLE | {"terms": [["+"], nested()]},
    kind_of_a_node=lambda: SIMPLE | {"terms": [["+"], [nested(), 0]]},
    name_of_a_node=lambda: SIMPLE | {"terms": [["+"], ["unknown", nested()]]},
    weight=lambda: SIMPLE | {"terms": [["+"], ["+", [nested()]]]},
    argument=lambda: SIMPLE | {"terms": [["+"], ["sum", None, 0, nested()]]},
    goals=lambda: SIMPLE | {"goals": nested()},
    goal=lambda: SIMPLE | {"goals": [[nested(), 2]]},
    proofs=lambda: SIMPLE | {"proofs": nested()},
    step=lambda: SIMPLE | {"proofs": [[nested()]]},
    place=lambda: SIMPLE | {"proofs": [[["settle", nested()], ["absurd", [], 0]]]},
    proof=deep_proof,
    name_of_a_theorem=lambda: SIMPLE | {"proofs": [[["cut", nested(), [], []], ["absurd", [], 0]]]},
    term=deep_term,
)
def test_deep_nesting(entries: Callable[[], Any]) -> None:
    refuse(entries())


def test_the_kernel_still_works_after_a_deep_term() -> None:
    refuse(deep_term())
    book = Book()
    for entry in LEDGER:
        book.add(entry)
    assert [factor.number for factor in kernel.Factor.all] == list(range(len(kernel.Factor.all)))


# Forging


def test_theorems_are_made_by_proofs_only() -> None:
    sequent: Any = ([], [(kernel.number(1), ZERO)])
    proved = Book().theorems["equals"]
    for seal in (None, object(), True, kernel, Theorem):
        with pytest.raises(Refused):
            Theorem(sequent, frozenset(), seal)
        with pytest.raises(Refused):
            replace(proved, sequent=sequent, seal=seal)
    with pytest.raises((TypeError, ValueError)):
        replace(proved, sequent=sequent)
    with pytest.raises(TypeError):
        Theorem()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Theorem(sequent, frozenset())  # type: ignore[call-arg]
    assert not hasattr(proved, "seal")


def test_theorems_cannot_be_changed() -> None:
    proved = Book().theorems["equals"]
    empty = object.__new__(Theorem)
    for made in (proved, empty):
        for name in ("sequent", "axioms", "__class__", "anything"):
            with pytest.raises((AttributeError, TypeError)):
                setattr(made, name, ([], []))
            with pytest.raises((AttributeError, TypeError)):
                delattr(made, name)
    assert not hasattr(proved, "__dict__")


def test_an_empty_theorem_cannot_be_cited() -> None:
    book = Book()
    book.theorems["lemma"] = object.__new__(Theorem)
    with pytest.raises(Refused):
        book.add(false(cut("lemma", {}), absurd((-1, 1))))
