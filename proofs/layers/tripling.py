"""One more hidden layer triples the number of values."""

from typing import Any

from proofs.layers.identities import fold
from proofs.layers.identities import values as values_of
from proofs.layers.setting import claim
from symbolic.arithmetic import either, maximum, relu
from symbolic.identities import SIX
from symbolic.methods import Hints, Step, chain, ordered, strong, use
from symbolic.terms import integers, reals, recursive, sequences

(x,) = sequences("x")
i, j, layer = integers("i j L")
a, b, c, d = reals("a b c d")
before = layer - 1


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
