"""What a line costs by a running maximum."""

from proofs.cost.setting import claim, d, k, line_cost, n, o, q, r, s, u, unclipped, v
from symbolic.arithmetic import largest, maximum, where
from symbolic.claims import wrong
from symbolic.methods import solve, use
from symbolic.pooling import Axis
from symbolic.ranges import witness
from symbolic.terms import sequences

(x,) = sequences("x")
claim(
    "running-max-window",
    "A window that crosses the end of a block is a suffix of the block and a prefix of the next, "
    "and its maximum is the larger of theirs.",
    largest(lambda t: x(u + t), k)
    == maximum(largest(lambda t: x(u + t), k - v), largest(lambda t: x(u + k - v + t), v)),
    given=[v >= 1, v < k],
    proof=solve(at=[witness("t", 1) - (k - v), k - v + witness("t", 3)]),
    example={"k": 2, "v": 1},
    false=[wrong(largest(lambda t: x(u + t), k) == largest(lambda t: x(u + t), k - v), k=2, v=1)],
    because="Each entry of the window is in exactly one of the two parts, so this holds for any "
    "associative operation, sums included.",
)

strided = line_cost("running", Axis(k, s))
rest = where(r == 0, 0, k - 2 + r + maximum(0, r - 2))
blocks = where(r == 0, q, q + 1)
claim(
    "running-max-cost",
    "A running maximum, in blocks of k, over a line of n = (o − 1)s + 1 windows takes q·(3k − 4) "
    "comparisons for n = q·k, which is 3 − 4/k a window; the last r = n − q·k windows take "
    "k − 2 + r + max(0, r − 2) more.",
    strided == q * (3 * k - 4) + rest,
    given=[k >= 2, q >= 0, r >= 0, r < k, o >= 1, s >= 1, n == q * k + r],
    proof=solve(
        uses=[use("division", v=n)],
        rewrite=[
            n // k == q,
            n % k == r,
            (n + k - 1) // k == blocks,
            *unclipped(q, k - 1, k - 2, blocks),
        ],
    ),
    example={"k": 2, "q": 0, "r": 1, "o": 1, "s": 1},
    false=[strided == q * (3 * k - 4), wrong(strided < 3 * o, k=5, q=0, r=1, o=1, s=1)],
    because="A block of k windows takes k − 1 comparisons for the suffixes of its k entries, k − 2 "
    "for the prefixes of the next, and k − 1 for all but its first window, which is the block.",
)

run = line_cost("running", Axis(k, 1))
whole = [k >= 2, q >= 0, r >= 0, r < k, o >= 1, o == q * k + r]
START = {"k": 2, "q": 0, "r": 1, "o": 1}
claim(
    "running-max-cost-stride-1",
    "With stride 1 and o = q·k outputs that is q·(3k − 4) = (3 − 4/k)·o, and for r outputs more "
    "k − 2 + r + max(0, r − 2) on top.",
    run == q * (3 * k - 4) + rest,
    given=whole,
    proof=solve(uses=[use("running-max-cost", s=1)]),
    example=START,
    false=[run == q * (3 * k - 4)],
    because="n = o.",
)

dilated = line_cost("running", Axis(k, s, 0, d))
claim(
    "running-max-dilated",
    "With dilation d the line is d lines of their own: of its n windows, n mod d lines have "
    "⌊n/d⌋ + 1 and the others ⌊n/d⌋.",
    dilated
    == (n % d) * line_cost("running", Axis(k, 1), n // d + 1)
    + (d - n % d) * line_cost("running", Axis(k, 1), n // d),
    given=[k >= 2, o >= 1, s >= 1, d >= 1],
    proof=solve(rewrite=unclipped(n % d, d - n % d)),
    example={"k": 2, "o": 1, "s": 1, "d": 1},
    false=[dilated == d * line_cost("running", Axis(k, 1), n // d)],
    because="A window's entries are d apart.",
)
