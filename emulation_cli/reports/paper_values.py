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
from emulation_cli.documents.fields import DOCUMENTS
from emulation_cli.duties import queries as duties
from emulation_cli.exchange.papers import official_day
from emulation_cli.kernel import listing
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.names import name_and_post
from emulation_cli.kernel.numbers import points_text
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.movements import queries as movements
from emulation_cli.nominations import movement_queries
from emulation_cli.nominations import sheets as proposals
from emulation_cli.nominations.queries import state
from emulation_cli.nominations.rules import TAKEN
from emulation_cli.pledges import queries as pledges
from emulation_cli.reports.award_sheets import COMMENDATIONS
from emulation_cli.reports.context import NEVER, Year, as_list
from emulation_cli.reports.cover import key_figures, pledge_words
from emulation_cli.reports.duty_sheets import OPEN_POINTS
from emulation_cli.reports.meeting_sheets import attendance_rows, resolution_words
from emulation_cli.reports.paper_fields import BALLOT, FORMS, MEETING
from emulation_cli.reports.pledge_sheets import RESULTS, adoption_words, goal_words, unit_words
from emulation_cli.reports.score_sheets import RANKING
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
        made, day = _OF_YEAR[wanted.name](told, wanted), told.day
    common = _common(_year(connection, year, wanted), day, wanted.place)
    return {**common, **made}, day


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
    record = blocks.year_record(year.connection, year.row)
    leaders = [one for one in as_list(record["leadership"]) if year.by_then(one["from"])]
    head = next((one for one in reversed(leaders) if one["role"] == "head"), None)
    people = {one["unit"]: one["person"] for one in leaders}
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
        "deputies": ", ".join(year.name(unit) for unit in record["deputies"]),
        "members": _numbered(
            {
                "code": member["unit"],
                "unit": member["name"],
                "role": say.role(member["role"], block["kind"]),
                "person": people.get(member["unit"]) or "",
            }
            for member in record["members"]
        ),
        "recipients": [str(one) for one in recipients if one],
    }


# -- of a year --------------------------------------------------------------------------------------------------------


def _pledge(year: Year, _wanted: Wanted) -> Values:
    record = pledges.pledge_record(year.connection, year.row, day=year.until)
    signed = {one["unit"]: one for one in as_list(record["signatures"])}
    there = [member.unit for member in blocks.members(year.connection, year.row)]
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
        "targets": _numbered(
            {
                "code": one["code"],
                "units": unit_words(year, one["units"]),
                "name": one["name"],
                "measure": one["measure"] or "",
                "goal": goal_words(year, one),
                "basis": ", ".join(one["basis"]),
            }
            for one in as_list(record["targets"])
        ),
        "signatures": _numbered(
            {
                "unit": year.name(unit, signed[unit]["signed_on"] if unit in signed else None),
                "by": (signed[unit]["by"] or "") if unit in signed else "",
                "on": _day(signed[unit]["signed_on"]) if unit in signed else "",
            }
            for unit in [*there, *(unit for unit in signed if unit not in there)]
        ),
    }


