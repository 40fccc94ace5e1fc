"""How a sheet is laid out: which row is the headings, which column is which field, what stands above them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass, field
from typing import Any

from emulation_cli.exchange.lines import Lines, RawRow
from emulation_cli.exchange.readers import Merge, Sheet, is_blank
from emulation_cli.kernel import names
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _, vietnamese

SEARCHED = 30
"""Lines in which the headings are looked for: titles may stand above them."""
START = 3
"""Letters by which nearly every line is told from headings."""
FOUND = ("Kết quả kiểm tra", "What was found")
"""Heading of the column that a report of findings adds; it means nothing when the rows come back."""


@dataclass
class Table:
    """The rows of a kind in a sheet.

    Attributes:
        name: of the file.
        heading_row: the row that the headings stand in.
        headings: as the file has them, by column.
        columns: the writable field of each column that means one.
        facts: values of every row, said above the headings: raw, by field key.
        rows: the rows below the headings that hold something in a column that means something; of a file that is read
            piece by piece those of the first piece.
        findings: what is wrong with a row before its values are looked at, by row number.
        asides: what the officer should know.
        ignored: headings that mean nothing.
        above, below: the lines above the headings and below them, as the file has them.
        wrong, doubtful: what was found in the end, with the headings of its columns.
        title: of the sheet.
        texts: every cell is a text.
        rest: reads the rows of the other pieces; the same again at each call.
        apart: the first row below an empty line, 0 for none: a total, a date or a signature may stand from there on.
    """

    name: str
    heading_row: int
    headings: list[str]
    columns: dict[int, Field]
    facts: dict[str, object] = field(default_factory=dict)
    rows: list[RawRow] = field(default_factory=list)
    findings: dict[int, list[Finding]] = field(default_factory=dict)
    asides: list[Finding] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    above: list[RawRow] = field(default_factory=list)
    below: list[RawRow] = field(default_factory=list)
    wrong: list[Finding] = field(default_factory=list)
    doubtful: list[Finding] = field(default_factory=list)
    title: str = ""
    texts: bool = False
    apart: int = 0
    rest: Callable[[], Iterator[Sequence[RawRow]]] | None = None

    def pieces(self, size: int) -> Iterator[Sequence[RawRow]]:
        """All rows, no piece empty: those held `size` or fewer at a time, then the others as they are read."""
        for first in range(0, len(self.rows), size):
            yield self.rows[first : first + size]
        yield from self.rest() if self.rest else ()

    def places(self, heading: str) -> list[int]:
        """The columns with a heading."""
        return [place for place, known in enumerate(self.headings) if known and known == heading]

    def heading(self, key: str) -> str:
        """What the file calls a field."""
        return next((self.headings[place] for place, column in self.columns.items() if column.key == key), key)

    def raw(self, cells: Sequence[object]) -> dict[str, object]:
        """The raw values of one row by field key; what stands above the headings where the row does not say."""
        said = {column.key: cells[place] if place < len(cells) else None for place, column in self.columns.items()}
        return said | {key: value for key, value in self.facts.items() if is_blank(said.get(key))}


def table_of(kind: Kind, sheet: Sheet, year: str | None, *, form: Collection[str] = ()) -> Table:
    """The rows of a kind in a sheet; `year` is the year of rows that name none.

    `form` are the keys of what a form brings filled in: a row with nothing else in it is told and left out.

    Raises Refused where two columns mean the same field, a field that every row needs is nowhere, or the file says
    another year than was asked for.
    """
    known = _known(kind)
    place = _heading_line(sheet.lines, known)
    number, cells = sheet.lines[place]
    headings = ["" if cell is None else str(cell).strip() for cell in cells]
    found = {at: known[key] for at, heading in enumerate(headings) if (key := _key(heading)) in known}
    table = Table(sheet.name, number, headings, {at: one for at, one in found.items() if one.writable})
    table.asides, table.title, table.texts = list(sheet.asides), sheet.title, sheet.even
    ours = {_key(name) for name in FOUND}
    table.ignored = [name for at, name in enumerate(headings) if name and at not in found and _key(name) not in ours]
    table.above, table.below = sheet.lines[:place], sheet.lines[place + 1 :]
    table.facts = _facts(table.above, known)
    table.asides += _above(table, kind)
    _take_year(table, kind, year)
    _refuse_headings(table, kind, found)
    below = _Below(table, known, even=sheet.even)
    below.refuse_headings(table.below)
    _refuse_merged_headings(table, sheet)
    table.rows = below.rows(_spread(table, sheet))
    if form:
        table.rows = list(_filled_in(table, form))
    if sheet.rest is None:
        below.end()
    else:
        table.rest = _Rest(below, sheet.rest)
    return table


def facts_of(kind: Kind, sheet: Sheet) -> dict[str, object]:
    """What stands above the headings of a kind: raw values by field key."""
    known = _known(kind)
    return _facts(sheet.lines[: _heading_line(sheet.lines, known)], known)


def _known(kind: Kind) -> dict[str, Field]:
    """The fields by every name that a heading may have, the key last, so that it wins."""
    known = {_key(name): column for column in kind.fields for name in (column.en, column.vi, column.option) if name}
    return known | {_key(column.key): column for column in kind.fields}


def _key(text: object) -> str:
    return names.fold(str(text)).replace("_", " ").rstrip(" :*")


def _heading_line(lines: Sequence[RawRow], known: Mapping[str, Field]) -> int:
    """The line with the most headings, the first of them; a label with its value counts for less."""

    def weight(place: int) -> float:
        said = [_key(cell) in known for cell in lines[place][1] if not is_blank(cell)]
        label = len(said) > 1 and said[0] and not any(said[1:])
        return sum(said) - label / 2

    if lines[0][0] == 0:  # the keys of JSON
        return 0
    return max(range(min(len(lines), SEARCHED)), key=weight)


def _facts(lines: Iterable[RawRow], known: Mapping[str, Field]) -> dict[str, object]:
    """What stands above the headings as a label and its value: in two cells, or in one with a colon."""
    facts: dict[str, object] = {}
    for _number, cells in lines:
        said = [cell for cell in cells if not is_blank(cell)]
        for place, cell in enumerate(said):
            label, colon, value = str(cell).partition(":")
            column = known.get(_key(label))
            if column is None or not column.writable:
                continue
            if colon and value.strip():
                facts[column.key] = value.strip()
            elif place + 1 < len(said):
                facts[column.key] = said[place + 1]
    return facts


def _above(table: Table, kind: Kind) -> Iterator[Finding]:
    """What holds for every row is told: a line meant as a title may have been taken for it."""
    for key, value in table.facts.items():
        message = _("above the headings; holds for every row that does not say: {label} {value}")
        yield Finding("above", message.format(label=kind.by_key[key].vi, value=value))


def _take_year(table: Table, kind: Kind, year: str | None) -> None:
    if year is None or "year" not in kind.by_key:
        return
    said = table.facts.setdefault("year", year)
    if names.code_key(str(said)) != names.code_key(year):
        raise Refused(
            _("{name} is of the year {said}, not of {year}").format(name=table.name, said=said, year=year),
            _("Give the right file, or the right --year."),
        )


def _refuse_headings(table: Table, kind: Kind, found: Mapping[int, Field]) -> None:
    keys = [column.key for column in found.values()]
    twice = sorted({_called(column) for column in found.values() if keys.count(column.key) > 1})
    if twice:
        raise Refused(_("{name} has two columns for: {fields}").format(name=table.name, fields=", ".join(twice)))
    missing = [column for column in kind.identity if column.required and column.key not in {*keys, *table.facts}]
    needed = [_called(column) for column in missing if column.default is None and not column.completed]
    if needed:
        raise Refused(
            _("{name}, row {row}: no column for: {fields}").format(
                name=table.name, row=table.heading_row, fields=", ".join(needed)
            ),
            _("Its headings: {headings}").format(headings=", ".join(heading for heading in table.headings if heading)),
        )


def _called(column: Field) -> str:
    """What a column that is asked for may be called: its key, in Vietnamese its heading."""
    return column.heading(vietnamese=True) if vietnamese() else column.key


def _refuse_merged_headings(table: Table, sheet: Sheet) -> None:
    """A heading stands over one column."""
    for merge in sheet.merged:
        over = range(merge.first_column, merge.last_column + 1)
        at = merge.first_row <= table.heading_row <= merge.last_row
        if at and len(over) > 1 and any(place in table.columns for place in over):
            raise Refused(
                _("{name}: the heading in {cells} is merged over several columns").format(
                    name=table.name, cells=merge.name
                ),
                _("Give each column a heading of its own."),
            )


def _spread(table: Table, sheet: Sheet) -> Sequence[RawRow]:
    """The rows below the headings, merged cells standing for each of their rows where the field allows that."""
    if not sheet.merged:
        return table.below
    by_number = {number: list(cells) for number, cells in table.below}
    for merge in sheet.merged:
        if merge.first_row <= table.heading_row or merge.first_row not in by_number:
            continue
        places = range(merge.first_column, merge.last_column + 1)
        touched = [place for place in places if place in table.columns]
        if len(places) == 1 and touched and table.columns[touched[0]].spreads:
            _fill(by_number, merge)
        elif touched:
            message = _("the cells {cells} are merged; write the value into each of them").format(cells=merge.name)
            at = Finding("merged", message, table.headings[touched[0]], row=merge.first_row)
            table.findings.setdefault(merge.first_row, []).append(at)
    return list(by_number.items())


def _fill(by_number: Mapping[int, list[object]], merge: Merge) -> None:
    place = merge.first_column
    value = (by_number[merge.first_row][place : place + 1] or [None])[0]
    for number in range(merge.first_row + 1, merge.last_row + 1):
        if number in by_number:
            cells = by_number[number]
            cells += [None] * (place + 1 - len(cells))
            cells[place] = value


class _Below:
    """What is looked for in the lines below the headings, all at once or piece by piece."""

    def __init__(self, table: Table, known: Mapping[str, Field], *, even: bool) -> None:
        self.table = table
        self._known = known
        self._even = even
        self._expected = table.heading_row + 1
        self._width = len(table.headings)
        self._least = max((place for place, heading in enumerate(table.headings) if heading), default=-1) + 1
        self._unnamed = [place for place, heading in enumerate(table.headings) if not heading]
        self.held: set[int] = set()

    def all_plain(self, lines: Sequence[tuple[int, Any]]) -> bool:
        """Whether lines of texts are rows one below the other of which nothing is to be told, as nearly always."""
        numbers: Sequence[int]
        if isinstance(lines, Lines):
            numbers, widths, firsts = lines.numbers, {len(lines.columns)}, set(lines.columns[0])
        else:
            numbers, rows = zip(*lines, strict=True)
            widths, firsts = set(map(len, rows)), {cells[0] for cells in rows}
        starts = {cell[:START] for cell in firsts}
        apart = numbers[0] != self._expected or numbers[-1] - numbers[0] + 1 != len(numbers)
        fitting = min(widths) >= self._least and max(widths) <= self._width and not self._unnamed
        if apart or not fitting or 0 not in self.table.columns or any(map(self._may_begin_a_heading, starts)):
            return False
        self._expected = numbers[-1] + 1
        return True

    def _may_begin_a_heading(self, start: str) -> bool:
        begun = _key(start)
        return any(key.startswith(begun) for key in self._known)  # a blank begins everything

    def refuse_headings(self, lines: Iterable[RawRow]) -> None:
        """Headings stand in one line: refuse a second line of them."""
        for number, cells in lines:
            if not self._all_known(cells):
                continue
            raise Refused(
                _("{name}, row {row}: looks like a line of headings below those in row {first}").format(
                    name=self.table.name, row=number, first=self.table.heading_row
                ),
                _("Write all headings into one line above the rows, and keep one table on a sheet."),
            )

    def _all_known(self, cells: Sequence[object]) -> bool:
        """Whether two cells or more say something, and all that do are headings."""
        if cells and not is_blank(cells[0]) and _key(cells[0]) not in self._known:  # nearly every line
            return False
        said = [cell for cell in cells if not is_blank(cell)]
        return len(said) > 1 and all(_key(cell) in self._known for cell in said)

    def rows(self, lines: Iterable[RawRow]) -> list[RawRow]:
        """The rows that say something in a column that means something; the others are named."""
        found = []
        for number, cells in lines:
            if _says(cells, self.table.columns):
                if number > self._expected and self.table.heading_row and not self.table.apart:
                    self.table.apart = number
                self._expected = number + 1
                found.append((number, cells))
                self._look_beside(number, cells)
            else:
                message = _("holds nothing in a column that means something; left out")
                self.table.asides.append(Finding("left-out", message, row=number))
        return found

    def _look_beside(self, number: int, cells: Sequence[object]) -> None:
        """Note what stands in columns without a heading; of a text file, that a mark or a line end is missing."""
        ragged = self._even and not self._least <= len(cells) <= self._width
        if ragged and (len(cells) < self._least or _says(cells, range(self._width, len(cells)))):
            message = _("has {count} cells, the headings have {width}").format(count=len(cells), width=self._width)
            self.table.findings.setdefault(number, []).append(Finding("ragged", message, row=number))
        if self._unnamed or (len(cells) > self._width and not self._even):
            beyond = range(self._width, 0 if self._even else len(cells))
            self.held.update(place for place in (*self._unnamed, *beyond) if _says(cells, (place,)))

    def end(self) -> None:
        """Note the columns that hold something and have no heading."""
        for place in sorted(self.held):
            message = _("column {number} has no heading; what it holds was not taken in").format(number=place + 1)
            self.table.asides.append(Finding("heading", message, row=self.table.heading_row))


class _Rest:
    """The rows of the lines after the first piece; the same again at each call, with what is to be told of them."""

    def __init__(self, below: _Below, lines: Callable[[], Iterator[Sequence[RawRow]]]) -> None:
        self._below = below
        self._lines = lines
        table = below.table
        self._so_far = list(table.asides), dict(table.findings), table.apart

    def __call__(self) -> Iterator[Sequence[RawRow]]:
        below = copy(self._below)
        asides, findings, below.table.apart = self._so_far
        below.table.asides, below.table.findings = [*asides], {**findings}
        below.held = {*below.held}
        for lines in self._lines():
            if not below.all_plain(lines):
                below.refuse_headings(lines)
                lines = below.rows(lines)
            if lines:
                yield lines
        below.end()


def _says(cells: Sequence[object], places: Iterable[int]) -> bool:
    """Whether a line holds something at one of the places."""
    for place in places:  # noqa: SIM110 - a plain loop: every row of every file comes by here
        if place < len(cells) and not is_blank(cells[place]):
            return True
    return False


def _filled_in(table: Table, given: Collection[str]) -> Iterator[RawRow]:
    """The rows of a form that somebody has filled in."""
    places = [place for place, column in table.columns.items() if column.key not in given]
    blank = []
    for number, cells in table.rows:
        if any(not is_blank(cells[place]) for place in places if place < len(cells)):
            yield number, cells
        else:
            blank.append(str(number))
    if blank:
        message = _("left blank in rows: {rows}; what the register holds of them stays").format(rows=", ".join(blank))
        table.asides.append(Finding("blank", message, table.columns[places[0]].key))
