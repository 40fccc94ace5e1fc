"""The sheets of registered titles, of movements, and of exemplars and models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from openpyxl.workbook import Workbook

from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value
from emulation_cli.kernel import references
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.terms import Speech
from emulation_cli.movements import queries as movements
from emulation_cli.movements.fields import EXEMPLAR_KINDS
from emulation_cli.nominations import movement_queries
from emulation_cli.nominations import registration_queries as registrations
from emulation_cli.reports.context import DAY, WIDE, Listing, Year, day_cell

MOVEMENT_WIDTHS = (6, 34, 64, 44, 13, 13)


def _registration_columns(say: Speech) -> list[Column]:
    return [
        Column(say("Danh hiệu, hình thức", "Award"), 50),
        Column(say("Đơn vị", "Unit"), 40),
        Column(say("Số đăng ký", "Registered"), 12, "0"),
        Column(say("Được khen thưởng", "Granted"), 12, "0"),
        Column(say("Cá nhân đăng ký", "People by name"), 30),
    ]


def _registrations(year: Year) -> list[list[Value]]:
    rows: list[list[Value]] = []
    for line in registrations.compared(year.connection, year.row, year.until):
        owner = line.name or year.say("Không thuộc đơn vị", "Of no unit")
        named = ", ".join(references.name_of(year.connection, "person", code) for code in line.people)
        rows.append([line.award_name, owner, line.registered, line.granted, named])
    return rows


REGISTRATIONS = Listing("Registrations", ("Đăng ký danh hiệu", "Registrations"), _registration_columns, _registrations)
"""Registered titles, set against what was granted."""


def movements_sheet(year: Year, book: Workbook) -> tuple[Page, int]:
    """Add the sheet of movements, and of the units that take part in them."""
    say = year.say
    page = year.page(book, "Phong trào thi đua", "Movements", MOVEMENT_WIDTHS)
    found = movement_queries.movements_of_year(year.connection, year.row)
    commended = movement_queries.commended(year.connection, year.row, year.until)
    page.heading(say("Các phong trào", "Movements"))
    columns = [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Cơ quan phát động", "Launched by"), 34),
        Column(say("Phong trào, mục tiêu", "Movement, aim"), 64),
        Column(say("Kết quả", "Outcome"), 44),
        Column(say("Từ ngày", "From"), 13, DAY),
        Column(say("Đến hết ngày", "To"), 13, DAY),
    ]
    rows = [
        [number, *_movement(year, row.values, commended.get(str(row.values["code"]), 0))]
        for number, row in enumerate(found, start=1)
    ]
    page.table(columns, rows, empty=year.nothing(), name="Movements")
    page.heading(say("Đơn vị tham gia", "Units taking part"))
    taking_part = [
        (str(row.values["name"]), one)
        for row in found
        for one in movement_queries.participants_of_year(year.connection, year.row, row.id)
        if year.by_then(one["launched_on"])
    ]
    columns = [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Đơn vị", "Unit"), 34),
        Column(say("Phong trào", "Movement"), 64),
        Column(say("Chủ đề, kết quả", "Theme, outcome"), 44),
        Column(say("Ngày phát động", "Launched on"), 13, DAY),
    ]
    lines = [[number, *_taking_part(year, *one)] for number, one in enumerate(taking_part, start=1)]
    page.table(columns, lines, empty=year.nothing(), name="Participations")
    return page, len(rows)


def _movement(year: Year, values: Values, commended: int) -> list[Value]:
    say = year.say
    scope = f"{say('Phạm vi', 'Scope')}: {say.term(values['scope'], 'scope')}"
    body = "\n".join(str(part) for part in (values["launcher"], scope) if part)
    kind = f"{say('Loại', 'Kind')}: {say.term(values['kind'])}"
    aim = values["aim"] and f"{say('Mục tiêu', 'Aim')}: {values['aim']}"
    occasion = values["occasion"] and f"{say('Chào mừng', 'Occasion')}: {values['occasion']}"
    about = "\n".join(str(part) for part in (values["name"], kind, occasion, aim) if part)
    granted = f"{say('Khen thưởng', 'Commendations')}: {commended}" if commended else None
    outcome = "\n".join(str(part) for part in (values["outcome"], granted) if part)
    end = values["to"] if year.by_then(values["to"]) else None
    return [body, about, outcome, day_cell(values["from"]), day_cell(end)]


def _taking_part(year: Year, movement: str, one: Mapping[str, Any]) -> list[Value]:
    theme = one["theme"] and f"“{str(one['theme']).strip('“”')}”"
    text = "\n".join(str(part) for part in (theme, one["outcome"]) if part)
    return [year.name(one["unit"]), movement, text, day_cell(one["launched_on"])]


def exemplars_sheet(year: Year, book: Workbook) -> tuple[Page, int]:
    """Add the sheet of exemplars and models: how many on the year's last day, and which."""
    say = year.say
    page = year.page(book, "Điển hình, mô hình", "Exemplars, models", WIDE)
    page.heading(say("Số lượng", "How many"))
    columns = [
        Column(say("STT", "No."), WIDE[0], "0"),
        Column(say("Đơn vị", "Unit"), WIDE[1]),
        Column(say("Loại", "Kind"), WIDE[2]),
        Column(say("Mới trong năm", "New in the year"), WIDE[3], "0"),
        Column(say("Tổng số", "In all"), WIDE[4], "0"),
    ]
    page.table(columns, _counts(year), empty=year.nothing())  # no named table: sums stand among its rows
    page.heading(say("Danh sách", "Which"))
    columns = [
        Column(say("STT", "No."), WIDE[0], "0"),
        Column(say("Đơn vị", "Unit"), WIDE[1]),
        Column(say("Điển hình, mô hình", "Exemplar, model"), WIDE[2]),
        Column(say("Loại", "Kind"), WIDE[3]),
        Column(say("Từ ngày", "Since"), WIDE[4], DAY),
        Column(say("Số lượng", "Count"), WIDE[5], "0"),
    ]
    found = movements.exemplars_of_year(year.connection, year.row)
    called = dict(references.names_of(year.connection, "movement"))
    lines = [[number, *_exemplar(year, called, *one)] for number, one in enumerate(found, start=1)]
    page.table(columns, lines, empty=year.nothing(), name="Exemplars")
    return page, len(lines)


