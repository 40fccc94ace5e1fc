"""How movements, the units in them, exemplars and models are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from emulation_cli.kernel import listing, references
from emulation_cli.kernel.closed import kept
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import NotFound
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Raw, Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.movements import fields, queries, rules, tables
from emulation_cli.units.records import still_there


def _check_movement(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """The days and the conferences of a movement stand in their order; its units launched it within them."""
    yield from rules.check_days(row.values)
    held = [queries.conference_day(connection, row.values[key]) for key in ("opened_at", "closed_at")]
    yield from rules.check_conferences(row.values, *held)
    launched = queries.launches(connection, row.stored.id) if row.stored else []
    for unit, day in launched:
        if rules.outside(day, row.values["from"], row.values["to"]):
            message = _("{unit} launched it on {day}, outside these days").format(unit=unit, day=show_date(day))
            key = "from" if row.values["from"] is not None and day < str(row.values["from"]) else "to"
            yield Finding("range", message, key, value=str(row.values[key]))


def _check_parent(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A movement is never part of itself, nor of one that is part of it."""
    parent = row.ids.get("parent")
    if row.stored is None or not isinstance(parent, int) or "parent" not in row.changes:
        return
    if row.stored.id in queries.above(connection, parent):
        message = _("{movement} cannot be part of itself")
        if row.stored.id != parent:
            message = _("{movement} would be part of itself by way of {parent}")
        message = message.format(movement=row.values["code"], parent=row.values["parent"])
        yield Finding("parent", message, "parent", value=str(row.values["parent"]))


def _check_participation(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A unit launches a movement at home within the movement's days, while it is there itself."""
    if row.stored is None:
        yield from still_there(connection, [row.values["unit"]], row.values["launched_on"], "unit")
    movement_id, code = references.get(connection, "movement", str(row.values["movement"]))
    movement = listing.by_id(connection, fields.MOVEMENTS, movement_id).values
    day, first, last = row.values["launched_on"], movement["from"], movement["to"]
    if rules.outside(day, first, last):
        message = _("{day} lies outside the days of {movement}, {first} to {last}").format(
            day=show_date(str(day)),
            movement=code,
            first=show_date(str(first)) if first else "…",
            last=show_date(str(last)) if last else "…",
        )
        hint = _("Correct them with: emulation movement edit {movement} --from DATE --to DATE").format(movement=code)
        yield Finding("range", message, "launched_on", value=str(day), hint=hint)


def _check_exemplar(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_exemplar(row.values)
    yield from still_there(connection, [row.values["unit"]], row.values["since"], "unit")


MOVEMENTS = Recorder(
    fields.MOVEMENTS,
    tables.Movement,
    checks=(_check_movement, _check_parent, kept("movement", "name")),
    parts=("movement_unit",),
    describe=lambda connection, row_id: queries.movement_record(
        connection, listing.by_id(connection, fields.MOVEMENTS, row_id)
    ),
)
PARTICIPATIONS = Recorder(fields.PARTICIPATIONS, tables.MovementUnit, checks=(_check_participation,))
EXEMPLARS = Recorder(fields.EXEMPLARS, tables.Exemplar, checks=(_check_exemplar,))


def join(writer: Writer, movement: str, units: Sequence[str], raw: Raw) -> list[str]:
    """Enter units as taking part in a movement, or correct what was given of their part; their codes."""
    return [str(PARTICIPATIONS.put(writer, {"movement": movement, "unit": unit, **raw})["unit"]) for unit in units]


def leave(writer: Writer, movement: listing.Listed, unit: str) -> str:
    """Take out a unit that was entered in a movement by mistake; its code."""
    unit_id, code = references.get(writer.connection, "unit", unit)
    found = queries.participation(writer.connection, movement.id, unit_id)
    if found is None:
        raise NotFound(
            _("{unit} does not take part in {movement}").format(unit=code, movement=movement.values["code"]),
            _("See who does with: emulation movement show {movement}").format(movement=movement.values["code"]),
        )
    PARTICIPATIONS.remove(writer, found.id)
    return code
