"""How a claim may be proved.

`solve`: the solvers decide it.  `ordered`: an equation between maxima, by the order of the values.
`induct`: for all n, base and step each decided.  `strong`: for all n, from smaller ones.  `derive`:
SymPy carries one side into the other, step by step.  `cases`: a finite family, every member
decided.  `each`: the parts of a conjunction, each its own way.  `argued`: on paper, by no machine.  A
proof is data; `run` does it and returns the evidence, or raises `ProofFailed`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any, Final, Protocol

from symbolic import calculus
from symbolic.arguments import ARGUED, Argued
from symbolic.evaluate import NotExact, evaluate
from symbolic.network import ReluNetwork
from symbolic.questions import Evidence, ProofFailed, prove_from
from symbolic.ranges import has_witness, linear_sums, offsets, unfold_to, write_out
from symbolic.shallow import Plan
from symbolic.terms import (
    Function,
    Term,
    conjunction,
    conjuncts,
    free_variables,
    fresh,
    functions,
    rebuild,
    require_one_meaning,
    substitute,
    subterms,
    variable,
)


@dataclass(frozen=True)
class Use:
    """An already proved theorem, at given values of its variables and inputs (by name)."""

    id: str
    values: Mapping[str, Any]


def use(id: str, /, **values: Any) -> Use:
    """The theorem `id` with its variables replaced; a name ending in _ stands for a Python word."""
    return Use(id, {name.rstrip("_"): value for name, value in values.items()})


class Proved(Protocol):
    """What a method may look up: an earlier theorem's hypotheses and statement."""

    def instance(self, wanted: Use) -> Term: ...


class Method(Protocol):
    """A way to prove: run gives the evidence or raises `ProofFailed`; describe says how."""

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]: ...

    def describe(self) -> str: ...


