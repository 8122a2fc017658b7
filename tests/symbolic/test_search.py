"""The search for proofs, part by part: the kernel accepts what it finds, and it finds no more."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from kernel_models import Model, TooLarge, drawn, tree_of
from kernel_models import term as of_tree

from symbolic import kernel
from symbolic.arithmetic import either, every, exp, largest, maximum, smallest, total
from symbolic.claims import Claim
from symbolic.kernel import (
    ANY,
    NEGATIVE,
    POSITIVE,
    ZERO,
    Atom,
    Book,
    Term,
    make,
    number,
    unknown,
)
from symbolic.methods import each, induct, solve, strong, use
from symbolic.ranges import witness
from symbolic.search import refuter
from symbolic.search.citing import at_first, cited, opposite
from symbolic.search.clauses import Clause, Laws, factors, instantiated
from symbolic.search.entries import Entry, Table, definition, sequent, theorem
from symbolic.search.linear import Linear, multipliers
from symbolic.search.proving import Certificates, NotCertified, Prover
from symbolic.search.refuter import Refuter, Stuck, refuted
from symbolic.search.relevance import relevant
from symbolic.search.steps import Fact, Found, Step, behind, fact
from symbolic.search.witnesses import Names, resolved, witnesses
from symbolic.search.writing import written
from symbolic.statements import Reader, abstracted
from symbolic.terms import (
    as_term,
    integers,
    reals,
    recursive,
    recursive_integer,
    sequences,
)

NOT_POSITIVE, NOT_NEGATIVE, UNEQUAL = NEGATIVE | ZERO, ZERO | POSITIVE, NEGATIVE | POSITIVE
ONE, TWO, NOTHING = number(1), number(2), number(0)
INDEX = make("bound", 0)
a, b, c, d = map(unknown, "abcd")
n, m = unknown("n", integer=True), unknown("m", integer=True)


def f(of: Term) -> Term:
    return unknown("f", of)


def plus(*terms: Term) -> Term:
    return kernel.total([(1, t) for t in terms])


def larger(first: Term, second: Term) -> Term:
    return make("choice", NOT_NEGATIVE, (first - second, first, second))


def where(condition: Term, signs: int, then: Term, otherwise: Term) -> Term:
    return make("choice", signs, (condition, then, otherwise))


def top(count: Term, body: Term, guard: Term = ONE) -> Term:
    return make("argmax", 0, (count, guard, body))


def summed(count: Term, body: Term) -> Term:
    return make("sum", 0, (count, body))


def inverse(of: Term) -> Term:
    return make("constant", ("inverse", False), (of,))


def quotient(of: Term, by: Term) -> Term:
    return make("constant", ("quotient", True), (of, by))


def opposite_of(signs: int) -> int:
    """The signs of −t, from those of t."""
    return sum(4 // sign for sign in (NEGATIVE, ZERO, POSITIVE) if sign & signs)


def said(known: Fact) -> Atom:
    """What the kernel has where the search has this fact."""
    if known.turned:
        return NOTHING - known.term, opposite_of(known.signs)
    return known.term, known.signs


def accepted(
    facts: Sequence[Fact], found: Found, book: Book | None = None, name: str = "found"
) -> Entry:
    """The theorem that the facts are absurd, which the kernel accepts."""
    given = [said(known) for known in facts]
    assumed = fact(NOTHING, UNEQUAL ^ ANY)
    entry = theorem(name, given, [(NOTHING, UNEQUAL)], [written(found, [*facts, assumed])])
    (book or Book()).add(entry)
    return entry


def cuts(entry: Entry) -> set[str | None]:
    """The names of the theorems that an entry's proofs use; None for itself."""

    def inside(proof: Sequence[Any]) -> set[str | None]:
        *steps, _ = proof
        return {name for name, _, _ in steps}.union(
            *(inside(p) for _, _, own in steps for p in own)
        )

    return set[str | None]().union(*map(inside, entry["proofs"]))


ABSURD: dict[str, list[Atom]] = {
    "a sum of facts": [(a - b, POSITIVE), (b - c, NOT_NEGATIVE), (a - c, NOT_POSITIVE)],
    "an equation, turned": [(a - b, ZERO), (b - a, POSITIVE)],
    "fractions": [
        (kernel.total([(3, a), (-1, ONE)]), ZERO),
        (kernel.total([(7, a), (-2, ONE)]), NOT_POSITIVE),
    ],
    "two signs of one term": [(a - b, UNEQUAL), (b - a, ZERO)],
    "neither less nor more": [(a, UNEQUAL), (a, NOT_NEGATIVE), (a, NOT_POSITIVE)],
    "a number with another sign": [(number(-3), NOT_NEGATIVE)],
    "a choice, both ways": [(larger(a, b) - a, NEGATIVE)],
    "a choice that is known": [(a - b, POSITIVE), (larger(a, b) - b, ZERO)],
    "choices in a choice": [(larger(larger(a, b), c) - larger(a, larger(b, c)), UNEQUAL)],
    "a choice by being 0": [(where(a, ZERO, ONE, TWO), NOT_POSITIVE)],
    "a choice by a choice": [
        (where(a, POSITIVE, b, c), POSITIVE), (b, NOT_POSITIVE), (a, POSITIVE),
    ],
    "a choice by a choice that is settled": [
        (where(a, POSITIVE, b, c), POSITIVE),
        (where(b, POSITIVE, d, c) - d, UNEQUAL),
        (a, POSITIVE),
    ],
    "a choice in a condition that is settled": [
        (a, NOT_POSITIVE),
        (where(where(a, POSITIVE, b, c), NEGATIVE, d, ONE) - d, UNEQUAL),
        (where(a, POSITIVE, b, c), NEGATIVE),
    ],
    "a choice that differs": [
        (where(a, NEGATIVE, b, c) - d, UNEQUAL), (b - d, ZERO), (a, NEGATIVE),
    ],
    "a choice in a product": [(larger(a, NOTHING) * larger(NOTHING - a, NOTHING), UNEQUAL)],
    "no integer between": [(n, POSITIVE), (n - ONE, NEGATIVE)],
    "an integer is no fraction": [(kernel.total([(2, n), (-1, ONE)]), ZERO)],
    "equal arguments": [(a - b, ZERO), (f(a) - f(b), UNEQUAL)],
    "equal indices": [(n - m, NOT_NEGATIVE), (n - m, NOT_POSITIVE), (f(n) - f(m), POSITIVE)],
    "negative products": [
        (a, NEGATIVE), (b, NEGATIVE), (c, NOT_POSITIVE), (a * b - c, NOT_POSITIVE),
    ],
    "a negative square": [(a, NEGATIVE), (a * a, NOT_POSITIVE)],
    "a product of three": [(a, NEGATIVE), (b, NEGATIVE), (c, NEGATIVE), (a * b * c, NOT_NEGATIVE)],
    "an integer below 0": [(n, NEGATIVE), (plus(n, ONE), POSITIVE)],
    "a product of facts": [(a, POSITIVE), (b, POSITIVE), (a * b, NOT_POSITIVE)],
    "an equation times a term": [(a - b, ZERO), (a * c - b * c, POSITIVE)],
    "an entry above the largest": [
        (n, NOT_NEGATIVE), (m - n, POSITIVE), (f(n) - f(top(m, f(INDEX))), POSITIVE),
    ],
    "an index beyond its range": [(n, POSITIVE), (top(n, f(INDEX)) - n, NOT_NEGATIVE)],
    "a sum of nothing": [(n, ZERO), (summed(n, f(INDEX)), UNEQUAL)],
    "a sum of one more": [
        (n, NOT_NEGATIVE),
        (summed(plus(n, ONE), f(INDEX)) - summed(n, f(INDEX)) - f(n), UNEQUAL),
    ],
    "a sum of two": [
        (summed(TWO, f(INDEX)) - f(NOTHING) - f(ONE), UNEQUAL),
    ],
    "an inverse": [(a, POSITIVE), (a * inverse(a) - ONE, UNEQUAL)],
    "a remainder": [(m, POSITIVE), (n - m * quotient(n, m) - m, NOT_NEGATIVE)],
}  # fmt: skip


