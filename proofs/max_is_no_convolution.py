"""Exercise 2: max pooling is not a convolution."""

from typing import Any

from proofs.run import main
from symbolic.arithmetic import either, every, largest, maximum, relu, total, where
from symbolic.claims import wrong
from symbolic.methods import Hints, Step, chain, compute, each, induct, solve, use
from symbolic.pages import Page
from symbolic.pooling import Axis, Image, average, average_at, convolve_at, inside
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, reals, recursive, sequences

page = Page(
    "2",
    "Max pooling is not a convolution",
    "Can max pooling be built from convolutions alone?",
    "No.  Convolutions, however many, with biases, averages and inference batch norms between them, "
    "stay affine, and the maximum is not.  The best affine stand-in is average pooling plus a "
    "constant; it misses by (n − 1)/(2n) of the range of the inputs.",
)
claim = page.claim
a, b, c, d, error, lam, low, high, gamma, beta, mean, deviation = reals(
    "a b c d E lambda l u gamma beta mu sigma"
)
w, x, y = sequences("w x y")
bias, weight = sequences("b w")
m, n, o, layer, width = integers("m n o L N")

claim(
    "max-not-additive",
    "The maximum of a sum is not the sum of the maxima: (1, 0) and (0, 1).",
    maximum(as_term(1) + 0, as_term(0) + 1)
    != maximum(as_term(1), as_term(0)) + maximum(as_term(0), as_term(1)),
    proof=compute(),
    false=[maximum(a + c, b + d) == maximum(a, b) + maximum(c, d)],
    because="On the left every entry is 1; on the right two maxima of 1 are added.",
)

claim(
    "max-not-homogeneous",
    "The maximum does not commute with −1: (1, 0).",
    maximum(-as_term(1), -as_term(0)) != -maximum(as_term(1), as_term(0)),
    proof=compute(),
    false=[maximum(-a, -b) == -maximum(a, b)],
    because="On the left it is 0, on the right −1.",
)


def unit(i: Any) -> Any:
    """1 at entry 0 and 0 elsewhere."""
    return where(i == 0, 1, 0)


def minus(i: Any) -> Any:
    """−1 at entry 0 and 0 elsewhere."""
    return -unit(i)


def zero(i: Any) -> Any:
    """0 everywhere."""
    return 0


def affine(entries: Image) -> Any:
    """The affine map with weights w and bias b."""
    return total(lambda i: w(i) * entries(i), n) + b


claim(
    "max-not-affine",
    "No affine map of n ≥ 2 entries, whatever its weights and bias, is their maximum: it would "
    "already fail on 0, on a unit vector or on its negative.",
    ~(
        (affine(unit) == largest(unit, n))
        & (affine(minus) == largest(minus, n))
        & (affine(zero) == largest(zero, n))
    ),
    given=[n >= 2],
    proof=solve(at=[as_term(1)]),
    false=[~((affine(unit) == largest(unit, n)) & (affine(zero) == largest(zero, n)))],
    because="An affine map takes at 0 the mean of its values at a vector and its negative: the mean "
    "of 1 and 0, which is not 0.",
)

channels, k_h, k_w, s_h, s_w, p_h, p_w, d_h, d_w, h_in, w_in, i, j = integers(
    "C k_h k_w s_h s_w p_h p_w d_h d_w H W i j"
)
axes = [Axis(k_h, s_h, p_h, d_h), Axis(k_w, s_w, p_w, d_w)]
sizes, at = [h_in, w_in], [i, j]


def mixed(*index: Any) -> Any:
    """The mixture λ x + (1 − λ) y of two inputs."""
    return lam * x(*index) + (1 - lam) * y(*index)


def convolution(entries: Image) -> Any:
    """A convolution over C channels (of a group) with bias."""

    def of_channel(q: Any) -> Any:
        return convolve_at(
            lambda r, s: entries(q, r, s), lambda u, v: weight(q, u, v), axes, sizes, at
        )

    return total(of_channel, channels) + b


def averaged(entries: Image) -> Any:
    """Average pooling at one output position."""
    return average_at(entries, axes, sizes, at, divisor_override=d)


def normalised(value: Any) -> Any:
    """Batch normalisation at inference: fixed mean, variance, scale and shift."""
    return gamma * (value - mean) / deviation + beta


scaled = [gamma * (value - mean) for value in (lam * a + (1 - lam) * c, a, c)]
claim(
    "layers-preserve-mixtures",
    "A convolution (any kernel, stride, padding, dilation, channels of any group, bias), average "
    "pooling and batch normalisation at inference map a mixture of inputs to the mixture of their "
    "outputs: they are affine.",
    (convolution(mixed) == lam * convolution(x) + (1 - lam) * convolution(y))
    & (averaged(mixed) == lam * averaged(x) + (1 - lam) * averaged(y))
    & (normalised(lam * a + (1 - lam) * c) == lam * normalised(a) + (1 - lam) * normalised(c)),
    given=[d != 0, deviation > 0],
    proof=each(
        solve(),
        solve(),
        solve(
            uses=[use("scaling-is-division", D=deviation, b=part) for part in scaled],
            rewrite=[part / deviation == 1 / deviation * part for part in scaled],
        ),
    ),
    false=[
        wrong((lam * a + (1 - lam) * c) ** 2 == lam * a**2 + (1 - lam) * c**2, []),
        wrong(relu(lam * a + (1 - lam) * c) == lam * relu(a) + (1 - lam) * relu(c), []),
    ],
    because="Sums are linear, and the two parts of a mixture add up to one bias.",
)


