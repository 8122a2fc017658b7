"""Entries of the kernel's book as Coq text, one after the other.

Axioms about exp and ln are proved from Coq's library; of constants that it does not have, they stay
axioms.  A theorem is proved in its flat form, by its certificate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    "integer": "apply int_positive; assumption",
    "sum of none": "apply sum_none; lra",
    "sum of one more": "rewrite sum_more by assumption; lra",
    "argmax": "destruct (argmax_law n t (fun i0 => G i0) (fun i0 => F i0)) as [? [? [? ?]]]; "
    "try assumption; repeat split; lra",
    "inverse": "rewrite inverse_law by assumption; lra",
    "quotient": "destruct (quotient_law n m) as [? ?]; try assumption; split; lra",
    "equals": "replace a with c by lra; lra",
}
"""Tactics that prove the laws, whose unknowns have the kernel's names.

The laws "case …" say that what is needed is the case: no lemmas.
"""


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
            if name in _LAWS:
                lines += self._fact(name, sequent, f"intros; {_LAWS[name]}.")
            else:
                self._signatures[name] = signature(name, sequent, self.vocabulary)
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
        match entry["kind"]:
            case "definition":
                lines += self._definition(entry, terms)
            case "axiom":
                lines += self._axiom(entry["name"], read_sequent(entry, terms))
            case _:
                lines += self._theorem(entry, read_sequent(entry, terms), terms)
        return "\n".join(lines)

    def _axiom(self, name: str, sequent: Sequent) -> list[str]:
        """Proved from Coq's library where it speaks of nothing else; of inputs, what it says is new."""
        terms = [t for part in sequent for t, _ in part]
        inputs = [n for n in self.vocabulary.dependencies(terms) if n[0] == "constant"]
        lines = []
        for input in inputs:
            self.vocabulary.reads[input] = ()
            text = self.vocabulary.symbol(input)
            lines.append(f"Parameter {text} : {function_type(input[3])}.")
            if input[2]:
                lines.append(f"Axiom Int_{text} : {is_integer(text, input[3])}.")
        constants = {named(f) for f in within(terms) if f.kind == "constant"}
        proof = "from_library." if constants <= set(LIBRARY) else ""
        return [*lines, *([""] if lines else []), *self._fact(name, sequent, proof)]

    def _fact(self, name: str, sequent: Sequent, proof: str) -> list[str]:
        """What is not proved by a certificate but by this script; an axiom if it is empty."""
        found = self._signatures[name] = signature(name, sequent, self.vocabulary)
        statement = Statement(found, self.vocabulary)
        pairs = [part for v in statement.factors for part in (v, f"D{v[1:]}")]
        introduced = [*statement.variables, *statement.integers, *pairs]
        script = [f"  intros {' '.join(introduced)}."] if introduced else []
        script += [f"  subst {' '.join(statement.factors)}; cbv beta."] if pairs else []
        return self._lemma(name, statement, [*script, f"  {proof}"] if proof else [])

    def _lemma(self, name: str, statement: Statement, script: Sequence[str]) -> list[str]:
        """A lemma in its flat form, an axiom if there is no proof; what is short in its plain one."""
        lemma, text = statement.signature.lemma, self.vocabulary.theorem(name)
        keyword = "Axiom" if not script else "Theorem" if lemma == text else "Lemma"
        flat = [*stated(keyword, lemma, statement.flat()), ""]
        if script:
            flat[-1:] = ["Proof.", *script, "Qed.", ""]
        if lemma == text:
            return flat
        known = [*statement.variables, *statement.integers]
        intros = f"intros {' '.join(known)}. " if known else ""
        use = " ".join((lemma, *known, *["_", "eq_refl"] * len(statement.factors)))
        return [
            *flat,
            *stated("Theorem", text, statement.plain()),
            f"Proof. {intros}exact ({use}). Qed.",
            "",
        ]

    def _definition(self, entry: Entry, terms: list[Term]) -> list[str]:
        me = ("constant", entry["name"], entry["integer"], entry["arity"])
        meaning = defined(self.vocabulary, me, at(terms, entry["body"]))
        self.vocabulary.theorem(me[1], f"{me[1]} law")
        return [*meaning.lines, "", *self._fact(entry["name"], meaning.law, meaning.proof)]

    def _theorem(self, entry: Entry, sequent: Sequent, terms: list[Term]) -> list[str]:
        size, itself = at(terms, entry["size"]), any(name is None for name, _ in _used(entry))
        also = [size] if itself else []
        found = signature(entry["name"], sequent, self.vocabulary, also)
        statement = Statement(found, self.vocabulary)
        replay = Replay(self.vocabulary, self._signatures.__getitem__, terms, found, size)
        self._others(replay, entry)
        self._proof(replay, statement, entry["proofs"], itself)
        self._signatures[entry["name"]] = found
        return self._lemma(entry["name"], statement, replay.context.lines)

    def _proof(
        self, replay: Replay, statement: Statement, proofs: Sequence[Any], itself: bool
    ) -> None:
        """The proofs of the goals; an induction if they use the theorem itself."""
        context, size, given = replay.context, replay.size, statement.signature.given
        if not itself:
            _introduce(replay, statement, [context.assume(atom) for atom in given])
            _goals(replay, proofs)
            return
        context.say("assert (Main : forall s0 : R, is_int s0 ->")
        *lines, last = statement.flat([f"{show(size, statement.style)} = s0"])
        context.say(*(f"  {line}" for line in lines), f"  {last}).")
        with context.braces():
            context.say("refine (by_size (fun s0 : R => _) _). intros s0 Int_s0 IH0.")
            _introduce(replay, statement, ["E0", *(context.assume(atom) for atom in given)])
            context.say("subst s0.")
            _goals(replay, proofs)
        args = _introduce(replay, statement, [])
        integer = context.whole(size)
        context.say(f"exact ({' '.join(('Main', '_', wrapped(integer), *args))} eq_refl).")

    def _others(self, replay: Replay, entry: Entry) -> None:
        """Unknowns and inputs that only the proof speaks of: any will do."""
        names = set(self.vocabulary.dependencies(replay.terms))
        for used, replaced in _used(entry):
            if used is not None:
                names |= set(self._signatures[used].unknowns) - replaced
        names -= set(replay.own.unknowns)
        for name in sorted(names.difference(self.vocabulary.reads)):
            text, kind = self.vocabulary.symbol(name), function_type(name[3])
            zero = f"(fun{' _' * name[3]} => 0)" if name[3] else "0"
            if not name[2]:
                replay.context.say(f"pose proof ({zero} : {kind}) as {text}.")
                continue
            replay.context.say(
                f"assert (Int_{text} : exists {text} : {kind}, {is_integer(text, name[3])})",
                f"  by (exists {zero}; intros; exact (int_number 0)).",
                f"destruct Int_{text} as [{text} Int_{text}].",
            )


