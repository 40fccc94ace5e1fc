"""What scores come to: pure decisions over values. Points are whole hundredths, a penalty's written without a sign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from emulation_cli.kernel import labels, names, terms
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.findings import Finding
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.numbers import points_as_typed, points_text

LINE_KINDS = ("points", "bonus", "penalty", "group", "class")
"""Điểm chuẩn, điểm thưởng, điểm trừ; nhóm tiêu chí; mức xếp loại."""
SCORED = LINE_KINDS[:3]
"""The kinds of line that points are given for."""
STAGES = ("self", "cross", "appraised", "council")
"""Tự chấm, chấm chéo, thẩm định của cụm (khối) trưởng, hội đồng điều chỉnh: of a line the last one given counts."""
COUNCIL = STAGES[-1]
SHEETS = STAGES[:-1]
"""The stages whose sheets are handed in whole."""

Stages = Mapping[str, int]
"""The points of one unit in one line, by stage."""
Given = Mapping[int, Stages]
"""The points of one unit, by the id of the line."""


@frozen
class Line:
    """A line of a year's score table; `kinds` are the kinds of unit that it is for, folded, none: every one."""

    id: int
    code: str
    kind: str
    name: str
    group_id: int | None = None
    most: int | None = None
    least: int | None = None
    kinds: frozenset[str] = frozenset()

    def applies(self, unit_kind: str | None) -> bool:
        """Whether a unit of this kind is given points for it."""
        return self.kind in SCORED and (not self.kinds or names.fold(unit_kind or "") in self.kinds)


@frozen
class Sums:
    """What a unit's lines come to, by kind of line; the total may exceed the scale: 97 + 10 = 107."""

    points: int = 0
    bonus: int = 0
    penalty: int = 0

    @property
    def total(self) -> int:
        """Points and bonus without the penalty."""
        return self.points + self.bonus - self.penalty


def counts(stages: Stages) -> str | None:
    """The stage whose points count for a line: the council's, else the appraisal's, else cross, else self."""
    return next((stage for stage in reversed(STAGES) if stage in stages), None)


def counted(given: Given) -> dict[int, int]:
    """What counts for each line that has points of any stage."""
    best = {line_id: (stages, counts(stages)) for line_id, stages in given.items()}
    return {line_id: stages[stage] for line_id, (stages, stage) in best.items() if stage is not None}


def of_stage(given: Given, stage: str) -> dict[int, int]:
    """The points of one stage by line; the council's with what counts where it said nothing."""
    if stage == COUNCIL:
        return counted(given)
    return {line_id: stages[stage] for line_id, stages in given.items() if stage in stages}


def sums(lines: Iterable[Line], points: Mapping[int, int]) -> Sums:
    """The sums of these lines."""
    found = Counter(dict.fromkeys(SCORED, 0))
    for line in lines:
        if line.kind in SCORED:
            found[line.kind] += points.get(line.id, 0)
    return Sums(**found)


def missing(lines: Iterable[Line], unit_kind: str | None, points: Mapping[int, int]) -> list[str]:
    """The codes of the lines of points for a unit of this kind that have none; a bonus or a penalty may stay open."""
    return [line.code for line in lines if line.kind == "points" and line.applies(unit_kind) and line.id not in points]


def classed(lines: Iterable[Line], total: int) -> str | None:
    """The name of the class that a total reaches: of those with a threshold at most as high, the highest."""
    reached = [(line.least, line.name) for line in lines if line.least is not None and line.least <= total]
    return max(reached)[1] if reached else None


def ranks(totals: Mapping[str, int | None]) -> dict[str, tuple[int | None, bool]]:
    """The place of each unit by its total, and whether it shares it: 1, 2, 2, 4; None where nothing is scored."""
    how_many = Counter(total for total in totals.values() if total is not None)
    place, places = 1, {}
    for total in sorted(how_many, reverse=True):
        places[total] = place
        place += how_many[total]
    return {
        unit: (None, False) if total is None else (places[total], how_many[total] > 1) for unit, total in totals.items()
    }


# -- the score table --------------------------------------------------------------------------------------------------


def check_line(values: Values) -> Iterator[Finding]:
    """Findings over the own values of a line, a group or a class."""
    code, kind = str(values["code"]), str(values["kind"])
    if kind == "points" and values["most"] is None:
        yield Finding("maximum", _("{code}: a line of points has a maximum").format(code=code), "most")
    if (kind == "class") != (values["least"] is not None):
        message = _("{code}: a class, and nothing else, has the points from which it is reached")
        yield Finding("class", message.format(code=code), "least", value=points_as_typed(values["least"]))
    for key in ("most", "group", "kinds") if kind == "class" else ("group", "kinds") if kind == "group" else ():
        if values[key] not in (None, []):
            message = _("{code}: a {kind} has no {field}").format(
                code=code, kind=terms.spoken(kind, "line"), field=labels.label(key)
            )
            yield Finding(
                "kind", message, key, value=points_as_typed(values[key]) if key == "most" else str(values[key])
            )
    yield from _check_limits(code, values)


def _check_limits(code: str, values: Values) -> Iterator[Finding]:
    most, least = values["most"], values["least"]
    if most is not None and int(str(most)) <= 0:
        yield Finding(
            "range", _("{code}: a maximum lies above 0").format(code=code), "most", value=points_as_typed(most)
        )
    if least is not None and int(str(least)) < 0:
        yield Finding(
            "range", _("{code}: a class begins at 0 or above").format(code=code), "least", value=points_as_typed(least)
        )


# -- points -----------------------------------------------------------------------------------------------------------


def line_faults(line: Line, unit: str, unit_kind: str | None, points: int) -> Iterator[str]:
    """Why a unit cannot have these points in a line."""
    said = {"code": line.code, "unit": unit, "points": points_text(points, comma=False)}
    if line.kind not in SCORED:
        yield _("{code} is a {kind}, no line that points are given for").format(
            kind=terms.spoken(line.kind, "line"), **said
        )
        return
    if not line.applies(unit_kind):
        kind = unit_kind or _("none is entered")
        yield _("{code} is not for units of the kind of {unit} ({kind})").format(kind=kind, **said)
    if points < 0:
        yield _("{code}: write {points} without the sign; a penalty is taken off by itself").format(**said)
    if line.most is not None and points > line.most:
        most = points_text(line.most, comma=False)
        yield _("{code}: {points} of {unit} is above the maximum of {most}").format(most=most, **said)


def group_faults(group: Line, lines: Sequence[Line], unit: str, points: Mapping[int, int]) -> Iterator[str]:
    """Why a unit cannot have these points in a group: what is given, or what is taken off, exceeds its maximum."""
    found = sums([line for line in lines if line.group_id == group.id], points)
    for part in (found.points + found.bonus, found.penalty):
        if group.most is not None and part > group.most:
            said = {"sum": points_text(part, comma=False), "most": points_text(group.most, comma=False)}
            yield _("{code}: the {sum} of {unit} are above the group's maximum of {most}").format(
                code=group.code, unit=unit, **said
            )
