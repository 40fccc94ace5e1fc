"""The one statement of each setting; loader and documentation follow from it.

Order: option on the command line, environment, configuration file (TOML, read only), default.
"""

from __future__ import annotations

import contextlib
import os
import sys
from functools import cache
from pathlib import Path

from emulation_cli.kernel.errors import UsageError, quoted
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import LANGUAGES, N_, _, from_locale
from emulation_cli.kernel.placeholders import typed


@frozen
class Setting:
    """A setting: its option and key in the configuration file, its environment variable, what it says."""

    name: str
    variable: str
    meaning: str


SETTINGS = (
    Setting("db", "EMULATION_DB", N_("The register file.")),
    Setting("lang", "EMULATION_LANG", N_("The language of what is said.")),
    Setting("wait", "EMULATION_WAIT", N_("How long to wait for a busy register (10).")),
    Setting("actor", "EMULATION_ACTOR", N_("Who acts, as the log names it (the login name).")),
)

LANGUAGE = "language"
"""The key under which a register keeps its language."""
BY_NAME = {setting.name: setting for setting in SETTINGS}


@cache
def config_file() -> Path:
    """Where the configuration file is looked for."""
    return (_in_home("XDG_CONFIG_HOME", ".config") or _platforms("user_config_path")) / "config.toml"


def _in_home(variable: str, default: str) -> Path | None:
    """The program's folder by the plain rule of Linux; None where another rule may hold.

    platformdirs knows them all, and loads for longer than a list of units takes.
    """
    chosen = os.environ.get(variable) or os.environ.get("HOME", "")
    if sys.platform != "linux" or not chosen.startswith("/") or "ANDROID_ROOT" in os.environ:
        return None
    return (Path(chosen) if os.environ.get(variable) else Path("~", default).expanduser()) / "emulation"


def _platforms(folder: str) -> Path:
    import platformdirs

    path: Path = getattr(platformdirs, folder)("emulation", appauthor=False)
    return path


@cache
def _configured() -> dict[str, object]:
    try:
        text = config_file().read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except UnicodeDecodeError as error:
        raise _unreadable(error) from None
    import tomllib

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(error) from None


def _unreadable(error: ValueError) -> UsageError:
    return UsageError(
        _("the settings in {file} cannot be read: {error}").format(file=config_file(), error=quoted(error)),
        _("Write one setting a line, its value in single quotes: lang = 'vi'"),
    )


def value(name: str, given: str | None = None) -> str | None:
    """The value of a setting, or None where nobody set it. An empty variable counts as not set."""
    if given is not None:
        if not given:
            raise UsageError(_("--{name} was given without a value").format(name=name))
        return given
    if from_environment := os.environ.get(BY_NAME[name].variable):
        return from_environment
    configured = _configured().get(name)
    return None if configured is None else str(configured)


def said_by(name: str, given: str | None) -> str:
    """Where the value of a setting comes from: the option, the variable or the configuration file."""
    if given is not None:
        return f"--{name}"
    variable = BY_NAME[name].variable
    return variable if os.environ.get(variable) else str(config_file())


def register_path(given: str | None) -> Path:
    """The register: `--db`, `EMULATION_DB`, the configuration file, else the platform's data folder.

    A link to a register stands for the register itself, so that copies and journals lie beside that.
    """
    if chosen := value("db", given):
        path = Path(chosen).expanduser()
        return path.resolve() if path.is_symlink() and path.exists() else path
    return (_in_home("XDG_DATA_HOME", ".local/share") or _platforms("user_data_path")) / "register.db"


def naming(path: Path) -> str:
    """What names a register in a command that is to be typed: " --db PATH", or "" where it is meant without."""
    with contextlib.suppress(UsageError):  # settings that cannot be read name no register
        if path == register_path(None):
            return ""
    return f" --db {typed(str(path))}"


def named_by(path: Path) -> str:
    """Who says that the register is there: the option, the variable, the configuration file, or nobody."""
    if path != register_path(None):
        return "--db"
    return _("the usual place") if value("db") is None else said_by("db", None)


def language(given: str | None, db: str | None = None) -> str:
    """The language of what is said: as given, else of the register (`db` where that was given), else of the locale."""
    chosen = value("lang", given)
    if chosen is None:
        return _of_register(register_path(db)) or from_locale()
    if chosen not in LANGUAGES:
        raise UsageError(
            _("{where}: {text} is no language of this program").format(where=said_by("lang", given), text=chosen),
            _("Choose one of: vi, en."),
        )
    return chosen


def _of_register(path: Path) -> str | None:
    """The language that a register was given; None where it has none or cannot be asked now. Nothing is written."""
    if not path.is_file():
        return None
    import sqlite3
    from contextlib import closing
    from urllib.parse import quote

    address = f"file:{quote(str(path.absolute()))}?mode=ro"
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=0)) as connection:
            row = connection.execute("SELECT value FROM setting WHERE key = ?", (LANGUAGE,)).fetchone()
    except sqlite3.Error:  # what is wrong with it, if anything, the command itself will say
        return None
    return row[0] if row and row[0] in LANGUAGES else None


def wait_seconds(given: str | None) -> float:
    """How long to wait for another program's lock, in seconds."""
    text = value("wait", given)
    if text is None:
        return 10.0
    try:
        seconds = float(text.replace(",", "."))
    except ValueError:
        seconds = -1.0
    if not 0 <= seconds <= 86_400:
        message = _("{where}: {text} is no number of seconds from 0 to 86400")
        raise UsageError(message.format(where=said_by("wait", given), text=text))
    return seconds
