"""`poolproof cost`: what it prints, and what it says to input that makes no sense."""

from __future__ import annotations

import argparse
import json
from typing import Any

import pytest

from poolproof.cost_command import BadCost, add_parser, cost_table
from poolproof.formulas import formula
from symbolic.terms import integers, reals

STEM = ["--input", "64x112x112", "--window", "3", "--stride", "2", "--padding", "1"]


def call(*arguments: str) -> int:
    parser = argparse.ArgumentParser(prog="poolproof")
    add_parser(parser.add_subparsers())
    chosen = parser.parse_args(["cost", *arguments])
    return int(chosen.run(chosen))


def test_the_stem_of_a_resnet(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*STEM) == 0
    shown = capsys.readouterr().out
    assert "comparisons = c·(T_h·T_w − o_h·o_w)" in shown
    assert "comparisons: 1,584,192" in shown
    assert "64×112×112 → 64×56×56" in shown
    assert "4,014,080" in shown  # 4·64·(112² + 56²) bytes
    assert "likewise along h" in shown
    rows = {line.split()[0]: line.split()[1] for line in shown.splitlines() if line}
    assert rows["separable"] == "1,193,472"
    assert rows["running"] == "1,989,120"
    assert max(map(len, shown.splitlines())) <= 160


def test_symbolic_prints_the_closed_form_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert call("--input", "3x8x8", "--window", "3", "--stride", "2", "--symbolic") == 0
    assert capsys.readouterr().out.splitlines() == [
        "comparisons = c·o_h·o_w·(k_h·k_w − 1)",
        "  o_w = ⌊(w − k_w)/s_w⌋ + 1",
        "  and likewise along h",
    ]


def test_symbolic_doubling(capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--input", "3x8", "--window", "3", "--stride", "1", "--algorithm", "doubling"]
    assert call(*arguments, "--symbolic") == 0
    assert capsys.readouterr().out.splitlines() == [
        "comparisons = R_w·c",
        "  o_w = w − k_w + 1",
        "  L_w = ⌈log₂ k_w⌉",
        "  R_w = L_w·k_w + L_w·o_w − k_w + 2 − 2·2^(L_w − 1)",
    ]


def test_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert call(*STEM, "--json", "--kind", "softmax", "--dtype", "float16") == 0
    table = json.loads(capsys.readouterr().out)
    assert table["output"] == [64, 56, 56]
    assert table["cost"]["exponentials"] == 64 * 167 * 167
    assert table["cost"]["additions"] == 2 * 1_584_192
    assert table["bytes"] == {"read": 1_605_632, "moved": 2_007_040}
    assert [row["algorithm"] for row in table["algorithms"]] == [
        "direct", "separable", "doubling", "running",
    ]  # fmt: skip
    assert "overlap" in table["algorithms"][2]["refused"]
    assert call(*STEM, "--symbolic", "--json") == 0
    assert set(json.loads(capsys.readouterr().out)) == {"formulas", "definitions", "alike"}


def test_one_and_three_axes() -> None:
    assert cost_table("2x10", "4", stride="3")["cost"]["comparisons"] == 2 * 3 * 3
    table = cost_table("1x4x6x8", "2x3x4")
    assert table["output"] == [1, 2, 2, 2]
    assert table["cost"]["comparisons"] == 8 * 23
    assert table["alike"] == ["z", "h"]
    swept = cost_table("1x6x6", "1x3", algorithm="running")
    assert swept["alike"] == []
    assert swept["cost"]["comparisons"] == 6 * 7  # n = 4 = 3 + 1 windows


def test_windows_of_one_entry_cost_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cost_table("1x4x4", "1", algorithm="separable")["cost"]["comparisons"] == 0
    assert call("--input", "1x4x4", "--window", "1", "--algorithm", "separable") == 0
    assert "operations = 0" in capsys.readouterr().out


def test_ceil_mode_and_dilation() -> None:
    assert cost_table("1x5", "2", ceil_mode=True)["cost"]["comparisons"] == 2  # the last has one
    assert cost_table("1x9", "3", stride="1", dilation="3")["cost"]["comparisons"] == 3 * 2


def test_huge_sizes() -> None:
    table = cost_table(f"{10**12}x{10**12}x{10**12}", str(10**12 - 1), "7", str(10**11))
    assert table["cost"]["comparisons"] > 10**50
    assert len(table["algorithms"]) == 4


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"input": "64"}, "--input 64 has 1 sizes"),
        ({"input": "1x2x3x4x5"}, "has 5 sizes"),
        ({"input": "64x112xw"}, "not whole numbers"),
        ({"input": ""}, "not whole numbers"),
        ({"input": "3x0x4"}, "contains 0; the least is 1"),
        ({"window": "0"}, "--window 0 contains 0"),
        ({"window": "-3"}, "--window -3 contains -3"),
        ({"window": "2.5"}, "not whole numbers"),
        ({"window": "٣"}, "not whole numbers"),
        ({"window": "3x3x3"}, "--window 3x3x3 has 3 numbers, but the input has 2 axes"),
        ({"window": "9"}, "the window spans 9 entries, the input only 8"),
        ({"window": "3", "dilation": "4"}, "the window spans 9 entries"),
        ({"stride": "0"}, "--stride 0 contains 0"),
        ({"padding": "-1"}, "the least is 0"),
        ({"padding": "2"}, "--padding 2 is more than half of the 3 entries"),
        ({"window": "2", "dilation": "9", "padding": "5"}, "some windows hold no entry"),
        ({"dilation": "0"}, "--dilation 0 contains 0"),
        ({"kind": "median"}, "--kind 'median' is unknown; choose from max, min, average, softmax"),
        ({"algorithm": "fast"}, "--algorithm 'fast' is unknown; choose from direct"),
        ({"dtype": "float8"}, "--dtype 'float8' is unknown"),
        ({"kind": "average", "algorithm": "doubling"}, "use running"),
        ({"kind": "average", "dilation": "2"}, "average pooling has no --dilation"),
        ({"input": f"1x{'9' * 5000}"}, "more than 18 digits"),
    ],
)
def test_bad_input_gets_one_clear_line(
    arguments: dict[str, Any], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    given = {"input": "2x8x8", "window": "3", **arguments}
    with pytest.raises(BadCost) as raised:
        cost_table(**given)
    assert message in str(raised.value)
    options = [f"--{name}={value}" for name, value in given.items()]
    assert call(*options) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.count("\n") == 1
    assert message in output.err


def test_formula() -> None:
    n, k, j = integers("n k j")
    assert formula(n - (k - j)) == "n − (k − j)"
    assert formula((n + 1) * (k // 2)) == "(n + 1)·⌊k/2⌋"
    assert formula(-(-n // k)) == "⌈n/k⌉"
    assert formula(n % k) == "(n mod k)"
    with pytest.raises(ValueError, match="no notation"):
        formula(reals("x")[0] / 2)
