"""`python -m bench.data DIR --rows N`: a register and the files for it, made from a seed.

Everything grows with the number of rows: one unit and one person to a hundred rows, ten units to a block, ten years.
At 1,000,000 rows that is the office of the goal: 10,000 units in 1,000 blocks. A file of fewer rows fits every register
made for more. Rows stand in the order in which an export writes them.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import openpyxl

YEARS = range(2016, 2026)
ROWS_TO_A_UNIT = 100
UNITS_TO_A_BLOCK = 10
PERIODS = ("midyear", "year")
TARGETS = (
    ("I.1", "Tỷ lệ giải quyết tố giác, tin báo về tội phạm", "≥ 90"),
    ("I.2", "Tỷ lệ kiến nghị, kháng nghị được chấp nhận", "≥ 85"),
    ("I.3", "Tỷ lệ án trả hồ sơ để điều tra bổ sung", "≤ 2"),
    ("II.1", "Tỷ lệ công chức hoàn thành tốt nhiệm vụ trở lên", "≥ 95"),
    ("II.2", "Tỷ lệ báo cáo đúng hạn", "= 100"),
)
"""Five targets a year, for each of ten units twice a year: a hundred results."""
RESULT_HEADINGS = ("year", "target", "unit", "period", "actual", "on")
COMMENDATION_HEADINGS = (
    *("recipient", "award", "document", "on", "kind", "for", "movement", "of_year"),
    *("handed_on", "handed_by", "cancelled_on", "cancelled_by"),
)


class Grant(NamedTuple):
    """What every unit and every person receives once a year: the awards of either, which kind, what for, when."""

    collective: str
    person: str
    kind: str
    achievement: str
    month: int
    in_movement: bool = False


GRANTS = (
    Grant("TTLDXS", "CSTD-CS", "regular", "", 1),
    Grant("GK", "GK-CN", "regular", "Hoàn thành tốt nhiệm vụ công tác sáu tháng đầu năm", 3),
    Grant(
        "BK-VKSTC", "BK-VKSTC-CN", "thematic", "Có thành tích xuất sắc trong phong trào thi đua", 5, in_movement=True
    ),
    Grant("GK", "GK-CN", "sudden", "Lập thành tích đột xuất trong đấu tranh phòng, chống tội phạm", 7),
    Grant("BK-VKSTC", "BK-VKSTC-CN", "regular", "Hoàn thành xuất sắc nhiệm vụ công tác năm", 10),
)
"""Only the first is a title, so nobody holds a title twice for a year."""
RECIPIENTS_TO_A_DECISION = 20
MARKS = ("agree", "disagree", "blank")
NOMINEES = range(1, 7)


def units(rows: int) -> int:
    """How many units, and how many people, there are to so many rows."""
    return -(-rows // ROWS_TO_A_UNIT)


def unit_code(number: int) -> str:
    """The code of a unit, counted from 0."""
    return f"DV{number + 1:05}"


def person_code(number: int) -> str:
    """The code of a person, counted from 0."""
    return f"CN{number + 1:05}"


def block_code(number: int) -> str:
    """The code of a block, counted from 0."""
    return f"K{number + 1:04}"


# -- commendations ----------------------------------------------------------------------------------------------------


def commendations(rows: int, seed: int = 1) -> Iterator[tuple[object, ...]]:
    """Commendations by the day of their decision: (recipient, award, …, cancelled_by), days as dates, None for none."""
    return islice(_commendations(units(rows), seed), rows)


def _commendations(people: int, seed: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(seed)
    recipients = [*range(people), *range(-people, 0)]  # below 0: a person
    for year in YEARS:
        decision = 0
        for grant in GRANTS:
            chance.shuffle(recipients)
            for place in range(0, len(recipients), RECIPIENTS_TO_A_DECISION):
                decision += 1
                day = date(year, grant.month, 1) + timedelta(days=60 * place // len(recipients))
                for recipient in recipients[place : place + RECIPIENTS_TO_A_DECISION]:
                    yield _commendation(chance.random(), recipient, grant, f"{decision}/QĐ-VKSTC", day)


def _commendation(luck: float, recipient: int, grant: Grant, document: str, day: date) -> tuple[object, ...]:
    """One row; three in four are handed over, one in a hundred is cancelled."""
    code = unit_code(recipient) if recipient >= 0 else person_code(-recipient - 1)
    award = grant.collective if recipient >= 0 else grant.person
    achievement = f"{grant.achievement} {day.year}" if grant.achievement else None
    movement = f"PT{day.year}" if grant.in_movement else None
    handed = (day + timedelta(days=30), "Kế hoạch tổ chức lễ trao tặng") if luck < 0.75 else (None, None)
    cancelled = (day + timedelta(days=300), f"Hủy bỏ {document}") if luck > 0.99 else (None, None)
    return (code, award, document, day, grant.kind, achievement, movement, day.year, *handed, *cancelled)


# -- results ----------------------------------------------------------------------------------------------------------


def results(rows: int, seed: int = 1) -> Iterator[tuple[object, ...]]:
    """Results by block, year, target and period: (year, target, unit, period, actual, on), days as dates."""
    return islice(_results(units(rows), seed), rows)


def _results(number: int, seed: int) -> Iterator[tuple[object, ...]]:
    chance = random.Random(seed)
    for first in range(0, number, UNITS_TO_A_BLOCK):
        members = [unit_code(unit) for unit in range(first, first + UNITS_TO_A_BLOCK)]
        for year in YEARS:
            code = f"{block_code(first // UNITS_TO_A_BLOCK)}/{year}"
            reported = {"midyear": date(year, 7, 5), "year": date(year + 1, 1, 5)}
            for target, _name, _goal in TARGETS:
                for period in PERIODS:
                    for unit in members:
                        yield code, target, unit, period, chance.randrange(10_001) / 100, reported[period]


# -- slips ------------------------------------------------------------------------------------------------------------


def slips(rows: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    """Slips as the tellers write them down: a mark for each nominee; one in a hundred is invalid."""
    chance = random.Random(seed)
    made = [tuple(chance.choices(MARKS, (90, 7, 3), k=len(NOMINEES))) for _ in range(99)]
    return iter(chance.choices([*made, ("invalid",) * len(NOMINEES)], k=rows))


# -- files ------------------------------------------------------------------------------------------------------------


def write_csv(path: Path, headings: Sequence[object], rows: Iterator[tuple[object, ...]]) -> None:
    """A CSV file as an officer has it: days as dd/mm/yyyy."""
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(headings)
        out.writerows([_as_typed(value) for value in row] for row in rows)


def _as_typed(value: object) -> object:
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value


def write_xlsx(path: Path, headings: Sequence[object], rows: Iterator[tuple[object, ...]]) -> None:
    """A workbook as Excel has it: days are dates, years and points are numbers."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(headings)
    for row in rows:
        sheet.append(row)
    book.save(path)


def write(folder: Path, rows: int, seed: int = 1) -> None:
    """All of it into a folder; the workbook with as many of the rows as a sheet takes."""
    from bench import registers

    folder.mkdir(parents=True, exist_ok=True)
    registers.make(folder / "register.db", rows)
    write_csv(folder / "commendations.csv", COMMENDATION_HEADINGS, commendations(rows, seed))
    write_csv(folder / "results.csv", RESULT_HEADINGS, results(rows, seed))
    write_csv(folder / "slips.csv", NOMINEES, slips(rows, seed))
    write_xlsx(folder / "commendations.xlsx", COMMENDATION_HEADINGS, commendations(min(rows, 1_000_000), seed))


def main() -> None:
    """Write all files into a folder."""
    parser = argparse.ArgumentParser(prog="python -m bench.data", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    write(asked.folder, asked.rows, asked.seed)


if __name__ == "__main__":
    main()
