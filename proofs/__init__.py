"""The claims and their proofs: one page per question, in the order of the exercise."""

from __future__ import annotations

from importlib import import_module

from symbolic.pages import Page

PAGES = (
    "sums_and_exponentials",
    "average_is_a_convolution",
    "max_is_no_convolution",
    "max_from_relu",
    "max_pooling_network",
    "how_many_layers",
    "cost_of_pooling",
    "max_against_average",
    "min_pooling",
    "softmax_sums",
    "softmax_pooling",
)
"""Modules of this package, each with a `page`."""


def pages() -> list[Page]:
    """All pages, imported, in order."""
    return [import_module(f"proofs.{name}").page for name in PAGES]
