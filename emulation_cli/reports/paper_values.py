"""What the placeholders of a paper stand for: the values, as a paper in Vietnamese writes them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from emulation_cli.ballots import minutes
from emulation_cli.ballots import queries as ballots
from emulation_cli.ballots.sheets import occasion
from emulation_cli.ballots.states import require
from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.papers import official_day
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.names import name_and_post
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.reports import paper_words as words
from emulation_cli.reports.context import Year
from emulation_cli.reports.meeting_sheets import attending, purposes, resolution_words
from emulation_cli.reports.paper_fields import BALLOT, FORMS, MEETING
from emulation_cli.reports.paper_words import Values, Wanted
from emulation_cli.reports.paper_year_values import OF_YEAR
from emulation_cli.reports.sheets import Asked, context

SPEECH = Speech(vietnamese=True)
"""Papers are Vietnamese."""
PERIODS = {"midyear-report": "midyear", "yearend-report": "year"}
"""Report → the period that it is of."""


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
        require(ballot, "sealed", "superseded")
        year = blocks.year_by_id(connection, ballot["year_id"])
        made, day = _ballot(connection, ballot), ballot["on"]
    else:
        year = blocks.year_row(connection, wanted.ref)
        told = _year(connection, year, wanted)
        made = OF_YEAR[wanted.name](told, wanted)
        day = str(made.pop("of_day", told.day))
    return {**_common(_year(connection, year, wanted), day, wanted.place), **made}, day


def _year(connection: sqlite3.Connection, row: blocks.YearRow, wanted: Wanted) -> Year:
    return context(connection, row, Asked(wanted.day, PERIODS.get(wanted.name), SPEECH))


def _common(year: Year, day: str, place: str) -> Values:
    row, block, say = year.whole, year.block, year.say
    head = next(iter(year.leaders("head")), None)
    recipients = [block["authority"], "Các đơn vị thành viên"]
    return {
        "superior": block["authority"] or "",
        "organ": block["name"],
        "kind": say.term(block["kind"], "block"),
        "year": row.year,
        "theme": year.theme,
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
    return words.numbered(
        {
            "code": member.unit,
            "unit": member.name,
            "role": year.say.role(member.role, year.block["kind"]),
            "person": people.get(member.unit) or "",
        }
        for member in blocks.members(year.connection, year.row)
    )


# -- of a meeting, of a ballot ----------------------------------------------------------------------------------------


def _meeting(year: Year, record: Mapping[str, Any]) -> Values:
    say, on = year.say, record["on"]
    there = {
        state: words.numbered(one for one in attending(year, record) if one["state"] == state)
        for state in ("present", "absent")
    }
    return {
        "kinds": purposes(say, record["kinds"]),
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
                "due": words.day(one["due"]),
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
