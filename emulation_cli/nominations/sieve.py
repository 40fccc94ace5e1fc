"""Many new commendations at once: which of them are certainly faultless, and what each is filled up with."""

from __future__ import annotations

import sqlite3
from bisect import bisect_right
from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from emulation_cli.awards import queries as awards
from emulation_cli.awards.fields import TITLES
from emulation_cli.kernel.batch import Batch, Memory, Seen
from emulation_cli.kernel.names import fold
from emulation_cli.nominations import rules

FATE = ("on", "handed_on", "handed_by", "cancelled_on", "cancelled_by")

_KNOWN = """
SELECT 1 FROM commendation
 WHERE {whose} = ? AND award_id = ? AND (of_year = ? OR ("on" = ? AND document_key = ?)) LIMIT 1
"""
"""Whether the register holds an award of one recipient for a year, or by a decision."""
_OF_UNIT, _OF_PERSON = _KNOWN.format(whose="unit_id"), _KNOWN.format(whose="person_id")
_ALL = 'SELECT coalesce(unit_id, -person_id), award_id, "on", document_key, of_year FROM commendation'
MANY = 10_000
"""Rows of the register that are read at once."""
DEARER = 10
"""How many rows of the register are read in the time in which one row is asked for."""


class PlainCommendations:
    """What `records.COMMENDATIONS` completes and checks row by row, for many rows: each case once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        rows = connection.execute("SELECT code, recipient = 'collective' AS collective, form FROM award").fetchall()
        self._collective = {row["code"]: bool(row["collective"]) for row in rows}
        self._titles = {row["code"] for row in rows if row["form"] in TITLES}
        self._turns = awards.turning_days(connection)
        self._kinds = Memory(partial(_kind_in, connection))
        self._folded = Memory(lambda text: fold(text or ""))
        self._asked = 0
        self._seen: Seen | None = None
        self._money: dict[tuple[str, int], tuple[int | None, int | None]] = {}

    def __call__(self, batch: Batch) -> None:
        """Fill up the rows, and doubt those that a check may find fault with or that are told of."""
        known = zip(batch.values["award"], batch.values["on"], batch.ids["recipient"], strict=True)
        batch.doubt(at for at, row in enumerate(known) if None in row)
        self._complete(batch)
        batch.doubt(self._misplaced(batch))
        batch.doubt(_odd_fates(batch))
        batch.doubt(self._repeated(batch))

    def _complete(self, batch: Batch) -> None:
        values = batch.values
        kinds = zip(values["kind"], batch.given["kind"], values["movement"], strict=True)
        values["kind"] = [one if given or movement is None else self._kinds[movement] for one, given, movement in kinds]
        rows = enumerate(
            zip(*(values[key] for key in ("award", "on", "of_year", "factor", "base_salary")), strict=True)
        )
        for at, (award, day, of_year, factor, salary) in rows:
            if award is None or day is None:
                continue
            if of_year is None:
                values["of_year"][at] = int(day[:4])
                if award in self._titles:  # the officer is told
                    batch.doubt((at,))
            if factor is None or salary is None:
                by_law = self._by_law(award, day)
                values["factor"][at] = by_law[0] if factor is None else factor
                if values["factor"][at] is not None and salary is None:
                    values["base_salary"][at] = by_law[1]

    def _by_law(self, award: str, day: str) -> tuple[int | None, int | None]:
        """Factor and base salary, the same between two days on which a text begins or ends."""
        case = (award, bisect_right(self._turns, day))
        if case not in self._money:
            found = awards.factor(self._connection, award, day), awards.base_salary(self._connection, day)
            self._money[case] = found
        return self._money[case]

    def _misplaced(self, batch: Batch) -> Iterator[int]:
        """Rows whose award is not for such a recipient."""
        for at, (award, recipient) in enumerate(zip(batch.values["award"], batch.ids["recipient"], strict=True)):
            if award is not None and recipient is not None and (recipient > 0) != self._collective[award]:
                yield at

    def _repeated(self, batch: Batch) -> Iterator[int]:
        """Rows that may be in the register or in the batch already: by their decision, or by the year of a title."""
        documents = self._folded.each(batch.values["document"])
        years = [
            year if award in self._titles else None
            for award, year in zip(batch.values["award"], batch.values["of_year"], strict=True)
        ]
        who, awarded, days = batch.ids["recipient"], batch.ids["award"], batch.values["on"]
        decided = list(zip(who, awarded, days, documents, strict=True))
        titled = {at: (who[at], awarded[at], year) for at, year in enumerate(years) if year is not None}
        yield from _twice(decided)
        yield from _twice([titled.get(at, at) for at in range(len(who))] if titled else ())
        for at in self._perhaps_known(decided, titled):
            recipient, award, day, document = decided[at]
            sql = _OF_UNIT if (recipient or 0) > 0 else _OF_PERSON
            given = (abs(recipient or 0), award, years[at], day, document)
            if recipient and self._connection.execute(sql, given).fetchone():
                yield at

    def _perhaps_known(self, decided: Sequence[Hashable], titled: Mapping[int, Hashable]) -> Iterable[int]:
        """The places of the rows to ask the register for: all of them, or of many those that it may hold."""
        if self._seen is None:
            self._asked += len(decided)
            if (
                self._asked * DEARER
                < self._connection.execute("SELECT ifnull(max(id), 0) FROM commendation").fetchone()[0]
            ):
                return range(len(decided))
            self._seen = self._all_seen()
        places = list(titled)
        return {*self._seen.met(decided), *(places[at] for at in self._seen.met(titled.values()))}

    def _all_seen(self) -> Seen:
        """All that the register holds."""
        seen = Seen()
        rows = self._connection.execute(_ALL)
        while some := rows.fetchmany(MANY):
            seen.met(tuple(row)[:4] for row in some)
            seen.met((row[0], row[1], row[4]) for row in some)
        return seen


def _kind_in(connection: sqlite3.Connection, movement: str) -> str:
    found = connection.execute("SELECT kind FROM movement WHERE code = ?", (movement,)).fetchone()
    return rules.kind_of(None, found["kind"])


def _odd_fates(batch: Batch) -> Iterator[int]:
    """Rows that were handed over or cancelled in a way that the rules find fault with."""
    for at, (day, *fate) in enumerate(zip(*(batch.values[key] for key in FATE), strict=True)):
        if any(fate) and day is not None and any(rules.check_fate(dict(zip(FATE, (day, *fate), strict=True)))):
            yield at


def _twice(rows: Sequence[Hashable]) -> Iterator[int]:
    """The places of what stands there more than once."""
    if len(set(rows)) < len(rows):
        count = Counter(rows)
        yield from (at for at, row in enumerate(rows) if count[row] > 1)
