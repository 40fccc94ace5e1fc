"""Copies of the register beside it, taken before what changes much of it."""

from __future__ import annotations

import os
import secrets
import sqlite3
from pathlib import Path

from emulation_cli.exchange.publish import give_name, sync_folder
from emulation_cli.kernel import register

KEPT = 7
"""Copies of one sort that stay; the oldest go first."""


def copy_beside(connection: sqlite3.Connection, path: Path, mark: str) -> Path:
    """A whole, private copy of an open register beside it, named with a mark; never in the place of another."""
    names = (f"{path.stem}.{mark}{number}{path.suffix}" for number in ("", *(f"-{n}" for n in range(2, 1000))))
    copy = next(free for name in names if not (free := path.with_name(name)).exists())
    building = path.with_name(f".{secrets.token_hex(8)}.tmp")
    handle = os.open(building, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        connection.execute("VACUUM INTO ?", (str(building),))
        os.fsync(handle)
        give_name(building, copy, force=False)
        sync_folder(copy.parent)
    finally:
        os.close(handle)
        building.unlink(missing_ok=True)
    return copy


def copy_register(path: Path, wait: float, mark: str) -> Path:
    """A copy of the register as it stands for everybody, also while one writer has begun and written nothing yet."""
    with register.explained(path):
        connection = register.connect(path, wait)
        try:
            return copy_beside(connection, path, mark)
        finally:
            connection.close()


def forget_older(path: Path, mark: str) -> None:
    """Take away all but the newest copies whose mark begins like this; the marks sort by age."""
    beginning = f"{path.stem}.{mark}"
    copies = sorted(one for one in path.parent.iterdir() if one.name.startswith(beginning))
    for old in copies[:-KEPT]:
        old.unlink(missing_ok=True)
