"""Ledgers for tests: of a page that is proved, and of all claims as if they were."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Any

from proofs import pages
from proofs.ledger import FORMAT, assumed, record, refutation, stated, versions
from proofs.max_from_relu import page
from proofs.run import prove_claims
from symbolic.axioms import AXIOMS
from symbolic.claims import Claim
from symbolic.counterexamples import Point
from symbolic.methods import GRADES

AWKWARD = r"50% of {a_b} & $5 #1 ~max ^ \end{document} <<x>> <%y%> ≤ ₂ é ☃"
SOMEWHERE = Point({"n": 2, "a": Fraction(-1, 2)}, {"x": {(0,): 1, (1,): Fraction(1, 3)}})


@cache
def proved() -> dict[str, Any]:
    """The ledger of the page on the maximum from ReLU, really proved."""
    return record(prove_claims(list(page)), [page])


def pretended() -> dict[str, Any]:
    """All claims of all pages, none of them proved: to see whether they can be printed."""
    every = [(claim, number) for p in pages() for number, claim in enumerate(p)]
    return {
        "format": FORMAT,
        "versions": versions(),
        "proved": True,
        "seconds": 1.0,
        "theorems": [_pretended(claim, GRADES[number % 4]) for claim, number in every],
        "failed": [],
        "axioms": [assumed(axiom) for axiom in AXIOMS.values()],
        "pages": record([], pages())["pages"],
        "kernel": [],
    }


def _pretended(claim: Claim, grade: str) -> dict[str, Any]:
    given = [claim.given if wrong.given is None else wrong.given for wrong in claim.false]
    certified = grade == "kernel"
    own = "two solvers" if certified else grade
    long = "a description that is " + "very " * 40 + "long, of f(x_1, x_2) == max[i < n](x(i))"
    return {
        **stated(claim),
        "grade": grade,
        "axioms": list(AXIOMS)[:1],
        "evidence": [
            {
                "what": what,
                "grade": own,
                "by": "z3 1.2.3 and cvc5 4.5.6",
                "seconds": 0.25,
            }
            for what in ("the statement", long)
        ],
        "certificate": {"theorems": [claim.id], "steps": 9, "seconds": 0.5} if certified else None,
        "uncertified": None if certified else f"{long}, which is no f(x) <= g(x)",
        "false": [
            refutation(w.statement, g, SOMEWHERE, claim)
            for w, g in zip(claim.false, given, strict=True)
        ],
        "example": None,
        "seconds": 0.5,
    }


def awkward() -> dict[str, Any]:
    """The proved ledger with text that LaTeX and the templates would stumble over."""
    ledger = dict(proved())
    first = {**ledger["theorems"][0], "says": AWKWARD, "because": AWKWARD}
    first["evidence"] = [{"what": AWKWARD, "grade": "tested", "by": AWKWARD, "seconds": 1.0}]
    failed = {"id": "not-so", "reason": AWKWARD, "counterexample": first["false"][0]["point"]}
    ledger["theorems"] = [first, *ledger["theorems"][1:]]
    ledger["failed"], ledger["proved"] = [failed], False
    ledger["pages"] = [{**p, "question": AWKWARD, "answer": AWKWARD} for p in ledger["pages"]]
    return ledger
