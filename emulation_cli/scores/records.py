"""How the score table, the points, the sheets and the ranking are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from emulation_cli.blocks import queries as blocks
from emulation_cli.blocks.records import strangers
from emulation_cli.kernel import references, terms
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import NotFound
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding, raise_for
from emulation_cli.kernel.frozen import replaced
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import points_as_typed
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Raw, Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.scores import fields, queries, rules, tables
from emulation_cli.scores.rules import COUNCIL, Line
from emulation_cli.units import queries as units


def _year_of(connection: sqlite3.Connection, row: Row) -> blocks.YearRow:
    return blocks.year_row(connection, str(row.values["year"]))


def published(connection: sqlite3.Connection, year: blocks.YearRow) -> Iterator[Finding]:
    """That the ranking is published, where it is."""
    made = queries.published(connection, year.id)
    if made is not None:
        message = _("the ranking of {year} was published on {day}").format(year=year.code, day=show_date(made["on"]))
        hint = _("A correction: emulation score enter {year} UNIT CODE=POINTS --stage council --reason T")
        yield Finding("published", message, hint=hint.format(year=year.code))


def refuse_published(connection: sqlite3.Connection, year: blocks.YearRow) -> None:
    """Refuse a change after the publication; the hint names the correction that is still possible."""
    raise_for(list(published(connection, year)))


# -- the score table --------------------------------------------------------------------------------------------------


def _check_line(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_line(row.values)


def _check_table(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A line fits into its table: into a group, beside the classes, over the points and sheets there are."""
    if not row.changes:
        return
    year = _year_of(connection, row)
    if row.stored is None:
        yield from published(connection, year)
    table, line = queries.lines(connection, year.id), _line_of(connection, row)
    yield from _check_place(table, line)
    changed = [key for key in ("kind", "kinds", "group", "most") if key in row.changes]
    if row.stored is not None and changed:
        yield from _check_points(connection, year, table, line, changed[0])
    if row.stored is None or {"kind", "kinds"} & set(row.changes):
        yield from _check_sheets(connection, year, line)


def _line_of(connection: sqlite3.Connection, row: Row) -> Line:
    """The line as the row will make it; a new one has the id 0."""
    values = row.values
    group = values["group"]
    kinds = values["kinds"]
    return Line(
        id=row.stored.id if row.stored else 0,
        code=str(values["code"]),
        kind=str(values["kind"]),
        name=str(values["name"]),
        group_id=None if group is None else references.get(connection, "criterion", f"{values['year']}:{group}")[0],
        most=_whole(values["most"]),
        least=_whole(values["least"]),
        kinds=frozenset(map(fields.CRITERIA.by_key["kinds"].type.key, kinds if isinstance(kinds, list) else [])),
    )


def _whole(value: object) -> int | None:
    return None if value is None else int(str(value))


def _check_place(table: Sequence[Line], line: Line) -> Iterator[Finding]:
    """Its group is a group, what belongs to it keeps its group, no two classes begin at the same points."""
    group = next((one for one in table if one.id == line.group_id), None)
    if group is not None and (group.kind != "group" or group.id == line.id):
        message = _("{code}: {group} is no group").format(code=line.code, group=group.code)
        yield Finding("group", message, "group", value=group.code)
    inside = [one.code for one in table if one.group_id == line.id]
    if inside and line.kind != "group":
        message = _("{code} is the group of: {lines}").format(code=line.code, lines=", ".join(inside))
        yield Finding("group", message, "kind", value=line.kind)
    twin = next((one for one in table if one.id != line.id and one.least is not None and one.least == line.least), None)
    if twin is not None:
        message = _("{code}: {other} begins at the same points").format(code=line.code, other=twin.code)
        yield Finding("class", message, "least", value=points_as_typed(line.least))


def _check_points(
    connection: sqlite3.Connection, year: blocks.YearRow, table: Sequence[Line], line: Line, changed: str
) -> Iterator[Finding]:
    """The points given already hold under the line as it will be; `changed` is the first key that changes."""
    after = [line if one.id == line.id else one for one in table]
    before = next(one for one in table if one.id == line.id)
    for unit_id, points in queries.given(connection, year.id).items():
        unit = connection.execute("SELECT code, kind FROM unit WHERE id = ?", (unit_id,)).fetchone()
        stages = points.get(line.id, {})
        faults = [text for one in stages.values() for text in rules.line_faults(line, unit["code"], unit["kind"], one)]
        hint = ""
        if stages and before.kind != line.kind:
            said = {"year": year.code, "code": line.code, "unit": unit["code"], "stage": next(iter(stages))}
            faults = [_("{code}: {unit} has points in it; strike them first").format(**said)]
            hint = _("First: emulation score strike {year} {unit} {code} --stage {stage}").format(**said)
        for fault in dict.fromkeys([*faults, *_group_faults(after, line, unit["code"], points)]):
            yield Finding("points", fault, changed, hint=hint)


