"""`python -m poolproof` is the command `poolproof`."""

import sys

from poolproof.cli import main

sys.exit(main())
