"""How duties, reports received and questions are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from emulation_cli.blocks import queries as blocks
from emulation_cli.blocks.records import strangers
from emulation_cli.duties import fields, queries, rules, tables
from emulation_cli.kernel import listing
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder
from emulation_cli.kernel.row import Row
from emulation_cli.kernel.writing import Writer
from emulation_cli.units.records import still_there
from emulation_cli.units.rules import means_everyone


def _complete_duty(connection: sqlite3.Connection, row: Row) -> None:
    """Units owe reports; what is new in the calendar holds from the first year after those that are closed."""
    row.values["owed_by"] = row.values["owed_by"] or ("unit" if row.values["step"] == "report" else "block")
    if row.stored is None and row.values["since"] is None:
        row.values["since"] = next((number + 1 for number, _code in reversed(queries.closed_years(connection))), None)


def _check_span(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """The calendar of closed years stays as it was: a duty neither comes to hold in one nor ceases to."""
    yield from rules.check_span(row.values)
    before = row.stored.values if row.stored else {"since": 9999, "until": None}
    closed = queries.closed_years(connection)
    for number, code in closed:
        if rules.holds(before, number) is not rules.holds(row.values, number):
            key = "since" if row.stored is None or "since" in row.changes else "until"
            message = _("the calendar of the closed year {year} stays").format(year=code)
            if row.stored is None:
                hint = _("Let it hold from the year after: --since {since}")
            else:
                hint = _("Let it end there, --until {until}, and add another from the year after, --since {since}.")
            hint = hint.format(since=closed[-1][0] + 1, until=closed[-1][0])
            yield Finding("closed", message, key, value=str(row.values[key]), hint=hint)
            return


def _check_duty(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """What was received as a report stays one, owed by whom it came from."""
    yield from rules.check_duty(row.values)
    changed = [key for key in ("step", "owed_by") if key in row.changes]
    if row.stored is not None and changed and queries.is_received(connection, row.stored.id):
        message = _("reports were received for {duty}; it stays as it is").format(duty=row.values["code"])
        yield Finding("received", message, changed[0], value=str(row.values[changed[0]]))


def _check_receipt(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """Only reports are received, from members of the year where units owe them, from nobody where the block does."""
    duty = queries.duty_row(connection, str(row.values["duty"]))
    if duty["step"] != "report":
        message = _("{duty} is no report: the register sees for itself when it is done").format(duty=duty["code"])
        yield Finding("report", message, "duty", value=duty["code"])
        return
    year, unit = blocks.year_row(connection, str(row.values["year"])), row.values["unit"]
    if duty["owed_by"] == "block" and unit is not None:
        yield Finding("block", _("{duty} is owed by the block, not by units").format(duty=duty["code"]), "unit")
    elif duty["owed_by"] == "unit":
        yield from strangers(connection, year, [unit], "unit")


def _check_question(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A question comes from a member of the year that is there; an answer has its day."""
    yield from rules.check_question(row.values)
    if {"unit", "asked_on"} & set(row.changes):
        yield from still_there(connection, [row.values["unit"]], row.values["asked_on"], "unit")
    yield from strangers(connection, blocks.year_row(connection, str(row.values["year"])), [row.values["unit"]], "unit")


DUTIES = Recorder(
    fields.DUTIES,
    tables.Duty,
    checks=(_check_duty, _check_span),
    complete=_complete_duty,
    weighty=("name", "due", "step", "owed_by", "authority"),
)
RECEIPTS = Recorder(fields.RECEIPTS, tables.Receipt, checks=(_check_receipt,))
QUESTIONS = Recorder(fields.QUESTIONS, tables.Question, checks=(_check_question,))


def receive(
    writer: Writer, duty: str, year: blocks.YearRow, units: Sequence[str], day: str, note: str | None
) -> list[str]:
    """Enter that reports came in from units, or that the block handed its own in; `all` are those still missing.

    What has come stays of the day on which it came; the same day again corrects the note.
    """
    row = queries.duty_row(writer.connection, duty)
    everyone = means_everyone(units)
    if row["owed_by"] == "unit" and not units:
        raise Refused(_("whose {duty} came in?").format(duty=row["code"]), _("Name the units, or write all."))
    if row["owed_by"] == "unit":
        units = [one.unit for one in blocks.chosen_members(writer.connection, year, list(units), year.clamp(day))]
    received = []
    for unit in units or (None,):
        stored = queries.receipt(writer.connection, row["id"], year, unit)
        if stored is not None and stored.values["on"] != day:
            if everyone:
                continue
            _refuse_received(row["code"], year, stored)
        raw = {"duty": row["code"], "year": year.code, "unit": unit, "on": day, "note": note}
        RECEIPTS.put(writer, {key: value for key, value in raw.items() if value is not None})
        received += [unit] if unit else []
    return received


def _refuse_received(duty: str, year: blocks.YearRow, stored: listing.Listed) -> None:
    unit, day = stored.values["unit"], show_date(str(stored.values["on"]))
    raise Refused(
        _("{duty} of {unit} came in on {day}").format(duty=duty, unit=unit or year.code, day=day),
        _("A wrong day is corrected after: emulation duty strike {words}").format(
            words=" ".join(str(word) for word in (duty, year.code, unit) if word)
        ),
    )


def strike(writer: Writer, duty: str, year: blocks.YearRow, unit: str | None) -> None:
    """Take out a report that was entered as received by mistake."""
    row = queries.duty_row(writer.connection, duty)
    found = queries.receipt(writer.connection, row["id"], year, unit)
    if found is None:
        raise NotFound(
            _("{duty} of {unit} has not been received for {year}").format(
                duty=row["code"], unit=unit or _("the block"), year=year.code
            ),
            _("See what has: emulation duty owed {year}").format(year=year.code),
        )
    RECEIPTS.remove(writer, found.id)


def answer(writer: Writer, question: listing.Listed, text: str, day: str, by: str | None) -> None:
    """Answer a question; a second time corrects the answer."""
    QUESTIONS.edit(writer, question.id, {"answer": text, "answered_on": day, **({"answered_by": by} if by else {})})
