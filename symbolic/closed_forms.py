"""The cost of a layer in closed form, for sizes that are left open.

The program of the algorithm is counted with names for its sizes, and the sums are carried into
closed form by the laws of this module, each of which is a theorem.  The form is then evaluated at
sizes of any magnitude.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from operator import mul
from typing import Any

from symbolic.algorithms import Layer, dense_windows, program
from symbolic.arithmetic import maximum, minimum, total
from symbolic.cost import Cost, Law, Simplifier
from symbolic.indices import collected, factored, normal
from symbolic.pooling import Axis, inside
from symbolic.programs import cost, lengths
from symbolic.summation import value
from symbolic.sweeps import doublings, power_of_two
from symbolic.terms import Term, as_term, free_variables, substitute, variable

AXES: Mapping[int, tuple[str, ...]] = {1: ("w",), 2: ("h", "w"), 3: ("z", "h", "w")}
"""Names of the axes by their number: depth z, height h, width w."""


def before(end: Any, first: Any, stride: Any, n: Any) -> Any:
    """How many of the positions first, first + stride, … (n of them) lie before `end`."""
    distance = first if _is(end, 0) else first - end
    return minimum(n, maximum(0, -(distance if _is(stride, 1) else distance // stride)))


def _is(value: Any, number: int) -> bool:
    return isinstance(value, int) and value == number


def positions_inside(first: Any, stride: Any, n: Any, size: Any) -> Law:
    """How many of n positions lie inside: those before the end, less those before the beginning."""

    def position(a: Any) -> Any:
        return a * stride + first

    inner = total(lambda a: 1, n, lambda a: inside(position(a), size))
    return Law(inner, before(size, first, stride, n) - before(0, first, stride, n))


def taps(axis: Axis, size: Any, outputs: Any) -> Term:
    """How many entries of the image all windows along an axis read, counted window by window."""
    counted: Term = total(
        lambda a: total(lambda t: 1, axis.kernel, lambda t: inside(axis.tap(a, t), size)), outputs
    )
    return counted


def taps_inside(axis: Axis, size: Any, outputs: Any) -> Law:
    """The same counted tap by tap: the windows for which it is inside."""

    def windows(t: Any) -> Any:
        first = t if _is(axis.dilation, 1) else t * axis.dilation
        first = first if _is(axis.padding, 0) else first - axis.padding
        return positions_inside(first, axis.stride, outputs, size).right

    return Law(taps(axis, size, outputs), total(windows, axis.kernel))


def taps_unpadded(axis: Axis, size: Any, outputs: Any) -> Law:
    """Without padding, and without ceil_mode, every entry of every window is inside."""
    return Law(taps(axis, size, outputs), axis.kernel * outputs)


def powers_summed(n: Any) -> Law:
    """1 + 2 + 4 + … + 2^(n − 1) = 2^n − 1."""
    return Law(total(lambda j: power_of_two(j), n), power_of_two(n) - 1)


@dataclass(frozen=True)
class ClosedForm:
    """A cost as integer terms in named sizes, and what the names stand for, in order.

    Names without a definition are those of the layer: c channels; along axis w the size w, the
    kernel k_w, the stride s_w, the padding p_w, the dilation d_w.
    """

    cost: Cost
    definitions: tuple[tuple[Term, Term], ...]

    def at(self, sizes: Mapping[str, int]) -> Cost:
        """The cost at given sizes, by name: integers."""
        known = dict(sizes)
        for name, term in self.definitions:
            known[name.data] = value(term, known)
        return self.cost.with_each(lambda _, counted: value(as_term(counted), known))


def closed_form(kind: str, algorithm: str, axes: Sequence[Axis]) -> ClosedForm:
    """The cost of pooling a layer of any size along axes of the given form.

    The numbers of `axes` matter only where they are trivial: a kernel, stride or dilation of 1 and
    a padding of 0 are kept, all others become names.  Only of the direct algorithm are reads and
    writes counted; those of the arrays in between depend on what fits into a cache.  Raises
    ValueError as `program` does.
    """
    named = [
        _Named(suffix, axis, algorithm) for suffix, axis in zip(AXES[len(axes)], axes, strict=True)
    ]
    whole = _simplified(kind, algorithm, named, variable("c", "Int"))
    if algorithm != "direct":
        fold = "average" if kind == "softmax" else kind
        for axis in named:
            line = _simplified(fold, algorithm, [axis], 1)
            axis.define_line(line.additions if fold == "average" else line.comparisons)
        whole = _by_lines(whole, kind, named)
    whole = whole.with_each(lambda _, count: factored(as_term(count)))
    return ClosedForm(whole, tuple(_needed(whole, [d for n in named for d in n.definitions])))


def _simplified(kind: str, algorithm: str, named: Sequence[_Named], channels: Any) -> Cost:
    layer = Layer(
        channels,
        tuple(n.size for n in named),
        tuple(n.axis for n in named),
        tuple(n.outputs for n in named),
        tuple(n.dense for n in named),
    )
    what = program(kind, algorithm, layer, variable("beta"))
    loops = [*lengths(what), *(n.axis.kernel for n in named)]
    derive = Simplifier((law for n in named for law in n.laws), loops)
    shorten = Simplifier(law for n in named for law in n.names)
    counted = cost(what) if algorithm == "direct" else cost(what).arithmetic
    return counted.with_each(lambda _, count: shorten(derive(count)))


def _by_lines(whole: Cost, kind: str, named: Sequence[_Named]) -> Cost:
    """The operations as so many for each line; raises RuntimeError if they do not add up."""
    lines: Any = 0
    for number, axis in enumerate(named):
        if axis.operations is as_term(0):
            continue
        others = [n.size for n in named[:number]] + [n.outputs for n in named[number + 1 :]]
        lines = lines + reduce(mul, others, variable("c", "Int")) * axis.line
    name = "comparisons" if kind in ("max", "min") else "additions"
    lines = 2 * lines if kind == "softmax" else lines
    values = {n.line: n.operations for n in named}
    if normal(substitute(as_term(lines), values)) is not normal(as_term(getattr(whole, name))):
        raise RuntimeError(f"the lines do not add up to {getattr(whole, name)!r}")
    return replace(whole, **{name: lines})


def _needed(simple: Cost, definitions: Sequence[tuple[Term, Term]]) -> list[tuple[Term, Term]]:
    """Those definitions that the cost, or a definition that it needs, mentions."""
    mentioned: set[Term] = set()
    simple.with_each(lambda _, value: mentioned.update(free_variables(as_term(value))))
    kept = []
    for name, term in reversed(definitions):
        if name in mentioned:
            mentioned.update(free_variables(term))
            kept.append((name, term))
    return kept[::-1]


class _Named:
    """One axis with names for its numbers, and the laws that hold along it."""

    def __init__(self, suffix: str, axis: Axis, algorithm: str) -> None:
        def name(letter: str) -> Term:
            return variable(f"{letter}_{suffix}", "Int")

        def number(letter: str, value: Any, trivial: int) -> Any:
            return trivial if value == trivial else name(letter)

        swept = algorithm != "direct"
        self.axis = Axis(
            1 if swept and axis.kernel == 1 else name("k"),
            number("s", axis.stride, 1),
            number("p", axis.padding, 0),
            number("d", axis.dilation, 1),
            axis.ceil_mode,
        )
        self.size, self.outputs, self.line = variable(suffix, "Int"), name("o"), name("R")
        self.dense = self.outputs if axis.stride == 1 else name("n")
        self.operations = as_term(0)
        self.definitions = [(self.outputs, normal(self.axis.output_size(self.size)))]
        self.laws: list[Law] = []
        self.names: list[Law] = []
        if axis.stride != 1:
            self.definitions.append((self.dense, dense_windows(self.axis, self.outputs)))
        if isinstance(self.axis.kernel, Term):
            self._taps(name("T"))
            steps = doublings(self.axis.kernel)
            self.laws.append(powers_summed(steps - 1))
            self._called(name("L"), steps, steps)

    def _taps(self, name: Term) -> None:
        law = taps_unpadded(self.axis, self.size, self.outputs)
        if isinstance(self.axis.padding, int) and not self.axis.ceil_mode:
            self.laws.append(law)
        else:
            law = taps_inside(self.axis, self.size, self.outputs)
            self._called(name, law.left, law.right)

    def _called(self, name: Term, term: Term, value: Term) -> None:
        """Give a term a name, and the name a definition."""
        self.names.append(Law(term, name))
        self.definitions.append((name, value))

    def define_line(self, operations: Term) -> None:
        """What combining the entries of one line costs."""
        self.operations = operations
        self.definitions.append((self.line, collected(operations)))
