"""Small certificates, written by hand: each law, each kind of term, each kind of entry."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from symbolic.kernel import NEGATIVE, POSITIVE, ZERO, Atom, Book, Term, make, number, total, unknown
from symbolic.search.entries import Entry, Proof, Table, sequent, theorem

NOT_NEGATIVE = ZERO | POSITIVE
ONE = number(1)
a, b, t = map(unknown, "abt")
n, i = unknown("n", integer=True), make("bound", 0)


def axiom(name: str, goals: list[Atom]) -> Entry:
    return sequent("axiom", name, [], goals, Table())


def definition(name: str, whole: bool, arity: int, base: Term, step: Term) -> Entry:
    """Of a function that is `base` where its last argument is 0, and `step` later."""
    table = Table()
    body = table.place(make("choice", ZERO, (parameter(name, arity - 1), base, step)))
    kind: Entry = {"kind": "definition", "name": name, "integer": whole, "arity": arity}
    return kind | {"body": body, "terms": table.nodes}


def parameter(name: str, place: int) -> Term:
    return unknown(f"{name} {place}", integer=True)


def constant(name: str, *args: Term, integer: bool = False) -> Term:
    return make("constant", (name, integer), args)


def sums(count: Term, body: Term) -> Term:
    return make("sum", 0, (count, body))


def largest(p: Term, q: Term) -> Term:
    return make("choice", NOT_NEGATIVE, (p - q, p, q))


def exp(of: Term) -> Term:
    return constant("exp", of)


Use = tuple[Any, ...]


def use(name: str | None, values: dict[str, Term], *proofs: Proof) -> Use:
    """Of a theorem; an unknown is an integer if it is called n, m or by a function's parameter."""
    functions = {"F": 1, "G": 1}
    whole = {text: text in ("n", "m") or text[-1].isdigit() for text in values}
    named = {(u, whole[u]): (functions.get(u, 0), value) for u, value in values.items()}
    return name, named, list(proofs)


def case(term: Term, signs: int, *proof: Use) -> Use:
    """Go on with these signs of a term; the proof excludes the others."""
    return use(f"case {signs}", {"a": term}, list(proof))


def positive(term: Term, *proof: Use) -> Use:
    """An integer of which the proof says that it is positive is at least 1."""
    return use("integer", {"n": term}, list(proof))


def absurd(*entries: tuple[Any, ...], by: tuple[int, ...] = ()) -> Use:
    """The end of a proof: a sum of products, and the facts that settle it."""
    products = [(m if isinstance(m, Term) else number(m), *places) for m, *places in entries]
    return products, *by


def relu_max() -> Entry:
    relu = make("choice", NOT_NEGATIVE, (a - b, a - b, number(0)))
    goal = total([(1, relu), (1, b), (-1, largest(a, b))])
    end = absurd(by=(1, 0))
    return theorem("relu-max", [], [(goal, ZERO)], [[case(a - b, NOT_NEGATIVE, end), end]])


def by_induction(name: str, goal: Atom, body: Term, base: Proof, step: Proof) -> Entry:
    """A statement on the sum of body(i) over 0 <= i < n, for n >= 0, from that for n - 1.

    `base` goes on where n = 0 (fact 4) and the sum is 0 (3); `step` where the statement holds at
    n - 1 (4), and the sum is that up to n - 1 and a last entry (5).  Fact 1 is that the goal fails.
    """
    less, holds = n - ONE, [absurd((1, 3), (-1, 4))]
    none = use("sum of none", {"n": n, "F": body}, [absurd((-1, 2), (1, 3))])
    last = use("sum of one more", {"n": less, "F": body}, [absurd((1, 3), (-1, 5))])
    itself = use(None, {"n": less}, holds, holds, [absurd((-1, 4))])
    at_zero = [none, case(n, ZERO, absurd((1, 0), by=(2, 4))), *base]
    whole = positive(n, absurd((1, 2), (-1, 3)))
    proof = [case(n, POSITIVE, *at_zero), whole, itself, last, *step]
    return theorem(name, [(n, NOT_NEGATIVE)], [goal], [proof], n)


def ones() -> Entry:
    base, step = absurd((1, 3), (-1, 4), by=(1,)), absurd((1, 4), (1, 5), by=(1,))
    return by_induction("sum-of-ones", (sums(n, ONE) - n, ZERO), ONE, [base], [step])


