"""How awards and voting rules are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from emulation_cli.awards import fields, queries, tables
from emulation_cli.exchange import intake, readers
from emulation_cli.kernel import listing
from emulation_cli.kernel.closed import kept
from emulation_cli.kernel.findings import Finding, raise_for
from emulation_cli.kernel.language import _
from emulation_cli.kernel.recorder import Recorder, Row
from emulation_cli.kernel.writing import Writer


def _complete_code(_connection: sqlite3.Connection, row: Row) -> None:
    """A rule without a code is called after what it is for and the day from which it holds."""
    values = row.values
    if values["code"] is None and values["from"] is not None:
        about = next((values[key] for key in ("award", "block") if values[key] is not None), values["body"])
        values["code"] = f"{about}.{values['from']}"


def _check_rule(connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    """A rule ends after it began; a block's own names its document; two for the same never hold on the same day."""
    values = row.values
    if values["to"] is not None and str(values["to"]) < str(values["from"]):
        yield Finding("order", _("the rule would end before it began"), "to", value=str(values["to"]))
    if values["block"] is not None and values["basis"] is None:
        message = _("a block's own rule names the document that makes it")
        yield Finding("basis", message, "basis", hint="emulation document add NUMBER --kind regulation --on DATE")
    other = queries.overlapping(connection, values, row.stored.id if row.stored else None)
    if other is not None:
        message = _("the rule {rule} is in force from {day} for the same")
        yield Finding(
            "overlap", message.format(rule=other["code"], day=other["from"]), "from", value=str(values["from"])
        )


AWARDS = Recorder(fields.AWARDS, tables.Award, checks=(kept("award", "name"),), weighty=("recipient",))
VOTING_RULES = Recorder(fields.VOTING_RULES, tables.VotingRule, checks=(_check_rule,), complete=_complete_code)

PRESETS = Path(__file__).parent / "presets"
"""The catalogues `PRESET.awards.json`, and the voting rules known of them all, in the form that `import` takes."""


def take_known_rules(writer: Writer) -> intake.Report:
    """Take in every known voting rule for the awards of the catalogue, and those for every award, that is not there."""
    codes = {row.values["code"] for row in listing.listed(writer.connection, fields.AWARDS)} | {None}
    known = readers.read(str(PRESETS / "voting-rules.json"))
    award = known.headings.index("award")
    rules = replace(known, lines=[known.lines[0], *(row for row in known.rows if row[1][award] in codes)])
    taken = intake.take_in(writer, VOTING_RULES, rules, year=None, update=False)
    raise_for(taken.findings)
    return taken
