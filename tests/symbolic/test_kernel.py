"""What the kernel accepts, against values computed without it."""

from __future__ import annotations

from typing import Any

import pytest
from kernel_ledger import LEDGER, TOP, absurd, axiom, model, split, theorem, use
from kernel_models import (
    NONE,
    NOT_NEGATIVE,
    NOT_POSITIVE,
    ONE,
    POSITIVE,
    ZERO,
    Model,
    const,
    index,
    minus,
    plus,
    real,
    term,
    times,
    total,
    whole,
)
from kernel_refusals import book_of

from symbolic import kernel

a, b, t, m, n, i = real("a"), real("b"), real("t"), whole("m"), whole("n"), index(0)
REST = minus(n, times(m, const("quotient", n, m, integer=True)))


def test_the_ledger_holds() -> None:
    made = book_of(*LEDGER)
    assert [*kernel.laws(), *(entry["name"] for entry in LEDGER)] == list(made.theorems)
    rests = {name for name, (_, axioms) in made.theorems.items() if axioms}
    assert rests == {
        "exp of a sum", "exp of zero", "exp of zero is one half and one half",
    }  # fmt: skip
    assert all(made.theorems[name][1] == {"exp of a sum"} for name in rests)


def test_every_theorem_holds_for_random_values() -> None:
    for name, ((given, goals), _) in book_of(*LEDGER).theorems.items():
        held = [seed for seed in range(200) if model(seed).holds(given)]
        assert held or name == "case 0", name
        assert all(model(seed).holds(goals) for seed in held), name


LAWS: dict[str, Any] = {
    **{f"case {signs}": ([(a, signs)], [(a, signs)]) for signs in range(8)},
    "integer": ([(n, POSITIVE)], [(minus(n, ONE), NOT_NEGATIVE)]),
    "sum of none": ([(n, NOT_POSITIVE)], [(total(n, real("F", i)), ZERO)]),
    "sum of one more": (
        [(n, NOT_NEGATIVE)],
        [(minus(minus(total(plus(n, ONE), real("F", i)), total(n, real("F", i))), real("F", n)), ZERO)],
    ),
    "argmax": (
        [(n, NOT_NEGATIVE), (minus(t, n), POSITIVE), (real("G", n), POSITIVE)],
        [
            (TOP, NOT_NEGATIVE),
            (minus(t, TOP), POSITIVE),
            (real("G", TOP), POSITIVE),
            (minus(real("F", TOP), real("F", n)), NOT_NEGATIVE),
        ],
    ),
    "quotient": ([(m, POSITIVE)], [(REST, NOT_NEGATIVE), (minus(m, REST), POSITIVE)]),
    "inverse": ([(b, 5)], [(minus(times(b, const("inverse", b)), ONE), ZERO)]),
    "equals": ([(minus(a, real("c")), ZERO)], [(minus(real("F", a), real("F", real("c"))), ZERO)]),
}  # fmt: skip


def test_there_are_no_other_laws() -> None:
    assert set(kernel.laws()) == set(LAWS) == set(kernel.Book().theorems)


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
    assert held > 10 or name == "case 0"


def test_axioms_are_carried() -> None:
    by_a = [use("A", {("a", False, 0): NONE}), absurd(1)]
    by_b = [use("B", {("b", False, 0): ONE}, [absurd((-1, 1))]), absurd((-1, 1))]
    by_all = [use("D", {}), use("E", {}), use("C", {}), absurd(by=0)]
    in_a_branch = [split(a, 7, [use("D", {}), absurd((-1, 2))]), absurd(by=0)]
    made = book_of(
        axiom("A", [], [(a, POSITIVE)]),
        axiom("B", [(b, POSITIVE)], [(b, ZERO)]),
        theorem("C", [], [(NONE, ZERO)], [absurd(by=0)]),
        theorem("D", [], [(ONE, ZERO), (NONE, ZERO)], by_a, [absurd(by=0)]),
        theorem("E", [], [(NONE, ZERO), (ONE, ZERO)], [absurd(by=0)], by_b),
        theorem("F", [], [(NONE, ZERO)], by_all),
        theorem("G", [], [(NONE, ZERO)], in_a_branch),
    )
    found = {name: "".join(sorted(made.theorems[name][1])) for name in "ABCDEFG"}
    assert found == {"A": "A", "B": "B", "C": "", "D": "A", "E": "B", "F": "AB", "G": "A"}
