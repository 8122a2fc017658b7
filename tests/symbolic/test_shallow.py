"""The shallow networks: identities, groupings, plans, and networks evaluated exactly."""

from __future__ import annotations

import random
from itertools import product

import pytest

from symbolic.constructions import shallow, tree
from symbolic.groupings import Grouping, groupings, hidden_layers
from symbolic.identities import IDENTITIES, Identity
from symbolic.shallow import Plan, narrowest

SIZES = range(2, 19)


@pytest.mark.parametrize("identity", IDENTITIES.values(), ids=str)
def test_identities_on_small_integers(identity: Identity) -> None:
    low = -1 if identity.entries == 6 else -2
    for x in product(range(low, 2), repeat=identity.entries):
        found = identity(lambda i, j, x=x: max(x[i], x[j]))  # type: ignore[misc]
        assert found == identity.divisor * max(x)


@pytest.mark.parametrize("identity", IDENTITIES.values(), ids=str)
def test_what_is_carried(identity: Identity) -> None:
    assert sum(identity.carried.values()) == 1
    assert all(c > 0 for c in identity.carried.values())


@pytest.mark.parametrize("number", range(len(IDENTITIES[6].summands)))
def test_no_term_of_six_can_be_left_out(number: int) -> None:
    whole = IDENTITIES[6]
    terms = whole.summands[:number] + whole.summands[number + 1 :]
    less = Identity(6, whole.divisor, terms)
    assert any(
        less(lambda i, j, x=x: max(x[i], x[j])) != 6 * max(x)  # type: ignore[misc]
        for x in product(range(2), repeat=6)
    )


def test_layers() -> None:
    reach = {0: 1, 1: 2, 2: 6, 3: 18, 4: 54, 5: 162}
    for layers, entries in reach.items():
        assert hidden_layers(entries) == layers
        assert hidden_layers(entries + 1) == layers + 1


@pytest.mark.parametrize("nonnegative", [False, True])
@pytest.mark.parametrize("n", SIZES)
def test_networks_are_maxima(n: int, nonnegative: bool) -> None:
    plan = narrowest(n, None, nonnegative)
    network = plan.network()
    assert network.widths == plan.widths
    assert network.hidden_layers == hidden_layers(n) == plan.grouping.levels
    assert not network.has_skip
    choose = random.Random(n)
    for _ in range(40):
        x = [choose.randint(0 if nonnegative else -9, 9) for _ in range(n)]
        assert network(x) == [max(x)]


@pytest.mark.parametrize("n", SIZES)
def test_only_the_last_layer_divides_by_three(n: int) -> None:
    *layers, _ = narrowest(n).network().layers
    weights = [w for layer in layers for row in getattr(layer, "rows", ()) for _, w in row]
    assert all(w.denominator in (1, 2, 4) for w in weights)


@pytest.mark.parametrize(
    ("n", "widths"),
    [
        (2, (3,)), (3, (4, 3)), (4, (6, 3)), (5, (10, 8)), (6, (16, 35)), (9, (16, 11, 3)),
        (16, (51, 118, 35)), (25, (50, 40, 10, 8)),
    ],
)  # fmt: skip
def test_widths(n: int, widths: tuple[int, ...]) -> None:
    assert narrowest(n).widths == widths


@pytest.mark.parametrize(
    ("n", "widths"),
    [(2, (2,)), (3, (3, 2)), (4, (4, 2)), (5, (9, 7)), (6, (15, 34)), (9, (13, 9, 2))],
)
def test_widths_for_nonnegative_entries(n: int, widths: tuple[int, ...]) -> None:
    assert narrowest(n, None, True).widths == widths


def test_more_layers_take_fewer_relus() -> None:
    assert narrowest(9, 4).relus == 27 < narrowest(9).relus < tree(9).relus + 1
    assert narrowest(5, 3).relus == 14 < narrowest(5).relus


def test_a_plan_for_nonnegative_entries_is_wrong_for_others() -> None:
    assert narrowest(4, None, True).network()([-1, -2, -3, -4]) != [-1]


def test_every_candidate_is_a_maximum() -> None:
    for grouping in groupings(11, 3):
        network = Plan(grouping).network()
        assert network([3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]) == [9]
        assert network([-3, -1, -4, -1, -5, -9, -2, -6, -5, -3, -5]) == [-1]


def test_one_entry() -> None:
    assert shallow(1)([7]) == [7]


@pytest.mark.parametrize(
    ("n", "layers", "says"),
    [(1, None, "no hidden layer"), (7, 2, "3 to 3 hidden layers for 7 entries, none of 2")],
)
def test_refusals(n: int, layers: int | None, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        narrowest(n, layers)


@pytest.mark.parametrize("runs", [((4, 1),), ((2, 2, 1),), ((3, 1),)])
def test_wrong_groupings(runs: tuple[tuple[int, ...], ...]) -> None:
    with pytest.raises(ValueError, match="group"):
        Grouping(5, runs)
