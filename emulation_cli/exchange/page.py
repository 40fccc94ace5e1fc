"""A sheet written from top to bottom: titles, lines, tables, pairs of texts, facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook

from emulation_cli.exchange import measure, tables
from emulation_cli.exchange.workbook import (
    ACROSS,
    FONT,
    HIGHEST,
    LINE_HEIGHT,
    SIZE,
    Column,
    Layout,
    Value,
    add_sheet,
    freeze_head,
    put,
    put_table,
)


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value, the format of a number, and the name by which formulas find the cell."""

    label: str
    value: Value
    number_format: str = "@"
    key: str = ""


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
