"""Files out: written beside the target, flushed, read back, then given their name; never half a file."""

from __future__ import annotations

import contextlib
import filecmp
import glob
import os
import secrets
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from emulation_cli.kernel.errors import NotFound, OutputExists, Unreachable, UsageError
from emulation_cli.kernel.language import _

try:
    import fcntl
except ImportError:  # Windows, which lets nobody take away a file that another program has open
    fcntl = None  # type: ignore[assignment]

SHOWN = 60
"""How many letters of its target's name a file bears while it is written."""
JOURNAL = "-journal"
"""How the name of a file goes on that SQLite keeps beside another."""
JUST_MADE = 60
"""Seconds in which an empty file may be one that is about to be written."""

Content = bytes | Callable[[BinaryIO], None]
"""A whole file, or what writes one."""


def publish(path: Path, content: Content, *, force: bool, check: Callable[[Path], None] | None = None) -> bool:
    """Write a file to `path`; False where it held the same bytes already and was left alone.

    Args:
        path: the target, as the user gave it.
        content: the whole file, or what writes it piece by piece.
        force: replace an existing file.
        check: reads the written file back and raises where it cannot be read.
    """
    refuse_target(path, force=force)
    clear(path)
    if force and isinstance(content, bytes) and path.is_file() and path.read_bytes() == content:
        return False
    with beside(path) as building:
        _fill(building, content)
        if force and path.is_file() and filecmp.cmp(building, path, shallow=False):
            return False
        flush(building)
        if check is not None:
            check(building)
        give_name(building, path, force=force)
    sync_folder(path.parent)
    return True


def _fill(building: Path, content: Content) -> None:
    with building.open("wb") as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            content(file)


def publish_workbook(path: Path, data: bytes, *, force: bool) -> bool:
    """Write a workbook as `publish` does, read back before it takes its name."""
    from emulation_cli.exchange.workbook import check_readable

    return publish(path, data, force=force, check=check_readable)


def refuse_workbook_target(path: Path, *, force: bool) -> None:
    """Refuse a target of a workbook before any work is done: by its name, by what is there."""
    refuse_no_workbook(path)
    refuse_target(path, force=force)


def refuse_no_workbook(path: Path) -> None:
    """Refuse a target that is no workbook by its name."""
    if path.suffix.casefold() != ".xlsx":
        raise UsageError(_("{name} does not end in .xlsx").format(name=path))


def refuse_target(path: Path, *, force: bool) -> None:
    """Refuse a target that cannot be written before any work is done."""
    if path.is_dir():
        raise Unreachable(_("{path} is a folder").format(path=path), _("Give the name of a file."))
    if not path.parent.is_dir():
        raise NotFound(_("there is no folder {path}").format(path=path.parent))
    if path.is_symlink() or (path.exists() and not path.is_file()):
        raise Unreachable(_("{path} is not a plain file").format(path=path))
    if path.exists() and not force:
        clear(path)
        raise OutputExists(
            _("{path} is there already").format(path=path), _("Add --force to replace it, or choose another name.")
        )


def _building(name: str, mark: str) -> str:
    return f".{name[:SHOWN]}.{mark}.tmp"


@contextlib.contextmanager
def beside(path: Path) -> Iterator[Path]:
    """An empty, private file beside the target, held by this program; gone in the end unless it was given a name."""
    building = path.with_name(_building(path.name, secrets.token_hex(8)))
    handle = os.open(building, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        if fcntl is None:
            os.close(handle)
        else:
            _hold(handle)
        yield building
    finally:
        if fcntl is not None:
            os.close(handle)
        for left in (building, journal_of(building)):
            left.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Make a file's content last."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def journal_of(path: Path) -> Path:
    """Where SQLite keeps what it needs to take a change back."""
    return path.with_name(path.name + JOURNAL)


def refuse_journal(path: Path) -> None:
    """Refuse a new register where the journal of one that is gone lies: SQLite would play it into the new one."""
    if journal_of(path).exists():
        raise OutputExists(
            _("{path} is there already: the journal of a register that is gone").format(path=journal_of(path)),
            _("Move it away first."),
        )


def _hold(handle: int) -> bool:
    """Hold an open file as long as this program lives; False where another one does."""
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:  # held, or a file system without locks, where nothing can be known
        return False
    return True


def clear(path: Path) -> None:
    """Take away what a killed program left beside its target; what another one writes right now is left alone."""
    for left in left_behind(path):
        with contextlib.suppress(OSError):  # another program takes it away, or has given it its name by now
            if left.suffix == ".tmp":
                _clear_one(left)
            elif not left.with_name(left.name.removesuffix(JOURNAL)).exists():  # else it may be in use
                left.unlink()


def left_behind(path: Path) -> list[Path]:
    """What lies beside a target that was or is being built, journals of half a register included."""
    return sorted(path.parent.glob(_building(glob.escape(path.name[:SHOWN]), "[0-9a-f]" * 16) + "*"))


def _clear_one(left: Path) -> None:
    if fcntl is None:
        left.unlink()
        return
    handle = os.open(left, os.O_RDONLY)
    try:
        found = os.fstat(handle)
        if (found.st_size or time.time() - found.st_mtime > JUST_MADE) and _hold(handle):
            journal_of(left).unlink(missing_ok=True)
            left.unlink()
    finally:
        os.close(handle)


def give_name(building: Path, path: Path, *, force: bool) -> None:
    """Give a finished file its name; without `force` never in the place of another. Raises OutputExists."""
    if force:
        building.replace(path)
        return
    try:
        os.link(building, path)
    except FileExistsError:
        raise _appeared(path) from None
    except OSError:  # a file system without hard links
        if path.exists():
            raise _appeared(path) from None
        building.rename(path)


def _appeared(path: Path) -> OutputExists:
    """What another program has written since it was looked for."""
    return OutputExists(_("{path} is there already").format(path=path), _("Add --force to replace it."))


def sync_folder(folder: Path) -> None:
    """Make the new name last, where the system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
