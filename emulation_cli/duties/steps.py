"""Named reads over how each step of a year stands on a day: what was to be done, whether it is, what comes next.

What happened is taken by its own day, not by when it was entered: of a past day only what lies after it is unknown.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from emulation_cli.ballots import queries as ballots
from emulation_cli.blocks import queries as blocks
from emulation_cli.duties import queries, rules
from emulation_cli.kernel import names
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.meetings import queries as meetings
from emulation_cli.nominations import queries as nominations
from emulation_cli.nominations import registration_queries as registrations
from emulation_cli.nominations import rules as path
from emulation_cli.pledges import queries as pledges
from emulation_cli.pledges import result_queries as pledge_results
from emulation_cli.scores import queries as scores
from emulation_cli.units import queries as units

PLANS = {"ke hoach": "plan", "plan": "plan", "chuong trinh": "programme", "programme": "programme"}
"""Kinds of document, folded, that are a year's plan or its programme."""
KINDS = {"plan": "Kế hoạch", "programme": "Chương trình"}
"""As what the register of a block has them."""


@frozen
class Item:
    """One thing of a year.

    Attributes:
        what: what is to be.
        done: whether it is.
        next: the command that usually does it.
        units: whom it waits for.
        due: its own due ISO day, before the calendar's.
        name: what it is called among the reminders, before the name of its duty.
    """

    what: str
    done: bool
    next: str = ""
    units: tuple[str, ...] = ()
    due: str | None = None
    name: str = ""


@frozen
class Asked:
    """A year as it is looked at on an ISO day."""

    __slots__ = ("__dict__",)  # for what is worked out once

    connection: sqlite3.Connection
    year: blocks.YearRow
    day: str

    @cached_property
    def there(self) -> list[blocks.MemberRow]:
        """The members on the day, or on the day of the year nearest to it."""
        return blocks.members(self.connection, self.year, self.year.clamp(self.day))

    @cached_property
    def duties(self) -> list[queries.Duty]:
        """What is due in the year."""
        return queries.calendar(self.connection, self.year)

    @cached_property
    def reports(self) -> list[dict[str, object]]:
        """The reports owed by the day."""
        return queries.owed(self.connection, self.year, self.day, self.duties)


@frozen
class Line:
    """An item with its name, the day on which it falls due and what says so; `state` as of the day asked for."""

    item: Item
    name: str
    due: str | None
    state: str
    basis: str | None = None
    certainty: str | None = None


def lines(asked: Asked) -> list[Line]:
    """Everything of a year on a day, by due day."""
    found = []
    for duty in asked.duties:
        for item in _reports(asked, duty) if duty.step == "report" else STEPS[duty.step](asked):
            due = item.due or duty.due
            state = rules.state(due, asked.day, done=item.done)
            found.append(Line(item, duty.name, due, state, duty.basis, duty.certainty))
    own = (*_tasks(asked), *_questions(asked))
    found += [Line(item, item.name, item.due, rules.state(item.due, asked.day, done=item.done)) for item in own]
    return sorted(found, key=lambda line: line.due or "9999")


def status(connection: sqlite3.Connection, year: blocks.YearRow, day: str) -> list[dict[str, Any]]:
    """A year's status on an ISO day, by due day: year, what, due, state, next, units, basis, certainty."""
    return [
        {
            "year": year.code,
            "what": _in_words(line.item),
            "due": line.due,
            "state": line.state,
            "next": "" if line.item.done or year.state == "closed" else line.item.next,
            "units": list(line.item.units),
            "basis": line.basis,
            "certainty": line.certainty,
        }
        for line in lines(Asked(connection, year, day))
    ]


def _in_words(item: Item) -> str:
    if item.done or not item.units:
        return item.what
    return _("{what}; waits for {units}").format(what=item.what, units=", ".join(item.units))


def reminders(connection: sqlite3.Connection, year: blocks.YearRow, day: str) -> list[dict[str, Any]]:
    """What each unit still owes on an ISO day: unit, name, year, what, due, late (days), state; in official order."""
    called = units.NamesOn(connection, year.clamp(day))
    names_of = {member.unit: called[member.unit] for member in blocks.ever_members(connection, year)}
    owing = [line for line in lines(Asked(connection, year, day)) if line.state != rules.DONE]
    return [
        {
            "unit": unit,
            "name": name,
            "year": year.code,
            "what": line.name,
            "due": line.due,
            "late": max(0, rules.days_late(line.due, day)) if line.due else 0,
            "state": line.state,
        }
        for unit, name in names_of.items()
        for line in owing
        if unit in line.item.units
    ]


# -- steps of the year ------------------------------------------------------------------------------------------------


