"""Rows of a file into the register: all of them or none, each finding with its place."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from emulation_cli.exchange import batches
from emulation_cli.exchange.batches import DUPLICATE, Line, Odd, Over, Taken, same_key
from emulation_cli.exchange.layout import Table, table_of
from emulation_cli.exchange.lines import RawRow
from emulation_cli.exchange.readers import Sheet
from emulation_cli.kernel import likeness, listing, names, references
from emulation_cli.kernel.batch import Met
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.fields import Kind
from emulation_cli.kernel.findings import REFERENCE, Finding
from emulation_cli.kernel.frozen import replaced
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Row
from emulation_cli.kernel.writing import Writer

T = TypeVar("T")
COUNTS = ("rows", "new", "changed", "unchanged", "rejected")


@dataclass
class Report:
    """What an import did or would do.

    Attributes:
        kind, called: what the rows are: as it is typed, and in the language spoken.
        rows, new, changed, unchanged, rejected: how many.
        findings: what is wrong, each with its place.
        notes: what the officer should know, though nothing is wrong.
        changes: field by field what changes in rows that are there already: row, entity, field, before, after.
        tables: the rows as the file has them.
        summary: of several files, a line each, below a line of headings.
        written: whether the register holds it; the counts of what was refused are of what would have been.
    """

    kind: str
    called: str = ""
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    findings: list[Finding] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)
    changes: list[dict[str, object]] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    summary: list[list[object]] = field(default_factory=list)
    written: bool = False

    def reject(self) -> None:
        """Count every row as rejected: what was written was taken back."""
        self.new = self.changed = self.unchanged = 0
        self.rejected, self.changes = self.rows, []

    def clear(self) -> None:
        """Begin anew with the same tables."""
        for key in COUNTS:
            setattr(self, key, 0)
        self.findings, self.notes, self.changes = [], [], []

    def counts(self) -> dict[str, object]:
        """What the audit keeps of it."""
        return {key: getattr(self, key) for key in ("kind", *COUNTS)}

    def record(self, *, changes: bool = False) -> dict[str, object]:
        """The report as JSON shows it; with the `changes` where they are asked for."""
        counts = {**self.counts(), "written": self.written}
        said = {"errors": [shown(one) for one in self.findings], "warnings": [shown(one) for one in self.notes]}
        return {**counts, **({"changes": self.changes} if changes else {}), **said}


def shown(finding: Finding) -> dict[str, object]:
    """A finding as JSON shows it."""
    return {key: getattr(finding, key) for key in ("row", "column", "value", "rule", "message")}


def together(reports: Sequence[Report]) -> Report:
    """Several reports as one."""
    whole = Report(" + ".join(one.kind for one in reports), " + ".join(one.called for one in reports))
    for report in reports:
        for key in COUNTS:
            setattr(whole, key, getattr(whole, key) + getattr(report, key))
        for key in ("findings", "notes", "changes", "tables"):
            getattr(whole, key).extend(getattr(report, key))
    return whole


def _plainly(lines: Iterable[T], _what: str) -> Iterable[T]:
    return lines


def take_in(
    writer: Writer,
    recorder: Recorder,
    sheet: Sheet,
    *,
    year: str | None,
    update: bool,
    over: Over = _plainly,
) -> Report:
    """Check every row, and write each good one into the open transaction.

    The caller decides by the report's findings whether the transaction stays: all or nothing, unless only the good rows
    were asked for. Rows are taken in order; one that refers to another row of the same file comes after it. Raises
    Refused where the file has no rows.
    """
    table = table_of(recorder.kind, sheet, year)
    report = take_table(writer, recorder, table, update=update, over=over)
    if not report.rows:
        raise Refused(
            _("{name} has no rows below its headings in row {row}").format(name=table.name, row=table.heading_row)
        )
    return report


def take_table(writer: Writer, recorder: Recorder, table: Table, *, update: bool, over: Over = _plainly) -> Report:
    """Take in the rows of a table that was laid out already, as `take_in` does."""
    report = Report(recorder.kind.name, recorder.kind.called, tables=[table])
    taking = Taking(writer, recorder, report, update, _Alike(writer.connection, recorder.kind))
    if recorder.sieve is None:
        report.rows = len(table.rows)
        lines = [_line(writer.connection, recorder, table, row) for row in table.rows]
        _reject_twins(recorder, lines)
        taking.take(lines, over)
        odd = _odd(table)
    else:
        odd = batches.take(taking, table, over)
    _doubt_lines_below(table, report)
    _place(table, report, _told_odd(odd))
    return report


def _line(connection: sqlite3.Connection, recorder: Recorder, table: Table, row: RawRow) -> Line:
    number, cells = row
    raw = table.raw(cells)
    read = recorder.row(connection, raw, number)
    read.findings += table.findings.get(number, [])
    return Line(raw, read)


def _doubt_lines_below(table: Table, report: Report) -> None:
    """What is wrong below an empty line may be no row at all."""
    wrong = sorted({finding.row for finding in report.findings if table.apart and finding.row >= table.apart})
    if wrong:
        message = _(
            "stands below an empty line; if it is no row of the table (a total, a date, a signature), delete it"
        )
        report.notes.append(Finding("below", message, row=wrong[0]))


def _place(table: Table, report: Report, odd: Iterable[Finding]) -> None:
    """Give every finding the heading of its column, and put them in the order of the rows."""
    report.notes = [*_unread(table), *table.asides, *odd, *report.notes]
    for told in (report.findings, report.notes):
        told[:] = sorted(
            (replaced(one, column=table.heading(one.column)) for one in told), key=lambda finding: finding.row
        )
    table.wrong, table.doubtful = report.findings, report.notes


def _unread(table: Table) -> Iterator[Finding]:
    for heading in table.ignored:
        yield Finding("heading", _("means nothing here; the column was not taken in"), heading, row=table.heading_row)


def _odd(table: Table) -> Odd:
    found: dict[tuple[str, str], Met] = {}
    for number, cells in table.rows:
        for place, column in table.columns.items():
            value = cells[place] if place < len(cells) else None
            for what in names.odd(value) if isinstance(value, str) else ():
                found.setdefault((column.key, what), Met(number, str(value))).count += 1
    return found


def _told_odd(odd: Odd) -> Iterator[Finding]:
    """Once a column, with the first row and how many."""
    for (key, what), met in odd.items():
        message = _("holds {what}; it is compared without regard to that").format(what=_(what))
        if met.count > 1:
            message += _("; so do {count} more").format(count=met.count - 1)
        yield Finding("odd-characters", message, key, met.number, met.value)


def _reject_twins(recorder: Recorder, lines: Sequence[Line]) -> None:
    """Two rows of one file with the same key reject each other."""
    places: dict[tuple[object, ...], list[Row]] = {}
    for line in lines:
        key = recorder.key(line.row)
        if key is not None:
            places.setdefault(key, []).append(line.row)
    for twins in places.values():
        if len(twins) < 2:
            continue
        numbers = ", ".join(str(row.number) for row in twins)
        for row in twins:
            row.findings.append(same_key(recorder, row, numbers))


class _Alike:
    """The names of a kind, to tell which new one may be another spelling of one that is there."""

    def __init__(self, connection: sqlite3.Connection, kind: Kind) -> None:
        self._noun = kind.noun if references.has_names(kind.noun) and "name" in kind.by_key else ""
        self._known: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for code, name in references.names_of(connection, self._noun) if self._noun else ():
            self._known[likeness.alike(name)].append((code, name))

    def notes(self, row: Row) -> Iterator[Finding]:
        """What a new row may be the same as; from now on it is known itself."""
        if not self._noun:
            return
        code, name = str(row.values["code"]), str(row.values["name"])
        same = self._known[likeness.alike(name)]
        for other in same[:1]:
            yield references.may_be_same(self._noun, (code, name), other)
        same.append((code, name))


@dataclass
class Taking:
    """Rows being taken into the open transaction, one by one.

    Attributes:
        taken: by id, the row of the file that an entry of the register was taken from.
    """

    writer: Writer
    recorder: Recorder
    report: Report
    update: bool
    names: _Alike
    taken: Taken = field(default_factory=Taken)

    def forget(self) -> None:
        """Begin anew: all that was taken is taken back."""
        self.report.clear()
        self.taken = Taken()

    def take(self, lines: Sequence[Line], over: Over) -> None:
        """Take rows in order; those that refer to another row of the file after that one."""
        waiting, last = list(lines), False
        while waiting:
            later = [line for line in over(waiting, self.recorder.kind.name) if not self.take_one(line, last=last)]
            last = len(later) == len(waiting)  # what they refer to is in no row of this file
            waiting = later

    def take_one(self, line: Line, *, last: bool = True) -> bool:
        """Whether a row needs no other one any more; then it is stored, or its findings are noted."""
        row = line.row
        if self._waits(row):
            row = self.recorder.row(self.writer.connection, line.raw, row.number)
            if self._waits(row) and not last:
                return False
        self._take(row)
        self.report.findings += [finding.at(row.number) for finding in row.findings]
        self.report.notes += [note.at(row.number) for note in row.notes]
        return True

    def _waits(self, row: Row) -> bool:
        """Whether all that is wrong is a reference to a row of the same kind, which this file may bring."""
        own = {column.key for column in self.recorder.kind.fields if column.reference == self.recorder.kind.noun}
        return bool(row.findings) and all(one.rule == REFERENCE and one.column in own for one in row.findings)

    def _take(self, row: Row) -> None:
        """Check one row against the register and store it where nothing is wrong."""
        if not any(finding.rule == DUPLICATE for finding in row.findings):
            self.recorder.place(self.writer.connection, row)
            row.findings += self._taken_before(row)
        changes = [] if row.findings or row.stored is None else list(self._changes(row))
        if not self.update:
            row.findings += [_differs(one) for one in changes]
        if row.findings:
            self.report.rejected += 1
            return
        self.report.changes += changes
        if row.stored is None:
            self.report.new += 1
            row.notes += self.names.notes(row)
        elif changes:
            self.report.changed += 1
        else:
            self.report.unchanged += 1
        self.taken.add(self.recorder.store(self.writer, row), [row.number])

    def _taken_before(self, row: Row) -> Iterator[Finding]:
        """Where a number, or what was filled in, leads to what an earlier row of this file brought."""
        first = self.taken.row_of(row.stored.id) if row.stored is not None else None
        if first is None:
            return
        fields = self.recorder.kind.fields
        numbered = (column.key for column in fields if column.unique_within and row.given.get(column.key) is not None)
        message = _("the rows {rows} have the same key").format(rows=f"{first}, {row.number}")
        yield Finding(DUPLICATE, message, next(numbered, self.recorder.kind.identity[-1].key))

    def _changes(self, row: Row) -> Iterator[dict[str, object]]:
        """Each value that stands otherwise in the register."""
        for key in row.changes if row.stored is not None else []:
            column = self.recorder.kind.by_key[key]
            before = listing.text_value(column, row.stored.values[key] if row.stored else None, vietnamese=False)
            after = listing.text_value(column, row.values[key], vietnamese=False)
            entity = self.recorder.entity(row.values)
            yield {"row": row.number, "entity": entity, "field": key, "before": before, "after": after}


def _differs(change: dict[str, object]) -> Finding:
    """A value that only `--update` corrects."""
    message = _("the register holds “{before}”; --update would make it “{after}”").format(**change)
    return Finding("differs", message, str(change["field"]), value=str(change["after"]))
