"""Workbooks in: one pass over the rows of a sheet, with what a spreadsheet hides, merges or has not calculated.

openpyxl tells of hidden rows and merged cells only where it holds the whole workbook in memory, and either the formulas
or their values. Here a row is read once, whole, and let go; what a number format, a serial day or an escaped letter
means is still openpyxl's to say.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import groupby
from typing import BinaryIO

from defusedxml import DefusedXmlException
from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel
from openpyxl.utils.escape import unescape

from emulation_cli.exchange import packages
from emulation_cli.exchange.packages import each, local
from emulation_cli.exchange.readers import How, Merge, RawRow, Sheet
from emulation_cli.exchange.texts import filled
from emulation_cli.kernel import numbers
from emulation_cli.kernel.errors import EmulationError, NotFound, Refused
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import fold
from emulation_cli.kernel.values import Unreadable

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
ACCOMPANYING = {"huong dan", "guide", "danh muc", "lists", "vi du", "example"}
"""Sheets of a template that hold no rows to be read, folded."""
NAMED = 20
"""Hidden rows told by their numbers."""


def read_book(name: str, data: bytes, how: How) -> Sheet:
    """One sheet of a workbook: dates as dates, numbers as numbers, texts as texts."""
    packages.refuse_no_workbook(name, data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            book = _opened(archive)
            return _sheet(name, book, _chosen(name, book, how.sheet), how)
    except EmulationError:
        raise
    except DefusedXmlException:
        raise Refused(
            _("{name} defines entities or a document type, which no honest workbook does").format(name=name)
        ) from None
    except Exception as error:  # noqa: BLE001 - a spoiled file can spoil anything
        raise Refused(
            _("{name} cannot be read as a workbook: {error}").format(name=name, error=type(error).__name__),
            packages.resave(),
        ) from None


# -- the workbook -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Tab:
    """One sheet of a workbook: title, the part that holds it, whether it is in sight."""

    title: str
    part: str
    visible: bool


@dataclass
class Book:
    """What the cells of every sheet need: shared texts, which styles are dates, the first day of the calendar."""

    archive: zipfile.ZipFile
    tabs: list[Tab]
    epoch: datetime
    texts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    """Style → number format, of those that make something else of a number."""


def _opened(archive: zipfile.ZipFile) -> Book:
    main = packages.targets(archive, "", "/officeDocument")[0]
    tree = packages.tree_of(archive, main)
    targets = dict(packages.relations(archive, main))
    tabs = []
    for sheet in each(tree, "sheet"):
        part = targets.get(next(value for key, value in sheet.items() if key.endswith("}id")), "")
        if "/worksheets/" in part and part in archive.namelist():
            tabs.append(Tab(sheet.get("name", ""), part, sheet.get("state", "visible") == "visible"))
    mac = any(properties.get("date1904") in {"1", "true"} for properties in each(tree, "workbookPr"))
    book = Book(archive, tabs, CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900)
    for part in packages.targets(archive, main, "/sharedStrings"):
        book.texts = [_text(item) for item in each(packages.tree_of(archive, part), "si")]
    for part in packages.targets(archive, main, "/styles"):
        book.formats = _number_formats(packages.tree_of(archive, part))
    return book


def _text(item: ET.Element) -> str:
    """A text, put together from its runs; not how it is pronounced."""
    found: list[str] = []
    for child in item:
        if local(child) == "t":
            found.append(child.text or "")
        elif local(child) == "r":
            found += [run.text or "" for run in child if local(run) == "t"]
    return unescape("".join(found))


def _number_formats(tree: ET.Element) -> dict[int, str]:
    """Style → number format, of the styles that show a number as a day, a percentage or with leading zeros."""
    own = {int(one.get("numFmtId", 0)): one.get("formatCode", "") for one in each(tree, "numFmt")}
    known = {**BUILTIN_FORMATS, **own}
    formats: dict[int, str] = {}
    for styles in each(tree, "cellXfs"):
        for number, style in enumerate(styles):
            code = known.get(int(style.get("numFmtId", 0)), "General")
            if is_date_format(code) or code.endswith("%") or _PADDED.fullmatch(code):
                formats[number] = code
    return formats


_PADDED = re.compile("00+")


def _chosen(name: str, book: Book, wanted: str | None) -> Tab:
    if not book.tabs:
        raise Refused(_("{name} has no sheet").format(name=name), packages.resave())
    titles = ", ".join(tab.title for tab in book.tabs)
    if wanted is not None:
        for tab in book.tabs:
            if tab.title.casefold() == wanted.casefold():
                return tab
        raise NotFound(
            _("{name} has no sheet {sheet}").format(name=name, sheet=wanted),
            _("Its sheets: {sheets}").format(sheets=titles),
        )
    if not book.tabs[0].visible:
        raise Refused(
            _("{name}: its first sheet, {sheet}, is hidden").format(name=name, sheet=book.tabs[0].title),
            _("Name the one you mean with --sheet. Its sheets: {sheets}").format(sheets=titles),
        )
    return book.tabs[0]


# -- one sheet --------------------------------------------------------------------------------------------------------


@dataclass
class _Rows:
    """What one pass over a sheet finds besides its values."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merge] = field(default_factory=list)


