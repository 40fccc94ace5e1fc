"""No everyday command reads a table whole that grows with the years: the plan of every statement that it runs.

The plans are SQLite's own, without statistics, so they are the same on a register of any size.
"""

from __future__ import annotations

import shlex
import sqlite3
from contextlib import closing
from unittest import mock

import inprocess
import pytest
from bench.everyday import ENVIRONMENT, EVERYDAY, PREPARED

from emulation_cli.kernel import migrate, names, references, register, standing, writing

DEMO = [words for _large, words in EVERYDAY]
CATALOGUE = "what the law says: as many rows in a large register as in a small one"
FEW = {
    **dict.fromkeys(("award", "rule", "provision", "condition", "dossier", "quota", "salary"), CATALOGUE),
    "duty": "the calendar: a few lines for each authority",
    "movement": "the country's and the block's own movements: some in a year",
    "council": "one or two of a unit that has any at all",
    "sqlite_schema": "the schema's own parts",
}
"""Tables that may be read whole, and why."""
NEWEST = "the newest entry, or as many as were asked for, by number"
ANYWHERE = "a part of a name may stand anywhere in it"
NEAREST = "nothing has this code: the nearest are sought among all"
ONLY = {
    "audit": dict.fromkeys(DEMO, NEWEST),
    "unit": {"unit list --search 'tinh'": ANYWHERE, "unit show TTX": NEAREST},
    "unit_alias": {"unit list --search 'tinh'": ANYWHERE},
    "block": {"year show C66/2023": NEAREST},
}
"""Other tables that some commands read whole: which, and why."""
SEARCH = ("search 'thanh tra'",)
"""Commands that read everything: a word may stand in any text."""


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """The statements of each everyday command on the demonstration, and a connection that can explain them."""
    folder = tmp_path_factory.mktemp("plans")
    with inprocess.inside(folder, {**ENVIRONMENT, "EMULATION_DB": str(folder / "demo" / "register.db")}):
        for words in ("demo demo --quiet", *(words for _large, words in PREPARED)):
            assert inprocess.run(shlex.split(words)).code == 0, words
        found = {words: statements(words) for words in DEMO}
    with closing(sqlite3.connect(folder / "demo" / "register.db")) as connection:
        connection.execute("PRAGMA foreign_keys = ON")  # a removal asks every table that may point to the row
        yield found, connection


def statements(words):
    """Every statement that a command runs, its values put in."""
    seen = []
    plain = register.connect

    def connect(*given, **more):
        connection = plain(*given, **more)
        connection.set_trace_callback(seen.append)
        return connection

    with mock.patch.object(register, "connect", connect), mock.patch.object(writing, "connect", connect):
        done = inprocess.run(shlex.split(words))
    assert done.code in (0, 4), (words, done.err)
    return [
        sql for sql in dict.fromkeys(seen) if sql.split(" ", 1)[0] in ("SELECT", "WITH", "INSERT", "UPDATE", "DELETE")
    ]


def read_whole(connection, sql):
    """The tables of which a statement reads every row, or every entry of an index: by SQLite's own program for it."""
    tables = dict(connection.execute("SELECT rootpage, tbl_name FROM sqlite_schema WHERE rootpage > 0")) | {
        1: "sqlite_schema"
    }
    opened, found = {}, set()
    for _address, step, cursor, page, *_more in explained(connection, sql):
        if step in ("OpenRead", "OpenWrite"):
            opened[cursor] = tables[page]
        elif step.startswith("Open"):  # a table that is made for this statement alone
            opened.pop(cursor, None)
        elif step in ("Rewind", "Last", "Count") and cursor in opened:
            found.add(opened[cursor])
    return found


def explained(connection, sql):
    """SQLite's program for a statement; functions that the program brings along are stood in for."""
    while True:
        try:
            return connection.execute(f"EXPLAIN {sql}").fetchall()
        except sqlite3.OperationalError as error:
            missing = str(error).partition("no such function: ")[2]
            if not missing:
                raise
            connection.create_function(missing, -1, lambda *_given: None, deterministic=True)


@pytest.mark.parametrize("words", [words for words in DEMO if words not in SEARCH])
def test_no_table_that_grows_is_read_whole(ran, words):
    found, connection = ran
    allowed = {*FEW, *(table for table, commands in ONLY.items() if words in commands)}
    whole = {sql: tables for sql in found[words] if (tables := read_whole(connection, sql) - allowed)}
    assert whole == {}


