"""Workbooks: one look for every sheet, real numbers and dates, the same bytes for the same data."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import MappingProxyType

from openpyxl.cell.cell import Cell
from openpyxl.drawing.spreadsheet_drawing import SpreadsheetDrawing
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.workbook import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from emulation_cli.exchange import measure, tables
from emulation_cli.exchange.archive import TYPES, Held, read_through, same_bytes
from emulation_cli.kernel.errors import Refused, Unreachable
from emulation_cli.kernel.language import _

FONT = "Times New Roman"
"""The typeface of official papers (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
HEAD_FILL = PatternFill("solid", start_color="D9E2F3")
LINE = Side(style="thin", color="A6A6A6")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
SIZE = 12
LINE_HEIGHT = 15.75
"""Points: of the body, and of one line of it."""
HIGHEST = 409
"""Points: no spreadsheet makes a row higher."""
LONGEST = 32_767
"""Letters that a cell holds."""
MARGIN = 0.6
"""Page margins in inches."""
A4, A5 = "9", "11"
"""The numbers by which a workbook knows the sizes of paper."""
SHEET_NAME_LIMIT = 31
BOOK = "xl/workbook.xml"
"""The part that names the sheets."""
FORMULA_LIKE = ("=", "+", "-", "@")
"""A text that begins so would become a formula when it is edited."""
NOTHING: Mapping[str, Held] = MappingProxyType({})

_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""What a workbook would take for an escaped letter: `_x000D_` is a carriage return."""

Value = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table in a workbook: heading, width in characters, number format of its cells."""

    heading: str
    width: int = 16
    number_format: str = "General"


def new_book() -> Workbook:
    """A workbook without sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    default = Font(name=FONT, size=measure.DEFAULT_SIZE)  # what columns are measured by, in every spreadsheet
    book._fonts = IndexedList([default])  # type: ignore[attr-defined]  # noqa: SLF001
    book._named_styles["Normal"].font = default  # type: ignore[attr-defined]  # noqa: SLF001
    return book


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value, the format of a number, and the name by which formulas find the cell."""

    label: str
    value: Value
    number_format: str = "@"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """How a sheet lies on paper.

    Attributes:
        upright: or across.
        paper: A4 or A5.
        left, right, ends: margins in inches, `ends` those at the top and at the foot.
        numbered: page numbers at the foot.
        fitted: shrunk to one page's width; Excel then heeds no page break of ours.
    """

    upright: bool = False
    paper: str = A4
    left: float = MARGIN
    right: float = MARGIN
    ends: float = MARGIN
    numbered: bool = True
    fitted: bool = True


ACROSS = Layout()
OFFICIAL = Layout(upright=True, left=1.18, right=0.67, ends=0.8)
"""An official paper: A4, margins of 30, 17 and 20 mm (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""


def add_sheet(book: Workbook, title: str, layout: Layout = ACROSS) -> Worksheet:
    """A new sheet, one page wide."""
    sheet: Worksheet = book.create_sheet(sheet_name(title, book.sheetnames))
    sheet.page_setup.orientation = "portrait" if layout.upright else "landscape"
    sheet.page_setup.paperSize = layout.paper
    if layout.fitted:
        sheet.page_setup.fitToWidth = 1
        sheet.page_setup.fitToHeight = 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left, margins.right, margins.top, margins.bottom = layout.left, layout.right, layout.ends, layout.ends
    margins.footer = layout.ends / 2
    if layout.numbered:
        sheet.oddFooter.center.text = "&P/&N"  # type: ignore[union-attr]
    sheet.sheet_view.showGridLines = False
    return sheet


def sheet_name(title: str, taken: Iterable[str]) -> str:
    """A name that Excel takes: 31 letters, none of `[]:*?/\\`, unlike the others whatever the case."""
    plain = re.sub(r"[\[\]:*?/\\]", "-", title).strip(" '") or "-"
    if plain.casefold() == "history":
        plain = f"{plain} -"
    names = {name.casefold() for name in taken}
    name, number = plain[:SHEET_NAME_LIMIT], 2
    while name.casefold() in names:
        mark = f" ({number})"
        name, number = plain[: SHEET_NAME_LIMIT - len(mark)] + mark, number + 1
    return name


def put(sheet: Worksheet, row: int, column: int, value: Value) -> Cell:
    """Write one value as what it is: a text stays a text even where it begins with `=`."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, Cell):
        raise TypeError(f"cell {row},{column} is inside a merged range")
    if isinstance(value, str) and len(value) > LONGEST:
        raise too_long(sheet, cell.coordinate)
    fill(cell, value)
    return cell


def fill(cell: Cell, value: Value) -> None:
    """Give a cell its value and the common font."""
    cell.value = value
    if isinstance(value, str):
        cell.value = escaped(value)
        cell.data_type = "s"
        cell.quotePrefix = value.startswith(FORMULA_LIKE)  # stays a text when it is edited, too
    cell.font = Font(name=FONT, size=SIZE)


def escaped(text: str) -> str:
    """The text with what a workbook would take for an escaped letter written so that it is not."""
    return _ESCAPED.sub("_x005F_", text) if "_x" in text else text


def too_long(sheet: Worksheet, coordinate: str) -> Refused:
    """The error of a text that no cell holds, with its place."""
    place = f"{sheet.title}!{coordinate}"
    return Refused(_("{place}: the text has more letters than a cell holds ({most})").format(place=place, most=LONGEST))


def put_table(
    sheet: Worksheet,
    first_row: int,
    columns: Sequence[Column],
    rows: Iterable[Sequence[Value]],
    *,
    first_column: int = 1,
) -> int:
    """A table with a styled heading row; the number of the first free row below it.

    Columns grow to their width but never shrink; rows are as high as their longest text needs.
    """
    widths = []
    for place, column in enumerate(columns, start=first_column):
        letter = get_column_letter(place)
        dimension = sheet.column_dimensions[letter]
        dimension.width = max(column.width, dimension.width if dimension.customWidth else 0)
        widths.append(dimension.width)
        cell = put(sheet, first_row, place, column.heading)
        cell.font = Font(name=FONT, size=SIZE, bold=True)
        cell.fill = HEAD_FILL
        cell.border = GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    fit(sheet, first_row, [column.heading for column in columns], widths, bold=True)
    row_number = first_row
    for row_number, row in enumerate(rows, start=first_row + 1):
        for place, (column, value) in enumerate(zip(columns, row, strict=True), start=first_column):
            dress(put(sheet, row_number, place, value), column, text=isinstance(value, str))
        fit(sheet, row_number, row, widths)
    return row_number + 1


def dress(cell: Cell, column: Column, *, text: bool) -> None:
    """Let a cell look as those of a table do: texts wrap, anything else stands in the middle in its column's format."""
    cell.border = GRID
    cell.number_format = "General" if text else column.number_format
    cell.alignment = Alignment(vertical="top", wrap_text=text, horizontal=None if text else "center")


def fit(sheet: Worksheet, row: int, values: Sequence[Value], widths: Sequence[float], *, bold: bool = False) -> None:
    """Make a row high enough for its texts: not every spreadsheet does that by itself when it opens a file."""
    cells = zip(values, widths, strict=True)
    lines = [measure.text_lines(value, width, SIZE, bold=bold) for value, width in cells if isinstance(value, str)]
    sheet.row_dimensions[row].height = height_of(max(lines, default=1))


def height_of(lines: int) -> float:
    """Points of a row that holds so many lines."""
    return min(HIGHEST, lines * LINE_HEIGHT + 2)


def freeze_head(sheet: Worksheet, row: int, columns: int, last_row: int) -> None:
    """Keep the headings in `row` in sight and on every printed page, and filter by them."""
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(columns)}{max(last_row, row)}"


