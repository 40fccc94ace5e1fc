"""Named reads over what the register knows of who is, or may be, proposed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from emulation_cli.awards import queries as awards
from emulation_cli.awards.fields import AWARDS, CONDITIONS, QUOTAS, SHARE
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import listing, names
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.frozen import frozen
from emulation_cli.nominations import queries
from emulation_cli.nominations.eligibility import Candidate, Merit
from emulation_cli.nominations.fields import DISCIPLINES
from emulation_cli.nominations.rules import LIVE
from emulation_cli.units import queries as units


@frozen
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


def recipient_of(row: sqlite3.Row) -> int:
    """The id of who is proposed, a person's negative."""
    return int(row["unit_id"]) if row["unit_id"] is not None else -int(row["person_id"])


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
    def block(self) -> sqlite3.Row:
        """The block that the year is of."""
        return blocks.block_of_year(self.connection, self.year.id)

    @property
    def sector(self) -> object:
        """The sector of the block, or None."""
        return self.block["sector"]

    @cached_property
    def rows(self) -> list[sqlite3.Row]:
        """The year's proposals on the day."""
        return queries.proposals(self.connection, self.year.id, self.day)

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
        return own | {part for part, _above in units.departments(self.connection, own)}

    def people(self, unit_id: int) -> set[int]:
        """The ids of the people of a unit, its departments and those it took over from, on the year's last day."""
        if unit_id not in self._people:
            self._people[unit_id] = self._people_of(unit_id)
        return self._people[unit_id]

    def _people_of(self, unit_id: int) -> set[int]:
        own = self.whole(unit_id)
        within = units.UNIT_OF.format(person="w.id", day=":day")
        ever = units.EVER_IN.format(units=_IDS)
        sql = f"SELECT w.id FROM person w WHERE w.id IN {ever} AND {within} IN ({_IDS})"
        rows = self.connection.execute(sql, {"day": self.year.last, "ids": listing.id_array(own)})
        return {row["id"] for row in rows}

    def unit_of(self, person_id: int) -> int | None:
        """The id of the unit that a person is in on the year's last day."""
        return units.unit_on(self.connection, person_id, self.year.last)


_IDS = "SELECT value FROM json_each(:ids)"


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
        {"ids": listing.id_array(own), "person": aim.person_id, "day": asked.day}
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
        f" OR (t.kind = 'discipline' AND t.person_id IN {units.EVER_IN.format(units=_IDS)}"
        f" AND {within} IN ({_IDS}))"
    )
    given = {"ids": listing.id_array(own), "unit": aim.unit_id, "person": aim.person_id}
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
        held = {-one for one in holders(asked, code, {-one for one in people})}
        hoped = {-one for one in proposed(asked, code, LIVE)} & people
        counted[code] = (len(held), len(hoped - held), len(people))
    return counted


def holders(asked: Asked, award: str, among: Iterable[int]) -> set[int]:
    """Of these ids, people's negative, those of who holds an award for the year."""
    held = (
        "SELECT {sign}c.{column} FROM json_each(:ids) i JOIN commendation c ON c.{column} = {sign}i.value"
        " JOIN award a ON a.id = c.award_id WHERE {sign}i.value > 0 AND a.code = :award AND c.of_year = :year"
        ' AND c."on" <= :day AND (c.cancelled_on IS NULL OR :day < c.cancelled_on)'
    )
    sql = " UNION ".join(
        held.format(sign=sign, column=column) for sign, column in (("", "unit_id"), ("-", "person_id"))
    )
    given = {"ids": listing.id_array(among), "award": award, "year": asked.year.year, "day": asked.day}
    return {row[0] for row in asked.connection.execute(sql, given)}


def proposed(asked: Asked, award: str, states: Sequence[str]) -> set[int]:
    """The ids, people's negative, of who is proposed in the year for an award, as the council has it by now."""
    return {
        recipient_of(row)
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
        if (row["unit_id"] in home if row["person_id"] is None else row["person_id"] == aim.person_id)
    )


def _excluded(asked: Asked, aim: Aim) -> str | None:
    """Why the unit itself is not considered in the year; of those it took over from the law says nothing."""
    sql = "SELECT reason FROM exclusion WHERE year_id = ? AND unit_id = ?"
    found = asked.connection.execute(sql, (asked.year.id, aim.unit_id)).fetchone()
    return None if found is None else str(found["reason"])