def test_a_command_may_read_whole_only_what_it_does(ran):
    found, connection = ran
    read = {words: set().union(*(read_whole(connection, sql) for sql in found[words])) for words in DEMO}
    assert set().union(*read.values()) >= {*FEW, *ONLY}
    for table, commands in ONLY.items():
        assert table == "audit" or all(table in read[words] for words in commands)


def test_what_the_proof_looks_for_is_found_where_it_stands(ran):
    _found, connection = ran
    assert read_whole(connection, "SELECT name FROM unit ORDER BY code") == {"unit"}
    assert read_whole(connection, "SELECT count(*) FROM result") == {"result"}
    assert read_whole(connection, "SELECT 1 FROM unit u JOIN member m ON m.year_id = u.parent_id") == {"unit"}
    assert read_whole(connection, "SELECT name FROM unit WHERE key = 'th'") == set()
    assert read_whole(connection, "DELETE FROM person WHERE id = 1") == set()


# -- the rule behind it -----------------------------------------------------------------------------------------------

CATALOGUES = ("award", "condition", "quota", "dossier", "duty")
"""Tables whose rows are hardly ever removed: what refers to them needs no index for it."""


@pytest.fixture(scope="module")
def schema():
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.row_factory = sqlite3.Row
        migrate.apply_migrations(connection)
        yield connection


def test_whatever_refers_to_a_row_that_there_are_many_of_is_found_from_it(schema):
    tables = [row["name"] for row in schema.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    keys = [(table, key) for table in tables for key in schema.execute(f'PRAGMA foreign_key_list("{table}")')]
    assert len(keys) > 100
    scanned = [
        f"{table}.{key['from']}"
        for table, key in keys
        if key["table"] not in CATALOGUES
        and read_whole_of(schema, f'SELECT 1 FROM "{table}" WHERE "{key["from"]}" = ?') != set()
    ]
    assert scanned == []


def read_whole_of(connection, sql):
    connection.row_factory = None
    try:
        return read_whole(connection, sql.replace("?", "1"))
    finally:
        connection.row_factory = sqlite3.Row


@pytest.mark.parametrize("noun", sorted(references.NAMED - {"recipient", "proposal"}))
def test_a_code_is_found_and_a_row_named_by_an_index(schema, noun):
    heads = "head IN ('c6/2023:x', 'c6', '', '')"
    for where in (f"key = 'c6/2023:x' AND {heads}", "id = 1"):
        assert read_whole_of(schema, f"SELECT id, code FROM named_{noun} WHERE {where}") == set()


@pytest.mark.parametrize("noun", sorted(standing.OFFICIAL - {*CATALOGUES, "salary"}))
def test_what_is_official_on_a_row_is_found_from_it(schema, noun):
    assert read_whole_of(schema, f"SELECT DISTINCT what FROM official_{noun} WHERE id = 1 ORDER BY what") == set()


# -- near names among very many ---------------------------------------------------------------------------------------

NEAR = ("DV-0171", "DV171", "dv-171", "Phòng số 171", "phong 171", "Phong so 1711", "DX-299", "299", "Ph")


@pytest.mark.parametrize("text", NEAR)
def test_the_nearest_of_very_many_are_those_of_all(register, text):
    rows = ["code,name", *(f"DV-{number:03},Phòng số {number}" for number in range(300))]
    (register.folder / "u.csv").write_text("\n".join(rows), encoding="utf-8")
    register.ok("import", "units", "u.csv")
    known = {}
    for one in register.json("unit", "list"):
        known |= {one["code"]: one["code"], one["name"]: one["code"]}
    near = list(dict.fromkeys(known[hit] for hit in names.nearest(text, known)))
    with sqlite3.connect(register.db) as connection:
        connection.row_factory = sqlite3.Row
        assert references.nearest(connection, "unit", text) == near
    connection.close()


def test_the_nearest_of_very_many_composed_codes_are_within_the_same_block(register):
    register.ok("block", "add", "C6", "Cụm 6", "--kind", "cluster")
    register.ok("block", "add", "C66", "Cụm 66", "--kind", "cluster")
    with sqlite3.connect(register.db) as connection:
        for block in (1, 2):
            connection.executemany(
                'INSERT INTO year (block_id, year, "from", "to") VALUES (?, ?, ?, ?)',
                [(block, year, f"{year}-01-01", f"{year}-12-31") for year in range(1950, 2100)],
            )
    connection.close()
    assert "near it: C6/2099" in register.refused(4, "year", "show", "C6/2199")
