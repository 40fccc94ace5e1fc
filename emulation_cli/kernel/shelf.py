"""Where the rows of a batch that nobody doubts end: a hundred of them a statement, and in the log by columns."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

from emulation_cli.kernel import listing
from emulation_cli.kernel.audit import Rows, canonical
from emulation_cli.kernel.batch import Batch, Memory
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Text

if TYPE_CHECKING:
    from emulation_cli.kernel.writing import Writer

# How None is stored is looked for in four places each time it stands in a row; so it is found in the first.
sqlite3.register_adapter(type(None), {}.get)  # type: ignore[arg-type]

TOGETHER = 100
"""Rows of one statement: more of them gain nothing."""


class Shelf:
    """Puts plain rows of a kind into the register and the log."""

    def __init__(self, writer: Writer, kind: Kind) -> None:
        self._writer = writer
        self._kind = kind
        self._texts = {column.key: Memory(_telling(column)) for column in kind.identity if _has_own(column, "text")}
        self._jsons = {column.key: Memory(_showing(column)) for column in kind.writable if _has_own(column, "json")}
        self._keys = {column.key: Memory(column.type.key) for column in kind.writable if column.match}

    def put(self, batch: Batch) -> int:
        """Store all rows of a batch, the id of the first; 0, and nothing is stored, where one of them is not taken."""
        columns = self._columns(batch)
        connection = self._writer.connection
        connection.execute("SAVEPOINT shelf")
        stored = self._insert(columns)
        if stored < len(batch.numbers):
            connection.execute("ROLLBACK TO shelf")
        connection.execute("RELEASE shelf")
        if stored < len(batch.numbers):
            return 0
        last = connection.execute("SELECT last_insert_rowid()").fetchone()[0]
        self._enter(batch)
        return int(last) - len(batch.numbers) + 1

    def _insert(self, columns: Mapping[str, Sequence[Any]]) -> int:
        """Insert rows, many with a statement; how many were taken."""
        names, row = ", ".join(f'"{name}"' for name in columns), f"({', '.join('?' * len(columns))})"
        start = f'INSERT OR IGNORE INTO "{self._kind.stored_table}" ({names}) VALUES '
        cells = list(chain.from_iterable(zip(*columns.values(), strict=True)))
        taken, step = 0, TOGETHER * len(columns)
        for first in range(0, len(cells), step):
            part = cells[first : first + step]
            sql = start + ",".join([row] * (len(part) // len(columns)))
            taken += self._writer.connection.execute(sql, part).rowcount
        return taken

    def _columns(self, batch: Batch) -> dict[str, list[Any]]:
        """The table's columns that will hold anything, and what, as `Recorder.columns` gives them for one row."""
        columns: dict[str, list[Any]] = {}
        for column in self._kind.writable:
            values, ids = batch.values[column.key], batch.ids.get(column.key, [])
            if column.either:
                unit, person = column.either
                columns[unit] = [one if one is not None and one > 0 else None for one in ids]
                columns[person] = [-one if one is not None and one < 0 else None for one in ids]
            elif column.stored_in:
                columns[column.stored_in] = ids if column.reference else values
                if column.match:
                    keys = self._keys[column.key]
                    columns[column.match] = [None if one is None else keys[one] for one in values]
        sure = {column.stored_in for column in self._kind.writable if column.key in batch.full}
        return {name: column for name, column in columns.items() if name in sure or not is_empty(column)}

    def _enter(self, batch: Batch) -> None:
        """Enter the rows into the log, column by column."""
        keys = sorted(batch.values)
        columns = [self._shown(key, batch.values[key]) for key in keys]
        called = []
        for column in self._kind.identity:
            if column.key in self._texts:
                called.append(len(columns))
                columns.append(as_json(self._texts[column.key].each(batch.values[column.key])))
            else:
                called.append(keys.index(column.key))
        rows = Rows(self._kind.noun, len(batch.numbers), self._kind.joined_by, called, keys, columns)
        self._writer.entered(rows)

    def _shown(self, key: str, values: list[Any]) -> str:
        """A column as JSON shows it."""
        return f"[{','.join(self._jsons[key].each(values))}]" if key in self._jsons else as_json(values)


def is_empty(column: Sequence[Any]) -> bool:
    """Whether no row says anything."""
    return column[0] is None and column.count(None) == len(column)


def as_json(column: Sequence[Any]) -> str:
    """What `canonical` makes of a column; sooner where it holds texts that are written as they are, and gaps."""
    gaps = 0
    try:
        joined = '","'.join(column)
    except TypeError:
        gaps = column.count(None)
        others = {type(one) for one in column} - {str, type(None)}
        if others or not gaps:
            return canonical(list(column))
        joined = '","'.join(['"' if one is None else one for one in column])  # a gap as a mark that no text may hold
    if joined.count('"') != 2 * (len(column) - 1) + gaps or "\\" in joined or not joined.isprintable():
        return canonical(list(column))
    return f'["{joined}"]'.replace('"""', "null") if gaps else f'["{joined}"]'


def _has_own(column: Field, method: str) -> bool:
    """Whether values of a field are shown as something else than what they are."""
    return getattr(type(column.type), method) is not getattr(Text, method)


def _showing(column: Field) -> Callable[[Any], str]:
    return lambda value: canonical(column.type.json(value))


def _telling(column: Field) -> Callable[[Any], str]:
    return lambda value: listing.text_value(column, value, vietnamese=False)