@pytest.mark.parametrize("name", ABSURD)
def test_what_is_absurd_is_refuted(name: str) -> None:
    book = Book()
    facts = [fact(*atom) for atom in ABSURD[name]]
    spoken_of = [(said(known)[0].key, said(known)[1]) for known in facts]
    assert spoken_of == [(term.key, signs) for term, signs in ABSURD[name]]
    found = Refuter(Laws(book), indices=[n]).refute(facts)
    assert found.needs <= set(facts)
    accepted(facts, found, book)
    accepted(facts, refuted(Laws(book), [], [n], facts), book, "again")


@pytest.mark.parametrize("name", ABSURD)
def test_all_that_makes_it_absurd_is_needed(name: str) -> None:
    """Without the last fact, or with its opposite, there is a model: no proof may be found."""
    *others, (term, signs) = ABSURD[name]
    for facts in (others, [*others, (term, signs ^ ANY)]):
        with pytest.raises(Stuck):
            Refuter(Laws(Book()), indices=[n], most=40).refute([fact(*atom) for atom in facts])


def test_what_is_not_needed_is_left_out() -> None:
    facts = [fact(c - d, POSITIVE), fact(a, POSITIVE), fact(f(c), UNEQUAL), fact(a, NOT_POSITIVE)]
    found = Refuter(Laws(Book())).refute(facts)
    assert found.needs == {facts[1], facts[3]}
    accepted(facts, found)


@pytest.mark.parametrize("says_all", [fact(a, POSITIVE), fact(NOTHING - a, NEGATIVE)])
def test_one_fact_is_named_for_a_sign_where_one_says_it_all(says_all: Fact) -> None:
    """Or else all from which it follows."""
    false = fact(where(a, POSITIVE, b, c) - b, UNEQUAL)
    parts = [fact(a, NOT_NEGATIVE), fact(NOTHING - a, UNEQUAL)]
    for facts, needed in [
        ([*parts, says_all, false], {says_all, false}),
        ([says_all, *parts, false], {says_all, false}),
        ([*parts, false], {*parts, false}),
    ]:
        found = Refuter(Laws(Book())).refute(facts)
        assert found.needs == needed
        accepted(facts, found)


def test_a_case_that_does_not_need_what_it_assumes_is_no_case() -> None:
    tangled = [fact(larger(c, d) - c - d, UNEQUAL), fact(larger(a, b) - a, NEGATIVE)]
    found = Refuter(Laws(Book())).refute(tangled)
    assert found.needs == {tangled[1]}
    assert {step.rule for step in found.steps} <= {"split", "settle", "absurd"}


def test_a_refuter_forgets_what_it_was_told() -> None:
    search = Refuter(Laws(Book()))
    facts = [fact(larger(a, b) - a, NEGATIVE), fact(c, POSITIVE)]
    for _ in range(2):
        search.refute(facts)
        assert search.facts == []
        with pytest.raises(Stuck):
            search.refute([fact(larger(a, b) - a, POSITIVE)])
        assert search.facts == []


def test_a_search_has_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = [fact(larger(a, b) - a, NEGATIVE)]
    with pytest.raises(Stuck, match="too many cases"):
        Refuter(Laws(Book()), most=1).refute(facts)
    monkeypatch.setattr(refuter, "LONGEST", 0.0)
    with pytest.raises(Stuck, match="too many cases"):
        Refuter(Laws(Book())).refute(facts)


def test_a_theorem_is_used_at_its_values_and_its_hypothesis_is_proved() -> None:
    book = Book()
    book.add(sequent("axiom", "rises", [(b - a, POSITIVE)], [(f(b) - f(a), POSITIVE)], Table()))
    values = {("a", False): (0, c), ("b", False): (0, d)}
    clause = instantiated("rises", book.theorems["rises"][0], values)
    assert [t.key for t, _ in (*clause.given, *clause.goals)] == [(d - c).key, (f(d) - f(c)).key]
    facts = [fact(d - c - ONE, NOT_NEGATIVE), fact(f(d) - f(c), NOT_POSITIVE)]
    accepted(facts, Refuter(Laws(book), [clause]).refute(facts), book)
    assert book.theorems["found"][1] == {"rises"}
    with pytest.raises(Stuck):
        Refuter(Laws(book), [], closed=True, most=40).refute(facts)


def test_a_closed_search_has_no_laws_but_those_given() -> None:
    facts = [fact(*atom) for atom in ABSURD["an inverse"]]
    with pytest.raises(Stuck):
        Refuter(Laws(Book()), closed=True, most=40).refute(facts)


@pytest.mark.parametrize("seed", range(25))
def test_what_holds_in_a_model_is_not_refuted(seed: int) -> None:
    pick, model = Random(seed), Model(seed)
    facts: list[Fact] = []
    while len(facts) < 3:
        term = of_tree(drawn(pick, 2))
        try:
            value = model.value(tree_of(term))
        except TooLarge:
            continue
        here = POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO
        facts.append(fact(term, here | pick.choice((NEGATIVE, ZERO, POSITIVE))))
    with pytest.raises(Stuck):
        Refuter(Laws(Book()), most=15).refute(facts)


# Linear arithmetic.


def add_up(facts: Sequence[Fact], weights: Sequence[Fraction]) -> tuple[Term, bool]:
    """The weighted sum, and whether a fact in it says "positive"."""
    pairs = list(zip(facts, weights, strict=True))
    assert all(w >= 0 or known.signs == ZERO for known, w in pairs)
    whole = kernel.total([(w, known.term) for known, w in pairs])
    return whole, any(w > 0 and known.signs == POSITIVE for known, w in pairs)


def is_absurd(facts: Sequence[Fact], weights: Sequence[Fraction]) -> bool:
    whole, strict = add_up(facts, weights)
    equations = all(known.signs == ZERO for known, w in zip(facts, weights, strict=True) if w)
    constant = whole.parts.get((), 0)
    assert not any(whole.parts), "a monomial is left"
    return constant < 0 or (strict and constant == 0) or (equations and constant != 0)


@pytest.mark.parametrize("seed", range(40))
def test_multipliers_make_a_sum_absurd(seed: int) -> None:
    """Facts, and one more that their sum with random weights excludes; and facts besides."""
    pick = Random(seed)
    monomials = [a, b, c, a * b, f(a)]
    facts = []
    for _ in range(pick.randint(1, 4)):
        parts = [(pick.randint(-3, 3), t) for t in pick.sample(monomials, 3)]
        term = kernel.total([*parts, (Fraction(pick.randint(-4, 4), 3), ONE)])
        facts.append(Fact(term, pick.choice((ZERO, POSITIVE, NOT_NEGATIVE))))
    weights = [Fraction(pick.randint(1, 5), 2) for _ in facts]
    whole, strict = add_up(facts, weights)
    signs = NOT_NEGATIVE if strict else POSITIVE
    facts.append(Fact(NOTHING - whole, signs))
    facts += [Fact(plus(a, b), NOT_NEGATIVE), facts[0]][: pick.randint(0, 2)]
    pick.shuffle(facts)
    found = multipliers(facts)
    assert found is not None
    assert is_absurd(facts, found)


