"""`emulation score …`"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, terms, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.dates import show_date, today_iso
from emulation_cli.kernel.errors import Refused, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.scores import queries
from emulation_cli.scores.fields import CRITERIA
from emulation_cli.scores.rules import LINE_KINDS, SHEETS, STAGES

YearArgument = Annotated[str, typer.Argument(metavar="BLOCK/YEAR")]
UnitArgument = Annotated[str, typer.Argument(metavar="UNIT")]
CodeArgument = Annotated[str, typer.Argument(metavar="CRITERION")]
Stage = Annotated[str, typer.Option(metavar="|".join(STAGES), help=_("Which stage gave the points."))]
SheetStage = Annotated[str, typer.Option(metavar="|".join(SHEETS), help=_("The sheet of which stage."))]
Document = Annotated[str | None, typer.Option(metavar="NUMBER", help=_("By which document."))]

app = Noun(_("The score table, what each stage gave, the ranking."))


@command(
    app,
    "criteria",
    example="emulation score criteria C6/2023 bang-diem.csv",
    then="emulation score enter {year} UNIT CODE=POINTS…",
)
def criteria(
    call: Call,
    year: YearArgument,
    file: Annotated[str | None, typer.Argument(metavar="[FILE|-]", help=_("Take in these lines."))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say what would change; write nothing."))] = False,
    update: Annotated[bool, typer.Option("--update", help=_("Correct lines that are there already."))] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help=_("Take the good lines, leave the bad ones out."))
    ] = False,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help=_("How a text file is written."))] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help=_("The sheet of a workbook (the first)."))] = None,
) -> None:
    """List a year's score table; with a FILE take one in, all of its lines or none."""
    with call.reading() as connection:
        row = blocks.year_row(connection, year)
        lines = queries.criteria(connection, row)
    if file is None:
        call.out.rows(CRITERIA, lines)
        return
    from emulation_cli.exchange import readers, taking
    from emulation_cli.scores.records import criteria_of

    source = readers.read(file, readers.How(encoding=encoding, sheet=sheet))
    terms = taking.Terms(row.code, update=update, dry_run=dry_run, skip_bad=skip_bad)
    taking.take(call, [(criteria_of(row), source)], terms)


@command(
    app,
    "line",
    example='emulation score line C6/2023 I.1 --name "Chỉ tiêu nghiệp vụ" --most 60 --number 1',
    then="emulation score criteria {year}",
)
def line(
    call: Call,
    year: YearArgument,
    code: CodeArgument,
    name: Annotated[str | None, typer.Option(metavar="TEXT", help=_("What it is about."))] = None,
    kind: Annotated[str | None, typer.Option(metavar="|".join(LINE_KINDS), help=_("What kind of line."))] = None,
    group: Annotated[str | None, typer.Option(metavar="CRITERION", help=_("The group that it belongs to."))] = None,
    most: Annotated[str | None, typer.Option(metavar="POINTS", help=_("Its maximum, or its group's."))] = None,
    least: Annotated[str | None, typer.Option(metavar="POINTS", help=_("A class is reached from these on."))] = None,
    for_: Annotated[
        list[str] | None, typer.Option("--for", metavar="KIND,…", help=_("For these kinds of unit (all)."))
    ] = None,
    number: Annotated[str | None, typer.Option(metavar="N", help=_("Its place in the table."))] = None,
) -> None:
    """Add a line, a group or a class to a year's score table, or correct the one with this code."""
    from emulation_cli.scores import records

    given = {"name": name, "kind": kind, "group": group, "most": most, "least": least, "kinds": for_, "number": number}
    with call.writing() as writer:
        row = blocks.year_row(writer.connection, year)
        values = records.put_line(writer, row, code, verbs.given_only(given))
    message = _("{code} stands in the score table of {year}.").format(code=values["code"], year=row.code)
    call.out.done(message, listing.shown(CRITERIA, values))


@command(app, "drop", example="emulation score drop C6/2023 I.1", then="emulation score criteria {year}")
def drop(call: Call, year: YearArgument, code: CodeArgument) -> None:
    """Take a line out of a year's score table; refused where points were given for it."""
    from emulation_cli.scores import records

    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        values = records.CRITERIA.remove(writer, records.find_line(writer.connection, row, code))
    message = _("{code} is out of the score table of {year}.").format(code=values["code"], year=row.code)
    call.out.done(message, listing.shown(CRITERIA, values))


