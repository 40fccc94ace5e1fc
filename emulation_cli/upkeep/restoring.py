"""Going back to a copy of the register: looked at, shown, then put in its place whole; what it replaces is kept."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext, suppress
from pathlib import Path

from emulation_cli.exchange import copies, publish
from emulation_cli.kernel import audit, register, schema
from emulation_cli.kernel.audit import Change
from emulation_cli.kernel.errors import Damaged, NotFound, NotOurs, Refused, Unreachable, UsageError
from emulation_cli.kernel.frozen import frozen, replaced
from emulation_cli.kernel.language import _
from emulation_cli.kernel.migrate import schema_of
from emulation_cli.upkeep import health, queries
from emulation_cli.upkeep.queries import Entry

MISSING, DAMAGED, THERE = "missing", "damaged", "there"
VERB = "restore"

Stamp = tuple[int, int, int]
"""What tells whether a file is still the one that was looked at: inode, bytes, time of the last change."""


@frozen
class Plan:
    """What a restore would do.

    Attributes:
        file: the copy to go back to.
        schema: its schema.
        entries: how far its log goes.
        head: the hash of its last entry.
        day: the ISO day of its last entry.
        register: what lies in the register's place: missing, damaged or there.
        now: the hash of the register's last entry, or "".
        lost: the register's entries that the copy does not have, newest first.
        gained: how many entries the copy has that the register does not.
        same: whether the register says just what the copy says, and holds.
        stamp: which file was looked at, where it cannot be told by its log.
    """

    file: Path
    schema: int
    entries: int
    head: str
    day: str
    register: str
    now: str = ""
    lost: tuple[Entry, ...] = ()
    gained: int = 0
    same: bool = False
    stamp: Stamp | None = None

    @property
    def nothing_to_do(self) -> bool:
        """Whether the register holds just this copy, put there by hand or by a restore that was the last thing done."""
        restored = [(one["verb"], one["after"]) for one in self.lost] in ([], [(VERB, _origin(self))])
        return self.same and self.gained == 0 and restored


def _origin(plan: Plan) -> dict[str, object]:
    return {"entries": plan.entries, "head": plan.head}


def look(path: Path, file: Path, wait: float) -> Plan:
    """What going back to `file` would change in the register at `path`; takes away what a killed restore left there.

    Raises NotOurs and Damaged where `file` is no register that holds, or where something else lies at `path`; Refused
    where that is another register.
    """
    if path.exists() and file.exists() and path.samefile(file):
        raise UsageError(_("{file} is the register itself").format(file=file), _("Name the copy to go back to."))
    publish.clear(path)
    queries.refuse_missing(file)
    with register.reading(file, wait, any_schema=True) as copy:
        _refuse_unsound(copy, file)
        entries, head = audit.head(copy)
        plan = Plan(file, schema_of(copy), entries, head, audit.last_day(copy), MISSING)
        return _beside_what_lies_there(plan, copy, path, wait)


def _refuse_unsound(copy: sqlite3.Connection, file: Path) -> None:
    register.refuse_newer(file, schema_of(copy))
    if found := health.problems(copy):
        lines = "\n".join(f"{one['check']}: {one['problem']}" for one in found[:5])
        message = _("{file} does not hold, nothing was restored from it:").format(file=file)
        raise Damaged(f"{message}\n{lines}", _("Choose another copy."))


def _beside_what_lies_there(plan: Plan, copy: sqlite3.Connection, path: Path, wait: float) -> Plan:
    """The plan with what it would change in the register, as far as that can be read."""
    try:
        with register.reading(path, wait, any_schema=True) as connection:
            register.refuse_newer(path, schema_of(connection))
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] == "ok":
                return _compared(plan, copy, connection, path)
    except NotFound:
        return plan
    except NotOurs:
        if not _was_a_register(path):
            raise
    except (Damaged, sqlite3.Error, ValueError):  # its pages, its tables, or what stands in its log
        pass
    return replaced(plan, register=DAMAGED, stamp=_stamp(path))


def _compared(plan: Plan, copy: sqlite3.Connection, connection: sqlite3.Connection, path: Path) -> Plan:
    now, hashes, theirs = queries.log(connection), audit.hashes(copy), audit.hashes(connection)
    if hashes and theirs and hashes[min(hashes)] != theirs[min(theirs)]:
        raise Refused(
            _("{file} is a copy of another register").format(file=plan.file),
            _("To use it all the same, move {path} away first, or name another place with --db.").format(path=path),
        )
    log = ("audit", "change")
    same = schema.contents(copy, without=log) == schema.contents(connection, without=log)
    return replaced(
        plan,
        register=THERE,
        now=audit.head(connection)[1],
        lost=tuple(one for one in now if hashes.get(int(str(one["seq"]))) != one["hash"]),
        gained=sum(theirs.get(number) != one for number, one in hashes.items()),
        same=same and not health.structure(connection),
    )


def _was_a_register(path: Path) -> bool:
    """Whether what is no SQLite file lies in the place of a register: it is empty, or a copy of one lies beside it."""
    with path.open("rb") as file:
        head = file.read(len(register.MAGIC))
    marks = (register.BACKUP, register.BEFORE_IMPORT, register.BEFORE_RESTORE)
    return not head or (head != register.MAGIC and any(register.copies_of(path, mark) for mark in marks))


def _stamp(path: Path) -> Stamp:
    state = path.stat()
    return (state.st_ino, state.st_size, state.st_mtime_ns)


def restore(path: Path, plan: Plan, wait: float) -> Path | None:
    """Put the copy of `plan` in the register's place; where the register as it was now lies (None: there was none).

    The copy goes on with an entry of its own in the log. The pages of a register that is there are replaced in one
    transaction of its own, so that whoever reads meanwhile reads the one or the other; what is damaged is set aside.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with publish.beside(path) as building:
        _build(plan, building, wait)
        if plan.register == THERE:
            return _replace_pages(path, plan, building, wait)
        publish.flush(building)
        kept = None
        with _shut(path, wait) if plan.register == DAMAGED else nullcontext():
            if plan.register == DAMAGED:
                kept = _set_aside(path, plan)
            publish.refuse_journal(path)
            publish.give_name(building, path, force=plan.register == DAMAGED)
    publish.sync_folder(path.parent)
    return kept


