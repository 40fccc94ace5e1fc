"""`emulation award …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.awards import queries
from emulation_cli.awards.fields import AWARDS
from emulation_cli.kernel import terms, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun

RECORDER = "emulation_cli.awards.records:AWARDS"

OnDay = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("The rule in force that day (today)."))]

app = Noun(_("The catalogue of titles and forms of commendation, with their dated voting rules."))
verbs.add(
    app,
    AWARDS,
    RECORDER,
    example='emulation award add GK-KHOI "Giấy khen của Khối trưởng" --level unit --recipient collective --form letter',
    then="emulation rule add CODE --award {code} --threshold 80% --clause TEXT --from DATE",
)


@command(app, "list", example="emulation award list --on 01/12/2023", then="emulation award show AWARD")
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
    share = f"{terms.spoken(rule['comparison'])} {rule['numerator']}/{rule['denominator']}"
    return f"{terms.spoken(rule['body'], 'body')}: {share} {_('of')} {terms.spoken(rule['base'], 'of')}"


@command(
    app,
    "show",
    example="emulation award show CTD-KSND --on 01/12/2023",
    then="emulation nomination add ID BLOCK/YEAR RECIPIENT --award AWARD",
)
def show(call: Call, award: Annotated[str, typer.Argument(metavar="AWARD")], on: OnDay = None) -> None:
    """Show an award: on a day, and all that is said of it, each with its clause and how sure that is."""
    with call.reading() as connection:
        row = verbs.named(connection, AWARDS, award)
        record = queries.award_record(connection, row, verbs.day_or_today(on))
    call.out.record(record)


@command(app, "known", example="emulation award known", then="emulation award list")
def known(call: Call) -> None:
    """Take in all that is known of the law for the awards of the catalogue; what is there stays."""
    from emulation_cli.awards.records import KNOWN, take_known

    with call.writing() as writer:
        reports = take_known(writer)
    record = dict(zip(KNOWN, (report.record() for report in reports), strict=True))
    new = sum(int(str(one["new"])) for one in record.values())
    call.out.done(_("{new} entries of the law taken in.").format(new=new), record)


verbs.edit(app, AWARDS, RECORDER, example='emulation award edit GK --authority "Viện trưởng VKSND cấp tỉnh"')
verbs.remove(app, AWARDS, RECORDER, example="emulation award remove GK-KHOI")
