"""The goals: what is raced against what, and how many times the rival's time it may take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from bench import peers, registers
from bench.measure import Race, Rival, Task
from bench.shop import TABLES, Workshop

START = 1.3
WRITE = 1.25
IMPORT = 2.0
TIMES_FASTER = 8
READ_BOOK = 0.3
WRITE_BOOK = 0.4
TALLY = 2.0
LARGE = 1.5
EXPONENT = 1.05
FLAT = 1.5
"""Memory is flat that at 1,000,000 rows is at most so many times what it is at 10,000."""
IMPORT_MEMORY, EXPORT_MEMORY = 250, 120
"""MiB."""
SELDOM = 3
"""Turns in which a rival is run that takes minutes."""
COMPLETING = {"_EMULATION_COMPLETE": "complete_bash"}
"""How a shell asks for a completion."""


def ours(*words: object, **more: Any) -> Task:
    """A command of the program."""
    return Task(registers.emulation(*words), **more)


# -- what takes no time -----------------------------------------------------------------------------------------------


def starting(shop: Workshop) -> Iterator[Race]:
    """Help, completion and what only reads, against a Typer program of one option."""
    program = peers.program(shop.typer())
    bare = Rival("`--help` of a Typer program", START, lambda: Task([*program, "--help"], says="--name"))
    for words, says in (("--help", "search"), ("unit --help", "rename")):
        yield Race(f"`emulation {words}`", lambda words=words, says=says: ours(*words.split(), says=says), [bare])
    typed = {**COMPLETING, "COMP_WORDS": "emulation unit ", "COMP_CWORD": "2"}
    yield Race("completion of `emulation unit …`", lambda: Task(registers.emulation(), typed, says="rename"), [bare])
    told = Rival("a run of that program", START, lambda: Task([*program, "--name", "Thanh Hóa"], says="Thanh Hóa"))
    for words, says in (("unit list", "Thanh Hóa"), ("ballot show C6-BK23", "C6-BK23"), ("status", "C6/2020")):
        run = partial(ours, *words.split(), "--db", shop.demo(), says=says)
        yield Race(f"`emulation {words}`", run, [told])


def writing(shop: Workshop) -> Iterator[Race]:
    """What writes, against the libraries that it needs."""
    target = shop.folder / "run.db"
    words = ("unit", "add", "TCKS2", "Trường Cao đẳng Kiểm sát", "--db", target)
    tables = Rival("importing sqlmodel and the tables of units", WRITE, lambda: Task(peers.python(peers.TABLES)))
    yield Race("`emulation unit add`", lambda: ours(*words, fresh={target: shop.demo()}), [tables])


# -- what grows with its rows -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sized:
    """Work that can be done at any number of rows.

    Attributes:
        what: it is called in the tables.
        race: of so many rows, against every rival.
        rows: at which the goals hold.
        upto: the most rows it is measured at.
        flat: whether its memory is to stay the same.
    """

    what: str
    race: Callable[[int], Race]
    rows: int
    upto: int
    flat: bool = False


def sized(shop: Workshop) -> dict[str, Sized]:
    """Every such work by its name."""
    rows, sheet = shop.sizes.rows, shop.sizes.sheet
    found = {
        f"import-{kind}": Sized(f"import of {kind}, CSV", partial(_import, shop, kind), rows, rows, flat=True)
        for kind in TABLES
    }
    book = partial(_import_book, shop)  # beyond a sheet's goal a workbook is larger than the program takes
    found["import-xlsx"] = Sized("import of commendations, XLSX", book, sheet, sheet)
    found["export"] = Sized("export of commendations, XLSX", partial(_export, shop), sheet, rows)
    found["tally"] = Sized("tally of slips, CSV", partial(_tally, shop), rows, rows)
    return found


def _import(shop: Workshop, kind: str, rows: int) -> Race:
    """Into a fresh copy of the register; the rivals are given the very values that ours ends with."""
    table, target, theirs = TABLES[kind], shop.folder / "run.db", shop.folder / "rival.db"

    def mine() -> Task:
        words = ("import", kind, shop.csv(kind, rows), "--db", target)
        return ours(*words, fresh={target: shop.register()}, check=lambda: registers.expect(target, table, rows))

    def rival(
        made: Callable[[Path, str, Path], list[str]], *, headed: bool, most: int | None = None
    ) -> Callable[[], Task]:
        return lambda: Task(
            made(theirs, table, shop.raw(kind, rows, headed=headed)),
            fresh={theirs: shop.blank(kind)},
            check=lambda: registers.expect(theirs, table, rows),
            most=most,
        )

    return Race(
        f"import of {rows:,} {kind}, CSV",
        mine,
        [
            Rival("`sqlite3 .import`", IMPORT, rival(peers.dot_import, headed=False), program="sqlite3"),
            Rival(
                "`sqlite-utils insert`",
                1 / TIMES_FASTER,
                rival(peers.utils_insert, headed=True, most=SELDOM),
                package="sqlite_utils",
            ),
        ],
        memory=IMPORT_MEMORY,
    )


def _import_book(shop: Workshop, rows: int) -> Race:
    target = shop.folder / "run.db"

    def mine() -> Task:
        words = ("import", "commendations", shop.xlsx(rows), "--db", target)
        check = lambda: registers.expect(target, "commendation", rows)  # noqa: E731 - a check with what it checks
        return ours(*words, fresh={target: shop.register()}, check=check)

    read = Rival("openpyxl reading it", READ_BOOK, lambda: Task(peers.python(peers.READ_XLSX, shop.xlsx(rows))))
    return Race(f"import of {rows:,} commendations, XLSX", mine, [read], memory=IMPORT_MEMORY)


def _export(shop: Workshop, rows: int) -> Race:
    target, theirs = shop.folder / "run.xlsx", shop.folder / "rival.xlsx"

    def mine() -> Task:
        words = ("export", "commendations", "-o", target, "--db", shop.filled("commendations", rows))
        return ours(*words, fresh={target: None})

    def rival(code: str) -> Callable[[], Task]:
        return lambda: Task(peers.python(code, shop.cells(rows), theirs), fresh={theirs: None})

    return Race(
        f"export of {rows:,} commendations, XLSX",
        mine,
        [
            Rival("openpyxl writing plain values", WRITE_BOOK, rival(peers.WRITE_OPENPYXL)),
            Rival("XlsxWriter writing plain values", 1.0, rival(peers.WRITE_XLSXWRITER), package="xlsxwriter"),
        ],
        memory=EXPORT_MEMORY,
    )


def _tally(shop: Workshop, rows: int) -> Race:
    target = shop.folder / "run.db"

    def mine() -> Task:
        words = ("ballot", "tally", registers.BALLOT, shop.slips(rows), "--note", "phiếu không bỏ", "--db", target)
        check = lambda: registers.expect_returned(target, rows)  # noqa: E731 - a check with what it checks
        return ours(*words, fresh={target: shop.ballot()}, check=check)

    read = Rival("`csv.reader` reading it", TALLY, lambda: Task(peers.python(peers.READ_CSV, shop.slips(rows))))
    return Race(f"tally of {rows:,} slips", mine, [read])
