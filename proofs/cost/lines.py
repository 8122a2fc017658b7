"""What pooling one axis after the other costs, and with separate windows along each."""

from proofs.cost.direct import both, inside_h, inside_w, t_h, t_w
from proofs.cost.setting import (
    FIT,
    OUTPUTS,
    PADDED,
    SIZES,
    SMALL,
    c,
    claim,
    h,
    height,
    k_h,
    k_w,
    line_cost,
    o_h,
    o_w,
    of,
    padded_height,
    padded_width,
    read_h,
    read_w,
    unclipped,
    w,
    width,
)
from symbolic.claims import wrong
from symbolic.methods import solve
from symbolic.terms import conjunction

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
