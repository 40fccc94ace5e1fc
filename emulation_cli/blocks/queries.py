"""Named reads over blocks, years, members and leadership."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from typing import Any

from emulation_cli.blocks.fields import BLOCKS
from emulation_cli.kernel import listing, references, standing
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import NotFound, Refused
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.frozen import frozen, of_row
from emulation_cli.kernel.language import _
from emulation_cli.units import queries as units
from emulation_cli.units.queries import NAME_ON, VALID_ON
from emulation_cli.units.rules import means_everyone


@frozen
class YearRow:
    """A block's year: id, how it is written ("C6/2023"), first and last ISO day, theme, state."""

    id: int
    code: str
    block_id: int
    year: int
    first: str
    last: str
    theme: str | None
    state: str
    closed_on: str | None = None

    def closed_by(self, day: str) -> bool:
        """Whether the year is closed, and was so by an ISO day."""
        return self.state == "closed" and (self.closed_on or "") <= day

    def clamp(self, day: str) -> str:
        """An ISO day, or the day of the year nearest to it."""
        return min(max(day, self.first), self.last)


@frozen
class MemberRow:
    """A member on a day: unit id and code, the name of that day, role, official order."""

    unit_id: int
    unit: str
    name: str
    role: str
    order: int


def split_year(text: str) -> tuple[str, str]:
    """`BLOCK/YEAR` as typed in its two parts; NotFound for anything else."""
    block, slash, number = text.rpartition("/")
    if not slash:
        raise NotFound(_("{text} is not a block's year").format(text=text), _("Write BLOCK/YEAR, for example C6/2023."))
    return block, number


def year_row(connection: sqlite3.Connection, text: str) -> YearRow:
    """The year that `BLOCK/YEAR` names; NotFound with the nearest block or the years there are."""
    block, _number = split_year(text)
    references.get(connection, "block", block)
    year_id, _code = references.get(connection, "year", text)
    return year_by_id(connection, year_id)


def year_by_id(connection: sqlite3.Connection, year_id: int) -> YearRow:
    """The year with this id."""
    row = connection.execute(
        'SELECT y.id, b.code || \'/\' || y.year AS code, y.block_id, y.year, y."from" AS first, y."to" AS last,'
        " y.theme, y.state, y.closed_on FROM year y JOIN block b ON b.id = y.block_id WHERE y.id = ?",
        (year_id,),
    ).fetchone()
    return of_row(YearRow, row)


def years_on(connection: sqlite3.Connection, text: str | None, day: str) -> list[YearRow]:
    """The year that `BLOCK/YEAR` names; without one every year that by an ISO day had begun and was not closed."""
    if text is not None:
        return [year_row(connection, text)]
    rows = connection.execute(
        'SELECT id FROM year WHERE "from" <= ? AND (state = \'open\' OR ? < closed_on) ORDER BY "from", id', (day, day)
    ).fetchall()
    return [year_by_id(connection, row["id"]) for row in rows]


def years_between(connection: sqlite3.Connection, block: str | None, first: int, last: int) -> list[YearRow]:
    """The years with numbers from `first` to `last`, of one block or of all, by block's code and number."""
    sql = 'SELECT y.id FROM year y JOIN block b ON b.id = y.block_id WHERE y."year" BETWEEN ? AND ?'
    given = [first, last]
    if block is not None:
        sql += " AND b.id = ?"
        given.append(references.get(connection, "block", block)[0])
    rows = connection.execute(f'{sql} ORDER BY b.key, y."year"', given).fetchall()
    return [year_by_id(connection, row["id"]) for row in rows]


def newest_begun(connection: sqlite3.Connection, block: str, day: str) -> int | None:
    """The number of the newest year that has begun by an ISO day, of a block's code or "" for any; None for none."""
    sql, given = 'SELECT max("year") FROM year WHERE "from" <= ?', [day]
    if block:
        sql += " AND block_id = ?"
        given.append(str(references.get(connection, "block", block)[0]))
    number: int | None = connection.execute(sql, given).fetchone()[0]
    return number


def block_of_year(connection: sqlite3.Connection, year_id: int) -> sqlite3.Row:
    """The stored block of the year with this id."""
    row: sqlite3.Row = connection.execute(
        "SELECT b.* FROM block b JOIN year y ON y.block_id = b.id WHERE y.id = ?", (year_id,)
    ).fetchone()
    return row


