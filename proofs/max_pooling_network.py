"""Exercise 3.2: max pooling from convolutions and ReLU."""

from importlib import import_module

from proofs.network.setting import page
from proofs.run import main

PARTS = ("tree", "windows", "borders", "activations", "continuity", "layers")
"""Modules of `proofs.network`, which state the claims of the page, in order."""

for part in PARTS:
    import_module(f"proofs.network.{part}")

if __name__ == "__main__":
    main(page)
