"""The papers of a vote: the slips, and the counting sheet that comes back as a count."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from openpyxl.styles import Alignment, PatternFill, Protection
from openpyxl.worksheet.pagebreak import Break

from emulation_cli.ballots.queries import Nominated
from emulation_cli.ballots.rules import CHOICES, Votes
from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.papers import signatures
from emulation_cli.exchange.readers import Sheet
from emulation_cli.exchange.workbook import A5, MARGIN, Column, Layout, new_book, put, to_bytes
from emulation_cli.kernel import listing, names
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.findings import Finding, raise_for
from emulation_cli.kernel.frozen import frozen, replaced
from emulation_cli.kernel.language import _
from emulation_cli.kernel.terms import Speech
from emulation_cli.kernel.values import Count, Text
from emulation_cli.meetings.fields import MEETINGS

SLIP_WIDTHS = (6, 32, 37, 9, 11)
"""At full size they fit in the 210 mm of A4 upright and of A5 across, whatever font stands in for the default; on
a page that is fitted instead, Excel would heed none of the breaks between the slips."""
LEAST_SCALE = 10
"""Percent: a spreadsheet prints nothing smaller."""
A5_ROOM, A4_ROOM = (0.95 * (inches - 2 * MARGIN) * 72 for inches in (5.83, 11.69))
"""Points that a page has room for: half a sheet lying, a whole one upright."""
INPUT_FILL = PatternFill("solid", start_color="FFF8DC")
MARK_LETTERS = 16
BOX = "☐"


@frozen
class Occasion:
    """What the papers of a ballot speak about, with the names fixed at the freeze.

    Attributes:
        ballot: the stored ballot.
        frozen: what the freeze fixed.
        block: the block's name and authority.
        meeting: the meeting's purposes, place and chair.
        say: the language.
    """

    ballot: sqlite3.Row
    frozen: Mapping[str, Any]
    block: Mapping[str, Any]
    meeting: Mapping[str, Any]
    say: Speech

    @property
    def organ(self) -> str:
        """The block, as papers name it."""
        return str(self.block["name"])

    @property
    def year(self) -> str:
        """The year, without its block."""
        return str(self.ballot["year"]).rpartition("/")[2]

    @property
    def title(self) -> str:
        """What the workbook is called in its properties."""
        return f"{self.organ} {self.year} - {self.ballot['code']}"

    def conference(self) -> str:
        """The meeting's purposes and its day."""
        kinds = (str(kind).partition(":")[0] for kind in self.meeting["kinds"])
        held = ", ".join(dict.fromkeys(self.say.term(kind) for kind in kinds))
        return self.say("Hội nghị ", "Meeting: ") + f"{held}, {show_date(self.ballot['on'])}"

    def who(self, number: int) -> str:
        """A nominee by its number; a person with post and unit, for two may have one name."""
        nominee = next(one for one in self.frozen["nominees"] if one["number"] == number)
        return str(nominee["name"]) + (f"\n({nominee['about']})" if nominee.get("about") else "")

    def what(self, nominee: Mapping[str, Any]) -> str:
        """The award a nominee is proposed for, with its movement and period."""
        parts = (nominee[key] for key in ("award_name", "movement_name", "period"))
        return "\n".join(str(part) for part in parts if part)


def occasion(connection: sqlite3.Connection, ballot: sqlite3.Row, *, vietnamese: bool) -> Occasion:
    """Everything the papers of a frozen ballot need to know."""
    frozen = json.loads(ballot["frozen"])
    block = _as_frozen(frozen.get("block"), dict(blocks.block_of_year(connection, ballot["year_id"])))
    meeting = listing.by_id(connection, MEETINGS, ballot["meeting_id"]).values
    return Occasion(ballot, frozen, block, _as_frozen(frozen.get("conference"), meeting), Speech(vietnamese))


def _as_frozen(frozen: Mapping[str, Any] | None, now: Mapping[str, Any]) -> dict[str, Any]:
    """What was known at the freeze; what was not known then, as it has been recorded since."""
    return {**now, **{key: value for key, value in (frozen or {}).items() if value is not None}}


# -- slips ------------------------------------------------------------------------------------------------------------


