"""What other programs may do to a register; registers of older schemas; a program that permissions bind."""

from __future__ import annotations

import ctypes
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from emulation_cli.kernel import migrate

DATA = Path(__file__).parent / "data"
OLD = {"schema-4": "72d3b6bdd211a8c164e18bdf91be73d6", "schema-5": "2b593a74b4615fb44155cd4c1258d053"}
OLD |= {f"schema-{number}": OLD["schema-5"] for number in range(6, 11)}
"""Registers as earlier schemas left them, in tests/data → the fingerprint of their sealed ballot B1."""
OVERRIDES = (1, 2)
"""CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: what lets root read and write where permissions forbid it."""


@contextmanager
def behind_its_back(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection on which no trigger and no CHECK watches; the triggers are put back in the end."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA ignore_check_constraints = ON")
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for trigger in triggers:
            connection.execute(f"DROP TRIGGER {trigger['name']}")
        yield connection
        for trigger in triggers:
            connection.execute(trigger["sql"])


def change(path: Path, *statements: str) -> None:
    """Change a register as any program with SQLite may, past its triggers; each statement changes something."""
    with behind_its_back(path) as connection:
        for statement in statements:
            assert connection.execute(statement).rowcount


def old_register(path: Path, name: str) -> None:
    """Build a register of an older schema: its own migrations, then its rows."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        migrate.apply_migrations(connection, last=int(name.rpartition("-")[2]))
    with behind_its_back(path) as connection:
        connection.executescript((DATA / f"{name}.sql").read_text(encoding="utf-8"))


def bound_by_permissions(*words: object, **more: object) -> subprocess.CompletedProcess[str]:
    """The command as one whom permissions bind, even where root runs the tests."""

    def give_up_overrides() -> None:
        for capability in OVERRIDES:
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP

    command = [sys.executable, "-m", "emulation_cli", *(str(word) for word in words)]
    return subprocess.run(command, capture_output=True, text=True, preexec_fn=give_up_overrides, **more)
