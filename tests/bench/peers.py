"""The rivals, as small programs: each does what it is for and nothing else."""

from __future__ import annotations

import sys
from pathlib import Path

TYPER = '''\
import sys

import typer

app = typer.Typer(add_completion=False, rich_markup_mode="rich" if sys.stdout.isatty() else None)


@app.command()
def main(name: str = "Việt Nam") -> None:
    """Say hello."""
    print(f"Xin chào {name}")


app()
'''
"""One option, plain help off a terminal as ours; without completion, so that it has nothing that it does not need."""

TABLES = "import sqlmodel, emulation_cli.units.tables"
"""The same tables: those that `unit add` itself defines, and not the many others of the program."""

READ_CSV = """\
import collections, csv, sys
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    collections.deque(csv.reader(file), maxlen=0)
"""

READ_XLSX = """\
import collections, sys, openpyxl
collections.deque(openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True), maxlen=0)
"""

WRITE_OPENPYXL = """\
import pickle, sys, openpyxl
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet()
with open(sys.argv[1], "rb") as file:
    for row in pickle.load(file):
        sheet.append(row)
book.save(sys.argv[2])
"""
"""Plain values, no format but the one that openpyxl gives each date; the rows lie ready, it asks no register."""

WRITE_XLSXWRITER = """\
import pickle, sys, xlsxwriter
options = {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}
with xlsxwriter.Workbook(sys.argv[2], options) as book, open(sys.argv[1], "rb") as file:
    sheet = book.add_worksheet()
    for number, row in enumerate(pickle.load(file)):
        sheet.write_row(number, 0, row)
"""


def program(path: Path) -> list[str]:
    """A program in a file."""
    return [sys.executable, str(path)]


def python(code: str, *words: object) -> list[str]:
    """A small program with its words."""
    return [sys.executable, "-c", code, *(str(word) for word in words)]


def dot_import(register: Path, table: str, file: Path) -> list[str]:
    """`sqlite3 REGISTER '.import FILE TABLE'`, as it is: its own cache, no foreign keys."""
    return ["sqlite3", str(register), f'.import --csv "{file}" "{table}"']


def utils_insert(register: Path, table: str, file: Path) -> list[str]:
    """`sqlite-utils insert`, as it is."""
    return [sys.executable, "-m", "sqlite_utils", "insert", str(register), table, str(file), "--csv"]