def deep(entries: Image, name: str) -> Any:
    """Entry o of L affine layers of width N, any weights and biases: the recursive function."""

    def value(o: Any, depth: Any) -> Any:
        return either(
            depth == 0,
            lambda: entries(o),
            lambda: (
                total(lambda i: weight(depth, o, i) * function(i, depth - 1), width)
                + bias(depth, o)
            ),
        )

    value.__name__ = name
    function = recursive(value)
    return function


of_x, of_y, of_mixture = deep(x, "f_x"), deep(y, "f_y"), deep(mixed, "f_{mix}")
before = layer - 1
z = sequences("z")[0]
claim(
    "sum-preserves-mixtures",
    "A weighted sum of mixtures is the mixture of the weighted sums.",
    every(lambda i: z(i) == lam * x(i) + (1 - lam) * y(i), n).implies(
        total(lambda i: w(i) * z(i), n)
        == lam * total(lambda i: w(i) * x(i), n) + (1 - lam) * total(lambda i: w(i) * y(i), n)
    ),
    given=[n >= 0],
    proof=induct(n, start=0),
    false=[
        every(lambda i: z(i) == lam * x(i) + (1 - lam) * y(i), n).implies(
            total(lambda i: w(i) * z(i), n) == lam * total(lambda i: w(i) * x(i), n)
        )
    ],
    because="Entry by entry.",
)

claim(
    "convolutions-stay-affine",
    "So is any composition of them: L layers, of any width N, weights and biases, map a mixture to "
    "the mixture, for every depth L.",
    every(
        lambda o: of_mixture(o, layer) == lam * of_x(o, layer) + (1 - lam) * of_y(o, layer), width
    ),
    given=[layer >= 0, width >= 1],
    proof=induct(
        layer,
        start=0,
        unfold=[f(witness("o", 2), layer + 1) for f in (of_mixture, of_x, of_y)],
        uses=[
            use(
                "sum-preserves-mixtures",
                n=width,
                w=lambda i: weight(layer + 1, witness("o", 2), i),
                z=lambda i: of_mixture(i, layer),
                x=lambda i: of_x(i, layer),
                y=lambda i: of_y(i, layer),
            )
        ],
    ),
    false=[every(lambda o: of_mixture(o, layer) == lam * of_x(o, layer), width)],
    because="Each layer preserves the mixture that the layers before it have preserved.",
)

claim(
    "max-not-a-deep-linear-network",
    "So depth does not help: no composition of affine layers, however many and however wide, has "
    "the maximum of n ≥ 2 of its inputs as an output, for it would already fail on a unit vector, "
    "its negative, or the point half way between them.",
    ~(
        (of_x(o, layer) == largest(unit, n))
        & (of_y(o, layer) == largest(minus, n))
        & (of_mixture(o, layer) == largest(zero, n))
    ),
    given=[
        n >= 2,
        layer >= 0,
        width >= n,
        inside(o, width),
        lam == as_term(1) / 2,
        every(lambda i: (x(i) == unit(i)) & (y(i) == minus(i)), width),
    ],
    proof=solve(uses=[use("convolutions-stay-affine")], at=[o, as_term(1)]),
    false=[
        ~((of_x(o, layer) == largest(unit, n)) & (of_mixture(o, layer) == largest(zero, n))),
    ],
    example={"L": 0, "N": 2, "n": 2, "o": 0},
    because="Half way between the two inputs the network takes the mean of 1 and 0; the maximum of "
    "zeros is 0.",
)


def corner(i: Any) -> Image:
    """u at entry i and l elsewhere."""
    return lambda j: low + (high - low) * where(j == i, 1, 0)


def inner(j: Any) -> Any:
    """The mean of the n corners."""
    return low + (high - low) / n


claim(
    "gap-within-box",
    "On entries between l and u the average is below the maximum by at most (u − l)(n − 1)/n.",
    every(lambda i: (low <= x(i)) & (x(i) <= high), n).implies(
        (largest(x, n) <= high)
        & (n * largest(x, n) - total(x, n) <= (n - 1) * (largest(x, n) - low))
        & (total(x, n) <= n * largest(x, n))
    ),
    given=[n >= 1],
    proof=induct(n),
    false=[
        every(lambda i: (low <= x(i)) & (x(i) <= high), n).implies(
            n * largest(x, n) - total(x, n) <= (n - 2) * (largest(x, n) - low)
        )
    ],
    because="All entries but the largest are at least l.",
)

