"""What was measured, as lines of the tables."""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterator, Mapping, Sequence

from bench import goals
from bench.goals import Sized
from bench.measure import Race, Result, Rival, Times
from bench.table import NONE, Command, Row, Size

Line = Row | Size | Command


def seconds(wall: float) -> str:
    """A time as people read it."""
    return f"{wall * 1000:.0f} ms" if wall < 1 else f"{wall:.2f} s" if wall < 10 else f"{wall:.1f} s"


def times(value: float) -> str:
    """A ratio with three digits that say something."""
    return f"{value:.0f}" if value >= 100 else f"{value:#.3g}"


def judged(*, met: bool) -> str:
    """Whether a goal is met."""
    return "yes" if met else "**no**"


def wall(found: Times) -> str:
    """The time of the median run."""
    return seconds(found.median("wall"))


def spread(ratios: Sequence[float]) -> str:
    """The median of ratios, and from where to where they go."""
    return f"{times(statistics.median(ratios))} ({times(min(ratios))}…{times(max(ratios))})"


def of_race(result: Result) -> Iterator[Row]:
    """A line for each rival."""
    for rival, found in result.rivals:
        yield _missed(result.race, rival) if found is None else _raced(result.race, rival, result.ours, found)


def _missed(race: Race, rival: Rival) -> Row:
    return Row(race.what, against=f"{rival.against}: {rival.missing} is not installed, so not measured")


def _raced(race: Race, rival: Rival, ours: Times, theirs: Times) -> Row:
    ratios, used = ours.ratios(theirs), ours.median("memory")
    met = statistics.median(ratios) <= rival.most and (race.memory is None or used <= race.memory)
    limit = f" (at most {race.memory})" if race.memory else ""
    return Row(
        race.what,
        wall(ours),
        f"{rival.against}: {wall(theirs)}",
        spread(ratios),
        times(statistics.median(ours.ratios(theirs, "cpu"))),
        times(rival.most),
        judged(met=met),
        f"{used:.0f} MiB{limit}; {theirs.median('memory'):.0f}",
    )


def of_size(one: Sized, rows: int, result: Result) -> Size:
    """The line of one number of rows."""
    rival, theirs = result.rivals[0]
    ours = result.ours
    return Size(
        one.what,
        f"{rows:,}",
        wall(ours),
        seconds(ours.median("cpu")),
        f"{rival.against}: {f'{rival.missing} is not installed' if theirs is None else wall(theirs)}",
        NONE if theirs is None else spread(ours.ratios(theirs)),
        f"{ours.median('memory'):.0f} MiB",
    )


def of_growth(one: Sized, grown: Mapping[int, Result]) -> Row:
    """By what power of its rows the time grows, beyond what one row takes; the steepest step beside it."""
    sizes, found = list(grown), list(grown.values())
    clock = [_beyond(result, "wall") for result in found]
    steps = [slope(sizes[at : at + 2], clock[at : at + 2]) for at in range(len(sizes) - 1)]
    exponent = slope(sizes, clock)
    return Row(
        f"growth: {one.what}, {sizes[0]:,} → {sizes[-1]:,} rows",
        " → ".join(wall(result.ours) for result in found),
        f"one row: {wall(found[0].beside[0])}",
        f"exponent {exponent:.2f} (steepest step {max(steps):.2f})",
        f"{slope(sizes, [_beyond(result, 'cpu') for result in found]):.2f}",
        f"{goals.EXPONENT}",
        judged(met=exponent <= goals.EXPONENT),
    )


def _beyond(result: Result, what: str) -> float:
    """What rows take beyond one row, turn by turn; never nothing, which has no logarithm."""
    return max(statistics.median(result.ours.beyond(result.beside[0], what)), 1e-4)


def slope(sizes: Sequence[int], spent: Sequence[float]) -> float:
    """The exponent that fits best: the slope of the logarithms by least squares."""
    return statistics.linear_regression([math.log(rows) for rows in sizes], [math.log(one) for one in spent]).slope


def of_memory(one: Sized, grown: Mapping[int, Result]) -> Row:
    """Whether the most memory stays what it is at fewer rows."""
    sizes, found = list(grown), [result.ours.median("memory") for result in grown.values()]
    ratio = found[-1] / found[0]
    return Row(
        f"memory: {one.what}, {sizes[0]:,} → {sizes[-1]:,} rows",
        against=f"at {sizes[0]:,} rows",
        ratio=times(ratio),
        at_most=times(goals.FLAT),
        met=judged(met=ratio <= goals.FLAT and found[-1] <= goals.IMPORT_MEMORY),
        memory=" → ".join(f"{used:.0f}" for used in found) + " MiB",
    )


def of_file(readers: Sequence[str], differences: Sequence[str]) -> Row:
    """Whether a workbook reads the same everywhere."""
    read, found = f"read by {', '.join(readers)}", "; ".join(differences) or "the same cells"
    return Row("the file of that export", read, f"as openpyxl reads it: {found}", met=judged(met=not differences))


def of_day(words: Sequence[str], found: Sequence[tuple[Times, Times]]) -> Iterator[Line]:
    """Each command of a day, and first the slowest against the demonstration, as the line of the goal."""
    ratios = [large.ratios(demo) for large, demo in found]
    worst = max(range(len(found)), key=lambda place: statistics.median(ratios[place]))
    large, demo = found[worst]
    yield Row(
        f"{len(words)} everyday commands on the large register",
        f"{wall(large)} (the slowest: `{words[worst]}`)",
        f"on the demo register: {wall(demo)}",
        spread(ratios[worst]),
        times(statistics.median(large.ratios(demo, "cpu"))),
        times(goals.LARGE),
        judged(met=statistics.median(ratios[worst]) <= goals.LARGE),
        f"{large.median('memory'):.0f} MiB; {demo.median('memory'):.0f}",
    )
    for said, (here, there), both in zip(words, found, ratios, strict=True):
        cpu = times(statistics.median(here.ratios(there, "cpu")))
        yield Command(f"`{said}`", wall(here), wall(there), spread(both), cpu)
