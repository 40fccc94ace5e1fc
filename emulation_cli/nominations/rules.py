"""What a unit may register for, and the path of a proposal: which step may follow which."""

from __future__ import annotations

from collections.abc import Iterator

from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _

PROPOSED, SUBMITTED, GRANTED, REFUSED, RETURNED, CANCELLED = (
    "proposed",
    "submitted",
    "granted",
    "refused",
    "returned",
    "cancelled",
)
DECISIONS = (GRANTED, REFUSED, RETURNED)

FROM = {SUBMITTED: (PROPOSED, RETURNED), GRANTED: (SUBMITTED,), REFUSED: (SUBMITTED,), RETURNED: (SUBMITTED,)}
"""Step → the states from which it may be taken."""


def may(step: str, state: str) -> bool:
    """Whether a step may be taken in a state."""
    return state in FROM[step]


def kind_of(kind: str | None, movement_kind: str | None) -> str:
    """The kind of commendation that a granted proposal becomes: its own, else by its movement."""
    if kind is not None:
        return kind
    return "thematic" if movement_kind in {"thematic", "campaign"} else "regular"


def check_registration(values: Values, recipient: str) -> Iterator[Finding]:
    """A title for collectives is the unit's own, once; one for persons is one person's, or so many people's."""
    person, count, award = values["person"], values["count"], values["award"]
    if recipient == "collective" and person is not None:
        message = _("{award} is for {kinds}, {recipient} is none").format(
            award=award, kinds=_("collectives"), recipient=person
        )
        yield Finding("recipient", message, "person", value=str(person))
    elif recipient == "collective" and count != 1:
        message = _("{award} is the unit's own and is registered once, not {count} times")
        yield Finding("count", message.format(award=award, count=count), "count", value=str(count))
    elif person is not None and count != 1:
        message = _("{person} is one, not {count}").format(person=person, count=count)
        yield Finding("count", message, "count", value=str(count))
