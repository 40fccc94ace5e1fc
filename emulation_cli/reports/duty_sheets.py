"""What went on beside the meetings: activities, reports owed, questions, councils; and what is still open."""

from __future__ import annotations

from collections import Counter

from openpyxl.workbook import Workbook

from emulation_cli.blocks import queries as blocks
from emulation_cli.duties import queries as duties
from emulation_cli.duties import steps
from emulation_cli.duties.rules import DONE, DUE, OVERDUE, days_late
from emulation_cli.exchange import tables
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value
from emulation_cli.kernel import listing
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.reports.context import DAY, WIDE, Listing, Year, as_list, day_cell
from emulation_cli.units.fields import COUNCILS


def work_sheet(year: Year, book: Workbook) -> tuple[Page, int]:
    """Add the sheet of activities, reports, questions and councils."""
    page = year.page(book, "Hoạt động, báo cáo", "Activities, reports", WIDE)
    parts = {
        "Activities": _activities(year),
        "Reports": _reports(year),
        "Questions": _questions(year),
        "Councils": _councils(year),
    }
    for name, (heading, columns, rows) in parts.items():
        page.heading(heading)
        page.table(columns, rows, empty=year.nothing(), name=name)
    return page, sum(len(rows) for _heading, _columns, rows in parts.values())


Part = tuple[str, list[Column], list[list[Value]]]


def _columns(year: Year, *headings: tuple[str, str, str]) -> list[Column]:
    """Columns of the sheet's shared widths from (Vietnamese, English, number format)."""
    first = Column(year.say("STT", "No."), WIDE[0], "0")
    return [first, *(Column(year.say(vi, en), WIDE[n], form) for n, (vi, en, form) in enumerate(headings, start=1))]


def _activities(year: Year) -> Part:
    headings = (
        ("Đơn vị tham gia", "Units", "@"),
        ("Hoạt động, kết quả", "Activity, outcome", "@"),
        ("Loại hoạt động", "Kind", "@"),
        ("Từ ngày", "From", DAY),
        ("Đến hết ngày", "To", DAY),
    )
    found = meetings.activities(year.connection, year.row.code)
    rows = [
        [number, *_activity(year, values)]
        for number, values in enumerate((row.values for row in found if year.by_then(row.values["from"])), start=1)
    ]
    return year.say("Hoạt động", "Activities"), _columns(year, *headings), rows


def _activity(year: Year, values: Values) -> list[Value]:
    units = ", ".join(year.name(unit, values["from"]) for unit in as_list(values["units"]))
    text = "\n".join(str(values[key]) for key in ("name", "place", "outcome", "document") if values[key])
    days = (day_cell(values["from"]), day_cell(values["to"]))
    return [units or year.say("Toàn khối, cụm", "The whole block"), text, year.say.term(values["kind"]), *days]


def _reports(year: Year) -> Part:
    headings = (
        ("Đơn vị", "Unit", "@"),
        ("Báo cáo", "Report", "@"),
        ("Tình trạng", "State", "@"),
        ("Hạn", "Due", DAY),
        ("Ngày nhận", "Received", DAY),
    )
    rows: list[list[Value]] = []
    for number, line in enumerate(duties.owed(year.connection, year.row, year.day), start=1):
        late = year.say("chậm {n} ngày", "{n} days late").format(n=line["late"]) if line["late"] else ""
        state = late or year.say.term(line["state"], "task")
        owner = year.name(line["unit"]) or str(year.block["name"])
        rows.append([number, owner, str(line["name"]), state, day_cell(line["due"]), day_cell(line["received"])])
    return year.say("Chế độ thông tin, báo cáo", "Reports"), _columns(year, *headings), rows


