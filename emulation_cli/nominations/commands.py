"""`emulation nomination …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.nominations import queries
from emulation_cli.nominations.fields import NOMINATIONS
from emulation_cli.nominations.rules import DECISIONS

RECORDER = "emulation_cli.nominations.records:NOMINATIONS"

IdArgument = Annotated[str, typer.Argument(metavar="ID")]
OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help=_("The day."))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]

app = verbs.noun(_("Proposals: from a ballot (B1-3) or direct, submitted, granted, refused or returned."))


@command(app, "list")
def list_(call: Call, year: Annotated[str, typer.Argument(metavar="BLOCK/YEAR")]) -> None:
    """List the proposals of a year; what passed a sealed ballot is there by itself."""
    from emulation_cli.blocks.queries import year_row

    with call.reading() as connection:
        rows = queries.proposals(connection, year_row(connection, year).id)
        records = [queries.nomination_record(row) for row in rows]
    call.out.records(records, queries.KEYS)


@command(app, "show")
def show(call: Call, nomination: IdArgument) -> None:
    """Show one proposal."""
    with call.reading() as connection:
        record = queries.nomination_record(queries.proposal(connection, nomination))
    call.out.record(record)


@command(app, "submit")
def submit(
    call: Call,
    ids: Annotated[list[str], typer.Argument(metavar="ID…")],
    document: Annotated[str, typer.Option(metavar="NUMBER", help=_("The submission (tờ trình)."))],
    on: OnDay,
) -> None:
    """Submit proposals to the authority."""
    from emulation_cli.nominations import records

    day, number = str(verbs.day(on)), verbs.text(document, "--document") or ""
    with call.writing() as writer:
        done = records.submit(writer, verbs.words(ids), number, day)
        known = queries.registered(writer.connection, number)
        rows = [queries.nomination_record(queries.proposal(writer.connection, one)) for one in done]
    _note_document(call, number, known=known)
    message = _("Submitted: {ids}.").format(ids=", ".join(done))
    call.out.done(message, {"submitted": rows}, "emulation nomination decide ID granted --document NUMBER --on DATE")


def _note_document(call: Call, number: str, *, known: bool) -> None:
    if not known and not call.out.quiet:
        call.out.say(_("Note: the document {number} is not in the register.").format(number=number))


@command(app, "decide")
def decide(
    call: Call,
    nomination: IdArgument,
    decision: Annotated[str, typer.Argument(metavar="|".join(DECISIONS))],
    on: OnDay,
    document: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("The decision."))] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Why refused or returned."))] = None,
) -> None:
    """Enter what the authority decided; a grant is a commendation too."""
    from emulation_cli.nominations import records

    chosen, day = verbs.choice(decision, DECISIONS, "DECISION"), str(verbs.day(on))
    number = verbs.text(document, "--document")
    with call.writing() as writer:
        row = records.decide(writer, nomination, chosen, day, number, verbs.text(reason, "--reason"))
        known = number is None or queries.registered(writer.connection, number)
        record = queries.nomination_record(row)
    _note_document(call, number or "", known=known)
    call.out.done(_("{id} is {state}.").format(**{**record, "state": _(str(record["state"]))}), record)


@command(app, "retract")
def retract(call: Call, nomination: IdArgument, reason: Reason) -> None:
    """Take back the last step of a proposal that was entered by mistake."""
    from emulation_cli.nominations import records

    with call.writing(reason=verbs.reason(reason)) as writer:
        record = queries.nomination_record(records.retract(writer, nomination))
    call.out.done(_("{id} is {state} again.").format(**{**record, "state": _(str(record["state"]))}), record)


verbs.add(app, NOMINATIONS, RECORDER, then="emulation nomination submit {id} --document NUMBER --on DATE")
verbs.edit(app, NOMINATIONS, RECORDER)
verbs.remove(app, NOMINATIONS, RECORDER)
