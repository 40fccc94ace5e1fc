"""Goals and what meets them: pure decisions over values. Numbers are whole hundredths."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import parse_points, points_text
from emulation_cli.kernel.patterns import compiled

COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "≥": operator.ge,
    ">": operator.gt,
    "=": operator.eq,
    "≤": operator.le,
    "<": operator.lt,
}
_TYPED = {">=": "≥", "<=": "≤"}
_GOAL = r"(?s)(>=|<=|[≥>=≤<])\s*(.+)"
EXCEEDED, MET, MISSED = "exceeded", "met", "missed"
BETTER, SAME, WORSE = "better", "same", "worse"


def parse_goal(text: str) -> tuple[str, int]:
    """A goal as its comparison and its number in hundredths: "≥ 90,5" is ("≥", 9050).

    Raises ValueError with the reason.
    """
    found = compiled(_GOAL).fullmatch(text.strip())
    if not found:
        raise ValueError(_("{text} is not a goal; write for example ≥ 98 or <= 1,5").format(text=text))
    sign = found[1]
    return _TYPED.get(sign, sign), parse_points(found[2])


def show_goal(sign: str, number: int, *, comma: bool) -> str:
    """A goal as written: "≥ 90.5", with a decimal comma "≥ 90,5"."""
    return f"{sign} {points_text(number, comma=comma)}"


def outcome(goal: str, actual: int) -> str:
    """Whether a result, in hundredths, exceeds, meets or misses a goal (vượt, đạt, không đạt).

    Only a goal of "at least" or "at most" can be exceeded: by what is strictly better than its number.
    """
    sign, number = parse_goal(goal)
    if not COMPARISONS[sign](actual, number):
        return MISSED
    return EXCEEDED if sign in "≥≤" and actual != number else MET


def trend(goal: str, actual: int, before: int) -> str | None:
    """How a result stands to an earlier one; None for a goal of "exactly", where neither way is the better."""
    sign, _number = parse_goal(goal)
    if sign == "=":
        return SAME if actual == before else None
    gain = actual - before if sign in "≥>" else before - actual
    return BETTER if gain > 0 else WORSE if gain else SAME


def percent(goal: str, actual: int) -> float | None:
    """The result as percent of the goal's number, two decimals, half up as in a spreadsheet; None for a goal of 0."""
    _sign, number = parse_goal(goal)
    if number == 0:
        return None
    hundredths = (2 * abs(actual) * 10_000 + abs(number)) // (2 * abs(number))
    return (hundredths if actual * number >= 0 else -hundredths) / 100


def state(adopted: bool, missing: list[str]) -> str:
    """The pledge's state: a draft until it is adopted, signed once nobody is missing."""
    if not adopted:
        return "draft"
    return "adopted" if missing else "signed"


def half_year(first: str) -> str:
    """The last ISO day of the six months that begin on an ISO day: of 2022-12-01, 2023-05-31."""
    from calendar import monthrange

    begins = date.fromisoformat(first)
    months = begins.year * 12 + begins.month - 1 + 6
    year, month = months // 12, months % 12 + 1
    after = date(year, month, min(begins.day, monthrange(year, month)[1]))
    return (after - timedelta(days=1)).isoformat()


def check_period(values: Values, first: str, last: str) -> Iterator[Finding]:
    """A period lies within its year (ISO days `first` to `last`) and has its own code."""
    begins, ends = str(values["from"]), str(values["to"])
    if values["code"] in ("midyear", "year"):
        yield Finding(
            "taken",
            _("every year has {code} by itself").format(code=values["code"]),
            "code",
            hint=_("See them with: emulation pledge periods {year}").format(year=values["year"]),
        )
    if ends < begins:
        yield Finding("order", _("the period would end before it began"), "to", value=ends)
    for key, day in (("from", begins), ("to", ends)):
        if not first <= day <= last:
            message = _("{day} lies outside the year, {first} to {last}")
            told = {"day": show_date(day), "first": show_date(first), "last": show_date(last)}
            yield Finding("range", message.format(**told), key, value=day)


def check_movement(values: Values) -> Iterator[Finding]:
    """A movement is closed after it was launched."""
    first, last = values["launched_on"], values["closed_on"]
    if first is not None and last is not None and str(last) < str(first):
        yield Finding("order", _("the movement would end before it began"), "closed_on", value=str(last))
