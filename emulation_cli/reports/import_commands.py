"""`emulation import`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import audit, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Refused, UsageError
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from emulation_cli.exchange.taking import Terms
    from emulation_cli.reports.returns import Folder

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

    KIND is one of: units, people, blocks, years, members, documents, and every other noun in the plural; or `returns`
    with the FOLDER of the forms that came back and `--year`.
    """
    from emulation_cli.exchange import readers, taking

    terms = taking.Terms(year, update=update, dry_run=dry_run, skip_bad=skip_bad, report=report, force=force)
    if kind.casefold() == "returns":
        _returns(call, Path(file), terms)
        return
    recorder = verbs.load(verbs.kind_address(call, kind, "records", ["returns"]))
    source = readers.read(file, readers.How(encoding, sheet, readers.known_hidden(hidden)))
    taking.take(call, [(recorder, source)], terms)


def _returns(call: Call, folder: Path, terms: Terms) -> None:
    """Take in the forms that came back: all of them, or with `--skip-bad` those that are whole."""
    from emulation_cli.exchange import taking
    from emulation_cli.reports import returns

    if terms.year is None:
        raise UsageError(_("Forms are of one year: emulation import returns FOLDER --year BLOCK/YEAR"))
    if terms.report is not None:
        taking.refuse_report(terms.report, force=terms.force)
    with call.writing() as writer, taking.before_changes(call, writer, terms) as safety:
        year, day = blocks.open_year(writer.connection, terms.year), audit.last_day(writer.connection)
        found = returns.take_in(writer, folder, year, update=terms.update)
        refused = bool(found.spoiled) and not terms.skip_bad
        safety.keep(taking.settle(writer, found.report, folder.name, keep=not (refused or terms.dry_run)))
    if terms.report is not None:
        taking.write_report(terms.report, found.report, day)
    _tell(call, found, refused=refused)
    taking.say_after(call, terms, safety)
    if refused:
        raise _refused(found)


def _tell(call: Call, found: Folder, *, refused: bool) -> None:
    """Every file with what became of it, what was found in it, and who sent none."""
    from emulation_cli.reports import returns

    files = [one.record() for one in found.files]
    if call.out.format == "json":
        call.out.json({**found.report.record(), "year": found.year, "files": files, "missing": found.missing})
    elif refused or not call.out.quiet:
        call.out.records(files)
    if refused or not call.out.quiet:
        for line in returns.sentences(found):
            call.out.say(line)


def _refused(found: Folder) -> Refused:
    counts = {"spoiled": len(found.spoiled), "files": len(found.files)}
    return Refused(
        _("{spoiled} of {files} forms are spoiled; nothing was written.").format(**counts),
        _("Have them mended, or take the whole ones with --skip-bad."),
    )
