"""The path of a proposal, step by step: each in its turn, with its day and its document."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence

from emulation_cli.blocks.queries import open_year, year_by_id
from emulation_cli.kernel import references, terms
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import NotFound, Refused, UsageError
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.placeholders import command_line, spoken
from emulation_cli.kernel.writing import Writer
from emulation_cli.nominations import dossier_queries, eligibility, eligibility_queries, queries, rules
from emulation_cli.nominations.records import COMMENDATIONS, FATES

_OF = "(nominee_id = :nominee OR nomination_id = :nomination)"


@frozen
class Entry:
    """What is entered of a step: its ISO day, the document that says so, why."""

    day: str
    document: str | None = None
    reason: str | None = None


Action = Callable[[Writer, sqlite3.Row], None]


def each(writer: Writer, ids: Sequence[str], step: str, entry: Entry, act: Action) -> list[str]:
    """Take one step with several proposals by one document, all of them or none; `act` refuses it or stores it."""
    done: list[str] = []
    for text in ids:
        row = queries.proposal(writer.connection, text)
        if row["code"] in done:
            continue
        _refuse(writer.connection, row, step, entry.day)
        act(writer, row)
        done.append(row["code"])
    return done


def _refuse(connection: sqlite3.Connection, row: sqlite3.Row, step: str, day: str) -> None:
    """Refuse a step out of turn, one in a closed year, one before the step before it."""
    open_year(connection, year_by_id(connection, row["year_id"]).code)
    now = queries.state(row)
    if not rules.may(step, now):
        before = _(" or ").join(map(terms.spoken, rules.FROM[step]))
        words = _("{id} is {state}; only what is {before} can be {step}")
        way = command_line(rules.NEXT[now], id=row["code"]) if now in rules.NEXT else ""
        hint = _("Next: {command}").format(command=way) if way else _way_back().format(id=row["code"])
        raise Refused(
            words.format(id=row["code"], state=terms.spoken(now), before=before, step=terms.spoken(step)),
            hint,
        )
    taken = (row["proposed_on"], row["step_on"], row["granted_on"], row["handed_on"])
    last = max(filter(None, taken), default=None)
    if last is not None and day < last:
        message = _("{id}: {day} lies before its last step on {last}")
        raise Refused(message.format(id=row["code"], day=show_date(day), last=show_date(last)))


def _way_back() -> str:
    return _("Way back: emulation nomination retract {id} --reason …")


def _whose(row: sqlite3.Row) -> dict[str, object]:
    return {"nominee": row["nominee_id"], "nomination": row["nomination_id"]}


def _store(writer: Writer, row: sqlite3.Row, step: str, entry: Entry, award_id: int | None = None) -> None:
    writer.execute(
        'INSERT INTO nomination_step (nominee_id, nomination_id, step, "on", document, reason, award_id)'
        " VALUES (:nominee, :nomination, :step, :on, :document, :reason, :award)",
        {**_whose(row), "step": step, "on": entry.day, "document": entry.document, "reason": entry.reason}
        | {"award": award_id},
    )
    _noted(writer, row, step, entry)


def _noted(writer: Writer, row: sqlite3.Row, step: str, entry: Entry) -> None:
    after = {"state": step, "on": entry.day, "document": entry.document}
    writer.changed(f"nomination {row['code']}", {"state": queries.state(row)}, after)


# -- the dossier ------------------------------------------------------------------------------------------------------


def receive(writer: Writer, text: str, papers: Sequence[str], day: str, *, missing: bool) -> list[str]:
    """Note which papers of its dossier a proposal has from an ISO day on (`missing`: no longer has); their codes."""
    row = _undecided(writer, text, rules.OPEN if missing else rules.LIVE)
    asked = dossier_queries.papers(writer.connection, row, day)
    wanted = [references.get(writer.connection, "dossier", paper)[1] for paper in papers] or [one.code for one in asked]
    known = {one.code: one for one in asked}
    for code in wanted:
        if code not in known:
            message = _("{paper} does not belong to the dossier of {id}").format(paper=code, id=row["code"])
            raise Refused(message, _("See: emulation nomination dossier {id}").format(id=row["code"]))
        if (known[code].on is None) == missing:
            continue
        sql = (
            f"DELETE FROM nomination_paper WHERE {_OF} AND dossier_id = :paper"
            if missing
            else 'INSERT INTO nomination_paper (nominee_id, nomination_id, dossier_id, "on")'
            " VALUES (:nominee, :nomination, :paper, :on)"
        )
        given = {**_whose(row), "paper": known[code].id}
        writer.execute(sql, given if missing else {**given, "on": day})
        there = {"on": day}
        writer.changed(f"paper {row['code']} {code}", there if missing else None, None if missing else there)
    return wanted


def complete(writer: Writer, ids: Sequence[str], entry: Entry) -> list[str]:
    """Enter that dossiers are complete; refused while a paper that the law asks for is not there."""

    def whole(writer: Writer, row: sqlite3.Row) -> None:
        absent = dossier_queries.absent(dossier_queries.papers(writer.connection, row, entry.day), entry.day)
        if absent:
            message = _("the dossier of {id} lacks {papers}").format(id=row["code"], papers=", ".join(absent))
            raise Refused(message, _("Note them: emulation nomination dossier {id} --has CODE").format(id=row["code"]))
        _store(writer, row, rules.COMPLETE, entry)

    return each(writer, ids, rules.COMPLETE, entry, whole)


# -- what was found ---------------------------------------------------------------------------------------------------


def found(writer: Writer, text: str, check: str, verdict: str, entry: Entry) -> sqlite3.Row:
    """Enter what was found of a condition or quota for a proposal: proved, disproved by a document, or set aside.

    A second entry for the same takes the place of the first.
    """
    row, noun, check_id, code = _checked(writer, text, check)
    said = eligibility_queries.alone(writer.connection, row, entry.day, (noun, check_id))
    if said is None:
        message = _("{check} is not asked of {id}, which is proposed for {award}")
        hint = _("See: emulation nomination check {year} {id}").format(year=_year(writer, row), id=row["code"])
        raise Refused(message.format(check=code, id=row["code"], award=row["award"]), hint)
    if verdict != eligibility.OVERRIDDEN and said.verdict != eligibility.UNKNOWN:
        message = _("{check}: the register itself says {verdict}, {said}")
        words = message.format(check=code, verdict=terms.spoken(said.verdict, "verdict"), said=said.said)
        raise Refused(words, _exception(row, code))
    before = _taken_out(writer, row, noun, check_id)
    writer.execute(
        f'INSERT INTO nomination_finding (nominee_id, nomination_id, {noun}_id, verdict, "on", document, reason)'
        " VALUES (:nominee, :nomination, :check, :verdict, :on, :document, :reason)",
        {**_whose(row), "check": check_id, "verdict": verdict, "on": entry.day}
        | {"document": entry.document, "reason": entry.reason},
    )
    after = {"verdict": verdict, "on": entry.day, "document": entry.document, "reason": entry.reason}
    writer.changed(f"finding {row['code']} {code}", before, after)
    return row


def _exception(row: sqlite3.Row, check: str) -> str:
    """How a check is set aside for a proposal."""
    hint = _("Where an exception holds: emulation nomination override {id} {check} --reason …")
    return hint.format(id=row["code"], check=check)


def forget(writer: Writer, text: str, check: str) -> sqlite3.Row:
    """Take back what was found of a condition or quota."""
    row, noun, check_id, code = _checked(writer, text, check)
    before = _taken_out(writer, row, noun, check_id)
    if before is None:
        message = _("nothing was entered of {check} for {id}").format(check=code, id=row["code"])
        raise NotFound(message, _("See: emulation nomination show {id}").format(id=row["code"]))
    writer.changed(f"finding {row['code']} {code}", before, None)
    return row


def _checked(writer: Writer, text: str, check: str) -> tuple[sqlite3.Row, str, int, str]:
    """The proposal, and whether a check is a condition or a quota, its id and code; refused once submitted."""
    row = _undecided(writer, text, rules.OPEN)
    quota = references.find(writer.connection, "quota", check)
    noun = "condition" if quota is None else "quota"
    check_id, code = references.get(writer.connection, noun, check)
    return row, noun, check_id, code


def _undecided(writer: Writer, text: str, states: Sequence[str]) -> sqlite3.Row:
    """The proposal, refused in any but these states and in a closed year."""
    row = queries.proposal(writer.connection, text)
    open_year(writer.connection, _year(writer, row))
    now = queries.state(row)
    if now not in states:
        before = _(" or ").join(map(terms.spoken, states))
        message = _("{id} is {state}; that is entered only of what is {before}")
        raise Refused(
            message.format(id=row["code"], state=terms.spoken(now), before=before), _way_back().format(id=row["code"])
        )
    return row


def _year(writer: Writer, row: sqlite3.Row) -> str:
    return year_by_id(writer.connection, row["year_id"]).code


def _taken_out(writer: Writer, row: sqlite3.Row, noun: str, check_id: int) -> dict[str, object] | None:
    given = {**_whose(row), "check": check_id}
    where = f"{_OF} AND {noun}_id = :check"
    sql = f'SELECT verdict, "on", document, reason FROM nomination_finding WHERE {where}'
    stored = writer.execute(sql, given).fetchone()
    writer.execute(f"DELETE FROM nomination_finding WHERE {where}", given)
    return None if stored is None else dict(stored)


# -- council and authority --------------------------------------------------------------------------------------------


def _barred(check: Mapping[str, object]) -> str:
    what = check["what"] or terms.spoken(check["test"], "test")
    return f"{check['check']}, {what}: {check['said']} ({check['clause']})"


def submit(writer: Writer, ids: Sequence[str], entry: Entry) -> list[str]:
    """Submit proposals to the authority by one document; refused where a condition of the law that was read is not met.

    What the law sets aside by its own exceptions is overridden before, with a reason.
    """

    def eligible(writer: Writer, row: sqlite3.Row) -> None:
        barred = eligibility_queries.barring(writer.connection, row, entry.day)
        if barred:
            lines = [_barred(one) for one in barred]
            message = _("{id} may not be submitted").format(id=row["code"])
            raise Refused("\n".join([f"{message}:", *lines]), _exception(row, str(barred[0]["check"])))
        _store(writer, row, rules.SUBMITTED, entry)

    return each(writer, ids, rules.SUBMITTED, entry, eligible)


def review(writer: Writer, ids: Sequence[str], outcome: str, entry: Entry, award: str | None) -> list[str]:
    """Enter what the council made of proposals: kept, dropped, or changed to another award for the same recipients."""
    if (outcome == rules.CHANGED) != (award is not None):
        raise UsageError(_("--award AWARD says what it was changed to; it belongs to changed and to no other outcome."))
    if award is None:
        return each(writer, ids, outcome, entry, lambda writer, row: _store(writer, row, outcome, entry))
    award_id, code = references.get(writer.connection, "award", award)
    kind = writer.connection.execute("SELECT recipient FROM award WHERE id = ?", (award_id,)).fetchone()["recipient"]

    def change(writer: Writer, row: sqlite3.Row) -> None:
        if award_id == row["award_id"]:
            raise Refused(_("{id} is proposed for {award} already").format(id=row["code"], award=code))
        if (kind == "person") != (row["person_id"] is not None):
            message = _("{award} is not for {recipient}").format(award=code, recipient=row["recipient"])
            raise Refused(message, "emulation award list")
        _store(writer, row, outcome, entry, award_id)

    return each(writer, ids, outcome, entry, change)


def decide(writer: Writer, text: str, decision: str, entry: Entry) -> sqlite3.Row:
    """Enter what the authority decided; a grant needs the decision's number and is a commendation too."""
    row = queries.proposal(writer.connection, text)
    _refuse(writer.connection, row, decision, entry.day)
    if decision != rules.GRANTED:
        _store(writer, row, decision, entry)
    elif entry.document is None:
        raise Refused(_("a grant needs the number of its decision"), spoken("--document NUMBER"))
    else:
        _grant(writer, row, entry)
    return queries.proposal(writer.connection, text)


