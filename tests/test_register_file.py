"""The register file: made whole or not at all, told from any other file, never written by halves."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from behind import bound_by_permissions, change

from emulation_cli.kernel import register as files
from emulation_cli.kernel.writing import writing
from emulation_cli.upkeep import records


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def run(*words, before=""):
    """The command in a process of its own, after the statement `before`."""
    script = f"import sys; from emulation_cli import app; {before}\nsys.exit(app.main())"
    return subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True)


# -- making one -------------------------------------------------------------------------------------------------------


def test_20_init_makes_a_file_that_only_its_owner_reads(cli):
    old = os.umask(0)
    try:
        cli.ok("init")
    finally:
        os.umask(old)
    assert cli.db.stat().st_mode & 0o777 == 0o600
    assert names_in(cli.folder) == ["register.db"]


@pytest.mark.parametrize("preset", ["none", "procuracy", "province"])
def test_a_new_register_of_every_preset_is_sound(cli, preset):
    cli.ok("init", "--preset", preset)
    assert cli.json("check") == {"sound": True, "problems": [], "warnings": []}
    assert bool(cli.json("award", "list")) == (preset != "none")


def test_an_unknown_preset_makes_nothing(cli):
    assert "procuracy" in cli.refused(2, "init", "--preset", "army")
    assert names_in(cli.folder) == []


@pytest.mark.parametrize("content", [b"", b"my notes\n"])
def test_02_init_touches_no_file_that_is_there(cli, content):
    cli.db.write_bytes(content)
    cli.refused(9, "init")
    assert cli.db.read_bytes() == content
    assert names_in(cli.folder) == ["register.db"]


def test_init_does_not_write_through_a_dangling_link(cli):
    cli.db.symlink_to(cli.folder / "elsewhere.db")
    cli.refused(9, "init")
    assert names_in(cli.folder) == ["register.db"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, OSError(28, "No space left on device"), RuntimeError])
def test_an_init_that_breaks_off_leaves_nothing_behind(cli, monkeypatch, error):
    def broken(*_given):
        raise error

    monkeypatch.setattr(records, "apply_migrations", broken)
    done = cli("init")
    assert done.code == {KeyboardInterrupt: 130, RuntimeError: 1}.get(error, 8)
    assert names_in(cli.folder) == []


@pytest.mark.parametrize("kill", [signal.SIGKILL, signal.SIGTERM])
def test_a_killed_init_leaves_no_register_and_can_be_run_again(cli, kill):
    hook = "from emulation_cli.upkeep import records as r; import os; "
    done = run("init", before=f"{hook}r.apply_migrations = lambda *given: os.kill(os.getpid(), {int(kill)})")
    assert done.returncode == (-9 if kill == signal.SIGKILL else 143)
    assert not cli.db.exists()
    assert kill == signal.SIGKILL or names_in(cli.folder) == []
    cli.ok("init")
    assert cli.json("check")["sound"]


# -- telling it from other files --------------------------------------------------------------------------------------


def test_01_a_missing_register_is_named_and_not_made(cli):
    for words in (["unit", "list"], ["unit", "add", "TH", "Thanh Hóa"], ["check"], ["log"]):
        message = cli.refused(4, *words)
        assert str(cli.db) in message
        assert "emulation init" in message
    assert names_in(cli.folder) == []
    cli.refused(8, "unit", "list", "--db", cli.folder)


def foreign(path):
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE unit (id INTEGER PRIMARY KEY)")
    other.close()


MAKERS = {
    "empty": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("Danh sách đơn vị\n", encoding="utf-8"),
    "workbook": lambda path: openpyxl.Workbook().save(path),
    "another program's database": foreign,
}


@pytest.mark.parametrize("make", MAKERS)
def test_03_04_a_file_that_is_no_register_is_refused_untouched(cli, make):
    MAKERS[make](cli.db)
    before = cli.db.read_bytes()
    for words in (["unit", "list"], ["unit", "add", "TH", "Thanh Hóa"]):
        assert str(cli.db) in cli.refused(6, *words)
    assert cli.db.read_bytes() == before
    assert names_in(cli.folder) == ["register.db"]


NEWER = "{path} has schema {found}; this program knows up to {spoken}\nInstall a newer version of emulation.\n"
OLDER = (
    "{path} has the older schema {found}; this program needs {spoken}\nBring it up to date with: emulation migrate\n"
)


@pytest.mark.parametrize(("step", "said"), [(1, NEWER), (-1, OLDER)])
def test_05_06_another_schema_is_refused_untouched_with_both_versions(register, step, said):
    found, spoken = files.schema_version() + step, files.schema_version()
    _changed(register.db, f"PRAGMA user_version={found}")
    before = register.db.read_bytes()
    for words in (["unit", "list"], ["unit", "add", "TH", "Thanh Hóa"]):
        assert register.refused(6, *words) == said.format(path=register.db, found=found, spoken=spoken)
    assert register.db.read_bytes() == before


def _changed(path, *statements):
    """Change a file as any program with SQLite may."""
    other = sqlite3.connect(path)
    for statement in statements:
        other.execute(statement)
    other.commit()
    other.close()


@pytest.mark.parametrize("kept", [20, 4096, 50_000])
def test_07_a_truncated_register_is_damaged_and_left_as_it_is(cum6, kept):
    cum6.db.write_bytes(cum6.db.read_bytes()[:kept])
    before = cum6.db.read_bytes()
    for words in (["unit", "list"], ["unit", "add", "X", "Y"]):
        message = cum6.refused(7, *words)
        assert message.startswith(f"{cum6.db} is damaged: ")
        assert "emulation restore FILE" in message
    assert cum6.db.read_bytes() == before


@pytest.mark.parametrize("name", ["sổ ?thi đua#1 100%.db", "%41.db", "a?mode=memory", "file:x.db", "Việt & 'co'.db"])
def test_18_any_path_opens_that_very_file(cli, name):
    cli.ok("init", "--db", name)
    cli.ok("unit", "add", "TH", "VKSND tỉnh Thanh Hóa", "--db", name)
    assert len(cli.json("unit", "list", "--db", name)) == 1
    assert names_in(cli.folder) == [name]


def test_13_a_write_protected_register_still_reads(cum6):
    before = cum6.db.read_bytes()
    cum6.db.chmod(0o400)
    cum6.folder.chmod(0o500)
    try:
        listed, added = (
            bound_by_permissions("unit", "list", "--format", "csv"),
            bound_by_permissions("unit", "add", "X", "Y"),
        )
    finally:
        cum6.folder.chmod(0o700)
    assert (listed.returncode, len(listed.stdout.splitlines())) == (0, 7)
    assert added.returncode == 8
    assert added.stderr == (
        f"{cum6.db} could not be read or written: attempt to write a readonly database\n"
        "Check the free space and the permissions of the file and its folder; nothing was changed.\n"
    )
    assert cum6.db.read_bytes() == before


def test_a_register_that_may_not_be_read_is_said_to_be_so(cum6):
    cum6.db.chmod(0)
    done = bound_by_permissions("unit", "list")
    assert (done.returncode, done.stderr) == (8, f"no permission to read {cum6.db}\n")


# -- sharing it -------------------------------------------------------------------------------------------------------


def test_11_a_register_that_another_program_writes_is_busy(cum6):
    before = cum6.db.read_bytes()
    other = sqlite3.connect(cum6.db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert len(cum6.json("unit", "list", "--wait", "0")) == 6
    busy = f"{cum6.db} is busy: another program is writing to it\nTry again, or wait longer with --wait SECONDS.\n"
    assert cum6.refused(5, "unit", "add", "X", "Y", "--wait", "0") == busy
    other.execute("COMMIT")
    other.execute("BEGIN EXCLUSIVE")
    assert cum6.refused(5, "unit", "list", "--wait", "0") == busy
    other.close()
    assert cum6.db.read_bytes() == before


def test_16_the_journal_of_a_killed_writer_is_rolled_back_by_a_reader(cum6):
    other = sqlite3.connect(cum6.db, isolation_level=None)
    for statement in ("PRAGMA cache_size=1", "BEGIN IMMEDIATE", "UPDATE unit SET name = 'half done'"):
        other.execute(statement)
    other.executemany("INSERT INTO setting VALUES (?, ?)", [(f"k{number}", "x" * 800) for number in range(300)])
    left = cum6.folder / "left.db"
    for ending in ("", "-journal"):
        shutil.copy(f"{cum6.db}{ending}", f"{left}{ending}")
    other.close()
    assert left.read_bytes() != cum6.db.read_bytes()
    listed = cum6.json("unit", "list", "--db", left)
    assert listed == cum6.json("unit", "list")
    assert cum6.json("check", "--db", left)["sound"]
    assert not Path(f"{left}-journal").exists()


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (3, ["unit", "add", "TH", "taken"]),
        (4, ["unit", "edit", "XX", "--name", "nobody"]),
        (3, ["unit", "remove", "TH"]),
        (2, ["unit", "list", "--format", "xml"]),
        (0, ["unit", "edit", "TH", "--name", "VKSND tỉnh Thanh Hóa"]),
        (0, ["unit", "list"]),
        (0, ["check"]),
        (0, ["log", "verify"]),
    ],
)
def test_what_changes_nothing_leaves_every_byte(cum6, code, words):
    before = cum6.db.read_bytes()
    done = cum6(*words)
    assert done.code == code, done.err
    assert cum6.db.read_bytes() == before
    assert names_in(cum6.folder) == ["register.db"]


def test_every_connection_has_the_pragmas_of_the_house(register):
    wanted = {
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "secure_delete": 1,
        "cell_size_check": 1,
        "synchronous": 3,
        "journal_mode": "delete",
        "temp_store": 2,
        "busy_timeout": 2500,
    }
    reader = files.connect(register.db, 2.5)
    assert {pragma: reader.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in wanted} == wanted
    reader.close()
    with writing(register.db, 2.5, "test") as writer:
        found = {pragma: writer.connection.execute(f"PRAGMA {pragma}").fetchone()[0] for pragma in wanted}
    assert found == wanted


def test_a_reader_cannot_write(register):
    with files.reading(register.db, 0) as connection, pytest.raises(sqlite3.OperationalError, match="readonly"):
        connection.execute("INSERT INTO setting VALUES ('a', 'b')")


# -- the audit chain --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["audit", "change"])
def test_the_audit_cannot_be_changed_by_any_program(cum6, table):
    other = sqlite3.connect(cum6.db)
    columns = "audit_seq, place, entity" if table == "change" else "*"
    for statement in (
        f"UPDATE {table} SET entity = 'x'",
        f"DELETE FROM {table}",
        f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1",
        f"REPLACE INTO {table} SELECT * FROM {table} ORDER BY 1 DESC LIMIT 1",
    ):
        before = other.execute(f"SELECT {columns} FROM {table}").fetchall()
        assert before
        with pytest.raises(sqlite3.IntegrityError):
            other.execute(statement)
        assert other.execute(f"SELECT {columns} FROM {table}").fetchall() == before
    other.close()


TAMPERING = {
    "words changed": ("UPDATE audit SET actor = 'x' WHERE seq = 3", "3"),
    "hash rebuilt": ("UPDATE audit SET hash = replace(hash, substr(hash, 1, 1), 'z') WHERE seq = 3", "3"),
    "entry taken out": ("DELETE FROM audit WHERE seq = 3", "4"),
    "row of a bulk changed": ("UPDATE change SET after = '{}' WHERE place = 2", "10"),
    "rows of a bulk taken out": ("DELETE FROM change", "10"),
}


@pytest.mark.parametrize("what", TAMPERING)
def test_09_tampering_with_the_audit_is_found_and_placed(cum6, what):
    statement, place = TAMPERING[what]
    change(cum6.db, statement)
    assert f"entry {place}" in cum6.refused(7, "log", "verify")
    done = cum6("check", "--format", "json")
    assert done.code == 7
    assert not done.json["sound"]
    assert any(f"entry {place} " in problem["problem"] for problem in done.json["problems"])


def test_a_reference_to_nothing_is_found(cum6):
    _changed(cum6.db, "DELETE FROM unit WHERE code = 'QT'")
    cum6.refused(7, "check")


def test_what_fails_on_a_register_that_does_not_hold_is_said_to_be_its_fault(cum6):
    _changed(cum6.db, "DELETE FROM year")
    message = cum6.refused(7, "unit", "remove", "NA")
    assert message.startswith(f"{cum6.db} does not hold; see what is wrong with: emulation check\n")
    assert "emulation restore FILE" in message


def test_07_a_page_overwritten_is_found(cum6):
    content = bytearray(cum6.db.read_bytes())
    content[4096 * 9 : 4096 * 9 + 200] = b"\xff" * 200
    cum6.db.write_bytes(content)
    cum6.refused(7, "check")