def _group_faults(table: Sequence[Line], line: Line, unit: str, points: rules.Given) -> Iterator[str]:
    """Where a unit's points of some stage exceed the maximum of a line's group, or of the group that it is."""
    group = next((one for one in table if one.id == (line.id if line.kind == "group" else line.group_id)), None)
    if group is None:
        return
    inside = [one.id for one in table if one.group_id == group.id]
    for stage in dict.fromkeys(stage for line_id in inside for stage in points.get(line_id, {})):
        yield from rules.group_faults(group, table, unit, rules.of_stage(points, stage))


def _check_sheets(connection: sqlite3.Connection, year: blocks.YearRow, line: Line) -> Iterator[Finding]:
    """A sheet that is handed in has points in every line of points."""
    handed = queries.sheets(connection, year.id)
    given = queries.given(connection, year.id) if handed else {}
    for (unit_id, stage), sheet in handed.items():
        filled = stage in given.get(unit_id, {}).get(line.id, {})
        if line.kind == "points" and line.applies(queries.unit_kind(connection, unit_id)) and not filled:
            message = _("{code}: the sheet {stage} of {unit} is handed in without it").format(
                code=line.code, unit=sheet["unit"], stage=terms.spoken(stage, "stage")
            )
            hint = _("First: emulation score return {year} {unit} --stage {stage} --reason T").format(
                year=year.code, unit=sheet["unit"], stage=stage
            )
            yield Finding("sheet", message, "code", value=line.code, hint=hint)


def _line_guard(connection: sqlite3.Connection, row_id: int) -> Iterator[Finding]:
    """The table of a published ranking stays as it is."""
    row = connection.execute("SELECT year_id FROM criterion WHERE id = ?", (row_id,)).fetchone()
    yield from published(connection, blocks.year_by_id(connection, row["year_id"]))


CRITERIA = Recorder(fields.CRITERIA, tables.Criterion, checks=(_check_line, _check_table), guard=_line_guard)


