"""`make pages` writes the pages; with `--check` it only names those that fell behind."""

from __future__ import annotations

import sys

from . import behind, write

if "--check" in sys.argv[1:]:
    sys.exit("\n".join(f"{page} fell behind: make pages" for page in behind()) or 0)
write()
