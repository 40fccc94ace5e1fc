"""The language of what is said: English source strings through gettext, Vietnamese by catalogue."""

from __future__ import annotations

import gettext
import locale
import os
from pathlib import Path

LANGUAGES = ("vi", "en")
CATALOGUES = Path(__file__).parent.parent / "locale"
_spoken: list[gettext.NullTranslations] = [gettext.NullTranslations()]


def speak(language: str) -> None:
    """Translate everything said from now on into `language` ("vi" or "en")."""
    _spoken[0] = gettext.translation("emulation", CATALOGUES, languages=[language], fallback=True)


def _(message: str) -> str:
    """`message` in the language of the user."""
    return _spoken[0].gettext(message)


def from_locale() -> str:
    """The language of the machine's locale: "vi" for a Vietnamese one, else "en"."""
    name = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    if not name:
        name = locale.getlocale()[0] or ""
    return "vi" if name.casefold().startswith(("vi", "vietnamese")) else "en"
