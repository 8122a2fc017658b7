"""Where a false variant differs from the statement: "1/(k + 1) in place of 1/k"."""

from __future__ import annotations

from collections import defaultdict

from symbolic.terms import COMPARISONS, Term, subterms

Path = tuple[int, ...]
MOST = 2
"""Different replacements that are still worth reading."""


def differences(statement: Term, variant: Term) -> list[tuple[Term, Term]]:
    """What was replaced by what, so that the variant can be told from the statement.

    Each pair is (part of the statement, part of the variant), and every occurrence of the first in
    the statement was replaced.  Empty where the two have too little in common.
    """
    paths = _diverging(statement, variant, ())
    while paths and () not in paths:
        pairs: dict[tuple[Term, Term], list[Path]] = defaultdict(list)
        for path in dict.fromkeys(paths):
            pairs[_at(statement, path), _at(variant, path)].append(path)
        ambiguous = {
            p[:-1]
            for (old, _), at in pairs.items()
            if _occurrences(statement, old) != len(at)
            for p in at
        }
        if not ambiguous:
            return list(pairs) if len(pairs) <= MOST else []
        kept = [p for p in paths if not any(p[: len(a)] == a for a in ambiguous)]
        paths = [*kept, *ambiguous]
    return []


def changed_relation(statement: Term, variant: Term) -> tuple[str, str] | None:
    """The two signs, where a single comparison differs and the statement has no other like it."""
    paths = _diverging(statement, variant, ())
    if len(paths) != 1:
        return None
    old, new = _at(statement, paths[0]), _at(variant, paths[0])
    both = old.op in COMPARISONS and new.op in COMPARISONS
    alike = sum(t.op == old.op for t in subterms(statement))
    if not both or alike > 1 or any(a is not b for a, b in zip(old.args, new.args, strict=True)):
        return None
    return old.op, new.op


def _diverging(left: Term, right: Term, path: Path) -> list[Path]:
    if left is right:
        return []
    same = (left.op, left.data, len(left.args)) == (right.op, right.data, len(right.args))
    if not same or not left.args:
        return [path]
    found: list[Path] = []
    for number, (a, b) in enumerate(zip(left.args, right.args, strict=True)):
        found += _diverging(a, b, (*path, number))
    return found


def _at(term: Term, path: Path) -> Term:
    for number in path:
        term = term.args[number]
    return term


def _occurrences(term: Term, part: Term) -> int:
    if term is part:
        return 1
    return sum(_occurrences(a, part) for a in term.args)
