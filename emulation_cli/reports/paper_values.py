"""What the placeholders of a paper stand for: the values, as a paper in Vietnamese writes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from emulation_cli.ballots import minutes
from emulation_cli.ballots import queries as ballots
from emulation_cli.ballots.sheets import occasion
from emulation_cli.ballots.states import require
from emulation_cli.blocks import queries as blocks
from emulation_cli.documents import queries as documents
from emulation_cli.duties import queries as duties
from emulation_cli.exchange.papers import official_day
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import name_and_post
from emulation_cli.kernel.numbers import points_text
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.movements import queries as movements
from emulation_cli.nominations import book, movement_queries
from emulation_cli.nominations import sheets as proposals
from emulation_cli.nominations.queries import state
from emulation_cli.nominations.rules import LIVE
from emulation_cli.pledges import queries as pledges
from emulation_cli.pledges.fields import Goal
from emulation_cli.reports.award_sheets import granted
from emulation_cli.reports.context import NEVER, OUTCOMES, Year, as_list
from emulation_cli.reports.cover import key_figures, pledge_words
from emulation_cli.reports.duty_sheets import open_points
from emulation_cli.reports.meeting_sheets import attending, resolution_words
from emulation_cli.reports.paper_fields import BALLOT, FORMS, MEETING
from emulation_cli.reports.pledge_sheets import adoption_words, goal_words, unit_words
from emulation_cli.reports.score_sheets import ranking
from emulation_cli.reports.sheets import Asked, context

SEALED = "sealed"
SPEECH = Speech(vietnamese=True)
"""Papers are Vietnamese."""
PERIODS = {"midyear-report": "midyear", "yearend-report": "year"}
"""Report → the period that it is of."""

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper that is asked for.

    Attributes:
        name: one of `FORMS`.
        ref: the code of what it is made of.
        day: ISO day as of which; None tells everything.
        place: the place written before its day, or "".
        submission: number of the one submission that its proposals are of; None for all.
    """

    name: str
    ref: str
    day: str | None
    place: str
    submission: str | None


def values(connection: sqlite3.Connection, wanted: Wanted) -> tuple[Values, str]:
    """The values of a paper, and the ISO day that it is as of; numbers without a decimal stay numbers."""
    ref = FORMS[wanted.name].ref
    if ref == MEETING:
        row = meetings.meeting_row(connection, wanted.ref)
        year = blocks.year_row(connection, str(row.values["year"]))
        made = _meeting(_year(connection, year, wanted), meetings.meeting_record(connection, row))
        day = str(row.values["on"])
    elif ref == BALLOT:
        ballot = ballots.ballot_row(connection, wanted.ref)
        require(ballot, SEALED, "superseded")
        year = blocks.year_by_id(connection, ballot["year_id"])
        made, day = _ballot(connection, ballot), ballot["on"]
    else:
        year = blocks.year_row(connection, wanted.ref)
        told = _year(connection, year, wanted)
        made = _OF_YEAR[wanted.name](told, wanted)
        day = str(made.pop("of_day", told.day))
    return {**_common(_year(connection, year, wanted), day, wanted.place), **made}, day


def _year(connection: sqlite3.Connection, row: blocks.YearRow, wanted: Wanted) -> Year:
    return context(connection, row, Asked(wanted.day, PERIODS.get(wanted.name), SPEECH))


def _numbered(rows: Iterable[Mapping[str, Any]]) -> list[Values]:
    return [{"number": number, **row} for number, row in enumerate(rows, start=1)]


def _day(iso: object) -> str:
    return show_date(str(iso)) if iso else ""


def _number(value: object) -> object:
    """A number of at most two decimals as Vietnamese papers write it; anything else as it is."""
    return points_text(round(value * 100), comma=True) if isinstance(value, float) else value


def _percent(share: object) -> str:
    """A share of 1 as percent, "" for none."""
    return "" if share is None else f"{_number(float(str(share)) * 100)} %"


def _common(year: Year, day: str, place: str) -> Values:
    row, block, say = year.whole, year.block, year.say
    head = next(iter(year.leaders("head")), None)
    recipients = [block["authority"], "Các đơn vị thành viên"]
    return {
        "superior": block["authority"] or "",
        "organ": block["name"],
        "kind": say.term(block["kind"], "block"),
        "year": row.year,
        "theme": (row.theme or "").strip('“”"'),
        "from": show_date(row.first),
        "to": show_date(row.last),
        "place": place,
        "day": show_date(day),
        "day_in_words": official_day(day),
        "head": year.name(head["unit"]) if head else "",
        "head_post": say.role("head", block["kind"]),
        "head_person": name_and_post(str(head["person"] or ""))[0] if head else "",
        "deputies": ", ".join(year.name(one["unit"]) for one in year.leaders("deputy")),
        "members": _members(year),
        "recipients": [str(one) for one in recipients if one],
    }


