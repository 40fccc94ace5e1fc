"""Errors are classes with an exit code, caught once in `app.main`. A message says what, where and what to do next."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from emulation_cli.kernel.language import N_, _, vietnamese
from emulation_cli.kernel.patterns import compiled


class EmulationError(Exception):
    """What an officer can mend. `message` says what and where, `hint` the next step (may be empty)."""

    exit_code: ClassVar[int] = 1

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(EmulationError):
    """The words of the command are off, or a confirmation could not be asked."""

    exit_code = 2


class Refused(EmulationError):
    """The input or a rule forbids it; nothing was written."""

    exit_code = 3


class NotFound(EmulationError):
    """A code, a register or an input file is not there."""

    exit_code = 4


class Busy(EmulationError):
    """Another program holds the register; trying later helps."""

    exit_code = 5


class NotOurs(EmulationError):
    """The file is no register of ours, or of another schema version."""

    exit_code = 6


class Damaged(EmulationError):
    """The register is damaged, or a verification failed."""

    exit_code = 7


class Unreachable(EmulationError):
    """A file or stream cannot be read or written (space, permission, standard output)."""

    exit_code = 8


FOREIGN = (
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Read-only file system"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("Input/output error"),
    N_("Too many open files"),
    N_("database or disk is full"),
    N_("attempt to write a readonly database"),
    N_("unable to open database file"),
    N_("database disk image is malformed"),
    N_("file is not a database"),
    N_("disk I/O error"),
    N_("unexpected end of data"),
)
"""What the operating system and SQLite say of what is met in an office."""


def quoted(error: Exception) -> str:
    """What another program says went wrong, translated where known; in Vietnamese, of a fault in a text, its place."""
    said = getattr(error, "strerror", None) or str(error)
    place = compiled(r"line (\d+),? column (\d+)").search(said) if vietnamese() else None
    return (
        _("line {line}, column {column}").format(line=place[1], column=place[2])
        if place
        else _(said)
        if said in FOREIGN
        else said
    )


def of_system(error: OSError) -> EmulationError:
    """What the operating system refused, as an error of ours."""
    if isinstance(error, FileNotFoundError):
        return NotFound(_("{path} is not there").format(path=error.filename))
    reason = quoted(error)
    return Unreachable(f"{error.filename}: {reason}" if error.filename else reason)


class StdoutLost(Exception):
    """Standard output took no more: its reader went away, or the device is full. Typer lets it pass."""

    def __init__(self, error: OSError | ValueError) -> None:
        super().__init__(str(error))
        self.error = error


class OutputExists(EmulationError):
    """The output is there already and `--force` was not given."""

    exit_code = 9


INTERRUPTED, READER_GONE, TERMINATED = 130, 141, 143
NO_ERROR_OF_OURS = {
    0: ("", "Done, or nothing to do."),
    1: ("", "A bug in emulation."),
    INTERRUPTED: ("SIGINT", "Stopped with Ctrl-C; what was not finished is not written."),
    READER_GONE: ("SIGPIPE", "The reader of standard output went away; nothing is said about it."),
    TERMINATED: ("SIGTERM", "Ended by another program; what was not finished is not written."),
}
"""Exit codes that no class stands for: (the signal, what it means)."""


def unless_stopped(code: object) -> object:
    """What Typer gave back of a command line. Raises KeyboardInterrupt where that stands for Ctrl-C."""
    if code == INTERRUPTED:
        raise KeyboardInterrupt
    return code


def exit_codes() -> dict[int, tuple[str, str]]:
    """Every exit code there is, in order: (class or signal, what it means). The tables in the docs are made from it."""
    of_classes = {kind.exit_code: (kind.__name__, (kind.__doc__ or "").partition("\n")[0]) for kind in error_classes()}
    return dict(sorted({**NO_ERROR_OF_OURS, **of_classes}.items()))


def error_classes(above: type[EmulationError] = EmulationError) -> Iterator[type[EmulationError]]:
    """The classes of errors that are loaded, without the one that all come from."""
    for kind in above.__subclasses__():
        yield kind
        yield from error_classes(kind)
