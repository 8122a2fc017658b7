"""Inputs for a statement, made from the statement itself: sizes, and batches of real numbers."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any
from zlib import crc32

import torch
from torch import Tensor

from numeric.arithmetic import InTorch
from numeric.rounding import Bounded, Truth
from symbolic.counterexamples import Point, satisfy
from symbolic.evaluate import evaluate
from symbolic.terms import (
    Function,
    Term,
    body_at,
    conjunction,
    conjuncts,
    free_variables,
    functions,
    subterms,
    variable,
)

torch.set_num_threads(1)  # batches are small, and tests run side by side
SAMPLES = 64
TRIES = 150
FEW = (-1, 0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 4)
"""Sizes drawn from: small ones more often, so that windows are not all beyond the image."""
DEEPEST = {
    "union": {"L": range(-9, 2)},
    "row": dict.fromkeys("jsqm", range(-9, 2)),
    "zero": {"m": range(2), "N": range(2), "r": range(2), "n": range(3)},
}
"""By function, sizes to keep small and how small: the first calls itself 132 times at every level,
the others 6 times and more."""
MEANINGLESS = (ValueError, ZeroDivisionError, OverflowError)
"""What a statement raises at sizes for which it says nothing: a maximum of no entries, a // 0."""
TURNED = {"eq": "eq", "le": "ge", "lt": "gt", "ge": "le", "gt": "lt"}
"""Comparisons that can be imposed, and how they read from right to left."""
Sizes = dict[str, int]


def speaks_of_reals(term: Term) -> bool:
    return any(node.sort == "Real" for node in subterms(term))


def seed_of(given: Sequence[Term], statement: Term, example: Mapping[str, Any]) -> Point:
    """A point where all hypotheses hold: the one the theorem stores."""
    point = satisfy(given, example) if given else Point({})
    assert point is not None
    values = dict(point.variables)
    for v in free_variables(conjunction(*given, statement)):
        values.setdefault(v.data, example.get(v.data, 1))
    return Point(values, point.entries)