def _grant(writer: Writer, row: sqlite3.Row, entry: Entry) -> None:
    raw = {
        "recipient": row["recipient"],
        "award": row["council_award"] or row["award"],
        "on": entry.day,
        "document": entry.document,
        "kind": rules.kind_of(row["kind"], row["movement_kind"]),
        "for": row["for"] or row["movement_name"],
        "movement": row["movement"],
        "of_year": year_by_id(writer.connection, row["year_id"]).year,
    }
    commendation_id = COMMENDATIONS.insert(writer, raw)
    writer.execute(
        "UPDATE commendation SET nominee_id = :nominee, nomination_id = :nomination WHERE id = :id",
        {**_whose(row), "id": commendation_id},
    )
    _noted(writer, row, rules.GRANTED, entry)


def hand_over(writer: Writer, ids: Sequence[str], entry: Entry) -> list[str]:
    """Enter that what was granted was handed over."""

    def hand(writer: Writer, row: sqlite3.Row) -> None:
        FATES.edit(writer, row["commendation_id"], {"handed_on": entry.day, "handed_by": entry.document})
        _noted(writer, row, rules.HANDED_OVER, entry)

    return each(writer, ids, rules.HANDED_OVER, entry, hand)


def cancel(writer: Writer, text: str, entry: Entry) -> sqlite3.Row:
    """Withdraw a proposal, or cancel what was granted by the decision that says so; with a reason."""
    row = queries.proposal(writer.connection, text)
    _refuse(writer.connection, row, rules.CANCELLED, entry.day)
    if row["commendation_id"] is None:
        _store(writer, row, rules.CANCELLED, entry)
    elif entry.document is None:
        raise Refused(_("what was granted is cancelled by a decision"), spoken("--document NUMBER"))
    else:
        given = {"cancelled_on": entry.day, "cancelled_by": entry.document}
        FATES.edit(writer, row["commendation_id"], given)
        _noted(writer, row, rules.CANCELLED, entry)
    return queries.proposal(writer.connection, text)


