"""The entries of a block of the network that triples: 3 to the level, one after the other."""

from typing import Any

from proofs.layers.setting import claim
from proofs.layers.tripling import block, union, x
from proofs.network.windows import window
from symbolic.arithmetic import either, largest, maximum
from symbolic.methods import Hints, Step, chain, induct, solve, strong, use
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, recursive_integer

i, j, k, layer, m = integers("i j k L m")
before = layer - 1


@recursive_integer
def power(exponent: Any) -> Any:
    """3 to the exponent."""
    return either(exponent == 0, lambda: as_term(1), lambda: 3 * power(exponent - 1))


claim(
    "power-of-three-positive",
    "Powers of three are at least 1.",
    power(layer) >= 1,
    given=[layer >= 0],
    proof=induct(layer, start=0, unfold=[power(layer + 1)]),
    false=[power(layer) >= 2],
    because="Tripling keeps them so.",
)

third = power(before)
claim(
    "maxima-of-same-range",
    "Ranges of the same start and length have the same maximum.",
    window(m, i) == window(k, j),
    given=[i == j, m == k, m >= 1],
    proof=solve(at=[witness("t", 1), witness("t", 2)]),
    false=[window(m, i) == window(k + 1, j)],
    because="They are of the same entries.",
)

claim(
    "max-in-thirds",
    "The maximum of 3m neighbours is the largest of the maxima of their thirds.",
    window(3 * m, i) == maximum(maximum(window(m, i), window(m, i + m)), window(m, i + 2 * m)),
    given=[m >= 1],
    proof=solve(
        at=[
            witness("t", 1),
            witness("t", 1) - m,
            witness("t", 1) - 2 * m,
            witness("t", 2),
            witness("t", 3) + m,
            witness("t", 4) + 2 * m,
        ]
    ),
    false=[window(3 * m, i) == maximum(window(m, i), window(m, i + 2 * m))],
    because="Each of the 3m entries is in one of the thirds.",
)

of_three = maximum(
    maximum(block(3 * i, before), block(3 * i + 1, before)), block(3 * i + 2, before)
)
thirds = [block(3 * i + part, before) == window(third, (3 * i + part) * third) for part in range(3)]
whole = window(power(layer), i * power(layer))
start = 3 * i * third
in_thirds = maximum(
    maximum(window(third, start), window(third, start + third)),
    window(third, start + 2 * third),
)
moved = [
    window(third, (3 * i + part) * third) == window(third, start + part * third) for part in (1, 2)
]
claim(
    "blocks-step",
    "If three neighbouring blocks are the maxima of their entries, so is the block of the three.",
    block(i, layer) == whole,
    given=[layer >= 1, *thirds],
    proof=chain(
        [
            Step(block(i, layer) == of_three, (layer >= 1,), Hints(unfold=(block(i, layer),))),
            Step(power(layer) == 3 * third, (layer >= 1,), Hints(unfold=(power(layer),))),
            Step(
                third >= 1, (layer >= 1,), Hints(uses=(use("power-of-three-positive", L=before),))
            ),
            Step(i * power(layer) == start, (power(layer) == 3 * third,)),
            Step(
                whole == window(3 * third, start),
                (i * power(layer) == start, power(layer) == 3 * third, third >= 1),
                Hints(
                    uses=(
                        use(
                            "maxima-of-same-range",
                            i=i * power(layer),
                            m=power(layer),
                            j=start,
                            k=3 * third,
                        ),
                    )
                ),
            ),
            Step(
                window(3 * third, start) == in_thirds,
                (third >= 1,),
                Hints(uses=(use("max-in-thirds", i=start, m=third),)),
            ),
            *(Step(equation, ()) for equation in moved),
            Step(of_three == in_thirds, (*thirds, *moved)),
            Step(
                block(i, layer) == whole,
                (
                    block(i, layer) == of_three,
                    of_three == in_thirds,
                    window(3 * third, start) == in_thirds,
                    whole == window(3 * third, start),
                ),
                Hints(opaque=(of_three, in_thirds)),
            ),
        ]
    ),
    false=[block(i, layer) == window(power(layer) - 1, i * power(layer))],
    example={"L": 1, "i": 0},
    because="Three neighbouring thirds of the entries.",
)

claim(
    "blocks-are-maxima",
    "Block i of level L is the maximum of the 3^L entries from i·3^L on.",
    block(i, layer) == whole,
    given=[layer >= 0],
    proof=strong(
        layer,
        [{layer: before, i: 3 * i + part} for part in range(3)],
        start=0,
        unfold=[block(i, layer), power(layer)],
        uses=[use("blocks-step")],
    ),
    false=[block(i, layer) == window(power(layer) - 1, i * power(layer))],
    example={"L": 0, "i": 0},
    because="By blocks-step, from the single entry of level 0.",
)

count = power(layer)
zero, one = as_term(0), as_term(1)
first, second = window(count, zero * count), window(count, one * count)
entries = largest(x, 2 * count)
both = maximum(block(zero, layer), block(one, layer))
claim(
    "two-blocks-are-all",
    "After L + 1 hidden layers the network of the identity for six has the maximum of 2·3^L entries.",
    union(zero, one, layer) == entries,
    given=[layer >= 0],
    proof=chain(
        [
            Step(
                union(zero, one, layer) == both,
                (layer >= 0,),
                Hints(uses=(use("tripling", i=zero, j=one),)),
            ),
            Step(
                block(zero, layer) == first,
                (layer >= 0,),
                Hints(uses=(use("blocks-are-maxima", i=zero),)),
            ),
            Step(
                block(one, layer) == second,
                (layer >= 0,),
                Hints(uses=(use("blocks-are-maxima", i=one),)),
            ),
            Step(count >= 1, (layer >= 0,), Hints(uses=(use("power-of-three-positive"),))),
            Step(
                entries == maximum(first, second),
                (count >= 1,),
                Hints(uses=(use("max-doubling", i=zero, m=count, k=2 * count),)),
            ),
            Step(
                union(zero, one, layer) == entries,
                (
                    union(zero, one, layer) == both,
                    block(zero, layer) == first,
                    block(one, layer) == second,
                    entries == maximum(first, second),
                ),
                Hints(opaque=(block(zero, layer), block(one, layer), first, second)),
            ),
        ]
    ),
    false=[
        union(zero, one, layer) == largest(x, 2 * count - 1),
        union(zero, one, layer) == largest(x, 2 * count + 1),
    ],
    example={"L": 0},
    because="By tripling they are those of two neighbouring blocks, which by blocks-are-maxima are the "
    "maxima of neighbouring halves.",
)
