"""What the parts of the page on cost share: the page, its variables, and how costs are stated."""

from typing import Any

from symbolic.algorithms import Layer, dense_windows, program
from symbolic.arithmetic import maximum
from symbolic.cost import Cost
from symbolic.methods import use
from symbolic.pages import Page
from symbolic.pooling import Axis
from symbolic.programs import cost
from symbolic.terms import Term, integers

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

line, unpadded = Axis(k, s, p, d), Axis(k, s, 0, d)
height, width = Axis(k_h, s_h, 0, d_h), Axis(k_w, s_w, 0, d_w)
padded_height, padded_width = Axis(k_h, s_h, p_h, d_h), Axis(k_w, s_w, p_w, d_w)
n = (o - 1) * s + 1
"""Windows that stride 1 gives from the first to the last of o windows."""

SIZES = [c >= 1, h >= 1, w >= 1, k_h >= 1, k_w >= 1, s_h >= 1, s_w >= 1, d_h >= 1, d_w >= 1]
OUTPUTS = [o_h >= 1, o_w >= 1]
FIT = [o_h == height.output_size(h), o_w == width.output_size(w)]
"""As many outputs as windows fit, without padding."""
SMALL = dict.fromkeys(["c", "h", "w", "k_h", "k_w", "s_h", "s_w", "d_h", "d_w", "o_h", "o_w"], 1)
"""Sizes that satisfy these hypotheses, and, with padding, those of PADDED."""
PADDED = SMALL | {"p_h": 0, "p_w": 0}

read_h = use("taps-of-fitting-windows", k=k_h, s=s_h, d=d_h, o=o_h, w=h)
read_w = use("taps-of-fitting-windows", k=k_w, s=s_w, d=d_w, o=o_w, w=w)


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


def line_cost(algorithm: str, window: Axis, outputs: Any = o, size: Any = w) -> Term:
    """The comparisons of max pooling on a single line."""
    counted: Term = of("max", algorithm, (window, size, outputs), channels=1).comparisons
    return counted


def unclipped(*lengths: Term) -> list[Term]:
    """That lengths are not negative, so that a range of such a length is as long."""
    return [maximum(length, 0) == length for length in lengths]
