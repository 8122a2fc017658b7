"""Which algorithm is cheaper, and from which sizes on."""

from typing import Any

from proofs.cost.direct import direct, stem, stem_outputs
from proofs.cost.doubling import halved
from proofs.cost.lines import plain
from proofs.cost.running import START, run, whole
from proofs.cost.setting import (
    FIT,
    OUTPUTS,
    SIZES,
    SMALL,
    c,
    claim,
    h,
    k,
    k_h,
    k_w,
    line_cost,
    o,
    o_h,
    o_w,
    q,
    r,
    read_h,
    read_w,
    u,
    v,
    w,
)
from symbolic.arithmetic import where
from symbolic.claims import wrong
from symbolic.methods import compute, solve, use
from symbolic.pooling import Axis
from symbolic.sweeps import doublings, power_of_two
from symbolic.terms import Term, as_term, conjunction

WASTED = SMALL | {"h": 3, "s_h": 2, "o_h": 2, "w": 2, "k_w": 2}

claim(
    "separable-saving",
    "Without padding, separating the axes saves c·o_w·(k_w − 1)·(o_h·k_h − h) comparisons.",
    direct.comparisons - plain.comparisons == c * o_w * (k_w - 1) * (o_h * k_h - h),
    given=[*SIZES, *OUTPUTS, *FIT],
    proof=solve(uses=[read_h, read_w]),
    example=SMALL,
    false=[wrong(direct.comparisons == plain.comparisons, **WASTED)],
    because="Direct, each of the o_h rows of windows combines k_w entries in each of k_h rows; "
    "separated, each of the h rows of the input once.",
)

claim(
    "product-positive",
    "A product with a positive and a non-negative factor is positive exactly if the second and "
    "the third are.",
    (u * v * q > 0) == ((v >= 1) & (q > 0)),
    given=[u >= 1, v >= 0],
    false=[(u * v * q > 0) == (q > 0)],
    because="Signs multiply.",
)

claim(
    "separable-crossover",
    "Separating the axes is cheaper than the definition exactly if windows overlap from row to "
    "row, o_h·k_h > h, and have at least two columns; where rows are skipped it is dearer.",
    (plain.comparisons < direct.comparisons) == ((k_w >= 2) & (o_h * k_h > h)),
    given=[*SIZES, *OUTPUTS, *FIT],
    proof=solve(
        uses=[
            use("separable-saving"),
            use("product-positive", u=c * o_w, v=k_w - 1, q=o_h * k_h - h),
        ]
    ),
    example=SMALL,
    false=[wrong(plain.comparisons <= direct.comparisons, **WASTED)],
    because="The saving has the sign of (k_w − 1)·(o_h·k_h − h).",
)

L = doublings(k)
claim(
    "running-max-bound",
    "A running maximum takes fewer than three comparisons per output exactly if k divides the "
    "number of outputs o, or k < 4q + 4 + (r if r ≥ 2) with q = ⌊o/k⌋ and r = o − q·k; so always "
    "from about k²/4 outputs on, and never more than 3·o + k − 4.",
    ((run < 3 * o) == ((r == 0) | ((r == 1) & (k < 4 * q + 4)) | ((r >= 2) & (k < 4 * q + r + 4))))
    & (run <= 3 * o + k - 4),
    given=whole,
    proof=solve(uses=[use("running-max-cost-stride-1")]),
    example=START,
    false=[
        wrong(run < 3 * o, k=4, q=0, r=1, o=1),
        wrong(run < 3 * o + k - 4, k=4, q=0, r=1, o=1),
    ],
    because="3·o − q·(3k − 4) − (k − 2 + r + max(0, r − 2)) = 4q + 2r + 2 − k − max(0, r − 2); a "
    "single output takes k − 1 comparisons in any way.",
)

single = line_cost("direct", Axis(k, 1))
fits = [w == o + k - 1]
claim(
    "direct-line",
    "Directly, a line of o outputs takes o·(k − 1) comparisons.",
    single == o * (k - 1),
    given=[k >= 2, o >= 1, *fits],
    proof=solve(uses=[use("taps-unpadded", s=1, d=1)]),
    example={"k": 2, "o": 1, "w": 2},
    false=[single == o * k],
    because="k − 1 for each output.",
)

claim(
    "running-saving",
    "With stride 1 a running maximum saves q·(k − 2)² comparisons on the q = ⌊o/k⌋ whole blocks of "
    "outputs, and (r − 1)(k − 3) + 1 on r ≥ 2 outputs more.",
    single - run == q * (k - 2) * (k - 2) + where(r >= 2, (r - 1) * (k - 3) + 1, 0),
    given=[*whole, *fits],
    proof=solve(
        uses=[use("running-max-cost-stride-1"), use("direct-line")],
        opaque=[run, single],
    ),
    example=START | {"w": 2},
    false=[wrong(single - run == q * (k - 2) * (k - 2), k=3, q=0, r=2, o=2, w=4)],
    because="k·(k − 1) − (3k − 4) = (k − 2)².",
)

