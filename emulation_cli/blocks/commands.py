"""`emulation year …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.blocks import queries, rotation_queries
from emulation_cli.blocks.fields import EXCLUSIONS, METHODS, YEARS
from emulation_cli.kernel import listing, places, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.placeholders import command_line

RECORDER = "emulation_cli.blocks.records:YEARS"

YearArgument = Annotated[str, typer.Argument(metavar="BLOCK/YEAR")]
Units = Annotated[list[str], typer.Argument(metavar="UNIT…")]
OnDay = Annotated[str, typer.Option("--on", metavar="DATE", help=_("The day."))]
Document = Annotated[str | None, typer.Option("--document", metavar="NUMBER", help=_("By which document."))]
Reason = Annotated[str, typer.Option(metavar="TEXT", help=_("Why."))]

app = Noun(_("A block's years: members, leadership, handover. A year is written BLOCK/YEAR."))


@command(app, "open", example="emulation year open C6/2024 --like C6/2023", then="emulation year join {year} UNIT…")
def open_(
    call: Call,
    year: Annotated[str, typer.Argument(metavar="BLOCK/YEAR", autocompletion=places.NEXT_YEAR)],
    theme: Annotated[str | None, typer.Option(metavar="TEXT", help=_("The year's theme."))] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("First day (1 January)."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("Last day (31 December)."))] = None,
    like: Annotated[str | None, typer.Option(metavar="BLOCK/YEAR", help=_("Take over its members."))] = None,
) -> None:
    """Open a block's year."""
    from emulation_cli.blocks import records

    block, number = queries.split_year(year)
    given = {"block": block, "year": number, "theme": theme, "from": from_, "to": to}
    with call.writing() as writer:
        values = records.open_year(writer, verbs.given_only(given), like)
        code = f"{values['block']}/{values['year']}"
        opened = queries.year_row(writer.connection, code)
        record = queries.year_record(writer.connection, opened)
        heir = rotation_queries.next_head(writer.connection, opened, like) if like else None
    then = command_line("emulation year lead {year} --head {unit}", year=code, unit=heir) if like else None
    call.out.done(_("Opened {year}.").format(year=code), record, then, year=code)
    if heir and not call.out.quiet:
        call.out.say(_("{unit} was deputy in {year}; mostly the deputy leads next.").format(unit=heir, year=like))


@command(app, "list", example="emulation year list C6", then="emulation year show {year}")
def list_(call: Call, block: Annotated[str | None, typer.Argument(metavar="BLOCK")] = None) -> None:
    """List the years of one block or of all."""
    from emulation_cli.kernel import references

    with call.reading() as connection:
        wanted = references.get(connection, "block", block)[0] if block else None
        rows = listing.listed(connection, YEARS, *listing.having(block_id=wanted))
    call.out.rows(YEARS, [row.values for row in rows])


@command(app, "show", example="emulation year show C6/2023", then="emulation status BLOCK/YEAR")
def show(
    call: Call,
    year: YearArgument,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("Members on that day (the last)."))] = None,
) -> None:
    """Show a year: theme, leadership, members."""
    day = verbs.day(on)
    with call.reading() as connection:
        record = queries.year_record(connection, queries.year_row(connection, year), day)
    call.out.record(record)


@command(
    app,
    "join",
    example="emulation year join C6/2023 QNI --on 01/07/2023",
    then="emulation year lead {year} --head UNIT",
)
def join(
    call: Call,
    year: YearArgument,
    units: Units,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("First day (the year's first)."))] = None,
    document: Document = None,
) -> None:
    """Make units members of a year; the order given is the official order."""
    from emulation_cli.blocks import records

    with call.writing() as writer:
        row = queries.open_year(writer.connection, year)
        joined = records.join(writer, row, verbs.words(units), on, document)
        record = queries.year_record(writer.connection, row)
    message = _("Joined {year}: {units}.").format(year=row.code, units=", ".join(joined))
    then = command_line("emulation year show {year}", year=row.code) if record["head"] else None
    call.out.done(message, record, then, year=row.code)


@command(app, "leave", example="emulation year leave K4/2023 BVPL --on 01/10/2023", then="emulation year show {year}")
def leave(
    call: Call,
    year: YearArgument,
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    on: OnDay,
    document: Document = None,
) -> None:
    """End a unit's membership; the day is the first without it."""
    from emulation_cli.blocks import records

    day = str(verbs.day(on))
    with call.writing() as writer:
        row = queries.open_year(writer.connection, year)
        code = records.leave(writer, row, unit, day, document)
        record = queries.year_record(writer.connection, row)
    call.out.done(_("{unit} has left {year}.").format(unit=code, year=row.code), record, year=row.code)