def _members(year: Year) -> list[Values]:
    people = {one["unit"]: one["person"] for role in ("head", "deputy") for one in year.leaders(role)}
    return _numbered(
        {
            "code": member.unit,
            "unit": member.name,
            "role": year.say.role(member.role, year.block["kind"]),
            "person": people.get(member.unit) or "",
        }
        for member in blocks.members(year.connection, year.row)
    )


# -- the pledge -------------------------------------------------------------------------------------------------------


def _pledge(year: Year, _wanted: Wanted) -> Values:
    record = pledges.pledge_record(year.connection, year.row, day=year.until)
    return {
        "title": record["title"] or "",
        "adopted": adoption_words(year, record["adoption"]) if isinstance(record["adoption"], dict) else "",
        "movements": _numbered(
            {
                "name": one["name"],
                "aim": one["aim"] or "",
                "launched_on": _day(one["launched_on"]),
                "closed_on": _day(one["closed_on"]),
            }
            for one in as_list(record["movements"])
        ),
        "items": [
            {
                "number": one["number"],
                "units": unit_words(year, one["units"]),
                "text": one["text"],
                "basis": ", ".join(one["basis"]),
            }
            for one in as_list(record["items"])
        ],
        "targets": _numbered(_target(year, one) for one in as_list(record["targets"])),
        "signatures": _signatures(year, {one["unit"]: one for one in as_list(record["signatures"])}),
    }


def _target(year: Year, one: Mapping[str, Any]) -> Values:
    return {
        "code": one["code"],
        "units": unit_words(year, one["units"]),
        "name": one["name"],
        "measure": one["measure"] or "",
        "goal": goal_words(year, one),
        "basis": ", ".join(one["basis"]),
    }


def _signatures(year: Year, signed: Mapping[str, Mapping[str, Any]]) -> list[Values]:
    """Every member, signed or not, then who signed besides."""
    there = [member.unit for member in blocks.members(year.connection, year.row)]
    none = {"signed_on": None, "by": None}
    lines = [(unit, signed.get(unit, none)) for unit in [*there, *(unit for unit in signed if unit not in there)]]
    return _numbered(
        {"unit": year.name(unit, one["signed_on"]), "by": one["by"] or "", "on": _day(one["signed_on"])}
        for unit, one in lines
    )


# -- proposals --------------------------------------------------------------------------------------------------------


def _submission(year: Year, wanted: Wanted) -> Values:
    """What is to be proposed: what is still undecided, or everything of the one submission that is asked for."""
    lines = _chosen(year, wanted)
    if wanted.submission is None:
        lines = [line for line in lines if state(line.row) in LIVE]
    if not lines:
        raise Refused(
            _("{year} has nothing to propose").format(year=year.row.code), f"emulation nomination list {year.row.code}"
        )
    return _proposals(year, wanted, lines)


def _chosen(year: Year, wanted: Wanted) -> list[proposals.Line]:
    until = None if year.until == NEVER else year.until
    asked = proposals.Asked(year.row, until, None, wanted.submission, year.say)
    return proposals.chosen(year.connection, asked)


def _proposals(year: Year, wanted: Wanted, lines: Sequence[proposals.Line]) -> Values:
    """Proposals by who decides, each with its three outcomes; every number is of what is listed."""
    sections = groupby(lines, lambda line: proposals.authority(year.say, line.award))
    persons = sum(line.person for line in lines)
    return {
        "submission": wanted.submission or "",
        "collectives": len(lines) - persons,
        "persons": persons,
        "counted": _counted(lines),
        "sections": [_section(number, decides, list(those)) for number, (decides, those) in enumerate(sections)],
        "ballots": [
            {
                "ballot": one["code"],
                "held_on": show_date(one["on"]),
                "meeting": f"hội nghị {_kinds(year, one['meeting'])}",
            }
            for one in ballots.held(year.connection, year.row.id, year.until)
            if one["state"] == SEALED
        ],
    }


def _section(number: int, decides: str, lines: Sequence[proposals.Line]) -> Values:
    return {
        "letter": chr(ord("A") + number),
        "authority": decides,
        "counted": _counted(lines),
        "lines": _numbered(_proposal(line) for line in lines),
    }


def _counted(lines: Sequence[proposals.Line]) -> str:
    """How many collectives and persons, two digits at least, as papers write them; "" for none."""
    persons = sum(line.person for line in lines)
    kinds = ((len(lines) - persons, "tập thể"), (persons, "cá nhân"))
    return ", ".join(f"{number:02} {kind}" for number, kind in kinds if number)


