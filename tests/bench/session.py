"""One benchmark: the parts that were asked for, measured one after the other, as rows of the tables."""

from __future__ import annotations

import math
import shlex
import shutil
import statistics

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path

from bench import goals, registers, same
from bench.goals import Sized
from bench.measure import Race, Rival, Spent, Task, Times, run, take_turns
from bench.shop import Workshop
from bench.table import NONE, Command, Row, Size, judged, missed, raced, seconds, spread, times

LONG = 100_000
"""From so many rows on, sizes that no goal is about are measured only so often:"""
FEW = 3
Raced = list[tuple[Rival, Times | None]]
Line = Row | Size | Command


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
        self._sized: dict[tuple[str, int], tuple[Race, Times, Raced]] = {}

    @property
    def parts(self) -> dict[str, Callable[[], Iterator[Line]]]:
        """What can be measured, by its name."""
        of_size = {name: lambda one=one: self._goal(one) for name, one in self.sized.items()}
        of_size["export"] = self._exported
        small = {"start": lambda: self._races(goals.starting), "write": lambda: self._races(goals.writing)}
        return {**small, **of_size, "large": self._large, "growth": self._growth}

    @cached_property
    def sized(self) -> dict[str, Sized]:
        """The work that can be done at any number of rows, by its name."""
        return goals.sized(self.shop)

    # -- races --------------------------------------------------------------------------------------------------------

    def _race(self, race: Race, turns: int) -> tuple[Race, Times, Raced]:
        there = [rival for rival in race.rivals if not rival.missing]
        tasks = [race.ours(), *(rival.task() for rival in there)]
        mine, *theirs = take_turns(tasks, turns, self.shop.environment, warm=self.warm)
        self._tidy(tasks)
        found = iter(theirs)
        return race, mine, [(rival, next(found) if rival in there else None) for rival in race.rivals]

    def _tidy(self, tasks: list[Task]) -> None:
        for path in {path for task in tasks for path in task.fresh}:
            path.unlink(missing_ok=True)

    def _races(self, made: Callable[[Workshop], Iterator[Race]]) -> Iterator[Line]:
        for race in made(self.shop):
            yield from lines(*self._race(race, self.turns))

    def _at(self, one: Sized, rows: int) -> tuple[Race, Times, Raced]:
        """Work at a number of rows, measured once: where no goal is about it, less often and against one rival."""
        if (one.what, rows) not in self._sized:
            race, turns = one.race(rows), self.turns
            if rows != one.rows:
                race = Race(race.what, race.ours, race.rivals[: rows > 1], race.memory)
                turns = min(turns, FEW) if rows >= LONG else turns
            self._sized[one.what, rows] = self._race(race, turns)
        return self._sized[one.what, rows]

    def _goal(self, one: Sized) -> Iterator[Line]:
        yield from lines(*self._at(one, one.rows))

    def _exported(self) -> Iterator[Line]:
        one = self.sized["export"]
        yield from self._goal(one)
        readers, found = same.compare(self.shop.exported(one.rows), self.shop.folder, office=self.office)
        yield Row(
            f"the file of that export, in {', '.join(readers)}",
            against="the same cells",
            met=judged(met=not found),
            ratio="; ".join(found) or NONE,
        )

    # -- growth -------------------------------------------------------------------------------------------------------

    def _growth(self) -> Iterator[Line]:
        for one in self.sized.values():
            sizes = [rows for rows in self.shop.sizes.growth if rows <= one.upto]
            measured = [self._at(one, rows) for rows in sizes]
            yield from (_size(one, rows, *found) for rows, found in zip(sizes, measured, strict=True))
            if sizes == list(self.shop.sizes.growth):
                nothing = self._at(one, 1)[1]
                yield _exponent(one, sizes[1:], nothing, [mine for _race, mine, _theirs in measured[1:]])
            if one.flat:
                yield _flat(one, sizes[1:], [mine.median("memory") for _race, mine, _theirs in measured[1:]])

    # -- a register that has grown ------------------------------------------------------------------------------------

    def _large(self) -> Iterator[Line]:
        """The commands of a day, in their order, on copies of the large register and of the demonstration's."""
        from bench.large import EVERYDAY

        places = (self.shop.folder / "run.db", self.shop.folder / "rival.db")
        found: list[list[Times]] = [[Times([]), Times([])] for _words in EVERYDAY]
        for turn in range(-int(self.warm), self.turns):
            shutil.copy(self.shop.large(), places[0])
            shutil.copy(self.shop.demo(), places[1])
            for words, kept in zip(EVERYDAY, found, strict=True):
                for side in (0, 1) if turn % 2 == 0 else (1, 0):
                    spent = self._said(words[side], places[side])
                    if turn >= 0:
                        kept[side].runs.append(spent)
        self._tidy([Task((), fresh=dict.fromkeys(places))])
        yield from _everyday([words[0] for words in EVERYDAY], found)

    def _said(self, words: str, register: Path) -> Spent:
        return run(Task(registers.emulation(*shlex.split(words), "--db", register)), self.shop.environment)


