"""Named reads over periods and results: what was reached, what is owed, how it stands to the year before."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping
from typing import Any

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.errors import NotFound, UsageError
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import points_number
from emulation_cli.pledges import queries, rules
from emulation_cli.pledges.fields import RESULTS
from emulation_cli.units import queries as units

KEYS = ("target", "name", "unit", "period", "goal", "measure", "actual", "outcome", "percent", "before", "trend")
"""What the screen shows of a result."""

WHOLE = 15_000
"""A full bar: half as much again as the goal, in hundredths of percent."""


@frozen
class Reported:
    """A value of a result in hundredths, and the ISO day on which it was reported, where that is known."""

    actual: int
    on: object


@frozen
class Span:
    """A period of a year: its code, its name where it has one, first and last ISO day."""

    code: str
    name: str | None
    first: str
    last: str


def periods(connection: sqlite3.Connection, year: blocks.YearRow) -> list[Span]:
    """The periods of a year by their last day: its own, its first six months (midyear), the whole of it (year).

    The sector's year runs from 01/12 to 30/11, its six months to 31/05.
    """
    own = connection.execute(
        'SELECT code, name, "from" AS first, "to" AS last FROM period WHERE year_id = ?', (year.id,)
    ).fetchall()
    half = min(rules.half_year(year.first), year.last)
    found = [Span(**dict(row)) for row in own]
    found += [Span("midyear", None, year.first, half), Span("year", None, year.first, year.last)]
    return sorted(found, key=lambda span: (span.last, span.code == "year", span.first))


def find_period(connection: sqlite3.Connection, year: blocks.YearRow, text: str) -> Span | None:
    """The period of a year that a code names, or None."""
    sought = names.code_key(text)
    return next((span for span in periods(connection, year) if names.code_key(span.code) == sought), None)


def no_period(connection: sqlite3.Connection, year: blocks.YearRow, text: str) -> tuple[str, str]:
    """What is said of a code that names no period of a year, and the way on."""
    codes = ", ".join(span.code for span in periods(connection, year))
    return (
        _("{text} is no period of {year}; there are {codes}").format(text=text, year=year.code, codes=codes),
        _('Name another with: emulation pledge period {year} CODE "NAME" --from DATE --to DATE').format(year=year.code),
    )


def period(connection: sqlite3.Connection, year: blocks.YearRow, text: str) -> Span:
    """The period of a year that a code names; UsageError with the ones there are."""
    found = find_period(connection, year, text)
    if found is None:
        raise UsageError(*no_period(connection, year, text))
    return found


def bearers(connection: sqlite3.Connection, year: blocks.YearRow, target_id: int, day: str = "9999") -> list[int]:
    """The ids of the units that a target is given to, with those that by an ISO day took over; else every member's."""
    rows = connection.execute("SELECT unit_id FROM target_unit WHERE owner_id = ?", (target_id,))
    given = {row["unit_id"] for row in rows.fetchall()}
    there = [member.unit_id for member in blocks.ever_members(connection, year)]
    heirs = given.union(*(units.heirs(connection, unit_id, day) for unit_id in given))
    return [unit_id for unit_id in there if unit_id in heirs or not given]


def owed(connection: sqlite3.Connection, year: blocks.YearRow, period: str, day: str) -> list[tuple[str, str]] | None:
    """The (target, unit) whose result of a period is not in by an ISO day; None where no target was adopted by then.

    A target that nobody there bears any more stands with the unit "" where no result of it is in either.

    Where a unit sits only in the seats of others, the results of all of these stand for its own.
    """
    pledge_id = queries.in_force(connection, year.id, day)
    sql = "SELECT id, code, key FROM target WHERE pledge_id = ? ORDER BY key"
    targets = connection.execute(sql, (pledge_id,)).fetchall()
    if not targets:
        return None
    when = year.clamp(day)
    there = blocks.members(connection, year, when)
    seats_of = blocks.seats_of_each(connection, year, when)
    seats = {one.unit_id: {seat.unit_id for seat in seats_of[one.unit_id]} for one in there}
    found = []
    for target in targets:
        known = _reported(connection, year.id, target["key"], period, day)
        bound = set(bearers(connection, year, target["id"], when))
        found += [(target["code"], "")] if not known and not bound & set(seats) else []
        found += [
            (target["code"], one.unit)
            for one in there
            if one.unit_id in bound and one.unit_id not in known and not (seats[one.unit_id] & bound) <= known
        ]
    return found


