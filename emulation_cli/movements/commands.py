"""`emulation movement …`: the movement and the units in it; `show` is on the floor that knows what came of it."""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.movements import queries
from emulation_cli.movements.fields import MOVEMENTS

RECORDER = "emulation_cli.movements.records:MOVEMENTS"

MovementArgument = Annotated[str, typer.Argument(metavar="MOVEMENT")]

app = Noun(_("Movements and campaigns: what units compete in."))
verbs.add(
    app,
    MOVEMENTS,
    RECORDER,
    example='emulation movement add CDS-2023 "Thi đua đẩy mạnh chuyển đổi số năm 2023" --scope block --kind thematic',
    then="emulation movement join {code} UNIT… --theme TEXT",
)
verbs.show_list(app, MOVEMENTS)


@command(
    app,
    "join",
    example="emulation movement join KTXH TH NA HT --on 01/02/2023",
    then="emulation movement show {movement}",
)
def join(
    call: Call,
    movement: MovementArgument,
    units: Annotated[list[str], typer.Argument(metavar="UNIT…")],
    theme: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Their own theme."))] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("Launched there on that day."))] = None,
    outcome: Annotated[str | None, typer.Option(metavar="TEXT", help=_("What came of it there."))] = None,
) -> None:
    """Enter units as taking part; a second time corrects what is given."""
    from emulation_cli.movements import records

    given = verbs.given_only({"theme": theme, "launched_on": on, "outcome": outcome})
    with call.writing() as writer:
        row = verbs.named(writer.connection, MOVEMENTS, movement)
        code = str(row.values["code"])
        joined = records.join(writer, code, verbs.words(units), given)
        changed, entered = bool(writer.changes), queries.participants(writer.connection, row.id)
    said = _("Taking part in {movement}: {units}.") if changed else _("It stands so already; nothing changed.")
    words = said.format(movement=code, units=", ".join(joined))
    call.out.done(words, {"movement": code, "units": entered})


@command(app, "leave", example="emulation movement leave KTXH HT", then="emulation movement show {movement}")
def leave(call: Call, movement: MovementArgument, unit: Annotated[str, typer.Argument(metavar="UNIT")]) -> None:
    """Take out a unit that was entered by mistake."""
    from emulation_cli.movements import records

    with call.writing() as writer:
        row = verbs.named(writer.connection, MOVEMENTS, movement)
        left = records.leave(writer, row, unit)
        entered = queries.participants(writer.connection, row.id)
    message = _("Taken out of {movement}: {unit}.").format(movement=row.values["code"], unit=left)
    call.out.done(message, {"movement": row.values["code"], "units": entered})


verbs.edit(app, MOVEMENTS, RECORDER, example='emulation movement edit VHCS --aim "Xây dựng văn hóa công sở"')
verbs.remove(app, MOVEMENTS, RECORDER, example="emulation movement remove CDS-2023")
