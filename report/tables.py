"""Tables computed from the real objects when the paper is built."""

from __future__ import annotations

from dataclasses import dataclass

from report.escape import Tex


@dataclass(frozen=True)
class Table:
    """A table: `columns` in LaTeX's notation, the head and the rows as LaTeX."""

    name: str
    caption: Tex
    columns: str
    head: tuple[Tex, ...]
    rows: tuple[tuple[Tex, ...], ...]


def cost_tables() -> dict[str, list[Table]]:
    """By the number of the page they are printed on."""
    return {}
