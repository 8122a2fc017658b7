"""Functions defined from n − 1 to n, as Coq functions that recur on a natural number.

It is how many integers i satisfy 0 <= i <= n; where there is none, the function is 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symbolic.export.printing import Inline, show, whole, wrapped
from symbolic.export.sequents import binders, is_integer, premise
from symbolic.export.vocabulary import Name, Vocabulary, function_type, named
from symbolic.kernel import (
    POSITIVE,
    ZERO,
    Factor,
    Sequent,
    Substitution,
    Term,
    make,
    number,
    unknown,
)


@dataclass(frozen=True)
class Definition:
    """Coq text, the law of the function, and a script that proves it."""

    lines: list[str]
    law: Sequent
    proof: str


class _Recursive(Inline):
    """Terms in which the function being defined is `rec`, at one step less."""

    def __init__(self, vocabulary: Vocabulary, me: Name, rec: str) -> None:
        super().__init__(vocabulary)
        self.me, self.rec = me, rec

    def factor(self, factor: Factor, env: Sequence[str]) -> str:
        if factor.kind == "constant" and named(factor) == self.me:
            return " ".join((self.rec, *(wrapped(show(a, self, env)) for a in factor.args)))
        return super().factor(factor, env)

    def whole(self, factor: Factor, env: Sequence[str], proofs: Sequence[str]) -> str:
        if factor.kind == "constant" and named(factor) == self.me:
            known = (f"_ {wrapped(whole(a, self, env, proofs))}" for a in factor.args)
            return " ".join(("IH0", *known))
        return super().whole(factor, env, proofs)


def defined(vocabulary: Vocabulary, me: Name, body: Term) -> Definition:
    """The function `me`, whose value at n, its last argument, is the body, as the kernel has it."""
    _, text, integer, arity = me
    *p, n = (unknown(f"{text} {place}", integer=True) for place in range(arity))
    at_less = [*(make("bound", place) for place in range(arity - 1)), n - number(1)]
    before = make("constant", me[1:3], at_less)
    value = Substitution({("unknown", text, integer, arity - 1): before})(body)
    own = [("unknown", f"{text} {place}", True, 0) for place in range(arity)]
    vocabulary.reads[me] = ()
    reads = [name for name in vocabulary.dependencies([value]) if name not in own]
    vocabulary.reads[me] = tuple(reads)
    f, names = vocabulary.symbol(me), " ".join(map(vocabulary.symbol, own))
    fixed = [vocabulary.symbol(name) for name in reads]
    variables = [binders(reads, vocabulary)] if reads else []
    recursive = _Recursive(vocabulary, me, " ".join((f"{f}_rec", *fixed, "depth")))
    last = vocabulary.symbol(own[-1])
    lines = [
        f"Fixpoint {' '.join((f'{f}_rec', *variables))} (depth : nat) : {function_type(arity)} :=",
        "  match depth with",
        f"  | O => fun {' '.join(['_'] * arity)} : R => 0",
        f"  | S depth => fun {names} : R =>",
        f"      {show(value, recursive)}",
        "  end.",
        "",
        f"Definition {' '.join((f, *variables))} ({names} : R) : R :=",
        f"  {' '.join((f'{f}_rec', *fixed))} (count ({last} + 1)) {names}.",
    ]
    if integer:
        lines += ["", *_integer(vocabulary, me, reads, names, whole(value, recursive))]
    proof = (
        f"intros; assert (E0 : {' '.join((f, *fixed, names))} =\n"
        f"    {show(value, Inline(vocabulary))}) by\n"
        f"  (unfold {f}; rewrite (count_more ({last} + 1)) by lra;\n"
        f"   replace ({last} + 1 - 1) with ({last} - 1 + 1) by lra; reflexivity);\n"
        "  rewrite E0; lra."
    )
    goal = make("constant", me[1:3], (*p, n)) - value
    return Definition(lines, ([(n, ZERO | POSITIVE)], [(goal, ZERO)]), proof)


def _integer(
    vocabulary: Vocabulary, me: Name, reads: Sequence[Name], names: str, proof: str
) -> list[str]:
    """That the function takes integers to integers, by a proof of that for its body."""
    f, needs, known = vocabulary.symbol(me), "", []
    fixed = [vocabulary.symbol(name) for name in reads]
    for name, input in zip(reads, fixed, strict=True):
        known += [input, f"Int_{input}"] if name[2] else [input]
        needs += f"forall {input} : {function_type(name[3])}, "
        needs += f"{premise(is_integer(input, name[3]))} -> " if name[2] else ""
    rec = " ".join((f"{f}_rec", *fixed, "depth"))
    taken = " ".join(f"{n} Int_{n}" for n in names.split())
    return [
        f"Lemma Int_{f} : {needs}{is_integer(' '.join((f, *fixed)), me[3])}.",
        "Proof.",
        *([f"  intros {' '.join(known)}."] if known else []),
        f"  assert (All : forall depth, {is_integer(rec, me[3])}).",
        f"  {{ induction depth as [| depth IH0]; intros {taken}; cbn [{f}_rec];",
        f"      [exact (int_number 0) | exact {wrapped(proof)}]. }}",
        f"  intros; unfold {f}; apply All; assumption.",
        "Qed.",
    ]
