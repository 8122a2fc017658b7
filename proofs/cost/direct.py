"""What the definition of pooling costs: one layer, window by window."""

from proofs.cost.setting import (
    FIT,
    OUTPUTS,
    PADDED,
    SIZES,
    SMALL,
    c,
    claim,
    d_h,
    d_w,
    h,
    height,
    k_h,
    k_w,
    o_h,
    o_w,
    of,
    p_h,
    p_w,
    padded_height,
    padded_width,
    read_h,
    read_w,
    s_h,
    s_w,
    u,
    w,
    width,
)
from proofs.cost.taps import textbook_taps
from symbolic.claims import wrong
from symbolic.closed_forms import taps
from symbolic.methods import compute, solve, use
from symbolic.pooling import Axis
from symbolic.terms import as_term

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
        wrong(
            direct.comparisons == c * h * w * (k_h * k_w - 1),
            **SMALL | {"w": 3, "s_w": 2, "o_w": 2, "k_h": 2, "h": 2},
        ),
    ],
    because="The maximum of m entries takes m − 1 comparisons, however it is computed; the "
    "definition's loops over channels and outputs repeat it.",
)

averaged = of("average", "direct", (height, h, o_h), (width, w, o_w))
claim(
    "average-additions",
    "Average pooling takes as many additions, and one division for each output.",
    (averaged.additions == c * o_h * o_w * (k_h * k_w - 1)) & (averaged.divisions == c * o_h * o_w),
    given=[*SIZES, *OUTPUTS, *FIT],
    proof=solve(uses=[read_h, read_w]),
    example=SMALL,
    false=[wrong(averaged.divisions == c * o_h * o_w * k_h * k_w, **SMALL | {"k_w": 2, "w": 2})],
    because="A sum of m entries takes m − 1 additions.",
)

both = ((padded_height, h, o_h), (padded_width, w, o_w))
padded = of("max", "direct", *both)
t_h = textbook_taps(padded_height, h, o_h)
t_w = textbook_taps(padded_width, w, o_w)
inside_h = use("taps-along-axis-by-windows", k=k_h, s=s_h, d=d_h, p=p_h, o=o_h, w=h)
inside_w = use("taps-along-axis-by-windows", k=k_w, s=s_w, d=d_w, p=p_w, o=o_w, w=w)
claim(
    "taps-inside",
    "With padding, which is never compared, max pooling takes c·(T_h·T_w − o_h·o_w) comparisons, "
    "if every window meets the image: T counts, along each axis, for every tap the windows that "
    "have it inside.",
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

tiled = of("max", "direct", (Axis(k_h), h, o_h), (Axis(k_w), w, o_w))
read_tiles = [
    use("taps-of-fitting-windows", k=k_h, s=k_h, d=1, o=o_h, w=h),
    use("taps-of-fitting-windows", k=k_w, s=k_w, d=1, o=o_w, w=w),
    use("tiles-counted", k=k_h, o=o_h),
    use("tiles-counted", k=k_w, o=o_w),
]
TILED = [c >= 1, k_h >= 1, k_w >= 1, *OUTPUTS, h == o_h * k_h, w == o_w * k_w]
claim(
    "cost-independent-of-window",
    "Windows that tile the input take c·h·w − c·o_h·o_w comparisons: less than one for each input "
    "entry, whatever their size.",
    (tiled.comparisons == c * h * w - c * o_h * o_w) & (tiled.comparisons < c * h * w),
    given=TILED,
    proof=solve(uses=read_tiles),
    example=SMALL,
    false=[wrong(tiled.comparisons == c * h * w - c, **SMALL | {"h": 2, "o_h": 2})],
    because="Every entry belongs to one window, and every window saves one comparison.",
)

claim(
    "entries-moved",
    "Without a cache the definition reads c·T_h·T_w entries and writes c·o_h·o_w.",
    (padded.reads == c * t_h * t_w) & (padded.writes == c * o_h * o_w),
    given=[*SIZES, *OUTPUTS],
    proof=solve(uses=[inside_h, inside_w]),
    example=PADDED,
    false=[wrong(padded.reads == c * h * w, **PADDED | {"w": 2, "k_w": 2, "p_w": 1, "o_w": 3})],
    because="A comparison's operands are read from the image, the result is written once.",
)

claim(
    "bytes-moved",
    "Windows that tile the input read every entry once: entries of u bytes make u·c·(h·w + "
    "o_h·o_w) bytes moved, as little as any algorithm that reads all of the input.",
    u * (tiled.reads + tiled.writes) == u * c * (h * w + o_h * o_w),
    given=[*TILED, u >= 1],
    proof=solve(uses=read_tiles),
    example=SMALL | {"u": 1},
    false=[wrong(u * tiled.reads == u * c * o_h * o_w, **SMALL | {"u": 1, "h": 2, "k_h": 2})],
    because="Every entry belongs to exactly one window.",
)

claim(
    "arithmetic-intensity",
    "There it does (K − 1)/(u·(K + 1)) comparisons per byte, where K = k_h·k_w: fewer comparisons "
    "than entries moved, whatever the window.",
    (tiled.comparisons * u * (k_h * k_w + 1) == (k_h * k_w - 1) * u * (tiled.reads + tiled.writes))
    & (tiled.comparisons < tiled.reads + tiled.writes),
    given=[*TILED, u >= 1],
    proof=solve(uses=read_tiles),
    example=SMALL | {"u": 1},
    false=[wrong(tiled.comparisons > tiled.writes, **SMALL | {"u": 1, "h": 2, "k_h": 2})],
    because="K − 1 comparisons for K entries read and one written.",
)
