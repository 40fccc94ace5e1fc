"""`emulation award …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.awards import queries
from emulation_cli.awards.fields import AWARDS
from emulation_cli.kernel import listing, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _

RECORDER = "emulation_cli.awards.records:AWARDS"

OnDay = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The rule in force that day (today)."))]

app = verbs.noun(_("The catalogue of titles and forms of commendation, with their dated voting rules."))
verbs.add(app, AWARDS, RECORDER)


@command(app, "list")
def list_(call: Call, on: OnDay = None) -> None:
    """List the catalogue, each award with the voting rule in force on a day."""
    with call.reading() as connection:
        rows = queries.awards(connection, verbs.day_or_today(on))
    if call.out.format == "table":
        rows = [{**row, "rule": _short(row["rule"])} for row in rows]
    call.out.records(rows)


def _short(rule: object) -> str:
    if not isinstance(rule, dict):
        return ""
    return f"{rule['body']}: {rule['comparison']} {rule['numerator']}/{rule['denominator']} {_('of')} {rule['base']}"


@command(app, "show")
def show(call: Call, award: Annotated[str, typer.Argument(metavar="AWARD")], on: OnDay = None) -> None:
    """Show an award with every voting rule it has had, and the one in force on a day."""
    with call.reading() as connection:
        row = verbs.named(connection, AWARDS, award)
        record = {
            **listing.shown(AWARDS, row.values),
            "rule": queries.rule_on(connection, row.id, verbs.day_or_today(on)),
            "rules": queries.rules_of(connection, row.id),
        }
    call.out.record(record)


verbs.edit(app, AWARDS, RECORDER)
verbs.remove(app, AWARDS, RECORDER)
