"""`emulation movement …`: the movement whole, with what was proposed and granted in it."""

from __future__ import annotations

from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.movements.commands import MovementArgument, app
from emulation_cli.movements.fields import MOVEMENTS
from emulation_cli.nominations import movement_queries


@command(
    app,
    "show",
    example="emulation movement show NC-BCHQS-23",
    then="emulation movement join MOVEMENT UNIT… --theme TEXT",
)
def show(call: Call, movement: MovementArgument) -> None:
    """Show a movement: its units and their themes, the movements under it, what was proposed and granted in it."""
    with call.reading() as connection:
        record = movement_queries.movement_record(connection, verbs.named(connection, MOVEMENTS, movement))
    call.out.record(record)
