"""`emulation unit …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.units.fields import UNITS

RECORDER = "emulation_cli.units.records:UNITS"

app = Noun(_("Units of the state that compete: names, aliases, validity."))
verbs.add(
    app,
    UNITS,
    RECORDER,
    example='emulation unit add QNI "VKSND tỉnh Quảng Ninh" --short "Quảng Ninh" --kind "VKSND cấp tỉnh"',
    then="emulation year join BLOCK/YEAR {code}",
)


@command(app, "list", example='emulation unit list --search "thanh hoa"', then="emulation unit show UNIT")
def list_(
    call: Call,
    search: Annotated[
        str | None, typer.Option(metavar="TEXT", help=_("Part of a code or name, without marks."))
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("Those that existed on a day."))] = None,
) -> None:
    """List the units in official order, else by name."""
    from emulation_cli.units import queries

    day = verbs.day(on)
    with call.reading() as connection:
        rows = queries.units(connection, search, day)
    call.out.rows(UNITS, rows)


@command(app, "show", example="emulation unit show TH", then="emulation unit alias UNIT NAME")
def show(call: Call, unit: Annotated[str, typer.Argument(metavar="UNIT")]) -> None:
    """Show a unit: names, aliases, memberships, predecessors and successors."""
    from emulation_cli.units import queries

    with call.reading() as connection:
        record = queries.unit_record(connection, unit)
    call.out.record(record)


@command(app, "alias", example='emulation unit alias TH "Viện KSND Thanh Hóa"', then="emulation import KIND FILE.xlsx")
def alias(
    call: Call,
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    names: Annotated[list[str], typer.Argument(metavar="NAME…", help=_("What the unit is called, too."))],
) -> None:
    """Settle for good that a name means this unit: files that use it are understood."""
    from emulation_cli.units import records

    with call.writing() as writer:
        values = records.call_also(writer, unit, names)
        changed = bool(writer.changes)
    message = _("{unit} is also called: {names}") if changed else _("{unit} is called so already: {names}")
    aliases = values["aliases"] if isinstance(values["aliases"], list) else []
    record = {"unit": values["code"], "aliases": aliases}
    call.out.done(message.format(unit=values["code"], names="; ".join(aliases)), record)


verbs.edit(app, UNITS, RECORDER, example='emulation unit edit TCKS --short "Tạp chí KS"')
verbs.remove(app, UNITS, RECORDER, example="emulation unit remove QNI")
