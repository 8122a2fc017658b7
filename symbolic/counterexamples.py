"""Counterexamples: found by search, believed only when evaluated exactly.

A `Point` gives every variable and every entry read a value.  `refute` looks for a point where the
hypotheses hold and the statement does not; `satisfy` for one where the hypotheses hold.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice, product
from typing import Any

from symbolic import solvers
from symbolic.calculus import Undecided, differentiated, truth_at
from symbolic.evaluate import NotExact, evaluate
from symbolic.ranges import NotUnfolded, settle, write_out
from symbolic.terms import (
    CALCULUS,
    FALSE,
    RANGES,
    TRUE,
    Function,
    Term,
    as_real,
    conjunction,
    free_variables,
    functions,
    rebuild,
    substitute,
    subterms,
    variable,
)

SIZES = range(4)
"""Values tried for the integer variables of a statement, unless the claim names others."""
MOST_SIZES = 4_000
"""Combinations of them tried before the search gives up."""
MOST_SECONDS = 20.0
"""Time after which it gives up as well."""


@dataclass(frozen=True)
class Point:
    """Values of variables by name, and of inputs' entries by name and index (0 where not listed)."""

    variables: Mapping[str, Any]
    entries: Mapping[str, Mapping[tuple[int, ...], Any]] = field(default_factory=dict)

    def environment(self) -> dict[str, Any]:
        def reader(table: Mapping[tuple[int, ...], Any]) -> Any:
            return lambda *index: table.get(index, Fraction(0))

        inputs = {name: reader(table) for name, table in self.entries.items()}
        return {**self.variables, **inputs}

    def __str__(self) -> str:
        parts = [f"{name} = {value}" for name, value in self.variables.items()]
        for name, table in self.entries.items():
            parts += [f"{name}({', '.join(map(str, i))}) = {v}" for i, v in sorted(table.items())]
        return ", ".join(parts)


def holds_at(statement: Term, point: Point) -> bool:
    """The statement's truth at a point, exactly (or, with exp and its kin, to certified digits)."""
    environment = point.environment()
    unknown = {f: environment.get(f.name, lambda *_: Fraction(0)) for f in _inputs(statement)}
    try:
        return bool(evaluate(statement, {**environment, **{f.name: g for f, g in unknown.items()}}))
    except NotExact:
        values = {v: point.variables[v.data] for v in free_variables(statement)}
        moving = {v: values[v] for v in differentiated(statement)}
        closed = _held(statement, values)
        return truth_at(_with_entries(write_out(closed), unknown), moving)


def _held(statement: Term, values: Mapping[Term, Any]) -> Term:
    """Variables replaced by their values, but for those of differentiation."""
    moving = differentiated(statement)
    return substitute(statement, {v: x for v, x in values.items() if v not in moving})


def _with_entries(term: Term, inputs: Mapping[Function, Any]) -> Term:
    if term.op == "apply" and term.data in inputs:
        return as_real(inputs[term.data](*(a.data for a in term.args)))
    return rebuild(term, tuple(_with_entries(a, inputs) for a in term.args))


def _inputs(term: Term) -> list[Function]:
    return [f for f in functions(term) if f.definition is None]


def refute(
    given: Sequence[Term], statement: Term, fixed: Mapping[str, Any] | None = None
) -> Point | None:
    """A point where the hypotheses hold and the statement is false; None if the search has none.

    fixed: values of some variables by name, or of all variables and entries (a stored point).
    """
    return _search([*given, ~statement], fixed or {})


def satisfy(given: Sequence[Term], fixed: Mapping[str, Any] | None = None) -> Point | None:
    """A point where all the hypotheses hold; None if the search has none."""
    return _search(given, fixed or {})


def _search(wanted: Sequence[Term], fixed: Mapping[str, Any]) -> Point | None:
    whole = conjunction(*wanted)
    inputs = {f.name for f in _inputs(whole)}
    tables = {name: _table(value) for name, value in fixed.items() if name in inputs}
    stop = time.monotonic() + MOST_SECONDS
    for sizes in islice(_sizes(whole, fixed), MOST_SIZES):
        if time.monotonic() > stop:
            return None
        at = {v: _number(fixed[v.data], v) for v in free_variables(whole) if v.data in fixed}
        values = {**at, **sizes}
        rest = _at_sizes(wanted, values, tables)
        if rest is None:
            continue
        point = _complete(rest, {v.data: x for v, x in values.items()}, tables)
        if point is not None and _confirmed(whole, point):
            return point
    return None


