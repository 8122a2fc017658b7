"""Neighbouring pairs, layer by layer: a tree over the entries."""

from typing import Any

from proofs.network.setting import claim
from symbolic.arithmetic import either, largest, maximum, where
from symbolic.methods import induct, strong, use
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, recursive, recursive_integer, sequences

(x,) = sequences("x")
i, layer, n = integers("i L n")


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


half = layer - 1
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
    "max-tree",
    "After L layers of neighbouring pairs, value i is the maximum of entries i 2^L up to "
    "(i + 1) 2^L, as far as there are any; so ⌈log₂ n⌉ layers leave the maximum of all n.",
    level(i, layer)
    == largest(lambda j: x(i * power(layer) + j), power(layer), lambda j: i * power(layer) + j < n),
    given=[layer >= 0, i >= 0, i * power(layer) < n],
    proof=strong(
        layer,
        [{layer: half, i: 2 * i}, {layer: half, i: 2 * i + 1}],
        start=0,
        unfold=[level(i, layer), power(layer)],
        uses=[use("power-positive", n=half)],
        steps=[(layer >= 1).implies(i * power(layer) == 2 * i * power(half))],
        at=[power(half) + witness("j", 2), witness("j", 3) - power(half)],
    ),
    false=[
        level(i, layer) == largest(lambda j: x(i * power(layer) + j), power(layer) - 1),
    ],
    example={"L": 1, "i": 0, "n": 2},
    because="The two values below cover the first and the second half of the entries.",
)
