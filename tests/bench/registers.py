"""The registers that the pairs start from: made by the program itself, the references put in past it."""

from __future__ import annotations

import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from pathlib import Path

from inprocess import inside, run

from bench import data

FIXED = {
    "EMULATION_LANG": "vi",
    "EMULATION_NOW": "2026-07-01T08:00:00Z",
    "EMULATION_ACTOR": "Người đo",
}
"""The language, the clock and the actor of every command that is measured."""
BALLOT = "B1"
SALARIES = (("01/07/2023", 1_800_000, "24/2023/NĐ-CP"), ("01/07/2024", 2_340_000, "73/2024/NĐ-CP"))
"""Base salaries (mức lương cơ sở, đồng) that money for commendations is reckoned of."""


def emulation(*words: object) -> list[str]:
    """A command line of the program, as it is called where it is installed."""
    script = Path(sys.executable).with_name("emulation")
    program = [str(script)] if script.exists() else [sys.executable, "-m", "emulation_cli"]
    return [*program, *(str(word) for word in words)]


def environment(folder: Path) -> dict[str, str]:
    """What a command sees: nothing of this machine's settings, and the register only where it names it.

    What is compiled may be kept, as it is where a program is installed.
    """
    left_out = ("EMULATION_", "PYTHONDONTWRITEBYTECODE")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    return {**kept, **FIXED, "XDG_CONFIG_HOME": str(folder / "config")}


def done(register: Path, *words: object, more: Mapping[str, str] = FIXED) -> None:
    """Run a command on a register in this process; it must end well."""
    with inside(register.parent, more):
        ran = run([*(str(word) for word in words), "--db", str(register), "--yes"])
    if ran.code:
        raise RuntimeError(f"emulation {' '.join(str(word) for word in words)}: exit {ran.code}\n{ran.err}")


def expect(register: Path, table: str, rows: int) -> None:
    """See that a register holds so many rows; they were not refused, nor half taken in."""
    with closing(sqlite3.connect(register)) as connection:
        found = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]
    if found != rows:
        raise RuntimeError(f"{register.name} holds {found} rows of {table}, not {rows}")


def expect_returned(register: Path, slips: int) -> None:
    """See that so many slips were counted."""
    with closing(sqlite3.connect(register)) as connection:
        found = connection.execute("SELECT returned FROM ballot_count").fetchall()
    if found != [(slips,)]:
        raise RuntimeError(f"{register.name}: {found} slips were counted, not {slips}")


def make(path: Path, rows: int) -> None:
    """A register that takes the files of so many rows, and of fewer: all that they refer to."""
    done(path, "init", "--preset", "procuracy")
    for day, amount, document in SALARIES:
        done(path, "salary", "add", day, amount, "--document", document)
    number = -(-data.units(rows) // data.UNITS_TO_A_BLOCK) * data.UNITS_TO_A_BLOCK
    blocks = number // data.UNITS_TO_A_BLOCK
    with closing(sqlite3.connect(path)) as connection, connection:
        _units(connection, number)
        _movements(connection)
        _years(connection, blocks)


def _put(connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[object, ...]]) -> None:
    marks = ", ".join("?" for _ in columns.split(","))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)


def _units(connection: sqlite3.Connection, number: int) -> None:
    """Units and people; their ids count from 1 as their codes do."""
    codes = [(n + 1, data.unit_code(n)) for n in range(number)]
    named = ((i, c, c.lower(), f"Đơn vị số {i}", f"don vi so {i}", i) for i, c in codes)
    _put(connection, "unit", 'id, code, key, name, name_key, "order"', named)
    codes = [(n + 1, data.person_code(n)) for n in range(number)]
    people = ((i, c, c.lower(), f"Người số {i}", f"nguoi so {i}", i) for i, c in codes)
    _put(connection, "person", "id, code, key, name, name_key, unit_id", people)


def _movements(connection: sqlite3.Connection) -> None:
    rows = ((f"PT{year}", f"pt{year}", f"Phong trào thi đua năm {year}", "sector", "thematic") for year in data.YEARS)
    _put(connection, "movement", "code, key, name, scope, kind", rows)


