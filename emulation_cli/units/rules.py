"""What a unit may be: pure decisions over values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import code_key

EVERY_MEMBER = "all"
"""The word for every member in lists of units, so no unit may be called so."""


def means_everyone(codes: Sequence[str]) -> bool:
    """Whether a list of units is the one word `all`."""
    return [code_key(code) for code in codes] == [EVERY_MEMBER]


def check_unit(values: Values) -> Iterator[Finding]:
    """Findings over one unit's own values."""
    code = str(values["code"])
    if code_key(code) == EVERY_MEMBER:
        yield Finding("reserved", _("no unit can be called all: the word means every member"), "code", value=code)
    parent = values["parent"]
    if parent is not None and code_key(str(parent)) == code_key(code):
        yield Finding("parent", _("{unit} cannot be part of itself").format(unit=code), "parent", value=code)
    yield from check_days(values, "valid_from", "valid_to")


def check_days(values: Values, first: str, end: str) -> Iterator[Finding]:
    """A closing day is the first day without, so it lies after the first day."""
    if values[first] is not None and values[end] is not None and str(values[end]) <= str(values[first]):
        yield Finding(
            "order",
            _("{end} is not after {first}").format(
                end=show_date(str(values[end])), first=show_date(str(values[first]))
            ),
            end,
            value=str(values[end]),
        )


def overlapping(spans: Sequence[tuple[str | None, str | None]]) -> bool:
    """Whether of half-open ISO spans, open ends None, one begins before the one before it has ended."""
    ordered = sorted(spans, key=lambda span: span[1] or "9999")
    return any((late[0] or "") < (early[1] or "9999") for early, late in pairwise(ordered))
