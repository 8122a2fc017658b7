"""Every claim evaluated in torch: at inputs made from its statement it holds, its variants fail.

No claim is left out.  Statements about integers alone are evaluated in integers, at more sizes;
all others on batches of reals, at several sizes, with bounds on every rounding (see
`numeric.rounding`): to fail is to fail beyond them.  That this can be seen is shown for every claim
by its false variants, which must fail beyond them at their stored points, and for some by mutation.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

import pytest
import torch
from claim_inputs import (
    MEANINGLESS,
    SAMPLES,
    Inputs,
    at_point,
    seed_of,
    sizes_of,
    speaks_of_reals,
    truth,
)
from torch import Tensor

from numeric import AvgPool1d, MaxPool1d, MaxPool2d, SoftmaxPool1d
from numeric.arithmetic import InTorch
from numeric.rounding import Bounded
from proofs import pages
from symbolic.claims import Claim, Wrong
from symbolic.counterexamples import Point, refute
from symbolic.evaluate import evaluate
from symbolic.terms import (
    Function,
    Term,
    as_term,
    conjunction,
    free_variables,
    functions,
    limit_at_infinity,
    reals,
    rebuild,
)

CLAIMS = {claim.id: claim for page in pages() for claim in page}
VARIANTS = {
    f"{claim.id}-{number}": (claim, variant)
    for claim in CLAIMS.values()
    for number, variant in enumerate(claim.false)
}
WITHIN_ROUNDING = {
    "three-values-first-layer-blind-0": "at its point numbers are divided by 3",
    "softmax-no-relu-network-1": "at its point, n = 1, both sides of a strict inequality are t",
    "softmax-overflow-0": "at its point a bound is met exactly, and 88.73 is no binary fraction",
}
"""False variants that floats cannot refute at the stored point, and why; all others they do."""
SIZES_OF_REALS, SIZES_OF_INTEGERS = 5, 30


def batches(claim: Claim, statement: Term) -> Iterator[tuple[int, list[str]]]:
    """Per sizes: how many samples satisfy the hypotheses, and those where the statement fails."""
    seed = seed_of(claim.given, claim.statement, claim.example)
    count = SIZES_OF_REALS if speaks_of_reals(statement) else SIZES_OF_INTEGERS
    chance = random.Random(claim.id)
    for sizes in sizes_of(claim.given, claim.statement, seed, count, chance):
        try:
            inputs = Inputs(claim.given, claim.statement, sizes, seed)
            kept = inputs.holding(claim.given)
            failed = kept & ~truth(statement, inputs.environment, inputs.arithmetic).can_hold
        except MEANINGLESS:
            continue
        yield int(kept.sum()), [f"{sizes}, {inputs.sample(s)}" for s in _places(failed)]


def _places(mask: Tensor) -> list[int]:
    return [int(place) for place in mask.nonzero().flatten()]


@pytest.mark.parametrize("id", CLAIMS)
def test_claim_holds(id: str) -> None:
    tried = 0
    for kept, failures in batches(CLAIMS[id], CLAIMS[id].statement):
        assert not failures, failures[0]
        tried += kept
    assert tried > 0


@pytest.mark.parametrize("id", VARIANTS)
def test_false_variant_fails_at_its_point(id: str) -> None:
    claim, variant = VARIANTS[id]
    given = claim.given if variant.given is None else variant.given
    whole = conjunction(*given, variant.statement)
    arithmetic = InTorch(1)
    environment = at_point(whole, stored(given, variant, whole), arithmetic)
    for hypothesis in given:
        assert truth(hypothesis, environment, arithmetic).can_hold.all(), hypothesis
    there = truth(variant.statement, environment, arithmetic)
    assert there.can_fail.all()
    assert there.can_hold.all() == (id in WITHIN_ROUNDING)


def stored(given: Sequence[Term], variant: Wrong, whole: Term) -> Point:
    """The point that the theorem stores with a false variant."""
    if not free_variables(whole) and all(f.definition for f in functions(whole)):
        reads = [f for g in functions(whole) for f in g.reads if isinstance(f, Function)]
        if all(f.definition for f in reads):
            return Point({})
    point = refute(given, variant.statement, variant.at)
    assert point is not None
    return point


MUTATIONS = [
    ("relu-max", "maximum", "minimum"),
    ("relu-max", "sub", "add"),
    ("running-max", "max", "min"),
    ("max-separable", "max", "min"),
    ("padding-is-replication", "max", "min"),
    ("sum-by-blocks", "add", "sub"),
    ("average-composes", "div", "mul"),
    ("average-kernel-unique", "number", "more"),
    ("max-best-affine", "number", "more"),
    ("gradient-at-ties", "lt", "le"),
    ("gradients", "number", "more"),
    ("min-is-negated-max", "min", "max"),
    ("weighted-sum-lipschitz", "abs", "neg"),
    ("noise-of-uniform", "number", "more"),
    ("softmax-between", "le", "lt"),
    ("softmax-derivative", "sub", "add"),
    ("softmax-gradient", "add", "sub"),
    ("softmax-curvature", "number", "more"),
    ("logsumexp-gap", "le", "ge"),
    ("output-size", "add", "sub"),
    ("separable-cost", "mul", "add"),
]


@pytest.mark.parametrize(("id", "op", "other"), MUTATIONS)
def test_mutated_claim_fails(id: str, op: str, other: str) -> None:
    """Where an operation (or a number) is changed, first to last, some change is seen to fail."""
    claim = CLAIMS[id]
    mutants = list(mutated(claim.statement, op, other))
    assert mutants
    assert any(failures for m in mutants for _, failures in batches(claim, m))


def mutated(term: Term, op: str, other: str) -> Iterator[Term]:
    """The term with one `op` turned into `other`, or one number raised by 1, at each place."""
    if term.op == op:
        if op == "number":
            yield as_term(term.data + 1)
        else:
            yield Term(other, term.args, term.sort, term.data)
    for place, inner in enumerate(term.args):
        for changed in mutated(inner, op, other):
            yield rebuild(term, (*term.args[:place], changed, *term.args[place + 1 :]))


def rows(count: int, entries: int, ties: bool) -> Tensor:
    """Inputs of a window, one per row; with ties, of few different values."""
    generator = torch.Generator().manual_seed(count + entries)
    if ties:
        whole = torch.randint(-1, 2, (count, entries), generator=generator)
        return whole.to(torch.float64)
    return torch.randn(count, entries, generator=generator, dtype=torch.float64)


def stated(claim: str, part: int, environment: dict[str, object], samples: int) -> Tensor:
    """The right side of one conjunct of a claim, at a batch."""
    whole = CLAIMS[claim].statement
    equation = whole.args[part] if whole.op == "and" else whole
    value = evaluate(equation.args[1], environment, InTorch(samples))
    if isinstance(value, Bounded):
        return value.value
    return torch.full((samples,), float(value), dtype=torch.float64)


def columns(x: Tensor) -> object:
    arithmetic = InTorch(len(x))
    return lambda index: arithmetic.exact(x[:, index])


def backward(layer: object, x: Tensor) -> Tensor:
    """The gradient of the sum of a layer's outputs, one window per row of x."""
    leaf = x.clone().requires_grad_()
    layer(leaf).sum().backward()  # type: ignore[operator]
    assert leaf.grad is not None
    return leaf.grad


