"""Sums of products, facts against them and choices in them: what is a contradiction, what is none."""

from __future__ import annotations

from fractions import Fraction
from functools import reduce
from itertools import product
from random import Random
from typing import Any

import pytest
from kernel_ledger import Entry, absurd, axiom, split, theorem, use
from kernel_models import (
    NEGATIVE,
    NONE,
    NONZERO,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    ONE,
    POSITIVE,
    ZERO,
    Model,
    TooLarge,
    Tree,
    argmax,
    drawn,
    index,
    minus,
    num,
    plus,
    real,
    sign,
    times,
    total,
    where,
    whole,
)
from kernel_refusals import (
    FALSE,
    accepted,
    cases,
    false,
    listed,
    refuse,
    refuse_whatever_is_named,
)

from symbolic.kernel import Book

a, b, c, t, m, n, i = real("a"), real("b"), real("c"), real("t"), whole("m"), whole("n"), index(0)
TWO = num(2)
OPPOSITE = minus(NONE, a)
ANY = 7


def signs_of_products(*factors: int) -> int:
    """Which signs a product may have, by trying values with each of the signs."""
    values = [[v for v, bit in ((-1, 1), (0, 2), (1, 4)) if signs & bit] for signs in factors]
    tried = {sign(Fraction(reduce(int.__mul__, some))) for some in product(*values)}
    return sum(tried)


def sign_to_exclude(*signs: int) -> int:
    """Of a sum of terms that have these signs, none of them negative."""
    return POSITIVE if POSITIVE in signs else max(ZERO, *signs)


def flipped(signs: int, turn: bool = True) -> int:
    return int(f"{signs:03b}"[::-1], 2) if turn else signs


# Sums of products


