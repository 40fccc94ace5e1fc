"""Words in capitals that stand for a value in a command line, UNIT or BLOCK/YEAR, in the language of the user."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from emulation_cli.kernel import language
from emulation_cli.kernel.language import _
from emulation_cli.kernel.patterns import compiled

if TYPE_CHECKING:
    import re

_WORD = r"(?<![\w.-])[A-Z][A-Z_]+(?!\w|\.[A-Z\d]|-(?!N\b))"
_PATH = r"(?<!\S)[\"']?(?:[/~]|[A-Za-z]:\\)\S*"
_COMMAND = r"(?:emulation |(?<![\w-])--[a-z])[^\n]*"
WORDS = frozenset(
    """
    ACTIVITY AGREE AIM ALIASES AMOUNT ANSWER ANSWERED_BY AUTHORITY AWARD BALLOT BASIS BLANK BLOCK CANCELLED_BY CHAIR
    CHECK CHOICE CLAUSE CLOSED_BY CODE CONDITION COUNCIL CRITERION DATE DD DIR DISAGREE DISCIPLINE DOCUMENT DOSSIER
    DOUBLE_ENTRY DUTY EXEMPLAR FACTOR FIELD FILE FOLDER FOLLOWER FOR FROM HANDED_BY HASH ID INTO ISSUER KIND KINDS
    LAUNCHER MEETING MM MOVEMENT NAME NEW NOMINATION NOMINEE NOTE NUMBER OCCASION OLD OUTCOME PATH PERIOD PERSON PLACE
    PLEDGE POINTS POST PROVISION PUBLICISED QUESTION QUORUM QUOTA RECIPIENT REF REGISTER REGISTRATION RULE SALARY
    SECONDS SECTOR SHARE SHORT STAGE SUBJECT TARGET TEXT THEME THRESHOLD TITLE TO UNIT VALUE VERSION WHO YEAR
    """.split()  # noqa: SIM905
)
"""What stands for a value in the commands and their parameters; elsewhere a word in capitals is somebody's code."""

_NAMED = {"year": "BLOCK/YEAR"}
"""How the `{key}` of a command is called, where not by itself in capitals."""
_PLAIN = r"[\w./@,+%:=-]+"
"""What every shell takes as one word without quotes."""


def filled(command: str, values: Mapping[str, object]) -> str:
    """A command whose `{key}` are the values of what was done, as a shell takes them; capitals for what is not known.

    Of a list the only element is one.
    """

    def value(found: re.Match[str]) -> str:
        known = values.get(found[1])
        if isinstance(known, list) and len(known) == 1:
            known = known[0]
        return typed(str(known)) if known and isinstance(known, str | int) else _NAMED.get(found[1], found[1].upper())

    return compiled(r"\{(\w+)\}").sub(value, command)


def typed(text: str) -> str:
    """A value as it is typed in a command line."""
    if compiled(_PLAIN).fullmatch(text):
        return text
    if not set(text) & set('"$`!') and "\\\\" not in text + "\\":  # what means something between double quotes
        return f'"{text}"'
    import shlex

    return shlex.quote(text)


def spoken(line: str) -> str:
    """A metavar or a command line; JSON has it in English, as it is the same in every language."""
    if not language.vietnamese():
        return line
    return compiled(f"{_PATH}|{_WORD}").sub(lambda word: _(word[0]) if word[0] in WORDS else word[0], line)


def in_text(text: str) -> str:
    """A text for a person, with the commands and options at the ends of its lines spoken."""
    return compiled(_COMMAND).sub(lambda command: spoken(command[0]), text)
