"""Maxima of 64-bit integers in 64-bit arithmetic.

A difference of two int64 needs 65 bits, so R(b − a) may wrap.  But every x is the sum of its parts
below −1, between −1 and 0, and above 0,

    x = −R(−1 − x) + clamp(x, −1, 0) + R(x),

each part is increasing in x, so maximum and minimum may be taken of each part alone, and the
differences within a part fit, as do the parts negated.  All three are ReLU networks.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn


def pool_int64(network: nn.Module, x: Tensor) -> Tensor:
    """Max or min pooling of int64, (N, C, *sizes), by a network for smaller integers; exact."""
    above = x.relu()
    below = -(-1 - x).relu()
    between = x - above - below
    parts = network(torch.cat([below, between, above]))
    lowest, middle, highest = parts.chunk(3)
    total: Tensor = lowest + middle + highest
    return total
