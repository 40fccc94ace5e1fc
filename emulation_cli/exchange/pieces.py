"""A large part of a workbook in pieces of text, as an XML parser would see it, that can be split at its items.

An item is a row of a sheet or one shared text. What stands before the first and after the last of them is kept as the
frame of the part. Where this cannot be done for certain, the part is not regular and an error is raised: it is then for
an XML parser to read it whole, or to say what is wrong with it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from functools import lru_cache
from html import escape
from typing import IO, Any, cast

PIECE = 131_072
"""Bytes of a part that are looked at together."""
LONGEST = 32 * PIECE
"""Bytes within which the next item must begin."""


class Irregular(Exception):
    """What an XML parser must look at whole."""


class Part:
    """A part as it is unpacked.

    Attributes:
        before, after: its frame; `after` only once the pieces are through.
        names: prefix → namespace, of those that hold for the items; one without a prefix is among them.
    """

    def __init__(self, file: IO[bytes], item: bytes, end: bytes) -> None:
        self._file, self._item, self._end = file, item, end
        start = file.read(PIECE)
        place = start.find(item)
        self.before, self._rest, self.after = start[:place], start[place:], b""
        if place < 0 or _OTHER_ENCODING.match(start):
            raise Irregular
        self.names = _names(self.before)

    def pieces(self) -> Iterator[bytes]:
        """The items; each piece ends where an item begins, the last at the end of them all."""
        data = self._rest
        while self._end not in data:
            if (cut := data.rfind(self._item)) > 0:
                yield data[:cut]
                data = data[cut:]
            more = self._file.read(PIECE)
            if not more or len(data) > LONGEST:
                raise Irregular
            data += more
        items, end, rest = data.partition(self._end)
        yield items
        self.after = end + rest + self._file.read()

    @property
    def frame(self) -> bytes:
        """The part without its items."""
        return self.before + self.after

    def wrapped(self, items: str) -> bytes:
        """XML from among the items as a document; if it is well-formed as such, then also where it stands."""
        spaces = "".join(f' xmlns{prefix and ":"}{prefix}="{escape(uri)}"' for prefix, uri in self.names.items())
        return f"<items{spaces}>{items}</items>".encode()

    def element(self, name: str, text: str) -> ET.Element:
        """An empty element of a name whose first attribute is `r`, from the text of those that follow it."""
        element = ET.fromstring(self.wrapped(f'<{name} r=""{text}/>'))[0]  # noqa: S314 - without entities
        if element.tag != f"{{{self.names['']}}}{name}" or not text.isascii():
            raise Irregular
        return element


_OTHER_ENCODING = re.compile(rb"(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)
"""A part that says that it is not in UTF-8."""


def _names(before: bytes) -> dict[str, str]:
    """The namespaces that hold where the first item begins."""
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(
        ["start-ns", "end-ns", "start"]
    )  # who opened the part guards it
    parser.feed(before)
    scopes: list[tuple[str, str]] = []
    for event, scope in cast("Iterator[tuple[str, Any]]", parser.read_events()):
        if event == "start-ns":
            scopes.append(scope)
        elif event == "end-ns":
            scopes.pop()
    parser.feed(b"<item/>")
    names = dict(scopes)
    if not list(parser.read_events()) or not names.get(""):  # in a comment there is no element
        raise Irregular
    return names


# -- text -------------------------------------------------------------------------------------------------------------

_FORBIDDEN = bytes(set(range(0x20)) - {0x09, 0x0A, 0x0D})
"""Letters that no XML document holds."""


def text_of(piece: bytes) -> str:
    """The text of a piece as a parser sees it, with its line ends."""
    noncharacters = b"\xef\xbf\xbe" in piece or b"\xef\xbf\xbf" in piece
    if noncharacters or b"]]>" in piece or len(piece.translate(None, _FORBIDDEN)) < len(piece):
        raise Irregular
    text = piece.decode()
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def lettered(text: str) -> str:
    """A piece of regular items with the letters beyond ASCII that its references stand for: none of them is markup."""
    return _replaced(_NUMBER, text, _beyond_ascii) if "&#" in text else text


def resolved(text: str) -> str:
    """A text with the letters that its references stand for."""
    if "&" not in text:
        return text
    if text.count("&") > len(_REFERENCE.findall(text)):
        raise Irregular
    return _replaced(_REFERENCE, text, _letter)


_NUMBER = re.compile("(&#(?:[0-9]{1,7}|x[0-9A-Fa-f]{1,6});)")
_REFERENCE = re.compile(f"{_NUMBER.pattern[:-1]}|&(?:amp|lt|gt|quot|apos);)")
_SIGNS = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


def _replaced(references: re.Pattern[str], text: str, letter: Callable[[str], str]) -> str:
    parts = references.split(text)
    parts[1::2] = map(letter, parts[1::2])
    return "".join(parts)


@lru_cache(maxsize=4096)
def _letter(reference: str) -> str:
    """The letter that a reference stands for."""
    if reference in _SIGNS:
        return _SIGNS[reference]
    code = int(f"0{reference[2:-1]}", 0) if reference[2] == "x" else int(reference[2:-1])
    if not (code in {0x9, 0xA, 0xD} or 0x20 <= code < 0xD800 or 0xE000 <= code < 0xFFFE or 0xFFFF < code < 0x110000):
        raise Irregular
    return chr(code)


@lru_cache(maxsize=4096)
def _beyond_ascii(reference: str) -> str:
    """The same for letters beyond ASCII; a reference to another one stays, which could be markup."""
    letter = _letter(reference)
    return reference if letter.isascii() else letter
