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

from emulation_cli.exchange import measure
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
