"""Proofs that a term with replaced parts is what the kernel makes of it.

The kernel keeps terms in a normal form: sums are split, choices whose sign is known are made, equal
polynomials are one.  In Coq every such step is an equation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from symbolic.export.context import Context
from symbolic.export.order import arranged
from symbolic.export.printing import applied, choice, function, show, wrapped
from symbolic.export.sequents import has_name, places
from symbolic.kernel import (
    ANY,
    FACTORS,
    Factor,
    Substitution,
    Term,
    make,
    number,
    opened,
    signs_of,
    total,
)

Lines = list[str]
Signs = Mapping[Any, int]
"""The signs that terms may have, by their keys."""


def replaced(term: Term, value: Callable[[Factor], Term]) -> Term:
    """A polynomial with its factors replaced."""
    products = []
    for monomial, c in term.parts.items():
        product = number(c)
        for n in monomial:
            product = product * value(FACTORS[n])
        products.append((1, product))
    return total(products)


def single(term: Term) -> Factor | None:
    """The factor that a term is, if it is one."""
    [(monomial, c)] = term.parts.items() if len(term.parts) == 1 else [((), 0)]
    return FACTORS[monomial[0]] if len(monomial) == 1 and c == 1 else None


class Equal:
    """That a factor at arguments written somehow is the term that the kernel makes of it."""

    def __init__(self, context: Context, known: Signs) -> None:
        self.context, self.known = context, known

    def prove(
        self,
        factor: Factor,
        raw: Sequence[str],
        args: Sequence[Term],
        env: Sequence[str],
        index: str,
        proofs: Mapping[int, str],
    ) -> Lines:
        """A script for: the factor at `raw` is what `make` gives at `args`, in the environment.

        An argument below a binder is its body at `index`.  proofs: tactics for the equations of raw
        arguments with `args`, by place, where these are not equal as polynomials.
        """
        below = [index]
        texts = [
            self.context.show(arg, [*below, *env] if factor.binds[place] else env)
            for place, arg in enumerate(args)
        ]
        lines = []
        if list(raw) != texts:
            tactics = []
            for place, (left, right) in enumerate(zip(raw, texts, strict=True)):
                tactic = "reflexivity" if left == right else proofs.get(place, "poly")
                tactics.append(f"intros {index}; {tactic}" if factor.binds[place] else tactic)
            middle = applied(factor, self.context.vocabulary, self.functions(factor, texts, index))
            lines.append(f"transitivity ({middle}).")
            lines.append(f"{{ apply {self._congruence(factor)}; [{' | '.join(tactics)}]. }}")
        return lines + self._made(factor, args, texts, env, index)

    @staticmethod
    def functions(factor: Factor, texts: Sequence[str], index: str) -> list[str]:
        """The arguments as they are written: bodies as functions of the index."""
        return [function([index] * factor.binds[place], text) for place, text in enumerate(texts)]

    def _congruence(self, factor: Factor) -> str:
        if factor.kind in ("sum", "argmax"):
            return f"{factor.kind}_ext"
        size = len(factor.args)
        head = applied(factor, self.context.vocabulary, ())
        return f"(f_equal{size if size > 1 else ''} {wrapped(head)})"

    def _made(
        self,
        factor: Factor,
        args: Sequence[Term],
        texts: Sequence[str],
        env: Sequence[str],
        index: str,
    ) -> Lines:
        """That the factor at arguments in normal form is what `make` gives."""
        if factor.kind == "choice":
            name = choice(factor)
            possible = signs_of(args[0], self.known)
            if not possible & ~factor.name:
                return [f"apply {name}_yes. {self.context.sign(args[0], factor.name & ANY, env)}."]
            if args[1].key == args[2].key:
                return [f"apply {name}_same."]
            if not possible & factor.name:
                return [f"apply {name}_no. {self.context.sign(args[0], ~factor.name & ANY, env)}."]
        result = make(factor.kind, factor.name, args, self.known)
        found = single(result)
        if found is not None and _same(found, factor, args):
            return [self.unfold(found)]
        return self._split(args[0], args[1], texts[0], env, index)

    def unfold(self, factor: Factor) -> str:
        """A tactic for: what a factor is made of is the factor."""
        self.context.name(factor.term)
        return f"rewrite D{self.context.style.names[factor.number]}; reflexivity."

    def _split(self, count: Term, body: Term, length: str, env: Sequence[str], index: str) -> Lines:
        """That a sum is the sum of its monomials' sums, factors without the index taken out."""
        inner = [index, *env]
        parts, values = arranged(body), []
        for c, factors in parts:
            inside = [f for f in factors if f.free & 1]
            outside = [f for f in factors if not f.free & 1]
            alone = make("sum", 0, (count, _product(1, inside)))
            values.append(
                (
                    show_product(self.context, c, outside, inner),
                    self.context.show(_product(1, inside), inner),
                    self.context.show(alone, env),
                    single(alone),
                )
            )
        rests = [
            self.context.show(total([(1, _product(c, fs)) for c, fs in parts[place + 1 :]]), inner)
            for place in range(len(parts))
        ]
        chained = "0"
        for outside_text, _, value, _ in reversed(values):
            chained = f"{wrapped(outside_text)} * {wrapped(value)} + ({chained})"
        lines = [f"transitivity ({chained}); [| poly]."]
        for (outside_text, inside_text, _, found), rest in zip(values, rests, strict=True):
            functions = " ".join(f"(fun {index} : R => {t})" for t in (inside_text, rest))
            lines.append(
                f"apply (sum_first {wrapped(length)} {wrapped(outside_text)} {functions});"
            )
            known = self.unfold(found)[:-1] if found is not None else "poly"
            lines.append(f"  [{known} | | intros {index}; poly].")
        return [*lines, f"apply (sum_zero {wrapped(length)})."]


