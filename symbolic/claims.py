"""Claims and theorems.

A `Claim` is data: what is stated, under which hypotheses, how it is to be proved, and false
variants that must be refuted.  `prove` is the only maker of a `Theorem`, and a theorem is what an
earlier claim must be before a later proof may use it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from symbolic.arguments import ARGUED, Argued
from symbolic.axioms import AXIOMS, Axiom
from symbolic.calculus import Undecided
from symbolic.counterexamples import Point, refute, satisfy
from symbolic.methods import Method, Use, instantiate, run, solve, weakest
from symbolic.questions import Evidence, ProofFailed
from symbolic.ranges import NotUnfolded
from symbolic.terms import Function, Term, conjunction, free_variables, functions


@dataclass(frozen=True)
class Wrong:
    """A false variant: the statement, hypotheses if they differ, and where to look or the point."""

    statement: Term
    given: tuple[Term, ...] | None
    at: Mapping[str, Any]


def wrong(statement: Term, given: Sequence[Term] | None = None, /, **at: Any) -> Wrong:
    """A false variant refuted at given values of (some) variables and inputs."""
    return Wrong(statement, None if given is None else tuple(given), at)


@dataclass(frozen=True)
class Claim:
    """What is to be proved; see `claim` for the fields."""

    id: str
    says: str
    statement: Term
    given: tuple[Term, ...] = ()
    proof: Method = field(default_factory=solve)
    false: tuple[Wrong, ...] = ()
    example: Mapping[str, Any] = field(default_factory=dict)
    because: str = ""
    page: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "given", tuple(self.given))
        object.__setattr__(self, "false", tuple(self.false))
        for statement in (*self.given, self.statement):
            if statement.sort != "Bool" or statement.open:
                raise TypeError(f"{self.id} is no statement: {statement!r}")

    def __init_subclass__(cls) -> None:
        raise TypeError("Claim cannot be subclassed")

    @property
    def uses(self) -> tuple[str, ...]:
        """The ids of the theorems that the proof uses."""
        return tuple(dict.fromkeys(u.id for u in uses_of(self.proof) if u.id not in AXIOMS))


def uses_of(method: Any) -> Iterable[Use]:
    """The axioms and theorems that a method uses, those inside it too."""
    if hasattr(method, "hints"):
        yield from method.hints.uses
    yield from getattr(method, "uses", ())
    for inner in (*getattr(method, "methods", ()), *getattr(method, "steps", ())):
        yield from uses_of(inner)


@dataclass(frozen=True)
class Refutation:
    """A false variant and the point where it fails, which has been evaluated exactly."""

    statement: Term
    given: tuple[Term, ...]
    point: Point


class NotProved(Exception):
    """A claim that was not proved: why, and a counterexample if there is one."""

    def __init__(self, id: str, reason: str, counterexample: Point | None = None) -> None:
        found = f"; counterexample: {counterexample}" if counterexample is not None else ""
        super().__init__(f"{id} is not proved: {reason}{found}")
        self.id = id
        self.reason = reason
        self.counterexample = counterexample


_SEAL: Final = object()
_NAME: Final = re.compile(r"[^\W\d]\w*'*")


class Theorem:
    """A proved claim.  Only `prove` makes one.

    claim: what was proved.  grade: the weakest grade among the evidence.  evidence: all that was
    checked.  axioms: what it rests on, by itself or through the theorems used.  refutations: its
    false variants, each with a point.  example: a point that satisfies the hypotheses, None if
    there are none.  seconds: what the proof took.
    """

    __slots__ = ("axioms", "claim", "evidence", "example", "grade", "refutations", "seconds")
    axioms: tuple[Axiom, ...]
    claim: Claim
    grade: str
    evidence: tuple[Evidence, ...]
    refutations: tuple[Refutation, ...]
    example: Point | None
    seconds: float

    def __init__(self, seal: object, **fields: Any) -> None:
        if seal is not _SEAL:
            raise TypeError("a theorem is made by proving a claim, not by calling Theorem")
        for name, value in fields.items():
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError("a theorem cannot be changed")

    def __init_subclass__(cls) -> None:
        raise TypeError("Theorem cannot be subclassed")

    def __reduce__(self) -> Any:
        raise TypeError("a theorem cannot be copied or stored; prove its claim again")


class Theorems:
    """Those proved so far, by id: what a later proof may use."""

    def __init__(self) -> None:
        self._proved: dict[str, Theorem] = {}

    def __contains__(self, id: object) -> bool:
        return id in self._proved

    def __getitem__(self, id: str) -> Theorem:
        return self._proved[id]

    def __iter__(self) -> Iterator[Theorem]:
        return iter(self._proved.values())

    def add(self, theorem: Theorem) -> None:
        if type(theorem) is not Theorem or theorem not in _GENUINE:
            raise TypeError("only a theorem that `prove` made can be used")
        self._proved[theorem.claim.id] = theorem

    def instance(self, wanted: Use) -> Term:
        """hypotheses ⟹ statement of an axiom or a proved theorem, at the values wanted."""
        if wanted.id in AXIOMS:
            axiom = AXIOMS[wanted.id]
            return instantiate(axiom.given, axiom.statement, wanted)
        if wanted.id not in self._proved:
            raise ProofFailed(f"uses {wanted.id}, which is not proved")
        claim = self._proved[wanted.id].claim
        return instantiate(claim.given, claim.statement, wanted)


class _Used:
    """Looks up theorems for one proof and keeps count of what it used."""

    def __init__(self, theorems: Theorems) -> None:
        self._theorems = theorems
        self._ids: dict[str, None] = {}

    def instance(self, wanted: Use) -> Term:
        self._ids[wanted.id] = None
        return self._theorems.instance(wanted)

    @property
    def theorems(self) -> list[Theorem]:
        return [self._theorems[id] for id in self._ids if id not in AXIOMS]

    @property
    def axioms(self) -> tuple[Axiom, ...]:
        """Those used by name and those behind the theorems used, each once."""
        named = [AXIOMS[id] for id in self._ids if id in AXIOMS]
        behind = (axiom for theorem in self.theorems for axiom in theorem.axioms)
        return tuple(dict.fromkeys([*named, *behind]))


class _Genuine:
    """The theorems that `prove` returned, by identity."""

    def __init__(self) -> None:
        self._all: list[Theorem] = []

    def add(self, theorem: Theorem) -> None:
        self._all.append(theorem)

    def __contains__(self, theorem: object) -> bool:
        return any(theorem is known for known in self._all)


_GENUINE: Final = _Genuine()


def prove(claim: Claim, earlier: Theorems | None = None) -> Theorem:
    """Prove a claim and refute its false variants; the theorem, or `NotProved`.

    `earlier` holds the theorems that the proof uses; the new one is added to it.
    """
    started = time.perf_counter()
    known = earlier if earlier is not None else Theorems()
    if type(claim) is not Claim or type(known) is not Theorems:
        raise TypeError("prove takes a Claim and Theorems")
    used = _Used(known)
    if claim.id in AXIOMS:
        raise ValueError(f"{claim.id} is the name of an axiom")
    _require_distinct_names(claim)
    example = None
    if claim.given:
        example = satisfy(claim.given, claim.example)
        if example is None:
            raise NotProved(claim.id, "no example satisfies its hypotheses, so it may say nothing")
    try:
        evidence = tuple(run(claim.proof, claim.given, claim.statement, used))
    except (ProofFailed, NotUnfolded, Undecided, ValueError) as failure:
        found = refute(claim.given, claim.statement, claim.example)
        if found is None:
            found = refute(claim.given, claim.statement)
        raise NotProved(claim.id, str(failure), found) from None
    if any(e.grade == ARGUED for e in evidence) and type(claim.proof) is not Argued:
        raise NotProved(claim.id, "an argument on paper is the whole proof of a claim, or no part")
    theorem = Theorem(
        _SEAL,
        axioms=used.axioms,
        claim=claim,
        grade=weakest([*(e.grade for e in evidence), *(t.grade for t in used.theorems)]),
        evidence=evidence,
        refutations=tuple(_refuted(claim)),
        example=example,
        seconds=time.perf_counter() - started,
    )
    _GENUINE.add(theorem)
    known.add(theorem)
    return theorem


def _require_distinct_names(claim: Claim) -> None:
    """Two inputs of one name would be one to the solvers, and two to whoever uses the theorem."""
    whole = conjunction(*claim.given, claim.statement)
    named: dict[str, Function] = {}
    sorts: dict[str, str] = {}
    for v in free_variables(whole):
        if not _NAME.fullmatch(v.data):
            raise ValueError(f"{claim.id} has a variable of a name kept for proofs: {v.data!r}")
        if sorts.setdefault(v.data, v.sort) != v.sort:
            raise ValueError(f"{claim.id} speaks of two different variables called {v.data}")
    for function in functions(whole):
        if function.name in sorts:
            raise ValueError(f"{claim.id} has a variable and an input called {function.name}")
        for read in (function, *function.reads):
            if isinstance(read, Function) and named.setdefault(read.name, read) != read:
                raise ValueError(f"{claim.id} speaks of two different inputs called {read.name}")


def _refuted(claim: Claim) -> Iterable[Refutation]:
    for variant in claim.false:
        given = claim.given if variant.given is None else variant.given
        point = refute(given, variant.statement, variant.at)
        if point is None:
            raise NotProved(claim.id, f"its false variant was not refuted: {variant.statement!r}")
        yield Refutation(variant.statement, given, point)
