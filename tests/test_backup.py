"""`backup` and `restore`: a copy is whole or not there, going back is shown before and loses nothing unseen."""

import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys

import pytest
from behind import OLD, behind_its_back, change, old_register
from conftest import start

from emulation_cli.exchange import copies
from emulation_cli.kernel import register as files


def names_in(folder):
    return sorted(path.name for path in folder.iterdir())


def rows(path):
    """Everything that stands in a register."""
    with sqlite3.connect(path) as connection:
        return sorted(connection.iterdump())


@start
def backed_up(cum6):
    """Cụm 6 with a backup of its eleven entries, after which two more were made."""
    cum6.ok("backup")
    cum6.ok("unit", "edit", "TH", "--short", "T. Hóa")
    cum6.ok("unit", "edit", "NA", "--short", "N. An")


COPY = "register.backup-000011.db"


# -- making one -------------------------------------------------------------------------------------------------------


def test_a_backup_is_named_after_its_last_entry_and_holds_everything(cum6):
    old = os.umask(0)
    try:
        record = cum6.json("backup")
    finally:
        os.umask(old)
    copy = cum6.folder / COPY
    assert record == {"file": str(copy), "entries": 11, "made": True, "forgotten": []}
    assert copy.stat().st_mode & 0o777 == 0o600
    assert rows(copy) == rows(cum6.db)
    assert cum6.json("check", "--db", copy)["problems"] == []
    assert names_in(cum6.folder) == [COPY, "register.db"]


def test_nothing_new_makes_no_new_backup(cum6):
    cum6.ok("backup")
    before = (cum6.folder / COPY).stat().st_mtime_ns
    assert cum6.json("backup")["made"] is False
    assert (cum6.folder / COPY).stat().st_mtime_ns == before
    assert names_in(cum6.folder) == [COPY, "register.db"]


@pytest.mark.parametrize("harm", ["cut", "altered", "other"])
def test_a_backup_that_is_not_what_it_was_counts_for_nothing(cum6, harm):
    cum6.ok("backup")
    copy = cum6.folder / COPY
    if harm == "cut":
        copy.write_bytes(copy.read_bytes()[:9000])
    elif harm == "altered":
        change(copy, "UPDATE audit SET actor = 'ai đó' WHERE seq = 2")
    else:
        copy.write_bytes(b"")
    assert cum6.json("backup")["file"] == str(cum6.folder / "register.backup-000011-2.db")


def test_keep_takes_the_oldest_away_and_no_other_file(cum6):
    for other in ("register.backup-x.db", "register.backup-000001.txt", "other.backup-000001.db"):
        (cum6.folder / other).write_text("khác")
    (cum6.folder / "kho").mkdir()
    for number in range(4):
        cum6.ok("unit", "edit", "TH", "--short", f"T{number}")
        done = cum6.json("backup", "kho", "--keep", 2)
        cum6.ok("backup", "--keep", 1)
    assert names_in(cum6.folder / "kho") == ["register.backup-000014.db", "register.backup-000015.db"]
    assert [name.rpartition("/")[2] for name in done["forgotten"]] == ["register.backup-000013.db"]
    assert names_in(cum6.folder) == [
        "kho",
        "other.backup-000001.db",
        "register.backup-000001.txt",
        "register.backup-000015.db",
        "register.backup-x.db",
        "register.db",
    ]


