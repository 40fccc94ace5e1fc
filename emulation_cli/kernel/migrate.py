"""The schema: numbered, hand-written SQL files, each applied with its version in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

from emulation_cli.kernel.register import APPLICATION_ID, MIGRATIONS


def _nothing(_before: int, _after: int) -> None:
    """A step that is not entered anywhere."""


def apply_migrations(connection: sqlite3.Connection, entered: Callable[[int, int], None] = _nothing) -> list[str]:
    """Bring an open register up to the last migration; the names of those applied.

    `connection` has no transaction open. Each file, its version number and what `entered(before, after)` writes of the
    step land together or not at all. References are not held meanwhile, so that a table can be built anew under the
    rows that point to it; they are proved before each commit.
    """
    held = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        return _apply(connection, entered)
    finally:
        connection.execute(f"PRAGMA foreign_keys={held}")


def _apply(connection: sqlite3.Connection, entered: Callable[[int, int], None]) -> list[str]:
    applied = []
    for path in sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql")):
        number = int(path.name[:4])
        if number <= schema_of(connection):
            continue
        connection.execute("BEGIN IMMEDIATE")
        try:
            before = schema_of(connection)
            if number <= before:  # another program was faster
                connection.execute("ROLLBACK")
                continue
            for statement in statements(path.read_text(encoding="utf-8")):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version={number}")
            entered(before, number)
            if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError(f"{path.stem}: a row of {lost[0]} points to nothing in {lost[2]}")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        applied.append(path.stem)
    return applied


def schema_of(connection: sqlite3.Connection) -> int:
    """The schema that a register has: the number of the last migration applied to it."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def statements(script: str) -> list[str]:
    """The single statements of a script; a trigger's body stays whole."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if pending.strip():
        raise ValueError(f"the script ends within a statement: {pending.strip()[:60]}")
    return found
