"""`emulation duty …`: the calendar, reports owed and received, reminders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.duties import queries
from emulation_cli.duties.fields import DUTIES
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun

RECORDER = "emulation_cli.duties.records:DUTIES"

DutyArgument = Annotated[str, typer.Argument(metavar="DUTY")]
YearArgument = Annotated[str, typer.Argument(metavar="BLOCK/YEAR")]
SomeYear = Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR")]
AsOf = Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("As of that day (today)."))]
OfUnit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=_("Of one unit only."))]

app = Noun(_("What is due each year, and the reports that units owe."))
verbs.add(
    app,
    DUTIES,
    RECORDER,
    example='emulation duty add BCQ3 "Báo cáo quý III" --due 05/10 --owed-by unit',
    then="emulation status",
)
verbs.show_list(app, DUTIES)
verbs.show(app, DUTIES, example="emulation duty show BC6", then="emulation duty receive DUTY BLOCK/YEAR UNIT…")
verbs.edit(app, DUTIES, RECORDER, example="emulation duty edit BC6 --due 25/06")
verbs.remove(app, DUTIES, RECORDER, example="emulation duty remove BCQ3")


@command(
    app,
    "receive",
    example="emulation duty receive BC6 C6/2023 TH NA --on 28/06/2023",
    then="emulation duty owed {year}",
)
def receive(
    call: Call,
    duty: DutyArgument,
    year: YearArgument,
    units: Annotated[list[str] | None, typer.Argument(metavar="UNIT…")] = None,
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", show_default=False, help=_("The day it came in (today)."))
    ] = "today",
    note: Annotated[str | None, typer.Option(metavar="TEXT", help=_("What to remember of it."))] = None,
) -> None:
    """Enter that a report came in from units (`all`: every member), or that the block handed in its own."""
    from emulation_cli.duties import records

    day = str(verbs.day(on))
    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        received = records.receive(writer, duty, row, verbs.words(units), day, note)
        lines = queries.owed(writer.connection, row, day)
    message = _("Received {duty}: {units}.").format(duty=duty, units=", ".join(received) or row.code)
    call.out.done(message, {"year": row.code, "duty": duty, "on": day, "owed": lines})


@command(app, "strike", example="emulation duty strike BC6 C6/2023 NA", then="emulation duty owed {year}")
def strike(
    call: Call,
    duty: DutyArgument,
    year: YearArgument,
    unit: Annotated[str | None, typer.Argument(metavar="UNIT")] = None,
) -> None:
    """Take out a report that was entered as received by mistake."""
    from emulation_cli.duties import records

    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        records.strike(writer, duty, row, unit)
    message = _("Struck: {duty} of {unit}.").format(duty=duty, unit=unit or row.code)
    call.out.done(message, {"year": row.code, "duty": duty, "unit": unit})


@command(app, "owed", example="emulation duty owed C6/2023 --on 01/07/2023", then="emulation duty remind BLOCK/YEAR")
def owed(call: Call, year: SomeYear = None, unit: OfUnit = None, on: AsOf = None) -> None:
    """List the reports that are owed: by when, received when, how many days late."""
    lines = _gathered(call, queries.owed, year, unit, on)
    keys = ("year", "unit", "report", "name", "due", "received", "late", "state")
    call.out.lines(lines, keys, of="duty")


@command(
    app,
    "remind",
    example="emulation duty remind C6/2023 --on 01/07/2023 -o nhac-viec.xlsx",
    then="emulation duty receive DUTY {year} UNIT…",
)
def remind(
    call: Call,
    year: SomeYear = None,
    unit: OfUnit = None,
    on: AsOf = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", metavar="FILE.xlsx", help=_("Write it as a workbook."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
) -> None:
    """List what each unit still owes: reports, signatures, results, tasks."""
    from emulation_cli.duties import steps
    from emulation_cli.exchange.publish import publish_workbook, refuse_workbook_target

    if output is not None:
        refuse_workbook_target(output, force=force)
    lines = _gathered(call, steps.reminders, year, unit, on)
    if output is None:
        call.out.lines(lines, ("unit", "name", "year", "what", "due", "late", "state"), of="duty")
        return
    from emulation_cli.duties import sheets

    data = sheets.reminders(lines, verbs.day_or_today(on), vietnamese=call.official_vietnamese)
    publish_workbook(output, data, force=force)
    call.out.done(_("Wrote {path}.").format(path=output), {"path": str(output), "lines": len(lines)}, year=year)


def _gathered(call: Call, read: Any, year: str | None, unit: str | None, on: str | None) -> list[dict[str, Any]]:
    """What `read(connection, year, day)` gives of one year or of all that are open, of one unit or of all."""
    from emulation_cli.kernel import references

    day = verbs.day_or_today(on)
    with call.reading() as connection:
        years = blocks.years_on(connection, year, day)
        code = references.get(connection, "unit", unit)[1] if unit else None
        lines = [line for row in years for line in read(connection, row, day)]
    return [line for line in lines if code in (None, line["unit"])]
