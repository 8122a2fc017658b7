"""What pooling one axis after the other costs: lines, by three algorithms."""

from proofs.cost.direct import both, inside_h, inside_w, stem, stem_outputs, t_h, t_w
from proofs.cost.setting import (
    FIT,
    OUTPUTS,
    PADDED,
    SIZES,
    SMALL,
    c,
    claim,
    d,
    h,
    height,
    k,
    k_h,
    k_w,
    line_cost,
    n,
    o,
    o_h,
    o_w,
    of,
    padded_height,
    padded_width,
    q,
    r,
    read_h,
    read_w,
    s,
    u,
    unclipped,
    w,
    width,
)
from symbolic.arithmetic import maximum, total, where
from symbolic.claims import wrong
from symbolic.closed_forms import powers_summed
from symbolic.methods import compute, induct, solve, strong, use
from symbolic.pooling import Axis
from symbolic.sweeps import doublings, power_of_two
from symbolic.terms import as_term, conjunction

claim(
    "lines-add-up",
    "Pooling one axis after the other costs what its lines cost: each of the h rows of the input, "
    "then each of the o_w columns of what is left; with every algorithm for a line.",
    conjunction(
        *(
            of("max", algorithm, *both).comparisons
            == c
            * (
                h * line_cost(algorithm, padded_width, o_w)
                + o_w * line_cost(algorithm, padded_height, o_h, h)
            )
            for algorithm in ("separable", "doubling", "running")
        )
    ),
    given=[c >= 1, h >= 1, o_w >= 1],
    proof=solve(rewrite=unclipped(c, h, o_w)),
    example=PADDED,
    false=[
        wrong(
            of("max", "separable", *both).comparisons
            == c * o_h * (line_cost("separable", padded_width, o_w)),
            **PADDED | {"h": 2, "w": 2, "k_w": 2},
        )
    ],
    because="What a line costs does not depend on which line it is.",
)

separable = of("max", "separable", *both)
plain = of("max", "separable", (height, h, o_h), (width, w, o_w))
claim(
    "separable-cost",
    "One axis after the other, rows first: every row of the input takes T_w − o_w comparisons, "
    "every column of what is left T_h − o_h.",
    separable.comparisons == c * (h * (t_w - o_w) + o_w * (t_h - o_h)),
    given=[*SIZES, *OUTPUTS],
    proof=solve(uses=[inside_h, inside_w]),
    example=PADDED,
    false=[
        wrong(
            separable.comparisons == c * o_h * o_w * (k_h + k_w - 2),
            **PADDED | {"k_w": 2, "w": 2, "h": 2},
        )
    ],
    because="Along a line the windows read T entries and give o outputs.",
)

claim(
    "separable-cost-unpadded",
    "Without padding that is c·o_w·(h·(k_w − 1) + o_h·(k_h − 1)) comparisons.",
    plain.comparisons == c * o_w * (h * (k_w - 1) + o_h * (k_h - 1)),
    given=[*SIZES, *OUTPUTS, *FIT],
    proof=solve(uses=[read_h, read_w]),
    example=SMALL,
    false=[
        wrong(
            plain.comparisons == c * o_w * o_h * (k_w - 1 + k_h - 1),
            **SMALL | {"k_h": 2, "h": 2, "k_w": 2, "w": 2},
        )
    ],
    because="T = k·o along each axis.",
)

ALIKE = ("direct", "separable", "running")
claim(
    "average-by-algorithm",
    "Sums are pooled by the same algorithms, with an addition for every comparison; all but "
    "doubling, which would count entries twice.",
    conjunction(
        *(
            of("average", algorithm, *both).additions == of("max", algorithm, *both).comparisons
            for algorithm in ALIKE
        )
    ),
    false=[
        wrong(
            of("average", "direct", *both).additions == of("max", "separable", *both).comparisons,
            **PADDED | {"k_h": 2, "h": 3, "o_h": 2, "k_w": 2, "w": 2},
        )
    ],
    because="Each is a way to combine the entries of a window that uses only associativity; a sum "
    "reads 0 where a maximum reads an entry again.",
)

claim(
    "powers-of-two",
    "1 + 2 + 4 + … + 2^(u − 1) = 2^u − 1.",
    powers_summed(u).statement,
    given=[u >= 0],
    proof=induct(u, start=0, unfold=[power_of_two(u + 1)]),
    false=[powers_summed(u).left == power_of_two(u)],
    because="2^u − 1 + 2^u = 2^(u + 1) − 1.",
)

