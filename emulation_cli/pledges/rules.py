"""Goals and what meets them: pure decisions over values. Numbers are whole hundredths."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable

from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import parse_points, points_text

COMPARISONS: dict[str, Callable[[int, int], bool]] = {
    "≥": operator.ge,
    ">": operator.gt,
    "=": operator.eq,
    "≤": operator.le,
    "<": operator.lt,
}
_TYPED = {">=": "≥", "<=": "≤"}
_GOAL = re.compile(r"(>=|<=|[≥>=≤<])\s*(.+)", re.DOTALL)


def parse_goal(text: str) -> tuple[str, int]:
    """A goal as its comparison and its number in hundredths: "≥ 90,5" is ("≥", 9050).

    Raises ValueError with the reason.
    """
    found = _GOAL.fullmatch(text.strip())
    if not found:
        raise ValueError(_("{text} is not a goal; write for example ≥ 98 or <= 1,5").format(text=text))
    sign = found[1]
    return _TYPED.get(sign, sign), parse_points(found[2])


def show_goal(sign: str, number: int, *, comma: bool) -> str:
    """A goal as written: "≥ 90.5", with a decimal comma "≥ 90,5"."""
    return f"{sign} {points_text(number, comma=comma)}"


def achieved(goal: str, actual: int) -> bool:
    """Whether a result, in hundredths, meets a goal; exactly on the number is told by the comparison."""
    sign, number = parse_goal(goal)
    return COMPARISONS[sign](actual, number)


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
