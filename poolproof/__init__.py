"""poolproof: pooling layers, proved.  Public names of the exact mathematics and of the torch layers.

    from poolproof import MaxPool2d, lift, tree, prove

The torch names are imported when they are first asked for, so that the mathematics alone stays
quick to import.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_PUBLIC = {
    "symbolic.pooling": ("Axis", "average_at", "max_at", "min_at", "softmax_at"),
    "symbolic.network": ("ReluNetwork",),
    "symbolic.constructions": (
        "average",
        "doubling",
        "folding",
        "minimum",
        "separable",
        "shallow",
        "tree",
    ),
    "symbolic.claims": ("Claim", "NotProved", "Theorem", "Theorems", "prove"),
    "numeric": tuple(
        f"{kind}Pool{dims}d" for kind in ("Avg", "Max", "Min", "Softmax") for dims in (1, 2, 3)
    ),
    "numeric.lift": ("lift", "padding_sources"),
}
_HOME = {name: module for module, names in _PUBLIC.items() for name in names}

__all__ = sorted(_HOME)


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"poolproof has no {name!r}; its names are {', '.join(sorted(_HOME))}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted(_HOME)
