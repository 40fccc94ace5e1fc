"""Rows of a kind as a file: a workbook, CSV or JSON, by the ending of its name."""

from __future__ import annotations

from functools import partial
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from emulation_cli.exchange.publish import publish
from emulation_cli.kernel import listing, rowtext
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.fields import Field, Value
from emulation_cli.kernel.language import _
from emulation_cli.kernel.listing import Rows, cell_value

if TYPE_CHECKING:
    from emulation_cli.exchange.workbook import Column

ENDINGS = (".xlsx", ".csv", ".json", ".jsonl")
MOST_ROWS = 1_048_576
"""Rows of a sheet, the headings among them; the rest goes on in another sheet."""


def write_rows(path: Path, rows: Rows, *, day: str, vietnamese: bool, force: bool) -> bool:
    """Write the rows of a kind as they come; False where the file held the same bytes already.

    `day` (ISO) is the day the rows are as of; it dates the workbook.
    """
    ending = path.suffix.casefold()
    if ending == ".xlsx":
        return _publish_book(path, rows, day, vietnamese=vietnamese, force=force)
    if ending not in ENDINGS:
        raise UsageError(_("{name} ends in none of {endings}").format(name=path.name, endings=", ".join(ENDINGS)))
    return publish(path, partial(_write_text, ending, rows), force=force)


def _publish_book(path: Path, rows: Rows, day: str, *, vietnamese: bool, force: bool) -> bool:
    from emulation_cli.exchange.long_book import LongBook, Piece

    kind, room = rows.kind, MOST_ROWS - 1
    columns = [column(field, vietnamese=vietnamese) for field in kind.fields]
    book = LongBook(kind.vi if vietnamese else kind.en, columns)
    for first in range(0, max(1, rows.count), room):
        book.add_sheet(min(room, rows.count - first))
    makers = dict(zip(kind.by_key, book.makers(), strict=True))

    def make(field: Field, value: Value) -> Piece:
        return makers[field.key](cell_value(field, value))

    def write(file: BinaryIO) -> None:
        book.write(file, rows.each, listing.makers(kind, make), day)

    return publish(path, write, force=force, check=book.check)


def _write_text(ending: str, rows: Rows, file: BinaryIO) -> None:
    with TextIOWrapper(file, "utf-8-sig" if ending == ".csv" else "utf-8", newline="") as text:
        if ending == ".csv":
            rowtext.write_csv(text, rows.kind, rows.each)
        else:
            text.writelines((rowtext.json_text if ending == ".json" else rowtext.jsonl_text)(rows.kind, rows.each))


def column(field: Field, *, vietnamese: bool) -> Column:
    """The workbook column of a field."""
    from emulation_cli.exchange.workbook import Column

    return Column(field.heading(vietnamese=vietnamese), field.width, field.number_format or field.type.number_format)
