"""How papers write what the register holds: what every one of their values is made with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.numbers import points_text

Values = dict[str, Any]
"""Placeholder → what stands for it: a text, a whole number, a list of these or of more values."""


@frozen
class Wanted:
    """A paper that is asked for.

    Attributes:
        name: one of `FORMS`.
        ref: the code of what it is made of.
        day: ISO day as of which; None tells everything.
        place: the place written before its day, or "".
        submission: number of the one submission that its proposals are of; None for all.
    """

    name: str
    ref: str
    day: str | None
    place: str
    submission: str | None


def numbered(rows: Iterable[Mapping[str, Any]]) -> list[Values]:
    """Rows with their numbers, from 1."""
    return [{"number": number, **row} for number, row in enumerate(rows, start=1)]


def day(iso: object) -> str:
    """An ISO day as it is read; "" for none."""
    return show_date(str(iso)) if iso else ""


def number(value: object) -> object:
    """A number of at most two decimals as Vietnamese papers write it; anything else as it is."""
    return points_text(round(value * 100), comma=True) if isinstance(value, float) else value


def percent(share: object) -> str:
    """A share of 1 as percent, "" for none."""
    return "" if share is None else f"{number(float(str(share)) * 100)} %"
