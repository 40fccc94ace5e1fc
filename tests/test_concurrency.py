"""Several programs at one register: nothing is lost, nobody sees SQLite's words, nobody waits longer than asked."""

import csv
import io
import json
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, contextmanager

import openpyxl
import pytest

from emulation_cli.exchange import intake

PATIENT = ("--wait", "240")
LONG = 300
"""Seconds after which a process has hung, on the slowest machine."""
HEAD = "code,name\n"


def start(cli, *words):
    """A command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "emulation_cli", *map(str, words)],
        cwd=cli.folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def ended(process):
    """How a process ended, (code, stdout, stderr): never with a trace, never in SQLite's words."""
    try:
        out, err = process.communicate(timeout=LONG)
    except subprocess.TimeoutExpired:
        process.kill()
        raise
    assert "Traceback" not in err
    assert "locked" not in (out + err).casefold()
    return process.returncode, out, err


def together(cli, *lines):
    """Run command lines at once; how each ended."""
    return [ended(process) for process in [start(cli, *words) for words in lines]]


def units_file(cli, name, codes, word="Đơn vị"):
    (cli.folder / name).write_text(HEAD + "".join(f"{code},{word} {code}\n" for code in codes), encoding="utf-8")
    return name


def codes_in(cli):
    return [row["code"] for row in cli.json("unit", "list")]


def sound(cli, *words):
    cli.ok("log", "verify", *words)
    assert cli.json("check", *words) == {"sound": True, "problems": [], "warnings": []}


@contextmanager
def held(cli, *statements):
    """The register in the hands of this process, for the processes that a test starts."""
    with closing(sqlite3.connect(cli.db, isolation_level=None)) as holder:
        for statement in statements:
            holder.execute(statement).fetchall()
        yield holder


# -- nothing is lost --------------------------------------------------------------------------------------------------


def test_12_imports_of_different_files_at_once_all_arrive(register):
    cli = register
    wanted = {f"f{file}": [f"U{file}-{row}" for row in range(40)] for file in range(6)}
    lines = [
        ("import", "units", units_file(cli, f"{name}.csv", codes), *PATIENT, "--format", "json")
        for name, codes in wanted.items()
    ]
    for code, out, err in together(cli, *lines):
        assert (code, json.loads(out)["new"]) == (0, 40), err
    assert sorted(codes_in(cli)) == sorted(code for codes in wanted.values() for code in codes)
    entries = [entry for entry in cli.json("log", "--limit", "99") if entry["verb"] == "import"]
    assert sorted(entry["after"]["file"] for entry in entries) == sorted(f"{name}.csv" for name in wanted)
    assert [len(cli.json("log", "show", entry["seq"])["changes"]) for entry in entries] == [40] * 6
    sound(cli)


def test_12_the_same_file_at_once_arrives_once(register):
    name = units_file(register, "same.csv", [f"U{row}" for row in range(30)])
    ends = together(register, *[("import", "units", name, *PATIENT, "--format", "json")] * 4)
    assert [code for code, _out, _err in ends] == [0] * 4
    assert sorted(json.loads(out)["new"] for _code, out, _err in ends) == [0, 0, 0, 30]
    assert len(codes_in(register)) == 30
    sound(register)


def test_units_added_at_once_are_all_there_and_a_code_is_given_once(register):
    lines = [("unit", "add", f"U{number}", f"Đơn vị {number}", *PATIENT) for number in range(8)]
    contest = [("unit", "add", "X", f"Đơn vị {number}", *PATIENT) for number in range(4)]
    ends = together(register, *lines, *contest)
    assert [code for code, _out, _err in ends[:8]] == [0] * 8
    assert sorted(code for code, _out, _err in ends[8:]) == [0, 3, 3, 3]
    assert sorted(codes_in(register)) == sorted([*(f"U{number}" for number in range(8)), "X"])
    sound(register)


def test_imports_corrections_exports_and_checks_at_once(register):
    cli = register
    old, new = [f"A{row}" for row in range(30)], [[f"{letter}{row}" for row in range(30)] for letter in "BC"]
    cli.ok("import", "units", units_file(cli, "a.csv", old))
    words = ("Sửa", "Chữa")
    ends = together(
        cli,
        *[("import", "units", units_file(cli, f"{codes[0]}.csv", codes), *PATIENT) for codes in new],
        *[("import", "units", units_file(cli, f"{word}.csv", old, word), "--update", *PATIENT) for word in words],
        ("export", "units", "-o", "one.csv", *PATIENT),
        *[("export", "units", "-o", "same.xlsx", "--force", *PATIENT)] * 2,
        ("check", *PATIENT),
        ("log", "verify", *PATIENT),
    )
    assert [(code, err) for code, _out, err in ends if code] == []
    names = {row["code"]: row["name"] for row in cli.json("unit", "list")}
    assert sorted(names) == sorted(old + new[0] + new[1])
    assert {tuple(names[code] for code in old)} <= {tuple(f"{word} {code}" for code in old) for word in words}
    whole = {30, 60, 90}  # an export sees the state before or after an import, never the middle of one
    exported = (cli.folder / "one.csv").read_text(encoding="utf-8-sig")
    assert len(list(csv.reader(io.StringIO(exported)))) - 1 in whole
    assert openpyxl.load_workbook(cli.folder / "same.xlsx").worksheets
    copies = sorted(cli.folder.glob("register.before-import-*.db"))
    assert len(copies) == 2
    for copy in copies:  # each holds the state right before its correction
        sound(cli, "--db", copy)
        head = cli.json("log", "--limit", "1", "--db", copy)[0]["seq"]
        assert copy.name == f"register.before-import-{head:06}.db"
        assert cli.json("log", "show", head + 1)["after"]["changed"] == 30
    sound(cli)


