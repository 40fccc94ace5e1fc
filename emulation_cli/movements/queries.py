"""Named reads over movements, the units that take part in them, exemplars and models."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.fields import Values
from emulation_cli.movements.fields import EXEMPLAR_KINDS, EXEMPLARS, MOVEMENTS, PARTICIPATIONS
from emulation_cli.units import queries as units


def above(connection: sqlite3.Connection, movement_id: int) -> set[int]:
    """The ids of a movement and of every one that it is part of, directly or through others."""
    rows = connection.execute(
        "WITH RECURSIVE up (id) AS (SELECT :movement UNION"
        " SELECT m.parent_id FROM movement m JOIN up ON m.id = up.id WHERE m.parent_id IS NOT NULL) SELECT id FROM up",
        {"movement": movement_id},
    )
    return {row["id"] for row in rows}


def conference_day(connection: sqlite3.Connection, code: object) -> str | None:
    """The ISO day of the meeting with this registered code; None for None."""
    key = names.code_key(str(code))
    row = connection.execute('SELECT "on" FROM meeting WHERE key = ?', (key,)).fetchone()
    return None if row is None else str(row["on"])


def launches(connection: sqlite3.Connection, movement_id: int) -> list[tuple[str, str]]:
    """The units that launched a movement at home on a day: (code, ISO day), by day."""
    rows = connection.execute(
        "SELECT u.code, p.launched_on FROM movement_unit p JOIN unit u ON u.id = p.unit_id"
        " WHERE p.movement_id = ? AND p.launched_on IS NOT NULL ORDER BY p.launched_on, u.key",
        (movement_id,),
    )
    return [(row["code"], row["launched_on"]) for row in rows]


def participation(connection: sqlite3.Connection, movement_id: int, unit_id: int) -> listing.Listed | None:
    """A unit's part in a movement."""
    where = "t.movement_id = ? AND t.unit_id = ?"
    return next(listing.each(connection, PARTICIPATIONS, where, (movement_id, unit_id)), None)


def participants(connection: sqlite3.Connection, movement_id: int) -> list[dict[str, object]]:
    """The units in a movement in official order: unit, name, theme, launched_on, outcome."""
    rows = listing.listed(connection, PARTICIPATIONS, "t.movement_id = ?", (movement_id,))
    return [
        {
            "unit": row.values["unit"],
            "name": references.name_of(connection, "unit", str(row.values["unit"])),
            **{key: row.values[key] for key in ("theme", "launched_on", "outcome")},
        }
        for row in rows
    ]


def movement_record(connection: sqlite3.Connection, row: listing.Listed) -> dict[str, object]:
    """A movement with its units, the movements under it, and how many exemplars and models it has brought forth."""
    parts = connection.execute("SELECT code, name FROM movement WHERE parent_id = ?", (row.id,)).fetchall()
    brought = connection.execute(
        'SELECT kind, sum("count") AS count FROM exemplar WHERE movement_id = ? GROUP BY kind', (row.id,)
    )
    counts = {one["kind"]: one["count"] for one in brought}
    return {
        **listing.shown(MOVEMENTS, row.values),
        "units": participants(connection, row.id),
        "parts": [dict(part) for part in sorted(parts, key=lambda part: names.sort_key(part["name"]))],
        "exemplars": {kind: counts.get(kind, 0) for kind in EXEMPLAR_KINDS},
    }


# -- exemplars and models ---------------------------------------------------------------------------------------------


def exemplars(
    connection: sqlite3.Connection, unit: str | None = None, kind: str | None = None, day: str | None = None
) -> list[listing.Listed]:
    """The exemplars and models in the units' official order: of one unit, of one kind, those there on an ISO day."""
    unit_id = references.get(connection, "unit", unit)[0] if unit else None
    where, given = listing.having(unit_id=unit_id, kind=kind)
    if day is not None:
        where = " AND ".join(filter(None, (where, "t.since <= ? AND (t.until IS NULL OR ? < t.until)")))
        given += [day, day]
    return listing.listed(connection, EXEMPLARS, where, given)


Counts = dict[str, object]
"""unit, name, new, total."""


def counts_of_year(
    connection: sqlite3.Connection, year: blocks.YearRow, day: str, kind: str | None = None
) -> list[Counts]:
    """How many exemplars and models each member of a year has on an ISO day, in official order.

    `new`: since a day of the year; `total`: there on the day. Those of a unit that went count to who took over,
    those of a department to its unit.
    """
    there = blocks.members(connection, year, year.clamp(day))
    stands = blocks.standing_for(connection, there, day)
    found = {member.unit_id: [0, 0] for member in there}
    for row in _counted(connection, (year.first, year.last), day, kind, f"unit_id IN ({_listed(stands)})"):
        sums = found[stands[row["unit_id"]].unit_id]
        sums[0] += row["new"]
        sums[1] += row["total"]
    return [_counts(member.unit, member.name, *found[member.unit_id]) for member in there]


def counts(connection: sqlite3.Connection, day: str, kind: str | None = None) -> list[Counts]:
    """How many each unit that ever had any has on an ISO day, in official order; `new`: since 1 January of its year."""
    span = (f"{day[:4]}-01-01", f"{day[:4]}-12-31")
    found = {row["unit_id"]: row for row in _counted(connection, span, day, kind)}
    called = units.NamesOn(connection, day)
    sql = f'SELECT id, code FROM unit WHERE id IN ({_listed(found)}) ORDER BY "order" IS NULL, "order", key'
    return [
        _counts(row["code"], called[row["code"]], found[row["id"]]["new"], found[row["id"]]["total"])
        for row in connection.execute(sql).fetchall()
    ]


def _listed(ids: Iterable[int]) -> str:
    return ", ".join(str(one) for one in sorted(ids))


def _counted(
    connection: sqlite3.Connection, span: tuple[str, str], day: str, kind: str | None, where: str = "1"
) -> Sequence[sqlite3.Row]:
    first, last = span
    return connection.execute(
        'SELECT unit_id, sum(iif(since BETWEEN :first AND :last, "count", 0)) AS new,'
        ' sum(iif(until IS NULL OR :day < until, "count", 0)) AS total'
        f" FROM exemplar WHERE {where} AND since <= :day AND kind = coalesce(:kind, kind) GROUP BY unit_id",
        {"first": first, "last": last, "day": day, "kind": kind},
    ).fetchall()


def _counts(unit: str, name: str, new: int, total: int) -> Counts:
    return {"unit": unit, "name": name, "new": new, "total": total}


def exemplars_of_year(connection: sqlite3.Connection, year: blocks.YearRow) -> list[tuple[str, Values]]:
    """What the members of a year had as exemplars and models at some time of it: (code of the member, values)."""
    there = blocks.members(connection, year)
    stands = blocks.standing_for(connection, there, year.last)
    by_code = {references.code_of(connection, "unit", unit_id): member for unit_id, member in stands.items()}
    where = f"t.unit_id IN ({_listed(stands)}) AND t.since <= ? AND (t.until IS NULL OR ? < t.until)"
    found = [
        (by_code[str(row.values["unit"])], row.values)
        for row in listing.listed(connection, EXEMPLARS, where, (year.last, year.first))
    ]
    place = {member.unit: number for number, member in enumerate(there)}
    return sorted(((member.unit, values) for member, values in found), key=lambda one: place[one[0]])
