"""Named reads over units and councils."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from emulation_cli.kernel import listing, names, references
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Kind, Values
from emulation_cli.kernel.language import _
from emulation_cli.units.fields import COUNCIL_DECISIONS, COUNCIL_MEMBERS, COUNCILS, FORMER_POSTS, PEOPLE, UNITS

NAME_ON = (
    "coalesce((SELECT f.name FROM former_name f WHERE f.unit_id = u.id AND f.valid_to > {day}"
    " ORDER BY f.valid_to LIMIT 1), u.name)"
)
"""SQL: the name that the unit `u` bore on `{day}`."""


VALID_ON = "(u.valid_from IS NULL OR u.valid_from <= :day) AND (u.valid_to IS NULL OR :day < u.valid_to)"
"""SQL: whether the unit `u` is there on `:day`."""


UNIT_OF = (
    "coalesce((SELECT x.unit_id FROM former_post x WHERE x.person_id = {person}"
    ' AND (x."from" IS NULL OR x."from" <= {day}) AND {day} < x."to" ORDER BY x."to" LIMIT 1),'
    " (SELECT y.unit_id FROM person y WHERE y.id = {person}))"
)
"""SQL: the id of the unit that a person was in on a day; where no post of that day is known, of the present one."""


EVER_IN = (
    "(SELECT x.id FROM person x WHERE x.unit_id IN ({units})"
    " UNION SELECT x.person_id FROM former_post x WHERE x.unit_id IN ({units}))"
)
"""SQL: the ids of the people who are or were in one of the units whose ids `{units}` selects."""


def name_on(connection: sqlite3.Connection, unit_id: int, day: str) -> str:
    """The name that a unit bore on an ISO day."""
    sql = f"SELECT {NAME_ON.format(day=':day')} FROM unit u WHERE u.id = :unit"
    return str(connection.execute(sql, {"unit": unit_id, "day": day}).fetchone()[0])


class NamesOn(Mapping[str, str]):
    """A unit's code → the name it bore on an ISO day, or the last it had borne by then; read as it is asked for.

    The `full` name of a department is followed by that of what it is part of.
    """

    def __init__(self, connection: sqlite3.Connection, day: str, *, full: bool = False) -> None:
        self._connection, self._day, self._full = connection, day, full
        self._known: dict[str, str] = {}

    def __getitem__(self, code: str) -> str:
        if code not in self._known:
            self._known[code] = self._read(code)
        return self._known[code]

    def __iter__(self) -> Iterator[str]:
        return (row["code"] for row in self._connection.execute("SELECT code FROM unit ORDER BY id").fetchall())

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM unit").fetchone()[0])

    def _read(self, code: str) -> str:
        sql = (
            f"SELECT {NAME_ON.format(day=':day')} AS name, p.code AS above FROM unit u"
            " LEFT JOIN unit p ON p.id = u.parent_id WHERE u.key = :key AND u.code = :code"
        )
        given = {"day": self._day, "key": names.code_key(code), "code": code}
        row = self._connection.execute(sql, given).fetchone()
        if row is None:
            raise KeyError(code)
        name, above = str(row["name"]), self[row["above"]] if self._full and row["above"] else ""
        return name if names.fold(above) in names.fold(name) else f"{name}, {above}"


def units(connection: sqlite3.Connection, search: str | None = None, day: str | None = None) -> list[Values]:
    """The units in official order, else by name; found by any part of code, name, short name or alias.

    With `day`, those valid on it, under the name of that day, nothing said of how they ended later.
    """
    rows = listing.listed(connection, UNITS) if search is None else _holding(connection, search)
    found = []
    for row in rows:
        values = row.values
        if day is not None:
            if not _valid_on(values, day):
                continue
            values.update({"name": name_on(connection, row.id, day), "valid_to": None, "closed_by": None})
        if search is None or _matches(values, _solid(search)):
            found.append(values)
    return sorted(found, key=_place)


def _holding(connection: sqlite3.Connection, search: str) -> list[listing.Listed]:
    """The units that may be found by a search: by what they are called now, or because they were called otherwise."""
    connection.create_function("solid", 1, _solid, deterministic=True)
    where = (
        "instr(CASE WHEN t.key GLOB '*[^ -~]*' THEN solid(t.key) ELSE t.key END, :sought)"
        " OR instr(replace(t.name_key, ' ', ''), :sought) OR instr(replace(t.short_key, ' ', ''), :sought)"
        " OR t.id IN (SELECT owner_id FROM unit_alias WHERE instr(replace(key, ' ', ''), :sought))"
        " OR t.id IN (SELECT unit_id FROM former_name)"
    )
    return listing.listed(connection, UNITS, where, {"sought": _solid(search)})


def _place(values: Values) -> tuple[object, ...]:
    """The official order, else the Vietnamese alphabet."""
    return (values["order"] is None, values["order"] or 0, names.sort_key(str(values["name"])))


def _valid_on(values: Values, day: str) -> bool:
    first, end = values["valid_from"], values["valid_to"]
    return (first is None or str(first) <= day) and (end is None or day < str(end))


def _matches(values: Values, sought: str) -> bool:
    aliases = values["aliases"]
    texts = [values["code"], values["name"], values["short"], *(aliases if isinstance(aliases, list) else [])]
    return any(sought in _solid(str(text)) for text in texts if text)


def _solid(text: str) -> str:
    """What a search compares: no marks, no case, no blanks."""
    return names.fold(text).replace(" ", "")


def former_names(connection: sqlite3.Connection) -> dict[int, list[str]]:
    """The earlier names of every unit that had others, by the unit's id."""
    found: dict[int, list[str]] = {}
    for row in connection.execute("SELECT unit_id, name FROM former_name ORDER BY unit_id, valid_to"):
        found.setdefault(row["unit_id"], []).append(row["name"])
    return found


