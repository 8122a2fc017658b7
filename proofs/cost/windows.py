"""How many windows there are, and that each has an entry."""

from proofs.cost.setting import claim, d, h, k, line, o, p, q, r, s, u, v, w
from symbolic.arithmetic import maximum, some, where
from symbolic.claims import wrong
from symbolic.methods import solve, use
from symbolic.pooling import Axis, inside

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
    (u < ceiled.output_size(h)) == ((u - 1) * s + (k - 1) * d + 1 < h + 2 * p) & (u * s < h + p),
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
