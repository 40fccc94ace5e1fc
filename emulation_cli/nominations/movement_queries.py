"""Named reads over movements and what came of them: proposals and commendations."""

from __future__ import annotations

import sqlite3

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing
from emulation_cli.movements import queries as movements
from emulation_cli.movements.fields import MOVEMENTS
from emulation_cli.nominations import queries
from emulation_cli.nominations.fields import COMMENDATIONS

OF_A_PROPOSAL = ("id", "recipient", "award", "state")


def movement_record(connection: sqlite3.Connection, row: listing.Listed) -> dict[str, object]:
    """A movement whole, as `movement show` prints it."""
    proposed = [queries.nomination_record(one) for one in queries.proposals_for(connection, row.id)]
    granted = [
        listing.shown(COMMENDATIONS, one.values)
        for one in listing.listed(connection, COMMENDATIONS, "t.movement_id = ?", (row.id,))
    ]
    return {
        **movements.movement_record(connection, row),
        "nominations": [{key: record[key] for key in OF_A_PROPOSAL} for record in proposed],
        "commendations": [{key: one[key] for key in one if key != "movement"} for one in granted],
    }


def movements_of_year(connection: sqlite3.Connection, year: blocks.YearRow) -> list[listing.Listed]:
    """The movements of a year: its members take part while it lasts, it is proposed for, or its meetings serve it."""
    where = (
        '((t."from" IS NULL OR t."from" <= :last) AND (t."to" IS NULL OR :first <= t."to") AND t.id IN ('
        " SELECT movement_id FROM movement_unit WHERE unit_id IN (SELECT value FROM json_each(:ids))))"
        " OR t.id IN (SELECT movement_id FROM proposal WHERE year_id = :year AND NOT forgotten)"
        " OR EXISTS (SELECT 1 FROM meeting m WHERE m.year_id = :year AND m.id IN (t.opened_at_id, t.closed_at_id))"
    )
    ids = listing.id_array(member.unit_id for member in blocks.ever_members(connection, year))
    given = {"year": year.id, "first": year.first, "last": year.last, "ids": ids}
    return listing.listed(connection, MOVEMENTS, where, given)


def participants_of_year(
    connection: sqlite3.Connection, year: blocks.YearRow, movement_id: int
) -> list[dict[str, object]]:
    """The members of a year that take part in a movement, in official order, as `participants` gives them."""
    place = {member.unit: number for number, member in enumerate(blocks.ever_members(connection, year))}
    entered = [one for one in movements.participants(connection, movement_id) if one["unit"] in place]
    return sorted(entered, key=lambda one: place[str(one["unit"])])


def commended(connection: sqlite3.Connection, year: blocks.YearRow, day: str) -> dict[str, int]:
    """The movement's code → how many of a year's commendations by an ISO day are of it."""
    found: dict[str, int] = {}
    for row in queries.commendations_of_year(connection, year.id):
        if row.values["movement"] is not None and str(row.values["on"]) <= day:
            code = str(row.values["movement"])
            found[code] = found.get(code, 0) + 1
    return found
