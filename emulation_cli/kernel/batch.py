"""Many rows at once: those that are certainly new and faultless, told from those that need a closer look.

A batch is read column by column, each different value once. What nothing can be said of is stored in one statement and
entered into the log in one piece. Every other row is doubted and goes the way of a single one (`Recorder.place` and
`store`), which alone says what is wrong with it: a doubt costs time, it never decides anything.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from emulation_cli.kernel import likeness, names, references
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.fields import Field, Kind, Values, read
from emulation_cli.kernel.references import Found

if TYPE_CHECKING:
    pass

REMEMBERED = 20_000
"""Different values of a column that are kept, so that memory does not grow with the file."""
PLAIN = frozenset({str, int, float, date, datetime, type(None)})
"""Types of raw values that mean the same wherever they are equal."""

DOUBT: Any = Found(0, "", "?")
"""Stands where a value could not be read, or a code not be found or not without something to be said of it."""
NOTHING: Any = (None, None)
"""Id and code where none was given."""
ENOUGH, MOST = 8, 200_000
"""Codes of a noun that are looked up one by one before all of them are read at once, and how many these may be."""


class Memory(dict[Any, Any]):
    """What was made of each different value; made once, forgotten where there are too many.

    What stands in a million rows is one object then, which is kept at hand and turned into UTF-8 once.

    Attributes:
        doubtful: whether there was a value that nothing could be made of.
        gaps: whether there was a value that says nothing.
    """

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make
        self.doubtful = False
        self.gaps = False

    def __missing__(self, raw: Any) -> Any:
        if len(self) >= REMEMBERED:
            self.clear()
        made = self[raw] = self._make(raw)
        self.doubtful = self.doubtful or made is DOUBT
        self.gaps = self.gaps or made is None or made is NOTHING
        return made

    def each(self, raws: Iterable[Any]) -> list[Any]:
        """What was made of each."""
        return list(map(self.__getitem__, raws))


class Seen:
    """Which keys were met before, in 16 MiB: yes of all that were, of one in a hundred others where a million were.

    One bit a key (B. H. Bloom, Space/time trade-offs in hash coding with allowable errors, 1970).
    """

    def __init__(self) -> None:
        self._marks = bytearray(1 << 24)

    def met(self, keys: Iterable[Hashable]) -> list[int]:
        """The places of the keys that may have been met before; from now on all of them were."""
        marks, last, found = self._marks, len(self._marks) - 1, []
        for at, number in enumerate(map(hash, keys)):
            place, bit = number >> 3 & last, 1 << (number & 7)
            if marks[place] & bit:
                found.append(at)
            else:
                marks[place] |= bit
        return found


class Codes:
    """What the codes of a reference name, found one by one, or read all at once where many are asked for."""

    def __init__(self, connection: sqlite3.Connection, noun: str) -> None:
        self._connection = connection
        self._noun = noun
        self._looked_up = 0
        self._known: dict[str, Found] = {}

    def find(self, text: str | None, scope: str = "") -> Any:
        """Id and code of what a text names within a scope ("C6/2023:"); NOTHING or DOUBT."""
        if text is None:
            return NOTHING
        found = self._known.get(names.code_key(scope + text)) or self._look_up(scope + text)
        return found if found is DOUBT else (found[0], found[1].removeprefix(scope))

    def _look_up(self, text: str) -> Any:
        self._looked_up += 1
        if self._looked_up == ENOUGH:
            self._known = references.known(self._connection, self._noun, MOST)
        try:
            found = references.find(self._connection, self._noun, text)
        except Refused:
            return DOUBT
        if found is None or (found.name and likeness.written(found.name) != likeness.written(text)):
            return DOUBT
        return found


@dataclass
class Batch:
    """Rows on their way in, column by column.

    Attributes:
        numbers: rows of the file.
        values: canonical values by field key, codes as registered, None where nothing was given; of writable fields.
        ids: the ids behind the references, by field key.
        given: the values before the defaults were filled in, of fields that have one.
        absent: keys of the fields of which the file has no column.
        full: keys of fields that every row which is not doubted gives a value of; of others that is not known.
        doubted: places in the batch of the rows that need a closer look.
    """

    numbers: Sequence[int]
    values: dict[str, list[Any]] = field(default_factory=dict)
    ids: dict[str, list[Any]] = field(default_factory=dict)
    given: dict[str, list[Any]] = field(default_factory=dict)
    absent: frozenset[str] = frozenset()
    full: set[str] = field(default_factory=set)
    doubted: set[int] = field(default_factory=set)

    def doubt(self, places: Iterable[int]) -> None:
        """Have rows looked at one by one."""
        self.doubted.update(places)

    def part(self, places: Sequence[int]) -> Batch:
        """The rows at these places as a batch of their own."""
        if len(places) == len(self.numbers):
            return self
        values = {key: [column[at] for at in places] for key, column in self.values.items()}
        ids = {key: [column[at] for at in places] for key, column in self.ids.items()}
        return Batch([self.numbers[at] for at in places], values, ids, full=self.full)

    def correct(self, place: int, values: Values, ids: Mapping[str, object]) -> None:
        """Put in what a doubted row turned out to give, so that the others can be compared with it."""
        for columns in (self.values, self.given):
            for key, column in columns.items():
                if values.get(key) is not None:
                    column[place] = values[key]
        for key, numbers in self.ids.items():
            numbers[place] = ids.get(key)


Sieve = Callable[[Batch], None]
"""Fills in what a new row of the kind is completed with, and doubts every row that may not be new, that its checks may
find fault with or that something is to be noted of. Rows may be doubted without need, never the other way round."""


@dataclass
class Met:
    """What was met in several rows: the first of them, its value there, and in how many."""

    number: int
    value: str
    count: int = 0


class Reader:
    """Reads rows of a kind into batches.

    Attributes:
        odd: what values hold that the eye does not see, by field key and what.
    """

    def __init__(self, connection: sqlite3.Connection, kind: Kind) -> None:
        self._kind = kind
        self._odd: set[str] = set()
        self._oddities = lru_cache(REMEMBERED)(names.odd)
        self._respelt: set[str] = set()
        self._made = {one.key: Memory(self._making(connection, one)) for one in kind.writable}
        self._ids = {one.key: Memory(_first_of(self._made[one.key])) for one in kind.writable if one.reference}
        self._keys = {column.key: Memory(_keying(column)) for column in kind.identity}
        self.odd: dict[tuple[str, str], Met] = {}

    def _making(self, connection: sqlite3.Connection, column: Field) -> Callable[[Any], Any]:
        """What is made of a raw value: a canonical one; id and code of a reference, whose scope stands before it."""
        codes = Codes(connection, column.reference)

        def value(raw: object) -> Any:
            if isinstance(raw, str) and names.odd(raw):
                self._odd.add(column.key)
            try:
                return read(column, raw)
            except ValueError:
                return DOUBT

        def noted(raw: object, made: Any) -> Any:
            if made[1] != raw:
                self._respelt.add(column.key)
            return made

        def found(raw: object) -> Any:
            text = value(raw)
            return noted(raw, text if text is DOUBT else codes.find(text))

        texts = Memory(value)

        def within(pair: tuple[str | None, object]) -> Any:
            scope, text = pair[0], texts[pair[1]]
            made = DOUBT if scope is None or text is DOUBT else codes.find(text, f"{scope}:")
            return noted(pair[1], made)

        return within if column.scope else found if column.reference else value

    def batch(self, numbers: Sequence[int], raw: Mapping[str, Sequence[object]], *, texts: bool) -> Batch:
        """The rows whose raw values these are, by field key; fields that are not there are given by no row.

        All raw values are known to be `texts`, or may be anything.
        """
        batch = Batch(numbers, absent=frozenset(one.key for one in self._kind.writable if one.key not in raw))
        for column in self._kind.writable:
            raws = raw.get(column.key, [None] * len(numbers))
            self._read(batch, column, raws if texts else _hashable(batch, raws))
            if column.default is not None:
                batch.given[column.key] = batch.values[column.key]
                batch.values[column.key] = [column.default if one is None else one for one in batch.values[column.key]]
        return batch

    def _read(self, batch: Batch, column: Field, raws: Sequence[object]) -> None:
        memory = self._made[column.key]
        if column.reference:
            self._read_reference(batch, column, raws)
        else:
            batch.values[column.key] = self._sure(batch, memory, memory.each(raws), None)
        if not memory.gaps or column.default is not None:
            batch.full.add(column.key)
        if column.key in self._odd:
            self._note_odd(batch.numbers, column, raws)

    def _read_reference(self, batch: Batch, column: Field, raws: Sequence[object]) -> None:
        memory = self._made[column.key]

        def asked() -> Iterable[Any]:
            return zip(batch.values[column.scope], raws, strict=True) if column.scope else raws

        ids = self._ids[column.key].each(asked())
        values: Sequence[Any] = raws
        if column.key in self._respelt:  # elsewhere the codes are those that are registered
            found = self._sure(batch, memory, memory.each(asked()), NOTHING)
            ids, values = [number for number, _code in found], [code for _number, code in found]
        batch.ids[column.key], batch.values[column.key] = ids, list(values)

    def _sure(self, batch: Batch, memory: Memory, made: list[Any], nothing: Any) -> list[Any]:
        """What was made, with `nothing` in the place of each doubt."""
        if not memory.doubtful:
            return made
        batch.doubt(at for at, one in enumerate(made) if one is DOUBT)
        return [nothing if one is DOUBT else one for one in made]

    def _note_odd(self, numbers: Sequence[int], column: Field, raws: Sequence[object]) -> None:
        for number, raw in zip(numbers, raws, strict=True):
            for what in self._oddities(raw) if isinstance(raw, str) else ():
                self.odd.setdefault((column.key, what), Met(number, str(raw))).count += 1

    def keys(self, batch: Batch) -> list[tuple[object, ...] | None]:
        """What two rows of one file must not share, as `Recorder.key` gives it: None where part of it is open."""
        parts = [
            batch.ids[column.key] if column.reference else self._keys[column.key].each(batch.values[column.key])
            for column in self._kind.identity
        ]
        keys = list(zip(*parts, strict=True))
        needed = [column.key for column in self._kind.identity if column.required and not column.completed]
        if batch.full.issuperset(needed) and any(column.key in batch.full for column in self._kind.identity):
            return [*keys]
        places = {column.key: place for place, column in enumerate(self._kind.identity)}
        asked = [places[key] for key in needed if key not in batch.full]
        return [None if any(key[at] is None for at in asked) or {*key} == {None} else key for key in keys]


def _first_of(memory: Memory) -> Callable[[Any], Any]:
    return lambda raw: memory[raw][0]


def _hashable(batch: Batch, raws: Sequence[object]) -> Sequence[object]:
    """The raw values without those that no memory can hold, whose rows are doubted."""
    strange = {at for at, one in enumerate(raws) if type(one) not in PLAIN}
    batch.doubt(strange)
    return [None if at in strange else one for at, one in enumerate(raws)] if strange else raws


def _keying(column: Field) -> Callable[[object], object]:
    return lambda value: None if value is None else column.type.key(str(value))
