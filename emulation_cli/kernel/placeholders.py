"""Command lines that are told, and the words in capitals in them that stand for a value: UNIT, BLOCK/YEAR.

As data a command is the same in every language; in a message its places are said in the user's, never its values.
"""

from __future__ import annotations

from collections.abc import Mapping

from emulation_cli.kernel import language
from emulation_cli.kernel.language import _
from emulation_cli.kernel.patterns import compiled

WORDS = frozenset(
    """
    ACTIVITY AGREE AIM ALIASES AMOUNT ANSWER ANSWERED_BY AUTHORITY AWARD BALLOT BASIS BLANK BLOCK CANCELLED_BY CHAIR
    CHECK CHOICE CLAUSE CLOSED_BY CODE CONDITION COUNCIL CRITERION DATE DD DECISION DIR DISAGREE DISCIPLINE DOCUMENT
    DOSSIER DOUBLE_ENTRY DUTY EXEMPLAR FACTOR FIELD FILE FOLDER FOLLOWER FOR FORM FROM HANDED_BY HASH ID INTO ISSUER
    KIND KINDS LANGUAGE LAUNCHER MEETING MM MOVEMENT NAME NEW NOMINATION NOMINEE NOTE NUMBER OCCASION OLD OUTCOME PART
    PATH PERIOD PERSON PLACE PLEDGE POINTS POST PROVISION PUBLICISED QUESTION QUORUM QUOTA RECIPIENT REF REGISTER
    REGISTRATION RULE SALARY SECONDS SECTOR SHARE SHORT STAGE SUBJECT TARGET TEXT THEME THRESHOLD TITLE TO UNIT VALUE
    VERDICT VERSION WHO YEAR
    """.split()  # noqa: SIM905
)
"""What stands for a value in the commands and their parameters."""
_NAMED = {"year": "BLOCK/YEAR"}
"""What stands for a `{key}` whose value is not known, where not the key itself in capitals."""
_KEY = r"\{(\w+)\}"
_PLAIN = r"[\w./@,+%:=-]+"
"""What every shell takes as one word without quotes."""
_register = [""]


def name_register(named: str) -> None:
    """Have the commands of messages name the register: " --db PATH", or "" where it is meant without."""
    _register[0] = named


class Command(str):
    """A command line, or a place of one: a template and values; in a message it is told in the language of the user."""

    template: str
    values: Mapping[str, object]

    def __format__(self, _spec: str) -> str:
        """As it is told: places in the user's language, with the register that was named."""
        return placed(_fill(spoken(self.template), self.values))


def command_line(template: str, values: Mapping[str, object] | None = None, /, **more: object) -> Command:
    """The command of a template, its `{key}` filled as a shell takes them; capitals stand for what is not known."""
    given = {**(values or {}), **more}
    known = {key: text for key in compiled(_KEY).findall(template) if (text := _typed(key, given.get(key)))}
    opened = compiled(_KEY).sub(lambda key: key[0] if key[1] in known else _NAMED.get(key[1], key[1].upper()), template)
    made = Command(_fill(opened, known))
    made.template, made.values = opened, known
    return made


def _fill(template: str, values: Mapping[str, object]) -> str:
    return compiled(_KEY).sub(lambda key: str(values[key[1]]), template)


def _typed(key: str, value: object) -> str:
    """A value, or several, as they are typed; "" for what cannot be."""
    if isinstance(value, list | tuple):
        return " ".join(typed(str(one)) for one in value if isinstance(one, str))
    text = str(value) if isinstance(value, str | int) else ""
    return typed(f"./{text}" if key == "file" and text.startswith("-") else text) if text else ""


def typed(text: str) -> str:
    """A value as it is typed in a command line."""
    if compiled(_PLAIN).fullmatch(text):
        return text
    if not set(text) & set('"$`!') and "\\\\" not in text + "\\":  # what means something between double quotes
        return f'"{text}"'
    import shlex

    return shlex.quote(text)


def placed(text: str) -> str:
    """A text whose commands, at the ends of its lines, name the register that was named."""
    if not _register[0] or "--db" in text:
        return text
    told = compiled(r"(?m)\bemulation (?!.*--help\b|.* -- ).*$")
    return told.sub(lambda line: line[0] + _register[0], text)


def spoken(template: str) -> str:
    """A metavar, or a command that holds nobody's values, with its words in capitals in the user's language."""
    if not language.vietnamese():
        return template
    return compiled("[A-Z][A-Z_]+").sub(lambda word: _(word[0]) if word[0] in WORDS else word[0], template)
