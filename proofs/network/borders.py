"""The borders of the input: which padding max pooling can be done with."""

from typing import Any

from proofs.network.setting import claim
from symbolic.arithmetic import largest, maximum, where
from symbolic.claims import wrong
from symbolic.methods import solve, use
from symbolic.pooling import Axis, inside, max_at, replicate
from symbolic.ranges import witness
from symbolic.terms import as_term, integers, sequences

(x,) = sequences("x")
d, k, m, o, p, s, size, u = integers("d k m o p s W u")
axis, dilated = Axis(k, s, p), Axis(k, s, p, d)
start = dilated.start(o)
at_u = dilated.tap(o, u)


def over_replicated(along: Axis, spacing: Any) -> Any:
    """The maximum over the whole window of the input replicated beyond its edges."""
    return largest(lambda t: x(replicate(along.tap(o, t), size, spacing)), along.kernel)


claim(
    "windows-meet-input",
    "With padding at most k − 1 every window, also the last one of ceil_mode, starts at or before "
    "the last entry and ends at or after the first.",
    ((o < axis.output_size(size)) | (o < Axis(k, s, p, ceil_mode=True).output_size(size))).implies(
        (axis.start(o) <= size - 1) & (axis.start(o) + k - 1 >= 0)
    ),
    given=[k >= 1, s >= 1, p >= 0, p <= k - 1, size >= 1, o >= 0],
    proof=solve(
        steps=[
            (o < axis.output_size(size)).implies(o * s <= (size + 2 * p - (k - 1) - 1) // s * s),
            (size + 2 * p - (k - 1) - 1) // s * s <= size + 2 * p - (k - 1) - 1,
            (o < Axis(k, s, p, ceil_mode=True).output_size(size)).implies(o * s < size + p),
            o * s >= 0,
        ]
    ),
    false=[
        (o < axis.output_size(size)).implies(axis.start(o) >= 0),
        wrong(
            (o < (size + 2 * p - k + s - 1) // s + 1).implies(axis.start(o) <= size - 1),
            k=2,
            s=3,
            p=1,
            W=2,
            o=1,
        ),
    ],
    example={"k": 1, "s": 1, "p": 0, "W": 1, "o": 0},
    because="Without ceil_mode the last window ends within the right padding; with it, torch drops a "
    "window that would start beyond the input and its left padding.",
)

claim(
    "padding-is-replication",
    "With dilation 1, max pooling with −∞ padding is max pooling of the edge-replicated input, for "
    "every size, padding, stride and position of a window that meets the input.",
    max_at(x, [axis], [size], [o]) == over_replicated(axis, 1),
    given=[k >= 1, size >= 1, axis.start(o) <= size - 1, axis.start(o) + k - 1 >= 0],
    proof=solve(
        at=[
            replicate(axis.tap(o, witness("t", 2)), size) - axis.start(o),
            replicate(axis.start(o), size) - axis.start(o),
        ]
    ),
    false=[
        wrong(
            max_at(x, [axis], [size], [o])
            == largest(lambda t: where(inside(axis.tap(o, t), size), x(axis.tap(o, t)), 0), k),
            k=2,
            s=1,
            p=1,
            o=0,
            W=1,
        )
    ],
    example={"k": 1, "s": 1, "p": 0, "o": 0, "W": 1},
    because="An edge entry stands in for padding only where the window covers that entry too, so "
    "nothing new enters the maximum.",
)

claim(
    "replica-is-a-tap",
    "The entry that phase-wise replication puts at tap u is itself a tap of the window, inside.",
    inside(replicate(at_u, size, d), size)
    & (
        (at_u < 0).implies(
            inside(u - at_u // d, k) & (start + (u - at_u // d) * d == replicate(at_u, size, d))
        )
        & (at_u >= size).implies(
            inside(u + (size - 1 - at_u) // d, k)
            & (start + (u + (size - 1 - at_u) // d) * d == replicate(at_u, size, d))
        )
    ),
    given=[d >= 1, size >= d, inside(u, k), start <= size - 1, start + (k - 1) * d >= 0],
    proof=solve(),
    false=[inside(replicate(at_u, size, d + 1), size)],
    example={"d": 1, "W": 1, "u": 0, "k": 1, "o": 0, "s": 1, "p": 0},
    because="Replication moves by whole dilations, into the image; the window begins and ends beyond "
    "the point where it arrives.",
)

first_tap = replicate(start, size, d)
reads_dilated = dilated.tap(o, witness("t", 2))
claim(
    "padding-dilated",
    "With dilation d it is max pooling of the phase-wise replicated input (entry i mod d for i < 0, "
    "likewise from the other end), for every input of at least d entries.  Edge replication is "
    "wrong from d = 2 on.",
    max_at(x, [dilated], [size], [o]) == over_replicated(dilated, d),
    given=[d >= 1, size >= d, k >= 1, start <= size - 1, start + (k - 1) * d >= 0],
    proof=solve(
        uses=[
            use("replica-is-a-tap", u=witness("t", 2)),
            use("replica-is-a-tap", u=0),
        ],
        at=[
            as_term(0) - start // d,
            witness("t", 2) - reads_dilated // d,
            witness("t", 2) + (size - 1 - reads_dilated) // d,
        ],
    ),
    false=[
        wrong(
            max_at(x, [dilated], [size], [o]) == over_replicated(dilated, 1),
            k=2,
            s=1,
            p=1,
            d=2,
            o=0,
            W=2,
        )
    ],
    example={"d": 1, "W": 1, "k": 1, "s": 1, "p": 0, "o": 0},
    because="Phase-wise replication reads only taps of the same window; the nearest entry need not "
    "be one.",
)


def zero_padded(t: Any) -> Any:
    """Entry t of the window over the zero-padded input."""
    return where(inside(axis.tap(o, t), size), x(axis.tap(o, t)), 0)


inside_max = max_at(x, [axis], [size], [o])
claim(
    "padding-zero-nonnegative",
    "On a window that reaches into the padding, zero padding gives max(0, m), where m is the maximum "
    "of the entries inside: exact if and only if m ≥ 0, so always on inputs ≥ 0.",
    (largest(zero_padded, k) == maximum(0, inside_max))
    & (largest(zero_padded, k) == inside_max).iff(inside_max >= 0),
    given=[inside(u, k), inside(axis.tap(o, u), size), inside(m, k), ~inside(axis.tap(o, m), size)],
    proof=solve(at=[u, m]),
    false=[largest(zero_padded, k) == inside_max],
    example={"k": 2, "s": 1, "p": 1, "o": 0, "W": 1, "u": 1, "m": 0},
    because="The padding adds zeros to the entries inside.",
)
