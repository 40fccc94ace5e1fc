"""Named reads over who may be proposed: what the register knows of a candidate, and what the law makes of it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cached_property
from typing import Any

from emulation_cli.awards import queries as awards
from emulation_cli.awards.fields import AWARDS, CONDITIONS, QUOTAS, SHARE
from emulation_cli.awards.rules import ANY_SECTOR
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.language import _
from emulation_cli.nominations import eligibility, queries
from emulation_cli.nominations.dossier_queries import sector
from emulation_cli.nominations.eligibility import MET, NOT_MET, OVERRIDDEN, UNKNOWN, Candidate, Check, Merit
from emulation_cli.nominations.fields import DISCIPLINES
from emulation_cli.nominations.rules import LIVE, TAKEN
from emulation_cli.units import queries as units


@dataclass(frozen=True, slots=True)
class Aim:
    """Who is, or may be, proposed for what: ids; the proposal behind it, if there is one."""

    code: str | None
    unit_id: int | None
    person_id: int | None
    award_id: int
    achievement: str = ""
    movement: str | None = None
    nominee_id: int | None = None
    nomination_id: int | None = None
    vote: tuple[int, int] | None = None

    @property
    def recipient_id(self) -> int:
        """The id by which units and people are told apart: people have negative ones."""
        return self.unit_id if self.unit_id is not None else -(self.person_id or 0)


def aim_of(row: sqlite3.Row) -> Aim:
    """What a proposal aims at, as the council has changed it."""
    ids = (row["unit_id"], row["person_id"], row["council_award_id"] or row["award_id"])
    achievement = names.fold(row["for"] or "")
    vote = (row["agree"], row["base"]) if row["agree"] is not None and row["base"] else None
    return Aim(row["code"], *ids, achievement, row["movement"], row["nominee_id"], row["nomination_id"], vote)


@dataclass(frozen=True)
class Asked:
    """A block's year, the law and the register of an ISO day."""

    connection: sqlite3.Connection
    year: blocks.YearRow
    day: str

    @cached_property
    def catalogue(self) -> dict[int, Values]:
        """Every award by its id."""
        return {row.id: row.values for row in listing.listed(self.connection, AWARDS)}

    @cached_property
    def sector(self) -> object:
        """The sector of the block, or None."""
        return sector(self.connection, self.year.id)

    @cached_property
    def rows(self) -> list[sqlite3.Row]:
        """The year's proposals on the day."""
        return queries.proposals(self.connection, self.year.id, self.day)

    @cached_property
    def departments(self) -> list[tuple[int, int]]:
        """Every department and what it is part of."""
        return units.departments(self.connection)

    @cached_property
    def law(self) -> dict[str, list[listing.Listed]]:
        """Every condition and every quota there is, by kind."""
        return {kind.name: listing.listed(self.connection, kind) for kind in (CONDITIONS, QUOTAS)}

    @cached_property
    def _people(self) -> dict[int, set[int]]:
        return {}

    def conditions(self, award: Values) -> list[listing.Listed]:
        """The conditions in force for an award."""
        return awards.concerning(self.law[CONDITIONS.name], award, self.day, self.sector)

    def quotas(self, award: Values) -> list[listing.Listed]:
        """The quotas in force for an award."""
        return awards.concerning(self.law[QUOTAS.name], award, self.day, self.sector)

    def stands_for(self, unit_id: int) -> set[int]:
        """A unit and those it took over from: their merits are its own (Nghị định 98/2023/NĐ-CP, read in part)."""
        return {unit_id, *units.forebears(self.connection, unit_id, self.day)}

    def whole(self, unit_id: int) -> set[int]:
        """A unit and those it took over from, with all their departments."""
        own = self.stands_for(unit_id)
        return own | {part for part, above in self.departments if above in own}

    def people(self, unit_id: int) -> set[int]:
        """The ids of the people of a unit, its departments and those it took over from, on the year's last day."""
        if unit_id not in self._people:
            self._people[unit_id] = self._people_of(unit_id)
        return self._people[unit_id]

    def _people_of(self, unit_id: int) -> set[int]:
        own = self.whole(unit_id)
        sql = f"SELECT w.id FROM person w WHERE {units.UNIT_OF.format(person='w.id', day=':day')} IN ({_IDS})"
        rows = self.connection.execute(sql, {"day": self.year.last, "ids": _json(own)})
        return {row["id"] for row in rows}

    def unit_of(self, person_id: int) -> int | None:
        """The id of the unit that a person is in on the year's last day."""
        return units.unit_on(self.connection, person_id, self.year.last)


