"""Fault injection: every call of an operation that changes a file fails once, or the process is killed there."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from torture import outcome
from torture.operations import OPERATIONS
from torture.outcome import Reference
from torture.process import Clock, Ran, fresh, in_parallel, run, workshop

SPACE = ("pwrite64", "write")
"""What a full disk goes on refusing."""
CALLS = (
    *(*SPACE, "fsync", "fdatasync", "ftruncate"),
    *("rename", "renameat", "renameat2", "link", "linkat", "unlink", "unlinkat", "openat"),
)
"""What changes a file; of `openat` what makes one."""
FAULTS = ("ENOSPC", "ENOSPC+", "EIO", "SIGKILL")
"""Errors of one call, of it and all that follow (+), and the end of the process."""
ATTACHED = b"attached"


@dataclass(frozen=True, slots=True)
class Point:
    """One place to break an operation: its n-th call of a sort, and how."""

    operation: str
    call: str
    fault: str
    number: int

    def __str__(self) -> str:
        return f"{self.operation}:{self.call}:{self.fault}:{self.number}"

    @classmethod
    def of(cls, text: str) -> Point:
        """The point that `str` wrote."""
        operation, call, fault, number = text.split(":")
        return cls(operation, call, fault, int(number))

    @property
    def injection(self) -> str:
        """The point as strace has it."""
        onwards = self.fault.endswith("+")
        what = f"signal={self.fault}" if self.fault.startswith("SIG") else f"error={self.fault.rstrip('+')}"
        return f"inject={self.call}:{what}:when={self.number}{'+' if onwards else ''}"


def unable() -> str:
    """Why nothing can be injected here; empty where it can."""
    if shutil.which("strace") is None:
        return "strace is not installed"
    with workshop() as folder:
        try:
            with traced(folder / "log", "trace=write") as attach:
                run(("--version",), folder, about=attach)
        except RuntimeError as error:
            return str(error)
    return ""


# -- one point --------------------------------------------------------------------------------------------------------


@contextmanager
def traced(log: Path, *expressions: str) -> Iterator:
    """What attaches strace to a process, for `run`."""
    started: list[subprocess.Popen] = []

    def attach(process: int) -> None:
        words = ["strace", "-f", "-y", "-o", str(log), *(word for one in expressions for word in ("-e", one))]
        tracer = subprocess.Popen([*words, "-p", str(process)], stderr=subprocess.PIPE)
        started.append(tracer)
        said = tracer.stderr.readline()
        if ATTACHED not in said:
            raise RuntimeError(f"strace may not trace: {said.decode().strip()}")

    try:
        yield attach
    finally:
        for tracer in started:
            tracer.communicate()


def calls(reference: Reference, folder: Path) -> dict[str, list[int]]:
    """Sort of call → the numbers, among all of the sort, of those that change a file of the operation's folder."""
    fresh(folder, reference.start)
    log = folder.with_suffix(".strace")
    with traced(log, f"trace={','.join(CALLS)}") as attach:
        run(reference.operation.words, folder, about=attach)
    seen, found = dict.fromkeys(CALLS, 0), {}
    for line in log.read_text(errors="replace").splitlines():
        call = re.match(r"(?:\d+ +)?(\w+)\(", line)
        if call is None:
            continue
        seen[call[1]] += 1
        if _changes(line, folder):
            found.setdefault(call[1], []).append(seen[call[1]])
    return found


def _changes(line: str, folder: Path) -> bool:
    """Whether a traced call changes a file of a folder, which its process works in."""
    if " openat(" in line and "O_CREAT" not in line:
        return False
    named = re.search(r"(?:openat|rename\w*|link\w*|unlink\w*)\([^\"]*\"([^\"]*)\"", line)
    if named is None:
        return f"<{folder}" in line
    return not named[1].startswith("/") or named[1].startswith(str(folder))


