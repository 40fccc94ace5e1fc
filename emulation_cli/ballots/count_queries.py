"""Named reads over what was counted: a ballot whole, its seal and its verification. Before it no number is told."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from emulation_cli.ballots import rules
from emulation_cli.ballots.queries import SEALED, fixed, nominees, numbers_now, roll, tellers
from emulation_cli.ballots.rule_queries import resolved
from emulation_cli.ballots.rules import Line, Paper, Votes
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import fraction_of, points_number


@frozen
class Count:
    """One entry of a count: its paper numbers and the votes by nominee; empty for a consensus."""

    entry: int
    returned: int | None = None
    invalid: int | None = None
    votes: Mapping[int, Votes] = MappingProxyType({})
    note: str | None = None
    printed: int | None = None
    spoiled: int | None = None
    version: int = 0

    def same_numbers(self, other: Count) -> bool:
        """Whether two entries state the same numbers."""
        return self.agrees_with(other) and (self.printed, self.spoiled) == (other.printed, other.spoiled)

    def same_box(self, other: Count) -> bool:
        """Whether two counts took the same number of slips out of the box, and as many of them as invalid."""
        return (self.returned, self.invalid) == (other.returned, other.invalid)

    def agrees_with(self, other: Count) -> bool:
        """Whether two tellers agree: on every number that came out of the box, and on what both say of the rest."""
        mine, others = (self.returned, self.invalid, self.votes), (other.returned, other.invalid, other.votes)
        both = ((self.printed, other.printed), (self.spoiled, other.spoiled))
        return mine == others and all(one == two for one, two in both if None not in (one, two))


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
    keys = ("entry", "version", "returned", "invalid", "note", "printed", "spoiled")
    return Count(**{key: row[key] for key in keys}, votes=votes)


def wanted(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[int, Count | None]:
    """The newest count of each teller whose count is wanted: of the first, with double entry of the second, too."""
    entries = (1, 2) if ballot["double_entry"] else (1,)
    return {entry: latest_count(connection, ballot["id"], entry) for entry in entries}


def recounts(connection: sqlite3.Connection, ballot_id: int) -> list[tuple[int, int, str | None]]:
    """Every version of every entry of a count with its reason, without a number: [[entry, version, reason]]."""
    sql = "SELECT entry, version, reason FROM ballot_count WHERE ballot_id = ? ORDER BY entry, version"
    return [tuple(row) for row in connection.execute(sql, (ballot_id,))]


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


def before_voting(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[str]:
    """What to know as the slips go out: no quorum, or too few of them for a pass line of all members."""
    rule, now = resolved(connection, ballot), numbers_now(connection, ballot)
    found = []
    if _quorum_met(rule.quorum, now) is False:
        message = _("There is no quorum of {quorum} yet: {present} of {entitled} are present.")
        found.append(message.format(quorum=rule.quorum, **now))
    least = rules.needed(rule.line, now["entitled"]) if rule.line and rule.line.base == "members" else None
    if least is not None and now["issued"] < least:
        message = _("Nobody can pass as it stands: {least} of {entitled} must agree, {issued} can vote.")
        found.append(message.format(least=least, **now))
    return found


def without_vote(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[str]:
    """Who was to vote by name in a closed ballot and did not."""
    if ballot["mode"] != "named":
        return []
    voted = named_votes(connection, ballot["id"])
    missing = [voter.unit for voter in roll(connection, ballot) if voter.issued and voter.unit not in voted]
    return [_("Not voted: {units}.").format(units=", ".join(missing))] if missing else []


def sealed_paper(ballot: sqlite3.Row) -> Paper:
    """The paper of a sealed ballot."""
    keys = ("entitled", "present", "written", "issued", "returned", "invalid", "printed", "spoiled")
    return Paper(**{key: ballot[key] for key in keys})


def _measured(line: Line | None, paper: Paper) -> tuple[int | None, int | None]:
    """What a pass line is reckoned of, and the fewest votes that reach it; nothing without one."""
    if line is None:
        return None, None
    base = paper.base(line.base)
    return base, rules.needed(line, base)


def sealed_outcomes(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[dict[str, object]]:
    """Every nominee of a sealed ballot with votes, base, needed and outcome; names are those of the freeze."""
    frozen = json.loads(ballot["frozen"])
    names = {one["number"]: one for one in frozen["nominees"]}
    line = frozen["rule"] and Line(**frozen["rule"])
    base, least = _measured(line, sealed_paper(ballot))
    found = []
    for row in connection.execute("SELECT * FROM nominee WHERE ballot_id = ? ORDER BY number", (ballot["id"],)):
        name = names[row["number"]]
        found.append(
            {
                "number": row["number"],
                "nominee": name["code"],
                "name": name["name"],
                "award": name["award"],
                "award_name": name["award_name"],
                "movement": name["movement"],
                "movement_name": name["movement_name"],
                "period": name["period"],
                **{key: row[key] for key in ("agree", "disagree", "blank")},
                "base": base,
                "needed": least,
                "share": _share(row["agree"], base),
                "outcome": row["outcome"],
            }
        )
    return found


def _share(agree: int, base: int | None) -> int | float | None:
    """The agreeing share in percent, cut to two decimals; None without a base, or with nobody in it."""
    share = None if base is None else rules.share_cut(agree, base)
    return None if share is None else points_number(share)


def ballot_record(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, Any]:
    """A ballot whole, as `ballot show` prints it; without any number of a count before the seal."""
    rule = resolved(connection, ballot)
    numbers = numbers_now(connection, ballot)
    sealed = ballot["state"] in SEALED
    return {
        "ballot": ballot["code"],
        "year": ballot["year"],
        "meeting": ballot["meeting"],
        "on": ballot["on"],
        "state": ballot["state"],
        "mode": ballot["mode"],
        "rule": rule.line.record() if rule.line else None,
        "clause": rule.clause,
        "basis": ballot["basis"],
        "quorum": rule.quorum,
        "self_voting": rule.self_voting,
        "seats": ballot["seats"],
        "double_entry": bool(ballot["double_entry"]),
        "tellers": tellers(connection, ballot["id"]),
        **numbers,
        **{key: ballot[key] if sealed else None for key in ("returned", "valid", "invalid", "printed", "spoiled")},
        "quorum_met": _quorum_met(rule.quorum, numbers),
        "nominees": _nominee_records(connection, ballot),
        "outcomes": sealed_outcomes(connection, ballot) if sealed else [],
        "note": ballot["note"],
        "fingerprint": ballot["fingerprint"] if sealed else None,
        "reason": ballot["reason"],
        "origin": {ballot["origin"]: ballot["origin_code"]} if ballot["origin"] else None,
        "superseded_by": ballot["superseded_by"],
    }


def _quorum_met(quorum: str | None, numbers: dict[str, int]) -> bool | None:
    return rules.quorum_met(quorum_of(quorum), numbers["present"], numbers["entitled"])


def quorum_of(text: str | None) -> tuple[int, int] | None:
    """A stored quorum "2/3" in its two numbers."""
    return None if text is None else fraction_of(text)


def _nominee_records(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[dict[str, object]]:
    """The nominees as they were frozen; in draft as they are now."""
    keys = ("number", "code", "name", "award", "movement", "period")
    if ballot["frozen"] is not None:
        return [{key: one[key] for key in keys} for one in json.loads(ballot["frozen"])["nominees"]]
    return [{key: getattr(one, key) for key in keys} for one in nominees(connection, ballot["id"])]


def verification(connection: sqlite3.Connection, ballot: sqlite3.Row, given: str | None = None) -> list[str]:
    """What does not hold in a sealed ballot: identities, outcomes, fingerprint; empty where all is well.

    `given` is a fingerprint from elsewhere, as on the signed minutes.
    """
    paper = sealed_paper(ballot)
    frozen = json.loads(ballot["frozen"])
    rows = connection.execute("SELECT * FROM nominee WHERE ballot_id = ? ORDER BY number", (ballot["id"],)).fetchall()
    counted = ballot["returned"] is not None
    votes = {row["number"]: Votes(row["agree"], row["disagree"], row["blank"]) for row in rows} if counted else {}
    numbers = [one["number"] for one in frozen["nominees"]]
    wrong = [finding.message for finding in rules.check_paper(paper)] if counted else []
    wrong += [finding.message for finding in rules.check_votes(paper, votes, numbers)] if counted else []
    if counted and not all(_is_sealed(count, ballot, votes) for count in wanted(connection, ballot).values()):
        wrong.append(_("the sealed numbers are not those that were counted"))
    expected = expected_outcomes(frozen, paper, [votes[number] for number in numbers if number in votes])
    if [row["outcome"] for row in rows] != expected:
        wrong.append(_("the outcomes are not those that the counts give"))
    now = fixed(connection, ballot)
    now["typed"] = {key: value for key, value in now["typed"].items() if key in frozen["typed"]}
    if {key: frozen[key] for key in now} != now:
        wrong.append(_("nominees, tellers or rule are not those that were frozen"))
    if fingerprint_of(connection, ballot) != ballot["fingerprint"]:
        wrong.append(_("the fingerprint is not that of what was frozen and counted"))
    if given is not None and given.strip().casefold() != ballot["fingerprint"]:
        wrong.append(
            _("the register's fingerprint is {stored}, not the one given").format(stored=ballot["fingerprint"])
        )
    return wrong


def _is_sealed(count: Count | None, ballot: sqlite3.Row, votes: dict[int, Votes]) -> bool:
    """Whether a teller's newest count says what was sealed."""
    return count is not None and (count.returned, count.invalid, count.votes) == (
        ballot["returned"],
        ballot["invalid"],
        votes,
    )


