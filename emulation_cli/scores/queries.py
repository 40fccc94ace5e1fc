"""Named reads over the score table, the points given, the sheets handed in, the ranking."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, references
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.numbers import points_number
from emulation_cli.scores import rules
from emulation_cli.scores.fields import CRITERIA
from emulation_cli.scores.rules import SCORED, STAGES, Line
from emulation_cli.units import queries as units

RANK_KEYS = ("rank", "unit", "name", "total", "points", "bonus", "penalty", "class", "tied", "complete")
SCREEN_KEYS = ("rank", "unit", "name", "total", "bonus", "penalty", "class", "tied")
"""What CSV has of a ranking, and what fits a screen."""


def criteria(connection: sqlite3.Connection, year: blocks.YearRow) -> list[Values]:
    """A year's score table as it is listed."""
    return [row.values for row in listing.listed(connection, CRITERIA, "t.year_id = ?", (year.id,))]


def lines(connection: sqlite3.Connection, year_id: int) -> list[Line]:
    """A year's score table in its order."""
    rows = connection.execute(
        "SELECT c.id, c.code, c.kind, c.name, c.group_id, c.most, c.least,"
        " (SELECT json_group_array(k.key) FROM criterion_kind k WHERE k.owner_id = c.id) AS kinds"
        " FROM criterion c WHERE c.year_id = ? ORDER BY c.number",
        (year_id,),
    )
    return [Line(**{**dict(row), "kinds": frozenset(listing.items(row["kinds"]))}) for row in rows]


def published(connection: sqlite3.Connection, year_id: int, day: str = "9999") -> sqlite3.Row | None:
    """The ranking of a year with its day and document, where it is published by an ISO day."""
    row: sqlite3.Row | None = connection.execute(
        'SELECT "on", document FROM ranking WHERE year_id = ? AND "on" <= ?', (year_id, day)
    ).fetchone()
    return row


def publication(connection: sqlite3.Connection, year: blocks.YearRow) -> dict[str, Any]:
    """The published ranking whole: on, document, ranking."""
    made = published(connection, year.id)
    return {**(dict(made) if made else {"on": None, "document": None}), "ranking": ranking(connection, year)}


def given(connection: sqlite3.Connection, year_id: int, unit_id: int | None = None) -> dict[int, dict[int, Any]]:
    """The points of a year, of one unit or of all: unit id → line id → stage → hundredths."""
    rows = connection.execute(
        "SELECT s.unit_id, s.criterion_id, s.stage, s.points FROM score s JOIN criterion c ON c.id = s.criterion_id"
        " WHERE c.year_id = :year AND (:unit IS NULL OR s.unit_id = :unit)",
        {"year": year_id, "unit": unit_id},
    )
    found: dict[int, dict[int, Any]] = {}
    for row in rows:
        found.setdefault(row["unit_id"], {}).setdefault(row["criterion_id"], {})[row["stage"]] = row["points"]
    return found


def sheets(connection: sqlite3.Connection, year_id: int, day: str = "9999") -> dict[tuple[int, str], sqlite3.Row]:
    """The sheets handed in by an ISO day and not given back by then: (unit id, stage) → unit, stage, on, by."""
    rows = connection.execute(
        'SELECT s.unit_id, u.code AS unit, s.stage, s."on", b.code AS by FROM score_sheet s'
        ' JOIN unit u ON u.id = s.unit_id LEFT JOIN unit b ON b.id = s.by_id WHERE s.year_id = :year AND s."on" <= :day'
        ' AND (s.returned_on IS NULL OR :day < s.returned_on) ORDER BY s."on", s.id',
        {"year": year_id, "day": day},
    )
    return {(row["unit_id"], row["stage"]): row for row in rows}


def unit_kind(connection: sqlite3.Connection, unit_id: int) -> str | None:
    """The kind of a unit as it is entered."""
    kind: str | None = connection.execute("SELECT kind FROM unit WHERE id = ?", (unit_id,)).fetchone()["kind"]
    return kind


@frozen
class Result:
    """What one unit reached: the points that count by line, the lines still open, the sums, the weakest stage."""

    unit_id: int
    unit: str
    name: str
    counted: dict[int, int]
    missing: list[str]
    sums: rules.Sums
    stage: str | None

    @property
    def total(self) -> int | None:
        """Its total; None where nothing is scored."""
        return self.sums.total if self.counted else None


def result(
    connection: sqlite3.Connection, table: Sequence[Line], member: blocks.MemberRow, points: rules.Given
) -> Result:
    """What a unit's points come to in a score table."""
    counted = rules.counted(points)
    stages = [STAGES.index(str(rules.counts(stages))) for stages in points.values()]
    return Result(
        member.unit_id,
        member.unit,
        member.name,
        counted,
        rules.missing(table, unit_kind(connection, member.unit_id), counted),
        rules.sums(table, counted),
        STAGES[min(stages)] if stages else None,
    )


def results(connection: sqlite3.Connection, year: blocks.YearRow) -> list[Result]:
    """What each member on the year's last day reached, by total, else in official order; who has nothing comes last."""
    table, points = lines(connection, year.id), given(connection, year.id)
    there = blocks.members(connection, year)
    found = [result(connection, table, member, points.get(member.unit_id, {})) for member in there]
    return sorted(found, key=lambda one: (one.total is None, -(one.total or 0)))


