"""What unknowns, constants and theorems are called in Coq, and of what the constants depend.

A constant that is defined by recursion may speak of unknowns; in Coq it is a function of these too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from symbolic.export.coq_facts import FACTS
from symbolic.export.coq_functions import FUNCTIONS
from symbolic.export.order import within
from symbolic.kernel import Factor, Term

Name = tuple[str, bool, int]
"""An unknown or a constant: its text, whether it takes integers to integers, its arity."""

LIBRARY: Final[Mapping[Name, str]] = {
    ("exp", False, 1): "exp",
    ("log", False, 1): "ln",
    ("sqrt", False, 1): "sqrt",
    ("lambertw", False, 1): "lambert_w",
    ("inverse", False, 1): "inverse",
    ("quotient", True, 2): "quotient",
}
"""Constants that Coq's library or the prelude define."""

_RESERVED: Final = frozenset(
    """
    Axiom Definition Fixpoint Lemma Parameter Prop Proof Qed R Set Theorem Type Z
    IH0 IZR INR I Main O S Some None s0 r0 depth nat option positive
    as at by cofix conj do else end eq_refl eq_sym exists exists2 exp fix for forall fun if in let
    ln match mod return sqrt struct then up using where with
    """.split()  # noqa: SIM905
).union(re.findall(r"(?:Lemma|Definition|Fixpoint|Ltac) (\w+)", FUNCTIONS + FACTS))
_GENERATED: Final = re.compile(r"[DEGHIJQijva]\d+|(Int|int|R\w*|f_equal\d)_.*")


class Vocabulary:
    """Identifiers, each of one thing, given out in the order in which they are asked for."""

    def __init__(self) -> None:
        self.reads: dict[Name, tuple[Name, ...]] = dict.fromkeys(LIBRARY, ())
        self._known: dict[tuple[str, object], str] = {}
        self._taken: set[str] = set()

    def unknown(self, name: Name) -> str:
        """The variable for an unknown."""
        return self._identifier("unknown", name, name[0])

    def constant(self, name: Name) -> str:
        """The function for a constant, without the unknowns of which it depends."""
        return LIBRARY.get(name) or self._identifier("constant", name, name[0])

    def theorem(self, name: str) -> str:
        """The lemma for a theorem, an axiom or a law."""
        return self._identifier("theorem", name, name)

    def head(self, factor: Factor) -> str:
        """What stands before the arguments of an unknown or a constant."""
        if factor.kind == "unknown":
            return self.unknown(named(factor))
        reads = map(self.unknown, self.reads[named(factor)])
        return " ".join((self.constant(named(factor)), *reads))

    def dependencies(self, terms: Iterable[Term]) -> list[Name]:
        """The unknowns in some terms, and those of which the constants in them depend, in order."""
        found: set[Name] = set()
        for factor in within(terms):
            if factor.kind == "unknown":
                found.add(named(factor))
            elif factor.kind == "constant":
                found.update(self.reads[named(factor)])
        return sorted(found)

    def _identifier(self, kind: str, what: object, text: str) -> str:
        if (kind, what) not in self._known:
            plain = re.sub(r"[^A-Za-z0-9_']+", lambda m: _spelled(m[0]), text)
            plain = re.sub("__+", "_", plain).strip("_")
            plain = plain if re.match(r"[A-Za-z]", plain) else f"x{plain}"
            while plain in _RESERVED or plain in self._taken or _GENERATED.fullmatch(plain):
                plain += "_"
            self._taken.add(plain)
            self._known[kind, what] = plain
        return self._known[kind, what]


def named(factor: Factor) -> Name:
    """The name of an unknown or a constant."""
    return (*factor.name, len(factor.args))


def _spelled(signs: str) -> str:
    """Characters that Coq has not in a name: letters by their code, others as a break."""
    return "".join(f"u{ord(c):x}" if c.isalnum() else "_" for c in signs)


def function_type(arity: int) -> str:
    """The type of a real function of so many reals."""
    return " -> ".join(["R"] * (arity + 1))