def unit_record(connection: sqlite3.Connection, text: str) -> dict[str, object]:
    """A unit whole, as `unit show` prints it."""
    unit_id, _code = references.get(connection, "unit", text)
    row = listing.by_id(connection, UNITS, unit_id)
    return {**listing.shown(UNITS, row.values), **unit_history(connection, unit_id)}


def unit_history(connection: sqlite3.Connection, unit_id: int) -> dict[str, object]:
    """What became of a unit: names with their days, predecessors, successors, memberships."""
    return {
        "names": names_of(connection, unit_id),
        "predecessors": _codes(
            connection,
            "SELECT u.code FROM succession s JOIN unit u ON u.id = s.unit_id WHERE s.successor_id = ?",
            unit_id,
        ),
        "successors": _codes(
            connection,
            "SELECT u.code FROM succession s JOIN unit u ON u.id = s.successor_id WHERE s.unit_id = ?",
            unit_id,
        ),
        "memberships": [
            dict(row)
            for row in connection.execute(
                "WITH RECURSIVE before (id, since) AS (SELECT :unit, ''"
                ' UNION SELECT s.unit_id, max(b.since, s."on") FROM before b'
                " JOIN succession s ON s.successor_id = b.id)"
                " SELECT b.code AS block, y.year AS year, coalesce(max(l.role), 'member') AS role FROM before f"
                " JOIN member m ON m.unit_id = f.id JOIN year y ON y.id = m.year_id JOIN block b ON b.id = y.block_id"
                " LEFT JOIN leadership l ON l.year_id = m.year_id AND l.unit_id = :unit"
                ' WHERE f.since <= y."to" AND (m."to" IS NULL OR f.since < m."to")'
                " GROUP BY y.id ORDER BY y.year, b.key",
                {"unit": unit_id},
            )
        ],
    }