def test_a_backup_into_a_file_replaces_one_only_with_force(cum6):
    cum6.ok("backup", "sao lưu.db")
    cum6.ok("unit", "edit", "TH", "--short", "T")
    before = (cum6.folder / "sao lưu.db").read_bytes()
    cum6.refused(9, "backup", "sao lưu.db")
    assert (cum6.folder / "sao lưu.db").read_bytes() == before
    cum6.ok("backup", "sao lưu.db", "--force")
    assert rows(cum6.folder / "sao lưu.db") == rows(cum6.db)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ["register.db", "--force"]),
        (2, ["link.db", "--force"]),
        (2, ["new.db", "--keep", 3]),
        (2, ["--keep", 0]),
        (4, ["nowhere/new.db"]),
        (4, ["usb/"]),
        (4, ["usb", "--keep", 3]),
        (8, ["pipe"]),
    ],
)
def test_a_target_that_will_not_do_is_refused(cum6, code, words):
    (cum6.folder / "link.db").symlink_to(cum6.db)
    os.mkfifo(cum6.folder / "pipe")
    before = cum6.db.read_bytes(), names_in(cum6.folder)
    cum6.refused(code, "backup", *words)
    assert (cum6.db.read_bytes(), names_in(cum6.folder)) == before


def test_no_new_file_is_put_beside_the_journal_of_one_that_is_gone(cum6):
    (cum6.folder / "old.db-journal").write_bytes(b"something")
    for words in (["backup", "old.db"], ["init", "--db", "old.db"]):
        assert "journal" in cum6.refused(9, *words)
    assert not (cum6.folder / "old.db").exists()


def test_a_register_that_does_not_hold_gets_no_backup_and_loses_none(cum6):
    cum6.ok("backup")
    change(cum6.db, "UPDATE audit SET actor = 'ai đó' WHERE seq = 2")
    cum6.ok("unit", "edit", "TH", "--short", "T")
    said = cum6.refused(7, "backup", "--keep", 1)
    assert "emulation check" in said
    assert f"emulation restore {cum6.folder / COPY}" in said
    assert names_in(cum6.folder) == [COPY, "register.db"]


def test_a_copy_that_is_not_what_was_copied_is_taken_away(cum6, monkeypatch):
    seen = iter([{1: "a"}, {1: "b"}])
    monkeypatch.setattr(copies.audit, "hashes", lambda _connection: next(seen))
    assert "not what was copied" in cum6.refused(7, "backup", "sao.db")
    assert names_in(cum6.folder) == ["register.db"]


def test_an_older_register_can_be_backed_up_before_anything_else(cli):
    old_register(cli.db, "schema-9")
    made = cli.json("backup")
    assert rows(made["file"]) == rows(cli.db)


def test_what_a_killed_backup_left_is_cleared_by_the_next(cum6):
    left = cum6.folder / ".register.db.0123456789abcdef.tmp"
    for ending in ("", "-journal"):
        left.with_name(left.name + ending).write_bytes(b"half")
    assert any("left behind" in one["problem"] for one in cum6.json("check")["warnings"])
    cum6.ok("backup")
    assert names_in(cum6.folder) == [COPY, "register.db"]


# -- going back to one ------------------------------------------------------------------------------------------------


def test_what_would_be_lost_is_shown_before_anything_happens(backed_up):
    before = backed_up.db.read_bytes()
    said = backed_up.refused(2, "restore", COPY)
    assert "--yes" in said
    assert [line.split()[0] for line in said.splitlines() if "unit edit" in line] == ["13", "12"]
    assert backed_up.db.read_bytes() == before
    assert names_in(backed_up.folder) == [COPY, "register.db"]


def test_a_restore_goes_back_and_keeps_what_it_replaces(backed_up):
    was = rows(backed_up.db)
    record = backed_up.json("restore", COPY, "--yes")
    assert [one["seq"] for one in record["lost"]] == [13, 12]
    assert (record["was"], record["gained"], record["restored"]) == ("there", 0, True)
    kept = backed_up.folder / "register.before-restore-000013.db"
    assert record["kept"] == str(kept)
    assert rows(kept) == was
    assert kept.stat().st_mode & 0o777 == 0o600
    assert [one["short"] for one in backed_up.json("unit", "list")] == [None] * 6
    backed_up.ok("check")
    backed_up.ok("log", "verify", "--against", COPY)
    last = backed_up.json("log")[0]
    assert (last["seq"], last["verb"], last["after"]["entries"]) == (12, "restore", 11)
    assert last["before"]["head"] == backed_up.json("log", "--db", kept)[0]["hash"]