def _questions(year: Year) -> Part:
    headings = (
        ("Đơn vị", "Unit", "@"),
        ("Vướng mắc, trả lời", "Question, answer", "@"),
        ("Người trả lời", "Answered by", "@"),
        ("Ngày hỏi", "Asked on", DAY),
        ("Ngày trả lời", "Answered on", DAY),
    )
    rows: list[list[Value]] = []
    for row in duties.questions(year.connection, year.row.id, unanswered=False):
        values = row.values
        if not year.by_then(values["asked_on"]):
            continue
        if not year.by_then(values["answered_on"]):
            values = {**values, "answer": None, "answered_by": None, "answered_on": None}
        text = "\n".join(str(values[key]) for key in ("text", "answer") if values[key])
        days = (day_cell(values["asked_on"]), day_cell(values["answered_on"]))
        unit, by = year.name(values["unit"], values["asked_on"]), str(values["answered_by"] or "")
        rows.append([int(str(values["number"])), unit, text, by, *days])
    return year.say("Vướng mắc", "Questions"), _columns(year, *headings), rows


def _councils(year: Year) -> Part:
    """The councils that are there in the year: the authority's, and those of the units that sit in it."""
    headings = (
        ("Đơn vị", "Unit", "@"),
        ("Hội đồng", "Council", "@"),
        ("Quyết định thành lập", "Set up by", "@"),
        ("Từ ngày", "From", DAY),
        ("Đến ngày", "Until", DAY),
    )
    there = {member.unit for member in blocks.ever_members(year.connection, year.row)}
    where = '(t."from" IS NULL OR t."from" <= ?) AND (t."to" IS NULL OR t."to" > ?)'
    found = listing.listed(year.connection, COUNCILS, where, (year.row.last, year.row.first))
    rows: list[list[Value]] = []
    for row in found:
        values = row.values
        if values["unit"] is None or values["unit"] in there:
            owner = year.name(values["unit"]) or str(year.block["authority"] or "")
            end = values["to"] if year.by_then(values["to"]) else None
            days = (day_cell(values["from"]), day_cell(end))
            rows.append([len(rows) + 1, owner, str(values["name"]), str(values["document"] or ""), *days])
    return year.say("Hội đồng", "Councils"), _columns(year, *headings), rows


# -- what is open -----------------------------------------------------------------------------------------------------


def _open_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Nội dung", "What"), 64),
        Column(say("Đơn vị", "Units"), 46),
        Column(say("Hạn", "Due"), 13, DAY),
        Column(say("Chậm (ngày)", "Days late"), 9, "0"),
        Column(say("Tình trạng", "State"), 14),
    ]


@frozen
class OpenPoint:
    """What of a year is not done: what, how many of it, whom it waits for, its due ISO day, how it stands."""

    what: str
    count: int
    units: str
    due: str | None
    state: str

    @property
    def told(self) -> str:
        """What it is, with how many where there are several."""
        return self.what if self.count == 1 else f"{self.what} ({self.count:02})"


def open_points(year: Year) -> list[OpenPoint]:
    """What of the year is not done by the summary's day, by due day: steps, reports, tasks, questions."""
    lines = [
        (
            line.name,
            ", ".join(year.name(unit, year.day) for unit in line.item.units) or str(year.block["name"]),
            line.due,
            line.state,
        )
        for line in steps.lines(steps.Asked(year.connection, year.row, year.day))
        if line.state != DONE
    ]
    return [
        OpenPoint(name, number, units, due, year.say.term(state, "task"))
        for (name, units, due, state), number in Counter(lines).items()
    ]


def _open(year: Year) -> list[list[Value]]:
    return [
        [one.told, one.units, day_cell(one.due), max(0, days_late(one.due, year.day)) if one.due else None, one.state]
        for one in open_points(year)
    ]


def _open_words(say: Speech) -> dict[str, list[str]]:
    return {tables.BAD: [say.term(OVERDUE, "task")], tables.WAITING: [say.term(DUE, "task")]}


OPEN_POINTS = Listing("OpenPoints", ("Việc còn mở", "Open points"), _open_columns, _open, {4: _open_words})
"""Tasks and duties that are open on the summary's day."""
