"""Certificates for networks of pairwise maxima, written down ReLU by ReLU without a search.

Each ReLU layer takes the larger of two values, or carries one.  As polynomials over ReLUs these
values are what the network itself computes, so what is known of them are instances of lemmas, with
nothing left to calculate.  The output is then compared with the expected maximum (`maxima`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from symbolic.kernel import Atom, Sequent, Term, total
from symbolic.layerwise import NotPairs
from symbolic.network import Affine, Relu, ReluNetwork
from symbolic.ranges import write_out
from symbolic.search.citing import cited
from symbolic.search.entries import NOTHING, Entry, Proof, theorem
from symbolic.search.maxima import (
    KEPT,
    KEPT_NONNEGATIVE,
    LARGER,
    NONNEGATIVE,
    PAIR,
    SKIPPING,
    Maximum,
    OtherEntries,
    Value,
    equation,
    lemmas,
    ramp,
)
from symbolic.search.steps import fact
from symbolic.statements import Reader
from symbolic.terms import Term as Written
from symbolic.terms import conjuncts, subterms

if TYPE_CHECKING:
    from symbolic.search.proving import Certificates

Form = dict[int, int | Fraction]
"""A linear combination of values, by their number."""


def network_entry(
    name: str,
    network: ReluNetwork,
    entries: Sequence[Written],
    goal: Written,
    given: Sequence[Written] = (),
    reader: Reader | None = None,
) -> Entry:
    """The theorem `network(entries)[0] == goal` with its proof; the goal is a maximum of the entries.

    given: the hypotheses; a network that carries values by one ReLU each needs its entries >= 0.
    Raises `NotPairs` for a network that computes anything but that maximum by pairs.
    """
    reader = reader or Reader()
    hypotheses = [atom for g in given for atom in reader.atoms(g)]
    output = _Walk([reader.term(entry) for entry in entries]).through(network)
    expected = nested(write_out(goal), reader)
    try:
        return equation(name, hypotheses, output, expected)
    except OtherEntries as failure:
        raise NotPairs(str(failure)) from None


def certify_network(
    certificates: Certificates,
    name: str,
    network: ReluNetwork,
    entries: Sequence[Written],
    goal: Written,
    given: Sequence[Written] = (),
) -> None:
    """Have the kernel accept `network(entries)[0] == goal`, and the lemmas where it has them not.

    Raises `NotPairs` as `network_entry` does.
    """
    from symbolic.search.proving import Statement

    require_lemmas(certificates)
    reader = Reader()
    certificates.admit(network_entry(name, network, entries, goal, given, reader))
    sequent = certificates.book.theorems[name][0]
    statement = network(list(entries))[0] == goal
    certificates.statements[name] = Statement(tuple(given), statement, sequent)


def certify_members(
    certificates: Certificates,
    name: str,
    given: Sequence[Written],
    statement: Written,
    networks: Callable[[int], tuple[ReluNetwork, Sequence[Written]]],
) -> Sequent:
    """Have the kernel accept that networks are maxima, one after the other; the theorem's sequent.

    networks: for each part of the statement written out, the network that it is about and its
    entries.
    """
    require_lemmas(certificates)

    def case(name: str, number_: int, part: Written, reader: Reader) -> None:
        entry = network_entry(name, *networks(number_), part.args[1], given, reader)
        certificates.admit(entry)

    return certify_cases(certificates, name, given, statement, case)


def certify_cases(
    certificates: Certificates,
    name: str,
    given: Sequence[Written],
    statement: Written,
    prove: Callable[[str, int, Written, Reader], None],
) -> Sequent:
    """Have the kernel accept each part of a statement written out, as a theorem that is cited.

    prove: has it accept the part of this number, under this name.
    """
    reader = Reader(*given, statement)
    hypotheses = [atom for g in given for atom in reader.atoms(g)]
    facts = [fact(*atom) for atom in hypotheses]
    goals: list[Atom] = []
    proofs: list[Proof] = []
    for number_, part in enumerate(conjuncts(write_out(statement))):
        case, atoms = f"{name}, case {number_ + 1}", reader.atoms(part)
        prove(case, number_, part, reader)
        goals += atoms
        proofs += cited(case, facts, atoms, atoms)
    certificates.admit(theorem(name, hypotheses, goals, proofs))
    return hypotheses, goals


def require_lemmas(certificates: Certificates) -> None:
    """Have the kernel accept the lemmas, unless it has."""
    certificates.require(lemmas())


def nested(goal: Written, reader: Reader) -> Maximum:
    """A nested maximum as it is written; no recursion, however deep it is."""
    values = []
    for node in subterms(goal):
        term = reader.term(node)
        if node.op == "maximum":
            first, second = map(reader.term, node.args)
            values.append(Value(LARGER, term, (first, second)))
    return Maximum(reader.term(goal), values)


class _Walk:
    """The values met so far: the entries, and what the ReLU layers make of them.

    Each has a number, and the polynomial by which the network computes it after the last layer.
    """

    def __init__(self, entries: Sequence[Term]) -> None:
        self.terms = list(entries)
        self.made: list[Value] = []
        self._pairs: dict[tuple[int, int], int] = {}

    def through(self, network: ReluNetwork) -> Maximum:
        """The network's output."""
        outputs = self.terms.copy()
        forms: list[Form] = [{n: 1} for n in range(len(outputs))]
        for layer in network.layers:
            if isinstance(layer, Affine):
                outputs, forms = _combined(layer, outputs, forms)
            else:
                outputs, forms = self._relus(layer, outputs, forms)
        if list(forms[0].values()) != [1]:
            raise NotPairs("the output is not one maximum")
        _check(outputs[0], self.terms[next(iter(forms[0]))])
        return Maximum(outputs[0], self.made)

    def _relus(
        self, layer: Relu, inputs: Sequence[Term], forms: Sequence[Form]
    ) -> tuple[list[Term], list[Form]]:
        """The layer's outputs, and the linear combinations that they are."""
        outputs = [ramp(t) if active else t for active, t in zip(layer.active, inputs, strict=True)]
        following = list(forms)
        carried: dict[int, dict[int, list[int]]] = {}  # of a value: rows of R(t), R(−t), by sign
        pairs: list[tuple[int, int, int]] = []
        for row in (n for n, active in enumerate(layer.active) if active):
            match sorted(forms[row].items(), key=lambda part: part[1]):
                case [(a, -1), (b, 1)]:
                    _check(inputs[row], self.terms[b] - self.terms[a])
                    pairs.append((row, a, b))
                case [(value, (1 | -1) as sign)]:
                    _check(inputs[row], total([(sign, self.terms[value])]))
                    carried.setdefault(value, {}).setdefault(int(sign), []).append(row)
                case _:
                    raise NotPairs("a ReLU that is neither of a pair nor of a value carried")
        before = self.terms.copy()
        for value, rows in carried.items():
            if 1 not in rows:
                raise NotPairs("of a carried value only the negative part")
            self._carry(value, rows, outputs, following)
        for row, a, b in pairs:
            signs = carried.get(a, {})
            rule = PAIR if -1 in signs else NONNEGATIVE if signs else SKIPPING
            new = self._pairs.setdefault((a, b), len(self.terms))
            self.terms += [NOTHING] * (new == len(self.terms))
            self.terms[new] = total([(1, outputs[row]), (1, self.terms[a])])
            self.made.append(Value(rule, self.terms[new], (before[a], before[b])))
            following[row] = {new: 1, a: -1}
        return outputs, following

    def _carry(
        self,
        value: int,
        rows: Mapping[int, Sequence[int]],
        outputs: Sequence[Term],
        forms: list[Form],
    ) -> None:
        """From now on the value is R(t) − R(−t), or R(t) alone."""
        before, part = self.terms[value], outputs[rows[1][0]]
        if -1 in rows:
            rule, number_ = KEPT, len(self.terms)
            self.terms[value] = part - outputs[rows[-1][0]]
            self.terms.append(part)
        else:
            rule, number_ = KEPT_NONNEGATIVE, value
            self.terms[value] = part
        for row in rows[1]:
            forms[row] = {number_: 1}
        for row in rows.get(-1, ()):
            forms[row] = {number_: 1, value: -1}
        self.made.append(Value(rule, self.terms[value], (before,)))


def _check(computed: Term, wanted: Term) -> None:
    if computed.key != wanted.key:
        raise NotPairs("a value that is not computed from those of the layer before")


def _combined(
    layer: Affine, inputs: Sequence[Term], forms: Sequence[Form]
) -> tuple[list[Term], list[Form]]:
    if any(layer.bias):
        raise NotPairs("a bias: no network of pairwise maxima has one")
    rows = [
        [(i, w.numerator if w.denominator == 1 else w) for i, w in weights]
        for weights in layer.rows
    ]
    outputs = [total([(w, inputs[i]) for i, w in row]) for row in rows]
    combined: list[Form] = []
    for row in rows:
        form: Form = {}
        for i, w in row:
            for value, c in forms[i].items():
                form[value] = form.get(value, 0) + w * c
        combined.append({value: c for value, c in form.items() if c})
    return outputs, combined