def test_a_second_restore_of_the_same_copy_is_nothing(backed_up):
    backed_up.ok("restore", COPY, "--yes")
    before = backed_up.db.read_bytes(), names_in(backed_up.folder)
    assert backed_up.json("restore", COPY)["restored"] is False
    assert (backed_up.db.read_bytes(), names_in(backed_up.folder)) == before


def test_a_restore_can_be_taken_back_with_what_it_kept(backed_up):
    was = backed_up.json("unit", "list")
    backed_up.ok("restore", COPY, "--yes")
    backed_up.ok("restore", "register.before-restore-000013.db", "--yes")
    assert backed_up.json("unit", "list") == was


def test_a_copy_that_went_on_elsewhere_says_what_it_has_more(backed_up):
    shutil.copy(backed_up.folder / COPY, backed_up.folder / "other.db")
    for short in ("A", "B", "C"):
        backed_up.ok("unit", "edit", "QB", "--short", short, "--db", "other.db")
    done = backed_up("restore", "other.db", "--yes", "--format", "json")
    assert (done.json["gained"], len(done.json["lost"])) == (3, 2)
    assert "the register does not: 3." in done.err


def test_a_register_that_is_gone_comes_back(backed_up):
    backed_up.db.unlink()
    record = backed_up.json("restore", COPY, "--yes")
    assert (record["was"], record["kept"], record["lost"]) == ("missing", None, [])
    backed_up.ok("check")
    assert backed_up.db.stat().st_mode & 0o777 == 0o600


def test_a_register_that_is_gone_does_not_come_back_beside_its_journal(backed_up):
    backed_up.db.unlink()
    journal = backed_up.folder / "register.db-journal"
    journal.write_bytes(b"something")
    backed_up.refused(9, "restore", COPY, "--yes")
    assert names_in(backed_up.folder) == [COPY, "register.db-journal"]


@pytest.mark.parametrize("harm", ["page", "cut", "journal"])
def test_a_damaged_register_is_set_aside_as_it_is(backed_up, harm):
    content = bytearray(backed_up.db.read_bytes())
    if harm == "cut":
        del content[9000:]
    else:
        content[4096 * 9 : 4096 * 9 + 200] = b"\xff" * 200
    backed_up.db.write_bytes(content)
    if harm == "journal":  # whose header says nothing, so that it is not played back
        (backed_up.folder / "register.db-journal").write_bytes(b"\x00" * 600)
    record = backed_up.json("restore", COPY, "--yes")
    kept = backed_up.folder / "register.damaged.db"
    assert (record["was"], record["kept"]) == ("damaged", str(kept))
    assert kept.read_bytes() == content
    backed_up.ok("check")
    assert not (backed_up.folder / "register.db-journal").exists()


def test_a_register_whose_log_was_changed_or_whose_table_is_gone_can_be_left_behind(backed_up):
    with behind_its_back(backed_up.db) as raw:
        raw.execute("UPDATE audit SET after = '{' WHERE seq = 12")
    assert backed_up.json("restore", COPY, "--yes")["was"] == "damaged"
    with sqlite3.connect(backed_up.db) as raw:
        raw.execute("DROP TABLE change")
    backed_up.ok("restore", COPY, "--yes")
    backed_up.ok("check")


@pytest.mark.parametrize("what", ["text", "newer", "foreign"])
def test_what_lies_there_and_never_was_a_register_of_this_program_is_not_replaced(backed_up, what):
    (backed_up.folder / COPY).rename(backed_up.folder / "sao.db")
    if what == "text":
        backed_up.db.write_bytes(b"notes, not a register")
    else:
        with sqlite3.connect(backed_up.db) as raw:
            raw.execute("PRAGMA user_version=99" if what == "newer" else "PRAGMA application_id=1")
    before = backed_up.db.read_bytes()
    backed_up.refused(6, "restore", "sao.db", "--yes")
    assert backed_up.db.read_bytes() == before


