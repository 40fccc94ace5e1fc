"""Named reads over meetings and activities."""

from __future__ import annotations

import sqlite3

from emulation_cli.blocks.queries import year_row
from emulation_cli.kernel import listing, references
from emulation_cli.kernel.fields import Kind, Values
from emulation_cli.meetings import rules
from emulation_cli.meetings.fields import (
    ACTIVITIES,
    ATTENDANCE,
    GUESTS,
    MEETINGS,
    OPINIONS,
    RESOLUTIONS,
    SPEECHES,
    TASKS,
)


def meeting_row(connection: sqlite3.Connection, text: str) -> listing.Listed:
    """The meeting that a code names."""
    meeting_id, _code = references.get(connection, "meeting", text)
    return listing.by_id(connection, MEETINGS, meeting_id)


def serves(connection: sqlite3.Connection, meeting_id: int, year_id: int) -> bool:
    """Whether a meeting belongs to a year or has one of its purposes in it."""
    row = connection.execute(
        "SELECT 1 FROM meeting WHERE id = :meeting AND year_id = :year"
        " UNION SELECT 1 FROM meeting_purpose WHERE owner_id = :meeting AND year_id = :year",
        {"meeting": meeting_id, "year": year_id},
    ).fetchone()
    return row is not None


def meetings_of(connection: sqlite3.Connection, year_id: int) -> list[listing.Listed]:
    """The meetings of a year by day, with those of another year that also serve it."""
    where = "t.year_id = :year OR t.id IN (SELECT owner_id FROM meeting_purpose WHERE year_id = :year)"
    return listing.listed(connection, MEETINGS, where, {"year": year_id})


def held_for(connection: sqlite3.Connection, year_id: int, purpose: str) -> list[tuple[str, str]]:
    """The meetings held, or planned, for a purpose in a year, by day: (code, ISO day)."""
    rows = connection.execute(
        'SELECT m.code, m."on", m.key FROM meeting m JOIN meeting_purpose p ON p.owner_id = m.id'
        " WHERE p.kind = :purpose AND m.year_id = :year AND p.year_id IS NULL"
        ' UNION SELECT m.code, m."on", m.key FROM meeting_purpose p JOIN meeting m ON m.id = p.owner_id'
        " WHERE p.kind = :purpose AND p.year_id = :year ORDER BY 2, 3",
        {"purpose": purpose, "year": year_id},
    )
    return [(row["code"], row["on"]) for row in rows]


def activities(connection: sqlite3.Connection, year: str | None) -> list[listing.Listed]:
    """The activities of the year `BLOCK/YEAR`, or of all, by their first day."""
    if year is None:
        return listing.listed(connection, ACTIVITIES)
    return listing.listed(connection, ACTIVITIES, "t.year_id = ?", (year_row(connection, year).id,))


def attending(connection: sqlite3.Connection, meeting_id: int, state: str) -> list[str]:
    """The codes of the units `present` or `absent`, in the official order of the meeting's year."""
    rows = connection.execute(
        "SELECT u.code FROM attendance a JOIN unit u ON u.id = a.unit_id JOIN meeting m ON m.id = a.meeting_id"
        " LEFT JOIN member b ON b.unit_id = a.unit_id AND b.year_id = m.year_id"
        " WHERE a.meeting_id = ? AND a.state = ? GROUP BY u.id"
        ' ORDER BY min(b."order") IS NULL, min(b."order"), u.key',
        (meeting_id, state),
    )
    return [row["code"] for row in rows]


def part(connection: sqlite3.Connection, kind: Kind, meeting_id: int) -> list[Values]:
    """The rows of one kind that belong to a meeting."""
    return [row.values for row in listing.listed(connection, kind, "t.meeting_id = ?", (meeting_id,))]


def meeting_record(connection: sqlite3.Connection, row: listing.Listed) -> dict[str, object]:
    """A meeting whole, as `meeting show` prints it."""
    people = [values for values in part(connection, ATTENDANCE, row.id) if values["person"] or values["reason"]]
    return {
        **listing.shown(MEETINGS, row.values),
        "present": attending(connection, row.id, "present"),
        "absent": attending(connection, row.id, "absent"),
        "delegates": _without_meeting(ATTENDANCE, people),
        "guests": [values["person"] for values in part(connection, GUESTS, row.id)],
        "speeches": _without_meeting(SPEECHES, part(connection, SPEECHES, row.id)),
        "opinions": _without_meeting(OPINIONS, part(connection, OPINIONS, row.id)),
        "resolutions": [resolution_record(values) for values in part(connection, RESOLUTIONS, row.id)],
        "tasks": _without_meeting(TASKS, part(connection, TASKS, row.id)),
        "ballots": [
            ballot["code"]
            for ballot in connection.execute("SELECT code FROM ballot WHERE meeting_id = ? ORDER BY key", (row.id,))
        ],
    }


def resolution_record(values: Values) -> dict[str, object]:
    """A resolution with its outcome."""
    counts = {key: _count(values[key]) for key in ("agree", "disagree", "abstain")}
    shown = _without_meeting(RESOLUTIONS, [values])[0]
    return {**shown, "carried": rules.carried(bool(values["consensus"]), **counts)}


def _count(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _without_meeting(kind: Kind, rows: list[Values]) -> list[dict[str, object]]:
    shown = [listing.shown(kind, values) for values in rows]
    return [{key: value for key, value in row.items() if key != "meeting"} for row in shown]