def _sheet(name: str, book: Book, tab: Tab, how: How) -> Sheet:
    found = _Rows()
    lines = list(filled(_rows(name, book, tab, found)))
    rows = {number for number, _cells in lines} & found.hidden_rows
    columns = {place for _n, cells in lines for place, cell in enumerate(cells) if cell is not None}
    columns &= found.hidden_columns
    asides = [Finding("sheets", message) for message in _others(book, tab)]
    if rows or columns:
        told = _hidden(rows, columns)
        if how.hidden is None:
            raise Refused(
                _("{name}, sheet {sheet} hides {what}").format(name=name, sheet=tab.title, what=told),
                _("Show them in the workbook; or import it with --hidden include, or --hidden skip."),
            )
        taken = _("taken in, though hidden: {what}") if how.hidden == "include" else _("left out, as hidden: {what}")
        asides.append(Finding("hidden", taken.format(what=told)))
    if how.hidden == "skip":
        _refuse_cut_merges(name, found.merged, rows)
        lines = [
            (number, [None if place in columns else cell for place, cell in enumerate(cells)])
            for number, cells in lines
            if number not in rows
        ]
    return Sheet(name, lines, tuple(found.merged), asides=asides, title=tab.title)


def _refuse_cut_merges(name: str, merged: Sequence[Merge], rows: set[int]) -> None:
    """Merged cells that begin in a hidden row would leave the rows below it without their value."""
    for merge in merged:
        if merge.first_row in rows and merge.last_row > merge.first_row:
            raise Refused(
                _("{name}: the merged cells {cells} begin in the hidden row {row}").format(
                    name=name, cells=merge.name, row=merge.first_row
                ),
                _("Show the row, or take it in with --hidden include."),
            )


def _others(book: Book, tab: Tab) -> Iterator[str]:
    known = (other for other in book.tabs if other != tab and fold(other.title) not in ACCOMPANYING)
    others = [other.title if other.visible else f"{other.title} ({_('hidden')})" for other in known]
    if others:
        yield _("read is the sheet {sheet}; not read: {others}").format(sheet=tab.title, others=", ".join(others))


def _hidden(rows: set[int], columns: set[int]) -> str:
    told = []
    if rows:
        told.append(_("rows: {rows}").format(rows=_spans(sorted(rows))))
    if columns:
        letters = ", ".join(get_column_letter(place + 1) for place in sorted(columns))
        told.append(_("columns: {columns}").format(columns=letters))
    return "; ".join(told)


