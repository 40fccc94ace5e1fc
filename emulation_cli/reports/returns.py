"""The forms that units send back (phiếu báo cáo): each is taken in whole or not at all, and who sent none is named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange import intake, layout, readers
from emulation_cli.exchange.intake import COUNTS, Report
from emulation_cli.exchange.layout import Table
from emulation_cli.kernel import references, verbs
from emulation_cli.kernel.errors import EmulationError, NotFound, Refused
from emulation_cli.kernel.fields import read
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import code_key
from emulation_cli.kernel.terms import Speech
from emulation_cli.kernel.writing import Writer
from emulation_cli.reports.return_forms import PARTS, Part, form_name, spoken_period
from emulation_cli.scores.rules import STAGES

FORMS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv")
"""Endings of what may be meant as a form; anything else beside the forms is only named."""
USUAL = ("above", "sheets")
"""Rules of notes that hold for every form and say nothing."""


@dataclass
class Returned:
    """One file of a folder of returned forms.

    Attributes:
        path: where it lies.
        sheets: what it holds, by part of the form.
        unit: whose form it is, by code; "" where nothing tells it.
        reports: what its rows came to, by part of the form.
        fault: why it is no form of this year, or cannot be read; "" where it can.
        hint: what to do about that.
    """

    path: Path
    sheets: list[tuple[Part, readers.Sheet]] = field(default_factory=list)
    unit: str = ""
    reports: list[tuple[Part, Report]] = field(default_factory=list)
    fault: str = ""
    hint: str = ""

    @property
    def report(self) -> Report:
        """All of its rows together."""
        return intake.together([report for _part, report in self.reports])

    @property
    def state(self) -> str:
        """Taken, blank (nobody filled it in) or spoiled."""
        if self.fault or any(report.findings for _part, report in self.reports):
            return "spoiled"
        return "taken" if any(report.rows for _part, report in self.reports) else "blank"

    def blame(self, error: EmulationError) -> None:
        """Note why nothing of it can be taken in."""
        self.fault, self.hint = error.message, error.hint

    def record(self) -> dict[str, object]:
        """The file as the report on a folder shows it."""
        report = self.report
        said = {"file": self.path.name, "unit": self.unit or None, "state": self.state}
        return {**said, **{key: getattr(report, key) for key in COUNTS}, "fault": self.fault or None}

    def found(self, of: Callable[[Report], Sequence[Finding]]) -> Iterator[tuple[str, Finding]]:
        """Findings with the sheet that each is in."""
        for part, report in self.reports:
            for finding in of(report):
                if finding.rule not in USUAL:
                    yield _title(self, part), finding


def _title(one: Returned, part: Part) -> str:
    """A sheet of a form as the form calls it."""
    sheet = next((sheet for known, sheet in one.sheets if known is part), None)
    return sheet.title if sheet is not None else part.vi


@dataclass
class Folder:
    """What a folder of returned forms came to: its files, what else lies there, and who of the year sent none."""

    year: str
    files: list[Returned]
    beside: list[str]
    missing: list[str]

    @cached_property
    def report(self) -> Report:
        """All rows of all files together; the spoiled ones are those to be looked at again."""
        whole = intake.together([one.report for one in self.files])
        whole.kind = "returns"
        whole.summary = [["file", "unit", "state", "fault"], *(self._line(one) for one in self.files)]
        whole.summary += [[None, unit, _("not sent"), None] for unit in self.missing]
        whole.tables = [table for one in self.spoiled for _part, report in one.reports for table in report.tables]
        return whole

    def _line(self, one: Returned) -> list[object]:
        return [one.path.name, one.unit or None, one.state, one.fault or None]

    @property
    def spoiled(self) -> list[Returned]:
        """The files of which nothing was taken in."""
        return [one for one in self.files if one.state == "spoiled"]

    def record(self, *, changes: bool) -> dict[str, object]:
        """The folder as JSON shows it; every finding with its file and sheet."""
        told = {
            name: [
                {"file": one.path.name, "sheet": sheet, **intake.shown(finding)}
                for one in self.files
                for sheet, finding in one.found(of)
            ]
            for name, of in (("errors", lambda report: report.findings), ("warnings", lambda report: report.notes))
        }
        files = [one.record() for one in self.files]
        about = {"year": self.year, "files": files, "beside": self.beside, "missing": self.missing}
        return {**self.report.record(changes=changes), **told, **about}


def take_in(writer: Writer, folder: Path, year: blocks.YearRow, how: How) -> Folder:
    """Take in every form of a folder; of a spoiled one nothing stays. Raises NotFound where there is no folder."""
    members = [member.unit for member in blocks.members(writer.connection, year)]
    paths, beside = _files(folder)
    taking = _Taking(writer, year, members, how, [Returned(path) for path in paths])
    taking.open()
    for one in taking.files:
        if not one.fault:
            taking.take(one)
    sent = {one.unit for one in taking.files if one.state != "blank"}
    return Folder(year.code, taking.files, beside, [unit for unit in members if unit not in sent])


def _files(folder: Path) -> tuple[list[Path], list[str]]:
    """The forms of a folder by name, and what else lies there; not what programs and systems leave behind."""
    if not folder.is_dir():
        raise NotFound(
            _("there is no folder {path}").format(path=folder), _("Name the folder with the forms that came back.")
        )
    known = [path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "~$"))]
    forms = [path for path in known if path.is_file() and path.suffix.casefold() in FORMS]
    if not forms:
        raise Refused(
            _("{path} holds no forms").format(path=folder), _("Name the folder with the forms that came back.")
        )
    return forms, [path.name for path in known if path not in forms and path.name not in ("Thumbs.db", "desktop.ini")]


@dataclass(frozen=True)
class How:
    """How forms are taken: the code of the period that they are of, whether stored rows are corrected, how to read."""

    period: str
    update: bool = False
    reading: readers.How = readers.AS_IT_IS


@dataclass
class _Taking:
    """Forms of a year being taken into the open transaction."""

    writer: Writer
    year: blocks.YearRow
    members: Sequence[str]
    how: How
    files: list[Returned]

    def open(self) -> None:
        """Read every file and find out whose form it is; of two by the same unit neither is right."""
        for one in self.files:
            one.unit = self._by_name(one.path)
            try:
                one.sheets = [(part, self._sheet(one.path, part)) for part in PARTS]
                one.unit = self._whose(one)
                if one.unit not in self.members:
                    raise Refused(_("{unit} is not a member of {year}").format(unit=one.unit, year=self.year.code))
            except EmulationError as error:
                one.blame(error)
        several = Counter(one.unit for one in self.files if not one.fault)
        for one in self.files:
            if not one.fault and several[one.unit] > 1:
                others = ", ".join(
                    other.path.name for other in self.files if other.unit == one.unit and other is not one
                )
                said = _("{unit} has sent another form: {others}").format(unit=one.unit, others=others)
                one.blame(Refused(said, _("Leave the right one in the folder.")))

    def _by_name(self, path: Path) -> str:
        """The unit in whose name a file goes, as `template returns` named it."""
        stem = code_key(re.sub(r" ?\(\d+\)$", "", path.stem))
        return next((unit for unit in self.members if code_key(form_name(self.year, unit)) == f"{stem}.xlsx"), "")

    def _sheet(self, path: Path, part: Part) -> readers.Sheet:
        """The sheet of a part, under its name in either language."""
        how = self.how.reading
        try:
            return readers.read(str(path), readers.How(how.encoding, part.vi, how.hidden or "include"))
        except NotFound as missing:
            try:
                return readers.read(str(path), readers.How(how.encoding, part.en, how.hidden or "include"))
            except NotFound:
                raise missing from None

    def _whose(self, one: Returned) -> str:
        """The unit that stands above the headings of every sheet, by code."""
        said = [layout.facts_of(part.kind, sheet).get("unit") for part, sheet in one.sheets]
        if None in said:
            raise Refused(
                _("it does not say whose form it is"),
                _("Above the headings there must stand “Đơn vị”, with the unit's code beside it."),
            )
        units = list(dict.fromkeys(references.get(self.writer.connection, "unit", str(text))[1] for text in said))
        if len(units) > 1:
            raise Refused(_("it names several units: {units}").format(units=", ".join(units)))
        return units[0]

    def take(self, one: Returned) -> None:
        """Take in one form whole, or nothing of it."""
        with self.writer.attempt() as take_back:
            try:
                for part, sheet in one.sheets:
                    one.reports.append((part, self._take_part(part, sheet)))
            except EmulationError as error:
                one.blame(error)
            if one.state == "spoiled":
                take_back()
                for _part, report in one.reports:
                    report.reject()

    def _take_part(self, part: Part, sheet: readers.Sheet) -> Report:
        year = self.year.code if "year" in part.kind.by_key else None
        table = layout.table_of(part.kind, sheet, year, form=part.given)
        self._refuse_changed(part, table)
        recorder = verbs.load(f"{part.package}.records:{part.name}")
        return intake.take_table(self.writer, recorder, table, update=self.how.update)

    def _refuse_changed(self, part: Part, table: Table) -> None:
        """Refuse a sheet that is not as it was sent out: another stage or period, columns that it does not have."""
        say = Speech(vietnamese=True)
        expected = {
            "period": (self.how.period, spoken_period(say, self.how.period)),
            "stage": (STAGES[0], say.term(STAGES[0], "stage")),
        }
        for key, text in table.facts.items():
            column = part.kind.by_key[key]
            if key in expected and read(column, text) != expected[key][0]:
                raise Refused(
                    _("above the headings it says “{label}: {said}”, not “{wanted}”").format(
                        label=column.vi, said=text, wanted=expected[key][1]
                    ),
                    _("Forms of another period are taken in with --period.") if key == "period" else "",
                )
        strange = [table.headings[place] for place, column in table.columns.items() if column.key not in part.keys]
        if strange:
            raise Refused(_("it has columns that the form does not have: {names}").format(names=", ".join(strange)))


def sentences(folder: Folder) -> Iterator[str]:
    """What an officer is told of a folder, file by file, then who is missing."""
    for one in folder.files:
        yield from _told(one)
    if folder.beside:
        yield _("not looked at: {names}").format(names=", ".join(folder.beside))
    if folder.missing:
        yield _("not sent: {units}").format(units=", ".join(folder.missing))
    else:
        yield _("every member has sent its form")


def _told(one: Returned) -> Iterator[str]:
    name = one.path.name
    if one.fault:
        yield one.fault if one.fault.startswith(name) else f"{name}: {one.fault}"
        yield from [f"  {one.hint}"] if one.hint else []
    elif one.state == "blank":
        yield _("{file}: nobody has filled it in").format(file=name)
    else:
        found = [*one.found(lambda report: report.findings), *one.found(lambda report: report.notes)]
        yield from (f"{name}, {sheet}: {finding.sentence()}" for sheet, finding in found)
