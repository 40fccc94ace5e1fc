"""The summary workbook of a block's year: overview, members, and the other sheets in their order."""

from __future__ import annotations

import sqlite3

from openpyxl.workbook import Workbook

from emulation_cli.ballots import queries as ballots
from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.papers import letterhead, signatures
from emulation_cli.exchange.workbook import Column, Page, Value, new_book, to_bytes
from emulation_cli.kernel import audit
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.nominations import queries as nominations
from emulation_cli.pledges import queries as pledges
from emulation_cli.reports.award_sheets import ballots_sheet, commendations_sheet, nominations_sheet
from emulation_cli.reports.context import DAY, NEVER, Year, as_list, day_cell, year_context
from emulation_cli.reports.duty_sheets import work_sheet
from emulation_cli.reports.goal_sheets import goals_sheet
from emulation_cli.reports.meeting_sheets import meetings_sheet
from emulation_cli.reports.movement_sheets import exemplars_sheet, movements_sheet, registrations_sheet
from emulation_cli.reports.pledge_sheets import pledge_sheet, results_sheet
from emulation_cli.reports.score_sheets import scores_sheet


def summary(connection: sqlite3.Connection, row: blocks.YearRow, day: str | None, *, vietnamese: bool) -> bytes:
    """The summary workbook of a year as it was on an ISO day; the same bytes for the same register.

    Without a day it tells everything, as of the register's last change.
    """
    as_of = day or audit.last_day(connection)
    year = year_context(connection, row, as_of, day or NEVER, Speech(vietnamese))
    book = new_book()
    for make in SHEETS:
        make(year, book)
    title = f"{year.block['name']} {row.year}"
    return to_bytes(book, as_of, title=title)


QUOTES = '“”"'


def overview_sheet(year: Year, book: Workbook) -> None:
    """Add the sheet of overview."""
    say, row = year.say, year.row
    page = Page(book, say("Tổng quan", "Overview"), (34, 28, 28, 22, 22))
    letterhead(page, say, year.block["authority"], str(year.block["name"]))
    page.skip()
    title = say("TỔNG HỢP CÔNG TÁC THI ĐUA, KHEN THƯỞNG NĂM", "SUMMARY OF EMULATION AND COMMENDATION,")
    page.line(f"{title} {row.year}", size=16, bold=True, center=True)
    if row.theme:
        page.line(f"“{row.theme.strip(QUOTES)}”", size=13, italic=True, center=True)
    as_of = say("Số liệu trong sổ đến ngày", "As in the register on")
    page.line(f"({as_of} {show_date(year.day)})", italic=True, center=True)
    page.skip()
    page.heading(say("I. TỔ CHỨC", "I. ORGANISATION"))
    page.facts(_organisation(year))
    page.heading(say("II. SỐ LIỆU CHÍNH", "II. KEY FIGURES"))
    page.facts(_figures(year))
    head = say.role("head", year.block["kind"]).upper()
    signatures(page, say, [(say("NGƯỜI LẬP", "PREPARED BY"), ""), (head, "")])


def _organisation(year: Year) -> list[tuple[str, Value, str]]:
    say, row, block = year.say, year.whole, year.block
    record = blocks.year_record(year.connection, year.row)
    facts: list[tuple[str, Value, str]] = [
        (say("Thời gian", "Time"), f"{show_date(row.first)} - {show_date(row.last)}", "@"),
        (say("Cấp trên", "Authority above"), block["authority"], "@"),
        (say("Theo dõi, phụ trách", "Followed by"), block["follower"], "@"),
    ]
    for leader in as_list(record["leadership"]):
        if not year.by_then(leader["from"]):
            continue
        since = leader["from"] != row.first and f"{say('từ', 'from')} {show_date(leader['from'])}"
        words = [
            year.name(leader["unit"], leader["from"]),
            leader["person"],
            say.term(leader["method"]),
            leader["document"],
            since,
        ]
        facts.append((say.role(leader["role"], block["kind"]), "; ".join(word for word in words if word), "@"))
    handover = record["handover"]
    if isinstance(handover, dict) and year.by_then(handover["on"]):
        passed = say("đã bàn giao", "passed on")
        unknown = say("chưa ghi đơn vị nhận", "receiver not recorded")
        receiver = year.name(handover["to"], handover["on"]) or unknown
        facts.append(
            (say("Cờ luân lưu", "Rotating flag"), f"{passed} {show_date(str(handover['on']))}: {receiver}", "@")
        )
    facts.append(
        (say("Trạng thái năm", "State of the year"), say.term("closed" if row.closed_by(year.until) else "open"), "@")
    )
    return [fact for fact in facts if fact[1]]