# -- a writer keeps its lock ------------------------------------------------------------------------------------------

TRY = """import sqlite3, sys
try:
    sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None).execute("BEGIN IMMEDIATE")
    print("free")
except sqlite3.OperationalError:
    print("held")
"""


@pytest.mark.parametrize("more", [(), ("--update",), ("--dry-run",), ("--report", "back.xlsx")], ids=" ".join)
def test_nobody_writes_between_an_import_s_first_look_and_its_end(register, monkeypatch, more):
    """`--update` copies the register meanwhile; to close a file of one's own would give every lock on it away."""
    cli, found = register, []
    cli.ok("unit", "add", "A0", "Đơn vị A0")
    name = units_file(cli, "a.csv", ["A0", "A1"], "Sửa" if more == ("--update",) else "Đơn vị")

    def ask(*_given, **_named):
        done = subprocess.run([sys.executable, "-c", TRY, cli.db], capture_output=True, text=True, check=True)
        found.append(done.stdout.strip())

    real = intake.take_in

    def watched(*given, **named):
        ask()
        report = real(*given, **named)
        ask()
        return report

    monkeypatch.setattr(intake, "take_in", watched)
    cli.ok("import", "units", name, *more)
    assert found == ["held", "held"]
    ask()
    assert found[-1] == "free"


def test_a_correction_that_could_not_be_committed_leaves_no_copy(cum6):
    """A reader keeps the writer from its commit: exit 5, the register and its folder are as they were."""
    name = units_file(cum6, "a.csv", ["TH"], "Sửa")
    for number in range(3):
        cum6.ok("import", "units", units_file(cum6, f"b{number}.csv", ["NA"], f"Sửa {number}"), "--update")
    before = cum6.db.read_bytes(), sorted(path.name for path in cum6.folder.iterdir())
    with held(cum6, "BEGIN", "SELECT * FROM unit"):
        code, _out, err = ended(start(cum6, "import", "units", name, "--update", "--wait", "1"))
    assert (code, "--wait" in err) == (5, True)
    assert (cum6.db.read_bytes(), sorted(path.name for path in cum6.folder.iterdir())) == before
    cum6.ok("import", "units", name, "--update")


# -- waiting is bounded -----------------------------------------------------------------------------------------------

WRITING = [
    ("unit", "add", "X", "Đơn vị X"),
    ("unit", "edit", "TH", "--name", "Thanh Hóa"),
    ("import", "units", "a.csv"),
    ("import", "units", "a.csv", "--update"),
    ("year", "open", "C6/2024"),
]
READING = [("unit", "list"), ("check",), ("log", "verify"), ("export", "units", "-o", "t.xlsx"), ("status",)]


@pytest.mark.parametrize(
    ("lock", "words"),
    [
        *[("BEGIN IMMEDIATE", words) for words in WRITING],
        *[("BEGIN EXCLUSIVE", words) for words in (*WRITING[:1], *READING)],
    ],
    ids=lambda given: given if isinstance(given, str) else " ".join(given),
)
def test_11_a_held_register_is_busy_after_the_wait_in_one_message(cum6, lock, words):
    units_file(cum6, "a.csv", ["TH"], "Sửa")
    before = cum6.db.read_bytes(), sorted(path.name for path in cum6.folder.iterdir())
    with held(cum6, lock):
        began = time.monotonic()
        process = start(cum6, *words, "--wait", "1")
        code, out, err = ended(process)
        waited = time.monotonic() - began
    assert (code, out) == (5, "")
    assert [line[:5] for line in err.splitlines()] == [str(cum6.db)[:5], "Try a"]  # what, and what to do next
    assert 1 <= waited < 30
    assert (cum6.db.read_bytes(), sorted(path.name for path in cum6.folder.iterdir())) == before


def test_a_register_that_becomes_free_within_the_wait_is_written(cum6):
    with held(cum6, "BEGIN IMMEDIATE") as holder:
        process = start(cum6, "unit", "add", "X", "Đơn vị X", *PATIENT)
        time.sleep(2)
        holder.execute("ROLLBACK")
        assert ended(process)[0] == 0
    assert "X" in codes_in(cum6)
