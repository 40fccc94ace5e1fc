"""Named reads over the path of a proposal: its steps, its papers, what was found of it, what is still open."""

from __future__ import annotations

import sqlite3

from emulation_cli.awards import queries as awards
from emulation_cli.awards.fields import AWARDS, PROVISIONS
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, terms
from emulation_cli.kernel.dates import show_yearly, today_iso
from emulation_cli.kernel.language import _
from emulation_cli.nominations import dossier_queries, eligibility, eligibility_queries, finding_queries, queries, rules
from emulation_cli.nominations.candidate_queries import Asked, aim_of


def steps(connection: sqlite3.Connection, row: sqlite3.Row) -> list[dict[str, object]]:
    """Every step of a proposal, oldest first: step, on, document, reason, award (what the council changed it to)."""
    taken = connection.execute(
        'SELECT s.step, s."on", s.document, s.reason, a.code AS award FROM nomination_step s'
        " LEFT JOIN award a ON a.id = s.award_id WHERE s.nominee_id = ? OR s.nomination_id = ? ORDER BY s.id",
        (row["nominee_id"], row["nomination_id"]),
    )
    found = [_step(rules.PROPOSED, row["proposed_on"], row["proposed_by"] or row["ballot"]), *map(dict, taken)]
    if row["commendation_id"] is not None:
        found.append(_step(rules.GRANTED, row["granted_on"], row["granted_by"]))
    if row["handed_on"] is not None:
        found.append(_step(rules.HANDED_OVER, row["handed_on"], row["handed_by"]))
    if row["revoked_on"] is not None:
        found.append(_step(rules.CANCELLED, row["revoked_on"], row["revoked_by"]))
    if row["cancelled"]:
        found.append(_step(rules.CANCELLED, row["cancelled_on"], row["ballot"]))
    return found


def _step(step: str, day: object, document: object) -> dict[str, object]:
    return {"step": step, "on": day, "document": document, "reason": None, "award": None}


def whole(connection: sqlite3.Connection, row: sqlite3.Row) -> dict[str, object]:
    """A proposal whole, as `nomination show` prints it."""
    day = row["submitted_on"] or today_iso()
    return {
        **queries.nomination_record(row),
        "overrides": finding_queries.overrides(connection, row),
        "due": due(connection, row, day),
        "steps": steps(connection, row),
        "papers": [paper.record for paper in dossier_queries.papers(connection, row, day)],
        "findings": [
            {key: one[key] for key in ("check", "verdict", "on", "document", "reason")}
            for one in finding_queries.findings(connection, row)
        ],
    }


def due(connection: sqlite3.Connection, row: sqlite3.Row, day: str) -> str | None:
    """By which day of the year a dossier is received, as the law of an ISO day has it and how sure that is; or None."""
    award = listing.by_id(connection, AWARDS, row["award_id"]).values
    said = awards.surest(awards.norms(connection, PROVISIONS, award, day), "deadline")
    return (
        None
        if said is None
        else f"{show_yearly(str(said['due']))} ({said['clause']}; {terms.spoken(said['certainty'])})"
    )


def doubts(connection: sqlite3.Connection, row: sqlite3.Row, day: str) -> list[str]:
    """What the officer should know of a proposal that goes on its way on an ISO day, in words."""
    asked = Asked(connection, blocks.year_by_id(connection, row["year_id"]), day)
    who, found = eligibility_queries.checks(asked, aim_of(row))
    words = _("{id}: {check} is not met, {said} ({clause}; {sure})")
    lines = [
        words.format(
            id=row["code"], check=one.check, said=one.said, clause=one.clause, sure=terms.spoken(one.certainty)
        )
        for one in found
        if one.verdict == eligibility.NOT_MET
    ]
    firm = [one for one in found if one.certainty == eligibility.ENFORCED]
    open_ = [one.check for one in firm if one.verdict == eligibility.UNKNOWN]
    if open_:
        lines.append(_("{id}: not known to be met: {checks}").format(id=row["code"], checks=", ".join(open_)))
    lines += [f"{row['code']}: {said}" for said in eligibility_queries.remarks(asked, who, found)]
    absent = dossier_queries.absent(dossier_queries.papers(connection, row, day), day)
    if absent:
        lines.append(_("{id}: not noted in the dossier: {papers}").format(id=row["code"], papers=", ".join(absent)))
    return lines
