"""Two neurons, one that passes where T is added and one where it is taken away, are one layer."""

from collections.abc import Iterator, Sequence
from typing import Any

from proofs.layers.far_neurons import Affine, affine, k, k_, m
from proofs.layers.mixtures import a_, combined, first, minus_first, minus_second, second, size_of
from proofs.layers.planes import a, b, c_, d, e, p, q, six, t, top, width, y, z
from proofs.layers.setting import claim
from symbolic.arithmetic import relu
from symbolic.methods import Hints, Step, chain, use
from symbolic.terms import Term, reals

gap, p_, q_, x = reals("E p' q' x")
plus_first: Affine = reals("U1 V1 B1")  # type: ignore[assignment]
plus_second: Affine = reals("U2 V2 B2")  # type: ignore[assignment]

claim(
    "neurons-between",
    "k (A + z) + l (B + d) is below k R(A + z) + l (B + d), if that is also k (A + x) + l R(B + y), by "
    "at most k (x − z) + l (y − d), where k ≥ 0 ≥ l.",
    (m - (k * (a + z) + k_ * (b + d) + e) >= 0)
    & (m - (k * (a + z) + k_ * (b + d) + e) <= k * (x - z) + k_ * (y - d)),
    given=[
        k >= 0,
        k_ <= 0,
        k * (a + x) + k_ * relu(b + y) + e == m,
        k * relu(a + z) + k_ * (b + d) + e == m,
    ],
    false=[m - (k * (a + z) + k_ * (b + d) + e) <= 0],
    because="The ReLUs lack k R(−A − z) and −l R(−B − y), neither of which is negative; together they "
    "are k (x − z) + l (y − d).",
)


def on_plus(p: Any, q: Any) -> Any:
    """With T added: the first neuron passes, the second is a ReLU."""
    one, two = first(p, q) + affine(plus_first, p, q), second(p, q) + affine(plus_second, p, q)
    return k * one + k_ * relu(two) + e == top(p, q)


def on_minus(p: Any, q: Any) -> Any:
    """With T taken away: the second neuron passes, the first is a ReLU."""
    one, two = first(p, q) + affine(minus_first, p, q), second(p, q) + affine(minus_second, p, q)
    return k * relu(one) + k_ * two + e == top(p, q)


def room(p: Any, q: Any) -> Any:
    """By how much the neurons differ between the two sides: an affine function."""
    one = affine(plus_first, p, q) - affine(minus_first, p, q)
    return k * one + k_ * (affine(plus_second, p, q) - affine(minus_second, p, q))


def both_pass(p: Any, q: Any) -> Any:
    """With T taken away, if both passed."""
    return combined(k, k_, p, q)


def between(p: Any, q: Any) -> Any:
    """What that lacks."""
    lacks = top(p, q) - both_pass(p, q)
    return (lacks >= 0) & (lacks <= room(p, q))


def close(p: Any, q: Any) -> Any:
    """Both passing would be within 2 E of max(0, p, q)."""
    return abs(both_pass(p, q) - top(p, q)) <= 2 * gap


jump = k * (plus_first[2] - minus_first[2]) + k_ * (plus_second[2] - minus_second[2])
signs = (k >= 0, k_ <= 0)


def close_links() -> Iterator[Step]:
    """At a point, at its negative, and from both at the point."""
    turned = (p_ == -p, q_ == -q, jump <= gap)
    for p__, q__ in ((p, q), (p_, q_)):
        used = use(
            "neurons-between",
            a=first(p__, q__),
            b=second(p__, q__),
            x=affine(plus_first, p__, q__),
            y=affine(plus_second, p__, q__),
            z=affine(minus_first, p__, q__),
            d=affine(minus_second, p__, q__),
            m=top(p__, q__),
        )
        opaque = (first(p__, q__), second(p__, q__))
        given = (*signs, on_plus(p__, q__), on_minus(p__, q__))
        yield Step(between(p__, q__), given, Hints(uses=(used,), opaque=opaque))
    yield Step(room(p, q) + room(p_, q_) <= 2 * gap, turned)
    hidden = (room(p_, q_), both_pass(p_, q_), top(p_, q_))
    yield Step(room(p_, q_) >= 0, (between(p_, q_),), Hints(opaque=hidden))
    needs = (between(p, q), room(p_, q_) >= 0, room(p, q) + room(p_, q_) <= 2 * gap)
    plain = (room(p, q), room(p_, q_), both_pass(p, q), top(p, q))
    yield Step(close(p, q), needs, Hints(opaque=plain))


claim(
    "opposite-close",
    "If two neurons give max(0, p, q) on both sides, at a point and at its negative, then, both "
    "passing, they are close to it.",
    close(p, q),
    given=[
        *signs,
        p_ == -p,
        q_ == -q,
        on_plus(p, q),
        on_minus(p, q),
        on_plus(p_, q_),
        on_minus(p_, q_),
        jump <= gap,
    ],
    proof=chain(close_links()),
    false=[close(q, p)],
    because="What they lack is at most an affine function that is not negative at the point and at "
    "its negative.  Its values there add up to twice its constant, so neither is more than that.",
)

extent = abs(k) * size_of(a_) + abs(k_) * size_of(c_)
small = t <= extent + 12 * gap
points = six(t)


def opposite_links() -> Iterator[Step]:
    """Close at the six points; then by mixture-near-max."""
    for number, at in enumerate(points):
        other = points[number ^ 1]
        needs = (*signs, jump <= gap, on_plus(*at), on_minus(*at), on_plus(*other))
        used = use("opposite-close", p=at[0], q=at[1], **{"p'": other[0], "q'": other[1]})
        yield Step(close(*at), (*needs, on_minus(*other)), Hints(uses=(used,)))
    needs = (width >= 0, t >= 0, *(close(*at) for at in points))
    used = use("mixture-near-max", alpha=k, gamma=k_, delta=2 * gap)
    yield Step(small, needs, Hints(uses=(used,)))


def at_all(statement: Any) -> Sequence[Term]:
    """A statement at all six points."""
    return [statement(x, y) for x, y in points]


claim(
    "opposite-neurons",
    "If they give max(0, p, q) on both sides at all six points, t is bounded by their weights.",
    small,
    given=[width >= 0, t >= 0, *signs, jump <= gap, *at_all(on_plus), *at_all(on_minus)],
    proof=chain(opposite_links()),
    false=[t <= extent],
    because="By opposite-close and mixture-near-max: within 2 E of max(0, p, q) they are one layer.",
)
