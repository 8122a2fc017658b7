"""The padding of the maximum: a selection of entries, hence a linear map of zeros and ones.

Max pooling pads with −∞, which no finite network contains.  Replicating entries phase by phase
gives the same maxima: see `symbolic.pooling.replicate`.
"""

from __future__ import annotations

from itertools import chain

import torch
from torch import Tensor, nn
from torch.nn import functional

from numeric.geometry import overhang, refuse_windows_without_entry
from symbolic.pooling import Axis, replicate


class ReplicationPadding(nn.Module):
    """Pads each axis so that every window of max or min pooling lies inside.

    (N, C, *sizes) → (N, C, *padded): `axis.padding` entries before, and as many after as the last
    window needs.  A position i outside reads the entry `replicate(i, size, dilation)`, which lies
    in every window that contains i.  Any dtype.

    Raises ValueError where a window has no entry inside the image: the maximum of nothing is −∞,
    and no ReLU network has that value.
    """

    def __init__(self, axes: tuple[Axis, ...]) -> None:
        super().__init__()
        self.axes = axes
        # With a dilation, what is read before the first and after the last `dilation` entries, as
        # indices into these; as far as a window can reach.
        self.before = [_sources(a, range(-a.padding, 0)) for a in axes]
        self.after = [_sources(a, range(a.dilation, a.dilation + a.extent)) for a in axes]

    def forward(self, x: Tensor) -> Tensor:
        """Pad x."""
        edges = []  # (left, right) by axis, for the axes where replication is of the edge
        for n, axis in enumerate(self.axes):
            size = x.shape[2 + n]
            left, right = axis.padding, overhang(axis, size)
            if axis.dilation == 1:
                edges.append((left, right))
                continue
            edges.append((0, 0))
            if size < axis.dilation:
                refuse_windows_without_entry(axis, size)
                x = _pad_short_axis(x, 2 + n, axis)
            elif left or right:
                x = self._pad_phases(x, n, right)
        if not any(chain(*edges)):
            return x
        return functional.pad(x, list(chain(*reversed(edges))), mode="replicate")

    def _pad_phases(self, x: Tensor, n: int, right: int) -> Tensor:
        dilation, dim = self.axes[n].dilation, 2 + n
        first = x.narrow(dim, 0, dilation)
        last = x.narrow(dim, x.shape[dim] - dilation, dilation)
        before = _select(first, dim, self.before[n])
        after = _select(last, dim, self.after[n]).narrow(dim, 0, right)
        return torch.cat([before, x, after], dim)

    def extra_repr(self) -> str:
        """The windows."""
        return ", ".join(map(repr, self.axes))


class ZeroPadding(nn.Module):
    """The padding of the sum: zeros, as many as `ReplicationPadding` adds entries."""

    def __init__(self, axes: tuple[Axis, ...]) -> None:
        super().__init__()
        self.axes = axes

    def forward(self, x: Tensor) -> Tensor:
        """Pad x."""
        edges = [(a.padding, overhang(a, n)) for a, n in zip(self.axes, x.shape[2:], strict=True)]
        return functional.pad(x, list(chain(*reversed(edges))))

    def extra_repr(self) -> str:
        """The windows."""
        return ", ".join(map(repr, self.axes))


def _sources(axis: Axis, positions: range) -> list[int]:
    if axis.dilation == 1:
        return []
    return [replicate(i, axis.dilation, axis.dilation) for i in positions]


def _pad_short_axis(x: Tensor, dim: int, axis: Axis) -> Tensor:
    """With fewer entries than the dilation, a window has one entry inside."""
    size = x.shape[dim]
    length = size + axis.padding + overhang(axis, size)
    sources = (replicate(i - axis.padding, size, axis.dilation) for i in range(length))
    # A source that is not inside belongs to a phase that no window reads.
    return _select(x, dim, [i if 0 <= i < size else 0 for i in sources])


def _select(x: Tensor, dim: int, sources: list[int]) -> Tensor:
    return x.index_select(dim, torch.tensor(sources, dtype=torch.int64, device=x.device))
