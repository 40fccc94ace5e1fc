"""The form that each unit of a year fills in and sends back (phiếu báo cáo): pledge results, self-scores, exemplars."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange import template_sheets, workbook
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.templates import Codes, Template, Typed
from emulation_cli.exchange.workbook import Layout
from emulation_cli.kernel import references, verbs
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.numbers import points_number
from emulation_cli.kernel.terms import Speech
from emulation_cli.pledges import queries as pledges
from emulation_cli.pledges import result_queries
from emulation_cli.pledges.fields import PERIODS, Goal
from emulation_cli.scores import queries as scores
from emulation_cli.scores.rules import STAGES

Row = Sequence[Typed | None]


def form_name(year: blocks.YearRow, unit: str) -> str:
    """The name of a unit's form, as a file: not hidden, and none that Windows keeps for a device."""
    name = f"{year.code.replace('/', '-')}-{unit}.xlsx"
    return f"_{name}" if _KEPT.match(name) else name


_KEPT = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)?\.", re.IGNORECASE)


def spoken_period(say: Speech, code: str) -> str:
    """A period as people call it; one of the year's own by its code."""
    return say.term(code, "period") if code in PERIODS else code


@dataclass(frozen=True)
class Form:
    """What one form is about.

    Attributes:
        year: the block's year.
        member: whose form it is.
        period: code of the period that results are of.
        day: ISO day of the register's last change, which dates the workbook.
        say: the language.
    """

    year: blocks.YearRow
    member: blocks.MemberRow
    period: str
    day: str
    say: Speech

    @property
    def spoken_period(self) -> str:
        """The period as people call it."""
        return spoken_period(self.say, self.period)


@dataclass(frozen=True)
class Part:
    """One sheet of a form.

    Attributes:
        package, name: where its kind's fields and records are.
        vi, en: its title.
        keys: its columns.
        given: the columns that the form brings filled in.
        rows: the rows that it brings.
    """

    package: str
    name: str
    vi: str
    en: str
    keys: tuple[str, ...]
    given: frozenset[str]
    rows: Callable[[sqlite3.Connection, Form], list[Row]]

    @property
    def kind(self) -> Kind:
        """The kind of its rows."""
        found: Kind = verbs.load(f"{self.package}.fields:{self.name}")
        return found


def _results(connection: sqlite3.Connection, form: Form) -> list[Row]:
    """Each target that the unit bears, with its own goal, and what was reported already."""
    if not pledges.drafted(connection, form.year):
        return []
    targets: Any = pledges.pledge_record(connection, form.year)["targets"]
    known: dict[str, Any] = {
        str(one["target"]): one["actual"]
        for one in result_queries.results(connection, form.year, form.period)
        if one["unit"] == form.member.unit
    }
    return [
        [
            one["code"],
            one["name"],
            Goal().text(one["goals"].get(form.member.unit, one["goal"]), vietnamese=form.say.vietnamese),
            one["measure"],
            known.get(one["code"]),
        ]
        for one in targets
        if not one["units"] or form.member.unit in one["units"]
    ]


def _scores(connection: sqlite3.Connection, form: Form) -> list[Row]:
    """Each line of the score table that is for a unit of this kind, and what it has given itself already."""
    kind = scores.unit_kind(connection, form.member.unit_id)
    given = scores.given(connection, form.year.id, form.member.unit_id).get(form.member.unit_id, {})
    return [
        [line.code, line.name, _points(line.most), _points(given.get(line.id, {}).get(STAGES[0])), None]
        for line in scores.lines(connection, form.year.id)
        if line.applies(kind)
    ]


def _points(hundredths: int | None) -> int | float | None:
    return None if hundredths is None else points_number(hundredths)


def _none(_connection: sqlite3.Connection, _form: Form) -> list[Row]:
    return []