def _plan(asked: Asked) -> Iterator[Item]:
    rows = asked.connection.execute(
        'SELECT kind FROM document WHERE year_id = ? AND "on" <= ?', (asked.year.id, asked.day)
    )
    found = {PLANS.get(names.fold(row["kind"])) for row in rows}
    for kind, what in (("plan", _("plan of the year")), ("programme", _("programme of the block"))):
        then = f'emulation document add NUMBER --kind "{KINDS[kind]}" --on DATE --year {{year}}'
        yield Item(what, kind in found, command_line(then, year=asked.year.code))


def _meeting(purpose: str, what: Callable[[], str]) -> Callable[[Asked], Iterator[Item]]:
    """The step of holding a meeting for a purpose."""

    def step(asked: Asked) -> Iterator[Item]:
        days = meetings.held_for(asked.connection, asked.year.id, purpose)
        held = [code for code, on in days if on <= asked.day]
        said = what() + (f" ({', '.join(held)})" if held else "")
        verb = "show {meeting}" if days else f"add CODE {{year}} --kind {purpose} --on DATE"
        given = {"meeting": days[0][0]} if days else {"year": asked.year.code}
        yield Item(said, bool(held), command_line(f"emulation meeting {verb}", given))

    return step


def _leadership(asked: Asked) -> Iterator[Item]:
    leaders = blocks.leadership(asked.connection, asked.year.id, asked.year.clamp(asked.day))
    there = {member.unit for member in asked.there}
    head = next((str(row["unit"]) for row in leaders if row["role"] == "head"), None)
    year = asked.year.code
    then = "emulation year lead {year} --head UNIT"
    if head is not None and head not in there:
        said = _("a head in the place of {unit}, which is no member any more").format(unit=head)
        yield Item(said, False, command_line(f"{then} --on DATE", year=year))
    else:
        said = _("a head of the block") + (f" ({head})" if head else "")
        yield Item(said, head is not None, command_line(then, year=year))
    for leader in leaders:
        if leader["role"] == "deputy" and leader["unit"] not in there:
            said = _("a deputy in the place of {unit}, which is no member any more").format(unit=leader["unit"])
            yield Item(said, False, command_line(f"{then} --deputy UNIT --on DATE", year=year))


def _registration(asked: Asked) -> Iterator[Item]:
    """The step of registering titles; nothing as long as nobody has: not every block asks for it."""
    missing = registrations.unregistered(asked.connection, asked.year, asked.day)
    if missing is not None:
        given = {"year": asked.year.code, "unit": missing[:1]}
        then = command_line("emulation registration add {year} {unit} AWARD", given)
        yield Item(_("titles registered by all"), not missing, then, tuple(missing))


def _pledge(asked: Asked) -> Iterator[Item]:
    code = asked.year.code
    drafted = pledges.drafted(asked.connection, asked.year)
    verb = "adopt {year} --meeting MEETING --consensus" if drafted else "draft {year}"
    yield Item(
        _("pledge adopted"),
        pledges.in_force(asked.connection, asked.year.id, asked.day) is not None,
        command_line(f"emulation pledge {verb}", year=code),
    )


def _signing(asked: Asked) -> Iterator[Item]:
    adopted = pledges.in_force(asked.connection, asked.year.id, asked.day)
    if adopted is None:
        then = command_line("emulation pledge adopt {year} --meeting MEETING --consensus", year=asked.year.code)
        yield Item(_("pledge signed by all"), False, then)
        return
    missing = pledges.missing(asked.connection, asked.year, adopted, asked.day)
    then = command_line("emulation pledge sign {year} {units} --on DATE", year=asked.year.code, units=missing)
    yield Item(_("pledge signed by all"), not missing, then, tuple(missing))


def _results(period: str, what: Callable[[], str]) -> Callable[[Asked], Iterator[Item]]:
    """The step of having every target's result of a period; nothing where there are no targets."""

    def step(asked: Asked) -> Iterator[Item]:
        owed = pledge_results.owed(asked.connection, asked.year, period, asked.day)
        if owed is None:
            return
        units = tuple(dict.fromkeys(unit for _target, unit in owed if unit))
        orphans = ", ".join(target for target, unit in owed if not unit)
        said = what() + (_("; nobody bears {targets} any more").format(targets=orphans) if orphans else "")
        target, unit = next((one for one in owed if one[1]), ("", ""))
        given = {"year": asked.year.code, "target": target, "unit": unit}
        verb = f"result {{year}} {{target}} {{unit}} VALUE --period {period}" if units else "amend {year} --reason …"
        yield Item(said, not owed, command_line(f"emulation pledge {verb}", given), units)

    return step


def _ballots(asked: Asked) -> Iterator[Item]:
    """Each ballot from its day on; before the first one's day, that there is to be one."""
    from emulation_cli.ballots.states import following

    standing = ballots.standing(asked.connection, asked.year.id, asked.day)
    held = [ballot for ballot in standing if ballot["on"] <= asked.day]
    for ballot in held:
        said = _("ballot {ballot} sealed").format(ballot=ballot["code"])
        yield Item(said, ballot["state"] in ballots.SEALED, following(asked.connection, ballot), due=ballot["on"])
    if not held:
        then = command_line("emulation ballot new CODE {year} --meeting MEETING", year=asked.year.code)
        yield Item(
            _("a vote on whom to propose"),
            False,
            following(asked.connection, standing[0]) if standing else then,
        )


