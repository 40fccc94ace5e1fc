"""The summary workbook of a block's year: one function a sheet."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.ballots import queries as ballots
from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.workbook import Column, Page, Value, new_book, to_bytes
from emulation_cli.kernel import listing
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.names import name_and_post
from emulation_cli.meetings import queries as meetings
from emulation_cli.nominations import queries as nominations
from emulation_cli.pledges import queries as pledges
from emulation_cli.pledges.fields import SIGNATURES, Goal
from emulation_cli.reports.terms import Speech

DAY = "dd/mm/yyyy"
PERCENT = "0.00%"
QUOTES = '“”"'
WIDE = (7, 34, 52, 20, 16, 16)
"""Column widths shared by the tables of a sheet that has several."""


@dataclass(frozen=True)
class Year:
    """What every sheet of one summary speaks about.

    Attributes:
        connection: an open read transaction.
        row: the block's year.
        block: the stored block.
        day: ISO day that the summary is as of.
        say: the language.
        names: unit code → name on the year's last day, or the present one.
    """

    connection: sqlite3.Connection
    row: blocks.YearRow
    block: sqlite3.Row
    day: str
    say: Speech
    names: Mapping[str, str]

    def name(self, unit: object) -> str:
        """The name of a unit; its code where it has none here."""
        return "" if unit is None else self.names.get(str(unit), str(unit))

    def page(self, book: Workbook, vi: str, en: str, widths: Sequence[int]) -> Page:
        """A sheet with its title and what it belongs to."""
        page = Page(book, self.say(vi, en), widths)
        page.title(self.say(vi, en).upper(), f"{self.block['name']} - {self.say('năm', 'year')} {self.row.year}")
        return page

    def nothing(self) -> str:
        """What stands where a table would be empty."""
        return self.say("Chưa có số liệu.", "Nothing recorded.")


def summary(connection: sqlite3.Connection, row: blocks.YearRow, day: str, *, vietnamese: bool) -> bytes:
    """The summary workbook of a year as of an ISO day; the same bytes for the same register."""
    year = _year(connection, row, day, Speech(vietnamese))
    book = new_book()
    for make in (_overview, _members, _pledge, _results, _meetings, _ballots, _nominations, _commendations):
        make(year, book)
    title = f"{year.block['name']} {row.year}"
    return to_bytes(book, day, title=title)


def _year(connection: sqlite3.Connection, row: blocks.YearRow, day: str, say: Speech) -> Year:
    block = connection.execute("SELECT * FROM block WHERE id = ?", (row.block_id,)).fetchone()
    names = {unit["code"]: unit["name"] for unit in connection.execute("SELECT code, name FROM unit")}
    names |= {member.unit: member.name for member in blocks.members(connection, row)}
    return Year(connection, row, block, day, say, names)


def day_cell(iso: object) -> date | None:
    """An ISO day as a real date."""
    return None if iso is None else date.fromisoformat(str(iso))


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


# -- overview ---------------------------------------------------------------------------------------------------------


def _overview(year: Year, book: Workbook) -> None:
    say, row = year.say, year.row
    page = Page(book, say("Tổng quan", "Overview"), (34, 24, 24, 24, 24))
    page.line(str(year.block["authority"] or "").upper(), bold=True)
    page.line(str(year.block["name"]).upper(), bold=True)
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
    page.sheet.print_area = f"A1:E{page.row}"


def _organisation(year: Year) -> list[tuple[str, Value, str]]:
    say, row, block = year.say, year.row, year.block
    record = blocks.year_record(year.connection, row)
    facts: list[tuple[str, Value, str]] = [
        (say("Thời gian", "Time"), f"{show_date(row.first)} - {show_date(row.last)}", "@"),
        (say("Cấp trên", "Authority above"), block["authority"], "@"),
        (say("Theo dõi, phụ trách", "Followed by"), block["follower"], "@"),
    ]
    for leader in _list(record["leadership"]):
        words = [year.name(leader["unit"]), leader["person"], say.term(leader["method"])]
        facts.append((say.role(leader["role"], block["kind"]), "; ".join(word for word in words if word), "@"))
    handover = record["handover"]
    if isinstance(handover, dict):
        passed = say("đã bàn giao", "passed on")
        unknown = say("chưa ghi đơn vị nhận", "receiver not recorded")
        receiver = year.name(handover["to"]) or unknown
        facts.append(
            (say("Cờ luân lưu", "Rotating flag"), f"{passed} {show_date(str(handover['on']))}: {receiver}", "@")
        )
    facts.append((say("Trạng thái năm", "State of the year"), say.term(row.state), "@"))
    return [fact for fact in facts if fact[1]]


def _figures(year: Year) -> list[tuple[str, Value, str]]:
    say, connection, row = year.say, year.connection, year.row
    there = blocks.members(connection, row)
    held = meetings.meetings_of(connection, row.id)
    voted = ballots.ballots_of(connection, row.id)
    sealed = [ballot for ballot in voted if ballot["state"] == "sealed"]
    proposed = nominations.proposals(connection, row.id)
    granted = nominations.commendations_of_year(connection, row.id)
    return [
        (say("Số đơn vị thành viên", "Members"), len(there), "0"),
        (say("Giao ước thi đua", "Pledge"), _pledge_state(year, len(there)), "@"),
        (say("Số hội nghị", "Meetings"), len(held), "0"),
        (say("Số cuộc bỏ phiếu (đã niêm phong)", "Ballots (sealed)"), f"{len(voted)} ({len(sealed)})", "@"),
        (say("Số đề nghị khen thưởng", "Nominations"), len(proposed), "0"),
        (say("Số khen thưởng đã có quyết định", "Commendations"), len(granted), "0"),
    ]


def _pledge_state(year: Year, members: int) -> str:
    stored = year.connection.execute("SELECT 1 FROM pledge WHERE year_id = ?", (year.row.id,)).fetchone()
    if stored is None:
        return year.say("chưa soạn", "not drafted")
    record = pledges.pledge_record(year.connection, year.row)
    signed = members - len(_list(record["missing"]))
    return f"{year.say.term(record['state'])}; {signed}/{members} {year.say('đơn vị đã ký', 'units have signed')}"


# -- members ----------------------------------------------------------------------------------------------------------


def _members(year: Year, book: Workbook) -> None:
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
    people = {leader["unit"]: str(leader["person"] or "") for leader in blocks.leadership(year.connection, year.row.id)}
    spans = year.connection.execute(
        'SELECT m.unit_id, m."from", m."to" FROM member m WHERE m.year_id = ? ORDER BY m."order", m."from"',
        (year.row.id,),
    ).fetchall()
    known = {member.unit_id: member for member in blocks.ever_members(year.connection, year.row)}
    rows: list[list[Value]] = []
    for number, span in enumerate(spans, start=1):
        member = known[span["unit_id"]]
        role = say.role(member.role, year.block["kind"])
        days = (day_cell(span["from"]), day_cell(span["to"]))
        rows.append([number, member.unit, year.name(member.unit), role, people.get(member.unit), *days])
    page.only_table(columns, rows, empty=year.nothing())


# -- pledge -----------------------------------------------------------------------------------------------------------


def _pledge(year: Year, book: Workbook) -> None:
    say = year.say
    page = year.page(book, "Giao ước thi đua", "Pledge", WIDE)
    if year.connection.execute("SELECT 1 FROM pledge WHERE year_id = ?", (year.row.id,)).fetchone() is None:
        page.line(year.nothing(), italic=True)
        return
    record = pledges.pledge_record(year.connection, year.row)
    page.line(f"{record['title'] or say('Giao ước thi đua', 'Pledge')}: {say.term(record['state'])}", bold=True)
    if isinstance(record["adoption"], dict):
        page.line(_adoption(year, record["adoption"]))
    page.skip()
    page.heading(say("Nội dung giao ước", "Content"))
    content = [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Đơn vị thực hiện", "Units"), 34),
        Column(say("Nội dung", "Content"), 52),
        Column(say("Căn cứ", "Basis"), 20),
    ]
    items = _list(record["items"])
    page.table(
        content,
        [[item["number"], _units(year, item["units"]), item["text"], ", ".join(item["basis"])] for item in items],
        empty=year.nothing(),
    )
    page.heading(say("Chỉ tiêu thi đua", "Targets"))
    page.table(_target_columns(say), _target_rows(year, _list(record["targets"])), empty=year.nothing())
    page.heading(say("Ký kết", "Signatures"))
    page.table(_signature_columns(say), _signature_rows(year), empty=year.nothing())


def _adoption(year: Year, adoption: Mapping[str, Any]) -> str:
    say = year.say
    how = say("bằng thống nhất", "by consensus")
    if not adoption["consensus"]:
        how = say(
            "tán thành {agree}, không tán thành {disagree}, không có ý kiến {abstain}",
            "{agree} for, {disagree} against, {abstain} abstaining",
        ).format(**adoption)
    held = meetings.meeting_row(year.connection, str(adoption["meeting"]))
    when = show_date(str(held.values["on"]))
    return say(f"Thông qua tại hội nghị ngày {when}: {how}.", f"Adopted at the meeting of {when}: {how}.")


def _units(year: Year, units: Sequence[str]) -> str:
    return ", ".join(year.name(unit) for unit in units) or year.say("Tất cả thành viên", "All members")


def _target_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Mã", "Code"), 7),
        Column(say("Đơn vị thực hiện", "Units"), 34),
        Column(say("Nội dung chỉ tiêu", "Target"), 52),
        Column(say("Căn cứ", "Basis"), 20),
        Column(say("Kế hoạch", "Goal"), 16),
        Column(say("Đơn vị tính", "Measure"), 16),
    ]


def _target_rows(year: Year, targets: Sequence[Mapping[str, Any]]) -> list[list[Value]]:
    return [
        [
            target["code"],
            _units(year, target["units"]),
            target["name"],
            ", ".join(target["basis"]),
            Goal().text(target["goal"], vietnamese=year.say.vietnamese),
            target["measure"],
        ]
        for target in targets
    ]


def _signature_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Đơn vị", "Unit"), 34),
        Column(say("Người ký", "Signed by"), 52),
        Column(say("Ngày ký", "Signed on"), 20, DAY),
    ]


def _signature_rows(year: Year) -> list[list[Value]]:
    """Every member, and who signed besides; who has not signed is said so."""
    stored = {
        row.values["unit"]: row.values
        for row in listing.listed(year.connection, SIGNATURES, f"{SIGNATURES.year} = ?", (year.row.id,))
    }
    units = [member.unit for member in blocks.members(year.connection, year.row)]
    units += [str(unit) for unit in stored if unit not in units]
    rows: list[list[Value]] = []
    for number, unit in enumerate(units, start=1):
        values = stored.get(unit)
        if values is None:
            rows.append([number, year.name(unit), None, year.say("chưa ký", "not signed")])
        else:
            rows.append([number, year.name(unit), str(values["by"] or ""), day_cell(values["signed_on"])])
    return rows


# -- results ----------------------------------------------------------------------------------------------------------


def _results(year: Year, book: Workbook) -> None:
    say = year.say
    page = year.page(book, "Kết quả thực hiện chỉ tiêu", "Results", (10, 46, 34, 12, 13, 12, 13, 12, 13))
    columns = [
        Column(say("Mã", "Code"), 10),
        Column(say("Chỉ tiêu", "Target"), 46),
        Column(say("Đơn vị", "Unit"), 34),
        Column(say("Kỳ", "Period"), 12),
        Column(say("Kế hoạch", "Goal"), 13),
        Column(say("Đơn vị tính", "Measure"), 12),
        Column(say("Thực hiện", "Actual"), 13, "0.##"),
        Column(say("% kế hoạch", "% of goal"), 12, PERCENT),
        Column(say("Kết quả", "Outcome"), 13),
    ]
    rows = [_result_row(year, result) for result in pledges.results(year.connection, year.row, None)]
    page.only_table(columns, rows, empty=year.nothing())


def _result_row(year: Year, result: Mapping[str, Any]) -> list[Value]:
    say = year.say
    return [
        result["target"],
        result["name"],
        year.name(result["unit"]),
        say.term(result["period"], "period"),
        Goal().text(result["goal"], vietnamese=say.vietnamese),
        result["measure"],
        result["actual"],
        None if result["percent"] is None else result["percent"] / 100,
        say("đạt", "achieved") if result["achieved"] else say("chưa đạt", "missed"),
    ]


# -- meetings ---------------------------------------------------------------------------------------------------------


def _meetings(year: Year, book: Workbook) -> None:
    page = year.page(book, "Hội nghị", "Meetings", WIDE)
    held = meetings.meetings_of(year.connection, year.row.id)
    if not held:
        page.line(year.nothing(), italic=True)
    for row in held:
        _meeting(year, page, meetings.meeting_record(year.connection, row))


def _meeting(year: Year, page: Page, record: Mapping[str, Any]) -> None:
    say = year.say
    purposes = ", ".join(say.term(kind.partition(":")[0]) for kind in record["kinds"])
    page.heading(f"{show_date(record['on'])} - {purposes} ({record['code']})")
    facts = [
        (say("Địa điểm", "Place"), record["place"]),
        (say("Đơn vị đăng cai", "Host"), year.name(record["host"])),
        (say("Hình thức", "Mode"), say.term(record["mode"])),
        (say("Chủ trì", "Chair"), record["chair"]),
        (say("Khách mời", "Guests"), "; ".join(record["guests"])),
        (say("Bỏ phiếu", "Ballots"), ", ".join(record["ballots"])),
    ]
    for name, value in facts:
        if value:
            page.line(f"{name}: {value}")
    page.table(_attendance_columns(say), _attendance_rows(year, record), empty=year.nothing())
    for vi, en, rows in _parts(year, record):
        if rows:
            page.heading(say(vi, en))
            page.table(_part_columns(say), rows, empty="")


def _attendance_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Đơn vị", "Unit"), 34),
        Column(say("Người dự", "Delegates"), 52),
        Column(say("Có mặt", "Presence"), 20),
        Column(say("Lý do vắng", "Reason"), 16),
    ]


def _attendance_rows(year: Year, record: Mapping[str, Any]) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for state in ("present", "absent"):
        for unit in record[state]:
            delegates = [one for one in record["delegates"] if one["unit"] == unit]
            people = "; ".join(one["person"] for one in delegates if one["person"])
            reason = "; ".join(one["reason"] for one in delegates if one["reason"])
            rows.append([len(rows) + 1, year.name(unit), people, year.say.term(state), reason])
    return rows


def _part_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Người, đơn vị", "Who"), 34),
        Column(say("Nội dung", "Content"), 52),
        Column(say("Ghi chú", "Note"), 20),
    ]


def _parts(year: Year, record: Mapping[str, Any]) -> list[tuple[str, str, list[list[Value]]]]:
    """Speeches, opinions, resolutions and tasks of a meeting: (Vietnamese heading, English heading, rows)."""
    say = year.say
    speeches = [[s["number"], _who(s["person"]), s["text"], say.term(s["role"])] for s in record["speeches"]]
    opinions = [
        [o["number"], year.name(o["unit"]), o["text"], "" if o["state"] == "open" else say.term(o["state"])]
        for o in record["opinions"]
    ]
    resolutions = [[r["number"], "", r["text"], _resolution(say, r)] for r in record["resolutions"]]
    tasks = [[t["number"], year.name(t["owner"]), t["text"], _task(year, t)] for t in record["tasks"]]
    return [
        ("Phát biểu", "Speeches", speeches),
        ("Ý kiến đóng góp", "Opinions", opinions),
        ("Biểu quyết", "Resolutions", resolutions),
        ("Nhiệm vụ", "Tasks", tasks),
    ]


def _who(person: str) -> str:
    name, post = name_and_post(person)
    return f"{name}\n{post}" if post else name


def _resolution(say: Speech, resolution: Mapping[str, Any]) -> str:
    outcome = say("thông qua", "carried") if resolution["carried"] else say("không thông qua", "not carried")
    if resolution["consensus"]:
        return f"{say('thống nhất', 'consensus')}: {outcome}"
    counts = "/".join(str(resolution[key]) for key in ("agree", "disagree", "abstain"))
    return f"{counts}: {outcome}"


def _task(year: Year, task: Mapping[str, Any]) -> str:
    """Done, or due when; late as of the summary's day."""
    say = year.say
    if task["done"]:
        return say("đã xong", "done")
    if task["due"] is None:
        return ""
    late = say("quá hạn", "overdue") if task["due"] < year.day else say("thời hạn", "due")
    return f"{late} {show_date(task['due'])}"


