"""A workbook of one table, however long: its rows are written as openpyxl writes them, but without an object a cell.

openpyxl makes the workbook, the sheets with their headings, and the styles; the rows stream in between as they come.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from functools import cache, partial
from html import escape
from itertools import islice
from operator import call
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.compat import safe_string
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.utils.exceptions import IllegalCharacterError
from openpyxl.worksheet.worksheet import Worksheet

from emulation_cli.exchange import measure, workbook
from emulation_cli.exchange.archive import Held, pack
from emulation_cli.exchange.workbook import Column, Value

AT_ONCE = 256
"""Rows that are handed on together."""
END = b"</sheetData>"
"""What follows the last row of a sheet."""

Piece = tuple[bytes, int]
"""The XML of a cell from its row's number to where that number stands next; how many lines its text takes."""
Make = Callable[[Any], Piece]


class LongBook:
    """A workbook of one table that goes on from sheet to sheet, each with the headings."""

    def __init__(self, title: str, columns: Sequence[Column]) -> None:
        self._title, self._columns = title, columns
        self._book = workbook.new_book()
        self._sheets: list[tuple[Worksheet, int]] = []

    def add_sheet(self, count: int) -> None:
        """A sheet with room for so many rows below the headings."""
        sheet = workbook.add_sheet(self._book, self._title)
        workbook.put_table(sheet, 1, self._columns, ())
        workbook.freeze_head(sheet, 1, len(self._columns), count + 1)
        sheet.calculate_dimension = lambda: str(sheet.auto_filter.ref)  # type: ignore[method-assign]
        self._sheets.append((sheet, count))

    def makers(self) -> list[Callable[[Value], Piece]]:
        """For each column what makes the XML of a value."""
        return [self._maker(place, column) for place, column in enumerate(self._columns, start=1)]

    def _maker(self, place: int, column: Column) -> Callable[[Value], Piece]:
        text, guarded, other = (self._style(column, like) for like in ("x", "=", None))
        letter = get_column_letter(place)
        width = self._sheets[0][0].column_dimensions[letter].width
        after = "</row>" if place == len(self._columns) else f'<c r="{get_column_letter(place + 1)}'

        def make(value: Value) -> Piece:
            if not isinstance(value, str):
                return f'" s="{other}"{_number(value)}{after}'.encode(), 1
            if len(value) > workbook.LONGEST:
                raise _TooLong(letter)
            style = guarded if value.startswith(workbook.FORMULA_LIKE) else text
            lines = measure.text_lines(value, width, workbook.SIZE)
            return f'" s="{style}" t="inlineStr"{_text(value)}{after}'.encode(), lines

        return make

    def _style(self, column: Column, like: str | None) -> int:
        """The number of the style that openpyxl gives to such a value."""
        cell = Cell(self._sheets[0][0], row=1, column=1)
        workbook.fill(cell, like)
        workbook.dress(cell, column, text=like is not None)
        return cell.style_id

    def write(self, file: BinaryIO, rows: Iterable[Sequence[Any]], made: Sequence[Make], day: str) -> None:
        """Write the workbook as of `day` (ISO), its cells as `made` makes them of the values in `rows`."""
        each, last = iter(rows), self._sheets[-1][0]
        package = workbook.package_of(self._book, self._title)
        parts = [
            (sheet.path[1:], partial(_part, sheet, islice(each, None if sheet is last else count), made))
            for sheet, count in self._sheets
        ]
        pack(package, file, day, dict(parts))

    def check(self, path: Path) -> None:
        """Read the written workbook back; Unreachable where it is spoiled or not all of it is there."""
        across = len(self._columns)
        held = {sheet.path[1:]: Held(count + 1, (count + 1) * across) for sheet, count in self._sheets}
        workbook.check_readable(path, held)


class _TooLong(ValueError):
    """A text that no cell holds, and the letter of its column."""


def _part(sheet: Worksheet, rows: Iterable[Sequence[Any]], made: Sequence[Make], empty: bytes) -> Iterator[bytes]:
    """A sheet in pieces: as openpyxl wrote it, with the rows below the headings."""
    before, end, after = empty.partition(END)
    yield before
    lines = _lines(sheet, rows, made)
    while some := b"".join(islice(lines, AT_ONCE)):
        yield some
    yield end + after


def _lines(sheet: Worksheet, rows: Iterable[Sequence[Any]], made: Sequence[Make]) -> Iterator[bytes]:
    for number, row in enumerate(rows, start=2):
        try:
            cells, lines = zip(*map(call, made, row), strict=True)
        except _TooLong as error:
            raise workbook.too_long(sheet, f"{error}{number}") from None
        yield (b"%d" % number).join((b'<row r="', _opening(max(lines)), *cells))


@cache
def _opening(lines: int) -> bytes:
    """A row as high as so many lines, from behind its number to the number in its first cell."""
    return f'" ht="{safe_string(workbook.height_of(lines))}" customHeight="1"><c r="A'.encode()


def _text(text: str) -> str:
    """How a cell with this text ends."""
    if not text:
        return "/>"
    if not text.isprintable() and ILLEGAL_CHARACTERS_RE.search(text):
        raise IllegalCharacterError(text)
    kept = ' xml:space="preserve"' if text.strip() != text else ""
    return f"><is><t{kept}>{escape(workbook.escaped(text), quote=False)}</t></is></c>"


def _number(value: float | date | None) -> str:
    """How a cell with this number, day or nothing ends."""
    if value is None:
        return "/>"
    number = to_excel(value) if isinstance(value, date) else value  # type: ignore[no-untyped-call]
    return f"><v>{safe_string(number)}</v></c>"