@pytest.mark.parametrize(
    "facts",
    [
        [Fact(a - ONE, ZERO), Fact(a - TWO, ZERO)],
        [Fact(a - ONE, ZERO), Fact(a - TWO, ZERO), Fact(b, ZERO), Fact(b - ONE, ZERO)],
        [Fact(ONE, ZERO)],
        [Fact(NOTHING, POSITIVE)],
        [Fact(number(-1), NOT_NEGATIVE)],
        [Fact(a, POSITIVE), Fact(a, ZERO)],
        [
            Fact(a, POSITIVE),
            Fact(NOTHING - a, POSITIVE),
            Fact(b, POSITIVE),
            Fact(NOTHING - b, ZERO),
        ],
    ],
)
def test_multipliers_of_few_facts(facts: list[Fact]) -> None:
    found = multipliers(facts)
    assert found is not None
    assert is_absurd(facts, found)


@pytest.mark.parametrize(
    "facts",
    [
        [Fact(a, NOT_NEGATIVE), Fact(NOTHING - a, NOT_NEGATIVE)],
        [Fact(NOTHING, NOT_NEGATIVE), Fact(NOTHING, ZERO)],
        [Fact(a - b, POSITIVE), Fact(b - c, POSITIVE)],
        [Fact(a * a, ZERO), Fact(a, POSITIVE)],  # no fact about monomials
    ],
)
def test_there_are_no_multipliers_where_there_is_a_model(facts: list[Fact]) -> None:
    assert multipliers(facts) is None


def test_linear_facts_have_a_model_or_a_core_and_are_retracted() -> None:
    linear = Linear()
    first, second = Fact(a - b, POSITIVE), Fact(b * c - a, NOT_NEGATIVE)
    linear.add(first)
    linear.add(second)
    model = linear.model()
    assert isinstance(model, dict)
    for known in (first, second):
        value = sum((w * model[monomial] for monomial, w in known.term.parts.items()), Fraction())
        assert value > 0 or (value == 0 and known is second)
    assert linear.excludes(b - a, NOT_NEGATIVE)
    assert not linear.excludes(a, ZERO)
    linear.push()
    third = Fact(b - b * c, NOT_NEGATIVE)
    linear.add(third)
    core = linear.model()
    assert isinstance(core, list)
    assert set(core) == {first, second, third}
    assert is_absurd(core, multipliers(core) or [])
    linear.pop()
    assert isinstance(linear.model(), dict)


def test_a_fact_that_gives_no_sign_is_passed_over() -> None:
    linear = Linear()
    linear.add(Fact(a, UNEQUAL))
    linear.add(Fact(a, ZERO))
    assert isinstance(linear.model(), dict)


# What is relevant.


def test_what_is_relevant_is_named_and_nothing_else() -> None:
    facts = [
        Fact(c, POSITIVE),
        Fact(a - b, POSITIVE),
        Fact(d - c, UNEQUAL),
        Fact(b - a, NOT_NEGATIVE),
    ]
    assert relevant(facts, []) == ([facts[1], facts[3]], [])
    assert relevant(facts[:3], []) is None


def test_a_clause_is_relevant() -> None:
    needed = Clause("needed", {}, ((a, POSITIVE),), ((b, POSITIVE),))
    other = Clause("other", {}, ((a, POSITIVE),), ((c, POSITIVE),))
    facts = [Fact(a, POSITIVE), Fact(b, NEGATIVE), Fact(c, UNEQUAL)]
    found = relevant(facts, [other, needed])
    assert found is not None
    assert set(found[0]) == set(facts[:2])
    assert [clause.name for clause in found[1]] == ["needed"]
    assert relevant(facts, [other]) is None


def test_equal_arguments_are_relevant() -> None:
    facts = [Fact(a - b, ZERO), Fact(f(a) - f(b), UNEQUAL), Fact(c, POSITIVE)]
    found = relevant(facts, [])
    assert found is not None
    assert set(found[0]) == set(facts[:2])


def test_choices_and_products_are_understood() -> None:
    facts = [Fact(larger(a, b) * larger(a, b) - a * larger(a, b), NEGATIVE), Fact(a, NOT_NEGATIVE)]
    found = relevant(facts, [])
    assert found is not None
    assert set(found[0]) == set(facts)


# Where ranges take their values.

(x,) = sequences("x")
p, q = reals("p q")
k, e = integers("k e")
E = exp(as_term(1))


def test_an_index_stands_for_where_its_range_is_decided() -> None:
    reader = Reader()
    highest, lowest = largest(x, k), smallest(x, e)
    names = witnesses([highest <= lowest], [], reader)
    places = [("unknown", witness("i", number).data, True, 0) for number in (1, 2)]
    assert list(names) == places
    assert names[places[0]].key == reader.index(highest).key
    assert names[places[1]].key == reader.index(lowest).key
    at_top = resolved(reader.term(x(witness("i", 1))), names)
    assert at_top.key == reader.term(highest).key


def test_indices_may_speak_of_one_another_but_not_in_a_circle() -> None:
    one, two, three = (unknown(name, integer=True) for name in "rst")
    names: Names = {("unknown", "r", True, 0): plus(two, ONE), ("unknown", "s", True, 0): three}
    assert resolved(f(one), names).key == f(plus(three, ONE)).key
    with pytest.raises(ValueError, match="one another"):
        resolved(f(one), {**names, ("unknown", "t", True, 0): one})


def test_a_range_of_known_length_has_no_index() -> None:
    assert witnesses([largest(x, as_term(3)) <= p], [], Reader()) == {}


# Proofs while they are being found.


def made(term: Term, signs: int, *needs: Fact) -> Step:
    """A step that makes a fact from others; what is wrong with it does not matter here."""
    return Step("settle", (needs[0],), [Fact(term, signs)], set(needs))


def test_steps_that_are_not_needed_are_left_out() -> None:
    one, two, three = Fact(a, POSITIVE), Fact(b, POSITIVE), Fact(c, POSITIVE)
    first = made(d, POSITIVE, one)
    unused = made(a * b, POSITIVE, two)
    last = made(a * d, POSITIVE, first.makes[0], three)
    end = Step("absurd", ([(ONE, (last.makes[0],))],))
    found = behind([first, unused, last], Found([end], {last.makes[0]}))
    assert found.steps == [first, last, end]
    assert found.needs == {one, three}


def test_a_step_is_needed_if_a_branch_needs_it_and_what_a_branch_assumes_is_not() -> None:
    one, two, assumed = Fact(a, POSITIVE), Fact(b, POSITIVE), Fact(c, NOT_POSITIVE)
    first = made(d, POSITIVE, one)
    inner = Found([Step("absurd", ([],))], {first.makes[0], assumed})
    split = Step("split", (c, POSITIVE), [Fact(c, POSITIVE)], branches=[(assumed, inner)])
    end = Found([Step("absurd", ([],))], {split.makes[0], two})
    found = behind([first, split], end)
    assert found.steps == [first, split, *end.steps]
    assert found.needs == {one, two}
    assert behind([first, split], Found([], {two})).steps == []


