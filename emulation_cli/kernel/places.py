"""What stands in a place of a command line: the help and the completion that belong to a metavar (UNIT, BLOCK/YEAR).

A parameter says by its metavar what it wants. Where it states no help of its own it gets that of its place here, and
where it states no completion the nouns or words that its place takes. `kernel.completion` looks them up, on a Tab only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from copy import copy
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from emulation_cli.kernel import language, placeholders, terms
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import N_, _
from emulation_cli.kernel.patterns import compiled
from emulation_cli.kernel.values import Choice, Count, Day, Text, YearDay

if TYPE_CHECKING:
    import inspect

    from emulation_cli.kernel.fields import Field

Completion = Callable[[typer.Context, str], list[tuple[str, str]]]

KINDS, NEXT = "kind", "next year"
"""Among nouns: the kinds of rows that import and export know; of each block the first year that is not there."""

_WORDS = r"[a-z0-9]+(?:-[a-z0-9]+)*(?:\|[a-z0-9]+(?:-[a-z0-9]+)*)+"
_GROUPS = {
    "attendance|guest|speech|opinion|resolution|task": "noun",
    "item|target|goal|movement|signature|result": "noun",
    "member|decision": "noun",
    "chair|deputy|standing|secretary|member": "council",
    "members|present|issued|returned|valid": "of",
    "points|bonus|penalty|group|class": "line",
    "self|cross|appraised": "stage",
    "self|cross|appraised|council": "stage",
    "met|not-met": "verdict",
}
"""Choices → the group in which `kernel.terms` has what they mean, where their words mean other things elsewhere."""
_METAVARS = {"year": "BLOCK/YEAR", "document": "NUMBER"}
"""Noun → the metavar of its code, where it is not the noun itself."""
_TYPES: dict[type[Text], str] = {Day: "DATE", YearDay: "DD/MM", Count: "N"}
"""Type of a field → the metavar of its option, where that is not the field's key."""


@frozen
class Place:
    """What a metavar stands for.

    Attributes:
        help: one line for `--help`.
        nouns: whose codes complete it.
        words: words that it takes, too, with what they mean; "" where `kernel.terms` has it, in the group `group`.
        many: several are given with commas between.
    """

    help: str
    nouns: tuple[str, ...] = ()
    words: Mapping[str, str] = MappingProxyType({})
    group: str = ""
    many: bool = False


_CODE = N_("Its code.")
_EITHER = N_("The unit or the person.")
_PERIOD = Place(
    N_("midyear, year, or the code of a period of the year."), ("period",), {"midyear": "", "year": ""}, "period"
)
PLACES = {
    "UNIT": Place(N_("The unit: its code or its name."), ("unit",)),
    "UNIT…": Place(N_("The units: their codes or their names."), ("unit",)),
    "UNIT,…": Place(N_("Units, with commas between them."), ("unit",), many=True),
    "UNIT|PERSON": Place(_EITHER, ("unit", "person")),
    "RECIPIENT": Place(_EITHER, ("unit", "person")),
    "PERSON": Place(N_("The person: the code, or the name with the year of birth in brackets."), ("person",)),
    "COUNCIL": Place(N_("The council: its code or its name."), ("council",)),
    "BLOCK": Place(N_("The block: its code or its name."), ("block",)),
    "BLOCK/YEAR": Place(N_("A block's year, such as C6/2023."), ("year",)),
    "FROM/YEAR": Place(N_("The block's year that the units leave."), ("year",)),
    "TO/YEAR": Place(N_("The block's year that the units join."), ("year",)),
    "NUMBER": Place(N_("The document's number, such as 14/KH-VKSTC."), ("document",)),
    "NUMBER,…": Place(N_("Numbers of documents, with commas between them."), ("document",), many=True),
    "MOVEMENT": Place(N_("The movement: its code or its name."), ("movement",)),
    "EXEMPLAR": Place(N_("The exemplar, such as TH-1."), ("exemplar",)),
    "MEETING": Place(N_("The meeting's code."), ("meeting",)),
    "ACTIVITY": Place(N_("The activity's code."), ("activity",)),
    "PLEDGE": Place(N_("The year whose pledge it is, such as C6/2023."), ("pledge",)),
    "TARGET": Place(N_("The target's code in the year's pledge."), ("target",)),
    "PERIOD": _PERIOD,
    "midyear|year|CODE": _PERIOD,
    "N|CODE|UNIT…": Place(N_("Which of them: number, code or unit."), ("target", "unit")),
    "AWARD": Place(N_("The award: its code or its name."), ("award",)),
    "RULE": Place(N_("The voting rule's code."), ("rule",)),
    "PROVISION": Place(_CODE, ("provision",)),
    "CONDITION": Place(N_("The condition's code."), ("condition",)),
    "QUOTA": Place(_CODE, ("quota",)),
    "CHECK": Place(_CODE, ("condition", "quota")),
    "DOSSIER": Place(_CODE, ("dossier",)),
    "CODE,…|all": Place(_CODE, ("dossier",), {"all": ""}, many=True),
    "SALARY": Place(N_("The day from which it holds."), ("salary",)),
    "BALLOT": Place(N_("The ballot's code."), ("ballot",)),
    "NEW": Place(N_("The code of the new ballot.")),
    "NOMINEE": Place(N_("The nominee's number on the slip."), ("nominee",)),
    "N,N": Place(N_("Nominees' numbers on the slip."), ("nominee",), many=True),
    "1=agree,2=disagree,3=blank": Place(N_("For each nominee agree, disagree or blank.")),
    "BLOCK/YEAR|MEETING|BALLOT": Place(N_("What it is made of."), ("year", "meeting", "ballot")),
    "ID": Place(N_("The proposal's id, such as B1-3."), ("proposal",)),
    "ID…": Place(N_("The proposals' ids, such as B1-3."), ("proposal",)),
    "ID|RECIPIENT…": Place(_EITHER, ("proposal", "unit", "person")),
    "NOMINATION": Place(N_("The id of a proposal made without a ballot."), ("nomination",)),
    "REGISTRATION": Place(N_("The registration, such as C6/2023-1."), ("registration",)),
    "DISCIPLINE": Place(_CODE, ("discipline",)),
    "CRITERION": Place(N_("The code of a line of the score table."), ("criterion",)),
    "CODE=POINTS…": Place(N_("Points of lines of the score table, such as I.1=58,5.")),
    "DUTY": Place(N_("The duty's code."), ("duty",)),
    "QUESTION": Place(N_("The question, such as C6/2023-1."), ("question",)),
    "BLOCK/YEAR-N": Place(N_("The question, such as C6/2023-1."), ("question",)),
    "KIND": Place(N_("What the rows are."), (KINDS,)),
    "units|members|…": Place(N_("What the rows are."), (KINDS,)),
    "CODE": Place(N_("A code: letters, digits, . _ -")),
    "NAME": Place(N_("The name.")),
    '"NAME"…': Place(N_("Their names.")),
    '"NAME, POST"': Place(N_("The person and the post, with a comma between them.")),
    "TEXT": Place(N_("The words, in quotes.")),
    "TEXT…": Place(N_("The words that are looked for.")),
    "TEXT|N": Place(N_("The task in words, or its number.")),
    "N": Place(N_("Its number, as it is listed.")),
    "N|UNIT": Place(N_("The number; of an attendance the unit."), ("unit",)),
    "VALUE": Place(N_("What was reached: a number.")),
    "FILE.xlsx": Place(N_("The workbook.")),
    "FILE|-": Place(N_("The file; - for standard input.")),
}
"""Metavar → place."""