_IDS = "SELECT value FROM json_each(:ids)"


def _json(ids: Iterable[int]) -> str:
    return json.dumps(sorted(ids))


# -- what the register knows ------------------------------------------------------------------------------------------


def candidate(asked: Asked, aim: Aim) -> Candidate:
    """What the register knows of one candidate by the day."""
    own = asked.stands_for(aim.unit_id) if aim.unit_id is not None else set()
    award = asked.catalogue[aim.award_id]
    year = asked.year
    return Candidate(
        award=award,
        year=year.year,
        first=year.first,
        last=year.last,
        day=asked.day,
        held=_held(asked, own, aim),
        pending=_pending(asked, aim),
        **({} if aim.person_id is None else _service(asked.connection, aim.person_id)),
        matters=_matters(asked, aim),
        people=_people(asked, award, aim),
        registered=_registered(asked, own, aim),
        excluded=_excluded(asked, aim),
        achievement=aim.achievement,
        movement=aim.movement,
    )


def _held(asked: Asked, own: Iterable[int], aim: Aim) -> list[Merit]:
    rows = asked.connection.execute(
        "SELECT c.award_id, c.of_year, c.document, c.for_key, v.code AS movement FROM commendation c"
        " LEFT JOIN movement v ON v.id = c.movement_id"
        f' WHERE (c.unit_id IN ({_IDS}) OR c.person_id = :person) AND c."on" <= :day'
        " AND (c.cancelled_on IS NULL OR :day < c.cancelled_on)"
        " AND NOT (c.nominee_id IS NOT NULL AND c.nominee_id IS :nominee)"
        " AND NOT (c.nomination_id IS NOT NULL AND c.nomination_id IS :nomination)"
        ' ORDER BY c.of_year, c."on", c.id',
        {"ids": _json(own), "person": aim.person_id, "day": asked.day}
        | {"nominee": aim.nominee_id, "nomination": aim.nomination_id},
    )
    return [
        Merit(asked.catalogue[row[0]], row["of_year"], row["document"], row["for_key"] or "", row["movement"])
        for row in rows
    ]


def _pending(asked: Asked, aim: Aim) -> list[Merit]:
    """What else a candidate is proposed for, in any year, and nobody has decided."""
    found = []
    for row in queries.proposals_of(asked.connection, aim.unit_id, aim.person_id, asked.day):
        if queries.state(row) in LIVE and row["code"] != aim.code:
            award = asked.catalogue[row["award_id"]]
            year = blocks.year_by_id(asked.connection, row["year_id"]).year
            found.append(Merit(award, year, row["code"], names.fold(row["for"] or ""), row["movement"]))
    return found


def _service(connection: sqlite3.Connection, person_id: int) -> dict[str, Any]:
    """Since when a person is in service: the day of recruitment; else since the first post known, perhaps longer."""
    recruited = connection.execute("SELECT recruited FROM person WHERE id = ?", (person_id,)).fetchone()["recruited"]
    first = units.posts(connection, person_id)[0]["from"]
    return {"since": first if recruited is None else recruited, "perhaps_longer": recruited is None}


