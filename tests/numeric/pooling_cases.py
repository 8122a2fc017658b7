"""Random pooling layers and images for the tests of `numeric`."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor
from torch.nn import functional

import numeric

Pool = Callable[..., Tensor]


def torch_pool(kind: str, dims: int) -> Pool:
    """torch's function; the minimum is the negated maximum of negated entries."""
    if kind == "min":
        maximum = torch_pool("max", dims)
        return lambda x, *window: -maximum(-x, *window)
    return getattr(functional, f"{kind}_pool{dims}d")


def our_pool(kind: str, dims: int) -> Pool:
    return getattr(numeric, f"{kind}_pool{dims}d")


def layer_class(kind: str, dims: int) -> Any:
    return getattr(numeric, f"{kind.capitalize()}Pool{dims}d")


@dataclass(frozen=True)
class Case:
    """Arguments of a pooling function, and the shape of an image that they fit."""

    kind: str
    dims: int
    window: tuple[Any, ...]
    shape: tuple[int, ...]

    def theirs(self, x: Tensor) -> Tensor:
        return torch_pool(self.kind, self.dims)(x, *self.window)

    def ours(self, x: Tensor) -> Tensor:
        return our_pool(self.kind, self.dims)(x, *self.window)

    def layer(self) -> Any:
        window = list(self.window)
        if self.kind in ("max", "min"):  # the layers take return_indices before ceil_mode
            window.insert(4, False)
        return layer_class(self.kind, self.dims)(*window)


def extreme_cases(count: int, seed: int, kinds: tuple[str, ...] = ("max", "min")) -> Iterator[Case]:
    """Max and min pooling; every window has an entry inside."""
    rng = random.Random(seed)
    while count:
        dims = rng.choice((1, 2, 2, 3))
        kernel = [rng.randint(1, (7, 5, 3)[dims - 1]) for _ in range(dims)]
        stride = [rng.randint(1, 4) for _ in range(dims)]
        padding = [rng.randint(0, k // 2) for k in kernel]
        dilation = [rng.choice((1, 1, 2, 3)) for _ in range(dims)]
        ceil_mode = rng.random() < 0.5
        least = [
            max(1, d, (k - 1) * d + 1 - 2 * p)
            for k, d, p in zip(kernel, dilation, padding, strict=True)
        ]
        sizes = [rng.randint(n, n + (14, 8, 5)[dims - 1]) for n in least]
        window = (kernel, stride, padding, dilation, ceil_mode)
        yield Case(rng.choice(kinds), dims, window, _shape(rng, sizes))
        count -= 1


def average_cases(count: int, seed: int) -> Iterator[Case]:
    rng = random.Random(seed)
    while count:
        dims = rng.choice((1, 2, 2, 3))
        kernel = [rng.randint(1, (7, 5, 3)[dims - 1]) for _ in range(dims)]
        stride = [rng.randint(1, 4) for _ in range(dims)]
        padding = [rng.randint(0, k // 2) for k in kernel]
        sizes = [rng.randint(k, k + (14, 8, 5)[dims - 1]) for k in kernel]
        window = [kernel, stride, padding, rng.random() < 0.5, rng.random() < 0.5]
        if dims > 1:
            window.append(rng.choice((None, None, 1, 3, -2, 7)))
        yield Case("avg", dims, tuple(window), _shape(rng, sizes))
        count -= 1


def _shape(rng: random.Random, sizes: list[int]) -> tuple[int, ...]:
    batch = (rng.randint(1, 3),) if rng.random() < 0.8 else ()
    return (*batch, rng.randint(1, 4), *sizes)


def integers(shape: tuple[int, ...], seed: int, least: int = -4, most: int = 4) -> Tensor:
    """Few different values, so that there are ties; float32."""
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(least, most + 1, shape, generator=generator).float()


def normal(shape: tuple[int, ...], seed: int, dtype: torch.dtype = torch.float32) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(shape, generator=generator, dtype=torch.float64).to(dtype)


def outcome(call: Callable[[], Any]) -> Any:
    """The shape of what a call returns, or the class and the words of what it raises."""
    try:
        return call().shape
    except Exception as error:
        return type(error), str(error)


def laid_out(x: Tensor, dims: int, seed: int) -> Tensor:
    """x, channels last for odd seeds where there is such a format."""
    if seed % 2 == 0 or dims == 1 or x.dim() != dims + 2:
        return x
    formats = {2: torch.channels_last, 3: torch.channels_last_3d}
    return x.contiguous(memory_format=formats[dims])


def strides(x: Tensor) -> list[int]:
    """Strides of the axes on which they matter."""
    return [s for s, n in zip(x.stride(), x.shape, strict=True) if n > 1]
