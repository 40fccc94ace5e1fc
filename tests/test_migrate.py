"""A register of an older schema is refused untouched, and `migrate` brings it up to date with everything in it."""

from __future__ import annotations

import sqlite3

import pytest
from behind import OLD, old_register

from emulation_cli.kernel import migrate, register
from emulation_cli.kernel.likeness import alike
from emulation_cli.kernel.names import fold


@pytest.fixture(params=OLD)
def old(request, cli):
    old_register(cli.db, request.param)
    return cli, request.param


def test_every_schema_but_the_first_three_and_the_newest_has_a_register_to_come_from():
    assert list(OLD) == [f"schema-{number}" for number in range(4, register.schema_version())]


def test_an_older_register_is_refused_untouched_and_names_the_way(old):
    cli, _name = old
    before = cli.db.read_bytes()
    for words in (("unit", "list"), ("unit", "add", "XX", "Đơn vị"), ("check",)):
        assert "emulation migrate" in cli.refused(6, *words)
    assert cli.db.read_bytes() == before


def test_a_migration_keeps_every_row_and_a_copy_of_the_register_as_it_was(old):
    cli, name = old
    before = cli.db.read_bytes()
    record = cli.json("migrate")
    copy = cli.db.with_name(f"register.{name}.db")
    assert (record["from"], record["to"], record["copy"]) == (
        int(name.rpartition("-")[2]),
        register.schema_version(),
        str(copy),
    )
    assert copy.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(copy) as kept, sqlite3.connect(cli.folder / "was.db") as was:
        (cli.folder / "was.db").write_bytes(before)
        assert sorted(kept.iterdump()) == sorted(was.iterdump())
    cli.ok("check")
    cli.ok("log", "verify", "--against", copy)
    cli.ok("ballot", "verify", "B1", "--fingerprint", OLD[name])
    assert cli.json("ballot", "show", "B1")["tellers"] == ["Người kiểm phiếu hai", "Người kiểm phiếu một"]
    assert cli.json("award", "show", "CTD-KSND", "--on", "30/09/2024")["rule"]["clause"].endswith("Điều 20")
    assert [path.name for path in cli.folder.glob(".*.tmp")] == []


def test_work_goes_on_where_it_stopped(old):
    cli, _name = old
    cli.ok("migrate")
    for verb in ("open", "close"):
        cli.ok("ballot", verb, "B2")
    cli.ok("ballot", "count", "B2", "--returned", 4, "--invalid", 0, "--votes", "1=3/1/0", "--printed", 5)
    cli.ok("ballot", "seal", "B2")
    for ballot in ("B1", "B2"):
        cli.ok("ballot", "minutes", ballot, "-o", f"{ballot}.xlsx")
    assert "CTD-KSND.2019-06-28" in [one["code"] for one in cli.json("rule", "list")]


def test_a_second_migration_is_nothing(old):
    cli, _name = old
    cli.ok("migrate")
    before = cli.db.read_bytes()
    assert cli.json("migrate")["copy"] is None
    assert cli.db.read_bytes() == before


def test_a_copy_that_is_there_already_is_never_replaced(old):
    cli, name = old
    cli.db.with_name(f"register.{name}.db").write_text("giữ nguyên")
    assert cli.json("migrate")["copy"] == str(cli.db.with_name(f"register.{name}-2.db"))
    cli.ok("log", "verify", "--against", f"register.{name}-2.db")
    assert cli.db.with_name(f"register.{name}.db").read_text() == "giữ nguyên"


def test_a_migration_that_fails_leaves_the_register_as_it_was(old, monkeypatch):
    cli, _name = old
    before = cli.db.read_bytes()
    monkeypatch.setattr(migrate, "statements", lambda _script: ["CREATE TABLE half (id INTEGER) STRICT", "nonsense"])
    assert cli("migrate").code == 1
    assert cli.db.read_bytes() == before


@pytest.mark.parametrize("place", ["apply_migrations", "audit.append"])
def test_a_migration_that_is_stopped_halfway_is_done_whole_the_next_time(old, monkeypatch, place):
    cli, name = old

    def stopped(*_given):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(f"emulation_cli.upkeep.records.{place}", stopped)
        assert cli("migrate").code == 130
    assert "emulation migrate" in cli.refused(6, "unit", "list")
    cli.ok("migrate")
    known = int(name.rpartition("-")[2])
    steps = [one for one in cli.json("log") if one["verb"] == "migrate" and one["before"]["schema"] >= known]
    assert sorted((one["before"]["schema"], one["after"]["schema"]) for one in steps) == [
        (number, number + 1) for number in range(known, register.schema_version())
    ]
    cli.ok("check")


def test_what_is_known_of_the_law_is_taken_in_afterwards(old):
    cli, _name = old
    cli.ok("migrate")
    before = len(cli.json("rule", "list"))
    taken = cli.json("rule", "known")
    assert (taken["unchanged"], len(cli.json("rule", "list"))) == (before, before + taken["new"])
    assert before + taken["new"] > 15
    assert cli.json("rule", "known")["new"] == 0


def test_minutes_of_an_old_ballot_are_written_after_a_code_was_corrected(old):
    cli, _name = old
    cli.ok("migrate")
    cli.ok("unit", "edit", "TH", "--code", "TH9")
    cli.ok("ballot", "minutes", "B1", "-o", "m.xlsx")


def test_who_led_a_year_led_it_from_its_first_day(old):
    cli, name = old
    cli.ok("migrate")
    shown = cli.json("year", "show", "C6/2023")
    assert (shown["head"], shown["deputies"]) == (("TH", ["NA"]) if name != "schema-4" else (None, []))
    assert {one["from"] for one in shown["leadership"]} <= {"2023-01-01"}


@pytest.mark.parametrize("old", ["schema-8"], indirect=True)
def test_proposals_and_commendations_keep_their_path_and_get_the_year_they_are_for(old):
    cli, _name = old
    cli.ok("migrate")
    states = {one["id"]: (one["state"], one["decided_on"]) for one in cli.json("nomination", "list", "C6/2023")}
    assert states == {
        "B1-1": ("returned", "2023-07-20"),
        "DX-1": ("granted", "2023-06-15"),
        "DX-2": ("proposed", None),
    }
    granted = cli.json("commendation", "list")
    assert [(one["recipient"], one["award"], one["of_year"]) for one in granted] == [
        ("AN", "LDTT", 2022),
        ("AN", "GK-CN", 2023),
    ]
    forms = {one["code"]: one["form"] for one in cli.json("award", "list")}
    assert (forms["CTD-KSND"], forms["CSTD-CS"], forms["TTLDXS"], forms["KNC-KS"]) == (
        "flag",
        "fighter",
        "title",
        "insignia",
    )
    taken = cli.json("award", "known")
    assert all(taken[kind]["new"] > 0 for kind in ("provisions", "conditions", "quotas", "dossier-papers"))
    assert sum(one["new"] for one in cli.json("award", "known").values()) == 0


def test_names_of_an_older_register_are_found_and_told_alike(old):
    cli, _name = old
    cli.ok("migrate")
    with sqlite3.connect(cli.db) as connection:
        for table in ("unit", "person", "block", "movement", "award", "council"):
            for name, *keys in connection.execute(f"SELECT name, name_key, alike_key FROM {table}"):
                assert keys == [fold(name), alike(name)]
    assert cli.json("block", "show", "cụm thi đua số 6")["code"] == "C6"
    assert "it may be C6" in cli.refused(4, "block", "show", "Cụm thi đua 6")
