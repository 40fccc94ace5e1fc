"""What stands in a place of a command line: the help and the completion that belong to a metavar (UNIT, BLOCK/YEAR).

A parameter says by its metavar what it wants. Where it states no help of its own it gets that of its place here, and
where it states no completion the nouns or words that its place takes. `kernel.completion` looks them up, on a Tab only.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import copy
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.patterns import compiled
from emulation_cli.kernel.values import Choice

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


def _places() -> dict[str, Place]:
    """Metavar → place; made anew for each command, in the language that is spoken."""
    code = _("Its code.")
    either = _("The unit or the person.")
    period = Place(
        _("midyear, year, or the code of a period of the year."), ("period",), {"midyear": "", "year": ""}, "period"
    )
    return {
        "UNIT": Place(_("The unit: its code or its name."), ("unit",)),
        "UNIT…": Place(_("The units: their codes or their names."), ("unit",)),
        "UNIT,…": Place(_("Units, with commas between them."), ("unit",), many=True),
        "UNIT|PERSON": Place(either, ("unit", "person")),
        "RECIPIENT": Place(either, ("unit", "person")),
        "PERSON": Place(_("The person: the code, or the name with the year of birth in brackets."), ("person",)),
        "COUNCIL": Place(_("The council: its code or its name."), ("council",)),
        "BLOCK": Place(_("The block: its code or its name."), ("block",)),
        "BLOCK/YEAR": Place(_("A block's year, such as C6/2023."), ("year",)),
        "FROM/YEAR": Place(_("The block's year that the units leave."), ("year",)),
        "TO/YEAR": Place(_("The block's year that the units join."), ("year",)),
        "NUMBER": Place(_("The document's number, such as 14/KH-VKSTC."), ("document",)),
        "NUMBER,…": Place(_("Numbers of documents, with commas between them."), ("document",), many=True),
        "MOVEMENT": Place(_("The movement: its code or its name."), ("movement",)),
        "EXEMPLAR": Place(_("The exemplar, such as TH-1."), ("exemplar",)),
        "MEETING": Place(_("The meeting's code."), ("meeting",)),
        "ACTIVITY": Place(_("The activity's code."), ("activity",)),
        "PLEDGE": Place(_("The year whose pledge it is, such as C6/2023."), ("pledge",)),
        "TARGET": Place(_("The target's code in the year's pledge."), ("target",)),
        "PERIOD": period,
        "midyear|year|CODE": period,
        "N|CODE|UNIT…": Place(_("Which of them: number, code or unit."), ("target", "unit")),
        "AWARD": Place(_("The award: its code or its name."), ("award",)),
        "RULE": Place(_("The voting rule's code."), ("rule",)),
        "PROVISION": Place(code, ("provision",)),
        "CONDITION": Place(_("The condition's code."), ("condition",)),
        "QUOTA": Place(code, ("quota",)),
        "CHECK": Place(code, ("condition", "quota")),
        "DOSSIER": Place(code, ("dossier",)),
        "CODE,…|all": Place(code, ("dossier",), {"all": ""}, many=True),
        "SALARY": Place(_("The day from which it holds."), ("salary",)),
        "BALLOT": Place(_("The ballot's code."), ("ballot",)),
        "NEW": Place(_("The code of the new ballot.")),
        "NOMINEE": Place(_("The nominee's number on the slip."), ("nominee",)),
        "N,N": Place(_("Nominees' numbers on the slip."), ("nominee",), many=True),
        "1=agree,2=disagree,3=blank": Place(_("For each nominee agree, disagree or blank.")),
        "BLOCK/YEAR|MEETING|BALLOT": Place(_("What it is made of."), ("year", "meeting", "ballot")),
        "ID": Place(_("The proposal's id, such as B1-3."), ("proposal",)),
        "ID…": Place(_("The proposals' ids, such as B1-3."), ("proposal",)),
        "ID|RECIPIENT…": Place(either, ("proposal", "unit", "person")),
        "NOMINATION": Place(_("The id of a proposal made without a ballot."), ("nomination",)),
        "REGISTRATION": Place(_("The registration, such as C6/2023-1."), ("registration",)),
        "DISCIPLINE": Place(code, ("discipline",)),
        "CRITERION": Place(_("The code of a line of the score table."), ("criterion",)),
        "CODE=POINTS…": Place(_("Points of lines of the score table, such as I.1=58,5.")),
        "DUTY": Place(_("The duty's code."), ("duty",)),
        "QUESTION": Place(_("The question, such as C6/2023-1."), ("question",)),
        "BLOCK/YEAR-N": Place(_("The question, such as C6/2023-1."), ("question",)),
        "KIND": Place(_("What the rows are."), (KINDS,)),
        "units|members|…": Place(_("What the rows are."), (KINDS,)),
        "CODE": Place(_("A code: letters, digits, . _ -")),
        "NAME": Place(_("The name.")),
        '"NAME"…': Place(_("Their names.")),
        '"NAME, POST"': Place(_("The person and the post, with a comma between them.")),
        "TEXT": Place(_("The words, in quotes.")),
        "TEXT…": Place(_("The words that are looked for.")),
        "TEXT|N": Place(_("The task in words, or its number.")),
        "N": Place(_("Its number, as it is listed.")),
        "N|UNIT": Place(_("The number; of an attendance the unit."), ("unit",)),
        "VALUE": Place(_("What was reached: a number.")),
        "FILE.xlsx": Place(_("The workbook.")),
        "FILE|-": Place(_("The file; - for standard input.")),
    }


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
        return field.key.upper(), completion(field.key, offered) if field.type.offers else nothing
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
    """Parameters of a command with the help and the completion of their places, where they state none."""
    places = _places()
    return [_equipped(parameter, places) for parameter in parameters]


def _equipped(parameter: inspect.Parameter, places: dict[str, Place]) -> inspect.Parameter:
    taken, stated = get_args(parameter.annotation)
    place = places.get(stated.metavar) or _choice(stated.metavar or "")
    if place is None:
        return parameter
    info: Any = copy(stated)
    info.help = stated.help or place.help
    info.autocompletion = stated.autocompletion or completion(parameter.name, place)
    return parameter.replace(annotation=Annotated[taken, info])


def _choice(stated: str) -> Place | None:
    """The place of a few words, `open|closed`."""
    if not compiled(_WORDS).fullmatch(stated):
        return None
    return Place(_("One of these words."), (), dict.fromkeys(stated.split("|"), ""), _GROUPS.get(stated, ""))
