"""Named reads over the titles that units register for, and over what became of them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence

from emulation_cli.awards.fields import AWARDS
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, references
from emulation_cli.kernel.frozen import frozen
from emulation_cli.nominations import queries
from emulation_cli.nominations.fields import REGISTRATIONS
from emulation_cli.units import queries as units

KEYS = ("award", "award_name", "unit", "name", "registered", "granted")


def registrations(
    connection: sqlite3.Connection, year: blocks.YearRow, unit: str | None = None
) -> list[listing.Listed]:
    """The registrations of a year, title by title; of one unit and those it took over from."""
    if unit is None:
        return listing.listed(connection, REGISTRATIONS, "t.year_id = ?", (year.id,))
    unit_id = references.get(connection, "unit", unit)[0]
    ids = listing.id_array({unit_id, *units.forebears(connection, unit_id)})
    where = "t.year_id = ? AND t.unit_id IN (SELECT value FROM json_each(?))"
    return listing.listed(connection, REGISTRATIONS, where, (year.id, ids))


def unregistered(connection: sqlite3.Connection, year: blocks.YearRow, day: str) -> list[str] | None:
    """The members on an ISO day that have registered no title by it; None where nobody has registered any.

    Where a unit sits only in the seats of others, the registrations of all of these stand for its own.
    """
    rows = connection.execute('SELECT unit_id FROM registration WHERE year_id = ? AND "on" <= ?', (year.id, day))
    known = {row["unit_id"] for row in rows}
    if not known:
        return None
    when = year.clamp(day)
    seats_of = blocks.seats_of_each(connection, year, when)
    return [
        member.unit
        for member in blocks.members(connection, year, when)
        if member.unit_id not in known and not {seat.unit_id for seat in seats_of[member.unit_id]} <= known
    ]


@frozen
class Line:
    """What a unit registered for and was granted of one award.

    Attributes:
        award, award_name: code and name.
        unit, name: code and name; None for people of no unit.
        registered, granted: how many.
        people: codes of the people registered by name.
    """

    award: str
    award_name: str
    unit: str | None
    name: str | None
    registered: int
    granted: int
    people: tuple[str, ...]

    @property
    def record(self) -> dict[str, object]:
        """The line as `registration compare` prints it."""
        return {key: getattr(self, key) for key in KEYS}


def compared(connection: sqlite3.Connection, year: blocks.YearRow, day: str = "9999") -> list[Line]:
    """What was registered in a year against what was granted, by award in the catalogue's order, then by unit.

    Both by an ISO day.

    What a unit that went had registered, or was granted, counts to who took over from it.
    """
    called = units.NamesOn(connection, year.last)
    place = {member.unit: number for number, member in enumerate(blocks.ever_members(connection, year))}
    sits = _standing(connection, year)
    aims = _aims(connection, year, sits, day)
    granted = _granted(connection, year, sits, aims, day)
    found = []
    for award in listing.listed(connection, AWARDS):
        code, name = str(award.values["code"]), str(award.values["name"])
        concerned = {aim.unit for aim in aims if aim.award == code} | {unit for one, unit in granted if one == code}
        for unit in sorted(concerned, key=lambda unit: (place.get(unit or "", len(place)), unit or "")):
            own = [aim for aim in aims if (aim.award, aim.unit) == (code, unit)]
            sums = sum(aim.count for aim in own), granted.count((code, unit))
            people = tuple(aim.person for aim in own if aim.person is not None)
            found.append(Line(code, name, unit, called.get(unit or ""), *sums, people))
    return found


_Standing = Callable[[int | None], str | None]


@frozen
class _Aim:
    """A registration: of which award, by whom at the year's end, how many, of which person."""

    award: str
    unit: str | None
    count: int
    person: str | None


def _aims(connection: sqlite3.Connection, year: blocks.YearRow, sits: _Standing, day: str) -> list[_Aim]:
    rows = connection.execute(
        'SELECT a.code AS award, r.unit_id, r."count" AS count, w.code AS person FROM registration r'
        " JOIN award a ON a.id = r.award_id LEFT JOIN person w ON w.id = r.person_id"
        ' WHERE r.year_id = ? AND r."on" <= ? ORDER BY r.number',
        (year.id, day),
    )
    return [_Aim(row["award"], sits(row["unit_id"]), row["count"], row["person"]) for row in rows]


def _granted(
    connection: sqlite3.Connection, year: blocks.YearRow, sits: _Standing, aims: Sequence[_Aim], day: str
) -> list[tuple[str, str | None]]:
    """The commendations of a year: (award, whose it is): of who registered a person by name, else of its unit."""
    named = {(aim.award, aim.person): aim.unit for aim in aims if aim.person is not None}
    ids = listing.id_array(row.id for row in queries.commendations_of_year(connection, year.id))
    of_person = units.UNIT_OF.format(person="c.person_id", day='c."on"')
    rows = connection.execute(
        f"SELECT a.code AS award, w.code AS person, coalesce(c.unit_id, {of_person}) AS unit_id FROM commendation c"
        " JOIN award a ON a.id = c.award_id LEFT JOIN person w ON w.id = c.person_id"
        ' WHERE c.id IN (SELECT value FROM json_each(:ids)) AND c."on" <= :day'
        " AND (c.cancelled_on IS NULL OR :day < c.cancelled_on)",
        {"ids": ids, "day": day},
    )
    return [(row["award"], named.get((row["award"], row["person"])) or sits(row["unit_id"])) for row in rows]


def _standing(connection: sqlite3.Connection, year: blocks.YearRow) -> _Standing:
    """Who stands for a unit, by its id, at a year's end: itself, or who sits in its place; its code."""
    stands = blocks.standing_for(connection, blocks.members(connection, year), year.last)

    def standing(unit_id: int | None) -> str | None:
        if unit_id is None:
            return None
        return stands[unit_id].unit if unit_id in stands else references.code_of(connection, "unit", unit_id)

    return standing
