"""Reads of the log (what was changed, by whom, when; does it extend an older copy), the language, the units."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from string import hexdigits

from emulation_cli.kernel import audit, dates, register
from emulation_cli.kernel.errors import Damaged, NotFound, UsageError
from emulation_cli.kernel.frozen import as_dict, frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import fold
from emulation_cli.kernel.settings import LANGUAGE
from emulation_cli.units.queries import VALID_ON

HASH_LETTERS = 16
"""Letters of an entry's hash that name it for certain."""
LARGEST = 2**63 - 1
"""The largest number that SQLite knows."""

Entry = dict[str, object]
"""{seq, at, actor, verb, entity, reason, before, after, hash}; before and after read from their JSON."""


@frozen
class Wanted:
    """Which entries are asked for; "" asks for all.

    Attributes:
        entity: the thing that was changed, from its first word on: "unit", "unit TH".
        verb: the command, from its first word on: "ballot", "ballot seal".
        actor: who acted, or a part of the name.
        first: the first ISO day, in Viet Nam.
        last: the last ISO day.
    """

    entity: str = ""
    verb: str = ""
    actor: str = ""
    first: str = ""
    last: str = ""


def log(connection: sqlite3.Connection, limit: int = -1, wanted: Wanted | None = None) -> list[Entry]:
    """The last `limit` entries of the audit (-1: all), newest first, of those that are wanted."""
    wanted = wanted or Wanted()
    connection.create_function("begins", 2, _begins, deterministic=True)
    connection.create_function("names_one", 4, _names_one, deterministic=True)
    connection.create_function("holds", 2, lambda text, part: fold(part) in fold(text), deterministic=True)
    connection.create_function("day_of", 1, dates.day_here, deterministic=True)
    rows = connection.execute(
        "SELECT * FROM audit a WHERE begins(a.verb, :verb) AND holds(a.actor, :actor)"
        "   AND (:first = '' OR day_of(a.\"at\") >= :first) AND (:last = '' OR day_of(a.\"at\") <= :last)"
        "   AND (begins(a.entity, :entity)"
        "        OR EXISTS (SELECT 1 FROM change c WHERE c.audit_seq = a.seq AND begins(c.entity, :entity))"
        "        OR EXISTS (SELECT 1 FROM piece p WHERE p.audit_seq = a.seq"
        "                      AND names_one(p.noun, p.called, p.columns, :entity)))"
        " ORDER BY seq DESC LIMIT :limit",
        {
            "entity": wanted.entity,
            "verb": wanted.verb,
            "actor": wanted.actor,
            "first": wanted.first,
            "last": wanted.last,
            "limit": limit,
        },
    )
    return [_entry(row) for row in rows]


def _begins(text: str, words: str) -> bool:
    """Whether a text begins with these words, each whole, without regard to marks and case."""
    wanted = fold(words).split()
    return fold(text).split()[: len(wanted)] == wanted


def _names_one(noun: str, called: str, columns: str, words: str) -> bool:
    """Whether one of the rows of a piece begins with these words."""
    if fold(words).split()[:1] != [fold(noun)]:
        return False
    return any(_begins(name, words) for name in audit.entities(noun, called, columns))


def entry(connection: sqlite3.Connection, number: int) -> Entry | None:
    """One entry of the audit with the rows it changed: [{entity, before, after}], or None."""
    row = connection.execute("SELECT * FROM audit WHERE seq = ?", (min(number, LARGEST),)).fetchone()
    if row is None:
        return None
    changes = [as_dict(change) for change in audit.changes(connection, row["seq"])]
    return {**_entry(row), "changes": changes}


def _entry(row: sqlite3.Row) -> Entry:
    plain = {key: row[key] for key in ("seq", "at", "actor", "verb", "entity", "reason")}
    return {**plain, "before": _body(row["before"]), "after": _body(row["after"]), "hash": row["hash"]}


def _body(text: str | None) -> object:
    return None if text is None else json.loads(text)


def values(found: Entry) -> list[dict[str, object]]:
    """What an entry changed, value by value: [{entity, field, before, after}]; fields that stayed are left out."""
    changes = found["changes"] or [found]
    return [
        {"entity": one["entity"], "field": key, "before": before.get(key), "after": after.get(key)}
        for one in (changes if isinstance(changes, list) else [])
        for before, after in [(one["before"] or {}, one["after"] or {})]
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    ]


def language(connection: sqlite3.Connection) -> str | None:
    """The language that the register is spoken of in: "vi", "en", or None where the locale decides."""
    row = connection.execute("SELECT value FROM setting WHERE key = ?", (LANGUAGE,)).fetchone()
    return row["value"] if row else None


def departures(connection: sqlite3.Connection, path: Path, old: Path, wait: float) -> list[tuple[int, str]]:
    """Where the register at `path` does not extend an older copy, whatever schema that has: (entry, what is wrong)."""
    refuse_missing(old)
    if old.samefile(path):
        raise UsageError(_("{file} is the register itself").format(file=old), _("Name an older copy of it."))
    with register.reading(old, wait, any_schema=True) as before:
        found = [(number, _("of {old}: {what}").format(old=old, what=what)) for number, what in audit.broken(before)]
        entries = audit.hashes(before)
    now = audit.hashes(connection)
    for number, one in entries.items():
        if now.get(number) != one:
            what = _("is missing here") if number not in now else _("is another one here")
            return [*found, (number, _("of {old} {what}").format(old=old, what=what))]
    return found


def refuse_missing(copy: Path) -> None:
    """Refuse a copy that is not there, before it is taken for a register that could be made."""
    if not copy.exists():
        raise NotFound(
            _("there is no copy {file}").format(file=copy), _("Name the file that an earlier backup was written to.")
        )


def has_entry(connection: sqlite3.Connection, text: str) -> bool:
    """Whether an entry's hash is `text`, or begins with it. Raises UsageError where that is no hash."""
    wanted = text.strip().casefold()
    if len(wanted) < HASH_LETTERS or not set(wanted) <= set(hexdigits):
        raise UsageError(
            _("{text} is no hash of an entry").format(text=text or "“”"),
            _("Give it whole as it is printed on the minutes, or its first 16 letters or more."),
        )
    return any(one.startswith(wanted) for one in audit.hashes(connection).values())


def unknown_head(head: str) -> Damaged:
    """The error of a register in whose log a hash is missing that was printed elsewhere."""
    return Damaged(
        _("no entry of the log has the hash {head}").format(head=head),
        _("This is an older copy, another register, or one whose log was written anew."),
    )


def units_known(connection: sqlite3.Connection) -> int:
    """How many units there are."""
    return int(connection.execute("SELECT count(*) FROM unit").fetchone()[0])


def whole_units(connection: sqlite3.Connection, day: str) -> list[str]:
    """The codes of the units there on an ISO day that are no part of another: in official order, then as entered."""
    sql = f'SELECT code FROM unit u WHERE parent_id IS NULL AND {VALID_ON} ORDER BY "order" IS NULL, "order", id'
    return [row["code"] for row in connection.execute(sql, {"day": day})]
