"""Exercise 1: average pooling is a convolution."""

from fractions import Fraction
from typing import Any

from proofs.run import main
from symbolic.arithmetic import every, total, where
from symbolic.claims import wrong
from symbolic.methods import compute, each, induct, solve, use
from symbolic.pages import Page
from symbolic.pooling import Axis, Image, average, average_at, convolve_at, inside, window_count
from symbolic.ranges import witness
from symbolic.terms import Term, as_real, as_term, conjunction, integers, reals, sequences

page = Page(
    "1",
    "Average pooling is a convolution",
    "Can average pooling be built from a convolution?",
    "Yes: it is the convolution with the constant kernel 1/(k_h k_w) on every channel, and no other "
    "kernel will do.  Only where padding is left out of the count is it no convolution, but one "
    "divided by fixed counts.",
)
claim = page.claim
b, divisor = reals("b D")
f, w, x = sequences("f w x")
h_in, w_in, i, j, k, kh, kw, m, n, p, ph, pw, q, s, sh, sw, size, start = integers(
    "H W i j k k_h k_w m n p p_h p_w q s s_h s_w W a"
)


def linear(weights: Image, entries: Image, count: Any) -> Any:
    """The sum of w(i) x(i)."""
    return total(lambda i: weights(i) * entries(i), count)


def unit(at: Any) -> Image:
    """The input that is 1 at one index and 0 elsewhere."""
    return lambda i: where(i == at, 1, 0)


def zero(i: Any) -> int:
    """The input that is 0 everywhere."""
    return 0


def fits(axis: Axis, length: Any, position: Any) -> Any:
    """A valid layer on one axis and one of its output positions."""
    return (
        (axis.kernel >= 1)
        & (axis.stride >= 1)
        & (axis.padding >= 0)
        & (length >= 1)
        & (position >= 0)
        & (position < axis.output_size(length))
    )


def window_ends_inside(axis: Axis, length: Any, position: Any) -> list[Term]:
    """Steps: a window at a valid output position ends within the right padding."""
    room = length + 2 * axis.padding - axis.kernel
    return [
        position * axis.stride <= room // axis.stride * axis.stride,
        room // axis.stride * axis.stride <= room,
        position * axis.stride - axis.padding + axis.kernel <= length + axis.padding,
    ]


def counts_kernel(axis: Axis, length: Any, position: Any) -> Any:
    """Rewriting: such a window counts k."""
    return window_count(axis, length, position, count_include_pad=True) == axis.kernel


SINGLE = {
    "k_h": 1,
    "k_w": 1,
    "s_h": 1,
    "s_w": 1,
    "p_h": 0,
    "p_w": 0,
    "i": 0,
    "j": 0,
    "H": 1,
    "W": 1,
}
"""One entry, one window: the smallest layer."""

rows, columns = Axis(kh, sh, ph), Axis(kw, sw, pw)
both, sizes, at = [rows, columns], [h_in, w_in], [i, j]

claim(
    "average-is-convolution",
    "Average pooling, the padding counted in, is the convolution of every channel with the constant "
    "kernel 1/(k_h k_w): for every window, stride, padding, input size and output position.",
    convolve_at(x, lambda u, v: 1 / (kh * kw), both, sizes, at) == average_at(x, both, sizes, at),
    given=[fits(rows, h_in, i), fits(columns, w_in, j)],
    proof=solve(
        steps=[*window_ends_inside(rows, h_in, i), *window_ends_inside(columns, w_in, j)],
        rewrite=[counts_kernel(rows, h_in, i), counts_kernel(columns, w_in, j)],
    ),
    false=[
        wrong(
            convolve_at(x, lambda u, v: 1 / (kh + kw), both, sizes, at)
            == average_at(x, both, sizes, at),
            **SINGLE,
        ),
        wrong(
            convolve_at(x, lambda u, v: 1 / (kh * kw), both, sizes, at)
            == average_at(x, both, sizes, at, count_include_pad=False),
            **SINGLE | {"k_h": 2, "p_h": 1},
        ),
    ],
    example=SINGLE,
    because="The window at a valid position ends within the right padding, so the divisor is the "
    "whole k_h k_w; and a constant factor can be taken out of a sum.",
)

claim(
    "average-with-divisor-is-convolution",
    "With divisor_override the kernel is 1/divisor.",
    convolve_at(x, lambda u, v: 1 / divisor, both, sizes, at)
    == average_at(x, both, sizes, at, divisor_override=divisor),
    given=[divisor != 0],
    false=[
        wrong(
            convolve_at(x, lambda u, v: divisor, both, sizes, at)
            == average_at(x, both, sizes, at, divisor_override=divisor),
            **SINGLE,
        )
    ],
    because="A constant factor can be taken out of a sum.",
)

