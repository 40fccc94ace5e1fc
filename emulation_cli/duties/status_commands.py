"""`emulation status`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.duties import rules
from emulation_cli.kernel import terms, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Damaged
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun

KEYS = ("year", "what", "due", "state", "next")

app = Noun(_("What is done, what is due, who is late."))


@command(app, "status", example="emulation status C6/2023 --on 01/12/2023", then="emulation duty remind BLOCK/YEAR")
def status(
    call: Call,
    year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR")] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("As of that day (today)."))] = None,
    fail_on: Annotated[
        str | None, typer.Option("--fail-on", metavar="due|overdue", help=_("Exit 7 where there is any."))
    ] = None,
) -> None:
    """What is done, what is due and who is late: of one year, or of all that are open, with the next command."""
    from emulation_cli.duties import steps

    fatal = verbs.choice(fail_on, rules.STATES[1:], "--fail-on") if fail_on else None
    day = verbs.day_or_today(on)
    with call.reading() as connection:
        years = blocks.years_on(connection, year, day)
        lines = [line for row in years for line in steps.status(connection, row, day)]
    call.out.lines(lines, KEYS, of="duty")
    late = [line for line in lines if fatal and line["state"] in rules.STATES[rules.STATES.index(fatal) :]]
    if late:
        raise Damaged(_("not done and {state}: {count}").format(count=len(late), state=terms.spoken(fatal)))
