"""The follow-up book of commendations (sổ theo dõi khen thưởng): every decision, its money summed by calendar year."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import count, groupby
from typing import Any

from openpyxl.styles import Border, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from emulation_cli.awards.fields import AWARDS
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import FONT, LINE, SIZE, Column, Value, fit, new_book, to_bytes
from emulation_cli.kernel import audit, listing, references
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.numbers import points_number
from emulation_cli.kernel.terms import Speech, capital
from emulation_cli.units import queries as units

DAY, MONEY = "dd/mm/yyyy", "#,##0"
COLUMNS = (
    ("STT", "No.", 5, "0"),
    ("Số quyết định", "Decision", 15, "@"),
    ("Ngày quyết định", "Date", 11, DAY),
    ("Cấp", "Level", 9, "@"),
    ("Hình thức khen thưởng", "Award", 21, "@"),
    ("Đối tượng", "Recipient", 20, "@"),
    ("Đơn vị, chức vụ", "Unit, post", 22, "@"),
    ("Thành tích", "For", 27, "@"),
    ("Loại hình", "Kind", 11, "@"),
    ("Năm xét", "Of the year", 5, "0"),
    ("Hệ số", "Factor", 6, "General"),
    ("Mức lương cơ sở", "Base salary", 11, MONEY),
    ("Tiền thưởng (đồng)", "Money (đồng)", 13, MONEY),
    ("Ngày trao", "Handed over", 11, DAY),
    ("Hủy bỏ (ngày, quyết định)", "Cancelled (day, decision)", 14, "@"),
)
"""The columns of the book: Vietnamese and English heading, width, number format."""
MONEY_AT = 13
"""The column of the money; what a sum is of stands across those between the number and it."""
SUM_FILL = PatternFill("solid", start_color="F2F2F2")
GREY = "595959"
ENTRY, CANCELLED, SUM = "entry", "cancelled", "sum"


@dataclass(frozen=True)
class Asked:
    """Which commendations a book is of: of a calendar year, a unit, a person, a movement, each as typed or None."""

    year: int | None
    unit: str | None
    person: str | None
    movement: str | None
    say: Speech


@dataclass(frozen=True)
class Known:
    """What the entries of a book are told with."""

    connection: sqlite3.Connection
    say: Speech

    @cached_property
    def catalogue(self) -> dict[str, Values]:
        """Every award by its code."""
        return {str(one.values["code"]): one.values for one in listing.listed(self.connection, AWARDS)}

    @cached_property
    def _names(self) -> dict[str, Mapping[str, str]]:
        return {}

    def names(self, day: str) -> Mapping[str, str]:
        """Every unit's code → its name on an ISO day."""
        if day not in self._names:
            self._names[day] = units.NamesOn(self.connection, day, full=True)
        return self._names[day]


def commendation_book(connection: sqlite3.Connection, asked: Asked, rows: Sequence[listing.Listed]) -> bytes:
    """The book of these commendations as a workbook; the same bytes for the same register."""
    say, book, day = asked.say, new_book(), audit.last_day(connection)
    page = Page(book, say("Sổ theo dõi khen thưởng", "Commendations"), [width for _vi, _en, width, _form in COLUMNS])
    title = say("SỔ THEO DÕI KHEN THƯỞNG", "FOLLOW-UP BOOK OF COMMENDATIONS")
    page.title(title, _below(connection, asked, day))
    columns = [Column(say(vi, en), width, form) for vi, en, width, form in COLUMNS]
    lines = _lines(Known(connection, say), [row.values for row in rows])
    first = page.row
    empty = say("Chưa có quyết định khen thưởng nào.", "No commendation is recorded.")
    page.only_table(columns, [cells for _kind, cells in lines], empty=empty)
    for place, (kind, cells) in enumerate(lines, start=first + 1):
        _dress(page.sheet, place, kind, cells)
    return to_bytes(book, day, title=title)


def _below(connection: sqlite3.Connection, asked: Asked, day: str) -> str:
    """What the book is of, and the day of the register's last change."""
    say, parts = asked.say, []
    if asked.year is not None:
        parts.append(f"{say('Năm', 'Year')} {asked.year}")
    for noun, text, words in (
        ("unit", asked.unit, say("đơn vị", "unit")),
        ("person", asked.person, say("cá nhân", "person")),
        ("movement", asked.movement, say("phong trào", "movement")),
    ):
        if text is not None:
            code = references.get(connection, noun, text)[1]
            parts.append(f"{words}: {references.name_of(connection, noun, code)}")
    parts.append(f"{say('số liệu trong sổ đến ngày', 'as in the register on')} {show_date(day)}")
    said = "; ".join(parts)
    return f"({said[:1].upper()}{said[1:]})"


