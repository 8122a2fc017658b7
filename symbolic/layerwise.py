"""A network of pairwise maxima, proved ReLU by ReLU.

Walking through a `ReluNetwork`, each ReLU is recognised as one of two things: R(a − b), which is
max(a, b) − b, or a carried value R(t) or R(−t).  That gives a chain of small statements, one for
each ReLU, in which everything but the last step is an unknown.  The recognition is only a hint: the
solvers check every link, so a network that is recognised wrongly is not proved.

The chain uses two theorems: relu-of-difference and relu-carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from symbolic.methods import Chain, Hints, Step, Use, chain, use
from symbolic.network import Affine, ReluNetwork
from symbolic.terms import Term, operation, substitute, subterms, variable

Form = dict[Term, Fraction]
"""A linear combination of maxima, entries and carried values."""


class NotPairs(ValueError):
    """The network is not one of pairwise maxima; the message names the first ReLU that is not."""


def pairwise(network: ReluNetwork, entries: Sequence[Term], goal: Term) -> Chain:
    """The proof of `network(entries)[0] == goal`, where the goal is a nested maximum of the entries.

    Raises `NotPairs` for a network that computes anything but pairwise maxima.
    """
    return _Walk().proof(network, entries, goal)


class _Walk:
    """The links so far, and for each ReLU the equation that says what it is and its right side."""

    def __init__(self) -> None:
        self.links: list[Step] = []
        self.known: dict[Term, tuple[Term, Form]] = {}

    def proof(self, network: ReluNetwork, entries: Sequence[Term], goal: Term) -> Chain:
        output, form = self._through(network, entries)
        if list(form.values()) != [1]:
            raise NotPairs("the output is not one maximum")
        (maximum,) = form
        found = self._linear(output, form, ())
        equal = self._same(maximum, goal)
        needs = [s for s in (found, equal) if s is not None]
        self.links.append(Step(output == goal, tuple(needs), Hints(opaque=(output, maximum, goal))))
        return chain(self.links)

    def _through(self, network: ReluNetwork, entries: Sequence[Term]) -> tuple[Term, Form]:
        """The output as a term, and as the linear combination that it was found to be."""
        terms = list(entries)
        forms: list[Form] = [{entry: Fraction(1)} for entry in entries]
        for layer in network.layers:
            following = layer(terms)
            if isinstance(layer, Affine):
                if any(layer.bias):
                    raise NotPairs("a bias: no network of pairwise maxima has one")
                forms = [_combined(row, forms) for row in layer.rows]
            else:
                forms = [
                    self._recognise(form, before, after) if active else form
                    for active, form, before, after in zip(
                        layer.active, forms, terms, following, strict=True
                    )
                ]
            terms = following
        return terms[0], forms[0]

    def _recognise(self, form: Form, before: Term, after: Term) -> Form:
        """R(before) as a linear combination; the link that proves it is added."""
        plus = [atom for atom, c in form.items() if c == 1]
        minus = [atom for atom, c in form.items() if c == -1]
        if len(form) == 2 and len(plus) == len(minus) == 1:
            a, b = plus[0], minus[0]
            result = {operation("maximum", b, a): Fraction(1), b: Fraction(-1)}
            lemma = use("relu-of-difference", t=before, a=a, b=b)
        elif len(form) == 1 and (plus or minus):
            value = (plus or minus)[0]
            result = {operation("relu", value): Fraction(1)}
            result |= {} if plus else {value: Fraction(-1)}
            lemma = use("relu-carries", t=before, a=value)
        else:
            raise NotPairs(f"a ReLU of {before!r} is no pair and no carried value")
        if after not in self.known and not (len(result) == 1 and after in result):
            self.known[after] = self._linear(after, result, (lemma,), before), result
        return result

    def _linear(
        self, term: Term, form: Form, uses: tuple[Use, ...], within: Term | None = None
    ) -> Term:
        """The link: the term equals the linear combination, by what is known of the ReLUs in it."""
        relus = [r for r in _relus(term if within is None else within) if r in self.known]
        opaque = dict.fromkeys([term, *relus] if within is not None else relus)
        for known in (*(self.known[r][1] for r in relus), form):
            opaque |= dict.fromkeys(known)
        statement = term == _sum(form)
        needs = tuple(self.known[r][0] for r in relus)
        self.links.append(Step(statement, needs, Hints(uses=uses, opaque=tuple(opaque))))
        return statement

    def _same(self, left: Term, right: Term) -> Term | None:
        """The link: two nested maxima of the same entries are equal, part by part where they can be.

        None if they are one term.
        """
        if left is right:
            return None
        theirs = {_entries(t): t for t in subterms(left) if t.op == "maximum" and _apart(t, left)}
        equations: list[tuple[Term, Term, Term]] = []
        opaque: dict[Term, None] = {}
        for part in _outermost(right, theirs):
            partner = theirs[_entries(part)]
            opaque |= {part: None, partner: None}
            equation = self._same(partner, part)
            if equation is not None:
                equations.append((partner, part, equation))
        statement = left == right
        needs = tuple(equation for *_, equation in equations)
        self.links.append(Step(statement, needs, Hints(opaque=(*opaque, *_leaves(right)))))
        return statement


def _combined(row: Iterable[tuple[int, Fraction]], forms: Sequence[Form]) -> Form:
    total: Form = {}
    for i, weight in row:
        for atom, coefficient in forms[i].items():
            total[atom] = total.get(atom, Fraction(0)) + weight * coefficient
    return {atom: c for atom, c in total.items() if c}


def _sum(form: Form) -> Term:
    total: Term | None = None
    for atom, c in form.items():
        part = atom if c == 1 else -atom if c == -1 else c * atom
        total = part if total is None else total + part
    if total is None:
        raise NotPairs("a value that is always 0")
    return total


def _relus(term: Term) -> list[Term]:
    """The outermost ReLUs in a linear combination."""
    if term.op == "relu":
        return [term]
    return list(dict.fromkeys(r for a in term.args if term.op != "apply" for r in _relus(a)))


def _leaves(term: Term) -> list[Term]:
    """The entries of a nested maximum, in order."""
    if term.op != "maximum":
        return [term]
    return list(dict.fromkeys(leaf for a in term.args for leaf in _leaves(a)))


def _entries(term: Term) -> frozenset[Term]:
    return frozenset(_leaves(term))


def _apart(part: Term, whole: Term) -> bool:
    """Whether the entries of a part occur nowhere else in the whole (windows that double overlap)."""
    rest = substitute(whole, {part: variable("part")})
    return _entries(part).isdisjoint(_entries(rest))


def _outermost(term: Term, parts: Mapping[frozenset[Term], Term]) -> list[Term]:
    """The largest proper parts of a nested maximum whose entries are also those of a given part."""
    found: list[Term] = []
    for inner in term.args if term.op == "maximum" else ():
        found += [inner] if _entries(inner) in parts else _outermost(inner, parts)
    return found