# -- ballots ----------------------------------------------------------------------------------------------------------


def _ballots(year: Year, book: Workbook) -> None:
    page = year.page(book, "Bỏ phiếu", "Ballots", (6, 40, 44, 13, 13, 13, 11, 11, 16))
    voted = ballots.ballots_of(year.connection, year.row.id)
    if not voted:
        page.line(year.nothing(), italic=True)
    for row in voted:
        _ballot(year, page, ballots.ballot_record(year.connection, row))


def _ballot(year: Year, page: Page, record: Mapping[str, Any]) -> None:
    say = year.say
    when, mode = show_date(record["on"]), say.term(record["mode"])
    page.heading(f"{record['ballot']} - {when} - {mode} ({say.term(record['state'])})")
    page.line(_rule(say, record))
    if record["fingerprint"] is None:
        page.line(say("Chưa niêm phong: chưa có số liệu.", "Not sealed: no figures."), italic=True)
        page.skip()
        return
    page.line(_paper(say, record))
    if record["note"]:
        page.line(f"{say('Ghi chú', 'Note')}: {record['note']}")
    if record["reason"]:
        page.line(f"{say('Lý do thay thế', 'Superseded because')}: {record['reason']}")
    page.line(f"{say('Tổ kiểm phiếu', 'Tellers')}: {', '.join(record['tellers']) or '-'}")
    page.line(f"{say('Mã kiểm chứng', 'Fingerprint')}: {record['fingerprint']}")
    page.table(_outcome_columns(say), [_outcome_row(year, one) for one in record["outcomes"]], empty=year.nothing())


