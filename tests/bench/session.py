"""One benchmark: the parts that were asked for, measured one after the other, as lines of the tables."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from bench import goals, lines, registers, same
from bench.everyday import COMPLETED, ENVIRONMENT, EVERYDAY
from bench.goals import Sized
from bench.lines import Line
from bench.measure import Race, Result, Task, Times
from bench.shop import Workshop

LONG = 100_000
FEW = 3
"""How often sizes of so many rows are measured at most where no goal is about them."""
ENDS = (0, 4)
"""How the commands of a day end; two of them name something that is not there."""


class Session:
    """What is measured, and how often.

    Attributes:
        shop: where the files are made.
        turns: how often each pair is run.
        warm: whether each is run once before it counts.
        office: whether LibreOffice is asked, too, where it is installed.
    """

    def __init__(self, shop: Workshop, turns: int, *, warm: bool = True, office: bool = True) -> None:
        self.shop, self.turns, self.warm, self.office = shop, turns, warm, office
        self._measured: dict[tuple[str, int], Result] = {}

    @property
    def parts(self) -> dict[str, Callable[[], Iterator[Line]]]:
        """What can be measured, by its name."""
        found = {"start": lambda: self._races(goals.starting), "write": lambda: self._races(goals.writing)}
        found |= {name: lambda one=one: lines.of_race(self._at(one, one.rows)) for name, one in self.sized.items()}
        return {**found, "export": self._exported, "large": self._day, "growth": self._growth}

    @cached_property
    def sized(self) -> dict[str, Sized]:
        """The work that can be done at any number of rows, by its name."""
        return goals.sized(self.shop)

    def _race(self, race: Race, turns: int, *beside: Task) -> Result:
        """Run a race, and in the same turns what else is to be known of that time."""
        there = [rival for rival in race.rivals if not rival.missing]
        tasks = [race.ours(), *beside, *(rival.task() for rival in there)]
        ours, *others = self.shop.place.take_turns(tasks, turns, warm=self.warm)
        found = iter(others[len(beside) :])
        rivals = [(rival, next(found) if rival in there else None) for rival in race.rivals]
        return Result(race, ours, rivals, others[: len(beside)])

    def _races(self, made: Callable[[Workshop], Iterator[Race]]) -> Iterator[Line]:
        for race in made(self.shop):
            yield from lines.of_race(self._race(race, self.turns))

    def _at(self, one: Sized, rows: int) -> Result:
        """Work at a number of rows, measured once: where no goal is about it, less often and against one rival.

        Where it is asked how the work grows, that of one row is measured beside it.
        """
        if (one.what, rows) not in self._measured:
            race, turns = one.race(rows), self.turns
            if rows != one.rows:
                race = replace(race, rivals=race.rivals[:1])
                turns = min(turns, FEW) if rows >= LONG else turns
            beside = [one.race(1).ours()] if self._grows(one) else []
            self._measured[one.what, rows] = self._race(race, turns, *beside)
        return self._measured[one.what, rows]

    def _grows(self, one: Sized) -> bool:
        return one.upto == self.shop.sizes.rows

    def _exported(self) -> Iterator[Line]:
        one = self.sized["export"]
        yield from lines.of_race(self._at(one, one.rows))
        yield lines.of_file(*same.compare(self.shop.exported(one.rows), self.shop.folder, office=self.office))

    def _growth(self) -> Iterator[Line]:
        for one in self.sized.values():
            sizes = [rows for rows in self.shop.sizes.growth if rows <= one.upto]
            for rows in sizes:
                yield lines.of_size(one, rows, self._at(one, rows))
            grown = {rows: self._at(one, rows) for rows in sizes[1:]}
            if self._grows(one):
                yield lines.of_growth(one, grown)
            if one.flat:
                yield lines.of_memory(one, grown)

    def _day(self) -> Iterator[Line]:
        """The commands of a day in their order, on fresh copies of the large register and of the demonstration's."""
        copies = {self.shop.folder / "run.db": self.shop.large(), self.shop.folder / "rival.db": self.shop.small()}
        pairs = [[_said(words, path) for words, path in zip(pair, copies, strict=True)] for pair in EVERYDAY]
        pairs += [[_completed(words, path) for words, path in zip(pair, copies, strict=True)] for pair in COMPLETED]
        pairs = pairs[: self.shop.sizes.commands]
        found = [(Times([]), Times([])) for _pair in pairs]
        for turn in range(-int(self.warm), self.turns):
            for path, source in copies.items():
                shutil.copy(source, path)
            for tasks, kept in zip(pairs, found, strict=True):
                self._both(tasks, kept if turn >= 0 else (Times([]), Times([])), backwards=turn % 2 == 1)
        for path in copies:
            path.unlink()
        said = [large for large, _demo in (*EVERYDAY, *((f"{words}…", "") for words, _demo in COMPLETED))]
        yield from lines.of_day(said[: len(pairs)], found)

    def _both(self, tasks: list[Task], kept: tuple[Times, Times], *, backwards: bool) -> None:
        """A command on the large register and on the demonstration's; they must end alike."""
        for side in (1, 0) if backwards else (0, 1):
            kept[side].runs.append(self.shop.place.run(tasks[side]))
        if kept[0].runs[-1].code != kept[1].runs[-1].code:
            raise RuntimeError(f"{tasks[0].command} ended otherwise than {tasks[1].command}")


def _said(words: str, register: Path) -> Task:
    return Task(registers.emulation(*shlex.split(words), "--db", register), ENVIRONMENT, ends=ENDS)


def _completed(words: str, register: Path) -> Task:
    """The last of the words is being completed."""
    line = f"emulation {words}"
    asked = {"COMP_WORDS": line, "COMP_CWORD": str(len(line.split()) - 1), "EMULATION_DB": str(register)}
    return Task(registers.emulation(), {**ENVIRONMENT, **goals.COMPLETING, **asked})
