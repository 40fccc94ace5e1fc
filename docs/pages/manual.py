"""`docs/emulation.1`: the manual page, which the package brings along for `man emulation`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from emulation_cli.kernel.errors import exit_codes
from emulation_cli.kernel.settings import SETTINGS

from . import tree

SIGNS = str.maketrans({"\\": r"\(rs", "-": r"\-", "^": r"\(ha", "~": r"\(ti", "`": r"\(ga", "'": r"\(aq"})
"""Signs that roff would take for its own, or print as another one."""
PROJECT = Path(__file__).resolve().parent.parent.parent / "pyproject.toml"

DESCRIPTION = """Keeps the register of an emulation block (khối, cụm thi đua): units, years, pledges, meetings,
nomination ballots, proposals and commendations, in one SQLite file, with Excel, CSV and JSON in and out.

Every change is one transaction and one entry in a hash-chained log. Data goes to standard output, everything else
that is said to standard error. After an action the command that usually comes next is named. Options stand after the
verb. A block's year is written BLOCK/YEAR, such as C6/2023; a day 30/06/2023 or 2023-06-30."""

VARIABLES = (
    ("EMULATION_NOW", "The time (ISO, UTC) instead of the machine's clock, for replays."),
    ("LC_ALL, LC_MESSAGES, LANG", "The language where nothing else says it: Vietnamese for a Vietnamese locale."),
)
"""What the program reads beside its settings."""

FILES = (
    (
        "~/.local/share/emulation/register.db",
        "The register where neither --db nor EMULATION_DB nor the configuration names one (under XDG_DATA_HOME; "
        "elsewhere than on Linux in the platform's own folder).",
    ),
    (
        "~/.config/emulation/config.toml",
        "The configuration, read only (under XDG_CONFIG_HOME), one setting a line: db, lang, wait, actor.",
    ),
    (
        "REGISTER.backup-N.db",
        "Copies beside the register or in the folder of backups, after the last entry of their log.",
    ),
)

EXAMPLES = (
    ("A register with the award catalogue of the procuracy", "init --preset procuracy"),
    ("A unit, a block, its year, who is in it", "unit add TH 'VKSND tỉnh Thanh Hóa'"),
    ("", "block add C6 'Cụm thi đua số 6' --kind cluster"),
    ("", "year open C6/2023"),
    ("", "year join C6/2023 TH"),
    ("What is done, due, overdue, and the next command", "status C6/2023"),
    ("Find anything by its words, without marks", "search thanh hoa"),
    ("The workbook that is filled in, the rows out", "template people -o nguoi.xlsx"),
    ("", "export units -o don-vi.xlsx"),
    ("The rows back in, edited", "import units don-vi.xlsx --update"),
    ("The year's summary", "export summary C6/2023 -o tong-hop.xlsx"),
    ("A proved copy; is the register whole?", "backup sao.db"),
    ("", "check"),
)
"""What it is for ("": still the same) → the words behind `emulation`; they run in this order."""

SEE_ALSO = "crontab(5), sqlite3(1). Every command in full: docs/commands.md beside the program's source."


def page() -> str:
    """The whole page, in the language of man."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    sections = {
        "NAME": [f"emulation \\- {escaped(_lower(project['description']))}"],
        "SYNOPSIS": [f"{_bold('emulation')} WORD VERB {escaped('[ARGUMENTS] [OPTIONS]')}"],
        "DESCRIPTION": _paragraphs(DESCRIPTION),
        "COMMANDS": _commands(),
        "OPTIONS": _tagged((one.written, _with_default(one)) for one in tree.shared_options()),
        "ENVIRONMENT": _tagged([*((one.variable, _setting(one.name, one.meaning)) for one in SETTINGS), *VARIABLES]),
        "FILES": _tagged(FILES),
        "EXIT STATUS": _tagged((str(code), meaning) for code, (_name, meaning) in exit_codes().items()),
        "EXAMPLES": _examples(),
        "SEE ALSO": [escaped(SEE_ALSO)],
    }
    head = [
        r".\" -*- coding: utf-8 -*-",
        r".\" Made from the code: make pages. What is changed here by hand is lost.",
        f'.TH EMULATION 1 "" "emulation {project["version"]}" "User Commands"',
        ".nh",
        ".ad l",
    ]
    lines = [line for title, body in sections.items() for line in (f".SH {title}", *body)]
    return "\n".join([*head, *lines]) + "\n"


def escaped(text: str) -> str:
    """Plain words as roff prints them: no sign that it would turn or obey, no request at the beginning of a line."""
    line = text.translate(SIGNS)
    return rf"\&{line}" if line.startswith(".") else line


def _lower(text: str) -> str:
    """A description as it stands behind a name."""
    return text[:1].lower() + text[1:].removesuffix(".")


def _bold(text: str) -> str:
    return rf"\fB{escaped(text)}\fR"


def _told(text: str) -> str:
    """What is said of something; what stands between backticks is to be typed."""
    return re.sub(r"\\\(ga(.*?)\\\(ga", r"\\fB\1\\fR", escaped(text))


def _paragraphs(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        yield from (".PP", escaped(" ".join(paragraph.split())))


def _tagged(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """A list of things, each with what is said of it."""
    for tag, said in pairs:
        yield from (".TP", _bold(tag), _told(said))


def _commands() -> Iterator[str]:
    for word in tree.words():
        yield f".SS {escaped(word.name)}"
        yield from [] if word.commands[0].words == word.name else [_told(word.help)]
        for command in word.commands:
            yield from (".TP", _used(command), _told(command.purpose))


def _used(command: tree.Command) -> str:
    """The line of use, its fixed words in bold; it may be broken between choices."""
    rest = escaped(command.used().removeprefix(command.typed)).replace("|", r"|\:")
    return f"{_bold(command.typed)}{rest}"


def _with_default(one: tree.Parameter) -> str:
    return f"{one.help} Without it: {one.default}." if one.default else one.help


def _setting(name: str, meaning: str) -> str:
    """What a setting is, and the option that goes before it where every command has one."""
    goes_before = any(one.name == name for one in tree.shared_options())
    return f"{meaning} The option --{name} goes before it." if goes_before else meaning


def _examples() -> Iterator[str]:
    for purpose, words in EXAMPLES:
        if purpose:
            yield from (".PP", f"{escaped(purpose)}:")
        yield from (".RS 4", ".nf", _bold(f"emulation {words}"), ".fi", ".RE")