claim(
    "sum-of-lower-bounds",
    "If every entry plus a constant is at least d, so is n times over their sum.",
    every(lambda i: a + c * w(i) >= d, n).implies(n * a + c * total(w, n) >= n * d),
    given=[n >= 1],
    proof=induct(n),
    false=[every(lambda i: a + c * w(i) >= d, n).implies(a + c * total(w, n) >= n * d)],
    because="Add the n inequalities.",
)

weights, share = total(w, n), (high - low) / n
offset = low * weights + b
near_corners = every(lambda i: abs(affine(corner(i)) - largest(corner(i), n)) <= error, n)
near_mean = abs(affine(inner) - largest(inner, n)) <= error
high_corners = every(lambda i: largest(corner(i), n) >= high, n)
linear_corners = every(lambda i: affine(corner(i)) == offset + (high - low) * w(i), n)
on_corners = every(lambda i: offset + (high - low) * w(i) >= high - error, n)
claim(
    "affine-error-at-least",
    "An affine map that is within E of the maximum at the n corners (one entry u, the others l) and "
    "at their mean has E ≥ (u − l)(n − 1)/(2n).",
    error >= (high - low) * (n - 1) / (2 * n),
    given=[
        n >= 2,
        low <= high,
        near_corners,
        near_mean,
    ],
    proof=chain(
        [
            Step(high_corners, (n >= 2, low <= high)),
            Step(
                linear_corners,
                (n >= 2,),
                Hints(uses=(use("unit-picks-weight", j=witness("i")),)),
            ),
            Step(on_corners, (near_corners, high_corners, linear_corners)),
            Step(
                n * offset + (high - low) * weights >= n * (high - error),
                (n >= 2, on_corners),
                Hints(uses=(use("sum-of-lower-bounds", a=offset, c=high - low, d=high - error),)),
            ),
            Step(n * share == high - low, (n >= 2,)),
            Step(largest(inner, n) == low + share, (n >= 2,)),
            Step(affine(inner) == offset + weights * share, (n >= 2,)),
            Step(
                offset + weights * share <= low + share + error,
                (
                    near_mean,
                    affine(inner) == offset + weights * share,
                    largest(inner, n) == low + share,
                ),
                Hints(opaque=(affine(inner), largest(inner, n), share, weights)),
            ),
            Step(
                n * (weights * share) == (high - low) * weights,
                (n * share == high - low,),
                Hints(opaque=(share, weights)),
            ),
            Step(
                n * (high - error) <= n * (low + share + error),
                (
                    n >= 2,
                    n * offset + (high - low) * weights >= n * (high - error),
                    n * (weights * share) == (high - low) * weights,
                    offset + weights * share <= low + share + error,
                ),
                Hints(opaque=(share, weights)),
            ),
            Step(
                high - error <= low + share + error,
                (n >= 2, n * (high - error) <= n * (low + share + error)),
                Hints(opaque=(share,)),
            ),
            Step(
                error >= (high - low) * (n - 1) / (2 * n),
                (n >= 2, n * share == high - low, high - error <= low + share + error),
            ),
        ]
    ),
    false=[error > (high - low) * (n - 1) / (2 * n), error >= (high - low) * (n - 1) / n],
    example={"n": 2, "l": 0, "u": 0, "E": 0},
    because="An affine map takes at the mean of the corners the mean of its values there: at least "
    "u − E.  But the maximum at that point is only l + (u − l)/n.",
)

claim(
    "max-best-affine",
    "The smallest error of any affine map against the maximum of n ≥ 2 entries in [l, u] is exactly "
    "(u − l)(n − 1)/(2n).  Average pooling plus that constant attains it; so average pooling is the "
    "best convolution for max pooling.  (2 × 2: 3/8 of the range, 3 × 3: 4/9.)",
    every(lambda i: (low <= x(i)) & (x(i) <= high), n).implies(
        abs(average(x, n) + (high - low) * (n - 1) / (2 * n) - largest(x, n))
        <= (high - low) * (n - 1) / (2 * n)
    )
    & (
        every(lambda i: abs(affine(corner(i)) - largest(corner(i), n)) <= error, n)
        & (abs(affine(inner) - largest(inner, n)) <= error)
    ).implies(error >= (high - low) * (n - 1) / (2 * n)),
    given=[n >= 2, low <= high],
    proof=each(
        solve(uses=[use("gap-within-box")]),
        solve(uses=[use("affine-error-at-least")]),
    ),
    false=[
        every(lambda i: (low <= x(i)) & (x(i) <= high), n).implies(
            abs(average(x, n) - largest(x, n)) <= (high - low) * (n - 1) / (2 * n)
        ),
        every(lambda i: abs(affine(corner(i)) - largest(corner(i), n)) <= error, n).implies(
            error >= (high - low) * (n - 1) / (2 * n)
        ),
    ],
    because="Above: max − avg lies between 0 and (u − l)(n − 1)/n, and the constant is half of that. "
    "Below: an affine map takes at the mean of the n corners (one entry u, the others l) the mean of "
    "its values there, where the maximum is u; but at the mean itself it is only l + (u − l)/n.",
)

if __name__ == "__main__":
    main(page)
