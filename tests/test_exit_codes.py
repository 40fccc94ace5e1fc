"""Exit codes: one meaning each, the docs say what the classes say, and a real command ends with every one of them."""

import importlib.util
import os
import pkgutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import emulation_cli
from emulation_cli.kernel import errors

ROOT = Path(__file__).parent.parent
COMMAND = (sys.executable, "-m", "emulation_cli")


def every_class():
    """The classes of errors of the whole program."""
    for module in pkgutil.walk_packages(emulation_cli.__path__, "emulation_cli."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    return list(errors.error_classes())


# -- one meaning each -------------------------------------------------------------------------------------------------


def test_every_code_has_one_class_and_every_class_a_code_of_its_own():
    classes = every_class()
    codes = [kind.exit_code for kind in classes]
    assert sorted(codes) == sorted(set(codes))
    assert not set(codes) & set(errors.NO_ERROR_OF_OURS)
    assert all("exit_code" in vars(kind) and kind.__doc__ for kind in classes)
    assert sorted(errors.exit_codes()) == [*range(10), 130, 141, 143]
    assert errors.exit_codes()[5] == ("Busy", "Another program holds the register; trying later helps.")


def test_the_signals_are_numbered_as_a_shell_does():
    named = {name: code for code, (name, _meaning) in errors.NO_ERROR_OF_OURS.items() if name}
    assert named == {name: 128 + signal.Signals[name] for name in ("SIGINT", "SIGPIPE", "SIGTERM")}


# -- the docs ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def tables():
    """The script that writes the tables of the docs."""
    spec = importlib.util.spec_from_file_location("tables", ROOT / "docs" / "tables.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_docs_say_what_the_classes_say(tables):
    pages = {page.name: page.read_text(encoding="utf-8") for page in tables.DOCS}
    with_table = [name for name, text in pages.items() if tables.exit_code_table() in text]
    assert with_table == ["README.md", "cron.md"]
    assert [name for name, text in pages.items() if tables.filled(text) != text] == []  # else: make tables


def test_a_table_that_fell_behind_is_made_anew_and_the_page_around_it_kept(tables):
    (mark, make), *_more = tables.TABLES.items()
    page = "before\n\n{0}\n{1}\n{2}\n\nbehind {2}\n"
    assert tables.filled(page.format(mark, "| 5 | old |", tables.END)) == page.format(mark, make(), tables.END)
    assert "| 5 | Another program holds the register; trying later helps. | `Busy` |" in make()


# -- a real command ends with each ------------------------------------------------------------------------------------


def run(cli, *words, **more):
    """A command line in a process of its own."""
    more = {"stdout": subprocess.PIPE, **more}
    return subprocess.run([*COMMAND, *words], cwd=cli.folder, stderr=subprocess.PIPE, text=True, check=False, **more)


def one_message(done, code):
    """The command ended with this code, saying what is wrong and, at most, what to do next."""
    assert done.returncode == code, done.stderr
    assert 1 <= len(done.stderr.splitlines()) <= 2, done.stderr
    assert "Traceback" not in done.stderr


def test_0_done_and_0_nothing_to_do(cum6):
    for words in (
        ["unit", "add", "X", "Đơn vị X"],
        ["unit", "edit", "TH", "--name", "VKSND tỉnh Thanh Hóa"],
        ["check"],
    ):
        assert run(cum6, *words).returncode == 0


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (2, ["unit", "list", "--format", "xml"]),
        (2, ["unit", "remove", "TH"]),  # a question that could not be asked
        (2, ["unite"]),
        (3, ["unit", "add", "TH", "once more"]),
        (3, ["meeting", "add", "M1", "C6/2023", "--kind", "midyear", "--on", "31/02/2023"]),
        (4, ["unit", "show", "XX"]),
        (4, ["unit", "list", "--db", "none.db"]),
        (4, ["import", "units", "none.csv"]),
        (9, ["init"]),
    ],
)
def test_2_3_4_9_words_input_codes_and_what_is_there_already(cum6, code, words):
    cum6.ok("unit", "add", "FREE", "Không ai cần")
    words = ["FREE" if word == "TH" and words[1] == "remove" else word for word in words]
    one_message(run(cum6, *words, stdin=subprocess.DEVNULL), code)


def test_5_a_register_that_another_program_writes(cum6):
    with closing(sqlite3.connect(cum6.db, isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        one_message(run(cum6, "unit", "add", "X", "Đơn vị X", "--wait", "0"), 5)


def test_6_a_file_that_is_no_register_and_one_of_another_version(cum6):
    (cum6.folder / "notes.db").write_text("my notes\n", encoding="utf-8")
    one_message(run(cum6, "unit", "list", "--db", "notes.db"), 6)
    with closing(sqlite3.connect(cum6.db)) as other:
        other.execute("PRAGMA user_version = 9999")
    one_message(run(cum6, "unit", "list"), 6)


def test_7_a_damaged_register_and_a_head_that_is_not_its_own(cum6):
    one_message(run(cum6, "log", "verify", "--head", "0" * 64), 7)
    cum6.db.write_bytes(cum6.db.read_bytes()[:99])
    one_message(run(cum6, "unit", "list"), 7)


def test_8_a_full_device(cum6):
    with Path("/dev/full").open("w") as full:
        one_message(run(cum6, "unit", "list", stdout=full), 8)


def test_141_a_reader_that_went_away_is_no_news(cum6):
    reader, writer = os.pipe()
    os.close(reader)
    done = run(cum6, "unit", "list", stdout=writer)
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, "")


BUG = """import sys
from emulation_cli import app
from emulation_cli.units import queries
def units(*given, **named): raise ZeroDivisionError("what a bug says")
queries.units = units
sys.exit(app.main())"""


def test_1_a_bug_is_called_one(cum6):
    done = subprocess.run([sys.executable, "-c", BUG, "unit", "list"], capture_output=True, text=True, check=False)
    one_message(done, 1)
    assert ("ZeroDivisionError" in done.stderr, "what a bug says" in done.stderr) == (True, False)


# Started in the background by a shell, a process may ignore SIGINT from its birth: here it is put back.
HELD = """import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)
from emulation_cli import app
from emulation_cli.kernel import audit
def append(*given, **named):
    print("every row is written", flush=True)
    time.sleep(300)
audit.append = append
sys.exit(app.main())"""


@pytest.mark.parametrize(("code", "sent"), [(130, signal.SIGINT), (143, signal.SIGTERM)])
def test_17_130_143_a_signal_in_an_import_takes_every_row_back(cum6, code, sent):
    (cum6.folder / "a.csv").write_text("code,name\nX,Đơn vị X\nTH,Sửa\n", encoding="utf-8")
    before = cum6.db.read_bytes()
    words = [sys.executable, "-c", HELD, "import", "units", "a.csv", "--update"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "every row is written\n"
        process.send_signal(sent)
        _out, err = process.communicate(timeout=120)
    one_message(subprocess.CompletedProcess(words, process.returncode, "", err), code)
    assert "not written" in err
    assert sorted(path.name for path in cum6.folder.iterdir()) == ["a.csv", "register.db"]
    assert cum6.db.read_bytes() == before
    cum6.ok("check")
