"""Numbers that count what is done to them, and layers to try them on."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from symbolic.algorithms import Layer, layer
from symbolic.pooling import Axis
from symbolic.programs import Program, run


@dataclass
class Tally:
    """What was counted; what was done to the same operands since `afresh` is done once."""

    counts: Counter[str] = field(default_factory=Counter)
    _known: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    def afresh(self) -> None:
        self._known.clear()

    def once(self, what: str, key: tuple[Any, ...], compute: Callable[[], Any]) -> Any:
        plain = (what, *(id(k) if isinstance(k, Counted) else k for k in key))
        if plain not in self._known:
            self.counts[what] += 1
            self._known[plain] = (compute(), key)  # the operands too, lest their ids be reused
        return self._known[plain][0]


class Counted:
    """A number that tells a tally of every operation on it."""

    def __init__(self, value: Any, tally: Tally) -> None:
        self.value, self.tally = value, tally

    def _do(self, what: str, sign: str, other: Any, compute: Callable[[Any, Any], Any]) -> Any:
        right = other.value if isinstance(other, Counted) else other
        return self.tally.once(
            what, (sign, self, other), lambda: Counted(compute(self.value, right), self.tally)
        )

    def __add__(self, other: Any) -> Any:
        return self._do("additions", "+", other, lambda a, b: a + b)

    def __radd__(self, other: Any) -> Any:
        return self + other

    def __mul__(self, other: Any) -> Any:
        return self._do("multiplications", "*", other, lambda a, b: a * b)

    def __rmul__(self, other: Any) -> Any:
        return self * other

    def __truediv__(self, other: Any) -> Any:
        return self._do("divisions", "/", other, lambda a, b: a / b)

    def exp(self) -> Any:
        return self._do("exponentials", "exp", None, lambda a, _: math.exp(a))

    def __ge__(self, other: Any) -> bool:
        return bool(self._do("comparisons", ">=", other, lambda a, b: a >= b).value)

    def __le__(self, other: Any) -> bool:
        return bool(self._do("comparisons", "<=", other, lambda a, b: a <= b).value)

    def __ne__(self, other: object) -> bool:  # the test for NaN
        return False

    __hash__ = object.__hash__


def counted_run(
    program: Program, values: dict[tuple[int, ...], Any]
) -> tuple[dict[tuple[int, ...], Any], Counter[str]]:
    """The output of a program and what computing it took, reads and writes of "x" included."""
    tally = Tally()
    x = {index: Counted(value, tally) for index, value in values.items()}

    def read(*index: int) -> Counted:
        return tally.once("reads", index, lambda: x[index])  # type: ignore[no-any-return]

    def instrumented(body: Callable[..., Any]) -> Callable[..., Any]:
        def measured(arrays: Any, *index: Any) -> Any:
            tally.afresh()
            result = body(arrays, *index)
            return result if isinstance(result, Counted) else Counted(result, tally)

        return measured

    stages = tuple(replace(stage, body=instrumented(stage.body)) for stage in program.stages)
    output = run(Program(stages), read)
    tally.counts["writes"] = len(output)
    return {index: number.value for index, number in output.items()}, tally.counts


@dataclass(frozen=True)
class Form:
    """An axis up to its numbers: which of them are trivial."""

    kernel: bool = True
    stride: bool = True
    padding: bool = True
    dilation: bool = True
    ceil_mode: bool = False

    def draw(self, random_: random.Random, largest: int) -> tuple[Axis, int]:
        """An axis of this form and a size on which it has windows, none of them empty."""
        while True:
            k = random_.randint(2, 5) if self.kernel else 1
            d = random_.randint(2, 3) if self.dilation else 1
            s = random_.randint(2, 4) if self.stride else 1
            most = ((k - 1) * d + 1) // 2
            p = random_.randint(1, max(1, most)) if self.padding else 0
            axis, size = Axis(k, s, p, d, self.ceil_mode), random_.randint(1, largest)
            if p <= most and size >= d and axis.output_size(size) >= 1:
                return axis, size


def draw_layer(forms: Sequence[Form], random_: random.Random) -> Layer:
    largest = {1: 24, 2: 9, 3: 5}[len(forms)]
    drawn = [form.draw(random_, largest) for form in forms]
    return layer(random_.randint(1, 2), [size for _, size in drawn], [axis for axis, _ in drawn])


def random_image(layer_: Layer, random_: random.Random) -> dict[tuple[int, ...], int]:
    """Small whole numbers, so that ties occur."""
    indices = product(*(range(n) for n in (layer_.channels, *layer_.sizes)))
    return {index: random_.randint(-4, 4) for index in indices}
