"""`emulation council …`"""

from __future__ import annotations

from typing import Annotated, Any

import typer

from emulation_cli.kernel import terms, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.numbers import LARGEST
from emulation_cli.units import queries
from emulation_cli.units.fields import COUNCIL_PARTS, COUNCIL_ROLES, COUNCILS

RECORDER = "emulation_cli.units.records:COUNCILS"

CouncilArgument = Annotated[str, typer.Argument(metavar="COUNCIL")]
Number = Annotated[
    int | None,
    typer.Option("--number", min=1, max=LARGEST, metavar="N", help=_("Correct entry N instead of adding one.")),
]

app = Noun(_("Councils: who sits on them, what they decided."))
verbs.add(
    app,
    COUNCILS,
    RECORDER,
    example='emulation council add HD-TH "Hội đồng Thi đua - Khen thưởng" --kind emulation --unit TH',
    then='emulation council member {code} "NAME, POST" --role chair',
)
verbs.show_list(app, COUNCILS)


@command(app, "show", example="emulation council show HD-TH", then="emulation council decide COUNCIL TEXT --on DATE")
def show(call: Call, council: CouncilArgument) -> None:
    """Show a council: its members, the chair first, and its decisions."""
    with call.reading() as connection:
        record = queries.council_record(connection, verbs.named(connection, COUNCILS, council))
    call.out.record(record)


@command(
    app,
    "member",
    example='emulation council member HD-TH "Nguyễn Văn An, Phó Viện trưởng" --role standing',
    then="emulation council decide {council} TEXT --on DATE",
)
def member(
    call: Call,
    council: CouncilArgument,
    person: Annotated[str, typer.Argument(metavar='"NAME, POST"')],
    role: Annotated[str | None, typer.Option(metavar="|".join(COUNCIL_ROLES), help=_("As what (member)."))] = None,
    number: Number = None,
) -> None:
    """Enter a member of a council; a second call for the same person corrects the role."""
    _enter(call, "member", council, {"person": person, "role": role}, number)


@command(
    app,
    "decide",
    example='emulation council decide HD-TH "Thông qua danh sách đề nghị khen thưởng năm 2023" --on 05/12/2023',
    then="emulation council show {council}",
)
def decide(
    call: Call,
    council: CouncilArgument,
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    on: Annotated[str, typer.Option(metavar="DATE", help=_("The day of the decision."))],
    document: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("Where it is written down."))] = None,
    number: Number = None,
) -> None:
    """Enter what a council decided."""
    _enter(call, "decision", council, {"text": text, "on": on, "document": document}, number)


@command(app, "strike", example="emulation council strike HD-TH decision 1", then="emulation council show {council}")
def strike(
    call: Call,
    council: CouncilArgument,
    part: Annotated[str, typer.Argument(metavar="|".join(COUNCIL_PARTS))],
    which: Annotated[str, typer.Argument(metavar="N")],
) -> None:
    """Take out a member or a decision entered by mistake, by its number."""
    from emulation_cli.units import records

    chosen, number = verbs.choice(part, tuple(COUNCIL_PARTS), "PART"), verbs.number(which, "N")
    with call.writing() as writer:
        row = verbs.named(writer.connection, COUNCILS, council)
        records.strike(writer, chosen, row, number)
        record = queries.council_record(writer.connection, row)
    message = _("Struck from {council}: {part} {number}.").format(
        council=record["code"], part=_spoken(chosen), number=number
    )
    call.out.done(message, record, council=record["code"])


def _spoken(part: str) -> str:
    return terms.spoken(f"council {part}", "noun").removeprefix("council ")


def _enter(call: Call, part: str, council: str, raw: dict[str, Any], number: int | None) -> None:
    """Enter or correct one part of a council; options not given leave a corrected entry as it is."""
    from emulation_cli.units import records

    with call.writing() as writer:
        row = verbs.named(writer.connection, COUNCILS, council)
        values = records.enter(writer, part, row, verbs.given_only(raw), number)
        changed = bool(writer.changes)
        record = queries.council_record(writer.connection, row)
    said = _("{part} {number}") if changed else _("{part} {number} stands so already; nothing changed")
    told = f"{record['code']}: {said.format(part=_spoken(part), number=values['number'])}."
    call.out.done(told, record, council=record["code"])


verbs.edit(app, COUNCILS, RECORDER, example="emulation council edit HD-TH --from 01/01/2023")
verbs.remove(app, COUNCILS, RECORDER, example="emulation council remove HD-TH")
