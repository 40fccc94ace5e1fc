"""Named reads over pledges."""

from __future__ import annotations

import sqlite3

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing
from emulation_cli.kernel.errors import NotFound
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import points_number
from emulation_cli.pledges import rules
from emulation_cli.pledges.fields import ITEMS, RESULTS, SIGNATURES, TARGETS
from emulation_cli.units import queries as units


def drafted(connection: sqlite3.Connection, year: blocks.YearRow) -> bool:
    """Whether a year has a pledge at all."""
    return connection.execute("SELECT 1 FROM pledge WHERE year_id = ?", (year.id,)).fetchone() is not None


def pledge_row(connection: sqlite3.Connection, year: blocks.YearRow) -> sqlite3.Row:
    """The stored pledge of a year; NotFound where nothing was drafted."""
    row: sqlite3.Row | None = connection.execute(
        "SELECT p.*, m.code AS meeting FROM pledge p LEFT JOIN meeting m ON m.id = p.meeting_id WHERE p.year_id = ?",
        (year.id,),
    ).fetchone()
    if row is None:
        raise NotFound(
            _("{year} has no pledge").format(year=year.code),
            _("Draft it with: emulation pledge draft {year}").format(year=year.code),
        )
    return row


def missing(connection: sqlite3.Connection, year: blocks.YearRow, pledge_id: int, day: str | None = None) -> list[str]:
    """The units that have not signed, of those that are members on an ISO day, by default the year's last.

    Where a unit sits only in the seats of others, the signatures of all of these stand for its own.
    """
    rows = connection.execute("SELECT unit_id, signed_on FROM signature WHERE pledge_id = ?", (pledge_id,))
    signed = {row["unit_id"] for row in rows if day is None or row["signed_on"] <= day}
    when = year.clamp(day or year.last)
    return [
        member.unit
        for member in blocks.members(connection, year, when)
        if member.unit_id not in signed
        and not {seat.unit_id for seat in blocks.seats(connection, year, member.unit_id, when)} <= signed
    ]


def pledge_record(connection: sqlite3.Connection, year: blocks.YearRow) -> dict[str, object]:
    """A pledge whole, as `pledge show` prints it."""
    row = pledge_row(connection, year)
    unsigned = missing(connection, year, row["id"])
    adopted = row["meeting_id"] is not None
    return {
        "year": year.code,
        "title": row["title"],
        "theme": year.theme,
        "state": rules.state(adopted, unsigned),
        "adoption": _adoption(row) if adopted else None,
        "items": _part(connection, ITEMS, row["id"]),
        "targets": _part(connection, TARGETS, row["id"]),
        "signatures": _part(connection, SIGNATURES, row["id"]),
        "missing": unsigned,
    }


def _adoption(row: sqlite3.Row) -> dict[str, object]:
    return {
        "meeting": row["meeting"],
        "consensus": bool(row["consensus"]),
        **{key: row[key] for key in ("agree", "disagree", "abstain")},
    }


def _part(connection: sqlite3.Connection, kind: Kind, pledge_id: int) -> list[dict[str, object]]:
    rows = listing.listed(connection, kind, "t.pledge_id = ?", (pledge_id,))
    return [{k: v for k, v in listing.shown(kind, row.values).items() if k != "year"} for row in rows]


def results(connection: sqlite3.Connection, year: blocks.YearRow, period: str | None) -> list[dict[str, object]]:
    """What units reached: target, unit, period, goal, actual, achieved, percent; of one period or of all."""
    where = f"{RESULTS.year} = ? AND t.period = coalesce(?, t.period)"
    goals = {
        row["code"]: row
        for row in connection.execute(
            "SELECT g.code, g.name, g.goal, g.measure FROM target g JOIN pledge p ON p.id = g.pledge_id"
            " WHERE p.year_id = ?",
            (year.id,),
        )
    }
    found = []
    for row in listing.listed(connection, RESULTS, where, (year.id, period)):
        values = row.values
        target, actual = goals[str(values["target"])], int(str(values["actual"]))
        found.append(
            {
                "target": target["code"],
                "name": target["name"],
                "unit": values["unit"],
                "period": values["period"],
                "goal": target["goal"],
                "measure": target["measure"],
                "actual": points_number(actual),
                "achieved": rules.achieved(target["goal"], actual),
                "percent": rules.percent(target["goal"], actual),
            }
        )
    return found


def bearers(connection: sqlite3.Connection, year: blocks.YearRow, target_id: int, day: str = "9999") -> list[int]:
    """The ids of the units that a target is given to, with those that by an ISO day took over; else every member's."""
    rows = connection.execute("SELECT unit_id FROM target_unit WHERE owner_id = ?", (target_id,))
    given = {row["unit_id"] for row in rows.fetchall()}
    there = [member.unit_id for member in blocks.ever_members(connection, year)]
    heirs = given.union(*(units.heirs(connection, unit_id, day) for unit_id in given))
    return [unit_id for unit_id in there if unit_id in heirs or not given]


def owed_results(
    connection: sqlite3.Connection, year: blocks.YearRow, period: str, day: str
) -> list[tuple[str, str]] | None:
    """The (target, unit) whose result of a period is not in by an ISO day; None where there are no targets.

    Where a unit sits only in the seats of others, the results of all of these stand for its own.
    """
    targets = connection.execute(
        "SELECT g.id, g.code FROM target g JOIN pledge p ON p.id = g.pledge_id WHERE p.year_id = ? ORDER BY g.key",
        (year.id,),
    ).fetchall()
    if not targets:
        return None
    when = year.clamp(day)
    there = blocks.members(connection, year, when)
    seats = {one.unit_id: {seat.unit_id for seat in blocks.seats(connection, year, one.unit_id, when)} for one in there}
    found = []
    for target in targets:
        rows = connection.execute(
            'SELECT unit_id FROM result WHERE target_id = ? AND period = ? AND ("on" IS NULL OR "on" <= ?)',
            (target["id"], period, day),
        )
        known = {row["unit_id"] for row in rows}
        bound = set(bearers(connection, year, target["id"], when))
        found += [
            (target["code"], one.unit)
            for one in there
            if one.unit_id in bound and one.unit_id not in known and not (seats[one.unit_id] & bound) <= known
        ]
    return found
