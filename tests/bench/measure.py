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
    """What one run took: seconds by the clock, seconds of the processor (user and system), most memory in MiB.

    And the code that it ended with.
    """

    wall: float
    cpu: float
    memory: float
    code: int = 0


@dataclass(frozen=True)
class Task:
    """A process to be measured.

    Attributes:
        command: its words.
        environment: of the process, beside the one of all.
        fresh: files put there before every run: target → what it is copied from, None to take it away.
        ends: the exit codes that it may end with.
        says: what its standard output must hold.
        check: raises where the run did not do what it should have done.
        most: it takes minutes, so it is run in the first turns alone, at most so many, and not before them.
    """

    command: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    fresh: Mapping[Path, Path | None] = field(default_factory=dict)
    ends: Sequence[int] = (0,)
    says: str = ""
    check: Callable[[], None] | None = None
    most: int | None = None


@dataclass(frozen=True)
class Place:
    """Where processes are run: their folder and their environment."""

    folder: Path
    environment: Mapping[str, str]

    def run(self, task: Task) -> Spent:
        """Run a task once, what it writes to the streams kept in files; RuntimeError where it did not do its work."""
        for target, source in task.fresh.items():
            target.unlink(missing_ok=True)
            if source is not None:
                shutil.copy(source, target)
        with tempfile.TemporaryDirectory() as name:
            spent = self._launched(task, Path(name))
        if task.check is not None:
            task.check()
        return spent

    def _launched(self, task: Task, kept: Path) -> Spent:
        command = [sys.executable, "-I", "-S", str(LAUNCH), str(kept / "figures"), *task.command]
        environment = {**self.environment, **task.environment}
        with (kept / "out").open("wb") as out, (kept / "err").open("wb") as err:
            subprocess.run(command, stdout=out, stderr=err, cwd=self.folder, env=environment, check=True)
        wall, cpu, memory, code = (kept / "figures").read_text(encoding="ascii").split()
        said, told = ((kept / name).read_text(encoding="utf-8", errors="replace") for name in ("out", "err"))
        if int(code) not in task.ends or task.says not in said:
            raise RuntimeError(f"{' '.join(task.command)}: exit {code}\n{said[-1000:]}\n{told[-1000:]}")
        return Spent(float(wall), float(cpu), float(memory) * KIB_OF_MAXRSS / 1024, int(code))

    def take_turns(self, tasks: Sequence[Task], turns: int, *, warm: bool) -> list[Times]:
        """Run tasks in turn, every second turn backwards; `warm`: each once before, so that all is compiled, cached."""
        found: list[list[Spent]] = [[] for _ in tasks]
        for turn in range(-int(warm), turns):
            order = range(len(tasks)) if turn % 2 == 0 else reversed(range(len(tasks)))
            for place in order:
                if (most := tasks[place].most) is not None and not 0 <= turn < most:
                    continue
                spent = self.run(tasks[place])
                found[place] += [spent] if turn >= 0 else []
        for path in {path for task in tasks for path in task.fresh}:
            path.unlink(missing_ok=True)
        return [Times(runs) for runs in found]


@dataclass(frozen=True)
class Rival:
    """What ours is measured against.

    Attributes:
        against: what it is, as the table says it.
        most: how many times its time ours may take.
        task: makes what is to be run, once it is known that all it needs is there.
        program, package: what it needs and what may be missing: a program, a Python package.
    """

    against: str
    most: float
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
        """Run by run, how many times the other's of the same turn, as many as the other was run in."""
        pairs = zip(self.runs, other.runs, strict=False)
        return [getattr(ours, what) / getattr(theirs, what) for ours, theirs in pairs]

    def beyond(self, other: Times, what: str) -> list[float]:
        """Run by run, how much more than the other's of the same turn."""
        pairs = zip(self.runs, other.runs, strict=True)
        return [getattr(ours, what) - getattr(theirs, what) for ours, theirs in pairs]


@dataclass(frozen=True)
class Result:
    """What came of a race: the times of ours, of each rival (None of one that is not there), of what ran beside."""

    race: Race
    ours: Times
    rivals: Sequence[tuple[Rival, Times | None]]
    beside: Sequence[Times]


def scratch() -> Path:
    """Where files are made that are measured: in memory where there is such a place, so that no disk is measured."""
    place = Path("/dev/shm")
    return place if place.is_dir() and os.access(place, os.W_OK) else Path(tempfile.gettempdir())