def lines(race: Race, mine: Times, theirs: Raced) -> Iterator[Row]:
    """A race as rows, one for each rival."""
    for rival, found in theirs:
        yield missed(race, rival) if found is None else raced(race, rival, mine, found)


def _size(one: Sized, rows: int, race: Race, mine: Times, theirs: Raced) -> Size:
    rival, found = theirs[0]
    against = f"{rival.against}: " + (f"{rival.missing} is not installed" if found is None else _wall(found))
    ratio = NONE if found is None else spread(mine.ratios(found))
    memory = f"{mine.median('memory'):.0f} MiB"
    return Size(one.what, f"{rows:,}", _wall(mine), seconds(mine.median("cpu")), against, ratio, memory)


def _wall(found: Times) -> str:
    return seconds(found.median("wall"))


def _exponent(one: Sized, sizes: list[int], nothing: Times, found: list[Times]) -> Row:
    """By what power of its rows the time grows, without what one row takes; the steepest step beside it."""
    wall, cpu = (slope(sizes, [_beyond(mine, nothing, what) for mine in found]) for what in ("wall", "cpu"))
    steps = [
        slope(sizes[place : place + 2], [_beyond(mine, nothing, "wall") for mine in found[place : place + 2]])
        for place in range(len(sizes) - 1)
    ]
    return Row(
        f"growth of: {one.what}, {sizes[0]:,} → {sizes[-1]:,} rows",
        " → ".join(_wall(mine) for mine in found),
        f"one row: {_wall(nothing)}",
        f"exponent {wall:.2f} (steepest step {max(steps):.2f})",
        f"{cpu:.2f}",
        f"{goals.EXPONENT}",
        judged(met=wall <= goals.EXPONENT),
    )


def _beyond(found: Times, nothing: Times, what: str) -> float:
    """What rows take beyond one row; never nothing, which has no logarithm."""
    return max(found.median(what) - nothing.median(what), 1e-4)


def slope(sizes: list[int], spent: list[float]) -> float:
    """The exponent that fits best: the slope of the logarithms by least squares."""
    found = statistics.linear_regression([math.log(rows) for rows in sizes], [math.log(one) for one in spent])
    return found.slope


def _flat(one: Sized, sizes: list[int], found: list[float]) -> Row:
    ratio = found[-1] / found[0]
    return Row(
        f"memory of: {one.what}, {sizes[0]:,} → {sizes[-1]:,} rows",
        against=f"at {sizes[0]:,} rows",
        ratio=times(ratio),
        at_most=f"{goals.FLAT}",
        met=judged(met=ratio <= goals.FLAT and found[-1] <= goals.IMPORT_MEMORY),
        memory=" → ".join(f"{one:.0f}" for one in found) + " MiB",
    )


def _everyday(words: list[str], found: list[list[Times]]) -> Iterator[Line]:
    """Each command, and the one that is slowest against the demonstration as the line of the goal."""
    ratios = [large.ratios(demo) for large, demo in found]
    worst = max(range(len(ratios)), key=lambda place: statistics.median(ratios[place]))
    large, demo = found[worst]
    ratio = statistics.median(ratios[worst])
    yield Row(
        f"{len(words)} everyday commands on the large register; the slowest: `{words[worst]}`",
        _wall(large),
        f"on the demo register: {_wall(demo)}",
        spread(ratios[worst]),
        times(statistics.median(large.ratios(demo, "cpu"))),
        f"{goals.LARGE}",
        judged(met=ratio <= goals.LARGE),
        f"{large.median('memory'):.0f} MiB; {demo.median('memory'):.0f}",
    )
    for said, (large, demo), both in zip(words, found, ratios, strict=True):
        cpu = times(statistics.median(large.ratios(demo, "cpu")))
        yield Command(f"`{said}`", _wall(large), _wall(demo), spread(both), cpu)