def show_product(context: Context, c: Any, factors: Sequence[Factor], env: Sequence[str]) -> str:
    """A coefficient and factors that do not speak of the nearest index."""
    return context.show(_product(c, factors), env)


def _product(c: Any, factors: Sequence[Factor]) -> Term:
    return Term([(tuple(sorted(f.number for f in factors)), c)])


def _same(found: Factor, factor: Factor, args: Sequence[Term]) -> bool:
    kind = (found.kind, found.name) == (factor.kind, factor.name)
    return kind and [a.key for a in found.args] == [a.key for a in args]


def rewriting(rewrites: Sequence[str]) -> str:
    """A tactic for an equation of polynomials, after rewriting."""
    return f"rewrite {', '.join(f'?{r}' for r in rewrites)}; poly" if rewrites else "poly"


class Opened:
    """A term whose outermost bound indices are replaced by arguments and whose choices are made.

    The arguments are given as they are written and as terms in the environment `env`.  Without any,
    `lines` are to be said where they are asked for: what they prove will be used again.
    """

    def __init__(
        self,
        context: Context,
        args: Sequence[tuple[str, Term]] = (),
        env: Sequence[str] = (),
        known: Signs | None = None,
    ) -> None:
        self.context, self.args, self.env, self.known = context, args, env, known or {}
        self.lines: Lines = []
        self._equations: dict[tuple[int, int], str] = {}
        self._done: dict[tuple[int, int], Term] = {}
        self._raw = [text for text, _ in args]

    def rewrites(self, term: Term, depth: int = 0) -> Lines:
        """Names of proofs of "a factor is what it becomes", for those of the term that change."""
        numbers = dict.fromkeys(n for monomial in term.parts for n in monomial)
        return [self._equations[n, depth] for n in numbers if (n, depth) in self._equations]

    def proof(self, term: Term, depth: int = 0) -> str:
        """A tactic for: the term is what it becomes."""
        rewrites = self.rewrites(term, depth)
        return f"apply {rewrites[0]}" if rewrites and single(term) else rewriting(rewrites)

    def term(self, term: Term, depth: int = 0) -> Term:
        """The term with what is replaced, below so many binders of its own."""
        return replaced(term, lambda factor: self._factor(factor, depth))

    def raw(self, term: Term, depth: int = 0) -> str:
        """The term with the arguments as they are written in place of the indices."""
        self.context.name(term)
        return show(term, self.context.style, [*self._below(depth), *self._raw])

    def _below(self, depth: int) -> list[str]:
        return [f"j{depth - 1 - place}" for place in range(depth)]

    def _factor(self, factor: Factor, depth: int) -> Term:
        if (factor.number, depth) not in self._done:
            self._done[factor.number, depth] = self._replaced(factor, depth)
        return self._done[factor.number, depth]

    def _replaced(self, factor: Factor, depth: int) -> Term:
        itself = factor.term
        same = factor.names.isdisjoint(self.known) and not factor.free >> depth
        if same or not has_name(factor):
            return self._index(factor, depth) if factor.kind == "bound" else itself
        inside = [
            self.term(arg, depth + factor.binds[place]) for place, arg in enumerate(factor.args)
        ]
        result = make(factor.kind, factor.name, inside, self.known)
        env = [*self._below(depth), *self.env]
        left, right = self.raw(itself, depth), self.context.show(result, env)
        if left != right:
            self._state(factor, depth, inside, left, right)
        return result

    def _index(self, factor: Factor, depth: int) -> Term:
        place = factor.name - depth
        if place < 0:
            return factor.term
        if place < len(self.args):
            return Substitution({}, depth)(self.args[place][1])
        return make("bound", factor.name - len(self.args))

    def _state(
        self, factor: Factor, depth: int, inside: Sequence[Term], left: str, right: str
    ) -> None:
        own = [self._below(depth)[place] for place in places(factor) if place < depth]
        forall = f"forall {' '.join(own)} : R, " if own else ""
        statement = f"{forall}{left} = {right}"
        if statement in self.context.equations:
            self._equations[factor.number, depth] = self.context.equations[statement]
            return
        index = f"j{depth}"
        raw = [self.raw(a, depth + factor.binds[p]) for p, a in enumerate(factor.args)]
        proofs = {p: self.proof(a, depth + factor.binds[p]) for p, a in enumerate(factor.args)}
        equal = Equal(self.context, self.known)
        env = [*self._below(depth), *self.env]
        proof = equal.prove(factor, raw, inside, env, index, proofs)
        name = f"Q{self.context.number()}"
        whole = applied(factor, self.context.vocabulary, equal.functions(factor, raw, index))
        self.lines += [
            f"assert ({name} : {statement}).",
            "{ " + "".join(f"intros {i}. " for i in own) + f"transitivity ({whole}).",
            f"  {{ rewrite D{self.context.style.names[factor.number]}; reflexivity. }}",
            *(f"  {line}" for line in proof),
            "}",
        ]
        self._equations[factor.number, depth] = name
        if not self.args and not self.env:
            self.context.equations[statement] = name