def sizes_of(
    given: Sequence[Term], statement: Term, seed: Point, count: int, chance: random.Random
) -> Iterator[Sizes]:
    """The seed's sizes, and small ones that satisfy the hypotheses about integers alone.

    They are met on random walks from the seed, and taken evenly from all that were met.
    """
    names = [v.data for v in free_variables(conjunction(*given, statement)) if v.sort == "Int"]
    whole = [g for g in given if not speaks_of_reals(g)]
    limits = limits_of(conjunction(*given, statement))
    first = current = {name: int(seed.variables[name]) for name in names}
    found = [first]
    for _ in range(TRIES if names else 0):
        changed = chance.sample(names, chance.randint(1, len(names)))
        tried = current | {name: chance.choice(FEW) for name in changed}
        if any(name in tried and tried[name] not in limit for name, limit in limits.items()):
            continue
        if tried not in found and _hold(whole, tried):
            found.append(tried)
            current = tried
    spread = [found[-1 - k * len(found) // count] for k in range(min(count, len(found)))]
    yield first
    yield from (sizes for sizes in spread if sizes is not first)


def limits_of(statement: Term) -> dict[str, range]:
    """What sizes may be, for what a statement speaks of to be computed in no time."""
    spoken = DEEPEST.keys() & {f.name for f in functions(statement)}
    return {name: limit for f in sorted(spoken) for name, limit in DEEPEST[f].items()}


def _hold(statements: Sequence[Term], sizes: Sizes) -> bool:
    try:
        return all(evaluate(s, sizes) for s in statements)
    except MEANINGLESS:
        return False


class Inputs:
    """A batch of values for the real variables and the entries of a statement, at given sizes.

    Sample 0 is the seed (where its sizes are these); the others are random: short binary
    fractions, whole numbers, two values with many ties, all entries equal, one entry on its own,
    zeros, large numbers, and normals to all digits.  In every second one the hypotheses, and what
    the statement's implications assume, are imposed one by one, by changing a variable or an entry
    that they compare.  Under an integral over an infinite range, all variables are of order one.
    """

    def __init__(self, given: Sequence[Term], statement: Term, sizes: Sizes, seed: Point) -> None:
        whole = conjunction(*given, statement)
        self.arithmetic = InTorch(SAMPLES)
        self._seed = seed
        self._seeded = all(seed.variables[name] == size for name, size in sizes.items())
        self._random = torch.Generator().manual_seed(crc32(repr((whole, sizes)).encode()))
        self._of_order_one = any(node.op == "infinity" for node in subterms(whole))
        self._imposed = torch.arange(SAMPLES) % 2 == 1
        self._level = self._numbers(())
        self.environment: dict[str, Any] = dict(sizes)
        self._tables: dict[str, dict[tuple[int, ...], Bounded]] = {}
        for v in free_variables(whole):
            if v.sort == "Real":
                self._set(v.data, self._variable(v.data))
        maps = {t.data for t in subterms(whole) if t.op == "apply" and t.args[0].sort == "Real"}
        for function in dict.fromkeys([*functions(whole), *_read(whole)]):
            if function.definition is None:
                reader = self._map if function in maps else self._entries(function.name)
                self.environment[function.name] = reader
        assumed = [p.args[0] for p in conjuncts(statement) if p.op == "implies"]
        for _ in range(2):
            for hypothesis in [*given, *assumed]:
                self._impose(hypothesis)

    def holding(self, given: Sequence[Term]) -> Tensor:
        """The samples at which all hypotheses hold for certain."""
        kept = torch.ones(SAMPLES, dtype=torch.bool)
        for hypothesis in given:
            truth = evaluate(hypothesis, self.environment, self.arithmetic)
            kept &= truth if isinstance(truth, bool) else ~truth.can_fail
        return kept

    def sample(self, number: int) -> str:
        """The values of one sample, to be read."""
        values = {name: v for name, v in self.environment.items() if _is_real(v)}
        for name, table in self._tables.items():
            values |= {f"{name}{list(index)}": v for index, v in table.items()}
        return ", ".join(f"{name} = {v.value[number].item()}" for name, v in values.items())

    def _numbers(self, index: tuple[int, ...]) -> Tensor:
        normal = torch.randn(SAMPLES, generator=self._random, dtype=torch.float64)
        short = (normal * 64).round() / 64
        kinds = [
            short,
            (short * 2).round(),
            (short > 0).double(),
            self._level if index else short,
            torch.tensor([float(sum(index) == s // 16) for s in range(SAMPLES)]).double(),
            torch.zeros(SAMPLES, dtype=torch.float64),
            (short * 2**20).round(),
            normal,
        ]
        kind = torch.arange(SAMPLES) // 2 % len(kinds)
        return torch.stack(kinds)[kind, torch.arange(SAMPLES)]

    def _variable(self, name: str) -> Tensor:
        values = self._numbers(())
        if self._of_order_one:
            values = values.abs() % 2 + 0.5
        if self._seeded:
            values[0] = float(self._seed.variables[name])
        return values

    def _entries(self, name: str) -> Callable[..., Bounded]:
        table = self._tables.setdefault(name, {})
        stored = self._seed.entries.get(name, {})

        def read(*index: int) -> Bounded:
            if index not in table:
                values = self._numbers(index)
                if self._seeded:
                    values[0] = float(stored.get(index, 0))
                table[index] = self.arithmetic.exact(values)
            return table[index]

        return read

    def _map(self, t: Bounded) -> Bounded:
        """A function of a real: of several rising kinds, and for some samples falling."""
        kinds = [t, t * 3 - 1, self.arithmetic.relu(t), t * t * t, t * 0, -t]
        kind = torch.arange(SAMPLES) % len(kinds)

        def pick(parts: list[Tensor]) -> Tensor:
            return torch.stack(parts)[kind, torch.arange(SAMPLES)]

        return Bounded(pick([k.value for k in kinds]), pick([k.error for k in kinds]))

    def _set(self, name: str, values: Tensor) -> None:
        self.environment[name] = self.arithmetic.exact(values)

    def _impose(self, hypothesis: Term) -> None:
        for part in _unrolled(hypothesis, self.environment):
            if part.op in TURNED and speaks_of_reals(part):
                left, right = part.args
                if self._change(part.op, left, right) or self._change(TURNED[part.op], right, left):
                    continue
                if part.op == "eq":
                    self._solve(left - right)

    def _change(self, op: str, target: Term, other: Term) -> bool:
        """Make a comparison hold by changing its left side, if that is a variable or an entry."""
        wanted = self._value(other).value
        if target.op == "abs" and op == "le":
            target, op = target.args[0], "within"
        if not self._changeable(target):
            return False
        now = self._value(target).value
        step = 1 + (now * 4).round().abs() / 4
        changed = {
            "eq": wanted,
            "le": torch.minimum(now, wanted),
            "ge": torch.maximum(now, wanted),
            "lt": torch.where(now < wanted, now, wanted - step),
            "gt": torch.where(now > wanted, now, wanted + step),
            "within": torch.maximum(-wanted, torch.minimum(now, wanted)),
        }[op]
        self._assign(target, changed)
        return True

    def _solve(self, difference: Term) -> None:
        """Make a difference 0 by changing an entry or a variable on which it depends linearly."""
        here = self._value(difference).value
        known = [variable(name) for name, value in self.environment.items() if _is_real(value)]
        entries = [
            Function(name)(*index) for name, table in self._tables.items() for index in table
        ]
        for unknown in [*entries, *known]:
            now = self._value(unknown).value
            self._assign(unknown, now + 1)
            slope = self._value(difference).value - here
            moved = now - here / slope
            self._assign(unknown, torch.where(moved.isfinite(), moved, now))
            if (slope != 0).any():
                return

    def _changeable(self, term: Term) -> bool:
        known = term.op == "apply" and term.data.name in self._tables
        return term.sort == "Real" and (term.op == "variable" or known)

    def _assign(self, target: Term, wanted: Tensor) -> None:
        """New values for an entry or a variable, in the samples on which hypotheses are imposed."""
        now = self._value(target).value
        changed = torch.where(self._imposed & wanted.isfinite(), wanted, now)
        if target.op == "variable":
            self._set(target.data, changed)
        else:
            index = tuple(evaluate(a, self.environment) for a in target.args)
            self._tables[target.data.name][index] = self.arithmetic.exact(changed)

    def _value(self, term: Term) -> Bounded:
        return self.arithmetic.real(evaluate(term, self.environment, self.arithmetic))


def _is_real(value: Any) -> bool:
    return isinstance(value, Bounded)


def _read(term: Term) -> list[Function]:
    """The unknown inputs that the defined functions of a term read."""
    return [r for f in functions(term) for r in f.reads if isinstance(r, Function)]


def _unrolled(hypothesis: Term, environment: Mapping[str, Any]) -> Iterator[Term]:
    """The comparisons that a hypothesis makes at these sizes, ranges written out."""
    for part in conjuncts(hypothesis):
        if part.op != "all":
            yield part
            continue
        for index in range(evaluate(part.args[0], environment)):
            guard, body = body_at(part, index)
            if evaluate(guard, environment):
                yield from _unrolled(body, environment)


def at_point(whole: Term, point: Point, arithmetic: InTorch) -> dict[str, Any]:
    """The environment of a stored point, the same for all samples; what is not listed is 0."""
    values: dict[str, Any] = {}
    for v in free_variables(whole):
        value = point.variables.get(v.data, 0)
        values[v.data] = value if v.sort == "Int" else arithmetic.number(Fraction(value))
    for function in dict.fromkeys([*functions(whole), *_read(whole)]):
        if function.definition is None:
            values[function.name] = _reader(point.entries.get(function.name, {}), arithmetic)
    return values


def _reader(table: Mapping[Any, Any], arithmetic: InTorch) -> Callable[..., Bounded]:
    plain = {tuple(map(Fraction, index)): value for index, value in table.items()}

    def read(*index: Any) -> Bounded:
        key = (Fraction(i.value[0].item() if isinstance(i, Bounded) else i) for i in index)
        return arithmetic.number(Fraction(plain.get(tuple(key), 0)))

    return read


def truth(statement: Term, environment: Mapping[str, Any], arithmetic: InTorch) -> Truth:
    """The statement's truth per sample; a statement about integers is certain everywhere."""
    value = evaluate(statement, environment, arithmetic)
    if isinstance(value, bool):
        everywhere = torch.full((arithmetic.samples,), value)
        return Truth(everywhere, ~everywhere)
    assert isinstance(value, Truth)
    return value
