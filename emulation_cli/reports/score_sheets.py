"""The sheet of scores: the ranking with its chart, and what counts for each unit line by line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.exchange.charts import Bars, put_bars
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.numbers import points_number
from emulation_cli.kernel.terms import Speech
from emulation_cli.reports.context import NEVER, Listing, Year
from emulation_cli.scores import queries as scores
from emulation_cli.scores.rules import SCORED, Line

WIDTHS = (8, 36, 24, 18, 12, 12, 12, 12, 12, 12)
"""Column widths of the ranking; below it the columns from the fifth on are the units."""
NAME, TOTAL = 2, 5
"""The columns that the chart is drawn from."""


def scores_sheet(year: Year, book: Workbook) -> tuple[Page, int]:
    """Add the sheet of scores and ranking."""
    say = year.say
    page = year.page(book, "Chấm điểm, xếp hạng", "Scores, ranking", WIDTHS)
    table = [line for line in scores.lines(year.connection, year.row.id) if line.kind in SCORED]
    found = scores.results(year.connection, year.row)
    if not table or not _told(year):
        return page, 0
    page.heading(say("Xếp hạng", "Ranking"))
    page.line(_publication(year), italic=True)
    _ranking(year, page)
    page.heading(say("Điểm từng nội dung", "Points line by line"))
    _lines(year, page, table, found)
    return page, len(table)


def _told(year: Year) -> bool:
    """Points have no day of their own: of a past day only what was published by then is told."""
    return year.until == NEVER or scores.published(year.connection, year.row.id, year.until) is not None


def _publication(year: Year) -> str:
    made = scores.published(year.connection, year.row.id)
    if made is None:
        return year.say("Chưa công bố.", "Not published.")
    words = year.say("Công bố ngày", "Published on") + f" {show_date(made['on'])}"
    return words + (f", {made['document']}." if made["document"] else ".")


def _ranking_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Hạng", "Rank"), 8, "0"),
        Column(say("Đơn vị", "Unit"), 36),
        Column(say("Xếp loại", "Class"), 24),
        Column(say("Điểm tính theo", "Scored by"), 18),
        Column(say("Tổng điểm", "Total"), 12),
        Column(say("Điểm chuẩn", "Points"), 12),
        Column(say("Điểm thưởng", "Bonus"), 12),
        Column(say("Điểm trừ", "Penalty"), 12),
        Column(say("Đồng hạng", "Tied"), 12),
        Column(say("Chấm đủ", "Complete"), 12),
    ]


def ranking(year: Year) -> list[dict[str, Any]]:
    """The ranking, where points are told by the summary's day."""
    told = scores.lines(year.connection, year.row.id) and _told(year)
    return scores.ranking(year.connection, year.row) if told else []


def _ranked(year: Year) -> list[list[Value]]:
    return [_ranking_row(year.say, one) for one in ranking(year)]


RANKING = Listing("Ranking", ("Xếp hạng", "Ranking"), _ranking_columns, _ranked)
"""The ranking, where points are told."""


def _ranking(year: Year, page: Page) -> None:
    """The ranking, and its chart where anything is scored."""
    say = year.say
    rows = _ranked(year)
    first = page.table(_ranking_columns(say), rows, empty=year.nothing(), name=RANKING.key).start
    last = first + sum(row[TOTAL - 1] is not None for row in rows) - 1
    if last >= first:
        title = say(f"Xếp hạng thi đua năm {year.row.year}", f"Ranking of {year.row.year}")
        put_bars(page, Bars(title, NAME, (TOTAL,), say("Tổng điểm", "Total"), first, last))


def _ranking_row(say: Speech, one: Mapping[str, Any]) -> list[Value]:
    """Equal totals share a rank, and that is said; nothing but the total decides."""
    name = str(one["name"]) + (f" ({say('không xét thi đua', 'not considered')})" if one["excluded"] else "")
    tied = say("đồng hạng", "tied") if one["tied"] else None
    complete = say("đủ", "yes") if one["complete"] else say("chưa đủ", "no")
    numbers = [one[key] for key in ("total", "points", "bonus", "penalty")]
    return [one["rank"], name, one["class"], say.term(one["stage"], "stage"), *numbers, tied, complete]


def _lines(year: Year, page: Page, table: Sequence[Line], found: Sequence[scores.Result]) -> None:
    """A row for each line of the score table, a column for each unit, with what counts."""
    say = year.say
    columns = [Column(say("Mã", "Code"), 8), Column(say("Nội dung", "Line"), 36)]
    columns += [Column(say("Loại", "Kind"), 24), Column(say("Điểm tối đa", "Maximum"), 18)]
    columns += [Column(one.unit, 12) for one in found]
    rows: list[list[Value]] = []
    for line in table:
        most = None if line.most is None else points_number(line.most)
        points = [one.counted.get(line.id) for one in found]
        numbers = [None if value is None else points_number(value) for value in points]
        rows.append([line.code, line.name, say.term(line.kind, "line"), most, *numbers])
    totals = [None if one.total is None else points_number(one.total) for one in found]
    rows.append([None, say("Tổng điểm", "Total"), None, None, *totals])
    page.table(columns, rows, empty=year.nothing())