line = Axis(k, s, p)
space = [
    Axis(kernel, stride, pad)
    for kernel, stride, pad in (integers(f"k_{c} s_{c} p_{c}") for c in "thw")
]
lengths, place = list(integers("T H W")), list(integers("o_t o_h o_w"))
SINGLE_3D = {
    **{v.data: 1 for a in [line, *space] for v in (a.kernel, a.stride)},
    **{v.data: 0 for v in [a.padding for a in [line, *space]] + [i, *place]},
    **{v.data: 1 for v in lengths},
}
volume = space[0].kernel * space[1].kernel * space[2].kernel
claim(
    "scaling-is-division",
    "To scale by 1/D is to divide by D.",
    1 / divisor * b == b / divisor,
    given=[divisor != 0],
    false=[divisor * b == b / divisor],
    because="Both, times D, are b.",
)

claim(
    "average-is-convolution-1d-3d",
    "The same along one axis and along three.",
    (convolve_at(x, lambda t: 1 / k, [line], [size], [i]) == average_at(x, [line], [size], [i]))
    & (
        convolve_at(x, lambda t, u, v: 1 / volume, space, lengths, place)
        == average_at(x, space, lengths, place)
    ),
    given=[
        fits(line, size, i),
        *(fits(a, length, o) for a, length, o in zip(space, lengths, place, strict=True)),
    ],
    proof=each(
        solve(steps=window_ends_inside(line, size, i), rewrite=[counts_kernel(line, size, i)]),
        solve(
            steps=[
                step
                for a, length, o in zip(space, lengths, place, strict=True)
                for step in window_ends_inside(a, length, o)
            ],
            rewrite=[
                counts_kernel(a, length, o)
                for a, length, o in zip(space, lengths, place, strict=True)
            ],
            uses=[
                use(
                    "scaling-is-division",
                    D=as_real(volume),
                    b=convolve_at(x, lambda t, u, v: as_term(1), space, lengths, place),
                )
            ],
        ),
    ),
    false=[
        wrong(
            convolve_at(x, lambda t: 1 / (k + 1), [line], [size], [i])
            == average_at(x, [line], [size], [i]),
            **SINGLE_3D,
        )
    ],
    example=SINGLE_3D,
    because="As in two dimensions, axis by axis.",
)

claim(
    "unit-picks-weight",
    "A weighted sum of a unit vector is the weight at its index, and 0 if it has none.",
    linear(w, unit(j), n) == where(inside(j, n), w(j), 0),
    given=[n >= 1],
    proof=induct(n),
    false=[linear(w, unit(j), n) == w(j)],
    because="One more entry adds 0, or the weight if its turn has come.",
)

claim(
    "average-kernel-unique",
    "An affine map of n entries that averages 0 and the unit vectors has exactly the weights 1/n "
    "and bias 0: no other convolution is average pooling.",
    (
        (linear(w, zero, n) + b == average(zero, n))
        & every(lambda j: linear(w, unit(j), n) + b == average(unit(j), n), n)
    ).implies((b == 0) & every(lambda i: w(i) == 1 / n, n)),
    given=[n >= 1],
    proof=solve(
        uses=[
            use("unit-picks-weight", j=witness("i")),
            use("unit-picks-weight", j=witness("i"), w=lambda i: 1),
        ],
    ),
    false=[
        every(lambda j: linear(w, unit(j), n) + b == average(unit(j), n), n).implies(b == 0),
    ],
    because="At 0 only the bias is left; at a unit vector only one weight.",
)

claim(
    "convolution-of-unit",
    "A convolution of a unit vector is the weight whose tap meets it.",
    convolve_at(unit(j), w, [line], [size], [i])
    == where(inside(j - line.start(i), k) & inside(j, size), w(j - line.start(i)), 0),
    given=[k >= 1],
    proof=induct(k),
    false=[convolve_at(unit(j), w, [line], [size], [i]) == w(j - line.start(i))],
    because="One more tap adds 0, or the weight if it meets the entry.",
)

claim(
    "count-inside",
    "The taps of a window that lie inside the image number min(a + k, W) − max(a, 0), or none.",
    total(lambda t: as_term(1), k, lambda t: inside(start + t, size))
    == where(
        (start + k > 0) & (start < size),
        where(start + k < size, start + k, size) - where(start > 0, start, 0),
        0,
    ),
    given=[k >= 1, size >= 1],
    proof=induct(k),
    false=[total(lambda t: as_term(1), k, lambda t: inside(start + t, size)) == k],
    because="One more tap adds 1 while it is inside.",
)

claim(
    "average-excluding-padding-is-scaled-convolution",
    "With the padding left out of the count, average pooling is the convolution with ones divided "
    "by the convolution of the all-ones image with ones: a fixed scale at each position.",
    average_at(x, [line], [size], [i], count_include_pad=False)
    == convolve_at(x, lambda t: 1, [line], [size], [i])
    / convolve_at(lambda t: as_term(1), lambda t: as_term(1), [line], [size], [i]),
    given=[fits(line, size, i), p < k],
    proof=solve(
        uses=[use("count-inside", a=line.start(i))],
        steps=[*window_ends_inside(line, size, i), i * s >= 0],
        rewrite=[
            convolve_at(lambda t: as_term(1), lambda t: as_term(1), [line], [size], [i])
            == window_count(line, size, i, count_include_pad=False),
        ],
    ),
    false=[
        average_at(x, [line], [size], [i], count_include_pad=False)
        == convolve_at(x, lambda t: 1, [line], [size], [i]) / k
    ],
    example={"k": 1, "s": 1, "p": 0, "i": 0},
    because="Convolving ones with ones counts the taps inside.",
)

