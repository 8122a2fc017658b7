"""Exercise 3.3: how many channels and layers max pooling takes."""

from importlib import import_module

from proofs.layers.setting import page
from proofs.run import main

PARTS = (
    "planes", "lower_bounds", "far_units", "far_neurons", "mixtures", "opposite_neurons",
    "two_neurons", "two_channels", "three_channels", "one_channel", "first_layer", "few_values",
    "elimination", "common_zero", "narrow_layer", "half_layer", "five_units", "six_units",
    "identities", "tripling", "blocks", "networks",
)  # fmt: skip
"""Modules of `proofs.layers`, which state the claims of the page, in order."""

for part in PARTS:
    import_module(f"proofs.layers.{part}")

if __name__ == "__main__":
    main(page)