def open_year(connection: sqlite3.Connection, text: str) -> YearRow:
    """The year that `BLOCK/YEAR` names, refused where it is closed."""
    row = year_row(connection, text)
    if row.state == "closed":
        raise Refused(*standing.year_is_closed(row.code))
    return row


def members(connection: sqlite3.Connection, year: YearRow, day: str | None = None) -> list[MemberRow]:
    """The members of a year on an ISO day (its last day by default) in official order.

    A member is one whose membership and whose own validity both hold on the day, or who has by then succeeded to such a
    seat; with a seat of its own it sits there, else in its predecessor's. The name is that of the day.
    """
    day = day or year.last
    return _sitting(connection, year, day, 'h.since <= :day AND (m."to" IS NULL OR :day < m."to") AND ' + VALID_ON)


def successors(connection: sqlite3.Connection, year: YearRow, day: str) -> list[MemberRow]:
    """Who an ISO day after a year sits in the seats that were held on its last day: the members of a year like it."""
    where = 'h.since <= :day AND (m."to" IS NULL OR :last < m."to") AND ' + VALID_ON
    return _sitting(connection, year, day, where)


_SEATS = (
    "WITH RECURSIVE heir (seat, unit_id, since) AS ("
    ' SELECT id, unit_id, "from" FROM member WHERE year_id = :year'
    " UNION"
    ' SELECT h.seat, s.successor_id, max(h.since, s."on") FROM heir h JOIN unit u ON u.id = h.unit_id'
    ' JOIN succession s ON s.unit_id = h.unit_id AND (s."on" >= h.since OR u.valid_to <= h.since))'
)
"""SQL: who has a seat of a year and who succeeds to it, each with the ISO day from which it may sit there.

Who took over part of a unit before that unit had the seat does not sit in it.
"""


def _sitting(connection: sqlite3.Connection, year: YearRow, day: str, where: str) -> list[MemberRow]:
    """The units that sit in a year where a condition over seat `m`, heir `h` and unit `u` holds, named as of `day`."""
    rows = connection.execute(
        f"{_SEATS} SELECT h.unit_id, u.code AS unit, {NAME_ON.format(day=':day')} AS name,"
        " coalesce(l.role, 'member') AS role,"
        ' coalesce(min(CASE WHEN m.unit_id = h.unit_id THEN m."order" END), min(m."order")) AS "order"'
        " FROM heir h JOIN member m ON m.id = h.seat JOIN unit u ON u.id = h.unit_id"
        ' LEFT JOIN leadership l ON l.year_id = :year AND l.unit_id = h.unit_id AND l."from" ='
        ' (SELECT max(x."from") FROM leadership x WHERE x.year_id = :year AND x."from" <= :day)'
        f" WHERE {where} GROUP BY h.unit_id ORDER BY 5, max(m.unit_id = h.unit_id) DESC, u.key",
        {"year": year.id, "day": day, "last": year.last},
    )
    return [of_row(MemberRow, row) for row in rows]


@frozen
class Seat:
    """A membership as it was given: its id, unit, place in the order, first ISO day and first day without."""

    id: int
    unit_id: int
    order: int
    begins: str
    end: str | None


def seats(connection: sqlite3.Connection, year: YearRow, unit_id: int, day: str = "9999") -> list[Seat]:
    """The seats of a year that a unit holds or has by an ISO day succeeded to."""
    rows = connection.execute(
        f'{_SEATS} SELECT DISTINCT m.id, m.unit_id, m."order", m."from" AS begins, m."to" AS "end" FROM heir h'
        ' JOIN member m ON m.id = h.seat WHERE h.unit_id = :unit AND h.since <= :day ORDER BY m."from", m.id',
        {"year": year.id, "unit": unit_id, "day": day},
    )
    return [of_row(Seat, row) for row in rows]


