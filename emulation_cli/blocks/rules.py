"""What a year and a membership may be: pure decisions over values."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _


def work_year(year: int, begins: str) -> tuple[str, str]:
    """First and last ISO day of a work year that begins on the day "MM-DD".

    One that begins in the second half of a calendar year bears the number of the next: the procuracy's statistics of
    twelve months run from 01/12 to 30/11.
    """
    first = date.fromisoformat(f"{year - (begins >= '07-01'):04d}-{begins}")
    return first.isoformat(), (first.replace(year=first.year + 1) - timedelta(days=1)).isoformat()


def check_year(values: Values) -> Iterator[Finding]:
    """The last day lies after the first."""
    if str(values["to"]) <= str(values["from"]):
        yield Finding(
            "order",
            _("the year would end on {last}, not after its first day {first}").format(
                last=show_date(str(values["to"])), first=show_date(str(values["from"]))
            ),
            "to",
            value=str(values["to"]),
        )


def check_number(values: Values) -> Iterator[Finding]:
    """A year bears the number of the calendar year in which it begins or ends (the sector's begins on 01/12)."""
    number = str(values["year"])
    if number not in {str(values["from"])[:4], str(values["to"])[:4]}:
        yield Finding(
            "range",
            _("the year {number} would run from {first} to {last}").format(
                number=number, first=show_date(str(values["from"])), last=show_date(str(values["to"]))
            ),
            "year",
            value=number,
            hint=_("Say its days too: --from DATE --to DATE."),
        )


def check_membership(values: Values, first: str, last: str) -> Iterator[Finding]:
    """A membership begins within its year (ISO days `first` to `last`) and ends after it began."""
    begins, ends = str(values["from"]), values["to"]
    if not first <= begins <= last:
        yield Finding(
            "range",
            _("{day} lies outside the year, {first} to {last}").format(
                day=show_date(begins), first=show_date(first), last=show_date(last)
            ),
            "from",
            value=begins,
        )
    if ends is not None and str(ends) <= begins:
        yield Finding("order", _("the membership would end before it began"), "to", value=str(ends))