def _proposals(year: Year, wanted: Wanted) -> Values:
    """The proposals by who decides, each with its three outcomes; of one submission where that is asked for."""
    until = None if year.until == NEVER else year.until
    asked = proposals.Asked(year.row, until, None, wanted.submission, year.say)
    lines = proposals.chosen(year.connection, asked)
    standing = [line for line in lines if state(line.row) in TAKEN]
    sections = [(authority, list(those)) for authority, those in groupby(lines, lambda one: str(one.about[AUTHORITY]))]
    persons = sum(line.person for line in standing)
    return {
        "submission": wanted.submission or "",
        "collectives": len(standing) - persons,
        "persons": persons,
        "counted": proposals.count(year.say, lines),
        "sections": [
            {
                "letter": chr(ord("A") + place),
                "authority": authority,
                "counted": proposals.count(year.say, those),
                "lines": _numbered(_proposal(line) for line in those),
            }
            for place, (authority, those) in enumerate(sections)
        ],
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


AUTHORITY = 5
"""The place of who decides among the cells of a proposal."""


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


def _handover(year: Year, _wanted: Wanted) -> Values:
    """The handover recorded; before it is, the head gives, and who receives is left open."""
    passed = blocks.handover_record(year.connection, year.row.id) or {}
    head = next((one for one in blocks.leadership(year.connection, year.row.id) if one["role"] == "head"), {})
    giver, on = passed.get("from") or head.get("unit"), str(passed.get("on") or year.day)
    where = "t.year_id = ?"
    return {
        "handed_on": show_date(on),
        "handed_in_words": official_day(on),
        "giver": year.name(giver, on),
        "giver_person": passed.get("giver") or "",
        "receiver": year.name(passed.get("to"), on),
        "receiver_person": passed.get("receiver") or "",
        "meeting": f"hội nghị {_kinds(year, str(passed['meeting']))}" if passed.get("meeting") else "",
        "documents": _numbered(
            {
                "document": row.values["number"],
                "on": _day(row.values["on"]),
                "kind": row.values["kind"],
                "subject": row.values["subject"] or "",
            }
            for row in listing.listed(year.connection, DOCUMENTS, where, (year.row.id,))
        ),
        "open_points": _open_points(year),
        "questions": _numbered(
            {"unit": year.name(row.values["unit"], row.values["asked_on"]), "text": row.values["text"]}
            for row in duties.questions(year.connection, year.row.id, unanswered=True)
        ),
    }


def _open_points(year: Year) -> list[Values]:
    return _numbered(
        {"what": what, "units": units, "due": "" if due is None else f"{due:%d/%m/%Y}", "state": state}
        for what, units, due, _late, state in OPEN_POINTS.rows(year)
    )


def _report(year: Year, wanted: Wanted) -> Values:
    numbers = key_figures(year)
    keys = ("target", "name", "unit", "period", "goal", "measure", "actual", "percent", "outcome")
    results: list[Values] = [dict(zip(keys, row, strict=True)) for row in RESULTS.rows(year)]
    for one in results:
        one["percent"] = _percent(one["percent"])
        one["actual"] = _number(one["actual"])
    held = [meetings.meeting_record(year.connection, row) for row in meetings.meetings_of(year.connection, year.row.id)]
    told: list[Mapping[str, Any]] = [one for one in held if year.by_then(one["on"])]
    return {
        **{f"count_{key}": number for key, number in numbers.items()},
        "period": year.title,
        "pledge": pledge_words(year, numbers),
        "results": _numbered({key: one[key] for key in one if key != "period"} for one in results),
        "ranking": _numbered(
            {
                "rank": rank or "",
                "unit": unit,
                "class_name": name or "",
                "total": "" if total is None else _number(total),
            }
            for rank, unit, name, _stage, total, *_rest in RANKING.rows(year)
        ),
        "movements": _numbered(
            {
                "name": row.values["name"],
                "launcher": row.values["launcher"] or "",
                "outcome": row.values["outcome"] or "",
            }
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
        "commendations": _numbered(
            {"recipient": who, "award": award, "document": document, "on": f"{on:%d/%m/%Y}"}
            for document, on, _level, award, who, *_rest in COMMENDATIONS.rows(year)
        ),
        **{key: _opinions(year, told, kind) for key, kind in OPINIONS.items()},
        "open_points": _open_points(year),
        **_proposals(year, wanted),
    }


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
    "submission": _proposals,
    "proposals": _proposals,
    "handover": _handover,
    "midyear-report": _report,
    "yearend-report": _report,
}

# -- of a meeting, of a ballot ----------------------------------------------------------------------------------------


def _meeting(year: Year, record: Mapping[str, Any]) -> Values:
    say, on = year.say, record["on"]
    rows = attendance_rows(year, record)
    there, away = say.term("present"), say.term("absent")
    return {
        "kinds": _kinds(year, record["code"]),
        "held_on": show_date(on),
        "held_in_words": official_day(on),
        "held_at": record["place"] or "",
        "host": year.name(record["host"], on),
        "mode": say.term(record["mode"]),
        "chair": record["chair"] or "",
        "chair_person": name_and_post(record["chair"] or "")[0],
        "present": _numbered({"unit": row[1], "people": row[2]} for row in rows if row[3] == there),
        "absent": _numbered({"unit": row[1], "reason": row[4]} for row in rows if row[3] == away),
        "guests": record["guests"],
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
        "ballots": [
            {"ballot": code, "state": say.term(ballots.ballot_row(year.connection, code)["state"])}
            for code in record["ballots"]
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
