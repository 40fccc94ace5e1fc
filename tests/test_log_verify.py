"""`log verify`: the chain holds by itself, extends an older copy, and knows a head that was printed elsewhere."""

from __future__ import annotations

import sqlite3

import pytest
from behind import change
from conftest import start


@start
def older(cum6):
    """A register that went on after a copy of it was taken."""
    (cum6.folder / "old.db").write_bytes(cum6.db.read_bytes())
    cum6.ok("unit", "edit", "TH", "--short", "T. Hóa")


def test_a_register_extends_its_older_copy_and_itself(older):
    before = (older.folder / "old.db").read_bytes()
    older.ok("log", "verify", "--against", "old.db")
    assert (older.folder / "old.db").read_bytes() == before


def test_10_an_older_copy_put_in_the_place_of_the_register_is_found_out(older):
    newest = older.db.read_bytes()
    (older.folder / "new.db").write_bytes(newest)
    older.db.write_bytes((older.folder / "old.db").read_bytes())
    last = older.json("log", "verify", "--db", "new.db")["entries"]
    assert f"entry {last}" in older.refused(7, "log", "verify", "--against", "new.db")


def test_a_register_with_another_history_is_found_out_at_the_first_entry_that_differs(older):
    older.db.write_bytes((older.folder / "old.db").read_bytes())
    older.ok("unit", "edit", "TH", "--short", "khác")
    (older.folder / "one.db").write_bytes(older.db.read_bytes())
    older.db.write_bytes((older.folder / "old.db").read_bytes())
    older.ok("unit", "edit", "NA", "--short", "khác")
    older.ok("log", "verify")
    last = older.json("log", "verify")["entries"]
    assert f"entry {last}" in older.refused(7, "log", "verify", "--against", "one.db")


def test_a_copy_whose_own_log_does_not_hold_proves_nothing(older):
    change(older.folder / "old.db", "UPDATE audit SET actor = 'ai đó' WHERE seq = 2")
    said = older.refused(7, "log", "verify", "--against", "old.db")
    assert "entry 2" in said
    assert "old.db" in said


@pytest.mark.parametrize("kind", ["missing", "empty", "foreign"])
def test_what_is_no_register_is_refused_as_everywhere(older, kind):
    path = older.folder / "other.db"
    if kind == "empty":
        path.write_bytes(b"")
    elif kind == "foreign":
        sqlite3.connect(path).execute("CREATE TABLE t (x)").connection.close()
    older.refused(4 if kind == "missing" else 6, "log", "verify", "--against", "other.db")


def test_a_printed_hash_is_known_whole_or_by_its_first_letters(older):
    entries = older.json("log", "--limit", 3)
    for entry in entries:
        for head in (entry["hash"], entry["hash"][:16].upper()):
            older.ok("log", "verify", "--head", head)


@pytest.mark.parametrize(("code", "head"), [(7, "0" * 64), (2, ""), (2, "abc"), (2, "g" * 16)])
@pytest.mark.parametrize("words", [("log", "verify"), ("check",)])
def test_a_hash_of_no_entry_is_told_and_what_is_no_hash_is_a_slip_of_the_pen(older, words, code, head):
    said = older.refused(code, *words, "--expect-head", head)
    assert "emulation restore" not in said


def test_a_register_does_not_prove_itself(older):
    (older.folder / "link.db").symlink_to(older.db)
    for same in ("register.db", "link.db"):
        older.refused(2, "log", "verify", "--against", same)
