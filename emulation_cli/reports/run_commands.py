"""`emulation export run`: every export of a list in one go, for cron."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.blocks import queries as blocks
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.dates import show_date, today_iso
from emulation_cli.kernel.errors import Busy, EmulationError, NotFound, Refused, UsageError, of_system
from emulation_cli.kernel.language import _
from emulation_cli.reports import (
    runs,
    summary_commands,  # noqa: F401  # its verb stands in the same app
)
from emulation_cli.reports.commands import app


@command(app, "run", example="emulation export run xuat-hang-dem.toml", then="emulation backup FOLDER --keep N")
def run(
    call: Call,
    file: Annotated[Path, typer.Argument(metavar="FILE.toml", help=_("Which exports, to which files."))],
) -> None:
    """Write every file that a list asks for: silent where all is well, one line where something is not.

    All of them are tried; the exit code is that of the first failure. A file that would not change is left alone.
    """
    wanted = _wanted(call, file)
    failed: list[tuple[Path, EmulationError]] = []
    for one in wanted:
        error = _failure(call, one)
        if error is not None:
            failed.append((one.file, error))
        if isinstance(error, Busy):  # so it will be for the rest: each would wait anew
            break
    if failed:
        told = "; ".join(f"{path.name}: {' '.join(error.message.split())}" for path, error in failed)
        message = _("{file}: {failed} of {count} not written: {told}")
        said = message.format(file=file.name, failed=len(failed), count=len(wanted), told=told)
        raise type(failed[0][1])(said)
    if call.out.format != "table":
        call.out.record({"file": str(file), "files": [str(one.file) for one in wanted]})


def _failure(call: Call, one: runs.Export) -> EmulationError | None:
    """What kept a file from being written, or None."""
    try:
        _write(call, one)
    except EmulationError as error:
        return error
    except OSError as error:
        return of_system(error)
    except typer.TyperException as error:
        return UsageError(error.format_message())
    except Exception as error:  # noqa: BLE001 - the other files are to be written all the same
        return EmulationError(_("this is a bug in emulation: {kind}").format(kind=type(error).__name__))
    return None


def _wanted(call: Call, file: Path) -> list[runs.Export]:
    """The files that a list asks for; what is wrong with it is told in one line with its name."""
    day = today_iso()

    def years(block: str) -> str:
        with call.reading() as connection:
            number = blocks.newest_begun(connection, block, day)
        if number is None:
            message = _("no year of {block} has begun by {day}")
            raise NotFound(message.format(block=block or "…", day=show_date(day)), "emulation year list")
        return str(number)

    try:
        return runs.read(_text(file), file.resolve().parent, years, day)
    except EmulationError as error:
        told = "; ".join(filter(None, (error.message, error.hint)))
        raise type(error)(f"{file.name}: {' '.join(told.split())}") from None


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("it is no text in UTF-8"), _("Save it with a text editor, in UTF-8.")) from None


def _write(call: Call, one: runs.Export) -> None:
    """Write one file as its own command would."""
    if one.words[:2] == ["export", "run"]:
        raise Refused(_("a list does not run another"))
    shared = [
        "--db",
        str(call.path),
        "--wait",
        str(call.wait),
        "--quiet",
        *(["--lang", call.lang] if call.lang else []),
    ]
    with contextlib.redirect_stdout(io.StringIO()):
        call.run([*one.words, "-o", str(one.file), "--force", *shared])
    if not one.file.is_file():
        raise Refused(_("nothing was written"))