def plain(proof: Any) -> Any:
    """A proof with the keys of terms in their places, to be compared."""
    if isinstance(proof, Term):
        return proof.key
    if isinstance(proof, dict):
        return {name: plain(value) for name, value in proof.items()}
    return [plain(part) for part in proof] if isinstance(proof, (list, tuple)) else proof


def test_facts_get_their_places_in_branches_and_after_them() -> None:
    """But not what one step alone has of a fact whose choices are made."""
    one, two, assumed = Fact(a, POSITIVE), Fact(b, POSITIVE), Fact(c, NOT_POSITIVE)
    inside = made(a * c, POSITIVE, assumed, one)
    leaf = Step("absurd", ([(TWO, (inside.makes[0], one)), (ONE, (assumed,))],))
    split = Step(
        "split",
        (c, POSITIVE),
        [Fact(c, POSITIVE)],
        branches=[(assumed, Found([inside, leaf], set()))],
    )
    cut = Step("cut", ("name", {}), [Fact(d, POSITIVE), Fact(d, UNEQUAL)], branches=[])
    whole = Step("whole", (cut.makes[1],), [Fact(n, NOT_NEGATIVE)])
    settled = made(a * d, POSITIVE, split.makes[0], cut.makes[0])
    again = made(a * b, UNEQUAL, settled.makes[0], cut.makes[1], one)
    last = made(b * d, POSITIVE, again.makes[0], whole.makes[0])
    end = Step(
        "absurd", ([(ONE, (settled.makes[0], two)), (TWO, (last.makes[0], again.makes[0]))],)
    )
    steps = [split, cut, whole, settled, again, last, end]
    own = ("a", False)
    assert plain(written(Found(steps, set()), [one, two])) == plain([
        ("case 4", {own: (0, c)}, [[([(TWO, 2, 0), (ONE, 2)], 0)]]),
        ("name", {}, []),
        ("integer", {("n", True): (0, d)}, [[([(ONE, 4)], 5)]]),
        ("case 4", {own: (0, a * d)}, [[([(ONE, 2)], 3, 6)]]),
        ("case 5", {own: (0, a * b)}, [[([(ONE, 7)], 0, 4, 6)]]),
        ([(ONE, 6, 1), (TWO, 7, 7)], 5),
    ])  # fmt: skip


def test_the_facts_about_a_sum_are_named_where_it_is_no_number_but_0() -> None:
    facts = [Fact(a - b, NOT_NEGATIVE), Fact(c, ZERO), fact(a - b, NOT_POSITIVE), Fact(b - a, ZERO)]
    facts += [Fact(plus(b - a, TWO), NOT_NEGATIVE), Fact(TWO, POSITIVE), Fact(number(-2), UNEQUAL)]
    for entries, named in [
        ([(ONE, (facts[0],))], [0, 2, 3]),
        ([(TWO, (facts[0],))], []),
        ([(ONE, (facts[1],))], [1]),
        ([(ONE, (facts[0],)), (ONE, (facts[3],))], []),
        ([(ONE, (facts[0],)), (ONE, (facts[4],))], []),
    ]:
        ((_, *by),) = written(Found([Step("absurd", (entries,))], set(facts)), facts)
        assert by == named
    none = Fact(NOTHING, POSITIVE)
    ((_, *by),) = written(Found([Step("absurd", ([],))], set()), [*facts, none])
    assert by == [7]


def test_a_proof_has_an_end() -> None:
    one = Fact(a, POSITIVE)
    with pytest.raises(ValueError, match="without an end"):
        written(Found([made(b, POSITIVE, one)], {one}), [one])


@pytest.mark.parametrize("signs", range(8))
def test_a_fact_says_what_the_kernels_fact_says(signs: int) -> None:
    """And never that a term is not positive: then it is turned."""
    known = fact(a - b, signs)
    assert known.turned is (signs in (NEGATIVE, NOT_POSITIVE))
    assert known.signs not in (NEGATIVE, NOT_POSITIVE)
    assert known.term.key == ((b - a) if known.turned else (a - b)).key
    assert known.signs == (opposite_of(signs) if known.turned else signs)
    assert known.parts[0].key == ONE.key
    assert known.parts[1] == (known,)


# Facts that are turned, and what becomes of steps about them.

SIGNS = [NEGATIVE, ZERO, NEGATIVE | ZERO, POSITIVE, UNEQUAL, NOT_NEGATIVE]


def settling(of: Fact, value: Term, *by: Fact) -> tuple[Step, Fact]:
    """The step that settles a fact, as a fact about this value, and what it makes."""
    new = fact(NOTHING - value if of.turned else value, of.signs)
    return Step("settle", (of,), [new], {of, *by}), new


def twice(end: Found) -> list[Step]:
    """A proof, once where a term is not positive and again where it is."""
    below = (fact(unknown("r"), NOT_POSITIVE), end)
    split = Step(
        "split", (unknown("r"), POSITIVE), [Fact(unknown("r"), POSITIVE)], branches=[below]
    )
    return [split, *end.steps]


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("otherwise", [False, True])
@pytest.mark.parametrize("by", SIGNS)
@pytest.mark.parametrize("signs", SIGNS)
def test_a_fact_is_settled(signs: int, by: int, otherwise: bool, many: bool) -> None:
    """By another that decides its choice; and not without it, nor by what says the contrary.

    Where several steps use it, it is a fact for the kernel; where one does, this one makes the choice.
    """
    chosen = where(a, by ^ ANY, c, b) if otherwise else where(a, by, b, c)
    of, decisive, value = fact(chosen - d, signs), fact(a, by), b - d
    false = fact(value, signs ^ ANY)
    step, new = settling(of, value, decisive)
    end = opposite(new, false)
    found = Found([step, *(twice(end) if many else end.steps)], {of, decisive, false})
    for facts in ([of, decisive, false], [decisive, false, of]):
        entry = accepted(facts, found)
        assert cuts(entry) == ({f"case {new.signs}", "case 4"} if many else set())
        assert len(entry["proofs"][0]) == (3 if many else 1)
    step.needs.remove(decisive)
    with pytest.raises(kernel.Refused, match="no contradiction"):
        accepted([decisive, of, false], found)
    contrary = fact(a, by ^ ANY)
    step.needs.add(contrary)
    with pytest.raises(kernel.Refused, match="no contradiction"):
        accepted([contrary, of, false], found)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("signs", SIGNS)
def test_a_fact_is_settled_by_several(signs: int, many: bool) -> None:
    """By one that is settled itself, by two that together say that a term is 0."""
    inner = where(a, ZERO, b, c)
    of = fact(where(b, NEGATIVE, d, a) - c, signs)
    above, below, condition = fact(a, NOT_NEGATIVE), fact(a, NOT_POSITIVE), fact(inner, NEGATIVE)
    first, lower = settling(condition, b, above, below)
    second, new = settling(of, d - c, lower)
    false = fact(d - c, signs ^ ANY)
    end = opposite(new, false)
    found = Found([first, second, *(twice(end) if many else end.steps)], set())
    facts = [of, false, condition, above, below]
    assert len(accepted(facts, found)["proofs"][0]) == (3 if many else 1)
    for step, needed in [(first, above), (first, below), (second, lower)]:
        step.needs.remove(needed)
        with pytest.raises(kernel.Refused, match="no contradiction"):
            accepted(facts, found)
        step.needs.add(needed)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("signs", SIGNS)
