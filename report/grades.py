"""What each grade of evidence means, for the reader of the paper."""

from __future__ import annotations

from typing import Final

EXPLAINED: Final = {
    "kernel": "A proof is written down step by step, as a certificate, and the kernel, a short "
    "program that needs nothing but Python, checked every step. How the proof was found does not "
    "matter then; what was asked of the solvers stands beside it.",
    "two solvers": "The hypotheses and the negated statement were turned into questions in the "
    "standard language SMT-LIB, and two solvers that share no code answered every one of them: "
    "there are no such values. Unknown quantities range over all integers and all real numbers, "
    "not over samples. An answer “unknown”, or two answers that differ, is a failure.",
    "derived": "The computer algebra system SymPy reduced the difference of the two sides to zero, "
    "at every stage that is printed. This rests on the simplification rules of one program.",
    "exhaustive": "The statement has no unknowns, or finitely many cases, and each was evaluated "
    "in exact rational arithmetic.",
    "tested": "The statement was only tried on random input. This is evidence, not a proof.",
    "argued": "A step of the proof is an argument on paper, printed here in full and checked by no "
    "machine; its theorem is not counted among those that are proved by machine. The statement is a "
    "formula all the same, its false variants are refuted, and a search for a counterexample found "
    "none. What uses such a theorem is argued too, whatever a machine has checked of the rest.",
}
"""By grade, from strongest to weakest; a theorem that the kernel did not accept has the weakest
grade among its evidence."""


class UnknownGradeError(ValueError):
    """A grade that the paper has no explanation of."""


def explain(grade: str) -> str:
    """The explanation of a grade; `UnknownGradeError` if there is none."""
    if grade not in EXPLAINED:
        raise UnknownGradeError(f"the paper does not say what the grade {grade!r} means")
    return EXPLAINED[grade]
