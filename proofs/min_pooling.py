"""Exercise 6: minimum pooling."""

from typing import Any

from proofs.run import main
from symbolic.arithmetic import largest, maximum, minimum, smallest, total, where
from symbolic.methods import compute, induct, solve, use
from symbolic.pages import Page
from symbolic.terms import Term, as_term, integers, reals, sequences

page = Page(
    "6",
    "Minimum pooling needs no layer of its own",
    "Is a separate minimum pooling layer needed?",
    "No: min(x) = −max(−x), and the two signs disappear into the weights of the neighbouring "
    "convolutions.  Without a negation max pooling cannot replace it.",
)
claim = page.claim
(e,) = reals("e")
a, bias, v, w, x = sequences("a b v w x")
c_out, i, j, m, n = integers("C i j m n")

claim(
    "min-is-negated-max",
    "The minimum is the negated maximum of the negated entries, for any number of entries.",
    smallest(x, n) == -largest(lambda i: -x(i), n),
    given=[n >= 1],
    proof=induct(n),
    false=[smallest(x, n) == largest(lambda i: -x(i), n), smallest(x, n) == -largest(x, n)],
    because="min(a, b) = −max(−a, −b), once for every entry after the first.",
)


def wrap_int8(t: Any) -> Any:
    """A result stored in a signed byte."""
    return (t + 128) % 256 - 128


def wrap_uint8(t: Any) -> Any:
    """A result stored in an unsigned byte."""
    return t % 256


def negated_max(a: Term, b: Term, wrap: Any) -> Any:
    """−max(−a, −b), every negation wrapped to the machine's integers."""
    return wrap(-maximum(wrap(-a), wrap(-b)))


claim(
    "min-is-negated-max-fails-on-integers",
    "On wrapping integers the negation fails at the lowest value: for int8 −(−128) is −128 again, "
    "and for uint8 only 0 keeps its place.",
    (negated_max(as_term(-128), as_term(0), wrap_int8) != minimum(as_term(-128), as_term(0)))
    & (negated_max(as_term(0), as_term(1), wrap_uint8) != minimum(as_term(0), as_term(1))),
    proof=compute(),
    false=[negated_max(as_term(-127), as_term(0), wrap_int8) != minimum(as_term(-127), as_term(0))],
    because="The negation of the lowest value is itself; in uint8 negation turns 1 into 255.",
)

claim(
    "min-by-complement",
    "On such integers ~max(~x) is right, as ~t = −1 − t stays in range.",
    (
        ((i >= -128) & (i <= 127)).implies((-1 - i >= -128) & (-1 - i <= 127))
        & ((i >= 0) & (i <= 255)).implies((255 - i >= 0) & (255 - i <= 255))
    )
    & (minimum(i, j) == -1 - maximum(-1 - i, -1 - j))
    & (minimum(i, j) == 255 - maximum(255 - i, 255 - j)),
    false=[minimum(i, j) == -1 - maximum(-i, -j)],
    because="The complement turns the order around and maps the range onto itself.",
)


def affine(channel: Any) -> Any:
    """One output of the first convolution before pooling, at entry t of the window."""
    return lambda t: total(lambda i: w(channel, i) * x(i, t), m) + bias(channel)


def negated(channel: Any) -> Any:
    """The same with weights and bias negated."""
    return lambda t: total(lambda i: -w(channel, i) * x(i, t), m) - bias(channel)


claim(
    "min-absorbed",
    "Between two convolutions, min pooling is max pooling with the signs of both kernels and of the "
    "first bias turned: no extra layer, no extra cost.",
    total(lambda c: v(c) * smallest(affine(c), n), c_out) + e
    == total(lambda c: -v(c) * largest(negated(c), n), c_out) + e,
    given=[c_out >= 1, n >= 1],
    proof=induct(
        c_out,
        uses=[
            use("min-is-negated-max", x=affine(c_out)),
            use("min-is-negated-max", x=affine(0)),
        ],
    ),
    false=[
        total(lambda c: v(c) * smallest(affine(c), n), c_out) + e
        == total(lambda c: v(c) * largest(negated(c), n), c_out) + e
    ],
    because="Channel by channel, the minimum is the negated maximum of the negated values; the outer "
    "negation goes into v.",
)


def first(i: Any) -> Any:
    """0 at entry 0 and 1 elsewhere."""
    return where(i == 0, 0, 1)


def second(i: Any) -> Any:
    """0 at entry 1 and 1 elsewhere."""
    return where(i == 1, 0, 1)


def middle(i: Any) -> Any:
    """Half way between the two."""
    return (first(i) + second(i)) / 2


def pieces(entries: Any) -> Any:
    """The maximum of m affine maps of n entries."""
    return largest(lambda k: total(lambda i: w(k, i) * entries(i), n) + bias(k), m)


claim(
    "min-not-a-maximum",
    "No maximum of affine maps, however many, is the minimum of n ≥ 2 entries: half way between two "
    "inputs with minimum 0 the minimum is ½, but a maximum of affine maps is at most 0 there.",
    ~(
        (pieces(first) == smallest(first, n))
        & (pieces(second) == smallest(second, n))
        & (pieces(middle) == smallest(middle, n))
    ),
    given=[n >= 2, m >= 1],
    proof=solve(at=[as_term(0), as_term(1)]),
    false=[~((pieces(first) == smallest(first, n)) & (pieces(second) == smallest(second, n)))],
    because="The affine map that is largest half way is the mean of its values at the two ends.",
)

if __name__ == "__main__":
    main(page)
