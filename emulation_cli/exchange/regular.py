"""Rows and shared texts in the form in which spreadsheets write them, hundreds at once.

Element by element a cell costs many times as much. Here one regular expression takes whole rows apart, and what a text
means in cells of one type and style (`cells.typed`) is made out once for all that are alike. Nothing is passed over:
between regular items there is nothing, or blanks, or XML that is well-formed in itself and is read element by element.
Whatever else is met is an error, and says no more than that the part must be read element by element as a whole.
"""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, zip_longest
from typing import IO

from openpyxl.utils import get_column_letter
from openpyxl.utils.escape import unescape

from emulation_cli.exchange import cells
from emulation_cli.exchange.cells import Found, Meaning
from emulation_cli.exchange.lines import RawRow
from emulation_cli.exchange.packages import each
from emulation_cli.exchange.pieces import Irregular, Part, lettered, resolved, text_of
from emulation_cli.kernel.values import Unreadable

MOST, LESSONS = 500, 30
"""Ways in which the cells of a sheet can be written so that its rows are regular, and how often some may be added."""
MANY = 50_000
"""Texts whose meaning is remembered for one type and style."""

# -- shared texts -----------------------------------------------------------------------------------------------------

_SHARED = re.compile('<si><t(?: xml:space="preserve")?+>([^<]*+)</t></si>')


def shared_texts(file: IO[bytes]) -> list[str]:
    """The shared texts of a workbook."""
    part = Part(file, b"<si>", b"</sst>")
    texts: list[str] = []
    for piece in part.pieces():
        text = text_of(piece)
        parts = _SHARED.split(text)
        between, regular = parts[::2], parts[1::2]
        if "&" in text or "_x" in text:
            regular = [unescape(resolved(one)) for one in regular]
        if not any(between):
            texts += regular
            continue
        for strange, one in zip_longest(between, regular):
            texts += _in_elements(part.wrapped(strange)) if strange.strip() else []
            texts += [] if one is None else [one]
    if _in_elements(part.frame):
        raise Irregular
    return texts


def _in_elements(data: bytes) -> list[str]:
    return [cells.text_of(item) for item in each(ET.fromstring(data), "si")]  # noqa: S314 - without entities


# -- what the cells of a sheet look like ------------------------------------------------------------------------------

_FORMULA = (
    '<f(?: t="shared")?+(?: aca="(?:false|true)")?+(?: ref="[A-Z0-9:]++")?+(?: ca="1")?+(?: si="[0-9]++")?+'
    "(?:/>|>[^<&]*+</f>)"
)
_OWN, _KEPT = "><is><t>", '><is><t xml:space="preserve">'
_CONTENTS = {
    "/>": "/>",
    "><v>": "><v>([^<]++)</v></c>",
    "><f": f">{_FORMULA}<v>([^<]++)</v></c>",
    _OWN: f"{_OWN}([^<]*+)</t></is></c>",
    _KEPT: f"{_KEPT}([^<]*+)</t></is></c>",
}
"""What can follow the attributes of a regular cell, by how it begins."""
_CELL = re.compile(f'<c r="([A-Z]+)[0-9]+"([^<>/]*+)({"|".join(_CONTENTS)})')
_ROW = '<row r="([0-9]{{1,7}}+)"([^<>/]*+)(?:/>|>{cells}</row>)'
_OF_ROW = 3
"""What a row is split into before its cells: what stands before it, its number, its other attributes."""


class _Sort(dict[str | None, object]):
    """What texts mean in cells of one type and style, each made out when it is first met; None where there is none."""

    def __init__(self, means: Callable[[str], object]) -> None:
        self._means = means
        self.unread = False
        self[None] = None

    def __missing__(self, text: str) -> object:
        if len(self) > MANY:
            self.clear()
            self[None] = None
        value = self[text] = self._means(resolved(text))
        self.unread = self.unread or isinstance(value, Unreadable)
        return value

    def column(self, texts: Iterable[str | None]) -> list[object]:
        """What the texts of a column mean."""
        return list(map(self.__getitem__, texts))


class _Shared(_Sort):
    """Cells that name a shared text by its number; nearly every number is another one."""

    def __init__(self, meaning: Meaning) -> None:
        super().__init__(lambda text: cells.typed(meaning, "s", text, 0))
        self._texts = meaning.texts

    def column(self, texts: Iterable[str | None]) -> list[object]:
        """The shared texts of a column."""
        return [None if text is None else self._texts[int(text)] for text in texts]


