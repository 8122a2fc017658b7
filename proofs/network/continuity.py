"""ReLU networks are continuous, the index of the maximum is not."""

from fractions import Fraction
from typing import Any

from proofs.network.setting import claim
from symbolic.arithmetic import either, every, largest, relu, total, where
from symbolic.methods import induct, solve, use
from symbolic.pooling import Image, inside
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, reals, recursive, sequences

(x,) = sequences("x")
a, b, c, delta, error = reals("a b c delta E")
i, layer, n, o, wide = integers("i L n o N")


def index_of_max(a: Any, b: Any) -> Any:
    """The index that return_indices gives for two entries: the first of equal ones."""
    return where(b > a, 1, 0)


claim(
    "argmax-jumps",
    "Raising the second of two equal entries by any δ > 0 moves the index of the maximum from 0 to 1.",
    index_of_max(as_term(0), delta) - index_of_max(as_term(0), as_term(0)) == 1,
    given=[delta > 0],
    false=[index_of_max(delta, as_term(0)) - index_of_max(as_term(0), as_term(0)) == 1],
    because="At a tie the first entry counts; a tie broken by however little goes to the second.",
)

bias, w, y = sequences("b w y")


def deep(entries: Image, name: str) -> Any:
    """Entry o after L layers of width N, each affine and ReLU, any weights and biases."""

    def value(o: Any, depth: Any) -> Any:
        return either(
            depth == 0,
            lambda: entries(o),
            lambda: relu(
                total(lambda i: w(depth, o, i) * network(i, depth - 1), wide) + bias(depth, o)
            ),
        )

    value.__name__ = name
    network = recursive(value)
    return network


@recursive
def slope(depth: Any) -> Any:
    """The product over the layers of the largest sum of absolute weights of a row."""
    return either(
        depth == 0,
        lambda: as_term(1),
        lambda: (
            largest(lambda v: total(lambda i: abs(w(depth, v, i)), wide), wide) * slope(depth - 1)
        ),
    )


of_x, of_y = deep(x, "f_x"), deep(y, "f_y")
claim(
    "product-lipschitz",
    "If two values differ by at most E, they do so times |c| when multiplied by c.",
    (abs(a - b) <= error).implies(abs(c * a - c * b) <= abs(c) * error),
    false=[(abs(a - b) <= error).implies(abs(c * a - c * b) <= error)],
    because="|ca − cb| = |c|·|a − b|.",
)

claim(
    "weighted-sum-lipschitz",
    "If entries differ by at most E, their weighted sums differ by at most the sum of the absolute "
    "weights times E.",
    abs(total(lambda i: w(i) * x(i), n) - total(lambda i: w(i) * y(i), n))
    <= total(lambda i: abs(w(i)), n) * error,
    given=[n >= 1, every(lambda i: abs(x(i) - y(i)) <= error, n)],
    proof=induct(
        n,
        uses=[use("product-lipschitz", a=x(i), b=y(i), c=w(i)) for i in (as_term(0), n)],
        steps=[abs(x(n) - y(n)) <= error],
    ),
    false=[
        abs(total(lambda i: w(i) * x(i), n) - total(lambda i: w(i) * y(i), n)) <= error,
    ],
    because="The triangle inequality, once for every entry.",
)

following = layer + 1
row = witness("q", 2)

claim(
    "relu-network-lipschitz",
    "A ReLU network is continuous: inputs that differ by at most E give outputs that differ by at "
    "most a fixed multiple of E, for every depth, width, weights and biases.",
    every(lambda r: abs(x(r) - y(r)) <= error, wide).implies(
        every(lambda q: abs(of_x(q, layer) - of_y(q, layer)) <= slope(layer) * error, wide)
    ),
    given=[layer >= 0, wide >= 1, error >= 0],
    proof=induct(
        layer,
        start=0,
        also=[slope(layer) >= 0],
        unfold=[of_x(row, following), of_y(row, following), slope(following)],
        uses=[
            use(
                "weighted-sum-lipschitz",
                n=wide,
                E=slope(layer) * error,
                w=lambda i: w(following, row, i),
                x=lambda i: of_x(i, layer),
                y=lambda i: of_y(i, layer),
            ),
            use(
                "weighted-sum-lipschitz",
                n=wide,
                E=1,
                w=lambda i: w(following, witness("v"), i),
                x=lambda i: 0,
                y=lambda i: 0,
            ),
        ],
        at=[row],
        steps=[
            slope(layer) * error >= 0,
            every(
                lambda k: (
                    total(lambda i: abs(w(following, k, i)), wide) * (slope(layer) * error)
                    <= slope(following) * error
                ),
                wide,
            ),
        ],
    ),
    false=[
        every(lambda r: abs(x(r) - y(r)) <= error, wide).implies(
            every(lambda q: abs(of_x(q, layer) - of_y(q, layer)) <= slope(layer) * error / 2, wide)
        )
    ],
    because="An affine layer stretches differences by at most the largest sum of absolute weights of "
    "a row; ReLU does not stretch them.",
)

claim(
    "indices-are-discontinuous",
    "No ReLU network, whatever its depth, width and weights, computes the index of the maximum that "
    "return_indices gives: already on 0 and on δ at the second entry, for every δ > 0 small enough "
    "for the network.",
    ~((of_x(o, layer) == index_of_max(x(0), x(1))) & (of_y(o, layer) == index_of_max(y(0), y(1)))),
    given=[
        layer >= 0,
        wide >= 2,
        inside(o, wide),
        delta > 0,
        slope(layer) * delta < 1,
        every(lambda r: (x(r) == where(r == 1, delta, 0)) & (y(r) == 0), wide),
    ],
    proof=solve(
        uses=[use("relu-network-lipschitz", E=delta)],
        at=[o, as_term(1)],
    ),
    false=[~(of_y(o, layer) == index_of_max(y(0), y(1)))],
    example={"L": 0, "N": 2, "o": 0, "delta": Fraction(1, 2)},
    because="The index jumps by 1 however small δ is; the network's output moves by at most its "
    "slope times δ.",
)
