"""Dates: read strictly, stored ISO, shown as dd/mm/yyyy. “Today” is Viet Nam's."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta, timezone

from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import fold
from emulation_cli.kernel.patterns import compiled

VIET_NAM = timezone(timedelta(hours=7))
EARLIEST = date(1900, 3, 1)
"""Before this day a workbook shows another date than the one meant."""

_DMY = r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})"
_ISO = r"([0-9]{4})-([0-9]{2})-([0-9]{2})"
_YEARLY = r"([0-9]{1,2})/([0-9]{1,2}) ?(\+1)?"
_WORDS = r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})"
_DAYS = {
    "today": 0,
    "hom nay": 0,
    "yesterday": -1,
    "hom qua": -1,
    "tomorrow": 1,
    "ngay mai": 1,
}


def now() -> datetime:
    """The present moment in UTC, to the second; `EMULATION_NOW` (ISO, UTC) fixes it."""
    fixed = os.environ.get("EMULATION_NOW")
    if not fixed:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        moment = datetime.fromisoformat(fixed)
    except ValueError:
        raise UsageError(
            _("EMULATION_NOW is not an ISO time: {text}").format(text=fixed), _("Write it as 2023-07-01T08:00:00Z.")
        ) from None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).replace(microsecond=0)


def stored_now() -> str:
    """The present moment as it is stored (ISO, UTC); such texts compare as the moments do."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")


def now_here() -> datetime:
    """The time it is in Viet Nam."""
    return now().astimezone(VIET_NAM)


def today() -> date:
    """The day it is in Viet Nam."""
    return now_here().date()


def day_here(moment: str) -> str:
    """The ISO day that it was in Viet Nam at a stored moment (ISO, UTC)."""
    return datetime.fromisoformat(moment).astimezone(VIET_NAM).date().isoformat()


def moment_here(moment: str) -> str:
    """A stored moment (ISO, UTC) as people write it in Viet Nam: dd/mm/yyyy hh:mm."""
    return datetime.fromisoformat(moment).astimezone(VIET_NAM).strftime("%d/%m/%Y %H:%M")


def today_iso() -> str:
    """The day it is in Viet Nam, as it is stored."""
    return today().isoformat()


def parse_date(text: str) -> date:
    """The day that `text` names: dd/mm/yyyy, yyyy-mm-dd, “ngày 1 tháng 3 năm 2023” or a today word.

    Raises ValueError with the reason: an impossible day, a year of two digits, anything to be guessed at.
    """
    words = fold(text)
    if words in _DAYS:
        return today() + timedelta(days=_DAYS[words])
    if found := compiled(_ISO).fullmatch(words):
        year, month, day = found.groups()
    elif found := compiled(_DMY).fullmatch(words) or compiled(_WORDS).fullmatch(words):
        day, month, year = found.groups()
    else:
        raise ValueError(_("{text} is not a date; write dd/mm/yyyy").format(text=text))
    try:
        parsed = date(int(year), int(month), int(day))
    except ValueError:
        raise ValueError(_("{text} is a day that does not exist").format(text=text)) from None
    if parsed < EARLIEST:
        raise ValueError(_("{text} lies before 01/03/1900").format(text=text))
    return parsed


def parse_yearly(text: str) -> str:
    """A day of every year, `15/07` as "07-15"; of the year after, `15/01+1` as "+01-15". ValueError with the reason."""
    found = compiled(_YEARLY).fullmatch(fold(text))
    if not found:
        raise ValueError(
            _("{text} is no day of every year; write dd/mm, or dd/mm+1 for the next year").format(text=text)
        )
    day, month, later = found.groups()
    if (int(day), int(month)) == (29, 2):
        raise ValueError(_("{text} is a day that not every year has").format(text=text))
    try:
        parsed = date(2023, int(month), int(day))
    except ValueError:
        raise ValueError(_("{text} is a day that does not exist").format(text=text)) from None
    return f"{'+' if later else ''}{parsed:%m-%d}"


def show_yearly(stored: str) -> str:
    """A day of every year as it is typed."""
    month, day = stored.lstrip("+").split("-")
    return f"{day}/{month}{'+1' if stored.startswith('+') else ''}"


def day_of_year(stored: str, year: int) -> str:
    """The ISO day that a day of every year is in the one called `year`."""
    return f"{year + stored.startswith('+'):04d}-{stored.lstrip('+')}"


def show_date(iso: str) -> str:
    """An ISO day as dd/mm/yyyy."""
    return f"{iso[8:10]}/{iso[5:7]}/{iso[0:4]}"