def _matters(asked: Asked, aim: Aim) -> list[Values]:
    """Discipline and inquiries of a candidate; of a unit, the discipline of who was in it on the day, too."""
    own = set() if aim.unit_id is None else asked.whole(aim.unit_id)
    within = units.UNIT_OF.format(person="t.person_id", day='t."from"')
    where = (
        "t.unit_id = :unit OR t.person_id = :person"
        f" OR (t.kind = 'discipline' AND t.person_id IS NOT NULL AND {within} IN ({_IDS}))"
    )
    given = {"ids": _json(own), "unit": aim.unit_id, "person": aim.person_id}
    rows = listing.listed(asked.connection, DISCIPLINES, where, given)
    return [row.values for row in rows]


def _people(asked: Asked, award: Values, aim: Aim) -> dict[str, tuple[int, int, int]]:
    """For each title that a share of the unit's people must hold: holders, proposed besides, people."""
    needed = {str(one.values["needs"]) for one in asked.conditions(award) if one.values["test"] == SHARE}
    if aim.unit_id is None or not needed:
        return {}
    people = asked.people(aim.unit_id)
    counted = {}
    for code in needed:
        holders = {-one for one in _holders(asked, code)} & people
        hoped = {-one for one in _proposed(asked, code, LIVE)} & people
        counted[code] = (len(holders), len(hoped - holders), len(people))
    return counted


def _holders(asked: Asked, award: str) -> set[int]:
    """The ids, people's negative, of who holds an award for the year."""
    rows = asked.connection.execute(
        "SELECT coalesce(c.unit_id, -c.person_id) FROM commendation c JOIN award a ON a.id = c.award_id"
        ' WHERE a.code = ? AND c.of_year = ? AND c."on" <= ? AND (c.cancelled_on IS NULL OR ? < c.cancelled_on)',
        (award, asked.year.year, asked.day, asked.day),
    )
    return {row[0] for row in rows}


def _proposed(asked: Asked, award: str, states: Sequence[str]) -> set[int]:
    """The ids, people's negative, of who is proposed in the year for an award, as the council has it by now."""
    return {
        row["unit_id"] if row["unit_id"] is not None else -row["person_id"]
        for row in asked.rows
        if (row["council_award"] or row["award"]) == award and queries.state(row) in states
    }


def _registered(asked: Asked, own: set[int], aim: Aim) -> frozenset[str] | None:
    """The titles that a candidate registered for; for a person also those that the unit did for some of its people."""
    rows = asked.connection.execute(
        "SELECT a.code, r.unit_id, r.person_id FROM registration r JOIN award a ON a.id = r.award_id"
        ' WHERE r.year_id = ? AND r."on" <= ?',
        (asked.year.id, asked.day),
    ).fetchall()
    if not rows:
        return None
    home = own if aim.person_id is None else {asked.unit_of(aim.person_id)}
    return frozenset(
        row["code"]
        for row in rows
        if row["person_id"] == aim.person_id or (row["person_id"] is None and row["unit_id"] in home)
        if aim.person_id is not None or row["unit_id"] in home
    )


def _excluded(asked: Asked, aim: Aim) -> str | None:
    """Why the unit itself is not considered in the year; of those it took over from the law says nothing."""
    sql = "SELECT reason FROM exclusion WHERE year_id = ? AND unit_id = ?"
    found = asked.connection.execute(sql, (asked.year.id, aim.unit_id)).fetchone()
    return None if found is None else str(found["reason"])


# -- quotas -----------------------------------------------------------------------------------------------------------


def _quotas(asked: Asked, aim: Aim) -> list[tuple[int, Check]]:
    """Every quota in force for an aim, by its id: the law's shares, the block's own numbers."""
    award = asked.catalogue[aim.award_id]
    block = asked.connection.execute("SELECT code FROM block WHERE id = ?", (asked.year.block_id,)).fetchone()["code"]
    return [
        (one.id, _quota(asked, aim, one.values))
        for one in asked.quotas(award)
        if one.values["block"] in (None, block) and one.values["year"] in (None, asked.year.year)
    ]


