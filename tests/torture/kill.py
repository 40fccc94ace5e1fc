"""Random ends: commands of a year's work one after the other on one register, killed at any moment."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from os import pidfd_open
from pathlib import Path

from torture import outcome
from torture.operations import NAMES, SUMMARY, UNITS, YEAR, Operation, done, nothing, six_units, workbook
from torture.process import Clock, fresh, in_parallel, run, workshop

SERIES = 4
"""Registers that are worked on, each by a series of its own."""
BUSY = ("-journal", ".tmp")
"""Endings of files that are there while a command writes."""


# -- a year's work ----------------------------------------------------------------------------------------------------


def steps(number: int, chance: random.Random) -> Iterator[Operation]:
    """One round of work: rows in, rows corrected, a ballot from its draft to its seal, files out."""

    def step(*words: object, prepare: Callable[[Path], None] = nothing, **more: object) -> Operation:
        return Operation(words[0], tuple(map(str, words)), prepare, **more)

    rows = [[f"P{number}.{row}", f"Phòng {number}.{row}", UNITS[row % 6]] for row in range(chance.randint(1, 60))]
    again = [[code, f"{name} {'Ủ' * chance.randint(0, 90)} đổi"] for code, name, _unit in rows]
    ballot, unit = f"B{number}", chance.randrange(6)
    yield step("import", "units", "new.xlsx", prepare=partial(_write, "new.xlsx", ["code", "name", "parent"], rows))
    yield step("export", "units", "-o", f"units-{number}.csv", again=(9,))
    yield step(
        *("import", "units", "again.xlsx", "--update"),
        prepare=partial(_write, "again.xlsx", ["code", "name"], again),
        copies="register.before-import-*.db",
    )
    yield step("unit", "edit", UNITS[unit], "--name", f"VKSND tỉnh {NAMES[unit]} {number}")
    yield step(*SUMMARY, "--force")
    yield step("ballot", "new", ballot, YEAR, "--meeting", "SK", "--threshold", "4/5", "--of", "members")
    yield step("ballot", "nominate", ballot, UNITS[unit], "--award", "GK")
    yield step("ballot", "teller", ballot, "Người kiểm phiếu một", "Người kiểm phiếu hai")
    for verb in ("freeze", "open", "close"):
        yield step("ballot", verb, ballot)
    yield step("ballot", "count", ballot, "--returned", 6, "--invalid", 0, "--votes", "1=5/1/0")
    seal = f"INSERT INTO \"setting\" VALUES('clean','{ballot}');"
    yield step("ballot", "seal", ballot, partial=(5, 8), unfinished=seal)
    yield step("ballot", "minutes", ballot, "-o", "m.xlsx", "--force")
    yield step("backup", "--keep", 2, never_without="register.backup-*.db")
    yield step("backup", "b.db", "--force")
    yield step("unit", "edit", UNITS[unit], "--short", f"{NAMES[unit]} {number}")
    yield step("restore", "b.db", "--yes", copies="register.before-restore-*.db", never_without="register.db")


def _write(name: str, headings: list[str], rows: list[list[object]], folder: Path) -> None:
    workbook(folder / name, headings, rows)


def begin(folder: Path) -> None:
    """The register that a series begins with."""
    six_units(folder)
    done(folder, "award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    done(folder, "meeting", "add", "SK", YEAR, "--kind", "midyear", "--on", "30/06/2023")
    done(folder, "meeting", "attend", "SK", "all")


# -- the end of a process ---------------------------------------------------------------------------------------------


@contextlib.contextmanager
def killer(folder: Path, seconds: float, chance: random.Random) -> Iterator[Callable[[int], None]]:
    """What kills a process in a folder: at any moment of so many seconds, or soon after it begins to write."""
    at, soon, writing = chance.uniform(0, seconds), chance.uniform(0, 0.01), chance.random() < 0.6
    armed: list[tuple[int, threading.Thread]] = []

    def send(handle: int, what: int) -> bool:
        with contextlib.suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, what)
            return True
        return False

    def kill(handle: int) -> None:
        if writing:
            while send(handle, 0) and not any(path.name.endswith(BUSY) for path in folder.iterdir()):
                time.sleep(0.0002)
        time.sleep(soon if writing else at)
        send(handle, signal.SIGKILL)

    def arm(process: int) -> None:
        handle = pidfd_open(process)
        armed.append((handle, threading.Thread(target=kill, args=(handle,))))
        armed[0][1].start()

    yield arm
    for handle, thread in armed:  # before the next process is forked off
        thread.join()
        os.close(handle)


# -- a series ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Tally:
    """What came of a series: kills, commands that ended by themselves, what is wrong, most memory in MB."""

    kills: int
    commands: int
    problems: tuple[str, ...]
    memory: int


_PLACE: list[Path] = []
"""Where the series have their folders."""


def series(plan: tuple[str, int]) -> Tally:
    """Work on one register until so many commands were killed."""
    seed, wanted = plan
    chance, place = random.Random(seed), _PLACE[0] / seed.replace(":", "-")
    folder = place / "work"
    folder.mkdir(parents=True)
    begin(folder)
    kills = commands = number = memory = 0
    problems: list[str] = []
    while kills < wanted:
        number += 1
        for operation in steps(number, chance):
            killed, wrong, used = attempt(operation, place, chance)
            kills, commands, memory = kills + killed, commands + (not killed), max(memory, used)
            problems += [f"series {seed}, kill {kills}, {' '.join(operation.words)}: {one}" for one in wrong]
            if kills >= wanted:
                break
    return Tally(kills, commands, tuple(problems), memory)


def attempt(operation: Operation, place: Path, chance: random.Random) -> tuple[bool, list[str], int]:
    """Do one step and try to kill it: whether that was done in time, what is wrong, MB. Afterwards the step is done."""
    folder = place / "work"
    operation.prepare(folder)
    began = time.monotonic()
    reference = outcome.undisturbed(operation, fresh(place / "start", folder), place / "after")
    with killer(folder, time.monotonic() - began, chance) as arm:
        ran = run(operation.words, folder, about=arm)
    wrong = outcome.judge(reference, folder, ran, killed=True, repeat=False)
    goes_on = operation.name != "restore"  # which alone takes entries of the log away
    against = ("--against", reference.start / "register.db") if goes_on else ()
    verified = run(("log", "verify", *against), folder)
    if verified.code != 0:
        wrong.append(f"log verify ends with {verified.code}: {verified.err}")
    if wrong:
        fresh(folder, place / "after")
    return ran.code == outcome.KILLED, wrong, ran.memory


def kill(*, kills: int = 200, seed: int = 1, **_others: object) -> int:
    """Kill so many commands; the number of findings."""
    clock, share = Clock(), -(-kills // SERIES)
    plans = [(f"{seed}:{number}", min(share, kills - share * number)) for number in range(SERIES)]
    with workshop() as folder:
        _PLACE[:] = [folder]
        tallies = []
        for tally in in_parallel(series, [plan for plan in plans if plan[1] > 0]):
            tallies.append(tally)
            for problem in tally.problems:
                sys.stdout.write(f"FINDING {problem}\n")
                sys.stdout.flush()
    killed, commands = sum(tally.kills for tally in tallies), sum(tally.commands for tally in tallies)
    findings, memory = sum(len(tally.problems) for tally in tallies), max(tally.memory for tally in tallies)
    sys.stdout.write(
        f"kill: {killed} kills of seed {seed}, {commands} commands that were faster, {findings} findings,"
        f" at most {memory} MB, {clock}\n"
    )
    return findings