claim(
    "doublings-positive",
    "⌈log₂ k⌉ is at least 1 from k = 2 on.",
    (doublings(k) >= 0) & (k >= 2).implies(doublings(k) >= 1),
    given=[k >= 1],
    proof=strong(k, [{k: (k + 1) // 2}], unfold=[doublings(k)]),
    false=[doublings(k) >= 1],
    because="From k = 2 on it is 1 + ⌈log₂ ⌈k/2⌉⌉.",
)

claim(
    "doublings-first-values",
    "⌈log₂ k⌉ is 1 at k = 2, 2 at 3 and 4, and at least 3 from 5 on.",
    (k == 2).implies(doublings(k) == 1)
    & ((k == 3) | (k == 4)).implies(doublings(k) == 2)
    & (k >= 5).implies(doublings(k) >= 3),
    given=[k >= 2],
    proof=solve(
        uses=[use("doublings-positive", k=((k + 1) // 2 + 1) // 2)],
        unfold=[doublings(k), doublings((k + 1) // 2), doublings(((k + 1) // 2 + 1) // 2)],
    ),
    false=[wrong((k >= 4).implies(doublings(k) >= 3), k=4)],
    because="⌈k/2⌉ is 1 at 2, 2 at 3 and 4, and at least 3 from 5 on.",
)

claim(
    "doublings-reach",
    "⌈log₂ k⌉ doublings of 1 reach k, and one fewer do not.",
    (power_of_two(doublings(k) - 1) < k) & (k <= power_of_two(doublings(k))),
    given=[k >= 2],
    proof=strong(
        k,
        [{k: (k + 1) // 2}],
        start=2,
        uses=[use("doublings-positive"), use("doublings-positive", k=(k + 1) // 2)],
        unfold=[
            doublings(k),
            doublings((k + 1) // 2),
            power_of_two(doublings(k)),
            power_of_two(doublings(k) - 1),
        ],
    ),
    false=[k < power_of_two(doublings(k))],
    because="⌈k/2⌉ needs one doubling less.",
)

levels = total(lambda j: total(lambda t: 1, n + (k - 2 * power_of_two(j)) * d), u)
claim(
    "doubling-levels",
    "The windows of 2, 4, …, 2^u entries on the stretch that o windows of k entries cover, each "
    "from two of half the length, take u·(n + k·d) − 2d·(2^u − 1) comparisons; n = (o − 1)s + 1.",
    levels == u * (n + k * d) - 2 * d * (power_of_two(u) - 1),
    given=[u >= 0, k >= 1, power_of_two(u) <= k, o >= 1, s >= 1, d >= 1],
    proof=induct(u, start=0, unfold=[power_of_two(u + 1)]),
    example={"u": 0, "k": 1, "o": 1, "s": 1, "d": 1},
    false=[levels == u * n],
    because="Of windows of m entries there are n + (k − m)·d on that stretch.",
)

doubled = line_cost("doubling", Axis(k, s, 0, d))
claim(
    "doubling-cost",
    "By windows that double in length, a line of o outputs takes o + (L − 1)(n + k·d) − "
    "d·(2^L − 2) comparisons, where L = ⌈log₂ k⌉ and n = (o − 1)s + 1: with stride and dilation 1, "
    "L·o + (L − 1)·k − 2^L + 2.",
    doubled == o + (doublings(k) - 1) * (n + k * d) - d * (power_of_two(doublings(k)) - 2),
    given=[k >= 2, s >= 1, d >= 1, o >= 1],
    proof=solve(
        uses=[
            use("doublings-positive"),
            use("doublings-reach"),
            use("doubling-levels", u=doublings(k) - 1),
        ],
        unfold=[power_of_two(doublings(k))],
    ),
    example={"k": 2, "s": 1, "d": 1, "o": 1},
    false=[doubled == o * doublings(k)],
    because="L − 1 doublings on all the stretch, and for each output the larger of two windows of "
    "2^(L − 1) entries, the first and the last that fit.",
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

stem_lines = {
    algorithm: 64 * (112 + 56) * line_cost(algorithm, stem, stem_outputs, as_term(112))
    for algorithm in ("separable", "doubling", "running")
}
claim(
    "stem-by-algorithm",
    "The same layer one axis after the other: 1,193,472 comparisons by separate windows, 1,806,336 "
    "by doubling, 1,989,120 by a running maximum: with stride 2, most of what the last two "
    "prepare is not used.",
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
    because="112 rows and 56 columns of 64 channels, T − o = 111 comparisons on a line.",
)
