"""The audit chain: every change, with who, when, what before and after, and the hash of the entry before.

Values are canonical: codes as registered, lists sorted, never a path and nothing random. A bulk import is one entry
with counts and a digest; its rows stand in table `change`, new ones many together in table `piece`. Triggers forbid
update and delete; only a head that was printed or kept elsewhere proves that nobody rebuilt the chain.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence

from emulation_cli.kernel import dates, names, settings
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _

START = "0" * 64
"""What the first entry names as the hash before it."""

Body = Mapping[str, object] | None


@frozen
class Change:
    """One thing that changed: what it is, and its canonical values before and after (None: was not, is no more)."""

    entity: str
    before: Body
    after: Body


@frozen
class Piece:
    """New rows of a noun that stand in the log together: from which place on, how many, and the digest of them."""

    noun: str
    place: int
    count: int
    digest: str


@frozen
class Rows:
    """New rows of a noun as they are written into the log.

    Attributes:
        noun: what each row is.
        count: how many.
        between: what stands between the parts of the name of a row.
        called: places among the columns of the parts of its name.
        keys: of the values of a row, sorted.
        columns: for each key a JSON array with the value of every row; then those that only a name is made of.
    """

    noun: str
    count: int
    between: str
    called: Sequence[int]
    keys: Sequence[str]
    columns: Sequence[str]


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
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return None


def append(
    connection: sqlite3.Connection,
    verb: str,
    changes: Sequence[Change | Piece],
    *,
    reason: str = "",
    counts: Body = None,
) -> None:
    """Add one entry for `changes` inside the open write transaction.

    One change stands in the entry itself. Several, or any with `counts` (an import), stand row by row in table
    `change`, and the entry holds the counts and a SHA-256 over the rows; pieces were written by `enter`.
    """
    first = changes[0]
    if len(changes) == 1 and counts is None and isinstance(first, Change):
        _insert(connection, verb, first, reason)
        return
    lines = list(_lines(changes))
    rows = [line for line in lines if len(line) == 4]
    summary = {**(counts or {"rows": lines[-1][0]}), "digest": digest(lines)}
    sequence = _insert(connection, verb, Change(_shared_entity(changes), None, summary), reason)
    connection.executemany(
        "INSERT INTO change (audit_seq, place, entity, before, after) VALUES (?, ?, ?, ?, ?)",
        [(sequence, *row) for row in rows],
    )


Stored = tuple[int, str, str | None, str | None]
Line = Stored | tuple[int, int, str]
"""What a digest is over: place, entity, before, after of a change; place, count, digest of a piece."""


def _lines(changes: Sequence[Change | Piece]) -> Iterator[Line]:
    place = 1
    for one in changes:
        if isinstance(one, Piece):
            yield place, one.count, one.digest
            place += one.count
        else:
            yield place, one.entity, _text(one.before), _text(one.after)
            place += 1


def enter(connection: sqlite3.Connection, changes: Sequence[Change | Piece], rows: Rows) -> Piece:
    """Write new rows for the entry to come, after its `changes` so far, inside the open write transaction."""
    place = _next_place(changes)
    columns = f"[{','.join(rows.columns)}]"
    written = [rows.noun, canonical([rows.between, *rows.called]), canonical(rows.keys), columns]
    sql = "INSERT INTO piece (audit_seq, place, count, noun, called, keys, columns) VALUES (?, ?, ?, ?, ?, ?, ?)"
    connection.execute(sql, (head(connection)[0] + 1, place, rows.count, *written))
    return Piece(rows.noun, place, rows.count, _piece_digest(written))


def _next_place(changes: Sequence[Change | Piece]) -> int:
    """The place after all changes so far; only those after the last piece are counted, so it costs nothing."""
    for after, one in enumerate(reversed(changes)):
        if isinstance(one, Piece):
            return one.place + one.count + after
    return 1 + len(changes)


def _piece_digest(written: Iterable[str]) -> str:
    import hashlib

    return hashlib.sha256("\n".join(written).encode()).hexdigest()


def digest(lines: Iterable[Line]) -> str:
    """SHA-256 over the rows of an entry, in their order."""
    import hashlib

    total = hashlib.sha256()
    for line in lines:
        total.update(canonical(list(line)).encode())
        total.update(b"\n")
    return total.hexdigest()


def _shared_entity(changes: Sequence[Change | Piece]) -> str:
    nouns = {one.noun if isinstance(one, Piece) else one.entity.split(" ", 1)[0] for one in changes}
    return ", ".join(sorted(nouns))


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
    import hashlib

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
    """Compare the rows of an entry with the digest that it carries."""
    body = json.loads(str(entry["after"])) if entry["after"] else {}
    lines = sorted([*_stored(connection, entry["seq"]), *_stored_pieces(connection, entry["seq"])], key=_place)
    expected = body.get("digest") if isinstance(body, dict) else None
    if lines and digest(lines) != expected:
        yield int(str(entry["seq"])), _("has rows that do not match its digest")
    if not lines and expected is not None and body.get("rows"):
        yield int(str(entry["seq"])), _("has lost its rows")


def _place(line: Line) -> int:
    return line[0]


def _stored(connection: sqlite3.Connection, sequence: object) -> Iterator[Stored]:
    sql = "SELECT place, entity, before, after FROM change WHERE audit_seq = ?"
    return (tuple(row) for row in connection.execute(sql, (sequence,)))


def _stored_pieces(connection: sqlite3.Connection, sequence: object) -> Iterator[Line]:
    for row in _pieces(connection, sequence):
        yield row["place"], row["count"], _piece_digest(row[name] for name in ("noun", "called", "keys", "columns"))


def _pieces(connection: sqlite3.Connection, sequence: object) -> Iterator[sqlite3.Row]:
    """The pieces of an entry; a register of an older schema has none."""
    if connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'piece'").fetchone():
        yield from connection.execute("SELECT * FROM piece WHERE audit_seq = ? ORDER BY place", (sequence,))


def changes(connection: sqlite3.Connection, sequence: int) -> list[Change]:
    """What an entry changed, row by row; [] where the entry itself says it."""
    found: list[tuple[int, Change]] = []
    for place, entity, before, after in _stored(connection, sequence):
        found.append((place, Change(str(entity), _body(before), _body(after))))
    for piece in _pieces(connection, sequence):
        found += enumerate(_new_rows(piece), start=piece["place"])
    return [change for _place, change in sorted(found, key=lambda pair: pair[0])]


def _new_rows(piece: sqlite3.Row) -> Iterator[Change]:
    keys, columns = json.loads(piece["keys"]), json.loads(piece["columns"])
    called = entities(piece["noun"], piece["called"], piece["columns"])
    for name, *values in zip(called, *columns[: len(keys)], strict=True):
        yield Change(name, None, dict(zip(keys, values, strict=True)))


def entities(noun: str, called: str, columns: str) -> Iterator[str]:
    """What each row of a piece is called, from its columns of the same names."""
    between, *places = json.loads(called)
    read = json.loads(columns)
    for parts in zip(*(read[place] for place in places), strict=True):
        yield f"{noun} {between.join(str(part) for part in parts if part not in (None, ''))}"


def _body(text: object) -> Body:
    return None if text is None else json.loads(str(text))
