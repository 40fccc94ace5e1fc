"""`emulation export`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.blocks.queries import year_row
from emulation_cli.kernel import audit, listing, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.language import _

app = verbs.noun(_("Files out."))


@command(app, "export")
def export(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="summary|KIND", help=_("The year's workbook, or units, members, …"))],
    year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR", help=_("Of this year."))] = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="FILE", help=_(".xlsx, .csv, .json or .jsonl"))
    ] = ...,  # type: ignore[assignment]
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
    on: Annotated[
        str | None, typer.Option(metavar="DATE", help=_("As it was on a day (the register's last change)."))
    ] = None,
) -> None:
    """Write a year's summary workbook, or the rows of a kind as `import` takes them back unchanged."""
    from emulation_cli.exchange.publish import refuse_target

    if kind.casefold() == "summary":
        _summary(call, year, output, verbs.day(on), force=force)
    else:
        fields: Kind = verbs.load(verbs.kind_address(call, kind, "fields", ["summary"]))
        refuse_target(output, force=force)
        _rows(call, fields, year, output, verbs.day(on), force=force)


def _summary(call: Call, year: str | None, output: Path, day: str | None, *, force: bool) -> None:
    if year is None:
        raise UsageError(_("A summary is of one year: emulation export summary BLOCK/YEAR -o FILE.xlsx"))
    from emulation_cli.exchange.publish import publish_workbook, refuse_workbook_target

    refuse_workbook_target(output, force=force)
    with call.reading() as connection:
        row = year_row(connection, year)
        from emulation_cli.reports.sheets import summary

        data = summary(connection, row, day, vietnamese=call.official_vietnamese)
    written = publish_workbook(output, data, force=force)
    message = _("Wrote the summary of {year} to {path}.") if written else _("{path} holds this summary already.")
    record = {"file": str(output), "year": row.code, "written": written}
    call.out.done(message.format(year=row.code, path=output), record)


def _rows(call: Call, fields: Kind, year: str | None, output: Path, day: str | None, *, force: bool) -> None:
    from emulation_cli.exchange.writers import write_rows

    with call.reading() as connection:
        where, parameters = _of_year(fields, year_row(connection, year).id if year else None)
        rows = [row.values for row in listing.listed(connection, fields, where, parameters)]
        as_of = day or audit.last_day(connection)
    written = write_rows(output, fields, rows, day=as_of, vietnamese=call.official_vietnamese, force=force)
    message = _("Wrote {count} rows to {path}.") if written else _("{path} holds these {count} rows already.")
    record = {"file": str(output), "rows": len(rows), "written": written}
    call.out.done(message.format(count=len(rows), path=output), record)


def _of_year(kind: Kind, year_id: int | None) -> tuple[str, tuple[object, ...]]:
    """The condition that leaves only the rows of one year."""
    if year_id is None:
        return "", ()
    if not kind.year:
        raise UsageError(_("{kind} do not belong to a year").format(kind=kind.name), _("Leave BLOCK/YEAR out."))
    return f"{kind.year} = ?", (year_id,)
