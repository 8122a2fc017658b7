"""Time to certify that a network is a maximum, against Z3 and cvc5: `python -m benchmarks.networks`.

The statement is one and the same: what the torch layer runs on a k × k window, its weights read
back, is the largest of the window's entries, for all real entries.  Ours is found without a search
and checked by the kernel; "check" is the kernel alone, on a certificate read from JSON, of terms
that it has not met before.  Each solver gets the whole question at once, as SMT-LIB text, and stops
at a time limit; after that it is asked no more.  All take turns in one process, one thread; the
times are medians of processor time in seconds, the ratios those of the medians.  Python's garbage
collector is off, as `timeit` has it; garbage is collected before each turn.
"""

from __future__ import annotations

import argparse
import gc
import json
import logging
import math
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from functools import reduce
from pathlib import Path
from statistics import linear_regression, median

import matplotlib
from matplotlib.figure import Figure

from proofs.lifted import fast, sequential
from report.figures.style import BLUE, GREEN, GREY, ORANGE, RED, STYLE, WIDTH
from symbolic.arithmetic import maximum
from symbolic.kernel import Book
from symbolic.network import ReluNetwork
from symbolic.search.networks import network_entry, require_lemmas
from symbolic.search.proving import Certificates
from symbolic.smtlib import script
from symbolic.solvers import _ask_cvc5, _ask_z3, versions
from symbolic.terms import Term, variable

NETWORKS = {"sequential": sequential, "fast": fast}
SOLVERS: dict[str, Callable[[str, int], str]] = {"z3": _ask_z3, "cvc5": _ask_cvc5}
OURS, CHECK = "find and check", "check"
ONCE = 2.0
"""Seconds from which on a solver gets one turn only."""
TARGETS = {OURS: 0.4, CHECK: 0.1}
"""Seconds, for 121 entries."""
FITTED = 4
"""The smallest window from which the growth is fitted."""
PICTURE = Path("build") / "networks.pdf"


@dataclass
class Row:
    side: int
    weights: int
    steps: int = 0
    seconds: dict[str, list[float]] = field(default_factory=dict)
    gave_up: set[str] = field(default_factory=set)

    def add(self, what: str, start: float) -> None:
        """One more turn, which began at that processor time and ends now."""
        self.seconds.setdefault(what, []).append(time.process_time() - start)

    def median(self, what: str) -> float | None:
        return median(self.seconds[what]) if self.seconds.get(what) else None


def statement(network: ReluNetwork, side: int, turn: int) -> tuple[list[Term], Term, Term]:
    """The entries, in each turn others; the largest, by rows; the network's output."""
    entries = [variable(f"x{turn}.{i}.{j}", "Real") for i in range(side) for j in range(side)]
    rows = [reduce(maximum, entries[i * side : (i + 1) * side]) for i in range(side)]
    return entries, reduce(maximum, rows), network(entries)[0]


def renamed(text: str, turn: int) -> str:
    """The certificate about other entries."""
    return text.replace(f'"x{turn}.', f'"y{turn}.')


def measure(
    network: ReluNetwork, row: Row, turns: int, limit: float, out: set[str], book: Book
) -> None:
    """Fill a row; solvers that give up are added to those that are out."""
    for turn in range(turns):
        entries, goal, output = statement(network, row.side, turn)
        name = f"network {row.side}, {turn}"
        gc.collect()
        start = time.process_time()
        entry = network_entry(name, network, entries, goal)
        book.add(entry)
        row.add(OURS, start)
        row.steps = len(entry["proofs"][0])
        text = renamed(json.dumps(entry | {"name": f"{name} again"}), turn)
        start = time.process_time()
        book.add(json.loads(text))
        row.add(CHECK, start)
        question = script([~(output == goal)])
        for solver, ask in SOLVERS.items():
            if solver in out or (turn and (row.median(solver) or 0) > ONCE):
                continue
            start = time.process_time()
            if ask(question, round(1000 * limit)) == "unsat":
                row.add(solver, start)
            else:
                row.gave_up.add(solver)
                out.add(solver)


def growth(rows: Sequence[Row], what: str) -> float:
    """The exponent p in seconds ≈ c · weights^p."""
    fitted = [r for r in rows if r.side >= FITTED]
    times = [math.log(r.median(what) or 1.0) for r in fitted]
    return linear_regression([math.log(r.weights) for r in fitted], times).slope


