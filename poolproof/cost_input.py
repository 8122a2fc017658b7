"""The layer that `poolproof cost` is asked about: read, or refused with the reason."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import prod
from typing import Final

from symbolic.closed_forms import AXES
from symbolic.pooling import Axis

SHAPES: Final = "C×W, C×H×W or C×D×H×W, as in 64x112x112"
LONGEST: Final = 18
"""Digits that a number may have."""


class BadCost(ValueError):
    """A layer that there is not; the message is one line and names the way out."""


@dataclass(frozen=True)
class Asked:
    """A pooling layer in numbers: channels, and along each axis its size and its window."""

    channels: int
    sizes: tuple[int, ...]
    axes: tuple[Axis, ...]

    @property
    def output_sizes(self) -> tuple[int, ...]:
        """Windows along each axis."""
        pairs = zip(self.axes, self.sizes, strict=True)
        return tuple(axis.output_size(size) for axis, size in pairs)

    @property
    def inputs(self) -> int:
        """Entries of the input."""
        return self.channels * prod(self.sizes)

    @property
    def outputs(self) -> int:
        """Entries of the output."""
        return self.channels * prod(self.output_sizes)

    @property
    def named(self) -> Mapping[str, int]:
        """Its numbers by the names of the closed forms."""
        values = {"c": self.channels}
        for name, size, axis in zip(AXES[len(self.axes)], self.sizes, self.axes, strict=True):
            values |= {name: size, f"k_{name}": axis.kernel, f"s_{name}": axis.stride}
            values |= {f"p_{name}": axis.padding, f"d_{name}": axis.dilation}
        return values


def asked(
    input: str, window: str, stride: str | None, padding: str, dilation: str, ceil_mode: bool
) -> Asked:
    """The layer that the options describe; raises `BadCost`."""
    shape = _numbers("--input", input, 1, f"the input is {SHAPES}")
    if not 2 <= len(shape) <= 4:
        raise BadCost(f"--input {input} has {len(shape)} sizes; the input is {SHAPES}")
    channels, *sizes = shape
    count = len(sizes)
    kernels = _each_axis("--window", window, 1, count)
    strides = kernels if stride is None else _each_axis("--stride", stride, 1, count)
    paddings = _each_axis("--padding", padding, 0, count)
    dilations = _each_axis("--dilation", dilation, 1, count)
    numbers = zip(kernels, strides, paddings, dilations, strict=True)
    axes = [Axis(k, s, p, d, ceil_mode) for k, s, p, d in numbers]
    for size, axis in zip(sizes, axes, strict=True):
        _check_axis(size, axis)
    return Asked(channels, tuple(sizes), tuple(axes))


def _numbers(option: str, text: str, least: int, hint: str) -> list[int]:
    parts = re.split("[x×]", text.strip().lower())
    if not all(re.fullmatch(r"[+-]?[0-9]+", part) for part in parts):
        raise BadCost(f"{option} {text!r} is not whole numbers joined by x; {hint}")
    if any(len(part) > LONGEST for part in parts):
        raise BadCost(f"{option} has a number of more than {LONGEST} digits, as no tensor has")
    numbers = [int(part) for part in parts]
    for number in numbers:
        if number < least:
            raise BadCost(f"{option} {text} contains {number}; the least is {least}")
    return numbers


def _each_axis(option: str, text: str, least: int, axes: int) -> list[int]:
    numbers = _numbers(option, text, least, "give one number, or one for each axis, as in 3x2")
    if len(numbers) == 1:
        return numbers * axes
    if len(numbers) != axes:
        raise BadCost(
            f"{option} {text} has {len(numbers)} numbers, but the input has {axes} "
            f"{'axis' if axes == 1 else 'axes'} after the channels; give 1 or {axes}"
        )
    return numbers


def _check_axis(size: int, axis: Axis) -> None:
    most = axis.extent // 2
    if axis.padding > most:
        raise BadCost(
            f"--padding {axis.padding} is more than half of the {axis.extent} entries that the "
            f"window spans, which torch refuses; at most {most} here"
        )
    if axis.output_size(size) < 1:
        raise BadCost(
            f"the window spans {axis.extent} entries, the input only {size} with {axis.padding} of "
            "padding on each side; take a smaller window or dilation, or a larger input"
        )
    if axis.kernel > 1 and size < axis.dilation:
        raise BadCost(
            f"with --dilation {axis.dilation} on {size} entries some windows hold no entry at all; "
            f"the dilation is at most {size} here"
        )