class Instance:
    """A lemma's factors where its unknowns are replaced.

    `values` has the value of an unknown by its label, as the kernel has it.  For each factor: the
    term that it becomes, and a proof of its equation.
    """

    def __init__(self, context: Context, values: Mapping[Any, Term]) -> None:
        self.context, self.values = context, values
        self._terms: dict[int, Term] = {}
        self.style = _Replaced(self)

    def term(self, term: Term) -> Term:
        """The kernel's instance of a term."""
        return replaced(term, self.value)

    def value(self, factor: Factor) -> Term:
        """The kernel's instance of a factor; those it is made of have been asked for before."""
        if factor.number not in self._terms:
            self._terms[factor.number] = self._instance(factor)
        return self._terms[factor.number]

    def _instance(self, factor: Factor) -> Term:
        if factor.kind == "bound":
            return factor.term
        args = [self.term(arg) for arg in factor.args]
        if factor.label in self.values:
            return opened(self.values[factor.label], args)
        return make(factor.kind, factor.name, args)

    def raw(self, term: Term, env: Sequence[str] = ()) -> str:
        """A term of the lemma as text, its factors written as what they become."""
        return show(term, self.style, env)

    def equation(
        self, factor: Factor, indices: Sequence[str], env: Sequence[str]
    ) -> tuple[str, str]:
        """(what a factor becomes, a proof of its equation), both to be given to the lemma."""
        result = self.value(factor)
        text = self.context.show(result, env)
        index = f"i{len(env)}"
        raw = [
            self.raw(arg, [index, *env] if factor.binds[place] else env)
            for place, arg in enumerate(factor.args)
        ]
        args = [self.term(arg) for arg in factor.args]
        equal = Equal(self.context, {})
        if factor.label in self.values:
            value = self.values[factor.label]
            inside = Opened(self.context, list(zip(map(wrapped, raw), args, strict=True)), env)
            inside.term(value)
            left = inside.raw(value)
            proof = [*inside.lines, f"{inside.proof(value)}."]
            if left == text:
                proof = ["reflexivity."]
        else:
            left = applied(factor, self.context.vocabulary, equal.functions(factor, raw, index))
            known = single(result)
            texts = [
                self.context.show(arg, [index, *env] if factor.binds[place] else env)
                for place, arg in enumerate(args)
            ]
            if (
                known is not None
                and known.free == factor.free
                and raw == texts
                and _same(known, factor, args)
            ):
                n = self.context.style.names[known.number]
                return f"v{n}", f"D{n}"
            proof = equal.prove(factor, raw, args, env, index, {})
        if proof == ["reflexivity."]:
            return function(indices, text), "eq_refl"
        fact = f"Q{self.context.number()}"
        forall = f"forall {' '.join(indices)} : R, " if indices else ""
        self.context.say(f"assert ({fact} : {forall}{left} = {text}).")
        if indices:
            proof = [f"intros {' '.join(indices)}.", *proof]
        self.context.say("{ " + proof[0], *(f"  {line}" for line in proof[1:]), "}")
        whole = f"(ext{len(indices)} _ _ {fact})" if indices else f"(eq_sym {fact})"
        return function(indices, text), whole


class _Replaced:
    """Factors of a lemma written as what they become."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance

    def factor(self, factor: Factor, env: Sequence[str]) -> str:
        if factor.kind == "bound":
            return env[int(factor.name)]
        return wrapped(self.instance.context.show(self.instance.value(factor), env))

    def whole(self, factor: Factor, env: Sequence[str], proofs: Sequence[str]) -> str:
        raise NotImplementedError("what a lemma becomes is shown to be an integer as it is")
