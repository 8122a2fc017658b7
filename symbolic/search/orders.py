"""Identities between maxima, by the order of the entries as far as it matters.

A tree of comparisons of two entries.  Each settles some maxima of pairs, and then perhaps the sign of
some difference; where all that is left cancels, the branch ends.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import combinations, permutations
from typing import Any

from symbolic.arithmetic import relu
from symbolic.claims import Claim
from symbolic.kernel import (
    FACTORS,
    NEGATIVE,
    NONNEGATIVE,
    POSITIVE,
    ZERO,
    Atom,
    Factor,
    Substitution,
    Term,
    make,
    number,
    total,
)
from symbolic.search.citing import opposite
from symbolic.search.clauses import factors
from symbolic.search.entries import NOTHING, Entry, theorem
from symbolic.search.steps import ONE, UNEQUAL, Fact, Found, Step, behind, fact
from symbolic.search.writing import written
from symbolic.terms import reals

(_t,) = reals("t")
RISING = Claim("a ReLU of what is not negative", "", relu(_t) == _t, given=(_t >= 0,))
FLAT = Claim("a ReLU of what is not positive", "", relu(_t) == 0, given=(_t <= 0,))
TURNED = Claim("a ReLU and that of the opposite", "", relu(_t) - relu(-_t) == _t)
LEMMAS = (RISING, FLAT, TURNED)
"""What the proofs cite."""


class Unordered(ValueError):
    """The order of the values does not decide the statement."""


def entries(
    name: str, given: Sequence[Atom], goal: Atom, values: Sequence[Term]
) -> Iterator[Entry]:
    """The theorem that a polynomial in maxima is 0, after the one that it follows from.

    given: of each unknown that stands for a maximum, that it is that.  values: the unknowns that are
    compared.  Raises `Unordered` where their order leaves something.
    """
    hypotheses = [fact(*atom) for atom in given]
    assumed = fact(goal[0], UNEQUAL)
    first = f"{name}, written out"
    steps: list[Step] = []
    equations: list[Fact] = []
    term = goal[0]
    for known in hypotheses:
        unknown, meaning = _meaning(known)
        replaced = Substitution({unknown.label: meaning})(term)
        equations.append(Fact(term - replaced, ZERO))
        context = Substitution({unknown.label: make("bound", 0)})(term)  # it binds nothing
        single = Term([((unknown.number,), 1)])
        what = {("a", False): (0, single), ("c", False): (0, meaning), ("F", False): (1, context)}
        false = fact(known.term, UNEQUAL)
        branch = (false, opposite(known, false))
        steps.append(Step("cut", ("equals", what), equations[-1:], branches=[branch]))
        term = replaced
    unequal = fact(term, UNEQUAL)
    found = _Tree(values).proof(unequal, _Known({}, {}))
    yield theorem(first, [], [(term, ZERO)], [written(found, [unequal])])
    equations.append(Fact(term, ZERO))
    steps.append(Step("cut", (first, {}), equations[-1:]))
    steps.append(Step("absurd", ([(ONE, (e,)) for e in equations],)))
    proof = written(Found(steps, set()), [*hypotheses, assumed])
    yield theorem(name, given, [goal], [proof])


def _meaning(known: Fact) -> tuple[Factor, Term]:
    """m and T where a hypothesis says that m − T = 0."""
    for monomial, c in known.term.parts.items():
        factor = FACTORS[monomial[0]] if len(monomial) == 1 else None
        if factor is not None and factor.kind == "unknown" and c == 1 and known.signs == ZERO:
            rest = Term([((factor.number,), 1)]) - known.term
            if factor not in factors(rest):
                return factor, rest
    raise Unordered("a hypothesis that does not say what an unknown is")


@dataclass(frozen=True)
class _Known:
    """Comparisons made: facts that x − y >= 0, by (x, y); and what ReLUs are found to be.

    signs: further terms that are not negative.
    """

    at_least: Mapping[tuple[int, int], Fact]
    relus: Mapping[int, Fact]
    signs: tuple[Fact, ...] = ()


class _Tree:
    """The comparisons, from the first one on."""

    def __init__(self, values: Sequence[Term]) -> None:
        self._values = {next(iter(v.parts))[0]: v for v in values}

    def proof(self, unequal: Fact, known: _Known) -> Found:
        """That it is absurd for the fact's polynomial not to be 0."""
        steps = list(self._ramps(unequal.term, known))
        known = replace(known, relus={**known.relus, **_by_factor(steps)})
        turned = list(_turned(unequal.term, known))
        left, used = _cancelled(unequal.term, known.relus, turned)
        if not left.parts:
            absurd = Found([Step("absurd", (used,))], {unequal, *_facts(used)})
            return behind([*steps, *(step for _, step in turned)], absurd)
        question = self._question(unequal.term, known)
        if question is None:
            return behind(steps, self._by_sign(unequal, known))
        x, y = question
        difference = self._values[x] - self._values[y]
        below, above = fact(difference, NEGATIVE), fact(difference, NONNEGATIVE)
        for order, made, false in (((x, y), above, below), ((y, x), below, above)):
            known_steps = self._path(*order, known)
            if known_steps is not None:  # an earlier comparison says it
                entries = [(ONE, (step,)) for step in known_steps]
                end = Step("absurd", ([(ONE, (false,)), *entries],))
                branch = (false, Found([end], {false, *known_steps}))
                signs = NONNEGATIVE if made is above else NEGATIVE
                split = Step("split", (difference, signs), [made], set(known_steps), [branch])
                return behind([*steps, split], self._settled(unequal, known, order, made))
        found = self._settled(unequal, known, (y, x), below)
        other = self._settled(unequal, known, (x, y), above)
        split = Step("split", (difference, NEGATIVE), [below], branches=[(above, other)])
        split.needs = other.needs - {above}
        return behind([*steps, split], found)

    def _by_sign(self, unequal: Fact, known: _Known) -> Found:
        """By the sign of a difference that the order of the values leaves open."""
        open_ = [f for f in factors(unequal.term) if _is_ramp(f) and f.number not in known.relus]
        if not open_:
            raise Unordered("the order of the values leaves something")
        term = open_[0].args[0]
        below, above = fact(term, NEGATIVE), fact(term, NONNEGATIVE)
        other = self.proof(unequal, replace(known, signs=(*known.signs, above)))
        found = self.proof(unequal, replace(known, signs=(*known.signs, below)))
        split = Step("split", (term, NEGATIVE), [below], other.needs - {above}, [(above, other)])
        return behind([split], found)

    def _settled(self, unequal: Fact, known: _Known, order: tuple[int, int], by: Fact) -> Found:
        term = _settle(unequal.term, by)
        now = replace(known, at_least={**known.at_least, order: by})
        if term.key == unequal.term.key:
            return self.proof(unequal, now)
        made = fact(term, UNEQUAL)
        step = Step("settle", (unequal,), [made], {unequal, by})
        return behind([step], self.proof(made, now))

    def _ramps(self, term: Term, known: _Known) -> Iterator[Step]:
        """Steps that say what ReLUs are whose sign the comparisons decide."""
        for factor in factors(term):
            if factor.number in known.relus or not _is_ramp(factor):
                continue
            inside = factor.args[0]
            for lemma, signed in ((RISING, inside), (FLAT, NOTHING - inside)):
                entries = self._not_negative(signed, known)
                if entries is None:
                    continue
                value = inside if lemma is RISING else NOTHING
                made = Fact(Term([((factor.number,), 1)]) - value, ZERO)
                false = fact(inside, NEGATIVE if lemma is RISING else POSITIVE)
                absurd = Step("absurd", ([(ONE, (false,)), *entries],))
                branch = (false, Found([absurd], {false, *_facts(entries)}))
                what = (lemma.id, {("t", False): (0, inside)})
                yield Step("cut", what, [made], _facts(entries), [branch])
                break

    def _not_negative(self, term: Term, known: _Known) -> list[Any] | None:
        """What adds up to a difference of values, from comparisons; None if nothing does."""
        for sign in known.signs:
            multiple = _multiple(term, sign.term)
            if multiple > 0:
                return [(number(multiple), (sign,))]
        tops: list[int] = []
        bottoms: list[int] = []
        for monomial, c in term.parts.items():
            if len(monomial) != 1 or monomial[0] not in self._values or Fraction(c).denominator > 1:
                return None
            (tops if c > 0 else bottoms).extend([monomial[0]] * abs(int(c)))
        if len(tops) != len(bottoms):
            return None
        for order in permutations(bottoms):
            paths = [self._path(x, y, known) for x, y in zip(tops, order, strict=True)]
            if None not in paths:
                return [(ONE, (step,)) for path in paths for step in path or ()]
        return None

    def _path(self, top: int, bottom: int, known: _Known) -> list[Fact] | None:
        """Comparisons from one value down to another."""
        reached: dict[int, list[Fact]] = {top: []}
        for value in (pending := [top]):
            for (x, y), step in known.at_least.items():
                if x == value and y not in reached:
                    reached[y] = [*reached[value], step]
                    pending.append(y)
        return reached.get(bottom)

    def _question(self, term: Term, known: _Known) -> tuple[int, int] | None:
        """The two values whose comparison settles most; None if none does."""
        asked: Counter[tuple[int, int]] = Counter()
        signs: Counter[tuple[int, int]] = Counter()
        pending = [f for f in factors(term) if f.number not in known.relus]
        for factor in pending:
            if factor.kind == "choice":
                pair = self._compared(factor.args[0])
                if pair and not _is_ramp(factor):
                    asked[pair] += 1
                else:
                    pending += factors(factor.args[0])
                    signs.update(self._differing(factor.args[0], known))
        best = (asked or signs).most_common(1)
        return best[0][0] if best else None

    def _differing(self, term: Term, known: _Known) -> Iterator[tuple[int, int]]:
        """Values of either sign in a difference, which nothing has compared."""
        parts = {m[0]: c for m, c in term.parts.items() if len(m) == 1 and m[0] in self._values}
        for x, y in combinations(sorted(parts), 2):
            apart = parts[x] * parts[y] < 0
            if apart and self._path(x, y, known) is None and self._path(y, x, known) is None:
                yield x, y

    def _compared(self, difference: Term) -> tuple[int, int] | None:
        parts = {m[0]: c for m, c in difference.parts.items() if len(m) == 1}
        match sorted(parts.items(), key=lambda part: -part[1]):
            case [(x, 1), (y, -1)] if x in self._values and y in self._values:
                return x, y
        return None


