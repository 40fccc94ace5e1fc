"""The sheets of ballots, nominations and commendations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.ballots import count_queries as counts
from emulation_cli.ballots import queries as ballots
from emulation_cli.exchange import tables
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.terms import Speech
from emulation_cli.nominations import book
from emulation_cli.nominations import queries as nominations
from emulation_cli.nominations import sheets as proposals
from emulation_cli.reports.context import PERCENT, Listing, Year, words_by_look

VOTED = {"passed": tables.GOOD, "not-passed": tables.BAD, "no-quorum": tables.BAD, "tied": tables.WAITING}
"""How the outcomes of a vote look."""
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


def ballots_sheet(year: Year, into: Workbook) -> tuple[Page, int]:
    """Add the sheet of ballots."""
    page = year.page(into, "Bỏ phiếu", "Ballots", (5, 34, 40, 11, 11, 11, 11, 11, 14))
    voted = ballots.held(year.connection, year.row.id, year.until)
    for number, row in enumerate(voted, start=1):
        record = counts.ballot_record(year.connection, ballots.ballot_by_id(year.connection, row["id"]))
        _ballot(year, page, {**record, "state": row["state"], "reason": row["reason"]}, f"Outcomes{number}")
    return page, len(voted)


def _ballot(year: Year, page: Page, record: Mapping[str, Any], name: str) -> None:
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
    for line in _arithmetic(say, record):
        page.line(line)
    if record["note"]:
        page.line(f"{say('Ghi chú', 'Note')}: {record['note']}")
    page.line(f"{say('Ban kiểm phiếu', 'Tellers')}: {', '.join(record['tellers']) or '-'}")
    page.line(f"{say('Mã kiểm chứng', 'Fingerprint')}: {record['fingerprint']}")
    rows = [_outcome_row(year, one) for one in record["outcomes"]]
    reach = page.table(_outcome_columns(say), rows, empty=year.nothing(), name=name)
    tables.colour_words(page.sheet, len(_outcome_columns(say)), reach, _vote_words(say))


def _arithmetic(say: Speech, record: Mapping[str, Any]) -> Iterator[str]:
    """How the numbers of the paper add up; of slips that were printed also what became of them."""
    if record["returned"] is None:
        return
    issued, returned = record["issued"], record["returned"]
    missing = say("không thu về", "not returned")
    yield (
        f"{issued:02} {say('phát ra', 'issued')} = {returned:02} {say('thu về', 'returned')} + "
        f"{issued - returned:02} {missing};   {returned:02} {say('thu về', 'returned')} = "
        f"{record['valid']:02} {say('hợp lệ', 'valid')} + {record['invalid']:02} {say('không hợp lệ', 'invalid')}."
    )
    if record["printed"] is not None:
        spoiled = record["spoiled"] or 0
        yield (
            f"{record['printed']:02} {say('in ra', 'printed')} = {issued:02} {say('phát ra', 'issued')} + "
            f"{spoiled:02} {say('hỏng, đã thay', 'spoiled')} + "
            f"{record['printed'] - issued - spoiled:02} {say('còn lại', 'spare')}."
        )


def _vote_words(say: Speech) -> dict[str, list[str]]:
    """The outcomes of a vote, by how they look."""
    return words_by_look({code: say.term(code) for code in VOTED}, VOTED)


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


# -- proposals and commendations --------------------------------------------------------------------------------------


def _proposal_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Đơn vị, cá nhân", "Recipient"), 22),
        Column(say("Hình thức đề nghị", "Award"), 20),
        Column(say("Phong trào, nội dung", "Movement, achievement"), 26),
        Column(say("Giai đoạn", "Period"), 10),
        Column(say("Số phiếu đồng ý", "Agreeing votes"), 9),
        Column(say("Tỷ lệ", "Share"), 9, PERCENT),
        Column(say("Cấp quyết định", "Authority"), 15),
        Column(say("Khối, cụm bình xét", "The block's vote"), 11),
        Column(say("Hội đồng", "Council"), 17),
        Column(say("Cấp có thẩm quyền", "The authority's decision"), 19),
        Column(say("Ghi chú", "Note"), 14),
    ]


def _proposals(year: Year) -> list[list[Value]]:
    """Every proposal with its three outcomes: the block's vote, the council's review, the authority's decision."""
    return [
        [
            "\n".join(str(part) for part in one.who if part),
            *one.about,
            _vote(year.say, one.row),
            one.council,
            one.decision,
            "\n".join(filter(None, (*one.asides, one.row["note"]))),
        ]
        for one in chosen(year, cancelled=True)
    ]


def chosen(year: Year, submission: str | None = None, *, cancelled: bool = False) -> list[proposals.Line]:
    """The proposals of a year by the summary's day, of one submission where its number is given."""
    asked = proposals.Asked(year.row, year.until, None, submission, year.say)
    return proposals.chosen(year.connection, asked, cancelled=cancelled)


def _vote(say: Speech, row: sqlite3.Row) -> str:
    """Only who passed is proposed by a ballot; others are proposed without one."""
    return say.term("passed") if row["ballot"] is not None else say("không qua bỏ phiếu", "without a ballot")


PROPOSALS = Listing("Proposals", ("Đề nghị khen thưởng", "Nominations"), _proposal_columns, _proposals)


def _commendation_columns(say: Speech) -> list[Column]:
    return [Column(say(vi, en), width, form) for vi, en, width, form in book.COLUMNS[1:]]


def _commendations(year: Year) -> list[list[Value]]:
    known = book.Known(year.connection, year.say)
    return [book.entry(known, values) for values in granted(year)]


def granted(year: Year) -> list[Values]:
    """The commendations of a year by the summary's day, without what came after it."""
    found = [one.values for one in nominations.commendations_of_year(year.connection, year.row.id)]
    return [
        {**values, **dict.fromkeys(key for key in ("handed_on", "cancelled_on") if not year.by_then(values[key]))}
        for values in found
        if year.by_then(values["on"])
    ]


COMMENDATIONS = Listing("Commendations", ("Khen thưởng", "Commendations"), _commendation_columns, _commendations)