def expected_outcomes(frozen: dict[str, Any], paper: Paper, votes: list[Votes]) -> list[str]:
    """The outcome of each nominee by the frozen rule."""
    quorum = rules.quorum_met(quorum_of(frozen["quorum"]), paper.present, paper.entitled)
    if frozen["rule"] is None:
        return [rules.NO_QUORUM if quorum is False else rules.PASSED for _one in frozen["nominees"]]
    return rules.outcomes(Line(**frozen["rule"]), paper, votes, seats=frozen["seats"], quorum=quorum)


def fingerprint_of(connection: sqlite3.Connection, ballot: sqlite3.Row) -> str:
    """The fingerprint of what stands in the register now."""
    rows = connection.execute(
        "SELECT number, agree, disagree, blank, outcome FROM nominee WHERE ballot_id = ? ORDER BY number",
        (ballot["id"],),
    )
    keys = ("entitled", "present", "written", "issued", "returned", "valid", "invalid", "note", *rules.LATER)
    return rules.fingerprint(ballot["frozen"], {key: ballot[key] for key in keys}, [tuple(row) for row in rows])


def sealed_at(connection: sqlite3.Connection, ballot: sqlite3.Row) -> sqlite3.Row:
    """The entry of the log in which a ballot was sealed: seq, hash."""
    row: sqlite3.Row = connection.execute(
        "SELECT seq, hash FROM audit WHERE verb = 'ballot seal' AND entity = ? ORDER BY seq DESC LIMIT 1",
        (f"ballot {ballot['code']}",),
    ).fetchone()
    return row