def stated(keyword: str, name: str, lines: Sequence[str]) -> list[str]:
    """The lines of a lemma's statement."""
    return [f"{keyword} {name} :", *(f"  {line}" for line in lines[:-1]), f"  {lines[-1]}."]


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
    replay.once(proofs)
    if not goals:
        replay.context.say("exact I.")
    for place, (goal, proof) in enumerate(zip(goals, proofs, strict=True), 1):
        if place < len(goals):
            replay.context.say("split.")
        with replay.context.braces():
            replay.goal(goal, proof)


def _used(entry: Entry) -> Iterator[tuple[str | None, set[Name]]]:
    """The theorems that the proofs of an entry use, and for which unknowns they have values.

    None is the theorem that is proved.
    """
    pending = list(entry.get("proofs", ()))
    while pending:
        *uses, _ = pending.pop()
        for name, values, proofs in uses:
            replaced = {("unknown", text, whole, arity) for text, whole, arity, _ in values}
            yield name, replaced
            pending += proofs


def cited(entry: Entry) -> list[str]:
    """The names of the theorems that the proofs of an entry use."""
    try:
        return sorted({name for name, _ in _used(entry) if name is not None})
    except (TypeError, ValueError) as failure:
        raise NotExported(f"{entry['name']}: no entry for Coq ({failure})") from None


def _commented(text: str) -> str:
    """Text that does not end a comment."""
    return text.replace("*)", "* )").replace("(*", "( *")
