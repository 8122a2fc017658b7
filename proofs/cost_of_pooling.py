"""Exercise 4: what pooling costs."""

from typing import Any

from proofs.run import main
from symbolic.algorithms import Layer, dense_windows, doublings, power_of_two, program
from symbolic.arithmetic import maximum, minimum, some, total, where
from symbolic.claims import wrong
from symbolic.closed_forms import positions_inside, powers_summed, taps, taps_inside
from symbolic.cost import Cost
from symbolic.methods import compute, each, induct, solve, strong, use
from symbolic.pages import Page
from symbolic.pooling import Axis, inside
from symbolic.programs import cost
from symbolic.terms import Term, as_term, integers

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

n = (o - 1) * s + 1
levels = total(lambda l: total(lambda t: 1, n + (k - 2 * power_of_two(l)) * d), u)
claim(
    "doubling-levels",
    "Windows of 2, 4, …, 2^u entries, each from two of half the length, on a line of n windows.",
    levels == u * (n + k * d) - 2 * d * (power_of_two(u) - 1),
    given=[u >= 0, k >= 1, power_of_two(u) <= k, o >= 1, s >= 1, d >= 1],
    proof=induct(u, start=0, unfold=[power_of_two(u + 1)]),
    example={"u": 0, "k": 1, "o": 1, "s": 1, "d": 1},
    false=[levels == u * n],
    because="Of windows of length m, n + (k − m)·d lie in what the windows of length k cover.",
)

swept = of("max", "doubling", (Axis(k, s, 0, d), w, o))
claim(
    "doubling-cost",
    "",
    swept.comparisons
    == c * (o + (doublings(k) - 1) * (n + k * d) - d * (power_of_two(doublings(k)) - 2)),
    given=[c >= 1, k >= 2, s >= 1, d >= 1, o >= 1],
    proof=solve(
        uses=[
            use("doublings-positive"),
            use("doublings-reach"),
            use("doubling-levels", u=doublings(k) - 1),
        ],
        unfold=[power_of_two(doublings(k))],
    ),
    example={"c": 1, "k": 2, "s": 1, "d": 1, "o": 1},
    false=[swept.comparisons == c * o * doublings(k)],
    because="",
)

claim(
    "division",
    "If v = q·k + r with 0 ≤ r < k, then q is the quotient, r the remainder, and rounded up the "
    "quotient is one more unless r = 0.",
    (v // k == q) & (v % k == r) & ((v + k - 1) // k == where(r == 0, q, q + 1)),
    given=[v == q * k + r, 0 <= r, r < k],
    proof=solve(
        uses=[
            use("quotient-at-least", q=q, s=k, r=v),
            use("quotient-at-least", q=q + 1, s=k, r=v),
            use("quotient-at-least", q=q + 1, s=k, r=v + k - 1),
            use("quotient-at-least", q=q, s=k, r=v + k - 1),
            use("quotient-at-least", q=q + 2, s=k, r=v + k - 1),
        ]
    ),
    example={"k": 1, "v": 0, "q": 0, "r": 0},
    false=[(v + k - 1) // k == q],
    because="q·k ≤ v < (q + 1)·k.",
)

BLOCKS = [c >= 1, k >= 2, q >= 0, r >= 0, r < k]
run = of("max", "running", (Axis(k, s), w, o))
rest = where(r == 0, 0, k - 2 + r + maximum(0, r - 2))
claim(
    "running-max-cost",
    "",
    run.comparisons == c * (q * (3 * k - 4) + rest),
    given=[*BLOCKS, o >= 1, s >= 1, n == q * k + r],
    proof=solve(
        uses=[use("division", v=n)],
        rewrite=[n // k == q, n % k == r, (n + k - 1) // k == where(r == 0, q, q + 1)],
    ),
    example={"c": 1, "k": 2, "q": 0, "r": 1, "o": 1, "s": 1},
    false=[wrong(run.comparisons < 3 * c * o, c=1, k=5, q=0, r=1, o=1, s=1)],
    because="",
)

if __name__ == "__main__":
    main(page)