def seats_of_each(connection: sqlite3.Connection, year: YearRow, day: str = "9999") -> dict[int, list[Seat]]:
    """The seats of a year that each unit holds or has by an ISO day succeeded to, by the unit's id."""
    rows = connection.execute(
        f'{_SEATS} SELECT DISTINCT h.unit_id AS heir, m.id, m.unit_id, m."order", m."from" AS begins, m."to" AS "end"'
        ' FROM heir h JOIN member m ON m.id = h.seat WHERE h.since <= :day ORDER BY m."from", m.id',
        {"year": year.id, "day": day},
    )
    found: dict[int, list[Seat]] = {}
    for row in rows:
        found.setdefault(row["heir"], []).append(of_row(Seat, row))
    return found


def year_begins(connection: sqlite3.Connection, block: str) -> str:
    """The day "MM-DD" on which a block's work year begins."""
    block_id, _code = references.get(connection, "block", block)
    row = connection.execute("SELECT coalesce(year_begins, '01-01') FROM block WHERE id = ?", (block_id,))
    return str(row.fetchone()[0])


def chosen_members(connection: sqlite3.Connection, year: YearRow, codes: list[str], day: str) -> list[MemberRow]:
    """The members that codes name on a day, in official order; `all` means every one.

    Raises NotFound for an unknown unit, Refused for a unit that is no member on that day.
    """
    there = members(connection, year, day)
    if means_everyone(codes):
        return there
    by_id = {member.unit_id: member for member in there}
    wanted = {member_id(connection, year, code, by_id, day) for code in codes}
    return [member for member in there if member.unit_id in wanted]


def member_id(connection: sqlite3.Connection, year: YearRow, code: str, by_id: dict[int, MemberRow], day: str) -> int:
    """The id of the unit `code`, refused where it is none of the members `by_id`."""
    unit_id, unit = references.get(connection, "unit", code)
    if unit_id not in by_id:
        raise Refused(
            _("{unit} is not a member of {year} on {day}").format(unit=unit, year=year.code, day=show_date(day)),
            _("See the members with: emulation year show {year}").format(year=year.code),
        )
    return unit_id


def leadership(connection: sqlite3.Connection, year_id: int, day: str | None = None) -> list[dict[str, object]]:
    """The head and the deputies of a year, the head first: unit, role, method, person, document, from.

    On an ISO day; without one every leadership the year has had, the oldest first.
    """
    rows = connection.execute(
        'SELECT u.code AS unit, l.role, l.method, l.person, l.document, l."from" FROM leadership l'
        " JOIN unit u ON u.id = l.unit_id WHERE l.year_id = :year AND (:day IS NULL OR"
        ' l."from" = (SELECT max("from") FROM leadership x WHERE x.year_id = :year AND x."from" <= :day))'
        ' ORDER BY l."from", l.role DESC, l."order"',
        {"year": year_id, "day": day},
    )
    return [dict(row) for row in rows]


def year_record(connection: sqlite3.Connection, year: YearRow, day: str | None = None) -> dict[str, Any]:
    """A year whole, as `year show` prints it; with an ISO day as it was on it."""
    until, day = day or "9999", day or year.last
    passed = handover_record(connection, year.id)
    there = members(connection, year, day)
    sitting = {member.unit for member in there}
    leaders = [row for row in leadership(connection, year.id, day) if row["unit"] in sitting]
    return {
        "block": year.code.rpartition("/")[0],
        "year": year.year,
        "theme": year.theme,
        "from": year.first,
        "to": year.last,
        "state": "closed" if year.closed_by(until) else "open",
        "head": next((row["unit"] for row in leaders if row["role"] == "head"), None),
        "deputies": [row["unit"] for row in leaders if row["role"] == "deputy"],
        "leadership": [row for row in leadership(connection, year.id) if str(row["from"]) <= until],
        "members": [
            {"unit": member.unit, "name": member.name, "role": member.role, "order": member.order} for member in there
        ],
        "handover": passed if passed and str(passed["on"]) <= until else None,
    }


def block_record(connection: sqlite3.Connection, block_id: int, values: Values) -> dict[str, object]:
    """A block whole, with its years: year, theme, state, head and the number of members on the last day."""
    years = connection.execute('SELECT id FROM year WHERE block_id = ? ORDER BY "year"', (block_id,)).fetchall()
    records = [year_record(connection, year_by_id(connection, row["id"])) for row in years]
    rows = [
        {key: record[key] for key in ("year", "theme", "state", "head")} | {"members": _size(record["members"])}
        for record in records
    ]
    return {**listing.shown(BLOCKS, values), "years": rows}