def _rule(say: Speech, record: Mapping[str, Any]) -> str:
    """The rule with its source, and what it does not state."""
    not_stated = say("không quy định", "not stated")
    line = record["rule"]
    if line is None:
        words = say("thống nhất, không tính tỷ lệ", "consensus, no pass line")
        words = words if record["mode"] == "consensus" else not_stated
    else:
        share = f"{line['numerator']}/{line['denominator']}"
        words = f"{say.term(line['comparison'])} {share} {say.term(line['base'], 'of')}"
    source = record["clause"] or record["basis"] or not_stated
    parts = [
        f"{say('Điều kiện đạt', 'Pass line')}: {words}",
        f"{say('căn cứ', 'basis')}: {source}",
        f"{say('số dự tối thiểu', 'quorum')}: {record['quorum'] or not_stated}",
    ]
    if record["seats"] is not None:
        parts.append(f"{say('số suất', 'seats')}: {record['seats']}")
    return "; ".join(parts) + "."


def _paper(say: Speech, record: Mapping[str, Any]) -> str:
    """The arithmetic of the paper in one line."""
    names = [
        ("entitled", "được bỏ phiếu", "entitled"),
        ("present", "có mặt", "present"),
        ("written", "gửi ý kiến bằng văn bản", "in writing"),
        ("issued", "phát ra", "issued"),
        ("returned", "thu về", "returned"),
        ("valid", "hợp lệ", "valid"),
        ("invalid", "không hợp lệ", "invalid"),
    ]
    return "; ".join(f"{say(vi, en)}: {record[key]}" for key, vi, en in names if record[key] is not None) + "."


