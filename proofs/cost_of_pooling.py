"""Exercise 4: what pooling costs."""

from collections.abc import Callable
from typing import Any

from proofs.run import main
from symbolic.algorithms import Layer, dense_windows, doublings, power_of_two, program
from symbolic.arithmetic import either, maximum, minimum, some, total, where
from symbolic.claims import wrong
from symbolic.closed_forms import positions_inside, powers_summed, taps, taps_inside
from symbolic.constructions import tree
from symbolic.cost import Cost
from symbolic.methods import compute, each, induct, solve, strong, use
from symbolic.pages import Page
from symbolic.pooling import Axis, inside
from symbolic.programs import cost
from symbolic.terms import Function, Term, as_term, conjunction, integers

page = Page(
    "4",
    "What pooling costs",
    "How many operations does a pooling layer take, and how does that depend on its window?",
    "Maximum pooling takes one comparison fewer than its window has entries, for each output; "
    "windows that tile the input take less than one comparison per input entry, whatever their "
    "size.  Where windows overlap, pooling one axis after the other is cheaper, and a running "
    "maximum needs fewer than three comparisons per output and axis as long as a line has at "
    "least about k²/4 outputs.",
)
claim = page.claim
c, h, w, k, o, p, q, r, s, d, u, v = integers("c h w k o p q r s d u v")
k_h, k_w, o_h, o_w = integers("k_h k_w o_h o_w")
p_h, p_w, s_h, s_w, d_h, d_w = integers("p_h p_w s_h s_w d_h d_w")


def recursive_count(definition: Callable[..., Any]) -> Function:
    """A recursive function whose values are integers."""
    return Function(definition.__name__, "Int", definition)


def of(kind: str, algorithm: str, *axes: tuple[Axis, Any, Any], channels: Any = c) -> Cost:
    """The cost of an algorithm on a layer with, along each axis, (window, size, outputs)."""
    layer = Layer(
        channels,
        tuple(size for _, size, _ in axes),
        tuple(axis for axis, _, _ in axes),
        tuple(outputs for _, _, outputs in axes),
        tuple(dense_windows(axis, outputs) for axis, _, outputs in axes),
    )
    return cost(program(kind, algorithm, layer))


SIZES = [c >= 1, h >= 1, w >= 1, k_h >= 1, k_w >= 1, s_h >= 1, s_w >= 1, d_h >= 1, d_w >= 1]
OUTPUTS = [o_h >= 1, o_w >= 1]
SMALL = {name: 1 for name in "c h w k_h k_w s_h s_w d_h d_w o_h o_w".split()}

line = Axis(k, s, p, d)
ceiled = Axis(k, s, p, d, ceil_mode=True)

