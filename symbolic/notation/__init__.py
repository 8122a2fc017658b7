"""Terms in the notation of the field, as LaTeX.

Printed in the order written, nothing simplified; two different terms print differently, except that
the sort of a number does not show and a ≥ b beside a < c is printed as one chain, b ≤ a < c.  Large
operators reach over a product, not over a sum; quantifiers over a comparison; [c] is 1 where c
holds and 0 elsewhere.
"""

from __future__ import annotations

from typing import Final

from symbolic.notation import arithmetic, operators, statements
from symbolic.notation.boxes import Box, lines
from symbolic.notation.writing import name, write
from symbolic.terms import Term

__all__ = ["ROOM", "arithmetic", "broken", "display", "latex", "name", "operators", "statements"]

ROOM: Final = 38.0
"""The width of a displayed line, in em, unless another is asked for."""


def latex(term: Term) -> str:
    """The term as LaTeX mathematics, in one piece."""
    return write(term).text


def display(term: Term, room: float = ROOM) -> list[str]:
    """The term in lines of at most `room` em, for an `aligned` environment without alignment.

    A wide term is broken at its weakest operators: implications, conjunctions, comparisons, sums.
    A single fraction, choice or index that is wider than that stays in one piece.
    """
    return broken(write(term), room)


def broken(written: Box, room: float = ROOM) -> list[str]:
    """What is written, in such lines."""
    return [r"\quad " * line.indent + line.text for line in lines(written, room)]
