"""A table as lines of text: nothing cut; folded to the width of a terminal, off it as wide as it is."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from emulation_cli.kernel.terminal import cells, narrow, width

Row = Sequence[str]
WIDEST = 10_000
"""Letters in the widest line; beyond it long cells fold."""
READABLE = 8
"""Letters of a long cell that are to stand in a line of a terminal at least."""


def drawn(headings: Sequence[str], rows: Sequence[Sequence[str]], *, terminal: bool) -> str:
    """The table; its cells hold no control characters.

    Rich loads as long as everything else of a short command, so it draws only what wants it: colours and folding on a
    terminal, and letters of another width (a combining mark, Chinese). A terminal that is too narrow for the columns
    gets the rows one below the other.
    """
    if not terminal:
        return _plain(headings, rows) or _rich(headings, rows, terminal=False)
    if _least(headings, rows) <= width():
        return _rich(headings, rows, terminal=True)
    said, headings, rows = _said_once(headings, rows)
    fits = _least(headings, rows) <= width()
    return said + (_rich(headings, rows, terminal=True) if fits else _listed(headings, rows))


def _said_once(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> tuple[str, Sequence[str], Sequence[Row]]:
    """What is the same in every row, as lines to stand above; then the columns that are left."""
    columns = list(zip(headings, *rows, strict=True))
    left = [column for column in columns if len(set(column[1:])) > 1]
    if not left or left == columns:
        return "", headings, rows
    said = "".join(f"{column[0]}: {column[1]}\n" for column in columns if column not in left)
    return f"{said}\n", [column[0] for column in left], list(zip(*(column[1:] for column in left), strict=True))


def _least(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """The cells that the columns take where each is as narrow as can be read."""
    longest = (max(map(cells, column)) for column in zip(headings, *rows, strict=True))
    return sum(min(READABLE, one) for one in longest) + 2 * (len(headings) - 1)


def _listed(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Each row as lines of its own, a heading and a cell in each; what is empty is left out."""
    return "\n".join(
        "".join(f"{heading}: {cell}\n" for heading, cell in zip(headings, row, strict=True) if cell) for row in rows
    )


def _plain(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str | None:
    """The table as Rich draws it where nothing is to fold; None where something is, or a letter is not narrow."""
    if not headings or not all(map(narrow, ("".join(row) for row in (headings, *rows)))):
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
    console = Console(
        file=sys.stdout,
        force_terminal=terminal,  # whatever FORCE_COLOR says
        color_system="auto" if terminal else None,
        markup=False,
        emoji=False,
        highlight=False,
        width=width() if terminal else WIDEST,
        height=25,  # without which Rich takes a dumb terminal for 80 wide
    )
    with console.capture() as captured:
        console.print(grid)
    lines = captured.get().splitlines()
    return "\n".join(line if terminal else line.rstrip() for line in lines) + "\n"
