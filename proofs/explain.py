"""A claim for the reader: what its variables are, its definitions, its proof, as data to print.

A proof is a list of fragments: {"say": text}, {"claim": id of what is used}, a formula, {"steps":
formulas proved one from another}, or {"argument": titles and texts of what is argued on paper}.  A
formula is {"text", "latex", "lines", "width"}, the width in em.  Nothing here decides anything; it only
says what `symbolic.methods` does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from inspect import signature
from typing import Any

from proofs.differences import changed_relation, differences
from symbolic.arguments import Argued
from symbolic.claims import Claim
from symbolic.deferred import sympy
from symbolic.methods import Derive, Each, Hints, Induct, Method, Solve, Strong, Use
from symbolic.notation import broken, latex, name
from symbolic.notation.statements import RELATIONS
from symbolic.notation.writing import write
from symbolic.terms import Function, Term, as_term, subterms, variable

Fragment = dict[str, Any]

WIDEST_VALUE, WIDEST_TALL = 20.0, 10.0
"""Values of variables that are wider, in em, are not written out: they are found by matching."""
WIDEST_DEFINITION = 500.0
"""Equations that are wider, in em, are said in words."""
KINDS = {"Int": "integer", "Real": "real", "Bool": "truth value"}


def formula(term: Term) -> Fragment:
    """A term in all its printed forms."""
    written = write(term)
    return {
        "text": repr(term),
        "latex": written.text,
        "lines": broken(written),
        "width": round(written.width, 1),
    }


def _piece(text: str, wide: float) -> Fragment:
    return {"text": text, "latex": text, "lines": [text], "width": round(wide, 1)}


def changes(statement: Term, variant: Term) -> list[dict[str, Fragment]]:
    """What a false variant has in place of what: parts of formulas, or the sign of a comparison."""
    relation = changed_relation(statement, variant)
    if relation is not None:
        old, new = (_piece(RELATIONS[op], 1.0) for op in relation)
        return [{"from": old, "to": new}]
    pairs = differences(statement, variant)
    return [{"from": formula(old), "to": formula(new)} for old, new in pairs]


def unknowns(claim: Claim) -> list[dict[str, str]]:
    """What the claim speaks of all values of: its variables and inputs, in order of appearance."""
    terms = [*claim.given, claim.statement]
    found: dict[str, dict[str, str]] = {}
    for term in terms:
        for node in _reached(term):
            if node.op == "variable":
                found[node.data] = _unknown(node.data, KINDS[node.sort], name(node.data))
            elif node.op == "apply" and node.data.definition is None:
                shown = node.data.latex or name(node.data.name)
                found[node.data.name] = _unknown(node.data.name, "input", shown)
    return list(found.values())


def _unknown(plain: str, kind: str, shown: str) -> dict[str, str]:
    return {"name": plain, "kind": kind, "latex": shown}


def _reached(term: Term) -> Iterator[Term]:
    """The subterms of a term and of the definitions that it uses."""
    yield from subterms(term)
    for call, definition in _defined([term]):
        if definition is not None:
            inside = {p for p in call.args if p.op == "variable"}
            yield from (t for t in subterms(definition) if t not in inside)


def definitions(claim: Claim) -> list[Fragment]:
    """The defining equations of the recursive functions in a claim, each once.

    A function that a program computes has no equation: its `lines` are none, and `says` is what the
    program says of itself.  Nor are there lines of an equation that is too long to read.
    """
    found = []
    for call, definition in _defined([*claim.given, claim.statement]):
        says = (call.data.definition.__doc__ or "").partition("\n")[0]
        equation = None if definition is None else formula(call == definition)
        if equation is None:
            found.append({**formula(call), "lines": [], "says": says})
        elif equation["width"] > WIDEST_DEFINITION:
            head = formula(call)
            found.append(
                {**head, "text": equation["text"], "lines": [], "says": says, "long": True}
            )
        else:
            found.append(equation)
    return found


def _defined(terms: Iterable[Term]) -> list[tuple[Term, Term | None]]:
    """Calls of defined functions and what they are by definition, None where it is no term."""
    found: dict[Function, tuple[Term, Term | None]] = {}
    pending = list(terms)
    while pending:
        for node in subterms(pending.pop(0)):
            if node.op == "apply" and node.data.definition and node.data not in found:
                call = node.data(*_parameters(node))
                try:
                    definition = as_term(node.data.definition(*call.args))
                except (TypeError, ValueError):  # it counts, or reads its argument as a number
                    found[node.data] = (node, None)
                else:
                    found[node.data] = (call, definition)
                    pending.append(definition)
    return list(found.values())


def _parameters(call: Term) -> Sequence[Term]:
    """The arguments of a call if they are different variables, else the parameters' names."""
    plain = all(a.op == "variable" for a in call.args)
    if plain and len(set(map(id, call.args))) == len(call.args):
        return call.args
    return [variable(p, "Int") for p in signature(call.data.definition).parameters]