def _multiple(term: Term, of: Term) -> Fraction:
    """c where a term is c times another; 0 where it is no multiple."""
    monomial, c = next(iter(of.parts.items()))
    multiple = Fraction(term.parts.get(monomial, 0)) / c
    return multiple if total([(1, term), (-multiple, of)]).parts == {} else Fraction(0)


def _is_ramp(factor: Factor) -> bool:
    return factor.kind == "choice" and not factor.args[2].parts


def _settle(term: Term, by: Fact) -> Term:
    turned = NOTHING - by.term
    known = {by.term.key: by.signs, turned.key: NEGATIVE | by.signs & ZERO}
    return Substitution(known)(term)


def _by_factor(steps: Sequence[Step]) -> dict[int, Fact]:
    """The facts about ReLUs, by the number of the ReLU."""
    found = {}
    for step in steps:
        (made,) = step.makes
        ramp = next(f for f in factors(made.term) if _is_ramp(f))
        found[ramp.number] = made
    return found


def _turned(term: Term, known: _Known) -> Iterator[tuple[Fraction, Step]]:
    """Where both R(t) and R(−t) are left: the coefficient of the second, and that they differ by t."""
    left = {f.args[0].key: f for f in factors(term) if _is_ramp(f) and f.number not in known.relus}
    for factor in list(left.values()):
        opposite_ = left.get((NOTHING - factor.args[0]).key)
        if opposite_ is not None and factor.number < opposite_.number:
            c = Fraction(term.parts.get((opposite_.number,), 0))
            ramps = [Term([((f.number,), 1)]) for f in (factor, opposite_)]
            made = Fact(total([(1, ramps[0]), (-1, ramps[1]), (-1, factor.args[0])]), ZERO)
            yield c, Step("cut", (TURNED.id, {("t", False): (0, factor.args[0])}), [made])


def _cancelled(
    term: Term, relus: Mapping[int, Fact], turned: Sequence[tuple[Fraction, Step]]
) -> tuple[Term, list[Any]]:
    """What is left of a polynomial once ReLUs are what they are found to be, and by which facts."""
    used: list[tuple[Fraction, Fact]] = [(-c, step.makes[0]) for c, step in turned if c]
    for monomial, c in term.parts.items():
        if len(monomial) == 1 and monomial[0] in relus:
            used.append((Fraction(c), relus[monomial[0]]))
    left = total([(1, term), *((-c, f.term) for c, f in used)])
    return left, [(number(c), (f,)) for c, f in used]


def _facts(entries: Sequence[Any]) -> set[Fact]:
    return {f for _, facts in entries for f in facts}
