"""Words in capitals that stand for a value in a command line, UNIT or BLOCK/YEAR, in the language of the user."""

from __future__ import annotations

from emulation_cli.kernel import language
from emulation_cli.kernel.language import _
from emulation_cli.kernel.patterns import compiled

_WORD = r"(?<![\w.-])[A-Z][A-Z_]+(?!\w|\.[A-Z\d]|-(?!N\b))"
_COMMAND = r"(?:emulation |(?<![\w-])--[a-z])[^\n]*"
WORDS = frozenset(
    """
    ACTIVITY AGREE AIM ALIASES AMOUNT ANSWER ANSWERED_BY AUTHORITY AWARD BALLOT BASIS BLANK BLOCK CANCELLED_BY CHAIR
    CHECK CHOICE CLAUSE CLOSED_BY CODE CONDITION COUNCIL CRITERION DATE DD DIR DISAGREE DISCIPLINE DOCUMENT DOSSIER
    DOUBLE_ENTRY DUTY EXEMPLAR FACTOR FIELD FILE FOLDER FOLLOWER FOR FROM HANDED_BY HASH ID INTO ISSUER KIND KINDS
    LAUNCHER MEETING MM MOVEMENT NAME NEW NOMINATION NOMINEE NOTE NUMBER OCCASION OLD OUTCOME PATH PERIOD PERSON PLACE
    PLEDGE POINTS POST PROVISION PUBLICISED QUESTION QUORUM QUOTA RECIPIENT REF REGISTRATION RULE SALARY SECONDS
    SECTOR SHARE SHORT STAGE SUBJECT TARGET TEXT THEME THRESHOLD TITLE TO UNIT VALUE VERSION WHO YEAR
    """.split()  # noqa: SIM905
)
"""What stands for a value in the commands and their parameters; elsewhere a word in capitals is somebody's code."""


def spoken(line: str) -> str:
    """A metavar or a command line; JSON has it in English, as it is the same in every language."""
    if not language.vietnamese():
        return line
    return compiled(_WORD).sub(lambda word: _(word[0]) if word[0] in WORDS else word[0], line)


def in_text(text: str) -> str:
    """A text for a person, with the commands and options at the ends of its lines spoken."""
    return compiled(_COMMAND).sub(lambda command: spoken(command[0]), text)
