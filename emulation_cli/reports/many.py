"""The summary of several years, of one block or of all: the key figures side by side, then each list in one table."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from openpyxl.workbook import Workbook

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange import tables
from emulation_cli.exchange.charts import Bars, put_bars
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.papers import closing
from emulation_cli.exchange.workbook import Column, Value, new_book, put, to_bytes
from emulation_cli.kernel.dates import show_date
from emulation_cli.reports.award_sheets import COMMENDATIONS, PROPOSALS
from emulation_cli.reports.context import Listing, Year
from emulation_cli.reports.cover import FIGURES, key_figures, report_head
from emulation_cli.reports.duty_sheets import OPEN_POINTS
from emulation_cli.reports.meeting_sheets import MEETINGS
from emulation_cli.reports.movement_sheets import REGISTRATIONS
from emulation_cli.reports.pledge_sheets import RESULTS
from emulation_cli.reports.score_sheets import RANKING
from emulation_cli.reports.sheets import MEMBERS, Asked, context

LISTINGS = (MEMBERS, REGISTRATIONS, RESULTS, RANKING, MEETINGS, PROPOSALS, COMMENDATIONS, OPEN_POINTS)
"""The lists, each a sheet."""
BLOCK_WIDTH, YEAR_WIDTH, FIGURE_WIDTH = 12, 7, 10
SPLIT = 4
"""How many columns lie under the issuing organ, on the left."""
FIRST = 6
"""The column of the first key figure; before it the number, the block, the year, the head and the deputies."""


def summary_of_years(
    connection: sqlite3.Connection, rows: Sequence[blocks.YearRow], asked: Asked, title: tuple[str, str]
) -> bytes:
    """The summary of several years as a workbook; the same bytes for the same register, unless it is stamped.

    `title` says of which, in Vietnamese and in English.
    """
    years = [context(connection, row, asked) for row in rows]
    book, say = new_book(), asked.say
    overview = _overview(years, book, asked, say(*title))
    for listing in LISTINGS:
        page, entries = _together(listing, years, book, say(*title))
        if entries:
            cell = put(overview.sheet, overview.row, 2, page.sheet.title)
            tables.link(cell, page.sheet)
            overview.row += 1
        else:
            book.remove(page.sheet)
    overview.skip()
    superior, organ = _organ(years)
    head = say.role("head", years[-1].block["kind"]) if superior or len(years) == 1 else ""
    closing(
        overview,
        say,
        [one for one in (superior or organ, say("Các đơn vị thành viên", "The members")) if one],
        (organ, head, ""),
    )
    day = max(year.day for year in years)
    return to_bytes(book, day, title=say(*title))


def _overview(years: Sequence[Year], book: Workbook, asked: Asked, title: str) -> Page:
    """Add the key figures of each year, with a chart, and room for the links to the sheets."""
    say = asked.say
    columns = [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Khối, cụm", "Block"), 26),
        Column(say("Năm", "Year"), YEAR_WIDTH, "0"),
        Column(say("Trưởng", "Head"), 20),
        Column(say("Phó", "Deputies"), 20),
        *(Column(say(*label), FIGURE_WIDTH, "0") for label in FIGURES.values()),
    ]
    page = Page(book, say("Tổng quan", "Overview"), [column.width for column in columns])
    _head(page, years, asked, title)
    rows = [[number, *_figures(year)] for number, year in enumerate(years, start=1)]
    reach = page.table(columns, rows, name="Years")
    keys = list(FIGURES)
    drawn = tuple(FIRST + keys.index(key) for key in ("proposals", "commendations"))
    name = 3 if len({year.row.block_id for year in years}) == 1 else 2
    chart = say("Đề nghị và khen thưởng đã có quyết định", "Nominations and commendations")
    put_bars(page, Bars(chart, name, drawn, say("Số lượng", "How many"), reach[0], reach[-1]))
    return page


def _head(page: Page, years: Sequence[Year], asked: Asked, title: str) -> None:
    """The head of an official paper, of the block or of all under one authority."""
    say, day = asked.say, max(year.day for year in years)
    superior, organ = _organ(years)
    report_head(page, say, (superior, organ), day, split=SPLIT)
    heading = say("TỔNG HỢP CÔNG TÁC THI ĐUA, KHEN THƯỞNG", "SUMMARY OF EMULATION AND COMMENDATION")
    page.line(heading, size=14, bold=True, center=True)
    as_of = say("số liệu trong sổ đến ngày", "as in the register on")
    stamp = asked.stamp and f"; {asked.stamp}"
    page.line(f"{title} ({as_of} {show_date(day)}{stamp})", italic=True, center=True)
    page.skip()


def _organ(years: Sequence[Year]) -> tuple[str, str]:
    """Whose summary it is, and whose organ that is: of several blocks their authority, where it is one."""
    over = {str(year.block["authority"] or "") for year in years}
    authority = over.pop() if len(over) == 1 else ""
    one = len({year.row.block_id for year in years}) == 1
    return (authority, str(years[0].block["name"])) if one else ("", authority)


def _figures(year: Year) -> list[Value]:
    numbers = key_figures(year)
    by_role = {role: ", ".join(year.name(one["unit"]) for one in year.leaders(role)) for role in ("head", "deputy")}
    return [
        str(year.block["name"]),
        year.row.year,
        by_role["head"],
        by_role["deputy"],
        *(numbers[key] for key in FIGURES),
    ]


def _together(listing: Listing, years: Sequence[Year], book: Workbook, title: str) -> tuple[Page, int]:
    """Add a list of all years as one table: before its own columns the block and the year."""
    say = years[0].say
    before = (
        Column(say("Khối, cụm", "Block"), BLOCK_WIDTH),
        Column(say("Năm thi đua", "Of the year"), YEAR_WIDTH, "0"),
    )
    widths = [6, BLOCK_WIDTH, YEAR_WIDTH, *(column.width for column in listing.columns(say))]
    page = Page(book, say(*listing.title), widths)
    page.title(say(*listing.title).upper(), title)
    rows = [[year.block["code"], year.row.year, *row] for year in years for row in listing.rows(year)]
    return page, listing.put(page, say, before, rows, years[0].nothing())