def broken(reference: Reference, point: Point, folder: Path) -> tuple[Ran, str]:
    """Run an operation with one of its calls broken: what it did, and the line of the call."""
    fresh(folder, reference.start)
    log = folder.with_suffix(".strace")
    with traced(log, f"trace={point.call}", point.injection) as attach:
        ran = run(reference.operation.words, folder, about=attach)
    lines = log.read_text(errors="replace").splitlines()
    hit = next((line for line in lines if "INJECTED" in line), "")
    if point.fault == "SIGKILL" and ran.code == outcome.KILLED:
        hit = lines[-2] if len(lines) > 1 else lines[-1]
    return ran, hit.replace(f"{folder}/", "")


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a point: whether it was met, what is wrong, most memory."""

    point: Point
    met: bool
    problems: tuple[str, ...]
    memory: int


_REFERENCES: dict[str, Reference] = {}
"""Operation → its undisturbed run; made before the work is shared out."""


def try_point(point: Point) -> Result:
    """Break an operation at one point and judge what it left."""
    reference = _REFERENCES[point.operation]
    folder = reference.start.parent / f"broken-{os.getpid()}"
    ran, line = broken(reference, point, folder)
    problems = outcome.judge(reference, folder, ran, killed=point.fault == "SIGKILL")
    met = bool(line)
    if not met:
        problems.append(f"the call was not met: exit {ran.code}")
    return Result(point, met, tuple(f"{one}\n    at {line}" for one in problems), ran.memory)


# -- all of them ------------------------------------------------------------------------------------------------------


def places(reference: Reference, found: dict[str, list[int]], sample: int, seed: int) -> list[Point]:
    """Every point of an operation, or of each fault as many as `sample`, evenly, from a start that `seed` gives."""
    chosen = []
    for call, numbers in found.items():
        for fault in FAULTS:
            if fault.endswith("+") and call not in SPACE:
                continue
            some = spread(numbers, sample, random.Random(f"{seed}:{reference.operation.name}:{call}:{fault}"))
            chosen += [Point(reference.operation.name, call, fault, number) for number in some]
    return chosen


def spread(numbers: Sequence[int], most: int, chance: random.Random) -> list[int]:
    """At most so many of the numbers, evenly spread, the last among them."""
    if not most or len(numbers) <= most:
        return list(numbers)
    if most == 1:
        return [chance.choice(numbers)]
    step = len(numbers) / most
    start = chance.random() * step
    return sorted(
        {numbers[min(int(start + place * step), len(numbers) - 1)] for place in range(most - 1)} | {numbers[-1]}
    )


def sweep(
    *, sample: int = 0, points: int = 0, seed: int = 0, operation: str = "", only: str = "", **_others: object
) -> int:
    """Break every operation at every point, or at those asked for; the number of findings."""
    if reason := unable():
        sys.stdout.write(f"sweep: not run: {reason}\n")
        return 0
    clock = Clock()
    wanted = Point.of(only).operation if only else operation
    with workshop() as folder:
        work: list[Point] = []
        for one in OPERATIONS:
            if wanted in ("", one.name):
                reference = _REFERENCES[one.name] = outcome.refer(one, folder)
                found = calls(reference, folder / "counted")
                work += places(reference, found, sample, seed)
                counted = ", ".join(f"{len(numbers)} {call}" for call, numbers in found.items())
                sys.stdout.write(f"sweep: {one.name}: {counted}\n")
        if points:
            work = random.Random(seed).sample(work, min(points, len(work)))
        if only:
            work = [Point.of(only)]
        results = []
        for result in in_parallel(try_point, work):
            results.append(result)
            for problem in result.problems:
                sys.stdout.write(f"FINDING {result.point}: {problem}\n")
                sys.stdout.flush()
    findings = sum(bool(result.problems) for result in results)
    memory = max((result.memory for result in results), default=0)
    sys.stdout.write(
        f"sweep: {len(_REFERENCES)} operations, {len(results)} points injected, {findings} findings,"
        f" at most {memory} MB, {clock}\n"
    )
    return findings