class _Form:
    """The cells that the rows of a sheet have been seen to have.

    Attributes:
        row: a row of such cells.
        sorts: for each text in it, the place of its column and what it means there.
    """

    def __init__(self, part: Part, meaning: Meaning) -> None:
        self._part, self._meaning = part, meaning
        self._seen: dict[int, dict[tuple[str, str], _Sort | None]] = {}
        self._own = _Sort(unescape)
        self._lessons = LESSONS
        self._settle()

    def learn(self, text: str) -> None:
        """Take in the cells of rows that do not have this form."""
        before = self._count()
        for letters, attributes, content in set(_CELL.findall(text)) if self._lessons else ():
            seen = self._seen.setdefault(cells.place_of(letters), {})
            if (attributes, content) not in seen:
                seen[attributes, content] = self._sort(attributes, content)
        if self._count() > MOST:
            self._lessons = 0
        elif self._count() > before:
            self._lessons -= 1
            self._settle()

    def _count(self) -> int:
        return sum(map(len, self._seen.values()))

    def _sort(self, attributes: str, content: str) -> _Sort | None:
        given = self._part.element("c", attributes)
        kind, style = given.get("t", "n"), int(given.get("s", 0))
        if content == "/>":
            return None
        if content in {_OWN, _KEPT}:
            return self._own
        if kind == "s":
            return _Shared(self._meaning)
        return _Sort(lambda text: cells.typed(self._meaning, kind, text, style))

    def _settle(self) -> None:
        self.sorts = [(place, sort) for place, seen in sorted(self._seen.items()) for sort in seen.values() if sort]
        self.row = re.compile(_ROW.format(cells="".join(self._cell(place) for place in sorted(self._seen))))

    def _cell(self, place: int) -> str:
        ways = "|".join(re.escape(attributes) + _CONTENTS[content] for attributes, content in self._seen[place])
        return f'(?:<c r="{get_column_letter(place + 1)}\\1"(?:{ways}))?+'


class _Hidden(dict[str, bool]):
    """Whether rows are hidden, by the text of their attributes."""

    def __init__(self, part: Part) -> None:
        self._part = part

    def __missing__(self, text: str) -> bool:
        hidden = self[text] = cells.is_hidden(self._part.element("row", text))
        return hidden


# -- rows -------------------------------------------------------------------------------------------------------------


class Rows:
    """One pass over the rows of a sheet."""

    def __init__(self, file: IO[bytes], meaning: Meaning, found: Found) -> None:
        self._part = Part(file, b"<row", b"</sheetData>")
        self._meaning, self._found = meaning, found
        self._form, self._hidden = _Form(self._part, meaning), _Hidden(self._part)
        self._number, self._unlike = 0, ""
        """Of the last row; and the rows of the last piece that had another form."""

    def __iter__(self) -> Iterator[RawRow]:
        """The rows up to the last value."""
        return chain.from_iterable(self._taken())

    def _taken(self) -> Iterator[Iterable[RawRow]]:
        waiting: list[bytes] = []
        values = False
        for piece in self._part.pieces():
            waiting.append(piece)
            if _has_value(piece):
                values = True
                yield from map(self._rows, waiting)
                waiting.clear()
        if not values or _has_value(self._part.after):
            yield from map(self._rows, waiting)
        if any(True for _row in cells.rows("", io.BytesIO(self._part.frame), self._meaning, self._found)):
            raise Irregular

    def _rows(self, piece: bytes) -> Iterable[RawRow]:
        """The rows of a piece in their order, regular or not."""
        if self._unlike:
            self._form.learn(self._unlike)
            self._unlike = ""
        text = text_of(piece)
        parts = self._form.row.split(lettered(text))
        step = self._form.row.groups + 1
        if not any(parts[::step]):
            rows = self._regular(parts, step)
            self._number = rows[-1][0]
            return rows
        parts = self._form.row.split(text)
        return self._mixed(parts[::step], self._regular(parts, step))

    def _mixed(self, between: Sequence[str], regular: Sequence[RawRow]) -> Iterator[RawRow]:
        """Rows of which some must be read element by element."""
        for strange, row in zip_longest(between, regular):
            if strange.strip():
                yield from self._strange(strange)
            if row is not None:
                self._number = row[0]
                yield row
        self._unlike = "".join(between)

    def _strange(self, text: str) -> Iterator[RawRow]:
        """Rows that are read element by element."""
        source = io.BytesIO(self._part.wrapped(text))
        for number, row in cells.rows("", source, self._meaning, self._found, self._number):
            self._number = number
            yield number, row

    def _regular(self, parts: Sequence[str], step: int) -> list[RawRow]:
        """The regular rows of a piece that was split at them."""
        numbers = list(map(int, parts[1::step]))
        if max(numbers, default=0) > cells.LAST_ROW:
            raise Irregular
        attributes = parts[2::step]
        if hidden := set(filter(self._hidden.__getitem__, set(attributes))):
            of_rows = zip(numbers, attributes, strict=True)
            self._found.hidden_rows.update(number for number, attribute in of_rows if attribute in hidden)
        columns: dict[int, list[object]] = {}
        for first, (place, sort) in enumerate(self._form.sorts, _OF_ROW):
            column = sort.column(parts[first::step])
            if sort.unread:
                column = [cells.at(value, place, number) for value, number in zip(column, numbers, strict=True)]
            columns[place] = _either(columns[place], column) if place in columns else column
        nothing = [None] * len(numbers)
        across = (columns.get(place, nothing) for place in range(max(columns, default=0) + 1))
        return list(zip(numbers, map(_cut, map(list, zip(*across, strict=True))), strict=True))


def _has_value(data: bytes) -> bool:
    return any(mark in data for mark in cells.VALUES)


def _either(left: list[object], right: list[object]) -> list[object]:
    """What either of two columns holds."""
    return [other if one is None else one for one, other in zip(left, right, strict=True)]


def _cut(row: list[object]) -> list[object]:
    """A row up to its last value."""
    while row and row[-1] is None:
        row.pop()
    return row
