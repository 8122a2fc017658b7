"""What the kernel is told is what was stated.

Every claim is read for the kernel and evaluated twice at the same points: the kernel's terms by
their description, and the statement by `symbolic.evaluate`.  All hypotheses, statements and false
variants must have one truth in both readings, and so must every closed part of them have one value.
exp and its kin are the same stand-ins in both.  That the check can fail is shown by wrong readers.
Small random statements are read by SymPy, Z3 and torch as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import torch
from claim_inputs import SAMPLES
from claim_points import NO_MEANING, Values, given_of, points
from kernel_values import AtPoint, recursions
from random_terms import a, b, integer_term, m, n, real_term, truth, values
from torch import Tensor

from numeric.arithmetic import InTorch
from numeric.rounding import Bounded, Truth
from proofs import pages
from symbolic import kernel, solvers, statements
from symbolic.arithmetic import (
    either,
    every,
    largest,
    maximum,
    minimum,
    relu,
    smallest,
    some,
    total,
)
from symbolic.calculus import reading
from symbolic.claims import Claim
from symbolic.evaluate import Exact, evaluate
from symbolic.kernel import NEGATIVE, POSITIVE, ZERO, Atom, make, number, unknown
from symbolic.ranges import NotUnfolded, write_out
from symbolic.search.entries import definition
from symbolic.statements import NotStated, Reader, defined
from symbolic.terms import (
    FALSE,
    RANGES,
    REAL_FUNCTIONS,
    TRUE,
    Term,
    as_real,
    as_term,
    body_at,
    choose,
    computed,
    recursive,
    recursive_integer,
    sequences,
    substitute,
    subterms,
    variable,
)

X, Y = sequences("x y")
CLAIMS = {claim.id: claim for page in pages() for claim in page}
POW2 = "pow2 is not defined from one value to the next"
DOUBLINGS = "doublings is not defined from one value to the next"
NOT_STATED = {
    "doubling-depth": "steps does not go on from n − 1",
    "lines-add-up": DOUBLINGS,
    "powers-of-two": POW2,
    "doublings-positive": DOUBLINGS,
    "doublings-first-values": DOUBLINGS,
    "doublings-reach": DOUBLINGS,
    "doubling-levels": POW2,
    "doubling-cost": DOUBLINGS,
    "doubling-cost-stride-1": DOUBLINGS,
    "doubling-against-direct": DOUBLINGS,
    "doublings-slack": DOUBLINGS,
    "running-against-doubling": DOUBLINGS,
    "tree-relus": "tree_relus is not defined from one value to the next",
    "noise-of-uniform": "the integral",
    "noise-of-normal": "the integral",
    "softmax-derivative": "the derivative",
    "softmax-gradient": "the derivative",
    "softmax-curvature": "the derivative",
}
"""Claims of which some statement cannot be put in the kernel's terms, and what is in the way."""


class StandIns(Exact):
    """Exact arithmetic, with rational functions in place of exp, log, sqrt and Lambert's W."""

    def function(self, name: str, value: Any) -> Any:
        return stand_in(name, value)


def stand_in(name: str, value: Any) -> Fraction:
    """Right at 0, where values are known exactly, and rising."""
    v = Fraction(value)
    match name:
        case "exp":
            return 1 + v if v >= 0 else 1 / (1 - v)
        case "log":
            return 2 * v - 2
        case "sqrt":
            return v / 3
        case "lambertw":
            return v / (1 + v) if v >= 0 else v / 5
    raise KeyError(name)


ARITHMETIC = StandIns()


