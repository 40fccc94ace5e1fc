"""What `export run` is told by its TOML file: which files to write, where, in which formats.

[[export]] tables hold `what` (the words after `emulation export`, or those of a command in `WRITERS`), `file` and,
where its name has no ending, `formats`. Over them may stand `folder`. `{year}` is the number of the newest year that
has begun, of the block before it in `what`; `{date}` the day, ISO.
"""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from emulation_cli.kernel.errors import Refused, quoted
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _

WRITERS = (
    "ballot minutes",
    "commendation book",
    "duty remind",
    "nomination sheet",
    "paper make",
    "pledge table",
    "statistics",
)
"""The commands beside `export` that write one file and change nothing."""
OURS = ("-h", "--help", "-o", "--output", "--force", "--db", "--wait", "--format", "-q", "--quiet", "--debug")
"""Options that the run itself gives, and those with which nothing would be written."""
KEYS = {"what": str, "file": str, "formats": list}
EXAMPLES = {
    "folder": 'folder = "ra"',
    "what": 'what = "units"',
    "file": 'file = "don-vi.xlsx"',
    "formats": 'formats = ["xlsx", "csv"]',
}
"""How each key is written."""
YEAR, DATE = "{year}", "{date}"

Years = Callable[[str], str]
"""The number of the newest year that has begun, of a block's code or "" for any."""


@frozen
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
        raise Refused(_("it is no TOML: {error}").format(error=quoted(error))) from None
    exports = told.get("export")
    if not isinstance(exports, list) or not exports or not all(isinstance(one, dict) for one in exports):
        raise Refused(_("it asks for nothing"), _('Write: [[export]], below it what = "…" and file = "…"'))
    _refuse_keys(told, {"folder": str, "export": list}, _("at the top"))
    base = _path(folder, str(told.get("folder", "")), _("at the top"))
    found = [made for number, one in enumerate(exports, start=1) for made in _exports(one, number, base, years, day)]
    keys = [str(one.file).casefold() for one in found]
    twice = {one.file.name for one, key in zip(found, keys, strict=True) if keys.count(key) > 1}
    if twice:
        raise Refused(_("written twice: {files}").format(files=", ".join(sorted(twice))))
    return found


def _path(folder: Path, text: str, where: str) -> Path:
    """A path as it is written, from a folder; Refused where no system knows such a path."""
    try:
        if "\0" in text:
            raise ValueError
        return folder / Path(text).expanduser()
    except (RuntimeError, ValueError):  # a home that nobody has
        raise Refused(_("{where}: {path} is no path").format(where=where, path=repr(text))) from None


def _refuse_keys(told: Mapping[str, Any], known: Mapping[str, type], where: str) -> None:
    for key, value in told.items():
        if key not in known:
            raise Refused(
                _("{where}: {key} means nothing").format(where=where, key=key),
                _("Known: {keys}.").format(keys=", ".join(known)),
            )
        if not isinstance(value, known[key]):
            raise _wrong(key, where)


def _wrong(key: str, where: str) -> Refused:
    """What is said of a value of another kind than its key has."""
    return Refused(
        _("{where}: {key} is not of the right kind").format(where=where, key=key),
        _("Write: {example}").format(example=EXAMPLES[key]),
    )


def _exports(told: Mapping[str, Any], number: int, base: Path, years: Years, day: str) -> Iterator[Export]:
    where = _("[[export]] number {number}").format(number=number)
    _refuse_keys(told, KEYS, where)
    for key in ("what", "file"):
        if not told.get(key, "").strip():
            raise Refused(
                _("{where}: {key} is missing").format(where=where, key=key),
                _("Write: {example}").format(example=EXAMPLES[key]),
            )
    year = _year(told["what"], told["file"], years)

    def filled(text: str) -> str:
        return text.replace(YEAR, year).replace(DATE, day)

    try:
        words = shlex.split(filled(told["what"]))
    except ValueError:
        message = _("{where}: a quotation mark in {what} is not closed, or a backslash ends it")
        raise Refused(message.format(where=where, what=told["what"])) from None
    _refuse_words(words, filled(told["file"]), where)
    formats = told.get("formats", [])
    if not all(isinstance(ending, str) for ending in formats):
        raise _wrong("formats", where)
    for one in _named(filled(told["file"]), formats, where):
        yield Export(_command(words), _path(base, one, where))


def _refuse_words(words: list[str], file: str, where: str) -> None:
    """Refuse what the run itself says, and a placeholder that was not filled in."""
    ours = [word for word in words if word.partition("=")[0] in OURS]
    if ours:
        raise Refused(
            _("{where}: {words} cannot stand here").format(where=where, words=" ".join(ours)), _("Leave it out.")
        )
    left = re.findall(r"\{[^{}]*\}", " ".join([*words, file]))
    if left:
        raise Refused(
            _("{where}: {names} means nothing").format(where=where, names=", ".join(left)),
            _("Known: {keys}.").format(keys=f"{YEAR}, {DATE}"),
        )


def _year(what: str, file: str, years: Years) -> str:
    """The number of the year, where one is asked for."""
    block = re.search(r"([^\s\"'/]+)/\{year\}", what)
    return years(block.group(1) if block else "") if YEAR in what + file else ""


def _command(words: list[str]) -> list[str]:
    """The words of the command: those of `export`, where they are no other's."""
    while words and words[0] in ("emulation", "export"):
        words = words[1:]
    said = " ".join(words)
    return words if any(f"{said} ".startswith(f"{one} ") for one in WRITERS) else ["export", *words]


def _named(file: str, formats: list[str], where: str) -> Iterator[str]:
    """The names of the files to write: with the ending that the name has, or with each of the formats."""
    if bool(Path(file).suffix) == bool(formats):
        raise Refused(
            _("{where}: {file} needs either an ending or formats").format(where=where, file=file),
            'file = "don-vi.xlsx", or file = "don-vi" with formats = ["xlsx", "csv"]',
        )
    yield from ([f"{file}.{ending.lstrip('.')}" for ending in formats] or [file])
