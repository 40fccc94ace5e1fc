"""Regular expressions, compiled when they are first asked for: a short command asks for few of them."""

from __future__ import annotations

import re
from functools import cache


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern compiled, once."""
    return re.compile(pattern)