class Reading:
    """What one reader reads: statements as atoms; all closed parts as terms; where ranges decide."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.statements: dict[Term, list[Atom]] = {}
        self.unstated: dict[Term, str] = {}
        self.parts: dict[Term, kernel.Term] = {}
        self.indices: dict[Term, kernel.Term] = {}

    def read(self, term: Term) -> None:
        try:
            if term.sort == "Bool":
                self.statements[term] = self.reader.atoms(term)
        except NotStated as failure:
            self.unstated[term] = str(failure)
        for part in subterms(term):
            if not part.open and part not in self.parts:
                self._read(part)

    def _read(self, part: Term) -> None:
        read = self.reader.truth if part.sort == "Bool" else self.reader.term
        try:
            self.parts[part] = read(part)
            if part.op in ("max", "min", "all", "any"):
                self.indices[part] = self.reader.index(part)
        except NotStated:
            pass  # as what it is a part of, unless that is computed where it is written out


class Read:
    """Theorems in the kernel's terms, each with its hypotheses; those of the same inputs together."""

    def __init__(self, *theorems: Sequence[Term]) -> None:
        found: dict[frozenset[str], Reading] = {}
        for theorem in theorems:
            reader = Reader(*theorem)
            read = found.setdefault(reader.fixed, Reading(reader))
            for term in theorem:
                read.read(term)
        self.readings = [(read, recursions(read.reader)) for read in found.values()]

    @property
    def statements(self) -> set[Term]:
        return {term for read, _ in self.readings for term in read.statements}

    @property
    def parts(self) -> set[Term]:
        return {term for read, _ in self.readings for term in read.parts}

    @property
    def unstated(self) -> list[str]:
        return [why for read, _ in self.readings for why in read.unstated.values()]


def theorems(claim: Claim) -> list[list[Term]]:
    """The claim and its false variants, each with its hypotheses."""
    variants = ((given_of(claim, v), v.statement) for v in claim.false)
    return [[*given, s] for given, s in ((claim.given, claim.statement), *variants)]


def disagreements(
    read: Read, at: Iterable[Values], seen: dict[Term, set[Any]] | None = None
) -> Iterator[str]:
    """Where the two readings have different values; the exact ones are noted by term."""
    for seed, point in enumerate(at):
        known: dict[Term, Any] = {}
        for one, defined_there in read.readings:
            values = AtPoint(point, stand_in, defined_there, seed)
            for term in dict.fromkeys([*one.statements, *one.parts]):
                if term not in known:
                    known[term] = value_of(term, point)
                if known[term] is None:
                    continue
                if seen is not None:
                    seen.setdefault(term, set()).add(known[term])
                for wrong in differences(one, term, known[term], values, point):
                    yield f"{term!r} is {known[term]}, {wrong} at {shown(point)}"


def differences(
    read: Reading, term: Term, exact: Any, values: AtPoint, point: Values
) -> Iterator[str]:
    """What the kernel's reading has instead of the exact value."""
    if term in read.statements and values.holds(read.statements[term]) is not exact:
        yield "not so"
    if term in read.parts and values.of(read.parts[term]) != exact:
        yield f"not {values.of(read.parts[term])}"
    if term in read.indices:
        index = values.of(read.indices[term])
        if not decides(term, index, exact, point):
            yield f"not because of {index}"


def value_of(term: Term, point: Values) -> Any:
    """The exact value; None where the term has no meaning."""
    try:
        return evaluate(term, point, ARITHMETIC)
    except NO_MEANING:
        return None


def decides(node: Term, index: Any, exact: Any, point: Values) -> bool:
    """Whether a range has its value because of what it says at one index."""
    if node.op in ("all", "any") and exact is (node.op == "all"):
        return True
    count = evaluate(node.args[0], point, ARITHMETIC)
    if index.denominator != 1 or not 0 <= index < count:
        return False
    guard, body = body_at(node, int(index))
    inside = evaluate(guard, point, ARITHMETIC)
    return bool(inside) and evaluate(body, point, ARITHMETIC) == exact


def shown(point: Values) -> str:
    return ", ".join(f"{name} = {value}" for name, value in point.items() if not callable(value))


