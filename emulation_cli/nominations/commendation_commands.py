"""`emulation commendation …`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from emulation_cli.kernel import listing, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.nominations import queries
from emulation_cli.nominations.fields import COMMENDATIONS, KINDS

RECORDER = "emulation_cli.nominations.records:COMMENDATIONS"

Recipient = Annotated[str, typer.Argument(metavar="RECIPIENT")]
Award = Annotated[str, typer.Argument(metavar="AWARD")]
Decision = Annotated[str | None, typer.Option(metavar="NUMBER", help=_("Which, where there are several."))]

OfYear = Annotated[int | None, typer.Option("--year", metavar="YEAR", help=_("Year of the decision."))]
OfUnit = Annotated[str | None, typer.Option("--unit", metavar="UNIT", help=_("Of a unit and its people."))]
OfPerson = Annotated[str | None, typer.Option("--person", metavar="PERSON", help=_("Of a person."))]
Movement = Annotated[str | None, typer.Option(metavar="MOVEMENT", help=_("In which movement."))]

app = Noun(_("The commendation register: what was granted, to whom, by which decision."))
verbs.add(
    app,
    COMMENDATIONS,
    RECORDER,
    example="emulation commendation add TH BK-VKSTC --on 20/12/2022 --document 301/QĐ-VKSTC",
    then="emulation commendation book -o FILE.xlsx",
)


@command(app, "list", example="emulation commendation list --unit TH", then="emulation commendation book -o FILE.xlsx")
def list_(
    call: Call,
    year: OfYear = None,
    unit: OfUnit = None,
    person: OfPerson = None,
    movement: Movement = None,
) -> None:
    """List the commendations by day of decision."""
    with call.reading() as connection:
        rows = queries.commendations(connection, year, unit, person, movement)
        before = queries.forebears(connection, unit) if unit else []
    call.out.rows(COMMENDATIONS, [row.values for row in rows])
    tell_forebears(call, before)


def tell_forebears(call: Call, before: Sequence[str]) -> None:
    """Say whose commendations stand among those of a unit: of the units with these codes, which went into it."""
    if before and not call.out.quiet:
        message = _(
            "With those of {units}, which went into it: the law counts them, says a press report (partial source)."
        )
        call.out.say(message.format(units=", ".join(before)))


@command(
    app,
    "edit",
    example="emulation commendation edit TH BK-VKSTC --handed-on 10/01/2023",
    then="emulation commendation list",
)
def edit(
    call: Call,
    recipient: Recipient,
    award: Award,
    decision: Decision = None,
    on: Annotated[str | None, typer.Option(metavar="DATE", help=_("Day of the decision."))] = None,
    document: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("Number of the decision."))] = None,
    kind: Annotated[str | None, typer.Option(metavar="|".join(KINDS), help=_("Kind of commendation."))] = None,
    for_: Annotated[str | None, typer.Option("--for", metavar="TEXT", help=_("The achievement."))] = None,
    movement: Movement = None,
    of_year: Annotated[str | None, typer.Option(metavar="YEAR", help=_("The year whose merits it is for."))] = None,
    factor: Annotated[str | None, typer.Option(metavar="N", help=_("Base salaries that go with it."))] = None,
    base_salary: Annotated[str | None, typer.Option(metavar="N", help=_("The base salary in force, đồng."))] = None,
    handed_on: Annotated[str | None, typer.Option(metavar="DATE", help=_("Day it was handed over."))] = None,
    handed_by: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("Where that is written down."))] = None,
    cancelled_on: Annotated[str | None, typer.Option(metavar="DATE", help=_("Day it was cancelled."))] = None,
    cancelled_by: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("The decision that says so."))] = None,
) -> None:
    """Correct a commendation, enter that it was handed over or cancelled; an empty value ("") takes it away."""
    recorder = verbs.load(RECORDER)
    given = verbs.given_only(
        {"on": on, "document": document, "kind": kind, "for": for_, "movement": movement, "of_year": of_year}
        | {"factor": factor, "base_salary": base_salary, "handed_on": handed_on, "handed_by": handed_by}
        | {"cancelled_on": cancelled_on, "cancelled_by": cancelled_by}
    )
    with call.writing() as writer:
        row = queries.find_commendation(writer.connection, recipient, award, decision)
        values = recorder.edit(writer, row.id, given)
    call.out.done(_("Corrected {entity}.").format(entity=recorder.called(values)), listing.shown(COMMENDATIONS, values))


@command(app, "remove", example="emulation commendation remove TH BK-VKSTC", then="emulation commendation list")
def remove(call: Call, recipient: Recipient, award: Award, decision: Decision = None) -> None:
    """Remove a commendation; one that a proposal was granted by is taken back there."""
    recorder = verbs.load(RECORDER)
    with call.reading() as connection:
        row = queries.find_commendation(connection, recipient, award, decision)
        recorder.refuse_removal(connection, row.id)
    call.confirm(_("Remove {entity}?").format(entity=recorder.called(row.values)))
    with call.writing() as writer:
        found = queries.find_commendation(writer.connection, recipient, award, decision)
        values = recorder.remove(writer, found.id)
    call.out.done(_("Removed {entity}.").format(entity=recorder.called(values)), listing.shown(COMMENDATIONS, values))