def proof(method: Method) -> list[Fragment]:
    """The proof in the order a reader would want it."""
    match method:
        case Solve(hints):
            if not (hints.steps or hints.uses or hints.rewrite):
                return [_say("The solvers decide the statement as it stands.")]
            return [*_hints(hints), _say("The solvers decide what is left.")]
        case Induct():
            return _induction(method)
        case Strong():
            return _strong(method)
        case Each(methods):
            return _parts([proof(m) for m in methods])
        case Derive():
            return _derivation(method)
        case Argued():
            return _argument(method)
    return [_say(method.describe())]


def _parts(parts: Sequence[list[Fragment]]) -> list[Fragment]:
    """Part by part; said once where all parts are proved alike."""
    if all(part == parts[0] for part in parts):
        return [_say("Part by part."), *parts[0]]
    numbered = ([_say(f"({n})"), *part] for n, part in enumerate(parts, 1))
    return [fragment for part in numbered for fragment in part]


def _argument(method: Argued) -> list[Fragment]:
    found = [_say("On paper, by no machine.")]
    if method.uses:
        found += [_say("From"), *_used(method.uses), _say(".")]
    steps = [{"title": step.title, "text": step.text} for step in method.argument]
    return [*found, {"argument": steps}]


def _say(text: str) -> Fragment:
    return {"say": text}


def _induction(method: Induct) -> list[Fragment]:
    found = [_say("By induction on"), formula(method.n), _say(f"from {method.start}")]
    for number, also in enumerate(method.also):
        found += [_say("and" if number else ", together with"), formula(also)]
    unfolded = _listed("; unfolding", map(formula, method.hints.unfold))
    return [*found, *unfolded, _say("."), *_hints(method.hints)]


def _strong(method: Strong) -> list[Fragment]:
    found = [_say("By strong induction on"), formula(method.n)]
    for number, values in enumerate(method.smaller):
        found.append(_say("and at" if number else ", from the statement at"))
        found += _assignments(values.items())
    return [*found, _say("."), *_hints(method.hints)]


def _hints(hints: Hints) -> list[Fragment]:
    found: list[Fragment] = []
    if hints.uses:
        found += [_say("Uses"), *_used(hints.uses), _say(".")]
    if hints.steps:
        found.append({"steps": [formula(step) for step in hints.steps]})
    if hints.rewrite:
        found += [_say("The statement is rewritten by"), *_separated(map(formula, hints.rewrite))]
        found.append(_say("."))
    return found


def _separated(fragments: Iterable[Fragment]) -> list[Fragment]:
    found: list[Fragment] = []
    for fragment in fragments:
        found += [_say("and"), fragment] if found else [fragment]
    return found


def _used(uses: Iterable[Use]) -> list[Fragment]:
    """Earlier theorems and axioms, each at its values."""
    found: list[Fragment] = []
    for wanted in uses:
        found += [_say("and")] if found else []
        found += [{"claim": wanted.id}, *_values(wanted)]
    return found


def _listed(word: str, fragments: Iterable[Fragment]) -> list[Fragment]:
    listed = list(fragments)
    return [_say(word), *_separated(listed)] if listed else []


def _values(wanted: Use) -> list[Fragment]:
    """At which values an earlier theorem is used."""
    if not wanted.values:
        return []
    return [_say("at"), *_assignments(wanted.values.items())]


def _assignments(values: Iterable[tuple[Any, Any]]) -> list[Fragment]:
    found: list[Fragment] = []
    for left, right in values:
        target = name(left) if isinstance(left, str) else latex(left)
        for shown, value in _written(target, right):
            found += [_say(",")] if found else []
            written = write(value)
            if written.width > (WIDEST_TALL if written.tall else WIDEST_VALUE):
                found += [_say("the matching term for"), _piece(shown, 3)]
            else:
                found.append(_piece(f"{shown} := {written.text}", written.width + 3))
    return found


def _written(target: str, value: Any) -> list[tuple[str, Term]]:
    """A value's term; of an input given as a function, the entry at its own parameters."""
    if isinstance(value, Function):
        return [(target, variable(value.name))]
    if not callable(value) or isinstance(value, Term):
        return [(target, as_term(value))]
    names = list(signature(value).parameters)
    entry = as_term(value(*(variable(n, "Int") for n in names)))
    return [(f"{target}_{{{','.join(map(name, names))}}}", entry)]


def _derivation(method: Derive) -> list[Fragment]:
    found = [_say("SymPy carries the left side into the right")]
    if method.uses:
        found += [_say(", both rewritten by"), *_used(method.uses)]
    found += [_say(", by way of")] if method.through else []
    for number, stage in enumerate(method.through):
        found += [_say(", then")] if number else []
        shown = formula(stage) if isinstance(stage, Term) else _piece(sympy.latex(stage), 30)
        found.append(shown)
    return [*found, _say(".")]
