"""The lemma of an identity, for groups: from maxima over pairs of groups to that over all.

The values x_i are maxima over groups, and the m_ij are at hand times a scale s: m_ij = s max(x_i, x_j).
Then the identity gives s times the maximum over one group of parts, or over two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from symbolic.arithmetic import maximum, relu
from symbolic.claims import Claim
from symbolic.identities import TWO, Identity, Pair
from symbolic.kernel import ZERO, Term, make, number, total
from symbolic.search.entries import theorem
from symbolic.search.maxima import LARGER, Maximum, Value, equation, larger, ramp
from symbolic.search.maxima import lemmas as maxima_lemmas
from symbolic.search.orders import RISING, TURNED
from symbolic.search.steps import UNEQUAL, Fact, Found, Step, fact
from symbolic.search.writing import written
from symbolic.terms import reals

if TYPE_CHECKING:
    from symbolic.search.proving import Certificates

T = TypeVar("T")
_a, _b, _p, _q = reals("a b p q")
LARGER_OF_TWO = Claim("the larger of two", "", relu(_b - _a) + _a == maximum(_a, _b))
COMMUTES = Claim("either order", "", maximum(_a, _b) == maximum(_b, _a))
NOT_NEGATIVE = Claim("a maximum, not negative", "", maximum(_a, _b) >= 0, given=(_a >= 0,))
LEMMAS = (RISING, TURNED, LARGER_OF_TWO, COMMUTES, NOT_NEGATIVE)
"""What the certificates cite, besides the identities."""
IDENTITY_CLAIMS = {
    3: "max3-from-pairs", 4: "max4-from-pairs", 5: "max5-two-layers", 6: "max6-two-layers"
}  # fmt: skip
"""The theorems that state them, by the number of values."""


def nest(values: Sequence[Term]) -> Term:
    """The maximum of some values, one after the other."""
    return reduce(larger, values)


def by_groups(values: Sequence[Term], sizes: Sequence[int]) -> Term:
    """The maximum over one group, or over two, of each of which the maximum is taken first."""
    return nest([nest(group) for group in _groups(values, sizes)])


def _groups(values: Sequence[T], sizes: Sequence[int]) -> list[Sequence[T]]:
    return [values] if len(sizes) == 1 else [values[: sizes[0]], values[sizes[0] :]]


def identity_form(identity: Identity, m: Mapping[Pair, Term]) -> Term:
    """The identity's sum, for the m_ij as terms of the kernel."""
    parts = []
    for s in identity.summands:
        u, v = (total([(1, m[p]) for p in side]) for side in (s.u, s.v))
        parts += [(s.weight, ramp(u - v)), (s.weight, v)]
    return total(parts)


def times(scale: int, term: Term) -> Term:
    """A multiple of a term."""
    return total([(scale, term)])


