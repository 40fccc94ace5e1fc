"""Files as chance spoils them: bytes, parts of a workbook, values in a register past the triggers that guard them."""

from __future__ import annotations

import io
import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from random import Random

MAGIC = (
    *(b"\x00", b"\xff", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\xff" * 8, b"\x00" * 16, b"\x80", b"\xed\xa0\x80"),
    *(b"PK\x03\x04", b"PK\x05\x06", b"SQLite format 3\x00", b"\xd0\xcf\x11\xe0", b"\xef\xbb\xbf", b"\xff\xfe"),
    *(
        b"=1+1",
        b"[x]",
        b"]]>",
        b"<",
        b"&#0;",
        b"&x;",
        b"<!DOCTYPE x>",
        b"<!--",
        b"/>",
        b'"',
        b"'",
        b"{",
        b"[",
        b"\\u0000",
    ),
    *(b"99999999999999999999", b"-1", b"1e400", b"NaN", b"null", b"0x10", b"1_000", "１２".encode(), "Ủ".encode()),
    *(b"\r", b"\n", b"\r\n", b",", b";", b"\t", b"XFD1048576", b"A0", b"31/02/2023", b"C6/2023", b"  ", b"\xc2\xa0"),
)
"""Bytes on which readers stumble."""


def mutate(data: bytes, chance: Random, most: int = 4) -> bytes:
    """The data with a few changes: bits, ranges, bytes that mean something."""
    for _time in range(chance.randint(1, most)):
        data = chance.choice(CHANGES)(data, chance)
    return data


def _place(data: bytes, chance: Random) -> int:
    """A place in the data, rather often among the first hundred bytes, where files say what they are."""
    return chance.randrange(min(len(data), 100) or 1) if chance.random() < 0.15 else chance.randrange(len(data) + 1)


def _range(data: bytes, chance: Random) -> tuple[int, int]:
    start = _place(data, chance)
    return start, start + chance.choice([1, 2, 4, 16, 100, 4096, chance.randrange(len(data) + 1)])


def _flip(data: bytes, chance: Random) -> bytes:
    place = chance.randrange(len(data) or 1)
    return data[:place] + bytes(one ^ 1 << chance.randrange(8) for one in data[place : place + 1]) + data[place + 1 :]


def _insert(data: bytes, chance: Random) -> bytes:
    place = _place(data, chance)
    return data[:place] + chance.choice([chance.choice(MAGIC), chance.randbytes(5)]) + data[place:]


def _overwrite(data: bytes, chance: Random) -> bytes:
    place, magic = _place(data, chance), chance.choice(MAGIC)
    return data[:place] + magic + data[place + len(magic) :]


def _delete(data: bytes, chance: Random) -> bytes:
    start, end = _range(data, chance)
    return data[:start] + data[end:]


def _double(data: bytes, chance: Random) -> bytes:
    start, end = _range(data, chance)
    return data[:end] + data[start:end] * chance.choice([1, 1, 3]) + data[end:]


def _swap(data: bytes, chance: Random) -> bytes:
    (start, end), other = _range(data, chance), _place(data, chance)
    taken = data[start:end]
    rest = data[:start] + data[end:]
    return rest[:other] + taken + rest[other:]


def _cut(data: bytes, chance: Random) -> bytes:
    return data[: _place(data, chance)]


CHANGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    *(_flip, _flip, _insert, _insert, _overwrite, _overwrite, _delete, _double, _swap, _cut),
)


# -- workbooks --------------------------------------------------------------------------------------------------------


def mutate_parts(data: bytes, chance: Random) -> bytes:
    """A workbook whose parts are spoiled, not its package: every checksum is right."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    names = sorted(parts)
    likely = [name for name in names if "sheet1" in name or "sharedStrings" in name or "workbook.xml" in name]
    for _time in range(chance.choice([1, 1, 2])):
        name = chance.choice(likely if chance.random() < 0.6 else names)
        what = chance.random()
        if what < 0.06:
            parts.pop(name, None)
        elif what < 0.1:
            parts[chance.choice(names)] = parts.get(name, b"")
        else:
            parts[name] = mutate(parts.get(name, b""), chance, 3)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return packed.getvalue()


# -- registers --------------------------------------------------------------------------------------------------------

VALUES = (None, -1, 0, 1, 2**31, 2**63 - 1, -(2**63), "", "x", "=1+1", "[x]", "{", "[]", "{}", "null", "9" * 400)
VALUES = (
    *VALUES,
    "2023-02-30",
    "31/12/2023",
    "0000-00-00",
    "\x00",
    "\u202e",
    "a\nb",
    "TH",
    "C6/2023",
    b"",
    b"\x00\xff",
)


def mutate_rows(register: Path, chance: Random) -> None:
    """Change a register as no command would: rows or schema, past triggers, CHECKs and references."""
    with closing(sqlite3.connect(register, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints=ON")
        connection.execute("PRAGMA foreign_keys=OFF")
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _sql in triggers:
            connection.execute(f'DROP TRIGGER "{name}"')
        for _time in range(chance.choice([1, 1, 1, 3])):
            for _try in range(20):
                with suppress(sqlite3.Error):
                    if chance.choice(ROW_CHANGES)(connection, chance):
                        break
        for _name, sql in triggers:
            with suppress(sqlite3.Error):  # of a table that is gone
                connection.execute(sql)


def _table(connection: sqlite3.Connection, chance: Random) -> str:
    rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")
    return chance.choice([name for (name,) in rows if not name.startswith("sqlite_")])


def _row(connection: sqlite3.Connection, table: str, chance: Random) -> str:
    """Which row, as a condition: by its place."""
    count = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    keys = ", ".join(f'"{row[1]}"' for row in connection.execute(f'PRAGMA table_info("{table}")') if row[5])
    return f'({keys}) = (SELECT {keys} FROM "{table}" LIMIT 1 OFFSET {chance.randrange(count or 1)})'


def _set(connection: sqlite3.Connection, chance: Random) -> int:
    table = _table(connection, chance)
    column = chance.choice(connection.execute(f'PRAGMA table_info("{table}")').fetchall())[1]
    sql = f'UPDATE "{table}" SET "{column}" = ? WHERE {_row(connection, table, chance)}'
    return connection.execute(sql, (chance.choice(VALUES),)).rowcount


def _take(connection: sqlite3.Connection, chance: Random) -> int:
    table = _table(connection, chance)
    return connection.execute(f'DELETE FROM "{table}" WHERE {_row(connection, table, chance)}').rowcount


def _spoil_schema(connection: sqlite3.Connection, chance: Random) -> int:
    table = _table(connection, chance)
    sort = chance.choice(["TABLE", "COLUMN", "INDEX", "VERSION"])
    if sort == "INDEX":
        rows = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL").fetchall()
        connection.execute(f'DROP INDEX "{chance.choice(rows)[0]}"')
    elif sort == "VERSION":
        connection.execute(f"PRAGMA user_version={chance.choice([0, 1, 5, 9, 99, -1])}")
    else:
        connection.execute(f'DROP TABLE "{table}"' if sort == "TABLE" else f'ALTER TABLE "{table}" ADD COLUMN x ANY')
    return 1


ROW_CHANGES = (*(_set,) * 12, _take, _take, _spoil_schema)