def names_of(connection: sqlite3.Connection, unit_id: int) -> list[dict[str, object]]:
    """Every name a unit has borne, oldest first; the last is the present one."""
    unit = connection.execute("SELECT name, valid_from, valid_to FROM unit WHERE id = ?", (unit_id,)).fetchone()
    former = connection.execute(
        "SELECT name, valid_to FROM former_name WHERE unit_id = ? ORDER BY valid_to", (unit_id,)
    ).fetchall()
    spans: list[dict[str, object]] = []
    start = unit["valid_from"]
    for row in former:
        spans.append({"name": row["name"], "valid_from": start, "valid_to": row["valid_to"]})
        start = row["valid_to"]
    return [*spans, {"name": unit["name"], "valid_from": start, "valid_to": unit["valid_to"]}]


def _codes(connection: sqlite3.Connection, sql: str, unit_id: int) -> list[str]:
    return sorted((row[0] for row in connection.execute(sql, (unit_id,))), key=names.code_key)


def heirs(connection: sqlite3.Connection, unit_id: int, day: str = "9999") -> set[int]:
    """The ids of every unit that by an ISO day took over from a unit, directly or through others."""
    return _chain(connection, ("successor_id", "unit_id"), unit_id, day)


def forebears(connection: sqlite3.Connection, unit_id: int, day: str = "9999") -> set[int]:
    """The ids of every unit that a unit had by an ISO day taken over from, directly or through others."""
    return _chain(connection, ("unit_id", "successor_id"), unit_id, day)


def _chain(connection: sqlite3.Connection, way: tuple[str, str], unit_id: int, day: str) -> set[int]:
    to, from_ = way
    rows = connection.execute(
        f'WITH RECURSIVE chain (id) AS (SELECT {to} FROM succession WHERE {from_} = :unit AND "on" <= :day'
        f' UNION SELECT s.{to} FROM succession s JOIN chain c ON s.{from_} = c.id AND s."on" <= :day)'
        " SELECT id FROM chain",
        {"unit": unit_id, "day": day},
    )
    return {row["id"] for row in rows} - {unit_id}


def gone(connection: sqlite3.Connection, unit: object, day: str) -> str | None:
    """What became of the unit with this code by an ISO day, in words, with who took over; None while it is there."""
    key = names.code_key(str(unit))
    row = connection.execute("SELECT id, code, valid_to FROM unit WHERE key = ?", (key,)).fetchone()
    if row is None or row["valid_to"] is None or day < row["valid_to"]:
        return None
    said = _("{unit} was closed on {day}").format(unit=row["code"], day=show_date(row["valid_to"]))
    took = connection.execute(
        "SELECT u.code FROM succession s JOIN unit u ON u.id = s.successor_id WHERE s.unit_id = ? ORDER BY u.key",
        (row["id"],),
    ).fetchall()
    return said + ("; " + _("{units} took over").format(units=", ".join(one["code"] for one in took)) if took else "")


def stead(connection: sqlite3.Connection, unit_id: int, day: str) -> list[str]:
    """The codes of who stands for a unit on an ISO day: itself while it is there, else those that took over by then."""
    ids = listing.id_array({unit_id, *heirs(connection, unit_id, day)})
    rows = connection.execute(
        "SELECT u.id, u.code FROM unit u WHERE u.id IN (SELECT value FROM json_each(:ids))"
        " AND (u.valid_to IS NULL OR :day < u.valid_to) ORDER BY u.key",
        {"ids": ids, "day": day},
    ).fetchall()
    own = [row["code"] for row in rows if row["id"] == unit_id]
    return own or [row["code"] for row in rows]


def departments(connection: sqlite3.Connection, ids: Iterable[int]) -> list[tuple[int, int]]:
    """Every department of the units with these ids, directly or through others, each with the id of that unit."""
    rows = connection.execute(
        "WITH RECURSIVE down (id, above) AS (SELECT u.id, u.parent_id FROM json_each(:ids) i"
        " JOIN unit u ON u.parent_id = i.value"
        " UNION SELECT u.id, down.above FROM down JOIN unit u ON u.parent_id = down.id)"
        " SELECT id, above FROM down ORDER BY id, above",
        {"ids": listing.id_array(ids)},
    )
    return [(row["id"], row["above"]) for row in rows]


