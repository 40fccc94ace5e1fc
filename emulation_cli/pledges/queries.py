"""Named reads over pledges: versions, content, signatures."""

from __future__ import annotations

import sqlite3

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, references
from emulation_cli.kernel.errors import NotFound
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.language import _
from emulation_cli.pledges import rules
from emulation_cli.pledges.fields import GOALS, ITEMS, MOVEMENTS, SIGNATURES, TARGETS


def drafted(connection: sqlite3.Connection, year: blocks.YearRow) -> bool:
    """Whether a year has a pledge at all."""
    return connection.execute("SELECT 1 FROM pledge WHERE year_id = ?", (year.id,)).fetchone() is not None


def pledge_row(connection: sqlite3.Connection, year: blocks.YearRow, version: int | None = None) -> sqlite3.Row:
    """The stored pledge of a year, in its present version or an earlier one; NotFound where there is none."""
    row: sqlite3.Row | None = connection.execute(
        'SELECT p.*, m.code AS meeting, m."on" AS adopted_on FROM pledge p LEFT JOIN meeting m ON m.id = p.meeting_id'
        " WHERE p.year_id = :year AND CASE WHEN :version IS NULL THEN p.current = 1 ELSE p.version = :version END",
        {"year": year.id, "version": version},
    ).fetchone()
    if row is not None:
        return row
    if version is not None and drafted(connection, year):
        raise NotFound(
            _("the pledge {year} has no version {version}").format(year=year.code, version=version),
            _("See them with: emulation pledge show {year}").format(year=year.code),
        )
    raise NotFound(
        _("{year} has no pledge").format(year=year.code),
        _("Draft it with: emulation pledge draft {year}").format(year=year.code),
    )


def year_of(connection: sqlite3.Connection, pledge: object) -> blocks.YearRow:
    """The year of the pledge that `BLOCK/YEAR` names, or `BLOCK/YEAR@VERSION` for an earlier version."""
    pledge_id, _code = references.get(connection, "pledge", str(pledge))
    row = connection.execute("SELECT year_id FROM pledge WHERE id = ?", (pledge_id,)).fetchone()
    return blocks.year_by_id(connection, row["year_id"])


def in_force(connection: sqlite3.Connection, year_id: int, day: str) -> int | None:
    """The id of the version of a year's pledge that was adopted last by an ISO day, or None."""
    row = connection.execute(
        'SELECT p.id FROM pledge p JOIN meeting m ON m.id = p.meeting_id WHERE p.year_id = ? AND m."on" <= ?'
        " ORDER BY p.version DESC LIMIT 1",
        (year_id, day),
    ).fetchone()
    return None if row is None else int(row["id"])


def missing(connection: sqlite3.Connection, year: blocks.YearRow, pledge_id: int, day: str | None = None) -> list[str]:
    """The units that have not signed, of those that are members on an ISO day, by default the year's last.

    Where a unit sits only in the seats of others, the signatures of all of these stand for its own.
    """
    rows = connection.execute("SELECT unit_id, signed_on FROM signature WHERE pledge_id = ?", (pledge_id,))
    signed = {row["unit_id"] for row in rows if day is None or row["signed_on"] <= day}
    when = year.clamp(day or year.last)
    seats_of = blocks.seats_of_each(connection, year, when)
    return [
        member.unit
        for member in blocks.members(connection, year, when)
        if member.unit_id not in signed and not {seat.unit_id for seat in seats_of[member.unit_id]} <= signed
    ]


def pledge_record(
    connection: sqlite3.Connection, year: blocks.YearRow, version: int | None = None, day: str = "9999"
) -> dict[str, object]:
    """A pledge whole, as `pledge show` prints it, or as it was on an ISO day.

    Its other versions by number, adoption and reason.
    """
    row = _as_of(connection, year, version, day)
    unsigned = missing(connection, year, row["id"], None if day >= "9999" else day)
    adopted = row["meeting_id"] is not None and row["adopted_on"] <= day
    return {
        "year": year.code,
        "version": row["version"],
        "title": row["title"],
        "theme": year.theme,
        "state": rules.state(adopted, unsigned),
        "reason": row["reason"],
        "adoption": _adoption(row) if adopted else None,
        "movements": _part(connection, MOVEMENTS, row["id"]),
        "items": _part(connection, ITEMS, row["id"]),
        "targets": _targets(connection, row["id"]),
        "signatures": [one for one in _part(connection, SIGNATURES, row["id"]) if str(one["signed_on"]) <= day],
        "missing": unsigned,
        "versions": _versions(connection, year, day),
    }


def _as_of(connection: sqlite3.Connection, year: blocks.YearRow, version: int | None, day: str) -> sqlite3.Row:
    """The version asked for; else the present one, or of a day before its adoption the last one adopted by then."""
    row = pledge_row(connection, year, version)
    if (
        version is None
        and row["version"] > 1
        and (row["adopted_on"] is None or row["adopted_on"] > day)
        and day < "9999"
    ):
        held = in_force(connection, year.id, day)
        number = connection.execute("SELECT version FROM pledge WHERE id = ?", (held,)).fetchone()
        return pledge_row(connection, year, number["version"] if number else 1)
    return row


def _adoption(row: sqlite3.Row) -> dict[str, object]:
    return {
        "meeting": row["meeting"],
        "consensus": bool(row["consensus"]),
        **{key: row[key] for key in ("agree", "disagree", "abstain")},
    }


def _versions(connection: sqlite3.Connection, year: blocks.YearRow, day: str) -> list[dict[str, object]]:
    """Every version of a pledge that was amended: number, day of adoption, reason; [] while there is only one.

    Of a past day, those adopted by then.
    """
    rows = connection.execute(
        'SELECT p.version, m."on" AS adopted_on, p.reason FROM pledge p LEFT JOIN meeting m ON m.id = p.meeting_id'
        " WHERE p.year_id = ? ORDER BY p.version",
        (year.id,),
    ).fetchall()
    found = [dict(row) for row in rows if day >= "9999" or (row["adopted_on"] or "9999") <= day]
    return found if len(found) > 1 else []


def _part(connection: sqlite3.Connection, kind: Kind, pledge_id: int) -> list[dict[str, object]]:
    rows = listing.listed(connection, kind, "t.pledge_id = ?", (pledge_id,))
    return [{k: v for k, v in listing.shown(kind, row.values).items() if k != "year"} for row in rows]


def _targets(connection: sqlite3.Connection, pledge_id: int) -> list[dict[str, object]]:
    """The targets, each with the goals of single units: goals {unit: goal}."""
    own: dict[str, dict[str, object]] = {}
    where = "t.owner_id IN (SELECT id FROM target WHERE pledge_id = ?)"
    for row in listing.listed(connection, GOALS, where, (pledge_id,)):
        own.setdefault(str(row.values["target"]), {})[str(row.values["unit"])] = row.values["goal"]
    return [{**target, "goals": own.get(str(target["code"]), {})} for target in _part(connection, TARGETS, pledge_id)]