def _build(plan: Plan, building: Path, wait: float) -> None:
    """The copy with its entry in the log, in a file of its own."""
    with register.explained(plan.file), closing(register.connect(plan.file, wait, any_schema=True)) as copy:
        copies.write_copy(copy, plan.file, building)
    with register.explained(building), closing(register.connect(building, 0, any_schema=True)) as made:
        if audit.head(made) != (plan.entries, plan.head):
            raise _changed(plan.file)
        before = {"head": plan.now} if plan.now else None
        made.execute("BEGIN IMMEDIATE")
        audit.append(made, VERB, [Change("register", before, _origin(plan))])
        made.execute("COMMIT")


def _changed(path: Path) -> Refused:
    return Refused(_("{path} has changed since it was looked at").format(path=path), _("Look again, and decide anew."))


def _replace_pages(path: Path, plan: Plan, building: Path, wait: float) -> Path:
    """Keep the register as it is beside itself, then fill it with another's pages."""
    with register.explained(path), closing(register.connect(path, wait, any_schema=True)) as connection:
        register.hold(connection)
        head = audit.head(connection)[1]
        if head != (plan.now or audit.START):
            raise _changed(path)
        kept = copies.copy_beside(connection, path, register.BEFORE_RESTORE).file
        made = register.connect(building, 0, any_schema=True)
        with closing(made), copies.only_where_changed(kept, lambda: audit.head(connection)[1] != head):
            made.backup(connection)
    return kept


@contextmanager
def _shut(path: Path, wait: float) -> Iterator[None]:
    """Keep other programs out of a damaged register, as far as SQLite can still open it. Raises Busy."""
    with ExitStack() as stack:
        with suppress(Damaged, NotOurs, Unreachable), register.explained(path):
            connection = stack.enter_context(closing(register.connect(path, wait, any_schema=True)))
            register.hold(connection)
        yield


def _set_aside(path: Path, plan: Plan) -> Path:
    """Give a damaged register, and its journal, a second name that it keeps; no byte of it is read."""
    if _stamp(path) != plan.stamp:
        raise _changed(path)
    kept = copies.free_name(path, DAMAGED)
    try:
        os.link(path, kept)
    except OSError:  # a file system without hard links
        with publish.beside(path) as building:
            shutil.copyfile(path, building)
            publish.flush(building)
            publish.give_name(building, kept, force=False)
    journal = publish.journal_of(path)
    if journal.exists():  # never beside another register than its own
        journal.rename(publish.journal_of(kept))
    publish.sync_folder(path.parent)
    return kept
