"""What a movement, a unit's part in it and an exemplar may be: pure decisions over values."""

from __future__ import annotations

from collections.abc import Iterator

from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _


def check_days(values: Values) -> Iterator[Finding]:
    """A movement does not end before it began."""
    first, last = values["from"], values["to"]
    if first is not None and last is not None and str(last) < str(first):
        yield Finding("order", _("the movement would end before it began"), "to", value=str(last))


def check_conferences(values: Values, opened: str | None, closed: str | None) -> Iterator[Finding]:
    """The closing conference is not held before the start-up one; both are ISO days, None where there is none."""
    if opened is not None and closed is not None and closed < opened:
        message = _("{closed} is held on {end}, before {opened} on {day}").format(
            closed=values["closed_at"], end=show_date(closed), opened=values["opened_at"], day=show_date(opened)
        )
        yield Finding("order", message, "closed_at", value=str(values["closed_at"]))


def outside(day: object, first: object, last: object) -> bool:
    """Whether an ISO day lies outside a movement's days; what is None is open."""
    if day is None:
        return False
    return (first is not None and str(day) < str(first)) or (last is not None and str(last) < str(day))


def check_exemplar(values: Values) -> Iterator[Finding]:
    """The day from which an exemplar is none any more lies after its first; a person is one."""
    since, until = values["since"], values["until"]
    if until is not None and str(until) <= str(since):
        message = _("{end} is not after {first}").format(end=show_date(str(until)), first=show_date(str(since)))
        yield Finding("order", message, "until", value=str(until))
    if values["who"] is not None and values["count"] != 1:
        message = _("{who} is one, not {count}").format(who=values["who"], count=values["count"])
        yield Finding("count", message, "count", value=str(values["count"]))
