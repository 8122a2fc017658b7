"""Certificates for shallow networks: a lemma for every identity, an instance for every union.

After each hidden layer every maximum that the network makes is, times a scale, the maximum over its
groups: by one instance of the lemma of its identity, in which the maxima of the layer before are
opaque.  So a proof is about as long as the network has ReLUs, and no case is ever split.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import reduce
from typing import TYPE_CHECKING, Any, NamedTuple

from symbolic.groupings import pair
from symbolic.identities import Pair
from symbolic.kernel import POSITIVE, ZERO, Atom, Sequent, Term, number, total
from symbolic.layerwise import NotPairs
from symbolic.methods import Networks
from symbolic.network import Affine, ReluNetwork
from symbolic.ranges import write_out
from symbolic.search.entries import Entry, Table, sequent
from symbolic.search.maxima import (
    LARGER,
    Maximum,
    OtherEntries,
    Value,
    equation,
    larger,
    ramp,
)
from symbolic.search.networks import certify_cases, nested
from symbolic.search.orders import RISING, TURNED
from symbolic.search.union_lemmas import (
    COMMUTES,
    NOT_NEGATIVE,
    UnionLemmas,
    times,
)
from symbolic.shallow import Hidden, Made, Plan, Sum, negated, weighted
from symbolic.statements import Reader
from symbolic.terms import Term as Written
from symbolic.terms import conjunction, conjuncts

if TYPE_CHECKING:
    from symbolic.search.proving import Certificates

Multiple = tuple[int | Fraction, int]
"""A multiple of a fact, by its place."""


class Known(NamedTuple):
    """A maximum: what the network computes, and the place of the fact that it is s times the value."""

    computed: Term
    value: Term
    place: int | None


def certify_shallow(
    certificates: Certificates,
    name: str,
    plan: Plan,
    network: ReluNetwork,
    entries: Sequence[Written],
    goal: Written,
    given: Sequence[Written] = (),
    reader: Reader | None = None,
) -> None:
    """Have the kernel accept `network(entries)[0] == goal`, a maximum of the entries.

    plan: what the network is said to follow.  given: that the entries are >= 0, if the plan is only
    for such.  Raises `NotPairs` for a network that is another, or a goal that is another maximum.
    """
    reader = reader or Reader()
    hypotheses = [atom for g in given for atom in reader.atoms(g)]
    inputs = [reader.term(entry) for entry in entries]
    proof = _Proof(UnionLemmas(certificates), plan, hypotheses, inputs)
    output, root = computed(network, inputs), proof.through()
    if total([(1, output), (Fraction(-1, proof.scale), root.computed)]).parts:
        raise NotPairs("the network is not the one that is planned")
    expected = nested(write_out(goal), reader)
    same = f"{name}, its maximum"
    try:
        certificates.admit(
            equation(same, [], Maximum(root.value, [*proof.made.values()]), expected)
        )
    except OtherEntries as failure:
        raise NotPairs(str(failure)) from None
    certificates.admit(proof.entry(name, output - expected.term, root, same))


def certify_planned(
    certificates: Certificates,
    name: str,
    given: Sequence[Written],
    statement: Written,
    networks: Networks,
) -> Sequent:
    """Have the kernel accept that networks are maxima, each by its plan; the theorem's sequent."""

    def case(name: str, number_: int, part: Written, reader: Reader) -> None:
        certify_shallow(certificates, name, *networks(number_), part.args[1], given, reader)

    return certify_cases(certificates, name, given, statement, case)


def checked(
    given: Sequence[Written], statement: Written, networks: Networks, known: Mapping[str, Written]
) -> int:
    """Have a kernel that knows these theorems accept that networks are maxima; their number."""
    from symbolic.search.proving import Certificates

    certificates = Certificates()
    for name, fact_ in known.items():
        hypotheses, conclusion = fact_.args if fact_.op == "implies" else (conjunction(), fact_)
        certificates.suppose(name, [*conjuncts(hypotheses)], conclusion)
    _, goals = certify_planned(certificates, "the networks", given, statement, networks)
    return len(goals)


