"""How registered titles are written, proposals step by step, and commendations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from emulation_cli.ballots.records import check_recipient
from emulation_cli.blocks.queries import members, open_year, year_by_id, year_row
from emulation_cli.kernel import references
from emulation_cli.kernel.dates import show_date, today_iso
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import code_key, fold
from emulation_cli.kernel.recorder import Recorder, Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.nominations import fields, queries, rules, tables
from emulation_cli.units import queries as units
from emulation_cli.units.records import still_there


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
        "SELECT 1 FROM commendation c JOIN award a ON a.id = c.award_id WHERE coalesce(c.unit_id, -c.person_id) = ?"
        ' AND a.code = ? AND c.document_key = ? AND c."on" = ? AND (c."for" IS NULL OR ? IS NULL)',
        (number, row.values["award"], fold(str(row.values["document"])), row.values["on"], row.values["for"]),
    ).fetchone()
    if same is not None:
        message = _("{recipient} has this commendation already: {award}, {document}")
        words = message.format(recipient=code, award=row.values["award"], document=row.values["document"])
        yield Finding("duplicate", words, "recipient", value=code)


def _guard(connection: sqlite3.Connection, nomination_id: int) -> Iterator[Finding]:
    code = connection.execute("SELECT code FROM nomination WHERE id = ?", (nomination_id,)).fetchone()["code"]
    now = queries.state(queries.proposal(connection, code))
    if now != rules.PROPOSED:
        message = _("the nomination {id} is {state}").format(state=_(now), id=code)
        hint = _("Take that step back first: emulation nomination retract {id} --reason …").format(id=code)
        yield Finding("state", message, hint=hint)


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
    checks=(_check_id, check_recipient, _check_there),
    complete=_complete_nomination,
    guard=_guard,
)
COMMENDATIONS = Recorder(
    fields.COMMENDATIONS,
    tables.Commendation,
    checks=(check_recipient, _check_repeated),
    complete=_kind_by_movement,
    weighty=("recipient", "award", "movement"),
)


def _refuse_out_of_turn(connection: sqlite3.Connection, row: sqlite3.Row, step: str) -> None:
    open_year(connection, year_by_id(connection, row["year_id"]).code)
    now = queries.state(row)
    if not rules.may(step, now):
        before = _(" or ").join(_(state) for state in rules.FROM[step])
        first = {
            rules.PROPOSED: _("First: emulation nomination submit {id} --document NUMBER --on DATE"),
            rules.RETURNED: _("First: emulation nomination submit {id} --document NUMBER --on DATE"),
            rules.SUBMITTED: _("Next: emulation nomination decide {id} granted --document NUMBER --on DATE"),
            rules.GRANTED: _("Way back: emulation nomination retract {id} --reason …"),
            rules.REFUSED: _("Way back: emulation nomination retract {id} --reason …"),
        }.get(now, "")
        raise Refused(
            _("{id} is {state}; only what is {before} can be {step}").format(
                id=row["code"], state=_(now), before=before, step=_(step)
            ),
            first.format(id=row["code"]),
        )


def _refuse_earlier(row: sqlite3.Row, day: str) -> None:
    if row["step_on"] is not None and day < row["step_on"]:
        raise Refused(
            _("{id}: {day} lies before its last step on {last}").format(
                id=row["code"], day=show_date(day), last=show_date(row["step_on"])
            )
        )


def _step(writer: Writer, row: sqlite3.Row, step: str, day: str, document: str | None, reason: str | None) -> None:
    writer.execute(
        'INSERT INTO nomination_step (nominee_id, nomination_id, step, "on", document, reason)'
        " VALUES (?, ?, ?, ?, ?, ?)",
        (row["nominee_id"], row["nomination_id"], step, day, document, reason),
    )
    before = {"state": queries.state(row)}
    writer.changed(f"nomination {row['code']}", before, {"state": step, "on": day, "document": document})


def submit(writer: Writer, ids: Sequence[str], document: str, day: str) -> list[str]:
    """Submit proposals to the authority by one document; all of them or none."""
    done: list[str] = []
    for text in ids:
        row = queries.proposal(writer.connection, text)
        if row["code"] in done:
            continue
        _refuse_out_of_turn(writer.connection, row, rules.SUBMITTED)
        _refuse_earlier(row, day)
        _step(writer, row, rules.SUBMITTED, day, document, None)
        done.append(row["code"])
    return done


def decide(writer: Writer, text: str, decision: str, day: str, document: str | None, reason: str | None) -> sqlite3.Row:
    """Enter what the authority decided; a grant needs the decision's number and is a commendation too."""
    row = queries.proposal(writer.connection, text)
    _refuse_out_of_turn(writer.connection, row, decision)
    _refuse_earlier(row, day)
    if decision != rules.GRANTED:
        _step(writer, row, decision, day, document, reason)
    elif document is None:
        raise Refused(_("a grant needs the number of its decision"), "--document NUMBER")
    else:
        _grant(writer, row, day, document)
    return queries.proposal(writer.connection, text)


def _grant(writer: Writer, row: sqlite3.Row, day: str, document: str) -> None:
    raw = {
        "recipient": row["recipient"],
        "award": row["award"],
        "on": day,
        "document": document,
        "kind": rules.kind_of(row["kind"], row["movement_kind"]),
        "for": row["for"] or row["movement_name"],
        "movement": row["movement"],
    }
    commendation_id = COMMENDATIONS.insert(writer, raw)
    writer.execute(
        "UPDATE commendation SET nominee_id = ?, nomination_id = ? WHERE id = ?",
        (row["nominee_id"], row["nomination_id"], commendation_id),
    )
    after = {"state": rules.GRANTED, "on": day, "document": document}
    writer.changed(f"nomination {row['code']}", {"state": queries.state(row)}, after)


def retract(writer: Writer, text: str) -> sqlite3.Row:
    """Take back the last step of a proposal, with the writer's reason: a grant, a refusal, a return, a submission."""
    row = queries.proposal(writer.connection, text)
    open_year(writer.connection, year_by_id(writer.connection, row["year_id"]).code)
    now = queries.state(row)
    if now in (rules.PROPOSED, rules.CANCELLED):
        raise Refused(_("{id} is {state}; there is no step to take back").format(id=row["code"], state=_(now)))
    if row["commendation_id"] is not None:
        unlink = "UPDATE commendation SET nominee_id = NULL, nomination_id = NULL WHERE id = ?"
        writer.execute(unlink, (row["commendation_id"],))
        COMMENDATIONS.remove(writer, row["commendation_id"])
    else:
        writer.execute(
            "DELETE FROM nomination_step WHERE id = (SELECT max(id) FROM nomination_step"
            " WHERE nominee_id IS ? AND nomination_id IS ?)",
            (row["nominee_id"], row["nomination_id"]),
        )
    after = queries.proposal(writer.connection, text)
    writer.changed(f"nomination {row['code']}", {"state": now}, {"state": queries.state(after)})
    return after