def _quota(asked: Asked, aim: Aim, quota: Values) -> Check:
    verdict, said = _reckoned(asked, aim, quota)
    what = _("at most {number}").format(number=quota["number"])
    if quota["number"] is None:
        what = _("at most {share} of those with {award}").format(share=quota["share"], award=quota["of"])
    clause = str(quota["clause"] or quota["basis"])
    return Check(str(quota["code"]), "quota", what, clause, str(quota["certainty"]), verdict, said)


def _reckoned(asked: Asked, aim: Aim, quota: Values) -> tuple[str, str]:
    if quota["per"] == "authority":
        return UNKNOWN, _("reckoned over all under the authority, of which the register knows only its blocks")
    there = _over(asked, aim, quota)
    if there is None:
        return UNKNOWN, _("the register does not know in which unit")
    award = str(quota["award"])
    taken = _proposed(asked, award, TAKEN) | _holders(asked, award) | {aim.recipient_id}
    proposed = len(taken & there)
    if quota["number"] is not None:
        said = _("{proposed} proposed, at most {most}").format(proposed=proposed, most=quota["number"])
        return (MET if proposed <= int(str(quota["number"])) else NOT_MET), said
    holders = _holders(asked, str(quota["of"])) & there
    hoped = holders | (_proposed(asked, str(quota["of"]), LIVE) & there)
    least = None if quota["least"] is None else int(str(quota["least"]))
    firm, open_ = (eligibility.most(str(quota["share"]), least, len(who)) for who in (holders, hoped))
    said = _("{proposed} proposed, at most {most} of {holders} with {award}")
    words = said.format(proposed=proposed, most=firm, holders=len(holders), award=quota["of"])
    if proposed <= firm:
        return MET, words
    if proposed <= open_:
        return UNKNOWN, words + _(" ({count} more are proposed)").format(count=len(hoped - holders))
    return NOT_MET, words


def _over(asked: Asked, aim: Aim, quota: Values) -> set[int] | None:
    """The ids, people's negative, that a quota is reckoned over: the block's members and people, or one unit's."""
    if quota["per"] == "unit":
        home = aim.unit_id if aim.person_id is None else asked.unit_of(aim.person_id)
        return None if home is None else {home, *(-one for one in asked.people(home))}
    there = {member.unit_id for member in blocks.ever_members(asked.connection, asked.year)}
    everyone = {row["unit_id"] if row["unit_id"] is not None else -row["person_id"] for row in asked.rows}
    people = {-one for unit in there for one in asked.people(unit)}
    return there | people | everyone | {aim.recipient_id}


# -- what it comes to -------------------------------------------------------------------------------------------------


def checks(asked: Asked, aim: Aim) -> tuple[Candidate, list[Check]]:
    """Every condition and quota in force for an aim, with what was found of the proposal laid over it."""
    who = candidate(asked, aim)
    found = _findings(asked.connection, aim)
    conditions = [
        _over_found(eligibility.check(one.values, who), found.get(("condition", one.id)))
        for one in asked.conditions(who.award)
    ]
    quotas = [_over_found(one, found.get(("quota", key))) for key, one in _quotas(asked, aim)]
    return who, [*eligibility.settle(conditions), *quotas, *_vote(asked, aim)]


def _vote(asked: Asked, aim: Aim) -> list[Check]:
    """A direct proposal's own vote against the rule by which its block votes on the award; a ballot was held to it."""
    if aim.nomination_id is None:
        return []
    block = asked.connection.execute("SELECT * FROM block WHERE id = ?", (asked.year.block_id,)).fetchone()
    rule = next(iter(awards.rules_on(asked.connection, aim.award_id, asked.day, "block", block)), None)
    return [] if rule is None else [eligibility.check_vote(rule, aim.vote)]


