"""ReLU networks with exact rational weights.

A network is a list of layers, each affine or ReLU.  A ReLU layer may let some entries pass
unchanged (a linear skip); a network without a skip has none.  Evaluation is for entries of any
kind: fractions, floats, terms, SymPy or Z3 expressions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from symbolic.arithmetic import relu

Row = tuple[tuple[int, Fraction], ...]
"""One output of an affine layer: (index of the input, weight) pairs, no zero weight, by index."""


def row(weights: Mapping[int, Fraction | int]) -> Row:
    """A row from a mapping; zero weights are dropped."""
    return tuple(sorted((i, Fraction(w)) for i, w in weights.items() if w))


@dataclass(frozen=True)
class Affine:
    """y_r = sum of w * x_i over the row's (i, w), + bias_r."""

    inputs: int
    rows: tuple[Row, ...]
    bias: tuple[Fraction, ...]

    def __post_init__(self) -> None:
        if len(self.rows) != len(self.bias):
            raise ValueError(f"{len(self.rows)} rows but {len(self.bias)} biases")
        for weights in self.rows:
            for i, weight in weights:
                if not 0 <= i < self.inputs:
                    raise ValueError(f"a row reads input {i}, but there are only {self.inputs}")
                if not isinstance(weight, Fraction):
                    raise TypeError(f"weights are exact fractions, not {type(weight).__name__}")

    @property
    def outputs(self) -> int:
        return len(self.rows)

    def __call__(self, x: Sequence[Any]) -> list[Any]:
        return [
            _combine(weights, bias, x) for weights, bias in zip(self.rows, self.bias, strict=True)
        ]

    def after(self, first: Affine) -> Affine:
        """The composition, as one affine layer: x ↦ self(first(x))."""
        if first.outputs != self.inputs:
            raise ValueError(f"{first.outputs} outputs cannot feed {self.inputs} inputs")
        rows, biases = [], []
        for weights, bias in zip(self.rows, self.bias, strict=True):
            merged: dict[int, Fraction] = {}
            for middle, weight in weights:
                bias += weight * first.bias[middle]
                for i, inner in first.rows[middle]:
                    merged[i] = merged.get(i, Fraction(0)) + weight * inner
            rows.append(row(merged))
            biases.append(bias)
        return Affine(first.inputs, tuple(rows), tuple(biases))


def _combine(weights: Row, bias: Fraction, x: Sequence[Any]) -> Any:
    """Weights of 1 and −1 are not multiplied out, so that printed networks stay readable."""
    result: Any = None
    for i, weight in weights:
        if result is None:
            part = x[i] if weight == 1 else -x[i] if weight == -1 else _number(weight) * x[i]
            result = part
        elif weight > 0:
            result = result + (x[i] if weight == 1 else _number(weight) * x[i])
        else:
            result = result - (x[i] if weight == -1 else _number(-weight) * x[i])
    if result is None:
        return _number(bias)
    return result + _number(bias) if bias else result


def _number(value: Fraction) -> int | Fraction:
    return value.numerator if value.denominator == 1 else value


@dataclass(frozen=True)
class Relu:
    """R(t) = max(0, t) where active; the other entries pass unchanged."""

    active: tuple[bool, ...]

    @property
    def inputs(self) -> int:
        return len(self.active)

    @property
    def outputs(self) -> int:
        return len(self.active)

    @property
    def width(self) -> int:
        """The number of ReLUs."""
        return sum(self.active)

    def __call__(self, x: Sequence[Any]) -> list[Any]:
        return [relu(t) if on else t for t, on in zip(x, self.active, strict=True)]


Layer = Affine | Relu


@dataclass(frozen=True)
class ReluNetwork:
    """Layers applied first to last; neighbouring affine layers are merged by `compact`."""

    layers: tuple[Layer, ...]

    def __post_init__(self) -> None:
        for first, second in zip(self.layers, self.layers[1:], strict=False):
            if first.outputs != second.inputs:
                raise ValueError(f"{first.outputs} outputs cannot feed {second.inputs} inputs")

    @property
    def inputs(self) -> int:
        return self.layers[0].inputs

    @property
    def outputs(self) -> int:
        return self.layers[-1].outputs

    def __call__(self, x: Sequence[Any]) -> list[Any]:
        """Evaluate on entries of any kind."""
        values = list(x)
        if len(values) != self.inputs:
            raise ValueError(f"the network has {self.inputs} inputs, not {len(values)}")
        for layer in self.layers:
            values = layer(values)
        return values

    @property
    def hidden_layers(self) -> int:
        """The number of ReLU layers: the depth."""
        return len(self.widths)

    @property
    def widths(self) -> tuple[int, ...]:
        """ReLUs in each hidden layer."""
        return tuple(a.width for a in self.layers if isinstance(a, Relu))

    @property
    def relus(self) -> int:
        return sum(self.widths)

    @property
    def affine_layers(self) -> list[Affine]:
        """The layers that are affine, first to last."""
        return [layer for layer in self.layers if isinstance(layer, Affine)]

    @property
    def has_skip(self) -> bool:
        """Whether some entry passes a ReLU layer unchanged."""
        return any(not all(a.active) for a in self.layers if isinstance(a, Relu))

    @property
    def multiplications(self) -> int:
        """Weights other than 1 and −1: products that must be computed."""
        return sum(1 for w in self._weights() if abs(w) != 1)

    @property
    def weights(self) -> int:
        """Non-zero weights: products that a dense kernel computes, ones included."""
        return sum(1 for _ in self._weights())

    @property
    def additions(self) -> int:
        """Additions and subtractions: one fewer than the summands (bias included) of each row."""
        return sum(
            max(0, len(weights) + (bias != 0) - 1)
            for layer in self.affine_layers
            for weights, bias in zip(layer.rows, layer.bias, strict=True)
        )

    def _weights(self) -> list[Fraction]:
        return [w for layer in self.affine_layers for weights in layer.rows for _, w in weights]

    def compact(self) -> ReluNetwork:
        """The same function with neighbouring affine layers merged into one."""
        merged: list[Layer] = []
        for layer in self.layers:
            if merged and isinstance(layer, Affine) and isinstance(merged[-1], Affine):
                merged[-1] = layer.after(merged[-1])
            else:
                merged.append(layer)
        return ReluNetwork(tuple(merged))

    def then(self, following: ReluNetwork) -> ReluNetwork:
        """x ↦ following(self(x))."""
        return ReluNetwork(self.layers + following.layers).compact()


def affine(inputs: int, rows: Sequence[Mapping[int, Fraction | int]]) -> Affine:
    """An affine layer without bias from one mapping {input: weight} a row."""
    return Affine(inputs, tuple(map(row, rows)), (Fraction(0),) * len(rows))
