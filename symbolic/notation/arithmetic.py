"""Numbers, names, arithmetic and the functions of one or two values."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from symbolic.notation import boxes as level
from symbolic.notation.boxes import ATOM, Box, chain, parenthesized, sign, wrapped
from symbolic.notation.writing import (
    SCRIPT,
    at_least,
    call,
    inline,
    named,
    operator_name,
    plain,
    write,
    writes,
)
from symbolic.terms import Function, Term, subterms

_HEADS = {
    "maximum": sign(r"\max", 1.9),
    "minimum": sign(r"\min", 1.7),
    "relu": sign(r"\operatorname{R}", 0.75),
    "log": sign(r"\log", 1.3),
    "lambertw": sign("W", 0.95),
}
_CONSTANTS = {
    "infinity": Box(r"\infty", 1.0),
    "pi": Box(r"\pi", 0.6),
    "e": Box(r"\mathrm{e}", 0.5),
}
MOST_PARTS = 50
"""A fraction with a larger numerator or denominator is written as a decimal where that is exact."""
LONGEST_UNGROUPED = 5
"""Digits of a whole number that are not set in groups."""
WIDEST_FRACTION = 54
"""Width in em from which a fraction may be broken; before a factor it is put in parentheses."""
_IN_INDEX = {"number", "variable", "bound", "add", "sub", "mul", "neg", "real", "apply"}


@writes("number")
def _number(term: Term) -> Box:
    value = Fraction(term.data)
    minus, size = ("-" if value < 0 else ""), abs(value)
    decimal = str(Decimal(size.numerator) / size.denominator)
    if size.denominator == 1:
        text, wide = _grouped(str(size)), 0.55 * len(str(size))
    elif max(size.numerator, size.denominator) > MOST_PARTS and Fraction(decimal) == size:
        text, wide = decimal, 0.5 * len(decimal)
    else:
        text = rf"\tfrac{{{size.numerator}}}{{{size.denominator}}}"
        wide = 0.4 * max(len(str(size.numerator)), len(str(size.denominator))) + 0.25
    strength = level.MULTIPLY if minus else level.POWER if "frac" in text else ATOM
    wide += 0.78 if minus else 0
    return Box(minus + text, wide, strength, leads="minus" if minus else "number")


def _grouped(digits: str) -> str:
    """A long number in groups of three digits."""
    return f"{int(digits):,}".replace(",", r"\,") if len(digits) > LONGEST_UNGROUPED else digits


@writes("variable", "bound")
def _variable(term: Term) -> Box:
    return named(term.data)


@writes("real")
def _cast(term: Term) -> Box:
    return write(term.args[0])


@writes(*_CONSTANTS)
def _constant(term: Term) -> Box:
    return _CONSTANTS[term.op]


@writes(*_HEADS)
def _function(term: Term) -> Box:
    return call(_HEADS[term.op], term.args)


@writes("apply")
def _apply(term: Term) -> Box:
    """x_{i}, or x[i] where the index is long; a recursive function's and real arguments in (…)."""
    function: Function = term.data
    head = Box(function.latex, 0.8) if function.latex else named(function.name)
    if function.definition is not None:
        return call(head if function.latex else operator_name(function.name), term.args)
    if any(a.sort == "Real" for a in term.args):
        return call(head, term.args)
    if not all(map(_short, term.args)):
        return call(head, term.args, "[", "]")
    index = ",".join(map(inline, term.args))
    wide = sum(write(a).width for a in term.args) + 0.3 * (len(term.args) - 1)
    base = f"{{{head.text}}}" if "_" in head.text else head.text
    return Box(f"{base}_{{{index}}}", head.width + SCRIPT * wide)


def _short(index: Term) -> bool:
    return all(t.op in _IN_INDEX for t in subterms(index)) and write(index).width < 12


@writes("add", "sub")
def _sum(term: Term) -> Box:
    text = " + " if term.op == "add" else " - "
    left, right = at_least(term.args[0], level.ADD, 1), at_least(term.args[1], level.NEGATE)
    right = parenthesized(right) if right.leads == "minus" else right
    return chain([left, right], [sign(text, 1.22)], level.ADD, fill=True)


@writes("mul")
def _product(term: Term) -> Box:
    left, right = at_least(term.args[0], level.MULTIPLY, 0), at_least(term.args[1], level.REACH)
    right = parenthesized(right) if right.leads == "minus" else right
    if term.args[0].op == "div" and left.width >= WIDEST_FRACTION:
        left = parenthesized(left)
    if right.leads == "number":
        times = sign(r" \cdot ", 0.73)
    elif plain(term.args[0]).op == "number" and right.text[0] != "\\":
        times = sign("", 0)
    else:
        times = sign(r"\,", 0.17)
    return chain([left, right], [times], level.MULTIPLY, fill=True)


@writes("div")
def _fraction(term: Term) -> Box:
    """A fraction; a very wide one may be broken, as (numerator) / (denominator)."""
    over, under = map(write, term.args)
    wide = max(over.width, under.width) + 0.3
    text = rf"\frac{{{over.text}}}{{{under.text}}}"
    if wide < WIDEST_FRACTION:
        return Box(text, wide, level.POWER, tall=True)
    sides = [at_least(term.args[0], level.MULTIPLY, 0), at_least(term.args[1], level.POWER)]
    broken = chain(sides, [sign(r" \Big/ ", 0.8)], level.DIVIDE)
    return Box(text, wide, level.POWER, tall=True, layout=broken.layout)


@writes("floordiv")
def _floor(term: Term) -> Box:
    inside = _fraction(term)
    text = rf"\left\lfloor {inside.text} \right\rfloor"
    return Box(text, inside.width + 1.2, tall=True)


@writes("mod")
def _modulo(term: Term) -> Box:
    left, right = (at_least(a, ATOM) for a in term.args)
    return chain([left, right], [sign(r" \bmod ", 2.5)], level.MODULO, fill=True)


@writes("neg")
def _negation(term: Term) -> Box:
    body = at_least(term.args[0], level.DIVIDE)
    body = parenthesized(body) if body.leads else body
    whole = wrapped(sign("-", 0.78), body, level=level.NEGATE)
    return replace(whole, leads="minus", reach=body.reach)


@writes("pow")
def _power(term: Term) -> Box:
    base, exponent = write(term.args[0]), write(term.args[1])
    if base.level < ATOM or plain(term.args[0]).op in ("log", "lambertw", "e"):
        base = parenthesized(base)
    text = f"{base.text}^{{{inline(term.args[1])}}}"
    return Box(text, base.width + SCRIPT * exponent.width, level.POWER, base.tall, base.leads)


@writes("exp")
def _exponential(term: Term) -> Box:
    exponent = write(term.args[0])
    if (exponent.tall and term.args[0].op != "div") or exponent.width > 12:
        return call(sign(r"\exp", 1.5), term.args)
    text = rf"\mathrm{{e}}^{{{inline(term.args[0])}}}"
    return Box(text, 0.45 + SCRIPT * exponent.width, level.POWER)


@writes("abs")
def _absolute(term: Term) -> Box:
    body = write(term.args[0])
    left, right = (r"\left\lvert ", r" \right\rvert") if body.tall else (r"\lvert ", r" \rvert")
    return Box(f"{left}{body.text}{right}", body.width + 0.6, ATOM, body.tall)


@writes("sqrt")
def _root(term: Term) -> Box:
    body = write(term.args[0])
    return Box(rf"\sqrt{{{body.text}}}", body.width + 0.9, ATOM, body.tall)
