"""Command lines as chance makes them: the real words and options with any values."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from emulation_cli import app

LEFT_OUT = ("demo",)
"""Words that run a hundred other commands."""
ODD = (
    *(
        "",
        " ",
        "-",
        "--",
        "-1",
        "0",
        "1",
        "2",
        "007",
        "1e9",
        "9" * 30,
        "1,5",
        "1.000",
        "-0",
        "NaN",
        "٣",
        "１２",
        "4/5",
        "0/0",
    ),
    *("today", "hôm nay", "31/12/2023", "2023-07-01", "31/02/2023", "1/1/23", "9999-12-31", "C6/", "/2023", "C6/99999"),
    *(
        "=1+1",
        "@SUM(A1)",
        "[x]",
        "[/x]",
        ":smile:",
        "%s{0}",
        "'; DROP TABLE unit; --",
        "Đơn vị",
        "VKSND tỉnh Thanh Hóa",
    ),
    *(
        "\x1b[31m",
        "a\nb",
        "\t",
        "\u202e",
        "\ufeff",
        "\ud800",
        "Ủ" * 40_000,
        "../x",
        ".",
        "register.db",
        "t.xlsx",
        "x.csv",
    ),
    *(
        "all",
        "none",
        "-o",
        "--yes",
        "--format",
        "a=b",
        "1=6/0/0",
        "TH=1",
        "TH=1,NA=",
        ",",
        ",,",
        "a;b",
        "*",
        "~",
        "NUL",
    ),
)
"""Values on which a command stumbles."""
FILES = ("o.xlsx", "o.csv", "o.json", "o.docx", "o.txt", "given.xlsx", "given.csv", "given.json", "no/o.xlsx", "in")
SHARED = ("db", "format_", "wait", "lang", "quiet", "yes")
YEARS = ("C6/2023", "C6/2023", "K4/2023", "C6/2024", "2023")
DAY_WORDS = ("DATE", "ON", "FROM", "TO", "SINCE", "UNTIL", "DUE", "BORN", "EARLIEST", "LATEST")
DAYS = ("01/07/2023", "30/06/2023", "2023-01-01", "31/12/2023", "01/01/2024", "today", "29/02/2023", "01/01/1890")
NUMBERS = ("0", "1", "2", "5", "6", "12", "2023", "2024", "99999", "-1")


@cache
def commands() -> list[tuple[tuple[str, ...], list[Any]]]:
    """Every command of the tree: its words, its parameters."""
    found: list[tuple[tuple[str, ...], list[Any]]] = []

    def walk(words: tuple[str, ...], command: Any) -> None:
        for name, below in getattr(command, "commands", {}).items():
            walk((*words, name), below)
        if command.callback is not None:
            found.append((words, list(command.params)))

    for word in app.COMMANDS:
        if word not in LEFT_OUT:
            walk((word,), app.load(word))
    return sorted(found, key=lambda one: one[0])


@cache
def codes(register: Path) -> dict[str, list[str]]:
    """Table → what some of its rows are called."""
    with closing(sqlite3.connect(register)) as connection:
        tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        found = {}
        for table in sorted(tables):
            columns = [row[1] for row in connection.execute(f'PRAGMA table_info("{table}")')]
            for column in ("code", "name"):
                if column in columns and table not in found:
                    rows = connection.execute(f'SELECT "{column}" FROM "{table}" LIMIT 12').fetchall()
                    found[table] = [str(row[0]) for row in rows]
    return {table: called for table, called in found.items() if called}


def command_line(register: Path, chance: Random) -> list[str]:
    """A command line: a real command, its parameters more or less as they should be."""
    words, parameters = chance.choice(commands())
    line = list(words)
    for parameter in parameters:
        line += _given(parameter, codes(register), chance)
    if chance.random() < 0.05:
        line.insert(chance.randrange(len(line) + 1), chance.choice(ODD))
    return [_sane(word) for word in line]


def _given(parameter: Any, known: dict[str, list[str]], chance: Random) -> list[str]:
    """How a parameter is given: mostly where it must be, now and then otherwise."""
    option = next((name for name in parameter.opts if name.startswith("-")), "")
    share = 0.97 if parameter.required or not option else 0.04 if parameter.name in SHARED else 0.2
    if parameter.name == "debug" or chance.random() > share:
        return []
    if option and getattr(parameter, "is_flag", False):
        return [option]
    values = [_value(parameter, known, chance) for _time in range(1 if parameter.nargs == 1 else chance.randint(1, 3))]
    return [word for value in values for word in ((option, value) if option else (value,))]


def _value(parameter: Any, known: dict[str, list[str]], chance: Random) -> str:
    """A value for a parameter: mostly one that its help names, a code of the register or a file; else anything."""
    metavar = str(parameter.metavar or "").upper()
    parts = re.findall("[A-Z]+", metavar)
    if chance.random() < 0.25:
        return chance.choice(ODD)
    if "|" in metavar and "FILE" not in parts:
        return chance.choice(str(parameter.metavar).strip("[]….").split("|"))
    if {"FILE", "PATH", "DIR"} & {*parts}:
        return chance.choice(FILES)
    if "/YEAR" in metavar:
        return chance.choice(YEARS)
    if parts[:1] == ["KIND"]:
        return chance.choice(list(app.KINDS))
    if {*DAY_WORDS} & {*parts}:
        return chance.choice(DAYS)
    if {"N", "COUNT", "ORDER", "YEAR"} & {*parts}:
        return chance.choice(NUMBERS)
    fitting = [called for part in parts for called in known.get(part.lower(), [])]
    return chance.choice(fitting or [called for rows in known.values() for called in rows])


def _sane(text: str) -> str:
    """The text as an operating system can hand it over: without NUL, a lone surrogate as the byte it stands for."""
    return text.replace("\x00", "").replace("\ud800", "\udcff")
