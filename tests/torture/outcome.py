"""What a broken command left: all of it or nothing, never a false success, and the next command recovers."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from torture.operations import Operation
from torture.process import Ran, fresh, run

DOCUMENTED = (0, 2, 3, 4, 5, 6, 7, 8, 9)
KILLED = -9
PRIVATE = (".home",)
LEFT = (".tmp", "-journal", "-wal", "-shm")
"""Endings of what a command may leave when it is killed, and the next one takes away."""

Contents = dict[str, object]
"""Name of a file → its bytes, or of a register the text of its dump."""


@dataclass(frozen=True, slots=True)
class Reference:
    """An operation undisturbed: where it starts, and what its folder holds before and after."""

    operation: Operation
    start: Path
    before: Contents
    after: Contents


def refer(operation: Operation, folder: Path) -> Reference:
    """Prepare an operation in a folder of its own and see what it does when nothing disturbs it."""
    start = folder / operation.name
    start.mkdir(parents=True)
    operation.prepare(start)
    return undisturbed(operation, start, folder / f"{operation.name}-after")


def undisturbed(operation: Operation, start: Path, scratch: Path) -> Reference:
    """What an operation does to a folder, tried on a copy of it."""
    before = contents(start)
    ran = run(operation.words, fresh(scratch, start))
    if ran.code != 0:
        raise RuntimeError(f"{operation.words}: exit {ran.code}\n{ran.err}")
    return Reference(operation, start, before, contents(scratch))


def contents(folder: Path) -> Contents:
    """What the files of a folder hold, but for what a command had not finished."""
    paths = (path for path in sorted(folder.iterdir()) if not path.name.endswith(LEFT) and path.name not in PRIVATE)
    return {path.name: dump(path) if path.suffix == ".db" else path.read_bytes() for path in paths}


def dump(register: Path) -> str:
    """Every row of a register as SQL, sorted; read from a copy, so that its own journal is left to the next command."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "register.db"
        for ending in ("", "-journal"):
            if Path(f"{register}{ending}").exists():
                shutil.copy(f"{register}{ending}", f"{copy}{ending}")
        try:
            with closing(sqlite3.connect(copy)) as connection:
                marks = [
                    connection.execute(f"PRAGMA {one}").fetchone()[0] for one in ("user_version", "application_id")
                ]
                return "\n".join([str(marks), *sorted(connection.iterdump())])
        except sqlite3.Error as error:
            return f"unreadable: {error}"


# -- judging ----------------------------------------------------------------------------------------------------------


def judge(reference: Reference, folder: Path, ran: Ran, *, killed: bool, repeat: bool = True) -> list[str]:
    """What is wrong with what a disturbed command left in its folder, before and after it is run again.

    Without `repeat` a command that would do more the second time is run again only where it was not done; one that
    refuses what is done already is always run again, for it takes away what was left.
    """
    operation = reference.operation
    found = contents(folder)
    problems = [*_said(operation, ran, killed=killed), *_states(reference, found, ran)]
    finished = all(found.get(name) == held for name, held in reference.after.items())
    _age(folder)
    if repeat or not finished or operation.again:
        again = run(operation.words, folder)
        if again.code not in ((0, *operation.again) if finished else (0,)):
            problems.append(f"run again it ends with {again.code}: {again.err.strip()}")
    problems += _recovered(reference, folder)
    return problems


def _said(operation: Operation, ran: Ran, *, killed: bool) -> Iterator[str]:
    """What is wrong with how a command ended."""
    if ran.code is None:
        yield "it hung"
    elif ran.code not in ((*DOCUMENTED, KILLED) if killed else DOCUMENTED):
        yield f"exit {ran.code}: {ran.err.strip()[-500:]}"
    if "Traceback" in ran.err:
        yield f"a traceback: {ran.err.strip()[-500:]}"


def _states(reference: Reference, found: Contents, ran: Ran) -> Iterator[str]:
    """What is neither as before nor as after, or not as the exit code has it."""
    operation, before, after = reference.operation, reference.before, reference.after
    for name in sorted({*before, *after, *found}):
        if found.get(name) not in (before.get(name), after.get(name)) and not _allowed(reference, name, found, ran):
            yield f"{name} is neither as before nor as after: {_difference(after.get(name), found.get(name))}"
    register, was, should = found.get("register.db"), before.get("register.db"), after.get("register.db")
    complete = all(found.get(name) == held for name, held in after.items())
    if ran.code == 0 and not complete:
        yield "exit 0, yet it is not done"
    if register == should != was and not complete:
        yield "the register is changed, yet what belongs to it is not there"
    if register != was and "nothing was changed" in ran.err:
        yield f"it says that nothing was changed, yet the register is: exit {ran.code}"
    if _some(before, operation.never_without) and not _some(found, operation.never_without):
        yield f"no {operation.never_without} is left"


def _some(held: Contents, pattern: str) -> bool:
    """Whether a file of such a name is there."""
    return bool(pattern) and any(Path(name).match(pattern) for name in held)


def _allowed(reference: Reference, name: str, found: Contents, ran: Ran) -> bool:
    """Whether a file may be as it is: a copy of the register as it was, or documented as unfinished."""
    operation, held = reference.operation, found.get(name)
    if held is None:
        return name not in reference.before or name not in reference.after
    if operation.copies and Path(name).match(operation.copies):
        return held == reference.before["register.db"]
    if operation.unfinished and name == "register.db" and ran.code in (*operation.partial, KILLED):
        return str(held).replace(f"{operation.unfinished}\n", "", 1) == reference.after[name]
    return False


def _difference(wanted: object, found: object) -> str:
    """The first line that is missing or too many."""
    if not isinstance(wanted, str) or not isinstance(found, str):
        return f"{type(found).__name__} of {len(found or '')}, not {type(wanted).__name__} of {len(wanted or '')}"
    one, other = set(wanted.splitlines()), set(found.splitlines())
    return f"missing {sorted(one - other)[:1]}, too many {sorted(other - one)[:1]}"


def _age(folder: Path) -> None:
    """Let a minute pass for what was left: an empty file that was just made may be one about to be written."""
    for path in folder.iterdir():
        if ".tmp" in path.name:  # its journal, too
            os.utime(path, (path.stat().st_mtime - 3600,) * 2)


def _recovered(reference: Reference, folder: Path) -> Iterator[str]:
    """What is not as after an undisturbed run once the command was run again."""
    found = contents(folder)
    for name, held in reference.after.items():
        if found.get(name) != held:
            yield f"run again, {name} is not as it should be: {_difference(held, found.get(name))}"
    checked = run(("check",), folder)
    if checked.code != 0:
        yield f"then check ends with {checked.code}: {checked.out}{checked.err}"
    if any(_spent(path) for path in folder.iterdir()):
        run(("unit", "add", "ZZ", "Đơn vị thử"), folder)
    copies = reference.operation.copies
    for path in sorted(folder.iterdir()):
        known = path.name in (*reference.after, *PRIVATE)
        if not known and not (copies and path.match(copies)):
            yield f"{path.name.split('.')[-1]}-leftover stays: {path.name} of {path.stat().st_size} bytes"


def _spent(path: Path) -> bool:
    """Whether a file is a journal that SQLite has done with: its head is blank, the next change takes it away."""
    return path.name.endswith("-journal") and path.read_bytes()[:8] == bytes(8)