def _years(connection: sqlite3.Connection, blocks: int) -> None:
    """Blocks with ten years each; a year has ten members and a pledge with its targets, one id after the other."""
    codes = ((n + 1, data.block_code(n)) for n in range(blocks))
    _put(
        connection, "block", "id, code, key, name, kind", ((i, c, c.lower(), f"Khối số {i}", "block") for i, c in codes)
    )
    years = [(n * len(data.YEARS) + at + 1, n, year) for n in range(blocks) for at, year in enumerate(data.YEARS)]
    days = ((i, n + 1, year, f"{year}-01-01", f"{year}-12-31") for i, n, year in years)
    _put(connection, "year", 'id, block_id, year, "from", "to"', days)
    members = (
        (i, n * data.UNITS_TO_A_BLOCK + at + 1, at + 1, f"{year}-01-01")
        for i, n, year in years
        for at in range(data.UNITS_TO_A_BLOCK)
    )
    _put(connection, "member", 'year_id, unit_id, "order", "from"', members)
    _put(connection, "pledge", "id, year_id, version, current", ((i, i, 1, 1) for i, _n, _year in years))
    targets = ((i, code, code.lower(), name, goal, "%") for i, _n, _year in years for code, name, goal in data.TARGETS)
    _put(connection, "target", "pledge_id, code, key, name, goal, measure", targets)


def with_ballot(path: Path, slips: int) -> None:
    """A register with a council's secret ballot on six units that is closed: so many voters, as many slips issued."""
    make(path, data.UNITS_TO_A_BLOCK * data.ROWS_TO_A_UNIT)
    year = f"{data.block_code(0)}/{data.YEARS[0]}"
    done(path, "meeting", "add", "SK", year, "--kind", "midyear", "--on", f"30/06/{data.YEARS[0]}")
    done(path, "ballot", "new", BALLOT, year, "--meeting", "SK", "--threshold", "1/2", "--of", "members")
    for nominee in data.NOMINEES:
        done(path, "ballot", "nominate", BALLOT, data.unit_code(nominee - 1), "--award", "GK")
    done(path, "ballot", "teller", BALLOT, "Người kiểm phiếu 1")
    done(path, "ballot", "roll", BALLOT, "--entitled-number", slips, "--present-number", slips)
    for verb in ("freeze", "open", "close"):
        done(path, "ballot", verb, BALLOT)


def with_blanks(path: Path, table: str) -> None:
    """Make a table take the empty text wherever it takes NULL, for a program that knows no NULL (`.import` of CSV).

    The same columns, indexes and CHECKs, these asking for the empty text where they ask for NULL. What is left out only
    makes it easier to write into: STRICT (the empty text is no number), and that a column that is empty is unique.
    """
    with closing(sqlite3.connect(path)) as connection, connection:
        parts = connection.execute("SELECT type, sql FROM sqlite_schema WHERE tbl_name = ? AND sql <> ''", (table,))
        made = sorted((kind != "table", sql) for kind, sql in parts.fetchall() if kind != "trigger")
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        unique = re.findall(r"^ *(\w+) .*\bUNIQUE\b", made[0][1], re.MULTILINE)
        connection.execute(f'DROP TABLE "{table}"')
        for _later, sql in made:
            connection.execute(
                _asking_for_blanks(sql, [name for _at, name, _type, filled, *_rest in columns if not filled])
            )
        for name in unique:
            connection.execute(f'CREATE INDEX "{table}_{name}" ON "{table}" ("{name}")')


def _asking_for_blanks(sql: str, empty: Sequence[str]) -> str:
    """A statement of the schema, asking for the empty text where it asks for NULL in one of the columns `empty`."""
    sql = sql.replace(") STRICT", ")").replace(" UNIQUE", "").replace("IS NOT NULL", "<> ''").replace("IS NULL", "= ''")
    for name in empty:
        sql = re.sub(rf"CHECK \((date\({name}\) IS {name}|{name} >= )", rf"CHECK ({name} = '' OR \1", sql)
    return sql