def _counts(year: Year) -> list[list[Value]]:
    """A line for each member and kind of which it has had any, then the sum of each kind."""
    say = year.say
    lines: list[list[Value]] = []
    sums: list[list[Value]] = []
    for kind in EXEMPLAR_KINDS:
        counted = movements.counts_of_year(year.connection, year.row, year.row.last, kind)
        held = [one for one in counted if one["new"] or one["total"]]
        lines += [
            [None, year.name(one["unit"]), say.term(kind), _number(one["new"]), _number(one["total"])] for one in held
        ]
        if held:
            both = (sum(_number(one[key]) for one in held) for key in ("new", "total"))
            sums.append([None, say("Cộng", "Sum"), say.term(kind), *both])
    return [[number, *line[1:]] for number, line in enumerate(lines, start=1)] + sums


def _number(value: object) -> int:
    return int(str(value))


def _exemplar(year: Year, called: Mapping[str, str], unit: str, values: Values) -> list[Value]:
    say = year.say
    movement = values["movement"] and called[str(values["movement"])]
    until = (
        values["until"]
        and year.by_then(values["until"])
        and f"{say('đến ngày', 'until')} {day_cell(values['until']):%d/%m/%Y}"
    )
    parts = (
        ("", values["name"]),
        ("", values["who"]),
        (say("Lĩnh vực", "Field"), values["field"]),
        (say("Phong trào", "Movement"), movement),
        (say("Nơi tuyên truyền", "Publicised in"), values["publicised"]),
        ("", until),
    )
    text = "\n".join(f"{label}: {part}" if label else str(part) for label, part in parts if part)
    kind = say.term(values["kind"])
    return [year.name(unit), text, kind, day_cell(values["since"]), _number(values["count"])]
