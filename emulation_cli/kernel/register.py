"""The register file: where it is, what it is, how it is opened for reading.

One SQLite file with our application id. It is refused untouched where it is foreign, empty, newer, older or damaged.
"""

from __future__ import annotations

import re
import sqlite3
import stat
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from emulation_cli.kernel import settings
from emulation_cli.kernel.errors import Busy, Damaged, NotFound, NotOurs, Unreachable, quoted
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import spoken, typed

APPLICATION_ID = 0x7468_6475  # "thdu": thi đua
MAGIC = b"SQLite format 3\x00"
MIGRATIONS = Path(__file__).parent / "migrations"
DIGESTS = MIGRATIONS / "digests.txt"
BACKUP, BEFORE_IMPORT, BEFORE_RESTORE = "backup", "before-import", "before-restore"
"""What a copy beside the register was taken for: stands in its name, with the number of its last entry in the log."""

PRAGMAS = (
    "trusted_schema=OFF",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "secure_delete=ON",
    "cell_size_check=ON",
    "synchronous=EXTRA",
    "journal_mode=DELETE",
    "temp_store=MEMORY",
    "mmap_size=0",
)


@cache
def schema_version() -> int:
    """The schema this program speaks: the number of its last migration."""
    return max(int(path.name[:4]) for path in MIGRATIONS.iterdir() if path.suffix == ".sql")


def connect(
    path: Path, wait: float, *, create: bool = False, any_schema: bool = False, again: bool = False
) -> sqlite3.Connection:
    """A connection with every pragma of the house; transactions are begun by hand.

    Args:
        path: the register.
        wait: seconds to wait for another program's lock.
        create: allow an empty file, for `init` alone.
        any_schema: allow an older or newer schema, where only what all of them have is read.
        again: this program has the register open already. Its bytes are not looked at then: closing any other handle
            of a file would end the locks that this program holds on it.
    """
    if not create and not again:
        _refuse_foreign(path)
    address = f"file:{urllib.parse.quote(str(path.absolute()))}?mode=rw"
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=wait)
    connection.row_factory = sqlite3.Row
    try:
        if not create and not any_schema:
            _refuse_other_versions(path, connection)
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def reading(path: Path, wait: float, *, any_schema: bool = False) -> Iterator[sqlite3.Connection]:
    """One read transaction: everything read inside belongs to one state of the register.

    Opened for reading and writing but told to write nothing, so that the journal of a killed writer is rolled back.
    """
    with explained(path):
        connection = connect(path, wait, any_schema=any_schema)
        try:
            connection.execute("PRAGMA query_only=ON")
            connection.execute("BEGIN")
            yield connection
        finally:
            connection.close()


def hold(connection: sqlite3.Connection) -> None:
    """Keep every other program out until the connection is closed; waits as long as the connection does."""
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")
    connection.execute("BEGIN EXCLUSIVE")
    connection.execute("COMMIT")


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's errors on this register into ours."""
    try:
        yield
    except sqlite3.Error as error:
        raise explain(error, path) from error


def _refuse_foreign(path: Path) -> None:
    """Tell a register from any other file by its first hundred bytes, before SQLite touches it."""
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise Unreachable(_("{path} is a folder, not a register").format(path=path), _("Give a file with --db."))
        with path.open("rb") as file:
            head = file.read(100)
    except (FileNotFoundError, NotADirectoryError):
        raise _missing(path) from None
    except PermissionError:
        raise Unreachable(_("no permission to read {path}").format(path=path)) from None
    hint = _("Name the register with --db, or make a new one with: emulation init.")
    if not head:
        raise NotOurs(_("{path} is empty, it is no register").format(path=path), hint)
    if not head.startswith(MAGIC):
        raise NotOurs(_("{path} is no register: it is not a SQLite file").format(path=path), hint)
    if len(head) < 100:
        raise Damaged(_("{path} is damaged: it ends within its first page").format(path=path), restore_hint(path))
    if int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise NotOurs(_("{path} is a SQLite file of another program, no register").format(path=path), hint)


def _missing(path: Path) -> NotFound:
    """The first thing that a new user reads: what is missing, who said where, and the three ways on."""
    message = _("there is no register at {path} ({source})").format(path=path, source=settings.named_by(path))
    hint = _("Make one there: {command}; name another: --db or EMULATION_DB; look round first: emulation demo")
    return NotFound(message, hint.format(command="emulation init" + settings.naming(path)))


def _refuse_other_versions(path: Path, connection: sqlite3.Connection) -> None:
    found, spoken = connection.execute("PRAGMA user_version").fetchone()[0], schema_version()
    refuse_newer(path, found)
    if found < spoken:
        raise NotOurs(
            _("{path} has the older schema {found}; this program needs {spoken}").format(
                path=path, found=found, spoken=spoken
            ),
            _("Bring it up to date with: {command}").format(command="emulation migrate" + settings.naming(path)),
        )


def refuse_newer(path: Path, found: int) -> None:
    """Refuse a register whose schema is newer than this program's."""
    if found > schema_version():
        message = _("{path} has schema {found}; this program knows up to {spoken}")
        raise NotOurs(
            message.format(path=path, found=found, spoken=schema_version()), _("Install a newer version of emulation.")
        )


def copies_of(path: Path, mark: str) -> list[Path]:
    """The copies of a register taken for `mark` that lie in its folder, oldest first: by the number in their name."""
    import glob

    named = re.compile(rf"{re.escape(path.stem)}\.{mark}-([0-9]+)(?:-([0-9]+))?{re.escape(path.suffix)}")
    found = [
        (match, one)
        for one in path.parent.glob(f"{glob.escape(path.stem)}.{mark}-*")
        if (match := named.fullmatch(one.name))
    ]
    return [one for match, one in sorted(found, key=lambda pair: (int(pair[0][1]), int(pair[0][2] or 0)))]


def restore_hint(path: Path) -> str:
    """What to do about a damaged register: which copy of it to go back to."""
    found = [*copies_of(path, BACKUP), *copies_of(path, BEFORE_IMPORT)] or copies_of(path, BEFORE_RESTORE)
    newest = max(found, key=lambda copy: copy.stat().st_mtime, default=None)
    if newest is None:
        command = spoken("emulation restore FILE") + settings.naming(path)
        return _("Keep the file as it is and go back to your last backup: {command}").format(command=command)
    command = f"emulation restore {typed(str(newest))}{settings.naming(path)}"
    return _("Go back to its newest copy: {command}").format(command=command)


def does_not_hold(path: Path) -> Damaged:
    """The error of a register that can be read but says what cannot be."""
    return Damaged(
        _("{path} does not hold; see what is wrong with: {command}").format(
            path=path, command="emulation check" + settings.naming(path)
        ),
        restore_hint(path),
    )


def explain(error: sqlite3.Error, path: Path) -> Exception:
    """The error of ours that a SQLite error amounts to; the error itself where it is a bug."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
        return Busy(
            _("{path} is busy: another program is writing to it").format(path=path),
            _("Try again, or wait longer with --wait SECONDS."),
        )
    if code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB} or str(error).startswith("Could not decode"):
        return Damaged(_("{path} is damaged: {error}").format(path=path, error=quoted(error)), restore_hint(path))
    message = _("{path} could not be read or written: {error}").format(path=path, error=quoted(error))
    if code == sqlite3.SQLITE_IOERR:  # also where only the last flush of a change that stands went wrong
        return Unreachable(message, _("Check the disk, then see with emulation log whether the change was made."))
    if code in {sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN}:
        hint = _("Check the free space and the permissions of the file and its folder; nothing was changed.")
        return Unreachable(message, hint)
    return error
