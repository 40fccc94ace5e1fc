"""What every sheet of a year's summary is made from."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange import tables
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.terms import Speech
from emulation_cli.pledges import result_queries
from emulation_cli.units import queries as units

NEVER = "9998-12-31"
DAY = "dd/mm/yyyy"
PERCENT = "0.00%"
OUTCOMES = ("exceeded", "met", "missed")
"""What a result may be against its goal."""
QUOTES = '“”"'
LOOKS = {"exceeded": tables.GOOD, "met": tables.GOOD, "missed": tables.BAD}
"""How it looks."""
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
        reported: the last ISO day of which it tells results; of a period's review they come in afterwards, too.
        span: the one period whose results it tells; None tells those of all.
        say: the language.
        names: unit code → name, by ISO day.
    """

    connection: sqlite3.Connection
    row: blocks.YearRow
    whole: blocks.YearRow
    block: sqlite3.Row
    day: str
    until: str
    reported: str
    say: Speech
    span: result_queries.Span | None = None
    names: dict[str, Mapping[str, str]] = field(default_factory=dict)

    def name(self, unit: object, day: object = None) -> str:
        """The name that a unit bore on an ISO day, by default the year's last; its code where it has none here."""
        when = self.row.last if day is None else str(day)
        if when not in self.names:
            self.names[when] = units.NamesOn(self.connection, when)
        return "" if unit is None else self.names[when].get(str(unit), str(unit))

    def by_then(self, day: object) -> bool:
        """Whether an ISO day has come; what has no day was always so."""
        return day is None or str(day) <= self.until

    def leaders(self, role: str) -> list[dict[str, Any]]:
        """The units that lead the block in a role on the last day that is told of."""
        led = blocks.leadership(self.connection, self.row.id, self.row.last)
        return [leader for leader in led if leader["role"] == role]

    def ever_led(self) -> list[dict[str, Any]]:
        """Everyone who has led the block in the year by then, in the order of their days."""
        return [led for led in blocks.leadership(self.connection, self.row.id) if self.by_then(led["from"])]

    @property
    def theme(self) -> str:
        """The year's theme without quotes around it; "" for none."""
        return (self.row.theme or "").strip(QUOTES)

    def period(self, code: str) -> str:
        """The name of a period."""
        span = result_queries.find_period(self.connection, self.whole, code)
        return span.name if span and span.name else self.say.term(code, "period")

    def results(self) -> list[dict[str, Any]]:
        """The results of the one period, or of all."""
        code = self.span.code if self.span else None
        return result_queries.results(self.connection, self.row, code, day=self.reported)

    def page(self, book: Workbook, vi: str, en: str, widths: Sequence[int]) -> Page:
        """A sheet with its title and what it belongs to."""
        page = Page(book, self.say(vi, en), widths)
        page.title(self.say(vi, en).upper(), f"{self.block['name']} - {self.title}")
        return page

    @property
    def title(self) -> str:
        """What the summary is of: the year, or a period of it."""
        year = f"{self.say('năm', 'year')} {self.row.year}"
        return year if self.span is None or self.span.code == "year" else f"{self.period(self.span.code)} {year}"

    def nothing(self) -> str:
        """What stands where a table would be empty."""
        return self.say("Chưa có số liệu.", "Nothing recorded.")


@frozen
class Listing:
    """A sheet that is one table: of a year, or of several under each other.

    Attributes:
        key: the name of its table.
        title: of the sheet, in Vietnamese and in English.
        columns: after the number.
        rows: their cells in a year.
        looks: column → what the words in it mean, by the codes of the terms: see `exchange.tables.LOOKS`.
    """

    key: str
    title: tuple[str, str]
    columns: Callable[[Speech], list[Column]]
    rows: Callable[[Year], list[list[Value]]]
    looks: Mapping[int, Callable[[Speech], Mapping[str, Iterable[str]]]] = MappingProxyType({})

    def put(
        self, page: Page, say: Speech, before: Sequence[Column], rows: Sequence[Sequence[Value]], empty: str
    ) -> int:
        """Write the table with a number and more columns before its own; how many rows it has."""
        columns = [Column(say("STT", "No."), 6, "0"), *before, *self.columns(say)]
        numbered = [[number, *row] for number, row in enumerate(rows, start=1)]
        reach = page.only_table(columns, numbered, empty=empty, name=self.key)
        if rows:
            for column, words in self.looks.items():
                tables.colour_words(page.sheet, column + 2 + len(before), reach, words(say))
        return len(rows)

    def sheet(self, year: Year, book: Workbook) -> tuple[Page, int]:
        """The sheet of one year, and how many rows it has."""
        page = year.page(book, *self.title, [6, *(column.width for column in self.columns(year.say))])
        return page, self.put(page, year.say, (), self.rows(year), year.nothing())


def outcome_words(say: Speech) -> dict[str, list[str]]:
    """The words for results, by how they look."""
    return words_by_look({code: say.term(code, "outcome") for code in OUTCOMES}, LOOKS)


def words_by_look(words: Mapping[str, str], looks: Mapping[str, str]) -> dict[str, list[str]]:
    """Words by how they look: code → word, code → look."""
    found: dict[str, list[str]] = {}
    for code, look in looks.items():
        found.setdefault(look, []).append(words[code])
    return found


def day_cell(iso: object) -> date | None:
    """An ISO day as a real date."""
    return None if iso is None else date.fromisoformat(str(iso))


def as_list(value: object) -> list[Any]:
    """A list inside a record."""
    return value if isinstance(value, list) else []
