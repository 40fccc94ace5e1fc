"""What happens to register files in life, by the numbers of the fault list; 1 to 5, 7, 9 to 11, 13, 16, 18 and 20 stand
in test_register_file.py and test_log_verify.py, 12 in test_concurrency.py."""

import os
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from behind import OLD, bound_by_permissions, old_register

from emulation_cli.kernel import migrate, schema
from emulation_cli.upkeep import health

HERE = Path(__file__).parent


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def dump(path):
    with sqlite3.connect(path) as connection:
        return sorted(connection.iterdump())


def test_every_fault_of_a_register_has_a_test_by_its_number():
    named = re.compile(r"^def test_((?:[0-9]{2}_)+)", re.MULTILINE)
    files = ("test_register_file.py", "test_log_verify.py", "test_register_faults.py", "test_concurrency.py")
    found = [
        number for file in files for names in named.findall((HERE / file).read_text()) for number in names.split("_")
    ]
    assert {int(number) for number in found if number} == set(range(1, 23))


# -- 6: an older schema -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", OLD)
@pytest.mark.parametrize(
    "where", [("kernel.migrate", "_step"), ("kernel.audit", "append"), ("upkeep.records", "problems")]
)
def test_06_a_migration_that_is_killed_leaves_the_old_version_whole(cli, name, where):
    old_register(cli.db, name)
    before = dump(cli.db)
    _run("migrate", killed_in=(f"emulation_cli.{where[0]}", where[1], 1))
    assert "emulation migrate" in cli.refused(6, "unit", "list")
    assert dump(cli.db) == before
    cli.ok("migrate")
    cli.ok("check")
    assert [one for one in names_in(cli.folder) if one.endswith((".tmp", "-journal"))] == []


def _run(*words, killed_in=None, **more):
    """The command in a process of its own; killed when a function is called for the n-th time."""
    hook = ""
    if killed_in:
        module, name, times = killed_in
        hook = (
            f"import importlib, itertools, os\nm = importlib.import_module({module!r})\n"
            f"f, n = m.{name}, itertools.count(1)\n"
            f"def g(*a, **k):\n  if next(n) == {times}: os.kill(os.getpid(), 9)\n  return f(*a, **k)\n"
            f"m.{name} = g\n"
        )
    script = f"import sys; from emulation_cli import app\n{hook}sys.exit(app.main())"
    words = [sys.executable, "-c", script, *(str(word) for word in words)]
    done = subprocess.run(words, capture_output=True, text=True, **more)
    assert not killed_in or done.returncode == -9, done.stderr
    return done


def test_06_a_migration_that_would_not_hold_leaves_the_register_as_it_was(cli, monkeypatch):
    old_register(cli.db, "schema-10")
    before = cli.db.read_bytes()
    plain = migrate.statements
    monkeypatch.setattr(migrate, "statements", lambda script: [*plain(script), "DROP TRIGGER IF EXISTS audit_update"])
    said = cli.refused(7, "migrate")
    assert "schema: tables or triggers were changed" in said
    assert "still has its older schema" in said
    assert (cli.db.read_bytes(), names_in(cli.folder)) == (before, ["register.db"])


# -- 8: changed by another tool ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TRIGGER audit_update",
        "DROP INDEX member_unit",
        "ALTER TABLE unit ADD COLUMN ghi_chu TEXT",
        "CREATE TABLE khac (id INTEGER)",
        "CREATE VIEW khac AS SELECT 1",
        "CREATE TRIGGER khac AFTER INSERT ON unit BEGIN DELETE FROM setting; END",
    ],
)
def test_08_an_altered_schema_is_read_but_not_written(cum6, statement):
    with sqlite3.connect(cum6.db) as other:
        other.execute(statement)
    other.close()
    before = cum6.db.read_bytes()
    for words in (["unit", "add", "X", "Y"], ["unit", "edit", "TH", "--short", "T"], ["year", "close", "C6/2023"]):
        said = "its tables or triggers were changed by another program; nothing is written to it"
        assert cum6.refused(7, *words).startswith(f"{cum6.db}: {said}\n")
    assert len(cum6.json("unit", "list")) == 6
    done = cum6("check", "--format", "json")
    assert (done.code, [one["check"] for one in done.json["problems"]]) == (7, ["schema"])
    assert "does not hold; problems found: 1\n" in done.err
    assert cum6.db.read_bytes() == before


def test_08_what_sqlite_keeps_for_itself_is_no_change(cum6):
    with sqlite3.connect(cum6.db) as other:
        other.execute("ANALYZE")
    other.close()
    cum6.ok("unit", "add", "X", "Y")
    cum6.ok("check")