@command(
    app,
    "stay",
    example='emulation year stay K4/2023 BVPL --reason "Nhập nhầm đơn vị"',
    then="emulation year show {year}",
)
def stay(call: Call, year: YearArgument, unit: Annotated[str, typer.Argument(metavar="UNIT")], reason: Reason) -> None:
    """Take back a leaving that was entered by mistake."""
    from emulation_cli.blocks import records

    with call.writing(reason=verbs.reason(reason)) as writer:
        row = queries.open_year(writer.connection, year)
        code = records.stay(writer, row, unit)
        record = queries.year_record(writer.connection, row)
    call.out.done(_("{unit} stays in {year}.").format(unit=code, year=row.code), record, year=row.code)


@command(
    app,
    "move",
    example="emulation year move KNC/2023 C6/2023 NC-VKS --on 01/12/2023",
    then="emulation year show {year}",
)
def move(
    call: Call,
    source: Annotated[str, typer.Argument(metavar="FROM/YEAR")],
    target: Annotated[str, typer.Argument(metavar="TO/YEAR")],
    units: Units,
    on: OnDay,
    document: Document = None,
) -> None:
    """Move units from one block to another within a year; the day is the first in the new one."""
    from emulation_cli.blocks import records

    day = str(verbs.day(on))
    with call.writing() as writer:
        left, joined = (queries.open_year(writer.connection, year) for year in (source, target))
        moved = records.move(writer, left, joined, verbs.words(units), day, document)
        record = queries.year_record(writer.connection, joined)
    message = _("Moved from {source} to {target}: {units}.")
    call.out.done(
        message.format(source=left.code, target=joined.code, units=", ".join(moved)), record, year=joined.code
    )


@command(
    app,
    "exclude",
    example='emulation year exclude KNC/2023 NC-STP --reason "Không đăng ký thi đua (số liệu minh họa)"',
    then="emulation year show {year}",
)
def exclude(
    call: Call,
    year: YearArgument,
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    reason: Annotated[str, typer.Option(metavar="TEXT", help=_('Why; "" takes it back.'))],
) -> None:
    """Note that a unit is not considered for emulation in a year; the year after it is not proposed to lead."""
    from emulation_cli.blocks import records

    with call.writing() as writer:
        row = queries.open_year(writer.connection, year)
        values = records.exclude(writer, row, unit, reason)
    said = _("{unit} is not considered in {year}.") if values["excluded"] else _("{unit} is considered in {year}.")
    call.out.done(said.format(unit=values["unit"], year=row.code), listing.shown(EXCLUSIONS, values), year=row.code)


@command(app, "strike", example="emulation year strike C6/2023 QNI", then="emulation year show {year}")
def strike(call: Call, year: YearArgument, unit: Annotated[str, typer.Argument(metavar="UNIT")]) -> None:
    """Take out a member that was entered by mistake."""
    from emulation_cli.blocks import records

    with call.writing() as writer:
        row = queries.open_year(writer.connection, year)
        values = records.strike_member(writer, row, unit)
        record = queries.year_record(writer.connection, row)
    call.out.done(_("{unit} was struck from {year}.").format(unit=values["unit"], year=row.code), record, year=row.code)