def _outcome_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Đơn vị, cá nhân", "Nominee"), 40),
        Column(say("Hình thức, phong trào, giai đoạn", "Award, movement, period"), 44),
        Column(say("Đồng ý", "Agree"), 13, "0"),
        Column(say("Không đồng ý", "Disagree"), 13, "0"),
        Column(say("Không có ý kiến", "Blank"), 13, "0"),
        Column(say("Tính trên", "Of"), 11, "0"),
        Column(say("Cần đạt", "Needed"), 11, "0"),
        Column(say("Kết quả", "Outcome"), 16),
    ]


def _outcome_row(year: Year, outcome: Mapping[str, Any]) -> list[Value]:
    return [
        outcome["number"],
        outcome["name"],
        _award_words(year, outcome["award"], outcome["movement"], outcome["period"]),
        outcome["agree"],
        outcome["disagree"],
        outcome["blank"],
        outcome["base"],
        outcome["needed"],
        year.say.term(outcome["outcome"]),
    ]


def _award_words(year: Year, award: str, movement: str | None, period: str | None) -> str:
    found = year.connection.execute(
        "SELECT (SELECT name FROM award WHERE code = ?), (SELECT name FROM movement WHERE code = ?)", (award, movement)
    ).fetchone()
    return "\n".join(str(word) for word in (found[0] or award, found[1] or movement, period) if word)


