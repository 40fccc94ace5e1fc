"""The registration table of a pledge (bảng đăng ký giao ước thi đua): as it is handed in, and as it comes back.

Its two tables and their headings are those of Mẫu 1a of Thông tư 35/2011/TT-BLĐTBXH.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.lines import RawRow
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.papers import letterhead, signatures
from emulation_cli.exchange.readers import Sheet
from emulation_cli.exchange.workbook import OFFICIAL, Column, Value, new_book, to_bytes
from emulation_cli.kernel import names
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.terms import Speech
from emulation_cli.pledges import queries
from emulation_cli.pledges.fields import Goal
from emulation_cli.units import queries as units

WIDTHS = (6, 44, 34, 16, 16)
MOVEMENTS = (
    ("movement", "Tên phong trào thi đua", "Movement"),
    ("aim", "Mục tiêu", "Aim"),
    ("launched_on", "Thời gian phát động", "Launched on"),
    ("closed_on", "Thời gian tổng kết", "Closed on"),
)
TARGETS = (
    ("name", "Nội dung các chỉ tiêu", "Target"),
    ("measure", "Đơn vị tính", "Measure"),
    ("goal", "Kế hoạch", "Plan"),
    ("note", "Ghi chú", "Note"),
)
"""The columns of the two tables after their number: field key, Vietnamese and English heading."""


@frozen
class About:
    """What one table speaks about.

    Attributes:
        year: the block's year.
        unit: the code of the unit whose table it is; None for the whole block's.
        day: ISO day that it is as of.
    """

    year: blocks.YearRow
    unit: str | None
    day: str


def registration_table(connection: sqlite3.Connection, about: About, *, vietnamese: bool) -> bytes:
    """The table of a year's pledge, or of one unit that bears part of it."""
    say, book, year = Speech(vietnamese), new_book(), about.year
    block = blocks.block_of_year(connection, year.id)
    page = Page(book, say("Đăng ký giao ước", "Registration"), WIDTHS, OFFICIAL)
    organ = units.NamesOn(connection, year.last)[about.unit] if about.unit else str(block["name"])
    letterhead(page, say, str(block["name"]) if about.unit else block["authority"], organ, split=2)
    page.skip()
    title = say("BẢNG ĐĂNG KÝ GIAO ƯỚC THI ĐUA NĂM", "REGISTRATION OF THE EMULATION PLEDGE,")
    page.line(f"{title} {year.year}", size=14, bold=True, center=True)
    page.line(say("Kính gửi: Hội đồng Thi đua - Khen thưởng", "To the emulation and commendation council"), center=True)
    page.skip()
    record = queries.pledge_record(connection, year)
    page.heading(say("I. CÁC PHONG TRÀO THI ĐUA", "I. MOVEMENTS"))
    page.table(_columns(say, MOVEMENTS, year), list(_movements(record)), empty=say("Không có.", "None."))
    page.heading(say("II. CÁC CHỈ TIÊU ĐĂNG KÝ THI ĐUA", "II. TARGETS"))
    page.table(_columns(say, TARGETS, year), list(_targets(say, record, about.unit)), empty=say("Không có.", "None."))
    head = say("THỦ TRƯỞNG ĐƠN VỊ", "HEAD OF THE UNIT") if about.unit else say.role("head", block["kind"]).upper()
    signatures(page, say, [(say("NGƯỜI LẬP", "PREPARED BY"), ""), (head, "")], split=2)
    return to_bytes(book, about.day, title=f"{title} {year.year}")


def _columns(say: Speech, fields: Sequence[tuple[str, str, str]], year: blocks.YearRow) -> list[Column]:
    formats = {"launched_on": "dd/mm/yyyy", "closed_on": "dd/mm/yyyy"}
    columns = [Column(say("STT", "No."), WIDTHS[0], "0")]
    for place, (key, vi, en) in enumerate(fields, start=1):
        heading = f"{say(vi, en)} {year.year}" if key == "goal" else say(vi, en)
        columns.append(Column(heading, WIDTHS[place], formats.get(key, "@")))
    return columns


def _movements(record: Mapping[str, Any]) -> Iterator[list[Value]]:
    for number, one in enumerate(record["movements"], start=1):
        days = [date.fromisoformat(one[key]) if one[key] else None for key in ("launched_on", "closed_on")]
        yield [number, one["name"], one["aim"], *days]


def _targets(say: Speech, record: Mapping[str, Any], unit: str | None) -> Iterator[list[Value]]:
    """The targets; of one unit those that it bears, each with its own goal."""
    borne = [one for one in record["targets"] if unit is None or not one["units"] or unit in one["units"]]
    for number, one in enumerate(borne, start=1):
        goal = Goal().text(one["goals"].get(unit, one["goal"]), vietnamese=say.vietnamese)
        yield [number, one["name"], one["measure"], goal, one["note"]]


