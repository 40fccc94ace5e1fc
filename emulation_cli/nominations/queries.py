"""Named reads over nominations and commendations."""

from __future__ import annotations

import sqlite3

from emulation_cli.ballots.rules import share_cut
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.nominations.fields import COMMENDATIONS
from emulation_cli.nominations.rules import CANCELLED, DECISIONS, GRANTED, HANDED_OVER, PROPOSED, REFUSED, RETURNED
from emulation_cli.units import queries as units

_PROPOSALS = """
SELECT p.*, coalesce(u.code, w.code) AS recipient, coalesce(u.name, w.name) AS recipient_name, a.code AS award,
       a.name AS award_name, a.authority, v.code AS movement, v.name AS movement_name, v.kind AS movement_kind,
       b.code AS ballot, b.note, coalesce(n.agree, m.agree) AS agree, n.period, b.frozen, n.number,
       m.document AS proposed_by,
       s.step, s."on" AS step_on, s.document AS step_document, s.reason AS step_reason,
       t."on" AS submitted_on, t.document AS submitted_by,
       r.step AS council, r."on" AS council_on, r.document AS council_document, r.reason AS council_reason,
       x.id AS council_award_id, x.code AS council_award, x.name AS council_award_name,
       x.authority AS council_authority,
       coalesce(p.cancelled_on <= :day, 0) AS cancelled,
       c.id AS commendation_id, c."on" AS granted_on, c.document AS granted_by,
       iif(c.handed_on <= :day, c.handed_on, NULL) AS handed_on, c.handed_by,
       iif(c.cancelled_on <= :day, c.cancelled_on, NULL) AS revoked_on, c.cancelled_by AS revoked_by,
       CASE json_extract(b.frozen, '$.rule.base')
         WHEN 'members' THEN b.entitled WHEN 'present' THEN b.present WHEN 'issued' THEN b.issued
         WHEN 'returned' THEN b.returned WHEN 'valid' THEN b.valid ELSE m.base END AS base
  FROM proposal p
  JOIN award a ON a.id = p.award_id
  LEFT JOIN unit u ON u.id = p.unit_id
  LEFT JOIN person w ON w.id = p.person_id
  LEFT JOIN movement v ON v.id = p.movement_id
  LEFT JOIN ballot b ON b.id = p.ballot_id
  LEFT JOIN nominee n ON n.id = p.nominee_id
  LEFT JOIN nomination m ON m.id = p.nomination_id
  LEFT JOIN nomination_step s ON s.id = (
    SELECT max(o.id) FROM nomination_step o
     WHERE (o.nominee_id = p.nominee_id OR o.nomination_id = p.nomination_id) AND o."on" <= :day)
  LEFT JOIN nomination_step t ON t.id = (
    SELECT max(o.id) FROM nomination_step o
     WHERE (o.nominee_id = p.nominee_id OR o.nomination_id = p.nomination_id) AND o."on" <= :day
       AND o.step = 'submitted')
  LEFT JOIN nomination_step r ON r.id = (
    SELECT max(o.id) FROM nomination_step o
     WHERE (o.nominee_id = p.nominee_id OR o.nomination_id = p.nomination_id) AND o."on" <= :day
       AND o.step IN ('kept', 'dropped', 'changed') AND o.id > t.id)
  LEFT JOIN award x ON x.id = r.award_id
  LEFT JOIN commendation c
    ON (c.nominee_id = p.nominee_id OR c.nomination_id = p.nomination_id) AND c."on" <= :day
"""
"""Every proposal as it stands on the ISO day `:day`; what the council made of it since it was submitted last."""


KEYS = ("id", "recipient", "award", "movement", "ballot", "agree", "base", "state", "decision", "decided_on")


