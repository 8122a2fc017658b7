"""The table of depths and the figures of the networks of two hidden layers."""

from __future__ import annotations

from ledgers import proved

from report import depths
from report.build import render
from report.figures import five_values, frontier, six_values
from report.mathematics import reference
from symbolic.constructions import shallow, tree
from symbolic.frontier import BOUNDS
from symbolic.identities import SIX
from symbolic.shallow import narrowest


def test_the_published_bound() -> None:
    assert [depths.published(n) for n in (4, 5, 6, 11, 12, 29, 30)] == [2, 2, 3, 3, 4, 4, 5]


def test_the_table_has_the_numbers_of_the_networks() -> None:
    (table,) = depths.tables({})
    assert len(table.rows) == len(depths.SIDES) == 11
    assert all(len(row) == len(table.head) for row in table.rows)
    by_side = dict(zip(depths.SIDES, table.rows, strict=True))
    assert [str(cell) for cell in by_side[3]] == [
        r"$3 \times 3$", "4", "3", "3", "$14 + 8 + 5 + 3$", "$16 + 11 + 3$",
        str(tree(9).weights), str(shallow(9).weights),
    ]  # fmt: skip
    assert [str(cell) for cell in by_side[6]][1:6] == [
        "6", "5", "4", str(tree(36).relus), str(shallow(36).relus),
    ]  # fmt: skip


def test_the_bounds_are_those_of_theorems_that_are_proved() -> None:
    grades = {id: "kernel" for bound in BOUNDS for id in bound.theorems}
    grades["four-values-six-units"] = "argued"
    needed, _ = depths.tables(grades)
    lines = [" ".join(row) for row in needed.rows]
    assert len(lines) == len(BOUNDS)
    assert [line for line in lines if "on paper" in line] == [
        r"$n = 4$ any $6$ ReLUs in layer 1 of 2 "
        rf"{reference('four-values-six-units')}, on paper"
    ]
    assert any(line.startswith(r"$n \geq 2$ any $n + 1$ ReLUs in layer 1 ") for line in lines)
    without = {id: grade for id, grade in grades.items() if id != "first-layer-balanced"}
    needed, _ = depths.tables(without)
    assert not any("n + 1" in " ".join(row) for row in needed.rows)


def test_what_is_open_stands_in_its_section() -> None:
    deep = {"page": "3.1", "tables": depths.tables({}), "terms": depths.TERMS}
    whole = " ".join(render(proved(), {}, {"page": "none"}, deep).split())
    assert "what is open" in whole
    assert f"the identity with {len(SIX.summands)} terms" in whole
    assert r"\label{table:depths}" in whole
    assert "what is open" not in render(proved(), {}, {"page": "none"})


def test_every_relu_of_five_values_has_a_name() -> None:
    plan = narrowest(five_values.ENTRIES)
    found = [five_values.names(plan, number) for number in range(len(plan.layers))]
    assert [len(names) for names in found] == list(plan.widths)
    assert all(len(set(names)) == len(names) for names in found)
    assert found[0][0] == "$x_0-x_1$"
    assert "$m_{01}-m_{34}$" in found[1]


def test_the_captions_count() -> None:
    for module, parts in (
        (frontier, [f"take {narrowest(49).relus} ReLUs", f"the tree takes {tree(49).relus}"]),
        (five_values, [f"{shallow(5).weights} weights"]),
        (six_values, [f"the {len(SIX.summands)} terms", rf"${SIX.divisor} \max"]),
    ):
        _, caption = module.draw()
        assert module.PAGE == depths.PAGE
        for part in parts:
            assert part in caption