def computed(network: ReluNetwork, inputs: Sequence[Term]) -> Term:
    """The network's output as the kernel reads it."""
    values = list(inputs)
    for layer in network.layers:
        if isinstance(layer, Affine):
            values = [
                total([(1, number(bias)), *((_plain(w), values[i]) for i, w in row)])
                for row, bias in zip(layer.rows, layer.bias, strict=True)
            ]
        else:
            values = [ramp(t) if on else t for t, on in zip(values, layer.active, strict=True)]
    return values[0]


def _plain(weight: Fraction) -> int | Fraction:
    return weight.numerator if weight.denominator == 1 else weight


class _Proof:
    """The steps of a proof, and the facts that they make, counted."""

    def __init__(
        self, lemmas: UnionLemmas, plan: Plan, given: Sequence[Atom], inputs: Sequence[Term]
    ) -> None:
        self.scale = 1
        self._lemmas, self._plan, self._given = lemmas, plan, given
        self._table = Table()
        self._steps: list[Any] = []
        self._count = len(given) + 1  # the hypotheses, and that the goal is false
        self._signs = {t.key: n for n, (t, s) in enumerate(given) if s == ZERO | POSITIVE}
        self._groups = list(inputs)  # the maximum over each group of the level
        self._known = {(i, i): Known(x, x, None) for i, x in enumerate(inputs)}
        self.made: dict[Any, Value] = {}
        self._orders: dict[Any, int] = {}

    def entry(self, name: str, goal: Term, root: Known, same: str) -> Entry:
        """The theorem; its last step puts together what is known of the root and of its value."""
        entry = sequent("theorem", name, self._given, [(goal, ZERO)], self._table)
        multiples: list[Multiple] = []
        if root.place is not None:
            multiples.append((Fraction(1, self.scale), root.place))
        if goal.parts:
            multiples.append((1, self._cut(same, {}, [])))
        self._steps.append(self._absurd(multiples, len(self._given)))
        return entry | {"size": self._number(0), "proofs": [self._steps]}

    def through(self) -> Known:
        """The maximum over all, after the last layer."""
        for level, layer in enumerate(self._plan.layers, 1):
            self._layer(level, layer)
        return self._known[0, 1]

    def _layer(self, level: int, layer: Hidden) -> None:
        grouping, groups = self._plan.grouping, self._groups
        self._groups = [
            reduce(self._larger, [groups[part] for part in grouping.parts(level, g)])
            for g in range(grouping.groups(level))
        ]
        terms = {s: self._sum(s) for s in self._plan.inputs(layer)}
        ramps = {s: ramp(term) for s, term in terms.items()}
        carried = {s: self._carry(s, terms[s], ramps) for s in layer.carried}
        factor, known = self._plan.factor(layer), {}
        for union, made in layer.made.items():
            form = [(w, ramps[s]) for s, w in made.relus]
            multiples: list[Multiple] = []
            for s, share in layer.shares[made.rest]:
                form.append((share, carried[s][0]))
                multiples.append((share, carried[s][1]))
            value = self._union(union)
            multiples += self._why(level, union, made, groups)
            computed_ = total([(_plain(factor * w), term) for w, term in form])
            wrong = computed_ - times(self.scale * factor, value)
            place = self._zero(wrong, [(factor * c, at) for c, at in multiples])
            known[union] = Known(computed_, value, place)
        self._known, self.scale = known, self.scale * factor

    def _why(
        self, level: int, union: Pair, made: Made, groups: Sequence[Term]
    ) -> Iterator[Multiple]:
        """The facts that add up to this: the sum over the made is s times the maximum."""
        how = self._plan.grouping.union(level, union)
        identity, parts = how.identity, how.parts
        if identity is None:
            place = self._known[pair(parts[0], parts[-1])].place
            if place is not None:
                yield Fraction(1), place
            return
        own = [len(self._plan.grouping.parts(level, g)) for g in dict.fromkeys(union)]
        sizes = sorted(own, reverse=True)
        values = {f"x{i}": groups[part] for i, part in enumerate(parts)}
        equal: list[Sequence[Multiple]] = []
        for i, j in identity.pairs:
            at = pair(parts[i], parts[j])
            known = self._known[at]
            values[f"m{i}{j}"] = known.computed
            multiples: list[Multiple] = [] if known.place is None else [(Fraction(1), known.place)]
            if at != (parts[i], parts[j]):
                commuted = self._commuted(groups[parts[i]], groups[parts[j]])
                multiples.append((Fraction(-self.scale), commuted))
            equal.append(multiples)
        lemma = self._lemmas.name(identity, sizes, self.scale)
        proofs = [[self._absurd(multiples, self._count)] for multiples in equal]
        yield Fraction(1, identity.divisor), self._cut(lemma, values, proofs)
        if sizes != own:
            first, second = (self._groups[g] for g in union)
            yield Fraction(self.scale), self._commuted(second, first)
        if len(identity.summands) == 1:
            ((u,), (v,)) = identity.summands[0].u, identity.summands[0].v
            below = [pair(parts[i], parts[j]) for i, j in (u, v)]
            if made.relus[0][0] != weighted([(below[0], 1), (below[1], -1)]):
                higher, lower = (self._known[at].computed for at in below)
                yield Fraction(-1), self._cut(TURNED.id, {"t": higher - lower}, [])

    def _union(self, union: Pair) -> Term:
        first, second = (self._groups[g] for g in union)
        return first if union[0] == union[1] else self._larger(first, second)

    def _larger(self, first: Term, second: Term) -> Term:
        """max(a, b), kept among the values from which the whole is made."""
        term = larger(first, second)
        if term.key not in self.made:
            self.made[term.key] = Value(LARGER, term, (first, second))
        return term

    def _sum(self, sum_: Sum) -> Term:
        return total([(_plain(w), self._known[union].computed) for union, w in sum_])

    def _carry(self, sum_: Sum, term: Term, ramps: Mapping[Sum, Term]) -> tuple[Term, int]:
        """How a sum gets past the layer, and the place of the fact that it is what it was."""
        if not self._plan.nonnegative:
            made = ramps[sum_] - ramps[negated(sum_)]
            return made, self._cut(TURNED.id, {"t": term}, [])
        entries: list[list[int]] = []
        for union, c in sum_:
            known = self._known[union]
            if known.place is not None:
                entries.append([self._number(c), known.place])
            entries.append([self._number(c * self.scale), self._sign(known.value)])
        entries.append([self._number(-1), self._count])  # that the hypothesis is false
        return ramps[sum_], self._cut(RISING.id, {"t": term}, [[[entries]]])

    def _sign(self, value: Term) -> int:
        """The place of the fact that a maximum is not negative."""
        if value.key not in self._signs:
            if value.key not in self.made:
                raise NotPairs("an entry that is not known to be >= 0")
            first, second = self.made[value.key].parts
            known = self._sign(first)
            entries = [[self._number(-1), self._count], [self._number(1), known]]
            place = self._cut(NOT_NEGATIVE.id, {"a": first, "b": second}, [[[entries]]])
            self._signs[value.key] = place
        return self._signs[value.key]

    def _commuted(self, first: Term, second: Term) -> int:
        """The place of the fact that max(a, b) − max(b, a) = 0."""
        if (first.key, second.key) not in self._orders:
            place = self._cut(COMMUTES.id, {"a": first, "b": second}, [])
            self._orders[first.key, second.key] = place
        return self._orders[first.key, second.key]

    def _cut(self, name: str, values: Mapping[str, Term], proofs: Sequence[Any]) -> int:
        """The place of the fact that a lemma with one conclusion gives."""
        replaced = [[text, False, 0, self._table.place(term)] for text, term in values.items()]
        self._steps.append([name, replaced, proofs])
        self._count += 1
        return self._count - 1

    def _zero(self, term: Term, multiples: Sequence[Multiple]) -> int | None:
        """The place of the fact that a term is 0, as a sum of multiples; None if it is 0 as it is."""
        if not term.parts:
            return None
        return self._cut(f"case {ZERO}", {"a": term}, [[self._absurd(multiples, self._count)]])

    def _absurd(self, multiples: Sequence[Multiple], false: int) -> list[Any]:
        """The sum of multiples is 0, which contradicts a fact."""
        return [[[self._number(c), place] for c, place in multiples], false]

    def _number(self, value: int | Fraction) -> int:
        return self._table.place(number(value))