def _spans(numbers: Sequence[int]) -> str:
    """Numbers as spans: 3-5, 8."""
    runs = [
        [number for _place, number in run] for _key, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]
    spans = [f"{run[0]}-{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]
    return ", ".join(spans[:NAMED]) + (", …" if len(spans) > NAMED else "")


def _rows(name: str, book: Book, tab: Tab, found: _Rows) -> Iterator[RawRow]:
    """The rows as Excel numbers them; a sheet's own statement of its size is not believed."""
    packages.refuse_entities(book.archive, tab.part)
    number = 0
    for _event, element in ET.iterparse(_without_empty_end(book.archive.read(tab.part))):  # noqa: S314 - see above
        kind = local(element)
        if kind == "row":
            number = int(element.get("r", number + 1))
            if number > LAST_ROW:
                raise Refused(_("{name} has a row beyond {last}, the last of a sheet").format(name=name, last=LAST_ROW))
            if element.get("hidden") in {"1", "true"}:
                found.hidden_rows.add(number)
            yield number, _cells(book, element, number)
            element.clear()
        elif kind == "col" and element.get("hidden") in {"1", "true"}:
            found.hidden_columns |= set(range(int(element.get("min", 1)) - 1, int(element.get("max", 1))))
        elif kind == "mergeCell":
            found.merged.append(_merge(element.get("ref", "A1")))


_VALUES = (b"</v>", b":v>", b"</t>", b":t>", b"</f>", b":f>", b"<f/>", b":f/>", b"<f ", b":f ")


def _without_empty_end(data: bytes) -> BinaryIO:
    """The sheet without the rows after its last value: formatting alone can reach down to row 1,048,576."""
    last = max(data.rfind(mark) for mark in _VALUES)
    row_end = data.find(b"row>", last)
    rest = data.rfind(b"</", 0, data.rfind(b"sheetData>") + 1)
    if last < 0 or row_end < 0 or rest < row_end:
        return io.BytesIO(data)
    return io.BytesIO(data[: row_end + 4] + data[rest:])


def _merge(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    return Merge(int(top or 1), int(bottom or LAST_ROW), int(left or 1) - 1, int(right or LAST_COLUMN) - 1, reference)


def _cells(book: Book, row: ET.Element, number: int) -> list[object]:
    cells: list[object] = []
    for cell in row:
        reference = cell.get("r")
        place = _place(reference.rstrip("0123456789")) if reference else len(cells)
        value = _value(book, cell)
        if value is None and reference:
            continue
        if isinstance(value, Unreadable):
            value = value.at(f"{get_column_letter(place + 1)}{number}")
        cells += [None] * (place - len(cells))
        cells[place:] = [value]
    return cells


@lru_cache(maxsize=LAST_COLUMN)
def _place(letters: str) -> int:
    return column_index_from_string(letters) - 1


def _value(book: Book, cell: ET.Element) -> object:
    """What a cell holds; a formula that was never calculated and an error are told as what they are."""
    kind, text, formula = cell.get("t", "n"), None, None
    for child in cell:
        name = child.tag[-2:]
        if name == "}v":
            text = child.text or ""
        elif name == "}f":
            formula = child.text or ""
        elif name == "is":
            return _text(child)
    if text:
        return _typed(book, kind, text, int(cell.get("s", 0)))
    if formula is None or (kind == "str" and text is not None):  # the result of a formula can be an empty text
        return None
    unread = _("holds a formula that was never calculated; open the file in Excel and save it")
    return Unreadable(unread, f"={formula}")


def _typed(book: Book, kind: str, text: str, style: int) -> object:
    if kind == "s":
        return book.texts[int(text)]
    if kind == "str":
        return unescape(text)
    if kind == "b":
        return text == "1"
    if kind == "e":
        return Unreadable(_("holds the error {error}").format(error=text), text)
    if kind == "d":
        return datetime.fromisoformat(text)
    number = float(text) if any(mark in text for mark in ".eE") else int(text)
    return _shown(book, number, book.formats[style]) if style in book.formats else number


def _shown(book: Book, number: int | float, code: str) -> object:
    """A number as its format makes something else of it: a day, 0012; a percentage is not taken for the number."""
    if code.endswith("%"):
        said = _("shows the percentage {text}; write the number itself, {number}, in a cell without the format %")
        percent = numbers.points_text(round(number * 10_000), comma=True)
        return Unreadable(said.format(text=f"{percent}%", number=percent), f"{percent}%")
    if _PADDED.fullmatch(code):
        return f"{number:0{len(code)}}" if isinstance(number, int) else number
    try:
        return from_excel(number, book.epoch, timedelta=is_timedelta_format(code))
    except (ValueError, OverflowError):
        return Unreadable(_("holds a day that does not exist"), str(number))
