"""`emulation export`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.kernel import audit, listing, references, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.language import _

app = verbs.noun(_("Files out."))


@command(app, "export")
def export(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("units, members, …"))],
    year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR", help=_("Only rows of this year."))] = None,
    output: Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=_(".xlsx, .csv or .json"))] = ...,  # type: ignore[assignment]
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
) -> None:
    """Write the rows of a kind to Excel, CSV or JSON: what `import` takes back unchanged."""
    from emulation_cli.exchange.publish import refuse_target
    from emulation_cli.exchange.writers import write_rows

    fields: Kind = verbs.load(verbs.kind_address(call, kind, "fields", ["summary"]))
    refuse_target(output, force=force)
    with call.reading() as connection:
        day = audit.last_day(connection)
        where, parameters = _of_year(fields, references.get(connection, "year", year)[0] if year else None)
        rows = [row.values for row in listing.listed(connection, fields, where, parameters)]
    written = write_rows(output, fields, rows, day=day, vietnamese=call.official_vietnamese, force=force)
    message = _("Wrote {count} rows to {path}.") if written else _("{path} holds these {count} rows already.")
    call.out.done(
        message.format(count=len(rows), path=output), {"file": str(output), "rows": len(rows), "written": written}
    )


def _of_year(kind: Kind, year_id: int | None) -> tuple[str, tuple[object, ...]]:
    """The condition that leaves only the rows of one year."""
    if year_id is None:
        return "", ()
    if not kind.year:
        raise UsageError(_("{kind} do not belong to a year").format(kind=kind.name), _("Leave BLOCK/YEAR out."))
    return f"{kind.year} = ?", (year_id,)
