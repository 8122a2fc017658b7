"""Exercise 3.1: the maximum from ReLU."""

from typing import Any

from proofs.run import main
from symbolic.arithmetic import either, largest, maximum, minimum, relu, smallest
from symbolic.methods import induct
from symbolic.pages import Page
from symbolic.terms import integers, reals, recursive, sequences

page = Page(
    "3.1",
    "The maximum from ReLU",
    "How is the maximum of two values, and of many, built from ReLU?",
    "max(a, b) = R(a − b) + b: one subtraction, one ReLU, one addition; folding it takes the "
    "maximum of any number of values.",
)
claim = page.claim
a, b, t = reals("a b t")
(x,) = sequences("x")
(n,) = integers("n")

claim(
    "relu-max",
    "A subtraction, a ReLU and an addition give the maximum.",
    relu(a - b) + b == maximum(a, b),
    false=[relu(a - b) + a == maximum(a, b), relu(b - a) + b == maximum(a, b)],
    because="If a ≥ b the ReLU passes a − b, and b is added back; otherwise it gives 0.",
)

claim(
    "relu-min",
    "The same pieces, subtracted, give the minimum.",
    a - relu(a - b) == minimum(a, b),
    false=[b - relu(a - b) == minimum(a, b), a - relu(b - a) == minimum(a, b)],
    because="What the maximum adds to b, the minimum takes away from a.",
)

claim(
    "relu-identity",
    "Two ReLUs carry a value unchanged.",
    relu(t) - relu(-t) == t,
    false=[relu(t) + relu(-t) == t],
    because="One of the two is 0; the other is the size of t.",
)

claim(
    "relu-abs",
    "Two ReLUs give the absolute value.",
    relu(t) + relu(-t) == abs(t),
    false=[relu(t) - relu(-t) == abs(t)],
    because="One of the two is 0; the other is the size of t.",
)

claim(
    "relu-max-carry",
    "With the second value carried by ReLUs, no skip connection is needed: three ReLUs.",
    relu(a - b) + relu(b) - relu(-b) == maximum(a, b),
    false=[
        relu(a - b) + relu(b) + relu(-b) == maximum(a, b),
        relu(a - b) + relu(b) == maximum(a, b),
    ],
    because="The last two ReLUs carry b unchanged, as a skip connection would.",
)

claim(
    "relu-of-difference",
    "A ReLU of anything equal to a − b is what max(a, b) exceeds b by.",
    (t == a - b).implies(relu(t) == maximum(b, a) - b),
    false=[(t == b - a).implies(relu(t) == maximum(b, a) - b)],
    because="relu-max, with b on the other side.",
)

claim(
    "relu-carries",
    "A ReLU of a or −a is R(a), or what is missing from it.",
    (t == a).implies(relu(t) == relu(a)) & (t == -a).implies(relu(t) == relu(a) - a),
    false=[(t == -a).implies(relu(t) == relu(a) + a)],
    because="relu-identity, with R(−a) on the other side.",
)

claim(
    "relu-max-nonnegative",
    "Where the second value is not negative, as after a ReLU, two ReLUs do.",
    relu(a - b) + relu(b) == maximum(a, b),
    given=[b >= 0],
    false=[relu(a - b) + relu(a) == maximum(a, b)],
    because="R(b) = b.",
)


@recursive
def running(count: Any) -> Any:
    """m ← x(0), then m ← R(m − x(i)) + x(i) for i = 1, …, count − 1."""
    last = count - 1
    return either(count == 1, lambda: x(0), lambda: relu(running(last) - x(last)) + x(last))


claim(
    "running-max",
    "Folding m ← R(m − x) + x over n values computes their maximum, for every n.",
    running(n) == largest(x, n),
    given=[n >= 1],
    proof=induct(n, unfold=[running(n + 1)]),
    false=[running(n) == smallest(x, n)],
    because="Each step is the maximum of two values; the maximum of n + 1 values is the maximum "
    "of the first n and of the last.",
)

if __name__ == "__main__":
    main(page)
