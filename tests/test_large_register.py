"""The register that speed is measured on is a sound one, and the everyday commands name what is in it."""

import shlex
import sqlite3
from contextlib import closing

from bench.everyday import EVERYDAY, PREPARED
from bench.large import SIZE, Shape, block_code, make, unit_name

FULL = Shape(blocks=1000, years=10, units=10_000, commendations=1_000_000, seed=1)
SMALL = {"blocks": 3, "years": 2, "units": 60, "commendations": 500}
ROWS = {"block": 3, "year": 6, "unit": 60, "member": 60, "commendation": 500, "ballot": 6, "signature": 60}


def test_it_holds_whatever_a_register_must_hold(cli):
    make(cli.db, **SMALL)
    assert cli.json("check")["problems"] == []
    with closing(sqlite3.connect(cli.db)) as connection:
        for table, count in ROWS.items():
            assert connection.execute(f'SELECT count(*) FROM "{table}"').fetchone() == (count,)
    cli.ok("ballot", "verify", "K0002-BP24")
    assert [one["state"] for one in cli.json("year", "list", "K0003")] == ["closed", "open"]
    assert len(cli.json("nomination", "list", "K0001/2025")) == len(cli.json("nomination", "list", "K0002/2024")) == 6


def test_the_same_seed_makes_the_same_rows(cli):
    made = []
    for name in ("a.db", "b.db"):
        make(cli.folder / name, **SMALL)
        with closing(sqlite3.connect(cli.folder / name)) as connection:
            made.append([line for line in connection.iterdump() if "audit" not in line])
    assert made[0] == made[1]


def test_the_everyday_commands_name_what_is_there():
    members = [unit_name(unit - 1, FULL.tops)[0] for unit in FULL.members(499)]
    known = {block_code(499), *members}
    words = [word for large, _demo in (*PREPARED, *EVERYDAY) for word in shlex.split(large)]
    named = {word.partition("/")[0] for word in words if word.startswith(("K0500/", "QNG-"))}
    assert (len(members), named - known) == (SIZE, {"QNG-TB15"})  # the last one is mistyped on purpose
