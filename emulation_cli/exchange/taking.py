"""What every command that takes in a file does with it: all of it or none, said in words and given back marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from emulation_cli.exchange import copies, intake, publish
from emulation_cli.kernel import audit, references
from emulation_cli.kernel.call import Call
from emulation_cli.kernel.errors import Refused, UsageError
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from emulation_cli.exchange.intake import Report
    from emulation_cli.exchange.readers import Sheet
    from emulation_cli.kernel.recorder import Recorder
    from emulation_cli.kernel.writing import Writer

SHOWN = 20
"""Findings said in words; the report on stdout has them all."""


@dataclass(frozen=True)
class Terms:
    """On what terms rows are taken in.

    Attributes:
        year: the year of rows that name none, as typed.
        update: correct rows that are there already.
        dry_run: say what would change; write nothing.
        skip_bad: take the good rows alone; None where bad rows cannot be left out.
        report: where the officer's rows go with what was found beside each.
        force: replace an existing report.
    """

    year: str | None = None
    update: bool = False
    dry_run: bool = False
    skip_bad: bool | None = False
    report: Path | None = None
    force: bool = False


def take(call: Call, parts: Sequence[tuple[Recorder, Sheet]], terms: Terms) -> None:
    """Take rows of one kind or several into the register together; refused where any of them is bad."""
    if terms.report is not None:
        refuse_report(terms.report, force=terms.force)
    with call.writing() as writer, before_changes(call, writer, terms) as safety:
        year = references.get(writer.connection, "year", terms.year)[1] if terms.year else None
        day = audit.last_day(writer.connection)
        reports = [
            intake.take_in(writer, recorder, source, year=year, update=terms.update, over=call.out.over)
            for recorder, source in parts
        ]
        report = intake.together(reports)
        refused = bool(report.findings) and not terms.skip_bad
        safety.keep(settle(writer, report, parts[0][1].name, keep=not (refused or terms.dry_run)))
    if terms.report is not None:
        write_report(terms.report, report, day)
    _say(call, report, terms, refused=refused)
    say_after(call, terms, safety)
    if refused:
        raise _refusal(report, terms)


def refuse_report(path: Path, *, force: bool) -> None:
    """Refuse a report that cannot be written, before any work is done."""
    if path.suffix.casefold() not in (".xlsx", ".csv"):
        raise UsageError(_("{name} ends in neither .xlsx nor .csv").format(name=path.name))
    publish.refuse_target(path, force=force)


def write_report(path: Path, report: Report, day: str) -> None:
    """Write the officer's rows with what was found beside each; `day` (ISO) dates a workbook."""
    from emulation_cli.exchange import marked

    publish.publish(path, marked.marked(path, report.tables, day), force=True)


def settle(writer: Writer, report: Report, name: str, *, keep: bool) -> bool:
    """Keep what was written, with its counts for the audit, or take all of it back; whether stored rows changed."""
    if not keep:
        writer.discard()
        return False
    writer.counts = {**report.counts(), "file": name}
    return report.changed > 0


@dataclass
class Safety:
    """A copy of the register from before a bulk change; it stays only where the change did."""

    copy: Path | None = None
    kept: Path | None = None

    def keep(self, changed: bool) -> None:
        """Say whether stored rows changed."""
        self.kept = self.copy if changed else None


@contextmanager
def before_changes(call: Call, writer: Writer, terms: Terms) -> Iterator[Safety]:
    """While stored rows may be corrected: a copy of the register beside it, named after its last entry in the log."""
    safety = Safety()
    if terms.update and not terms.dry_run:
        entry = audit.head(writer.connection)[0]
        safety.copy = copies.copy_register(call.path, call.wait, f"before-import-{entry:06}")
    try:
        yield safety
    except BaseException:
        safety.keep(changed=False)
        raise
    finally:
        if safety.copy is not None and safety.kept is None:
            safety.copy.unlink(missing_ok=True)
    if safety.kept is not None:
        copies.forget_older(call.path, "before-import-")


# -- in words ---------------------------------------------------------------------------------------------------------


def _say(call: Call, report: Report, terms: Terms, *, refused: bool) -> None:
    record = report.record(changes=terms.dry_run)
    if call.out.format == "json" or refused:
        call.out.record(record)
    elif call.out.format == "csv":
        call.out.record(report.counts())
    elif terms.dry_run and report.changes:
        call.out.records(report.changes)
    if call.out.quiet:
        return
    told = [*report.notes, *([] if refused else report.findings)]
    for line in sentences(told):
        call.out.say(line)
    if refused:
        return
    sentence = _("{kind}: {rows} rows, {new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected.")
    call.out.say(sentence.format(**record))
    if terms.dry_run:
        call.out.say(_("This was a dry run; nothing was written."))


def say_after(call: Call, terms: Terms, safety: Safety) -> None:
    """Say where the officer's rows and the register as it was before lie."""
    if call.out.quiet:
        return
    if terms.report is not None:
        call.out.say(_("Your rows, with what was found beside each: {path}").format(path=terms.report))
    if safety.kept is not None:
        call.out.say(_("As it was before, the register lies beside it: {copy}").format(copy=safety.kept.name))


def sentences(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings in words: the first of them, how many more there are, and each next step once."""
    for finding in findings[:SHOWN]:
        yield finding.sentence()
    if len(findings) > SHOWN:
        yield _("… and {count} more").format(count=len(findings) - SHOWN)
    yield from dict.fromkeys(finding.hint for finding in findings[:SHOWN] if finding.rule in _STEPS and finding.hint)


_STEPS = ("closed", "alike", "reference")
"""Rules whose findings name a next step of their own."""


def _refusal(report: Report, terms: Terms) -> Refused:
    lines = [*sentences(report.findings)]
    counts = _("{name}: {rejected} of {rows} rows rejected; nothing was written.")
    lines.append(counts.format(name=report.tables[0].name, rejected=report.rejected, rows=report.rows))
    whole = terms.skip_bad is None
    mend = _("Mend the file.") if whole else _("Mend the file, or take the good rows alone with --skip-bad.")
    return Refused("\n".join(lines), mend)
