"""Packages that are imported when they are first asked for something.

Stating a claim and replaying a certificate need none of them, so both work where they are missing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any


class Deferred:
    """A package that stands for itself until it is used."""

    def __init__(self, package: str) -> None:
        self._package = package

    def __getattr__(self, name: str) -> Any:
        value = getattr(import_module(self._package), name)
        setattr(self, name, value)
        return value


cvc5: Any = Deferred("cvc5")
sympy: Any = Deferred("sympy")
z3: Any = Deferred("z3")
