"""`python -m proofs` proves every page."""

import sys

from poolproof.cli import main

sys.exit(main(["prove", *sys.argv[1:]]))
