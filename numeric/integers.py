"""Maxima of 64-bit integers in 64-bit arithmetic.

A difference of two int64 needs 65 bits, so R(b − a) may wrap.  But every x is the sum of its parts
below −1, between −1 and 0, and above 0,

    x = min(x, −1) + clamp(x, −1, 0) + 1 + max(x, 0),

each part is increasing in x, so maximum and minimum may be taken of each part alone, and the
differences within a part fit.  All three are ReLU networks: R(x), −1 − R(−1 − x), and the rest.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


def pool_int64(network: nn.Module, x: Tensor) -> Tensor:
    """Max or min pooling of int64, (N, C, *sizes), by a network for smaller integers; exact."""
    above = x.relu()
    below = -1 - (-1 - x).relu()
    between = x - above - below - 1
    parts = network(torch.cat([below, between, above]))
    lowest, middle, highest = parts.chunk(3)
    total: Tensor = lowest + 1 + middle + highest
    return total
