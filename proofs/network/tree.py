"""Neighbouring pairs, layer by layer: a tree over the entries."""

from typing import Any

from proofs.network.setting import claim
from symbolic.arithmetic import either, largest, maximum, where
from symbolic.methods import Hints, Step, chain, induct, solve, strong, use
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, recursive, recursive_integer, sequences

(x,) = sequences("x")
i, k, layer, m, n, u = integers("i k L m n u")


@recursive_integer
def power(exponent: Any) -> Any:
    """2 to the exponent."""
    return either(exponent == 0, lambda: as_term(1), lambda: 2 * power(exponent - 1))


@recursive
def level(i: Any, depth: Any) -> Any:
    """Value i after `depth` layers of the tree over n values; an odd one out is kept."""
    first, second = 2 * i, 2 * i + 1
    return either(
        depth == 0,
        lambda: x(i),
        lambda: where(
            second * power(depth - 1) < n,
            maximum(level(first, depth - 1), level(second, depth - 1)),
            level(first, depth - 1),
        ),
    )


def kept(start: Any, length: Any) -> Any:
    """The maximum of `length` neighbours from `start` on, of those among the n entries."""
    return largest(lambda j: x(start + j), length, lambda j: start + j < n)


claim(
    "power-positive",
    "Powers of two are at least 1.",
    power(n) >= 1,
    given=[n >= 0],
    proof=induct(n, start=0, unfold=[power(n + 1)]),
    false=[power(n) >= 2],
    because="Doubling keeps them so.",
)

claim(
    "maxima-of-same-entries",
    "Ranges of the same start and length, as far as there are entries, have the same maximum.",
    kept(i, m) == kept(u, k),
    given=[i == u, m == k, m >= 1, i < n],
    proof=solve(at=[witness("j", 1), witness("j", 2)]),
    false=[kept(i, m) == kept(u, k + 1)],
    because="They are of the same entries.",
)

in_halves = where(i + m < n, maximum(kept(i, m), kept(i + m, m)), kept(i, m))
claim(
    "max-in-halves",
    "The maximum of 2m neighbours, as far as there are any, is the larger of the maxima of the "
    "halves, or that of the first half where there is no entry in the second.",
    kept(i, 2 * m) == in_halves,
    given=[m >= 1, i < n],
    proof=solve(
        at=[witness("j", 1), witness("j", 1) - m, witness("j", 2), witness("j", 3) + m],
    ),
    false=[kept(i, 2 * m) == kept(i, m)],
    because="Each of the 2m entries is in one of the halves; the second starts at i + m.",
)

half = layer - 1
first, second = 2 * i, 2 * i + 1
start = first * m
of_two = where(
    second * power(half) < n,
    maximum(level(first, half), level(second, half)),
    level(first, half),
)
below = [
    level(first, half) == kept(start, m),
    (second * m < n).implies(level(second, half) == kept(second * m, m)),
]
halves = where(start + m < n, maximum(kept(start, m), kept(start + m, m)), kept(start, m))
next_start = [second * power(half) == start + m, second * m == start + m]

claim(
    "tree-step",
    "If the two values below are the maxima of m entries each, as far as there are any, their value "
    "is that of both.",
    level(i, layer) == kept(start, 2 * m),
    given=[layer >= 1, m == power(half), start < n, *below],
    proof=chain(
        [
            Step(level(i, layer) == of_two, (layer >= 1,), Hints(unfold=(level(i, layer),))),
            Step(power(half) >= 1, (layer >= 1,), Hints(uses=(use("power-positive", n=half),))),
            Step(m >= 1, (power(half) >= 1, m == power(half))),
            Step(next_start[0], (m == power(half),)),
            Step(next_start[1], ()),
            Step(of_two == halves, (*below, *next_start)),
            Step(
                kept(start, 2 * m) == halves,
                (m >= 1, start < n),
                Hints(uses=(use("max-in-halves", i=start),)),
            ),
            Step(
                level(i, layer) == kept(start, 2 * m),
                (level(i, layer) == of_two, of_two == halves, kept(start, 2 * m) == halves),
                Hints(opaque=(of_two, halves)),
            ),
        ]
    ),
    false=[level(i, layer) == kept(start, m)],
    example={"L": 1, "i": 0, "m": 1, "n": 2},
    because="By max-in-halves; the second value, where there is one, is of the second half.",
)

claim(
    "max-tree",
    "After L layers of neighbouring pairs, value i is the maximum of entries i 2^L up to "
    "(i + 1) 2^L, as far as there are any; so ⌈log₂ n⌉ layers leave the maximum of all n.",
    level(i, layer) == kept(i * power(layer), power(layer)),
    given=[layer >= 0, i >= 0, i * power(layer) < n],
    proof=strong(
        layer,
        [{layer: half, i: first}, {layer: half, i: second}],
        start=0,
        unfold=[level(i, layer), power(layer)],
        uses=[
            use("tree-step", m=power(half)),
            use("power-positive", n=half),
            use(
                "maxima-of-same-entries",
                i=i * power(layer),
                m=power(layer),
                u=first * power(half),
                k=2 * power(half),
            ),
        ],
        steps=[(layer >= 1).implies(i * power(layer) == first * power(half))],
    ),
    false=[
        level(i, layer) == largest(lambda j: x(i * power(layer) + j), power(layer) - 1),
    ],
    example={"L": 1, "i": 0, "n": 2},
    because="By tree-step, from the single entry of level 0.",
)
