"""Terms as SMT-LIB 2, the text that every solver reads.

Operators over a range have no counterpart and must have been removed first (`obligations`).
exp, log, sqrt are unknown functions: what is used of them is stated as a hypothesis.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from symbolic.terms import CALCULUS, RANGES, REAL_FUNCTIONS, Function, Term, subterms

_NAMES = {
    "add": "+", "sub": "-", "mul": "*", "div": "/", "neg": "-", "floordiv": "div", "mod": "mod",
    "eq": "=", "ne": "distinct", "le": "<=", "lt": "<", "ge": ">=", "gt": ">", "and": "and",
    "or": "or", "not": "not", "implies": "=>", "iff": "=", "ite": "ite", "real": "to_real",
}  # fmt: skip

DEFINITIONS = """\
(define-fun maximum.Real ((a Real) (b Real)) Real (ite (>= a b) a b))
(define-fun minimum.Real ((a Real) (b Real)) Real (ite (<= a b) a b))
(define-fun relu.Real ((a Real)) Real (ite (>= a 0.0) a 0.0))
(define-fun abs.Real ((a Real)) Real (ite (>= a 0.0) a (- a)))
(define-fun maximum.Int ((a Int) (b Int)) Int (ite (>= a b) a b))
(define-fun minimum.Int ((a Int) (b Int)) Int (ite (<= a b) a b))
(define-fun relu.Int ((a Int)) Int (ite (>= a 0) a 0))
(define-fun abs.Int ((a Int)) Int (ite (>= a 0) a (- a)))
(declare-fun floordiv.none (Int Int) Int)
(declare-fun mod.none (Int Int) Int)
(define-fun floordiv.any ((a Int) (b Int)) Int (ite (> b 0) (div a b) (floordiv.none a b)))
(define-fun mod.any ((a Int) (b Int)) Int (ite (> b 0) (mod a b) (mod.none a b)))
"""


def symbol(name: str) -> str:
    """The symbol of a variable or an input: marked, so that it is never one of SMT-LIB's own."""
    if "|" in name or "\\" in name:
        raise ValueError(f"a name may not contain | or \\: {name}")
    return f"|{name}$|"


def literal(value: Fraction | int, sort: str) -> str:
    """A number as SMT-LIB writes it."""
    exact = Fraction(value)
    size = str(abs(exact.numerator)) + (".0" if sort == "Real" else "")
    if exact.denominator != 1:
        size = f"(/ {size} {exact.denominator}.0)"
    return f"(- {size})" if exact < 0 else size


def declarations(terms: Iterable[Term]) -> list[str]:
    """One declaration for each variable and unknown function."""
    lines: dict[str, str] = {}
    owners: dict[str, Function] = {}
    for term in terms:
        for node in subterms(term):
            if node.op == "variable":
                name, line = node.data, f"() {node.sort}"
            elif node.op == "apply":
                sorts = " ".join(a.sort for a in node.args)
                name, line = node.data.name, f"({sorts}) {node.sort}"
                if owners.setdefault(name, node.data) != node.data:
                    raise ValueError(f"two different functions are called {name}")
            elif node.op in REAL_FUNCTIONS:
                lines[f"{node.op}."] = f"(declare-fun {node.op}.Real (Real) Real)"
                continue
            else:
                continue
            text = f"(declare-fun {symbol(name)} {line})"
            if lines.setdefault(name, text) != text:
                raise ValueError(f"{name} is used with two different types")
    return list(lines.values())


def _real_only(terms: Iterable[Term]) -> bool:
    """Whether solvers may use their procedures for polynomials over the reals."""
    nodes = (n for t in terms for n in subterms(t))
    return all(n.sort != "Int" or n.op == "number" for n in nodes) and not any(
        n.op == "apply" or n.op in REAL_FUNCTIONS for t in terms for n in subterms(t)
    )


def _positive(assertions: Iterable[Term]) -> frozenset[Term]:
    """What the assertions say outright to be positive: division by it is SMT-LIB's."""
    bounds = (a for a in assertions if a.op in ("ge", "gt") and a.args[1].op == "number")
    return frozenset(a.args[0] for a in bounds if a.args[1].data >= (a.op == "ge"))


def script(assertions: Iterable[Term]) -> str:
    """Declarations and assertions; shared subterms are named once, so size stays linear."""
    roots = list(assertions)
    uses: dict[int, int] = {}
    for root in roots:
        for node in subterms(root):
            for child in node.args:
                uses[id(child)] = uses.get(id(child), 0) + 1
    names: dict[int, str] = {}
    positive = _positive(roots)
    logic = "(set-logic QF_NRA)" if _real_only(roots) else "(set-logic ALL)"
    definitions = DEFINITIONS.splitlines()
    if _real_only(roots):
        definitions = [d for d in definitions if "Int" not in d]
    lines = [logic, *definitions, *declarations(roots)]
    for root in roots:
        for node in subterms(root):
            if id(node) in names or not node.args:
                continue
            text = _text(node, names, positive)
            if uses.get(id(node), 0) > 1:
                name = f"shared.{len(names)}"
                lines.append(f"(define-fun {name} () {node.sort} {text})")
                names[id(node)] = name
            else:
                names[id(node)] = text
        lines.append(f"(assert {names.get(id(root)) or _text(root, names, positive)})")
    return "\n".join(lines) + "\n"


def _text(node: Term, names: dict[int, str], positive: frozenset[Term]) -> str:
    op = node.op
    if op in RANGES or op in CALCULUS or op in ("bound", "infinity", "pi", "e"):
        raise ValueError(f"no SMT-LIB for {op}: {node!r}")
    if op == "number":
        return literal(node.data, node.sort)
    if op == "variable":
        return symbol(node.data)
    if op in ("true", "false"):
        return op
    args = [names.get(id(a)) or _text(a, names, positive) for a in node.args]
    if op == "pow":
        exponent = node.args[1]
        if exponent.op != "number" or exponent.data != int(exponent.data) or exponent.data < 1:
            raise ValueError(f"no SMT-LIB for the power {node!r}")
        return f"(* {' '.join([args[0]] * int(exponent.data))})" if exponent.data > 1 else args[0]
    if op == "apply":
        head = symbol(node.data.name)
    elif op in ("maximum", "minimum", "relu", "abs"):
        head = f"{op}.{node.sort}"
    elif op in REAL_FUNCTIONS:
        head = f"{op}.Real"
    elif op in ("floordiv", "mod"):
        divisor = node.args[1]
        plain = divisor in positive or (divisor.op == "number" and divisor.data > 0)
        head = _NAMES[op] if plain else f"{op}.any"
    else:
        head = _NAMES[op]
    return f"({head} {' '.join(args)})"
