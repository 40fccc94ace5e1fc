"""When something is due, when it is late: pure decisions over days."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from emulation_cli.kernel import terms
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import spoken

SOON = 30
"""Days before its due day from which something open counts as due."""
DONE, OPEN, DUE, OVERDUE = "done", "open", "due", "overdue"
STATES = (OPEN, DUE, OVERDUE)
"""What is not done, the most pressing last."""


def state(due: str | None, day: str, *, done: bool) -> str:
    """How something stands on an ISO day: done, overdue after its due day, due in the days before it, else open."""
    if done:
        return DONE
    left = None if due is None else days_late(due, day) * -1
    if left is None or left > SOON:
        return OPEN
    return OVERDUE if left < 0 else DUE


def days_late(due: str, day: str) -> int:
    """How many days an ISO day lies after the due one; negative before it."""
    return (date.fromisoformat(day) - date.fromisoformat(due)).days


def check_duty(values: Values) -> Iterator[Finding]:
    """A step of the year is the block's; only a report is owed by each unit."""
    if values["owed_by"] == "unit" and values["step"] != "report":
        yield Finding(
            "owed",
            _("{step} is a step of the block").format(step=terms.spoken(values["step"], "step")),
            "owed_by",
            value="unit",
        )


def holds(values: Mapping[str, object], year: int) -> bool:
    """Whether a duty holds in the years of a number: from the year `since` to `until`, both with it, open without."""
    first, last = values["since"], values["until"]
    return (first is None or int(str(first)) <= year) and (last is None or year <= int(str(last)))


def check_span(values: Values) -> Iterator[Finding]:
    """The last year of which a duty holds is not before the first."""
    first, last = values["since"], values["until"]
    if first is not None and last is not None and int(str(last)) < int(str(first)):
        yield Finding("order", _("it would end before it began"), "until", value=str(last))


def check_question(values: Values) -> Iterator[Finding]:
    """An answer has its day, which is not before the question's."""
    asked, answered = str(values["asked_on"]), values["answered_on"]
    both = spoken("--answer TEXT --answered-on DATE")
    if (values["answer"] is None) != (answered is None):
        key = "answered_on" if answered is None else "answer"
        yield Finding("answer", _("an answer has a text and a day"), key, hint=both)
    elif values["answer"] is None and values["answered_by"] is not None:
        yield Finding("answer", _("somebody answered, but nothing is said"), "answered_by", hint=both)
    elif answered is not None and str(answered) < asked:
        yield Finding("order", _("answered before it was asked"), "answered_on", value=str(answered))
