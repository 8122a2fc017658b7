"""Statements as the kernel reads them.

A number becomes a kernel term; a statement becomes atoms, or a term that is 1 where it holds and 0
elsewhere.  max, min, relu and abs are choices; the maximum over a range is the body where it is
largest; "for all" holds if it holds at an index where it would fail if anywhere.  Division is
multiplication by an inverse, of which nothing is known at 0.  Imports no solver.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from inspect import signature
from typing import Final

from symbolic import kernel
from symbolic.indices import normal
from symbolic.kernel import ANY, NEGATIVE, POSITIVE, ZERO, Atom, make, number, opened, unknown
from symbolic.ranges import write_out
from symbolic.terms import (
    CALCULUS,
    COMPARISONS,
    RANGES,
    REAL_FUNCTIONS,
    TRUE,
    Function,
    Term,
    conjuncts,
    functions,
    substitute,
    subterms,
)

SIGNS: Final = {
    "eq": ZERO, "ne": NEGATIVE | POSITIVE, "le": NEGATIVE | ZERO, "lt": NEGATIVE,
    "ge": ZERO | POSITIVE, "gt": POSITIVE,
}  # fmt: skip
"""Of left − right, where a comparison holds."""
ONE, NOTHING = number(1), number(0)


class NotStated(Exception):
    """A statement that the kernel's language cannot express; the message says what is in the way."""


def read_theorem(
    given: Sequence[Term], statement: Term, about: Term | None = None
) -> tuple[Reader, kernel.Sequent]:
    """A theorem as the kernel reads it, and what read it; about: of what it is a part, if it is."""
    reader = Reader(*given, statement if about is None else about)
    return reader, ([atom for g in given for atom in reader.atoms(g)], reader.atoms(statement))


