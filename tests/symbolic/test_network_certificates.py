"""Networks that are maxima get certificates, of linear length; whatever was changed is refused."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import replace
from fractions import Fraction
from functools import cache, reduce
from typing import Any

import pytest

from proofs.lifted import entries, fast, sequential
from proofs.max_pooling_network import page
from symbolic import constructions as c
from symbolic import kernel
from symbolic.arithmetic import largest, maximum
from symbolic.layerwise import NotPairs
from symbolic.network import Affine, Relu, ReluNetwork
from symbolic.ranges import write_out
from symbolic.search.networks import (
    certify_members,
    certify_network,
    network_entry,
    require_lemmas,
)
from symbolic.search.proving import Certificates
from symbolic.statements import Reader
from symbolic.terms import Term, conjuncts, sequences

(x,) = sequences("x")
CARRIES: tuple[c.Carry, ...] = ("relu", "nonnegative", "skip")


@cache
def lemmas() -> list[dict[str, Any]]:
    certificates = Certificates()
    require_lemmas(certificates)
    return certificates.entries


def book() -> kernel.Book:
    made = kernel.Book()
    for entry in lemmas():
        made.add(entry)
    return made


def line(n: int) -> list[Any]:
    return [x(i) for i in range(n)]


def certificate(
    network: ReluNetwork, given: Sequence[Term] = (), goal: Term | None = None
) -> dict[str, Any]:
    xs = line(network.inputs)
    return network_entry(
        "network", network, xs, reduce(maximum, xs) if goal is None else goal, given
    )


def nonnegative(n: int) -> list[Term]:
    return [value >= 0 for value in line(n)]


def states(made: kernel.Book, given: Sequence[Term], statement: Term) -> bool:
    """Whether the book's theorem says what the statement does, as it is read by itself."""
    wanted = [[a for g in given for a in Reader().atoms(g)], Reader().atoms(statement)]
    found, _ = made.theorems["network"]
    return [[(t.key, s) for t, s in side] for side in found] == [
        [(t.key, s) for t, s in side] for side in wanted
    ]


@pytest.mark.parametrize("width", range(1, 8))
@pytest.mark.parametrize("networks", [fast, sequential])
def test_windows(networks: Any, width: int) -> None:
    for height in range(1, 8):
        network, xs = networks(height, width), entries(x, height, width)
        goal = largest(lambda i: largest(lambda j: x(i, j), width), height)
        made = book()
        made.add(network_entry("network", network, xs, goal))
        assert states(made, (), network(xs)[0] == goal)


@pytest.mark.parametrize("networks", [fast, sequential])
def test_121_entries(networks: Any) -> None:
    goal = largest(lambda i: largest(lambda j: x(i, j), 11), 11)
    made = book()
    made.add(network_entry("network", networks(11, 11), entries(x, 11, 11), goal))
    assert not made.theorems["network"][1]


def constructed() -> Iterator[tuple[str, ReluNetwork]]:
    for carry in CARRIES:
        for n in (1, 2, 3, 4, 5, 7, 8, 11, 16):
            yield f"tree {n} {carry}", c.tree(n, carry)
            yield f"doubling {n} {carry}", c.doubling(n, carry)
            yield f"folding {n} {carry}", c.folding(n, carry)
        for height, width in ((1, 4), (3, 1), (2, 3), (3, 3), (5, 4)):
            yield f"separable {height} {width} {carry}", c.separable(height, width, carry)


@pytest.mark.parametrize(("name", "network"), list(constructed()))
def test_constructions(name: str, network: ReluNetwork) -> None:
    given = nonnegative(network.inputs) if name.endswith("nonnegative") else []
    made = book()
    made.add(certificate(network, given))
    xs = line(network.inputs)
    assert states(made, given, network(xs)[0] == reduce(maximum, xs))


def test_any_nesting_of_the_same_entries() -> None:
    p, q, r, s = line(4)
    for goal in (
        maximum(maximum(p, q), maximum(r, s)),
        maximum(s, maximum(r, maximum(q, p))),
        maximum(maximum(p, r), maximum(maximum(q, p), maximum(s, p))),
    ):
        for network in (c.tree(4), c.doubling(4), c.folding(4)):
            book().add(certificate(network, goal=goal))


def test_entries_may_be_equal() -> None:
    same = [x(0), x(1), x(0)]
    book().add(network_entry("network", c.folding(3), same, reduce(maximum, same)))


