"""Named reads over ballots. Before the seal no number of a count leaves this room."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from typing import Any

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, references
from emulation_cli.kernel.frozen import frozen
from emulation_cli.meetings.queries import attending

SEALED = ("sealed", "superseded")
PRESENT, WRITTEN, ABSENT = "present", "written", "absent"
TO_CLEAN = "clean"
"""Setting that stands from a seal until the file has been rewritten without remnants."""
BEFORE_END = {"void": "draft", "superseded": "sealed"}
"""A state that ends a ballot → how the ballot is shown on a day before its end."""


@frozen
class Voter:
    """A unit entitled to vote: its presence (present, written, absent) and whether a slip was issued to it."""

    unit_id: int
    unit: str
    name: str
    presence: str
    issued: bool


@frozen
class Nominated:
    """A nominee with its names as they are now; `recipient_id` is negative for a person, `about` its post and unit."""

    recipient_id: int
    number: int
    code: str
    name: str
    award_id: int
    award: str
    award_name: str
    movement_id: int | None
    movement: str | None
    movement_name: str | None
    period: str | None
    about: str | None


def ballot_row(connection: sqlite3.Connection, text: str) -> sqlite3.Row:
    """The stored ballot that a code names, with its meeting, year, basis and origin."""
    ballot_id, _code = references.get(connection, "ballot", text)
    return ballot_by_id(connection, ballot_id)


def ballot_by_id(connection: sqlite3.Connection, ballot_id: int) -> sqlite3.Row:
    """The stored ballot with this id."""
    row: sqlite3.Row = connection.execute(
        'SELECT b.*, m.code AS meeting, m."on", n.code AS year, d.number AS basis, o.code AS origin_code,'
        " o.ended_on AS origin_ended_on,"
        " (SELECT s.code FROM ballot s WHERE s.origin_id = b.id AND s.origin = 'supersedes') AS superseded_by"
        " FROM ballot b JOIN meeting m ON m.id = b.meeting_id JOIN named_year n ON n.id = b.year_id"
        " LEFT JOIN document d ON d.id = b.basis_id LEFT JOIN ballot o ON o.id = b.origin_id WHERE b.id = ?",
        (ballot_id,),
    ).fetchone()
    return row


def ballots_of(connection: sqlite3.Connection, year_id: int) -> list[sqlite3.Row]:
    """The ballots of a year by the day of their meeting."""
    rows = connection.execute(
        'SELECT b.id FROM ballot b JOIN meeting m ON m.id = b.meeting_id WHERE b.year_id = ? ORDER BY m."on", b.key',
        (year_id,),
    )
    return [ballot_by_id(connection, row["id"]) for row in rows.fetchall()]


def members_then(connection: sqlite3.Connection, unit_ids: Iterable[int]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The ballots whose frozen roll is that of the members on the day: code → (ISO day, who are the members then).

    Of the years in which one of the units with these ids was given a seat.
    """
    rows = connection.execute(
        "SELECT id FROM ballot"
        " WHERE year_id IN (SELECT m.year_id FROM json_each(?) u JOIN member m ON m.unit_id = u.value)"
        " AND state NOT IN ('draft', 'void') AND NOT entitled_chosen AND entitled_number IS NULL ORDER BY id",
        (listing.id_array(unit_ids),),
    ).fetchall()
    found = {}
    for row in rows:
        ballot = ballot_by_id(connection, row["id"])
        there = blocks.members(connection, blocks.year_by_id(connection, ballot["year_id"]), ballot["on"])
        found[ballot["code"]] = (ballot["on"], tuple(member.unit for member in there))
    return found


def standing(connection: sqlite3.Connection, year_id: int, day: str) -> list[sqlite3.Row]:
    """The ballots of a year that by an ISO day had not been given up, by the day of their meeting."""
    return [row for row in ballots_of(connection, year_id) if _begun(row, day) and not _ended(row, day)]


def held(connection: sqlite3.Connection, year_id: int, day: str) -> list[dict[str, Any]]:
    """The ballots of a year held by an ISO day, as they stood then; one void or superseded later is not yet."""
    found = []
    for row in ballots_of(connection, year_id):
        if row["on"] <= day and _begun(row, day):
            later = row["state"] in BEFORE_END and not _ended(row, day)
            state, reason = (BEFORE_END[row["state"]], None) if later else (row["state"], row["reason"])
            found.append({**dict(row), "state": state, "reason": reason})
    return found


def _begun(row: sqlite3.Row, day: str) -> bool:
    """Whether a ballot stands by an ISO day: one that takes another's place does once the other one has ended."""
    return row["origin"] != "supersedes" or (row["origin_ended_on"] or "") <= day


