"""The shallow networks themselves: as torch runs them, read back weight by weight."""

from collections.abc import Sequence
from typing import Any

from proofs.layers.setting import claim
from proofs.lifted import entries, read_back, shallow, tampered_shallow
from symbolic.arithmetic import every, largest
from symbolic.methods import planned
from symbolic.network import ReluNetwork
from symbolic.shallow import Plan, narrowest
from symbolic.terms import Term, as_term, sequences

(x,) = sequences("x")
IDENTITIES = ["max3-from-pairs", "max4-from-pairs", "max5-two-layers", "max6-two-layers"]
PROOF = "each maximum over a union of groups is an instance of an identity"
MOST = 12
"""Values up to which every network is proved here."""
WINDOW = 4
"""The largest window, on a side, whose network is proved here."""


def followed(height: int, width: int) -> tuple[Plan, ReluNetwork, Sequence[Term]]:
    """The plan of a window's network, the network read back, and its entries."""
    return narrowest(height * width), shallow(height, width), entries(x, height, width)


def maximum_of(height: Any, width: Any) -> Any:
    """The maximum over a window."""
    return largest(lambda i: largest(lambda j: x(i, j), width), height)


pooled = read_back(shallow, "S", x)
wrong = read_back(tampered_shallow, "S_tampered", x)

claim(
    "shallow-is-maximum",
    "The networks of ⌈log₃(n/2)⌉ + 1 hidden layers that torch runs, their weights read back as exact "
    "rationals, are the maximum for every real input, for n = 2, …, 12 values.",
    every(lambda n: pooled(1, n + 2) == maximum_of(as_term(1), n + 2), as_term(MOST - 1)),
    proof=planned(PROOF, lambda number: followed(1, number + 2), IDENTITIES),
    false=[wrong(as_term(1), as_term(5)) == maximum_of(as_term(1), as_term(5))],
    because="Layer by layer, every maximum over a union of two groups comes from those of the layer "
    "before by one of the identities.",
)

claim(
    "shallow-is-pooling",
    "The same for windows of 2 × 2, 3 × 3 and 4 × 4: two, three and three hidden layers.",
    every(lambda k: pooled(k + 2, k + 2) == maximum_of(k + 2, k + 2), as_term(WINDOW - 1)),
    proof=planned(PROOF, lambda number: followed(number + 2, number + 2), IDENTITIES),
    false=[wrong(as_term(3), as_term(3)) == maximum_of(as_term(3), as_term(3))],
    because="Layer by layer, every maximum over a union of two groups comes from those of the layer "
    "before by one of the identities.",
)
