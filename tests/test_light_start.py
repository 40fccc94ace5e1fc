"""A command loads only what it uses: no database library for help, no ORM for reads, no Excel but for Excel."""

import ast
import gc
import importlib
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import start

import emulation_cli
from emulation_cli import app

PACKAGE = Path(emulation_cli.__file__).parent
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "openpyxl")
SLOW = (*HEAVY, "rich", "platformdirs", "dataclasses", "decimal", "tomllib", "tempfile", "hashlib", "csv", "calendar")
"""What an everyday command does without: each loads for as long as a tenth of Typer, or longer."""
COMPLETION = "_EMULATION_COMPLETE"

SCRIPT = """
import json, os, sys
words, watched = json.loads(sys.argv[1]), json.loads(sys.argv[2])
sys.argv = ["emulation", *words]
told = os.dup(1)
os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
from emulation_cli import app
code = app.main()
loaded = {name.partition(".")[0] for name in sys.modules}
os.write(told, json.dumps([code, sorted(loaded & set(watched))]).encode())
"""


def loaded(words, *watched, env=None):
    """Which of the watched packages the command has loaded by its end; it must have ended well."""
    arguments = [json.dumps(words), json.dumps(watched)]
    environment = {**os.environ, **(env or {})}
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    code, found = json.loads(done.stdout)
    assert code == 0, done.stderr
    return found


@start
def with_ballot(cum6):
    """A meeting and a draft ballot, so that there is something to show."""
    cum6.ok("meeting", "add", "M1", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cum6.ok("ballot", "new", "B1", "C6/2023", "--meeting", "M1")


@pytest.mark.parametrize("words", [[], ["--help"], ["-h"], ["unit", "--help"], ["unit", "add", "--help"]])
def test_help_loads_nothing_that_reads_or_writes_data_and_no_panels_off_a_terminal(cli, words):
    assert loaded(words, *SLOW, "sqlite3") == []


@pytest.mark.parametrize("words", [["ballot", "new", "--help"], ["pledge", "--help"], ["log", "--help"]])
def test_no_help_loads_what_is_slow(cli, words):
    assert loaded(words, *SLOW) == []
    assert loaded(["--version"], *HEAVY, "rich") == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("typed", ["emulation un", "emulation unit l", "emulation unit list --"])
def test_a_completion_loads_no_more_than_help(cli, shell, typed):
    words = {"COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" ")), "_TYPER_COMPLETE_ARGS": typed}
    env = {COMPLETION: f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args", **words}
    assert loaded([], *SLOW, "sqlite3", env=env) == []


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
@pytest.mark.parametrize("typed", ["unit show T", "ballot show ", "import un", "year lead C6/2023 --method e"])
def test_a_completion_of_a_value_loads_no_more_than_a_list(with_ballot, shell, typed):
    words = {"COMP_WORDS": f"emulation {typed}".replace(" ", "\n"), "COMP_CWORD": str(typed.count(" ") + 1)}
    words |= {"_TYPER_COMPLETE_ARGS": f"emulation {typed}", "_TYPER_COMPLETE_WORD_TO_COMPLETE": typed.split(" ")[-1]}
    env = {COMPLETION: f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args", **words}
    assert loaded([], *SLOW, env=env) == []


@pytest.mark.parametrize("known", [False, True])
def test_a_completion_tells_the_whole_of_a_long_help_in_one_line(cli, monkeypatch, known):
    if known:
        importlib.import_module("rich")
    monkeypatch.setenv(COMPLETION, "complete_fish")
    monkeypatch.setenv("_TYPER_COMPLETE_FISH_ACTION", "get-args")
    monkeypatch.setenv("_TYPER_COMPLETE_ARGS", "emulation unit m")
    said = "Merge units: those that go are closed, the other one sits in their seats from that day on."
    assert cli().out.splitlines() == [f"merge\t{said}"]


def test_no_help_text_holds_markup_that_a_completion_would_have_to_take_out():
    helps = []
    for word in app.COMMANDS:
        group = app.load(word)
        for command in (group, *getattr(group, "commands", {}).values()):
            helps += [command.get_short_help_str(10_000), *(one.help or "" for one in command.params)]
    assert len(helps) > 1000
    assert [text for text in helps if re.search(r"\[/?[a-z#@]|:[a-z_]+:", text)] == []


def test_reads_load_no_orm_no_excel_and_for_a_plain_table_no_rich(with_ballot):
    for words in (
        ["unit", "list"],
        ["status"],
        ["ballot", "show", "B1"],
        ["year", "show", "C6/2023"],
        ["duty", "list"],
    ):
        assert loaded(words, *SLOW) == [], words
    assert loaded(["search", "thanh hoa", "--format", "json"], *HEAVY, "rich") == []
    assert loaded(["statistics", "0603", "2023", "--format", "json"], *HEAVY, "rich") == []


def test_of_a_noun_only_the_verb_that_is_called_is_built():
    group = app.load("unit")
    context = group.make_context("unit", ["list"])
    assert {"add", "list", "merge"} <= set(group.list_commands(context))
    assert "List the units" in group.get_help(context)
    assert group.commands.built == {}
    _name, command, rest = group.resolve_command(context, ["list", "--search", "x"])
    assert (list(group.commands.built), rest) == (["list"], ["--search", "x"])
    assert command is group.get_command(context, "list") is group.commands["list"]
    assert [one.name for one in command.params][:2] == ["search", "on"]


def test_what_help_tells_of_a_verb_is_what_the_verb_says_of_itself():
    for word in app.COMMANDS:
        group = app.load(word)
        for name in getattr(group, "commands", ()):
            told = group.get_command(None, name)
            assert name not in group.commands.built
            built = group.commands[name]
            both = [(one.name, one.help, one.short_help, one.hidden, one.deprecated) for one in (told, built)]
            assert both[0] == both[1]


def test_a_start_is_not_looked_through_for_garbage_and_a_long_run_is():
    script = "import atexit, gc; atexit.register(lambda: print(gc.get_freeze_count() > 0)); import emulation_cli"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert (done.stdout, done.returncode) == ("True\n", 0)
    assert gc.isenabled()
    assert gc.get_threshold()[0] == 50_000


def test_an_export_to_csv_loads_no_excel(with_ballot):
    assert loaded(["export", "units", "-o", "units.csv"], *HEAVY) == []


def test_what_is_watched_for_can_be_seen(with_ballot):
    assert loaded(["unit", "add", "X", "Y"], *HEAVY) == ["pydantic", "sqlalchemy", "sqlmodel"]
    assert loaded(["export", "units", "-o", "units.xlsx"], *HEAVY) == ["openpyxl"]


def imported(path):
    """Every module that a source file names in an import."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
            yield str(node.module)


def test_nobody_reaches_past_typer_for_click():
    sources = sorted(PACKAGE.rglob("*.py"))
    names = {(path.name, name) for path in sources for name in imported(path)}
    assert ("app.py", "typer") in names
    beneath = {
        (file, name) for file, name in names if name.partition(".")[0] == "click" or name.startswith("typer._click")
    }
    assert beneath == set()
