"""Files in: CSV, workbooks and JSON as rows of raw values with the numbers that the file shows."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from emulation_cli.exchange import legacy
from emulation_cli.exchange.lines import RawRow
from emulation_cli.kernel.errors import NotFound, Refused, Unreachable, quoted
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from emulation_cli.exchange.streams import Repeated

LARGEST_FILE = 200_000_000
"""Bytes of a file that is read whole."""
LARGE = 1_000_000
"""Bytes from which on a text file is read piece by piece."""
DELIMITED = (".csv", ".txt", ".tsv")
SENSE = 0.8
"""The share of words with marks that must be Vietnamese in a file whose encoding was named."""
HIDDEN = ("include", "skip")
"""What can be done with rows and columns that a workbook hides."""


@dataclass(frozen=True, slots=True)
class Merge:
    """Merged cells: first and last row as the sheet numbers them, first and last column counted from 0."""

    first_row: int
    last_row: int
    first_column: int
    last_column: int
    name: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What a file holds.

    Attributes:
        name: of the file.
        lines: (row number as the file shows it, raw values) of every row that holds something, the headings among
            them; of JSON, whose items are numbered from 1, the keys are row 0.
        merged: merged cells of a workbook.
        even: every row should have as many cells as the headings have, as in a text file with delimiters.
        asides: what the officer should know of the file.
        title: of the sheet of a workbook.
        rest: reads the lines after those, piece by piece, of a file that is not held in memory; anew at each call.
    """

    name: str
    lines: list[RawRow]
    merged: tuple[Merge, ...] = ()
    even: bool = False
    asides: list[Finding] = field(default_factory=list)
    title: str = ""
    rest: Callable[[], Iterator[Sequence[RawRow]]] | None = None

    @property
    def headings(self) -> list[str]:
        """The first line as texts."""
        return ["" if cell is None else str(cell).strip() for cell in self.lines[0][1]]

    @property
    def heading_row(self) -> int:
        """The row of the first line."""
        return self.lines[0][0]

    @property
    def rows(self) -> list[RawRow]:
        """The lines after the first."""
        return self.lines[1:]


@dataclass(frozen=True, slots=True)
class How:
    """How a file is to be read, where it does not say so itself.

    Attributes:
        encoding: of a text file: a codec of Python, `tcvn3` or `vni`; the last two also of a workbook's texts.
        sheet: the sheet of a workbook; the first one without it.
        hidden: `include` or `skip` what a workbook hides; without it hidden rows or columns are refused.
        quoted: a message may quote what the file holds; never so for voting slips.
    """

    encoding: str | None = None
    sheet: str | None = None
    hidden: str | None = None
    quoted: bool = True


def is_blank(value: object) -> bool:
    """Whether a cell holds nothing."""
    return value is None or (isinstance(value, str) and not value.strip())


AS_IT_IS = How()
UNQUOTED = How(quoted=False)


def read(source: str, how: How = AS_IT_IS, *, whole: bool = True) -> Sheet:
    """Read a file, or standard input for `-`; a large text file piece by piece where it need not be read `whole`.

    Raises NotFound where there is no such file, Refused where it cannot be read as what its name says.
    """
    if not whole and (sheet := _streamed(source, how)) is not None:
        return sheet
    name, data = _bytes(source)
    ending = Path(name).suffix.casefold() if source != "-" else _guess(data)
    sheet = _reader(name, ending)(name, data, how)
    if all(not cells for _number, cells in sheet.lines):
        raise Refused(_("{name} is empty").format(name=name))
    return _in_unicode(sheet, how)


def _reader(name: str, ending: str) -> Callable[[str, bytes, How], Sheet]:
    """What reads files of this ending; a spreadsheet library is loaded for a workbook alone."""
    if ending == ".xlsx":
        from emulation_cli.exchange.books import read_book

        return read_book
    from emulation_cli.exchange import texts

    if ending in (".json", ".jsonl"):
        return texts.read_json
    if ending in DELIMITED:
        return texts.read_csv
    raise Refused(
        _("{name} is neither .xlsx, .csv, .json nor .jsonl").format(name=name),
        _("Save it in one of these formats and import that file."),
    )


def _is_large_text(source: str) -> bool:
    path = Path(source)
    ours = source != "-" and path.suffix.casefold() in DELIMITED
    return ours and path.is_file() and path.stat().st_size >= LARGE


def _streamed(source: str, how: How) -> Sheet | None:
    """The sheet of a large text file with delimiters, of which the first lines alone are read; None of any other."""
    if how.encoding is not None or not _is_large_text(source):
        return None
    from emulation_cli.exchange.streams import streamed

    return streamed(Path(source), how)


