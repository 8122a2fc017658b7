"""What a definition costs: its operations counted, for sizes that may be terms.

`count` reads a term as a loop nest and counts what it does: the maximum of m entries is m − 1
comparisons, their sum m − 1 additions, and so on.  Where the sizes are terms, so is the count: a
sum over the ranges of the definition.  A `Simplifier` carries such a count into closed form by the
laws of sums and by laws that are theorems.  Imports nothing that decides or prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

from symbolic.indices import anonymous, normal
from symbolic.ranges import linear_sums
from symbolic.terms import TRUE, Term, as_term, choose, rebuild, substitute, subterms


@dataclass(frozen=True)
class Cost:
    """How often each operation on entries is done; integers or integer terms.

    reads, writes: entries taken from and put into an array, one for each time.  Arithmetic on
    indices, and entries compared with themselves to find NaN, cost nothing.
    """

    comparisons: Any = 0
    additions: Any = 0
    multiplications: Any = 0
    divisions: Any = 0
    exponentials: Any = 0
    relus: Any = 0
    reads: Any = 0
    writes: Any = 0

    def __add__(self, other: Cost) -> Cost:
        return self.with_each(lambda name, value: _plus(value, getattr(other, name)))

    def __sub__(self, other: Cost) -> Cost:
        return self.with_each(lambda name, value: _minus(value, getattr(other, name)))

    def with_each(self, change: Callable[[str, Any], Any]) -> Cost:
        """The same counts, each replaced by change(name, value)."""
        return Cost(**{f.name: change(f.name, getattr(self, f.name)) for f in fields(self)})

    @property
    def operations(self) -> Any:
        """All arithmetic on entries: everything but reads and writes."""
        total: Any = 0
        for f in fields(self):
            if f.name not in ("reads", "writes"):
                total = _plus(total, getattr(self, f.name))
        return total

    @property
    def arithmetic(self) -> Cost:
        """The same without reads and writes."""
        return replace(self, reads=0, writes=0)

    def over(self, name: str, length: Any, guard: Term = TRUE) -> Cost:
        """The cost of doing this for every value of the index `name` below `length`."""
        once = as_term(length) is as_term(1) and guard is TRUE

        def summed(_: str, value: Any) -> Any:
            if _is_zero(value):
                return 0
            if once:
                return substitute(as_term(value), {Term("bound", (), "Int", name): 0})
            return Term("sum", (as_term(length), guard, as_term(value)), "Int", name)

        return self.with_each(summed)


def _is_zero(value: Any) -> bool:
    return (isinstance(value, int) and value == 0) or value is as_term(0)


def _plus(left: Any, right: Any) -> Any:
    if _is_zero(left) or _is_zero(right):
        return right if _is_zero(left) else left
    return left + right


def _minus(left: Any, right: Any) -> Any:
    return left if _is_zero(right) else left - right


_OPERATIONS = {
    "maximum": Cost(comparisons=1),
    "minimum": Cost(comparisons=1),
    "relu": Cost(relus=1),
    "add": Cost(additions=1),
    "sub": Cost(additions=1),
    "mul": Cost(multiplications=1),
    "div": Cost(divisions=1),
    "exp": Cost(exponentials=1),
    "neg": Cost(),
    "real": Cost(),
    "apply": Cost(reads=1),
}
_COMBINED = {
    "max": Cost(comparisons=1),
    "min": Cost(comparisons=1),
    "sum": Cost(additions=1),
}
Place = tuple[object, ...]
"""The ranges and choices around an operation: where it is done."""


def count(term: Term) -> Cost:
    """The operations that computing the term takes.

    A range over m entries combines them m − 1 times; m >= 1 is taken for granted.  An operation
    that occurs twice in the same place on the same operands is done once.  Raises ValueError for
    operations whose cost is not defined here, such as a choice that depends on an entry.
    """
    done: set[tuple[Term, Place]] = set()

    def go(node: Term, place: Place) -> Cost:
        if node.sort == "Int" or not node.args or (node, place) in done:
            return Cost()
        done.add((node, place))
        if node.op in _COMBINED:
            length, guard, body = node.args
            each = go(body, (*place, (node.data, length, guard))) + _COMBINED[node.op]
            return each.over(node.data, length, guard) - _COMBINED[node.op]
        if node.op == "ite":
            condition, then, otherwise = node.args
            if any(t.sort == "Real" for t in subterms(condition)):
                raise ValueError(f"the cost of a choice between entries is not defined: {node!r}")
            taken = go(then, (*place, condition)), go(otherwise, (*place, ~condition))
            return taken[0].with_each(
                lambda name, value: _choice(condition, value, getattr(taken[1], name))
            )
        if node.op not in _OPERATIONS:
            raise ValueError(f"the cost of {node.op} is not defined: {node!r}")
        total = _OPERATIONS[node.op]
        for part in node.args:
            total = total + go(part, place)
        return total

    return go(term, ())


def _choice(condition: Term, then: Any, otherwise: Any) -> Any:
    return then if as_term(then) is as_term(otherwise) else choose(condition, then, otherwise)


@dataclass(frozen=True)
class Law:
    """An equation of integer terms, to be read from left to right."""

    left: Term
    right: Term

    @property
    def statement(self) -> Term:
        """That the two sides are equal."""
        return self.left == self.right


class Simplifier:
    """Carries counts into closed form: sums taken apart, left sides of laws replaced by the right.

    lengths: those of the loops, which are not negative, so that a loop of length n runs n times.
    """

    def __init__(self, laws: Iterable[Law] = (), lengths: Iterable[Any] = ()) -> None:
        self._known = {_key(law.left): law.right for law in laws}
        self._known |= {_key(_clipped(as_term(n))): as_term(n) for n in lengths}
        self._heads = {left.op for left in self._known}

    def __call__(self, value: Any) -> Term:
        """The closed form of an integer or an integer term."""
        term = normal(linear_sums(as_term(value)))
        while True:
            following = normal(linear_sums(self._replaced(term)))
            if following is term:
                return term
            term = following

    def _replaced(self, term: Term) -> Term:
        if term.op in self._heads:
            known = self._known.get(_key(term))
            if known is not None:
                return known
        return rebuild(term, tuple(map(self._replaced, term.args)))


def _key(term: Term) -> Term:
    return normal(anonymous(normal(linear_sums(term))))


def _clipped(length: Term) -> Term:
    """How `linear_sums` writes the number of indices below a length: none if it is negative."""
    return linear_sums(Term("sum", (length, TRUE, as_term(1)), "Int", "i"))