def _proposal(line: proposals.Line) -> Values:
    award, for_what, period, votes, share, _authority = line.about
    return {
        "who": line.who[0],
        "post": line.who[1] if line.person else "",
        "award": award,
        "for_what": for_what or "",
        "period": period or "",
        "votes": votes or "",
        "share": _percent(share),
        "council": line.council,
        "decision": line.decision,
        "note": "; ".join(filter(None, (*line.asides, line.council, line.decision, line.row["note"]))),
    }


def _kinds(year: Year, meeting: str) -> str:
    record = meetings.meeting_record(year.connection, meetings.meeting_row(year.connection, meeting))
    return ", ".join(year.say.term(str(kind).partition(":")[0]) for kind in as_list(record["kinds"]))


# -- the handover -----------------------------------------------------------------------------------------------------

BLANK_DAY = "ngày …… tháng …… năm ……"


def _handover(year: Year, _wanted: Wanted) -> Values:
    """The handover recorded by then; before it is, the head gives, and the day and who receives are left open."""
    passed = blocks.handover_record(year.connection, year.row.id) or {}
    if not passed or not year.by_then(passed["on"]):
        head = next(iter(year.leaders("head")), {})
        passed = {"from": head.get("unit"), "giver": head.get("person")}
    on = passed.get("on")
    return {
        **({"of_day": on} if on else {}),
        "handed_on": _day(on),
        "handed_in_words": official_day(str(on)) if on else BLANK_DAY,
        "giver": year.name(passed.get("from"), on),
        "giver_person": name_and_post(str(passed.get("giver") or ""))[0],
        "receiver": year.name(passed.get("to"), on),
        "receiver_person": name_and_post(str(passed.get("receiver") or ""))[0],
        "meeting": f"hội nghị {_kinds(year, str(passed['meeting']))}" if passed.get("meeting") else "",
        "documents": _numbered(
            {
                "document": row.values["number"],
                "on": _day(row.values["on"]),
                "kind": row.values["kind"],
                "subject": row.values["subject"] or "",
            }
            for row in documents.documents_of(year.connection, year.row.id, year.until)
        ),
        "open_points": _open_points(year),
        "questions": _numbered(
            {"unit": year.name(values["unit"], values["asked_on"]), "text": values["text"]}
            for values in (row.values for row in duties.questions(year.connection, year.row.id, unanswered=False))
            if year.by_then(values["asked_on"])
            and (values["answer"] is None or not year.by_then(values["answered_on"]))
        ),
    }


def _open_points(year: Year) -> list[Values]:
    return _numbered(
        {"what": one.told, "units": one.units, "due": _day(one.due), "state": one.state} for one in open_points(year)
    )


# -- reports ----------------------------------------------------------------------------------------------------------


def _report(year: Year, wanted: Wanted) -> Values:
    numbers = key_figures(year)
    held = [meetings.meeting_record(year.connection, row) for row in meetings.meetings_of(year.connection, year.row.id)]
    told: list[Mapping[str, Any]] = [one for one in held if year.by_then(one["on"])]
    return {
        **{f"count_{key}": number for key, number in numbers.items()},
        "period": year.title,
        "pledge": pledge_words(year, numbers),
        "results": _numbered(_result(year, one) for one in year.results()),
        "ranking": _numbered(
            {
                "rank": one["rank"] or "",
                "unit": one["name"],
                "class_name": one["class"] or "",
                "total": "" if one["total"] is None else _number(one["total"]),
            }
            for one in ranking(year)
        ),
        "movements": _numbered(
            {key: row.values[key] or "" for key in ("name", "launcher", "outcome")}
            for row in movement_queries.movements_of_year(year.connection, year.row)
        ),
        "meetings": _numbered(
            {
                "on": show_date(one["on"]),
                "kinds": _kinds(year, one["code"]),
                "place": one["place"] or "",
                "present": len(one["present"]),
            }
            for one in told
        ),
        "exemplars": _numbered(
            {"unit": year.name(one["unit"]), "new": one["new"], "total": one["total"]}
            for one in movements.counts_of_year(year.connection, year.row, year.row.last)
            if one["new"] or one["total"]
        ),
        "commendations": _commendations(year),
        **{key: _opinions(year, told, kind) for key, kind in OPINIONS.items()},
        "open_points": _open_points(year),
        **_proposals(year, wanted, _chosen(year, wanted)),
    }


def _result(year: Year, one: Mapping[str, Any]) -> Values:
    return {
        "target": one["target"],
        "name": one["name"],
        "unit": year.name(one["unit"]),
        "goal": Goal().text(one["goal"], vietnamese=True),
        "measure": one["measure"] or "",
        "actual": _number(one["actual"]),
        "percent": "" if one["percent"] is None else f"{_number(float(one['percent']))} %",
        "outcome": year.say(*OUTCOMES[one["outcome"]]),
    }


