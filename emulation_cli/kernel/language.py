"""The language of what is said: English source strings through gettext, Vietnamese by catalogue.

`locale/vi/LC_MESSAGES/emulation.po` holds the Vietnamese; `make catalogue` brings it up to date with the sources.
"""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

LANGUAGES = ("vi", "en")
DOMAIN = "emulation"
CATALOGUES = Path(__file__).parent.parent / "locale"
_spoken: list[gettext.NullTranslations] = [gettext.NullTranslations()]
_language = ["en"]


def speak(language: str) -> None:
    """Say everything from now on in `language` ("vi" or "en"), and let Typer say its few words in it, too."""
    _language[0] = language
    _spoken[0] = gettext.translation(DOMAIN, CATALOGUES, languages=[language], fallback=True)
    os.environ["LANGUAGE"] = language
    gettext.bindtextdomain(DOMAIN, str(CATALOGUES))
    gettext.textdomain(DOMAIN)


def vietnamese() -> bool:
    """Whether Vietnamese is spoken."""
    return _language[0] == "vi"


def _(message: str) -> str:
    """`message` in the language of the user."""
    return _spoken[0].gettext(message) if message else ""  # of "" gettext gives the head of its catalogue


def N_(message: str) -> str:  # noqa: N802 - gettext's own name
    """`message` as it is: a mark that it is translated where it is said."""
    return message


def from_locale() -> str:
    """The language of the machine's locale: "vi" for a Vietnamese one, else "en"."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    return "vi" if name.casefold().startswith(("vi", "vietnamese")) else "en"
