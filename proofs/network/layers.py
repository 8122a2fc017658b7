"""The torch layers that run: convolutions, padding, and the networks read back from them."""

from collections.abc import Sequence
from typing import Any

from proofs.lifted import entries, fast, read_back, sequential, tampered, wrong_paddings
from proofs.network.setting import claim
from symbolic.arithmetic import every, largest, total
from symbolic.layerwise import pairwise
from symbolic.methods import Method, compute, each, members
from symbolic.network import ReluNetwork
from symbolic.terms import Function, Term, as_term, computed, integers, sequences

w, x = sequences("w x")
d, k, o, s, u = integers("d k o s u")
LARGEST = 7
"""The largest window, on a side, whose network is read back."""
WINDOWS = as_term(LARGEST)
wrong_layers = computed("wrong", "Int", wrong_paddings)

claim(
    "convolution-translates",
    "A strided, dilated convolution at output o + u of an input is that convolution at output o of "
    "the input moved by u strides; so a network of convolutions computes at every position of every "
    "input what it computes on one window.",
    total(lambda t: w(t) * x((o + u) * s + t * d), k)
    == total(lambda t: w(t) * x(o * s + t * d + u * s), k),
    false=[
        total(lambda t: w(t) * x((o + u) * s + t * d), k)
        == total(lambda t: w(t) * x(o * s + t * d + u), k)
    ],
    because="(o + u) s + t d = o s + t d + u s.",
)

claim(
    "padding-layer-replicates",
    "The torch padding module, run on all 1-d layers with windows up to 7, strides and dilations up "
    "to 3, every padding torch allows, both rounding modes and inputs of up to 9 entries, puts at "
    "every position the entry that phase-wise replication names, and yields as many windows as torch.",
    every(lambda k: every(lambda d: wrong_layers(k + 1, d + 1) == 0, as_term(3)), WINDOWS),
    proof=compute(),
    false=[every(lambda k: every(lambda d: wrong_layers(k + 1, d + 1) == 1, as_term(3)), WINDOWS)],
    because="The module pads an image of its own indices, and what comes out is compared.",
)


def is_pooling(output: Function) -> Any:
    """For every window up to 7 × 7 the output is the maximum of the window's entries."""
    return every(
        lambda u: every(
            lambda v: (
                output(u + 1, v + 1) == largest(lambda i: largest(lambda j: x(i, j), v + 1), u + 1)
            ),
            WINDOWS,
        ),
        WINDOWS,
    )


def by_pairs(networks: Any) -> Any:
    """The proof for window number n of these, in row-major order."""

    def sides(number: int) -> tuple[int, int]:
        return number // LARGEST + 1, number % LARGEST + 1

    def network(number: int) -> tuple[ReluNetwork, Sequence[Term]]:
        return networks(*sides(number)), entries(x, *sides(number))

    def method(number: int) -> Method:
        rows, columns = sides(number)
        goal = largest(lambda i: largest(lambda j: x(i, j), columns), rows)
        return pairwise(*network(number), goal)

    return members(
        "every ReLU is a pairwise maximum or carries a value",
        method,
        uses=["relu-of-difference", "relu-carries"],
        network=network,
    )


claim(
    "network-is-pooling",
    "The networks that the torch layers run, their weights read back as exact rationals, are max "
    "pooling for every real input, for all windows up to 7 × 7: the layer's own network N and the "
    "purely sequential one S.  (With convolution-translates, at every position of an input of any "
    "size; with padding-is-replication and padding-dilated, at every border.)",
    is_pooling(read_back(fast, "N", x)) & is_pooling(read_back(sequential, "S", x)),
    proof=each(by_pairs(fast), by_pairs(sequential)),
    false=[
        read_back(tampered, "S_tampered", x)(as_term(2), as_term(2))
        == largest(lambda i: largest(lambda j: x(i, j), 2), 2)
    ],
    because="Each ReLU of the network is the excess of one partial maximum over another, or carries "
    "a value; the rest is linear algebra.",
)
