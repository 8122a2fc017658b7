"""How many entries of the image all windows along an axis read."""

from typing import Any

from proofs.cost.setting import claim, d, k, line, o, p, q, s, u, unpadded, w
from symbolic.arithmetic import maximum, minimum, total
from symbolic.closed_forms import positions_inside, taps, taps_inside
from symbolic.methods import each, induct, solve, use
from symbolic.pooling import Axis
from symbolic.terms import Term

LAST = (w - 1 - q) // s
positions = positions_inside(q, s, u, w)
claim(
    "positions-inside",
    "Of the positions q, q + s, q + 2s, …, u of them, those inside 0 ≤ i < w are those before w "
    "less those before 0; or, from the first to the last of them.",
    positions.statement
    & (positions.right == maximum(0, minimum(u - 1, (w - 1 - q) // s) - maximum(0, -(q // s)) + 1)),
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
        solve(
            uses=[
                use("quotient-at-least", q=number, r=value)
                for number, value in (
                    (LAST, w - 1 - q),
                    (LAST + 1, w - 1 - q),
                    (-LAST, q - w),
                    (-LAST - 1, q - w),
                )
            ],
            rewrite=[-((q - w) // s) == LAST + 1],
        ),
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