def ranking(connection: sqlite3.Connection, year: blocks.YearRow) -> list[dict[str, Any]]:
    """The ranking as `score rank` prints it: rank, unit, total, bonus, penalty, tied and what stands behind them."""
    table, found = lines(connection, year.id), results(connection, year)
    places = rules.ranks({one.unit: one.total for one in found})
    made = published(connection, year.id)
    excluded = _excluded(connection, year.id)
    return [
        {
            "rank": places[one.unit][0],
            "unit": one.unit,
            "name": one.name,
            **_numbers(one),
            "class": None if one.total is None else rules.classed(table, one.total),
            "tied": places[one.unit][1],
            "complete": bool(table) and not one.missing,
            "missing": one.missing,
            "stage": one.stage,
            "excluded": excluded.get(one.unit_id),
            "published": made["on"] if made else None,
        }
        for one in found
    ]


def _numbers(one: Result) -> dict[str, int | float | None]:
    """Total, points, bonus and penalty as numbers; None where nothing is scored."""
    known = {"total": one.sums.total, "points": one.sums.points, "bonus": one.sums.bonus, "penalty": one.sums.penalty}
    return {key: points_number(value) if one.counted else None for key, value in known.items()}


def _excluded(connection: sqlite3.Connection, year_id: int) -> dict[int, str]:
    """The units not considered for emulation in a year, with the reason."""
    rows = connection.execute("SELECT unit_id, reason FROM exclusion WHERE year_id = ?", (year_id,))
    return {row["unit_id"]: row["reason"] for row in rows}


# -- one unit ---------------------------------------------------------------------------------------------------------


def unit_record(connection: sqlite3.Connection, year: blocks.YearRow, unit: str) -> dict[str, Any]:
    """The scores of one unit whole, as `score show` prints them."""
    unit_id, code = references.get(connection, "unit", unit)
    table = lines(connection, year.id)
    points = given(connection, year.id, unit_id).get(unit_id, {})
    member = blocks.MemberRow(unit_id, code, units.name_on(connection, unit_id, year.last), "member", 0)
    one = result(connection, table, member, points)
    made = published(connection, year.id)
    handed = [row for (owner, _stage), row in sheets(connection, year.id).items() if owner == unit_id]
    return {
        "year": year.code,
        "unit": code,
        "name": one.name,
        **_numbers(one),
        "class": None if one.total is None else rules.classed(table, one.total),
        "complete": bool(table) and not one.missing,
        "missing": one.missing,
        "published": made["on"] if made else None,
        "document": made["document"] if made else None,
        "groups": _groups(table, one),
        "lines": _lines(connection, table, one, points),
        "sheets": [{key: row[key] for key in ("stage", "on", "by")} for row in handed],
        "corrections": _corrections(connection, year.id, unit_id),
    }


def _groups(table: Sequence[Line], one: Result) -> list[dict[str, object]]:
    """What counts in each group."""
    return [
        {
            "code": group.code,
            "name": group.name,
            "most": None if group.most is None else points_number(group.most),
            "sum": points_number(rules.sums([line for line in table if line.group_id == group.id], one.counted).total),
        }
        for group in table
        if group.kind == "group"
    ]


def _lines(
    connection: sqlite3.Connection, table: Sequence[Line], one: Result, points: rules.Given
) -> list[dict[str, object]]:
    """Every line that applies to the unit or has points: what each stage gave, what counts, the council's reason."""
    kind = unit_kind(connection, one.unit_id)
    codes = {line.id: line.code for line in table}
    reasons = _reasons(connection, one.unit_id)
    shown: list[dict[str, object]] = []
    for line in table:
        if line.kind not in SCORED or not (line.applies(kind) or line.id in points):
            continue
        stages = points.get(line.id, {})
        counts = rules.counts(stages)
        shown.append(
            {
                "code": line.code,
                "kind": line.kind,
                "name": line.name,
                "group": None if line.group_id is None else codes[line.group_id],
                "most": None if line.most is None else points_number(line.most),
                **{stage: points_number(stages[stage]) if stage in stages else None for stage in STAGES},
                "counts": None if counts is None else points_number(stages[counts]),
                "stage": counts,
                "reason": None if counts is None else reasons.get((line.id, counts)),
            }
        )
    return shown


def _reasons(connection: sqlite3.Connection, unit_id: int) -> dict[tuple[int, str], str | None]:
    rows = connection.execute("SELECT criterion_id, stage, reason FROM score WHERE unit_id = ?", (unit_id,))
    return {(row["criterion_id"], row["stage"]): row["reason"] for row in rows}


def _corrections(connection: sqlite3.Connection, year_id: int, unit_id: int) -> list[dict[str, object]]:
    """The points that stood before each correction after the publication, the oldest first."""
    rows = connection.execute(
        "SELECT c.code, s.stage, f.points, f.reason FROM former_score f JOIN score s ON s.id = f.score_id"
        " JOIN criterion c ON c.id = s.criterion_id WHERE c.year_id = ? AND s.unit_id = ? ORDER BY c.number, f.number",
        (year_id, unit_id),
    )
    return [{**dict(row), "points": points_number(row["points"])} for row in rows]
