"""Uses of theorems, of laws and of what is being proved that are wrong, each close to a right one."""

from __future__ import annotations

from typing import Any

import pytest
from kernel_ledger import (
    EXP,
    RUNNING,
    Entry,
    Values,
    absurd,
    axiom,
    definition,
    edited,
    positive,
    running,
    split,
    theorem,
    use,
)
from kernel_models import (
    NEGATIVE,
    NONE,
    NONZERO,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    ONE,
    POSITIVE,
    ZERO,
    Tree,
    argmax,
    const,
    index,
    minus,
    num,
    plus,
    real,
    term,
    times,
    total,
    where,
    whole,
)
from kernel_refusals import (
    DONE,
    FALSE,
    accepted,
    book_of,
    cases,
    false,
    listed,
    refuse,
    refuse_whatever_is_named,
)

from symbolic import kernel
from symbolic.kernel import Book, Refused

a, b, c, t, m, n, i = real("a"), real("b"), real("c"), real("t"), whole("m"), whole("n"), index(0)
A, B, C = (("a", False, 0), ("b", False, 0), ("c", False, 0))
M, N, F = (("m", True, 0), ("n", True, 0), ("F", False, 1))
LESS = minus(n, ONE)
TWO = num(2)
HALF = times(num("1/2"), a)


# The law of cases


@pytest.mark.parametrize("signs", range(8))
@pytest.mark.parametrize("left", range(8))
def test_cases(signs: int, left: int) -> None:
    """What holds in the case is what its proof does not exclude, and nothing less."""

    def against(first: int, second: int) -> list[Any]:
        sums = (1, first), (-1, first), (1, second), (-1, second)
        return [absurd(one, by=(first, second)) for one in sums]

    tried = [
        theorem("x", [(a, left)], [(a, signs)], [split(a, signs, [inside]), outside])
        for inside in against(0, 2)
        for outside in against(1, 2)
    ]
    assert any(accepted(Book(), entry) for entry in tried) == (not left & ~signs)


