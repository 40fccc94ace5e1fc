"""Workbooks in: one pass over the rows of a sheet, with what a spreadsheet hides, merges or has not calculated.

openpyxl tells of hidden rows and merged cells only where it holds the whole workbook in memory, and either the formulas
or their values. Here a row is read once, whole, and let go.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from defusedxml import DefusedXmlException
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from emulation_cli.exchange import cells, packages, regular
from emulation_cli.exchange.cells import Found, Meaning
from emulation_cli.exchange.lines import RawRow
from emulation_cli.exchange.packages import each
from emulation_cli.exchange.readers import How, Merge, Sheet
from emulation_cli.exchange.texts import filled
from emulation_cli.kernel.errors import EmulationError, NotFound, Refused
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import fold

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


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its package, its sheets, and what their cells need to be understood."""

    archive: zipfile.ZipFile
    tabs: list[Tab]
    meaning: Meaning


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
    meaning = Meaning(CALENDAR_MAC_1904 if mac else CALENDAR_WINDOWS_1900)
    for part in packages.targets(archive, main, "/sharedStrings"):
        meaning.texts = _shared_texts(archive, part)
    for part in packages.targets(archive, main, "/styles"):
        meaning.formats = cells.number_formats(packages.tree_of(archive, part))
    return Book(archive, tabs, meaning)


def _shared_texts(archive: zipfile.ZipFile, part: str) -> list[str]:
    packages.refuse_entities(archive, part)
    try:
        with archive.open(part) as file:
            return regular.shared_texts(file)
    except Exception:  # noqa: BLE001 - whatever it is, reading it element by element says so
        return [cells.text_of(item) for item in each(packages.tree_of(archive, part), "si")]


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


def _sheet(name: str, book: Book, tab: Tab, how: How) -> Sheet:
    lines, found = _lines(name, book, tab)
    rows = {number for number, _cells in lines if number in found.hidden_rows}
    columns = found.hidden_columns and _used(lines) & found.hidden_columns
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
            (number, [None if place in columns else cell for place, cell in enumerate(row)])
            for number, row in lines
            if number not in rows
        ]
    return Sheet(name, lines, tuple(found.merged), asides=asides, title=tab.title)


def _lines(name: str, book: Book, tab: Tab) -> tuple[list[RawRow], Found]:
    """The rows of a sheet that hold something, and what else one pass over it finds."""
    packages.refuse_entities(book.archive, tab.part)
    found = Found()
    try:
        with book.archive.open(tab.part) as file:
            return list(filled(regular.Rows(file, book.meaning, found))), found
    except Exception:  # noqa: BLE001 - whatever it is, reading it element by element says so
        found = Found()
        source = cells.without_empty_end(book.archive.read(tab.part))
        return list(filled(cells.rows(name, source, book.meaning, found))), found


def _used(lines: Sequence[RawRow]) -> set[int]:
    """The columns that hold something."""
    return {place for _number, row in lines for place, cell in enumerate(row) if cell is not None}


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
