"""Exercise 4: what pooling costs."""

from importlib import import_module

from proofs.cost.setting import page
from proofs.run import main

PARTS = (
    "windows", "taps", "direct", "lines", "doubling", "running", "crossovers", "networks"
)  # fmt: skip
"""Modules of `proofs.cost`, which state the claims of the page, in order."""

for part in PARTS:
    import_module(f"proofs.cost.{part}")

if __name__ == "__main__":
    main(page)
