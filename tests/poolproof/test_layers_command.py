"""`poolproof layers`: what it prints, and what it says to input that makes no sense."""

from __future__ import annotations

import json
from typing import Any

import pytest

from poolproof import layers_command
from poolproof.cli import main
from poolproof.layers_command import BadCost, layers_table
from proofs import pages
from symbolic.constructions import shallow, tree


def test_a_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layers", "--window", "3x3", "--stride", "1"]) == 0
    output = capsys.readouterr()
    assert output.err == ""
    lines = output.out.splitlines()
    assert lines[0].startswith("max pooling, window 3×3, stride 1×1: 3 hidden layers; 2 are needed")
    assert lines[0].endswith("whether fewer than 3 are enough is open")
    rows = {tuple(line.split()[:3]): line for line in lines[3:]}
    assert "16 + 11 + 3" in rows["shallow", "alone", "3"]
    assert "14 + 8 + 5 + 3" in rows["tree", "alone", "4"]
    assert rows["tree", "alone", "4"].rstrip().endswith("no: another has fewer")
    assert rows["doubling", "shared", "4"].split()[-3:] == ["12", "0", "43"]
    assert max(map(len, lines)) <= 160


def test_json_has_the_numbers_of_the_networks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layers", "--window", "3x3", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    assert (table["window"], table["stride"], table["values"]) == ([3, 3], [3, 3], 9)
    by_layers = {
        r["hidden_layers"]: r for r in table["networks"] if "shallow" in r["constructions"]
    }
    for layers, found in by_layers.items():
        network = shallow(9, hidden_layers=layers)
        assert tuple(found["widths"]) == network.widths
        assert found["multiplications"] == network.multiplications
        assert found["parameters"] == network.weights
    (found,) = (r for r in table["networks"] if "tree" in r["constructions"])
    assert (tuple(found["widths"]), found["relus"]) == (tree(9).widths, tree(9).relus)
    assert found["dominated"] is True


def test_every_theorem_named_is_stated() -> None:
    ids = {claim.id for page in pages() for claim in page}
    named = [id for window in ("2", "3", "4", "2x2", "5x1") for nonnegative in (0, 1)
             for row in layers_table(window, nonnegative=bool(nonnegative))["networks"]
             for found in row["optimal"] for id in (found["theorem"], *found["with"])]  # fmt: skip
    assert named
    assert set(named) <= ids


def test_what_is_not_stated_is_not_claimed(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layers_command, "_theorems", lambda: {"max3-needs-two-layers"})
    assert main(["layers", "--window", "2x2"]) == 0
    shown = capsys.readouterr().out
    assert "2 hidden layers, and fewer are too few (max3-needs-two-layers)" in shown
    assert "width of layer" not in shown
    monkeypatch.setattr(layers_command, "_theorems", lambda: {"max3-needs-three-channels"})
    assert main(["layers", "--window", "2x2"]) == 0
    shown = capsys.readouterr().out
    assert "no theorem here says that fewer are too few" in shown
    assert "width of layer 2 (max3-needs-three-channels)" in shown


def test_one_number_is_one_axis_and_one_entry_takes_no_layer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    table = layers_table("3", nonnegative=True)
    assert table["window"] == [3]
    assert table["networks"][0]["widths"] == [3, 2]
    assert main(["layers", "--window", "1x1"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "max pooling, window 1×1, stride 1×1: the entry itself, no hidden layer"
    ]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"window": "3x"}, "--window '3x' is not whole numbers"),
        ({"window": ""}, "not whole numbers"),
        ({"window": "0x2"}, "--window 0x2 contains 0; the least is 1"),
        ({"window": "-3"}, "--window -3 contains -3"),
        ({"window": "2x2x2x2"}, "has 4 numbers; at most 3"),
        ({"window": "13x13"}, "169 entries; at most 144"),
        ({"window": f"{10**17}x{10**17}"}, "at most 144"),
        ({"window": "9" * 30}, "more than 18 digits"),
        ({"stride": "0"}, "--stride 0 contains 0"),
        ({"stride": "1x2x3"}, "--stride 1x2x3 has 3 numbers"),
        ({"stride": "two"}, "not whole numbers"),
    ],
)
def test_bad_input_gets_one_clear_line(
    arguments: dict[str, Any], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"window": "3x3", **arguments}
    with pytest.raises(BadCost) as raised:
        layers_table(**given)
    assert message in str(raised.value)
    assert main(["layers", *(f"--{name}={value}" for name, value in given.items())]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert message in output.err


def test_what_is_argued_on_paper_is_marked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["layers", "--window", "2x2"]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "(four-values-six-units, argued on paper)" in shown
    assert shown.count("argued on paper") == 1
    rows = layers_table("2x2")["networks"]
    marked = {found["theorem"]: found["argued"] for row in rows for found in row["optimal"]}
    assert marked.pop("four-values-six-units") == ["four-values-six-units"]
    assert marked
    assert not any(marked.values())
