"""Entries of the kernel's book as Coq text, one after the other.

Axioms about exp and ln are proved from Coq's library; of constants that it does not have, they stay
axioms.  A theorem is proved in its flat form, by its certificate, and follows in its plain one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from symbolic.export.coq_facts import FACTS
from symbolic.export.coq_functions import FUNCTIONS
from symbolic.export.definitions import defined
from symbolic.export.order import within
from symbolic.export.printing import show, wrapped
from symbolic.export.replay import Replay
from symbolic.export.sequents import Signature, Statement, is_integer, signature
from symbolic.export.vocabulary import LIBRARY, Name, Vocabulary, function_type, named
from symbolic.kernel import Refused, Sequent, Term, at, laws, read, read_sequent

Entry = dict[str, Any]

_LAWS: Final = {
    "sum of none": "apply sum_none; lra",
    "sum of one more": "rewrite sum_more by assumption; lra",
    "argmax": "destruct (argmax_law n t (fun i0 => G i0) (fun i0 => F i0)) as [? [? [? ?]]]; "
    "try assumption; repeat split; lra",
    "inverse": "rewrite inverse_law by assumption; lra",
    "quotient": "destruct (quotient_law n m) as [? ?]; try assumption; split; lra",
    "equals": "replace a with c by lra; lra",
}
"""Tactics that prove the laws, whose unknowns have the kernel's names."""


class NotExported(Exception):
    """An entry that is not in the form of a ledger's, or speaks of what is not there."""


class Translation:
    """Coq text for entries, one after the other; later ones may use earlier ones."""

    def __init__(self) -> None:
        self.vocabulary = Vocabulary()
        self._signatures: dict[str, Signature] = {}

    def prelude(self) -> str:
        """Definitions and lemmas that everything rests on, and the kernel's laws."""
        lines = ["(** The laws that the kernel takes for given. *)", ""]
        for name, sequent in laws().items():
            lines += self._fact(name, sequent, f"intros; {_LAWS[name]}.")
        return "\n".join((FUNCTIONS, FACTS, *lines))

    def entry(self, entry: Entry) -> str:
        """An axiom, a definition or a theorem; `NotExported` where it is none."""
        try:
            return self._entry(entry)
        except (Refused, LookupError, TypeError, ValueError, ArithmeticError) as failure:
            why = str(failure)
        except RecursionError:
            why = "it is too deep"
        name = entry.get("name") if isinstance(entry, dict) else None
        raise NotExported(f"{name}: no entry for Coq ({why})")

    def _entry(self, entry: Entry) -> str:
        terms: list[Term] = []
        for node in entry["terms"]:
            terms.append(read(node, terms))
        lines = [f"(** {_commented(entry['name'])} *)", ""]
        if entry["kind"] == "definition":
            lines += self._definition(entry, terms)
        elif entry["kind"] == "axiom":
            lines += [
                *self._declared(terms),
                *self._axiom(entry["name"], read_sequent(entry, terms)),
            ]
        else:
            lines += [
                *self._declared(terms),
                *self._theorem(entry, read_sequent(entry, terms), terms),
            ]
        return "\n".join(lines)

    def _declared(self, terms: Iterable[Term], but: Name | None = None) -> list[str]:
        """Declarations of constants of which nothing has been said; `but` is about to be defined."""
        lines = []
        for factor in within(terms):
            name = named(factor) if factor.kind == "constant" else but
            if name is not None and name != but and name not in self.vocabulary.reads:
                self.vocabulary.reads[name] = ()
                text = self.vocabulary.constant(name)
                lines.append(f"Parameter {text} : {function_type(name[2])}.")
                if name[1]:
                    lines.append(f"Axiom int_{text} : {is_integer(text, name[2])}.")
        return [*lines, ""] if lines else []

    def _axiom(self, name: str, sequent: Sequent) -> list[str]:
        factors = within(t for part in sequent for t, _ in part)
        constants = {named(f) for f in factors if f.kind == "constant"}
        return self._fact(name, sequent, "from_library." if constants <= set(LIBRARY) else None)

    def _fact(self, name: str, sequent: Sequent, proof: str | None) -> list[str]:
        """What is not proved by a certificate: in its plain form, and in its flat form from there."""
        found = self._signatures[name] = signature(name, sequent, self.vocabulary)
        statement, text = Statement(found, self.vocabulary), self.vocabulary.theorem(name)
        pairs = [part for v in statement.factors for part in (v, f"D{v[1:]}")]
        introduced = [*statement.variables, *statement.integers, *pairs]
        subst = [f"  subst {' '.join(statement.factors)}."] if pairs else []
        plain = " ".join((text, *statement.variables, *statement.integers))
        return [
            *stated("Axiom" if proof is None else "Lemma", text, statement.plain()),
            *([] if proof is None else [f"Proof. {proof} Qed."]),
            "",
            *stated("Lemma", f"{text}_flat", statement.flat()),
            "Proof.",
            *([f"  intros {' '.join(introduced)}."] if introduced else []),
            *subst,
            f"  exact ({plain}).",
            "Qed.",
            "",
        ]

    def _definition(self, entry: Entry, terms: list[Term]) -> list[str]:
        me = (entry["name"], entry["integer"], entry["arity"])
        places = [at(terms, entry[part]) for part in ("start", "base", "step")]
        lines = self._declared(places, but=me)
        meaning = defined(self.vocabulary, me, *places)
        lines += [*meaning.lines, ""]
        for name, sequent, proof in meaning.laws:
            lines += self._fact(name, sequent, proof)
        return lines

    def _theorem(self, entry: Entry, sequent: Sequent, terms: list[Term]) -> list[str]:
        size = None if entry["size"] is None else at(terms, entry["size"])
        also = [] if size is None else [size]
        found = signature(entry["name"], sequent, self.vocabulary, also)
        statement = Statement(found, self.vocabulary)
        replay = Replay(self.vocabulary, self._signatures.__getitem__, terms, found, size)
        self._proof(replay, statement, entry)
        self._signatures[entry["name"]] = found
        name = self.vocabulary.theorem(entry["name"])
        return [
            *stated("Lemma", f"{name}_flat", statement.flat()),
            "Proof.",
            *replay.context.lines,
            "Qed.",
            "",
            *stated("Theorem", name, statement.plain()),
            _plain_from_flat(name, statement),
            "",
        ]

    def _proof(self, replay: Replay, statement: Statement, entry: Entry) -> None:
        context, size, given = replay.context, replay.size, statement.signature.given
        self._others(replay, entry)
        if size is None:
            _introduce(replay, statement, [context.add(atom) for atom in given])
            _goals(replay, entry["proofs"])
            return
        context.say("assert (Main : forall s0 : R, is_int s0 ->")
        *lines, last = statement.flat([f"{show(size, statement.style)} = s0"])
        context.say(*(f"  {line}" for line in lines), f"  {last}).")
        with context.braces():
            context.say("refine (by_size (fun s0 : R => _) _). intros s0 Int_s0 IH0.")
            _introduce(replay, statement, ["E0", *(context.add(atom) for atom in given)])
            context.say("subst s0.")
            _goals(replay, entry["proofs"])
        args = _introduce(replay, statement, [])
        integer = context.whole(size)
        context.say(f"exact ({' '.join(('Main', '_', wrapped(integer), *args))} eq_refl).")

    def _others(self, replay: Replay, entry: Entry) -> None:
        """Unknowns that only the proof speaks of: any will do."""
        names = set(self.vocabulary.dependencies(replay.terms))
        for cited, replaced in _cited(entry["proofs"]):
            names.update(n for n in self._signatures[cited].unknowns if n[:2] not in replaced)
        for name in sorted(names - set(replay.own.unknowns)):
            text, kind = self.vocabulary.unknown(name), function_type(name[2])
            zero = f"(fun{' _' * name[2]} => 0)" if name[2] else "0"
            if not name[1]:
                replay.context.say(f"pose proof ({zero} : {kind}) as {text}.")
                continue
            replay.context.say(
                f"assert (Int_{text} : exists {text} : {kind}, {is_integer(text, name[2])})",
                f"  by (exists {zero}; intros; exact (int_number 0)).",
                f"destruct Int_{text} as [{text} Int_{text}].",
            )


