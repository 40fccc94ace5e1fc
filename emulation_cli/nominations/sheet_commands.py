"""`emulation nomination sheet`: the list of proposals, out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import references, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.kernel.terms import Speech
from emulation_cli.nominations import check_commands  # noqa: F401  # its verbs stand in the same app
from emulation_cli.nominations.commands import app


@command(
    app,
    "sheet",
    example="emulation nomination sheet C6/2023 -o de-nghi-khen-thuong.xlsx",
    then="emulation nomination submit ID… --document NUMBER --on DATE",
)
def sheet(
    call: Call,
    year: Annotated[str, typer.Argument(metavar="BLOCK/YEAR")],
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help=_("The workbook to write."))],
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("As it was on a day (the register's last change)."))
    ] = None,
    award: Annotated[
        str | None, typer.Option(metavar="AWARD", help=_("Those for one award, as the council has it."))
    ] = None,
    submitted: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("Those of one submission."))] = None,
) -> None:
    """Write the list of proposals (danh sách đề nghị khen thưởng) by who decides and by award."""
    from emulation_cli.exchange.publish import publish_workbook, refuse_workbook_target

    day = verbs.day(on)
    refuse_workbook_target(output, force=force)
    with call.reading() as connection:
        row = blocks.year_row(connection, year)
        code = references.get(connection, "award", award)[1] if award else None
        from emulation_cli.nominations import sheets

        asked = sheets.Asked(row, day, code, submitted, Speech(call.official_vietnamese))
        lines = sheets.chosen(connection, asked)
        data = sheets.proposal_list(connection, asked, lines)
    written = publish_workbook(output, data, force=force)
    message = _("Wrote {count} proposals to {path}.") if written else _("{path} holds these {count} proposals already.")
    persons = sum(line.person for line in lines)
    record = {"file": str(output), "year": row.code, "collectives": len(lines) - persons, "persons": persons}
    call.out.done(message.format(count=len(lines), path=output), {**record, "written": written})