def slips(about: Occasion, copies: int) -> bytes:
    """`copies` slips, one a page, alike to the last mark: no number, no code."""
    nominees, book = about.frozen["nominees"], new_book()
    page = Page(book, about.say("Phiếu", "Slip"), SLIP_WIDTHS, Layout(numbered=False, fitted=False))
    for copy in range(copies):
        if copy:
            page.sheet.row_breaks.append(Break(id=page.row - 1))
        _slip(about, page, nominees)
    page.sheet.print_options.horizontalCentered = True
    page.sheet.print_area = f"A1:E{page.row - 1}"
    height = page.height(1, (page.row - 1) // copies)
    if height <= A5_ROOM:
        page.sheet.page_setup.paperSize = A5
    else:
        page.sheet.page_setup.orientation = "portrait"
        page.sheet.page_setup.scale = max(LEAST_SCALE, min(100, int(100 * A4_ROOM / height)))
    return to_bytes(book, about.ballot["on"], title=about.title)


def _slip(about: Occasion, page: Page, nominees: Sequence[Mapping[str, Any]]) -> None:
    say = about.say
    page.line(about.organ.upper(), bold=True)
    page.line(say("PHIẾU BÌNH XÉT, ĐỀ NGHỊ KHEN THƯỞNG", "BALLOT SLIP"), size=15, bold=True, center=True)
    page.line(about.conference(), italic=True, center=True)
    page.skip()
    first = page.row
    columns = [
        Column(say("STT", "No."), SLIP_WIDTHS[0], "0"),
        Column(say("Đơn vị, cá nhân", "Nominee"), SLIP_WIDTHS[1]),
        Column(say("Hình thức đề nghị", "Proposed for"), SLIP_WIDTHS[2]),
        Column(say("Đồng ý", "Agree"), SLIP_WIDTHS[3]),
        Column(say("Không đồng ý", "Disagree"), SLIP_WIDTHS[4]),
    ]
    page.table(columns, [[one["number"], about.who(one["number"]), about.what(one), BOX, BOX] for one in nominees])
    for row in range(first + 1, first + 1 + len(nominees)):
        for column in (4, 5):
            page.sheet.cell(row, column).alignment = Alignment(horizontal="center", vertical="center")
    page.line(
        say(
            "Đánh dấu X vào một ô ở mỗi dòng; dòng để trống là không có ý kiến. Không ký tên, không ghi thêm.",
            "Mark one box in each line; a line left empty has no opinion. Do not sign or write anything else.",
        ),
        italic=True,
    )


# -- the counting sheet -----------------------------------------------------------------------------------------------

PAPER = (
    ("printed", "Số phiếu in ra (nếu biết)", "Slips printed (if known)"),
    ("spoiled", "Số phiếu hỏng đã thay (nếu biết)", "Slips spoiled and replaced (if known)"),
    ("returned", "Số phiếu thu về", "Slips returned"),
    ("invalid", "Số phiếu không hợp lệ", "Invalid slips"),
    ("note", "Ghi chú (khi thu về ít hơn phát ra)", "Note (where fewer returned than issued)"),
)
"""What the counting sheet asks besides the votes: key, Vietnamese and English label."""
REQUIRED, OF_SLIPS = ("returned", "invalid"), ("printed", "spoiled")
"""What must be answered; what only a vote by slips can answer."""
VALUE_COLUMN, FIRST_VOTE = 3, 4
"""Where the sheet's answers stand: that of a label, and the first of a nominee's three."""


def mark(ballot: sqlite3.Row) -> str:
    """What tells the counting sheets of a frozen ballot from those of any other."""
    return f"{ballot['code']} {hashlib.sha256(ballot['frozen'].encode()).hexdigest()[:MARK_LETTERS]}"


def form(about: Occasion) -> bytes:
    """The counting sheet: what `ballot count --form` takes back, adding up by itself as it is filled in."""
    say, book = about.say, new_book()
    page = Page(book, say("Kiểm phiếu", "Count"), (5, 25, 25, 10, 10, 10, 10), Layout(upright=True))
    page.line(about.organ.upper(), bold=True)
    page.line(say("PHIẾU TỔNG HỢP KIỂM PHIẾU", "COUNTING SHEET"), size=15, bold=True, center=True)
    page.line(about.conference(), italic=True, center=True)
    page.line(f"{say('Mã', 'Mark')}: {mark(about.ballot)}", italic=True, center=True)
    if about.ballot["issued"] is not None:
        page.line(f"{say('Số phiếu phát ra', 'Slips issued')}: {about.ballot['issued']:02}")
    page.skip()
    secret = about.ballot["mode"] == "secret"
    places = {key: _ask(page, say(vi, en)) for key, vi, en in PAPER if secret or key not in OF_SLIPS}
    page.skip()
    _votes_table(about, page, f"$C${places['returned']}-$C${places['invalid']}")
    page.line(
        say(
            "Điền các ô màu vàng, không có thì ghi 0. Cột cuối phải bằng 0: đồng ý + không đồng ý + trống = hợp lệ.",
            "Fill in the yellow cells, 0 for none. The last column must be 0: agree + disagree + blank = valid.",
        ),
        italic=True,
    )
    page.skip()
    head, member = say("TRƯỞNG BAN KIỂM PHIẾU", "HEAD TELLER"), say("ỦY VIÊN", "TELLER")
    tellers = about.frozen["tellers"] or [""]
    signatures(
        page, say, [(member if place else head, name.partition(",")[0]) for place, name in enumerate(tellers)], split=2
    )
    page.sheet.protection.enable()
    return to_bytes(book, about.ballot["on"], title=about.title)


def _ask(page: Page, label: str) -> int:
    """A label with a cell for its answer; the row."""
    put(page.sheet, page.row, 1, label).alignment = Alignment(vertical="top")
    page.sheet.merge_cells(start_row=page.row, start_column=1, end_row=page.row, end_column=VALUE_COLUMN - 1)
    _input(page, page.row, VALUE_COLUMN)
    page.row += 1
    return page.row - 1


def _input(page: Page, row: int, column: int) -> None:
    cell = page.sheet.cell(row, column)
    cell.fill, cell.protection = INPUT_FILL, Protection(locked=False)
    cell.alignment = Alignment(horizontal="center", wrap_text=True)
    cell.number_format = "General"


def _votes_table(about: Occasion, page: Page, valid: str) -> None:
    say, first = about.say, page.row + 1
    columns = [
        Column(say("STT", "No."), 6, "0"),
        Column(say("Đơn vị, cá nhân", "Nominee"), 25),
        Column(say("Hình thức đề nghị", "Proposed for"), 25),
        Column(say("Đồng ý", "Agree"), 10, "0"),
        Column(say("Không đồng ý", "Disagree"), 10, "0"),
        Column(say("Không có ý kiến", "Blank"), 10, "0"),
        Column(say("Thừa, thiếu", "Over, short"), 10, "0"),
    ]
    nominees = about.frozen["nominees"]
    page.table(
        columns,
        [[one["number"], about.who(one["number"]), about.what(one), None, None, None, None] for one in nominees],
    )
    for row in range(first, first + len(nominees)):
        for column in range(FIRST_VOTE, FIRST_VOTE + len(CHOICES)):
            _input(page, row, column)
        page.sheet.cell(row, FIRST_VOTE + len(CHOICES)).value = f"=SUM(D{row}:F{row})-({valid})"


def read_form(sheet: Sheet, ballot: sqlite3.Row, nominees: Sequence[Nominated]) -> dict[str, Any]:
    """A filled-in counting sheet as the values of a count: returned, invalid, printed, spoiled, note, votes.

    Raises Refused where it is the sheet of another ballot, or a cell holds no whole number: named by its place, never
    by what it holds.
    """
    rows: dict[int, Sequence[object]] = dict(sheet.lines)
    if not any(mark(ballot) in str(cell) for cells in rows.values() for cell in cells if cell):
        raise Refused(
            _("{name} is no counting sheet of the ballot {ballot} as it was frozen").format(
                name=sheet.name, ballot=ballot["code"]
            ),
            _("Make one with: emulation ballot form {ballot} -o FILE.xlsx").format(ballot=ballot["code"]),
        )
    findings: list[Finding] = []
    found = _answers(rows, findings)
    numbers = {str(one.number) for one in nominees}
    votes: dict[int, Votes] = {}
    for row, cells in rows.items():
        number = str(cells[0]) if cells else ""
        if number in numbers:
            if int(number) in votes:
                findings.append(Finding("double", _("nominee {number} stands twice").format(number=number), "A", row))
            votes[int(number)] = _votes(row, cells, findings)
    hint = _("Mend the file; nothing was counted.")
    raise_for([replaced(one, hint=hint) for one in findings])
    return {**found, "votes": votes}


def _answers(rows: Mapping[int, Sequence[object]], findings: list[Finding]) -> dict[str, Any]:
    """The answers beside the labels, in whichever language they stand."""
    keys = {names.fold(label): key for key, *labels in PAPER for label in labels}
    found: dict[str, Any] = {}
    for row, cells in rows.items():
        key = keys.get(names.fold(str(cells[0] or ""))) if cells else None
        if key is not None:
            value = cells[VALUE_COLUMN - 1] if len(cells) >= VALUE_COLUMN else None
            kind: Text = Text(limit=1000) if key == "note" else Count()
            given = " ".join(value.split()) if isinstance(value, str) else value
            found[key] = _read(kind, given, row, "C", findings, required=key in REQUIRED)
    missing = [vi for key, vi, _en in PAPER if key in REQUIRED and key not in found]
    findings += [Finding("required", _("the row “{label}” is missing").format(label=label)) for label in missing]
    return {key: found.get(key) for key, _vi, _en in PAPER}


def _votes(row: int, cells: Sequence[object], findings: list[Finding]) -> Votes:
    given = [*cells[FIRST_VOTE - 1 : FIRST_VOTE - 1 + len(CHOICES)], None, None, None][: len(CHOICES)]
    read = [
        _read(Count(), value, row, column, findings, required=True) for column, value in zip("DEF", given, strict=True)
    ]
    return Votes(*(int(value or 0) for value in read))


def _read(kind: Text, value: object, row: int, column: str, findings: list[Finding], *, required: bool) -> Any:
    try:
        read = kind.read(value)
    except ValueError:
        wrong = _("no whole number; 0 where there is none") if isinstance(kind, Count) else _("no plain text")
        findings.append(Finding("value", wrong, column, row))
        return None
    if read is None and required:
        findings.append(Finding("required", _("empty; write 0 where there is none"), column, row))
    return read
