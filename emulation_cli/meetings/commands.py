"""`emulation meeting …`"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from emulation_cli.kernel import listing, terms, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.numbers import LARGEST
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.meetings import queries
from emulation_cli.meetings.fields import MEETINGS, OPINION_KINDS, PARTS, ROLES
from emulation_cli.units.rules import means_everyone

RECORDER = "emulation_cli.meetings.records:MEETINGS"

MeetingArgument = Annotated[str, typer.Argument(metavar="MEETING")]
PersonArgument = Annotated[str, typer.Argument(metavar='"NAME, POST"')]
TextArgument = Annotated[str, typer.Argument(metavar="TEXT")]
Number = Annotated[
    int | None,
    typer.Option("--number", min=1, max=LARGEST, metavar="N", help=_("Correct entry N instead of adding one.")),
]

app = Noun(_("Meetings of a block: attendance, speeches, opinions, resolutions, tasks."))
verbs.add(
    app,
    MEETINGS,
    RECORDER,
    example="emulation meeting add C6-TK23 C6/2023 --kind yearend --on 05/12/2023 --host TTH",
    then="emulation meeting attend {code} UNIT…",
)


@command(app, "list", example="emulation meeting list C6/2023", then="emulation meeting show MEETING")
def list_(call: Call, year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR")] = None) -> None:
    """List the meetings of one year or of all, by day."""
    from emulation_cli.blocks.queries import year_row

    with call.reading() as connection:
        if year:
            rows = queries.meetings_of(connection, year_row(connection, year).id)
        else:
            rows = listing.listed(connection, MEETINGS)
    call.out.rows(MEETINGS, [row.values for row in rows])


@command(
    app,
    "show",
    example="emulation meeting show C6-SK23",
    then="emulation paper make meeting-minutes MEETING -o FILE.docx",
)
def show(call: Call, meeting: MeetingArgument) -> None:
    """Show a meeting: who came, what was said, decided and given as a task."""
    with call.reading() as connection:
        record = queries.meeting_record(connection, queries.meeting_row(connection, meeting))
    call.out.record(record)


@command(
    app,
    "attend",
    example="emulation meeting attend C6-TK23 all",
    then="emulation ballot new CODE {year} --meeting {meeting}",
)
def attend(
    call: Call,
    meeting: MeetingArgument,
    units: Annotated[list[str], typer.Argument(metavar="UNIT…")],
    person: Annotated[str | None, typer.Option(metavar='"NAME, POST"', help=_("Who came for the unit."))] = None,
    absent: Annotated[bool, typer.Option("--absent", help=_("The units stayed away."))] = False,
    reason: Annotated[str | None, typer.Option(metavar="TEXT", help=_("Why they stayed away."))] = None,
) -> None:
    """Enter units as present, or absent; `all` is every member. A second call corrects the first."""
    from emulation_cli.meetings import records

    with call.writing() as writer:
        row = queries.meeting_row(writer.connection, meeting)
        records.attend(writer, row, verbs.words(units), absent=absent, person=person, reason=reason)
        record = queries.meeting_record(writer.connection, row)
    then = command_line("emulation pledge draft {year}", record) if "launch" in str(record["kinds"]) else None
    call.out.done(_("Entered at {meeting}.").format(meeting=record["code"]), record, then, meeting=record["code"])


@command(
    app,
    "guest",
    example='emulation meeting guest C6-TK23 "Nguyễn Văn An, Phó Vụ trưởng Vụ Thi đua Khen thưởng"',
    then='emulation meeting speech {meeting} "NAME, POST" TEXT',
)
def guest(call: Call, meeting: MeetingArgument, person: PersonArgument, number: Number = None) -> None:
    """Enter a guest."""
    _enter(call, "guest", meeting, {"person": person}, number)


@command(
    app,
    "speech",
    example='emulation meeting speech C6-TK23 "Nguyễn Văn An, Phó Vụ trưởng" "Biểu dương Cụm 6" --role directing',
    then="emulation meeting resolve {meeting} TEXT --consensus",
)
def speech(
    call: Call,
    meeting: MeetingArgument,
    person: PersonArgument,
    text: TextArgument,
    role: Annotated[str, typer.Option(metavar="|".join(ROLES), help=_("What kind of speech."))] = "other",
    number: Number = None,
) -> None:
    """Enter what somebody said."""
    _enter(call, "speech", meeting, {"person": person, "text": text, "role": role}, number)


@command(
    app,
    "opinion",
    example='emulation meeting opinion C6-SK23 TH "Đề nghị bổ sung chỉ tiêu chuyển đổi số" --accepted',
    then="emulation meeting resolve {meeting} TEXT --consensus",
)
def opinion(
    call: Call,
    meeting: MeetingArgument,
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    text: TextArgument,
    accepted: Annotated[bool | None, typer.Option("--accepted/--rejected", help=_("What became of it."))] = None,
    kind: Annotated[str | None, typer.Option(metavar="|".join(OPINION_KINDS), help=_("What it points out."))] = None,
    number: Number = None,
) -> None:
    """Enter a unit's opinion on a draft, and whether it was taken up; a review's shortcoming, also of `all`."""
    state = {None: None, True: "accepted", False: "rejected"}[accepted]
    whose = "" if means_everyone([unit]) else unit
    _enter(call, "opinion", meeting, {"unit": whose, "text": text, "state": state, "kind": kind}, number)


@command(
    app,
    "resolve",
    example='emulation meeting resolve C6-TK23 "Thông qua báo cáo tổng kết" --agree 6 --disagree 0 --abstain 0',
    then="emulation meeting task {meeting} TEXT --owner UNIT --due DATE",
)
def resolve(
    call: Call,
    meeting: MeetingArgument,
    text: TextArgument,
    consensus: Annotated[bool, typer.Option("--consensus", help=_("Agreed without counting."))] = False,
    agree: Annotated[str | None, typer.Option(metavar="N", help=_("Votes for it."))] = None,
    disagree: Annotated[str | None, typer.Option(metavar="N", help=_("Votes against it."))] = None,
    abstain: Annotated[str | None, typer.Option(metavar="N", help=_("Abstentions (0)."))] = None,
    number: Number = None,
) -> None:
    """Enter a resolution with its counts; carried with more for it than against it and abstaining together."""
    counts = {"agree": agree, "disagree": disagree, "abstain": abstain}
    raw = {"text": text, "consensus": "1" if consensus else "0", **counts}
    _enter(call, "resolution", meeting, raw, number, keep_blank=True)


@command(
    app,
    "task",
    example='emulation meeting task C6-TK23 "Hoàn thiện hồ sơ đề nghị khen thưởng" --owner TH --due 15/12/2023',
    then="emulation paper make meeting-minutes {meeting} -o FILE.docx",
)
def task(
    call: Call,
    meeting: MeetingArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT|N")],
    owner: Annotated[str | None, typer.Option(metavar="UNIT", help=_("Who does it."))] = None,
    due: Annotated[str | None, typer.Option(metavar="DATE", help=_("By when."))] = None,
    done: Annotated[bool | None, typer.Option("--done/--open", help=_("Task N is done, or open again."))] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help=_("Done on that day (today)."))] = None,
    number: Number = None,
) -> None:
    """Enter a task; `meeting task M N --done` marks task N as done."""
    given: dict[str, Any] = {"owner": owner, "due": due, "done_on": on}
    if done is None:
        _enter(call, "task", meeting, {"text": text, **given}, number)
    else:
        _enter(call, "task", meeting, {"done": "yes" if done else "no", **given}, verbs.number(text, "N"))


@command(app, "strike", example="emulation meeting strike C6-SK23 task 9", then="emulation meeting show {meeting}")
def strike(
    call: Call,
    meeting: MeetingArgument,
    part: Annotated[str, typer.Argument(metavar="|".join(PARTS))],
    which: Annotated[str, typer.Argument(metavar="N|UNIT")],
) -> None:
    """Take out an entry made by mistake: by its number, attendance by the unit."""
    from emulation_cli.meetings import records

    chosen = verbs.choice(part, tuple(PARTS), "PART", "noun")
    with call.writing() as writer:
        row = queries.meeting_row(writer.connection, meeting)
        records.strike(writer, chosen, row, which)
        record = queries.meeting_record(writer.connection, row)
    message = _("Struck from {meeting}: {part} {which}.").format(
        meeting=record["code"], part=terms.spoken(chosen, "noun"), which=which
    )
    call.out.done(message, record, meeting=record["code"])


def _enter(
    call: Call, part: str, meeting: str, raw: dict[str, Any], number: int | None, *, keep_blank: bool = False
) -> None:
    """Enter or correct one part of a meeting; options not given leave a corrected entry as it is."""
    from emulation_cli.meetings import records

    given = raw if keep_blank else verbs.given_only(raw)
    with call.writing() as writer:
        row = queries.meeting_row(writer.connection, meeting)
        values = records.enter(writer, part, row, given, number)
        changed = bool(writer.changes)
        record = queries.meeting_record(writer.connection, row)
    said = _("{part} {number}") if changed else _("{part} {number} stands so already; nothing changed")
    what = said.format(part=terms.spoken(part, "noun"), number=values.get("number", ""))
    if part == "resolution":
        what += ": " + (_("carried") if queries.resolution_record(values)["carried"] else _("not carried"))
    call.out.done(f"{record['code']}: {what}.", record, meeting=record["code"])


verbs.edit(
    app,
    MEETINGS,
    RECORDER,
    example='emulation meeting edit C6-SK23 --place "Thành phố Huế"',
)
verbs.remove(app, MEETINGS, RECORDER, example="emulation meeting remove C6-TK23")
