"""What is counted where in the statistical forms: rows of the register in, a table of numbers out.

The forms are those of Thông tư 02/2023/TT-BNV. Whether a year's form counts every movement under way in it, or only
those launched in it, is not said where the forms were found; so the officer chooses, and the form states the choice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import MAXYEAR, date, timedelta

from emulation_cli.kernel import names
from emulation_cli.kernel.frozen import frozen
from emulation_cli.reports.statistics_forms import COMMENDATIONS, MOVEMENTS, TOTAL, Form

UNDER_WAY, LAUNCHED = "under-way", "launched"
COUNTING = (UNDER_WAY, LAUNCHED)
"""Which movements are counted: those under way at some time in the period, or those that began in it."""

NO_LENGTH, NO_START, NO_RANK, OTHER_FORM = "no-length", "no-start", "no-rank", "other-form"
"""What is told beside the numbers: movements in none of the rows 06 to 10; movements left out, since nobody knows
when they began; commendations of persons in none of the rows 06 to 10; commendations left out, since the form has no
column for their award."""

_SCOPES = {
    "national": ("02", "central"),
    "sector": ("03", "sector_province"),
    "province": ("03", "sector_province"),
    "block": ("04", "sector_province"),
    "unit": ("05", "organisation"),
}
"""Scope → its row and the column of the level that launched it; a block's movement is that of the council above it."""
_MANNERS = {"thematic": "11", "campaign": "11", "regular": "12"}
_RANKS = {
    "ministry-leader": "06",
    "department-leader": "07",
    "entrepreneur": "08",
    "other-leader": "09",
    "worker": "10",
}
_KINDS = {
    "regular": "11",
    "thematic": "12",
    "sudden": "13",
    "external": "14",
    "dedication": "15",
    "tenure": "16",
    "resistance": "17",
}
_FORMS = ("merit", "fighter", "flag", "insignia")
"""The forms of award that have a column, whose key is the same word."""
_HOUSEHOLD = re.compile(r"h[ộo]\b", re.IGNORECASE)


@frozen
class Movement:
    """A movement: code, scope, kind, its first and last ISO day or None where that is not known."""

    code: str
    scope: str
    kind: str
    first: str | None
    last: str | None


@frozen
class Commendation:
    """A commendation of sector or province level.

    Attributes:
        recipient: code of the unit or person.
        collective: a unit, not a person.
        unit_kind: what the register says that a unit is, in free words.
        rank: of a person.
        award: code.
        form: of the award, None where the catalogue does not say.
        kind: regular, sudden, …
    """

    recipient: str
    collective: bool
    unit_kind: str | None
    rank: str | None
    award: str
    form: str | None
    kind: str


@frozen
class Aside:
    """What the numbers do not show: what is so, of how many, and their codes without repeats."""

    what: str
    count: int
    codes: tuple[str, ...]


@frozen
class Period:
    """The ISO days from `first` to `last`, both included."""

    first: str
    last: str


@frozen
class Statistics:
    """The numbers of a form.

    Attributes:
        form: whose rows and columns they are.
        period: what they were counted over.
        counting: which movements were counted; "" for commendations.
        cells: row code → column key → number, a 0 in every cell that has nothing to count.
        asides: what is told beside them.
    """

    form: Form
    period: Period
    counting: str
    cells: Mapping[str, Mapping[str, int]]
    asides: Sequence[Aside] = ()


def period_of(year: int, first: str | None, last: str | None) -> Period:
    """The days of a reporting year: the calendar's, unless others are given (the procuracy's begin on 1 December)."""
    return Period(first or f"{year:04d}-01-01", last or f"{year:04d}-12-31")


