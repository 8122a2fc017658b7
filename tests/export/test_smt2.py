"""SMT-LIB files: both solvers read them whole and answer `unsat` throughout."""

from __future__ import annotations

import cvc5
import pytest
import z3

from proofs import pages
from proofs.run import with_uses
from symbolic.claims import Claim, Theorems
from symbolic.export.smt2 import NoQuestion, asked, text
from symbolic.methods import compute, each, solve
from symbolic.terms import as_term, over, reals

FAST = ("3.1", "6")
"""Pages whose claims take less than a second together."""
(a, b) = reals("a b")


def by_z3(file: str) -> list[str]:
    context = z3.Context()
    return z3.Z3_eval_smtlib2_string(context.ref(), file).split()  # type: ignore[no-any-return]


def by_cvc5(file: str) -> list[str]:
    solver = cvc5.Solver(cvc5.TermManager())
    parser = cvc5.InputParser(solver)
    parser.setStringInput(cvc5.InputLanguage.SMT_LIB_2_6, file, "file")
    said, symbols = "", parser.getSymbolManager()
    while not (command := parser.nextCommand()).isNull():
        said += command.invoke(solver, symbols)
    return said.split()


def check(claims: list[Claim]) -> int:
    """How many of these have a file; every question in it must be answered `unsat`."""
    proved, found = Theorems(), 0
    for claim in claims:
        try:
            one = asked(claim, proved)
        except NoQuestion:
            continue
        wanted = ["unsat"] * len(one.questions)
        file = text(one)
        assert file.count("(set-info :status unsat)") == len(wanted) > 0
        assert by_z3(file) == wanted, claim.id
        assert by_cvc5(file) == wanted, claim.id
        found += 1
    return found


@pytest.mark.slow
def test_every_claim_that_has_questions() -> None:
    assert check([claim for page in pages() for claim in page]) >= 175


def test_the_claims_of_fast_pages() -> None:
    fast = [claim.id for page in pages() if page.number in FAST for claim in page]
    claims = with_uses([claim for page in pages() for claim in page], fast)
    assert check(claims) == len(claims) >= 14


def test_a_false_question_is_not_answered_so() -> None:
    """The file is what decides: turned around, it is satisfiable."""
    one = asked(Claim("claim", "", a * a >= 0), Theorems())
    turned = text(one).replace("(assert (not ", "(assert (and ").replace("unsat)", "sat)")
    assert by_z3(turned) == by_cvc5(turned) == ["sat"]


def test_the_header_says_what_is_asked() -> None:
    proof = each(solve(), compute())
    claim = Claim("two-parts", "Two facts.", (a * a >= 0) & (as_term(1) < 2), (), proof)
    file = text(asked(claim, Theorems()))
    assert file.startswith("; two-parts: Two facts.\n; statement: a * a >= 0 and 1 < 2\n")
    assert "; 1 of 2: the statement\n" in file
    assert "(reset)\n; 2 of 2: part 2: 1 < 2 evaluated\n" in file


def test_the_header_has_hypotheses_and_axioms() -> None:
    book = {claim.id: claim for page in pages() for claim in page}
    file = text(asked(book["exp-positive"], Theorems()))
    assert "; rests on the axiom exp-at-least-tangent: " in file
    assert "; hypothesis: a < b\n" in text(asked(Claim("c", "", a <= b, (a < b,)), Theorems()))


def test_what_is_computed_is_written_out() -> None:
    whole = over("sum", lambda i: i * i, as_term(7) // 2)
    claim = Claim("sum-computed", "", whole == 5, proof=compute())
    file = text(asked(claim, Theorems()))
    assert by_z3(file) == by_cvc5(file) == ["unsat"]


def test_no_question_is_an_error_that_says_why() -> None:
    book = {claim.id: claim for page in pages() for claim in page}
    with pytest.raises(NoQuestion, match="noise-of-uniform was proved by sympy"):
        asked(book["noise-of-uniform"], Theorems())
    with pytest.raises(NoQuestion, match="exp is any function"):
        asked(book["float32-exp-limit"], Theorems())


def test_lines_of_a_comment_stay_in_it() -> None:
    one = asked(Claim("claim", "two\n(exit)\nlines", a * a >= 0), Theorems())
    assert "(exit)" not in text(one).splitlines()
    assert by_z3(text(one)) == ["unsat"]
