"""The cover of a summary: whose it is, who led, the key figures, what the workbook holds, who signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from openpyxl.styles import Alignment
from openpyxl.workbook import Workbook

from emulation_cli.ballots import queries as ballots
from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange import tables
from emulation_cli.exchange.page import Fact, Page
from emulation_cli.exchange.papers import closing, letterhead, official_day
from emulation_cli.exchange.workbook import OFFICIAL, put
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.names import name_and_post
from emulation_cli.kernel.terms import Speech, words
from emulation_cli.nominations import queries as nominations
from emulation_cli.nominations.rules import CANCELLED
from emulation_cli.pledges import queries as pledges
from emulation_cli.reports.award_sheets import granted
from emulation_cli.reports.context import OUTCOMES, Year, as_list
from emulation_cli.reports.meeting_sheets import meetings_held

WIDTHS = (30, 8, 20, 20, 18)
SPLIT = 2
"""How many of its columns lie under the issuing organ, on the left."""
TWO_DIGITS = "00"
"""Official papers write numbers below ten with a leading zero; the cell holds the number."""


def cover_sheet(year: Year, book: Workbook, contents: Sequence[tuple[Page | str, int]], stamp: str) -> Page:
    """Add the cover; `contents` are the pages made, of one left out its title, with how many entries each has."""
    say = year.say
    page = Page(book, say("Tổng quan", "Overview"), WIDTHS, OFFICIAL)
    organ = str(year.block["name"])
    report_head(page, say, (year.block["authority"], organ), year.day, split=SPLIT)
    title = say("TỔNG HỢP CÔNG TÁC THI ĐUA, KHEN THƯỞNG", "SUMMARY OF EMULATION AND COMMENDATION,")
    page.line(f"{title} {year.title.upper() if say.vietnamese else year.title}", size=14, bold=True, center=True)
    if year.theme:
        page.line(f"“{year.theme}”", size=13, italic=True, center=True)
    as_of = say("Số liệu trong sổ đến ngày", "As in the register on")
    page.line(f"({as_of} {show_date(year.day)}{stamp})", italic=True, center=True)
    page.skip()
    page.heading(say("I. TỔ CHỨC", "I. ORGANISATION"))
    page.facts(_organisation(year))
    page.heading(say("II. SỐ LIỆU CHÍNH", "II. KEY FIGURES"))
    page.facts(_figures(year))
    page.heading(say("III. NỘI DUNG", "III. CONTENTS"))
    _contents(year, page, contents)
    recipients = [year.block["authority"], say("Các đơn vị thành viên", "The members")]
    signer = next((name_and_post(str(head["person"] or ""))[0] for head in year.leaders("head")), "")
    closing(page, say, [str(one) for one in recipients if one], (organ, say.role("head", year.block["kind"]), signer))
    return page


def report_head(page: Page, say: Speech, issued_by: tuple[str | None, str], day: str, *, split: int) -> None:
    """The head of a report: the organ above and the one that issues it, the number, the ISO day in words."""
    letterhead(page, say, *issued_by, split=split)
    if say.vietnamese:
        page.pair("Số: …/BC-…", f"……………, {official_day(day)}", bold=False, italic=True, split=split)
    page.skip()


def _contents(year: Year, page: Page, contents: Sequence[tuple[Page | str, int]]) -> None:
    """A line for each sheet, which leads to it, with how many entries it has; what has none is only named."""
    for one, count in contents:
        cell = put(page.sheet, page.row, 1, one.sheet.title if isinstance(one, Page) else one)
        entries = put(page.sheet, page.row, 2, count or year.say("chưa có số liệu", "nothing recorded"))
        entries.number_format, entries.alignment = TWO_DIGITS, Alignment(horizontal="left")
        if isinstance(one, Page):
            tables.link(cell, one.sheet)
        page.row += 1
    page.skip()


def _organisation(year: Year) -> list[Fact]:
    say, row, block = year.say, year.whole, year.block
    facts = [
        Fact(say("Thời gian", "Time"), f"{show_date(row.first)} - {show_date(row.last)}"),
        Fact(say("Cấp trên", "Authority above"), block["authority"], key="authority"),
        Fact(say("Theo dõi, phụ trách", "Followed by"), block["follower"]),
    ]
    for leader in year.ever_led():
        since = leader["from"] != row.first and f"{say('từ', 'from')} {show_date(str(leader['from']))}"
        words = [
            year.name(leader["unit"], leader["from"]),
            leader["person"],
            say.term(leader["method"]),
            leader["document"],
            since,
        ]
        facts.append(Fact(say.role(str(leader["role"]), block["kind"]), "; ".join(str(one) for one in words if one)))
    handover = blocks.handover_record(year.connection, row.id)
    if handover is not None and year.by_then(handover["on"]):
        unknown = say("chưa ghi đơn vị nhận", "receiver not recorded")
        receiver = year.name(handover["to"], handover["on"]) or unknown
        passed = f"{say('đã bàn giao', 'passed on')} {show_date(str(handover['on']))}: {receiver}"
        facts.append(Fact(say("Cờ luân lưu", "Rotating flag"), passed))
    state = say.term("closed" if row.closed_by(year.until) else "open")
    facts.append(Fact(say("Trạng thái năm", "State of the year"), state))
    return [fact for fact in facts if fact.value]


def _figures(year: Year) -> list[Fact]:
    say, numbers = year.say, key_figures(year)
    facts = [Fact(say("Giao ước thi đua", "Pledge"), pledge_words(year, numbers))]
    facts += [Fact(say(*label), numbers[key], TWO_DIGITS, f"count_{key}") for key, label in FIGURES.items()]
    return facts


def pledge_words(year: Year, numbers: Mapping[str, int]) -> str:
    """How far the pledge is, and how many have signed it."""
    say, pledge = year.say, _pledge(year)
    if pledge is None:
        return say("chưa soạn", "not drafted")
    signed = say("{signed}/{members} đơn vị đã ký", "{signed}/{members} units have signed")
    return f"{say.term(pledge['state'])}; {signed.format(**numbers)}"


FIGURES = {
    "members": ("Số đơn vị thành viên", "Members"),
    "meetings": ("Số hội nghị", "Meetings"),
    "ballots": ("Số cuộc bỏ phiếu", "Ballots"),
    "sealed": ("Trong đó đã niêm phong", "Of these, sealed"),
    "proposals": ("Số đề nghị khen thưởng", "Nominations"),
    "commendations": ("Số khen thưởng đã có quyết định", "Commendations"),
    **{one: (f"Số kết quả {words(one, 'outcome')[0]} chỉ tiêu", f"Results: {one}") for one in OUTCOMES},
}
"""The key figures: what they are called."""


def key_figures(year: Year) -> dict[str, int]:
    """How many there are by the summary's day: the keys of `FIGURES`, and the members who signed the pledge."""
    connection, row = year.connection, year.row
    voted = ballots.held(connection, row.id, year.until)
    there = blocks.members(connection, row)
    results, pledge = year.results(), _pledge(year)
    missing = there if pledge is None else as_list(pledge["missing"])
    return {
        "members": len(there),
        "signed": len(there) - len(missing),
        "meetings": len(meetings_held(year)),
        "ballots": len(voted),
        "sealed": sum(ballot["state"] == "sealed" for ballot in voted),
        "proposals": sum(
            nominations.state(one) != CANCELLED for one in nominations.proposals(connection, row.id, year.until)
        ),
        "commendations": sum(one["cancelled_on"] is None for one in granted(year)),
        **{key: sum(one["outcome"] == key for one in results) for key in OUTCOMES},
    }


def _pledge(year: Year) -> dict[str, object] | None:
    """The pledge as it is by the summary's day; None where there is none."""
    drafted = pledges.drafted(year.connection, year.row)
    return pledges.pledge_record(year.connection, year.row, day=year.until) if drafted else None
