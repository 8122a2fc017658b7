"""`poolproof layers`: hidden layers against ReLUs, of the networks there are for a window."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Collection, Mapping
from math import prod
from typing import Any, Final

from rich.console import Console
from rich.table import Table

from poolproof import tables
from poolproof.cost_input import LONGEST, BadCost, asked
from symbolic.arguments import argued_ids
from symbolic.frontier import MOST, Bound, Entry, candidates, frontier, layers_needed
from symbolic.groupings import hidden_layers

AXES: Final = 3
"""Of a window, at most."""
IMAGE: Final = "x" + "9" * LONGEST
"""An axis of an image that has room for every window."""


def layers_table(
    window: str, stride: str | None = None, nonnegative: bool = False
) -> dict[str, Any]:
    """The networks of a window as data: depths, widths, weights, and what is proved of them.

    window: entries along each axis, as in "3x3"; stride: one number for all axes, or one for each;
    the window unless given.  nonnegative: for entries >= 0 only.  Raises `BadCost`.
    """
    kernels, strides = _geometry(window, stride)
    entries = prod(kernels)
    known = _theorems()
    on_paper = _on_paper()
    with tables.progress(candidates(kernels), "comparing") as done:
        found = frontier(kernels, strides, nonnegative, done)
    needed = layers_needed(entries, nonnegative, known)
    return {
        "window": kernels,
        "stride": strides,
        "nonnegative": nonnegative,
        "values": entries,
        "hidden_layers": {
            "reached": hidden_layers(entries),
            "needed": None if needed is None else needed.hidden_layers,
            "theorem": None if needed is None else needed.theorem,
        },
        "networks": [
            _row(entry, entry.reached(entries, nonnegative, known), on_paper) for entry in found
        ],
    }


def _geometry(window: str, stride: str | None) -> tuple[list[int], list[int]]:
    count = 1 + len(re.findall("[x×]", window.strip().lower()))
    if count > AXES:
        raise BadCost(f"--window {window} has {count} numbers; at most {AXES}, one for each axis")
    axes = asked("1" + IMAGE * count, window, stride, "0", "1", False).axes
    kernels, strides = [a.kernel for a in axes], [a.stride for a in axes]
    if prod(kernels) > MOST:
        raise BadCost(
            f"--window {window} has {prod(kernels)} entries; at most {MOST} are compared here, "
            "as in 12x12"
        )
    return kernels, strides


def _theorems() -> Collection[str]:
    """The names of all claims."""
    from proofs import pages

    return {claim.id for page in pages() for claim in page}


def _on_paper() -> Collection[str]:
    """The names of those that are argued on paper, or rest on what is."""
    from proofs import pages

    return argued_ids(claim for page in pages() for claim in page).keys()


def _row(entry: Entry, reached: list[Bound], on_paper: Collection[str]) -> dict[str, Any]:
    return {
        "constructions": list(entry.constructions),
        "shared": entry.shared,
        "hidden_layers": entry.hidden_layers,
        "widths": list(entry.widths),
        "relus": entry.relus,
        "multiplications": entry.multiplications,
        "parameters": entry.parameters,
        "dominated": entry.dominated,
        "optimal": [
            {
                "what": _what(bound),
                "theorem": bound.theorem,
                "with": [*bound.theorems[1:]],
                "argued": [id for id in bound.theorems if id in on_paper],
            }
            for bound in reached
        ],
    }


def _what(bound: Bound) -> str:
    """What of a network is the least there can be."""
    return "hidden layers" if bound.layer == 0 else f"width of layer {bound.layer}"


def add_parser(subparsers: Any) -> None:
    """The subcommand's arguments; its `run` is this module's."""
    parser = subparsers.add_parser(
        "layers",
        help="how many layers and ReLUs max pooling takes",
        description="The networks of convolutions and ReLU that are the maximum of a window, by "
        "hidden layers and ReLUs for each output of a large image.",
    )
    parser.add_argument("--window", required=True, metavar="K", help="window, as in 3x3")
    parser.add_argument("--stride", metavar="S", help="stride (default: the window)")
    parser.add_argument(
        "--nonnegative", action="store_true", help="for entries ≥ 0 only, as after a ReLU"
    )
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Print what was asked for; 2 with one line on standard error if there is no such window."""
    try:
        table = layers_table(args.window, args.stride, args.nonnegative)
    except BadCost as bad:
        print(f"poolproof layers: {bad}", file=sys.stderr)
        return 2
    if args.json:
        print(json.dumps(table, ensure_ascii=False, indent=1))
        return 0
    window, stride = ("×".join(map(str, table[key])) for key in ("window", "stride"))
    domain = ", entries ≥ 0" if table["nonnegative"] else ""
    print(f"max pooling, window {window}, stride {stride}{domain}: {_layers(table)}")
    if table["networks"]:
        _print(table)
    return 0


def _layers(table: Mapping[str, Any]) -> str:
    """What is known about the number of hidden layers, in a phrase."""
    found = table["hidden_layers"]
    if table["values"] == 1:
        return "the entry itself, no hidden layer"
    reached = f"{found['reached']} hidden layer{'s' if found['reached'] > 1 else ''}"
    if found["needed"] is None:
        return f"{reached}; no theorem here says that fewer are too few"
    if found["needed"] == found["reached"]:
        return f"{reached}, and fewer are too few ({found['theorem']})"
    return (
        f"{reached}; {found['needed']} are needed ({found['theorem']}), "
        f"whether fewer than {found['reached']} are enough is open"
    )


def _print(table: Mapping[str, Any]) -> None:
    console = Console(highlight=False)
    if not console.is_terminal:
        console = Console(highlight=False, width=tables.PLAIN_WIDTH, no_color=True)
    print()
    shown = Table(box=None, pad_edge=False, header_style="bold")
    shown.add_column("construction", max_width=30)
    shown.add_column("work")
    for name in ("layers", "widths", "ReLUs", "products", "weights"):
        shown.add_column(name, justify="left" if name == "widths" else "right")
    shown.add_column("optimal")
    for row in table["networks"]:
        shown.add_row(
            ", ".join(row["constructions"]),
            "shared" if row["shared"] else "alone",
            str(row["hidden_layers"]),
            " + ".join(map(str, row["widths"])),
            *(f"{row[name]:,}" for name in ("relus", "multiplications", "parameters")),
            _note(row),
        )
    console.print(shown)
    print()
    print("shared: windows share what is computed along an axis; widths are of a position")
    print("ReLUs, products (weights other than 0, 1, −1): for each output of a large image")
    print("weights (other than 0): for each channel")


def _note(row: Mapping[str, Any]) -> str:
    """What of it is proved to be the least, or that another network has less."""
    if row["dominated"]:
        return "no: another has fewer"
    return "; ".join(
        f"{found['what']} ({' with '.join([found['theorem'], *found['with']])}"
        f"{', argued on paper' if found['argued'] else ''})"
        for found in row["optimal"]
    )
