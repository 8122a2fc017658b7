"""Exercise 3.3: how many channels and layers max pooling takes."""

from importlib import import_module

from proofs.layers.setting import page
from proofs.run import main

PARTS = ("lower_bounds", "second_layer", "two_neurons", "identities")
"""Modules of `proofs.layers`, which state the claims of the page, in order."""

for part in PARTS:
    import_module(f"proofs.layers.{part}")

if __name__ == "__main__":
    main(page)
