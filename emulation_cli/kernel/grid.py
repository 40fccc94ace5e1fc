"""A table as lines of text: nothing cut; folded to the width of a terminal, off it as wide as it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence

WIDEST = 10_000
"""Letters in the widest line; beyond it long cells fold."""
NARROW = (
    *(range(0x20, 0x7F), range(0xA0, 0xAD), range(0xAE, 0x300), range(0x1E00, 0x1F00)),
    *(range(0x2010, 0x2028), range(0x2100, 0x2300), range(0xFFFD, 0xFFFE)),
)
"""Letters and signs of the Vietnamese and other Latin alphabets, each as wide as every other in any terminal."""


def drawn(headings: Sequence[str], rows: Sequence[Sequence[str]], *, terminal: bool) -> str:
    """The table; its cells hold no control characters.

    Rich loads as long as everything else of a short command, so it draws only what wants it: colours and folding on a
    terminal, and letters of another width (a combining mark, Chinese).
    """
    return (None if terminal else _plain(headings, rows)) or _rich(headings, rows, terminal=terminal)


def _plain(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str | None:
    """The table as Rich draws it where nothing is to fold; None where something is, or a letter is not narrow."""
    letters = set().union(*headings, *(cell for row in rows for cell in row))
    if not headings or not all(any(ord(letter) in span for span in NARROW) for letter in letters):
        return None
    widths = [max(map(len, column)) for column in zip(headings, *rows, strict=True)]
    whole = sum(widths) + 2 * (len(widths) - 1)
    if whole > WIDEST or not widths[-1]:
        return None
    lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in (headings, *rows)]
    return "\n".join([lines[0], "─" * whole, *lines[1:], ""])


def _rich(headings: Sequence[str], rows: Sequence[Sequence[str]], *, terminal: bool) -> str:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, collapse_padding=True)
    for heading in headings:
        grid.add_column(Text(heading), overflow="fold")
    for row in rows:
        grid.add_row(*map(Text, row))
    console = Console(file=sys.stdout, markup=False, emoji=False, highlight=False, width=None if terminal else WIDEST)
    with console.capture() as captured:
        console.print(grid)
    lines = captured.get().splitlines()
    return "\n".join(line if terminal else line.rstrip() for line in lines) + "\n"
