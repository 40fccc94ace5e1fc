"""The summary workbook of a block's year: the cover, the members, and the other sheets in their order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from openpyxl.workbook import Workbook

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value, new_book, to_bytes
from emulation_cli.kernel import audit
from emulation_cli.kernel.frozen import frozen, replaced
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.pledges import result_queries as results
from emulation_cli.reports.award_sheets import COMMENDATIONS, PROPOSALS, ballots_sheet
from emulation_cli.reports.context import DAY, NEVER, Listing, Year, day_cell
from emulation_cli.reports.cover import cover_sheet
from emulation_cli.reports.duty_sheets import OPEN_POINTS, work_sheet
from emulation_cli.reports.goal_sheets import goals_sheet
from emulation_cli.reports.meeting_sheets import meetings_sheet
from emulation_cli.reports.movement_sheets import REGISTRATIONS, exemplars_sheet, movements_sheet
from emulation_cli.reports.pledge_sheets import RESULTS, pledge_sheet
from emulation_cli.reports.score_sheets import scores_sheet


@frozen
class Asked:
    """What a summary is to tell.

    Attributes:
        day: ISO day as of which; None tells everything, as of the register's last change.
        period: code of the one period whose results it tells; None tells those of all.
        say: the language.
        stamp: when it was printed, as it is to be read; "" does not say.
    """

    day: str | None
    period: str | None
    say: Speech
    stamp: str = ""


def summary(connection: sqlite3.Connection, row: blocks.YearRow, asked: Asked) -> bytes:
    """The summary workbook of a year; the same bytes for the same register, unless it is stamped.

    Raises UsageError where the year has no such period.
    """
    year, book = context(connection, row, asked), new_book()
    contents: list[tuple[Page | str, int]] = []
    for make in SHEETS:
        page, entries = make(year, book)
        contents.append((page if entries else page.sheet.title, entries))
        if not entries:
            book.remove(page.sheet)
    cover = cover_sheet(year, book, contents, asked.stamp and f"; {asked.stamp}")
    book.move_sheet(cover.sheet, 1 - len(book.worksheets))
    book.active = 0
    return to_bytes(book, year.day, title=f"{year.block['name']} {row.year}")


def context(connection: sqlite3.Connection, row: blocks.YearRow, asked: Asked) -> Year:
    """What the sheets of a year's summary are made from.

    A period tells what happened up to its review: the meeting of that kind, else the period's own last day. Its results
    are told whenever they were reported, unless a day was asked for.
    """
    span = None if asked.period is None else results.period(connection, row, asked.period)
    last, until = audit.last_day(connection), asked.day
    if span is not None and until is None:
        held = meetings.held_for(connection, row.id, REVIEWS.get(span.code, ""))
        until = max([span.last, *(day for _code, day in held)])
        last = min(last, until)
    told = replaced(row, last=row.clamp(until or NEVER))
    block = blocks.block_of_year(connection, row.id)
    reported = asked.day or NEVER
    return Year(connection, told, row, block, asked.day or last, until or NEVER, reported, asked.say, span)


REVIEWS = {"midyear": "midyear", "year": "yearend"}
"""Period → the kind of meeting that reviews it."""


def _member_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Mã", "Code"), 10),
        Column(say("Tên đơn vị", "Unit"), 46),
        Column(say("Vai trò", "Role"), 16),
        Column(say("Người thực hiện", "Exercised by"), 44),
        Column(say("Từ ngày", "From"), 13, DAY),
        Column(say("Đến ngày", "Until"), 13, DAY),
    ]


def _members(year: Year) -> list[list[Value]]:
    leaders = year.ever_led()
    people = {leader["unit"]: str(leader["person"] or "") for leader in leaders}
    roles = {leader["unit"]: str(leader["role"]) for leader in leaders}
    rows: list[list[Value]] = []
    for span in blocks.terms(year.connection, year.row):
        unit = span["unit"]
        role = year.say.role(roles.get(unit, "member"), year.block["kind"])
        end = span["to"] if year.by_then(span["to"]) else None
        rows.append([unit, year.name(unit), role, people.get(unit), day_cell(span["from"]), day_cell(end)])
    return rows


MEMBERS = Listing("Members", ("Thành viên", "Members"), _member_columns, _members)

SHEETS: tuple[Callable[[Year, Workbook], tuple[Page, int]], ...] = (
    MEMBERS.sheet,
    pledge_sheet,
    REGISTRATIONS.sheet,
    movements_sheet,
    RESULTS.sheet,
    goals_sheet,
    scores_sheet,
    exemplars_sheet,
    meetings_sheet,
    work_sheet,
    ballots_sheet,
    PROPOSALS.sheet,
    COMMENDATIONS.sheet,
    OPEN_POINTS.sheet,
)
"""The sheets in their order, each with how many entries it has; what has none is left out, and the cover says so."""