def _reported(connection: sqlite3.Connection, year_id: int, key: str, period: str, day: str) -> set[int]:
    """The ids of the units whose result of a target and period was in by an ISO day."""
    rows = connection.execute(
        "SELECT r.unit_id FROM result r JOIN target g ON g.id = r.target_id JOIN pledge p ON p.id = g.pledge_id"
        " LEFT JOIN former_result f ON f.result_id = r.id AND f.number = 1"
        " WHERE p.year_id = ? AND g.key = ? AND r.period = ?"
        ' AND coalesce(CASE WHEN f.number IS NULL THEN r."on" ELSE f."on" END, \'\') <= ?',
        (year_id, key, period, day),
    )
    return {row["unit_id"] for row in rows}


_OF_YEAR = "t.target_id IN (SELECT g.id FROM pledge p JOIN target g ON g.pledge_id = p.id WHERE p.year_id = :year)"
"""SQL: whether a result is of a target of the year."""


def results(
    connection: sqlite3.Connection, year: blocks.YearRow, period: str | None = None, day: str = "9999"
) -> list[dict[str, object]]:
    """What units reached, of one period or of all, as `pledge results` prints it, as reported by an ISO day.

    `before` is the result of the year before of the same unit, period, name and measure; `former` what was reported
    before it was revised.
    """
    where = f"{_OF_YEAR} AND (:period IS NULL OR t.period = :period)"
    goals, earlier, former = (
        _goals(connection, year.id, day),
        _earlier(connection, year, day),
        _former(connection, year.id),
    )
    found = []
    for row in listing.listed(connection, RESULTS, where, {"year": year.id, "period": period}):
        target = goals[str(row.values["target"])]
        reported = [*former.get(row.id, []), Reported(int(str(row.values["actual"])), row.values["on"])]
        known = _known(reported, day)
        if not known:
            continue
        last = known[-1]
        record = _record(row.values, target, last.actual)
        before = earlier.get((_name(target), row.values["unit"], row.values["period"]))
        found.append(
            {
                **record,
                "before": None if before is None else points_number(before),
                "trend": None if before is None else rules.trend(str(record["goal"]), last.actual, before),
                "on": last.on,
                "former": [{"actual": points_number(one.actual), "on": one.on} for one in known[:-1]],
            }
        )
    return found


def _record(values: Values, target: Mapping[str, object], actual: int) -> dict[str, object]:
    """One result, in hundredths, against its goal, the unit's own where it has one."""
    own = target["goals"]
    goal = str(own.get(str(values["unit"]), target["goal"])) if isinstance(own, Mapping) else ""
    said = rules.outcome(goal, actual)
    return {
        "target": target["code"],
        "name": target["name"],
        "unit": values["unit"],
        "period": values["period"],
        "goal": goal,
        "measure": target["measure"],
        "actual": points_number(actual),
        "achieved": said != rules.MISSED,
        "outcome": said,
        "percent": rules.percent(goal, actual),
    }


def _goals(connection: sqlite3.Connection, year_id: int, day: str) -> dict[str, dict[str, object]]:
    """The targets of a year: code → code, name, goal, measure, goals {unit: goal}.

    Those of the version in force on an ISO day; what only a draft has, or a later version, as it is there.
    """
    held = queries.in_force(connection, year_id, day)
    targets = connection.execute(
        "SELECT g.id, g.code, g.name, g.goal, g.measure FROM target g JOIN pledge p ON p.id = g.pledge_id"
        " WHERE p.year_id = :year AND (p.current = 1 OR p.id = :held) ORDER BY p.id IS :held",
        {"year": year_id, "held": held},
    ).fetchall()
    found = {}
    for target in targets:
        rows = connection.execute(
            "SELECT u.code, x.goal FROM target_goal x JOIN unit u ON u.id = x.unit_id WHERE x.owner_id = ?",
            (target["id"],),
        )
        found[target["code"]] = {**dict(target), "goals": {row["code"]: row["goal"] for row in rows}}
    return found


def _name(target: Mapping[str, object]) -> tuple[str, str]:
    return names.fold(str(target["name"])), names.fold(str(target["measure"] or ""))


