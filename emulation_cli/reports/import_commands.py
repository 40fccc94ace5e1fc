"""`emulation import`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.language import _

app = verbs.noun(_("Files in."))


@command(app, "import")
def import_(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("What the rows are: units, members, …"))],
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help=_(".xlsx, .csv, .json or .jsonl; - for standard input."))
    ],
    year: Annotated[str | None, typer.Option(metavar="BLOCK/YEAR", help=_("The year of rows that name none."))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say what would change; write nothing."))] = False,
    update: Annotated[bool, typer.Option("--update", help=_("Correct rows that are there already."))] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help=_("Take the good rows, leave the bad ones out."))
    ] = False,
    report: Annotated[
        Path | None, typer.Option(metavar="FILE", help=_("Your rows with what was found beside each: .xlsx or .csv."))
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing report."))] = False,
    encoding: Annotated[
        str | None, typer.Option(metavar="NAME", help=_("How the text is written: utf-16, cp1258, tcvn3, vni, …"))
    ] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help=_("The sheet of a workbook (the first)."))] = None,
    hidden: Annotated[
        str | None, typer.Option(metavar="include|skip", help=_("Rows and columns that a workbook hides."))
    ] = None,
) -> None:
    """Take in rows from Excel, CSV or JSON: all of them, or none.

    KIND is one of: units, people, blocks, years, members, documents, and every other noun in the plural.
    """
    from emulation_cli.exchange import readers, taking

    recorder = verbs.load(verbs.kind_address(call, kind, "records"))
    source = readers.read(file, readers.How(encoding, sheet, readers.known_hidden(hidden)))
    terms = taking.Terms(year, update=update, dry_run=dry_run, skip_bad=skip_bad, report=report, force=force)
    taking.take(call, [(recorder, source)], terms)
