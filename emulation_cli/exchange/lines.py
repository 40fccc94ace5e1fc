"""Lines of texts of the same width, one below the other, column by column: a large file is mostly made of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, overload

RawRow = tuple[int, list[Any]]
"""The number that a file shows a row by, and its raw values."""


class Lines(Sequence[RawRow]):
    """Rows that are read as any others, and column by column much sooner.

    Attributes:
        numbers: of the rows.
        columns: their texts; at least one column, all as long as there are rows.
    """

    def __init__(self, first: int, columns: Sequence[Sequence[str]]) -> None:
        self.numbers = range(first, first + len(columns[0]))
        self.columns = columns

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[RawRow]:
        return zip(self.numbers, map(list, zip(*self.columns, strict=True)), strict=True)

    @overload
    def __getitem__(self, at: int) -> RawRow: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[RawRow]: ...
    def __getitem__(self, at: int | slice) -> RawRow | Sequence[RawRow]:
        if isinstance(at, slice):
            return list(self)[at]
        return self.numbers[at], [column[at] for column in self.columns]


def columns_of(text: str, delimiter: str) -> list[list[str]] | None:
    """The columns of lines that are all as wide, without a quote or an empty line; None where they are not so."""
    if '"' in text:
        return None
    if "\r" in text:
        text = text.replace("\r\n", "\n")
        if "\r" in text:
            return None
    text = text.removesuffix("\n")
    cells = [*text.replace("\n", f"{delimiter}\n{delimiter}").split(delimiter), "\n"]
    rows, width = text.count("\n") + 1, cells.index("\n") + 1
    if len(cells) != rows * width or set(cells[width - 1 :: width]) != {"\n"}:  # as many ends as rows: nowhere else
        return None
    return [cells[place::width] for place in range(width - 1)]
