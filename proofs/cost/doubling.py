"""What a line costs by windows that double in length."""

from proofs.cost.setting import (
    claim,
    d,
    k,
    line_cost,
    n,
    o,
    s,
    u,
)
from symbolic.arithmetic import total
from symbolic.claims import wrong
from symbolic.closed_forms import powers_summed
from symbolic.methods import induct, solve, strong, use
from symbolic.pooling import Axis
from symbolic.sweeps import doublings, power_of_two

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

halved = line_cost("doubling", Axis(k, 1))
claim(
    "doubling-cost-stride-1",
    "With stride and dilation 1 that is L·o + (L − 1)·k − 2^L + 2.",
    halved == doublings(k) * o + (doublings(k) - 1) * k - power_of_two(doublings(k)) + 2,
    given=[k >= 2, o >= 1],
    proof=solve(uses=[use("doubling-cost", s=1, d=1)]),
    false=[halved == doublings(k) * o],
    because="n = o.",
)
