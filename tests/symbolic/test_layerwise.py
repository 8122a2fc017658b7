"""A network with one weight changed is not proved."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import reduce
from typing import Any

import pytest

from symbolic import constructions as c
from symbolic.arithmetic import maximum, relu
from symbolic.claims import Claim, NotProved, Theorems, prove
from symbolic.layerwise import NotPairs, pairwise
from symbolic.network import Affine, ReluNetwork
from symbolic.terms import reals, sequences

t, a, b = reals("t a b")
(x,) = sequences("x")


def lemmas() -> Theorems:
    theorems = Theorems()
    difference = (t == a - b).implies(relu(t) == maximum(b, a) - b)
    prove(Claim("relu-of-difference", "", difference), theorems)
    carries = ((t == a).implies(relu(t) == relu(a))) & ((t == -a).implies(relu(t) == relu(a) - a))
    prove(Claim("relu-carries", "", carries), theorems)
    return theorems


def attempt(network: ReluNetwork, n: int) -> None:
    entries = [x(i) for i in range(n)]
    goal: Any = reduce(maximum, entries)
    statement = network(entries)[0] == goal
    prove(Claim("network", "", statement, proof=pairwise(network, entries, goal)), lemmas())


@pytest.mark.parametrize("network", [c.tree(3), c.tree(4, "skip"), c.doubling(3), c.folding(3)])
def test_a_network_of_pairs_is_proved(network: ReluNetwork) -> None:
    attempt(network, network.inputs)


def tampered() -> list[ReluNetwork]:
    network = c.tree(3)
    found = []
    for place, layer in enumerate(network.layers):
        if not isinstance(layer, Affine):
            continue
        for r, weights in enumerate(layer.rows):
            for w, (i, weight) in enumerate(weights):
                row = (*weights[:w], (i, weight + Fraction(1, 8)), *weights[w + 1 :])
                rows = (*layer.rows[:r], row, *layer.rows[r + 1 :])
                layers = list(network.layers)
                layers[place] = replace(layer, rows=rows)
                found.append(ReluNetwork(tuple(layers)))
    return found


@pytest.mark.parametrize("network", tampered())
def test_any_one_weight_matters(network: ReluNetwork) -> None:
    with pytest.raises((NotPairs, NotProved)):
        attempt(network, 3)