# -- nominations and commendations ------------------------------------------------------------------------------------


def _nominations(year: Year, book: Workbook) -> None:
    say = year.say
    page = year.page(book, "Đề nghị khen thưởng", "Nominations", (6, 34, 30, 40, 13, 13, 12, 28, 18, 18, 13, 24))
    columns = [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Đơn vị, cá nhân", "Recipient"), 34),
        Column(say("Hình thức đề nghị", "Award"), 30),
        Column(say("Phong trào, nội dung", "Movement, achievement"), 40),
        Column(say("Giai đoạn", "Period"), 13),
        Column(say("Số phiếu đồng ý", "Agreeing votes"), 13),
        Column(say("Tỷ lệ", "Share"), 12, PERCENT),
        Column(say("Cấp quyết định", "Authority"), 28),
        Column(say("Trạng thái", "State"), 18),
        Column(say("Văn bản, quyết định", "Document"), 18),
        Column(say("Ngày", "Date"), 13, DAY),
        Column(say("Ghi chú", "Note"), 24),
    ]
    rows = [
        [number, *_nomination_row(year, row)]
        for number, row in enumerate(nominations.proposals(year.connection, year.row.id), start=1)
    ]
    page.only_table(columns, rows, empty=year.nothing())


def _nomination_row(year: Year, row: sqlite3.Row) -> list[Value]:
    granted = row["commendation_id"] is not None
    agree, base = row["agree"], row["base"]
    return [
        row["recipient_name"],
        row["award_name"],
        row["movement_name"] or row["for"],
        row["period"],
        None if agree is None else f"{agree}/{base}",
        None if agree is None or not base else agree * 10_000 // base / 10_000,
        row["authority"],
        year.say.term(nominations.state(row)),
        row["granted_by"] if granted else row["step_document"],
        day_cell(row["granted_on"] if granted else row["step_on"]),
        row["note"],
    ]


