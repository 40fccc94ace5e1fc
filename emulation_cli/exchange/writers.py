"""Rows of a kind as a file: a workbook, CSV or JSON, by the ending of its name."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from emulation_cli.exchange.publish import publish
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.fields import Field, Kind, Values
from emulation_cli.kernel.language import _
from emulation_cli.kernel.listing import cell_value, csv_value, shown
from emulation_cli.kernel.tabular import csv_text

if TYPE_CHECKING:
    from emulation_cli.exchange.workbook import Column

ENDINGS = (".xlsx", ".csv", ".json", ".jsonl")
MOST_ROWS = 1_048_576
"""Rows of a sheet, the headings among them; the rest goes on in another sheet."""


def write_rows(path: Path, kind: Kind, rows: Sequence[Values], *, day: str, vietnamese: bool, force: bool) -> bool:
    """Write the rows of a kind; False where the file held the same bytes already.

    `day` (ISO) is the day the rows are as of; it dates the workbook.
    """
    ending = path.suffix.casefold()
    if ending == ".xlsx":
        from emulation_cli.exchange.workbook import check_readable

        return publish(path, _workbook(kind, rows, day, vietnamese), force=force, check=check_readable)
    if ending == ".csv":
        cells = [[csv_value(field, values[field.key]) for field in kind.fields] for values in rows]
        text = csv_text([field.key for field in kind.fields], cells)
        return publish(path, text.encode("utf-8-sig"), force=force)
    if ending == ".jsonl":
        text = "".join(f"{json.dumps(shown(kind, values), ensure_ascii=False)}\n" for values in rows)
        return publish(path, text.encode(), force=force)
    if ending == ".json":
        text = json.dumps([shown(kind, values) for values in rows], ensure_ascii=False, indent=2) + "\n"
        return publish(path, text.encode(), force=force)
    raise UsageError(_("{name} ends in none of {endings}").format(name=path.name, endings=", ".join(ENDINGS)))


def _workbook(kind: Kind, rows: Sequence[Values], day: str, vietnamese: bool) -> bytes:
    from emulation_cli.exchange import workbook

    book = workbook.new_book()
    title = kind.vi if vietnamese else kind.en
    columns = [column(field, vietnamese=vietnamese) for field in kind.fields]
    room = MOST_ROWS - 1
    for first in range(0, max(1, len(rows)), room):
        sheet = workbook.add_sheet(book, title)
        part = rows[first : first + room]
        cells = [[cell_value(field, values[field.key]) for field in kind.fields] for values in part]
        last = workbook.put_table(sheet, 1, columns, cells) - 1
        workbook.freeze_head(sheet, 1, len(columns), last)
    return workbook.to_bytes(book, day, title=title)


def column(field: Field, *, vietnamese: bool) -> Column:
    """The workbook column of a field."""
    from emulation_cli.exchange.workbook import Column

    return Column(field.heading(vietnamese=vietnamese), field.width, field.number_format or field.type.number_format)
