"""What every sheet of a year's summary is made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.workbook import Page
from emulation_cli.kernel.terms import Speech
from emulation_cli.pledges import result_queries
from emulation_cli.units import queries as units

NEVER = "9998-12-31"
DAY = "dd/mm/yyyy"
PERCENT = "0.00%"
OUTCOMES = {"exceeded": ("vượt", "exceeded"), "met": ("đạt", "met"), "missed": ("chưa đạt", "missed")}
"""What a result may be against its goal, in Vietnamese and in English."""
WIDE = (7, 30, 72, 20, 14, 14)
"""Column widths shared by the tables of a sheet that has several."""


@dataclass(frozen=True)
class Year:
    """What every sheet of one summary speaks about.

    Attributes:
        connection: an open read transaction.
        row: the block's year, ending on `until` where that is earlier.
        whole: the year with all of its days.
        block: the stored block.
        day: ISO day that the summary is as of.
        until: the last ISO day of which it tells anything; NEVER where it tells everything.
        say: the language.
        names: unit code → name, by ISO day.
    """

    connection: sqlite3.Connection
    row: blocks.YearRow
    whole: blocks.YearRow
    block: sqlite3.Row
    day: str
    until: str
    say: Speech
    names: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def name(self, unit: object, day: object = None) -> str:
        """The name that a unit bore on an ISO day, by default the year's last; its code where it has none here."""
        when = self.row.last if day is None else str(day)
        if when not in self.names:
            self.names[when] = units.names_on(self.connection, when)
        return "" if unit is None else self.names[when].get(str(unit), str(unit))

    def by_then(self, day: object) -> bool:
        """Whether an ISO day has come; what has no day was always so."""
        return day is None or str(day) <= self.until

    def period(self, code: str) -> str:
        """The name of a period."""
        span = result_queries.find_period(self.connection, self.whole, code)
        return span.name if span and span.name else self.say.term(code, "period")

    def page(self, book: Workbook, vi: str, en: str, widths: Sequence[int]) -> Page:
        """A sheet with its title and what it belongs to."""
        page = Page(book, self.say(vi, en), widths)
        page.title(self.say(vi, en).upper(), f"{self.block['name']} - {self.say('năm', 'year')} {self.row.year}")
        return page

    def nothing(self) -> str:
        """What stands where a table would be empty."""
        return self.say("Chưa có số liệu.", "Nothing recorded.")


def year_context(connection: sqlite3.Connection, row: blocks.YearRow, day: str, until: str, say: Speech) -> Year:
    """Everything the sheets need to know of one year."""
    block = connection.execute("SELECT * FROM block WHERE id = ?", (row.block_id,)).fetchone()
    return Year(connection, replace(row, last=row.clamp(until)), row, block, day, until, say)


def day_cell(iso: object) -> date | None:
    """An ISO day as a real date."""
    return None if iso is None else date.fromisoformat(str(iso))


def as_list(value: object) -> list[Any]:
    """A list inside a record."""
    return value if isinstance(value, list) else []
