"""How much room a text takes on paper, so that rows are as high as what they hold wherever they are opened.

Widths are those of Times New Roman in thousandths of its size; the units of a column are those of a workbook whose
default font is `DEFAULT_SIZE` points of it, in pixels as Excel counts them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from math import ceil

DEFAULT_SIZE = 11
PIXELS_PER_UNIT, PADDING = 7, 6
"""Pixels of one unit of column width, and those of a column that no text gets."""
PIXELS_PER_POINT = 96 / 72
BOLD = 1.08
"""How much wider bold letters are."""
OTHER = 722
"""The width of a letter that is not listed."""
SPACE = 250

_GROUPS = {
    250: ".,",
    278: "ijlt/:;\\",
    333: "fr-()[]!I|'‘’`",
    389: "sJ",
    408: '"',
    444: "acez?“”",
    500: "bdđghknopqơưuvxy0123456789#$*_–",
    564: "+=<>≥≤×^~",
    556: "FPS",
    611: "ELTZ",
    667: "BCR",
    722: "ADĐGHKNOQƠƯUVXYw",
    778: "m&",
    833: "%",
    889: "M",
    944: "W",
    1000: "…—",
}
WIDEST = max(_GROUPS)
_WIDTHS = {letter: width for width, letters in _GROUPS.items() for letter in letters}


def text_lines(text: str, width: float, size: float, *, bold: bool = False) -> int:
    """How many lines a text takes in a column `width` units wide at `size` points, breaking between words."""
    room = max(1.0, width * PIXELS_PER_UNIT - PADDING) / (size * PIXELS_PER_POINT) * 1000
    room /= BOLD if bold else 1
    return sum([_lines(part, room) for part in text.split("\n")]) if "\n" in text else _lines(text, room)


def split(text: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """A text in parts of at most `most` lines each, parted between words; in one piece where it fits."""
    if text_lines(text, width, size, bold=bold) <= most:
        return [text]
    parts, part = [], ""
    for word in text.split(" "):
        longer = f"{part} {word}" if part else word
        if part and text_lines(longer, width, size, bold=bold) > most:
            parts.append(part)
            longer = word
        part = longer
    return [*parts, part]


def _lines(text: str, room: float) -> int:
    """The lines of a paragraph; a word longer than a line is cut."""
    if len(text) * WIDEST <= room:
        return 1
    words = list(map(_width, text.split(" ")))
    if sum(words) + SPACE * (len(words) - 1) <= room:
        return 1
    lines, used = 1, 0.0
    for wide in words:
        if used and used + SPACE + wide > room:
            lines, used = lines + 1, 0.0
        used += wide + (SPACE if used else 0)
        if used > room:
            more = ceil(used / room) - 1
            lines, used = lines + more, used - more * room
    return lines


@lru_cache(maxsize=4096)
def _width(word: str) -> int:
    """The width of a word; marks above and below a letter add nothing."""
    return sum(map(_letter, word))


@lru_cache(maxsize=1024)
def _letter(letter: str) -> int:
    base = unicodedata.normalize("NFD", letter)[0]
    return _WIDTHS.get(letter) or _WIDTHS.get(base, OTHER)
