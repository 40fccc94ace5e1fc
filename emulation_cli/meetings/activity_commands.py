"""`emulation activity …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.kernel import listing, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.meetings import queries
from emulation_cli.meetings.fields import ACTIVITIES

RECORDER = "emulation_cli.meetings.records:ACTIVITIES"

app = Noun(_("What units do together: exchanges, study visits, training, congresses."))
verbs.add(app, ACTIVITIES, RECORDER)


@command(app, "list")
def list_(call: Call, year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR")] = None) -> None:
    """List the activities of one year or of all, by day."""
    with call.reading() as connection:
        rows = queries.activities(connection, year)
    call.out.rows(ACTIVITIES, [row.values for row in rows])


@command(app, "show")
def show(call: Call, activity: Annotated[str, typer.Argument(metavar="ACTIVITY")]) -> None:
    """Show an activity: its days, who took part, what came of it."""
    with call.reading() as connection:
        row = verbs.named(connection, ACTIVITIES, activity)
    call.out.record(listing.shown(ACTIVITIES, row.values))


verbs.edit(app, ACTIVITIES, RECORDER)
verbs.remove(app, ACTIVITIES, RECORDER)
