"""Spoiled files and command lines: only documented exit codes, no traceback, bounded time and memory."""

from __future__ import annotations

import os
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from torture.mutations import mutate, mutate_parts, mutate_rows
from torture.operations import YEAR, done
from torture.outcome import DOCUMENTED
from torture.process import Clock, Ran, fresh, in_parallel, run, workshop
from torture.words import command_line

SECONDS = 10
"""Of a processor, for one command."""
MEMORY = 300
"""MB, for one command."""
KINDS = ("units", "people", "members", "meetings", "attendance", "pledge-items", "targets", "results", "awards")
REFUSING = (2, 3, 4, 6, 9)
"""Exit codes that say that nothing was written."""
USES = (
    ("unit", "list"),
    ("unit", "add", "XX", "Đơn vị mới"),
    ("unit", "edit", "TH", "--name", "Tên mới"),
    ("check",),
    ("log", "--format", "json"),
    ("log", "verify"),
    ("export", "summary", YEAR, "-o", "o.xlsx"),
    ("export", "units", "-o", "o.csv"),
    ("import", "units", "units.csv", "--update"),
    ("year", "show", YEAR),
    ("pledge", "show", "K4/2023"),
    ("ballot", "show", "C6-BK23"),
    ("ballot", "minutes", "C6-BK23", "-o", "m.xlsx"),
    ("nomination", "list", YEAR),
    ("award", "list"),
    ("status",),
    ("search", "Thanh Hóa"),
    ("migrate",),
)
"""What is done with a spoiled register."""

Lines = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Case:
    """One case: reproduced by its seed, its sort and its number."""

    seed: int
    sort: str
    number: int

    def __str__(self) -> str:
        return f"{self.seed}:{self.sort}:{self.number}"

    @property
    def chance(self) -> random.Random:
        """The chance that makes this case, always the same."""
        return random.Random(str(self))


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a case: its command lines with their exit codes, what is wrong, most memory in MB."""

    case: Case
    codes: tuple[int | None, ...]
    problems: tuple[str, ...]
    memory: int


# -- the sorts of cases -----------------------------------------------------------------------------------------------


def prepare(folder: Path) -> None:
    """A register with a year's work in it, and files that it gave."""
    done(folder, "demo", "demo")
    (folder / "demo" / "register.db").rename(folder / "register.db")
    shutil.rmtree(folder / "demo")
    for kind in KINDS:
        for ending in ("xlsx", "csv", "json"):
            done(folder, "export", kind, "-o", f"{kind}.{ending}")
    for ending in ("xlsx", "csv", "json"):
        shutil.copy(folder / f"units.{ending}", folder / f"given.{ending}")


def _import(ending: str, spoil: Callable[[bytes, random.Random], bytes]) -> Callable[[Path, random.Random], Lines]:
    """Cases that take in a spoiled file."""

    def made(folder: Path, chance: random.Random) -> Lines:
        kind = chance.choice(KINDS)
        file = folder / f"{kind}.{ending}"
        file.write_bytes(spoil(file.read_bytes(), chance))
        more = chance.choice([(), ("--update",), ("--dry-run",), ("--skip-bad",), ("--report", "r.xlsx")])
        return [("import", kind, file.name, *more), ("check",)]

    return made


def _register(folder: Path, chance: random.Random) -> Lines:
    file = folder / "register.db"
    file.write_bytes(mutate(file.read_bytes(), chance))
    return chance.sample(USES, 4)


def _rows(folder: Path, chance: random.Random) -> Lines:
    mutate_rows(folder / "register.db", chance)
    return chance.sample(USES, 4)


def _words(folder: Path, chance: random.Random) -> Lines:
    return [tuple(command_line(folder / "register.db", chance)) for _line in range(4)]


SORTS: dict[str, Callable[[Path, random.Random], Lines]] = {
    "xlsx": _import("xlsx", mutate),
    "parts": _import("xlsx", mutate_parts),
    "csv": _import("csv", mutate),
    "json": _import("json", mutate),
    "register": _register,
    "rows": _rows,
    "words": _words,
}
"""Sort of case → spoils a file in a folder; the command lines to try then."""


# -- one case ---------------------------------------------------------------------------------------------------------

_START: list[Path] = []
"""The folder that every case starts from; made before the work is shared out."""


def try_case(case: Case, keep: Path | None = None) -> Result:
    """Run a case in a folder of its own and judge it."""
    folder = fresh(keep or _START[0].parent / f"case-{os.getpid()}", _START[0])
    problems, codes, memory = [], [], 0
    for line in SORTS[case.sort](folder, case.chance):
        before = (folder / "register.db").read_bytes()
        ran = run(line, folder)
        codes.append(ran.code)
        memory = max(memory, ran.memory)
        problems += [f"{list(line)!r:.600}: {problem}" for problem in _wrong(case, line, ran)]
        if ran.code in REFUSING and (folder / "register.db").read_bytes() != before:
            problems.append(f"{list(line)!r:.600}: exit {ran.code}, yet the register is another one")
    return Result(case, tuple(codes), tuple(problems), memory)


def _wrong(case: Case, line: Sequence[str], ran: Ran) -> Iterator[str]:
    """What a command must never do."""
    if ran.code not in DOCUMENTED:
        yield f"exit {ran.code}: {ran.err.strip()[-400:]}"
    if "Traceback" in ran.err:
        yield f"a traceback: {ran.err.strip()[-400:]}"
    if "problems found" in ran.err and case.sort not in ("register", "rows") and "--expect-head" not in line:
        yield f"a register that nobody spoiled is not sound: {ran.out}{ran.err}"
    if ran.seconds > SECONDS:
        yield f"{ran.seconds} seconds"
    if ran.memory > MEMORY:
        yield f"{ran.memory} MB"


# -- all of them ------------------------------------------------------------------------------------------------------


def fuzz(*, cases: int = 3000, seed: int = 1, only: str = "", **_others: object) -> int:
    """Try so many cases, of every sort alike, or one again; the number of findings."""
    clock, findings, memory, codes = Clock(), 0, 0, Counter()
    chosen = [Case(seed, list(SORTS)[number % len(SORTS)], number // len(SORTS)) for number in range(cases)]
    with workshop() as folder:
        _START[:] = [folder / "start"]
        _START[0].mkdir()
        prepare(_START[0])
        results = in_parallel(try_case, chosen) if not only else iter([_again(only)])
        for result in results:
            memory = max(memory, result.memory)
            codes.update(result.codes)
            findings += bool(result.problems)
            for problem in result.problems:
                sys.stdout.write(f"FINDING {result.case}: {problem}\n")
                sys.stdout.flush()
    told = ", ".join(f"{count} x {code}" for code, count in sorted(codes.items(), key=lambda one: str(one[0])))
    sys.stdout.write(
        f"fuzz: {len(chosen) if not only else 1} cases of seed {seed}, {codes.total()} commands (exit {told}),"
        f" {findings} findings, at most {memory} MB, {clock}\n"
    )
    return findings


def _again(only: str) -> Result:
    """Try one case again; its folder stays, as it was when its commands began and ended."""
    seed, sort, number = only.split(":")
    folder = Path(tempfile.mkdtemp(prefix="case-"))
    result = try_case(Case(int(seed), sort, int(number)), keep=folder)
    sys.stdout.write(f"fuzz: the files of {result.case} lie in {folder}\n")
    return result
