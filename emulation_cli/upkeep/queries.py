"""Reads over the whole register: is it sound, what was changed."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from pathlib import Path

from emulation_cli.ballots.count_queries import verification
from emulation_cli.ballots.queries import ballot_by_id
from emulation_cli.kernel import audit, register
from emulation_cli.kernel.language import _

HASH_LETTERS = 16
"""Letters of an entry's hash that name it for certain."""
LARGEST = 2**63 - 1
"""The largest number that SQLite knows."""


def problems(connection: sqlite3.Connection) -> list[dict[str, str]]:
    """Everything that is wrong with the register: [{check, problem}], empty where all is well."""
    found = [
        {"check": "integrity", "problem": row[0]}
        for row in connection.execute("PRAGMA integrity_check")
        if row[0] != "ok"
    ]
    found += [
        {"check": "references", "problem": f"{row['table']}: row {row['rowid']} points to a missing {row['parent']}"}
        for row in connection.execute("PRAGMA foreign_key_check")
    ]
    found += [{"check": "audit", "problem": f"entry {number} {what}"} for number, what in audit.broken(connection)]
    sealed = connection.execute("SELECT id FROM ballot WHERE state IN ('sealed', 'superseded') ORDER BY key").fetchall()
    for ballot in (ballot_by_id(connection, row["id"]) for row in sealed):
        wrong = verification(connection, ballot)
        found += [{"check": "ballot", "problem": f"{ballot['code']}: {what}"} for what in wrong]
    stored = connection.execute("SELECT code, digest, content FROM paper ORDER BY code")
    found += [
        {"check": "paper", "problem": f"the template of {row['code']} is not the one that was put in"}
        for row in stored
        if hashlib.sha256(row["content"]).hexdigest() != row["digest"]
    ]
    return found


def log(connection: sqlite3.Connection, limit: int) -> list[dict[str, object]]:
    """The last `limit` entries of the audit, newest first."""
    rows = connection.execute("SELECT * FROM audit ORDER BY seq DESC LIMIT ?", (limit,))
    return [_entry(row) for row in rows]


def entry(connection: sqlite3.Connection, number: int) -> dict[str, object] | None:
    """One entry of the audit with the rows it changed: [{entity, before, after}], or None."""
    row = connection.execute("SELECT * FROM audit WHERE seq = ?", (min(number, LARGEST),)).fetchone()
    if row is None:
        return None
    rows = connection.execute("SELECT entity, before, after FROM change WHERE audit_seq = ? ORDER BY place", (number,))
    changes = [
        {"entity": line["entity"], "before": _body(line["before"]), "after": _body(line["after"])} for line in rows
    ]
    return {**_entry(row), "changes": changes}


def _entry(row: sqlite3.Row) -> dict[str, object]:
    plain = {key: row[key] for key in ("seq", "at", "actor", "verb", "entity", "reason")}
    return {**plain, "before": _body(row["before"]), "after": _body(row["after"]), "hash": row["hash"]}


def _body(text: str | None) -> object:
    return None if text is None else json.loads(text)


def departures(connection: sqlite3.Connection, old: Path, wait: float) -> list[tuple[int, str]]:
    """Where a register does not extend an older copy of it, whatever schema that has: (entry, what is wrong)."""
    with register.reading(old, wait, any_schema=True) as before:
        found = [(number, _("of {old}: {what}").format(old=old, what=what)) for number, what in audit.broken(before)]
        entries = before.execute("SELECT seq, hash FROM audit ORDER BY seq").fetchall()
    now = dict(connection.execute("SELECT seq, hash FROM audit").fetchall())
    for entry in entries:
        if now.get(entry["seq"]) != entry["hash"]:
            what = _("is missing here") if entry["seq"] not in now else _("is another one here")
            return [*found, (entry["seq"], _("of {old} {what}").format(old=old, what=what))]
    return found


def has_entry(connection: sqlite3.Connection, text: str) -> bool:
    """Whether an entry's hash is `text`, or begins with it where it has letters enough."""
    wanted = text.strip().casefold()
    rows = connection.execute("SELECT hash FROM audit")
    return len(wanted) >= HASH_LETTERS and any(row["hash"].startswith(wanted) for row in rows)
