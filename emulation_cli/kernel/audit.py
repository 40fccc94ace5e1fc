"""The audit chain: every change, with who, when, what before and after, and the hash of the entry before.

Values are canonical: codes as registered, lists sorted, never a path and nothing random. A bulk import is one entry
with counts and a digest; its rows stand in table `change`. Triggers forbid update and delete; only a head that was
printed or kept elsewhere proves that nobody rebuilt the chain.
"""

from __future__ import annotations

import getpass
import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from emulation_cli.kernel import dates, names, settings
from emulation_cli.kernel.language import _

START = "0" * 64
"""What the first entry names as the hash before it."""

Body = Mapping[str, object] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that changed: what it is, and its canonical values before and after (None: was not, is no more)."""

    entity: str
    before: Body
    after: Body


def canonical(value: object) -> str:
    """The one way `value` is written as JSON: sorted keys, no blanks, letters as they are."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def actor() -> str:
    """Who acts: the setting `actor`, else the login name. It is a claim, not a proof."""
    for named in (settings.value("actor"), _login_name()):
        cleaned = names.clean(named or "")
        if cleaned and not names.forbidden(cleaned):
            return cleaned
    return "unknown"


def _login_name() -> str | None:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def append(
    connection: sqlite3.Connection, verb: str, changes: Sequence[Change], *, reason: str = "", counts: Body = None
) -> None:
    """Add one entry for `changes` inside the open write transaction.

    One change stands in the entry itself. Several, or any with `counts` (an import), stand row by row in table
    `change`, and the entry holds the counts and a SHA-256 over the rows.
    """
    if len(changes) == 1 and counts is None:
        _insert(connection, verb, changes[0], reason)
        return
    rows = [(place, c.entity, _text(c.before), _text(c.after)) for place, c in enumerate(changes, start=1)]
    summary = {**(counts or {"rows": len(rows)}), "digest": digest(rows)}
    sequence = _insert(connection, verb, Change(_shared_entity(changes), None, summary), reason)
    connection.executemany(
        "INSERT INTO change (audit_seq, place, entity, before, after) VALUES (?, ?, ?, ?, ?)",
        [(sequence, *row) for row in rows],
    )


def digest(rows: Sequence[tuple[int, str, str | None, str | None]]) -> str:
    """SHA-256 over the rows of an entry: (place, entity, before, after), in their order."""
    total = hashlib.sha256()
    for row in rows:
        total.update(canonical(list(row)).encode())
        total.update(b"\n")
    return total.hexdigest()


def _shared_entity(changes: Sequence[Change]) -> str:
    nouns = sorted({change.entity.split(" ", 1)[0] for change in changes})
    return ", ".join(nouns)


def _text(body: Body) -> str | None:
    return None if body is None else canonical(body)


def _insert(connection: sqlite3.Connection, verb: str, change: Change, reason: str) -> int:
    last = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    entry = {
        "seq": last["seq"] + 1 if last else 1,
        "at": dates.stored_now(),
        "actor": actor(),
        "verb": verb,
        "entity": change.entity,
        "before": _text(change.before),
        "after": _text(change.after),
        "reason": reason or None,
        "previous": last["hash"] if last else START,
    }
    connection.execute(
        'INSERT INTO audit (seq, "at", actor, verb, entity, before, after, reason, previous, hash)'
        " VALUES (:seq, :at, :actor, :verb, :entity, :before, :after, :reason, :previous, :hash)",
        {**entry, "hash": entry_hash(entry)},
    )
    return int(str(entry["seq"]))


def entry_hash(entry: Mapping[str, object]) -> str:
    """SHA-256 over every other column of an entry, the hash before it included."""
    return hashlib.sha256(canonical(dict(entry)).encode()).hexdigest()


def head(connection: sqlite3.Connection) -> tuple[int, str]:
    """The number and hash of the last entry; (0, START) in a register without any."""
    row = connection.execute("SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1").fetchone()
    return (row["seq"], row["hash"]) if row else (0, START)


def hashes(connection: sqlite3.Connection) -> dict[int, str]:
    """The hash of every entry, by its number."""
    return {row["seq"]: row["hash"] for row in connection.execute("SELECT seq, hash FROM audit ORDER BY seq")}


def last_at(connection: sqlite3.Connection) -> str:
    """The moment (ISO, UTC) of the last change; "" in a register without any."""
    row = connection.execute('SELECT "at" FROM audit ORDER BY seq DESC LIMIT 1').fetchone()
    return str(row["at"]) if row else ""


def clock_behind(connection: sqlite3.Connection) -> str:
    """What is to be said where this machine's clock stands before the last entry, or ""; entries count by number."""
    last, now = last_at(connection), dates.stored_now()
    if now >= last:
        return ""
    words = _("this machine's clock says {now}, but the last change was entered at {last}; set the clock right")
    return words.format(now=dates.moment_here(now), last=dates.moment_here(last))


def last_day(connection: sqlite3.Connection) -> str:
    """The ISO day, in Viet Nam, of the register's last change: the default of `--on` for every output."""
    return dates.day_here(last_at(connection) or dates.stored_now())


def broken(connection: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Every place where the chain does not hold: (entry, what is wrong)."""
    previous, number = START, 0
    for row in connection.execute("SELECT * FROM audit ORDER BY seq"):
        entry = dict(row)
        stored = entry.pop("hash")
        number += 1
        if entry["seq"] != number:
            yield entry["seq"], _("comes after a number that is missing")
            number = entry["seq"]
        if entry["previous"] != previous:
            yield entry["seq"], _("does not follow the entry before it")
        if entry_hash(entry) != stored:
            yield entry["seq"], _("was changed after it was written")
        else:
            yield from _broken_rows(connection, entry)
        previous = stored


def _broken_rows(connection: sqlite3.Connection, entry: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    """Compare the rows in table `change` with the digest that their entry carries."""
    body = json.loads(str(entry["after"])) if entry["after"] else {}
    rows = [
        (row["place"], row["entity"], row["before"], row["after"])
        for row in connection.execute(
            "SELECT place, entity, before, after FROM change WHERE audit_seq = ? ORDER BY place", (entry["seq"],)
        )
    ]
    expected = body.get("digest") if isinstance(body, dict) else None
    if rows and digest(rows) != expected:
        yield int(str(entry["seq"])), _("has rows that do not match its digest")
    if not rows and expected is not None and body.get("rows"):
        yield int(str(entry["seq"])), _("has lost its rows")