@command(
    app,
    "enter",
    example="emulation score enter C6/2023 TH I.1=58,5 --stage self",
    then="emulation score submit BLOCK/YEAR UNIT --stage self",
)
def enter(
    call: Call,
    year: YearArgument,
    unit: UnitArgument,
    points: Annotated[list[str], typer.Argument(metavar="CODE=POINTS…")],
    stage: Stage = STAGES[0],
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Why; the council always says."))] = None,
) -> None:
    """Enter points of a unit, all of them or none; a second entry corrects the first.

    A penalty is written without a sign. Once the ranking is published, the council alone corrects, with a reason.
    """
    from emulation_cli.scores import records

    chosen = verbs.choice(stage, STAGES, "--stage", "stage")
    with call.writing(reason=verbs.text(reason, "--reason") or "") as writer:
        row = blocks.open_year(writer.connection, year)
        records.enter(writer, row, unit, _points(points), chosen, reason)
        record = queries.unit_record(writer.connection, row, unit)
        changed = bool(writer.changes)
    message = _("Entered: {points} of {unit}.") if changed else _("{unit} holds {points} already; nothing changed.")
    given = ", ".join(points)
    call.out.done(message.format(points=given, unit=record["unit"]), record, _after(record, row.code, chosen))


def _points(words: list[str]) -> dict[str, str]:
    """`CODE=POINTS` words by code."""
    found: dict[str, str] = {}
    for word in words:
        code, equals, typed = word.partition("=")
        if not (code.strip() and equals and typed.strip()):
            raise UsageError(_("{word}: write CODE=POINTS, for example I.1=97,5").format(word=word))
        if code.strip().casefold() in {known.casefold() for known in found}:
            raise Refused(_("{code} is given twice").format(code=code.strip()))
        found[code.strip()] = typed.strip()
    return found


def _after(record: dict[str, Any], year: str, stage: str) -> str:
    """The command that usually follows an entry."""
    gaps = [one["code"] for one in record["lines"] if one["kind"] == "points" and one[stage] is None]
    given = {"year": year, "unit": record["unit"], "stage": stage, "code": gaps[:1]}
    if stage not in SHEETS or record["published"]:
        return command_line("emulation score rank {year}", given)
    if gaps:
        return command_line("emulation score enter {year} {unit} {code}=POINTS --stage {stage}", given)
    by = " --by UNIT" if stage == "cross" else ""
    return command_line(f"emulation score submit {{year}} {{unit}} --stage {{stage}}{by}", given)


@command(
    app,
    "strike",
    example="emulation score strike C6/2023 TH I.1 --stage self",
    then="emulation score enter {year} {unit} CODE=POINTS… --stage {stage}",
)
def strike(call: Call, year: YearArgument, unit: UnitArgument, code: CodeArgument, stage: Stage) -> None:
    """Take out points that were entered by mistake."""
    from emulation_cli.scores import records

    chosen = verbs.choice(stage, STAGES, "--stage", "stage")
    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        values = records.strike(writer, row, unit, code, chosen)
        record = queries.unit_record(writer.connection, row, unit)
    call.out.done(_("Struck: {criterion} of {unit}, stage {stage}.").format(**values), record, stage=chosen)


@command(
    app,
    "submit",
    example="emulation score submit C6/2023 TH --stage self --on 30/11/2023",
    then="emulation score rank {year}",
)
def submit(
    call: Call,
    year: YearArgument,
    unit: UnitArgument,
    stage: SheetStage,
    by: Annotated[str | None, typer.Option(metavar="UNIT", help=_("Who cross-scored it."))] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("Handed in on that day (today)."))] = None,
) -> None:
    """Hand in a unit's sheet of one stage, whole: its points stay then as they are."""
    from emulation_cli.scores import publishing

    chosen = verbs.choice(stage, SHEETS, "--stage", "stage")
    if (chosen == "cross") != (by is not None):
        raise UsageError(_("--by UNIT says who cross-scored; it belongs to --stage cross and to no other."))
    day = verbs.day_or_today(on)
    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        publishing.submit(writer, row, unit, chosen, by, day)
        record = queries.unit_record(writer.connection, row, unit)
        changed = bool(writer.changes)
    message = _("Handed in: the sheet {stage} of {unit}.")
    if not changed:
        message = _("The sheet {stage} of {unit} is handed in already; nothing changed.")
    call.out.done(
        message.format(stage=terms.spoken(chosen, "stage"), unit=record["unit"]),
        record,
    )


