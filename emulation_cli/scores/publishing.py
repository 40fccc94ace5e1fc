"""What ends a stage of the scoring: sheets handed in and given back, the published ranking."""

from __future__ import annotations

import sqlite3

from emulation_cli.blocks import queries as blocks
from emulation_cli.blocks.records import strangers
from emulation_cli.kernel import references, terms
from emulation_cli.kernel.dates import show_date, today_iso
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.findings import raise_for
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.writing import Writer
from emulation_cli.scores import queries, rules, tables
from emulation_cli.scores.records import frozen, published, refuse_published
from emulation_cli.scores.rules import SCORED

# -- sheets -----------------------------------------------------------------------------------------------------------


def submit(writer: Writer, year: blocks.YearRow, unit: str, stage: str, by: str | None, day: str) -> None:
    """Hand in a unit's sheet of one stage; from then on it stays as it is.

    Refused while a line of points that is for the unit has none of that stage. `by` cross-scored it; `day` is ISO.
    """
    connection = writer.connection
    unit_id, unit = references.get(connection, "unit", unit)
    by_id, by = references.get(connection, "unit", by) if by else (None, None)
    raise_for([finding for one in (unit, by) if one for finding in strangers(connection, year, [one], "unit")])
    if by_id == unit_id:
        raise Refused(_("{unit} cannot cross-score itself").format(unit=unit))
    sheet = queries.sheets(connection, year.id).get((unit_id, stage))
    if sheet is not None and (sheet["on"], sheet["by"]) == (day, by):
        return
    raise_for(list(frozen(connection, year, unit_id, stage)))
    _refuse_gaps(connection, year, unit_id, unit, stage)
    writer.session.add(tables.ScoreSheet(year_id=year.id, unit_id=unit_id, stage=stage, on=day, by_id=by_id))
    writer.session.flush()
    writer.changed(f"score sheet {year.code} {unit} {stage}", None, {"on": day} | ({"by": by} if by else {}))


def _refuse_gaps(connection: sqlite3.Connection, year: blocks.YearRow, unit_id: int, unit: str, stage: str) -> None:
    table = queries.lines(connection, year.id)
    if not any(line.kind in SCORED for line in table):
        raise _no_table(year)
    points = queries.given(connection, year.id, unit_id).get(unit_id, {})
    scored = {line_id: stages[stage] for line_id, stages in points.items() if stage in stages}
    gaps = rules.missing(table, queries.unit_kind(connection, unit_id), scored)
    if gaps:
        lines = {f"line{number}": code for number, code in enumerate(gaps)}
        words = " ".join(f"{{{line}}}=POINTS" for line in lines)
        given = {"year": year.code, "unit": unit, "stage": stage, **lines}
        raise Refused(
            _("{unit} has no points of the stage {stage} in: {codes}").format(
                unit=unit, stage=terms.spoken(stage, "stage"), codes=", ".join(gaps)
            ),
            command_line(f"emulation score enter {{year}} {{unit}} {words} --stage {{stage}}", given),
        )


def _no_table(year: blocks.YearRow) -> Refused:
    return Refused(
        _("{year} has no criteria").format(year=year.code),
        _("Take them in with: emulation score criteria {year} FILE").format(year=year.code),
    )


def give_back(writer: Writer, year: blocks.YearRow, unit: str, stage: str, day: str | None) -> None:
    """Give a handed-in sheet back on an ISO day (today), so that its points can be corrected; the reason is audited."""
    connection = writer.connection
    unit_id, unit = references.get(connection, "unit", unit)
    refuse_published(connection, year)
    sheet = queries.sheets(connection, year.id).get((unit_id, stage))
    if sheet is None:
        raise Refused(
            _("the sheet {stage} of {unit} is not handed in").format(stage=terms.spoken(stage, "stage"), unit=unit)
        )
    day = day or max(today_iso(), sheet["on"])
    if day < sheet["on"]:
        message = _("the sheet {stage} of {unit} was handed in only on {day}")
        raise Refused(message.format(stage=terms.spoken(stage, "stage"), unit=unit, day=show_date(sheet["on"])))
    writer.execute(
        "UPDATE score_sheet SET returned_on = ? WHERE year_id = ? AND unit_id = ? AND stage = ?"
        " AND returned_on IS NULL",
        (day, year.id, unit_id, stage),
    )
    before = {"on": sheet["on"]} | ({"by": sheet["by"]} if sheet["by"] else {})
    writer.changed(f"score sheet {year.code} {unit} {stage}", before, {"returned_on": day})


# -- the ranking ------------------------------------------------------------------------------------------------------


def publish(writer: Writer, year: blocks.YearRow, day: str | None, document: str | None, today: str) -> bool:
    """Publish a year's ranking, by default `today`; from then on points change only by the council's reasoned word.

    Published already, its day or document is corrected where the writer has a reason. False where nothing changed.
    """
    connection = writer.connection
    made = queries.published(connection, year.id)
    if made is not None:
        return _correct(writer, year, {"on": day or made["on"], "document": document or made["document"]}, made)
    _refuse_unready(connection, year)
    writer.session.add(tables.Ranking(year_id=year.id, on=day or today, document=document))
    writer.session.flush()
    body = {"on": day or today} | ({"document": document} if document else {})
    writer.changed(f"ranking {year.code}", None, body)
    return True


def _correct(writer: Writer, year: blocks.YearRow, after: dict[str, str | None], made: sqlite3.Row) -> bool:
    before = dict(made)
    if after == before:
        return False
    if not writer.reason:
        message = next(published(writer.connection, year)).message
        raise Refused(message, _("To correct its day or document, add: --reason T"))
    sql = 'UPDATE ranking SET "on" = :on, document = :document WHERE year_id = :year'
    writer.execute(sql, {**after, "year": year.id})
    writer.changed(f"ranking {year.code}", before, after)
    return True


def _refuse_unready(connection: sqlite3.Connection, year: blocks.YearRow) -> None:
    """Refuse a ranking without criteria, with a line of points open, or with a group above its maximum."""
    table = queries.lines(connection, year.id)
    if not any(line.kind in SCORED for line in table):
        raise _no_table(year)
    found = queries.results(connection, year)
    open_lines = [f"{one.unit}: {', '.join(one.missing)}" for one in found if one.missing]
    if open_lines:
        message = _("not every line of points has a score that counts") + "\n" + "\n".join(open_lines)
        raise Refused(message, _("See what is there with: emulation score show {year} UNIT").format(year=year.code))
    faults = [
        fault
        for one in found
        for group in table
        if group.kind == "group"
        for fault in rules.group_faults(group, table, one.unit, one.counted)
    ]
    if faults:
        raise Refused("\n".join(faults), _("What counts is of several stages; enter the later stage whole."))
