"""`emulation person …`"""

from __future__ import annotations

import sqlite3
from typing import Annotated

import typer

from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.units import queries
from emulation_cli.units.fields import PEOPLE

RECORDER = "emulation_cli.units.records:PEOPLE"

PersonArgument = Annotated[str, typer.Argument(metavar="PERSON")]
Unit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=_("In which unit."))]
Post = Annotated[str | None, typer.Option("--post", metavar="POST", help=_("As what."))]
Document = Annotated[str | None, typer.Option("--document", metavar="NUMBER", help=_("The decision."))]

app = Noun(_("People who lead, sign, or are commended; their posts, present and former."))
verbs.add(
    app,
    PEOPLE,
    RECORDER,
    example='emulation person add AN "Nguyễn Văn An" --unit NC-STP --post "Phó Giám đốc" --from 01/01/2020',
    then="emulation person show {code}",
)
verbs.show_list(app, PEOPLE)


def _record(connection: sqlite3.Connection, person: str) -> dict[str, object]:
    return queries.person_record(connection, verbs.named(connection, PEOPLE, person))


@command(
    app,
    "show",
    example="emulation person show KHOAT",
    then="emulation person move PERSON --to UNIT --post POST --on DATE",
)
def show(call: Call, person: PersonArgument) -> None:
    """Show a person with every post, the present one last."""
    with call.reading() as connection:
        record = _record(connection, person)
    call.out.record(record)


@command(
    app,
    "move",
    example='emulation person move AN --to NC-TTR --post "Phó Chánh Thanh tra" --on 01/01/2024',
    then="emulation person show {person}",
)
def move(
    call: Call,
    person: PersonArgument,
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("The first day in the new unit or post."))],
    to: Annotated[str | None, typer.Option("--to", metavar="UNIT", help=_("The new unit (the same)."))] = None,
    post: Annotated[str | None, typer.Option("--post", metavar="POST", help=_("The new post (the same)."))] = None,
    document: Document = None,
) -> None:
    """Put a person into another unit or post from a day on; what was before stays in the history."""
    from emulation_cli.kernel.errors import UsageError
    from emulation_cli.units import records

    raw = verbs.given_only({"unit": to, "post": post})
    if not raw:
        raise UsageError(_("Say where to: --to UNIT, --post POST, or both."))
    with call.writing() as writer:
        values = records.move(writer, person, raw, str(verbs.day(on)), verbs.text(document, "--document"))
        record = _record(writer.connection, str(values["code"]))
    call.out.done(_("Moved {person}.").format(person=values["code"]), record, person=values["code"])


@command(
    app,
    "post",
    example='emulation person post AN --to 01/01/2020 --unit NC-STP --post "Trưởng phòng"',
    then="emulation person show {person}",
)
def post(
    call: Call,
    person: PersonArgument,
    to: Annotated[str, typer.Option("--to", metavar="DATE", help=_("The first day without it."))],
    unit: Unit = None,
    post: Post = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="DATE", help=_("Since when."))] = None,
    document: Document = None,
) -> None:
    """Enter a former post of a person; the same closing day again corrects it."""
    recorder = verbs.load("emulation_cli.units.records:FORMER_POSTS")
    raw = {"unit": unit, "post": post, "from": from_, "document": document}
    with call.writing() as writer:
        recorder.put(writer, {"person": person, "to": to, **verbs.given_only(raw)})
        record = _record(writer.connection, person)
    call.out.done(_("Entered a former post of {person}.").format(person=record["code"]), record, person=record["code"])


@command(app, "unpost", example="emulation person unpost AN --to 01/01/2020", then="emulation person show {person}")
def unpost(
    call: Call,
    person: PersonArgument,
    to: Annotated[str, typer.Option("--to", metavar="DATE", help=_("The closing day of the post."))],
) -> None:
    """Take out a former post that was entered by mistake."""
    from emulation_cli.units import records

    with call.writing() as writer:
        records.unpost(writer, person, str(verbs.day(to, field="--to")))
        record = _record(writer.connection, person)
    call.out.done(_("Took out a former post of {person}.").format(person=record["code"]), record, person=record["code"])


verbs.edit(app, PEOPLE, RECORDER, example="emulation person edit AN --rank department-leader")
verbs.remove(app, PEOPLE, RECORDER, example="emulation person remove AN")
