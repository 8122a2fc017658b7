"""A window from smaller ones: along one axis after the other, or twice as long at every step."""

from typing import Any

from proofs.network.setting import claim
from proofs.network.tree import power
from symbolic.arithmetic import either, largest, maximum
from symbolic.claims import wrong
from symbolic.methods import Hints, Step, chain, solve, strong, use
from symbolic.pooling import inside
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, recursive_integer, sequences

(x,) = sequences("x")
height, i, k, m, u, width = integers("k_h i k m u k_w")

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
