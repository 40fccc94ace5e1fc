"""Rows taken in many at once: those that nothing can be said of together, every other one by itself.

What becomes of a file is the same as where each row is taken by itself (`intake.Taking`), in the same order.
"""

from __future__ import annotations

import gc
from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from emulation_cli.exchange.layout import Table
from emulation_cli.exchange.lines import Lines, RawRow
from emulation_cli.exchange.readers import is_blank
from emulation_cli.kernel import listing
from emulation_cli.kernel.batch import Batch, Met, Reader, Seen
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Row
from emulation_cli.kernel.shelf import Shelf

if TYPE_CHECKING:
    from emulation_cli.exchange.intake import Taking

DUPLICATE = "duplicate"
SIZE = 1_500
"""Rows that are looked at together."""
CACHE = 24_576
"""KiB of the register that are kept in memory meanwhile: pages of indexes that rows come back to."""
FEW = 40
"""Rows that are taken one by one where the register does not take all of them at once."""

Over = Callable[[Iterable[Any], str], Iterable[Any]]
"""Goes over lines, or pieces of them, and may show how far it is, given what is being done."""
Key = tuple[object, ...]


@dataclass
class Line:
    """One row on its way: as the file has it, and as it was read."""

    raw: dict[str, object]
    row: Row


Odd = Mapping[tuple[str, str], Met]
"""What values hold that the eye does not see, by field key and what."""


class Taken:
    """Which row of the file each entry of the register was taken from; four bytes a row where many are new."""

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._numbers: list[array[int]] = []

    def add(self, first: int, numbers: Sequence[int]) -> None:
        """Note the rows behind entries whose ids follow one another."""
        if self._firsts and first == self._firsts[-1] + len(self._numbers[-1]):
            self._numbers[-1].extend(numbers)
        else:
            at = bisect_right(self._firsts, first)
            self._firsts.insert(at, first)
            self._numbers.insert(at, array("I", numbers))

    def row_of(self, row_id: int) -> int | None:
        """The row behind an entry, or None."""
        at = bisect_right(self._firsts, row_id) - 1
        place = row_id - self._firsts[at] if at >= 0 else 0
        return self._numbers[at][place] if at >= 0 and place < len(self._numbers[at]) else None


class _TwinsAhead(Exception):
    """Two rows have the same key, and one of them was taken already."""


def take(taking: Taking, table: Table, over: Over) -> Odd:
    """Take in all rows of a table; what values hold that the eye does not see.

    Rows with the same key reject each other. They are rare and may lie far apart, so the rows are taken as if there
    were none; where there are, all is taken back and done again with all of them known.
    """
    taking.writer.connection.execute(f"PRAGMA cache_size=-{CACHE}")
    with taking.writer.attempt() as take_back:
        try:
            with _uncollected():
                return _Batches(taking, table).take(over)
        except _TwinsAhead:
            take_back()
    taking.forget()
    with _uncollected():
        return _Batches(taking, table, _twins(taking, table)).take(over)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Rows make no cycles, and looking for such among millions of them takes half of the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _twins(taking: Taking, table: Table) -> dict[int, str]:
    """The rows whose key another row has, each with the numbers of all of them in words."""
    rows: dict[Key, list[int]] = defaultdict(list)
    seen, perhaps = Seen(), set[int]()
    for piece in _Batches(taking, table).pieces():
        keys = [key for key in piece.keys if key is not None]
        perhaps.update(hash(keys[at]) for at in seen.met(keys))
    for piece in _Batches(taking, table).pieces():
        for number, key in zip(piece.batch.numbers, piece.keys, strict=True):
            if key is not None and hash(key) in perhaps:
                rows[key].append(number)
    return {number: ", ".join(map(str, numbers)) for numbers in rows.values() if len(numbers) > 1 for number in numbers}


@dataclass
class _Piece:
    """Rows that were read together: raw values by field key, what was read, the rows that were read by themselves."""

    raw: dict[str, Sequence[object]]
    batch: Batch
    keys: list[Key | None]
    lines: dict[int, Line]


