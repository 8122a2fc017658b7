"""A proof of the kernel as a Coq script, step by step.

What a theorem needs where it is used becomes assertions, proved by contradiction.  A contradiction is
a sum of products that has one sign and is a term of another, once the choices in it are made.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

from symbolic.export.context import Context, Fact
from symbolic.export.equalities import Instance, Opened, rewriting
from symbolic.export.printing import form, function, wrapped
from symbolic.export.sequents import Signature, names_of_indices
from symbolic.export.vocabulary import Vocabulary
from symbolic.kernel import (
    ANY,
    NEGATIVE,
    NONNEGATIVE,
    POSITIVE,
    ZERO,
    Atom,
    Term,
    at,
    number,
    product,
    times,
    total,
)

_BY_CONTRADICTION: Final = {
    NEGATIVE: "apply Rnot_le_lt.",
    ZERO: "apply refute_zero.",
    NEGATIVE | ZERO: "apply Rnot_lt_le.",
    POSITIVE: "apply Rnot_le_lt.",
    NONNEGATIVE: "apply Rnot_lt_le.",
}
_TURNS: Final = {NEGATIVE: "turn_neg", NEGATIVE | ZERO: "turn_nonpos"}
_ABSURD: Final = {ZERO: "zero", POSITIVE: "pos", NONNEGATIVE: "nonneg"}


class Replay:
    """One proof on its way: `context` is where it stands."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        known: Callable[[str], Signature],
        terms: list[Term],
        own: Signature,
        size: Term,
    ) -> None:
        self.context = Context(vocabulary)
        self.vocabulary, self.known, self.terms = vocabulary, known, terms
        self.own, self.size = own, size

    def goal(self, atom: Atom, proof: list[Any]) -> None:
        """A script for a fact, from the proof that its contrary is absurd."""
        term, signs = atom
        if signs == ANY:
            self.context.say("exact I.")
            return
        hypothesis = self.context.assume((term, signs ^ ANY))
        if signs == 0:
            self.context.say(f"assert ({hypothesis} : True) by exact I.")
        else:
            start = _BY_CONTRADICTION.get(signs, "")
            self.context.say(f"{start} intros {hypothesis}.".lstrip())
        *uses, end = proof
        for use in uses:
            self.context.facts += self._use(*use)
        self._contradict(*end)

    def once(self, proofs: Sequence[list[Any]]) -> None:
        """What several proofs use where nothing needs to be shown, before all of them."""
        uses = [use for *uses, _ in proofs for use in uses if use[0] is not None and not use[2]]
        for place, use in enumerate(uses):
            if use in uses[:place]:
                self._use(*use)

    def _shown(self, atom: Atom, proof: list[Any]) -> str:
        """A hypothesis that says this: one that is there, or a new one."""
        context = self.context
        if known := context.same(atom):
            return known
        name = f"G{context.number()}"
        context.say(f"assert ({name} : {form(atom[1], context.show(atom[0]))}).")
        with context.braces():
            self.goal(atom, proof)
        return context.learn(name, atom)

    def _cast(self, name: str, signs: int, text: str, known: str, equal: str = "poly") -> None:
        """A hypothesis from one about an equal term; `equal` proves the equation."""
        proof = f"refine (cast (fun t => {form(signs, 't')}) _ _ _ {known}); {equal}"
        self.context.say(f"assert ({name} : {form(signs, text)}) by ({proof}).")

    def _use(self, name: str | None, values: list[Any], proofs: list[Any]) -> list[Fact]:
        """A theorem, or the one that is proved: what it gives, shown if it is not known."""
        replaced = {
            ("unknown", text, whole, arity): at(self.terms, place)
            for text, whole, arity, place in values
        }
        signature = self.own if name is None else self.known(name)
        instance = Instance(self.context, replaced)
        goals = [(instance.term(t), s) for t, s in signature.goals]
        if not all(map(self.context.same, goals)):
            self._apply(name is None, signature, instance, proofs)
        return [(self.context.same(atom), *atom) for atom in goals]

    def _apply(
        self, itself: bool, signature: Signature, instance: Instance, proofs: list[Any]
    ) -> None:
        """What a theorem needs where it is used is shown, and what it gives follows."""
        context = self.context
        given = [(instance.term(t), s) for t, s in signature.given]
        if itself:
            smaller = instance.term(self.size)
            given += [(smaller, NONNEGATIVE), (self.size - smaller, POSITIVE)]
        shown = [self._shown(*each) for each in zip(given, proofs, strict=True)]
        if signature.given == signature.goals:
            return
        args, lemma = self._arguments(signature, instance), signature.lemma
        hypotheses = [self._back(instance, *g) for g in zip(signature.given, shown, strict=False)]
        if itself:
            less, equal = self._smaller(instance, smaller, shown[-1])
            size = [wrapped(context.show(smaller)), wrapped(context.whole(smaller))]
            lemma, args = "IH0", [*size, shown[-2], less, *args, equal]
        self._give(" ".join((lemma, *args, *hypotheses)), signature, instance)

    def _arguments(self, signature: Signature, instance: Instance) -> list[str]:
        """The values of the unknowns, that those marked so are integers, the factors and equations."""
        context, values = self.context, instance.values
        args: list[str] = []
        integers: list[str] = []
        for name in signature.unknowns:
            text = self.vocabulary.symbol(name)
            proof = f"Int_{text}"
            if name in values:
                indices, proofs = ([f"{x}{n}" for n in range(name[3])] for x in "iJ")
                text = wrapped(function(indices, context.show(values[name], indices)))
                taken = "".join(f"fun {i} {j} => " for i, j in zip(indices, proofs, strict=True))
                if name[2]:
                    proof = f"({taken}{context.whole(values[name], indices, proofs)})"
            args.append(text)
            integers += [proof] if name[2] else []
        args += integers
        for factor in signature.factors:
            becomes, equation = instance.equation(factor, *names_of_indices(factor))
            args += [wrapped(becomes), equation]
        return args

    def _back(self, instance: Instance, atom: Atom, known: str) -> str:
        """The hypothesis for what a lemma needs, as it stands in the lemma."""
        term, signs = atom
        raw, text = instance.raw(term), self.context.show(instance.term(term))
        if raw == text:
            return known
        name = f"G{self.context.number()}"
        self._cast(name, signs, raw, known)
        return name

    def _smaller(self, instance: Instance, smaller: Term, known: str) -> tuple[str, str]:
        """That the size where a proof uses itself is smaller, and that it is what the lemma says."""
        context = self.context
        text, here = context.show(smaller), context.show(self.size)
        less, equal = f"G{context.number()}", f"G{context.number()}"
        self._cast(less, POSITIVE, f"{wrapped(here)} - {wrapped(text)}", known)
        context.say(f"assert ({equal} : {instance.raw(self.size)} = {text}) by poly.")
        return less, equal

    def _give(self, proof: str, signature: Signature, instance: Instance) -> None:
        """What a lemma says, proved so."""
        context, names, casts = self.context, [], []
        for stated, signs in signature.goals:
            term = instance.term(stated)
            raw, text = instance.raw(stated), context.show(term)
            names.append(f"G{context.number()}")
            if raw == text:
                context.learn(names[-1], (term, signs))
            else:
                casts.append((term, signs, text, names[-1]))
        pattern = names[-1]
        for each in reversed(names[:-1]):
            pattern = f"[{each} {pattern}]"
        context.say(f"pose proof ({proof}) as {pattern}.")
        for term, signs, text, known in casts:
            name = f"G{context.number()}"
            self._cast(name, signs, text, known)
            context.learn(name, (term, signs))

    def _contradict(self, entries: list[Any], *by: int) -> None:
        """A sum of products has one sign, and another by what the facts in the places `by` say."""
        context = self.context
        products, zero, others = [], [], []
        for multiplier, *places in entries:
            term, facts = at(self.terms, multiplier), [at(context.facts, p) for p in places]
            products.append((1, product([term, *(t for _, t, _ in facts)])))
            for hypothesis in (name for name, _, signs in facts if signs == 0):
                context.say(f"destruct {hypothesis}.")
                return
            if any(signs == ZERO for _, _, signs in facts):
                zero.append(self._zero(term, facts))
            elif term.parts:
                others.append(_signed(term, facts))
        proof, signs = _sum(zero, others)
        whole, settled = total(products), self._settled(by)
        rest = settled.term(whole)
        context.say(*settled.lines)
        text, contrary = context.show(rest), context.sign(rest, signs ^ ANY)
        equal = rewriting(settled.rewrites(whole))
        refine = f"refine (absurd_{_ABSURD[signs]} _ {wrapped(text)} {proof} _ _)"
        context.say(f"{refine}; [{equal} | {contrary}].")

    def _settled(self, by: Sequence[int]) -> Opened:
        """What makes the choices that some facts decide; in each, those before it have done so."""
        context, known = self.context, dict[Any, int]()
        for name, term, signs in [at(context.facts, place) for place in by]:
            settled = Opened(context, known=dict(known))
            made = settled.term(term)
            if made.key != term.key and not context.same((made, signs)):
                context.say(*settled.lines)
                found, text = f"G{context.number()}", context.show(made)
                self._cast(found, signs, text, name, settled.proof(term))
                context.learn(found, (made, signs))
            for key, some in ((made.key, signs), ((number(0) - made).key, times(NEGATIVE, signs))):
                known[key] = known.get(key, ANY) & some
        return Opened(context, known=known)

    def _zero(self, multiplier: Term, facts: list[Fact]) -> str:
        """A proof that a product with a factor 0 is 0."""
        last = next(f for f in facts if f[2] == ZERO)
        texts = [] if multiplier.key == number(1).key else [self.context.show(multiplier)]
        texts += [self.context.show(f[1]) for f in facts if f is not last]
        if not texts:
            return last[0]
        return f"(zero_times {wrapped(' * '.join(map(wrapped, texts)))} _ {last[0]})"


