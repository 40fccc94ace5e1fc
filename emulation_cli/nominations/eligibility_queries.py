"""Named reads over who may be proposed: what the law makes of what the register knows, with the officer's findings."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from emulation_cli.awards import queries as awards
from emulation_cli.awards.fields import CONDITIONS, QUOTAS
from emulation_cli.awards.rules import ANY_SECTOR
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import names, references
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.frozen import as_dict, replaced
from emulation_cli.kernel.language import _
from emulation_cli.nominations import eligibility, queries
from emulation_cli.nominations.candidate_queries import Aim, Asked, aim_of, candidate
from emulation_cli.nominations.eligibility import OVERRIDDEN, Candidate, Check
from emulation_cli.nominations.finding_queries import findings, told
from emulation_cli.nominations.quota_queries import quota_check, quotas
from emulation_cli.nominations.rules import LIVE


def checks(asked: Asked, aim: Aim) -> tuple[Candidate, list[Check]]:
    """Every condition and quota in force for an aim, with what was found of the proposal laid over it."""
    who = candidate(asked, aim)
    found = _findings(asked.connection, aim)
    conditions = [
        _over_found(eligibility.check(one.values, who), found.get(("condition", one.id)))
        for one in asked.conditions(who.award)
    ]
    counted = [_over_found(one, found.get(("quota", key))) for key, one in quotas(asked, aim)]
    return who, [*eligibility.settle(conditions), *counted, *_vote(asked, aim)]


def _vote(asked: Asked, aim: Aim) -> list[Check]:
    """A direct proposal's own vote against the rule by which its block votes on the award; a ballot was held to it."""
    if aim.nomination_id is None:
        return []
    rule = next(iter(awards.rules_on(asked.connection, aim.award_id, asked.day, "block", asked.block)), None)
    return [] if rule is None else [eligibility.check_vote(rule, aim.vote)]


def alone(connection: sqlite3.Connection, row: sqlite3.Row, day: str, which: tuple[str, int]) -> Check | None:
    """What the register by itself says of one condition or quota ("condition", its id) on an ISO day.

    None where it is not asked of the proposal's award on any day.
    """
    asked, aim = Asked(connection, blocks.year_by_id(connection, row["year_id"]), day), aim_of(row)
    noun, wanted = which
    rows = asked.law[(CONDITIONS if noun == "condition" else QUOTAS).name]
    asked_of = awards.concerning(rows, asked.catalogue[aim.award_id], sector=asked.sector)
    rule = next((one for one in asked_of if one.id == wanted), None)
    if rule is None:
        return None
    if noun == "condition":
        return eligibility.check(rule.values, candidate(asked, aim))
    return quota_check(asked, aim, rule.values)


def left_out(asked: Asked, award: Values) -> list[str]:
    """The codes of what is in force for an award in some sector, where the block says of none that it is its own."""
    if asked.sector is not None:
        return []
    found = []
    for rows in asked.law.values():
        own = {one.id for one in awards.concerning(rows, award, asked.day)}
        wide = awards.concerning(rows, award, asked.day, ANY_SECTOR)
        found += [str(one.values["code"]) for one in wide if one.id not in own]
    return found


def remarks(asked: Asked, who: Candidate, found: Sequence[Check]) -> list[str]:
    """What the officer should know of a candidate's checks, in words."""
    said = []
    if missing := left_out(asked, who.award):
        message = _("not asked, for the block has no sector: {codes}; see emulation block edit CODE --sector TEXT")
        said.append(message.format(codes=", ".join(missing)))
    if not _own(asked, who.award, found):
        said.append(_("nothing is known of what {award} itself asks for").format(award=who.award["code"]))
    return said


def _own(asked: Asked, award: Values, found: Sequence[Check]) -> bool:
    """Whether any of the checks is of the award itself, not of all awards of a scope."""
    codes = {one.check for one in found}
    return any(one.values["award"] is not None and one.values["code"] in codes for one in asked.conditions(award))


