"""`poolproof cost`: what a pooling layer costs, in closed form and in numbers, by algorithm."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from poolproof.cost_input import SHAPES, Asked, BadCost, asked
from poolproof.formulas import formula
from symbolic.algorithms import ALGORITHMS, KINDS, refusal
from symbolic.closed_forms import AXES, ClosedForm, closed_form
from symbolic.indices import normal
from symbolic.terms import as_term, free_variables, substitute, variable

ITEM_BYTES: Final = {
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8,
    "int8": 1, "uint8": 1, "int16": 2, "int32": 4, "int64": 8,
}  # fmt: skip
"""Bytes of one entry by its type."""
OPERATIONS: Final = ("comparisons", "additions", "multiplications", "divisions", "exponentials")
WIDE: Final = 160
"""Columns of a table that does not go to a terminal."""


def cost_table(
    input: str,
    window: str,
    stride: str | None = None,
    padding: str = "0",
    dilation: str = "1",
    ceil_mode: bool = False,
    kind: str = "max",
    algorithm: str = "direct",
    dtype: str = "float32",
) -> dict[str, Any]:
    """The costs of one layer as data: formulas, values, bytes, and all algorithms side by side.

    input: sizes as in "64x112x112", channels first.  window, stride, padding, dilation: one number
    for all axes, or one for each, as in "3x2"; the stride is the window unless given.  Raises
    `BadCost`.
    """
    layer = asked(input, window, stride, padding, dilation, ceil_mode)
    axes = layer.axes
    _check_names(kind, algorithm, dtype)
    if kind == "average" and any(axis.dilation != 1 for axis in axes):
        raise BadCost("average pooling has no --dilation; leave it out, or use --kind softmax")
    moved = (layer.inputs + layer.outputs) * ITEM_BYTES[dtype]
    rows = [_row(kind, name, layer) for name in ALGORITHMS]
    chosen = closed_form(kind, algorithm, axes)
    operations = next(r["operations"] for r in rows if r["algorithm"] == algorithm)
    return {
        "kind": kind,
        "algorithm": algorithm,
        "input": [layer.channels, *layer.sizes],
        "output": [layer.channels, *layer.output_sizes],
        "window": [axis.kernel for axis in axes],
        "stride": [axis.stride for axis in axes],
        "padding": [axis.padding for axis in axes],
        "dilation": [axis.dilation for axis in axes],
        "ceil_mode": ceil_mode,
        "dtype": dtype,
        **symbolic_form(chosen),
        "cost": {n: v for n, v in vars(chosen.at(layer.named)).items() if n in OPERATIONS},
        "bytes": {"read": layer.inputs * ITEM_BYTES[dtype], "moved": moved},
        "intensity": operations / moved,
        "algorithms": rows,
    }


def symbolic_form(form: ClosedForm) -> dict[str, Any]:
    """The closed form as text: a formula for each operation, and what its names stand for."""
    used = {name: as_term(getattr(form.cost, name)) for name in OPERATIONS}
    formulas = {name: formula(t) for name, t in used.items() if t is not as_term(0)}
    return {
        "formulas": formulas or {"operations": "0"},
        "definitions": {str(name): formula(term) for name, term in form.definitions},
        "alike": _alike(form),
    }


def _alike(form: ClosedForm) -> list[str]:
    """Axes whose definitions are those of the last axis with another name."""
    suffixes = {str(name).partition("_")[2] for name, _ in form.definitions}
    known = [axis for axis in AXES[3] if axis in suffixes]
    return [axis for axis in known[:-1] if _along(form, axis, known[-1]) == _along(form, known[-1])]


def _along(form: ClosedForm, axis: str, renamed: str | None = None) -> list[tuple[str, str]]:
    """The definitions along an axis, in normal form, perhaps with another axis's names."""
    names = {}
    for _, term in form.definitions:
        for v in free_variables(term):
            letter, _, suffix = v.data.rpartition("_")
            if suffix == axis and renamed is not None:
                names[v] = variable(f"{letter}_{renamed}" if letter else renamed, "Int")
    found = []
    for name, term in form.definitions:
        letter, _, suffix = str(name).partition("_")
        if suffix == axis:
            found.append((letter, repr(normal(substitute(term, names)))))
    return found


def _check_names(kind: str, algorithm: str, dtype: str) -> None:
    for option, value, known in (
        ("--kind", kind, KINDS),
        ("--algorithm", algorithm, ALGORITHMS),
        ("--dtype", dtype, tuple(ITEM_BYTES)),
    ):
        if value not in known:
            raise BadCost(f"{option} {value!r} is unknown; choose from {', '.join(known)}")
    reason = refusal(kind, algorithm)
    if reason is not None:
        raise BadCost(f"--algorithm {algorithm} does not do --kind {kind}: {reason}")


