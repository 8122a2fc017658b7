"""Comparisons, connectives, quantifiers and choices."""

from __future__ import annotations

from dataclasses import replace

from symbolic.notation import boxes as level
from symbolic.notation.boxes import ATOM, Box, chain, parenthesized, sign, wrapped
from symbolic.notation.writing import at_least, name, write, writes
from symbolic.terms import TRUE, Term

RELATIONS = {
    "eq": "=", "ne": r"\neq", "le": r"\leq", "lt": "<", "ge": r"\geq", "gt": ">",
}  # fmt: skip
"""The signs of the comparisons."""
_CONNECTIVES = {
    "and": sign(r" \land ", 1.2),
    "or": sign(r" \lor ", 1.2),
    "implies": sign(r" \implies ", 2.6),
    "iff": sign(r" \iff ", 2.6),
}
_STRENGTH = {"and": level.AND, "or": level.OR, "implies": level.IMPLIES, "iff": level.IMPLIES}
_CHAINS = {"ge": r"\leq", "gt": "<", "le": r"\leq", "lt": "<"}


@writes("true", "false")
def _constant(term: Term) -> Box:
    return Box(r"\top" if term is TRUE else r"\bot", 0.8)


@writes(*RELATIONS)
def _comparison(term: Term) -> Box:
    sides = [at_least(term.args[0], level.MODULO, 1), at_least(term.args[1], level.MODULO)]
    return chain(sides, [_relation(RELATIONS[term.op])], level.COMPARE)


def _relation(text: str) -> Box:
    return sign(f" {text} ", 1.33)


@writes(*_CONNECTIVES)
def _connective(term: Term) -> Box:
    if _is_chain(term):
        return _chained(term)
    strength = _STRENGTH[term.op]
    left, right = map(write, term.args)
    if left.reach > 1 or not (_binds(left, strength) or _continues(left, strength)):
        left = parenthesized(left)
    if not _binds(right, strength):
        right = parenthesized(right)
    return chain([left, right], [_CONNECTIVES[term.op]], strength)


def _binds(operand: Box, strength: int) -> bool:
    """Whether it needs no parentheses; "and" within "or" gets them, for the reader."""
    return operand.level > (level.IMPLIES if strength == level.IMPLIES else level.AND)


def _continues(left: Box, strength: int) -> bool:
    """A longer conjunction goes on; on the right, or with "implies", it would be another term."""
    return left.level == strength != level.IMPLIES


def _is_chain(term: Term) -> bool:
    """a >= b and a < c, and the like."""
    if term.op != "and":
        return False
    left, right = term.args
    lower, upper = left.op in ("ge", "gt"), right.op in ("le", "lt")
    return lower and upper and left.args[0] is right.args[0]


def _chained(term: Term) -> Box:
    """b <= a < c."""
    left, right = term.args
    parts = [at_least(a, level.MODULO, 1) for a in (left.args[1], left.args[0], right.args[1])]
    relations = [_relation(_CHAINS[left.op]), _relation(_CHAINS[right.op])]
    return chain(parts, relations, level.COMPARE)


@writes("not")
def _negated(term: Term) -> Box:
    body = term.args[0]
    bare = body.op in ("not", "all", "any", "true", "false", "variable", "apply")
    inner = write(body) if bare else parenthesized(write(body))
    return replace(wrapped(sign(r"\neg ", 0.7), inner, level=level.NOT), reach=inner.reach)


@writes("all", "any")
def _quantified(term: Term) -> Box:
    count, guard, statement = term.args
    condition, bound = write(guard), write(count)
    also = "" if guard is TRUE else rf",\ {condition.text}"
    word = r"\forall" if term.op == "all" else r"\exists"
    wide = bound.width + (condition.width + 0.8 if also else 0) + 3.2
    head = sign(rf"{word} {name(term.data)}<{bound.text}{also}\colon\; ", wide)
    body = at_least(statement, level.NOT)
    return replace(wrapped(head, body, level=level.NOT), reach=2)


@writes("ite")
def _choice(term: Term) -> Box:
    """Cases; a choice in the last case adds its cases below.  [c] for 1 where c holds, else 0."""
    if _is(term.args[1], 1) and _is(term.args[2], 0):
        return wrapped(sign("[", 0.3), write(term.args[0]), sign("]", 0.3))
    rows, values, conditions, rest = [], [0.0], [4.5], term
    while rest.op == "ite":
        condition, value = write(rest.args[0]), write(rest.args[1])
        rows.append(rf"{value.text} & \text{{if }} {condition.text}")
        values.append(value.width)
        conditions.append(condition.width + 1.0)
        rest = rest.args[2]
    last = write(rest)
    rows.append(rf"{last.text} & \text{{otherwise}}")
    text = r" \\ ".join(rows)
    wide = max(*values, last.width) + max(conditions) + 2
    return Box(rf"\begin{{cases}} {text} \end{{cases}}", wide, ATOM, tall=True, reach=2)


def _is(term: Term, value: int) -> bool:
    return term.op == "number" and bool(term.data == value)