FEW, MANY = (0, 3, 6, 9, 13, 14), range(SAMPLES // 2)
"""Samples: one of each of six kinds, half of them with the hypotheses imposed; and two of each kind."""
SOME = FEW[::2]
"""Those at which a claim is compared where many points would take too long."""


def compare(claim: Claim, samples: Sequence[int], count: int) -> None:
    read, seen = Read(*theorems(claim)), dict[Term, set[Any]]()
    for disagreement in disagreements(read, points(claim, samples, count), seen):
        raise AssertionError(disagreement)
    assert set(seen) >= read.statements | read.parts, "what was never compared"
    for variant in claim.false:
        exact = all(t.op not in REAL_FUNCTIONS for t in subterms(variant.statement))
        if exact and variant.statement in read.statements:
            assert False in seen[variant.statement]


@pytest.mark.parametrize("id", CLAIMS)
def test_both_readings_of_a_claim_agree(id: str) -> None:
    compare(CLAIMS[id], SOME, 2)


@pytest.mark.slow
@pytest.mark.parametrize("id", CLAIMS)
def test_both_readings_of_a_claim_agree_at_many_points(id: str) -> None:
    compare(CLAIMS[id], MANY, 5)


def test_what_cannot_be_stated_is_listed() -> None:
    found = {id: Read(*theorems(claim)).unstated for id, claim in CLAIMS.items()}
    reasons = {id: why for id, why in found.items() if why}
    assert set(reasons) == set(NOT_STATED)
    assert all(NOT_STATED[id] in why for id, whys in reasons.items() for why in whys)


# Readers that are wrong.

Patch = Callable[[pytest.MonkeyPatch], None]


def instead(method: str, change: Callable[..., Any]) -> Patch:
    """A reader with one method changed; `change` gets the right one and its arguments."""
    right = getattr(Reader, method)

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Reader, method, lambda *args: change(right, *args))

    return patch


def arithmetic(op: str, wrong: Callable[..., kernel.Term]) -> Patch:
    def change(
        right: Callable[..., kernel.Term], self: Reader, node: Term, args: tuple[kernel.Term, ...]
    ) -> kernel.Term:
        return wrong(*args) if node.op == op else right(self, node, args)

    return instead("_arithmetic", change)


def other_op(node: Term, **ops: str) -> Term:
    return Term(ops.get(node.op, node.op), node.args, node.sort, node.data)


def toward_zero(monkeypatch: pytest.MonkeyPatch) -> None:
    right = statements.quotient

    def wrong(value: kernel.Term, divisor: kernel.Term) -> kernel.Term:
        turned = number(0) - right(number(0) - value, divisor)
        return make("choice", NEGATIVE, (value, turned, right(value, divisor)))

    monkeypatch.setattr(statements, "quotient", wrong)


def one_short(right: Callable[..., kernel.Term], self: Reader, node: Term) -> kernel.Term:
    count, *inner = node.args
    return right(self, Term(node.op, (count - 1, *inner), node.sort, node.data))


def unguarded(right: Callable[..., kernel.Term], self: Reader, node: Term) -> kernel.Term:
    count, _, body = node.args
    return right(self, Term(node.op, (count, body == body, body), node.sort, node.data))


def outermost(right: Callable[..., kernel.Term], self: Reader, node: Term) -> kernel.Term:
    if node.op == "bound":
        return make("bound", self._binders.index(node.data))
    return right(self, node)


def not_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(statements.SIGNS, "lt", NEGATIVE | ZERO)


def one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    right = statements.parts

    def wrong(statement: Term) -> Iterator[Term]:
        return right(other_op(statement, iff="implies"))

    monkeypatch.setattr(statements, "parts", wrong)


def recursion(change: Callable[..., Any]) -> Patch:
    """Recursive functions that are read wrongly; `change` gets what is right."""
    right = statements.recursion

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(statements, "recursion", lambda function: change(*right(function)))

    return patch


