"""What every command that takes in a file does with it: all of it or none, said in words and given back marked."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulation_cli.exchange import copies, intake, publish
from emulation_cli.kernel import audit, references, register
from emulation_cli.kernel.call import Call
from emulation_cli.kernel.errors import EmulationError, Refused, UsageError
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from emulation_cli.exchange.copies import Copy
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

    def work(writer: Writer, year: str | None) -> tuple[Report, bool]:
        reports = [
            intake.take_in(writer, recorder, source, year=year, update=terms.update, over=call.out.over)
            for recorder, source in parts
        ]
        report = intake.together(reports)
        return report, bool(report.findings)

    outcome = carry_out(call, terms, parts[0][1].name, work)
    report = outcome.report
    if call.out.format == "json" or (outcome.refused and not _one_screen(call)):
        call.out.record(_without_rules(call, report.record(changes=terms.dry_run)), of="import")
    elif call.out.format == "csv":
        call.out.record(report.counts(), of="import")
    else:
        show_changes(call, terms, report)
    say(call, terms, outcome, sentences([*report.notes, *([] if outcome.refused else report.findings)]))
    if outcome.refused:
        raise _refusal(report, terms)


def _one_screen(call: Call) -> bool:
    """Whether data and talk are read together, so that a table of the faults would tell them twice."""
    return call.out.format == "table" and sys.stdout.isatty() and sys.stderr.isatty()


def _without_rules(call: Call, told: dict[str, Any]) -> dict[str, Any]:
    """A report; on a screen without the names of rules, which are for scripts."""
    if call.out.format == "json":
        return told
    cut = {key: [{k: v for k, v in one.items() if k != "rule"} for one in told[key]] for key in ("errors", "warnings")}
    return told | cut


@dataclass(frozen=True)
class Outcome:
    """What became of an import: its report, whether all of it was refused, the copy of the register that stays."""

    report: Report
    refused: bool
    safety: Safety


def carry_out(
    call: Call, terms: Terms, name: str, work: Callable[[Writer, str | None], tuple[Report, bool]]
) -> Outcome:
    """Do `work` in one transaction and keep it, or take it back: where it is told bad, and of a dry run.

    Args:
        call: the command.
        terms: on what terms.
        name: of what is taken in, for the audit.
        work: takes rows in, given the code of the year asked for; what it came to, and whether any of it is bad.
    """
    if terms.report is not None:
        refuse_report(terms.report, force=terms.force)
    with _before_changes(call) as safety, call.writing() as writer:
        if terms.update and not terms.dry_run:
            safety.copy = copies.copy_again(call.path, call.wait, register.BEFORE_IMPORT)
        year = references.get(writer.connection, "year", terms.year)[1] if terms.year else None
        day = audit.last_day(writer.connection)
        report, bad = work(writer, year)
        refused = bad and not terms.skip_bad
        if refused or terms.dry_run:
            writer.discard()
        else:
            writer.counts = {**report.counts(), "file": name}
            report.written = report.new + report.changed > 0
            safety.keep(changed=report.changed > 0)
        if terms.report is not None:  # before the rows are there for good: either both are, or neither
            _write_report(terms.report, report, day)
    return Outcome(report, refused, safety)


def refuse_report(path: Path, *, force: bool) -> None:
    """Refuse a report that cannot be written, before any work is done."""
    if path.suffix.casefold() not in (".xlsx", ".csv"):
        raise UsageError(_("{name} ends in neither .xlsx nor .csv").format(name=path))
    publish.refuse_target(path, force=force)


def _write_report(path: Path, report: Report, day: str) -> None:
    """Write the officer's rows with what was found beside each; `day` (ISO) dates a workbook."""
    from emulation_cli.exchange import marked

    publish.publish(path, marked.marked(path, report, day), force=True)


@dataclass
class Safety:
    """A copy of the register from before a bulk change; it stays only where the change did."""

    copy: Copy | None = None
    kept: Path | None = None

    def keep(self, *, changed: bool) -> None:
        """Say whether stored rows changed."""
        self.kept = self.copy.file if self.copy and changed else None


@contextmanager
def _before_changes(call: Call) -> Iterator[Safety]:
    """Around the whole transaction: a copy of the register stays where the change to stored rows was committed."""
    safety = Safety()
    try:
        yield safety
    except BaseException:
        safety.keep(changed=safety.kept is not None and _may_have_changed(call, safety.copy))
        raise
    finally:
        if safety.copy is not None and safety.kept is None:
            safety.copy.file.unlink(missing_ok=True)
    if safety.kept is not None:
        with call.reading() as connection:
            copies.forget_older(connection, call.path, register.BEFORE_IMPORT)


def _may_have_changed(call: Call, copy: Copy | None) -> bool:
    """Whether a register goes on after a copy, or cannot be read: a change may stand though its last flush failed."""
    try:
        with call.reading() as connection:
            return copy is None or audit.head(connection)[0] != copy.entries
    except EmulationError:
        return True


# -- in words ---------------------------------------------------------------------------------------------------------


def show_changes(call: Call, terms: Terms, report: Report) -> None:
    """What a dry run would change, field by field, on standard output."""
    if terms.dry_run and report.changes:
        call.out.records(report.changes)


def say(call: Call, terms: Terms, outcome: Outcome, told: Iterable[str]) -> None:
    """Say what was found, what it came to, and where the officer's rows and the register as it was lie."""
    if call.out.quiet:
        return
    for line in told:
        call.out.say(line)
    if not outcome.refused:
        counts = _("{kind}: {rows} rows, {new} new, {changed} changed, {unchanged} unchanged, {rejected} rejected.")
        call.out.say(counts.format(**{**outcome.report.counts(), "kind": outcome.report.called}))
        if terms.dry_run:
            call.out.say(_("This was a dry run; nothing was written."))
    if terms.report is not None:
        call.out.say(_("Your rows, with what was found beside each: {path}").format(path=terms.report))
    if outcome.safety.kept is not None:
        copy = outcome.safety.kept.name
        call.out.say(_("As it was before, the register lies beside it: {copy}").format(copy=copy))
    if not (outcome.refused or terms.dry_run):
        call.out.following({"year": terms.year})


def sentences(findings: Sequence[Finding]) -> Iterator[str]:
    """Findings in words: the first of them, how many more there are, and each next step once."""
    for finding in findings[:SHOWN]:
        yield finding.sentence()
    if len(findings) > SHOWN:
        yield _("… and {count} more").format(count=len(findings) - SHOWN)
    yield from dict.fromkeys(finding.hint for finding in findings[:SHOWN] if finding.rule in _STEPS and finding.hint)


_STEPS = ("closed", "alike", "reference", "excluded", "taken")
"""Rules whose findings name a next step of their own."""


def _refusal(report: Report, terms: Terms) -> Refused:
    lines = [*sentences(report.findings)]
    counts = _("{name}: {rejected} of {rows} rows rejected; nothing was written.")
    lines.append(counts.format(name=report.tables[0].name, rejected=report.rejected, rows=report.rows))
    whole = terms.skip_bad is None
    mend = _("Mend the file.") if whole else _("Mend the file, or take the good rows alone with --skip-bad.")
    return Refused("\n".join(lines), mend)