def test_08_an_altered_older_register_is_not_migrated(cli):
    old_register(cli.db, "schema-10")
    with sqlite3.connect(cli.db) as other:
        other.execute("DROP TRIGGER audit_update")
    other.close()
    before = cli.db.read_bytes()
    assert "another program" in cli.refused(7, "migrate")
    assert (cli.db.read_bytes(), names_in(cli.folder)) == (before, ["register.db"])


def test_08_every_migration_has_its_digest(tmp_path):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.row_factory = sqlite3.Row
    found = {}
    for path in sorted(migrate.MIGRATIONS.glob("*.sql")):
        number = int(path.name[:4])
        migrate.apply_migrations(connection, last=number)
        found[number] = schema.digest(connection)
    assert schema.digests() == found, f"write into {schema.DIGESTS.name}: {found}"


# -- 13: what may not be written --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("folder", "file"), [(0o500, 0o600), (0o700, 0o400), (0o500, 0o400)])
def test_13_in_a_read_only_folder_or_file_is_read_and_nothing_else(cum6, folder, file):
    before = cum6.db.read_bytes()
    cum6.db.chmod(file)
    cum6.folder.chmod(folder)
    try:
        done = {
            words[0]: bound_by_permissions(*words)
            for words in (["check"], ["log"], ["backup"], ["year", "close", "C6/2023"])
        }
    finally:
        cum6.folder.chmod(0o700)
    written = folder & 0o200  # a backup beside it needs the folder alone
    assert {word: one.returncode for word, one in done.items()} == {
        "check": 0,
        "log": 0,
        "backup": 0 if written else 8,
        "year": 8,
    }
    assert not any("Traceback" in one.stderr for one in done.values())
    assert cum6.db.read_bytes() == before


def test_13_a_register_that_may_not_be_read_is_told(cum6):
    cum6.db.chmod(0o000)
    try:
        done = bound_by_permissions("unit", "list")
    finally:
        cum6.db.chmod(0o600)
    assert (done.returncode, done.stderr) == (8, f"no permission to read {cum6.db}\n")


# -- 14: a full disk --------------------------------------------------------------------------------------------------


def units_file(folder, count):
    rows = "".join(f"N{number};Đơn vị số {number}\n" for number in range(count))
    (folder / "units.csv").write_text("code;name\n" + rows, encoding="utf-8")


@pytest.mark.parametrize("size", [100, 600_000, 760_000, 800_000])
@pytest.mark.parametrize("words", [["import", "units", "units.csv"], ["backup", "copy.db"], ["init", "--db", "new.db"]])
def test_14_a_full_disk_changes_nothing(cum6, words, size):
    units_file(cum6.folder, 3000)
    before, there = dump(cum6.db), names_in(cum6.folder)

    def no_more() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))

    done = _run(*words, preexec_fn=no_more)
    if done.returncode == 0 and words[0] != "import":  # it fitted
        return
    assert done.returncode == 8, done.stderr
    assert "Traceback" not in done.stderr
    assert dump(cum6.db) == before
    assert cum6.json("check")["problems"] == []
    assert names_in(cum6.folder) == there


# -- 15, 17: stopped in the middle ------------------------------------------------------------------------------------

PLACES = [
    ("emulation_cli.exchange.intake", "take_in"),
    ("emulation_cli.kernel.audit", "append"),
    ("emulation_cli.kernel.audit", "_insert"),
    ("emulation_cli.exchange.copies", "write_copy"),
    ("emulation_cli.exchange.publish", "give_name"),
    ("emulation_cli.exchange.copies", "forget_older"),
]


@pytest.mark.parametrize(("module", "name"), PLACES, ids=[name for _module, name in PLACES])
def test_15_an_import_that_is_killed_is_all_or_nothing(cum6, module, name):
    """The kill at every single write, sync and rename is `make torture`."""
    units_file(cum6.folder, 300)
    (cum6.folder / "units.csv").open("a", encoding="utf-8").write("TH;VKSND tỉnh Thanh Hoá mới\n")
    before = cum6.json("unit", "list")
    _run("import", "units", "units.csv", "--update", killed_in=(module, name, 1))
    after = cum6.json("unit", "list")
    assert len(after) == len(before) + (300 if name == "forget_older" else 0)
    cum6.ok("check")
    cum6.ok("import", "units", "units.csv", "--update")
    assert len(cum6.json("unit", "list")) == len(before) + 300
    for left in cum6.folder.glob(".*.tmp"):  # nobody can be about to write it any more
        os.utime(left, (0, 0))
    cum6.ok("backup")
    assert [one for one in names_in(cum6.folder) if one.endswith((".tmp", "-journal"))] == []