def proposal(connection: sqlite3.Connection, text: str) -> sqlite3.Row:
    """The proposal with this id, from a ballot or direct; NotFound with the nearest ids."""
    where = "WHERE p.key = :key AND p.head IN (:key, :ballot) AND NOT p.forgotten"
    key = names.code_key(text)
    given = {"key": key, "ballot": key.rpartition("-")[0], "day": "9999"}
    row: sqlite3.Row | None = connection.execute(f"{_PROPOSALS} {where}", given).fetchone()
    if row is None:
        near = ", ".join(references.nearest(connection, "proposal", text))
        message = _("there is no nomination {text}").format(text=text)
        raise NotFound(
            message + (_("; near it: {codes}").format(codes=near) if near else ""),
            command_line("emulation nomination list BLOCK/YEAR"),
        )
    return row


def state(row: sqlite3.Row) -> str:
    """The state of a proposal: its last step; what its commendation tells; cancelled with its ballot."""
    if row["cancelled"] or row["revoked_on"] is not None:
        return CANCELLED
    if row["commendation_id"] is not None:
        return GRANTED if row["handed_on"] is None else HANDED_OVER
    return row["step"] or PROPOSED


def share(row: sqlite3.Row) -> float | None:
    """The share of a proposal's vote that agreed, cut to hundredths of a percent; None where nobody voted."""
    cut = None if row["agree"] is None else share_cut(row["agree"], row["base"] or 0)
    return None if cut is None else cut / 10_000


def what_for(row: sqlite3.Row) -> str:
    """What a proposal is for: its movement, its achievement, a line each."""
    return "\n".join(text for text in (row["movement_name"], row["for"]) if text)


def proposals_of(
    connection: sqlite3.Connection, unit_id: int | None, person_id: int | None, day: str
) -> list[sqlite3.Row]:
    """The proposals of one recipient as they stand on an ISO day, in any year."""
    where = (
        "WHERE (p.unit_id = :unit OR p.person_id = :person) AND NOT p.forgotten"
        " AND (p.proposed_on IS NULL OR p.proposed_on <= :day)"
    )
    given = {"unit": unit_id, "person": person_id, "day": day}
    return connection.execute(f"{_PROPOSALS} {where} ORDER BY p.key", given).fetchall()


def decision(row: sqlite3.Row) -> str | None:
    """What the authority decided of a proposal since it was submitted last; None while it has not."""
    if row["commendation_id"] is not None:
        return GRANTED
    return row["step"] if row["step"] in DECISIONS else None


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
    """A proposal as `nomination list` prints it: what was voted, what the council made of it, what was decided."""
    decided = decision(row)
    granted = decided == GRANTED
    return {
        "id": row["code"],
        "recipient": row["recipient"],
        "award": row["award"],
        "movement": row["movement"],
        "ballot": row["ballot"],
        "agree": row["agree"],
        "base": row["base"],
        "state": state(row),
        "decision": (row["granted_by"] if granted else row["step_document"]) if decided else None,
        "decided_on": (row["granted_on"] if granted else row["step_on"]) if decided else None,
        "reason": row["step_reason"] if row["step"] in (REFUSED, RETURNED, CANCELLED) and not granted else None,
        "note": row["note"],
        "decided": decided,
        "council": row["council"],
        "council_award": row["council_award"],
        "council_on": row["council_on"],
        "submitted_on": row["submitted_on"],
        "submission": row["submitted_by"],
        "handed_on": row["handed_on"],
        "cancelled_on": _ended(row),
    }


def _ended(row: sqlite3.Row) -> object:
    """The ISO day on which a proposal or what it came to was cancelled, or None."""
    if row["cancelled"]:
        return row["cancelled_on"]
    return row["step_on"] if row["step"] == CANCELLED else row["revoked_on"]


_IDS = "SELECT value FROM json_each(:ids)"
_OF_UNITS = (
    f"(t.unit_id IN ({_IDS}) OR (t.person_id IN {units.EVER_IN.format(units=_IDS)} AND "
    + units.UNIT_OF.format(person="t.person_id", day='t."on"')
    + f" IN ({_IDS})))"
)
"""SQL: whether a commendation is of one of the units with these ids, a JSON array, or of who was in them that day."""


