"""What makes a sheet live in a spreadsheet: tables with filters, names of cells, links between sheets, colours."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from openpyxl.cell.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet

GOOD, BAD, WAITING = "good", "bad", "waiting"
LOOKS = {GOOD: ("C6EFCE", "006100"), BAD: ("FFC7CE", "9C0006"), WAITING: ("FFEB9C", "7F6000")}
"""What a word means → the colours of its cell and of its letters; the word stays, for who prints without colours."""
LINK = "0563C1"


def make_table(sheet: Worksheet, name: str, row: int, columns: range, last_row: int) -> None:
    """Let the headings in `row` and what is below them be a table called `name`, which filters and grows.

    A table whose headings are not all different, which no spreadsheet takes, filters only.
    """
    first, last = (get_column_letter(place) for place in (columns[0], columns[-1]))
    reach = f"{first}{row}:{last}{last_row}"
    headings = [str(sheet.cell(row, place).value).casefold() for place in columns]
    if len(set(headings)) == len(headings) and all(headings):
        sheet.add_table(Table(displayName=name, ref=reach))
    else:
        sheet.auto_filter.ref = reach


def name_cell(book: Workbook, name: str, cell: Cell) -> None:
    """Let formulas call a cell by name."""
    sheet = quote_sheetname(cell.parent.title)
    book.defined_names[name] = DefinedName(name, attr_text=f"{sheet}!${cell.column_letter}${cell.row}")


def link(cell: Cell, sheet: Worksheet) -> None:
    """Lead from a cell to the top of a sheet."""
    target = f"{quote_sheetname(sheet.title)}!A1"
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=target, display=str(cell.value))
    cell.font = Font(name=cell.font.name, size=cell.font.size, color=LINK, underline="single")


def colour_words(sheet: Worksheet, column: int, rows: range, words: Mapping[str, Iterable[str]]) -> None:
    """Colour the cells of a column by the word in them: what it means (a key of `LOOKS`) → words.

    The colours are rules, so they follow what is typed into the cells later.
    """
    letter = get_column_letter(column)
    for meaning, said in words.items():
        fill, letters = LOOKS[meaning]
        equal = ",".join(f'${letter}{rows[0]}="{word}"' for word in said)
        rule = FormulaRule([f"OR({equal})"], fill=PatternFill(bgColor=fill), font=Font(color=letters))  # type: ignore[no-untyped-call]
        sheet.conditional_formatting.add(f"{letter}{rows[0]}:{letter}{rows[-1]}", rule)