def test_a_deep_network_is_no_recursion() -> None:
    n = 150
    book().add(certificate(c.folding(n)))


def test_strict_hypotheses_will_do() -> None:
    book().add(certificate(c.tree(3, "nonnegative"), [value > 0 for value in line(3)]))


# What is refused


@pytest.mark.parametrize("given", [[], nonnegative(2), [value <= 0 for value in line(3)]])
def test_one_relu_carries_only_what_is_not_negative(given: list[Term]) -> None:
    with pytest.raises(NotPairs):
        certificate(c.tree(3, "nonnegative"), given)


def test_other_entries() -> None:
    p, q, r = line(3)
    for goal in (maximum(p, q), maximum(maximum(p, q), x(3)), p, maximum(p, q) + r):
        with pytest.raises(NotPairs):
            certificate(c.tree(3), goal=goal)
    with pytest.raises(NotPairs):
        network_entry("network", c.tree(2), [p, q], reduce(maximum, [p, q, r]))


def no_maxima() -> list[ReluNetwork]:
    biased = c.tree(2)
    first = biased.layers[0]
    assert isinstance(first, Affine)
    layers = (replace(first, bias=(Fraction(1), *first.bias[1:])), *biased.layers[1:])
    return [c.minimum(2), c.minimum(5), c.average(1, 2), c.average(4), ReluNetwork(layers)]


@pytest.mark.parametrize("network", no_maxima())
def test_networks_of_other_functions(network: ReluNetwork) -> None:
    with pytest.raises(NotPairs):
        certificate(network)


def reweighted(network: ReluNetwork) -> Iterator[ReluNetwork]:
    """The network with one weight changed by a little, turned or left out; each in turn."""
    for place, layer in enumerate(network.layers):
        if not isinstance(layer, Affine):
            continue
        for r, weights in enumerate(layer.rows):
            for w, (i, weight) in enumerate(weights):
                for other in (weight + Fraction(1, 1024), -weight, None):
                    middle = () if other is None else ((i, other),)
                    row = (*weights[:w], *middle, *weights[w + 1 :])
                    rows = (*layer.rows[:r], row, *layer.rows[r + 1 :])
                    layers = list(network.layers)
                    layers[place] = replace(layer, rows=rows)
                    yield ReluNetwork(tuple(layers))


ORIGINALS = {
    "tree": c.tree(3), "doubling": c.doubling(3), "folding": c.folding(3),
    "skips": c.tree(3, "skip"), "nonnegative": c.tree(3, "nonnegative"),
    "fast": fast(2, 2), "sequential": sequential(2, 2),
}  # fmt: skip


@pytest.mark.parametrize("name", ORIGINALS)
def test_any_one_weight_matters(name: str) -> None:
    original = ORIGINALS[name]
    given = nonnegative(3) if name == "nonnegative" else []
    known = book()
    known.add(certificate(original, given) | {"name": "as it was"})
    for network in reweighted(original):
        with pytest.raises((NotPairs, kernel.Refused)):
            known.add(certificate(network, given))


def test_a_relu_left_out_matters() -> None:
    network = c.tree(3)
    for place, layer in enumerate(network.layers):
        for unit in range(layer.outputs if isinstance(layer, Relu) else 0):
            assert isinstance(layer, Relu)
            active = tuple(on and n != unit for n, on in enumerate(layer.active))
            layers = (*network.layers[:place], Relu(active), *network.layers[place + 1 :])
            with pytest.raises((NotPairs, kernel.Refused)):
                book().add(certificate(ReluNetwork(layers)))


# Certificates that were tampered with


def refused(entry: dict[str, Any]) -> bool:
    try:
        book().add(entry)
    except kernel.Refused:
        return True
    return False


ENTRIES = {"tree": certificate(c.tree(3)), "fast": certificate(fast(2, 2))}


@pytest.mark.parametrize("name", ENTRIES)
def test_no_step_can_be_left_out(name: str) -> None:
    entry = ENTRIES[name]
    for place in range(len(entry["proofs"][0])):
        less = deepcopy(entry)
        del less["proofs"][0][place]
        assert refused(less)


@pytest.mark.parametrize("name", ENTRIES)
def test_no_other_goal_is_proved(name: str) -> None:
    entry = ENTRIES[name]
    ((goal, signs),) = entry["goals"]
    for place, node in enumerate(entry["terms"]):
        if place != goal and node != ["+"]:
            assert refused(entry | {"goals": [[place, signs]]})
    for other in (1, 4, 5):
        assert refused(entry | {"goals": [[goal, other]]})


