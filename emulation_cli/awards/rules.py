"""What a row about awards must say to mean anything, and which rows are of an award: pure decisions over values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from emulation_cli.awards import fields
from emulation_cli.kernel import names, terms
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import points_as_typed
from emulation_cli.kernel.placeholders import command_line

NEEDED: Mapping[str, tuple[str, ...]] = {
    fields.TITLES_HELD: ("needs", "count"),
    fields.SHARE: ("needs", "share"),
    fields.SERVICE: ("count",),
    fields.INTERVAL: ("count",),
    fields.JUDGED: ("text",),
}
"""Test of a condition → the values that it cannot do without."""
ANY_SECTOR = "*"
"""Stands for a block's sector where what holds in whichever sector is asked for."""


NAME_IT = "emulation document add NUMBER --kind regulation --on DATE"
"""How the document that a block's own rule stands on comes into the register."""


def check_span(values: Values) -> Iterator[Finding]:
    """What is in force ends no earlier than it begins."""
    if values["from"] is not None and values["to"] is not None and str(values["to"]) < str(values["from"]):
        yield Finding("order", _("it would end before it began"), "to", value=str(values["to"]))


def check_provision(values: Values) -> Iterator[Finding]:
    """A provision holds what it is about: the authority, the factor of money, the day it is due; none of the others."""
    for about, key in (("authority", "authority"), ("money", "factor"), ("deadline", "due")):
        if values["about"] == about and values[key] is None:
            yield Finding(
                "required",
                _("a provision about {about} needs a value here").format(about=terms.spoken(about, "about")),
                key,
            )
        elif values["about"] != about and values[key] is not None:
            message = _("belongs to a provision about {about} alone").format(about=terms.spoken(about, "about"))
            given = points_as_typed(values[key]) if key == "factor" else str(values[key])
            yield Finding("about", message, key, value=given)


def check_condition(values: Values) -> Iterator[Finding]:
    """A condition has what its test needs; the last time lies between the two bounds."""
    for key in NEEDED.get(str(values["test"]), ()):
        if values[key] is None:
            yield Finding(
                "required",
                _("the test {test} needs a value here").format(test=terms.spoken(values["test"], "test")),
                key,
            )
    latest, earliest = values["latest"], values["earliest"]
    if latest is not None and earliest is not None and int(str(latest)) > int(str(earliest)):
        message = _("held last at least {latest} and at most {earliest} years before: no year is both")
        yield Finding("order", message.format(latest=latest, earliest=earliest), "latest", value=str(latest))


def check_quota(values: Values) -> Iterator[Finding]:
    """A quota is a number, or a share of those who hold another award; a block's own names its document."""
    if (values["number"] is None) == (values["share"] is None):
        yield Finding("required", _("a quota is either a number or a share"), "number")
    elif (values["share"] is None) != (values["of"] is None):
        yield Finding("required", _("a share is of those who hold an award; say which"), "of")
    if values["least"] is not None and values["share"] is None:
        yield Finding("about", _("belongs to a share alone"), "least", value=str(values["least"]))
    if values["block"] is not None and values["basis"] is None:
        message = _("a block's own quota names the document that sets it")
        yield Finding("basis", message, "basis", hint=command_line(NAME_IT))
    elif values["clause"] is None and values["basis"] is None:
        yield Finding("required", _("a quota names its clause, or the document that sets it"), "clause")


def in_force(values: Mapping[str, object], day: str) -> bool:
    """Whether what has a first and a last day, open ends unknown, holds on an ISO day."""
    first, last = values["from"], values["to"]
    return (first is None or str(first) <= day) and (last is None or day <= str(last))


def concerns(values: Mapping[str, object], award: Mapping[str, object], sector: object = None) -> bool:
    """Whether a row with a scope is of an award; a sector may be the award's own or the block's."""
    if values["award"] not in (None, award["code"]):
        return False
    for key in ("level", "recipient"):
        if values.get(key) not in (None, award[key]):
            return False
    own = of_sector(values.get("sector"), award["sector"]) or of_sector(values.get("sector"), sector)
    return own and _of_form(values.get("form"), award["form"])


def of_sector(wanted: object, sector: object) -> bool:
    """Whether a row bound to a sector, or to none, holds in a sector."""
    return (
        wanted is None
        or sector == ANY_SECTOR
        or (sector is not None and names.fold(str(wanted)) == names.fold(str(sector)))
    )


def _of_form(wanted: object, form: object) -> bool:
    if wanted in (None, form):
        return True
    if wanted == "titles":
        return form in fields.TITLES
    return wanted == "commendations" and form is not None and form not in fields.TITLES