def of_movements(found: Iterable[Movement], period: Period, counting: str) -> Statistics:
    """The form 0601.N: movements by scope, duration and manner."""
    near = [one for one in found if _under_way(one, period)]
    lost = [] if counting == UNDER_WAY else [one for one in near if one.first is None]
    counted = near if counting == UNDER_WAY else [one for one in near if one.first and one.first >= period.first]
    placed = [(_SCOPES[one.scope][1], ("01", *_movement_rows(one))) for one in counted]
    unplaced = [one.code for one in counted if one.first is None or one.last is None]
    asides = _asides({NO_LENGTH: unplaced, NO_START: [one.code for one in lost]})
    return Statistics(MOVEMENTS, period, counting, _tally(MOVEMENTS, placed), asides)


def of_commendations(found: Iterable[Commendation], period: Period) -> Statistics:
    """The form 0603.N: commendations by recipient and kind; who received two counts twice."""
    rows = list(found)
    counted = [one for one in rows if one.form in _FORMS]
    placed = [(str(one.form), ("01", *_recipient_rows(one), _KINDS[one.kind])) for one in counted]
    asides = _asides(
        {
            NO_RANK: [one.recipient for one in counted if not one.collective and one.rank is None],
            OTHER_FORM: [one.award for one in rows if one.form not in _FORMS],
        }
    )
    return Statistics(COMMENDATIONS, period, "", _tally(COMMENDATIONS, placed), asides)


def _tally(form: Form, placed: Iterable[tuple[str, Iterable[str]]]) -> dict[str, dict[str, int]]:
    """Count each (column, rows) into its cells and into the totals of its rows."""
    keys = [figure.key for figure in form.figures]
    cells = {line.code: dict.fromkeys(keys, 0) for line in form.lines if line.code}
    for column, codes in placed:
        for code in codes:
            cells[code][column] += 1
            cells[code][TOTAL] += 1
    return cells


def _asides(told: Mapping[str, Sequence[str]]) -> list[Aside]:
    return [Aside(what, len(codes), tuple(dict.fromkeys(codes))) for what, codes in told.items() if codes]


# -- movements --------------------------------------------------------------------------------------------------------


def _under_way(one: Movement, period: Period) -> bool:
    """Whether a movement lasts on some day of the period; an end that is not known is open."""
    return (one.first is None or one.first <= period.last) and (one.last is None or one.last >= period.first)


def _movement_rows(one: Movement) -> Iterator[str]:
    yield _SCOPES[one.scope][0]
    if one.first is not None and one.last is not None:
        yield duration_row(date.fromisoformat(one.first), date.fromisoformat(one.last))
    yield _MANNERS[one.kind]


def duration_row(first: date, last: date) -> str:
    """The row of a duration from day to day, both included: 01/01 to 31/12 is one year.

    The form gives a year of its own (07) to what lasts exactly one; so 08 begins a day above it.
    """
    if last == _last_day(first, 1):
        return "07"
    reached = sum(last >= _last_day(first, years) for years in (1, 3, 5))
    return ("06", "08", "09", "10")[reached]


def _last_day(first: date, years: int) -> date:
    """The last of so many years: what begins on 29 February, or on 1 March, ends on the last day of a February."""
    if first.year + years > MAXYEAR:
        return date.max
    try:
        after = first.replace(year=first.year + years)
    except ValueError:
        after = date(first.year + years, 3, 1)
    return after - timedelta(days=1)


# -- commendations ----------------------------------------------------------------------------------------------------


def _recipient_rows(one: Commendation) -> Iterator[str]:
    if not one.collective:
        yield "05"
        yield from [_RANKS[one.rank]] if one.rank is not None else []
    elif is_household(one.unit_kind):
        yield "04"
    else:
        yield "02"
        yield from ["03"] if is_enterprise(one.unit_kind) else []


def is_enterprise(kind: str | None) -> bool:
    """Whether a unit's kind, in free words, says doanh nghiệp."""
    return names.fold(kind or "").startswith("doanh nghiep")


def is_household(kind: str | None) -> bool:
    """Whether a unit's kind begins with the word hộ, also without its mark; hỗ trợ and hồ chứa are no households."""
    return _HOUSEHOLD.match(names.clean(kind or "")) is not None
