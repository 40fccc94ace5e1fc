"""Named reads over what a reorganisation touches: what goes on by itself, and what the officer must decide."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence

from emulation_cli.awards import queries as awards
from emulation_cli.ballots import queries as ballots
from emulation_cli.ballots import rules
from emulation_cli.ballots.rules import Line
from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel import labels, references
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line


@frozen
class Gone:
    """A unit that is closed on an ISO day: its id and code, and the codes of those that took over from it."""

    id: int
    code: str
    heirs: tuple[str, ...]
    day: str

    @property
    def heir(self) -> str:
        """Who took over, as a command takes one unit."""
        return self.heirs[0] if len(self.heirs) == 1 else "UNIT"


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
    unit_id, _code = references.get(connection, "unit", code)
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
    """The pass lines of all members that hold in a block on a day, or of a draft held later, each with its source."""
    block = blocks.block_of_year(connection, year.id)
    found: dict[tuple[Line, str], None] = {}
    for award in connection.execute("SELECT id FROM award").fetchall():
        for rule in awards.rules_on(connection, award["id"], day, "block", block)[:1]:
            if rule["base"] == "members" and rule["certainty"] != "unverified":
                found[_line(rule["numerator"], rule["denominator"], rule["comparison"]), str(rule["clause"])] = None
    for draft in ballots.ballots_of(connection, year.id):
        if draft["state"] == "draft" and draft["base"] == "members" and draft["on"] >= day and draft["threshold"]:
            numerator, _slash, denominator = draft["threshold"].partition("/")
            said = _("the draft {ballot}").format(ballot=draft["code"])
            found[_line(numerator, denominator, draft["comparison"]), said] = None
    return list(found)


def _line(numerator: object, denominator: object, comparison: object) -> Line:
    return Line(int(str(numerator)), int(str(denominator)), str(comparison), "members")


def _of_unit(connection: sqlite3.Connection, year: blocks.YearRow, gone: Gone) -> Iterator[tuple[str, str]]:
    """Everything of a unit that a year knows: (what, the command that settles it)."""
    given = {"unit": gone.id, "year": year.id, "day": gone.day}
    heirs = ", ".join(gone.heirs)
    words = {"unit": gone.code, "heir": gone.heir, "heirs": heirs, "year": year.code, "day": show_date(gone.day)}
    for stake in STAKES:
        for row in connection.execute(stake.sql, given).fetchall():
            values = {**words, **{key: labels.shown(key, row[key]) for key in row.keys()}}  # noqa: SIM118 - a Row
            passes = stake.passes if heirs else stake.lost
            yield (
                stake.what.format(**values) + ("; " + passes.format(**values) if passes else ""),
                command_line(stake.command if heirs or stake.alone is None else stake.alone, values),
            )


@frozen
class Stake:
    """What a unit that goes has at stake in a year.

    Attributes:
        sql: what finds it.
        what: what is said of it.
        passes, lost: what becomes of it, with heirs and without.
        command, alone: what settles it, with heirs and without; None where that is the same.
    """

    sql: str
    what: str
    passes: str = ""
    lost: str = ""
    command: str = ""
    alone: str | None = None


STAKES = (
    Stake(
        'SELECT l.role FROM leadership l WHERE l.year_id = :year AND l.unit_id = :unit AND l."from" ='
        ' (SELECT max("from") FROM leadership WHERE year_id = :year AND "from" <= :day)',
        _("{unit} is {role}: choose again"),
        command="emulation year lead {year} --head UNIT --on {day}",
    ),
    Stake(
        "SELECT 1 FROM signature s JOIN pledge p ON p.id = s.pledge_id AND p.current"
        " WHERE p.year_id = :year AND s.unit_id = :unit",
        _("{unit} has signed the pledge"),
        passes=_("that stands for {heirs}, unless the block lets it sign itself"),
    ),
    Stake(
        "SELECT group_concat(code, ', ') AS codes FROM (SELECT a.code FROM registration r JOIN award a"
        " ON a.id = r.award_id WHERE r.year_id = :year AND r.unit_id = :unit ORDER BY r.number)"
        " HAVING codes IS NOT NULL",
        _("{unit} has registered {codes}"),
        passes=_("that stands for {heirs}, unless it registers itself"),
        command="emulation registration list {year} --unit {unit}",
        alone="",
    ),
    Stake(
        "SELECT group_concat(code, ', ') AS codes FROM (SELECT g.code FROM target g"
        " JOIN pledge p ON p.id = g.pledge_id AND p.current JOIN target_unit t"
        " ON t.owner_id = g.id WHERE p.year_id = :year AND t.unit_id = :unit ORDER BY g.key)"
        " HAVING codes IS NOT NULL",
        _("targets given to {unit}: {codes}"),
        passes=_("their results are now those of {heirs}"),
        lost=_("what only it bore is nobody's now"),
        command="emulation pledge result {year} TARGET {heir} VALUE --period year",
        alone="emulation pledge amend {year} --reason …",
    ),
    Stake(
        "SELECT group_concat(what, ', ') AS codes FROM (SELECT g.code || ' ' || r.period AS what FROM result r"
        " JOIN target g ON g.id = r.target_id JOIN pledge p ON p.id = g.pledge_id"
        " WHERE p.year_id = :year AND r.unit_id = :unit ORDER BY g.key, r.period) HAVING codes IS NOT NULL",
        _("results of {unit}: {codes}; they stay"),
        passes=_("decide whether they count into those of {heirs}"),
        command="emulation pledge results {year}",
    ),
    Stake(
        'SELECT d.code AS duty, r."on" AS received FROM receipt r JOIN duty d ON d.id = r.duty_id'
        ' WHERE r.year_id = :year AND r.unit_id = :unit AND r."on" >= :day ORDER BY r."on"',
        _("{duty} came in from {unit} on {received}, when it was gone"),
        passes=_("enter it for {heirs}"),
        command="emulation duty receive {duty} {year} {heir} --on {received}",
        alone="emulation duty strike {duty} {year} {unit}",
    ),
    Stake(
        "SELECT m.code AS meeting, a.state FROM attendance a JOIN meeting m ON m.id = a.meeting_id"
        ' WHERE m.year_id = :year AND a.unit_id = :unit AND m."on" >= :day GROUP BY m.id, a.state ORDER BY m."on"',
        _("{unit} stands as {state} at {meeting}, when it is gone"),
        passes=_("enter {heirs} there, strike it"),
        command="emulation meeting attend {meeting} {heir}",
        alone="emulation meeting strike {meeting} attendance {unit}",
    ),
    Stake(
        "SELECT s.unit_id FROM score s JOIN criterion c ON c.id = s.criterion_id"
        " WHERE c.year_id = :year AND s.unit_id = :unit LIMIT 1",
        _("scores of {unit}; they stay"),
        passes=_("decide whether they count into those of {heirs}"),
        command="emulation score show {year} {unit}",
    ),
    Stake(
        "SELECT b.code AS ballot, n.number FROM nominee n JOIN ballot b ON b.id = n.ballot_id"
        " WHERE b.year_id = :year AND n.unit_id = :unit AND b.state = 'draft'",
        _("{unit} is nominee {number} of the draft {ballot}"),
        command="emulation ballot drop {ballot} {number}",
    ),
    Stake(
        "SELECT b.code AS ballot FROM roll r JOIN ballot b ON b.id = r.ballot_id"
        " WHERE b.year_id = :year AND r.unit_id = :unit AND b.state = 'draft'",
        _("{unit} was chosen for the roll of the draft {ballot}"),
        command="emulation ballot roll {ballot} --entitled UNIT,…",
    ),
    Stake(
        "SELECT t.code AS proposal FROM proposal t"
        " WHERE t.year_id = :year AND t.unit_id = :unit AND t.cancelled_on IS NULL"
        " AND coalesce((SELECT s.step FROM nomination_step s WHERE s.nominee_id = t.nominee_id"
        " OR s.nomination_id = t.nomination_id ORDER BY s.id DESC LIMIT 1), '') NOT IN ('refused', 'cancelled')"
        " AND NOT EXISTS (SELECT 1 FROM commendation c WHERE c.nominee_id = t.nominee_id"
        " OR c.nomination_id = t.nomination_id)",
        _("{unit} is proposed as {proposal}"),
        passes=_("by the law {heirs} proposes in its place, its achievements count"),
        command="emulation nomination list {year}",
    ),
    Stake(
        "SELECT m.code AS meeting, t.number FROM task t JOIN meeting m ON m.id = t.meeting_id"
        " WHERE m.year_id = :year AND t.owner_id = :unit AND NOT t.done",
        _("task {number} of {meeting} is {unit}'s"),
        passes=_("it is now that of {heirs}"),
        lost=_("nobody does it now"),
        alone="emulation meeting task {meeting} TEXT --number {number} --owner UNIT",
    ),
    Stake(
        "SELECT q.number FROM question q WHERE q.year_id = :year AND q.unit_id = :unit AND q.answer IS NULL",
        _("question {number} of {unit} waits for its answer"),
        command="emulation question answer {year}-{number} TEXT --on DATE",
    ),
)
"""What a unit has at stake in a year."""
