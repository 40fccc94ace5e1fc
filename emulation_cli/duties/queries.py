"""Named reads over duties, reports received and questions."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from emulation_cli.blocks import queries as blocks
from emulation_cli.duties import rules
from emulation_cli.duties.fields import QUESTIONS, RECEIPTS, STEPS
from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.dates import day_of_year
from emulation_cli.kernel.frozen import frozen, of_row


@frozen
class Duty:
    """A duty as it falls due in one year: `due` is an ISO day."""

    id: int
    code: str
    name: str
    step: str
    owed_by: str
    due: str
    basis: str | None
    certainty: str


def duty_row(connection: sqlite3.Connection, text: str) -> sqlite3.Row:
    """The stored duty that a code names."""
    duty_id, _code = references.get(connection, "duty", text)
    row: sqlite3.Row = connection.execute("SELECT * FROM duty WHERE id = ?", (duty_id,)).fetchone()
    return row


def calendar(connection: sqlite3.Connection, year: blocks.YearRow) -> list[Duty]:
    """What is due in a block's year, by day.

    A step of the block's own authority takes the place of the general one; of reports both are owed.
    """
    authority = names.fold(blocks.block_of_year(connection, year.id)["authority"] or "")
    rows = connection.execute(
        "SELECT * FROM duty WHERE coalesce(since, 0) <= :year AND :year <= coalesce(until, 9999) ORDER BY key",
        {"year": year.year},
    ).fetchall()
    own = {row["step"] for row in rows if row["authority"] and names.fold(row["authority"]) == authority}
    found = []
    for row in rows:
        special = row["authority"] is not None
        if special and names.fold(row["authority"]) != authority:
            continue
        if special or row["step"] == "report" or row["step"] not in own:
            found.append(of_row(Duty, {**dict(row), "due": day_of_year(row["due"], year.year)}))
    return sorted(found, key=lambda duty: (duty.due, STEPS.index(duty.step)))


def closed_years(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """The closed years by number, each with the first block whose year it is: (2023, "C6/2023")."""
    rows = connection.execute(
        'SELECT y."year", min(c.code) AS code FROM closed_year c JOIN year y ON y.id = c.id GROUP BY 1 ORDER BY 1'
    )
    return [(row["year"], row["code"]) for row in rows]


def receipt(
    connection: sqlite3.Connection, duty_id: int, year: blocks.YearRow, unit: str | None
) -> listing.Listed | None:
    """A report received for a year: of a unit, or the block's own."""
    unit_id = references.get(connection, "unit", unit)[0] if unit else None
    where = "t.duty_id = ? AND t.year_id = ? AND t.unit_id IS ?"
    return next(listing.each(connection, RECEIPTS, where, (duty_id, year.id, unit_id)), None)


def is_received(connection: sqlite3.Connection, duty_id: int) -> bool:
    """Whether any report was received for a duty, in whatever year."""
    return connection.execute("SELECT 1 FROM receipt WHERE duty_id = ?", (duty_id,)).fetchone() is not None


def owed(
    connection: sqlite3.Connection, year: blocks.YearRow, day: str, duties: Sequence[Duty] | None = None
) -> list[dict[str, object]]:
    """Every report of a year on an ISO day, by unit in official order: due, received, days late, state.

    `duties` are the year's where they are known already.

    Who joined after a report was due does not owe it; those of all whose seats a unit took over stand for its own.
    `late` is how many days after its due day a report came, or how many it is late by now; 0 where it is in time.
    """
    found = []
    there = blocks.members(connection, year, year.clamp(day))
    seats_of = blocks.seats_of_each(connection, year, year.clamp(day))
    for duty in calendar(connection, year) if duties is None else duties:
        if duty.step != "report":
            continue
        came = _came(connection, duty.id, year.id, day)
        if duty.owed_by == "block":
            found.append(_owed(year, duty, None, came.get(None), day))
            continue
        for member in there:
            seats = seats_of[member.unit_id]
            before = [came.get(seat.unit_id) for seat in seats]
            on = came.get(member.unit_id) or (None if None in before else max(map(str, before), default=None))
            if on is not None or min(seat.begins for seat in seats) <= duty.due:
                found.append(_owed(year, duty, member.unit, on, day))
    return found


def _came(connection: sqlite3.Connection, duty_id: int, year_id: int, day: str) -> dict[int | None, str]:
    """The units whose report came by an ISO day, None for the block's own, each with its day."""
    rows = connection.execute(
        'SELECT unit_id, "on" FROM receipt WHERE duty_id = ? AND year_id = ? AND "on" <= ?', (duty_id, year_id, day)
    )
    return {row["unit_id"]: row["on"] for row in rows}


def _owed(year: blocks.YearRow, duty: Duty, unit: str | None, on: str | None, day: str) -> dict[str, object]:
    return {
        "year": year.code,
        "unit": unit,
        "report": duty.code,
        "name": duty.name,
        "due": duty.due,
        "received": on,
        "late": max(0, rules.days_late(duty.due, on or day)),
        "state": rules.state(duty.due, day, done=on is not None),
    }


def questions(connection: sqlite3.Connection, year_id: int | None, *, unanswered: bool) -> list[listing.Listed]:
    """The questions of one year or of all, the unanswered alone where asked."""
    where, given = listing.having(year_id=year_id)
    if unanswered:
        where = " AND ".join(filter(None, (where, "t.answer IS NULL")))
    return listing.listed(connection, QUESTIONS, where, given)
