"""How registered titles, direct proposals, commendations, discipline and inquiries are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace

from emulation_cli.awards import queries as awards
from emulation_cli.awards.fields import TITLES
from emulation_cli.ballots.records import check_recipient
from emulation_cli.blocks.queries import members, year_row
from emulation_cli.kernel import references, terms
from emulation_cli.kernel.dates import show_date, today_iso
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import code_key, fold
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Row
from emulation_cli.nominations import fields, queries, rules, sieve, tables
from emulation_cli.units import queries as units
from emulation_cli.units.records import still_there
from emulation_cli.units.rules import check_days


def _check_id(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """An id of a direct nomination is none that a ballot's nominee has or could get ("B1-3")."""
    code = str(row.values["id"])
    ballot, _dash, number = code.rpartition("-")
    taken = connection.execute("SELECT 1 FROM ballot WHERE key = ?", (code_key(ballot),)).fetchone()
    if taken is not None and number.isdigit():
        message = _("{code} is the id of a nominee of the ballot {ballot}").format(code=code, ballot=ballot)
        yield Finding("taken", message, "id", value=code)


def _check_repeated(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """One decision commends one recipient by one award once, unless for different achievements that are both named."""
    if row.stored is not None:
        return
    number, code = references.get(connection, "recipient", str(row.values["recipient"]))
    same = connection.execute(
        f"SELECT 1 FROM commendation c JOIN award a ON a.id = c.award_id WHERE c.{queries.recipient_column(number)} = ?"
        ' AND a.code = ? AND c.document_key = ? AND c."on" = ? AND (c."for" IS NULL OR ? IS NULL)',
        (abs(number), row.values["award"], fold(str(row.values["document"])), row.values["on"], row.values["for"]),
    ).fetchone()
    if same is not None:
        message = _("{recipient} has this commendation already: {award}, {document}")
        words = message.format(recipient=code, award=row.values["award"], document=row.values["document"])
        yield Finding("duplicate", words, "recipient", value=code)


def _guard(connection: sqlite3.Connection, nomination_id: int) -> Iterator[Finding]:
    code = connection.execute("SELECT code FROM nomination WHERE id = ?", (nomination_id,)).fetchone()["code"]
    now = queries.state(queries.proposal(connection, code))
    if now != rules.PROPOSED:
        message = _("the nomination {id} is {state}").format(state=terms.spoken(now), id=code)
        hint = _("Take that step back first: emulation nomination retract {id} --reason …").format(id=code)
        yield Finding("state", message, hint=hint)


def _check_seat(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Of collectives a block proposes its members and what is part of them, as of the day or the year's nearest."""
    number, code = references.get(connection, "recipient", str(row.values["recipient"]))
    if number < 0 or (row.stored is not None and not {"year", "recipient"} & set(row.changes)):
        return
    year = year_row(connection, str(row.values["year"]))
    day = year.clamp(str(row.values["on"]))
    there = {member.unit_id for member in members(connection, year, day)}
    there |= {part for part, _above in units.departments(connection, there)}
    if number not in there:
        message = _("{recipient} is not a member of {year} on {day}, nor a part of one")
        yield Finding(
            "member", message.format(recipient=code, year=year.code, day=show_date(day)), "recipient", value=code
        )


def _check_twice(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Nobody is proposed twice in a year for one award and for the same; for a title not at all."""
    values, own = row.values, None if row.stored is None else row.stored.values["id"]
    number, code = references.get(connection, "recipient", str(values["recipient"]))
    year = year_row(connection, str(values["year"]))
    unit, person = (number, None) if number > 0 else (None, -number)
    what = (values["movement"], fold(str(values["for"] or "")))
    title = _is_title(connection, values["award"])
    for other in queries.proposals_of(connection, unit, person, "9999"):
        if (other["award"], other["year_id"]) != (values["award"], year.id) or other["code"] == own:
            continue
        same = title or (other["movement"], fold(other["for"] or "")) == what
        if same and queries.state(other) in rules.TAKEN:
            message = _("{recipient} is proposed for {award} already: {other}")
            words = message.format(recipient=code, award=values["award"], other=other["code"])
            yield Finding("duplicate", words, "recipient", value=code)


def _check_vote(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A direct proposal's own vote has both numbers, and no more agree than vote."""
    yield from rules.check_vote(row.values)


def _check_there(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Who took over from a unit proposes in its place (Nghị định 98/2023/NĐ-CP; known only from a press report)."""
    if row.stored is None:
        yield from still_there(connection, [row.values["recipient"]], row.values["on"], "recipient")


def _dated_today(_connection: sqlite3.Connection, row: Row) -> None:
    """What is new and says no day is of today."""
    if row.stored is None and row.values["on"] is None:
        row.values["on"] = today_iso()


def _kind_by_movement(connection: sqlite3.Connection, row: Row) -> None:
    """What is new in a movement and says no kind is of the movement's."""
    if row.stored is None and row.given.get("kind") is None and row.values["movement"] is not None:
        found = connection.execute("SELECT kind FROM movement WHERE code = ?", (row.values["movement"],)).fetchone()
        row.values["kind"] = rules.kind_of(None, found["kind"])


def _complete_commendation(connection: sqlite3.Connection, row: Row) -> None:
    """A new commendation is for the year of its decision unless it says another; its money is that of the law."""
    _kind_by_movement(connection, row)
    if row.stored is not None:
        return
    day = row.values["on"]
    if row.values["of_year"] is None and day is not None:
        row.values["of_year"] = int(str(day)[:4])
        if _is_title(connection, row.values["award"]):
            message = _("taken as of {year}, the year of the decision; say which where the merits are of another")
            row.notes.append(Finding("of-year", message.format(year=row.values["of_year"]), "of_year"))
    if day is not None and row.values["factor"] is None and row.values["award"] is not None:
        row.values["factor"] = awards.factor(connection, str(row.values["award"]), str(day))
    if day is not None and row.values["base_salary"] is None and row.values["factor"] is not None:
        row.values["base_salary"] = awards.base_salary(connection, str(day))


def _is_title(connection: sqlite3.Connection, award: object) -> bool:
    """Whether an award is a title of emulation, which is held once for a year."""
    found = connection.execute("SELECT form FROM award WHERE code = ?", (award,)).fetchone()
    return found is not None and found["form"] in TITLES


def _check_title(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Nobody holds a title twice for one year."""
    values = row.values
    if values["cancelled_on"] is not None or not _is_title(connection, values["award"]):
        return
    number, code = references.get(connection, "recipient", str(values["recipient"]))
    held = connection.execute(
        "SELECT c.document FROM commendation c JOIN award a ON a.id = c.award_id"
        f" WHERE c.{queries.recipient_column(number)} = ? AND a.code = ? AND c.of_year = ? AND c.cancelled_on IS NULL"
        " AND c.id IS NOT ?",
        (abs(number), values["award"], values["of_year"], row.stored.id if row.stored else None),
    ).fetchone()
    if held is not None:
        message = _("{recipient} holds {award} for {year} already, by {document}")
        words = message.format(recipient=code, award=values["award"], year=values["of_year"], document=held["document"])
        yield Finding("duplicate", words, "of_year", hint=_("For the merits of another year: --of-year YEAR"))


def _check_fate(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """What is handed over or cancelled was granted before; a cancellation names its decision."""
    yield from rules.check_fate(row.values)


def _complete_discipline(_connection: sqlite3.Connection, row: Row) -> None:
    """What is new and has no code is called after whom it is against and since when."""
    if row.values["code"] is None:
        row.values["code"] = f"{row.values['recipient']}.{row.values['from']}"


def _check_discipline(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from check_days(row.values, "from", "to")
    if row.values["kind"] == "inquiry" and row.values["measure"] is not None:
        message = _("an inquiry has no measure yet")
        yield Finding("measure", message, "measure", value=str(row.values["measure"]))


def _complete_nomination(connection: sqlite3.Connection, row: Row) -> None:
    _dated_today(connection, row)
    _kind_by_movement(connection, row)


def _check_member(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Who registers is a member on the day, or on the day of the year nearest to it."""
    year, unit = year_row(connection, str(row.values["year"])), str(row.values["unit"])
    day = year.clamp(str(row.values["on"]))
    if unit not in {member.unit for member in members(connection, year, day)}:
        message = _("{unit} is not a member of {year} on {day}").format(unit=unit, year=year.code, day=show_date(day))
        yield Finding("member", units.gone(connection, unit, day) or message, "unit", value=unit)


def _check_registration(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A member of the year aims at a title; one for persons takes so many of them, or one by name."""
    award_id, _code = references.get(connection, "award", str(row.values["award"]))
    recipient = connection.execute("SELECT recipient FROM award WHERE id = ?", (award_id,)).fetchone()["recipient"]
    yield from rules.check_registration(row.values, recipient)
    if row.stored is None or {"year", "unit"} & set(row.changes):
        yield from _check_member(connection, row)


REGISTRATIONS = Recorder(
    fields.REGISTRATIONS, tables.Registration, checks=(_check_registration,), complete=_dated_today
)
NOMINATIONS = Recorder(
    fields.NOMINATIONS,
    tables.Nomination,
    checks=(_check_id, check_recipient, _check_there, _check_seat, _check_twice, _check_vote),
    complete=_complete_nomination,
    guard=_guard,
    parts=("nomination_paper", "nomination_finding"),
)
COMMENDATIONS = Recorder(
    fields.COMMENDATIONS,
    tables.Commendation,
    checks=(check_recipient, _check_repeated, _check_title, _check_fate),
    complete=_complete_commendation,
    weighty=(
        *("recipient", "award", "movement", "on", "of_year"),
        *("handed_on", "handed_by", "cancelled_on", "cancelled_by"),
    ),
    sieve=sieve.PlainCommendations,
)
FATES = replace(COMMENDATIONS, weighty=())
"""How the path of a proposal enters what became of its commendation; by hand that is never changed behind its back."""
DISCIPLINES = Recorder(
    fields.DISCIPLINES, tables.Discipline, checks=(_check_discipline,), complete=_complete_discipline
)
