"""ReLU before pooling or after it."""

from proofs.network.setting import claim
from symbolic.arithmetic import largest, relu, total
from symbolic.methods import induct, solve, use
from symbolic.pooling import average
from symbolic.terms import integers, sequences

(x,) = sequences("x")
(n,) = integers("n")

claim(
    "relu-commutes-with-max",
    "ReLU after max pooling is ReLU before it, at 1/(s_h s_w) of the cost.",
    relu(largest(x, n)) == largest(lambda i: relu(x(i)), n),
    given=[n >= 1],
    proof=induct(n),
    false=[relu(largest(x, n)) == largest(x, n)],
    because="ReLU keeps the order of its arguments.",
)

claim(
    "relu-of-sum-is-less",
    "ReLU of a sum is at most the sum of the ReLUs.",
    relu(total(x, n)) <= total(lambda i: relu(x(i)), n),
    given=[n >= 1],
    proof=induct(n),
    false=[relu(total(x, n)) == total(lambda i: relu(x(i)), n)],
    because="R(a + b) ≤ R(a) + R(b), once for every entry after the first.",
)

claim(
    "relu-of-average-is-less",
    "For the average only R(avg x) ≤ avg R(x).",
    relu(average(x, n)) <= average(lambda i: relu(x(i)), n),
    given=[n >= 1],
    proof=solve(uses=[use("relu-of-sum-is-less")]),
    false=[relu(average(x, n)) == average(lambda i: relu(x(i)), n)],
    because="Divide the sums by n.",
)