def _row(kind: str, algorithm: str, layer: Asked) -> dict[str, Any]:
    """One algorithm's counts, or why it does not do this kind of pooling."""
    reason = refusal(kind, algorithm)
    if reason is not None:
        return {"algorithm": algorithm, "refused": reason}
    counted = closed_form(kind, algorithm, layer.axes).at(layer.named)
    operations = counted.operations
    return {
        "algorithm": algorithm,
        **{name: getattr(counted, name) for name in OPERATIONS if getattr(counted, name)},
        "operations": operations,
        "per_output": operations / layer.outputs,
    }


def add_parser(subparsers: Any) -> None:
    """The subcommand's arguments; its `run` is this module's."""
    parser = subparsers.add_parser(
        "cost",
        help="what a pooling layer costs, by algorithm",
        description="Operations, bytes moved and arithmetic intensity of one pooling layer.",
    )
    parser.add_argument("--input", required=True, metavar="CxHxW", help=f"sizes: {SHAPES}")
    parser.add_argument("--window", required=True, metavar="K", help="window, as in 3 or 3x2")
    parser.add_argument("--stride", metavar="S", help="stride (default: the window)")
    parser.add_argument("--padding", default="0", metavar="P", help="on each side (default: 0)")
    parser.add_argument("--dilation", default="1", metavar="D", help="default: 1")
    parser.add_argument("--ceil-mode", action="store_true", help="round the output size up")
    parser.add_argument("--kind", default="max", help=f"{', '.join(KINDS)} (default: max)")
    parser.add_argument(
        "--algorithm", default="direct", help=f"{', '.join(ALGORITHMS)} (default: direct)"
    )
    parser.add_argument("--dtype", default="float32", help="of an entry (default: float32)")
    parser.add_argument("--symbolic", action="store_true", help="print the closed form alone")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was asked for; 2 with one line on standard error if there is no such layer."""
    try:
        table = cost_table(
            args.input, args.window, args.stride, args.padding, args.dilation,
            args.ceil_mode, args.kind, args.algorithm, args.dtype,
        )  # fmt: skip
    except BadCost as bad:
        print(f"poolproof cost: {bad}", file=sys.stderr)
        return 2
    if args.symbolic:
        table = {key: table[key] for key in ("formulas", "definitions", "alike")}
    if args.json:
        print(json.dumps(table, ensure_ascii=False, indent=1))
        return 0
    for text in _formula_lines(table):
        print(text)
    if not args.symbolic:
        _print_numbers(table)
    return 0


def _formula_lines(table: Mapping[str, Any]) -> list[str]:
    width = max(map(len, table["formulas"]))
    found = [f"{name:{width}} = {text}" for name, text in table["formulas"].items()]
    alike = table["alike"]
    for name, text in table["definitions"].items():
        if name.partition("_")[2] not in alike:
            found.append(f"  {name} = {text}")
    if alike:
        found.append(f"  and likewise along {' and '.join(alike)}")
    return found


def _sizes(numbers: Sequence[int]) -> str:
    return "×".join(map(str, numbers))


def _print_numbers(table: Mapping[str, Any]) -> None:
    print()
    print(f"{table['kind']} pooling, {table['algorithm']}: "
          f"{_sizes(table['input'])} → {_sizes(table['output'])}")  # fmt: skip
    for name in table["formulas"]:
        print(f"{name}: {table['cost'].get(name, 0):,}")
    moved = table["bytes"]["moved"]
    print(f"bytes moved, each entry once ({table['dtype']}): {moved:,}")
    print(f"arithmetic intensity: {table['intensity']:.4g} operations per byte")
    print()
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=WIDE, no_color=True)
    console.print(_comparison(table))
    for row in table["algorithms"]:
        if "refused" in row:
            print(f"{row['algorithm']} is left out: {row['refused']}")


def _comparison(table: Mapping[str, Any]) -> Table:
    """The algorithms side by side, the fewest operations marked."""
    rows = [row for row in table["algorithms"] if "refused" not in row]
    columns = [name for name in OPERATIONS if any(name in row for row in rows)]
    direct = next(row["operations"] for row in rows if row["algorithm"] == "direct")
    least = min(row["operations"] for row in rows)
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column("algorithm")
    for name in (*columns, "per output", "of direct"):
        shown.add_column(name, justify="right", no_wrap=True)
    shown.add_column("")
    for row in rows:
        share = f"{row['operations'] / direct:.1%}" if direct else "—"
        shown.add_row(
            row["algorithm"],
            *(f"{row.get(name, 0):,}" for name in columns),
            f"{row['per_output']:.3g}",
            share,
            "fewest" if row["operations"] == least else "",
        )
    return shown
