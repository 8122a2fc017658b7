"""What the network of convolutions and ReLU costs."""

from collections.abc import Callable
from typing import Any

from proofs.cost.setting import claim, u
from symbolic.arithmetic import either
from symbolic.constructions import tree
from symbolic.methods import compute, strong
from symbolic.terms import Function, as_term, conjunction


def recursive_count(definition: Callable[..., Any]) -> Function:
    """A recursive function whose values are integers."""
    return Function(definition.__name__, "Int", definition)


@recursive_count
def zeros(number: Any) -> Any:
    """The digits 0 of a number in binary."""
    return either(number <= 1, lambda: 0, lambda: 1 - number % 2 + zeros(number // 2))


@recursive_count
def tree_relus(inputs: Any) -> Any:
    """In each layer three for a pair and two for a value that is carried."""
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
    proof=strong(
        u, [{u: (u + 1) // 2}], unfold=[tree_relus(u), zeros(u - 1), zeros((u + 1) // 2 - 1)]
    ),
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
