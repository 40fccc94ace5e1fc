"""`emulation import`"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from emulation_cli.kernel import references, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from emulation_cli.exchange.intake import Report
    from emulation_cli.exchange.readers import Sheet
    from emulation_cli.kernel.recorder import Recorder
    from emulation_cli.kernel.writing import Writer

SHOWN = 20
"""Findings said in words; the report on stdout has them all."""

app = verbs.noun(_("Files in."))


@command(app, "import")
def import_(
    call: Call,
    kind: Annotated[str, typer.Argument(metavar="KIND", help=_("What the rows are: units, members, …"))],
    file: Annotated[str, typer.Argument(metavar="FILE|-", help=_(".xlsx, .csv or .json; - for standard input."))],
    year: Annotated[str | None, typer.Option(metavar="BLOCK/YEAR", help=_("The year of rows that name none."))] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help=_("Say what would change; write nothing."))] = False,
    update: Annotated[bool, typer.Option("--update", help=_("Correct rows that are there already."))] = False,
    skip_bad: Annotated[
        bool, typer.Option("--skip-bad", help=_("Take the good rows, leave the bad ones out."))
    ] = False,
    encoding: Annotated[str | None, typer.Option(metavar="NAME", help=_("How a text file is written."))] = None,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help=_("The sheet of a workbook (the first)."))] = None,
) -> None:
    """Take in rows from Excel, CSV or JSON: all of them, or none.

    KIND is one of: units, people, blocks, years, members, documents, and every other noun in the plural.
    """
    from emulation_cli.exchange import readers

    recorder = verbs.load(verbs.kind_address(call, kind, "records"))
    source = readers.read(file, encoding=encoding, sheet=sheet)
    take(call, [(recorder, source)], year=year, update=update, dry_run=dry_run, skip_bad=skip_bad)


def take(
    call: Call,
    parts: Sequence[tuple[Recorder, Sheet]],
    *,
    year: str | None,
    update: bool,
    dry_run: bool,
    skip_bad: bool | None,
) -> None:
    """Take rows of one kind or several into the register together; refused where any of them is bad.

    `skip_bad` is None where bad rows cannot be left out.
    """
    from emulation_cli.exchange import intake

    with call.writing() as writer:
        code = references.get(writer.connection, "year", year)[1] if year else None
        reports = [intake.take_in(writer, recorder, source, year=code, update=update) for recorder, source in parts]
        report = intake.together(reports)
        refused = bool(report.findings) and not skip_bad
        _settle(writer, report, parts[0][1].name, keep=not (refused or dry_run))
    _say(call, report, dry_run=dry_run, refused=refused)
    if refused:
        raise _refusal(report, whole=skip_bad is None)


def _settle(writer: Writer, report: Report, name: str, *, keep: bool) -> None:
    """Keep what was written, with its counts for the audit, or take all of it back."""
    if keep:
        counts = {key: value for key, value in report.record().items() if key != "errors"}
        writer.counts = {**counts, "file": name}
    else:
        writer.discard()


def _say(call: Call, report: Report, *, dry_run: bool, refused: bool) -> None:
    record = report.record()
    if call.out.format == "json" or refused:
        call.out.record(record)
    elif call.out.format == "csv":
        call.out.record({key: value for key, value in record.items() if key != "errors"})
    if report.ignored and not call.out.quiet:
        call.out.say(_("Not taken in, no such field: {headings}").format(headings=", ".join(report.ignored)))
    if refused or call.out.quiet:
        return
    for finding in report.findings[:SHOWN]:
        call.out.say(finding.sentence())
    sentence = _("{kind}: {rows} rows, {new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected.")
    call.out.say(sentence.format(**record))
    if dry_run:
        call.out.say(_("This was a dry run; nothing was written."))


def _refusal(report: Report, *, whole: bool) -> Refused:
    lines = [finding.sentence() for finding in report.findings[:SHOWN]]
    if len(report.findings) > SHOWN:
        lines.append(_("… and {count} more").format(count=len(report.findings) - SHOWN))
    lines.append(
        _("{rejected} of {rows} rows rejected; nothing was written.").format(rejected=report.rejected, rows=report.rows)
    )
    hints = dict.fromkeys(finding.hint for finding in report.findings if finding.rule == "closed" and finding.hint)
    hints[_("Mend the file.") if whole else _("Mend the file, or take the good rows alone with --skip-bad.")] = None
    return Refused("\n".join(lines), "\n".join(hints))