claim(
    "running-against-direct",
    "So with stride 1 it is never dearer than the definition, and as dear only for windows of two "
    "entries and for single outputs.",
    (run <= single) & ((run == single) == ((k == 2) | (o == 1))),
    given=[*whole, *fits],
    proof=solve(
        uses=[
            use("running-saving"),
            use("product-positive", u=1, v=r - 1, q=k - 3),
            use("product-positive", u=k - 2, v=q, q=k - 2),
        ]
    ),
    example=START | {"w": 2},
    false=[wrong(run < single, **START | {"w": 2})],
    because="Nothing that is saved is negative.",
)

claim(
    "doubling-against-direct",
    "With stride 1 doubling is cheaper than the definition exactly if (k − 1 − L)·o > "
    "(L − 1)·k − 2^L + 2, where L = ⌈log₂ k⌉.",
    (halved < single) == ((L - 1) * k - power_of_two(L) + 2 < (k - 1 - L) * o),
    given=[k >= 2, o >= 1, *fits],
    proof=solve(uses=[use("doubling-cost-stride-1"), use("direct-line")]),
    example={"k": 2, "o": 1, "w": 2},
    false=[wrong(halved < single, k=4, o=2, w=5)],
    because="The difference of the two costs.",
)


def small(algorithm: str, window: int, size: Any) -> Term:
    """The comparisons on a line with a window of a few entries."""
    return line_cost(algorithm, Axis(as_term(window), 1), o, size)


claim(
    "doubling-small-windows",
    "For windows of two entries doubling is the definition; for three it takes one comparison "
    "more; for four it is cheaper from three outputs on, for five from five on.",
    (small("doubling", 2, w) == o)
    & (small("doubling", 3, w) == 2 * o + 1)
    & ((small("doubling", 4, w) < 3 * o) == (o >= 3))
    & ((small("doubling", 5, w) < 4 * o) == (o >= 5)),
    given=[o >= 1],
    false=[small("doubling", 3, w) <= 2 * o],
    because="L·o + (L − 1)·k − 2^L + 2 with L = 1, 2, 2, 3, against (k − 1)·o.",
)

claim(
    "doublings-slack",
    "For k ≥ 5 and L = ⌈log₂ k⌉, (L − 2)·k exceeds 2^L − 6.",
    (L - 2) * k > power_of_two(L) - 6,
    given=[k >= 5],
    proof=solve(
        uses=[
            use("doublings-first-values"),
            use("doublings-reach"),
            use("product-positive", u=k, v=L - 4, q=1),
        ],
        unfold=[power_of_two(L), power_of_two(L - 1), power_of_two(L - 2), power_of_two(L - 3)],
    ),
    example={"k": 5},
    false=[wrong((L - 2) * k > power_of_two(L), k=5)],
    because="For L = 3, k > 2; for L ≥ 4, (L − 2)·k ≥ 2k > 2^L.",
)

claim(
    "running-against-doubling",
    "With stride 1 a running maximum is never dearer than doubling, and as dear only for windows "
    "of two entries.",
    (run <= halved) & ((run == halved) == (k == 2)),
    given=whole,
    proof=solve(
        uses=[
            use("running-max-cost-stride-1"),
            use("running-max-bound"),
            use("doubling-cost-stride-1"),
            use("doublings-first-values"),
            use("doublings-slack"),
            use("product-positive", u=o, v=L - 3, q=1),
        ],
        unfold=[power_of_two(L), power_of_two(L - 1), power_of_two(L - 2)],
        opaque=[run, halved],
    ),
    example=START,
    false=[wrong(run < halved, **START)],
    because="For k ≥ 5 doubling takes at least 3·o + (L − 1)·k − 2^L + 2, the running maximum at "
    "most 3·o + k − 4; smaller windows are looked at one by one.",
)

stem_lines = {
    algorithm: 64 * (112 + 56) * line_cost(algorithm, stem, stem_outputs, as_term(112))
    for algorithm in ("separable", "doubling", "running")
}
claim(
    "stem-by-algorithm",
    "The same layer one axis after the other: 1,193,472 comparisons by separate windows, 1,806,336 "
    "by doubling, 1,989,120 by a running maximum: with stride 2, half of what the last two prepare "
    "is not used.",
    conjunction(
        *(
            stem_lines[algorithm] == known
            for algorithm, known in (
                ("separable", 1_193_472),
                ("doubling", 1_806_336),
                ("running", 1_989_120),
            )
        )
    ),
    proof=compute(),
    false=[stem_lines["running"] < stem_lines["separable"]],
    because="112 rows and 56 columns of 64 channels; a line takes 111, 168 and 185 comparisons.",
)