@command(
    app,
    "lead",
    example="emulation year lead KNC/2023 --head NC-VKS --deputy NC-CA --method elected",
    then="emulation meeting add CODE {year} --kind launch --on DATE",
)
def lead(
    call: Call,
    year: YearArgument,
    head: Annotated[str, typer.Option(metavar="UNIT", help=_("The head (khối trưởng, cụm trưởng)."))],
    deputy: Annotated[list[str] | None, typer.Option(metavar="UNIT,…", help=_("The deputies."))] = None,
    method: Annotated[str, typer.Option(metavar="|".join(METHODS), help=_("How they were chosen."))] = METHODS[0],
    person: Annotated[
        str | None, typer.Option(metavar='"NAME, POST"', help=_("Who exercises the head's post."))
    ] = None,
    deputy_person: Annotated[
        list[str] | None, typer.Option(metavar='"NAME, POST"', help=_("The deputies' persons, in their order."))
    ] = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("From that day on: a change in mid-year."))] = None,
    document: Document = None,
) -> None:
    """Set who leads the block in a year, or from a day of it on."""
    from emulation_cli.blocks import records

    chosen = verbs.choice(method, METHODS, "--method")
    deputies = [verbs.text(one, "--deputy-person") for one in deputy_person or []]
    people = [verbs.text(person, "--person"), *deputies]
    leadership = records.Chosen([head, *verbs.words(deputy)], chosen, people, verbs.text(document, "--document"))
    day = verbs.day(on)
    with call.writing() as writer:
        row = queries.open_year(writer.connection, year)
        records.lead(writer, row, leadership, day)
        record = queries.year_record(writer.connection, row, day)
        excluded = rotation_queries.excluded_before(writer.connection, row)
    call.out.done(_("{head} leads {year}.").format(head=record["head"], year=row.code), record, year=row.code)
    for unit in [record["head"], *record["deputies"]] if not call.out.quiet else ():
        if unit in excluded:
            message = _("{unit} was not considered for emulation in {year} ({reason}).")
            call.out.say(message.format(unit=unit, year=row.year - 1, reason=excluded[unit]))
            call.out.say(_("Such a unit is not proposed to lead, says a press report on the procuracy's blocks."))


@command(app, "rotation", example="emulation year rotation K4", then="emulation year lead BLOCK/YEAR --head UNIT")
def rotation(call: Call, block: Annotated[str, typer.Argument(metavar="BLOCK")]) -> None:
    """Who led a block, year by year, and to whom the flag passed on."""
    from emulation_cli.kernel import references

    with call.reading() as connection:
        block_id, _code = references.get(connection, "block", block)
        rows = rotation_queries.rotation(connection, block_id)
    call.out.records(rows)


@command(
    app,
    "handover",
    example="emulation year handover K4/2023 --on 15/12/2023 --to DHKS",
    then="emulation paper make handover {year} -o FILE.docx",
)
def handover(
    call: Call,
    year: YearArgument,
    on: OnDay,
    to: Annotated[str | None, typer.Option(metavar="UNIT", help=_("Who received it, if known."))] = None,
    meeting: Annotated[str | None, typer.Option(metavar="MEETING", help=_("At which meeting."))] = None,
    giver: Annotated[str | None, typer.Option(metavar='"NAME, POST"', help=_("Who handed it over."))] = None,
    receiver: Annotated[str | None, typer.Option(metavar='"NAME, POST"', help=_("Who received it."))] = None,
) -> None:
    """Record that the rotating flag and the block's file passed on."""
    from emulation_cli.blocks import records

    day = str(verbs.day(on))
    hands = (verbs.text(giver, "--giver"), verbs.text(receiver, "--receiver"))
    with call.writing() as writer:
        row = queries.open_year(writer.connection, year)
        records.hand_over(writer, row, day, records.Handing(to, meeting, *hands))
        record = queries.year_record(writer.connection, row)
    call.out.done(_("The flag of {year} has passed on.").format(year=row.code), record, year=row.code)


@command(app, "close", example="emulation year close K4/2022", then="emulation export summary {year} -o FILE.xlsx")
def close(
    call: Call,
    year: YearArgument,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("From that day on (today)."))] = None,
) -> None:
    """Close a year: nothing in it changes any more."""
    _set_state(call, year, "closed", _("Closed {year}."), day=verbs.day(on))


@command(
    app,
    "reopen",
    example='emulation year reopen K4/2022 --reason "Bổ sung kết quả cả năm"',
    then="emulation year close {year}",
)
def reopen(call: Call, year: YearArgument, reason: Reason) -> None:
    """Open a closed year again, with the reason."""
    _set_state(call, year, "open", _("Opened {year} again."), verbs.reason(reason))


def _set_state(
    call: Call, year: str, state: str, message: str, reason: str | None = None, day: str | None = None
) -> None:
    from emulation_cli.blocks import records

    with call.writing(reason=reason or "") as writer:
        row = queries.year_row(writer.connection, year)
        changed = records.set_state(writer, row, state, day)
        writer.session.flush()
        record = queries.year_record(writer.connection, queries.year_by_id(writer.connection, row.id))
    said = message if changed else _("{year} is so already; nothing changed.")
    call.out.done(said.format(year=row.code), record, year=row.code)


verbs.edit(
    app, YEARS, RECORDER, example='emulation year edit KNC/2023 --theme "Đoàn kết, kỷ cương, trách nhiệm, sáng tạo"'
)
verbs.remove(app, YEARS, RECORDER, example="emulation year remove C6/2024")
