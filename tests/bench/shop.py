"""Where everything is made that the pairs need: each file once, when it is first asked for."""

from __future__ import annotations

import csv
import pickle
import shlex
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import openpyxl

from bench import data, peers, registers
from bench.everyday import ENVIRONMENT, PREPARED
from bench.measure import Place, Task

TABLES = {"commendations": "commendation", "results": "result"}
"""What is imported → the table that it is stored in."""


@dataclass(frozen=True)
class Sizes:
    """How much of everything.

    Attributes:
        rows: of the files that are imported, and slips of the tally.
        sheet: rows of the workbooks that are read and written.
        growth: rows at which growth is measured; it is fitted from the second on.
        years, commendations: of the large register.
        commands: how many of the everyday commands are run; None for all.
    """

    rows: int = 1_000_000
    sheet: int = 100_000
    growth: tuple[int, ...] = (1_000, 10_000, 100_000, 1_000_000)
    years: int = 10
    commendations: int = 1_000_000
    commands: int | None = None

    @property
    def most(self) -> int:
        """The rows of the largest file."""
        return max(self.rows, self.sheet, *self.growth)


TINY = Sizes(rows=40, sheet=20, growth=(10, 20, 40), years=1, commendations=1_000, commands=4)
"""Enough to see that everything works."""


class Workshop:
    """A folder in which files are made; those that are there already are taken as they are."""

    def __init__(self, folder: Path, sizes: Sizes) -> None:
        self.folder = folder
        self.sizes = sizes
        self.place = Place(folder, registers.environment(folder))

    def _made(self, name: str, make: Callable[[Path], object]) -> Path:
        """The file of this name, made under another one first, so that it is whole or not there."""
        path, part = self.folder / name, self.folder / "part" / name
        if not path.exists():
            shutil.rmtree(part.parent, ignore_errors=True)
            part.parent.mkdir(parents=True)
            make(part)
            part.rename(path)
        return path

    # -- what is imported, read and counted ---------------------------------------------------------------------------

    def csv(self, kind: str, rows: int) -> Path:
        """Rows of `commendations` or `results` as an officer has them."""
        headings = {"commendations": data.COMMENDATION_HEADINGS, "results": data.RESULT_HEADINGS}[kind]
        made = {"commendations": data.commendations, "results": data.results}[kind]
        return self._made(f"{kind}-{rows}.csv", lambda path: data.write_csv(path, headings, made(rows)))

    def xlsx(self, rows: int) -> Path:
        """Commendations as a workbook."""
        headings = data.COMMENDATION_HEADINGS
        return self._made(
            f"commendations-{rows}.xlsx", lambda path: data.write_xlsx(path, headings, data.commendations(rows))
        )

    def slips(self, rows: int) -> Path:
        """Slips as CSV."""
        return self._made(f"slips-{rows}.csv", lambda path: data.write_csv(path, data.NOMINEES, data.slips(rows)))

    # -- registers ----------------------------------------------------------------------------------------------------

    def register(self) -> Path:
        """One that has all that the largest file refers to."""
        return self._made("register.db", lambda path: registers.make(path, self.sizes.most))

    def ballot(self) -> Path:
        """One with a closed ballot that as many slips were issued for as the largest file has."""
        return self._made("ballot.db", lambda path: registers.with_ballot(path, self.sizes.rows))

    def demo(self) -> Path:
        """The one that `emulation demo` makes."""
        return self._made("demo.db", self._demonstrate)

    def _demonstrate(self, path: Path) -> None:
        self.place.run(Task(registers.emulation("demo", path.parent / "demo")))
        (path.parent / "demo" / "register.db").rename(path)

    def large(self) -> Path:
        """The one that has grown for ten years, ready for the commands of a day."""
        return self._made("large.db", self._grow)

    def _grow(self, path: Path) -> None:
        from bench import large

        large.make(path, years=self.sizes.years, commendations=self.sizes.commendations)
        self._prepare(path, 0)

    def small(self) -> Path:
        """The demonstration's, ready for the commands of a day."""
        return self._made("small.db", self._ready)

    def _ready(self, path: Path) -> None:
        shutil.copy(self.demo(), path)
        self._prepare(path, 1)

    def _prepare(self, register: Path, side: int) -> None:
        for words in PREPARED:
            registers.done(register, *shlex.split(words[side]), more=ENVIRONMENT)

    def filled(self, kind: str, rows: int) -> Path:
        """The register after the import of so many rows."""
        return self._made(f"{kind}-{rows}.db", lambda path: self._fill(path, kind, rows))

    def _fill(self, path: Path, kind: str, rows: int) -> None:
        words = ("import", kind, self.csv(kind, rows), "--db", path, "--quiet")
        self.place.run(Task(registers.emulation(*words), fresh={path: self.register()}))

    # -- what the rivals start from -----------------------------------------------------------------------------------

    def blank(self, kind: str) -> Path:
        """The register for a rival that knows no NULL: every row of results is full, commendations are not."""
        if kind == "results":
            return self.register()
        return self._made("blank.db", lambda path: self._empty_for_null(path, TABLES[kind]))

    def _empty_for_null(self, path: Path, table: str) -> None:
        shutil.copy(self.register(), path)
        registers.with_blanks(path, table)

    def raw(self, kind: str, rows: int, *, headed: bool = False) -> Path:
        """The values that ours has stored for a file, column by column as CSV, `headed` by the columns' names."""
        name = f"{kind}-{rows}-{'headed' if headed else 'raw'}.csv"
        return self._made(name, lambda path: self._dump(path, kind, rows, headed=headed))

    def _dump(self, path: Path, kind: str, rows: int, *, headed: bool) -> None:
        with closing(sqlite3.connect(self.filled(kind, rows))) as connection, path.open("w", newline="") as file:
            found = connection.execute(f'SELECT * FROM "{TABLES[kind]}" ORDER BY id')
            out = csv.writer(file, lineterminator="\n")
            out.writerows([[column[0] for column in found.description]] if headed else [])
            out.writerows(found)

    def exported(self, rows: int) -> Path:
        """The workbook that ours exports of so many commendations."""
        return self._made(f"exported-{rows}.xlsx", lambda path: self._export(path, rows))

    def _export(self, path: Path, rows: int) -> None:
        words = ("export", "commendations", "-o", path, "--db", self.filled("commendations", rows), "--quiet")
        self.place.run(Task(registers.emulation(*words)))

    def cells(self, rows: int) -> Path:
        """The values of the exported workbook's cells, row by row, ready for a rival that writes the same ones."""
        return self._made(f"cells-{rows}.pickle", lambda path: self._pickle(path, rows))

    def _pickle(self, path: Path, rows: int) -> None:
        found = list(cells_of(self.exported(rows)))
        path.write_bytes(pickle.dumps(found, protocol=pickle.HIGHEST_PROTOCOL))

    def typer(self) -> Path:
        """The Typer program of one option."""
        return self._made("program.py", lambda path: path.write_text(peers.TYPER, encoding="utf-8"))


def cells_of(path: Path) -> Iterator[tuple[object, ...]]:
    """The values of the first sheet of a workbook, row by row, as openpyxl reads them."""
    book = openpyxl.load_workbook(path, read_only=True)
    yield from book.worksheets[0].iter_rows(values_only=True)
    book.close()
