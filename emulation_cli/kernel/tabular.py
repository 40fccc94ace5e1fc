"""Rows as CSV text: UTF-8, quoted by the rules, and safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence

RISKY = ("=", "+", "-", "@", "\t", "\r", "'")
"""A text that begins like this would be run as a formula, or loses its apostrophe, in a spreadsheet."""


def guard(text: str) -> str:
    """The text with an apostrophe before it where it begins like a formula; `unguard` takes it off."""
    return f"'{text}" if text.startswith(RISKY) else text


def unguard(text: str) -> str:
    """The text as it was before `guard`."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RISKY) else text


def csv_text(headings: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as CSV with a header line; None is an empty cell, only texts are guarded."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(headings)
    for row in rows:
        writer.writerow([csv_cell(value) for value in row])
    return buffer.getvalue()


def csv_cell(value: object) -> object:
    """A value as a cell of CSV."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(item, Mapping) for item in value)):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return guard(",".join(str(item) for item in value))
    return guard(value) if isinstance(value, str) else value
