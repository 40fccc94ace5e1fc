"""A text file with delimiters that is taken in while it is read: memory does not grow with it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import Any, TextIO

from emulation_cli.exchange import legacy
from emulation_cli.exchange.lines import Lines, RawRow, columns_of
from emulation_cli.exchange.readers import How, Sheet, is_blank, refuse_legacy, stamp, texts_of, was_changed
from emulation_cli.exchange.texts import FIELD_LIMIT, OLD_OFFICE, ZIP, decoded, delimiter_of, open_quote
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.tabular import unguard

PIECE = 100_000
"""Letters of the lines that are read together."""
HEAD = 100
"""Lines that are more than headings and what stands above them."""
TALLIED, DIFFERENT = 1_000_000, 100_000
"""Letters of the lines that are counted together, and how many different ones are."""
MARKS = (b"\xff\xfe", b"\xfe\xff", ZIP, OLD_OFFICE)
"""How a file begins that is no text in UTF-8."""


def streamed(path: Path, how: How) -> Sheet | None:
    """The sheet of a text file in UTF-8, with its first lines; None where it must be read whole."""
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(MARKS) or b"\0" in start:
        return None
    source = _Source(path, how)
    begun, lines = 0, list[RawRow]()
    for piece in source.pieces():
        begun, lines = begun + 1, [*lines, *piece]
        if len(lines) > HEAD:
            break
    if not lines or source.watch.doubtful:
        return None
    return Sheet(path.name, lines, even=True, rest=lambda: islice(source.pieces(), begun, None))


@frozen
class Repeated:
    """The rows of a text file that are written over and over: its headings, each different row with how often."""

    headings: list[str]
    rows: list[tuple[list[str], int]]


def repeated(path: Path) -> Repeated | None:
    """What a text file in UTF-8 repeats; None of one to be read row by row: for quotes, gaps, too many that differ."""
    counted: Counter[str] = Counter()
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            before, first = stamp(file), file.readline()
            while lines := file.readlines(TALLIED):
                counted.update(lines)
                if len(counted) > DIFFERENT:
                    return None
            if stamp(file) != before:
                raise was_changed(path.name)
    except UnicodeDecodeError:
        return None
    delimiter, alone = delimiter_of(first)
    if alone or any('"' in line or not line.strip() for line in (first, *counted)):
        return None
    rows = [([*map(unguard, line.rstrip("\r\n").split(delimiter))], count) for line, count in counted.items()]
    return Repeated([cell.strip() for cell in first.rstrip("\r\n").split(delimiter)], rows)


@dataclass
class _Source:
    """A file that is read from its beginning each time."""

    path: Path
    how: How
    stamp: tuple[int, int] | None = None
    watch: _Watch = field(default_factory=lambda: _Watch())

    def pieces(self) -> Iterator[Sequence[RawRow]]:
        """The rows that hold something; what is wrong with the file as a whole is told when it has been read."""
        csv.field_size_limit(FIELD_LIMIT)
        self.watch = _Watch()
        try:
            with self.path.open(encoding="utf-8-sig", newline="") as file:
                self._refuse_changed(file)
                yield from filter(len, self._pieces(file, self.watch))
                self._refuse_changed(file)
        except UnicodeDecodeError:  # what it may be written in is told by the whole of it
            decoded(self.path.name, self.path.read_bytes(), self.how)
            raise was_changed(self.path.name) from None
        except OSError as error:
            error.filename = error.filename or str(self.path)
            raise
        if self.watch.doubtful:
            refuse_legacy(self.path.name, self._texts, self.how)

    def _refuse_changed(self, file: TextIO) -> None:
        """Every time that it is read it must be the file that it was at first."""
        self.stamp = self.stamp or stamp(file)
        if stamp(file) != self.stamp:
            raise was_changed(self.path.name)

    def _pieces(self, file: TextIO, watch: _Watch) -> Iterator[Sequence[RawRow]]:
        first = file.readline()
        delimiter, alone = delimiter_of(first)
        number, text = int(alone) + 1, _whole_lines(file, "" if alone else first)
        watch.see(first)
        while text:
            watch.see(text)
            rows: Sequence[Any]
            if (columns := watch.plain_columns(text, delimiter)) is not None:
                yield (rows := Lines(number, columns))
            else:
                rows = self._rows(text, watch.over(file), delimiter, number)
                yield _filled(rows, number, guarded=watch.guarded)
            number += len(rows)
            text = _whole_lines(file)

    def _rows(self, text: str, following: Iterator[str], delimiter: str, first: int) -> list[list[str]]:
        """The rows of lines one by one; of those that follow them as many as the last row goes on in."""
        lines = list(StringIO(text, newline=""))
        reader = csv.reader(chain(lines, following), delimiter=delimiter, strict=True)
        rows: list[list[str]] = []
        try:
            while reader.line_num < len(lines):
                rows.append(next(reader))
        except csv.Error as error:
            raise open_quote(self.path.name, first + len(rows), error) from None
        return rows

    def _texts(self) -> Iterator[str]:
        with self.path.open(encoding="utf-8-sig", newline="") as file:
            for piece in self._pieces(file, _Watch()):
                yield from texts_of(piece)


def _whole_lines(file: TextIO, before: str = "") -> str:
    """The next piece of a file, which ends with a line."""
    text = before + file.read(PIECE)
    return text if text.endswith("\n") else text + file.readline()


def _filled(rows: list[list[str]], first: int, *, guarded: bool) -> list[RawRow]:
    """Rows with their numbers, without the empty ones and without the apostrophes that guard texts."""
    if guarded:
        rows = [[unguard(cell) for cell in cells] for cells in rows]
    numbered: Iterator[Any] = enumerate(rows, start=first)
    if not any(map(is_blank, {cells[0] if cells else "" for cells in rows})):
        return list(numbered)
    return [(number, cells) for number, cells in numbered if not all(map(is_blank, cells))]


@dataclass
class _Watch:
    """What the letters of a file give reason to look at more closely.

    Attributes:
        guarded: whether any apostrophe was met, which may guard a text.
        strange: words that would make sense in an encoding from before Unicode, by its name.
    """

    guarded: bool = False
    strange: dict[str, set[str]] = field(default_factory=dict)

    def over(self, file: TextIO) -> Iterator[str]:
        """The lines of a file, looked over before they are read."""
        for line in iter(file.readline, ""):
            self.see(line)
            yield line

    def plain_columns(self, text: str, delimiter: str) -> list[list[str]] | None:
        """The columns of lines none of which is blank, quoted or guarded; None where they are to be read one by one."""
        guards = self.guarded and any(mark in text for mark in (f"{delimiter}'", "\n'", "\r'"))
        columns = None if guards or text.startswith("'") else columns_of(text, delimiter)
        return columns if columns and all(map(str.strip, set(columns[0]))) else None

    def see(self, text: str) -> None:
        """Look over a part of the file."""
        self.guarded = self.guarded or "'" in text
        for name, words in () if text.isascii() else legacy.suspicious(text).items():
            self.strange.setdefault(name, set()).update(words)

    @property
    def doubtful(self) -> bool:
        """Whether the file as a whole may be written in an old encoding."""
        return any(len(words) >= legacy.LEAST for words in self.strange.values())
