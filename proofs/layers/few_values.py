"""Two and three values: how many ReLUs the first hidden layer needs."""

from collections.abc import Sequence
from typing import Any

from proofs.layers.first_layer import blind, direction, w
from proofs.layers.setting import claim
from symbolic.arithmetic import some, total, where
from symbolic.claims import wrong
from symbolic.methods import instantiate, solve, use
from symbolic.pooling import Image
from symbolic.terms import Term, as_term, conjunction, reals

zero, one, two, three = map(as_term, range(4))
Vector = Sequence[Any]


def is_zero(x: Vector) -> Term:
    """All entries are 0."""
    return conjunction(*(entry == 0 for entry in x))


def dot(x: Vector, y: Vector) -> Any:
    """The sum of the products of the entries."""
    products = [a * b for a, b in zip(x, y, strict=True)]
    return sum(products[1:], products[0])


def first_nonzero(candidates: Sequence[Vector], otherwise: Vector) -> Vector:
    """The first of some vectors that is not 0."""
    found = otherwise
    for candidate in reversed(candidates):
        pairs = zip(candidate, found, strict=True)
        found = [where(is_zero(candidate), y, x) for x, y in pairs]
    return found


def beside(x: Vector) -> Vector:
    """A vector orthogonal to one of two entries."""
    return first_nonzero([(x[1], -x[0])], (one, zero))


def beside_both(x: Vector, y: Vector) -> Vector:
    """A vector orthogonal to two of three entries: their cross product, if they are not parallel."""
    cross = (x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0])
    along = [((z[1], -z[0], zero), (zero, z[2], -z[1])) for z in (x, y)]
    return first_nonzero([cross, *along[0], *along[1]], (one, zero, zero))


first, second = reals("a1 a2 a3"), reals("b1 b2 b3")
claim(
    "vector-beside",
    "To each vector of two entries another one, not 0, is orthogonal.",
    (dot(first[:2], beside(first[:2])) == 0) & ~is_zero(beside(first[:2])),
    false=[dot(second[:2], beside(first[:2])) == 0],
    because="To (a, b) ≠ 0 it is (b, −a).",
)

between = beside_both(first, second)
claim(
    "vector-beside-two",
    "To each two vectors of three entries a third one, not 0, is orthogonal.",
    (dot(first, between) == 0) & (dot(second, between) == 0) & ~is_zero(between),
    false=[dot(first, between[::-1]) == 0],
    because="Their cross product; or if it is 0, one orthogonal to the first that is not 0.",
)


def entries_of(vector: Vector) -> Image:
    """A vector as a function of the index."""
    if len(vector) == 2:
        return lambda i: where(i == 0, vector[0], vector[1])
    return lambda i: where(i == 0, vector[0], where(i == 1, vector[1], vector[2]))


def weights(j: int, n: int) -> Vector:
    """The weights of unit j."""
    return [w(j, i) for i in range(n)]


def product(j: Any, image: Image, n: Term) -> Any:
    """What a direction adds to unit j."""
    return total(lambda i: w(j, i) * image(i), n)


def not_zero(image: Image, n: Term) -> Any:
    """Some entry is not 0."""
    return some(lambda i: image(i) != 0, n)


def named(*vectors: Vector) -> dict[str, Any]:
    """Vectors, as vector-beside and vector-beside-two call them."""
    return {
        f"{name}{i}": x
        for name, vector in zip("ab", vectors, strict=False)
        for i, x in enumerate(vector, 1)
    }


def at(n: Term) -> list[Term]:
    """The indices of n entries."""
    return [as_term(i) for i in range(n.data)]


def state(n: Term, units: Sequence[int], image: Image, suffix: str) -> None:
    """That an explicit direction is orthogonal to the weights of some units, and not 0."""
    lemma = "vector-beside" if n is two else "vector-beside-two"
    vectors = [weights(j, n.data) for j in units]
    claim(
        f"direction-{suffix}",
        f"So it is with the weights of {'a unit' if n is two else 'two units'} of {n} entries.",
        conjunction(*(product(j, image, n) == 0 for j in units), not_zero(image, n)),
        proof=solve(uses=[use(lemma, **named(*vectors))], at=at(n)),
        false=[product(units[-1] + 1, image, n) == 0],
        because=f"By {lemma}.",
    )


def blind_at(n: Term, image: Image) -> Term:
    """No unit tells the direction from 0, but the maximum does: n ReLUs of n values."""
    return instantiate([], blind, use("", N=n, n=n, k=0, d=image))


def orthogonal(n: Term, units: Sequence[int], image: Image) -> Term:
    """The direction is orthogonal to the weights of these units, and not 0."""
    return conjunction(*(product(j, image, n) == 0 for j in units), not_zero(image, n))


uneven = "the weights of the first one do not add up to 0"


NAMES = {two: ("pair", "two values", "two"), three: ("three-values", "three values", "three")}
for n, lone in ((two, (1,)), (three, (1, 2))):
    word, values, count = NAMES[n]
    vectors = [weights(j, n.data) for j in lone]
    image = entries_of(beside(*vectors) if n is two else beside_both(*vectors))
    name = values.split()[0]
    state(n, lone, image, f"of-{name}")
    balanced = total(lambda i: w(0, i), n)
    claim(
        f"{word}-first-layer-blind",
        f"{count.capitalize()} ReLUs of {values}, with any weights and biases, do not tell three "
        "inputs apart whose maxima are not all the same, if the weights of the first one do not add "
        "up to 0.  The inputs are T, T + d and T − d, where d ≠ 0 is orthogonal to the weights of the "
        f"others, as in direction-of-{name}.  Any ReLU can be listed first, and if the weights of each "
        f"add up to 0, see first-layer-balanced.  So no network with {count} ReLUs in its first layer "
        f"and no skip connection computes the maximum of {values}, whatever its later layers are.",
        blind_at(n, direction),
        given=[balanced != 0, orthogonal(n, lone, direction)],
        proof=solve(uses=[use("first-layer-blind", N=n, n=n, k=0)]),
        false=[wrong(blind_at(n, direction), [balanced != 0])],
        because="By first-layer-blind.",
    )