def _ended(row: sqlite3.Row, day: str) -> bool:
    """Whether a ballot was given up or replaced by an ISO day."""
    return row["state"] in BEFORE_END and (row["ended_on"] or "") <= day


def nominees(connection: sqlite3.Connection, ballot_id: int) -> list[Nominated]:
    """The nominees of a ballot in the order of the slip."""
    rows = connection.execute(
        "SELECT coalesce(n.unit_id, -n.person_id) AS recipient_id, n.number, coalesce(u.code, p.code) AS code,"
        " coalesce(u.name, p.name) AS name, n.award_id, a.code AS award, a.name AS award_name, n.movement_id,"
        " m.code AS movement, m.name AS movement_name, n.period,"
        " nullif(trim(coalesce(p.post, '') || coalesce(', ' || w.name, ''), ', '), '') AS about"
        " FROM nominee n JOIN award a ON a.id = n.award_id"
        " LEFT JOIN unit u ON u.id = n.unit_id LEFT JOIN person p ON p.id = n.person_id"
        " LEFT JOIN unit w ON w.id = p.unit_id"
        " LEFT JOIN movement m ON m.id = n.movement_id WHERE n.ballot_id = ? ORDER BY n.number",
        (ballot_id,),
    )
    return [Nominated(**dict(row)) for row in rows]


def tellers(connection: sqlite3.Connection, ballot_id: int) -> list[str]:
    """The names of those who count, the head of the counting board first."""
    rows = connection.execute("SELECT name FROM teller WHERE ballot_id = ? ORDER BY place", (ballot_id,))
    return [row["name"] for row in rows]


def entitled(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[blocks.MemberRow]:
    """The units entitled to vote: those chosen or frozen, else the members on the meeting's day."""
    year = blocks.year_by_id(connection, ballot["year_id"])
    there = blocks.members(connection, year, ballot["on"])
    if ballot["frozen"] is None and not ballot["entitled_chosen"]:
        return there
    known = {member.unit_id: member for member in [*blocks.ever_members(connection, year), *there]}
    rows = connection.execute("SELECT unit_id FROM roll WHERE ballot_id = ?", (ballot["id"],)).fetchall()
    chosen = (known[row["unit_id"]] for row in rows if row["unit_id"] in known)
    return sorted(chosen, key=lambda member: (member.order, member.unit))


def roll(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[Voter]:
    """Every entitled unit with its presence: as entered, else the meeting's attendance."""
    entered = {
        row["unit_id"]: row
        for row in connection.execute(
            "SELECT unit_id, presence, issued FROM roll WHERE ballot_id = ? AND presence IS NOT NULL", (ballot["id"],)
        )
    }
    there = set(attending(connection, ballot["meeting_id"], PRESENT))
    voters = []
    for member in entitled(connection, ballot):
        row = entered.get(member.unit_id)
        if row is not None:
            presence, issued = row["presence"], bool(row["issued"])
        else:
            presence = PRESENT if not entered and member.unit in there else ABSENT
            issued = presence == PRESENT
        voters.append(Voter(member.unit_id, member.unit, member.name, presence, issued))
    return voters


def numbers_now(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, int]:
    """entitled, present, written, issued: as fixed at close, else as they would be now."""
    if ballot["issued"] is not None:
        return {key: ballot[key] for key in ("entitled", "present", "written", "issued")}
    if ballot["entitled_number"] is not None:
        present, written = ballot["present_number"] or 0, ballot["written_number"] or 0
        return {
            "entitled": ballot["entitled_number"],
            "present": present,
            "written": written,
            "issued": present + written,
        }
    voters = roll(connection, ballot)
    return {
        "entitled": len(voters),
        "present": sum(1 for voter in voters if voter.presence == PRESENT),
        "written": sum(1 for voter in voters if voter.presence == WRITTEN),
        "issued": sum(1 for voter in voters if voter.issued),
    }


def fixed(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, Any]:
    """What a freeze fixes and no rename ever touches: what was typed of the rule, who is nominated, who counts."""
    keys = (
        "mode",
        "threshold",
        "comparison",
        "base",
        "quorum",
        "self_voting",
        "seats",
        "double_entry",
        "entitled_number",
    )
    return {
        "typed": {key: ballot[key] for key in keys},
        "ids": [
            [one.number, one.recipient_id, one.award_id, one.movement_id] for one in nominees(connection, ballot["id"])
        ],
        "tellers": tellers(connection, ballot["id"]),
    }
