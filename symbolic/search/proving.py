"""From a claim and its method to a theorem of the kernel.

Each method becomes a proof: hints are clauses, steps are cases, inductions use the theorem itself
at smaller values.  What is found is handed to the kernel; only its answer counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from symbolic import kernel
from symbolic.axioms import AXIOMS
from symbolic.claims import Claim, uses_of
from symbolic.kernel import ANY, POSITIVE, ZERO, Atom, number
from symbolic.layerwise import NotPairs
from symbolic.methods import (
    Chain,
    Compute,
    Each,
    Hints,
    Induct,
    Members,
    Method,
    Ordered,
    Planned,
    Solve,
    Strong,
    Use,
    instantiate,
)
from symbolic.questions import _definition
from symbolic.ranges import offsets, unfold_to
from symbolic.search import orders
from symbolic.search.citing import at_first, cited
from symbolic.search.clauses import Clause, Laws, factors, instantiated, within
from symbolic.search.entries import NOTHING, Entry, Table, definition, sequent, theorem
from symbolic.search.lemmas import LEMMAS
from symbolic.search.networks import certify_members
from symbolic.search.refuter import Stuck, refuted
from symbolic.search.steps import (
    ONE,
    Fact,
    Found,
    Step,
    Values,
    behind,
    fact,
    replacing,
)
from symbolic.search.unions import certify_planned
from symbolic.search.witnesses import Names, resolved, witnesses
from symbolic.search.writing import written
from symbolic.statements import NotStated, Reader, abstracted, read_theorem
from symbolic.terms import (
    Function,
    Term,
    conjunction,
    conjuncts,
    free_variables,
    functions,
    of_sort,
    substitute,
    subterms,
    variable,
)

Case = tuple[Fact, Found]


class NotCertified(Exception):
    """No proof for the kernel: the message says why."""


@dataclass(frozen=True)
class Statement:
    """What an axiom or a theorem says, in both languages."""

    given: tuple[Term, ...]
    goal: Term
    sequent: kernel.Sequent


@dataclass(frozen=True)
class Goal:
    """What one method has to prove: facts known so far and a statement, of one theorem.

    shift: replaces unknowns in all that hints and statements say (an induction's n by n − 1).
    """

    known: tuple[Term, ...]
    goal: Term
    facts: tuple[Fact, ...]
    clauses: tuple[Clause, ...] = ()
    shift: Names | None = None
    unfolds: bool = False
    indices: tuple[kernel.Term, ...] = ()


class Prover:
    """Proves statements from what the book has."""

    def __init__(self, book: kernel.Book, statements: dict[str, Statement], reader: Reader) -> None:
        self.laws = Laws(book)
        self.statements = statements
        self.reader = reader
        self.own: kernel.Sequent | None = None
        self.base_facts: tuple[Fact, ...] = ()

    # Statements of the project in the kernel's terms.

    def instance(self, wanted: Use) -> Term:
        """hypotheses ⟹ statement, as the solvers get it."""
        if wanted.id not in self.statements:
            raise NotCertified(f"it uses {wanted.id}, which has no certificate")
        statement = self.statements[wanted.id]
        return instantiate(statement.given, statement.goal, wanted)

    def atoms(self, statement: Term, shift: Names | None) -> list[Atom]:
        atoms = self.reader.atoms(statement)
        new = kernel.Substitution(shift or {})
        return [(new(t), s) for t, s in atoms]

    def used(self, wanted: Use, place: Callable[[kernel.Term], kernel.Term]) -> Clause:
        """An earlier theorem at the values wanted."""
        statement = self.statements[wanted.id]
        whole = conjunction(*statement.given, statement.goal)
        values: dict[tuple[str, bool], tuple[int, kernel.Term]] = {}
        fixed = Reader(whole).fixed
        for v in free_variables(whole):
            value = place(self.reader.term(of_sort(wanted.values.get(v.data, v), v.sort)))
            if v.data not in fixed and value.key != Reader().term(v).key:
                values[v.data, v.sort == "Int"] = 0, value
        for f in functions(whole):
            if f.name not in fixed and f.name in wanted.values.keys() | self.reader.fixed:
                value = wanted.values.get(f.name, f)
                values[f.name, f.sort == "Int"] = self._input(whole, f, value, place)
        return instantiated(wanted.id, statement.sequent, values)

    def _input(
        self,
        whole: Term,
        function: Function,
        value: Any,
        place: Callable[[kernel.Term], kernel.Term],
    ) -> tuple[int, kernel.Term]:
        arity = next(len(t.args) for t in subterms(whole) if t.op == "apply" and t.data == function)
        names = [f"?{n}" for n in range(arity)]
        body = of_sort(value(*(variable(n, "Int") for n in names)), function.sort)
        return arity, abstracted(place(self.reader.term(body)), names)

    # Methods.  A case is the fact that an atom is false, and a proof that this is absurd.

    def by(self, method: Method, goal: Goal) -> list[Case]:
        """A case for each atom of the goal."""
        match method:
            case Solve(hints):
                return self.by_hints(hints, goal)
            case Compute():
                return self.by_hints(Hints(), goal)
            case Strong():
                return self._strong(method, self._smaller(method, goal))
            case Chain(steps):
                return self._chain(steps, goal)
            case Each(methods):
                parts = list(conjuncts(goal.goal))
                pairs = zip(methods, parts, strict=True)
                return [c for m, part in pairs for c in self.by(m, replace(goal, goal=part))]
        raise NotCertified(f"{type(method).__name__.lower()} is no method for the kernel")

    def by_hints(self, hints: Hints, goal: Goal) -> list[Case]:
        """Steps one after the other, then the goal."""
        made, goal = self._steps(hints, goal)
        atoms = self.atoms(goal.goal, goal.shift)
        return [self._case(atom, hints, goal, made, goal.goal) for atom in atoms]

    def _steps(self, hints: Hints, goal: Goal) -> tuple[list[Step], Goal]:
        """The steps of the hints as steps of a proof, and the goal with what they made known."""
        made: list[Step] = []
        goal = replace(goal, known=(*goal.known, *(self.instance(u) for u in hints.uses)))
        for statement in (*hints.steps, *hints.rewrite):
            facts = list(goal.facts)
            for atom in self.atoms(statement, goal.shift):
                case = self._case(atom, hints, goal, [], statement)
                made.append(Step("split", atom, [fact(*atom)], branches=[case]))
                facts.append(made[-1].makes[0])
            goal = replace(goal, facts=tuple(facts), known=(*goal.known, statement))
        return made, goal

    def _case(self, atom: Atom, hints: Hints, goal: Goal, made: Sequence[Step], what: Term) -> Case:
        assumed = fact(atom[0], atom[1] ^ ANY)
        found = self._search([*goal.facts, assumed], hints, goal, what)
        return assumed, behind(made, found)

    def _search(self, facts: Sequence[Fact], hints: Hints, goal: Goal, what: Term) -> Found:
        """One question: the facts are absurd, by the clauses that the hints give."""
        definitions = [_definition(call) for call in hints.unfold]
        names = witnesses([*goal.known, *definitions, ~what], hints.at, self.reader)

        shifted = kernel.Substitution(goal.shift or {})

        def place(term: kernel.Term) -> kernel.Term:
            return shifted(resolved(term, names))

        clauses = [*goal.clauses, *(self.used(u, place) for u in hints.uses)]
        for call in hints.unfold:
            (factor,) = factors(place(self.reader.term(call)))
            clauses.append(self.laws.recursive(factor))
        if goal.unfolds:
            clauses += self._sums(facts)
        at = [place(self.reader.term(t)) for t in hints.at]
        return refuted(self.laws, clauses, [*at, *goal.indices], facts)

    def _sums(self, facts: Sequence[Fact]) -> Iterable[Clause]:
        """In an induction: every sum by its last entry."""
        for factor in within([f.term for f in facts]):
            if factor.kind == "sum" and kernel.integer(factor.args[0]):
                yield from self.laws.unfolded(factor.args[0], factor.args[1], 1)

    def _strong(self, method: Strong, goal: Goal) -> list[Case]:
        """The first number and those after it apart; or else together."""
        size = self.size(method)
        later, first = fact(size, POSITIVE), fact(size, POSITIVE ^ ANY)
        try:
            (before, at_first), (after, following) = (
                self._steps(method.hints, replace(goal, facts=(*goal.facts, where)))
                for where in (first, later)
            )
            cases = []
            for atom in self.atoms(goal.goal, goal.shift):
                assumed = fact(atom[0], atom[1] ^ ANY)
                base, found = (
                    behind(made, self._search([*of.facts, assumed], method.hints, of, goal.goal))
                    for made, of in ((before, at_first), (after, following))
                )
                needs = base.needs - {first}
                split = Step("split", (size, POSITIVE), [later], needs, [(first, base)])
                cases.append((assumed, behind([split], found)))
        except Stuck:
            return self.by_hints(method.hints, goal)
        return cases

    def _smaller(self, method: Strong, goal: Goal) -> Goal:
        """The goal with the theorem itself at the smaller values."""
        clauses = []
        for values in method.smaller:
            replaced: Values = {
                (v.data, v.sort == "Int"): (0, self.reader.term(of_sort(value, v.sort)))
                for v, value in values.items()
            }
            clauses.append(self._itself(replaced, self.size(method)))
        return replace(goal, clauses=(*goal.clauses, *clauses))

    def size(self, method: Induct | Strong) -> kernel.Term:
        """What gets smaller in an induction."""
        return self.reader.term(method.n) - number(method.start)

    def _itself(self, values: Values, size: kernel.Term) -> Clause:
        """The theorem that is being proved, at values that make its size smaller."""
        if self.own is None:
            raise NotCertified("an induction inside another method")
        clause = instantiated(None, self.own, values)
        smaller = kernel.Substitution(replacing(values))(size)
        less = ((smaller, ZERO | POSITIVE), (size - smaller, POSITIVE))
        return replace(clause, given=(*clause.given, *less))

    def first(self, method: Induct, goal: Goal) -> tuple[kernel.Sequent, list[Case]]:
        """The base of an induction: what it says at the first number, and the cases."""
        n, start = method.n, method.start
        shift: Names = {("unknown", n.data, True, 0): number(start)}

        def at_start(term: Term) -> Term:
            return substitute(term, {n: start})

        given = [g for g in goal.known if g is not (n >= start)]
        whole = conjunction(goal.goal, *method.also)
        atoms = [a for g in given for a in self.atoms(g, shift)]
        facts = tuple(fact(*a) for a in atoms)
        base = Goal(tuple(map(at_start, given)), at_start(whole), facts, (), shift, True)
        hints = replace(method.hints, steps=(), unfold=())
        known = (*base.known, *(at_start(self.instance(u)) for u in hints.uses))
        base = replace(base, known=known)
        cases, goals = [], self.atoms(whole, shift)
        for atom in goals:
            assumed = fact(atom[0], atom[1] ^ ANY)
            firsts = tuple(self._firsts([*facts, assumed]))
            inner = replace(base, clauses=firsts)
            found = self._search([*facts, assumed], hints, inner, base.goal)
            cases.append((assumed, found))
        self.base_facts = facts
        return (atoms, goals), cases

    def following(self, method: Induct, goal: Goal) -> tuple[list[Step], list[Case]]:
        """The step of an induction: its own steps, and a case for each atom."""
        n, start, size = method.n, method.start, self.size(method)
        whole = conjunction(goal.goal, *method.also)
        less = self.reader.term(n) - ONE
        shift: Names = {("unknown", n.data, True, 0): less}
        given = [g for g in goal.known if g is not (n >= start)]
        hypothesis = conjunction(*given)
        lowest = offsets(hypothesis & whole, n)

        def unfolded(term: Term) -> Term:
            return unfold_to(substitute(term, {n: n + 1}), n, lowest, start)

        above = Goal(
            (n >= start, hypothesis.implies(whole), *map(unfolded, given)), unfolded(whole),
            goal.facts, (self._itself({(n.data, True): (0, less)}, size),), shift, True, (less,),
        )  # fmt: skip
        made, above = self._steps(method.hints, above)
        cases = []
        for atom in self.atoms(whole, None):
            assumed = fact(atom[0], atom[1] ^ ANY)
            found = self._search([*above.facts, assumed], method.hints, above, above.goal)
            cases.append((assumed, behind(made, found)))
        return made, cases

    def _firsts(self, facts: Iterable[Fact]) -> Iterable[Clause]:
        """Where a recursion starts."""
        for f in within([f.term for f in facts]):
            if f.kind == "constant" and f.name[0] in self.laws.book.theorems:
                yield self.laws.recursive(f)

    def _chain(self, steps: Sequence[Any], goal: Goal) -> list[Case]:
        """Links: each from those it needs."""
        if not steps or steps[-1].statement is not goal.goal:
            raise NotCertified("the chain does not end in the statement")
        known = {(f.term.key, f.signs): f for f in goal.facts}
        have: dict[Term, list[Fact]] = {}
        for part in (p for g in goal.known for p in (g, *conjuncts(g))):
            turned = [fact(*a) for a in self.atoms(part, goal.shift)]
            have[part] = [known[f.term.key, f.signs] for f in turned]
        links: list[Step] = []
        for step in steps:
            needed = tuple(f for need in step.needs for f in have[need])
            inner = replace(goal, known=step.needs, goal=step.statement, facts=needed)
            cases = self.by_hints(step.hints, inner)
            if step is steps[-1]:
                return [(assumed, behind(links, found)) for assumed, found in cases]
            have[step.statement] = []
            for atom, case in zip(self.atoms(step.statement, goal.shift), cases, strict=True):
                links.append(Step("split", atom, [fact(*atom)], branches=[case]))
                have[step.statement] += links[-1].makes
        return []


class Certificates:
    """All that the kernel has accepted, in order; and what it was asked to accept."""

    def __init__(self) -> None:
        self.book = kernel.Book()
        self.entries: list[Entry] = []
        self.statements: dict[str, Statement] = {}
        for lemma in LEMMAS:
            self.add(lemma)

    def copy(self) -> Certificates:
        """Others that start from what the kernel has accepted here."""
        made = copy(self)
        made.book = copy(self.book)
        made.book.theorems = dict(self.book.theorems)
        made.entries, made.statements = [*self.entries], dict(self.statements)
        return made

    def admit(self, entry: Entry) -> None:
        """Hand an entry to the kernel; keep it if it is accepted."""
        self.book.add(entry)
        self.entries.append(entry)

    def add(self, claim: Claim) -> None:
        """Find a proof of a claim and have it checked; `NotCertified` if none is found."""
        try:
            self._add(claim)
        except (
            NotStated,
            NotPairs,
            orders.Unordered,
            Stuck,
            NotCertified,
            kernel.Refused,
        ) as failure:
            raise NotCertified(str(failure)) from None
        except Exception as failure:  # of the search, on which no proof depends
            raise NotCertified(f"the search failed: {type(failure).__name__}") from failure

    def _add(self, claim: Claim) -> None:
        for wanted in uses_of(claim.proof):
            if wanted.id in AXIOMS and wanted.id not in self.statements:
                axiom = AXIOMS[wanted.id]
                self.suppose(axiom.id, axiom.given, axiom.statement)
        sequent_ = self._prove(claim.id, claim.given, claim.statement, claim.proof)
        self.statements[claim.id] = Statement(claim.given, claim.statement, sequent_)

    def _prove(
        self, name: str, given: Sequence[Term], statement: Term, method: Method,
        about: Term | None = None,
    ) -> kernel.Sequent:  # fmt: skip
        """Have a theorem of this name accepted, a part of what it is about; its sequent."""
        if isinstance(method, Members) and method.network is not None:
            return certify_members(self, name, given, statement, method.network)
        if isinstance(method, Planned):
            return certify_planned(self, name, given, statement, method.networks)
        about = statement if about is None else about
        reader, (hypotheses, goals) = read_theorem(given, statement, about)
        for defined, function in reader.definitions.items():
            if defined not in self.book.theorems:
                self.admit(definition(function))
        if isinstance(method, Ordered):
            self._ordered(name, method, reader, hypotheses, goals)
            return hypotheses, goals
        prover = Prover(self.book, self.statements, reader)
        facts = tuple(fact(*atom) for atom in hypotheses)
        goal = Goal(tuple(given), statement, facts)
        size = NOTHING
        match method:
            case Induct():
                self._induct(name, method, prover, goal, hypotheses, goals)
                return hypotheses, goals
            case Each(methods):
                proofs = []
                parts = zip(methods, conjuncts(statement), strict=True)
                for number_, (inner, part) in enumerate(parts, 1):
                    if isinstance(inner, (Induct, Strong, Each, Members, Planned)):
                        part_name = f"{name}, part {number_}"
                        found = self._prove(part_name, given, part, inner, about)
                        proofs += cited(part_name, facts, found[1], found[1])
                    else:
                        cases = prover.by(inner, replace(goal, goal=part))
                        proofs += [written(f, [*facts, assumed]) for assumed, f in cases]
            case _:
                if isinstance(method, Strong):
                    prover.own, size = (hypotheses, goals), prover.size(method)
                cases = prover.by(method, goal)
                proofs = [written(found, [*facts, assumed]) for assumed, found in cases]
        self.admit(theorem(name, hypotheses, goals, proofs, size))
        return hypotheses, goals

    def _ordered(
        self, name: str, method: Ordered, reader: Reader, given: list[Atom], goals: list[Atom]
    ) -> None:
        self.require(orders.LEMMAS)
        if len(goals) != 1 or goals[0][1] != ZERO:
            raise NotCertified("the order of values proves one equation")
        values = [reader.term(value) for value in method.values]
        for entry in orders.entries(name, given, goals[0], values):
            self.admit(entry)

    def require(self, lemmas: Iterable[Claim]) -> None:
        """Have the kernel accept lemmas, unless it has."""
        for lemma in lemmas:
            if lemma.id not in self.book.theorems:
                self.add(lemma)

    def _induct(
        self, name: str, method: Induct, prover: Prover, goal: Goal,
        given: list[Atom], goals: list[Atom],
    ) -> None:  # fmt: skip
        """The base as a theorem of its own, and the theorem by cases: the base or the step."""
        also = [atom for a in method.also for atom in prover.reader.atoms(a)]
        prover.own = given, [*goals, *also]
        first = f"{name}, at first"
        base, base_cases = prover.first(method, goal)
        proofs = [written(f, [*prover.base_facts, assumed]) for assumed, f in base_cases]
        self.admit(theorem(first, *base, proofs))
        size = prover.size(method)
        n = (method.n.data, True)
        start = number(method.start)
        later, below = fact(size, POSITIVE), fact(size, POSITIVE ^ ANY)
        _, cases = prover.following(method, replace(goal, facts=(*goal.facts, later)))
        proofs = []
        for (assumed, found), wanted in zip(cases, [*goals, *also], strict=True):
            at_start = at_first(
                first, goal.facts, given, [*goals, *also], wanted, assumed, below, n, start
            )
            split = Step("split", (size, POSITIVE), [later], branches=[(below, at_start)])
            proofs.append(written(behind([split], found), [*goal.facts, assumed]))
        stronger = f"{name}, stronger" if also else name
        self.admit(theorem(stronger, given, [*goals, *also], proofs, size))
        if also:
            proofs = cited(stronger, goal.facts, goals, [*goals, *also])
            self.admit(theorem(name, given, goals, proofs))

    def suppose(self, name: str, given: Sequence[Term], statement: Term) -> None:
        """Have the kernel take a statement for an axiom."""
        _, atoms = read_theorem(given, statement)
        self.admit(sequent("axiom", name, *atoms, Table()))
        self.statements[name] = Statement(tuple(given), statement, atoms)
