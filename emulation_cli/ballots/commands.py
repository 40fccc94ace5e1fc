"""`emulation ballot …`"""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emulation_cli.ballots import count_queries, queries, rule_queries, rules, states
from emulation_cli.ballots.fields import BALLOTS, MODES
from emulation_cli.ballots.states import open_ballot
from emulation_cli.kernel import terms, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.numbers import LARGEST

if TYPE_CHECKING:
    from emulation_cli.kernel.writing import Writer

RECORDER = "emulation_cli.ballots.records:BALLOTS"

BallotArgument = Annotated[str, typer.Argument(metavar="BALLOT")]
Threshold = Annotated[str | None, typer.Option("--threshold", metavar="80%|4/5", help=_("Share that must agree."))]
MoreThan = Annotated[bool, typer.Option("--more-than", help=_("More than the share, not at least."))]
Of = Annotated[
    str | None, typer.Option("--of", metavar="members|present|issued|returned|valid", help=_("Share of whom."))
]
Quorum = Annotated[str | None, typer.Option("--quorum", metavar="2/3", help=_("Share that must be present."))]
SelfVoting = Annotated[
    str | None, typer.Option("--self-voting", metavar="allowed|barred", help=_("Whether a unit votes on itself."))
]
Seats = Annotated[str | None, typer.Option("--seats", metavar="N", help=_("At most N pass."))]
Basis = Annotated[str | None, typer.Option("--basis", metavar="NUMBER", help=_("Registered document of the rule."))]
Reason = Annotated[str, typer.Option("--reason", metavar="TEXT", help=_("Why."))]


app = Noun(_("Ballots: draft, freeze, open, close, count, seal."))


def _line(threshold: str | None, more_than: bool, of: str | None) -> dict[str, Any]:
    """The pass line as typed; an empty threshold takes the whole line away."""
    if threshold == "":
        return {"threshold": "", "comparison": "", "base": ""}
    comparison = "more-than" if more_than else "at-least" if threshold else None
    return {"threshold": threshold, "comparison": comparison, "base": of}


@command(
    app,
    "new",
    example="emulation ballot new C6-BP23 C6/2023 --meeting C6-TK23",
    then="emulation ballot nominate {ballot} UNIT --award CODE",
)
def new(
    call: Call,
    code: Annotated[str, typer.Argument(metavar="CODE")],
    year: Annotated[str, typer.Argument(metavar="BLOCK/YEAR")],
    meeting: Annotated[str, typer.Option(metavar="MEETING", help=_("Where it is held."))],
    mode: Annotated[str, typer.Option(metavar="|".join(MODES), help=_("How it is voted."))] = MODES[0],
    threshold: Threshold = None,
    more_than: MoreThan = False,
    of: Of = None,
    quorum: Quorum = None,
    self_voting: SelfVoting = None,
    seats: Seats = None,
    basis: Basis = None,
    double_entry: Annotated[bool, typer.Option("--double-entry", help=_("Two tellers' entries must agree."))] = False,
) -> None:
    """Draft a ballot; without a threshold the rule of the awards on the meeting's day holds."""
    from emulation_cli.ballots.records import BALLOTS as RECORD

    given = {"code": code, "year": year, "meeting": meeting, "mode": mode, **_line(threshold, more_than, of)}
    given |= {"quorum": quorum, "self_voting": self_voting, "seats": seats, "basis": basis}
    given["double_entry"] = "1" if double_entry else "0"
    with call.writing() as writer:
        values = RECORD.add(writer, verbs.given_only(given))
        ballot = queries.ballot_row(writer.connection, str(values["code"]))
        record = count_queries.ballot_record(writer.connection, ballot)
    call.out.done(_("Drafted the ballot {ballot}.").format(ballot=values["code"]), record)