def commendations(
    connection: sqlite3.Connection,
    year: int | None = None,
    unit: str | None = None,
    person: str | None = None,
    movement: str | None = None,
) -> list[listing.Listed]:
    """The commendations by day of decision: of a calendar year, a person, a movement, a unit.

    Of a unit are those of who it took over from, too, and of the people who were in them on the day.
    The achievements of a unit that went are counted to the one that took over (Nghị định 98/2023/NĐ-CP; known only
    from a press report).
    """
    given: dict[str, object] = {}
    asked = []
    if unit is not None:
        unit_id = references.get(connection, "unit", unit)[0]
        given["ids"] = listing.id_array({unit_id, *units.forebears(connection, unit_id)})
        asked.append(_OF_UNITS)
    for noun, text in (("person", person), ("movement", movement)):
        if text is not None:
            given[noun] = references.get(connection, noun, text)[0]
            asked.append(f"t.{noun}_id = :{noun}")
    if year is not None:
        given |= {"first": f"{year:04d}-01-01", "last": f"{year:04d}-12-31"}
        by_day = "+" if asked else ""  # the fewer rows are those of a unit, a person, a movement
        asked.append(f'{by_day}t."on" BETWEEN :first AND :last')
    return listing.listed(connection, COMMENDATIONS, " AND ".join(asked), given)


def commendations_of_year(connection: sqlite3.Connection, year_id: int) -> list[listing.Listed]:
    """The commendations that came of a year's proposals, or that its members received within its days."""
    where = (
        "t.id IN ("
        "SELECT c.id FROM proposal p JOIN commendation c ON c.nominee_id = p.nominee_id WHERE p.year_id = :year"
        " UNION SELECT c.id FROM nomination n JOIN commendation c ON c.nomination_id = n.id WHERE n.year_id = :year"
        " UNION SELECT t.id FROM commendation t WHERE t.nominee_id IS NULL AND t.nomination_id IS NULL"
        f'  AND +t."on" BETWEEN :first AND :last AND {_OF_UNITS})'
    )
    year = blocks.year_by_id(connection, year_id)
    ids = listing.id_array(member.unit_id for member in blocks.ever_members(connection, year))
    given = {"year": year_id, "first": year.first, "last": year.last, "ids": ids}
    return listing.listed(connection, COMMENDATIONS, where, given)


def recipient_column(number: int) -> str:
    """The column that holds a recipient's id: people's ids are told from units' by their sign."""
    return "unit_id" if number > 0 else "person_id"


def find_commendation(
    connection: sqlite3.Connection, recipient: str, award: str, document: str | None
) -> listing.Listed:
    """The commendation of a recipient; named by its decision where there are several of one award, else Refused."""
    number, code = references.get(connection, "recipient", recipient)
    award_id, award_code = references.get(connection, "award", award)
    key = None if document is None else names.fold(document)
    wanted = {recipient_column(number): abs(number), "award_id": award_id, "document_key": key}
    rows = listing.listed(connection, COMMENDATIONS, *listing.having(**wanted))
    if len(rows) == 1:
        return rows[0]
    said = {"recipient": code, "award": award_code, "document": document}
    if rows:
        decisions = ", ".join(str(row.values["document"]) for row in rows)
        raise Refused(
            _("{recipient} has several commendations {award}").format(**said),
            _("Name one with --decision NUMBER: {numbers}").format(numbers=decisions),
        )
    message = _("{recipient} has no commendation {award}")
    if document is not None:
        message = _("{recipient} has no commendation {award} by {document}")
    raise NotFound(message.format(**said), "emulation commendation list")


def registered(connection: sqlite3.Connection, number: str) -> bool:
    """Whether a document with this number is in the register."""
    return references.find(connection, "document", number) is not None


def forebears(connection: sqlite3.Connection, unit: str) -> list[str]:
    """The codes of the units that a unit took over from."""
    ids = units.forebears(connection, references.get(connection, "unit", unit)[0])
    rows = connection.execute(
        "SELECT code FROM unit WHERE id IN (SELECT value FROM json_each(?)) ORDER BY key", (listing.id_array(ids),)
    )
    return [row["code"] for row in rows]