def _nominations(asked: Asked) -> Iterator[Item]:
    for row in nominations.proposals(asked.connection, asked.year.id, asked.day):
        record = nominations.nomination_record(row)
        if record["state"] == path.CANCELLED:
            continue
        said = _("{id}: {recipient}, {award} decided").format(**record)
        then = command_line(path.NEXT.get(str(record["state"]), ""), record)
        yield Item(said, record["decided_on"] is not None, then)


def _handover(asked: Asked) -> Iterator[Item]:
    record = blocks.handover_record(asked.connection, asked.year.id)
    done = record is not None and str(record["on"]) <= asked.day
    said = _("flag and file passed on") + (f" ({record['to'] or '?'})" if record and done else "")
    yield Item(said, done, command_line("emulation year handover {year} --to UNIT --on DATE", year=asked.year.code))


def _scores(asked: Asked) -> Iterator[Item]:
    """Every member's own scores; a published ranking needs none of them any more. Nothing without a score table."""
    table = scores.lines(asked.connection, asked.year.id)
    if not table:
        return
    handed = scores.sheets(asked.connection, asked.year.id, asked.day)
    missing = [member.unit for member in asked.there if (member.unit_id, "self") not in handed]
    done = not missing or scores.published(asked.connection, asked.year.id, asked.day) is not None
    then = command_line("emulation score submit {year} {unit} --stage self", year=asked.year.code, unit=missing[:1])
    yield Item(_("self-scores of all handed in"), done, then, () if done else tuple(missing))


def _ranking(asked: Asked) -> Iterator[Item]:
    if scores.lines(asked.connection, asked.year.id):
        done = scores.published(asked.connection, asked.year.id, asked.day) is not None
        then = command_line("emulation score publish {year} --on DATE", year=asked.year.code)
        yield Item(_("ranking published"), done, then)


STEPS: dict[str, Callable[[Asked], Iterator[Item]]] = {
    "plan": _plan,
    "launch": _meeting("launch", lambda: _("movements launched")),
    "leadership": _leadership,
    "registration": _registration,
    "pledge": _pledge,
    "signing": _signing,
    "midyear": _meeting("midyear", lambda: _("mid-year review held")),
    "midyear-results": _results("midyear", lambda: _("mid-year results in")),
    "yearend": _meeting("yearend", lambda: _("year-end review held")),
    "year-results": _results("year", lambda: _("results of the year in")),
    "scores": _scores,
    "ranking": _ranking,
    "ballots": _ballots,
    "nominations": _nominations,
    "handover": _handover,
}


# -- what has its own day ---------------------------------------------------------------------------------------------


def _reports(asked: Asked, duty: queries.Duty) -> Iterator[Item]:
    owed = [line for line in asked.reports if line["report"] == duty.code]
    missing = [str(line["unit"]) for line in owed if line["received"] is None and line["unit"] is not None]
    done = all(line["received"] is not None for line in owed)
    words = "{duty} {year} {units}" if missing else "{duty} {year}"
    given = {"duty": duty.code, "year": asked.year.code, "units": missing}
    then = command_line(f"emulation duty receive {words} --on DATE", given)
    if owed:
        yield Item(duty.name, done, then, tuple(missing))


def _tasks(asked: Asked) -> Iterator[Item]:
    rows = asked.connection.execute(
        "SELECT m.code, t.number, t.text, t.due, t.done AND coalesce(t.done_on <= :day, 1) AS done, t.owner_id"
        " FROM task t JOIN meeting m ON m.id = t.meeting_id"
        ' WHERE m.year_id = :year AND m."on" <= :day ORDER BY m."on", m.id, t.number',
        {"year": asked.year.id, "day": asked.day},
    )
    for row in rows:
        said = _("task {number} of {code}: {text}").format(**dict(row))
        owner = tuple(units.stead(asked.connection, row["owner_id"], asked.day)) if row["owner_id"] else ()
        then = command_line("emulation meeting task {code} {number} --done", dict(row))
        yield Item(said, bool(row["done"]), then, owner, row["due"], row["text"])


def _questions(asked: Asked) -> Iterator[Item]:
    for question in queries.questions(asked.connection, asked.year.id, unanswered=False):
        values = question.values
        if str(values["asked_on"]) > asked.day:
            continue
        done = values["answered_on"] is not None and str(values["answered_on"]) <= asked.day
        said = _("question {number} of {unit} answered: {text}").format(**values)
        code = f"{asked.year.code}-{values['number']}"
        yield Item(said, done, command_line("emulation question answer {question} TEXT --on DATE", question=code))