@pytest.mark.parametrize("what", [b"", b"\x00" * 9000])
def test_a_register_that_has_lost_its_head_is_set_aside(backed_up, what):
    backed_up.db.write_bytes(what)
    record = backed_up.json("restore", COPY, "--yes")
    assert record["was"] == "damaged"
    assert (backed_up.folder / "register.damaged.db").read_bytes() == what
    backed_up.ok("check")


def test_a_copy_of_another_register_is_refused(backed_up):
    backed_up.ok("init", "--db", "other.db", "--preset", "procuracy")
    before = backed_up.db.read_bytes()
    assert "another register" in backed_up.refused(3, "restore", "other.db", "--yes")
    assert backed_up.db.read_bytes() == before


def test_a_register_comes_back_on_a_new_machine(backed_up):
    place = backed_up.folder / "Sổ thi đua" / "2023" / "register.db"
    backed_up.ok("restore", COPY, "--yes", "--db", place)
    backed_up.ok("check", "--db", place)
    assert place.parent.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("harm", ["row", "trigger"])
def test_a_register_that_was_changed_past_its_log_is_put_right(backed_up, harm):
    backed_up.ok("restore", COPY, "--yes")
    if harm == "row":
        change(backed_up.db, "UPDATE unit SET name = 'khác' WHERE code = 'TH'")
    else:
        with sqlite3.connect(backed_up.db) as raw:
            raw.execute("DROP TRIGGER audit_update")
    assert backed_up.json("restore", COPY, "--yes")["restored"]
    backed_up.ok("check")
    assert backed_up.json("unit", "show", "TH")["name"] == "VKSND tỉnh Thanh Hóa"


