"""The language in which statements are written.

A `Term` is an immutable tree: numbers, variables, entries `x(i)` of an unknown input, arithmetic,
max, min, relu, choices, comparisons, logic, and operators over a range whose length may itself be
a term (`sum`, `max`, `min`, `all`, `any` over 0 <= i < n).  Python's operators build terms, `==`
included, in the order written; nothing is simplified, so what is printed is what was stated.
Equal terms are the same object (`is`).  Knows no solver and no printer; imports only `fractions`.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cached_property
from inspect import signature
from typing import Any, ClassVar, Final, Literal, Union
from weakref import WeakValueDictionary

Sort = Literal["Real", "Int", "Bool"]
Number = int | Fraction
Termlike = Union["Term", int, Fraction, float]

ARITHMETIC: Final = frozenset({"add", "sub", "mul", "neg", "maximum", "minimum", "relu", "abs"})
"""Operations whose value is an integer when all their operands are."""
COMPARISONS: Final = frozenset({"eq", "ne", "le", "lt", "ge", "gt"})
CONNECTIVES: Final = frozenset({"and", "or", "not", "implies", "iff"})
RANGES: Final = frozenset({"sum", "max", "min", "all", "any"})
"""Binders over 0 <= i < count: `data` is the bound name; arguments are (count, guard, body)."""
REAL_FUNCTIONS: Final = frozenset({"exp", "log", "sqrt", "lambertw"})
CALCULUS: Final = frozenset({"derivative", "integral", "limit"})


class Term:
    """A node: operation, arguments, sort, and `data` (a value, a name or a `Function`).

    `open` holds the names that are bound by no range or integral within the term itself, `names`
    those of its variables.
    """

    __slots__ = ("__weakref__", "_text", "args", "data", "names", "op", "open", "sort")
    _text: str
    names: frozenset[str]
    open: frozenset[str]
    op: str
    args: tuple[Term, ...]
    data: Any
    sort: Sort

    _known: ClassVar[WeakValueDictionary[tuple[object, ...], Term]] = WeakValueDictionary()

    def __new__(cls, op: str, args: tuple[Term, ...], sort: Sort, data: Any = None) -> Term:
        key = (op, data, sort, *map(id, args))
        known = cls._known.get(key)
        if known is None:
            known = object.__new__(cls)
            fields = {"op": op, "args": args, "data": data, "sort": sort}
            fields |= {"open": _open(op, args, data), "names": _names(op, args, data)}
            for name, value in fields.items():
                object.__setattr__(known, name, value)
            cls._known[key] = known
        return known

    def __init_subclass__(cls) -> None:
        raise TypeError("Term cannot be subclassed")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a term cannot be changed")

    def __reduce__(self) -> tuple[type[Term], tuple[str, tuple[Term, ...], Sort, Any]]:
        return Term, (self.op, self.args, self.sort, self.data)

    def __bool__(self) -> bool:
        raise TypeError(
            "a term has no truth value: write & for and, | for or, ~ for not, "
            "and two comparisons instead of a chain"
        )

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        """One line of plain text, as it would be typed; kept, as normal forms sort by it."""
        if not hasattr(self, "_text"):
            object.__setattr__(self, "_text", _written(self))
        return self._text

    # Arithmetic.
    def __add__(self, other: Termlike) -> Term:
        return _numeric("add", self, other)

    def __radd__(self, other: Termlike) -> Term:
        return _numeric("add", other, self)

    def __sub__(self, other: Termlike) -> Term:
        return _numeric("sub", self, other)

    def __rsub__(self, other: Termlike) -> Term:
        return _numeric("sub", other, self)

    def __mul__(self, other: Termlike) -> Term:
        return _numeric("mul", self, other)

    def __rmul__(self, other: Termlike) -> Term:
        return _numeric("mul", other, self)

    def __truediv__(self, other: Termlike) -> Term:
        return Term("div", (as_real(self), as_real(other)), "Real")

    def __rtruediv__(self, other: Termlike) -> Term:
        return Term("div", (as_real(other), as_real(self)), "Real")

    def __floordiv__(self, other: Termlike) -> Term:
        return _integer("floordiv", self, other)

    def __rfloordiv__(self, other: Termlike) -> Term:
        return _integer("floordiv", other, self)

    def __mod__(self, other: Termlike) -> Term:
        return _integer("mod", self, other)

    def __rmod__(self, other: Termlike) -> Term:
        return _integer("mod", other, self)

    def __pow__(self, exponent: Termlike) -> Term:
        """Integer powers `t**2`, and real powers for calculus."""
        return _power(self, as_term(exponent))

    def __neg__(self) -> Term:
        return Term("neg", (_number(self),), self.sort)

    def __abs__(self) -> Term:
        return Term("abs", (_number(self),), self.sort)

    # Comparisons: `==` states an equation (of numbers or of truth values).
    def __eq__(self, other: object) -> Term:  # type: ignore[override]
        return compare("eq", self, other)

    def __ne__(self, other: object) -> Term:  # type: ignore[override]
        return compare("ne", self, other)

    def __le__(self, other: Termlike) -> Term:
        return compare("le", self, other)

    def __lt__(self, other: Termlike) -> Term:
        return compare("lt", self, other)

    def __ge__(self, other: Termlike) -> Term:
        return compare("ge", self, other)

    def __gt__(self, other: Termlike) -> Term:
        return compare("gt", self, other)

    # Logic.
    def __and__(self, other: Term | bool) -> Term:
        return Term("and", (_truth(self), _truth(other)), "Bool")

    def __rand__(self, other: Term | bool) -> Term:
        return Term("and", (_truth(other), _truth(self)), "Bool")

    def __or__(self, other: Term | bool) -> Term:
        return Term("or", (_truth(self), _truth(other)), "Bool")

    def __ror__(self, other: Term | bool) -> Term:
        return Term("or", (_truth(other), _truth(self)), "Bool")

    def __invert__(self) -> Term:
        return Term("not", (_truth(self),), "Bool")

    def implies(self, conclusion: Term | bool) -> Term:
        return Term("implies", (_truth(self), _truth(conclusion)), "Bool")

    def iff(self, other: Term | bool) -> Term:
        return Term("iff", (_truth(self), _truth(other)), "Bool")


def _open(op: str, args: tuple[Term, ...], data: Any) -> frozenset[str]:
    if op == "bound":
        return frozenset({data})
    outside = 1 if op in RANGES else 2 if op == "integral" else len(args)
    inner = frozenset[str]().union(*(a.open for a in args[outside:])) - {data}
    return inner.union(*(a.open for a in args[:outside]))


def _names(op: str, args: tuple[Term, ...], data: Any) -> frozenset[str]:
    if op == "variable":
        return frozenset({data})
    return frozenset[str]().union(*(a.names for a in args))


TRUE: Final = Term("true", (), "Bool")
FALSE: Final = Term("false", (), "Bool")


class Function:
    """An unknown function of integers: `x(i)` or `x[i]`; of two, `x(i, j)`.

    With a `definition` it is recursive: a symbolic call stays a node, which a proof may unfold one
    step; where its last argument is an integer it is computed.  The last argument must get smaller
    and stay non-negative in every inner call, which a proof that unfolds it has to show.
    """

    name: str
    sort: Sort
    definition: Callable[..., Any] | None
    latex: str | None
    computed: bool

    def __init__(
        self,
        name: str,
        sort: Sort = "Real",
        definition: Callable[..., Any] | None = None,
        latex: str | None = None,
        reads: Iterable[Function] | None = None,
    ) -> None:
        fields: dict[str, Any] = {
            "name": name, "sort": sort, "definition": definition, "latex": latex
        }  # fmt: skip
        fields["computed"] = reads is not None
        if reads is not None:
            fields["reads"] = frozenset(reads)
        self.__dict__.update(fields)

    def __init_subclass__(cls) -> None:
        raise TypeError("Function cannot be subclassed")

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a function cannot be changed: theorems may speak of it")

    def __call__(self, *arguments: Any) -> Any:
        if self.definition and not isinstance(arguments[-1], Term):
            return self.definition(*arguments)
        return Term("apply", tuple(as_term(a) for a in arguments), self.sort, self)

    def __getitem__(self, arguments: Any) -> Any:
        return self(*arguments) if isinstance(arguments, tuple) else self(arguments)

    @cached_property
    def body(self) -> Term | None:
        """The definition at unknown integers; None without one, or if it is only ever computed."""
        if self.definition is None or self.computed:
            return None
        parameters = signature(self.definition).parameters
        return as_term(self.definition(*(variable(f"?{p}", "Int") for p in parameters)))

    @cached_property
    def reads(self) -> frozenset[Any]:
        """The variables and unknown inputs on which the values of a recursive function depend."""
        body = self.body
        if body is None:
            return frozenset({self})
        found: set[Any] = {v for v in free_variables(body) if not v.data.startswith("?")}
        return frozenset(found.union(*(f.reads for f in functions(body) if f is not self)))

    def __eq__(self, other: object) -> bool:
        """Unknown functions are told apart by name and sort, defined ones by being one object."""
        if not isinstance(other, Function) or self.definition or other.definition:
            return self is other
        return (self.name, self.sort) == (other.name, other.sort)

    def __hash__(self) -> int:
        return hash((self.name, self.sort))

    def __repr__(self) -> str:
        return self.name


def recursive(definition: Callable[..., Any]) -> Function:
    """A real function defined by recursion on its last argument (choices written with `either`)."""
    return Function(definition.__name__, "Real", definition)


def computed(
    name: str, sort: Sort, definition: Callable[..., Any], reads: Iterable[Function] = ()
) -> Function:
    """A function that is only ever computed, from integers; `reads` are the inputs it depends on."""
    return Function(name, sort, definition, reads=reads)


def recursive_integer(definition: Callable[..., Any]) -> Function:
    """The same with integer values."""
    return Function(definition.__name__, "Int", definition)


def as_term(value: object) -> Term:
    """A Python number or truth value as a term; of the floats short ones only, such as 0.5."""
    if isinstance(value, Term):
        return value
    if isinstance(value, bool):
        return TRUE if value else FALSE
    if isinstance(value, int):
        return Term("number", (), "Int", value)
    if isinstance(value, (Fraction, float)):
        exact = Fraction(value)
        if isinstance(value, float) and (exact.denominator > 1024 or abs(exact) > 2**20):
            raise TypeError(f"{value!r} may have been rounded: write it as a Fraction")
        return Term("number", (), "Real", exact)
    raise TypeError(f"a number or a term is needed, not {type(value).__name__}")


def as_real(value: object) -> Term:
    """The same number as a real: integer literals become rationals, integer terms are cast."""
    term = _number(as_term(value))
    if term.sort == "Real":
        return term
    if term.op == "number":
        return Term("number", (), "Real", Fraction(term.data))
    return Term("real", (term,), "Real")


def _number(value: object) -> Term:
    term = as_term(value)
    if term.sort == "Bool":
        raise TypeError(f"a number is needed, not the statement {term!r}")
    return term


def _truth(value: object) -> Term:
    term = as_term(value)
    if term.sort != "Bool":
        raise TypeError(f"a statement is needed, not the number {term!r}")
    return term


def alike(*values: object) -> tuple[Term, ...]:
    """Terms of one sort: reals as soon as one of the numbers is real."""
    terms = tuple(as_term(v) for v in values)
    if len({t.sort for t in terms}) == 1:
        return terms
    return tuple(as_real(t) for t in terms)


def _numeric(op: str, *values: object) -> Term:
    terms = alike(*map(_number, values))
    return Term(op, terms, terms[0].sort)


def _integer(op: str, *values: object) -> Term:
    terms = tuple(map(_number, values))
    if any(t.sort != "Int" for t in terms):
        raise TypeError("// and % are for integers")
    return Term(op, terms, "Int")


def compare(op: str, left: object, right: object) -> Term:
    """A comparison; of two statements, only their equality."""
    terms = alike(left, right)
    if terms[0].sort == "Bool" and op != "eq":
        raise TypeError("statements are compared with == only")
    return Term("iff" if terms[0].sort == "Bool" else op, terms, "Bool")


def operation(op: str, *values: object) -> Term:
    """maximum, minimum, relu, abs: the sort is that of the operands."""
    return _numeric(op, *values)


def _power(base: Term, exponent: Term) -> Term:
    """An integer only where the exponent is a number that is not negative."""
    if base.sort == "Int" and not (
        exponent.op == "number" and exponent.sort == "Int" and exponent.data >= 0
    ):
        base = as_real(base)
    return Term("pow", (_number(base), _number(exponent)), base.sort)


def choose(condition: object, then: object, otherwise: object) -> Term:
    """`then` where the condition holds, else `otherwise`."""
    terms = alike(then, otherwise)
    return Term("ite", (_truth(condition), *terms), terms[0].sort)


def real_function(name: str, value: object) -> Term:
    """The function of that name (exp, log, sqrt, lambertw) at a real."""
    return Term(name, (as_real(value),), "Real")


def variable(name: str, sort: Sort = "Real") -> Term:
    """A variable of the sort given."""
    return Term("variable", (), sort, name)


def reals(names: str) -> tuple[Term, ...]:
    """Real variables, from their names."""
    return tuple(variable(name, "Real") for name in names.split())


def integers(names: str) -> tuple[Term, ...]:
    """Integer variables, from their names."""
    return tuple(variable(name, "Int") for name in names.split())


def sequences(names: str) -> tuple[Function, ...]:
    """Unknown inputs x(0), x(1), …; for images, x(i, j)."""
    return tuple(Function(name) for name in names.split())


def _bind(sort: Sort, *bodies: Callable[[Any], Any]) -> tuple[Term, tuple[Any, ...]]:
    """A bound variable and the bodies at it, so named that no variable bound further out is caught.

    The name is the first body's parameter, with primes where an index from outside has that name.
    """
    first = bodies[0]
    name = "i" if isinstance(first, Function) else next(iter(signature(first).parameters), "i")
    own = object()
    unique = Term("bound", (), sort, own)
    outside = frozenset[Any]().union(*(as_term(body(unique)).open for body in bodies)) - {own}
    while name in outside:
        name += "'"
    index = Term("bound", (), sort, name)
    return index, tuple(body(index) for body in bodies)


def over(
    op: str, body: Callable[[Any], Any], count: object, where: Callable[[Any], Any] | None = None
) -> Term:
    """The operator `op` of `RANGES` over 0 <= i < count, where `where(i)` holds."""
    index, (inner, guard) = _bind("Int", body, where or (lambda i: TRUE))
    logical = op in ("all", "any")
    inner = _truth(inner) if logical else _number(inner)
    args = (as_term(count), _truth(guard), inner)
    return Term(op, args, "Bool" if logical else inner.sort, index.data)


def derivative(body: Term, with_respect_to: Term) -> Term:
    """d body / d variable, the other variables held."""
    return Term("derivative", (as_real(body), with_respect_to), "Real")


def integral(body: Callable[[Any], Any], low: object, high: object) -> Term:
    """The integral of `body(t)` for t from low to high (`INFINITY` allowed)."""
    index, (inner,) = _bind("Real", body)
    return Term("integral", (as_real(low), as_real(high), as_real(inner)), "Real", index.data)


def limit_at_infinity(body: Term, variable_: Term) -> Term:
    """The limit of the body as the variable grows."""
    return Term("limit", (as_real(body), variable_), "Real")


INFINITY: Final = Term("infinity", (), "Real")
PI: Final = Term("pi", (), "Real")
EULER: Final = Term("e", (), "Real")


def conjunction(*statements: Term | bool) -> Term:
    """All of them; TRUE if there are none."""
    whole: Term = TRUE
    for number, statement in enumerate(statements):
        whole = _truth(statement) if number == 0 else whole & statement
    return whole


def disjunction(*statements: Term | bool) -> Term:
    """At least one of them; FALSE if there are none."""
    whole: Term = FALSE
    for number, statement in enumerate(statements):
        whole = _truth(statement) if number == 0 else whole | statement
    return whole


def conjuncts(statement: Term) -> Iterator[Term]:
    """The parts of a conjunction, in the order written."""
    if statement.op == "and":
        for part in statement.args:
            yield from conjuncts(part)
    else:
        yield statement


def subterms(term: Term) -> Iterator[Term]:
    """Every distinct subterm, arguments before what they are in."""
    seen: set[int] = set()
    stack = [(term, False)]
    while stack:
        node, expanded = stack.pop()
        if expanded:
            yield node
        elif id(node) not in seen:
            seen.add(id(node))
            stack.append((node, True))
            stack.extend((child, False) for child in reversed(node.args))


def free_variables(term: Term) -> list[Term]:
    """The variables of a term, each once, in order of appearance."""
    return [t for t in subterms(term) if t.op == "variable"]


def fresh(name: str, taken: Container[str]) -> str:
    """The name, with primes where it is taken."""
    while name in taken:
        name += "'"
    return name


def functions(term: Term) -> list[Function]:
    """The functions applied in a term, in order of appearance, each once."""
    return list(dict.fromkeys(t.data for t in subterms(term) if t.op == "apply"))


def require_one_meaning(statements: Iterable[Term]) -> None:
    """ValueError where two different functions in the statements have one name."""
    named: dict[str, Function] = {}
    for function in (f for s in statements for f in functions(s)):
        if named.setdefault(function.name, function) != function:
            raise ValueError(f"two different functions are called {function.name}")


def rebuild(term: Term, args: tuple[Term, ...]) -> Term:
    """The same operation on other arguments, sorts mended (an Int may have become a Real)."""
    op = term.op
    if all(new is old for new, old in zip(args, term.args, strict=True)):
        return term
    if op in ARITHMETIC:
        return _numeric(op, *args)
    if op in COMPARISONS:
        return compare(op, *args)
    if op == "ite":
        return choose(*args)
    if op == "real":
        return as_real(args[0])
    if op in ("floordiv", "mod"):
        return _integer(op, *args)
    if op == "div" or op in REAL_FUNCTIONS:
        return Term(op, tuple(as_real(a) for a in args), "Real")
    if op in RANGES:
        return Term(op, args, _sort(term, args[2]), term.data)
    if op == "pow":
        return _power(*args)
    return Term(op, args, term.sort, term.data)


def _sort(node: Term, body: Term) -> Sort:
    """The sort of a range or an integral on another body."""
    return body.sort if node.op in ("sum", "max", "min") else node.sort


def substitute(
    term: Term,
    values: Mapping[Term, Any],
    inputs: Mapping[Function, Callable[..., Any]] | None = None,
) -> Term:
    """Replace variables (also bound ones, for opening a range) and the unknown inputs' entries.

    A range whose own index would capture a name in a value is given another index first.  Raises
    TypeError for a value of another sort, ValueError where a derivative or a limit is in the way.
    """
    table = {k: of_sort(v, k.sort) for k, v in values.items()}
    done: dict[int, Term] = {}
    mentioned = frozenset[str]().union(*(v.open for v in table.values()))

    def within(node: Term) -> Term:
        outside, sort = (1, "Int") if node.op in RANGES else (2, "Real")
        index = Term("bound", (), sort, node.data)  # type: ignore[arg-type]
        outer, inner = node.args[:outside], node.args[outside:]
        values = {k: v for k, v in table.items() if node.data not in k.open}
        name, used = node.data, frozenset[str]().union(*(a.open for a in inner))
        while name in mentioned or (name != node.data and name in used):
            name += "'"
        if name != node.data:
            values[index] = Term("bound", (), index.sort, name)
        args = [go(a) for a in outer] + [substitute(a, values, inputs) for a in inner]
        return Term(node.op, tuple(args), _sort(node, args[-1]), name)

    def go(node: Term) -> Term:
        known = done.get(id(node))
        if known is not None:
            return known
        if node in table:
            result = table[node]
        elif node.op in RANGES or node.op == "integral":
            result = within(node)
        elif node.op in ("derivative", "limit"):
            result = _within_calculus(node, table, inputs)
        else:
            args = tuple(go(a) for a in node.args)
            if node.op == "apply" and inputs and node.data in inputs:
                result = of_sort(inputs[node.data](*args), node.sort)
                if not result.open <= frozenset[str]().union(*(a.open for a in args)):
                    raise ValueError(f"what replaces {node.data} uses an index from outside")
            else:
                result = rebuild(node, args)
        done[id(node)] = result
        return result

    return go(term)


def of_sort(value: object, sort: Sort) -> Term:
    """The value as a term of this sort; TypeError where it is of another."""
    term = as_real(value) if sort == "Real" else as_term(value)
    if term.sort != sort:
        raise TypeError(f"{term!r} is {term.sort}, and cannot stand for what is {sort}")
    return term


def _within_calculus(
    node: Term,
    table: Mapping[Term, Term],
    inputs: Mapping[Function, Callable[..., Any]] | None,
) -> Term:
    """A derivative or a limit with variables replaced.

    Its own variable may get another name only, and no value may bring it in.
    """
    body, old = node.args
    parts = set(subterms(body))
    moving = table.get(old, old)
    if moving is not old and (moving.op not in ("variable", "bound") or moving in parts):
        raise ValueError(f"the variable of {node!r} cannot be replaced by {moving!r}")
    inside: dict[Term, Term] = {}
    for key, value in table.items():
        if key.op not in ("variable", "bound") and old in set(subterms(key)):
            continue  # a larger part that moves: left as it is
        if key is not old and key in set(subterms(old)):
            raise ValueError(f"the variable of {node!r} cannot be replaced")
        if key in parts:
            if key is not old and moving in set(subterms(value)):
                raise ValueError(f"{value!r} would move with the variable of {node!r}")
            inside[key] = value
    here = [f for f in functions(node) if inputs and f in inputs]
    if moving.op == "apply" and (here or any(functions(v) for v in inside.values())):
        raise ValueError(f"the inputs of {node!r} cannot be replaced")
    for function in here:
        arity = {len(t.args) for t in parts if t.op == "apply" and t.data == function}
        for size in arity:
            blank = (variable(f"?{i}", "Int") for i in range(size))
            if moving in set(subterms(as_term((inputs or {})[function](*blank)))):
                raise ValueError(
                    f"what replaces {function} would move with the variable of {node!r}"
                )
    return Term(node.op, (substitute(body, inside, inputs), moving), node.sort)


def body_at(node: Term, index: object) -> tuple[Term, Term]:
    """(guard, body) of a range operator at one index."""
    bound = Term("bound", (), "Int", node.data)
    at = {bound: index}
    return substitute(node.args[1], at), substitute(node.args[2], at)


_SIGNS: Final = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "floordiv": "//", "mod": "%", "pow": "**",
    "eq": "==", "ne": "!=", "le": "<=", "lt": "<", "ge": ">=", "gt": ">",
    "and": "and", "or": "or", "implies": "=>", "iff": "<=>",
}  # fmt: skip
_BINDING: Final = (
    {"iff", "implies"}, {"or"}, {"and"}, {"not"}, COMPARISONS, {"add", "sub"},
    {"mul", "div", "floordiv", "mod"}, {"neg"}, {"pow"},
)  # fmt: skip
_STRENGTH: Final = {op: strength for strength, ops in enumerate(_BINDING) for op in ops}


def _strength(term: Term) -> int:
    if term.op == "real":
        return _strength(term.args[0])
    if term.op == "number" and (term.data < 0 or Fraction(term.data).denominator != 1):
        return 6
    return _STRENGTH.get(term.op, len(_BINDING))


def _leads_with_quotient(term: Term) -> bool:
    """Whether its first factor is rounded: a * (b // c) is not (a * b) // c."""
    while term.op == "mul":
        term = term.args[0]
    return term.op in ("floordiv", "mod")


def _written(term: Term) -> str:
    def inner(child: Term, parent: int, strict: bool) -> str:
        text = repr(child)
        weaker = _strength(child) <= parent if strict else _strength(child) < parent
        return f"({text})" if weaker else text

    op, args, here = term.op, term.args, _strength(term)
    if op == "number":
        return str(term.data)
    if op in ("variable", "bound"):
        return str(term.data)
    if op == "apply":
        return f"{term.data}({', '.join(map(repr, args))})"
    if op == "real":
        return repr(args[0])
    if op in _SIGNS:
        nonassociative = op in ("sub", "div", "floordiv", "mod", "implies", "iff", "pow")
        left = inner(args[0], here, op in ("implies", "iff", "pow"))
        right = inner(args[1], here, nonassociative or _leads_with_quotient(args[1]))
        return f"{left} {_SIGNS[op]} {right}"
    if op == "neg":
        return "-" + inner(args[0], here, True)
    if op == "not":
        return "not " + inner(args[0], here, False)
    if op in RANGES:
        condition = "" if args[1] is TRUE else f", {args[1]!r}"
        return f"{op}[{term.data} < {args[0]!r}{condition}]({args[2]!r})"
    if op == "integral":
        return f"integral[{term.data} = {args[0]!r}..{args[1]!r}]({args[2]!r})"
    if op == "ite":
        return f"({args[1]!r} if {args[0]!r} else {args[2]!r})"
    name = {"maximum": "max", "minimum": "min"}.get(op, op)
    return f"{name}({', '.join(map(repr, args))})" if args else name
