"""Arguments on paper: what is accepted as one, and what becomes of a theorem that rests on one."""

from __future__ import annotations

import pytest

from proofs.run import prove_claims
from symbolic.arguments import ARGUED, Argued, argued, argued_ids
from symbolic.claims import Claim, NotProved, Theorems, prove, wrong
from symbolic.methods import GRADES, each, solve, use, weakest
from symbolic.terms import Term, reals

a, b = reals("a b")
TEXT = ("Squares", "A square is not negative.")


def claim(statement: Term, id: str = "c", **fields: object) -> Claim:
    return Claim(id, "It holds.", statement, because="So it is.", **fields)  # type: ignore[arg-type]


ROOT = claim(a * a >= 0, "root", proof=argued(TEXT), false=(wrong(a * a >= 1),))
NEXT = claim(b * b + 1 > 0, "next", proof=solve(uses=[use("root", a=b)]))
LAST = claim(b * b + 2 > 0, "last", proof=solve(uses=[use("next")]))
FREE = claim(a <= a, "free")


def test_argued_is_the_weakest_grade() -> None:
    assert GRADES[-1] == ARGUED
    assert all(weakest([grade, ARGUED]) == ARGUED for grade in GRADES)


def test_an_argued_claim_is_a_theorem_of_that_grade() -> None:
    theorem = prove(ROOT)
    assert theorem.grade == ARGUED
    assert len(theorem.refutations) == 1
    assert "no machine has checked" in theorem.evidence[0].what


def test_a_false_statement_is_not_accepted_on_an_argument() -> None:
    with pytest.raises(NotProved, match="there is a counterexample") as failed:
        prove(claim(a * a >= 1, proof=argued(TEXT)))
    assert failed.value.counterexample is not None


def test_a_counterexample_is_looked_for_where_told() -> None:
    tried = argued(TEXT, tried=[{"a": 2}, {"a": 0}])
    with pytest.raises(NotProved, match="there is a counterexample"):
        prove(claim(a * a >= 1, proof=tried))


def test_a_false_variant_must_be_refuted() -> None:
    with pytest.raises(NotProved, match="not refuted"):
        prove(claim(a * a >= 0, proof=argued(TEXT), false=(wrong(a <= a),)))


@pytest.mark.parametrize("steps", [[], [("", "A sentence.")], [("Title", "")], [("Title", "no")]])
def test_an_argument_has_titles_and_sentences(steps: list[tuple[str, str]]) -> None:
    with pytest.raises(NotProved, match="argument"):
        prove(claim(a * a >= 0, proof=argued(*steps)))


def test_what_an_argument_rests_on_must_be_proved() -> None:
    proof = argued(TEXT, uses=[use("free")])
    with pytest.raises(NotProved, match="not proved"):
        prove(claim(a * a >= 0, proof=proof))
    theorems = Theorems()
    prove(FREE, theorems)
    assert prove(claim(a * a >= 0, proof=proof), theorems).grade == ARGUED


def test_an_argument_is_no_part_of_another_proof() -> None:
    with pytest.raises(NotProved, match="the whole proof of a claim"):
        prove(claim((a <= a) & (a * a >= 0), proof=each(solve(), argued(TEXT))))


def test_nothing_like_an_argument_passes_for_one() -> None:
    class Mine(Argued):
        """An argument of another type."""

    with pytest.raises(TypeError, match="no method"):
        prove(claim(a * a >= 0, proof=Mine((), ())))


def test_whatever_uses_an_argument_is_argued_and_has_no_certificate() -> None:
    found = {o.claim.id: o for o in prove_claims([FREE, ROOT, NEXT, LAST])}
    assert {id: o.grade for id, o in found.items()} == {
        "free": "kernel", "root": ARGUED, "next": ARGUED, "last": ARGUED
    }  # fmt: skip
    assert not any(found[id].certified for id in ("root", "next", "last"))
    assert found["root"].certificate.reason == "its own proof is on paper"
    assert found["next"].certificate.reason == "it uses root, argued on paper"
    assert {e.grade for e in found["next"].theorem.evidence} == {"two solvers"}
    assert argued_ids([FREE, ROOT, NEXT, LAST]) == dict.fromkeys(
        ("root", "next", "last"), ("root",)
    )


def test_the_kernel_finds_no_proof_of_what_uses_an_argument() -> None:
    """Were it asked: the fact that is argued is no theorem of its own, nor an axiom."""
    from proofs.certificates import certify
    from symbolic.search.proving import Certificates

    certificates = Certificates()
    for asked, reason in ((ROOT, "argued is no method"), (NEXT, "root, which has no certificate")):
        found = certify(asked, certificates, len(certificates.entries))
        assert found.reason is not None
        assert reason in found.reason


def test_pages_and_theorems_say_alike_what_is_argued() -> None:
    from proofs import pages

    claims = [c for page in pages() for c in page]
    own = {c.id for c in claims if isinstance(c.proof, Argued)}
    assert own == {"four-values-six-units"}
    assert set(argued_ids(claims)) == own, "nothing else rests on it"
