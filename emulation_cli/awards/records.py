"""How awards and voting rules are written."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from emulation_cli.awards import fields, queries, rules, tables
from emulation_cli.exchange import intake, readers
from emulation_cli.kernel import listing
from emulation_cli.kernel.closed import kept
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.findings import Finding, raise_for
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.recorder import Completion, Recorder
from emulation_cli.kernel.row import Row
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
        yield Finding("basis", message, "basis", hint=command_line(rules.NAME_IT))
    other = queries.overlapping(connection, values, row.stored.id if row.stored else None)
    if other is not None:
        said = {"rule": other["code"], "day": show_date(other["from"])}
        message = _("the rule {rule} is in force from {day} for the same").format(**said)
        hint = _("One ends before the other begins: --to DATE here, or emulation rule edit {rule} --to DATE")
        yield Finding("overlap", message, "from", value=str(values["from"]), hint=hint.format(**said))


def _named_after(*keys: str) -> Completion:
    """A row without a code is called after these values, where they are known."""

    def complete(_connection: sqlite3.Connection, row: Row) -> None:
        if row.values["code"] is None:
            row.values["code"] = ".".join(str(row.values[key]) for key in keys if row.values[key] is not None)

    return complete


def _check_span(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_span(row.values)


def _check_provision(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_provision(row.values)


def _check_condition(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_condition(row.values)


def _check_quota(_connection: sqlite3.Connection, row: Row) -> Iterator[Finding]:
    yield from rules.check_quota(row.values)


AWARDS = Recorder(fields.AWARDS, tables.Award, checks=(kept("award", "name"),), weighty=("recipient",))
PROVISIONS = Recorder(
    fields.PROVISIONS,
    tables.Provision,
    checks=(_check_span, _check_provision),
    complete=_named_after("award", "about", "from"),
)
CONDITIONS = Recorder(fields.CONDITIONS, tables.Condition, checks=(_check_span, _check_condition))
QUOTAS = Recorder(
    fields.QUOTAS,
    tables.Quota,
    checks=(_check_span, _check_quota),
    complete=_named_after("award", "block", "year", "from"),
)
DOSSIER = Recorder(fields.DOSSIER, tables.DossierPaper, checks=(_check_span,))
SALARIES = Recorder(fields.SALARIES, tables.BaseSalary)
VOTING_RULES = Recorder(fields.VOTING_RULES, tables.VotingRule, checks=(_check_rule,), complete=_complete_code)

PRESETS = Path(__file__).parent / "presets"
"""The catalogues `PRESET.awards.json`, and what is known of the awards of them all, in the form that `import` takes."""
KNOWN = {
    "voting-rules": VOTING_RULES,
    "provisions": PROVISIONS,
    "conditions": CONDITIONS,
    "quotas": QUOTAS,
    "dossier-papers": DOSSIER,
}
"""What is known of the law: the file of it among the presets → how its rows are written."""
_AWARDS_NAMED = ("award", "needs", "of")


def take_known(writer: Writer, names: Iterable[str] = tuple(KNOWN)) -> list[intake.Report]:
    """Take in what is known of the law for the awards of the catalogue, and for every award, that is not there."""
    return [_take_known(writer, name) for name in names]


def _take_known(writer: Writer, name: str) -> intake.Report:
    codes = {row.values["code"] for row in listing.listed(writer.connection, fields.AWARDS)} | {None}
    known = readers.read(str(PRESETS / f"{name}.json"))
    places = [known.headings.index(key) for key in _AWARDS_NAMED if key in known.headings]
    lines = [line for line in known.rows if all(line[1][place] in codes for place in places)]
    rows = replace(known, lines=[known.lines[0], *lines])
    taken = intake.take_in(writer, KNOWN[name], rows, year=None, update=False)
    raise_for(taken.findings)
    return taken
