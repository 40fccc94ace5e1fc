"""Many new results at once: which of them are certainly faultless, and what each is filled up with."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field

from emulation_cli.kernel import listing
from emulation_cli.kernel.batch import Batch
from emulation_cli.kernel.dates import today_iso
from emulation_cli.kernel.names import code_key
from emulation_cli.pledges.fields import PERIODS

_OPEN = """
SELECT p.id, p.year_id FROM pledge p JOIN year y ON y.id = p.year_id
 WHERE p.id IN (SELECT value FROM json_each(:ids)) AND p.current = 1 AND y.state = 'open'
"""
_PERIODS = "SELECT t.year_id, t.key, t.code FROM period t WHERE t.year_id IN (SELECT value FROM json_each(:ids))"
_SITTING = """
SELECT m.year_id, m.unit_id FROM member m JOIN year y ON y.id = m.year_id JOIN unit u ON u.id = m.unit_id
 WHERE m.year_id IN (SELECT value FROM json_each(:ids)) AND m."to" IS NULL AND m."from" <= y."to"
   AND u.valid_from IS NULL AND u.valid_to IS NULL
"""
_GIVEN = """
SELECT x.owner_id, x.unit_id FROM target_unit x JOIN target g ON g.id = x.owner_id
 WHERE g.pledge_id IN (SELECT value FROM json_each(:ids))
"""

MANY = 20_000
"""Pledges that are kept, so that memory does not grow with the file."""


@dataclass
class _Pledge:
    """The pledge of an open year: its periods by key, the units with a seat of their own that still are there."""

    periods: dict[str, str] = field(default_factory=lambda: dict(zip(PERIODS, PERIODS, strict=True)))
    units: set[int] = field(default_factory=set)


class PlainResults:
    """What `records.RESULTS` completes and checks row by row, for many rows: each pledge once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._pledges: dict[int, _Pledge | None] = {None: None}  # type: ignore[dict-item]
        self._given: dict[int, set[int]] = {}

    def __call__(self, batch: Batch) -> None:
        """Fill up the rows, and doubt those that a check may find fault with."""
        if len(self._pledges) > MANY:
            self._pledges, self._given = {None: None}, {}  # type: ignore[dict-item]
        self._learn(set(batch.ids["year"]) - self._pledges.keys())
        if "on" in batch.absent:
            batch.values["on"] = [today_iso()] * len(batch.numbers)
        if not self._all_plain(batch):
            self._look_at_each(batch)

    def _all_plain(self, batch: Batch) -> bool:
        """Whether there is nothing to fill up or to doubt."""
        seats = {*zip(batch.ids["year"], batch.ids["unit"], strict=True)}
        sitting = all((pledge := self._pledges[year]) is not None and unit in pledge.units for year, unit in seats)
        for_all = self._given.keys().isdisjoint(batch.ids["target"])
        return sitting and for_all and {*batch.values["period"]}.issubset(PERIODS)

    def _look_at_each(self, batch: Batch) -> None:
        pledges, given, periods = self._pledges, self._given, batch.values["period"]
        rows = zip(batch.ids["year"], batch.ids["target"], batch.ids["unit"], periods, strict=True)
        for at, (pledge_id, target, unit, period) in enumerate(rows):
            pledge = pledges[pledge_id]
            if pledge is None or unit not in pledge.units or (target in given and unit not in given[target]):
                batch.doubt((at,))
            elif period not in PERIODS:
                periods[at] = pledge.periods.get(code_key(period or ""), period)
                if periods[at] not in pledge.periods.values():
                    batch.doubt((at,))

    def _learn(self, pledges: set[int]) -> None:
        """Read what is asked of pledges that were not met before."""
        read = self._connection.execute
        ids = {"ids": listing.id_array(pledges)}
        years = {row["year_id"]: row["id"] for row in read(_OPEN, ids)}
        found: dict[int, _Pledge] = {pledge: _Pledge() for pledge in years.values()}
        in_years = {"ids": listing.id_array(years)}
        for row in read(_PERIODS, in_years):
            found[years[row["year_id"]]].periods[row["key"]] = row["code"]
        for row in read(_SITTING, in_years):
            found[years[row["year_id"]]].units.add(row["unit_id"])
        given = defaultdict(set)
        for row in read(_GIVEN, ids):
            given[row["owner_id"]].add(row["unit_id"])
        self._given.update(given)
        self._pledges.update({pledge: found.get(pledge) for pledge in pledges})
