"""What a closed year knows stays as it knows it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import TYPE_CHECKING

from emulation_cli.kernel import standing
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from emulation_cli.kernel.recorder import Check
    from emulation_cli.kernel.row import Row


def kept(noun: str, *keys: str) -> Check:
    """A check that fields of a noun stay while a closed year rests on the row (view `official`)."""

    def check(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
        changed = [key for key in keys if key in row.changes]
        if row.stored is None or not changed:
            return
        for what in standing.official(connection, noun, row.stored.id):
            if code := standing.closed_year_in(what):
                message = _("the closed year {year} knows it so").format(year=code)
                _reason, way_back = standing.year_is_closed(code)
                yield Finding("closed", message, changed[0], value=str(row.values[changed[0]]), hint=way_back)
                return

    return check