claim(
    "quotient-at-least",
    "q is at most the quotient ⌊r/s⌋ exactly if q·s is at most r.",
    (q <= r // s) == (q * s <= r),
    given=[s >= 1],
    false=[(q < r // s) == (q * s < r)],
    because="⌊r/s⌋ is the largest integer whose product with s is at most r.",
)

claim(
    "output-size",
    "The windows that fit into the input with its padding are those before ⌊(h + 2p − d(k − 1) − "
    "1)/s⌋ + 1.  With dilation 1 and both sides' padding added up to r, this is the book's "
    "⌊(h − k + r + s)/s⌋.",
    ((u < line.output_size(h)) == (u * s + (k - 1) * d + 1 <= h + 2 * p))
    & (Axis(k, s, p).output_size(h) == (h - k + 2 * p + s) // s),
    given=[k >= 1, s >= 1, d >= 1, p >= 0, u >= 0],
    example={"k": 1, "s": 1, "d": 1, "p": 0, "u": 0},
    proof=solve(uses=[use("quotient-at-least", q=u, r=h + 2 * p - (k - 1) * d - 1)]),
    false=[
        (u < line.output_size(h)) == (u * s + k * d + 1 <= h + 2 * p),
        Axis(k, s, p).output_size(h) == (h - k + p + s) // s,
    ],
    because="The window at u covers the padded positions u·s, …, u·s + (k − 1)d.",
)

claim(
    "output-size-ceil-mode",
    "With ceil_mode there is a window at u as long as the one before does not reach the end of "
    "the padded input and it does not start beyond the input and its left padding.",
    (u < ceiled.output_size(h))
    == ((u - 1) * s + (k - 1) * d + 1 < h + 2 * p) & (u * s < h + p),
    given=[k >= 1, s >= 1, d >= 1, p >= 0, p <= (k - 1) * d, u >= 0],
    example={"k": 1, "s": 1, "d": 1, "p": 0, "u": 0},
    proof=solve(
        uses=[
            use("quotient-at-least", q=u, r=h + 2 * p - (k - 1) * d - 1 + s - 1),
            use("quotient-at-least", q=u + 1, r=h + 2 * p - (k - 1) * d - 1 + s - 1),
        ]
    ),
    false=[
        (u < ceiled.output_size(h)) == ((u - 1) * s + (k - 1) * d + 1 < h + 2 * p),
        (u < ceiled.output_size(h)) == (u * s < h + p),
    ],
    because="The quotient is rounded up, which adds the window that overhangs; of those that may "
    "overhang only the last can start too far right, as the padding is shorter than the window.",
)

positions = positions_inside(q, s, u, w)
claim(
    "positions-inside",
    "Of the positions q, q + s, q + 2s, …, u of them, those inside 0 ≤ i < w are those before w "
    "less those before 0; or, from the first to the last of them.",
    positions.statement
    & (
        positions.right
        == maximum(0, minimum(u - 1, (w - 1 - q) // s) - maximum(0, -(q // s)) + 1)
    ),
    given=[u >= 0, s >= 1, w >= 0],
    proof=each(
        induct(
            u,
            start=0,
            uses=[
                use("quotient-at-least", q=-u, r=q - w),
                use("quotient-at-least", q=-u, r=q),
            ],
        ),
        solve(),
    ),
    false=[positions.left == u, positions.left == (w - q) // s],
    because="One position more is inside exactly if it is before w and not before 0.",
)

along = taps_inside(line, w, o)
claim(
    "taps-along-axis",
    "Counted window by window or tap by tap, the entries of the image that windows read along "
    "an axis are the same.",
    along.statement,
    given=[k >= 0, s >= 1, o >= 0, w >= 0],
    proof=induct(k, start=0, uses=[use("positions-inside", u=o, q=k * d - p)]),
    example={"k": 1, "s": 1, "o": 1, "w": 1},
    false=[along.left == k * o],
    because="One tap more is read by as many windows as have it inside.",
)

unpadded = Axis(k, s, 0, d)
claim(
    "taps-unpadded",
    "Without padding every tap of every window is inside, as the last window fits.",
    taps(unpadded, w, o) == k * o,
    given=[k >= 0, s >= 1, d >= 1, o >= 1, (o - 1) * s + (k - 1) * d < w],
    proof=induct(
        k,
        start=0,
        uses=[
            use("positions-inside", u=o, q=k * d),
            use("quotient-at-least", q=1 - o, r=k * d - w),
            use("quotient-at-least", q=-o, r=k * d - w),
        ],
    ),
    example={"k": 1, "s": 1, "d": 1, "o": 1, "w": 1},
    false=[taps(line, w, o) == k * o],
    because="The last tap of the last window is at (o − 1)s + (k − 1)d.",
)

claim(
    "taps-of-fitting-windows",
    "So without padding the windows along an axis read k entries each.",
    taps(unpadded, w, o) == k * o,
    given=[k >= 1, s >= 1, d >= 1, o >= 1, o == unpadded.output_size(w)],
    proof=solve(
        uses=[
            use("output-size", u=o - 1, p=0, h=w),
            use("taps-unpadded"),
        ]
    ),
    example={"k": 1, "s": 1, "d": 1, "o": 1, "w": 1},
    false=[taps(unpadded, w, o) == (k - 1) * o],
    because="The last window fits.",
)

height, width = Axis(k_h, s_h, 0, d_h), Axis(k_w, s_w, 0, d_w)
FIT = [o_h == height.output_size(h), o_w == width.output_size(w)]
read_h = use("taps-of-fitting-windows", k=k_h, s=s_h, d=d_h, o=o_h, w=h)
read_w = use("taps-of-fitting-windows", k=k_w, s=s_w, d=d_w, o=o_w, w=w)

direct = of("max", "direct", (height, h, o_h), (width, w, o_w))
claim(
    "max-comparisons",
    "Max pooling without padding takes c·o_h·o_w·(k_h·k_w − 1) comparisons, for every stride and "
    "dilation.",
    direct.comparisons == c * o_h * o_w * (k_h * k_w - 1),
    given=[*SIZES, *OUTPUTS, *FIT],
    proof=solve(uses=[read_h, read_w]),
    example=SMALL,
    false=[
        wrong(direct.comparisons == c * o_h * o_w * k_h * k_w, **SMALL),
        wrong(direct.comparisons == c * h * w * (k_h * k_w - 1), **SMALL | {"w": 3, "s_w": 2, "o_w": 2, "k_h": 2, "h": 2}),
    ],
    because="The maximum of m entries takes m − 1 comparisons, however it is computed; the "
    "definition's loops over channels and outputs repeat it.",
)

averaged = of("average", "direct", (height, h, o_h), (width, w, o_w))
claim(
    "average-additions",
    "Average pooling takes as many additions, and one division for each output.",
    (averaged.additions == c * o_h * o_w * (k_h * k_w - 1))
    & (averaged.divisions == c * o_h * o_w),
    given=[*SIZES, *OUTPUTS, *FIT],
    proof=solve(uses=[read_h, read_w]),
    example=SMALL,
    false=[wrong(averaged.divisions == c * o_h * o_w * k_h * k_w, **SMALL | {"k_w": 2, "w": 2})],
    because="A sum of m entries takes m − 1 additions.",
)

padded_height, padded_width = Axis(k_h, s_h, p_h, d_h), Axis(k_w, s_w, p_w, d_w)
PADDED = SMALL | {"p_h": 0, "p_w": 0}


def textbook_taps(axis: Axis, size: Any, outputs: Any) -> Term:
    """For each tap, the last window that has it inside less the first, and one."""

    def windows(t: Any) -> Any:
        last = minimum(outputs - 1, (size - 1 + axis.padding - t * axis.dilation) // axis.stride)
        first = maximum(0, -((t * axis.dilation - axis.padding) // axis.stride))
        return maximum(0, last - first + 1)

    counted: Term = total(windows, axis.kernel)
    return counted


claim(
    "taps-along-axis-by-windows",
    "The taps inside, summed over the taps: from the first window that has it inside to the last.",
    taps(line, w, o) == textbook_taps(line, w, o),
    given=[k >= 0, s >= 1, o >= 0, w >= 0],
    proof=induct(k, start=0, uses=[use("positions-inside", u=o, q=k * d - p)]),
    example={"k": 1, "s": 1, "o": 1, "w": 1},
    false=[taps(line, w, o) == k * o],
    because="Tap t of window a is at a·s + t·d − p; it is inside from a = ⌈(p − td)/s⌉ to "
    "⌊(w − 1 + p − td)/s⌋.",
)

t_h = textbook_taps(padded_height, h, o_h)
t_w = textbook_taps(padded_width, w, o_w)
inside_h = use("taps-along-axis-by-windows", k=k_h, s=s_h, d=d_h, p=p_h, o=o_h, w=h)
inside_w = use("taps-along-axis-by-windows", k=k_w, s=s_w, d=d_w, p=p_w, o=o_w, w=w)
padded = of("max", "direct", (padded_height, h, o_h), (padded_width, w, o_w))
claim(
    "taps-inside",
    "With padding, which is never compared, max pooling takes c·(T_h·T_w − o_h·o_w) comparisons: "
    "T counts, along each axis, for every tap the windows that have it inside the image.",
    padded.comparisons == c * (t_h * t_w - o_h * o_w),
    given=[*SIZES, *OUTPUTS],
    proof=solve(uses=[inside_h, inside_w]),
    example=PADDED,
    false=[
        wrong(
            padded.comparisons == c * o_h * o_w * (k_h * k_w - 1),
            **PADDED | {"k_w": 3, "p_w": 1, "w": 3, "o_w": 3},
        )
    ],
    because="A window is the product of its taps along the axes, so the taps of all windows are "
    "T_h·T_w; every output saves one comparison.",
)

stem = Axis(as_term(3), as_term(2), as_term(1))
stem_outputs = stem.output_size(as_term(112))
stem_taps = taps(stem, as_term(112), stem_outputs)
claim(
    "stem-comparisons",
    "MaxPool2d(3, stride=2, padding=1) on 64×112×112, as in a ResNet: 1,584,192 comparisons "
    "(1,605,632 if the padding were compared too).",
    64 * (stem_taps * stem_taps - stem_outputs * stem_outputs) == 1_584_192,
    proof=compute(),
    false=[64 * (stem_taps * stem_taps - stem_outputs * stem_outputs) == 1_605_632],
    because="Of the 3·56 taps along each axis one lies in the padding; T = 167, o = 56.",
)

claim(
    "windows-meet-the-image",
    "Every window has an entry inside the image, as its maximum needs, if the padding is shorter "
    "than the window and the image not smaller than the dilation.",
    some(lambda t: inside(line.tap(u, t), w), k),
    given=[k >= 1, s >= 1, d >= 1, p >= 0, p <= (k - 1) * d, w >= d, u >= 0, u * s < w + p],
    proof=solve(at=[maximum(0, -((u * s - p) // d))]),
    example={"k": 1, "s": 1, "d": 1, "p": 0, "w": 1, "u": 0},
    false=[
        wrong(
            some(lambda t: inside(line.tap(u, t), w), k),
            [k >= 1, s >= 1, d >= 1, p >= 0, p <= (k - 1) * d, w >= 1, u >= 0, u * s < w + p],
            k=2, s=1, d=2, p=1, w=1, u=0,
        )
    ],
    because="It starts before the image's end and ends after its beginning, and no gap between "
    "its entries is as wide as the image.",
)  # fmt: skip

tiled_height, tiled_width = Axis(k_h), Axis(k_w)
tiled = of("max", "direct", (tiled_height, h, o_h), (tiled_width, w, o_w))
claim(
    "tiles-counted",
    "Windows of length k that tile an input of o·k entries are o.",
    Axis(k).output_size(o * k) == o,
    given=[k >= 1],
    proof=solve(
        uses=[
            use("quotient-at-least", q=o - 1, s=k, r=o * k - k),
            use("quotient-at-least", q=o, s=k, r=o * k - k),
        ]
    ),
    false=[Axis(k).output_size(o * k + 1) == o],
    because="(o·k − k)/k + 1 = o.",
)

TILED = [c >= 1, k_h >= 1, k_w >= 1, *OUTPUTS, h == o_h * k_h, w == o_w * k_w]
claim(
    "cost-independent-of-window",
    "Windows that tile the input take c·h·w − c·o_h·o_w comparisons: less than one for each input "
    "entry, whatever their size.",
    (tiled.comparisons == c * h * w - c * o_h * o_w) & (tiled.comparisons < c * h * w),
    given=TILED,
    proof=solve(
        uses=[
            use("taps-of-fitting-windows", k=k_h, s=k_h, d=1, o=o_h, w=h),
            use("taps-of-fitting-windows", k=k_w, s=k_w, d=1, o=o_w, w=w),
            use("tiles-counted", k=k_h, o=o_h),
            use("tiles-counted", k=k_w, o=o_w),
        ]
    ),
    example=SMALL,
    false=[wrong(tiled.comparisons == c * h * w - c, **SMALL | {"h": 2, "o_h": 2})],
    because="Every entry belongs to one window, and every window saves one comparison.",
)

separable = of("max", "separable", (padded_height, h, o_h), (padded_width, w, o_w))
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

n = (o - 1) * s + 1  # windows that stride 1 gives from the first to the last of o
levels = total(lambda l: total(lambda t: 1, n + (k - 2 * power_of_two(l)) * d), u)
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


def line_cost(algorithm: str, window: Axis, outputs: Any = o, size: Any = w) -> Term:
    """The comparisons of max pooling on a single line."""
    counted: Term = of("max", algorithm, (window, size, outputs), channels=1).comparisons
    return counted


def unclipped(*lengths: Term) -> list[Term]:
    """That lengths are not negative, so that a range of such a length is as long."""
    return [maximum(length, 0) == length for length in lengths]


both = ((padded_height, h, o_h), (padded_width, w, o_w))
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
            for algorithm in ("separable", "doubling")
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

claim(
    "division",
    "If v = q·k + r with 0 ≤ r < k, then q is the quotient, r the remainder, and rounded up the "
    "quotient is one more unless r = 0.",
    (v // k == q) & (v % k == r) & ((v + k - 1) // k == where(r == 0, q, q + 1)),
    given=[v == q * k + r, r >= 0, r < k],
    proof=solve(
        uses=[
            use("quotient-at-least", q=number, s=k, r=value)
            for value in (v, v + k - 1)
            for number in (q, q + 1, q + 2)
        ]
    ),
    example={"k": 1, "v": 0, "q": 0, "r": 0},
    false=[(v + k - 1) // k == q],
    because="q·k ≤ v < (q + 1)·k.",
)

strided = line_cost("running", Axis(k, s))
rest = where(r == 0, 0, k - 2 + r + maximum(0, r - 2))
blocks_of = where(r == 0, q, q + 1)
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
            (n + k - 1) // k == blocks_of,
            *unclipped(q, k - 1, k - 2, blocks_of),
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

run = line_cost("running", Axis(k, 1))
whole = [k >= 2, q >= 0, r >= 0, r < k, o >= 1, o == q * k + r]
START = {"k": 2, "q": 0, "r": 1, "o": 1}
claim(
    "running-max-bound",
    "A running maximum takes fewer than three comparisons per output exactly if k divides the "
    "number of outputs o, or k < 4q + 4 + (r if r ≥ 2) with q = ⌊o/k⌋ and r = o − q·k; so always "
    "from about k²/4 outputs on, and never more than 3·o + k − 4.",
    (
        (run < 3 * o)
        == ((r == 0) | ((r == 1) & (k < 4 * q + 4)) | ((r >= 2) & (k < 4 * q + r + 4)))
    )
    & (run <= 3 * o + k - 4),
    given=whole,
    proof=solve(uses=[use("running-max-cost", s=1)]),
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
    proof=solve(uses=[use("running-max-cost", s=1), use("direct-line")]),
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

halved = line_cost("doubling", Axis(k, 1))
claim(
    "doubling-against-direct",
    "With stride 1 doubling is cheaper than the definition exactly if (k − 1 − L)·o > "
    "(L − 1)·k − 2^L + 2, where L = ⌈log₂ k⌉.",
    (halved < single)
    == ((doublings(k) - 1) * k - power_of_two(doublings(k)) + 2 < (k - 1 - doublings(k)) * o),
    given=[k >= 2, o >= 1, *fits],
    proof=solve(uses=[use("doubling-cost", s=1, d=1), use("direct-line")]),
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

L = doublings(k)
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
            use("running-max-cost", s=1),
            use("running-max-bound"),
            use("doubling-cost", s=1, d=1),
            use("doublings-first-values"),
            use("doublings-slack"),
            use("product-positive", u=o, v=L - 3, q=1),
        ],
        unfold=[power_of_two(L), power_of_two(L - 1), power_of_two(L - 2)],
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

moved = of("max", "direct", *both)
claim(
    "entries-moved",
    "Without a cache the definition reads c·T_h·T_w entries and writes c·o_h·o_w.",
    (moved.reads == c * t_h * t_w) & (moved.writes == c * o_h * o_w),
    given=[*SIZES, *OUTPUTS],
    proof=solve(uses=[inside_h, inside_w]),
    example=PADDED,
    false=[wrong(moved.reads == c * h * w, **PADDED | {"w": 2, "k_w": 2, "p_w": 1, "o_w": 3})],
    because="A comparison's operands are read from the image, the result is written once.",
)

claim(
    "bytes-moved",
    "Windows that tile the input read every entry once: entries of u bytes make u·c·(h·w + "
    "o_h·o_w) bytes moved, as little as any algorithm that reads all of the input.",
    u * (tiled.reads + tiled.writes) == u * c * (h * w + o_h * o_w),
    given=[*TILED, u >= 1],
    proof=solve(
        uses=[
            use("taps-of-fitting-windows", k=k_h, s=k_h, d=1, o=o_h, w=h),
            use("taps-of-fitting-windows", k=k_w, s=k_w, d=1, o=o_w, w=w),
            use("tiles-counted", k=k_h, o=o_h),
            use("tiles-counted", k=k_w, o=o_w),
        ]
    ),
    example=SMALL | {"u": 1},
    false=[wrong(u * tiled.reads == u * c * o_h * o_w, **SMALL | {"u": 1, "h": 2, "k_h": 2})],
    because="Every entry belongs to exactly one window.",
)

claim(
    "arithmetic-intensity",
    "There it does (K − 1)/(u·(K + 1)) comparisons per byte, where K = k_h·k_w: never one per "
    "entry moved, so memory, not arithmetic, sets the pace.",
    (
        tiled.comparisons * u * (k_h * k_w + 1)
        == (k_h * k_w - 1) * u * (tiled.reads + tiled.writes)
    )
    & (tiled.comparisons < tiled.reads + tiled.writes),
    given=[*TILED, u >= 1],
    proof=solve(
        uses=[
            use("taps-of-fitting-windows", k=k_h, s=k_h, d=1, o=o_h, w=h),
            use("taps-of-fitting-windows", k=k_w, s=k_w, d=1, o=o_w, w=w),
            use("tiles-counted", k=k_h, o=o_h),
            use("tiles-counted", k=k_w, o=o_w),
        ]
    ),
    example=SMALL | {"u": 1},
    false=[wrong(tiled.comparisons > tiled.writes, **SMALL | {"u": 1, "h": 2, "k_h": 2})],
    because="K − 1 comparisons for K entries read and one written.",
)


@recursive_count
def zeros(number: Any) -> Any:
    """The digits 0 of a number in binary."""
    return either(number <= 1, lambda: 0, lambda: 1 - number % 2 + zeros(number // 2))


@recursive_count
def tree_relus(inputs: Any) -> Any:
    """In each layer three for a pair, two for a value that is carried; then the same on the rest."""
    return either(
        inputs <= 1,
        lambda: 0,
        lambda: 3 * (inputs // 2) + 2 * (inputs % 2) + tree_relus((inputs + 1) // 2),
    )


claim(
    "tree-relus",
    "The pairwise tree over u values takes 3·(u − 1) ReLUs and two for each digit 0 of u − 1 in "
    "binary.",
    tree_relus(u) == 3 * (u - 1) + 2 * zeros(u - 1),
    given=[u >= 1],
    proof=strong(u, [{u: (u + 1) // 2}], unfold=[tree_relus(u), zeros(u - 1), zeros((u + 1) // 2 - 1)]),
    false=[tree_relus(u) == 3 * (u - 1)],
    because="There are u − 1 pairs; a layer carries a value where its number of values is odd, and "
    "⌈u/2⌉ − 1 = ⌊(u − 1)/2⌋.",
)

WINDOWS = (4, 9, 16, 25, 36, 49, 64)
networks = {entries: tree(entries) for entries in WINDOWS}
skipping = {entries: tree(entries, "skip") for entries in WINDOWS}
claim(
    "network-cost",
    "Of the networks built for windows from 2×2 to 8×8: no multiplications, as every weight is 1 "
    "or −1; as many ReLUs as counted above, against K − 1 comparisons.  With skip connections "
    "K − 1 ReLUs and ⌊5K/2⌋ − 3 additions, one more for odd K.",
    conjunction(
        *(
            (as_term(networks[entries].relus) == tree_relus(as_term(entries)))
            & (as_term(networks[entries].multiplications) == 0)
            & (as_term(skipping[entries].relus) == entries - 1)
            & (as_term(skipping[entries].multiplications) == 0)
            & (
                as_term(skipping[entries].additions)
                == as_term(5 * entries) // 2 - 3 + as_term(entries) % 2
            )
            for entries in WINDOWS
        )
    ),
    proof=compute(),
    false=[as_term(networks[9].relus) == 3 * 8, as_term(networks[9].relus) <= 2 * 8],
    because="A pair takes R(b − a), and R(a), R(−a) to carry a; with skip connections R(b − a).",
)

if __name__ == "__main__":
    main(page)