def alone(connection: sqlite3.Connection, row: sqlite3.Row, day: str, which: tuple[str, int]) -> Check | None:
    """What the register by itself says of one condition or quota ("condition", its id) on an ISO day.

    None where it is not asked of the proposal's award on any day.
    """
    asked, aim = Asked(connection, blocks.year_by_id(connection, row["year_id"]), day), aim_of(row)
    noun, wanted = which
    kind = CONDITIONS if noun == "condition" else QUOTAS
    award = asked.catalogue[aim.award_id]
    rule = next((one for one in awards.norms(connection, kind, award, sector=asked.sector) if one.id == wanted), None)
    if rule is None:
        return None
    if noun == "condition":
        return eligibility.check(rule.values, candidate(asked, aim))
    return _quota(asked, aim, rule.values)


def left_out(asked: Asked, award: Values) -> list[str]:
    """The codes of what is in force for an award in some sector, where the block says of none that it is its own."""
    if asked.sector is not None:
        return []
    known = [(rows, awards.concerning(rows, award, asked.day)) for rows in asked.law.values()]
    wide = [awards.concerning(rows, award, asked.day, ANY_SECTOR) for rows, _own in known]
    own = {one.values["code"] for _rows, rows in known for one in rows}
    return [str(one.values["code"]) for rows in wide for one in rows if one.values["code"] not in own]


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
    if aim.nominee_id is None and aim.nomination_id is None:
        return {}
    rows = connection.execute(
        "SELECT * FROM nomination_finding WHERE nominee_id IS ? AND nomination_id IS ?",
        (aim.nominee_id, aim.nomination_id),
    )
    return {
        ("quota", row["quota_id"]) if row["condition_id"] is None else ("condition", row["condition_id"]): row
        for row in rows
    }


def _over_found(check: Check, found: sqlite3.Row | None) -> Check:
    """A check as the officer's entry has it: proved or disproved by a document, or set aside with a reason."""
    if found is None:
        return check
    said = ", ".join(filter(None, (found["document"], found["reason"])))
    if found["verdict"] == OVERRIDDEN:
        return replace(check, verdict=OVERRIDDEN, reason=said)
    return replace(check, verdict=found["verdict"], said=said)


def barring(connection: sqlite3.Connection, row: sqlite3.Row, day: str) -> list[dict[str, object]]:
    """The checks that keep a proposal from being submitted on an ISO day."""
    asked = Asked(connection, blocks.year_by_id(connection, row["year_id"]), day)
    _who, found = checks(asked, aim_of(row))
    return [asdict(one) for one in found if one.bars]


def record(asked: Asked, aim: Aim) -> dict[str, Any]:
    """A candidate whole, as `nomination check` prints it: what it comes to, and every check."""
    who, found = checks(asked, aim)
    named = asked.connection.execute(
        "SELECT code, name FROM named WHERE noun = 'recipient' AND id = ?", (aim.recipient_id,)
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
        "checks": [{key: value for key, value in asdict(one).items() if key != "choice"} for one in found],
    }


def overrides(connection: sqlite3.Connection, row: Mapping[str, object] | sqlite3.Row, day: str = "9999") -> list[str]:
    """What was set aside of a proposal by an ISO day, each with its document and reason, in words."""
    rows = connection.execute(
        "SELECT coalesce(k.code, q.code) AS code, f.document, f.reason FROM nomination_finding f"
        " LEFT JOIN condition k ON k.id = f.condition_id LEFT JOIN quota q ON q.id = f.quota_id"
        " WHERE f.nominee_id IS ? AND f.nomination_id IS ? AND f.verdict = 'overridden'"
        ' AND f."on" <= ? ORDER BY 1',
        (row["nominee_id"], row["nomination_id"], day),
    )
    return [f"{one['code']}: " + ", ".join(filter(None, (one["document"], one["reason"]))) for one in rows]


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
