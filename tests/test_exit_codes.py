"""Exit codes: one meaning each, the docs say what the classes say, and a real command ends with every one of them."""

import ast
import importlib
import os
import pkgutil
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import gallery
import pytest
from pages import exit_codes

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


# -- the docs: see test_pages.py for what holds them fresh ------------------------------------------------------------


def test_every_code_has_its_line_in_the_docs_what_to_do_about_it_and_a_message():
    assert set(exit_codes.ADVICE) == set(errors.exit_codes()) == set(exit_codes.CASES) | set(exit_codes.TOLD)
    assert not set(exit_codes.CASES) & set(exit_codes.TOLD)
    page = (ROOT / "docs" / "exit-codes.md").read_text(encoding="utf-8")
    for code, (name, meaning) in errors.exit_codes().items():
        assert f"| [{code}](#{code}) | {meaning} | {name and f'`{name}`'} | {exit_codes.ADVICE[code]} |" in page
        assert f"### {code}\n\n```text\n$ {exit_codes.example(code)[0]}\n" in page
    assert exit_codes.table() in (ROOT / "docs" / "cron.md").read_text(encoding="utf-8")


def test_a_case_of_another_code_shows_none(monkeypatch):
    monkeypatch.setattr(exit_codes, "CASES", {4: "kernel-question-without-a-terminal"})
    with pytest.raises(ValueError, match="ends with 2, not 4"):
        exit_codes.example(4)


@pytest.mark.parametrize("code", exit_codes.TOLD)
def test_what_no_case_can_show_is_said_in_the_words_of_the_code(code):
    sources = [(ROOT / "emulation_cli" / name).read_text(encoding="utf-8") for name in ("app.py", "kernel/register.py")]
    words = {node.value for text in sources for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Constant)}
    messages = [one for one in words if isinstance(one, str) and re.search(r"[a-z] [a-z]+ [a-z]+ [a-z]", one)]
    for line in exit_codes.TOLD[code][1].splitlines():
        assert any(gallery.says(message, line) for message in messages), line


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
