"""What `export run` is told by its TOML file: which files to write, where, in which formats.

[[export]] tables hold `what` (the words after `emulation`; a first word that is no command of this list is what
`emulation export` takes), `file` and, where the file's name has no ending, `formats`. Over them may stand `folder`.
`{year}` is the number of the newest year that has begun, of the block before it in `what`; `{date}` the day, ISO.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _

WRITERS = (
    "ballot minutes",
    "commendation book",
    "duty remind",
    "nomination sheet",
    "paper make",
    "pledge table",
    "statistics",
    "template",
)
"""The commands beside `export` that write one file and change nothing."""
KEYS = {"what": str, "file": str, "formats": list}
YEAR, DATE = "{year}", "{date}"

Years = Callable[[str], str]
"""The number of the newest year that has begun, of a block's code or "" for any."""


@dataclass(frozen=True, slots=True)
class Export:
    """One file to write: the words of the command, and the file."""

    words: list[str]
    file: Path


def read(text: str, folder: Path, years: Years, day: str) -> list[Export]:
    """The files that a TOML text asks for; paths are taken from `folder`, `day` is the ISO day of the run.

    Raises Refused with the place of what is wrong.
    """
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Refused(_("it is no TOML: {error}").format(error=error)) from None
    _refuse_keys(told, {"folder": str, "export": list}, _("at the top"))
    exports = told.get("export")
    if not exports or not all(isinstance(one, dict) for one in exports):
        raise Refused(_("it asks for nothing"), _('Write: [[export]], below it what = "…" and file = "…"'))
    base = folder / Path(told.get("folder", "")).expanduser()
    found = [made for number, one in enumerate(exports, start=1) for made in _exports(one, number, base, years, day)]
    twice = {one.file.name for one in found if sum(other.file == one.file for other in found) > 1}
    if twice:
        raise Refused(_("written twice: {files}").format(files=", ".join(sorted(twice))))
    return found


def _refuse_keys(told: Mapping[str, Any], known: Mapping[str, type], where: str) -> None:
    for key, value in told.items():
        if key not in known:
            raise Refused(
                _("{where}: {key} means nothing").format(where=where, key=key),
                _("Known: {keys}.").format(keys=", ".join(known)),
            )
        if not isinstance(value, known[key]):
            raise Refused(_("{where}: {key} is not of the right kind").format(where=where, key=key))


def _exports(told: Mapping[str, Any], number: int, base: Path, years: Years, day: str) -> Iterator[Export]:
    where = _("[[export]] number {number}").format(number=number)
    _refuse_keys(told, KEYS, where)
    for key in ("what", "file"):
        if not told.get(key, "").strip():
            raise Refused(_("{where}: {key} is missing").format(where=where, key=key))
    year = _year(told["what"], told["file"], years)

    def filled(text: str) -> str:
        return text.replace(YEAR, year).replace(DATE, day)

    try:
        words = shlex.split(filled(told["what"]))
    except ValueError as error:
        raise Refused(_("{where}: {error}").format(where=where, error=error)) from None
    for one in _named(filled(told["file"]), [str(ending) for ending in told.get("formats", [])], where):
        yield Export(_command(words), base / Path(one).expanduser())


def _year(what: str, file: str, years: Years) -> str:
    """The number of the year, where one is asked for."""
    block = re.search(r"([^\s\"'/]+)/\{year\}", what)
    return years(block.group(1) if block else "") if YEAR in what + file else ""


def _command(words: list[str]) -> list[str]:
    said = " ".join(words)
    return words if any(f"{said} ".startswith(f"{one} ") for one in WRITERS) else ["export", *words]


def _named(file: str, formats: list[str], where: str) -> Iterator[str]:
    """The names of the files to write: with the ending that the name has, or with each of the formats."""
    if bool(Path(file).suffix) == bool(formats):
        raise Refused(
            _("{where}: {file} needs an ending, or formats").format(where=where, file=file),
            'file = "don-vi.xlsx", or file = "don-vi" with formats = ["xlsx", "csv"]',
        )
    yield from ([f"{file}.{ending.lstrip('.')}" for ending in formats] or [file])