@pytest.mark.parametrize(("sent", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_17_an_import_that_is_stopped_writes_nothing_and_says_so(cum6, sent, code):
    units_file(cum6.folder, 300)
    script = (
        "import signal, sys, time; signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from emulation_cli import app; from emulation_cli.kernel import audit\n"
        "def held(*given, **more): print('here', flush=True); time.sleep(60)\n"
        "audit.append = held\nsys.exit(app.main())"
    )
    words = [sys.executable, "-c", script, "import", "units", "units.csv"]
    before = cum6.db.read_bytes()
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "here\n"
        process.send_signal(sent)
        _out, err = process.communicate(timeout=60)
    assert process.returncode == code
    assert err == "Stopped; what was not finished is not written.\n"
    assert (cum6.db.read_bytes(), names_in(cum6.folder)) == (before, ["register.db", "units.csv"])


# -- 19: links --------------------------------------------------------------------------------------------------------


def test_19_a_link_stands_for_the_register_itself(cum6):
    (cum6.folder / "far").mkdir()
    link = cum6.folder / "far" / "link.db"
    link.symlink_to(cum6.db)
    cum6.ok("unit", "edit", "TH", "--short", "T", "--db", link)
    cum6.ok("backup", "--db", link)
    cum6.ok("unit", "edit", "TH", "--short", "U", "--db", link)
    cum6.ok("restore", "register.backup-000012.db", "--yes", "--db", link)
    assert (link.is_symlink(), cum6.json("unit", "show", "TH")["short"]) == (True, "T")
    assert names_in(cum6.folder) == [
        "far",
        "register.backup-000012.db",
        "register.before-restore-000013.db",
        "register.db",
    ]
    assert names_in(cum6.folder / "far") == ["link.db"]


def warned(cli, check):
    return [one["problem"] for one in cli.json("check")["warnings"] if one["check"] == check]


def test_19_a_second_name_of_the_file_is_warned_of(cum6):
    os.link(cum6.db, cum6.folder / "second.db")
    assert "2 names" in warned(cum6, "links")[0]
    assert "hard links" in cum6("check").err


# -- 20 to 22: around it ----------------------------------------------------------------------------------------------


def test_20_who_else_may_read_it_is_warned_of(cum6):
    assert warned(cum6, "permissions") == []
    cum6.db.chmod(0o644)
    assert "chmod 600" in warned(cum6, "permissions")[0]


@pytest.mark.parametrize("kind", ["nfs4", "cifs", "smb3", "fuse.sshfs", "9p"])
def test_21_a_network_drive_is_warned_of(cum6, monkeypatch, kind):
    mounts = cum6.folder / "mounts"
    text = f"disk / ext4 rw 0 0\nserver:/share {str(cum6.folder).replace(' ', chr(92) + '040')} {kind} rw 0 0\n"
    mounts.write_text(text, encoding="utf-8")
    monkeypatch.setattr(health, "MOUNTS", mounts)
    assert kind in warned(cum6, "network")[0]
    mounts.write_text("disk / ext4 rw 0 0\n", encoding="utf-8")
    assert warned(cum6, "network") == []


@pytest.mark.parametrize("folder", ["OneDrive - VKSND", "Dropbox", "Google Drive"])
def test_21_a_folder_that_another_program_copies_is_warned_of(cli, folder):
    path = cli.folder / folder / "2023" / "register.db"
    cli.ok("init", "--db", path)
    warnings = cli.json("check", "--db", path)["warnings"]
    assert [(one["check"], folder in one["problem"]) for one in warnings] == [("synced", True)]


def test_21_too_little_space_is_warned_of(cum6, monkeypatch):
    usage = health.shutil.disk_usage(cum6.folder)
    monkeypatch.setattr(health.shutil, "disk_usage", lambda _path: usage._replace(free=1_000_000))
    assert "1 MB are free" in warned(cum6, "space")[0]


def test_22_a_clock_that_goes_back_is_warned_of_and_orders_nothing(cum6, monkeypatch):
    for moment in ("2023-07-01T07:59:00Z", "1970-01-01T00:00:00Z"):
        monkeypatch.setenv("EMULATION_NOW", moment)
        assert "01/07/2023 15:00" in warned(cum6, "clock")[0]
    done = cum6("unit", "edit", "TH", "--short", "T")
    assert (done.code, "01/07/2023 15:00" in done.err) == (0, True)
    assert cum6("unit", "edit", "TH", "--short", "T").err.count("clock") == 0  # nothing was entered
    assert [one["seq"] for one in cum6.json("log", "--limit", 2)] == [12, 11]
    cum6.ok("log", "verify")


def test_a_command_of_today_says_nothing_of_the_clock(register, monkeypatch):
    monkeypatch.setenv("EMULATION_NOW", time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()))
    assert "clock" not in register("unit", "add", "X", "Y").err
