"""Dates: read strictly, stored ISO, shown as dd/mm/yyyy. “Today” is Viet Nam's."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime, timedelta, timezone

from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import fold

VIET_NAM = timezone(timedelta(hours=7))
EARLIEST = date(1900, 3, 1)
"""Before this day a workbook shows another date than the one meant."""

_DMY = re.compile(r"([0-9]{1,2})[/-]([0-9]{1,2})[/-]([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_WORDS = re.compile(r"(?:ngay )?([0-9]{1,2}) thang ([0-9]{1,2}) nam ([0-9]{4})")
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


def today() -> date:
    """The day it is in Viet Nam."""
    return now().astimezone(VIET_NAM).date()


def parse_date(text: str) -> date:
    """The day that `text` names: dd/mm/yyyy, yyyy-mm-dd, “ngày 1 tháng 3 năm 2023” or a today word.

    Raises ValueError with the reason: an impossible day, a year of two digits, anything to be guessed at.
    """
    words = fold(text)
    if words in _DAYS:
        return today() + timedelta(days=_DAYS[words])
    if found := _ISO.fullmatch(words):
        year, month, day = found.groups()
    elif found := _DMY.fullmatch(words) or _WORDS.fullmatch(words):
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


def show_date(iso: str) -> str:
    """An ISO day as dd/mm/yyyy."""
    return f"{iso[8:10]}/{iso[5:7]}/{iso[0:4]}"
