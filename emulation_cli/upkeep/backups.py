"""Backups: whole, proved copies of the register, the oldest of which go."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from emulation_cli.exchange import copies, publish
from emulation_cli.exchange.copies import Copy
from emulation_cli.kernel import register, schema, settings
from emulation_cli.kernel.errors import Damaged, EmulationError, NotFound, UsageError
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.migrate import schema_of
from emulation_cli.upkeep import health


@frozen
class Backup:
    """A backup: the copy, whether it was made now or was there already, the older ones taken away."""

    copy: Copy
    made: bool
    forgotten: tuple[Path, ...] = ()


def back_up(path: Path, wait: float, target: str | None, *, keep: int | None, force: bool) -> Backup:
    """Copy the register to a file, or under a name of its own into a folder (by default beside it).

    Args:
        path: the register; its schema may be older.
        wait: seconds to wait for another program.
        target: a file's name with its ending, or a folder that is there.
        keep: how many backups of this register stay in the folder, at least 1; None: all.
        force: replace a file that is there.

    Raises Damaged where the register does not hold: then nothing is written and no older backup goes.
    """
    folder, file = _where(path, target, keep)
    with register.explained(path), closing(register.connect(path, wait, any_schema=True)) as connection:
        _refuse_unsound(connection, path)
        if file is not None:
            return Backup(copies.copy_to(connection, path, file, force=force), made=True)
        publish.clear(folder / path.name)
        standing = _standing(connection, folder / path.name, wait)
        copy = standing or copies.copy_beside(connection, path, register.BACKUP, folder=folder)
        there = folder / path.name
        forgotten = copies.forget_older(connection, there, register.BACKUP, keep) if keep is not None else ()
    return Backup(copy, standing is None, tuple(forgotten))


def _where(path: Path, target: str | None, keep: int | None) -> tuple[Path, Path | None]:
    """The folder that a backup goes to, and its name where one was given."""
    given = path.parent if target is None else Path(target).expanduser()
    if given.is_dir():
        return given, None
    if str(target).endswith(os.sep) or not (
        given.suffix or given.exists()
    ):  # a drive that is not there, rather than a name without ending
        raise NotFound(
            _("there is no folder {path}").format(path=target), _("A file's name has an ending, such as .db")
        )
    if keep is not None:
        raise UsageError(_("--keep is for a folder of backups, not for one file"), _("Name the folder instead."))
    if given.exists() and path.exists() and given.samefile(path):
        raise UsageError(_("{file} is the register itself").format(file=target), _("Name another file, or a folder."))
    return given.parent, given


def _refuse_unsound(connection: sqlite3.Connection, path: Path) -> None:
    register.refuse_newer(path, schema_of(connection))
    if found := health.problems(connection):
        raise Damaged(
            _("{path} does not hold (problems: {count}); its backups were left as they are").format(
                path=path, count=len(found)
            ),
            _("See them with: {command}").format(command="emulation check" + settings.naming(path))
            + "\n"
            + register.restore_hint(path),
        )


def _standing(connection: sqlite3.Connection, there: Path, wait: float) -> Copy | None:
    """The newest backup of a folder, where it holds and says everything that the register says."""
    for newest in copies.of_its_past(connection, there, register.BACKUP)[-1:]:
        try:
            with register.reading(newest.file, wait, any_schema=True) as copy:
                if schema.contents(copy) == schema.contents(connection) and not health.structure(copy):
                    return newest
        except (EmulationError, sqlite3.Error):  # not what it was: a new one is made beside it
            return None
    return None
