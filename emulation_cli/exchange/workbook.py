"""Workbooks: one look for every sheet, real numbers and dates, the same bytes for the same data."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from emulation_cli.kernel.errors import Unreachable
from emulation_cli.kernel.language import _

FONT = "Times New Roman"
"""The typeface of official papers (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
HEAD_FILL = PatternFill("solid", start_color="D9E2F3")
LINE = Side(style="thin", color="A6A6A6")
GRID = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
MARGIN = 0.6
"""Page margins in inches."""
SHEET_NAME_LIMIT = 31

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
    return book


def add_sheet(book: Workbook, title: str) -> Worksheet:
    """A new sheet set up for A4 landscape, one page wide, page numbers at its foot."""
    sheet: Worksheet = book.create_sheet(sheet_name(title, book.sheetnames))
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = "9"  # A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = margins.bottom = MARGIN
    sheet.oddFooter = HeaderFooterItem(center=_HeaderFooterPart(text="&P/&N"))
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
    cell.value = value
    if isinstance(value, str):
        cell.data_type = "s"
    cell.font = Font(name=FONT, size=12)
    return cell


def put_table(sheet: Worksheet, first_row: int, columns: Sequence[Column], rows: Iterable[Sequence[Value]]) -> int:
    """A table with a styled heading row; the number of the first free row below it."""
    for place, column in enumerate(columns, start=1):
        cell = put(sheet, first_row, place, column.heading)
        cell.font = Font(name=FONT, size=12, bold=True)
        cell.fill = HEAD_FILL
        cell.border = GRID
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        letter = get_column_letter(place)
        sheet.column_dimensions[letter].width = max(column.width, sheet.column_dimensions[letter].width or 0)
    row_number = first_row
    for row_number, row in enumerate(rows, start=first_row + 1):
        for place, (column, value) in enumerate(zip(columns, row, strict=True), start=1):
            cell = put(sheet, row_number, place, value)
            cell.border = GRID
            cell.number_format = "General" if isinstance(value, str) else column.number_format
            cell.alignment = Alignment(
                vertical="top", wrap_text=isinstance(value, str), horizontal="center" if _short(value) else None
            )
    return row_number + 1


def _short(value: Value) -> bool:
    return value is not None and not isinstance(value, str)


def freeze_head(sheet: Worksheet, row: int, columns: int, last_row: int) -> None:
    """Keep the headings in `row` in sight and on every printed page, and filter by them."""
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"
    sheet.auto_filter.ref = f"A{row}:{get_column_letter(columns)}{max(last_row, row)}"


def to_bytes(book: Workbook, day: str, *, title: str) -> bytes:
    """The workbook as a file: the same bytes for the same cells.

    `day` (ISO) is the day it is as of; it stands where openpyxl would write the time of saving.
    """
    book.properties.creator = "emulation"
    book.properties.title = title
    buffer = io.BytesIO()
    book.save(buffer)
    fixed = io.BytesIO()
    year, month, first = (int(part) for part in day.split("-"))
    moment = (year, month, first, 0, 0, 0)
    with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + f"{day}T00:00:00Z".encode(), data)
            target.writestr(entry, data)
    return fixed.getvalue()


def check_readable(path: Path) -> None:
    """Read a written workbook back; Unreachable where it cannot be opened."""
    try:
        book = openpyxl.load_workbook(path.open("rb"), read_only=True)
        for sheet in book.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass
        book.close()
    except Exception as error:
        raise Unreachable(
            _("the workbook could not be read back: {error}").format(error=type(error).__name__)
        ) from error
