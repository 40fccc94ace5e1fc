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
verbs.add(
    app,
    ACTIVITIES,
    RECORDER,
    example='emulation activity add C6-GL23 C6/2023 "Giao lưu thể thao" --kind exchange --from 25/07/2023 --unit TH,NA',
    then="emulation activity show {code}",
)


@command(app, "list", example="emulation activity list C6/2023", then="emulation activity show ACTIVITY")
def list_(call: Call, year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR")] = None) -> None:
    """List the activities of one year or of all, by day."""
    with call.reading() as connection:
        rows = queries.activities(connection, year)
    call.out.rows(ACTIVITIES, [row.values for row in rows])


@command(app, "show", example="emulation activity show C6-GL23", then="emulation activity edit ACTIVITY --outcome TEXT")
def show(call: Call, activity: Annotated[str, typer.Argument(metavar="ACTIVITY")]) -> None:
    """Show an activity: its days, who took part, what came of it."""
    with call.reading() as connection:
        row = verbs.named(connection, ACTIVITIES, activity)
    call.out.record(listing.shown(ACTIVITIES, row.values))


verbs.edit(app, ACTIVITIES, RECORDER, example='emulation activity edit C6-GL23 --outcome "Sáu đơn vị tham gia"')
verbs.remove(app, ACTIVITIES, RECORDER, example="emulation activity remove C6-GL23")
