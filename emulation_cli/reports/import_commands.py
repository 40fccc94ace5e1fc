"""`emulation import`"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Refused, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.pledges.fields import PERIODS
from emulation_cli.pledges.result_queries import period as known_period

if TYPE_CHECKING:
    from emulation_cli.exchange.intake import Report
    from emulation_cli.exchange.readers import How
    from emulation_cli.exchange.taking import Terms
    from emulation_cli.kernel.writing import Writer
    from emulation_cli.reports.returns import Folder

app = Noun(_("Files in."))


@command(app, "import", example="emulation import units don-vi.xlsx --db so-moi.db", then="emulation check")
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
    period: Annotated[
        str, typer.Option(metavar="midyear|year|CODE", help=_("Of returns: the period that they are of."))
    ] = PERIODS[1],
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
    how = readers.How(encoding, sheet, verbs.choice(hidden, readers.HIDDEN, "--hidden") if hidden is not None else None)
    if kind.casefold() == "returns":
        _returns(call, Path(file), period, terms, how)
        return
    recorder = verbs.load(verbs.kind_address(call, kind, "records", ["returns"]))
    whole = recorder.sieve is None or report is not None  # rows that are needed once more
    taking.take(call, [(recorder, readers.read(file, how, whole=whole))], terms)


def _returns(call: Call, folder: Path, period: str, terms: Terms, reading: How) -> None:
    """Take in the forms that came back: all of them, or with `--skip-bad` those that are whole."""
    from emulation_cli.exchange import taking
    from emulation_cli.reports import returns

    if terms.year is None:
        raise UsageError(_("Forms are of one year: emulation import returns FOLDER --year BLOCK/YEAR"))
    if reading.sheet is not None or (terms.report is not None and terms.report.suffix.casefold() != ".xlsx"):
        raise UsageError(_("Forms have sheets of their own: no --sheet, and --report FILE.xlsx"))
    found: list[Folder] = []

    def work(writer: Writer, year: str | None) -> tuple[Report, bool]:
        row = blocks.open_year(writer.connection, str(year))
        code = known_period(writer.connection, row, period).code
        found.append(returns.take_in(writer, folder, row, returns.How(code, terms.update, reading)))
        return found[0].report, bool(found[0].spoiled)

    outcome = taking.carry_out(call, terms, folder.name, work)
    if call.out.format == "json":
        call.out.json(found[0].record(changes=terms.dry_run))
    elif outcome.refused or not call.out.quiet:
        call.out.records([one.record() for one in found[0].files], of="forms")
        taking.show_changes(call, terms, outcome.report)
    told = list(returns.sentences(found[0]))
    taking.say(call, terms, outcome, [] if outcome.refused else told)
    if outcome.refused:
        raise _refused(found[0], told)


def _refused(found: Folder, told: list[str]) -> Refused:
    counts = _("{spoiled} of {files} forms are spoiled; nothing was written.")
    told.append(counts.format(spoiled=len(found.spoiled), files=len(found.files)))
    return Refused("\n".join(told), _("Have them mended, or take the whole ones with --skip-bad."))