@command(
    app,
    "return",
    example='emulation score return C6/2023 TH --stage self --reason "Chấm sót mục I.2"',
    then="emulation score enter {year} {unit} CODE=POINTS --stage {stage}",
)
def return_(
    call: Call,
    year: YearArgument,
    unit: UnitArgument,
    stage: SheetStage,
    reason: Annotated[str, typer.Option(metavar="TEXT", help=_("Why."))],
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("On that day (today)."))] = None,
) -> None:
    """Give a handed-in sheet back, so that its points can be corrected."""
    from emulation_cli.scores import publishing

    chosen = verbs.choice(stage, SHEETS, "--stage", "stage")
    with call.writing(reason=verbs.reason(reason)) as writer:
        row = blocks.open_year(writer.connection, year)
        publishing.give_back(writer, row, unit, chosen, verbs.day(on))
        record = queries.unit_record(writer.connection, row, unit)
    message = _("Given back: the sheet {stage} of {unit}.").format(
        stage=terms.spoken(chosen, "stage"), unit=record["unit"]
    )
    call.out.done(message, record, stage=chosen)


@command(app, "show", example="emulation score show C6/2023 TH", then="emulation score rank BLOCK/YEAR")
def show(call: Call, year: YearArgument, unit: UnitArgument) -> None:
    """Show the scores of a unit: every line with what each stage gave and what counts, groups, sums, class."""
    with call.reading() as connection:
        record = queries.unit_record(connection, blocks.year_row(connection, year), unit)
    call.out.record(record)


@command(
    app,
    "publish",
    example="emulation score publish C6/2023 --on 05/12/2023",
    then="emulation export summary {year} -o FILE.xlsx",
)
def publish(
    call: Call,
    year: YearArgument,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("Published on that day (today)."))] = None,
    document: Document = None,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Why its day or document changes."))] = None,
) -> None:
    """Publish the ranking: from then on points change only by the council, with a reason.

    Refused while a member has a line of points without a score that counts.
    """
    from emulation_cli.scores import publishing

    day, number = verbs.day(on), verbs.text(document, "--document")
    with call.writing(reason=verbs.text(reason, "--reason") or "") as writer:
        row = blocks.open_year(writer.connection, year)
        changed = publishing.publish(writer, row, day, number, today_iso())
        record = {"year": row.code, **queries.publication(writer.connection, row)}
    message = _("The ranking of {year} is published on {day}.")
    if not changed:
        message = _("The ranking of {year} is published on {day} already; nothing changed.")
    day = show_date(str(record["on"]))
    call.out.done(message.format(year=row.code, day=day), record)


@command(
    app, "rank", example="emulation score rank C6/2023", then="emulation score publish BLOCK/YEAR --document NUMBER"
)
def rank(call: Call, year: YearArgument) -> None:
    """Show the ranking by total; who has the same total shares a place. On a terminal with bars."""
    with call.reading() as connection:
        row = blocks.year_row(connection, year)
        rows = queries.ranking(connection, row)
    call.out.lines(rows, queries.RANK_KEYS if call.out.format == "csv" else queries.SCREEN_KEYS, of="ranking")
    scored = [one for one in rows if one["total"] is not None]
    call.out.lengths([(one["unit"], one["total"], call.out.text(one["total"])) for one in scored])
    _caution(call, rows)


def _caution(call: Call, rows: list[dict[str, Any]]) -> None:
    """Say what a reader of the table might take for granted."""
    if call.out.quiet:
        return
    open_units = [one["unit"] for one in rows if not one["complete"]]
    if open_units:
        call.out.say(_("Not every line is scored for: {units}.").format(units=", ".join(open_units)))
    for one in rows:
        if one["excluded"]:
            said = _("{unit} is not considered for emulation this year: {reason}")
            call.out.say(said.format(unit=one["unit"], reason=one["excluded"]))
