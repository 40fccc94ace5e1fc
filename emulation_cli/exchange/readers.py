"""Files in: CSV, workbooks and JSON as rows of raw values with the numbers that the file shows."""

from __future__ import annotations

import csv
import io
import json
import sys
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from emulation_cli.kernel.errors import EmulationError, NotFound, Refused, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.tabular import unguard
from emulation_cli.kernel.values import Unreadable

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LARGEST_FILE = 200_000_000
LARGEST_WORKBOOK = 1_000_000_000
"""Bytes: of a file on disk, and of a workbook's parts unpacked."""
MOST_PARTS = 10_000
DENSEST = 200
"""How many times smaller than its contents an honest workbook may be."""
FIELD_LIMIT = 131_072
LAST_ROW = 1_048_576
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

RawRow = tuple[int, list[object]]


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows of a file: its name, headings, the row they stand in, then (row number, raw values) as the file shows."""

    name: str
    headings: list[str]
    heading_row: int
    rows: list[RawRow]


def read(source: str, *, encoding: str | None = None, sheet: str | None = None) -> Sheet:
    """Read a file, or standard input for `-`.

    Raises NotFound where there is no such file, Refused where it cannot be read as what its name says.
    """
    name, data = _bytes(source)
    ending = Path(name).suffix.casefold() if source != "-" else _guess(data)
    if ending == ".xlsx":
        return _workbook(name, data, sheet)
    if ending == ".json":
        return _json(name, _decode(name, data, encoding))
    if ending in {".csv", ".txt", ".tsv"}:
        return _csv(name, _decode(name, data, encoding))
    raise Refused(
        _("{name} is neither .xlsx, .csv nor .json").format(name=name),
        _("Save it in one of these formats and import that file."),
    )


def _bytes(source: str) -> tuple[str, bytes]:
    if source == "-":
        return "-", _all_of(sys.stdin.buffer, "-")
    path = Path(source)
    if path.is_dir():
        raise Refused(_("{path} is a folder, not a file").format(path=path))
    if not path.exists():
        raise NotFound(_("there is no file {path}").format(path=path))
    with path.open("rb") as file:
        return path.name, _all_of(file, path.name)


def _all_of(file: BinaryIO, name: str) -> bytes:
    data = file.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        raise Refused(_("{name} is larger than {most} bytes").format(name=name, most=LARGEST_FILE))
    return data


def _guess(data: bytes) -> str:
    """Standard input is CSV unless it begins with `[` or `{`."""
    return ".json" if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"} else ".csv"


# -- text -------------------------------------------------------------------------------------------------------------


def _decode(name: str, data: bytes, encoding: str | None) -> str:
    """The text of a file: by its byte order mark, else UTF-8; never guessed at."""
    if data.startswith((b"PK\x03\x04", OLD_OFFICE)):
        raise Refused(_("{name} is a workbook, not a text file").format(name=name), _("Name it .xlsx."))
    chosen = encoding or _by_mark(data)
    try:
        return data.decode(chosen)
    except LookupError:
        raise UsageError(
            _("{text} is no encoding").format(text=encoding), _("For example: utf-8, utf-16, cp1258.")
        ) from None
    except UnicodeDecodeError as error:
        raise Refused(
            _("{name} is not {encoding}: byte {place} cannot be read").format(
                name=name, encoding=chosen, place=error.start + 1
            ),
            _("Save it as “CSV UTF-8”, or say how it is written with --encoding (cp1258, utf-16, …)."),
        ) from None


def _by_mark(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    return "utf-8-sig"


def _csv(name: str, text: str) -> Sheet:
    """Comma, semicolon or tab, or as a first line `sep=…` says; one leading apostrophe is taken off a guarded text."""
    delimiter, skipped, body = _delimiter(text)
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    return _sheet(name, _csv_rows(name, reader, skipped))


def _csv_rows(name: str, reader: Iterable[list[str]], skipped: int) -> Iterator[RawRow]:
    number = skipped
    try:
        for cells in reader:
            number += 1
            yield number, [unguard(cell) for cell in cells]
    except csv.Error as error:
        raise Refused(_("{name}, row {row}: {error}").format(name=name, row=number + 1, error=error)) from None


def _delimiter(text: str) -> tuple[str, int, str]:
    """The delimiter, the lines that say so, and the text after them."""
    first, _end, rest = text.partition("\n")
    if first.casefold().startswith("sep=") and len(first.rstrip("\r")) == 5:
        return first[4], 1, rest
    return max(",;\t", key=first.count), 0, text


def _json(name: str, text: str) -> Sheet:
    """An array of objects; items are numbered from 1."""
    try:
        items = json.loads(text, parse_constant=_no_constant, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        raise Refused(_("{name} is not JSON: {error}").format(name=name, error=error)) from None
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise Refused(_("{name} is not an array of objects").format(name=name))
    headings = list(dict.fromkeys(key for item in items for key in item))
    if not headings:
        raise Refused(_("{name} has no rows").format(name=name))
    rows: list[RawRow] = [(number, [item.get(key) for key in headings]) for number, item in enumerate(items, start=1)]
    return Sheet(name, headings, 0, rows)


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(_("a key stands twice in one object"))
    return found


def _no_constant(text: str) -> object:
    raise ValueError(text)


# -- workbooks --------------------------------------------------------------------------------------------------------


def _workbook(name: str, data: bytes, sheet: str | None) -> Sheet:
    _refuse_no_workbook(name, data)
    try:
        book = _opened(data, values=True)
        try:
            rows = _workbook_rows(name, _chosen(book, name, sheet))
            return _sheet(name, _calculated(name, data, sheet, rows) if _has_formulas(data) else rows)
        finally:
            book.close()
    except EmulationError:
        raise
    except Exception as error:  # noqa: BLE001 - openpyxl lets any error of a spoiled file through
        raise Refused(
            _("{name} cannot be read as a workbook: {error}").format(name=name, error=type(error).__name__),
            _("Open it in Excel or LibreOffice and save it as .xlsx."),
        ) from None


def _opened(data: bytes, *, values: bool) -> Workbook:
    """The workbook, with the values of its formulas or with the formulas themselves."""
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=values)


def _has_formulas(data: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f>" in part or b"<f " in part or b"<f/" in part for part in map(archive.read, sheets))


def _calculated(name: str, data: bytes, sheet: str | None, rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """The rows, with a formula that was never calculated as what it is: no value."""
    unread = Unreadable(_("holds a formula that was never calculated; open the file in Excel and save it"))
    book = _opened(data, values=False)
    try:
        worksheet = _chosen(book, name, sheet)
        worksheet.reset_dimensions()
        for (number, values), cells in zip(rows, worksheet.iter_rows(), strict=False):
            formulas = [cell.data_type == "f" for cell in cells]
            yield (
                number,
                [
                    unread if value is None and formula else value
                    for value, formula in zip(values, formulas, strict=False)
                ],
            )
    finally:
        book.close()


def _refuse_no_workbook(name: str, data: bytes) -> None:
    """Refuse other formats, and archives that unpack to far more than they are."""
    resave = _("Open it in Excel or LibreOffice and save it as .xlsx.")
    if data.startswith(OLD_OFFICE):
        raise Refused(_("{name} is an old .xls file or has a password").format(name=name), resave)
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(_("{name} is not a workbook of Excel 2007 or later").format(name=name), resave)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
    except zipfile.BadZipFile:
        raise Refused(_("{name} is damaged").format(name=name), resave) from None
    size = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or size > LARGEST_WORKBOOK or size > DENSEST * max(len(data), 10_000):
        raise Refused(_("{name} unpacks to {size} bytes, it is no honest workbook").format(name=name, size=size))


def _chosen(book: Workbook, name: str, sheet: str | None) -> Any:
    if not book.worksheets:
        raise Refused(_("{name} has no sheet").format(name=name))
    if sheet is None:
        return book.worksheets[0]
    for candidate in book.worksheets:
        if candidate.title.casefold() == sheet.casefold():
            return candidate
    raise NotFound(
        _("{name} has no sheet {sheet}").format(name=name, sheet=sheet),
        _("Its sheets: {sheets}").format(sheets=", ".join(book.sheetnames)),
    )


def _workbook_rows(name: str, worksheet: Any) -> Iterator[RawRow]:
    """The rows as Excel numbers them; a sheet's own statement of its size is not believed."""
    worksheet.reset_dimensions()
    for number, cells in enumerate(worksheet.iter_rows(), start=1):
        if number > LAST_ROW:
            raise Refused(_("{name} has a row beyond {last}, the last of a sheet").format(name=name, last=LAST_ROW))
        yield number, [_cell(cell) for cell in cells]


def _cell(cell: Any) -> object:
    if cell.data_type == "e":
        return Unreadable(_("holds the error {error}").format(error=cell.value))
    return cell.value


# -- both -------------------------------------------------------------------------------------------------------------


def _sheet(name: str, rows: Iterator[RawRow]) -> Sheet:
    """The first row that holds something is the headings; rows without anything are left out."""
    headings: list[str] = []
    heading_row = 0
    found: list[RawRow] = []
    for number, cells in rows:
        if all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells):
            continue
        if heading_row:
            found.append((number, cells))
        else:
            headings, heading_row = [str(cell or "").strip() for cell in cells], number
    if not heading_row:
        raise Refused(_("{name} is empty").format(name=name))
    return Sheet(name, headings, heading_row, found)
