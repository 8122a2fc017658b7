"""What the command line shows: tables, one theorem in full, a progress bar.

The bar is drawn on standard error and only on a terminal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from symbolic.arguments import ARGUED

PLAIN_WIDTH = 160
"""Columns of a table that does not go to a terminal."""


def _console(stderr: bool = False) -> Console:
    console = Console(stderr=stderr, highlight=False)
    if not console.is_terminal:
        console = Console(stderr=stderr, highlight=False, width=PLAIN_WIDTH)
    return console


@contextmanager
def progress(total: int, what: str) -> Iterator[Callable[[str], None]]:
    """A bar of `total` steps; call the result with the name of each step that is done."""
    console = _console(stderr=True)
    columns = (
        TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
        TextColumn("{task.fields[name]}"),
    )  # fmt: skip
    bar = Progress(*columns, console=console, transient=True, disable=not console.is_terminal)
    with bar:
        task = bar.add_task(what, total=total, name="")

        def done(name: str) -> None:
            bar.update(task, advance=1, name=name)

        yield done


def outcomes(ledger: dict[str, Any]) -> None:
    """The table of what was proved, and the reasons for what was not."""
    console = _console()
    table = Table(box=None, header_style="bold", pad_edge=False)
    longest = max((len(t["id"]) for t in ledger["theorems"]), default=0)
    rest = max(16, console.width - longest - 66)
    table.add_column("id", no_wrap=True, min_width=longest)
    table.add_column("statement", no_wrap=True, overflow="ellipsis", width=rest)
    table.add_column("grade", no_wrap=True, min_width=11)
    table.add_column("evidence", no_wrap=True, overflow="ellipsis", width=28)
    table.add_column("seconds", justify="right", min_width=7)
    table.add_column("refuted", justify="right", min_width=7)
    page = ""
    titles = {p["number"]: p["title"] for p in ledger["pages"]}
    for theorem in ledger["theorems"]:
        if theorem["page"] != page:
            page = theorem["page"]
            table.add_row(f"[bold]{page}[/bold]", f"[bold]{escape(titles[page])}[/bold]")
        table.add_row(
            theorem["id"],
            escape(theorem["statement"]),
            theorem["grade"],
            _evidence(theorem),
            f"{theorem['seconds']:.2f}",
            str(len(theorem["false"])),
        )
    console.print(table)
    for failed in ledger["failed"]:
        console.print(f"[bold red]NOT PROVED[/bold red] {escape(why(failed))}", soft_wrap=True)
    below = [t for t in ledger["theorems"] if t["uncertified"] is not None]
    on_paper = [t for t in below if t["grade"] == ARGUED]
    _reasons(
        console,
        "No certificate that the kernel accepts",
        [t for t in below if t["grade"] != ARGUED],
    )
    _reasons(console, "Argued on paper, not proved by machine", on_paper)
    count = len(ledger["theorems"]) - len(on_paper)
    kernel = sum(t["grade"] == "kernel" for t in ledger["theorems"])
    false = sum(len(t["false"]) for t in ledger["theorems"])
    argued = f"{len(on_paper)} argued on paper, " if on_paper else ""
    summary = f"{count} proved, {kernel} of them checked by the kernel, {argued}"
    summary += f"{len(ledger['failed'])} not; {false} false variants refuted; "
    console.print(f"{summary}{ledger['seconds']:.1f} s")


def _reasons(console: Console, head: str, below: Sequence[dict[str, Any]]) -> None:
    """The theorems that the kernel did not accept, and why not."""
    if below:
        console.print(f"[bold]{head}, {len(below)}:[/bold]")
    for theorem in below:
        line = f"  {theorem['id']} ({theorem['grade']}): {theorem['uncertified']}"
        console.print(escape(line), no_wrap=True, overflow="ellipsis")


def _evidence(theorem: dict[str, Any]) -> str:
    checked = theorem["evidence"]
    by = ", ".join(dict.fromkeys(e["by"] for e in checked))
    return f"{len(checked)} × {by}" if len(checked) > 1 else by


def why(failed: dict[str, Any]) -> str:
    """A line that says why a claim was not proved."""
    point = failed["counterexample"]
    found = f"; counterexample: {point['text']}" if point else ""
    return f"{failed['id']}: {failed['reason']}{found}"


def listing(rows: Sequence[dict[str, Any]]) -> None:
    """The table of all claims."""
    table = Table(box=None, header_style="bold", pad_edge=False)
    for name in ("page", "id", "grade"):
        table.add_column(name, no_wrap=True)
    table.add_column("says", ratio=1)
    for row in rows:
        table.add_row(row["page"], row["id"], row["grade"] or "not proved yet", escape(row["says"]))
    console = _console()
    console.print(table)
    if any(row["grade"] is None for row in rows):
        console.print("`poolproof prove` proves what is not proved yet.")


def theorem(found: dict[str, Any]) -> None:
    """One theorem in full."""
    console = _console()

    def part(name: str, lines: Sequence[str]) -> None:
        console.print(f"[bold]{name}[/bold]")
        for line in lines:
            console.print(f"  {escape(line)}", soft_wrap=True)

    console.print(f"[bold]{found['id']}[/bold] ({found['grade']})")
    console.print(escape(found["says"]), soft_wrap=True)
    part("statement", [found["statement"]])
    if found["given"]:
        part("hypotheses", [g["text"] for g in found["given"]])
        part("they hold, for example, at", [found["example"]])
    argument = [step for fragment in found["explained"] for step in fragment.get("argument", ())]
    part("proof", [found["because"], *([] if argument else [found["proof"]])])
    if argument:
        used = f", from {', '.join(found['uses'])}" if found["uses"] else ""
        steps = (f"({n}) {s['title']}: {s['text']}" for n, s in enumerate(argument, 1))
        part(f"argued on paper, by no machine{used}", list(steps))
    if found["axioms"]:
        part("axioms", [str(a) for a in found["axioms"]])
    evidence = [
        f"{e['what']} [{e['grade']}: {e['by']}, {e['seconds']:.2f} s]" for e in found["evidence"]
    ]
    part("evidence", [*evidence, certificate(found)])
    part(
        "false variants, each refuted",
        [f"{v['statement']}   fails at {v['point']['text']}" for v in found["false"]],
    )


def certificate(found: dict[str, Any]) -> str:
    """A line on what the kernel checked of a theorem, or why nothing."""
    if found["certificate"] is None:
        return f"no certificate: {found['uncertified']}"
    return f"certificate: {found['certificate']['steps']} steps, checked by the kernel"
