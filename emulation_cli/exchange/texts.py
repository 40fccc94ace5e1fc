"""Text files in: CSV however a spreadsheet saved it, JSON as an array or line by line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping

from emulation_cli.exchange import legacy
from emulation_cli.exchange.lines import RawRow
from emulation_cli.exchange.readers import How, Sheet, is_blank, name_it, written_in
from emulation_cli.kernel.errors import Refused, UsageError, quoted
from emulation_cli.kernel.language import _
from emulation_cli.kernel.tabular import unguard

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK\x03\x04"
FIELD_LIMIT = 2**31 - 1
"""Letters of a field: how long a text may be is said by the field it is for, with its place."""
_WESTERN_WINDOWS = {byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(0x80, 0xA0)}
MOSTLY = 0.7
"""The share of words that must make sense in an encoding before it is proposed."""


# -- bytes to text ----------------------------------------------------------------------------------------------------


def decoded(name: str, data: bytes, how: How) -> str:
    """The text of a file: by its byte order mark, else UTF-8; never guessed at, but what it looks like is said."""
    if data.startswith((ZIP, OLD_OFFICE)):
        raise Refused(_("{name} is a workbook, not a text file").format(name=name), _("Name it .xlsx."))
    if how.encoding is not None:
        return _named(name, data, how.encoding)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(name, data, "utf-16")
    if b"\0" in data[:2]:  # a letter of UTF-16; where all of them are plain, each byte of it is UTF-8, too
        raise _not_unicode(name, data, 1, quoted=how.quoted)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_unicode(name, data, error.start + 1, quoted=how.quoted) from None


def _named(name: str, data: bytes, encoding: str) -> str:
    if encoding.casefold() not in legacy.LEGACY:
        return _decode(name, data, encoding)
    try:  # a program of today has saved the old letters in UTF-8
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return western(data)


def _decode(name: str, data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except LookupError:
        raise UsageError(
            _("{text} is no encoding").format(text=encoding),
            _("For example: utf-8, utf-16, cp1258, tcvn3, vni."),
        ) from None
    except UnicodeDecodeError as error:
        raise Refused(
            _("{name} is not {encoding}: byte {place} cannot be read").format(
                name=name, encoding=encoding, place=error.start + 1
            ),
            _("Save it as “CSV UTF-8”, or say how it is written with --encoding (cp1258, utf-16, …)."),
        ) from None


def western(data: bytes) -> str:
    """Bytes as the letters that Western Windows shows for them."""
    return data.decode("latin-1").translate(_WESTERN_WINDOWS)


def _not_unicode(name: str, data: bytes, place: int, *, quoted: bool) -> Refused:
    """What a file that is not UTF-8 looks like, and how to say so."""
    if b"\0" in data[:1000]:
        looks = _("{name} looks written in UTF-16 without the mark that says so").format(name=name)
        return Refused(looks, name_it("utf-16-be" if data[:1] == b"\0" else "utf-16-le"))
    old, windows = western(data), data.decode("cp1258", "replace")
    readings = {**{word: one.turn(old) for word, one in legacy.LEGACY.items()}, "cp1258": windows}
    shares = {word: legacy.share_of_syllables(legacy.marked_words(reading)) for word, reading in readings.items()}
    likely = max(shares, key=lambda word: shares[word])
    if shares[likely] >= MOSTLY and likely == "cp1258":
        return Refused(_("{name} looks written in Vietnamese Windows (cp1258)").format(name=name), name_it(likely))
    if shares[likely] >= MOSTLY:
        guess = legacy.Guess(likely, *legacy.sample(old, likely))
        return Refused(written_in(name, guess, quoted=quoted), name_it(likely))
    return Refused(
        _("{name} is not {encoding}: byte {place} cannot be read").format(name=name, encoding="UTF-8", place=place),
        _("Save it as “CSV UTF-8”, or say how it is written with --encoding (cp1258, utf-16, …)."),
    )


# -- CSV --------------------------------------------------------------------------------------------------------------


def read_csv(name: str, data: bytes, how: How) -> Sheet:
    """Comma, semicolon or tab, or as a first line `sep=…` says; one leading apostrophe is taken off a guarded text."""
    delimiter, skipped, body = _delimiter(decoded(name, data, how))
    csv.field_size_limit(FIELD_LIMIT)
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    return Sheet(name, list(filled(_csv_rows(name, reader, skipped))), even=True)


def _csv_rows(name: str, reader: Iterable[list[str]], skipped: int) -> Iterator[RawRow]:
    number = skipped
    try:
        for cells in reader:
            number += 1
            yield number, [unguard(cell) for cell in cells]
    except csv.Error as error:
        raise open_quote(name, number + 1, error) from None


def open_quote(name: str, row: int, error: csv.Error) -> Refused:
    """The error of a row whose quotation marks do not pair."""
    return Refused(
        _("{name}, row {row}: a quotation mark is not closed or stands alone ({error})").format(
            name=name, row=row, error=quoted(error)
        ),
        _("Every row after it would be read wrongly. Mend that row, or save the file again from Excel."),
    )


def delimiter_of(first: str) -> tuple[str, bool]:
    """The delimiter by the first line, and whether that line is there to say so alone."""
    line = first.rstrip("\r\n")
    if line.casefold().startswith("sep=") and len(line) == 5:
        return line[4], True
    return max(",;\t", key=line.count), False


def _delimiter(text: str) -> tuple[str, int, str]:
    """The delimiter, the lines that say so, and the text after them."""
    first, _end, rest = text.partition("\n")
    delimiter, alone = delimiter_of(first)
    return delimiter, int(alone), rest if alone else text


def filled(rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """The rows that hold something."""
    for number, cells in rows:
        if not all(map(is_blank, cells)):
            yield number, cells


# -- JSON -------------------------------------------------------------------------------------------------------------


def read_json(name: str, data: bytes, how: How) -> Sheet:
    """An array of objects, or one object a line; items are numbered from 1, lines as the file shows them."""
    text = decoded(name, data, how)
    if not text.strip():
        raise Refused(_("{name} has no rows").format(name=name))
    items = _lines(name, text) if text.lstrip()[:1] == "{" else _array(name, text)
    headings = list(dict.fromkeys(key for _number, item in items for key in item))
    if not headings:
        raise Refused(_("{name} has no rows").format(name=name))
    rows: list[RawRow] = [(number, [item.get(key) for key in headings]) for number, item in items]
    return Sheet(name, [(0, list(headings)), *rows])


def _array(name: str, text: str) -> list[tuple[int, Mapping[str, object]]]:
    items = _parsed(name, text)
    if not isinstance(items, list) or not all(isinstance(item, Mapping) for item in items):
        raise Refused(_("{name} is not an array of objects").format(name=name))
    return list(enumerate(items, start=1))


def _lines(name: str, text: str) -> list[tuple[int, Mapping[str, object]]]:
    """One object a line; or one object over several lines, which is the only one."""
    lines = [(number, line) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    if not _is_whole(lines[0][1]):
        return _array(name, f"[{text}]")
    found = [(number, _parsed(_("{name}, row {row}").format(name=name, row=number), line)) for number, line in lines]
    objects = [(number, item) for number, item in found if isinstance(item, Mapping)]
    if len(objects) < len(found):
        raise Refused(_("{name} is not one object a line").format(name=name))
    return objects


def _is_whole(line: str) -> bool:
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def _parsed(name: str, text: str) -> object:
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=_each_key_once)
    except (ValueError, RecursionError) as error:
        raise Refused(_("{name} is not JSON: {error}").format(name=name, error=quoted(error))) from None


def _each_key_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError(_("a key stands twice in one object"))
    return found


def _no_constant(text: str) -> object:
    raise ValueError(_("{text} is no number").format(text=text))
