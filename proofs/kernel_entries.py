"""What the kernel accepted, as the ledger keeps it: entries in an order in which they check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from symbolic import kernel
from symbolic.statements import defined, read_theorem
from symbolic.terms import Term

Entry = dict[str, Any]


class Conflict(Exception):
    """Two entries of one name that state different things."""


def joined(parts: Iterable[Iterable[Entry]]) -> list[Entry]:
    """The entries of several processes, each name once; `Conflict` if it states two things."""
    found: dict[str, Entry] = {}
    for entry in (entry for part in parts for entry in part):
        known = found.setdefault(entry["name"], entry)
        if known is not entry and _said(known) != _said(entry):
            raise Conflict(f"two entries called {entry['name']!r} state different things")
    return list(found.values())


def states(entry: Entry) -> object:
    """What an entry states: equal for two that state the same, whatever their proofs and tables."""
    terms: list[kernel.Term] = []

    def key(place: int) -> object:
        for node in entry["terms"][len(terms) : place + 1]:
            terms.append(kernel.read(node, terms))
        return kernel.at(terms, place).key

    if entry["kind"] == "definition":
        return [entry["integer"], entry["arity"], key(entry["body"])]
    return [[(key(place), signs) for place, signs in entry[side]] for side in ("given", "goals")]


def _said(entry: Entry) -> object:
    return entry["kind"], states(entry)


def reading(given: Sequence[Term], statement: Term, definitions: dict[str, object]) -> object:
    """What an entry for this statement must state.

    The definitions that it speaks of are added, by name, with what their entries must state.
    """
    reader, sequent = read_theorem(given, statement)
    for name, function in reader.definitions.items():
        arity, body = defined(function)
        definitions[name] = [function.sort == "Int", arity, body.key]
    return [keys(side) for side in sequent]


def keys(atoms: Sequence[kernel.Atom]) -> list[tuple[object, int]]:
    """Atoms, equal where they say the same."""
    return [(term.key, signs) for term, signs in atoms]


def proofs_within(entry: Entry) -> Iterator[list[Any]]:
    """All proofs of an entry, those inside others too."""
    pending: list[list[Any]] = list(entry.get("proofs", ()))
    while pending:
        yield (proof := pending.pop())
        pending += [inner for _, _, proofs in proof[:-1] for inner in proofs]


def cited(entry: Entry) -> set[str]:
    """The names of the theorems, axioms and laws that the proofs of an entry bring in."""
    return {name for proof in proofs_within(entry) for name, *_ in proof[:-1] if name is not None}


def needed(entries: Sequence[Entry], wanted: Iterable[str]) -> list[Entry]:
    """The entries of these names and those that they use or speak of, in the same order."""
    names, kept = set(wanted), list[Entry]()
    for entry in reversed(entries):
        if entry["name"] in names:
            kept.append(entry)
            names |= cited(entry)
            names |= {node[1][0] for node in entry["terms"] if node[0] == "constant"}
    return kept[::-1]


def of_theorem(id: str, entries: Iterable[Entry]) -> list[Entry]:
    """The theorem of this name, and the parts that its proof is divided into."""
    own = [e for e in entries if e["name"] == id or e["name"].startswith(f"{id}, ")]
    return [e for e in own if e["kind"] == "theorem"]


def steps(entries: Iterable[Entry]) -> int:
    """How many steps the proofs of some entries have."""
    return sum(len(proof) for entry in entries for proof in proofs_within(entry))


def axioms_behind(entries: Iterable[Entry]) -> dict[str, set[str]]:
    """The axioms that each entry rests on, itself or through what its proofs bring in."""
    behind: dict[str, set[str]] = {}
    for entry in entries:
        name = entry["name"]
        own = {name} if entry["kind"] == "axiom" else set()
        behind[name] = own.union(*(behind.get(other, ()) for other in cited(entry)))
    return behind