@command(app, "list", example="emulation ballot list C6/2023", then="emulation ballot show BALLOT")
def list_(call: Call, year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR")] = None) -> None:
    """List the ballots of one year or of all."""
    from emulation_cli.blocks.queries import year_row
    from emulation_cli.kernel import listing

    with call.reading() as connection:
        wanted = year_row(connection, year).id if year else None
        rows = listing.listed(connection, BALLOTS, *listing.having(year_id=wanted))
    call.out.rows(BALLOTS, [row.values for row in rows])


@command(app, "show", example="emulation ballot show C6-BK23", then="emulation ballot minutes BALLOT -o FILE.xlsx")
def show(call: Call, ballot: BallotArgument) -> None:
    """Show a ballot; its numbers only once it is sealed."""
    with call.reading() as connection:
        record = count_queries.ballot_record(connection, queries.ballot_row(connection, ballot))
    call.out.record({**record, "rule": _in_words(call, record["rule"]), "outcomes": told(call, record)})
    bars(call, record)


def _in_words(call: Call, rule: dict[str, Any] | None) -> object:
    """The pass line; on a screen in words."""
    return rule if rule is None or call.out.format != "table" else rules.in_words(rules.Line(**rule), None, None)


def told(call: Call, record: dict[str, Any]) -> list[dict[str, Any]]:
    """The outcomes; on a screen, which is narrow, awards and movements by their codes alone."""
    left_out = ("award_name", "movement_name") if call.out.format == "table" else ()
    return [{key: one[key] for key in one if key not in left_out} for one in record["outcomes"]]


def bars(call: Call, record: dict[str, Any]) -> None:
    """On a terminal, the outcomes against their pass lines."""
    call.out.bars([bar for one in record["outcomes"] if (bar := _bar(one)) is not None])


def _bar(outcome: dict[str, Any]) -> tuple[str, int, int, int, str] | None:
    """An outcome against its pass line; None where there is no number, or nobody to reckon it of."""
    agree, needed, base = (outcome[key] for key in ("agree", "needed", "base"))
    if agree is None or not needed or not base:
        return None
    words = _("{agree} of {base}, {needed} needed: {outcome}")
    said = words.format(agree=agree, base=base, needed=needed, outcome=terms.spoken(outcome["outcome"]))
    return f"{outcome['number']} {outcome['nominee']}", agree, needed, base, said


@command(
    app,
    "rule",
    example='emulation ballot rule C6-BP23 --threshold 80% --of members --basis "Quy chế Cụm 6 (số liệu minh họa)"',
    then="emulation ballot freeze BALLOT",
)
def rule(
    call: Call,
    ballot: BallotArgument,
    threshold: Threshold = None,
    more_than: MoreThan = False,
    of: Of = None,
    quorum: Quorum = None,
    self_voting: SelfVoting = None,
    seats: Seats = None,
    basis: Basis = None,
) -> None:
    """Explain the rule of a ballot, or set it while it is a draft."""
    given = {**_line(threshold, more_than, of), "quorum": quorum, "self_voting": self_voting}
    given |= {"seats": seats, "basis": basis}
    if any(value is not None for value in given.values()):
        from emulation_cli.ballots.records import set_rule

        change(call, ballot, lambda writer, row: set_rule(writer, row, verbs.given_only(given)), _("The rule is set."))
        return
    with call.reading() as connection:
        row = queries.ballot_row(connection, ballot)
        record = rule_queries.rule_record(connection, row)
    call.out.record(record)


@command(
    app,
    "nominate",
    example="emulation ballot nominate C6-BP23 TH --award CTD-KSND",
    then='emulation ballot teller BALLOT "NAME" "NAME"',
)
def nominate(
    call: Call,
    ballot: BallotArgument,
    recipient: Annotated[str, typer.Argument(metavar="UNIT|PERSON")],
    award: Annotated[str, typer.Option(metavar="AWARD", help=_("The award it is proposed for."))],
    movement: Annotated[str | None, typer.Option(metavar="MOVEMENT", help=_("In which movement."))] = None,
    period: Annotated[str | None, typer.Option(metavar="TEXT", help=_('Such as "2021-2025".'))] = None,
) -> None:
    """Put somebody on the slip, under the next number."""
    from emulation_cli.ballots.records import NOMINEES

    given = verbs.given_only({"recipient": recipient, "award": award, "movement": movement, "period": period})
    change(
        call,
        ballot,
        lambda writer, row: NOMINEES.add(writer, {"ballot": row["code"], **given}),
        _("{who} is nominated.").format(who=recipient),
    )


@command(app, "drop", example="emulation ballot drop C6-BP23 2", then="emulation ballot show BALLOT")
def drop(
    call: Call, ballot: BallotArgument, number: Annotated[int, typer.Argument(metavar="NOMINEE", max=LARGEST)]
) -> None:
    """Take a nominee off the slip; those after it move up."""
    from emulation_cli.ballots import records

    change(call, ballot, lambda writer, row: records.drop(writer, row, number), _("The slip is shorter by one."))


@command(
    app,
    "teller",
    example='emulation ballot teller C6-BP23 "Nguyễn Văn An" "Trần Thị Bình"',
    then="emulation ballot freeze BALLOT",
)
def teller(call: Call, ballot: BallotArgument, people: Annotated[list[str], typer.Argument(metavar='"NAME"…')]) -> None:
    """Set who counts, the head of the counting board first; a second call replaces the first."""
    from emulation_cli.ballots.records import add_tellers

    named = [name for name in (verbs.text(one, "NAME") for one in people) if name]
    change(call, ballot, lambda writer, row: add_tellers(writer, row, named), _("The tellers are set."))


@command(
    app,
    "roll",
    example="emulation ballot roll C6-BP23 --present TH,NA,HT,QB,QT --absent TTH",
    then="emulation ballot open BALLOT",
)
def roll(
    call: Call,
    ballot: BallotArgument,
    present: Annotated[list[str] | None, typer.Option(metavar="UNIT,…", help=_("Who is there."))] = None,
    written: Annotated[
        list[str] | None, typer.Option(metavar="UNIT,…", help=_("Who gives an opinion in writing."))
    ] = None,
    absent: Annotated[list[str] | None, typer.Option(metavar="UNIT,…", help=_("Who is not."))] = None,
    issued: Annotated[list[str] | None, typer.Option(metavar="UNIT,…", help=_("Who was given a slip."))] = None,
    entitled: Annotated[
        list[str] | None, typer.Option(metavar="UNIT,…", help=_("Who may vote; before the freeze."))
    ] = None,
    entitled_number: Annotated[
        int | None, typer.Option(min=1, max=LARGEST, metavar="N", help=_("A council's persons."))
    ] = None,
    present_number: Annotated[
        int | None, typer.Option(min=0, max=LARGEST, metavar="N", help=_("Of these, present."))
    ] = None,
    written_number: Annotated[
        int | None, typer.Option(min=0, max=LARGEST, metavar="N", help=_("Of these, in writing."))
    ] = None,
) -> None:
    """Set who may vote, who came, who votes in writing; bare, print it. The last call replaces the one before."""
    from emulation_cli.ballots import records

    units = {"present": present, "written": written, "absent": absent, "issued": issued}
    numbers = {
        "entitled_number": entitled_number,
        "present_number": present_number,
        "written_number": written_number,
    }
    by_unit = entitled is not None or any(value is not None for value in units.values())
    by_number = any(value is not None for value in numbers.values())
    if by_unit and by_number:
        raise UsageError(_("A roll is either of units or of numbers."))
    if not by_unit and not by_number:
        _print_roll(call, ballot)
        return

    def prepare(writer: Writer, row: sqlite3.Row) -> None:
        if by_number:
            records.set_numbers(writer, row, numbers)
            return
        given = {key: None if value is None else verbs.words(value) for key, value in units.items()}
        records.set_roll(writer, row, None if entitled is None else verbs.words(entitled), given)

    change(call, ballot, prepare, _("The roll is set."))


def _print_roll(call: Call, ballot: str) -> None:
    with call.reading() as connection:
        row = queries.ballot_row(connection, ballot)
        numbers = queries.numbers_now(connection, row)
        voters = [] if row["entitled_number"] is not None else queries.roll(connection, row)
    lines = [{"unit": v.unit, "name": v.name, "presence": v.presence, "issued": v.issued} for v in voters]
    call.out.record({"ballot": row["code"], **numbers, "roll": lines})


@command(app, "freeze", example="emulation ballot freeze C6-BP23", then="emulation ballot slips BALLOT -o FILE.xlsx")
def freeze(call: Call, ballot: BallotArgument) -> None:
    """Fix nominees, entitled, tellers and rule; refused with every open issue and the command that mends it."""
    from emulation_cli.ballots import records

    change(call, ballot, records.freeze, _("Frozen."), cautions=rule_queries.cautions)


@command(
    app,
    "unfreeze",
    example='emulation ballot unfreeze C6-BP23 --reason "Bổ sung đối tượng bầu"',
    then="emulation ballot freeze BALLOT",
)
def unfreeze(call: Call, ballot: BallotArgument, reason: Reason) -> None:
    """Back to draft, while nothing is issued."""
    from emulation_cli.ballots import records

    change(call, ballot, records.unfreeze, _("A draft again."), reason=verbs.reason(reason))


@command(app, "open", example="emulation ballot open C6-BP23", then="emulation ballot close BALLOT")
def open_(call: Call, ballot: BallotArgument) -> None:
    """Begin to issue slips."""
    from emulation_cli.ballots import records

    change(call, ballot, records.open_, _("Open."), cautions=count_queries.before_voting)


@command(
    app,
    "close",
    example="emulation ballot close C6-BP23",
    then="emulation ballot count BALLOT --returned N --invalid N --votes 1=AGREE/DISAGREE/BLANK",
)
def close(call: Call, ballot: BallotArgument) -> None:
    """End the voting on every channel; a named ballot is counted at once."""
    from emulation_cli.ballots import records

    change(call, ballot, records.close, _("Closed."), cautions=count_queries.without_vote)


def change(
    call: Call,
    ballot: str,
    change: Any,
    message: str,
    *,
    reason: str | None = None,
    cautions: Any = None,
    new: str = "",
) -> None:
    """Run `change(writer, row)` on a ballot of an open year; show what it is now and the command that comes next.

    `cautions(connection, row)` says what else the officer should know of it now; `new` is a ballot in its place.
    """
    with call.writing(reason=verbs.text(reason, "--reason") or "") as writer:
        row = open_ballot(writer.connection, ballot)
        change(writer, row)
        writer.session.flush()
        now = queries.ballot_by_id(writer.connection, row["id"])
        record = count_queries.ballot_record(writer.connection, now)
        then = states.following(writer.connection, now)
        said = cautions(writer.connection, now) if cautions else []
    call.out.done("\n".join([f"{now['code']}: {message}", *said]), record, then or None, new=new)


# The verbs of the count and the end stand beside; they enter themselves into `app`.
from emulation_cli.ballots import counting_commands, paper_commands  # noqa: E402, F401

verbs.edit(app, BALLOTS, RECORDER, example="emulation ballot edit C6-BP23 --quorum 2/3")
verbs.remove(app, BALLOTS, RECORDER, example="emulation ballot remove C6-BP23")
