"""Coq files for theorems of the kernel: one that has all a theorem needs, or several that have all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from symbolic.export.translation import Entry, NotExported, Translation, cited

LIBRARY: Final = "Poolproof"
"""What the files are called together."""
LARGE: Final = 300_000
"""Characters in a file of several, after which another one is begun."""
_HEAD: Final = """\
Require Import Reals Lra Lia ZArith FunctionalExtensionality.
Local Open Scope R_scope.
"""


def closure(entries: Sequence[Entry], name: str) -> list[Entry]:
    """The entries that a theorem needs and the theorem itself, in order."""
    places = _places(entries)
    place = places.get(name)
    if place is None or entries[place]["kind"] != "theorem":
        raise NotExported(f"no theorem of the kernel is called {name!r}")
    needed: set[int] = set()
    pending = [place]
    while pending:
        place = pending.pop()
        if place not in needed:
            needed.add(place)
            pending += _needs(entries, place, places)
    return [entries[place] for place in sorted(needed)]


def document(entries: Iterable[Entry]) -> str:
    """One file that has the prelude and these entries."""
    translation = Translation()
    parts = [_HEAD, translation.prelude(), *map(translation.entry, entries)]
    return "\n".join(parts)


@dataclass(frozen=True)
class File:
    """One of several files: its name without .v, its text, the files it needs, its theorems."""

    name: str
    text: str
    needs: tuple[str, ...]
    theorems: tuple[str, ...]


def files(entries: Sequence[Entry], large: int = LARGE) -> list[File]:
    """The prelude and the entries, in order, in files none of which is much larger than this."""
    translation, places = Translation(), _places(entries)
    made = [File("prelude", "\n".join((_HEAD, translation.prelude())), (), ())]
    where: dict[int, int] = {}
    declaring: set[int] = set()
    group: list[int] = []
    texts: list[str] = []
    for place, entry in enumerate(entries):
        texts.append(translation.entry(entry))
        group.append(place)
        where[place] = len(made)
        if "\nParameter " in texts[-1]:
            declaring.add(place)
        if sum(map(len, texts)) > large or place == len(entries) - 1:
            needed = declaring.union(*(_needs(entries, p, places) for p in group))
            needs = {0}.union(where[p] for p in needed)
            made.append(_file(made, needs, texts, [entries[p] for p in group]))
            group, texts = [], []
    return made


def _file(made: list[File], needs: Iterable[int], texts: list[str], entries: list[Entry]) -> File:
    numbers = [n for n in needs if n < len(made)]
    behind = {name for n in numbers for name in (made[n].name, *made[n].needs)}
    known = [f.name for f in made if f.name in behind]
    imports = f"From {LIBRARY} Require Import {' '.join(known)}.\n"
    theorems = [e["name"] for e in entries if e["kind"] == "theorem"]
    text = "\n".join((_HEAD, imports, *texts))
    return File(f"part_{len(made):02}", text, tuple(known), tuple(theorems))


def _places(entries: Sequence[Entry]) -> dict[str, int]:
    """Where each entry is, by its name."""
    return {entry["name"]: place for place, entry in enumerate(entries)}


def _needs(entries: Sequence[Entry], place: int, places: dict[str, int]) -> list[int]:
    """Where the entries are that an entry uses, and the definitions of which it speaks."""
    entry = entries[place]
    used = {places[name] for name in cited(entry) if name in places}
    spoken = {node[1][0] for node in entry["terms"] if node[0] == "constant"}
    defined = {places[name] for name in spoken if name in places}
    used |= {p for p in defined if entries[p]["kind"] == "definition"}
    return sorted(used - {place})


__all__ = ["LIBRARY", "File", "NotExported", "closure", "document", "files"]