class _Batches:
    """All rows of a table on their way in; `twins` are those whose key another row has, where that is known."""

    def __init__(self, taking: Taking, table: Table, twins: Mapping[int, str] | None = None) -> None:
        recorder, connection = taking.recorder, taking.writer.connection
        self._taking = taking
        self._recorder = recorder
        self._table = table
        self._twins = twins
        self._reader = Reader(connection, recorder.kind)
        self._sieve = recorder.sieve(connection) if recorder.sieve else None
        self._shelf = Shelf(taking.writer, recorder.kind)
        self._rejected: set[Key] = set()

    def take(self, over: Over) -> Odd:
        """Take all of them in; what values hold that the eye does not see."""
        pieces: Iterable[Sequence[RawRow]] = self._table.pieces(SIZE)
        size = len(self._table.rows) if self._table.rest else SIZE
        if self._table.rest or len(self._table.rows) >= SIZE:
            pieces = over(pieces, f"{self._recorder.kind.name} × {size}")
        for lines in pieces:
            self._taking.report.rows += len(lines)
            self._take(self.read(lines))
        order = [self._table.columns[place].key for place in sorted(self._table.columns)]
        odd = {key: met for key, met in self._reader.odd.items() if key[0] in order}
        return {key: odd[key] for key in sorted(odd, key=lambda key: order.index(key[0]))}

    def pieces(self) -> Iterator[_Piece]:
        """All rows as they were read."""
        return map(self.read, self._table.pieces(SIZE))

    def read(self, lines: Sequence[RawRow]) -> _Piece:
        """Rows as they were read, those that are doubted by themselves; the others can be compared with them."""
        numbers = lines.numbers if isinstance(lines, Lines) else [number for number, _cells in lines]
        raw = self._raw(lines)
        batch = self._reader.batch(numbers, raw, texts=self._table.texts)
        told, twins = self._table.findings, self._twins or {}
        batch.doubt(at for at, number in enumerate(numbers) if number in told or number in twins)
        read = {at: self._line(raw, at, numbers[at]) for at in sorted(batch.doubted)}
        for at, line in read.items():
            if not line.row.findings:
                batch.correct(at, line.row.given, line.row.ids)
        keys: list[Key | None] = [*self._reader.keys(batch)]
        for at, line in read.items():
            keys[at] = self._recorder.key(line.row)
        return _Piece(raw, batch, keys, read)

    def _raw(self, lines: Sequence[RawRow]) -> dict[str, Sequence[object]]:
        """The raw values by field key; what stands above the headings where a row does not say."""
        width = max(self._table.columns) + 1
        across = lines.columns if isinstance(lines, Lines) else _across([cells for _number, cells in lines], width)
        raw: dict[str, Sequence[object]] = {one.key: across[place] for place, one in self._table.columns.items()}
        for key, fact in self._table.facts.items():
            said = raw.get(key, [None] * len(lines))
            raw[key] = [fact if is_blank(one) else one for one in said]
        return raw

    def _line(self, raw: Mapping[str, Sequence[object]], at: int, number: int) -> Line:
        values = {key: column[at] for key, column in raw.items()}
        row = self._recorder.row(self._taking.writer.connection, values, number)
        row.findings += self._table.findings.get(number, [])
        if self._twins and number in self._twins:
            row.findings.append(same_key(self._recorder, row, self._twins[number]))
        return Line(values, row)

    def _take(self, piece: _Piece) -> None:
        self._look_for_twins(piece.keys)
        self._sift(piece.batch)
        doubted = piece.batch.doubted
        if not doubted:
            self._put(piece, range(len(piece.keys)))
            return
        for plain, places in groupby(range(len(piece.keys)), lambda at: at not in doubted):
            if plain:
                self._put(piece, list(places))
            else:
                for at in places:
                    self._take_one(piece, at)

    def _look_for_twins(self, keys: Sequence[Key | None]) -> None:
        """Where rows have the same key, or that of one that was rejected, all such must be known first."""
        if self._twins is not None:
            return
        told = keys if None not in keys else [key for key in keys if key is not None]
        if len(set(told)) < len(told) or not self._rejected.isdisjoint(told):
            raise _TwinsAhead

    def _sift(self, batch: Batch) -> None:
        """Doubt every row that is not certainly new and faultless."""
        if self._sieve is not None:
            self._sieve(batch)
        for column in self._recorder.kind.writable:
            if column.required and column.key not in batch.full:
                batch.doubt(at for at, value in enumerate(batch.values[column.key]) if value is None)

    def _put(self, piece: _Piece, places: Sequence[int]) -> None:
        """Take rows in together; where the register does not take one of them, half of them at a time."""
        if first := self._shelf.put(piece.batch.part(places)):
            self._taking.report.new += len(places)
            self._taking.taken.add(first, [piece.batch.numbers[at] for at in places])
        elif len(places) > FEW:
            half = len(places) // 2
            self._put(piece, places[:half])
            self._put(piece, places[half:])
        else:
            for at in places:
                self._take_one(piece, at)

    def _take_one(self, piece: _Piece, at: int) -> None:
        line = piece.lines.get(at) or self._line(piece.raw, at, piece.batch.numbers[at])
        row, key = line.row, piece.keys[at]
        self._taking.take_one(line)
        first = self._taking.taken.row_of(row.stored.id) if row.stored is not None else None
        if self._twins is None and first not in (None, row.number):
            raise _TwinsAhead
        if row.findings and key is not None:
            self._rejected.add(key)


def _across(rows: Sequence[Sequence[object]], width: int) -> Sequence[Sequence[object]]:
    """The columns of rows, `width` at least; None where a row has no cell."""
    width = max(width, *map(len, rows))
    if width > min(map(len, rows)):
        rows = [[*cells, *[None] * (width - len(cells))] for cells in rows]
    return list(zip(*rows, strict=True))


def same_key(recorder: Recorder, row: Row, numbers: str) -> Finding:
    """What is said of each of several rows of one file that have the same key."""
    identity = recorder.kind.identity[-1].key
    value = listing.text_value(recorder.kind.by_key[identity], row.given.get(identity), vietnamese=False)
    return Finding(DUPLICATE, _("the rows {rows} have the same key").format(rows=numbers), identity, value=value)
