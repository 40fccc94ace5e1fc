"""The sheets of ballots, nominations and commendations."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.ballots import count_queries as counts
from emulation_cli.ballots import queries as ballots
from emulation_cli.exchange.workbook import Column, Page, Value
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.terms import Speech
from emulation_cli.nominations import queries as nominations
from emulation_cli.reports.context import DAY, PERCENT, Year, day_cell

PAPER = (
    ("entitled", "Được bỏ phiếu", "Entitled"),
    ("present", "Có mặt", "Present"),
    ("written", "Bằng văn bản", "In writing"),
    ("issued", "Phát ra", "Issued"),
    ("returned", "Thu về", "Returned"),
    ("valid", "Hợp lệ", "Valid"),
    ("invalid", "Không hợp lệ", "Invalid"),
)
"""The numbers of a ballot's paper: key, Vietnamese and English heading."""


def ballots_sheet(year: Year, book: Workbook) -> None:
    """Add the sheet of ballots."""
    page = year.page(book, "Bỏ phiếu", "Ballots", (5, 34, 40, 11, 11, 11, 11, 11, 14))
    voted = ballots.held(year.connection, year.row.id, year.until)
    if not voted:
        page.line(year.nothing(), italic=True)
    for row in voted:
        record = counts.ballot_record(year.connection, ballots.ballot_by_id(year.connection, row["id"]))
        _ballot(year, page, {**record, "state": row["state"], "reason": row["reason"]})


def _ballot(year: Year, page: Page, record: Mapping[str, Any]) -> None:
    say = year.say
    when, mode = show_date(record["on"]), say.term(record["mode"])
    page.heading(f"{record['ballot']} - {when} - {mode} ({say.term(record['state'])})")
    page.line(_rule(say, record))
    if record["reason"]:
        void = record["state"] == "void"
        why = say("Lý do hủy", "Void because") if void else say("Lý do thay thế", "Superseded because")
        page.line(f"{why}: {record['reason']}")
    if record["fingerprint"] is None:
        page.line(say("Chưa niêm phong: chưa có số liệu.", "Not sealed: no figures."), italic=True)
        page.skip()
        return
    page.table(_paper_columns(say), [[record[key] for key, _vi, _en in PAPER]], first_column=3)
    if record["note"]:
        page.line(f"{say('Ghi chú', 'Note')}: {record['note']}")
    page.line(f"{say('Ban kiểm phiếu', 'Tellers')}: {', '.join(record['tellers']) or '-'}")
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


def _paper_columns(say: Speech) -> list[Column]:
    return [Column(say(vi, en), 11, "0") for _key, vi, en in PAPER]


def _outcome_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Đơn vị, cá nhân", "Nominee"), 34),
        Column(say("Hình thức, phong trào, giai đoạn", "Award, movement, period"), 40),
        Column(say("Đồng ý", "Agree"), 11, "0"),
        Column(say("Không đồng ý", "Disagree"), 11, "0"),
        Column(say("Không có ý kiến", "Blank"), 11, "0"),
        Column(say("Tính trên", "Of"), 11, "0"),
        Column(say("Cần đạt", "Needed"), 11, "0"),
        Column(say("Kết quả", "Outcome"), 14),
    ]


def _outcome_row(year: Year, outcome: Mapping[str, Any]) -> list[Value]:
    return [
        outcome["number"],
        outcome["name"],
        "\n".join(str(outcome[key]) for key in ("award_name", "movement_name", "period") if outcome[key]),
        outcome["agree"],
        outcome["disagree"],
        outcome["blank"],
        outcome["base"],
        outcome["needed"],
        year.say.term(outcome["outcome"]),
    ]


def nominations_sheet(year: Year, book: Workbook) -> None:
    """Add the sheet of nominations."""
    say = year.say
    page = year.page(book, "Đề nghị khen thưởng", "Nominations", (5, 24, 24, 32, 11, 9, 9, 20, 13, 16, 12, 15))
    columns = [
        Column(say("STT", "No."), 5, "0"),
        Column(say("Đơn vị, cá nhân", "Recipient"), 24),
        Column(say("Hình thức đề nghị", "Award"), 24),
        Column(say("Phong trào, nội dung", "Movement, achievement"), 32),
        Column(say("Giai đoạn", "Period"), 11),
        Column(say("Số phiếu đồng ý", "Agreeing votes"), 9),
        Column(say("Tỷ lệ", "Share"), 9, PERCENT),
        Column(say("Cấp quyết định", "Authority"), 20),
        Column(say("Trạng thái", "State"), 13),
        Column(say("Văn bản, quyết định", "Document"), 16),
        Column(say("Ngày", "Date"), 12, DAY),
        Column(say("Ghi chú", "Note"), 15),
    ]
    rows = [
        [number, *_nomination_row(year, row)]
        for number, row in enumerate(nominations.proposals(year.connection, year.row.id, year.until), start=1)
    ]
    page.only_table(columns, rows, empty=year.nothing())


def _nomination_row(year: Year, row: sqlite3.Row) -> list[Value]:
    granted = row["commendation_id"] is not None
    agree, base = row["agree"], row["base"]
    return [
        row["recipient_name"],
        row["award_name"],
        nominations.what_for(row),
        row["period"],
        None if agree is None else f"{agree}/{base}",
        nominations.share(row),
        row["authority"],
        year.say.term(nominations.state(row)),
        row["granted_by"] if granted else row["step_document"],
        day_cell(row["granted_on"] if granted else row["step_on"]),
        row["note"],
    ]


def commendations_sheet(year: Year, book: Workbook) -> None:
    """Add the sheet of commendations."""
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
    granted = nominations.commendations_of_year(year.connection, year.row.id)
    for number, values in enumerate((one.values for one in granted if year.by_then(one.values["on"])), start=1):
        recipient = people.get(str(values["recipient"])) or year.name(values["recipient"], values["on"])
        award, kind = names[str(values["award"])], say.term(values["kind"])
        rows.append(
            [number, recipient, award, str(values["document"]), day_cell(values["on"]), kind, _what_for(year, values)]
        )
    page.only_table(columns, rows, empty=year.nothing())


def _what_for(year: Year, values: Values) -> str:
    """What a commendation is for, and by which decision it was cancelled."""
    achievement = str(values["for"] or "")
    if values["cancelled_on"] is None or not year.by_then(values["cancelled_on"]):
        return achievement
    words = year.say("đã hủy bỏ ngày {day} theo {document}", "cancelled on {day} by {document}")
    said = words.format(day=show_date(str(values["cancelled_on"])), document=values["cancelled_by"])
    return f"{achievement}\n({said})".strip()
