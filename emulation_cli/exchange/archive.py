"""The package that a workbook or a Word document is: the same bytes for the same parts."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO, NamedTuple
from xml.parsers.expat import ParserCreate

from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _

EARLIEST, LATEST = 1980, 2107
"""Years that the directory of a ZIP archive can name."""
CORE = "docProps/core.xml"
"""The part that says when a document was made and changed."""
TYPES = "[Content_Types].xml"
"""The part that stands first and says what the others are."""
SWIFT = 3
"""How hard a long part is pressed: a seventh larger than the hardest way that is usual, in a third of the time."""
LARGEST = zipfile.ZIP64_LIMIT
"""Bytes of a part; archives of larger ones are of a kind that is not read everywhere."""
PIECE = 1 << 18
"""Bytes that are read at a time."""

Grow = Callable[[bytes], Iterable[bytes]]
"""Makes of a part, as it is in a package, the pieces of what is written in its place."""
NONE: Mapping[str, Grow] = MappingProxyType({})


class Held(NamedTuple):
    """How many rows and cells a part of a workbook holds."""

    rows: int
    cells: int


def same_bytes(package: io.BytesIO, day: str) -> bytes:
    """A package with its parts in one order, and `day` (ISO) wherever it would say when it was written."""
    fixed = io.BytesIO()
    pack(package, fixed, day)
    return fixed.getvalue()


def pack(package: io.BytesIO, file: BinaryIO, day: str, grown: Mapping[str, Grow] = NONE) -> None:
    """Write a package as `same_bytes` has it into a file; the `grown` parts stream in behind it, in their order."""
    year, month, first = (int(part) for part in day.split("-"))
    moment = (min(max(year, EARLIEST), LATEST), month, first, 0, 0, 0)
    with zipfile.ZipFile(package) as source, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as target:
        others = sorted(set(source.namelist()) - set(grown), key=lambda name: (name != TYPES, name))
        for name in (*others, *grown):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            entry.create_system = 3
            data = source.read(name)
            if name == CORE:
                data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + f"{day}T00:00:00Z".encode(), data)
            if name in grown:
                _stream(target, entry, grown[name](data))
            else:
                target.writestr(entry, data)


def _stream(target: zipfile.ZipFile, entry: zipfile.ZipInfo, pieces: Iterable[bytes]) -> None:
    entry._compresslevel = SWIFT  # type: ignore[attr-defined]  # noqa: SLF001  # no other way before Python 3.13
    size = 0
    with target.open(entry, "w") as part:
        for piece in pieces:
            size += len(piece)
            if size > LARGEST:
                raise Refused(_("the list is longer than a workbook holds"), _("Write it into a .csv file."))
            part.write(piece)


def read_through(path: Path) -> dict[str, Held]:
    """Read every part of a package back: that its checksum holds, that it is XML, how many rows and cells it has.

    Raises whatever a spoiled archive or XML raises.
    """
    with zipfile.ZipFile(path) as package:
        return {name: _read_part(package, name) for name in package.namelist()}


def _read_part(package: zipfile.ZipFile, name: str) -> Held:
    parser = ParserCreate()
    rows, cells = _Count(b"<row "), _Count(b"<c ")
    with package.open(name) as part:
        while piece := part.read(PIECE):
            parser.Parse(piece)
            rows.add(piece)
            cells.add(piece)
    parser.Parse(b"", True)  # that was all
    return Held(rows.found, cells.found)


class _Count:
    """Counts a word in what comes in pieces."""

    def __init__(self, word: bytes) -> None:
        self.found = 0
        self._word, self._last = word, b""

    def add(self, piece: bytes) -> None:
        """Count in the next piece, and where the last one goes over into it."""
        short = len(self._word) - 1
        self.found += piece.count(self._word) + (self._last + piece[:short]).count(self._word)
        self._last = piece[-short:]
