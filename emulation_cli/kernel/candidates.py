"""Which rows of the register a half-typed code may mean, each with what it is called."""

from __future__ import annotations

import sqlite3
from typing import NamedTuple

from emulation_cli.kernel import names, places, references, terms
from emulation_cli.kernel.dates import today_iso

MOST = 100
"""Candidates that are offered at once."""


class Code(NamedTuple):
    """A code that may be meant, and what it is called."""

    code: str
    name: str


class Within(NamedTuple):
    """Ids of what the line names before the code: a block's year, a ballot."""

    year: int | None = None
    ballot: int | None = None


MEMBER, STRANGER = "member", "stranger"
"""Among nouns: the units of a year, and those that are not in it."""

_OF = "JOIN award a ON a.id = t.award_id LEFT JOIN unit u ON u.id = t.unit_id LEFT JOIN person e ON e.id = t.person_id"
_WHO = "coalesce(e.name, u.name) || ', ' || a.code AS name"
_DAY = "strftime('%d/%m/%Y', m.\"on\")"
_SOURCES = {
    "year": "SELECT n.key, n.code, coalesce(y.theme, n.name) AS name FROM named_year n JOIN year y ON y.id = n.id",
    places.NEXT: "SELECT key || '/' || next AS key, code || '/' || next AS code, name"
    " FROM (SELECT b.key, b.code, b.name, coalesce(max(y.year) + 1, this_year()) AS next"
    " FROM block b LEFT JOIN year y ON y.block_id = b.id GROUP BY b.id)",
    MEMBER: "SELECT key, code, name FROM unit WHERE id IN (SELECT unit_id FROM member WHERE year_id = :year)",
    STRANGER: "SELECT key, code, name FROM unit WHERE id NOT IN (SELECT unit_id FROM member WHERE year_id = :year)",
    "meeting": "SELECT m.key, m.code, coalesce((SELECT group_concat(term(kind), ', ') FROM meeting_purpose"
    f" WHERE owner_id = m.id) || ' ', '') || {_DAY} || coalesce(', ' || m.place, '') AS name FROM meeting m",
    "ballot": f"SELECT b.key, b.code, n.code || ' ' || {_DAY} || ', ' || term(b.state) AS name"
    " FROM ballot b JOIN named_year n ON n.id = b.year_id JOIN meeting m ON m.id = b.meeting_id",
    "nominee": f"SELECT CAST(t.number AS TEXT) AS key, CAST(t.number AS TEXT) AS code, {_WHO}"
    f" FROM nominee t {_OF} WHERE t.ballot_id = :ballot",
    "proposal": f"SELECT t.key, t.code, {_WHO} FROM proposal t {_OF} WHERE NOT t.forgotten",
    "nomination": f"SELECT t.key, t.code, {_WHO} FROM nomination t {_OF}",
    "registration": f"SELECT n.key, n.code, {_WHO} FROM named_registration n JOIN registration t ON t.id = n.id {_OF}",
    "question": "SELECT n.key, n.code, q.text AS name FROM named_question n JOIN question q ON q.id = n.id",
    "target": "SELECT t.key, t.code, t.name FROM target t JOIN pledge p ON p.id = t.pledge_id"
    " WHERE p.year_id = :year AND p.current",
    "period": "SELECT key, code, name FROM period WHERE year_id = :year",
    "criterion": "SELECT key, code, name FROM criterion WHERE year_id = :year",
}
"""Noun → SQL for key, code and name of its rows, where its view tells too little, or of too many."""


def teach(connection: sqlite3.Connection, *, vietnamese: bool) -> None:
    """Give a connection what the SQL here asks for: a name as it is matched, the field's own word for a code."""
    connection.create_function("folded", 1, lambda name: f" {names.fold(name or '')}", deterministic=True)
    said = terms.Speech(vietnamese)
    connection.create_function("this_year", 0, lambda: int(today_iso()[:4]), deterministic=True)
    connection.create_function("term", 1, said.term, deterministic=True)


def within(connection: sqlite3.Connection, year: str, meeting: str, ballot: str) -> Within:
    """What a line names: its year, else that of its meeting or its ballot; "" for what it does not name."""
    voted = references.find(connection, "ballot", ballot) if ballot else None
    named = references.find(connection, "year", year) if year else None
    if named:
        return Within(named.id, voted.id if voted else None)
    met = references.find(connection, "meeting", meeting) if meeting else None
    sql = "SELECT year_id FROM meeting WHERE id = ? UNION ALL SELECT year_id FROM ballot WHERE id = ?"
    row = connection.execute(sql, (met and met.id, voted and voted.id)).fetchone()
    return Within(row["year_id"] if row else None, voted.id if voted else None)


def begun(connection: sqlite3.Connection, noun: str, typed: str, inside: Within) -> list[Code]:
    """The rows of a noun whose code begins with what was typed, whatever its case."""
    low = names.code_key(typed)
    bounds = {"low": low, "high": f"{low}\U0010ffff"}
    return _some(connection, noun, "key >= :low AND key < :high", {**bounds, **inside._asdict()})


def called(connection: sqlite3.Connection, noun: str, typed: str, inside: Within) -> list[Code]:
    """The rows of a noun that have a word in their name which begins with what was typed."""
    word = f" {names.fold(typed)}"
    return _some(connection, noun, "instr(folded(name), :word)", {"word": word, **inside._asdict()})


def _some(connection: sqlite3.Connection, noun: str, condition: str, given: dict[str, object]) -> list[Code]:
    """At most MOST rows, by their keys. Of more the last is among them.

    A shell types on what all candidates begin with, which is then what all those begin with that may be meant.
    """
    source = _SOURCES.get(noun) or f"SELECT key, code, name FROM named_{noun}"
    sql = f"SELECT code, name FROM ({source}) WHERE {condition} ORDER BY key"
    rows = connection.execute(f"{sql} LIMIT {MOST}", given).fetchall()
    if len(rows) == MOST:
        rows[-1:] = connection.execute(f"{sql} DESC LIMIT 1", given).fetchall()
    return [Code(row["code"], row["name"] or "") for row in rows]