def _size(rows: object) -> int:
    return len(rows) if isinstance(rows, list) else 0


def overlapping(
    connection: sqlite3.Connection, year_id: int, unit_id: int, span: tuple[str, str | None], besides: int | None
) -> bool:
    """Whether a unit already sits in a year at some time of `span` (first day, first day without)."""
    first, end = span
    row = connection.execute(
        'SELECT 1 FROM member WHERE year_id = ? AND unit_id = ? AND id IS NOT ? AND ("to" IS NULL OR "to" > ?)'
        ' AND (? IS NULL OR "from" < ?) LIMIT 1',
        (year_id, unit_id, besides, first, end, end),
    ).fetchone()
    return row is not None


def next_order(connection: sqlite3.Connection, year_id: int, unit_id: object = None) -> int:
    """The place after the last one in the official order of a year; of a unit that comes back, its own."""
    row = connection.execute(
        'SELECT coalesce(max(iif(unit_id = ?, "order", NULL)), max("order") + 1, 1) FROM member WHERE year_id = ?',
        (unit_id, year_id),
    )
    return int(row.fetchone()[0])


def handover_record(connection: sqlite3.Connection, year_id: int) -> dict[str, object] | None:
    """The handover of a year's flag and file: from, to, on, meeting, giver, receiver; None where none is recorded."""
    row = connection.execute(
        'SELECT f.code AS "from", u.code AS "to", h."on", m.code AS meeting, h.giver, h.receiver FROM handover h'
        " LEFT JOIN leadership l ON l.year_id = h.year_id AND l.role = 'head' AND l.\"from\" ="
        ' (SELECT max(x."from") FROM leadership x WHERE x.year_id = h.year_id AND x."from" <= h."on")'
        " LEFT JOIN unit f ON f.id = l.unit_id"
        " LEFT JOIN unit u ON u.id = h.to_id LEFT JOIN meeting m ON m.id = h.meeting_id WHERE h.year_id = ?",
        (year_id,),
    ).fetchone()
    return None if row is None else dict(row)


def terms(connection: sqlite3.Connection, year: YearRow) -> list[dict[str, str | None]]:
    """Who sat in a year from which day to which, in official order: unit, from, to (the first day without, or None)."""
    rows = connection.execute(
        f'{_SEATS} SELECT u.code AS unit, h.since AS "from",'
        " min(coalesce(m.\"to\", '9999'), coalesce(u.valid_to, '9999'))"
        ' AS "to" FROM heir h JOIN member m ON m.id = h.seat JOIN unit u ON u.id = h.unit_id'
        ' WHERE h.since <= :last ORDER BY m.unit_id <> u.id, m."order", h.since, u.key',
        {"year": year.id, "last": year.last},
    )
    found: list[dict[str, str]] = []
    for row in rows:
        known = next((one for one in found if one["unit"] == row["unit"] and row["from"] <= one["to"]), None)
        if known is not None:  # another seat, at the same time or right after
            known["to"] = max(known["to"], row["to"])
        elif row["from"] < row["to"]:
            found.append(dict(row))
    return [{**one, "to": None if one["to"] == "9999" else one["to"]} for one in found]


def ever_members(connection: sqlite3.Connection, year: YearRow) -> list[MemberRow]:
    """Every unit that sits in a year at some time of it, under its name on the year's last day."""
    where = (
        'h.since <= :last AND (m."to" IS NULL OR h.since < m."to")'
        " AND (u.valid_to IS NULL OR h.since < u.valid_to) AND (u.valid_from IS NULL OR u.valid_from <= :last)"
    )
    return _sitting(connection, year, year.last, where)


def standing_for(connection: sqlite3.Connection, there: Sequence[MemberRow], day: str) -> dict[int, MemberRow]:
    """The id of each unit → who of the members `there` stands for it on an ISO day.

    Itself where it is one, else the first in official order that has taken over from it; for a department its unit.
    """
    found = {member.unit_id: member for member in there}
    for member in there:
        for before in units.forebears(connection, member.unit_id, day):
            found.setdefault(before, member)
    return {department: found[unit] for department, unit in units.departments(connection, found)} | found