def to_bytes(book: Workbook, day: str, *, title: str) -> bytes:
    """The workbook as a file: the same bytes for the same cells.

    `day` (ISO) is the day it is as of; it stands where openpyxl would write the time of saving.
    """
    return same_bytes(package_of(book, title), day)


def package_of(book: Workbook, title: str) -> io.BytesIO:
    """The workbook as openpyxl packs it."""
    book.properties.creator = "emulation"
    book.properties.title = title
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        _Writer(book, package).save()
    return buffer


class _Writer(ExcelWriter):
    """Writes sheets in memory: openpyxl's own temporary files outlive a killed program, with all they tell."""

    def write_worksheet(self, ws: Worksheet) -> None:
        """Write a sheet and what belongs to it."""
        ws._drawing = SpreadsheetDrawing()  # type: ignore[attr-defined]  # noqa: SLF001
        ws._drawing.charts = ws._charts  # type: ignore[attr-defined]  # noqa: SLF001
        out = io.BytesIO()
        writer = WorksheetWriter(ws, out)
        writer.write()
        ws._rels = writer._rels  # type: ignore[attr-defined]  # noqa: SLF001
        self._archive.writestr(ws.path[1:], out.getvalue())  # type: ignore[attr-defined]
        self.manifest.append(ws)


def check_readable(path: Path, held: Mapping[str, Held] = NOTHING) -> None:
    """Read a written workbook back; Unreachable where it is spoiled.

    `held` says of parts how many rows and cells were written into them.
    """
    try:
        found = read_through(path)
        if any(part not in found for part in (TYPES, BOOK)) or any(found[part] != held[part] for part in held):
            raise EOFError(path)
    except Exception as error:
        raise Unreachable(
            _("the workbook could not be read back: {error}").format(error=type(error).__name__)
        ) from error


