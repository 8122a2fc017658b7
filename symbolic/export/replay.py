"""A proof of the kernel as a Coq script, step by step.

`split` and the hypotheses of a `cut` become assertions, proved by contradiction; what is `settle`d
is an equation; what is `absurd` is a sum of products that has one sign and is a term of another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar, Final

from symbolic.export.context import Context
from symbolic.export.equalities import Instance, Opened, by
from symbolic.export.printing import fact, form, function, wrapped
from symbolic.export.sequents import Signature, names_of_indices
from symbolic.export.vocabulary import Vocabulary
from symbolic.kernel import ANY, NEGATIVE, POSITIVE, ZERO, Atom, Term, at, number, total

NONZERO: Final = NEGATIVE | POSITIVE
NOT_NEGATIVE: Final = ZERO | POSITIVE
CAST: Final = {ZERO: "zero", POSITIVE: "pos", NONZERO: "nonzero", NOT_NEGATIVE: "nonneg"}
Values = Mapping[Any, tuple[int, Term]]


class Replay:
    """One proof on its way: `context` is where it stands."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        known: Callable[[str], Signature],
        terms: list[Term],
        own: Signature,
        size: Term | None,
    ) -> None:
        self.context = Context(vocabulary)
        self.vocabulary, self.known, self.terms = vocabulary, known, terms
        self.own, self.size = own, size

    def goal(self, atom: Atom, proof: list[Any]) -> None:
        """A script for a fact, from the proof that its contrary is absurd."""
        context = self.context
        term, signs = atom
        contrary = fact((term, signs ^ ANY))
        if signs == ANY:
            context.say("exact I.")
            return
        if signs in (POSITIVE, NOT_NEGATIVE):
            turned = context.show(contrary[0])
            context.say(f"apply (refute_{CAST[signs]} _ {wrapped(turned)}); [poly |].")
        elif signs == ZERO:
            context.say("apply refute_zero.")
        if signs == 0:
            context.say(f"assert (H{len(context.facts)} : True) by exact I.")
        else:
            context.say(f"intros H{len(context.facts)}.")
        context.add(contrary)
        self.steps(proof)

    def assertion(self, name: str, atom: Atom, proof: list[Any]) -> None:
        """A hypothesis of this name, with its proof; it is not counted among the facts."""
        context = self.context
        context.say(f"assert ({name} : {form(atom[1], context.show(atom[0]))}).")
        with context.braces():
            self.goal(atom, proof)

    def take(self, atom: Atom, proof: str) -> None:
        """One more fact: `proof` is a tactic for it."""
        text = form(atom[1], self.context.show(atom[0]))
        self.context.say(f"assert ({self.context.add(atom)} : {text}) by ({proof}).")

    def steps(self, proof: Iterable[Any]) -> None:
        """The steps, one after the other."""
        for rule, *step in proof:
            self.rules[rule](self, *step)

    def _split(self, place: int, signs: int, proof: list[Any]) -> None:
        atom = fact((at(self.terms, place), signs))
        self.assertion(f"H{len(self.context.facts)}", atom, proof)
        self.context.add(atom)

    def _settle(self, place: int, *by: int) -> None:
        term, signs = at(self.context.facts, place)
        settled = Opened(self.context, known=self.context.known(by))
        result = settled.term(term)
        self._cast((result, signs), term, f"H{place}", settled.lines, settled.equations)

    def _cast(
        self, atom: Atom, before: Term, known: str, lines: Sequence[str], rewrites: Sequence[str]
    ) -> None:
        """A fact about an equal term."""
        text = form(atom[1], self.context.show(atom[0]))
        if atom[1] not in CAST:
            self.take(atom, f"exact {known}")
            return
        self.context.say(f"assert (H{len(self.context.facts)} : {text}).")
        self.context.say(
            "{ "
            + f"apply (cast_{CAST[atom[1]]} {wrapped(self.context.show(before))}); [| exact {known}]."
        )
        self.context.say(*(f"  {line}" for line in lines), f"  {by(rewrites)}.", "}")
        self.context.add(atom)

    def _whole(self, place: int) -> None:
        term, _ = at(self.context.facts, place)
        less = term - number(1)
        proof = self.context.whole(term)
        self.take(
            (less, NOT_NEGATIVE), f"apply (whole _ _ {wrapped(proof)}); [poly | exact H{place}]"
        )

    def _cut(self, name: str | None, values: list[Any], proofs: list[Any]) -> None:
        replaced = {
            ("unknown", text, whole): (arity, at(self.terms, place))
            for text, whole, arity, place in values
        }
        signature = self.own if name is None else self.known(name)
        instance = Instance(self.context, replaced)
        given, goals = (
            [fact((instance.term(t), s)) for t, s in part]
            for part in (signature.given, signature.goals)
        )
        smaller = None
        if name is None:
            if self.size is None:
                raise ValueError("a proof that uses itself needs a size")
            smaller = instance.term(self.size)
            given += [(smaller, NOT_NEGATIVE), (self.size - smaller, POSITIVE)]
        shown = [f"G{self.context.number()}" for _ in given]
        for hypothesis, atom, proof in zip(shown, given, proofs, strict=True):
            self.assertion(hypothesis, atom, proof)
        self._use(signature, instance, replaced, smaller, shown, goals)

    def _use(
        self,
        signature: Signature,
        instance: Instance,
        values: Values,
        smaller: Term | None,
        shown: list[str],
        goals: Sequence[Atom],
    ) -> None:
        """What a lemma says, where its hypotheses have been shown."""
        context = self.context
        args = self._arguments(signature, instance, values)
        for atom, known in zip(signature.given, shown, strict=False):
            args.append(self._back(instance.raw(atom[0]), (instance.term(atom[0]), atom[1]), known))
        if smaller is None:
            lemma = self.vocabulary.theorem(signature.name) + "_flat"
        else:
            lemma, args = "IH0", self._smaller(instance, smaller, shown[-2:], args, signature)
        first = len(context.facts)
        texts = [
            (instance.raw(t), context.show(n))
            for (t, _), (n, _) in zip(signature.goals, goals, strict=True)
        ]
        names = []
        for place, (raw, text) in enumerate(texts):
            names.append(f"H{first + place}" if raw == text else f"G{context.number()}")
        if not names:
            return
        pattern = names[-1]
        for each in reversed(names[:-1]):
            pattern = f"[{each} {pattern}]"
        context.say(f"pose proof ({' '.join((lemma, *args))}) as {pattern}.")
        for atom, each, (raw, text) in zip(goals, names, texts, strict=True):
            if raw != text:
                self.take(
                    atom, f"apply (cast_{CAST[atom[1]]} {wrapped(raw)}); [poly | exact {each}]"
                )
            else:
                context.add(atom)

    def _arguments(self, signature: Signature, instance: Instance, values: Values) -> list[str]:
        """The values of the unknowns, that those marked so are integers, the factors and equations."""
        context = self.context
        args: list[str] = []
        integers: list[str] = []
        for name in signature.unknowns:
            text = self.vocabulary.unknown(name)
            proof = f"Int_{text}"
            if ("unknown", *name[:2]) in values:
                arity, value = values["unknown", *name[:2]]
                indices, proofs = ([f"{x}{n}" for n in range(arity)] for x in "iJ")
                text = wrapped(function(indices, context.show(value, indices)))
                if name[1]:
                    taken = "".join(
                        f"fun {i} {j} => " for i, j in zip(indices, proofs, strict=True)
                    )
                    proof = f"({taken}{context.whole(value, indices, proofs)})"
            args.append(text)
            integers += [proof] if name[1] else []
        args += integers
        for factor in signature.factors:
            becomes, equation = instance.equation(factor, *names_of_indices(factor))
            args += [wrapped(becomes), equation]
        return args

    def _back(self, raw: str, atom: Atom, known: str) -> str:
        """A fact about a term as it stands in a lemma; the hypothesis that it is."""
        text = self.context.show(atom[0])
        if raw == text or atom[1] not in CAST:
            return known
        name = f"G{self.context.number()}"
        proof = f"apply (cast_{CAST[atom[1]]} {wrapped(text)}); [poly | exact {known}]"
        self.context.say(f"assert ({name} : {form(atom[1], raw)}) by ({proof}).")
        return name

    def _smaller(
        self,
        instance: Instance,
        smaller: Term,
        shown: Sequence[str],
        args: list[str],
        own: Signature,
    ) -> list[str]:
        """The arguments of the induction hypothesis, with the size there and that it is smaller."""
        if self.size is None:
            raise ValueError("a proof that uses itself needs a size")
        context = self.context
        text, here = context.show(smaller), context.show(self.size)
        between = context.show(self.size - smaller)
        integer = wrapped(context.whole(smaller))
        less = f"G{context.number()}"
        proof = f"apply (cast_pos {wrapped(between)}); [poly | exact {shown[1]}]"
        context.say(f"assert ({less} : 0 < {wrapped(here)} - {wrapped(text)}) by ({proof}).")
        equal = f"G{context.number()}"
        context.say(f"assert ({equal} : {instance.raw(self.size)} = {text}) by poly.")
        place = len(args) - len(own.given)
        return [wrapped(text), integer, shown[0], less, *args[:place], equal, *args[place:]]

    def _absurd(self, entries: list[Any], *_: int) -> None:
        products, zero, others = [], [], []
        for multiplier, *places in entries:
            term = at(self.terms, multiplier)
            facts = [(f"H{place}", *at(self.context.facts, place)) for place in places]
            product = term
            for _, factor, _ in facts:
                product = product * factor
            products.append((1, product))
            if any(signs == ZERO for _, _, signs in facts):
                zero.append(self._zero(term, facts))
            elif term.parts:
                others.append(self._signed(term, facts))
        self._contradiction(total(products), zero, others)

    def _zero(self, multiplier: Term, facts: list[tuple[str, Term, int]]) -> str:
        """A proof that a product with a factor 0 is 0."""
        last = next(f for f in facts if f[2] == ZERO)
        texts = [] if multiplier.key == number(1).key else [self.context.show(multiplier)]
        texts += [self.context.show(f[1]) for f in facts if f is not last]
        if not texts:
            return last[0]
        return f"(zero_times {wrapped(' * '.join(map(wrapped, texts)))} _ {last[0]})"

    def _signed(self, multiplier: Term, facts: list[tuple[str, Term, int]]) -> tuple[str, bool]:
        """(a proof that a product of facts is not negative, or that it is positive; whether so)."""
        known = [(name, signs == POSITIVE) for name, _, signs in facts]
        if multiplier.key != number(1).key or not known:
            known.insert(0, (self._number(multiplier), True))
        proof, positive = known[0]
        for other, strict in known[1:]:
            if positive and strict:
                proof = f"(Rmult_lt_0_compat _ _ {proof} {other})"
            else:
                left, right = weak(proof, positive), weak(other, strict)
                proof = f"(Rmult_le_pos _ _ {left} {right})"
            positive = positive and strict
        return proof, positive

    def _number(self, multiplier: Term) -> str:
        value = multiplier.parts.get((), 0)
        if any(multiplier.parts) or value <= 0:
            raise ValueError("a multiplier that may be negative")
        if value.denominator == 1:
            return f"(num_pos {value.numerator})"
        return f"(frac_pos {value.numerator} {value.denominator})"

    def _contradiction(self, rest: Term, zero: list[str], others: list[tuple[str, bool]]) -> None:
        proof = ""
        for each in reversed(zero):
            proof = f"(zero_plus _ _ {each} {proof})" if proof else each
        signs = ZERO
        if others:
            known, positive = others[0]
            for other, strict in others[1:]:
                lemma = {
                    (True, True): "Rplus_lt_0_compat", (True, False): "Rplus_lt_le_0_compat",
                    (False, True): "Rplus_le_lt_0_compat", (False, False): "Rplus_le_le_0_compat",
                }[positive, strict]  # fmt: skip
                known, positive = f"({lemma} _ _ {known} {other})", positive or strict
            signs = POSITIVE if positive else NOT_NEGATIVE
            proof = f"(zero_plus_{CAST[signs]} _ _ {proof} {known})" if proof else known
        if not proof:
            proof = "(eq_refl 0)"
        text = self.context.show(rest)
        contrary = self.context.sign(rest, signs ^ ANY)
        self.context.say(
            f"refine (absurd_{CAST[signs]} _ {wrapped(text)} {proof} _ _); [poly | {contrary}]."
        )

    rules: ClassVar[Mapping[str, Any]] = {
        "split": _split,
        "settle": _settle,
        "whole": _whole,
        "cut": _cut,
        "absurd": _absurd,
    }


def weak(proof: str, strict: bool) -> str:
    """That a number is not negative, from what is known."""
    return f"(Rlt_le _ _ {proof})" if strict else proof
