"""What a register's schema must be: a digest over its tables, indexes, triggers and views, for each migration.

`migrations/digests.txt` holds one line a migration: its number and the digest of the schema that it leaves.
"""

from __future__ import annotations

import hashlib
import sqlite3
from functools import cache
from pathlib import Path

from emulation_cli.kernel.errors import Damaged
from emulation_cli.kernel.language import _
from emulation_cli.kernel.register import DIGESTS, restore_hint

_QUOTES = str.maketrans(dict.fromkeys('"`[]', " "))


@cache
def digests() -> dict[int, str]:
    """Schema number → its digest."""
    lines = DIGESTS.read_text(encoding="utf-8").splitlines()
    return {int(number): digest for number, digest in (line.split() for line in lines)}


def digest(connection: sqlite3.Connection) -> str:
    """SHA-256 over everything that makes up the schema, whatever the order and the blanks it was written in.

    What SQLite keeps for itself (`sqlite_…`) is left out.
    """
    rows = connection.execute(
        "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite~_%' ESCAPE '~'"
    )
    parts = sorted("\t".join(_plain(str(cell)) for cell in row) for row in rows)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _plain(text: str) -> str:
    """Without what may be written either way: blanks, and quotes around names."""
    return " ".join(text.translate(_QUOTES).split())


def altered(connection: sqlite3.Connection) -> bool:
    """Whether the schema is another one than the register's own migrations leave."""
    number = connection.execute("PRAGMA user_version").fetchone()[0]
    return digests().get(number) != digest(connection)


def contents(connection: sqlite3.Connection, *, without: tuple[str, ...] = ()) -> str:
    """SHA-256 over the rows of every table, in the order they are stored in, which a copy keeps."""
    total = hashlib.sha256()
    rows = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' ORDER BY name"
    )
    for table in [row["name"] for row in rows if not row["name"].startswith("sqlite_") and row["name"] not in without]:
        total.update(f"{table}\n".encode())
        for row in connection.execute(f'SELECT * FROM "{table}" NOT INDEXED'):
            total.update(repr(tuple(row)).encode("utf-8", "surrogatepass"))
    return total.hexdigest()


def refuse_altered(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse to write where another program took a trigger, a table, an index away, or put one in."""
    if altered(connection):
        raise Damaged(
            _("{path}: its tables or triggers were changed by another program; nothing is written to it").format(
                path=path
            ),
            restore_hint(path),
        )
