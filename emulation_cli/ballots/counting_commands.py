"""`emulation ballot …`: the count and the end of a ballot."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emulation_cli.ballots import count_queries, queries
from emulation_cli.ballots.commands import BallotArgument, Reason, app, bars, change, told
from emulation_cli.ballots.rules import CHOICES, TIED, Votes
from emulation_cli.ballots.states import next_command, open_ballot, require
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Damaged, Refused, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.patterns import compiled
from emulation_cli.kernel.placeholders import command_line

OnDay = Annotated[str, typer.Option("--on", metavar="DATE", show_default=False, help=_("From that day on (today)."))]

if TYPE_CHECKING:
    from emulation_cli.kernel.writing import Writer

NewArgument = Annotated[str, typer.Argument(metavar="NEW")]
Entry = Annotated[int, typer.Option("--entry", min=1, max=2, metavar="1|2", help=_("First or second teller."))]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help=_("Stands in the minutes."))]
Printed = Annotated[str | None, typer.Option("--printed", metavar="N", help=_("Slips printed."))]
Spoiled = Annotated[str | None, typer.Option("--spoiled", metavar="N", help=_("Slips spoiled and replaced."))]
Recount = Annotated[str | None, typer.Option("--reason", metavar="TEXT", help=_("Why it is counted again."))]

_VOTES = r"(\d{1,6})=(\d{1,9})/(\d{1,9})/(\d{1,9})"
_CHOICE = r"(\d{1,6})=(.+)"


@command(
    app,
    "count",
    example="emulation ballot count C6-BP23 --returned 5 --invalid 0 --votes 1=5/0/0 2=3/1/1",
    then="emulation ballot seal BALLOT",
)
def count(
    call: Call,
    ballot: BallotArgument,
    returned: Annotated[str | None, typer.Option(metavar="N", help=_("Slips out of the box."))] = None,
    invalid: Annotated[str | None, typer.Option(metavar="N", help=_("Of these, invalid."))] = None,
    votes: Annotated[
        list[str] | None, typer.Option(metavar="1=AGREE/DISAGREE/BLANK", help=_("One for each nominee."))
    ] = None,
    more: Annotated[list[str] | None, typer.Argument(metavar="[2=…]", help=_("Further nominees' votes."))] = None,
    form: Annotated[str | None, typer.Option(metavar="FILE", help=_("A filled-in `ballot form` instead."))] = None,
    consensus: Annotated[bool, typer.Option("--consensus", help=_("Everybody agreed."))] = False,
    printed: Printed = None,
    spoiled: Spoiled = None,
    entry: Entry = 1,
    note: Note = None,
    reason: Recount = None,
) -> None:
    """Enter the sums that the tellers counted; nothing is shown before the seal."""
    from emulation_cli.ballots import counting

    if (returned is not None) + (form is not None) + consensus != 1:
        ways = _("--returned N --invalid N --votes 1=AGREE/DISAGREE/BLANK …, --form FILE, or --consensus")
        raise UsageError(_("Say one of: {ways}").format(ways=ways))
    beside = _beside(printed, spoiled, note)
    if consensus:
        if any(value is not None for value in beside.values()) or votes or more or invalid is not None:
            raise UsageError(_("A consensus has no numbers and no note beside it."))
        change(call, ballot, counting.enter_consensus, _("Counted."), reason=reason)
        return
    if form is not None:
        if votes or more or invalid is not None:
            raise UsageError(_("The numbers stand in the form; beside it go --printed, --spoiled, --note and --entry."))
        _enter_form(call, ballot, form, entry, beside, reason)
        return
    box: dict[str, Any] = {
        "returned": verbs.number(str(returned), "--returned"),
        "invalid": verbs.number(invalid or "0", "--invalid"),
    }
    typed = count_queries.Count(entry, **box, **beside, votes=_votes([*(votes or []), *(more or [])]))
    _enter(call, ballot, lambda _connection, _row: typed, reason)


def _beside(printed: str | None, spoiled: str | None, note: str | None) -> dict[str, Any]:
    """What a count states besides what came out of the box."""
    numbers = {"printed": printed, "spoiled": spoiled}
    given = {key: None if text is None else verbs.number(text, f"--{key}") for key, text in numbers.items()}
    return {**given, "note": verbs.text(note, "--note")}


def _enter_form(call: Call, ballot: str, form: str, entry: int, beside: dict[str, Any], reason: str | None) -> None:
    from emulation_cli.ballots import sheets
    from emulation_cli.exchange import readers

    sheet = readers.read(form, readers.UNQUOTED)

    def read(connection: sqlite3.Connection, row: sqlite3.Row) -> count_queries.Count:
        filled = sheets.read_form(sheet, row, queries.nominees(connection, row["id"]))
        typed = {key: value for key, value in beside.items() if value is not None}
        return count_queries.Count(entry, **{**filled, **typed})

    _enter(call, ballot, read, reason)


def _enter(
    call: Call,
    ballot: str,
    made: Callable[[sqlite3.Connection, sqlite3.Row], count_queries.Count],
    reason: str | None,
    *,
    slips: bool = False,
) -> None:
    """Enter a count; where another one stood with another number of slips, say what the two together can show."""
    from emulation_cli.ballots import counting

    differs: list[bool] = []

    def enter(writer: Writer, row: sqlite3.Row) -> None:
        require(row, "closed", "counted")
        count = made(writer.connection, row)
        before = count_queries.latest_count(writer.connection, row["id"], count.entry)
        counting.enter_count(writer, row, count, slips=slips)
        differs.append(before is not None and not before.same_box(count))

    change(call, ballot, enter, _("Counted."), reason=reason)
    if any(differs) and not call.out.quiet:
        call.out.say(
            _("Two counts of unlike numbers of slips, side by side, can show how one voter voted: keep both secret.")
        )


def _votes(words: list[str]) -> dict[int, Votes]:
    """`1=6/0/0` words as votes by nominee."""
    found: dict[int, Votes] = {}
    for word in (part.strip() for given in words for part in given.split(",")):
        match = compiled(_VOTES).fullmatch(word)
        if not match:
            raise Refused(_("--votes {word}: write 1=AGREE/DISAGREE/BLANK").format(word=word))
        number, agree, disagree, blank = (int(group) for group in match.groups())
        if number in found:
            raise Refused(_("--votes names nominee {number} twice").format(number=number))
        found[number] = Votes(agree, disagree, blank)
    return found


@command(app, "tally", example="emulation ballot tally C6-BP23 phieu.csv", then="emulation ballot seal BALLOT")
def tally(
    call: Call,
    ballot: BallotArgument,
    file: Annotated[str, typer.Argument(metavar="FILE|-")],
    printed: Printed = None,
    spoiled: Spoiled = None,
    entry: Entry = 1,
    note: Note = None,
    reason: Recount = None,
) -> None:
    """Add up slips from a file, one a row, and enter only their sums. The file itself stays where it is."""
    from emulation_cli.ballots import counting
    from emulation_cli.exchange import readers

    slips, beside = readers.counted(file), _beside(printed, spoiled, note)
    sheet = readers.read(file, readers.UNQUOTED) if slips is None else None

    def add_up(connection: sqlite3.Connection, row: sqlite3.Row) -> count_queries.Count:
        numbers = [one.number for one in queries.nominees(connection, row["id"])]
        found = None if slips is None else counting.add_up_repeated(slips, numbers)
        if found is None:  # where a fault is, the rows tell
            found = counting.add_up(sheet or readers.read(file, readers.UNQUOTED), numbers)
        returned, invalid, sums = found
        return count_queries.Count(entry, returned, invalid, sums, **beside)

    _enter(call, ballot, add_up, reason, slips=True)


@command(
    app, "vote", example="emulation ballot vote C6-BT23 TH 1=agree,2=disagree", then="emulation ballot close {ballot}"
)
def vote(
    call: Call,
    ballot: BallotArgument,
    unit: Annotated[str, typer.Argument(metavar="UNIT")],
    choices: Annotated[str, typer.Argument(metavar="1=agree,2=disagree,3=blank")],
    correct: Annotated[bool, typer.Option("--correct", help=_("Replace the unit's earlier vote."))] = False,
) -> None:
    """Enter how a unit votes in an open, named ballot."""
    from emulation_cli.ballots import counting

    marks: dict[int, str] = {}
    for word in verbs.words([choices]):
        match = compiled(_CHOICE).fullmatch(word)
        mark = counting.choice(match[2]) if match else None
        if match is None or mark not in CHOICES:
            raise Refused(_("{word}: write N=agree, N=disagree or N=blank").format(word=word))
        if int(match[1]) in marks:
            raise Refused(_("nominee {number} is given twice").format(number=match[1]))
        marks[int(match[1])] = mark
    message = _("{unit} has voted.").format(unit=unit)
    change(call, ballot, lambda writer, row: counting.vote(writer, row, unit, marks, correct=correct), message)


@command(app, "seal", example="emulation ballot seal C6-BP23", then="emulation ballot minutes {ballot} -o FILE.xlsx")
def seal(call: Call, ballot: BallotArgument) -> None:
    """Fix the outcome for good, print it with its fingerprint, and clean the file of what led to it."""
    from emulation_cli.ballots import sealing

    with call.writing() as writer:
        row = queries.ballot_row(writer.connection, ballot)
        sealed = sealing.seal(writer, row)
    sealing.clean(call.path, call.wait)
    with call.reading() as connection:
        record = count_queries.ballot_record(connection, queries.ballot_by_id(connection, row["id"]))
    message = _("Sealed; fingerprint {fingerprint}.") if sealed else _("Sealed already; fingerprint {fingerprint}.")
    tied = sealed and any(one["outcome"] == TIED for one in record["outcomes"])
    if call.out.format == "table" and not call.out.quiet:
        call.out.records(told(call, record))
        bars(call, record)
    then = command_line("emulation ballot second-round {ballot} NEW", record) if tied else None
    call.out.done(message.format(**record), record, then)


@command(
    app,
    "void",
    example='emulation ballot void C6-BP23 --reason "Không đủ đơn vị dự hội nghị"',
    then="emulation ballot new CODE {year} --meeting {meeting}",
)
def void(call: Call, ballot: BallotArgument, reason: Reason, on: OnDay = "today") -> None:
    """Give a ballot up before its seal."""
    said, day = verbs.reason(reason), str(verbs.day(on))
    from emulation_cli.ballots import sealing, states

    with call.reading() as connection:
        states.require(open_ballot(connection, ballot), "draft", "frozen", "open", "closed", "counted")
    call.confirm(_("Void the ballot {ballot} for good?").format(ballot=ballot))
    change(call, ballot, lambda writer, row: sealing.void(writer, row, day), _("Void."), reason=said)


@command(
    app,
    "supersede",
    example='emulation ballot supersede C6-BK23 C6-BK23B --reason "Kiểm lại phiếu (số liệu minh họa)"',
    then="emulation ballot freeze {new}",
)
def supersede(call: Call, ballot: BallotArgument, new: NewArgument, reason: Reason, on: OnDay = "today") -> None:
    """Replace a sealed ballot by a draft copy; what it proposed is proposed no more from that day on."""
    said, day = verbs.reason(reason), str(verbs.day(on))
    from emulation_cli.ballots import sealing

    with call.reading() as connection:
        sealing.refuse_supersede(connection, open_ballot(connection, ballot), new)
    call.confirm(_("Supersede the sealed ballot {ballot}?").format(ballot=ballot))
    change(
        call,
        ballot,
        lambda writer, row: sealing.supersede(writer, row, new, day),
        _("Superseded."),
        reason=said,
        new=new,
    )


@command(
    app,
    "second-round",
    example="emulation ballot second-round C6-BP23 C6-BP23-2 --nominee 2",
    then="emulation ballot freeze NEW",
)
def second_round(
    call: Call,
    ballot: BallotArgument,
    new: NewArgument,
    nominee: Annotated[list[str] | None, typer.Option(metavar="N,N", help=_("Instead of the tied."))] = None,
) -> None:
    """Draft a second round of the tied nominees."""
    from emulation_cli.ballots import sealing

    numbers = [verbs.number(word, "--nominee") for word in verbs.words(nominee)]
    with call.writing() as writer:
        row = open_ballot(writer.connection, ballot)
        values = sealing.second_round(writer, row, new, numbers)
        made = queries.ballot_row(writer.connection, str(values["code"]))
        record = count_queries.ballot_record(writer.connection, made)
    message = _("Drafted the second round {ballot}.").format(ballot=values["code"])
    call.out.done(message, record, next_command(str(values["code"]), "draft"))


@command(
    app, "verify", example="emulation ballot verify C6-BK23", then="emulation ballot minutes {ballot} -o FILE.xlsx"
)
def verify(
    call: Call,
    ballot: BallotArgument,
    fingerprint: Annotated[
        str | None, typer.Option(metavar="F", help=_("The fingerprint on the signed minutes."))
    ] = None,
) -> None:
    """Recompute identities, outcomes and fingerprint of a sealed ballot; exit 7 where they do not hold."""
    from emulation_cli.ballots import states

    with call.reading() as connection:
        row = queries.ballot_row(connection, ballot)
        states.require(row, *queries.SEALED)
        wrong = count_queries.verification(connection, row, fingerprint)
    if wrong:
        raise Damaged(_("the ballot {ballot} does not hold:").format(ballot=row["code"]) + "\n" + "\n".join(wrong))
    record = {"ballot": row["code"], "verified": True, "fingerprint": row["fingerprint"]}
    call.out.done(_("The ballot {ballot} holds; fingerprint {fingerprint}.").format(**record), record)