claim(
    "average-excluding-padding-is-no-convolution",
    "With padding and count_include_pad=False no zero-padded convolution, bias or not, agrees "
    "everywhere: entry 0 at the border and entry q s in the interior meet the same weight w(p), but "
    "must count 1/(k − p) and 1/k.",
    ~(
        (
            convolve_at(unit(0), w, [line], [size], [0]) + b
            == average_at(unit(0), [line], [size], [0], count_include_pad=False)
        )
        & (
            convolve_at(unit(q * s), w, [line], [size], [q]) + b
            == average_at(unit(q * s), [line], [size], [q], count_include_pad=False)
        )
    ),
    given=[p >= 1, p < k, s >= 1, q * s >= p, q * s - p + k <= size],
    proof=solve(
        uses=[
            use("convolution-of-unit", j=0, i=0),
            use("convolution-of-unit", j=0, i=0, w=lambda t: 1),
            use("convolution-of-unit", j=q * s, i=q),
            use("convolution-of-unit", j=q * s, i=q, w=lambda t: 1),
        ],
    ),
    false=[
        convolve_at(unit(0), w, [line], [size], [0]) + b
        != average_at(unit(0), [line], [size], [0], count_include_pad=False)
    ],
    example={"p": 1, "k": 2, "s": 1, "q": 1, "W": 2},
    because="Both conditions fix w(p) + b, to different values.",
)

claim(
    "sum-splits",
    "A sum of m + n terms is the sum of the first m and the sum of the other n.",
    total(f, m + n) == total(f, m) + total(lambda t: f(m + t), n),
    given=[n >= 0, m >= 0],
    proof=induct(n, start=0),
    false=[total(f, m + n) == total(f, m) + total(f, n)],
    because="One more term is the last one on both sides.",
)

claim(
    "sum-by-blocks",
    "A sum of m k terms is the sum over m blocks of k.",
    total(f, m * k) == total(lambda u: total(lambda t: f(u * k + t), k), m),
    given=[m >= 1, k >= 1],
    proof=induct(m, uses=[use("sum-splits", m=m * k, n=k)]),
    false=[total(f, m * k) == total(lambda u: total(lambda t: f(u * m + t), k), m)],
    because="One more block adds its k terms, by splitting the sum.",
)

claim(
    "average-composes",
    "Averaging windows of k, then windows of m of these, strides k and m, averages windows of k m.",
    average(lambda u: average(lambda t: x((i * m + u) * k + t), k), m)
    == average(lambda t: x(i * m * k + t), m * k),
    given=[m >= 1, k >= 1],
    proof=solve(uses=[use("sum-by-blocks", f=lambda t: x(i * m * k + t))]),
    false=[
        average(lambda u: average(lambda t: x((i * m + u) * k + t), k), m)
        == average(lambda t: x(i * m + t), m * k)
    ],
    because="The m k entries, block by block; the two divisors multiply.",
)

GOLDEN_INPUT = (
    "-0.2548 -0.9004  1.2047 -0.3124  0.6214  0.5526",
    "-0.0407 -0.2220 -0.1048 -0.3434 -0.2535  2.1091",
    " 0.7223 -0.4832 -1.2391  0.2195 -1.2479  0.7798",
    "-0.7320 -1.7425  0.1385  1.4043  0.1163 -0.2561",
    "-0.5119 -0.8785 -0.7798 -1.1799 -1.0041  0.3349",
    "-0.4481 -0.0313 -1.8601 -0.4983  0.5341 -0.3495",
)
GOLDEN_OUTPUT = (
    "-0.3545 0.1110 0.7574",
    "-0.5589 0.1308 -0.1520",
    "-0.4674 -1.0795 -0.1211",
)


def golden(outputs: tuple[str, ...]) -> Term:
    """Each 2 × 2 average of the exercise's input is within half a unit of the 4th decimal."""
    entries = [[as_term(Fraction(v)) for v in line.split()] for line in GOLDEN_INPUT]
    window = [Axis(2), Axis(2)]
    checks = []
    for r, line_ in enumerate(outputs):
        for c, printed in enumerate(line_.split()):
            value = average_at(lambda y, z: entries[y][z], window, [6, 6], [r, c])
            checks.append(abs(value - Fraction(printed)) <= Fraction(1, 20000))
    return conjunction(*checks)


claim(
    "average-golden-case",
    "The exercise's 6 × 6 input, averaged over 2 × 2 windows with stride 2, to 4 decimals.",
    golden(GOLDEN_OUTPUT),
    proof=compute(),
    false=[golden(("-0.3545 0.1110 0.7575", *GOLDEN_OUTPUT[1:]))],
    because="Each of the nine outputs is computed exactly and compared with the printed digits.",
)

if __name__ == "__main__":
    main(page)
