"""Functions defined by recursion from n − 1 to n, as Coq functions that recur on a natural number.

It is how many steps n is above the start, rounded up, and none where n is below.
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
    Term,
    bound,
    instance,
    make,
    number,
    opened,
    unknown,
)


@dataclass(frozen=True)
class Definition:
    """Coq text, and (name, sequent, proof) of the two laws of the function."""

    lines: list[str]
    laws: list[tuple[str, Sequent, str]]


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


def defined(vocabulary: Vocabulary, me: Name, start: Term, base: Term, step: Term) -> Definition:
    """The function `me`: base at n = start, step at n > start, n its last argument."""
    params = [unknown(f"p{place}", integer=True) for place in range(me[2])]
    base, step = opened(base, params), opened(step, params)
    own = [(f"p{place}", True, 0) for place in range(me[2])]
    less = params[-1] - number(1)
    before = make("constant", me[:2], (*map(bound, range(me[2] - 1)), less))
    after = instance(step, {("unknown", *me[:2]): (me[2] - 1, before)})
    vocabulary.reads[me] = ()
    reads = [n for n in vocabulary.dependencies([start, base, after]) if n not in own]
    vocabulary.reads[me] = tuple(reads)
    f, names = vocabulary.constant(me), " ".join(map(vocabulary.unknown, own))
    fixed = [vocabulary.unknown(n) for n in reads]
    inline = Inline(vocabulary)
    recursive = _Recursive(vocabulary, me, " ".join((f"{f}_rec", *fixed, "depth")))
    at_start, later = show(base, inline), show(after, inline)
    above = params[-1] - start
    level = show(above, inline)
    variables = [binders(reads, vocabulary)] if reads else []
    lines = [
        f"Fixpoint {' '.join((f'{f}_rec', *variables))} (depth : nat) : {function_type(me[2])} :=",
        "  match depth with",
        f"  | O => fun {names} : R => {at_start}",
        f"  | S depth => fun {names} : R =>",
        f"      {show(after, recursive)}",
        "  end.",
        "",
        f"Definition {' '.join((f, *variables))} ({names} : R) : R :=",
        f"  {' '.join((f'{f}_rec', *fixed))} (count {wrapped(level)}) {names}.",
    ]
    if me[1]:
        proofs = (whole(base, recursive), whole(after, recursive))
        lines += ["", *_integer(vocabulary, me, reads, names, proofs)]
    value, call = make("constant", me[:2], params), " ".join((f, *fixed, names))
    first = (
        f"cbv zeta; intros; assert (E0 : {call} = {at_start}) by\n"
        f"  (unfold {f}; rewrite count_none by lra; reflexivity); rewrite E0; lra."
    )
    onward = (
        f"cbv zeta; intros; assert (E0 : {call} = {later}).\n"
        f"  {{ unfold {f}; rewrite (count_more {wrapped(level)}) by lra.\n"
        "    repeat match goal with |- context [count ?x] =>\n"
        f"      progress (replace x with ({level} - 1) by lra) end; reflexivity. }}\n"
        "  rewrite E0; lra."
    )
    return Definition(
        lines,
        [
            (f"{me[0]} at first", ([(above, ZERO)], [(value - base, ZERO)]), first),
            (f"{me[0]} later", ([(above, POSITIVE)], [(value - after, ZERO)]), onward),
        ],
    )


def _integer(
    vocabulary: Vocabulary, me: Name, reads: Sequence[Name], names: str, proofs: tuple[str, str]
) -> list[str]:
    """That the function takes integers to integers, by proofs of that for its base and its step."""
    f, fixed, needs, known = vocabulary.constant(me), [], "", []
    for name in reads:
        text = vocabulary.unknown(name)
        fixed.append(text)
        known += [text, f"Int_{text}"] if name[1] else [text]
        needs += f"forall {text} : {function_type(name[2])}, "
        needs += f"{premise(is_integer(text, name[2]))} -> " if name[1] else ""
    rec = " ".join((f"{f}_rec", *fixed, "depth"))
    taken = " ".join(f"{n} Int_{n}" for n in names.split())
    return [
        f"Lemma int_{f} : {needs}{is_integer(' '.join((f, *fixed)), me[2])}.",
        "Proof.",
        *([f"  intros {' '.join(known)}."] if known else []),
        f"  assert (All : forall depth, {is_integer(rec, me[2])}).",
        f"  {{ induction depth as [| depth IH0]; intros {taken}; cbn [{f}_rec];",
        f"      [exact {wrapped(proofs[0])} | exact {wrapped(proofs[1])}]. }}",
        f"  intros; unfold {f}; apply All; assumption.",
        "Qed.",
    ]
