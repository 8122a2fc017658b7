"""Exercise 3.2: max pooling from convolutions and ReLU."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from proofs.lifted import entries, fast, read_back, sequential, tampered, wrong_paddings
from proofs.run import main
from symbolic.arithmetic import either, every, largest, maximum, relu, total, where
from symbolic.claims import wrong
from symbolic.layerwise import pairwise
from symbolic.methods import (
    Hints,
    Method,
    Step,
    chain,
    compute,
    each,
    induct,
    members,
    solve,
    strong,
    use,
)
from symbolic.network import ReluNetwork
from symbolic.pages import Page
from symbolic.pooling import Axis, Image, average, inside, max_at, replicate
from symbolic.ranges import witness
from symbolic.terms import (
    Function,
    Term,
    as_term,
    computed,
    integers,
    reals,
    recursive,
    recursive_integer,
    sequences,
)

page = Page(
    "3.2",
    "Max pooling from convolutions and ReLU",
    "How is max pooling built from convolutions and ReLU layers?",
    "Replicate the edges, then take pairwise maxima, each a convolution, a ReLU and a convolution: "
    "as a tree over the window, along one axis after the other, or by windows that double.  The "
    "network that runs is read back from its weights and proved equal to max pooling.",
)
claim = page.claim
a, b, c, delta, error = reals("a b c delta E")
(x,) = sequences("x")
height, i, k, layer, m, n, o, p, s, d, size, width, u, wide = integers(
    "k_h i k L m n o p s d W k_w u N"
)


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

row_major = largest(lambda t: x(t // width, t % width), height * width)
by_rows = largest(lambda i: largest(lambda j: x(i, j), width), height)
entry, cell = witness("t"), witness("i") * width + witness("j")
claim(
    "cell-of-entry",
    "Entry u of a window, counted row by row, is in row ⌊u/k_w⌋ of it and in column u mod k_w.",
    inside(u // width, height) & inside(u % width, width),
    given=[height >= 1, width >= 1, u >= 0, u < height * width],
    false=[inside(u // height, height)],
    because="From ⌊u/k_w⌋ ≥ k_h would follow u ≥ k_h·k_w.",
)

claim(
    "entry-of-cell",
    "The entry in row i and column m of a window is number i·k_w + m, and in that row and column.",
    inside(i * width + m, height * width)
    & ((i * width + m) // width == i)
    & ((i * width + m) % width == m),
    given=[height >= 1, width >= 1, inside(i, height), inside(m, width)],
    proof=solve(
        steps=[
            (height - i - 1) * width >= 0,
            ((i * width + m) // width - i) * width >= m - width + 1,
            (i * width + m) // width == i,
        ]
    ),
    false=[inside(i * width + m, height * width - 1)],
    because="i·k_w ≤ i·k_w + m < (i + 1)·k_w ≤ k_h·k_w.",
)

claim(
    "max-separable",
    "The maximum over a window, entry by entry in row-major order, is the maximum over its rows of "
    "the maxima along them, for every height and width.",
    row_major == by_rows,
    given=[height >= 1, width >= 1],
    proof=chain(
        [
            Step(
                row_major <= by_rows,
                (height >= 1, width >= 1),
                Hints(
                    at=(entry // width, entry % width),
                    uses=(use("cell-of-entry", u=entry),),
                ),
            ),
            Step(
                by_rows <= row_major,
                (height >= 1, width >= 1),
                Hints(at=(cell,), uses=(use("entry-of-cell", i=witness("i"), m=witness("j")),)),
            ),
            Step(row_major == by_rows, (row_major <= by_rows, by_rows <= row_major)),
        ]
    ),
    false=[
        row_major == largest(lambda i: largest(lambda j: x(i, j), width), height - 1),
    ],
    because="Entry t of the window is entry t mod k_w of row ⌊t/k_w⌋; each maximum is attained at an "
    "entry that the other one covers.",
)


def window(length: Any, start: Any) -> Any:
    """The maximum of `length` neighbours from `start` on."""
    return largest(lambda t: x(start + t), length)


claim(
    "max-doubling",
    "Two windows of length m give every window of length k between m and 2m.",
    window(k, i) == maximum(window(m, i), window(m, i + k - m)),
    given=[m >= 1, m <= k, k <= 2 * m],
    proof=solve(at=[witness("t", 1) - (k - m), witness("t", 3) + (k - m)]),
    false=[
        wrong(
            window(k, i) == maximum(window(m, i), window(m, i + k - m)),
            [m >= 1, m <= k, k <= 2 * m + 1],
            m=1,
            k=3,
            i=0,
        )
    ],
    because="From k ≤ 2m the two windows leave no gap, from m ≤ k they do not reach too far.",
)


@recursive_integer
def steps(k: Any) -> Any:
    """Doublings from a window of 1 to a window of k."""
    return either(k == 1, lambda: as_term(0), lambda: steps((k + 1) // 2) + 1)


claim(
    "doubling-depth",
    "Doubling needs ⌈log₂ k⌉ steps: 2 to that many is at least k, and half of it is not.",
    (power(steps(k)) >= k) & (power(steps(k)) < 2 * k) & (steps(k) >= 0),
    given=[k >= 1],
    proof=strong(
        k,
        [{k: (k + 1) // 2}],
        unfold=[steps(k), power(steps(k)), power(steps((k + 1) // 2))],
    ),
    false=[power(steps(k)) >= k + 1],
    because="⌈k/2⌉ doubled is k or k + 1, and powers of two are even.",
)

axis, dilated = Axis(k, s, p), Axis(k, s, p, d)
start = dilated.start(o)
at_u = dilated.tap(o, u)


def over_replicated(along: Axis, spacing: Any) -> Any:
    """The maximum over the whole window of the input replicated beyond its edges."""
    return largest(lambda t: x(replicate(along.tap(o, t), size, spacing)), along.kernel)


claim(
    "windows-meet-input",
    "With padding at most k − 1 every window, also the last one of ceil_mode, starts at or before "
    "the last entry and ends at or after the first.",
    ((o < axis.output_size(size)) | (o < Axis(k, s, p, ceil_mode=True).output_size(size))).implies(
        (axis.start(o) <= size - 1) & (axis.start(o) + k - 1 >= 0)
    ),
    given=[k >= 1, s >= 1, p >= 0, p <= k - 1, size >= 1, o >= 0],
    proof=solve(
        steps=[
            (o < axis.output_size(size)).implies(o * s <= (size + 2 * p - (k - 1) - 1) // s * s),
            (size + 2 * p - (k - 1) - 1) // s * s <= size + 2 * p - (k - 1) - 1,
            (o < Axis(k, s, p, ceil_mode=True).output_size(size)).implies(o * s < size + p),
            o * s >= 0,
        ]
    ),
    false=[
        (o < axis.output_size(size)).implies(axis.start(o) >= 0),
        wrong(
            (o < (size + 2 * p - k + s - 1) // s + 1).implies(axis.start(o) <= size - 1),
            k=2,
            s=3,
            p=1,
            W=2,
            o=1,
        ),
    ],
    example={"k": 1, "s": 1, "p": 0, "W": 1, "o": 0},
    because="Without ceil_mode the last window ends within the right padding; with it, torch drops a "
    "window that would start beyond the input and its left padding.",
)

claim(
    "padding-is-replication",
    "With dilation 1, max pooling with −∞ padding is max pooling of the edge-replicated input, for "
    "every size, padding, stride and position of a window that meets the input.",
    max_at(x, [axis], [size], [o]) == over_replicated(axis, 1),
    given=[k >= 1, size >= 1, axis.start(o) <= size - 1, axis.start(o) + k - 1 >= 0],
    proof=solve(
        at=[
            replicate(axis.tap(o, witness("t", 2)), size) - axis.start(o),
            replicate(axis.start(o), size) - axis.start(o),
        ]
    ),
    false=[
        wrong(
            max_at(x, [axis], [size], [o])
            == largest(lambda t: where(inside(axis.tap(o, t), size), x(axis.tap(o, t)), 0), k),
            k=2,
            s=1,
            p=1,
            o=0,
            W=1,
        )
    ],
    example={"k": 1, "s": 1, "p": 0, "o": 0, "W": 1},
    because="An edge entry stands in for padding only where the window covers that entry too, so "
    "nothing new enters the maximum.",
)

claim(
    "replica-is-a-tap",
    "The entry that phase-wise replication puts at tap u is itself a tap of the window, inside.",
    inside(replicate(at_u, size, d), size)
    & (
        (at_u < 0).implies(
            inside(u - at_u // d, k) & (start + (u - at_u // d) * d == replicate(at_u, size, d))
        )
        & (at_u >= size).implies(
            inside(u + (size - 1 - at_u) // d, k)
            & (start + (u + (size - 1 - at_u) // d) * d == replicate(at_u, size, d))
        )
    ),
    given=[d >= 1, size >= d, inside(u, k), start <= size - 1, start + (k - 1) * d >= 0],
    proof=solve(),
    false=[inside(replicate(at_u, size, d + 1), size)],
    example={"d": 1, "W": 1, "u": 0, "k": 1, "o": 0, "s": 1, "p": 0},
    because="Replication moves by whole dilations, into the image; the window begins and ends beyond "
    "the point where it arrives.",
)

first_tap = replicate(start, size, d)
reads_dilated = dilated.tap(o, witness("t", 2))
claim(
    "padding-dilated",
    "With dilation d it is max pooling of the phase-wise replicated input (entry i mod d for i < 0, "
    "likewise from the other end), for every input of at least d entries.  Edge replication is "
    "wrong from d = 2 on.",
    max_at(x, [dilated], [size], [o]) == over_replicated(dilated, d),
    given=[d >= 1, size >= d, k >= 1, start <= size - 1, start + (k - 1) * d >= 0],
    proof=solve(
        uses=[
            use("replica-is-a-tap", u=witness("t", 2)),
            use("replica-is-a-tap", u=0),
        ],
        at=[
            as_term(0) - start // d,
            witness("t", 2) - reads_dilated // d,
            witness("t", 2) + (size - 1 - reads_dilated) // d,
        ],
    ),
    false=[
        wrong(
            max_at(x, [dilated], [size], [o]) == over_replicated(dilated, 1),
            k=2,
            s=1,
            p=1,
            d=2,
            o=0,
            W=2,
        )
    ],
    example={"d": 1, "W": 1, "k": 1, "s": 1, "p": 0, "o": 0},
    because="Phase-wise replication reads only taps of the same window; the nearest entry need not "
    "be one.",
)


def zero_padded(t: Any) -> Any:
    """Entry t of the window over the zero-padded input."""
    return where(inside(axis.tap(o, t), size), x(axis.tap(o, t)), 0)


inside_max = max_at(x, [axis], [size], [o])
claim(
    "padding-zero-nonnegative",
    "On a window that reaches into the padding, zero padding gives max(0, m), where m is the maximum "
    "of the entries inside: exact if and only if m ≥ 0, so always on inputs ≥ 0.",
    (largest(zero_padded, k) == maximum(0, inside_max))
    & (largest(zero_padded, k) == inside_max).iff(inside_max >= 0),
    given=[inside(u, k), inside(axis.tap(o, u), size), inside(m, k), ~inside(axis.tap(o, m), size)],
    proof=solve(at=[u, m]),
    false=[largest(zero_padded, k) == inside_max],
    example={"k": 2, "s": 1, "p": 1, "o": 0, "W": 1, "u": 1, "m": 0},
    because="The padding adds zeros to the entries inside.",
)

claim(
    "relu-commutes-with-max",
    "ReLU after max pooling is ReLU before it, at 1/(s_h s_w) of the cost.",
    relu(largest(x, n)) == largest(lambda i: relu(x(i)), n),
    given=[n >= 1],
    proof=induct(n),
    false=[relu(largest(x, n)) == largest(x, n)],
    because="ReLU keeps the order of its arguments.",
)

claim(
    "relu-of-sum-is-less",
    "ReLU of a sum is at most the sum of the ReLUs.",
    relu(total(x, n)) <= total(lambda i: relu(x(i)), n),
    given=[n >= 1],
    proof=induct(n),
    false=[relu(total(x, n)) == total(lambda i: relu(x(i)), n)],
    because="R(a + b) ≤ R(a) + R(b), once for every entry after the first.",
)

claim(
    "relu-of-average-is-less",
    "For the average only R(avg x) ≤ avg R(x).",
    relu(average(x, n)) <= average(lambda i: relu(x(i)), n),
    given=[n >= 1],
    proof=solve(uses=[use("relu-of-sum-is-less")]),
    false=[relu(average(x, n)) == average(lambda i: relu(x(i)), n)],
    because="Divide the sums by n.",
)


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
LARGEST = 7
"""The largest window, on a side, whose network is read back."""
WINDOWS = as_term(LARGEST)
wrong_layers = computed("wrong", "Int", wrong_paddings)


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

claim(
    "convolution-translates",
    "A strided, dilated convolution at output o + u of an input is that convolution at output o of "
    "the input moved by u strides; so a network of convolutions computes at every position of every "
    "input what it computes on one window.",
    total(lambda t: w(t) * x((o + u) * s + t * d), k)
    == total(lambda t: w(t) * x(o * s + t * d + u * s), k),
    false=[
        total(lambda t: w(t) * x((o + u) * s + t * d), k)
        == total(lambda t: w(t) * x(o * s + t * d + u), k)
    ],
    because="(o + u) s + t d = o s + t d + u s.",
)

claim(
    "padding-layer-replicates",
    "The torch padding module, run on all 1-d layers with windows up to 7, strides and dilations up "
    "to 3, every padding torch allows, both rounding modes and inputs of up to 9 entries, puts at "
    "every position the entry that phase-wise replication names, and yields as many windows as torch.",
    every(lambda k: every(lambda d: wrong_layers(k + 1, d + 1) == 0, as_term(3)), WINDOWS),
    proof=compute(),
    false=[every(lambda k: every(lambda d: wrong_layers(k + 1, d + 1) == 1, as_term(3)), WINDOWS)],
    because="The module pads an image of its own indices, and what comes out is compared.",
)


def is_pooling(output: Function) -> Any:
    """For every window up to 7 × 7 the output is the maximum of the window's entries."""
    return every(
        lambda u: every(
            lambda v: (
                output(u + 1, v + 1) == largest(lambda i: largest(lambda j: x(i, j), v + 1), u + 1)
            ),
            WINDOWS,
        ),
        WINDOWS,
    )


