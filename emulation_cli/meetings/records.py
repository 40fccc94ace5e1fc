"""How meetings and activities are written, and what happens at them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from emulation_cli.blocks import queries as blocks
from emulation_cli.blocks.records import strangers
from emulation_cli.kernel import listing, numbering, references, standing
from emulation_cli.kernel.dates import show_date, today_iso
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import CHOICE, REFERENCE, Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Raw, Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.meetings import fields, queries, rules, tables
from emulation_cli.units.records import still_there
from emulation_cli.units.rules import means_everyone


def _check_purposes(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Each purpose is a known kind; one in another year names a year that is open in the register."""
    kinds = row.values["kinds"]
    for text in kinds if isinstance(kinds, list) else []:
        try:
            _kind, year = rules.purpose(text)
        except ValueError as error:
            yield Finding(CHOICE, str(error), "kinds", value=text)
            continue
        found = references.find(connection, "year", year) if year else None
        if year and found is None:
            message, _hint = references.missing(connection, "year", year)
            yield Finding(REFERENCE, message, "kinds", value=text, hint=command_line("emulation year open BLOCK/YEAR"))
        elif found is not None and "kinds" in row.changes and blocks.year_by_id(connection, found[0]).state == "closed":
            message, hint = standing.year_is_closed(found[1])
            yield Finding("closed", message, "kinds", value=text, hint=hint)