def test_what_settles_last_may_be_inside_what_settles_first(signs: int, many: bool) -> None:
    """The choice that the first fact decides asks for a term in which the second makes a choice."""
    inner = where(a, POSITIVE, b, c)
    of = fact(where(inner, NEGATIVE, where(a, POSITIVE, d, b), c) - inner, signs)
    outer, last = fact(inner, NEGATIVE), fact(a, POSITIVE)
    value = where(a, POSITIVE, d, b) - inner
    first, between = settling(of, value, outer)
    second, new = settling(between, NOTHING - (d - b) if of.turned else d - b, last)
    false = fact(d - b, signs ^ ANY)
    end = opposite(new, false)
    found = Found([first, second, *(twice(end) if many else end.steps)], set())
    for facts in ([of, false, outer, last], [last, outer, of, false]):
        assert len(accepted(facts, found)["proofs"][0]) == (3 if many else 1)


@pytest.mark.parametrize("many", [False, True])
@pytest.mark.parametrize("second", SIGNS)
@pytest.mark.parametrize("signs", SIGNS)
def test_a_settled_fact_is_settled_again(signs: int, second: int, many: bool) -> None:
    of = fact(where(a, POSITIVE, where(b, second, c, d), d) - a, signs)
    one, two = fact(a, POSITIVE), fact(b, second)
    first, between = settling(of, where(b, second, c, d) - a, one)
    last, new = settling(between, NOTHING - (c - a) if of.turned else c - a, two)
    false = fact(c - a, signs ^ ANY)
    end = opposite(new, false)
    found = Found([first, last, *(twice(end) if many else end.steps)], set())
    for facts in ([of, one, two, false], [false, two, one, of]):
        entry = accepted(facts, found)
        assert len(entry["proofs"][0]) == (3 if many else 1)


def test_settled_facts_are_multiplied_and_added() -> None:
    """Turned or not, each by what settles it: u is −a and positive, v is b and negative."""
    u, v = where(c, ZERO, a, ONE), where(d, NEGATIVE, b, ONE)
    facts = [
        fact(u, NEGATIVE), fact(v, POSITIVE), fact(c, ZERO), fact(d, NEGATIVE),
        fact(a * b, NOT_NEGATIVE),
    ]  # fmt: skip
    of_u, of_v, by_u, by_v, false = facts
    first, one = settling(of_u, a, by_u)
    second, two = settling(of_v, b, by_v)
    for entries in ([(one, two), (false,)], [(two, one), (false,)]):
        end = Step("absurd", ([(ONE, used) for used in entries],))
        entry = accepted(facts, Found([first, second, end], set()))
        (((product, _), *by),) = entry["proofs"][0]
        assert sorted(product[1:]) == [0, 1]
        assert sorted(by) == [2, 3, 5]  # and that 0 is 0
    for step, needed in ((first, by_u), (second, by_v)):
        step.needs.remove(needed)
        with pytest.raises(kernel.Refused, match="no contradiction"):
            accepted(facts, Found([first, second, end], set()))
        step.needs.add(needed)


@pytest.mark.parametrize("signs", [POSITIVE, NEGATIVE])
def test_a_settled_integer_is_at_least_1(signs: int) -> None:
    known, decisive = fact(where(a, POSITIVE, n, b), signs), fact(a, POSITIVE)
    step, new = settling(known, n, decisive)
    least = Fact(new.term - ONE, NOT_NEGATIVE)
    whole = Step("whole", (new,), [least], {new})
    false = fact(new.term - ONE, NEGATIVE)
    found = Found([step, whole, *opposite(least, false).steps], set())
    entry = accepted([known, decisive, false], found)
    assert cuts(entry) == {"integer"}
    step.needs.remove(decisive)
    with pytest.raises(kernel.Refused, match="no contradiction"):
        accepted([known, decisive, false], found)


def test_what_is_settled_before_a_branch_is_used_in_it() -> None:
    """By facts that have their places outside, and by what the branch assumes."""
    of, one = fact(where(a, POSITIVE, where(b, POSITIVE, c, d), d), NEGATIVE), fact(a, POSITIVE)
    more = fact(plus(c, d), UNEQUAL)
    false = fact(where(b, NOT_POSITIVE, c, d), NOT_NEGATIVE)
    first, between = settling(of, where(b, POSITIVE, c, d), one)
    assumed = fact(b, NOT_POSITIVE)
    inside, lower = settling(between, NOTHING - d, assumed)
    second, upper = settling(false, c, assumed)
    goal = fact(d - c, NOT_NEGATIVE)
    end = Step("absurd", ([(ONE, (lower,)), (ONE, (upper,)), (ONE, (goal,))],))
    split = Step(
        "split", (b, POSITIVE), [fact(b, POSITIVE)],
        branches=[(assumed, Found([inside, second, end], set()))],
    )  # fmt: skip
    after, above = settling(between, NOTHING - c, *split.makes)
    last = Step("absurd", ([(ONE, (above,)), (ONE, (fact_ := fact(c, POSITIVE),))],))
    facts = [of, one, more, false, goal, fact_]
    entry = accepted(facts, Found([first, split, after, last], set()))
    assert cuts(entry) == {f"case {between.signs}", "case 4"}


@pytest.mark.parametrize("signs", [UNEQUAL, ZERO, POSITIVE, NOT_NEGATIVE])
def test_a_fact_is_not_settled_as_another(signs: int) -> None:
    of, decisive = fact(where(a, POSITIVE, b, c), signs), fact(a, POSITIVE)
    others = [c, NOTHING - c, plus(b, ONE)]
    if signs in (POSITIVE, NOT_NEGATIVE):
        others.append(NOTHING - b)
    for value in others:
        step, new = settling(of, value, decisive)
        false = fact(value, signs ^ ANY)
        found = Found([step, *opposite(new, false).steps], set())
        with pytest.raises(kernel.Refused, match="no contradiction"):
            accepted([of, decisive, false], found)


@pytest.mark.parametrize(
    "positive", [fact(n, POSITIVE), fact(NOTHING - n, NEGATIVE), fact(n - m, NEGATIVE)]
)
def test_a_positive_integer_is_at_least_1(positive: Fact) -> None:
    least = Fact(positive.term - ONE, NOT_NEGATIVE)
    false = fact(positive.term - ONE, NEGATIVE)
    step = Step("whole", (positive,), [least], {positive})
    entry = accepted([false, positive], Found([step, *opposite(least, false).steps], set()))
    assert cuts(entry) == {"integer"}


@pytest.mark.parametrize(
    ("known", "why"),
    [
        (fact(a, POSITIVE), "stands for an integer"),
        (fact(NOTHING - a, NEGATIVE), "stands for an integer"),
        (fact(n, NOT_NEGATIVE), "no contradiction"),
        (fact(n, NOT_POSITIVE), "no contradiction"),
        (fact(n, UNEQUAL), "a product that may be negative"),
    ],
)
def test_what_is_no_positive_integer_need_not_be_at_least_1(known: Fact, why: str) -> None:
    least = Fact(known.term - ONE, NOT_NEGATIVE)
    false = fact(known.term - ONE, NEGATIVE)
    step = Step("whole", (known,), [least], {known})
    with pytest.raises(kernel.Refused, match=why):
        accepted([false, known], Found([step, *opposite(least, false).steps], set()))


