"""One more hidden layer triples the number of values."""

from typing import Any

from proofs.layers.identities import fold
from proofs.layers.identities import values as values_of
from proofs.layers.setting import claim
from symbolic.arithmetic import either, largest, maximum, relu
from symbolic.identities import SIX
from symbolic.methods import Hints, Step, chain, induct, ordered, solve, strong, use
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, reals, recursive, recursive_integer, sequences

(x,) = sequences("x")
i, j, k, layer, m = integers("i j k L m")
a, b, c, d = reals("a b c d")
before = layer - 1


@recursive_integer
def power(exponent: Any) -> Any:
    """3 to the exponent."""
    return either(exponent == 0, lambda: as_term(1), lambda: 3 * power(exponent - 1))


@recursive
def block(i: Any, depth: Any) -> Any:
    """The maximum of three blocks of the level below; of level 0, entry i."""
    return either(
        depth == 0,
        lambda: x(i),
        lambda: maximum(
            maximum(block(3 * i, depth - 1), block(3 * i + 1, depth - 1)),
            block(3 * i + 2, depth - 1),
        ),
    )


def parts(i: Any, j: Any) -> list[Any]:
    """The six blocks of the level below in blocks i and j."""
    return [3 * i, 3 * i + 1, 3 * i + 2, 3 * j, 3 * j + 1, 3 * j + 2]


@recursive
def union(i: Any, j: Any, depth: Any) -> Any:
    """the identity for six values at the blocks of the level below; R(x_j − x_i) + x_i at level 0"""

    def below(a: int, b: int) -> Any:
        six = parts(i, j)
        return union(six[a], six[b], depth - 1)

    return either(depth == 0, lambda: relu(x(j) - x(i)) + x(i), lambda: SIX(below) / 6)


six = parts(i, j)
values = [block(part, before) for part in six]
one_layer = SIX(lambda a, b: union(six[a], six[b], before)) / 6
halves = [fold(values[:3]), fold(values[3:])]
pairs = {
    (a, b): union(six[a], six[b], before) == maximum(values[a], values[b]) for a, b in SIX.pairs
}
maxima = {f"m{a}{b}": union(six[a], six[b], before) for a, b in SIX.pairs}
entries = {f"x{a}": value for a, value in enumerate(values)}

claim(
    "max-of-equals",
    "Equal values have equal maxima.",
    maximum(a, b) == maximum(c, d),
    given=[a == c, b == d],
    false=[maximum(a, b) == c],
    because="Put the one for the other.",
)

claim(
    "max6-by-threes",
    "The maximum of six values is the larger of the maxima of three.",
    fold(values_of(6)) == maximum(fold(values_of(6)[:3]), fold(values_of(6)[3:])),
    proof=ordered(values_of(6)),
    false=[fold(values_of(6)) == maximum(fold(values_of(6)[:3]), fold(values_of(6)[3:5]))],
    because="Both are at least every value, and one of the values.",
)

unfolded = [
    union(i, j, layer) == one_layer,
    block(i, layer) == halves[0],
    block(j, layer) == halves[1],
]
claim(
    "tripling-step",
    "Where the maxima of every two blocks of a level are at hand, one more layer has those of every "
    "two blocks of the next.",
    union(i, j, layer) == maximum(block(i, layer), block(j, layer)),
    given=[layer >= 1, *pairs.values()],
    proof=chain(
        [
            *(
                Step(equation, (layer >= 1,), Hints(unfold=(equation.args[0],)))
                for equation in unfolded
            ),
            Step(
                6 * one_layer == 6 * fold(values),
                tuple(pairs.values()),
                Hints(uses=(use("max6-two-layers", **entries, **maxima),)),
            ),
            Step(
                fold(values) == maximum(*halves),
                (),
                Hints(uses=(use("max6-by-threes", **entries),)),
            ),
            Step(
                maximum(block(i, layer), block(j, layer)) == maximum(*halves),
                tuple(unfolded[1:]),
                Hints(
                    uses=(
                        use(
                            "max-of-equals",
                            a=block(i, layer),
                            b=block(j, layer),
                            c=halves[0],
                            d=halves[1],
                        ),
                    )
                ),
            ),
            Step(
                union(i, j, layer) == maximum(block(i, layer), block(j, layer)),
                (
                    unfolded[0],
                    6 * one_layer == 6 * fold(values),
                    fold(values) == maximum(*halves),
                    maximum(block(i, layer), block(j, layer)) == maximum(*halves),
                ),
            ),
        ]
    ),
    false=[union(i, j, layer) == block(i, layer)],
    example={"L": 1, "i": 0, "j": 1},
    because="Put the blocks for the six values and what the network has computed for every two of "
    "them for the maxima of pairs.",
)

