"""The first call of a peer's file, and no more: what start.ts starts."""

import runpy
import sys

next(iter(runpy.run_path(sys.argv[1])["calls"].values()))()
