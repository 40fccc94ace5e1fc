"""Is the register whole: what is wrong with it, and what around it may come to harm it."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from emulation_cli.ballots.count_queries import verification
from emulation_cli.ballots.queries import TO_CLEAN, ballot_by_id
from emulation_cli.exchange import publish
from emulation_cli.kernel import audit, schema
from emulation_cli.kernel.errors import quoted
from emulation_cli.kernel.language import _
from emulation_cli.kernel.migrate import schema_of
from emulation_cli.kernel.register import schema_version

ROOM = 3
"""How many times the register's size should be free beside it: for its journal, a copy, and some growth."""
NETWORKS = ("nfs", "cifs", "smb", "9p", "afs", "ncp", "ceph", "glusterfs", "fuse.sshfs", "fuse.rclone", "fuse.gvfsd")
"""How the kinds of file systems begin that lie on another machine, where locks cannot be relied on."""
SYNCED = (
    "onedrive",
    "dropbox",
    "google drive",
    "googledrive",
    "my drive",
    "icloud",
    "nextcloud",
    "owncloud",
    "synology",
)
"""Folders that a program copies elsewhere while they are used."""
MOUNTS = Path("/proc/self/mounts")

Line = dict[str, str]
"""{check, problem}, the problem in words."""


def problems(connection: sqlite3.Connection) -> list[Line]:
    """Everything that is wrong with the register: [{check, problem}], empty where all is well."""
    found = structure(connection)
    if schema_of(connection) != schema_version():
        return found
    try:
        return found + content(connection)
    except (ValueError, LookupError, TypeError, AttributeError, sqlite3.Error) as error:
        return [*found, _line("content", _("what was sealed cannot be read: {error}").format(error=quoted(error)))]


def structure(connection: sqlite3.Connection) -> list[Line]:
    """What is wrong with its pages, rules, references, schema and log, whatever schema it has."""
    whole = connection.execute("PRAGMA integrity_check")  # also every CHECK and STRICT type
    found = [_line("integrity", row[0]) for row in whole if row[0] != "ok"]
    found += [
        _line(
            "references",
            _("{table}: row {row} points to a missing {parent}").format(
                table=row["table"], row=row["rowid"], parent=row["parent"]
            ),
        )
        for row in connection.execute("PRAGMA foreign_key_check")
    ]
    if schema.altered(connection):
        found.append(_line("schema", _("tables or triggers were changed by another program")))
    return found + [
        _line("audit", _("entry {number} {what}").format(number=number, what=what))
        for number, what in audit.broken(connection)
    ]


def content(connection: sqlite3.Connection) -> list[Line]:
    """What is wrong with its sealed ballots and its templates."""
    sealed = connection.execute("SELECT id FROM ballot WHERE state IN ('sealed', 'superseded') ORDER BY key").fetchall()
    found = [
        _line("ballot", f"{ballot['code']}: {what}")
        for ballot in (ballot_by_id(connection, row["id"]) for row in sealed)
        for what in verification(connection, ballot)
    ]
    return found + [
        _line("paper", _("the template of {code} is not the one that was put in").format(code=row["code"]))
        for row in connection.execute("SELECT code, digest, content FROM paper ORDER BY code")
        if hashlib.sha256(row["content"]).hexdigest() != row["digest"]
    ]


def _line(check: str, problem: str) -> Line:
    return {"check": check, "problem": problem}


# -- around it --------------------------------------------------------------------------------------------------------


def warnings(connection: sqlite3.Connection, path: Path) -> list[Line]:
    """What does not make the register wrong but may come to harm it: [{check, problem}]."""
    found = [*_of_file(path), *_of_folder(path), *_of_clock(connection)]
    if schema_of(connection) == schema_version():
        found += _uncleaned(connection)
    return found


def _of_file(path: Path) -> Iterator[Line]:
    state = path.stat()
    if stat.S_IMODE(state.st_mode) & 0o077:
        yield _line("permissions", _("others may read or write it; mend it with: chmod 600 {path}").format(path=path))
    if state.st_nlink > 1:
        words = _("the file has {count} names (hard links); a program that writes under another name may destroy it")
        yield _line("links", words.format(count=state.st_nlink))
    for left in publish.left_behind(path):
        yield _line("leftovers", _("{path} was left behind; the next copy beside it clears it").format(path=left))


def _of_folder(path: Path) -> Iterator[Line]:
    free, needed = shutil.disk_usage(path.parent).free, ROOM * path.stat().st_size
    if free < needed:
        words = _("{free} MB are free beside it; {needed} MB are wanted for a change and a copy")
        yield _line("space", words.format(free=free // 1_000_000, needed=-(-needed // 1_000_000)))
    kind = file_system(path.resolve())
    if kind.startswith(NETWORKS):
        words = _("it lies on a network drive ({kind}), where two programs may write at once; keep it on this machine")
        yield _line("network", words.format(kind=kind))
    if synced := [part for part in path.resolve().parts[:-1] if part.casefold().startswith(SYNCED)]:
        words = _("it lies in {folder}, which another program copies while it is used; keep only backups there")
        yield _line("synced", words.format(folder=synced[0]))


def file_system(path: Path) -> str:
    """The kind of file system that an absolute path lies on, as the kernel names it; "" where it does not say."""
    try:
        mounts = [line.split(" ") for line in MOUNTS.read_text(encoding="utf-8", errors="replace").splitlines()]
    except OSError:
        return ""
    above = {str(folder) for folder in (path, *path.parents)}
    found = [(len(place), kind) for _device, place, kind, *_more in mounts if place.replace("\\040", " ") in above]
    return max(found, default=(0, ""))[1]


def _of_clock(connection: sqlite3.Connection) -> Iterator[Line]:
    if behind := audit.clock_behind(connection):
        yield _line("clock", behind)


def _uncleaned(connection: sqlite3.Connection) -> Iterator[Line]:
    if connection.execute("SELECT 1 FROM setting WHERE key = ?", (TO_CLEAN,)).fetchone():
        yield _line("seal", _("what led to a sealed ballot is not cleaned out of the file yet; seal it again"))