# -- as it comes back -------------------------------------------------------------------------------------------------


def read_table(connection: sqlite3.Connection, source: Sheet, year: blocks.YearRow, *, at_least: bool) -> list[Sheet]:
    """The movements and the targets of a filled-in table, as rows that the two kinds take.

    A movement is found by its name, a target that is there already, too; a new one gets the next code. `at_least`: a
    bare number is a goal of at least that. Raises Refused where neither table is found.
    """
    lines = source.lines
    _refuse_units_table(connection, lines, year)
    movements, targets = (list(_rows(lines, fields)) for fields in (MOVEMENTS, TARGETS))
    if not movements and not targets:
        raise Refused(
            _("{name} holds neither of the two tables").format(name=source.name),
            _("Their headings begin with: {first}; {second}.").format(first=MOVEMENTS[0][1], second=TARGETS[0][1]),
        )
    known = {names.fold(row["name"]): row["code"] for row in connection.execute("SELECT code, name FROM movement")}
    for _number, cells in movements:
        cells[0] = known.get(names.fold(str(cells[0])), cells[0])
    return [
        Sheet(source.name, [(0, [key for key, *_headings in MOVEMENTS]), *movements]),
        Sheet(
            source.name,
            [(0, ["code", *(key for key, *_headings in TARGETS)]), *_coded(connection, year, targets, at_least)],
        ),
    ]


def _refuse_units_table(connection: sqlite3.Connection, lines: Sequence[RawRow], year: blocks.YearRow) -> None:
    """Refuse the table of one unit: its goals are its own, not everybody's.

    Whoever founded the block stands above everybody's table, and may be a unit of the register, too.
    """
    whose = blocks.block_of_year(connection, year.id)
    block = names.fold(str(whose["name"]))
    called = {names.fold(name): code for code, name in units.NamesOn(connection, year.last).items()}
    called.pop(names.fold(str(whose["authority"])), None)
    for _number, cells in lines:
        code = next((called[key] for key in (names.fold(str(cell)) for cell in cells if cell) if key in called), None)
        if code is not None and block not in {names.fold(str(cell)) for cell in cells if cell}:
            raise Refused(
                _("this is the table of {unit} alone, its goals are not everybody's").format(unit=code),
                _('Enter them with: emulation pledge target {year} CODE NAME --goal … --unit-goal "{unit} ≥ …"').format(
                    year=year.code, unit=code
                ),
            )


def _rows(lines: Sequence[RawRow], fields: Sequence[tuple[str, str, str]]) -> Iterator[RawRow]:
    """The rows below the headings of a table, in the order of its fields, up to the first row that is none of its."""
    places: list[int] = []
    for number, cells in lines:
        if any(_places(cells, table) for table in (MOVEMENTS, TARGETS)):
            places = _places(cells, fields)
            continue
        values = [cells[place] if place < len(cells) else None for place in places]
        if places and values[0] in (None, "") and any(cell not in (None, "") for cell in cells):
            places = []  # what follows is the next heading, or who signs
        elif places and values[0] not in (None, ""):
            yield number, values


def _places(cells: Sequence[object], fields: Sequence[tuple[str, str, str]]) -> list[int]:
    """The columns in which a row has the headings of a table; [] where it does not have them all."""
    folded = [names.fold(str(cell)) if isinstance(cell, str) else "" for cell in cells]
    places = []
    for _key, vi, en in fields:
        begins = (names.fold(vi), names.fold(en))
        place = next((number for number, text in enumerate(folded) if text.startswith(begins)), None)
        if place is None:
            return []
        places.append(place)
    return places


def _coded(
    connection: sqlite3.Connection, year: blocks.YearRow, rows: Sequence[RawRow], at_least: bool
) -> list[RawRow]:
    """Rows of targets with the code of the one of that name, or the next free one, CT1, CT2 …"""
    pledge_id = queries.pledge_row(connection, year)["id"]
    stored = connection.execute("SELECT code, key, name FROM target WHERE pledge_id = ?", (pledge_id,)).fetchall()
    by_name, taken = {names.fold(row["name"]): row["code"] for row in stored}, {row["key"] for row in stored}
    found: list[RawRow] = []
    for number, (name, measure, goal, note) in rows:
        code = by_name.get(names.fold(str(name)))
        if code is None:
            code = next(f"CT{n}" for n in range(1, 10_000) if f"ct{n}" not in taken)
            taken.add(names.code_key(code))
        found.append((number, [code, name, measure, _goal(goal, at_least), note]))
    return found


def _goal(cell: object, at_least: bool) -> object:
    """A goal as its cell says it; a bare number with the comparison that was asked for."""
    bare = isinstance(cell, int | float) or (isinstance(cell, str) and cell.strip()[:1].isdigit())
    return f"≥ {cell}" if at_least and bare else cell
