"""Rows of a kind as text, row by row: as long as a list is, no more than a row of it is held."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from operator import call
from typing import TextIO

from emulation_cli.kernel.fields import Field, Kind, Value
from emulation_cli.kernel.listing import csv_value, json_value, makers
from emulation_cli.kernel.tabular import csv_cell

Each = Iterable[Sequence[Value]]
"""The values of each row, in the order of the kind's fields."""


def write_csv(stream: TextIO, kind: Kind, rows: Each) -> None:
    """Write the rows as CSV under the keys of their fields, as `tabular.csv_text` has them."""
    made = makers(kind, lambda field, value: csv_cell(csv_value(field, value)))
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([field.key for field in kind.fields])
    writer.writerows(map(call, made, row) for row in rows)


def json_text(kind: Kind, rows: Each) -> Iterator[str]:
    """The rows as one JSON document, in pieces: an array of objects, two blanks a level."""
    made, before = makers(kind, _indented), "[\n"
    for row in rows:
        members = ",\n".join(map(call, made, row))
        yield f"{before}  {{\n{members}\n  }}"
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def _indented(field: Field, value: Value) -> str:
    text = json.dumps(json_value(field, value), ensure_ascii=False, indent=2).replace("\n", "\n    ")
    return f"    {json.dumps(field.key)}: {text}"


def jsonl_text(kind: Kind, rows: Each) -> Iterator[str]:
    """The rows as JSON, one on each line."""
    made = makers(kind, _member)
    for row in rows:
        members = ", ".join(map(call, made, row))
        yield f"{{{members}}}\n"


def _member(field: Field, value: Value) -> str:
    return f"{json.dumps(field.key)}: {json.dumps(json_value(field, value), ensure_ascii=False)}"