def squares() -> Entry:
    """A product of facts, and an unknown function below a binder."""
    x, last = unknown("x", i), unknown("x", n - ONE)
    end = absurd((-1, 1), (1, 4), (1, 5), (1, 6, 6))
    base, step = absurd((-1, 1), (1, 3)), [case(last, NOT_NEGATIVE, end), end]
    return by_induction("squares", (sums(n, x * x), NOT_NEGATIVE), x * x, [base], step)


def prefix_sums() -> list[Entry]:
    """A definition that reads an input, and that it is a sum."""
    name, x = "prefix (page)", constant("x", i)
    last = constant("x", parameter(name, 0) - ONE)
    goal = sums(n, x) - constant(name, n)
    at_0, at_n = (use(name, {f"{name} 0": n}, [absurd((1, 0), (-1, k))]) for k in (5, 6))
    base = [at_0, absurd((1, 3), (-1, 5), by=(4, 1))]
    step = [at_n, absurd((1, 4), (1, 5), (-1, 6), by=(2, 1))]
    return [
        definition(name, False, 1, number(0), total([(1, unknown(name)), (1, last)])),
        by_induction("prefix-sums", (goal, ZERO), x, base, step),
    ]


def doubling() -> list[Entry]:
    """A definition of an integer function, and that it is at least 1."""
    value = constant("doubled", n, integer=True)
    twice = total([(2, unknown("doubled", integer=True))])
    holds = [absurd((1, 3), (-1, 4))]
    itself = use(None, {"n": n - ONE}, holds, holds, [absurd((-1, 4))])
    at_0, at_n = (use("doubled", {"doubled 0": n}, [absurd((1, 0), (-1, k))]) for k in (4, 5))
    zero = case(n, ZERO, absurd((1, 0), by=(2, 3)))
    proof = [
        case(n, POSITIVE, zero, at_0, absurd((-1, 1), (1, 4), by=(3,))),
        positive(n, absurd((1, 2), (-1, 3))), itself, at_n, absurd((-1, 1), (2, 4), (1, 5), by=(2,)),
    ]  # fmt: skip
    given = [(n, NOT_NEGATIVE)]
    cited = use("doubled-positive", {}, [absurd((1, 0), (-1, 2))])
    whole = [cited, positive(value, absurd((1, 2), (-1, 3))), absurd((-1, 1), (1, 3))]
    return [
        definition("doubled", True, 1, ONE, twice),
        theorem("doubled-positive", given, [(value, POSITIVE)], [proof], n),
        theorem("doubled-whole", given, [(value - ONE, NOT_NEGATIVE)], [whole]),
    ]


def walk() -> list[Entry]:
    """A definition with a parameter that changes, of integers, that reads an integer input."""
    at, left = parameter("walk", 0), parameter("walk", 1)
    before = unknown(
        "walk", total([(1, at), (1, constant("pace", left, integer=True))]), integer=True
    )
    value = constant("walk", n, n, integer=True)
    goal = (value - ONE, NOT_NEGATIVE)
    proof = [positive(value, absurd((1, 0), (-1, 2))), absurd((-1, 1), (1, 2))]
    first = constant("walk", n, number(0), integer=True)
    law = use("walk", {"walk 0": n, "walk 1": number(0)}, [absurd((-1, 1))])
    return [
        definition("walk", True, 2, at, before),
        theorem("walk-whole", [(value, POSITIVE)], [goal], [proof]),
        theorem("walk-of-none", [], [(first - n, ZERO)], [[law, absurd((1, 1), by=(0,))]]),
    ]


def below_largest() -> Entry:
    """An entry is at most the largest of a range."""
    x, m = unknown("x", i), unknown("m", integer=True)
    top = make("argmax", 0, (m, ONE, x))
    needs = [absurd((1, 0), (-1, 3))], [absurd((1, 1), (-1, 3))], [absurd((-1, 3))]
    law = use("argmax", {"n": n, "t": m, "G": ONE, "F": x}, *needs)
    goal = unknown("x", top) - unknown("x", n)
    given = [(n, NOT_NEGATIVE), (m - n, POSITIVE)]
    proof = [law, absurd((-1, 2), (1, 6))]
    return theorem("below-largest", given, [(goal, NOT_NEGATIVE)], [proof])


