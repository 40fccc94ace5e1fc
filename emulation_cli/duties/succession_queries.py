"""Named reads over what a reorganisation touches: what goes on by itself, and what the officer must decide."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from emulation_cli.awards import queries as awards
from emulation_cli.ballots import rules
from emulation_cli.ballots.rules import Line
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.language import _


@dataclass(frozen=True, slots=True)
class Gone:
    """A unit that is closed on an ISO day: its id and code, and the codes of those that took over from it."""

    id: int
    code: str
    heirs: tuple[str, ...]
    day: str

    @property
    def heir(self) -> str:
        """Who took over, as a command takes it."""
        return ",".join(self.heirs) or "UNIT"


def consequences(connection: sqlite3.Connection, codes: Sequence[str], day: str) -> list[dict[str, object]]:
    """What the going of units on an ISO day touches in the open years: year, unit, what, next.

    `next` is the command that settles it, "" where there is nothing to do.
    """
    gone = [_gone(connection, code, day) for code in codes]
    found = []
    for year in _years(connection, [one.id for one in gone], day):
        found += [{"year": year.code, **line} for line in _of_members(connection, year, day)]
        for one in gone:
            for what, then in _of_unit(connection, year, one):
                found.append({"year": year.code, "unit": one.code, "what": what, "next": then})
    return found + [
        line
        for heir in dict.fromkeys(heir for one in gone for heir in one.heirs)
        for line in _seats(connection, heir, day)
    ]


def _seats(connection: sqlite3.Connection, heir: str, day: str) -> Iterator[dict[str, object]]:
    """Where an heir sits in several blocks on an ISO day: a unit may, in its sector and in its province."""
    rows = connection.execute(
        'SELECT id FROM year WHERE state = \'open\' AND "from" <= :day AND :day <= "to" ORDER BY "from", id',
        {"day": day},
    ).fetchall()
    years = [blocks.year_by_id(connection, row["id"]) for row in rows]
    there = [year.code for year in years if heir in {one.unit for one in blocks.members(connection, year, day)}]
    said = _("{heir} sits in {years}; decide whether in all of them").format(heir=heir, years=", ".join(there))
    for code in there if len(there) > 1 else ():
        then = f"emulation year leave {code} {heir} --on {show_date(day)}"
        yield {"year": code, "unit": heir, "what": said, "next": then}


def _gone(connection: sqlite3.Connection, code: str, day: str) -> Gone:
    unit_id = connection.execute("SELECT id FROM unit WHERE code = ?", (code,)).fetchone()["id"]
    rows = connection.execute(
        'SELECT u.code FROM succession s JOIN unit u ON u.id = s.successor_id WHERE s.unit_id = ? AND s."on" = ?'
        " ORDER BY u.key",
        (unit_id, day),
    )
    return Gone(unit_id, code, tuple(row["code"] for row in rows), day)


def _years(connection: sqlite3.Connection, ids: Sequence[int], day: str) -> list[blocks.YearRow]:
    """The open years that end on the day or later in which one of the units sits at some time."""
    rows = connection.execute(
        'SELECT DISTINCT y.id FROM year y WHERE y.state = \'open\' AND y."to" >= ? ORDER BY y."from", y.id', (day,)
    ).fetchall()
    years = [blocks.year_by_id(connection, row["id"]) for row in rows]
    return [year for year in years if {one.unit_id for one in blocks.ever_members(connection, year)} & set(ids)]


def _of_members(connection: sqlite3.Connection, year: blocks.YearRow, day: str) -> Iterator[dict[str, object]]:
    """How many members there are before the day and from it on, and what that makes of a pass line of all of them."""
    if not year.first < day <= year.last:
        return
    eve = connection.execute("SELECT date(?, '-1 day')", (day,)).fetchone()[0]
    before, after = (len(blocks.members(connection, year, when)) for when in (eve, day))
    said = _("{before} members until then, {after} from {day} on").format(
        before=before, after=after, day=show_date(day)
    )
    yield {"unit": None, "what": said, "next": f"emulation year show {year.code} --on {show_date(day)}"}
    for line, clause in _lines_of_members(connection, year, day):
        then, now = (rules.needed(line, count) for count in (before, after))
        share = rules.share_text(line.numerator, line.denominator)
        words = _("{share} of the members: {then} votes until then, {now} from that day on ({clause})")
        yield {"unit": None, "what": words.format(share=share, then=then, now=now, clause=clause), "next": ""}


def _lines_of_members(connection: sqlite3.Connection, year: blocks.YearRow, day: str) -> list[tuple[Line, str]]:
    """The pass lines of all members that hold in a block on a day, each with its clause."""
    block = blocks.block_of_year(connection, year.id)
    found: dict[tuple[Line, str], None] = {}
    for award in connection.execute("SELECT id FROM award").fetchall():
        for rule in awards.rules_on(connection, award["id"], day, "block", block)[:1]:
            if rule["base"] == "members" and rule["certainty"] != "unverified":
                numerator, denominator = (int(str(rule[key])) for key in ("numerator", "denominator"))
                line = Line(numerator, denominator, str(rule["comparison"]), "members")
                found[line, str(rule["clause"])] = None
    return list(found)


def _of_unit(connection: sqlite3.Connection, year: blocks.YearRow, gone: Gone) -> Iterator[tuple[str, str]]:
    """Everything of a unit that a year knows: (what, the command that settles it)."""
    given = {"unit": gone.id, "year": year.id, "day": gone.day}
    words = {"unit": gone.code, "heir": gone.heir, "year": year.code, "day": show_date(gone.day)}
    for sql, message, command in STAKES:
        for row in connection.execute(sql, given).fetchall():
            values = {**words, **dict(row)}
            yield message.format(**values), command.format(**values)


STAKES = (
    (
        'SELECT l.role FROM leadership l WHERE l.year_id = :year AND l.unit_id = :unit AND l."from" ='
        ' (SELECT max("from") FROM leadership WHERE year_id = :year AND "from" <= :day)',
        _("{unit} is {role}: choose again"),
        "emulation year lead {year} --head UNIT --on {day}",
    ),
    (
        "SELECT s.signed_on FROM signature s JOIN pledge p ON p.id = s.pledge_id"
        " WHERE p.year_id = :year AND s.unit_id = :unit",
        _("{unit} has signed the pledge; that stands for {heir}, unless the block lets it sign anew"),
        "emulation pledge sign {year} {heir} --on DATE",
    ),
    (
        "SELECT group_concat(code, ', ') AS codes FROM (SELECT a.code FROM registration r JOIN award a"
        " ON a.id = r.award_id WHERE r.year_id = :year AND r.unit_id = :unit ORDER BY r.number)"
        " HAVING codes IS NOT NULL",
        _("{unit} has registered {codes}; that stands for {heir}, unless it registers anew"),
        "emulation registration list {year} --unit {unit}",
    ),
    (
        "SELECT group_concat(code, ', ') AS codes FROM (SELECT g.code FROM target g JOIN pledge p ON p.id = g.pledge_id"
        " JOIN target_unit t ON t.owner_id = g.id WHERE p.year_id = :year AND t.unit_id = :unit ORDER BY g.key)"
        " HAVING codes IS NOT NULL",
        _("targets given to {unit}: {codes}; their results are now {heir}'s"),
        "emulation pledge result {year} TARGET {heir} VALUE --period year",
    ),
    (
        "SELECT group_concat(what, ', ') AS codes FROM (SELECT g.code || ' ' || r.period AS what FROM result r"
        " JOIN target g ON g.id = r.target_id JOIN pledge p ON p.id = g.pledge_id"
        " WHERE p.year_id = :year AND r.unit_id = :unit ORDER BY g.key, r.period) HAVING codes IS NOT NULL",
        _("results of {unit}: {codes}; they stay, decide whether they count into {heir}'s"),
        "emulation pledge results {year}",
    ),
    (
        "SELECT b.code AS ballot, n.number FROM nominee n JOIN ballot b ON b.id = n.ballot_id"
        " WHERE b.year_id = :year AND n.unit_id = :unit AND b.state = 'draft'",
        _("{unit} is nominee {number} of the draft {ballot}"),
        "emulation ballot drop {ballot} {number}",
    ),
    (
        "SELECT b.code AS ballot FROM roll r JOIN ballot b ON b.id = r.ballot_id"
        " WHERE b.year_id = :year AND r.unit_id = :unit AND b.state = 'draft'",
        _("{unit} was chosen for the roll of the draft {ballot}"),
        "emulation ballot roll {ballot} --entitled UNIT,…",
    ),
    (
        "SELECT t.code AS proposal FROM proposal t"
        " WHERE t.year_id = :year AND t.unit_id = :unit AND t.cancelled_on IS NULL"
        " AND coalesce((SELECT s.step FROM nomination_step s WHERE s.nominee_id = t.nominee_id"
        " OR s.nomination_id = t.nomination_id ORDER BY s.id DESC LIMIT 1), '') NOT IN ('granted', 'refused')",
        _("{unit} is proposed as {proposal}; by the law {heir} proposes in its place, its achievements count"),
        "emulation nomination list {year}",
    ),
    (
        "SELECT m.code AS meeting, t.number FROM task t JOIN meeting m ON m.id = t.meeting_id"
        " WHERE m.year_id = :year AND t.owner_id = :unit AND NOT t.done",
        _("task {number} of {meeting} is {unit}'s"),
        "emulation meeting task {meeting} TEXT --number {number} --owner {heir}",
    ),
    (
        "SELECT q.number FROM question q WHERE q.year_id = :year AND q.unit_id = :unit AND q.answer IS NULL",
        _("question {number} of {unit} waits for its answer"),
        "emulation question answer {year}-{number} TEXT --on DATE",
    ),
)
"""What a unit has at stake in a year: the SQL that finds it, what is said of it, the command that settles it."""
