"""The figures, one module each, drawn from the objects that the theorems speak of.

A figure's module has `PAGE`, the number of the page it belongs to, and `draw()`, which returns the
figure and its caption.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Final

import matplotlib

from report.escape import Tex
from report.figures.style import STYLE

NAMES: Final = (
    "best_affine",
    "network",
    "frontier",
    "five_values",
    "six_values",
    "cost_by_window",
    "noisy_image",
    "softmax_gap",
)
"""Modules of this package, in the order of the paper."""


@dataclass(frozen=True)
class Drawn:
    """A figure in a file `name`.pdf, and its caption."""

    name: str
    caption: Tex


def draw_all(folder: Path) -> dict[str, list[Drawn]]:
    """Draw every figure into the folder; by page, what was drawn."""
    folder.mkdir(parents=True, exist_ok=True)
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it reports the age of each font
    drawn: dict[str, list[Drawn]] = {}
    for name in NAMES:
        module = import_module(f"report.figures.{name}")
        with matplotlib.rc_context(STYLE):
            figure, caption = module.draw()
            file = name.replace("_", "-")  # LaTeX would take an underscore for a subscript
            figure.savefig(folder / f"{file}.pdf", metadata={"CreationDate": None})
        drawn.setdefault(module.PAGE, []).append(Drawn(file, caption))
    return drawn
