"""What a unit may register for, and the path of a proposal: which step may follow which."""

from __future__ import annotations

from collections.abc import Iterator

from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _

PROPOSED, COMPLETE, SUBMITTED = "proposed", "complete", "submitted"
KEPT, DROPPED, CHANGED = "kept", "dropped", "changed"
GRANTED, REFUSED, RETURNED = "granted", "refused", "returned"
HANDED_OVER, CANCELLED = "handed-over", "cancelled"

LIVE = (PROPOSED, COMPLETE, SUBMITTED, KEPT, CHANGED, RETURNED)
"""The states of a proposal that is still to be decided."""
TAKEN = (*LIVE, GRANTED, HANDED_OVER)
"""The states of a proposal that takes up a place: nobody else, and nothing else for the same, has it."""
OPEN = (PROPOSED, COMPLETE, RETURNED)
"""The states of a proposal that is in the block's hands."""
REVIEWS = (KEPT, DROPPED, CHANGED)
"""What a council makes of a proposal that was submitted."""
DECISIONS = (GRANTED, REFUSED, RETURNED)
"""What the authority makes of it."""

FROM = {
    COMPLETE: (PROPOSED, RETURNED),
    SUBMITTED: (PROPOSED, COMPLETE, RETURNED),
    **dict.fromkeys(REVIEWS, (SUBMITTED,)),
    GRANTED: (SUBMITTED, KEPT, CHANGED),
    REFUSED: (SUBMITTED, *REVIEWS),
    RETURNED: (SUBMITTED, *REVIEWS),
    HANDED_OVER: (GRANTED,),
    CANCELLED: (PROPOSED, COMPLETE, SUBMITTED, *REVIEWS, RETURNED, GRANTED, HANDED_OVER),
}
"""Step → the states from which it may be taken. A block may submit without having noted the papers; what was granted is
cancelled with its decision (Luật 06/2022/QH15), anything before that is withdrawn."""
NEXT = {
    PROPOSED: "emulation nomination submit {id} --document NUMBER --on DATE",
    COMPLETE: "emulation nomination submit {id} --document NUMBER --on DATE",
    RETURNED: "emulation nomination submit {id} --document NUMBER --on DATE",
    SUBMITTED: "emulation nomination decide {id} granted --document NUMBER --on DATE",
    KEPT: "emulation nomination decide {id} granted --document NUMBER --on DATE",
    CHANGED: "emulation nomination decide {id} granted --document NUMBER --on DATE",
    DROPPED: "emulation nomination decide {id} refused --on DATE",
    GRANTED: "emulation nomination hand-over {id} --on DATE",
}
"""State → the command that usually comes next."""


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


def check_vote(values: Values) -> Iterator[Finding]:
    """A vote has both numbers, and no more agree than vote."""
    agree, base = values["agree"], values["base"]
    if (agree is None) != (base is None):
        yield Finding(
            "required", _("a vote has both: how many agreed, of how many"), "base" if base is None else "agree"
        )
    elif agree is not None and int(str(agree)) > int(str(base)):
        message = _("{agree} agreed of only {base}").format(agree=agree, base=base)
        yield Finding("sum", message, "agree", value=str(agree))


def check_fate(values: Values) -> Iterator[Finding]:
    """What is handed over or cancelled was granted before; a cancellation names its decision."""
    for key in ("handed_on", "cancelled_on"):
        if values[key] is not None and str(values[key]) < str(values["on"]):
            yield Finding("order", _("lies before the day of the decision"), key, value=str(values[key]))
    if (values["cancelled_on"] is None) != (values["cancelled_by"] is None):
        key = "cancelled_by" if values["cancelled_by"] is None else "cancelled_on"
        yield Finding("required", _("a cancellation has its day and its decision"), key)
    if values["handed_by"] is not None and values["handed_on"] is None:
        yield Finding("required", _("say on which day it was handed over"), "handed_on")