def _signed(multiplier: Term, facts: list[Fact]) -> tuple[str, bool]:
    """(a proof that a product of facts is not negative, or that it is positive; whether so).

    Of each that says that t is negative or not positive, −t is a factor.
    """
    value = multiplier.parts.get((), 0)
    for _, _, signs in facts:
        value = -value if signs in _TURNS else value
    if any(multiplier.parts) or value <= 0:
        raise ValueError("a product that may be negative")
    known = [
        (f"({_TURNS[s]} _ {name})" if s in _TURNS else name, s in (NEGATIVE, POSITIVE))
        for name, _, s in facts
    ]
    if value != 1 or not known:
        lemma = "num_pos" if value.denominator == 1 else "frac_pos"
        numbers = value.as_integer_ratio()[: 1 if value.denominator == 1 else 2]
        known.insert(0, (f"({' '.join((lemma, *map(str, numbers)))})", True))
    proof, positive = known[0]
    for other, strict in known[1:]:
        if positive and strict:
            proof = f"(Rmult_lt_0_compat _ _ {proof} {other})"
        else:
            left, right = _weak(proof, positive), _weak(other, strict)
            proof = f"(Rmult_le_pos _ _ {left} {right})"
        positive = positive and strict
    return proof, positive


def _weak(proof: str, strict: bool) -> str:
    """That a number is not negative, from what is known."""
    return f"(Rlt_le _ _ {proof})" if strict else proof


def _sum(zero: Sequence[str], others: Sequence[tuple[str, bool]]) -> tuple[str, int]:
    """(a proof of what a sum of such products is, its sign)."""
    proof, signs = "", ZERO
    for each in reversed(zero):
        proof = f"(zero_plus _ _ {each} {proof})" if proof else each
    if others:
        known, positive = others[0]
        for other, strict in others[1:]:
            lemma = {
                (True, True): "Rplus_lt_0_compat", (True, False): "Rplus_lt_le_0_compat",
                (False, True): "Rplus_le_lt_0_compat", (False, False): "Rplus_le_le_0_compat",
            }[positive, strict]  # fmt: skip
            known, positive = f"({lemma} _ _ {known} {other})", positive or strict
        signs = POSITIVE if positive else NONNEGATIVE
        proof = f"(zero_plus_{_ABSURD[signs]} _ _ {proof} {known})" if proof else known
    return proof or "(eq_refl 0)", signs
