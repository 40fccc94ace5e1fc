"""`emulation question …`"""

from __future__ import annotations

from typing import Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.duties import queries
from emulation_cli.duties.fields import QUESTIONS
from emulation_cli.kernel import listing, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun

RECORDER = "emulation_cli.duties.records:QUESTIONS"

app = Noun(_("Questions (vướng mắc) of units, and their answers."))
verbs.add(
    app,
    QUESTIONS,
    RECORDER,
    example='emulation question add C6/2023 QT "Kết quả chỉ tiêu tính đến ngày nào?" --on 20/06/2023',
    then="emulation question answer {year}-{number} TEXT --on DATE",
)
verbs.show(
    app,
    QUESTIONS,
    example="emulation question show C6/2023-1",
    then="emulation question answer BLOCK/YEAR-N TEXT --on DATE",
)
verbs.edit(app, QUESTIONS, RECORDER, example="emulation question edit C6/2023-1 --on 21/06/2023")
verbs.remove(app, QUESTIONS, RECORDER, example="emulation question remove C6/2023-1")


@command(
    app,
    "list",
    example="emulation question list C6/2023 --unanswered",
    then="emulation question answer BLOCK/YEAR-N TEXT --on DATE",
)
def list_(
    call: Call,
    year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR")] = None,
    unanswered: Annotated[bool, typer.Option("--unanswered", help=_("Those without an answer."))] = False,
) -> None:
    """List the questions of one year or of all."""
    with call.reading() as connection:
        year_id = blocks.year_row(connection, year).id if year else None
        rows = queries.questions(connection, year_id, unanswered=unanswered)
    call.out.rows(QUESTIONS, [row.values for row in rows])


@command(
    app,
    "answer",
    example='emulation question answer C6/2023-1 "Tính đến hết ngày 31/5/2023." --on 22/06/2023',
    then="emulation question list {year}",
)
def answer(
    call: Call,
    question: Annotated[str, typer.Argument(metavar="BLOCK/YEAR-N")],
    text: Annotated[str, typer.Argument(metavar="TEXT")],
    on: Annotated[str, typer.Option("--on", metavar="DATE", help=_("The day of the answer."))],
    by: Annotated[str | None, typer.Option(metavar='"NAME, POST"', help=_("Who answered."))] = None,
) -> None:
    """Answer a question; a second time corrects the answer."""
    from emulation_cli.duties import records

    with call.writing() as writer:
        row = verbs.named(writer.connection, QUESTIONS, question)
        records.answer(writer, row, text, str(verbs.day(on)), by)
        record = listing.shown(QUESTIONS, verbs.named(writer.connection, QUESTIONS, question).values)
    call.out.done(_("Answered {question}.").format(question=question), record)