def by_pairs(networks: Any) -> Any:
    """The proof for window number n of these, in row-major order."""

    def sides(number: int) -> tuple[int, int]:
        return number // LARGEST + 1, number % LARGEST + 1

    def network(number: int) -> tuple[ReluNetwork, Sequence[Term]]:
        return networks(*sides(number)), entries(x, *sides(number))

    def method(number: int) -> Method:
        rows, columns = sides(number)
        goal = largest(lambda i: largest(lambda j: x(i, j), columns), rows)
        return pairwise(*network(number), goal)

    return members(
        "every ReLU is a pairwise maximum or carries a value",
        method,
        uses=["relu-of-difference", "relu-carries"],
        network=network,
    )


claim(
    "network-is-pooling",
    "The networks that the torch layers run, their weights read back as exact rationals, are max "
    "pooling for every real input, for all windows up to 7 × 7: the layer's own network N and the "
    "purely sequential one S.  (With convolution-translates, at every position of an input of any "
    "size; with padding-is-replication and padding-dilated, at every border.)",
    is_pooling(read_back(fast, "N", x)) & is_pooling(read_back(sequential, "S", x)),
    proof=each(by_pairs(fast), by_pairs(sequential)),
    false=[
        read_back(tampered, "S_tampered", x)(as_term(2), as_term(2))
        == largest(lambda i: largest(lambda j: x(i, j), 2), 2)
    ],
    because="Each ReLU of the network is the excess of one partial maximum over another, or carries "
    "a value; the rest is linear algebra.",
)

if __name__ == "__main__":
    main(page)
