"""Named reads over nominations and commendations."""

from __future__ import annotations

import json
import sqlite3

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.errors import NotFound
from emulation_cli.kernel.language import _
from emulation_cli.nominations.fields import COMMENDATIONS
from emulation_cli.nominations.rules import CANCELLED, GRANTED, PROPOSED
from emulation_cli.units import queries as units

_PROPOSALS = """
SELECT p.*, coalesce(u.code, w.code) AS recipient, coalesce(u.name, w.name) AS recipient_name, a.code AS award,
       a.name AS award_name, a.authority, v.code AS movement, v.name AS movement_name, v.kind AS movement_kind,
       b.code AS ballot, b.note, n.agree, n.period, b.frozen, n.number,
       s.step, s."on" AS step_on, s.document AS step_document, s.reason AS step_reason,
       coalesce(p.cancelled_on <= :day, 0) AS cancelled,
       c.id AS commendation_id, c."on" AS granted_on, c.document AS granted_by,
       CASE json_extract(b.frozen, '$.rule.base')
         WHEN 'members' THEN b.entitled WHEN 'present' THEN b.present WHEN 'issued' THEN b.issued
         WHEN 'returned' THEN b.returned WHEN 'valid' THEN b.valid END AS base
  FROM proposal p
  JOIN award a ON a.id = p.award_id
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN person w ON w.id = p.person_id
  LEFT JOIN movement v ON v.id = p.movement_id
  LEFT JOIN ballot b ON b.id = p.ballot_id
  LEFT JOIN nominee n ON n.id = p.nominee_id
  LEFT JOIN nomination_step s ON s.id = (
    SELECT max(t.id) FROM nomination_step t
     WHERE (t.nominee_id = p.nominee_id OR t.nomination_id = p.nomination_id) AND t."on" <= :day)
  LEFT JOIN commendation c
    ON (c.nominee_id = p.nominee_id OR c.nomination_id = p.nomination_id) AND c."on" <= :day
"""
"""Every proposal as it stands on the ISO day `:day`."""


KEYS = ("id", "recipient", "award", "movement", "ballot", "agree", "base", "state", "decision", "decided_on")


def proposal(connection: sqlite3.Connection, text: str) -> sqlite3.Row:
    """The proposal with this id, from a ballot or direct; NotFound with the nearest ids."""
    where = "WHERE p.key = :key AND NOT p.forgotten"
    given = {"key": names.code_key(text), "day": "9999"}
    row: sqlite3.Row | None = connection.execute(f"{_PROPOSALS} {where}", given).fetchone()
    if row is None:
        known = [
            one["code"] for one in connection.execute("SELECT code FROM proposal WHERE NOT forgotten ORDER BY key")
        ]
        near = ", ".join(names.nearest(text, known))
        message = _("there is no nomination {text}").format(text=text)
        raise NotFound(
            message + (_("; near it: {codes}").format(codes=near) if near else ""),
            "emulation nomination list BLOCK/YEAR",
        )
    return row


def state(row: sqlite3.Row) -> str:
    """The state of a proposal: its last step, granted by a commendation, cancelled with its ballot."""
    if row["cancelled"]:
        return CANCELLED
    if row["commendation_id"] is not None:
        return GRANTED
    return row["step"] or PROPOSED


def proposals(connection: sqlite3.Connection, year_id: int, day: str = "9999") -> list[sqlite3.Row]:
    """The proposals of a year as of an ISO day: those of its ballots by number, then the direct ones."""
    where = (
        "WHERE p.year_id = :year AND (NOT p.forgotten OR :day < p.cancelled_on)"
        " AND (p.proposed_on IS NULL OR p.proposed_on <= :day)"
    )
    sql = f"{_PROPOSALS} {where} ORDER BY p.ballot_id IS NULL, b.key, n.number, p.key"
    return connection.execute(sql, {"year": year_id, "day": day}).fetchall()


def proposals_for(connection: sqlite3.Connection, movement_id: int) -> list[sqlite3.Row]:
    """The proposals in a movement as they stand now, year by year: those of ballots by number, then the direct ones."""
    sql = (
        f"{_PROPOSALS} WHERE p.movement_id = :movement AND NOT p.forgotten"
        " ORDER BY p.year_id, p.ballot_id IS NULL, b.key, n.number, p.key"
    )
    return connection.execute(sql, {"movement": movement_id, "day": "9999"}).fetchall()


