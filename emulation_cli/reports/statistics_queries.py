"""Named reads for the statistical forms."""

from __future__ import annotations

import sqlite3

from emulation_cli.reports import statistics
from emulation_cli.reports.statistics import Commendation, Movement, Period, Statistics
from emulation_cli.reports.statistics_forms import MOVEMENTS


def of_form(connection: sqlite3.Connection, number: str, period: Period, counting: str) -> Statistics:
    """The numbers of the form with these four digits over a period; `counting` matters to movements only."""
    if number == MOVEMENTS.number:
        return statistics.of_movements(movements(connection), period, counting)
    return statistics.of_commendations(commendations(connection, period), period)


def movements(connection: sqlite3.Connection) -> list[Movement]:
    """Every movement, by code."""
    rows = connection.execute('SELECT code, scope, kind, "from", "to" FROM movement ORDER BY key')
    return [Movement(row["code"], row["scope"], row["kind"], row["from"], row["to"]) for row in rows]


def commendations(connection: sqlite3.Connection, period: Period) -> list[Commendation]:
    """The commendations of sector and province level decided in a period, by day, that still stand at its end."""
    rows = connection.execute(
        "SELECT coalesce(u.code, w.code) AS recipient, u.id IS NOT NULL AS collective, u.kind AS unit_kind, w.rank,"
        " a.code AS award, a.form, c.kind"
        " FROM commendation c JOIN award a ON a.id = c.award_id"
        " LEFT JOIN unit u ON u.id = c.unit_id LEFT JOIN person w ON w.id = c.person_id"
        " WHERE a.level IN ('sector', 'province') AND c.\"on\" BETWEEN :first AND :last"
        " AND (c.cancelled_on IS NULL OR :last < c.cancelled_on)"
        ' ORDER BY c."on", c.document_key, c.id',
        {"first": period.first, "last": period.last},
    )
    return [
        Commendation(
            row["recipient"],
            bool(row["collective"]),
            row["unit_kind"],
            row["rank"],
            row["award"],
            row["form"],
            row["kind"],
        )
        for row in rows
    ]