def chosen_sum() -> Entry:
    """A choice below a binder, made by what is known outside; sums taken apart."""
    x = unknown("x", i)
    body = total([(2, make("choice", POSITIVE, (a, x, number(0)))), (1, a * i)])
    goal = sums(n, body) - total([(2, sums(n, x)), (1, a * sums(n, i))])
    return theorem("chosen-sum", [(a, POSITIVE)], [(goal, ZERO)], [[absurd(by=(0, 1))]])


def chosen_in_turn() -> Entry:
    """A choice decides the sign that another one asks for; one is called by a large number."""
    inner = make("choice", 8 | NEGATIVE, (a, t, b))
    outer = make("choice", POSITIVE, (t, t * b, unknown("x", inner)))
    given = [(a, NEGATIVE), (inner, POSITIVE)]
    goals = [(outer - t * b, ZERO), (unknown("x", inner) - unknown("x", t), ZERO)]
    proofs = [[absurd(by=(0, 1, 2))], [absurd(by=(0, 2))]]
    return theorem("chosen-in-turn", given, goals, proofs)


def signs() -> list[Entry]:
    """Products of facts that are negative, what is never so, and what says nothing."""
    given = [(a, NEGATIVE), (b, NEGATIVE | ZERO)]
    goals = [(a * b, NOT_NEGATIVE), (b * a * a, NEGATIVE | ZERO), (a, 7), (a * a, POSITIVE)]
    proofs = [
        [absurd((-1, 2), (1, 0, 1))],
        [absurd((1, 2), (-1, 0, 0, 1))],
        [absurd((1, 2), by=(2,))],
        [case(b, 7, absurd((1, 3), by=(3,))), absurd((-1, 2), (1, 0, 0))],
    ]
    never = [absurd((1, 0), by=(0,))]
    return [
        theorem("products", given, goals, proofs),
        theorem("from-nothing", [(a, 0)], [(b, 0), (b, POSITIVE)], [never, never]),
    ]


def two_goals() -> Entry:
    """A quotient and an inverse, a fraction and an unknown among the multipliers, two goals."""
    two, half = number(2), number(Fraction(1, 2))
    over, floor = constant("inverse", n), constant("quotient", n, two, integer=True)
    inverse = use("inverse", {"b": n}, [absurd((1, 0), by=(2,))])
    quotient = use("quotient", {"m": two}, [absurd((-1, 2))])
    goals = [(t * n * over - t, ZERO), (n - two * floor, NOT_NEGATIVE)]
    minus = number(0) - half
    proofs = [[inverse, absurd((t, 2), by=(1,))], [quotient, absurd((minus, 1), (half, 2))]]
    return theorem("parts", [(n, POSITIVE)], goals, proofs)


def exponentials() -> list[Entry]:
    """Axioms that Coq's library has, one that it has not, what holds without it, what with it."""
    c = constant("speed", integer=True)
    end = absurd((-1, 0), (1, 1, 1))
    squared = [case(c, NOT_NEGATIVE, end), end]
    whole = positive(c, absurd((1, 1), (-1, 2)))
    known = [use("speed-positive", {}), whole, absurd((-1, 0), (1, 2))]
    cited = [use("exp-of-sum", {"a": t, "b": t}), absurd((1, 1), by=(0,))]
    square = [use("speed-squared", {}), use("speed-positive", {}), absurd((-1, 0), (1, 2, 2))]
    twice = exp(total([(2, t)])) - exp(t) * exp(t)
    return [
        theorem("speed-squared", [], [(c * c, NOT_NEGATIVE)], [squared]),
        axiom("exp-of-sum", [(exp(total([(1, a), (1, b)])) - exp(a) * exp(b), ZERO)]),
        axiom("exp-at-least-tangent", [(exp(t) - t - ONE, NOT_NEGATIVE)]),
        axiom("speed-positive", [(c, POSITIVE)]),
        theorem("exp-twice", [], [(twice, ZERO)], [cited]),
        theorem("speed-square-positive", [], [(c * c, POSITIVE)], [square]),
        theorem("speed-whole", [], [(c - ONE, NOT_NEGATIVE)], [known]),
    ]


def samples() -> list[Entry]:
    """All of them, in an order in which they check."""
    return [
        relu_max(), ones(), squares(), *prefix_sums(), *doubling(), *walk(), below_largest(),
        chosen_sum(), chosen_in_turn(), *signs(), two_goals(), *exponentials(),
    ]  # fmt: skip


def checked() -> list[Entry]:
    """All of them, after the kernel has accepted them."""
    book = Book()
    found = samples()
    for entry in found:
        book.add(entry)
    return found