def all_unknown(right: Callable[..., None], self: Reader, *about: Term) -> None:
    right(self)


NOT_NEGATIVE = ZERO | POSITIVE
WRONG_READERS: dict[str, tuple[Patch, str]] = {
    "relu with the wrong sign": (
        arithmetic("relu", lambda t: make("choice", NEGATIVE | ZERO, (t, t, number(0)))),
        "relu-max",
    ),
    "all as any": (
        instead(
            "_somewhere", lambda right, self, node, *to: right(self, other_op(node, all="any"), *to)
        ),
        "both-monotone",
    ),
    "any as all": (
        instead(
            "_somewhere", lambda right, self, node, *to: right(self, other_op(node, any="all"), *to)
        ),
        "windows-meet-the-image",
    ),
    "a quotient rounded toward zero": (toward_zero, "quotient-at-least"),
    "a remainder with the quotient's sign": (
        arithmetic("mod", lambda a, b: statements.quotient(a, b) * b - a),
        "division",
    ),
    "the larger for the smaller": (
        arithmetic("minimum", lambda a, b: make("choice", NOT_NEGATIVE, (a - b, a, b))),
        "relu-min",
    ),
    "no absolute value": (arithmetic("abs", lambda t: t), "relu-abs"),
    "a product for a quotient": (arithmetic("div", lambda a, b: a * b), "average-composes"),
    "a square that is a double": (
        instead("_power", lambda right, self, node, base: kernel.total([(2, base)])),
        "square-of-sum",
    ),
    "the least of a range for the largest": (
        instead("index", lambda right, self, node: right(self, other_op(node, max="min"))),
        "running-max",
    ),
    "a range that is one short": (instead("_range", one_short), "sum-splits"),
    "a range without its guard": (instead("_range", unguarded), "padding-is-replication"),
    "indices counted from outside": (instead("_term", outermost), "average-is-convolution"),
    "less for less or equal": (not_strict, "gradient-at-ties"),
    "one direction for both": (one_way, "max-below-threshold"),
    "a recursion that starts late": (
        recursion(lambda start, base, step, names: (start + 1, base, step, names)),
        "running-max",
    ),
    "a recursion with another first value": (
        recursion(lambda start, base, step, names: (start, base + 1, step, names)),
        "max-tree",
    ),
    "a recursion that does not go on": (
        recursion(lambda start, base, step, names: (start, base, base, names)),
        "power-positive",
    ),
    "parameters exchanged": (
        recursion(
            lambda start, base, step, names: (start, base, step, [*names[-2::-1], names[-1]])
        ),
        "form-kept",
    ),
    "an unknown input for the one that a definition reads": (
        instead("__init__", all_unknown),
        "running-max",
    ),
}
"""And the claims by which they are found out."""


@pytest.mark.parametrize("name", WRONG_READERS)
def test_a_wrong_reader_is_found_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patch, id = WRONG_READERS[name]
    patch(monkeypatch)
    claim = CLAIMS[id]
    assert any(disagreements(Read(*theorems(claim)), points(claim, FEW, 2)))


# Recursive functions, and the inputs that they read.


@recursive
def climbed(count: Any) -> Any:
    last = count - 1
    return either(count == 1, lambda: X(0), lambda: maximum(climbed(last), X(last)))


@recursive
def weighed(i: Any, j: Any, count: Any) -> Any:
    """Its own value for exchanged parameters, another function, and a variable."""
    last = count - 1
    return either(
        count == 0, lambda: a * j, lambda: weighed(j, i - 1, last) + i * climbed(count) + Y(m)
    )


@recursive_integer
def counted(count: Any) -> Any:
    return either(count == -2, lambda: 3, lambda: 2 * counted(count - 1) + count)


CLIMBED, WEIGHED, COUNTED = (
    f"{name} (test_statements)" for name in ("climbed", "weighed", "counted")
)