def of_product(first: int, second: int) -> int:
    """The signs of a product, from those of its factors."""
    values = {-1: NEGATIVE, 0: ZERO, 1: POSITIVE}
    pairs = ((u, v) for u in values for v in values if values[u] & first and values[v] & second)
    return sum({values[u * v] for u, v in pairs})


MULTIPLIED = [NEGATIVE, ZERO, NOT_POSITIVE, POSITIVE, NOT_NEGATIVE]


@pytest.mark.parametrize("second", MULTIPLIED)
@pytest.mark.parametrize("first", MULTIPLIED)
def test_facts_are_multiplied(first: int, second: int) -> None:
    """Turned ones too: of one turned fact the sign of the multiplier changes, of two it does not."""
    one, two = fact(a, first), fact(b, second)
    turns = one.turned + two.turned
    product, signs = one.term * two.term, of_product(one.signs, two.signs)
    for false in (fact(product, signs ^ ANY), fact(NOTHING - product, opposite_of(signs) ^ ANY)):
        entries: list[tuple[Term, tuple[Fact, ...]]] = [(ONE, (one, two))]
        if signs != ZERO:
            entries.append((ONE, (false,)))
        found = Found([Step("absurd", (entries,))], {one, two, false})
        facts = [two, false, one]
        entry = accepted(facts, found)
        ((products, *_),) = entry["proofs"][0]
        multiplier = entry["terms"][products[0][0]]
        assert multiplier == ["+", [-1 if turns == 1 else 1]]
        assert products[0][1:] == [2, 0]


@pytest.mark.parametrize("many", [1, 2, 3, 4])
def test_a_fact_is_multiplied_by_itself(many: int) -> None:
    negative = fact(a, NEGATIVE)
    power = kernel.product([negative.term] * many)
    false = fact(power, NOT_POSITIVE)
    entries = [(Fraction(1, 3), (negative,) * many), (Fraction(1, 3), (false,))]
    step = Step("absurd", ([(number(weight), used) for weight, used in entries],))
    entry = accepted([negative, false], Found([step], set()))
    ((products, *_),) = entry["proofs"][0]
    assert entry["terms"][products[0][0]] == ["+", [("1/3", "-1/3")[many % 2]]]


def test_an_equation_is_multiplied_by_any_term_and_by_a_turned_fact() -> None:
    equal, negative = fact(a - b, ZERO), fact(c, NEGATIVE)
    false = fact(a * c * d - b * c * d, UNEQUAL)
    for multiplier, used in [(c * d, (equal,)), (NOTHING - d, (equal, negative))]:
        found = Found([Step("absurd", ([(multiplier, used)],))], set())
        accepted([equal, negative, false], found)


def test_a_product_of_any_sign_is_refused() -> None:
    """A turned fact under a multiplier that is not positive, or a fact without a sign."""
    facts = [fact(a, NEGATIVE), fact(a, NOT_NEGATIVE), fact(b, UNEQUAL)]
    negative, other, unequal = facts
    for entries in (
        [(number(-1), (negative,)), (number(-1), (other,))],
        [(b, (negative,)), (b, (other,))],
        [(ONE, (negative, unequal))],
        [(ONE, (negative,)), (ONE, (unequal, unequal))],
    ):
        with pytest.raises(kernel.Refused, match="a product that may be negative"):
            accepted(facts, Found([Step("absurd", (entries,))], set()))
    accepted(facts, Found([Step("absurd", ([(ONE, (negative,)), (ONE, (other,))],))], set()))


# Proofs that only cite.


def test_integers_become_the_indices_of_a_function() -> None:
    term = summed(n, unknown("g", n, INDEX, m)) * a - n
    function = abstracted(term, ["n", "m"])
    assert kernel.free(function) == 0b11
    assert kernel.opened(function, [n, m]).key == term.key
    three = kernel.opened(function, [number(3), a])
    assert three.key == (summed(number(3), unknown("g", number(3), INDEX, a)) * a - number(3)).key


@pytest.mark.parametrize("signs", SIGNS)
def test_some_goals_of_a_theorem_are_cited(signs: int) -> None:
    book = Book()
    given = [(a - b, signs), (c, UNEQUAL)]
    goals = [(f(a), POSITIVE), (f(b) - c, signs), (d, NOT_POSITIVE)]
    book.add(sequent("axiom", "all of it", given, goals, Table()))
    facts = [fact(*atom) for atom in given]
    proofs = cited("all of it", facts, goals[1:], goals)
    book.add(theorem("part", given, goals[1:], proofs))
    assert book.theorems["part"][1] == {"all of it"}


@pytest.mark.parametrize("start", [0, 1, -2])
@pytest.mark.parametrize("signs", SIGNS)
def test_the_base_of_an_induction_is_cited(signs: int, start: int) -> None:
    """Where n is at least its first value and not above it, by the theorem about that value."""
    first, book = number(start), Book()
    size = n - first
    given = [(size, NOT_NEGATIVE), (f(n) - a, signs), (b, signs), (d - n, signs)]
    goals = [(b - f(n), signs), (c, POSITIVE), (n * f(plus(n, ONE)), signs)]
    values = {("unknown", "n", True, 0): first}
    given_there, goals_there = (
        [(kernel.Substitution(values)(t), s) for t, s in part] for part in (given[1:], goals)
    )
    book.add(sequent("axiom", "at first", given_there, goals_there, Table()))
    facts, below = [fact(*atom) for atom in given], fact(size, NOT_POSITIVE)
    proofs = []
    for goal in goals:
        assumed = fact(goal[0], goal[1] ^ ANY)
        found = at_first("at first", facts, given, goals, goal, assumed, below, ("n", True), first)
        proofs.append(written(found, [*facts, below, assumed]))
    book.add(theorem("base", [*given, (size, NOT_POSITIVE)], goals, proofs))
    assert book.theorems["base"][1] == {"at first"}


# Whole claims.


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


def test_an_induction_is_its_base_and_its_step(certificates: Certificates) -> None:
    claim = Claim(
        "sum-at-most", "", total(x, k) <= k * p, given=(k >= 0, every(lambda i: x(i) <= p, k)),
        proof=induct(k, start=0),
    )  # fmt: skip
    certificates.add(claim)
    base, step = certificates.entries[-2:]
    assert (base["name"], step["name"]) == ("sum-at-most, at first", "sum-at-most")
    assert base["terms"][base["size"]] == ["+"]
    assert step["terms"][step["size"]] == ["unknown", [k.data, True]]
    assert None not in cuts(base)
    assert cuts(step) >= {None, base["name"], "sum of one more"}
    assert len(certificates.book.theorems["sum-at-most"][0][0]) == 2


def test_an_induction_may_prove_more_than_is_stated(certificates: Certificates) -> None:
    """Σ(2i + 1) = k² also says that it is k·k, which the step needs to be told."""
    odd = total(lambda i: 2 * i + 1, k)
    claim = Claim(
        "odd", "", odd >= 0, given=(k >= 0,), proof=induct(k, start=0, also=[odd == k * k])
    )
    certificates.add(claim)
    names = [entry["name"] for entry in certificates.entries[-3:]]
    assert names == ["odd, at first", "odd, stronger", "odd"]
    assert cuts(certificates.entries[-1]) == {"odd, stronger"}
    assert len(certificates.book.theorems["odd"][0][1]) == 1


