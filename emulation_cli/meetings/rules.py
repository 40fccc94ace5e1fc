"""What a meeting or an activity may hold: pure decisions over values."""

from __future__ import annotations

from collections.abc import Iterator

from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import fold
from emulation_cli.meetings.fields import OPINION_KINDS, PURPOSES


def carried(consensus: bool, agree: int | None, disagree: int | None, abstain: int | None) -> bool:
    """Whether a resolution is carried: by consensus, or with more for it than against it and abstaining together.

    A block decides by majority ("quyết định theo đa số"); no text says of what, so the stricter reading holds.
    """
    return consensus or (agree or 0) > (disagree or 0) + (abstain or 0)


def check_resolution(values: Values) -> Iterator[Finding]:
    """Counts or consensus: one of the two, whole."""
    counts = [values["agree"], values["disagree"], values["abstain"]]
    if values["consensus"] and any(count is not None for count in counts):
        yield Finding("consensus", _("a consensus has no counts"), "consensus")
    if not values["consensus"] and (values["agree"] is None or values["disagree"] is None):
        message = _("where there was no consensus there are both counts, for it and against it")
        yield Finding("counts", message, "agree", hint=_("Say --consensus, or --agree N and --disagree N."))


def purpose(text: str) -> tuple[str, str]:
    """A purpose as typed, `KIND` or `KIND:BLOCK/YEAR`, in its parts. ValueError for an unknown kind."""
    kind, _colon, year = text.partition(":")
    for known in PURPOSES:
        if fold(kind) == known:
            return known, year.strip()
    raise ValueError(_("{text} is none of {options}").format(text=kind, options=", ".join(PURPOSES)))


def check_attendance(values: Values) -> Iterator[Finding]:
    """Who is absent has a reason at most, who is present a person at most."""
    if values["state"] == "absent" and values["person"] is not None:
        yield Finding("absent", _("a unit that is absent has sent no person"), "person", value=str(values["person"]))
    if values["state"] == "present" and values["reason"] is not None:
        yield Finding("present", _("a unit that is present needs no reason"), "reason", value=str(values["reason"]))


def check_opinion(values: Values) -> Iterator[Finding]:
    """An opinion is a unit's; a shortcoming, a cause or a lesson may be the whole block's."""
    if values["unit"] is None and values["kind"] == OPINION_KINDS[0]:
        yield Finding("required", _("whose opinion? only a shortcoming, a cause or a lesson is all units'"), "unit")


def check_task(values: Values) -> Iterator[Finding]:
    """Only what is done has the day on which it was."""
    if values["done_on"] is not None and not values["done"]:
        yield Finding("open", _("the task is open; it has no day on which it was done"), "done_on")


def check_activity(values: Values) -> Iterator[Finding]:
    """The last day of an activity, where it is known, is not before its first."""
    first, last = values["from"], values["to"]
    if last is not None and str(last) < str(first):
        yield Finding("order", _("the activity would end before it began"), "to", value=str(last))
