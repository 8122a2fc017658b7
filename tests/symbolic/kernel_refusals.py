"""What must be refused, and in which ways it is tried."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from kernel_ledger import Entry, absurd, all_named, theorem
from kernel_models import NONE, ONE, ZERO, Atom, Tree

from symbolic.kernel import Book, Refused

FALSE: Atom = (ONE, ZERO)
DONE = absurd(by=0)  # where 0 is to be 0, and nothing is given

NAMED: list[Callable[[list[int], int], list[int]]] = [
    lambda by, count: by or list(range(count)),
    lambda by, count: list(range(count)),
    lambda by, count: list(range(count))[::-1],
    lambda by, count: by + list(range(count)),
    lambda by, count: list(range(count)) + by,
]
"""Which facts a contradiction might name instead."""


def false(*steps: Any, given: Any = (), size: Tree = NONE, name: str = "bad") -> Entry:
    """A proof that, where all of `given` hold, 1 is 0; fact len(given) says that 1 is not 0."""
    return theorem(name, given, [FALSE], list(steps), size=size)


def book_of(*entries: Entry) -> Book:
    book = Book()
    for entry in entries:
        book.add(entry)
    return book


def accepted(book: Book, entry: Any) -> bool:
    try:
        book.add(entry)
    except Refused:
        return False
    return True


def refused(book: Book, entry: Any) -> None:
    """It is, with a message, and nothing of it is kept."""
    before = dict(book.theorems)
    with pytest.raises(Refused) as refused:
        book.add(entry)
    assert len(str(refused.value)) < 20_000
    assert list(book.theorems) == list(before)
    assert all(book.theorems[name] is before[name] for name in before)


def refuse(*entries: Any) -> None:
    """All but the last are right; the last is not."""
    refused(book_of(*entries[:-1]), entries[-1])


def refuse_whatever_is_named(*entries: Any) -> None:
    """Nor is it right where contradictions name more facts, or others."""
    refuse(*entries)
    book = book_of(*entries[:-1])
    if entries[-1]["kind"] == "theorem":
        for named in NAMED:
            refused(book, all_named(entries[-1], book, named))


def cases(**entries: Any) -> Any:
    """A parameter for each: an entry, a list of them, or a function that makes one."""
    return pytest.mark.parametrize("entries", entries.values(), ids=entries.keys())


def listed(entries: Any) -> list[Any]:
    entries = entries() if callable(entries) else entries
    return entries if isinstance(entries, list) else [entries]
