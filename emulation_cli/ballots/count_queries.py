"""Named reads over what was counted, for the seal and for its verification."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from emulation_cli.ballots import rules
from emulation_cli.ballots.queries import fixed, quorum_of, sealed_paper
from emulation_cli.ballots.rules import Line, Paper, Votes
from emulation_cli.kernel.language import _


@dataclass(frozen=True, slots=True)
class Count:
    """One entry of a count: its paper numbers and the votes by nominee; empty for a consensus."""

    entry: int
    version: int
    returned: int | None
    invalid: int | None
    note: str | None
    votes: dict[int, Votes]

    def same_numbers(self, other: Count) -> bool:
        """Whether two entries agree on every number."""
        mine = (self.returned, self.invalid, self.votes)
        return mine == (other.returned, other.invalid, other.votes)


def latest_count(connection: sqlite3.Connection, ballot_id: int, entry: int) -> Count | None:
    """The newest version of one teller's entry."""
    row = connection.execute(
        "SELECT * FROM ballot_count WHERE ballot_id = ? AND entry = ? ORDER BY version DESC LIMIT 1", (ballot_id, entry)
    ).fetchone()
    if row is None:
        return None
    votes = {
        line["number"]: Votes(line["agree"], line["disagree"], line["blank"])
        for line in connection.execute("SELECT * FROM ballot_sum WHERE count_id = ?", (row["id"],))
    }
    keys = ("entry", "version", "returned", "invalid", "note")
    return Count(**{key: row[key] for key in keys}, votes=votes)


def recounts(connection: sqlite3.Connection, ballot_id: int) -> list[list[object]]:
    """Every version of every entry of a count with its reason, without a number: [[entry, version, reason]]."""
    sql = "SELECT entry, version, reason FROM ballot_count WHERE ballot_id = ? ORDER BY entry, version"
    return [list(row) for row in connection.execute(sql, (ballot_id,))]


def named_votes(connection: sqlite3.Connection, ballot_id: int) -> dict[str, dict[int, str]]:
    """Who voted how in a named ballot: unit code → nominee number → choice."""
    found: dict[str, dict[int, str]] = {}
    for row in connection.execute(
        "SELECT u.code, v.number, v.choice FROM named_vote v JOIN unit u ON u.id = v.unit_id"
        " WHERE v.ballot_id = ? ORDER BY u.key, v.number",
        (ballot_id,),
    ):
        found.setdefault(row["code"], {})[row["number"]] = row["choice"]
    return found


def verification(connection: sqlite3.Connection, ballot: sqlite3.Row, given: str | None = None) -> list[str]:
    """What does not hold in a sealed ballot: identities, outcomes, fingerprint; empty where all is well.

    `given` is a fingerprint from elsewhere, as on the signed minutes.
    """
    paper = sealed_paper(ballot)
    frozen = json.loads(ballot["frozen"])
    rows = connection.execute("SELECT * FROM nominee WHERE ballot_id = ? ORDER BY number", (ballot["id"],)).fetchall()
    counted = ballot["mode"] != "consensus"
    votes = {row["number"]: Votes(row["agree"], row["disagree"], row["blank"]) for row in rows} if counted else {}
    numbers = [one["number"] for one in frozen["nominees"]]
    wrong = [finding.message for finding in rules.check_paper(paper)] if counted else []
    wrong += [finding.message for finding in rules.check_votes(paper, votes, numbers)] if counted else []
    expected = expected_outcomes(frozen, paper, [votes[number] for number in numbers if number in votes])
    if [row["outcome"] for row in rows] != expected:
        wrong.append(_("the outcomes are not those that the counts give"))
    if {key: frozen[key] for key in ("typed", "ids", "tellers")} != fixed(connection, ballot):
        wrong.append(_("nominees, tellers or rule are not those that were frozen"))
    if fingerprint_of(connection, ballot) != ballot["fingerprint"]:
        wrong.append(_("the fingerprint is not that of what was frozen and counted"))
    if given is not None and given.strip().casefold() != ballot["fingerprint"]:
        wrong.append(
            _("the register's fingerprint is {stored}, not the one given").format(stored=ballot["fingerprint"])
        )
    return wrong


def expected_outcomes(frozen: dict[str, object], paper: Paper, votes: list[Votes]) -> list[str]:
    """The outcome of each nominee by the frozen rule."""
    quorum = rules.quorum_met(quorum_of(_text(frozen["quorum"])), paper.present, paper.entitled)
    nominated = frozen["nominees"]
    count = len(nominated) if isinstance(nominated, list) else 0
    line, seats = frozen["rule"], frozen["seats"]
    if not isinstance(line, dict):
        return [rules.NO_QUORUM if quorum is False else rules.PASSED] * count
    return rules.outcomes(Line(**line), paper, votes, seats=seats if isinstance(seats, int) else None, quorum=quorum)


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def fingerprint_of(connection: sqlite3.Connection, ballot: sqlite3.Row) -> str:
    """The fingerprint of what stands in the register now."""
    rows = connection.execute(
        "SELECT number, agree, disagree, blank, outcome FROM nominee WHERE ballot_id = ? ORDER BY number",
        (ballot["id"],),
    )
    keys = ("entitled", "present", "written", "issued", "returned", "valid", "invalid", "note")
    return rules.fingerprint(ballot["frozen"], {key: ballot[key] for key in keys}, [tuple(row) for row in rows])
