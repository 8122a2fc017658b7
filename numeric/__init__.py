"""Pooling in torch from convolutions and ReLU, and back from torch to exact networks.

Imports `symbolic` for the definitions and the constructions, never a solver.
"""

from numeric.constructed import Division
from numeric.functional import (
    avg_pool1d,
    avg_pool2d,
    avg_pool3d,
    max_pool1d,
    max_pool2d,
    max_pool3d,
    min_pool1d,
    min_pool2d,
    min_pool3d,
    softmax_pool1d,
    softmax_pool2d,
    softmax_pool3d,
)
from numeric.layers import (
    AvgPool1d,
    AvgPool2d,
    AvgPool3d,
    MaxPool1d,
    MaxPool2d,
    MaxPool3d,
    MinPool1d,
    MinPool2d,
    MinPool3d,
    SoftmaxPool1d,
    SoftmaxPool2d,
    SoftmaxPool3d,
)
from numeric.padding import ReplicationPadding, ZeroPadding

__all__ = [
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "Division",
    "MaxPool1d",
    "MaxPool2d",
    "MaxPool3d",
    "MinPool1d",
    "MinPool2d",
    "MinPool3d",
    "ReplicationPadding",
    "SoftmaxPool1d",
    "SoftmaxPool2d",
    "SoftmaxPool3d",
    "ZeroPadding",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "min_pool1d",
    "min_pool2d",
    "min_pool3d",
    "softmax_pool1d",
    "softmax_pool2d",
    "softmax_pool3d",
]
