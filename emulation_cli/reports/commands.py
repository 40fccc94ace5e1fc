"""`emulation export KIND`: the rows of a kind, out. The verbs of `export` stand beside it; any other word is a KIND."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_cli.blocks.queries import year_row
from emulation_cli.kernel import audit, listing, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun, Verbs
from emulation_cli.kernel.placeholders import spoken

ROWS = "KIND"
"""What the verb for every kind is called."""
SUMMARY = "summary"

Output = Annotated[Path, typer.Option("-o", "--output", metavar="FILE", help=_(".xlsx, .csv, .json or .jsonl"))]
Force = Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))]
On = Annotated[
    str | None, typer.Option("--on", metavar="DATE", help=_("As it was on a day (the register's last change)."))
]


class Kinds(Verbs):
    """The verbs of `export`; every other word is a kind of rows."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Let the words of a kind's export stand in any order."""
        first = args[0] if args else ""
        if first and first not in (*self.commands, "-h", "--help"):
            args = [ROWS, *args]
        return super().parse_args(ctx, args)

    def list_commands(self, ctx: Any) -> list[str]:
        """The verbs, and what stands for a kind in the language of the user."""
        return [spoken(name) if name == ROWS else name for name in super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """The verb that is called or listed so."""
        return super().get_command(ctx, ROWS if cmd_name == spoken(ROWS) else cmd_name)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """The verbs, and the kinds in place of the verb for all of them."""
        from emulation_cli.kernel.completion import Word

        verbs_ = [one for one in super().shell_complete(ctx, incomplete) if one.value != spoken(ROWS)]
        return [*verbs_, *(Word(kind) for kind in ctx.find_root().obj if kind.startswith(incomplete))]


app = Noun(_("Files out: rows of a kind, a year's summary, a list of exports."))
app.info.cls = Kinds


@command(
    app,
    ROWS,
    example="emulation export units -o danh-sach-don-vi.xlsx",
    then="emulation import {kind} {file} --update",
)
def rows(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="units|members|…", help=_("What the rows are."))],
    year: Annotated[str | None, typer.Argument(metavar="BLOCK/YEAR", help=_("Of this year."))] = None,
    output: Output = ...,  # type: ignore[assignment]
    force: Force = False,
    on: On = None,
) -> None:
    """Write the rows of a kind, as `import` takes them back unchanged: emulation export units -o units.xlsx"""
    from emulation_cli.exchange.publish import refuse_target
    from emulation_cli.exchange.writers import write_rows

    if kind.casefold() == SUMMARY:
        raise UsageError(_("The word summary comes first: emulation export summary BLOCK/YEAR -o FILE.xlsx"))
    fields: Kind = verbs.load(verbs.kind_address(call, kind, "fields", [SUMMARY]))
    refuse_target(output, force=force)
    day = verbs.day(on)
    with call.reading() as connection:
        where, parameters = _of_year(fields, year_row(connection, year).id if year else None)
        found = listing.stream(connection, fields, where, parameters)
        as_of = day or audit.last_day(connection)
        written = write_rows(output, found, day=as_of, vietnamese=call.official_vietnamese, force=force)
    message = _("Wrote {count} rows to {path}.") if written else _("{path} holds these {count} rows already.")
    record = {"file": str(output), "rows": found.count, "written": written}
    call.out.done(message.format(count=found.count, path=output), record, None if found.count else "", kind=fields.name)


def _of_year(kind: Kind, year_id: int | None) -> tuple[str, tuple[object, ...]]:
    """The condition that leaves only the rows of one year."""
    if year_id is None:
        return "", ()
    if not kind.year:
        raise UsageError(_("{kind} do not belong to a year").format(kind=kind.called), _("Leave BLOCK/YEAR out."))
    return f"{kind.year} = ?", (year_id,)