@pytest.mark.parametrize("name", ENTRIES)
def test_no_coefficient_can_be_changed(name: str) -> None:
    entry = ENTRIES[name]
    sums = ((place, node) for place, node in enumerate(entry["terms"]) if node[0] == "+")
    for place, part in ((p, n) for p, node in sums for n in range(1, len(node)) if node[n][1:]):
        other = deepcopy(entry)
        other["terms"][place][part][0] *= 2
        assert refused(other)


@pytest.mark.parametrize("name", ENTRIES)
def test_no_lemma_or_hypothesis_can_be_exchanged(name: str) -> None:
    entry = ENTRIES[name]
    *steps, _ = entry["proofs"][0]
    names = {name for name, _, _ in steps}
    assert len(names) > 1
    one = entry["terms"].index(["+", [1]])
    for place, (name, _, proofs) in enumerate(steps):
        for lemma in names - {name}:
            other = deepcopy(entry)
            other["proofs"][0][place][0] = lemma
            assert refused(other)
        for need, (end,) in enumerate(proofs):
            entries, *by = end
            for others in ([], [[entries[0][0], entries[0][1] - 1]] if entries else [[one, 0]]):
                other = deepcopy(entry)
                other["proofs"][0][place][2][need][0][0] = others
                assert refused(other) or others == entries
            for others in ([], [fact - 1 for fact in by], [fact + 1 for fact in by]):
                other = deepcopy(entry)
                other["proofs"][0][place][2][need][0][1:] = others
                assert refused(other) or others == by


# Length


def size(entry: dict[str, Any]) -> int:
    """How many numbers and names a certificate has."""
    text = json.dumps(entry)
    return text.count(",") + text.count("[")


FAMILIES = {
    "tree": [c.tree(n) for n in (32, 64, 128, 256)],
    "doubling": [c.doubling(n) for n in (32, 64, 128)],
    "skips": [c.separable(n, n, "skip") for n in (4, 8, 16)],
    "sequential": [sequential(n, n) for n in (3, 5, 8, 11)],
    "fast": [fast(n, n) for n in (3, 5, 8, 11)],
    "folding": [c.folding(n, "relu") for n in (8, 16, 32)],
}


@pytest.mark.parametrize("family", FAMILIES)
def test_length_is_linear_in_the_weights(family: str) -> None:
    networks = FAMILIES[family]
    made = [certificate(network) for network in networks]
    weights = [network.weights for network in networks]
    for count in (lambda entry: len(entry["proofs"][0]), size):
        lengths = [count(entry) / weight for entry, weight in zip(made, weights, strict=True)]
        assert max(lengths[1:]) <= 1.25 * lengths[0]


# Into certificates


def test_a_network_among_certificates() -> None:
    certificates = Certificates()
    xs = line(3)
    certify_network(certificates, "largest of 3", c.tree(3), xs, reduce(maximum, xs))
    assert certificates.entries[-1]["name"] == "largest of 3"
    assert certificates.statements["largest of 3"].goal is (c.tree(3)(xs)[0] == reduce(maximum, xs))
    again = kernel.Book()
    for entry in json.loads(json.dumps(certificates.entries)):
        again.add(entry)
    assert not again.theorems["largest of 3"][1]


def test_all_networks_of_the_claim() -> None:
    (claim,) = (claim for claim in page.claims if claim.id == "network-is-pooling")
    certificates = Certificates()
    for method, part in zip(claim.proof.methods, conjuncts(claim.statement), strict=True):
        name = f"{claim.id}, {method.name} {len(certificates.entries)}"
        given, goals = certify_members(certificates, name, (), part, method.network)
        assert not given
        assert [(t.key, s) for t, s in goals] == [(t.key, s) for t, s in Reader().atoms(part)]
        (_, proved), axioms = certificates.book.theorems[name]
        assert len(proved) == len(list(conjuncts(write_out(part)))) == 49
        assert not axioms


def test_members_that_are_not_what_is_stated() -> None:
    (claim,) = (claim for claim in page.claims if claim.id == "network-is-pooling")
    first, second = claim.proof.methods
    part = next(iter(conjuncts(claim.statement)))
    with pytest.raises((NotPairs, kernel.Refused)):
        certify_members(Certificates(), "exchanged", (), part, second.network)
    assert first.network is not second.network