PARTS = (
    Part(
        "emulation_cli.pledges",
        "RESULTS",
        "Kết quả chỉ tiêu",
        "Results",
        ("target", "name", "goal", "measure", "actual"),
        frozenset({"target", "name", "goal", "measure"}),
        _results,
    ),
    Part(
        "emulation_cli.scores",
        "SCORES",
        "Tự chấm điểm",
        "Self-scores",
        ("criterion", "name", "most", "points", "reason"),
        frozenset({"criterion", "name", "most"}),
        _scores,
    ),
    Part(
        "emulation_cli.movements",
        "EXEMPLARS",
        "Điển hình, mô hình",
        "Exemplars",
        ("kind", "name", "bearer", "who", "movement", "field", "since", "publicised", "count"),
        frozenset(),
        _none,
    ),
)
"""The sheets of a form, in their order."""


def facts(part: Part, form: Form) -> dict[str, str]:
    """What holds of every row of a sheet, as far as its rows have it."""
    stage, period = form.say.term(STAGES[0], "stage"), form.spoken_period
    every = {"year": form.year.code, "unit": form.member.unit, "period": period, "stage": stage}
    return {key: value for key, value in every.items() if key in part.kind.by_key and key not in part.keys}


def make(connection: sqlite3.Connection, form: Form) -> bytes:
    """The workbook that one unit fills in."""
    say, book = form.say, workbook.new_book()
    _guide(book, form)
    known = {"movement": references.listed_codes(connection, "movement")}
    ranges_of = {noun: codes for noun, codes in known.items() if codes}
    made = list(_sheets(connection, book, form, ranges_of))
    ranges = template_sheets.lists(book, ranges_of, say)
    for sheet, template, rows in made:
        template_sheets.watch(sheet, template, ranges)
        template_sheets.protect(sheet, template, rows)
    return workbook.to_bytes(book, form.day, title=f"{form.member.unit} {form.year.code}")


def _sheets(
    connection: sqlite3.Connection, book: Workbook, form: Form, known: Mapping[str, Codes]
) -> Iterator[tuple[Worksheet, Template, int]]:
    for part in PARTS:
        title = form.say(part.vi, part.en)
        above = f"{title} - {form.member.name}"
        template = Template(part.kind, known, form.say, facts(part, form), above, part.keys, part.given)
        rows = part.rows(connection, form)
        yield template_sheets.table(book, title, template, rows), template, len(rows)


def _guide(book: Workbook, form: Form) -> None:
    say, year = form.say, form.year
    page = Page(book, say("Hướng dẫn", "Guide"), (30, 30, 30), Layout(upright=True))
    title = say(f"PHIẾU BÁO CÁO THI ĐUA NĂM {year.year}", f"EMULATION RETURN, {year.year}")
    page.title(title, form.member.name)
    for number, sentence in enumerate(_steps(form), start=1):
        page.line(f"{number}. {sentence}")


def _steps(form: Form) -> list[str]:
    """What to do, for somebody who knows Excel only."""
    say = form.say
    titles = [f"“{say(part.vi, part.en)}”" for part in PARTS]
    return [
        say(
            f"Trang {titles[0]}: ghi cột “Thực hiện” của từng chỉ tiêu, kỳ báo cáo “{form.spoken_period}”.",
            f"Sheet {titles[0]}: give the column “Actual” of each target, for the period “{form.spoken_period}”.",
        ),
        say(
            f"Trang {titles[1]}: ghi cột “Điểm” của từng tiêu chí; điểm trừ ghi không có dấu trừ.",
            f"Sheet {titles[1]}: give the column “Points” of each line; a penalty without its sign.",
        ),
        say(
            f"Trang {titles[2]}: mỗi điển hình hoặc mô hình một dòng; không có thì để trống.",
            f"Sheet {titles[2]}: one exemplar or model a line; leave it empty where there is none.",
        ),
        say(
            "Chưa có số liệu thì để trống ô đó; không có phát sinh thì ghi 0.",
            "What is not known yet stays empty; where there was nothing, write 0.",
        ),
        say(
            "Không đổi tên trang, không sửa tiêu đề và các dòng phía trên: phiếu được nhận ra theo những dòng này.",
            "Leave the names of the sheets, the headings and the lines above them: the form is known by them.",
        ),
        say(
            "Ghi xong, lưu tệp dạng .xlsx và gửi lại nơi đã gửi phiếu này.",
            "When done, save the file as .xlsx and send it back to where it came from.",
        ),
    ]
