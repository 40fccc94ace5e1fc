"""Named reads over ballots. Before the seal no number of a count leaves this room."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass

from emulation_cli.awards import queries as awards
from emulation_cli.ballots import rules
from emulation_cli.ballots.rules import Line, Paper
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import references
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import fraction_of
from emulation_cli.meetings.queries import attending

SEALED = ("sealed", "superseded")
PRESENT, WRITTEN, ABSENT = "present", "written", "absent"


@dataclass(frozen=True, slots=True)
class Voter:
    """A unit entitled to vote: its presence (present, written, absent) and whether a slip was issued to it."""

    unit_id: int
    unit: str
    name: str
    presence: str
    issued: bool


@dataclass(frozen=True, slots=True)
class Nominated:
    """A nominee with its names as they are now; `recipient_id` is negative for a person."""

    recipient_id: int
    number: int
    code: str
    name: str
    award_id: int
    award: str
    award_name: str
    movement_id: int | None
    movement: str | None
    movement_name: str | None
    period: str | None


def ballot_row(connection: sqlite3.Connection, text: str) -> sqlite3.Row:
    """The stored ballot that a code names, with its meeting, year, basis and origin."""
    ballot_id, _code = references.get(connection, "ballot", text)
    return ballot_by_id(connection, ballot_id)


def ballot_by_id(connection: sqlite3.Connection, ballot_id: int) -> sqlite3.Row:
    """The stored ballot with this id."""
    row: sqlite3.Row = connection.execute(
        'SELECT b.*, m.code AS meeting, m."on", n.code AS year, d.number AS basis, o.code AS origin_code,'
        " (SELECT s.code FROM ballot s WHERE s.origin_id = b.id AND s.origin = 'supersedes') AS superseded_by"
        " FROM ballot b JOIN meeting m ON m.id = b.meeting_id JOIN named n ON n.noun = 'year' AND n.id = b.year_id"
        " LEFT JOIN document d ON d.id = b.basis_id LEFT JOIN ballot o ON o.id = b.origin_id WHERE b.id = ?",
        (ballot_id,),
    ).fetchone()
    return row


def ballots_of(connection: sqlite3.Connection, year_id: int) -> list[sqlite3.Row]:
    """The ballots of a year by the day of their meeting."""
    rows = connection.execute(
        'SELECT b.id FROM ballot b JOIN meeting m ON m.id = b.meeting_id WHERE b.year_id = ? ORDER BY m."on", b.key',
        (year_id,),
    )
    return [ballot_by_id(connection, row["id"]) for row in rows.fetchall()]


def nominees(connection: sqlite3.Connection, ballot_id: int) -> list[Nominated]:
    """The nominees of a ballot in the order of the slip."""
    rows = connection.execute(
        "SELECT coalesce(n.unit_id, -n.person_id) AS recipient_id, n.number, coalesce(u.code, p.code) AS code,"
        " coalesce(u.name, p.name) AS name, n.award_id, a.code AS award, a.name AS award_name, n.movement_id,"
        " m.code AS movement, m.name AS movement_name, n.period FROM nominee n JOIN award a ON a.id = n.award_id"
        " LEFT JOIN unit u ON u.id = n.unit_id LEFT JOIN person p ON p.id = n.person_id"
        " LEFT JOIN movement m ON m.id = n.movement_id WHERE n.ballot_id = ? ORDER BY n.number",
        (ballot_id,),
    )
    return [Nominated(**dict(row)) for row in rows]


def tellers(connection: sqlite3.Connection, ballot_id: int) -> list[str]:
    """The names of those who count."""
    rows = connection.execute("SELECT name FROM teller WHERE ballot_id = ? ORDER BY key", (ballot_id,))
    return [row["name"] for row in rows]


def entitled(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[blocks.MemberRow]:
    """The units entitled to vote: those chosen or frozen, else the members on the meeting's day."""
    year = blocks.year_by_id(connection, ballot["year_id"])
    there = blocks.members(connection, year, ballot["on"])
    if ballot["frozen"] is None and not ballot["entitled_chosen"]:
        return there
    known = {member.unit_id: member for member in [*blocks.ever_members(connection, year), *there]}
    rows = connection.execute("SELECT unit_id FROM roll WHERE ballot_id = ?", (ballot["id"],)).fetchall()
    chosen = (known[row["unit_id"]] for row in rows if row["unit_id"] in known)
    return sorted(chosen, key=lambda member: (member.order, member.unit))


