"""Boxes of LaTeX, and how they break into lines.

A `Box` is a piece of mathematics already written, with what its surroundings must know of it: how
strongly it binds, whether it is tall, how it begins, what its end would swallow, how wide it is.
`lines` breaks a wide one at its weakest operators.  Knows nothing of terms.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

IMPLIES, OR, AND, NOT, COMPARE, MODULO, ADD, NEGATE, DIVIDE, MULTIPLY, REACH, POWER, ATOM = range(
    13
)
"""From the weakest binding to the strongest; `REACH` are sums and maxima over a range."""

INDENT: Final = 1.0
"""Width of `\\quad`, by which a continued line is set in; widths are in em."""
SHORT: Final = 5.0
"""A line no wider than this is not left by itself."""


@dataclass(frozen=True)
class Chain:
    """Operands with operators between them, which a line may break before.

    fill: as many on a line as fit; otherwise, each on its own.
    """

    operands: tuple[Box, ...]
    operators: tuple[Box, ...]
    fill: bool


@dataclass(frozen=True)
class Wrapped:
    """What stands before and after a box that may itself be broken."""

    before: Box
    body: Box
    after: Box


@dataclass(frozen=True)
class Box:
    """A piece of LaTeX mathematics.

    width: an estimate, in em, of its width in display style.  level: how strongly it binds.  leads:
    whether it begins with a minus sign or a number.  reach: what follows is swallowed: 1, factors;
    2, anything (a choice, a quantifier).  layout: where it may be broken, if anywhere.
    """

    text: str
    width: float
    level: int = ATOM
    tall: bool = False
    leads: Literal["", "minus", "number"] = ""
    reach: int = 0
    layout: Chain | Wrapped | None = None


def sign(text: str, width: float) -> Box:
    """An operator, a bracket: something that stands between or around others."""
    return Box(text, width)


NOTHING: Final = sign("", 0)


def wrapped(before: Box, body: Box, after: Box = NOTHING, level: int = ATOM) -> Box:
    """before body after, where only the body may be broken."""
    return Box(
        f"{before.text}{body.text}{after.text}",
        before.width + body.width + after.width,
        level,
        before.tall or body.tall,
        layout=Wrapped(before, body, after),
    )


def parenthesized(body: Box) -> Box:
    """(body), the parentheses as tall as it is; of a fixed size where it is broken."""
    if not body.tall:
        return wrapped(sign("(", 0.39), body, sign(")", 0.39))
    whole = wrapped(sign(r"\bigl(", 0.46), body, sign(r"\bigr)", 0.46))
    return replace(whole, text=rf"\left({body.text}\right)", width=body.width + 1.2)


def chain(operands: Sequence[Box], operators: Sequence[Box], level: int, fill: bool = False) -> Box:
    """Operands joined by operators; an operand that is such a chain itself, first, is continued."""
    first, rest = operands[0], list(operands[1:])
    joined, between = [first], list(operators)
    if first.level == level and isinstance(first.layout, Chain) and first.layout.fill == fill:
        joined, between = list(first.layout.operands), [*first.layout.operators, *operators]
    pieces = [first.text]
    for operator, operand in zip(operators, rest, strict=True):
        pieces += [operator.text, operand.text]
    return Box(
        "".join(pieces),
        sum(b.width for b in (*operands, *operators)),
        level,
        any(b.tall for b in operands),
        first.leads,
        operands[-1].reach,
        Chain((*joined, *rest), tuple(between), fill),
    )


@dataclass(frozen=True)
class Line:
    """One line of a broken box: by how many `INDENT` it is set in, its LaTeX, its width."""

    indent: int
    text: str
    width: float

    def inside(self, before: Box, after: Box, indent: int) -> Line:
        """The line with something before and after it, set in further."""
        text = f"{before.text}{self.text}{after.text}"
        return Line(self.indent + indent, text, self.width + before.width + after.width)


def lines(box: Box, room: float) -> list[Line]:
    """The box in as few lines of at most `room` em as its operators allow; wider if they do not."""
    if box.width <= room or box.layout is None:
        return [Line(0, box.text, box.width)]
    if isinstance(box.layout, Wrapped):
        inside = _lines_inside(box.layout, room)
        return inside if len(inside) > 1 else [Line(0, box.text, box.width)]
    return _filled(box.layout, room) if box.layout.fill else _stacked(box.layout, room)


def _lines_inside(layout: Wrapped, room: float) -> list[Line]:
    """The body broken beside what stands before it, or below that, whichever takes fewer lines."""
    before, after = layout.before, layout.after
    beside = lines(layout.body, room - before.width - after.width)
    broken = [beside[0].inside(before, NOTHING, 0)]
    broken += [line.inside(NOTHING, NOTHING, 1) for line in beside[1:]]
    if before.width > 2 * INDENT:
        below = lines(layout.body, room - INDENT - after.width)
        lower = [Line(0, before.text, before.width)]
        lower += [line.inside(NOTHING, NOTHING, 1) for line in below]
        if _wide(broken, room) or len(lower) < len(broken):
            broken = lower
    broken[-1] = broken[-1].inside(NOTHING, after, 0)
    return broken


def _wide(found: Sequence[Line], room: float) -> bool:
    return any(line.indent * INDENT + line.width > room for line in found)


def _stacked(layout: Chain, room: float) -> list[Line]:
    """Every operand on a line of its own, its operator in front."""
    found = lines(layout.operands[0], room)
    for operator, operand in zip(layout.operators, layout.operands[1:], strict=True):
        last = found[-1]
        if last.indent * INDENT + last.width <= SHORT and not operator.text.startswith(","):
            found += _beside(found, operator, operand, room)
            continue
        inner = lines(operand, room - INDENT - operator.width)
        found += _continued(found, operator, inner)
    return found


def _beside(found: list[Line], operator: Box, operand: Box, room: float) -> list[Line]:
    """The lines of a further operand that follow; its first is put at the end of the last line."""
    last = found[-1]
    start = last.indent * INDENT + last.width + operator.width
    inner = lines(operand, room - start)
    joined = Box(operator.text + inner[0].text, operator.width + inner[0].width)
    found[-1] = last.inside(NOTHING, joined, 0)
    return [line.inside(NOTHING, NOTHING, 2) for line in inner[1:]]


def _continued(found: list[Line], operator: Box, inner: Sequence[Line]) -> list[Line]:
    """The lines of a further operand, its operator in front; a comma stays at the end before it."""
    before = Box("{}" + operator.text, operator.width)
    if operator.text.startswith(","):
        found[-1] = found[-1].inside(NOTHING, Box(",", 0.3), 0)
        before = NOTHING
    first = inner[0].inside(before, NOTHING, 1)
    return [first, *(line.inside(NOTHING, NOTHING, 2) for line in inner[1:])]


def _filled(layout: Chain, room: float) -> list[Line]:
    """As many operands to a line as fit; a wide one begins beside a short line, else below it."""
    found = lines(layout.operands[0], room)
    for operator, operand in zip(layout.operators, layout.operands[1:], strict=True):
        start = found[-1].indent * INDENT + found[-1].width + operator.width
        if start + operand.width <= room or start <= SHORT:
            found += _beside(found, operator, operand, room)
        else:
            inner = lines(operand, room - INDENT - operator.width)
            found += _continued(found, operator, inner)
    return found
