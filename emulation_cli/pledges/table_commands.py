"""`emulation pledge table` and `take`: the registration table, out and in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import audit, references
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _
from emulation_cli.pledges.commands import YearArgument, app


@command(
    app,
    "table",
    example="emulation pledge table C6/2023 -o dang-ky-giao-uoc.xlsx",
    then="emulation pledge take {year} {file}",
)
def table(
    call: Call,
    year: YearArgument,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE.xlsx", help=_("The workbook to write."))],
    unit: Annotated[str | None, typer.Option(metavar="UNIT", help=_("What this unit bears alone."))] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
) -> None:
    """Write the registration table (bảng đăng ký giao ước thi đua): movements and targets."""
    from emulation_cli.exchange.publish import publish_workbook, refuse_workbook_target

    refuse_workbook_target(output, force=force)
    with call.reading() as connection:
        row = blocks.year_row(connection, year)
        code = references.get(connection, "unit", unit)[1] if unit else None
        from emulation_cli.pledges import sheets

        about = sheets.About(row, code, audit.last_day(connection))
        data = sheets.registration_table(connection, about, vietnamese=call.official_vietnamese)
    written = publish_workbook(output, data, force=force)
    message = _("Wrote {path}.") if written else _("{path} holds this already.")
    call.out.done(message.format(path=output), {"file": str(output), "year": row.code, "unit": code})


@command(
    app, "take", example="emulation pledge take C6/2024 dang-ky-giao-uoc.xlsx", then="emulation pledge show {year}"
)
def take(
    call: Call,
    year: YearArgument,
    file: Annotated[str, typer.Argument(metavar="FILE.xlsx")],
    at_least: Annotated[bool, typer.Option("--at-least", help=_("A bare number means at least that."))] = False,
    update: Annotated[bool, typer.Option("--update", help=_("Correct what is there already."))] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say what would change; write nothing."))] = False,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help=_("The sheet of the workbook (the first)."))] = None,
    encoding: Annotated[str | None, typer.Option(metavar="tcvn3|vni", help=_("How its texts are written."))] = None,
) -> None:
    """Take in a filled-in registration table: all of its movements and targets, or none."""
    from emulation_cli.exchange import readers, taking
    from emulation_cli.pledges import records, sheets

    source = readers.read(file, readers.How(encoding=encoding, sheet=sheet))
    with call.reading() as connection:
        row = blocks.year_row(connection, year)
        movements, targets = sheets.read_table(connection, source, row, at_least=at_least)
    parts = [(records.MOVEMENTS, movements), (records.TARGETS, targets)]
    taking.take(
        call,
        [part for part in parts if part[1].rows],
        taking.Terms(row.code, update=update, dry_run=dry_run, skip_bad=None),
    )
