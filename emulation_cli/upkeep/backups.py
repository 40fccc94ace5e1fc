"""Backups: whole, proved copies of the register, the oldest of which go."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from emulation_cli.exchange import copies, publish
from emulation_cli.exchange.copies import Copy
from emulation_cli.kernel import audit, register
from emulation_cli.kernel.errors import Damaged, EmulationError, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.upkeep import health


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup: the copy, whether it was made now or was there already, the older ones taken away."""

    copy: Copy
    made: bool
    forgotten: tuple[Path, ...] = ()


def back_up(path: Path, wait: float, target: Path | None, *, keep: int | None, force: bool) -> Backup:
    """Copy the register to a file, or under a name of its own into a folder (by default beside it).

    Args:
        path: the register; its schema may be older.
        wait: seconds to wait for another program.
        target: a file, or a folder that is there.
        keep: how many backups of this register stay in the folder, at least 1; None: all.
        force: replace a file that is there.

    Raises Damaged where the register does not hold: then nothing is written and no older backup goes.
    """
    folder = path.parent if target is None else target
    named = target is not None and not target.is_dir()
    if named and keep is not None:
        raise UsageError(_("--keep is for a folder of backups, not for one file"), _("Name the folder instead."))
    if target is not None and target.exists() and path.exists() and target.samefile(path):
        raise UsageError(_("{file} is the register itself").format(file=target), _("Name another file, or a folder."))
    with register.explained(path), closing(register.connect(path, wait, any_schema=True)) as connection:
        _refuse_unsound(connection, path)
        if named:
            return Backup(copies.copy_to(connection, path, folder, force=force), made=True)
        publish.clear(folder / path.name)
        standing = _standing(connection, folder / path.name, wait)
        copy = standing or copies.copy_beside(connection, path, register.BACKUP, folder=folder)
    forgotten = copies.forget_older(folder / path.name, register.BACKUP, keep) if keep is not None else ()
    return Backup(copy, standing is None, tuple(forgotten))


def _refuse_unsound(connection: sqlite3.Connection, path: Path) -> None:
    register.refuse_newer(path, connection.execute("PRAGMA user_version").fetchone()[0])
    if found := health.structure(connection):
        raise Damaged(
            _("{path} does not hold (problems: {count}); its backups were left as they are").format(
                path=path, count=len(found)
            ),
            _("See them with: emulation check") + "\n" + register.restore_hint(path),
        )


def _standing(connection: sqlite3.Connection, there: Path, wait: float) -> Copy | None:
    """The newest backup of a folder, where it holds and has everything that the register has."""
    for newest in register.copies_of(there, register.BACKUP)[-1:]:
        try:
            with register.reading(newest, wait, any_schema=True) as copy:
                same = audit.hashes(copy) == audit.hashes(connection) and not health.structure(copy)
        except (EmulationError, sqlite3.Error):  # not what it was: a new one is made beside it
            return None
        if same:
            return Copy(newest, audit.head(connection)[0])
    return None