@cases(
    into_nothing=false(split(a, POSITIVE, [absurd()]), absurd()),
    without_what_is_left=false(split(a, 0, [absurd()]), absurd(1)),
    kept_in_the_branch=false(split(a, 0, [absurd(1)]), absurd(1)),
    kept_in_the_branch_by_sign=theorem(
        "bad", [], [(a, 3)], [split(a, POSITIVE, [absurd((-1, 1))]), absurd((-1, 1), 1)]
    ),
    used_after_it=false(
        split(NONE, 7, [split(ONE, 5, [absurd((-1, 2))]), absurd()]), absurd((-1, 2))
    ),
    sign_used_after_it=theorem(
        "bad", [], [(a, POSITIVE)], [split(a, NOT_POSITIVE, [absurd(1, by=0)]), absurd()]
    ),
    of_another_term=false(split(a, 4, [absurd((-1, 2), 0)]), absurd((-1, 2)), given=[(b, 4)]),
    other_signs=false(
        use("case 4", {A: a}, [absurd((-1, 2), 0)]), absurd((-1, 2)), given=[(a, 6)],
    ),
    of_nothing=false(use("case 0", {A: a}), absurd(1)),
    no_such_case=false(use("case 8", {A: a}, [absurd(1)]), absurd(1), given=[(num(-1), 4)]),
    no_such_case_below=false(use("case -1", {A: a}, [absurd(0)]), absurd(1)),
    in_words=false(use("case", {A: a}, [absurd(0)]), absurd(1)),
    two_proofs=theorem("bad", [], [(NONE, ZERO)], [use("case 7", {A: a}, [DONE], [DONE]), DONE]),
    no_proof=theorem("bad", [], [(NONE, ZERO)], [use("case 7", {A: a}), DONE]),
)  # fmt: skip
def test_wrong_cases(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


# The law of integers


def at_least(value: Tree, tree: Tree, signs: int = POSITIVE) -> Entry:
    steps = [positive(tree, [absurd(0, (-1, 2))]), absurd((-1, 1), 2)]
    return theorem("bad", [(tree, signs)], [(minus(tree, value), NOT_NEGATIVE)], steps)


@cases(
    real=at_least(ONE, a),
    half=at_least(ONE, times(num("1/2"), n)),
    sum_of_reals=at_least(ONE, total(n, real("F", i))),
    integer_function_of_a_real=at_least(ONE, whole("H", a)),
    quotient_of_reals=at_least(ONE, const("quotient", a, n, integer=True)),
    inverse=at_least(ONE, const("inverse", n)),
    choice=at_least(ONE, where(POSITIVE, n, a, n)),
    the_other_of_a_choice=at_least(ONE, where(POSITIVE, n, n, a)),
    not_negative=at_least(ONE, n, NOT_NEGATIVE),
    zero=at_least(ONE, n, ZERO),
    not_zero=at_least(ONE, n, NONZERO),
    anything=at_least(ONE, n, 7),
    two=at_least(TWO, n),
    slightly_more=at_least(num("101/100"), n),
    only_one=theorem(
        "bad", [(n, POSITIVE)], [(LESS, NOT_POSITIVE)],
        [positive(n, [absurd(0, (-1, 2))]), absurd(1, (-1, 2))],
    ),
    not_one=theorem(
        "bad", [(n, POSITIVE)], [(LESS, POSITIVE)],
        [positive(n, [absurd(0, (-1, 2))]), absurd((-1, 1), 2)],
    ),
    negative=theorem(
        "bad", [(n, NEGATIVE)], [(LESS, NOT_NEGATIVE)],
        [positive(n, [absurd(0, (-1, 2))]), absurd((-1, 1), 2)],
    ),
    without_proof=theorem(
        "bad", [(n, POSITIVE)], [(LESS, NOT_NEGATIVE)],
        [use("integer", {N: n}), absurd((-1, 1), 2)],
    ),
    by_its_contrary=theorem(
        "bad", [], [(LESS, NOT_NEGATIVE)], [positive(n, [absurd(1, (-1, 1))]), absurd((-1, 0), 1)]
    ),
)  # fmt: skip
def test_no_positive_integer(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


def test_positive_integers_are_at_least_one() -> None:
    for tree in (
        n,
        plus(n, m),
        whole("H", n),
        total(n, i),
        argmax(a, b, a),
        const("c", integer=True),
    ):
        book_of(at_least(ONE, tree))


# Citing

ITSELF = [use(None, {}), absurd(1)]
SAME_SIZE = [absurd((-1, 2))], [absurd((-1, 2))]


@cases(
    unknown=false(use("no such theorem", {}), absurd()),
    by_its_own_name=false(use("bad", {}), absurd(1)),
    without_size=false(*ITSELF),
    without_size_but_with_proofs=false(use(None, {}, [absurd((-1, 1))], [absurd()]), absurd(1)),
    of_size_zero=false(use(None, {}, [absurd((-1, 1))], [absurd(by=1)]), absurd(1)),
    of_a_number_for_a_size=false(
        use(None, {}, [absurd((-1, 1))], [absurd((-1, 1))]), absurd(1), size=num(3)
    ),
    no_proof_that_it_is_smaller=false(use(None, {}), absurd(1), size=n),
    one_proof_that_it_is_smaller=false(
        use(None, {N: LESS}, [absurd((-1, 1))]), absurd(1), size=n
    ),
    equal_size=false(
        use(None, {}, [absurd(0, (-1, 2))], [absurd(0, (-1, 2))], [absurd((-1, 2))]),
        absurd(2), given=[(n, NOT_NEGATIVE)], size=n,
    ),
    equal_positive_size=false(
        use(None, {}, [absurd(0, (-1, 2))], [absurd(0, (-1, 2))], [absurd(0, (-1, 2))]),
        absurd(2), given=[(n, POSITIVE)], size=n,
    ),
    greater_size=false(
        use(None, {N: plus(n, ONE)}, [absurd(0, (-1, 2), (1,))], [absurd(0, (-1, 2), (1,))],
            [absurd((-1, 2))]),
        absurd(2), given=[(n, NOT_NEGATIVE)], size=n,
    ),
    negative_size=false(
        use(None, {N: LESS}, [absurd((-1, 1))], [absurd((-1, 1))]), absurd(1), size=n,
    ),
    size_below_zero=false(
        use(None, {N: LESS}, [absurd((-1, 0), 2)], [absurd((-1, 2))], [absurd((-1, 2))]),
        absurd(2), given=[(n, NOT_POSITIVE)], size=n,
    ),
    halving_a_real=false(
        use(None, {A: HALF}, *[[absurd((-1, 2), ("1/2", 0))]] * 3),
        absurd(2), given=[(a, POSITIVE)], size=a,
    ),
    halving_an_integer=false(
        use(None, {N: times(num("1/2"), n)}, *[[absurd((-1, 2), ("1/2", 0))]] * 3),
        absurd(2), given=[(n, POSITIVE)], size=n,
    ),
    halving_what_may_be_an_integer=false(
        use(None, {A: HALF}, *[[absurd((-1, 2), ("1/2", 0))]] * 3),
        absurd(2), given=[(a, POSITIVE)], size=whole("H", a),
    ),
    size_that_is_real=false(absurd(0), given=[(num(-1), POSITIVE)], size=a),
    size_with_a_half=false(absurd(0), given=[(num(-1), POSITIVE)], size=times(num("1/2"), n)),
    size_that_is_an_index=false(absurd(0), given=[(num(-1), POSITIVE)], size=i),
    size_with_an_index=false(absurd(0), given=[(num(-1), POSITIVE)], size=plus(n, i)),
    size_with_an_index_below_a_binder=false(
        absurd(0), given=[(num(-1), POSITIVE)], size=total(n, index(1))
    ),
    size_with_an_index_that_cancels=false(
        use(None, {N: LESS}, [absurd((-1, 1))], [absurd((-1, 1))]), absurd(1), size=plus(n, i),
    ),
    smaller_in_part=theorem(
        "bad", [(n, NOT_NEGATIVE)], [(m, POSITIVE)],
        [use(None, {N: LESS, M: plus(m, ONE)}, [absurd((-1, 2), (1,))], [absurd((-1, 2))],
             [absurd((-1, 2))]), absurd((-1, 1), 2)], size=n,
    ),
    smaller_for_one_goal=theorem(
        "bad", [(n, POSITIVE)], [(n, POSITIVE), FALSE], [absurd(0, (-1, 1))],
        [use(None, {N: LESS}, [absurd(0, (-1, 2))], [absurd(0, (-1, 2))], [absurd((-1, 2))]),
         absurd(3)], size=n,
    ),
    what_is_needed_is_not_proved=false(
        use("inverse", {B: NONE}, [absurd(1)]), absurd(1),
    ),
    what_is_needed_is_left_out=false(use("inverse", {B: NONE}), absurd(1)),
    more_than_is_needed=false(
        use("inverse", {B: ONE}, [absurd((-1, 1), 0)], [absurd((-1, 1), 0)]),
        absurd(0), given=[(num(-1), POSITIVE)],
    ),
    what_was_assumed_in_a_branch=false(
        use("inverse", {B: ONE}, [absurd((-1, 1))]), absurd((-1, 2)),
    ),
    what_it_gives_where_it_is_needed=false(
        use("inverse", {B: NONE}, [absurd((-1, 2), (-1,))]), absurd((-1, 1), (-1,)),
    ),
    first_need_for_the_second=false(
        use("argmax", {("t", False, 0): ONE, N: NONE, ("G", False, 1): num(-1)},
            [absurd((-1, 1))], [absurd((-1, 1), (1,))], [absurd((-1, 1))]),
        absurd(3),
    ),
)  # fmt: skip
def test_citing(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


def sums(body: Tree, count: int, place: int) -> list[Any]:
    """The sums of so many terms and of fewer, one by one; the first is the fact in this place."""
    none = use("sum of none", {N: NONE, F: body}, [absurd(place)])
    return [none] + [
        use("sum of one more", {N: num(at), F: body}, [absurd((-1, place + 1 + at))])
        for at in range(count)
    ]


def open_size() -> Entry:
    """The size −i n, with i the index of no binder, at n + 1 that would be smaller.

    What is needed is assumed to fail for one i, and that would decide choices for each.
    """
    smaller = minus(times(num(-1), i, n), i)
    first, second = where(NEGATIVE, smaller, ONE, NONE), where(NOT_POSITIVE, i, ONE, NONE)
    natural = [*sums(first, 1, 2), *sums(ONE, 1, 4), absurd(2, 3, (-1, 4), (-1, 5), by=1)]
    less = absurd(2, 3, 4, (-1, 5), (-1, 6), (-1, 7), by=1)
    again = use(None, {N: plus(n, ONE)}, natural, [*sums(second, 2, 2), *sums(ONE, 2, 5), less])
    return false(again, absurd(1), size=times(num(-1), i, n))


def test_a_size_speaks_of_no_index() -> None:
    refuse(open_size())


def test_a_refused_theorem_cannot_be_cited() -> None:
    book = Book()
    circle = [
        false(use("second", {}), absurd((-1, 1)), name="first"),
        false(use("first", {}), absurd((-1, 1)), name="second"),
    ]
    for entry in (false(absurd(), name="first"), *circle, *circle):
        with pytest.raises(Refused):
            book.add(entry)


# Replacing


ODD = total(TWO, where(POSITIVE, i, ONE, NONE))
EVEN = total(TWO, where(NOT_POSITIVE, i, ONE, NONE))
ALPHA = const("A", integer=True)


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
    change = use("swap", {("F", False, arity): value})
    return [
        axiom("swap", [], [(minus(twice, once), ZERO)]),
        false(change, absurd(3, 1, (-1, 0)), given=given),
    ]


def other_input() -> list[Entry]:
    """A running sum of A would be one of A + 1."""
    at_one: Values = {("running 0", True, 0): ONE}
    more: Values = {("A", False, 1): plus(const("A", i), ONE)}
    steps = [
        use("running", at_one, [absurd((-1, 1))]),
        use("running", at_one | more, [absurd((-1, 2))]),
        absurd(1, (-1, 2)),
    ]
    return [RUNNING, false(*steps)]


def constant_size() -> list[Entry]:
    """The size speaks of c(0), which is A.

    From A + n > 0 one would get to A + 1 and n − 1, where c(0) + n − 1 seems smaller.
    """
    size = plus(const("c", NONE, integer=True), n)
    first = use("c", {("c 0", True, 0): NONE}, [absurd((-1, 3))])
    again = use(
        None,
        {("A", True, 0): plus(ALPHA, ONE), N: LESS},
        [absurd(0, (-1, 2))],
        [first, positive(plus(ALPHA, n), [absurd(0, (-1, 4))]), absurd((-1, 2), 3, 4)],
        [absurd((-1, 2))],
    )
    made = definition("c", ALPHA, integer=True)
    return [made, false(again, absurd(2), given=[(plus(ALPHA, n), POSITIVE)], size=size)]


@cases(
    known_sign_of_an_index=theorem(
        "bad", [(minus(ODD, ONE), ZERO), (minus(EVEN, ONE), ZERO)], [FALSE],
        [split(i, POSITIVE, [*sums(ONE, 2, 4), absurd(1, (-1, 4), (-1, 5), (-1, 6), by=3)]),
         absurd(0, by=3)],
    ),
    loose_index=false(use("equals", {A: i}, [absurd()]), absurd()),
    loose_index_by_itself=false(
        use("equals", {A: i, C: i, F: i}, [absurd(by=2)]), absurd(1), given=[FALSE]
    ),
    loose_index_in_a_value=false(
        use("sum of none", {N: NONE, F: index(1)}, [absurd(1)]), absurd(0), given=[FALSE]
    ),
    loose_index_below_a_binder=false(
        use("sum of none", {N: NONE, F: total(n, index(2))}, [absurd(1)]), absurd(0), given=[FALSE]
    ),
    loose_index_in_a_count=false(
        use("sum of none", {N: NONE, F: total(index(1), ONE)}, [absurd(1)]),
        absurd(0), given=[FALSE],
    ),
    loose_index_for_what_is_not_there=false(
        use("sum of none", {N: NONE, ("b", False, 0): i}, [absurd(2)]), absurd(0), given=[FALSE]
    ),
    loose_index_in_itself=false(
        use(None, {N: plus(i, n)}, [absurd(0)], [absurd(0)]), absurd(0), given=[FALSE], size=n
    ),
    loose_goal=theorem("bad", [], [(minus(i, i), ZERO), (i, 7)], [DONE], [absurd((i,), by=0)]),
    loose_goal_that_is_given=theorem("bad", [FALSE], [(i, ZERO)], [absurd(0)]),
    loose_given=theorem("bad", [(i, 7)], [(NONE, ZERO)], [absurd(by=1)]),
    loose_given_that_is_false=false(absurd(0), given=[FALSE, (i, ZERO)]),
    loose_axiom=axiom("bad", [], [(i, NOT_NEGATIVE)]),
    loose_axiom_given=axiom("bad", [(total(n, index(1)), ZERO)], [(a, NOT_NEGATIVE)]),
    real_for_an_integer=false(
        use("sum of none", {N: a, F: ONE}, [absurd(0)]), absurd(0), given=[FALSE]
    ),
    half_for_an_integer=false(
        use("integer", {N: num("1/2")}, [absurd((-1, 1))]), absurd(1)
    ),
    function_of_a_real=false(
        use("integer", {N: whole("H", a)}, [absurd(0)]), absurd(0), given=[FALSE]
    ),
    real_for_an_integer_function=[
        axiom("H", [(n, POSITIVE)], [(whole("H", n), ZERO)]),
        false(use("H", {("H", True, 1): real("F", i)}, [absurd(0)]), absurd(0), given=[FALSE]),
    ],
    half_for_an_integer_function=[
        axiom("H", [], [(times(whole("H", n), minus(whole("H", n), ONE)), NOT_NEGATIVE)]),
        false(use("H", {("H", True, 1): num("1/2")}), absurd(1)),
    ],
    captured=captured(index(1)),
    captured_without_argument=lambda: captured(i, 0),
    captured_with_more_arguments=lambda: captured(index(1), 2),
    other_input=other_input,
    other_input_of_the_size=constant_size,
    constant_replaced=[
        EXP,
        false(
            use("exp of a sum", {("exp", False, 1): NONE, A: NONE, B: NONE}), absurd(2)
        ),
    ],
    inverse_replaced=false(
        use("inverse", {B: ONE, ("inverse", False, 1): NONE}, [absurd((-1, 1))]), absurd(1)
    ),
)  # fmt: skip
def test_replacing(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


def test_an_induction_over_what_a_definition_reads() -> None:
    """A step that would change what a function in the statement reads."""
    more = use(
        None,
        {N: LESS, ("A", False, 1): plus(const("A", i), ONE)},
        [absurd((-1, 1))],
        [absurd((-1, 1))],
    )
    refuse(RUNNING, theorem("bad", [], [(running(n), ZERO)], [more, absurd(1, by=0)], size=n))


@cases(
    sum_of_none_of_one=false(use("sum of none", {N: ONE, F: ONE}, [absurd(1, (-1,))]), absurd(1)),
    one_more_than_less_than_none=false(
        use("sum of one more", {N: num(-1), F: ONE}, [absurd((-1, 1))]),
        use("sum of none", {N: NONE, F: ONE}, [absurd(2)]),
        use("sum of none", {N: num(-1), F: ONE}, [absurd(3)]),
        absurd((-1, 1), 2, (-1, 3)),
    ),
    largest_of_none=false(
        use("argmax", {N: NONE, ("t", False, 0): NONE, ("G", False, 1): ONE},
            [absurd((-1, 1))], [absurd((-1, 1))], [absurd((-1, 1))]),
        absurd(2, 1),
    ),
    largest_where_nothing_is_allowed=false(
        use("argmax", {N: NONE, ("t", False, 0): ONE, ("G", False, 1): NONE},
            [absurd((-1, 1))], [absurd((-1, 1))], [absurd((-1, 1))]),
        absurd(3),
    ),
    inverse_of_zero=false(use("inverse", {B: NONE}, [absurd(1, by=1)]), absurd(1)),
    quotient_by_zero=false(
        use("quotient", {M: NONE, N: ONE}, [absurd((-1, 1))]), absurd((-1, 1), (-1, 2))
    ),
    quotient_by_less=false(
        use("quotient", {M: num(-1), N: NONE}, [absurd((-1, 1))]), absurd(1, 2)
    ),
    same_at_others=false(
        use("equals", {A: NONE, C: ONE, F: i}, [absurd(1, by=1)]), absurd(1)
    ),
)  # fmt: skip
def test_laws_where_they_do_not_hold(entries: Any) -> None:
    refuse_whatever_is_named(*listed(entries))


# Names of unknowns

ALIKE = {
    ("F", False, 0): real("F"),
    ("F", False, 1): real("F", a),
    ("F", False, 2): real("F", a, n),
    ("F", True, 0): whole("F"),
    ("F", True, 1): whole("F", n),
}
OTHERS = [("F", False, 3), ("F", True, 2), ("F", True, 3), ("f", False, 1), ("a", False, 1),
          ("a", True, 0), ("n", False, 0), ("F", False, 100)]  # fmt: skip


def weighted(values: Values) -> Tree:
    return ("+", *((3**place, tree) for place, tree in enumerate(values.values())))


@pytest.mark.parametrize("label", [*ALIKE, *OTHERS])
def test_unknowns_of_one_name(label: tuple[str, bool, int]) -> None:
    """A value is one for the unknown with its name, its flag and its number of arguments alone."""
    book = book_of(axiom("alike", [], [(weighted(ALIKE), POSITIVE)]))
    for other in [*ALIKE, None]:
        expected = {**ALIKE, other: num(5)} if other else ALIKE
        steps = [use("alike", {label: num(5)}), absurd(1, by=0)]
        entry = theorem(f"to {other}", [], [(weighted(expected), POSITIVE)], steps)
        assert accepted(book, entry) == (other == (label if label in ALIKE else None))


class Seeming:
    """Says that it is false, and is equal to what is true."""

    def __bool__(self) -> bool:
        return False

    def __eq__(self, other: object) -> bool:
        return other is True

    def __hash__(self) -> int:
        return hash(True)


@pytest.mark.parametrize("whole_", [Seeming(), True, 1, 1.0])
def test_what_equals_an_integer_unknowns_label_is_an_integer(whole_: Any) -> None:
    """Else a half would be at least one, as all positive integers are."""
    terms = [["+"], ["+", [1]], ["+", ["1/2"]], ["+", [-1]]]
    law = ["integer", [["n", whole_, 0, 2]], [[[[[3, 1]]]]]]
    refuse({
        "kind": "theorem", "name": "1 = 0", "terms": terms, "given": [],
        "goals": [[1, ZERO]], "size": 0, "proofs": [[law, [[[1, 1]]]]],
    })  # fmt: skip


def test_no_unknown_has_fewer_than_no_arguments() -> None:
    book = book_of(axiom("alike", [], [(weighted(ALIKE), POSITIVE)]))
    for label, fine in ((("F", False, 3), True), (("F", False, -1), False)):
        steps = [use("alike", {label: num(5)}), absurd(1, by=0)]
        entry = theorem(f"{fine}", [], [(weighted(ALIKE), POSITIVE)], steps)
        assert accepted(book, entry) == fine


FLAGS: list[Any] = [
    True, False, 0, 1, 2, -1, 0.0, -0.0, 1.0, 0.5, float("nan"), float("inf"), None, "", "n", "true",
    [], [True], {}, 10**400,
]  # fmt: skip


@pytest.mark.parametrize("flag", FLAGS, ids=range(len(FLAGS)))
def test_flags_and_numbers_of_arguments_as_text(flag: Any) -> None:
    """A half stands for no integer, and an index for no variable, whatever is written."""
    half = false(use("integer", {N: num("1/2")}, [absurd((-1, 1))]), absurd(1))
    refuse(edited(half, "proofs", 0, 0, 1, 0, 1, value=flag))
    real_for_one = theorem(
        "bad", [(a, POSITIVE)], [(minus(a, ONE), NOT_NEGATIVE)],
        [use("integer", {N: a}, [absurd(0, (-1, 2))]), absurd((-1, 1), 2)],
    )  # fmt: skip
    refuse(edited(real_for_one, "proofs", 0, 0, 1, 0, 1, value=flag))
    if flag != 1:
        below, swap = captured(index(1)), ("proofs", 0, 0, 1, 0, 2)
        refuse(below[0], edited(below[1], *swap, value=flag))


def test_what_stands_for_an_unknown_is_no_constant() -> None:
    """Nor is a constant replaced by the value of an unknown of its name."""
    entries = [
        axiom("one", [], [(minus(const("x"), ONE), ZERO), (real("x"), 7)]),
        theorem("two", [], [(minus(const("x"), TWO), ZERO)],
                [use("one", {("x", False, 0): TWO}), absurd(1, by=0)]),
    ]  # fmt: skip
    refuse(*entries)
    kept = kernel.Substitution({("unknown", "x", False, 1): term(ONE)})(term(const("x", a)))
    assert kept.key == term(const("x", a)).key