def _findings(connection: sqlite3.Connection, aim: Aim) -> dict[tuple[str, int], sqlite3.Row]:
    """What was found of the proposal behind an aim, by ("condition" or "quota", its id)."""
    if aim.code is None:
        return {}
    found = findings(connection, {"nominee_id": aim.nominee_id, "nomination_id": aim.nomination_id})
    return {
        ("quota", row["quota_id"]) if row["condition_id"] is None else ("condition", row["condition_id"]): row
        for row in found
    }


def _over_found(check: Check, found: sqlite3.Row | None) -> Check:
    """A check as the officer's entry has it: proved or disproved by a document, or set aside with a reason."""
    if found is None:
        return check
    if found["verdict"] == OVERRIDDEN:
        return replaced(check, verdict=OVERRIDDEN, reason=told(found))
    return replaced(check, verdict=found["verdict"], said=told(found))


def barring(connection: sqlite3.Connection, row: sqlite3.Row, day: str) -> list[dict[str, object]]:
    """The checks that keep a proposal from being submitted on an ISO day."""
    asked = Asked(connection, blocks.year_by_id(connection, row["year_id"]), day)
    _who, found = checks(asked, aim_of(row))
    return [as_dict(one) for one in found if one.bars]


def record(asked: Asked, aim: Aim) -> dict[str, Any]:
    """A candidate whole, as `nomination check` prints it: what it comes to, and every check."""
    who, found = checks(asked, aim)
    named = asked.connection.execute(
        "SELECT code, name FROM unit WHERE id = :id UNION ALL SELECT code, name FROM person WHERE id = -:id",
        {"id": aim.recipient_id},
    ).fetchone()
    return {
        "id": aim.code,
        "recipient": named["code"],
        "name": named["name"],
        "award": who.award["code"],
        "on": asked.day,
        "outcome": eligibility.outcome(found, known=_own(asked, who.award, found)),
        "repeated": eligibility.repeated(who) or None,
        "remarks": remarks(asked, who, found),
        "checks": [{key: value for key, value in as_dict(one).items() if key != "choice"} for one in found],
    }


# -- who is asked about -----------------------------------------------------------------------------------------------


def proposed(asked: Asked, wanted: Sequence[str]) -> list[Aim]:
    """The aims of the year's proposals that are still to be decided; only those of the ids or recipients given."""
    rows = [row for row in asked.rows if queries.state(row) in LIVE]
    if not wanted:
        return [aim_of(row) for row in rows]
    known = {names.code_key(row["code"]): row for row in asked.rows}
    found = []
    for text in wanted:
        if names.code_key(text) in known:
            found.append(aim_of(known[names.code_key(text)]))
        else:
            recipient, _code = references.get(asked.connection, "recipient", text)
            found += [aim for aim in (aim_of(row) for row in rows) if aim.recipient_id == recipient]
    return found


def possible(asked: Asked, award: str, wanted: Sequence[str]) -> list[Aim]:
    """Who could be proposed for an award: the recipients given, else every member, or everybody of them."""
    award_id, code = references.get(asked.connection, "award", award)
    collective = asked.catalogue[award_id]["recipient"] == "collective"
    ids = [references.get(asked.connection, "recipient", text)[0] for text in wanted]
    if not wanted:
        there = blocks.members(asked.connection, asked.year, asked.year.clamp(asked.day))
        ids = [member.unit_id for member in there]
        ids = ids if collective else [-one for unit in ids for one in sorted(asked.people(unit))]
    live = [aim_of(row) for row in asked.rows if queries.state(row) in LIVE]
    by_aim = {(aim.recipient_id, aim.award_id): aim for aim in live}
    for one in ids:
        if (one > 0) != collective:
            who = references.code_of(asked.connection, "recipient", one)
            kinds = _("collectives") if collective else _("persons")
            message = _("{award} is for {kinds}, {recipient} is none")
            raise Refused(message.format(award=code, kinds=kinds, recipient=who), "emulation award list")
    return [
        by_aim.get((one, award_id)) or Aim(None, one if one > 0 else None, -one if one < 0 else None, award_id)
        for one in ids
    ]