def roll(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[Voter]:
    """Every entitled unit with its presence: as entered, else the meeting's attendance."""
    entered = {
        row["unit_id"]: row
        for row in connection.execute(
            "SELECT unit_id, presence, issued FROM roll WHERE ballot_id = ? AND presence IS NOT NULL", (ballot["id"],)
        )
    }
    there = set(attending(connection, ballot["meeting_id"], PRESENT))
    voters = []
    for member in entitled(connection, ballot):
        row = entered.get(member.unit_id)
        if row is not None:
            presence, issued = row["presence"], bool(row["issued"])
        else:
            presence = PRESENT if not entered and member.unit in there else ABSENT
            issued = presence == PRESENT
        voters.append(Voter(member.unit_id, member.unit, member.name, presence, issued))
    return voters


def numbers_now(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, int]:
    """entitled, present, written, issued: as fixed at close, else as they would be now."""
    if ballot["issued"] is not None:
        return {key: ballot[key] for key in ("entitled", "present", "written", "issued")}
    if ballot["entitled_number"] is not None:
        present, written = ballot["present_number"] or 0, ballot["written_number"] or 0
        return {
            "entitled": ballot["entitled_number"],
            "present": present,
            "written": written,
            "issued": present + written,
        }
    voters = roll(connection, ballot)
    return {
        "entitled": len(voters),
        "present": sum(1 for voter in voters if voter.presence == PRESENT),
        "written": sum(1 for voter in voters if voter.presence == WRITTEN),
        "issued": sum(1 for voter in voters if voter.issued),
    }


@dataclass(frozen=True, slots=True)
class Resolved:
    """The pass line, quorum and legal clause that hold for a ballot; `problem` says why there is no line."""

    line: Line | None
    quorum: str | None
    clause: str | None = None
    problem: str = ""


def resolved(connection: sqlite3.Connection, ballot: sqlite3.Row) -> Resolved:
    """What was frozen; before, the ballot's own line, else that of every nominee's award on the meeting's day."""
    if ballot["frozen"] is not None:
        frozen = json.loads(ballot["frozen"])
        return Resolved(Line(**frozen["rule"]) if frozen["rule"] else None, frozen["quorum"], frozen["clause"])
    if ballot["mode"] == "consensus":
        return Resolved(None, ballot["quorum"])
    if ballot["threshold"] is not None:
        return Resolved(Line.parse(ballot["threshold"], ballot["comparison"], ballot["base"]), ballot["quorum"])
    nominated = {one.award_id: one.award for one in nominees(connection, ballot["id"])}
    found = {award: awards.rule_on(connection, award_id, ballot["on"]) for award_id, award in nominated.items()}
    known = [rule for rule in found.values() if rule is not None]
    if len(known) < max(len(found), 1):
        return Resolved(None, None, problem="none:" + ", ".join(sorted(award for award in found if not found[award])))
    if len({_key(rule) for rule in known}) > 1:
        return Resolved(None, None, problem="mixed:" + ", ".join(sorted(found)))
    return _of_award(known[0], ballot["quorum"])


def _of_award(rule: awards.Rule, quorum: str | None) -> Resolved:
    """An award's rule; the ballot's own quorum goes before the award's."""
    numbers = int(str(rule["numerator"])), int(str(rule["denominator"]))
    line = Line(*numbers, str(rule["comparison"]), str(rule["base"]))
    return Resolved(line, quorum or (None if rule["quorum"] is None else str(rule["quorum"])), str(rule["clause"]))


def _key(rule: awards.Rule) -> str:
    return json.dumps({key: rule[key] for key in ("numerator", "denominator", "comparison", "base", "quorum")})


def sealed_paper(ballot: sqlite3.Row) -> Paper:
    """The paper of a sealed ballot."""
    return Paper(*(ballot[key] for key in ("entitled", "present", "written", "issued", "returned", "invalid")))


def sealed_outcomes(connection: sqlite3.Connection, ballot: sqlite3.Row) -> list[dict[str, object]]:
    """Every nominee of a sealed ballot with votes, base, needed and outcome; names are those of the freeze."""
    frozen = json.loads(ballot["frozen"])
    names = {one["number"]: one for one in frozen["nominees"]}
    line = frozen["rule"] and Line(**frozen["rule"])
    base = sealed_paper(ballot).base(line.base) if line else None
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
                "needed": rules.needed(line, base) if line and base is not None else None,
                "outcome": row["outcome"],
            }
        )
    return found


def ballot_record(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, object]:
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
        "seats": ballot["seats"],
        "double_entry": bool(ballot["double_entry"]),
        "tellers": tellers(connection, ballot["id"]),
        **numbers,
        **{key: ballot[key] if sealed else None for key in ("returned", "valid", "invalid")},
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


def problem_words(problem: str) -> str | None:
    """Why there is no pass line, in words; None where there is one."""
    kind, _colon, awards_named = problem.partition(":")
    said = {
        "none": _("no pass line is known for {awards} on that day"),
        "mixed": _("{awards} have different pass lines"),
    }
    return said[kind].format(awards=awards_named or "–") if problem else None


def rule_record(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, object]:
    """The rule that holds, explained: how many votes are needed as the roll stands now, and why."""
    rule = resolved(connection, ballot)
    line, numbers = rule.line, numbers_now(connection, ballot)
    base = Paper(**numbers, returned=0, invalid=0).base(line.base) if line else None
    known = line is not None and line.base not in {"returned", "valid"}
    clause = rule.clause or ballot["basis"]
    return {
        "ballot": ballot["code"],
        "rule": line.record() if line else None,
        "clause": clause,
        "quorum": rule.quorum,
        "seats": ballot["seats"],
        "base": base if known else None,
        "needed": rules.needed(line, base) if line and known and base is not None else None,
        "words": rules.in_words(line, base, clause) if line and known and base is not None else None,
        "problem": problem_words(rule.problem),
    }


def fixed(connection: sqlite3.Connection, ballot: sqlite3.Row) -> dict[str, object]:
    """What a freeze fixes and no rename ever touches: what was typed of the rule, who is nominated, who counts."""
    keys = ("mode", "threshold", "comparison", "base", "quorum", "seats", "double_entry", "entitled_number")
    return {
        "typed": {key: ballot[key] for key in keys},
        "ids": [
            [one.number, one.recipient_id, one.award_id, one.movement_id] for one in nominees(connection, ballot["id"])
        ],
        "tellers": tellers(connection, ballot["id"]),
    }
