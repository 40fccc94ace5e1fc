"""What stands on a row: what refers to it, and what has been made official on it.

What refers to a row is read from the schema's own foreign keys; a view for each noun, `official_NOUN (id, what)`, says
what has been made official on its rows.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from emulation_cli.kernel import terms
from emulation_cli.kernel.language import N_, _
from emulation_cli.kernel.references import code_of

if TYPE_CHECKING:
    import sqlite3

# fmt: off
OFFICIAL = frozenset({
    "meeting", "year", "document", "member", "ballot", "commendation", "pledge", "period", "duty", "block", "award",
    "movement", "person", "criterion", "condition", "quota",
})
"""Nouns on whose rows something can be made official: those with a view `official_NOUN`."""
# fmt: on
CLOSED_YEAR = N_("the closed year")
WORDS = (
    CLOSED_YEAR,
    N_("the ballot"),
    N_("the roll of the ballot"),
    N_("the place of the ballot"),
    N_("the adopted pledge"),
    N_("the adoption of the pledge"),
    N_("the signature under the pledge"),
    N_("the version before it"),
    N_("the pledge's item"),
    N_("the published ranking"),
    N_("the nomination"),
    N_("what was found of a nomination"),
    N_("the results of"),
    N_("the result"),
    N_("the goal of"),
    N_("the target"),
    N_("the registration"),
    N_("the report"),
    N_("the question"),
    N_("the activity"),
    N_("the leadership of"),
    N_("its scores"),
    N_("its exclusion"),
    N_("a sheet that it cross-scored"),
)
"""How the views `official_NOUN` and `seat_need` begin what they say; a code may follow."""


def standing_on(connection: sqlite3.Connection, table: str, row_id: int, owned: Collection[str] = ()) -> list[str]:
    """What refers to a row or to one of its parts, as the officer knows it: "member (year C6/2023)".

    Follows the schema's own foreign keys, so a table that comes later is never forgotten. `owned` are the tables of
    the row's parts; a table that points to its owner by `owner_id` is a part as well.
    """
    found: list[str] = []
    for child, column in _children(connection, table):
        rows = connection.execute(f'SELECT * FROM "{child}" WHERE "{column}" = ? ORDER BY 1', (row_id,)).fetchall()
        for row in rows:
            if child not in owned and column != "owner_id":
                found.append(_described(connection, child, row, came_from=table))
            elif "id" in row.keys():  # noqa: SIM118 - a Row iterates over its values
                found += standing_on(connection, child, row["id"], owned)
    return list(dict.fromkeys(found))


def delete_part(connection: sqlite3.Connection, table: str, owner: str, row_id: int) -> None:
    """Delete the rows of a part that belong to a row, with the lists that those own."""
    column = next(column for child, column in _children(connection, owner) if child == table)
    for child, link in _children(connection, table):
        if link == "owner_id":
            owned = f'SELECT id FROM "{table}" WHERE "{column}" = ?'
            connection.execute(f'DELETE FROM "{child}" WHERE owner_id IN ({owned})', (row_id,))
    connection.execute(f'DELETE FROM "{table}" WHERE "{column}" = ?', (row_id,))


def _children(connection: sqlite3.Connection, table: str) -> list[tuple[str, str]]:
    """Every table that points to a table, with the column by which it does."""
    return [
        (child, key["from"])
        for child in _tables(connection)
        for key in _foreign_keys(connection, child)
        if key["table"] == table
    ]


def _described(connection: sqlite3.Connection, table: str, row: sqlite3.Row, came_from: str) -> str:
    """A row by its own code, else by what it is and the nearest row above it that has a code."""
    noun = _noun(table)
    named = _code_of(connection, table, row)
    if named:
        return f"{noun} {named}"
    above = _above(connection, table, row, came_from)
    return f"{noun} ({above})" if above else noun


def _noun(table: str) -> str:
    return terms.spoken(table.replace("_", " "), "noun")


def _above(connection: sqlite3.Connection, table: str, row: sqlite3.Row, came_from: str) -> str:
    for key in _foreign_keys(connection, table):
        if key["table"] in (came_from, table) or row[key["from"]] is None:
            continue
        parent = connection.execute(f'SELECT * FROM "{key["table"]}" WHERE id = ?', (row[key["from"]],)).fetchone()
        named = _code_of(connection, key["table"], parent)
        return f"{_noun(key['table'])} {named}" if named else _above(connection, key["table"], parent, table)
    return ""


def _code_of(connection: sqlite3.Connection, table: str, row: sqlite3.Row) -> str:
    if "id" not in row.keys():  # noqa: SIM118 - a Row iterates over its values
        return ""
    return code_of(connection, table, row["id"])


def _tables(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")]


def _foreign_keys(connection: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    """A table's foreign keys in the order the schema declares them."""
    return list(reversed(connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()))


def year_is_closed(code: str) -> tuple[str, str]:
    """What is said of a closed year in which something was to change, and the way back."""
    return (
        _("the year {year} is closed").format(year=code),
        _("Open it again with: emulation year reopen {year} --reason …").format(year=code),
    )


def in_words(what: str) -> str:
    """What a view says of a row, in the language spoken: its words translated, the code behind them as it is."""
    words = next((words for words in WORDS if what == words or what.startswith(f"{words} ")), "")
    return _(words) + what.removeprefix(words) if words else what


def closed_year_in(what: str) -> str:
    """The code of the closed year that an answer of `official` names, or ""."""
    return what.removeprefix(f"{CLOSED_YEAR} ") if what.startswith(f"{CLOSED_YEAR} ") else ""


def official(connection: sqlite3.Connection, noun: str, row_id: int) -> list[str]:
    """What has been made official on a row, in words; from the schema's view `official_NOUN`."""
    if noun not in OFFICIAL:
        return []
    rows = connection.execute(f"SELECT DISTINCT what FROM official_{noun} WHERE id = ? ORDER BY what", (row_id,))
    return [row["what"] for row in rows]
