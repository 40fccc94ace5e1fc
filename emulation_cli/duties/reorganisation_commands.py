"""`emulation unit …`: what becomes of units, told with everything that it touches in the years and ballots above."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from emulation_cli.kernel import labels, references, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _
from emulation_cli.units.commands import app

if TYPE_CHECKING:
    import sqlite3

    from emulation_cli.kernel.writing import Writer

UnitArgument = Annotated[str, typer.Argument(metavar="UNIT")]
OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help=_("From which day."))]
Document = Annotated[str | None, typer.Option("--document", metavar="NUMBER", help=_("By which document."))]


@command(
    app,
    "rename",
    example='emulation unit rename TTH "VKSND thành phố Huế" --on 01/01/2025',
    then="emulation unit show {unit}",
)
def rename(
    call: Call,
    unit: UnitArgument,
    name: Annotated[str, typer.Argument(metavar="NAME")],
    on: OnDay,
    document: Document = None,
) -> None:
    """Give a unit a new name from a day on; what lies before keeps the old one."""
    from emulation_cli.units import queries as units
    from emulation_cli.units import reorganisation

    day, named = _day(on), verbs.reason(name, "NAME")
    with call.writing() as writer:
        changed = reorganisation.rename(writer, unit, named, day, verbs.text(document, "--document"))
        writer.session.flush()
        record = units.unit_record(writer.connection, unit)
    said = _("{unit} has a new name from {on} on.") if changed else _("{unit} bears that name then; nothing changed.")
    call.out.done(said.format(unit=record["code"], on=on), record, unit=record["code"])


@command(app, "close", example="emulation unit close NC-THADS --on 01/07/2025", then="emulation unit show {unit}")
def close(call: Call, unit: UnitArgument, on: OnDay, document: Document = None) -> None:
    """Close a unit that nobody takes over from; the day is the first without it."""
    from emulation_cli.units import reorganisation

    day = _day(on)
    with call.writing() as writer:
        _unit_id, code = references.get(writer.connection, "unit", unit)
        with _settled(writer, [code]):
            reorganisation.close(writer, code, day, verbs.text(document, "--document"))
        changed, touched = bool(writer.changes), _touched(writer.connection, [code], day)
    _tell(call, _("Closed: {units}.").format(units=code), {"units": [code], "into": [], "on": day}, touched, changed)


@command(app, "merge", example="emulation unit merge QB --into QT --on 01/07/2025", then="emulation unit show {into}")
def merge(
    call: Call,
    units: Annotated[list[str], typer.Argument(metavar="UNIT…")],
    into: Annotated[str, typer.Option(metavar="UNIT", help=_("Who takes over; may be one of them."))],
    on: OnDay,
    document: Document = None,
) -> None:
    """Merge units: those that go are closed, the other one sits in their seats from that day on."""
    from emulation_cli.units import reorganisation

    day = _day(on)
    with call.writing() as writer:
        _heir_id, heir = references.get(writer.connection, "unit", into)
        with _settled(writer, [*verbs.words(units), heir]):
            gone = reorganisation.merge(writer, verbs.words(units), heir, day, verbs.text(document, "--document"))
        changed, touched = bool(writer.changes), _touched(writer.connection, gone, day)
    message = _("Merged into {heir}: {units}.").format(heir=heir, units=", ".join(gone))
    _tell(call, message, {"units": gone, "into": [heir], "on": day}, touched, changed)


@command(
    app, "split", example="emulation unit split BTT --into QB,QT,TTH --on 01/07/1989", then="emulation unit show {unit}"
)
def split(
    call: Call,
    unit: UnitArgument,
    into: Annotated[list[str], typer.Option(metavar="UNIT,…", help=_("Who takes over; the unit may be one of them."))],
    on: OnDay,
    document: Document = None,
) -> None:
    """Split a unit into several, all of which sit in its seat from that day on."""
    from emulation_cli.units import reorganisation

    day = _day(on)
    with call.writing() as writer:
        _unit_id, code = references.get(writer.connection, "unit", unit)
        with _settled(writer, [code, *verbs.words(into)]):
            heirs = reorganisation.split(writer, code, verbs.words(into), day, verbs.text(document, "--document"))
        changed, touched = bool(writer.changes), _touched(writer.connection, [code], day)
    message = _("{unit} is split into {heirs}.").format(unit=code, heirs=", ".join(heirs))
    _tell(call, message, {"units": [code], "into": heirs, "on": day}, touched, changed)


@command(
    app,
    "restore",
    example='emulation unit restore QB --on 01/07/2025 --reason "Nhập nhầm ngày"',
    then="emulation unit show {unit}",
)
def restore(
    call: Call,
    unit: UnitArgument,
    on: OnDay,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))],
) -> None:
    """Take back what was entered by mistake as becoming of a unit on a day: new name, closing, merger, split."""
    from emulation_cli.units import queries as units
    from emulation_cli.units import reorganisation

    day = _day(on)
    with call.writing(reason=verbs.reason(reason)) as writer:
        with _settled(writer, [unit]):
            undone = reorganisation.restore(writer, unit, day)
        record = units.unit_record(writer.connection, unit)
    said = "; ".join(
        f"{labels.label(key)} {call.out.text(value)}" for body in undone for key, value in [next(iter(body.items()))]
    )
    message = _("Taken back: what became of {unit} on {on} ({what}).").format(unit=record["code"], on=on, what=said)
    call.out.done(message, {**record, "taken_back": undone}, unit=record["code"])


@contextmanager
def _settled(writer: Writer, named: Sequence[str]) -> Iterator[None]:
    """Refuse what takes a seat away that is needed, or makes the members others than a frozen roll has them.

    What becomes of the units named touches their own seats and needs and, before and after it, those of the units that
    they took over from, and of those that took over from them.
    """
    from emulation_cli.ballots import queries as ballots
    from emulation_cli.units import queries as units
    from emulation_cli.units import reorganisation

    connection = writer.connection
    ids = {references.get(connection, "unit", unit)[0] for unit in named}
    seated = ids.union(*(units.forebears(connection, one) for one in ids))
    before = ballots.members_then(connection, seated)
    with reorganisation.seats_kept(writer, "unit_id", ids.union(*(units.heirs(connection, one) for one in ids))):
        yield
    for code, (day, there) in ballots.members_then(connection, seated).items():
        if code in before and before[code][1] != there:
            message = _("the roll of the ballot {ballot} was made of {count} members on {day}; they would be {units}")
            raise Refused(
                message.format(ballot=code, count=len(before[code][1]), day=show_date(day), units=", ".join(there))
            )


def _touched(connection: sqlite3.Connection, gone: Sequence[str], day: str) -> list[dict[str, object]]:
    from emulation_cli.duties.succession_queries import consequences

    return consequences(connection, gone, day)


def _day(on: str) -> str:
    return str(verbs.day(on))


def _tell(
    call: Call, message: str, record: dict[str, object], touched: Sequence[dict[str, object]], changed: bool
) -> None:
    """Say what was done; list what it touches and what is to be decided."""
    if call.out.format == "table" and touched and not call.out.quiet:
        call.out.records(touched)
    said = message if changed else message + " " + _("It stands so already; nothing changed.")
    call.out.done(said, {**record, "touched": list(touched)}, unit=record["units"])
