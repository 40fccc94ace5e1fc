"""The sheet of a year's meetings: attendance, speeches, opinions with the lessons of a review, resolutions, tasks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.listing import Listed
from emulation_cli.kernel.names import name_and_post
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.reports.context import DAY, WIDE, Listing, Year, day_cell

OPINIONS = {
    "opinion": ("Ý kiến đóng góp", "Opinions"),
    "shortcoming": ("Tồn tại, hạn chế", "Shortcomings"),
    "cause": ("Nguyên nhân", "Causes"),
    "lesson": ("Bài học kinh nghiệm", "Lessons"),
}
"""The heading over the opinions of each kind, in Vietnamese and in English."""


def meetings_sheet(year: Year, book: Workbook) -> tuple[Page, int]:
    """Add the sheet of meetings."""
    page = year.page(book, "Hội nghị", "Meetings", WIDE)
    held = meetings_held(year)
    for number, row in enumerate(held, start=1):
        _meeting(year, page, meetings.meeting_record(year.connection, row), f"Attendance{number}")
    return page, len(held)


def meetings_held(year: Year) -> list[Listed]:
    """The meetings of a year that were held by the summary's day."""
    return [row for row in meetings.meetings_of(year.connection, year.row.id) if year.by_then(row.values["on"])]


def _meeting(year: Year, page: Page, record: Mapping[str, Any], attendance: str) -> None:
    say = year.say
    page.heading(f"{show_date(record['on'])} - {purposes(say, record['kinds'])} ({record['code']})")
    facts = [
        (say("Địa điểm", "Place"), record["place"]),
        (say("Đơn vị đăng cai", "Host"), year.name(record["host"], record["on"])),
        (say("Hình thức", "Mode"), say.term(record["mode"])),
        (say("Chủ trì", "Chair"), record["chair"]),
        (say("Khách mời", "Guests"), "; ".join(record["guests"])),
        (say("Bỏ phiếu", "Ballots"), ", ".join(record["ballots"])),
    ]
    for name, value in facts:
        if value:
            page.line(f"{name}: {value}")
    there: list[list[Value]] = [
        [number, one["unit"], one["people"], say.term(one["state"]), one["reason"]]
        for number, one in enumerate(attending(year, record), start=1)
    ]
    page.table(_attendance_columns(say), there, empty=year.nothing(), name=attendance)
    for vi, en, rows in _parts(year, record):
        if rows:
            page.heading(say(vi, en))
            page.table(_part_columns(say), rows, empty="")


def purposes(say: Speech, kinds: Iterable[str]) -> str:
    """What a meeting is for, whatever year each of it is of."""
    return ", ".join(say.term(kind.partition(":")[0]) for kind in kinds)


def _attendance_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Đơn vị", "Unit"), 30),
        Column(say("Người dự", "Delegates"), 72),
        Column(say("Có mặt", "Presence"), 20),
        Column(say("Lý do vắng", "Reason"), 14),
    ]


def attending(year: Year, record: Mapping[str, Any]) -> list[dict[str, str]]:
    """Who was there, then who was not: unit, people, state, reason."""
    found = []
    for state in ("present", "absent"):
        for unit in record[state]:
            delegates = [one for one in record["delegates"] if one["unit"] == unit]
            people = "; ".join(one["person"] for one in delegates if one["person"])
            reason = "; ".join(one["reason"] for one in delegates if one["reason"])
            found.append({"unit": year.name(unit, record["on"]), "people": people, "state": state, "reason": reason})
    return found


def _part_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Người, đơn vị", "Who"), 30),
        Column(say("Nội dung", "Content"), 72),
        Column(say("Ghi chú", "Note"), 20),
    ]


def _parts(year: Year, record: Mapping[str, Any]) -> list[tuple[str, str, list[list[Value]]]]:
    """Speeches, opinions, resolutions and tasks of a meeting: (Vietnamese heading, English heading, rows)."""
    say = year.say
    speeches = [[s["number"], _who(s["person"]), s["text"], say.term(s["role"])] for s in record["speeches"]]
    resolutions = [[r["number"], "", r["text"], resolution_words(say, r)] for r in record["resolutions"]]
    tasks = [[t["number"], year.name(t["owner"], record["on"]), t["text"], _task(year, t)] for t in record["tasks"]]
    return [
        ("Phát biểu", "Speeches", speeches),
        *((vi, en, _opinions(year, record, kind)) for kind, (vi, en) in OPINIONS.items()),
        ("Biểu quyết", "Resolutions", resolutions),
        ("Nhiệm vụ", "Tasks", tasks),
    ]


def _opinions(year: Year, record: Mapping[str, Any], kind: str) -> list[list[Value]]:
    say = year.say
    return [
        [
            o["number"],
            year.name(o["unit"], record["on"]) or str(year.block["name"]),
            o["text"],
            "" if o["state"] == "open" else say.term(o["state"]),
        ]
        for o in record["opinions"]
        if o["kind"] == kind
    ]


def _who(person: str) -> str:
    name, post = name_and_post(person)
    return f"{name}\n{post}" if post else name


def resolution_words(say: Speech, resolution: Mapping[str, Any]) -> str:
    """The outcome of a resolution, with its counts."""
    outcome = say("thông qua", "carried") if resolution["carried"] else say("không thông qua", "not carried")
    if resolution["consensus"]:
        return f"{say('thống nhất', 'consensus')}: {outcome}"
    counts = "/".join(str(resolution[key]) for key in ("agree", "disagree", "abstain"))
    return f"{counts}: {outcome}"


def _task(year: Year, task: Mapping[str, Any]) -> str:
    """Done, or due when; late as of the summary's day."""
    say = year.say
    if task["done"] and year.by_then(task["done_on"]):
        return " ".join(filter(None, (say("đã xong", "done"), task["done_on"] and show_date(task["done_on"]))))
    if task["due"] is None:
        return ""
    late = say("quá hạn", "overdue") if task["due"] < year.day else say("thời hạn", "due")
    return f"{late} {show_date(task['due'])}"


# -- every meeting in a line ------------------------------------------------------------------------------------------


def _meeting_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Ngày", "Date"), 13, DAY),
        Column(say("Mã", "Code"), 12),
        Column(say("Nội dung", "Purpose"), 34),
        Column(say("Địa điểm", "Place"), 40),
        Column(say("Đơn vị đăng cai", "Host"), 30),
        Column(say("Có mặt", "Present"), 9, "0"),
        Column(say("Vắng", "Absent"), 9, "0"),
        Column(say("Cuộc bỏ phiếu", "Ballots"), 18),
    ]


def _meeting_rows(year: Year) -> list[list[Value]]:
    records: list[Mapping[str, Any]] = [meetings.meeting_record(year.connection, row) for row in meetings_held(year)]
    return [
        [
            day_cell(one["on"]),
            str(one["code"]),
            purposes(year.say, one["kinds"]),
            one["place"],
            year.name(one["host"], one["on"]) or None,
            len(one["present"]),
            len(one["absent"]),
            ", ".join(one["ballots"]) or None,
        ]
        for one in records
    ]


MEETINGS = Listing("Meetings", ("Hội nghị", "Meetings"), _meeting_columns, _meeting_rows)
