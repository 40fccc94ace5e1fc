"""The statistical forms as they are handed in: one sheet, one page, every cell a number.

VKSND tối cao asks for Excel, for the form as it is, and for a 0 wherever there is no figure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from openpyxl.styles import Alignment, Font

from emulation_cli.exchange import workbook
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import Column, Value, new_book, put, to_bytes
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.terms import Speech
from emulation_cli.reports import statistics as rules
from emulation_cli.reports.statistics import Aside, Statistics
from emulation_cli.reports.statistics_forms import Form, Line

PAPER = replace(workbook.ACROSS, ends=0.7, numbered=False)
NAME_WIDTH, CODE_WIDTH, UNIT_WIDTH = 46, 8, 13
NUMBER = "#,##0"
BLANK = "…" * 18
NAMED = 20
"""Codes that a remark gives one by one."""


@frozen
class About:
    """What stands around the numbers.

    Attributes:
        year: of the report.
        reporter, receiver: Đơn vị báo cáo, Đơn vị nhận báo cáo; None leaves a dotted line.
        day: ISO day that the workbook is as of.
    """

    year: int
    reporter: str | None
    receiver: str | None
    day: str


def form_book(found: Statistics, about: About, *, vietnamese: bool) -> bytes:
    """A form filled in."""
    say, form, book = Speech(vietnamese), found.form, new_book()
    columns = _columns(form)
    page = Page(book, f"{form.number}.N", [column.width for column in columns], PAPER)
    page.sheet.page_setup.fitToHeight = 1  # a form is one page, also where a remark makes it longer
    page.sheet.print_options.horizontalCentered = True
    _head(page, say, form, about)
    _headings(page, say, form, columns)
    first = page.row + 1
    page.table(columns, [_row(say, found, line) for line in form.lines])
    _dress(page, form, first)
    for text in _remarks(say, found):
        page.line(text, italic=True)
    return to_bytes(book, about.day, title=f"{form.code} {about.year}")


def _columns(form: Form) -> list[Column]:
    """The columns under the row that numbers them: A, B, C, 1, 2 …"""
    words = [Column("A", NAME_WIDTH), Column("B", CODE_WIDTH)]
    if form.counted is None:
        words.append(Column("C", UNIT_WIDTH))
    return [*words, *(Column(figure.code, figure.width, NUMBER) for figure in form.figures)]


# -- above the table --------------------------------------------------------------------------------------------------


def _head(page: Page, say: Speech, form: Form, about: About) -> None:
    reporter = f"{say('Đơn vị báo cáo', 'Reporting unit')}: {about.reporter or BLANK}"
    receiver = f"{say('Đơn vị nhận báo cáo', 'Receiving unit')}: {about.receiver or BLANK}"
    issued = say(
        "Ban hành theo Thông tư số 2/2023/TT-BNV ngày 23/3/2023", "Issued with Circular 2/2023/TT-BNV of 23/3/2023"
    )
    due = say("Ngày nhận báo cáo: Ngày 15 tháng 12 năm báo cáo", "To be received by: 15 December of the reporting year")
    _beside(page, f"{say('Biểu số', 'Form')}: {form.code}", reporter, bold=True)
    _beside(page, issued, receiver)
    _beside(page, due, "")
    page.skip()
    page.line(say(*form.title), size=14, bold=True, center=True)
    page.line(f"{say('Năm', 'Year')} {about.year}", italic=True, center=True)
    if form.counted is not None:
        cell = page.line(f"{say('Đơn vị tính', 'Unit')}: {say(*form.counted)}", italic=True)
        cell.alignment = Alignment(horizontal="right")
    else:
        page.skip()


def _beside(page: Page, left: str, right: str, *, bold: bool = False) -> None:
    """Which form it is on the left, who hands it in to whom on the right; of the right nothing is bold."""
    row, split = page.row, page.width - 3
    page.pair(left, right, bold=bold, split=split)
    for column in (1, split + 1):
        page.sheet.cell(row, column).alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    page.sheet.cell(row, split + 1).font = Font(name=workbook.FONT, size=workbook.SIZE)


def _headings(page: Page, say: Speech, form: Form, columns: Sequence[Column]) -> None:
    """The headings in two rows: the group over its columns, each of the others in both rows."""
    sheet, row, width = page.sheet, page.row, page.width
    single = ["", say("Mã số", "Code")]
    if form.counted is None:
        single.append(say("Đơn vị tính", "Unit"))
    single.append(say(*form.figures[0].heading))
    below = [say(*figure.heading) for figure in form.figures[1:]]
    for column, text in enumerate([*single, say(*form.group)], start=1):
        _heading(page, row, column, text)
    for column, text in enumerate(below, start=len(single) + 1):
        _heading(page, row + 1, column, text)
        _heading(page, row, column)
    for column in range(1, len(single) + 1):
        _heading(page, row + 1, column)
        sheet.merge_cells(start_row=row, end_row=row + 1, start_column=column, end_column=column)
    sheet.merge_cells(start_row=row, end_row=row, start_column=len(single) + 1, end_column=width)
    workbook.fit(sheet, row + 1, below, [column.width for column in columns[len(single) :]], bold=True)
    sheet.row_dimensions[row].height = workbook.LINE_HEIGHT + 6
    page.row += 2


def _heading(page: Page, row: int, column: int, text: str | None = None) -> None:
    cell = page.sheet.cell(row, column) if text is None else put(page.sheet, row, column, text)
    cell.font = Font(name=workbook.FONT, size=workbook.SIZE, bold=True)
    cell.fill, cell.border = workbook.HEAD_FILL, workbook.GRID
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)


# -- the table --------------------------------------------------------------------------------------------------------


def _row(say: Speech, found: Statistics, line: Line) -> list[Value]:
    """A row's name, code, unit, numbers; of a heading the name alone."""
    words: list[Value] = [line.mark + say(*line.name), line.code or None]
    if found.form.counted is None:
        words.append(say(*line.unit) or None)
    numbers = found.cells[line.code] if line.code else {}
    return [*words, *(numbers.get(figure.key) for figure in found.form.figures)]