def _at_sizes(
    wanted: Sequence[Term], values: Mapping[Term, Any], tables: Mapping[str, Any]
) -> list[Term] | None:
    """The statements at these sizes, ranges written out; None if one is false or has no meaning."""
    rest = []
    for statement in wanted:  # hypotheses first: they bound what the others compute
        try:
            closed = settle(write_out(_close(statement, values, tables)))
        except (NotUnfolded, ValueError, ZeroDivisionError, RecursionError):
            return None
        if closed is FALSE:
            return None
        rest.append(closed)
    return rest


def _number(value: Any, of: Term) -> Any:
    return Fraction(value) if of.sort == "Real" else value


def _close(term: Term, values: Mapping[Term, Any], tables: Mapping[str, Any]) -> Term:
    held = _held(term, values)
    return _listed(held, tables) if tables else held


def _listed(term: Term, tables: Mapping[str, Mapping[tuple[int, ...], Any]]) -> Term:
    """Entries of stored inputs, once the ranges are written out, as the numbers stored."""
    written = write_out(term)

    def go(node: Term) -> Term:
        rebuilt = rebuild(node, tuple(map(go, node.args)))
        if rebuilt.op == "apply" and rebuilt.data.name in tables:
            if all(a.op == "number" for a in rebuilt.args):
                index = tuple(a.data for a in rebuilt.args)
                return as_real(tables[rebuilt.data.name].get(index, Fraction(0)))
        return rebuilt

    return go(written)


def _table(value: Any) -> Mapping[tuple[int, ...], Any]:
    """A stored input: a list (of lists) by index, or a mapping."""
    if isinstance(value, Mapping):
        return value
    if isinstance(value[0], (list, tuple)):
        return {(i, *j): v for i, inner in enumerate(value) for j, v in _table(inner).items()}
    return {(i,): Fraction(v) for i, v in enumerate(value)}


def _sizes(whole: Term, fixed: Mapping[str, Any]) -> Iterator[dict[Term, int]]:
    """Small values of the integer variables, smallest sum first."""
    names = [v for v in free_variables(whole) if v.sort == "Int" and v.data not in fixed]
    choices: Iterable[tuple[int, ...]] = product(SIZES, repeat=len(names))
    if len(SIZES) ** len(names) <= 20 * MOST_SIZES:
        choices = sorted(choices, key=lambda c: (sum(c), c))
    for choice in choices:
        yield dict(zip(names, choice, strict=True))


def _complete(
    rest: Sequence[Term], variables: Mapping[str, Any], tables: Mapping[str, Any]
) -> Point | None:
    """Values for the real variables and the entries that are left."""
    entries: dict[Term, tuple[str, tuple[int, ...]]] = {}

    def named(node: Term) -> Term:
        if node.op == "apply" and all(a.op == "number" for a in node.args):
            index = tuple(a.data for a in node.args)
            plain = variable(f"{node.data.name}{list(index)}", node.sort)
            entries[plain] = (node.data.name, index)
            return plain
        return rebuild(node, tuple(map(named, node.args)))

    asked = [r for r in rest if r is not TRUE and not any(n.op in CALCULUS for n in subterms(r))]
    questions = [named(r) for r in asked]
    if any(n.op in RANGES or n.op == "bound" for q in questions for n in subterms(q)):
        return None
    unknowns = list(dict.fromkeys(v for q in questions for v in free_variables(q)))
    try:
        found = _small_model(questions, unknowns)
    except ValueError:  # no SMT-LIB for exp with a derivative and the like
        return None
    if found is None:
        return None
    stored: dict[str, dict[tuple[int, ...], Any]] = {n: dict(t) for n, t in tables.items()}
    values = dict(variables)
    for unknown in unknowns:
        if unknown in entries:
            name, index = entries[unknown]
            stored.setdefault(name, {})[index] = found[unknown.data]
        else:
            values[unknown.data] = found[unknown.data]
    return Point(values, stored)


def _small_model(questions: Sequence[Term], unknowns: Sequence[Term]) -> dict[str, Any] | None:
    """A model in small whole numbers if there is one, else any."""
    if not questions:
        return {}
    for size in (1, 2, 5):
        small = []
        for number, unknown in enumerate(u for u in unknowns if u.sort == "Real"):
            whole = variable(f"whole.{number}", "Int")
            small += [unknown == whole, whole >= -size, whole <= size]
        found = solvers.model([*questions, *small], unknowns)
        if found is not None:
            return found
    return solvers.model(questions, unknowns)


def _confirmed(whole: Term, point: Point) -> bool:
    try:
        return holds_at(whole, point)
    except (KeyError, ValueError, ZeroDivisionError, Undecided):
        return False