def labels(*terms: kernel.Term) -> set[Any]:
    """The unknowns and constants in terms."""
    return {name for term in terms for name in kernel.names(term) if isinstance(name, tuple)}


def spoken_of(reader: Reader, *said: Term) -> set[Any]:
    return labels(*(term for statement in said for term, _ in reader.atoms(statement)))


def test_what_a_definition_reads_is_constant_in_all_that_is_said() -> None:
    given, statement = every(lambda i: X(i) <= b, n), climbed(n) <= b + Y(n)
    reader = Reader(given, statement)
    assert reader.fixed == {"x"}
    x_, y_, b_, n_ = ("x", False, 1), ("y", False, 1), ("b", False, 0), ("n", True, 0)
    unknowns = {("unknown", *b_), ("unknown", *n_)}
    assert spoken_of(reader, given) == {("constant", *x_), *unknowns}
    called = ("constant", CLIMBED, False, 1)
    assert spoken_of(reader, statement) == {called, ("unknown", *y_), *unknowns}
    alone = Reader(given)
    assert alone.fixed == set()
    assert spoken_of(alone, given) == {("unknown", *x_), *unknowns}


def test_what_is_read_through_others_is_constant_too_and_so_is_a_variable() -> None:
    statement = weighed(n, m, n) == a + b
    reader = Reader(statement)
    assert reader.fixed == {"x", "y", "a", "m"}
    found = spoken_of(reader, statement, largest(X, n) <= a, every(lambda i: Y(i) == m, 3))
    assert found == {
        ("constant", WEIGHED, False, 3), ("constant", "x", False, 1), ("constant", "y", False, 1),
        ("constant", "a", False, 0), ("constant", "m", True, 0),
        ("unknown", "b", False, 0), ("unknown", "n", True, 0),
    }  # fmt: skip
    assert list(reader.definitions) == [CLIMBED, WEIGHED]


def test_a_reader_says_the_same_of_terms_atoms_truths_and_indices() -> None:
    reader = Reader(climbed(n) == 0)
    whole = largest(X, n)
    for term in (reader.term(whole), reader.truth(whole <= X(0)), reader.index(whole)):
        assert labels(term) == {("constant", "x", False, 1), ("unknown", "n", True, 0)}


def test_what_is_only_computed_fixes_nothing() -> None:
    double = computed("double", "Real", lambda count: 2 * X(count), [X])
    assert double.reads == {X}
    assert Reader(double(n) == X(0)).fixed == set()
    assert Reader(counted(n) == n).fixed == set()


def test_a_definition_is_read_as_the_statements_are() -> None:
    """The constants in the definitions are those in the statement, of the same kind."""
    reader = Reader(weighed(n, m, n) == a)
    said = spoken_of(reader, weighed(n, m, n) == a + X(0) + Y(m) + largest(X, n))
    read = set[Any]().union(*(labels(defined(f)[1]) for f in reader.definitions.values()))
    shared = {label for label in said | read if label[1] in "xyam"}
    assert len(shared) == 4
    assert shared == {label for label in said & read if label[0] == "constant" and label[3] < 2}


def own(name: str, *places: int) -> list[kernel.Term]:
    return [unknown(f"{name} {place}", integer=True) for place in places]


def constant(name: str, *args: kernel.Term, integer: bool = False) -> kernel.Term:
    return make("constant", (name, integer), args)


def test_a_definition_speaks_of_its_parameters_and_of_the_value_before() -> None:
    (count,) = own(CLIMBED, 0)
    before, entry = unknown(CLIMBED), constant("x", count - number(1))
    value = make("choice", ZERO | POSITIVE, (before - entry, before, entry))
    at_first = count - number(1), constant("x", number(0)), value
    arity, body = defined(climbed)
    assert (arity, body.key) == (1, make("choice", ZERO, at_first).key)
    assert labels(body) == {
        ("unknown", f"{CLIMBED} 0", True, 0), ("unknown", CLIMBED, False, 0),
        ("constant", "x", False, 1),
    }  # fmt: skip


