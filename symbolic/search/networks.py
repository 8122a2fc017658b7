"""Certificates for networks of pairwise maxima, written down ReLU by ReLU without a search.

Each ReLU layer takes the larger of two values, or carries one.  As polynomials over ReLUs these
values are what the network itself computes, so what is known of them are instances of lemmas, with
nothing left to calculate.  The output is then compared with the expected maximum (`maxima`).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from symbolic.kernel import POSITIVE, ZERO, Term, make, number, total
from symbolic.layerwise import NotPairs
from symbolic.network import Affine, Relu, ReluNetwork
from symbolic.ranges import write_out
from symbolic.search.entries import Entry
from symbolic.search.maxima import (
    KEPT,
    KEPT_NONNEGATIVE,
    LARGER,
    NONNEGATIVE,
    PAIR,
    SKIPPING,
    Maximum,
    OtherEntries,
    Value,
    equation,
)
from symbolic.statements import Reader
from symbolic.terms import Term as Written
from symbolic.terms import subterms

NOTHING = number(0)
Form = dict[int, int | Fraction]
"""A linear combination of values, by their number."""


def network_entry(
    name: str,
    network: ReluNetwork,
    entries: Sequence[Written],
    goal: Written,
    given: Sequence[Written] = (),
    reader: Reader | None = None,
) -> Entry:
    """The theorem `network(entries)[0] == goal` with its proof; the goal is a maximum of the entries.

    given: the hypotheses; a network that carries values by one ReLU each needs its entries >= 0.
    Raises `NotPairs` for a network that computes anything but that maximum by pairs.
    """
    reader = reader or Reader()
    hypotheses = [atom for g in given for atom in reader.atoms(g)]
    output = _Walk([reader.term(entry) for entry in entries]).through(network)
    expected = _nested(write_out(goal), reader)
    try:
        return equation(name, hypotheses, output, expected)
    except OtherEntries as failure:
        raise NotPairs(str(failure)) from None


def _nested(goal: Written, reader: Reader) -> Maximum:
    """A nested maximum as it is written; no recursion, however deep it is."""
    values = []
    for node in subterms(goal):
        term = reader.term(node)
        if node.op == "maximum":
            first, second = map(reader.term, node.args)
            values.append(Value(LARGER, term, (first, second)))
    return Maximum(reader.term(goal), values)


class _Walk:
    """The values so far: entries, and what pairs of ReLU layers make of them.

    Each has a number, and the polynomial that the network computes it by after the last layer.
    """

    def __init__(self, entries: Sequence[Term]) -> None:
        self.inputs = entries
        self.terms = list(entries)
        self.made: list[Value] = []
        self._pairs: dict[tuple[int, int], int] = {}

    def through(self, network: ReluNetwork) -> Maximum:
        """The network's output."""
        outputs = self.terms.copy()
        forms: list[Form] = [{n: 1} for n in range(len(outputs))]
        for layer in network.layers:
            if isinstance(layer, Affine):
                outputs, forms = _combined(layer, outputs, forms)
            else:
                outputs, forms = self._relus(layer, outputs, forms)
        if list(forms[0].values()) != [1] or outputs[0].key != self._at(forms[0], 1).key:
            raise NotPairs("the output is not one maximum")
        return Maximum(outputs[0], self.made)
