"""How long finding and checking a certificate of a shallow network takes, against its size.

    python benchmarks/shallow.py [--sizes 6 9 16 25 36 49 81 121 162] [--turns 3]

Z3 decides the whole network at once, side by side, as long as it answers within the limit.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable
from functools import partial
from statistics import median

import z3

from proofs.how_many_layers import page
from symbolic.arithmetic import largest
from symbolic.network import ReluNetwork
from symbolic.search.proving import Certificates
from symbolic.search.union_lemmas import IDENTITY_CLAIMS
from symbolic.search.unions import certify_shallow
from symbolic.shallow import Plan, narrowest
from symbolic.terms import sequences

SIZES = (6, 9, 16, 25, 36, 49, 81, 121, 162)
(x,) = sequences("x")


def knowing_identities() -> Certificates:
    """A kernel that has accepted the identities."""
    certificates = Certificates()
    for claim in page:
        if claim.id in IDENTITY_CLAIMS.values():
            certificates.add(claim)
    return certificates


def certify(known: Certificates, plan: Plan, network: ReluNetwork) -> None:
    """Find a certificate and have a copy of that kernel check it."""
    n = plan.grouping.entries
    certify_shallow(known.copy(), "it", plan, network, [x(i) for i in range(n)], largest(x, n))


def by_z3(network: ReluNetwork, limit: float) -> bool:
    """Whether Z3 decides within so many seconds that the network is the maximum."""
    solver = z3.SolverFor("QF_LRA")
    solver.set("timeout", int(limit * 1000))
    entries = [z3.Real(f"x{i}") for i in range(network.inputs)]
    top = entries[0]
    for entry in entries[1:]:
        top = z3.If(entry > top, entry, top)
    rows = list(entries)
    for layer in network.layers:
        if hasattr(layer, "rows"):
            rows = [z3.Sum([z3.RealVal(str(w)) * rows[i] for i, w in row]) for row in layer.rows]
        else:
            rows = [z3.If(t > 0, t, z3.RealVal(0)) for t in rows]
    solver.add(rows[0] != top)
    return bool(solver.check() == z3.unsat)


def timed(what: Callable[[], object]) -> tuple[float, object]:
    """Seconds of processor time, and what came of it."""
    start = time.process_time()
    result = what()
    return time.process_time() - start, result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--limit", type=float, default=30.0, help="seconds for Z3")
    arguments = parser.parse_args()
    seconds, known = timed(knowing_identities)
    print(f"the identities, once: {seconds:.2f} s; medians of {arguments.turns} turns, in seconds")
    print("values  layers   ReLUs  weights  find+check  microseconds a weight        z3")
    answers, points = True, []
    for n in arguments.sizes:
        plan = narrowest(n)
        network = plan.network()
        turns = [timed(partial(certify, known, plan, network))[0] for _ in range(arguments.turns)]
        ours = median(turns)
        points.append((math.log(network.weights), math.log(ours)))
        shown = "-"
        if answers:
            theirs, answers = timed(partial(by_z3, network, arguments.limit))
            shown = f"{theirs:.2f}" if answers else f"gave up after {arguments.limit:.0f}"
        print(
            f"{n:6} {plan.grouping.levels:7} {plan.relus:7} {network.weights:8} {ours:11.3f} "
            f"{ours / network.weights * 1e6:22.0f} {shown:>9}",
            flush=True,
        )
    if len(points) > 2:
        mean = [sum(p[k] for p in points) / len(points) for k in (0, 1)]
        up = sum((a - mean[0]) * (b - mean[1]) for a, b in points)
        print(f"seconds grow as weights^{up / sum((a - mean[0]) ** 2 for a, _ in points):.2f}")


if __name__ == "__main__":
    main()
