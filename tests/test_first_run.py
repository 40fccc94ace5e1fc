"""The first minutes: no register yet, and the register that `emulation init` makes by asking."""

from __future__ import annotations

import shlex

import pytest
from inprocess import forget_configuration

# -- no register yet --------------------------------------------------------------------------------------------------

EVERY = [
    "block list",
    "block add C6 Cụm --kind cluster",
    "year show C6/2023",
    "unit show TH",
    "unit add TH Thanh-Hóa",
    "person list",
    "meeting list",
    "pledge show C6/2023",
    "award list",
    "ballot show B1",
    "nomination list C6/2023",
    "commendation list",
    "status C6/2023",
    "import units units.csv",
    "export summary C6/2023 -o s.xlsx",
    "paper list",
    "search Thanh",
    "check",
    "backup",
    "migrate",
    "log",
    "log verify",
]


@pytest.mark.parametrize("words", EVERY)
def test_without_a_register_every_command_says_in_two_lines_what_to_do(cli, words):
    cli.folder.joinpath("units.csv").write_text("Mã;Tên đơn vị\nTH;VKSND tỉnh Thanh Hóa\n", encoding="utf-8")
    missing, ways = cli.refused(4, *words.split()).splitlines()
    assert missing == f"there is no register at {cli.db} (EMULATION_DB)"
    assert "emulation init;" in ways
    assert "--db or EMULATION_DB" in ways
    assert "emulation demo" in ways
    assert not cli.db.exists()


def test_it_says_who_named_the_place(cli, monkeypatch):
    assert "other.db (--db)" in cli.refused(4, "unit", "list", "--db", "other.db")
    monkeypatch.delenv("EMULATION_DB")
    monkeypatch.setenv("XDG_DATA_HOME", str(cli.folder))
    assert f"{cli.folder}/emulation/register.db (the usual place)" in cli.refused(4, "unit", "list")
    config = cli.folder / "config" / "emulation" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("db = 'sổ.db'\n", encoding="utf-8")
    forget_configuration()
    assert f"sổ.db ({config})" in cli.refused(4, "unit", "list")


def test_what_it_says_makes_one_there(cli):
    ways = cli.refused(4, "unit", "list", "--db", "sổ mới.db").splitlines()[1]
    line = ways.partition("emulation ")[2].partition(";")[0]
    cli.ok(*shlex.split(line))
    cli.ok("unit", "list", "--db", "sổ mới.db")