@cases(
    nothing=false(absurd()),
    no_factor=false(absurd((0,))),
    true_sum=false(absurd((1,))),
    negative_multiplier=false(absurd((-1, 0)), given=[(a, POSITIVE)]),
    negative_multiplier_of_nothing=false(absurd((-1,), (1,))),
    negative_fraction=false(absurd(("-1/2", 0)), given=[(a, POSITIVE)]),
    negative_of_two=false(absurd((-1, 0, 1)), given=[(a, POSITIVE), (a, POSITIVE)]),
    negative_fact=false(absurd(0), given=[(a, NEGATIVE)]),
    negative_fact_and_its_opposite=false(
        absurd(0, (-1, 0)), given=[(a, NOT_POSITIVE)]
    ),
    negative_fact_and_one_that_hides_it=false(
        absurd(0, (1,), 1), given=[(num(-1), NEGATIVE), (NONE, NOT_NEGATIVE)]
    ),
    negative_fact_times_positive=false(
        absurd((1, 0, 1), (-1, 0, 1)), given=[(a, NEGATIVE), (b, POSITIVE)]
    ),
    three_negative_facts=false(absurd((1, 0, 0, 0), (-1, 0, 0, 0)), given=[(a, NEGATIVE)]),
    negative_multiplier_of_two_negative_facts=false(
        absurd((-1, 0, 0), (1, 0, 0)), given=[(a, NEGATIVE)]
    ),
    not_positive_squared_is_not_positive=false(
        absurd((1, 0, 0), 1), given=[(a, NOT_POSITIVE), (times(a, a), NOT_POSITIVE)]
    ),
    unknown_multiplier=false(absurd((b, 0), (times(num(-1), b), 0)), given=[(a, POSITIVE)]),
    square_multiplier=false(absurd((times(b, b), 0)), given=[(a, POSITIVE)]),
    unknown_multiplier_of_nothing=false(absurd((a,), (times(num(-1), a),), (1,))),
    multiplier_with_an_index=false(absurd((i, 0), (times(num(-1), i), 0)), given=[(a, POSITIVE)]),
    known_multiplier=false(
        absurd((b, 1), (minus(NONE, b), 1), by=0), given=[(b, POSITIVE), (a, POSITIVE)]
    ),
    not_negative_is_not_positive=false(
        absurd(0, (-1, 1)), given=[(a, NOT_NEGATIVE), (a, NOT_POSITIVE)]
    ),
    zero_is_not_positive=false(absurd(0, (-1, 0)), given=[(a, ZERO)]),
    zero_times_positive=false(absurd((0, 0)), given=[(a, POSITIVE)]),
    zero_times_anything=false(absurd((0, 0)), given=[(a, ANY)]),
    zero_times_positive_and_more=false(
        absurd((0, 0), 1), given=[(a, POSITIVE), (NONE, NOT_NEGATIVE)]
    ),
    product_is_not_positive=false(
        absurd((1, 0, 1), (-1, 2)),
        given=[(a, POSITIVE), (b, NOT_NEGATIVE), (times(a, b), NOT_POSITIVE)],
    ),
    product_with_zero=false(
        absurd((1, 0, 1), (-1, 0, 1)), given=[(a, POSITIVE), (b, ZERO)]
    ),
    not_zero_has_no_sign=false(absurd(0, (-1, 0)), given=[(a, NONZERO)]),
    not_zero_times_zero=false(absurd((1, 0, 1)), given=[(a, NONZERO), (b, ZERO)]),
    not_zero_squared=false(absurd((1, 0, 0)), given=[(a, NONZERO)]),
    anything_has_no_sign=false(absurd(0, (1, 1)), given=[(a, ANY), (minus(NONE, a), POSITIVE)]),
    sign_of_another=false(absurd(0), given=[(a, POSITIVE), (b, NOT_POSITIVE)]),
    sign_it_may_have=false(absurd(0), given=[(a, NOT_NEGATIVE)]),
    sign_of_a_multiple=false(
        absurd((2, 0)), given=[(a, NOT_NEGATIVE), (times(TWO, a), NOT_POSITIVE)]
    ),
    sum_with_one_of_any_sign=false(
        absurd((c,), (times(num(-1), c),), 0), given=[(NONE, NOT_NEGATIVE)]
    ),
    two_of_any_sign=false(absurd((a,), (minus(ONE, a),), (-1,), (1,))),
    difference_of_what_is_positive=false(
        absurd(0, (-1, 1)), given=[(a, POSITIVE), (a, POSITIVE)]
    ),
)  # fmt: skip
def test_no_contradiction(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


@cases(
    nothing=false(absurd(by=0)),
    not_negative_is_not_absurd=false(absurd(0, by=0), given=[(a, NOT_NEGATIVE)]),
    positive_is_not_absurd=false(absurd(0, by=0), given=[(a, POSITIVE)]),
    zero_is_not_absurd=false(absurd(0, by=0), given=[(a, ZERO)]),
    negative_is_not_absurd=false(absurd((-1, 0), by=0), given=[(a, NEGATIVE)]),
    not_zero_leaves_positive=false(
        absurd(0, by=(0, 1)), given=[(a, NOT_NEGATIVE), (a, NONZERO)]
    ),
    not_positive_leaves_zero=false(
        absurd(0, by=(0, 1)), given=[(a, NOT_NEGATIVE), (a, NOT_POSITIVE)]
    ),
    not_negative_leaves_zero=false(
        absurd(0, by=1), given=[(OPPOSITE, NOT_NEGATIVE), (a, NOT_NEGATIVE)]
    ),
    none_is_named=false(absurd(0), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    none_is_named_of_the_opposite=false(absurd(0), given=[(a, POSITIVE), (OPPOSITE, NOT_NEGATIVE)]),
    none_is_named_against_a_number=false(absurd(), given=[(NONE, NONZERO)]),
    another_is_named=false(
        absurd(0, by=(0, 2)), given=[(a, POSITIVE), (a, NOT_POSITIVE), (b, NOT_POSITIVE)]
    ),
    the_goal_is_named=false(absurd(0, by=2), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    of_another_term=false(absurd(0, by=1), given=[(a, POSITIVE), (b, NOT_POSITIVE)]),
    of_a_multiple=false(
        absurd(0, by=1), given=[(a, POSITIVE), (times(TWO, a), NOT_POSITIVE)]
    ),
    of_the_sum_and_more=false(
        absurd(0, by=1), given=[(a, POSITIVE), (plus(a, ONE), NOT_POSITIVE)]
    ),
    of_the_square=false(
        absurd(0, by=1), given=[(a, POSITIVE), (times(a, a), NOT_POSITIVE)]
    ),
    of_the_opposite_turned_wrongly=false(
        absurd(0, by=1), given=[(a, POSITIVE), (OPPOSITE, NOT_POSITIVE)]
    ),
    one_of_two=false(
        absurd(0, by=1), given=[(a, NOT_NEGATIVE), (a, NONZERO), (a, NOT_POSITIVE)]
    ),
    the_other_of_two=false(
        absurd(0, by=2), given=[(a, NOT_NEGATIVE), (a, NONZERO), (a, NOT_POSITIVE)]
    ),
    there_is_no_such_place=false(
        absurd(0, by=(1, 3)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]
    ),
    there_is_no_such_place_against_a_number=false(absurd((-1,), by=9)),
    negative_place=false(absurd(0, by=-2), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    flag=false(absurd(0, by=(True,)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    no_flag=false(absurd(1, by=(False,)), given=[(a, NOT_POSITIVE), (a, POSITIVE)]),
    fraction=false(absurd(0, by=(1.0,)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    text=false(absurd(0, by=("1",)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    nothing_for_a_place=false(absurd(0, by=(None,)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    in_a_list=false(absurd(0, by=([1],)), given=[(a, POSITIVE), (a, NOT_POSITIVE)]),
    of_a_branch_that_is_closed=false(
        split(a, POSITIVE, [absurd(0, by=2)]), absurd(0, by=2), given=[(a, POSITIVE)],
    ),
    of_a_longer_branch_that_is_closed=false(
        split(a, POSITIVE, [split(b, ANY, [absurd(0, by=2)]), absurd(0, by=2)]),
        absurd(0, by=2), given=[(a, POSITIVE)],
    ),
    no_longer_there=false(
        split(a, POSITIVE, [split(b, ANY, [absurd(0, by=2)]), absurd(0, by=(2, 3))]),
        absurd(0, by=(2, 3)), given=[(a, POSITIVE)],
    ),
    of_the_goal_before=theorem(
        "bad", [(a, POSITIVE)], [(a, POSITIVE), (b, NOT_POSITIVE)],
        [absurd(0, by=1)], [absurd(0, by=1)],
    ),
    of_a_longer_goal_before=theorem(
        "bad", [(a, POSITIVE)], [(a, POSITIVE), (b, NOT_POSITIVE)],
        [split(a, POSITIVE, [absurd(0, by=2)]), absurd(0, by=1)],
        [absurd(0, by=(1, 2))],
    ),
    of_what_is_needed_used_after_it=false(
        use("inverse", {("b", False, 0): a}, [absurd(0, by=2)]), absurd(0, by=2),
        given=[(a, POSITIVE)],
    ),
    assumed_in_a_proof_used_in_the_next=false(
        use("argmax", {("n", True, 0): n}, [absurd((-1, 4), 0)], [absurd((-1, 4), 1), ],
            [absurd((-1, 5), 2)]), absurd((-1, 5), 2),
        given=[(n, NOT_NEGATIVE), (minus(t, n), POSITIVE), (real("G", n), POSITIVE)],
    ),
)  # fmt: skip
def test_facts_against_a_sum(entries: Any) -> None:
    refuse(*listed(entries))


@pytest.mark.parametrize("signs", range(8))
@pytest.mark.parametrize("others", range(8))
def test_every_sign_against_every_sign(signs: int, others: int) -> None:
    """A sum that has one of these signs, and one of those; or its opposite."""
    for turn, opposite in product((False, True), repeat=2):
        own = flipped(signs, turn)
        good = not own & NEGATIVE and not sign_to_exclude(own) & flipped(others, turn)
        against = OPPOSITE if opposite else a
        summed = absurd((-1 if turn else 1, 0), by=1)
        entry = false(summed, given=[(a, signs), (against, flipped(others, opposite))])
        some = flipped(others | 1, opposite)
        summed = absurd((-1 if turn else 1, 0), by=(1, 2))
        apart = false(summed, given=[(a, signs), (against, some), (a, others | 6)])
        for one in (entry, apart):
            assert accepted(Book(), one) == good


@pytest.mark.parametrize("one", range(8))
@pytest.mark.parametrize("other", range(8))
@pytest.mark.parametrize("multiplier", [-1, 0, 1, "2/3", "-2/3", None])
def test_every_product_against_every_sign(
    one: int, other: int, multiplier: int | str | None
) -> None:
    """The sign of a product is that of its factors; it must not be negative."""
    factor = c if multiplier is None else num(multiplier)
    own = ANY if multiplier is None else sign(Fraction(multiplier))
    signs, summed = signs_of_products(own, one, other), times(factor, a, b)
    for against in range(8):
        good = not signs & NEGATIVE and not sign_to_exclude(signs) & against
        given = [(a, one), (b, other), (summed, against)]
        assert accepted(Book(), false(absurd((factor, 0, 1), by=2), given=given)) == good


@pytest.mark.parametrize("signs", list(product((ZERO, POSITIVE, NOT_NEGATIVE), repeat=3)))
@pytest.mark.parametrize("turned", range(8))
def test_every_sum_against_every_sign(signs: tuple[int, ...], turned: int) -> None:
    """It is positive if one of its terms is; else it is not negative, or zero if all are."""
    turns = [bool(turned >> place & 1) for place in range(3)]
    parts = [("+", (-1 if turn else 1, x)) for turn, x in zip(turns, (a, b, c), strict=True)]
    known = [(x, flipped(s, turn)) for x, s, turn in zip((a, b, c), signs, turns, strict=True)]
    rows = [(-1 if turn else 1, place) for place, turn in enumerate(turns)]
    for against in range(8):
        entry = false(absurd(*rows, by=3), given=[*known, (plus(*parts), against)])
        assert accepted(Book(), entry) == (not sign_to_exclude(*signs) & against)
    if turned:
        wrong = [row if place else (-row[0], row[1]) for place, row in enumerate(rows)]
        if signs[0] != ZERO:
            refuse_whatever_is_named(false(absurd(*wrong, by=3), given=[*known, (b, ZERO)]))


def test_sums_of_random_products() -> None:
    """What is accepted holds at none of the values tried, and such sums are found."""
    found, points = 0, [Fraction(value, 2) for value in (-4, -2, 0, 2, 4, 1, -1)]
    for seed in range(3000):
        random = Random(seed)
        terms = random.choices([a, a, b, minus(a, b), minus(b, a), times(a, b)], k=3)
        atoms = [(tree, random.choice([0, 1, 1, 2, 3, 4, 4, 5, 6, 7])) for tree in terms]
        rows = [
            (random.choice([-1, -1, 1, 1, 2, a, 0]), *random.choices(range(3), k=count))
            for count in random.choices([0, 1, 1, 2], k=random.randrange(1, 4))
        ]
        entry = false(absurd(*rows, by=random.choices(range(3), k=2)), given=atoms)
        if accepted(Book(), entry):
            found += 1
            for x, y in product(points, repeat=2):
                fixed = {
                    ("unknown", "a", False, 0): _always(x),
                    ("unknown", "b", False, 0): _always(y),
                }
                assert not Model(0, fixed).holds(atoms)
    assert found > 30


def _always(value: Fraction) -> Any:
    return lambda: value


# Choices in a sum


@pytest.mark.parametrize("name", range(8))
@pytest.mark.parametrize("signs", range(8))
def test_every_choice_by_every_sign(name: int, signs: int) -> None:
    """Alone and below a binder; by a fact about its condition, or about the opposite."""
    one, other = where(name, a, b, t), where(name, a, real("F", i), i)
    below = total(n, other), total(n, real("F", i)), total(n, i)
    inside = argmax(n, other, i), argmax(n, real("F", i), i), argmax(n, i, i)
    for choice, then, otherwise in ((one, b, t), below, inside):
        for opposite in (False, True):
            fact = (OPPOSITE if opposite else a, flipped(signs, opposite))
            given = [fact, (minus(c, choice), ZERO)]
            for chosen, good, always in (
                (then, not signs & ~name, name == 7),
                (otherwise, not signs & name, name == 0),
            ):
                entry = theorem("x", given, [(minus(c, chosen), ZERO)], [absurd(1, by=(0, 2))])
                if signs:
                    assert accepted(Book(), entry) == good
                unnamed = theorem("x", given, [(minus(c, chosen), ZERO)], [absurd(1, by=2)])
                assert accepted(Book(), unnamed) == always


def equal(first: Tree, second: Tree, *by: int, given: Any) -> Entry:
    """The terms are the same once choices are made by facts; that they are not is the last fact."""
    return theorem("x", given, [(minus(first, second), ZERO)], [absurd(by=(*by, len(given)))])


NESTED = where(POSITIVE, where(NEGATIVE, a, b, c), t, n)
OPEN = total(n, where(POSITIVE, plus(i, a), ONE, NONE))


@cases(
    one=equal(where(POSITIVE, a, b, c), b, 0, given=[(a, POSITIVE)]),
    two=equal(where(NONZERO, a, b, c), c, 0, 1, given=[(a, NOT_NEGATIVE), (a, NOT_POSITIVE)]),
    two_of_opposites=equal(
        where(NONZERO, a, b, c), c, 0, 1, given=[(a, NOT_NEGATIVE), (OPPOSITE, NOT_NEGATIVE)]
    ),
    nested=equal(NESTED, t, 0, 1, given=[(a, NEGATIVE), (b, POSITIVE)]),
    nested_named_before=equal(NESTED, t, 1, 0, given=[(a, NEGATIVE), (b, POSITIVE)]),
    nested_in_turn=equal(
        NESTED, t, 0, 1, given=[(a, NEGATIVE), (where(NEGATIVE, a, b, c), POSITIVE)]
    ),
    nested_as_it_is=equal(NESTED, t, 0, given=[(where(NEGATIVE, a, b, c), POSITIVE)]),
    deep=equal(
        real("F", total(m, real("F", where(ZERO, a, i, ONE)))), real("F", total(m, real("F", i))),
        0, given=[(a, ZERO)],
    ),
    condition_with_a_binder_inside=equal(
        total(n, where(POSITIVE, total(m, i), i, ONE)), total(n, i), 0,
        given=[(total(m, i), POSITIVE)],
    ),
    contradictory=equal(where(POSITIVE, a, b, c), b, 0, 1, given=[(a, POSITIVE), (a, NEGATIVE)]),
    no_sign_at_all=equal(where(ZERO, a, b, c), b, 0, given=[(a, 0)]),
    twice=equal(where(POSITIVE, a, b, c), b, 0, 0, 0, given=[(a, POSITIVE)]),
    contrary_of_a_choice=theorem(
        "x", [(a, NEGATIVE)], [(where(NEGATIVE, a, ONE, b), POSITIVE)], [absurd((1,), by=(0, 1))]
    ),
    against_itself=theorem("x", [], [(minus(a, a), ZERO)], [absurd(by=0)]),
    same_in_the_sum=theorem(
        "x", [(a, POSITIVE), (where(POSITIVE, a, b, c), POSITIVE)], [(b, POSITIVE)],
        [absurd(1, (-1, 2), by=0)],
    ),
    in_the_multiplier=theorem(
        "x", [(a, POSITIVE), (b, ZERO)], [(times(b, c), ZERO)],
        [absurd((where(POSITIVE, a, c, t), 1), by=(0, 2))],
    ),
)  # fmt: skip
def test_choices_that_are_made(entries: Any) -> None:
    for entry in listed(entries):
        Book().add(entry)


@cases(
    by_none=equal(where(POSITIVE, a, b, c), b, given=[(a, POSITIVE)]),
    by_too_few_signs=equal(where(POSITIVE, a, b, c), b, 0, given=[(a, NOT_NEGATIVE)]),
    by_one_of_two=equal(
        where(NONZERO, a, b, c), c, 0, given=[(a, NOT_NEGATIVE), (a, NOT_POSITIVE)]
    ),
    by_the_contrary=equal(where(POSITIVE, a, b, c), c, 0, given=[(a, POSITIVE)]),
    by_another=equal(where(POSITIVE, a, b, c), b, 0, given=[(b, POSITIVE)]),
    by_a_multiple=equal(where(POSITIVE, a, b, c), b, 0, given=[(times(TWO, a), POSITIVE)]),
    by_the_opposite=equal(where(POSITIVE, a, b, c), b, 0, given=[(OPPOSITE, POSITIVE)]),
    by_what_is_only_shifted=equal(where(POSITIVE, a, b, c), b, 0, given=[(minus(a, ONE), POSITIVE)]),
    by_a_square=equal(where(POSITIVE, a, b, c), b, 0, given=[(times(a, a), POSITIVE)]),
    by_an_integer_of_the_name=equal(where(POSITIVE, a, b, c), b, 0, given=[(whole("a"), POSITIVE)]),
    by_a_function_of_the_name=equal(
        where(POSITIVE, a, b, c), b, 0, given=[(real("a", NONE), POSITIVE)]
    ),
    not_the_inner=equal(NESTED, t, 0, given=[(b, POSITIVE), (a, NOT_POSITIVE)]),
    not_the_outer=equal(NESTED, t, 0, given=[(a, NEGATIVE), (c, POSITIVE)]),
    the_wrong_inner=equal(NESTED, t, 0, 1, given=[(a, NEGATIVE), (c, POSITIVE)]),
    conditions_come_first=equal(
        NESTED, t, 1, 0, given=[(a, NEGATIVE), (where(NEGATIVE, a, b, c), POSITIVE)]
    ),
    open_condition=equal(OPEN, total(n, ONE), 0, given=[(a, POSITIVE)]),
    open_condition_by_the_same_without_its_index=equal(
        OPEN, total(n, ONE), 0, given=[(plus(n, a), POSITIVE)]
    ),
    open_condition_by_a_fact_about_an_index=equal(
        OPEN, total(n, ONE), 0, given=[(plus(i, a), POSITIVE)]
    ),
    open_condition_by_an_index_further_out=equal(
        total(n, total(m, where(POSITIVE, index(1), ONE, NONE))), times(total(n, ONE), total(m, ONE)),
        0, given=[(i, POSITIVE)],
    ),
    in_the_sum_only=theorem(
        "x", [(a, POSITIVE), (where(POSITIVE, a, b, c), NEGATIVE)], [(b, POSITIVE)],
        [absurd((-1, 2), by=0)],
    ),
    hidden_signs=theorem(
        "x", [(a, POSITIVE)], [(b, POSITIVE)], [absurd((where(POSITIVE, a, ONE, b), 1), (-1, 1), by=0)]
    ),
    multiplier_of_a_known_sign=theorem(
        "x", [(a, POSITIVE), (b, NEGATIVE)], [(c, ZERO)],
        [absurd((where(POSITIVE, a, ONE, NONE), 1), (-1, 1), by=0)],
    ),
    the_other_choice_with_no_sign=equal(
        where(POSITIVE, a, b, c), c, 0, 1, given=[(a, POSITIVE), (b, 0)]
    ),
    with_a_branch=false(
        split(NONE, ANY, [split(a, POSITIVE, [absurd()]), absurd()]), absurd((-1, 0), (1,), by=2),
        given=[(where(POSITIVE, a, ONE, NONE), ZERO)],
    ),
    after_a_branch=theorem(
        "x", [(minus(c, where(POSITIVE, a, b, t)), ZERO)], [(minus(c, b), ZERO)],
        [split(a, NOT_POSITIVE, [absurd(0, by=(2, 1))]), absurd(0, by=(2, 1))],
    ),
    of_a_term_before_it_is_settled=theorem(
        "x", [(a, POSITIVE), (where(POSITIVE, a, b, c), POSITIVE)], [(FALSE)],
        [absurd(1, (-1, 1), by=(0, 1))],
    ),
)  # fmt: skip
def test_choices_that_are_not_made(entries: Any) -> None:
    refuse(*listed(entries))


def test_choices_by_facts_that_hold() -> None:
    """Sums and facts with choices at random: what is accepted never holds where all facts do."""
    found = 0
    for seed in range(400):
        random, values = Random(seed), Model(seed)
        tree = drawn(random, 3)
        try:
            known = [(x, sign(values.value(x)) | random.choice([0, 0, 1, 2, 4]))
                     for x in (a, b, m, n, minus(a, b))]  # fmt: skip
            right = values.value(tree)
        except TooLarge:
            continue
        random.shuffle(known)
        by = [*range(5), 6]
        given = [*known, (minus(c, tree), ZERO)]
        wrong = plus(tree, random.choice([ONE, num(-1), num("1/2")]))
        for goal in (wrong, num(str(right + 1)), num(str(right))):
            entry = theorem("x", given, [(minus(c, goal), ZERO)], [absurd(5, by=by)])
            if accepted(Book(), entry):
                found += 1
                assert goal[1:] != wrong[1:]
                assert values.value(goal) == right
    assert found > 10


def test_a_capture_by_what_is_assumed() -> None:
    """A fact about an index would decide for all indices what is asked about each."""
    odd = total(TWO, where(POSITIVE, i, ONE, NONE))
    even = total(TWO, where(NOT_POSITIVE, i, ONE, NONE))
    given = [(minus(odd, ONE), ZERO), (minus(even, ONE), ZERO)]
    for by in (2, 3), (3, 2), (3,):
        inside = [absurd((-1, 0), total_of_ones(), by=by)]
        refuse(false(split(i, POSITIVE, inside), absurd((-1, 1), by=3), given=given))
    refuse(axiom("x", [(i, POSITIVE)], [(odd, POSITIVE)]))


def total_of_ones() -> Any:
    return (total(TWO, ONE),)
