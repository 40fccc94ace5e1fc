"""The officer's own rows back, with what was found beside each and the cells coloured."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from openpyxl.styles import Alignment, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from emulation_cli.exchange import workbook
from emulation_cli.exchange.intake import Report
from emulation_cli.exchange.layout import FOUND, Table
from emulation_cli.exchange.lines import RawRow
from emulation_cli.kernel.output import visible
from emulation_cli.kernel.tabular import csv_text

CELL_LIMIT = 32_767
"""Letters that a cell of a workbook holds."""
WRONG = PatternFill("solid", start_color="F8CBAD")
DOUBTFUL = PatternFill("solid", start_color="FFF2CC")
WIDTH, FOUND_WIDTH = 22, 70
SHORT = 12
"""Letters of a file's name that a sheet is called by, its last ones."""


def marked(path: Path, report: Report, day: str) -> bytes:
    """The tables of a report as a file of this name, every row in its place; `day` (ISO) dates a workbook."""
    if path.suffix.casefold() == ".csv":
        lines = [line for table in report.tables for line in _lines(table)]
        return csv_text([], lines).removeprefix("\r\n").encode("utf-8-sig")
    book = workbook.new_book()
    if report.summary:
        _add_summary(book, report.summary)
    for table in report.tables:
        _add_sheet(book, table)
    return workbook.to_bytes(book, day, title=FOUND[0])


def _rows(table: Table) -> Iterator[RawRow]:
    yield from table.above
    yield table.heading_row, [*table.headings]
    yield from table.below


def _width(table: Table) -> int:
    """How many columns the officer's rows have, the longest of them."""
    return max(len(cells) for _number, cells in _rows(table))


def _beside(table: Table) -> Mapping[int, str]:
    """What is written beside each row: every finding in a line of its own."""
    told: dict[int, list[str]] = defaultdict(list)
    for one in (*table.wrong, *table.doubtful):
        told[one.row or table.heading_row].append(f"{one.column}: {one.message}" if one.column else one.message)
    beside = {number: "\n".join(lines) for number, lines in told.items()}
    return {**beside, table.heading_row: "\n".join([FOUND[0], *told.get(table.heading_row, [])])}


def _lines(table: Table) -> Iterator[list[object]]:
    """The lines of a text file, with empty ones where the officer has some, so that the numbers stay."""
    beside, width, expected = _beside(table), _width(table), min(1, table.heading_row)
    for number, cells in _rows(table):
        yield from ([] for _gap in range(expected, number))
        expected = number + 1
        padded = [*cells, *[None] * (width - len(cells))]
        said = FOUND[0] if number == table.heading_row else beside.get(number, "")
        yield [*map(_value, padded), said]


def _value(cell: object) -> workbook.Value:
    """A raw value as it can be written: nothing in it that a workbook cannot hold."""
    if isinstance(cell, datetime):
        return cell.date()
    if cell is None or isinstance(cell, bool | int | float | date):
        return cell
    if isinstance(cell, list):
        cell = ",".join(map(str, cell))
    return visible(str(cell), lines=True)[:CELL_LIMIT]


def _add_summary(book: Workbook, lines: Sequence[Sequence[object]]) -> None:
    """A line for each file."""
    sheet = workbook.add_sheet(book, FOUND[0])
    headings, *rows = [[_value(cell) for cell in line] for line in lines]
    columns = [workbook.Column(str(heading), WIDTH) for heading in headings[:-1]]
    workbook.put_table(sheet, 1, [*columns, workbook.Column(str(headings[-1]), FOUND_WIDTH)], rows)


def _add_sheet(book: Workbook, table: Table) -> None:
    stem = Path(table.name).stem
    sheet = workbook.add_sheet(book, f"{stem[-SHORT:]} {table.title}" if table.title else stem)
    offset, beside = 1 - min(1, table.heading_row), _beside(table)
    widths = [*[WIDTH] * _width(table), FOUND_WIDTH]
    for number, cells in _rows(table):
        padded = [*cells, *[None] * (len(widths) - 1 - len(cells))]
        values = [*map(_value, padded), beside.get(number)]
        for place, value in enumerate(values, start=1):
            _put(sheet, number + offset, place, value)
        workbook.fit(sheet, number + offset, values, widths)
    for place, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
        sheet.cell(table.heading_row + offset, place).fill = workbook.HEAD_FILL
    sheet.freeze_panes = f"A{table.heading_row + offset + 1}"
    for findings, fill in ((table.doubtful, DOUBTFUL), (table.wrong, WRONG)):
        for one in (finding for finding in findings if finding.row):
            for place in table.places(one.column) or range(len(widths)):
                sheet.cell(one.row + offset, place + 1).fill = fill


def _put(sheet: Worksheet, row: int, column: int, value: workbook.Value) -> None:
    cell = workbook.put(sheet, row, column, value)
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    if isinstance(value, date):
        cell.number_format = "dd/mm/yyyy"
