"""`emulation nomination check`, `dossier`, `attest`, `override` and `forget`: who may be proposed, with what papers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import terms, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.nominations import dossier_queries, eligibility_queries, path_queries, queries
from emulation_cli.nominations.candidate_queries import Asked
from emulation_cli.nominations.commands import Document, IdArgument, Reason, app, entry, note_document

CheckArgument = Annotated[str, typer.Argument(metavar="CHECK", help=_("Code of a condition or a quota."))]
SomeDay = Annotated[str, typer.Option("--on", metavar="DATE", show_default=False, help=_("The day (today)."))]
FOUND = ("met", "not-met")
_LINE = ("id", "recipient", "name", "award", "outcome", "check", "verdict", "what", "said", "clause", "certainty")


@command(
    app,
    "check",
    example="emulation nomination check C6/2023 TH --on 15/12/2023",
    then="emulation nomination attest ID CHECK met --document NUMBER",
)
def check(
    call: Call,
    year: Annotated[str, typer.Argument(metavar="BLOCK/YEAR")],
    who: Annotated[
        list[str] | None, typer.Argument(metavar="ID|RECIPIENT…", help=_("Only these (every proposal)."))
    ] = None,
    award: Annotated[
        str | None, typer.Option(metavar="AWARD", help=_("Who could be proposed for it (every member)."))
    ] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("By the law of that day (today)."))] = None,
) -> None:
    """Check each candidate against every condition, exclusion and quota of the law in force, with its clause.

    Without --award the year's proposals that are still to be decided; with it who could be proposed for it.
    """
    wanted, day = verbs.words(who), verbs.day_or_today(on)
    with call.reading() as connection:
        asked = Asked(connection, blocks.year_row(connection, year), day)
        if award is None:
            aims = eligibility_queries.proposed(asked, wanted)
        else:
            aims = eligibility_queries.possible(asked, award, wanted)
        records = [eligibility_queries.record(asked, aim) for aim in aims]
    if call.out.format == "json":
        call.out.json(records)
    else:
        call.out.records(_lines(records), _LINE)
    said = dict.fromkeys(line for record in records for line in record["remarks"])
    for line in () if call.out.quiet else said:
        call.out.say(line)


def _lines(records: Sequence[dict[str, Any]]) -> list[dict[str, object]]:
    """A line for each check of each candidate; what was set aside with its reason."""
    lines = []
    for record in records:
        head = {key: record[key] for key in _LINE[:5]}
        checks = list(record["checks"])
        if record["repeated"] or not checks:
            before = {"what": _("granted before"), "said": record["repeated"] or _("nothing is known to be asked")}
            checks.append({**dict.fromkeys(_LINE), **before})
        for one in checks:
            said = one["said"] if not one.get("reason") else f"{one['said']} → {one['reason']}"
            lines.append({**head, **{key: one[key] for key in _LINE[5:]}, "said": said})
    return lines


@command(
    app,
    "dossier",
    example="emulation nomination dossier C6-BK23-1 --has all --on 10/12/2023",
    then="emulation nomination complete ID… --on DATE",
)
def dossier(
    call: Call,
    nomination: IdArgument,
    has: Annotated[
        list[str] | None, typer.Option("--has", metavar="CODE,…|all", help=_("Papers that are there."))
    ] = None,
    lacks: Annotated[
        list[str] | None, typer.Option("--lacks", metavar="CODE,…|all", help=_("Papers that are not there after all."))
    ] = None,
    on: SomeDay = "today",
) -> None:
    """Show the papers of a proposal's dossier; note which are there."""
    day = str(verbs.day(on))
    if has or lacks:
        from emulation_cli.nominations import path

        with call.writing() as writer:
            for codes, missing in ((verbs.words(has), False), (verbs.words(lacks), True)):
                if codes:
                    named = [] if codes == ["all"] else codes
                    path.receive(writer, nomination, named, day, missing=missing)
            row = queries.proposal(writer.connection, nomination)
            papers = dossier_queries.papers(writer.connection, row, day)
    else:
        with call.reading() as connection:
            row = queries.proposal(connection, nomination)
            papers = dossier_queries.papers(connection, row, row["submitted_on"] or day)
    absent = dossier_queries.absent(papers)
    record = {"id": row["code"], "complete": not absent, "papers": [paper.record for paper in papers]}
    if not (has or lacks):
        call.out.record(record)
        return
    message = _("{id}: nothing that the law asks for is missing.") if not absent else _("{id} lacks {papers}.")
    then = "" if absent else command_line("emulation nomination complete {id} --on DATE", record)
    call.out.done(message.format(id=row["code"], papers=", ".join(absent)), record, then)


@command(
    app,
    "attest",
    example="emulation nomination attest DX-1 CTDCP.DANDAU met --document 12/BB-C6 --on 15/12/2023",
    then="emulation nomination show {id}",
)
def attest(
    call: Call,
    nomination: IdArgument,
    check: CheckArgument,
    verdict: Annotated[str, typer.Argument(metavar="|".join(FOUND))],
    document: Annotated[str, typer.Option(metavar="NUMBER", help=_("The paper that proves it."))],
    on: SomeDay = "today",
) -> None:
    """Enter that a paper proves a condition met, or not met."""
    from emulation_cli.nominations import path

    chosen, said = verbs.choice(verdict, FOUND, "VERDICT", "verdict"), entry(on, document)
    with call.writing() as writer:
        row = path.found(writer, nomination, check, chosen, said)
        record = path_queries.whole(writer.connection, row)
    message = _("{check} of {id}: {verdict}.").format(
        check=check, id=row["code"], verdict=terms.spoken(chosen, "verdict")
    )
    call.out.done(message, record)


@command(
    app,
    "override",
    example='emulation nomination override DX-1 CHUNG.DANGKY --reason "Đã đăng ký bằng văn bản riêng" --on 15/12/2023',
    then="emulation nomination show {id}",
)
def override(
    call: Call,
    nomination: IdArgument,
    check: CheckArgument,
    reason: Reason,
    document: Document = None,
    on: SomeDay = "today",
) -> None:
    """Set a condition or a quota aside for a proposal; the reason stands in the log and in every list."""
    from emulation_cli.nominations import path

    why = verbs.reason(reason)
    said = entry(on, document, why)
    with call.writing(reason=why) as writer:
        row = path.found(writer, nomination, check, "overridden", said)
        record = path_queries.whole(writer.connection, row)
    note_document(call, said.document)
    message = _("{check} is set aside for {id}: {reason}").format(check=check, id=row["code"], reason=why)
    call.out.done(message, record)


@command(
    app,
    "forget",
    example="emulation nomination forget DX-1 CHUNG.DANGKY",
    then="emulation nomination show {id}",
)
def forget(call: Call, nomination: IdArgument, check: CheckArgument) -> None:
    """Take back what was attested of a condition, or that it was set aside."""
    from emulation_cli.nominations import path

    with call.writing() as writer:
        row = path.forget(writer, nomination, check)
        record = path_queries.whole(writer.connection, row)
    call.out.done(_("Nothing is entered of {check} for {id} any more.").format(check=check, id=row["code"]), record)
