"""What every sheet of a year's summary is made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.workbook import Page
from emulation_cli.kernel.terms import Speech
from emulation_cli.units import queries as units

DAY = "dd/mm/yyyy"
PERCENT = "0.00%"
WIDE = (7, 30, 72, 20, 14, 14)
"""Column widths shared by the tables of a sheet that has several."""


@dataclass(frozen=True)
class Year:
    """What every sheet of one summary speaks about.

    Attributes:
        connection: an open read transaction.
        row: the block's year.
        block: the stored block.
        day: ISO day that the summary is as of.
        say: the language.
        names: unit code → name on the year's last day.
    """

    connection: sqlite3.Connection
    row: blocks.YearRow
    block: sqlite3.Row
    day: str
    say: Speech
    names: Mapping[str, str]

    def name(self, unit: object) -> str:
        """The name of a unit; its code where it has none here."""
        return "" if unit is None else self.names.get(str(unit), str(unit))

    def page(self, book: Workbook, vi: str, en: str, widths: Sequence[int]) -> Page:
        """A sheet with its title and what it belongs to."""
        page = Page(book, self.say(vi, en), widths)
        page.title(self.say(vi, en).upper(), f"{self.block['name']} - {self.say('năm', 'year')} {self.row.year}")
        return page

    def nothing(self) -> str:
        """What stands where a table would be empty."""
        return self.say("Chưa có số liệu.", "Nothing recorded.")


def year_context(connection: sqlite3.Connection, row: blocks.YearRow, day: str, say: Speech) -> Year:
    """Everything the sheets need to know of one year."""
    block = connection.execute("SELECT * FROM block WHERE id = ?", (row.block_id,)).fetchone()
    return Year(connection, row, block, day, say, units.names_on(connection, row.last))


def day_cell(iso: object) -> date | None:
    """An ISO day as a real date."""
    return None if iso is None else date.fromisoformat(str(iso))


def as_list(value: object) -> list[Any]:
    """A list inside a record."""
    return value if isinstance(value, list) else []
