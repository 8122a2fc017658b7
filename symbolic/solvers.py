"""The solvers: is this set of statements unsatisfiable?

Z3 and cvc5 read the same SMT-LIB text.  A proof needs both to answer `unsat`; any other pair of
answers is a failure that says what each of them said.  Models are only a source of candidates:
whoever uses one evaluates it exactly.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from typing import Any

from symbolic.deferred import cvc5, z3
from symbolic.smtlib import script, symbol
from symbolic.terms import Term

TIMEOUT_MS = 30_000
"""Per solver and question; a solver that needs longer answers `unknown`."""


@cache
def versions() -> dict[str, str]:
    """The solvers and their versions."""
    return {"z3": z3.get_version_string(), "cvc5": cvc5.__version__}


@dataclass(frozen=True)
class Answers:
    """What each solver said of one question: 'unsat', 'sat' or 'unknown'."""

    z3: str
    cvc5: str

    @property
    def unsat(self) -> bool:
        return self.z3 == self.cvc5 == "unsat"

    def __str__(self) -> str:
        return f"z3 {self.z3}, cvc5 {self.cvc5}"


def ask(assertions: Iterable[Term], timeout_ms: int = TIMEOUT_MS) -> Answers:
    """Both solvers on the conjunction of the assertions."""
    return _answers(script(assertions), timeout_ms)


@lru_cache(maxsize=10_000)
def _answers(text: str, timeout_ms: int) -> Answers:
    """Asked once for each text: the layers of a network repeat many questions to the letter."""
    return Answers(_ask_z3(text, timeout_ms), _ask_cvc5(text, timeout_ms))


def _z3_solver(text: str, timeout_ms: int) -> Any:
    solver = z3.Solver(ctx=z3.Context())  # its answer depends on nothing asked before
    solver.set("timeout", timeout_ms)
    solver.from_string(text)
    return solver


def _ask_z3(text: str, timeout_ms: int) -> str:
    return str(_z3_solver(text, timeout_ms).check())


def _ask_cvc5(text: str, timeout_ms: int) -> str:
    solver = cvc5.Solver(cvc5.TermManager())
    solver.setOption("tlimit-per", str(timeout_ms))
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, text, "question")
    symbols = parser.getSymbolManager()
    while not (command := parser.nextCommand()).isNull():
        command.invoke(solver, symbols)
    result = solver.checkSat()
    if result.isSat():
        return "sat"
    return "unsat" if result.isUnsat() else "unknown"


def model(
    assertions: Sequence[Term], variables: Sequence[Term], timeout_ms: int = 2_000
) -> dict[str, Any] | None:
    """Values for the variables that Z3 believes satisfy the assertions; None if it has none.

    Rational or integer values only: an irrational algebraic value counts as none.
    """
    solver = _z3_solver(script(assertions), timeout_ms)
    if solver.check() != z3.sat:
        return None
    found = solver.model()
    by_name = {d.name(): d for d in found.decls()}
    values: dict[str, Any] = {}
    for v in variables:
        declaration = by_name.get(symbol(v.data).strip("|"))
        value = found[declaration] if declaration is not None else None
        if value is None:
            values[v.data] = False if v.sort == "Bool" else _zero(v.sort)
        elif z3.is_true(value) or z3.is_false(value):
            values[v.data] = z3.is_true(value)
        elif z3.is_int_value(value):
            values[v.data] = value.as_long()
        elif z3.is_rational_value(value):
            values[v.data] = Fraction(value.numerator_as_long(), value.denominator_as_long())
        else:
            return None
    return values


def _zero(sort: str) -> int | Fraction:
    return 0 if sort == "Int" else Fraction(0)


__all__ = ["TIMEOUT_MS", "Answers", "ask", "model", "symbol", "versions"]