def _figures(year: Year) -> list[tuple[str, Value, str]]:
    say, connection, row = year.say, year.connection, year.row
    there = blocks.members(connection, row)
    held = [one for one in meetings.meetings_of(connection, row.id) if year.by_then(one.values["on"])]
    voted = ballots.held(connection, row.id, year.until)
    sealed = [ballot for ballot in voted if ballot["state"] == "sealed"]
    proposed = [one for one in nominations.proposals(connection, row.id, year.until) if not one["cancelled"]]
    granted = [one.values for one in nominations.commendations_of_year(connection, row.id)]
    granted = [one for one in granted if year.by_then(one["on"]) and not _over(year, one["cancelled_on"])]
    return [
        (say("Số đơn vị thành viên", "Members"), len(there), "0"),
        (say("Giao ước thi đua", "Pledge"), _pledge_state(year, len(there)), "@"),
        (say("Số hội nghị", "Meetings"), len(held), "0"),
        (say("Số cuộc bỏ phiếu", "Ballots"), len(voted), "0"),
        (say("Trong đó đã niêm phong", "Of these, sealed"), len(sealed), "0"),
        (say("Số đề nghị khen thưởng", "Nominations"), len(proposed), "0"),
        (say("Số khen thưởng đã có quyết định", "Commendations"), len(granted), "0"),
    ]


def _over(year: Year, day: object) -> bool:
    return day is not None and year.by_then(day)


def _pledge_state(year: Year, members: int) -> str:
    if not pledges.drafted(year.connection, year.row):
        return year.say("chưa soạn", "not drafted")
    record = pledges.pledge_record(year.connection, year.row, day=year.until)
    signed = members - len(as_list(record["missing"]))
    return f"{year.say.term(record['state'])}; {signed}/{members} {year.say('đơn vị đã ký', 'units have signed')}"


def members_sheet(year: Year, book: Workbook) -> None:
    """Add the sheet of members."""
    say = year.say
    page = year.page(book, "Thành viên", "Members", (6, 10, 46, 16, 44, 13, 13))
    columns = [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Mã", "Code"), 10),
        Column(say("Tên đơn vị", "Unit"), 46),
        Column(say("Vai trò", "Role"), 16),
        Column(say("Người thực hiện", "Exercised by"), 44),
        Column(say("Từ ngày", "From"), 13, DAY),
        Column(say("Đến ngày", "Until"), 13, DAY),
    ]
    leaders = blocks.leadership(year.connection, year.row.id)
    leaders = [leader for leader in leaders if year.by_then(leader["from"])]
    people = {leader["unit"]: str(leader["person"] or "") for leader in leaders}
    roles = {leader["unit"]: str(leader["role"]) for leader in leaders}
    rows: list[list[Value]] = []
    for number, span in enumerate(blocks.terms(year.connection, year.row), start=1):
        unit = span["unit"]
        role = say.role(roles.get(unit, "member"), year.block["kind"])
        end = span["to"] if year.by_then(span["to"]) else None
        days = (day_cell(span["from"]), day_cell(end))
        rows.append([number, unit, year.name(unit), role, people.get(unit), *days])
    page.only_table(columns, rows, empty=year.nothing())


SHEETS = (
    overview_sheet,
    members_sheet,
    pledge_sheet,
    registrations_sheet,
    movements_sheet,
    results_sheet,
    goals_sheet,
    scores_sheet,
    exemplars_sheet,
    meetings_sheet,
    work_sheet,
    ballots_sheet,
    nominations_sheet,
    commendations_sheet,
)
"""The sheets in the order of the workbook."""
