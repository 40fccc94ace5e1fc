"""What a year and a membership may be: pure decisions over values."""

from __future__ import annotations

from collections.abc import Iterator

from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _


def calendar_year(year: int) -> tuple[str, str]:
    """First and last ISO day of a year that says nothing else."""
    return f"{year:04d}-01-01", f"{year:04d}-12-31"


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