class Reader:
    """Reads terms; keeps the recursive functions met on the way, in the order they are defined.

    about: statements; what the recursive functions in them read is constant in all that is read.
    """

    def __init__(self, *about: Term) -> None:
        self.fixed = read_by(f for statement in about for f in functions(statement))
        self.definitions: dict[str, Function] = {}
        self._binders: list[str] = []
        self._known: dict[Term, kernel.Term] = {}

    def atoms(self, statement: Term) -> list[Atom]:
        """A statement as atoms that hold together."""
        return [atom for part in parts(write_out(statement)) for atom in self._atoms(part)]

    def _atoms(self, part: Term) -> list[Atom]:
        if part.op == "not" and part.args[0].op in COMPARISONS:
            return [(self._difference(part.args[0]), SIGNS[part.args[0].op] ^ ANY)]
        if part.op == "true":
            return []
        if part.op in COMPARISONS:
            return [(self._difference(part), SIGNS[part.op])]
        return [(self.truth(part), POSITIVE)]

    def truth(self, statement: Term) -> kernel.Term:
        """The term that is 1 where a statement holds and 0 elsewhere."""
        return self._where(statement, ONE, NOTHING)

    def term(self, value: Term) -> kernel.Term:
        """A number as a kernel term."""
        if value not in self._known or value.open:
            found = self._term(value)
            if value.open:
                return found
            self._known[value] = found
        return self._known[value]

    def _difference(self, comparison: Term) -> kernel.Term:
        return self.term(comparison.args[0]) - self.term(comparison.args[1])

    def _where(self, statement: Term, then: kernel.Term, otherwise: kernel.Term) -> kernel.Term:
        """`then` where the statement holds, else `otherwise`."""
        op, args = statement.op, statement.args
        match op:
            case "true":
                return then
            case "false":
                return otherwise
            case "not":
                return self._where(args[0], otherwise, then)
            case "and":
                return self._where(args[0], self._where(args[1], then, otherwise), otherwise)
            case "or":
                return self._where(args[0], then, self._where(args[1], then, otherwise))
            case "implies":
                return self._where(args[0], self._where(args[1], then, otherwise), then)
            case "iff":
                second = [self._where(args[1], *p) for p in ((then, otherwise), (otherwise, then))]
                return self._where(args[0], *second)
            case "all" | "any":
                return self._somewhere(statement, then, otherwise)
            case _ if op in COMPARISONS:
                return make("choice", SIGNS[op], (self._difference(statement), then, otherwise))
        raise NotStated(f"{op}: {statement!r}")

    def _somewhere(self, node: Term, then: kernel.Term, otherwise: kernel.Term) -> kernel.Term:
        """A quantifier over a range, decided at an index where it matters if any does."""
        if node.op == "all":
            then, otherwise = otherwise, then
        length, at = self.term(node.args[0]), self.index(node)
        with self._under(node):
            decided = self._where(_matters(node), opened(then, (), 1), opened(otherwise, (), 1))
        inside = make("choice", POSITIVE, (length - at, opened(decided, [at]), otherwise))
        return make("choice", ZERO | POSITIVE, (at, inside, otherwise))

    def index(self, node: Term) -> kernel.Term:
        """Where a maximum or minimum is attained, or where a quantifier is decided."""
        count, guard, body = node.args
        length = self.term(count)
        with self._under(node):
            if node.op in ("all", "any"):
                return make("argmax", 0, (length, self.truth(_matters(node)), NOTHING))
            value = self.term(body) if node.op == "max" else NOTHING - self.term(body)
            return make("argmax", 0, (length, self.truth(guard), value))

    @contextmanager
    def _under(self, node: Term) -> Iterator[None]:
        self._binders.append(node.data)
        try:
            yield
        finally:
            self._binders.pop()

    def _term(self, node: Term) -> kernel.Term:
        op = node.op
        if op == "number":
            return number(node.data)
        if op == "variable":
            if node.sort == "Bool":
                raise NotStated(f"the truth value {node!r}")
            return self._named(node.data, node.sort, ())
        if op == "bound":
            return make("bound", self._binders[::-1].index(node.data))
        if op == "ite":
            condition, *branches = node.args
            then, otherwise = map(self.term, branches)
            return self._where(condition, then, otherwise)
        if op in RANGES:
            return self._range(node)
        if op in CALCULUS:
            raise NotStated(f"the {op} {node!r}")
        args = tuple(self.term(a) for a in node.args)
        if op == "apply":
            return self._applied(node, args)
        if op in REAL_FUNCTIONS:
            return make("constant", (op, False), args)
        return self._arithmetic(node, args)

    def _arithmetic(self, node: Term, args: tuple[kernel.Term, ...]) -> kernel.Term:
        first, last = args[0] if args else NOTHING, args[-1] if args else NOTHING
        match node.op:
            case "add":
                return kernel.total([(1, first), (1, last)])
            case "sub":
                return first - last
            case "neg":
                return NOTHING - first
            case "mul":
                return first * last
            case "real":
                return first
            case "maximum":
                return make("choice", ZERO | POSITIVE, (first - last, first, last))
            case "minimum":
                return make("choice", NEGATIVE | ZERO, (first - last, first, last))
            case "relu":
                return make("choice", ZERO | POSITIVE, (first, first, NOTHING))
            case "abs":
                return make("choice", ZERO | POSITIVE, (first, first, NOTHING - first))
            case "div":
                return first * inverse(last)
            case "floordiv":
                return quotient(first, last)
            case "mod":
                return first - last * quotient(first, last)
            case "pow":
                return self._power(node, first)
        raise NotStated(f"{node.op}: {node!r}")

    def _power(self, node: Term, base: kernel.Term) -> kernel.Term:
        exponent = node.args[1]
        if exponent.op != "number" or exponent.data < 0 or exponent.data != int(exponent.data):
            raise NotStated(f"the power {node!r}")
        product = ONE
        for _ in range(int(exponent.data)):
            product = product * base
        return product

    def _range(self, node: Term) -> kernel.Term:
        count, guard, body = node.args
        length = self.term(count)
        with self._under(node):
            inside, value = self.truth(guard), self.term(body)
        if node.op == "sum":
            return make("sum", 0, (length, inside * value))
        return opened(value, [self.index(node)])

    def _applied(self, node: Term, args: tuple[kernel.Term, ...]) -> kernel.Term:
        function = node.data
        if function.sort == "Bool":
            raise NotStated(f"the unknown statement {node!r}")
        if function.definition is None:
            return self._named(function.name, function.sort, args)
        if function.computed:
            raise NotStated(f"{function.name} is only computed, not defined")
        name = constant_name(function)
        if self.definitions.get(name, function) is not function:
            raise NotStated(f"two functions are called {name}")
        if name not in self.definitions:
            self._define(name, function)
        return make("constant", (name, function.sort == "Int"), args)

    def _named(self, name: str, sort: str, args: Sequence[kernel.Term]) -> kernel.Term:
        """What an input is, or a function of which nothing is known."""
        return make("constant" if name in self.fixed else "unknown", (name, sort == "Int"), args)

    def _define(self, name: str, function: Function) -> None:
        """Keep a function; first those that its definition speaks of."""
        recursion(function)
        inside = Reader()
        inside.definitions = self.definitions
        self.definitions[name] = function
        if function.body is not None:
            inside.term(function.body)
        self.definitions[name] = self.definitions.pop(name)  # after those


