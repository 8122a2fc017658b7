"""The search for a proof that facts are absurd.

A model of the facts, every monomial taken for an unknown, shows where to look: at a choice that the
model gets wrong, at a clause that it violates, at two equal arguments with different values, at a
product of facts with a wrong sign.  What is found there is brought in, by cases where need be, until
no model is left.  A case whose proof does not need what it assumes is no case.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from fractions import Fraction
from itertools import combinations_with_replacement
from typing import Any

from symbolic import kernel
from symbolic.kernel import (
    ANY,
    FACTORS,
    NEGATIVE,
    POSITIVE,
    ZERO,
    Atom,
    Factor,
    Term,
    number,
    times,
)
from symbolic.search.clauses import Clause, Laws, factors, of_argmax, within
from symbolic.search.linear import SIGNED, Linear, Model, Monomial, multipliers
from symbolic.search.relevance import factors_of, relevant
from symbolic.search.steps import ONE, UNEQUAL, Fact, Found, Step, behind, fact

AGAIN = (number(0), ANY)
"""In place of a step: facts have been added that need none."""
DEEPEST = 120
"""Cases within one another, at most."""
LONGEST = 30.0
"""Seconds of processor time for one search: what else runs on the machine does not matter."""
ROUNDS, MOST_ROUNDS, LARGEST_POOL, SHORT = 3, 5, 400, 160
GLANCE, MOST_STEPS = 20, 2500
"""Models looked at before a search gives up, at first and at last."""
FEW, MOST_PRODUCTS, MOST_FACTORS = 24, 120, 8
"""Facts that are multiplied with one another; products added at a time; factors of a monomial."""


class Stuck(Exception):
    """No proof was found; the message says what is left."""


class _Watching(dict[Any, int]):
    """Known signs, which note those that decided something."""

    def __init__(self, known: dict[Any, int]) -> None:
        super().__init__(known)
        self.asked: set[Any] = set()

    def get(self, key: Any, default: Any = None) -> Any:
        value = super().get(key, default)
        if value != ANY:
            self.asked.add(key)
        return value


class Refuter:
    """Facts and clauses, and the search for an absurdity among them."""

    def __init__(
        self, laws: Laws, clauses: Sequence[Clause] = (), indices: Sequence[Term] = (),
        closed: bool = False,
        most: int = MOST_STEPS,
    ) -> None:  # fmt: skip
        self.laws = laws
        self.clauses = list(clauses)
        self.indices = list(indices)
        self.closed = closed
        self.left = most
        self._until = time.process_time() + (LONGEST if most == MOST_STEPS else LONGEST / 8)
        self.facts: list[Fact] = []
        self._linear = Linear()
        self._known: dict[Any, int] = {}
        self._behind: dict[Any, list[Fact]] = {}
        self._undo: list[Callable[[], None]] = []
        self._cut: set[Any] = set()
        self._settled: set[Any] = set()
        self._old: set[Fact] = set()
        self._depth = 0

    # What is known.

    def assume(self, known: Fact) -> None:
        """One more fact."""
        self.facts.append(known)
        self._linear.add(known)
        self._undo.append(lambda: self.facts.remove(known))
        if known.product is not None:
            return
        turned = number(0) - known.term
        for key, signs in (
            (known.term.key, known.signs),
            (turned.key, times(NEGATIVE, known.signs)),
        ):
            before = self._known.get(key)
            self._known[key] = (ANY if before is None else before) & signs
            self._behind.setdefault(key, []).append(known)
            self._undo.append(lambda key=key, before=before: self._forget(key, before))  # type: ignore[misc]

    def _forget(self, key: Any, before: int | None) -> None:
        self._behind[key].pop()
        if before is None:
            del self._known[key]
        else:
            self._known[key] = before

    def _reasons(self, key: Any) -> list[Fact]:
        """Facts that say what is known of the sign of a term: one, if one says it all."""
        for known in self._behind[key]:
            own = known.signs if known.term.key == key else times(NEGATIVE, known.signs)
            if own == self._known[key]:
                return [known]
        return self._behind[key]

    @contextmanager
    def _case(self) -> Iterator[None]:
        size, before = len(self._undo), (set(self._cut), set(self._settled), set(self._old))
        if self._depth > DEEPEST:
            raise Stuck("cases within cases without end")
        self._depth += 1
        self._linear.push()
        try:
            yield
        finally:
            self._depth -= 1
            self._linear.pop()
            while len(self._undo) > size:
                self._undo.pop()()
            self._cut, self._settled, self._old = before

    # The search.

    def refute(self, facts: Iterable[Fact]) -> Found:
        """A proof that the facts are absurd, with what is known already; or `Stuck`."""
        with self._case():
            for known in facts:
                self.assume(known)
            return self._refute()

    def _refute(self) -> Found:
        made: list[Step] = []
        products = 0
        while True:
            self._simplify(made)
            self.left -= 1
            if self.left < 0 or time.process_time() > self._until:
                raise Stuck("too many cases")
            false = self._plainly_false()
            if false is not None:
                return behind(made, false)
            model = self._linear.model()
            if isinstance(model, list):
                return behind(made, self._absurd(model))
            self._look = _Look(model)
            step = self._next()
            if step is AGAIN:
                continue
            if step is None:
                added = False
                while not added and products < MOST_ROUNDS:
                    products += 1
                    added = self._multiply(products)
                if added:
                    continue
                step = self._sign()
                if step is None:
                    raise Stuck(self._left())
            found = self._follow(step, made)
            if found is not None:
                return behind(made, found)

    def _left(self) -> str:
        return f"a model of {len(self.facts)} facts is left"

    def _simplify(self, made: list[Step]) -> None:
        """Settle choices whose sign is known; positive integers are at least 1."""
        again = True
        while again:
            again = False
            for known in list(self.facts):
                if known.product is not None or known in self._old:
                    continue
                if (
                    known.signs == POSITIVE
                    and kernel.integer(known.term)
                    and not _chooses(known.term)
                ):
                    again |= self._make(
                        made, "whole", known, Fact(known.term - ONE, ZERO | POSITIVE), {known}
                    )
                decisive = kernel.names(known.term) & self._known.keys()
                if (
                    decisive
                    and (known, frozenset((k, self._known[k]) for k in decisive))
                    not in self._settled
                ):
                    self._settled.add((known, frozenset((k, self._known[k]) for k in decisive)))
                    watching = _Watching(self._known)
                    term = kernel.Substitution(watching)(known.term)
                    if term.key != known.term.key:
                        self._old.add(known)
                        needs = {known}.union(*map(self._reasons, watching.asked))
                        again |= self._make(made, "settle", known, fact(term, known.signs), needs)

        for known in self._current():
            if known.signs == ZERO | POSITIVE and self._known[known.term.key] == ZERO:
                self._equation(made, known)

    def _equation(self, made: list[Step], known: Fact) -> None:
        """A term that is neither negative nor positive is 0."""
        assumed, equal = Fact(known.term, UNEQUAL), Fact(known.term, ZERO)
        involved = set(self._behind[known.term.key])
        if any(f.signs == ZERO for f in involved):
            return
        end = Step("absurd", ([(ONE, (known,))],), needs={known})
        found = Found([end], {*involved, assumed})
        made.append(Step("split", (known.term, ZERO), [equal], branches=[(assumed, found)]))
        self.assume(equal)

    def _make(self, made: list[Step], rule: str, of: Fact, new: Fact, needs: set[Fact]) -> bool:
        if (rule, of) in self._settled and rule == "whole":
            return False
        self._settled.add((rule, of))
        if kernel.signs_of(new.term, self._known) & ~new.signs == 0:
            return False
        made.append(Step(rule, (of,), [new], needs))
        self.assume(new)
        return True

    def _plainly_false(self) -> Found | None:
        """A fact about a number that is not so."""
        for known in self.facts:
            if not any(known.term.parts) and not kernel.signs_of(known.term, {}) & known.signs:
                if known.signs in SIGNED:
                    return self._absurd([known])
                return Found([Step("absurd", ([],), needs={known})], {known})
        for key, signs in self._known.items():
            if not signs:
                involved = self._behind[key]
                signed = [f for f in involved if f.signs in SIGNED]
                if signed:
                    return Found(
                        [Step("absurd", ([(ONE, (signed[0],))],), needs=set(involved))],
                        set(involved),
                    )
        return None

    def _absurd(self, core: Sequence[Fact]) -> Found:
        weights = multipliers(core)
        if weights is None:
            raise Stuck("the multipliers were not found")
        entries, needs = [], set[Fact]()
        for known, weight in zip(core, weights, strict=True):
            if weight:
                multiplier, used = known.parts
                entries.append((kernel.total([(weight, multiplier)]), used))
                needs |= set(used)
        return Found([Step("absurd", (entries,), needs=needs)], needs)

    def _follow(self, step: Clause | Atom, made: list[Step]) -> Found | None:
        """Bring in a clause, or split; the proof if one of the cases needs none of this."""
        atoms = step.given if isinstance(step, Clause) else [step]
        if isinstance(step, Clause):
            self._cut.add(step.key)
        branches = []
        for term, signs in atoms:
            assumed = fact(term, signs ^ ANY)
            with self._case():
                self.assume(assumed)
                found = self._refute()
            if assumed not in found.needs:
                return found
            branches.append((assumed, found))
        if isinstance(step, Clause):
            makes = [fact(*goal) for goal in step.goals]
            made.append(Step("cut", (step.name, step.values), makes, branches=branches))
        else:
            makes = [fact(*step)]
            made.append(Step("split", tuple(step), makes, branches=branches))
        for new in makes:
            self.assume(new)
        return None

    # What to do next.

    def _current(self) -> list[Fact]:
        return [f for f in self.facts if f.product is None and f not in self._old]

    def _next(self) -> Clause | Atom | None:
        splits: dict[Any, Atom] = {}
        for known in self._current():
            for term, signs in self._look.blamed(known):
                narrow = kernel.signs_of(term, self._known) & signs
                definite = narrow in (NEGATIVE, POSITIVE)
                part = signs if signs != UNEQUAL else narrow if definite else POSITIVE
                splits.setdefault(term.key, (term, part))
        clauses = {c.key: c for c in self._clauses() if c.key not in self._cut}
        own = [c for c in self.clauses if c.key not in self._cut]
        violated = [c for c in clauses.values() if self._look.violates(c)]
        for clause in (*own, *violated):
            if all(self._entailed(atom) for atom in clause.given):
                return clause
        for split, wanted in splits.values():
            for side in ((split, wanted), (split, wanted ^ ANY)):
                if self._entailed(side):
                    return side
        if self._multiply(0):
            return AGAIN
        if splits:
            return min(splits.values(), key=lambda a: len(a[0].parts))
        if violated:
            return min(violated, key=self._cost)
        same = self._congruence()
        if same is not None and not self._cost(same):
            return same
        other = same or self._unequal() or self._integer()
        possible = [c for c in own if not any(map(self._impossible, c.given))]
        if other is None and possible:
            return min(possible, key=self._cost)
        for look in (self._undecided, self._zero):
            other = other or look()
        return other or self._instance(clauses.values())

    def _undecided(self) -> Atom | None:
        """A choice that the model happens to get right; not one about where a range is decided."""
        for known in self._current():
            for condition, signs in self._look.chosen(known.term)[1]:
                if all(f.kind != "argmax" for f in factors(condition)):
                    if kernel.signs_of(condition, self._known) & signs not in (
                        kernel.signs_of(condition, self._known),
                        0,
                    ):
                        return condition, signs
                break
        return None

    def _instance(self, clauses: Iterable[Clause]) -> Clause | None:
        """What the model does not violate, but products may need: cheap instances of laws."""
        guarded = None
        for clause in clauses:
            if clause.name == "square":
                continue
            *first, last = [*map(self._entailed, clause.given)] or [True]
            if not all(first) or (clause.name != "argmax" and not last):
                continue
            if last and not all(map(self._entailed, clause.goals)):
                return clause
            if not last and guarded is None and not self._impossible(clause.given[-1]):
                guarded = clause
        return guarded

    def _curved(self) -> list[int]:
        """Numbers of the factors in products."""
        products = (m for f in self._current() for m in f.term.parts if len(m) > 1)
        return list(dict.fromkeys(n for m in products for n in m))

    def _zero(self) -> Atom | None:
        """A factor of products that the facts make 0."""
        for n in self._curved():
            term = Term([((n,), 1)])
            signs = kernel.signs_of(term, self._known)
            if signs != ZERO and self._look.sign(term) == ZERO and self._entailed((term, ZERO)):
                return term, ZERO
        return None

    def _sign(self) -> Atom | None:
        """A factor of products whose sign is not known."""
        for n in self._curved():
            term = Term([((n,), 1)])
            if FACTORS[n].kind != "choice" and kernel.signs_of(term, self._known) in (
                ANY,
                UNEQUAL,
            ):
                return term, ZERO | POSITIVE
        return None

    def _cost(self, clause: Clause) -> int:
        """How many hypotheses are yet to be proved."""
        return sum(not self._entailed(atom) for atom in clause.given)

    def _impossible(self, atom: Atom) -> bool:
        return self._entailed((atom[0], atom[1] ^ ANY))

    def _unequal(self) -> Atom | None:
        """An integer that is not 0: it is positive or negative."""
        for known in self._current():
            narrow = kernel.signs_of(known.term, self._known)
            if (
                known.signs == UNEQUAL == narrow
                and kernel.integer(known.term)
                and not _chooses(known.term)
            ):
                return known.term, POSITIVE
        return None

    def _entailed(self, atom: Atom) -> bool:
        """Whether the linear facts exclude that an atom is false."""
        term, signs = atom
        if kernel.signs_of(term, self._known) & ~signs == 0:
            return True
        if self._look.doubts(term, signs):
            return False
        for sign in (NEGATIVE, ZERO, POSITIVE):
            if sign & ~signs:
                turned = fact(term, sign)
                if not self._linear.excludes(turned.term, turned.signs):
                    return False
        return True

    def _clauses(self) -> Iterator[Clause]:
        terms = [f.term for f in self._current()]
        yield from self.clauses
        if not self.closed:
            yield from self.about(terms)
        if "square" in self.laws.book.theorems:
            yield from self._squares()

    def _squares(self) -> Iterator[Clause]:
        """Of factors in products, and of differences of two whose squares and product occur."""
        pairs = {m for f in self._current() for m in f.term.parts if len(m) == 2}
        bases = [Term([((n,), 1)]) for n in self._curved()]
        for a, b in pairs:
            if a != b and {(a, a), (b, b)} <= pairs:
                bases.append(Term([((a,), 1), ((b,), -1)]))
        for base in bases:
            yield self.laws.at("square", {("b", False): (0, base)})

    def about(self, terms: Iterable[Term]) -> Iterator[Clause]:
        """What the laws say of the factors in terms."""
        factors = sorted(within(terms), key=lambda f: f.number)
        for factor in factors:
            yield from self.laws.about(factor)
        yield from self._about_sums(factors)
        tops = [f for f in factors if f.kind == "argmax"]
        looked_at = [*self.indices, *(top.term for top in tops), number(0)]
        for top in tops:
            for index in {i.key: i for i in looked_at}.values():
                if kernel.integer(index) and index.key != top.term.key:
                    yield of_argmax(self.laws, top, index)

    def _about_sums(self, factors: Sequence[Factor]) -> Iterator[Clause]:
        """By one entry more, where both sums occur."""
        sums: dict[Any, list[Term]] = {}
        for f in factors:
            if f.kind == "sum":
                sums.setdefault(f.args[1].key, []).append(f.args[0])
        for f in factors:
            if f.kind == "sum":
                shorter = f.args[0] - ONE
                literal = not any(f.args[0].parts) and f.args[0].parts.get((), 0) > 0
                if literal or any(c.key == shorter.key for c in sums[f.args[1].key]):
                    if kernel.integer(shorter):
                        yield from self.laws.unfolded(f.args[0], f.args[1], 1)

    def _congruence(self) -> Clause | None:
        """Two applications at equal arguments with different values."""
        groups: dict[Any, list[Factor]] = {}
        spoken = within_outer(self._look.chosen(f.term)[0] for f in self._current())
        for f in {f.number: f for f in (*self._look.factors(), *spoken)}.values():
            if f.kind in ("unknown", "constant", "sum", "argmax") and f.args:
                groups.setdefault((f.kind, f.name, len(f.args)), []).append(f)
        best: tuple[int, Clause] | None = None
        for group in groups.values():
            for n, first in enumerate(group):
                for second in group[:n]:
                    if self._look.seem_equal(first, second):
                        clause = self.laws.equals(first, second)
                        if clause is None or clause.key in self._cut:
                            continue
                        cost = sum(not self._entailed(a) for a in clause.given)
                        if not cost:
                            return clause
                        if best is None or cost < best[0]:
                            best = cost, clause
        return best[1] if best else None

    def _integer(self) -> Atom | None:
        """An integer that the model gives a fraction."""
        for f in self._look.factors():
            value = self._look.model.get((f.number,))
            if f.integer and f.kind != "choice" and value is not None and value.denominator != 1:
                return f.term - number(value.__floor__()), NEGATIVE | ZERO
        return None

    # Products.

    def _multiply(self, times: int) -> bool:
        """Products of facts that the model gets wrong, as more facts; whether there were any."""
        have = {(f.term.key, f.signs) for f in self.facts}
        seen = {m for f in self.facts if f.product or not _chooses(f.term) for m in f.term.parts}
        curved = {n for m in seen if len(m) > 1 for n in m}
        near = [f for f in self._current() if f.signs in SIGNED and not _chooses(f.term)]
        near = [f for f in near if any(n in curved for m in f.term.parts for n in m)]
        found: list[tuple[int, Fact]] = []
        own = {m for f in near if f.signs != ZERO for m in f.term.parts if 0 < len(m) < 3}
        for known in near:
            if known.signs == ZERO:
                for multiplier in _quotients(seen, known.term):
                    self._candidate(found, have, seen, Term([(multiplier, 1)]), (known,))
                if times == 3:
                    for multiplier in own:
                        self._candidate(found, have, None, Term([(multiplier, 1)]), (known,))
        found.sort(key=lambda pair: pair[0])
        equations = [f for unseen, f in found if times or not unseen][:MOST_PRODUCTS]
        for product in equations:
            self.assume(product)
        found = []
        unequal = [f for f in near if f.signs != ZERO][-FEW:]
        for count in (2, 3)[: 1 + (times > 3 or (times > 1 and len(unequal) < FEW // 2))]:
            for facts in combinations_with_replacement(unequal[-FEW // (count - 1) :], count):
                self._candidate(found, have, seen, ONE, facts)
        found.sort(key=lambda pair: pair[0])
        more = [f for unseen, f in found if times > 1 or unseen == 0][:MOST_PRODUCTS]
        for product in more:
            self.assume(product)
        return bool(equations or more)

    def _candidate(
        self,
        found: list[tuple[int, Fact]],
        have: set[Any],
        seen: set[Monomial] | None,
        multiplier: Term,
        facts: tuple[Fact, ...],
    ) -> None:
        """Keep a product that speaks of what is spoken of, unless the model satisfies it."""
        product, signs = multiplier, ZERO
        for f in facts:
            product = product * f.term
        if all(f.signs != ZERO for f in facts):
            signs = POSITIVE if all(f.signs == POSITIVE for f in facts) else ZERO | POSITIVE
        if (product.key, signs) in have or max(map(len, product.parts), default=0) > MOST_FACTORS:
            return
        unseen = 0 if seen is None else sum(m not in seen for m in product.parts if m)
        if seen is not None and not any(m in seen for m in product.parts if len(m) > 1):
            return
        if unseen or not self._look.sign(product) & signs:
            have.add((product.key, signs))
            found.append((unseen, Fact(product, signs, (multiplier, facts))))


def _quotients(seen: Iterable[Monomial], term: Term) -> Iterator[Monomial]:
    """What to multiply a term by, to get a monomial that has been seen into it."""
    found: dict[Monomial, None] = {}
    for monomial in seen:
        for part in term.parts:
            left = list(monomial)
            try:
                for n in part:
                    left.remove(n)
            except ValueError:
                continue
            if part and left:
                found[tuple(left)] = None
    return iter(found)


def within_outer(terms: Iterable[Term]) -> Iterator[Factor]:
    """The factors of terms, not those inside them."""
    return (f for term in terms for f in factors(term))


def _chooses(term: Term) -> bool:
    return any(f.kind == "choice" for f in factors(term))


def refuted(
    laws: Laws, clauses: Sequence[Clause], indices: Sequence[Term], facts: Sequence[Fact]
) -> Found:
    """A proof that facts are absurd.

    At first glance; else by a search among what Z3 finds relevant, a short one, and a long one.
    """
    try:
        return Refuter(laws, clauses, indices, most=GLANCE).refute(facts)
    except Stuck:
        pass
    pool = {c.key: c for c in clauses}
    for attempt in range(ROUNDS):
        if attempt:
            terms = [*(f.term for f in facts), *factors_of(pool.values())]
            pool |= {c.key: c for c in Refuter(laws, (), indices).about(terms) if c.key not in pool}
        advice = relevant(facts, list(pool.values())) if len(pool) < LARGEST_POOL else None
        if advice is not None:
            few, enough = advice
            try:
                return Refuter(laws, enough, indices, closed=True).refute(few)
            except Stuck:
                pass
        if attempt == 0:
            try:
                return Refuter(laws, clauses, indices, most=SHORT).refute(facts)
            except Stuck:
                pass
    return Refuter(laws, clauses, indices).refute(facts)


class _Look:
    """A model: values for monomials, from which choices and the signs of other terms follow."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self._chosen: dict[int, tuple[Term, list[Atom]]] = {}

    def factors(self) -> list[Factor]:
        return [FACTORS[n] for n in sorted({n for m in self.model for n in m})]

    def value(self, term: Term) -> Fraction:
        """The value of a term whose choices have been made."""
        total = Fraction(0)
        for monomial, c in term.parts.items():
            value = self.model.get(monomial)
            if value is None:
                value = Fraction(1)
                for n in monomial:
                    value *= self.model.get((n,), Fraction(0))
            total += c * value
        return total

    def sign(self, term: Term) -> int:
        value = self.value(term)
        return POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO

    def doubts(self, term: Term, signs: int) -> bool:
        """Whether the model, or another one like it, makes an atom false."""
        value = Fraction(0)
        for monomial, c in term.parts.items():
            if monomial not in self.model:
                return True
            value += c * self.model[monomial]
        return not signs & (POSITIVE if value > 0 else NEGATIVE if value < 0 else ZERO)

    def chosen(self, term: Term) -> tuple[Term, list[Atom]]:
        """The term with its outer choices made as in the model, and what was chosen by."""
        path: list[Atom] = []
        if not any(f.kind == "choice" for f in factors(term)):
            return term, path
        parts = []
        for monomial, c in term.parts.items():
            product = number(c)
            for n in monomial:
                part, by = self._chosen_factor(FACTORS[n])
                path += by
                product = product * part
            parts.append((1, product))
        return kernel.total(parts), path

    def _chosen_factor(self, factor: Factor) -> tuple[Term, list[Atom]]:
        if factor.kind != "choice":
            return factor.term, []
        if factor.number not in self._chosen:
            condition, by = self.chosen(factor.args[0])
            holds = bool(self.sign(condition) & factor.name)
            part, more = self.chosen(factor.args[1 if holds else 2])
            own = (factor.args[0], factor.name if holds else factor.name ^ ANY)
            self._chosen[factor.number] = part, [*by, own, *more]
        return self._chosen[factor.number]

    def holds(self, atom: Atom) -> bool:
        term, signs = atom
        return bool(self.sign(self.chosen(term)[0]) & signs)

    def violates(self, clause: Clause) -> bool:
        return all(map(self.holds, clause.given)) and not all(map(self.holds, clause.goals))

    def blamed(self, known: Fact) -> list[Atom]:
        """The choices by which a fact fails in the model; none if it holds."""
        term, path = self.chosen(known.term)
        if self.sign(term) & known.signs:
            return []
        if not path and known.signs not in SIGNED:
            return [(known.term, UNEQUAL)]
        return path[:1]

    def seem_equal(self, first: Factor, second: Factor) -> bool:
        """Whether two applications have the same arguments and different values."""
        if self.value(first.term) == self.value(second.term):
            return False
        return all(
            a.key == b.key
            or (
                not first.binds[p]
                and self.value(self.chosen(a)[0]) == self.value(self.chosen(b)[0])
            )
            for p, (a, b) in enumerate(zip(first.args, second.args, strict=True))
        )