def _commendations(year: Year) -> list[Values]:
    """Those that hold; one that was cancelled is none."""
    known = book.Known(year.connection, year.say)
    called = [english for _vietnamese, english, *_rest in book.COLUMNS[1:]]
    entries = [
        dict(zip(called, book.entry(known, values), strict=True))
        for values in granted(year)
        if values["cancelled_on"] is None
    ]
    return _numbered(
        {
            "recipient": one["Recipient"],
            "award": one["Award"],
            "document": one["Decision"] or "",
            "on": f"{one['Date']:%d/%m/%Y}",
        }
        for one in entries
    )


OPINIONS = {"shortcomings": "shortcoming", "causes": "cause", "lessons": "lesson"}
"""Placeholder → the kind of opinion."""


def _opinions(year: Year, held: Sequence[Mapping[str, Any]], kind: str) -> list[Values]:
    return _numbered(
        {"unit": year.name(one["unit"], meeting["on"]), "text": one["text"]}
        for meeting in held
        for one in meeting["opinions"]
        if one["kind"] == kind
    )


_OF_YEAR: dict[str, Callable[[Year, Wanted], Values]] = {
    "pledge": _pledge,
    "submission": _submission,
    "proposals": _submission,
    "handover": _handover,
    "midyear-report": _report,
    "yearend-report": _report,
}
"""Paper of a year → what it says; with `of_day` where it is of a day of its own."""

# -- of a meeting, of a ballot ----------------------------------------------------------------------------------------


def _meeting(year: Year, record: Mapping[str, Any]) -> Values:
    say, on = year.say, record["on"]
    there = {
        state: _numbered(one for one in attending(year, record) if one["state"] == state)
        for state in ("present", "absent")
    }
    return {
        "kinds": _kinds(year, record["code"]),
        "held_on": show_date(on),
        "held_in_words": official_day(on),
        "held_at": record["place"] or "",
        "host": year.name(record["host"], on),
        "mode": say.term(record["mode"]),
        "chair": record["chair"] or "",
        "chair_person": name_and_post(record["chair"] or "")[0],
        "present": [{key: one[key] for key in ("number", "unit", "people")} for one in there["present"]],
        "absent": [{key: one[key] for key in ("number", "unit", "reason")} for one in there["absent"]],
        "guests": record["guests"],
        **_said(year, record),
        "ballots": [
            {"ballot": code, "state": say.term(ballots.ballot_row(year.connection, code)["state"])}
            for code in record["ballots"]
        ],
    }


def _said(year: Year, record: Mapping[str, Any]) -> Values:
    """Speeches, opinions, resolutions and tasks of a meeting, with the numbers that they bear."""
    say, on = year.say, record["on"]
    return {
        "speeches": [
            {"number": one["number"], "person": one["person"], "role": say.term(one["role"]), "text": one["text"]}
            for one in record["speeches"]
        ],
        "opinions": [
            {
                "number": one["number"],
                "unit": year.name(one["unit"], on) or year.block["name"],
                "kind": say.term(one["kind"]),
                "text": one["text"],
                "state": "" if one["state"] == "open" else say.term(one["state"]),
            }
            for one in record["opinions"]
        ],
        "resolutions": [
            {"number": one["number"], "text": one["text"], "outcome": resolution_words(say, one)}
            for one in record["resolutions"]
        ],
        "tasks": [
            {
                "number": one["number"],
                "text": one["text"],
                "owner": year.name(one["owner"], on),
                "due": _day(one["due"]),
            }
            for one in record["tasks"]
        ],
    }


def _ballot(connection: sqlite3.Connection, ballot: sqlite3.Row) -> Values:
    about = occasion(connection, ballot, vietnamese=True)
    told = minutes.counted(connection, about)
    keys = ("number", "who", "what", "agree", "disagree", "blank", "share", "outcome")
    return {
        "organ": about.organ,
        "superior": about.block["authority"] or "",
        "ballot": ballot["code"],
        **{key: _lines(getattr(told, key)) for key in ("occasion", "rule", "paper", "conclusion")},
        "paper_heading": SPEECH(*minutes.paper_heading(about)),
        "results": [dict(zip(keys, row, strict=True)) for row in told.results],
        "named": told.named,
        "chair_person": told.chair,
        "board": [{"post": post, "person": person} for post, person in told.board],
    }


def _lines(facts: minutes.Told) -> list[str]:
    return [f"{what}: {known}" if what else known for what, known in facts]
