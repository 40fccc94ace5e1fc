"""Named reads over awards and their voting rules."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping

from emulation_cli.awards import rules
from emulation_cli.awards.fields import (
    ABOUT,
    AWARDS,
    BODIES,
    CERTAINTIES,
    CONDITIONS,
    CONFIRMED,
    DOSSIER,
    PROVISIONS,
    QUOTAS,
    VOTING_RULES,
)
from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.fields import Kind, Values
from emulation_cli.kernel.numbers import fraction_of

Rule = dict[str, object]
_IN_FORCE = 't."from" <= :day AND (t."to" IS NULL OR :day <= t."to")'


def rules_of(connection: sqlite3.Connection, award_id: int) -> list[Rule]:
    """Every voting rule of an award, oldest first."""
    return [rule_record(row.values) for row in listing.listed(connection, VOTING_RULES, "t.award_id = ?", (award_id,))]


def rules_on(
    connection: sqlite3.Connection, award_id: int, day: str, body: str, block: sqlite3.Row | None = None
) -> list[Rule]:
    """The rules of a body for an award on an ISO day, in a block or by the law alone; the one that holds first.

    A block's own regulation goes before the law, a rule for the award before one for all, one of the block's sector
    before one of the award's, that before a general one; what nobody has verified comes last.
    """
    award = connection.execute("SELECT sector FROM award WHERE id = ?", (award_id,)).fetchone()
    sectors = [names.fold(name) if name else "" for name in (block and block["sector"], award["sector"], "")]
    where = f"{_IN_FORCE} AND t.body = :body AND coalesce(t.award_id, :award) = :award"
    where += " AND (t.block_id IS NULL OR t.block_id = :block)"
    given = {"day": day, "body": body, "award": award_id, "block": block and block["id"]}
    rows = [row.values for row in listing.listed(connection, VOTING_RULES, where, given)]
    found = [row for row in rows if _sector(row) in sectors]
    return [rule_record(row) for row in sorted(found, key=lambda row: (*_rank(row), sectors.index(_sector(row))))]


def _rank(rule: Mapping[str, object]) -> tuple[bool, ...]:
    return (rule["certainty"] == "unverified", rule["block"] is None, rule["award"] is None)


def _sector(rule: Mapping[str, object]) -> str:
    return names.fold(str(rule["sector"] or ""))


def rule_on(connection: sqlite3.Connection, award_id: int, day: str) -> Rule | None:
    """The rule that the law gives an award on an ISO day, a block's before a council's; None where none is known."""
    found = [rule for body in BODIES for rule in rules_on(connection, award_id, day, body)]
    return next((rule for rule in found if rule["certainty"] != "unverified"), None)


def overlapping(connection: sqlite3.Connection, values: Mapping[str, object], but: int | None) -> sqlite3.Row | None:
    """Another rule for the same award, body, block and sector that holds on one of the same days, or None."""
    ids = {
        key: references.get(connection, key, str(values[key]))[0] if values[key] is not None else None
        for key in ("award", "block")
    }
    rows = connection.execute(
        'SELECT code, "from", sector FROM rule WHERE award_id IS :award AND block_id IS :block AND body = :body'
        ' AND id IS NOT :but AND ("to" IS NULL OR "to" >= :from) AND (:to IS NULL OR "from" <= :to) ORDER BY "from"',
        {**{key: values[key] for key in ("body", "from", "to")}, **ids, "but": but},
    )
    return next((row for row in rows if _sector(dict(row)) == _sector(values)), None)


def rule_record(values: Mapping[str, object]) -> Rule:
    """A voting rule as JSON shows it: the fraction in two whole numbers."""
    numerator, denominator = fraction_of(str(values["threshold"]))
    shown = {key: value for key, value in values.items() if key != "threshold"}
    return {"numerator": numerator, "denominator": denominator, **shown}


NORMS = {"provisions": PROVISIONS, "conditions": CONDITIONS, "quotas": QUOTAS, "dossier": DOSSIER}
"""What is said of an award besides its voting rules, by the word under which `award show` prints it."""


def norms(
    connection: sqlite3.Connection, kind: Kind, award: Values, day: str | None = None, sector: object = None
) -> list[listing.Listed]:
    """The rows of a kind of `NORMS` that are of an award: on an ISO day those in force, without one all of them."""
    return concerning(listing.listed(connection, kind), award, day, sector)


def concerning(
    rows: Iterable[listing.Listed], award: Values, day: str | None = None, sector: object = None
) -> list[listing.Listed]:
    """Of rows of a kind of `NORMS` those that are of an award, as `norms` gives them."""
    found = [row for row in rows if rules.concerns(row.values, award, sector)]
    return [row for row in found if day is None or rules.in_force(row.values, day)]


def surest(rows: list[listing.Listed], about: str) -> Values | None:
    """Of provisions in force the one about something that is surest and newest, or None."""
    found = [row.values for row in rows if row.values["about"] == about]
    found.sort(key=lambda values: str(values["from"] or ""), reverse=True)
    return min(found, key=lambda values: CERTAINTIES.index(str(values["certainty"])), default=None)


def read(rows: list[listing.Listed], about: str) -> Values | None:
    """Of provisions in force the newest about something whose text was read, or None."""
    said = surest(rows, about)
    return said if said is not None and said["certainty"] == CONFIRMED else None


def base_salary(connection: sqlite3.Connection, day: str) -> int | None:
    """The base salary in force on an ISO day, in đồng; None where the register knows none."""
    sql = 'SELECT amount FROM salary WHERE "from" <= ? ORDER BY "from" DESC LIMIT 1'
    found = connection.execute(sql, (day,)).fetchone()
    return None if found is None else int(found["amount"])


def factor(connection: sqlite3.Connection, award: str, day: str) -> int | None:
    """How many base salaries, in hundredths, go with an award on an ISO day; None where no text that was read says it.

    `award` is the award's code.
    """
    known = listing.by_id(connection, AWARDS, references.get(connection, "award", award)[0]).values
    said = read(norms(connection, PROVISIONS, known, day), "money")
    return None if said is None else int(str(said["factor"]))


def turning_days(connection: sqlite3.Connection) -> list[str]:
    """The ISO days from which on provisions or the base salary may say something else than on the day before."""
    rows = connection.execute(
        'SELECT "from" AS day FROM provision UNION SELECT "from" FROM salary'
        " UNION SELECT date(\"to\", '+1 day') FROM provision"
    )
    return sorted(row["day"] for row in rows if row["day"] is not None)


def awards(connection: sqlite3.Connection, day: str) -> list[dict[str, object]]:
    """The catalogue on an ISO day: each award with its voting rule, who decides, its money, the law that lists it."""
    return [_on(connection, row, day) for row in listing.listed(connection, AWARDS)]


def _on(connection: sqlite3.Connection, row: listing.Listed, day: str) -> dict[str, object]:
    """An award on an ISO day. Who decides, money and due day are told only where a text that was read says them."""
    said = norms(connection, PROVISIONS, row.values, day)
    listed, *rest = ABOUT
    known = surest(said, listed)
    decided, money, due = (read(said, about) for about in rest)
    return {
        **listing.shown(AWARDS, row.values),
        "authority": row.values["authority"] if decided is None else decided["authority"],
        "rule": rule_on(connection, row.id, day),
        "in_force": known is not None,
        "clause": known and known["clause"],
        "certainty": known and known["certainty"],
        "factor": money and listing.json_value(PROVISIONS.by_key["factor"], money["factor"]),
        "due": due and listing.json_value(PROVISIONS.by_key["due"], due["due"]),
    }


def award_record(connection: sqlite3.Connection, row: listing.Listed, day: str) -> dict[str, object]:
    """An award whole, as `award show` prints it: as of an ISO day, then all that is said of it on any day."""
    said = {
        word: [{**listing.shown(kind, one.values), "in_force": rules.in_force(one.values, day)} for one in rows]
        for word, kind in NORMS.items()
        for rows in [norms(connection, kind, row.values, sector=rules.ANY_SECTOR)]
    }
    return {**_on(connection, row, day), "rules": rules_of(connection, row.id), **said}
