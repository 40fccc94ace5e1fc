"""How movements are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder, Row
from emulation_cli.movements.fields import MOVEMENTS as KIND
from emulation_cli.movements.tables import Movement


def _check_days(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    first, last = row.values["from"], row.values["to"]
    if first is not None and last is not None and str(last) < str(first):
        yield Finding("order", _("the movement would end before it began"), "to", value=str(last))


MOVEMENTS = Recorder(KIND, Movement, checks=(_check_days,))