def _dress(page: Page, form: Form, first: int) -> None:
    """What the rows look like: the total and the headings bold, what is part of a row further in."""
    for number, line in enumerate(form.lines, start=first):
        bold = line.code in ("", "01")
        indent = 0 if bold else 1 if line.mark == "- " else 2
        for column in range(1, page.width + 1):
            cell = page.sheet.cell(number, column)
            cell.font = Font(name=workbook.FONT, size=workbook.SIZE, bold=bold)
            across = "left" if column == 1 else "center"
            cell.alignment = Alignment(
                horizontal=across, vertical="center", wrap_text=column < 4, indent=indent if column == 1 else 0
            )


# -- under the table --------------------------------------------------------------------------------------------------


def _remarks(say: Speech, found: Statistics) -> Iterator[str]:
    """Over which days it was counted and how; what the numbers do not show."""
    first, last = show_date(found.period.first), show_date(found.period.last)
    ways = {
        rules.UNDER_WAY: say(
            "; tính mọi phong trào diễn ra trong kỳ, kể cả phong trào phát động từ trước",
            "; counted: every movement under way in the period, also those launched before it",
        ),
        rules.LAUNCHED: say(
            "; chỉ tính phong trào phát động trong kỳ", "; counted: only movements launched in the period"
        ),
    }
    days = say(f"Số liệu từ ngày {first} đến hết ngày {last}", f"Figures from {first} to {last}, both days included")
    yield f"{say('Ghi chú', 'Note')}: {days}{ways.get(found.counting, '')}."
    for aside in found.asides:
        yield f"{_said(say, aside)}: {_codes(say, aside)}."


def _said(say: Speech, aside: Aside) -> str:
    """What an aside says, with how many it is of."""
    number = aside.count
    return {
        rules.NO_LENGTH: say(
            f"{number} phong trào chưa ghi đủ ngày bắt đầu, ngày kết thúc nên không có trong các mã số 06 đến 10",
            f"{number} without a first or a last day, so in none of the rows 06 to 10",
        ),
        rules.NO_START: say(
            f"Không tính {number} phong trào chưa ghi ngày bắt đầu", f"{number} without a first day, not counted"
        ),
        rules.NO_RANK: say(
            f"{number} lượt khen thưởng cá nhân chưa ghi nhóm chức vụ nên không có trong các mã số 06 đến 10",
            f"{number} of persons whose rank is not recorded, so in none of the rows 06 to 10",
        ),
        rules.OTHER_FORM: say(
            f"Không tính {number} lượt khen thưởng không thuộc các hình thức của biểu",
            f"{number} whose award has no column in the form, not counted",
        ),
    }[aside.what]


def _codes(say: Speech, aside: Aside) -> str:
    """The codes that an aside is of, the first of very many."""
    more = len(aside.codes) - NAMED
    named = ", ".join(aside.codes[:NAMED])
    return named if more <= 0 else f"{named} {say(f'và {more} mã khác', f'and {more} more')}"
