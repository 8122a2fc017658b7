"""Certificates for shallow networks: found without a search, refused for any other network."""

from __future__ import annotations

import random
from dataclasses import replace
from fractions import Fraction
from functools import cache

import pytest

from proofs.how_many_layers import page
from proofs.layers.identities import holds, pairs_are_maxima, values
from symbolic import kernel
from symbolic.arithmetic import largest, maximum
from symbolic.claims import Claim
from symbolic.identities import IDENTITIES
from symbolic.layerwise import NotPairs
from symbolic.methods import ordered
from symbolic.network import Affine, ReluNetwork
from symbolic.search.orders import Unordered, entries
from symbolic.search.proving import Certificates, NotCertified
from symbolic.search.union_lemmas import IDENTITY_CLAIMS
from symbolic.search.unions import certify_shallow
from symbolic.shallow import Plan, narrowest
from symbolic.statements import Reader
from symbolic.terms import Term, sequences

(x,) = sequences("x")


@cache
def identities() -> Certificates:
    certificates = Certificates()
    for claim in page:
        if claim.id in IDENTITY_CLAIMS.values():
            certificates.add(claim)
    return certificates


def window(n: int) -> list[Term]:
    return [x(i) for i in range(n)]


def certify(plan: Plan, network: ReluNetwork, goal: Term | None = None) -> Certificates:
    n = plan.grouping.entries
    certificates = identities().copy()
    given = [entry >= 0 for entry in window(n)] if plan.nonnegative else []
    wanted = largest(x, n) if goal is None else goal
    certify_shallow(certificates, "it", plan, network, window(n), wanted, given)
    return certificates


@pytest.mark.parametrize("nonnegative", [False, True])
@pytest.mark.parametrize("n", range(2, 19))
def test_networks_are_certified(n: int, nonnegative: bool) -> None:
    plan = narrowest(n, None, nonnegative)
    network = plan.network()
    certificates = certify(plan, network)
    (_, goals), axioms = certificates.book.theorems["it"]
    reader = Reader()
    (goal,) = reader.atoms(network(window(n))[0] == largest(x, n))
    assert [(term.key, signs) for term, signs in goals] == [(goal[0].key, goal[1])]
    assert not axioms


def test_the_entries_check_again() -> None:
    plan = narrowest(13)
    book = kernel.Book()
    for entry in certify(plan, plan.network()).entries:
        book.add(entry)
    assert "it" in book.theorems


@pytest.mark.slow
@pytest.mark.parametrize("n", range(19, 163))
def test_all_networks_up_to_162_are_certified(n: int) -> None:
    plan = narrowest(n)
    assert "it" in certify(plan, plan.network()).book.theorems


@pytest.mark.parametrize(("n", "levels"), [(5, 3), (9, 4), (16, 4), (25, 5)])
def test_deeper_networks_are_certified(n: int, levels: int) -> None:
    plan = narrowest(n, levels)
    assert "it" in certify(plan, plan.network()).book.theorems


def changed(network: ReluNetwork, layer: int, row: int, place: int) -> ReluNetwork:
    """The network with one weight changed by 1/1024."""
    affine = network.layers[layer]
    assert isinstance(affine, Affine)
    weights = list(affine.rows[row])
    index, weight = weights[place]
    weights[place] = index, weight + Fraction(1, 1024)
    rows = [*affine.rows]
    rows[row] = tuple(weights)
    layers = [*network.layers]
    layers[layer] = replace(affine, rows=tuple(rows))
    return ReluNetwork(tuple(layers))


def every_weight(network: ReluNetwork) -> list[tuple[int, int, int]]:
    return [
        (layer, row, place)
        for layer, affine in enumerate(network.layers)
        if isinstance(affine, Affine)
        for row, weights in enumerate(affine.rows)
        for place in range(len(weights))
    ]


@pytest.mark.parametrize("weight", every_weight(narrowest(5).network()), ids=str)
def test_any_one_weight_changed_is_refused(weight: tuple[int, int, int]) -> None:
    plan = narrowest(5)
    network = changed(plan.network(), *weight)
    with pytest.raises(NotPairs):
        certify(plan, network)
    choose = random.Random(0)
    points = ([choose.randint(-50, 50) for _ in range(5)] for _ in range(400))
    wrong = any(network(point) != [max(point)] for point in points)
    assert wrong == (weight not in WITHOUT_EFFECT)


WITHOUT_EFFECT = [(2, 1, 0), (2, 2, 2)]
"""Weights of ReLUs that are 0 wherever the ReLU that reads them is not, changed by so little."""


@pytest.mark.parametrize("n", [6, 9, 13])
def test_weights_changed_in_larger_networks(n: int) -> None:
    plan = narrowest(n)
    network = plan.network()
    weights = every_weight(network)
    for weight in weights[:: len(weights) // 8]:
        with pytest.raises(NotPairs):
            certify(plan, changed(network, *weight))


def test_a_bias_is_refused() -> None:
    plan = narrowest(4)
    network = plan.network()
    last = network.layers[-1]
    assert isinstance(last, Affine)
    shifted = replace(last, bias=(Fraction(1),))
    with pytest.raises(NotPairs):
        certify(plan, ReluNetwork((*network.layers[:-1], shifted)))


def test_another_goal_is_refused() -> None:
    plan = narrowest(6)
    with pytest.raises(NotPairs):
        certify(plan, plan.network(), maximum(maximum(x(0), x(1)), x(2)))


def test_another_plan_is_refused() -> None:
    with pytest.raises(NotPairs):
        certify(narrowest(9), narrowest(9, 4).network())


def test_a_nonnegative_plan_needs_nonnegative_entries() -> None:
    plan = narrowest(5, None, True)
    with pytest.raises(NotPairs, match=">= 0"):
        certify_shallow(identities().copy(), "it", plan, plan.network(), window(5), largest(x, 5))


def test_identities_that_are_wrong() -> None:
    identity = IDENTITIES[5]
    first, *others = identity.summands
    for wrong in (
        replace(identity, summands=(replace(first, weight=3), *others)),
        replace(identity, summands=tuple(others)),
        replace(identity, divisor=3),
    ):
        given = tuple(pairs_are_maxima(identity))
        claim = Claim("wrong", "", holds(wrong), given=given, proof=ordered(values(5)))
        with pytest.raises(NotCertified):
            Certificates().add(claim)


def test_orders_need_definitions() -> None:
    reader = Reader()
    a, b = values(2)
    given = reader.atoms(a >= b)
    (goal,) = reader.atoms(maximum(a, b) == a)
    with pytest.raises(Unordered):
        list(entries("it", given, goal, [reader.term(v) for v in (a, b)]))
