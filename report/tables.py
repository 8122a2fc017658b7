"""Tables as LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from report.escape import Tex


@dataclass(frozen=True)
class Table:
    """A table: `columns` in LaTeX's notation, the head and the rows as LaTeX."""

    name: str
    caption: Tex
    columns: Tex
    head: tuple[Tex, ...]
    rows: tuple[tuple[Tex, ...], ...]


def grouped(number: int) -> Tex:
    """An integer with its digits in threes."""
    return Tex(f"{number:,}".replace(",", r"\,"))


def with_least_bold(counts: Sequence[int | None]) -> list[Tex]:
    """Numbers, the least in bold; a dash for None."""
    least = min(c for c in counts if c is not None)
    cells = ("--" if c is None else grouped(c) for c in counts)
    return [
        Tex(rf"\textbf{{{cell}}}" if count == least else cell)
        for cell, count in zip(cells, counts, strict=True)
    ]