claim(
    "tripling",
    "If hidden layers compute the maxima of every two blocks, one more computes those of every two "
    "blocks of three: after L + 1 hidden layers the network of the identity for six has the maxima "
    "of any two blocks of 3^L entries, for every L.",
    union(i, j, layer) == maximum(block(i, layer), block(j, layer)),
    given=[layer >= 0],
    proof=strong(
        layer,
        [{layer: before, i: six[a], j: six[b]} for a, b in SIX.pairs],
        start=0,
        unfold=[union(i, j, layer), block(i, layer), block(j, layer)],
        uses=[use("tripling-step")],
    ),
    false=[union(i, j, layer) == block(i, layer)],
    example={"L": 0, "i": 0, "j": 1},
    because="By tripling-step, from the maximum of two entries, R(b − a) + a.",
)

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


def from_entry(start: Any, count: Any) -> Any:
    """The maximum of `count` neighbouring entries from this one on."""
    return largest(lambda t: x(start + t), count)


claim(
    "maxima-of-same-range",
    "Ranges of the same start and length have the same maximum.",
    from_entry(i, m) == from_entry(j, k),
    given=[i == j, m == k, m >= 1],
    proof=solve(at=[witness("t", 1), witness("t", 2)]),
    false=[from_entry(i, m) == from_entry(j, k + 1)],
    because="They are of the same entries.",
)

claim(
    "max-in-thirds",
    "The maximum of 3m neighbours is the largest of the maxima of their thirds.",
    from_entry(i, 3 * m)
    == maximum(maximum(from_entry(i, m), from_entry(i + m, m)), from_entry(i + 2 * m, m)),
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
    false=[from_entry(i, 3 * m) == maximum(from_entry(i, m), from_entry(i + 2 * m, m))],
    because="Each of the 3m entries is in one of the thirds.",
)

thirds = [
    block(3 * i + part, before) == from_entry((3 * i + part) * third, third) for part in range(3)
]
whole = from_entry(i * power(layer), power(layer))
start = 3 * i * third
in_thirds = maximum(
    maximum(from_entry(start, third), from_entry(start + third, third)),
    from_entry(start + 2 * third, third),
)
moved = [
    from_entry((3 * i + part) * third, third) == from_entry(start + part * third, third)
    for part in (1, 2)
]
claim(
    "blocks-step",
    "If three neighbouring blocks are the maxima of their entries, so is the block of the three.",
    block(i, layer) == whole,
    given=[layer >= 1, *thirds],
    proof=chain(
        [
            Step(block(i, layer) == halves[0], (layer >= 1,), Hints(unfold=(block(i, layer),))),
            Step(power(layer) == 3 * third, (layer >= 1,), Hints(unfold=(power(layer),))),
            Step(
                third >= 1, (layer >= 1,), Hints(uses=(use("power-of-three-positive", L=before),))
            ),
            Step(i * power(layer) == start, (power(layer) == 3 * third,)),
            Step(
                whole == from_entry(start, 3 * third),
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
                from_entry(start, 3 * third) == in_thirds,
                (third >= 1,),
                Hints(uses=(use("max-in-thirds", i=start, m=third),)),
            ),
            *(Step(equation, ()) for equation in moved),
            Step(
                halves[0] == in_thirds,
                (*thirds, *moved),
            ),
            Step(
                block(i, layer) == whole,
                (
                    block(i, layer) == halves[0],
                    halves[0] == in_thirds,
                    from_entry(start, 3 * third) == in_thirds,
                    whole == from_entry(start, 3 * third),
                ),
                Hints(opaque=(halves[0], in_thirds)),
            ),
        ]
    ),
    false=[block(i, layer) == from_entry(i * power(layer), power(layer) - 1)],
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
    false=[block(i, layer) == from_entry(i * power(layer), power(layer) - 1)],
    example={"L": 0, "i": 0},
    because="By blocks-step, from the single entry of level 0.",
)
