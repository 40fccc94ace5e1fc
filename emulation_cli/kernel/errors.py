"""Errors are classes with an exit code, caught once in `app.main`. A message says what, where and what to do next."""

from __future__ import annotations

from typing import ClassVar

from emulation_cli.kernel.language import _


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


def of_system(error: OSError) -> EmulationError:
    """What the operating system refused, as an error of ours."""
    if isinstance(error, FileNotFoundError):
        return NotFound(_("{path} is not there").format(path=error.filename))
    reason = error.strerror or str(error)
    return Unreachable(f"{error.filename}: {reason}" if error.filename else reason)


class StdoutLost(Exception):
    """Standard output took no more: its reader went away, or the device is full. Typer lets it pass."""

    def __init__(self, error: OSError | ValueError) -> None:
        super().__init__(str(error))
        self.error = error


class OutputExists(EmulationError):
    """The output is there already and `--force` was not given."""

    exit_code = 9