def _earlier(
    connection: sqlite3.Connection, year: blocks.YearRow, day: str
) -> dict[tuple[tuple[str, str], object, object], int]:
    """The results of the year before, as reported by an ISO day: ((name, measure), unit, period) → hundredths."""
    rows = connection.execute(
        'SELECT r.id, y.id AS year_id, g.name, g.measure, u.code AS unit, r.period, r.actual, r."on" FROM result r'
        " JOIN target g ON g.id = r.target_id JOIN pledge p ON p.id = g.pledge_id JOIN year y ON y.id = p.year_id"
        " JOIN unit u ON u.id = r.unit_id WHERE y.block_id = ? AND y.year = ?",
        (year.block_id, year.year - 1),
    ).fetchall()
    former = _former(connection, rows[0]["year_id"]) if rows else {}
    found = {}
    for row in rows:
        known = _known([*former.get(row["id"], []), Reported(row["actual"], row["on"])], day)
        if known:
            found[_name(dict(row)), row["unit"], row["period"]] = known[-1].actual
    return found


def _known(reported: list[Reported], day: str) -> list[Reported]:
    """The values that were reported by an ISO day; one without a day always was."""
    return [one for one in reported if one.on is None or str(one.on) <= day]


def _former(connection: sqlite3.Connection, year_id: int) -> dict[int, list[Reported]]:
    """The values of a year's results before they were revised, by the result's id, the oldest first."""
    found: dict[int, list[Reported]] = {}
    rows = connection.execute(
        'SELECT f.result_id, f.actual, f."on" FROM result t JOIN former_result f ON f.result_id = t.id'
        f" WHERE {_OF_YEAR} ORDER BY f.result_id, f.number",
        {"year": year_id},
    )
    for row in rows:
        found.setdefault(row["result_id"], []).append(Reported(row["actual"], row["on"]))
    return found


def missing(
    connection: sqlite3.Connection, year: blocks.YearRow, text: str | None, day: str
) -> list[dict[str, object]]:
    """What `owed` gives of one period, or of every one that is over on an ISO day: period, target, unit."""
    spans = [period(connection, year, text)] if text else [one for one in periods(connection, year) if one.last < day]
    return [
        {"period": span.code, "target": target, "unit": unit}
        for span in spans
        for target, unit in owed(connection, year, span.code, day) or ()
    ]


def history(
    connection: sqlite3.Connection, year: blocks.YearRow, words: tuple[str, str, str]
) -> list[dict[str, object]]:
    """Every value of the result (target, unit, period), as reported: actual, on; NotFound where there is none."""
    target, unit = (
        references.get(connection, noun, text)[1]
        for noun, text in (("target", f"{year.code}:{words[0]}"), ("unit", words[1]))
    )
    span = period(connection, year, words[2])
    for row in results(connection, year, span.code):
        if row["target"] == target.partition(":")[2] and row["unit"] == unit:
            former = row["former"] if isinstance(row["former"], list) else []
            return [*former, {"actual": row["actual"], "on": row["on"]}]
    raise NotFound(
        _("{unit} has no result of {target} for {period}").format(unit=unit, target=words[0], period=span.code),
        _("See them with: emulation pledge results {year}").format(year=year.code),
    )


def bars(rows: list[dict[str, object]], show: Callable[[object], str]) -> list[tuple[str, int, int, int, str]]:
    """Results as bars, the mark at the goal: of those that are at least something, in hundredths of percent.

    `show` writes a number as a person reads it.
    """
    found = []
    for row in rows:
        share = row["percent"]
        if isinstance(share, float) and share >= 0 and str(row["goal"])[0] in "≥>=":
            part, words = min(round(share * 100), WHOLE), f"{show(row['actual'])} ({row['goal']})"
            found.append((f"{row['target']} {row['unit']}", part, 10_000, WHOLE, words))
    return found


def spoken(rows: list[dict[str, Any]], *, comma: bool) -> list[dict[str, Any]]:
    """Rows with their goals as they are typed, the decimal comma where it is the custom."""

    def told(goal: object) -> str:
        return rules.show_goal(*rules.parse_goal(str(goal)), comma=comma)

    own = [
        {"goals": {unit: told(goal) for unit, goal in row["goals"].items()}} if "goals" in row else {} for row in rows
    ]
    return [{**row, "goal": told(row["goal"]), **more} for row, more in zip(rows, own, strict=True)]
