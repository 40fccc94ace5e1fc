"""Named reads over awards."""

from __future__ import annotations

import sqlite3

from emulation_cli.awards.fields import AWARDS, VOTING_RULES
from emulation_cli.kernel import listing
from emulation_cli.kernel.numbers import fraction_of

Rule = dict[str, object]


def rules_of(connection: sqlite3.Connection, award_id: int) -> list[Rule]:
    """Every voting rule of an award, oldest first."""
    return [rule_record(row) for row in listing.listed(connection, VOTING_RULES, "t.award_id = ?", (award_id,))]


def rule_on(connection: sqlite3.Connection, award_id: int, day: str) -> Rule | None:
    """The voting rule of an award in force on an ISO day, or None where no rule with a source is known."""
    where = 't.award_id = :award AND t."from" <= :day AND (t."to" IS NULL OR :day <= t."to")'
    rows = listing.listed(connection, VOTING_RULES, where, {"award": award_id, "day": day})
    return rule_record(rows[-1]) if rows else None


def rule_record(row: listing.Listed) -> Rule:
    """A voting rule as JSON shows it: the fraction in two whole numbers."""
    values = row.values
    numerator, denominator = fraction_of(str(values["threshold"]))
    shown = {key: values[key] for key in ("comparison", "base", "quorum", "clause", "sector", "from", "to")}
    return {"numerator": numerator, "denominator": denominator, **shown}


def awards(connection: sqlite3.Connection, day: str) -> list[dict[str, object]]:
    """The catalogue, each award with the voting rule in force on an ISO day."""
    return [
        {**listing.shown(AWARDS, row.values), "rule": rule_on(connection, row.id, day)}
        for row in listing.listed(connection, AWARDS)
    ]