def printed(row: Row, limit: float) -> str:
    ours = row.median(OURS) or math.nan
    cells = [f"{row.side:2} × {row.side:<2}  {row.weights:7} {row.steps:6}"]
    cells += [f"{row.median(what) or math.nan:10.4f}" for what in (OURS, CHECK)]
    for name in SOLVERS:
        seconds = row.median(name)
        if seconds is None:
            ratio = f">{limit / ours:.0f}×" if name in row.gave_up else "—"
            cells.append(f"{'gave up' if name in row.gave_up else '—':>10} {ratio:>7}")
        else:
            cells.append(f"{seconds:10.4f} {f'{seconds / ours:.1f}×':>7}")
    return " ".join(cells)


def picture(rows: Sequence[Row], name: str, limit: float) -> Figure:
    """Seconds against weights; both axes logarithmic."""
    figure = Figure(figsize=(WIDTH, 2.9))
    axes = figure.add_subplot()
    looks = {OURS: (BLUE, "o"), CHECK: (GREEN, "^"), "z3": (ORANGE, "s"), "cvc5": (RED, "D")}
    for what, (color, marker) in looks.items():
        known = [(r.weights, r.median(what)) for r in rows if r.median(what) is not None]
        axes.plot(
            *zip(*known, strict=True), color=color, marker=marker, markersize=3, linewidth=1.0,
            label=what,
        )  # fmt: skip
        stopped = [r.weights for r in rows if what in r.gave_up]
        axes.plot(stopped, [limit] * len(stopped), color=color, marker="x", linewidth=0)
    axes.axhline(limit, color=GREY, linewidth=0.6, linestyle="dashed")
    axes.annotate(
        "time limit",
        (1, limit),
        (0, 2),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        ha="right",
        fontsize=8,
    )
    axes.set(
        xscale="log", yscale="log", ylabel="seconds",
        xlabel=f"weights of the {name} network, windows $2 \\times 2$ to "
        f"${rows[-1].side} \\times {rows[-1].side}$",
    )  # fmt: skip
    axes.grid(color=GREY, alpha=0.2, linewidth=0.5)
    axes.legend(loc="upper left", bbox_to_anchor=(0, 0.93))
    return figure


def saved(figure: Figure, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"unfinished-{path.name}")
    figure.savefig(unfinished)
    os.replace(unfinished, path)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--turns", type=int, default=7, help="timed turns for each window")
    parser.add_argument("--limit", type=float, default=60.0, help="seconds for a solver")
    parser.add_argument("--largest", type=int, default=11, help="the largest window's side")
    parser.add_argument("--network", choices=NETWORKS, default="sequential")
    parser.add_argument("--json", action="store_true", help="print JSON")
    arguments = parser.parse_args()
    gc.disable()
    certificates = Certificates()
    start = time.process_time()
    require_lemmas(certificates)
    lemmas = time.process_time() - start
    rows: list[Row] = []
    out: set[str] = set()
    if not arguments.json:
        solvers = ", ".join(f"{name} {version}" for name, version in versions().items())
        print(f"the {arguments.network} network, seconds; {solvers}; lemmas, once: {lemmas:.2f} s")
        print(f"medians of {arguments.turns} turns, of one where it took more than {ONCE:.0f} s")
        print("window   weights  steps find+check      check         z3   ratio       cvc5   ratio")
    for side in range(2, arguments.largest + 1):
        network = NETWORKS[arguments.network](side, side)
        rows.append(Row(side, network.weights))
        measure(network, rows[-1], arguments.turns, arguments.limit, out, certificates.book)
        if not arguments.json:
            print(printed(rows[-1], arguments.limit), flush=True)
    logging.getLogger("fontTools").setLevel(logging.ERROR)  # it reports the age of each font
    with matplotlib.rc_context(STYLE):
        saved(picture(rows, arguments.network, arguments.limit), PICTURE)
    exponents = {what: growth(rows, what) for what in (OURS, CHECK)} if len(rows) > 3 else {}
    if arguments.json:
        found = {"rows": [asdict(r) | {"gave_up": sorted(r.gave_up)} for r in rows]}
        print(json.dumps(found | {"growth": exponents, "lemmas": lemmas}, indent=2))
        return
    for what, exponent in exponents.items():
        print(f"{what}: seconds grow as weights^{exponent:.2f}, from {FITTED} × {FITTED} on")
    for row in (r for r in rows if r.side == 11):
        for what, target in TARGETS.items():
            seconds = row.median(what) or math.nan
            mark = "" if seconds <= target else "  missed"
            print(f"121 entries, {what}: {seconds:.3f} s, target ≤ {target}{mark}")
    print(f"picture: {PICTURE}")


if __name__ == "__main__":
    main()