WINDOWS = [(1, 1), (1, 3), (2, 2), (3, 1)]


@pytest.mark.parametrize("ties", [False, True])
@pytest.mark.parametrize(("height", "width"), WINDOWS)
def test_gradient_of_max_pooling(height: int, width: int, ties: bool) -> None:
    """`gradient-at-ties`: torch and the layers give it to the first of the largest entries."""
    n = height * width
    x = rows(SAMPLES, n, ties)
    expected = [
        stated("gradient-at-ties", 1, {"n": n, "i": i, "x": columns(x)}, SAMPLES) for i in range(n)
    ]

    def in_rows(pool: object) -> object:
        return lambda x: pool(x.unsqueeze(1))  # type: ignore[operator]

    def in_windows(pool: object) -> object:
        return lambda x: pool(x.reshape(-1, 1, height, width))  # type: ignore[operator]

    for layer in (
        in_rows(MaxPool1d(n)),
        in_rows(torch.nn.MaxPool1d(n)),
        in_windows(MaxPool2d((height, width))),
        in_windows(lambda x: torch.nn.functional.max_pool2d(x, (height, width))),
    ):
        assert torch.equal(backward(layer, x), torch.stack(expected, 1))


@pytest.mark.parametrize("n", [2, 3, 4])
def test_gradient_of_the_fold_turned_around(n: int) -> None:
    """`gradient-at-ties-turned-around`: folding b + R(a − b) gives it to the last."""
    x = rows(SAMPLES, n, ties=True)

    def fold(x: Tensor) -> Tensor:
        a = x[:, 0]
        for b in x.unbind(1)[1:]:
            a = b + torch.relu(a - b)
        return a

    expected = [
        stated("gradient-at-ties-turned-around", 1, {"n": n, "i": i, "x": columns(x)}, SAMPLES)
        for i in range(n)
    ]
    assert torch.equal(backward(fold, x), torch.stack(expected, 1))
    assert not torch.equal(backward(fold, x), backward(lambda x: x.max(1).values, x))


