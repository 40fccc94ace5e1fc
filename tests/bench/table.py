"""What was measured, as rows of Markdown; and the page that they are written into."""

from __future__ import annotations

import datetime
import importlib.metadata
import os
import platform
import re
import shutil
import sqlite3
import statistics
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from bench.measure import Race, Rival, Times

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
PEERS = ("typer", "sqlmodel", "openpyxl", "sqlite-utils", "XlsxWriter", "python-calamine")
NONE = "–"


@dataclass(frozen=True)
class Row:
    """A line of the table of goals, each cell as it is shown."""

    what: str
    ours: str = NONE
    against: str = NONE
    ratio: str = NONE
    cpu: str = NONE
    at_most: str = NONE
    met: str = NONE
    memory: str = NONE


@dataclass(frozen=True)
class Size:
    """A line of the growth report: one kind of work at one number of rows."""

    what: str
    rows: str
    ours: str
    cpu: str
    against: str
    ratio: str
    memory: str


@dataclass(frozen=True)
class Command:
    """A line of the report on everyday commands."""

    command: str
    large: str
    demo: str
    ratio: str
    cpu: str


TITLES = {
    Row: ("what", "ours", "against", "ratio (spread)", "CPU", "at most", "met", "memory"),
    Size: ("what", "rows", "ours", "CPU", "against", "ratio (spread)", "memory"),
    Command: ("command", "large", "demo", "ratio (spread)", "CPU"),
}
PARTS = {Row: "goals", Size: "growth", Command: "everyday"}
"""The kind of a line → the part of the page that it stands in."""
KEYS = {Row: ("what", "against"), Size: ("what", "rows"), Command: ("command",)}
"""What names a line, so that one measured again takes the place of the one before; of `against` what is in front."""


def seconds(wall: float) -> str:
    """A time as people read it."""
    return f"{wall * 1000:.0f} ms" if wall < 1 else f"{wall:.2f} s" if wall < 10 else f"{wall:.1f} s"


def times(value: float) -> str:
    """A ratio with three digits that say something."""
    return f"{value:.0f}" if value >= 100 else f"{value:#.3g}"


def spread(ratios: Sequence[float]) -> str:
    """The median of ratios, and from where to where they go."""
    return f"{times(statistics.median(ratios))} ({times(min(ratios))}…{times(max(ratios))})"


def judged(*, met: bool) -> str:
    """Whether a goal is met."""
    return "yes" if met else "**no**"


def raced(race: Race, rival: Rival, ours: Times, theirs: Times) -> Row:
    """The line of one rival."""
    ratios, used = ours.ratios(theirs), ours.median("memory")
    met = rival.most is None or statistics.median(ratios) <= rival.most
    met = met and (race.memory is None or used <= race.memory)
    return Row(
        race.what,
        seconds(ours.median("wall")),
        f"{rival.against}: {seconds(theirs.median('wall'))}",
        spread(ratios),
        times(statistics.median(ours.ratios(theirs, "cpu"))),
        NONE if rival.most is None else times(rival.most),
        NONE if rival.most is None else judged(met=met),
        f"{used:.0f} MiB" + (f" (at most {race.memory})" if race.memory else "") + f"; {theirs.median('memory'):.0f}",
    )


def missed(race: Race, rival: Rival) -> Row:
    """The line of a rival that is not there."""
    return Row(race.what, against=f"{rival.against}: {rival.missing} is not installed, so not measured")


# -- the page ---------------------------------------------------------------------------------------------------------


def line(row: Row | Size | Command) -> str:
    """A row as Markdown."""
    return "| " + " | ".join(str(cell).replace("|", "\\|") for cell in astuple(row)) + " |"


def head(kind: type) -> list[str]:
    """The headings of a table; numbers stand to the right."""
    titles = TITLES[kind]
    return ["| " + " | ".join(titles) + " |", "|" + "---|" * len(titles)]


def _key(kind: type, text: str) -> tuple[str, ...]:
    cells = [cell.strip() for cell in text.strip(" |").split(" | ")]
    places = [place for place, one in enumerate(fields(kind)) if one.name in KEYS[kind]]
    return tuple(cells[place].partition(": ")[0] for place in places)


def merged(kind: type, before: Iterable[str], rows: Sequence[str]) -> list[str]:
    """The lines of a table with rows measured anew in the places of those before; what is new comes last."""
    anew = {_key(kind, row): row for row in rows}
    kept = [anew.pop(_key(kind, old), old) for old in before]
    return [*kept, *anew.values()]


def write(rows: Sequence[Row | Size | Command], page: Path = PAGE, *, whole: bool) -> None:
    """Write what was measured into the page, with the machine that it was measured on; `whole`: nothing of before."""
    text = page.read_text(encoding="utf-8")
    for kind in TITLES:
        ours = [line(row) for row in rows if isinstance(row, kind)]
        found = _part(text, PARTS[kind])
        before = [] if whole else [old for old in found[2].splitlines() if old.startswith("| ")][1:]
        text = _put(text, PARTS[kind], "\n".join([*head(kind), *merged(kind, before, ours)]))
    text = _put(text, "machine", "\n".join(f"- {fact}" for fact in machine()))
    page.write_text(text, encoding="utf-8")


def _part(text: str, name: str) -> re.Match[str]:
    found = re.search(rf"(<!-- bench: {name} -->\n)(.*?)(<!-- end: {name} -->)", text, re.DOTALL)
    if found is None:
        raise ValueError(f"the page has no part “{name}” between its two comments")
    return found


def _put(text: str, name: str, inside: str) -> str:
    found = _part(text, name)
    return f"{text[: found.start()]}{found[1]}\n{inside}\n\n{found[3]}{text[found.end() :]}"


# -- the machine ------------------------------------------------------------------------------------------------------


def machine() -> list[str]:
    """What it was measured on and with, and when."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return [
        f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB, {platform.platform()}",
        f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}{_command_line()}",
        ", ".join(f"{name} {_version(name)}" for name in PEERS),
        f"measured on {datetime.datetime.now(tz=datetime.UTC):%d/%m/%Y}",
    ]


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*: (.+)", cpuinfo.read_text(encoding="utf-8")) if cpuinfo.exists() else None
    return found[1] if found else platform.processor() or platform.machine()


def _command_line() -> str:
    if not shutil.which("sqlite3"):
        return ""
    said = subprocess.run(["sqlite3", "--version"], capture_output=True, text=True, check=True).stdout
    return f", `sqlite3` {said.split()[0]}"


def _version(name: str) -> str:
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return "not installed"