def nomination_record(row: sqlite3.Row) -> dict[str, object]:
    """A proposal as `nomination list` prints it."""
    now = state(row)
    decided = now in {"granted", "refused", "returned"}
    granted = now == GRANTED
    return {
        "id": row["code"],
        "recipient": row["recipient"],
        "award": row["award"],
        "movement": row["movement"],
        "ballot": row["ballot"],
        "agree": row["agree"],
        "base": row["base"],
        "state": now,
        "decision": (row["granted_by"] if granted else row["step_document"]) if decided else None,
        "decided_on": (row["granted_on"] if granted else row["step_on"]) if decided else None,
        "reason": row["step_reason"] if decided and not granted else None,
        "note": row["note"],
    }


_OF_UNITS = (
    "(t.unit_id IN (SELECT value FROM json_each(:ids)) OR t.person_id IN"
    " (SELECT p.id FROM person p WHERE p.unit_id IN (SELECT value FROM json_each(:ids))))"
)
"""SQL: whether a commendation is of one of the units with these ids, a JSON array, or of their people."""


def commendations(
    connection: sqlite3.Connection, year: int | None = None, unit: str | None = None
) -> list[listing.Listed]:
    """The commendations by day of decision: of one calendar year; of a unit, those it took over from, and their people.

    The achievements of a unit that went are counted to the one that took over (Nghị định 98/2023/NĐ-CP; known only
    from a press report).
    """
    ids = None
    if unit is not None:
        unit_id = references.get(connection, "unit", unit)[0]
        ids = json.dumps(sorted({unit_id, *units.forebears(connection, unit_id)}))
    where = (
        f"(:year IS NULL OR t.\"on\" BETWEEN :year || '-01-01' AND :year || '-12-31') AND (:ids IS NULL OR {_OF_UNITS})"
    )
    given = {"year": None if year is None else f"{year:04d}", "ids": ids}
    return listing.listed(connection, COMMENDATIONS, where, given)


def commendations_of_year(connection: sqlite3.Connection, year_id: int) -> list[listing.Listed]:
    """The commendations that came of a year's proposals, or that its members received within its days."""
    where = (
        "t.nominee_id IN (SELECT p.nominee_id FROM proposal p WHERE p.year_id = :year)"
        " OR t.nomination_id IN (SELECT n.id FROM nomination n WHERE n.year_id = :year)"
        " OR (t.nominee_id IS NULL AND t.nomination_id IS NULL"
        '     AND EXISTS (SELECT 1 FROM year y WHERE y.id = :year AND t."on" BETWEEN y."from" AND y."to")'
        f"     AND {_OF_UNITS})"
    )
    there = blocks.ever_members(connection, blocks.year_by_id(connection, year_id))
    ids = json.dumps(sorted(member.unit_id for member in there))
    return listing.listed(connection, COMMENDATIONS, where, {"year": year_id, "ids": ids})


def find_commendation(
    connection: sqlite3.Connection, recipient: str, award: str, document: str | None
) -> listing.Listed:
    """The commendation of a recipient; named by its decision where there are several of one award."""
    number, code = references.get(connection, "recipient", recipient)
    award_id, award_code = references.get(connection, "award", award)
    where = "coalesce(t.unit_id, -t.person_id) = ? AND t.award_id = ? AND t.document_key = coalesce(?, t.document_key)"
    key = None if document is None else names.fold(document)
    rows = listing.listed(connection, COMMENDATIONS, where, (number, award_id, key))
    if len(rows) == 1:
        return rows[0]
    message = _("{recipient} has {count} commendations {award} here").format(
        recipient=code, count=len(rows), award=award_code
    )
    decisions = ", ".join(str(row.values["document"]) for row in rows)
    raise NotFound(message, _("Name one with --decision NUMBER: {numbers}").format(numbers=decisions) if rows else "")


def registered(connection: sqlite3.Connection, number: str) -> bool:
    """Whether a document with this number is in the register."""
    return references.find(connection, "document", number) is not None


def forebears(connection: sqlite3.Connection, unit: str) -> list[str]:
    """The codes of the units that a unit took over from."""
    ids = units.forebears(connection, references.get(connection, "unit", unit)[0])
    rows = connection.execute(
        "SELECT code FROM unit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY key", (json.dumps(sorted(ids)),)
    )
    return [row["code"] for row in rows]
