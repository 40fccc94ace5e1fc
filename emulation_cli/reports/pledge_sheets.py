"""The sheets of a pledge: content, targets, signatures; results against the targets."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.pledges import queries as pledges
from emulation_cli.pledges.fields import Goal
from emulation_cli.reports.context import DAY, PERCENT, WIDE, Listing, Year, as_list, day_cell, outcome_words


def pledge_sheet(year: Year, book: Workbook) -> tuple[Page, int]:
    """Add the sheet of pledge."""
    say = year.say
    page = year.page(book, "Giao ước thi đua", "Pledge", WIDE)
    if not pledges.drafted(year.connection, year.row):
        return page, 0
    record = pledges.pledge_record(year.connection, year.row, day=year.until)
    page.line(f"{record['title'] or say('Giao ước thi đua', 'Pledge')}: {say.term(record['state'])}", bold=True)
    if isinstance(record["adoption"], dict):
        page.line(adoption_words(year, record["adoption"]))
    if record["reason"]:
        amended = say("Sửa đổi lần", "Amendment")
        page.line(f"{amended} {int(str(record['version'])) - 1}: {record['reason']}", italic=True)
    page.skip()
    movements = as_list(record["movements"])
    if movements:
        page.heading(say("Phong trào đăng ký", "Movements registered"))
        page.table(_movement_columns(say), [_movement_row(one) for one in movements], name="PledgeMovements")
    page.heading(say("Nội dung giao ước", "Content"))
    content = [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Đơn vị thực hiện", "Units"), 30),
        Column(say("Nội dung", "Content"), 72),
        Column(say("Căn cứ", "Basis"), 20),
    ]
    items = as_list(record["items"])
    page.table(
        content,
        [[item["number"], unit_words(year, item["units"]), item["text"], ", ".join(item["basis"])] for item in items],
        empty=year.nothing(),
        name="PledgeItems",
    )
    page.heading(say("Chỉ tiêu thi đua", "Targets"))
    targets = _target_rows(year, as_list(record["targets"]))
    page.table(_target_columns(say), targets, empty=year.nothing(), name="Targets")
    page.heading(say("Ký kết", "Signatures"))
    page.table(_signature_columns(say), _signature_rows(year, record), empty=year.nothing(), name="Signatures")
    return page, len(items) + len(targets)


def _movement_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Phong trào", "Movement"), 30),
        Column(say("Mục tiêu", "Aim"), 72),
        Column(say("Thời gian phát động", "Launched on"), 20, DAY),
        Column(say("Thời gian tổng kết", "Closed on"), 14, DAY),
    ]


def _movement_row(one: Mapping[str, Any]) -> list[Value]:
    return [one["number"], one["name"], one["aim"], day_cell(one["launched_on"]), day_cell(one["closed_on"])]


def adoption_words(year: Year, adoption: Mapping[str, Any]) -> str:
    """At which meeting a pledge was adopted, and how."""
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


def unit_words(year: Year, units: Sequence[str]) -> str:
    """The names of units; of none, all members."""
    return ", ".join(year.name(unit) for unit in units) or year.say("Tất cả thành viên", "All members")


def _target_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Mã", "Code"), 7),
        Column(say("Đơn vị thực hiện", "Units"), 30),
        Column(say("Nội dung chỉ tiêu", "Target"), 72),
        Column(say("Căn cứ", "Basis"), 20),
        Column(say("Kế hoạch", "Goal"), 14),
        Column(say("Đơn vị tính", "Measure"), 14),
    ]


def _target_rows(year: Year, targets: Sequence[Mapping[str, Any]]) -> list[list[Value]]:
    return [
        [
            target["code"],
            unit_words(year, target["units"]),
            "\n".join(str(part) for part in (target["name"], target["note"]) if part),
            ", ".join(target["basis"]),
            goal_words(year, target),
            target["measure"],
        ]
        for target in targets
    ]


def goal_words(year: Year, target: Mapping[str, Any]) -> str:
    """The target's goal, and below it the goals of single units."""

    def show(goal: str) -> str:
        return Goal().text(goal, vietnamese=year.say.vietnamese)

    return "\n".join([show(target["goal"]), *(f"{unit}: {show(goal)}" for unit, goal in target["goals"].items())])


def _signature_columns(say: Speech) -> list[Column]:
    return [
        Column(say("STT", "No."), 7, "0"),
        Column(say("Đơn vị", "Unit"), 30),
        Column(say("Người ký", "Signed by"), 72),
        Column(say("Ngày ký", "Signed on"), 20, DAY),
    ]


def signatures(year: Year, record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Every member, then who signed besides: unit, by, on (an ISO day), both None of who has not signed."""
    stored = {one["unit"]: one for one in as_list(record["signatures"])}
    units = [member.unit for member in blocks.members(year.connection, year.row)]
    units += [str(unit) for unit in stored if unit not in units]
    none = {"signed_on": None, "by": None}
    signed = [(unit, stored.get(unit, none)) for unit in units]
    return [
        {"unit": year.name(unit, one["signed_on"]), "by": one["by"], "on": one["signed_on"]} for unit, one in signed
    ]


def _signature_rows(year: Year, record: Mapping[str, Any]) -> list[list[Value]]:
    """The signatures; who has not signed is said so."""
    return [
        [number, one["unit"], None, year.say("chưa ký", "not signed")]
        if one["on"] is None
        else [number, one["unit"], str(one["by"] or ""), day_cell(one["on"])]
        for number, one in enumerate(signatures(year, record), start=1)
    ]


def _result_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Mã", "Code"), 9),
        Column(say("Chỉ tiêu", "Target"), 42),
        Column(say("Đơn vị", "Unit"), 30),
        Column(say("Kỳ", "Period"), 9),
        Column(say("Kế hoạch", "Goal"), 11),
        Column(say("Đơn vị tính", "Measure"), 10),
        Column(say("Thực hiện", "Actual"), 11),
        Column(say("% kế hoạch", "% of goal"), 11, PERCENT),
        Column(say("Kết quả", "Outcome"), 11),
    ]


def _result_row(year: Year, result: Mapping[str, Any]) -> list[Value]:
    say = year.say
    return [
        result["target"],
        result["name"],
        year.name(result["unit"]),
        year.period(str(result["period"])),
        Goal().text(result["goal"], vietnamese=say.vietnamese),
        result["measure"],
        result["actual"],
        None if result["percent"] is None else result["percent"] / 100,
        say.term(result["outcome"], "outcome"),
    ]


RESULTS = Listing(
    "Results",
    ("Kết quả thực hiện chỉ tiêu", "Results"),
    _result_columns,
    lambda year: [_result_row(year, result) for result in year.results()],
    {8: outcome_words},
)
"""Results against targets, met and missed in colours."""