def test_a_definition_has_its_parameters_in_their_order() -> None:
    i, j, count = own(WEIGHED, 0, 1, 2)
    later = kernel.total([
        (1, unknown(WEIGHED, j, i - number(1))),
        (1, i * constant(CLIMBED, count)),
        (1, constant("y", constant("m", integer=True))),
    ])  # fmt: skip
    arity, body = defined(weighed)
    assert (arity, body.key) == (3, make("choice", ZERO, (count, constant("a") * j, later)).key)


def test_a_definition_may_start_below_0_and_be_an_integer() -> None:
    (count,) = own(COUNTED, 0)
    later = kernel.total([(2, unknown(COUNTED, integer=True)), (1, count)])
    arity, body = defined(counted)
    start = count - number(-2), number(3), later
    assert (arity, body.key) == (1, make("choice", ZERO, start).key)
    entry = definition(counted)
    assert (entry["kind"], entry["name"], entry["integer"]) == ("definition", COUNTED, True)
    assert kernel.integer(body)


def test_the_kernel_takes_the_definition_and_it_is_the_function() -> None:
    """From 0 on, where the kernel's law speaks; and of what a claim may say of it."""
    book = kernel.Book()
    for function in (climbed, weighed):
        book.add(definition(function))
    (given, goals), axioms = book.theorems[WEIGHED]
    last = own(WEIGHED, 2)[0]
    assert [(t.key, signs) for t, signs in given] == [(last.key, ZERO | POSITIVE)]
    here = constant(WEIGHED, *own(WEIGHED, 0, 1, 2))
    body = defined(weighed)[1]
    before = constant(WEIGHED, make("bound", 0), make("bound", 1), last - number(1))
    value = kernel.Substitution({("unknown", WEIGHED, False, 2): before})(body)
    assert [(t.key, signs) for t, signs in goals] == [((here - value).key, ZERO)]
    assert not axioms
    said = [
        weighed(n, m, m) == a,
        weighed(0, n, n) <= climbed(n),
        climbed(m + 1) == largest(X, m + 1),
    ]
    pick = Random(0)
    at = [{**values(pick), "y": lambda i: Fraction(i, 3)} for _ in range(40)]
    seen: dict[Term, set[Any]] = {}
    for disagreement in disagreements(Read(*([s] for s in said)), at, seen):
        raise AssertionError(disagreement)
    assert set(said) <= set(seen)
    assert len(seen[weighed(n, m, m)]) > 5


# Small random terms, and other readings.

TERMS = {"real": real_term, "integer": integer_term, "truth": truth}


@pytest.mark.parametrize("seed", range(30))
@pytest.mark.parametrize("kind", TERMS)
def test_readings_of_random_terms_agree(kind: str, seed: int) -> None:
    pick = Random(f"{kind} {seed}")
    for _ in range(4):
        term = TERMS[kind](pick, 3)
        at = [values(pick) for _ in range(8)]
        for disagreement in disagreements(Read([term]), at):
            raise AssertionError(disagreement)
        for point in [p for p in at if value_of(term, p) is not None][:1]:
            compare_others(term, point)


def compare_others(term: Term, point: Values) -> None:
    """Torch reads the term; Z3 and SymPy read it with its ranges written out."""
    exact = value_of(term, point)
    by_torch(term, point, exact)
    try:
        written = write_out(substitute(term, {m: point["m"], n: point["n"]}))
    except NotUnfolded:  # the maximum of no entries, where nothing depends on it
        return
    if any(t.op in RANGES for t in subterms(written)):
        return
    entries = [t for t in subterms(written) if t.op == "apply"]
    held = {t: evaluate(t, point) for t in [a, b, *entries]}
    answer = variable("answer", term.sort)
    found = solvers.model([*(t == value for t, value in held.items()), answer == written], [answer])
    assert found == {"answer": exact}, f"Z3: {term!r} at {shown(point)}"
    zero = as_term(0)
    closed = substitute(written, {**held, TRUE: zero == zero, FALSE: zero != zero})
    expected = exact if term.sort == "Bool" else reading(as_real(exact))
    assert reading(closed) == expected, f"SymPy: {term!r} at {shown(point)}"


