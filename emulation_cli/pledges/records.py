"""How pledges are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from emulation_cli.blocks import queries as blocks
from emulation_cli.blocks.records import strangers
from emulation_cli.kernel import listing, references, terms
from emulation_cli.kernel.dates import show_date, today_iso
from emulation_cli.kernel.errors import NotFound, Refused, UsageError
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import CHOICE, Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.recorder import Guard, Recorder
from emulation_cli.kernel.row import Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.pledges import fields, queries, result_queries, rules, sieve, tables
from emulation_cli.units.records import still_there
from emulation_cli.units.rules import means_everyone


def _complete_version(connection: sqlite3.Connection, row: Row) -> None:
    """A pledge that names no version is the present one."""
    if row.values["version"] is None and isinstance(row.ids.get("year"), int):
        sql = "SELECT coalesce(max(version), 1) FROM pledge WHERE year_id = ?"
        row.values["version"] = connection.execute(sql, (row.ids["year"],)).fetchone()[0]


def _check_version(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A pledge begins with version 1; later ones come of amending it."""
    changed = row.stored is None or "version" in row.changes
    if changed and row.values["version"] != 1:
        way = _("Amend it with: emulation pledge amend {year} --reason …").format(year=row.values["year"])
        yield Finding(
            "version", _("a pledge begins with version 1"), "version", value=str(row.values["version"]), hint=way
        )


def _adopted(connection: sqlite3.Connection, code: str) -> bool:
    pledge_id, _code = references.get(connection, "pledge", code)
    row = connection.execute("SELECT meeting_id FROM pledge WHERE id = ?", (pledge_id,)).fetchone()
    return row["meeting_id"] is not None


