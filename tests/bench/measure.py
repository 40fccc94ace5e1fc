"""Processes measured in pairs: ours and its rivals take turns, so that a busy machine is busy for all of them."""

from __future__ import annotations

import importlib.util
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

LAUNCH = Path(__file__).with_name("launch.py")
KIB_OF_MAXRSS = 1 / 1024 if sys.platform == "darwin" else 1
"""Linux counts the most memory of a process in KiB, macOS in bytes."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What one run took: seconds by the clock, seconds of the processor (user and system), most memory in MiB."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Task:
    """A process to be measured.

    Attributes:
        command: its words.
        environment: of the process, beside the one of all.
        fresh: files put there before every run: target → what it is copied from, None to take it away.
        check: raises where the run did not do what it should have done.
    """

    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    fresh: Mapping[Path, Path | None] = field(default_factory=dict)
    check: Callable[[], None] | None = None


def run(task: Task, environment: Mapping[str, str]) -> Spent:
    """Run a task once, its standard output into a file that is thrown away; RuntimeError where it fails."""
    for target, source in task.fresh.items():
        target.unlink(missing_ok=True)
        if source is not None:
            shutil.copy(source, target)
    with tempfile.TemporaryDirectory() as folder:
        figures, said = Path(folder) / "figures", Path(folder) / "said"
        with said.open("wb") as err, (Path(folder) / "out").open("wb") as out:
            command = [sys.executable, "-I", "-S", str(LAUNCH), str(figures), *task.command]
            subprocess.run(command, stdout=out, stderr=err, env={**environment, **task.environment}, check=True)
        wall, cpu, memory, code = figures.read_text(encoding="ascii").split()
        if int(code):
            told = said.read_text(encoding="utf-8", errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(task.command)}: exit {code}\n{told}")
    if task.check is not None:
        task.check()
    return Spent(float(wall), float(cpu), float(memory) * KIB_OF_MAXRSS / 1024)


@dataclass(frozen=True)
class Rival:
    """What ours is measured against.

    Attributes:
        against: what it is, as the table says it.
        most: how many times its time ours may take; None where it is only shown.
        task: makes what is to be run, once it is known that all it needs is there.
        program, package: what it needs and what may be missing: a program, a Python package.
    """

    against: str
    most: float | None
    task: Callable[[], Task]
    program: str = ""
    package: str = ""

    @property
    def missing(self) -> str:
        """What it needs and is not there."""
        if self.program and not shutil.which(self.program):
            return self.program
        return self.package if self.package and not importlib.util.find_spec(self.package) else ""


@dataclass(frozen=True)
class Race:
    """Ours against its rivals.

    Attributes:
        what: ours, as the table says it.
        ours: makes our task.
        rivals: who it is measured against.
        memory: how many MiB ours may take; None for any.
    """

    what: str
    ours: Callable[[], Task]
    rivals: Sequence[Rival]
    memory: int | None = None


@dataclass(frozen=True)
class Times:
    """The runs of one task, in the order in which they were made."""

    runs: list[Spent]

    def median(self, what: str) -> float:
        """Of wall, cpu or memory."""
        return statistics.median(getattr(one, what) for one in self.runs)

    def ratios(self, other: Times, what: str = "wall") -> list[float]:
        """Run by run, against the other's of the same turn."""
        pairs = zip(self.runs, other.runs, strict=True)
        return [getattr(ours, what) / getattr(theirs, what) for ours, theirs in pairs]


def take_turns(tasks: Sequence[Task], turns: int, environment: Mapping[str, str], *, warm: bool) -> list[Times]:
    """Run tasks in turn, every second turn backwards; `warm`: each once before, so that all is compiled and cached."""
    for task in tasks if warm else ():
        run(task, environment)
    found: list[list[Spent]] = [[] for _ in tasks]
    for turn in range(turns):
        order = range(len(tasks)) if turn % 2 == 0 else reversed(range(len(tasks)))
        for place in order:
            found[place].append(run(tasks[place], environment))
    return [Times(runs) for runs in found]


def scratch() -> Path:
    """Where files are made that are measured: in memory where there is such a place, so that no disk is measured."""
    place = Path("/dev/shm")
    return place if place.is_dir() and os.access(place, os.W_OK) else Path(tempfile.gettempdir())
