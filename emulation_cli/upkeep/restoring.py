"""Going back to a copy of the register: looked at, shown, then put in its place whole; what it replaces is kept."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from emulation_cli.exchange import copies, publish
from emulation_cli.kernel import audit, register
from emulation_cli.kernel.audit import Change
from emulation_cli.kernel.errors import Damaged, NotFound, Refused, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.migrate import schema_of
from emulation_cli.upkeep import health, queries
from emulation_cli.upkeep.queries import Entry

MISSING, DAMAGED, THERE = "missing", "damaged", "there"
VERB = "restore"


@dataclass(frozen=True, slots=True)
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
    """

    file: Path
    schema: int
    entries: int
    head: str
    day: str
    register: str
    now: str
    lost: tuple[Entry, ...]
    gained: int

    @property
    def nothing_to_do(self) -> bool:
        """Whether the register holds just this copy, put there by hand or by a restore that was the last thing done."""
        restored = [(one["verb"], one["after"]) for one in self.lost] in (
            [],
            [(VERB, _origin(self.entries, self.head))],
        )
        return self.register == THERE and self.gained == 0 and restored


def _origin(entries: int, head: str) -> dict[str, object]:
    return {"entries": entries, "head": head}


def look(path: Path, file: Path, wait: float) -> Plan:
    """What going back to `file` would change in the register at `path`; takes away what a killed restore left there.

    Raises NotOurs and Damaged where `file` is no register that holds, or where something else lies at `path`.
    """
    if path.exists() and file.exists() and path.samefile(file):
        raise UsageError(_("{file} is the register itself").format(file=file), _("Name the copy to go back to."))
    publish.clear(path)
    queries.refuse_missing(file)
    with register.reading(file, wait, any_schema=True) as copy:
        _refuse_unsound(copy, file)
        hashes, schema, day = audit.hashes(copy), schema_of(copy), audit.last_day(copy)
    found, now = _lying(path, wait)
    theirs = {int(str(one["seq"])): one["hash"] for one in now}
    lost = tuple(
        one for one, (number, found_hash) in zip(now, theirs.items(), strict=True) if hashes.get(number) != found_hash
    )
    gained = sum(theirs.get(number) != one for number, one in hashes.items())
    head = hashes.get(len(hashes), audit.START)
    return Plan(file, schema, len(hashes), head, day, found, str(now[0]["hash"]) if now else "", lost, gained)


def _refuse_unsound(copy: sqlite3.Connection, file: Path) -> None:
    register.refuse_newer(file, schema_of(copy))
    if found := health.structure(copy):
        lines = "\n".join(f"{one['check']}: {one['problem']}" for one in found[:5])
        message = _("{file} does not hold, nothing was restored from it:").format(file=file)
        raise Damaged(f"{message}\n{lines}", _("Choose another copy."))


def _lying(path: Path, wait: float) -> tuple[str, list[Entry]]:
    """What lies in the register's place, and its log as far as it can be read, newest first."""
    try:
        with register.reading(path, wait, any_schema=True) as connection:
            register.refuse_newer(path, schema_of(connection))
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                return DAMAGED, []
            return THERE, queries.log(connection)
    except NotFound:
        return MISSING, []
    except (Damaged, sqlite3.Error, ValueError):  # its pages, its tables, or what stands in its log
        return DAMAGED, []


def restore(path: Path, plan: Plan, wait: float) -> Path | None:
    """Put the copy of `plan` in the register's place; where the register as it was now lies (None: there was none).

    The copy goes on with an entry of its own in the log. The pages of a register that is there are replaced in one
    transaction of its own, so that whoever reads meanwhile reads the one or the other; what is damaged is set aside.
    """
    with publish.beside(path) as building:
        _build(plan, building, wait)
        if plan.register == THERE:
            return _replace_pages(path, plan, building, wait)
        kept = _set_aside(path) if plan.register == DAMAGED else None
        publish.refuse_journal(path)
        publish.flush(building)
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
        audit.append(made, VERB, [Change("register", before, _origin(plan.entries, plan.head))])
        made.execute("COMMIT")


def _changed(path: Path) -> Refused:
    return Refused(_("{path} has changed since it was looked at").format(path=path), _("Look again, and decide anew."))


def _replace_pages(path: Path, plan: Plan, building: Path, wait: float) -> Path:
    """Keep the register as it is beside itself, then fill it with another's pages."""
    with register.explained(path), closing(register.connect(path, wait, any_schema=True)) as connection:
        register.hold(connection)
        if audit.head(connection)[1] != (plan.now or audit.START):
            raise _changed(path)
        kept = copies.copy_beside(connection, path, register.BEFORE_RESTORE).file
        with closing(register.connect(building, 0, any_schema=True)) as made:
            made.backup(connection)
    return kept


def _set_aside(path: Path) -> Path:
    """Keep a damaged register, and its journal, byte by byte."""
    kept = copies.free_name(path, DAMAGED)
    with publish.beside(path) as building:
        shutil.copyfile(path, building)
        publish.flush(building)
        publish.give_name(building, kept, force=False)
    journal = publish.journal_of(path)
    if journal.exists():  # never beside another register than its own
        journal.rename(publish.journal_of(kept))
    publish.sync_folder(path.parent)
    return kept