def test_a_damaged_register_that_another_program_changes_is_busy(backed_up):
    change(backed_up.db, 'UPDATE member SET "order" = -1')
    other = sqlite3.connect(backed_up.db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    other.execute("INSERT INTO setting VALUES ('a', 'b')")
    backed_up.refused(5, "restore", COPY, "--yes", "--wait", "0")
    other.execute("COMMIT")
    other.close()
    assert not list(backed_up.folder.glob("*damaged*"))


def test_a_restore_that_fails_leaves_no_copy_of_what_did_not_change(backed_up):
    size = (backed_up.folder / COPY).stat().st_size
    before = names_in(backed_up.folder)
    was = backed_up.db.read_bytes()
    for allowed in (4096, size // 2, size - 4096):
        done = _restore_on_a_disk_of(allowed)
        assert done.returncode == 8, done.stderr
        assert (backed_up.db.read_bytes(), names_in(backed_up.folder)) == (was, before)


def test_a_restore_that_fails_at_its_last_step_leaves_no_copy_of_what_did_not_change(backed_up, monkeypatch):
    class Full(sqlite3.Connection):
        def backup(self, *_given, **_more):
            error = sqlite3.OperationalError("database or disk is full")
            error.sqlite_errorcode = sqlite3.SQLITE_FULL
            raise error

    plain = sqlite3.connect
    before = names_in(backed_up.folder)
    monkeypatch.setattr(files.sqlite3, "connect", lambda *given, **more: plain(*given, factory=Full, **more))
    backed_up.refused(8, "restore", COPY, "--yes")
    monkeypatch.undo()
    assert names_in(backed_up.folder) == before


def _restore_on_a_disk_of(size):
    """A restore on a disk that takes no larger file."""

    def no_more():
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    words = [sys.executable, "-m", "emulation_cli", "restore", COPY, "--yes"]
    return subprocess.run(words, capture_output=True, text=True, preexec_fn=no_more)


# -- rotation ---------------------------------------------------------------------------------------------------------


def test_keep_never_takes_away_the_copy_just_made_nor_one_of_a_past_that_was_left(cum6):
    (cum6.folder / "kho").mkdir()
    cum6.ok("backup", "sao.db")
    for short in ("A", "B", "C"):
        cum6.ok("unit", "edit", "TH", "--short", short)
    cum6.ok("backup", "kho")
    cum6.ok("restore", "sao.db", "--yes")
    cum6.ok("unit", "edit", "TH", "--short", "D")
    record = cum6.json("backup", "kho", "--keep", 1)
    assert (record["made"], record["forgotten"]) == (True, [])
    assert names_in(cum6.folder / "kho") == ["register.backup-000013.db", "register.backup-000014.db"]


def test_two_registers_of_one_name_keep_each_its_own_backups(cum6):
    for folder in ("a", "b", "kho"):
        (cum6.folder / folder).mkdir()
    for folder, preset in (("a", "none"), ("b", "province")):
        path = cum6.folder / folder / "register.db"
        cum6.ok("init", "--db", path, "--preset", preset)
        cum6.ok("unit", "add", folder, folder, "--db", path)
        assert cum6.json("backup", "kho", "--keep", 1, "--db", path)["forgotten"] == []
    assert len(names_in(cum6.folder / "kho")) == 2


def test_a_copy_that_cannot_be_read_keeps_nobody_from_a_backup(cum6):
    cum6.ok("backup")
    with behind_its_back(cum6.folder / COPY) as raw:
        raw.execute("UPDATE audit SET after = '{' WHERE seq = 11")
        raw.execute("UPDATE audit SET entity = CAST(x'ff' AS TEXT) WHERE seq = 10")
    assert cum6.json("backup")["made"]
    cum6.refused(7, "restore", COPY)
    cum6.refused(7, "log", "verify", "--against", COPY)


@pytest.mark.parametrize(
    ("code", "harm"),
    [(7, "page"), (7, "log"), (7, "trigger"), (6, "text"), (6, "newer"), (4, "missing"), (2, "itself"), (8, "folder")],
)
def test_a_copy_that_will_not_do_is_refused_before_it_is_asked(backed_up, code, harm):
    copy = backed_up.folder / COPY
    if harm == "page":
        with copy.open("rb+") as file:
            file.seek(4096 * 9)
            file.write(b"\xff" * 200)
    elif harm == "log":
        change(copy, "UPDATE audit SET actor = 'ai đó' WHERE seq = 2")
    elif harm == "text":
        copy.write_text("ghi chú")
    elif harm in ("trigger", "newer"):
        with sqlite3.connect(copy) as raw:
            raw.execute("DROP TRIGGER audit_update" if harm == "trigger" else "PRAGMA user_version=99")
    elif harm == "missing":
        copy.unlink()
    before = backed_up.db.read_bytes()
    named = {"itself": "register.db", "folder": "."}.get(harm, COPY)
    backed_up.refused(code, "restore", named)
    assert backed_up.db.read_bytes() == before


@pytest.mark.parametrize("name", OLD)
def test_an_older_register_comes_back_and_is_brought_up_to_date(cli, name):
    old_register(cli.folder / "old.db", name)
    assert "emulation migrate" in cli("restore", "old.db", "--yes").err
    cli.ok("migrate")
    cli.ok("check")
    cli.ok("log", "verify", "--against", "old.db")


def test_who_goes_on_writing_meanwhile_is_not_overwritten(backed_up, monkeypatch):
    from emulation_cli.upkeep import restoring

    def looked(*given, really=restoring.look):
        plan = really(*given)
        with monkeypatch.context() as patch:
            patch.setattr(restoring, "look", really)
            backed_up.ok("unit", "edit", "QT", "--short", "Q. Trị")
        return plan

    monkeypatch.setattr(restoring, "look", looked)
    backed_up.refused(3, "restore", COPY, "--yes")
    assert backed_up.json("unit", "show", "QT")["short"] == "Q. Trị"


def test_a_restore_waits_for_who_writes_and_then_is_busy(backed_up):
    other = sqlite3.connect(backed_up.db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    before = backed_up.db.read_bytes()
    backed_up.refused(5, "restore", COPY, "--yes", "--wait", "0")
    other.close()
    assert backed_up.db.read_bytes() == before
    assert names_in(backed_up.folder) == [COPY, "register.db"]