def parts(statement: Term) -> Iterator[Term]:
    """Statements that hold together where this one does: of P ⟹ Q and R, P ⟹ Q and P ⟹ R."""
    for part in conjuncts(statement):
        if part.op == "implies":
            yield from (part.args[0].implies(conclusion) for conclusion in parts(part.args[1]))
        elif part.op == "iff":
            yield from parts(part.args[0].implies(part.args[1]))
            yield from parts(part.args[1].implies(part.args[0]))
        else:
            yield part


def constant_name(function: Function) -> str:
    """The kernel's name of a recursive function: its own, and the page it is on."""
    page = getattr(function.definition, "__module__", "").rpartition(".")[2]
    return f"{function.name} ({page})"


def read_by(some: Iterable[Function]) -> frozenset[str]:
    """The names of the inputs that the recursive functions among these read."""
    read = (r for f in some if f.definition is not None and not f.computed for r in f.reads)
    return frozenset(r.name if isinstance(r, Function) else r.data for r in read)


def abstracted(term: kernel.Term, names: Sequence[str]) -> kernel.Term:
    """A term as a function of these integers: they become its bound indices."""
    places = {("unknown", n, True, 0): make("bound", place) for place, n in enumerate(names)}
    return kernel.Substitution(places)(term)


def defined(function: Function) -> tuple[int, kernel.Term]:
    """(number of parameters, the value) of a recursive function, as the kernel defines it.

    The parameters are unknowns, called by the function's name and their places; an unknown function
    of the same name, without the last parameter, stands for the value at n − 1.
    """
    name = constant_name(function)
    start, base, step, parameters = recursion(function)
    before = Function(name, function.sort)
    step = substitute(step, {}, {function: lambda *args: before(*args[:-1])})
    reader = Reader()
    reader.fixed = read_by([function])
    own = [unknown(f"{name} {place}", integer=True) for place in range(len(parameters))]
    choices = own[-1] - number(start), reader.term(base), reader.term(step)
    places = {("unknown", p, True, 0): value for p, value in zip(parameters, own, strict=True)}
    return len(own), kernel.Substitution(places)(make("choice", ZERO, choices))


def recursion(function: Function) -> tuple[int, Term, Term, list[str]]:
    """(start, value there, value later, names of the parameters) of a recursive function."""
    body = function.body
    if body is None or body.op != "ite" or body.args[0].op != "eq":
        raise NotStated(f"{function.name} is not defined from one value to the next")
    (condition, base, step) = body.args
    last, start = condition.args
    calls = [t for t in subterms(step) if t.op == "apply" and t.data is function]
    if start.op != "number" or last.op != "variable":
        raise NotStated(f"{function.name} does not start at a number")
    if any(normal(t.args[-1]) is not normal(last - 1) for t in calls):
        raise NotStated(f"{function.name} does not go on from n − 1")
    return start.data, base, step, _parameters(function, last)


def _parameters(function: Function, last: Term) -> list[str]:
    if function.definition is None:
        raise NotStated(f"{function.name} has no definition")
    names = [f"?{p}" for p in signature(function.definition).parameters]
    if names[-1] != last.data:
        raise NotStated(f"{function.name} does not recur on its last argument")
    return names


def inverse(term: kernel.Term) -> kernel.Term:
    """1/t."""
    if not any(term.parts) and term.parts:
        return number(1 / Fraction(term.parts[()]))
    return make("constant", ("inverse", False), (term,))


def quotient(value: kernel.Term, divisor: kernel.Term) -> kernel.Term:
    """⌊a/b⌋ of integers, computed where both are numbers or b is 1."""
    if divisor.key == ONE.key:
        return value
    if not any(value.parts) and not any(divisor.parts) and divisor.parts.get((), 0) > 0:
        return number(value.parts.get((), 0) // divisor.parts[()])
    return make("constant", ("quotient", True), (value, divisor))


def _matters(node: Term) -> Term:
    """What decides a quantifier where it holds: of "for all" a failure, of "for some" a success."""
    guard, body = node.args[1:]
    decisive = ~body if node.op == "all" else body
    return decisive if guard is TRUE else guard & decisive
