"""Copies of the register: whole, proved and flushed before they take their name."""

from __future__ import annotations

import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from emulation_cli.exchange import publish
from emulation_cli.kernel import audit, register
from emulation_cli.kernel.errors import Damaged, EmulationError
from emulation_cli.kernel.language import _

KEPT = 7
"""Copies of one sort that stay; the oldest go first."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the register: where it lies, and the number of its last entry in the log."""

    file: Path
    entries: int


def copy_to(connection: sqlite3.Connection, source: Path, target: Path, *, force: bool = False) -> Copy:
    """A whole, private copy of an open register, without the remnants of what was deleted.

    Built beside its target, flushed, proved, then given its name. `connection` has no transaction open.
    Raises OutputExists, Damaged, Unreachable.
    """
    publish.clear(target.parent / source.name)
    publish.refuse_target(target, force=force)
    publish.refuse_journal(target)
    with _built(connection, source, target.parent) as building:
        publish.give_name(building.file, target, force=force)
    publish.sync_folder(target.parent)
    return Copy(target, building.entries)


def copy_beside(
    connection: sqlite3.Connection, path: Path, mark: str, *, folder: Path | None = None, number: int | None = None
) -> Copy:
    """A copy of an open register beside it, or in a folder, named with a mark and the number of its last entry.

    `number` stands in the name instead. Never in the place of another file.
    """
    there = (folder or path.parent) / path.name
    with _built(connection, path, there.parent) as building:
        copy = free_name(there, f"{mark}-{building.entries:06}" if number is None else f"{mark}-{number}")
        publish.give_name(building.file, copy, force=False)
    publish.sync_folder(there.parent)
    return Copy(copy, building.entries)


@contextmanager
def _built(connection: sqlite3.Connection, source: Path, folder: Path) -> Iterator[Copy]:
    """A copy under no name yet, in a file of its own; gone in the end unless it was given one."""
    named = folder / source.name  # whatever the copy's own name: any next one clears what a killed one left
    publish.clear(named)
    with publish.beside(named) as building:
        yield write_copy(connection, source, building)


def write_copy(connection: sqlite3.Connection, source: Path, building: Path) -> Copy:
    """Write an open register into an empty file, flushed and proved."""
    try:
        connection.execute("VACUUM INTO ?", (str(building),))
    except sqlite3.Error as error:
        theirs = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY)
        raise register.explain(error, source if theirs else building.parent) from error
    publish.flush(building)
    with register.reading(building, 0, any_schema=True) as copy:
        wrong = [row[0] for row in copy.execute("PRAGMA integrity_check") if row[0] != "ok"]
        hashes = audit.hashes(copy)
    if wrong or not hashes.items() <= audit.hashes(connection).items():  # which may have gone on meanwhile
        raise Damaged(
            _("the copy of {path} is not what was copied; it was taken away").format(path=source),
            _("Check the disk it was written to, and the register: emulation check"),
        )
    return Copy(building, max(hashes, default=0))


def free_name(path: Path, mark: str) -> Path:
    """Where a copy with this mark can lie beside the register."""
    endings = itertools.chain([""], (f"-{number}" for number in itertools.count(2)))
    names = (path.with_name(f"{path.stem}.{mark}{ending}{path.suffix}") for ending in endings)
    return next(name for name in names if not name.exists() and not publish.journal_of(name).exists())


def copy_again(path: Path, wait: float, mark: str) -> Copy:
    """A copy of the register that this program has open, while its one writer has begun and written nothing yet."""
    with register.explained(path), closing(register.connect(path, wait, again=True)) as connection:
        return copy_beside(connection, path, mark)


def of_its_past(connection: sqlite3.Connection, there: Path, mark: str) -> list[Copy]:
    """The copies taken for `mark` beside `there` that an open register goes on from, oldest first.

    Another register's, those of a past that was left by a restore, and those that cannot be read are none of them.
    """
    hashes = audit.hashes(connection)
    found = [(copy, last) for copy in register.copies_of(there, mark) if (last := _last_entry(copy, there)) is not None]
    return sorted((Copy(copy, last[0]) for copy, last in found if hashes.get(last[0]) == last[1]), key=_by_age)


def _by_age(copy: Copy) -> tuple[int, float]:
    return copy.entries, copy.file.stat().st_mtime


def _last_entry(copy: Path, there: Path) -> tuple[int, str] | None:
    """The number and hash of a copy's last entry; None where it has none to tell."""
    if there.exists() and copy.samefile(there):
        return None
    try:
        with register.reading(copy, 0, any_schema=True) as connection:
            return audit.head(connection)
    except (EmulationError, sqlite3.Error):
        return None


def forget_older(connection: sqlite3.Connection, there: Path, mark: str, kept: int = KEPT) -> list[Path]:
    """Take away all but the newest copies of a register's own past; those taken away."""
    old = [copy.file for copy in of_its_past(connection, there, mark)[:-kept]]
    for one in old:
        one.unlink(missing_ok=True)
    return old


@contextmanager
def only_where_changed(copy: Path, changed: Callable[[], bool]) -> Iterator[None]:
    """Around a change that a copy was taken for: the copy goes where the change failed and nothing stands of it."""
    try:
        yield
    except BaseException:
        with suppress(EmulationError, sqlite3.Error):  # what cannot be read may have changed
            if not changed():
                copy.unlink(missing_ok=True)
        raise
