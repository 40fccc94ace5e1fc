"""`emulation log …`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.kernel import audit, verbs
from emulation_cli.kernel.call import Call, command, shared
from emulation_cli.kernel.dates import moment_here
from emulation_cli.kernel.errors import Damaged, NotFound, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.numbers import LARGEST
from emulation_cli.upkeep import queries

SHOWN = 20
"""Entries shown where nobody says which."""

app = Noun(
    _("What was changed, when and by whom."),
    example='emulation log --entity "ballot C6-BK23"',
    then="emulation log show N",
)
app.info.no_args_is_help = False


def log(
    call: Call,
    limit: Annotated[
        int | None,
        typer.Option(
            min=1, max=LARGEST, metavar="N", help=_("How many, newest first (20; all where they are chosen).")
        ),
    ] = None,
    entity: Annotated[str, typer.Option(metavar="TEXT", help=_('Only of a thing: "unit", "unit TH".'))] = "",
    verb: Annotated[str, typer.Option("--command", metavar="TEXT", help=_('Only by a command: "ballot seal".'))] = "",
    actor: Annotated[
        str, typer.Option(metavar="NAME", help=_("Only by who is called so, or has this in the name."))
    ] = "",
    first: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("From this day on."))] = None,
    last: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("Up to and with this day."))] = None,
) -> None:
    """Show the last changes, newest first; `log show N` opens one, `log verify` proves the chain."""
    days = (verbs.day(first, field="--from") or "", verbs.day(last, field="--to") or "")
    if all(days) and days[0] > days[1]:
        raise UsageError(_("--from {first} lies after --to {last}").format(first=first, last=last))
    wanted = queries.Wanted(entity, verb, actor, *days)
    shown = limit or (SHOWN if wanted == queries.Wanted() else -1)
    with call.reading() as connection:
        entries = queries.log(connection, shown, wanted)
    if call.out.format == "table":
        keys = ("seq", "at", "actor", "verb", "entity", "reason")
        entries = [{key: entry[key] for key in keys} | {"at": moment_here(str(entry["at"]))} for entry in entries]
    call.out.records(entries)


@command(app, "show", example="emulation log show 1", then="emulation log verify")
def show(call: Call, number: Annotated[int, typer.Argument(metavar="N")]) -> None:
    """Show one entry with everything that it changed, before and after."""
    with call.reading() as connection:
        entry = queries.entry(connection, number)
    if entry is None:
        raise NotFound(
            _("there is no entry {number} in the log").format(number=number), _("See the last ones with: emulation log")
        )
    if call.out.format == "json":
        call.out.json(entry)
        return
    if call.out.format == "csv":
        call.out.records(queries.values(entry), ("entity", "field", "before", "after"))
        return
    told = {key: entry[key] for key in ("seq", "at", "actor", "verb", "entity", "reason", "hash") if entry[key]}
    told["at"] = moment_here(str(entry["at"]))
    call.out.record({**told, "values": queries.values(entry)})


@command(app, "verify", example="emulation log verify", then="emulation backup")
def verify(
    call: Call,
    against: Annotated[
        Path | None, typer.Option(metavar="OLD.db", help=_("An older copy that this register must only extend."))
    ] = None,
    head: Annotated[
        str | None,
        typer.Option("--expect-head", "--head", metavar="HASH", help=_("An entry's hash, as printed on minutes.")),
    ] = None,
) -> None:
    """Recompute the whole chain; exit 7 where it does not hold, or does not extend an older copy."""
    with call.reading() as connection:
        broken = list(audit.broken(connection))
        number, last = audit.head(connection)
        if against is not None:
            broken += queries.departures(connection, call.path, against, call.wait)
        known = head is None or queries.has_entry(connection, head)
    if broken:
        raise Damaged("\n".join(_("entry {number} {what}").format(number=place, what=what) for place, what in broken))
    if not known:
        raise queries.unknown_head(str(head))
    call.out.done(
        _("The log holds: {count} entries, head {head}").format(count=number, head=last[:16]),
        {"entries": number, "head": last},
    )


app.callback(invoke_without_command=True)(shared(log))
