"""What is no ledger: wrong forms, wrong numbers, too deep ones; and what is no theorem."""

from __future__ import annotations

import copy
import pickle
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from kernel_ledger import (
    EXP,
    LEDGER,
    ONES,
    POWER,
    Entry,
    absurd,
    all_named,
    edited,
    split,
    theorem,
    use,
)
from kernel_models import NONE, NONZERO, ONE, POSITIVE, ZERO, num, plus, real, where, whole
from kernel_refusals import (
    DONE,
    FALSE,
    NAMED,
    accepted,
    book_of,
    cases,
    false,
    listed,
    refuse,
    refused,
)

from symbolic import kernel
from symbolic.kernel import Book, Refused, Theorem

a, b, n = real("a"), real("b"), whole("n")


def test_what_is_right_is_not_refused() -> None:
    book = Book()
    for entry in (*LEDGER, false(absurd(0), given=[(num(-1), POSITIVE)])):
        if entry["kind"] == "theorem":
            for more, named in enumerate(NAMED[3:]):
                other = all_named(entry, book, named)
                book.add(other | {"name": f"{entry['name']}, with more facts named {more}"})
        book.add(entry)


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
        use("equals", {("a", False, 0): a, ("c", False, 0): a}, [absurd(0)]),
        absurd((1, 0), by=2),
    ],
)
CHOICE = next(p for p, node in enumerate(SMALL["terms"]) if node[0] == "choice")
PLACES = {
    "given": ("given", 0, 0), "given signs": ("given", 0, 1), "goal": ("goals", 0, 0),
    "goal signs": ("goals", 0, 1), "size": ("size",), "value": ("proofs", 0, 1, 1, 0, 3),
    "value of a case": ("proofs", 0, 0, 1, 0, 3), "multiplier": ("proofs", 0, 2, 0, 0, 0),
    "fact": ("proofs", 0, 2, 0, 0, 1), "by": ("proofs", 0, 2, 1),
    "fact in a branch": ("proofs", 0, 0, 2, 0, 0, 0, 0, 1),
    "name of a choice": ("terms", CHOICE, 1), "argument": ("terms", CHOICE, 2),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("bad", NO_INDICES, ids=range(len(NO_INDICES)))
def test_indices(place: str, bad: Any) -> None:
    Book().add(SMALL)
    refuse(edited(SMALL, *PLACES[place], value=bad))


@pytest.mark.parametrize("place", [place for place in PLACES if "sign" in place])
def test_signs(place: str) -> None:
    for bad in (8, 9, 15, 16, -8):
        refuse(edited(SMALL, *PLACES[place], value=bad))


NO_NUMBERS: list[Any] = [
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
        "size": 0,
        "proofs": [],
    }
    refuse({"kind": "theorem", "name": "bad", **weight})
    factor = weight | {"terms": [["+", [1]], ["+", [1, 0], [bad, 0]]]}
    refuse({"kind": "axiom", "name": "bad", **factor})


NO_NODES: list[Any] = [
    None, True, 0, 1, 1.5, "", "n", "bound", [], {}, [None], [[]], [{}], [0], ["bound"], ["bound", -1],
    ["bound", 100], ["bound", True], ["bound", False], ["bound", 0.0], ["bound", 1.0],
    ["bound", None], ["bound", "0"], ["bound", [0]], ["bound", ["i", True]], ["bound", 0, 0],
    ["choice", 100, 0, 0, 0], ["choice", -1, 0, 0, 0], ["choice", True, 0, 0, 0],
    ["choice", 1.0, 0, 0, 0], ["choice", None, 0, 0, 0], ["choice", ["c", True], 0, 0, 0],
    ["choice", 10**5000, 0, 0, 0],
    ["choice", 1, 0, 0], ["choice", 1, 0, 0, 0, 0], ["choice", 1], ["choice"],
    ["sum", 0, 0], ["sum", 0, 0, 0, 0], ["sum", None, 0, 0], ["sum", False, 0, 0], ["sum", 0.0, 0, 0],
    ["sum", 100, 0, 0], ["sum", -1, 0, 0], ["sum", "i", 0, 0], ["sum", ["i", True], 0, 0],
    ["sum", [], 0, 0], ["argmax", 0, 0, 0], ["argmax", 0, 0, 0, 0, 0], ["argmax", None, 0, 0, 0],
    ["argmax", 100, 0, 0, 0], ["argmax", False, 0, 0, 0], ["unknown"], ["unknown", "n"],
    ["unknown", "n", 0], ["unknown", None], ["unknown", 0], ["unknown", ["n"]],
    ["unknown", [1, True]], ["unknown", ["n", 1]], ["unknown", ["n", None]], ["unknown", [True, "n"]],
    ["unknown", ["n", True, 0]], ["unknown", []],
    ["unknown", [[], True]], ["unknown", {"n": True}], ["constant", "inverse", 0], ["constant"],
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


ANYTHING: Any = split(a, 7, [DONE])  # a step that is right where 0 is not 0


@cases(
    empty=theorem("bad", [], [(NONE, ZERO)], []),
    no_end=theorem("bad", [], [(NONE, ZERO)], [ANYTHING]),
    no_end_in_a_branch=theorem("bad", [], [(NONE, ZERO)], [split(a, 7, []), DONE]),
    a_step_for_an_end_in_a_branch=theorem("bad", [], [(NONE, ZERO)], [split(a, 7, [ANYTHING]), DONE]),
    no_end_in_what_is_needed=theorem(
        "bad", [], [(NONE, ZERO)], [use("equals", {("a", False, 0): real("c")}, []), DONE]
    ),
    two_ends=theorem("bad", [], [(NONE, ZERO)], [DONE, DONE]),
    an_end_first=theorem("bad", [], [(NONE, ZERO)], [DONE, ANYTHING, DONE]),
    an_end_in_the_middle=theorem("bad", [], [(NONE, ZERO)], [ANYTHING, DONE, DONE]),
    more_after_the_end=theorem("bad", [], [(NONE, ZERO)], [DONE, ANYTHING]),
    after_the_end_of_a_branch=theorem(
        "bad", [], [(NONE, ZERO)], [split(a, 7, [DONE, ANYTHING]), DONE]
    ),
    end_that_names_more_in_the_middle=theorem(
        "bad", [], [(NONE, ZERO)], [absurd(by=(0, 0)), absurd(by=(0, 0))]
    ),
    no_proof=theorem("bad", [], [(NONE, ZERO)]),
    a_goal_without_proof=theorem("bad", [], [(NONE, ZERO), FALSE], [DONE]),
    a_first_goal_without_proof=theorem("bad", [], [FALSE, (NONE, ZERO)], [DONE]),
    a_proof_without_goal=theorem("bad", [], [(NONE, ZERO)], [DONE], [DONE]),
    a_second_goal_that_fails=theorem("bad", [], [(NONE, ZERO), FALSE], [DONE], [DONE]),
    a_first_goal_that_fails=theorem("bad", [], [FALSE, (NONE, ZERO)], [DONE], [DONE]),
)  # fmt: skip
def test_proofs(entries: Any) -> None:
    refuse(*listed(entries))


END: Any = [[], 0]
NO_STEPS: list[Any] = [
    None, True, 0, 1.5, "", "x", "case 7", [], {}, {"case 7": []}, {"case 7": 0, "": 0, "x": 0},
    ["case 7"], ["case 7", []], ["case 7", [], []], ["case 7", [], [[END]], [END]],
    ["case 7", [], [END]],
    ["case 7", [], [[]]], ["case 7", [], [[END], [END]]], ["case 7", [], None], ["case 7", [], 0],
    ["case 7", [], "x"], ["case 7", [], {"x": [END]}], ["case 7", [], [[END, END]]],
    ["case 7", [], [{"x": 0}]], ["case 7", [], ["x"]], ["case 7", None, [[END]]],
    ["case 7", 0, [[END]]], ["case 7", [[]], [[END]]], ["case 7", [["a"]], [[END]]],
    ["case 7", [["a", False, 0]], [[END]]], ["case 7", [["a", False, 0, 0, 0]], [[END]]],
    ["case 7", [[["a"], False, 0, 0]], [[END]]], ["case 7", [[{}, False, 0, 0]], [[END]]],
    ["case 7", [["a", [], 0, 0]], [[END]]], ["case 7", [["a", False, [], 0]], [[END]]],
    ["case 7", [["a", False, 0, -1]], [[END]]], ["case 7", [["a", False, 0, 9]], [[END]]],
    ["case 7", [["a", False, 0, True]], [[END]]], ["case 7", [["a", False, 0, 0.0]], [[END]]],
    ["case 7", [["a", False, 0, None]], [[END]]], ["case 7", [["a", False, 0, "0"]], [[END]]],
    ["case 7", [["a", False, 0, [0]]], [[END]]], ["case 7", "abcd", [[END]]],
    ["case 7", {"a": 1}, [[END]]],
    [7, [], [[END]]], [True, [], [[END]]], [0, [], [[END]]], [10**5000, [], [[END]]],
    [["case 7"], [], [[END]]], [{}, [], [[END]]], [[], [], [[END]]], [[], [], []],
    [NO_NUMBER, [], [[END]]],
    ["Case 7", [], [[END]]], ["case  7", [], [[END]]], ["case 07", [], [[END]]],
    ["case 8", [], [[END]]],
    ["bad", [], []], ["", [], []], ["sorry", [], []], ["prove", [], []], ["__init__", [], []],
    [None], [None, []], [None, [], []], [None, [], [[END]]], [None, [], [[END], [END], [END]]],
    ["absurd", [], 0], ["split", 0, 7, [END]], ["settle", 0, 0], ["whole", 0],
    ["cut", "case 7", [], [[END]]], ["use", "case 7", [], [[END]]],
]  # fmt: skip
NO_ENDS: list[Any] = [
    None, True, 0, 1.5, "", "x", "case 7", [], {}, [None, 0], [0, 0], [True, 0], [1.5, 0], ["0", 0],
    [[0], 0], [[None], 0], [[[]], 0], [["0"], 0], [[{}], 0], [{"0": 0}, 0], [[[None]], 0],
    [[[True]], 0],
    [[[0.0]], 0], [[["0"]], 0], [[[-1]], 0], [[[9]], 0], [[[[0]]], 0], [[[0, -1]], 0], [[[0, 9]], 0],
    [[[0, True]], 0], [[[0, False]], 0], [[[0, 0.0]], 0], [[[0, None]], 0], [[[0, "0"]], 0],
    [[[0, [0]]], 0], [[], -1], [[], 9], [[], 0, 9], [[], 0, -1], [[], 0, True], [[], False], [[], 0.0],
    [[], None], [[], "0"], [[], [0]], [[], {}], [[], 10**5000], [[], NO_NUMBER], [[]], [{}], [""],
    ["absurd", [], 0], ["case 7", [], 0], [None, [], []],
]  # fmt: skip


@pytest.mark.parametrize("step", NO_STEPS, ids=range(len(NO_STEPS)))
def test_steps(step: Any) -> None:
    good = ["case 7", [], [[END]]]
    Book().add(SIMPLE | {"proofs": [[good, END]]})
    refuse(SIMPLE | {"proofs": [[step, END]]})
    refuse(SIMPLE | {"proofs": [[good, step, END]]})
    refuse(SIMPLE | {"proofs": [[["case 7", [], [[step, END]]], END]]})
    refuse(SIMPLE | {"proofs": [[END, step]]})
    refuse(SIMPLE | {"proofs": [[good, step]]})
    refuse(SIMPLE | {"proofs": [END, step]})
    refuse(SIMPLE | {"proofs": step})


@pytest.mark.parametrize("end", NO_ENDS, ids=range(len(NO_ENDS)))
def test_ends(end: Any) -> None:
    good = ["case 7", [], [[END]]]
    refuse(SIMPLE | {"proofs": [[end]]})
    refuse(SIMPLE | {"proofs": [[good, end]]})
    refuse(SIMPLE | {"proofs": [[end, END]]})
    refuse(SIMPLE | {"proofs": [[["case 7", [], [[end]]], END]]})
    refuse(SIMPLE | {"proofs": [[["case 7", [], [end]], END]]})
    refuse(SIMPLE | {"proofs": [end]})
    refuse(SIMPLE | {"proofs": end})


@pytest.mark.parametrize("entry", [ONES, EXP, POWER], ids=["theorem", "axiom", "definition"])
def test_what_is_missing(entry: Entry) -> None:
    fine = [
        ("definition", "integer", True),
        ("theorem", "name", "x"),
        ("axiom", "name", "x"),
    ]
    for key in entry:
        refuse({other: entry[other] for other in entry if other != key})
        for bad in (None, True, 1.5, 10**5000, "x", [None], {"x": 0}, NO_NUMBER):
            if (entry["kind"], key, bad) not in fine:
                refuse(edited(entry, key, value=bad))


NO_ENTRIES: list[Any] = [None, True, 0, 1.5, "", "theorem", [], [{}], {}, {"name": 1}, NO_NUMBER]


@pytest.mark.parametrize("entry", NO_ENTRIES)
def test_no_entry(entry: Any) -> None:
    refuse(entry)


def nested(levels: int = 100_000, inside: Any = 0) -> Any:
    for _ in range(levels):
        inside = [inside]
    return inside


SIMPLE = theorem("bad", [], [(NONE, ZERO)], [DONE])


def deep_term(levels: int = 20_000) -> Entry:
    """Choices at the bottom of a term are to be made."""
    terms: list[Any] = [["unknown", ["a", False]], ["+"], ["choice", 4, 0, 0, 1]]
    terms += [["unknown", ["F", False], place] for place in range(2, levels)]
    ends = {"given": [[0, 4], [len(terms) - 1, 7]], "goals": [[1, 2]], "size": 1}
    return SIMPLE | {"terms": terms, "proofs": [[[[], 0, 1, 2]]], **ends}


def deep_use(levels: int = 20_000) -> Entry:
    """An unknown at the bottom of a term is to be replaced."""
    values = [["a", False, 0, 1]]
    again = [None, values, [[[[], 2]]] * 4]
    return deep_term(levels) | {"proofs": [[again, [[], 2]]]}


def deep_proof(levels: int = 100_000) -> Entry:
    proof: list[Any] = [END]
    for _ in range(levels):
        proof = [["case 7", [], [proof]], END]
    return SIMPLE | {"proofs": [proof]}


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
    argument=lambda: SIMPLE | {"terms": [["+"], ["sum", 0, 0, nested()]]},
    goals=lambda: SIMPLE | {"goals": nested()},
    goal=lambda: SIMPLE | {"goals": [[nested(), 2]]},
    proofs=lambda: SIMPLE | {"proofs": nested()},
    step=lambda: SIMPLE | {"proofs": [[nested(), END]]},
    end=lambda: SIMPLE | {"proofs": [[nested()]]},
    place=lambda: SIMPLE | {"proofs": [[[[], nested()]]]},
    product=lambda: SIMPLE | {"proofs": [[[[[nested()]], 0]]]},
    proof=deep_proof,
    name_of_a_theorem=lambda: SIMPLE | {"proofs": [[[nested(), [], []], END]]},
    value=lambda: SIMPLE | {"proofs": [[["case 7", [["a", False, 0, nested()]], [[END]]], END]]},
    term=deep_term,
    term_in_a_use=deep_use,
)
def test_deep_nesting(entries: Callable[[], Any]) -> None:
    refuse(entries())


@pytest.mark.parametrize("make", [deep_term, deep_use, deep_proof])
def test_what_is_less_deep_is_right(make: Callable[[int], Entry]) -> None:
    book_of(make(20))


def test_the_kernel_still_works_after_a_deep_term() -> None:
    refuse(deep_term())
    refuse(deep_use())
    book_of(*LEDGER)
    assert [factor.number for factor in kernel.FACTORS] == list(range(len(kernel.FACTORS)))


def test_running_out_of_depth_anywhere_leaves_the_kernel_as_it_was() -> None:
    """What is refused for that alone is right once there is room."""
    limit, outcomes = sys.getrecursionlimit(), set[bool]()
    deep = depth()
    try:
        for room in range(15, 75):
            tree = plus(real(f"new {room}", real("G", a)), where(POSITIVE, a, b, real("F", n)))
            again = use("case 6", {("a", False, 0): tree}, [absurd((-1, 2), 0)])
            entry = theorem("x", [(tree, POSITIVE)], [(tree, POSITIVE)], [again, absurd(0, by=1)])
            book = book_of(ONES)
            sys.setrecursionlimit(deep + room)
            try:
                good = accepted(book, entry)
            except RecursionError:  # when there is no room for the call
                good = False
            finally:
                sys.setrecursionlimit(limit)
            outcomes.add(good)
            assert [factor.number for factor in kernel.FACTORS] == list(range(len(kernel.FACTORS)))
            assert ("x" in book.theorems) == good
            assert good or accepted(book, entry)
            refused(book, false(absurd(0), given=[(tree, POSITIVE)]))
    finally:
        sys.setrecursionlimit(limit)
    assert outcomes == {False, True}
    book_of(*LEDGER)


def depth() -> int:
    frame: Any = sys._getframe()
    count = 0
    while frame:
        frame, count = frame.f_back, count + 1
    return count


# Forging


def test_theorems_are_made_by_proofs_only() -> None:
    sequent: Any = ([], [(kernel.number(1), ZERO)])
    proved = Book().theorems["equals"]
    for seal in (None, object(), True, kernel, Theorem):
        with pytest.raises(Refused):
            Theorem(sequent, frozenset(), seal)
    some: list[Any] = [(), (sequent,), (sequent, frozenset()), ((sequent, frozenset()),)]
    for args in some:
        with pytest.raises(TypeError):
            Theorem(*args)
    with pytest.raises(TypeError):
        object.__new__(Theorem)
    for act in (copy.copy, copy.deepcopy, lambda made: pickle.loads(pickle.dumps(made))):
        with pytest.raises((TypeError, pickle.PicklingError)):
            act(proved)
    for made in ((*proved,), proved[:], proved * 1, tuple(proved)):
        assert type(made) is tuple
    assert type(proved) is Theorem


def test_theorems_cannot_be_changed() -> None:
    proved = Book().theorems["equals"]
    before: Any = proved[0], proved[1]
    changed: Any = proved
    with pytest.raises(TypeError):
        changed[0] = ([], [])
    with pytest.raises(TypeError):
        del changed[0]
    with pytest.raises(AttributeError):
        changed[1].add("x")
    with pytest.raises(TypeError):
        changed[0][0] = []
    assert (proved[0], proved[1]) == before


def test_an_empty_theorem_cannot_be_cited() -> None:
    book = Book()
    book.theorems["lemma"] = tuple.__new__(Theorem)
    with pytest.raises(Refused):
        book.add(false(use("lemma", {}), absurd((-1, 1))))


def lists(inside: Any) -> Iterator[list[Any]]:
    """All lists in an entry, from the outside in."""
    if isinstance(inside, dict | list):
        if isinstance(inside, list):
            yield inside
        for value in inside.values() if isinstance(inside, dict) else inside:
            yield from lists(value)


def test_a_ledger_that_is_changed_later_changes_nothing() -> None:
    book = Book()
    for entry in copy.deepcopy([*LEDGER]):
        book.add(entry)
        for inside in list(lists(entry)):
            inside.clear()
        entry.clear()
    again = book_of(*LEDGER)
    for name, (sequent, axioms) in again.theorems.items():
        assert said(book.theorems[name]) == [[(t.key, s) for t, s in part] for part in sequent]
        assert book.theorems[name][1] == axioms


def said(proved: Theorem) -> Any:
    return [[(t.key, signs) for t, signs in part] for part in proved[0]]


def test_uses_leave_theorems_as_they_were() -> None:
    """Nor does one book change another."""
    books = Book(), Book()
    for entry in LEDGER:
        before = {name: said(proved) for name, proved in books[0].theorems.items()}
        books[0].add(entry)
        for name, proved in before.items():
            assert said(books[0].theorems[name]) == proved
    assert {n: said(p) for n, p in books[1].theorems.items()} == {
        n: said(p) for n, p in Book().theorems.items()
    }
    every = [id(part) for book in books for proved in book.theorems.values() for part in proved[0]]
    assert len(set(every)) == len(every)