def unseated(
    connection: sqlite3.Connection, column: str, ids: Iterable[int]
) -> dict[tuple[str, str, str | None, str], None]:
    """What needs a seat that its unit does not have: (unit, year, ISO day, what it is in words), in order.

    In the years or of the units with these ids, as `column` says: "year_id", "unit_id". Without a day it is needed at
    some time of the year.
    """
    wanted = ", ".join(str(one) for one in sorted(ids))
    rows = connection.execute(
        "SELECT u.code AS unit, n.code AS year, o.day, o.what FROM unseated o JOIN unit u ON u.id = o.unit_id"
        f" JOIN named_year n ON n.id = o.year_id WHERE o.{column} IN ({wanted})"
        " ORDER BY o.day IS NULL, o.day, o.what"
    )
    return dict.fromkeys((row["unit"], row["year"], row["day"], row["what"]) for row in rows)


def council_record(connection: sqlite3.Connection, row: listing.Listed) -> dict[str, object]:
    """A council whole, as `council show` prints it: its members by role, its decisions by number."""
    return {
        **listing.shown(COUNCILS, row.values),
        "members": _of_council(connection, COUNCIL_MEMBERS, row.id),
        "decisions": _of_council(connection, COUNCIL_DECISIONS, row.id),
    }


def _of_council(connection: sqlite3.Connection, kind: Kind, council_id: int) -> list[dict[str, object]]:
    rows = listing.listed(connection, kind, "t.council_id = ?", (council_id,))
    shown = [listing.shown(kind, row.values) for row in rows]
    return [{key: value for key, value in row.items() if key != "council"} for row in shown]


def closed_year_of(connection: sqlite3.Connection, unit_id: int, day: str) -> str | None:
    """A closed year, not over by an ISO day, in which a unit has a seat or one of those it took over from; or None."""
    ids = listing.id_array({unit_id, *forebears(connection, unit_id)})
    row = connection.execute(
        "SELECT c.code FROM member m JOIN year y ON y.id = m.year_id JOIN closed_year c ON c.id = y.id"
        ' WHERE m.unit_id IN (SELECT value FROM json_each(:ids)) AND :day <= y."to"'
        ' AND (m."to" IS NULL OR :day < m."to") ORDER BY y."from" LIMIT 1',
        {"ids": ids, "day": day},
    ).fetchone()
    return None if row is None else str(row["code"])


def unit_on(connection: sqlite3.Connection, person_id: int, day: str) -> int | None:
    """The id of the unit that a person was in on an ISO day, or None."""
    sql = f"SELECT {UNIT_OF.format(person=':person', day=':day')}"
    found = connection.execute(sql, {"person": person_id, "day": day}).fetchone()[0]
    return None if found is None else int(found)


def posts(connection: sqlite3.Connection, person_id: int) -> list[dict[str, str | None]]:
    """Every post of a person, oldest first, the present one last: unit, post, from, to, document."""
    rows = connection.execute(
        'SELECT u.code AS unit, x.post, x."from", x."to", x.document FROM post x LEFT JOIN unit u ON u.id = x.unit_id'
        ' WHERE x.person_id = ? ORDER BY x."to" IS NULL, x."to"',
        (person_id,),
    )
    return [dict(row) for row in rows]


def post_on(connection: sqlite3.Connection, person_id: int, day: str) -> dict[str, str | None]:
    """The post of a person on an ISO day, as `posts` gives it; where none of that day is known, the present one."""
    held = posts(connection, person_id)
    there = (one for one in held if (one["from"] or "") <= day and (one["to"] is None or day < one["to"]))
    return next(there, held[-1])


def person_record(connection: sqlite3.Connection, row: listing.Listed) -> dict[str, object]:
    """A person whole, as `person show` prints it."""
    return {**listing.shown(PEOPLE, row.values), "posts": posts(connection, row.id)}


def former_post(connection: sqlite3.Connection, person_id: int, day: str) -> listing.Listed | None:
    """The post that a person held until an ISO day, or None."""
    return next(listing.each(connection, FORMER_POSTS, 't.person_id = ? AND t."to" = ?', (person_id, day)), None)