def test_a_smaller_value_is_used_in_a_strong_induction(certificates: Certificates) -> None:
    given = (k >= 1, every(lambda i: (i >= 1).implies(x(i) == x(i // 2)), k + 1))
    proof = strong(k, [{k: k // 2}], uses=[], at=[k])
    certificates.add(Claim("halves", "", x(k) == x(0), given=(*given, x(1) == x(0)), proof=proof))
    assert None in cuts(certificates.entries[-1])


def test_a_claim_uses_another(certificates: Certificates) -> None:
    certificates.add(Claim("larger", "", maximum(p, q) >= p))
    proof = solve(uses=[use("larger", p=q, q=p)])
    certificates.add(Claim("other", "", maximum(q, p) + 1 > q, proof=proof))
    with pytest.raises(NotCertified, match="has no certificate"):
        certificates.add(Claim("third", "", p >= p, proof=solve(uses=[use("no such")])))


def test_an_axiom_is_taken_for_granted_and_named(certificates: Certificates) -> None:
    proof = solve(uses=[use("exp-of-sum", a=p, b=1)])
    certificates.add(Claim("next", "", exp(p + 1) == exp(p) * E, proof=proof))
    certificates.add(
        Claim("again", "", exp(q + 1) == E * exp(q), proof=solve(uses=[use("next", p=q)]))
    )
    assert certificates.book.theorems["again"][1] == {"exp-of-sum"}
    assert [e["kind"] for e in certificates.entries].count("axiom") == 1


def test_parts_are_proved_each_its_own_way(certificates: Certificates) -> None:
    ones = total(lambda i: as_term(2), k) == 2 * k
    claim = Claim(
        "each", "", (maximum(p, q) >= q) & ones, given=(k >= 0,),
        proof=each(solve(), induct(k, start=0)),
    )  # fmt: skip
    certificates.add(claim)
    assert certificates.entries[-2]["name"] == "each, part 2"
    assert "each, part 2" in cuts(certificates.entries[-1])


# Recursive functions, and what they read.


@recursive
def climbed(count: Any) -> Any:
    last = count - 1
    return either(count == 1, lambda: x(0), lambda: maximum(climbed(last), x(last)))


@recursive
def weighed(i: Any, count: Any) -> Any:
    last = count - 1
    return either(count == 0, lambda: p * i, lambda: weighed(i + 1, last) + i)


@recursive_integer
def level(count: Any) -> Any:
    return either(count == 0, lambda: e, lambda: level(count - 1))


CLIMBED, WEIGHED = "climbed (test_search)", "weighed (test_search)"
IS_LARGEST = Claim(
    "climbed-is-largest", "", climbed(k) == largest(x, k), given=(k >= 1,),
    proof=induct(k, unfold=[climbed(k + 1)]),
)  # fmt: skip
AN_ENTRY = Claim("an-entry", "", x(e) <= largest(x, k), given=(e >= 0, e < k), proof=solve(at=[e]))


def labels(*atoms: Atom) -> set[Any]:
    """The unknowns and constants in atoms."""
    return {name for term, _ in atoms for name in kernel.names(term) if isinstance(name, tuple)}


@pytest.fixture(scope="module")
def climbing() -> Certificates:
    certificates = Certificates()
    for claim in (AN_ENTRY, IS_LARGEST):
        certificates.add(claim)
    return certificates


def test_the_law_of_a_recursive_function() -> None:
    """At any arguments; where the last of them is a number, the choice is made."""
    book, reader = Book(), Reader(weighed(k, e) == 0)
    book.add(definition(weighed))
    laws = Laws(book)

    def value(i: Term, count: Term) -> Term:
        return make("constant", (WEIGHED, False), (i, count))

    at_first, i = make("constant", ("p", False)) * n, plus(n, ONE)
    for count, wanted in [
        (m, where(m, ZERO, at_first, plus(value(i, m - ONE), n))),
        (n * m, where(n * m, ZERO, at_first, plus(value(i, n * m - ONE), n))),
        (NOTHING, at_first),
        (TWO, plus(value(i, ONE), n)),
    ]:
        (factor,) = factors(value(n, count))
        clause = laws.recursive(factor)
        assert clause.name == WEIGHED
        assert clause.values == {
            (f"{WEIGHED} 0", True): (0, factor.args[0]), (f"{WEIGHED} 1", True): (0, count),
        }  # fmt: skip
        assert [(t.key, s) for t, s in clause.given] == [(count.key, NOT_NEGATIVE)]
        assert [(t.key, s) for t, s in clause.goals] == [((value(n, count) - wanted).key, ZERO)]
        assert laws.recursive(factor) is clause
    assert (
        reader.term(weighed(k, e)).key
        == value(unknown("k", integer=True), unknown("e", integer=True)).key
    )


def test_a_recursive_function_is_followed_to_its_start() -> None:
    book = Book()
    book.add(definition(weighed))
    laws = Laws(book)
    calls = [
        make("constant", (WEIGHED, False), (plus(n, number(step)), number(2 - step)))
        for step in range(3)
    ]
    wanted = make("constant", ("p", False)) * plus(n, TWO)
    facts = [fact(calls[0] - wanted - plus(n, n, ONE), UNEQUAL)]
    clauses = [laws.recursive(factors(call)[0]) for call in calls]
    entry = accepted(facts, Refuter(laws, clauses).refute(facts), book)
    assert {name for name in cuts(entry) if not str(name).startswith("case ")} == {WEIGHED}
    assert entry["proofs"][0][0][1][0][:3] == [f"{WEIGHED} 0", True, 0]
    for left_out in range(3):
        few = [clause for place, clause in enumerate(clauses) if place != left_out]
        with pytest.raises(Stuck):
            Refuter(Laws(book), few, most=40).refute(facts)


def test_what_a_definition_reads_is_constant_in_a_theorem_about_it(climbing: Certificates) -> None:
    (given, goals), _ = climbing.book.theorems["climbed-is-largest"]
    k_, x_, own = ("unknown", "k", True, 0), ("constant", "x", False, 1), f"{CLIMBED} 0"
    assert labels(*given, *goals) == {k_, x_, ("constant", CLIMBED, False, 1)}
    assert labels(*climbing.book.theorems["an-entry"][0][1]) == {
        k_, ("unknown", "e", True, 0), ("unknown", "x", False, 1)
    }  # fmt: skip
    (law_given, law), _ = climbing.book.theorems[CLIMBED]
    assert labels(*law_given, *law) == {
        ("unknown", own, True, 0), x_, ("constant", CLIMBED, False, 1)
    }  # fmt: skip
    entries = [entry["name"] for entry in climbing.entries]
    assert entries.count(CLIMBED) == 1
    assert entries.index(CLIMBED) < entries.index("climbed-is-largest, at first")


def instances(entry: Entry, name: str) -> list[dict[str, Any]]:
    """What unknowns stand for where the entry's first proof uses a theorem."""
    return [
        {text: (whole, arity, entry["terms"][place]) for text, whole, arity, place in values}
        for used, values, _ in entry["proofs"][0][:-1]
        if used == name
    ]


@pytest.mark.parametrize("wanted", [{}, {"x": x}, {"x": lambda i: x(i)}])
def test_an_unknown_of_a_lemma_is_constant_where_it_is_used(
    wanted: dict[str, Any], climbing: Certificates
) -> None:
    certificates = climbing.copy()
    proof = solve(uses=[use("climbed-is-largest"), use("an-entry", e=k - 1, **wanted)])
    claim = Claim("last", "", x(k - 1) <= climbed(k), given=(k >= 1,), proof=proof)
    certificates.add(claim)
    entry = certificates.entries[-1]
    assert cuts(entry) == {"climbed-is-largest", "an-entry"}
    (values,) = instances(entry, "an-entry")
    assert values.keys() == {"e", "x"}
    whole, arity, (kind, name, place) = values["x"]
    assert (whole, arity, kind, name) == (False, 1, "constant", ["x", False])
    assert entry["terms"][place] == ["bound", 0]
    assert instances(entry, "climbed-is-largest") == [{}]
    assert ("unknown", "x", False, 1) not in labels(*certificates.book.theorems["last"][0][1])


def test_an_unknown_of_a_lemma_may_stand_for_more_than_the_constant(climbing: Certificates) -> None:
    certificates = climbing.copy()
    proof = solve(uses=[use("an-entry", e=0, x=lambda i: x(i) - climbed(k))])
    claim = Claim(
        "shifted", "", largest(lambda i: x(i) - climbed(k), k) >= x(0) - climbed(k),
        given=(k >= 1,), proof=proof,
    )  # fmt: skip
    certificates.add(claim)
    (values,) = instances(certificates.entries[-1], "an-entry")
    assert values["x"][:2] == (False, 1)
    assert values["x"][2][0] == "+"


def test_a_variable_of_a_lemma_is_constant_where_it_is_used() -> None:
    certificates = Certificates()
    certificates.add(Claim("halved", "", maximum(p, q) >= (p + q) / 2))
    certificates.add(Claim(
        "at-first", "", maximum(p, weighed(1, k) - p) >= p / 2, given=(k == 0,),
        proof=solve(uses=[use("halved", q=weighed(1, k) - p)], unfold=[weighed(1, k)]),
    ))  # fmt: skip
    (values,) = instances(certificates.entries[-1], "halved")
    assert values["p"] == (False, 0, ["constant", ["p", False]])
    statements = certificates.statements
    prover = Prover(certificates.book, statements, Reader(weighed(k, e) == p))
    for wanted in (use("at-first"), use("at-first", p=q)):
        assert not prover.used(wanted, lambda term: term).values


def test_what_is_constant_in_a_hypothesis_is_so_in_the_conclusion(climbing: Certificates) -> None:
    certificates = climbing.copy()
    proof = solve(uses=[use("climbed-is-largest"), use("an-entry", e=0)])
    certificates.add(Claim("below", "", x(0) <= p, given=(k >= 1, climbed(k) <= p), proof=proof))
    (given, goals), _ = certificates.book.theorems["below"]
    x_, p_ = ("constant", "x", False, 1), ("unknown", "p", False, 0)
    assert labels(*goals) == {x_, p_}
    assert labels(*given) == {
        ("constant", CLIMBED, False, 1), p_, ("unknown", "k", True, 0)
    }  # fmt: skip


def test_a_constant_of_a_lemma_is_not_replaced(climbing: Certificates) -> None:
    """Not even where a hint asks for it: the theorem speaks of one x."""
    prover = Prover(climbing.book, climbing.statements, Reader(climbed(k) == 0))
    clause = prover.used(use("climbed-is-largest", k=k + 1), lambda term: term)
    assert list(clause.values) == [("k", True)]
    (y,) = sequences("y")
    again = prover.used(use("climbed-is-largest", x=y), lambda term: term)
    assert not again.values
    assert labels(*again.goals) == labels(*climbing.book.theorems["climbed-is-largest"][0][1])
    claim = Claim(
        "of another", "", climbed(k) == largest(y, k), given=(k >= 1,),
        proof=solve(uses=[use("climbed-is-largest", x=y)]),
    )  # fmt: skip
    with pytest.raises(NotCertified):
        climbing.copy().add(claim)


def test_a_theorem_about_a_constant_is_not_one_about_an_unknown(climbing: Certificates) -> None:
    """x is what the definition reads in the one, and any in the other."""
    certificates = climbing.copy()
    proof = solve(uses=[use("climbed-is-largest"), use("an-entry", e=0)])
    claim = Claim("at least the first", "", climbed(k) >= x(0), given=(k >= 1,), proof=proof)
    certificates.add(claim)
    for name, about in [("the same", claim.statement), ("of any", k >= 1)]:
        reader = Reader(about)
        given, goals = reader.atoms(k >= 1), reader.atoms(claim.statement)
        proofs = cited(claim.id, [fact(*atom) for atom in given], goals, goals)
        entry = theorem(name, given, goals, proofs)
        if name == "the same":
            certificates.admit(entry)
        else:
            assert ("unknown", "x", False, 1) in labels(*goals)
            with pytest.raises(kernel.Refused, match="no contradiction"):
                certificates.admit(entry)


def test_parts_of_a_theorem_are_read_as_the_whole_is() -> None:
    """What is constant in the whole is so in a part that does not speak of the definition."""
    certificates = Certificates()
    nothing = total(lambda i: x(i) - x(i), k) + x(0) == x(0)
    above = every(lambda i: x(i) >= 0, k)
    claim = Claim(
        "parts", "", nothing & (climbed(k) == largest(x, k)) & (total(x, k) >= 0),
        given=(k >= 1, above),
        proof=each(induct(k), induct(k, unfold=[climbed(k + 1)]), induct(k, at=[k])),
    )  # fmt: skip
    certificates.add(claim)
    wanted = Reader(*claim.given, claim.statement)
    assert wanted.fixed == {"x"}
    (given, goals), _ = certificates.book.theorems["parts"]
    atoms = [a for g in claim.given for a in wanted.atoms(g)]
    assert [(t.key, s) for t, s in given] == [(t.key, s) for t, s in atoms]
    assert [(t.key, s) for t, s in goals] == [(t.key, s) for t, s in wanted.atoms(claim.statement)]
    seen = 0
    for name, (sequent_, _) in certificates.book.theorems.items():
        if name.startswith("parts"):
            found = labels(*sequent_[0], *sequent_[1])
            assert ("constant", "x", False, 1) in found
            assert ("unknown", "x", False, 1) not in found
            seen += 1
    assert seen == 7
    assert cuts(certificates.entries[-1]) == {f"parts, part {number}" for number in (1, 2, 3)}


FALSE = {
    "an induction over what a definition reads": Claim(
        "level", "", level(k) == 1, given=(e >= 1, k >= 0), proof=induct(e, unfold=[level(k)])
    ),
    "a base that is false": Claim("base", "", k >= 2, given=(k >= 1,), proof=induct(k)),
    "a step that is false": Claim("step", "", k <= 1, given=(k >= 1,), proof=induct(k)),
    "an entry for the largest": Claim(
        "entry", "", largest(x, k) == x(0), given=(k >= 1,), proof=induct(k)
    ),
    "less for at most": Claim("less", "", maximum(p, q) > p),
    "a sum without a sign": Claim(
        "sum", "", total(x, k) >= 0, given=(k >= 0,), proof=induct(k, start=0)
    ),
    "itself at no smaller value": Claim(
        "itself", "", p <= q, given=(k >= 1,), proof=strong(k, [{k: k}])
    ),
}


@pytest.mark.parametrize("name", FALSE)
def test_what_is_false_is_not_certified(
    name: str, certificates: Certificates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refuter, "LONGEST", 1.0)
    with pytest.raises(NotCertified):
        certificates.add(FALSE[name])
    assert FALSE[name].id not in certificates.book.theorems
    assert FALSE[name].id not in certificates.statements
