"""Which theorems rest on solvers: those named here, and no others.

`make prove` writes what is looked at; where it has not, there is nothing to look at.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from proofs.ledger import read

BUILT = Path(__file__).parents[2] / "build" / "ledger.json"

ANALYSIS = {
    "float32-exp-limit", "noise-of-normal", "noise-of-uniform", "softmax-curvature",
    "softmax-derivative", "softmax-gap-values", "softmax-gradient", "softmax-overflow",
}  # fmt: skip
"""About derivatives, integrals and numerical values of exp, of which the kernel knows nothing."""
COUNTS = {
    "arithmetic-intensity", "average-additions", "bytes-moved", "cost-independent-of-window",
    "direct-line", "doubling-against-direct", "doubling-cost", "doubling-cost-stride-1",
    "doubling-depth", "doubling-levels", "doublings-first-values", "doublings-positive",
    "doublings-reach", "doublings-slack", "entries-moved", "lines-add-up", "max-comparisons",
    "powers-of-two", "running-against-direct", "running-against-doubling", "running-saving",
    "separable-cost", "separable-cost-unpadded", "separable-crossover", "separable-saving",
    "taps-along-axis", "taps-along-axis-by-windows", "taps-inside", "taps-of-fitting-windows",
    "taps-unpadded", "tree-relus",
}  # fmt: skip
"""About integers alone: sizes, taps and numbers of operations."""
ON_PAPER = {"four-values-six-units"}


def test_all_other_theorems_have_certificates() -> None:
    if not BUILT.exists():
        pytest.skip("there is no build/ledger.json: `make prove` writes it")
    below = {t["id"]: t["grade"] for t in read(BUILT)["theorems"] if t["grade"] != "kernel"}
    assert below.keys() == ANALYSIS | COUNTS | ON_PAPER
    assert {id for id, grade in below.items() if grade == "derived"} == ANALYSIS
    assert {id for id, grade in below.items() if grade == "two solvers"} == COUNTS
