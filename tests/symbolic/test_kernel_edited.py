"""A ledger edited by hand: one thing changed or left out, or two exchanged."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from kernel_ledger import LEDGER, Entry, edited, model
from kernel_models import Model, TooLarge, tree_of

from symbolic import kernel
from symbolic.kernel import Book, Refused, Theorem


def leaves(inside: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every number, sign, name and flag of an entry, with the way to it."""
    if isinstance(inside, dict | list):
        keys = inside.items() if isinstance(inside, dict) else enumerate(inside)
        for key, value in keys:
            yield from leaves(value, (*path, key))
    else:
        yield path, inside


def instead(leaf: Any) -> list[Any]:
    """What a leaf might be changed into."""
    if isinstance(leaf, bool):
        return [not leaf, int(leaf), None]
    if isinstance(leaf, int):
        return [leaf + 1, leaf - 1, -leaf, leaf ^ 7, 0, f"{leaf}/2", str(leaf), float(leaf), None]
    if leaf is None:
        return [0, True, "sum of none", "case 0", "case 5"]
    return [f"{leaf}'", "n", "a", "F", "case 7", "sum of none", None, 1, "-1/2"]


def rearranged(inside: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every list of an entry with one item left out, or two exchanged, and the way to it."""
    if isinstance(inside, dict | list):
        keys = list(inside.items() if isinstance(inside, dict) else enumerate(inside))
        for key, value in keys:
            yield from rearranged(value, (*path, key))
    if isinstance(inside, list):
        for place in range(len(inside)):
            yield path, inside[:place] + inside[place + 1 :]
        for place in range(len(inside) - 1):
            first, second = inside[place : place + 2]
            yield path, [*inside[:place], second, first, *inside[place + 2 :]]


def changes(entry: Entry) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """What is changed, and into what."""
    for path, leaf in leaves(entry):
        for value in instead(leaf):
            if value != leaf or type(value) is not type(leaf):
                yield path, value
    yield from rearranged(entry)


def still_true(book: Book, entry: Entry, names: list[str]) -> bool:
    """Whether what was added holds for random values, definitions being what they say."""
    for seed in range(25):
        values: Model = model(seed)
        if entry["kind"] == "definition":
            terms: list[kernel.Term] = []
            for node in entry["terms"]:
                terms.append(kernel.read(node, terms))
            body, arity, integer = tree_of(terms[entry["body"]]), entry["arity"], entry["integer"]
            values = values.defined(entry["name"], body, arity, integer=integer)
        try:
            if not all(values.obeys(book.theorems[name][0]) for name in names):
                return False
        except TooLarge:
            continue
    return True


def said(proved: Theorem) -> tuple[Any, ...]:
    return tuple(tuple((t.key, signs) for t, signs in part) for part in proved[0])


@pytest.mark.parametrize("place", range(len(LEDGER)), ids=[entry["name"] for entry in LEDGER])
def test_edited_by_hand(place: int) -> None:
    """Whatever one changes, it is refused, or what is proved still holds."""
    book, entry = Book(), LEDGER[place]
    for earlier in LEDGER[:place]:
        book.add(earlier)
    theorems = dict(book.theorems)
    book.add(entry)
    original = {said(book.theorems[name]) for name in book.theorems}
    refused = 0
    for path, value in changes(entry):
        book.theorems = dict(theorems)
        changed = edited(entry, *path, value=value)
        try:
            book.add(changed)
        except Refused:
            refused += 1
            continue
        made = [name for name in book.theorems if said(book.theorems[name]) not in original]
        if changed["kind"] == "axiom":
            assert book.theorems[changed["name"]][1] == {changed["name"]}
        else:
            assert still_true(book, changed, made), (path, value)
    assert refused > 10
