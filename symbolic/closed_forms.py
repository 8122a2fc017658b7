"""The cost of a layer in closed form, for sizes that are left open.

The program of the algorithm is counted with names for its sizes, and the sums are carried into
closed form by the laws of this module, each of which is a theorem.  The form is then evaluated at
sizes of any magnitude.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symbolic.algorithms import Layer, dense_windows, doublings, power_of_two, program
from symbolic.arithmetic import maximum, minimum, total
from symbolic.cost import Cost, Law, simplify
from symbolic.pooling import Axis, inside
from symbolic.programs import cost, lengths
from symbolic.summation import value
from symbolic.terms import Term, variable

AXES = {1: ("w",), 2: ("h", "w"), 3: ("z", "h", "w")}
"""Names of the axes by their number: depth z, height h, width w."""


def taps(axis: Axis, size: Any, outputs: Any) -> Term:
    """How many entries of the image all windows along an axis read, as the definition has it."""
    return total(
        lambda a: total(lambda t: 1, axis.kernel, lambda t: inside(axis.tap(a, t), size)), outputs
    )


def taps_inside(axis: Axis, size: Any, outputs: Any) -> Law:
    """For every tap, the windows for which it lies left of the image's end, less those for which
    it lies left of the image's beginning."""

    def before(end: Any, t: Any) -> Any:
        """Windows a < outputs with a * stride + t * dilation − padding < end."""
        positions = end + axis.padding - t * axis.dilation
        return minimum(outputs, maximum(0, -(-positions // axis.stride)))

    right = total(lambda t: before(size, t) - before(0, t), axis.kernel)
    return Law(taps(axis, size, outputs), right)


def taps_unpadded(axis: Axis, size: Any, outputs: Any) -> Law:
    """Without padding, and without ceil_mode, every entry of every window is inside."""
    return Law(taps(axis, size, outputs), axis.kernel * outputs)


def powers_summed(n: Any) -> Law:
    """1 + 2 + 4 + … + 2^(n − 1) = 2^n − 1."""
    return Law(total(lambda l: power_of_two(l), n), power_of_two(n) - 1)


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
        return self.cost.with_each(lambda _, count: value(count, known))


def closed_form(
    kind: str, algorithm: str, axes: Sequence[Axis], operations_only: bool = True
) -> ClosedForm:
    """The cost of pooling a layer of any size along axes of the given form.

    The numbers of `axes` matter only where they are trivial: a kernel, stride or dilation of 1 and
    a padding of 0 are kept, all others become names.  Raises ValueError as `program` does.
    """
    names = AXES[len(axes)]
    named = tuple(_named(axis, n, algorithm) for axis, n in zip(axes, names, strict=True))
    sizes = tuple(variable(n, "Int") for n in names)
    outputs = tuple(variable(f"o_{n}", "Int") for n in names)
    dense = tuple(
        o if axis.stride == 1 else variable(f"n_{n}", "Int")
        for axis, o, n in zip(axes, outputs, names, strict=True)
    )
    layer = Layer(variable("c", "Int"), sizes, named, outputs, dense)
    what = program(kind, algorithm, layer, variable("beta"))
    counted = cost(what)
    definitions: list[tuple[Term, Term]] = []
    laws: list[Law] = []
    for number, axis in enumerate(named):
        for law, name, definition in _axis_laws(layer, number, axis, names[number]):
            laws.append(law)
            if name is not None:
                definitions.append((name, definition))
    loops = [*lengths(what), *(axis.kernel for axis in named)]
    counted = counted.with_each(lambda _, count: simplify(count, laws, loops))
    return ClosedForm(counted, tuple(definitions))
