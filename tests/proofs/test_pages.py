"""What the pages must state, and how they are built."""

from __future__ import annotations

import subprocess
import sys

import pytest

from proofs import pages
from proofs.run import UnknownClaim, prove_claims, with_uses

STATED = [
    "average-is-convolution",
    "average-kernel-unique",
    "average-excluding-padding-is-no-convolution",
    "average-composes",
    "average-golden-case",
    "max-not-additive",
    "max-not-homogeneous",
    "max-not-affine",
    "convolutions-stay-affine",
    "max-not-a-deep-linear-network",
    "max-best-affine",
    "relu-max",
    "relu-min",
    "relu-identity",
    "relu-abs",
    "relu-max-carry",
    "relu-max-nonnegative",
    "running-max",
    "max-tree",
    "max-separable",
    "max-doubling",
    "padding-is-replication",
    "padding-dilated",
    "padding-zero-nonnegative",
    "relu-commutes-with-max",
    "network-is-pooling",
    "indices-are-discontinuous",
    "output-size",
    "max-comparisons",
    "average-additions",
    "taps-inside",
    "cost-independent-of-window",
    "separable-cost",
    "doubling-cost",
    "running-max-cost",
    "bytes-moved",
    "network-cost",
    "average-below-max",
    "max-below-n-average",
    "gap-bounded-by-range",
    "both-monotone",
    "both-translation-equivariant",
    "both-positively-homogeneous",
    "gradients",
    "lipschitz",
    "noise",
    "one-outlier",
    "min-is-negated-max",
    "min-absorbed",
    "min-not-a-maximum",
    "softmax-between",
    "softmax-gap",
    "logsumexp-gap",
    "softmax-gradient",
    "softmax-not-monotone",
    "softmax-cost",
    "softmax-scale-dependent",
    "softmax-no-relu-network",
    "softmax-overflow",
]
CLAIMS = [claim for page in pages() for claim in page]


def test_every_id_is_stated_once() -> None:
    ids = [claim.id for claim in CLAIMS]
    assert len(ids) == len(set(ids))
    assert set(STATED) <= set(ids)


def test_every_claim_can_fail() -> None:
    assert all(claim.false for claim in CLAIMS)
    assert all(claim.says.rstrip(")").endswith(".") for claim in CLAIMS)
    assert all(claim.because for claim in CLAIMS)


def test_what_is_used_is_stated_before() -> None:
    seen: set[str] = set()
    for claim in CLAIMS:
        assert set(claim.uses) <= seen, claim.id
        seen.add(claim.id)


def test_unknown_claim() -> None:
    with pytest.raises(UnknownClaim, match="did you mean max-tree"):
        with_uses(CLAIMS, ["max-tre"])


def test_smallest_integers_show_that_max_is_not_additive() -> None:
    (outcome,) = prove_claims(with_uses(CLAIMS, ["max-not-additive"]))
    assert outcome.theorem is not None
    point = outcome.theorem.refutations[0].point
    assert all(abs(v) <= 1 for v in point.variables.values())


def test_symbolic_imports_no_torch_and_numeric_no_solver() -> None:
    for package, forbidden in (("symbolic", {"torch"}), ("numeric", {"z3", "cvc5"})):
        code = (
            "import sys, pkgutil, importlib\n"
            f"import {package} as p\n"
            "for m in pkgutil.walk_packages(p.__path__, p.__name__ + '.'):\n"
            "    importlib.import_module(m.name)\n"
            f"print(sorted({forbidden!r} & set(sys.modules)))"
        )
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
        assert done.stdout.strip() == "[]", done.stdout + done.stderr