@pytest.mark.parametrize("n", [1, 2, 4, 5])
def test_gradients_of_average_and_max(n: int) -> None:
    """`gradients`: 1/n everywhere; 1 at the largest entry: a change d is weighted by just that."""
    x, d = rows(SAMPLES, n, ties=False), rows(SAMPLES + 1, n, ties=False)[1:]
    for part, pool in ((0, AvgPool1d(n)), (1, MaxPool1d(n))):
        slope = backward(lambda x, pool=pool: pool(x.unsqueeze(1)), x)
        assert torch.allclose(slope.sum(1), torch.ones(()).double())
        for m in range(n):
            chosen = x.argmax(1) == m
            here = {"n": n, "m": m, "x": columns(x), "d": columns(d)}
            moved = stated("gradients", part, here, SAMPLES) - pool(x.unsqueeze(1)).flatten()
            assert torch.allclose(moved[chosen], (slope * d).sum(1)[chosen])


@pytest.mark.parametrize("beta", [-1.0, 0.0, 0.5, 3.0])
@pytest.mark.parametrize("n", [1, 2, 4])
def test_gradient_of_softmax_pooling(n: int, beta: float) -> None:
    """`softmax-gradient`, entry by entry; by `softmax-gradient-sums-to-one` they sum to 1."""
    x = rows(SAMPLES, n, ties=False)
    pool = SoftmaxPool1d(n, beta=beta)
    slopes = backward(lambda x: pool(x.unsqueeze(1)), x)
    assert torch.allclose(slopes.sum(1), torch.ones(()).double())
    constant = InTorch(SAMPLES).exact(torch.full((SAMPLES,), beta, dtype=torch.float64))
    for j in range(n):
        t = InTorch(SAMPLES).exact(x[:, j])
        here = {"n": n, "j": j, "x": columns(x), "t": t, "beta": constant}
        assert torch.allclose(stated("softmax-gradient", 0, here, SAMPLES), slopes[:, j])


def test_a_limit_is_told_from_another_number() -> None:
    (t,) = reals("t")
    whole = limit_at_infinity((2 * t + 1) / (t + 1), t)
    arithmetic = InTorch(1)
    assert truth(whole == 2, {}, arithmetic).can_hold.all()
    assert not truth(whole == 1, {}, arithmetic).can_hold.any()
