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
)

SAMPLES = 64
TRIES = 150
LARGEST_SIZE = 5
MEANINGLESS = (ValueError, ZeroDivisionError, OverflowError)
"""What a statement raises at sizes for which it says nothing: a maximum of no entries, a // 0."""
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
    """Small values of the integer variables that satisfy the hypotheses about integers alone."""
    names = [
        v.data for v in free_variables(conjunction(*given, statement)) if v.sort == "Int"
    ]
    whole = [g for g in given if not speaks_of_reals(g)]
    current: Sizes = {name: int(seed.variables[name]) for name in names}
    found = {tuple(current.values())}
    yield current
    for _ in range(TRIES if names else 0):
        if len(found) == count:
            return
        changed = chance.sample(names, chance.randint(1, min(3, len(names))))
        tried = current | {name: chance.randint(-1, LARGEST_SIZE) for name in changed}
        if tuple(tried.values()) not in found and _hold(whole, tried):
            found.add(tuple(tried.values()))
            current = tried
            yield tried


def _hold(statements: Sequence[Term], sizes: Sizes) -> bool:
    try:
        return all(evaluate(s, sizes) for s in statements)
    except MEANINGLESS:
        return False


class Inputs:
    """A batch of values for the real variables and the entries of a statement, at given sizes.

    Sample 0 is the seed (where its sizes are these); the others are random: short binary
    fractions, whole numbers, two values with many ties, all entries equal, one entry on its own,
    zeros, large numbers, and normals to all digits.  In every second one the hypotheses are
    imposed, one by one, by changing a variable or an entry that they compare.
    """

    def __init__(self, given: Sequence[Term], statement: Term, sizes: Sizes, seed: Point) -> None:
        whole = conjunction(*given, statement)
        self.arithmetic = InTorch(SAMPLES)
        self._seed = seed
        self._seeded = all(seed.variables[name] == size for name, size in sizes.items())
        self._random = torch.Generator().manual_seed(crc32(repr((whole, sizes)).encode()))
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
        for _ in range(2):
            for hypothesis in given:
                self._impose(hypothesis)

    def holding(self, given: Sequence[Term]) -> Tensor:
        """The samples at which all hypotheses hold for certain."""
        kept = torch.ones(SAMPLES, dtype=torch.bool)
        for hypothesis in given:
            truth = evaluate(hypothesis, self.environment, self.arithmetic)
            kept &= truth if isinstance(truth, bool) else ~truth.can_fail
        return kept

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
        """A function of a real: a rising one of several kinds, and for some samples a falling one."""
        kinds = [t, t * 3 - 1, self.arithmetic.relu(t), t * t * t, t * 0, -t]
        kind = torch.arange(SAMPLES) % len(kinds)

        def pick(parts: list[Tensor]) -> Tensor:
            return torch.stack(parts)[kind, torch.arange(SAMPLES)]

        return Bounded(pick([k.value for k in kinds]), pick([k.error for k in kinds]))

    def _set(self, name: str, values: Tensor) -> None:
        self.environment[name] = self.arithmetic.exact(values)

    def _impose(self, hypothesis: Term) -> None:
        for part in _unrolled(hypothesis, self.environment):
            if part.op in ("eq", "le", "lt", "ge", "gt") and speaks_of_reals(part):
                for side in (0, 1):
                    if self._change(part, side):
                        break

    def _change(self, part: Term, side: int) -> bool:
        """Make a comparison hold by changing one side, if that is a variable or an entry."""
        target, other = part.args[side], part.args[1 - side]
        op = part.op if side == 0 else {"le": "ge", "lt": "gt"}.get(
            part.op, {"ge": "le", "gt": "lt"}.get(part.op, part.op)
        )
        bound = self._value(other)
        if target.op == "mul" and op == "eq" and target.args[1].op == "variable":
            bound, target = bound / self._value(target.args[0]), target.args[1]
        if target.op == "abs" and op == "le":
            low = self._value(-other).value
            target = target.args[0]
            bound = Bounded(torch.maximum(low, torch.minimum(self._value(target).value, bound.value)),
                            bound.error)
            op = "eq"
        plain = target.op == "variable" or (
            target.op == "apply" and target.data.name in self._tables
        )
        if not plain or target.sort != "Real":
            return False
        now, want = self._value(target).value, bound.value
        step = 1 + (now * 4).round().abs() / 4
        wanted = {
            "eq": want,
            "le": torch.minimum(now, want),
            "ge": torch.maximum(now, want),
            "lt": torch.where(now < want, now, want - step),
            "gt": torch.where(now > want, now, want + step),
        }[op]
        changed = torch.where(self._imposed & wanted.isfinite(), wanted, now)
        if target.op == "variable":
            self._set(target.data, changed)
        else:
            index = tuple(evaluate(a, self.environment) for a in target.args)
            self._tables[target.data.name][index] = self.arithmetic.exact(changed)
        return True

    def _value(self, term: Term) -> Bounded:
        return self.arithmetic.real(evaluate(term, self.environment, self.arithmetic))


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
    """The environment of a stored point, the same for all samples; entries not listed are 0."""
    values: dict[str, Any] = {}
    for v in free_variables(whole):
        value = point.variables[v.data]
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
