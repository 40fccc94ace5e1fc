"""Rows of a file into the register: all of them or none, each finding with its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from emulation_cli.exchange.readers import Sheet
from emulation_cli.kernel import listing, names
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.findings import REFERENCE, Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder, Row
from emulation_cli.kernel.writing import Writer


@dataclass
class Report:
    """What an import did or would do: rows read, new, changed, unchanged, rejected, and every finding."""

    kind: str
    rows: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    findings: list[Finding] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)

    def record(self) -> dict[str, object]:
        """The report as JSON shows it."""
        counts = {key: getattr(self, key) for key in ("kind", "rows", "new", "changed", "unchanged", "rejected")}
        keys = ("row", "column", "value", "rule", "message")
        errors = [{key: getattr(finding, key) for key in keys} for finding in self.findings]
        return {**counts, "errors": errors}


def together(reports: Sequence[Report]) -> Report:
    """Several reports as one."""
    if len(reports) == 1:
        return reports[0]
    whole = Report(" + ".join(report.kind for report in reports))
    for report in reports:
        for key in ("rows", "new", "changed", "unchanged", "rejected"):
            setattr(whole, key, getattr(whole, key) + getattr(report, key))
        whole.findings += report.findings
        whole.ignored += report.ignored
    return whole


def take_in(writer: Writer, recorder: Recorder, sheet: Sheet, *, year: str | None, update: bool) -> Report:
    """Check every row, and write each good one into the open transaction.

    The caller decides by the report's findings whether the transaction stays: all or nothing, unless only the good
    rows were asked for. Rows are taken in order; one that refers to another row of the same file comes after it.
    """
    columns, ignored = match_headings(recorder.kind, sheet, year)
    report = Report(recorder.kind.name, rows=len(sheet.rows), ignored=ignored)
    raws = [_raw(columns, cells, recorder.kind, year) for _number, cells in sheet.rows]
    rows = [
        recorder.row(writer.connection, raw, number) for raw, (number, _cells) in zip(raws, sheet.rows, strict=True)
    ]
    _reject_twins(recorder, rows)
    headings = {column.key: sheet.headings[place] for place, column in columns.items()}
    waiting = list(zip(raws, rows, strict=True))
    while waiting:
        later = _take_rows(writer, recorder, waiting, report, headings, update=update, last=False)
        if len(later) == len(waiting):  # what they refer to is in no row of this file
            later = _take_rows(writer, recorder, waiting, report, headings, update=update, last=True)
        waiting = later
    report.findings.sort(key=lambda finding: finding.row)
    return report


def _take_rows(
    writer: Writer,
    recorder: Recorder,
    rows: Sequence[tuple[dict[str, object], Row]],
    report: Report,
    headings: dict[str, str],
    *,
    update: bool,
    last: bool,
) -> list[tuple[dict[str, object], Row]]:
    """Take rows in order; those that still wait for another row come back, unless this is the `last` try."""
    later = []
    for raw, row in rows:
        if _waits(recorder.kind, row):
            row = recorder.row(writer.connection, raw, row.number)
            if _waits(recorder.kind, row) and not last:
                later.append((raw, row))
                continue
        _take_row(writer, recorder, row, update, report)
        report.findings += [
            replace(finding.at(row.number), column=headings.get(finding.column, finding.column))
            for finding in row.findings
        ]
    return later


def match_headings(kind: Kind, sheet: Sheet, year: str | None) -> tuple[dict[int, Field], list[str]]:
    """Which field each column holds, by key or heading in either language, and the headings that mean nothing.

    Raises Refused where two columns mean the same field, or a field that every row needs has no column.
    """
    by_name: dict[str, Field] = {}
    for column in kind.fields:
        for name in (column.en, column.vi, column.option, column.key):
            by_name[_heading_key(name)] = column
    by_name.pop("", None)
    found = {
        place: by_name[_heading_key(heading)]
        for place, heading in enumerate(sheet.headings)
        if _heading_key(heading) in by_name
    }
    ignored = [heading for place, heading in enumerate(sheet.headings) if heading and place not in found]
    keys = [column.key for column in found.values()]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise Refused(_("{name} has two columns for: {fields}").format(name=sheet.name, fields=", ".join(twice)))
    given = {*keys, *(["year"] if year is not None else [])}
    missing = [column.key for column in kind.identity if column.required and column.key not in given]
    needed = [key for key in missing if kind.by_key[key].default is None and not kind.by_key[key].completed]
    if needed:
        raise Refused(
            _("{name}, row {row}: no column for: {fields}").format(
                name=sheet.name, row=sheet.heading_row, fields=", ".join(needed)
            ),
            _("Its headings: {headings}").format(headings=", ".join(heading for heading in sheet.headings if heading)),
        )
    return {place: column for place, column in found.items() if column.writable}, ignored


def _heading_key(text: str) -> str:
    return names.fold(text).replace("_", " ")


def _raw(columns: dict[int, Field], cells: list[object], kind: Kind, year: str | None) -> dict[str, object]:
    """The raw values of one line by field key; the year asked for where the line does not say."""
    raw = {column.key: cells[place] if place < len(cells) else None for place, column in columns.items()}
    if year is not None and "year" in kind.by_key and raw.get("year") in (None, ""):
        raw["year"] = year
    return raw


def _reject_twins(recorder: Recorder, rows: Sequence[Row]) -> None:
    """Two rows of one file with the same key reject each other."""
    places: dict[tuple[object, ...], list[Row]] = {}
    for row in rows:
        key = recorder.key(row)
        if key is not None:
            places.setdefault(key, []).append(row)
    for twins in places.values():
        if len(twins) < 2:
            continue
        numbers = ", ".join(str(row.number) for row in twins)
        identity = recorder.kind.identity[-1].key
        for row in twins:
            value = listing.text_value(recorder.kind.by_key[identity], row.given.get(identity), vietnamese=False)
            message = _("the rows {rows} have the same key").format(rows=numbers)
            row.findings.append(Finding("duplicate", message, identity, value=value))


def _waits(kind: Kind, row: Row) -> bool:
    """Whether all that is wrong is a reference to a row of the same kind, which this file may bring."""
    own = {column.key for column in kind.fields if column.reference == kind.noun}
    return bool(row.findings) and all(finding.rule == REFERENCE and finding.column in own for finding in row.findings)


def _take_row(writer: Writer, recorder: Recorder, row: Row, update: bool, report: Report) -> None:
    """Check one row against the register and store it where nothing is wrong."""
    if not any(finding.rule == "duplicate" for finding in row.findings):
        recorder.place(writer.connection, row)
    if not row.findings and row.stored is not None and not update:
        row.findings.extend(_differences(recorder, row))
    if row.findings:
        report.rejected += 1
    elif row.stored is None:
        report.new += 1
    elif row.changes:
        report.changed += 1
    else:
        report.unchanged += 1
    if not row.findings:
        recorder.store(writer, row)


def _differences(recorder: Recorder, row: Row) -> Iterator[Finding]:
    """Each value that stands otherwise in the register, which only `--update` corrects."""
    for key in row.changes if row.stored is not None else []:
        column = recorder.kind.by_key[key]
        before = listing.text_value(column, row.stored.values[key] if row.stored else None, vietnamese=False)
        after = listing.text_value(column, row.values[key], vietnamese=False)
        message = _("the register holds “{before}”; --update would make it “{after}”").format(
            before=before, after=after
        )
        yield Finding("differs", message, key, value=after)