# -- back -------------------------------------------------------------------------------------------------------------


def retract(writer: Writer, text: str) -> sqlite3.Row:
    """Take back the last step of a proposal, with the writer's reason; the proposal itself stands."""
    row = queries.proposal(writer.connection, text)
    open_year(writer.connection, year_by_id(writer.connection, row["year_id"]).code)
    now = queries.state(row)
    if now == rules.PROPOSED or row["cancelled"]:
        raise Refused(
            _("{id} is {state}; there is no step to take back").format(id=row["code"], state=terms.spoken(now))
        )
    if row["commendation_id"] is not None:
        _retract_fate(writer, row)
    else:
        last = f"SELECT max(id) FROM nomination_step WHERE {_OF}"
        writer.execute(f"DELETE FROM nomination_step WHERE id = ({last})", _whose(row))
    after = queries.proposal(writer.connection, text)
    writer.changed(f"nomination {row['code']}", {"state": now}, {"state": queries.state(after)})
    return after


def _retract_fate(writer: Writer, row: sqlite3.Row) -> None:
    """Take back what became of a commendation last: its cancellation, its handing over, else the grant itself."""
    granted = row["commendation_id"]
    if row["revoked_on"] is not None:
        FATES.edit(writer, granted, {"cancelled_on": None, "cancelled_by": None})
    elif row["handed_on"] is not None:
        FATES.edit(writer, granted, {"handed_on": None, "handed_by": None})
    else:
        writer.execute("UPDATE commendation SET nominee_id = NULL, nomination_id = NULL WHERE id = ?", (granted,))
        COMMENDATIONS.remove(writer, granted)