def metavar(noun: str) -> str:
    """What the code of a noun is called in a command's usage."""
    return _METAVARS.get(noun, noun.upper())


def of_field(field: Field) -> tuple[str, Completion]:
    """The metavar of a field's parameter, and what completes it."""
    if isinstance(field.type, Choice):
        given = Place("", (), dict.fromkeys(field.type.options, ""), field.type.words)
        return "|".join(field.type.options), completion(field.key, given)
    if not field.reference:
        offered = Place("", words=dict.fromkeys(field.type.offers, ""), many=field.many)
        plain = field.key.upper()
        wanted = plain if field.positional and not isinstance(field.type, Day) else _TYPES.get(type(field.type), plain)
        return wanted, completion(field.key, offered) if field.type.offers else nothing
    nouns = ("unit", "person") if field.reference == "recipient" else (field.reference,)
    many = ",…" if field.many else ""
    return f"{metavar(field.reference)}{many}", completion(field.key, Place("", nouns, many=field.many))


def nothing(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:  # noqa: ARG001
    """The completion of what only the officer can know."""
    return []


def completion(name: str, place: Place) -> Completion:
    """The completion of the parameter `name`, as Typer calls it."""

    def complete(context: typer.Context, incomplete: str) -> list[tuple[str, str]]:
        from emulation_cli.kernel.completion import offered

        return offered(context, name, place, incomplete)

    return complete


NEXT_YEAR = completion("year", Place("", (NEXT,)))
"""The completion of a year that is to be opened."""


def equipped(parameters: Sequence[inspect.Parameter]) -> list[inspect.Parameter]:
    """Parameters of a command as the user speaks of them, where they state none with help and completion of places."""
    return [_equipped(parameter) for parameter in parameters]


def _equipped(parameter: inspect.Parameter) -> inspect.Parameter:
    taken, stated = get_args(parameter.annotation)
    if not stated.metavar:
        return parameter
    info: Any = copy(stated)
    info.metavar = placeholders.spoken(stated.metavar)
    place = PLACES.get(stated.metavar) or _choice(stated.metavar)
    if place and not stated.autocompletion:  # else it comes from a field, which says all of this itself
        info.help = explained(stated.help or _(place.help), place.words, place.group)
        info.autocompletion = completion(parameter.name, place)
    elif place:
        info.help = stated.help or _(place.help)
    return parameter.replace(annotation=Annotated[taken, info])


def explained(said: str, words: Iterable[str], group: str) -> str:
    """A line of help with what its words mean; in English they say it themselves."""
    beside = {word: terms.beside(word, group) for word in words} if language.vietnamese() else {}
    told = ", ".join(own for word, own in beside.items() if own != word)
    return f"{said.removesuffix('.')}: {told}." if told else said


def _choice(stated: str) -> Place | None:
    """The place of a few words, `open|closed`."""
    if not compiled(_WORDS).fullmatch(stated):
        return None
    return Place(N_("One of these words."), (), dict.fromkeys(stated.split("|"), ""), _GROUPS.get(stated, ""))
