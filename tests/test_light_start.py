"""A command loads only what it uses: no database library for help, no ORM for reads, no Excel but for Excel."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

import emulation_cli

PACKAGE = Path(emulation_cli.__file__).parent
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "openpyxl")

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


def loaded(words, *watched):
    """Which of the watched packages the command has loaded by its end; it must have ended well."""
    arguments = [json.dumps(words), json.dumps(watched)]
    done = subprocess.run([sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    code, found = json.loads(done.stdout)
    assert code == 0, done.stderr
    return found


@pytest.fixture
def with_ballot(cum6):
    """A meeting and a draft ballot, so that there is something to show."""
    cum6.ok("meeting", "add", "M1", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cum6.ok("ballot", "new", "B1", "C6/2023", "--meeting", "M1")
    return cum6


@pytest.mark.parametrize("words", [["--help"], ["unit", "--help"], ["ballot", "new", "--help"], ["--version"]])
def test_help_loads_no_library_for_data_and_no_panels_off_a_terminal(cli, words):
    assert loaded(words, *HEAVY, "rich") == []


def test_reads_load_no_orm_and_no_excel(with_ballot):
    assert loaded(["unit", "list"], *HEAVY) == []
    assert loaded(["search", "thanh hoa", "--format", "json"], *HEAVY, "rich") == []
    assert loaded(["ballot", "show", "B1", "--format", "json"], *HEAVY, "rich") == []
    assert loaded(["statistics", "0603", "2023", "--format", "json"], *HEAVY, "rich") == []


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
