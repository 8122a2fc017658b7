"""What the kernel is told is what was stated.

Every claim is read for the kernel and evaluated twice at the same points: the kernel's terms by
their description, and the statement by `symbolic.evaluate`.  All hypotheses, statements and false
variants must have one truth in both readings, and so must every closed part of them have one value.
exp and its kin are the same stand-ins in both.  That the check can fail is shown by wrong readers.
Small random statements are read by SymPy, Z3 and torch as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from random import Random
from typing import Any

import pytest
import torch
from claim_inputs import SAMPLES
from claim_points import NO_MEANING, Values, points, said
from kernel_values import AtPoint, Recursion, recursions
from random_terms import a, b, integer_term, m, n, real_term, truth, values
from torch import Tensor

from numeric.arithmetic import InTorch
from numeric.rounding import Bounded, Truth
from proofs import pages
from symbolic import kernel, solvers, statements
from symbolic.arithmetic import every, largest, maximum, minimum, relu, smallest, some, total
from symbolic.calculus import reading
from symbolic.claims import Claim
from symbolic.evaluate import Exact, evaluate
from symbolic.kernel import NEGATIVE, POSITIVE, ZERO, Atom, make, number
from symbolic.ranges import NotUnfolded, write_out
from symbolic.statements import NotStated, Reader
from symbolic.terms import (
    FALSE,
    RANGES,
    REAL_FUNCTIONS,
    TRUE,
    Function,
    Term,
    as_real,
    as_term,
    body_at,
    choose,
    sequences,
    substitute,
    subterms,
    variable,
)

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


class Read:
    """Statements in the kernel's terms, as atoms; all closed parts as terms; where ranges decide."""

    def __init__(self, whole: Iterable[Term]) -> None:
        self.reader = Reader()
        self.statements: dict[Term, list[Atom]] = {}
        self.unstated: dict[Term, str] = {}
        self.parts: dict[Term, kernel.Term] = {}
        self.indices: dict[Term, kernel.Term] = {}
        for term in whole:
            try:
                if term.sort == "Bool":
                    self.statements[term] = self.reader.atoms(term)
            except NotStated as failure:
                self.unstated[term] = str(failure)
            for part in subterms(term):
                if not part.open and part not in self.parts:
                    self._read(part)
        self.recursive: Mapping[str, Recursion] = recursions(self.reader)

    def _read(self, part: Term) -> None:
        read = self.reader.truth if part.sort == "Bool" else self.reader.term
        try:
            self.parts[part] = read(part)
            if part.op in ("max", "min", "all", "any"):
                self.indices[part] = self.reader.index(part)
        except NotStated:
            pass  # as what it is a part of, unless that is computed where it is written out


def disagreements(
    read: Read, at: Iterable[Values], seen: dict[Term, set[Any]] | None = None
) -> Iterator[str]:
    """Where the two readings have different values; the exact ones are noted by term."""
    for seed, point in enumerate(at):
        values = AtPoint(point, stand_in, read.recursive, seed)
        for term in dict.fromkeys([*read.statements, *read.parts]):
            exact = value_of(term, point)
            if exact is None:
                continue
            if seen is not None:
                seen.setdefault(term, set()).add(exact)
            if term in read.statements and values.holds(read.statements[term]) is not exact:
                yield f"{term!r} is {exact} at {shown(point)}"
            if term in read.parts and values.of(read.parts[term]) != exact:
                found = values.of(read.parts[term])
                yield f"{term!r} is {exact}, not {found}, at {shown(point)}"
            if term in read.indices:
                index = values.of(read.indices[term])
                if not decides(term, index, exact, point):
                    yield f"{term!r} is {exact}, not because of {index}, at {shown(point)}"


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


def compare(claim: Claim, samples: Sequence[int], count: int) -> None:
    read, seen = Read(said(claim)), dict[Term, set[Any]]()
    for disagreement in disagreements(read, points(claim, samples, count), seen):
        raise AssertionError(disagreement)
    assert set(seen) >= {*read.statements, *read.parts}, "what was never compared"
    for variant in claim.false:
        exact = all(t.op not in REAL_FUNCTIONS for t in subterms(variant.statement))
        if exact and variant.statement in read.statements:
            assert False in seen[variant.statement]


@pytest.mark.parametrize("id", CLAIMS)
def test_both_readings_of_a_claim_agree(id: str) -> None:
    compare(CLAIMS[id], FEW, 2)


@pytest.mark.slow
@pytest.mark.parametrize("id", CLAIMS)
def test_both_readings_of_a_claim_agree_at_many_points(id: str) -> None:
    compare(CLAIMS[id], MANY, 5)


def test_what_cannot_be_stated_is_listed() -> None:
    found = {id: list(Read(said(claim)).unstated.values()) for id, claim in CLAIMS.items()}
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
        return kernel.bound(self._binders.index(node.data))
    return right(self, node)


def not_strict(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(statements.SIGNS, "lt", NEGATIVE | ZERO)


def one_way(monkeypatch: pytest.MonkeyPatch) -> None:
    right = statements.parts

    def wrong(statement: Term) -> Iterator[Term]:
        return right(other_op(statement, iff="implies"))

    monkeypatch.setattr(statements, "parts", wrong)


def later(monkeypatch: pytest.MonkeyPatch) -> None:
    right = statements.recursion

    def wrong(function: Function) -> Any:
        start, base, step, names = right(function)
        return start + 1, base, step, names

    monkeypatch.setattr(statements, "recursion", wrong)


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
    "a recursion that starts late": (later, "running-max"),
}
"""And the claims by which they are found out."""


@pytest.mark.parametrize("name", WRONG_READERS)
def test_a_wrong_reader_is_found_out(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    patch, id = WRONG_READERS[name]
    patch(monkeypatch)
    claim = CLAIMS[id]
    assert any(disagreements(Read(said(claim)), points(claim, FEW, 2)))


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


X = sequences("x")[0]
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
