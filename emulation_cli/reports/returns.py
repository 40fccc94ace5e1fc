"""The forms that units send back (phiếu báo cáo): each is taken in whole or not at all, and who sent none is named."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange import intake, layout, readers
from emulation_cli.exchange.intake import COUNTS, Report
from emulation_cli.kernel import references, verbs
from emulation_cli.kernel.errors import EmulationError, NotFound, Refused
from emulation_cli.kernel.language import _
from emulation_cli.kernel.writing import Writer
from emulation_cli.reports.return_forms import PARTS, Part


@dataclass
class Returned:
    """One file of a folder of returned forms.

    Attributes:
        file: its name.
        unit: whose form it is, by code; "" where that cannot be told.
        report: what its rows came to.
        fault: why it is no form of this year, or cannot be read; "" where it can.
        hint: what to do about that.
    """

    file: str
    unit: str = ""
    report: Report = field(default_factory=lambda: Report("returns"))
    fault: str = ""
    hint: str = ""

    @property
    def state(self) -> str:
        """Taken, blank (nobody filled it in) or spoiled."""
        if self.fault or self.report.findings:
            return "spoiled"
        return "taken" if self.report.rows else "blank"

    def record(self) -> dict[str, object]:
        """The file as the report on a folder shows it."""
        counts = {key: getattr(self.report, key) for key in COUNTS}
        said = {"file": self.file, "unit": self.unit or None, "state": self.state}
        return {**said, **counts, "fault": self.fault or None}


@dataclass
class Folder:
    """What a folder of returned forms came to: its files, and the members of the year who sent none."""

    year: str
    files: list[Returned]
    missing: list[str]

    @property
    def report(self) -> Report:
        """All rows of all files together."""
        whole = intake.together([one.report for one in self.files])
        whole.kind = "returns"
        return whole

    @property
    def spoiled(self) -> list[Returned]:
        """The files of which nothing was taken in."""
        return [one for one in self.files if one.state == "spoiled"]


def take_in(writer: Writer, folder: Path, year: blocks.YearRow, *, update: bool) -> Folder:
    """Take in every form of a folder; of a spoiled one nothing stays. Raises NotFound where there is no folder."""
    members = [member.unit for member in blocks.members(writer.connection, year)]
    taking = _Taking(writer, year, members, update)
    for path in _files(folder):
        taking.take(path)
    sent = {one.unit for one in taking.files if one.state != "blank"}
    return Folder(year.code, taking.files, [unit for unit in members if unit not in sent])


def _files(folder: Path) -> list[Path]:
    """The files of a folder by name, without what programs and systems leave beside them."""
    if not folder.is_dir():
        raise NotFound(
            _("there is no folder {path}").format(path=folder), _("Name the folder with the forms that came back.")
        )
    files = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith((".", "~$")))
    if not files:
        raise Refused(_("{path} holds no files").format(path=folder))
    return files


@dataclass
class _Taking:
    """Forms of a year being taken into the open transaction."""

    writer: Writer
    year: blocks.YearRow
    members: Collection[str]
    update: bool
    files: list[Returned] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Take in one form whole, or nothing of it."""
        one = Returned(path.name)
        with self.writer.attempt() as take_back:
            try:
                self._take_parts(path, one)
            except EmulationError as error:
                one.fault, one.hint = error.message, error.hint
            if one.state == "spoiled":
                take_back()
                one.report.reject()
        self.files.append(one)

    def _take_parts(self, path: Path, one: Returned) -> None:
        if path.suffix.casefold() != ".xlsx":
            raise Refused(_("it is no form: its name does not end in .xlsx"))
        sheets = [(part, _sheet(path, part)) for part in PARTS]
        unit = self._whose(sheets)
        self._refuse_stranger(unit)
        one.unit = unit
        reports = [self._take_part(part, sheet) for part, sheet in sheets]
        one.report = intake.together(reports)

    def _take_part(self, part: Part, sheet: readers.Sheet) -> Report:
        recorder = verbs.load(f"{part.package}.records:{part.name}")
        year = self.year.code if "year" in part.kind.by_key else None
        taken = intake.take_in(self.writer, recorder, sheet, year=year, update=self.update, form=part.asked)
        taken.notes[:] = [note for note in taken.notes if note.rule != "sheets"]
        return taken

    def _whose(self, sheets: Sequence[tuple[Part, readers.Sheet]]) -> str:
        """The unit that stands above the headings of every sheet, by code."""
        said = [layout.facts_of(part.kind, sheet).get("unit") for part, sheet in sheets]
        if None in said:
            raise Refused(
                _("it does not say whose form it is"),
                _("Above the headings there must stand “Đơn vị”, with the unit's code beside it."),
            )
        units = list(dict.fromkeys(references.get(self.writer.connection, "unit", str(text))[1] for text in said))
        if len(units) > 1:
            raise Refused(_("it names several units: {units}").format(units=", ".join(units)))
        return units[0]

    def _refuse_stranger(self, unit: str) -> None:
        if unit not in self.members:
            raise Refused(_("{unit} is not a member of {year}").format(unit=unit, year=self.year.code))
        for other in self.files:
            if other.unit == unit and other.state != "blank":
                raise Refused(
                    _("{unit} has sent {other} already").format(unit=unit, other=other.file),
                    _("Leave the right one of the two in the folder."),
                )


def _sheet(path: Path, part: Part) -> readers.Sheet:
    """The sheet of a part, under its name in either language."""
    try:
        return readers.read(str(path), readers.How(sheet=part.vi))
    except NotFound:
        return readers.read(str(path), readers.How(sheet=part.en))


def sentences(folder: Folder) -> Iterator[str]:
    """What an officer is told of a folder, file by file, then who is missing."""
    for one in folder.files:
        if one.fault:
            yield f"{one.file}: {one.fault}" + (f"\n  {one.hint}" if one.hint else "")
        if one.state == "blank":
            yield _("{file}: nobody has filled it in").format(file=one.file)
            continue
        for finding in (*one.report.findings, *one.report.notes):
            yield f"{one.file}: {finding.sentence()}"
    if folder.missing:
        yield _("not sent: {units}").format(units=", ".join(folder.missing))
    else:
        yield _("every member has sent its form")