# -- entries and sums -------------------------------------------------------------------------------------------------


def _lines(known: Known, rows: Sequence[Values]) -> list[tuple[str, list[Value]]]:
    """The rows of the table, each with what it is: the entries of each calendar year, its sum, the sum of all."""
    lines: list[tuple[str, list[Value]]] = []
    numbers = count(1)
    for year, those in groupby(rows, lambda values: str(values["on"])[:4]):
        of_year = list(those)
        for values in of_year:
            kind = ENTRY if values["cancelled_on"] is None else CANCELLED
            lines.append((kind, [next(numbers), *entry(known, values)]))
        lines.append((SUM, _sum(known.say, known.say(f"Cộng năm {year}", f"Sum of {year}"), of_year)))
    if rows:
        lines.append((SUM, _sum(known.say, known.say("Tổng cộng", "In all"), rows)))
    return lines


def entry(known: Known, values: Mapping[str, Any]) -> list[Value]:
    """One commendation under the names of the day of its decision, its cells after the number."""
    say, award = known.say, known.catalogue[str(values["award"])]
    on, handed = (None if values[key] is None else date.fromisoformat(values[key]) for key in ("on", "handed_on"))
    factor = values["factor"]
    cancelled = "" if values["cancelled_on"] is None else f"{show_date(values['cancelled_on'])}, "
    return [
        values["document"],
        on,
        capital(say.term(values["level"], "level")),
        str(award["name"]),
        *_who(known, values, person=award["recipient"] == "person"),
        values["for"],
        capital(say.term(values["kind"])),
        values["of_year"],
        None if factor is None else points_number(factor),
        values["base_salary"],
        values["money"],
        handed,
        f"{cancelled}{values['cancelled_by']}" if cancelled else None,
    ]


def _who(known: Known, values: Mapping[str, Any], *, person: bool) -> list[Value]:
    """The recipient's name; of a person also the unit and the post of the day."""
    called = known.names(values["on"])
    if not person:
        return [called[values["recipient"]], None]
    person_id, code = references.get(known.connection, "person", values["recipient"])
    post = units.post_on(known.connection, person_id, values["on"])
    name = references.name_of(known.connection, "person", code)
    return [name, "\n".join(filter(None, (called.get(post["unit"] or ""), post["post"])))]


def _sum(say: Speech, what: str, rows: Sequence[Mapping[str, Any]]) -> list[Value]:
    """A row of a sum: how many commendations hold, and their money; what is not in it is said."""
    holding = [values for values in rows if values["cancelled_on"] is None]
    unknown = sum(values["money"] is None for values in holding)
    money = sum(values["money"] or 0 for values in holding)
    parts = [f"{what}: " + say(f"{len(holding):02} khen thưởng", f"commendations: {len(holding)}")]
    if len(holding) < len(rows):
        gone = len(rows) - len(holding)
        parts.append(say(f"{gone:02} đã hủy bỏ, không tính", f"cancelled, not counted: {gone}"))
    if unknown:
        parts.append(say(f"{unknown:02} chưa ghi tiền thưởng", f"without recorded money: {unknown}"))
    return [None, "; ".join(parts), *[None] * (MONEY_AT - 3), money, None, None]


def _dress(sheet: Worksheet, place: int, kind: str, cells: Sequence[Value]) -> None:
    """A cancelled entry struck through; a sum bold, what it is of across the row."""
    if kind == ENTRY:
        return
    for column in range(1, len(cells) + 1):
        cell = sheet.cell(place, column)
        if kind == CANCELLED:
            marked = column != len(cells)  # the last cell says by what it was cancelled
            cell.font = Font(name=FONT, size=SIZE, strike=marked, color=GREY)
        else:
            cell.font = Font(name=FONT, size=SIZE, bold=True)
            cell.fill = SUM_FILL
            cell.border = Border(top=LINE, bottom=LINE, left=LINE, right=LINE)
    if kind == SUM:
        sheet.merge_cells(start_row=place, start_column=2, end_row=place, end_column=MONEY_AT - 1)
        fit(sheet, place, [cells[1]], [sum(width for _vi, _en, width, _form in COLUMNS[1 : MONEY_AT - 1])])