@dataclass(frozen=True)
class Hints:
    """Help for the solvers; a wrong hint can make a proof fail, never make a false one pass.

    at: indices to look at in maxima and the like.  unfold: calls of recursive functions to unfold.
    uses: earlier theorems.  steps: statements proved first, one from another; an equation among the
    `rewrite` steps, proved last, then replaces its left side by its right in the goal, before and
    after its sums are taken apart.  opaque: terms that are taken for unknowns, wherever they stand,
    in the last question, which then proves more than is needed.
    """

    at: tuple[Term, ...] = ()
    unfold: tuple[Term, ...] = ()
    uses: tuple[Use, ...] = ()
    steps: tuple[Term, ...] = ()
    rewrite: tuple[Term, ...] = ()
    opaque: tuple[Term, ...] = ()

    def prove(self, what: str, known: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        for statement in (*known, *self.steps, *self.rewrite, goal):
            if has_witness(statement):
                raise ProofFailed(f"{statement!r} speaks of a witness, for use in hints only")
        if any(e.op != "eq" for e in self.rewrite):
            raise ProofFailed("only equations can be rewritten by")
        facts = [*known, *(_discharged(proved.instance(u), known) for u in self.uses)]
        evidence = []
        for number, step in enumerate((*self.steps, *self.rewrite), 1):
            name = f"{what}, step {number}: {step!r}"
            evidence.append(prove_from(name, facts, step, self.at, self.unfold))
            facts.append(step)
        if self.rewrite:
            table = {e.args[0]: e.args[1] for e in self.rewrite}
            goal = substitute(linear_sums(substitute(goal, table)), table)
        if self.opaque:
            taken = goal.names.union(*(f.names for f in facts))
            unknown = {
                t: variable(fresh(f"opaque {n}", taken), t.sort) for n, t in enumerate(self.opaque)
            }
            facts = [substitute(f, unknown) for f in facts]
            goal = substitute(goal, unknown)
        evidence.append(prove_from(what, facts, goal, self.at, self.unfold))
        return evidence

    def describe(self) -> str:
        used = f" Uses {', '.join(sorted({u.id for u in self.uses}))}." if self.uses else ""
        steps = "".join(f" First: {s!r}." for s in (*self.steps, *self.rewrite))
        return steps + used


def _discharged(fact: Term, known: Iterable[Term]) -> Term:
    """From P, and from P and Q ⟹ R: Q ⟹ R.  The solvers then have less to do."""
    if fact.op != "implies":
        return fact
    holds = {part for statement in known for part in conjuncts(statement)}
    open_ = [part for part in conjuncts(fact.args[0]) if part not in holds]
    return conjunction(*open_).implies(fact.args[1]) if open_ else fact.args[1]


def _hints(*hints: Iterable[Any]) -> Hints:
    return Hints(*map(tuple, hints))


@dataclass(frozen=True)
class Solve:
    """The solvers decide the statement."""

    hints: Hints = field(default_factory=Hints)

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        return self.hints.prove("the statement", given, goal, proved)

    def describe(self) -> str:
        return "The negation is unsatisfiable." + self.hints.describe()


def solve(
    *,
    at: Sequence[Term] = (),
    unfold: Sequence[Term] = (),
    uses: Sequence[Use] = (),
    steps: Sequence[Term] = (),
    rewrite: Sequence[Term] = (),
    opaque: Sequence[Term] = (),
) -> Solve:
    """The solvers decide the statement, with these hints (see `Hints`)."""
    return Solve(_hints(at, unfold, uses, steps, rewrite, opaque))


@dataclass(frozen=True)
class Ordered:
    """The solvers decide the statement; the kernel, by the order of some values."""

    values: tuple[Term, ...]

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        return Hints().prove("the statement", given, goal, proved)

    def describe(self) -> str:
        return f"By the order of {', '.join(map(repr, self.values))}, as far as it matters."


def ordered(values: Sequence[Term]) -> Ordered:
    """An equation between maxima, by the order of the values, as far as it matters.

    The hypotheses say of unknowns which maxima they are; in each case all that is left is linear.
    """
    return Ordered(tuple(values))


@dataclass(frozen=True)
class Induct:
    """P(start), and P(n) implies P(n + 1) for n >= start; `also` strengthens P."""

    n: Term
    start: int
    also: tuple[Term, ...]
    hints: Hints

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        n, start = self.n, self.start
        _require_start(given, n, start)
        whole = conjunction(goal, *self.also)
        given = [g for g in given if g is not (n >= start)]
        hypothesis = conjunction(*given)
        lowest = offsets(hypothesis & whole, n)
        at_start = {n: start}
        evidence = replace(self.hints, steps=(), unfold=()).prove(
            f"base {n!r} = {start}",
            [_instance(g, at_start) for g in given],
            _instance(whole, at_start),
            _Mapped(proved, lambda fact: _instance(fact, at_start)),
        )

        def unfolded(term: Term) -> Term:
            return unfold_to(term, n, lowest, start)

        following = {n: n + 1}
        known = [
            n >= start,
            unfolded(hypothesis.implies(whole)),
            *(unfolded(_instance(g, following)) for g in given),
        ]
        step = unfolded(_instance(whole, following))
        parts = list(conjuncts(step))
        for number, part in enumerate(parts, 1):
            name = f"step from {n!r} to {n!r} + 1"
            name += f", part {number} of {len(parts)}" if len(parts) > 1 else ""
            evidence += self.hints.prove(name, known, part, _Mapped(proved, unfolded))
        return evidence

    def describe(self) -> str:
        stronger = "".join(f", together with {a!r}" for a in self.also)
        return f"Induction on {self.n!r} from {self.start}{stronger}." + self.hints.describe()


@dataclass(frozen=True)
class _Mapped:
    """Instances of earlier theorems, rewritten to fit an induction's base or step."""

    proved: Proved
    rewrite: Callable[[Term], Term]

    def instance(self, wanted: Use) -> Term:
        return self.rewrite(self.proved.instance(wanted))


def _require_start(given: Sequence[Term], n: Term, start: int) -> None:
    if n.op != "variable" or n.sort != "Int" or type(start) is not int:
        raise ProofFailed(f"induction is on an integer variable from an integer, not on {n!r}")
    if not any(g is (n >= start) for g in given):
        raise ProofFailed(f"induction from {start} needs the hypothesis {n!r} >= {start}")


def induct(
    n: Term,
    *,
    start: int = 1,
    also: Sequence[Term] = (),
    at: Sequence[Term] = (),
    unfold: Sequence[Term] = (),
    uses: Sequence[Use] = (),
    steps: Sequence[Term] = (),
) -> Induct:
    """Induction on an integer n >= start; the claim's hypotheses must include n >= start."""
    return Induct(n, start, tuple(also), _hints(at, unfold, uses, steps))


@dataclass(frozen=True)
class Strong:
    """P(n) from P at the `smaller` values, each of which must be below n and >= start."""

    n: Term
    start: int
    smaller: tuple[Mapping[Term, Any], ...]
    hints: Hints

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        n = self.n
        _require_start(given, n, self.start)
        whole = conjunction(*given).implies(goal)
        known = list(given)
        for values in self.smaller:
            smaller = values[n]
            holds = _instance(whole, values)
            known.append(((smaller >= self.start) & (smaller < n)).implies(holds))
        return self.hints.prove(f"{n!r} from smaller ones", known, goal, proved)

    def describe(self) -> str:
        at = "; ".join(
            ", ".join(f"{k!r} := {v!r}" for k, v in values.items()) for values in self.smaller
        )
        return f"Strong induction on {self.n!r}, at {at}." + self.hints.describe()


def strong(
    n: Term,
    smaller: Sequence[Mapping[Term, Any]],
    *,
    start: int = 1,
    at: Sequence[Term] = (),
    unfold: Sequence[Term] = (),
    uses: Sequence[Use] = (),
    steps: Sequence[Term] = (),
) -> Strong:
    """Strong induction on n; each of `smaller` gives values to n and perhaps other variables."""
    return Strong(n, start, tuple(smaller), _hints(at, unfold, uses, steps))


@dataclass(frozen=True)
class Step:
    """A statement proved from those it needs, earlier ones or hypotheses, and nothing else."""

    statement: Term
    needs: tuple[Term, ...]
    hints: Hints = field(default_factory=Hints)


@dataclass(frozen=True)
class Chain:
    """Statements proved one after the other; the last is the goal."""

    steps: tuple[Step, ...]

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        if not self.steps or self.steps[-1].statement is not goal:
            raise ProofFailed("the chain does not end in the statement")
        evidence: list[Evidence] = []
        known = {part for g in given for part in (g, *conjuncts(g))}
        for number, step in enumerate(self.steps, 1):
            if not known.issuperset(step.needs):
                raise ProofFailed(f"link {number} needs what is not proved before it")
            name = f"link {number} of {len(self.steps)}: {step.statement!r}"
            evidence += step.hints.prove(name, step.needs, step.statement, proved)
            known.add(step.statement)
        return evidence

    def describe(self) -> str:
        return f"A chain of {len(self.steps)} statements, each from earlier ones."


def chain(steps: Iterable[Step]) -> Chain:
    """Statements proved one after the other; the last is the goal."""
    return Chain(tuple(steps))


@dataclass(frozen=True)
class Each:
    """One proof for every part of a conjunction."""

    methods: tuple[Method, ...]

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        parts = list(conjuncts(goal))
        if len(parts) != len(self.methods):
            raise ProofFailed(f"{len(self.methods)} proofs for {len(parts)} statements")
        evidence = []
        for number, (part, method) in enumerate(zip(parts, self.methods, strict=True), 1):
            try:
                found = run(method, given, part, proved)
            except ProofFailed as failure:
                raise ProofFailed(f"part {number}: {failure}") from None
            evidence += [
                Evidence(f"part {number}: {e.what}", e.grade, e.by, e.seconds) for e in found
            ]
        return evidence

    def describe(self) -> str:
        lines = (f"({n}) {m.describe()}" for n, m in enumerate(self.methods, 1))
        return " ".join(lines)


def each(*methods: Method) -> Each:
    """One proof for every part of a conjunction, in order."""
    return Each(methods)


def instantiate(given: Sequence[Term], statement: Term, wanted: Use) -> Term:
    """hypotheses ⟹ statement, with variables and inputs replaced by name."""
    whole = conjunction(*given).implies(statement) if given else statement
    by_name = {v.data: v for v in free_variables(whole)}
    inputs: dict[Function, Callable[..., Any]] = {}
    known = {f.name: f for f in functions(whole)}
    variables: dict[Term, Any] = {}
    for name, value in wanted.values.items():
        if name in by_name:
            variables[by_name[name]] = value
        elif name in known:
            inputs[known[name]] = value
        else:
            raise ValueError(f"{wanted.id} has no variable {name}")
    return _instance(whole, variables, inputs)


def _instance(
    term: Term,
    variables: Mapping[Term, Any],
    inputs: Mapping[Function, Callable[..., Any]] | None = None,
) -> Term:
    """The term with variables and inputs replaced; refused where a recursive function is in the way.

    Its definition is not rewritten, so neither it nor what it reads can be replaced.
    """
    replaced: set[Any] = {*variables, *(inputs or {})}
    for function in functions(term):
        if function.definition is not None:
            fixed = {function} | function.reads
            if fixed & replaced:
                raise ValueError(f"{function} is defined once and for all, with what it reads")
    return substitute(term, variables, inputs)


@dataclass(frozen=True)
class Derive:
    """SymPy carries the left side of an equation into the right."""

    through: tuple[Any, ...]
    uses: tuple[Use, ...]

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        if goal.op != "eq":
            raise ProofFailed(f"only an equation is derived, not {goal!r}")
        started = time.perf_counter()
        for wanted in self.uses:
            goal = _rewritten(goal, proved.instance(wanted), given)
        written = [goal.args[0], *self.through, goal.args[1]]
        terms = [t for t in written if isinstance(t, Term)]
        require_one_meaning(terms)
        assumed = _in_the_open(given, frozenset().union(*map(calculus.differentiated, terms)))
        for known, needed in (pair for t in terms for pair in calculus.needs(t)):
            if not calculus.certain(needed, [*assumed, *known]):
                values = [t for k in (*given, *known, needed) for t in subterms(k) if t.op == "exp"]
                positive = [t > 0 for t in values if not t.open]
                prove_from(f"{needed!r}", [*given, *known, *positive], needed)
        stages = [calculus.reading(t, assumed) if isinstance(t, Term) else t for t in written]
        for number, (left, right) in enumerate(pairwise(stages), 1):
            if not calculus.equal(left, right):
                raise ProofFailed(f"SymPy cannot show step {number}: {left} = {right}")
        chain = " = ".join(str(s) for s in stages)
        return [Evidence(chain, "derived", calculus.program(), time.perf_counter() - started)]

    def describe(self) -> str:
        used = f" after rewriting by {', '.join(u.id for u in self.uses)}" if self.uses else ""
        middle = "".join(f" through {t}" for t in self.through)
        return f"SymPy derives the right side from the left{used}{middle}."


def _in_the_open(given: Sequence[Term], moving: frozenset[Term]) -> list[Term]:
    """The hypotheses without those that hold at a point of the moving variables, not around it."""
    parts = [part for g in given for part in conjuncts(g)]
    return [p for p in parts if p.op == "gt" or not moving.intersection(free_variables(p))]


def derive(*through: Any, uses: Sequence[Use] = ()) -> Derive:
    """SymPy shows each side of the equation equal, by way of the stages given (terms or SymPy).

    uses: earlier theorems, equations whose left side is replaced by the right one beforehand.
    """
    return Derive(through, tuple(uses))


def _rewritten(goal: Term, fact: Term, given: Sequence[Term]) -> Term:
    """The goal with the left sides of the equations in a fact replaced by the right ones.

    The fact's hypotheses must be among `given`, and must leave a variable of differentiation free.
    """
    hypotheses: Sequence[Term] = ()
    if fact.op == "implies":
        hypotheses, fact = list(conjuncts(fact.args[0])), fact.args[1]
    known = [part for g in given for part in conjuncts(g)]
    moving = calculus.differentiated(goal)
    for hypothesis in hypotheses:
        if not any(hypothesis is part for part in known):
            raise ProofFailed(f"{hypothesis!r} is needed and not given")
        if any(v in moving for v in free_variables(hypothesis)):
            raise ProofFailed(f"{hypothesis!r} restricts a variable of differentiation")
    equations = {part.args[0]: part.args[1] for part in conjuncts(fact) if part.op == "eq"}

    def go(term: Term) -> Term:
        return equations[term] if term in equations else rebuild(term, tuple(map(go, term.args)))

    return go(goal)


@dataclass(frozen=True)
class Members:
    """Every case of a statement over ranges of known length by itself.

    network: for the number of a case, the network whose output it speaks of, and its entries.
    """

    name: str
    method: Callable[[int], Method]
    uses: tuple[Use, ...] = ()
    network: Callable[[int], tuple[ReluNetwork, Sequence[Term]]] | None = None

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        started = time.perf_counter()
        parts = list(conjuncts(write_out(goal)))
        found: list[Evidence] = []
        for number, part in enumerate(parts):
            try:
                found += run(self.method(number), given, part, proved)
            except ProofFailed as failure:
                raise ProofFailed(f"case {number + 1} of {len(parts)}: {failure}") from None
        what = f"{len(parts)} cases in {len(found)} questions: {self.name}"
        by = found[-1].by if found else ""
        return [Evidence(what, weakest(e.grade for e in found), by, time.perf_counter() - started)]

    def describe(self) -> str:
        return f"Every case by itself: {self.name}."


def members(
    name: str,
    method: Callable[[int], Method] = lambda number: solve(),
    *,
    uses: Sequence[str] = (),
    network: Callable[[int], tuple[ReluNetwork, Sequence[Term]]] | None = None,
) -> Members:
    """A statement over ranges of known length, written out; case `number` by `method(number)`.

    uses: the ids of the theorems that these proofs use.  network: what each case is about, if that
    is a network and its entries.
    """
    return Members(name, method, tuple(use(id) for id in uses), network)


Networks = Callable[[int], tuple[Plan, ReluNetwork, Sequence[Term]]]
"""For each case of a statement: the plan, the network that it is about, and its entries."""


@dataclass(frozen=True)
class Planned:
    """Every case of a statement that networks are maxima, by the plan that each network follows."""

    name: str
    networks: Networks
    uses: tuple[Use, ...]

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        # The kernel decides this, and what finds the proof for it needs this module.
        from symbolic.layerwise import NotPairs
        from symbolic.search.unions import checked

        started = time.perf_counter()
        known = {u.id: proved.instance(u) for u in self.uses}
        try:
            cases = checked(given, goal, self.networks, known)
        except NotPairs as failure:
            raise ProofFailed(str(failure)) from None
        what = f"{cases} networks: {self.name}"
        return [Evidence(what, "kernel", "the kernel", time.perf_counter() - started)]

    def describe(self) -> str:
        return f"Every network by itself: {self.name}."


def planned(name: str, networks: Networks, uses: Sequence[str]) -> Planned:
    """A statement over ranges of known length that networks are maxima, each by its plan.

    uses: the ids of the theorems that state the identities of the plans.
    """
    return Planned(name, networks, tuple(use(id) for id in uses))


@dataclass(frozen=True)
class Compute:
    """A statement without unknowns, evaluated."""

    def run(self, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
        started = time.perf_counter()
        if given:
            raise ProofFailed("a statement under hypotheses cannot be evaluated")
        try:
            holds, grade, by = evaluate(goal, {}), "exhaustive", "exact rational arithmetic"
        except NotExact:
            holds, grade, by = calculus.truth_at(goal, {}), "derived", calculus.program()
        if not holds:
            raise ProofFailed(f"evaluates to false: {goal!r}")
        seconds = time.perf_counter() - started
        return [Evidence(f"{goal!r} evaluated", grade, by, seconds)]

    def describe(self) -> str:
        return "Evaluated: exactly, or to 30 digits where exp and the like occur."


def compute() -> Compute:
    """A statement without unknowns, evaluated in rational arithmetic or to certified digits."""
    return Compute()


GRADES = ("kernel", "two solvers", "derived", "exhaustive", "tested", ARGUED)
"""From strongest to weakest; a theorem has the weakest grade among its evidence.

A machine has something to say for all but the last, which stands below even random tests: whatever
else a theorem has, one step on paper makes it argued.
"""


def weakest(grades: Iterable[str]) -> str:
    """The weakest of some grades."""
    return max(grades, key=GRADES.index)


METHODS: Final = (
    Solve, Ordered, Induct, Strong, Chain, Each, Derive, Members, Planned, Compute, Argued,
)  # fmt: skip
"""All there are: what else looks like a method could return evidence of nothing."""


def run(method: Method, given: Sequence[Term], goal: Term, proved: Proved) -> list[Evidence]:
    """The evidence that a method finds; a method or hints of any other type are refused."""
    if type(method) not in METHODS:
        raise TypeError(f"{type(method).__name__} is no method of proof")
    steps = method.steps if isinstance(method, Chain) else (method,)
    for hints in (getattr(step, "hints", None) for step in steps):
        if hints is not None and type(hints) is not Hints:
            raise TypeError(f"{type(hints).__name__} are no hints")
    return method.run(given, goal, proved)