def counted(source: str) -> Repeated | None:
    """The rows of a large text file with how often each stands in it; None of any file that is to be read in rows."""
    if not _is_large_text(source):
        return None
    from emulation_cli.exchange.streams import repeated

    return repeated(Path(source))


def _bytes(source: str) -> tuple[str, bytes]:
    if source == "-":
        return "-", _all_of(sys.stdin.buffer, "-")
    path = Path(source)
    if path.is_dir():
        raise Refused(_("{path} is a folder, not a file").format(path=path))
    if not path.exists():
        raise NotFound(_("there is no file {path}").format(path=path))
    with path.open("rb") as file:
        before = stamp(file)
        data = _all_of(file, path.name)
        if path.is_file() and (stamp(file) != before or len(data) != before[0]):
            raise was_changed(path.name)
        return path.name, data


def was_changed(name: str) -> Refused:
    """The error of a file that another program wrote to meanwhile."""
    return Refused(
        _("{name} was changed while it was read").format(name=name),
        _("Close it in the program that writes it, and import it again."),
    )


def stamp(file: BinaryIO | TextIO) -> tuple[int, int]:
    """Size in bytes and time of the last change."""
    found = os.fstat(file.fileno())
    return found.st_size, found.st_mtime_ns


def _all_of(file: BinaryIO, name: str) -> bytes:
    try:
        data = file.read(LARGEST_FILE + 1)
    except OSError as error:
        raise Unreachable(_("{path}: {reason}").format(path=name, reason=quoted(error))) from error
    if len(data) > LARGEST_FILE:
        raise Refused(_("{name} is larger than {most} bytes").format(name=name, most=LARGEST_FILE))
    return data


def _guess(data: bytes) -> str:
    """Standard input is CSV unless it begins with `[` or `{`."""
    return ".json" if data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in {b"[", b"{"} else ".csv"


def _in_unicode(sheet: Sheet, how: How) -> Sheet:
    """The sheet with its texts turned from an old encoding that was named; refused where one was not named."""
    turn = (how.encoding or "").casefold()
    if turn in legacy.LEGACY:
        lines = [
            (number, [legacy.converted(cell, turn) if isinstance(cell, str) else cell for cell in cells])
            for number, cells in sheet.lines
        ]
        sheet = replace(sheet, lines=lines)
    if turn in (*legacy.LEGACY, "cp1258", "windows-1258"):
        _refuse_nonsense(sheet, how)
    if how.encoding is None:
        refuse_legacy(sheet.name, lambda: texts_of(sheet.lines), how)
    return sheet


def refuse_legacy(name: str, texts: Callable[[], Iterable[str]], how: How) -> None:
    """Refuse a file whose texts look written in an encoding from before Unicode."""
    guess = legacy.recognised(texts)
    if guess is not None:
        as_it_stands = _("If it is right as it stands, add: --encoding utf-8")
        raise Refused(written_in(name, guess, quoted=how.quoted), f"{name_it(guess.encoding)}\n{as_it_stands}")


def _refuse_nonsense(sheet: Sheet, how: How) -> None:
    """Refuse texts that in the encoding that was named are no Vietnamese words."""
    text = "\n".join(texts_of(sheet.lines))
    words = legacy.marked_words(text)
    if legacy.share_of_syllables(words) >= SENSE or len(words) < legacy.ENOUGH:
        return
    odd = (line for line in text.splitlines() if not all(map(legacy.is_syllable, legacy.marked_words(line))))
    example = next(odd)[:60] if how.quoted else "…"
    raise Refused(
        _("{name}, read as {encoding}, says nothing in Vietnamese: “{example}”").format(
            name=sheet.name, encoding=how.encoding, example=example
        ),
        _("Leave --encoding out: what the file looks written in is said then."),
    )


def texts_of(lines: Iterable[RawRow]) -> Iterator[str]:
    """The texts among the cells of lines."""
    for _number, cells in lines:
        yield from [cell for cell in cells if isinstance(cell, str)]


def written_in(name: str, guess: legacy.Guess, *, quoted: bool) -> str:
    """What is said of a file in an old encoding, with a sample of it where it may be `quoted`."""
    old = legacy.LEGACY[guess.encoding]
    said = _("{name} looks written in {encoding} (fonts {fonts})")
    sample = _(": “{sample}” would read “{reading}”") if quoted else ""
    named = {"name": name, "encoding": old.name, "fonts": old.fonts}
    return (said + sample).format(**named, sample=guess.sample[:60], reading=guess.reading[:60])


def name_it(encoding: str) -> str:
    """What to do with a file whose encoding must be named."""
    return _("If that is right, add: --encoding {encoding}").format(encoding=encoding)
