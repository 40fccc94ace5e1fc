"""`emulation pledge …`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, cast

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.numbers import LARGEST
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.pledges import queries, result_queries
from emulation_cli.pledges.fields import PARTS, PLEDGES

RECORDER = "emulation_cli.pledges.records:PLEDGES"

YearArgument = Annotated[str, typer.Argument(metavar="BLOCK/YEAR")]
Units = Annotated[list[str] | None, typer.Option("--unit", metavar="UNIT,…", help=_("For these units (all)."))]
Basis = Annotated[
    list[str] | None,
    typer.Option(
        "--basis", metavar="NUMBER,…", help=_("Registered documents, each with its article: NUMBER; ARTICLE.")
    ),
]
Number = Annotated[
    int | None, typer.Option("--number", min=1, max=LARGEST, metavar="N", help=_("Correct item N instead."))
]

Reason = Annotated[str, typer.Option(metavar="TEXT", help=_("Why."))]

app = Noun(_("The pledge (giao ước thi đua): draft, adopt, sign, results."))


@command(
    app,
    "draft",
    example='emulation pledge draft KNC/2023 --title "Giao ước thi đua năm 2023 của Khối thi đua Nội chính"',
    then='emulation pledge item {year} "TEXT"',
)
def draft(
    call: Call,
    year: YearArgument,
    title: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Its title."))] = None,
) -> None:
    """Begin the pledge of a year."""
    from emulation_cli.pledges.records import PLEDGES as RECORD

    with call.writing() as writer:
        row = blocks.year_row(writer.connection, year)
        RECORD.add(writer, {"year": row.code, "title": title})
        record = queries.pledge_record(writer.connection, row)
    call.out.done(_("Drafted the pledge {year}.").format(year=row.code), record)


@command(
    app,
    "item",
    example='emulation pledge item C6/2023 "Phấn đấu hoàn thành vượt mức các chỉ tiêu nghiệp vụ" --basis 139/QĐ-VKSTC',
    then="emulation pledge adopt {year} --meeting MEETING --consensus",
)
def item(
    call: Call,
    year: YearArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    unit: Units = None,
    basis: Basis = None,
    number: Number = None,
) -> None:
    """Add a line of content; without --unit it is for every member."""
    given = {"text": text, "units": unit, "basis": basis}
    _put(call, year, "item", given, None if number is None else [str(number)])


@command(
    app,
    "target",
    example='emulation pledge target C6/2023 CDS "Hồ sơ được số hóa (số liệu minh họa)" --goal "≥ 80" --measure "%"',
    then="emulation pledge adopt {year} --meeting MEETING --consensus",
)
def target(
    call: Call,
    year: YearArgument,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    name: Annotated[str, typer.Argument(metavar="NAME")],
    goal: Annotated[str, typer.Option(metavar='"≥ 98"', help=_("≥ > = ≤ < and a number."))],
    measure: Annotated[str | None, typer.Option(metavar='"%"', help=_("Unit of measure."))] = None,
    unit: Units = None,
    basis: Basis = None,
    unit_goal: Annotated[
        list[str] | None, typer.Option(metavar='"UNIT ≥ 95"', help=_("The goal of a unit whose own differs."))
    ] = None,
    note: Annotated[str | None, typer.Option(metavar="TEXT", help=_("A note."))] = None,
) -> None:
    """Add a target, or correct the one with this code."""
    given = {"code": code, "name": name, "goal": goal, "measure": measure, "units": unit, "basis": basis, "note": note}
    own = [tuple(words.strip().partition(" ")[::2]) for words in unit_goal or ()]
    _put(call, year, "target", given, None, [{"target": code, "unit": one, "goal": goal} for one, goal in own])


@command(
    app,
    "movement",
    example='emulation pledge movement C6/2023 VHCS --aim "Xây dựng văn hóa công sở"',
    then="emulation pledge adopt {year} --meeting MEETING --consensus",
)
def movement(
    call: Call,
    year: YearArgument,
    movement: Annotated[str, typer.Argument(metavar="MOVEMENT")],
    aim: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Its aim."))] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("Launched on."))] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="DATE", help=_("Closed on."))] = None,
) -> None:
    """Register a movement in the pledge, or correct what was said of it."""
    given = {"movement": movement, "aim": aim, "launched_on": from_, "closed_on": to}
    _put(call, year, "movement", given, None)


def _put(
    call: Call,
    year: str,
    part: str,
    given: dict[str, Any],
    words: list[str] | None,
    goals: Sequence[dict[str, Any]] = (),
) -> None:
    """Enter or correct one part of the content, a target with the goals of single units."""
    from emulation_cli.pledges import records

    with call.writing() as writer:
        row = blocks.year_row(writer.connection, year)
        queries.pledge_row(writer.connection, row)
        recorder = records.recorder_of(part)
        raw = verbs.given_only(given)
        if words is None:
            recorder.put(writer, {"year": row.code, **raw})
        else:
            found = records.find_part(writer.connection, row, part, words)
            recorder.edit(writer, found.id, raw)
        for goal in goals:
            records.GOALS.put(writer, {"year": row.code, **goal})
        record = queries.pledge_record(writer.connection, row)
    call.out.done(_("Entered into the pledge {year}.").format(year=row.code), record)


@command(
    app,
    "adopt",
    example="emulation pledge adopt C6/2023 --meeting C6-SK23 --consensus",
    then="emulation pledge sign {year} all --on DATE",
)
def adopt(
    call: Call,
    year: YearArgument,
    meeting: Annotated[str, typer.Option(metavar="MEETING", help=_("The meeting that adopts it."))],
    consensus: Annotated[bool, typer.Option("--consensus", help=_("Agreed without counting."))] = False,
    agree: Annotated[str | None, typer.Option(metavar="N", help=_("Votes for it."))] = None,
    disagree: Annotated[str | None, typer.Option(metavar="N", help=_("Votes against it."))] = None,
    abstain: Annotated[str | None, typer.Option(metavar="N", help=_("Abstentions (0)."))] = None,
) -> None:
    """Adopt the pledge at a meeting: by consensus or with counts; not carried is refused."""
    from emulation_cli.pledges import amending

    counts = None
    counted = any(count is not None for count in (agree, disagree, abstain))
    if consensus == counted or (agree is None) != (disagree is None) or (counted and agree is None):
        raise UsageError(_("Say either --consensus, or --agree N and --disagree N."))
    if agree is not None and disagree is not None:
        typed = (("--agree", agree), ("--disagree", disagree), ("--abstain", abstain or "0"))
        first, second, third = (verbs.number(text, name) for name, text in typed)
        counts = (first, second, third)
    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        amending.adopt(writer, row, meeting, consensus=consensus, counts=counts)
        record = queries.pledge_record(writer.connection, row)
    message = _("The pledge {year} is adopted.").format(year=row.code)
    call.out.done(message, record)


@command(
    app,
    "withdraw",
    example='emulation pledge withdraw C6/2023 --reason "Sửa chỉ tiêu trước khi ký"',
    then="emulation pledge adopt {year} --meeting MEETING --consensus",
)
def withdraw(call: Call, year: YearArgument, reason: Reason) -> None:
    """Take the adoption back while nobody has signed, so that the content can be corrected."""
    from emulation_cli.pledges import amending

    with call.writing(reason=verbs.reason(reason)) as writer:
        row = blocks.open_year(writer.connection, year)
        amending.withdraw(writer, row)
        record = queries.pledge_record(writer.connection, row)
    call.out.done(_("The pledge {year} is a draft again.").format(year=row.code), record)


@command(
    app,
    "amend",
    example='emulation pledge amend K4/2023 --reason "Bổ sung chỉ tiêu 6 tháng cuối năm"',
    then="emulation pledge adopt {year} --meeting MEETING --consensus",
)
def amend(call: Call, year: YearArgument, reason: Reason) -> None:
    """Begin a new version of a signed pledge: a draft to be adopted and signed; the old one stays readable."""
    from emulation_cli.pledges import amending

    with call.writing(reason=verbs.reason(reason)) as writer:
        row = blocks.open_year(writer.connection, year)
        version = amending.amend(writer, row)
        record = queries.pledge_record(writer.connection, row)
    message = _("The pledge {year} has a version {version}, a draft.").format(year=row.code, version=version)
    call.out.done(message, record)


@command(
    app,
    "drop",
    example='emulation pledge drop K4/2023 --reason "Không bổ sung nữa"',
    then="emulation pledge show {year}",
)
def drop(call: Call, year: YearArgument, reason: Reason) -> None:
    """Give up an amendment that is still a draft; the version before it holds."""
    from emulation_cli.pledges import amending

    with call.writing(reason=verbs.reason(reason)) as writer:
        row = blocks.open_year(writer.connection, year)
        version = amending.drop(writer, row)
        record = queries.pledge_record(writer.connection, row)
    call.out.done(_("Version {version} of the pledge {year} holds.").format(year=row.code, version=version), record)


@command(
    app,
    "sign",
    example="emulation pledge sign C6/2023 all --on 30/06/2023",
    then="emulation paper make pledge {year} -o FILE.docx",
)
def sign(
    call: Call,
    year: YearArgument,
    units: Annotated[list[str], typer.Argument(metavar="UNIT…")],
    on: Annotated[str, typer.Option(metavar="DATE", help=_("The day of signing."))],
    by: Annotated[str | None, typer.Option(metavar='"NAME, POST"', help=_("Who signed for the unit."))] = None,
) -> None:
    """Enter signatures under the adopted pledge; `all` is every member that has not signed yet."""
    from emulation_cli.pledges import records

    day = str(verbs.day(on))
    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        signed = records.sign(writer, row, verbs.words(units), day, by)
        record = queries.pledge_record(writer.connection, row)
    unsigned = record["missing"]
    message = _("Signed: {units}.").format(units=", ".join(signed))
    if isinstance(unsigned, list) and unsigned:
        message += " " + _("Still missing: {units}.").format(units=", ".join(unsigned))
    rest = command_line("emulation pledge sign {year} {missing} --on DATE", record) if unsigned else None
    call.out.done(message, record, rest)


@command(
    app, "show", example="emulation pledge show K4/2023", then="emulation paper make pledge BLOCK/YEAR -o FILE.docx"
)
def show(
    call: Call,
    year: YearArgument,
    version: Annotated[
        int | None, typer.Option(min=1, max=LARGEST, metavar="N", help=_("An earlier version (the present one)."))
    ] = None,
) -> None:
    """Show the pledge: state, content, targets, signatures, who is missing."""
    with call.reading() as connection:
        record = queries.pledge_record(connection, blocks.year_row(connection, year), version)
    if call.out.format == "table":
        targets = cast(list[dict[str, Any]], record["targets"])
        record["targets"] = result_queries.spoken(targets, comma=call.out.vietnamese)
    call.out.record(record)


@command(app, "strike", example="emulation pledge strike C6/2023 target CDS", then="emulation pledge show {year}")
def strike(
    call: Call,
    year: YearArgument,
    part: Annotated[str, typer.Argument(metavar="|".join(PARTS))],
    which: Annotated[list[str], typer.Argument(metavar="N|CODE|UNIT…")],
) -> None:
    """Take out what was entered by mistake.

    item N, target CODE, goal TARGET UNIT, movement CODE, signature UNIT, result TARGET UNIT PERIOD.
    """
    from emulation_cli.pledges import records

    chosen = verbs.choice(part, PARTS, "PART", "noun")
    with call.writing() as writer:
        row = blocks.open_year(writer.connection, year)
        records.strike(writer, row, chosen, which)
        record = queries.pledge_record(writer.connection, row)
    call.out.done(_("Struck from the pledge {year}.").format(year=row.code), record)


# The verbs of results and of the registration table stand beside; they enter themselves into `app`.
from emulation_cli.pledges import result_commands, table_commands  # noqa: E402, F401

verbs.show_list(app, PLEDGES)
verbs.edit(
    app,
    PLEDGES,
    RECORDER,
    example='emulation pledge edit C6/2023 --title "Giao ước thi đua năm 2023 của Cụm thi đua số 6"',
)
verbs.remove(app, PLEDGES, RECORDER, example="emulation pledge remove KNC/2023")