class Page:
    """A sheet written from top to bottom: a title, then tables and notes under headings.

    Attributes:
        book, sheet: the workbook, the worksheet.
        row: the next free row.
        width: columns that the title and notes span.
    """

    def __init__(self, book: Workbook, name: str, widths: Sequence[int], layout: Layout = ACROSS) -> None:
        self.book = book
        self.sheet = add_sheet(book, name, layout)
        self.row = 1
        self.width = len(widths)
        self._widths = list(widths)
        self._letters = sum(widths)
        self._first = widths[0]
        for place, width in enumerate(widths, start=1):
            self.sheet.column_dimensions[get_column_letter(place)].width = width

    def line(
        self, text: str, *, size: int = SIZE, bold: bool = False, italic: bool = False, center: bool = False
    ) -> Cell:
        """One line of text across the page, as high as it needs to be; a very long one in several rows."""
        parts = measure.split(text, self._letters, size, int(HIGHEST / LINE_HEIGHT * SIZE / size) - 1, bold=bold)
        for part in parts[:-1]:
            self.line(part, size=size, bold=bold, italic=italic, center=center)
        text = parts[-1]
        cell = put(self.sheet, self.row, 1, text)
        cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
        cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="center" if center else None)
        self.sheet.merge_cells(start_row=self.row, start_column=1, end_row=self.row, end_column=self.width)
        self.sheet.row_dimensions[self.row].height = self._height(text, size, self._letters, bold=bold)
        self.row += 1
        return cell

    def _height(self, text: str, size: int, width: float, *, bold: bool = False) -> float:
        """Points that a merged line needs: spreadsheets do not fit merged rows by themselves."""
        return min(HIGHEST, measure.text_lines(text, width, size, bold=bold) * size * LINE_HEIGHT / SIZE + 3)

    def height(self, first: int, last: int) -> float:
        """Points that the rows from `first` to `last` take."""
        return sum(self.sheet.row_dimensions[row].height or LINE_HEIGHT for row in range(first, last + 1))

    def title(self, text: str, below: str) -> None:
        """The sheet's title and what it belongs to; both stay in sight."""
        self.line(text, size=14, bold=True, center=True)
        self.line(below, italic=True, center=True)
        self.skip()
        self.sheet.freeze_panes = f"A{self.row}"
        self.sheet.print_title_rows = "1:2"

    def heading(self, text: str) -> None:
        """A heading above what follows, kept apart from what came before."""
        self.line(text, size=13, bold=True)

    def skip(self, rows: int = 1) -> None:
        """Leave rows free."""
        self.row += rows

    def table(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Value]],
        *,
        empty: str = "",
        first_column: int = 1,
        name: str = "",
    ) -> range:
        """A table, called `name` in the spreadsheet, or one line saying that there is nothing; the rows of its data."""
        first = self.row + 1
        if rows:
            self.row = put_table(self.sheet, self.row, columns, rows, first_column=first_column)
        else:
            self.line(empty, italic=True)
        if rows and name:
            across = range(first_column, first_column + len(columns))
            tables.make_table(self.sheet, name, first - 1, across, first + len(rows) - 1)
        self.skip()
        return range(first, first + len(rows))

    def pair(
        self, left: str, right: str, *, bold: bool = True, italic: bool = False, size: int = SIZE, split: int = 0
    ) -> None:
        """Two texts side by side, each centred over its part of the page, of which `split` columns are the left."""
        half = split or (self.width + 1) // 2
        for text, first, last in ((left, 1, half), (right, half + 1, self.width)):
            cell = put(self.sheet, self.row, first, text)
            cell.font = Font(name=FONT, size=size, bold=bold, italic=italic)
            cell.alignment = Alignment(horizontal="center", vertical="top", wrap_text=True)
            self.sheet.merge_cells(start_row=self.row, start_column=first, end_row=self.row, end_column=last)
        widths = [sum(self._widths[:half]), sum(self._widths[half:])]
        both = zip((left, right), widths, strict=True)
        heights = [self._height(text, size, width, bold=bold) for text, width in both]
        self.sheet.row_dimensions[self.row].height = max(heights)
        self.row += 1

    def only_table(
        self, columns: Sequence[Column], rows: Sequence[Sequence[Value]], *, empty: str, name: str = ""
    ) -> range:
        """The one table of a sheet: its headings filter, stay in sight and repeat on each page; the rows of its data.

        Without a name it only filters: sums among its rows would be taken for data.
        """
        first = self.row
        found = self.table(columns, rows, empty=empty, name=name)
        if rows:
            filtered = self.sheet.auto_filter.ref if name else None
            freeze_head(self.sheet, first, len(columns), found[-1])
            self.sheet.print_title_rows = f"1:{first}"
            if name:
                self.sheet.auto_filter.ref = filtered  # the table has a filter of its own
        return found

    def facts(self, facts: Iterable[Fact]) -> None:
        """Name and value in two columns, the value across the rest."""
        for fact in facts:
            label = put(self.sheet, self.row, 1, fact.label)
            label.font = Font(name=FONT, size=SIZE, bold=True)
            cell = put(self.sheet, self.row, 2, fact.value)
            cell.number_format = fact.number_format
            cell.alignment = Alignment(wrap_text=True, vertical="top", horizontal="left")
            label.alignment = Alignment(wrap_text=True, vertical="top")
            if fact.key:
                tables.name_cell(self.book, fact.key, cell)
            self.sheet.merge_cells(start_row=self.row, start_column=2, end_row=self.row, end_column=self.width)
            self.sheet.row_dimensions[self.row].height = max(
                self._height(str(fact.value or ""), SIZE, self._letters - self._first),
                self._height(fact.label, SIZE, self._first, bold=True),
            )
            self.row += 1
        self.skip()
