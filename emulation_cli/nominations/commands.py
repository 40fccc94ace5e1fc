"""`emulation nomination …`: the proposals and their path."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from emulation_cli.kernel import terms, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.nominations import finding_queries, path_queries, queries
from emulation_cli.nominations.fields import NOMINATIONS
from emulation_cli.nominations.rules import DECISIONS, NEXT, REVIEWS

if TYPE_CHECKING:
    from emulation_cli.kernel.writing import Writer
    from emulation_cli.nominations.path import Entry

RECORDER = "emulation_cli.nominations.records:NOMINATIONS"

SHOW = "emulation nomination show {id}"
"""The command that comes next where a proposal has come to its end."""
IdArgument = Annotated[str, typer.Argument(metavar="ID")]
IdsArgument = Annotated[list[str], typer.Argument(metavar="ID…")]
OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help=_("The day."))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]
Why = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why."))]
Document = Annotated[str | None, typer.Option("--document", metavar="NUMBER", help=_("Where it is written down."))]

app = Noun(_("Proposals: from a ballot (B1-3) or direct, and every step to what became of them."))


@command(app, "list", example="emulation nomination list C6/2023", then="emulation nomination check BLOCK/YEAR")
def list_(call: Call, year: Annotated[str, typer.Argument(metavar="BLOCK/YEAR")]) -> None:
    """List the proposals of a year; what passed a sealed ballot is there by itself."""
    from emulation_cli.blocks.queries import year_row

    with call.reading() as connection:
        rows = queries.proposals(connection, year_row(connection, year).id)
        records = [
            {**queries.nomination_record(row), "overrides": finding_queries.overrides(connection, row)} for row in rows
        ]
    if call.out.format == "table":  # what is told of each step is in `show`, in JSON and in CSV
        records = [{key: record[key] for key in (*queries.KEYS, "council", "overrides")} for record in records]
    call.out.records(records, queries.KEYS)


@command(app, "show", example="emulation nomination show C6-BK23-1", then="emulation nomination check BLOCK/YEAR ID")
def show(call: Call, nomination: IdArgument) -> None:
    """Show one proposal: the three outcomes, every step, its papers, what was found of its conditions."""
    with call.reading() as connection:
        record = path_queries.whole(connection, queries.proposal(connection, nomination))
    call.out.record(record)


def take(
    call: Call, ids: Sequence[str], step: Callable[[Writer, list[str]], list[str]], said: str
) -> tuple[list[dict[str, object]], str, str]:
    """Take a step with proposals in one transaction: their records, the message, the command that comes next."""
    with call.writing() as writer:
        done = step(writer, verbs.words(ids))
        rows = [queries.proposal(writer.connection, one) for one in done]
        records = [queries.nomination_record(row) for row in rows]
    then = command_line(NEXT.get(queries.state(rows[0]), SHOW), id=rows[0]["code"]) if rows else ""
    return records, said.format(ids=", ".join(done)), then


def entry(on: str, document: str | None = None, reason: str | None = None) -> Entry:
    """What was typed of a step."""
    from emulation_cli.nominations.path import Entry

    return Entry(str(verbs.day(on)), verbs.text(document, "--document"), verbs.text(reason, "--reason"))


def note_document(call: Call, number: str | None) -> None:
    """Say where a document that was named is not registered."""
    if number is None or call.out.quiet:
        return
    with call.reading() as connection:
        known = queries.registered(connection, number)
    if not known:
        call.out.say(_("Note: the document {number} is not in the register.").format(number=number))


@command(
    app,
    "complete",
    example="emulation nomination complete C6-BK23-1 --on 10/12/2023",
    then="emulation nomination submit ID… --document NUMBER --on DATE",
)
def complete(call: Call, ids: IdsArgument, on: OnDay, document: Document = None) -> None:
    """Enter that dossiers are complete; refused while a paper that the law asks for is not there."""
    from emulation_cli.nominations import path

    said = entry(on, document)
    message = _("Dossier complete: {ids}.")
    records, words, then = take(call, ids, lambda writer, codes: path.complete(writer, codes, said), message)
    call.out.done(words, {"complete": records}, then)


@command(
    app,
    "submit",
    example="emulation nomination submit C6-BK23-1 C6-BK23-2 --document 15/TTr-VKS --on 15/12/2023",
    then="emulation paper make submission BLOCK/YEAR -o FILE.docx",
)
def submit(
    call: Call,
    ids: IdsArgument,
    document: Annotated[str, typer.Option(metavar="NUMBER", help=_("The submission (tờ trình)."))],
    on: OnDay,
) -> None:
    """Submit proposals to the authority; refused where a condition of the law is not met and not overridden."""
    from emulation_cli.nominations import path

    said = entry(on, document)
    records, words, then = take(
        call, ids, lambda writer, codes: path.submit(writer, codes, said), _("Submitted: {ids}.")
    )
    note_document(call, said.document)
    call.out.done(words, {"submitted": records}, then)
    _tell_open(call, [str(record["id"]) for record in records], said.day)


def _tell_open(call: Call, ids: Sequence[str], day: str) -> None:
    """Say of proposals on their way what is not met, what is still open, and which papers are missing."""
    if call.out.quiet:
        return
    with call.reading() as connection:
        lines = [
            line for one in ids for line in path_queries.doubts(connection, queries.proposal(connection, one), day)
        ]
    for line in lines:
        call.out.say(line)


@command(
    app,
    "review",
    example="emulation nomination review C6-BK23-1 kept --on 20/12/2023",
    then="emulation nomination decide ID granted --document NUMBER --on DATE",
)
def review(
    call: Call,
    nomination: IdArgument,
    outcome: Annotated[str, typer.Argument(metavar="|".join(REVIEWS))],
    on: OnDay,
    award: Annotated[str | None, typer.Option(metavar="AWARD", help=_("What it was changed to."))] = None,
    document: Document = None,
    reason: Why = None,
) -> None:
    """Enter what the council made of a proposal that was submitted."""
    from emulation_cli.nominations import path

    chosen, said = verbs.choice(outcome, REVIEWS, "OUTCOME"), entry(on, document, reason)
    records, _words, then = take(
        call, [nomination], lambda writer, codes: path.review(writer, codes, chosen, said, award), ""
    )
    note_document(call, said.document)
    _say_state(call, records[0], then)
    if award is not None:
        _tell_open(call, [str(records[0]["id"])], said.day)


def _say_state(call: Call, record: dict[str, object], then: str | None = None) -> None:
    call.out.done(_("{id} is {state}.").format(**{**record, "state": terms.spoken(record["state"])}), record, then)


@command(
    app,
    "decide",
    example="emulation nomination decide C6-BK23-1 granted --document 25/QĐ-VKSTC --on 05/01/2024",
    then="emulation nomination hand-over ID… --on DATE",
)
def decide(
    call: Call,
    nomination: IdArgument,
    decision: Annotated[str, typer.Argument(metavar="|".join(DECISIONS))],
    on: OnDay,
    document: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("The decision."))] = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Why refused or returned."))] = None,
) -> None:
    """Enter what the authority decided; a grant is a commendation too."""
    from emulation_cli.nominations import path

    chosen, said = verbs.choice(decision, DECISIONS, "DECISION"), entry(on, document, reason)
    with call.writing() as writer:
        row = path.decide(writer, nomination, chosen, said)
        record = queries.nomination_record(row)
    note_document(call, said.document)
    _say_state(call, record, command_line(NEXT.get(queries.state(row), SHOW), record))


@command(
    app,
    "hand-over",
    example="emulation nomination hand-over C6-BK23-1 --on 20/01/2024",
    then="emulation commendation book -o FILE.xlsx",
)
def hand_over(call: Call, ids: IdsArgument, on: OnDay, document: Document = None) -> None:
    """Enter that what was granted was handed over."""
    from emulation_cli.nominations import path

    said = entry(on, document)
    records, words, _then = take(
        call, ids, lambda writer, codes: path.hand_over(writer, codes, said), _("Handed over: {ids}.")
    )
    call.out.done(words, {"handed_over": records})


@command(
    app,
    "cancel",
    example='emulation nomination cancel C6-BK23-6 --on 10/12/2023 --reason "Đơn vị xin rút"',
    then="emulation nomination show {id}",
)
def cancel(call: Call, nomination: IdArgument, on: OnDay, reason: Reason, document: Document = None) -> None:
    """Withdraw a proposal, or cancel what was granted by the decision that says so."""
    from emulation_cli.nominations import path

    why = verbs.reason(reason)
    said = entry(on, document, why)
    with call.writing(reason=why) as writer:
        record = queries.nomination_record(path.cancel(writer, nomination, said))
    note_document(call, said.document)
    _say_state(call, record)


@command(
    app,
    "retract",
    example='emulation nomination retract C6-BK23-1 --reason "Nhập nhầm số tờ trình"',
    then="emulation nomination show {id}",
)
def retract(call: Call, nomination: IdArgument, reason: Reason) -> None:
    """Take back the last step of a proposal that was entered by mistake."""
    from emulation_cli.nominations import path

    with call.writing(reason=verbs.reason(reason)) as writer:
        record = queries.nomination_record(path.retract(writer, nomination))
    call.out.done(_("{id} is {state} again.").format(**{**record, "state": terms.spoken(record["state"])}), record)


verbs.add(
    app,
    NOMINATIONS,
    RECORDER,
    example="emulation nomination add DX-1 C6/2023 TH --award CTD-CP --on 05/12/2023",
    then="emulation nomination check {year} {id}",
)
verbs.edit(
    app,
    NOMINATIONS,
    RECORDER,
    example='emulation nomination edit DX-1 --for "Dẫn đầu phong trào thi đua của Cụm năm 2023"',
)
verbs.remove(
    app,
    NOMINATIONS,
    RECORDER,
    example="emulation nomination remove DX-1",
    then="emulation nomination list {year}",
)