def by_torch(term: Term, point: Values, exact: Any) -> None:
    arithmetic = InTorch(1)
    real = {name: arithmetic.number(point[name]) for name in "ab"}
    entries = {"x": lambda i: arithmetic.number(point["x"](i))}
    try:
        found = evaluate(term, {**point, **real, **entries}, arithmetic)
    except NO_MEANING:  # of the branch of a choice that is not taken
        return
    if isinstance(found, Truth):
        possible = found.can_hold if exact else found.can_fail
        assert possible.all(), f"torch: {term!r} at {shown(point)}"
    elif isinstance(found, Bounded):
        (near,), (error,) = found.value.tolist(), found.error.tolist()
        off = abs(Fraction(near) - exact)
        assert off <= Fraction(error), f"torch: {term!r} at {shown(point)}"
    else:
        assert found == exact, f"torch: {term!r} at {shown(point)}"


IN_TORCH: dict[str, tuple[Term, Callable[[Tensor, Tensor, Tensor], Tensor]]] = {
    "relu": (relu(a - b), lambda a, b, x: torch.relu(a - b)),
    "maximum": (maximum(a, b), lambda a, b, x: torch.maximum(a, b)),
    "minimum": (minimum(a, b), lambda a, b, x: torch.minimum(a, b)),
    "abs": (abs(a - b), lambda a, b, x: torch.abs(a - b)),
    "choose": (choose(a <= b, a, b * b), lambda a, b, x: torch.where(a <= b, a, b * b)),
    "total": (total(X, n), lambda a, b, x: x.sum()),
    "largest": (largest(X, n), lambda a, b, x: x.max()),
    "smallest": (smallest(X, n), lambda a, b, x: x.min()),
    "some": (choose(some(lambda i: X(i) < a, n), 1, 0), lambda a, b, x: (x < a).any()),
    "every": (choose(every(lambda i: X(i) < a, n), 1, 0), lambda a, b, x: (x < a).all()),
    "counted": (
        total(lambda i: choose(X(i) < a, 1, 0), n), lambda a, b, x: torch.count_nonzero(x < a)
    ),
    "even": (total(X, n, lambda i: i % 2 == 0), lambda a, b, x: x[::2].sum()),
    "later": (
        largest(X, n, lambda i: i >= n // 2), lambda a, b, x: x[len(x) // 2 :].max()
    ),
    "windows": (
        total(lambda i: largest(lambda j: X(i + j), 2), n - 1),
        lambda a, b, x: x.unfold(0, 2, 1).amax(1).sum() if len(x) > 1 else torch.tensor(0),
    ),
    "running": (
        smallest(lambda i: largest(X, i + 1), n), lambda a, b, x: x.cummax(0).values.min()
    ),
}  # fmt: skip
"""Terms, and what torch calls the same."""


@pytest.mark.parametrize("name", IN_TORCH)
def test_torch_has_the_kernels_values(name: str) -> None:
    term, function = IN_TORCH[name]
    pick, read = Random(name), Reader().term(term)
    for size in (1, 1, 2, 2, 3, 4, 5, 6):
        numbers = torch.tensor([pick.choice((-2, -1, 0, 0, 1, 3)) for _ in range(size + 2)])
        here, there, *entries = numbers.tolist()
        point = {"a": here, "b": there, "n": size, "x": dict(enumerate(entries)).get}
        found = AtPoint(point, stand_in, {}, size).of(read)
        assert found == function(numbers[0], numbers[1], numbers[2:]), shown(point)
