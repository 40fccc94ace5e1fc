"""`emulation commendation book`: the follow-up book, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.terms import Speech
from emulation_cli.nominations import queries
from emulation_cli.nominations.commendation_commands import Movement, OfPerson, OfUnit, OfYear, app, tell_forebears


@command(
    app,
    "book",
    example="emulation commendation book -o so-khen-thuong.xlsx",
    then="emulation statistics 0603 YEAR -o FILE.xlsx",
)
def book(
    call: Call,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help=_("The workbook to write."))],
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
    year: OfYear = None,
    unit: OfUnit = None,
    person: OfPerson = None,
    movement: Movement = None,
) -> None:
    """Write the follow-up book (sổ theo dõi khen thưởng): every decision, the money of each year summed."""
    from emulation_cli.exchange.publish import publish_workbook, refuse_workbook_target

    refuse_workbook_target(output, force=force)
    with call.reading() as connection:
        rows = queries.commendations(connection, year, unit, person, movement)
        before = queries.forebears(connection, unit) if unit else []
        from emulation_cli.nominations.book import Asked, commendation_book

        asked = Asked(year, unit, person, movement, Speech(call.official_vietnamese))
        data = commendation_book(connection, asked, rows)
    written = publish_workbook(output, data, force=force)
    message = (
        _("Wrote {count} commendations to {path}.")
        if written
        else _("{path} holds these {count} commendations already.")
    )
    record = {"file": str(output), "commendations": len(rows), "written": written}
    call.out.done(message.format(count=len(rows), path=output), record)
    tell_forebears(call, before)
