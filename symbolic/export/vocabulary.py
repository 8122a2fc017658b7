"""What unknowns, constants and theorems are called in Coq, and of what the constants depend.

Inputs are constants of which no definition and no axiom speaks.  What is said of them holds whatever
they are, and so in Coq they are variables; a function whose definition reads some takes these too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Final

from symbolic.export.coq_facts import FACTS
from symbolic.export.coq_functions import FUNCTIONS
from symbolic.export.order import within
from symbolic.kernel import Factor, Term

Name = tuple[str, str, bool, int]
"""The label of an unknown or a constant: kind, text, if it takes integers to integers, arity."""

LIBRARY: Final[Mapping[Name, str]] = {
    ("constant", "exp", False, 1): "exp",
    ("constant", "log", False, 1): "ln",
    ("constant", "sqrt", False, 1): "sqrt",
    ("constant", "lambertw", False, 1): "lambert_w",
    ("constant", "inverse", False, 1): "inverse",
    ("constant", "quotient", True, 2): "quotient",
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
    """Identifiers, each of one thing, given out in the order in which they are asked for.

    reads: for each constant that is declared or defined, the inputs that its definition reads.
    """

    def __init__(self) -> None:
        self.reads: dict[Name, tuple[Name, ...]] = dict.fromkeys(LIBRARY, ())
        self._known: dict[tuple[str, object], str] = {}
        self._taken: set[str] = set()

    def symbol(self, name: Name) -> str:
        """The variable for an unknown, the function for a constant."""
        return LIBRARY.get(name) or self._identifier(name[0], name, name[1])

    def theorem(self, name: str, text: str = "") -> str:
        """The lemma for a theorem, an axiom or a law; the first time, it may be called otherwise."""
        return self._identifier("theorem", name, text or name)

    def head(self, factor: Factor) -> str:
        """What stands before the arguments of an unknown or a constant."""
        name = named(factor)
        return " ".join(map(self.symbol, (name, *self.reads.get(name, ()))))

    def dependencies(self, terms: Iterable[Term]) -> list[Name]:
        """The unknowns and inputs in some terms, and what the functions in them read, in order."""
        names = {named(f) for f in within(terms) if f.kind in ("unknown", "constant")}
        found = names.union(*(self.reads.get(name, ()) for name in names))
        return sorted(found.difference(self.reads))

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
    return (factor.kind, *factor.name, len(factor.args))


def _spelled(signs: str) -> str:
    """Characters that Coq has not in a name: letters by their code, others as a break."""
    return "".join(f"u{ord(c):x}" if c.isalnum() else "_" for c in signs)


def function_type(arity: int) -> str:
    """The type of a real function of so many reals."""
    return " -> ".join(["R"] * (arity + 1))
