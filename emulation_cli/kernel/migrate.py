"""The schema: numbered, hand-written SQL files, all that are applied land in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from emulation_cli.kernel import likeness, names
from emulation_cli.kernel.register import APPLICATION_ID, MIGRATIONS


def _nothing(*_step: int) -> None:
    """A step that is not entered anywhere."""


def apply_migrations(
    connection: sqlite3.Connection,
    entered: Callable[[int, int], None] = _nothing,
    proved: Callable[[], None] = _nothing,
    *,
    last: int | None = None,
) -> list[str]:
    """Bring an open register up to the last migration, or up to the number `last`; the names of those applied.

    `connection` has no transaction open. All steps, their version numbers and what `entered(before, after)` writes of
    each land together or not at all; so does nothing where `proved` raises. References are not held meanwhile, so that
    a table can be built anew under the rows that point to it; they are proved before the commit. A step may call
    `fold(text)` and `alike(text)`, the program's own keys of names.
    """
    connection.create_function("fold", 1, lambda text: text and names.fold(text), deterministic=True)
    connection.create_function("alike", 1, likeness.alike, deterministic=True)
    held = connection.execute("PRAGMA foreign_keys").fetchone()[0]
    connection.execute("PRAGMA foreign_keys=OFF")
    try:
        connection.execute("BEGIN IMMEDIATE")
        try:
            applied = [_step(connection, path, entered) for path in _outstanding(connection, last)]
            if lost := connection.execute("PRAGMA foreign_key_check").fetchone():
                raise sqlite3.IntegrityError(f"a row of {lost[0]} points to nothing in {lost[2]}")
            proved()
        except BaseException:
            connection.rollback()  # nothing where SQLite has taken it back by itself, as on a full disk
            raise
        connection.execute("COMMIT")
    finally:
        connection.execute(f"PRAGMA foreign_keys={held}")
    return applied


def _outstanding(connection: sqlite3.Connection, last: int | None) -> list[Path]:
    """The migrations that a register lacks, in their order."""
    has = schema_of(connection)
    files = sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))
    return [path for path in files if has < _number(path) <= (last or _number(path))]


def _number(path: Path) -> int:
    return int(path.name[:4])


def _step(connection: sqlite3.Connection, path: Path, entered: Callable[[int, int], None]) -> str:
    before = schema_of(connection)
    for statement in statements(path.read_text(encoding="utf-8")):
        connection.execute(statement)
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={_number(path)}")
    entered(before, _number(path))
    return path.stem


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