class UnionLemmas:
    """The lemmas that were needed so far, each proved once."""

    def __init__(self, certificates: Certificates) -> None:
        self._certificates = certificates
        certificates.require([*LEMMAS, *maxima_lemmas()])

    def name(self, identity: Identity, sizes: Sequence[int], scale: int) -> str:
        """The lemma's name; it is proved if it has not been.

        Its unknowns are x0, x1, … and m01, …; its hypotheses, m_ij = s max(x_i, x_j), come in the
        order of the identity's pairs; its statement is that the identity's sum is
        divisor · s · the maximum.
        """
        name = f"the maximum over {' and '.join(map(str, sizes))}, times {scale}"
        if name not in self._certificates.book.theorems:
            self._prove(name, identity, sizes, scale)
        return name

    def _prove(self, name: str, identity: Identity, sizes: Sequence[int], scale: int) -> None:
        proof = _Proof(self._certificates, scale)
        x = [real(f"x{i}") for i in range(identity.entries)]
        m = {(i, j): real(f"m{i}{j}") for i, j in identity.pairs}
        maxima = {(i, j): x[i] if i == j else larger(x[i], x[j]) for i, j in m}
        given = [(m[at] - times(scale, maxima[at]), ZERO) for at in m]
        hypotheses = dict(zip(m, (fact(*atom) for atom in given), strict=True))
        left = identity_form(identity, m)
        if identity is TWO:
            ends = [Scaled(x[i], m[i, i], hypotheses[i, i]) for i in range(2)]
            values = dict(zip("ab", m.values(), strict=True))
            base = proof.cut(LARGER_OF_TWO.id, values, left - larger(*m.values()))
            entries: list[tuple[int, Fact | None]] = [(1, base), (1, proof.scaled(*ends).same)]
        else:
            entries = self._by_theorem(identity, sizes, proof, m, hypotheses)
        goal = left - times(identity.divisor * scale, by_groups(x, sizes))
        assumed = fact(goal, UNEQUAL)
        steps = [*proof.steps, *equal(assumed, entries).steps]
        text = written(Found(steps, set()), [*hypotheses.values(), assumed])
        self._certificates.admit(theorem(name, given, [(goal, ZERO)], [text]))

    def _by_theorem(
        self,
        identity: Identity,
        sizes: Sequence[int],
        proof: _Proof,
        m: Mapping[Pair, Term],
        hypotheses: Mapping[Pair, Fact],
    ) -> list[tuple[int, Fact | None]]:
        """What adds up to the lemma: the theorem about scaled values, and that the maximum scales."""
        x = [proof.entry(real(f"x{i}")) for i in range(identity.entries)]
        scaled = [value.times_s for value in x]
        branches = []
        for (i, j), known in hypotheses.items():
            same = None if i == j else proof.scaled(x[i], x[j]).same
            meant = scaled[i] if i == j else larger(scaled[i], scaled[j])
            false = fact(m[i, j] - meant, UNEQUAL)
            branches.append((false, equal(false, [(1, known), (-1, same)])))
        entries_ = {f"x{i}": value for i, value in enumerate(scaled)}
        values = entries_ | {f"m{i}{j}": m[i, j] for i, j in m}
        made = identity_form(identity, m) - times(identity.divisor, nest(scaled))
        base = proof.cut(IDENTITY_CLAIMS[identity.entries], values, made, branches)
        found: list[tuple[int, Fact | None]] = [(1, base)]
        if nest(scaled).key != by_groups(scaled, sizes).key:
            regrouped = nest(scaled) - by_groups(scaled, sizes)
            name = self._regrouping(identity.entries, sizes)
            found.append((identity.divisor, proof.cut(name, entries_, regrouped)))
        whole = proof.nest([proof.nest(group) for group in _groups(x, sizes)])
        return [*found, (identity.divisor, whole.same)]

    def _regrouping(self, count: int, sizes: Sequence[int]) -> str:
        """The theorem that the maximum of all is the larger of the maxima of two groups."""
        x = [real(f"x{i}") for i in range(count)]
        name = f"the maximum of {count}, over {' and '.join(map(str, sizes))}"
        if name not in self._certificates.book.theorems:
            left, right = as_maximum([x]), as_maximum(_groups(x, sizes))
            self._certificates.admit(equation(name, [], left, right))
        return name


class Scaled(NamedTuple):
    """A value, s times it (perhaps written otherwise), and the fact that these agree."""

    value: Term
    times_s: Term
    same: Fact | None


class _Proof:
    """The steps of one lemma's proof."""

    def __init__(self, certificates: Certificates, scale: int) -> None:
        self.steps: list[Step] = []
        self._scale = scale
        self._lemma = Claim(
            f"a maximum, times {scale}",
            "",
            maximum(_p, _q) == scale * maximum(_a, _b),
            given=(_p == scale * _a, _q == scale * _b),
        )
        certificates.require([self._lemma])

    def cut(
        self,
        name: str,
        values: Mapping[str, Term],
        makes: Term,
        branches: Sequence[tuple[Fact, Found]] = (),
    ) -> Fact:
        """The fact that a theorem gives: that a term is 0."""
        made = Fact(makes, ZERO)
        replaced = {(text, False): (0, value) for text, value in values.items()}
        self.steps.append(Step("cut", (name, replaced), [made], branches=branches))
        return made

    def entry(self, value: Term) -> Scaled:
        """s x is s times x."""
        return Scaled(value, times(self._scale, value), None)

    def scaled(self, first: Scaled, second: Scaled) -> Scaled:
        """max(s a, s b) is s times max(a, b)."""
        branches = []
        for value, multiple, same in (first, second):
            false = fact(multiple - times(self._scale, value), UNEQUAL)
            branches.append((false, equal(false, [(1, same)])))
        values = {
            "a": first.value, "b": second.value, "p": first.times_s, "q": second.times_s
        }  # fmt: skip
        value, multiple = larger(first.value, second.value), larger(first.times_s, second.times_s)
        made = multiple - times(self._scale, value)
        return Scaled(value, multiple, self.cut(self._lemma.id, values, made, branches))

    def nest(self, values: Iterable[Scaled]) -> Scaled:
        """The maximum of some values, one after the other."""
        return reduce(self.scaled, values)


def equal(false: Fact, entries: Iterable[tuple[int, Fact | None]]) -> Found:
    """A term is 0 as a sum of multiples of terms that are; what is None is left out."""
    used = [(number(c), (known,)) for c, known in entries if known is not None]
    return Found([Step("absurd", (used,))], {false, *(known for _, (known,) in used)})


def as_maximum(groups: Sequence[Sequence[Term]]) -> Maximum:
    """A maximum of maxima with all that it is made of."""
    values: list[Value] = []

    def step(first: Term, second: Term) -> Term:
        values.append(Value(LARGER, larger(first, second), (first, second)))
        return values[-1].term

    return Maximum(reduce(step, [reduce(step, group) for group in groups]), values)


def real(name: str) -> Term:
    """An unknown real."""
    return make("unknown", (name, False), ())
