"""How awards and voting rules are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from emulation_cli.awards import fields, tables
from emulation_cli.kernel import references
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder, Row


def _check_rule(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A rule ends after it began, and two rules of one award never hold on the same day."""
    first, last = str(row.values["from"]), row.values["to"]
    if last is not None and str(last) < first:
        yield Finding("order", _("the rule would end before it began"), "to", value=str(last))
    award_id, award = references.get(connection, "award", str(row.values["award"]))
    other = connection.execute(
        'SELECT "from" FROM voting_rule WHERE award_id = ? AND id IS NOT ? AND ("to" IS NULL OR "to" >= ?)'
        ' AND (? IS NULL OR "from" <= ?) LIMIT 1',
        (award_id, row.stored.id if row.stored else None, first, last, last),
    ).fetchone()
    if other is not None:
        message = _("{award} already has a rule in force from {day}").format(award=award, day=other["from"])
        yield Finding("overlap", message, "from", value=first)


AWARDS = Recorder(fields.AWARDS, tables.Award, parts=("voting_rule",), weighty=("recipient",))
VOTING_RULES = Recorder(fields.VOTING_RULES, tables.VotingRule, checks=(_check_rule,))