def criteria_of(year: blocks.YearRow) -> Recorder:
    """The Recorder for a file of one year's criteria: a row that names another year is refused."""

    def own_year(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
        if row.values["year"] != year.code:
            message = _("the row is of {other}, not of {year}").format(other=row.values["year"], year=year.code)
            yield Finding("year", message, "year", value=str(row.values["year"]))

    return replace(CRITERIA, checks=(own_year, *CRITERIA.checks))


def find_line(connection: sqlite3.Connection, year: blocks.YearRow, code: str) -> int:
    """The id of a line of a year's table; NotFound with the nearest codes."""
    return references.get(connection, "criterion", f"{year.code}:{code}")[0]


def put_line(writer: Writer, year: blocks.YearRow, code: str, raw: Raw) -> Values:
    """Add a line to a year's table, or correct the one with this code, which keeps its code as it is written."""
    known = references.find(writer.connection, "criterion", f"{year.code}:{code}")
    written = known[1].removeprefix(f"{year.code}:") if known else code
    return CRITERIA.put(writer, {**raw, "year": year.code, "code": written})


# -- points -----------------------------------------------------------------------------------------------------------


def _check_ranked(connection: sqlite3.Connection, year: blocks.YearRow, unit: str) -> Iterator[Finding]:
    """Who is no member on the year's last day is not ranked, so nothing new is scored of it."""
    if unit not in {member.unit for member in blocks.members(connection, year)}:
        message = _("{unit} is not a member of {year} on {day}, when it is ranked")
        said = units.gone(connection, unit, year.last) or message.format(
            unit=unit, year=year.code, day=show_date(year.last)
        )
        yield Finding("validity", said, "unit", value=unit)


def _check_score(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Points are of a member, in a line that is for it, within the maxima; the council's have their reason."""
    if not row.changes:
        return
    year = _year_of(connection, row)
    unit, stage = str(row.values["unit"]), str(row.values["stage"])
    yield from strangers(connection, year, [unit], "unit")
    if row.stored is None:
        yield from _check_ranked(connection, year, unit)
    if stage == COUNCIL and row.given.get("reason") is None:  # each change has its own
        message = _("{code}: what the council adjusts has a reason").format(code=row.values["criterion"])
        yield Finding("reason", message, "reason", hint=_("Add: --reason T"))
    if row.stored is None:
        yield from frozen(connection, year, references.get(connection, "unit", unit)[0], stage)
    yield from _check_maxima(connection, year, row)


def _check_maxima(connection: sqlite3.Connection, year: blocks.YearRow, row: Row) -> Iterator[Finding]:
    unit_id, unit = references.get(connection, "unit", str(row.values["unit"]))
    table = queries.lines(connection, year.id)
    line_id = find_line(connection, year, str(row.values["criterion"]))
    line = next(one for one in table if one.id == line_id)
    points, stage = int(str(row.values["points"])), str(row.values["stage"])
    faults = list(rules.line_faults(line, unit, queries.unit_kind(connection, unit_id), points))
    group = next((one for one in table if one.id == line.group_id), None)
    if group is not None and not faults:
        known = queries.given(connection, year.id, unit_id).get(unit_id, {})
        after = {**known, line_id: {**known.get(line_id, {}), stage: points}}
        faults += rules.group_faults(group, table, unit, rules.of_stage(after, stage))
    for fault in faults:
        yield Finding("points", fault, "points", value=points_as_typed(row.given.get("points")))


def frozen(connection: sqlite3.Connection, year: blocks.YearRow, unit_id: int, stage: str) -> Iterator[Finding]:
    """Why points of a stage can no longer be written: the ranking is published, or the sheet handed in."""
    if stage != COUNCIL:
        yield from published(connection, year)
    sheet = queries.sheets(connection, year.id).get((unit_id, stage))
    if sheet is not None:
        said = {"year": year.code, "unit": sheet["unit"], "stage": stage, "day": show_date(sheet["on"])}
        message = _("the sheet {stage} of {unit} was handed in on {day}")
        message = message.format(**{**said, "stage": terms.spoken(stage, "stage")})
        hint = _("To give it back: emulation score return {year} {unit} --stage {stage} --reason T").format(**said)
        yield Finding("sheet", message, "stage", value=stage, hint=hint)


def _score_guard(connection: sqlite3.Connection, row_id: int) -> Iterator[Finding]:
    row = connection.execute(
        "SELECT c.year_id, s.unit_id, s.stage FROM score s JOIN criterion c ON c.id = s.criterion_id WHERE s.id = ?",
        (row_id,),
    ).fetchone()
    yield from frozen(connection, blocks.year_by_id(connection, row["year_id"]), row["unit_id"], row["stage"])


SCORES = Recorder(fields.SCORES, tables.Score, checks=(_check_score,), guard=_score_guard)


def enter(
    writer: Writer, year: blocks.YearRow, unit: str, points: Mapping[str, str], stage: str, reason: str | None
) -> list[Values]:
    """Enter the points of one unit and stage by code of the line, all of them or, with everything said, none."""
    connection = writer.connection
    _unit_id, unit = references.get(connection, "unit", unit)
    raws = [
        {"year": year.code, "unit": unit, "criterion": code, "stage": stage, "points": typed}
        | ({} if reason is None else {"reason": reason})
        for code, typed in points.items()
    ]
    rows = [SCORES.row(connection, raw) for raw in raws]
    raise_for(list(dict.fromkeys(found for row, code in zip(rows, points, strict=True) for found in _read(row, code))))
    for row in sorted(rows, key=lambda row: _grown(connection, row)):
        SCORES.place(connection, row)
        if not row.findings:
            SCORES.store(writer, row)
    raise_for(list(dict.fromkeys(finding for row in rows for finding in row.findings)))
    return [row.values for row in rows]


def _read(row: Row, code: str) -> Iterator[Finding]:
    """What is wrong with points as they were typed, under the code that they were typed for."""
    for finding in row.findings:
        yield replaced(finding, column=code) if finding.column == "points" else finding


def _grown(connection: sqlite3.Connection, row: Row) -> int:
    """By how much a line's points grow: what falls goes first, so that points can move within a group."""
    before = connection.execute(
        "SELECT points FROM score WHERE criterion_id = ? AND unit_id = ? AND stage = ?",
        (row.ids.get("criterion"), row.ids.get("unit"), row.given.get("stage")),
    ).fetchone()
    return int(str(row.given.get("points") or 0)) - (before["points"] if before else 0)


def strike(writer: Writer, year: blocks.YearRow, unit: str, code: str, stage: str) -> Values:
    """Take out points that were entered by mistake, before the sheet is handed in and the ranking published."""
    connection = writer.connection
    unit_id, unit = references.get(connection, "unit", unit)
    line_id = find_line(connection, year, code)
    refuse_published(connection, year)
    row = connection.execute(
        "SELECT id FROM score WHERE criterion_id = ? AND unit_id = ? AND stage = ?", (line_id, unit_id, stage)
    ).fetchone()
    if row is None:
        raise NotFound(
            _("{unit} has no points of the stage {stage} in {code}").format(
                unit=unit, stage=terms.spoken(stage, "stage"), code=code
            ),
            _("See them with: emulation score show {year} {unit}").format(year=year.code, unit=unit),
        )
    return SCORES.remove(writer, row["id"])
