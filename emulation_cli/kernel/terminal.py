"""The manners of a terminal: what it can show, how wide it is, how many of its cells a text takes."""

from __future__ import annotations

import os
import shutil
import sys
import unicodedata
from typing import TextIO

NARROW = (
    *(range(0x20, 0x7F), range(0xA0, 0xAD), range(0xAE, 0x300), range(0x1E00, 0x1F00)),
    *(range(0x2010, 0x2028), range(0x2100, 0x2300), range(0xFFFD, 0xFFFE)),
)
"""Letters and signs of the Vietnamese and other Latin alphabets, each as wide as every other in any terminal."""


def capable(stream: TextIO) -> bool:
    """Whether a stream is a terminal that shows colours, panels and bars: one called dumb is written to like a file."""
    return stream.isatty() and os.environ.get("TERM", "").casefold() not in ("dumb", "unknown")


def width() -> int:
    """How many cells a line of the terminal has; `COLUMNS` says otherwise."""
    return shutil.get_terminal_size().columns


def help_width() -> int | None:
    """The letters in a line of plain help on a narrow terminal; None for the 78 of any other place."""
    return max(20, width() - 2) if sys.stdout.isatty() and width() < 80 else None


def narrow(text: str) -> bool:
    """Whether every letter of a text takes one cell."""
    return text.isascii() or all(any(ord(letter) in span for span in NARROW) for letter in set(text))


def cells(text: str) -> int:
    """How many cells a text takes: none for a mark on a letter, two for a Chinese letter."""
    return len(text) if narrow(text) else sum(map(_cells_of, text))


def _cells_of(letter: str) -> int:
    if unicodedata.category(letter) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def padded(text: str, to: int) -> str:
    """The text with blanks behind it, so that it takes so many cells."""
    return text + " " * (to - cells(text))