def _commendations(year: Year, book: Workbook) -> None:
    say = year.say
    page = year.page(book, "Khen thưởng", "Commendations", (6, 40, 44, 20, 14, 16, 60))
    columns = [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Tập thể, cá nhân", "Recipient"), 40),
        Column(say("Danh hiệu, hình thức", "Award"), 44),
        Column(say("Số quyết định", "Decision"), 20),
        Column(say("Ngày quyết định", "Date"), 14, DAY),
        Column(say("Loại hình", "Kind"), 16),
        Column(say("Thành tích", "For"), 60),
    ]
    names = {row["code"]: row["name"] for row in year.connection.execute("SELECT code, name FROM award")}
    people = {row["code"]: row["name"] for row in year.connection.execute("SELECT code, name FROM person")}
    rows: list[list[Value]] = []
    for number, found in enumerate(nominations.commendations_of_year(year.connection, year.row.id), start=1):
        values = found.values
        recipient = people.get(str(values["recipient"])) or year.name(values["recipient"])
        award, kind = names[str(values["award"])], say.term(values["kind"])
        day, achievement = day_cell(values["on"]), str(values["for"] or "")
        rows.append([number, recipient, award, str(values["document"]), day, kind, achievement])
    page.only_table(columns, rows, empty=year.nothing())
