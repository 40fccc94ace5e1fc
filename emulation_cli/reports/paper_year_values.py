"""What the papers of a year say: the pledge, proposals, the handover, the reports of its reviews."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import groupby
from typing import Any

from emulation_cli.ballots import queries as ballots
from emulation_cli.blocks import queries as blocks
from emulation_cli.documents import queries as documents
from emulation_cli.duties import queries as duties
from emulation_cli.exchange.papers import official_day
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import Refused
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import name_and_post
from emulation_cli.kernel.terms import Speech
from emulation_cli.meetings import queries as meetings
from emulation_cli.movements import queries as movements
from emulation_cli.nominations import book, movement_queries
from emulation_cli.nominations import sheets as proposals
from emulation_cli.nominations.queries import state
from emulation_cli.nominations.rules import LIVE
from emulation_cli.pledges import queries as pledges
from emulation_cli.pledges.fields import Goal
from emulation_cli.reports import paper_words as words
from emulation_cli.reports.award_sheets import chosen, granted
from emulation_cli.reports.context import Year, as_list
from emulation_cli.reports.cover import key_figures, pledge_words
from emulation_cli.reports.duty_sheets import open_points
from emulation_cli.reports.meeting_sheets import meetings_held, purposes
from emulation_cli.reports.paper_words import Values, Wanted
from emulation_cli.reports.pledge_sheets import adoption_words, goal_words, signatures, unit_words
from emulation_cli.reports.score_sheets import ranking

SEALED = "sealed"

# -- the pledge -------------------------------------------------------------------------------------------------------


def _pledge(year: Year, _wanted: Wanted) -> Values:
    record = pledges.pledge_record(year.connection, year.row, day=year.until)
    return {
        "title": record["title"] or "",
        "adopted": adoption_words(year, record["adoption"]) if isinstance(record["adoption"], dict) else "",
        "movements": words.numbered(
            {
                "name": one["name"],
                "aim": one["aim"] or "",
                "launched_on": words.day(one["launched_on"]),
                "closed_on": words.day(one["closed_on"]),
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
        "targets": words.numbered(_target(year, one) for one in as_list(record["targets"])),
        "signatures": words.numbered(
            {"unit": one["unit"], "by": one["by"] or "", "on": words.day(one["on"])} for one in signatures(year, record)
        ),
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


# -- proposals --------------------------------------------------------------------------------------------------------


def _submission(year: Year, wanted: Wanted) -> Values:
    """What is to be proposed: what is still undecided, or everything of the one submission that is asked for."""
    lines = chosen(year, wanted.submission)
    if wanted.submission is None:
        lines = [line for line in lines if state(line.row) in LIVE]
    if not lines:
        raise Refused(
            _("{year} has nothing to propose").format(year=year.row.code), f"emulation nomination list {year.row.code}"
        )
    return _proposals(year, wanted, lines)


def _proposals(year: Year, wanted: Wanted, lines: Sequence[proposals.Line]) -> Values:
    """Proposals by who decides, each with its three outcomes; every number is of what is listed."""
    say = year.say
    sections = groupby(lines, lambda line: proposals.authority(say, line.award))
    persons = sum(line.person for line in lines)
    return {
        "submission": wanted.submission or "",
        "collectives": len(lines) - persons,
        "persons": persons,
        "counted": proposals.counted(say, lines),
        "sections": [_section(say, number, decides, list(those)) for number, (decides, those) in enumerate(sections)],
        "ballots": [
            {
                "ballot": one["code"],
                "held_on": show_date(one["on"]),
                "meeting": _conference(year, one["meeting"]),
            }
            for one in ballots.held(year.connection, year.row.id, year.until)
            if one["state"] == SEALED
        ],
    }


def _section(say: Speech, number: int, decides: str, lines: Sequence[proposals.Line]) -> Values:
    return {
        "letter": chr(ord("A") + number),
        "authority": decides,
        "counted": proposals.counted(say, lines),
        "lines": words.numbered(_proposal(line) for line in lines),
    }


def _proposal(line: proposals.Line) -> Values:
    award, for_what, period, votes, share, _authority = line.about
    return {
        "who": line.who[0],
        "post": line.who[1] if line.person else "",
        "award": award,
        "for_what": for_what or "",
        "period": period or "",
        "votes": votes or "",
        "share": words.percent(share),
        "council": line.council,
        "decision": line.decision,
        "note": "; ".join(filter(None, (*line.asides, line.council, line.decision, line.row["note"]))),
    }


def _conference(year: Year, meeting: str) -> str:
    row = meetings.meeting_row(year.connection, meeting)
    return f"hội nghị {purposes(year.say, as_list(row.values['kinds']))}"


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
        "handed_on": words.day(on),
        "handed_in_words": official_day(str(on)) if on else BLANK_DAY,
        "giver": year.name(passed.get("from"), on),
        "giver_person": name_and_post(str(passed.get("giver") or ""))[0],
        "receiver": year.name(passed.get("to"), on),
        "receiver_person": name_and_post(str(passed.get("receiver") or ""))[0],
        "meeting": _conference(year, str(passed["meeting"])) if passed.get("meeting") else "",
        "documents": words.numbered(
            {
                "document": row.values["number"],
                "on": words.day(row.values["on"]),
                "kind": row.values["kind"],
                "subject": row.values["subject"] or "",
            }
            for row in documents.documents_of(year.connection, year.row.id, year.until)
        ),
        "open_points": _open_points(year),
        "questions": words.numbered(
            {"unit": year.name(values["unit"], values["asked_on"]), "text": values["text"]}
            for values in (row.values for row in duties.questions(year.connection, year.row.id, unanswered=False))
            if year.by_then(values["asked_on"])
            and (values["answer"] is None or not year.by_then(values["answered_on"]))
        ),
    }


def _open_points(year: Year) -> list[Values]:
    return words.numbered(
        {"what": one.told, "units": one.units, "due": words.day(one.due), "state": one.state}
        for one in open_points(year)
    )


# -- reports ----------------------------------------------------------------------------------------------------------


def _report(year: Year, wanted: Wanted) -> Values:
    numbers = key_figures(year)
    told: list[Mapping[str, Any]] = [meetings.meeting_record(year.connection, row) for row in meetings_held(year)]
    return {
        **{f"count_{key}": number for key, number in numbers.items()},
        "period": year.title,
        "pledge": pledge_words(year, numbers),
        "results": words.numbered(_result(year, one) for one in year.results()),
        "ranking": words.numbered(
            {
                "rank": one["rank"] or "",
                "unit": one["name"],
                "class_name": one["class"] or "",
                "total": "" if one["total"] is None else words.number(one["total"]),
            }
            for one in ranking(year)
        ),
        "movements": words.numbered(
            {key: row.values[key] or "" for key in ("name", "launcher", "outcome")}
            for row in movement_queries.movements_of_year(year.connection, year.row)
        ),
        "meetings": words.numbered(
            {
                "on": show_date(one["on"]),
                "kinds": purposes(year.say, one["kinds"]),
                "place": one["place"] or "",
                "present": len(one["present"]),
            }
            for one in told
        ),
        "exemplars": words.numbered(
            {"unit": year.name(one["unit"]), "new": one["new"], "total": one["total"]}
            for one in movements.counts_of_year(year.connection, year.row, year.row.last)
            if one["new"] or one["total"]
        ),
        "commendations": _commendations(year),
        **{key: _opinions(year, told, kind) for key, kind in OPINIONS.items()},
        "open_points": _open_points(year),
        **_proposals(year, wanted, chosen(year, wanted.submission)),
    }


def _result(year: Year, one: Mapping[str, Any]) -> Values:
    return {
        "target": one["target"],
        "name": one["name"],
        "unit": year.name(one["unit"]),
        "goal": Goal().text(one["goal"], vietnamese=True),
        "measure": one["measure"] or "",
        "actual": words.number(one["actual"]),
        "percent": "" if one["percent"] is None else f"{words.number(float(one['percent']))} %",
        "outcome": year.say.term(one["outcome"], "outcome"),
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
    return words.numbered(
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
    return words.numbered(
        {"unit": year.name(one["unit"], meeting["on"]), "text": one["text"]}
        for meeting in held
        for one in meeting["opinions"]
        if one["kind"] == kind
    )


OF_YEAR: dict[str, Callable[[Year, Wanted], Values]] = {
    "pledge": _pledge,
    "submission": _submission,
    "proposals": _submission,
    "handover": _handover,
    "midyear-report": _report,
    "yearend-report": _report,
}
"""Paper of a year → what it says; with `of_day` where it is of a day of its own."""
