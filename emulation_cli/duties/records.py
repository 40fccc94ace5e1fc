"""How duties, reports received and questions are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from emulation_cli.blocks import queries as blocks
from emulation_cli.blocks.records import strangers
from emulation_cli.duties import fields, queries, rules, tables
from emulation_cli.kernel import listing
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder, Row
from emulation_cli.kernel.writing import Writer


def _complete_duty(_connection: sqlite3.Connection, row: Row) -> None:
    row.values["owed_by"] = row.values["owed_by"] or ("unit" if row.values["step"] == "report" else "block")


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
    """A question comes from a member of the year; an answer has its day."""
    yield from rules.check_question(row.values)
    yield from strangers(connection, blocks.year_row(connection, str(row.values["year"])), [row.values["unit"]], "unit")


DUTIES = Recorder(fields.DUTIES, tables.Duty, checks=(_check_duty,), complete=_complete_duty)
RECEIPTS = Recorder(fields.RECEIPTS, tables.Receipt, checks=(_check_receipt,))
QUESTIONS = Recorder(fields.QUESTIONS, tables.Question, checks=(_check_question,))


def receive(
    writer: Writer, duty: str, year: blocks.YearRow, units: Sequence[str], day: str, note: str | None
) -> list[str]:
    """Enter that reports came in from units, or that the block handed its own in; a second time corrects the day."""
    row = queries.duty_row(writer.connection, duty)
    if row["owed_by"] == "unit" and not units:
        raise Refused(_("whose {duty} came in?").format(duty=row["code"]), _("Name the units, or write all."))
    if row["owed_by"] == "unit":
        units = [one.unit for one in blocks.chosen_members(writer.connection, year, list(units), year.clamp(day))]
    for unit in units or (None,):
        raw = {"duty": row["code"], "year": year.code, "unit": unit, "on": day, "note": note}
        RECEIPTS.put(writer, {key: value for key, value in raw.items() if value is not None})
    return list(units)


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