def stated(keyword: str, name: str, lines: Sequence[str]) -> list[str]:
    """The lines of a lemma's statement."""
    return [f"{keyword} {name} :", *(f"  {line}" for line in lines[:-1]), f"  {lines[-1]}."]


def _plain_from_flat(name: str, statement: Statement) -> str:
    known = [*statement.variables, *statement.integers]
    values = ["_"] * len(statement.factors) if statement.inline else statement.factors
    introduced = known if statement.inline else [*known, *values]
    args = [*known, *(part for v in values for part in (v, "eq_refl"))]
    intros = f"intros {' '.join(introduced)}. " if introduced else ""
    return f"Proof. {intros}exact ({' '.join((f'{name}_flat', *args))}). Qed."


def _introduce(replay: Replay, statement: Statement, more: Sequence[str]) -> list[str]:
    """Introduce the unknowns and factors of a statement, and more; the names of the former."""
    factors = replay.context.introduced(statement.signature.factors)
    names = [*statement.variables, *statement.integers, *factors]
    if names or more:
        replay.context.say(f"intros {' '.join((*names, *more))}.")
    return names


def _goals(replay: Replay, proofs: Sequence[Any]) -> None:
    """The goals one after the other."""
    goals = replay.own.goals
    if not goals:
        replay.context.say("exact I.")
    for place, (goal, proof) in enumerate(zip(goals, proofs, strict=True), 1):
        if place < len(goals):
            replay.context.say("split.")
        with replay.context.braces():
            replay.goal(goal, proof)


def _cited(proof: Any) -> Iterator[tuple[str, set[tuple[str, bool]]]]:
    """The theorems that a proof uses by name, and for which of their unknowns it has values."""
    stack = [proof]
    while stack:
        step = stack.pop()
        if len(step) > 1 and step[0] == "cut" and isinstance(step[1], str):
            yield step[1], {(text, whole) for text, whole, *_ in step[2]}
        stack += [part for part in step if isinstance(part, (list, tuple))]


def cited(entry: Entry) -> list[str]:
    """The names of the theorems that the proofs of an entry use."""
    return sorted({name for name, _ in _cited(entry.get("proofs", []))})


def _commented(text: str) -> str:
    """Text that does not end a comment."""
    return text.replace("*)", "* )").replace("(*", "( *")
