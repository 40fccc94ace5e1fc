"""The cells of a sheet, element by element: what each of them holds, and what the sheet hides and merges.

What a number format, a serial day or an escaped letter means is openpyxl's to say.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import BinaryIO

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import column_index_from_string, range_boundaries
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from emulation_cli.exchange.lines import RawRow
from emulation_cli.exchange.packages import each, local
from emulation_cli.exchange.readers import Merge
from emulation_cli.kernel import numbers
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _
from emulation_cli.kernel.values import Unreadable

LAST_ROW, LAST_COLUMN = 1_048_576, 16_384


@dataclass
class Meaning:
    """What the cells of every sheet need: the first day of the calendar, shared texts, which styles are dates."""

    epoch: datetime
    texts: list[str] = field(default_factory=list)
    formats: dict[int, str] = field(default_factory=dict)
    """Style → number format, of those that make something else of a number."""


@dataclass
class Found:
    """What one pass over a sheet finds besides its values."""

    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merged: list[Merge] = field(default_factory=list)


def text_of(item: ET.Element) -> str:
    """A text, put together from its runs; not how it is pronounced."""
    found: list[str] = []
    for child in item:
        if local(child) == "t":
            found.append(child.text or "")
        elif local(child) == "r":
            found += [run.text or "" for run in child if local(run) == "t"]
    return unescape("".join(found))


def number_formats(tree: ET.Element) -> dict[int, str]:
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


VALUES = (b"</v>", b":v>", b"</t>", b":t>", b"</f>", b":f>", b"<f/>", b":f/>", b"<f ", b":f ")


def without_empty_end(data: bytes) -> BinaryIO:
    """The sheet without the rows after its last value: formatting alone can reach down to row 1,048,576."""
    last = max(data.rfind(mark) for mark in VALUES)
    row_end = data.find(b"row>", last)
    rest = data.rfind(b"</", 0, data.rfind(b"sheetData>") + 1)
    if last < 0 or row_end < 0 or rest < row_end:
        return io.BytesIO(data)
    return io.BytesIO(data[: row_end + 4] + data[rest:])


# -- rows and cells ---------------------------------------------------------------------------------------------------


def rows(name: str, source: BinaryIO, meaning: Meaning, found: Found, number: int = 0) -> Iterator[RawRow]:
    """The rows as Excel numbers them, after row `number`; a sheet's own statement of its size is not believed."""
    for _event, element in ET.iterparse(source):  # noqa: S314 - who opened the part has refused entities
        kind = local(element)
        if kind == "row":
            number = int(element.get("r", number + 1))
            if number > LAST_ROW:
                raise Refused(_("{name} has a row beyond {last}, the last of a sheet").format(name=name, last=LAST_ROW))
            if is_hidden(element):
                found.hidden_rows.add(number)
            yield number, _cells(meaning, element, number)
            element.clear()
        elif kind == "col" and is_hidden(element):
            found.hidden_columns |= set(range(int(element.get("min", 1)) - 1, int(element.get("max", 1))))
        elif kind == "mergeCell":
            found.merged.append(_merge(element.get("ref", "A1")))


def is_hidden(element: ET.Element) -> bool:
    """Whether a row or a span of columns is hidden."""
    return element.get("hidden") in {"1", "true"}


def _merge(reference: str) -> Merge:
    left, top, right, bottom = range_boundaries(reference)
    return Merge(int(top or 1), int(bottom or LAST_ROW), int(left or 1) - 1, int(right or LAST_COLUMN) - 1, reference)


def _cells(meaning: Meaning, row: ET.Element, number: int) -> list[object]:
    cells: list[object] = []
    for cell in row:
        reference = cell.get("r")
        place = place_of(reference.rstrip("0123456789")) if reference else len(cells)
        value = _value(meaning, cell)
        if value is None and reference:
            continue
        cells += [None] * (place - len(cells))
        cells[place:] = [at(value, place, number)]
    return cells


@lru_cache(maxsize=LAST_COLUMN)
def place_of(letters: str) -> int:
    """The place of a column, counted from 0."""
    return column_index_from_string(letters) - 1


def at(value: object, place: int, number: int) -> object:
    """What the cell in a place of row `number` holds; of what cannot be read it is said where it stands."""
    return value.at(f"{get_column_letter(place + 1)}{number}") if isinstance(value, Unreadable) else value


# -- one cell ---------------------------------------------------------------------------------------------------------


def _value(meaning: Meaning, cell: ET.Element) -> object:
    """What a cell holds; a formula that was never calculated and an error are told as what they are."""
    kind, text, formula = cell.get("t", "n"), None, None
    for child in cell:
        name = child.tag[-2:]
        if name == "}v":
            text = child.text or ""
        elif name == "}f":
            formula = child.text or ""
        elif name == "is":
            return text_of(child)
    if text:
        return typed(meaning, kind, text, int(cell.get("s", 0)))
    if formula is None or (kind == "str" and text is not None):  # the result of a formula can be an empty text
        return None
    unread = _("holds a formula that was never calculated; open the file in Excel and save it")
    return Unreadable(unread, f"={formula}")


def typed(meaning: Meaning, kind: str, text: str, style: int) -> object:
    """What a text means in a cell of this type and style."""
    if kind == "s":
        return meaning.texts[int(text)]
    if kind == "str":
        return unescape(text)
    if kind == "b":
        return text == "1"
    if kind == "e":
        return Unreadable(_("holds the error {error}").format(error=text), text)
    if kind == "d":
        return datetime.fromisoformat(text)
    number = float(text) if any(mark in text for mark in ".eE") else int(text)
    return _shown(meaning, number, meaning.formats[style]) if style in meaning.formats else number


def _shown(meaning: Meaning, number: int | float, code: str) -> object:
    """A number as its format makes something else of it: a day, 0012; a percentage is not taken for the number."""
    if code.endswith("%"):
        said = _("shows the percentage {text}; write the number itself, {number}, in a cell without the format %")
        percent = numbers.points_text(round(number * 10_000), comma=True)
        return Unreadable(said.format(text=f"{percent}%", number=percent), f"{percent}%")
    if _PADDED.fullmatch(code):
        return f"{number:0{len(code)}}" if isinstance(number, int) else number
    try:
        return from_excel(number, meaning.epoch, timedelta=is_timedelta_format(code))
    except (ValueError, OverflowError):
        return Unreadable(_("holds a day that does not exist"), str(number))