def _check_host(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Who hosts a meeting is there on its day."""
    if row.values["host"] is not None and {"host", "on"} & set(row.changes):
        yield from still_there(connection, [row.values["host"]], row.values["on"], "host")


def _write_purposes(writer: Writer, meeting_id: int, row: Row) -> None:
    writer.execute("DELETE FROM meeting_purpose WHERE owner_id = ?", (meeting_id,))
    kinds = row.values["kinds"]
    for text in kinds if isinstance(kinds, list) else []:
        kind, year = rules.purpose(text)
        year_id = references.get(writer.connection, "year", year)[0] if year else None
        writer.execute(
            "INSERT OR IGNORE INTO meeting_purpose (owner_id, kind, year_id) VALUES (?, ?, ?)",
            (meeting_id, kind, year_id),
        )


def _check_resolution(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_resolution(row.values)


def _check_attendance(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A unit is either present or absent, never both, and there at all on the day."""
    yield from rules.check_attendance(row.values)
    yield from _check_there(connection, row, "unit")
    meeting, unit = (references.get(connection, key, str(row.values[key]))[0] for key in ("meeting", "unit"))
    other = connection.execute(
        "SELECT 1 FROM attendance WHERE meeting_id = ? AND unit_id = ? AND state <> ? AND id IS NOT ?",
        (meeting, unit, row.values["state"], row.stored.id if row.stored else None),
    ).fetchone()
    if other is not None:
        message = _("{unit} stands as both present and absent").format(unit=row.values["unit"])
        yield Finding("both", message, "state", value=str(row.values["state"]))


def _check_there(connection: sqlite3.Connection, row: Row, key: str) -> Iterator[Finding]:
    """A unit that was closed by the day of a meeting has no part in it."""
    if key in row.changes and row.values[key] is not None:
        meeting = queries.meeting_row(connection, str(row.values["meeting"]))
        yield from still_there(connection, [row.values[key]], meeting.values["on"], key)


def _count_nobody(_connection: sqlite3.Connection, row: Row) -> None:
    """Abstentions that nobody counted are none."""
    if row.values["agree"] is not None and row.values["abstain"] is None:
        row.values["abstain"] = 0


def _day_of_task(_connection: sqlite3.Connection, row: Row) -> None:
    """What is marked as done without a day was done by today; what is open again has none."""
    newly = row.stored is None or not row.stored.values["done"]
    if not row.values["done"] and row.given.get("done_on") is None:
        row.values["done_on"] = None
    elif row.values["done"] and newly and row.values["done_on"] is None:
        row.values["done_on"] = today_iso()


def _check_task(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_task(row.values)
    yield from _check_there(connection, row, "owner")
    held = queries.meeting_row(connection, str(row.values["meeting"])).values["on"]
    if row.values["done_on"] is not None and str(row.values["done_on"]) < str(held):
        message = _("the task was given only on {day}").format(day=show_date(str(held)))
        yield Finding("order", message, "done_on", value=str(row.values["done_on"]))


def _check_opinion(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_opinion(row.values)
    yield from _check_there(connection, row, "unit")


def _check_activity(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """An activity's own days; the units that take part are members of its year at some time."""
    yield from rules.check_activity(row.values)
    units = row.values["units"]
    year = blocks.year_row(connection, str(row.values["year"]))
    if not year.first <= str(row.values["from"]) <= year.last:
        message = _("{day} lies outside the year, {first} to {last}").format(
            day=show_date(str(row.values["from"])), first=show_date(year.first), last=show_date(year.last)
        )
        yield Finding("range", message, "from", value=str(row.values["from"]))
    if not isinstance(units, list) or not {"year", "units", "from"} & set(row.changes):
        return
    yield from still_there(connection, units, row.values["from"], "units")
    yield from strangers(connection, year, units, "units")


MEETINGS = Recorder(
    fields.MEETINGS,
    tables.Meeting,
    checks=(_check_purposes, _check_host),
    lists={"kinds": _write_purposes},
    parts=("attendance", "guest", "speech", "opinion", "resolution", "task"),
    weighty=("year", "kinds", "on"),
    describe=lambda connection, row_id: queries.meeting_record(
        connection, listing.by_id(connection, fields.MEETINGS, row_id)
    ),
)
ATTENDANCE = Recorder(fields.ATTENDANCE, tables.Attendance, checks=(_check_attendance,))
GUESTS = Recorder(fields.GUESTS, tables.Guest)
SPEECHES = Recorder(fields.SPEECHES, tables.Speech)
OPINIONS = Recorder(fields.OPINIONS, tables.Opinion, checks=(_check_opinion,))
RESOLUTIONS = Recorder(fields.RESOLUTIONS, tables.Resolution, checks=(_check_resolution,), complete=_count_nobody)
TASKS = Recorder(fields.TASKS, tables.Task, checks=(_check_task,), complete=_day_of_task)
ACTIVITIES = Recorder(fields.ACTIVITIES, tables.Activity, checks=(_check_activity,))

PARTS = {
    "attendance": ATTENDANCE,
    "guest": GUESTS,
    "speech": SPEECHES,
    "opinion": OPINIONS,
    "resolution": RESOLUTIONS,
    "task": TASKS,
}


def attend(
    writer: Writer,
    meeting: listing.Listed,
    units: Sequence[str],
    *,
    absent: bool,
    person: str | None,
    reason: str | None,
) -> None:
    """Enter units as present or absent; what stood otherwise for them is replaced."""
    code = str(meeting.values["code"])
    for unit in _units(writer.connection, meeting, units):
        unit_id, unit_code = references.get(writer.connection, "unit", unit)
        rows = list(
            listing.each(
                writer.connection, fields.ATTENDANCE, "t.meeting_id = ? AND t.unit_id = ?", (meeting.id, unit_id)
            )
        )
        state = "absent" if absent else "present"
        _refuse_counted(writer.connection, meeting, unit_id, state)
        stale = [row for row in rows if row.values["state"] != state or (person and row.values["person"] is None)]
        for row in stale:
            ATTENDANCE.remove(writer, row.id)
        if rows and not stale and not absent and person is None:
            continue
        raw = {"meeting": code, "unit": unit_code, "state": state, "person": person, "reason": reason}
        ATTENDANCE.put(writer, {key: value for key, value in raw.items() if value is not None})


def _refuse_counted(connection: sqlite3.Connection, meeting: listing.Listed, unit_id: int, state: str | None) -> None:
    """A unit present at a closed ballot stays present; `state` is what it would become, None where it is struck."""
    row = connection.execute(
        "SELECT b.code, u.code AS unit FROM roll r JOIN ballot b ON b.id = r.ballot_id JOIN unit u ON u.id = r.unit_id"
        " WHERE b.meeting_id = ? AND r.unit_id = ? AND r.presence = 'present'"
        " AND b.state IN ('closed', 'counted', 'sealed', 'superseded')",
        (meeting.id, unit_id),
    ).fetchone()
    if row is not None and state != "present":
        raise Refused(
            _("the presence of {unit} stays: the ballot {ballot} was counted on it").format(
                unit=row["unit"], ballot=row["code"]
            )
        )


def _units(connection: sqlite3.Connection, meeting: listing.Listed, units: Sequence[str]) -> list[str]:
    """The units named; `all` means every member of the meeting's year on its day."""
    if not means_everyone(units):
        return list(units)
    year = blocks.year_row(connection, str(meeting.values["year"]))
    return [member.unit for member in blocks.members(connection, year, str(meeting.values["on"]))]


def enter(writer: Writer, part: str, meeting: listing.Listed, raw: Raw, number: int | None) -> Values:
    """Enter something that happened at a meeting, or correct entry `number` of its kind."""
    recorder = PARTS[part]
    if number is None:
        return recorder.put(writer, {"meeting": meeting.values["code"], **raw})
    return recorder.edit(writer, numbering.entry(writer.connection, recorder.kind, meeting, number).id, raw)


def strike(writer: Writer, part: str, meeting: listing.Listed, which: str) -> None:
    """Take out one entry: by its number, the attendance of a unit by the unit's code."""
    hint = _("See what is entered with: emulation meeting show {meeting}").format(meeting=meeting.values["code"])
    if part != "attendance":
        if not which.isascii() or not which.isdigit() or len(which) > 9:
            raise Refused(_("{text} is not the number of an entry").format(text=which), hint)
        found = numbering.entry(writer.connection, PARTS[part].kind, meeting, int(which))
        PARTS[part].remove(writer, found.id)
        return
    unit_id, unit = references.get(writer.connection, "unit", which)
    condition = "t.meeting_id = ? AND t.unit_id = ?"
    rows = list(listing.each(writer.connection, fields.ATTENDANCE, condition, (meeting.id, unit_id)))
    if not rows:
        raise NotFound(_("{unit} is not entered at {meeting}").format(unit=unit, meeting=meeting.values["code"]), hint)
    _refuse_counted(writer.connection, meeting, unit_id, None)
    for row in rows:
        ATTENDANCE.remove(writer, row.id)
