"""Commands as processes of their own, forked from one that has loaded the program: the real thing without its start."""

from __future__ import annotations

import ctypes
import importlib
import os
import pkgutil
import resource
import select
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import emulation_cli

HANGS = 120
"""Seconds of the clock after which a command is taken to hang; a busy machine is slow, too."""
MAY_TRACE = 0x59616D61
"""PR_SET_PTRACER: lets a process that is no ancestor trace this one where that is restricted."""
FIXED = {
    "EMULATION_NOW": "2023-07-01T08:00:00Z",
    "EMULATION_ACTOR": "Người kiểm thử",
    "EMULATION_LANG": "en",
    "EMULATION_WAIT": "2",
}
"""Clock, actor and language of every command, so that the same words on the same register leave the same rows."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did: its exit code (-9: killed; None: hung), what it said, CPU seconds, most memory in MB."""

    code: int | None
    out: str
    err: str
    seconds: float
    memory: int


def preload() -> None:
    """Load the program, all but the words of the command line, whose helps are made in the language of the call."""
    for module in pkgutil.walk_packages(emulation_cli.__path__, "emulation_cli."):
        if not module.name.endswith(("commands", "__main__")):
            importlib.import_module(module.name)
    for name in ("openpyxl", "sqlmodel", "typer", "rich.table", "rich.console", "getpass", "platformdirs.unix"):
        importlib.import_module(name)


def environment(folder: Path) -> dict[str, str]:
    """What a command in a folder sees of the world: nothing of this machine's settings."""
    places = {name: str(folder / ".home") for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")}
    return {**FIXED, **places, "EMULATION_DB": str(folder / "register.db"), "PATH": os.environ.get("PATH", "")}


def run(
    words: Sequence[object],
    folder: Path,
    *,
    more: Mapping[str, str] | None = None,
    about: Callable[[int], object] | None = None,
) -> Ran:
    """Run a command line in a folder.

    Args:
        words: of the command, without `emulation`.
        folder: where it runs; its register is register.db.
        more: environment beside the fixed one.
        about: called with the number of the process, which waits until it returns.
    """
    gate, opened = os.pipe()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if child == 0:
            os.close(opened)
            _become(words, folder, {**environment(folder), **(more or {})}, gate, (out.fileno(), err.fileno()))
        os.close(gate)
        try:
            if about is not None:
                about(child)
        finally:
            os.close(opened)
        code, used = _ended(child)
        texts = [_all(file).decode("utf-8", "backslashreplace") for file in (out, err)]
    return Ran(code, *texts, round(used.ru_utime + used.ru_stime, 2), used.ru_maxrss // 1024)


def _become(words: Sequence[object], folder: Path, world: Mapping[str, str], gate: int, streams: tuple[int, int]):
    """In the forked process: be that command, and never come back."""
    code = 70
    try:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        ctypes.CDLL(None).prctl(MAY_TRACE, ctypes.c_ulong(-1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for number, stream in zip((1, 2), streams, strict=True):
            os.dup2(stream, number)
        sys.stdin, sys.stdout, sys.stderr = open(0), open(1, "w"), open(2, "w")  # noqa: SIM115
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(world)
        sys.argv = ["emulation", *map(str, words)]
        os.read(gate, 1)
        code = _main()
    except BaseException:  # noqa: BLE001 - as the interpreter would end
        traceback.print_exc()
        code = 1
    finally:
        for stream in (sys.stdout, sys.stderr):
            try:
                stream.flush()
            except (OSError, ValueError):  # as the interpreter has it: what cannot be written at its end is 120
                code = code or 120
        os._exit(code)


def _main() -> int:
    from emulation_cli import app

    return app.main()


def _all(file) -> bytes:
    file.seek(0)
    return file.read()


def _ended(child: int) -> tuple[int | None, resource.struct_rusage]:
    """Wait for a process; None instead of its exit code where it had to be ended."""
    handle = os.pidfd_open(child)
    try:
        hung = not select.select([handle], [], [], HANGS)[0]
        if hung:
            os.kill(child, signal.SIGKILL)
    finally:
        os.close(handle)
    _pid, status, used = os.wait4(child, 0)
    return (None if hung else os.waitstatus_to_exitcode(status)), used


# -- many of them -----------------------------------------------------------------------------------------------------


@contextmanager
def workshop() -> Iterator[Path]:
    """A folder for everything that is made, gone afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="torture-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def in_parallel(work: Callable, items: Sequence) -> Iterator:
    """The results of `work` on each item as they come, from as many processes as there are processors."""
    with get_context("fork").Pool(os.cpu_count()) as pool:
        yield from pool.imap_unordered(work, items)


def fresh(folder: Path, source: Path) -> Path:
    """A folder with a copy of every file of another, the times of their last change kept."""
    shutil.rmtree(folder, ignore_errors=True)
    return Path(shutil.copytree(source, folder))


class Clock:
    """Seconds since it was made."""

    def __init__(self) -> None:
        self._start = time.monotonic()

    def __str__(self) -> str:
        return f"{time.monotonic() - self._start:.0f} s"
