"""`emulation ballot …`: what goes on paper: slips, the counting sheet, the minutes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from emulation_cli.ballots import queries
from emulation_cli.ballots.commands import BallotArgument, app
from emulation_cli.ballots.fields import MODES
from emulation_cli.ballots.states import following, require
from emulation_cli.kernel import terms
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Damaged, Refused
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from emulation_cli.ballots.sheets import Occasion

Output = Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help=_("The workbook to write."))]
Force = Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))]
MOST_SLIPS = 1000
USUAL = ("closed", *queries.SEALED)
"""States in which a paper of a ballot is followed by what its help says."""


@command(
    app, "slips", example="emulation ballot slips C6-BP23 -o phieu-bau.xlsx", then="emulation ballot open {ballot}"
)
def slips(
    call: Call,
    ballot: BallotArgument,
    output: Output,
    copies: Annotated[
        int | None, typer.Option(min=1, max=MOST_SLIPS, metavar="N", help=_("How many (as many as are entitled)."))
    ] = None,
    force: Force = False,
) -> None:
    """Print the slips, alike to the last mark: no number, no code."""

    def made(connection: sqlite3.Connection, about: Occasion) -> bytes:
        from emulation_cli.ballots import sheets

        return sheets.slips(about, copies or queries.numbers_now(connection, about.ballot)["entitled"])

    _write(call, ballot, output, ("frozen", "open"), made, force=force, modes=("secret",))


@command(
    app,
    "form",
    example="emulation ballot form C6-BP23 -o kiem-phieu.xlsx",
    then="emulation ballot count {ballot} --form {file}",
)
def form(call: Call, ballot: BallotArgument, output: Output, force: Force = False) -> None:
    """Print the counting sheet; filled in, `ballot count BALLOT --form FILE` takes it back."""

    def made(_connection: sqlite3.Connection, about: Occasion) -> bytes:
        from emulation_cli.ballots import sheets

        return sheets.form(about)

    states = ("frozen", "open", "closed", "counted")
    _write(call, ballot, output, states, made, force=force, modes=("secret", "hands"))


@command(
    app,
    "minutes",
    example="emulation ballot minutes C6-BK23 -o bien-ban-kiem-phieu.xlsx",
    then="emulation nomination list {year}",
)
def minutes(call: Call, ballot: BallotArgument, output: Output, force: Force = False) -> None:
    """Write the minutes of the count (biên bản kiểm phiếu), ready to be signed."""

    def made(connection: sqlite3.Connection, about: Occasion) -> bytes:
        from emulation_cli.ballots import count_queries
        from emulation_cli.ballots import minutes as paper

        wrong = count_queries.verification(connection, about.ballot)
        if wrong:
            head = _("the ballot {ballot} does not hold:").format(ballot=about.ballot["code"])
            raise Damaged("\n".join([head, *wrong]))
        return paper.minutes(connection, about)

    _write(call, ballot, output, queries.SEALED, made, force=force)


def _write(
    call: Call,
    ballot: str,
    output: Path,
    states: tuple[str, ...],
    made: Callable[[sqlite3.Connection, Occasion], bytes],
    *,
    force: bool,
    modes: tuple[str, ...] = MODES,
) -> None:
    """Publish what `made(connection, about)` gives for a ballot in one of the states, voted in one of the modes."""
    from emulation_cli.exchange.publish import publish_workbook, refuse_no_workbook, refuse_target

    refuse_no_workbook(output)
    with call.reading() as connection:
        row = queries.ballot_row(connection, ballot)
        require(row, *states)
        if row["mode"] not in modes:
            message = _("the mode of the ballot {ballot} is {mode}; nobody fills in a paper of it")
            hint = _("Its papers are the minutes: emulation ballot minutes {ballot} -o FILE.xlsx")
            raise Refused(
                message.format(ballot=row["code"], mode=terms.spoken(row["mode"])), hint.format(ballot=row["code"])
            )
        refuse_target(output, force=force)
        from emulation_cli.ballots import sheets

        data = made(connection, sheets.occasion(connection, row, vietnamese=call.official_vietnamese))
        then = None if row["state"] in USUAL else following(connection, row)
    written = publish_workbook(output, data, force=force)
    said = _("Wrote {path}.") if written else _("{path} holds this already.")
    record = {"ballot": row["code"], "file": str(output), "written": written}
    call.out.done(said.format(path=output), record, then, year=row["year"])
