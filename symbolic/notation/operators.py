"""Sums and maxima over a range, derivatives, integrals, limits."""

from __future__ import annotations

from dataclasses import replace

from symbolic.notation import boxes as level
from symbolic.notation.boxes import Box, Wrapped, parenthesized, sign, wrapped
from symbolic.notation.writing import SCRIPT, at_least, inline, name, write, writes
from symbolic.terms import TRUE, Term, conjuncts, subterms

_RANGES = {"sum": (r"\sum", 1.44), "max": (r"\max", 1.9), "min": (r"\min", 1.7)}


@writes(*_RANGES)
def _range(term: Term) -> Box:
    return _reaching(_under(term), term.args[2])


def _reaching(head: Box, operand: Term) -> Box:
    """An operator before what it is applied to: a product, or anything in parentheses."""
    body = at_least(operand, level.DIVIDE)
    body = parenthesized(body) if body.leads == "minus" else body
    if operand.op in _RANGES and isinstance(body.layout, Wrapped):
        inner = body.layout  # two operators are one head; what is below them must not run together
        wide = head.width + inner.before.width + 0.28
        head, body = Box(rf"{head.text}\;{inner.before.text}", wide, tall=True), inner.body
    whole = wrapped(head, body, level=level.REACH)
    return replace(whole, tall=True, reach=max(1, body.reach))


def _under(term: Term) -> Box:
    """The operator with its index below it, and below that the condition on the index."""
    count, guard, _ = term.args
    word, narrowest = _RANGES[term.op]
    index, wide = f"{name(term.data)}<{inline(count)}", write(count).width + 1.9
    if guard is not TRUE:
        rows = _conditions(guard)
        below = r" \\ ".join(r.text for r in rows)
        index = rf"\substack{{{index} \\ {below}}}"
        wide = max(wide, *(r.width for r in rows))
    return Box(rf"{word}_{{{index}}} ", max(SCRIPT * wide, narrowest) + 0.2, tall=True)


def _conditions(guard: Term) -> list[Box]:
    """The parts of a condition, a line each, unless together they are one chain b <= a < c."""
    whole = write(guard)
    if guard.op != "and" or whole.level == level.COMPARE:
        return [whole]
    *earlier, last = conjuncts(guard)
    if guard.args[1] is not last:  # nested to the right: kept in one piece
        return [whole]
    return [*_conditions(guard.args[0]), write(last)] if earlier else [whole]


@writes("derivative")
def _derivative(term: Term) -> Box:
    body, by = term.args
    others = [t for t in subterms(body) if t.op in ("variable", "apply") and t is not by]
    d = r"\partial" if others else r"\mathrm{d}"
    variable = write(by)
    head = Box(rf"\frac{{{d}}}{{{d} {variable.text}}} ", variable.width + 0.8, tall=True)
    return _reaching(head, body)


@writes("integral")
def _integral(term: Term) -> Box:
    low, high, body = term.args
    head = Box(rf"\int_{{{inline(low)}}}^{{{inline(high)}}} ", 1.8, tall=True)
    end = sign(rf"\,\mathrm{{d}}{name(term.data)}", 1.3)
    return wrapped(head, at_least(body, level.MULTIPLY, 1), end, level.REACH)


@writes("limit")
def _limit(term: Term) -> Box:
    body, variable = term.args[0], write(term.args[1])
    return _reaching(Box(rf"\lim_{{{variable.text} \to \infty}} ", 2.2, tall=True), body)