def _check_draft(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """The content of an adopted pledge stays as it was adopted."""
    code = str(row.values["year"])
    if row.stored is None and _adopted(connection, code):
        yield _adopted_finding(code)


def _part_guard(table: str) -> Guard:
    """What keeps a part of an adopted pledge as it was adopted."""

    def guard(connection: sqlite3.Connection, row_id: int) -> Iterator[Finding]:
        pledge = connection.execute(f'SELECT pledge_id FROM "{table}" WHERE id = ?', (row_id,)).fetchone()
        yield from _pledge_guard(connection, pledge["pledge_id"])

    return guard


def _goal_guard(connection: sqlite3.Connection, row_id: int) -> Iterator[Finding]:
    row = connection.execute(
        "SELECT g.pledge_id FROM target_goal x JOIN target g ON g.id = x.owner_id WHERE x.id = ?", (row_id,)
    ).fetchone()
    yield from _pledge_guard(connection, row["pledge_id"])


def _pledge_guard(connection: sqlite3.Connection, pledge_id: int) -> Iterator[Finding]:
    row = connection.execute(
        "SELECT n.code FROM pledge p JOIN named_pledge n ON n.id = p.id WHERE p.id = ? AND p.meeting_id IS NOT NULL",
        (pledge_id,),
    ).fetchone()
    if row is not None:
        yield _adopted_finding(row["code"])


def _adopted_finding(pledge: str) -> Finding:
    code = pledge.partition("@")[0]
    return Finding(
        "adopted",
        _("the pledge {year} is adopted; its content stays as it is").format(year=code),
        value=code,
        hint="\n".join(
            (
                _("Before anybody signs: emulation pledge withdraw {year} --reason …").format(year=code),
                _("Afterwards: emulation pledge amend {year} --reason …").format(year=code),
            )
        ),
    )


def _check_units(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Content and targets are given to members of the year."""
    units = row.values["units"]
    year = queries.year_of(connection, row.values["year"])
    yield from strangers(connection, year, units if isinstance(units, list) else [], "units")


def _check_signature(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Only an adopted pledge is signed, by a unit that is a member on that day."""
    code, unit = str(row.values["year"]), str(row.values["unit"])
    if not _adopted(connection, code):
        yield Finding(
            "draft",
            _("the pledge {year} is not adopted yet").format(year=code),
            "year",
            value=code,
            hint=_("First: emulation pledge adopt {year} --meeting MEETING --consensus").format(year=code),
        )
    adopted_on = connection.execute(
        'SELECT m."on" FROM pledge p JOIN meeting m ON m.id = p.meeting_id WHERE p.id = ?',
        (references.get(connection, "pledge", code)[0],),
    ).fetchone()
    if adopted_on is not None and str(row.values["signed_on"]) < adopted_on["on"]:
        message = _("the pledge {year} was adopted only on {day}").format(year=code, day=show_date(adopted_on["on"]))
        yield Finding("order", message, "signed_on", value=str(row.values["signed_on"]))
    year = queries.year_of(connection, code)
    day = year.clamp(str(row.values["signed_on"]))
    if unit not in {member.unit for member in blocks.members(connection, year, day)}:
        message = _("{unit} is not a member of {year} on {day}").format(unit=unit, year=year.code, day=show_date(day))
        yield Finding("member", message, "unit", value=unit)


def _check_bearer(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A result and a goal of its own are of a unit that the target was given to, or that took over from such a one."""
    unit = str(row.values["unit"])
    target_id = int(str(row.ids.get("target") or _target_id(connection, row)))
    year = queries.year_of(connection, row.values["year"])
    if references.get(connection, "unit", unit)[0] not in result_queries.bearers(connection, year, target_id):
        message = _("the target {target} is not given to {unit}").format(target=row.values["target"], unit=unit)
        way = _("See it with: emulation pledge show {year}").format(year=year.code)
        yield Finding("member", message, "unit", value=unit, hint=way)


def _check_period(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A result is of a period of its year to whose end the unit is there, and of the pledge as it is now."""
    year, code = queries.year_of(connection, row.values["year"]), str(row.values["period"])
    span = result_queries.find_period(connection, year, code)
    if span is None:
        message, hint = result_queries.no_period(connection, year, code)
        yield Finding(CHOICE, message, "period", value=code, hint=hint)
    elif row.stored is None:
        yield from still_there(connection, [row.values["unit"]], span.last, "unit")
    if str(row.values["year"]) != year.code:
        message = _("results are entered to the pledge as it is now, {year}").format(year=year.code)
        yield Finding("version", message, "year", value=str(row.values["year"]))


def _check_own_period(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    year = blocks.year_row(connection, str(row.values["year"]))
    yield from rules.check_period(row.values, year.first, year.last)


def _check_movement(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_movement(row.values)


def _complete_result(connection: sqlite3.Connection, row: Row) -> None:
    """A period by its registered code; a value that is entered or revised without a day was reported by today."""
    if row.values["period"] is not None and row.values["year"] is not None:
        year = queries.year_of(connection, row.values["year"])
        span = result_queries.find_period(connection, year, str(row.values["period"]))
        row.values["period"] = span.code if span else row.values["period"]
    if "on" not in row.given and (row.stored is None or "actual" in row.changes):
        row.values["on"] = today_iso()


def _target_id(connection: sqlite3.Connection, row: Row) -> int:
    return references.get(connection, "target", f"{row.values['year']}:{row.values['target']}")[0]


CONTENT = ("pledge_movement", "pledge_item", "target")
"""The tables of what a pledge says, each with the lists that it owns."""


def _describe(connection: sqlite3.Connection, pledge_id: int) -> dict[str, object]:
    row = connection.execute("SELECT year_id, version FROM pledge WHERE id = ?", (pledge_id,)).fetchone()
    return queries.pledge_record(connection, blocks.year_by_id(connection, row["year_id"]), row["version"])


PLEDGES = Recorder(
    fields.PLEDGES,
    tables.Pledge,
    checks=(_check_version,),
    complete=_complete_version,
    guard=_pledge_guard,
    parts=CONTENT,
    describe=_describe,
)
MOVEMENTS = Recorder(
    fields.MOVEMENTS,
    tables.PledgeMovement,
    checks=(_check_draft, _check_movement),
    guard=_part_guard("pledge_movement"),
)
ITEMS = Recorder(
    fields.ITEMS,
    tables.PledgeItem,
    checks=(_check_draft, _check_units),
    guard=_part_guard("pledge_item"),
)
TARGETS = Recorder(
    fields.TARGETS,
    tables.Target,
    checks=(_check_draft, _check_units),
    guard=_part_guard("target"),
    parts=("target_goal",),
)
GOALS = Recorder(fields.GOALS, tables.TargetGoal, checks=(_check_draft, _check_bearer), guard=_goal_guard)
SIGNATURES = Recorder(fields.SIGNATURES, tables.Signature, checks=(_check_signature,))
OWN_PERIODS = Recorder(fields.OWN_PERIODS, tables.Period, checks=(_check_own_period,), weighty=("code", "year"))
RESULTS = Recorder(
    fields.RESULTS,
    tables.Result,
    checks=(_check_period, _check_bearer),
    complete=_complete_result,
    parts=("former_result",),
    sieve=sieve.PlainResults,
)


def sign(writer: Writer, year: blocks.YearRow, units: Sequence[str], day: str, by: str | None) -> list[str]:
    """Enter the signatures of units; `all` is every member still missing.

    Who has signed has signed on that day; the same day again corrects by whom. While an amendment is a draft, the
    version in force is signed.
    """
    row = queries.pledge_row(writer.connection, year)
    code = year.code
    if row["meeting_id"] is None and row["version"] > 1:  # the amendment is a draft, the version before it holds
        row = queries.pledge_row(writer.connection, year, row["version"] - 1)
        code = f"{year.code}@{row['version']}"
    if means_everyone(units):
        units = queries.missing(writer.connection, year, row["id"])
    signed = []
    for unit in units:
        _refuse_second(writer.connection, year, row["id"], unit, day)
        raw = {"year": code, "unit": unit, "signed_on": day} | ({"by": by} if by is not None else {})
        signed.append(str(SIGNATURES.put(writer, raw)["unit"]))
    return signed


def _refuse_second(connection: sqlite3.Connection, year: blocks.YearRow, pledge_id: int, unit: str, day: str) -> None:
    unit_id, code = references.get(connection, "unit", unit)
    row = connection.execute(
        "SELECT signed_on FROM signature WHERE pledge_id = ? AND unit_id = ?", (pledge_id, unit_id)
    ).fetchone()
    if row is not None and row["signed_on"] != day:
        raise Refused(
            _("{unit} has signed on {day}").format(unit=code, day=show_date(row["signed_on"])),
            _("A wrong day is corrected after: emulation pledge strike {year} signature {unit}").format(
                year=year.code, unit=code
            ),
        )


NAMED = {
    "item": "N",
    "target": "CODE",
    "goal": "TARGET UNIT",
    "movement": "CODE",
    "signature": "UNIT",
    "result": "TARGET UNIT PERIOD",
}
"""The words that name a part of a pledge."""


def find_part(connection: sqlite3.Connection, year: blocks.YearRow, part: str, words: Sequence[str]) -> listing.Listed:
    """One part of a pledge, by the words that name it; UsageError where they are too few or too many."""
    pledge_id = queries.pledge_row(connection, year)["id"]
    if len(words) != len(NAMED[part].split()):
        raise UsageError(
            _("{words} names no {part}").format(words=" ".join(words), part=terms.spoken(part, "noun")),
            command_line(f"emulation pledge strike {{year}} {part} {NAMED[part]}", year=year.code),
        )
    where, parameters = _located(connection, year, part, words, pledge_id)
    found = next(listing.each(connection, recorder_of(part).kind, where, parameters), None)
    if found is None:
        raise NotFound(
            _("the pledge {year} has no {part} {words}").format(
                year=year.code, part=terms.spoken(part, "noun"), words=" ".join(words)
            ),
            _("See it with: emulation pledge show {year}").format(year=year.code),
        )
    return found


def _located(
    connection: sqlite3.Connection, year: blocks.YearRow, part: str, words: Sequence[str], pledge_id: int
) -> tuple[str, tuple[object, ...]]:
    """The condition that finds a part by its words."""
    if part == "item":
        number = int(words[0]) if words[0].isascii() and words[0].isdigit() and len(words[0]) < 10 else 0
        return "t.pledge_id = ? AND t.number = ?", (pledge_id, number)
    if part in ("signature", "movement"):
        noun = "unit" if part == "signature" else "movement"
        row_id, _code = references.get(connection, noun, words[0])
        return f"t.pledge_id = ? AND t.{noun}_id = ?", (pledge_id, row_id)
    target_id, _code = references.get(connection, "target", f"{year.code}:{words[0]}")
    if part == "target":
        return "t.id = ?", (target_id,)
    unit_id, _code = references.get(connection, "unit", words[1])
    if part == "goal":
        return "t.owner_id = ? AND t.unit_id = ?", (target_id, unit_id)
    span = result_queries.find_period(connection, year, words[2])
    return "t.target_id = ? AND t.unit_id = ? AND t.period = ?", (target_id, unit_id, span.code if span else words[2])


def recorder_of(part: str) -> Recorder:
    """How one part of a pledge is written."""
    return {
        "item": ITEMS,
        "target": TARGETS,
        "goal": GOALS,
        "movement": MOVEMENTS,
        "signature": SIGNATURES,
        "result": RESULTS,
    }[part]


def strike(writer: Writer, year: blocks.YearRow, part: str, words: Sequence[str]) -> Values:
    """Take out one part of a pledge that was entered by mistake."""
    return recorder_of(part).remove(writer, find_part(writer.connection, year, part, words).id)
