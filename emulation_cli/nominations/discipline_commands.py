"""`emulation discipline …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.kernel import listing, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.nominations.fields import DISCIPLINES

RECORDER = "emulation_cli.nominations.records:DISCIPLINES"

app = Noun(_("Discipline in force and inquiries open against units and people; eligibility reads them."))
verbs.add(
    app,
    DISCIPLINES,
    RECORDER,
    example='emulation discipline add NC-STP --kind inquiry --from 01/11/2023 --document "10/TB (số liệu minh họa)"',
    then="emulation discipline edit {code} --to DATE",
)


@command(app, "list", example="emulation discipline list --on 01/12/2023", then="emulation discipline show DISCIPLINE")
def list_(
    call: Call,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("In force, open on that day."))] = None,
) -> None:
    """List discipline and inquiries by the day they began."""
    day = verbs.day(on)
    where = "" if day is None else 't."from" <= :day AND (t."to" IS NULL OR :day < t."to")'
    with call.reading() as connection:
        rows = listing.listed(connection, DISCIPLINES, where, {"day": day} if day else ())
    call.out.rows(DISCIPLINES, [row.values for row in rows])


verbs.show(
    app,
    DISCIPLINES,
    example="emulation discipline show NC-STP.2023-11-01",
    then="emulation discipline edit DISCIPLINE --to DATE",
)
verbs.edit(app, DISCIPLINES, RECORDER, example="emulation discipline edit NC-STP.2023-11-01 --to 01/12/2023")
verbs.remove(app, DISCIPLINES, RECORDER, example="emulation discipline remove NC-STP.2023-11-01")
