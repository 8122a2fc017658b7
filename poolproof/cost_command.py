"""`poolproof cost`: what a pooling layer costs, in closed form and in numbers, by algorithm."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from poolproof.formulas import formula
from symbolic.algorithms import ALGORITHMS, KINDS, refusal
from symbolic.closed_forms import AXES, ClosedForm, closed_form
from symbolic.cost import Cost
from symbolic.indices import normal
from symbolic.pooling import Axis
from symbolic.terms import Term, as_term, free_variables, substitute, variable

ITEM_BYTES: Final = {
    "float16": 2, "bfloat16": 2, "float32": 4, "float64": 8,
    "int8": 1, "uint8": 1, "int16": 2, "int32": 4, "int64": 8,
}  # fmt: skip
"""Bytes of one entry by its type."""
OPERATIONS: Final = ("comparisons", "additions", "multiplications", "divisions", "exponentials")
SHAPES: Final = "C×W, C×H×W or C×D×H×W, as in 64x112x112"
WIDE: Final = 160
"""Columns of a table that does not go to a terminal."""


class BadCost(ValueError):
    """A layer that there is not; the message is one line and names the way out."""


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
    channels, sizes, axes = _layer(input, window, stride, padding, dilation, ceil_mode)
    _check_names(kind, algorithm, dtype)
    if kind == "average" and any(axis.dilation != 1 for axis in axes):
        raise BadCost("average pooling has no --dilation; leave it out, or use --kind softmax")
    outputs = _outputs(sizes, axes)
    moved = channels * (_product(sizes) + _product(outputs)) * ITEM_BYTES[dtype]
    values = _values(channels, sizes, axes)
    rows = [_row(kind, name, axes, values, channels * _product(outputs)) for name in ALGORITHMS]
    chosen = closed_form(kind, algorithm, axes)
    operations = next(r["operations"] for r in rows if r["algorithm"] == algorithm)
    return {
        "kind": kind,
        "algorithm": algorithm,
        "input": [channels, *sizes],
        "output": [channels, *outputs],
        "window": [axis.kernel for axis in axes],
        "stride": [axis.stride for axis in axes],
        "padding": [axis.padding for axis in axes],
        "dilation": [axis.dilation for axis in axes],
        "ceil_mode": ceil_mode,
        "dtype": dtype,
        **symbolic_form(chosen),
        "cost": {
            name: value for name, value in vars(chosen.at(values)).items() if name in OPERATIONS
        },
        "bytes": {"read": channels * _product(sizes) * ITEM_BYTES[dtype], "moved": moved},
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


def _layer(
    input: str, window: str, stride: str | None, padding: str, dilation: str, ceil_mode: bool
) -> tuple[int, list[int], list[Axis]]:
    shape = _numbers("--input", input, 1, f"the input is {SHAPES}")
    if not 2 <= len(shape) <= 4:
        raise BadCost(f"--input {input} has {len(shape)} sizes; the input is {SHAPES}")
    channels, *sizes = shape
    count = len(sizes)
    kernels = _each_axis("--window", window, 1, count)
    strides = kernels if stride is None else _each_axis("--stride", stride, 1, count)
    paddings = _each_axis("--padding", padding, 0, count)
    dilations = _each_axis("--dilation", dilation, 1, count)
    numbers = zip(kernels, strides, paddings, dilations, strict=True)
    axes = [Axis(k, s, p, d, ceil_mode) for k, s, p, d in numbers]
    for size, axis in zip(sizes, axes, strict=True):
        _check_axis(size, axis)
    return channels, sizes, axes


def _numbers(option: str, text: str, least: int, hint: str) -> list[int]:
    parts = re.split("[x×]", text.strip().lower())
    if not all(re.fullmatch(r"[+-]?[0-9]+", part) for part in parts):
        raise BadCost(f"{option} {text!r} is not whole numbers joined by x; {hint}")
    numbers = [int(part) for part in parts]
    for number in numbers:
        if number < least:
            raise BadCost(f"{option} {text} contains {number}; the least is {least}")
    return numbers


def _each_axis(option: str, text: str, least: int, axes: int) -> list[int]:
    numbers = _numbers(option, text, least, "give one number, or one for each axis, as in 3x2")
    if len(numbers) == 1:
        return numbers * axes
    if len(numbers) != axes:
        raise BadCost(
            f"{option} {text} has {len(numbers)} numbers, but the input has {axes} "
            f"{'axis' if axes == 1 else 'axes'} after the channels; give 1 or {axes}"
        )
    return numbers


def _check_axis(size: int, axis: Axis) -> None:
    most = axis.extent // 2
    if axis.padding > most:
        raise BadCost(
            f"--padding {axis.padding} is more than half of the {axis.extent} entries that the "
            f"window spans, which torch refuses; at most {most} here"
        )
    if axis.output_size(size) < 1:
        raise BadCost(
            f"the window spans {axis.extent} entries, the input only {size} with {axis.padding} of "
            "padding on each side; take a smaller window or dilation, or a larger input"
        )
    if axis.kernel > 1 and size < axis.dilation:
        raise BadCost(
            f"with --dilation {axis.dilation} on {size} entries some windows hold no entry at all; "
            f"the dilation is at most {size} here"
        )


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


def _outputs(sizes: Sequence[int], axes: Sequence[Axis]) -> list[int]:
    return [axis.output_size(size) for axis, size in zip(axes, sizes, strict=True)]


def _product(numbers: Sequence[int]) -> int:
    result = 1
    for number in numbers:
        result *= number
    return result


def _values(channels: int, sizes: Sequence[int], axes: Sequence[Axis]) -> dict[str, int]:
    """The names of the closed forms and their values."""
    values = {"c": channels}
    for name, size, axis in zip(AXES[len(axes)], sizes, axes, strict=True):
        values[name] = size
        values[f"k_{name}"] = axis.kernel
        values[f"s_{name}"] = axis.stride
        values[f"p_{name}"] = axis.padding
        values[f"d_{name}"] = axis.dilation
    return values


def _row(
    kind: str, algorithm: str, axes: Sequence[Axis], values: Mapping[str, int], outputs: int
) -> dict[str, Any]:
    """One algorithm's counts, or why it does not do this kind of pooling."""
    reason = refusal(kind, algorithm)
    if reason is not None:
        return {"algorithm": algorithm, "refused": reason}
    counted: Cost = closed_form(kind, algorithm, axes).at(values)
    operations = counted.operations
    return {
        "algorithm": algorithm,
        **{name: getattr(counted, name) for name in OPERATIONS if getattr(counted, name)},
        "operations": operations,
        "per_output": operations / outputs,
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
