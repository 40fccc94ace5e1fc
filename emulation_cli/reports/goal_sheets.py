"""The sheet that compares results: goals met by each unit, and this year beside the one before, both with a chart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.exchange.charts import Bars, put_bars
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value
from emulation_cli.pledges import result_queries as results
from emulation_cli.reports.context import OUTCOMES, Year

WIDTHS = (9, 50, 14, 14, 14, 14)
TRENDS = {"better": ("tốt hơn", "better"), "same": ("giữ nguyên", "the same"), "worse": ("kém hơn", "worse")}


def goals_sheet(year: Year, book: Workbook) -> tuple[Page, int]:
    """Add the sheet of goals compared."""
    page = year.page(book, "So sánh chỉ tiêu", "Goals compared", WIDTHS)
    found = year.results()
    if found:
        _met(year, page, found)
        _against_last_year(year, page, found)
    return page, len(found)


def _last_period(year: Year, found: Sequence[Mapping[str, Any]]) -> str:
    """The period that ends last of those that there are results of."""
    there = {one["period"] for one in found}
    return [span.code for span in results.periods(year.connection, year.whole) if span.code in there][-1]


def _met(year: Year, page: Page, found: Sequence[Mapping[str, Any]]) -> None:
    """How many goals each unit exceeded, met and missed, of the last period there are results of; with a chart."""
    say, last = year.say, _last_period(year, found)
    counts: dict[str, dict[str, int]] = {}
    for one in found:
        if one["period"] == last:
            counts.setdefault(str(one["unit"]), dict.fromkeys(OUTCOMES, 0))[str(one["outcome"])] += 1
    page.heading(say("Số chỉ tiêu theo đơn vị: ", "Goals by unit: ") + year.period(last))
    columns = [
        Column(say("STT", "No."), 9, "0"),
        Column(say("Đơn vị", "Unit"), 42),
        *(Column(say.term(code, "outcome").capitalize(), 14, "0") for code in OUTCOMES),
    ]
    rows: list[list[Value]] = [
        [number, year.name(unit), *sums.values()] for number, (unit, sums) in enumerate(counts.items(), start=1)
    ]
    reach = page.table(columns, rows, empty=year.nothing(), name="GoalsMet")
    title = say("Chỉ tiêu vượt, đạt, chưa đạt của từng đơn vị", "Goals exceeded, met and missed by each unit")
    put_bars(page, Bars(title, 2, (3, 4, 5), say("Số chỉ tiêu", "Goals"), reach[0], reach[-1], stacked=True))


def _against_last_year(year: Year, page: Page, found: Sequence[Mapping[str, Any]]) -> None:
    """What was reached beside the year before, where the same target was set then; with a chart."""
    say = year.say
    both = [one for one in found if one["before"] is not None]
    page.heading(say("So với năm trước", "Beside the year before"))
    columns = [
        Column(say("Mã", "Code"), 9),
        Column(say("Chỉ tiêu, đơn vị", "Target, unit"), 42),
        Column(say("Kỳ", "Period"), 30),
        Column(say("Năm nay", "This year"), 9),
        Column(say("Năm trước", "The year before"), 11),
        Column(say("Xu hướng", "Trend"), 10),
    ]
    rows: list[list[Value]] = [
        [
            one["target"],
            f"{one['target']} - {year.name(one['unit'])}",
            year.period(str(one["period"])),
            one["actual"],
            one["before"],
            say(*TRENDS[one["trend"]]) if one["trend"] else None,
        ]
        for one in both
    ]
    empty = say("Không có chỉ tiêu nào của năm trước.", "No target of the year before.")
    reach = page.table(columns, rows, empty=empty, name="YearBefore")
    if rows:
        title = say("Kết quả năm nay và năm trước", "This year and the year before")
        put_bars(page, Bars(title, 2, (4, 5), say("Thực hiện", "Actual"), reach[0], reach[-1]))
