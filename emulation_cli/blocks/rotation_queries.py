"""Who leads a block in turn: who led and was given the flag, who comes next, who is not to be proposed."""

from __future__ import annotations

import sqlite3

from emulation_cli.blocks.queries import YearRow, handover_record, leadership, members, year_by_id, year_row
from emulation_cli.kernel import references
from emulation_cli.units import queries as units


def next_head(connection: sqlite3.Connection, year: YearRow, like: str) -> str | None:
    """The member that was deputy at the end of another year, or has taken over from the one that was; or None."""
    source = year_row(connection, like)
    there = {member.unit_id: member.unit for member in members(connection, year, year.first)}
    deputies = [row["unit"] for row in leadership(connection, source.id, source.last) if row["role"] == "deputy"]
    ids = [references.get(connection, "unit", str(unit))[0] for unit in deputies]
    stead = [one for unit_id in ids for one in (unit_id, *sorted(units.heirs(connection, unit_id, year.first)))]
    return next((there[unit_id] for unit_id in stead if unit_id in there), None)


def excluded_before(connection: sqlite3.Connection, year: YearRow) -> dict[str, str]:
    """The units not considered for emulation in the block's year before this one, and their heirs, with the reason."""
    rows = connection.execute(
        "SELECT e.unit_id, e.reason FROM exclusion e JOIN year y ON y.id = e.year_id"
        " WHERE y.block_id = ? AND y.year = ? ORDER BY e.id",
        (year.block_id, year.year - 1),
    )
    found: dict[str, str] = {}
    for row in rows.fetchall():
        for unit_id in (row["unit_id"], *units.heirs(connection, row["unit_id"])):
            found[references.code_of(connection, "unit", unit_id)] = row["reason"]
    return found


def rotation(connection: sqlite3.Connection, block_id: int) -> list[dict[str, object]]:
    """Who led a block, year by year: each leadership with its first day, and to whom the flag passed on."""
    found = []
    for row in connection.execute('SELECT id FROM year WHERE block_id = ? ORDER BY "year"', (block_id,)).fetchall():
        year = year_by_id(connection, row["id"])
        flag = handover_record(connection, year.id) or dict.fromkeys(("to", "on"))
        leaders = leadership(connection, year.id)
        for begins in dict.fromkeys(leader["from"] for leader in leaders) or {year.first: None}:
            of_day = [leader for leader in leaders if leader["from"] == begins]
            head = next((leader for leader in of_day if leader["role"] == "head"), None)
            found.append(
                {
                    "year": year.year,
                    "from": begins,
                    "head": head and head["unit"],
                    "person": head and head["person"],
                    "deputies": [leader["unit"] for leader in of_day if leader["role"] == "deputy"],
                    "method": head and head["method"],
                    "flag_to": flag["to"],
                    "flag_on": flag["on"],
                }
            )
    return found
