"""`emulation registration …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.blocks.queries import year_row
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.nominations import registration_queries as queries
from emulation_cli.nominations.fields import REGISTRATIONS

RECORDER = "emulation_cli.nominations.records:REGISTRATIONS"

YearArgument = Annotated[str, typer.Argument(metavar="BLOCK/YEAR")]

app = Noun(_("Titles that units register for (đăng ký danh hiệu), compared with what was granted."))
verbs.add(
    app,
    REGISTRATIONS,
    RECORDER,
    example="emulation registration add C6/2023 TH CTD-KSND --on 01/02/2023",
    then="emulation registration list {year}",
)


@command(app, "list", example="emulation registration list C6/2023", then="emulation registration compare BLOCK/YEAR")
def list_(
    call: Call,
    year: YearArgument,
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help=_("Of one unit."))] = None,
) -> None:
    """List what is registered, title by title in the catalogue's order, then by unit."""
    with call.reading() as connection:
        rows = queries.registrations(connection, year_row(connection, year), unit)
    call.out.rows(REGISTRATIONS, [row.values for row in rows])


@command(
    app, "compare", example="emulation registration compare C6/2023", then="emulation registration list BLOCK/YEAR"
)
def compare(call: Call, year: YearArgument) -> None:
    """Set what was registered against what was granted, award by award and unit by unit."""
    with call.reading() as connection:
        lines = queries.compared(connection, year_row(connection, year))
    call.out.records([line.record for line in lines], queries.KEYS)
    surprising = [f"{line.award} {line.unit or ''}".strip() for line in lines if not line.registered]
    if surprising and not call.out.quiet:
        message = _(
            "Granted without being registered: {what}. A trade union's guidance does not consider who has not"
            " registered; for blocks no such rule is known."
        )
        call.out.say(message.format(what=", ".join(surprising)))


verbs.show(
    app,
    REGISTRATIONS,
    example="emulation registration show C6/2023-1",
    then="emulation registration edit REGISTRATION --count N",
)
verbs.edit(app, REGISTRATIONS, RECORDER, example="emulation registration edit C6/2023-1 --document 12/ĐK-VKS")
verbs.remove(
    app,
    REGISTRATIONS,
    RECORDER,
    example="emulation registration remove C6/2023-1",
    then="emulation registration list {year}",
)
